"""What a picture is written as: by `--format`, or by the name of its file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pathkit.cli.options import file_to_write, one_word

FILES_ONLY = ("png", "pdf")
"""What no terminal can show."""

A_FILE = {
    "text": "a text",
    "json": "a text in JSON",
    "svg": "an SVG",
    "png": "a PNG",
    "pdf": "a PDF",
    "dot": "a text in DOT",
    "mermaid": "a text in Mermaid",
}


def written_as(
    name: str | None, output: Path | None, suffixes: Mapping[str, str], example: str, maps: Sequence[Path]
) -> str | None:
    """The format that is asked for; None where nothing says which.

    `suffixes` are the formats that a command knows, by the endings of files; `maps` are never written over. Raises
    `CannotDo`.
    """
    from pathkit.check.exits import CannotDo
    from pathkit.maps.values import listed, shown

    kind = one_word(name, tuple(dict.fromkeys(suffixes.values())), "--format")
    if output is None:
        if kind in FILES_ONLY:
            raise CannotDo(f"A picture as {kind} goes to a file: name it, as in -o {example}.{kind}.")
        return kind
    if str(output) == "-":
        raise CannotDo("-o takes the name of a file. To print a picture, leave -o out: --format svg prints one.")
    file_to_write(output, f"{example}.svg", maps)
    by_name = suffixes.get(output.suffix.lower())
    if kind is None and by_name is None:
        endings = listed(list(suffixes), "or")
        raise CannotDo(f"{shown(output.name)} does not say what to write: end it in {endings}, or add --format.")
    if kind is not None and by_name is not None and kind != by_name:
        raise CannotDo(f"{shown(output.name)} is the name of {A_FILE[by_name]}, and --format asks for {A_FILE[kind]}.")
    return kind or by_name


def as_file(svg: str, kind: str) -> str | bytes:
    """A picture as `svg`, `png` or `pdf`."""
    if kind == "svg":
        return svg
    from pathkit.drawing.convert import as_pdf, as_png

    return as_pdf(svg) if kind == "pdf" else as_png(svg)
