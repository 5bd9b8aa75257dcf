"""A door's week as a picture: a cell for each hour of the ordinary week and of every holiday, by what happens then.

Nothing in it turns on a font but words that have room enough: the signs in the cells are drawn. It names no ids, so
several can stand on one page, and a page may colour the parts anew by their classes (`heat-none` and so on).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree

from pathkit.check.door_weeks import (
    EACH_HOUR,
    bands_in,
    holidays,
    months_listed,
    stretches,
    usual_rows,
    week_in_words,
)
from pathkit.check.weeks import BAND, BANDS, DAYS, Hour, Week
from pathkit.drawing.colours import INK, LIGHT, PAPER, QUIET
from pathkit.drawing.measure import width_of, wrapped
from pathkit.maps.values import visible

FONTS = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
TITLE, TEXT, SMALL = 16, 12, 11

MARGIN = 12
LABEL = 138
"""The room for what a row is called, left of its cells."""
CELL, GAP, QUARTER = 25, 1, 4
"""How wide an hour is, the room after it, and after six of them."""
ROW, BETWEEN = 30, 3
LINE = 1.35
MOST_LINES = 8

GLYPHS = {
    "✓": "m-5 0l4 4 6-9",
    "4": "m2 5v-10l-6 7h8",
    "D": "m-3-5v10h2c3 0 5-2 5-5s-2-5-5-5z",
    "W": "m-5.5-5l2.5 10 3-9 3 9 2.5-10",
    "L": "m-2-5v10h6",
    "~": "m-5 1c2-4 4-4 5-1s3 3 5-1",
    ">": "m-3-5l6 5-6 5",
    "✗": "m-4-4l8 8m0-8l-8 8",
    "?": "m-2-2c0-4 5-4 5-1 0 2-2.5 1.5-2.5 4m0 2.5v.5",
}
"""Signs, as lines drawn from the middle of where they stand."""

AS_STATED = "Two in one: nobody has written down which it is. Above, as far as the map states it; below, at best."


@dataclass
class _Drawn:
    """What is drawn in one colour."""

    cells: list[str] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)


class _Picture:
    """A picture that is drawn from above; `y` is how far it has come."""

    def __init__(self) -> None:
        self.y = float(MARGIN)
        self.words: list[ElementTree.Element] = []
        self.bands = {band.id: _Drawn() for band in BANDS}

    def text(self, words: str, x: float, y: float, size: int, fill: str = INK) -> None:
        """Words that begin at a place, on the line `y`."""
        place = {"x": _number(x), "y": _number(y), "text-anchor": "start"}
        one = ElementTree.Element("text", {**place, "font-size": str(size), "fill": fill})
        one.text = words
        self.words.append(one)

    def paragraph(self, words: str, size: int, fill: str = INK, x: float = MARGIN) -> None:
        """Words below all that is drawn, in lines as wide as the picture."""
        for line in wrapped(words, size, WIDTH - MARGIN - x, MOST_LINES):
            self.y += size * LINE
            self.text(line, x, self.y, size, fill)

    def cell(self, hour: Hour, x: float, y: float, high: float) -> None:
        """An hour; where nobody has written down which of two it is, both, one above the other and in doubt."""
        if hour.certain:
            self._box(hour.stated, x, y, high)
            self._sign(hour.stated, BAND[hour.stated].sign, x + CELL / 2, y + high / 2)
            return
        half = high / 2
        for band, above in ((hour.stated, y), (hour.best, y + half)):
            self._box(band, x, above, half)
            self._sign(band, BAND[band].sign, x + CELL / 2 - 4.5, above + half / 2)
            self._sign(band, "?", x + CELL / 2 + 7, above + half / 2)

    def _box(self, band: str, x: float, y: float, high: float) -> None:
        self.bands[band].cells.append(f"M{_number(x)} {_number(y)}h{CELL}v{_number(high)}h-{CELL}z")

    def _sign(self, band: str, sign: str, x: float, y: float) -> None:
        self.bands[band].signs.append(f"M{_number(x)} {_number(y)}{GLYPHS[sign]}")


def heatmap_svg(week: Week, title: str, description: str) -> str:
    """The week as SVG. `description` says who is asked about; the whole week in words goes after it, unseen."""
    picture = _Picture()
    picture.paragraph(title, TITLE)
    picture.paragraph(description, TEXT, QUIET)
    picture.y += 8
    _put_hours(picture)
    for row in usual_rows(week):
        _put_row(picture, (row.label,), row.hours)
    kinds = holidays(week)
    if kinds:
        picture.y += 6
        picture.text("Public and local holidays", MARGIN, picture.y + TEXT, TEXT, QUIET)
        picture.y += TEXT * LINE + BETWEEN
    for kind in kinds:
        _put_row(picture, _lines(months_listed(kind.dates)), kind.hours)
    _put_legend(picture, week)
    return _written(picture, title, f"{description} {week_in_words(week)}")


def _x(hour: int) -> float:
    """Where an hour's cell begins."""
    return MARGIN + LABEL + hour * (CELL + GAP) + hour // 6 * QUARTER


WIDTH = _x(23) + CELL + MARGIN
MOST_DATES = 99
"""The most lines of dates of a month: more than it can have, for none may be left out."""


def _lines(parts: Sequence[str]) -> tuple[str, ...]:
    """Parts of a row's label in as few lines as hold them, broken between the parts where that will do."""
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]} {part}" if lines else part
        if lines and width_of(longer, SMALL) <= LABEL - 8:
            lines[-1] = longer
        else:
            lines += wrapped(part, SMALL, LABEL - 8, MOST_DATES)
    return tuple(lines)


def _put_hours(picture: _Picture) -> None:
    """Above each cell the hour that begins with it."""
    picture.y += SMALL
    for hour in range(24):
        words = f"{hour:02}"
        picture.text(words, _x(hour) + (CELL - width_of(words, SMALL)) / 2, picture.y, SMALL, QUIET)
    picture.y += 5


def _put_row(picture: _Picture, lines: Sequence[str], hours: Sequence[Hour]) -> None:
    size = TEXT if lines[0] in DAYS else SMALL
    high = max(ROW, round(len(lines) * size * LINE) + 4)
    above = picture.y + (high - len(lines) * size * LINE) / 2
    for number, line in enumerate(lines, 1):
        picture.text(line, MARGIN, above + number * size * LINE - size * 0.4, size)
    for number, hour in enumerate(hours):
        picture.cell(hour, _x(number), picture.y, high)
    picture.y += high + BETWEEN


# -- the legend ----------------------------------------------------------------------------------------


def _put_legend(picture: _Picture, week: Week) -> None:
    """What the cells mean: the bands that occur, and no others."""
    picture.y += 8
    x: float = MARGIN
    for band in bands_in(week):
        words = BAND[band].words
        wide = CELL + 6 + width_of(words, TEXT)
        if x > MARGIN and x + wide > WIDTH - MARGIN:
            x, picture.y = MARGIN, picture.y + 26
        picture.cell(Hour(band, band), x, picture.y, 20)
        picture.text(words, x + CELL + 6, picture.y + 14.5, TEXT)
        x += wide + 18
    picture.y += 26
    doubtful = next((one.hour for one in stretches(week) if not one.hour.certain), None)
    if doubtful is not None:
        picture.cell(doubtful, MARGIN, picture.y, ROW)
        picture.text(AS_STATED, MARGIN + CELL + 6, picture.y + 19, TEXT)
        picture.y += ROW + 4
    picture.paragraph(EACH_HOUR, TEXT, QUIET)


# -- writing -------------------------------------------------------------------------------------------


def _written(picture: _Picture, title: str, description: str) -> str:
    wide, high = _number(WIDTH), _number(round(picture.y + MARGIN))
    root = ElementTree.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": wide,
            "height": high,
            "viewBox": f"0 0 {wide} {high}",
            "role": "img",
            "aria-label": visible(title),
            "class": "heatmap",
            "font-family": FONTS,
        },
    )
    for name, words in (("title", title), ("desc", description)):
        ElementTree.SubElement(root, name).text = visible(words)
    ElementTree.SubElement(root, "rect", {"class": "heat-paper", "width": wide, "height": high, "fill": PAPER})
    root.extend(_cells(picture))
    root.extend(picture.words)
    ElementTree.indent(root, "")
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def _cells(picture: _Picture) -> Iterator[ElementTree.Element]:
    for band, drawn in picture.bands.items():
        if drawn.cells:
            colour = LIGHT[band]
            group = ElementTree.Element("g", {"class": f"heat-{band}"})
            cells = {"class": "heat-cell", "fill": colour.fill, "d": "".join(drawn.cells)}
            pen = {"stroke": colour.ink, "stroke-width": "1.6", "stroke-linecap": "round", "stroke-linejoin": "round"}
            ElementTree.SubElement(group, "path", cells)
            ElementTree.SubElement(
                group, "path", {"class": "heat-sign", "fill": "none", **pen, "d": "".join(drawn.signs)}
            )
            yield group


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
