"""YAML text → a located tree: plain data in which every scalar is the text that stands in the file.

What a value means is for the models to say, never for its spelling. So this reads the events of libyaml's
parser itself and resolves nothing: `no`, `22:30` and `1e3` stay what the writer typed. Only a plain empty
value, `~` or `null` is null; quoted, it is text.

Beside the data stands a tree of the same shape with the places. Places are looked up only when somebody
asks for one, because a good map needs none.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, NoReturn

import yaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from pathkit.maps.slips import LINE_END, Fault, Spot, spot_of, syntax_fault
from pathkit.maps.values import shown

LARGEST = 16 * 1024 * 1024
"""The largest file that is read, in bytes."""
MOST_NODES = 1_000_000
"""The most values a file may come to, with every alias written out."""
DEEPEST = 50
"""The deepest nesting; a map needs no more than ten."""

MOST_FAULTS = 100
"""A file with so many faults in its YAML is not read further."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
# What YAML's syntax allows no file to hold, beside tab, line feed and carriage return.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

Data = str | list[Any] | dict[str, Any] | None


class Tree:
    """A file's data and where each piece of it stands.

    `data` is None for an empty file. `has_nulls` tells whether a null stands anywhere in it.
    """

    def __init__(self, text: str, data: Data, marks: Any, has_nulls: bool) -> None:
        self.text = text
        self.data = data
        self.has_nulls = has_nulls
        self._marks = marks

    def spot(self, *path: str | int) -> Spot:
        """Where the value at `path` stands, or the nearest thing around it that is in the file.

        A last part "[key]" asks for the key instead of its value.
        """
        return self._walk(path, keys=False)

    def key_spot(self, *path: str | int) -> Spot:
        """Where the key at `path` stands (for an item of a list, the item)."""
        return self._walk(path, keys=True)

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its end."""
        starts = self._line_starts
        if not 0 < number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return LINE_END.sub("", self.text[starts[number - 1] : end])

    @cached_property
    def _line_starts(self) -> array[int]:
        return array("L", _starts(self.text))

    def _walk(self, path: tuple[str | int, ...], keys: bool) -> Spot:
        data: Any = self.data
        marks: Any = self._marks
        key: Any = None
        for part in path:
            if part == "[key]":
                return spot_of(key if key is not None else marks)
            if isinstance(part, int) and not isinstance(data, list):
                continue  # one thing where a list of them may stand
            if isinstance(data, dict):
                if part not in data:
                    break
                index = 2 * list(data).index(part)
                key, marks, data = marks[index + 1], marks[index + 2], data[part]
            elif isinstance(data, list):
                if isinstance(part, str):  # a list of names where a block may stand
                    if part not in data:
                        break
                    part = data.index(part)
                if part >= len(data):
                    break
                key, marks, data = None, marks[part + 1], data[part]
            else:
                break
        else:
            return spot_of(key if keys and key is not None else marks)
        # Not written down: the key (or else the block) around it.
        return spot_of(key if key is not None else marks)


def _starts(text: str) -> Iterator[int]:
    yield 0
    for end in LINE_END.finditer(text):
        yield end.end()


def read_tree(raw: bytes) -> tuple[Tree, tuple[Fault, ...]]:
    """The tree of a file and everything that is wrong with its YAML, in the order of the file.

    Where the YAML cannot be read on, the tree holds no data.
    """
    try:
        text = _decode(raw)
    except _Unreadable as stop:
        return Tree(stop.text, None, None, False), (stop.fault,)
    builder = _Builder(text)
    try:
        return builder.build()
    except _Unreadable as stop:
        return Tree(text, None, None, False), (*builder.faults, stop.fault)


class _Unreadable(Exception):
    """The file cannot be read beyond this."""

    def __init__(self, fault: Fault, text: str = "") -> None:
        super().__init__(fault.message)
        self.fault = fault
        self.text = text


def _refuse(message: str, remedy: str, spot: Spot = (1, 1), text: str = "") -> NoReturn:
    raise _Unreadable(Fault(message, remedy, spot), text)


# How files begin that people take for text, and what they are.
_NO_TEXT = (
    (b"PK\x03\x04", "a Word or Excel document, or another file in a zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel document"),
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "a document in Rich Text Format"),
    (b"\x1f\x8b", "a file packed with gzip"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
)


def _decode(raw: bytes) -> str:
    """The text of a file: UTF-8 with or without a byte-order mark, and nothing YAML has no place for."""
    if len(raw) > LARGEST:
        _refuse("the file is larger than 16 MiB", "Split it: put what several areas share into a library.")
    for start, what in _NO_TEXT:
        if raw.startswith(start):
            _refuse(
                f"the file is no plain text: it looks like {what}",
                "A map is plain text: copy its words into a text editor, and save that as UTF-8.",
            )
    if raw.startswith(_BOMS):
        _refuse("the file is not UTF-8: it looks like UTF-16 or UTF-32", "Save it again as UTF-8.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        _refuse(
            f"the file is not UTF-8: the byte {raw[error.start]:#04x} cannot stand here",
            "Save it again as UTF-8.",
            _end_of(before),
            raw.decode("utf-8", "replace"),
        )
    control = _CONTROL.search(text)
    if control is not None:
        name = "a NUL byte" if control[0] == "\x00" else f"the control character U+{ord(control[0]):04X}"
        _refuse(
            f"{name} cannot stand in a map",
            "Take it out; the file may be damaged, or no text at all.",
            _end_of(text[: control.start()]),
            text,
        )
    return text


def _end_of(text: str) -> Spot:
    lines = LINE_END.split(text)
    return (len(lines), len(lines[-1]) + 1)


class _Builder:
    """Builds data and places from the parser's events, in one pass."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.faults: list[Fault] = []
        self.has_nulls = False
        self._parser = CParser(text)
        self._next: Callable[[], Any] = self._parser.get_event
        self._nodes = 0
        # What an anchor names: its data, its places, how many values it comes to, and how deep it goes.
        self._anchors: dict[str, tuple[Any, Any, int, int]] = {}
        self._reach = 0  # the deepest level met since the innermost open node began
        self._open: set[str] = set()
        self._path: list[str | int] = []

    def build(self) -> tuple[Tree, tuple[Fault, ...]]:
        try:
            return self._document()
        except yaml.YAMLError as error:
            raise _Unreadable(syntax_fault(error, self.text)) from None

    def _document(self) -> tuple[Tree, tuple[Fault, ...]]:
        self._next()  # the stream begins
        event = self._next()
        if isinstance(event, StreamEndEvent):
            return Tree(self.text, None, None, False), tuple(self.faults)
        data, marks = self._node(self._next())
        self._next()  # the document ends
        event = self._next()
        if not isinstance(event, StreamEndEvent):
            _refuse(
                "a second document begins here (`---`)",
                "Keep one map to a file: put the second one into a file of its own.",
                spot_of(event.start_mark),
            )
        return Tree(self.text, data, marks, self.has_nulls), tuple(self.faults)

    def _node(self, event: Any) -> tuple[Any, Any]:
        """The data and places of the node that begins with `event`."""
        kind = type(event)
        if kind is AliasEvent:
            return self._alias(event)
        if event.tag is not None:
            self._tag(event)
        before, depth, reach = self._nodes, len(self._path), self._reach
        self._reach = depth
        anchor = event.anchor
        if kind is ScalarEvent:
            self._nodes += 1
            value = event.value
            found: tuple[Any, Any] = (value, event.start_mark)
            if not event.style and value in _NULLS:
                self.has_nulls = True
                found = (None, event.start_mark)
        else:
            if anchor is not None:
                self._open.add(anchor)
                self._anchors.pop(anchor, None)
            if depth >= DEEPEST:
                self._too_deep(event)
            found = self._mapping(event) if kind is MappingStartEvent else self._sequence(event)
            self._open.discard(anchor)
        if anchor is not None:
            self._anchors[anchor] = (*found, self._nodes - before, self._reach - depth)
        self._reach = max(self._reach, reach)
        if self._nodes > MOST_NODES:
            self._too_many(event)
        return found

    def _mapping(self, start: Any) -> tuple[dict[str, Any], list[Any]]:
        data: dict[str, Any] = {}
        marks = [start.start_mark]
        add, follow, path = marks.append, self._next, self._path
        nodes = 1
        while True:
            event = follow()
            if type(event) is MappingEndEvent:
                break
            key = event.value if type(event) is ScalarEvent else None
            if key is None or event.tag is not None or event.anchor is not None:
                key = self._odd_key(event)
            value = follow()
            if type(value) is ScalarEvent and value.tag is None and value.anchor is None:
                nodes += 2
                item: Any = value.value
                places: Any = value.start_mark
                if item in _NULLS and not value.style:
                    self.has_nulls = True
                    item = None
            else:
                self._nodes += nodes + 1
                nodes = 0
                path.append(key)
                item, places = self._node(value)
                path.pop()
            if nodes > MOST_NODES:
                self._nodes += nodes
                self._too_many(event)
            if key in data:
                self._twice(key, event, marks[2 * list(data).index(key) + 1])
                continue
            if key == "<<":
                self._merge(event)
            data[key] = item
            add(event.start_mark)
            add(places)
        self._nodes += nodes
        return data, marks

    def _sequence(self, start: Any) -> tuple[list[Any], list[Any]]:
        data: list[Any] = []
        marks = [start.start_mark]
        follow, path = self._next, self._path
        nodes = 1
        while True:
            event = follow()
            if type(event) is SequenceEndEvent:
                break
            if type(event) is ScalarEvent and event.tag is None and event.anchor is None:
                nodes += 1
                item: Any = event.value
                places: Any = event.start_mark
                if item in _NULLS and not event.style:
                    self.has_nulls = True
                    item = None
                if nodes > MOST_NODES:
                    self._nodes += nodes
                    self._too_many(event)
            else:
                self._nodes += nodes
                nodes = 0
                path.append(len(data))
                item, places = self._node(event)
                path.pop()
            data.append(item)
            marks.append(places)
        self._nodes += nodes
        return data, marks

    def _alias(self, event: Any) -> tuple[Any, Any]:
        name = event.anchor
        if name in self._anchors:
            data, marks, nodes, height = self._anchors[name]
            self._nodes += nodes
            if self._nodes > MOST_NODES:
                self._too_many(event)
            if len(self._path) + height >= DEEPEST:
                self._too_deep(event)
            self._reach = max(self._reach, len(self._path) + height)
            return data, marks
        if name in self._open:
            self._fault(
                f"the alias {shown('*' + name)} stands inside what it names",
                "Write the values out: a value cannot hold itself.",
                event,
            )
        else:
            self._fault(
                f"the alias {shown('*' + name)} names nothing",
                f"Put the text in quotes. (Or, to repeat a value, put {shown('&' + name)} before it, further up)",
                event,
            )
        return "", event.start_mark

    def _too_deep(self, event: Any) -> NoReturn:
        _refuse(
            f"the nesting is deeper than {DEEPEST} levels",
            "A map needs no more than ten: check the brackets.",
            spot_of(event.start_mark),
        )

    def _too_many(self, event: Any) -> NoReturn:
        _refuse(
            f"the file comes to more than {MOST_NODES:,} values, with its aliases written out",
            "Use fewer aliases (`*name`), and none that repeat each other.",
            spot_of(event.start_mark),
        )

    def _odd_key(self, event: Any) -> str:
        """The key that is not simply text, as text; what cannot be is a fault."""
        if type(event) is ScalarEvent:
            if event.tag is not None:
                self._tag(event)
            if event.anchor is not None:
                self._anchors[event.anchor] = (event.value, event.start_mark, 1, 0)
            return str(event.value)
        self._path.append("[key]")
        data, _ = self._node(event)
        self._path.pop()
        if isinstance(data, str):
            return data
        self._fault("a key is a list or a block here", "Keys are plain words, such as `hours:`.", event)
        return f"\x00{len(self.faults)}"

    def _twice(self, key: str, event: Any, first: Any) -> None:
        line, column = spot_of(first)
        self._add(
            Fault(
                f"{shown(key)} stands here for the second time; the first is on line {line}",
                "Keep one of the two, or give this one another name.",
                spot_of(event.start_mark),
                other=(line, column),
                path=tuple(self._path),
                key=key,
            )
        )

    def _merge(self, event: Any) -> None:
        if not event.style:
            self._fault(
                "`<<` (a merge key) is not used in maps",
                "Write the keys out; an alias (`*name`) can repeat one whole value.",
                event,
            )

    def _tag(self, event: Any) -> None:
        self._fault(
            f"the tag {shown(event.tag.replace('tag:yaml.org,2002:', '!!'))} is not used in maps",
            "Take it out (quote the value if it should begin with `!`): every value is read as its key says.",
            event,
        )

    def _fault(self, message: str, remedy: str, event: Any) -> None:
        self._add(Fault(message, remedy, spot_of(event.start_mark), path=tuple(self._path)))

    def _add(self, fault: Fault) -> None:
        """Keep a fault; a file with a great many is not read further."""
        self.faults.append(fault)
        if len(self.faults) >= MOST_FAULTS:
            _refuse(
                f"there are over {MOST_FAULTS - 1} such faults up to here; the rest is not read",
                "Put these right first.",
                fault.spot,
            )
