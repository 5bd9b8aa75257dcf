"""What is drawn, in words: services in boxes, grouped by organisation, and transfers as lines between them.

A scene knows neither colours nor places. Whatever draws it (Graphviz today) decides those, and finds here every word
that stands in the picture and a description of the whole for people who do not see it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pathkit.check.report import SEVERITIES, Finding
from pathkit.drawing.cells import GROUPS, MOST_OPEN, MOST_TOGETHER, SECTOR, Cell, asked_for, cells_of, too_large
from pathkit.drawing.words import service_in_short, service_lines, transfer_in_short, transfer_lines
from pathkit.maps import Map, Transfer

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
    "organisation": "a stack: several services in one box; a line from or to it stands for all their transfers",
    "shape": "the shape of a box follows the kind of service",
    "open": "bold outline, “open”: it can be used",
    "shut": "grey, broken outline, “shut”: it cannot be used",
    "full": "thin outline, “takes nobody new”: open, but of no use to who comes anew",
    "perhaps": "dotted outline, “? not known”: nobody has written down whether it can be used",
    "added": "bold outline, “+ added”: new beside the older map",
    "removed": "grey, broken outline, “− removed”: in the older map only",
    "changed": "dotted outline, “≠ changed”: not as in the older map",
    "path": "bold outline and number: a step of the journey, told beneath",
    "aside": "grey: not on the way",
    "error": f"{SIGNS['error']} a finding: an error",
    "warning": f"{SIGNS['warning']} a finding: a warning",
    "note": f"{SIGNS['note']} a finding: a note",
}


STATES = ("plain", "open", "full", "shut", "perhaps", "added", "removed", "changed", "path", "aside")
"""What a view says of a service or a transfer. None is shown by colour alone: `STATE_SIGNS` puts each in words.

- `open`, `shut`, `perhaps`: usable at the moment, or for the person, that is asked about; not usable; nobody has
  written down whether it is.
- `full`: open, but it takes nobody new and passes nobody on.
- `added`, `removed`, `changed`: beside an older map.
- `path`: part of the journey that is shown, with the numbers of its steps.
- `aside`: in the picture, but not what it is about.
"""
STATE_SIGNS = {
    "open": "open",
    "full": "takes nobody new",
    "shut": "shut",
    "perhaps": "? not known",
    "added": "+ added",
    "removed": "− removed",
    "changed": "≠ changed",
}
"""What stands at a thing in one of these states, unless its view says it more exactly (`Node.status`)."""
_STRONGEST = ("path", "added", "removed", "changed", "open", "perhaps", "full", "shut", "plain", "aside")
"""Of several things that are drawn as one, the state of the first of these is shown."""

_AS_EVER = ("plain", "open")
"""The states in which a door is blue; in the others the words in its box say that it is one."""

MODES = ("live", "queued", "person-led", "none")
"""How a transfer moves a person, what does most for them first: a line that stands for several is drawn as that one."""
MOST_IN_FULL = 12
"""With more services than this, a box says what it is and when it is open, and the rest is left to `--focus`."""


@dataclass(frozen=True)
class Mark:
    """A finding, where it is drawn: at its subjects, or beneath the picture where they are not in it."""

    rule: str
    severity: str
    subjects: tuple[str, ...]


@dataclass(frozen=True)
class Node:
    """A service. `shape` is that of its kind (`line`, `response`, `hospital`, `place`, `community` or `team`).

    Or several services of one organisation, drawn as one (`shape` is `organisation`).
    """

    id: str
    name: str
    details: tuple[str, ...]
    shape: str
    door: bool
    helps: bool
    marks: tuple[Mark, ...] = ()
    state: str = "plain"
    status: str = ""
    """The state in words, such as "open, takes nobody new"; left out, the usual words of the state."""
    steps: tuple[int, ...] = ()
    """Which steps of the journey that is shown lead here, from 1."""
    numbers: tuple[int, ...] = ()
    """The places in the map's order, from 0, of the services that this is drawn for: several where it is collapsed."""


@dataclass(frozen=True)
class Edge:
    """A transfer. `mode` is `live`, `queued`, `person-led` or `none` (the person stays where they are)."""

    id: str
    sender: str
    receiver: str
    details: tuple[str, ...]
    mode: str
    marks: tuple[Mark, ...] = ()
    state: str = "plain"
    status: str = ""
    steps: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    """As with services: the transfers, by place in the map's order."""


@dataclass(frozen=True)
class Group:
    """An organisation and its services, or a tier. One without a name is drawn as its boxes alone."""

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
    heading: tuple[str, ...] = ()
    """What the picture says above itself, the first line largest: what is shown, and how much of it is left out."""
    told: tuple[str, ...] = ()
    """Sentences beneath the picture, such as the steps of a journey."""


@dataclass(frozen=True)
class State:
    """What a view says of one service or transfer."""

    state: str = "plain"
    status: str = ""
    steps: tuple[int, ...] = ()


@dataclass(frozen=True)
class Seen:
    """What a view says of a map: a state for what it names (the rest is `plain`), and what of it is drawn.

    `services` and `transfers` of None are all of them. The services of `own` are never in a stack, and if they are
    `alone`, a collapsed picture shows them only. `words` are those of the legend for a state, and `counts` those that
    follow a number of services in it.
    """

    states: Mapping[str, State] = field(default_factory=dict)
    services: Collection[str] | None = None
    transfers: Collection[str] | None = None
    own: Collection[str] = ()
    alone: bool = False
    heading: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, str] = field(default_factory=dict)

    def of(self, identifier: str) -> State:
        """What is said of a service or a transfer."""
        return self.states.get(identifier, _PLAIN)


_PLAIN = State()
_COUNTED = {
    "open": "open",
    "full": "taking nobody new",
    "shut": "shut",
    "perhaps": "not known",
    "added": "added",
    "removed": "removed",
    "changed": "changed",
}


def mark_of(finding: Finding) -> Mark:
    """The mark of a finding."""
    return Mark(finding.rule, finding.severity, finding.subjects)


def scene_of(
    map_: Map,
    title: str,
    marks: Sequence[Mark] = (),
    seen: Seen | None = None,
    *,
    group: str = GROUPS[0],
    focus: Sequence[str] = (),
) -> Scene:
    """The picture of a map, in the map's own order, with findings marked and as a view sees it.

    Args:
        map_: the map.
        title: what the picture is called, for people who do not see it.
        marks: the findings to draw where they are.
        seen: what the view says of services and transfers; left out, nothing.
        group: what boxes are grouped by, `organisation` or `tier`.
        focus: organisations and services to open; everything else is then drawn collapsed.
    """
    picture = _Picture(map_, marks, seen or Seen(), group, focus)
    groups, edges = tuple(picture.groups()), tuple(picture.edges())
    heading = (*picture.seen.heading, *picture.told())
    if heading and not picture.seen.heading:
        heading = (title, *heading)
    return Scene(
        title,
        description(groups, edges, marks, heading, picture.seen.told),
        groups,
        edges,
        tuple(_notes(map_, marks, picture.drawn)),
        legend(groups, edges, picture.seen.words),
        heading,
        picture.seen.told,
    )


def gravest(marks: Iterable[Mark]) -> str | None:
    """The gravest severity of some marks, or None."""
    return min((mark.severity for mark in marks), key=SEVERITIES.index, default=None)


def marks_in_words(marks: Iterable[Mark]) -> tuple[str, ...]:
    """One line for each rule that finds something there."""
    return tuple(dict.fromkeys(f"{SIGNS[mark.severity]} {mark.rule}" for mark in marks))


def _at(marks: Sequence[Mark], subjects: Collection[str]) -> tuple[Mark, ...]:
    return tuple(mark for mark in marks if any(one in subjects for one in mark.subjects))


class _Picture:
    """The boxes and lines of a map, cut into cells."""

    def __init__(self, map_: Map, marks: Sequence[Mark], seen: Seen, group: str, focus: Sequence[str]) -> None:
        self.map, self.marks, self.seen, self.group = map_, marks, seen, group
        self.place = {name: number for number, name in enumerate(map_.services)}
        self.transfer_place = {name: number for number, name in enumerate(map_.transfers)}
        services = map_.services.keys() if seen.services is None else seen.services
        chosen = map_.transfers if seen.transfers is None else seen.transfers
        self.cells = cells_of(map_, services, group, focus, seen.own)
        self.transfers = [
            one for one in map_.transfers.values() if one.id in chosen and one.from_ in services and one.to in services
        ]
        self.all = (len(services), len(self.transfers))
        self._near(asked_for(map_, focus) & set(services))
        self.large = too_large(map_, focus)
        self.home = {service: cell for cell in self.cells for service in cell.services}
        self.in_full = len(self.cells) <= MOST_IN_FULL
        self.drawn = {*self.home, *(one.id for one in self.transfers)}
        if group == GROUPS[0]:
            self.drawn |= {cell.group for cell in self.cells}

    def _near(self, core: Collection[str]) -> None:
        """Of a collapsed picture that is about something, leave out what that has nothing to do with."""
        if not any(cell.stack for cell in self.cells) or not (core or self.seen.alone):
            return
        if core:
            self.transfers = [one for one in self.transfers if one.from_ in core or one.to in core]
        else:
            core = set(self.seen.own)
            self.transfers = [one for one in self.transfers if one.from_ in core and one.to in core]
        near = {*core, *(end for one in self.transfers for end in (one.from_, one.to))}
        self.cells = tuple(cell for cell in self.cells if near & set(cell.services))

    def told(self) -> Iterator[str]:
        """That a picture is collapsed, how to open what is, and what is left out."""
        stacks = [cell for cell in self.cells if cell.stack]
        if stacks:
            many = sum(len(cell.services) for cell in stacks)
            yield (
                f"Collapsed: {many} services are drawn as stacks, one for each {stacks[0].by}. "
                f"To open an organisation or a service, name its id: --focus {self._example(stacks)}"
            )
        for name in self.large:
            yield (
                f"{self.map.organisations[name].name} has too many services to be opened whole: "
                f"name one of them, as in --focus {self._example_in(name)}"
            )
        left = [(self.all[0] - len(self.home), "service"), (self.all[1] - len(self.transfers), "transfer")]
        told = " and ".join(f"{many} {_plural(many, what)}" for many, what in left if many)
        if told:
            have = "has" if sum(many for many, _ in left) == 1 else "have"
            yield f"Left out: {told} that {have} nothing to do with what is shown."

    def _example(self, stacks: Sequence[Cell]) -> str:
        """The largest organisation that can be opened whole and read, or else a service of the largest."""
        inside = Counter(self.map.services[one].provider for cell in stacks for one in cell.services)
        sizes = Counter(one.provider for one in self.map.services.values())
        small = [name for name in inside if sizes[name] <= MOST_TOGETHER]
        if small:
            return max(small, key=lambda name: inside[name])
        return self._example_in(max(inside, key=lambda name: inside[name]))

    def _example_in(self, organisation: str) -> str:
        """The service of an organisation that most transfers are made to or from."""
        lines = Counter(end for one in self.map.transfers.values() for end in {one.from_, one.to})
        services = [one.id for one in self.map.services.values() if one.provider == organisation]
        return max(services, key=lambda name: lines[name])

    def groups(self) -> Iterator[Group]:
        """The boxes, by organisation or tier."""
        for name in dict.fromkeys(cell.group for cell in self.cells):
            cells = [cell for cell in self.cells if cell.group == name]
            nodes = tuple(self._stack(cell) if cell.stack else self._service(cell) for cell in cells)
            stack = len(cells) == 1 and cells[0].stack
            if cells[0].by == SECTOR:
                yield Group(name, "", nodes)
            elif self.group == "tier":
                yield Group(f"tier {name}".strip(), "" if stack else self._called(name), nodes)
            elif stack:
                yield Group(name, "", nodes)
            else:
                yield Group(name, self._called(name), nodes, _at(self.marks, {name}))

    def _sector(self, cell: Cell) -> str:
        sector = self.map.organisations[self.map.services[cell.services[0]].provider].sector
        label = self.map.framework.sectors.get(sector, sector)
        return label[:1].upper() + label[1:]

    def _called(self, group: str) -> str:
        if self.group == "tier":
            return f"Tier {group}" if group else "Tier not stated"
        return self.map.organisations[group].name

    def _service(self, cell: Cell) -> Node:
        service = self.map.services[cell.id]
        said = self.seen.of(service.id)
        provider = [self.map.organisations[service.provider].name] if self.group == "tier" else []
        if said.state == "aside":
            provider = details = []
        elif self.in_full:
            details = list(service_lines(self.map, service))
        else:
            details = list(service_in_short(self.map, service, with_hours=not self.seen.states))
        return Node(
            service.id,
            service.name,
            (*provider, *details),
            _SHAPE_OF.get(service.kind, "team"),
            service.open_to == "public",
            bool(service.supports),
            _at(self.marks, {service.id}),
            said.state,
            said.status,
            said.steps,
            (self.place[service.id],),
        )

    def _stack(self, cell: Cell) -> Node:
        services = [self.map.services[one] for one in cell.services]
        within = [one.id for one in self.transfers if self.home[one.from_] is cell is self.home[one.to]]
        doors = sum(one.open_to == "public" for one in services)
        many = f"{len(services)} {_plural(len(services), 'service')}"
        details = [f"{many}, {doors} {_plural(doors, 'door')}" if doors else many]
        if cell.by != GROUPS[0]:
            runs = len({one.provider for one in services})
            details.append(f"of {runs} {_plural(runs, 'organisation')}")
        if within:
            details.append(f"{len(within)} {_plural(len(within), 'transfer')} among them")
        state, status = self._together(cell.services)
        subjects = {*cell.services, *within}
        if not cell.rest and cell.by == GROUPS[0]:
            subjects.add(cell.group)
        name = self._sector(cell) if cell.by == SECTOR else self._called(cell.group)
        return Node(
            cell.id,
            f"{name}: the others" if cell.rest else name,
            tuple(details),
            "organisation",
            bool(doors),
            any(one.supports for one in services),
            _at(self.marks, subjects),
            state,
            status,
            (),
            tuple(self.place[one] for one in cell.services),
        )

    def _together(self, names: Sequence[str], counted: bool = True) -> tuple[str, str]:
        """The state of several things that are drawn as one, and how many are in each.

        `counted`: also where all are in one.
        """
        said = [self.seen.of(name) for name in names]
        states = Counter(one.state for one in said)
        strongest = min(states, key=_STRONGEST.index)
        if len(set(said)) == 1 and not counted:
            return strongest, said[0].status
        words = _COUNTED | dict(self.seen.counts)
        told = [f"{states[state]} {words[state]}" for state in _STRONGEST if states[state] and state in words]
        return strongest, ", ".join(told)

    def edges(self) -> Iterator[Edge]:
        """The lines: one for each transfer, or for all in one mode between two boxes where there are many."""
        bundles: dict[tuple[str, ...], list[Transfer]] = {}
        for one in self.transfers:
            ends = (self.home[one.from_], self.home[one.to])
            if ends[0] is ends[1] and ends[0].stack:
                continue  # counted in the box
            stack = any(end.stack for end in ends)
            said = self.seen.of(one.id)
            apart = said.state in ("added", "removed", "changed") or self.in_full
            alone = one.id if (apart and not stack) or said.steps else ""
            # Between stacks one line stands for all, or there would be more lines than anybody can follow.
            mode = "" if stack else self.map.framework.methods[one.by].mode
            bundles.setdefault((ends[0].id, ends[1].id, mode, alone), []).append(one)
        for (sender, receiver, _, _), transfers in bundles.items():
            modes = {self.map.framework.methods[one.by].mode for one in transfers}
            yield self._edge(sender, receiver, min(modes, key=MODES.index), transfers)

    def _edge(self, sender: str, receiver: str, mode: str, transfers: Sequence[Transfer]) -> Edge:
        names = [one.id for one in transfers]
        state, status = self._together(names, counted=False)
        if state == "aside" or (state == "shut" and not self.in_full) or len(self.cells) > MOST_OPEN:
            details: Iterable[str] = ()  # the way it is drawn says how, and that is all there is room for
        elif len(transfers) == 1 and self.in_full:
            details = transfer_lines(self.map, transfers[0])
        else:
            modes = {name: method.mode for name, method in self.map.framework.methods.items()}
            how = Counter(
                transfer_in_short(self.map, one)
                for one in sorted(transfers, key=lambda one: MODES.index(modes[one.by]))
            )
            details = (f"{words} ({many})" if many > 1 else words for words, many in how.items())
        return Edge(
            " ".join(names),
            sender,
            receiver,
            tuple(details),
            mode,
            _at(self.marks, names),
            state,
            status,
            tuple(sorted(step for name in names for step in self.seen.of(name).steps)),
            tuple(self.transfer_place[name] for name in names),
        )


def _plural(many: int, what: str) -> str:
    return what if many == 1 else f"{what}s"


def _notes(map_: Map, marks: Sequence[Mark], drawn: Collection[str]) -> Iterator[tuple[Mark, str]]:
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


def legend(groups: Sequence[Group], edges: Sequence[Edge], words: Mapping[str, str] | None = None) -> tuple[Key, ...]:
    """What has to be explained: only what is drawn. A finding beneath the picture says itself what it is."""
    return tuple(Key(sign, (words or {}).get(sign, _WORDS[sign])) for sign in _signs(groups, edges))


def _signs(groups: Sequence[Group], edges: Sequence[Edge]) -> Iterator[str]:
    nodes = [node for group in groups for node in group.nodes]
    drawn = ((one.marks for one in some) for some in (groups, nodes, edges))
    marks = [mark for some in drawn for of_one in some for mark in of_one]
    states = {one.state for some in (nodes, edges) for one in some}
    yield from (state for state in STATES if state in states and state != "plain")
    if any(node.door and node.state in _AS_EVER for node in nodes):
        yield "door"
    if any(node.helps for node in nodes):
        yield "helps"
    yield from (mode for mode in MODES if any(edge.mode == mode for edge in edges))
    shapes = {node.shape for node in nodes}
    if "organisation" in shapes:
        yield "organisation"
    if len(shapes - {"organisation"}) > 1:
        yield "shape"
    yield from (severity for severity in SEVERITIES if any(mark.severity == severity for mark in marks))


def description(
    groups: Sequence[Group],
    edges: Sequence[Edge],
    marks: Sequence[Mark],
    heading: Sequence[str] = (),
    told: Sequence[str] = (),
) -> str:
    """The whole picture in sentences, for people who do not see it."""
    names = {node.id: node.name for group in groups for node in group.nodes}
    parts = [one if one.endswith(".") else f"{one}." for one in heading]
    parts += [_told_group(group) for group in groups]
    parts += [f"{names[edge.sender]} to {names[edge.receiver]}: {', '.join(_said(edge))}." for edge in edges]
    parts += [f"Finding: {'@'.join((mark.rule, *mark.subjects))} ({mark.severity})." for mark in marks]
    return " ".join((*parts, *told))


def _told_group(group: Group) -> str:
    nodes = "; ".join(f"{node.name} ({', '.join(_said(node))})" for node in group.nodes)
    return f"{group.name}: {nodes}." if group.name else f"{nodes}."


def status_of(part: Node | Edge) -> str:
    """The state of a service or a transfer in words, as they stand in the picture; "" where there is none."""
    return part.status or STATE_SIGNS.get(part.state, "")


def steps_of(part: Node | Edge) -> str:
    """The steps of the journey that lead there, in words; "" where none does."""
    return f"{'step' if len(part.steps) == 1 else 'steps'} {', '.join(map(str, part.steps))}" if part.steps else ""


def _said(part: Node | Edge) -> tuple[str, ...]:
    words = tuple(filter(None, (steps_of(part), status_of(part), *part.details)))
    if words or part.state == "aside":
        return words or ("not on the way",)
    return (_WORDS[part.mode],) if isinstance(part, Edge) else ()
