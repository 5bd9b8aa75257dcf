"""Agreements whose review date has passed."""

from __future__ import annotations

from pathlib import Path

import pytest

from .checking import found, ids, only, small

RULE = "agreement-out-of-date"
MAP = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
agreements:
  sharing: {name: Protocol, parties: [nhs], REVIEW}
"""


def reviewed(text: str) -> str:
    return small(MAP.replace("REVIEW", text))


def test_the_date_has_passed_on_the_day_after_it(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, reviewed("review_by: 2026-11-20")))
    assert (finding.id, finding.severity) == ("agreement-out-of-date@sharing", "warning")
    assert finding.message == "The agreement Protocol was to be reviewed by 20 Nov 2026."
    assert [one.label for one in finding.places] == ["this date has passed"]


@pytest.mark.parametrize("review", ["review_by: 2026-11-21", "review_by: 2027-03-31", "covers: [identity]"])
def test_no_date_has_passed(tmp_path: Path, review: str) -> None:
    assert ids(found(tmp_path, RULE, reviewed(review))) == []


def test_the_agreement_of_a_library_is_told_apart(tmp_path: Path) -> None:
    library = "organisations: {far: {name: Far, sector: national}}\n"
    library += "agreements: {national-sharing: {name: National, parties: [far], review_by: 2026-01-31}}\n"
    (tmp_path / "national.pathway.yaml").write_text(library, encoding="utf-8")
    text = "uses: [national.pathway.yaml]\n" + reviewed("review_by: 2026-02-28")
    assert [(one.id, one.library) for one in found(tmp_path, RULE, text)] == [
        ("agreement-out-of-date@national-sharing", True),
        ("agreement-out-of-date@sharing", False),
    ]
