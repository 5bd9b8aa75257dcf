"""`pathkit init`: a repository to begin with, for a forum's own map."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pathkit.cli.options import date_of
from pathkit.cli.streams import to_stdout


def init(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR",
            help="The folder; it is made if it is not there. Default: this folder.",
            show_default=False,
        ),
    ] = Path(),
    area: Annotated[
        str, typer.Option("--area", metavar="NAME", help="The name of the area; the map's id is made of it.")
    ] = "Eastglen",
    date: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar="DATE",
            help="The date that the map says its facts were checked on. Default: today.",
            show_default=False,
        ),
    ] = None,
    install_from: Annotated[
        str | None,
        typer.Option(
            "--install-from",
            metavar="ADDRESS",
            help="Where GitHub and GitLab install pathkit from: a git repository that holds it, at a tag or a commit "
            "(git+https://HOST/GROUP/pathkit@TAG), or a wheel. Default: nothing, and it is to be written in before "
            "they can check anything.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be written, and write nothing.")] = False,
) -> int:
    """Write a repository to begin with: a map of a made-up area, settings, a README for the forum, and what GitHub,
    GitLab, pre-commit and editors need to check every change.

    Nothing is written over: a file that is there already is left as it is.

    \b
    Examples:
      pathkit init
      pathkit init eastglen-pathway --area "Eastglen and Isles"
      pathkit init eastglen-pathway --install-from git+https://HOST/GROUP/pathkit@TAG
      pathkit init --dry-run
    """
    from pathkit.check.exits import CannotDo
    from pathkit.starter import area_of, installed_from, told, write_starter

    address = "" if install_from is None else installed_from(install_from)
    done = write_starter(folder, area_of(area), date_of(date), address, save=not dry_run)
    to_stdout(told(done))
    if done.failed is not None:
        file, reason = done.failed
        written = "What is named above was written." if done.written else "Nothing was written."
        raise CannotDo(f"{(folder / file.path).as_posix()} was not written: {reason}. {written}")
    return 0
