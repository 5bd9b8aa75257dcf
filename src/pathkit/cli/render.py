"""`pathkit render`: a map as a picture."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pathkit.cli.options import Date, MapPath, date_of, one_word
from pathkit.cli.pictures import A_FILE, FILES_ONLY, as_file, written_as
from pathkit.cli.progress_bar import progress_bar
from pathkit.cli.streams import put, say

if TYPE_CHECKING:
    from pathkit.drawing import Scene
    from pathkit.drawing.views import Look

SUFFIXES = {".svg": "svg", ".png": "png", ".pdf": "pdf", ".dot": "dot", ".gv": "dot", ".mmd": "mermaid"}
SUFFIXES |= {".mermaid": "mermaid"}
LAID_OUT = ("svg", *FILES_ONLY)


def render(
    map_path: MapPath,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="The file to write; its name says what: NAME.svg, .png, .pdf, .dot or .mmd (Mermaid).",
            show_default=False,
        ),
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="svg|png|pdf|dot|mermaid",
            help="What to draw. Default: what the name of the file says.",
            show_default=False,
        ),
    ] = None,
    group: Annotated[
        str,
        typer.Option("--group", metavar="organisation|tier", help="What services are grouped by."),
    ] = "organisation",
    focus: Annotated[
        list[str] | None,
        typer.Option(
            "--focus",
            metavar="ID",
            help="An organisation, or a service, to open; the rest is one box an organisation (repeatable).",
            show_default=False,
        ),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar="WHEN",
            help='What is open then: "2026-12-25 03:00", or "Sat 03:00" of the ordinary week.',
            show_default=False,
        ),
    ] = None,
    person: Annotated[
        str | None,
        typer.Option(
            "--person",
            metavar="WORDS",
            help='What is there for one person: "17, suicidal-thoughts, very-urgent, intoxicated".',
            show_default=False,
        ),
    ] = None,
    door: Annotated[
        str | None,
        typer.Option("--door", metavar="ID", help="Only what can be reached from this service.", show_default=False),
    ] = None,
    journey: Annotated[
        bool,
        typer.Option("--journey", help="The journey of --person from --door, begun --at that moment."),
    ] = False,
    findings: Annotated[
        bool,
        typer.Option("--findings", help="What a check finds, drawn where it is."),
    ] = False,
    profile: Annotated[
        str | None,
        typer.Option(
            "--profile",
            metavar="draft|agreed|assured",
            help="With --findings: how much to ask of the map. Default: as in the settings, or agreed.",
            show_default=False,
        ),
    ] = None,
    diff: Annotated[
        str | None,
        typer.Option(
            "--diff",
            metavar="OLD",
            help="What has been added, removed and changed since this older map: a path, or a git revision and a path "
            "in it, such as main:highland.pathway.yaml.",
            show_default=False,
        ),
    ] = None,
    engine: Annotated[
        str | None,
        typer.Option(
            "--engine",
            metavar="graphviz-pure|dot",
            help="What lays the picture out: the engine that comes with pathkit, the same on every machine, or the "
            "Graphviz of this machine. Default: graphviz-pure.",
            show_default=False,
        ),
    ] = None,
    date: Date = None,
) -> int:
    """Draw a map as a picture: all of it, or what is open, reached, walked, found or changed.

    \b
    Examples:
      pathkit render highland.pathway.yaml -o highland.svg
      pathkit render highland.pathway.yaml -o night.pdf --at "Sat 03:00"
      pathkit render highland.pathway.yaml -o walk.png --journey --door gp --at "Sat 03:00" \\
        --person "17, suicidal-thoughts, very-urgent, skye"
      pathkit render highland.pathway.yaml -o found.svg --findings

    \b
    Exit code: 0 drawn, 1 the map is not valid, 2 could not do what was asked,
    3 a fault in pathkit (with --findings also where a rule could not be asked; the picture is drawn).
    """
    from pathkit.check.exits import CannotDo

    maps = [map_path] if diff is None or not diff.isprintable() else [map_path, Path(diff)]
    kind = written_as({"mmd": "mermaid"}.get(format_ or "", format_), output, SUFFIXES, "map", maps)
    if kind is None:
        raise CannotDo("Say where to draw the picture: -o NAME.svg, say, or --format dot to print one.")
    on = date_of(date)
    from pathkit.drawing.cells import GROUPS
    from pathkit.drawing.engines import ENGINES
    from pathkit.drawing.views import Look

    look = Look(one_word(group, GROUPS, "--group") or group, tuple(focus or ()))
    one_word(engine, ENGINES, "--engine")
    if engine is not None and kind not in LAID_OUT:
        raise CannotDo(f"--engine lays pictures out, and {A_FILE[kind]} is laid out by who reads it: leave it out.")
    _refuse_mixtures(
        {"--diff": diff is not None, "--findings": findings},
        {"--at": at is not None, "--person": person is not None, "--door": door is not None, "--journey": journey},
        journey,
        profile,
    )
    whole = at is None and person is None and door is None and not findings
    code = 0
    if diff is not None:
        scene = _compared(diff, map_path, look)
    elif findings:
        scene, code = _found(map_path, on, profile, look)
    elif whole:
        scene = _whole(map_path, look)
    else:
        scene = _asked(map_path, on, at, person, door, journey, look)
    put(_drawn(scene, kind, engine or ENGINES[0]), output)
    return code


def _refuse_mixtures(alone: dict[str, bool], views: dict[str, bool], journey: bool, profile: str | None) -> None:
    """Say what cannot be drawn in one picture. Raises `CannotDo`."""
    from pathkit.check.exits import CannotDo
    from pathkit.check.settings import PROFILES

    asked = [name for name, given in alone.items() if given]
    others = [name for name, given in views.items() if given]
    if asked and (others or len(asked) > 1):
        other = (asked[1:] or others)[0]
        raise CannotDo(f"{asked[0]} and {other} are two pictures: ask for one at a time.")
    if journey and len(others) < len(views):
        missing = [name for name in views if name not in others]
        raise CannotDo(f"--journey draws one person's journey: add {' and '.join(missing)}.")
    if profile is not None and asked != ["--findings"]:
        raise CannotDo("--profile says how much a check asks: it needs --findings.")
    one_word(profile, PROFILES, "--profile")


# --- pictures -----------------------------------------------------------------------------------------


def _whole(map_path: Path, look: Look) -> Scene:
    from pathkit.drawing.views import drawn, everything, read_map

    map_ = read_map(map_path)
    return drawn(map_, everything(map_), look)


def _asked(
    map_path: Path, on: dt.date, at: str | None, person: str | None, door: str | None, journey: bool, look: Look
) -> Scene:
    from pathkit.check.journeys import open_map
    from pathkit.check.people_asked import one_person_asked
    from pathkit.drawing.views import Asked, notes_on, picture

    pathway = open_map(map_path, on)
    asked = Asked(at, None if person is None else one_person_asked(pathway.map, person), door, journey)
    scene = picture(pathway, asked, look)
    for note in notes_on(pathway.map, asked):
        say(f"Note: {note}")
    return scene


def _found(map_path: Path, on: dt.date, profile: str | None, look: Look) -> tuple[Scene, int]:
    """What a check finds, and the exit code: a check that did not take place must never look like one that did."""
    from pathkit.check.exits import FAULT, exit_code
    from pathkit.check.journeys import open_map
    from pathkit.check.library import check
    from pathkit.drawing.views import drawn, of_check

    pathway = open_map(map_path, on)
    report = check(pathway, profile=profile)
    failed = exit_code(report, "never") == FAULT
    for one in (one for checked in report.maps for one in checked.rules_not_run if one.crashed):
        say(f"A fault in pathkit, so that the picture lacks what this would find: {one.rule} ({one.why}).")
    seen, found = of_check(pathway.map, report)
    return drawn(pathway.map, seen, look, found), FAULT if failed else 0


def _compared(old: str, new: Path, look: Look) -> Scene:
    from pathkit.check.sides import one_edition
    from pathkit.drawing.compared import compared
    from pathkit.drawing.views import read_map

    before = one_edition(old)
    return compared(read_map(Path(before.path), before.files), read_map(new), look)


def _drawn(scene: Scene, kind: str, engine: str) -> str | bytes:
    if kind == "dot":
        from pathkit.drawing import as_dot

        return as_dot(scene)
    if kind == "mermaid":
        from pathkit.drawing.mermaid import flowchart

        chart = flowchart(scene)
        if chart.left_out:
            say(f"Note: {chart.left_out}")
        return chart.text
    from pathkit.drawing import as_svg

    with progress_bar() as progress:
        svg = as_svg(scene, engine, progress=progress)
    return as_file(svg, kind)
