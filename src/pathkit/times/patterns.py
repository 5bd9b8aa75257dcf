"""Minutes of a day as runs: the small vocabulary that hours, openings and words share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

DAY: Final = 1440
WEEK: Final = 7 * DAY
DAY_NAMES: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONGEST_OVERNIGHT: Final = 18 * 60  # a longer window is nearly always 05:30 written for 17:30

# A half-open run of minutes, and runs that are sorted and neither touch nor overlap.
Run = tuple[int, int]
Runs = tuple[Run, ...]
# The minutes of ONE day: runs within 0..1440.
Pattern = Runs
# The windows that START on a day; one past midnight ends above 1440 (up to 2880).
Windows = Runs

WHOLE_DAY: Final[Pattern] = ((0, DAY),)


def merged(runs: Iterable[Run]) -> Runs:
    """The runs, sorted, with those that touch or overlap made one."""
    whole: list[Run] = []
    for start, end in sorted(runs):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return tuple(whole)


def without(pattern: Pattern, taken: Pattern) -> Pattern:
    """The minutes of `pattern` that are not in `taken`."""
    left: list[Run] = []
    for start, end in pattern:
        for cut_start, cut_end in taken:
            if start < cut_start < end:
                left.append((start, cut_start))
            if cut_start < end and start < cut_end:
                start = min(end, cut_end)
        if start < end:
            left.append((start, end))
    return tuple(left)


def clock(minute: int) -> str:
    """A minute of the day as `HH:MM`; 1440 is `24:00`, and later ones are the next day's.

    Example:
        >>> clock(540), clock(1440), clock(1560)
        ('09:00', '24:00', '02:00')
    """
    if minute != DAY:
        minute %= DAY
    return f"{minute // 60:02}:{minute % 60:02}"
