"""The programs that lay pictures out: the one that pip installs, and the system's own Graphviz.

`graphviz-pure` uses none of the machine's fonts or libraries, so its pictures are the same bytes on every machine.
`dot` is for who has it and prefers it: it knows the machine's fonts, and its pictures are that machine's.
"""

from __future__ import annotations

import shutil
from functools import cache
from importlib import metadata
from pathlib import Path

from pathkit.check.exits import CannotDo
from pathkit.maps.values import visible

PURE, SYSTEM = "graphviz-pure", "dot"
ENGINES = (PURE, SYSTEM)
"""The usual one first."""

_REMEDY = {
    PURE: f"Install it: pip install {PURE}",
    SYSTEM: f"Install Graphviz on this machine, or use the engine that comes with pathkit: --engine {PURE}",
}


class CannotDraw(CannotDo):
    """The program that lays pictures out is missing, or failed; says what to do."""


def laid_out(dot: str, engine: str = PURE) -> str:
    """What an engine makes of a text in DOT: a picture as SVG. Raises `CannotDraw`."""
    import graphviz
    from graphviz.backend import dot_command

    # The package runs `dot`, unless it is told which program that is.
    usual = dot_command.DOT_BINARY
    dot_command.DOT_BINARY = binary_of(engine)
    try:
        return str(graphviz.pipe_string("dot", "svg", dot, encoding="utf-8", quiet=True))
    except (graphviz.ExecutableNotFound, OSError):
        raise CannotDraw(f"{engine} cannot be run. {_REMEDY[engine]}") from None
    except graphviz.CalledProcessError as fault:
        raise CannotDraw(f"{engine} could not lay the picture out: {visible((fault.stderr or '').strip())}") from fault
    finally:
        dot_command.DOT_BINARY = usual


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
