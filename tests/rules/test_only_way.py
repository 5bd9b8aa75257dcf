"""Help that is there only through an emergency response, or through an emergency department."""

from __future__ import annotations

from pathlib import Path

import pytest

from .checking import ADULTS, found, ids, only, people, small, weekly

MAP = """
services:
  line: {name: Line, provider: listening, kind: helpline, open_to: public, hours: 24/7}
  through: {name: Through, provider: PROVIDER, kind: KIND, open_to: public, hours: 24/7, supports: {excludes: []},
            offers: [assessment]}
  team: {name: Team, provider: nhs, kind: crisis-team, hours: Mon-Fri 09:00-17:00, supports: {excludes: []},
         offers: [assessment]}
transfers:
  - {from: line, to: through, by: call-transfer}
"""
TEAM = "  - {from: line, to: team, by: BY}"

RESPONSE = ("only-way-is-emergency", "error", "police", "police-response")
AMBULANCE = ("only-way-is-emergency", "error", "ambulance", "ambulance-response")
DEPARTMENT = ("emergency-department-is-the-only-option", "warning", "nhs", "emergency-department")


def through(provider: str, kind: str, *blocks: str) -> str:
    text = MAP.replace("PROVIDER", provider).replace("KIND", kind)
    return small(text, *blocks, people="{ages: 18+, needs: [distress, injury-or-overdose]}")


@pytest.mark.parametrize(("rule", "severity", "provider", "kind"), [RESPONSE, AMBULANCE, DEPARTMENT])
class TestOnlyWay:
    def test_it_is_found_at_the_other_doors_below_emergency_without_a_physical_need(
        self, tmp_path: Path, rule: str, severity: str, provider: str, kind: str
    ) -> None:
        finding = only(found(tmp_path, rule, through(provider, kind)))
        # Its own door helps these people itself, and is not asked.
        assert (finding.id, finding.severity) == (f"{rule}@line", severity)
        assert people(finding) == (("distress, up to very urgent",), ADULTS * 3 // 4)
        assert weekly(finding) == (("at any time",), 168.0)

    def test_another_way_takes_away_its_hours(
        self, tmp_path: Path, rule: str, severity: str, provider: str, kind: str
    ) -> None:
        text = through(provider, kind, TEAM.replace("BY", "call-transfer"))
        assert weekly(only(found(tmp_path, rule, text))) == (("Mon-Thu 17:00-09:00", "Fri 17:00 to Mon 09:00"), 128.0)

    def test_another_way_with_a_wait_is_a_way(
        self, tmp_path: Path, rule: str, severity: str, provider: str, kind: str
    ) -> None:
        assert ids(found(tmp_path, rule, through(provider, kind, TEAM.replace("BY", "referral")))) == []

    def test_a_signpost_is_not(self, tmp_path: Path, rule: str, severity: str, provider: str, kind: str) -> None:
        text = through(provider, kind, TEAM.replace("BY", "signpost")).replace(
            "crisis-team,", "crisis-team, open_to: public,"
        )
        assert f"{rule}@line" in ids(found(tmp_path, rule, text))


def test_people_whom_nobody_helps_anyway_are_another_finding(tmp_path: Path) -> None:
    text = through("police", "police-response").replace(
        "supports: {excludes: []}", "supports: {urgency: emergency, excludes: []}"
    )
    assert ids(found(tmp_path, "only-way-is-emergency", text)) == []
