"""Referrals of which the sender hears nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathkit import load
from pathkit.rules.no_feedback import no_feedback

from .checking import ON, found, ids, only, small

RULE = "no-feedback"
MAP = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
  team: {name: Team, provider: nhs, kind: community-team, open_to: public, hours: 24/7}
transfers:
  - {from: gp, to: team, TRANSFER}
"""


def refers(transfer: str) -> str:
    return small(MAP.replace("TRANSFER", transfer))


def test_a_referral_that_says_so_is_found_about_the_map_as_such(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, refers("by: referral, feedback: no")))
    assert (finding.id, finding.severity, finding.extent) == ("no-feedback@gp-to-team", "note", None)
    assert finding.message == ("When GP practice refers somebody to Team, the sender does not hear what came of it.")
    assert finding.principles == ("alignment-of-services",) and finding.journey is None


@pytest.mark.parametrize("transfer", ["by: referral, feedback: yes", "by: referral"])
def test_feedback_and_silence_are_not_found(tmp_path: Path, transfer: str) -> None:
    assert ids(found(tmp_path, RULE, refers(transfer))) == []


@pytest.mark.parametrize("by", ["warm-handover", "call-transfer", "visit", "conveyance", "signpost", "advice"])
def test_other_transfers_are_not_asked(tmp_path: Path, by: str) -> None:
    assert ids(found(tmp_path, RULE, refers(f"by: {by}, feedback: no"))) == []


def test_two_referrals_between_the_same_services_are_told_apart(tmp_path: Path) -> None:
    text = refers("by: referral, feedback: yes") + "  - {id: night, from: gp, to: team, by: referral, feedback: no}\n"
    assert ids(found(tmp_path, RULE, text)) == ["no-feedback@night"]


@pytest.mark.parametrize("service", ["GP practice", "Team"])
@pytest.mark.parametrize("ended", ["status: closed", "status: planned", "valid_until: 2025-01-31"])
def test_nobody_is_referred_to_or_from_a_service_that_does_not_run(tmp_path: Path, service: str, ended: str) -> None:
    text = refers("by: referral, feedback: no").replace(f"name: {service},", f"name: {service}, {ended},")
    assert ended in text and ids(found(tmp_path, RULE, text)) == []


def test_a_referral_that_has_ended_is_not_asked(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, refers("by: referral, feedback: no, valid_until: 2025-01-31"))) == []


def test_a_hostile_name_is_only_a_name(tmp_path: Path) -> None:
    text = refers("by: referral, feedback: no").replace("GP practice", '"{receiver}"')
    assert only(found(tmp_path, RULE, text)).message.startswith("When {receiver} refers somebody to Team")


def test_it_belongs_to_the_fullest_profile_and_checks_what_is_stated() -> None:
    assert no_feedback.assured and no_feedback.of_statements


@pytest.mark.parametrize(
    ("transfer", "says"), [("feedback: yes", True), ("feedback: no", True), ("takes: 5 min", False)]
)
def test_a_map_that_says_nothing_of_feedback_is_no_evidence(tmp_path: Path, transfer: str, says: bool) -> None:
    path = tmp_path / "eastglen.pathway.yaml"
    path.write_text(refers(f"by: referral, {transfer}"), encoding="utf-8")
    assert no_feedback.stated(load(path, date=ON).map) is says
