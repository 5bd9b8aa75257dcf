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
    What is None is not checked: localities in a library, and the ids of others when a library is missing.
    """

    services: Mapping[str, object] | None
    organisations: Mapping[str, object] | None
    agreements: Mapping[str, object] | None
    needs: Mapping[str, object]
    circumstances: Mapping[str, object]
    offers: Mapping[str, object]
    defined_needs: Mapping[str, object]
    defined_circumstances: Mapping[str, object]
    defined_offers: Mapping[str, object]
    localities: Mapping[str, object] | None

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
            "own need": self.defined_needs,
            "own circumstance": self.defined_circumstances,
            "own offer": self.defined_offers,
        }


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
}


def check_references(document: Document, known: Known) -> None:
    """Add a problem for every reference of the file to something that is not known."""
    sorts = known.by_sort()
    for sort, value, path in references(document.data):
        ids = sorts[sort]
        if not isinstance(value, str) or ids is None or value in ids:
            continue
        document.problems.add(
            "unknown-reference",
            f"there is no {sort.removeprefix('own ')} {shown(value)}",
            partial(_remedy, value, ids, sort),
            *path,
        )


def _remedy(value: str, ids: Iterable[str], sort: str) -> str:
    own = sort.startswith("own ")
    sort = sort.removeprefix("own ")
    listed = list(ids)
    if not listed:
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
    yield from _forum(data.get("forum"))
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
        owner = acknowledgement.get("owner")
        if isinstance(owner, str) and _LIKE_AN_ID.fullmatch(owner):
            yield "organisation", owner, ("acknowledged", number, "owner")


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


def _forum(forum: Any) -> Iterator[Found]:
    if isinstance(forum, dict):
        yield from _one("organisation", forum, "convenor", ("forum",))
        yield from _each("organisation", forum, "members", ("forum",))


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
