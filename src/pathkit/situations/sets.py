"""Sets of situations: who × when, as bit sets.

A situation is a person at a time. In a *frame* the people are classes (see `people`), of which those that nothing
tells apart are one *column*, and each day of the known time is cut into segments in which nothing changes. On one
day a set of situations is one integer: bit `segment * width + column`. Days on which the same services keep the
same hours share one layout (a `DayPlan`), and days on which a set holds the same bits share one integer (a `Split`
says which days those are), so that a year costs little more than its few dozen different days.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress, pairwise

from pathkit.situations.people import Population
from pathkit.times.horizon import Horizon
from pathkit.times.hours import Pattern
from pathkit.times.openings import Timeline

DAY = 1440


@dataclass(frozen=True, eq=False)
class DayPlan:
    """How one kind of day is cut: `cuts[i]` is the minute at which segment `i` begins; the last ends at 24:00."""

    cuts: tuple[int, ...]
    index: dict[int, int]
    whole: int
    """All of its segments, as a bit set of segments."""
    _known: dict[int, int] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, patterns: Iterable[Pattern]) -> DayPlan:
        """The coarsest cutting that respects every one of the patterns."""
        edges = {0}
        for pattern in patterns:
            for start, end in pattern:
                edges.add(start)
                edges.add(end)
        edges.discard(DAY)
        cuts = tuple(sorted(edges))
        return cls(cuts, {minute: i for i, minute in enumerate((*cuts, DAY))}, (1 << len(cuts)) - 1)

    @property
    def edges(self) -> Pattern:
        """A pattern that begins or ends at every cut."""
        ends = (*self.cuts, DAY)
        return tuple(zip(ends[::2], ends[1::2], strict=False))

    @property
    def segments(self) -> int:
        """How many segments the day has."""
        return len(self.cuts)

    def during(self, pattern: Pattern) -> int:
        """The segments in which a pattern of the day holds, as a bit set of segments."""
        known = self._known.get(id(pattern))  # patterns are interned: an id is a pattern
        if known is None:
            index = self.index
            known = 0
            for start, end in pattern:
                known |= (1 << index[end]) - (1 << index[start])
            self._known[id(pattern)] = known
        return known

    def pattern(self, segments: int) -> Pattern:
        """The minutes of a bit set of segments."""
        runs: list[tuple[int, int]] = []
        for i, (start, end) in enumerate(pairwise((*self.cuts, DAY))):
            if segments >> i & 1:
                if runs and runs[-1][1] == start:
                    runs[-1] = (runs[-1][0], end)
                else:
                    runs.append((start, end))
        return tuple(runs)

    def segment_at(self, minute: int) -> int:
        """The segment that holds a minute of the day."""
        return bisect_right(self.cuts, minute) - 1

    def lengths(self) -> tuple[int, ...]:
        """The minutes of each segment."""
        return tuple(end - start for start, end in pairwise((*self.cuts, DAY)))


@dataclass(frozen=True, eq=False)
class Split:
    """Which known days are alike: `of_day[day]` is a kind, and `plans[kind]` how its days are cut."""

    of_day: tuple[int, ...]
    plans: tuple[DayPlan, ...]


class Frame:
    """How the situations of one pathway are numbered: its people, its days and the cuts in them.

    `timelines` are all the openings that the pathway depends on: each of their edges is a cut. A day
    that is a key of `beside` is also cut where the day beside it is, so that the two can be compared.
    `groups` are sets of classes that nothing tells apart here: each is one bit, its *column* (left out:
    every class is its own). A set of classes that is asked about has to be a union of groups.
    """

    def __init__(
        self,
        population: Population,
        horizon: Horizon,
        timelines: Sequence[Timeline],
        beside: Mapping[int, int] | None = None,
        groups: Sequence[int] | None = None,
    ) -> None:
        self.population = population
        self.horizon = horizon
        self.lanes = 1
        self._columns(groups or [1 << number for number in population.classes(population.everyone)])
        self._splits: dict[tuple[int, ...], Split] = {}
        self._joins: dict[tuple[int, int], tuple[Split, tuple[tuple[int, int], ...]]] = {}
        self._wide: dict[int, int] = {}
        self._repeated: dict[int, int] = {}
        self._laned: dict[int, Frame] = {}
        self._timed: dict[int, tuple[Split, tuple[int, ...], Timeline]] = {}
        self._together: dict[tuple[int, int], tuple[int, tuple[Timeline, ...]]] = {}
        self.timelines = tuple(dict.fromkeys(timelines))
        self.beside = beside = beside or {}
        self._commons: dict[int, tuple[Frame, Frame]] = {}
        self._owners: dict[int, tuple[list[int], Frame]] = {}
        self._places: dict[int, tuple[dict[int, int], list[int], Frame]] = {}
        seen: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {}
        of_day: list[int] = []
        plans: list[DayPlan] = []
        names: dict[int, int] = {}
        columns = []
        for timeline in self.timelines:
            columns.append([names.setdefault(id(pattern), len(names)) for pattern in timeline.days])
        keys = list(zip(*columns, strict=True))
        for day, key in enumerate(keys):
            other = beside.get(day, day)
            kind = seen.setdefault((key, keys[other]), len(seen))
            if kind == len(plans):
                plans.append(DayPlan.of(t.days[one] for t in self.timelines for one in {day, other}))
            of_day.append(kind)
        if not self.timelines:
            of_day, plans = [0] * horizon.known_days, [DayPlan.of(())]
        elif beside:  # its timelines are to tell how a frame is cut
            self.timelines = (*self.timelines, Timeline.of(plans[kind].edges for kind in of_day))
        self.days = self.split(of_day, plans)
        self.most_segments = max(plan.segments for plan in plans)
        self.everyone = self.constant(population.everyone)
        self.nobody = self.constant(0)

    # -- columns -------------------------------------------------------------------------------

    def _columns(self, groups: Sequence[int]) -> None:
        self.groups = tuple(sorted(groups, key=lambda group: group & -group))
        self.width = (len(self.groups) + 7) // 8 * 8
        self.ones = (1 << self.width) - 1
        chosen = {(group & -group).bit_length() - 1 for group in self.groups}
        self._chosen = bytes(number in chosen for number in range(self.population.size))
        self._squeezed: dict[int, int] = {}
        self._unsqueezed: dict[int, int] = {}
        self._people: dict[int, int] = {}

    def squeeze(self, classes: int) -> int:
        """The columns of a set of classes that is a union of groups."""
        known = self._squeezed.get(classes)
        if known is None:
            digits = f"{classes:0{self.population.size}b}"[::-1]
            kept = "".join(compress(digits, self._chosen))
            known = self._squeezed[classes] = int(kept[::-1] or "0", 2)
        return known

    def columns_touching(self, classes: int) -> int:
        """The columns of every group that holds any of these classes."""
        return sum(1 << column for column, group in enumerate(self.groups) if group & classes)

    def unsqueeze(self, columns: int) -> int:
        """The classes of a set of columns."""
        known = self._unsqueezed.get(columns)
        if known is None:
            known, rest = 0, columns
            while rest:
                column = rest & -rest
                known |= self.groups[column.bit_length() - 1]
                rest ^= column
            self._unsqueezed[columns] = known
        return known

    def people(self, columns: int) -> int:
        """How many people, as enumerated, a set of columns holds."""
        known = self._people.get(columns)
        if known is None:
            known = self._people[columns] = self.population.count(self.unsqueeze(columns))
        return known

    def narrowed(self, classes: int) -> Frame:
        """The same days, for the groups of these classes alone."""
        return self.regrouped([group for group in self.groups if group & classes])

    def parted(self, classes: int) -> Frame:
        """The same days, with every group parted into those of these classes and the others."""
        parts = [part for group in self.groups for part in (group & classes, group & ~classes) if part]
        return self if len(parts) == len(self.groups) else self.regrouped(parts)

    def of_people(self, population: Population, groups: Sequence[int]) -> Frame:
        """The same days, for the people of another population."""
        made = copy(self)
        made.population = population
        return made.regrouped(groups)

    def regrouped(self, groups: Sequence[int]) -> Frame:
        """The same days, for other groups of people."""
        made = copy(self)
        made._columns(groups)
        made._wide, made._repeated, made._laned, made._commons = {}, {}, {}, {}
        made._owners, made._places = {}, {}
        made.__dict__.pop("column_of_class", None)
        made.everyone = made.constant(self.population.everyone)
        made.nobody = made.constant(0)
        return made

    def narrow(self, situations: Situations) -> Situations:
        """A set of a frame with more columns, as this frame has it."""
        wider = situations.frame
        mine = set(self.groups)
        chosen = bytes(group in mine for group in wider.groups)
        known: dict[int, int] = {0: 0}
        values = []
        for bits, plan in zip(situations.values, situations.split.plans, strict=True):
            value = 0
            for i in range(plan.segments if bits else 0):
                block = bits >> (i * wider.width) & wider.ones
                if block not in known:
                    digits = f"{block:0{len(wider.groups)}b}"[::-1]
                    known[block] = int("".join(compress(digits, chosen))[::-1] or "0", 2)
                value |= known[block] << (i * self.width)
            values.append(value)
        return Situations(self, situations.split, tuple(values))

    def widen(self, situations: Situations) -> Situations:
        """A set of a narrowed frame, as this frame has it."""
        narrow = situations.frame
        known, to, _ = self._widened(narrow)
        values = []
        for bits, plan in zip(situations.values, situations.split.plans, strict=True):
            value = 0
            for i in range(plan.segments if bits else 0):
                block = bits >> (i * narrow.width) & narrow.ones
                if block not in known:
                    held = compress(to, map(int, f"{block:b}"[::-1]))
                    known[block] = sum(1 << column for column in held)
                value |= known[block] << (i * self.width)
            values.append(value)
        return Situations(self, situations.split, tuple(values))

    def _widened(self, narrow: Frame) -> tuple[dict[int, int], list[int], Frame]:
        """For the columns of a narrowed frame: sets of them as this one has them (filled as it goes), and each."""
        if id(narrow) not in self._places:
            place = {group & -group: column for column, group in enumerate(self.groups)}
            self._places[id(narrow)] = ({}, [place[group & -group] for group in narrow.groups], narrow)
        return self._places[id(narrow)]

    def laned(self, lanes: int) -> Frame:
        """The same days, with so many copies of the people side by side: lane `i` is moved up by `i` widths."""
        if lanes == 1:
            return self
        if lanes not in self._laned:
            made = copy(self)
            made.lanes = lanes
            made.width = self.width * lanes
            made.ones = (1 << made.width) - 1
            made._wide, made._repeated = {}, {}
            made.everyone = made.spread(self.everyone)
            made.nobody = made.spread(self.nobody)
            self._laned[lanes] = made
        return self._laned[lanes]

    def lane(self, bits: int, lane: int, plan: DayPlan) -> int:
        """One lane of a day's set, as a day's set of the frame without lanes."""
        if self.lanes == 1 or not bits:
            return bits
        step = self.width // 8
        size = step // self.lanes
        start = lane * size
        data = bits.to_bytes(step * plan.segments, "little")
        parts = [data[at : at + size] for at in range(start, len(data), step)]
        return int.from_bytes(b"".join(parts), "little")

    def spread(self, situations: Situations) -> Situations:
        """A set of the frame without lanes, the same in every lane of this one."""
        size = self.width // 8 // self.lanes
        values = []
        for bits, plan in zip(situations.values, situations.split.plans, strict=True):
            data = bits.to_bytes(size * plan.segments, "little") if bits else b""
            parts = (data[at : at + size] * self.lanes for at in range(0, len(data), size))
            values.append(int.from_bytes(b"".join(parts), "little"))
        return Situations(self, situations.split, tuple(values))

    def taken_from(self, laned: Situations, lane: int) -> Situations:
        """One lane of a set of a laned frame, as a set of this one."""
        values = tuple(
            laned.frame.lane(bits, lane, plan) for bits, plan in zip(laned.values, laned.split.plans, strict=True)
        )
        return Situations(self, laned.split, values)

    # -- layout ------------------------------------------------------------------------------

    def split(self, of_day: Sequence[int], plans: Sequence[DayPlan]) -> Split:
        """The one `Split` with this grouping of the days, kinds numbered by first appearance."""
        first: dict[int, int] = {}
        numbered = tuple(first.setdefault(kind, len(first)) for kind in of_day)
        known = self._splits.get(numbered)
        if known is None:
            known = self._splits[numbered] = Split(numbered, tuple(plans[kind] for kind in first))
        return known

    def wide(self, segments: int) -> int:
        """All classes in these segments."""
        known = self._wide.get(segments)
        if known is None:
            full, zero = b"\xff" * (self.width // 8), b"\x00" * (self.width // 8)
            bits = (full if segments >> i & 1 else zero for i in range(segments.bit_length()))
            known = self._wide[segments] = int.from_bytes(b"".join(bits), "little")
        return known

    def repeated(self, columns: int) -> int:
        """These columns in every segment of the longest day (cut to size by `&` with `wide`)."""
        known = self._repeated.get(columns)
        if known is None:
            known = self._repeated[columns] = self.repeat(columns, self.most_segments)
        return known

    def repeat(self, columns: int, times: int) -> int:
        """These columns in each of the first `times` segments."""
        return int.from_bytes(columns.to_bytes(self.width // 8, "little") * times, "little")

    def segments_of(self, bits: int, plan: DayPlan) -> int:
        """The segments of a day in which a set holds anybody."""
        size = self.width // 8
        data = bits.to_bytes(size * plan.segments, "little")
        zero = bytes(size)
        mask = 0
        for i in range(plan.segments):
            if data[i * size : (i + 1) * size] != zero:
                mask |= 1 << i
        return mask

    def columns_of(self, bits: int) -> int:
        """The columns that a day's set holds in any segment."""
        width = self.width
        segments = -(-bits.bit_length() // width)
        while segments > 1:  # fold the day in half until one segment is left
            half = -(-segments // 2)
            bits = (bits >> (half * width)) | (bits & ((1 << (half * width)) - 1))
            segments = half
        return bits

    def during_all(self, timelines: tuple[Timeline, ...], plan: DayPlan, day: int) -> int:
        """The segments of a day of a plan in which all of the timelines hold."""
        key = (id(timelines), id(plan))
        known = self._together.get(key)
        if known is None:
            segments = plan.whole
            for timeline in timelines:
                segments &= plan.during(timeline.days[day])
            # The timelines are kept with the answer, so that their identity stays theirs.
            known = self._together[key] = (segments, timelines)
        return known[0]

    def constant(self, classes: int) -> Situations:
        """These classes at all times."""
        columns = self.squeeze(classes)
        full = [self.repeat(columns, plan.segments) if columns else 0 for plan in self.days.plans]
        return Situations(self, self.days, tuple(full))

    def at(self, timeline: Timeline, classes: int | None = None) -> Situations:
        """These classes (default: everyone) at the minutes of a timeline whose edges are cuts."""
        wanted = self.repeated(self.squeeze(self.population.everyone if classes is None else classes))
        split, segments = self._during(timeline)
        return Situations(self, split, tuple(wanted & self.wide(mask) for mask in segments))

    def _during(self, timeline: Timeline) -> tuple[Split, tuple[int, ...]]:
        """The days told apart by a timeline, and for each kind of them the segments in which it holds."""
        known = self._timed.get(id(timeline))
        if known is None:
            kinds: dict[tuple[int, int], int] = {}
            of_day = [
                kinds.setdefault((kind, id(pattern)), len(kinds))
                for kind, pattern in zip(self.days.of_day, timeline.days, strict=True)
            ]
            first = {number: day for day, number in reversed(list(enumerate(of_day)))}
            plans = [self.days.plans[kind] for kind, _ in kinds]
            masks = [plan.during(timeline.days[first[number]]) for number, plan in enumerate(plans)]
            split = self.split(of_day, plans)
            known = self._timed[id(timeline)] = (split, tuple(masks), timeline)
        return known[0], known[1]

    def common(self, other: Frame) -> Frame:
        """A frame that is cut wherever this one or another of the same days is, and tells apart whom either does."""
        groups = self.groups if self.groups == other.groups else self._groups_of_both(other)
        mine, theirs = set(self.timelines), set(other.timelines)
        if theirs <= mine and groups == self.groups:
            return self
        if mine <= theirs and groups == other.groups:
            return other
        key = id(other)
        if key not in self._commons:
            if theirs <= mine or mine <= theirs:
                made = (self if theirs <= mine else other).regrouped(groups)
            else:
                timelines = [*self.timelines, *other.timelines]
                made = Frame(self.population, self.horizon, timelines, self.beside, groups)
            self._commons[key] = (made, other)
        return self._commons[key][0]

    def _groups_of_both(self, other: Frame) -> tuple[int, ...]:
        """The groups that tell apart whom this frame or another does; whom only one of them has are in it too."""
        found: dict[tuple[int, int], int] = {}
        mine, theirs = self.column_of_class, other.column_of_class
        for number in sorted({*mine, *theirs}):
            key = (mine.get(number, -1), theirs.get(number, -1))
            found[key] = found.get(key, 0) | 1 << number
        return tuple(sorted(found.values(), key=lambda group: group & -group))

    @cached_property
    def column_of_class(self) -> dict[int, int]:
        """The column of each class."""
        return {number: column for column, group in enumerate(self.groups) for number in self.population.classes(group)}

    def _columns_in(self, other: Frame) -> list[int]:
        """For each of this frame's columns the one of another frame that holds its people, or -1."""
        known = self._owners.get(id(other))
        if known is None:
            column_of = other.column_of_class
            columns = [column_of.get((group & -group).bit_length() - 1, -1) for group in self.groups]
            known = self._owners[id(other)] = (columns, other)
        return known[0]

    def regroup(self, situations: Situations) -> Situations:
        """A set of a frame with other groups of people, as this frame has it, at that frame's times.

        Each of this frame's groups has to lie within one group of that frame, or be unknown to it: then it is not in
        the set.
        """
        if situations.frame.groups == self.groups:
            return situations
        wanted = [1 << column if column >= 0 else 0 for column in self._columns_in(situations.frame)]
        frame = situations.frame.regrouped(self.groups) if situations.frame.timelines != self.timelines else self
        return frame.translated(situations, wanted)

    def translated(self, situations: Situations, wanted: Sequence[int]) -> Situations:
        """A set in which each column holds what any of the `wanted` columns of another set of the same days holds."""
        width, ones = situations.frame.width, situations.frame.ones
        known: dict[int, int] = {0: 0}
        values = []
        for bits, plan in zip(situations.values, situations.split.plans, strict=True):
            value = 0
            for i in range(plan.segments if bits else 0):
                block = bits >> (i * width) & ones
                if block not in known:
                    known[block] = sum(1 << column for column, mask in enumerate(wanted) if block & mask)
                value |= known[block] << (i * self.width)
            values.append(value)
        return Situations(self, situations.split, tuple(values))

    def finer(self, situations: Situations) -> Situations:
        """A set of a coarser frame of the same days, cut as this frame is, with its groups of people."""
        if situations.frame is self:
            return situations
        situations = self.regroup(situations)
        if situations.frame is self:
            return situations
        kinds: dict[tuple[int, int], int] = {}
        of_day: list[int] = []
        plans: list[DayPlan] = []
        values: list[int] = []
        size = self.width // 8
        for own, kind in zip(self.days.of_day, situations.split.of_day, strict=True):
            number = kinds.setdefault((own, kind), len(kinds))
            if number == len(plans):
                plan, model = self.days.plans[own], situations.split.plans[kind]
                data = situations.values[kind].to_bytes(size * model.segments, "little")
                at = [model.segment_at(minute) * size for minute in plan.cuts]
                plans.append(plan)
                values.append(int.from_bytes(b"".join(data[one : one + size] for one in at), "little"))
            of_day.append(number)
        return Situations(self, self.split(of_day, plans), tuple(values))

    def as_on(self, situations: Situations, like: Mapping[int, int]) -> Situations:
        """On each day that is a key of `like`, what the set holds on the day beside it; on others nothing.

        The days have to be cut where the days beside them are (`beside`).
        """
        kinds: dict[tuple[int, int], int] = {}
        of_day: list[int] = []
        plans: list[DayPlan] = []
        values: list[int] = []
        for day, own in enumerate(self.days.of_day):
            source = situations.split.of_day[like[day]] if day in like else -1
            number = kinds.setdefault((own, source), len(kinds))
            if number == len(plans):
                plan = self.days.plans[own]
                plans.append(plan)
                value = 0
                if source >= 0:
                    model, bits = situations.split.plans[source], situations.values[source]
                    for i, minute in enumerate(plan.cuts):
                        block = bits >> (model.segment_at(minute) * self.width) & self.ones
                        value |= block << (i * self.width)
                values.append(value)
            of_day.append(number)
        return Situations(self, self.split(of_day, plans), tuple(values))

    def at_next(self, situations: Situations, timeline: Timeline) -> Situations:
        """At each time, what the set holds at the next minute of the timeline, the same one included."""
        over = 0
        known: dict[tuple[int, int, int, int], tuple[int, int]] = {}
        of_day = [0] * len(timeline.days)
        plans: list[DayPlan] = []
        values: list[int] = []
        for day in range(len(timeline.days) - 1, -1, -1):
            kind, pattern = situations.split.of_day[day], timeline.days[day]
            key = (self.days.of_day[day], kind, id(pattern), over)
            found = known.get(key)
            if found is None:
                plan = self.days.plans[self.days.of_day[day]]
                taking, bits = plan.during(pattern), situations.values[kind]
                found = known[key] = (len(values), self.first(bits, taking, over))
                values.append(self.carried_back(bits, over, taking, plan))
                plans.append(plan)
            of_day[day], over = found
        order = dict.fromkeys(of_day)
        return Situations(self, self.split(of_day, plans), tuple(values[number] for number in order))

    def first(self, bits: int, taking: int, otherwise: int) -> int:
        """The classes of a day's set at the first segment of `taking`, or `otherwise` if there is none."""
        if not taking:
            return otherwise
        segment = (taking & -taking).bit_length() - 1
        return bits >> (segment * self.width) & self.ones

    def carried_back(self, bits: int, over: int, taking: int, plan: DayPlan) -> int:
        """At each segment of a day, the columns at the next segment of `taking`; `over` those on later days."""
        segments = plan.segments
        if taking == plan.whole:
            return bits
        size = self.width // 8
        data = bits.to_bytes(size * segments, "little")
        parts: list[bytes] = []
        start = 0
        while start < segments:
            rest = taking >> start
            if rest & 1:
                end = min(segments, start + (~rest & (rest + 1)).bit_length() - 1)
                parts.append(data[start * size : end * size])
            elif rest:
                end = start + (rest & -rest).bit_length() - 1
                parts.append(data[end * size : (end + 1) * size] * (end - start))
            else:
                end = segments
                parts.append(over.to_bytes(size, "little") * (end - start))
            start = end
        return int.from_bytes(b"".join(parts), "little")

    def join(self, left: Split, right: Split) -> tuple[Split, tuple[tuple[int, int], ...]]:
        """The coarsest split finer than both, and for each of its kinds the two it comes from."""
        key = (id(left), id(right))
        known = self._joins.get(key)
        if known is None:
            pairs = list(zip(left.of_day, right.of_day, strict=True))
            number: dict[tuple[int, int], int] = {}
            of_day = [number.setdefault(pair, len(number)) for pair in pairs]
            split = self.split(of_day, [left.plans[a] for a, _ in number])
            known = self._joins[key] = (split, tuple(number))
        return known


@dataclass(frozen=True, eq=False)
class Situations:
    """A set of situations over the known time; `values[kind]` are the bits of each day of that kind.

    Combine with `&`, `|` and `-`; false when empty within the horizon.
    """

    frame: Frame
    split: Split
    values: tuple[int, ...]

    def _with(self, other: Situations, operation: Callable[[int, int], int]) -> Situations:
        if self.frame is not other.frame:
            frame = self.frame.common(other.frame)
            return frame.finer(self)._with(frame.finer(other), operation)
        if self.split is other.split:
            values = tuple(map(operation, self.values, other.values))
            return Situations(self.frame, self.split, values)
        split, pairs = self.frame.join(self.split, other.split)
        mine, theirs = self.values, other.values
        return Situations(self.frame, split, tuple(operation(mine[a], theirs[b]) for a, b in pairs))

    def __and__(self, other: Situations) -> Situations:
        return self._with(other, int.__and__)

    def __or__(self, other: Situations) -> Situations:
        return self._with(other, int.__or__)

    def __sub__(self, other: Situations) -> Situations:
        return self._with(other, lambda a, b: a & ~b)

    def of(self, classes: int) -> Situations:
        """Only those of these classes."""
        mask = self.frame.repeated(self.frame.squeeze(classes))
        return Situations(self.frame, self.split, tuple(value & mask for value in self.values))

    def __bool__(self) -> bool:
        return any(self.values) and any(self.values[kind] for kind in self._kinds())

    def _kinds(self) -> list[int]:
        """The kinds of day that the horizon has, in order of first appearance."""
        return list(dict.fromkeys(self.split.of_day[: self.frame.horizon.days]))

    def classes(self) -> int:
        """The classes of people in it, at any time of the horizon."""
        total = 0
        for kind in self._kinds():
            total |= self.frame.columns_of(self.values[kind])
        return self.frame.unsqueeze(total)

    def days(self) -> tuple[Pattern, ...]:
        """The minutes at which it holds anybody, a pattern for each day of the horizon."""
        patterns = {
            kind: plan.pattern(self.frame.segments_of(self.values[kind], plan))
            for kind in self._kinds()
            for plan in (self.split.plans[kind],)
        }
        return tuple(patterns[kind] for kind in self.split.of_day[: self.frame.horizon.days])

    def first_minute(self, days: Iterable[int]) -> int | None:
        """The first minute at which it holds anybody on the first of these days that has one."""
        width = self.frame.width
        for day in days:
            kind = self.split.of_day[day]
            bits = self.values[kind]
            if bits:
                segment = ((bits & -bits).bit_length() - 1) // width
                return day * DAY + self.split.plans[kind].cuts[segment]
        return None

    def alike_in_time(self) -> list[int]:
        """Its classes in groups, each of people who are in it at exactly the same times of the horizon."""
        width, ones = self.frame.width, self.frame.ones
        blocks: set[int] = set()
        for kind in self._kinds():
            bits = self.values[kind]
            while bits:
                blocks.add(bits & ones)
                bits >>= width
        groups = [self.frame.squeeze(self.classes())]
        for block in sorted(blocks):
            groups = [part for group in groups for part in (group & block, group & ~block) if part]
        return [self.frame.unsqueeze(group) for group in groups]

    def touching(self, classes: int) -> Situations:
        """Those of every group that holds any of these classes."""
        mask = self.frame.repeated(self.frame.columns_touching(classes))
        return Situations(self.frame, self.split, tuple(value & mask for value in self.values))

    def holds(self, person_class: int, minute: int) -> bool:
        """Whether the situation of this class at this minute of the known time is in the set."""
        return bool(self.classes_at(minute) >> person_class & 1)

    def classes_at(self, minute: int) -> int:
        """The classes in it at one minute of the known time."""
        day, within = divmod(minute, DAY)
        kind = self.split.of_day[day]
        segment = self.split.plans[kind].segment_at(within)
        return self.frame.unsqueeze(self.values[kind] >> (segment * self.frame.width) & self.frame.ones)

    def count(self) -> int:
        """How many situations of the horizon it holds: people as enumerated × minutes."""
        often: dict[int, int] = {}
        for kind in self.split.of_day[: self.frame.horizon.days]:
            often[kind] = often.get(kind, 0) + 1
        width, ones = self.frame.width, self.frame.ones
        total = 0
        for kind, times in often.items():
            bits = self.values[kind]
            for length in self.split.plans[kind].lengths():
                if not bits:
                    break
                here = bits & ones
                if here:
                    total += times * length * self.frame.people(here)
                bits >>= width
        return total
