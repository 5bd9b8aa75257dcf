"""Opening hours: the grammar of map files, read strictly.

Everything that is not in the grammar is refused, never guessed; what the writer most likely meant goes
into the hint (see `intent.py`), and only if it would itself be accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from pathkit.times import intent
from pathkit.times.patterns import (
    DAY,
    DAY_NAMES,
    LONGEST_OVERNIGHT,
    WHOLE_DAY,
    Pattern,
    Run,
    Windows,
    clock,
    merged,
)
from pathkit.times.phrases import weekly_words, windows_words
from pathkit.times.problem import MOST_SHOWN, TimeProblem, lowered, one_line, quoted

__all__ = [
    "DayPolicy",
    "HolidayPolicy",
    "Hours",
    "Monthly",
    "Pattern",
    "Windows",
    "hours_in_words",
    "parse_day_policy",
    "parse_hours",
    "parse_windows",
    "window_warnings",
]

Which = Literal["first", "second", "third", "fourth", "last"]


@dataclass(frozen=True)
class Monthly:
    """Windows on one such weekday of each month; `weekday` is 0 for Monday."""

    which: Which
    weekday: int
    windows: Windows


@dataclass(frozen=True)
class Hours:
    """What one `hours`, `intake` or transfer `hours` says.

    Attributes:
        text: the source, with its white space tidied.
        known: False for `unknown`.
        closed_with: the id of the service in `when gp is closed`.
        always: True for `24/7` (`daily 00:00-24:00` is written as ordinary windows, and is not).
        weekly: the windows that start on each day, Monday first.
        monthly: the windows of `first Mon …`, in calendar order.
        warnings: what was read as written and is probably a slip.
    """

    text: str
    known: bool
    closed_with: str | None
    always: bool
    weekly: tuple[Windows, ...]
    monthly: tuple[Monthly, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class DayPolicy:
    """What happens on a special day; `windows` is empty unless `kind` is `times`."""

    kind: Literal["closed", "as usual", "times"]
    windows: Windows = ()


@dataclass(frozen=True)
class HolidayPolicy:
    """What happens on public and on local holidays; None where it is not stated."""

    public: DayPolicy | None
    local: DayPolicy | None


def parse_hours(value: str | Sequence[str]) -> Hours:
    """Read one text, or a list of texts whose windows add up.

    Example:
        >>> parse_hours("Mon, Wed 09:00-12:00").weekly[2]
        ((540, 720),)

    Raises:
        TimeProblem: the text is not in the grammar.
    """
    if isinstance(value, str):
        return _parse_hours((value,))
    if not isinstance(value, list | tuple):
        raise TimeProblem("Hours are a text, or a list of texts.", _FORMS)
    if len(value) > _MOST_TEXTS:
        raise TimeProblem(f"A list of {len(value)} texts is too long to be opening hours.")
    if not all(isinstance(text, str) for text in value):
        raise TimeProblem("Each entry in a list of hours should be a text.", _FORMS)
    return _parse_hours(tuple(value))


def parse_windows(text: str) -> Windows:
    """The windows of a single day: `10:00-16:00` or `09:00-12:00, 13:00-17:00`.

    Raises:
        TimeProblem: the text is anything else.
    """
    plain = one_line(text, what="times")
    try:
        return merged([_window(item) for item in _items(plain)])
    except TimeProblem as problem:
        if problem.hint is not None:
            raise
        meant = intent.likely(plain, _is_windows, days=False)
        raise TimeProblem(problem.message, _did_you_mean(meant, _TIMES_FORMS)) from None


def parse_day_policy(text: str) -> DayPolicy:
    """`closed`, `as usual`, or the times of a special day.

    Raises:
        TimeProblem: the text is none of these.
    """
    plain = one_line(text, what="a special day")
    word = lowered(plain)
    if word == "closed":
        return DayPolicy("closed")
    if word == "as usual":
        return DayPolicy("as usual")
    if meant := intent.DAY_POLICIES.get(word):
        raise TimeProblem(f"{quoted(plain)} is not what can happen on a day.", f"Did you mean `{meant}`?")
    if not any(c.isdecimal() for c in plain):
        raise TimeProblem(f"{quoted(plain)} is not what can happen on a day.", _POLICY_FORMS)
    return DayPolicy("times", parse_windows(plain))


def window_warnings(windows: Iterable[Run]) -> tuple[str, ...]:
    """What is probably a slip in windows that were read as written: an end at 23:59."""
    return tuple(
        f"`{clock(start)}-23:59` leaves out the last minute of the day; did you mean `{clock(start)}-24:00`?"
        for start, end in windows
        if end % DAY == DAY - 1
    )


def hours_in_words(hours: Hours) -> str:
    """The hours in words, the shortest natural way.

    Example:
        >>> hours_in_words(parse_hours("Fri 17:00 to Mon 09:00, Mon-Thu 17:00-09:00, first Wed 12:00-13:00"))
        'Mon-Thu 17:00-09:00, Fri 17:00 to Mon 09:00, first Wed 12:00-13:00'
    """
    if not hours.known:
        return "not known"
    if hours.closed_with is not None:
        return f"whenever {hours.closed_with} is closed"
    week = [merged([*_within(hours.weekly[day], 0), *_within(hours.weekly[day - 1], DAY)]) for day in range(7)]
    monthly = [f"{m.which} {DAY_NAMES[m.weekday]} {windows_words(m.windows)}" for m in hours.monthly]
    return ", ".join([*weekly_words(week), *monthly]) or "never"


def _within(windows: Windows, offset: int) -> list[Run]:
    """The part of the windows that lies in the day that begins at `offset`, counted from there."""
    parts = ((max(start - offset, 0), min(end - offset, DAY)) for start, end in windows)
    return [(start, end) for start, end in parts if start < end]


# --- the grammar ---------------------------------------------------------------------------------------

_MOST_TEXTS: Final = 100
_FORMS: Final = (
    "Write for example `Mon-Fri 09:00-17:00`, `Sat 10:00-14:00`, `daily 08:00-24:00`, `24/7`, `closed` or `unknown`."
)
_TIMES_FORMS: Final = "Write for example `10:00-16:00` or `09:00-12:00, 13:00-17:00`."
_POLICY_FORMS: Final = "Write `closed`, `as usual`, or times such as `10:00-16:00`."

_DAY: Final = r"(?:mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
_TIME: Final = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)"
_WHICH: Final = r"(?:first|second|third|fourth|last)"
_DAYS: Final = rf"(?:daily|weekdays|weekends|{_WHICH} {_DAY}|{_DAY}-{_DAY}|{_DAY})"
_RULE: Final = re.compile(rf"({_DAYS})(?: ({_TIME}-{_TIME}))?|({_TIME}-{_TIME})")
_SPAN: Final = re.compile(rf"({_DAY}) ({_TIME}) to ({_DAY}) ({_TIME})")
_WINDOW: Final = re.compile(rf"({_TIME})-({_TIME})")
_WHEN_CLOSED: Final = re.compile(r"when (\S+) is closed", re.IGNORECASE | re.ASCII)
_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_GROUPS: Final = {"daily": range(7), "weekdays": range(5), "weekends": range(5, 7)}
_ORDER: Final[tuple[Which, ...]] = ("first", "second", "third", "fourth", "last")

_Target = tuple[Which | None, int]  # None: every such weekday; else that one of each month
_Rules = dict[_Target, list[Run]]


@lru_cache(maxsize=4096)
def _parse_hours(texts: tuple[str, ...]) -> Hours:
    if not texts:
        raise TimeProblem("The list of hours is empty.", "Write `closed` or `unknown` if that is what it means.")
    plain = tuple(one_line(text, what="hours") for text in texts)
    try:
        return _strictly(plain)
    except TimeProblem as problem:
        if problem.hint is not None:
            raise
        meant = intent.likely(", ".join(plain), _is_hours, days=True)
        raise TimeProblem(problem.message, _did_you_mean(meant, _FORMS)) from None


def _strictly(texts: tuple[str, ...]) -> Hours:
    for text in texts:
        if (whole := _whole(text)) is not None:
            if len(texts) > 1:
                raise TimeProblem(f"{quoted(text)} stands alone; it cannot be one of a list.", _ALONE)
            return whole
    rules: _Rules = {}
    warnings: dict[str, None] = {}  # a dict keeps their order and drops repeats
    for text in texts:
        for target, window in _read_rules(text, warnings):
            rules.setdefault(target, []).append(window)
    weekly = tuple(merged(rules.get((None, day), [])) for day in range(7))
    monthly = tuple(
        Monthly(which, day, merged(rules[which, day])) for which in _ORDER for day in range(7) if (which, day) in rules
    )
    return Hours("; ".join(texts), True, None, False, weekly, monthly, tuple(warnings))


_ALONE: Final = "Leave it out, or write it alone. Times that are not written are closed."


def _whole(text: str) -> Hours | None:
    """The hours of a text that is one of the four that stand alone, or None."""
    word = lowered(text)
    never: tuple[Windows, ...] = ((),) * 7
    if word == "24/7":
        return Hours(word, True, None, True, (WHOLE_DAY,) * 7, (), ())
    if word == "closed":
        return Hours(word, True, None, False, never, (), ())
    if word == "unknown":
        return Hours(word, False, None, False, never, (), ())
    if match := _WHEN_CLOSED.fullmatch(text):
        if not _ID.fullmatch(match[1]):
            raise TimeProblem(f"{quoted(match[1])} is not the id of a service.", _id_hint(match[1]))
        return Hours(f"when {match[1]} is closed", True, match[1], False, never, (), ())
    return None


def _id_hint(name: str) -> str:
    form = "Ids are lower-case letters and digits in words joined by `-`."
    lower = re.sub(r"[ _]+", "-", name.lower())
    return f"Did you mean `when {lower} is closed`?" if _ID.fullmatch(lower) else form


def _read_rules(text: str, warnings: dict[str, None]) -> list[tuple[_Target, Run]]:
    """Each window in the text, with what it belongs to.

    Days that stand alone wait for the times that follow (`Mon, Wed 09:00-12:00`); times that stand alone
    belong to the days before them (`…, 13:00-17:00`).
    """
    read: list[tuple[_Target, Run]] = []
    waiting: dict[str, list[_Target]] = {}  # by what is written
    current: list[_Target] = []
    for item in _items(text):
        lower = lowered(item)
        if span := _SPAN.fullmatch(lower):
            if waiting:
                raise _no_times(waiting)
            found, current = _span(item, span), []
        else:
            rule = _RULE.fullmatch(lower)
            if rule is None:
                raise _refused(item)
            days, after_days, alone = rule.groups()
            if days:
                waiting[item] = _targets(days)
            if not (after_days or alone):
                continue
            window = _window(after_days or alone)
            if alone and (waiting or not current):
                raise _no_days(item, waiting)
            if waiting:
                current, waiting = _together(waiting, item), {}
            found = [(target, window) for target in current]
        read.extend(found)
        warnings.update(dict.fromkeys(window_warnings(run for _, run in found)))
    if waiting:
        raise _no_times(waiting)
    return read


def _items(text: str) -> list[str]:
    items = [item.strip(" ") for item in text.replace(";", ",").split(",")]
    if not all(items):
        raise TimeProblem(f"There is nothing between two commas, or at an end, in {quoted(text)}.")
    return items


def _targets(days: str) -> list[_Target]:
    if days in _GROUPS:
        return [(None, day) for day in _GROUPS[days]]
    if " " in days:
        which, day = days.split(" ")
        return [(next(w for w in _ORDER if w == which), _day(day))]
    first, dash, last = days.partition("-")
    if not dash:
        return [(None, _day(first))]
    start, end = _day(first), _day(last)
    if start == end:
        name = DAY_NAMES[start]
        hint = f"Write `{name}` for that day, or `daily` for every day."
        raise TimeProblem(f"`{name}-{name}` begins and ends on the same day.", hint)
    return [(None, day % 7) for day in range(start, end + 1 if end > start else end + 8)]


def _day(name: str) -> int:
    return DAY_NAMES.index(name[:3].capitalize())


def _together(waiting: dict[str, list[_Target]], item: str) -> list[_Target]:
    """All the days that share some times.

    Raises:
        TimeProblem: it is `first Mon, Wed 09:00-12:00`: every Wednesday, or only the first?
    """
    targets = [target for days in waiting.values() for target in days]
    if len({which is None for which, _ in targets}) > 1:
        hint = "Write each with its own times: `first Mon 10:00-12:00, Wed 10:00-12:00`."
        raise TimeProblem(f"Monthly and weekly days share the times in {quoted(item)}.", hint)
    return targets


def _minute(time: str) -> int:
    return int(time[:2]) * 60 + int(time[3:])


def _window(text: str) -> Run:
    match = _WINDOW.fullmatch(text)
    if match is None:
        raise _refused(text)
    start, end = _minute(match[1]), _minute(match[2])
    if start == DAY:
        hint = f"Did you mean `00:00-{match[2]}`, on the day after?"
        raise TimeProblem(f"{quoted(text)} begins at 24:00, and no window can.", hint)
    if start == end:
        hint = "For a whole day write `00:00-24:00`; for 24 hours write a span, `Mon 09:00 to Tue 09:00`."
        raise TimeProblem(f"{quoted(text)} begins and ends at the same time.", hint)
    if start < end:
        return start, end
    if end + DAY - start > LONGEST_OVERNIGHT:
        raise TimeProblem(f"{quoted(text)} runs overnight for more than 18 hours.", _overlong_hint(start, end))
    return start, end + DAY


def _overlong_hint(start: int, end: int) -> str:
    span = f"`Mon {clock(start)} to Tue {clock(end)}`"
    if end == 0:
        return f"Did you mean `{clock(start)}-24:00`?"
    if start < end + DAY // 2 < DAY:
        meant = f"`{clock(start)}-{clock(end + DAY // 2)}`"
        return f"Did you mean {meant}? If it really runs until the next day, write a span: {span}."
    return f"If it really runs until the next day, write a span: {span}."


def _span(item: str, match: re.Match[str]) -> list[tuple[_Target, Run]]:
    """`Fri 18:00 to Mon 06:00` as one part for each of its days."""
    first, last = _day(match[1]), _day(match[3])
    start, end = _minute(match[2]), _minute(match[4])
    if start == DAY:
        raise TimeProblem(f"{quoted(item)} begins at 24:00.", "Write 00:00 on the day after.")
    if first == last and start == end:
        hint = "For every minute of the week write `24/7`."
        raise TimeProblem(f"{quoted(item)} begins and ends at the same time.", hint)
    days = (last - first) % 7
    if days == 0 and end < start:
        days = 7
    if days == 0:
        return [((None, first), (start, end))]
    parts = [(first, (start, DAY))]
    parts += [((first + number) % 7, (0, DAY)) for number in range(1, days)]
    if end:
        parts.append((last, (0, end)))
    return [((None, day), run) for day, run in parts]


# --- what is refused, and why --------------------------------------------------------------------------


def _refused(item: str) -> TimeProblem:
    """The problem with an item that is not in the grammar; its hint is mostly found by the caller."""
    if (named := re.fullmatch(r"when (.+) is (?:closed|shut)", item, re.IGNORECASE)) is not None:
        return TimeProblem(f"{quoted(named[1])} is not the id of a service.", _id_hint(named[1]))
    if intent.about_holidays(item):
        return TimeProblem(f"{quoted(item)} is about holidays, and hours say nothing of those.", _HOLIDAYS)
    if lowered(item) in {"24/7", "closed", "unknown"} or _WHEN_CLOSED.fullmatch(item):
        return TimeProblem(f"{quoted(item)} stands alone; it cannot be one of several.", _ALONE)
    return TimeProblem(f"{quoted(item)} {intent.complaint(item)}")


_HOLIDAYS: Final = (
    "Write `holidays:` beside `hours:`, such as `holidays: closed` or `holidays: 10:00-16:00`; "
    "single days go under `dates:`."
)


def _no_times(waiting: dict[str, list[_Target]]) -> TimeProblem:
    names = ", ".join(waiting)
    hint = f"Write them too: `{names} 09:00-17:00`, or `{names} 00:00-24:00` for whole days."
    return TimeProblem(f"{quoted(names)} has no times.", hint if len(names) <= MOST_SHOWN else _FORMS)


def _no_days(item: str, waiting: dict[str, list[_Target]]) -> TimeProblem:
    if waiting:
        names = ", ".join(waiting)
        hint = f"Did you mean `{names} {item}`?" if len(names) <= MOST_SHOWN else _FORMS
        return TimeProblem(f"There is a comma between {quoted(names)} and its times.", hint)
    hint = f"Did you mean `Mon-Fri {item}` or `daily {item}`?"
    return TimeProblem(f"{quoted(item)} does not say on which days.", hint)


def _did_you_mean(meant: Sequence[str], forms: str) -> str:
    if not meant:
        return forms
    overnight = f" Or, if it runs through the night, `{meant[1]}`?" if len(meant) > 1 else ""
    return f"Did you mean `{meant[0]}`?{overnight}"


def _is_hours(text: str) -> bool:
    try:
        _strictly((text,))
    except TimeProblem:
        return False
    return True


def _is_windows(text: str) -> bool:
    try:
        [_window(item) for item in _items(text)]
    except TimeProblem:
        return False
    return True
