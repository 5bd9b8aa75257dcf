"""Two editions of a map beside each other: what happens to the same people at the same doors and minutes in each.

Both pathways number the same people in the same way, and one frame is cut wherever either of them changes: so a set of
situations of one can be held against a set of the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from pathkit.maps import Map
from pathkit.pathway.asked import Asked
from pathkit.pathway.compiled import Pathway
from pathkit.pathway.journeys import OUTCOMES
from pathkit.pathway.readings import Reading
from pathkit.situations.people import Population
from pathkit.situations.sets import Frame, Situations

Fare = tuple[str, str] | None
"""An outcome as stated and at best; None where there is no such door, or it is not for them."""

DOWN, NEITHER, UP = 1, 0, -1
"""Which way a change goes: down, up, or nobody can tell."""
_NOBODY = ("none", "none")


@dataclass(frozen=True)
class Door:
    """A door: its ids in the two editions, None where there is none."""

    before: str | None
    after: str | None

    @property
    def id(self) -> str:
        """Its id as it is, or as it was."""
        found = self.after or self.before
        assert found is not None, "a door is in one edition at least"
        return found


Fares = tuple[Fare, Fare, Situations]
"""What happened to people at a door, what happens now, and to whom and when."""

Steps = tuple[int | None, int | None]
"""How far things go down (above 0) or up as stated and at best; None: nobody can tell, although they are otherwise."""


def way(steps: Steps) -> int:
    """Which way a change goes.

    It is for the worse only where both readings are worse, and for the better only where both are better: as a finding
    is certain only where both have it.
    """
    stated, best = (None if step is None else (step > 0) - (step < 0) for step in steps)
    return NEITHER if stated is None or stated != best else stated


def leaning(steps: Steps) -> str:
    """Which way a change may go that is unclear; "" where it is not."""
    if way(steps) != NEITHER:
        return ""
    down = any(step is None or step > 0 for step in steps)
    up = any(step is None or step < 0 for step in steps)
    return "mixed" if down and up else "worse" if down else "better" if up else "neither"


def steps_of(before: Fare, after: Fare) -> Steps:
    """How far outcomes go down. Where there is no door people are helped as little as where it helps nobody."""
    (stated, best), (now, now_best) = before or _NOBODY, after or _NOBODY
    return _rank(now) - _rank(stated), _rank(now_best) - _rank(best)


def _rank(outcome: str) -> int:
    return OUTCOMES.index(outcome)


def doors_of(before: Map, after: Map, same: Mapping[str, str]) -> Iterator[Door]:
    """Every door of either edition: those that there are now, then those that are gone."""
    was = {now: name for name, now in same.items()}
    doors, gone = (
        {name for name, service in map_.services.items() if service.open_to == "public"} for map_ in (after, before)
    )
    for name in after.services:
        if name in doors:
            yield Door(was.get(name) if was.get(name) in gone else None, name)
    for name in before.services:
        if name in gone and same.get(name) not in doors:
            yield Door(name, None)


class Both:
    """Two pathways of the same people. `same` gives the ids of services and of transfers of the first in the second."""

    def __init__(self, before: Pathway, after: Pathway, same: Mapping[str, str]) -> None:
        assert before.population is after.population, "people are compared who are numbered alike"
        self.same = same
        self.population = before.population
        self.horizon = before.horizon
        groups = self.population.groups(before.told_apart | after.told_apart)
        self.frame = Frame(self.population, self.horizon, [*before.cuts, *after.cuts], groups=groups)
        special = before.special_dates | after.special_dates
        self.before, self.after = (one.beside(self.frame, groups, special) for one in (before, after))

    @property
    def editions(self) -> tuple[Pathway, Pathway]:
        """The first and the second."""
        return self.before, self.after

    def doors(self) -> Iterator[Door]:
        """Every door of either edition."""
        return doors_of(self.before.map, self.after.map, self.same)

    def people_at(self, door: Door) -> int:
        """The classes that a door is for, in either edition."""
        return people_for(self.population, self.before.map, door.before) | people_for(
            self.population, self.after.map, door.after
        )

    def fares(self, door: Door) -> tuple[list[tuple[Fare, Situations]], list[tuple[Fare, Situations]]]:
        """What happens to everybody whom a door is for in either edition, in each of the two."""
        people = self.people_at(door)
        return list(_fares(self.before, door.before, people)), list(_fares(self.after, door.after, people))

    def outcomes(self, door: Door) -> tuple[list[Fares], list[Fares]]:
        """Whose outcome at a door has changed in either reading, and whose has not."""
        before, after = self.fares(door)
        changed: list[Fares] = []
        unchanged: list[Fares] = []
        for was, those in before:
            for now, these in after:
                both = those & these
                if both:
                    (unchanged if was == now else changed).append((was, now, both))
        return changed, unchanged


def people_for(population: Population, map_: Map, door: str | None) -> int:
    """The classes that a door is for, in one edition."""
    return 0 if door is None else population.any_block(map_.services[door].door_for)


def _fares(pathway: Pathway, door: str | None, people: int) -> Iterator[tuple[Fare, Situations]]:
    """What happens at a door to these people, of whom it may not be for all."""
    met = people_for(pathway.population, pathway.map, door)
    if people & ~met:
        yield None, pathway.frame.constant(people & ~met)
    if door is None or not met:
        return
    best = dict(_outcomes(pathway.asked(Reading.BEST), door, met))
    for stated, those in _outcomes(pathway.asked(Reading.STATED), door, met):
        for outcome, these in best.items():
            both = those & these
            if both:
                yield (stated, outcome), both


def _outcomes(asked: Asked, door: str, people: int) -> Iterator[tuple[str, Situations]]:
    """The situations of each outcome alone, the best first."""
    everyone = asked.frame.constant(people)
    at_least = [asked.now(door), asked.helped(door), asked.not_left(door)]
    at_least = [one & everyone for one in at_least] + [everyone]
    alone = [at_least[0], *(more - less for less, more in pairwise(at_least))]
    yield from ((outcome, those) for outcome, those in zip(OUTCOMES, alone, strict=True) if those)
