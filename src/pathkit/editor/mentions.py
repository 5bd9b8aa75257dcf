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
from pathkit.maps.planning import scenario_closed
from pathkit.maps.references import references, transfer_id
from pathkit.maps.words import KINDS

BY_ID = {
    "services": "service",
    "organisations": "organisation",
    "agreements": "agreement",
    "measures": "measure",
    "training": "training",
}
"""The keys under which things stand by id, and what sort they are."""
ONE_NAMESPACE = frozenset({*BY_ID.values(), "transfer", "action"})
"""Sorts of which no two things may share an id."""
SUBJECT = "subject"
"""The sort of what a finding's id names, where that is anything that has an id of its own; likewise of what a change
takes out and an emergency plan relies on."""
ABOUT = "about"
"""The sort of what a measure is about: anything of the kind, or the area."""
ANYTHING = frozenset({SUBJECT, ABOUT})

# How a reference is sorted here, where `maps/references.py` has a finer word for what may stand there.
_WIDER = {"part": SUBJECT, "service or transfer": SUBJECT, "subject": ABOUT}

# What the findings of these rules are about, the last as often as need be; all others are about services, transfers,
# organisations and the like.
_SUBJECTS = {
    "age-gap": ("need",),
    "emergency-plan-out-of-date": ("area",),
    "expectation-unmet": ("aim", "locality"),
    "left-out": ("circumstance",),
    "worse-off": ("circumstance",),
    "locality-gap": ("locality",),
    "no-place-of-safety": ("area",),
    "no-public-door": ("area",),
    "nobody-to-turn-to": ("area",),
    "review-overdue": ("area",),
}
# These findings are named after what has no id: sectors, what an emergency plan is to cover, the names of scenarios and
# of files, other findings.
_NO_SUBJECTS = frozenset(
    {
        *ALWAYS_ON,
        "acknowledgement-lapsed",
        "acknowledgement-unused",
        "declaration-lacks-sector",
        "emergency-plan-incomplete",
        "finding-without-action",
        "scenario-failed",
        "sector-missing",
    }
)
_WHEN = re.compile(r"when\s+(\S+)\s+is\s+closed", re.IGNORECASE)
_LIKE_AN_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Mention:
    """An id as it stands in a file.

    `span` is where the id itself stands, and `path` leads to the key or value that holds it. `defines` tells that this
    is where the thing is defined; `told` that something more is said of it there than its name. `proposes` tells that
    it stands in the change of an action, which writes it anew, or adds it where nothing defines it. A transfer without
    an id of its own is defined by its `from` and `to`: that is `implied`, and no id stands there. Where a text is
    written in such a way that the id cannot be pointed at in it, `exact` is False and the span is that of the whole
    text.
    """

    sort: str
    id: str
    path: Path
    span: Span
    defines: bool = False
    told: bool = True
    implied: bool = False
    exact: bool = True
    proposes: bool = False

    def names(self, sort: str, name: str) -> bool:
        """Whether it is that thing which is named here."""
        if self.id != name:
            return False
        if self.sort == sort:
            return True
        return self.sort in ANYTHING and (sort in ONE_NAMESPACE or (self.sort == ABOUT and sort == "area"))


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
    for path, transfer in items(data, "transfers"):
        yield from _transfer(transfer, path, outline)
    for path, scenario in items(data, "scenarios"):
        yield from _whole("scenario", scenario.get("name"), (*path, "name"), outline, defines=True)
    for path, action in actions(data):
        yield from _whole("action", path[-1], (*path, "[key]"), outline, defines=True)
        yield from _change(action.get("change"), (*path, "change"), outline)
    people = data.get("people")
    localities = people.get("localities") if isinstance(people, dict) else None
    for number, name in enumerate(localities if isinstance(localities, list) else ()):
        yield from _whole("locality", name, ("people", "localities", number), outline, defines=True)


def _change(change: Any, path: Path, outline: Outline) -> Iterator[Mention]:
    """What the change of an action writes anew or adds."""
    if not isinstance(change, dict):
        return
    for key, sort in BY_ID.items():
        parts = change.get(key)
        for name in parts if isinstance(parts, dict) else ():
            yield from _whole(sort, name, (*path, key, name, "[key]"), outline, proposes=True)
    for inner, transfer in items(change, "transfers"):
        yield from _transfer(transfer, (*path, *inner), outline, proposes=True)


def _transfer(transfer: dict[str, Any], path: Path, outline: Outline, proposes: bool = False) -> Iterator[Mention]:
    if transfer.get("id") is not None:
        yield from _whole("transfer", transfer["id"], (*path, "id"), outline, defines=not proposes, proposes=proposes)
        return
    name = transfer_id(transfer)
    node = outline.find((*path, "from"))
    if name is not None and node is not None:
        span = Span(node.start, node.end)
        yield Mention("transfer", name, path, span, defines=not proposes, implied=True, proposes=proposes)


def actions(data: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The actions of a file's plan, each with the path to it."""
    plan = data.get("plan")
    found = plan.get("actions") if isinstance(plan, dict) else None
    for name, action in found.items() if isinstance(found, dict) else ():
        if isinstance(action, dict):
            yield ("plan", "actions", name), action


def items(data: dict[str, Any], key: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The blocks of a list, each with the path to it."""
    found = data.get(key)
    for number, item in enumerate(found if isinstance(found, list) else ()):
        if isinstance(item, dict):
            yield (key, number), item


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
        elif sort == "scenario":
            yield from _scenario(value, path, outline)
        elif "owner" not in path[-2:]:  # those are looked at below: one word may be an id as well
            yield from _whole(_WIDER.get(sort, sort), value, path, outline)
    for path, part in _owned(data):
        yield from _owners(part, path, outline)
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


def _scenario(name: Any, path: Path, outline: Outline) -> Iterator[Mention]:
    """`scenario: A Saturday night`, of which the name is behind the colon."""
    node = outline.find(path)
    if node is None or node.text is None or not isinstance(name, str):
        return
    start, end = node.inside
    exact = bool(name) and outline.text[start:end].endswith(name)
    yield Mention("scenario", name, path, Span(end - len(name), end) if exact else Span(start, end), exact=exact)


def _owned(data: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Everything that has an owner, who may be an organisation."""
    yield from items(data, "acknowledged")
    for path, action in actions(data):
        yield path, action
        yield from (((*path, *inner), milestone) for inner, milestone in items(action, "milestones"))
        change = action.get("change")
        if isinstance(change, dict) and isinstance(plan := change.get("emergency_plan"), dict):
            yield (*path, "change", "emergency_plan"), plan
    if isinstance(plan := data.get("emergency_plan"), dict):
        yield ("emergency_plan",), plan


def _owners(part: dict[str, Any], path: Path, outline: Outline) -> Iterator[Mention]:
    owner = part.get("owner")
    several = [((*path, "owner", number), one) for number, one in enumerate(owner)] if isinstance(owner, list) else []
    for inner, one in several or [((*path, "owner"), owner)]:
        if isinstance(one, str) and _LIKE_AN_ID.fullmatch(one):
            yield from _whole("organisation", one, inner, outline)


def _says_more(data: Any, path: Path) -> bool:
    for part in path:
        data = data[part]
    return bool(data)


# --- findings that are acknowledged, or that an action closes


def _findings(data: dict[str, Any], outline: Outline) -> Iterator[Mention]:
    for path, entry in items(data, "acknowledged"):
        yield from _subjects(entry.get("finding"), (*path, "finding"), outline)
    for path, action in actions(data):
        closes = action.get("closes")
        for number, one in enumerate(closes if isinstance(closes, list) else ()):
            if isinstance(one, str) and scenario_closed(one) is None and "@" in one:
                yield from _subjects(one, (*path, "closes", number), outline)


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
    sorts = _SUBJECTS.get(rule, (SUBJECT,))
    at = start + len(rule) + 1
    for subject in subjects:
        span = Span(at, at + len(subject)) if exact else Span(start, end)
        yield Mention(sorts[0], subject, path, span, exact=exact)
        sorts = sorts[1:] or sorts
        at += len(subject) + 1


def _whole(
    sort: str,
    value: Any,
    path: Path,
    outline: Outline,
    *,
    defines: bool = False,
    told: bool = True,
    proposes: bool = False,
) -> Iterator[Mention]:
    """A mention that is a whole key or value."""
    node: Node | None = outline.find(path)
    if isinstance(value, str) and node is not None and node.text is not None:
        start, end = node.inside
        exact = node.quoted not in ("|", ">")
        span = Span(start, end)
        yield Mention(sort, value, path, span, defines=defines, told=told, exact=exact, proposes=proposes)
