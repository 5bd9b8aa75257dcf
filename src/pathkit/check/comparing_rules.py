"""Whom the findings of two editions are about, person by person and minute by minute, held against each other.

The numbers of a finding do not tell whether it has grown: it may be about as many others as before, or about fewer
hours at another time. So the rules are asked again, of both editions, for the people whom both are for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from pathkit.check.ask import Answer, ask
from pathkit.check.difference import FindingChange
from pathkit.check.report import Extent, Finding
from pathkit.check.words import extent
from pathkit.pathway import Pathway, TooLarge
from pathkit.pathway.both import Fare
from pathkit.rules import Hit, Rule, all_rules
from pathkit.situations import Frame, Situations
from pathkit.times.openings import Timeline

Values = Callable[[str, Mapping[str, object]], Mapping[str, object]]
"""The settings of a rule, by its name, with its defaults."""


@dataclass(frozen=True, eq=False)
class Held:
    """A finding of one edition, and the situations that it is certain about."""

    rule: Rule
    hit: Hit
    situations: Situations


class BothAsked:
    """The rules, asked of two editions for the people whom both are for.

    `whole`: they are all whom the later edition is for, and are taken to be as it took them to be.
    """

    def __init__(self, before: Pathway, after: Pathway, values: Values, whole: bool) -> None:
        self.after = after
        self.whole = whole
        self._pathways = (before, after)
        self._values = values
        self._rules = {rule.name: rule for rule in all_rules()}
        self._known: dict[tuple[int, str], dict[str, Held] | None] = {}

    def newly(self, was: Finding, now: Finding) -> str | None:
        """For whom and when a finding holds that it did not hold for: in words, as `Newly` has it."""
        assert was.extent is not None and now.extent is not None, "only what is about people may be so for others"
        if self.whole and was.extent == now.extent and _tells_all(now.extent):
            return ""
        more = self.more(was, now)
        if more is None or not (more.situations or self.whole):
            return None
        if not more.situations:
            return ""
        _, who, when = extent(self.after, more.situations)
        # Where people are told in groups each of them is named with its times.
        return when if len(more.situations.alike_in_time()) > 1 else f"{who}: {when}"

    def more(self, was: Finding | None, now: Finding) -> Held | None:
        """The situations that a finding is certain about now and was not; None where nobody can tell."""
        held, before = self._of(1, now), None if was is None else self._of(0, was)
        if held is None or (was is not None and before is None):
            return None
        if before is None:
            return held
        return Held(held.rule, held.hit, held.situations - before.situations)

    def _of(self, edition: int, finding: Finding) -> Held | None:
        """What a rule finds of these people where it found something of all; None where it cannot be asked."""
        rule, pathway = self._rules.get(finding.rule), self._pathways[edition]
        if rule is None or rule.asks is None or rule.of_statements:
            return None
        key = (edition, rule.name)
        if key not in self._known:
            try:
                answers = ask(rule, pathway, self._values(rule.name, rule.settings))
                self._known[key] = {
                    "@".join((rule.name, *answer.hit.subjects)): Held(rule, answer.hit, whom)
                    for answer in answers
                    for whom in (_whom(pathway, answer),)
                    if answer.is_certain and whom is not None
                }
            except TooLarge:
                self._known[key] = None
        found = self._known[key]
        if found is None:
            return None
        # What it found may be of people whom the other edition does not ask about.
        return found.get(finding.id) or Held(rule, Hit(finding.subjects, ""), pathway.frame.nobody)


def _tells_all(one: Extent) -> bool:
    """Whether nothing but these very situations is told in these words: no group, and none of many, is only counted."""
    people = (*one.people, *(text for group in one.groups for text in group.people))
    return not one.more_groups and not any("any of" in text for text in people)


def _whom(pathway: Pathway, answer: Answer) -> Situations | None:
    """Whom an answer is about; of a broken promise, the one person at the one moment."""
    journey = answer.hit.journey
    if answer.certain is not None or journey is None:
        return answer.certain
    number = pathway.population.class_of(journey.person)
    if number is None:
        return pathway.frame.nobody
    minute = Timeline.from_runs([(journey.at, journey.at + 1)])
    frame = Frame(pathway.population, pathway.horizon, [minute], groups=pathway.alike).parted(1 << number)
    return frame.at(minute, 1 << number)


# --- which of them tell of what happens to people ---------------------------------------------------------------


class Tellers:
    """The new and grown findings that tell of what a change does to people.

    A finding tells of people who fare worse where its rule tells of what they come to (`Rule.tells_of`), it has not
    been certain about the very same situations before, and it is about the door; about something on their ways from
    there; or about no door and no service in particular, so that it holds whichever door they turn to.
    """

    def __init__(self, asked: BothAsked, findings: Iterable[FindingChange]) -> None:
        self._parts = {*asked.after.map.services, *asked.after.map.transfers}
        telling = {rule.name for rule in all_rules() if rule.tells_of}
        self._held: list[tuple[str, Held]] = []
        for change in findings:
            if change.after is None or change.after.rule not in telling or not (change.what == "new" or change.grown):
                continue
            held = asked.more(change.before, change.after)
            if held is not None and held.situations:
                self._held.append((change.after.id, held))

    def of(
        self, door: str | None, after: Fare, waits: bool, way: Collection[str], situations: Situations
    ) -> tuple[tuple[str, ...], Situations]:
        """The ids of those that tell of some situations at a door, and the situations of which none of them tells.

        `after` is what happens to these people now; they only wait longer where that is what has changed (`waits`).
        `way` are services and transfers, by the ids that they have in the later edition.
        """
        comes_to = {"wait"} if waits else set(after or ("none",))
        ids, left = [], situations
        for name, held in self._held:
            if comes_to <= set(held.rule.tells_of) and self._is_about(held.hit, door, way):
                told = held.situations & situations
                if told:
                    ids.append(name)
                    left = left - told
        return tuple(sorted(ids)), left

    def _is_about(self, hit: Hit, door: str | None, way: Collection[str]) -> bool:
        """Whether what is found is so of people who turn to a door (None: it is gone)."""
        parts = self._parts & set(hit.subjects)
        if not parts and hit.start is None:
            return True
        if door is None:
            return False
        if door in (hit.start, *parts, *hit.doors):
            return True
        # What is so of a door is so of those who turn to it, and not of those who are passed on to it.
        passed_on = hit.brought or not (hit.doors or hit.start in parts)
        return passed_on and bool(parts & set(way))
