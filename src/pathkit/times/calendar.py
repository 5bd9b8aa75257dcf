"""Public and local holidays, and working days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

Kind = Literal["public", "local"]

# The nation's subdivision in the PyPI package `holidays` (country GB); None has no public holidays.
SUBDIVISIONS: Final[dict[str, str | None]] = {
    "scotland": "SCT",
    "england-and-wales": "ENG",
    "northern-ireland": "NIR",
    "none": None,
}


@dataclass(frozen=True)
class Calendar:
    """The holidays that bear on some services.

    `name` is one of `SUBDIVISIONS`; `local_holidays` are added, `not_holidays` are public holidays taken
    out again.

    Raises:
        ValueError: there is no calendar of that name.
    """

    name: str
    local_holidays: frozenset[dt.date] = frozenset()
    not_holidays: frozenset[dt.date] = frozenset()

    def __post_init__(self) -> None:
        if self.name not in SUBDIVISIONS:
            known = ", ".join(sorted(SUBDIVISIONS))
            raise ValueError(f"there is no calendar named {self.name!r}; the calendars are {known}")

    def kind(self, date: dt.date) -> Kind | None:
        """Whether `date` is a public holiday, a local one, or (None) neither; both counts as public."""
        if date in public_holidays(self.name, date.year) and date not in self.not_holidays:
            return "public"
        return "local" if date in self.local_holidays else None

    def working_day(self, date: dt.date) -> bool:
        """Whether `date` is neither Saturday nor Sunday nor a holiday of either kind."""
        return date.weekday() < 5 and self.kind(date) is None


@lru_cache(maxsize=512)
def public_holidays(name: str, year: int) -> frozenset[dt.date]:
    """The public holidays of a calendar in one year: the actual days and their substitute days both."""
    subdivision = SUBDIVISIONS[name]
    if subdivision is None:
        return frozenset()
    import holidays  # here, because it takes a tenth of a second that most commands never need

    days = holidays.country_holidays("GB", subdiv=subdivision, years=year, observed=True)
    return frozenset(day for day in days if day.year == year)
