"""A text as an editor counts it: lines and columns to offsets, and back.

Three ways of counting meet here. The reader of maps counts lines from 1 by YAML's line ends (of which U+2028 is one)
and columns from 1 in characters. Editors count lines from 0 by their own line ends, and columns from 0 in the units of
UTF-16, unless both sides agree on others. Everything in this room counts offsets: characters from the beginning,
without a byte-order mark.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import Literal, NamedTuple

from pathkit.maps.slips import LINE_END

MARK = "\ufeff"
Units = Literal["utf-8", "utf-16", "utf-32"]

_EDITOR_LINE_END = re.compile("\r\n|\r|\n")


class Position(NamedTuple):
    """A place as an editor counts it, both from 0."""

    line: int
    character: int


class Span(NamedTuple):
    """A piece of a text, by offsets."""

    start: int
    end: int


@dataclass(frozen=True)
class Text:
    """A text without its byte-order mark; `marked` tells that the editor's begins with one."""

    source: str
    marked: bool = False

    @staticmethod
    def of(source: str) -> Text:
        """The text of an editor, or of a file."""
        return Text(source.removeprefix(MARK), source.startswith(MARK))

    @property
    def raw(self) -> bytes:
        """The text as a file would hold it. (What is no text at all stays so, for the reader to refuse.)"""
        return (MARK * self.marked + self.source).encode("utf-8", "surrogatepass")

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(end.end() for end in _EDITOR_LINE_END.finditer(self.source))]

    @cached_property
    def _yaml_starts(self) -> list[int]:
        return [0, *(end.end() for end in LINE_END.finditer(self.source))]

    def spot(self, line: int, column: int) -> int:
        """The offset of a place that the reader of maps names; the nearest that there is."""
        starts = self._yaml_starts
        if line > len(starts):
            return len(self.source)
        return min(starts[max(line, 1) - 1] + max(column, 1) - 1, len(self.source))

    def position(self, offset: int, units: Units = "utf-16") -> Position:
        """An offset as an editor counts it."""
        offset = min(max(offset, 0), len(self.source))
        line = bisect_right(self._starts, offset) - 1
        before = self.source[self._starts[line] : offset]
        return Position(line, _length(before, units) + self._extra(line, units))

    def offset(self, line: int, character: int, units: Units = "utf-16") -> int:
        """The offset of an editor's place; behind the end of a line, that end."""
        if line < 0:
            return 0
        if line >= len(self._starts):
            return len(self.source)
        text = self.line_at(line)
        left = character - self._extra(line, units)
        if text.isascii() or units == "utf-32":
            return self._starts[line] + min(max(left, 0), len(text))
        at = 0
        for char in text:
            left -= _length(char, units)
            if left < 0:
                break
            at += 1
        return self._starts[line] + at

    def line_at(self, line: int) -> str:
        """A line without its end, counted from 0 as editors do."""
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self.source)
        return self.source[self._starts[line] : end].rstrip("\r\n")

    def end_of_line(self, offset: int) -> int:
        """Where the line ends that holds an offset, without blanks."""
        found = LINE_END.search(self.source, offset)
        end = found.start() if found is not None else len(self.source)
        return offset + len(self.source[offset:end].rstrip())

    def _extra(self, line: int, units: Units) -> int:
        """What the byte-order mark takes in the editor's first line."""
        return _length(MARK, units) if self.marked and line == 0 else 0


def _length(text: str, units: Units) -> int:
    if units == "utf-32" or text.isascii():
        return len(text)
    if units == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text) + sum(char > "\uffff" for char in text)


@dataclass(frozen=True)
class Moved:
    """Where the lines of a text stand after a change, counted from 1 by YAML's line ends."""

    same_before: int
    same_after: int
    lines_before: int
    lines_after: int

    def line(self, line: int) -> int | None:
        """Where a line stands now, or None if it was changed."""
        if line <= self.same_before:
            return line
        if line > self.lines_before - self.same_after:
            return line + self.lines_after - self.lines_before
        return None


def moved(before: str, after: str) -> Moved:
    """What a change of a text did to its lines: those above it and those below it are as they were."""
    old, new = LINE_END.split(before), LINE_END.split(after)
    first = _alike(old, new)
    rest = min(len(old), len(new)) - first
    last = min(_alike(old[::-1], new[::-1]), rest)
    return Moved(first, last, len(old), len(new))


def _alike(some: list[str], others: list[str]) -> int:
    for number, (one, other) in enumerate(zip_longest(some, others)):
        if one != other:
            return number
    return len(some)
