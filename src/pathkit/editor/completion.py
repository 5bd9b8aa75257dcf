"""What may be written at the cursor: keys of the format, its words, and ids of the map and of all that it uses."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Literal

from pathkit.editor import map_format
from pathkit.editor.context import Context, context_at
from pathkit.editor.hover import Findings, framework_label
from pathkit.editor.mentions import BY_ID
from pathkit.editor.open_files import maps_below
from pathkit.editor.outline import Node, Path
from pathkit.editor.reading import Reading
from pathkit.editor.text import Span
from pathkit.maps.document import Document
from pathkit.maps.files import workspace_of
from pathkit.maps.words import URGENCIES
from pathkit.output.page import safe

Kind = Literal["key", "word", "id", "example", "file"]

_MANY = {sort: key for key, sort in BY_ID.items()}
# What may stand where things of several sorts may.
_SORTS = {
    "service or kind": ("service",),
    "service or transfer": ("service", "transfer"),
    "part": ("service", "transfer", "agreement", "training"),
    "subject": ("service", "transfer", "organisation", "action", "area"),
}
MOST = 1000
"""How many are offered at most."""
_KEYS_BEHIND = re.compile(r"[,{]\s*([a-z_]+):(?=\s)")
_ENDED = re.compile(r"[^\s:,\[\]{}]*\s*:")  # a key whose colon stands there already


@dataclass(frozen=True)
class Offer:
    """Something that may be written: `text` in place of a piece of the file, which begins with what has been typed."""

    label: str
    text: str
    kind: Kind
    detail: str = ""
    says: str = ""


@dataclass(frozen=True)
class Offers:
    """What may be written, the likeliest first, in place of `span`."""

    span: Span
    found: tuple[Offer, ...]


def completion(reading: Reading, offset: int, findings: Findings) -> Offers | None:
    """What may be written at an offset of a reading's own file."""
    context = context_at(reading.root.text.source, offset)
    if context is None:
        return None
    ended = context.quoted or _ENDED.match(reading.root.text.source, offset) is not None
    found = tuple(_unique(_offers(reading, context, findings, "" if ended else ": ")))[:MOST]
    return Offers(Span(context.start, offset), found)


def _unique(offers: Iterable[Offer]) -> Iterator[Offer]:
    seen: set[str] = set()
    for offer in offers:
        if offer.label not in seen:
            seen.add(offer.label)
            yield offer


def _offers(reading: Reading, context: Context, findings: Findings, colon: str) -> Iterator[Offer]:
    """`colon` is what has to follow a key."""
    if context.role in ("key", "either"):
        yield from _keys(reading, context, colon)
        if (sort := map_format.sort_at(context.path, is_key=True)) is not None:
            taken = _taken(reading, context)
            for offer in _ids(reading, sort, context.path):
                if offer.label not in taken:
                    yield Offer(offer.label, f"{offer.text}{colon}", "id", offer.detail)
        if _in_change(context.path) and len(context.path) == 5 and context.path[-1] in BY_ID:
            taken = _taken(reading, context)
            for offer in _own(reading, BY_ID[str(context.path[-1])], context.path):
                if offer.label not in taken:
                    yield Offer(offer.label, f"{offer.text}{colon}", "id", offer.detail)
    if context.role in ("value", "either"):
        space = " " if context.close else ""
        for offer in _values(reading, context, findings):
            yield Offer(offer.label, f"{space}{offer.text}", offer.kind, offer.detail, offer.says)


# --- keys


def _keys(reading: Reading, context: Context, colon: str) -> Iterator[Offer]:
    taken = _taken(reading, context) - {context.typed}
    known = [key for key in map_format.keys_at(context.path) if key.name not in taken]
    for key in sorted(known, key=lambda one: not one.required):
        yield Offer(key.name, f"{key.name}{colon}", "key", "needed" if key.required else "", key.says)


def _taken(reading: Reading, context: Context) -> frozenset[str]:
    """The keys that the block has already: above the cursor, below it, and behind it on its line."""
    node = _node(reading, context.path)
    source, cursor = reading.root.text.source, context.start + len(context.typed)
    behind = _KEYS_BEHIND.findall(source[cursor : reading.root.text.end_of_line(cursor)].partition("}")[0])
    return context.taken.union(node.pairs if node is not None else (), behind)


def _node(reading: Reading, path: Path) -> Node | None:
    """What stands at a path. Where broken lines are left out, nobody knows which item of a list is which."""
    lost = reading.broken and any(isinstance(part, int) for part in path)
    return None if lost else reading.root.outline.find(path)


# --- values


def _values(reading: Reading, context: Context, findings: Findings) -> Iterator[Offer]:
    path = context.path
    if path[:1] == ("uses",):
        yield from _files(reading)
        return
    if path[:1] == ("acknowledged",) and path[-1] == "finding":
        for one in findings.found:
            if one.open:
                yield Offer(one.id, one.id, "id", one.severity, safe(one.message))
        return
    if path[:2] == _ACTIONS and "closes" in path[-2:]:
        taken = _items(reading, path)
        yield from (offer for offer in _closable(reading, findings, context.quoted) if offer.label not in taken)
        return
    sort = map_format.sort_at(path, is_key=False)
    if path and path[-1] == "hours":
        yield from _examples(path)
        for offer in _ids(reading, "service", path):
            phrase = f"when {offer.label} is closed"
            yield Offer(phrase, phrase, "example", offer.detail)
        return
    if sort is not None:
        taken = context.taken | _items(reading, path)
        of = _own if _in_change(path) and "remove" in path[-2:] else _ids
        yield from (offer for offer in of(reading, sort, path) if offer.label not in taken)
        if sort != "service or kind":
            return
    for word in map_format.words_at(path):
        yield Offer(word, word, "word", map_format.word_says(reading.framework, path, word) or "")
    if path and path[-1] == "urgency":
        yield from (Offer(phrase, phrase, "word") for phrase in _urgencies())
    else:
        yield from _examples(path)


_ACTIONS = ("plan", "actions")


def _in_change(path: Path) -> bool:
    """Whether a place is in the change of an action."""
    return path[:2] == _ACTIONS and path[3:4] == ("change",)


def _closable(reading: Reading, findings: Findings, quoted: bool) -> Iterator[Offer]:
    """What an action may close: findings that are there, and scenarios, in quotes as YAML needs them."""
    for one in findings.found:
        yield Offer(one.id, one.id, "id", one.severity, safe(one.message))
    for name in reading.ids("scenario"):
        text = f"scenario: {name}"
        if not quoted:
            yield Offer(safe(text), json.dumps(text, ensure_ascii=False), "id", "a promise")
        elif text.isprintable() and not {"\\", '"', "'"} & set(text):
            yield Offer(safe(text), text, "id", "a promise")


def _urgencies() -> Iterator[str]:
    for word in URGENCIES[1:-1]:
        yield f"up to {word}"
        yield f"{word} or above"


def _examples(path: Path) -> Iterator[Offer]:
    for example in map_format.examples_at(path):
        if not example.startswith("when "):
            yield Offer(example, example, "example", "for example")


def _items(reading: Reading, path: Path) -> frozenset[str]:
    """What a list has already, where the value is an item of one."""
    if not path or not isinstance(path[-1], int):
        return frozenset()
    node = _node(reading, path[:-1])
    items: tuple[Node, ...] = node.items if node is not None else ()
    return frozenset(item.text for number, item in enumerate(items) if item.text is not None and number != path[-1])


def _files(reading: Reading) -> Iterator[Offer]:
    """The maps and libraries of the workspace, by their paths from this file."""
    here = reading.root.path
    used = {file.path for file in reading.files}
    for path in maps_below(workspace_of(here)).paths:
        if path not in used:
            name = PurePosixPath(os.path.relpath(path, here.parent).replace(os.sep, "/")).as_posix()
            yield Offer(name, name, "file")


# --- ids


def _ids(reading: Reading, sort: str, path: Path) -> Iterator[Offer]:
    """The ids of a sort that can be referred to, those of the map before the words of the framework."""
    if sort in _SORTS:
        for one in _SORTS[sort]:
            yield from _ids(reading, one, path)
        return
    doors_only = path[:1] == ("scenarios",) and path[-1] == "door"
    own = path[:2] in (("people", "needs"), ("people", "circumstances"), ("area", "offers"))
    if not own:
        for name, file in reading.ids(sort).items():
            data = _data(file.document, sort, name)
            if not doors_only or data.get("open_to") == "public":
                yield Offer(name, name, "id", _detail(reading, sort, name, data))
        if _in_change(path):  # what the same change adds
            added = (one for one in reading.root.mentions if one.proposes and one.path[:4] == path[:4])
            yield from (Offer(one.id, one.id, "id") for one in added if one.sort == sort)
    framework = reading.framework
    known: Mapping[str, object] = {
        "need": framework.needs,
        "circumstance": framework.circumstances,
        "offer": framework.offers,
        "theme": framework.themes,
        "aim": framework.principles,
    }.get(sort, {})
    for name in known:
        yield Offer(name, name, "word", safe(framework_label(framework, sort, name) or ""))


def _own(reading: Reading, sort: str, path: Path) -> Iterator[Offer]:
    """The ids of a sort that a change may write anew or take out: none of a library's."""
    for one in _SORTS.get(sort, (sort,)):
        for name, file in reading.ids(one).items():
            if not file.document.is_library or one == "training":
                yield Offer(name, name, "id", _detail(reading, one, name, _data(file.document, one, name)))


def _data(document: Document, sort: str, name: str) -> dict[str, Any]:
    plan = document.data.get("plan")
    holder = plan if sort == "action" and isinstance(plan, dict) else document.data
    parts = holder.get("actions" if sort == "action" else _MANY.get(sort, ""))
    data = parts.get(name) if isinstance(parts, dict) else None
    return data if isinstance(data, dict) else {}


def _detail(reading: Reading, sort: str, name: str, data: Mapping[str, Any]) -> str:
    """What an id is called; a service's kind beside it."""
    label = framework_label(reading.framework, sort, name)
    told = [
        data.get("name", data.get("title", data.get("what"))),
        data.get("kind") if sort == "service" else None,
        label,
    ]
    return safe(" · ".join(one for one in told if isinstance(one, str)))
