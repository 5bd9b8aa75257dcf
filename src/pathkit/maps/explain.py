"""What pydantic found wrong with a part of a map, in words for the person who wrote it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from pathkit.maps import model, planning
from pathkit.maps.problems import Problems
from pathkit.maps.values import closest, did_you_mean, list_of, meant_key, shown
from pathkit.maps.words import CHANNELS, URGENCIES

Path = tuple[str | int, ...]

# Which part stands under which key of which other part; True where the keys below it are ids.
_PARTS: dict[type[model.Part], dict[str, tuple[type[model.Part], bool]]] = {
    model.MapFile: {
        "area": (model.Area, False),
        "people": (model.PeopleBlock, False),
        "forum": (model.Forum, False),
        "organisations": (model.Organisation, True),
        "services": (model.Service, True),
        "transfers": (model.Transfer, False),
        "agreements": (model.Agreement, True),
        "scenarios": (model.Scenario, False),
        "acknowledged": (model.Acknowledgement, False),
        "declaration": (model.Declaration, False),
        "plan": (model.Plan, False),
        "measures": (model.Measure, True),
        "training": (model.Training, True),
        "emergency_plan": (model.EmergencyPlan, False),
    },
    model.Plan: {"actions": (model.Action, True), "sources": (model.Source, False)},
    model.Action: {
        "milestones": (model.Milestone, False),
        "change": (model.PlannedChange, False),
        "sources": (model.Source, False),
    },
    model.PlannedChange: {
        "forum": (planning.ForumChange, False),
        "organisations": (planning.OrganisationChange, True),
        "services": (planning.ServiceChange, True),
        "transfers": (planning.TransferChange, False),
        "agreements": (planning.AgreementChange, True),
        "training": (planning.TrainingChange, True),
        "emergency_plan": (planning.EmergencyPlanChange, False),
    },
    planning.ServiceChange: {
        "supports": (model.Condition, False),
        "door_for": (model.Condition, False),
        "sources": (model.Source, False),
    },
    planning.TransferChange: {"for": (model.Condition, False), "sources": (model.Source, False)},
    planning.EmergencyPlanChange: {"covers": (model.EmergencyCover, False)},
    model.EmergencyPlan: {"covers": (model.EmergencyCover, False)},
    model.Area: {"offers": (model.OwnLabel, True)},
    model.PeopleBlock: {
        "needs": (model.OwnNeed, True),
        "circumstances": (model.OwnCircumstance, True),
    },
    model.Service: {
        "supports": (model.Condition, False),
        "door_for": (model.Condition, False),
        "sources": (model.Source, False),
    },
    model.Transfer: {"for": (model.Condition, False), "sources": (model.Source, False)},
    model.Condition: {"excludes": (model.Exclusion, True)},
    model.Source: {"says": (model.Says, False)},
    model.Scenario: {"person": (model.Person, False), "expect": (model.Expect, False)},
    model.Acknowledgement: {"covers": (model.Covers, False)},
}

# Remedies for single words that would otherwise only be listed.
_ONLY = {
    (
        model.Transfer,
        "holidays",
    ): "A transfer can only state `closed`; left out, holidays make no difference.",
    (model.Service, "when_shut"): "Write `nothing`, or leave it out: what a caller does get is a transfer "
    "with `when: closed`.",
}
# The parts that stand under ids in a change, and those of them that it can take out.
_CHANGES = tuple(inner for inner, by_id in _PARTS[model.PlannedChange].values() if by_id)
_REMOVABLE = tuple(inner for inner in _CHANGES if inner is not planning.OrganisationChange)

# Parts whose id is the key above them.
_ID_ABOVE = (model.Organisation, model.Service, model.Agreement, model.Measure, model.Training)

EVERY_KEY = frozenset(
    key
    for part in {*_PARTS, *(inner for parts in _PARTS.values() for inner, _ in parts.values())}
    for name, info in part.model_fields.items()
    for key in (info.alias or name,)
).union(CHANNELS, URGENCIES, ("public", "local", "within", "clock"))
"""Every word that is a key of the format somewhere."""


def part_at(path: Path) -> tuple[type[model.Part], Path]:
    """The innermost part around what stands at `path`, and the way from that part to it."""
    part: type[model.Part] = model.MapFile
    rest = list(path)
    start = 0
    index = 0
    while index < len(rest):
        step = rest[index]
        inner = _PARTS.get(part, {}).get(step) if isinstance(step, str) else None
        if inner is None:
            break
        index += 1
        if inner[1]:
            if index >= len(rest):
                break
            index += 1
        while index < len(rest) and isinstance(rest[index], int):
            index += 1
        part, start = inner[0], index
    return part, tuple(rest[start:])


def field_of(part: type[model.Part], key: str) -> FieldInfo | None:
    """The field of a part that a key of the file fills."""
    for name, info in part.model_fields.items():
        if (info.alias or name) == key:
            return info
    return None


def keys_of(part: type[model.Part]) -> tuple[str, ...]:
    """The keys that a part may have, in the order of the model."""
    hidden = {"id"} if part in _ID_ABOVE else set()
    return tuple(info.alias or name for name, info in part.model_fields.items() if (info.alias or name) not in hidden)


def explain(problems: Problems, error: ValidationError, *base: str | int) -> None:
    """Add what a validation found to the problems; `base` leads to what was validated."""
    if problems.full:  # told already; a file of a great many faults should not take a great while
        problems.add("invalid-map", "", None, *base)
        return
    told = error.errors(include_url=False)
    keys = {one["loc"][:-1] for one in told if one["loc"][-1:] == ("[key]",)}
    cut_off = {one["loc"] for one in told if one["input"] is None} & keys
    for found in told:
        if found["loc"] in cut_off:
            continue
        path = (*base, *found["loc"])
        kind = found["type"]
        if kind == "missing" and _misspelt(found["loc"], told):
            continue
        if kind == "plain":
            context = found["ctx"]
            problems.add("invalid-map", context["message"], context["remedy"], *path, *context["at"])
        elif kind == "missing":
            _missing(problems, path)
        elif kind == "extra_forbidden":
            _unknown_key(problems, path)
        else:
            message, remedy = _in_words(kind, found, path)
            if found["loc"][:-1] in cut_off:  # a word without a value: what follows a comma in a text
                remedy = f"Put a text that holds a comma in quotes. {remedy or ''}".strip()
            problems.add("invalid-map", message, remedy, *path)


_NOBODY = frozenset({"none", "no", "nobody", "no one", "nothing", "n/a", "-"})


def _subject(path: Path) -> str:
    """What the innermost part around `path` is called: "the service `gp`", "this condition"."""
    part, rest = part_at(path)
    whole = path[: len(path) - len(rest)]
    noun = part.noun.removeprefix("an ").removeprefix("a ")
    if whole and isinstance(whole[-1], str) and part not in (model.Area, model.Forum):
        by_id = any(part is inner for parts in _PARTS.values() for inner, ids in parts.values() if ids)
        if by_id:
            return f"the {noun} {shown(whole[-1])}"
    return part.noun if noun.startswith("what ") else f"this {noun}"


def _misspelt(missing: Path, told: Sequence[Any]) -> bool:
    """Whether a key is only missing because it is misspelt: then that alone is told."""
    unknown = [one["loc"] for one in told if one["type"] == "extra_forbidden" and one["loc"][:-1] == missing[:-1]]
    return any(closest(str(loc[-1]), (str(missing[-1]),)) is not None for loc in unknown)


def _missing(problems: Problems, path: Path) -> None:
    part, _ = part_at(path[:-1])
    key = str(path[-1])
    info = field_of(part, key)
    meaning = (info.description or "").split(": ")[0].rstrip(".") if info else ""
    example = f", for example `{key}: {flow(info.examples[0])}`" if info and info.examples else ""
    remedy = f"Add `{key}:` ({meaning[:1].lower()}{meaning[1:]}){example}"
    if _is_comment(problems, path):
        remedy = f'What follows the `#` is a comment: put the text in quotes, `{key}: "#…"`'
    problems.add("invalid-map", f"{_subject(path[:-1])} has no `{key}`", remedy, *path, key=True)


def _is_comment(problems: Problems, path: Path) -> bool:
    """Whether the key is there, and what was meant as its text is taken as a comment, as in `name: #1 line`."""
    line = problems.tree.line(problems.tree.key_spot(*path)[0])
    return re.match(rf" *(?:- )?{re.escape(str(path[-1]))}: +#", line) is not None


def _unknown_key(problems: Problems, path: Path) -> None:
    part, _ = part_at(path[:-1])
    key = str(path[-1])
    quotes = "Put a text that holds a comma in quotes. " if _is_bare(problems, path) else ""
    problems.add(
        "invalid-map",
        f"{shown(key)} is not a key of {part.noun}",
        lambda: quotes + meant_key(key, keys_of(part)),
        *path,
        key=True,
    )


def _is_bare(problems: Problems, path: Path) -> bool:
    """Whether a key stands in braces with neither a colon nor a value: then it is the rest of a text with a comma."""
    line, column = problems.tree.key_spot(*path)
    rest = problems.tree.line(line)[column - 1 :]
    key = str(path[-1])
    return rest.startswith(key) and re.match(r"\s*(?:[,}]|$)", rest[len(key) :]) is not None


def _in_words(kind: str, found: Any, path: Path) -> tuple[str, str | None]:
    """A message and a remedy for one of pydantic's own errors."""
    part, rest = part_at(path)
    key = _key_of(path)
    value = found["input"]
    info = field_of(part, key)
    example = flow(info.examples[0]) if info and info.examples else None
    match kind:
        case "literal_error":
            known = tuple(re.findall(r"'([^']*)'", found["ctx"]["expected"]))
            if not isinstance(value, str):
                return f"`{key}` takes one word, not {shown(value)}", f"Known: {list_of(known)}"
            if (only := _ONLY.get((part, key))) is not None:
                return f"`{key}` cannot be {shown(value)} here", only
            return f"{shown(value)} is not a word that `{key}` knows", did_you_mean(value, known)
        case "string_type":
            where = "a list item" if isinstance(path[-1], int) else f"`{key}`"
            if value is None or value == {}:
                return f"{where} is empty", "Write a text, or take it out"
            if (text := _meant_text(value)) is not None:
                return f"{where} takes one text, and to YAML this is a block of keys", f"Put it in quotes: {text}"
            return f"{where} takes one text, not {shown(value)}", _like(key, example, rest)
        case "string_too_short":
            return f"`{key}` is an empty text", "Write something, or leave the key out"
        case "string_pattern_mismatch" | "string_too_long":
            return odd_id(value)
        case "model_type" | "model_attributes_type" | "dict_type" | "dataclass_type":
            if value is None and part in _CHANGES and not rest and isinstance(path[-1], str):
                gone = f"; to take it out, write `remove: [{key}]`" if part in _REMOVABLE else ""
                return f"nothing is said of {shown(key)}", f"Write what is to be changed, or leave it out{gone}"
            if isinstance(path[-1], int):
                noun = part.noun if not rest else "an item"
                return f"{noun} is a block of keys, not {shown(value)}", _block_remedy(part, key, None)
            outer = field_of(part_at(path[:-1])[0], key)
            example = flow(outer.examples[0]) if outer and outer.examples else None
            if key == "excludes" and str(value).strip().casefold() in _NOBODY:
                return (
                    f"`excludes` takes a list, not {shown(value)}",
                    "Where nobody is turned away, write `excludes: []`",
                )
            return f"`{key}` takes a block of keys, not {shown(value)}", _block_remedy(part, key, example)
        case "tuple_type" | "frozen_set_type" | "list_type":
            if isinstance(value, str):
                return f"`{key}` takes a list, not the text {shown(value)}", f"Write `{key}: [{value[:40]}]`"
            return f"`{key}` takes a list, not {shown(value)}", _like(key, example, ())
        case _:
            return f"`{key}` cannot be {shown(value)}", _like(key, example, ())


def _meant_text(value: object) -> str | None:
    """The text, in quotes, that was meant where a `: ` in it has made a block of keys of it."""
    if not isinstance(value, dict) or len(value) != 1:
        return None
    ((key, rest),) = value.items()
    # What looks like a key of the format is one, put in the wrong place.
    if key in EVERY_KEY or not (rest is None or isinstance(rest, str)):
        return None
    return shown(json.dumps(f"{key}: {rest or ''}".strip(), ensure_ascii=False), 200)


def _key_of(path: Path) -> str:
    """The last key on a path that is a word of the format, as far as can be told."""
    words = [step for step in path if isinstance(step, str) and step != "[key]"]
    if not words:
        return "map"
    if path[-1] == "[key]" and len(words) > 1:
        return words[-2]
    return words[-1]


def _like(key: str, example: str | None, rest: Path) -> str | None:
    return f"Write it like `{key}: {example}`" if example and len(rest) <= 1 else None


def _block_remedy(part: type[model.Part], key: str, example: str | None) -> str:
    if example:
        return f"Write it like `{key}: {example}`"
    return f"Write `key: value` lines below it, indented. Known keys: {list_of(keys_of(part))}"


def odd_id(value: object) -> tuple[str, str]:
    """What to say of an id that is not one."""
    plain = re.sub(r"[^a-z0-9]+", "-", str(value).casefold()).strip("-")[: model.ID_LENGTH].strip("-")
    meant = f" Did you mean `{plain}`?" if plain and plain != value else ""
    rules = "Ids are lower-case letters and digits in words joined by `-`"
    long = f", at most {model.ID_LENGTH} characters" if len(str(value)) > model.ID_LENGTH else ""
    return f"{shown(value)} cannot be an id", f"{rules}{long}.{meant}"


_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .+/:_-]*")


def flow(value: Any) -> str:
    """An example as it would be written on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    text = str(value)
    return text if _PLAIN.fullmatch(text) and ": " not in text else f'"{text}"'
