"""Referrals of people in great need whom nobody holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathkit import load
from pathkit.rules.nobody_holds_them import nobody_holds_them

from .checking import ADULTS, ON, checked, found, ids, only, people, questions, small, weekly

RULE = "nobody-holds-them"
PRINCIPLES = nobody_holds_them.principles
MAP = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: Mon-Fri 09:00-17:00}
  nurse: {name: Nurse, provider: nhs, kind: community-team, hours: 24/7}
  team: {name: Team, provider: nhs, kind: crisis-team, hours: 24/7, supports: {excludes: []}, offers: [assessment],
         responds_within: 4 h}
transfers:
  - {from: gp, to: team, TRANSFER}
"""


def refers(transfer: str) -> str:
    return small(MAP.replace("TRANSFER", transfer))


def test_the_two_greatest_urgencies_are_found_whenever_the_sender_is_open(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, refers("by: referral, holds_until: sent")))
    assert (finding.id, finding.severity) == ("nobody-holds-them@gp-to-team", "warning")
    assert people(finding) == (("very urgent or above",), ADULTS // 2)
    assert weekly(finding) == (("Mon-Fri 09:00-17:00",), 40.0)
    assert finding.message == (
        "When GP practice refers anyone (very urgent or above) to Team, nobody holds them from the moment at which the "
        "referral is sent – Mon-Fri 09:00-17:00."
    )
    assert finding.journey is not None and [step.transfer for step in finding.journey.steps] == [None, "gp-to-team"]


@pytest.mark.parametrize("until", ["contacted", "accepted", "arrived"])
def test_a_sender_who_stays_responsible_is_not_found(tmp_path: Path, until: str) -> None:
    assert ids(found(tmp_path, RULE, refers(f"by: referral, holds_until: {until}"))) == []


def test_a_referral_that_does_not_say_is_a_question_and_no_finding(tmp_path: Path) -> None:
    text = refers("by: referral")
    assert ids(found(tmp_path, RULE, text)) == []
    assert "holds-until@gp-to-team" in questions(checked(tmp_path, text))


def test_less_urgent_referrals_may_wait_with_nobody_holding(tmp_path: Path) -> None:
    transfer = "by: referral, holds_until: sent, for: {urgency: up to urgent}"
    assert ids(found(tmp_path, RULE, refers(transfer))) == []


@pytest.mark.parametrize("by", ["warm-handover", "call-transfer", "conveyance", "signpost"])
def test_other_transfers_are_not_asked(tmp_path: Path, by: str) -> None:
    text = refers(f"by: {by}, holds_until: sent").replace("kind: crisis-team", "kind: crisis-team, open_to: public")
    assert ids(found(tmp_path, RULE, text)) == []


def test_it_must_be_able_to_arise_from_a_door(tmp_path: Path) -> None:
    text = refers("by: referral, holds_until: sent").replace("from: gp", "from: nurse")
    assert ids(found(tmp_path, RULE, text)) == []
    brought = text + "  - {from: gp, to: nurse, by: warm-handover, for: {urgency: emergency}}\n"
    finding = only(found(tmp_path, RULE, brought))
    assert finding.id == "nobody-holds-them@nurse-to-team"
    assert people(finding) == (("emergency",), ADULTS // 4)
    assert weekly(finding) == (("Mon-Fri 09:00-17:00",), 40.0)


def test_hours_that_nobody_wrote_down_are_no_finding(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, refers("by: referral, holds_until: sent, hours: unknown"))) == []


def test_a_referral_that_never_arrives_is_another_rules_business(tmp_path: Path) -> None:
    text = refers("by: referral, holds_until: sent").replace("crisis-team, hours: 24/7", "crisis-team, hours: closed")
    assert ids(found(tmp_path, RULE, text)) == []


def test_a_hostile_name_is_only_a_name(tmp_path: Path) -> None:
    text = refers("by: referral, holds_until: sent").replace("name: Team", 'name: "{when}"')
    message = only(found(tmp_path, RULE, text)).message
    assert "to {when}, nobody holds them" in message and message.endswith("– Mon-Fri 09:00-17:00.")


@pytest.mark.parametrize(
    ("transfer", "says"),
    [("referral, holds_until: accepted", True), ("referral", False), ("visit, holds_until: accepted", False)],
)
def test_a_map_in_which_no_referral_says_who_holds_is_no_evidence(tmp_path: Path, transfer: str, says: bool) -> None:
    path = tmp_path / "eastglen.pathway.yaml"
    path.write_text(refers(f"by: {transfer}"), encoding="utf-8")
    assert nobody_holds_them.stated(load(path, date=ON).map) is says


@pytest.mark.parametrize(
    ("transfer", "sender", "evidenced"),
    [
        ("by: referral, holds_until: accepted", "gp", 1),
        ("by: referral, holds_until: accepted, for: {urgency: up to urgent}", "gp", 0),
        ("by: referral, holds_until: accepted", "nurse", 0),  # nobody can come to the nurse
    ],
)
def test_where_nobody_in_great_need_is_referred_it_is_no_evidence(
    tmp_path: Path, transfer: str, sender: str, evidenced: int
) -> None:
    text = refers(transfer).replace("from: gp", f"from: {sender}")
    [state] = [one for one in checked(tmp_path, text, rules=(RULE,)).maps[0].principles if one.id in PRINCIPLES]
    assert state.evidenced == evidenced
