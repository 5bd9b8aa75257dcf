"""Whom a service surely leads on to help, for a card: those with it whom its staff pass on to somebody who helps.

What is told of one service rests on facts about others, so whatever is too old is taken out of the map first. And a
way is told for people about whom nothing is out of the usual: `terms` says what else has to be true of anybody.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property

from pathkit.check.card_times import Days
from pathkit.maps import Condition
from pathkit.pathway import STAFF_LED, Pathway, Question, Reading
from pathkit.pathway.flows import Backwards, ending_times
from pathkit.situations import usual_circumstances
from pathkit.situations.people import Person, meets
from pathkit.situations.sets import Frame, Situations

TOGETHER = 12
"""How many questions one sweep answers."""


class Onward:
    """The ways on from some services, the `senders`, that the map states and that use no service of `without`."""

    def __init__(self, pathway: Pathway, senders: Sequence[str], without: Collection[str]) -> None:
        self.pathway = pathway
        self.map = pathway.map
        self.asked = pathway.asked(Reading.STATED)
        self.usual = usual_circumstances(self.map.circumstances)
        self.without = frozenset(without)
        self.senders = [name for name in senders if name not in self.without and self.chain(name)]
        self._days: dict[tuple[bool, str, str | None, int], Days] = {}

    def chain(self, sender: str) -> frozenset[str]:
        """The services that somebody with the sender can come to by its staff and by theirs."""
        found: set[str] = set()
        waiting = [sender]
        while waiting:
            for route in self.asked.routes_from(waiting.pop()):
                if route.how in STAFF_LED and route.receiver not in self.without | found:
                    found.add(route.receiver)
                    waiting.append(route.receiver)
        return frozenset(found)

    def column(self, person: Person) -> int:
        """A number that people share whom nothing tells apart."""
        number = self.pathway.population.class_of(person)
        return -1 if number is None else self._frame.column_of_class[number]

    def days(self, sender: str, person: Person, *, at_once: bool, by: str | None = None) -> Days:
        """When somebody as usual is led on to help: straight away, or at all; by anybody, or by one service."""
        number = self.pathway.population.class_of(person)
        if sender not in self.senders or number is None:
            return ((),) * self.pathway.horizon.days
        found = self._led[at_once, by][sender]
        column = found.frame.column_of_class[number]
        key = (at_once, sender, by, column)
        if key not in self._days:
            self._days[key] = _days(found, column)
        return self._days[key]

    def terms(self, sender: str, to: Sequence[str], person: Person) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
        """What has to be true of anybody whom it leads on to these as it does somebody as usual, what must not be, and
        whether that is all.
        """
        between = {sender} | {one for one in self.chain(sender) if not self.chain(one).isdisjoint(to)}
        routes = (route for one in between for route in self.asked.routes_from(one) if route.how in STAFF_LED)
        conditions = [route.transfer.for_ for route in routes if route.receiver in between | set(to)]
        conditions.append(self.map.services[sender].door_for if self.map.services[sender].open_to == "public" else None)
        supports = [one for name in to for one in _least(self.map.services[name].supports, person, unknown=True)]
        blocks = [*supports, *(block for one in conditions for block in _least(one, person, unknown=False))]
        requires = {name for one in blocks for name in one.requires}
        excludes = {name for one in blocks for name in one.excludes or ()}
        known = all(one.excludes is not None for one in supports)
        return tuple(sorted(requires)), tuple(sorted(excludes)), known

    @cached_property
    def _frame(self) -> Frame:
        """The pathway's frame, cut also where the ways on from these services turn."""
        pathway, view = self.pathway, self.asked.view
        cuts = ending_times(view, pathway.times, pathway.population, self.asked.straight_away, self.senders)
        return Frame(pathway.population, pathway.horizon, [*pathway.frame.timelines, *cuts], None, pathway.alike)

    @cached_property
    def helpers(self) -> tuple[str, ...]:
        """The services at the end of a way on that help somebody themselves."""
        reached = {name for sender in self.senders for name in self.chain(sender)}
        return tuple(name for name, one in self.map.services.items() if name in reached and one.supports is not None)

    @cached_property
    def _led(self) -> dict[tuple[bool, str | None], dict[str, Situations]]:
        """Who is led on, by whether it is straight away and by who helps (None: anybody)."""
        found: dict[tuple[bool, str | None], dict[str, Situations]] = {}
        for at_once, plain in ((True, self.asked.straight_away), (False, Question(STAFF_LED))):
            question = replace(plain, without=self.without)
            whose = (None, *self.helpers)
            for first in range(0, len(whose), TOGETHER):
                some = whose[first : first + TOGETHER]
                asked = [question if one is None else replace(question, support=frozenset({one})) for one in some]
                flow = Backwards(self._frame, self.asked.view, self.pathway.times, asked, self.senders)
                for lane, one in enumerate(some):
                    found[at_once, one] = {sender: flow.of(lane, sender) for sender in self.senders}
        return found


def _least(conditions: Sequence[Condition] | None, person: Person, *, unknown: bool) -> list[Condition]:
    """Of the blocks that somebody meets, the one that asks least. (`unknown`: an `excludes` left out may hold all.)"""
    met = [one for one in conditions or () if meets(one, person)]
    met.sort(key=lambda one: (unknown and one.excludes is None, len(one.requires), len(one.excludes or ())))
    return met[:1]


def _days(situations: Situations, column: int) -> Days:
    """When a set holds the people of a column."""
    frame, split = situations.frame, situations.split
    mask = frame.repeated(1 << column)
    patterns = [
        plan.pattern(frame.segments_of(value & mask, plan))
        for value, plan in zip(situations.values, split.plans, strict=True)
    ]
    return tuple(patterns[kind] for kind in split.of_day[: frame.horizon.days])
