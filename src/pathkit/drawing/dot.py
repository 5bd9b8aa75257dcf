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
from pathkit.drawing.scene import SIGNS, Edge, Group, Mark, Node, Scene, gravest, marks_in_words

if TYPE_CHECKING:
    from graphviz import Digraph

FONT = "Helvetica"  # whose widths Graphviz knows; they are less than what `measure` allows for
NAME, DETAIL, SMALL = 13, 11, 11

# The widths at which texts are broken: boxes, groups, what stands beside a line, and what stands beneath the picture.
_NODE_WIDTH, _EDGE_WIDTH, _GROUP_WIDTH, _NOTE_WIDTH = 190, 130, 230, 420
_MOST_LINES = 3

# After Okabe and Ito's palette, which colour-blind readers tell apart, darkened until text in it can be read on white.
_INK, _GREY, _PALE = "#1a1a1a", "#767676", "#f5f5f3"
_DOOR, _BOX = "#d6eaf8", "#ffffff"
COLOURS = {"error": "#a83c00", "warning": "#7a5200", "note": "#00527a"}

_SHAPES = {
    "line": {"shape": "box", "style": "rounded,filled"},
    "response": {"shape": "box", "style": "diagonals,filled", "margin": "0.16,0.1"},
    "hospital": {"shape": "component", "style": "filled", "margin": "0.12,0.06"},
    "place": {"shape": "folder", "style": "filled", "margin": "0.08,0.06"},
    "community": {"shape": "note", "style": "filled"},
    "team": {"shape": "box", "style": "filled"},
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


def as_dot(scene: Scene, across: bool = True) -> str:
    """The scene in DOT, laid out `across` the page (from left to right) or down it."""
    from graphviz import Digraph

    dot = Digraph("pathway", graph_attr=_page(scene, across))
    dot.attr("node", fontname=FONT, fontsize=str(NAME), color=_INK, fontcolor=_INK, margin="0.07,0.06")
    dot.attr("edge", fontname=FONT, fontsize=str(SMALL), color=_INK, fontcolor=_INK, arrowsize="0.8")
    for number, group in enumerate(scene.groups):
        _put_group(dot, number, group)
    home = {node.id: group.id for group in scene.groups for node in group.nodes}
    for edge in scene.edges:
        _put_edge(dot, edge, on=_PALE if home[edge.sender] == home[edge.receiver] else _BOX)
    return str(dot.source)


def _page(scene: Scene, across: bool) -> dict[str, str]:
    return {
        "rankdir": "LR" if across else "TB",
        "newrank": "true",  # else two ways between the same services can be laid on top of one another
        "fontname": FONT,
        "fontsize": str(SMALL),
        "fontcolor": _INK,
        "bgcolor": "#ffffff",
        "pad": "0.15",
        "nodesep": "0.3",
        "ranksep": "0.45",
        "labelloc": "b",
        "labeljust": "l",
        "label": _beneath(scene),
    }


def _put_group(dot: Digraph, number: int, group: Group) -> None:
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
        for node in group.nodes:
            _put_node(cluster, node)


def _put_node(dot: Digraph, node: Node) -> None:
    severity = gravest(node.marks)
    lines = [*_lines(node.name, NAME, _NODE_WIDTH)]
    for detail in node.details:
        lines += _lines(detail, DETAIL, _NODE_WIDTH)
    dot.node(
        node.id,
        label=_label([*lines, *_mark_lines(node.marks)]),
        fillcolor=_DOOR if node.door else _BOX,
        color=COLOURS[severity] if severity else _INK,
        penwidth="3" if severity else "2.2" if node.door else "1",
        peripheries="2" if node.helps else "1",
        **_SHAPES[node.shape],
    )


def _put_edge(dot: Digraph, edge: Edge, on: str) -> None:
    severity = gravest(edge.marks)
    lines = [line for detail in edge.details for line in _lines(detail, SMALL, _EDGE_WIDTH)]
    style = dict(_LINES[edge.mode])
    if severity:
        style |= {"color": COLOURS[severity], "penwidth": "3"}
    label = _label([*lines, *_mark_lines(edge.marks)], around=3, on=on)
    dot.edge(edge.sender, edge.receiver, label=label, **style)


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


# --- beneath the picture ----------------------------------------------------------------------------------


def _beneath(scene: Scene) -> str:
    """What is found but not in the picture, and the legend."""
    rows = [_row("", _note(mark, what)) for mark, what in scene.notes]
    rows += [_row(_sample(key.sign), [(key.words, SMALL, _INK)]) for key in scene.legend]
    if not rows:
        return ""
    return f'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="3" CELLPADDING="0">{"".join(rows)}</TABLE>>'


def _note(mark: Mark, what: str) -> Iterator[Text]:
    return _lines(
        f"{SIGNS[mark.severity]} {mark.severity}: {mark.rule} ({what})", SMALL, _NOTE_WIDTH, COLOURS[mark.severity]
    )


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
    wide, inner, fill, colour = _BOXES[sign]
    inside = f'<TR><TD WIDTH="24" HEIGHT="6" BORDER="{inner}" BGCOLOR="{fill}"></TD></TR>'
    table = f'BORDER="{wide}" COLOR="{colour}" CELLBORDER="0" CELLSPACING="{2 * inner}" CELLPADDING="0"'
    return f"<TABLE {table}>{inside}</TABLE>"
