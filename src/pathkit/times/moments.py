"""Moments: `2026-12-25 03:00`, or `Sat 03:00`, the first such moment of the ordinary week."""

from __future__ import annotations

import datetime as dt
import re

from pathkit.times.horizon import Horizon
from pathkit.times.patterns import DAY
from pathkit.times.problem import TimeProblem

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FORM = re.compile(r"([A-Za-z]{3,9}|[0-9]{4}-[0-9]{2}-[0-9]{2})[ T]+([0-9]{2}):([0-9]{2})")


def parse_moment(text: str, horizon: Horizon, ordinary_week: int) -> int:
    """The minute of the horizon that a moment means; `ordinary_week` is the number of that week.

    Raises:
        TimeProblem: the text is no moment, or the moment is outside the year that can be asked about.
    """
    found = _FORM.fullmatch(text.strip())
    remedy = "Write a day and a time, such as `Sat 03:00` or `2026-12-25 03:00`."
    if found is None:
        raise TimeProblem(f"`{text}` is not a moment", remedy)
    which, hour, minute = found[1].lower(), int(found[2]), int(found[3])
    if hour > 23 or minute > 59:
        raise TimeProblem(f"there is no time `{found[2]}:{found[3]}`", "Times run from `00:00` to `23:59`.")
    within = hour * 60 + minute
    day = next((i for i, name in enumerate(_DAYS) if which in (name, name[:3])), None)
    if day is not None:
        return (ordinary_week * 7 + day) * DAY + within
    try:
        number = horizon.day_of(dt.date.fromisoformat(which))
    except ValueError:
        raise TimeProblem(f"`{found[1]}` is neither a day nor a date", remedy) from None
    if not 0 <= number < horizon.days:
        last = horizon.date_of(horizon.days - 1)
        raise TimeProblem(
            f"{which} is outside the year that can be asked about",
            f"That year runs from {horizon.start} to {last}; `--date` moves it.",
        )
    return number * DAY + within
