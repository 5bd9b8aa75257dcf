"""Which files a run is about: the maps that were named, and those in the folders that were named."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from pathkit.check.exits import CannotDo
from pathkit.check.settings import load_settings
from pathkit.maps.values import did_you_mean, shown

ENDING = ".pathway.yaml"


def find_maps(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files of maps, each once, in the order of `paths`; those of a folder are sorted.

    A folder stands for every `*.pathway.yaml` in it and below, hidden folders aside; if the settings that
    hold there name `maps`, for those alone. Raises `CannotDo` for a path that is not there, and if there is
    no map at all.
    """
    found: dict[str, Path] = {}
    for path in paths:
        for one in _below(path) if path.is_dir() else (_named(path),):
            found.setdefault(os.path.abspath(one), one)  # noqa: PTH100 (links are not followed)
    if not found:
        where = ", ".join(shown(path.as_posix()) for path in paths)
        raise CannotDo(f"There is no map in {where}. The name of a map's file ends in `{ENDING}`.")
    return tuple(found.values())


def _named(path: Path) -> Path:
    if path.exists():
        return path
    try:
        there = sorted(entry.name for entry in path.parent.iterdir() if entry.name.endswith(ENDING))
    except OSError:
        there = []
    hint = f" {did_you_mean(path.name, there, 'Maps in that folder')}" if there else ""
    raise CannotDo(f"There is no file or folder {shown(path.as_posix())}.{hint}")


def _below(folder: Path) -> tuple[Path, ...]:
    settings = load_settings(folder)
    if not settings.maps or settings.maps_in is None:
        return tuple(sorted(_walk(folder), key=lambda path: path.as_posix()))
    here = Path(os.path.abspath(folder))  # noqa: PTH100 (as above)
    chosen = {
        match
        for glob in settings.maps
        for match in settings.maps_in.glob(glob)
        if match.name.endswith(ENDING) and match.is_relative_to(here) and match.is_file()
    }
    return tuple(folder / match.relative_to(here) for match in sorted(chosen, key=lambda p: p.as_posix()))


def _walk(folder: Path) -> Iterator[Path]:
    for here, below, files in os.walk(folder):
        below[:] = [name for name in below if not name.startswith(".")]
        yield from (Path(here) / name for name in files if name.endswith(ENDING) and not name.startswith("."))
