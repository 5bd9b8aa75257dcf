"""Trauma training against the standard for the kind of service."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathkit import load
from pathkit.rules.training_below_standard import training_below_standard

from .checking import ON, found, ids, only, small

RULE = "training-below-standard"
TEAM = """
services:
  team: {name: Team, provider: nhs, kind: crisis-team, hours: 24/7, STATED}
"""


def team(stated: str, kind: str = "crisis-team") -> str:
    return small(TEAM.replace("STATED", stated).replace("crisis-team", kind))


def test_a_level_below_the_standard_of_the_kind_is_found(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, team("trauma_training: skilled")))
    assert (finding.id, finding.severity, finding.extent) == ("training-below-standard@team", "warning", None)
    assert finding.message == (
        "The staff of Team have the level “skilled” of trauma training, and the standard for its kind (crisis team) is "
        "“enhanced”."
    )
    assert finding.principles == ("trauma-informed",)


@pytest.mark.parametrize("level", ["enhanced", "specialist"])
def test_the_standard_and_all_above_it_will_do(tmp_path: Path, level: str) -> None:
    assert ids(found(tmp_path, RULE, team(f"trauma_training: {level}"))) == []


def test_the_finding_points_to_the_line_that_says_so(tmp_path: Path) -> None:
    text = team("trauma_training: informed").replace("hours: 24/7, ", "hours: 24/7,\n         ")
    place = only(found(tmp_path, RULE, text)).places[0].place
    assert "trauma_training" in text.splitlines()[place.line - 1] and "hours" not in text.splitlines()[place.line - 1]


def test_what_is_not_stated_is_a_question_and_no_finding(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, team("holidays: closed"))) == []


@pytest.mark.parametrize("kind", ["crisis-team", "assessment-unit", "crisis-space", "place-of-safety"])
def test_crisis_services_are_asked_also_where_the_public_cannot_walk_in(tmp_path: Path, kind: str) -> None:
    assert ids(found(tmp_path, RULE, team("trauma_training: informed", kind))) == ["training-below-standard@team"]


@pytest.mark.parametrize("kind", ["community-team", "inpatient", "police-response"])
def test_others_are_asked_only_where_they_are_doors(tmp_path: Path, kind: str) -> None:
    assert ids(found(tmp_path, RULE, team("trauma_training: informed", kind))) == []
    door = team("trauma_training: informed, open_to: public", kind)
    assert ids(found(tmp_path, RULE, door)) == ["training-below-standard@team"]


def test_staff_who_need_only_be_informed_may_be(tmp_path: Path) -> None:
    door = team("trauma_training: informed, open_to: public", "community-support")
    assert ids(found(tmp_path, RULE, door)) == []


@pytest.mark.parametrize("status", ["planned", "paused", "needed", "closed"])
def test_a_service_that_does_not_run_is_not_asked(tmp_path: Path, status: str) -> None:
    assert ids(found(tmp_path, RULE, team(f"trauma_training: informed, status: {status}"))) == []


@pytest.mark.parametrize(("last", "runs"), [("2025-01-31", False), ("2027-01-31", True)])
def test_a_service_that_has_ended_is_not_asked(tmp_path: Path, last: str, runs: bool) -> None:
    findings = found(tmp_path, RULE, team(f"trauma_training: informed, valid_until: {last}"))
    assert ids(findings) == (["training-below-standard@team"] if runs else [])


def test_a_hostile_name_is_only_a_name(tmp_path: Path) -> None:
    text = team("trauma_training: skilled").replace("name: Team", 'name: "{standard}{who} <b>"')
    assert only(found(tmp_path, RULE, text)).message.startswith("The staff of {standard}{who} <b> have the level")


def test_it_checks_what_is_stated_and_nothing_else() -> None:
    assert training_below_standard.of_statements


@pytest.mark.parametrize(("stated", "says"), [("trauma_training: enhanced", True), ("holidays: closed", False)])
def test_a_map_that_states_no_level_is_no_evidence(tmp_path: Path, stated: str, says: bool) -> None:
    path = tmp_path / "eastglen.pathway.yaml"
    path.write_text(team(stated), encoding="utf-8")
    assert training_below_standard.stated(load(path, date=ON).map) is says
