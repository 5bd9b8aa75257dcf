"""`pathkit report`: what a check found, as one page for a meeting."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pathkit.cli.options import (
    PAGE,
    Combine,
    Date,
    FailOn,
    Jobs,
    Paths,
    Profile,
    Rules,
    Skip,
    date_of,
    file_to_write,
    one_word,
    rules_of,
)
from pathkit.cli.progress_bar import progress_bar
from pathkit.cli.streams import say, to_file


def report(
    paths: Paths = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="FILE", help="The page to write, such as report.html.", show_default=False
        ),
    ] = None,
    audience: Annotated[
        str,
        typer.Option(
            "--audience",
            metavar="forum|public",
            help="Who will read it; public leaves out what is for professionals or for the forum alone.",
        ),
    ] = "forum",
    fail_on: FailOn = None,
    date: Date = None,
    rule: Rules = None,
    skip: Skip = None,
    profile: Profile = None,
    combine: Combine = None,
    jobs: Jobs = 1,
) -> int:
    """Check maps, and write what was found as one page that a meeting can open, read, print and take away.

    The page is one file that needs no network. It is written also where a map is not valid: it then says what is wrong.

    \b
    Examples:
      pathkit report pathways -o report.html
      pathkit report pathways/highland.pathway.yaml -o highland.html --audience public

    \b
    Exit code, as of check: 0 the page is written and nothing found counts, 1 the page is written and there are
    findings (--fail-on never: 0 all the same), 2 could not do what was asked, 3 a fault in pathkit.
    """
    to = file_to_write(out, "report.html", paths or (), PAGE)
    on = date_of(date)
    from pathkit.check import check_and_look, exit_code
    from pathkit.check.exits import FAIL_ON
    from pathkit.check.settings import PROFILES
    from pathkit.output.problems import not_checked_lines
    from pathkit.pages.report import Audience, look_for, report_page

    reader = Audience(one_word(audience, tuple(Audience), "--audience") or Audience.FORUM)
    threshold = one_word(fail_on, FAIL_ON, "--fail-on")
    asked, left_out = rules_of(rule, skip)
    with progress_bar() as progress:
        found, portraits = check_and_look(
            paths or [Path()],
            look_for(reader),
            date=on,
            profile=one_word(profile, PROFILES, "--profile"),
            rules=asked,
            skip=left_out,
            combine=combine,
            jobs=jobs,
            progress=progress,
        )
    text = report_page(found, portraits, reader)
    to_file(to, text)
    for line in not_checked_lines(found.maps):
        say(line)
    say(f"Wrote {to.as_posix()} ({len(text.encode('utf-8')) / 1000:,.0f} kB).")
    return exit_code(found, threshold)
