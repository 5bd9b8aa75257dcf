"""A slow simulator of a map, written from the page that says what a map means, to test the engine against.

It knows nothing of pathkit. It takes the plain mapping that ``yaml.load(text, Loader=yaml.BaseLoader)``
gives for one map file (every scalar is text, no ``uses``) and a date, and answers one question at a time:
what happens to this person, at this door, at this minute, in this reading. It prefers being obvious to being
fast; opening times are painted minute by minute into one byte per minute, and kept.

Minute 0 is 00:00 on the Monday of the week that holds the date of the check. The horizon is 53 weeks;
opening times are known for four weeks more. Readings are ``stated`` and ``best``.

Where the page leaves room, this is how it is read here:

==  ========================================  ==============================================================
 #  open point                                read as
==  ========================================  ==============================================================
 1  does naming a circumstance apply what it  yes, unless the implied one is named too; one step only,
    implies                                   whatever the implied one's ages
 2  circumstances of the pack that `people`   as usual for everybody (`gp-registered` is true)
    does not list
 3  several true circumstances with           each must find a channel of its own
    `reaches_by`
 4  `when x is closed`, x never open by       x is not active or pilot, or its dates miss the 399 known days
    status or validity                        from minute 0: not known. Known: x with hours `closed`, and
                                              days outside x's dates
 5  holiday policy left out                   as usual where `hours` is written `24/7` (then for the intake
                                              too), else not stated; so for each half of {public: …, local:
                                              …}
 6  `hours: unknown` (or intake) on single    surely shut where the policy or `dates` is closed, the times
    days                                      where it gives times, not known where `as usual` or not stated
 7  `as usual` in `dates` on a holiday        the weekly and monthly windows
 8  validity of a service in an overnight     cuts it at midnight
    window
 9  transfer `holidays: closed` without       as with `hours: 24/7`: any minute of a day that is no holiday,
    `hours`                                   if the sender is open
10  transfer `hours: unknown`                 possible, not sure (surely not, where `holidays: closed`
                                              starts no window)
11  a day in both `not_holidays` and          a local holiday
    `local_holidays`
12  `responds_within` by urgency that lacks   not stated there: then the service's, then 0 ("at least" after
    the urgency                               a referral, as stated)
13  the moment of `clock: open`               the least m ≥ t with D open minutes in [t, m), though m may be
                                              a closing minute
14  a known wait against one that is "at      the known one, however long
    least"
15  retellings where `shares` is left out     a retelling (it lacks `story`)
16  `supporters` and `options`                support must begin, as a chain otherwise does not end in
                                              support
17  a start at a service that is not public   answered like a door, contact included
18  journeys with the same ids, at best       the one with the earlier arrivals
19  `offers` of the map's own                 no part of what is enough at an urgency
20  `excludes` left out: who is then          a true circumstance that is neither usual nor required; not a
    excluded                                  usual one turned off
==  ========================================  ==============================================================
"""

from __future__ import annotations

import heapq
import itertools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

import holidays

Windows = list[tuple[int, int]]
Block = Mapping[str, Any]
# A way from a door: its `takes` in minutes, retellings, transfers, their ids, and the minutes and services
# along it, the door's first. Compared as it stands, the least is the best.
Way = tuple[int, int, int, tuple[str, ...], tuple[int, ...], tuple[str, ...]]

DAY = 1440
HORIZON_DAYS = 53 * 7
KNOWN_DAYS = HORIZON_DAYS + 4 * 7
KNOWN = KNOWN_DAYS * DAY
PAST_DAYS = 7

URGENCIES = ("routine", "urgent", "very-urgent", "emergency")
LIVE = ("warm-handover", "call-transfer", "visit", "conveyance", "deployment")
QUEUED = ("referral",)
PERSON_LED = ("signpost",)
STRAIGHT_AWAY = 60

ENOUGH: dict[str, set[str] | None] = {
    "routine": None,
    "urgent": None,
    "very-urgent": {
        "assessment",
        "treatment",
        "outreach",
        "safe-space",
        "place-of-safety",
        "bed",
        "physical-care",
    },
    "emergency": {"assessment", "treatment", "place-of-safety", "bed", "physical-care"},
}

PACK: dict[str, dict[str, Any]] = {
    "intoxicated": {},
    "perinatal": {"ages": "12-55"},
    "gp-registered": {"usual": "yes"},
    "known-to-services": {},
    "left-school": {"ages": "16-17"},
    "visitor": {"implies": {"gp-registered": "no"}},
    "no-phone": {"reaches_by": ["address", "video", "web"]},
    "deaf-bsl": {"reaches_by": ["text", "video", "web", "address"]},
    "limited-english": {},
    "no-fixed-address": {},
    "public-place": {},
    "caller-is-another": {},
}

ALL_NEEDS = (
    "distress",
    "suicidal-thoughts",
    "self-harm",
    "mental-illness",
    "substance-use",
    "injury-or-overdose",
    "social-crisis",
)


# --- what people say and what is asked of them -----------------------------------------------------------


@dataclass(frozen=True, order=True)
class Person:
    """A need, an urgency, an age in whole years, a locality, and the circumstances that are true."""

    need: str
    urgency: str
    age: int
    locality: str | None
    circumstances: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """In contact with a service at a minute; by which transfer (None at the door)."""

    service: str
    at: int
    transfer: str | None


@dataclass(frozen=True)
class Result:
    """What happens: waits and `begins` are in minutes; without support they are None and `steps` is empty."""

    outcome: str
    wait_minutes: int | None
    wait_at_least_minutes: int | None
    begins: int | None
    journey: tuple[str, ...]
    steps: tuple[Step, ...]


NOBODY = Result("none", None, None, None, (), ())


@dataclass(frozen=True)
class Ending:
    """A chain that ends in support. `wait` is in minutes, at least so much when it is not `known`."""

    known: bool
    begins: int
    way: Way

    @property
    def wait(self) -> int:
        takes, _, _, _, minutes, _ = self.way
        return self.begins - minutes[0] + takes

    @property
    def service(self) -> str:
        return self.way[-1][-1]

    def order(self) -> tuple[Any, ...]:
        """A known wait, the least wait, and then the way but for its `takes`, which the wait holds."""
        return (not self.known, self.wait, self.way[1:])


# --- the grammar of hours, and other words ---------------------------------------------------------------

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY_GROUPS = {"daily": range(7), "weekdays": range(5), "weekends": range(5, 7)}
ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
TIME = r"\d\d:\d\d"


@dataclass(frozen=True)
class Rule:
    """Windows that start on some days: a weekday of every week, or the first (…) such day of a month."""

    weekday: int
    which: int | None
    start: int
    end: int

    def starts_on(self, day: date) -> bool:
        if day.weekday() != self.weekday:
            return False
        if self.which is None:
            return True
        same = [day.replace(day=n) for n in range(1, 32) if _is_day(day, n)]
        return [other for other in same if other.weekday() == self.weekday][self.which] == day


@dataclass(frozen=True)
class Hours:
    """`always`, `unknown`, `when` another is closed, or `rules` (none of them: closed)."""

    kind: str
    other: str = ""
    rules: tuple[Rule, ...] = ()

    def usual(self, day: date) -> Windows:
        """The windows that start on this day in an ordinary week; every minute of it where not known."""
        if self.kind in ("always", "unknown"):
            return [(0, DAY)]
        return [(rule.start, rule.end) for rule in self.rules if rule.starts_on(day)]


def _is_day(day: date, number: int) -> bool:
    try:
        day.replace(day=number)
    except ValueError:
        return False
    return True


def clock(text: str) -> int:
    """Minutes after midnight of ``HH:MM``."""
    hours, minutes = text.split(":")
    return 60 * int(hours) + int(minutes)


def window(text: str) -> tuple[int, int]:
    """``18:00-02:00`` as (1080, 1560): an end not after its start is on the next day."""
    start, end = (clock(part) for part in text.strip().split("-"))
    return (start, end) if end > start else (start, end + DAY)


def windows_of(text: str) -> Windows:
    return [window(part) for part in re.split("[,;]", text)]


def weekday(text: str) -> int:
    (found,) = [n for n, name in enumerate(DAYS) if text.strip().lower() in (name, name[:3])]
    return found


def weekdays(text: str) -> list[int]:
    text = text.strip().lower()
    if text in DAY_GROUPS:
        return list(DAY_GROUPS[text])
    first, _, last = text.partition("-")
    days = [weekday(first)]
    while last and days[-1] != weekday(last):
        days.append((days[-1] + 1) % 7)
    return days


def parse_hours(value: str | Sequence[str]) -> Hours:
    text = value.strip() if isinstance(value, str) else "; ".join(value).strip()
    if text in ("24/7", "closed", "unknown"):
        return Hours({"24/7": "always", "closed": "windows", "unknown": "unknown"}[text])
    if when := re.fullmatch(r"when (\S+) is closed", text):
        return Hours("when", other=when[1])
    rules: list[Rule] = []
    days: list[tuple[int, int | None]] = []
    timed = True
    for part in (part.strip() for part in re.split("[,;]", text)):
        if span := re.fullmatch(rf"(\w+) ({TIME}) to (\w+) ({TIME})", part):
            rules += span_rules(weekday(span[1]), clock(span[2]), weekday(span[3]), clock(span[4]))
            continue
        match = re.fullmatch(rf"(?:(?:(first|second|third|fourth|last) )?([A-Za-z-]+))? ?({TIME}-{TIME})?", part)
        if match is None:
            raise ValueError(f"hours not understood: {part!r} in {text!r}")
        which, names, times = match.groups()
        if names:
            named = [(day, ORDINALS[which] if which else None) for day in weekdays(names)]
            days = named if timed else days + named
            timed = False
        if times:
            rules += [Rule(day, ordinal, *window(times)) for day, ordinal in days]
            timed = True
    return Hours("windows", rules=tuple(rules))


def span_rules(first: int, start: int, last: int, end: int) -> list[Rule]:
    """A span over days is one part per day."""
    if first == last and start < end:
        return [Rule(first, None, start, end)]
    rules = [Rule(first, None, start, DAY)]
    day = (first + 1) % 7
    while day != last:
        rules.append(Rule(day, None, 0, DAY))
        day = (day + 1) % 7
    if end:
        rules.append(Rule(last, None, 0, end))
    return rules


def duration(text: str) -> int:
    """Minutes of ``30 min``, ``4 h``, ``2 days``, ``2 weeks``."""
    number, unit = text.split()
    return int(number) * {"m": 1, "h": 60, "d": DAY, "w": 7 * DAY}[unit[0]]


def age_ranges(value: str | Sequence[str]) -> list[tuple[int, int]]:
    ranges = []
    for text in [value] if isinstance(value, str) else value:
        if text.endswith("+"):
            ranges.append((int(text[:-1]), 110))
        else:
            first, _, last = text.partition("-")
            ranges.append((int(first), int(last or first)))
    return ranges


def urgencies(value: str | Sequence[str]) -> set[str]:
    if not isinstance(value, str):
        return set(value)
    if value.startswith("up to "):
        return set(URGENCIES[: URGENCIES.index(value.removeprefix("up to ")) + 1])
    if value.endswith(" or above"):
        return set(URGENCIES[URGENCIES.index(value.removesuffix(" or above")) :])
    first, _, last = value.partition(" to ")
    return set(URGENCIES[URGENCIES.index(first) : URGENCIES.index(last or first) + 1])


def yes(value: str) -> bool:
    return value in ("yes", "true")


def blocks(value: Block | Sequence[Block]) -> list[Block]:
    return [value] if isinstance(value, Mapping) else list(value)


@lru_cache(maxsize=64)
def public_holidays(calendar: str, first_year: int, last_year: int) -> frozenset[date]:
    if calendar == "none":
        return frozenset()
    nation = {"scotland": "SCT", "england-and-wales": "ENG", "northern-ireland": "NIR"}[calendar]
    return frozenset(holidays.country_holidays("GB", subdiv=nation, years=range(first_year, last_year + 1)))


# --- sets of minutes, one byte each ----------------------------------------------------------------------

NEVER = bytes(KNOWN)
ALWAYS = b"\x01" * KNOWN


def first_minute(minutes: bytes, at: int) -> int | None:
    """The first minute of the set that is not before `at`."""
    found = minutes.find(b"\x01", at)
    return None if found < 0 else found


def both(one: bytes, other: bytes) -> bytes:
    joined = int.from_bytes(one, "little") & int.from_bytes(other, "little")
    return joined.to_bytes(KNOWN, "little")


def all_but(minutes: bytes) -> bytes:
    return minutes.translate(bytes([1, 0]) + bytes(range(2, 256)))


@dataclass(frozen=True)
class Minutes:
    """A set of minutes of which the map may not say everything: the sure ones and the possible ones."""

    sure: bytes
    possible: bytes

    def read(self, reading: str) -> bytes:
        return {"stated": self.sure, "best": self.possible}[reading]

    def shut(self) -> Minutes:
        return Minutes(all_but(self.possible), all_but(self.sure))

    def also(self, other: Minutes) -> Minutes:
        return Minutes(both(self.sure, other.sure), both(self.possible, other.possible))


# --- the simulator ---------------------------------------------------------------------------------------


class Simulation:
    """One map on one date.

    >>> Simulation({"area": {"calendar": "none"}, "services": {}}, date(2026, 11, 21)).start
    datetime.date(2026, 11, 16)
    """

    def __init__(self, plain: Mapping[str, Any], check_date: date) -> None:
        self.start = check_date - timedelta(days=check_date.weekday())
        self.area: Mapping[str, Any] = plain.get("area", {})
        self.services: Mapping[str, Mapping[str, Any]] = plain.get("services", {})
        self.transfers: dict[str, Mapping[str, Any]] = {
            transfer.get("id", f"{transfer['from']}-to-{transfer['to']}"): transfer
            for transfer in plain.get("transfers", [])
        }
        self.organisations: Mapping[str, Mapping[str, Any]] = plain.get("organisations", {})
        self.people_section: Mapping[str, Any] = plain.get("people", {})
        own = self.people_section.get("circumstances", [])
        self.circumstances: dict[str, Mapping[str, Any]] = dict(PACK)
        if isinstance(own, Mapping):
            self.circumstances |= {name: said or {} for name, said in own.items() if said or name not in PACK}
        self.turned_in_people = list(own)
        self.public = public_holidays(
            self.area.get("calendar", "scotland"), self.start.year - 1, self.start.year + 2
        ) - self._dates_of("not_holidays")
        self.local = self._dates_of("local_holidays")
        self._kept: dict[tuple[str, str], Minutes] = {}

    def _dates_of(self, key: str) -> frozenset[date]:
        return frozenset(date.fromisoformat(text) for text in self.area.get(key, []))

    # --- time ---

    def day(self, number: int) -> date:
        return self.start + timedelta(days=number)

    def minute(self, moment: datetime | str) -> int:
        """Minutes since minute 0 of a wall-clock moment, such as ``2026-12-25 03:00``."""
        then = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        return (then.date() - self.start).days * DAY + 60 * then.hour + then.minute

    def moment(self, minute: int) -> datetime:
        return datetime.combine(self.start, datetime.min.time()) + timedelta(minutes=minute)

    def holiday(self, day: date) -> str | None:
        """A day that is both follows `public`."""
        if day in self.public:
            return "public"
        return "local" if day in self.local else None

    def working_day(self, day: date) -> bool:
        return day.weekday() < 5 and self.holiday(day) is None

    def _days_within(self, thing: Mapping[str, Any]) -> bytes:
        """The minutes that `valid_from` and `valid_until` admit."""
        first = date.fromisoformat(thing.get("valid_from", "0001-01-01"))
        last = date.fromisoformat(thing.get("valid_until", "9999-12-31"))
        return b"".join(
            (b"\x01" if first <= self.day(number) <= last else b"\x00") * DAY for number in range(KNOWN_DAYS)
        )

    def _paint(self, starting: Callable[[date], tuple[Windows, Windows]]) -> Minutes:
        """The minutes of the (sure, possible) windows that start on each day, the past week's included."""
        painted = (bytearray(KNOWN), bytearray(KNOWN))
        for number in range(-PAST_DAYS, KNOWN_DAYS):
            for minutes, windows in zip(painted, starting(self.day(number)), strict=True):
                for start, end in windows:
                    first, last = number * DAY + start, min(number * DAY + end, KNOWN)
                    if last > 0:
                        first = max(first, 0)
                        minutes[first:last] = b"\x01" * (last - first)
        return Minutes(bytes(painted[0]), bytes(painted[1]))

    def _keep(self, kind: str, name: str, make: Callable[[str], Minutes]) -> Minutes:
        if (kind, name) not in self._kept:
            self._kept[kind, name] = make(name)
        return self._kept[kind, name]

    # --- open, shut, intake ---

    def _service_windows(self, service: Mapping[str, Any], hours: Hours) -> Minutes:
        always = parse_hours(service["hours"]).kind == "always"
        if hours.kind == "when":
            raise ValueError("`when x is closed` stands alone: it is no intake")

        def usual(day: date) -> tuple[Windows, Windows]:
            windows = hours.usual(day)
            return ([] if hours.kind == "unknown" else windows), windows

        def by_policy(policy: str, day: date) -> tuple[Windows, Windows]:
            if policy == "as usual":
                return usual(day)
            windows = [] if policy == "closed" else windows_of(policy)
            return windows, windows

        def starting(day: date) -> tuple[Windows, Windows]:
            dates = service.get("dates", {})
            if day.isoformat() in dates:
                return by_policy(dates[day.isoformat()], day)
            kind = self.holiday(day)
            if kind is None:
                return usual(day)
            policy = service.get("holidays", {})
            if isinstance(policy, Mapping):
                policy = policy.get(kind)
            if policy is not None:
                return by_policy(policy, day)
            if always:
                return usual(day)
            return [], hours.usual(day)

        return self._paint(starting)

    def _could_ever_be_open(self, service: Mapping[str, Any]) -> bool:
        """By its status and its validity dates."""
        admitted = service.get("status", "active") in ("active", "pilot")
        return admitted and self._days_within(service) != NEVER

    def _when_closed(self, other: str) -> Minutes:
        if not self._could_ever_be_open(self.services[other]):
            return Minutes(NEVER, ALWAYS)
        return self.opening(other).shut()

    def _opening(self, name: str) -> Minutes:
        service = self.services[name]
        if service.get("status", "active") not in ("active", "pilot"):
            return Minutes(NEVER, NEVER)
        hours = parse_hours(service["hours"])
        when = hours.kind == "when"
        minutes = self._when_closed(hours.other) if when else self._service_windows(service, hours)
        valid = self._days_within(service)
        return minutes.also(Minutes(valid, valid))

    def opening(self, name: str) -> Minutes:
        return self._keep("open", name, self._opening)

    def _intake(self, name: str) -> Minutes:
        service = self.services[name]
        if "intake" not in service:
            return self.opening(name)
        return self.opening(name).also(self._service_windows(service, parse_hours(service["intake"])))

    def intake_minutes(self, name: str) -> Minutes:
        return self._keep("intake", name, self._intake)

    def open(self, service: str, at: int, reading: str) -> bool:
        return bool(self.opening(service).read(reading)[at])

    def shut(self, service: str, at: int, reading: str) -> bool:
        """As stated: surely not open; at best: possibly not."""
        opening = self.opening(service)
        return not {"stated": opening.possible, "best": opening.sure}[reading][at]

    def intake(self, service: str, at: int, reading: str) -> bool:
        return bool(self.intake_minutes(service).read(reading)[at])

    # --- people and conditions ---

    def usual_circumstances(self) -> set[str]:
        return {name for name, said in self.circumstances.items() if yes(said.get("usual", "no"))}

    def person(self, need: str, urgency: str, age: int, locality: str | None, named: Mapping[str, bool]) -> Person:
        """A person as usual but for the circumstances named, and what those imply unless named too."""
        true = self.usual_circumstances()
        for name, value in named.items():
            if value:
                for implied, text in self.circumstances[name].get("implies", {}).items():
                    true = true | {implied} if yes(text) else true - {implied}
        for name, value in named.items():
            true = true | {name} if value else true - {name}
        return Person(need, urgency, age, locality, tuple(sorted(true)))

    def is_for_age(self, circumstance: str, age: int) -> bool:
        ages = self.circumstances[circumstance].get("ages")
        return ages is None or any(low <= age <= high for low, high in age_ranges(ages))

    def turns(self, age: int, combine: int = 1) -> Iterator[dict[str, bool]]:
        """The circumstances to turn the other way at this age: none, and up to `combine` at once."""
        usual = self.usual_circumstances()
        suitable = [name for name in self.turned_in_people if self.is_for_age(name, age)]
        for count in range(combine + 1):
            for names in itertools.combinations(suitable, count):
                yield {name: name not in usual for name in names}

    def ages(self) -> list[int]:
        ranges = age_ranges(self.people_section.get("ages", "0+"))
        return sorted({age for low, high in ranges for age in range(low, high + 1)})

    def needs(self) -> list[str]:
        return list(self.people_section.get("needs", ALL_NEEDS))

    def localities(self) -> list[str | None]:
        return list(self.people_section.get("localities", [])) or [None]

    def people(self, combine: int = 1) -> set[Person]:
        """Everybody whom the map is for."""
        return {
            self.person(need, urgency, age, locality, named)
            for age in self.ages()
            for named in self.turns(age, combine)
            for need in self.needs()
            for urgency in URGENCIES
            for locality in self.localities()
        }

    def _meets_block(self, block: Block, person: Person) -> bool:
        """All that a block says but for what it leaves out."""
        return (
            ("needs" not in block or person.need in block["needs"])
            and ("localities" not in block or person.locality in block["localities"])
            and ("urgency" not in block or person.urgency in urgencies(block["urgency"]))
            and ("ages" not in block or any(lo <= person.age <= hi for lo, hi in age_ranges(block["ages"])))
            and all(name in person.circumstances for name in block.get("requires", []))
            and not any(name in person.circumstances for name in block.get("excludes", []))
        )

    def meets(self, condition: Block | Sequence[Block] | None, person: Person) -> bool:
        """Of `for` and `door_for`: left out, everyone; else any block."""
        return condition is None or any(self._meets_block(block, person) for block in blocks(condition))

    def supports_person(self, name: str, person: Person, reading: str) -> bool:
        """Whether the person meets its `supports`, where `excludes` left out means not stated."""
        for block in blocks(self.services[name].get("supports", [])):
            unstated = "excludes" not in block and any(
                one not in self.usual_circumstances() and one not in block.get("requires", [])
                for one in person.circumstances
            )
            if self._meets_block(block, person) and not (unstated and reading == "stated"):
                return True
        return False

    def enough(self, name: str, urgency: str, reading: str) -> bool:
        wanted = ENOUGH[urgency]
        if wanted is None:
            return True
        offers = self.services[name].get("offers")
        if offers is None:
            return reading == "best"
        return bool(wanted & set(offers))

    def contactable(self, name: str, person: Person, reading: str) -> bool:
        contact = self.services[name].get("contact")
        for circumstance in person.circumstances:
            channels = self.circumstances[circumstance].get("reaches_by")
            if channels is None:
                continue
            if contact is None:
                if reading == "stated":
                    return False
            elif not any(channel in contact for channel in channels):
                return False
        return True

    def supports(self, name: str, person: Person, at: int, reading: str) -> bool:
        return (
            self.supports_person(name, person, reading)
            and self.intake(name, at, reading)
            and self.enough(name, person.urgency, reading)
        )

    # --- transfers ---

    def _transfer_minutes(self, name: str) -> Minutes:
        """The minutes at which its own hours and validity dates hold."""
        transfer = self.transfers[name]
        hours = parse_hours(transfer.get("hours", "24/7"))

        def starting(day: date) -> tuple[Windows, Windows]:
            if transfer.get("holidays") == "closed" and self.holiday(day):
                return [], []
            return ([] if hours.kind == "unknown" else hours.usual(day)), hours.usual(day)

        minutes = self._when_closed(hours.other) if hours.kind == "when" else self._paint(starting)
        valid = self._days_within(transfer)
        return minutes.also(Minutes(valid, valid))

    def transfer_minutes(self, name: str) -> Minutes:
        return self._keep("transfer", name, self._transfer_minutes)

    def arrivals(self, name: str, person: Person, at: int, reading: str) -> list[int]:
        """When the transfer, made at this minute, puts the person in contact; nothing if it is not usable."""
        transfer = self.transfers[name]
        sender, receiver, by = transfer["from"], transfer["to"], transfer["by"]
        if not self.meets(transfer.get("for"), person):
            return []
        if not self.transfer_minutes(name).read(reading)[at]:
            return []
        when = transfer.get("when", "open")
        if when == "open" and not self.open(sender, at, reading):
            return []
        if when == "closed" and not self.shut(sender, at, reading):
            return []
        if by in LIVE:
            return [at] if self.open(receiver, at, reading) else []
        if by in QUEUED:
            return self._first_minutes(self.intake_minutes(receiver), at, reading)
        if by in PERSON_LED:
            if self.services[receiver].get("open_to", "transfers") != "public":
                return []
            if not self.contactable(receiver, person, reading):
                return []
            return self._first_minutes(self.opening(receiver), at, reading)
        return []

    def _first_minutes(self, minutes: Minutes, at: int, reading: str) -> list[int]:
        """The first such minute; at best, the first possible one and the first sure one."""
        sure = first_minute(minutes.sure, at)
        possible = first_minute(minutes.possible, at)
        found = {sure} if reading == "stated" else {sure, possible}
        return sorted(minute for minute in found if minute is not None)

    # --- support begins ---

    def response(self, thing: Mapping[str, Any], urgency: str) -> tuple[str, int] | None:
        """The clock and minutes of its `responds_within` at this urgency; None if not stated."""
        said = thing.get("responds_within")
        if isinstance(said, Mapping) and "within" not in said:
            said = said.get(urgency)
        if said is None:
            return None
        if isinstance(said, Mapping):
            return said.get("clock", "elapsed"), duration(said["within"])
        if said == "next working day":
            return "next working day", 0
        return "elapsed", duration(said)

    def begins(
        self, name: str, person: Person, at: int, transfer: str | None, made: int, reading: str
    ) -> tuple[int | None, bool]:
        """When support begins after contact at `at` by a transfer made at `made`; whether that is known."""
        said, known = None, True
        if transfer is not None:
            said = self.response(self.transfers[transfer], person.urgency)
        if said is None:
            said = self.response(self.services[name], person.urgency)
        if said is None:
            said = ("elapsed", 0)
            referred = transfer is not None and self.transfers[transfer]["by"] in QUEUED
            known = not (referred and reading == "stated")
        how, minutes = said
        opening = self.opening(name).read(reading)
        if how == "open":
            return self._after_open_minutes(opening, at, minutes), known
        if how == "next working day":
            return self._next_working_day(opening, at, made), known
        return first_minute(opening, max(at, made + minutes)), known

    def _after_open_minutes(self, opening: bytes, at: int, minutes: int) -> int | None:
        """The moment at which it has been open for so many minutes since `at`."""
        moment = at
        for _ in range(minutes):
            minute = first_minute(opening, moment)
            if minute is None:
                return None
            moment = minute + 1
        return moment

    def _next_working_day(self, opening: bytes, at: int, made: int) -> int | None:
        """The first open minute, not before `at`, on a later day than `made` that is a working day."""
        for number in range(made // DAY + 1, KNOWN_DAYS):
            if self.working_day(self.day(number)):
                minute = first_minute(opening, max(at, number * DAY))
                if minute is not None and minute < (number + 1) * DAY:
                    return minute
        return None

    # --- chains ---

    def endings(
        self, door: str, person: Person, at: int, methods: Collection[str], reading: str, in_contact: bool = False
    ) -> Iterator[Ending]:
        """Chains of usable transfers that end in support.

        Every transfer out of every place and minute that can be reached is tried as the last; the way there
        is the least in `takes`, retellings, transfers, ids (no cost is negative, so loops end). Whoever is
        `in_contact` already has been brought there, and need not be able to make contact.
        """
        if not (in_contact or self.contactable(door, person, reading)):
            return
        start: Way = (0, 0, 0, (), (at,), (door,))
        if self.supports(door, person, at, reading):
            begun, known = self.begins(door, person, at, None, at, reading)
            if begun is not None:
                yield Ending(known, begun, start)
        waiting = [start]
        been: set[tuple[str, int]] = set()
        while waiting:
            takes, retellings, count, ids, minutes, places = heapq.heappop(waiting)
            here, now = places[-1], minutes[-1]
            if (here, now) in been:
                continue
            been.add((here, now))
            for name, transfer in self.transfers.items():
                if transfer["from"] != here or transfer["by"] not in methods:
                    continue
                for then in self.arrivals(name, person, now, reading):
                    there = transfer["to"]
                    onward: Way = (
                        takes + duration(transfer.get("takes", "0 min")),
                        retellings + ("story" not in transfer.get("shares", [])),
                        count + 1,
                        (*ids, name),
                        (*minutes, then),
                        (*places, there),
                    )
                    heapq.heappush(waiting, onward)
                    if self.supports(there, person, then, reading):
                        begun, known = self.begins(there, person, then, name, now, reading)
                        if begun is not None:
                            yield Ending(known, begun, onward)

    def outcome(self, door: str, person: Person, at: int, reading: str, in_contact: bool = False) -> Result:
        """What people would read: `now`, `later`, `self` or `none`, with the wait and the journey."""

        def best(methods: Collection[str]) -> Ending | None:
            return min(self.endings(door, person, at, methods, reading, in_contact), key=Ending.order, default=None)

        live = best(LIVE)
        if live is not None and live.wait <= STRAIGHT_AWAY:
            return _result("now", live)
        led = best(LIVE + QUEUED)
        if led is not None:
            return _result("later", led)
        alone = best(LIVE + QUEUED + PERSON_LED)
        return NOBODY if alone is None else _result("self", alone)

    def contacts(
        self, door: str, person: Person, at: int, methods: Collection[str], reading: str
    ) -> set[tuple[str, int]]:
        """The services that at least one transfer brings the person into contact with, and when."""
        found: set[tuple[str, int]] = set()
        waiting = [(door, at)] if self.contactable(door, person, reading) else []
        while waiting:
            here, now = waiting.pop()
            for name, transfer in self.transfers.items():
                if transfer["from"] == here and transfer["by"] in methods:
                    reached = {(transfer["to"], then) for then in self.arrivals(name, person, now, reading)}
                    waiting += sorted(reached - found)
                    found |= reached
        return found

    def supporters(self, door: str, person: Person, at: int, reading: str) -> set[str]:
        """The services that support at the end of some chain of live and queued transfers."""
        return {end.service for end in self.endings(door, person, at, LIVE + QUEUED, reading)}

    def options(self, door: str, person: Person, at: int, reading: str) -> set[str]:
        """What the supporters offer."""
        names = self.supporters(door, person, at, reading)
        return {offer for name in names for offer in self.services[name].get("offers", [])}

    # --- checking what somebody else says ---

    def replay(
        self,
        door: str,
        person: Person,
        at: int,
        reading: str,
        steps: Iterable[tuple[str, int, str | None]],
        outcome: str,
        wait: int,
    ) -> list[str]:
        """Walk a journey that ends in support, step by step: what is wrong with it (nothing, it is hoped).

        `steps` are (service, minute, transfer), the door first; `wait` is in minutes, "at least" or not.
        """
        walk = [Step(*step) for step in steps]
        if not walk or walk[0] != Step(door, at, None):
            return [f"does not start at {door} at {at}: {walk[:1]}"]
        wrong = []
        if not self.contactable(door, person, reading):
            wrong.append(f"cannot contact {door}")
        takes, made, last = 0, at, None
        methods = set()
        for before, after in itertools.pairwise(walk):
            if after.transfer is None or after.transfer not in self.transfers:
                return [*wrong, f"no such transfer: {after.transfer}"]
            transfer = self.transfers[after.transfer]
            if (transfer["from"], transfer["to"]) != (before.service, after.service):
                wrong.append(f"{after.transfer} does not lead from {before.service} to {after.service}")
            elif after.at not in self.arrivals(after.transfer, person, before.at, reading):
                wrong.append(f"{after.transfer} at {before.at} does not arrive at {after.at}")
            takes += duration(transfer.get("takes", "0 min"))
            methods.add(transfer["by"])
            made, last = before.at, after.transfer
        end = walk[-1]
        if not self.supports(end.service, person, end.at, reading):
            wrong.append(f"{end.service} does not support at {end.at}")
        begun, _ = self.begins(end.service, person, end.at, last, made, reading)
        if begun is None:
            return [*wrong, f"support at {end.service} never begins"]
        if begun - at + takes != wait:
            wrong.append(f"the wait is {begun - at + takes}, not {wait}")
        allowed = {"now": LIVE, "later": LIVE + QUEUED, "self": LIVE + QUEUED + PERSON_LED}[outcome]
        if methods - set(allowed):
            wrong.append(f"{sorted(methods)} is more than {outcome} allows")
        if outcome == "now" and wait > STRAIGHT_AWAY:
            wrong.append(f"{wait} minutes is not straight away")
        return wrong


def _result(outcome: str, end: Ending) -> Result:
    _, _, _, ids, minutes, places = end.way
    steps = tuple(Step(*step) for step in zip(places, minutes, (None, *ids), strict=True))
    known, least = (end.wait, None) if end.known else (None, end.wait)
    return Result(outcome, known, least, end.begins, ids, steps)
