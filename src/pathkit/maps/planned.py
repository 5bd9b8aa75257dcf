"""The map as it would be: what the change of an action writes anew, adds and takes out.

Changed parts are the parts that a changed file would give. What a file may not say, no change may come to.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar, cast

from pathkit.maps.explain import odd_id
from pathkit.maps.model import (
    ID_LENGTH,
    ID_PATTERN,
    Agreement,
    EmergencyPlan,
    Forum,
    Map,
    Organisation,
    Part,
    Service,
    Training,
    Transfer,
)
from pathkit.maps.parts import id_by_ends
from pathkit.maps.plan_facts import actions_of, is_ended
from pathkit.maps.planning import PlannedChange
from pathkit.maps.problems import Problems
from pathkit.maps.sense import check_forum, check_service, check_training, check_transfer, loops, round_of
from pathkit.maps.values import listed, shown
from pathkit.maps.words import KINDS

P = TypeVar("P", bound=Part)


def with_change(map_: Map, change: PlannedChange) -> Map:
    """The map as it would be after a change that `check_changes` had nothing to say of.

    What is added comes after what the map's own file has, and before what came by `uses`. A service that is taken out
    takes its transfers along, and what is measured about it.
    """
    gone = frozenset(change.remove)
    services = _changed(map_, map_.services, change.services, Service)
    transfers = _changed(map_, map_.transfers, {transfer_id(made): made for made in change.transfers}, Transfer)
    transfers = {name: one for name, one in transfers.items() if one.from_ not in gone and one.to not in gone}
    lost = gone.union(name for name in map_.transfers if name not in transfers)
    return replace(
        map_,
        forum=map_.forum if change.forum is None else _written(map_.forum, change.forum, Forum),
        organisations=_changed(map_, map_.organisations, change.organisations, Organisation),
        services={name: one for name, one in services.items() if name not in gone},
        transfers={name: one for name, one in transfers.items() if name not in gone},
        agreements=_without(_changed(map_, map_.agreements, change.agreements, Agreement), gone),
        training=_without(_changed(map_, map_.training, change.training, Training), gone),
        measures={name: one for name, one in map_.measures.items() if one.about not in lost},
        emergency_plan=map_.emergency_plan
        if change.emergency_plan is None
        else _written(map_.emergency_plan, change.emergency_plan, EmergencyPlan),
    )


def transfer_id(transfer: Transfer) -> str:
    """The id of a transfer of a change: its own, or what its ends come to."""
    return transfer.id or id_by_ends(transfer.from_, transfer.to)


def _without(parts: Mapping[str, P], gone: Collection[str]) -> dict[str, P]:
    return {name: part for name, part in parts.items() if name not in gone}


def _changed(map_: Map, parts: Mapping[str, P], changes: Mapping[str, P], kind: type[P]) -> dict[str, P]:
    """The parts with what is changed written anew, and with what is added behind the map's own."""
    made = {name: _written(parts.get(name), change, kind, name) for name, change in changes.items()}
    own = {name: made.get(name, part) for name, part in parts.items() if name not in map_.library}
    return {**own, **{name: part for name, part in made.items() if name not in parts}, **_only(parts, map_.library)}


def _only(parts: Mapping[str, P], names: Collection[str]) -> dict[str, P]:
    return {name: part for name, part in parts.items() if name in names}


def _written(part: P | None, change: P, kind: type[P], name: str | None = None) -> P:
    """The part with the keys that the change names written anew; those that it empties are as if left out."""
    said: dict[str, Any] = {}
    for key in change.model_fields_set:
        value = getattr(change, key)
        said[key] = kind.model_fields[key].get_default(call_default_factory=True) if value is None else value
    if name is not None and "id" in kind.model_fields:
        said["id"] = name
    return cast(P, kind.model_construct(None, **said)) if part is None else part.model_copy(update=said)


# --- what is wrong with a change


def check_changes(map_: Map, ids: Mapping[str, str], problems: Problems, *, whole: bool) -> None:
    """Add a problem for everything in the changes of the plan that no file could come to.

    The keys and values of the parts have been looked at already, and so has every id that they name. `ids` are those
    that the files define, each with the key that it stands under. Where the map has faults (it is not `whole`), what a
    change would come to cannot be told, and is not looked at.
    """
    for name, action in actions_of(map_).items():
        if action.change is None or is_ended(action):
            continue  # what an action that has ended would have changed speaks of the map of then
        path = ("plan", "actions", name, "change")
        found = list(_slips(map_, action.change, ids))
        if not found and whole:
            changed = with_change(map_, action.change)
            _check_sense(changed, action.change, problems, path)
            found = list(_left_without(changed, map_, action.change))
        for message, remedy, at in found:
            problems.add("invalid-map", message, remedy, *path, *at, key=True)


_Slip = tuple[str, str, tuple[str | int, ...]]
"""A message, a remedy, and where in the change."""


def _slips(map_: Map, change: PlannedChange, ids: Mapping[str, str]) -> Iterator[_Slip]:
    """What is missing, or named twice, or not to be changed."""
    places: list[tuple[str, Part, type[Part], tuple[str | int, ...]]] = [
        (name, made, kind, (sort, name))
        for sort, changes, kind in (
            ("organisations", change.organisations, Organisation),
            ("services", change.services, Service),
            ("agreements", change.agreements, Agreement),
            ("training", change.training, Training),
        )
        for name, made in changes.items()
    ]
    for number, one in enumerate(change.transfers):
        at: tuple[str | int, ...] = ("transfers", number)
        if not one.id and (one.from_ is None or one.to is None):
            yield "this does not tell which transfer is meant", "Add `from` and `to`, or its `id`", at
        else:
            places.append((transfer_id(one), one, Transfer, at))
    seen: set[str] = set()
    for name, made, kind, at in places:
        if name in seen:
            yield f"{shown(name)} stands in this change a second time", _twice_remedy(kind), at
        elif name in change.remove:
            message = f"this change writes {shown(name)} anew, and takes it out"
            yield message, "Take it out of `remove`, or here", at
        elif name in map_.library:
            yield *_not_ours("this"), at
        elif name in ids and ids[name] != at[0]:
            yield f"{shown(name)} is the id of something else already", "Choose another id", at
        elif name not in ids and kind is Transfer and not _ID.fullmatch(name):
            yield *odd_id(name), (*at, "id")
        else:
            meant = _meant(map_, made) if kind is Transfer else "check the id"
            yield from _slips_of(made, name in ids, kind, at, meant)
        seen.add(name)
    if change.forum is not None:
        yield from _slips_of(change.forum, map_.forum is not None, Forum, ("forum",))
    if change.emergency_plan is not None:
        known = map_.emergency_plan is not None
        yield from _slips_of(change.emergency_plan, known, EmergencyPlan, ("emergency_plan",))
    for number, name in enumerate(change.remove):
        if name in map_.library:
            yield *_not_ours(shown(name)), ("remove", number)
        elif name in change.remove[:number]:
            yield f"{shown(name)} is listed twice", "Keep one", ("remove", number)


_ID = re.compile(rf"(?=.{{1,{ID_LENGTH}}}\Z){ID_PATTERN.removesuffix('$').removeprefix('^')}")


def _twice_remedy(kind: type[Part]) -> str:
    if kind is Transfer:
        return "Write what is to be changed in one place; or give one that is to be added an `id` of its own"
    return "Give one of them another id"


def _not_ours(name: str) -> tuple[str, str]:
    return (
        f"{name} is a library's, and a map cannot change what a library says",
        "Change a transfer of the map's own to or from it; or propose the change to those who keep the library",
    )


def _meant(map_: Map, made: Part) -> str:
    """The ids of the transfers of the map's own that lead from and to where one that is not there does."""
    ends = (getattr(made, "from_", None), getattr(made, "to", None))
    names = [name for name, one in map_.transfers.items() if (one.from_, one.to) == ends and name not in map_.library]
    return f"add `id: {names[0]}`" if len(names) == 1 else f"add one of the ids {listed(names, 'or')}" if names else ""


def _slips_of(made: Part, known: bool, kind: type[Part], at: tuple[str | int, ...], meant: str = "") -> Iterator[_Slip]:
    """Keys that every such part has, and that are emptied or, in a new one, missing."""
    noun = kind.noun.partition(" ")[2]
    required = [(key, info.alias or key) for key, info in kind.model_fields.items() if info.is_required()]
    for key, name in required:
        if key in made.model_fields_set and getattr(made, key) is None:
            yield f"`{name}` cannot be taken out: every {noun} has it", f"Say what `{name}` would be", (*at, name)
    lacking = [f"`{name}`" for key, name in required if key not in made.model_fields_set]
    if lacking and not known:
        what = f"{noun} {shown(at[1])}" if len(at) > 1 and isinstance(at[1], str) else f"such {noun}"
        yield (
            f"there is no {what} in the map, so that this would be a new one; and it has no {listed(lacking)}",
            f"Add {listed(lacking)}" + (f"; or, if one of the map's is meant, {meant}" if meant else ""),
            at,
        )


def _check_sense(changed: Map, change: PlannedChange, problems: Problems, path: tuple[str | int, ...]) -> None:
    """What the changed parts may not come to: dates backwards, hours in a loop, keys that cannot stand together."""
    for name, made in change.services.items():
        check_service(changed.services[name], problems, *path, "services", name, said=made.model_fields_set)
    for number, one in enumerate(change.transfers):
        if (transfer := changed.transfers.get(transfer_id(one))) is not None:
            check_transfer(transfer, problems, *path, "transfers", number, said=one.model_fields_set)
    for name in change.training:
        check_training(changed.training[name], problems, *path, "training", name)
    if changed.forum is not None and change.forum is not None:
        check_forum(changed.forum, problems, *path, "forum")
    follows = {
        name: one.hours.closed_with for name, one in changed.services.items() if one.hours.closed_with is not None
    }
    for loop in loops(follows):
        # The map itself has no loop: one of its services is in the change.
        name = next(name for name in loop if name in change.services)
        message = f"{shown(name)} would be open when it is itself closed: {round_of(loop)}"
        at = ("services", name, "hours")
        problems.add("invalid-map", message, "Write the hours of one of them as times", *path, *at)


def _left_without(changed: Map, map_: Map, change: PlannedChange) -> Iterator[_Slip]:
    """What would still name something that is taken out; and a scenario whose door would be none."""
    there = {*changed.services, *changed.transfers, *changed.agreements, *KINDS}
    for what, name in _names(changed, map_):
        if name is not None and name not in there:
            yield (
                f"{what} {shown(name)}, which this takes out",
                "Keep it, or change what names it",
                _taken(name, change),
            )
    for number, made in enumerate(change.transfers):
        if transfer_id(made) not in changed.transfers:
            message = "this transfer leads from or to a service that the same change takes out"
            yield message, "Take the transfer out here, or keep the service", ("transfers", number)
    for scenario in map_.scenarios:
        door = changed.services.get(scenario.door)
        if door is not None and door.open_to != "public":
            message = f"the scenario {shown(scenario.name)} begins at {shown(scenario.door)}, which would be no door"
            at = ("services", scenario.door, "open_to")
            yield message, "Keep `open_to: public`, or change the scenario first", at


def _taken(name: str, change: PlannedChange) -> tuple[str | int, ...]:
    return ("remove", change.remove.index(name)) if name in change.remove else ("remove",)


def _names(changed: Map, map_: Map) -> Iterator[tuple[str, str | None]]:
    """What names a service, a transfer or an agreement without being taken out along with it."""
    for name, one in changed.services.items():
        yield f"the hours of {shown(name)} follow those of", one.hours.closed_with
    for name, transfer in changed.transfers.items():
        if transfer.hours is not None:
            yield f"the hours of the transfer {shown(name)} follow those of", transfer.hours.closed_with
        yield f"the transfer {shown(name)} is conveyed by", transfer.conveyed_by
        yield f"the transfer {shown(name)} rests on", transfer.agreement
    for scenario in map_.scenarios:
        for service in (scenario.door, scenario.expect.reaches, *(scenario.expect.not_through or ())):
            yield f"the scenario {shown(scenario.name)} names", service
    covers = changed.emergency_plan.covers if changed.emergency_plan is not None else None
    for key, info in type(covers).model_fields.items() if covers is not None else ():
        yield f"the emergency plan names, as `{info.alias or key}`,", getattr(covers, key)
