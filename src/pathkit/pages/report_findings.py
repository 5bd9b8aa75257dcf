"""Findings and questions as a page tells them: by principle, and as an agenda by organisation.

What findings of one rule have in common (why it matters, what puts it right) is said once, above them. Every finding is
told in full in one place only; everywhere else there is a link to it.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pathkit.check.report import (
    SEVERITIES,
    AcknowledgedState,
    CheckedMap,
    Extent,
    Finding,
    LabelledPlace,
    OpenQuestion,
    ShownJourney,
)
from pathkit.drawing.strip import journey_strip
from pathkit.maps.values import visible
from pathkit.output.finding import extent_in_words, first_sentence, foldable
from pathkit.output.planned import Plans
from pathkit.output.questions import Numbered, Sheet, facts_of, in_plain_words, sheets, subject_of
from pathkit.output.text import by_principle
from pathkit.output.words import capital, counted, date_in_words
from pathkit.rules import Rule, all_rules

if TYPE_CHECKING:
    from markupsafe import Markup

ITSELF = "itself"
"""What stands for a principle where a finding is about the map itself."""
ASKED_RULE = "not-stated"
"""The rule whose findings are told once more, and better, as questions."""
MOST_GRAVE = 5
"""How many findings are named at the top."""


@dataclass(frozen=True)
class Called:
    """What the things that findings are about are called, by id; the anchor of each finding, by its id; and the names
    of organisations. `edited`: whether the page's readers edit the map, so that lines of it are told. `plans` hold the
    actions that are to close findings.
    """

    names: Mapping[str, str]
    anchors: Mapping[str, str]
    organisations: Mapping[str, str]
    edited: bool = True
    plans: Plans = field(default_factory=Plans)


@dataclass(frozen=True)
class Way:
    """A journey: as a picture, and the same in words."""

    picture: Markup
    person: str
    steps: tuple[str, ...]
    ending: str


@dataclass(frozen=True)
class Known:
    """That the forum knows of a finding. The words are empty where they are not for the page's readers."""

    reason: str
    meanwhile: str
    owner: str
    agreed: str
    review: str
    reopened: str | None


@dataclass(frozen=True)
class Case:
    """One finding. `remedy` is its own, where others of its rule have another; `planned` what the plan is to do about
    it.
    """

    anchor: str
    id: str
    severity: str
    about: str
    message: Markup
    size: str
    people: tuple[str, ...]
    when: tuple[str, ...]
    groups: tuple[str, ...]
    because: tuple[str, ...]
    journey: Way | None
    places: tuple[str, ...]
    remedy: Markup | None
    known: Known | None
    maps: int = 1
    planned: str = ""


@dataclass(frozen=True)
class Ruling:
    """The findings of one rule, and what they have in common. `why` is a sentence, `more_why` the rest of it; `brief`
    ones say no more than what they are about.
    """

    rule: str
    severity: str
    finds: Markup
    why: Markup
    more_why: Markup
    remedy: Markup | None
    live_with: Markup
    cases: tuple[Case, ...]
    brief: tuple[Case, ...]

    @property
    def count(self) -> int:
        """How many findings there are."""
        return len(self.cases) + len(self.brief)

    @property
    def only_asked(self) -> bool:
        """Whether the questions say all of it, and better."""
        return self.rule == ASKED_RULE


@dataclass(frozen=True)
class Chapter:
    """The findings about one principle (or about the map itself), by rule. `id` is the principle's."""

    id: str
    title: str
    rulings: tuple[Ruling, ...]

    @property
    def count(self) -> int:
        """How many findings there are."""
        return sum(ruling.count for ruling in self.rulings)


@dataclass(frozen=True)
class Asked:
    """A question, and for whoever keeps the map where the answer goes."""

    id: str
    text: str
    place: str


@dataclass(frozen=True)
class Weighing:
    """Questions whose answers may settle as much, and in words how much that is."""

    settles: str
    questions: tuple[Asked, ...]


@dataclass(frozen=True)
class Gathered:
    """Questions about one thing whose answers change nothing for people now."""

    about: str
    facts: str
    ids: tuple[str, ...]
    place: str


@dataclass(frozen=True)
class Brought:
    """What is found of one rule, for an agenda: the rule's sentence, and each thing that it is found of."""

    severity: str
    finds: Markup
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Turn:
    """One organisation's turn: the findings about what it runs, and the questions that it can answer."""

    name: str
    brought: tuple[Brought, ...]
    questions: tuple[Weighing, ...]
    gathered: tuple[Gathered, ...]

    @property
    def findings(self) -> int:
        """How many findings it is to bring something to."""
        return sum(len(one.cases) for one in self.brought)

    @property
    def left(self) -> int:
        """How many questions are there for completeness alone."""
        return sum(len(one.ids) for one in self.gathered)

    @property
    def asked(self) -> int:
        """How many questions it can answer."""
        return sum(len(one.questions) for one in self.questions) + self.left


# --- findings ----------------------------------------------------------------------------------------------


def chapters(findings: Sequence[Finding], titles: Mapping[str, str], called: Called) -> tuple[Chapter, ...]:
    """Findings by principle and, within one, by rule, gravest first; each once, with how many maps it shows in."""
    maps = Counter(finding.id for finding in findings)
    once = list({finding.id: finding for finding in reversed(findings)}.values())[::-1]
    ids = {title: name for name, title in titles.items()}
    found = []
    for title, some in by_principle(once, dict(titles)):
        rulings = [_ruling(rule, alike, called, maps) for rule, alike in _by_rule(some)]
        found.append(Chapter(ids.get(title, ITSELF), title, tuple(rulings)))
    # What is only noted of the map itself (what is not stated, above all) comes after what happens to people.
    return tuple(sorted(found, key=lambda one: one.id == ITSELF and all(r.severity == "note" for r in one.rulings)))


def _by_rule(findings: Iterable[Finding]) -> Iterator[tuple[str, list[Finding]]]:
    """The findings of each rule together, in the order of the gravest of them."""
    groups: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda one: (one.rank, one.id)):
        groups.setdefault(finding.rule, []).append(finding)
    yield from groups.items()


def _ruling(name: str, findings: Sequence[Finding], called: Called, maps: Mapping[str, int]) -> Ruling:
    rule = _rules().get(name)
    told = None if rule is None else rule.documentation
    why = "" if told is None else first_sentence(told.why)
    remedies = {finding.remedy for finding in findings}
    alike = remedies.pop() if len(remedies) == 1 else None
    cases = [case(one, called, own_remedy=alike is None, maps=maps[one.id]) for one in findings]
    brief = [one for one, finding in zip(cases, findings, strict=True) if foldable(finding)]
    return Ruling(
        name,
        min((finding.severity for finding in findings), key=SEVERITIES.index),
        finds_of(name),
        prose(why),
        prose("" if told is None else " ".join(told.why.split()).removeprefix(why)),
        prose(alike) if alike else None,
        prose("" if told is None else told.live_with),
        tuple(one for one in cases if one not in brief),
        tuple(brief),
    )


def finds_of(rule: str) -> Markup:
    """What a rule finds, in a line."""
    known = _rules().get(rule)
    return prose(rule if known is None else known.summary)


def case(finding: Finding, called: Called, *, own_remedy: bool = True, maps: int = 1) -> Case:
    """A finding as a page tells it."""
    extent = finding.extent
    return Case(
        called.anchors[finding.id],
        finding.id,
        finding.severity,
        about(finding, called),
        prose(capital(finding.message)),
        "" if extent is None else extent_in_words(extent),
        () if extent is None else extent.people,
        () if extent is None else extent.when,
        () if extent is None else tuple(_groups(extent)),
        tuple(dict.fromkeys(cause.text for cause in finding.because)),
        None if finding.journey is None else way(finding.journey),
        tuple(_place(finding, one) for one in finding.places),
        prose(finding.remedy) if own_remedy and finding.remedy else None,
        None if finding.acknowledgement is None else _known(finding.acknowledgement, called),
        maps,
        called.plans.of(finding),
    )


def way(journey: ShownJourney) -> Way:
    """A journey as a picture and in words."""
    from markupsafe import Markup

    best = " (at best: every fact that is not known turns out well)" if journey.reading == "best" else ""
    return Way(
        Markup(journey_strip(journey)),
        capital(journey.person.words) + best,
        tuple(capital(step.text) for step in journey.steps),
        capital(journey.ending),
    )


def _place(finding: Finding, labelled: LabelledPlace) -> str:
    place = labelled.place
    file = "" if place.file == finding.map else f"{place.file}, "
    return f"{file}line {place.line}{f' ({labelled.label})' if labelled.label else ''}"


def _groups(extent: Extent) -> Iterator[str]:
    """Who when, where not all of the people are concerned at all of the times."""
    if len(extent.groups) < 2:
        return
    for group in extent.groups:
        yield f"{'; '.join(group.people)}: {'; '.join(group.when)}"
    if extent.more_groups:
        yield f"and {counted(extent.more_groups, 'smaller group')} of people"


def _known(state: AcknowledgedState, called: Called) -> Known:
    return Known(
        state.reason,
        state.meanwhile,
        called.organisations.get(state.owner, state.owner),
        date_in_words(state.agreed),
        date_in_words(state.review),
        state.reopened,
    )


@dataclass(frozen=True)
class Grave:
    """A finding as the top of a page names it."""

    severity: str
    about: str
    says: Markup
    anchor: str


def gravest(findings: Iterable[Finding], called: Called) -> tuple[Grave, ...]:
    """The gravest findings, but for notes."""
    grave = sorted((one for one in findings if one.severity != "note"), key=lambda one: (one.rank, one.id))
    return tuple(
        Grave(one.severity, about(one, called), prose(capital(_shorter(one.message))), called.anchors[one.id])
        for one in grave[:MOST_GRAVE]
    )


LONG = 240
"""A sentence of more characters than this is told at the top without the dates that differ from the week."""
_DATES = re.compile(r"; (?:also|not) \d{1,2} [A-Z][a-z]{2} \d{4}[^;.]*")


def _shorter(message: str) -> str:
    return _DATES.sub("", message) if len(message) > LONG else message


def about(finding: Finding, called: Called) -> str:
    """What a finding is about, as people call it."""
    return " and ".join(called.names.get(one, one) for one in finding.subjects)


# --- the agenda --------------------------------------------------------------------------------------------


def agenda(
    checked: CheckedMap, findings: Sequence[Finding], told: Sequence[Chapter], forum: str, called: Called
) -> tuple[Turn, ...]:
    """Whose turn it is: those first to whose services the gravest is found, then those who can answer most.

    What is not stated is among the questions, and not told twice.
    """
    cases = {one.id: one for chapter in told for ruling in chapter.rulings for one in (*ruling.cases, *ruling.brief)}
    names: dict[str | None, str] = {**dict(checked.organisations), None: forum}
    own = [one for one in checked.questions if not one.library]
    asked = {sheet.ask: sheet for sheet in sheets(sorted(own, key=_weight))}
    owned: dict[str | None, list[Finding]] = {}
    for finding in findings:
        if finding.rule != ASKED_RULE:
            owned.setdefault(finding.organisation, []).append(finding)
    turns = [
        turn(names.get(one, str(one)), owned.get(one, []), cases, asked.get(one), called)
        for one in dict.fromkeys((*owned, *asked))
    ]
    return tuple(turns)


def turn(
    name: str, findings: Sequence[Finding], cases: Mapping[str, Case], sheet: Sheet | None, called: Called
) -> Turn:
    """The turn of one organisation."""
    brought = []
    for rule, alike in _by_rule(findings):
        brought.append(Brought(alike[0].severity, finds_of(rule), tuple(cases[one.id] for one in alike)))
    if sheet is None:
        return Turn(name, tuple(brought), (), ())
    return Turn(
        name,
        tuple(brought),
        tuple(_weighings(sheet.questions, called)),
        tuple(_gathered(one, called) for one in sheet.gathered),
    )


def national_turns(questions: Sequence[OpenQuestion], called: Called) -> tuple[Turn, ...]:
    """The questions that only national services can answer, by organisation."""
    return tuple(turn(sheet.name, (), {}, sheet, called) for sheet in sheets(sorted(questions, key=_weight)))


def _weight(question: OpenQuestion) -> tuple[int, int, str, str]:
    return -question.settles.situations, -len(question.bears_on), question.map, question.id


def _weighings(questions: Sequence[Numbered], called: Called) -> Iterator[Weighing]:
    """The questions with what their answers may settle, said once for all of which it is true."""
    alike: dict[str, list[Asked]] = {}
    for question, _ in questions:
        asked = Asked(question.id, question.question, _where(question, called))
        alike.setdefault(in_plain_words(question), []).append(asked)
    for settles, some in alike.items():
        yield Weighing(settles, tuple(some))


def _gathered(group: Sequence[Numbered], called: Called) -> Gathered:
    first = group[0][0]
    return Gathered(
        subject_of(first), facts_of(group), tuple(question.id for question, _ in group), _where(first, called)
    )


def _where(question: OpenQuestion, called: Called) -> str:
    """The line of the map to edit; its file too, where that is another than the map's own."""
    if not called.edited:
        return ""
    place = question.place
    if place is None:
        return question.map
    return f"line {place.line}" if place.file == question.map else f"{place.file}, line {place.line}"


# --- texts and anchors -------------------------------------------------------------------------------------


def prose(text: str) -> Markup:
    """A text of ours in paragraphs: escaped, with what stands in backquotes as code."""
    from markupsafe import Markup

    paragraphs = [" ".join(one.split()) for one in text.split("\n\n") if one.strip()]
    told = [re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(visible(one))) for one in paragraphs]
    return Markup("<br>").join(map(Markup, told))


def anchors_of(prefix: str, ids: Iterable[str]) -> Mapping[str, str]:
    """What a link to each finding or question ends in: its id, so that a later report of the map is linked alike.

    Ids can hold what somebody wrote (an acknowledgement of what was never found): where two come out alike, the
    second is numbered.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in dict.fromkeys(ids):
        anchor = start = f"{prefix}{re.sub(r'[^a-z0-9@-]', '-', name)[:200]}"
        number = 1
        while anchor in taken:
            number += 1
            anchor = f"{start}-{number}"
        taken.add(anchor)
        found[name] = anchor
    return found


def _rules() -> Mapping[str, Rule]:
    return {rule.name: rule for rule in all_rules()}
