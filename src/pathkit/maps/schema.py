"""The JSON Schema of a map, generated from the models: what an editor checks and completes while people type.

It describes the YAML as an editor reads it, in which `16` is a number and `yes` may be true. It knows the
words, the keys and their meaning; what takes the whole map to see (unknown ids, say) is for `pathkit check`.
"""

from __future__ import annotations

import json
from typing import Any

from pathkit.frameworks import load_framework
from pathkit.maps.model import ID_PATTERN, MapFile

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NULL = {"type": "null"}
# Where the words of each sort are listed.
_WORDS = {"needs": "NeedWord", "circumstances": "CircumstanceWord", "offers": "OfferWord"}
# What says something of a value and does not restrict it.
_NOTES = ("description", "examples", "default")


def map_schema() -> dict[str, Any]:
    """The schema, with a description on every key."""
    made = MapFile.model_json_schema()
    body = _tidied(made)
    return {
        "$schema": _DIALECT,
        "title": "pathkit map",
        **{key: body[key] for key in ("description", "type", "properties", "additionalProperties")},
        "$defs": dict(sorted({**body["$defs"], **_words()}.items())),
    }


def schema_text() -> str:
    """The schema as it stands in `schemas/pathway.schema.json`."""
    return json.dumps(map_schema(), indent=2, ensure_ascii=False) + "\n"


def _tidied(node: Any) -> Any:
    """The schema without what only repeats names, and with null wherever a key may be left empty."""
    if isinstance(node, list):
        return [_tidied(item) for item in node]
    if not isinstance(node, dict):
        return node
    if "$words" in node:
        notes = {key: node[key] for key in _NOTES if key in node}
        return {**notes, "$ref": f"#/$defs/{_WORDS[node['$words']]}"}
    tidy = {
        key: _tidied(value)
        for key, value in node.items()
        if not (key in ("title", "uniqueItems") and not isinstance(value, dict))
        and not (key == "default" and not isinstance(value, str))
        and not (key == "default" and value == "")
        and key not in ("properties", "patternProperties", "$defs", "examples")
    }
    if "examples" in node:
        tidy["examples"] = node["examples"]
    if "$defs" in node:
        tidy["$defs"] = {key: _tidied(value) for key, value in node["$defs"].items()}
    if "properties" in node:
        required = node.get("required", [])
        tidy["properties"] = {
            key: _tidied(value) if key in required else _or_null(_tidied(value))
            for key, value in node["properties"].items()
        }
    for key in ("patternProperties", "additionalProperties"):
        if isinstance(entries := node.get(key), dict):
            entries = entries if key == "patternProperties" else {"": entries}
            made = {
                name: _or_null(_tidied(entry)) if _may_be_empty(entry) else _tidied(entry)
                for name, entry in entries.items()
            }
            tidy[key] = made if key == "patternProperties" else made[""]
    if "patternProperties" in node:
        tidy["additionalProperties"] = False
    return tidy


def _may_be_empty(entry: dict[str, Any]) -> bool:
    """Whether an id says enough on its own: a part of which every key may be left out."""
    return str(entry.get("$ref", "")).rpartition("/")[2] in (
        "Exclusion",
        "OwnNeed",
        "OwnCircumstance",
        "OwnLabel",
    )


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema, and null: a key may be left empty."""
    notes = {key: schema[key] for key in _NOTES if key in schema}
    rest = {key: value for key, value in schema.items() if key not in notes}
    choices = [choice for choice in rest.get("anyOf", [rest]) if choice != _NULL]
    if len(choices) > 1 or "$ref" in choices[0]:
        return {**notes, "anyOf": [*choices, _NULL]}
    (only,) = choices
    types = only.get("type", [])
    nullable = {**only, "type": [*([types] if isinstance(types, str) else types), "null"]}
    if "enum" in only:
        nullable = {**only, "enum": [*only["enum"], None]}
        nullable.pop("type", None)
    return {**notes, **nullable}


def _words() -> dict[str, Any]:
    """The framework's words for an editor to offer; names of the map's own are right as well."""
    framework = load_framework()
    known = {
        "needs": list(framework.needs),
        "circumstances": list(framework.circumstances),
        "offers": list(framework.offers),
    }
    own = {"type": ["string", "integer"], "pattern": ID_PATTERN}
    return {
        name: {
            "description": f"One of the framework's {sort}, or one of the map's own.",
            "anyOf": [{"enum": known[sort]}, own],
        }
        for sort, name in _WORDS.items()
    }
