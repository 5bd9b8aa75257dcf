"""What the keys of a map are called, and their values in words, where two editions of a map are told apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pathkit.check.words import conditions_in_words
from pathkit.maps import Condition, Map
from pathkit.maps.model import EmergencyCover, Milestone
from pathkit.maps.plan_facts import day_due
from pathkit.maps.planning import UNKNOWN, Due, how_far
from pathkit.maps.quantities import Target
from pathkit.maps.words import age_range
from pathkit.pathway.names import name_of
from pathkit.times.durations import Response, duration_in_words
from pathkit.times.hours import DayPolicy, HolidayPolicy, Hours
from pathkit.times.phrases import windows_words
from pathkit.times.words import date_in_words

NOT_STATED = "not stated"

Words = Callable[[Map, Any], str]
"""A value of a field in words; None is what is not written down."""


def _conditions(otherwise: str) -> Words:
    def words(map_: Map, value: tuple[Condition, ...] | None) -> str:
        return otherwise if value is None else conditions_in_words(map_, value)

    return words


def _text(otherwise: str = NOT_STATED) -> Words:
    return lambda _map, value: otherwise if value is None else str(value)


def _label(of: Callable[[Map], Mapping[str, Any]]) -> Words:
    def words(map_: Map, value: str | None) -> str:
        if value is None:
            return NOT_STATED
        found = of(map_).get(value, value)
        if isinstance(found, str):
            return found
        return str(getattr(found, "label", None) or getattr(found, "name", None) or found.title)

    return words


def _list(of: Words, nothing: str) -> Words:
    def words(map_: Map, values: Iterable[str] | None) -> str:
        return NOT_STATED if values is None else ", ".join(of(map_, one) for one in values) or nothing

    return words


def _hours(otherwise: str) -> Words:
    def words(_map: Map, value: Hours | None) -> str:
        if value is None:
            return otherwise
        return value.text if value.known else "not known"

    return words


def _day(policy: DayPolicy | None) -> str:
    if policy is None:
        return NOT_STATED
    return windows_words(policy.windows) if policy.kind == "times" else policy.kind


def _holidays(_map: Map, value: HolidayPolicy | None) -> str:
    if value is None:
        return NOT_STATED
    public, local = _day(value.public), _day(value.local)
    return public if public == local else f"public: {public}, local: {local}"


def _date(_map: Map, value: Any) -> str:
    return NOT_STATED if value is None else date_in_words(value)


def _dates(_map: Map, value: Iterable[Any]) -> str:
    return ", ".join(date_in_words(one) for one in sorted(value)) or "none"


def _minutes(_map: Map, value: int | None) -> str:
    return NOT_STATED if value is None else duration_in_words(value)


def _responses(map_: Map, value: Mapping[str, Response] | None) -> str:
    if value is None:
        return NOT_STATED
    words = {urgency: _response(one) for urgency, one in value.items()}
    if len(set(words.values())) == 1 and set(words) == set(map_.framework.urgencies):
        return next(iter(words.values()))
    return ", ".join(f"{map_.framework.urgencies[urgency]}: {one}" for urgency, one in words.items()) or NOT_STATED


def _response(one: Response) -> str:
    if one.clock == "next-working-day":
        return "next working day"
    return duration_in_words(one.minutes) + (" of opening time" if one.clock == "open" else "")


def _yes_no(_map: Map, value: bool | None) -> str:
    return NOT_STATED if value is None else "yes" if value else "no"


def _ages(_map: Map, value: Iterable[tuple[int, int]]) -> str:
    return " and ".join(age_range(*ages) for ages in value)


def _single_days(_map: Map, value: Mapping[Any, Any]) -> str:
    return "; ".join(f"{date_in_words(one)} {_day(value[one])}" for one in sorted(value)) or "none"


def _unsaid(_map: Map, _value: Any) -> str:
    """For what is not quoted: numbers, and texts that may name somebody."""
    return ""


def _due(map_: Map, value: Due | None) -> str:
    if value is None:
        return NOT_STATED
    day = day_due(map_, value)
    return NOT_STATED if day is None else date_in_words(day)


def _milestones(_map: Map, value: Sequence[Milestone]) -> str:
    reached = sum(one.done is not None for one in value)
    return f"{reached} of {len(value)} reached" if value else "none"


def _target(_map: Map, value: Target | None) -> str:
    return NOT_STATED if value is None else f"{value.side} {value.quantity.text}"


def _relied_on(map_: Map, value: EmergencyCover | None) -> str:
    """What an emergency plan covers: each with what it relies on."""
    keys = {} if value is None else {key: getattr(value, key) for key in type(value).model_fields}
    told = [f"{key.replace('_', ' ')}: {_part(map_, name)}" for key, name in keys.items() if name is not None]
    return ", ".join(told) or "nothing"


def _part(map_: Map, name: str | None) -> str:
    """What something of the map is called, whatever its sort."""
    return NOT_STATED if name is None else name_of(map_, name)


_OPEN_TO = {"public": "the public", "professionals": "professionals", "transfers": "people who are passed on"}
_WHEN = {"open": "while the sender is open", "closed": "while the sender is shut", "always": "always"}
_PROVIDER = _label(lambda map_: map_.organisations)
_SERVICE = _label(lambda map_: map_.services)
_SHARES = _list(_label(lambda map_: map_.framework.shares), "nothing")

Fields = Mapping[str, tuple[str, Words]]
"""By the fields of a part: what it is called, and its value in words."""

SERVICE_FIELDS: dict[str, tuple[str, Words]] = {
    "name": ("name", _text()),
    "provider": ("run by", _PROVIDER),
    "kind": ("kind", _label(lambda map_: map_.framework.kinds)),
    "tier": ("tier", _text()),
    "status": ("status", _text()),
    "open_to": ("open to", _label(lambda _map: _OPEN_TO)),
    "door_for": ("a door for", _conditions("everyone")),
    "hours": ("hours", _hours(NOT_STATED)),
    "intake": ("takes people", _hours("whenever it is open")),
    "holidays": ("holidays", _holidays),
    "dates": ("single days", _single_days),
    "valid_from": ("first day", _date),
    "valid_until": ("last day", _date),
    "supports": ("helps", _conditions("nobody itself")),
    "offers": ("offers", _list(_label(lambda map_: map_.offers), "nothing")),
    "responds_within": ("responds within", _responses),
    "contact": ("contact details", _unsaid),
    "when_shut": ("message when shut", _text()),
    "languages": ("languages", _list(_text(), "none")),
    "trauma_training": ("trauma training", _text()),
    "decision_owner": ("who owns decisions", _unsaid),
}
TRANSFER_FIELDS: dict[str, tuple[str, Words]] = {
    "from_": ("sent by", _SERVICE),
    "to": ("goes to", _SERVICE),
    "by": ("by", _label(lambda map_: map_.framework.methods)),
    "for_": ("for", _conditions("everyone")),
    "when": ("made", _label(lambda _map: _WHEN)),
    "hours": ("hours", _hours("whenever the sender is open")),
    "holidays": ("holidays", _text("as usual")),
    "valid_from": ("first day", _date),
    "valid_until": ("last day", _date),
    "takes": ("takes", _minutes),
    "responds_within": ("responds within", _responses),
    "conveyed_by": ("taken there by", lambda map_, value: "the sender" if value is None else _SERVICE(map_, value)),
    "basis": ("legal basis", _text()),
    "shares": ("shares", _SHARES),
    "agreement": ("agreement", _label(lambda map_: map_.agreements)),
    "agreed_by": ("agreed by", _list(_PROVIDER, "nobody")),
    "holds_until": ("sender holds until", _text()),
    "feedback": ("feedback", _yes_no),
}
QUIET_WORDS: Mapping[str, str] = {"notes": "notes", "sources": "sources", "checked_on": "date of checking"}
"""What says nothing of what happens to people."""
OF_SERVICES = frozenset({"from_", "to", "conveyed_by"})

OF_FARES: Mapping[str, frozenset[str]] = {
    "services": frozenset(
        {
            *("open_to", "door_for", "status", "hours", "intake", "holidays", "dates", "valid_from", "valid_until"),
            *("supports", "offers", "responds_within", "contact"),
        }
    ),
    "transfers": frozenset(
        {
            *("from_", "to", "by", "for_", "when", "hours", "holidays", "valid_from", "valid_until"),
            *("takes", "responds_within"),
        }
    ),
    "area": frozenset({"calendar", "local_holidays", "not_holidays", "framework"}),
}
"""What outcomes and waits turn on, by the key of the map that it stands under."""

AREA_FIELDS: Fields = {
    "id": ("id", _text()),
    "name": ("name", _text()),
    "code": ("official code", _text()),
    "calendar": ("calendar", _text()),
    "local_holidays": ("local holidays", _dates),
    "not_holidays": ("holidays that are worked", _dates),
    "in_hours": ("in hours", _hours(NOT_STATED)),
    "framework": ("framework", _list(_text(), "none")),
    "offers": ("offers of the area's own", _list(_text(), "none")),
}
NAMES_OF_AREA = frozenset({"id", "name", "code"})
PEOPLE_FIELDS: Fields = {
    "ages": ("ages", _ages),
    "needs": ("needs", _list(_label(lambda map_: map_.needs), "none")),
    "localities": ("localities", _list(_text(), "none")),
    "circumstances": ("circumstances", _list(_label(lambda map_: map_.circumstances), "none")),
}
_FORUM: Fields = {
    "name": ("name", _text()),
    "convenor": ("convenor", _PROVIDER),
    "members": ("members", _list(_PROVIDER, "nobody")),
    "escalation": ("escalation", _unsaid),
    "lived_experience": ("lived experience", _unsaid),
    "measures": ("measures", _unsaid),
    "reviewed": ("reviewed", _date),
    "review_every": ("reviewed every", _unsaid),
}
_ORGANISATION: Fields = {
    "name": ("name", _text()),
    "sector": ("sector", _label(lambda map_: map_.framework.sectors)),
}
_AGREEMENT: Fields = {
    "name": ("name", _text()),
    "parties": ("parties", _list(_PROVIDER, "nobody")),
    "covers": ("covers", _SHARES),
    "without_consent_when": ("without consent when", _unsaid),
    "review_by": ("review by", _date),
}
_DECLARATION: Fields = {
    "signed": ("signed", _date),
    "signed_by": ("signed by", _list(_PROVIDER, "nobody")),
    "text": ("where it can be read", _unsaid),
}
_PLAN: Fields = {
    "title": ("title", _text()),
    "agreed": ("agreed", _date),
    "agreed_by": ("agreed by", _list(_PROVIDER, "nobody")),
}
_ACTION: Fields = {
    "status": ("status", lambda _map, value: "not stated" if value == UNKNOWN else how_far(value)),
    "due": ("due", _due),
    "started": ("started", _date),
    "done": ("delivered", _date),
    "milestones": ("milestones", _milestones),
    "title": ("title", _text()),
    "owner": ("owner", _list(_PROVIDER, "nobody")),
    "theme": ("theme", _label(lambda map_: map_.framework.themes)),
    "serves": (
        "serves",
        _list(_label(lambda map_: map_.framework.principles), "nothing"),
    ),
    "closes": ("closes", _list(_text(), "nothing")),
    "change": ("what it would change", _unsaid),
    "evidence": ("evidence", _unsaid),
    "learned": ("what was learned", _unsaid),
}
_MEASURE: Fields = {
    "what": ("what is measured", _text()),
    "about": ("about", _part),
    "value": ("value", lambda _map, value: NOT_STATED if value is None else value.text),
    "target": ("target", _target),
    "on": ("measured up to", _date),
    "says": ("what people say", _unsaid),
    "said_by": ("who says so", _unsaid),
    "source": ("source", _unsaid),
}
_TRAINING: Fields = {
    "what": ("about", _text()),
    "with_": ("with", _list(_PROVIDER, "nobody")),
    "on": ("last held", _date),
    "review_by": ("review by", _date),
    "source": ("source", _unsaid),
}
_EMERGENCY_PLAN: Fields = {
    "title": ("title", _text()),
    "owner": ("owner", _PROVIDER),
    "review_by": ("review by", _date),
    "covers": ("covers", _relied_on),
    "text": ("where it can be read", _unsaid),
}
OTHER_FIELDS: Mapping[str, Fields] = {
    "area": AREA_FIELDS,
    "people": PEOPLE_FIELDS,
    "forum": _FORUM,
    "organisations": _ORGANISATION,
    "agreements": _AGREEMENT,
    "declaration": _DECLARATION,
    "plan": _PLAN,
    "actions": _ACTION,
    "measures": _MEASURE,
    "training": _TRAINING,
    "emergency_plan": _EMERGENCY_PLAN,
}
"""What is told of the parts besides services and transfers, by the key of the map that they stand under (`actions`: by
that of the plan)."""
AGREED = frozenset({"declaration", "plan", "actions", "measures", "training", "emergency_plan"})
"""What says what partners have agreed to do, and nothing of what happens to people."""
