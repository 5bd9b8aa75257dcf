"""What the map format says of a place in a map: its keys, its words, and what they mean.

All of it comes from the JSON Schema that is made from the models, and from the framework pack.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from pathkit.editor.outline import Path
from pathkit.frameworks import Framework, names, title_of
from pathkit.maps.references import references
from pathkit.maps.schema import map_schema

Schema = dict[str, Any]

_STAND_IN = "some-id"
_DEEPEST = 12


@dataclass(frozen=True)
class Key:
    """A key of the format: what it says, and whether it has to be there. `block` tells that lines follow below it."""

    name: str
    says: str
    required: bool
    block: bool


@cache
def _whole() -> Schema:
    return map_schema()


@lru_cache(maxsize=4096)
def _at(path: Path) -> tuple[Schema, ...]:
    """Everything that the schema allows at a path."""
    found = [_whole()]
    for part in path:
        found = [inner for schema in found for inner in _step(schema, part)]
    return tuple(found)


def _step(schema: Schema, part: str | int) -> Iterator[Schema]:
    for one in _choices(schema):
        if isinstance(part, int):
            if "items" in one:
                yield one["items"]
            elif "properties" in one:  # one block will do where a list of them stands
                yield one
        elif part in one.get("properties", {}):
            yield one["properties"][part]
        else:
            others = [*one.get("patternProperties", {}).values(), one.get("additionalProperties")]
            yield from (other for other in others if isinstance(other, dict))


def _choices(schema: Schema, depth: int = 0) -> Iterator[Schema]:
    """A schema as its alternatives, with what it refers to."""
    if depth > _DEEPEST:
        return
    if "$ref" in schema:
        yield from _choices(_whole()["$defs"][str(schema["$ref"]).rpartition("/")[2]], depth + 1)
    for choice in schema.get("anyOf", ()):
        yield from _choices(choice, depth + 1)
    if "$ref" not in schema and "anyOf" not in schema:
        yield schema


def keys_at(path: Path) -> tuple[Key, ...]:
    """The keys that a block at a path may have, in the order of the format."""
    found: dict[str, Key] = {}
    for schema in _at(path):
        for one in _choices(schema):
            required = one.get("required", ())
            for name, inner in one.get("properties", {}).items():
                if name not in found:
                    found[name] = Key(name, inner.get("description", ""), name in required, _is_block(inner))
    return tuple(found.values())


def _is_block(schema: Schema) -> bool:
    """Whether only a block or a list can stand there, so that it is usually written on the lines below."""
    types = {kind for one in _choices(schema) for kind in _types(one)}
    return bool(types) and types <= {"object", "array", "null"}


def _types(schema: Schema) -> list[str]:
    kinds = schema.get("type", "string" if "enum" in schema else ())
    return [kinds] if isinstance(kinds, str) else list(kinds)


def described(path: Path) -> str | None:
    """What the format says of the key at the end of a path; None if it is no key of the format."""
    *outer, key = path
    return next((one.says for one in keys_at(tuple(outer)) if one.name == key and one.says), None)


def words_at(path: Path) -> tuple[str, ...]:
    """The fixed words that may stand at a path."""
    found: dict[str, None] = {}
    for schema in _at(path):
        for one in _choices(schema):
            listed = [word for word in one.get("enum", ()) if isinstance(word, str)]
            found |= dict.fromkeys(listed)
    return tuple(found)


def examples_at(path: Path) -> tuple[str, ...]:
    """What the format gives as examples of a text at a path."""
    found: dict[str, None] = {}
    for schema in _at(path):
        for one in _choices(schema):
            if "string" in _types(one) and not {"minLength", "pattern"} & set(
                one
            ):  # a form, and not a name of some sort
                found |= {word: None for word in one.get("examples", ()) if isinstance(word, str)}
    return tuple(found)


def word_says(framework: Framework, path: Path, word: str) -> str | None:
    """What a fixed word means where it stands, in the words of the framework."""
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    known: dict[str, Any] = {
        "kind": {name: kind.label for name, kind in framework.kinds.items()},
        "not_through": {name: kind.label for name, kind in framework.kinds.items()},
        "by": {name: method.label for name, method in framework.methods.items()},
        "sector": framework.sectors,
        "shares": framework.shares,
        "covers": framework.shares,
        "urgency": framework.urgencies,
        "outcome": framework.outcomes,
        "reaches_by": framework.channels,
        "framework": {name: title_of(name) for name in names()} if key == "framework" else {},
    }
    found = known.get(key, {}).get(word)
    return found if isinstance(found, str) else None


# --- references


def sort_at(path: Path, is_key: bool) -> str | None:
    """What sort of id is expected at a path (as `maps/references.py` names sorts), or None if none is."""
    plain = tuple(0 if isinstance(part, int) else part for part in path)
    texts = ("when some-id is closed",) if plain and plain[-1] == "hours" else (_STAND_IN,)
    for text in texts:
        sample = _sample(plain, {_STAND_IN: {}} if is_key else text)
        for sort, _, where in references(sample) if isinstance(sample, dict) else ():
            if where == ((*plain, _STAND_IN, "[key]") if is_key else plain):
                return sort.removeprefix("own ")
    return None


def _sample(path: Path, leaf: Any) -> Any:
    """A map in which nothing stands but a value at a path."""
    for part in reversed(path):
        leaf = [leaf] if isinstance(part, int) else {part: leaf}
    return leaf
