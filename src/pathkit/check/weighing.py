"""Questions, each weighed by what its answer would settle.

A fact that nobody has written down is taken at best alone, every other as stated. Its weight is the situations, and
the hours of the ordinary week, in which something then changes: an outcome at a door, for people whom the door is for,
or what a rule finds, of the rules that have an open answer. Nothing is guessed: the pathway is asked again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pathkit.check.ask import Answer
from pathkit.check.findings import facts_open
from pathkit.check.principles import Judged
from pathkit.check.report import OpenQuestion, RuleNotRun, Settles
from pathkit.check.settings import Settings
from pathkit.check.words import when
from pathkit.maps import Map
from pathkit.pathway import Asked, Pathway, Reading, TooLarge
from pathkit.pathway.apart import Apart, Bearing
from pathkit.pathway.unknowns import Fact, unknown_facts
from pathkit.rules import Rule
from pathkit.situations import Situations

BEARING = frozenset({"hours", "intake", "holidays", "excludes", "offers", "contact", "responds-within", "shares"})
"""The facts that make the two readings differ; the others leave a principle without evidence, and change nothing."""

LEFT_ASIDE = frozenset(
    {
        "age-gap",
        "expectation-unmet",
        "left-out",
        "locality-gap",
        "signpost-to-nowhere",
        "single-point-of-failure",
        "worse-off",
    }
)
"""Rules that look at all people at once, or compare them: their findings do not count, only what happens to each."""

TOGETHER = 4_000
"""How many groups of people, in all copies, are asked about at once."""

LARGEST = 400_000
"""Maps with more groups of people times segments of days than this are not asked again."""


@dataclass(frozen=True)
class Weighed:
    """The open questions of a map, and what their weights leave out."""

    questions: tuple[OpenQuestion, ...]
    left_out: tuple[RuleNotRun, ...] = ()


def questions(pathway: Pathway, answers: Sequence[Answer], path: str, settings: Settings) -> Weighed:
    """The open questions of a map, in the order of the map."""
    map_ = pathway.map
    facts = list(unknown_facts(map_))
    judged = Judged(pathway)
    lies_on = _open_on(pathway, answers, judged)
    asked = _ask_again(pathway, answers, [one.id for one in facts if one.name in BEARING], settings)
    found = []
    for fact in facts:
        settles = Settles(0.0, 0, fact.id in lies_on)
        bears = set(fact.principles) | lies_on.get(fact.id, set())
        if fact.id in asked.changed:
            those = asked.changed[fact.id]
            settles = Settles(when(pathway, those).hours_per_week, those.count(), fact.id in lies_on)
            if those:
                bears = set(fact.principles) | asked.principles.get(fact.id, set())
        elif fact.name in BEARING and fact.id in lies_on:
            settles = Settles(0.0, 0, True, weighed=False)
        bears |= judged.further & lies_on.get(fact.id, set())
        if fact.name not in BEARING:  # what the readings do not tell apart, no open answer shows
            bears |= judged.silent(fact)
        found.append(_question(pathway, fact, settles, bears, path))
    return Weighed(tuple(found), asked.left_out)


def _question(pathway: Pathway, fact: Fact, settles: Settles, bears: set[str], path: str) -> OpenQuestion:
    map_ = pathway.map
    return OpenQuestion(
        fact.id,
        fact.ask,
        _ask_name(map_, fact.ask),
        "@".join(fact.subject),
        fact.name,
        fact.question,
        settles,
        tuple(name for name in map_.framework.principles if name in bears),
        path,
        map_.place(*fact.path),
        all(one in map_.library for one in fact.subject),
        pathway.asked(Reading.STATED).name_of(fact.subject),
        fact.words,
    )


def _ask_name(map_: Map, organisation: str | None) -> str:
    if organisation is not None:
        known = map_.organisations.get(organisation)
        return organisation if known is None else known.name
    return map_.forum.name if map_.forum is not None and map_.forum.name else "The forum"


def _open_on(pathway: Pathway, answers: Sequence[Answer], judged: Judged) -> Mapping[str, set[str]]:
    """The facts that lie on the ways of people of whom nobody can tell yet, with the principles that turn on it."""
    found: dict[str, set[str]] = {}
    for answer in answers:
        if answer.open:
            lying = (*facts_open(pathway, answer, answer.open), *judged.facts(answer.rule, answer.hit))
            for fact in dict.fromkeys(lying):
                found.setdefault(fact, set()).update(judged.of(answer.rule, answer.hit, answer.open))
    return found


@dataclass(frozen=True, eq=False)
class _Asked:
    """By fact: the situations in which something changes when it alone is at best, and the principles of the rules
    that then find something else; and what was left out."""

    changed: Mapping[str, Situations]
    principles: Mapping[str, set[str]]
    left_out: tuple[RuleNotRun, ...]


def _ask_again(pathway: Pathway, answers: Sequence[Answer], facts: Sequence[str], settings: Settings) -> _Asked:
    """Ask the pathway again, with each fact at best alone."""
    if not facts or not _differs(pathway, answers):
        return _Asked(dict.fromkeys(facts, pathway.frame.nobody), {}, ())
    if _size(pathway) > LARGEST:
        return _Asked({}, {}, ())
    rules = list({answer.rule.name: answer.rule for answer in answers if answer.open}.values())
    asking = [rule for rule in rules if rule.name not in LEFT_ASIDE and rule.asks is not None]
    # Waits are dear: they are asked after last, and only of situations in which nothing else has changed.
    asking.sort(key=lambda rule: rule.name == "long-wait")
    left_out = dict.fromkeys((rule.name for rule in rules if rule.name in LEFT_ASIDE), "it looks at all people at once")
    changed = dict.fromkeys(facts, pathway.frame.nobody)
    principles: dict[str, set[str]] = {}
    asked_after: dict[str, set[str]] = {}
    for some, what in _batches(pathway, facts):
        apart = Apart(pathway, some)
        if what is None:
            for situations in _outcomes(apart.asked):
                apart.add(situations)
        for rule in asking:
            if what is not None and what not in asked_after.get(rule.name, {what}):
                continue
            if rule.name == "long-wait":
                apart.set_aside()
            apart.asked.asked_after.clear()
            try:
                for situations in _found_by(rule, apart.asked, settings):
                    for fact in apart.add(situations):
                        principles.setdefault(fact, set()).update(rule.principles)
            except TooLarge as limit:
                left_out[rule.name] = str(limit)
            asked_after.setdefault(rule.name, set()).update(apart.asked.asked_after)
        changed |= apart.changed()
    return _Asked(changed, principles, tuple(RuleNotRun(name, why) for name, why in sorted(left_out.items())))


ONLY = {"responds-within": "waits", "shares": "retellings"}
"""Facts that change nothing but the waits, or what people have to tell again."""


def _batches(pathway: Pathway, facts: Sequence[str]) -> Iterator[tuple[Mapping[str, int], str | None]]:
    """Facts to ask about at once, each with the classes on whom it may bear, and what alone they bear on.

    Those that bear on anything (None) come first; those that bear on nobody are left out.
    """
    bearing = Bearing(pathway)
    by_kind: dict[str | None, list[str]] = {None: []}
    for fact in facts:
        by_kind.setdefault(ONLY.get(fact.partition("@")[0]), []).append(fact)
    for what, some in by_kind.items():
        batch: dict[str, int] = {}
        columns = 0
        for fact in some:
            classes = bearing.on(fact)
            if not classes:
                continue
            held = [group for group in pathway.frame.groups if group & classes]
            if batch and columns + len(held) > TOGETHER:
                yield batch, what
                batch, columns = {}, 0
            batch[fact] = sum(held)
            columns += len(held)
        if batch:
            yield batch, what


def _differs(pathway: Pathway, answers: Sequence[Answer]) -> bool:
    """Whether anything differs between the two readings."""
    if any(answer.open for answer in answers):
        return True
    stated, best = pathway.asked(Reading.STATED), pathway.asked(Reading.BEST)
    return any(one - other for one, other in zip(_outcomes(best), _outcomes(stated), strict=True))


def _size(pathway: Pathway) -> int:
    return len(pathway.frame.groups) * sum(plan.segments for plan in pathway.frame.days.plans)


def _outcomes(asked: Asked) -> Iterator[Situations]:
    """What happens at each door to the people it is for: who is helped at once, who at all, who is not left."""
    for door in asked.doors:
        people = asked.door_people(door.id)
        for outcome in (asked.now, asked.helped, asked.not_left):
            yield outcome(door.id).of(people)


def _found_by(rule: Rule, asked: Asked, settings: Settings) -> Iterator[Situations]:
    """The situations that a rule finds something in, by subject."""
    yield from _by_subject(rule, asked, settings).values()


def _by_subject(rule: Rule, asked: Asked, settings: Settings) -> dict[tuple[str, ...], Situations]:
    assert rule.asks is not None
    by_subject: dict[tuple[str, ...], Situations] = {}
    for hit in rule.asks(asked, **settings.values(rule.name, rule.settings)):
        if hit.situations is not None:
            known = by_subject.get(hit.subjects)
            by_subject[hit.subjects] = hit.situations if known is None else known | hit.situations
    return by_subject
