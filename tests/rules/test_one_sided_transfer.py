"""Transfers that only one side has agreed to."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathkit import load
from pathkit.rules.one_sided_transfer import one_sided_transfer

from .checking import ON, checked, found, ids, only, questions, small

RULE = "one-sided-transfer"
MAP = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
  ward: {name: Ward, provider: nhs, kind: inpatient, hours: 24/7}
  line: {name: Line, provider: listening, kind: helpline, open_to: public, hours: 24/7STATUS}
transfers:
  - TRANSFER
"""


def transfer(text: str, status: str = "") -> str:
    return small(MAP.replace("TRANSFER", text).replace("STATUS", status))


def test_one_side_has_not_agreed(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, transfer("{from: gp, to: line, by: referral, agreed_by: [nhs]}")))
    assert (finding.id, finding.severity) == ("one-sided-transfer@gp-to-line", "warning")
    assert finding.message == (
        "The transfer from GP practice to Line is stated as agreed without Eastglen Listening, who run one end of it."
    )
    assert finding.principles == ("collaborative",) and finding.extent is None


def test_the_sender_may_be_the_one_who_has_not(tmp_path: Path) -> None:
    text = transfer("{from: gp, to: line, by: warm-handover, agreed_by: [listening, police]}")
    assert "agreed without NHS Eastglen, who" in only(found(tmp_path, RULE, text)).message


@pytest.mark.parametrize("agreed", ["[]", "[police]"])
def test_what_neither_side_has_agreed_to_is_not_one_sided(tmp_path: Path, agreed: str) -> None:
    assert ids(found(tmp_path, RULE, transfer(f"{{from: gp, to: line, by: referral, agreed_by: {agreed}}}"))) == []


@pytest.mark.parametrize(
    "good",
    [
        "{from: gp, to: line, by: referral, agreed_by: [nhs, listening]}",
        "{from: gp, to: line, by: referral, agreed_by: [police, listening, nhs]}",
        "{from: gp, to: ward, by: referral, agreed_by: []}",  # within one organisation
        "{from: gp, to: line, by: signpost, agreed_by: [nhs]}",  # anybody may say where a public door is
        "{from: gp, to: line, by: advice, agreed_by: [nhs]}",
        "{from: gp, to: line, by: referral, agreed_by: [nhs], valid_until: 2026-11-20}",
    ],
)
def test_what_needs_no_second_side(tmp_path: Path, good: str) -> None:
    assert ids(found(tmp_path, RULE, transfer(good))) == []


@pytest.mark.parametrize("status", ["paused", "planned", "needed", "closed"])
def test_nobody_is_asked_about_a_service_that_does_not_run(tmp_path: Path, status: str) -> None:
    one_sided = "{from: gp, to: line, by: referral, agreed_by: [nhs]}"
    assert ids(found(tmp_path, RULE, transfer(one_sided, f", status: {status}"))) == []
    assert ids(found(tmp_path, RULE, transfer(one_sided, ", status: pilot"))) == ["one-sided-transfer@gp-to-line"]


def test_what_nobody_has_written_down_is_a_question_and_no_finding(tmp_path: Path) -> None:
    report = checked(tmp_path, transfer("{from: gp, to: line, by: referral}"), rules=(RULE,))
    assert "agreed-by@gp-to-line" in questions(report)
    assert RULE not in {one.rule for one in report.findings}


def test_a_name_is_never_read_as_a_placeholder(tmp_path: Path) -> None:
    text = transfer("{from: gp, to: line, by: referral, agreed_by: [nhs]}")
    text = text.replace("name: Eastglen Listening", 'name: "{missing} <b>{who}</b>"')
    assert "agreed without {missing} <b>{who}</b>, who" in only(found(tmp_path, RULE, text)).message


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{from: gp, to: line, by: referral, agreed_by: [nhs, listening]}", True),
        ("{from: gp, to: line, by: referral, agreed_by: [listening]}", True),
        ("{from: gp, to: line, by: referral, agreed_by: []}", False),
        ("{from: gp, to: line, by: referral}", False),
        ("{from: gp, to: line, by: signpost, agreed_by: [nhs, listening]}", False),
        ("{from: gp, to: ward, by: referral, agreed_by: [nhs]}", False),
    ],
)
def test_only_what_two_organisations_could_differ_on_is_evidence(tmp_path: Path, text: str, says: bool) -> None:
    path = tmp_path / "eastglen.pathway.yaml"
    path.write_text(transfer(text), encoding="utf-8")
    assert one_sided_transfer.stated(load(path, date=ON).map) is says


def test_what_a_library_has_agreed_is_no_evidence(tmp_path: Path) -> None:
    (tmp_path / "national.pathway.yaml").write_text(
        "organisations: {far: {name: Far, sector: national}, near: {name: Near, sector: police}}\nservices:\n"
        "  far-line: {name: Far line, provider: far, kind: helpline, open_to: public, hours: 24/7}\n"
        "  control: {name: Control, provider: near, kind: call-handling, hours: 24/7}\n"
        "transfers:\n  - {from: far-line, to: control, by: call-transfer, agreed_by: [far, near]}\n",
        encoding="utf-8",
    )
    path = tmp_path / "eastglen.pathway.yaml"
    path.write_text(
        "uses: [national.pathway.yaml]\n" + transfer("{from: gp, to: line, by: referral}"), encoding="utf-8"
    )
    assert one_sided_transfer.stated(load(path, date=ON).map) is False
