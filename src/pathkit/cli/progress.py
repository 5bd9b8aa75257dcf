"""`pathkit progress`: how far areas have got with what they agreed, and what became of it in a year."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pathkit.cli.options import (
    Date,
    Format,
    Jobs,
    Paths,
    Profile,
    date_of,
    one_word,
)
from pathkit.cli.pages import PageFile, PageFormats, formats_asked, put
from pathkit.cli.progress_bar import progress_bar
from pathkit.cli.streams import as_plain_text, as_seen_here

if TYPE_CHECKING:
    from pathkit.check.progress import AnnualReport, Progress


def progress(
    paths: Paths = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE|REV",
            help="The annual report, since a day (2025-11-22) or a git revision. The maps of then are read from the "
            "last commit by the end of that day.",
            show_default=False,
        ),
    ] = None,
    formats: PageFormats = None,
    output: PageFile = None,
    tiles: Annotated[
        str | None,
        typer.Option(
            "--tiles",
            metavar="health-boards|councils|partnerships",
            help="Which areas the tiles stand for, on the page's map of Scotland. Default: those that most maps are "
            "about, by area.code.",
            show_default=False,
        ),
    ] = None,
    date: Date = None,
    profile: Profile = None,
    jobs: Jobs = 1,
) -> int:
    """How far areas have got with what they agreed, in alphabetical order and never ranked.

    A stage for each: nothing recorded, declared, plan agreed, in delivery, tested. Nobody can declare the last: the
    check has to confirm every delivered action and every scenario, and that no error is neither acknowledged nor in
    the plan.

    \b
    Examples:
      pathkit progress pathways
      pathkit progress pathways -o progress.html --tiles health-boards
      pathkit progress pathways --since 2025-11-22 --format markdown=annual-report.md
      pathkit progress pathways --since v2025 -o annual-report.html

    \b
    Exit code: 0 done, 1 a map is not valid, 2 could not do what was asked,
    3 a fault in pathkit. Findings never count: they are what pathkit check is for.
    """
    asked = formats_asked(formats, output, "progress.html", paths or [])
    on = date_of(date)
    kind = _tiles(tiles)
    from pathkit.check.settings import PROFILES

    how = one_word(profile, PROFILES, "--profile")
    _refuse_tiles(kind, asked, since)
    if since is not None:
        from pathkit.check.annual import annual_report

        with progress_bar() as advance:
            report, code = annual_report(
                [str(one) for one in paths or []], since, date=on, profile=how, jobs=jobs, progress=advance
            )
        put([(one, _annual(report, one)) for one in asked])
        return code
    from pathkit.check.progressing import progress_among

    with progress_bar() as advance:
        found, code = progress_among(paths or [Path()], date=on, profile=how, jobs=jobs, progress=advance)
    put([(one, _made(found, one, kind)) for one in asked])
    return code


def _tiles(asked: str | None) -> str | None:
    """The kind of tile map that was asked for. Raises `CannotDo`."""
    if asked is None:
        return None
    from pathkit.pages.progress import TILES

    return one_word(asked, tuple(TILES), "--tiles")


def _refuse_tiles(kind: str | None, asked: Sequence[Format], since: str | None) -> None:
    """There is a map of tiles on one page only. Raises `CannotDo`."""
    from pathkit.check.exits import CannotDo

    if kind is not None and (since is not None or all(one.name != "html" for one in asked)):
        where = "the annual report has none" if since is not None else "ask for the page, with -o progress.html"
        raise CannotDo(f"--tiles is about the map of Scotland on the page of progress: {where}.")


def _made(found: Progress, one: Format, tiles: str | None) -> str:
    match one.name:
        case "json":
            from pathkit.output.progress_json import as_json

            return as_json(found)
        case "markdown":
            from pathkit.output.progress_markdown import as_markdown

            return as_markdown(found)
        case "html":
            from pathkit.pages.progress import as_html

            return as_html(found, tiles)
        case _:
            from pathkit.output.progress_text import as_text

            draw = as_seen_here if one.file is None else as_plain_text
            return draw(lambda console: as_text(found, console))


def _annual(report: AnnualReport, one: Format) -> str:
    match one.name:
        case "json":
            from pathkit.output.progress_json import annual_as_json

            return annual_as_json(report)
        case "markdown":
            from pathkit.output.annual_markdown import as_markdown

            return as_markdown(report)
        case "html":
            from pathkit.pages.annual import annual_as_html

            return annual_as_html(report)
        case _:
            from pathkit.output.annual_text import as_text

            draw = as_seen_here if one.file is None else as_plain_text
            return draw(lambda console: as_text(report, console))
