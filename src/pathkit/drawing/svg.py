"""A scene as SVG: laid out by Graphviz, and finished so that it reads the same wherever it is shown.

What Graphviz draws is the same on every machine, because `graphviz-pure` uses none of the machine's fonts or
libraries. Finishing gives the picture a title and a description for people who do not see it, and leaves out what
only a program would read.
"""

from __future__ import annotations

import shutil
from functools import cache
from importlib import metadata
from pathlib import Path
from xml.etree import ElementTree

from pathkit.drawing.dot import as_dot
from pathkit.drawing.scene import Scene
from pathkit.maps.values import visible

BINARY = "graphviz-pure"
WIDEST = 800
"""A picture that is wider than a page is laid out down the page instead."""

_SVG = "http://www.w3.org/2000/svg"
_FONTS = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"


class CannotDraw(RuntimeError):
    """The program that lays pictures out is missing, or failed; says what to do."""


def as_svg(scene: Scene) -> str:
    """The picture of a scene, no wider than a page where that can be.

    Raises `CannotDraw`.
    """
    across = finished(laid_out(as_dot(scene)), scene)
    if _width(across) <= WIDEST:
        return _written(across)
    down = finished(laid_out(as_dot(scene, across=False)), scene)
    return _written(min(down, across, key=_width))


def laid_out(dot: str) -> str:
    """What Graphviz makes of a text in DOT. Raises `CannotDraw`."""
    import graphviz
    from graphviz.backend import dot_command

    # The package runs `dot`, unless it is told which program that is.
    usual = dot_command.DOT_BINARY
    dot_command.DOT_BINARY = _binary()
    try:
        return str(graphviz.pipe_string("dot", "svg", dot, encoding="utf-8", quiet=True))
    except graphviz.ExecutableNotFound:
        raise CannotDraw(f"{BINARY} cannot be run. Install it: pip install {BINARY}") from None
    except graphviz.CalledProcessError as fault:
        raise CannotDraw(f"{BINARY} could not lay the picture out: {(fault.stderr or '').strip()}") from fault
    finally:
        dot_command.DOT_BINARY = usual


@cache
def _binary() -> Path:
    """The program that the package of that name installs, wherever it was installed to."""
    try:
        files = metadata.files(BINARY) or []
    except metadata.PackageNotFoundError:
        files = []
    for file in files:
        place = Path(str(file.locate()))
        if place.stem == BINARY and place.is_file():
            return place.resolve()
    found = shutil.which(BINARY)
    if found is None:
        raise CannotDraw(f"{BINARY} is not installed. Install it: pip install {BINARY}")
    return Path(found)


def finished(svg: str, scene: Scene) -> ElementTree.Element:
    """The picture with a title, a description and one list of fonts, and without comments, ids and paper sizes."""
    root = ElementTree.fromstring(svg)
    told = [ElementTree.Element(f"{{{_SVG}}}{name}") for name in ("title", "desc")]
    told[0].text, told[1].text = visible(scene.title), visible(scene.description)
    for place, element in enumerate(told):
        element.tail = "\n"
        root.insert(place, element)
    for element in root.iter():
        for name in ("id", "font-family", "{http://www.w3.org/XML/1998/namespace}space"):
            element.attrib.pop(name, None)
    _lift_labels(root)
    for name in ("width", "height"):  # one unit is one pixel of a page
        root.set(name, root.get(name, "").removesuffix("pt"))
    root.set("role", "img")
    root.set("aria-label", visible(scene.title))
    root.set("font-family", _FONTS)
    return root


def _lift_labels(root: ElementTree.Element) -> None:
    """Put the texts of groups and lines, and what they stand on, above every line that crosses them."""
    drawing = root.find(f"{{{_SVG}}}g")
    assert drawing is not None, "Graphviz draws into one group"
    labels = ElementTree.Element(f"{{{_SVG}}}g", {"class": "labels"})
    for group in drawing.findall(f"{{{_SVG}}}g"):
        if group.get("class") in ("cluster", "edge"):
            for part in list(group):
                if part.tag == f"{{{_SVG}}}text" or "fill-opacity" in part.attrib:
                    group.remove(part)
                    labels.append(part)
    drawing.append(labels)


def _width(root: ElementTree.Element) -> float:
    return float(root.get("width", "0"))


def _written(root: ElementTree.Element) -> str:
    ElementTree.register_namespace("", _SVG)
    return ElementTree.tostring(root, encoding="unicode") + "\n"
