"""Small maps to ask questions of, and the minutes at which something happens in them.

`map_texts` draws the text of a valid map of two to six services; `situations` draws a door, a person and a
minute of a map's horizon, near where opening times change, on holidays and the days around them, where
validity begins and ends, and at the end of the horizon.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import yaml
from hypothesis import strategies as st

from .simulator import (
    DAY,
    HORIZON_DAYS,
    KNOWN_DAYS,
    LIVE,
    URGENCIES,
    Minutes,
    Person,
    Simulation,
    age_ranges,
    blocks,
    first_minute,
    public_holidays,
)

Plain = dict[str, Any]

# A Saturday before a long year's end, a bank-holiday Monday, Christmas Eve, Easter, a leap year, a Sunday.
CHECK_DATES = (
    date(2026, 11, 21),
    date(2026, 11, 30),
    date(2026, 12, 24),
    date(2027, 3, 25),
    date(2027, 12, 27),
    date(2028, 2, 27),
)
NEEDS = ("distress", "suicidal-thoughts", "injury-or-overdose")
LOCALITIES = ("north", "south")
OFFERS = ("listening", "assessment", "safe-space", "bed", "outreach", "own-offer", "place-of-safety")
CHANNELS = {
    "phone": "01632 960001",
    "text": "01632 960003",
    "web": "https://example.org/talk",
    "email": "talk@example.org",
    "address": "1 High Street",
    "video": "by the app",
    "professional_phone": "01632 960002",
}
CIRCUMSTANCES = (
    "intoxicated",
    "gp-registered",
    "visitor",
    "left-school",
    "perinatal",
    "no-phone",
    "deaf-bsl",
)
OWN_CIRCUMSTANCES: dict[str, Plain] = {
    "own-young": {"label": "young and new here", "ages": "16-20"},
    "own-quiet": {"label": "will only write", "reaches_by": ["text", "email"]},
    "own-usual": {"label": "has a home", "usual": "yes"},
    "own-both": {"label": "drunk and known", "implies": {"intoxicated": "yes", "gp-registered": "no"}},
}
SERVICES = (
    ("gp", "primary-care"),
    ("line", "helpline"),
    ("team", "crisis-team"),
    ("police", "police-response"),
    ("ward", "inpatient"),
    ("cafe", "crisis-space"),
    ("emergency", "emergency-department"),
)
ORGANISATIONS = {
    "board": {"name": "The Board", "sector": "health"},
    "force": {"name": "The Force", "sector": "police"},
    "trust": {"name": "The Trust", "sector": "third"},
}
SHARES = ("identity", "story", "risk")


# --- small pieces ----------------------------------------------------------------------------------------


def often(value: st.SearchStrategy[Any], of_ten: int) -> st.SearchStrategy[Any]:
    """A value about so many times of ten, else None: the key is left out."""
    return st.integers(0, 9).flatmap(lambda number: value if number >= 10 - of_ten else st.none())


def some(words: Sequence[str], least: int = 1) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(words), min_size=least, max_size=len(words), unique=True)


def stated(**keys: Any) -> Plain:
    """The keys that are not left out; `for_` and `from_` are those words."""
    return {key.rstrip("_"): value for key, value in keys.items() if value is not None}


DAY_WORDS = st.sampled_from(
    [
        *("Mon-Fri", "Mon-Fri", "daily", "daily", "weekdays", "weekends", "Sat-Sun", "Mon", "Mon, Wed"),
        *("Fri-Mon", "Sunday", "Fri", "first Mon", "last Fri", "third Thu"),
    ]
)
TIMES = (
    ("09:00-17:00",) * 3
    + ("09:00-12:00, 13:00-17:00", "18:00-02:00", "22:00-06:30", "00:00-24:00", "08:00-24:00", "00:00-08:00")
    + ("17:15-09:00", "10:00-10:01", "23:59-00:01", "23:00-24:00", "10:00-16:00")
)
TIMES_OF_A_DAY = st.sampled_from(TIMES)
SPANS = st.sampled_from(
    ("Fri 18:00 to Mon 06:00", "Mon 09:00 to Wed 17:00", "Sun 22:00 to Tue 00:00", "Thu 00:00 to Fri 24:00")
)
ONE_RULE = st.one_of(st.builds("{} {}".format, DAY_WORDS, TIMES_OF_A_DAY), SPANS)


@st.composite
def weekly_hours(draw: st.DrawFn) -> str | list[str]:
    """Hours made of windows, in one text or in a list."""
    rules = draw(st.lists(ONE_RULE, min_size=1, max_size=3))
    if len(rules) > 1 and draw(st.booleans()):
        return rules
    return draw(st.sampled_from((", ", "; "))).join(rules)


def hours(earlier: Sequence[str], generous: bool) -> st.SearchStrategy[Any]:
    """Hours of every form; `when x is closed` of a service that comes earlier, so that nothing loops."""
    forms: list[st.SearchStrategy[Any]] = [
        weekly_hours(),
        weekly_hours(),
        st.just("24/7"),
        st.just("24/7"),
        st.just("24/7"),
        st.sampled_from(("unknown", "closed", "24/7")),
    ]
    if generous:
        forms += [st.just("24/7"), st.just("24/7"), st.just("weekdays 00:00-24:00"), st.just("24/7")]
    if earlier:
        forms.append(st.sampled_from(earlier).map(lambda name: f"when {name} is closed"))
    return st.one_of(forms)


DAY_POLICY = st.one_of(
    st.just("closed"),
    st.just("as usual"),
    st.sampled_from(("10:00-16:00", "20:00-04:00", "09:00-12:00, 13:00-17:00", "00:00-24:00")),
)
HOLIDAYS = st.one_of(
    st.none(),
    st.none(),
    DAY_POLICY,
    st.fixed_dictionaries({"public": DAY_POLICY}, optional={"local": DAY_POLICY}),
    st.fixed_dictionaries({"local": DAY_POLICY}),
)
DURATION = st.sampled_from(
    ("1 min", "20 min", "30 min", "60 min", "61 min", "4 h", "9 h", "1 day", "2 days", "1 week", "6 weeks")
)
ONE_RESPONSE = st.one_of(
    DURATION,
    st.just("next working day"),
    DURATION.map(lambda within: {"within": within, "clock": "open"}),
)
RESPONSE = st.one_of(ONE_RESPONSE, st.dictionaries(st.sampled_from(URGENCIES), ONE_RESPONSE, min_size=1))
AGES = st.sampled_from(("16+", "18+", "0-15", "16-17", "18-64", ["0-15", "65+"], "17-17"))
URGENCY: st.SearchStrategy[Any] = st.sampled_from(
    ("urgent", "up to urgent", "up to very-urgent", "urgent or above", "urgent to very-urgent", "emergency")
) | some(URGENCIES)
EXCLUSION = st.sampled_from(({}, {"kind": "blanket"}, {"kind": "functional", "why": "cannot take part"}))


@dataclass(frozen=True)
class Words:
    """What a map speaks of: the days worth naming, and the words of its people."""

    days: tuple[date, ...]
    holidays: tuple[date, ...]
    needs: tuple[str, ...]
    localities: tuple[str, ...]
    circumstances: tuple[str, ...]

    def first_or_last(self) -> st.SearchStrategy[str]:
        return st.sampled_from(self.days).map(date.isoformat)

    def holiday(self) -> st.SearchStrategy[str]:
        return st.sampled_from(self.holidays or self.days).map(date.isoformat)


@st.composite
def conditions(draw: st.DrawFn, words: Words, excluding: st.SearchStrategy[Any]) -> Plain:
    """One block. Most of it is left out, so that people get through."""
    excludes = draw(excluding)
    return stated(
        needs=draw(often(some(words.needs), 2)),
        localities=draw(often(some(words.localities), 3)) if words.localities else None,
        urgency=draw(often(URGENCY, 2)),
        ages=draw(often(AGES, 2)),
        requires=draw(often(some(words.circumstances).map(lambda names: names[:1]), 1 if excludes is not None else 3)),
        excludes=excludes,
    )


@st.composite
def validity(draw: st.DrawFn, words: Words, of_ten: int) -> Plain:
    """`valid_from`, `valid_until`, both or most often neither."""
    first, last = draw(often(words.first_or_last(), of_ten)), draw(often(words.first_or_last(), of_ten))
    if first and last and first > last:
        first, last = last, first
    return stated(valid_from=first, valid_until=last)


# --- a map -----------------------------------------------------------------------------------------------


def providers(kind: str) -> st.SearchStrategy[str]:
    """Mostly the health board; the police run their officers, and seldom anything else."""
    return st.sampled_from(("force", "board") if kind == "police-response" else ("board",) * 8 + ("trust", "force"))


@st.composite
def services(
    draw: st.DrawFn,
    name: str,
    kind: str,
    earlier: Sequence[str],
    words: Words,
    generous: bool,
    supporting: int,
) -> Plain:
    when = draw(hours(earlier, generous))
    stands_alone = isinstance(when, str) and when.startswith("when ")
    excluding: st.SearchStrategy[Any] = st.one_of(
        st.none(),
        st.just([]),
        st.just([]),
        st.just([]),
        some(words.circumstances).map(lambda names: names[:2]),
        st.dictionaries(st.sampled_from(words.circumstances), EXCLUSION, min_size=1, max_size=2),
    )
    block = conditions(words, excluding)
    opening = stated(
        intake=None if stands_alone else draw(often(st.one_of(weekly_hours(), weekly_hours(), st.just("unknown")), 3)),
        holidays=None if stands_alone else draw(HOLIDAYS),
        dates=None
        if stands_alone
        else draw(often(st.dictionaries(words.first_or_last(), DAY_POLICY, min_size=1, max_size=3), 3)),
    )
    status = draw(often(st.sampled_from(("pilot", "active", "pilot", "paused", "planned", "closed")), 1))
    contact = draw(often(some(tuple(CHANNELS), least=0), 6))
    return (
        {"name": f"The {name}", "provider": draw(providers(kind)), "kind": kind, "hours": when}
        | opening
        | draw(validity(words, 1))
        | stated(
            status=status,
            open_to=draw(often(st.sampled_from(("public", "public", "public", "professionals", "transfers")), 9)),
            supports=draw(often(st.one_of(block, block, st.lists(block, min_size=1, max_size=2)), supporting)),
            offers=draw(often(st.one_of(some(OFFERS), some(OFFERS), some(OFFERS, least=0)), 8)),
            responds_within=draw(often(RESPONSE, 4)),
            contact=None if contact is None else {channel: CHANNELS[channel] for channel in contact},
            door_for=draw(often(conditions(words, st.none()), 1)),
            when_shut=draw(often(st.just("nothing"), 1)),
        )
    )


METHODS = LIVE + ("call-transfer", "warm-handover") + ("referral",) * 6 + ("signpost",) * 4 + ("advice",)


@st.composite
def transfers(draw: st.DrawFn, number: int, names: Sequence[str], words: Words, generous: bool) -> Plain:
    # The first few make a way through the map; the others are anywhere.
    if number < len(names) and draw(st.integers(0, 7)):
        sender, receiver = names[number - 1], names[number]
    else:
        sender = draw(st.sampled_from(names[:2] if number < 4 else names))
        receiver = draw(st.sampled_from([name for name in names if name != sender]))
    own_hours = draw(
        often(
            st.one_of(
                weekly_hours(),
                weekly_hours(),
                st.sampled_from(("unknown", "24/7", "closed")),
                st.sampled_from(names).map(lambda name: f"when {name} is closed"),
            ),
            1 if generous else 3,
        )
    )
    stands_alone = isinstance(own_hours, str) and own_hours.startswith("when ")
    excluding = often(some(words.circumstances).map(lambda names: names[:1]), 2)
    by = draw(st.sampled_from(METHODS))
    return {
        "id": f"t{number}",
        "from": sender,
        "to": receiver,
        "by": by,
    } | stated(
        conveyed_by=draw(often(st.sampled_from(names), 5)) if by == "conveyance" else None,
        holds_until=draw(often(st.sampled_from(("sent", "sent", "contacted", "accepted", "arrived")), 6)),
        **draw(validity(words, 0 if generous else 1)),
        for_=draw(often(conditions(words, excluding), 1 if generous else 3)),
        when=draw(often(st.sampled_from(("open", "closed", "closed", "always", "always")), 5)),
        hours=own_hours,
        holidays=None if stands_alone else draw(often(st.just("closed"), 2)),
        takes=draw(often(st.sampled_from(("1 min", "10 min", "30 min", "45 min", "2 h")), 3)),
        shares=draw(often(some(SHARES, least=0), 5)),
        responds_within=draw(often(RESPONSE, 3)),
    )


@st.composite
def days_worth_naming(draw: st.DrawFn, public: Sequence[date], start: date) -> tuple[date, ...]:
    """Holidays and the days around them, the ends of what is known, and any other days of the horizon."""
    near = [day + timedelta(days=n) for day in public for n in (-1, 0, 1)]
    numbers = (-1, 0, 1, 6, 7, 8, HORIZON_DAYS - 1, HORIZON_DAYS, HORIZON_DAYS + 1, KNOWN_DAYS - 1)
    ends = [start + timedelta(days=n) for n in numbers]
    other = draw(st.lists(st.integers(0, HORIZON_DAYS - 1), min_size=3, max_size=3))
    far = [start + timedelta(days=n) for n in (*other, -40, KNOWN_DAYS + 20)]
    return tuple(sorted({*near, *ends, *far}))


@st.composite
def people(draw: st.DrawFn) -> Plain:
    names = draw(st.lists(st.sampled_from(CIRCUMSTANCES), min_size=1, max_size=4, unique=True))
    own = draw(st.lists(st.sampled_from(tuple(OWN_CIRCUMSTANCES)), max_size=2, unique=True))
    if "own-both" in own and "intoxicated" not in names:
        names.append("intoxicated")
    described: Any = names
    if own:
        described = {name: {} for name in names} | {name: OWN_CIRCUMSTANCES[name] for name in own}
    return stated(
        ages=draw(st.sampled_from(("16+", "10-20", "0+", ["14-17", "64-66"]))),
        needs=draw(some(NEEDS)),
        localities=draw(often(st.just(list(LOCALITIES)), 4)),
        circumstances=described,
    )


# --- twists: what has to come together to matter, and seldom does by chance ----------------------------------

EVERYBODY: Plain = {"supports": {"excludes": []}, "offers": ["assessment"]}
OFFICE: Plain = {"hours": "Mon-Fri 09:00-17:00"}
ALL_HOURS: Plain = {"hours": "24/7"}
OPENING = ("hours", "intake", "holidays", "dates", "valid_from", "valid_until", "status", "supports")


def made_anew(service: Plain, *said: Plain) -> None:
    """A service with nothing of its own opening left but what is said."""
    for key in OPENING:
        service.pop(key, None)
    for one in said:
        service.update(one)


def route(number: int, sender: str, receiver: str, by: str, **said: Any) -> Plain:
    return {"id": f"twist{number}", "from": sender, "to": receiver, "by": by, **said}


@st.composite
def a_queue_over_a_holiday(draw: st.DrawFn, made: dict[str, Plain], names: list[str], routes: list[Plain]) -> None:
    """The first possible minute at a receiver leads nowhere, and the first sure one leads on."""
    if len(names) < 3:
        return
    first, middle, last = names[:3]
    made_anew(made[first], ALL_HOURS)
    made_anew(made[middle], draw(st.sampled_from((OFFICE, {"hours": "daily 20:00-04:00"}))))
    made_anew(made[last], draw(st.sampled_from((OFFICE, ALL_HOURS))), {"holidays": "closed"}, EVERYBODY)
    by = draw(st.sampled_from(("referral", "referral", "signpost")))
    made[middle]["open_to"] = "public"
    routes += [route(1, first, middle, by), route(2, middle, last, draw(st.sampled_from(LIVE)))]


@st.composite
def a_door_that_may_be_shut(draw: st.DrawFn, made: dict[str, Plain], names: list[str], routes: list[Plain]) -> None:
    """Whether it is open decides who helps, and is not known at all times."""
    first, second = names[:2]
    made_anew(made[first], draw(st.sampled_from((OFFICE, {"hours": "unknown"}))))
    made_anew(made[second], ALL_HOURS, EVERYBODY)
    routes.append(route(3, first, second, draw(st.sampled_from(METHODS)), when="closed"))


NEVER_OPEN = (
    {"status": "planned"},
    {"status": "closed"},
    {"valid_until": "2020-01-01"},
    {"valid_from": "2040-01-01"},
    {"hours": "closed"},
)


@st.composite
def one_that_never_opens(draw: st.DrawFn, made: dict[str, Plain], names: list[str], routes: list[Plain]) -> None:
    """`when x is closed` of an x that is planned, or over, or not begun before all that is known."""
    first, second = names[:2]
    never = draw(st.sampled_from(NEVER_OPEN))
    made_anew(made[first], ALL_HOURS, EVERYBODY, never)
    made_anew(made[second], {"hours": f"when {first} is closed", "open_to": "public"}, EVERYBODY)
    routes.append(route(4, first, second, draw(st.sampled_from(METHODS)), when="always"))


@st.composite
def twins(draw: st.DrawFn, made: dict[str, Plain], names: list[str], routes: list[Plain]) -> None:
    """Two ways alike, but for what decides between them."""
    for number in range(draw(st.integers(1, 2))):
        near = [one for one in routes if one["from"] == names[0]] or routes
        twin = dict(draw(st.sampled_from(near)))
        key = draw(st.sampled_from(("shares", "shares", "takes", "responds_within")))
        if key == "shares":
            twin[key] = ["identity"] if "story" in twin.get(key, ()) else ["story"]
        elif key in twin:
            del twin[key]
        else:
            twin[key] = draw(st.sampled_from(("1 min", "4 h")))
        twin["id"] = draw(st.sampled_from(("a", "z"))) + str(number)
        routes.append(twin)


@st.composite
def a_signpost_for_few(draw: st.DrawFn, made: dict[str, Plain], names: list[str], routes: list[Plain]) -> None:
    """A door that all can contact points to one that not all can."""
    first, second = names[:2]
    made_anew(made[first], ALL_HOURS)
    made[first]["contact"] = dict(CHANNELS)
    made_anew(made[second], ALL_HOURS, EVERYBODY, {"open_to": "public"})
    made[second].pop("contact", None)
    channels = draw(st.sampled_from((None, (), ("phone",), ("text", "phone"), ("web", "email"))))
    if channels is not None:
        made[second]["contact"] = {channel: CHANNELS[channel] for channel in channels}
    routes.append(route(5, first, second, "signpost"))


@st.composite
def a_requirement(draw: st.DrawFn, made: dict[str, Plain], names: list[str], routes: list[Plain]) -> None:
    """Support for people with a circumstance, and whom else it excludes is not stated."""
    first = names[0]
    made_anew(made[first], ALL_HOURS)
    required = draw(st.sampled_from(("gp-registered", "intoxicated", "visitor", "no-phone")))
    made[first] |= {"supports": [{"requires": [required]}], "offers": ["bed"], "contact": dict(CHANNELS)}


@st.composite
def a_transfer_with_hours(draw: st.DrawFn, made: dict[str, Plain], names: list[str], routes: list[Plain]) -> None:
    """All depends on when the transfer itself can be made."""
    first, second = names[:2]
    made_anew(made[first], ALL_HOURS)
    made_anew(made[second], ALL_HOURS, EVERYBODY)
    routes[:] = [one for one in routes if one["from"] != first]
    said = draw(
        st.sampled_from(
            (
                {"holidays": "closed"},
                {"hours": "unknown"},
                {"hours": "unknown", "holidays": "closed"},
                {"hours": "daily 20:00-04:00", "holidays": "closed"},
                {"hours": "Fri 18:00 to Mon 06:00", "holidays": "closed"},
                {"hours": "Mon-Fri 09:00-17:00"},
            )
        )
    )
    by = draw(st.sampled_from(("visit", "referral")))
    routes.append(route(6, first, second, by, **said))


@st.composite
def a_slow_start(draw: st.DrawFn, made: dict[str, Plain], names: list[str], routes: list[Plain]) -> None:
    """Support that begins after a response time, by every clock, at a service that is not always open."""
    first, second = names[:2]
    made_anew(made[first], ALL_HOURS)
    open_at = draw(st.sampled_from((OFFICE, ALL_HOURS, {"hours": "daily 20:00-04:00"})))
    made_anew(made[second], open_at, EVERYBODY)
    made[second] |= stated(intake=draw(often(st.just("Mon-Fri 09:00-12:00, 22:00-23:00"), 5)))
    made[second] |= stated(holidays=draw(HOLIDAYS))
    routes[:] = [one for one in routes if one["from"] != first]
    said = stated(takes=draw(often(st.sampled_from(("1 min", "30 min", "2 h")), 5)))
    by = draw(st.sampled_from(("referral", "referral", "visit")))
    routes.append(route(7, first, second, by, responds_within=draw(ONE_RESPONSE), **said))


TWISTS = (
    a_queue_over_a_holiday,
    a_door_that_may_be_shut,
    one_that_never_opens,
    a_signpost_for_few,
    a_requirement,
    a_transfer_with_hours,
    a_slow_start,
    twins,
)


@st.composite
def plain_maps(draw: st.DrawFn, check_date: date) -> Plain:
    """A map as the mapping of texts that its YAML is."""
    start = check_date - timedelta(days=check_date.weekday())
    calendar = draw(st.sampled_from(("scotland", "scotland", "scotland", "england-and-wales", "none")))
    end = start + timedelta(days=HORIZON_DAYS)
    public = sorted(d for d in public_holidays(calendar, start.year, start.year + 1) if start <= d < end)[:5]
    days = draw(days_worth_naming(public, start))
    who = draw(people())
    words = Words(
        days, tuple(public), tuple(who["needs"]), tuple(who.get("localities", ())), tuple(who["circumstances"])
    )
    chosen = draw(st.permutations(SERVICES))[: draw(st.sampled_from((2, 3, 4, 4, 5, 6)))]
    names = [name for name, _ in chosen]
    generous = draw(st.booleans())
    made = {}
    for number, (name, kind) in enumerate(chosen):
        # Services other than the last often support nobody: people have to be passed on.
        supporting = 10 if name == names[-1] else 4 if generous else 7
        made[name] = draw(services(name, kind, names[:number], words, generous, supporting))
    made[names[0]]["open_to"] = "public"
    routes = [
        draw(transfers(number, names, words, generous)) for number in range(1, draw(st.integers(len(names), 9)) + 1)
    ]
    for twist in TWISTS:
        if draw(st.integers(0, 9)) >= 8:
            draw(twist(made, names, routes))
    for route in {(route["from"], route["to"]): route for route in routes[::-1]}.values():
        same = [other for other in routes if (other["from"], other["to"]) == (route["from"], route["to"])]
        if len(same) == 1 and draw(st.integers(0, 9)) >= 7:
            del route["id"]
    some_days = st.lists(words.first_or_last() | words.holiday(), max_size=3, unique=True)
    no_days = st.lists(words.holiday(), min_size=1, max_size=2, unique=True)
    return {
        "area": {
            "id": "eastglen",
            "name": "Eastglen",
            "calendar": calendar,
            "offers": {"own-offer": {"label": "a listening ear"}},
        }
        | stated(
            local_holidays=draw(often(some_days, 6)),
            not_holidays=draw(often(no_days, 4)),
            in_hours=draw(often(st.sampled_from(("daily 08:00-20:00", "Mon-Thu 10:00-16:00", "Fri 22:00-02:00")), 3)),
        ),
        "people": who,
        "organisations": ORGANISATIONS,
        "services": made,
        "transfers": routes,
    }


ORDINAL = re.compile(r"\b(first|second|third|fourth|last) ")
LONG = ("weeks", "clock")


def without_holidays(area: Plain) -> Plain:
    return {key: said for key, said in area.items() if not key.endswith("holidays")} | {"calendar": "none"}


def every_week_alike(plain: Plain, holidays: bool = False) -> Plain:
    """The map with nothing in it that makes one week differ from the next, and no wait of more than some days.

    But for its `holidays`, if they are kept.
    """

    def weekly(key: str, said: Any) -> Any:
        if key in ("hours", "intake"):
            return [ORDINAL.sub("", text) for text in said] if isinstance(said, list) else ORDINAL.sub("", said)
        return said

    def alike(thing: Plain) -> Plain:
        left = {key: weekly(key, said) for key, said in thing.items()}
        for key in ("dates", "valid_from", "valid_until"):
            left.pop(key, None)
        if any(word in str(left.get("responds_within", "")) for word in LONG):
            left["responds_within"] = "next working day"
        return left

    return {
        **plain,
        "area": without_holidays(plain["area"]) if not holidays else plain["area"],
        "people": {**plain["people"], "ages": ["15-18", "64-65"]},
        "services": {name: alike(said) for name, said in plain["services"].items()},
        "transfers": [alike(said) for said in plain["transfers"]],
    }


@st.composite
def with_one_that_ends(draw: st.DrawFn, plain: Plain, check_date: date) -> Plain:
    """The map with a last day, in the first weeks or later, for one of its services."""
    name = draw(st.sampled_from(sorted(plain["services"])))
    monday = check_date - timedelta(days=check_date.weekday())
    last = monday + timedelta(days=draw(st.integers(0, 30) | st.integers(0, HORIZON_DAYS - 1)))
    ending = {**plain["services"][name], "valid_until": last.isoformat()}
    return {**plain, "services": {**plain["services"], name: ending}}


def text_of(plain: Mapping[str, Any]) -> str:
    return yaml.safe_dump(dict(plain), sort_keys=False, allow_unicode=True)


def map_texts(check_date: date) -> st.SearchStrategy[str]:
    """The text of a map, and nothing that the format refuses."""
    return plain_maps(check_date).map(text_of)


def weekly_map_texts(check_date: date) -> st.SearchStrategy[str]:
    """The text of a map in which every week is alike, so that questions about all minutes can be asked."""
    return plain_maps(check_date).map(every_week_alike).map(text_of)


def ending_map_texts(check_date: date) -> st.SearchStrategy[str]:
    """The text of a map in which every week is alike but that one service ends."""
    weekly = plain_maps(check_date).map(every_week_alike)
    return weekly.flatmap(lambda plain: with_one_that_ends(plain, check_date)).map(text_of)


def holiday_map_texts(check_date: date) -> st.SearchStrategy[str]:
    """The text of a map in which every week is alike but for holidays."""
    return plain_maps(check_date).map(lambda plain: every_week_alike(plain, holidays=True)).map(text_of)


def check_dates() -> st.SearchStrategy[date]:
    return st.sampled_from(CHECK_DATES)


def simulated(text: str, check_date: date) -> Simulation:
    return Simulation(yaml.load(text, Loader=yaml.BaseLoader), check_date)


# --- situations ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Situation:
    """A person at a door at a minute."""

    door: str
    person: Person
    at: int


def doors(simulation: Simulation) -> list[str]:
    return [name for name, said in simulation.services.items() if said.get("open_to") == "public"]


def telling_ages(simulation: Simulation) -> list[int]:
    """The ages at which some condition or circumstance begins or ends, and those next to them."""
    asked = [said["ages"] for said in simulation.circumstances.values() if "ages" in said]
    for thing in (*simulation.services.values(), *simulation.transfers.values()):
        for key in ("supports", "for", "door_for"):
            asked += [block["ages"] for block in blocks(thing.get(key, [])) if "ages" in block]
    ends = {end for value in asked for ages in age_ranges(value) for end in ages}
    known = simulation.ages()
    return [age for age in known if any(abs(age - end) <= 1 for end in ends)] or known[:1]


@st.composite
def persons(draw: st.DrawFn, simulation: Simulation, combine: int = 1) -> Person:
    """Somebody whom `people` holds with up to `combine` circumstances turned."""
    age = draw(st.sampled_from(telling_ages(simulation)))
    return simulation.person(
        draw(st.sampled_from(simulation.needs())),
        draw(st.sampled_from(("routine", "urgent", *URGENCIES))),
        age,
        draw(st.sampled_from(simulation.localities())),
        draw(st.sampled_from([{}, {}, {}, *simulation.turns(age, combine)])),
    )


def telling_days(simulation: Simulation) -> list[int]:
    """The days of the horizon on which something is special, those next to them, and the first and last."""
    special = {*simulation.public, *simulation.local}
    for thing in (*simulation.services.values(), *simulation.transfers.values()):
        named = [*thing.get("dates", {}), thing.get("valid_from"), thing.get("valid_until")]
        special |= {date.fromisoformat(text) for text in named if text}
    near = {(day - simulation.start).days + n for day in special for n in (-3, -1, 0, 1)}
    near |= {*range(7), HORIZON_DAYS - 2, HORIZON_DAYS - 1}
    return sorted(number for number in near if 0 <= number < HORIZON_DAYS)


def changes(simulation: Simulation, day: int) -> list[int]:
    """The minutes of a day at which a service, its intake or a transfer changes, and midnight."""
    sets: list[Minutes] = [simulation.transfer_minutes(name) for name in simulation.transfers]
    for name in simulation.services:
        sets += [simulation.opening(name), simulation.intake_minutes(name)]
    found = {day * DAY}
    for one in sets:
        for minutes in (one.sure, one.possible):
            found |= set(_changes(minutes, day * DAY, (day + 1) * DAY))
    return sorted(found)


def _changes(minutes: bytes, start: int, end: int) -> list[int]:
    at, found = start, []
    while at < end:
        at = minutes.find(b"\x00" if minutes[at] else b"\x01", at, end)
        if at < 0:
            break
        found.append(at)
    return found


@st.composite
def moments(draw: st.DrawFn, simulation: Simulation) -> int:
    """A minute of the horizon, most often just before, at or after a change on a special day."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.integers(0, HORIZON_DAYS * DAY - 1))
    day = draw(st.sampled_from(telling_days(simulation)))
    at = draw(st.sampled_from(changes(simulation, day))) + draw(st.sampled_from((0, 0, -1, 1, -20, -60, 61, 300)))
    return min(max(at, 0), HORIZON_DAYS * DAY - 1)


@st.composite
def situations(draw: st.DrawFn, simulation: Simulation, combine: int = 1) -> Situation:
    """Somebody at a public door; three times of four no earlier than it may be open."""
    named = doors(simulation)
    door = draw(st.sampled_from([named[0], *named]))
    at = draw(moments(simulation))
    if draw(st.integers(0, 3)):
        opens = first_minute(simulation.opening(door).possible, at)
        at = at if opens is None or opens >= HORIZON_DAYS * DAY else opens
    return Situation(door, draw(persons(simulation, combine)), at)
