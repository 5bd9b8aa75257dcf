"""`pathkit heatmap`: the week at a door, hour by hour."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pathkit.cli.options import Date, MapPath, date_of, page_file
from pathkit.cli.streams import as_plain_text, as_seen_here, say, to_file, to_stdout

if TYPE_CHECKING:
    from rich.console import Console

    from pathkit.check.door_weeks import DoorWeek

FORMATS = ("text", "svg", "json", "png", "pdf")
SUFFIXES = {".txt": "text", ".svg": "svg", ".json": "json", ".png": "png", ".pdf": "pdf"}
FILES_ONLY = ("png", "pdf")


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
    kind = _kind(format_, output)
    if output is not None:
        page_file(output, f"week.{kind}", [map_path])
    on = date_of(date)
    from pathkit.check.door_weeks import ask_week
    from pathkit.check.journeys import open_map

    asked = ask_week(open_map(map_path, on), map_path.as_posix(), door, person)
    for note in asked.notes:
        say(f"Note: {note}")
    if output is None:
        to_stdout(as_seen_here(lambda console: _put(console, asked)) if kind == "text" else _text(kind, asked))
    elif kind in FILES_ONLY:
        to_file(output, _image(kind, asked))
    else:
        to_file(output, as_plain_text(lambda console: _put(console, asked)) if kind == "text" else _text(kind, asked))
    if output is not None:
        say(f"Wrote {output.as_posix()}.")
    return 0


def _put(console: Console, asked: DoorWeek) -> None:
    from pathkit.output.heatmap import put_heatmap
    from pathkit.output.page import Page

    put_heatmap(Page(console), asked)


def _text(kind: str, asked: DoorWeek) -> str:
    if kind == "json":
        from pathkit.output.heatmap import heatmap_object
        from pathkit.output.json import dumped

        return dumped(heatmap_object(asked))
    from pathkit.drawing.heatmap import heatmap_svg

    return heatmap_svg(asked.week, asked.title, asked.description)


def _image(kind: str, asked: DoorWeek) -> bytes:
    from pathkit.drawing.convert import as_pdf, as_png

    svg = _text("svg", asked)
    return as_pdf(svg) if kind == "pdf" else as_png(svg)


def _kind(format_: str | None, output: Path | None) -> str:
    """The format that is asked for, by its name or by the file's. Raises `CannotDo`."""
    from pathkit.check.exits import CannotDo
    from pathkit.maps.values import did_you_mean, listed, shown

    if format_ is not None and format_ not in FORMATS:
        raise CannotDo(f"There is no format {shown(format_)}. {did_you_mean(format_, FORMATS, 'Known formats')}")
    if output is None:
        if format_ in FILES_ONLY:
            raise CannotDo(f"A picture as {format_} goes to a file: name it, as in -o week.{format_}.")
        return format_ or "text"
    by_name = SUFFIXES.get(output.suffix.lower(), format_)
    if by_name is None:
        raise CannotDo(f"{shown(output.name)} does not say what to write: end it in {listed(list(SUFFIXES), 'or')}.")
    if format_ not in (None, by_name):
        raise CannotDo(f"{shown(output.name)} is the name of a file of {by_name}, and --format asks for {format_}.")
    return by_name
