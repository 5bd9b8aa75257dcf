"""Hours, holidays and dates as sets of minutes.

A set of minutes over the known time is a `Timeline`: 399 day patterns. Almost all days of a service are
like one of seven, so equal patterns are kept as one object, and what is worked out for a pair of them is
worked out once.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Final

from pathkit.times.calendar import Calendar
from pathkit.times.horizon import Horizon
from pathkit.times.hours import DayPolicy, HolidayPolicy, Hours, Monthly
from pathkit.times.patterns import DAY, WHOLE_DAY, Pattern, Run, Windows, merged

KNOWN_DAYS: Final = Horizon.known_days
KNOWN_MINUTES: Final = Horizon.known_minutes
KNOWN_WEEKS: Final = KNOWN_DAYS // 7

AS_USUAL: Final = DayPolicy("as usual")

_patterns: Final[dict[Pattern, Pattern]] = {}


def interned(pattern: Pattern) -> Pattern:
    """The one object that stands for every pattern equal to `pattern`."""
    return _patterns.setdefault(pattern, pattern)


NEVER: Final = interned(())
ALL_DAY: Final = interned(WHOLE_DAY)


@dataclass(frozen=True, eq=False)
class Timeline:
    """A set of minutes over the known time, `[0, 1440 * 399)`.

    `days` holds one pattern for each known day, and equal patterns are the same object. Make one with
    `Timeline.of` (any patterns), `Timeline.from_runs`, `Timeline.always` or `Timeline.never`.
    """

    days: tuple[Pattern, ...]

    @classmethod
    def of(cls, days: Iterable[Pattern]) -> Timeline:
        """From one pattern (sorted, merged, within 0..1440) for each known day.

        Raises:
            ValueError: there are not 399 of them.
        """
        interned_days = tuple(map(interned, days))
        if len(interned_days) != KNOWN_DAYS:
            raise ValueError(f"a timeline has {KNOWN_DAYS} days, not {len(interned_days)}")
        return cls(interned_days)

    @classmethod
    def from_runs(cls, runs: Iterable[Run]) -> Timeline:
        """From absolute half-open runs, in any order; what is outside the known time is left out."""
        parts: list[list[Run]] = [[] for _ in range(KNOWN_DAYS)]
        for start, end in runs:
            start, end = max(start, 0), min(end, KNOWN_MINUTES)
            while start < end:
                day, minute = divmod(start, DAY)
                stop = min(end - day * DAY, DAY)
                parts[day].append((minute, stop))
                start = day * DAY + stop
        return cls.of(merged(part) for part in parts)

    @classmethod
    def always(cls, horizon: Horizon | None = None) -> Timeline:
        """Every known minute."""
        return _ALWAYS

    @classmethod
    def never(cls, horizon: Horizon | None = None) -> Timeline:
        """No minute."""
        return _NEVER

    @cached_property
    def runs(self) -> tuple[tuple[int, int], ...]:
        """The set as sorted absolute half-open runs, merged also over midnight."""
        runs: list[Run] = []
        last = -1
        for number, pattern in enumerate(self.days):
            base = number * DAY
            for start, end in pattern:
                if base + start == last:
                    runs[-1] = (runs[-1][0], base + end)
                else:
                    runs.append((base + start, base + end))
                last = base + end
        return tuple(runs)

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.runs]

    @cached_property
    def _minutes_before(self) -> list[int]:
        """The minutes of the set before each run, and (last) all of them."""
        return list(accumulate((end - start for start, end in self.runs), initial=0))

    @property
    def last(self) -> int | None:
        """The last minute of the set, or None if it is empty."""
        return self.runs[-1][1] - 1 if self.runs else None

    def holds(self, minute: int) -> bool:
        """Whether the minute is in the set; minutes that are not known are in none."""
        if not 0 <= minute < KNOWN_MINUTES:
            return False
        run = bisect_right(self._starts, minute)
        return run > 0 and minute < self.runs[run - 1][1]

    def next(self, minute: int) -> int | None:
        """The first minute of the set that is not before `minute`, or None."""
        run = bisect_right(self._starts, minute)
        if run and minute < self.runs[run - 1][1]:
            return minute
        return self._starts[run] if run < len(self._starts) else None

    def open_minutes_from(self, minute: int, count: int) -> int | None:
        """The first moment `m >= minute` with `count` minutes of the set in `[minute, m)`, or None."""
        if count <= 0:
            return minute
        run = bisect_right(self._starts, minute)
        before = self._minutes_before[run]
        if run:
            before -= max(0, self.runs[run - 1][1] - max(minute, self.runs[run - 1][0]))
        wanted = before + count
        ends_in = bisect_left(self._minutes_before, wanted) - 1
        if ends_in >= len(self.runs):
            return None
        return self.runs[ends_in][0] + wanted - self._minutes_before[ends_in]

    def __and__(self, other: Timeline) -> Timeline:
        if self is _ALWAYS or other is _NEVER or self is other:
            return other
        if other is _ALWAYS or self is _NEVER:
            return self
        return _combined(self, other, _intersection)

    def __or__(self, other: Timeline) -> Timeline:
        if self is _NEVER or other is _ALWAYS or self is other:
            return other
        if other is _NEVER or self is _ALWAYS:
            return self
        return _combined(self, other, _union)

    def __sub__(self, other: Timeline) -> Timeline:
        if other is _NEVER or self is _NEVER:
            return self
        return self & ~other

    def __invert__(self) -> Timeline:
        return self._opposite

    @cached_property
    def _opposite(self) -> Timeline:
        if self is _ALWAYS:
            return _NEVER
        if self is _NEVER:
            return _ALWAYS
        done: dict[int, Pattern] = {}
        days = []
        for pattern in self.days:
            opposite = done.get(id(pattern))
            if opposite is None:
                opposite = done[id(pattern)] = _complement(pattern)
            days.append(opposite)
        return Timeline(tuple(days))

    def __bool__(self) -> bool:
        return any(self.days)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Timeline):
            return NotImplemented
        return self is other or self.days == other.days

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash(self.days)


_ALWAYS: Final = Timeline((ALL_DAY,) * KNOWN_DAYS)
_NEVER: Final = Timeline((NEVER,) * KNOWN_DAYS)


@dataclass(frozen=True)
class Opening:
    """When something is open: surely (as stated), and possibly (at best). `sure` is within `possible`."""

    sure: Timeline
    possible: Timeline

    @property
    def shut_surely(self) -> Timeline:
        """The minutes at which it is surely shut: those at which it is not possibly open."""
        return ~self.possible

    @property
    def shut_possibly(self) -> Timeline:
        """The minutes at which it is possibly shut: those at which it is not surely open."""
        return ~self.sure

    @property
    def shut(self) -> Opening:
        """The opposite, in both readings (for `when x is closed` and `when: closed`)."""
        return Opening(self.shut_surely, self.shut_possibly)

    def __and__(self, other: Opening) -> Opening:
        return Opening(self.sure & other.sure, self.possible & other.possible)

    def __or__(self, other: Opening) -> Opening:
        return Opening(self.sure | other.sure, self.possible | other.possible)


# --- one service's openings ----------------------------------------------------------------------------


def weekly_timelines(
    hours: Hours,
    policy: HolidayPolicy | None,
    dates: Mapping[dt.date, DayPolicy],
    calendar: Calendar,
    horizon: Horizon,
    *,
    default_as_usual: bool | None = None,
) -> Opening:
    """The minutes that `hours` (or an intake) gives, before status and validity dates.

    On a day named in `dates` that says which windows start; else, on a holiday, `policy` does; else the
    weekly and monthly windows do. Where the policy is not stated it is as usual if `default_as_usual`
    (left out: whether `hours` is `24/7`), and otherwise the usual windows are possible and not sure. For
    an intake pass whether the service's `hours` are 24/7, since the one policy serves both.

    Raises:
        ValueError: `hours` is `when x is closed`, which only the caller can resolve.
    """
    if hours.closed_with is not None:
        raise ValueError(f"`{hours.text}` depends on another service's hours")
    as_usual = hours.always if default_as_usual is None else default_as_usual
    return _opening(hours, policy, tuple(sorted(dates.items(), key=_date)), calendar, horizon, as_usual)


def _date(item: tuple[dt.date, DayPolicy]) -> dt.date:
    return item[0]


# What starts on a day: the windows that surely do, and those that possibly do.
_Starts = tuple[Windows, Windows]


@lru_cache(maxsize=4096)
def _opening(
    hours: Hours,
    policy: HolidayPolicy | None,
    dates: tuple[tuple[dt.date, DayPolicy], ...],
    calendar: Calendar,
    horizon: Horizon,
    default_as_usual: bool,
) -> Opening:
    usual = [_usual(hours, hours.weekly[day]) for day in range(7)]
    special = _special_starts(hours, policy, dates, calendar, horizon, default_as_usual)
    sure = _timeline([starts[0] for starts in usual], {day: starts[0] for day, starts in special.items()})
    if all(one == other for one, other in (*usual, *special.values())):
        return Opening(sure, sure)
    return Opening(
        sure,
        _timeline([starts[1] for starts in usual], {day: starts[1] for day, starts in special.items()}),
    )


def _usual(hours: Hours, windows: Windows) -> _Starts:
    return (windows, windows) if hours.known else ((), ALL_DAY)


def _special_starts(
    hours: Hours,
    policy: HolidayPolicy | None,
    dates: tuple[tuple[dt.date, DayPolicy], ...],
    calendar: Calendar,
    horizon: Horizon,
    default_as_usual: bool,
) -> dict[int, _Starts]:
    """What starts on each day (-7 to 398) on which it may not be what starts on that day of the week."""
    monthly = _monthly_windows(hours.monthly, horizon) if hours.monthly else {}
    usual = {day: _usual(hours, merged((*hours.weekly[day % 7], *windows))) for day, windows in monthly.items()}
    special = dict(usual)
    for day, kind in holiday_kinds(calendar, horizon):
        stated = None if policy is None else policy.public if kind == "public" else policy.local
        if stated is None and default_as_usual:
            stated = AS_USUAL
        special[day] = _starts(stated, usual.get(day) or _usual(hours, hours.weekly[day % 7]))
    for date, stated in dates:
        day = horizon.day_of(date)
        if -Horizon.past_days <= day < KNOWN_DAYS:
            special[day] = _starts(stated, usual.get(day) or _usual(hours, hours.weekly[day % 7]))
    return special


def _starts(policy: DayPolicy | None, usual: _Starts) -> _Starts:
    if policy is None:
        return (), usual[1]
    if policy.kind == "as usual":
        return usual
    return policy.windows, policy.windows  # `closed` has no windows


def _monthly_windows(monthly: tuple[Monthly, ...], horizon: Horizon) -> dict[int, Windows]:
    """The monthly windows that start on each day (-7 to 398) that has any."""
    windows: dict[int, list[Run]] = {}
    for rule in monthly:
        for day in _monthly_days(rule.which, rule.weekday, horizon):
            windows.setdefault(day, []).extend(rule.windows)
    return {day: merged(runs) for day, runs in windows.items()}


@lru_cache(maxsize=512)
def _monthly_days(which: str, weekday: int, horizon: Horizon) -> tuple[int, ...]:
    """The days (-7 to 398) that are, say, the first Monday of their month."""
    days = range(weekday - 7, KNOWN_DAYS, 7)
    return tuple(day for day in days if _is_monthly(which, horizon.date_of(day)))


def _is_monthly(which: str, date: dt.date) -> bool:
    if which == "last":
        return (date + dt.timedelta(days=7)).month != date.month
    return (date.day - 1) // 7 == ("first", "second", "third", "fourth").index(which)


def _timeline(week: list[Windows], special: Mapping[int, Windows]) -> Timeline:
    """The minutes of a week of windows, repeated, with other windows starting on the special days."""
    days = list(_week(tuple(week)) * KNOWN_WEEKS)
    for day, windows in special.items():
        if day >= 0:
            before = special.get(day - 1)
            days[day] = _pattern(windows, week[(day - 1) % 7] if before is None else before)
        after = day + 1
        if 0 <= after < KNOWN_DAYS and after not in special:
            days[after] = _pattern(week[after % 7], windows)
    return Timeline(tuple(days))


@lru_cache(maxsize=4096)
def _week(week: tuple[Windows, ...]) -> tuple[Pattern, ...]:
    return tuple(_pattern(week[day], week[day - 1]) for day in range(7))


@lru_cache(maxsize=65536)
def _pattern(windows: Windows, before: Windows) -> Pattern:
    """The minutes of a day on which `windows` start and on whose eve those of `before` did."""
    own = [(start, min(end, DAY)) for start, end in windows]
    spilt = [(max(start - DAY, 0), end - DAY) for start, end in before if end > DAY]
    return interned(merged([*own, *spilt]))


# --- other timelines -----------------------------------------------------------------------------------


def validity(valid_from: dt.date | None, valid_until: dt.date | None, horizon: Horizon) -> Timeline:
    """The minutes from the first to the last of these dates, both included."""
    first = 0 if valid_from is None else min(max(horizon.day_of(valid_from), 0), KNOWN_DAYS)
    end = KNOWN_DAYS if valid_until is None else min(max(horizon.day_of(valid_until) + 1, first), KNOWN_DAYS)
    if first == 0 and end == KNOWN_DAYS:
        return _ALWAYS
    if first >= end:
        return _NEVER
    return Timeline((NEVER,) * first + (ALL_DAY,) * (end - first) + (NEVER,) * (KNOWN_DAYS - end))


@lru_cache(maxsize=512)
def holiday_kinds(calendar: Calendar, horizon: Horizon) -> tuple[tuple[int, str], ...]:
    """The day number and kind of each holiday from the past week to the last known day."""
    days = range(-Horizon.past_days, KNOWN_DAYS)
    kinds = ((day, calendar.kind(horizon.date_of(day))) for day in days)
    return tuple((day, kind) for day, kind in kinds if kind is not None)


@lru_cache(maxsize=512)
def holidays(calendar: Calendar, horizon: Horizon) -> Timeline:
    """Every minute of the public and local holidays."""
    days = {day for day, _ in holiday_kinds(calendar, horizon)}
    return Timeline(tuple(ALL_DAY if day in days else NEVER for day in range(KNOWN_DAYS)))


@lru_cache(maxsize=512)
def working_days(calendar: Calendar, horizon: Horizon) -> tuple[bool, ...]:
    """For each known day, whether it is a working day."""
    off = {day for day, _ in holiday_kinds(calendar, horizon)}
    return tuple(day % 7 < 5 and day not in off for day in range(KNOWN_DAYS))


# --- patterns ------------------------------------------------------------------------------------------


def _combined(one: Timeline, other: Timeline, join: Callable[[Pattern, Pattern], Pattern]) -> Timeline:
    done: dict[tuple[int, int], Pattern] = {}
    days = []
    for pair in zip(one.days, other.days, strict=True):
        key = (id(pair[0]), id(pair[1]))  # both timelines keep their patterns alive: an id is a pattern
        pattern = done.get(key)
        if pattern is None:
            pattern = done[key] = join(*pair)
        days.append(pattern)
    return Timeline(tuple(days))


@lru_cache(maxsize=65536)
def _intersection(one: Pattern, other: Pattern) -> Pattern:
    shared = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return interned(tuple(sorted((start, end) for start, end in shared if start < end)))


@lru_cache(maxsize=65536)
def _union(one: Pattern, other: Pattern) -> Pattern:
    return interned(merged((*one, *other)))


@lru_cache(maxsize=65536)
def _complement(pattern: Pattern) -> Pattern:
    edges = [0, *(edge for run in pattern for edge in run), DAY]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    return interned(tuple((start, end) for start, end in gaps if start < end))
