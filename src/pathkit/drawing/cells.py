"""Which services are drawn as one box, and which boxes stand together.

A map of more services than can be read is drawn collapsed: an organisation is one box, a stack. (Where tiers are asked
for, a tier is.) Where even those boxes are too many, all that is not opened is one stack for each sector. What is asked
for by `focus` is opened, and then everything else is collapsed, however small the map.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pathkit.maps import Map, Service, Transfer

GROUPS = ("organisation", "tier")
SECTOR = "sector"
MOST_OPEN = 60
"""A picture with more services than this is collapsed, and one with more boxes than this further."""
MOST_TOGETHER = 30
"""An organisation with more services than this is opened around the service that was asked for, and not whole."""


@dataclass(frozen=True)
class Cell:
    """What one box stands for: a service, or (a `stack`) several of a group.

    `rest` says that others of that group are in the same picture with boxes of their own; `by` is what it is a group of
    (one of `GROUPS`, or `sector`).
    """

    id: str
    group: str
    services: tuple[str, ...]
    stack: bool = False
    rest: bool = False
    by: str = GROUPS[0]


def cells_of(
    map_: Map,
    services: Collection[str],
    group: str = GROUPS[0],
    focus: Sequence[str] = (),
    own: Collection[str] = (),
) -> tuple[Cell, ...]:
    """The boxes of a picture of these services, in the map's own order, those of a group together.

    `focus` names organisations and services that are opened; the services of `own` are never in a stack.
    """
    among = [one for one in map_.services.values() if one.id in services]
    if not focus and len(among) <= MOST_OPEN:
        return _cut(map_, among, group, {one.id for one in among})
    opened = {*_opened_by(map_, focus), *own}
    found = _cut(map_, among, group, opened)
    if len(found) > MOST_OPEN:
        opened = _beside({*_asked_open(map_, focus), *own}, map_)
        alone = _cut(map_, [one for one in among if one.id in opened], group, opened)
        found = (*alone, *_by_sector(map_, [one for one in among if one.id not in opened], alone))
    return found


def _cut(map_: Map, among: Sequence[Service], group: str, opened: Collection[str]) -> tuple[Cell, ...]:
    found: list[Cell] = []
    for name in _group_order(map_, group, among):
        found += _of_one(name, [one.id for one in among if group_of(one, group) == name], opened, group)
    return tuple(found)


def _beside(core: set[str], map_: Map) -> set[str]:
    """Some services and those next to them on the map; themselves alone, where that would be too many."""
    ends = {end for one in map_.transfers.values() if core & {one.from_, one.to} for end in (one.from_, one.to)}
    return core | ends if len(core | ends) <= MOST_OPEN else core


def _by_sector(map_: Map, services: Sequence[Service], alone: Sequence[Cell]) -> Iterator[Cell]:
    """Stacks of services by the sector of their organisations."""
    sector = {one.id: map_.organisations[one.provider].sector for one in map_.services.values()}
    beside = {sector[one] for cell in alone for one in cell.services}
    for name in dict.fromkeys(sector[one.id] for one in services):
        among = tuple(one.id for one in services if sector[one.id] == name)
        yield Cell(f"stack {SECTOR} {name}", f"{SECTOR} {name}", among, True, name in beside, SECTOR)


def group_of(service: Service, group: str) -> str:
    """The group that a service stands in: its organisation, or its tier ("" where nobody has stated it)."""
    if group == "tier":
        return "" if service.tier is None else str(service.tier)
    return service.provider


def asked_for(map_: Map, focus: Sequence[str]) -> frozenset[str]:
    """The services that a picture is about: those of organisations, and each service with its own if that is small."""
    found: set[str] = set()
    for name in focus:
        service = map_.services.get(name)
        together = _together(map_, name if service is None else service.provider)
        small = service is None or len(together) <= MOST_TOGETHER
        found |= together if small else {name}
    return frozenset(found)


def too_large(map_: Map, focus: Sequence[str]) -> tuple[str, ...]:
    """The organisations that were asked for and have too many services to be opened."""
    return tuple(name for name in focus if name in map_.organisations and len(_together(map_, name)) > MOST_TOGETHER)


def _asked_open(map_: Map, focus: Sequence[str]) -> frozenset[str]:
    """Of what was asked for, what is not too large to be opened."""
    large = too_large(map_, focus)
    return asked_for(map_, [name for name in focus if name not in large])


def _opened_by(map_: Map, focus: Sequence[str]) -> frozenset[str]:
    """The services that get boxes of their own; one of a large organisation brings those next to it on the map."""
    found = set(_asked_open(map_, focus))
    for name in focus:
        service = map_.services.get(name)
        if service is not None and len(_together(map_, service.provider)) > MOST_TOGETHER:
            found |= {one.to if one.from_ == name else one.from_ for one in map_.transfers.values() if _at(one, name)}
    return frozenset(found)


def _together(map_: Map, organisation: str) -> set[str]:
    return {one.id for one in map_.services.values() if one.provider == organisation}


def _at(transfer: Transfer, service: str) -> bool:
    return service in (transfer.from_, transfer.to)


def _group_order(map_: Map, group: str, among: Sequence[Service]) -> list[str]:
    there = {group_of(one, group) for one in among}
    if group == "tier":
        return sorted(there, key=lambda tier: (tier == "", tier))
    return [one for one in map_.organisations if one in there]


def _of_one(group: str, services: Sequence[str], opened: Collection[str], by: str) -> Iterator[Cell]:
    """The boxes of one group."""
    rest = tuple(one for one in services if one not in opened)
    if len(rest) == 1:  # one service is no shorter as a stack
        rest = ()
    alone = [one for one in services if one not in rest]
    for name in alone:
        yield Cell(name, group, (name,), by=by)
    if rest:
        # No id of a service has a space in it, so this one can be nobody's.
        yield Cell(f"stack {group}", group, rest, True, bool(alone), by)
