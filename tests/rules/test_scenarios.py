"""Promises about named people at named moments."""

from __future__ import annotations

from pathlib import Path

import pytest

from .checking import checked, found, ids, only, small

RULE = "scenario-failed"
MAP = """
services:
  line: {name: Line, provider: listening, kind: helpline, open_to: public, hours: 24/7}
  officers: {name: Officers, provider: police, kind: police-response, hours: 24/7}
  unit: {name: Unit, provider: nhs, kind: assessment-unit, hours: 24/7, supports: {urgency: very-urgent or above,
         excludes: []}, offers: [assessment]}
  team: {name: Team, provider: nhs, kind: community-team, hours: Mon-Fri 09:00-17:00, holidays: HOLIDAYS,
         supports: {urgency: up to urgent, excludes: []}, offers: [assessment]}
transfers:
  - {from: line, to: officers, by: deployment, takes: 20 min}
  - {from: officers, to: unit, by: conveyance, takes: 25 min}
  - {from: line, to: team, by: referral, responds_within: 2 h}
scenarios:
  - name: A Night in Eastglen, at 3!
    person: {age: 40, need: distress, urgency: URGENCY}
    door: line
    at: AT
    expect: {EXPECT}
"""


def promise(expect: str, urgency: str = "emergency", at: str = "Sat 03:00", holidays: str = "closed") -> str:
    text = MAP.replace("EXPECT", expect).replace("URGENCY", urgency).replace("AT", at)
    return small(text.replace("HOLIDAYS", holidays), area="calendar: scotland")


@pytest.mark.parametrize(
    "expect",
    [
        "outcome: now",
        "within: 45 min",
        "reaches: unit",
        "not_through: [team, primary-care]",
        "outcome: now, within: 1 h, reaches: unit, not_through: [inpatient]",
    ],
)
def test_a_promise_that_is_kept_is_no_finding(tmp_path: Path, expect: str) -> None:
    assert ids(found(tmp_path, RULE, promise(expect))) == []


@pytest.mark.parametrize(
    ("expect", "broken"),
    [
        ("outcome: later", "expected “taken on, with a wait”, and what happens is “helped straight away”"),
        ("within: 44 min", "expected help within 44 min, and it takes 45 min"),
        ("reaches: team", "expected support by Team, and it is by Unit"),
        ("not_through: [officers]", "expected not to pass through officers, and passes through Officers"),
        ("not_through: [police-response]", "expected not to pass through police-response, and passes through Officers"),
    ],
)
def test_a_promise_that_is_not_kept_says_what_happens(tmp_path: Path, expect: str, broken: str) -> None:
    finding = only(found(tmp_path, RULE, promise(expect)))
    assert finding.id == "scenario-failed@a-night-in-eastglen-at-3" and finding.severity == "error"
    assert finding.message == f"The promise “A Night in Eastglen, at 3!” is not kept: {broken}."
    assert finding.journey is not None
    assert [step.service for step in finding.journey.steps] == ["line", "officers", "unit"]
    assert [place.label for place in finding.places] == ["this scenario"]


def test_everything_that_is_not_kept_is_said(tmp_path: Path) -> None:
    message = only(found(tmp_path, RULE, promise("outcome: none, within: 5 min"))).message
    assert "“left with nothing”" in message and "; expected help within 5 min" in message


def test_the_wait_until_a_team_opens_counts(tmp_path: Path) -> None:
    """On Saturday at three: the team takes the referral on Monday at nine (54 hours); two hours have passed by then."""
    assert ids(found(tmp_path, RULE, promise("within: 54 h, outcome: later, reaches: team", "urgent"))) == []
    assert ids(found(tmp_path, RULE, promise("within: 53 h", "urgent"))) == ["scenario-failed@a-night-in-eastglen-at-3"]


def test_a_moment_may_be_a_date(tmp_path: Path) -> None:
    """Good Friday 2027 at ten: the team is closed until Monday at nine (there is no Easter Monday)."""
    good_friday = "2027-03-26 10:00"
    assert ids(found(tmp_path, RULE, promise("within: 71 h, reaches: team", "urgent", good_friday))) == []
    assert ids(found(tmp_path, RULE, promise("within: 70 h", "urgent", good_friday))) != []
    assert ids(found(tmp_path, RULE, promise("within: 2 h", "urgent", good_friday, "as usual"))) == []


def test_a_promise_is_read_as_the_map_states_things(tmp_path: Path) -> None:
    """Nobody has written down whether the team works on Good Friday: what is not known keeps no promise."""
    unknown = promise("within: 2 h", "urgent", "2027-03-26 10:00").replace("holidays: closed,", "")
    finding = only(found(tmp_path, RULE, unknown))
    assert finding.message.endswith("(it would be kept if all that nobody has written down turned out well).")
    assert finding.journey is not None and finding.journey.reading == "stated"


def test_scenarios_are_checked_whatever_rules_are_asked_for(tmp_path: Path) -> None:
    report = checked(tmp_path, promise("outcome: none"), rules=("wrong-door",))
    assert "scenario-failed@a-night-in-eastglen-at-3" in [one.id for one in report.findings]
