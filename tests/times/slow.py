"""A slow reading of opening times, minute by minute, straight from the page on semantics.

It shares no code with `pathkit.times.openings`: windows are looked for from the day on which they start.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from pathkit.times.calendar import Calendar
from pathkit.times.hours import DayPolicy, HolidayPolicy, Hours, Monthly, Windows

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Place:
    """A service's hours and all that bears on them."""

    hours: Hours
    policy: HolidayPolicy | None
    dates: Mapping[dt.date, DayPolicy]
    calendar: Calendar
    default_as_usual: bool


def reading(place: Place, date: dt.date, minute: int) -> tuple[bool, bool]:
    """Whether the place is (surely, possibly) open at that minute of that date."""
    today, eve = starts(place, date), starts(place, date - ONE_DAY)
    return (
        holds(today[0], minute) or holds(eve[0], minute + 1440),
        holds(today[1], minute) or holds(eve[1], minute + 1440),
    )


def holds(windows: Windows, minute: int) -> bool:
    return any(start <= minute < end for start, end in windows)


def starts(place: Place, date: dt.date) -> tuple[Windows, Windows]:
    """The windows that (surely, possibly) start on a date."""
    usual: tuple[Windows, Windows]
    if place.hours.known:
        windows = place.hours.weekly[date.weekday()]
        for rule in place.hours.monthly:
            if is_such_a_day(rule, date):
                windows = (*windows, *rule.windows)
        usual = windows, windows
    else:
        usual = (), ((0, 1440),)
    kind = place.calendar.kind(date)
    if date in place.dates:
        stated: DayPolicy | None = place.dates[date]
    elif kind is None:
        return usual
    else:
        stated = None if place.policy is None else getattr(place.policy, kind)
        if stated is None:
            return usual if place.default_as_usual else ((), usual[1])
    assert stated is not None
    return {"closed": ((), ()), "as usual": usual, "times": (stated.windows, stated.windows)}[stated.kind]


def is_such_a_day(rule: Monthly, date: dt.date) -> bool:
    if date.weekday() != rule.weekday:
        return False
    first = date.replace(day=1)
    same = [first + n * ONE_DAY for n in range(31) if (first + n * ONE_DAY).month == date.month]
    same = [day for day in same if day.weekday() == rule.weekday]
    which = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}[rule.which]
    return same[which] == date
