"""What nobody has written down: the questions, a sheet for each organisation, in text and in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from pathkit.check.exits import CannotDo
from pathkit.check.report import OpenQuestion, Report
from pathkit.maps.values import did_you_mean, shown
from pathkit.output import markdown
from pathkit.output.page import Page
from pathkit.output.problems import put_not_checked
from pathkit.output.words import capital, counted, hours_in_words, listed

SETTLES_NOTHING = "for completeness"
TOGETHER = "may matter together with other answers"
WEEK = 168.0
FORUM = "forum"
"""What `--for` calls the forum itself, besides its name."""

Numbered = tuple[OpenQuestion, int]
"""A question, and how many maps ask it."""


@dataclass(frozen=True)
class Sheet:
    """The questions for one organisation (`ask` None: the forum), what matters most first.

    `gathered` are those that change nothing for people now, by what they are about.
    """

    ask: str | None
    name: str
    questions: tuple[Numbered, ...]
    gathered: tuple[tuple[Numbered, ...], ...]

    @property
    def count(self) -> int:
        """How many questions there are."""
        return len(self.questions) + sum(len(group) for group in self.gathered)


def distinct(questions: Sequence[OpenQuestion]) -> list[Numbered]:
    """Each question once, with the number of maps that ask it: those of a library are asked by all that use it."""
    found: dict[tuple[str, object], list[OpenQuestion]] = {}
    for question in questions:
        found.setdefault((question.id, question.place or question.map), []).append(question)
    return [(same[0], len(same)) for same in found.values()]


def by_organisation(questions: Sequence[OpenQuestion]) -> list[tuple[str, tuple[OpenQuestion, ...]]]:
    """The questions by the name of who can answer, those first who can settle most.

    `questions` come with what settles most first, and keep that order within an organisation.
    """
    asked = sorted(questions, key=lambda question: question.ask_name)
    groups = [(name, tuple(group)) for name, group in groupby(asked, key=lambda question: question.ask_name)]
    return sorted(groups, key=lambda group: (-sum(q.settles.situations for q in group[1]), group[0]))


def asked_of(report: Report, wanted: str | None) -> tuple[OpenQuestion, ...]:
    """The questions of a report for one organisation, by its id or name, or for the forum; None: for all of them.

    Raises `CannotDo` for an organisation that no map knows.
    """
    if wanted is None:
        return report.questions
    known = {text: {one} for checked in report.maps for one, name in checked.organisations for text in (one, name)}
    for checked in report.maps:
        for one, name in checked.organisations:
            known[name].add(one)  # two organisations may have one name
    folded = {text.casefold(): found for text, found in known.items()}
    names = {checked.forum.casefold() for checked in report.maps if checked.forum}
    if wanted.casefold() in folded:
        organisations = folded[wanted.casefold()]
        return tuple(question for question in report.questions if question.ask in organisations)
    if wanted.casefold() in {FORUM, "the forum", *names}:
        return tuple(question for question in report.questions if question.ask is None)
    words = (*sorted(known), FORUM)
    raise CannotDo(f"There is no organisation {shown(wanted)}. {did_you_mean(wanted, words, 'Known are')}")


def sheets(questions: Sequence[OpenQuestion]) -> list[Sheet]:
    """A sheet for each organisation, those first who can settle most."""
    times = {id(question): count for question, count in distinct(questions)}
    found = []
    for name, group in by_organisation([question for question in questions if id(question) in times]):
        told = [(question, times[id(question)]) for question in group]
        telling = [one for one in told if not _gathered(one[0])]
        rest: dict[tuple[str, str], list[Numbered]] = {}
        for one in told:
            if _gathered(one[0]):
                rest.setdefault((one[0].map, one[0].subject), []).append(one)
        found.append(Sheet(group[0].ask, name, tuple(telling), tuple(tuple(one) for one in rest.values())))
    return found


def _gathered(question: OpenQuestion) -> bool:
    """Whether a question needs no line of its own: as far as can be told, its answer changes nothing for people."""
    settles = question.settles
    return settles.weighed and not settles.situations and not settles.together


# --- text -------------------------------------------------------------------------------------------------------


def put_question(
    page: Page,
    question: OpenQuestion,
    titles: Mapping[str, str],
    *,
    indent: int = 2,
    asked: bool = True,
    maps: int = 1,
) -> None:
    """A question: what is asked (of whom), what the answer may change, and the line to edit.

    `titles` are those of the principles; `maps` is how many maps ask it.
    """
    who = f"{question.ask_name}: " if asked else ""
    page.line(("? ", "warning"), who + question.question, indent=indent, hang=2)
    page.unbroken(_where(question), (f"  {question.fact} of {question.subject}", "quiet"), indent=indent + 2)
    page.line(
        (_settles(question, titles) + (f"; asked by {maps} maps" if maps > 1 else ""), "quiet"), indent=indent + 2
    )


def put_questions(page: Page, report: Report, wanted: str | None = None) -> None:
    """The questions of a report, a sheet for each organisation that can answer; `wanted`: for that one alone."""
    questions = asked_of(report, wanted)
    left_out = [checked for checked in report.maps if not checked.checked and not checked.is_library]
    if left_out:
        put_not_checked(page, left_out)
        page.blank()
    if not questions:
        if not left_out or wanted is not None:
            page.line(_none_open(wanted))
        return
    found = sheets(questions)
    total = sum(sheet.count for sheet in found)
    page.line((f"{counted(total, 'question')} open, what would settle most first", "heading"))
    page.line(_why(report))
    titles = {principle.id: principle.title for principle in report.principles}
    for sheet in found:
        page.heading(f"{sheet.name} ({sheet.count})")
        for question, maps in sheet.questions:
            put_question(page, question, titles, asked=False, maps=maps)
        if sheet.gathered:
            page.line(("For completeness (it changes nothing for people now):", "quiet"), indent=2)
        for group in sheet.gathered:
            first = group[0][0]
            page.line(("? ", "warning"), f"{subject_of(first)}: {facts_of(group)}.", indent=2, hang=2)
            page.unbroken(_where(first), (f"  {_keys(group)}", "quiet"), indent=4)
    for line in not_weighed(report, questions):
        page.blank()
        page.line((line, "quiet"))


def _none_open(wanted: str | None) -> str:
    if wanted is not None:
        return (
            f"No question is open for {wanted}. (What is asked of a forum goes to the organisation that convenes it.)"
        )
    return "No question is open: every fact that the rules ask for is written down."


def _where(question: OpenQuestion) -> str:
    return f"{question.place.file}:{question.place.line}" if question.place is not None else question.map


def subject_of(question: OpenQuestion) -> str:
    """What a question is about, as people call it."""
    return capital(question.subject_name or question.subject)


def facts_of(group: Sequence[Numbered]) -> str:
    """What is asked about one thing, in a few words."""
    return "; ".join(question.words or question.fact for question, _ in group)


def _keys(group: Sequence[Numbered]) -> str:
    return f"{', '.join(question.fact for question, _ in group)} of {group[0][0].subject}"


def _settles(question: OpenQuestion, titles: Mapping[str, str]) -> str:
    settles = question.settles
    if not settles.weighed:
        settled = "may change what happens to people (the map is too large to tell how much)"
    elif settles.situations == 0:
        settled = TOGETHER if settles.together else SETTLES_NOTHING
    elif settles.hours_per_week >= WEEK:
        settled = "may change what happens at any hour of the week"
    elif settles.hours_per_week > 0:
        settled = f"may change what happens in {hours_in_words(settles.hours_per_week)}"
    else:
        settled = "may change what happens on single dates"
    named = listed([titles.get(name, name) for name in question.bears_on])
    bears = f"; bears on {named}" if named else ""
    return settled + bears


def not_weighed(report: Report, questions: Sequence[OpenQuestion]) -> Iterator[str]:
    """What the weights leave out, where they leave anything out."""
    unweighed = sum(not question.settles.weighed for question, _ in distinct(questions))
    if unweighed:
        these = "1 question is" if unweighed == 1 else f"{unweighed:,} questions are"
        yield f"{these} not weighed: the map is too large to be asked again for each."
    rules = sorted({one.rule for checked in report.maps for one in checked.not_weighed})
    if rules:
        yield (
            "What an answer would settle is told by what happens at doors and by what rules find, but for "
            f"{listed(rules)}."
        )


def _forum_names(report: Report) -> list[str]:
    checked = [one for one in report.maps if one.name]
    return list(dict.fromkeys(one.forum or f"the forum for {one.name}" for one in checked))


def _forums(report: Report) -> str:
    """Who asks: the forums of the maps, or the areas where a forum has no name."""
    return listed(_forum_names(report)) or "the local forum"


def _keep(report: Report) -> str:
    return "each keep" if len(_forum_names(report)) > 1 else "keeps"


def _areas(report: Report) -> str:
    return listed(list(dict.fromkeys(one.name for one in report.maps if one.name))) or "the area"


def _why(report: Report) -> str:
    return (
        f"{capital(_forums(report))} {_keep(report)} a map of who helps people in distress in {_areas(report)}, and "
        "when. Nobody has written these facts into it yet, and nobody is blamed for that: until they are, it cannot be "
        "told what happens to people."
    )


# --- Markdown ----------------------------------------------------------------------------------------------------


_ROOM = "\\_" * 20
"""Room for an answer."""


def as_markdown(report: Report, wanted: str | None = None) -> str:
    """The sheets as Markdown, each to be sent to its organisation, and with room to answer."""
    questions = asked_of(report, wanted)
    parts = [_sheet(report, sheet) for sheet in sheets(questions)]
    if not parts:
        parts = [f"# No open questions\n\n{markdown.text(_none_open(wanted))}\n"]
    for checked in report.maps:
        if not checked.checked and not checked.is_library:
            parts.append(f"{markdown.text('Not asked about: ' + checked.path)} (the map could not be checked)\n")
    return "\n---\n\n".join(parts)


def _sheet(report: Report, sheet: Sheet) -> str:
    say = markdown.text
    lines = [
        f"# Questions for {say(sheet.name)}",
        "",
        f"From {say(_forums(report))} · {_day(report.date)}",
        "",
        f"{say(capital(_forums(report)))} {_keep(report)} a map of who helps people in distress in "
        f"{say(_areas(report))}, and at what times. It is checked with a free tool, pathkit, for gaps that people "
        "could fall into. Some facts are not in the map yet, and you are the most likely to know them. Nobody is "
        "blamed for what is not written down. A few words are enough, and “not known” is an answer too. Please write "
        "nothing about any one person.",
        "",
    ]
    for number, (question, _) in enumerate(sheet.questions, start=1):
        lines += [
            f"{number}. **{say(question.question)}**",
            "",
            f"   {in_plain_words(question)}",
            "",
            f"   Answer: {_ROOM}",
            "",
            f"   (For whoever keeps the map: {markdown.code(_where(question))}, "
            f"{markdown.code(f'{question.fact} of {question.subject}')})",
            "",
        ]
    if sheet.gathered:
        lines += [
            "## For completeness",
            "",
            "As far as can be told, these change nothing for people now; without them nobody can show that a principle "
            "is kept.",
            "",
        ]
    for group in sheet.gathered:
        first = group[0][0]
        lines += [
            f"- [ ] **{say(subject_of(first))}**: {say(facts_of(group))}. Answer: {_ROOM}",
            f"  ({markdown.code(_where(first))}, {markdown.code(_keys(group))})",
            "",
        ]
    unweighed = any(not question.settles.weighed for question, _ in sheet.questions)
    left_out = list(not_weighed(report, [question for question, _ in sheet.questions]))[:1] if unweighed else []
    return "\n".join([*lines, *(f"{say(line)}\n" for line in left_out)])


def in_plain_words(question: OpenQuestion) -> str:
    """What an answer may settle, for somebody who has never seen a map."""
    settles = question.settles
    if not settles.weighed:
        return "Your answer may change what the map says happens to people; it is not worked out how much."
    if settles.situations == 0:
        return "Alone, your answer changes nothing that the map says; together with other answers it may."
    if settles.hours_per_week >= WEEK:
        return "Your answer may change what the map says happens to people at any hour of the week."
    if settles.hours_per_week > 0:
        hours = f"{settles.hours_per_week:,.1f}".removesuffix(".0")
        unit = "hour" if hours == "1" else "hours"
        return f"Your answer may change what the map says happens to people in {hours} {unit} of an ordinary week."
    return "Your answer may change what the map says happens to people on holidays or other single dates."


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
