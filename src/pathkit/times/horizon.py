"""The stretch of time a map is checked over."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Final

from pathkit.times.patterns import DAY
from pathkit.times.problem import TimeProblem

EARLIEST: Final = dt.date(1900, 1, 1)
LATEST: Final = dt.date(2090, 12, 31)  # public holidays are worked out up to 2100 and not beyond


@dataclass(frozen=True)
class Horizon:
    """53 weeks from the Monday of the week that contains `date`.

    Minutes are whole numbers: minute 0 is 00:00 on the Monday, and day `d` covers
    `[1440 d, 1440 (d + 1))`. Opening times are known for four more weeks than the horizon, and for the
    week before it.

    Example:
        >>> Horizon(dt.date(2026, 11, 21)).start
        datetime.date(2026, 11, 16)

    Raises:
        TimeProblem: the date is so far away that nobody knows its public holidays.
    """

    date: dt.date

    weeks: ClassVar[int] = 53
    days: ClassVar[int] = 371
    known_days: ClassVar[int] = 399
    past_days: ClassVar[int] = 7
    minutes: ClassVar[int] = 371 * DAY
    known_minutes: ClassVar[int] = 399 * DAY

    def __post_init__(self) -> None:
        if not EARLIEST <= self.date <= LATEST:
            message = f"Maps can be checked for dates from {EARLIEST.year} to {LATEST.year}."
            raise TimeProblem(message, f"The date given is {self.date.isoformat()}.")

    @cached_property
    def start(self) -> dt.date:
        """The Monday on which the horizon begins."""
        return self.date - dt.timedelta(days=self.date.weekday())

    def date_of(self, day: int) -> dt.date:
        """The date of day number `day` (0 is the first Monday; days before it are below 0)."""
        return self.start + dt.timedelta(days=day)

    def day_of(self, date: dt.date) -> int:
        """The day number of `date`; not necessarily inside the horizon."""
        return (date - self.start).days

    def moment(self, minute: int) -> dt.datetime:
        """The wall-clock moment of `minute`."""
        return dt.datetime.combine(self.start, dt.time.min) + dt.timedelta(minutes=minute)

    def minute_of(self, moment: dt.datetime) -> int:
        """The minute that contains `moment`; not necessarily inside the horizon."""
        start = dt.datetime.combine(self.start, dt.time.min)
        return (moment.replace(tzinfo=None) - start) // dt.timedelta(minutes=1)
