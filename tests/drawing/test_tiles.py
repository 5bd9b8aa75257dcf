"""The tile map: every area once and in its place, its stage in a word, a shape and a colour, readable and harmless."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO
from itertools import combinations, pairwise
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from pypdf import PdfReader

from pathkit.areas import KINDS, tiles
from pathkit.check.stages import STAGES
from pathkit.drawing.colours import INK, PAPER, QUIET
from pathkit.drawing.convert import as_pdf
from pathkit.drawing.svg import WIDEST
from pathkit.drawing.tiles import (
    COLOURS,
    KEY_COLUMNS,
    KEY_ROWS,
    NO_COLOUR,
    NO_MAP,
    Tile,
    in_words,
    stage_sign,
    tile_map,
)

from .seen import SVG, Box, all_texts, said, texts
from .test_heatmap import contrast, difference

TITLE = "The map of progress"
HIGHLAND, FIFE = "S08000022", "S08000029"
BOLD = 1.12
"""How much wider bold letters are than others."""


def every(kind: str, linked: bool = False) -> list[Tile]:
    """Every area of a kind, in turn at each stage and without a map."""
    stages = (*STAGES, None)
    return [
        Tile(one.code, one.short, stage, stage or NO_MAP, f"#{one.code}" if linked and stage else None)
        for number, one in enumerate(tiles(kind))
        for stage in (stages[number % len(stages)],)
    ]


def parts(svg: str) -> list[Element]:
    """The tiles, as they follow one another."""
    return [part for part in ElementTree.fromstring(svg) if part.get("class", "").startswith("tile tile-")]


def box(part: Element) -> Box:
    """The ground of a tile."""
    ground = part.find(f"{SVG}rect")
    assert ground is not None
    x, y, wide, high = (float(ground.get(name, "nan")) for name in ("x", "y", "width", "height"))
    return Box(x, y, x + wide, y + high)


def words(part: Element) -> str:
    """The texts of a tile in a line, parted words joined."""
    return " ".join(text for text, _ in texts(part)).replace("- shire", "shire")


def drawn_shape(part: Element) -> tuple[str, ...]:
    """What a tile's shape is made of, wherever it stands and whatever its colour."""
    return tuple(f"{one.tag} {one.get('d', '')}" for shape in part.findall(f"{SVG}g") for one in shape)


# --- what is there ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_every_area_has_its_tile_with_its_name_and_its_word_in_the_order_of_names(kind: str) -> None:
    found = parts(tile_map(kind, every(kind), TITLE))
    assert [words(part) for part in found] == [f"{tile.name} {tile.word}" for tile in every(kind)]
    assert not any("…" in words(part) for part in found)


@pytest.mark.parametrize("kind", KINDS)
def test_tiles_lie_as_the_areas_lie(kind: str) -> None:
    found = dict(zip(tiles(kind), map(box, parts(tile_map(kind, every(kind), TITLE))), strict=True))
    for one, other in combinations(found, 2):
        assert (one.column < other.column) == (found[one].left < found[other].left)
        assert (one.row < other.row) == (found[one].above < found[other].above)
        assert not found[one].meets(found[other])
    assert len({(place.right - place.left, place.below - place.above) for place in found.values()}) == 1


def test_an_area_without_a_tile_has_no_map_yet_and_the_order_of_tiles_does_not_matter() -> None:
    given = [Tile(HIGHLAND, "Highland", "tested", "tested"), Tile(FIFE, "Fife", "declared", "declared")]
    svg = tile_map("health-board", given, TITLE)
    assert svg == tile_map("health-board", given[::-1], TITLE)
    states = {words(part): part.get("class") for part in parts(svg)}
    assert states.pop("Highland tested") == "tile tile-tested"
    assert states.pop("Fife declared") == "tile tile-declared"
    others = [one.short for one in tiles("health-board") if one.code not in (HIGHLAND, FIFE)]
    assert states == {f"{name} {NO_MAP}": "tile tile-no-map" for name in others}


def test_every_stage_has_a_word_a_shape_and_a_colour_of_its_own_and_so_has_the_key() -> None:
    svg = tile_map("council", every("council"), TITLE)
    seen = {words(part).rsplit(" ", 1)[-1]: (drawn_shape(part), part[0].get("fill")) for part in parts(svg)}
    assert set(seen) == {(stage or NO_MAP).split()[-1] for stage in (*STAGES, None)}
    assert len({shape for shape, _ in seen.values()}) == len({fill for _, fill in seen.values()}) == len(seen)
    head = ElementTree.fromstring(svg).find(f"{SVG}g[@class='tile-head']")
    assert head is not None
    assert [text for text, _ in texts(head)][1:7] == [*STAGES, NO_MAP]
    assert [one.get("class") for one in head if "shape" in one.get("class", "")] == [
        f"shape shape-{stage.replace(' ', '-')}" for stage in STAGES
    ]


def test_only_what_has_no_map_is_dashed_and_it_has_no_shape() -> None:
    for part, tile in zip(parts(tile_map("council", every("council"), TITLE)), every("council"), strict=True):
        ground = part.find(f"{SVG}rect")
        assert ground is not None
        assert ("stroke-dasharray" in ground.attrib) == (tile.stage is None) == (drawn_shape(part) == ())


@pytest.mark.parametrize("stage", [*STAGES, None])
def test_the_shape_alone_takes_the_colour_of_the_text_beside_it_and_is_not_read_aloud(stage: str | None) -> None:
    root = ElementTree.fromstring(stage_sign(stage, 16))
    assert (root.get("aria-hidden"), root.get("width"), root.get("height")) == ("true", "16", "16")
    colours = {one.get(name) for one in root.iter() for name in ("fill", "stroke")} - {None}
    assert colours == {"currentColor", "none"}


def test_the_shapes_alone_are_told_apart() -> None:
    assert len({stage_sign(stage) for stage in (*STAGES, None)}) == len(STAGES) + 1


# --- readable ---------------------------------------------------------------------------------------------


def room(part: Element) -> list[Box]:
    """The room that the texts of a part take, bold ones being wider."""
    bold = [text.get("font-weight") == "bold" for text in part.iter(f"{SVG}text")]
    return [
        Box(at.left, at.above, at.left + (at.right - at.left) * (BOLD if wide else 1), at.below)
        for (_, at), wide in zip(texts(part), bold, strict=True)
    ]


LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch Health and Social Care Partnership"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "name",
    ["", LONG, "Westmarchandeverythingelseshire", "W" * 300, "\u202e" * 40],
    ids=["none", "long", "shire", "wide", "unseen"],
)
def test_texts_stay_on_their_tiles_and_on_no_other_text_or_shape(kind: str, name: str) -> None:
    given = every(kind)
    given[3:5] = [Tile(one.code, name or one.name, one.stage, name or one.word) for one in given[3:5]]
    for part in parts(tile_map(kind, given, TITLE)):
        places = room(part)
        for shape in part.findall(f"{SVG}g"):
            x, y = map(float, re.findall(r"[0-9.]+", shape.get("transform", "")))
            places.append(Box(x - 10, y - 10, x + 10, y + 10))
        assert all(box(part).holds(one, slack=0.5) for one in places)
        assert not any(one.meets(other) for one, other in combinations(places, 2))


@pytest.mark.parametrize("kind", KINDS)
def test_the_key_and_the_heading_lie_on_no_tile_and_the_picture_is_no_wider_than_a_page(kind: str) -> None:
    svg = tile_map(kind, every(kind), f"{TITLE}: " + "areas of all kinds, " * 6, "Who is at which stage, " * 12)
    root = ElementTree.fromstring(svg)
    wide, high = (float(root.get(name, "0")) for name in ("width", "height"))
    assert wide <= WIDEST and root.get("viewBox") == f"0 0 {wide:g} {high:g}"
    head = root.find(f"{SVG}g[@class='tile-head']")
    assert head is not None
    places = room(head)
    assert len(places) >= len(STAGES) + 5
    for one, other in combinations(places, 2):
        assert not one.meets(other)
    for part in parts(svg):
        assert Box(0, 0, wide, high).holds(box(part), slack=0)
        assert not any(box(part).meets(one) for one in places)
    assert not [one for one in tiles(kind) if one.column < KEY_COLUMNS and one.row < KEY_ROWS]


def test_a_word_too_long_for_a_tile_is_parted_where_people_part_it() -> None:
    lines = [said_in(part) for part in parts(tile_map("council", [], TITLE))]
    assert ["Clackmannan-", "shire", NO_MAP] in lines
    assert ["West", "Dunbartonshire", NO_MAP] in lines


def said_in(part: Element) -> list[str]:
    return [text for text, _ in texts(part)]


def test_words_can_be_read_on_every_ground_and_shapes_and_edges_seen() -> None:
    for part in parts(tile_map("council", every("council"), TITLE)):
        ground = part[0].get("fill", "")
        for text in part.iter(f"{SVG}text"):
            assert contrast(ground, text.get("fill", "")) >= 4.5
        for shape in part.findall(f"{SVG}g"):
            for one in shape:
                assert contrast(shape.get("fill", ""), one.get("stroke", one.get("fill", ""))) >= 4.5
        assert contrast(PAPER, part[0].get("stroke", "")) >= 3
    assert min(contrast(PAPER, INK), contrast(PAPER, QUIET)) >= 4.5


def test_the_more_is_done_the_darker_a_tile_so_that_it_reads_in_grey() -> None:
    fills = [COLOURS[stage].fill for stage in STAGES]
    from_paper = [contrast(PAPER, fill) for fill in fills]
    assert from_paper == sorted(from_paper)
    for one, other in pairwise(fills):
        assert contrast(one, other) >= 1.3


@pytest.mark.parametrize("sight", ["all", "no red", "no green", "no blue"])
def test_every_two_colours_are_told_apart_by_every_reader(sight: str) -> None:
    for one, other in combinations(COLOURS.values(), 2):
        assert difference(one.fill, other.fill, sight) > 12
    assert COLOURS["nothing recorded"].fill != NO_COLOUR.fill


# --- by ear, and by keyboard ------------------------------------------------------------------------------


def test_without_links_it_is_one_image_that_is_told_in_words() -> None:
    given = [Tile(HIGHLAND, "Highland", "tested", "tested"), Tile(FIFE, "Fife", "declared", "declared")]
    root = ElementTree.fromstring(tile_map("health-board", given, TITLE, "On 21 Nov 2026."))
    assert (root.get("role"), root.get("aria-label")) == ("img", TITLE)
    assert [part.tag for part in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    told = root.findtext(f"{SVG}desc") or ""
    assert told.startswith("On 21 Nov 2026. Declared: Fife. Tested: Highland. No map here yet: Ayrshire and Arran, ")


def test_with_links_every_tile_tells_itself_and_is_reached_in_the_order_of_names() -> None:
    svg = tile_map("council", every("council", linked=True), TITLE, "On 21 Nov 2026.")
    root = ElementTree.fromstring(svg)
    assert (root.get("role"), root.get("aria-label")) == ("group", TITLE), "an image would hide its links"
    assert root.findtext(f"{SVG}desc") == "On 21 Nov 2026."
    for part, tile in zip(parts(svg), every("council", linked=True), strict=True):
        assert part.get("aria-label") == f"{tile.name}: {tile.word}"
        assert part.get("href") == tile.href
        assert (part.tag, part.get("role")) == ((f"{SVG}a", None) if tile.href else (f"{SVG}g", "img"))


def test_the_words_go_by_stages_and_names() -> None:
    stages = {"Westmarch": "tested", "Southness": None, "Eastglen": "tested", "Northby": "declared"}
    given = [Tile(name, name, stage, stage or NO_MAP) for name, stage in stages.items()]
    assert in_words(given) == "Declared: Northby. Tested: Eastglen, Westmarch. No map here yet: Southness."


# --- harmless, and always the same ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("</title></svg><img src=x>", "</title></svg><img src=x>"),
        ("]]> & \"quotes\" 'too' </style>", "]]> & \"quotes\" 'too' </style>"),
        ("\u202eturned\u202c \x1b[31mred \x00", "\\u202eturned\\u202c \\x1b[31mred \\x00"),
        ("\ud800 alone\n::error", "\\ud800 alone\\n::error"),
    ],
)
@pytest.mark.parametrize("linked", [True, False])
def test_names_are_texts_and_nothing_else(name: str, shown: str, linked: bool) -> None:
    given = Tile(FIFE, name, "tested", name, f"#{name}" if linked else None)
    svg = tile_map("health-board", [given], name, name)
    svg.encode("utf-8")
    root = ElementTree.fromstring(svg)
    known = {"svg", "title", "desc", "rect", "g", "path", "circle", "text"} | ({"a"} if linked else set())
    assert {part.tag.removeprefix(SVG) for part in root.iter()} == known
    assert root.findtext(f"{SVG}title") == shown
    assert shown in (root.findtext(f"{SVG}desc") or "")
    for part in root.iter():
        assert not {one for one in part.attrib if one in ("style", "id") or one.startswith("on")}
        assert part.get("href", "#").startswith("#")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ([Tile("S12000033", "Aberdeen City", None, NO_MAP)], "'S12000033' is the code of no area on this map"),
        ([Tile("<b>", "Eastglen", None, NO_MAP)], "'<b>' is the code of no area on this map"),
        ([Tile(FIFE, "Fife", None, NO_MAP)] * 2, "S08000029 has two tiles: an area has one"),
        ([Tile(FIFE, "Fife", "done", "done")], "'done' is no stage: nothing recorded, declared, plan agreed, "),
        ([Tile(FIFE, "Fife", None, NO_MAP, "javascript:alert(1)")], "'javascript:alert(1)' leaves the page"),
        ([Tile(FIFE, "Fife", None, NO_MAP, "https://example.org/#fife")], "leaves the page"),
    ],
)
def test_what_cannot_be_drawn_is_refused(given: Iterable[Tile], says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        tile_map("health-board", given, TITLE)


def test_it_can_be_printed_with_every_word() -> None:
    svg = tile_map("health-board", every("health-board"), TITLE)
    printed = "".join(PdfReader(BytesIO(as_pdf(svg))).pages[0].extract_text().split())
    for text in said(svg):
        assert "".join(text.split()) in printed


def test_the_same_tiles_are_the_same_bytes() -> None:
    assert tile_map("council", every("council"), TITLE) == tile_map("council", iter(every("council")), TITLE)
    assert all(float(box.left).is_integer() for _, box in all_texts(tile_map("council", every("council"), TITLE)))
