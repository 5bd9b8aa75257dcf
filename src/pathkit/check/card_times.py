"""The hours of a card: when something surely is so within a part of the time, and in words that never say more.

A card's time is cut into columns (in hours, out of hours, holidays), each from the day the card is made to its last.
What is told of one is a set of minutes with its words. Where words for all of it would be too long, fewer minutes are
told: a reader who finds one hour less has another number to ring, a reader who finds one hour more stands at a shut
door.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import groupby

from pathkit.times.horizon import Horizon
from pathkit.times.openings import Timeline
from pathkit.times.patterns import DAY, Pattern, merged, without
from pathkit.times.phrases import windows_words
from pathkit.times.words import NOT, date_in_words, dates_in_words, describe, weekly_words

IN_HOURS, OUT_OF_HOURS, HOLIDAYS = "in-hours", "out-of-hours", "holidays"

MOST_EXCEPTIONS = 4
"""The most dates that the words for a column name; with more of them, only what holds without exception is told."""
MOST_DATES = 8
"""The most holidays that are named with hours of their own."""
SPARED = 10
"""Of the minutes of a usual week, one in so many may go untold if no date has to be named then."""

Days = tuple[Pattern, ...]
"""Minutes of the horizon: a pattern for each of its days."""


@dataclass(frozen=True)
class Column:
    """A part of the time that a card is for."""

    id: str
    days: Days

    @property
    def dates(self) -> list[int]:
        """The numbers of the days on which it has a minute."""
        return [day for day, pattern in enumerate(self.days) if pattern]


@dataclass(frozen=True)
class Told:
    """The minutes of a column that a card tells of, and the words that it tells them in ("" for all of them)."""

    days: Days
    words: str


def days_of(timeline: Timeline, first: int, last: int) -> Days:
    """The horizon's days of a timeline, with nothing before the first and nothing after the last of them."""
    return tuple(pattern if first <= day <= last else () for day, pattern in enumerate(timeline.days[: Horizon.days]))


def columns(in_hours: Timeline, holidays: Timeline, first: int, last: int) -> tuple[Column, ...]:
    """The columns that there are between two days, both included."""
    found = (
        Column(IN_HOURS, days_of(in_hours - holidays, first, last)),
        Column(OUT_OF_HOURS, days_of(~in_hours - holidays, first, last)),
        Column(HOLIDAYS, days_of(holidays, first, last)),
    )
    return tuple(column for column in found if column.dates)


def told(column: Column, surely: Days, horizon: Horizon) -> Told | None:
    """What to tell of the minutes that surely are so; None where it is nothing."""
    days = tuple(map(_shared, column.days, surely))
    if days == column.days:
        return Told(days, "")
    if not any(days):
        return None
    return _told_by_date(column, days, horizon) if column.id == HOLIDAYS else _told_by_week(column, days, horizon)


def missing(column: Column, covered: Days, horizon: Horizon) -> str | None:
    """When a column is not covered, in words: "" for all of it, None for none of it.

    Where the words would be too long, more than that is named: all that is not named surely is covered.
    """
    open_ = tuple(map(without, column.days, covered))
    if not any(open_):
        return None
    if open_ == column.days:
        return ""
    if column.id == HOLIDAYS:
        return _dates_words(column, open_, horizon) or "on some holidays, or at some of their hours"
    week = tuple(merged(run for day in range(weekday, len(open_), 7) for run in open_[day]) for weekday in range(7))
    words = ", ".join(weekly_words(week))
    return words if week == _usual_week(column, open_) else f"at times within {words}"


def _told_by_week(column: Column, days: Days, horizon: Horizon) -> Told | None:
    usual, always = _usual_week(column, days), _week_throughout(column, days)
    if (_minutes(usual) - _minutes(always)) * SPARED <= _minutes(usual):
        return _without_exceptions(column, always)
    held = tuple(_shared(days[day], usual[day % 7]) for day in range(len(days)))
    exceptions = _exceptions(column, held, usual, horizon)
    if len(exceptions) > MOST_EXCEPTIONS:
        return _without_exceptions(column, always)
    week = "" if usual == _usual_week(column, column.days) else ", ".join(weekly_words(usual))
    return Told(held, "; ".join(filter(None, (week, *(f"not {one}" for one in exceptions)))))


def _without_exceptions(column: Column, week: Sequence[Pattern]) -> Told | None:
    held = tuple(_shared(minutes, week[day % 7]) for day, minutes in enumerate(column.days))
    if held == column.days:
        return Told(held, "")
    return Told(held, ", ".join(weekly_words(week))) if any(week) else None


def _usual_week(column: Column, days: Days) -> tuple[Pattern, ...]:
    """For each day of the week, what holds on most of the column's days of that name."""
    week: list[Pattern] = []
    for weekday in range(7):
        found = Counter(days[day] for day in column.dates if day % 7 == weekday)
        week.append(max(found, key=lambda pattern: found[pattern]) if found else ())
    return tuple(week)


def _week_throughout(column: Column, days: Days) -> tuple[Pattern, ...]:
    """For each day of the week, what holds on every one of the column's days of that name."""
    week: list[Pattern | None] = [None] * 7
    for day in column.dates:
        before = week[day % 7]
        week[day % 7] = days[day] if before is None else _shared(before, days[day])
    return tuple(pattern or () for pattern in week)


def _exceptions(column: Column, held: Days, week: Sequence[Pattern], horizon: Horizon) -> list[str]:
    """The dates on which something of a week does not hold, in words."""
    days = [held[day] if minutes else week[day % 7] for day, minutes in enumerate(column.days)]
    last = Horizon.weeks - 1  # cards lapse before it, so that it can stand for the ordinary week
    days[7 * last :] = week
    return [phrase.removeprefix(NOT) for phrase in describe(days, last, horizon).dated]


def _told_by_date(column: Column, days: Days, horizon: Horizon) -> Told | None:
    if not _dates_words(column, days, horizon):
        # What is left of a night that began on the eve is not told: it would take a date for every holiday.
        days = tuple(tuple(run for run in pattern if run[0] > 0 or run[1] == DAY) for pattern in days)
    if not _dates_words(column, days, horizon):
        least = reduce(_shared, (days[day] for day in column.dates))
        days = tuple(_shared(minutes, least) for minutes in days)
    words = _dates_words(column, days, horizon)
    return Told(days, words) if words else None


def _dates_words(column: Column, days: Days, horizon: Horizon) -> str:
    """Minutes of holidays in words; nothing where there are none, or where that would take too many dates."""
    patterns = {days[day] for day in column.dates}
    if len(patterns) == 1:
        return windows_words(next(iter(patterns)))
    by_pattern: dict[Pattern, list[int]] = {}
    for day in column.dates:
        if days[day]:
            by_pattern.setdefault(days[day], []).append(day)
    if sum(map(len, by_pattern.values())) > MOST_DATES:
        return ""
    groups = sorted(by_pattern.items(), key=lambda group: group[1])
    return "; ".join(f"{windows_words(pattern)} on {_days_words(found, horizon)}" for pattern, found in groups)


def _days_words(days: Sequence[int], horizon: Horizon) -> str:
    """Days without their year: a card is for less than one."""
    return ", ".join(date_in_words(horizon.date_of(day)).rpartition(" ")[0] for day in days)


def _shared(one: Pattern, other: Pattern) -> Pattern:
    return without(one, without(one, other))


def _minutes(week: Sequence[Pattern]) -> int:
    return sum(end - start for pattern in week for start, end in pattern)


def dates_of(column: Column, horizon: Horizon) -> str:
    """The dates of a column in words, such as "30 Nov, 25-26 Dec 2026; 1 Jan 2027"."""
    runs: list[tuple[int, int]] = []
    for day in column.dates:
        same_year = runs and horizon.date_of(runs[-1][1]).month == horizon.date_of(day).month
        if same_year and runs[-1][1] == day - 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    words = [dates_in_words(horizon.date_of(first), horizon.date_of(last)).rpartition(" ") for first, last in runs]
    by_year = groupby(words, key=lambda parts: parts[2])
    return "; ".join(f"{', '.join(parts[0] for parts in group)} {year}" for year, group in by_year)
