"""Check maps again and again as their files change, each only where something that it rests on is otherwise.

What counts is what stands in the files, not when they were saved: a map is checked anew if anything that was read for
it (itself, what it uses, also what it uses in vain), where a link leads, or its settings now differ.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from pathkit.check.exits import CannotDo
from pathkit.check.report import CheckedMap, Report
from pathkit.check.run import Advance, Request, check_map, maps_among, report_of
from pathkit.check.settings import Settings, all_known_rules, load_settings, settings_file
from pathkit.maps.files import Files, as_named, read_bytes, workspace_of


@dataclass
class _Noting(Files):
    """Reads from the disk, and notes what stood in every file that was asked for, and where every path led."""

    noted: dict[Path, bytes] = field(default_factory=dict)
    led: dict[Path, Path | None] = field(default_factory=dict)

    def real(self, path: Path) -> Path:
        self.led[as_named(path)] = _leads(path)
        return super().real(path)

    def read(self, path: Path) -> bytes:
        try:
            raw = read_bytes(path)
        except OSError:
            self.noted[as_named(path)] = b""
            raise
        self.noted[as_named(path)] = _digest(raw)
        return raw

    def is_file(self, path: Path) -> bool:
        found = super().is_file(path)
        if not found:  # what is there is read next, under the name that it has in a map, and noted then
            self.noted.setdefault(as_named(path), b"")
        return found


def _digest(raw: bytes) -> bytes:
    return blake2b(raw, digest_size=16).digest()


def _now(path: Path) -> bytes:
    """What a file is noted as now: nothing where it cannot be read."""
    try:
        return _digest(read_bytes(path))
    except OSError:
        return b""


def _leads(path: Path) -> Path | None:
    """The file that a path leads to now; None where its links go round."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return None


@dataclass(frozen=True)
class _Checked:
    """A map as it was checked, and all that this rests on."""

    asked: Request
    settings: Settings
    noted: Mapping[Path, bytes]
    led: Mapping[Path, Path | None]
    result: CheckedMap

    def holds(self, asked: Request, settings: Settings) -> bool:
        """Whether it would come out the same now."""
        return (
            self.asked == asked
            and self.settings == settings
            and all(_now(path) == before for path, before in self.noted.items())
            and all(_leads(path) == before for path, before in self.led.items())
        )


class Again:
    """Checks the maps among paths as often as it is asked for."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths = paths
        self._known = all_known_rules()
        self._checked: dict[str, _Checked] = {}
        self._trouble: str | None = None
        self._settings: set[Path] = set()

    def report(self, asked: Request, progress: Advance | None = None) -> Report:
        """Check what has changed since the last time, and report on all. Raises `CannotDo` as `check_paths` does."""
        self._trouble = None
        try:
            work = self._work()
        except CannotDo as trouble:
            self._trouble = str(trouble)
            raise
        checked: dict[str, _Checked] = {}
        for path, settings in work.items():
            before = self._checked.get(path)
            kept = before is not None and before.holds(asked, settings)
            checked[path] = before if kept and before is not None else _check(path, asked, settings)
            if progress is not None:
                progress(len(checked), len(work), path)
        self._checked = checked
        return report_of([one.result for one in checked.values()], list(work.values()), asked)

    def changed(self) -> tuple[str, ...] | None:
        """The maps that would be checked anew now, or are gone; None: nothing is otherwise.

        Where the last report could not be made, or the next one cannot be, none is named.
        """
        try:
            work = self._work()
        except CannotDo as trouble:
            return None if str(trouble) == self._trouble else ()
        gone = [path for path in self._checked if path not in work]
        new = [
            path
            for path, settings in work.items()
            if path not in self._checked or not self._checked[path].holds(self._checked[path].asked, settings)
        ]
        return tuple(sorted({*gone, *new})) if gone or new else None if self._trouble is None else ()

    def folders(self) -> frozenset[Path]:
        """The folders in which a change may bear on what is reported (not those below them); all are there."""
        wanted = {folder for path in self.paths for folder in _folders_of(path)}
        for path in (*self.paths, *map(Path, self._checked)):
            wanted |= set(_up_to_settings(as_named(path)))
        noted = {path for one in self._checked.values() for path in one.noted} | self._settings
        for path in noted:
            wanted |= {path.parent, Path(os.path.realpath(path)).parent}
        # Of a link that leads to a file which has another name too, nothing else is noted.
        wanted |= {path.parent for one in self._checked.values() for path, real in one.led.items() if real != path}
        return frozenset(_there(folder) for folder in wanted)

    def _work(self) -> dict[str, Settings]:
        """The maps that there are now, each with its settings."""
        work = {path: load_settings(Path(path), self._known) for path in maps_among(self.paths)}
        self._settings = {as_named(Path(file)) for settings in work.values() for file in settings.files}
        return work


def _check(path: str, asked: Request, settings: Settings) -> _Checked:
    files = _Noting()
    result = check_map(path, asked, settings, files)
    return _Checked(asked, settings, files.noted, files.led, result)


def _folders_of(path: Path) -> Iterator[Path]:
    """A folder with those below it in which maps are looked for, or the folder of a file."""
    if not path.is_dir():
        yield as_named(path).parent
        return
    for folder, folders, _ in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield as_named(Path(folder))


def _up_to_settings(path: Path) -> Iterable[Path]:
    """The folders above a map in which settings are, or could be written."""
    nearest = settings_file(path)
    top = workspace_of(path) if nearest is None else nearest.parent
    return [folder for folder in (path, *path.parents) if folder.is_relative_to(top)]


def _there(folder: Path) -> Path:
    """A folder, or the nearest above it that is there."""
    return next((one for one in (folder, *folder.parents) if one.is_dir()), Path(folder.anchor))
