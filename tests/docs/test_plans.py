"""The guide to plans is true: what it shows of Eastglen stands in the example, and what it says is what happens."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml
from test_readme import SAVED

from pathkit.check import check_paths
from pathkit.check.progressing import progress_among
from pathkit.check.stages import STAGES
from pathkit.check.summary import all_findings
from pathkit.frameworks import load_framework, names
from pathkit.maps import load_map
from pathkit.maps.words import ACTION_STATUSES
from pathkit.output.progress_words import ASKS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "plans.md").read_text("utf-8")
PLANS = ROOT / "examples" / "plans"
ON = date(2026, 11, 21)
ACTION = "weekend-cover"
# What the emergency plan on the page relies on is not in the example.
RELIED_ON = """
services:
  ward: {name: Ward, provider: nhs-eastglen, kind: place-of-safety, hours: 24/7}
  mho-out-of-hours: {name: Officers, provider: eastglen-council, kind: mental-health-officer, hours: 24/7}
  camhs-on-call: {name: Children's doctor, provider: nhs-eastglen, kind: children-service, hours: 24/7}
transfers:
  - {id: officers-to-ward, from: walk-in, to: ward, by: conveyance}
"""


def read(text: str) -> Any:
    """A piece of a map as it is written: every value a text, `on` too."""
    return yaml.load(text, yaml.BaseLoader)


@cache
def example(name: str) -> Any:
    """What stands in a file of the example."""
    return read((PLANS / f"{name}.pathway.yaml").read_text("utf-8"))


def shown() -> list[dict[str, Any]]:
    """The pieces of maps on the page, but for those that are to be saved."""
    page = SAVED.sub("", PAGE)
    return [read(dedent(one)) for one in re.findall(r"^```yaml\n(.*?)^```$", page, re.M | re.S)]


def piece(key: str) -> Any:
    """The one piece that begins with a key."""
    (found,) = [one[key] for one in shown() if key in one]
    return found


def stands_in(part: Any, whole: Any) -> bool:
    """Whether all that a piece says is said by the whole."""
    if isinstance(part, Mapping) and isinstance(whole, Mapping):
        return all(key in whole and stands_in(value, whole[key]) for key, value in part.items())
    return bool(part == whole)


@pytest.mark.parametrize("key", ["declaration", "plan", "measures", "training"])
def test_what_it_shows_of_the_plan_stands_in_the_example(key: str) -> None:
    assert stands_in(piece(key), example("eastglen-plan")[key])


def test_the_change_and_what_is_used_stand_in_the_example() -> None:
    assert piece("change") == example("eastglen-plan")["plan"]["actions"][ACTION]["change"]
    assert piece("uses") == example("eastglen")["uses"]


def test_all_pieces_together_are_a_map(tmp_path: Path) -> None:
    whole = {key: value for one in shown() for key, value in one.items() if key not in ("uses", "change")}
    whole["plan"]["actions"][ACTION]["change"] = piece("change")
    more, area = read(RELIED_ON), example("eastglen")
    whole = {**{key: value for key, value in area.items() if key != "uses"}, **whole}
    whole["services"] = {**area["services"], **more["services"]}
    whole["transfers"] = [*area["transfers"], *more["transfers"]]
    path = tmp_path / "eastglen.pathway.yaml"
    path.write_text(yaml.safe_dump(whole, sort_keys=False, allow_unicode=True), "utf-8")
    loaded = load_map(path)
    assert loaded.problems == () and loaded.map is not None
    assert loaded.map.emergency_plan is not None and loaded.map.framework.principles.keys() >= {"expert-care"}


def test_it_names_every_stage_status_theme_and_framework() -> None:
    rows = re.findall(r"^\| \*\*([a-z ]+)\*\* \| (.*?) \|", PAGE, re.M)
    assert dict(rows) == ASKS and [stage for stage, _ in rows] == list(STAGES)
    told = set(re.findall(r"`([a-z-]+)`", PAGE))
    assert told >= {*ACTION_STATUSES, *load_framework().themes, *names()} - {"framework-for-collaboration"}


def test_what_it_says_of_both_ideas_of_eastglen_is_found() -> None:
    path = PLANS / "eastglen.pathway.yaml"
    rules = ("promised-change-does-not-close", "declaration-lacks-sector")
    report = check_paths([path], date=ON, rules=rules)
    assert {one.id for one in all_findings(report) if one.rule in rules} == {
        "promised-change-does-not-close@open-crisis-house",
        "declaration-lacks-sector@ambulance",
    }


@pytest.fixture
def southness(tmp_path: Path) -> Path:
    """The map that is to be saved, before anything is added to it."""
    (file, text), _ = SAVED.findall(PAGE)
    path = tmp_path / str(file)
    path.write_text(text, "utf-8")
    return path


def stage(path: Path, on: date = ON) -> str | None:
    """How far the area has got."""
    found, _ = progress_among([path], date=on)
    (area,) = found.areas
    return area.stage


def added(path: Path, old: str = "", new: str = "") -> None:
    """Add what the page says to add, and perhaps change something else."""
    _, (_, more) = SAVED.findall(PAGE)
    text = path.read_text("utf-8") + more
    assert old in text
    path.write_text(text.replace(old, new) if old else text, "utf-8")


def test_that_somebody_says_so_makes_no_area_tested_and_the_map_does(southness: Path) -> None:
    assert stage(southness) == "in delivery"
    report = check_paths([southness], date=ON)
    assert "delivered-but-still-there@line-at-night" in {one.id for one in all_findings(report)}
    added(southness)
    assert stage(southness) == "tested"


def test_an_area_is_tested_only_as_long_as_the_map_says_so(southness: Path) -> None:
    added(southness, "daily 22:00-08:00", "daily 22:00-02:00")
    assert stage(southness) == "in delivery"


def test_an_action_that_names_nothing_to_close_keeps_an_area_from_being_tested(southness: Path) -> None:
    added(southness, "      closes: [wrong-door@line, nobody-to-turn-to@southness]\n", "")
    assert stage(southness) == "in delivery"


@pytest.mark.parametrize(
    ("closes", "reached"),
    [
        ("wrong-door@team", "tested"),  # never found, of what is there: nobody can tell it from what has gone
        ("wrong-dor@line", "in delivery"),
    ],
)
def test_a_wrong_id_of_a_delivered_action_shows_only_sometimes(southness: Path, closes: str, reached: str) -> None:
    added(southness, "closes: [wrong-door@line, ", f"closes: [{closes}, ")
    assert stage(southness) == reached


def test_a_wrong_id_of_an_action_under_way_shows(southness: Path) -> None:
    added(southness, "closes: [wrong-door@line, ", "closes: [wrong-door@team, ")
    text = southness.read_text("utf-8").replace("status: delivered", "status: in-progress")
    southness.write_text(text.replace("      done: 2026-10-20\n", ""), "utf-8")
    found = {one.id for one in all_findings(check_paths([southness], date=ON))}
    assert "action-closes-nothing@line-at-night" in found


@pytest.mark.parametrize(
    ("on", "reached"),
    [
        (date(2026, 1, 11), "nothing recorded"),
        (date(2026, 1, 12), "declared"),
        (date(2026, 2, 2), "plan agreed"),
        (date(2026, 4, 13), "in delivery"),
    ],
)
def test_a_stage_is_reached_on_the_day_that_the_page_says(southness: Path, on: date, reached: str) -> None:
    assert stage(southness, on) == reached


def test_a_plan_counts_without_a_declaration(southness: Path) -> None:
    (declaration,) = re.findall("^declaration:.*\n", southness.read_text("utf-8"), re.M)
    added(southness, declaration)
    assert stage(southness) == "tested"
