"""What makes a map invalid, in text: each problem with its place, its line and a caret, and the remedy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pathkit.check.report import CheckedMap
from pathkit.maps import Problem
from pathkit.output.page import Page, safe, width_of
from pathkit.output.words import counted

if TYPE_CHECKING:
    from rich.console import Console

BEFORE_CARET = 30
"""How much of a long line is kept before the place that is meant."""


def put_problem(page: Page, problem: Problem, indent: int = 2) -> None:
    """One problem, on a few lines."""
    sign = page.signs[problem.severity]
    page.unbroken(
        (f"{sign} ", problem.severity),
        (f"{problem.file}:{problem.line}:{problem.column}", "id"),
        "  ",
        (problem.rule, "quiet"),
        indent=indent,
    )
    inner = indent + 2
    if problem.source_line.strip():
        _put_source(page, problem, inner)
    page.line(problem.message, indent=inner)
    if problem.remedy:
        page.line(problem.remedy, indent=inner)
    if problem.other is not None:
        other = problem.other
        page.unbroken("See also ", f"{other.file}:{other.line}:{other.column}", indent=inner)


def put_not_checked(page: Page, maps: Sequence[CheckedMap]) -> None:
    """Libraries, and maps that could not be asked anything, each with its problems."""
    for checked in maps:
        errors = [problem for problem in checked.problems if problem.severity == "error"]
        if errors:
            count = counted(len(errors), "problem")
            page.heading(f"{checked.path} is not valid ({count}), so it was not checked")
        elif checked.refused is not None:
            page.heading(f"{checked.path} could not be checked")
            page.line((page.signs["error"] + " ", "error"), checked.refused, indent=2, hang=2)
        elif checked.is_library:
            page.heading(f"{checked.path} is a library, and valid{unused_plan(checked)}")
        else:
            continue
        for number, problem in enumerate((*checked.problems, *checked.warnings)):
            if number:
                page.blank()
            put_problem(page, problem)


def unused_plan(checked: CheckedMap) -> str:
    """What is said of a library beside that it is valid: that nobody asks of the plan in it."""
    return "; it holds a plan that no map here uses" if checked.plan_unused else ""


def not_checked_lines(maps: Sequence[CheckedMap]) -> list[str]:
    """A line for each map that could not be asked anything: why, and where what is wrong with it begins."""
    lines = []
    for checked in maps:
        errors = [problem for problem in checked.problems if problem.severity == "error"]
        if errors:
            first = errors[0]
            count = counted(len(errors), "problem")
            said = f"{first.message} {first.remedy or ''}".rstrip()
            which = "" if len(errors) == 1 else "The first: "
            lines.append(
                f"{checked.path} is not valid ({count}), so it was not checked. "
                f"{which}{first.file}:{first.line}:{first.column}: {said}"
            )
        elif checked.refused is not None:
            lines.append(checked.refused)
    return lines


def put_problems(console: Console, problems: Sequence[Problem]) -> None:
    """All that is wrong with a map, where nothing else is said of it."""
    page = Page(console)
    page.line(("The map is not valid, so nothing can be asked of it.", "heading"))
    for problem in problems:
        page.blank()
        put_problem(page, problem)


def _put_source(page: Page, problem: Problem, indent: int) -> None:
    """The line itself and a caret below the column; a long line is cut to what is around it."""
    number = str(problem.line)
    before, after = (
        safe(problem.source_line[: problem.column - 1]),
        safe(problem.source_line[problem.column - 1 :]),
    )
    room = page.width - indent - len(number) - 3
    if width_of(before) + width_of(after) > room:
        if width_of(before) > BEFORE_CARET:
            before = "…" + before[-(BEFORE_CARET - 1) :]
        keep = max(room - width_of(before) - 1, 1)
        if width_of(after) > keep:
            after = after[:keep] + "…"
    page.unbroken((f"{number} | ", "quiet"), before + after, indent=indent)
    page.unbroken(
        (" " * len(number) + " | ", "quiet"),
        " " * width_of(before),
        ("^", problem.severity),
        indent=indent,
    )
