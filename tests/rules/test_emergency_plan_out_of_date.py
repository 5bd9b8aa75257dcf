"""A psychiatric emergency plan whose review date has passed."""

from __future__ import annotations

from pathlib import Path

import pytest

from .checking import found, ids, only, small

RULE = "emergency-plan-out-of-date"
GP = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
"""


def kept(what: str) -> str:
    return small(GP, f"emergency_plan: {{title: Eastglen plan{what}}}", "forum: {convenor: council}")


def test_the_date_has_passed_on_the_day_after_it(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, kept(", owner: nhs, review_by: 2026-11-20")))
    assert (finding.id, finding.severity) == ("emergency-plan-out-of-date@eastglen", "warning")
    assert finding.message == ("The emergency plan was to be reviewed by 20 Nov 2026. Owner: NHS Eastglen.")
    assert [one.label for one in finding.places] == ["this date has passed"]
    assert (finding.organisation, finding.library) == ("nhs", False)


@pytest.mark.parametrize("what", ["", ", owner: nhs", ", review_by: 2026-11-21", ", review_by: 2027-01-31"])
def test_no_date_has_passed(tmp_path: Path, what: str) -> None:
    assert ids(found(tmp_path, RULE, kept(what))) == []


@pytest.mark.parametrize("owner", ["", ", owner: The clinical lead"])
def test_where_no_organisation_keeps_it_the_finding_is_the_convenors(tmp_path: Path, owner: str) -> None:
    assert only(found(tmp_path, RULE, kept(f"{owner}, review_by: 2026-11-20"))).organisation == "council"
