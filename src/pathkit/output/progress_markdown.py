"""How far areas have got as Markdown: a paper for a meeting, or a page of a repository."""

from __future__ import annotations

from collections.abc import Iterator

from pathkit.check.progress import AreaProgress, Progress
from pathkit.output.markdown import code, prose, text
from pathkit.output.progress_words import (
    ABOUT,
    MOST_PROBLEMS,
    NO_AREA,
    STATUSES,
    TITLE,
    action_in_words,
    asides_in_words,
    closes_in_words,
    measure_in_words,
    measure_name,
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


def as_markdown(progress: Progress) -> str:
    """How far areas have got, in alphabetical order."""
    return "\n".join(_lines(progress)).rstrip("\n") + "\n"


def _lines(progress: Progress) -> Iterator[str]:
    yield from (f"# {TITLE}", "", f"As of {date_in_words(progress.date)}. {' '.join(ABOUT)}", "")
    if not progress.areas:
        yield from (NO_AREA, "")
    for one in progress.areas:
        yield from _area(one, progress)
    for note in progress.notes:
        yield from (prose(note), "")
    yield LIMITS[-1]


def _area(one: AreaProgress, progress: Progress) -> Iterator[str]:
    yield from (f"## {text(one.name)}", "", f"**{text(capital(stage_in_words(one)))}** ({code(one.path)})", "")
    if one.stage is None:
        yield from _trouble(one)
        return
    nothing = nothing_recorded_in_words(one)
    if nothing:
        yield from (nothing, "")
    for label, standing, lacks in steps_in_words(one):
        yield f"- {label}: {text(standing)}"
        yield from (f"  - {prose(line)}" for line in lacks)
    if one.untracked:
        yield f"- {untracked_tally(one)}:"
        for finds, ids in untracked_by_rule(one):
            yield f"  - {prose(finds)}: {', '.join(map(code, ids))}"
    yield f"- Scenarios: {text(scenarios_in_words(one))}"
    yield f"- {capital(questions_in_words(one))}"
    if one.acknowledged:
        yield f"- Known: {counted(one.acknowledged, 'finding')} that the forum lives with for now"
    yield from (f"- {prose(line)}" for line in asides_in_words(one))
    yield ""
    yield from _plan(one, progress)
    if one.measures:
        yield from ("### What is measured", "")
        yield from (f"- {text(measure_name(one))}: {text(measure_in_words(one))}" for one in one.measures)
        yield ""


def _trouble(one: AreaProgress) -> Iterator[str]:
    for line in one.trouble:
        yield from (prose(line), "")
    for problem in one.problems[:MOST_PROBLEMS]:
        remedy = f" {problem.remedy}" if problem.remedy else ""
        yield f"- {code(f'{problem.file}:{problem.line}')}: {prose(problem.message + remedy)}"
    if one.problems:
        yield ""


def _plan(one: AreaProgress, progress: Progress) -> Iterator[str]:
    if not one.actions:
        return
    yield from (f"### {text(one.plan) if one.plan else 'The plan'}", "")
    yield from (f"{capital(tally_in_words(one))}.", "")
    for status, heading in STATUSES.items():
        some = one.with_status(status)
        if some:
            yield from (f"{heading}:", "")
        for action in some:
            yield f"- **{text(action.title)}**: {text(action_in_words(action, progress.date))}"
            for closes in still_found(action):
                yield f"  - {closes_in_words(closes, text, code, prose)}"
        if some:
            yield ""
