"""A picture as PNG, for slides and letters, and as PDF, for printing: with nothing but what pip installs.

Both are made of the SVG by Typst, a typesetter that comes as one wheel. It draws texts with DejaVu Sans, which comes
with this package and is the font that boxes are measured for: so a picture is the same bytes on every machine. Only
where a name has letters that this font lacks, such as Chinese ones, are the machine's own fonts asked for those.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from pathkit.check.exits import CannotDo
from pathkit.maps.values import visible

if TYPE_CHECKING:
    from typst import Fonts

FONT = "DejaVu Sans"
_FONTS = Path(__file__).parent / "fonts"

MOST_PIXELS = 80_000_000
"""What programs that show pictures can be relied on to open. A larger picture is made with fewer pixels."""

PAPERS = {"A4": (595.28, 841.89), "A3": (841.89, 1190.55), "A2": (1190.55, 1683.78), "A1": (1683.78, 2383.94)}
"""The short and the long side of a page in points, smallest first."""
MARGIN = 28.35
"""A centimetre: printers leave about as much white anyway."""
LEAST, MOST = 0.5, 1.0
"""The size in points at which a unit of the picture is printed. Its small print is 11 units, its names 13."""

# The picture and every word go in as data: nothing of them is ever read in Typst's own language.
_PAGE = b"""
#let given(name) = float(sys.inputs.at(name)) * 1pt
#set document(title: sys.inputs.title, description: sys.inputs.description, date: none)
#set text(lang: "en", region: "GB")
#set page(width: given("page-width"), height: given("page-height"), margin: 0pt)
#set align(center + horizon)
#image(
  bytes(sys.inputs.svg),
  format: "svg",
  width: given("width"),
  height: given("height"),
  alt: sys.inputs.description,
)
"""
_ACCESSIBLE = "ua-1"  # PDF/UA: tagged, with a title, a language and the picture described; every letter has a shape
_SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


class CannotConvert(CannotDo):
    """The library that makes PNG and PDF is missing, or failed; says what to do."""


def as_png(svg: str, scale: float = 2) -> bytes:
    """The picture of an SVG in pixels, `scale` of them to each of its units. Raises `CannotConvert`."""
    inputs, width, height = _read(svg)
    inputs |= _sizes((width, height), (width, height))
    scale = min(scale, (MOST_PIXELS / (width * height)) ** 0.5)
    every_letter, _ = _as_pdf(inputs)
    return _made(inputs, every_letter, format="png", ppi=72 * scale)


def as_pdf(svg: str) -> bytes:
    """The picture of an SVG on one sheet of paper; its words can be searched, copied and read aloud.

    Raises `CannotConvert`.
    """
    inputs, width, height = _read(svg)
    sheet, by = sheet_for(width, height)
    _, pdf = _as_pdf(inputs | _sizes(sheet, (width * by, height * by)))
    return pdf


def sheet_for(width: float, height: float) -> tuple[tuple[float, float], float]:
    """The smallest sheet on which a picture's small print can be read, and how many points a unit of it is then.

    Upright or across, as the picture is. Beyond A1, a sheet that is as large as it has to be.

    Example:
        >>> sheet_for(700, 400)[0]
        (841.89, 595.28)
    """
    for short, long in PAPERS.values():
        sheet = (long, short) if width > height else (short, long)
        by = min(MOST, (sheet[0] - 2 * MARGIN) / width, (sheet[1] - 2 * MARGIN) / height)
        if by >= LEAST:
            return sheet, by
    return (width * LEAST + 2 * MARGIN, height * LEAST + 2 * MARGIN), LEAST


def _read(svg: str) -> tuple[dict[str, str], float, float]:
    """What the page is given of a picture, and the picture's width and height."""
    root = ElementTree.fromstring(svg)
    width, height = _size(root)
    for element in root.iter():
        element.attrib.pop("font-family", None)
    root.set("font-family", f"'{FONT}'")
    title = _text(root, "title") or "Picture"
    return (
        {
            "svg": ElementTree.tostring(root, encoding="unicode"),
            "title": title,
            "description": _text(root, "desc") or title,
        },
        width,
        height,
    )


def _size(root: Element) -> tuple[float, float]:
    """In units of the picture, which its own width and height are, or else those of what is seen of it."""
    found = [_NUMBER.match(root.get(name, "")) for name in ("width", "height")]
    sizes = [float(one[0]) for one in found if one] or [float(one) for one in root.get("viewBox", "").split()[2:]]
    if len(sizes) != 2 or not all(sizes):
        raise CannotConvert("The picture does not say how large it is, so no PNG or PDF can be made of it.")
    return sizes[0], sizes[1]


def _text(root: Element, name: str) -> str:
    return visible(" ".join((root.findtext(f"{_SVG}{name}") or "").split()))


def _sizes(page: tuple[float, float], picture: tuple[float, float]) -> dict[str, str]:
    names = ("page-width", "page-height", "width", "height")
    return {name: f"{size:.2f}" for name, size in zip(names, (*page, *picture), strict=True)}


def _as_pdf(inputs: dict[str, str]) -> tuple[bool, bytes]:
    """The PDF, and whether the font that comes with this package has every letter of it.

    The accessible kind of PDF is refused where a letter has no shape. So that is how a letter is missed.
    """
    for machine in (False, True):
        try:
            return not machine, _made(inputs, not machine, format="pdf", pdf_standards=_ACCESSIBLE)
        except CannotConvert:
            continue
    return False, _made(inputs, False, format="pdf")


def _made(inputs: dict[str, str], only_own_font: bool, **options: Any) -> bytes:
    try:
        import typst
    except ImportError:
        raise CannotConvert(
            "PNG and PDF are made with typst, which is not installed. Install it: pip install typst"
        ) from None
    try:
        compiler = typst.Compiler(_PAGE, root=_FONTS, font_paths=_fonts(only_own_font))
        made = compiler.compile(sys_inputs=inputs, timestamp=0, **options)
    except typst.TypstError as fault:
        raise CannotConvert(f"The picture could not be made into {options['format']}: {visible(str(fault))}") from fault
    assert isinstance(made, bytes), "one page"
    return made


def _fonts(only_own: bool) -> Fonts:
    from typst import Fonts

    return Fonts(include_system_fonts=not only_own, include_embedded_fonts=False, font_paths=[_FONTS])
