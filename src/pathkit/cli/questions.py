"""`pathkit questions`: what nobody has written down, a sheet for each organisation that can answer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pathkit.cli.options import Combine, Date, Jobs, Paths, date_of, one_word
from pathkit.cli.progress_bar import progress_bar
from pathkit.cli.streams import as_seen_here, say, to_stdout

FORMATS = ("text", "json", "markdown")


def questions(
    paths: Paths = None,
    wanted: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar="ORGANISATION",
            help='Only the questions for one organisation (its id or its name), or for the "forum" itself.',
            show_default=False,
        ),
    ] = None,
    date: Date = None,
    combine: Combine = None,
    jobs: Jobs = 1,
    format_: Annotated[
        str,
        typer.Option("--format", metavar="text|json|markdown", help="How to print it; markdown is for sending out."),
    ] = "text",
) -> int:
    """What nobody has written down: a short sheet for each organisation, what matters most first.

    Each fact is weighed by what its answer would settle: taken at best alone, in how many hours of the ordinary week
    would what happens to people change, or a finding?

    \b
    Examples:
      pathkit questions pathways/highland.pathway.yaml
      pathkit questions pathways --for nhs-24 --format markdown > nhs-24.md
    """
    kind = one_word(format_, FORMATS, "--format")
    on = date_of(date)
    from pathkit.check import check_paths, exit_code
    from pathkit.output.questions import as_markdown, asked_of, by_organisation, put_questions

    with progress_bar() as progress:
        report = check_paths(paths or [Path()], date=on, combine=combine, jobs=jobs, progress=progress)
    asked = asked_of(report, wanted)
    if kind == "json":
        from pathkit.output.json import questions_text

        to_stdout(questions_text(report, by_organisation(asked)))
    elif kind == "markdown":
        to_stdout(as_markdown(report, wanted))
    else:
        from pathkit.output.page import Page

        to_stdout(as_seen_here(lambda console: put_questions(Page(console), report, wanted)))
    if kind != "text":
        for problem in report.problems:
            say(f"{problem.file}:{problem.line}:{problem.column}: {problem.message}")
    return exit_code(report, "never")
