"""`pathkit questions`: what nobody has written down, by the organisation that can answer."""

from __future__ import annotations

from pathlib import Path

from pathkit.cli.options import Combine, Date, Jobs, Paths, TextOrJson, date_of, one_format
from pathkit.cli.progress import progress_bar
from pathkit.cli.streams import as_seen_here, say, to_stdout


def questions(
    paths: Paths = None,
    date: Date = None,
    combine: Combine = None,
    jobs: Jobs = 1,
    format_: TextOrJson = "text",
) -> int:
    """What nobody has written down, by the organisation that can answer, what matters most first.

    \b
    Example:
      pathkit questions pathways/highland.pathway.yaml
    """
    kind = one_format(format_)
    on = date_of(date)
    from pathkit.check import check_paths, exit_code
    from pathkit.output.questions import by_organisation, put_questions

    with progress_bar() as progress:
        report = check_paths(paths or [Path()], date=on, combine=combine, jobs=jobs, progress=progress)
    if kind == "json":
        from pathkit.output.json import questions_text

        to_stdout(questions_text(report, by_organisation(report.questions)))
        for problem in report.problems:
            say(f"{problem.file}:{problem.line}:{problem.column}: {problem.message}")
    else:
        from pathkit.output.page import Page

        to_stdout(as_seen_here(lambda console: put_questions(Page(console), report)))
    return exit_code(report, "never")
