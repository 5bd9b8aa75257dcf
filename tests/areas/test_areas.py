"""The areas of Scotland are all there under their codes, and the tile maps look like Scotland."""

from __future__ import annotations

import csv
import doctest
import re
from pathlib import Path

import pytest

from pathkit.areas import KINDS, ScottishArea, area, kinds, scotland, tiles

FACTS = Path(__file__).with_name("scotland-areas.csv")
CODES = {"council": "S12", "health-board": "S08", "partnership": "S37"}


def named(kind: str, name: str) -> ScottishArea:
    return next(one for one in tiles(kind) if one.name == name)


def test_every_area_is_there_with_its_code_its_kind_and_its_board() -> None:
    with FACTS.open(encoding="utf-8", newline="") as file:
        rows = [(row["kind"], row["code"], row["name"], row["health_board"]) for row in csv.DictReader(file)]
    known = [one for kind in KINDS for one in tiles(kind)]
    boards = [(one.kind, one.code, one.name, "") for one in known if one.kind == "health-board"]
    others = [(one.kind, one.code, one.name, one.health_board) for one in known if one.kind != "health-board"]
    assert sorted(boards + others) == sorted(rows)


@pytest.mark.parametrize("kind", KINDS)
def test_a_code_names_one_area_of_its_kind(kind: str) -> None:
    for one in tiles(kind):
        assert re.fullmatch(CODES[kind] + "0000[0-9]{2}", one.code)
        assert area(one.code) == one
    assert [one.name for one in tiles(kind)] == sorted({one.name for one in tiles(kind)})


@pytest.mark.parametrize("code", ["", "s08000022", "S08000018", "S12000022", "E06000001", "<script>"])
def test_a_code_that_is_none_names_nothing(code: str) -> None:
    assert area(code) is None


def test_every_area_lies_in_a_board_and_partnerships_with_their_councils() -> None:
    boards = {one.name for one in tiles("health-board")}
    assert {one.health_board for kind in KINDS for one in tiles(kind)} == boards
    together = {"Clackmannanshire and Stirling": "Stirling", "Edinburgh": "City of Edinburgh"}
    together["Western Isles"] = "Na h-Eileanan Siar"
    for one in tiles("partnership"):
        assert one.health_board == named("council", together.get(one.name, one.name)).health_board


def test_the_kinds_have_plain_words() -> None:
    assert [(kind.one, kind.many) for kind in kinds().values()] == [
        ("health board", "health boards"),
        ("council area", "council areas"),
        ("health and social care partnership", "health and social care partnerships"),
    ]
    with pytest.raises(KeyError):
        tiles("parish")


def test_boards_are_short_for_what_people_call_them() -> None:
    assert named("health-board", "NHS Greater Glasgow and Clyde").short == "Greater Glasgow and Clyde"
    assert named("council", "Na h-Eileanan Siar").short == "Na h-Eileanan Siar"


# --- the tile maps ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_no_two_tiles_are_in_one_place_and_the_map_fits_a_page(kind: str) -> None:
    places = [(one.column, one.row) for one in tiles(kind)]
    assert len(set(places)) == len(places)
    columns, rows = ({place[side] for place in places} for side in (0, 1))
    assert columns == set(range(6 if kind != "health-board" else 5))
    assert rows == set(range(8 if kind != "health-board" else 7))


NORTH_OF = {
    "health-board": """
        NHS Shetland / NHS Orkney / NHS Highland / NHS Tayside / NHS Forth Valley / NHS Lanarkshire
        NHS Orkney / NHS Grampian / NHS Tayside / NHS Fife / NHS Lothian / NHS Borders
        NHS Western Isles / NHS Greater Glasgow and Clyde / NHS Ayrshire and Arran / NHS Dumfries and Galloway""",
    "council": """
        Shetland Islands / Orkney Islands / Highland / Stirling / Glasgow City / South Ayrshire
        Aberdeen City / Angus / Fife / East Lothian / Scottish Borders
        Na h-Eileanan Siar / Argyll and Bute / Inverclyde / North Ayrshire / South Ayrshire
        Perth and Kinross / Clackmannanshire / City of Edinburgh / Midlothian / Scottish Borders
        Moray / Perth and Kinross / Falkirk / North Lanarkshire / South Lanarkshire / Dumfries and Galloway
        East Dunbartonshire / Glasgow City / East Renfrewshire / East Ayrshire""",
    "partnership": """
        Shetland Islands / Orkney Islands / Highland / Clackmannanshire and Stirling / Glasgow City / South Ayrshire
        Western Isles / Argyll and Bute / Inverclyde / Renfrewshire / North Ayrshire / South Ayrshire
        Aberdeen City / Angus / Fife / Edinburgh / Midlothian / Scottish Borders""",
}
WEST_OF = {
    "health-board": """
        NHS Western Isles / NHS Highland / NHS Grampian / NHS Shetland
        NHS Greater Glasgow and Clyde / NHS Forth Valley / NHS Fife
        NHS Ayrshire and Arran / NHS Lanarkshire / NHS Lothian
        NHS Dumfries and Galloway / NHS Borders""",
    "council": """
        Na h-Eileanan Siar / Highland / Moray / Aberdeenshire / Aberdeen City
        Argyll and Bute / Stirling / Perth and Kinross / Dundee City / Angus
        Inverclyde / West Dunbartonshire / East Dunbartonshire / Falkirk / Clackmannanshire / Fife
        Renfrewshire / Glasgow City / North Lanarkshire / West Lothian / City of Edinburgh / East Lothian
        South Ayrshire / East Ayrshire / Dumfries and Galloway / Scottish Borders""",
    "partnership": """
        Western Isles / Highland / Moray / Aberdeenshire / Aberdeen City
        Argyll and Bute / Clackmannanshire and Stirling / Perth and Kinross / Dundee City / Angus
        Renfrewshire / Glasgow City / North Lanarkshire / West Lothian / Edinburgh / East Lothian""",
}


def chains(kind: str, written: dict[str, str]) -> list[list[ScottishArea]]:
    return [[named(kind, name.strip()) for name in line.split("/")] for line in written[kind].strip().splitlines()]


@pytest.mark.parametrize("kind", KINDS)
def test_what_lies_north_or_west_of_something_does_so_on_the_map(kind: str) -> None:
    for line in chains(kind, NORTH_OF):
        assert [one.row for one in line] == sorted({one.row for one in line})
    for line in chains(kind, WEST_OF):
        assert [one.column for one in line] == sorted({one.column for one in line})


BORDERS = """
    Argyll and Bute / Highland / Stirling / West Dunbartonshire
    Angus / Aberdeenshire / Dundee City
    Perth and Kinross / Stirling / Dundee City / Clackmannanshire
    Clackmannanshire / Falkirk / Fife
    Glasgow City / Renfrewshire / West Dunbartonshire / East Dunbartonshire / East Renfrewshire / North Lanarkshire
    West Lothian / Falkirk / North Lanarkshire / South Lanarkshire / City of Edinburgh
    Midlothian / City of Edinburgh / East Lothian / Scottish Borders
    Dumfries and Galloway / East Ayrshire / South Lanarkshire / Scottish Borders
    East Ayrshire / North Ayrshire / South Ayrshire / East Renfrewshire / South Lanarkshire"""


def test_areas_that_border_each_other_are_side_by_side() -> None:
    for first, *others in chains("council", {"council": BORDERS}):
        for other in others:
            assert max(abs(first.column - other.column), abs(first.row - other.row)) == 1, (first.name, other.name)


@pytest.mark.parametrize("kind", KINDS)
def test_the_mainland_is_in_one_piece_and_the_islands_are_not_part_of_it(kind: str) -> None:
    islands = {"Orkney", "Shetland", "Western Isles", "Na h-Eileanan Siar"}
    places = {(one.column, one.row): one.short.removesuffix(" Islands") for one in tiles(kind)}
    reached, ahead = set(), [next(place for place, name in places.items() if name == "Highland")]
    while ahead:
        column, row = place = ahead.pop()
        if place in places and places[place] not in islands and place not in reached:
            reached.add(place)
            ahead += [(column + 1, row), (column - 1, row), (column, row + 1), (column, row - 1)]
    assert {places[place] for place in reached} == set(places.values()) - islands


def test_the_examples_in_the_code_hold() -> None:
    assert doctest.testmod(scotland) == (0, 1)
