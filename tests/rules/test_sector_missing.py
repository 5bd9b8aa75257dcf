"""Sectors that nobody in the forum is from."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathkit.check.summary import summary

from .checking import checked, found, ids, only, small

RULE = "sector-missing"
GP = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
"""
ALL = "nhs, police, ambulance, council, listening"


def with_forum(forum: str) -> str:
    return small(GP, f"forum: {forum}")


def test_each_sector_that_is_missing_is_a_finding(tmp_path: Path) -> None:
    findings = found(tmp_path, RULE, with_forum("{members: [nhs, council]}"))
    assert ids(findings) == ["sector-missing@ambulance", "sector-missing@police", "sector-missing@third"]
    assert {one.severity for one in findings} == {"warning"}
    assert [one.message for one in findings] == [
        "No member of the forum is of this sector: ambulance.",
        "No member of the forum is of this sector: police.",
        "No member of the forum is of this sector: third sector.",
    ]
    assert [(one.label, one.place.line) for one in findings[2].places] == [("the members", 11)]


def test_a_forum_of_all_five_lacks_nothing(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, with_forum(f"{{members: [{ALL}]}}"))) == []


def test_the_convenor_counts(tmp_path: Path) -> None:
    forum = "{convenor: nhs, members: [police, ambulance, council, listening]}"
    assert ids(found(tmp_path, RULE, with_forum(forum))) == []


@pytest.mark.parametrize("forum", ["{name: Eastglen Forum}", "{convenor: nhs}"])
def test_it_is_asked_where_the_members_are_stated(tmp_path: Path, forum: str) -> None:
    assert ids(found(tmp_path, RULE, with_forum(forum))) == []
    assert ids(found(tmp_path, RULE, small(GP))) == []


def test_the_sectors_are_a_setting(tmp_path: Path) -> None:
    settings = "rules: {sector-missing: {sectors: [health, fire]}}"
    finding = only(found(tmp_path, RULE, with_forum("{members: [nhs]}"), settings=settings))
    assert (finding.id, finding.message) == (
        "sector-missing@fire",
        "No member of the forum is of this sector: fire and rescue.",
    )


def test_a_sector_that_is_called_like_a_service_of_a_library_is_still_the_forums(tmp_path: Path) -> None:
    library = "organisations: {far: {name: Far, sector: national}}\nservices:\n"
    library += "  third: {name: Third, provider: far, kind: helpline, open_to: public, hours: 24/7}\n"
    (tmp_path / "national.pathway.yaml").write_text(library, encoding="utf-8")
    text = "uses: [national.pathway.yaml]\n" + with_forum("{members: [nhs, police, ambulance, council]}")
    finding = only(found(tmp_path, RULE, text))
    assert (finding.id, finding.library) == ("sector-missing@third", False)


def test_a_forum_can_live_with_it(tmp_path: Path) -> None:
    text = with_forum("{members: [nhs, police, ambulance, council]}")
    text += """\
acknowledged:
  - finding: sector-missing@third
    reason: The third sector chooses whom to send in January.
    meanwhile: The minutes go to all of them.
    owner: nhs
    agreed: 2026-11-04
    review: 2027-01-31
    covers: {hours_per_week: 0, people: 0, dates: 0}
"""
    report = checked(tmp_path, text, rules=(RULE,))
    assert [(one.id, one.open) for one in report.findings if one.rule == RULE] == [("sector-missing@third", False)]
    assert summary(report).acknowledged == 1
