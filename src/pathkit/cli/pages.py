"""What commands share that make a page besides text: the formats, the options that ask for them, and where they go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from pathkit.cli.options import PAGE, Format, file_to_write, formats_of
from pathkit.cli.streams import say, to_file, to_stdout

FORMATS = ("text", "json", "markdown", "html")

PageFormats: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        metavar="FORMAT[=FILE]",
        help="text, json, markdown or html; json=FILE writes to a file. May be given several times. Default: text.",
        show_default=False,
    ),
]
PageFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="A page for a meeting, such as page.html; the same as --format html=FILE.",
        show_default=False,
    ),
]


def formats_asked(
    formats: list[str] | None, page: Path | None, example: str, maps: Sequence[Path]
) -> tuple[Format, ...]:
    """The formats that were asked for; a page is one, in a file such as `example`. Raises `CannotDo`."""
    if page is None:
        return formats_of(formats, maps, FORMATS)
    file = file_to_write(page, example, maps, PAGE)
    return formats_of([*(formats or []), f"html={file}"], maps, FORMATS)


def put(made: Iterable[tuple[Format, str]]) -> None:
    """Write each text to where its format goes. Raises `CannotDo`."""
    for one, text in made:
        if one.file is None:
            to_stdout(text)
        else:
            to_file(one.file, text)
            say(f"Wrote {one.file.as_posix()}.")
