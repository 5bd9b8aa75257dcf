"""Signposts to services that are not there for those who follow them."""

from __future__ import annotations

from pathlib import Path

import pytest

from .checking import ADULTS, checked, found, ids, only, people, small, weekly

RULE = "signpost-to-nowhere"

SIGNPOST = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: Mon-Fri 09:00-17:00}
  line: {name: Line, provider: listening, kind: helpline, OPEN, supports: {SUPPORTS, excludes: []}, offers: [listening]}
transfers:
  - {from: gp, to: line, by: signpost, for: {urgency: routine}}
"""


def signpost(open_: str = "open_to: public, hours: 24/7", supports: str = "ages: 18+") -> str:
    return small(SIGNPOST.replace("OPEN", open_).replace("SUPPORTS", supports))


def test_a_signpost_to_those_who_help_is_good(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, signpost())) == []


@pytest.mark.parametrize("whom", ["professionals", "transfers"])
def test_a_service_that_is_not_public_is_nowhere(tmp_path: Path, whom: str) -> None:
    finding = only(found(tmp_path, RULE, signpost(f"open_to: {whom}, hours: 24/7")))
    assert finding.id == "signpost-to-nowhere@gp-to-line" and finding.severity == "error"
    assert "not open to the public" in finding.message
    assert people(finding) == (("routine",), ADULTS // 4)
    assert weekly(finding) == (("Mon-Fri 09:00-17:00",), 40.0)


@pytest.mark.parametrize(
    "shut", ["hours: closed", "hours: 24/7, status: paused", "hours: 24/7, valid_until: 2025-01-01"]
)
def test_a_service_that_is_never_open_is_nowhere(tmp_path: Path, shut: str) -> None:
    assert "never open" in only(found(tmp_path, RULE, signpost(f"open_to: public, {shut}"))).message


def test_a_service_that_takes_none_of_them_is_nowhere(tmp_path: Path) -> None:
    assert "supports none of them" in only(found(tmp_path, RULE, signpost(supports="ages: 0-17"))).message


def test_a_service_that_takes_some_of_them_is_somewhere(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, signpost(supports="ages: 90+"))) == []


def test_a_service_that_leads_them_on_is_somewhere(tmp_path: Path) -> None:
    text = signpost(supports="ages: 0-17").replace(
        "transfers:",
        "  team: {name: Team, provider: nhs, kind: crisis-team, hours: 24/7, supports: {excludes: []}}\n"
        "transfers:\n  - {from: line, to: team, by: referral}",
    )
    assert ids(found(tmp_path, RULE, text)) == []


def test_hours_that_nobody_knows_are_a_question(tmp_path: Path) -> None:
    text = signpost("open_to: public, hours: unknown")
    assert ids(found(tmp_path, RULE, text)) == []
    report = checked(tmp_path, text, rules=(RULE,))
    assert next(one for one in report.principles if one.id == "signposting-and-referral").state == "cannot tell"
