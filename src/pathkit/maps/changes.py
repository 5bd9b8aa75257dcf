"""Changes of a map as values: what would be written in the file, and the map as it would then be read.

A change holds plain texts, lists and blocks, as they would stand in the file. They are read by the models that
read files, so that a changed map in memory is the map that the changed file would give.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from pathkit.maps.model import Condition, Exclusion, Map, Part, Place, Service, Transfer
from pathkit.maps.parts import id_by_ends
from pathkit.maps.tree import Data
from pathkit.maps.words import URGENCIES, written_ages

Plain: TypeAlias = "str | Sequence[Plain] | Mapping[str, Plain]"
"""A value as it stands in a file, before it is given its type."""

P = TypeVar("P", Service, Transfer)


@dataclass(frozen=True)
class Change:
    """One edit: the keys that are written (or written anew) in one thing of a map.

    `of` is ("services", ID) or ("transfers", ID) for what there is, and ("transfers",) for a transfer to add.
    """

    of: tuple[str, ...]
    says: Mapping[str, Plain]

    @property
    def adds(self) -> bool:
        """Whether it adds a transfer."""
        return len(self.of) == 1


class NotOurs(ValueError):
    """The change is of what a library defines, which a map may not change."""


def changed(map_: Map, changes: Iterable[Change]) -> Map:
    """The map as it would be read after these edits. Raises `NotOurs`, and `ValueError` for what no file may say."""
    services, transfers = dict(map_.services), dict(map_.transfers)
    for change in changes:
        if change.adds:
            made = Transfer.model_validate({"id": _own_id(change.says), **change.says})
            if made.id in transfers:
                raise ValueError(f"there is a transfer `{made.id}` already")
            own = {name: one for name, one in transfers.items() if name not in map_.library}
            transfers = {**own, made.id: made, **transfers}
            continue
        sort, name = change.of
        if name in map_.library:
            raise NotOurs(f"`{name}` is a library's")
        if sort == "services":
            services[name] = _rewritten(services[name], change.says)
        else:
            transfers[name] = _rewritten(transfers[name], change.says)
    return replace(map_, services=services, transfers=transfers)


def _own_id(says: Mapping[str, Plain]) -> Plain:
    return says.get("id", id_by_ends(str(says["from"]), str(says["to"])))


_STUBS: Mapping[type[Part], Mapping[str, str]] = {
    Service: {"name": "-", "provider": "-", "kind": "helpline", "hours": "closed"},
    Transfer: {"from": "-", "to": "-", "by": "advice"},
}


def _rewritten(part: P, says: Mapping[str, Plain]) -> P:
    """The part with these keys read anew; what else it says stays as it is."""
    read = type(part).model_validate({**_STUBS[type(part)], **says})
    names = {info.alias or name: name for name, info in type(part).model_fields.items()}
    return part.model_copy(update={names[key]: getattr(read, names[key]) for key in says})


def place_of(map_: Map, change: Change) -> Place | None:
    """Where the edit is made: the line of its first key if that is there, else of the thing itself."""
    return map_.place(*change.of, *([] if change.adds else list(change.says)[:1]))


# --- written as YAML


def written(map_: Map, changes: Iterable[Change]) -> str:
    """The edits as a piece of a map: each thing with the keys to write, under the key it stands under.

    A transfer stands with its `from` and `to` (and its `id` where it has one of its own), so that it can be found.
    """
    services: list[str] = []
    transfers: list[str] = []
    for change in changes:
        if change.of[0] == "services":
            services += [f"  {change.of[1]}:", *(f"    {line}" for line in _lines(change.says))]
            continue
        says = change.says if change.adds else {**_named(map_.transfers[change.of[1]]), **change.says}
        lines = _lines(says)
        transfers += [f"  - {lines[0]}", *(f"    {line}" for line in lines[1:])]
    told = [*(["services:", *services] if services else []), *(["transfers:", *transfers] if transfers else [])]
    return "".join(f"{line}\n" for line in told)


def _named(transfer: Transfer) -> dict[str, Plain]:
    ends: dict[str, Plain] = {"from": transfer.from_, "to": transfer.to}
    return ends if transfer.id == _own_id(ends) else {"id": transfer.id, **ends}


def _lines(says: Mapping[str, Plain]) -> list[str]:
    """A line for each key; a list of blocks takes a line for each block."""
    lines: list[str] = []
    for key, value in says.items():
        if isinstance(value, list) and len(value) > 1 and all(isinstance(item, dict) for item in value):
            lines += [f"{key}:", *(f"  - {flow(item)}" for item in value)]
        else:
            lines.append(f"{key}: {flow(value)}")
    return lines


def plan_written(change: Mapping[str, Data]) -> str:
    """The change of an action as YAML, whatever the manner in which it stands in its file: a line for each key.

    Example:
        >>> print(plan_written({"services": {"gp": {"hours": "24/7", "intake": None}}, "remove": ["line"]}), end="")
        services:
          gp:
            hours: 24/7
            intake: ~
        remove: [line]
    """
    lines: list[str] = []
    for key, value in change.items():
        if isinstance(value, dict) and value:
            lines.append(f"{flow(key)}:")
            for name, part in value.items():
                inner = isinstance(part, dict) and part and key not in ("forum", "emergency_plan")
                lines += [f"  {flow(name)}:", *_keys(part, 4)] if inner else _keys({name: part}, 2)
        elif isinstance(value, list) and value and all(isinstance(item, dict) and item for item in value):
            lines.append(f"{flow(key)}:")
            for item in value:
                first, *rest = _keys(item, 4)
                lines += [f"  - {first.lstrip()}", *rest]
        else:
            lines += _keys({key: value}, 0)
    return "".join(f"{line}\n" for line in lines)


def _keys(part: Data, indent: int) -> list[str]:
    return (
        [f"{' ' * indent}{flow(key)}: {flow(value)}" for key, value in part.items()] if isinstance(part, dict) else []
    )


# Words that mean themselves wherever a value may stand; all else is quoted.
_BARE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 _./+()'-]|:(?=[0-9A-Za-z]))*")
_NULL = re.compile(r"null|~|", re.IGNORECASE)


def flow(value: Plain | Data) -> str:
    """A value on one line, as YAML.

    Example:
        >>> flow({"ages": "16+", "needs": ["distress"], "why": "first: the drinking"})
        '{ages: 16+, needs: [distress], why: "first: the drinking"}'
    """
    if value is None:
        return "~"
    if isinstance(value, str):
        plain = _BARE.fullmatch(value) and not _NULL.fullmatch(value) and value == value.strip()
        return value if plain else _quoted(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{flow(key)}: {flow(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(flow(item) for item in value) + "]"


def _quoted(text: str) -> str:
    """The text in double quotes. What does not print is escaped, so that no line ends inside."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in quoted)


# --- conditions back into what a file says


def condition_says(condition: Condition, needs: Iterable[str], localities: Iterable[str]) -> dict[str, Plain]:
    """A condition as a file says it. Needs and localities come in the order given, which is the map's."""
    says: dict[str, Plain] = {}
    if condition.needs is not None:
        says["needs"] = [name for name in needs if name in condition.needs]
    if condition.localities is not None:
        says["localities"] = [name for name in localities if name in condition.localities]
    if condition.urgency is not None:
        says["urgency"] = urgency_says(condition.urgency)
    if condition.ages is not None:
        says["ages"] = ages_say(condition.ages)
    if condition.requires:
        says["requires"] = list(condition.requires)
    if condition.excludes is not None:
        says["excludes"] = _exclusions_say(condition.excludes)
    return says


def _exclusions_say(excludes: Mapping[str, Exclusion]) -> Plain:
    blocks: dict[str, Plain] = {
        name: {key: getattr(one, key) for key in ("kind", "why", "instead") if getattr(one, key) is not None}
        for name, one in excludes.items()
    }
    return blocks if any(blocks.values()) else list(excludes)


def ages_say(ages: Iterable[tuple[int, int]]) -> Plain:
    """Runs of ages: `16+`, or a list of more than one; runs that touch are one.

    Example:
        >>> ages_say([(18, 110), (16, 17)]), ages_say([(0, 15), (65, 110)])
        ('16+', ['0-15', '65+'])
    """
    runs = [written_ages(low, high) for low, high in joined(ages)]
    return runs[0] if len(runs) == 1 else runs


def joined(ages: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs of ages in order, those that touch made one."""
    whole: list[tuple[int, int]] = []
    for low, high in sorted(ages):
        if whole and low <= whole[-1][1] + 1:
            whole[-1] = (whole[-1][0], max(high, whole[-1][1]))
        else:
            whole.append((low, high))
    return whole


def urgency_says(urgencies: Iterable[str]) -> Plain:
    """Urgencies: one, `up to urgent`, `urgent or above`, `urgent to very-urgent`, or a list where there is a gap."""
    wanted = set(urgencies)
    places = [i for i, name in enumerate(URGENCIES) if name in wanted]
    named: list[Plain] = [URGENCIES[i] for i in places]
    if len(places) < 2 or places[-1] - places[0] >= len(places):
        return named[0] if len(named) == 1 else named
    if places[0] == 0 and places[-1] < len(URGENCIES) - 1:
        return f"up to {URGENCIES[places[-1]]}"
    if places[-1] == len(URGENCIES) - 1:
        return f"{URGENCIES[places[0]]} or above"
    return f"{URGENCIES[places[0]]} to {URGENCIES[places[-1]]}"
