"""A week of minutes as the shortest natural phrases, in the grammar of hours.

Joined by commas the phrases parse back to exactly the same minutes. Two are for people and are not in the
grammar: "Sat-Sun all day" stands for `Sat-Sun 00:00-24:00`, and "at any time" for `24/7`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from pathkit.times.patterns import (
    DAY,
    DAY_NAMES,
    LONGEST_OVERNIGHT,
    WEEK,
    WHOLE_DAY,
    Pattern,
    Run,
    Windows,
    clock,
)

ALL_DAY: Final = "all day"
ANY_TIME: Final = "at any time"
# In a longer run the days are easier to read than its two ends: "Wed 13:00 to Tue 12:00" hides five of them.
MOST_WHOLE_DAYS_IN_A_SPAN: Final = 3

_Phrase = tuple[int, str]  # its first minute in the week, to put it in order, and its text


def weekly_words(week: Sequence[Pattern]) -> list[str]:
    """The phrases for seven day patterns, Monday first; the week is taken as repeating for ever.

    Windows that run past midnight are put together, also from Sunday to Monday.

    Example:
        >>> night, day = ((0, 540), (1020, 1440)), ((0, 1440),)
        >>> weekly_words([night] * 5 + [day] * 2)
        ['Mon-Thu 17:00-09:00', 'Fri 17:00 to Mon 09:00']
    """
    return list(_weekly_words(tuple(week)))


@lru_cache(maxsize=8192)
def _weekly_words(week: tuple[Pattern, ...]) -> tuple[str, ...]:
    if all(pattern == WHOLE_DAY for pattern in week):
        return (ANY_TIME,)
    over_midnight, day_by_day = _over_midnight(week), daily_words(week)
    # A span for every day of the week (20 hours each, say) is longer than cutting them all at midnight.
    return over_midnight if len(over_midnight) <= len(day_by_day) else day_by_day


def daily_words(week: Sequence[Pattern]) -> tuple[str, ...]:
    """The phrases for seven day patterns with every window cut at midnight."""
    return _in_order(_windows_words([list(pattern) for pattern in week]))


def days_words(days: Iterable[int]) -> str:
    """Days of the week (0 is Monday) in words: "Mon-Fri", "Mon, Wed, Fri", "Sat-Mon", "daily"."""
    wanted = sorted(set(days))
    if len(wanted) == 7:
        return "daily"
    runs = _neighbours(wanted)
    if len(runs) == 2 and wanted[0] == 0 and wanted[-1] == 6:  # all of it is one run over the weekend
        runs = [(runs[1][0], runs[0][1])]
    names = [(DAY_NAMES[first], DAY_NAMES[last]) for first, last in runs]
    return ", ".join(first if first == last else f"{first}-{last}" for first, last in names)


def windows_words(windows: Windows) -> str:
    """The windows of a day in words: "09:00-12:00, 13:00-17:00", or "all day"."""
    if windows == WHOLE_DAY:
        return ALL_DAY
    return ", ".join(f"{clock(start)}-{clock(end)}" for start, end in windows)


def _over_midnight(week: Sequence[Pattern]) -> tuple[str, ...]:
    windows: list[list[Run]] = [[] for _ in range(7)]
    spans: list[_Phrase] = []
    for start, end in _circular_runs(week):
        day, from_minute = divmod(start, DAY)
        length, to_minute = end - start, end - day * DAY
        inside = end // DAY - -(-start // DAY)  # whole days
        if to_minute <= DAY or (length <= LONGEST_OVERNIGHT):
            windows[day].append((from_minute, to_minute))
        elif inside > MOST_WHOLE_DAYS_IN_A_SPAN or length == inside * DAY:
            for part_day, part in _cut_at_midnight(start, end):
                windows[part_day % 7].append(part)
        else:
            spans.append((start, _span_words(start, end)))
    return _in_order([*_windows_words([sorted(runs) for runs in windows]), *spans])


def _circular_runs(week: Sequence[Pattern]) -> list[Run]:
    """The runs of the repeating week; one that goes on after Sunday ends above 7 * 1440."""
    runs: list[Run] = []
    for day, pattern in enumerate(week):
        for start, end in pattern:
            start, end = start + day * DAY, end + day * DAY
            if runs and runs[-1][1] == start:
                runs[-1] = (runs[-1][0], end)
            else:
                runs.append((start, end))
    if len(runs) > 1 and runs[0][0] == 0 and runs[-1][1] == WEEK:
        runs = [*runs[1:-1], (runs[-1][0], WEEK + runs[0][1])]
    return runs


def _cut_at_midnight(start: int, end: int) -> list[tuple[int, Run]]:
    parts = []
    while start < end:
        day, minute = divmod(start, DAY)
        stop = min(end - day * DAY, DAY)
        parts.append((day, (minute, stop)))
        start = day * DAY + stop
    return parts


def _span_words(start: int, end: int) -> str:
    last_day, to_minute = divmod(end, DAY)
    if to_minute == 0:  # "to Sun 24:00" says more plainly than "to Mon 00:00" that Sunday is the last day
        last_day, to_minute = last_day - 1, DAY
    return f"{DAY_NAMES[start // DAY]} {clock(start % DAY)} to {DAY_NAMES[last_day % 7]} {clock(to_minute)}"


def _windows_words(windows: list[list[Run]]) -> list[_Phrase]:
    """Phrases for the windows of each day: days with the same list together, or each window with its days.

    Whichever takes fewer phrases, then fewer characters.
    """
    by_list: dict[Windows, list[int]] = {}
    by_window: dict[Windows, list[int]] = {}
    for day, runs in enumerate(windows):
        if runs:
            by_list.setdefault(tuple(runs), []).append(day)
        for run in runs:
            by_window.setdefault((run,), []).append(day)
    return min(_phrases(by_list), _phrases(by_window), key=lambda p: (len(p), sum(len(text) for _, text in p)))


def _phrases(groups: dict[Windows, list[int]]) -> list[_Phrase]:
    return [
        (_first_named(days) * DAY + windows[0][0], f"{days_words(days)} {windows_words(windows)}")
        for windows, days in groups.items()
    ]


def _first_named(days: list[int]) -> int:
    """The day that `days_words` names first (Saturday, in "Sat-Mon")."""
    runs = _neighbours(days)
    wraps = len(days) < 7 and len(runs) == 2 and days[0] == 0 and days[-1] == 6
    return runs[1][0] if wraps else days[0]


def _neighbours(numbers: Sequence[int]) -> list[Run]:
    """Sorted numbers as runs of neighbours, both ends included."""
    runs: list[Run] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _in_order(phrases: Iterable[_Phrase]) -> tuple[str, ...]:
    return tuple(text for _, text in sorted(phrases))
