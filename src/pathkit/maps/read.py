"""A map from disk: the file, everything that it uses, and every problem of all of them in one run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pathkit.maps.files import DISK, Files
from pathkit.maps.gather import Gathered, read_file
from pathkit.maps.merge import merged
from pathkit.maps.model import Map
from pathkit.maps.problems import Problem


@dataclass(frozen=True)
class Loaded:
    """What came of loading a file: the map, unless there are errors, and all problems.

    A map may come with warnings. `is_library` tells that the file has no `area`: then it is only validated. `uses` are
    the files that it brings in, directly or not.
    """

    map: Map | None
    problems: tuple[Problem, ...]
    is_library: bool
    uses: tuple[str, ...] = ()


def load_map(path: Path, *, workspace: Path | None = None, raw: bytes | None = None, files: Files = DISK) -> Loaded:
    """Load a map (or a library) and everything that it uses.

    `workspace` is the folder that `uses` may not leave; if it is not given, the nearest folder above the map
    that holds a `pathkit.yaml` or a `.git`, else the map's own folder. `raw` is read instead of what stands in the
    file, to see what a change would come to. `files` are where everything is read from. Problems come file by file,
    the map's own first, each in the order of the file. Raises `OSError` if `path` itself cannot be read; whatever is
    wrong with what is in it is a problem.
    """
    root = read_file(path.as_posix(), files.read(path) if raw is None else raw)
    gathered = Gathered(root, path, workspace or files.workspace(path), files)
    found = merged(gathered)
    problems = tuple(problem for file in gathered.files for problem in file.problems.found)
    uses = tuple(file.file for file in gathered.files if file is not root)
    return Loaded(found, problems, root.is_library, uses)
