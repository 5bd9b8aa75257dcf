"""What there is to choose from after an assessment."""

from __future__ import annotations

from pathlib import Path

import pytest

from .checking import ADULTS, found, ids, only, people, small, weekly

RULE = "only-restrictive-options"

UNIT = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
  unit: {name: Unit, provider: nhs, kind: assessment-unit, hours: 24/7, offers: [assessment]}
  last: {name: Last, provider: nhs, kind: KIND, hours: 24/7, supports: {excludes: []}, offers: [treatment]}
transfers:
  - {from: gp, to: unit, by: call-transfer}
  - {from: unit, to: last, by: warm-handover}
"""
HOUSE = """
  house: {name: House, provider: listening, kind: crisis-space, hours: Mon-Fri 09:00-17:00,
          supports: {excludes: []}, offers: [safe-space]}
transfers:
  - {from: unit, to: house, by: HOW}
"""


def unit(kind: str = "inpatient", how: str = "") -> str:
    more = HOUSE.replace("HOW", how) if how else ""
    text = UNIT.replace("KIND", kind)
    return small(text.replace("\ntransfers:\n", more) if more else text)


@pytest.mark.parametrize("kind", ["inpatient", "emergency-department", "police-response", "ambulance-response"])
def test_only_a_restrictive_way_on_is_found_below_emergency(tmp_path: Path, kind: str) -> None:
    finding = only(found(tmp_path, RULE, unit(kind)))
    assert finding.id == "only-restrictive-options@unit" and finding.severity == "warning"
    assert people(finding) == (("up to very urgent",), ADULTS * 3 // 4)
    assert weekly(finding) == (("at any time",), 168.0)


def test_a_gentler_way_is_enough_while_it_is_there(tmp_path: Path) -> None:
    assert weekly(only(found(tmp_path, RULE, unit(how="warm-handover")))) == (
        ("Mon-Thu 17:00-09:00", "Fri 17:00 to Mon 09:00"),
        128.0,
    )
    assert ids(found(tmp_path, RULE, unit(how="referral"))) == []


def test_a_signpost_is_no_way_on_by_staff(tmp_path: Path) -> None:
    text = unit(how="signpost").replace("kind: crisis-space,", "kind: crisis-space, open_to: public,")
    assert weekly(only(found(tmp_path, RULE, text)))[1] == 168.0


def test_whom_it_supports_itself_it_does_not_lead_on(tmp_path: Path) -> None:
    text = unit().replace("offers: [assessment]}", "supports: {excludes: []}, offers: [assessment]}")
    assert ids(found(tmp_path, RULE, text)) == []


def test_a_place_that_no_way_leads_on_from_is_another_matter(tmp_path: Path) -> None:
    text = unit().replace("  - {from: unit, to: last, by: warm-handover}\n", "")
    assert ids(found(tmp_path, RULE, text)) == []


def test_an_emergency_department_is_right_for_an_injury(tmp_path: Path) -> None:
    text = unit("emergency-department").replace("needs: [distress]", "needs: [injury-or-overdose]")
    assert ids(found(tmp_path, RULE, text)) == []
