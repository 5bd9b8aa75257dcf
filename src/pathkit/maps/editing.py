"""Entries of `acknowledged`, put into a map's own text with everything else left as it stands.

Nothing is written anew: ruamel.yaml writes the new entries, and they are spliced into the text at a place that the
parser of the reader finds. What comes of it is read back, and has to be what the file was, with exactly these
entries. Where one place will not do (a text at the end of the file that a further line would make longer), the next
one is tried; where none does, nothing is changed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    MappingStartEvent,
    ScalarEvent,
)

from pathkit.maps.slips import LINE_END
from pathkit.maps.tree import read_tree

KEY = "acknowledged"
Entry = Mapping[str, Any]
"""An entry as it is to be read: texts, dates and numbers, or a block of them, by key."""

_ORDINARY_END = re.compile("\r\n|[\r\n]")
_EMPTY_LINE = re.compile(r"(\r\n|\r|\n)[ \t]*\1")
_WHITE = " \t\r\n\x85\u2028\u2029"
_BLANK = re.compile("[ \t]*")
_ANCHOR = re.compile(r"&\S+(?:[ \t]*(?:#[^\r\n\x85\u2028\u2029]*)?(?:\r\n|[\r\n\x85\u2028\u2029]))*[ \t]*")
_COMMENT = re.compile("#[^\r\n\x85\u2028\u2029]*")
_HEADER_COMMENT = re.compile("[|>][-+0-9]*[ \t]+(#[^\r\n\x85\u2028\u2029]*)")


_ODDLY_WRITTEN = (
    f"Its `{KEY}:` cannot be changed without changing something else as well. Write it as a list at the left margin, "
    "each entry beginning with `- ` on a line of its own, and without anchors and aliases."
)
_BY_ALIAS = f"Its `{KEY}:` repeats another list by an alias (`*name`). Write the entries out there."


class CannotEdit(ValueError):
    """Why entries cannot be put into a text, and what to do."""


@dataclass(frozen=True)
class Edited:
    """A file with its entries: its bytes, and where each entry (by its place in the list) stands in the text.

    `lines` are the first lines of the entries, counted from 1, and `texts` what stands there.
    """

    raw: bytes
    lines: Mapping[int, int]
    texts: Mapping[int, str]


def with_entries(raw: bytes, added: Sequence[Entry], renewed: Mapping[int, Entry]) -> Edited:
    """The file with entries put after those that it has, and others (by their place in the list) renewed.

    Of a renewed entry only the values that change are written. The file has to be a valid map. Raises `CannotEdit`.
    """
    marked = raw.startswith(BOM_UTF8)
    text = raw.decode("utf-8-sig")
    old = read_tree(raw)[0].data
    if not isinstance(old, dict):
        raise CannotEdit("There is no map in this file.")
    wanted = _wanted(old, added, renewed)
    for splices in _candidates(_Located(text), old, added, renewed):
        new = _spliced(text, splices)
        edited = (BOM_UTF8 if marked else b"") + new.encode("utf-8")
        tree, faults = read_tree(edited)
        if not faults and tree.data == wanted:
            return _shown(edited, new, [*renewed, *_last(wanted, len(added))])
    raise CannotEdit(_ODDLY_WRITTEN)


def _wanted(old: Mapping[str, Any], added: Sequence[Entry], renewed: Mapping[int, Entry]) -> dict[str, Any]:
    """What the file should mean afterwards, as the reader gives it: texts."""
    entries = list(old.get(KEY) or [])
    for number, entry in renewed.items():
        entries[number] = _as_read(entry)
    return {**old, KEY: [*entries, *(_as_read(entry) for entry in added)]}


def _as_read(value: Any) -> Any:
    return {key: _as_read(item) for key, item in value.items()} if isinstance(value, Mapping) else str(value)


def _last(wanted: Mapping[str, Any], count: int) -> range:
    return range(len(wanted[KEY]) - count, len(wanted[KEY]))


def _shown(raw: bytes, text: str, numbers: Sequence[int]) -> Edited:
    """Where the entries stand now."""
    located = _Located(text)
    value = located.value_of(KEY)
    lines, texts = {}, {}
    for number in sorted(numbers):
        node = value.items[number]
        start = node.start if value.flow else located.dash_before(node.start)
        end = _written_end(text, node)
        lines[number] = sum(1 for _ in LINE_END.finditer(text, 0, start)) + 1
        texts[number] = _undented(text, start, end)
    return Edited(raw, lines, texts)


def _undented(text: str, start: int, end: int) -> str:
    """What stands there, its lines moved to the left margin and ended by line feeds."""
    column = start - _line_start(text, start)
    first, *rest = LINE_END.split(text[start:end])
    return "\n".join((first, *(line[min(column, len(line) - len(line.lstrip(" "))) :] for line in rest)))


# --- where things stand


@dataclass(frozen=True)
class _Node:
    """A value as it stands in the text, from `start` to `end`, without an anchor before it.

    `items` are those of a list, or the keys and values of a block in turn.
    """

    start: int
    end: int
    kind: str
    flow: bool = False
    literal: bool = False
    items: tuple[_Node, ...] = ()
    text: str = ""

    @property
    def pairs(self) -> Iterator[tuple[_Node, _Node]]:
        """The keys of a block, each with its value."""
        return zip(self.items[::2], self.items[1::2], strict=True)


class _Located:
    """A text and where its values stand, by the events of the parser that reads maps."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._next: Callable[[], Any] = CParser(text).get_event
        self._next()  # the stream begins
        self._next()  # the document begins
        self.root = self._node(self._next())
        self.end = _end_of_document(self._next(), text)
        self._keys: list[tuple[int, int]] = []
        self._dashes: list[int] = []
        token: Any
        for token in yaml.scan(text, Loader=yaml.CLoader):
            mark = token.start_mark
            if type(token) is yaml.KeyToken:
                self._keys.append((mark.index, mark.column))
            elif type(token) is yaml.BlockEntryToken:
                self._dashes.append(mark.index)

    def value_of(self, name: str) -> _Node:
        """The value of a key of the whole file."""
        for key, value in self.root.pairs:
            if key.text == name:
                return value
        raise CannotEdit(_ODDLY_WRITTEN)

    def dash_before(self, at: int) -> int:
        """Where the last `- ` before a place stands."""
        return self._dashes[bisect_right(self._dashes, at) - 1]

    def begins(self, key: _Node) -> tuple[int, int]:
        """Where a key begins, or the `?` before it, and in which column."""
        number = bisect_right(self._keys, (key.start, key.start))
        return self._keys[number - 1]

    def _node(self, event: Any) -> _Node:
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, AliasEvent):
            return _Node(start, end, "alias")
        if event.anchor is not None and (anchor := _ANCHOR.match(self.text, start)) is not None:
            start = anchor.end()
        if isinstance(event, ScalarEvent):
            return _Node(start, end, "scalar", literal=event.style in ("|", ">"), text=event.value)
        items: list[_Node] = []
        inner = self._next()
        while not isinstance(inner, CollectionEndEvent):
            items.append(self._node(inner))
            inner = self._next()
        kind = "block" if isinstance(event, MappingStartEvent) else "list"
        if event.flow_style:
            ended: Any = inner.end_mark
            return _Node(start, ended.index, kind, True, items=tuple(items))
        # A block ends where its last value does: the parser ends it behind the comments that follow.
        return _Node(items[0].start, items[-1].end, kind, items=tuple(items))


def _end_of_document(event: Any, text: str) -> int:
    """Where the document ends: at its `...`, or at the end of the text."""
    return int(event.start_mark.index) if event.explicit else len(text)


def _written_end(text: str, node: _Node) -> int:
    """Where a value ends, without the empty lines that end a text of several lines."""
    return node.start + len(text[node.start : node.end].rstrip(_WHITE))


def _line_start(text: str, at: int) -> int:
    """Where the line begins that holds a place."""
    start = at
    while start and not LINE_END.fullmatch(text[start - 1]):
        start -= 1
    return start


def _after_line(text: str, at: int) -> int:
    """The place behind the line that holds a place; itself, where a line begins there."""
    if at and LINE_END.fullmatch(text[at - 1]):
        return at
    found = LINE_END.search(text, at)
    return len(text) if found is None else found.end()


def _after_comments(text: str, at: int, column: int) -> int:
    """The place behind the comments that follow and are indented further than a column: they belong to those above."""
    while (blank := _BLANK.match(text, at)) and blank.end() - at > column and text.startswith("#", blank.end()):
        at = _after_line(text, blank.end())
    return at


# --- what to splice in

Splice = tuple[int, int, str]
"""From where to where, and what belongs there instead."""


def _spliced(text: str, splices: Sequence[Splice]) -> str:
    parts, at = [], 0
    for start, end, new in sorted(splices, key=lambda splice: splice[:2]):
        parts += [text[at:start], new]
        at = end
    return "".join((*parts, text[at:]))


def _candidates(
    located: _Located, old: Mapping[str, Any], added: Sequence[Entry], renewed: Mapping[int, Entry]
) -> Iterator[list[Splice]]:
    """The ways to put entries in, the most natural first."""
    renewals = [
        splice
        for number, entry in renewed.items()
        for splice in _renewed(located.text, located.value_of(KEY), number, entry, old[KEY][number])
    ]
    if not added:
        yield renewals
        return
    for more in _additions(located, old, added):
        yield [*renewals, *more]


def _additions(located: _Located, old: Mapping[str, Any], added: Sequence[Entry]) -> Iterator[list[Splice]]:
    text, root = located.text, located.root
    if KEY not in old:
        yield from _new_key(located, added)
        return
    value = located.value_of(KEY)
    if value.kind == "alias":
        raise CannotEdit(_BY_ALIAS)
    if value.kind == "block":
        raise CannotEdit(_ODDLY_WRITTEN)
    if value.items and not value.flow:
        yield from _more_of_a_list(located, value, added)
        return
    empty = not value.items and "#" not in text[value.start : value.end]
    if empty and not root.flow:
        yield from _first_of_a_list(located, value, added)
    elif empty:
        blank = " " if value.start == value.end else ""
        yield [(value.start, value.end, f"{blank}[{', '.join(map(_in_flow, added))}]")]
    else:
        yield _into_flow(text, value, ", ".join(map(_in_flow, added)))


def _new_key(located: _Located, added: Sequence[Entry]) -> Iterator[list[Splice]]:
    """The key itself, at the end of the file; or above one of its keys, where the end will not take a further line."""
    text, root = located.text, located.root
    if root.flow:
        yield _into_flow(text, root, f"{KEY}: [{', '.join(map(_in_flow, added))}]")
        return
    column = located.begins(root.items[0])[1]
    lines = [" " * column + f"{KEY}:", *_in_lines(added, column + 2)]
    written = len(text[: located.end].rstrip(_WHITE))
    for at in dict.fromkeys((min(_after_line(text, written), located.end), located.end)):
        if _EMPTY_LINE.search(text) is not None:  # as between its other blocks
            yield [_lines_at(text, at, ["", *lines])]
        yield [_lines_at(text, at, lines)]
    for key, _ in reversed(tuple(root.pairs)):
        begins = located.begins(key)[0]
        start = _line_start(text, begins)
        if not text[start:begins].strip():
            yield [_lines_at(text, start, lines)]


def _first_of_a_list(located: _Located, value: _Node, added: Sequence[Entry]) -> Iterator[list[Splice]]:
    """`[]` or `~` (or nothing) taken away, and the entries on the lines below, behind a comment that stands there.

    Where nothing else stands on the line, the blanks before it go too; and those behind it, where they would be in
    the way (a tab).
    """
    text, start, end = located.text, value.start, value.end
    key = next(key for key, found in located.root.pairs if found is value)
    column = located.begins(key)[1]
    at = _after_comments(text, _after_line(text, max(end, key.end)), column)
    lines = _lines_at(text, at, _in_lines(added, column + 2))
    line = _line_start(text, start)
    blank = _BLANK.match(text, end)
    behind = blank.end() if blank is not None else end
    if start < end and (behind == len(text) or LINE_END.match(text, behind)):
        start = line + len(text[line:start].rstrip(" \t"))
        yield [(start, end, ""), lines]
        yield [(start, behind, ""), lines]
    yield [(start, end, ""), lines]


def _more_of_a_list(located: _Located, value: _Node, added: Sequence[Entry]) -> Iterator[list[Splice]]:
    """Entries below the last one: behind its last words, or else behind the empty lines that end its text."""
    text, last = located.text, value.items[-1]
    dash = located.dash_before(value.items[0].start)
    column = dash - _line_start(text, dash)
    lines = _in_lines(added, column)
    for end in dict.fromkeys((_written_end(text, last), last.end)):
        yield [_lines_at(text, _after_comments(text, _after_line(text, end), column), lines)]


def _lines_at(text: str, at: int, lines: Sequence[str]) -> Splice:
    """Whole lines, put in where a line begins, or behind a last line that has no end; ended as the file's are."""
    end = _end_of_lines(text, at)
    joined = end.join(lines)
    return (at, at, f"{end}{joined}" if at and not LINE_END.fullmatch(text[at - 1]) else f"{joined}{end}")


def _end_of_lines(text: str, at: int) -> str:
    """How lines end hereabouts: as the one before does, else as the first."""
    found = _ORDINARY_END.findall(text, 0, at)[-1:] or _ORDINARY_END.findall(text)[:1]
    return found[0] if found else "\n"


def _into_flow(text: str, node: _Node, item: str) -> list[Splice]:
    """An item put behind the last one between brackets; where comments stand behind that, behind them."""
    close = node.end - 1
    last = node.items[-1].end if node.items else node.start + 1
    gap = text[last:close]
    comma = bool(node.items) and "," in _COMMENT.sub("", gap)
    lead = "," if node.items and not comma else ""
    margin = text[_line_start(text, close) : close]
    lines = LINE_END.search(gap) is not None and not margin.strip(_WHITE)
    end = _end_of_lines(text, close)
    if "#" in gap:
        return [(close, close, f"  {lead} {item}{end}{margin}" if lines else f"{lead} {item}")]
    at = last + (gap.index(",") + 1 if comma else 0)
    if not lines or not node.items:
        return [(at, at, f"{lead}{' ' if node.items else ''}{item}")]
    blank = _BLANK.match(text, _line_start(text, node.items[-1].start))
    return [(at, at, f"{lead}{end}{blank[0] if blank else ''}{item}")]


def _renewed(text: str, listed: _Node, number: int, entry: Entry, old: Mapping[str, Any]) -> Iterator[Splice]:
    """What changes in an entry, value by value."""
    if listed.kind == "alias":
        raise CannotEdit(_BY_ALIAS)
    yield from _changed(text, listed.items[number], entry, old)


def _changed(text: str, node: _Node, new: Any, old: Any) -> Iterator[Splice]:
    if _as_read(new) == old:
        return
    if isinstance(new, Mapping) and node.kind == "block":
        for key, value in node.pairs:
            if key.text in new:
                yield from _changed(text, value, new[key.text], old[key.text])
        return
    written = _in_flow(new)
    if node.literal:
        comment = _HEADER_COMMENT.match(text, node.start)
        written += f"  {comment[1]}" if comment is not None else ""
    yield (node.start, _written_end(text, node), written)


# --- how entries are written


def _in_lines(entries: Sequence[Entry], column: int) -> list[str]:
    """Entries as the items of a list, in lines that are indented to a column."""
    written = _dumped([_block(entry, _plain) for entry in entries])
    return [" " * column + line for line in written.removesuffix("\n").split("\n")]


def _in_flow(value: Any) -> str:
    """A value on one line, in a way that will do anywhere."""
    made = _block(value, _quoted) if isinstance(value, Mapping) else _quoted(value)
    return _dumped([made], flow=True)[1:-2]


def _block(entry: Entry, write: Callable[[Any], Any]) -> Any:
    from ruamel.yaml.comments import CommentedMap

    made = CommentedMap()
    for key, value in entry.items():
        if isinstance(value, Mapping):
            made[key] = _block(value, write)
            made[key].fa.set_flow_style()
        else:
            made[key] = write(value)
    return made


def _plain(value: str | int | float | date) -> Any:
    """A value as it is to be written: what does not print stands between double quotes, by its code."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    if isinstance(value, str) and not value.isprintable():
        return DoubleQuotedScalarString(value)
    return value


def _quoted(value: str | int | float | date) -> Any:
    """The same between brackets, where parsers differ about what a colon means in a text without quotes."""
    from ruamel.yaml.scalarstring import SingleQuotedScalarString

    if isinstance(value, str) and value.isprintable() and set(value) & set(":?#"):
        return SingleQuotedScalarString(value)
    return _plain(value)


def _dumped(items: list[Any], flow: bool = False) -> str:
    from ruamel.yaml import YAML

    writer = YAML()
    writer.width = 1 << 30  # no line is ever folded
    writer.default_flow_style = flow
    writer.representer.ignore_aliases = lambda _data: True  # a date that stands twice is written twice
    stream = StringIO()
    writer.dump(items, stream)
    return stream.getvalue()
