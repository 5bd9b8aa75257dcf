"""A scene in DOT, the language of Graphviz.

Labels are Graphviz's HTML-like ones, because only they can be given a least width, and because they keep to the left
what would look crooked in the middle when another font is narrower than was allowed for. Every text that comes from a
map is escaped here, and here only.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import TYPE_CHECKING

from pathkit.drawing.measure import width_of, wrapped
from pathkit.drawing.scene import (
    MOST_IN_FULL,
    SIGNS,
    Edge,
    Group,
    Mark,
    Node,
    Scene,
    gravest,
    marks_in_words,
    status_of,
    steps_of,
)
from pathkit.maps.values import visible

if TYPE_CHECKING:
    from graphviz import Digraph

FONT = "Helvetica"  # whose widths Graphviz knows; they are less than what `measure` allows for
NAME, DETAIL, SMALL, TITLE = 13, 11, 11, 18

# The widths at which texts are broken: boxes, groups, what stands beside a line, and what stands beneath the picture.
_NODE_WIDTH, _EDGE_WIDTH, _GROUP_WIDTH, _TITLE_WIDTH = 190, 130, 230, 760
_MOST_LINES = 3
_OF_ALL = "Found, and not at one place in the picture:"

# After Okabe and Ito's palette, which colour-blind readers tell apart, darkened until text in it can be read on white.
_INK, _GREY, _PALE = "#1a1a1a", "#767676", "#f5f5f3"
_DOOR, _BOX = "#d6eaf8", "#ffffff"
COLOURS = {"error": "#a83c00", "warning": "#7a5200", "note": "#00527a"}

# What a view says of a thing: the fill of a box and its ink; `_BROKEN` and the words in it say the same without colour.
_STATES: dict[str, dict[str, str]] = {
    "plain": {},
    "open": {"color": "#005c45", "penwidth": "2.8"},
    "shut": {"fillcolor": "#ececec", "color": "#6b6b6b", "fontcolor": "#4d4d4d", "penwidth": "1"},
    "full": {"fillcolor": "#f2ecf8", "color": "#5b3f8c", "penwidth": "1.2"},
    "perhaps": {"fillcolor": "#fff6da", "color": "#7a5200", "penwidth": "2"},
    "added": {"fillcolor": "#ddf3ea", "color": "#005c45", "penwidth": "3"},
    "removed": {"fillcolor": "#f6e6dd", "color": "#a83c00", "penwidth": "1.6"},
    "changed": {"fillcolor": "#fff6da", "color": "#00527a", "penwidth": "3"},
    "path": {"fillcolor": "#fff0b3", "color": "#00527a", "penwidth": "3.4"},
    "aside": {"fillcolor": "#ffffff", "color": "#8a8a8a", "fontcolor": "#5c5c5c", "penwidth": "1"},
}
_BROKEN = {"shut": "dashed", "removed": "dashed", "perhaps": "dotted", "changed": "dotted"}
_LINE_STATES: dict[str, dict[str, str]] = {
    "shut": {"color": "#8a8a8a", "penwidth": "1", "arrowhead": "tee"},
    "perhaps": {"color": "#7a5200", "arrowhead": "onormal"},
    "added": {"color": "#005c45", "penwidth": "3"},
    "removed": {"color": "#a83c00", "arrowhead": "tee"},
    "changed": {"color": "#00527a", "penwidth": "3", "arrowhead": "onormal"},
    "path": {"color": "#00527a", "penwidth": "3.6"},
    "aside": {"color": "#a8a8a8", "penwidth": "0.8"},
}

_SHAPES = {
    "line": {"shape": "box", "style": "rounded,filled"},
    "response": {"shape": "box", "style": "diagonals,filled", "margin": "0.16,0.1"},
    "hospital": {"shape": "component", "style": "filled", "margin": "0.12,0.06"},
    "place": {"shape": "folder", "style": "filled", "margin": "0.08,0.06"},
    "community": {"shape": "note", "style": "filled"},
    "team": {"shape": "box", "style": "filled"},
    "organisation": {"shape": "box3d", "style": "filled", "margin": "0.14,0.12"},
}
_LINES = {
    "live": {"style": "solid", "penwidth": "1.6"},
    "queued": {"style": "dashed", "penwidth": "1.6"},
    "person-led": {"style": "dotted", "penwidth": "2"},
    "none": {"style": "solid", "penwidth": "0.8", "arrowhead": "odot"},
}
_SAMPLES = {"live": ("solid", 2), "queued": ("dashed", 2), "person-led": ("dotted", 2), "none": ("solid", 1)}
_BOXES = {
    "door": (2, 0, _DOOR, _INK),
    "helps": (1, 1, _BOX, _INK),
} | {severity: (3, 0, _BOX, colour) for severity, colour in COLOURS.items()}
"""In the legend: how wide the outline is, how wide an inner one, and the colours within and around."""

Text = tuple[str, int, str]
"""A line of text, its size and its colour."""


def as_dot(scene: Scene, across: bool = True, headed: bool = True, by_group: bool = False) -> str:
    """The scene in DOT, laid out `across` the page (from left to right) or down it.

    With `by_group`, each group is ranked by itself, which can make a large picture smaller.

    A picture has one label, so that what stands above it elsewhere stands here at the head of the legend; or nowhere,
    if it is not `headed`.
    """
    from graphviz import Digraph

    dot = Digraph("pathway", graph_attr=_page(scene, across, headed, by_group))
    dot.attr("node", fontname=FONT, fontsize=str(NAME), color=_INK, fontcolor=_INK, margin="0.07,0.06")
    dot.attr("edge", fontname=FONT, fontsize=str(SMALL), color=_INK, fontcolor=_INK, arrowsize="0.8")
    _put_groups(dot, scene)
    home = {node.id: group.id if group.name else node.id for group in scene.groups for node in group.nodes}
    for number, edge in enumerate(scene.edges):
        _put_edge(dot, number, edge, on=_PALE if home[edge.sender] == home[edge.receiver] else _BOX)
    return str(dot.source)


def _put_groups(dot: Digraph, scene: Scene) -> None:
    number = 0
    for place, group in enumerate(scene.groups):
        _put_group(dot, place, group, range(number, number + len(group.nodes)))
        number += len(group.nodes)


def _page(scene: Scene, across: bool, headed: bool, by_group: bool) -> dict[str, str]:
    few = sum(len(group.nodes) for group in scene.groups) <= MOST_IN_FULL
    return {
        "rankdir": "LR" if across else "TB",
        "newrank": "false"
        if by_group
        else "true",  # by group, two ways between the same services can be laid on one another
        "fontname": FONT,
        "fontsize": str(SMALL),
        "fontcolor": _INK,
        "bgcolor": "#ffffff",
        "pad": "0.15",
        "nodesep": "0.3" if few else "0.2",
        "ranksep": "0.45" if few else "0.35",
        "labelloc": "b",
        "labeljust": "l",
        "label": _beneath(scene, headed),
    }


def _put_group(dot: Digraph, number: int, group: Group, numbers: Iterable[int]) -> None:
    if not group.name:
        for place, node in zip(numbers, group.nodes, strict=True):
            _put_node(dot, place, node)
        return
    severity = gravest(group.marks)
    with dot.subgraph(name=f"cluster_{number}") as cluster:
        cluster.attr(
            style="filled,rounded",
            fillcolor=_PALE,
            color=COLOURS[severity] if severity else _GREY,
            penwidth="3" if severity else "1",
            labelloc="t",
            labeljust="l",
            margin="10",
            label=_label([*_lines(group.name, NAME, _GROUP_WIDTH), *_mark_lines(group.marks)], on=_PALE),
        )
        for place, node in zip(numbers, group.nodes, strict=True):
            _put_node(cluster, place, node)


def _put_node(dot: Digraph, number: int, node: Node) -> None:
    """A box. Its id says which of the scene's nodes it is, for who finishes the picture."""
    severity = gravest(node.marks)
    state = _STATES[node.state]
    ink, bright = _inks(node)
    lines = [*_lines(node.name, NAME, _NODE_WIDTH, ink)]
    for said in (steps_of(node), status_of(node)):
        if said:
            lines += _lines(said, NAME, _NODE_WIDTH, bright)
    for detail in node.details:
        lines += _lines(detail, DETAIL, _NODE_WIDTH, ink)
    look = {
        "fillcolor": _DOOR if node.door else _BOX,
        "color": _INK,
        "penwidth": "2.2" if node.door else "1",
        "peripheries": "2" if node.helps else "1",
        **_SHAPES[node.shape],
        **{name: value for name, value in state.items() if name != "fontcolor"},
    }
    if node.state in _BROKEN:
        look["style"] += f",{_BROKEN[node.state]}"
    if severity:
        look |= {"color": COLOURS[severity], "penwidth": "3"}
    dot.node(node.id, label=_label([*lines, *_mark_lines(node.marks)]), id=f"n{number}", **look)


def _inks(part: Node | Edge) -> tuple[str, str]:
    """The colours of its texts, and of the words that say its state."""
    state = _STATES[part.state]
    ink = state.get("fontcolor", _INK)
    return ink, state.get("fontcolor", state.get("color", _INK))


def _put_edge(dot: Digraph, number: int, edge: Edge, on: str) -> None:
    severity = gravest(edge.marks)
    # A line that can be used is drawn as ever; a word on each of them would be too many.
    status = edge.status if edge.state == "open" else status_of(edge)
    said = [one for one in (steps_of(edge), status) if one]
    ink, bright = _inks(edge)
    lines = [
        *(line for one in said for line in _lines(one, SMALL, _EDGE_WIDTH, bright)),
        *(line for detail in edge.details for line in _lines(detail, SMALL, _EDGE_WIDTH, ink)),
        *_mark_lines(edge.marks),
    ]
    style = _LINES[edge.mode] | _LINE_STATES.get(edge.state, {})
    if severity:
        style |= {"color": COLOURS[severity], "penwidth": "3"}
    label = {"label": _label(lines, around=3, on=on)} if lines else {}
    dot.edge(edge.sender, edge.receiver, id=f"t{number}", **label, **style)


# --- texts ------------------------------------------------------------------------------------------------


def _lines(text: str, size: int, width: int, colour: str = _INK, most: int = _MOST_LINES) -> Iterator[Text]:
    return ((line, size, colour) for line in wrapped(text, size, width, most))


def _mark_lines(marks: Sequence[Mark]) -> Iterator[Text]:
    """What is found there, gravest first, each on one line: the name of a rule is not broken."""
    for severity, colour in COLOURS.items():
        for words in marks_in_words(mark for mark in marks if mark.severity == severity):
            yield words, DETAIL, colour


def _label(lines: Iterable[Text], around: int = 0, on: str = "") -> str:
    """Lines as a label, with that much room around them, on a colour through which a crossing line is still seen."""
    ground = f' BGCOLOR="{on}b3"' if on else ""
    head = f'<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="{around}" CELLPADDING="0">'
    return f"<{head}<TR><TD{ground}>{_table(lines)}</TD></TR></TABLE>>"


def _table(lines: Iterable[Text]) -> str:
    """Lines below one another, each with the room that the widest font needs."""
    lines = list(lines)
    wide = ceil(max(width_of(text, size) for text, size, _ in lines))
    rows = "".join(f'<TR><TD ALIGN="LEFT">{_font(line)}</TD></TR>' for line in lines)
    return f'<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="1" WIDTH="{wide}">{rows}</TABLE>'


def _font(line: Text) -> str:
    text, size, colour = line
    return f'<FONT POINT-SIZE="{size}" COLOR="{colour}">{escaped(text)}</FONT>'


def escaped(text: str) -> str:
    """A text as it may stand in a label: no markup, and no escape of Graphviz's own (`\\N`, `\\G`).

    A text of spaces only would be no label at all.
    """
    return html.escape(text).replace("\\", "\\\\") or "&#160;"


def heading_lines(scene: Scene, width: float = 0) -> list[Text]:
    """What stands above the picture, line by line; a line may be as wide as the picture is."""
    widest = max(_TITLE_WIDTH, int(width))
    sizes = (TITLE, *(NAME for _ in scene.heading))
    return [line for one, size in zip(scene.heading, sizes, strict=False) for line in _lines(one, size, widest)]


# --- beneath the picture ----------------------------------------------------------------------------------


def _beneath(scene: Scene, headed: bool) -> str:
    """What is told beneath the picture, what is found but not in it, and the legend."""
    rows = [_row("", [line]) for line in heading_lines(scene)] if headed else []
    if scene.notes:
        rows.append(_row("", [(_OF_ALL, NAME, _INK)]))
        rows += [_row("", _note(mark, what)) for mark, what in scene.notes]
        rows.append(_space())
    if scene.told:
        rows += [_row("", _lines(one, SMALL, _TITLE_WIDTH)) for one in scene.told]
        rows.append(_space())
    rows += [_row(_sample(key.sign), [(visible(key.words), SMALL, _INK)]) for key in scene.legend]
    if not rows:
        return ""
    return f'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="3" CELLPADDING="0">{"".join(rows)}</TABLE>>'


def _note(mark: Mark, what: str) -> Iterator[Text]:
    return _lines(
        f"{SIGNS[mark.severity]} {mark.severity}: {mark.rule} ({what})", NAME, _TITLE_WIDTH, COLOURS[mark.severity]
    )


def _space() -> str:
    return '<TR><TD HEIGHT="6"></TD></TR>'


def _row(sample: str, lines: Iterable[Text]) -> str:
    return f'<TR><TD>{sample}</TD><TD WIDTH="4"></TD><TD ALIGN="LEFT">{_table(lines)}</TD></TR>'


def _sample(sign: str) -> str:
    if sign == "shape":
        return ""
    if sign in _SAMPLES:
        style, wide = _SAMPLES[sign]
        line = f'<TD WIDTH="34" HEIGHT="7" BORDER="{wide}" SIDES="B" STYLE="{style}" COLOR="{_INK}"></TD>'
        rows = f'<TR>{line}</TR><TR><TD HEIGHT="7"></TD></TR>'
        return f'<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">{rows}</TABLE>'
    if sign == "organisation":
        return _stack_sample()
    broken = f' STYLE="{_BROKEN[sign]}"' if sign in _BROKEN else ""
    if sign in _STATES:
        state = _STATES[sign]
        wide, inner, fill, colour = round(float(state["penwidth"])), 0, state.get("fillcolor", _BOX), state["color"]
    else:
        wide, inner, fill, colour = _BOXES[sign]
    inside = f'<TR><TD WIDTH="24" HEIGHT="6" BORDER="{inner}" BGCOLOR="{fill}"></TD></TR>'
    table = f'BORDER="{wide}" COLOR="{colour}" CELLBORDER="0" CELLSPACING="{2 * inner}" CELLPADDING="0"{broken}'
    return f"<TABLE {table}>{inside}</TABLE>"


def _stack_sample() -> str:
    plain = f'COLOR="{_INK}" CELLBORDER="0"'
    front = f'<TABLE BORDER="1" {plain}><TR><TD WIDTH="18" HEIGHT="2"></TD></TR></TABLE>'
    return f'<TABLE BORDER="3" SIDES="TR" {plain} CELLPADDING="0"><TR><TD>{front}</TD></TR></TABLE>'
