"""Options that several commands share, and what their texts mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

FORMATS = ("text", "json")

MapPath = Annotated[Path, typer.Argument(metavar="MAP", help="The map: a file NAME.pathway.yaml.")]
Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="PATHS",
        help="Files or folders; of a folder, every *.pathway.yaml in it and below. Default: this folder.",
        show_default=False,
    ),
]
Date = Annotated[
    str | None,
    typer.Option(
        "--date",
        metavar="DATE",
        help="The date of the check, such as 2026-11-21: the year from the Monday of its week is checked. "
        "Default: today.",
        show_default=False,
    ),
]
Combine = Annotated[
    int | None,
    typer.Option(
        "--combine",
        metavar="N",
        min=0,
        max=10,
        help="How many circumstances may be unusual at once. Default: as in the settings, or 1.",
        show_default=False,
    ),
]
Jobs = Annotated[int, typer.Option("--jobs", metavar="N", min=1, max=64, help="How many maps to check at a time.")]
Rules = Annotated[
    list[str] | None,
    typer.Option(
        "--rule",
        metavar="NAME",
        help="Ask only these rules, and those on the map's soundness (repeatable).",
        show_default=False,
    ),
]
Skip = Annotated[
    list[str] | None,
    typer.Option("--skip", metavar="NAME", help="Leave this rule out (repeatable).", show_default=False),
]
Profile = Annotated[
    str | None,
    typer.Option(
        "--profile",
        metavar="draft|agreed|assured",
        help="How much to ask of a map. Default: as in the settings, or agreed.",
        show_default=False,
    ),
]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        metavar="error|warning|note|never",
        help="From which severity on findings make the exit code 1. Default: as in the settings, or error.",
        show_default=False,
    ),
]
TextOrJson = Annotated[str, typer.Option("--format", metavar="text|json", help="How to print it.")]


@dataclass(frozen=True)
class Format:
    """A format that was asked for, and the file it goes to (None: standard output)."""

    name: str
    file: Path | None


def date_of(text: str | None) -> dt.date:
    """The date that an option names, or today. Raises `CannotDo`."""
    from pathkit.check.exits import CannotDo
    from pathkit.maps.values import shown

    if text is None:
        return dt.date.today()
    try:
        if len(text) != len("2026-11-21"):
            raise ValueError
        return dt.date.fromisoformat(text)
    except ValueError:
        raise CannotDo(f"{shown(text)} is not a date. Write it like 2026-11-21.") from None


def formats_of(
    texts: list[str] | None,
    maps: Sequence[Path] = (),
    known: Sequence[str] = FORMATS,
    default: Sequence[str] = ("text",),
) -> tuple[Format, ...]:
    """The formats of `known` that were asked for; the `default` ones, on the screen, if none was.

    No file is one of the `maps`, nor given to two formats. Raises `CannotDo`.
    """
    from pathkit.check.exits import CannotDo

    if not texts:
        return tuple(Format(name, None) for name in default)
    found = tuple(_format(text, maps, known) for text in texts)
    if sum(one.file is None for one in found) > 1:
        raise CannotDo("Only one --format can go to the screen: give the others a file, as in json=FILE.")
    files = [one.file.resolve() for one in found if one.file is not None]
    if len(set(files)) < len(files):
        raise CannotDo("Two formats cannot go to the same file.")
    return found


def one_format(text: str) -> str:
    """`text` or `json`. Raises `CannotDo`."""
    return _known(text)


def shown_of(text: str) -> int | None:
    """How many findings to show in full: a number, `none` (0) or `all` (None). Raises `CannotDo`."""
    from pathkit.check.exits import CannotDo
    from pathkit.maps.values import shown

    if text == "all":
        return None
    if text == "none":
        return 0
    if text.isascii() and text.isdigit() and len(text) < 7:
        return int(text)
    raise CannotDo(f"--show takes a number, all or none, not {shown(text)}.")


def rules_of(rule: list[str] | None, skip: list[str] | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The rules to ask and those to leave out. Raises `CannotDo`."""
    from pathkit.check.exits import CannotDo
    from pathkit.check.settings import refuse_unknown_rules

    asked, left_out = tuple(rule or ()), tuple(skip or ())
    refuse_unknown_rules([*asked, *left_out])
    both = sorted(set(asked) & set(left_out))
    if both:
        raise CannotDo(f"`{both[0]}` cannot be both --rule and --skip.")
    return asked, left_out


PAGE = (".html", ".htm")
"""How the name of a page ends."""


def file_to_write(
    out: Path | None, example: str, maps: Sequence[Path] = (), suffixes: Sequence[str] | None = None
) -> Path:
    """The file that is to be written, looked at before any work is done for it. Raises `CannotDo`.

    `suffixes` are the endings that its name may have; None: any.
    """
    from pathkit.check.exits import CannotDo
    from pathkit.maps.values import listed, shown

    if out is None:
        raise CannotDo(f"Say which file to write, with -o: -o {example}")
    name = shown(out.as_posix(), 200)
    real = out.resolve()
    guarded = (".pathway.yaml", "pathkit.yaml")
    if out.name.endswith(guarded) or real.name.endswith(guarded) or real in {one.resolve() for one in maps}:
        raise CannotDo(f"{name} is the name of a map or of settings: it is not written over.")
    if out.is_dir():
        raise CannotDo(f"{name} is a folder: name the file in it, as in -o {(out / example).as_posix()}")
    if suffixes is not None and out.suffix.lower() not in suffixes:
        pdf = " For a PDF, print the page from a browser." if out.suffix.lower() == ".pdf" else ""
        raise CannotDo(f"{name} does not say what to write: end its name in {listed(suffixes, 'or')}.{pdf}")
    if not out.parent.is_dir():
        raise CannotDo(f"There is no folder {shown(out.parent.as_posix(), 200)} to write {name} in.")
    return out


def one_word(text: str | None, words: tuple[str, ...], option: str) -> str | None:
    """The word, if it is one of those that an option takes. Raises `CannotDo`."""
    from pathkit.check.exits import CannotDo
    from pathkit.maps.values import did_you_mean, shown

    if text is None or text in words:
        return text
    raise CannotDo(f"{option} cannot be {shown(text)}. {did_you_mean(text, words, 'It is one of')}")


_ENDINGS = {"text": "txt", "markdown": "md", "junit": "xml", "gitlab": "json", "github": "txt"}


def _format(text: str, maps: Sequence[Path], known: Sequence[str]) -> Format:
    from pathkit.check.exits import CannotDo

    name, stated, file = text.partition("=")
    _known(name, known)
    if stated and not file:
        raise CannotDo(f"--format {name}= names no file: write {name}=FILE, or {name} alone for the screen.")
    return Format(name, file_to_write(Path(file), f"report.{_ENDINGS.get(name, name)}", maps) if file else None)


def _known(name: str, known: Sequence[str] = FORMATS) -> str:
    from pathkit.check.exits import CannotDo
    from pathkit.maps.values import did_you_mean, shown

    if name not in known:
        raise CannotDo(f"There is no format {shown(name)}. {did_you_mean(name, known, 'Known formats')}")
    return name
