"""Actions of the plan that were due and are not delivered."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathkit import load
from pathkit.rules.action_overdue import action_overdue

from .checking import ON, found, ids, only, small

RULE = "action-overdue"
GP = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
"""


def planned(action: str, plan: str = "agreed: 2026-02-01") -> str:
    actions = f"actions: {{weekend-cover: {{title: The duty team opens at weekends, {action}}}}}"
    return small(GP, f"plan: {{{plan}, {actions}}}" if plan else f"plan: {{{actions}}}")


def test_it_is_overdue_on_the_day_after(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, planned("owner: nhs, due: 2026-11-20, status: in-progress")))
    assert (finding.id, finding.severity) == ("action-overdue@weekend-cover", "warning")
    assert finding.message == (
        "The action “The duty team opens at weekends” was due on 20 Nov 2026, and is not delivered (in progress). "
        "Owner: NHS Eastglen."
    )
    assert [one.label for one in finding.places] == ["this day has passed"]
    assert (finding.organisation, finding.library) == ("nhs", False)


@pytest.mark.parametrize(
    "action",
    [
        "due: 2026-11-21",
        "due: 2027-03-31",
        "status: in-progress",
        "due: 2026-03-31, status: delivered",
        "due: 2026-03-31, status: stopped",
    ],
)
def test_what_is_in_time_or_has_ended(tmp_path: Path, action: str) -> None:
    assert ids(found(tmp_path, RULE, planned(action))) == []


@pytest.mark.parametrize(
    ("plan", "due", "since"),
    [
        ("agreed: 2026-02-01", "{within: 6 months}", "1 Aug 2026"),
        ("agreed: 2026-05-20", "{within: 6 months}", "20 Nov 2026"),
        ("agreed: 2026-05-21", "{within: 6 months}", None),
        ("agreed: 2026-12-01", "{within: 2 weeks}", None),
        ("agreed: 2026-12-01", "2026-06-30", "30 Jun 2026"),
        ("", "2026-06-30", "30 Jun 2026"),
    ],
)
def test_a_period_counts_from_the_day_the_plan_was_agreed_and_a_date_counts_in_any_plan(
    tmp_path: Path, plan: str, due: str, since: str | None
) -> None:
    findings = found(tmp_path, RULE, planned(f"due: {due}", plan))
    assert ids(findings) == (["action-overdue@weekend-cover"] if since else [])
    assert all(f"was due on {since}, and" in one.message for one in findings)


@pytest.mark.parametrize(
    ("owner", "words", "organisation"),
    [
        ("", "No owner is written down", "council"),
        ("owner: The clinical lead, ", "Owner: The clinical lead", "council"),
        ("owner: [police, listening], ", "Owners: Eastglen Police; Eastglen Listening", "police"),
        ("owner: [The clinical lead, listening], ", "Owners: The clinical lead; Eastglen Listening", "listening"),
    ],
)
def test_who_owns_it_is_named_and_the_finding_is_theirs(
    tmp_path: Path, owner: str, words: str, organisation: str
) -> None:
    text = planned(f"{owner}due: 2026-06-30, status: not-started") + "forum: {convenor: council}\n"
    finding = only(found(tmp_path, RULE, text))
    assert finding.message.endswith(f"is not delivered (not started). {words}.")
    assert finding.organisation == organisation


def test_where_nobody_has_written_down_how_far_it_has_got_nobody_is_called_late(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, planned("owner: police, due: 2025-12-31")))
    assert finding.message == (
        "The action “The duty team opens at weekends” was due on 31 Dec 2025, and nobody has written down whether it "
        "is delivered. Owner: Eastglen Police."
    )


def test_a_title_is_never_read_as_part_of_the_sentence(tmp_path: Path) -> None:
    text = planned("due: 2026-06-30").replace("The duty team opens at weekends", '"{who} {date} <b>"')
    finding = only(found(tmp_path, RULE, text))
    assert finding.message.startswith("The action “{who} {date} <b>” was due on 30 Jun 2026, ")


def test_a_plan_in_a_file_of_its_own_is_the_maps_own(tmp_path: Path) -> None:
    plan = "plan: {actions: {weekend-cover: {title: Weekends, owner: nhs, due: 2026-06-30}}}\n"
    (tmp_path / "plan.pathway.yaml").write_text(plan, encoding="utf-8")
    finding = only(found(tmp_path, RULE, "uses: [plan.pathway.yaml]\n" + small(GP)))
    assert (finding.id, finding.library, finding.organisation) == ("action-overdue@weekend-cover", False, "nhs")
    assert [(Path(one.place.file).name, one.place.line) for one in finding.places] == [("plan.pathway.yaml", 1)]


@pytest.mark.parametrize(
    ("action", "says"),
    [
        ("due: 2027-03-31", True),
        ("due: {within: 6 months}", True),
        ("status: in-progress", False),
        ("due: 2026-06-30, status: delivered", False),
        ("due: 2026-06-30, status: stopped", False),
    ],
)
def test_only_an_action_under_way_with_a_day_is_evidence(tmp_path: Path, action: str, says: bool) -> None:
    path = tmp_path / "eastglen.pathway.yaml"
    path.write_text(planned(action), encoding="utf-8")
    assert action_overdue.stated(load(path, date=ON).map) is says
