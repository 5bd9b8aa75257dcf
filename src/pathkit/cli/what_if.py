"""`pathkit what-if`: what a service's failure would do to people."""

from __future__ import annotations

from typing import Annotated

import typer

from pathkit.cli.options import Date, MapPath, TextOrJson, date_of, one_format
from pathkit.cli.progress_bar import progress_bar
from pathkit.cli.streams import as_seen_here, to_stdout


def what_if(
    map_path: MapPath,
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without",
            metavar="SERVICE",
            help="The id of a service that fails; repeatable: they fail together.",
            show_default=False,
        ),
    ] = None,
    each: Annotated[
        bool, typer.Option("--all", help="Every service in turn, those without which most are lost first.")
    ] = False,
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar="WHEN",
            help='One moment only: "2026-12-25 03:00", or "Sat 03:00" for that moment of the ordinary week.',
            show_default=False,
        ),
    ] = None,
    date: Date = None,
    format_: TextOrJson = "text",
) -> int:
    """What a service's failure would do: who is helped nowhere, which doors get worse, whose wait grows most.

    A service that fails is out of the map with the transfers from it and to it; nothing else changes.

    \b
    Examples:
      pathkit what-if highland.pathway.yaml --without gp-out-of-hours --at "Sat 03:00"
      pathkit what-if highland.pathway.yaml --all
    """
    kind = one_format(format_)
    on = date_of(date)
    from pathkit.check.exits import CannotDo
    from pathkit.check.journeys import open_map
    from pathkit.check.what_if import rank
    from pathkit.check.what_if import what_if as answer
    from pathkit.output.json import dumped
    from pathkit.output.page import Page
    from pathkit.output.what_if import put_ranking, put_what_if, ranking_object, what_if_object

    if each and without:
        raise CannotDo("--without and --all exclude each other: name the services that fail, or ask about every one.")
    if not each and not without:
        raise CannotDo("Name the services that fail, each with --without SERVICE, or ask about every one with --all.")
    pathway = open_map(map_path, on)
    if each:
        with progress_bar() as progress:
            ranking = rank(pathway, map_path.as_posix(), at, progress)
        if kind == "json":
            to_stdout(dumped(ranking_object(ranking)))
        else:
            to_stdout(as_seen_here(lambda console: put_ranking(Page(console), ranking)))
        return 0
    found = answer(pathway, map_path.as_posix(), without or (), at)
    if kind == "json":
        to_stdout(dumped(what_if_object(found)))
    else:
        framework = pathway.map.framework
        to_stdout(as_seen_here(lambda console: put_what_if(Page(console), found, framework)))
    return 0
