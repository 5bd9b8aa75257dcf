"""Milestones that were due and are not reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathkit import load
from pathkit.rules.milestone_overdue import milestone_overdue

from .checking import ON, found, ids, only, small

RULE = "milestone-overdue"
GP = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
"""


def planned(*milestones: str, owner: str = "nhs", status: str = "in-progress") -> str:
    action = f"title: Weekends, owner: {owner}, status: {status}"
    listed = ",\n    ".join(milestones)
    plan = f"{{agreed: 2026-02-01, actions: {{weekend-cover: {{{action}, milestones: [\n    {listed}]}}}}}}"
    return small(GP, f"plan: {plan}")


LATE = "{title: Posts advertised, due: 2026-11-20}"


def test_it_is_overdue_on_the_day_after(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, planned(LATE)))
    assert (finding.id, finding.severity) == ("milestone-overdue@weekend-cover", "warning")
    assert finding.message == (
        "Action “Weekends”: the milestone “Posts advertised” was due on 20 Nov 2026, and is not marked as reached. "
        "Owner: NHS Eastglen."
    )
    assert (finding.organisation, finding.library) == ("nhs", False)


def test_one_finding_names_them_all_with_their_places(tmp_path: Path) -> None:
    findings = found(
        tmp_path,
        RULE,
        planned(
            "{title: Funding found, due: 2026-03-01, done: 2026-03-20}",
            "{title: Posts advertised, due: {within: 3 months}, owner: [council, The clinical lead]}",
            "{title: Rota agreed, due: 2026-10-31, done: 2026-11-22}",
            "{title: First weekend, due: 2026-12-05}",
        ),
    )
    finding = only(findings)
    assert finding.message == (
        "Action “Weekends”: the milestones “Posts advertised” (due on 1 May 2026; owners: Eastglen Council; The "
        "clinical lead) and “Rota agreed” (due on 31 Oct 2026) are not marked as reached. Owner of the action: NHS "
        "Eastglen."
    )
    assert [one.label for one in finding.places] == ["this day has passed"] * 2
    lines = [one.place.line for one in finding.places]
    assert lines[1] - lines[0] == 1


def test_the_owner_of_a_milestone_is_told_beside_it(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, planned(LATE.replace("title", "owner: council, title"), owner="[]")))
    assert finding.message == (
        "Action “Weekends”: the milestone “Posts advertised” (owner: Eastglen Council) was due on 20 Nov 2026, and is "
        "not marked as reached. No owner of the action is written down."
    )


@pytest.mark.parametrize(
    "milestone",
    [
        "{title: Posts advertised}",
        "{title: Posts advertised, due: 2026-11-21}",
        "{title: Posts advertised, due: 2026-11-20, done: 2026-11-21}",
        "{title: Posts advertised, due: {within: 10 months}}",
    ],
)
def test_what_is_in_time_or_reached(tmp_path: Path, milestone: str) -> None:
    assert ids(found(tmp_path, RULE, planned(milestone))) == []


def test_a_day_to_come_is_no_day_on_which_it_was_reached(tmp_path: Path) -> None:
    late = "{title: Posts advertised, due: 2026-11-20, done: 2026-11-22}"
    assert ids(found(tmp_path, RULE, planned(late))) == ["milestone-overdue@weekend-cover"]


@pytest.mark.parametrize("status", ["delivered", "stopped"])
def test_an_action_that_has_ended_has_no_late_milestones(tmp_path: Path, status: str) -> None:
    assert ids(found(tmp_path, RULE, planned(LATE, status=status))) == []


@pytest.mark.parametrize(
    ("milestone", "status", "says"),
    [
        (LATE, "in-progress", True),
        ("{title: Posts advertised}", "in-progress", False),
        (LATE, "delivered", False),
    ],
)
def test_only_a_milestone_with_a_day_of_an_action_under_way_is_evidence(
    tmp_path: Path, milestone: str, status: str, says: bool
) -> None:
    path = tmp_path / "eastglen.pathway.yaml"
    path.write_text(planned(milestone, status=status), encoding="utf-8")
    assert milestone_overdue.stated(load(path, date=ON).map) is says
