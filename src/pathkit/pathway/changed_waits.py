"""Whose wait is another in two editions of a map, minute by minute, where their outcome is the same.

Only those are looked at for whom it may be (see `news`), and of them as few as tell of all (see `stretches`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from pathkit.pathway.both import Both, Door, leaning, way
from pathkit.pathway.flows import ANY_WAY, STAFF_LED, Backwards, Question, TooLarge
from pathkit.pathway.news import News
from pathkit.pathway.readings import Reading
from pathkit.pathway.soonest import Wait
from pathkit.pathway.stretches import SIDES, Cell, Side, Stretch, Stretches
from pathkit.situations.sets import Frame, Situations
from pathkit.times.openings import Timeline

MOST_FOR_SPANS = 60_000
"""So many waits more may be worked out to tell how long those wait whose outcome has changed."""


@dataclass(frozen=True)
class Waits:
    """How long some people wait: the shortest and the longest known wait, and what the others wait at least.

    In minutes; None where there is no such wait.
    """

    known: tuple[int, int] | None = None
    at_least: tuple[int, int] | None = None

    def __or__(self, other: Waits) -> Waits:
        return Waits(_spanning(self.known, other.known), _spanning(self.at_least, other.at_least))


def _spanning(one: tuple[int, int] | None, other: tuple[int, int] | None) -> tuple[int, int] | None:
    if one is None or other is None:
        return one or other
    return min(one[0], other[0]), max(one[1], other[1])


@dataclass(frozen=True, eq=False)
class ChangedWait:
    """Situations with the same outcome in both editions (`fare`) and another wait; `way` and `leaning` as of outcomes.

    `waits` are those of each edition in each reading in which people are helped, and `shows` is the first reading in
    which the wait of any of them is another. `most` is by how many minutes a wait differs there at most.
    """

    fare: tuple[str, str]
    way: int
    leaning: str
    shows: Reading
    situations: Situations
    waits: Mapping[Side, Waits]
    most: int


_Key = tuple[int, str, Reading]
"""Which way a wait goes or may go, and the first reading in which it is another."""


class ChangedWaits:
    """The waits of two editions beside each other."""

    def __init__(self, both: Both) -> None:
        self.both = both
        self.stretches = Stretches(both)
        self._left_for_spans = MOST_FOR_SPANS
        self._news = {reading: News(both, reading) for reading in Reading}
        doors = [(door.before, door.after) for door in both.doors()]
        kept = [(was, now) for was, now in doors if was is not None and now is not None]
        routes = {reading: one.routes() for reading, one in self._news.items()}
        cuts = [route.when[0] for some in routes.values() for route in some]
        cuts += [when for one in self._news.values() for pair in kept for _, when in one.door_times(*pair)]
        self._frame = both.frame
        if cuts:
            timelines = [*both.frame.timelines, *cuts]
            self._frame = Frame(both.population, both.horizon, timelines, groups=both.frame.groups)
        self._leading: dict[Reading, Backwards | None] = {
            reading: one.leading(self._frame, routes[reading], [was for was, _ in kept])
            for reading, one in self._news.items()
        }

    def of(self, door: Door, unchanged: Iterable[tuple[tuple[str, str], Situations]]) -> list[ChangedWait]:
        """Whose wait at a door has changed, of those with the same outcome as before. Raises `TooLarge`."""
        doubtful = self._may_differ(door)
        found: list[ChangedWait] = []
        for fare, those in unchanged if doubtful else ():
            outcomes = {side: fare[list(Reading).index(side[1])] for side in SIDES}
            outcomes = {side: outcome for side, outcome in outcomes.items() if outcome != "none"}
            for part in self._by_what_is_known(door, outcomes, those & doubtful):
                found += self._compared(fare, self.stretches.cells(door, part, outcomes))
        return list(_joined(found))

    def span(self, door: Door, side: Side, outcome: str, situations: Situations) -> Waits | None:
        """How long people with an outcome wait on one side; None where there are too many of them to tell."""
        total, counted = Waits(), self.stretches.left
        self.stretches.left = self._left_for_spans
        try:
            for part in self._by_what_is_known(door, {side: outcome}, situations):
                for cell in self.stretches.cells(door, part, {side: outcome}):
                    for stretches in cell.stretches:
                        total |= _span(stretches[side])
        except TooLarge:
            return None
        finally:
            self._left_for_spans, self.stretches.left = self.stretches.left, counted
        return total

    def _may_differ(self, door: Door) -> Situations:
        """The situations at a door in which a wait may be another than it was."""
        assert door.before is not None and door.after is not None, "waits are compared at a door of both editions"
        found = self._frame.nobody
        for reading in Reading:
            found = found | self._news[reading].at_door(door.before, door.after, self._frame)
            leading = self._leading[reading]
            if leading is not None:
                found = found | leading.of(0, door.before)
        return found

    def _by_what_is_known(self, door: Door, outcomes: Mapping[Side, str], situations: Situations) -> list[Situations]:
        """The situations in parts, on each side of people who all have a way whose wait is known, or all have none."""
        parts = [situations] if situations else []
        for side, outcome in outcomes.items():
            asked = self.both.editions[side[0]].asked(side[1])
            name = (door.before, door.after)[side[0]]
            if outcome != "now" and name is not None and asked.some_waits_unknown:
                ways = ANY_WAY if outcome == "self" else STAFF_LED
                known = asked.of_outcome(Question(ways, known_waits=True), name)
                parts = [part for some in parts for part in (some & known, some - known) if part]
        return parts

    def _compared(self, fare: tuple[str, str], cells: Iterable[Cell]) -> Iterator[ChangedWait]:
        runs: dict[_Key, dict[int, list[tuple[int, int]]]] = {}
        waits: dict[_Key, dict[Side, Waits]] = {}
        most: dict[_Key, int] = {}
        for cell in cells:
            for stretches in cell.stretches:
                for start, end, key in _otherwise(stretches):
                    runs.setdefault(key, {}).setdefault(cell.columns, []).extend(cell.runs(start, end))
                    known = waits.setdefault(key, {})
                    for side, stretch in stretches.items():
                        known[side] = known.get(side, Waits()) | _span(stretch, start, end)
                    before, after = stretches[0, key[-1]], stretches[1, key[-1]]
                    differs = max(abs(after.at(minute) - before.at(minute)) for minute in (start, end))
                    most[key] = max(most.get(key, 0), differs)
        for key, some in runs.items():
            yield ChangedWait(fare, *key, self._situations(some), waits[key], most[key])

    def _situations(self, runs: Mapping[int, Iterable[tuple[int, int]]]) -> Situations:
        """Columns at minutes, as a set."""
        times = {columns: Timeline.from_runs(some) for columns, some in runs.items()}
        cuts = [*self._frame.timelines, *times.values()]
        frame = Frame(self.both.population, self.both.horizon, cuts, groups=self._frame.groups)
        total = frame.nobody
        for columns, timeline in times.items():
            total = total | frame.at(timeline, frame.unsqueeze(columns))
        return total


def _otherwise(stretches: Mapping[Side, Stretch]) -> Iterator[tuple[int, int, _Key]]:
    """From which to which minute waits go which way; nothing of those in which they are as they were."""
    readings = [reading for reading in Reading if (0, reading) in stretches]
    for start, end in _pieces(stretches, readings):
        steps: dict[Reading, int | None] = dict.fromkeys(Reading, 0)  # nobody waits longer who waits for nothing
        for reading in readings:
            before, after = stretches[0, reading], stretches[1, reading]
            steps[reading] = _longer((before.known, before.at(start)), (after.known, after.at(start)))
        shows = next((reading for reading in readings if steps[reading] != 0), None)
        if shows is not None:
            both = (steps[Reading.STATED], steps[Reading.BEST])
            yield start, end, (way(both), leaning(both), shows)


def _pieces(stretches: Mapping[Side, Stretch], readings: Iterable[Reading]) -> Iterator[tuple[int, int]]:
    """The minutes of a stretch in pieces, in each of which no wait of one edition passes that of the other."""
    first = next(iter(stretches.values()))
    start, end = first.start, first.end + 1
    cuts = {start, end} | {one.shrinks for one in stretches.values() if start < one.shrinks < end}
    for begun, ended in list(pairwise(sorted(cuts))):
        for reading in readings:
            before, after = stretches[0, reading], stretches[1, reading]
            grows, still = (after.at(minute) - before.at(minute) for minute in (begun, ended - 1))
            if (grows > 0) != (still > 0) or (grows < 0) != (still < 0):
                meets = begun + abs(grows)  # the difference is another by a minute a minute
                cuts |= {minute for minute in (meets, meets + 1) if minute < ended}
    for begun, ended in pairwise(sorted(cuts)):
        yield begun, ended - 1


def _longer(before: Wait, after: Wait) -> int | None:
    """By how much a wait is longer (below 0: shorter); None where nobody can tell, although it is not the same.

    Of a wait that is not known it is known how long it is at least, and two such are told apart by that.
    """
    grows = after[1] - before[1]
    if before[0] == after[0] or (before[0] and grows > 0) or (after[0] and grows < 0):
        return grows
    return None


def _span(stretch: Stretch, start: int | None = None, end: int | None = None) -> Waits:
    """The waits of a stretch, or of some minutes of it."""
    longest = stretch.at(stretch.start if start is None else start)
    shortest = stretch.at(stretch.end if end is None else end)
    span = (shortest, longest)
    return Waits(span) if stretch.known else Waits(None, span)


def _joined(found: Iterable[ChangedWait]) -> Iterator[ChangedWait]:
    """Those of the same outcome that go the same way as one."""
    by_key: dict[tuple[object, ...], ChangedWait] = {}
    for one in found:
        key = (one.fare, one.way, one.leaning)
        known = by_key.get(key)
        if known is not None:
            first = min(one, known, key=lambda some: list(Reading).index(some.shows))
            most = max(some.most for some in (one, known) if some.shows is first.shows)
            waits = {side: span | known.waits[side] for side, span in one.waits.items()}
            one = replace(one, shows=first.shows, situations=known.situations | one.situations, waits=waits, most=most)
        by_key[key] = one
    yield from by_key.values()
