"""The picture of a week: every cell true, every holiday there, readable in any colours and by ear, and harmless."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from pathkit.check.door_weeks import EACH_HOUR, DoorWeek, ask_week, holidays, week_in_words
from pathkit.check.weeks import BANDS, Hour, Row, Week
from pathkit.drawing.colours import DARK, INK, LIGHT, PAPER, QUIET, Colour
from pathkit.drawing.heatmap import AS_STATED, GLYPHS, WIDTH, heatmap_svg
from pathkit.drawing.measure import width_of
from pathkit.pathway import Journey, Pathway, Reading
from pathkit.situations import Person

from .seen import SVG, Box, all_texts, read, said

ON = date(2026, 11, 21)
MAP = """\
area: {id: eastglen, name: Eastglen, calendar: scotland, local_holidays: [2027-04-05]}
people: {ages: 16+, needs: [distress]}
organisations: {nhs: {name: NHS Eastglen, sector: health}}
services:
  line: {name: Eastglen line, provider: nhs, kind: helpline, open_to: public, hours: 24/7, holidays: as usual}
  early: {name: Early team, provider: nhs, kind: crisis-team, hours: "Mon-Fri 09:00-15:30",
          holidays: {public: closed, local: 10:20-12:00}, supports: {excludes: []}, offers: [assessment]}
  late: {name: Late team, provider: nhs, kind: crisis-team, hours: "Mon-Fri 16:00-20:00", intake: "Mon-Fri 16:00-18:30",
         supports: {ages: 18+, excludes: []}, offers: [assessment], responds_within: {within: 3 h, clock: open}}
transfers:
  - {from: line, to: early, by: call-transfer}
  - {from: line, to: late, by: referral, hours: "daily 08:00-22:00"}
"""
SIGN_OF = {band.id: band.sign for band in BANDS}
YOUNG, OLDER = Person("distress", "urgent", 17), Person("distress", "urgent", 30)


@pytest.fixture(scope="module")
def pathway(tmp_path_factory: pytest.TempPathFactory) -> Pathway:
    return Pathway(read(tmp_path_factory.mktemp("map"), MAP), ON)


@pytest.fixture(scope="module")
def asked(pathway: Pathway) -> DoorWeek:
    return ask_week(pathway, "eastglen.pathway.yaml", "line", "urgent")


def drawn(asked: DoorWeek) -> str:
    return heatmap_svg(asked.week, asked.title, asked.description)


def made(*hours: Hour, held: tuple[Row, ...] = ()) -> Week:
    """A week in which these hours follow one another."""
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    rows = (Row(day, None, tuple(hours[(n * 24 + h) % len(hours)] for h in range(24))) for n, day in enumerate(days))
    return Week("line", (*rows, *held))


# --- what can be seen -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """A cell of the picture: its band, its place, and the signs that are drawn within it."""

    band: str
    box: Box
    signs: tuple[str, ...]


def cells(svg: str) -> list[Cell]:
    """Every cell, as it was drawn: boxes by their band, and signs by where they stand."""
    found = []
    for group in ElementTree.fromstring(svg).iter(f"{SVG}g"):
        band = group.get("class", "").removeprefix("heat-")
        boxes, signs = (part.get("d", "") for part in group)
        places = [(float(x), float(y), sign) for x, y, sign in re.findall(r"M([0-9.]+) ([0-9.]+)([^M]+)", signs)]
        for x, y, wide, high in re.findall(r"M([0-9.]+) ([0-9.]+)h([0-9.]+)v([0-9.]+)h-[0-9.]+z", boxes):
            box = Box(float(x), float(y), float(x) + float(wide), float(y) + float(high))
            inside = [
                sign for left, above, sign in sorted(places)
                if box.left < left < box.right and box.above < above < box.below
            ]  # fmt: skip
            found.append(Cell(band, box, tuple(_BY_GLYPH[sign] for sign in inside)))
    return sorted(found, key=lambda cell: (cell.box.above, cell.box.left))


_BY_GLYPH = {glyph: sign for sign, glyph in GLYPHS.items()}


def rows(svg: str) -> list[list[tuple[Cell, ...]]]:
    """The rows of 24 hours, each hour a cell or two, one above the other; the legend has none such."""
    columns = sorted({cell.box.left for cell in cells(svg)})
    lines: dict[float, dict[float, list[Cell]]] = {}
    tops: list[float] = []
    for cell in cells(svg):
        if not tops or cell.box.above >= lines_end(lines, tops[-1]):
            tops.append(cell.box.above)
        lines.setdefault(tops[-1], {}).setdefault(cell.box.left, []).append(cell)
    assert len(columns) >= 24
    return [[tuple(line[left]) for left in sorted(line)] for line in lines.values() if len(line) == 24]


def lines_end(lines: dict[float, dict[float, list[Cell]]], top: float) -> float:
    return max(cell.box.below for column in lines[top].values() for cell in column)


def hours_seen(svg: str) -> list[list[Hour]]:
    """What the picture says of every hour, by its colours; its signs have to say the same."""
    seen: list[list[Hour]] = []
    for row in rows(svg):
        seen.append([])
        for hour in row:
            both = len(hour) == 2
            for cell in hour:
                assert cell.signs == ((SIGN_OF[cell.band], "?") if both else (SIGN_OF[cell.band],))
            seen[-1].append(Hour(hour[0].band, hour[-1].band))
    return seen


# --- the cells are true -----------------------------------------------------------------------------------

NOVEMBER_MONDAY, CHRISTMAS, LOCAL = date(2026, 11, 16), date(2026, 12, 25), date(2027, 4, 5)


def slowly(pathway: Pathway, day: date, people: tuple[Person, ...]) -> list[Hour]:
    """The hours of a day by every minute of them, each walked for each of the people in either reading."""
    first = pathway.horizon.day_of(day) * 1440
    hours = []
    for start in range(first, first + 1440, 60):
        minutes = range(start, start + 60)
        worst = [
            max(_rank(pathway.journey("line", one, minute, reading)) for one in people for minute in minutes)
            for reading in (Reading.STATED, Reading.BEST)
        ]
        hours.append(Hour(*(_ORDER[rank] for rank in worst)))
    return hours


_ORDER = ("now", "soon", "day", "days", "longer", "unknown", "self", "none")


def _rank(journey: Journey) -> int:
    if journey.outcome != "later":
        return _ORDER.index(journey.outcome)
    if journey.wait is None:
        return _ORDER.index("unknown")
    return 1 + sum(journey.wait > longest * 60 for longest in (4, 24, 7 * 24))


@pytest.mark.parametrize("day", [NOVEMBER_MONDAY, date(2026, 11, 20), date(2026, 11, 22), CHRISTMAS, LOCAL])
@pytest.mark.parametrize(("text", "people"), [("urgent", (YOUNG, OLDER)), ("urgent, 30", (OLDER,))])
def test_a_cell_is_the_worst_of_the_minutes_of_its_hour(
    pathway: Pathway, text: str, people: tuple[Person, ...], day: date
) -> None:
    asked = ask_week(pathway, "eastglen.pathway.yaml", "line", text)
    seen = hours_seen(drawn(asked))
    special = [7 + number for number, kind in enumerate(holidays(asked.week)) if day in kind.dates]
    row = seen[special[0] if special else day.weekday()]
    assert row == slowly(pathway, day, people)


def test_an_hour_in_which_a_service_shuts_is_as_bad_as_its_end(pathway: Pathway) -> None:
    alone = ask_week(pathway, "eastglen.pathway.yaml", "line", "17, urgent")
    monday = [hour.stated for hour in hours_seen(drawn(alone))[0]]
    assert (monday[9], monday[14], monday[15]) == ("now", "now", "none")
    local = [hour.stated for hour in hours_seen(drawn(alone))[-1]]
    assert (local[10], local[11], local[12]) == ("none", "now", "none"), "open from 10:20"


def test_every_holiday_is_there_and_those_alike_share_a_row(pathway: Pathway) -> None:
    """Of the late team nobody wrote down what it does on holidays: so both are shown."""
    asked = ask_week(pathway, "eastglen.pathway.yaml", "line", "30")
    told = " ".join(said(drawn(asked)))
    for row in asked.week.rows[7:]:
        assert row.date is not None
        assert re.search(rf"\b{row.date.day}\b[^A-Z]* {row.date:%b}\b", told), row.label
    kinds = holidays(asked.week)
    assert sorted(day for kind in kinds for day in kind.dates) == [row.date for row in asked.week.rows[7:]]
    assert len(hours_seen(drawn(asked))) == 7 + len(kinds) < len(asked.week.rows)
    assert any(not hour.certain for row in hours_seen(drawn(asked))[7:] for hour in row)
    assert "25 Dec 2026;" in told and "5 Apr 2027" in told


def test_a_map_without_holidays_has_a_picture_without_them() -> None:
    svg = heatmap_svg(made(Hour("now", "now")), "A week", "Who: anybody.")
    assert "Public and local holidays" not in said(svg)
    assert len(rows(svg)) == 7


def test_forty_holidays_of_one_month_are_all_named() -> None:
    days = tuple(Row("", date(2027, 1, day), (Hour("none", "none"),) * 24) for day in range(1, 32))
    told = " ".join(said(heatmap_svg(made(Hour("now", "now"), held=days), "A week", "Who: anybody.")))
    assert "1, 2, 3, 4" in told and "30 and 31 Jan 2027" in told and "…" not in told


# --- it says what it shows --------------------------------------------------------------------------------


def test_the_legend_names_what_occurs_and_nothing_else() -> None:
    for one, other in combinations(BANDS, 2):
        words = said(heatmap_svg(made(Hour(one.id, one.id), Hour(other.id, other.id)), "A week", "Who: anybody."))
        assert [band.words for band in BANDS if band.words in words] == [one.words, other.words]
        assert AS_STATED not in words and EACH_HOUR in words


def test_where_nobody_has_written_down_which_it_is_both_are_shown_and_the_legend_says_so() -> None:
    svg = heatmap_svg(made(Hour("none", "now"), Hour("self", "self")), "A week", "Who: anybody.")
    assert hours_seen(svg)[0][:2] == [Hour("none", "now"), Hour("self", "self")]
    words = said(svg)
    assert AS_STATED in words
    assert [band.id for band in BANDS if band.words in words] == ["now", "self", "none"]


def test_it_is_told_in_words_to_people_who_do_not_see_it(asked: DoorWeek) -> None:
    root = ElementTree.fromstring(drawn(asked))
    assert (root.get("role"), root.get("aria-label")) == ("img", "Eastglen line: the week, hour by hour")
    assert [part.tag for part in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    told = root.findtext(f"{SVG}desc") or ""
    assert told == f"{asked.description} {week_in_words(asked.week)}"
    assert "Mon-Fri 09:00-15:00: helped straight away" in told
    assert "On 5 Apr 2027: 00:00-11:00 " in told


def test_the_words_of_a_week_hold_every_hour_of_it(asked: DoorWeek) -> None:
    words = week_in_words(made(Hour("none", "now"), *(Hour("now", "now") for _ in range(23))))
    assert words == (
        "daily 00:00-01:00: left with nothing or, at best, helped straight away. daily 01:00-24:00: helped straight "
        "away. Where it says “or, at best,”, nobody has written down which of the two it is."
    )
    held = Row("25 Dec 2026", CHRISTMAS, (Hour("self", "self"),) * 24)
    assert week_in_words(made(Hour("now", "now"), held=(held,))) == (
        "at any time: helped straight away. On 25 Dec 2026: all day told where to go."
    )


# --- readable ---------------------------------------------------------------------------------------------


def test_every_text_is_on_the_page_and_none_lies_on_another_or_on_a_cell(asked: DoorWeek) -> None:
    everything = made(*(Hour(band.id, band.id) for band in BANDS), Hour("none", "soon"), held=asked.week.rows[7:])
    for week in (asked.week, everything):
        svg = heatmap_svg(week, "A very long name of a service " * 6, "People of many kinds, " * 20)
        high = float(ElementTree.fromstring(svg).get("height", "0"))
        boxes = [box for _, box in all_texts(svg)]
        for box in boxes:
            assert Box(0, 0, WIDTH, high).holds(box, slack=0)
        for one, other in combinations([*boxes, *(cell.box for cell in cells(svg))], 2):
            assert not one.meets(other)


def test_the_picture_is_no_wider_than_a_page() -> None:
    assert WIDTH <= 800
    assert width_of(AS_STATED, 12) < WIDTH - 60


def test_every_band_has_a_sign_that_can_be_drawn_and_is_its_own() -> None:
    assert {band.sign for band in BANDS} | {"?"} == set(GLYPHS)
    assert len({band.sign for band in BANDS}) == len(BANDS)
    assert set(LIGHT) == set(DARK) == {band.id for band in BANDS}


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_ink_can_be_read_on_every_colour(colours: Mapping[str, Colour]) -> None:
    for colour in colours.values():
        assert contrast(colour.fill, colour.ink) >= 4.5
    assert min(contrast(PAPER, INK), contrast(PAPER, QUIET)) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_neighbours_are_told_apart_in_grey_and_the_worst_from_all_that_is_help(colours: Mapping[str, Colour]) -> None:
    fills = [colours[band.id].fill for band in BANDS]
    for one, other in pairwise(fills):
        assert contrast(one, other) >= 1.3
    assert contrast(colours["longer"].fill, colours["unknown"].fill) >= 3
    assert contrast(colours["now"].fill, colours["none"].fill) >= 3
    assert contrast(colours["now"].fill, colours["self"].fill) >= 2


@pytest.mark.parametrize("colours", [LIGHT, DARK])
@pytest.mark.parametrize("sight", ["all", "no red", "no green", "no blue"])
def test_every_two_colours_are_told_apart_by_every_reader(colours: Mapping[str, Colour], sight: str) -> None:
    for one, other in combinations(colours.values(), 2):
        assert difference(one.fill, other.fill, sight) > 12


# After Machado, Oliveira and Fernandes (2009), in linear light; a difference of 2.3 is just seen.
SIGHTS = {
    "all": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def light(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one: str, other: str) -> float:
    """As the guidelines for accessible content count it."""
    dark, bright = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def difference(one: str, other: str, sight: str) -> float:
    """How far two colours are from one another in CIELAB, as somebody sees them."""
    pairs = zip(lab(one, sight), lab(other, sight), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def lab(colour: str, sight: str) -> tuple[float, float, float]:
    seen = light(colour)
    r, g, b = (min(1.0, max(0.0, sum(a * c for a, c in zip(row, seen, strict=True)))) for row in SIGHTS[sight])
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


# --- harmless, and always the same ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("</title></svg><img src=x onerror=alert(1)>", "</title></svg><img src=x onerror=alert(1)>"),
        ("]]> & \"quotes\" 'too' </style>", "]]> & \"quotes\" 'too' </style>"),
        ("\u202eturned\u202c \x1b[31mred \x00", "\\u202eturned\\u202c \\x1b[31mred \\x00"),
        ("\ud800 alone", "\\ud800 alone"),
    ],
)
def test_names_are_texts_and_nothing_else(asked: DoorWeek, name: str, shown: str) -> None:
    hostile = replace(asked, name=name, people=name, area=name)
    svg = drawn(hostile)
    svg.encode("utf-8")
    root = ElementTree.fromstring(svg)
    assert {part.tag.removeprefix(SVG) for part in root.iter()} == {"svg", "title", "desc", "rect", "g", "path", "text"}
    assert root.findtext(f"{SVG}title") == f"{shown}: the week, hour by hour"
    assert "".join(shown.split()) in "".join("".join(said(svg)).split())


def test_nothing_in_it_is_refused_by_a_strict_page_and_nothing_clashes_there(asked: DoorWeek) -> None:
    for part in ElementTree.fromstring(drawn(asked)).iter():
        assert not {name for name in part.attrib if name in ("style", "id", "href") or name.startswith("on")}


def test_the_same_week_is_the_same_bytes(tmp_path: Path, asked: DoorWeek) -> None:
    again = ask_week(Pathway(read(tmp_path, MAP), ON), "eastglen.pathway.yaml", "line", "urgent")
    assert drawn(again) == drawn(asked)
