"""The annual report as text, to be read out in a meeting as much as on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pathkit.check.progress import AnnualReport, AreaYear, ThemeYear
from pathkit.check.report import ActionState
from pathkit.output.annual_words import (
    CANNOT_SAY,
    JUDGED,
    MOVED,
    NO_PLAN,
    STILL,
    WITHDRAWN,
    agreed_in_words,
    came_to,
    findings_told,
    lists_of,
    measure_now,
    measure_then,
    moved_in_words,
    not_yet,
    notes_in_words,
    people_told,
    period_in_words,
    stages_in_words,
    still_found_told,
    title_of,
    withdrawn_in_words,
)
from pathkit.output.page import Page
from pathkit.output.problems import put_problem
from pathkit.output.progress_words import MOST_PROBLEMS, action_in_words, closes_in_words, measure_name, still_found

if TYPE_CHECKING:
    from rich.console import Console


def as_text(report: AnnualReport, console: Console) -> None:
    """Print what became of what was agreed, area by area in alphabetical order."""
    page = Page(console)
    page.line((title_of(report), "heading"))
    page.line(f"{period_in_words(report)}.")
    for note in (*report.notes, JUDGED):
        page.line((note, "quiet"))
    for year in report.areas:
        page.blank()
        if len(report.areas) > 1:
            page.line((year.now.name, "heading"))
        _put_area(page, report, year)
    page.heading("What this report cannot say")
    for line in CANNOT_SAY:
        page.line(line, indent=2, hang=2)


def _put_area(page: Page, report: AnnualReport, year: AreaYear) -> None:
    page.line(stages_in_words(year, report.since_date), indent=2)
    page.unbroken((year.now.path, "quiet"), indent=2)
    if year.now.stage is None:
        for line in year.now.trouble:
            page.line((line, "error"), indent=2)
        for problem in year.now.problems[:MOST_PROBLEMS]:
            put_problem(page, problem)
        return
    if not year.themes:
        page.blank()
        page.line(NO_PLAN, indent=2)
    for theme in year.themes:
        _put_theme(page, report, theme)
    _put_withdrawn(page, year)
    _put_people(page, year)
    _put_findings(page, year)
    _put_still(page, year)
    _put_measures(page, year)
    if year.learned:
        _heading(page, "What was learned")
        for title, words in year.learned:
            page.line((title, "id"), f": {words}", indent=4, hang=2)


def _heading(page: Page, words: str) -> None:
    page.blank()
    page.line((words, "heading"), indent=2)


def _put_theme(page: Page, report: AnnualReport, theme: ThemeYear) -> None:
    _heading(page, theme.title)
    page.line(agreed_in_words(theme), indent=4)
    for heading, actions in lists_of(theme):
        page.line((heading, "label"), indent=4)
        for action in actions:
            _put_action(page, report, action, action.id in theme.new)
    if theme.moved:
        page.line((MOVED, "label"), indent=4)
        for moved in theme.moved:
            page.line((moved.action.title, "id"), f": {moved_in_words(moved)}", indent=6, hang=2)
    if theme.dropped:
        page.line(("No longer in the plan", "label"), indent=4)
        for title in theme.dropped:
            page.line((title, "id"), indent=6, hang=2)


def _put_action(page: Page, report: AnnualReport, action: ActionState, new: bool) -> None:
    aside = " (new in the plan)" if new else ""
    page.line((action.title, "id"), f"{aside}: {action_in_words(action, report.date)}", indent=6, hang=2)
    for closes in still_found(action):
        page.line(closes_in_words(closes), indent=8, hang=2)


def _put_withdrawn(page: Page, year: AreaYear) -> None:
    lines = withdrawn_in_words(year)
    if lines:
        _heading(page, WITHDRAWN)
    for line in lines:
        page.line(line, indent=4, hang=2)


def _put_still(page: Page, year: AreaYear) -> None:
    errors, rest = still_found_told(year)
    heading, lacks = not_yet(year)
    if errors or rest:
        _heading(page, STILL)
    for message, name in errors:
        page.line(message, indent=4, hang=2)
        page.unbroken((f"({name})", "quiet"), indent=6)
    if rest:
        page.line((rest, "quiet"), indent=4)
    if lacks:
        _heading(page, heading)
    for line in lacks:
        page.line(line, indent=4, hang=2)


def _put_people(page: Page, year: AreaYear) -> None:
    _heading(page, "What changed for people")
    page.line(" ".join(came_to(year)), indent=4)
    for told in people_told(year.difference):
        page.line((told.heading, "label"), indent=4)
        for line in told.lines:
            page.line(line, indent=6, hang=2)
        if told.more:
            page.line((f"And {told.more:,} more: pathkit diff tells all of them.", "quiet"), indent=6)


def _put_findings(page: Page, year: AreaYear) -> None:
    for told in findings_told(year.difference):
        _heading(page, told.heading)
        for message, name in told.lines:
            page.line(message, indent=4, hang=2)
            page.unbroken((f"({name})", "quiet"), indent=6)
        rest = notes_in_words(told)
        if rest:
            page.line((rest, "quiet"), indent=4)


def _put_measures(page: Page, year: AreaYear) -> None:
    if not year.measures:
        return
    _heading(page, "What is measured")
    for one in year.measures:
        state = one.now or one.then
        page.line((one.what if state is None else measure_name(state), "id"), indent=4, hang=2)
        page.labelled("Then", measure_then(one, year), indent=6, column=6)
        page.labelled("Now", measure_now(one), indent=6, column=6)
