"""Times back into words: the ordinary week, the dates that differ from it, and single moments."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from pathkit.times.horizon import Horizon
from pathkit.times.patterns import (
    DAY,
    DAY_NAMES,
    LONGEST_OVERNIGHT,
    WHOLE_DAY,
    Pattern,
    Run,
    Windows,
    clock,
    without,
)
from pathkit.times.phrases import daily_words, days_words, weekly_words, windows_words

__all__ = [
    "When",
    "date_in_words",
    "dates_in_words",
    "days_words",
    "describe",
    "moment_in_words",
    "ordinary_week",
    "shorten",
    "times_in_words",
    "weekly_words",
]

MONTH_NAMES: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NOT: Final = "not "

# A season is a stretch of the year with another week of its own, after a pilot has ended, say. It is worth
# a phrase if it spares its reader more than a week of single dates.
_LEAST_DATES_SPARED: Final = 8
_MOST_SEASONS: Final = 6


@dataclass(frozen=True)
class When:
    """A set of minutes of the horizon, in words.

    The minutes are those of `weekly`, changed by each of `dated` in turn: a phrase that begins with "not "
    takes minutes out, any other puts minutes in. A date without times is the whole of it.

    Attributes:
        weekly: the ordinary week.
        dated: what differs: seasons first, then dates put in, then dates taken out, each in order of time.
        dates: every date of the horizon whose minutes differ from the ordinary week's same weekday.
        hours_per_week: hours in the ordinary week.
    """

    weekly: tuple[str, ...]
    dated: tuple[str, ...]
    dates: tuple[dt.date, ...]
    hours_per_week: float


@dataclass(frozen=True)
class _Season:
    """Days `first` to `last` (both included), on which `week` holds instead of the ordinary one."""

    first: int
    last: int
    week: tuple[Pattern, ...]


def describe(days: Sequence[Pattern], ordinary_week: int, horizon: Horizon) -> When:
    """The words for a set of minutes: one pattern for each of the horizon's 371 days.

    `ordinary_week` is the index of the week that stands for all others (see `ordinary_week`).

    Example:
        >>> office = [((540, 1020),)] * 5 + [()] * 2
        >>> days = office * 53
        >>> days[11] = ()
        >>> describe(days, 0, Horizon(dt.date(2026, 12, 14)))  # doctest: +NORMALIZE_WHITESPACE
        When(weekly=('Mon-Fri 09:00-17:00',), dated=('not 25 Dec 2026',),
             dates=(datetime.date(2026, 12, 25),), hours_per_week=40.0)
    """
    week = tuple(days[7 * ordinary_week : 7 * ordinary_week + 7])
    differing = [day for day in range(Horizon.days) if days[day] != week[day % 7]]
    minutes = sum(end - start for pattern in week for start, end in pattern)
    return When(
        weekly=tuple(weekly_words(week)),
        dated=tuple(_dated(days, week, horizon)) if differing else (),
        dates=tuple(horizon.date_of(day) for day in differing),
        hours_per_week=round(minutes / 60, 2),
    )


def times_in_words(when: When, most: int = 6) -> str:
    """One line for a reader: the ordinary week, then what is put in or taken out on certain dates.

    Each part is shortened to `most` phrases.

    Example:
        >>> times_in_words(When(("Mon-Fri 09:00-17:00",), ("5 Dec 2026", "not 25 Dec 2026"), (), 40.0))
        'Mon-Fri 09:00-17:00; also 5 Dec 2026; not 25 Dec 2026'
    """
    parts = [shorten(when.weekly, most)] if when.weekly else []
    for taken_out, group in groupby(when.dated, key=lambda phrase: phrase.startswith(NOT)):
        said = shorten([phrase.removeprefix(NOT) for phrase in group], most)
        parts.append(f"{NOT}{said}" if taken_out else f"also {said}" if parts else said)
    return "; ".join(parts) or "never"


def shorten(phrases: Sequence[str], most: int = 6) -> str:
    """The first phrases, and how many more there are.

    Example:
        >>> shorten(["Mon 09:00-10:00", "Tue 11:00-12:00", "Wed 09:00-10:00"], most=2)
        'Mon 09:00-10:00, Tue 11:00-12:00 … and 1 more'
    """
    shown = ", ".join(phrases[:most])
    more = len(phrases) - most
    return f"{shown} … and {more} more" if more > 0 else shown


def moment_in_words(moment: dt.datetime) -> str:
    """A moment, such as "Mon 23 Nov 2026, 17:00"."""
    return f"{DAY_NAMES[moment.weekday()]} {date_in_words(moment.date())}, {moment:%H:%M}"


def date_in_words(date: dt.date) -> str:
    """A date, such as "25 Dec 2026" (whatever the computer's language)."""
    return f"{date.day} {MONTH_NAMES[date.month - 1]} {date.year}"


def dates_in_words(first: dt.date, last: dt.date) -> str:
    """The dates from `first` to `last`: "25 Dec 2026", "25-26 Dec 2026" or "30 Nov to 2 Dec 2026"."""
    if first == last:
        return date_in_words(last)
    if first.year != last.year:
        return f"{date_in_words(first)} to {date_in_words(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTH_NAMES[first.month - 1]} to {date_in_words(last)}"
    return f"{first.day}-{date_in_words(last)}"


def ordinary_week(horizon: Horizon, special_dates: Collection[dt.date]) -> int:
    """The index of the horizon's first week with none of these dates, else the earliest with the fewest."""
    special = Counter(horizon.day_of(date) // 7 for date in set(special_dates))
    return min(range(Horizon.weeks), key=lambda week: (special[week], week))


# --- what differs from the ordinary week ---------------------------------------------------------------


def _dated(days: Sequence[Pattern], week: tuple[Pattern, ...], horizon: Horizon) -> Iterator[str]:
    seasons = _seasons(days, week)
    expected = list(week * Horizon.weeks)
    for season in seasons:
        yield from _season_words(season, week, horizon)
        for day in range(season.first, season.last + 1):
            expected[day] = season.week[day % 7]
    differing = [day for day in range(Horizon.days) if days[day] != expected[day]]
    gained = {day: without(days[day], expected[day]) for day in differing}
    lost = {day: without(expected[day], days[day]) for day in differing}
    gains = _widened(gained, {day for day in gained if days[day] == WHOLE_DAY})
    losses = _widened(lost, {day for day in lost if not days[day]})
    yield from _runs_words(gains, horizon, "")
    yield from _runs_words(losses, horizon, NOT)


def _widened(parts: dict[int, Pattern], may: set[int]) -> list[Run]:
    """The runs of `parts`, with the days of `may` made whole where that is simpler to say.

    "not 25 Dec 2026" is simpler than "not 25 Dec 2026 09:00-17:00" if nothing of that day is left. It is not
    simpler where a part goes on over midnight: "not 30 Nov 2026 18:00-02:00" keeps its own shape.
    """
    whole = {day for day in may if parts[day]}
    while touching := {day for day in whole if _touches(day, parts, whole)}:
        whole -= touching
    return _absolute((day, WHOLE_DAY if day in whole else part) for day, part in sorted(parts.items()))


def _touches(day: int, parts: dict[int, Pattern], whole: set[int]) -> bool:
    before, after = parts.get(day - 1), parts.get(day + 1)
    return bool(
        (before and day - 1 not in whole and before[-1][1] == DAY)
        or (after and day + 1 not in whole and after[0][0] == 0)
    )


def _gained(pattern: Pattern, expected: Pattern) -> Pattern:
    """The minutes to put in; the whole day where all of it is in, which is simpler to say."""
    return WHOLE_DAY if pattern == WHOLE_DAY != expected else without(pattern, expected)


def _lost(pattern: Pattern, expected: Pattern) -> Pattern:
    """The minutes to take out; the whole day where nothing of it is left."""
    return WHOLE_DAY if expected and not pattern else without(expected, pattern)


def _season_words(season: _Season, week: tuple[Pattern, ...], horizon: Horizon) -> Iterator[str]:
    dates = dates_in_words(horizon.date_of(season.first), horizon.date_of(season.last))
    if all(pattern == WHOLE_DAY for pattern in season.week):
        yield dates
        return
    if not any(season.week):
        yield f"{NOT}{dates}"
        return
    pairs = list(zip(season.week, week, strict=True))
    gained = [_gained(pattern, usual) for pattern, usual in pairs]
    lost = [_lost(pattern, usual) for pattern, usual in pairs]
    if any(gained):
        yield f"{dates}, {', '.join(daily_words(gained))}"
    if any(lost):
        yield f"{NOT}{dates}, {', '.join(daily_words(lost))}"


def _seasons(days: Sequence[Pattern], week: tuple[Pattern, ...]) -> list[_Season]:
    """The stretches in which another week holds, in order of time; they do not overlap."""
    weeks = Counter(tuple(days[first : first + 7]) for first in range(0, Horizon.days, 7))
    others = [(other, count) for other, count in weeks.items() if count > 1 and other != week]
    seasons: list[_Season] = []
    free = [True] * Horizon.days
    for other, _ in sorted(others, key=lambda item: -item[1])[:_MOST_SEASONS]:
        while len(seasons) < _MOST_SEASONS:
            scores = [
                (days[day] == other[day % 7]) - (days[day] == week[day % 7]) if free[day] else -Horizon.days
                for day in range(Horizon.days)
            ]
            first, last, spared = _best_stretch(scores)
            if spared < _LEAST_DATES_SPARED:
                break
            seasons.append(_Season(first, last, other))
            free[first : last + 1] = [False] * (last + 1 - first)
    return sorted(seasons, key=lambda season: season.first)


def _best_stretch(scores: Sequence[int]) -> tuple[int, int, int]:
    """The first and last index of the earliest, shortest stretch with the greatest sum, and that sum."""
    best = (0, -1, 0)
    first, total = 0, 0
    for index, score in enumerate(scores):
        if total <= 0:
            first, total = index, 0
        total += score
        if total > best[2]:
            best = (first, index, total)
    return best


def _absolute(parts: Iterable[tuple[int, Pattern]]) -> list[Run]:
    """The runs of days in order, merged over midnight."""
    runs: list[Run] = []
    for day, pattern in parts:
        for start, end in pattern:
            start, end = start + day * DAY, end + day * DAY
            if runs and runs[-1][1] == start:
                runs[-1] = (runs[-1][0], end)
            else:
                runs.append((start, end))
    return runs


def _runs_words(runs: Iterable[Run], horizon: Horizon, prefix: str) -> list[str]:
    """Phrases for runs of minutes, in order of time; equal days in a row are put together."""
    windows: dict[int, list[Run]] = {}
    phrases: list[tuple[int, str]] = []  # with its first day, to put it in order
    for start, end in runs:
        day, minute = divmod(start, DAY)
        if minute == 0 and end % DAY == 0:
            windows.update({whole: [(0, DAY)] for whole in range(day, end // DAY)})
        elif end - day * DAY <= DAY or end - start <= LONGEST_OVERNIGHT:
            windows.setdefault(day, []).append((minute, end - day * DAY))
        else:
            phrases.append((day, f"{_moment(start, horizon)} to {_end(end, horizon)}"))
    for _, group in groupby(enumerate(windows.items()), key=_same_windows_in_a_row):
        rows = [row for _, row in group]
        (first, shown), last = rows[0], rows[-1][0]
        phrases.append((first, _days_words(first, last, tuple(shown), horizon)))
    return [prefix + text for _, text in sorted(phrases)]


def _same_windows_in_a_row(numbered: tuple[int, tuple[int, list[Run]]]) -> tuple[int, list[Run]]:
    index, (day, windows) = numbered
    return day - index, windows


def _days_words(first: int, last: int, windows: Windows, horizon: Horizon) -> str:
    dates = dates_in_words(horizon.date_of(first), horizon.date_of(last))
    if windows == WHOLE_DAY:
        return dates
    # "30 Nov to 2 Dec 2026 09:00-17:00" would read as one long stretch.
    return f"{dates}, daily {windows_words(windows)}" if " to " in dates else f"{dates} {windows_words(windows)}"


def _moment(minute: int, horizon: Horizon) -> str:
    return f"{date_in_words(horizon.date_of(minute // DAY))} {clock(minute % DAY)}"


def _end(minute: int, horizon: Horizon) -> str:
    if minute % DAY == 0:
        return f"{date_in_words(horizon.date_of(minute // DAY - 1))} 24:00"
    return _moment(minute, horizon)
