"""`pathkit check`: check maps, and say what was found."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
from pathkit.cli.progress import progress_bar
from pathkit.cli.streams import as_plain_text, as_seen_here, say, to_file, to_stdout


def check(
    paths: Paths = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="FORMAT[=FILE]",
            help="text or json; json=FILE writes to a file. May be given several times. Default: text.",
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
        typer.Option("--show", metavar="N|all|none", help="How many of the gravest findings to tell in full."),
    ] = "5",
) -> int:
    """Check maps: what happens to every kind of person at every minute of the coming year.

    \b
    Examples:
      pathkit check pathways
      pathkit check highland.pathway.yaml --date 2026-11-21 --show all
      pathkit check pathways --format text --format json=report.json

    \b
    Exit code: 0 nothing found that counts, 1 findings (or a map that is not valid),
    2 could not do what was asked, 3 a fault in pathkit.
    """
    asked = formats_of(formats, paths or ())
    in_full = shown_of(show)
    on = date_of(date)
    from pathkit.check import check_paths, exit_code
    from pathkit.check.exits import FAIL_ON
    from pathkit.check.settings import PROFILES

    threshold = one_word(fail_on, FAIL_ON, "--fail-on")
    rules, left_out = rules_of(rule, skip)
    with progress_bar() as progress:
        report = check_paths(
            paths or [Path()],
            date=on,
            profile=one_word(profile, PROFILES, "--profile"),
            rules=rules,
            skip=left_out,
            combine=combine,
            jobs=jobs,
            progress=progress,
        )
    for one in asked:
        if one.name == "json":
            from pathkit.output.json import as_json

            text = as_json(report)
        else:
            from pathkit.output.text import as_text

            draw = as_seen_here if one.file is None else as_plain_text
            text = draw(lambda console: as_text(report, console, in_full))
        if one.file is None:
            to_stdout(text)
        else:
            to_file(one.file, text)
            say(f"Wrote {one.file.as_posix()}.")
    return exit_code(report, threshold)
