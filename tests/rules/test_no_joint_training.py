"""Organisations that bring people to one another live and have had no training together."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathkit import load
from pathkit.rules.no_joint_training import no_joint_training

from .checking import ON, checked, found, ids, only, questions, small

RULE = "no-joint-training"
SERVICES = """
services:
  officers: {name: Officers, provider: police, kind: police-response, open_to: public, hours: 24/7}
  unit: {name: Unit, provider: nhs, kind: assessment-unit, hours: 24/7}
  ward: {name: Ward, provider: nhs, kind: inpatient, hours: 24/7}
  old: {name: Old unit, provider: nhs, kind: assessment-unit, hours: 24/7, status: closed}
"""
BROUGHT = "{from: officers, to: unit, by: conveyance}"
OTHERS = "{what: Other, with: [nhs, council], on: 2026-03-01}"


def brought(*transfers: str, training: str = OTHERS) -> str:
    listed = "".join(f"\n  - {one}" for one in transfers)
    return small(SERVICES, f"transfers:{listed}", f"training: {{skills: {training}}}" if training else "")


def test_a_pair_without_training_in_common(tmp_path: Path) -> None:
    back = "{from: unit, to: officers, by: call-transfer}"
    finding = only(found(tmp_path, RULE, brought(BROUGHT, back)))
    assert (finding.id, finding.severity) == ("no-joint-training@nhs@police", "note")
    assert finding.message == (
        "Staff of NHS Eastglen and Eastglen Police hand people over to each other, and no training that both had is "
        "written down."
    )
    assert [one.label for one in finding.places] == ["people are brought here"] * 2


@pytest.mark.parametrize("by", ["warm-handover", "call-transfer", "visit", "conveyance", "deployment"])
def test_every_live_method_counts(tmp_path: Path, by: str) -> None:
    assert ids(found(tmp_path, RULE, brought(BROUGHT.replace("conveyance", by)))) == ["no-joint-training@nhs@police"]


@pytest.mark.parametrize(
    "good",
    [
        "{from: officers, to: unit, by: referral}",
        "{from: officers, to: unit, by: signpost}",
        "{from: officers, to: unit, by: advice}",
        "{from: unit, to: ward, by: warm-handover}",  # within one organisation
        "{from: officers, to: old, by: conveyance}",  # does not run
        "{from: officers, to: unit, by: conveyance, valid_until: 2026-11-20}",
    ],
)
def test_who_brings_nobody_live_needs_none(tmp_path: Path, good: str) -> None:
    assert ids(found(tmp_path, RULE, brought(good))) == []


@pytest.mark.parametrize(
    ("training", "joint"),
    [
        ("{what: Skills, with: [police, nhs], on: 2026-11-21}", True),
        ("{what: Skills, with: [council, police, nhs], on: 2020-03-01, review_by: 2021-03-01}", True),  # lapsed
        ("{what: Skills, with: [police, nhs]}", True),  # nobody has written down when
        ("{what: Skills}", True),  # nobody has written down with whom
        ("{what: Skills, with: [police], on: 2026-03-01}", False),
        ("{what: Skills, with: [police, nhs], on: 2026-11-22}", False),  # still to come
    ],
)
def test_training_that_both_had_by_then(tmp_path: Path, training: str, joint: bool) -> None:
    findings = found(tmp_path, RULE, brought(BROUGHT, training=training))
    assert ids(findings) == ([] if joint else ["no-joint-training@nhs@police"])


def test_training_to_come_is_told(tmp_path: Path) -> None:
    to_come = "{what: Skills, with: [police, nhs], on: 2027-03-01}"
    assert only(found(tmp_path, RULE, brought(BROUGHT, training=to_come))).message.endswith(
        "and no training that both had is written down (one is to be held on 1 Mar 2027)."
    )


def test_two_trainings_apart_are_none_together(tmp_path: Path) -> None:
    apart = brought(BROUGHT, training="{what: A, with: [police]}, more: {what: B, with: [nhs]}")
    assert ids(found(tmp_path, RULE, apart)) == ["no-joint-training@nhs@police"]


def test_a_map_without_training_is_not_asked(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, brought(BROUGHT, training=""))) == []


def test_a_training_whose_staff_nobody_has_written_down_is_a_question(tmp_path: Path) -> None:
    report = checked(tmp_path, brought(BROUGHT, training="{what: Skills, on: 2026-03-01}"), rules=(RULE,))
    assert "with@skills" in questions(report)
    assert RULE not in {one.rule for one in report.findings}


LIBRARY = """\
organisations:
  control: {name: Control, sector: police}
  far: {name: Far, sector: national}
services:
  far-line: {name: Far line, provider: far, kind: helpline, open_to: public, hours: 24/7}
  far-control: {name: Far control, provider: control, kind: call-handling, hours: 24/7}
transfers:
  - {from: far-line, to: far-control, by: call-transfer}
"""


def using(folder: Path, text: str) -> str:
    (folder / "national.pathway.yaml").write_text(LIBRARY, encoding="utf-8")
    return "uses: [national.pathway.yaml]\n" + text


def test_what_national_partners_do_among_themselves_is_not_the_forums(tmp_path: Path) -> None:
    added = "{from: far-control, to: unit, by: call-transfer}"
    finding = only(found(tmp_path, RULE, using(tmp_path, brought(added))))
    assert (finding.id, finding.library) == ("no-joint-training@control@nhs", False)


@pytest.mark.parametrize(
    ("transfer", "training", "says"),
    [
        (BROUGHT, OTHERS, True),
        (BROUGHT, "", False),
        (BROUGHT, "{what: Skills}", False),
        ("{from: officers, to: unit, by: referral}", OTHERS, False),
        ("{from: unit, to: ward, by: warm-handover}", OTHERS, False),
    ],
)
def test_only_live_transfers_between_organisations_beside_training_are_evidence(
    tmp_path: Path, transfer: str, training: str, says: bool
) -> None:
    path = tmp_path / "eastglen.pathway.yaml"
    path.write_text(using(tmp_path, brought(transfer, training=training)), encoding="utf-8")
    assert no_joint_training.stated(load(path, date=ON).map) is says
