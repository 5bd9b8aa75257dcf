"""A file together with all that it uses."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from pathkit.maps.document import Document, read_document
from pathkit.maps.files import DISK, Files, Refused, find_used
from pathkit.maps.sense import check_document
from pathkit.maps.values import shown

_DEEPEST_USES = 20


def read_file(file: str, raw: bytes) -> Document:
    """One file, with every problem that shows in it alone."""
    document = read_document(file, raw)
    check_document(document)
    return document


# Every area of a country uses the same few libraries: each is read once.
_read_once: Callable[[str, bytes], Document] = lru_cache(maxsize=16)(read_file)
_LARGEST_KEPT = 1024 * 1024


def _read_library(file: str, raw: bytes) -> Document:
    """A library's document, with problems that others may be added to."""
    read = _read_once(file, raw) if len(raw) <= _LARGEST_KEPT else read_file(file, raw)
    return replace(read, problems=read.problems.copy())


class Gathered:
    """A file and all that it uses, the file first and then the libraries in the order of `uses`."""

    def __init__(self, root: Document, path: Path, workspace: Path, files: Files = DISK) -> None:
        self._workspace = workspace
        self._read_from = files
        self._by_path: dict[Path, Document] = {}
        self._used: dict[str, list[Document]] = {}
        self._lacking: set[str] = set()
        self._add(root, path, ())

    @property
    def root(self) -> Document:
        """The file itself."""
        return self.files[0]

    @property
    def files(self) -> tuple[Document, ...]:
        """The file and all that it uses."""
        return tuple(self._by_path.values())

    def within_reach(self, document: Document) -> Iterator[Document]:
        """A file and all that it uses, itself first."""
        seen: dict[str, None] = {}
        waiting = [document]
        while waiting:
            at = waiting.pop(0)
            if at.file not in seen:
                seen[at.file] = None
                yield at
                waiting += self._used[at.file]

    def is_complete(self, document: Document) -> bool:
        """Whether everything that a file uses could be read, so that an id nobody defines is a mistake."""
        return not any(
            file.file in self._lacking or (file is not document and not file.data)
            for file in self.within_reach(document)
        )

    def _add(self, document: Document, path: Path, chain: tuple[Path, ...]) -> None:
        """Take in a file, then what it uses; `chain` are the files that led here."""
        real = self._read_from.real(path)
        self._by_path[real] = document
        self._used[document.file] = []
        for number, item in document.uses:
            found = self._use(document, path, item, (*chain, real))
            if isinstance(found, Refused):
                self._lacking.add(document.file)
                document.problems.add(found.rule, found.message, found.remedy, "uses", number)
            elif found in self._used[document.file]:
                document.problems.add("duplicate-id", f"{shown(item)} is used twice", "Keep one", "uses", number)
            else:
                self._used[document.file].append(found)

    def _use(self, user: Document, path: Path, item: str, chain: tuple[Path, ...]) -> Document | Refused:
        target = find_used(item, path, self._workspace, self._read_from)
        if isinstance(target, Refused):
            return target
        real = self._read_from.real(target)
        if real in chain:
            names = [shown(file.name) for file in chain[chain.index(real) :]]
            message = f"`uses` goes round: {' uses '.join([*names, names[0]])}"
            return Refused("invalid-map", message, "Take one of them out: files cannot use each other")
        if real in self._by_path:
            return self._library(self._by_path[real], item)
        if len(chain) >= _DEEPEST_USES:
            return Refused("invalid-map", f"`uses` leads through more than {_DEEPEST_USES} files", "Use fewer files")
        try:
            raw = self._read_from.read(target)
        except OSError as error:
            reason = error.strerror or "it is no plain file"
            return Refused("unknown-reference", f"{shown(item)} cannot be read: {reason}", "Check the file")
        document = _read_library(_beside(user.file, item), raw)
        found = self._library(document, item)
        if not isinstance(found, Refused):
            self._add(document, target, chain)
        return found

    def _library(self, document: Document, item: str) -> Document | Refused:
        if document.is_library:
            return document
        return Refused(
            "invalid-map",
            f"{shown(item)} has an `area`: it is a map, and only libraries can be used",
            "Move what is shared into a file without `area:`, and use that in both",
        )


def _beside(user: str, item: str) -> str:
    """The name of a used file, as people know it: from where the map was named."""
    return Path(os.path.normpath(Path(user).parent / item)).as_posix()
