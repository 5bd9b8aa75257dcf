"""The annual report: which maps and actions of then belong to those of today, and what nobody can know of then."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from maps.repositories import begun, commit
from output.made import ON
from output.made_progress import SINCE, action, area, delivered

from pathkit.check import annual, editions, run
from pathkit.check.annual import annual_report, year_of
from pathkit.check.ask import Answer, ask
from pathkit.check.progress import AnnualReport, AreaProgress
from pathkit.check.progressing import progress_of
from pathkit.check.report import CheckedMap
from pathkit.maps import Map
from pathkit.output.annual_words import came_to, findings_told, lists_of
from pathkit.pathway import Pathway, TooLarge
from pathkit.rules import Rule

BASE = """\
area: {id: AREA, name: NAME, calendar: none}
people: {ages: 18+, needs: [distress]}
organisations:
  nhs: {name: NHS NAME, sector: health}
services:
  gp: {name: NAME practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
  lib: {name: NAME library, provider: nhs, kind: community-support, open_to: public, hours: Mon-Fri 09:00-17:00}
  team: {name: NAME team, provider: nhs, kind: crisis-team, hours: 24/7, supports: {excludes: []}, offers: [assessment]}
transfers:
  - {from: gp, to: team, by: warm-handover}
plan:
  agreed: 2025-02-03
  actions:
    x: {title: The practice of NAME passes people on, closes: [wrong-door@gp], owner: nhs, due: 2025-06-30,
        status: delivered, done: 2025-06-01}
"""
ONE, OTHER = "pathways/one.pathway.yaml", "pathways/other.pathway.yaml"
THEN = "2026-01-10"


def of(name: str) -> str:
    """The map of an area with that name."""
    return BASE.replace("AREA", name.lower()).replace("NAME", name)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository for maps, in which nothing is committed yet."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    folder = begun(tmp_path / "maps")
    (folder / "pathways").mkdir()
    monkeypatch.chdir(folder)
    return folder


def put(folder: Path, maps: Mapping[str, str], at: str | None = None) -> None:
    """Write maps, and commit them where it is said when."""
    for name, text in maps.items():
        (folder / name).write_text(text)
    if at is not None:
        commit(folder, at=f"{at}T09:00:00Z")


def reported() -> tuple[AnnualReport, int]:
    """The report since then, and how the run ended."""
    return annual_report(["pathways"], THEN, date=ON)


# --- which map belongs to which


def test_two_files_that_have_changed_places_are_held_against_their_own_areas(here: Path) -> None:
    put(here, {ONE: of("Southness"), OTHER: of("Westmarch")}, THEN)
    put(here, {ONE: of("Westmarch"), OTHER: of("Southness")})
    found, code = reported()
    assert [(each.now.area, each.then and each.then.area) for each in found.areas] == [
        ("southness", "southness"),
        ("westmarch", "westmarch"),
    ]
    assert [(each.difference, each.not_compared) for each in found.areas] == [(None, ""), (None, "")]
    assert [theme.dropped for each in found.areas for theme in each.themes] == [(), ()]
    assert (len(found.notes), code) == (1, 0)


def test_a_file_that_is_of_another_area_now_tells_nothing_of_the_area_that_it_was_of(here: Path) -> None:
    put(here, {ONE: of("Southness")}, THEN)
    put(here, {ONE: of("Westmarch")})
    found, _ = reported()
    (one,) = found.areas
    assert (one.then, one.not_compared, one.no_map_then) == (None, "There was no map of this area then.", True)
    assert found.notes[1].endswith(
        f":{ONE} was the map of the area `southness` then, and that file is of the area `westmarch` now: of what "
        "`southness` had agreed nothing is told."
    )


def test_an_area_whose_map_lies_in_another_file_now_is_still_that_area(here: Path) -> None:
    put(here, {ONE: of("Southness")}, THEN)
    put(here, {ONE: of("Westmarch"), OTHER: of("Southness")})
    found, _ = reported()
    assert [(each.now.area, each.then and each.then.area) for each in found.areas] == [
        ("southness", "southness"),
        ("westmarch", None),
    ]


# --- which action belongs to which


def test_of_two_actions_with_one_title_each_is_the_one_with_its_id() -> None:
    then = area(actions=(action("a", title="Same", status="stopped"), action("b", title="Same")))
    (theme,) = year_of(area(actions=(action("b", title="Same"),)), then, SINCE).themes
    assert (theme.new, theme.dropped, theme.moved) == ((), ("Same",), ())
    (theme,) = year_of(area(actions=(action("b", title="Same"), action("c", title="Same"))), then, SINCE).themes
    assert (theme.new, theme.dropped) == ((), ())


def test_an_action_of_then_is_taken_for_one_action_of_today_only() -> None:
    then = area(actions=(action("a", title="Same"),))
    (theme,) = year_of(area(actions=(action("b", title="Same"), action("c", title="Same"))), then, SINCE).themes
    assert (theme.new, theme.dropped) == (("c",), ())


# --- what is known of an action


def test_what_has_no_day_and_is_not_known_from_then_is_not_called_done_since() -> None:
    undated = delivered(done=None)
    now = area(actions=(undated,))
    silent = area(actions=(replace(undated, status="unknown"),))
    for then in (None, silent, area(actions=())):
        (theme,) = year_of(now, then, SINCE).themes
        assert (theme.done, theme.done_undated, theme.done_before) == ((), (undated,), ())
        assert list(lists_of(theme)) == [("Delivered, the day is not written down", (undated,))]


def test_an_action_that_is_not_delivered_any_more_is_told_as_such() -> None:
    was = delivered("x")
    now = replace(was, status="in-progress", confirmed="", done=None)
    (theme,) = year_of(area(actions=(now,)), area(actions=(was,)), SINCE).themes
    assert [(one.action.id, one.was_delivered) for one in theme.moved] == [("x", True)]
    assert theme.under_way == (now,)


def test_what_was_stopped_then_is_told_apart_from_what_was_stopped_since() -> None:
    now = area(actions=(action("a", status="stopped"), action("b", status="stopped")))
    then = area(actions=(action("a", status="stopped"), action("b")))
    assert year_of(now, then, SINCE).themes[0].stopped_before == ("a",)
    assert year_of(now, None, SINCE).themes[0].stopped_before == ()


# --- what could not be asked


@pytest.fixture
def less(here: Path) -> None:
    """A map that had a door `old` then, in place of `lib` of today; both lead nowhere."""
    put(here, {ONE: of("Southness").replace("  lib:", "  old:").replace("library", "stall")}, THEN)
    put(here, {ONE: of("Southness")})


def refusing(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    """Let the rule about wrong doors fail of any map that has a door `old`."""

    def asked(rule: Rule, pathway: Pathway, values: Mapping[str, object]) -> list[Answer]:
        if rule.name == "wrong-door" and "old" in pathway.map.services:
            raise fault
        return list(ask(rule, pathway, values))

    monkeypatch.setattr(run, "ask", asked)


def told_under(found: AnnualReport) -> dict[str, list[str]]:
    """The ids of findings, by the headings under which they are told."""
    return {told.heading: [name for _, name in told.lines] for told in findings_told(found.areas[0].difference)}


NOT_KNOWN = "Found now, and whether then is not known"


@pytest.mark.usefixtures("less")
def test_what_was_not_asked_then_is_not_called_new_and_a_fault_ends_the_run_as_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found, code = reported()
    assert "wrong-door@lib" in told_under(found)["Found now, and not then"] and code == 0
    refusing(monkeypatch, ZeroDivisionError())
    found, code = reported()
    assert code == 3
    assert told_under(found)[NOT_KNOWN] == ["wrong-door@lib"]
    assert "wrong-door@lib" not in told_under(found).get("Found now, and not then", [])
    told = came_to(found.areas[0])
    assert told[-1] == "1 error is found now, and whether it was found then is not known."
    assert not any("1 error is new" in sentence for sentence in told)
    assert re.fullmatch(
        rf"Of \w+:{ONE} not everything could be asked: `wrong-door` \(a fault in pathkit: ZeroDivisionError in "
        r"test_annual_then.py, line \d+\)\.",
        found.notes[-1],
    )


@pytest.mark.usefixtures("less")
def test_what_was_too_large_to_be_asked_then_is_not_called_new_either(monkeypatch: pytest.MonkeyPatch) -> None:
    refusing(monkeypatch, TooLarge("more than can be held"))
    found, code = reported()
    assert (told_under(found)[NOT_KNOWN], code) == (["wrong-door@lib"], 0)
    assert found.notes[-1].endswith(
        "not everything could be asked: `wrong-door` (this map is too large for it: more than can be held)."
    )


@pytest.mark.usefixtures("less")
def test_a_comparison_that_is_too_large_is_no_comparison(monkeypatch: pytest.MonkeyPatch) -> None:
    def large(*_: object, **__: object) -> None:
        raise TooLarge("more than can be held")

    monkeypatch.setattr(editions, "compare", large)
    assert reported()[1] == 2


@pytest.mark.usefixtures("less")
def test_a_fault_of_then_is_not_told_as_a_map_that_was_not_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(map_: Map, checked: CheckedMap, on: date) -> AreaProgress:
        if "old" in map_.services:
            raise ZeroDivisionError
        return progress_of(map_, checked, on)

    monkeypatch.setattr(annual, "progress_of", broken)
    found, code = reported()
    assert code == 3
    assert found.areas[0].not_compared.startswith("Nothing could be asked of the map of then: A fault in pathkit: Zero")
