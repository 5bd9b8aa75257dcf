"""Where staff bring people, and from where no staff can bring them on."""

from __future__ import annotations

from pathlib import Path

from .checking import ADULTS, found, ids, only, people, small, weekly

SERVICES = """
services:
  line: {name: Line, provider: listening, kind: helpline, open_to: public, hours: 24/7}
  hub: {name: Hub, provider: nhs, kind: call-handling, hours: 24/7}
  team: {name: Team, provider: nhs, kind: crisis-team, hours: 24/7, intake: Mon-Fri 09:00-15:30,
         supports: {excludes: []}, offers: [treatment]}
"""
TO_TEAM = """
transfers:
  - {from: line, to: hub, by: call-transfer}
  - {from: hub, to: team, by: call-transfer}
"""


def test_only_the_last_place_on_the_way_is_the_dead_end(tmp_path: Path) -> None:
    finding = only(found(tmp_path, "dead-end", small(SERVICES, TO_TEAM)))
    assert finding.id == "dead-end@team" and finding.severity == "error"
    # It takes new people for 6½ hours on five days.
    assert weekly(finding) == (("Mon-Thu 15:30-09:00", "Fri 15:30 to Mon 09:00"), 168.0 - 32.5)
    assert people(finding) == (("everyone",), ADULTS)
    assert [cause.cause for cause in finding.because] == ["not-taking-new-people", "no-transfer"]


def test_a_referral_arrives_when_it_is_taken_and_so_at_no_dead_end(tmp_path: Path) -> None:
    text = small(SERVICES, TO_TEAM.replace("to: team, by: call-transfer", "to: team, by: referral"))
    assert ids(found(tmp_path, "dead-end", text)) == []


def test_to_refer_people_back_is_no_dead_end(tmp_path: Path) -> None:
    text = small(SERVICES, TO_TEAM, "  - {from: team, to: hub, by: referral, holds_until: accepted}")
    assert ids(found(tmp_path, "dead-end", text)) == []


def test_a_refer_back_for_some_leaves_the_others_at_a_dead_end(tmp_path: Path) -> None:
    text = small(SERVICES, TO_TEAM, "  - {from: team, to: hub, by: referral, for: {ages: 18-64}}")
    assert people(only(found(tmp_path, "dead-end", text))) == (("aged 65 and over",), 46 * 4)


def test_a_signpost_does_not_lead_out_of_a_dead_end(tmp_path: Path) -> None:
    text = small(SERVICES, TO_TEAM, "  - {from: team, to: line, by: signpost}")
    assert ids(found(tmp_path, "dead-end", text)) == ["dead-end@team"]


def test_where_nobody_is_brought_there_is_no_dead_end(tmp_path: Path) -> None:
    text = small(SERVICES, "transfers:\n  - {from: hub, to: team, by: call-transfer}")
    assert ids(found(tmp_path, "dead-end", text)) == []


def test_whom_staff_bring_need_not_be_able_to_contact_the_place_where_they_are_stuck(tmp_path: Path) -> None:
    text = small(
        """
        services:
          officers: {name: Officers, provider: police, kind: police-response, open_to: public, hours: 24/7,
                     contact: {address: 1 High Street}}
          house: {name: House, provider: nhs, kind: crisis-space, open_to: public, hours: 24/7,
                  supports: {excludes: [no-phone]}, offers: [assessment], contact: {phone: "01632 960001"}}
        transfers:
          - {from: officers, to: house, by: conveyance}
        """,
        people="{ages: 18+, needs: [distress], circumstances: [no-phone]}",
    )
    finding = only(found(tmp_path, "dead-end", text))
    assert [cause.cause for cause in finding.because] == ["excluded", "no-transfer"]
    assert finding.journey is not None
    assert "they are with House, which is open" in finding.journey.steps[0].text
