"""What nobody has written down, one finding for each thing that it is about."""

from __future__ import annotations

from pathlib import Path

from .checking import found, ids, only, small

RULE = "not-stated"
FORUM = """
forum:
  name: Eastglen Distress Forum
  escalation: The duty manager
  lived_experience: Two members of the panel
  measures: Waits and refusals
  reviewed: 2026-05-01
  review_every: 6 months
"""
FULL = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: Mon-Fri 09:00-17:00,
       holidays: closed, supports: {excludes: []}, offers: [assessment], contact: {phone: "01632 960001"},
       when_shut: nothing, trauma_training: skilled, checked_on: 2026-09-01}
"""
TEAM = """
  team: {name: Team, provider: listening, kind: community-team, hours: 24/7, supports: {excludes: []},
         offers: [treatment], responds_within: 4 h, checked_on: 2026-09-01}
"""
REFERRAL = "  - {from: gp, to: team, by: referral, agreed_by: [nhs, listening], holds_until: accepted, shares: []}"
SCOTLAND = "calendar: scotland"


def message(folder: Path, text: str, subject: str) -> str:
    return next(one.message for one in found(folder, RULE, text) if one.id == f"not-stated@{subject}")


def test_where_all_is_stated_there_is_no_finding(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, small(FORUM, FULL, area=SCOTLAND))) == []
    text = small(FORUM, FULL, TEAM, "transfers:", REFERRAL, area=SCOTLAND)
    assert ids(found(tmp_path, RULE, text)) == []


def test_the_facts_of_a_service_are_told_together(tmp_path: Path) -> None:
    bare = """
    services:
      gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: Mon-Fri 09:00-17:00,
           supports: {ages: 18+}}
    """
    finding = only(found(tmp_path, RULE, small(FORUM, bare, area=SCOTLAND)))
    assert finding.id == "not-stated@gp" and finding.severity == "note"
    assert finding.message == (
        "GP practice: nobody has written down what happens on holidays; whom it excludes; what it offers; how people "
        "contact it; what a caller gets when it is shut; the trauma training of its staff; when these facts were last "
        "checked (bears on No Wrong Door, Trauma Informed, Free from Stigma and Discrimination, Getting it Right for "
        "Everyone, Signposting and Referral, Responsive, Continuously Improving)."
    )


def test_hours_that_are_not_known_are_one_fact(tmp_path: Path) -> None:
    text = small(FORUM, FULL.replace("Mon-Fri 09:00-17:00", "unknown"), area=SCOTLAND)
    assert message(tmp_path, text, "gp").startswith("GP practice: nobody has written down its hours (")


def test_an_exclusion_has_a_kind(tmp_path: Path) -> None:
    people = "{ages: 18+, needs: [distress], circumstances: [intoxicated]}"
    bare = small(FORUM, FULL.replace("excludes: []", "excludes: [intoxicated]"), people=people, area=SCOTLAND)
    assert "the kind of its exclusions" in message(tmp_path, bare, "gp")
    kind = "excludes: {intoxicated: {kind: functional}}"
    stated = small(FORUM, FULL.replace("excludes: []", kind), people=people, area=SCOTLAND)
    assert ids(found(tmp_path, RULE, stated)) == []


def test_the_response_time_matters_for_referrals(tmp_path: Path) -> None:
    team = TEAM.replace(" responds_within: 4 h,", "")
    text = small(FORUM, FULL, team, "transfers:", REFERRAL, area=SCOTLAND)
    assert message(tmp_path, text, "team").startswith(
        "Team: nobody has written down how soon it responds to a referral"
    )
    live = text.replace("by: referral", "by: call-transfer")
    assert ids(found(tmp_path, RULE, live)) == []
    stated = text.replace("by: referral", "by: referral, responds_within: 4 h")
    assert ids(found(tmp_path, RULE, stated)) == []


def test_a_transfer_states_who_agreed_and_who_holds_the_person(tmp_path: Path) -> None:
    text = small(FORUM, FULL, TEAM, "transfers:", "  - {from: gp, to: team, by: referral}", area=SCOTLAND)
    assert message(tmp_path, text, "gp-to-team") == (
        "The transfer from GP practice to Team: nobody has written down what is passed on with the person; who has "
        "agreed to it; until when the sender is responsible for the person (bears on Collaborative, Alignment of "
        "Services, Data Sharing)."
    )


def test_a_pair_of_organisations_has_an_agreement(tmp_path: Path) -> None:
    shared = REFERRAL.replace("shares: []", "shares: [identity]")
    text = small(FORUM, FULL, TEAM, "transfers:", shared, area=SCOTLAND)
    assert ids(found(tmp_path, RULE, text)) == ["not-stated@listening@nhs"]
    agreement = "agreements:\n  sharing: {name: Sharing, parties: [nhs, listening], covers: [identity]}"
    assert ids(found(tmp_path, RULE, text + agreement)) == []


def test_the_forum_states_how_it_learns(tmp_path: Path) -> None:
    assert message(tmp_path, small(FULL, area=SCOTLAND), "eastglen") == (
        "Eastglen: nobody has written down how a disputed transfer is escalated; how people with lived experience take "
        "part; what is measured; when the pathway was last reviewed (bears on Collaborative, Continuously Improving)."
    )


def test_nothing_is_asked_of_a_service_that_does_not_run(tmp_path: Path) -> None:
    planned = (
        "  later: {name: Later, provider: nhs, kind: crisis-space, open_to: public, hours: unknown, status: planned}"
    )
    assert ids(found(tmp_path, RULE, small(FORUM, FULL, planned, area=SCOTLAND))) == []
