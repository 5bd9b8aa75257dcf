"""Emergency responses that can be called in for people in no immediate danger."""

from __future__ import annotations

from pathlib import Path

import pytest

from .checking import ADULTS, found, ids, only, people, small, weekly

RULE = "emergency-without-immediate-risk"
MAP = """
services:
  line: {name: Line, provider: listening, kind: helpline, open_to: public, hours: HOURS}
  officers: {name: Officers, provider: police, kind: police-response, hours: 24/7}
  nurse: {name: Nurse, provider: nhs, kind: community-team, hours: 24/7}
transfers:
  - {from: line, to: officers, TRANSFER}
"""


def sends(transfer: str, hours: str = "24/7") -> str:
    text = MAP.replace("TRANSFER", transfer).replace("HOURS", hours)
    return small(text, people="{ages: 18+, needs: [distress, injury-or-overdose]}")


@pytest.mark.parametrize("by", ["deployment", "call-transfer", "warm-handover", "visit", "conveyance"])
def test_every_live_transfer_into_an_emergency_response_is_asked_about(tmp_path: Path, by: str) -> None:
    finding = only(found(tmp_path, RULE, sends(f"by: {by}")))
    assert finding.id == "emergency-without-immediate-risk@line-to-officers" and finding.severity == "error"
    assert people(finding) == (("distress, up to very urgent",), ADULTS * 3 // 4)
    assert weekly(finding) == (("at any time",), 168.0)


@pytest.mark.parametrize("by", ["referral", "signpost", "advice"])
def test_others_are_not(tmp_path: Path, by: str) -> None:
    assert ids(found(tmp_path, RULE, sends(f"by: {by}"))) == []


def test_an_emergency_or_a_physical_need_is_reason_enough(tmp_path: Path) -> None:
    transfer = "by: deployment, for: [{urgency: emergency}, {needs: [injury-or-overdose]}]"
    assert ids(found(tmp_path, RULE, sends(transfer))) == []


def test_staff_who_are_no_emergency_response_may_visit(tmp_path: Path) -> None:
    text = sends("by: visit").replace("to: officers", "to: nurse")
    assert ids(found(tmp_path, RULE, text)) == []
    # Whatever its kind, who is deployed comes as an emergency response.
    text = sends("by: deployment").replace("to: officers", "to: nurse")
    assert ids(found(tmp_path, RULE, text)) == ["emergency-without-immediate-risk@line-to-nurse"]


def test_it_must_be_able_to_arise_from_a_door(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, sends("by: deployment").replace("from: line", "from: nurse"))) == []
    text = sends("by: deployment").replace("from: line", "from: nurse")
    finding = only(found(tmp_path, RULE, text + "  - {from: line, to: nurse, by: referral, for: {urgency: urgent}}\n"))
    assert people(finding) == (("distress, urgent",), ADULTS // 4)


def test_a_shut_door_that_diverts_its_callers_to_the_police_is_found(tmp_path: Path) -> None:
    text = sends("by: call-transfer, when: closed", hours="Mon-Fri 09:00-17:00")
    finding = only(found(tmp_path, RULE, text))
    assert weekly(finding) == (("Mon-Thu 17:00-09:00", "Fri 17:00 to Mon 09:00"), 128.0)
