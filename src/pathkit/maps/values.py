"""From the text that stands in a file to the value that it means.

Every function takes what the YAML reader gives (text, a list or a mapping) and returns the value, or raises
what `wrong` makes: a sentence, a remedy, and where inside the value the fault is. Results are kept by text,
because a map says the same few hours and ages many times over.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeVar

from pydantic_core import PydanticCustomError

from pathkit.frameworks import DEFAULT
from pathkit.maps.words import CLOCKS, OLDEST, URGENCIES
from pathkit.times.durations import (
    Response,
    ReviewPeriod,
    parse_duration,
    parse_response,
    parse_review_period,
)
from pathkit.times.hours import DayPolicy, HolidayPolicy, Hours, parse_day_policy, parse_hours
from pathkit.times.problem import TimeProblem

T = TypeVar("T")
Ages = tuple[tuple[int, int], ...]

_DATE = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}")
_AGES = re.compile(r"([0-9]{1,3})(?:(\+)|-([0-9]{1,3}))")
_LOOSE_AGES = re.compile(r"([0-9]{1,3})\s*(?:-|–|—|to)\s*([0-9]{1,3})")
_MOMENT = re.compile(r"(\S+) ([0-9]{2}):([0-9]{2})")
_MOST_COMPARED = 2000
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY_NAMES = frozenset(_DAYS) | {day[:3] for day in _DAYS}

# Dates outside these years are slips, and adding a review period to them must not overflow.
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def wrong(message: str, remedy: str | None = None, *at: str | int) -> PydanticCustomError:
    """An error for the reader: what is wrong, what to do, and the place inside the value."""
    return PydanticCustomError("plain", "{message}", {"message": message, "remedy": remedy, "at": at})


def shown(value: object, longest: int = 60) -> str:
    """A value as it is quoted in a message: short, on one line, control characters shown, not obeyed."""
    if isinstance(value, dict):
        return "a block of keys"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    text = str(value)
    text = text if len(text) <= longest else text[: longest - 1] + "…"
    return "`" + visible(text) + "`"


def visible(text: str) -> str:
    """The text with every character that does not print shown by its code."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def list_of(words: Iterable[str], most: int = 40) -> str:
    """Words as a list in a sentence, at most `most` of them."""
    words = list(words)
    rest = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(visible(word) for word in words[:most]) + rest


_OPPOSITES = {"non-urgent": "routine", "nonurgent": "routine", "not-urgent": "routine"}
_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")


@lru_cache(maxsize=4096)
def closest(word: str, known: tuple[str, ...]) -> str | None:
    """The known word that was probably meant, or None."""
    plain = word[:80].strip().casefold().replace("_", "-").replace(" ", "-")
    if plain in _OPPOSITES:  # near in letters to what it is not
        return _OPPOSITES[plain] if _OPPOSITES[plain] in known else None
    folded = {name.casefold().replace("_", "-"): name for name in known}
    if plain in folded:
        return folded[plain]
    if len(known) > _MOST_COMPARED:
        return None
    found = difflib.get_close_matches(plain, folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


ODD_SPACES = re.compile("[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]")
"""What looks like a space, or like nothing, and is neither to YAML. Web pages and word processors leave it behind."""

NO_PLAIN_SPACE = "Delete it and type a space with the space bar."


def meant_key(key: str, known: Sequence[str]) -> str:
    """What to do about a key that nobody knows."""
    odd = ODD_SPACES.match(key) or ODD_SPACES.search(key, max(len(key) - 1, 0))
    if odd is not None:
        return f"The space beside it is no plain space (it is U+{ord(odd[0]):04X}). {NO_PLAIN_SPACE}"
    return did_you_mean(key, known, "Known keys")


def did_you_mean(word: str, known: Iterable[str], what: str = "Known") -> str:
    """ "Did you mean `x`?" if one is close, then the list of known words."""
    words = tuple(known)
    near = closest(word, words)
    start = f"Did you mean `{visible(near)}`? " if near is not None else ""
    if near is not None and word != near and word.translate(_HYPHENS) == near:
        start = f"Did you mean `{visible(near)}`, with the plain hyphen `-`? "
    return f"{start}{what}: {list_of(words)}." if words else f"{start}{what}: none yet."


def one_text(value: object, example: str) -> str:
    """The value, if it is text."""
    if isinstance(value, str):
        return value
    raise wrong(f"one text belongs here, not {shown(value)}", f"Write it like `{example}`.")


def in_time(parse: Callable[[str], T], value: object, example: str) -> T:
    """What one of the time grammars makes of a text."""
    text = one_text(value, example)
    try:
        return parse(text)
    except TimeProblem as problem:
        raise wrong(problem.message, problem.hint) from None


# --- hours and days


def hours(value: object) -> Hours:
    """Opening hours: one text or a list of texts."""
    if isinstance(value, list):
        if not value:
            raise wrong("the list of hours is empty", "Write `closed`, `unknown`, or the hours.")
        for number, item in enumerate(value):
            if not isinstance(item, str):
                raise wrong(f"hours are text, not {shown(item)}", "Write each like `Mon-Fri 09:00-17:00`.", number)
    elif not isinstance(value, str):
        raise wrong(f"hours are one text or a list of texts, not {shown(value)}", "Write `Mon-Fri 09:00-17:00`.")
    try:
        return parse_hours(value)
    except TimeProblem as problem:
        raise wrong(problem.message, problem.hint) from None


def plain_hours(value: object) -> Hours:
    """Hours that stand on their own: no `when x is closed`."""
    found = hours(value)
    if found.closed_with is not None:
        raise wrong(
            "`when … is closed` cannot stand here; it is for the `hours` of a service or a transfer",
            "Write the times themselves, such as `Mon-Fri 09:00-15:30`.",
        )
    return found


def known_hours(value: object) -> Hours:
    """Hours that are known: neither `unknown` nor `when x is closed`."""
    found = plain_hours(value)
    if not found.known:
        raise wrong("`unknown` cannot stand here", "Write `Mon-Fri 09:00-17:00`, or leave the key out.")
    return found


def day_policy(value: object) -> DayPolicy:
    """What happens on a day: `closed`, `as usual`, or times."""
    return in_time(_day_policy, value, "closed")


def holiday_policy(value: object) -> HolidayPolicy:
    """One policy for every holiday, or one each for `public` and `local`."""
    if not isinstance(value, dict):
        policy = day_policy(value)
        return HolidayPolicy(public=policy, local=policy)
    found: dict[str, DayPolicy] = {}
    for key, item in value.items():
        if key not in ("public", "local"):
            raise wrong(f"{shown(key)} is no key of `holidays`", did_you_mean(key, ("public", "local")), key, "[key]")
        try:
            found[key] = day_policy(item)
        except PydanticCustomError as error:
            raise inside(error, key) from None
    if not found:
        raise wrong("`holidays` says nothing", "Write `closed`, `as usual`, times, or leave the key out.")
    return HolidayPolicy(public=found.get("public"), local=found.get("local"))


def inside(error: PydanticCustomError, *at: str | int) -> PydanticCustomError:
    """The same error, further in."""
    context: dict[str, Any] = error.context or {}
    return wrong(context.get("message", ""), context.get("remedy"), *at, *context.get("at", ()))


@lru_cache(maxsize=4096)
def _day_policy(text: str) -> DayPolicy:
    return parse_day_policy(text)


_AREA_CODE = re.compile(r"[A-Z][0-9]{8}")


def area_code(value: object) -> str:
    """The official code of an area: a letter and eight digits, as the Government Statistical Service gives them."""
    text = one_text(value, "S08000022")
    if _AREA_CODE.fullmatch(text):
        return text
    raise wrong(
        f"{shown(text)} is not the code of an area",
        "Write a letter and eight digits, such as `S08000022`, or leave it out: only the map of progress needs it.",
    )


def frameworks(value: object) -> tuple[str, ...]:
    """The framework packs of an area: one name or a list of names, each once. Which there are, `merge` tells."""
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list) or not value:
        raise wrong(
            f"a framework is one name or a list of names, not {shown(value) if value != [] else 'an empty list'}",
            f"Write `{DEFAULT}`, or leave it out.",
        )
    for number, item in enumerate(value):
        name = one_text_at(item, DEFAULT, number)
        if name in value[:number]:
            raise wrong(f"{shown(name)} is named twice", "Name each framework once.", number)
    return tuple(value)


def one_text_at(item: object, example: str, number: int) -> str:
    """An item of a list, if it is text."""
    try:
        return one_text(item, example)
    except PydanticCustomError as error:
        raise inside(error, number) from None


# --- dates and durations


def day(value: object) -> date:
    """A date, written 2026-05-01."""
    return _date(one_text(value, "2026-05-01"))


@lru_cache(maxsize=4096)
def _date(text: str) -> date:
    if _DATE.fullmatch(text):
        try:
            found = date.fromisoformat(text)
        except ValueError:
            raise wrong(f"there is no day {shown(text)} in the calendar", "Check the month and day.") from None
        if _FIRST_YEAR <= found.year <= _LAST_YEAR:
            return found
        raise wrong(
            f"the year of {shown(text)} is out of range",
            f"Years run from {_FIRST_YEAR} to {_LAST_YEAR}.",
        )
    raise wrong(f"{shown(text)} is not a date", f"{_meant_date(text)}Write year-month-day, such as `2026-05-01`.")


def _meant_date(text: str) -> str:
    """A date as people in Britain write it, in the form of the format."""
    for form in ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%Y/%m/%d"):
        try:
            found = datetime.strptime(text[:40].strip(), form)
        except ValueError:
            continue
        return f"Did you mean `{found:%Y-%m-%d}`? "
    return ""


def minutes(value: object) -> int:
    """A duration in minutes."""
    return in_time(_minutes, value, "30 min")


@lru_cache(maxsize=1024)
def _minutes(text: str) -> int:
    return parse_duration(text)


def review_period(value: object) -> ReviewPeriod:
    """A duration between reviews; months are allowed here. At most a hundred years."""
    found = in_time(parse_review_period, value, "6 months")
    if found.months > 1200 or found.days > 36500:
        raise wrong(f"{shown(value)} is over a hundred years", "Write a period such as `6 months`.")
    return found


def response(value: object) -> Response:
    """A response time: a duration, `next working day`, or `{within: 4 h, clock: open}`."""
    if not isinstance(value, dict):
        return in_time(_response, value, "4 h")
    for key in value:
        if key not in ("within", "clock"):
            raise wrong(
                f"{shown(key)} is no key of a response time",
                did_you_mean(key, ("within", "clock")),
                key,
                "[key]",
            )
    if "within" not in value:
        raise wrong("`within` is missing", "Add it, such as `{within: 4 h, clock: open}`.")
    try:
        found = in_time(_response, value["within"], "4 h")
    except PydanticCustomError as error:
        raise inside(error, "within") from None
    clock = value.get("clock", "elapsed")
    if not isinstance(clock, str) or clock not in CLOCKS:
        raise wrong(
            f"{shown(clock)} is not a clock",
            did_you_mean(clock if isinstance(clock, str) else "", CLOCKS),
            "clock",
        )
    if clock == "open":
        if found.clock != "elapsed":
            raise wrong(
                "`next working day` has its own clock",
                "Leave `clock` out, or write hours, as `4 h`.",
                "clock",
            )
        return Response(clock="open", minutes=found.minutes)
    return found


@lru_cache(maxsize=1024)
def _response(text: str) -> Response:
    return parse_response(text)


def responses(value: object) -> dict[str, Response]:
    """Response times by urgency; one for all is spread over the four."""
    if not isinstance(value, dict) or "within" in value or "clock" in value:
        one = response(value)
        return dict.fromkeys(URGENCIES, one)
    found: dict[str, Response] = {}
    for key, item in value.items():
        if key not in URGENCIES:
            known = (*URGENCIES, "within", "clock")
            raise wrong(f"{shown(key)} is not an urgency", did_you_mean(key, known), key, "[key]")
        try:
            found[key] = response(item)
        except PydanticCustomError as error:
            raise inside(error, key) from None
    return found


def moment(value: object) -> str:
    """A moment of a scenario: `Sat 03:00` or `2026-12-25 03:00`."""
    return _moment(one_text(value, "Sat 03:00"))


@lru_cache(maxsize=1024)
def _moment(text: str) -> str:
    found = _MOMENT.fullmatch(text)
    remedy = "Write a day and a time, such as `Sat 03:00` or `2026-12-25 03:00`."
    if found is None:
        raise wrong(f"{shown(text)} is not a moment", remedy)
    which, hour, minute = found.groups()
    if int(hour) > 23 or int(minute) > 59:
        raise wrong(f"there is no time `{hour}:{minute}`", "Times run from `00:00` to `23:59`.")
    if which.casefold() not in DAY_NAMES:
        if not _DATE.fullmatch(which):
            raise wrong(f"{shown(which)} is neither a day nor a date", remedy)
        _date(which)
    return text


# --- ages, urgencies, numbers, yes and no


def ages(value: object) -> Ages:
    """Ages in whole years, ends included: `16+`, `0-15`, or a list of such."""
    if isinstance(value, str):
        return (_age_range(value),)
    if not isinstance(value, list) or not value:
        raise wrong(f"ages are text or a list, not {shown(value)}", "Write `16+`, `0-15` or `[0-15, 65+]`.")
    found = []
    for number, item in enumerate(value):
        try:
            found.append(_age_range(one_text(item, "16+")))
        except PydanticCustomError as error:
            raise inside(error, number) from None
    return tuple(found)


@lru_cache(maxsize=1024)
def _age_range(text: str) -> tuple[int, int]:
    found = _AGES.fullmatch(text)
    if found is None:
        raise wrong(f"{shown(text)} is not an age range", _meant_ages(text))
    low = int(found[1])
    high = OLDEST if found[2] else int(found[3])
    if low > OLDEST or high > OLDEST:
        raise wrong(f"the age range {shown(text)} goes past {OLDEST}", f"Ages run from 0 to {OLDEST}.")
    if low > high:
        raise wrong(f"the age range {shown(text)} runs backwards", f"Did you mean `{high}-{low}`?")
    return low, high


def _meant_ages(text: str) -> str:
    loose = _LOOSE_AGES.search(text)
    if loose:
        return f"Did you mean `{loose[1]}-{loose[2]}`?"
    number = re.search(r"[0-9]{1,3}", text)
    if number is None:
        return "Write `16+` (16 and over) or `0-15` (ends included)."
    age = number[0]
    if re.search("under|below|younger|less|up to|<", text):
        last = int(age) if re.search("up to|=", text) else int(age) - 1
        return f"Did you mean `0-{max(last, 0)}`?"
    if text.strip() == age:
        return f"Did you mean `{age}+` ({age} and over) or `{age}-{age}` (that age alone)?"
    return f"Did you mean `{age}+` ({age} and over)? A range is written `0-15`."


def age(value: object) -> int:
    """One person's age in whole years."""
    text = one_text(value, "16")
    if not re.fullmatch(r"[0-9]{1,3}", text) or int(text) > OLDEST:
        raise wrong(f"{shown(text)} is not an age", f"Write whole years from 0 to {OLDEST}, such as `16`.")
    return int(text)


def urgencies(value: object) -> frozenset[str]:
    """Urgencies: one, a span in words, or a list."""
    if isinstance(value, str):
        return _urgencies(value)
    if not isinstance(value, list):
        raise wrong(f"an urgency is text or a list, not {shown(value)}", "Write `urgent or above`, for example.")
    for number, item in enumerate(value):
        if not isinstance(item, str) or item not in URGENCIES:
            word = item if isinstance(item, str) else ""
            raise wrong(f"{shown(item)} is not an urgency", did_you_mean(word, URGENCIES), number)
    return frozenset(value)


@lru_cache(maxsize=1024)
def _urgencies(text: str) -> frozenset[str]:
    words = text.split()
    match words:
        case [one]:
            first = last = one
        case ["up", "to", last]:
            first = URGENCIES[0]
        case [first, "or", "above"]:
            last = URGENCIES[-1]
        case [first, "to", last]:
            pass
        case _:
            raise wrong(f"{shown(text)} is not an urgency", _meant_urgency(text))
    for word in (first, last):
        if word not in URGENCIES:
            raise wrong(f"{shown(word)} is not an urgency", did_you_mean(word, URGENCIES))
    low, high = URGENCIES.index(first), URGENCIES.index(last)
    if low > high:
        raise wrong(f"{shown(text)} runs backwards", f"Did you mean `{last} to {first}`?")
    return frozenset(URGENCIES[low : high + 1])


def _meant_urgency(text: str) -> str:
    forms = tuple(form for u in URGENCIES for form in (u, f"up to {u}", f"{u} or above"))
    found = difflib.get_close_matches(text[:80].casefold(), forms, n=1, cutoff=0.6)
    start = f"Did you mean `{found[0]}`? " if found else ""
    return (
        f"{start}Write one of {list_of(URGENCIES)}; or `up to urgent`, `urgent or above`, "
        "`urgent to very-urgent`; or a list."
    )


_YES = {"yes": True, "true": True, "no": False, "false": False}


def yes_or_no(value: object) -> bool:
    """`yes`, `no`, `true` or `false`."""
    if isinstance(value, str) and value in _YES:
        return _YES[value]
    word = value if isinstance(value, str) else ""
    raise wrong(f"{shown(value)} is neither `yes` nor `no`", did_you_mean(word, ("yes", "no")))


def tier(value: object) -> int:
    """A tier of the mental health system, 1 to 4."""
    if isinstance(value, str) and value in ("1", "2", "3", "4"):
        return int(value)
    raise wrong(f"{shown(value)} is not a tier", "Write 1, 2, 3 or 4.")


def count(value: object) -> int:
    """A whole number."""
    text = one_text(value, "12")
    if not re.fullmatch(r"[0-9]{1,12}", text):
        raise wrong(f"{shown(text)} is not a whole number", "Write digits only, such as `12`.")
    return int(text)


def amount(value: object) -> float:
    """A number, with a decimal point if need be."""
    text = one_text(value, "64")
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,6})?", text):
        raise wrong(f"{shown(text)} is not a number", "Write digits, such as `64` or `64.5`.")
    return float(text)


def listed(words: Sequence[str], last: str = "and") -> str:
    """ "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
