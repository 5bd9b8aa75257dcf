"""Who waits longer than the standard: bounds for everybody, and a walk for what lies between.

The wait is the least over all chains, so a wait within the standard has only to be shown once, and a longer one for every
chain. Two sweeps bound it. In the first every transfer's own minutes are counted and a time that begins soon enough
counts only for segments wholly in it: what it finds is surely in time. In the second only the last transfer is held to the
standard, and segments count that it merely touches: what it does not find is surely late. Between them lie chains that
wait for a receiver and then go on, and minutes at which what transfers take decides: those are walked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pathkit.pathway.flows import STAFF_LED, Backwards, Question
from pathkit.pathway.journeys import Walker
from pathkit.situations.sets import Frame, Situations
from pathkit.times.openings import Timeline

if TYPE_CHECKING:
    from pathkit.pathway.compiled import Asked

DAY = 1440


class LongWaits:
    """One reading's long waits in one frame.

    `waiting` are, by door, the situations that are helped and not straight away: those with a chain whose wait is known
    (which is then the wait), and those without (the wait is then at least what it would be with no response time).
    """

    def __init__(self, asked: Asked, frame: Frame, waiting: Mapping[str, tuple[Situations, Situations]]) -> None:
        self.asked = asked
        self.frame = frame
        self.waiting = waiting
        self.limits = dict(asked.pathway.waits.standard)
        self._walkers: dict[int, Walker] = {}

    def found(self) -> tuple[dict[str, Situations], list[Timeline]]:
        """By door who waits too long, and where days have to be cut before that is exact (nowhere, when it is)."""
        asked, frame = self.asked, self.frame
        standard = asked.pathway.waits.standard
        only = 0
        for pair in self.waiting.values():
            for one in pair:
                only |= one.classes()
        doors = list(self.waiting)

        def sweep(rounding: str, generous: bool) -> Backwards:
            lanes = [
                Question(STAFF_LED, standard, rounding=rounding, generous=generous, known_waits=known_waits)
                for known_waits in (True, False)
            ]
            return Backwards(frame, asked.view, asked.pathway.times, lanes, doors, only)

        in_time, maybe = sweep("inside", False), sweep("touching", True)
        late: dict[str, Situations] = {}
        cuts: list[Timeline] = []
        for door, pair in self.waiting.items():
            late[door] = frame.nobody
            begun = asked.begins_within(frame, door)
            for lane, waiting in enumerate(pair):
                over = frame.finer(waiting) - (begun | in_time.of(lane, door))
                doubtful = over & maybe.of(lane, door)
                if doubtful:
                    walked, more = self._walked(door, doubtful)
                    cuts += more
                    over = (over - doubtful) | walked
                late[door] = late[door] | over
        return late, cuts

    def _walked(self, door: str, doubtful: Situations) -> tuple[Situations, list[Timeline]]:
        """Those of the doubtful who wait too long from the first minute of their segment to its last, and cuts
        at the minutes where within a segment a wait stops being too long.

        People of one column fare alike, so one of them is walked for all.
        """
        frame, width = self.frame, self.frame.width
        first_day = {kind: day for day, kind in reversed(list(enumerate(doubtful.split.of_day)))}
        values: list[int] = []
        cuts: list[Timeline] = []
        for kind, bits in enumerate(doubtful.values):
            value = 0
            plan, base = doubtful.split.plans[kind], first_day[kind] * DAY
            for i, (start, end) in enumerate(zip(plan.cuts, (*plan.cuts[1:], DAY), strict=True)):
                here = bits >> (i * width) & frame.ones
                minutes = set()
                while here:
                    column = (here & -here).bit_length() - 1
                    here &= here - 1
                    if self._late(door, column, base + end - 1):
                        value |= 1 << (i * width + column)
                    elif self._late(door, column, base + start):
                        minutes.add(self._turn(door, column, base + start, base + end - 1) - base)
                for minute in sorted(minutes):
                    days = [((0, minute),) if one == kind else () for one in doubtful.split.of_day]
                    cuts.append(Timeline.of(days))
            values.append(value)
        return Situations(frame, doubtful.split, tuple(values)), cuts

    def _turn(self, door: str, column: int, late: int, in_time: int) -> int:
        """The first minute that is in time; within a segment a wait only ever shrinks."""
        while in_time - late > 1:
            middle = (late + in_time) // 2
            if self._late(door, column, middle):
                late = middle
            else:
                in_time = middle
        return in_time

    def _late(self, door: str, column: int, minute: int) -> bool:
        walker = self._walkers.get(column)
        if walker is None:
            group = self.frame.groups[column]
            person = self.asked.population.person((group & -group).bit_length() - 1)
            walker = self._walkers[column] = self.asked.pathway.walker(person, self.asked.reading)
        shown = walker.journey(door, minute)
        wait = shown.wait if shown.wait is not None else shown.wait_at_least
        return wait is None or wait > self.limits[walker.person.urgency]
