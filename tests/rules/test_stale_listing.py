"""Facts that nobody has checked for too long. The date of the check is 21 November 2026."""

from __future__ import annotations

from pathlib import Path

import pytest

from .checking import checked, found, ids, only, questions, small

RULE = "stale-listing"


def line(more: str) -> str:
    return small(
        f"""
        services:
          line: {{name: Line, provider: listening, kind: helpline, open_to: public, hours: 24/7{more}}}
        """
    )


def test_half_a_year_is_the_frameworks_standard(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, line(", checked_on: 2026-05-21")))  # 184 days
    assert (finding.id, finding.severity) == ("stale-listing@line", "warning")
    assert finding.message == (
        "The facts about Line were last checked on 21 May 2026, 184 days before this check; after 183 days they are to "
        "be checked again."
    )
    assert [one.label for one in finding.places] == ["last checked"]


@pytest.mark.parametrize("day", ["2026-05-22", "2026-11-21", "2027-01-01"])
def test_what_was_checked_since_is_fresh(tmp_path: Path, day: str) -> None:
    assert ids(found(tmp_path, RULE, line(f", checked_on: {day}"))) == []


def test_the_number_of_days_is_a_setting(tmp_path: Path) -> None:
    monthly = "rules: {stale-listing: {days: 31}}"
    assert ids(found(tmp_path, RULE, line(", checked_on: 2026-10-20"), settings=monthly)) == ["stale-listing@line"]
    assert ids(found(tmp_path, RULE, line(", checked_on: 2026-10-21"), settings=monthly)) == []
    yearly = "rules: {stale-listing: {days: 365}}"
    assert ids(found(tmp_path, RULE, line(", checked_on: 2026-05-01"), settings=yearly)) == []


def test_a_day_that_nobody_has_written_down_is_a_question(tmp_path: Path) -> None:
    report = checked(tmp_path, line(""), rules=(RULE,))
    assert "checked-on@line" in questions(report)
    assert RULE not in {one.rule for one in report.findings}


@pytest.mark.parametrize("more", [", status: closed", ", status: planned", ", valid_until: 2026-11-20"])
def test_a_service_that_does_not_run_is_not_asked_about(tmp_path: Path, more: str) -> None:
    assert ids(found(tmp_path, RULE, line(f", checked_on: 2020-01-01{more}"))) == []
    assert ids(found(tmp_path, RULE, line(", checked_on: 2020-01-01, status: pilot"))) == ["stale-listing@line"]


def test_a_national_service_is_told_apart(tmp_path: Path) -> None:
    library = "organisations: {far: {name: Far, sector: national}}\nservices:\n"
    library += "  far-line: {name: Far line, provider: far, kind: helpline, open_to: public, hours: 24/7,\n"
    library += "             checked_on: 2026-01-01}\n"
    (tmp_path / "national.pathway.yaml").write_text(library, encoding="utf-8")
    text = "uses: [national.pathway.yaml]\n" + line(", checked_on: 2026-11-01")
    finding = only(found(tmp_path, RULE, text))
    assert (finding.id, finding.library) == ("stale-listing@far-line", True)
