"""`pathkit diff`: what a change of maps does to people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pathkit.cli.options import (
    Combine,
    Date,
    Format,
    Jobs,
    Profile,
    Rules,
    Skip,
    date_of,
    one_word,
    rules_of,
    shown_of,
)
from pathkit.cli.pages import PageFile, PageFormats, formats_asked, put
from pathkit.cli.progress_bar import progress_bar
from pathkit.cli.streams import as_plain_text, as_seen_here

if TYPE_CHECKING:
    from pathkit.check.difference import Differences


def diff(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="OLD NEW | PATHS",
            help="Two maps, or two folders of maps: each a path, or a git revision and a path in it (main:pathways, "
            "HEAD~2:pathways/highland.pathway.yaml). With --base: the files or folders to look at; default: this one.",
            show_default=False,
        ),
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(
            "--base",
            metavar="REV",
            help="Compare all maps that differ with what they were when this branch went apart from REV (git "
            "merge-base REV HEAD): what a pull request changes.",
            show_default=False,
        ),
    ] = None,
    head: Annotated[
        str | None,
        typer.Option(
            "--head",
            metavar="REV",
            help="With --base: the edition after the change. Default: the files as they are on the disk.",
            show_default=False,
        ),
    ] = None,
    formats: PageFormats = None,
    output: PageFile = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-on",
            metavar="worse|new-findings|never",
            help="What makes the exit code 1: somebody is worse off or a map is gone (worse), or findings are new or "
            "have grown (new-findings). May be given several times. Default: worse.",
            show_default=False,
        ),
    ] = None,
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
            help="In text: how many changes of each map to tell in full, with journeys. What is for the better is "
            "told in full only by all.",
        ),
    ] = "5",
) -> int:
    """What a change of maps does to people: who fares worse or better, and which findings are new or gone.

    Both editions are asked about the same people at the same minutes of the year, by the settings of the working copy.

    \b
    Examples:
      pathkit diff --base main
      pathkit diff main:pathways/highland.pathway.yaml pathways/highland.pathway.yaml
      pathkit diff agreed proposed -o diff.html --date 2026-11-21
      pathkit diff --base origin/main pathways --format text --format markdown=comment.md

    \b
    Exit code: 0 nothing that counts by --fail-on, 1 something does (or a map is not valid after the change),
    2 could not do what was asked, or could not compare all of it, 3 a fault in pathkit.
    """
    from pathkit.check.exits import CannotDo
    from pathkit.check.sides import since, two_sides

    maps = paths or []
    asked = formats_asked(formats, output, "diff.html", [Path(one) for one in maps if one.isprintable()])
    in_full = shown_of(show)
    on = date_of(date)
    from pathkit.check.editions import FAIL_ON, diff_exit_code, differences_of
    from pathkit.check.run import Request
    from pathkit.check.settings import PROFILES

    counts = [one_word(one, FAIL_ON, "--fail-on") or one for one in fail_on or FAIL_ON[:1]]
    if "never" in counts and len(set(counts)) > 1:
        raise CannotDo("--fail-on never stands alone: with it, nothing that is found fails the run.")
    rules, left_out = rules_of(rule, skip)
    request = Request(on, one_word(profile, PROFILES, "--profile"), rules, left_out, combine, only_findings=True)
    if base is not None:
        sides = since(base, head, maps)
    elif head is not None:
        raise CannotDo("--head is the edition after the change: say with --base what it is compared with.")
    elif len(maps) == 2:
        sides = two_sides(*maps)
    else:
        raise CannotDo(
            "Name two maps or two folders, OLD and NEW; or --base REV, for all maps that differ since this branch "
            "went apart from REV."
        )
    with progress_bar() as progress:
        found = differences_of(sides, request, jobs=jobs, progress=progress)
    put((one, _made(found, one, in_full)) for one in asked)
    return diff_exit_code(found, counts)


def _made(found: Differences, one: Format, show: int | None) -> str:
    match one.name:
        case "json":
            from pathkit.output.diff_json import as_json

            return as_json(found)
        case "markdown":
            from pathkit.output.diff_markdown import as_markdown

            return as_markdown(found)
        case "html":
            from pathkit.pages.diff import as_html

            return as_html(found)
        case _:
            from pathkit.output.diff_text import as_text

            draw = as_seen_here if one.file is None else as_plain_text
            return draw(lambda console: as_text(found, console, show))
