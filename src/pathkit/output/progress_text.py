"""How far areas have got as text, to be read out in a meeting as much as on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pathkit.check.progress import AreaProgress, Progress
from pathkit.check.stages import TESTED
from pathkit.output.page import Page
from pathkit.output.problems import put_problem
from pathkit.output.progress_words import (
    ABOUT,
    MOST_PROBLEMS,
    NO_AREA,
    NOT_WRITTEN,
    OVERDUE,
    STATUSES,
    TITLE,
    action_in_words,
    asides_in_words,
    below_target,
    closes_in_words,
    looks_late,
    measure_in_words,
    measure_name,
    measures_tally,
    nothing_recorded_in_words,
    questions_in_words,
    scenarios_in_words,
    stage_in_words,
    steps_in_words,
    still_found,
    tally_in_words,
    untracked_by_rule,
    untracked_tally,
)
from pathkit.output.words import LIMITS, capital, counted, date_in_words

if TYPE_CHECKING:
    from rich.console import Console

_COLUMN = 13
_STYLES = {TESTED: ("kept", "good"), None: ("error", "error")}
_LATE = {OVERDUE: ("warning", "warning"), NOT_WRITTEN: ("unknown", "warning"), "": ("note", "")}


def as_text(progress: Progress, console: Console) -> None:
    """Print how far areas have got, in alphabetical order."""
    page = Page(console)
    page.line((f"{TITLE}, as of {date_in_words(progress.date)}", "heading"))
    page.line((" ".join(ABOUT), "quiet"))
    if not progress.areas:
        page.blank()
        page.line(NO_AREA)
    for one in progress.areas:
        page.blank()
        _put_area(page, one, progress)
    for note in progress.notes:
        page.blank()
        page.line(note)
    page.blank()
    page.line((LIMITS[-1], "quiet"))


def _put_area(page: Page, one: AreaProgress, progress: Progress) -> None:
    sign, style = _STYLES.get(one.stage, ("note", ""))
    page.line((one.name, "heading"))
    page.line((f"{page.signs[sign]} {capital(stage_in_words(one))}", style), indent=2, hang=2)
    page.unbroken((one.path, "quiet"), indent=2)
    if one.stage is None:
        _put_trouble(page, one)
        return
    nothing = nothing_recorded_in_words(one)
    if nothing:
        page.line(nothing, indent=2)
    page.blank()
    _put_steps(page, one)
    if one.plan:
        _labelled(page, "Plan", one.plan)
    if one.actions:
        _labelled(page, "Actions", tally_in_words(one))
        _put_actions(page, one, progress)
    _put_untracked(page, one)
    _labelled(page, "Scenarios", scenarios_in_words(one))
    _labelled(page, "Questions", questions_in_words(one))
    if one.acknowledged:
        _labelled(page, "Known", f"{counted(one.acknowledged, 'finding')} that the forum lives with for now")
    for line in asides_in_words(one):
        page.line(line, indent=2, hang=2)
    if one.measures:
        _labelled(page, "Measures", measures_tally(one))
        for measure in below_target(one):
            page.line(f"{measure_name(measure)}: {measure_in_words(measure)}.", indent=4, hang=2)


def _labelled(page: Page, label: str, words: str) -> None:
    page.labelled(label, words, indent=2, column=_COLUMN)


def _put_trouble(page: Page, one: AreaProgress) -> None:
    for line in one.trouble:
        page.line(line, indent=2)
    for problem in one.problems[:MOST_PROBLEMS]:
        put_problem(page, problem)
    if len(one.problems) > MOST_PROBLEMS:
        page.line(("All of them: pathkit check, with the path of the map", "quiet"), indent=4)


def _put_steps(page: Page, one: AreaProgress) -> None:
    for label, standing, lacks in steps_in_words(one):
        _labelled(page, label, standing)
        for line in lacks:
            page.line(line, indent=4, hang=2)


def _put_untracked(page: Page, one: AreaProgress) -> None:
    if not one.untracked:
        return
    _labelled(page, "Errors", untracked_tally(one))
    for finds, ids in untracked_by_rule(one):
        page.line(finds, indent=4, hang=2)
        for name in ids:
            page.unbroken((name, "quiet"), indent=6)
    page.line(("What a finding is: pathkit explain MAP ID", "quiet"), indent=4)


def _put_actions(page: Page, one: AreaProgress, progress: Progress) -> None:
    for status, heading in STATUSES.items():
        some = one.with_status(status)
        if some:
            page.line((heading, "label"), indent=4)
        for action in some:
            sign, style = _LATE[looks_late(action)]
            page.line(
                (f"{page.signs[sign]} ", style),
                (action.title, "id"),
                f": {action_in_words(action, progress.date)}",
                indent=4,
                hang=2,
            )
            for closes in still_found(action):
                page.line(closes_in_words(closes), indent=8, hang=2)
