"""How long people wait at a door over a year, in stretches of minutes: exact, and worked out for few of them.

Of the people whom nothing on their ways tells apart one stands for all, and so does one of the days on which, and on
those that follow for as long as anybody waits, nothing is otherwise. A day is looked at in stretches in which nothing
changes: there the wait by one way either stays as it is or shrinks by a minute a minute, so that the least of several
stays and then shrinks, and its two ends tell all that lies between.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pathkit.pathway.asked import Asked
from pathkit.pathway.both import Both, Door
from pathkit.pathway.flows import TooLarge
from pathkit.pathway.readings import Reading, Route
from pathkit.pathway.responses import reaching
from pathkit.pathway.soonest import Soonest, Wait, Ways
from pathkit.situations.people import URGENCIES
from pathkit.situations.sets import Situations
from pathkit.times.openings import Timeline, working_days

DAY = 1440
MOST_WAITS = 2_000_000
"""So many waits may be worked out to compare two editions."""

Side = tuple[int, Reading]
"""An edition (0 or 1), and a reading of it."""
SIDES: tuple[Side, ...] = tuple((edition, reading) for edition in (0, 1) for reading in Reading)


@dataclass(frozen=True)
class Stretch:
    """Minutes of one day (the last included) in which a wait stays `first` minutes long and then shrinks to `last`."""

    start: int
    end: int
    known: bool
    first: int
    last: int

    def at(self, minute: int) -> int:
        """The wait at a minute."""
        return min(self.first, self.last + self.end - minute)

    @property
    def shrinks(self) -> int:
        """The first minute at which the wait is shorter than at the start; after the last if there is none."""
        return self.end - (self.first - self.last) + 1


@dataclass(frozen=True)
class Cell:
    """What the waits of people of some columns are on some days, stretch by stretch.

    The stretches are those of the first of the days. The columns are in it at these minutes, and may be at others.
    """

    days: Sequence[int]
    columns: int
    stretches: Sequence[Mapping[Side, Stretch]]

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Minutes of the first of the days (the last included), on all of them."""
        for day in self.days:
            later = (day - self.days[0]) * DAY
            yield start + later, end + later + 1


class Stretches:
    """The waits of two editions. What is worked out for all doors counts together."""

    def __init__(self, both: Both) -> None:
        self.both = both
        self.left = MOST_WAITS
        """So many waits may still be worked out."""
        self._soonest = {side: Soonest(self._asked(side)) for side in SIDES}
        self._doors: dict[Door, _AtDoor] = {}
        self._waits: dict[tuple[Side, int, int, str], Wait] = {}
        self._here: Door | None = None

    def _asked(self, side: Side) -> Asked:
        return self.both.editions[side[0]].asked(side[1])

    def cells(self, door: Door, situations: Situations, outcomes: Mapping[Side, str]) -> Iterator[Cell]:
        """The waits of some situations at a door, of whom it is known what happens to them on each side.

        All of them are to have a wait that is known on a side, or none: one that is not known is looked ahead for no
        further than it lasts at least, and on another day a known one may lie beyond. Raises `TooLarge`.
        """
        frame, split = situations.frame, situations.split
        here = self._at(door)
        if door != self._here:
            self._here, self._waits = door, {}  # those of another door are not asked for again
        for kind, bits in enumerate(situations.values):
            days = [day for day in range(self.both.horizon.days) if split.of_day[day] == kind]
            if not bits or not days:
                continue
            spans: dict[tuple[int, int], list[tuple[int, int]]] = {}
            for i, (start, end) in enumerate(pairwise((*split.plans[kind].cuts, DAY))):
                for alike in here.alike(bits >> (i * frame.width) & frame.ones):
                    spans.setdefault(alike, []).append((start, end))
            for (one, columns), some in spans.items():
                yield from self._on_days(door, one, columns, days, some, outcomes)

    def _on_days(
        self,
        door: Door,
        one: int,
        columns: int,
        days: list[int],
        spans: Sequence[tuple[int, int]],
        outcomes: Mapping[Side, str],
    ) -> Iterator[Cell]:
        """The waits of people like those of one column, on days at whose spans they are all there."""
        days_of = self._at(door).people[one].days
        waiting = [(2, days)]
        while waiting:
            ahead, some = waiting.pop()
            groups: dict[tuple[int, ...], list[int]] = {}
            for day in some:
                groups.setdefault(days_of[day : day + ahead], []).append(day)
            for alike in groups.values():
                base = alike[0] * DAY
                found = [
                    stretches
                    for start, end in spans
                    for stretches in self._within(door, one, base + start, base + end - 1, outcomes)
                ]
                # Who comes later is helped no sooner, so the last of a stretch waits until the last minute of all.
                last = max(stretch.end + stretch.last for stretches in found for stretch in stretches.values())
                needed = last // DAY - alike[0] + 1
                if needed > ahead and len(alike) > 1:
                    waiting.append((needed, alike))
                else:
                    yield Cell(alike, columns, found)

    def _within(
        self, door: Door, one: int, first: int, last: int, outcomes: Mapping[Side, str]
    ) -> Iterator[dict[Side, Stretch]]:
        """The stretches from a minute to another of the same segment."""
        for start, following in pairwise((first, *self._at(door).people[one].turns.within(first, last), last + 1)):
            yield from self._stretch(door, one, start, following - 1, outcomes)

    def _stretch(
        self, door: Door, one: int, start: int, end: int, outcomes: Mapping[Side, str]
    ) -> Iterator[dict[Side, Stretch]]:
        found = {}
        for side, outcome in outcomes.items():
            known, first = self._wait(door, side, one, start, outcome)
            still, last = self._wait(door, side, one, end, outcome)
            found[side] = Stretch(start, end, known, first, last)
            if known != still or not 0 <= first - last <= end - start:
                middle = (start + end) // 2
                yield from self._stretch(door, one, start, middle, outcomes)
                yield from self._stretch(door, one, middle + 1, end, outcomes)
                return
        yield found

    def _wait(self, door: Door, side: Side, one: int, minute: int, outcome: str) -> Wait:
        key = (side, one, minute, outcome)
        found = self._waits.get(key)
        if found is None:
            if self.left <= 0:
                raise TooLarge(f"more than {MOST_WAITS:,} waits would have to be worked out")
            self.left -= 1
            found = self._soonest[side].wait(self._at(door).people[one].ways[side], minute, outcome)
            self._waits[key] = found
        return found

    def _at(self, door: Door) -> _AtDoor:
        if door not in self._doors:
            self._doors[door] = _AtDoor(self.both, door, self._soonest)
        return self._doors[door]


@dataclass(frozen=True, eq=False)
class _People:
    """People who fare alike at a door: their ways on each side; their days, numbered alike where all that is on these
    ways is alike; and when something on them turns."""

    ways: Mapping[Side, Ways]
    days: tuple[int, ...]
    turns: _Turns


class _AtDoor:
    """Who fares alike at a door in both editions, in both readings."""

    def __init__(self, both: Both, door: Door, soonest: Mapping[Side, Soonest]) -> None:
        self.both = both
        self.soonest = soonest
        self.asked = {
            (edition, reading): (both.editions[edition].asked(reading), name)
            for edition, name in enumerate((door.before, door.after))
            if name is not None
            for reading in Reading
        }
        clocks = [pathway.clock for pathway in both.editions]
        calendars = {calendar for clock in clocks for calendar in (clock.own_calendar, clock.national_calendar)}
        self._working = [working_days(calendar, both.horizon) for calendar in sorted(calendars, key=repr)]
        self._days: dict[frozenset[Timeline], tuple[int, ...]] = {}
        self._turns: dict[frozenset[tuple[str, Timeline, int]], _Turns] = {}
        self.people: dict[int, _People] = {}
        """By the column that stands for them."""
        self._one: dict[int, int] = {}
        self._by_ways: dict[tuple[object, ...], int] = {}
        self._rough = self._roughly()

    def alike(self, columns: int) -> Iterator[tuple[int, int]]:
        """The columns in groups that fare alike, each with the column that stands for it."""
        found: dict[int, int] = {}
        for group in self._rough:
            here = group & columns
            if here:
                one = self._stands_for((group & -group).bit_length() - 1)
                found[one] = found.get(one, 0) | here
        yield from found.items()

    def _stands_for(self, column: int) -> int:
        """The column that stands for all who fare as those of a column do."""
        if column not in self._one:
            group = self.both.frame.groups[column]
            number = (group & -group).bit_length() - 1
            ways = {side: self.soonest[side].ways(number, name) for side, (_, name) in self.asked.items()}
            key = tuple((one.response, tuple(one.steps.values())) for one in ways.values())
            one = self._one[column] = self._by_ways.setdefault(key, column)
            if one == column:
                self.people[one] = self._people(ways)
        return self._one[column]

    def _people(self, ways: Mapping[Side, Ways]) -> _People:
        timelines: set[Timeline] = set()
        responses: set[tuple[str, Timeline, int]] = set()
        for side, some in ways.items():
            soonest = self.soonest[side]
            timelines.update(soonest.timelines(some))
            responses.update(soonest.responses(some))
        times, turning = frozenset(timelines), frozenset(responses)
        if times not in self._days:
            columns = [map(id, timeline.days) for timeline in times]  # equal patterns are one object
            numbers: dict[tuple[object, ...], int] = {}
            keys = zip(*columns, *self._working, strict=True)
            self._days[times] = tuple(numbers.setdefault(key, len(numbers)) for key in keys)
        if turning not in self._turns:
            self._turns[turning] = _Turns(turning)
        return _People(ways, self._days[times], self._turns[turning])

    def _roughly(self) -> list[int]:
        """The columns in groups that no condition on the ways from the door tells apart."""
        squeeze = self.both.frame.squeeze
        masks = {self.both.population.urgency(urgency) for urgency in URGENCIES}
        for asked, name in self.asked.values():
            masks |= {asked.view.reach[name], asked.view.supports[name]}
            for route in onward(asked, name):
                masks |= {route.classes, route.unknown, asked.view.supports[route.receiver]}
        groups = [(1 << len(self.both.frame.groups)) - 1]
        for mask in sorted(map(squeeze, masks)):
            groups = [part for group in groups for part in (group & mask, group & ~mask) if part]
        return groups


class _Turns:
    """The minutes besides the cuts of the frame at which a wait may begin to change otherwise.

    As long before the edges of a service's hours as it takes to respond.
    """

    def __init__(self, responses: Iterable[tuple[str, Timeline, int]]) -> None:
        self._edges = {one: _edges(one[1]) for one in responses}
        self._known: dict[tuple[int, int], list[int]] = {}

    def within(self, first: int, last: int) -> list[int]:
        """Those after the first of some minutes, up to the last."""
        if (first, last) not in self._known:
            found: set[int] = set()
            for (clock, timeline, minutes), edges in self._edges.items():
                if clock == "elapsed":
                    near = edges[bisect_right(edges, first + minutes) : bisect_right(edges, last + minutes)]
                    found |= {edge - minutes for edge in near}
                    continue
                begun, ended = timeline.open_minutes_from(first, minutes), timeline.open_minutes_from(last, minutes)
                if begun is not None:
                    until = len(edges) if ended is None else bisect_right(edges, ended)
                    for edge in edges[bisect_left(edges, begun) : until]:
                        found |= set(reaching(timeline, minutes, edge))
            self._known[first, last] = sorted(minute for minute in found if first < minute <= last)
        return self._known[first, last]


def _edges(timeline: Timeline) -> list[int]:
    return [edge for run in timeline.runs for edge in run]


def onward(asked: Asked, service: str) -> Iterator[Route]:
    """The routes that ways from a service may take."""
    seen, waiting = {service}, [service]
    while waiting:
        for route in asked.routes_from(waiting.pop()):
            yield route
            if route.receiver not in seen:
                seen.add(route.receiver)
                waiting.append(route.receiver)
