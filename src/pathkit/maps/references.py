"""Every id that a file refers to is known: services, organisations, needs, circumstances and so on.

This reads the file's text, not the models, so that a part with another fault is looked through as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from pydantic_core import PydanticCustomError

from pathkit.maps.document import Document
from pathkit.maps.parts import id_by_ends
from pathkit.maps.planning import ENDED, STOPPED, scenario_closed
from pathkit.maps.values import did_you_mean, hours, shown
from pathkit.maps.words import KINDS

Path = tuple[str | int, ...]
Found = tuple[str, Any, Path]
"""The sort of a reference (such as "service"), the value, and where it stands."""


# Words joined by `-`: an owner written so is meant as an organisation's id, and anything else as words.
_LIKE_AN_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")


@dataclass(frozen=True)
class Known:
    """The ids that a file may refer to, valid or not.

    `needs` and `circumstances` include what the file names for itself, and `defined_needs` and
    `defined_circumstances` only what really says what it is: a framework's, or with a label.
    What is None is not checked: localities in a library, the ids of others when a library is missing, and anything in
    a plan that is read with no map around it.
    """

    services: Mapping[str, object] | None
    organisations: Mapping[str, object] | None
    agreements: Mapping[str, object] | None
    needs: Mapping[str, object] | None
    circumstances: Mapping[str, object] | None
    offers: Mapping[str, object] | None
    defined_needs: Mapping[str, object] | None
    defined_circumstances: Mapping[str, object] | None
    defined_offers: Mapping[str, object] | None
    localities: Mapping[str, object] | None
    transfers: Mapping[str, object] | None
    actions: Mapping[str, object] | None
    training: Mapping[str, object] | None
    scenarios: Mapping[str, object] | None
    themes: Mapping[str, object] | None
    aims: Mapping[str, object] | None
    areas: Mapping[str, object] | None

    def by_sort(self) -> dict[str, Mapping[str, object] | None]:
        """The known ids under the name of each sort of reference, None where any will do."""
        return {
            "service": self.services,
            "organisation": self.organisations,
            "agreement": self.agreements,
            "need": self.needs,
            "circumstance": self.circumstances,
            "offer": self.offers,
            "locality": self.localities,
            "service or kind": None if self.services is None else {**self.services, **dict.fromkeys(KINDS)},
            "service or transfer": _together(self.services, self.transfers),
            "part": _together(self.services, self.transfers, self.agreements, self.training),
            "subject": _together(self.services, self.transfers, self.organisations, self.actions, self.areas),
            "scenario": self.scenarios,
            "theme": self.themes,
            "aim": self.aims,
            "own need": self.defined_needs,
            "own circumstance": self.defined_circumstances,
            "own offer": self.defined_offers,
        }


def _together(*sorts: Mapping[str, object] | None) -> Mapping[str, object] | None:
    """The ids of several sorts; None if those of any are not known."""
    found: dict[str, object] = {}
    for ids in sorts:
        if ids is None:
            return None
        found |= ids
    return found


# What several of a sort are called.
_MANY = {
    "service": "services",
    "organisation": "organisations",
    "agreement": "agreements",
    "need": "needs",
    "circumstance": "circumstances",
    "offer": "offers",
    "locality": "localities",
    "service or kind": "services and kinds",
    "service or transfer": "services and transfers",
    "part": "services, transfers, agreements and training",
    "subject": "ids",
    "scenario": "scenarios",
    "theme": "themes",
    "aim": "principles and commitments",
}
# What one of a sort is called, where that is not its own name.
_ONE = {
    "service or transfer": "service or transfer",
    "part": "service, transfer, agreement or training",
    "subject": "service, transfer, organisation, action or area",
    "aim": "principle, expectation or commitment",
}
# Where it would have to be, for what only frameworks define.
_WHERE = {"aim": " in the map's frameworks", "theme": " in the map's frameworks"}


def check_references(document: Document, known: Known, planned: Known) -> None:
    """Add a problem for every reference of the file to something that is not known.

    `planned` is what the parts of `planning` may refer to: where they stand in a file of their own, they speak of the
    map that uses it.
    """
    whole = {key: document.data[key] for key in document.data if key not in PLANNING}
    _check(document, references(whole), known.by_sort())
    agreed = {key: document.data[key] for key in document.data if key in PLANNING}
    if agreed:
        _check(document, references(agreed), planned.by_sort())


def _check(document: Document, found: Iterable[Found], sorts: Mapping[str, Mapping[str, object] | None]) -> None:
    for sort, value, path in found:
        ids = sorts[sort]
        if not isinstance(value, str) or ids is None or value in ids or value in _added(document.data, sort, path):
            continue
        if _is_over(document.data, sort, path):
            continue
        document.problems.add(
            "unknown-reference",
            f"there is no {_ONE.get(sort, sort.removeprefix('own '))} {shown(value)}{_WHERE.get(sort, '')}",
            partial(_remedy, value, ids, sort),
            *path,
        )


def _is_over(data: dict[str, Any], sort: str, path: Path) -> bool:
    """Whether a reference stands in what an action that has ended would have changed: it speaks of the map of then.

    The scenarios that a delivered action was to close have to be there still: without them nothing confirms it.
    """
    if path[:2] != ("plan", "actions"):
        return False
    action = data["plan"]["actions"][path[2]]
    status = action.get("status") if isinstance(action, dict) else None
    if status == STOPPED and sort == "scenario":
        return True
    return status in ENDED and path[3:4] == ("change",)


def _added(data: dict[str, Any], sort: str, path: Path) -> frozenset[str]:
    """The ids of a sort that the change of an action adds itself, for what stands in that change."""
    if path[:2] != ("plan", "actions") or path[3:4] != ("change",):
        return frozenset()
    change = data["plan"]["actions"][path[2]]["change"]
    sorts = _ADDED.get(sort, ())
    found = {name for key in sorts if isinstance(parts := change.get(key), dict) for name in parts}
    if "transfers" in sorts:
        found |= {name for _, item in _items(change, "transfers") if (name := transfer_id(item)) is not None}
    return frozenset(found)


# Under which keys of a change stands what a reference of a sort may name.
_ADDED = {
    "organisation": ("organisations",),
    "agreement": ("agreements",),
    "service": ("services",),
    "service or transfer": ("services", "transfers"),
    "part": ("services", "transfers", "agreements", "training"),
}


def transfer_id(transfer: Mapping[str, Any]) -> str | None:
    """The id of a transfer as it is written: its own, or what its ends come to; None where that cannot be told."""
    own, start, end = (transfer.get(key) for key in ("id", "from", "to"))
    if own is None and isinstance(start, str) and isinstance(end, str):
        return id_by_ends(start, end)
    return own if isinstance(own, str) else None


def _remedy(value: str, ids: Iterable[str], sort: str) -> str:
    own = sort.startswith("own ")
    sort = sort.removeprefix("own ")
    listed = list(ids)
    if not listed:
        if sort in _ONE or sort in _WHERE:
            return "Check the id, or take this out"
        where = "people: localities:" if sort == "locality" else f"{_MANY[sort]}:"
        return f"Define it under `{where}`, or take this out"
    end = f" For one of your own, say what it is called: `{shown(value, 40)[1:-1]}: {{label: …}}`" if own else ""
    # What only differs in how it is typed has not gone anywhere.
    typed = value.strip().casefold().replace("_", "-").replace(" ", "-") in listed
    may_be_gone = sort in ("service", "organisation", "agreement") and not typed
    gone = " If it is gone for good, take out what names it" if may_be_gone else ""
    return did_you_mean(value, listed, f"Known {_MANY[sort]}") + end + gone


def references(data: dict[str, Any]) -> Iterator[Found]:
    """Every reference that stands in a file's text: its sort, the value, and the path to it."""
    area = data.get("area")
    if isinstance(area, dict):
        yield from _each("own offer", area, "offers", ("area",))
    yield from _forum(data.get("forum"), ("forum",))
    yield from _people(data.get("people"))
    for name, service in _entries(data, "services"):
        yield from _service(service, ("services", name))
    for number, transfer in _items(data, "transfers"):
        yield from _transfer(transfer, ("transfers", number))
    for name, agreement in _entries(data, "agreements"):
        yield from _each("organisation", agreement, "parties", ("agreements", name))
    for number, scenario in _items(data, "scenarios"):
        yield from _scenario(scenario, ("scenarios", number))
    for number, acknowledgement in _items(data, "acknowledged"):
        yield from _owners(acknowledgement, ("acknowledged", number))
    yield from _planning(data)


PLANNING = ("declaration", "plan", "measures", "training", "emergency_plan")
"""The top-level keys that say what partners have agreed to do; they may stand in a file of their own."""


def _planning(data: dict[str, Any]) -> Iterator[Found]:
    declaration = data.get("declaration")
    if isinstance(declaration, dict):
        yield from _each("organisation", declaration, "signed_by", ("declaration",))
    plan = data.get("plan")
    if isinstance(plan, dict):
        yield from _each("organisation", plan, "agreed_by", ("plan",))
        yield from _sources(plan, ("plan",))
        for name, action in _entries(plan, "actions"):
            yield from _action(action, ("plan", "actions", name))
    for name, measure in _entries(data, "measures"):
        yield from _one("subject", measure, "about", ("measures", name))
    for name, training in _entries(data, "training"):
        yield from _each("organisation", training, "with", ("training", name))
    yield from _emergency_plan(data.get("emergency_plan"), ("emergency_plan",))


def _action(action: dict[str, Any], path: Path) -> Iterator[Found]:
    yield from _one("theme", action, "theme", path)
    yield from _each("aim", action, "serves", path)
    closes = action.get("closes")
    for number, item in enumerate(closes if isinstance(closes, list) else ()):
        if isinstance(item, str) and (name := scenario_closed(item)) is not None:
            yield "scenario", name, (*path, "closes", number)
    yield from _owners(action, path)
    for number, milestone in _items(action, "milestones"):
        yield from _owners(milestone, (*path, "milestones", number))
    yield from _sources(action, path)
    change = action.get("change")
    if isinstance(change, dict):
        yield from _change(change, (*path, "change"))


def _change(change: dict[str, Any], path: Path) -> Iterator[Found]:
    yield from _forum(change.get("forum"), (*path, "forum"))
    for name, service in _entries(change, "services"):
        yield from _service(service, (*path, "services", name))
    for number, transfer in _items(change, "transfers"):
        yield from _transfer(transfer, (*path, "transfers", number))
    for name, agreement in _entries(change, "agreements"):
        yield from _each("organisation", agreement, "parties", (*path, "agreements", name))
    for name, training in _entries(change, "training"):
        yield from _each("organisation", training, "with", (*path, "training", name))
    yield from _emergency_plan(change.get("emergency_plan"), (*path, "emergency_plan"))
    yield from _each("part", change, "remove", path)


def _emergency_plan(plan: Any, path: Path) -> Iterator[Found]:
    if not isinstance(plan, dict):
        return
    yield from _owners(plan, path)
    covers = plan.get("covers")
    if isinstance(covers, dict):
        for key in covers:
            yield from _one("service or transfer", covers, key, (*path, "covers"))


def _owners(part: dict[str, Any], path: Path) -> Iterator[Found]:
    """Owners that are meant as organisations."""
    owner = part.get("owner")
    if isinstance(owner, list):
        for number, one in enumerate(owner):
            if isinstance(one, str) and _LIKE_AN_ID.fullmatch(one):
                yield "organisation", one, (*path, "owner", number)
    elif isinstance(owner, str) and _LIKE_AN_ID.fullmatch(owner):
        yield "organisation", owner, (*path, "owner")


def _entries(data: dict[str, Any], key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    parts = data.get(key)
    if isinstance(parts, dict):
        for name, part in parts.items():
            if isinstance(part, dict):
                yield name, part


def _items(data: dict[str, Any], key: str) -> Iterator[tuple[int, dict[str, Any]]]:
    parts = data.get(key)
    if isinstance(parts, list):
        for number, part in enumerate(parts):
            if isinstance(part, dict):
                yield number, part


def _one(sort: str, part: dict[str, Any], key: str, path: Path) -> Iterator[Found]:
    if key in part:
        yield sort, part[key], (*path, key)


def _each(sort: str, part: dict[str, Any], key: str, path: Path) -> Iterator[Found]:
    """References in a list, or as the keys of a block."""
    values = part.get(key)
    if isinstance(values, list):
        for number, value in enumerate(values):
            yield sort, value, (*path, key, number)
    elif isinstance(values, dict):
        for value in values:
            yield sort, value, (*path, key, value, "[key]")


def _forum(forum: Any, path: Path) -> Iterator[Found]:
    if isinstance(forum, dict):
        yield from _one("organisation", forum, "convenor", path)
        yield from _each("organisation", forum, "members", path)


def _people(people: Any) -> Iterator[Found]:
    if not isinstance(people, dict):
        return
    path: Path = ("people",)
    yield from _each("own need", people, "needs", path)
    yield from _each("own circumstance", people, "circumstances", path)
    circumstances = people.get("circumstances")
    if isinstance(circumstances, dict):
        for name, own in circumstances.items():
            if isinstance(own, dict):
                yield from _each("circumstance", own, "implies", (*path, "circumstances", name))


def _service(service: dict[str, Any], path: Path) -> Iterator[Found]:
    yield from _one("organisation", service, "provider", path)
    yield from _hours(service, path)
    yield from _each("offer", service, "offers", path)
    yield from _conditions(service, "supports", path)
    yield from _conditions(service, "door_for", path)
    yield from _sources(service, path)


def _transfer(transfer: dict[str, Any], path: Path) -> Iterator[Found]:
    yield from _one("service", transfer, "from", path)
    yield from _one("service", transfer, "to", path)
    yield from _one("service", transfer, "conveyed_by", path)
    yield from _one("agreement", transfer, "agreement", path)
    yield from _each("organisation", transfer, "agreed_by", path)
    yield from _hours(transfer, path)
    yield from _conditions(transfer, "for", path)
    yield from _sources(transfer, path)


def _hours(part: dict[str, Any], path: Path) -> Iterator[Found]:
    text = part.get("hours")
    text = text[0] if isinstance(text, list) and len(text) == 1 else text
    if isinstance(text, str) and text[:4].casefold() == "when":
        try:
            yield "service", hours(text).closed_with, (*path, "hours")
        except PydanticCustomError:
            return  # told already, where the hours were read


def _sources(part: dict[str, Any], path: Path) -> Iterator[Found]:
    for number, source in _items(part, "sources"):
        says = source.get("says")
        if isinstance(says, dict):
            yield from _hours(says, (*path, "sources", number, "says"))


def _conditions(part: dict[str, Any], key: str, path: Path) -> Iterator[Found]:
    blocks = part.get(key)
    path = (*path, key)
    if isinstance(blocks, dict):
        yield from _condition(blocks, path)
    elif isinstance(blocks, list):
        for number, block in enumerate(blocks):
            if isinstance(block, dict):
                yield from _condition(block, (*path, number))


def _condition(block: dict[str, Any], path: Path) -> Iterator[Found]:
    yield from _each("need", block, "needs", path)
    yield from _each("locality", block, "localities", path)
    yield from _each("circumstance", block, "requires", path)
    yield from _each("circumstance", block, "excludes", path)


def _scenario(scenario: dict[str, Any], path: Path) -> Iterator[Found]:
    yield from _one("service", scenario, "door", path)
    person, expect = scenario.get("person"), scenario.get("expect")
    if isinstance(person, dict):
        yield from _one("need", person, "need", (*path, "person"))
        yield from _one("locality", person, "locality", (*path, "person"))
        yield from _each("circumstance", person, "circumstances", (*path, "person"))
    if isinstance(expect, dict):
        yield from _one("service", expect, "reaches", (*path, "expect"))
        yield from _each("service or kind", expect, "not_through", (*path, "expect"))
