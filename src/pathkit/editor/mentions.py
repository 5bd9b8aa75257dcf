"""Where a file names things: each id, what sort of thing it names, and whether it defines it there.

What refers to what is known in one place, `maps/references.py`; this adds what defines an id, and where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pathkit.check.settings import ALWAYS_ON
from pathkit.editor.outline import Node, Outline, Path
from pathkit.editor.text import Span
from pathkit.maps.references import references
from pathkit.maps.words import KINDS

BY_ID = {"services": "service", "organisations": "organisation", "agreements": "agreement"}
"""The keys under which things stand by id, and what sort they are."""
ONE_NAMESPACE = frozenset({*BY_ID.values(), "transfer"})
"""Sorts of which no two things may share an id."""
SUBJECT = "subject"
"""The sort of what a finding's id names, where that is anything that has an id of its own."""

# What the findings of these rules are about; all others are about services, transfers, organisations and the like.
_SUBJECTS = {
    "age-gap": "need",
    "left-out": "circumstance",
    "worse-off": "circumstance",
    "locality-gap": "locality",
    "no-place-of-safety": "area",
    "no-public-door": "area",
    "nobody-to-turn-to": "area",
    "review-overdue": "area",
}
# These findings are named after what has no id: sectors, the names of scenarios and of files, other findings.
_NO_SUBJECTS = frozenset(
    {*ALWAYS_ON, "sector-missing", "scenario-failed", "acknowledgement-unused", "acknowledgement-lapsed"}
)
_WHEN = re.compile(r"when\s+(\S+)\s+is\s+closed", re.IGNORECASE)
_LIKE_AN_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Mention:
    """An id as it stands in a file.

    `span` is where the id itself stands, and `path` leads to the key or value that holds it. `defines` tells that this
    is where the thing is defined; `told` that something more is said of it there than its name. A transfer without an
    id of its own is defined by its `from` and `to`: that is `implied`, and no id stands there. Where a text is written
    in such a way that the id cannot be pointed at in it, `exact` is False and the span is that of the whole text.
    """

    sort: str
    id: str
    path: Path
    span: Span
    defines: bool = False
    told: bool = True
    implied: bool = False
    exact: bool = True

    def names(self, sort: str, name: str) -> bool:
        """Whether it is that thing which is named here."""
        if self.id != name:
            return False
        return self.sort == sort or (self.sort == SUBJECT and sort in ONE_NAMESPACE)


def mentions(data: dict[str, Any], outline: Outline) -> tuple[Mention, ...]:
    """Every mention of a file, in the order of its text. `data` is what the reader made of the same text."""
    found = [*_definitions(data, outline), *_references(data, outline), *_findings(data, outline)]
    return tuple(sorted(found, key=lambda one: (one.span, one.path != (), one.sort)))


# --- what is defined


def _definitions(data: dict[str, Any], outline: Outline) -> Iterator[Mention]:
    area = data.get("area")
    if isinstance(area, dict):
        yield from _whole("area", area.get("id"), ("area", "id"), outline, defines=True)
    for key, sort in BY_ID.items():
        parts = data.get(key)
        for name in parts if isinstance(parts, dict) else ():
            yield from _whole(sort, name, (key, name, "[key]"), outline, defines=True)
    transfers = data.get("transfers")
    for number, transfer in enumerate(transfers if isinstance(transfers, list) else ()):
        if isinstance(transfer, dict):
            yield from _transfer(transfer, ("transfers", number), outline)
    people = data.get("people")
    localities = people.get("localities") if isinstance(people, dict) else None
    for number, name in enumerate(localities if isinstance(localities, list) else ()):
        yield from _whole("locality", name, ("people", "localities", number), outline, defines=True)


def _transfer(transfer: dict[str, Any], path: Path, outline: Outline) -> Iterator[Mention]:
    if "id" in transfer:
        yield from _whole("transfer", transfer["id"], (*path, "id"), outline, defines=True)
        return
    start, end = transfer.get("from"), transfer.get("to")
    node = outline.find((*path, "from"))
    if isinstance(start, str) and isinstance(end, str) and node is not None:
        span = Span(node.start, node.end)
        yield Mention("transfer", f"{start}-to-{end}", path, span, defines=True, implied=True)


# --- what is referred to


def _references(data: dict[str, Any], outline: Outline) -> Iterator[Mention]:
    for sort, value, path in references(data):
        own = sort.removeprefix("own ")
        if path[-1] == "hours":
            yield from _hours(value, path, outline)
        elif own != sort:  # where a map names its own needs, circumstances and offers
            told = path[-1] == "[key]" and _says_more(data, path[:-1])
            yield from _whole(own, value, path, outline, defines=True, told=told)
        elif sort == "service or kind":  # where a service has the name of a kind, both are meant
            yield from _whole("kind" if value in KINDS else "service", value, path, outline)
        elif path[0] != "acknowledged":
            yield from _whole(sort, value, path, outline)
    uses = data.get("uses")
    for number, item in enumerate(uses if isinstance(uses, list) else ()):
        yield from _whole("file", item, ("uses", number), outline)


def _hours(name: Any, path: Path, outline: Outline) -> Iterator[Mention]:
    """`when gp is closed`, in a text or in a list of one."""
    node = outline.find(path)
    node = node.items[0] if node is not None and node.items else node
    if node is None or node.text is None or not isinstance(name, str):
        return
    start, end = node.inside
    found = _WHEN.search(outline.text, start, end)
    exact = found is not None and found[1] == name
    span = Span(*found.span(1)) if found is not None and exact else Span(start, end)
    yield Mention("service", name, path, span, exact=exact)


def _says_more(data: Any, path: Path) -> bool:
    for part in path:
        data = data[part]
    return bool(data)


# --- acknowledged findings


def _findings(data: dict[str, Any], outline: Outline) -> Iterator[Mention]:
    listed = data.get("acknowledged")
    for number, entry in enumerate(listed if isinstance(listed, list) else ()):
        if not isinstance(entry, dict):
            continue
        owner = entry.get("owner")
        if isinstance(owner, str) and _LIKE_AN_ID.fullmatch(owner):
            yield from _whole("organisation", owner, ("acknowledged", number, "owner"), outline)
        yield from _subjects(entry.get("finding"), ("acknowledged", number, "finding"), outline)


def _subjects(finding: Any, path: Path, outline: Outline) -> Iterator[Mention]:
    node = outline.find(path)
    if not isinstance(finding, str) or node is None or node.text is None:
        return
    start, end = node.inside
    exact = outline.text[start:end] == finding
    rule, *subjects = finding.split("@")
    yield Mention("rule", rule, path, Span(start, start + len(rule)) if exact else Span(start, end), exact=exact)
    if rule in _NO_SUBJECTS:
        return
    at = start + len(rule) + 1
    for subject in subjects:
        span = Span(at, at + len(subject)) if exact else Span(start, end)
        yield Mention(_SUBJECTS.get(rule, SUBJECT), subject, path, span, exact=exact)
        at += len(subject) + 1


def _whole(
    sort: str, value: Any, path: Path, outline: Outline, *, defines: bool = False, told: bool = True
) -> Iterator[Mention]:
    """A mention that is a whole key or value."""
    node: Node | None = outline.find(path)
    if isinstance(value, str) and node is not None and node.text is not None:
        start, end = node.inside
        exact = node.quoted not in ("|", ">")
        yield Mention(sort, value, path, Span(start, end), defines=defines, told=told, exact=exact)
