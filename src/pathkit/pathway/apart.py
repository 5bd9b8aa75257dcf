"""What one fact alone changes: every question asked once of copies of the people, each with one fact at best.

A rule that is asked of the copies answers for all of them at once, as it does for all other people. What it says of a
copy and not of the first one, for whom everything is as stated, is what that one fact changes.
"""

from __future__ import annotations

from collections.abc import Mapping

from pathkit.pathway.asked import Asked
from pathkit.pathway.compiled import Pathway
from pathkit.pathway.readings import EMERGENCY_RESPONSES, Reading, Supposed, View
from pathkit.situations.sets import Situations


class Apart:
    """A pathway with each of some facts at best alone, for the classes on whom it may bear: rules ask `asked`."""

    def __init__(self, pathway: Pathway, facts: Mapping[str, int]) -> None:
        self.facts = tuple(facts)
        self.pathway = pathway
        self.asked: Asked = pathway.apart(facts)
        self.copies = self.asked.copies
        self._changed: dict[int, Situations] = {}

    def add(self, situations: Situations) -> tuple[str, ...]:
        """Count what differs between the copies in a set of situations, and say which facts make a difference in it."""
        changed = self.copies.differing(situations)
        known = self._changed.get(id(changed.frame))
        self._changed[id(changed.frame)] = changed if known is None else known | changed
        return tuple(self.facts[number - 1] for number in self.copies.held(changed))

    def set_aside(self) -> None:
        """Ask no more after the waits of situations in which something differs anyway."""
        known = self._changed.get(id(self.asked.frame))
        if known is not None:
            self.asked.set_aside = known

    def changed(self) -> dict[str, Situations]:
        """By fact: the situations of the pathway in which something differs when it alone is at best."""
        found = dict.fromkeys(self.facts, self.pathway.frame.nobody)
        for situations in self._changed.values():
            for number in self.copies.held(situations):
                fact = self.facts[number - 1]
                found[fact] = found[fact] | self.copies.of_copy(situations, number)
        return found


class Bearing:
    """On whom each fact may bear: the classes for whom something may differ when it alone is at best."""

    def __init__(self, pathway: Pathway) -> None:
        self.pathway = pathway
        self.stated = pathway.view(Reading.STATED)

    def on(self, fact: str) -> int:
        """The classes on whom a fact may bear, hours aside; perhaps some more."""
        stated, view = self.stated, self.pathway.view(Supposed((fact,)))
        map_, everyone = self.pathway.map, self.pathway.population.everyone
        classes = 0
        other_hours = set()
        for name in map_.services:
            classes |= stated.supports[name] ^ view.supports[name]
            classes |= stated.reach[name] ^ view.reach[name]
            if fact == f"offers@{name}":  # it may offer anything, also to those for whom whatever it offers is enough
                classes |= view.supports[name]
            if _hours(stated, name) != _hours(view, name):
                other_hours.add(name)
                classes |= view.supports[name]
                if map_.services[name].kind in EMERGENCY_RESPONSES:
                    classes = everyone
                elif map_.services[name].open_to == "public":
                    classes |= self.pathway.population.any_block(map_.services[name].door_for)
        for one, other in zip(stated.routes, view.routes, strict=True):
            here = one.classes | other.classes
            if (one.when, one.arrivals, one.retold) != (other.when, other.arrivals, other.retold):
                classes |= here
            classes |= here & ((one.unknown ^ other.unknown) | (one.classes ^ other.classes))
        for name, transfer in map_.transfers.items():
            if stated.sending[name] != view.sending[name] or {transfer.from_, transfer.to} & other_hours:
                classes |= self.pathway.population.any_block(transfer.for_)
        return classes & everyone


def _hours(view: View, service: str) -> tuple[object, ...]:
    kept = view.keeping[service][0]
    return kept.open, kept.shut, kept.intake
