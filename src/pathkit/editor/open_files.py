"""The files that are open in an editor: what is unsaved stands for what is on the disk, also where a map uses it.

A map is read again when it or something that it uses has changed, and kept until then.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from pathkit.check.exits import CannotDo
from pathkit.check.run import SUFFIX, wanted_below
from pathkit.editor.reading import Reading, as_shown, read
from pathkit.editor.text import Text, moved
from pathkit.maps import Map
from pathkit.maps.files import Files, Refused, as_named, find_used, read_bytes, workspace_of
from pathkit.maps.references import PLANNING
from pathkit.maps.values import shown

MOST_FILES, MOST_FOLDERS = 2000, 20_000
"""How many maps and folders of a workspace are looked through for an id: more is no repository of maps."""
_NOT_LOOKED_INTO = frozenset({"node_modules", "__pycache__", "site-packages"})

Stamp = Text | tuple[int, ...] | None
"""What tells one state of a file from another: its text where it is open, else what the disk says of it."""


@dataclass(frozen=True)
class Buffers(Files):
    """The disk, and before it the texts of an editor, by the real paths of their files."""

    texts: Mapping[Path, bytes] = field(default_factory=dict)

    def read(self, path: Path) -> bytes:
        """What is in a file as the editor has it."""
        unsaved = self.texts.get(self.real(path)) if self.texts else None
        return read_bytes(path) if unsaved is None else unsaved

    def is_file(self, path: Path) -> bool:
        """Whether there is such a file, saved or not."""
        return super().is_file(path) or self.real(path) in self.texts

    def maps_in(self, folder: Path) -> list[str]:
        """The names of the maps in a folder, saved or not."""
        unsaved = {path.name for path in self.texts if path.parent == self.real(folder)}
        return sorted({*super().maps_in(folder), *(name for name in unsaved if name.endswith(SUFFIX))})


class _Watched(Files):
    """Files, of which it is kept what was looked at, and in what state that was."""

    def __init__(self, files: Files, stamp: Callable[[Path], Stamp]) -> None:
        self._files = files
        self._stamp = stamp
        self.seen: dict[Path, Stamp] = {}

    def _look(self, path: Path) -> Path:
        self.seen.setdefault(path, self._stamp(path))
        return path

    def read(self, path: Path) -> bytes:
        return self._files.read(self._look(path))

    def real(self, path: Path) -> Path:
        return self._files.real(path)

    def is_file(self, path: Path) -> bool:
        return self._files.is_file(self._look(path))

    def is_folder(self, path: Path) -> bool:
        return self._files.is_folder(path)

    def maps_in(self, folder: Path) -> list[str]:
        return self._files.maps_in(folder)

    def workspace(self, path: Path) -> Path:
        return self._files.workspace(path)


@dataclass(frozen=True)
class Users:
    """The readings of all that uses a library and may name an id; `unsure` is why that may not be all, in sentences."""

    readings: tuple[Reading, ...]
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True)
class Below:
    """The maps and libraries in a folder and below it. `cut` tells that there are too many to look through."""

    paths: tuple[Path, ...]
    cut: bool = False


class OpenFiles:
    """The texts of an editor, and the readings of its maps."""

    def __init__(self) -> None:
        self._open: dict[Path, Text] = {}
        self._named: dict[Path, Path] = {}
        self._typing: dict[Path, int] = {}
        self._readings: dict[Path, tuple[Reading, Mapping[Path, Stamp]]] = {}
        self._last_maps: dict[Path, Map] = {}
        self._maps_of: dict[Path, Path] = {}

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that are open, as they were named."""
        return tuple(self._named.values())

    @property
    def buffers(self) -> Buffers:
        """Where maps are read from at this moment."""
        return Buffers({path: text.raw for path, text in self._open.items()})

    def put(self, path: Path, source: str) -> None:
        """A file was opened, or its text changed."""
        real = path.resolve()
        text, before = Text.of(source), self._open.get(real)
        if before is not None:
            lines = moved(before.source, text.source)
            self._typing[real] = max(lines.lines_after - lines.same_after - 1, 0)
        self._open[real] = text
        self._named[real] = as_named(path)

    def close(self, path: Path) -> None:
        """A file was closed: from now on its text is that of the disk."""
        real = path.resolve()
        for kept in (self._open, self._named, self._typing):
            kept.pop(real, None)

    def forget(self) -> None:
        """Something changed on the disk: everything is read again."""
        self._readings.clear()

    def text(self, path: Path) -> Text | None:
        """The text of an open file."""
        return self._open.get(path.resolve())

    def reading(self, path: Path) -> Reading:
        """A file and all that it uses, as they are now. Raises `OSError` if the file cannot be read."""
        path = as_named(path)
        if not self._is_fresh(path):
            watched = _Watched(self.buffers, self._stamp)
            found = read(path, watched, self._typing.get(path.resolve()))
            self._readings[path] = found, watched.seen
            if found.map is not None and not found.broken:
                self._last_maps[path] = found.map
        return self._readings[path][0]

    def _is_fresh(self, path: Path) -> bool:
        """Whether nothing has changed since a file was read last, in it or in what it uses (or is to use)."""
        _, seen = self._readings.get(as_named(path), (None, None))
        return seen is not None and all(self._stamp(one) == stamp for one, stamp in seen.items())

    def _stamp(self, path: Path) -> Stamp:
        try:
            real = path.resolve()
            if real in self._open:
                return self._open[real]
            found = real.stat()
        except (OSError, RuntimeError, ValueError):
            return None
        return found.st_ino, found.st_size, found.st_mtime_ns

    def last_map(self, reading: Reading) -> Map | None:
        """The map of a reading; where something is wrong with it, the last one with which nothing was."""
        return reading.map or self._last_maps.get(reading.around or reading.root.path)

    # --- a plan in a file of its own

    def around(self, reading: Reading) -> Reading:
        """A plan in a file of its own together with a map that uses it; anything else as it is.

        The plan speaks of that map's services and organisations. Where several maps use it, it is one that is open.
        """
        root = reading.root
        if not states_a_plan(root.document.data) or not reading.is_library:
            return reading
        known = self._maps_of.get(root.path)
        for other in () if known is None else (known,):
            if (found := self._uses(other, root.path)) is not None:
                return reading.within(found)
        for other in dict.fromkeys((*sorted(self.paths), *maps_below(workspace_of(root.path)).paths)):
            if other != root.path and (found := self._uses(other, root.path)) is not None:
                self._maps_of[root.path] = other
                return reading.within(found)
        return reading

    def _uses(self, path: Path, plan: Path) -> Reading | None:
        """The reading of a map, if it is one and uses the plan."""
        try:
            if plan.name.encode() not in self.buffers.read(path):
                return None
            reading = self.reading(path)
        except (OSError, RuntimeError):
            return None
        uses = any(file.path.resolve() == plan.resolve() for file in reading.files[1:])
        return reading if uses and not reading.is_library else None

    # --- what uses a library

    def users(self, path: Path, name: str) -> Users:
        """All maps and libraries around that use a file and may name an id, the file itself first."""
        path = as_named(path)
        found, unsure = [self.reading(path)], []
        around = maps_below(workspace_of(path))
        left_out = _left_out(workspace_of(path))
        plans = self._plans_that_name(name, around.paths)
        for other in sorted({*self.paths, *around.paths} - {path}):
            try:
                raw = self.buffers.read(other)
                # A text in quotes may hold an id by its code points (`\x67p`).
                if not any(one in raw for one in (name.encode(), b"\\", *plans)):
                    continue
                reading = self.reading(other)
            except FileNotFoundError:
                continue
            except (OSError, RuntimeError) as fault:
                why = getattr(fault, "strerror", None) or fault
                unsure.append(f"{as_shown(other).as_posix()} cannot be read ({why}), and may name {shown(name)}.")
                continue
            if any(file.path.resolve() == path.resolve() for file in reading.files[1:]):
                found.append(reading)
            elif not left_out(other) and (why := self._unsure(reading)):
                unsure.append(why.format(file=as_shown(other).as_posix(), name=shown(name)))
        if around.cut:
            folder = as_shown(workspace_of(path))
            unsure.append(_CUT.format(folder="this folder" if folder == Path() else folder.as_posix()))
        return Users(tuple(found), tuple(unsure))

    def _plans_that_name(self, name: str, paths: Iterable[Path]) -> list[bytes]:
        """The names of files with a plan that may name an id: a map that uses one may then name nothing itself."""
        found: dict[bytes, None] = {}
        for path in {*self.paths, *paths}:
            with suppress(OSError):
                raw = self.buffers.read(path)
                if _PLAN.search(raw) and (name.encode() in raw or b"\\" in raw):
                    found[path.name.encode()] = None
        return sorted(found)

    def _unsure(self, reading: Reading) -> str | None:
        """Why nobody can tell what a file uses at the moment, if that is so."""
        if reading.is_unreadable:
            return _BROKEN
        return None if self._uses_are_followed(reading) else _NOT_FOLLOWED

    def _uses_are_followed(self, reading: Reading) -> bool:
        """Whether all was found that a file and what it uses name in their `uses`."""
        read_, workspace = {file.path.resolve() for file in reading.files}, workspace_of(reading.root.path)
        for file in reading.files:
            if file is not reading.root and not file.document.data:
                return False
            said = file.document.data.get("uses", [])
            if not isinstance(said, list) or len(said) != len(file.document.uses):
                return False
            for _, item in file.document.uses:
                target = find_used(item, file.path, workspace, self.buffers)
                if isinstance(target, Refused) or target.resolve() not in read_:
                    return False
        return True


_BROKEN = (
    "{file} cannot be read as YAML at the moment, so nobody can tell what it uses, and it may name {name}. "
    "Put that right first."
)
_NOT_FOLLOWED = (
    "Not all that {file} uses can be read at the moment, and it may name {name}. Put its `uses:` right first."
)
_CUT = (
    "There is more in {folder} than is looked through for names: "
    f"{MOST_FILES:,} maps, {MOST_FOLDERS:,} folders. Put a `pathkit.yaml` into the folder that holds your maps: only "
    "what lies in it is looked through."
)


# A key of what partners have agreed, at the start of a line.
_PLAN = re.compile(rb"^[\"']?(?:" + "|".join(PLANNING).encode() + rb")\b", re.MULTILINE)


def states_a_plan(data: Mapping[str, object]) -> bool:
    """Whether a file says what partners have agreed to do."""
    return any(key in data for key in PLANNING)


def _left_out(folder: Path) -> Callable[[Path], bool]:
    """Whether a map is none of those that the settings of a folder ask for, so that nobody need put it right."""
    try:
        wanted = wanted_below(folder)
    except CannotDo:  # the check tells of that
        wanted = None
    return lambda path: wanted is not None and path.resolve() not in wanted


def maps_below(folder: Path) -> Below:
    """The maps and libraries in a folder and below it, but for hidden folders."""
    found: list[Path] = []
    for number, (at, folders, names) in enumerate(os.walk(folder)):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _NOT_LOOKED_INTO)
        found += [Path(at) / name for name in sorted(names) if name.endswith(SUFFIX)]
        if number >= MOST_FOLDERS or len(found) > MOST_FILES:
            return Below(tuple(found[:MOST_FILES]), cut=True)
    return Below(tuple(found))
