"""Transfers that rest on an agreement which does not cover them."""

from __future__ import annotations

from pathlib import Path

import pytest

from .checking import found, ids, only, small

RULE = "agreement-does-not-cover"
MAP = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
  line: {name: Line, provider: listening, kind: helpline, hours: 24/7STATUS}
transfers:
  - {from: gp, to: line, by: METHOD, SHARESagreement: sharing}
agreements:
  sharing: {name: Protocol, SAYS}
"""


def resting(says: str, shares: str = "[identity, story]", method: str = "referral", status: str = "") -> str:
    text = MAP.replace("SAYS", says).replace("METHOD", method).replace("STATUS", status)
    return small(text.replace("SHARES", f"shares: {shares}, " if shares else ""))


def test_an_organisation_is_no_party(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, resting("parties: [nhs, police], covers: [identity, story]")))
    assert (finding.id, finding.severity) == ("agreement-does-not-cover@gp-to-line", "error")
    assert finding.message == (
        "The transfer from GP practice to Line rests on Protocol, to which Eastglen Listening is no party."
    )
    assert [one.label for one in finding.places] == ["this transfer", "the agreement that it rests on"]


def test_an_item_is_not_covered(tmp_path: Path) -> None:
    text = resting("parties: [nhs, listening], covers: [identity]", "[risk, identity, story]")
    assert only(found(tmp_path, RULE, text)).message == (
        "The transfer from GP practice to Line rests on Protocol, which does not cover what they have told, the risk."
    )


def test_all_that_is_lacking_is_named(tmp_path: Path) -> None:
    assert only(found(tmp_path, RULE, resting("parties: [], covers: []", "[identity]"))).message == (
        "The transfer from GP practice to Line rests on Protocol, to which NHS Eastglen and Eastglen Listening are no "
        "party, and which does not cover who the person is."
    )


@pytest.mark.parametrize(
    "says",
    [
        "parties: [nhs, listening, police], covers: [identity, story, risk]",
        "parties: [nhs, listening]",
        "covers: [identity, story]",
        "review_by: 2020-01-01",
    ],
)
def test_what_an_agreement_does_not_say_is_not_held_against_it(tmp_path: Path, says: str) -> None:
    assert ids(found(tmp_path, RULE, resting(says))) == []


@pytest.mark.parametrize("shares", ["", "[]"])
def test_what_is_not_passed_on_need_not_be_covered(tmp_path: Path, shares: str) -> None:
    assert ids(found(tmp_path, RULE, resting("parties: [nhs, listening], covers: []", shares))) == []


@pytest.mark.parametrize("method", ["call-transfer", "advice", "referral"])
def test_whatever_names_an_agreement_is_asked_about(tmp_path: Path, method: str) -> None:
    assert ids(found(tmp_path, RULE, resting("parties: [nhs]", method=method))) == [
        "agreement-does-not-cover@gp-to-line"
    ]


def test_a_service_that_is_still_planned_may_join_in_time(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, resting("parties: [nhs]", status=", status: planned"))) == []


def test_a_name_is_never_read_as_a_placeholder(tmp_path: Path) -> None:
    text = resting("parties: [nhs]").replace("name: Protocol", 'name: "{lacks} | [x](http://x)"')
    assert only(found(tmp_path, RULE, text)).message == (
        "The transfer from GP practice to Line rests on {lacks} | [x](http://x), to which Eastglen Listening is no "
        "party."
    )
