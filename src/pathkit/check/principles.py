"""The principles in one line each: kept, broken, cannot tell, not evidenced, or beyond a map. There is no score.

Silence is never a pass: a principle is kept only where a rule had something to ask about, and no question is open; and
one that expects people to come to something, only where that was asked.

The principles of the framework that has the words are judged by the rules that name them. What other frameworks expect
names the rules that judge it, and perhaps whose findings alone count: a finding about others is none of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from pathkit.check.report import CheckedMap, Finding, OpenQuestion, PrincipleState
from pathkit.frameworks import Principle
from pathkit.pathway import Pathway, Reading
from pathkit.pathway.expected import asked_about, giving, people_of
from pathkit.pathway.unknowns import Fact
from pathkit.rules import Hit, Rule, all_rules
from pathkit.rules.face import helped_somewhere
from pathkit.situations import Situations

BEYOND = "beyond a map"
GRAVITY = ("broken", "cannot tell", "kept", "not evidenced", BEYOND)
EXPECTATION = "expectation-unmet"
"""The rule that asks whether people come to what a principle expects."""


class Judged:
    """What the answers of rules count for, and so how a map stands with each principle of its framework."""

    def __init__(self, pathway: Pathway) -> None:
        self.pathway = pathway
        self.principles = pathway.map.framework.principles
        self._whom: dict[str, int] = {}

    @cached_property
    def further(self) -> frozenset[str]:
        """The principles that name the rules by which they are judged."""
        return frozenset(name for name, one in self.principles.items() if one.judged_by)

    def by(self, rule: Rule) -> frozenset[str]:
        """The principles that a rule may count for, whomever it finds."""
        return frozenset(rule.principles) | {one for one in self.further if rule.name in self.principles[one].judged_by}

    def of(self, rule: Rule, hit: Hit, situations: Situations | None) -> tuple[str, ...]:
        """The principles that an answer counts for: those of its rule, then what else is judged by it of these people.

        What is found of one expectation, by its id, counts for no other.
        """
        about = self._expected(rule, hit)
        further = (
            one.id
            for one in self.principles.values()
            if rule.name in one.judged_by and about in (None, one.id) and self._touches(one, hit, situations)
        )
        return tuple(dict.fromkeys((*rule.principles, *further)))

    def silent(self, fact: Fact) -> frozenset[str]:
        """The principles judged by rules that find nothing as long as a fact is not stated."""
        rules = [rule.name for rule in all_rules() if set(rule.principles) & set(fact.principles)]
        return frozenset(
            name
            for name in self.further
            if set(rules) & set(self.principles[name].judged_by)
            and self._touches(self.principles[name], Hit(fact.subject, ""), None)
        )

    def facts(self, rule: Rule, hit: Hit) -> Iterator[str]:
        """What an open answer of what is expected turns on besides the facts on people's ways: what is offered."""
        stated, best = (self.pathway.asked(reading) for reading in Reading)
        about = self._expected(rule, hit)
        expects = None if about is None else self.principles[about].expects
        if expects is not None:
            yield from (f"offers@{name}" for name in sorted(giving(best, expects)[0] - giving(stated, expects)[0]))

    def _expected(self, rule: Rule, hit: Hit) -> str | None:
        """The one principle that an answer is about by its id. Services, too, may be called as principles are."""
        about = hit.subjects[0] if rule.name == EXPECTATION and hit.subjects else None
        return about if about in self.further else None

    def whom(self, principle: Principle) -> int:
        """The classes whose findings count for a principle."""
        if principle.id not in self._whom:
            self._whom[principle.id] = people_of(self.pathway.population, principle)
        return self._whom[principle.id]

    def _touches(self, principle: Principle, hit: Hit, situations: Situations | None) -> bool:
        """Whether an answer is about any of the people whom a principle is about.

        What is about no people is about those who come to the services that it names; where it names none, about all.
        """
        whom = self.whom(principle)
        if whom == self.pathway.population.everyone or not whom:
            return bool(whom)
        if situations is not None:
            return bool(situations.classes() & whom)
        if hit.journey is not None:
            number = self.pathway.population.class_of(hit.journey.person)
            return number is not None and bool(whom >> number & 1)
        services = self._services(hit.subjects)
        best = self.pathway.asked(Reading.BEST)
        return not services or any(best.contacts(one).classes() & whom for one in services)

    def _services(self, subjects: Iterable[str]) -> tuple[str, ...]:
        map_ = self.pathway.map
        found: list[str] = []
        for one in subjects:
            if one in map_.services:
                found.append(one)
            elif one in map_.transfers:
                found += [map_.transfers[one].from_, map_.transfers[one].to]
        return tuple(found)

    # -- how a map stands ----------------------------------------------------------------------------

    def states(
        self,
        ran: Sequence[Rule],
        found: Sequence[Finding],
        open_: Sequence[OpenQuestion],
        unsure: frozenset[str] = frozenset(),
        nobody: frozenset[str] = frozenset(),
    ) -> tuple[PrincipleState, ...]:
        """How the map stands with each principle of its framework.

        `unsure` are principles of which something was found in one reading only, or could not be asked; `nobody` names
        the rules that found nobody to ask about.
        """
        return tuple(
            PrincipleState(one.id, one.title, BEYOND, 0, 0, 0, framework=one.pack, note=one.beyond)
            if one.beyond
            else self._state(one, ran, found, open_, one.id in unsure, nobody)
            for one in self.principles.values()
        )

    def _state(
        self,
        principle: Principle,
        ran: Sequence[Rule],
        found: Sequence[Finding],
        open_: Sequence[OpenQuestion],
        unsure: bool,
        nobody: frozenset[str],
    ) -> PrincipleState:
        map_, population = self.pathway.map, self.pathway.population
        whom = self.whom(principle)
        own = [rule for rule in ran if principle.id in rule.principles or rule.name in principle.judged_by]
        stated = [
            rule for rule in own if rule.stated(map_) and rule.name not in nobody and self._anybody(principle, rule)
        ]
        expected = principle.expects is None or any(rule.name == EXPECTATION for rule in stated)
        of_people = not all(rule.of_statements for rule in stated)
        of_it = [one for one in found if principle.id in one.principles and not one.library]
        broken = sum(one.open for one in of_it)
        asked = sum(principle.id in one.bears_on for one in open_)
        everybody = whom == population.everyone
        minutes = self.pathway.situations // self.pathway.people_count if self.pathway.people_count else 0
        situations = self.pathway.situations if everybody else minutes * population.count(whom)
        return PrincipleState(
            principle.id,
            principle.title,
            _state(len(own), expected and bool(stated), len(of_it), bool(whom) and (bool(asked) or unsure)),
            broken,
            asked,
            len(own),
            len(stated),
            situations if of_people else 0,
            len(of_it) - broken,
            principle.pack,
            self._note(principle, own),
        )

    def _anybody(self, principle: Principle, rule: Rule) -> bool:
        """Whether a rule had anybody to ask about of the people whom a principle is about."""
        whom = self.whom(principle)
        if rule.name == EXPECTATION and principle.expects is not None:
            return bool(asked_about(self.pathway.population, principle))
        if rule.anybody is helped_somewhere and whom != self.pathway.population.everyone:
            return bool(self.pathway.asked(Reading.BEST).helped_somewhere.classes() & whom)
        return bool(whom)

    def _note(self, principle: Principle, own: Sequence[Rule]) -> str:
        """What is to be said beside a state: of nobody, not asked, or how little is judged."""
        if not self.whom(principle):
            return self._nobody(principle)
        asked = principle.expects is None or any(rule.name == EXPECTATION for rule in own)
        return principle.only if asked else f"whether people come to what is expected was not asked ({EXPECTATION})"

    def _nobody(self, principle: Principle) -> str:
        label = self.pathway.map.circumstances[principle.people].label if principle.people is not None else ""
        return f"the map is for nobody whom it is about ({label})"


def _state(ran: int, evidenced: bool, found: int, open_: bool) -> str:
    if found:  # also what is acknowledged: to live with a finding is not to have none
        return "broken"
    if ran and open_:
        return "cannot tell"
    return "kept" if evidenced else "not evidenced"


def across_maps(checked: Sequence[CheckedMap]) -> tuple[PrincipleState, ...]:
    """The principles over all maps: each has the gravest state that any map gives it."""
    by_id: dict[str, list[PrincipleState]] = {}
    for one in checked:
        for state in one.principles:
            by_id.setdefault(state.id, []).append(state)
    return tuple(_over(states) for states in by_id.values())


def _over(states: Sequence[PrincipleState]) -> PrincipleState:
    state = min((one.state for one in states), key=GRAVITY.index)
    return PrincipleState(
        states[0].id,
        states[0].title,
        state,
        sum(one.findings for one in states),
        sum(one.questions for one in states),
        max(one.rules for one in states),
        max(one.evidenced for one in states),
        sum(one.situations for one in states),
        sum(one.acknowledged for one in states),
        states[0].framework,
        next(one.note for one in states if one.state == state),
    )
