"""People in great need who are only told where else to turn."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathkit import load
from pathkit.rules.cold_handover import cold_handover

from .checking import ADULTS, ON, checked, found, ids, only, people, small, weekly

RULE = "cold-handover"
MAP = """
services:
  line: {name: Line, provider: listening, kind: helpline, open_to: public, hours: Mon-Fri 09:00-17:00, LINE}
  nurse: {name: Nurse, provider: nhs, kind: community-team, hours: 24/7, supports: {excludes: []}, offers: [listening]}
  team: {name: Team, provider: nhs, kind: crisis-team, open_to: public, hours: 24/7, supports: {excludes: []},
         offers: [assessment], contact: {phone: "01632 960001"}}
transfers:
  - {from: line, to: team, TRANSFER}
"""


def sends(transfer: str, *more: str, line: str = "holidays: closed") -> str:
    text = MAP.replace("TRANSFER", transfer).replace("LINE", line)
    return small(text + "".join(f"  - {{{one}}}\n" for one in more))


def test_a_signpost_and_nothing_else_is_found_in_great_need(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, sends("by: signpost")))
    assert (finding.id, finding.severity) == ("cold-handover@line-to-team", "warning")
    assert people(finding) == (("very urgent or above",), ADULTS // 2)
    assert weekly(finding) == (("Mon-Fri 09:00-17:00",), 40.0)
    assert finding.message == (
        "Line can send anyone (very urgent or above) to Team by a signpost only: they have to find their own way – "
        "Mon-Fri 09:00-17:00."
    )
    assert finding.journey is not None and [step.transfer for step in finding.journey.steps] == [None, "line-to-team"]
    assert finding.journey.outcome == "self"
    assert [(one.cause, one.transfer) for one in finding.because] == [("only-a-signpost", "line-to-team")]


def test_below_very_urgent_a_signpost_will_do(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, sends("by: signpost, for: {urgency: up to urgent}"))) == []


def test_what_an_answerphone_says_is_no_handover(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, sends("by: signpost, when: closed"))) == []


def test_whom_the_sender_supports_itself_are_not_found(tmp_path: Path) -> None:
    """A listening line is enough for none of these; a team that assesses is."""
    listens = sends("by: signpost", line="supports: {excludes: []}, offers: [listening]")
    assert ids(found(tmp_path, RULE, listens)) == ["cold-handover@line-to-team"]
    assesses = sends("by: signpost", line="supports: {excludes: []}, offers: [assessment]")
    assert ids(found(tmp_path, RULE, assesses)) == []
    emergencies = "supports: {urgency: up to very-urgent, excludes: []}, offers: [assessment]"
    finding = only(found(tmp_path, RULE, sends("by: signpost", line=emergencies)))
    assert people(finding) == (("emergency",), ADULTS // 4)


@pytest.mark.parametrize("by", ["warm-handover", "call-transfer", "referral"])
def test_whom_the_sender_also_passes_on_are_not_found(tmp_path: Path, by: str) -> None:
    assert ids(found(tmp_path, RULE, sends("by: signpost", f"id: also, from: line, to: team, by: {by}"))) == []


def test_passing_on_helps_only_where_it_leads_to_support_at_that_time(tmp_path: Path) -> None:
    nowhere = sends("by: signpost", "from: line, to: nurse, by: call-transfer")
    assert ids(found(tmp_path, RULE, nowhere)) == ["cold-handover@line-to-team"]
    mornings = "id: also, from: line, to: team, by: call-transfer, hours: Mon-Fri 09:00-12:00"
    finding = only(found(tmp_path, RULE, sends("by: signpost", mornings)))
    assert weekly(finding) == (("Mon-Fri 12:00-17:00",), 25.0)


def test_two_chains_may_lead_there_by_way_of_another(tmp_path: Path) -> None:
    text = sends("by: signpost", "from: line, to: nurse, by: call-transfer", "from: nurse, to: team, by: warm-handover")
    assert ids(found(tmp_path, RULE, text)) == []


def test_it_must_be_able_to_arise_from_a_door(tmp_path: Path) -> None:
    from_nurse = sends("by: signpost").replace("from: line", "from: nurse")
    assert ids(found(tmp_path, RULE, from_nurse)) == []
    brought = from_nurse + "  - {from: line, to: nurse, by: warm-handover}\n"
    assert ids(found(tmp_path, RULE, brought)) == ["cold-handover@nurse-to-team"]


def test_a_signpost_whose_hours_nobody_wrote_down_is_no_finding_and_no_pass(tmp_path: Path) -> None:
    text = sends("by: signpost, hours: unknown")
    assert ids(found(tmp_path, RULE, text)) == []
    report = checked(tmp_path, text, rules=(RULE,))
    assert [one.state for one in report.maps[0].principles if one.id == "alignment-of-services"] == ["cannot tell"]


def test_support_that_is_only_possible_is_no_finding_and_no_pass(tmp_path: Path) -> None:
    text = sends("by: signpost", line="supports: {excludes: []}")
    assert ids(found(tmp_path, RULE, text)) == []
    [question] = [one for one in checked(tmp_path, text).questions if one.id == "offers@line"]
    assert "alignment-of-services" in question.bears_on and question.settles.hours_per_week > 0


def test_hostile_names_are_only_names(tmp_path: Path) -> None:
    text = sends("by: signpost").replace("name: Line", 'name: "{receiver}"').replace("name: Team", 'name: "{who}"')
    message = only(found(tmp_path, RULE, text)).message
    assert message.startswith("{receiver} can send anyone (very urgent or above) to {who} by a signpost only")


@pytest.mark.parametrize(
    ("transfer", "says"), [("signpost", True), ("signpost, when: closed", False), ("visit", False)]
)
def test_a_map_without_signposts_is_no_evidence(tmp_path: Path, transfer: str, says: bool) -> None:
    path = tmp_path / "eastglen.pathway.yaml"
    path.write_text(sends(f"by: {transfer}"), encoding="utf-8")
    assert cold_handover.stated(load(path, date=ON).map) is says


@pytest.mark.parametrize(
    ("transfer", "sender", "evidenced"),
    [
        ("by: signpost", "line", 1),
        ("by: signpost, for: {urgency: up to urgent}", "line", 0),
        ("by: signpost", "nurse", 0),  # nobody can come to the nurse
    ],
)
def test_where_nobody_in_great_need_is_signposted_it_is_no_evidence(
    tmp_path: Path, transfer: str, sender: str, evidenced: int
) -> None:
    text = sends(transfer, line="supports: {excludes: []}, offers: [assessment]")
    report = checked(tmp_path, text.replace("from: line", f"from: {sender}"), rules=(RULE,))
    states = [one for one in report.maps[0].principles if one.id in cold_handover.principles]
    assert [one.evidenced for one in states] == [evidenced, evidenced]
