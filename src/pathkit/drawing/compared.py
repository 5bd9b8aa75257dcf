"""A map beside an older one: what has been added, removed and changed, drawn on one picture of both.

What is drawn as changed is what bears on people: when, for whom, how and where to. Notes, sources and dates of
checking, and what is no service and no transfer, are counted above the picture, so that no change goes unsaid.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from pathkit.drawing.scene import STATE_SIGNS, Edge, Group, Node, Scene, Seen, State, description
from pathkit.drawing.views import Look, drawn, name_of
from pathkit.drawing.words import conditions_in_words, transfer_in_short
from pathkit.maps import Condition, Map, Service, Transfer
from pathkit.maps.model import People
from pathkit.times.durations import Response, duration_in_words
from pathkit.times.hours import DayPolicy, HolidayPolicy, Hours
from pathkit.times.phrases import windows_words
from pathkit.times.words import date_in_words

T = TypeVar("T")
Part = Service | Transfer

MOST_TOLD = 24
"""So many sentences beneath the picture say what is inside its collapsed boxes."""
_LONGEST = 60
"""A change that takes more letters than this is told in two lines: what is, and what was."""
NOT_STATED = "not stated"


@dataclass(frozen=True)
class Change:
    """What is otherwise than it was, as a sentence has it. Both are "" where only that it is otherwise is told."""

    what: str
    now: str = ""
    was: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """In words, on one line or two."""
        if self.now == self.was:
            return (f"{self.what}: changed",)
        whole = f"{self.what}: {self.now} (was: {self.was})"
        return (whole,) if len(whole) <= _LONGEST else (f"{self.what}: {self.now}", f"was: {self.was}")


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
    services = _same_services(old, new)
    transfers = _same_transfers(old, new, services)
    both = _union(old, new, services, transfers)
    changes: dict[str, tuple[Change, ...]] = {}
    for before, after in services.items():
        if old.services[before] != new.services[after]:
            changes[after] = tuple(_service_changes(old, new, old.services[before], new.services[after], services))
    for before, after in transfers.items():
        if old.transfers[before] != new.transfers[after]:
            changes[after] = tuple(_transfer_changes(old, new, old.transfers[before], new.transfers[after], services))
    kept = {*services.values(), *transfers.values()}
    added = frozenset({*new.services, *new.transfers} - kept)
    removed = frozenset({*both.services, *both.transfers} - kept - added)
    return Difference(both, added, removed, changes, tuple(_beside(old, new, changes)))


# --- which is which ---------------------------------------------------------------------------------------


def _same_services(old: Map, new: Map) -> dict[str, str]:
    """The services of the old map that are in the new one, and their ids there.

    One that has another id is the same where it is the only one of its name, organisation and kind.
    """

    def known_by(map_: Map, one: Service) -> tuple[str, ...]:
        return one.name.casefold(), map_.organisations[one.provider].name.casefold(), one.kind

    return _matched(
        {name: known_by(old, one) for name, one in old.services.items()},
        {name: known_by(new, one) for name, one in new.services.items()},
    )


def _same_transfers(old: Map, new: Map, services: Mapping[str, str]) -> dict[str, str]:
    """As with services: one that has another id is the same where it is the only one of its kind between the two."""
    return _matched(
        {name: (_now(services, one.from_), _now(services, one.to), one.by) for name, one in old.transfers.items()},
        {name: (one.from_, one.to, one.by) for name, one in new.transfers.items()},
    )


def _matched(old: Mapping[str, tuple[str, ...]], new: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Ids of old things to ids of new ones: the same id, or, among the rest, what they are both alone known by."""
    same = {name: name for name in old if name in new}
    gone = {name: known for name, known in old.items() if name not in new}
    come = {name: known for name, known in new.items() if name not in old}
    times_gone, times_come = Counter(gone.values()), Counter(come.values())
    by_known = {known: name for name, known in come.items()}
    same |= {name: by_known[known] for name, known in gone.items() if times_gone[known] == times_come[known] == 1}
    return same


def _now(services: Mapping[str, str], name: str) -> str:
    return services.get(name, name)


def _union(old: Map, new: Map, services: Mapping[str, str], transfers: Mapping[str, str]) -> Map:
    """Everything of both maps: the new one in its order, then what only the old one has, in its own."""
    gone = {name: one for name, one in old.services.items() if name not in services}
    gone_transfers = {
        name: one.model_copy(
            update={
                "from_": _now(services, one.from_),
                "to": _now(services, one.to),
                "conveyed_by": one.conveyed_by and _now(services, one.conveyed_by),
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


# --- what has changed -------------------------------------------------------------------------------------

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
        return str(getattr(found, "label", getattr(found, "name", found)))

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


def _unsaid(_map: Map, _value: Any) -> str:
    """For what does not belong in a picture: numbers, and texts that may name somebody."""
    return ""


_OPEN_TO = {"public": "the public", "professionals": "professionals", "transfers": "people who are passed on"}
_WHEN = {"open": "while the sender is open", "closed": "while the sender is shut", "always": "always"}
_PROVIDER = _label(lambda map_: map_.organisations)
_SERVICE = _label(lambda map_: map_.services)

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
    "dates": ("single days", _unsaid),
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
    "shares": ("shares", _list(_label(lambda map_: map_.framework.shares), "nothing")),
    "agreement": ("agreement", _label(lambda map_: map_.agreements)),
    "agreed_by": ("agreed by", _list(_PROVIDER, "nobody")),
    "holds_until": ("sender holds until", _text()),
    "feedback": ("feedback", _yes_no),
}
QUIET = frozenset({"id", "notes", "sources", "checked_on"})
"""What says nothing of what happens to people."""
_OF_SERVICES = frozenset({"from_", "to", "conveyed_by"})


def _service_changes(old: Map, new: Map, before: Service, after: Service, same: Mapping[str, str]) -> Iterator[Change]:
    for name, (what, words) in SERVICE_FIELDS.items():
        yield from _change(what, words, old, new, getattr(before, name), getattr(after, name), same)


def _transfer_changes(
    old: Map, new: Map, before: Transfer, after: Transfer, same: Mapping[str, str]
) -> Iterator[Change]:
    for name, (what, words) in TRANSFER_FIELDS.items():
        was = getattr(before, name)
        if name in _OF_SERVICES and was is not None and _now(same, was) == getattr(after, name):
            continue
        yield from _change(what, words, old, new, was, getattr(after, name), same)


def _change(
    what: str, words: Words, old: Map, new: Map, before: object, after: object, same: Mapping[str, str]
) -> Iterator[Change]:
    if _meaning(before, same) == _meaning(after, {}):
        return
    was, now = words(old, before), words(new, after)
    if what in ("run by", "agreed by", "agreement") and was == now:
        return  # another id of the same name
    yield Change(what, now, was)


def _meaning(value: object, same: Mapping[str, str]) -> object:
    """What a value comes to, however it is written."""
    if isinstance(value, Hours):
        shut = value.closed_with and _now(same, value.closed_with)
        return value.known, shut, value.always, value.weekly, value.monthly
    if isinstance(value, tuple) and all(isinstance(one, str) for one in value):
        return frozenset(value)
    return value


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
