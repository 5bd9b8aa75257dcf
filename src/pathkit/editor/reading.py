"""A map as it is read while somebody writes it: with all that it uses, and with its broken lines left out.

It is read as `check` reads it. That takes a few hundredths of a second for a map of 150 services.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from pathkit.editor.mentions import ANYTHING, Mention, mentions
from pathkit.editor.outline import Outline, mended, outline_of
from pathkit.editor.text import Text
from pathkit.frameworks import Framework, known_among, load_framework
from pathkit.maps import Map, Problem
from pathkit.maps.document import Document
from pathkit.maps.files import Files, as_named
from pathkit.maps.gather import Gathered, read_file
from pathkit.maps.merge import merged


@dataclass(frozen=True)
class File:
    """One file of a map: its text, what the reader made of it, and what it names where."""

    path: Path
    text: Text
    document: Document

    @cached_property
    def outline(self) -> Outline:
        """Where its keys and values stand."""
        return _outline(self.document.tree.text if self.document.data else "")

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Every id that stands in it."""
        return mentions(self.document.data, self.outline)

    def at(self, offset: int) -> Mention | None:
        """The mention at an offset, if an id stands there."""
        there = (one for one in self.mentions if not one.implied and one.span.start <= offset <= one.span.end)
        return min(there, key=lambda one: (not one.exact, one.span.end - one.span.start), default=None)


@dataclass(frozen=True)
class Reading:
    """A file together with all that it uses.

    `problems` are those of the text as it stands. If that is no YAML at the moment, everything else comes of the text
    with its broken lines left out (`broken` tells so). `map` is None where something is wrong.
    """

    files: tuple[File, ...]
    problems: tuple[Problem, ...]
    map: Map | None
    broken: bool
    contents: tuple[tuple[str, bytes], ...]
    around: Path | None = None
    """The map of which the file itself is the plan, where that map's files are here as well."""

    @property
    def root(self) -> File:
        """The file itself."""
        return self.files[0]

    @property
    def is_library(self) -> bool:
        """Whether it has no area."""
        return self.root.document.is_library

    @property
    def is_unreadable(self) -> bool:
        """Whether the file itself is no YAML at the moment, so that nobody can tell what it uses."""
        root = self.root.document
        faulty = any(one.rule == "invalid-yaml" and one.file == root.file for one in self.problems)
        return self.broken or (faulty and not root.data)

    @property
    def framework(self) -> Framework:
        """What the framework packs that the map names come to, of those that there are."""
        areas = (file.document.data["area"] for file in self.files if not file.document.is_library)
        area = next(areas, None)
        return load_framework(*known_among(area.get("framework") if isinstance(area, dict) else None))

    def named(self, name: str) -> File | None:
        """The file of that name."""
        return next((file for file in self.files if file.document.file == name), None)

    def mentions_of(self, sort: str, name: str) -> Iterator[tuple[File, Mention]]:
        """Where a thing is named, in this file and all that it uses."""
        for file in self.files:
            for mention in file.mentions:
                if mention.names(sort, name):
                    yield file, mention

    def definitions(self, sort: str, name: str) -> list[tuple[File, Mention]]:
        """Where a thing is defined: first where most is said of it. What only a change adds, is defined there."""
        named = list(self.mentions_of(sort, name))
        found = [(file, one) for file, one in named if one.defines]
        found = found or [(file, one) for file, one in named if one.proposes]
        return sorted(found, key=lambda pair: not pair[1].told)

    def within(self, around: Reading) -> Reading:
        """This reading of a plan, together with that of the map that uses it."""
        others = (file for file in around.files if file.path != self.root.path)
        return replace(self, files=(self.root, *others), map=around.map, around=around.root.path)

    def sort_of(self, mention: Mention) -> str:
        """The sort of what a mention names; that of a finding's subject is seen from what has that id."""
        if mention.sort not in ANYTHING:
            return mention.sort
        named = [one for file in self.files for one in file.mentions if mention.names(one.sort, one.id)]
        defined = [one.sort for one in named if one.defines] or [one.sort for one in named if one.proposes]
        return defined[0] if defined else mention.sort

    def ids(self, sort: str) -> dict[str, File]:
        """The ids of a sort that are defined, each with the file that does."""
        found: dict[str, File] = {}
        for file in self.files:
            for one in file.mentions:
                if one.defines and one.sort == sort:
                    found.setdefault(one.id, file)
        return found


def as_shown(path: Path) -> Path:
    """A path as people name it: from the working folder where it lies below that."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def read(path: Path, files: Files, typing: int | None = None) -> Reading:
    """Read a file and all that it uses. `typing` is the line (from 0) on which somebody was typing last.

    Raises `OSError` if the file itself cannot be read.
    """
    shown = as_shown(path)
    raw = files.read(path)
    root = read_file(shown.as_posix(), raw)
    text = Text.of(raw.decode("utf-8", "surrogatepass" if _is_text(raw) else "replace"))
    mistakes = None
    if not root.data and text.source.strip():
        stumbled = [one.line - 1 for one in root.problems.found if one.rule == "invalid-yaml"]
        whole = mended(text.source, typing, max(stumbled, default=None))
        if whole != text.source:
            mistakes = root.problems.found
            root = read_file(shown.as_posix(), whole.encode("utf-8"))
    gathered = Gathered(root, shown, files.workspace(path), files)
    found = merged(gathered)
    known = {root.file: (path, text)}
    views = tuple(_file(document, *known.get(document.file, (None, None))) for document in gathered.files)
    problems = tuple(problem for document in gathered.files for problem in document.problems.found)
    contents = ((root.file, raw), *((view.document.file, view.text.raw) for view in views[1:]))
    return Reading(
        views,
        problems if mistakes is None else (*mistakes, *(one for one in problems if one.file != root.file)),
        found,
        mistakes is not None,
        contents,
    )


def _is_text(raw: bytes) -> bool:
    """Whether the bytes are text as editors send it, in which half a character may stand."""
    try:
        raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _file(document: Document, path: Path | None, text: Text | None) -> File:
    source = Text.of(document.tree.text) if text is None else text
    named = as_named(Path(document.file)) if path is None else path
    return File(named, source, document)


# A library is the same for all maps that use it, and hardly ever changes.
@lru_cache(maxsize=16)
def _outline(text: str) -> Outline:
    return outline_of(text)
