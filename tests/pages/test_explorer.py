"""The map through the week and the doors hour by hour: what a page shows of them is what the engine answers."""

from __future__ import annotations

import json
import pickle
import random
import re
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from pages.test_colours import contrast
from pathkit.check.journeys import open_map
from pathkit.check.report import Finding
from pathkit.check.run import check_and_look
from pathkit.check.weeks import BANDS, Minutes, Weeks
from pathkit.drawing.colours import DARK, LIGHT, Colour
from pathkit.pages import explorer as explorers
from pathkit.pages import timetable as timetables
from pathkit.pages.explorer import Explorer, Listed, explorer_of
from pathkit.pages.timetable import OPEN, PERHAPS, SHUT, STATES, TAKES_NOBODY, Timetable, runs
from pathkit.pathway import Journey, Pathway, Reading

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


def band_of(journey: Journey) -> str:
    """What comes of a journey, by the id of a band."""
    if journey.outcome != "later":
        return journey.outcome
    if journey.wait is None:
        return "unknown"
    return next((one.id for one in BANDS if one.within is not None and journey.wait <= one.within), "longer")


def minute_by_minute(day: Minutes) -> list[tuple[str, str]]:
    """What stands for every minute of a day."""
    ends = [*(first for first, _ in day[1:]), 1440]
    return [(hour.stated, hour.best) for (first, hour), end in zip(day, ends, strict=True) for _ in range(first, end)]


@pytest.mark.parametrize("place", EXAMPLES, ids=lambda place: place.name.split(".")[0])
def test_what_happens_at_a_minute_is_what_a_journey_at_that_very_minute_comes_to(place: Path) -> None:
    """Every minute of two days, for a few people at every door; one of the days is a holiday."""
    asked, chance = Timetable(pathway(place)), random.Random(place.name)
    days = [chance.randrange(7), len(asked.told) - 1]
    for door in asked.doors:
        kinds = list(asked.by_minute(door).items())
        for told, classes in chance.sample(kinds, min(3, len(kinds))):
            person = asked.pathway.population.person(classes.bit_length() - 1)
            for day in days:
                begin = asked.told[day][1] * 1440
                walked = [
                    [band_of(asked.pathway.journey(door, person, begin + at, reading)) for reading in Reading]
                    for at in range(1440)
                ]
                assert minute_by_minute(told[day]) == list(map(tuple, walked))


@pytest.mark.parametrize("place", EXAMPLES, ids=lambda place: place.name.split(".")[0])
def test_an_hour_is_the_worst_of_its_minutes(place: Path) -> None:
    asked = Timetable(pathway(place))
    rank = [band.id for band in BANDS].index
    for door in asked.doors:
        for told, classes in asked.by_minute(door).items():
            week = asked.week(door, classes & -classes)
            assert week is not None
            for day, hours in zip(told, week, strict=True):
                minutes = minute_by_minute(day)
                for number, hour in enumerate(hours):
                    within = minutes[number * 60 : number * 60 + 60]
                    assert hour.stated == max((stated for stated, _ in within), key=rank)
                    assert hour.best == max((best for _, best in within), key=rank)


def test_a_script_finds_the_same_minutes() -> None:
    asked, data = Timetable(pathway(CLOSED)), Timetable(pathway(CLOSED)).data()
    bands = [name for name, _, _ in data["bands"]]
    for name, door in zip(asked.doors, data["doors"], strict=True):
        for (told, classes), (days, those) in zip(asked.by_minute(name).items(), door["minutes"], strict=True):
            assert data["sets"][those] == asked.hex(classes)
            for day, place in zip(told, days, strict=True):
                changes = [
                    (int(one[1:]), divmod(ord(one[0]) - 48, len(bands))) for one in data["minutes"][place].split(",")
                ]
                assert [(at, (bands[one], bands[other])) for at, (one, other) in changes] == [
                    (at, (hour.stated, hour.best)) for at, hour in day
                ]


@pytest.mark.parametrize("place", EXAMPLES, ids=lambda place: place.name.split(".")[0])
def test_without_a_script_a_door_has_the_week_of_one_usual_person_whom_it_is_for(place: Path) -> None:
    asked, population = Timetable(pathway(place)), pathway(place).population
    for name, door in zip(asked.doors, explorer(place).doors, strict=True):
        number = asked.typical(name)
        assert (number is None) is (door.usual is None)
        if number is None or door.usual is None:
            continue
        person, week = population.person(number), asked.week(name, 1 << number)
        assert asked.people_of(name) >> number & 1
        assert door.usual.people.startswith(f"a {person.age}-year-old")
        assert week is not None
        assert [band.id for cell in door.usual.lines[0].cells for band in cell.bands] == [
            band for _, _, hour in runs(week[0]) for band in dict.fromkeys((hour.stated, hour.best))
        ]


def test_the_usual_person_at_a_door_is_said_to_have_nothing_unusual_about_them() -> None:
    (line, _) = explorer(CLOSED).doors
    assert line.usual is not None
    assert line.usual.people == "a 30-year-old, distress, urgent, with nothing unusual about them"


def test_where_no_finding_tells_of_anybody_nobody_is_told_of() -> None:
    assert all(door.telling == () for door in explorer_of(pathway(CLOSED)).doors)


def test_the_transfers_that_can_be_used_at_a_moment_are_named() -> None:
    night = explorer(CLOSED).moments[2]
    assert night.ways == (Listed("Can be used", ("Westmarch crisis line to Westmarch night team: call transfer",)),)
    assert night.usable == 1


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
        for roughly, classes in rough.by_minute(door).items():
            (same,) = {one for one, those in exact.by_minute(door).items() if those & classes & -classes}
            for day, walked in zip(roughly, same, strict=True):
                assert minute_by_minute(day) == [
                    (outcome.get(one, "later"), outcome.get(other, "later")) for one, other in minute_by_minute(walked)
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


def test_lines_that_cannot_be_used_can_be_seen() -> None:
    """Three to one against the paper, as graphics need; they have no arrow, too."""
    found = re.search(r"use\.line\.shut \{ opacity: ([.0-9]+); \}", asset("explorer.css"))
    assert found is not None
    share = float(found[1])
    for place in EXAMPLES:
        inks = set(
            re.findall(r'class="stroke"[^>]*><path[^>]* stroke="(#[0-9a-f]{6})"', str(explorer(place).shown().picture))
        )
        assert inks
        for ink in inks:
            parts = [share * int(ink[at : at + 2], 16) + (1 - share) * 255 for at in (1, 3, 5)]
            assert contrast("#" + "".join(f"{round(part):02x}" for part in parts), "#ffffff") >= 3


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
