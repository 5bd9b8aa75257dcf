"""Times and numbers as they are read aloud: in full words, in plain British English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from pathkit.maps.values import listed
from pathkit.times.durations import duration_in_words
from pathkit.times.patterns import DAY

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TIMES = ("never", "once", "twice")


def spoken(minutes: int) -> str:
    """A length of time as it is read aloud: "2 days, 6 hours and 25 minutes".

    Example:
        >>> [spoken(minutes) for minutes in (1, 90, 1440, 3265, 20160)]
        ['1 minute', '1 hour and 30 minutes', '24 hours', '2 days, 6 hours and 25 minutes', '14 days']
    """
    if minutes == DAY:
        return "24 hours"
    days, rest = divmod(minutes, DAY)
    parts = ((days, "day"), (rest // 60, "hour"), (rest % 60, "minute"))
    return listed([f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in parts if count])


def short(minutes: int) -> str:
    """The same as a figure: "2 days 6 h 25 min"."""
    return "24 h" if minutes == DAY else duration_in_words(minutes)


def times(count: int) -> str:
    """ "once", "twice", "three times"."""
    return _TIMES[count] if count < len(_TIMES) else f"{in_words(count)} times"


def in_words(count: int) -> str:
    """A small number in words."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def plain_date(day: date) -> str:
    """ "21 November 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def long_date(day: date) -> str:
    """ "Saturday 21 November 2026"."""
    return f"{_DAYS[day.weekday()]} {plain_date(day)}"


def in_a_row(phrases: Sequence[str]) -> str:
    """ "from A to B, and from B to C": phrases that are longer than a word."""
    return phrases[0] if len(phrases) == 1 else f"{', '.join(phrases[:-1])}, and {phrases[-1]}"


def later(at: datetime, before: datetime) -> str:
    """A later moment: "17:50", or "09:00 on Monday 7 December"."""
    if at.date() == before.date():
        return f"{at:%H:%M}"
    date_told = long_date(at) if at.year != before.year else long_date(at).removesuffix(f" {at.year}")
    return f"{at:%H:%M} on {date_told}"
