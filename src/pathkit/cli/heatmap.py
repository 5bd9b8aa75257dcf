"""`pathkit heatmap`: the week at a door, hour by hour."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pathkit.cli.options import Date, MapPath, date_of
from pathkit.cli.pictures import as_file, written_as
from pathkit.cli.streams import as_plain_text, as_seen_here, put, say

if TYPE_CHECKING:
    from rich.console import Console

    from pathkit.check.door_weeks import DoorWeek

SUFFIXES = {".txt": "text", ".svg": "svg", ".json": "json", ".png": "png", ".pdf": "pdf"}


def heatmap(
    map_path: MapPath,
    door: Annotated[str, typer.Option("--door", metavar="ID", help="The service people turn to first.")],
    person: Annotated[
        str | None,
        typer.Option(
            "--person",
            metavar="WORDS",
            help="Who is asked about: an age (17, 16-17 or 65+), a need, an urgency, a locality, circumstances and "
            "`not` circumstances, with commas between; what is left out is open, and circumstances are as usual. "
            "Default: everybody the door is for.",
            show_default=False,
        ),
    ] = None,
    date: Date = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="text|svg|json|png|pdf",
            help="Default: text, or as the name of the file ends. png and pdf go to a file only.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="A file to write, whose name ends in .svg, .png, .pdf, .json or .txt.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """The week at a door, hour by hour: what happens to people, on every day and on every holiday of the year.

    \b
    Examples:
      pathkit heatmap highland.pathway.yaml --door gp
      pathkit heatmap highland.pathway.yaml --door gp --person "16-17, suicidal-thoughts, intoxicated" -o week.svg
    """
    kind = written_as(format_, output, SUFFIXES, "week", [map_path]) or "text"
    on = date_of(date)
    from pathkit.check.door_weeks import ask_week
    from pathkit.check.journeys import open_map

    asked = ask_week(open_map(map_path, on), map_path.as_posix(), door, person)
    for note in asked.notes:
        say(f"Note: {note}")
    if kind == "text":
        draw = as_seen_here if output is None else as_plain_text
        put(draw(lambda console: _put(console, asked)), output)
    else:
        put(_made(kind, asked), output)
    return 0


def _put(console: Console, asked: DoorWeek) -> None:
    from pathkit.output.heatmap import put_heatmap
    from pathkit.output.page import Page

    put_heatmap(Page(console), asked)


def _made(kind: str, asked: DoorWeek) -> str | bytes:
    if kind == "json":
        from pathkit.output.heatmap import heatmap_object
        from pathkit.output.json import dumped

        return dumped(heatmap_object(asked))
    from pathkit.drawing.heatmap import heatmap_svg

    return as_file(heatmap_svg(asked.week, asked.title, asked.description), kind)
