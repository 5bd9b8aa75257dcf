"""What people can get at doors, offer by offer.

`options(d, p, t)` of the semantics page: what those services offer that support at the end of some chain of staff-led
transfers. A service whose offers nobody has written down may, at best, offer anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from pathkit.pathway.flows import STAFF_LED, Backwards, Question
from pathkit.situations.sets import Situations

if TYPE_CHECKING:
    from pathkit.pathway.asked import Asked


class Options:
    """What people can get at some doors in one reading, all offers in one sweep.

    `passing` are routes by which people may be passed on besides staff-led ones.
    """

    def __init__(self, asked: Asked, doors: Sequence[str], passing: frozenset[str] = frozenset()) -> None:
        self.asked = asked
        self.offers = tuple(sorted({offer for s in asked.map.services.values() for offer in s.offers or ()}))
        self._questions = []
        for offer in self.offers:
            surely, perhaps = asked.offering(offer)
            self._questions.append(Question(STAFF_LED, support=surely, also=perhaps, passing=passing))
        self._flow: Backwards | None = asked.solve(self._questions, doors) if self.offers and doors else None

    def at(self, door: str) -> Iterator[tuple[str, Situations]]:
        """By offer: the situations at a door, of those who can contact it, in which it is among their options."""
        asked = self.asked
        if self._flow is None:
            return
        for lane, (offer, question) in enumerate(zip(self.offers, self._questions, strict=True)):
            options = self._flow.of(lane, door)
            options = options | asked.begins_here(question, door)
            yield offer, options.of(asked.view.reach[door])
        self._flow.forget(door)

    @cached_property
    def somewhere(self) -> dict[str, Situations]:
        """By offer: the situations in which it is among somebody's options through some door that is for them."""
        found = dict.fromkeys(self.offers, self.asked.nobody)
        for door in self.asked.doors:
            people = self.asked.door_people(door.id)
            for offer, options in self.at(door.id):
                found[offer] = found[offer] | options.of(people)
        return found


def options_lost(
    asked: Asked, doors: Mapping[str, tuple[Situations, Situations]]
) -> Iterator[tuple[str, dict[str, Situations]]]:
    """By door and offer: situations of the second set that lack an option which is there in all of the first.

    Answerphone signposts count as ways.
    """
    answerphones = frozenset(
        name for name, t in asked.map.transfers.items() if t.by == "signpost" and t.when == "closed"
    )
    options = Options(asked, list(doors), answerphones)
    for door, (usual, answered) in doors.items():
        found: dict[str, Situations] = {}
        for offer, there in options.at(door):
            always = usual.classes() & ~(usual - there).classes()
            gap = answered.of(always) - there if always else asked.nobody
            if gap:
                found[offer] = gap
        yield door, found
