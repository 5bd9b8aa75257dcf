"""How a principle stands: silence is never a pass, and to live with a finding is not to have none."""

from __future__ import annotations

from pathlib import Path

import pytest
from rules.checking import ON, checked, small

from pathkit.check import check_paths
from pathkit.check.report import PrincipleState, Report

GP = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7,
       contact: {phone: "01632 960001"}}
"""
TEAM = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7, supports: {excludes: []},
       offers: [assessment], contact: {phone: "01632 960001", web: here}, trauma_training: enhanced}
"""


def state(report: Report, principle: str) -> PrincipleState:
    return next(one for one in report.principles if one.id == principle)


def test_kept_says_how_many_rules_had_something_to_ask_and_of_how_many_situations(tmp_path: Path) -> None:
    found = state(checked(tmp_path, small(TEAM), rules=("wrong-door", "closed-door")), "no-wrong-door")
    assert (found.state, found.rules, found.evidenced) == ("kept", 2, 1)
    assert found.situations == 372 * 371 * 1440


@pytest.mark.parametrize(
    ("principle", "rules"),
    [
        ("responsive", ("long-wait", "holiday-gap", "single-point-of-failure")),
        ("no-wrong-door", ("dead-end",)),
        ("free-from-stigma-and-discrimination", ("stigmatising-words",)),
        ("data-sharing", ("nothing-shared", "no-sharing-agreement", "agreement-out-of-date")),
        ("positive-risk-taking", ("only-restrictive-options",)),
        ("proportionate-response", ("no-place-of-safety", "police-as-transport")),
    ],
)
def test_where_there_is_nothing_to_ask_about_nothing_is_evidenced(
    tmp_path: Path, principle: str, rules: tuple[str, ...]
) -> None:
    found = state(checked(tmp_path, small(GP), rules=rules), principle)
    assert (found.findings, found.rules, found.evidenced) == (0, len(rules), 0)
    assert found.state in ("not evidenced", "cannot tell")


def test_an_acknowledged_finding_is_found_all_the_same(tmp_path: Path) -> None:
    acknowledged = """
acknowledged:
  - {finding: wrong-door@gp, reason: R, meanwhile: M, owner: nhs, agreed: 2026-11-01, review: 2027-05-01,
     covers: {hours_per_week: 168, people: 372, dates: 0}}
"""
    report = checked(tmp_path, small(GP) + acknowledged, rules=("wrong-door",))
    found = state(report, "no-wrong-door")
    assert (found.state, found.findings, found.acknowledged) == ("broken", 0, 1)


def test_what_a_library_states_is_no_evidence_of_the_forums(tmp_path: Path) -> None:
    (tmp_path / "pathkit.yaml").write_text("", "utf-8")
    (tmp_path / "nation.pathway.yaml").write_text(
        "organisations: {a: {name: A, sector: national}, b: {name: B, sector: national}}\n"
        "services:\n"
        "  one: {name: One, provider: a, kind: helpline, hours: 24/7, open_to: public}\n"
        "  two: {name: Two, provider: b, kind: helpline, hours: 24/7, open_to: public}\n"
        "transfers:\n"
        "  - {from: one, to: two, by: referral, shares: [story], agreement: both, agreed_by: [a, b],\n"
        "     holds_until: accepted, feedback: yes}\n"
        "  - {from: one, to: two, id: told, by: signpost}\n"
        "agreements: {both: {name: Both, parties: [a, b], covers: [story], review_by: 2028-01-01}}\n",
        "utf-8",
    )
    path = tmp_path / "eastglen.pathway.yaml"
    path.write_text(f"uses: [nation.pathway.yaml]\n{small(GP)}", "utf-8")
    report = check_paths([path], date=ON, profile="assured")
    for principle in ("collaborative", "data-sharing", "alignment-of-services", "signposting-and-referral"):
        assert state(report, principle).state != "kept", principle


def test_where_some_mix_of_answers_leaves_people_out_nobody_can_tell(tmp_path: Path) -> None:
    """As stated nobody is helped, and at best everybody: in neither reading does anybody fare worse than others."""
    text = small(
        """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
  one: {name: One, provider: nhs, kind: crisis-team, hours: unknown, supports: {excludes: [intoxicated]}}
  two: {name: Two, provider: nhs, kind: crisis-team, hours: unknown, supports: {requires: [intoxicated], excludes: []}}
transfers:
  - {from: gp, to: one, by: call-transfer}
  - {from: gp, to: two, by: call-transfer}
""",
        people="{ages: 18+, needs: [distress], circumstances: [intoxicated]}",
    )
    report = checked(tmp_path, text, rules=("left-out",))
    assert state(report, "getting-it-right-for-everyone").state == "cannot tell"
