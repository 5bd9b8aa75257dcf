"""Who waits longer than the standard: bounds for everybody, and a walk for what lies between.

The wait is the least over all chains, so that one chain shows a wait to be within the standard, and only all of
them show that it is not. Two sweeps bound it. The first follows chains that never wait for a receiver and then go
on, counts what every transfer takes, and finds who is surely in time. The second follows all chains and holds only
the last transfer to the standard: whom it does not find is surely late. Between the two lie chains that wait for a
receiver and then go on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pathkit.pathway.flows import STAFF_LED, Backwards, Question, TooLarge, ways_taken
from pathkit.pathway.journeys import Walker
from pathkit.pathway.readings import View
from pathkit.situations.sets import Frame, Situations
from pathkit.times.openings import Timeline

if TYPE_CHECKING:
    from pathkit.pathway.compiled import Asked

DAY = 1440
MOST_WAYS = 2_000
MOST_WALKS = 400_000


def refuse_too_many_ways(view: View, question: Question, doors: Iterable[str]) -> None:
    """Raise `TooLarge` when a map has more ways to count waits on than is reasonable."""
    ways = sum(1 for _ in ways_taken(view, question, doors))
    if ways > MOST_WAYS:
        raise TooLarge(f"there are {ways:,} ways to count waits on, and {MOST_WAYS:,} are the most")


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
        self._walks = 0

    def found(self) -> tuple[dict[str, Situations], list[Timeline]]:
        """By door who waits too long, and where days have to be cut before that is exact (nowhere, when it is).

        Raises `TooLarge`.
        """
        asked, frame = self.asked, self.frame
        standard = asked.pathway.waits.standard
        only = 0
        for pair in self.waiting.values():
            for one in pair:
                only |= one.classes()
        doors = list(self.waiting)

        def sweep(generous: bool) -> Backwards:
            lanes = [Question(STAFF_LED, standard, generous=generous, known_waits=known) for known in (True, False)]
            return Backwards(frame, asked.view, asked.pathway.times, lanes, doors, only)

        in_time, maybe = sweep(False), sweep(True)
        late: dict[str, Situations] = {}
        cuts: list[Timeline] = []
        for door, pair in self.waiting.items():
            late[door] = frame.nobody
            begun = asked.begins_within(frame, door)
            for lane, waiting in enumerate(pair):
                over = frame.finer(waiting) - (begun | in_time.of(lane, door))
                doubtful = over & maybe.of(lane, door)
                for urgency, limit in self.limits.items() if doubtful else ():
                    unsure = doubtful.of(asked.population.urgency(urgency))
                    if unsure:
                        walked, more = self._walked(door, self._by_what_follows(unsure, limit))
                        cuts += more
                        over = (over - unsure) | walked
                late[door] = late[door] | over
        return late, cuts

    def _by_what_follows(self, situations: Situations, limit: int) -> Situations:
        """The same set, its days told apart by all the days on which a wait of at most `limit` minutes can end."""
        ahead = limit // DAY + 2
        of_day, split = self.frame.days.of_day, situations.split
        number: dict[tuple[int, tuple[int, ...]], int] = {}
        kinds = [
            number.setdefault((split.of_day[day], of_day[day : day + ahead]), len(number)) for day in range(len(of_day))
        ]
        sources = [key[0] for key in number]
        finer = self.frame.split(kinds, [split.plans[kind] for kind in sources])
        return Situations(self.frame, finer, tuple(situations.values[kind] for kind in sources))

    def _walked(self, door: str, doubtful: Situations) -> tuple[Situations, list[Timeline]]:
        """Those of the doubtful who wait too long from the first minute of their segment to its last, and cuts
        at the minutes where within a segment a wait stops being too long.

        People whom nothing on the ways from the door tells apart fare alike, so one of them is walked for all.
        """
        frame, width = self.frame, self.frame.width
        alike_to = self._alike(door)
        first_day = {kind: day for day, kind in reversed(list(enumerate(doubtful.split.of_day)))}
        horizon = frame.horizon.days
        values: list[int] = []
        cuts: list[Timeline] = []
        for kind, bits in enumerate(doubtful.values):
            value = 0
            plan, base = doubtful.split.plans[kind], first_day[kind] * DAY
            for i, (start, end) in enumerate(zip(plan.cuts, (*plan.cuts[1:], DAY), strict=True)):
                here = bits >> (i * width) & frame.ones if first_day[kind] < horizon else 0
                minutes = set()
                while here:
                    column = (here & -here).bit_length() - 1
                    alike = alike_to[column] & here
                    here ^= alike
                    if not self._late(door, column, base + start):
                        continue  # within a segment a wait only shrinks
                    if self._late(door, column, base + end - 1):
                        value |= alike << (i * width)
                    else:
                        minutes.add(self._turn(door, column, base + start, base + end - 1) - base)
                for minute in sorted(minutes):
                    cuts.append(Timeline.of(((0, minute),) if one == kind else () for one in doubtful.split.of_day))
            values.append(value)
        return Situations(frame, doubtful.split, tuple(values)), cuts

    def _alike(self, door: str) -> dict[int, int]:
        """For each column, those that nothing on the staff-led ways from a door tells apart from it."""
        asked, squeeze = self.asked, self.frame.squeeze
        masks = {squeeze(asked.population.urgency(urgency)) for urgency in self.limits}
        masks |= {squeeze(asked.view.supports[door])}
        for route in asked.view.routes:
            if route.how in STAFF_LED and asked.leads_to(door, route.sender):
                masks |= {squeeze(route.classes), squeeze(asked.view.supports[route.receiver])}
        groups = [(1 << len(self.frame.groups)) - 1]
        for mask in sorted(masks):
            groups = [part for group in groups for part in (group & mask, group & ~mask) if part]
        return {column: group for group in groups for column in asked.population.classes(group)}

    def _turn(self, door: str, column: int, late: int, in_time: int) -> int:
        """The first minute that is in time, between one that is late and one that is not."""
        while in_time - late > 1:
            middle = (late + in_time) // 2
            if self._late(door, column, middle):
                late = middle
            else:
                in_time = middle
        return in_time

    def _late(self, door: str, column: int, minute: int) -> bool:
        self._walks += 1
        if self._walks > MOST_WALKS:
            raise TooLarge(f"more than {MOST_WALKS:,} waits would have to be walked one by one")
        walker = self._walkers.get(column)
        if walker is None:
            group = self.frame.groups[column]
            person = self.asked.population.person((group & -group).bit_length() - 1)
            walker = self._walkers[column] = self.asked.pathway.walker(person, self.asked.reading)
        wait = walker.wait(door, minute)
        return wait is None or wait > self.limits[walker.person.urgency]
