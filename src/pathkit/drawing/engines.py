"""The programs that lay pictures out: the one that pip installs, and the system's own Graphviz.

`graphviz-pure` uses none of the machine's fonts or libraries, so its pictures are the same bytes on every machine.
`dot` is for who has it and prefers it: it knows the machine's fonts, and its pictures are that machine's.
"""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from importlib import metadata
from pathlib import Path

from pathkit.check.exits import CannotDo
from pathkit.maps.values import visible

PURE, SYSTEM = "graphviz-pure", "dot"
ENGINES = (PURE, SYSTEM)
"""The usual one first."""

LONGEST = 60
"""So many seconds a layout may take."""

_REMEDY = {
    PURE: f"Install it: pip install {PURE}",
    SYSTEM: f"Install Graphviz on this machine, or use the engine that comes with pathkit: --engine {PURE}",
}


class CannotDraw(CannotDo):
    """The program that lays pictures out is missing, or failed; says what to do."""


class TooLong(CannotDraw):
    """The program was still at it after a time in which any picture that can be read is laid out."""


def laid_out(dot: str, engine: str = PURE) -> str:
    """What an engine makes of a text in DOT: a picture as SVG. Raises `CannotDraw`."""
    # Not by the package `graphviz`: it waits for as long as the program takes, and that can be days.
    command = [str(binary_of(engine)), "-Kdot", "-Tsvg"]
    try:
        ran = subprocess.run(command, input=dot.encode(), capture_output=True, timeout=LONGEST, check=True)
    except subprocess.TimeoutExpired:
        raise TooLong(
            f"{engine} did not lay this picture out within {LONGEST} seconds: there is too much in it. "
            "Draw a part of it: name an organisation or a service with --focus ID, or a door with --door ID."
        ) from None
    except subprocess.CalledProcessError as fault:
        said = visible(fault.stderr.decode("utf-8", "replace").strip())
        raise CannotDraw(f"{engine} could not lay the picture out: {said}") from fault
    except OSError:
        raise CannotDraw(f"{engine} cannot be run. {_REMEDY[engine]}") from None
    return ran.stdout.decode("utf-8")


def binary_of(engine: str) -> Path:
    """The program of an engine. Raises `CannotDraw`."""
    if engine not in ENGINES:
        raise CannotDraw(f"There is no engine `{visible(engine)}`. Use one of these: {', '.join(ENGINES)}")
    found = _installed(engine) if engine == PURE else None
    found = found or _on_path(engine)
    if found is None:
        raise CannotDraw(f"{engine} is not installed. {_REMEDY[engine]}")
    return found


@cache
def _installed(package: str) -> Path | None:
    """The program that the package of that name installs, wherever it was installed to."""
    try:
        files = metadata.files(package) or []
    except metadata.PackageNotFoundError:
        return None
    for file in files:
        place = Path(str(file.locate()))
        if place.stem == package and place.is_file():
            return place.resolve()
    return None


def _on_path(program: str) -> Path | None:
    found = shutil.which(program)
    return None if found is None else Path(found)
