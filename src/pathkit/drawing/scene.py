"""What is drawn, in words: services in boxes, grouped by organisation, and transfers as lines between them.

A scene knows neither colours nor places. Whatever draws it (Graphviz today) decides those, and finds here every word
that stands in the picture and a description of the whole for people who do not see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pathkit.check.report import SEVERITIES, Finding
from pathkit.drawing.words import service_lines, transfer_lines
from pathkit.maps import Map, Service, Transfer

SIGNS = {"error": "✗", "warning": "!", "note": "·"}
"""A sign, a word and a colour, always together: no one of them is the only sign of a finding."""

_SHAPES = {
    "line": ("helpline", "call-handling", "emergency-call-handling"),
    "response": ("police-response", "ambulance-response"),
    "hospital": ("emergency-department", "assessment-unit", "liaison", "inpatient"),
    "place": ("crisis-space", "place-of-safety", "court-or-custody"),
    "community": ("peer-support", "community-support"),
}
_SHAPE_OF = {kind: shape for shape, kinds in _SHAPES.items() for kind in kinds}

_WORDS = {
    "door": "a door: open to the public",
    "helps": "double outline: it helps people itself",
    "live": "staff bring the person into contact",
    "queued": "the person is referred, and waits",
    "person-led": "the person is told where to go",
    "none": "open circle: a colleague is asked; the person stays",
    "shape": "the shape of a box follows the kind of service",
    "error": f"{SIGNS['error']} a finding: an error",
    "warning": f"{SIGNS['warning']} a finding: a warning",
    "note": f"{SIGNS['note']} a finding: a note",
}


@dataclass(frozen=True)
class Mark:
    """A finding, where it is drawn: at its subjects, or beneath the picture where they are not in it."""

    rule: str
    severity: str
    subjects: tuple[str, ...]


@dataclass(frozen=True)
class Node:
    """A service. `shape` is that of its kind (`line`, `response`, `hospital`, `place`, `community` or `team`)."""

    id: str
    name: str
    details: tuple[str, ...]
    shape: str
    door: bool
    helps: bool
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Edge:
    """A transfer. `mode` is `live`, `queued`, `person-led` or `none` (the person stays where they are)."""

    id: str
    sender: str
    receiver: str
    details: tuple[str, ...]
    mode: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Group:
    """An organisation and its services."""

    id: str
    name: str
    nodes: tuple[Node, ...]
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Key:
    """One entry of the legend: what a way of drawing means."""

    sign: str
    words: str


@dataclass(frozen=True)
class Scene:
    """A whole picture. `notes` are findings whose subjects are not in it, and what those are."""

    title: str
    description: str
    groups: tuple[Group, ...]
    edges: tuple[Edge, ...]
    notes: tuple[tuple[Mark, str], ...]
    legend: tuple[Key, ...]


def mark_of(finding: Finding) -> Mark:
    """The mark of a finding."""
    return Mark(finding.rule, finding.severity, finding.subjects)


def scene_of(map_: Map, title: str, marks: Sequence[Mark] = ()) -> Scene:
    """The picture of a whole map, in the map's own order, with findings marked."""
    groups = tuple(_groups(map_, marks))
    edges = tuple(_edge(map_, one, marks) for one in map_.transfers.values())
    notes = tuple(_notes(map_, marks, groups, edges))
    legend = tuple(Key(sign, _WORDS[sign]) for sign in _signs(groups, edges))
    return Scene(title, _description(groups, edges, marks), groups, edges, notes, legend)


def gravest(marks: Iterable[Mark]) -> str | None:
    """The gravest severity of some marks, or None."""
    return min((mark.severity for mark in marks), key=SEVERITIES.index, default=None)


def marks_in_words(marks: Iterable[Mark]) -> tuple[str, ...]:
    """One line for each rule that finds something there."""
    return tuple(dict.fromkeys(f"{SIGNS[mark.severity]} {mark.rule}" for mark in marks))


def _at(marks: Sequence[Mark], subject: str) -> tuple[Mark, ...]:
    return tuple(mark for mark in marks if subject in mark.subjects)


def _groups(map_: Map, marks: Sequence[Mark]) -> Iterator[Group]:
    for organisation in map_.organisations:
        services = [one for one in map_.services.values() if one.provider == organisation]
        if services:
            yield Group(
                organisation,
                map_.organisations[organisation].name,
                tuple(_node(map_, one, marks) for one in services),
                _at(marks, organisation),
            )


def _node(map_: Map, service: Service, marks: Sequence[Mark]) -> Node:
    return Node(
        service.id,
        service.name,
        tuple(service_lines(map_, service)),
        _SHAPE_OF.get(service.kind, "team"),
        service.open_to == "public",
        bool(service.supports),
        _at(marks, service.id),
    )


def _edge(map_: Map, transfer: Transfer, marks: Sequence[Mark]) -> Edge:
    mode = map_.framework.methods[transfer.by].mode
    details = tuple(transfer_lines(map_, transfer))
    return Edge(transfer.id, transfer.from_, transfer.to, details, mode, _at(marks, transfer.id))


def _notes(
    map_: Map, marks: Sequence[Mark], groups: Sequence[Group], edges: Sequence[Edge]
) -> Iterator[tuple[Mark, str]]:
    drawn = {group.id for group in groups} | {node.id for group in groups for node in group.nodes}
    drawn |= {edge.id for edge in edges}
    for mark in marks:
        missing = [one for one in mark.subjects if one not in drawn]
        if missing:
            yield mark, ", ".join(_name(map_, one) for one in missing)


def _name(map_: Map, subject: str) -> str:
    """What people call something that is not in the picture."""
    if map_.area is not None and subject == map_.area.id:
        return map_.area.name
    for named in (map_.organisations, map_.agreements):
        if subject in named:
            return named[subject].name
    for labelled in (map_.circumstances, map_.needs):
        if subject in labelled:
            return labelled[subject].label
    return map_.framework.sectors.get(subject, subject)


def _signs(groups: Sequence[Group], edges: Sequence[Edge]) -> Iterator[str]:
    """What the legend has to explain: only what is drawn. A finding beneath the picture says itself what it is."""
    nodes = [node for group in groups for node in group.nodes]
    drawn = ((one.marks for one in some) for some in (groups, nodes, edges))
    marks = [mark for some in drawn for of_one in some for mark in of_one]
    if any(node.door for node in nodes):
        yield "door"
    if any(node.helps for node in nodes):
        yield "helps"
    yield from (mode for mode in ("live", "queued", "person-led", "none") if any(edge.mode == mode for edge in edges))
    if len({node.shape for node in nodes}) > 1:
        yield "shape"
    yield from (severity for severity in SEVERITIES if any(mark.severity == severity for mark in marks))


def _description(groups: Sequence[Group], edges: Sequence[Edge], marks: Sequence[Mark]) -> str:
    """The whole picture in sentences, for people who do not see it."""
    names = {node.id: node.name for group in groups for node in group.nodes}
    told = [f"{group.name}: {'; '.join(map(_told, group.nodes))}." for group in groups]
    told += [f"{names[edge.sender]} to {names[edge.receiver]}: {', '.join(edge.details)}." for edge in edges]
    told += [f"Finding: {'@'.join((mark.rule, *mark.subjects))} ({mark.severity})." for mark in marks]
    return " ".join(told)


def _told(node: Node) -> str:
    return f"{node.name} ({', '.join(node.details)})"
