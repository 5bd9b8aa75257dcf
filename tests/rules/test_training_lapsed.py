"""Training that was to be held again."""

from __future__ import annotations

from pathlib import Path

import pytest

from .checking import found, ids, only, small

RULE = "training-lapsed"
GP = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
"""


def trained(what: str) -> str:
    return small(GP, f"training: {{skills: {{what: Responding to distress{what}}}}}")


def test_the_date_has_passed_on_the_day_after_it(tmp_path: Path) -> None:
    finding = only(
        found(tmp_path, RULE, trained(", with: [police, nhs], on: 2025-11-20, review_by: 2026-11-20")),
    )
    assert (finding.id, finding.severity, finding.library) == ("training-lapsed@skills", "warning", False)
    assert finding.message == (
        "The training “Responding to distress” of Eastglen Police and NHS Eastglen was to be held or looked at again "
        "by 20 Nov 2026; it was last held on 20 Nov 2025."
    )
    assert [one.label for one in finding.places] == ["this date has passed"]


def test_it_says_no_more_than_the_map(tmp_path: Path) -> None:
    assert only(found(tmp_path, RULE, trained(", review_by: 2026-11-20"))).message == (
        "The training “Responding to distress” was to be held or looked at again by 20 Nov 2026."
    )


@pytest.mark.parametrize("what", ["", ", on: 2020-01-01", ", review_by: 2026-11-21", ", review_by: 2027-03-01"])
def test_no_date_has_passed(tmp_path: Path, what: str) -> None:
    assert ids(found(tmp_path, RULE, trained(what))) == []
