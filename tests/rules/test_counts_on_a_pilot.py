"""Help that ends with a service inside the year."""

from __future__ import annotations

from pathlib import Path

from .checking import ADULTS, found, ids, only, people, small

RULE = "counts-on-a-pilot"

PILOT = """
services:
  line: {name: Line, provider: listening, kind: helpline, open_to: public, hours: 24/7}
  house: {name: House, provider: listening, kind: crisis-space, status: pilot, valid_until: UNTIL,
          hours: Fri-Sun 18:00-24:00, supports: {urgency: up to very-urgent, excludes: []}, offers: [safe-space]}
  other: {name: Other house, provider: listening, kind: crisis-space, OTHER, supports: {excludes: []},
          offers: [safe-space]}
transfers:
  - {from: line, to: house, by: call-transfer}
  - {from: line, to: other, by: call-transfer}
"""


def pilot(until: str = "2027-03-31", other: str = "hours: closed") -> str:
    return small(PILOT.replace("UNTIL", until).replace("OTHER", other))


def test_those_who_are_helped_by_nothing_else_are_found(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, pilot()))
    assert finding.id == "counts-on-a-pilot@house" and finding.severity == "warning"
    assert people(finding) == (("up to very urgent",), ADULTS * 3 // 4)
    assert finding.extent is not None and finding.extent.hours_per_week == 18.0
    assert "31 Mar 2027" in finding.message


def test_what_ends_after_the_year_or_has_ended_is_not(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, pilot("2028-03-31"))) == []
    assert ids(found(tmp_path, RULE, pilot("2026-03-31"))) == []


def test_another_that_helps_at_the_same_hours_is_enough(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, pilot(other="hours: 24/7"))) == []


def test_another_that_begins_when_it_ends_is_enough(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, pilot(other="hours: 24/7, valid_from: 2027-04-01"))) == []


def test_another_that_begins_later_at_fewer_hours_is_enough_only_then(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, pilot(other="hours: Sat-Sun 00:00-24:00, valid_from: 2027-04-01")))
    assert finding.extent is not None and finding.extent.hours_per_week == 6.0


def test_something_planned_counts_for_nothing(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, pilot(other="hours: 24/7, valid_from: 2027-04-01, status: planned")))
    assert finding.id == "counts-on-a-pilot@house"


def test_two_that_stand_in_for_each_other_and_end_together_are_both_found(tmp_path: Path) -> None:
    findings = found(tmp_path, RULE, pilot(other="hours: 24/7, valid_until: 2027-03-31"))
    assert ids(findings) == ["counts-on-a-pilot@house", "counts-on-a-pilot@other"]


def test_of_two_the_one_that_ends_last_is_found(tmp_path: Path) -> None:
    findings = found(tmp_path, RULE, pilot(other="hours: 24/7, valid_until: 2027-05-31"))
    assert ids(findings) == ["counts-on-a-pilot@other"]
