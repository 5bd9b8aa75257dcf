"""A scene as SVG: laid out by Graphviz, and finished so that it reads the same wherever it is shown.

What Graphviz draws is the same on every machine, because `graphviz-pure` uses none of the machine's fonts or
libraries. Finishing gives the picture a title and a description for people who do not see it, and leaves out what
only a program would read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from xml.etree import ElementTree

from pathkit.drawing.dot import Text, as_dot, heading_lines
from pathkit.drawing.engines import PURE, CannotDraw, TooLong, laid_out
from pathkit.drawing.measure import width_of
from pathkit.drawing.scene import Edge, Node, Scene
from pathkit.maps.values import visible

WIDEST = 800
"""A picture that is wider than a page is laid out down the page instead."""
SHEET = (1500, 1000)
"""Of the pictures that are too wide, that is taken which fits a sheet of this shape, or a screen, best."""
_LAYOUTS = ((True, False), (False, False), (True, True), (False, True))
"""Whether across, and whether each group by itself: what is tried. Now and then Graphviz gives one of them
up, or lays a text on another."""

_SVG = "http://www.w3.org/2000/svg"
_MARGIN, _LEADING = 12, 1.3
"""Around a heading, and from one line of it to the next in sizes of the font."""
_MOVED = re.compile(r"translate\(([-0-9.]+)[ ,]([-0-9.]+)\)")
_FONTS = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"


Progress = Callable[[int, int, str], None]
"""Told how many layouts of how many are done."""


def as_svg(scene: Scene, engine: str = PURE, *, handles: bool = False, progress: Progress | None = None) -> str:
    """The picture of a scene, no wider than a page where that can be, laid out by one of the engines.

    With `handles`, a script can find what is drawn, by `data-n` (services) and `data-t` (transfers): the places in the
    map's order, with spaces between them where one thing is drawn for several. `progress` is told of each layout that
    is tried. Raises `CannotDraw`.
    """
    found: list[ElementTree.Element] = []
    fault: CannotDraw | None = None
    for done, (across, by_group) in enumerate(_LAYOUTS):
        if progress is not None:
            progress(done, len(_LAYOUTS), "")
        dot = as_dot(scene, across, headed=False, by_group=by_group)
        try:
            one = finished(laid_out(dot, engine), scene, handles)
        except TooLong:  # on a faster machine it might have been the one to take: no other is taken in its place
            raise
        except CannotDraw as refused:
            fault = fault or refused
            continue
        if not by_group and _width(one) <= WIDEST and not overlapping(one):
            return _written(one)
        found.append(one)
    if fault is not None and not found:
        raise fault
    return _written(min(found, key=lambda one: (len(overlapping(one)), _shrinks(one))))


def finished(svg: str, scene: Scene, handles: bool = False) -> ElementTree.Element:
    """The picture with a title, a description and one list of fonts, and without comments, ids and paper sizes."""
    root = ElementTree.fromstring(svg)
    told = [ElementTree.Element(f"{{{_SVG}}}{name}") for name in ("title", "desc")]
    told[0].text, told[1].text = visible(scene.title), visible(scene.description)
    for place, element in enumerate(told):
        element.tail = "\n"
        root.insert(place, element)
    known = _handles(scene)
    _lift_labels(root, known if handles else {})
    for element in root.iter():
        if handles and element.get("id") in known:
            known[element.get("id", "")].put_on(element, element.get("class", ""))
        for name in ("id", "font-family", "{http://www.w3.org/XML/1998/namespace}space"):
            element.attrib.pop(name, None)
    for name in ("width", "height"):  # one unit is one pixel of a page
        root.set(name, root.get(name, "").removesuffix("pt"))
    _head(root, heading_lines(scene, _width(root) - 2 * _MARGIN))
    root.set("role", "img")
    root.set("aria-label", visible(scene.title))
    root.set("font-family", _FONTS)
    return root


def _head(root: ElementTree.Element, lines: Sequence[Text]) -> None:
    """Put a heading on top, on a sheet made so much higher: within Graphviz's own drawing, lines could cross it."""
    drawing = root.find(f"{{{_SVG}}}g")
    assert drawing is not None, "Graphviz draws into one group"
    sheet = drawing.find(f"{{{_SVG}}}polygon")
    if not lines or sheet is None:
        return
    corners = [tuple(map(float, corner.split(","))) for corner in sheet.get("points", "").split()]
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    right, below = max(x for x, _ in corners), max(y for _, y in corners)
    higher = sum(_LEADING * size for _, size, _ in lines) + _MARGIN
    wider = max(0.0, max(width_of(text, size) for text, size, _ in lines) + 2 * _MARGIN - (right - left))
    top, right = top - higher, right + wider
    sheet.set("points", " ".join(f"{x:.2f},{y:.2f}" for x, y in _around(left, top, right, below)))
    high, wide = float(root.get("height", "0")) + higher, float(root.get("width", "0")) + wider
    root.set("width", f"{ceil(wide)}")
    root.set("height", f"{ceil(high)}")
    root.set("viewBox", f"0.00 0.00 {wide:.2f} {high:.2f}")
    drawing.set(
        "transform",
        _MOVED.sub(lambda at: f"translate({at[1]} {float(at[2]) + higher:.2f})", drawing.get("transform", "")),
    )
    head = ElementTree.SubElement(drawing, f"{{{_SVG}}}g", {"class": "heading"})
    at = top + _MARGIN
    for text, size, colour in lines:
        at += _LEADING * size
        place = {"x": f"{left + _MARGIN:.2f}", "y": f"{at:.2f}", "font-size": f"{size:.2f}", "fill": colour}
        ElementTree.SubElement(head, f"{{{_SVG}}}text", {"text-anchor": "start", **place}).text = text


def _around(left: float, top: float, right: float, below: float) -> tuple[tuple[float, float], ...]:
    return (left, below), (left, top), (right, top), (right, below), (left, below)


@dataclass(frozen=True)
class _Handle:
    """What a script finds a thing by, and what people call it."""

    name: str
    part: Node | Edge
    called: str

    def put_on(self, element: ElementTree.Element, kind: str) -> None:
        """Give an element the handle, its state as a class, and (where it has a title) the name."""
        element.set("class", kind if self.part.state == "plain" else f"{kind} {self.part.state}")
        element.set(self.name, " ".join(map(str, self.part.numbers)))
        title = element.find(f"{{{_SVG}}}title")
        if title is not None:
            title.text = visible(self.called)


def _handles(scene: Scene) -> dict[str, _Handle]:
    """By the id that a thing has while the picture is made."""
    nodes = [node for group in scene.groups for node in group.nodes]
    names = {node.id: node.name for node in nodes}
    found = {f"n{i}": _Handle("data-n", node, node.name) for i, node in enumerate(nodes)}
    for i, edge in enumerate(scene.edges):
        called = f"{names[edge.sender]} to {names[edge.receiver]}"
        found[f"t{i}"] = _Handle("data-t", edge, ": ".join(filter(None, (called, ", ".join(edge.details)))))
    return found


def _lift_labels(root: ElementTree.Element, known: Mapping[str, _Handle]) -> None:
    """Put the texts of groups and lines, and what they stand on, above every line that crosses them.

    Those of a thing that is `known` stay together, with its handle.
    """
    drawing = root.find(f"{{{_SVG}}}g")
    assert drawing is not None, "Graphviz draws into one group"
    labels = ElementTree.Element(f"{{{_SVG}}}g", {"class": "labels"})
    for group in drawing.findall(f"{{{_SVG}}}g"):
        if group.get("class") in ("cluster", "edge"):
            lifted = [part for part in group if part.tag == f"{{{_SVG}}}text" or "fill-opacity" in part.attrib]
            to = labels
            if lifted and group.get("id") in known:
                to = ElementTree.SubElement(labels, f"{{{_SVG}}}g")
                known[group.get("id", "")].put_on(to, "edge-label")
            for part in lifted:
                group.remove(part)
                to.append(part)
    drawing.append(labels)


def _shrinks(root: ElementTree.Element) -> float:
    """How many times a picture is larger than the sheet that it has to fit."""
    return max(float(root.get(name, "0")) / size for name, size in zip(("width", "height"), SHEET, strict=True))


def overlapping(root: ElementTree.Element) -> tuple[tuple[str, str], ...]:
    """The texts that lie on one another, two and two, in the widest usual font."""
    boxes = []
    for text in root.iter(f"{{{_SVG}}}text"):
        size, x, y = (float(text.get(name, "0")) for name in ("font-size", "x", "y"))
        words = text.text or ""
        boxes.append((x, x + width_of(words, size), y - 0.75 * size, y + 0.2 * size, words))
    boxes.sort()
    found = []
    for number, (_, right, top, below, words) in enumerate(boxes):
        for left, _, other_top, other_below, other in boxes[number + 1 :]:
            if left >= right:
                break
            if top < other_below and other_top < below:
                found.append((words, other))
    return tuple(found)


def _width(root: ElementTree.Element) -> float:
    return float(root.get("width", "0"))


def _written(root: ElementTree.Element) -> str:
    ElementTree.register_namespace("", _SVG)
    return ElementTree.tostring(root, encoding="unicode") + "\n"
