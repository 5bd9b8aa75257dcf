"""Information that passes between organisations without an agreement."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathkit import load
from pathkit.check.summary import all_findings
from pathkit.rules.no_sharing_agreement import no_sharing_agreement

from .checking import ON, checked, found, ids, only, questions, small

RULE = "no-sharing-agreement"
SERVICES = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
  ward: {name: Ward, provider: nhs, kind: inpatient, hours: 24/7}
  line: {name: Line, provider: listening, kind: helpline, open_to: public, hours: 24/7}
  officers: {name: Officers, provider: police, kind: police-response, hours: 24/7}
"""
OTHERS = "{name: Protocol, parties: [nhs, police], covers: [identity]}"
SHARING = "{from: gp, to: line, by: referral, shares: [identity, risk]}"


def sharing(*transfers: str, agreement: str = OTHERS) -> str:
    listed = "".join(f"\n  - {one}" for one in transfers)
    return small(SERVICES, f"transfers:{listed}", f"agreements:\n  protocol: {agreement}")


def test_a_pair_that_no_agreement_holds(tmp_path: Path) -> None:
    back = "{from: line, to: gp, by: call-transfer, shares: [story]}"
    finding = only(found(tmp_path, RULE, sharing(SHARING, back)))
    assert (finding.id, finding.severity) == ("no-sharing-agreement@listening@nhs", "warning")
    assert finding.message == (
        "Between Eastglen Listening and NHS Eastglen information about people passes (who the person is, what they "
        "have told, the risk), and no agreement between them is stated."
    )
    assert [one.label for one in finding.places] == ["information passes here"] * 2


def test_advice_may_share_too(tmp_path: Path) -> None:
    asked = "{from: officers, to: line, by: advice, shares: [risk]}"
    assert ids(found(tmp_path, RULE, sharing(asked))) == ["no-sharing-agreement@listening@police"]


@pytest.mark.parametrize(
    "good",
    [
        "{from: gp, to: line, by: referral, shares: []}",
        "{from: gp, to: line, by: referral}",
        "{from: gp, to: line, by: signpost, shares: [identity]}",  # the person goes on their own
        "{from: gp, to: ward, by: referral, shares: [identity]}",  # within one organisation
        "{from: gp, to: line, by: referral, shares: [identity], agreement: protocol}",
        "{from: officers, to: gp, by: referral, shares: [identity]}",  # both are parties
        "{from: gp, to: line, by: referral, shares: [identity], valid_until: 2026-11-20}",
    ],
)
def test_what_needs_no_agreement_or_has_one(tmp_path: Path, good: str) -> None:
    assert ids(found(tmp_path, RULE, sharing(good))) == []


def test_one_transfer_of_a_pair_may_name_the_agreement_for_both(tmp_path: Path) -> None:
    back = "{from: line, to: gp, by: call-transfer, shares: [story], agreement: protocol}"
    assert ids(found(tmp_path, RULE, sharing(SHARING, back))) == []


def test_a_map_without_agreements_has_a_question_and_no_finding(tmp_path: Path) -> None:
    text = small(SERVICES, f"transfers:\n  - {SHARING}")
    report = checked(tmp_path, text, rules=(RULE,))
    assert "agreement@listening@nhs" in questions(report)
    assert RULE not in {one.rule for one in report.findings}


def test_an_agreement_whose_parties_nobody_has_written_down_may_be_the_one(tmp_path: Path) -> None:
    report = checked(tmp_path, sharing(SHARING, agreement="{name: Protocol}"), rules=(RULE,))
    assert "agreement@listening@nhs" in questions(report)
    assert RULE not in {one.rule for one in report.findings}


def test_one_gap_is_told_once(tmp_path: Path) -> None:
    """Where the finding is made, the fact is no open question as well."""
    report = checked(tmp_path, sharing(SHARING), rules=(RULE,))
    told = [one.id for one in all_findings(report) if "listening@nhs" in one.id]
    assert told == ["no-sharing-agreement@listening@nhs"]
    assert "agreement@listening@nhs" not in questions(report)


LIBRARY = """\
organisations:
  national: {name: National Line, sector: national}
  control: {name: Control, sector: police}
services:
  national-line: {name: National line, provider: national, kind: helpline, open_to: public, hours: 24/7}
  national-control: {name: National control, provider: control, kind: call-handling, hours: 24/7}
transfers:
  - {from: national-line, to: national-control, by: call-transfer, shares: [identity]}
"""


def using(folder: Path, text: str) -> str:
    (folder / "national.pathway.yaml").write_text(LIBRARY, encoding="utf-8")
    return "uses: [national.pathway.yaml]\n" + text


def test_a_library_that_lists_no_agreements_is_not_asked_for_them(tmp_path: Path) -> None:
    report = checked(tmp_path, using(tmp_path, sharing(SHARING)), rules=(RULE,))
    assert [one.id for one in report.findings if one.rule == RULE] == ["no-sharing-agreement@listening@nhs"]
    assert "agreement@control@national" in questions(report)


def test_what_a_map_adds_between_national_partners_is_its_own(tmp_path: Path) -> None:
    added = "{from: national-control, to: national-line, by: call-transfer, shares: [risk]}"
    finding = only(found(tmp_path, RULE, using(tmp_path, sharing(added))))
    assert (finding.id, finding.library) == ("no-sharing-agreement@control@national", False)


@pytest.mark.parametrize(
    ("transfer", "agreement", "says"),
    [
        (SHARING, OTHERS, True),
        (SHARING, "{name: Protocol}", False),
        ("{from: gp, to: ward, by: referral, shares: [identity]}", OTHERS, False),
        ("{from: gp, to: line, by: referral, shares: []}", OTHERS, False),
        ("{from: gp, to: line, by: signpost, shares: [identity]}", OTHERS, False),
    ],
)
def test_only_sharing_between_organisations_beside_listed_agreements_is_evidence(
    tmp_path: Path, transfer: str, agreement: str, says: bool
) -> None:
    path = tmp_path / "eastglen.pathway.yaml"
    path.write_text(using(tmp_path, sharing(transfer, agreement=agreement)), encoding="utf-8")
    assert no_sharing_agreement.stated(load(path, date=ON).map) is says
