"""Where files are, and which of them a map may use."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from pathkit.maps.problems import Rule
from pathkit.maps.tree import LARGEST
from pathkit.maps.values import shown

_MARKERS = ("pathkit.yaml", ".git")


@dataclass(frozen=True)
class Refused:
    """Why a file is not used, and what to do."""

    rule: Rule
    message: str
    remedy: str


def as_named(path: Path) -> Path:
    """The place that a path names: absolute, without `..`, and no link followed.

    (`Path.absolute` leaves `..` in, and `Path.resolve` follows links: neither names the place.)
    """
    return Path(os.path.abspath(path))  # noqa: PTH100


def workspace_of(path: Path) -> Path:
    """The folder that a map's `uses` may not leave.

    The nearest folder above the map that holds a `pathkit.yaml` or a `.git`, else the map's own folder.
    """
    here = as_named(path).parent
    for folder in (here, *here.parents):
        if any((folder / marker).exists() for marker in _MARKERS):
            return folder
    return here


def read_bytes(path: Path) -> bytes:
    """What is in a file, cut just beyond the size at which it is refused.

    Raises `OSError` if there is no such file, it is no plain file, or it may not be read.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(f"{path} is not a file")
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


class Files:
    """Where maps are read from: the disk. What else holds files (an older revision, an editor) stands in for it."""

    def read(self, path: Path) -> bytes:
        """What is in a file, cut just beyond the size at which it is refused. Raises `OSError`."""
        return read_bytes(path)

    def real(self, path: Path) -> Path:
        """The file that a path leads to, absolute and with every link followed. Raises `OSError` or `RuntimeError`."""
        return path.resolve()

    def is_file(self, path: Path) -> bool:
        """Whether there is such a file."""
        return path.is_file()

    def is_folder(self, path: Path) -> bool:
        """Whether there is such a folder."""
        return path.is_dir()

    def maps_in(self, folder: Path) -> list[str]:
        """The names of the maps and libraries in a folder, sorted. Raises `OSError`."""
        return sorted(entry.name for entry in folder.glob("*.pathway.yaml"))

    def workspace(self, path: Path) -> Path:
        """The folder that the `uses` of a map here may not leave."""
        return workspace_of(path)


DISK = Files()


def find_used(item: str, user: Path, workspace: Path, files: Files = DISK) -> Path | Refused:
    """The file that an entry of `uses` names, as written in the file `user`, or why it may not be used."""
    if not item.isprintable() or "\\" in item:
        return Refused("invalid-map", f"{shown(item)} is not a path", "Write it with `/`, such as `national/x.yaml`")
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", item):
        return Refused(
            "invalid-map",
            f"{shown(item)} is not a path within the workspace",
            "Copy the file into the workspace and name it by its path; nothing is fetched",
        )
    if item.startswith(("/", "~")):
        return Refused("invalid-map", f"{shown(item)} is not relative", "Write the path from this file to the other")
    outside = Refused(
        "invalid-map",
        f"{shown(item)} leads out of the workspace",
        "Use files of the workspace only: the nearest folder above the map with a `pathkit.yaml` or a "
        "`.git`, else the map's own folder",
    )
    target = as_named(user.parent / item)
    if not target.is_relative_to(as_named(workspace)):
        return outside
    try:
        real = files.real(target)
        if not real.is_relative_to(files.real(workspace)):
            return outside
        if files.is_file(real):
            return target
        missing = "is a folder" if files.is_folder(real) else "is not there"
    except (OSError, RuntimeError, ValueError):
        missing = "cannot be found"
    return Refused("unknown-reference", f"the file {shown(item)} {missing}", _nearby(target, files))


def _nearby(target: Path, files: Files) -> str:
    """The maps in the folder where a file should be, or what paths are relative to."""
    try:
        names = files.maps_in(target.parent)[:10]
    except (OSError, ValueError):
        names = []
    start = "Paths are relative to the file that says `uses`"
    return f"{start}; in that folder: {', '.join(map(shown, names))}" if names else start
