"""Durations, review periods and response times: text to numbers and back."""

from __future__ import annotations

import calendar as months
import datetime as dt
import re
from dataclasses import dataclass
from typing import Final, Literal

from pathkit.times.problem import TimeProblem, lowered, one_line, quoted

HOUR: Final = 60
DAY: Final = 24 * HOUR
WEEK: Final = 7 * DAY

Clock = Literal["elapsed", "open", "next-working-day"]

_MINUTES_IN: Final = {
    **dict.fromkeys(("min", "mins", "minute", "minutes"), 1),
    **dict.fromkeys(("h", "hour", "hours"), HOUR),
    **dict.fromkeys(("day", "days"), DAY),
    **dict.fromkeys(("week", "weeks"), WEEK),
}
_MONTHS: Final = frozenset({"month", "months"})
# What people write instead, and what they most likely mean. Only ever used in a hint.
_MEANT: Final = {
    **dict.fromkeys(("m", "minuts", "minites"), "min"),
    **dict.fromkeys(("hr", "hrs", "hs", "hors"), "h"),
    **dict.fromkeys(("d", "dy", "dys"), "days"),
    **dict.fromkeys(("w", "wk", "wks"), "weeks"),
    **dict.fromkeys(("mo", "mos", "mth", "mths"), "months"),
}
_ONE_UNIT: Final = re.compile(r"([0-9]+) ?([a-z]+)")
_FORMS: Final = "Write for example `30 min`, `4 h`, `2 days` or `2 weeks`."
_MOST_DIGITS: Final = 6
LONGEST: Final = 520 * WEEK  # ten years; anything longer is a slip of the keyboard


class Minutes(int):
    """A number of minutes, which people may write as a duration."""


@dataclass(frozen=True)
class ReviewPeriod:
    """How long until something is looked at again: whole months, then days."""

    months: int
    days: int

    @property
    def words(self) -> str:
        """The period in words, such as "6 months"."""
        parts = ((self.months, "month"), (self.days, "day"))
        return " and ".join(f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in parts if count)

    def after(self, day: dt.date) -> dt.date:
        """The date this period after `day`; the end of the month where it has no such day."""
        month = day.month - 1 + self.months
        year, month = day.year + month // 12, month % 12 + 1
        if year > dt.MAXYEAR:
            return dt.date.max
        there = dt.date(year, month, min(day.day, months.monthrange(year, month)[1]))
        return there + min(dt.timedelta(days=self.days), dt.date.max - there)


@dataclass(frozen=True)
class Response:
    """How soon somebody responds.

    `clock` says how `minutes` are counted: `elapsed` time, time the service is `open`, or not at all
    (`next-working-day`, where `minutes` is 0).
    """

    clock: Clock
    minutes: int


def parse_duration(text: str) -> int:
    """The minutes in `30 min`, `4 h`, `2 days` or `2 weeks`.

    Raises:
        TimeProblem: the text is anything else (also months: they have no fixed length).
    """
    number, unit, plain = _number_and_unit(text)
    if unit in _MONTHS:
        hint = f"Write it in weeks, such as `{max(1, round(number * 365 / 84))} weeks`."
        raise TimeProblem(f"{quoted(plain)} has no fixed length; months are only for reviews.", hint)
    if unit not in _MINUTES_IN:
        raise _not_a_duration(plain, "is not a duration.", _FORMS)
    minutes = number * _MINUTES_IN[unit]
    if minutes > LONGEST:
        raise TimeProblem(f"{quoted(plain)} is more than ten years, which cannot be meant.", _FORMS)
    return minutes


def duration_in_words(minutes: int) -> str:
    """`90` as "1 h 30 min"; always exact.

    Example:
        >>> [duration_in_words(m) for m in (25, 90, 3060, 20160)]
        ['25 min', '1 h 30 min', '2 days 3 h', '2 weeks']

    Raises:
        ValueError: `minutes` is below 0.
    """
    if minutes < 0:
        raise ValueError("a duration cannot be below zero minutes")
    if minutes % WEEK == 0 and minutes > WEEK:  # one week reads better as "7 days", like the standards
        return f"{minutes // WEEK} weeks"
    days, rest = divmod(minutes, DAY)
    parts = [
        (days, "day" if days == 1 else "days"),
        (rest // HOUR, "h"),
        (rest % HOUR, "min"),
    ]
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "0 min"


def parse_review_period(text: str) -> ReviewPeriod:
    """`6 months`, `2 weeks` or `30 days` as a period to add to a date.

    Raises:
        TimeProblem: the text is anything else, or no time at all.
    """
    forms = "Write for example `6 months`, `12 weeks` or `30 days`."
    if re.fullmatch(r"[1-9][0-9]{0,2}", text.strip()):
        # A number alone is meant in months: nobody reviews, or plans, by the minute.
        raise TimeProblem(f"{quoted(text.strip())} is not a duration.", f"Did you mean `{text.strip()} months`?")
    number, unit, plain = _number_and_unit(text, forms)
    if number == 0:
        raise TimeProblem(f"{quoted(plain)} would be under review without end.", forms)
    if unit in {"year", "years"}:
        raise TimeProblem(f"{quoted(plain)} is not a review period.", f"Did you mean `{12 * number} months`?")
    if unit in _MONTHS and number <= 120:
        return ReviewPeriod(months=number, days=0)
    minutes = _MINUTES_IN.get(unit, 0) * number
    if unit not in _MONTHS and _MINUTES_IN.get(unit, 0) >= DAY and minutes <= LONGEST:
        return ReviewPeriod(months=0, days=minutes // DAY)
    raise _not_a_duration(plain, "is not a review period.", forms)


def parse_response(text: str) -> Response:
    """A duration or `next working day`.

    Raises:
        TimeProblem: the text is neither.
    """
    plain = one_line(text, what="a response time")
    if lowered(plain) == "next working day":
        return Response("next-working-day", 0)
    try:
        return Response("elapsed", parse_duration(plain))
    except TimeProblem as problem:
        if lowered(plain).replace("-", " ") in _MEANING_NEXT_WORKING_DAY:
            raise TimeProblem(f"{quoted(plain)} is not a response time.", "Did you mean `next working day`?") from None
        raise TimeProblem(problem.message, f"{problem.hint or _FORMS} `next working day` is understood too.") from None


_MEANING_NEXT_WORKING_DAY: Final = frozenset(
    {"next day", "next working days", "1 working day", "one working day", "next business day", "working day"}
)


def _number_and_unit(text: str, forms: str = _FORMS) -> tuple[int, str, str]:
    """The number, the unit in lower case, and the tidied text.

    Raises:
        TimeProblem: it is not one number and one word.
    """
    plain = one_line(text, what="a duration")
    match = _ONE_UNIT.fullmatch(lowered(plain))
    if match is None:
        raise _not_a_duration(plain, "is not a duration.", forms)
    if len(match[1]) > _MOST_DIGITS:
        raise TimeProblem(f"{quoted(plain)} is far too long.", forms)
    return int(match[1]), match[2], plain


def _not_a_duration(plain: str, complaint: str, forms: str) -> TimeProblem:
    meant = _likely_duration(lowered(plain))
    return TimeProblem(f"{quoted(plain)} {complaint}", f"Did you mean `{meant}`?" if meant else forms)


def _likely_duration(text: str) -> str | None:
    """What the writer probably wanted, or None where there is no telling."""
    if len(text) > 30:
        return None
    if text in {"an hour", "one hour", "1 hour max", "hour"}:
        return "1 h"
    if text in {"half an hour", "half hour"}:
        return "30 min"
    if text in {"immediately", "immediate", "at once", "straight away", "now", "none"}:
        return "0 min"
    if re.fullmatch(r"[0-9]{1,4}", text):
        return f"{int(text)} min"
    if short := re.fullmatch(r"([0-9]{1,4}) ?([a-z]+)\.?", text):
        unit = _MEANT.get(short[2])
        return f"{int(short[1])} {unit}" if unit else None
    if decimal := re.fullmatch(r"([0-9]{1,3})[.]([0-9]{1,2}) ?(h|hr|hrs|hour|hours|day|days)", text):
        each = DAY if decimal[3].startswith("d") else HOUR
        return f"{round(float(f'{decimal[1]}.{decimal[2]}') * each)} min"
    if both := re.fullmatch(
        r"([0-9]{1,3}) ?(?:h|hr|hrs|hour|hours) (?:and )?([0-9]{1,3}) ?(?:m|min|mins|minutes)", text
    ):
        return f"{int(both[1]) * HOUR + int(both[2])} min"
    return None
