"""Pairs of small maps to compare: a map, and the same map with some things changed."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

from hypothesis import strategies as st
from simulator.maps import (
    CHANNELS,
    DAY_POLICY,
    EXCLUSION,
    LOCALITIES,
    OFFERS,
    RESPONSE,
    Words,
    conditions,
    plain_maps,
    some,
    text_of,
    transfers,
    weekly_hours,
)

Plain = dict[str, Any]
Change = Callable[[st.DrawFn, Plain, Words], None]
EDGES = ("09:00-17:00", "09:00-16:00", "10:00-17:00", "09:00-16:59", "00:00-24:00")


def _service(draw: st.DrawFn, plain: Plain) -> Plain:
    """A service; mostly one that helps people itself, if there is any."""
    named = plain["services"]
    helping = [name for name, one in named.items() if "supports" in one]
    names = helping if helping and draw(st.sampled_from((True, True, False))) else sorted(named)
    found: Plain = named[draw(st.sampled_from(names))]
    return found


def _follows(service: Plain) -> bool:
    return str(service["hours"]).startswith("when ")


def hours(draw: st.DrawFn, plain: Plain, words: Words) -> None:
    """A service keeps other hours, or nobody knows them any more."""
    days = st.builds("{} {}".format, st.sampled_from(("Mon-Fri", "daily")), st.sampled_from(EDGES))
    forms: st.SearchStrategy[Any] = st.one_of(
        days, days, weekly_hours(), st.sampled_from(("24/7", "unknown", "closed"))
    )
    _service(draw, plain)["hours"] = draw(forms)


def intake(draw: st.DrawFn, plain: Plain, words: Words) -> None:
    """A service takes new people at other times."""
    service = _service(draw, plain)
    if not _follows(service):
        service["intake"] = draw(st.one_of(weekly_hours(), st.just("unknown")))


def holidays(draw: st.DrawFn, plain: Plain, words: Words) -> None:
    """A service keeps holidays otherwise, or does not say how."""
    service = _service(draw, plain)
    if not _follows(service):
        service.pop("holidays", None)
        if draw(st.booleans()):
            service["holidays"] = draw(DAY_POLICY)


def single_days(draw: st.DrawFn, plain: Plain, words: Words) -> None:
    """A service is open otherwise on a day."""
    service = _service(draw, plain)
    if not _follows(service):
        service["dates"] = draw(st.dictionaries(words.first_or_last(), DAY_POLICY, min_size=1, max_size=2))


def ends(draw: st.DrawFn, plain: Plain, words: Words) -> None:
    """A service, or a transfer, ends some day."""
    parts = [*plain["services"].values(), *plain["transfers"]]
    part = draw(st.sampled_from(parts))
    part.pop("valid_from", None)
    part["valid_until"] = draw(words.first_or_last())


def response(draw: st.DrawFn, plain: Plain, words: Words) -> None:
    """A service, or a transfer, leads to help sooner or later, or does not say when."""
    part = draw(st.sampled_from([*plain["services"].values(), *plain["transfers"]]))
    part.pop("responds_within", None)
    if draw(st.integers(0, 3)):
        part["responds_within"] = draw(RESPONSE)


def supports(draw: st.DrawFn, plain: Plain, words: Words) -> None:
    """A service helps other people itself, or nobody."""
    service = _service(draw, plain)
    service.pop("supports", None)
    if draw(st.integers(0, 3)):
        excluding: st.SearchStrategy[Any] = st.one_of(
            st.none(), st.just([]), st.dictionaries(st.sampled_from(words.circumstances), EXCLUSION, max_size=2)
        )
        service["supports"] = draw(conditions(words, excluding))


def offers(draw: st.DrawFn, plain: Plain, words: Words) -> None:
    """A service offers something else, or does not say what."""
    service = _service(draw, plain)
    service.pop("offers", None)
    if draw(st.booleans()):
        service["offers"] = draw(some(OFFERS, least=0))


def contact(draw: st.DrawFn, plain: Plain, words: Words) -> None:
    """A service is contacted otherwise, or does not say how."""
    service = _service(draw, plain)
    service.pop("contact", None)
    if draw(st.booleans()):
        service["contact"] = {channel: CHANNELS[channel] for channel in draw(some(tuple(CHANNELS), least=0))}


def door(draw: st.DrawFn, plain: Plain, words: Words) -> None:
    """A door is shut up or opened, or is for others."""
    service = _service(draw, plain)
    if draw(st.booleans()):
        service["open_to"] = draw(st.sampled_from(("public", "professionals")))
    else:
        service["door_for"] = draw(conditions(words, st.none()))


def fewer_transfers(draw: st.DrawFn, plain: Plain, words: Words) -> None:
    """A transfer is gone."""
    if plain["transfers"]:
        plain["transfers"].pop(draw(st.integers(0, len(plain["transfers"]) - 1)))


def more_transfers(draw: st.DrawFn, plain: Plain, words: Words) -> None:
    """There is another transfer."""
    plain["transfers"].append(draw(transfers(2, sorted(plain["services"]), words, True)) | {"id": "more"})


def another_transfer(draw: st.DrawFn, plain: Plain, words: Words) -> None:
    """A transfer is made otherwise, or for others."""
    if plain["transfers"]:
        transfer = draw(st.sampled_from(plain["transfers"]))
        key = draw(st.sampled_from(("by", "for", "takes", "hours", "when")))
        values = {
            "by": st.sampled_from(("call-transfer", "warm-handover", "referral", "signpost", "advice")),
            "for": conditions(words, st.none()),
            "takes": st.sampled_from(("1 min", "10 min", "45 min", "2 h")),
            "hours": weekly_hours(),
            "when": st.sampled_from(("open", "closed", "always")),
        }
        transfer.pop(key, None)
        if key == "by" or draw(st.booleans()):
            transfer[key] = draw(values[key])
        transfer.pop("conveyed_by", None)


def area(draw: st.DrawFn, plain: Plain, words: Words) -> None:
    """Other days are holidays."""
    key = draw(st.sampled_from(("local_holidays", "not_holidays", "calendar")))
    if key == "calendar":
        plain["area"]["calendar"] = draw(st.sampled_from(("scotland", "england-and-wales", "none")))
        plain["area"].pop("not_holidays", None)
    else:
        plain["area"].pop(key, None)
        if key == "local_holidays":
            plain["area"][key] = draw(st.lists(words.first_or_last(), max_size=2, unique=True))


def people(draw: st.DrawFn, plain: Plain, words: Words) -> None:
    """The map is for others."""
    plain["people"]["ages"] = draw(st.sampled_from(("16+", "10-20", "17-66")))
    plain["people"]["needs"] = draw(some(("distress", "suicidal-thoughts", "injury-or-overdose")))


def localities(draw: st.DrawFn, plain: Plain, words: Words) -> None:
    """One edition tells places apart, or other places, and the other does not."""
    plain["people"]["localities"] = draw(st.sampled_from((list(LOCALITIES), [*LOCALITIES, "west"])))


def circumstances(draw: st.DrawFn, plain: Plain, words: Words) -> None:
    """One edition asks about a circumstance more."""
    described = plain["people"]["circumstances"]
    name = draw(st.sampled_from(("intoxicated", "gp-registered", "no-phone", "known-to-services")))
    if isinstance(described, dict):
        plain["people"]["circumstances"] = {**described, name: described.get(name, {})}
    elif name not in described:
        plain["people"]["circumstances"] = [*described, name]


def renamed(draw: st.DrawFn, plain: Plain, words: Words) -> None:
    """A service has another id."""
    name = draw(st.sampled_from(sorted(plain["services"])))
    text = f"when {name} is closed"
    plain["services"] = {f"{key}-anew" if key == name else key: one for key, one in plain["services"].items()}
    for part in (*plain["services"].values(), *plain["transfers"]):
        for key, value in part.items():
            if key in ("from", "to", "conveyed_by") and value == name:
                part[key] = f"{name}-anew"
            if value == text:
                part[key] = f"when {name}-anew is closed"


def removed(draw: st.DrawFn, plain: Plain, words: Words) -> None:
    """A service is gone, with the transfers from it and to it."""
    name = draw(st.sampled_from(sorted(plain["services"])))
    said = [part.get("hours") for part in (*plain["services"].values(), *plain["transfers"])]
    if len(plain["services"]) > 1 and f"when {name} is closed" not in said:
        del plain["services"][name]
        plain["transfers"] = [
            one for one in plain["transfers"] if name not in (one["from"], one["to"], one.get("conveyed_by"))
        ]


CHANGES: tuple[Change, ...] = (
    *(hours, hours, intake, holidays, single_days, ends, response, response, supports, offers, contact, door),
    *(fewer_transfers, more_transfers, another_transfer, another_transfer, area, people),
    *(localities, circumstances, renamed, removed),
)


@st.composite
def pairs(draw: st.DrawFn, check_date: date) -> tuple[str, str, tuple[str, ...]]:
    """The texts of two editions, and what was changed; the second may not be valid."""
    before = draw(plain_maps(check_date))
    after = deepcopy(before)
    changes = draw(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=4))
    who = before["people"]
    words = Words(
        (check_date, date(check_date.year + 1, 1, 1), date(check_date.year + 1, 2, 14)),
        (),
        tuple(who["needs"]),
        tuple(who.get("localities", ())),
        tuple(who["circumstances"]),
    )
    for change in changes:
        # What is taken away by changing the one is added by changing the other.
        change(draw, draw(st.sampled_from((after, before))), words)
    return text_of(before), text_of(after), tuple(change.__name__ for change in changes)
