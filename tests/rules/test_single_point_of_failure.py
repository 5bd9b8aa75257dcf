"""One service without which too much would fail."""

from __future__ import annotations

from pathlib import Path

from .checking import ADULTS, found, ids, only, people, small, weekly

RULE = "single-point-of-failure"

TEAMS = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
  other: {name: Other practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
  team: {name: Team, provider: nhs, kind: crisis-team, hours: [Tue-Sun 00:00-24:00, Mon 08:00-24:00],
         supports: {excludes: []}, offers: [assessment]}
  night: {name: Night team, provider: nhs, kind: NIGHT, hours: Mon 00:00-08:00, supports: {excludes: []},
          offers: [assessment]}
transfers:
  - {from: gp, to: team, by: call-transfer}
  - {from: gp, to: night, by: call-transfer}
  - {from: other, to: team, by: call-transfer}
  - {from: other, to: night, by: call-transfer}
"""


def teams(night: str = "crisis-team") -> str:
    return small(TEAMS.replace("NIGHT", night))


def test_it_is_found_over_a_share_of_all_that_is_helped(tmp_path: Path) -> None:
    """The night team alone helps for 8 of 168 hours: 4.76 in a hundred, and so not over a twentieth."""
    finding = only(found(tmp_path, RULE, teams()))
    assert finding.id == "single-point-of-failure@team" and finding.severity == "warning"
    assert weekly(finding) == (("Mon 08:00-24:00", "Tue-Sun all day"), 160.0)
    assert people(finding) == (("everyone",), ADULTS)


def test_the_share_is_a_setting(tmp_path: Path) -> None:
    settings = "rules: {single-point-of-failure: {share: 0.047}}"
    findings = found(tmp_path, RULE, teams(), settings=settings)
    assert ids(findings) == ["single-point-of-failure@night", "single-point-of-failure@team"]
    assert weekly(findings[0]) == (("Mon 00:00-08:00",), 8.0)
    settings = "rules: {single-point-of-failure: {share: 0.048}}"
    assert ids(found(tmp_path, RULE, teams(), settings=settings)) == ["single-point-of-failure@team"]
    assert ids(found(tmp_path, RULE, teams(), settings="rules: {single-point-of-failure: {share: 0.96}}")) == []


def test_a_door_can_be_the_one_that_all_depends_on(tmp_path: Path) -> None:
    text = teams().replace("  - {from: other, to: team, by: call-transfer}\n", "")
    text = text.replace("  - {from: other, to: night, by: call-transfer}\n", "")
    assert "single-point-of-failure@gp" in ids(found(tmp_path, RULE, text))


def test_emergency_responses_are_left_aside(tmp_path: Path) -> None:
    settings = "rules: {single-point-of-failure: {share: 0.01}}"
    findings = found(tmp_path, RULE, teams("ambulance-response"), settings=settings)
    assert ids(findings) == ["single-point-of-failure@team"]


def test_two_that_stand_in_for_each_other_are_no_single_point(tmp_path: Path) -> None:
    text = teams().replace("hours: [Tue-Sun 00:00-24:00, Mon 08:00-24:00]", "hours: 24/7")
    text = text.replace("hours: Mon 00:00-08:00", "hours: 24/7")
    assert ids(found(tmp_path, RULE, text)) == []
