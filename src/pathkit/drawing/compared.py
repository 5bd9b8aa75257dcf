"""A map beside an older one: what has been added, removed and changed, drawn on one picture of both.

What is drawn as changed is what bears on people: when, for whom, how and where to. Notes, sources and dates of
checking, and what is no service and no transfer, are counted above the picture, so that no change goes unsaid.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pathkit.check.parts_changed import Change, now_called, same_parts
from pathkit.drawing.scene import STATE_SIGNS, Edge, Group, Node, Scene, Seen, State, description
from pathkit.drawing.views import Look, drawn, name_of
from pathkit.drawing.words import transfer_in_short
from pathkit.maps import Map
from pathkit.maps.model import People

MOST_TOLD = 24
"""So many sentences beneath the picture say what is inside its collapsed boxes."""


@dataclass(frozen=True)
class Difference:
    """Two maps as one. `map` holds everything of both; what has only another id is in it once.

    `changes` are by the ids of `map`; an empty tuple is a change of notes, sources or a date of checking.
    """

    map: Map
    added: frozenset[str]
    removed: frozenset[str]
    changes: Mapping[str, tuple[Change, ...]]
    beside: tuple[str, ...]
    """What else has changed and cannot be drawn, in words."""

    def state(self, name: str) -> str:
        """The state of a service or a transfer in the picture."""
        if name in self.added:
            return "added"
        if name in self.removed:
            return "removed"
        return "changed" if self.changes.get(name) else "plain"


def compared(old: Map, new: Map, look: Look | None = None, title: str = "") -> Scene:
    """The picture of a map beside an older one. Raises `CannotDo` for a focus that neither map knows."""
    found = difference(old, new)
    states = {name: State(found.state(name)) for name in (*found.map.services, *found.map.transfers)}
    heading = (title or _title(old, new), *_counted(found))
    return _with_changes(drawn(found.map, Seen(states, heading=heading), look), found)


def difference(old: Map, new: Map) -> Difference:
    """What is in either map, and how it differs."""
    same = same_parts(old, new)
    both = _union(old, new, same.services, same.transfers)
    kept = {*same.services.values(), *same.transfers.values()}
    added = frozenset({*new.services, *new.transfers} - kept)
    removed = frozenset({*both.services, *both.transfers} - kept - added)
    return Difference(both, added, removed, same.changes, tuple(_beside(old, new, same.changes)))


def _union(old: Map, new: Map, services: Mapping[str, str], transfers: Mapping[str, str]) -> Map:
    """Everything of both maps: the new one in its order, then what only the old one has, in its own."""
    gone = {name: one for name, one in old.services.items() if name not in services}
    gone_transfers = {
        name: one.model_copy(
            update={
                "from_": now_called(services, one.from_),
                "to": now_called(services, one.to),
                "conveyed_by": one.conveyed_by and now_called(services, one.conveyed_by),
            }
        )
        for name, one in old.transfers.items()
        if name not in transfers
    }
    people = People(
        new.people.ages,
        _together(new.people.needs, old.people.needs),
        _together(new.people.localities, old.people.localities),
        _together(new.people.circumstances, old.people.circumstances),
    )
    return replace(
        new,
        people=people,
        organisations={**old.organisations, **new.organisations} if gone else new.organisations,
        services={**new.services, **gone},
        transfers={**new.transfers, **gone_transfers},
        agreements={**old.agreements, **new.agreements},
        needs={**old.needs, **new.needs},
        circumstances={**old.circumstances, **new.circumstances},
        offers={**old.offers, **new.offers},
    )


def _together(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


# --- in words ---------------------------------------------------------------------------------------------


def _title(old: Map, new: Map) -> str:
    if old.area is not None and new.area is not None and old.area.id != new.area.id:
        return f"{name_of(new)} beside {name_of(old)}"
    return f"{name_of(new)}: what has changed"


def _counted(found: Difference) -> Iterator[str]:
    for what, names in (("Services", found.map.services), ("Transfers", found.map.transfers)):
        states = Counter(found.state(name) for name in names)
        told = [f"{states[state]} {state}" for state in ("added", "removed", "changed") if states[state]]
        if not told:
            yield f"{what}: all {states['plain']} as before."
        else:
            yield f"{what}: {', '.join(told)}, {states['plain']} as before."
    if found.beside:
        yield f"Also changed, and not drawn: {', '.join(found.beside)}."


def _beside(old: Map, new: Map, changes: Mapping[str, tuple[Change, ...]]) -> Iterator[str]:
    pairs: tuple[tuple[str, object, object], ...] = (
        ("the area", old.area, new.area),
        ("the people it is for", old.people, new.people),
        ("needs and circumstances", (old.needs, old.circumstances), (new.needs, new.circumstances)),
        ("the forum", old.forum, new.forum),
        ("organisations", old.organisations, new.organisations),
        ("agreements", old.agreements, new.agreements),
        ("scenarios", old.scenarios, new.scenarios),
        ("acknowledged findings", old.acknowledged, new.acknowledged),
    )
    yield from (what for what, before, after in pairs if before != after)
    quiet = sum(not told for told in changes.values())
    if quiet:
        yield f"ids, notes, sources or dates of checking at {quiet} {'place' if quiet == 1 else 'places'}"


# --- in the picture ---------------------------------------------------------------------------------------


def _with_changes(scene: Scene, found: Difference) -> Scene:
    """The picture with every change in words: at the box or line that it is of, or beneath."""
    services, transfers = tuple(found.map.services), tuple(found.map.transfers)
    groups = tuple(
        replace(group, nodes=tuple(_at_node(node, services, found) for node in group.nodes)) for group in scene.groups
    )
    edges = tuple(_at_edge(edge, transfers, found) for edge in scene.edges)
    told = (*scene.told, *_beneath(groups, edges, found))
    told_of_all = description(groups, edges, (), scene.heading, told)
    return replace(scene, groups=groups, edges=edges, told=told, description=told_of_all)


def _at_node(node: Node, services: Sequence[str], found: Difference) -> Node:
    if len(node.numbers) != 1:
        return node
    name = services[node.numbers[0]]
    return replace(node, details=(*_lines(found, name), *_unsaid_yet(node.details, found, name)))


def _at_edge(edge: Edge, transfers: Sequence[str], found: Difference) -> Edge:
    """Of several transfers in one line, each that is not as before is told."""
    names = [transfers[number] for number in edge.numbers]
    if len(names) == 1:
        return replace(edge, details=(*_unsaid_yet(edge.details, found, names[0]), *_lines(found, names[0])))
    told = [line for name in names if found.state(name) != "plain" for line in _told(found, name)]
    return replace(edge, details=(*edge.details, *told))


def _unsaid_yet(details: Iterable[str], found: Difference, name: str) -> Iterator[str]:
    """What is written there, less what the changes say again."""
    said = {text for one in found.changes.get(name, ()) for text in (one.now, f"{one.what}: {one.now}")}
    said |= {f"{one.what} {one.now}" for one in found.changes.get(name, ())}
    return (detail for detail in details if detail not in said)


def _told(found: Difference, name: str) -> Iterator[str]:
    how = transfer_in_short(found.map, found.map.transfers[name])
    yield f"{STATE_SIGNS[found.state(name)]}: {how}"
    yield from _lines(found, name)


def _lines(found: Difference, name: str) -> tuple[str, ...]:
    return tuple(line for change in found.changes.get(name, ()) for line in change.lines)


def _beneath(groups: Sequence[Group], edges: Sequence[Edge], found: Difference) -> Iterator[str]:
    """Sentences on what has no box or line of its own, because it is in a collapsed one."""
    alone = {node.numbers[0] for group in groups for node in group.nodes if len(node.numbers) == 1}
    inside = [name for place, name in enumerate(found.map.services) if place not in alone]
    lined = {number for edge in edges for number in edge.numbers}
    inside += [name for place, name in enumerate(found.map.transfers) if place not in lined]
    sentences = [_sentence(found, name) for name in inside if found.state(name) != "plain"]
    yield from sentences[:MOST_TOLD]
    if len(sentences) > MOST_TOLD:
        yield f"And {len(sentences) - MOST_TOLD} more inside collapsed boxes."


def _sentence(found: Difference, name: str) -> str:
    """One thing that is inside a collapsed box, and how it has changed."""
    service, map_ = found.map.services.get(name), found.map
    if service is not None:
        what = f"{service.name} ({map_.organisations[service.provider].name})"
    else:
        transfer = map_.transfers[name]
        ends = f"{map_.services[transfer.from_].name} to {map_.services[transfer.to].name}"
        what = f"{ends}, {transfer_in_short(map_, transfer)}"
    lines = "; ".join(_lines(found, name))
    return f"{STATE_SIGNS[found.state(name)]}: {what}{f': {lines}' if lines else ''}."
