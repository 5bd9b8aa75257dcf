"""What somebody most likely meant by opening hours that are not in the grammar.

Nothing here decides what is accepted: it only writes hints, and a suggestion is shown only if the strict
reader would accept it.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable
from typing import Final

_EVENING: Final = "18:00"  # what begins before it and seems to end earlier is taken to end in the afternoon or evening
_LONGEST: Final = 300  # of a longer text nobody can tell the intent in one line

# Whole texts, separated by "|", that people write for the three words of the grammar.
_WHOLE_TEXTS: Final = {
    "24/7": "24 hours|24 hrs|24 hour|24-hour|24h|24hrs|24-7|24x7|24 7|247|24 / 7|24/24|24/7/365|24/7 365|"
    "24 hours a day|24 hours a day, 7 days a week|24 hours, 7 days a week|24 hours, 7 days|24 hours daily|"
    "24 hour service|always|always open|open always|any time|anytime|at any time|all hours|all day|"
    "all day every day|around the clock|round the clock|open|daily|every day",
    "closed": "never|none|shut|not open|never open|close|off|no|permanently closed",
    "unknown": "tbc|tba|tbd|?|??|???|not known|unkown|unknown?|varies|various|variable|n/a|na|not stated|"
    "not sure|unsure|don't know|dont know|to be confirmed|ask|by appointment|by appointment only|"
    "see website|~|-|null",
}
_WHOLE: Final = {text: meant for meant, texts in _WHOLE_TEXTS.items() for text in texts.split("|")}

DAY_POLICIES: Final = {
    **dict.fromkeys(
        ("as-usual", "as normal", "normal", "usual", "open", "open as usual", "same", "yes", "as_usual"),
        "as usual",
    ),
    **dict.fromkeys(("close", "shut", "no", "none", "never", "off", "not open"), "closed"),
    **dict.fromkeys(("24/7", "24 hours", "24h", "all day", "always", "any time"), "00:00-24:00"),
}

_FILLERS: Final = frozenset(
    ("from", "between", "on", "at", "open", "opens", "hours", "hrs", "hr", "the", "of", "in", "month", "a")
) | {"every", "each", "only", "is", "are", "days", "o'clock", "oclock", "times", "monthly"}
_WORDS: Final = {
    **dict.fromkeys(("mo", "m", "mondays", "mons"), "mon"),
    **dict.fromkeys(("tu", "tues", "tuesdays"), "tue"),
    **dict.fromkeys(("we", "w", "weds", "wednes", "wednesdays"), "wed"),
    **dict.fromkeys(("th", "thur", "thurs", "thursdays"), "thu"),
    **dict.fromkeys(("fr", "f", "fridays", "frid"), "fri"),
    **dict.fromkeys(("sa", "saturdays", "satur", "sats"), "sat"),
    **dict.fromkeys(("su", "sundays", "suns"), "sun"),
    **dict.fromkeys(("everyday", "dailys"), "daily"),
    **dict.fromkeys(("weekday", "wkdays"), "weekdays"),
    **dict.fromkeys(("weekend", "wkends"), "weekends"),
    **dict.fromkeys(("and", "also", "plus"), ","),
    **dict.fromkeys(("to", "until", "till", "til", "through", "thru"), "-"),
    **dict.fromkeys(("noon", "midday"), "12:00"),
    **dict.fromkeys(("1st",), "first"),
    **dict.fromkeys(("2nd",), "second"),
    **dict.fromkeys(("3rd",), "third"),
    **dict.fromkeys(("4th",), "fourth"),
    **dict.fromkeys(_FILLERS, ""),
}
_PHRASES: Final = (
    ("7 days a week", "daily"),
    ("seven days a week", "daily"),
    ("every day", "daily"),
    ("each day", "daily"),
    ("week days", "weekdays"),
    ("week ends", "weekends"),
    ("all day", "00:00-24:00"),
    ("24 hours", "00:00-24:00"),
    ("24hrs", "00:00-24:00"),
    ("a.m.", "am"),
    ("p.m.", "pm"),
    ("a.m", "am"),
    ("p.m", "pm"),
)
_FULL_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_KEYWORDS: Final = (*_FULL_DAYS, "daily", "weekdays", "weekends", "first", "last")
_DAY: Final = r"(?:mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?"
_A_DAY: Final = re.compile(rf"\b(?:{_DAY}|daily|weekdays|weekends)\b")
_CLOCK: Final = r"([0-9]{1,4}(?:[:.h][0-9]{2})?)(?: ?hrs)?(?: ?(am|pm))?"
_RANGE: Final = re.compile(rf"\b{_CLOCK}-{_CLOCK}\b")
_TIME: Final = re.compile(r"([0-9]{1,2})(?:[:.h]?([0-9]{2}))?")
_TO_SPAN: Final = re.compile(rf"\b({_DAY}) ([0-9:.]+ ?(?:am|pm)?) ?- ?({_DAY}) ([0-9:.]+ ?(?:am|pm)?)")
_HOLIDAY: Final = re.compile(r"\b(?:holidays?|hols?|ph|christmas|xmas|easter|hogmanay)\b")
_DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—―−－~"), "-")


def about_holidays(item: str) -> bool:
    """Whether an item is about holidays, such as `Bank holidays 10:00-12:00` or `PH off`."""
    return _HOLIDAY.search(item.lower()) is not None


def complaint(item: str) -> str:
    """Why an item is not in the grammar, to follow the item itself: "is not …"."""
    lower = item.lower()
    if any(ord(c) in _DASHES for c in item if c != "~"):
        return "has a dash that is not the plain hyphen `-`."
    if not (item.isascii() and item.isprintable()):
        return "has a character that hours cannot have."
    if re.search(r"[0-9] ?[ap]\.?m\b", lower):
        return "has am or pm; times are written by the 24-hour clock, as HH:MM."
    if "+" in item:
        return "has no end; a window says when it closes."
    if re.search(r"\bclosed\b", lower):
        return "says closed beside other hours; times that are not written are closed."
    for time in re.findall(r"[0-9]{1,2}:[0-9]{2}", lower):
        if re.fullmatch(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00", time):
            continue
        if int(time.split(":")[0]) > 23:
            return f"has a time that does not exist: {time} is no time of day; midnight is 24:00."
        return f"has {time}, which is not a time from 00:00 to 24:00 as HH:MM."
    for word in re.findall(r"[a-z]+", lower):
        if word not in _ALLOWED_WORDS:
            return f"has the word `{word[:20]}`, which hours do not know."
    if " -" in lower or "- " in lower:
        return "has spaces around a hyphen."
    if re.search(r"(?<![0-9:])[0-9]{1,2}(?![0-9:])|[0-9]{4}|[0-9][.][0-9]", lower):
        return "has a time that is not written as HH:MM."
    return "is not in the form of hours."


_ALLOWED_WORDS: Final = frozenset(
    [
        *_FULL_DAYS,
        *(day[:3] for day in _FULL_DAYS),
        *("daily", "weekdays", "weekends", "first", "second", "third", "fourth", "last", "to"),
    ]
)


def likely(text: str, accepted: Callable[[str], bool], *, days: bool) -> tuple[str, ...]:
    """The hours somebody probably meant, as far as `accepted` would take them.

    One, or none; or two where an evening or the night may be meant, as with `17:00-9`. `days` says whether the text
    should name days (`hours` do; the times of a single date do not).
    """
    found = (_meant(text, days=days, range_=one) for one in (_range, _overnight))
    return tuple(dict.fromkeys(one for one in found if one is not None and accepted(one)))


def _meant(text: str, *, days: bool, range_: Callable[[re.Match[str]], str]) -> str | None:
    plain = _plain(text)
    if len(plain) > _LONGEST:
        return None
    if days and (whole := _WHOLE.get(plain.strip(" .!"))):
        return whole
    meant = _rewritten(plain, days=days, range_=range_)
    if days and meant and not any(char.isdigit() for char in meant):
        meant += " 09:00-17:00"  # days alone: show where the times go
    return meant


def _plain(text: str) -> str:
    """Lower-case, with look-alike dashes, digits and spaces in their plain forms."""
    chars = []
    for char in text[: 2 * _LONGEST].lower().translate(_DASHES):
        digit = unicodedata.decimal(char, None)
        if digit is not None:
            chars.append(str(digit))
        elif char.isspace():
            chars.append(" ")
        elif char.isprintable():
            chars.append(unicodedata.normalize("NFKC", char))
    return " ".join("".join(chars).split())


def _rewritten(text: str, *, days: bool, range_: Callable[[re.Match[str]], str]) -> str:
    for phrase, meant in _PHRASES:
        text = text.replace(phrase, meant)
    text = re.sub(r"midnight ?(-|to\b|until\b)", r"00:00 \1", text).replace("midnight", "24:00")
    text = re.sub(r"([a-z]):(?= |[0-9]|$)", r"\1 ", text).replace("&", ",").replace(" / ", ",")
    text = re.sub(r"([a-z])/(?=[a-z])", r"\1,", text)
    text = re.sub(r"[a-z0-9']+", lambda word: _word(word[0]), text)
    text = re.sub(r" ?- ?", "-", " ".join(text.split()))
    text = re.sub(r"\b([0-9]{1,2}(?::[0-9]{2})?)\+", r"\1-24:00", text)
    text = _TO_SPAN.sub(_span, text)
    text = _RANGE.sub(range_, text)
    text = re.sub(r"([0-9]{2}:[0-9]{2}) (?=[a-z](?!o ))", r"\1, ", text)
    text = re.sub(rf"({_DAY}) (?={_DAY}\b)", r"\1, ", text)
    items = [" ".join(item.split()) for item in re.split(r"[,;]", text)]
    closed = [item for item in items if re.search(r"\b(?:closed|shut|off)\b", item)]
    if any(char.isdigit() for item in closed for char in item):
        return text  # times that are said to be closed: nobody can tell what is meant
    kept = [item for item in items if item and item not in closed]
    if days and kept and not _A_DAY.search(kept[0]):
        kept[0] = f"Mon-Fri {kept[0]}"
    text = ", ".join(re.sub(rf"\b{_DAY}\b", lambda day: day[0].capitalize(), item) for item in kept)
    return re.sub(r"([a-z]), (?=[0-9])", r"\1 ", text)  # a comma between days and their times


def _word(word: str) -> str:
    if word in _WORDS:
        return _WORDS[word]
    if word.isalpha() and len(word) >= 4 and word not in _KEYWORDS:
        close = difflib.get_close_matches(word, _KEYWORDS, n=1, cutoff=0.75)
        if close:
            return close[0][:3] if close[0] in _FULL_DAYS else close[0]
    return word


def _span(match: re.Match[str]) -> str:
    first, start, last, end = (part.strip() for part in match.groups())
    times = [_time(*_split_half(time)) for time in (start, end)]
    if None in times:
        return match[0]
    return f"{first} {times[0]} to {last} {times[1]}"


def _split_half(time: str) -> tuple[str, str | None]:
    half = time[-2:] if time.endswith(("am", "pm")) else None
    return (time[:-2].strip() if half else time), half


def _range(match: re.Match[str]) -> str:
    """`9-5`, `9am-5pm`, `0900-1730` as HH:MM-HH:MM; an end before the start is taken as an afternoon."""
    return _clock_range(match, _EVENING)


def _overnight(match: re.Match[str]) -> str:
    """The same, but what begins in the afternoon may run through the night: `17:00-9` until nine in the morning."""
    return _clock_range(match, "12:00")


def _clock_range(match: re.Match[str], latest: str) -> str:
    start_text, start_half, end_text, end_half = match.groups()
    if end_half and not start_half:
        start_half = "am" if _hour(start_text) >= _hour(end_text) or end_half == "am" else None
    start, end = _time(start_text, start_half), _time(end_text, end_half)
    if start is None or end is None:
        return match[0]
    if not end_half and end <= start and end < "12:00" and start < latest:
        end = _time(end_text, "pm") or end
    return f"{start}-{end}"


def _hour(time: str) -> int:
    return int(re.split(r"[:.h]", time)[0][:2])


def _time(text: str, half: str | None) -> str | None:
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if half and not 1 <= hour <= 12:
        half = None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else None
