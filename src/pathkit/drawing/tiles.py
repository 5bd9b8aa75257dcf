"""Scotland as a map of tiles: one tile of the same size for each area, about where it lies, with its stage.

A stage has a word, a shape and a colour of its own: the circle fills as a plan comes about, and only what is tested is
a square with a tick. The more is done, the darker the tile, so that it reads in grey as well. An area that nobody has
made a map of is a dashed outline without a shape. Where the tiles are links, they are in the order of their names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from pathkit.areas import ScottishArea, kinds
from pathkit.check.stages import STAGES
from pathkit.drawing.colours import INK, PAPER, QUIET, Colour
from pathkit.drawing.heatmap import FONTS
from pathkit.drawing.measure import width_of, wrapped
from pathkit.maps.values import list_of, visible

NO_MAP = "no map here yet"

WIDE, GAP, MARGIN = 126, 4, 12
"""A tile, the room between two, and around all of them. Six tiles across are no wider than a page."""
TITLE, TEXT, LINE = 16, 12, 1.25
_BOLD = 1.12
"""How much wider bold letters are than those that `measure` allows for."""
_PADDING, _APART, _ROUND, _SHAPE = 6, 4, 6, 9
_NAME_LINES, _WORD_LINES, _HEAD_LINES, _NOTE_LINES = (2, 3), 2, 6, 2
"""How many at most; of a name, at least as well: tiles are as high as the longest name on the map needs."""

KEY_COLUMNS, KEY_ROWS = 3, 2
"""The sea in the north-west, where the key stands: no tile of any kind lies there."""
_SWATCH, _SWATCH_HIGH, _KEY_ROW = 38, 26, 31

_COLOURS = (
    Colour("#f3f2ee", INK),
    Colour("#ecd28f", INK),
    Colour("#84bce5", INK),
    Colour("#2472ab", "#ffffff"),
    Colour("#0b5a3c", "#ffffff"),
)
_WEDGES = (None, "V-9A9 9 0 0 1 9 0z", "V-9A9 9 0 0 1 0 9z", "V-9A9 9 0 1 1-9 0z")
"""What of the circle is filled, from its middle: nothing, a quarter, a half, three quarters."""
COLOURS: Mapping[str, Colour] = MappingProxyType(dict(zip(STAGES, _COLOURS, strict=True)))
"""The ground and the ink of a tile, by its stage. The pages have the same, in `pages/assets/progress.css`."""
NO_COLOUR = Colour(PAPER, QUIET)
_EDGE = "#767676"


@dataclass(frozen=True)
class Tile:
    """What one tile says: the area's name, its stage (None: no map), the stage in a word, and what it leads to.

    `href` is a place on the same page, beginning with #.
    """

    code: str
    name: str
    stage: str | None
    word: str
    href: str | None = None


def tile_map(kind: str, tiles: Iterable[Tile], title: str, description: str = "") -> str:
    """The areas of a kind (`areas.KINDS`) as SVG, with a key; an area that no tile is given for has no map yet.

    After `description`, what all tiles say follows in words, unseen; where some are links, each tile says it itself.
    Raises `ValueError` for a tile of an area that is not of this kind, two tiles of one area, a stage that is none, and
    a link that leaves the page.
    """
    areas = kinds()[kind].areas
    placed = _placed(areas, tuple(tiles))
    wide = 2 * MARGIN + _across(1 + max(one.column for one in areas), WIDE)
    high = _height(tile for _, tile in placed)
    linked = any(tile.href is not None for _, tile in placed)
    head = Element("g", {"class": "tile-head"} | ({"aria-hidden": "true"} if linked else {}))
    top = _put_head(head, title, description, wide)
    _put_key(head, kind, top)
    below = top + _across(1 + max(one.row for one in areas), high) + MARGIN
    told = description if linked else f"{description} {in_words(tile for _, tile in placed)}".strip()
    root = _root(title, told, linked, (wide, below))
    root.append(head)
    for area, tile in placed:
        _put_tile(root, tile, MARGIN + area.column * (WIDE + GAP), top + area.row * (high + GAP), high, linked)
    ElementTree.indent(root, "")
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def stage_sign(stage: str | None, size: int = 20) -> str:
    """The shape of a stage alone, in the colour of the text that it stands in: beside the word in a table, say."""
    half = _SHAPE + 2
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "stage-sign",
            "width": str(size),
            "height": str(size),
            "viewBox": f"{-half} {-half} {2 * half} {2 * half}",
            "aria-hidden": "true",
        },
    )
    if stage is None:
        side, look = 2 * _SHAPE, {"fill": "none", "stroke": "currentColor", "stroke-width": "2"}
        _put_box(root, -_SHAPE, -_SHAPE, side, side, look, dashed=True)
    else:
        _put_shape(root, stage, 0, 0, "currentColor", "none")
    return ElementTree.tostring(root, encoding="unicode")


def in_words(tiles: Iterable[Tile]) -> str:
    """What tiles say, stage by stage, the names in the order of the alphabet."""
    by_word: dict[tuple[int, str], list[str]] = {}
    for tile in tiles:
        rank = len(STAGES) if tile.stage is None else STAGES.index(tile.stage)
        by_word.setdefault((rank, tile.word), []).append(tile.name)
    told = (f"{_capital(word)}: {list_of(sorted(names))}." for (_, word), names in sorted(by_word.items()))
    return " ".join(told)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _placed(areas: Sequence[ScottishArea], tiles: Sequence[Tile]) -> list[tuple[ScottishArea, Tile]]:
    """Every area with its tile, in the order of the areas."""
    given: dict[str, Tile] = {}
    known = {area.code for area in areas}
    for tile in tiles:
        if tile.code not in known:
            raise ValueError(f"{tile.code!r} is the code of no area on this map")
        if tile.code in given:
            raise ValueError(f"{tile.code} has two tiles: an area has one")
        if tile.stage is not None and tile.stage not in STAGES:
            raise ValueError(f"{tile.stage!r} is no stage: {', '.join(STAGES)}")
        if tile.href is not None and not tile.href.startswith("#"):
            raise ValueError(f"{tile.href!r} leaves the page: a tile links to a place on its own, as in #eastglen")
        given[tile.code] = tile
    return [(area, given.get(area.code) or Tile(area.code, area.short, None, NO_MAP)) for area in areas]


# -- what is drawn -------------------------------------------------------------------------------------


def _root(title: str, description: str, linked: bool, size: tuple[float, float]) -> Element:
    """The empty picture. One that holds links is a group: the parts of what calls itself an image are hidden."""
    wide, high = map(_number, size)
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": wide,
            "height": high,
            "viewBox": f"0 0 {wide} {high}",
            "role": "group" if linked else "img",
            "aria-label": visible(title),
            "class": "tiles",
            "font-family": FONTS,
            "font-size": str(TEXT),
        },
    )
    SubElement(root, "title").text = visible(title)
    if description:
        SubElement(root, "desc").text = visible(description)
    SubElement(root, "rect", {"class": "tile-paper", "width": wide, "height": high, "fill": PAPER})
    return root


def _put_head(parent: Element, title: str, description: str, wide: float) -> float:
    """The title and the description on top; gives where the tiles begin."""
    y = float(MARGIN)
    for words, size, fill, bold in ((title, TITLE, INK, True), (description, TEXT, QUIET, False)):
        if words:
            lines = wrapped(words, size * (_BOLD if bold else 1), wide - 2 * MARGIN, _HEAD_LINES)
            y = _put_lines(parent, lines, MARGIN, y, fill, size=size, bold=bold)
    return y + MARGIN


def _put_key(parent: Element, kind: str, top: float) -> None:
    """What the tiles mean: every stage, whether an area is at it or not, so that all know what there is to come."""
    wide = _across(KEY_COLUMNS, WIDE)
    half = -(-(len(STAGES) + 1) // 2)
    for number, stage in enumerate((*STAGES, None)):
        x, y = MARGIN + number // half * wide / 2, top + number % half * _KEY_ROW
        _put_ground(parent, stage, x, y, _SWATCH, _SWATCH_HIGH)
        if stage is not None:
            _put_stage(parent, stage, x + _SWATCH / 2, y + _SWATCH_HIGH / 2)
        lines = wrapped(stage or NO_MAP, TEXT, wide / 2 - _SWATCH - 2 * _PADDING, 1)
        _put_lines(parent, lines, x + _SWATCH + _PADDING, y + (_SWATCH_HIGH - TEXT * LINE) / 2, INK)
    one = kinds()[kind].one
    y = top + half * _KEY_ROW + _PADDING
    for note in (f"One tile for each {one}, about where it lies.", "All are of one size, however large the area."):
        y = _put_lines(parent, wrapped(note, TEXT, wide, _NOTE_LINES), MARGIN, y, QUIET)


def _put_tile(root: Element, tile: Tile, x: float, y: float, high: float, linked: bool) -> None:
    look = {"class": f"tile tile-{_class(tile.stage)}"}
    told = {"aria-label": visible(f"{tile.name}: {tile.word}")}
    if tile.href is not None:
        group = SubElement(root, "a", look | {"href": visible(tile.href)} | told)
    else:
        group = SubElement(root, "g", look | ({"role": "img"} | told if linked else {}))
    colour = NO_COLOUR if tile.stage is None else COLOURS[tile.stage]
    _put_ground(group, tile.stage, x, y, WIDE, high)
    _put_lines(group, _name_lines(tile.name), x + _PADDING, y + _PADDING, colour.ink, bold=True)
    middle = y + high - _PADDING - _WORD_LINES * TEXT * LINE / 2
    left = x + _PADDING
    if tile.stage is not None:
        _put_stage(group, tile.stage, left + _SHAPE + 1, middle)
        left += 2 * _SHAPE + 2 + _PADDING
    lines = wrapped(tile.word, TEXT, x + WIDE - left - _PADDING, _WORD_LINES)
    _put_lines(group, lines, left, middle - len(lines) * TEXT * LINE / 2, colour.ink)


def _put_ground(parent: Element, stage: str | None, x: float, y: float, wide: float, high: float) -> None:
    colour = NO_COLOUR if stage is None else COLOURS[stage]
    look = {"class": f"ground-{_class(stage)}", "fill": colour.fill, "stroke": _EDGE}
    _put_box(parent, x + 0.5, y + 0.5, wide - 1, high - 1, look, dashed=stage is None)


def _put_box(
    parent: Element, x: float, y: float, wide: float, high: float, look: Mapping[str, str], *, dashed: bool
) -> None:
    place = {"x": _number(x), "y": _number(y), "width": _number(wide), "height": _number(high)}
    dashes = {"stroke-dasharray": "5 4"} if dashed else {}
    SubElement(parent, "rect", {**place, "rx": str(min(_ROUND, round(high / 6))), **look, **dashes})


def _put_stage(parent: Element, stage: str, x: float, y: float) -> None:
    """The shape of a stage on its tile: dark on white where the words are dark, and white on the tile where not."""
    colour = COLOURS[stage]
    _put_shape(parent, stage, x, y, colour.ink, PAPER if colour.ink == INK else colour.fill)


def _put_shape(parent: Element, stage: str, x: float, y: float, ink: str, ground: str) -> None:
    """A circle, filled as far as the stage says; or, for the last one, a square with a tick."""
    number = STAGES.index(stage)
    at = {"transform": f"translate({_number(x)} {_number(y)})"} if (x, y) != (0, 0) else {}
    group = SubElement(parent, "g", {"class": f"shape shape-{_class(stage)}", "fill": ground} | at)
    pen = {"stroke": ink, "stroke-width": "2"}
    if number == len(_WEDGES):
        side = {name: str(value) for name, value in (("x", -9), ("y", -9), ("width", 18), ("height", 18), ("rx", 3))}
        SubElement(group, "rect", {**side, **pen})
        ends = {"stroke-width": "2.6", "stroke-linecap": "round", "stroke-linejoin": "round"}
        SubElement(group, "path", {"d": "M-4.5.5l3 4 6-8.5", "fill": "none", **pen, **ends})
        return
    SubElement(group, "circle", {"r": str(_SHAPE), **pen})
    wedge = _WEDGES[number]
    if wedge is not None:
        SubElement(group, "path", {"d": f"M0 0{wedge}", "fill": ink})


# -- words ---------------------------------------------------------------------------------------------


def _name_lines(name: str) -> tuple[str, ...]:
    """The lines of a name; a county that is too long for one is parted where people part it."""
    room = WIDE - 2 * _PADDING
    parted = chain.from_iterable(_parted(word, room) for word in name.split())
    return wrapped(" ".join(parted), TEXT * _BOLD, room, max(_NAME_LINES))


def _height(tiles: Iterable[Tile]) -> float:
    """How high every tile of a map is."""
    lines = max(min(_NAME_LINES), *(len(_name_lines(tile.name)) for tile in tiles))
    return 2 * _PADDING + (lines + _WORD_LINES) * TEXT * LINE + _APART


def _parted(word: str, room: float) -> tuple[str, ...]:
    stem = word.removesuffix("shire")
    if not stem or stem == word or width_of(word, TEXT * _BOLD) <= room:
        return (word,)
    return f"{stem}-", "shire"


def _put_lines(
    parent: Element,
    lines: Sequence[str],
    x: float,
    y: float,
    fill: str,
    *,
    size: int = TEXT,
    bold: bool = False,
) -> float:
    """Lines of text from a place downwards; gives where they end."""
    look = {"font-size": str(size), "fill": fill}
    look |= {"font-weight": "bold"} if bold else {}
    for number, line in enumerate(lines):
        base = y + number * size * LINE + size
        SubElement(parent, "text", {"x": _number(x), "y": _number(base), "text-anchor": "start", **look}).text = line
    return y + len(lines) * size * LINE


def _class(stage: str | None) -> str:
    return "no-map" if stage is None else stage.replace(" ", "-")


def _across(count: int, size: float) -> float:
    """How much room so many tiles take, with the gaps between them."""
    return count * size + (count - 1) * GAP


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
