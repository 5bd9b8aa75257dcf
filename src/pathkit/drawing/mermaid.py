"""A scene as a Mermaid flowchart, which GitHub and GitLab draw where it stands in a page.

Nothing keeps a text inert by itself: Markdown, icons, formulas, `%%{…}%%` settings and HTML all work within a quoted
label. What Mermaid does have is codes such as `#35;`, which it puts back when all of that is over. So every character
that could mean something is written as its code here, and here only; and no id of a map is used as an id.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pathkit.check.exits import CannotDo
from pathkit.drawing.scene import (
    SIGNS,
    Edge,
    Group,
    Key,
    Mark,
    Node,
    Scene,
    gravest,
    marks_in_words,
    status_of,
    steps_of,
)
from pathkit.maps.values import visible

MOST_CHARACTERS = 50_000
"""Mermaid refuses a longer text, and a page on GitHub cannot change that."""

_BUT = "for Mermaid takes no longer text. With --focus, or as SVG, the picture is whole."
_CUTS = (
    ("", True, True),
    (f"Left out is the description for people who do not see the picture, {_BUT}", False, True),
    (
        f"Left out are the description for people who do not see it and what stands beneath the names, {_BUT}",
        False,
        False,
    ),
)
"""What is left out, in words, and whether it is then described and detailed."""

# Letters, digits and what can stand between them. All else is written as its code.
_PLAIN = re.compile(
    r"[^\W_]"  # a letter or a digit
    r"|[ ,'/(–·…“”]"
    r"|(?<=[^\W_])[-](?=[^\W_])"  # Mon-Fri
    r"|(?<=[^\W_])[+](?=[ ,]|$)"  # 18+
    r"|(?<=[^\W_])[:](?=[ 0-9])"  # 09:00, and not `fa:` or `https:`
    r"|(?<=[^\W\d_]|[)])[.](?= |$)"  # the end of a sentence, and not `1.` or `www.`
    r"|(?<=[^\W_])[)](?<!^[0-9][)])(?<!^[0-9]{2}[)])(?<!^[0-9]{3}[)])"  # `(101)`, and not the first `1)` of a list
)
_PLAIN_IN_SETTINGS = frozenset(string.ascii_letters + string.digits + " ,.'()-")

# Words that Mermaid looks for in whole lines, wherever they stand.
_WORDS_OF_MERMAID = (("style", "styl#101;"), ("classDef", "classDe#102;"), ("direction", "directio#110;"))

_SETTINGS = (
    "config:",
    "  flowchart:",
    "    nodeSpacing: 70",
    "    subGraphTitleMargin: {top: 0, bottom: 16}",  # else the second line of a title lies under the boxes
)
_SHAPES = {
    "line": ("([", "])"),
    "response": ("{{", "}}"),
    "hospital": ("[[", "]]"),
    "place": ("[/", "\\]"),
    "community": ("[/", "/]"),
    "team": ("[", "]"),
    "organisation": ("(", ")"),
}
_LINES = {"live": "==>", "queued": "-->", "person-led": "-.->", "none": "--o"}
_LINE_STYLES = {
    "queued": ("stroke-width:2px", "stroke-dasharray:9 5"),
    "person-led": ("stroke-width:3px", "stroke-dasharray:2 5"),
}
_LINE_STATES = {
    "path": ("stroke-width:6px",),
    "added": ("stroke-width:5px",),
    "changed": ("stroke-width:5px",),
    "shut": ("stroke:#8a8a8a", "stroke-width:1px"),
    "removed": ("stroke:#8a8a8a", "stroke-width:1px"),
    "aside": ("stroke:#8a8a8a", "stroke-width:1px"),
}

# Every one of these says what both a box and the text in it look like: the page around it may be dark.
_INK, _GREY = "#1a1a1a", "#595959"
_CLASSES = {
    "group": f"fill:#f5f5f3,stroke:#767676,color:{_INK}",
    "box": f"fill:#ffffff,stroke:{_INK},color:{_INK}",
    "door": f"fill:#d6eaf8,stroke:{_INK},stroke-width:3px,color:{_INK}",
    "legend": f"fill:#ffffff,stroke:#767676,color:{_INK},text-align:left",
    "aside": f"fill:#ffffff,stroke:#8a8a8a,color:{_GREY}",
    "path": f"fill:#fff0b3,stroke:#00527a,stroke-width:5px,color:{_INK}",
    "open": f"fill:#ddf3ea,stroke:#005c45,stroke-width:4px,color:{_INK}",
    "shut": f"fill:#ececec,stroke:#6b6b6b,stroke-dasharray:8 4,color:{_INK}",
    "full": f"fill:#f2ecf8,stroke:#5b3f8c,stroke-width:1px,color:{_INK}",
    "perhaps": f"fill:#fff6da,stroke:#7a5200,stroke-width:2px,stroke-dasharray:2 3,color:{_INK}",
    "added": f"fill:#ddf3ea,stroke:#005c45,stroke-width:5px,color:{_INK}",
    "removed": f"fill:#ececec,stroke:#6b6b6b,stroke-dasharray:8 4,color:{_INK}",
    "changed": f"fill:#fff6da,stroke:#00527a,stroke-width:3px,stroke-dasharray:2 3,color:{_INK}",
} | {
    f"{severity}{kind}": f"fill:{fill},stroke:{colour},stroke-width:4px,color:{_INK}"
    for severity, colour in (("note", "#00527a"), ("warning", "#7a5200"), ("error", "#a83c00"))
    for kind, fill in (("", "#ffffff"), ("door", "#d6eaf8"))
}

_LEGEND = {
    "door": "blue box, “door”: open to the public",
    "helps": "",  # Mermaid has no double outline; what such a box says begins with “helps”
    "live": "thick line: staff bring the person into contact",
    "queued": "broken line: the person is referred, and waits",
    "person-led": "dotted line: the person is told where to go",
    "none": "line that ends in a circle: a colleague is asked; the person stays",
    "organisation": "rounded box: several services in one, and the doors among them",
}
"""Where a way of drawing is not that of Graphviz."""


@dataclass(frozen=True)
class Flowchart:
    """A text in Mermaid, and in words what of the picture was left out of it ("" where nothing was)."""

    text: str
    left_out: str = ""


def flowchart(scene: Scene) -> Flowchart:
    """The scene as a Mermaid flowchart.

    Where that is longer than Mermaid takes, the description is left out first, and then all but the names. Raises
    `CannotDo` where even that is too long.
    """
    for left_out, described, detailed in _CUTS:
        lines = _lines(scene, described, detailed, left_out)
        text = "".join(f"{line}\n" for line in lines)
        if len(text) <= MOST_CHARACTERS:
            return Flowchart(text, left_out)
    raise CannotDo(
        f"This picture is too large for Mermaid, which takes {MOST_CHARACTERS} characters. Draw a part of it: name an "
        "organisation or a service with --focus ID; or draw all of it as SVG, PNG or PDF."
    )


def _lines(scene: Scene, described: bool, detailed: bool, left_out: str) -> Iterator[str]:
    first, *heading = scene.heading or (scene.title,)
    names = {node.id: f"n{place}" for place, node in enumerate(_nodes(scene))}
    yield from ("---", f"title: {_quoted(first)}", *_SETTINGS, "---", "flowchart LR")
    if left_out:
        yield f"  %% {left_out}"
    yield f"  accTitle: {coded(scene.title)}"
    if described:
        yield f"  accDescr: {coded(scene.description)}"
    for place, group in enumerate(scene.groups):
        yield from _group(place, group, names, detailed)
    for edge in scene.edges:
        label = _label(_edge_texts(edge, detailed))
        yield f"  {names[edge.sender]} {_LINES[edge.mode]}{label and f'|{label}|'} {names[edge.receiver]}"
    beneath = {"found": _label(_notes(scene)), "legend": _label([*heading, *scene.told, *_legend(scene.legend)])}
    beneath = {name: label for name, label in beneath.items() if label}
    yield from (f"  {name}[{label}]" for name, label in beneath.items())
    yield from _styles(scene, names, tuple(beneath))


def _group(place: int, group: Group, names: dict[str, str], detailed: bool) -> Iterator[str]:
    boxes = [f"{names[node.id]}{_box(node, detailed)}" for node in group.nodes]
    if not group.name:
        yield from (f"  {box}" for box in boxes)
        return
    yield f"  subgraph g{place}[{_label([group.name, *_marks(group.marks)])}]"
    yield from (f"    {box}" for box in boxes)
    yield "  end"


def _nodes(scene: Scene) -> list[Node]:
    return [node for group in scene.groups for node in group.nodes]


def _box(node: Node, detailed: bool) -> str:
    opening, closing = _SHAPES[node.shape]
    return f"{opening}{_label(_node_texts(node, detailed))}{closing}"


def _node_texts(node: Node, detailed: bool) -> Iterator[str]:
    details = node.details if detailed else ()
    yield node.name
    yield from filter(None, (steps_of(node), status_of(node)))
    if node.door and not any("door" in detail for detail in details):
        yield "door"
    yield from details
    yield from _marks(node.marks)


def _edge_texts(edge: Edge, detailed: bool) -> Iterator[str]:
    yield from filter(None, (steps_of(edge), status_of(edge)))
    yield from edge.details if detailed else edge.details[:1]
    yield from _marks(edge.marks)


def _marks(marks: Sequence[Mark]) -> Iterator[str]:
    for severity in SIGNS:
        yield from marks_in_words(mark for mark in marks if mark.severity == severity)


def _notes(scene: Scene) -> Iterator[str]:
    """What is found and not at one place in the picture; it has a box of its own."""
    return (f"{SIGNS[mark.severity]} {mark.severity}: {mark.rule} ({what})" for mark, what in scene.notes)


def _legend(keys: Iterable[Key]) -> Iterator[str]:
    return (f"· {words}" for key in keys if (words := _LEGEND.get(key.sign, key.words)))


def _styles(scene: Scene, names: dict[str, str], beneath: tuple[str, ...]) -> Iterator[str]:
    """Classes and the boxes that are in them, and what the lines look like; of no use to who cannot see."""
    members = _members(scene, names) | {"legend": list(beneath)}
    for name, style in _CLASSES.items():
        if members.get(name):
            yield f"  classDef {name} {style}"
            yield f"  class {','.join(members[name])} {name}"
    for place, edge in enumerate(scene.edges):
        styles = (*_LINE_STYLES.get(edge.mode, ()), *_LINE_STATES.get(edge.state, ()))
        if styles:
            yield f"  linkStyle {place} {','.join(styles)}"


def _members(scene: Scene, names: dict[str, str]) -> dict[str, list[str]]:
    """The classes, and what is in them. A box is in one, because Mermaid would mix several."""
    members: dict[str, list[str]] = {name: [] for name in _CLASSES}
    for place, group in enumerate(scene.groups):
        if group.name:
            members[gravest(group.marks) or "group"].append(f"g{place}")
    for node in _nodes(scene):
        members[_class(node)].append(names[node.id])
    return members


def _class(node: Node) -> str:
    if node.state in _CLASSES:
        return node.state
    return f"{gravest(node.marks) or ''}{'door' if node.door else ''}" or "box"


# --- texts ------------------------------------------------------------------------------------------------


def _label(lines: Iterable[str]) -> str:
    """Lines as a label; "" where there are none.

    Without `<br/>`: where a label has any HTML in it, Mermaid puts its codes back too early, and reads what they hide.
    """
    texts = "\n".join(map(coded, lines))
    return f'"{texts}"' if texts else ""


def _quoted(text: str) -> str:
    """A text as the settings above the flowchart take it: quoted, and every character that is not plain as its code."""
    codes = (char if char in _PLAIN_IN_SETTINGS else f"\\U{ord(char):08x}" for char in _line(text))
    return f'"{"".join(codes)}"'


def coded(text: str) -> str:
    """A text as it may stand in a label: on one line, and every character that could mean something as its code."""
    line = _line(text)
    safe = "".join(char if _PLAIN.match(line, place) else f"#{ord(char)};" for place, char in enumerate(line))
    for word, harmless in _WORDS_OF_MERMAID:
        safe = safe.replace(word, harmless)
    return safe or "#160;"


def _line(text: str) -> str:
    return visible(" ".join(text.split()))
