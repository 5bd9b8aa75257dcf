"""`pathkit journey`: what happens to one person at one moment."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pathkit.cli.options import PAGE, Date, MapPath, TextOrJson, date_of, file_to_write, one_format
from pathkit.cli.streams import as_seen_here, say, to_file, to_stdout

SUFFIXES = (*PAGE, ".svg")


def journey(
    map_path: MapPath,
    door: Annotated[str, typer.Option("--door", metavar="ID", help="The service they turn to first.")],
    at: Annotated[
        str,
        typer.Option(
            "--at",
            metavar="WHEN",
            help='"2026-12-25 03:00", or "Sat 03:00" for that moment of the ordinary week.',
        ),
    ],
    age: Annotated[int, typer.Option("--age", metavar="N", help="Age in whole years.")],
    need: Annotated[str, typer.Option("--need", metavar="NEED", help="What they need help with.")],
    urgency: Annotated[
        str,
        typer.Option("--urgency", metavar="URGENCY", help="routine, urgent, very-urgent or emergency."),
    ],
    locality: Annotated[
        str | None,
        typer.Option(
            "--locality",
            metavar="ID",
            help="Where they are, if the map tells localities apart.",
            show_default=False,
        ),
    ] = None,
    with_: Annotated[
        list[str] | None,
        typer.Option(
            "--with",
            metavar="CIRCUMSTANCE",
            help="A circumstance that is true of them (repeatable).",
            show_default=False,
        ),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without",
            metavar="CIRCUMSTANCE",
            help="A usual circumstance that is not true of them (repeatable).",
            show_default=False,
        ),
    ] = None,
    reading: Annotated[
        str,
        typer.Option(
            "--reading",
            metavar="stated|best",
            help="The map as stated, or as it is at best if every fact that is not known turns out well.",
        ),
    ] = "stated",
    date: Date = None,
    format_: TextOrJson = "text",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="A file to write in place of the text: NAME.html, a page to read aloud at a meeting, or NAME.svg, the "
            "picture alone.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """What happens to one person who turns to a door at a moment, step by step.

    \b
    Examples:
      pathkit journey highland.pathway.yaml --door gp --at "Sat 03:00" --age 16 --locality skye \\
        --need suicidal-thoughts --urgency very-urgent --with intoxicated
      pathkit journey highland.pathway.yaml --door gp --at "Sat 03:00" --age 16 --locality skye \\
        --need suicidal-thoughts --urgency very-urgent -o walk.html
    """
    kind = one_format(format_)
    to = None if output is None else file_to_write(output, "walk.html", (map_path,), SUFFIXES)
    on = date_of(date)
    from pathkit.check.journeys import OneSituation, ask_journey, notes_on, open_map

    pathway = open_map(map_path, on)
    asked = OneSituation(door, at, age, need, urgency, locality, tuple(with_ or ()), tuple(without or ()), reading)
    shown, other = ask_journey(pathway, asked)
    for note in notes_on(pathway.map, asked):
        say(f"Note: {note}")
    if kind == "json":
        from pathkit.output.json import dumped, journey_object

        to_stdout(dumped(journey_object(shown)))
    elif to is None:
        from pathkit.output.journey import put_journey
        from pathkit.output.page import Page

        to_stdout(as_seen_here(lambda console: put_journey(Page(console), shown, other)))
    if to is not None:
        if to.suffix.lower() == ".svg":
            from pathkit.drawing.strip import journey_strip

            to_file(to, journey_strip(shown, other))
        else:
            from pathkit.pages.walk import walk_page

            to_file(to, walk_page(pathway, shown, other))
        say(f"Wrote {to.as_posix()}.")
    return 0
