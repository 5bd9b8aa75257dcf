"""What can be seen in a picture: its texts and boxes, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from pathkit.drawing.measure import width_of
from pathkit.maps import Map, load_map

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Box:
    """A rectangle, in the units of the drawing; `below` is greater than `above`."""

    left: float
    above: float
    right: float
    below: float

    def holds(self, other: Box, slack: float = 0.5) -> bool:
        """Whether another is within this one."""
        return (
            self.left - slack <= other.left
            and other.right <= self.right + slack
            and self.above - slack <= other.above
            and other.below <= self.below + slack
        )

    def meets(self, other: Box) -> bool:
        """Whether the two lie on one another."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.above < other.below
            and other.above < self.below
        )


@dataclass(frozen=True)
class Part:
    """A service, a group or a line of the picture: what it is called there, its texts and the shapes it is made of."""

    title: str
    texts: tuple[tuple[str, Box], ...]
    shapes: tuple[ElementTree.Element, ...]

    @property
    def said(self) -> list[str]:
        """Its texts."""
        return [text for text, _ in self.texts]

    @property
    def outline(self) -> Box:
        """The box around its shapes."""
        boxes = [outline(shape) for shape in self.shapes]
        return Box(
            min(box.left for box in boxes),
            min(box.above for box in boxes),
            max(box.right for box in boxes),
            max(box.below for box in boxes),
        )


def parts(svg: str, kind: str) -> list[Part]:
    """The parts of a kind: `node`, `cluster` or `edge`. (The texts of the last two are drawn apart, on top.)"""
    found = []
    for group in ElementTree.fromstring(svg).iter(f"{SVG}g"):
        if group.get("class") == kind:
            shapes = tuple(part for part in group if part.tag not in (f"{SVG}title", f"{SVG}text", f"{SVG}g"))
            found.append(Part(group.findtext(f"{SVG}title", ""), tuple(texts(group)), shapes))
    return found


def texts(element: ElementTree.Element) -> Iterator[tuple[str, Box]]:
    """Every text below an element, with the room that it takes in the widest usual font."""
    for text in element.iter(f"{SVG}text"):
        words, size = text.text or "", float(text.get("font-size", "0"))
        x, y = float(text.get("x", "nan")), float(text.get("y", "nan"))
        assert text.get("text-anchor") == "start", "whatever the font, a text begins where it was put"
        yield words, Box(x, y - 0.75 * size, x + width_of(words, size), y + 0.2 * size)


def all_texts(svg: str) -> list[tuple[str, Box]]:
    """Every text of a picture."""
    return list(texts(ElementTree.fromstring(svg)))


def said(svg: str) -> list[str]:
    """The texts of a picture."""
    return [text for text, _ in all_texts(svg)]


def page(svg: str) -> Box:
    """The whole sheet."""
    drawing = ElementTree.fromstring(svg).find(f"{SVG}g")
    assert drawing is not None
    sheet = drawing.find(f"{SVG}polygon")
    assert sheet is not None
    return outline(sheet)


def outline(shape: ElementTree.Element) -> Box:
    """The box around the corners of a shape."""
    if shape.tag == f"{SVG}ellipse":
        x, y, wide, high = (float(shape.get(name, "nan")) for name in ("cx", "cy", "rx", "ry"))
        return Box(x - wide, y - high, x + wide, y + high)
    numbers = [float(one) for one in re.findall(r"-?[0-9.]+", shape.get("points") or shape.get("d") or "")]
    return Box(min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2]))


def read(folder: Path, text: str) -> Map:
    """A map from its text."""
    path = folder / "eastglen.pathway.yaml"
    path.write_text(text, "utf-8")
    loaded = load_map(path)
    assert loaded.map is not None, loaded.problems
    return loaded.map
