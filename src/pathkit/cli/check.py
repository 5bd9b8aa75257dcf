"""`pathkit check`: check maps, and say what was found."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pathkit.cli.formats import FORMATS, Output
from pathkit.cli.options import (
    Combine,
    Date,
    FailOn,
    Jobs,
    Paths,
    Profile,
    Rules,
    Skip,
    date_of,
    formats_of,
    one_word,
    rules_of,
    shown_of,
)
from pathkit.cli.progress_bar import progress_bar
from pathkit.cli.streams import on_github
from pathkit.cli.watching import refuse_to_watch, watch_and_say


def check(
    paths: Paths = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="FORMAT[=FILE]",
            help="text, json, sarif, github, gitlab, junit or markdown; json=FILE writes to a file. May be given "
            "several times, all but one of them with a file. Default: text; in a workflow of GitHub, github besides.",
            show_default=False,
        ),
    ] = None,
    fail_on: FailOn = None,
    date: Date = None,
    rule: Rules = None,
    skip: Skip = None,
    profile: Profile = None,
    combine: Combine = None,
    jobs: Jobs = 1,
    show: Annotated[
        str,
        typer.Option(
            "--show",
            metavar="N|all|none",
            help="How many of the gravest findings to tell in full. Markdown keeps to the size of a comment (65,536 "
            "bytes) all the same, unless all are asked for and it goes to a file.",
        ),
    ] = "5",
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on, and check again whenever a map or the settings have changed.")
    ] = False,
) -> int:
    """Check maps: what happens to every kind of person at every minute of the coming year.

    \b
    Examples:
      pathkit check pathways
      pathkit check highland.pathway.yaml --date 2026-11-21 --show all
      pathkit check pathways --format text --format json=report.json
      pathkit check pathways --format sarif=pathkit.sarif --format markdown=report.md
      pathkit check pathways --watch

    \b
    Formats: text for reading; json for programs; sarif for code scanning; github for
    annotations and the summary of a step in a workflow; gitlab for Code Quality; junit for
    other CI; markdown for a comment on a pull request, or a paper for a meeting.

    \b
    Exit code, the same in every format: 0 nothing found that counts, 1 findings (or a map that
    is not valid), 2 could not do what was asked, 3 a fault in pathkit. (--watch: 130, by Ctrl-C.)
    """
    default = ("text", "github") if on_github() and not watch else ("text",)
    asked = formats_of(formats, paths or (), FORMATS, default)
    in_full = shown_of(show)
    on = date_of(date)
    from pathkit.check import check_paths, exit_code
    from pathkit.check.exits import FAIL_ON
    from pathkit.check.run import Request
    from pathkit.check.settings import PROFILES

    threshold = one_word(fail_on, FAIL_ON, "--fail-on")
    output = Output(asked, in_full, threshold)
    rules, left_out = rules_of(rule, skip)
    asks = one_word(profile, PROFILES, "--profile")
    if watch:
        refuse_to_watch(asked, jobs)
        return watch_and_say(paths or [Path()], lambda: Request(date_of(date), asks, rules, left_out, combine), output)
    with progress_bar() as progress:
        report = check_paths(
            paths or [Path()],
            date=on,
            profile=asks,
            rules=rules,
            skip=left_out,
            combine=combine,
            jobs=jobs,
            progress=progress,
        )
    output.put(report)
    return exit_code(report, threshold)
