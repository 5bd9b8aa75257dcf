"""Every format that people read says of a finding what the plan is to do about it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from output.made import action, checked, finding, report
from pathkit.check.report import ActionState, Report
from pathkit.output.github import as_github
from pathkit.output.gitlab import as_gitlab
from pathkit.output.junit import as_junit
from pathkit.output.planned import planned_in_words, plans_of
from pathkit.output.report_markdown import as_markdown
from pathkit.output.repository import Repository
from pathkit.output.sarif import as_sarif
from pathkit.output.text import as_text

WORDS = "The duty team opens at weekends (NHS Eastglen, due on 1 Aug 2026 and overdue, in progress)."
PLANNED = report(checked((finding(planned=("weekend-cover",)),), actions=(action(),)))
HERE = Repository(Path.cwd(), Path.cwd())


def text(found: Report, show: int | None = 5) -> str:
    """What `check` prints, on lines as long as may be."""
    buffer = io.StringIO()
    as_text(found, Console(file=buffer, width=400, color_system=None), show)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (action(overdue=False), "The duty team opens at weekends (NHS Eastglen, due on 1 Aug 2026, in progress)."),
        (action(), WORDS),
        (action(owners=(), due=None, status="not-started"), "The duty team opens at weekends (not started)."),
        (
            action(title="It is done.", status="delivered", done=date(2026, 7, 20), overdue=False),
            "It is done (NHS Eastglen, delivered on 20 Jul 2026).",
        ),
        (
            action(status="unknown"),
            "The duty team opens at weekends (NHS Eastglen, due on 1 Aug 2026, which has passed, how far it has got is "
            "not written down).",
        ),
        (action(owners=("A", "B", "C"), due=None), "The duty team opens at weekends (A, B and C, in progress)."),
    ],
)
def test_an_action_in_a_line(one: ActionState, words: str) -> None:
    assert planned_in_words([one]) == words


def test_several_actions_and_none() -> None:
    two = planned_in_words([action(due=None), action(title="Another", due=None, owners=())])
    assert two == "The duty team opens at weekends (NHS Eastglen, in progress); Another (in progress)."
    assert planned_in_words([]) == ""


def test_the_actions_of_another_map_are_not_taken_for_those_of_this_one() -> None:
    plans = plans_of([checked(actions=(action(),)), checked(path="b.pathway.yaml", actions=(action(title="B"),))])
    assert plans.of(finding(planned=("weekend-cover",))) == WORDS
    assert plans.of(finding(planned=("weekend-cover",), map="b.pathway.yaml")).startswith("B (")
    assert plans.of(finding(planned=("weekend-cover",), map="c.pathway.yaml")) == ""
    assert plans.of(finding()) == ""


@pytest.mark.parametrize("said", [text, as_markdown, lambda found: as_junit(found, HERE)])
def test_formats_that_tell_a_finding_in_full_name_the_action(said: Callable[[Report], str]) -> None:
    told = " ".join(said(PLANNED).replace("**", "").split())
    assert f"In the plan: {WORDS}" in told
    assert "In the plan" not in said(report())


@pytest.mark.parametrize(
    "said",
    [lambda found: as_github(found, HERE), lambda found: as_gitlab(found, HERE), lambda found: as_sarif(found, HERE)],
)
def test_formats_for_platforms_give_its_id(said: Callable[[Report], str]) -> None:
    assert "In the plan: action weekend-cover." in said(PLANNED)
    both = report(checked((finding(planned=("a", "b")),)))
    assert "In the plan: actions a and b." in said(both)
    assert "In the plan" not in said(report())


def test_a_finding_on_one_line_is_marked() -> None:
    assert "wrong-door@gp  in the plan: Mon-Fri" in text(PLANNED, show=0)
    assert "in the plan" not in text(report(), show=0)
    assert "in the plan: Mon-Fri" in as_markdown(PLANNED, show=0)
