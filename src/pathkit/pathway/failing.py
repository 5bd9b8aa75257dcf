"""What it does to people when services fail: who is helped no longer, and at which doors things get worse.

A service that fails is out of the map, with the transfers from it and to it; whoever turns to its door gets nothing
there. Nothing else changes: the hours of other services stay as they are, also where they are written as those at
which the failing one is closed, for nobody opens because another's staff are ill. Several may fail together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise
from operator import or_
from typing import TYPE_CHECKING

from pathkit.pathway.asked import LANES, batched
from pathkit.pathway.flows import ANY_WAY, STAFF_LED, Question
from pathkit.pathway.journeys import OUTCOMES
from pathkit.situations.sets import Situations

if TYPE_CHECKING:
    from pathkit.pathway.asked import Asked


# -- who is helped no longer -----------------------------------------------------------------------


def failures(asked: Asked, share: float) -> Iterator[tuple[str, Situations, str]]:
    """Each local service without which more than a share of all that is helped through doors would not be.

    Yields the service, the situations lost and the first door that leads to it. Emergency responses are left aside.
    """
    candidates = [
        name
        for name in sorted(asked.map.services)
        if name not in asked.map.library and name not in asked.emergency_responses
    ]
    for name, gone in losing(asked, candidates, share * asked.helped_somewhere.count()):
        doors = (door.id for door in asked.doors if door.id == name or asked.leads_to(door.id, name))
        yield name, gone, next(doors)


def losing(asked: Asked, candidates: Sequence[str], most: float) -> Iterator[tuple[str, Situations]]:
    """Those of the services that alone lose more than `most` situations by failing, each with what it loses."""
    unsure = asked.helped_somewhere - _helped_at_two_doors(asked)
    if not unsure or unsure.count() <= most:
        return
    only = unsure.classes()
    while len(candidates) > 2 * LANES:
        # What all of a group's services failing at once does not lose, none of them loses alone.
        pooled = list(batched(candidates, max(2, len(candidates) // (2 * LANES))))
        together = _lost(asked, unsure, [frozenset(one) for one in pooled], only)
        left = [name for one, gone in zip(pooled, together, strict=True) if gone.count() > most for name in one]
        if len(left) == len(candidates):
            break
        candidates = left
    alone = _lost(asked, unsure, [frozenset((name,)) for name in candidates], only)
    for name, gone in zip(candidates, alone, strict=True):
        if gone and gone.count() > most:
            yield name, gone


def _helped_at_two_doors(asked: Asked) -> Situations:
    """Supported by at least two doors themselves: no one service's failure leaves them without."""
    once, twice = asked.nobody, asked.nobody
    for door in asked.doors:
        here = asked.begins_here(Question(STAFF_LED), door.id).of(asked.at_door(door.id))
        twice = twice | (once & here)
        once = once | here
    return twice


def _lost(asked: Asked, helped: Situations, failing: Sequence[frozenset[str]], only: int) -> Iterator[Situations]:
    for left in still_helped(asked, failing, only):
        yield helped - union(left.values(), asked.nobody)


def union(parts: Iterable[Situations], nobody: Situations) -> Situations:
    """All of the parts together."""
    return reduce(or_, parts, nobody)


def still_helped(
    asked: Asked, failing: Sequence[frozenset[str]], only: int | None = None
) -> Iterator[dict[str, Situations]]:
    """For each set of services that fail together: by door, the people it is for whom it still leads to help.

    With `only`, nothing is asked about other classes.
    """
    doors = [door.id for door in asked.doors]
    for some in batched(failing, LANES):
        flow = asked.solve([Question(STAFF_LED, without=without) for without in some], doors, only)
        for lane, without in enumerate(some):
            found: dict[str, Situations] = {}
            for door in doors:
                here = asked.begins_here(Question(STAFF_LED), door) | flow.of(lane, door)
                found[door] = asked.nobody if door in without else here.of(asked.at_door(door))
            yield found


# -- what happens at each door -----------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class AtDoor:
    """What happens to those who turn to one door: the situations of each outcome, or of a better one.

    `people` are all of whom the door is for, and who can contact it.
    """

    people: Situations
    now: Situations
    helped: Situations
    not_left: Situations

    @property
    def outcomes(self) -> tuple[tuple[str, Situations], ...]:
        """The situations of each outcome alone, the best first."""
        at_least = (self.now, self.helped, self.not_left, self.people)
        alone = [self.now, *(more - less for less, more in pairwise(at_least))]
        return tuple(zip(OUTCOMES, alone, strict=True))


Doors = dict[str, AtDoor]


def before_and_after(asked: Asked, failing: frozenset[str]) -> tuple[Doors, Doors]:
    """By door, what happens to people as the map is, and what does when these services fail together."""
    doors = [door.id for door in asked.doors]
    whole = (asked.straight_away, Question(STAFF_LED), Question(ANY_WAY))
    broken = tuple(replace(question, without=failing) for question in whole)
    at_once = asked.solve((whole[0], broken[0]), doors)
    at_all = asked.solve((whole[1], whole[2], broken[1], broken[2]), doors)

    def at(door: str, questions: Sequence[Question], lanes: Sequence[int]) -> AtDoor:
        classes = asked.at_door(door)
        flows = (at_once, at_all, at_all)
        now, helped, not_left = (
            (asked.begins_here(question, door) | flow.of(lane, door)).of(classes)
            for question, flow, lane in zip(questions, flows, lanes, strict=True)
        )
        return AtDoor(asked.frame.constant(classes), now, helped, not_left)

    before = {door: at(door, whole, (0, 0, 1)) for door in doors}
    after: Doors = {}
    for door in doors:
        nobody = asked.nobody
        gone = AtDoor(before[door].people, nobody, nobody, nobody)
        after[door] = gone if door in failing else at(door, broken, (1, 2, 3))
    return before, after


def falls(before: AtDoor, after: AtDoor) -> Iterator[tuple[str, str, Situations]]:
    """Which outcome becomes which worse one at a door, and in which situations; from the best, the worst first."""
    for place, (was, those) in enumerate(before.outcomes):
        for becomes, these in reversed(after.outcomes[place + 1 :]):
            both = those & these
            if both:
                yield was, becomes, both
