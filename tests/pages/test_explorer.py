"""The map through the week and the doors hour by hour: what a page shows of them is what the engine answers."""

from __future__ import annotations

import json
import pickle
import re
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from pathkit.check.journeys import open_map
from pathkit.check.report import Finding
from pathkit.check.run import check_and_look
from pathkit.check.weeks import Weeks
from pathkit.drawing.colours import DARK, LIGHT, Colour
from pathkit.pages import explorer as explorers
from pathkit.pages import timetable as timetables
from pathkit.pages.explorer import Explorer, explorer_of
from pathkit.pages.timetable import OPEN, PERHAPS, SHUT, STATES, TAKES_NOBODY, Timetable
from pathkit.pathway import Pathway, Reading

ROOT = Path(__file__).parents[2]
ON = date(2026, 11, 21)
EXAMPLES = sorted((ROOT / "examples").glob("*.pathway.yaml"))
CLOSED = ROOT / "examples" / "closed-at-half-past-three.pathway.yaml"


@cache
def pathway(place: Path) -> Pathway:
    return open_map(place, ON)


@cache
def findings(place: Path) -> tuple[Finding, ...]:
    report, _ = check_and_look([place], _nothing, date=ON)
    return report.findings


def _nothing(pathway: Pathway, checked: object) -> None:
    """What is looked at of a map where only its findings are wanted."""


@cache
def explorer(place: Path) -> Explorer:
    return explorer_of(pathway(place), findings(place))


def asset(name: str) -> str:
    return resources.files("pathkit.pages").joinpath("assets", name).read_text(encoding="utf-8")


def state_at(line: str, minute: int) -> str:
    """What holds at a minute of a line, as a script reads it."""
    found: list[tuple[str, str]] = re.findall(r"([a-z?])(\d+)", line)
    return [sign for sign, start in found if int(start) <= minute][-1]


def held(data: dict[str, Any], place: int) -> set[int]:
    """The groups of a set of people."""
    digits = int(data["sets"][place], 16)
    return {group for group in range(digits.bit_length()) if digits >> group & 1}


@pytest.mark.parametrize("place", EXAMPLES, ids=lambda place: place.name.split(".")[0])
def test_the_clock_shows_what_is_open_in_both_readings(place: Path) -> None:
    asked, data = pathway(place), Timetable(pathway(place)).data()
    stated, best = (asked.view(reading) for reading in Reading)
    for stretch, (_, days) in enumerate(data["stretches"]):
        first = Timetable(asked).stretches[stretch].first * 1440
        for name, told in zip(asked.map.services, data["services"], strict=True):
            line = data["lines"][told["lines"][stretch]]
            for minute in range(0, days * 1440, 45):
                state, at = state_at(line, minute), first + minute
                assert (state in (SHUT, PERHAPS)) is not stated.open[name].holds(at)
                assert (state == SHUT) is not best.open[name].holds(at)
                assert (state == OPEN) is stated.intake[name].holds(at)
                assert (state == TAKES_NOBODY) is (stated.open[name].holds(at) and not best.intake[name].holds(at))


@pytest.mark.parametrize("place", EXAMPLES, ids=lambda place: place.name.split(".")[0])
def test_every_kind_of_people_has_its_own_week_at_every_door(place: Path) -> None:
    asked, data = pathway(place), Timetable(pathway(place)).data()
    weeks, names = Weeks(asked), list(asked.map.services)
    bands = [name for name, _, _ in data["bands"]]
    for door in data["doors"]:
        for number, group in enumerate(data["groups"]):
            if group < 0:
                continue
            told = [week for week, those in door["weeks"] if group in held(data, those)]
            name = names[door["service"]]
            if not asked.population.any_block(asked.map.services[name].door_for) >> number & 1:
                assert told == []
                continue
            (week,) = told
            letters = "".join(data["days"][day] for day in data["weeks"][week])
            found = [divmod(ord(letter) - ord("0"), len(bands)) for letter in letters]
            assert [(bands[one], bands[other]) for one, other in found] == [
                (hour.stated, hour.best) for hour in weeks.of_class(name, number)
            ]


@pytest.mark.parametrize("place", EXAMPLES, ids=lambda place: place.name.split(".")[0])
def test_in_a_large_map_the_outcomes_are_those_that_waits_would_give(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = pathway(place)
    exact = Timetable(asked)
    monkeypatch.setattr(timetables, "MOST_WAITS", 0)
    rough = Timetable(asked)
    assert not rough.in_full
    outcome = {"now": "now", "self": "self", "none": "none"}
    for door in exact.doors:
        for group in exact.groups:
            one, other = exact.week(door, group), rough.week(door, group)
            assert (one is None) is (other is None)
            for hours, told in zip(one or (), other or (), strict=True):
                assert [(outcome.get(h.stated, "later"), outcome.get(h.best, "later")) for h in hours] == [
                    (h.stated, h.best) for h in told
                ]


@pytest.mark.parametrize("place", EXAMPLES, ids=lambda place: place.name.split(".")[0])
def test_everybody_can_be_chosen(place: Path) -> None:
    asked = Timetable(pathway(place))
    population = asked.pathway.population
    for number in population.classes(population.everyone):
        chosen = asked.chosen(population.person(number))
        assert chosen is not None
        places = dict.fromkeys(("need", "urgency", "age", "locality", "circumstance"), 0)
        places |= {one.id: one.options[chosen[one.id]][1] for one in asked.choices}
        found = 0
        for name, size in zip(places, population.shape, strict=True):
            found = found * size + places[name]
        assert found == number


def test_a_map_of_very_many_kinds_of_people_shows_those_as_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timetables, "MOST_CLASSES", 0)
    school_leaver = ROOT / "examples" / "school-leaver-gap.pathway.yaml"
    asked = Timetable(pathway(school_leaver))
    assert asked.usual_only
    assert "circumstance" not in {one.id for one in asked.choices}
    assert asked.classes == asked.as_usual
    assert explorer_of(pathway(school_leaver)).usual_only


def test_the_moment_at_which_least_is_open_is_shown() -> None:
    labels = [moment.label for moment in explorer(CLOSED).moments]
    assert labels == ["Tuesday 11:00", "Monday 15:30", "Saturday 03:00 and Mon 30 Nov 2026, 11:00, a holiday"]
    barest = explorer(CLOSED).moments[1]
    assert [(one.words, one.names) for one in barest.listed] == [
        ("open", ("Westmarch crisis line", "Westmarch crisis house")),
        ("open, takes nobody new", ("Westmarch day team",)),
        ("shut", ("Westmarch night team",)),
    ]


def test_a_picture_of_a_moment_says_of_every_service_whether_it_is_open() -> None:
    _, picture = explorer(CLOSED).shown().moments[1]
    assert re.findall(r'class="sign [a-z]+">([^<]*)<', str(picture)) == [
        "open",
        "open, takes nobody new",
        "shut",
        "open",
    ]


def test_pictures_name_only_parts_that_are_there_and_maps_do_not_share_them() -> None:
    shown = explorer(CLOSED).shown("westmarch.")
    ids = re.findall(r'\bid="([^"]*)"', str(shown.picture))
    assert len(ids) == len(set(ids))
    assert all(one.startswith("westmarch.") for one in ids)
    for _, picture in shown.moments:
        assert set(re.findall(r'href="#([^"]*)"', str(picture))) <= set(ids)


def test_a_journey_stands_where_its_clock_stands() -> None:
    told = {one.id: one.journey for one in findings(CLOSED) if one.journey is not None}
    walks = explorer(CLOSED).walks
    assert [walk.finding for walk in walks] == [
        name for name in dict.fromkeys(one.id for one in findings(CLOSED)) if name in told
    ]
    names, stretches = list(pathway(CLOSED).map.services), explorer(CLOSED).days
    for walk in walks:
        journey = told[walk.finding]
        assert [names[step[0]] for step in walk.steps[:-1]] == [step.service for step in journey.steps]
        for (_, _, stretch, minute, _), step in zip(walk.steps, journey.steps, strict=False):
            day = step.at.weekday() if stretch == 0 else 0
            assert minute == day * 1440 + step.at.hour * 60 + step.at.minute
            assert stretch == 0 or str(step.at.year) in stretches[stretch]


def test_only_journeys_that_are_on_the_page_are_offered() -> None:
    first = explorer(CLOSED).walks[0].finding
    data = json.loads(explorer(CLOSED).shown("", {first: "there"}).data)
    assert [walk[0] for walk in data["walks"]] == ["there"]


def test_the_data_of_a_real_map_is_small() -> None:
    place = ROOT / "pathways" / "lanarkshire.pathway.yaml"
    assert len(explorer_of(pathway(place)).shown().data) < 100_000


def test_an_explorer_can_be_made_in_another_process_and_is_the_same_every_time() -> None:
    again = explorer_of(open_map(CLOSED, ON), findings(CLOSED))
    assert pickle.loads(pickle.dumps(again)) == explorer(CLOSED)
    assert again.shown("a.").picture == explorer(CLOSED).shown("a.").picture


def test_the_line_that_is_kept_free_is_long_enough_for_every_state() -> None:
    assert max(STATES.values(), key=len) == explorers._SIGN


def test_style_and_script_know_what_is_written_elsewhere() -> None:
    style, script = asset("explorer.css"), asset("explorer.js")
    light, dark = (
        re.search(pattern, style, re.DOTALL)
        for pattern in (r":root, \.sheet \{(.*?)\}", r"dark\) \{\s+:root \{(.*?)\}")
    )
    assert light is not None and dark is not None
    for found, wanted in ((light[1], LIGHT), (dark[1], DARK)):
        told = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", found))
        assert {name: Colour(told[name], told[f"{name}-ink"]) for name in wanted} == dict(wanted)
    assert f"LETTER = {explorers.LETTER}" in script
    assert "innerHTML" not in script and "eval(" not in script
