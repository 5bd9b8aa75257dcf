"""What nobody has written down: the questions, in text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from pathkit.check.report import OpenQuestion, Report
from pathkit.output.page import Page
from pathkit.output.problems import put_not_checked
from pathkit.output.words import counted, hours_in_words, listed

SETTLES_NOTHING = "for completeness"


def distinct(questions: Sequence[OpenQuestion]) -> list[tuple[OpenQuestion, int]]:
    """Each question once, with the number of maps that ask it: those of a library are asked by all that use it."""
    found: dict[tuple[str, object], list[OpenQuestion]] = {}
    for question in questions:
        found.setdefault((question.id, question.place or question.map), []).append(question)
    return [(same[0], len(same)) for same in found.values()]


def by_organisation(questions: Sequence[OpenQuestion]) -> list[tuple[str, tuple[OpenQuestion, ...]]]:
    """The questions by the name of who can answer, those first who can settle most.

    `questions` come with what settles most first, and keep that order within an organisation.
    """
    asked = sorted(questions, key=lambda question: question.ask_name)
    groups = [(name, tuple(group)) for name, group in groupby(asked, key=lambda question: question.ask_name)]
    return sorted(groups, key=lambda group: (-sum(q.settles.situations for q in group[1]), group[0]))


def put_question(
    page: Page,
    question: OpenQuestion,
    titles: Mapping[str, str],
    *,
    indent: int = 2,
    asked: bool = True,
    maps: int = 1,
) -> None:
    """A question: what is asked (of whom), what the answer may change, and the line to edit.

    `titles` are those of the principles; `maps` is how many maps ask it.
    """
    who = f"{question.ask_name}: " if asked else ""
    page.line(("? ", "warning"), who + question.question, indent=indent, hang=2)
    place = question.place
    where = f"{place.file}:{place.line}" if place is not None else question.map
    page.unbroken(where, (f"  {question.fact} of {question.subject}", "quiet"), indent=indent + 2)
    page.line(
        (_settles(question, titles) + (f"; asked by {maps} maps" if maps > 1 else ""), "quiet"), indent=indent + 2
    )


def put_questions(page: Page, report: Report) -> None:
    """All questions of a report, by the organisation that can answer."""
    left_out = [checked for checked in report.maps if not checked.checked and not checked.is_library]
    if left_out:
        put_not_checked(page, left_out)
        page.blank()
    questions = distinct(report.questions)
    if not questions and left_out:
        return
    if not questions:
        page.line("No question is open: every fact that the rules ask for is written down.")
        return
    page.line((f"{counted(len(questions), 'question')} open, what would settle most first", "heading"))
    titles = {principle.id: principle.title for principle in report.principles}
    maps = {id(question): count for question, count in questions}
    for name, group in by_organisation([question for question, _ in questions]):
        page.heading(f"{name} ({len(group)})")
        for question in group:
            put_question(page, question, titles, asked=False, maps=maps[id(question)])


def _settles(question: OpenQuestion, titles: Mapping[str, str]) -> str:
    settles = question.settles
    if settles.situations == 0:
        settled = SETTLES_NOTHING
    elif settles.hours_per_week > 0:
        settled = f"may change what happens in {hours_in_words(settles.hours_per_week)}"
    else:
        settled = "may change what happens on single dates"
    named = listed([titles.get(name, name) for name in question.bears_on])
    bears = f"; bears on {named}" if named else ""
    return settled + bears
