"""The forum's own reviews. The date of the check is 21 November 2026."""

from __future__ import annotations

from pathlib import Path

import pytest

from .checking import found, ids, only, small

RULE = "review-overdue"
GP = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
"""


def reviewed(forum: str) -> str:
    return small(GP, f"forum: {{{forum}}}")


def test_a_review_is_overdue_on_the_day_after_it_was_due(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, reviewed("reviewed: 2026-05-20, review_every: 6 months")))
    assert (finding.id, finding.severity) == ("review-overdue@eastglen", "warning")
    assert finding.message == (
        "The pathway of Eastglen was last reviewed on 20 May 2026; the next review was due on 20 Nov 2026."
    )
    assert [one.label for one in finding.places] == ["the last review", "how often"]


@pytest.mark.parametrize(
    "forum",
    [
        "reviewed: 2026-05-21, review_every: 6 months",  # due today
        "reviewed: 2026-10-24, review_every: 4 weeks",
        "reviewed: 2027-01-01, review_every: 1 month",
        "reviewed: 2020-01-01",  # how often is not stated
        "review_every: 1 month",
        "name: Eastglen Forum",
    ],
)
def test_what_is_not_overdue_or_not_stated(tmp_path: Path, forum: str) -> None:
    assert ids(found(tmp_path, RULE, reviewed(forum))) == []


@pytest.mark.parametrize(
    ("period", "overdue"), [("3 weeks", True), ("21 days", True), ("22 days", False), ("1 month", False)]
)
def test_periods_are_days_weeks_or_months(tmp_path: Path, period: str, overdue: bool) -> None:
    found_ids = ids(found(tmp_path, RULE, reviewed(f"reviewed: 2026-10-30, review_every: {period}")))
    assert found_ids == (["review-overdue@eastglen"] if overdue else [])


def test_a_month_without_such_a_day_ends_on_its_last(tmp_path: Path) -> None:
    """Six months after the 31st of May there is no 31st of November: it is due on the 30th."""
    assert ids(found(tmp_path, RULE, reviewed("reviewed: 2026-05-31, review_every: 6 months"))) == []
    assert only(found(tmp_path, RULE, reviewed("reviewed: 2026-03-31, review_every: 3 months"))).message.endswith(
        "due on 30 Jun 2026."
    )


def test_a_map_without_a_forum_is_not_asked(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, small(GP))) == []
