"""Transfers with which nothing is passed on."""

from __future__ import annotations

from pathlib import Path

import pytest

from .checking import found, ids, only, small

RULE = "nothing-shared"
MAP = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: Mon-Fri 09:00-17:00}
  ward: {name: Ward, provider: nhs, kind: inpatient, hours: 24/7}
  line: {name: Line, provider: listening, kind: helpline, open_to: public, hours: 24/7STATUS}
transfers:
  - TRANSFER
"""


def passing(transfer: str, status: str = "") -> str:
    return small(MAP.replace("TRANSFER", transfer).replace("STATUS", status))


def test_people_are_passed_on_with_nothing(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, passing("{from: gp, to: line, by: call-transfer, shares: []}")))
    assert (finding.id, finding.severity) == ("nothing-shared@gp-to-line", "warning")
    assert finding.message == "Nothing is passed on with people who go from GP practice to Line."
    assert finding.principles == ("data-sharing",) and finding.extent is None


def test_it_is_so_within_one_organisation_too(tmp_path: Path) -> None:
    text = passing("{from: gp, to: ward, by: referral, shares: []}")
    assert ids(found(tmp_path, RULE, text)) == ["nothing-shared@gp-to-ward"]


def test_a_divert_while_the_sender_is_shut_passes_on_nothing_either(tmp_path: Path) -> None:
    text = passing("{from: gp, to: line, by: call-transfer, shares: [], when: closed}")
    assert ids(found(tmp_path, RULE, text)) == ["nothing-shared@gp-to-line"]


@pytest.mark.parametrize(
    "good",
    [
        "{from: gp, to: line, by: call-transfer, shares: [identity]}",
        "{from: gp, to: line, by: call-transfer}",  # not stated
        "{from: gp, to: line, by: signpost, shares: []}",
        "{from: gp, to: line, by: advice, shares: []}",  # asked without a name
        "{from: gp, to: line, by: call-transfer, shares: [], valid_until: 2026-11-20}",
    ],
)
def test_what_has_nothing_to_share_or_does_not_say(tmp_path: Path, good: str) -> None:
    assert ids(found(tmp_path, RULE, passing(good))) == []


def test_nobody_is_passed_on_to_a_service_that_does_not_run(tmp_path: Path) -> None:
    text = passing("{from: gp, to: line, by: referral, shares: []}", ", status: planned")
    assert ids(found(tmp_path, RULE, text)) == []
