"""One file on its own: from its bytes to its parts, and everything wrong with it that needs no other file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from pydantic import ValidationError

from pathkit.maps import model
from pathkit.maps.explain import EVERY_KEY, explain, keys_of, odd_id
from pathkit.maps.parts import id_by_ends
from pathkit.maps.problems import Problems
from pathkit.maps.tree import Tree, read_tree
from pathkit.maps.values import meant_key, shown

P = TypeVar("P", bound=model.Part)

_ID = re.compile(model.ID_PATTERN.removesuffix("$"))
_BY_ID: dict[str, type[model.Part]] = {
    "organisations": model.Organisation,
    "services": model.Service,
    "agreements": model.Agreement,
    "measures": model.Measure,
    "training": model.Training,
}
_LISTED: dict[str, type[model.Part]] = {
    "transfers": model.Transfer,
    "scenarios": model.Scenario,
    "acknowledged": model.Acknowledgement,
}
_BLOCKS: dict[str, type[model.Part]] = {
    "area": model.Area,
    "people": model.PeopleBlock,
    "forum": model.Forum,
    "declaration": model.Declaration,
    "plan": model.Plan,
    "emergency_plan": model.EmergencyPlan,
}
_KEYS = keys_of(model.MapFile)
# The keys under which names stand that may say nothing more, at the top of a file or inside a part.
_ID_MAPS = frozenset({*_BY_ID, "actions"})
# Where ids stand in a file: one that stands there twice is defined twice.
_WHERE_IDS = frozenset({*((key,) for key in _BY_ID), ("plan", "actions")})
_NAMES = frozenset({"needs", "circumstances", "offers", "excludes", "implies"})


@dataclass(frozen=True)
class Document:
    """A file that has been read.

    `data` is its text by key, without nulls. What it means stands under each top-level key: a part in
    `blocks`, parts by id in `by_id`, parts by their position in `listed`. A part with a fault has None for
    what is faulty (and a file with a fault never becomes a map). `ids` are the ids the file defines, valid
    or not, with the key or position under which each stands. `problems` gathers; the rest does not change.
    """

    file: str
    tree: Tree
    data: dict[str, Any]
    problems: Problems
    blocks: dict[str, model.Part] = field(default_factory=dict)
    by_id: dict[str, dict[str, Any]] = field(default_factory=dict)
    listed: dict[str, dict[int, Any]] = field(default_factory=dict)
    ids: dict[str, dict[str, str | int]] = field(default_factory=dict)
    uses: tuple[tuple[int, str], ...] = ()

    @property
    def is_library(self) -> bool:
        """Whether it is a library: a file without an area."""
        return "area" not in self.data


def read_document(file: str, raw: bytes) -> Document:
    """Read one file. `file` is the name by which people know it; nothing on disk is touched."""
    tree, faults = read_tree(raw)
    problems = Problems(file, tree)
    for fault in faults:
        at_ids = fault.path in _WHERE_IDS and fault.other is not None
        problems.add_fault("duplicate-id" if at_ids else "invalid-yaml", fault)
    data = tree.data
    if not isinstance(data, dict):
        if not problems.fatal:
            _no_map(problems, data)
        return Document(file, tree, {}, problems)
    if tree.has_nulls:
        data = _without_nulls(data)
    for key in data:
        if key not in _KEYS:
            problems.add(
                "invalid-map",
                f"{shown(key)} is not a key of a map",
                partial(meant_key, key, _KEYS),
                key,
                key=True,
            )
    document = Document(file, tree, data, problems, uses=_uses(data, problems))
    for key, part in _BLOCKS.items():
        read = _plan if part is model.Plan else partial(_part, part)
        if key in data and (block := read(data[key], problems, key)) is not None:
            document.blocks[key] = block
    for key, part in _BY_ID.items():
        _read_by_id(document, key, part)
    _read_actions(document)
    for key, part in _LISTED.items():
        _read_list(document, key, part)
    return document


def _no_map(problems: Problems, data: Any) -> None:
    if data is None:
        problems.add("invalid-map", "the file is empty", "Begin with `area:` and `services:`")
        return
    what = "a list" if isinstance(data, list) else "one text"
    problems.add("invalid-map", f"the file is {what}, not a map", "A map has keys, such as `area:`")


def _without_nulls(data: dict[str, Any], by_id: bool = False, at: tuple[str, ...] = ()) -> dict[str, Any]:
    """A copy in which keys without a value are left out; where a name alone says something, it says that.

    A word that is no key of the format stays, to be told of: half of `address: 1 High Street, Glenside` is one. `at`
    are the keys around it.
    """
    copy: dict[str, Any] = {}
    for key, value in data.items():
        if value is None:
            if by_id:
                copy[key] = {}
            elif key not in EVERY_KEY:
                copy[key] = None
        elif key == "change" and at[:2] == ("plan", "actions") and len(at) == 3 and isinstance(value, dict):
            copy[key] = _change_without_nulls(value)
        elif isinstance(value, dict):
            copy[key] = _without_nulls(value, not by_id and (key in _ID_MAPS or key in _NAMES), (*at, key))
        elif isinstance(value, list):
            copy[key] = [_without_nulls(item) if isinstance(item, dict) else item for item in value]
        else:
            copy[key] = value
    return copy


def _change_without_nulls(change: dict[str, Any]) -> dict[str, Any]:
    """A copy of the change of an action, in which an empty key of a part stays: it takes that key out."""

    def part(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {key: None if inner is None else _without_nulls({key: inner})[key] for key, inner in value.items()}

    copy: dict[str, Any] = {}
    for key, value in change.items():
        if isinstance(value, dict) and key in _BY_ID:
            copy[key] = {name: part(one) for name, one in value.items()}  # one that is empty is told of
        elif isinstance(value, list):
            copy[key] = [part(one) for one in value]
        elif value is not None or key not in EVERY_KEY:
            copy[key] = part(value)
    return copy


def _part(part: type[P], value: Any, problems: Problems, *path: str | int) -> P | None:
    """The part, or as much of it as is right; every fault becomes a problem."""
    try:
        return part.model_validate(value)
    except ValidationError as error:
        explain(problems, error, *path)
        if problems.full:
            return None
        return _rest_of(part, value, {found["loc"][0] for found in error.errors() if found["loc"]})


def _plan(value: Any, problems: Problems, key: str) -> model.Plan | None:
    """The plan, its actions read one by one: a fault in one of them hides nothing of the others."""
    actions = value.get("actions") if isinstance(value, dict) else None
    if not isinstance(actions, dict):
        return _part(model.Plan, value, problems, key)
    plan = _part(model.Plan, {name: item for name, item in value.items() if name != "actions"}, problems, key)
    found = {}
    for name, item in actions.items():
        if not _ID.fullmatch(name) or len(name) > model.ID_LENGTH:
            problems.add("invalid-map", *odd_id(name), key, "actions", name, key=True)
        action = _part(model.Action, item, problems, key, "actions", name)
        if action is not None:
            found[name] = action
    return None if plan is None else plan.model_copy(update={"actions": found})


def _rest_of(part: type[P], value: Any, faulty: set[str | int]) -> P | None:
    """The part with None for what is faulty or missing, so that the rest is looked at in the same run."""
    if not isinstance(value, dict):
        return None
    rest = {key: item for key, item in value.items() if key not in faulty}
    lacking = []
    for name, info in part.model_fields.items():
        key = info.alias or name
        if key not in rest and info.is_required():
            rest[key] = (info.examples or ["-"])[0]
            lacking.append(name)
    try:
        return part.model_validate(rest).model_copy(update=dict.fromkeys(lacking))
    except ValidationError:
        return None


def _uses(data: dict[str, Any], problems: Problems) -> tuple[tuple[int, str], ...]:
    listed = data.get("uses", [])
    if not isinstance(listed, list):
        remedy = f"Write `uses: [{listed[:80]}]`" if isinstance(listed, str) else "Write `uses: [FILE]`"
        problems.add("invalid-map", f"`uses` takes a list of files, not {shown(listed)}", remedy, "uses")
        return ()
    found = []
    for number, item in enumerate(listed):
        if isinstance(item, str) and item:
            found.append((number, item))
        else:
            problems.add("invalid-map", f"{shown(item)} is not a file", "Write its path", "uses", number)
    return tuple(found)


def _read_by_id(document: Document, key: str, part: type[model.Part]) -> None:
    data, problems = document.data.get(key, {}), document.problems
    found = document.by_id[key] = {}
    document.ids[key] = {}
    if not isinstance(data, dict):
        noun = part.noun.split(" ", 1)[1]
        problems.add(
            "invalid-map",
            f"`{key}` takes a block with an id for each {noun}, not {shown(data)}",
            f"Write the id of each {noun} on a line of its own, and its keys below it, indented",
            key,
        )
        return
    for name, value in data.items():
        document.ids[key][name] = name
        if not _ID.fullmatch(name) or len(name) > model.ID_LENGTH:
            problems.add("invalid-map", *odd_id(name), key, name, key=True)
        if isinstance(value, dict):
            if "id" in value:
                problems.add(
                    "invalid-map",
                    f"`id` is not a key of {part.noun}",
                    f"Leave it out: the id is the key above, {shown(name)}",
                    key,
                    name,
                    "id",
                    key=True,
                )
            value = {**value, "id": name}
        item = _part(part, value, problems, key, name)
        if item is not None:
            found[name] = item


def _read_actions(document: Document) -> None:
    """The ids of the actions of the plan, which are ids like any other."""
    plan = document.data.get("plan")
    actions = plan.get("actions") if isinstance(plan, dict) else None
    document.ids["actions"] = {name: name for name in actions} if isinstance(actions, dict) else {}


def _read_list(document: Document, key: str, part: type[model.Part]) -> None:
    data, problems = document.data.get(key, []), document.problems
    found = document.listed[key] = {}
    if key == "transfers":
        document.ids[key] = {}
    if not isinstance(data, list):
        noun = part.noun.split(" ", 1)[1]
        problems.add(
            "invalid-map",
            f"`{key}` takes a list, not {shown(data)}",
            f"Begin each {noun} with `- `, on a line of its own",
            key,
        )
        return
    for number, value in enumerate(data):
        if key == "transfers" and isinstance(value, dict):
            value = _with_id(document, number, value)
        item = _part(part, value, problems, key, number)
        if item is not None:
            found[number] = item


def _with_id(document: Document, number: int, value: dict[str, Any]) -> dict[str, Any]:
    """The transfer with its id; two with the same one are a problem."""
    problems = document.problems
    own = value.get("id")
    if own is None:
        start, end = value.get("from"), value.get("to")
        if not isinstance(start, str) or not isinstance(end, str):
            return value
        name = id_by_ends(start, end)
        value = {**value, "id": name}
    elif not isinstance(own, str):
        return value
    else:
        name = own
        if not _ID.fullmatch(name) or len(name) > model.ID_LENGTH:
            problems.add("invalid-map", *odd_id(name), "transfers", number, "id")
    first = document.ids["transfers"].setdefault(name, number)
    if first != number:
        line, column = document.tree.spot("transfers", first)
        if own is None:
            message = f"a second transfer leads from {shown(value['from'])} to {shown(value['to'])}"
            remedy = f"Give this one an `id` of its own, such as `id: {name}-2`"
        else:
            message = f"a second transfer has the id {shown(name)}"
            remedy = "Give this one another `id`"
        problems.add(
            "duplicate-id",
            f"{message}; the first is on line {line}",
            remedy,
            "transfers",
            number,
            *(() if own is None else ("id",)),
            other=model.Place(document.file, line, column),
        )
    return value
