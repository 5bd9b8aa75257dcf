"""Where every key and value of a file stands in its text, from its first character to its last.

The reader of maps knows where things begin, which is enough to tell of a problem. An editor also has to know where they
end. So this reads the events of the same parser once more. A text that is no YAML at the moment, because somebody is
typing, is mended first: the lines that the parser stumbles over are read as if they were empty.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

import yaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    MappingStartEvent,
    ScalarEvent,
    StreamEndEvent,
)

from pathkit.maps.slips import LINE_END
from pathkit.maps.tree import DEEPEST, read_tree

Path = tuple[str | int, ...]

MOST_MENDED = 8
"""How many lines are read as empty before a text is given up."""

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class Node(NamedTuple):
    """A value (or a key) as it stands in the text, from `start` to `end`.

    `text` is what a scalar says, and `quoted` how (`'` or `"`, `|` or `>`; empty: plainly). `pairs` are the keys of a
    block with their values, `items` those of a list.
    """

    start: int
    end: int
    text: str | None = None
    quoted: str = ""
    pairs: Mapping[str, tuple[Node, Node]] = MappingProxyType({})
    items: tuple[Node, ...] = ()

    @property
    def inside(self) -> tuple[int, int]:
        """Where the text itself stands, without quotes."""
        return (self.start + 1, self.end - 1) if self.quoted in ("'", '"') else (self.start, self.end)


class Leaf(NamedTuple):
    """A key, or a value that is one text, and the path to it."""

    node: Node
    path: Path
    is_key: bool


class Outline:
    """A file's keys and values and where they stand."""

    def __init__(self, text: str, root: Node | None, leaves: tuple[Leaf, ...]) -> None:
        self.text = text
        self.root = root
        self.leaves = leaves

    def find(self, path: Path) -> Node | None:
        """The value at a path; a last part "[key]" asks for its key instead. None if it is not there."""
        node, key = self.root, None
        for part in path:
            if node is None or part == "[key]":
                return key
            if isinstance(part, int):
                key, node = None, node.items[part] if part < len(node.items) else None
            else:
                key, node = node.pairs.get(part, (None, None))
        return node

    def at(self, offset: int) -> Leaf | None:
        """The key or text that stands at an offset, or ends there."""
        number = bisect_right(self._begins, offset)
        for leaf in reversed(self.leaves[max(number - 2, 0) : number]):
            if leaf.node.start <= offset <= leaf.node.end:
                return leaf
        return None

    @cached_property
    def _begins(self) -> list[int]:
        return [leaf.node.start for leaf in self.leaves]


def outline_of(text: str) -> Outline:
    """The outline of a text. Raises `yaml.YAMLError` where it is no YAML."""
    return _Reader(text).outline()


def mended(text: str, line: int | None = None, fault: int | None = None) -> str:
    """The text, of the same length, with lines that the parser stumbles over made empty.

    `line` (counted from 0 by YAML's line ends) is where somebody was typing: if there is one mistake, it is most likely
    there. `fault` is where the reader of maps has stumbled, if that is known. Where too many lines would have to go,
    all of them do.
    """
    text, odd = _NO_TEXT.subn(" ", text)
    if odd:
        fault = None  # it was perhaps these that the reader stumbled over
    if _is_yaml(text):
        return text
    if line is not None and _is_yaml(without := _without(text, line)):
        return without
    for _ in range(MOST_MENDED):
        at, fault = _stumbles(text) if fault is None else fault, None
        suspect = next((one for one in range(at, max(at - 4, -1), -1) if _says_something(text, one)), None)
        if suspect is None:
            break
        text = _without(text, suspect)
        if _is_yaml(text):
            return text
    return " " * len(text)


def _is_yaml(text: str) -> bool:
    try:
        CParser(text).raw_parse()
    except yaml.YAMLError:
        return False
    return True


def _stumbles(text: str) -> int:
    """The line on which the reader of maps stumbles: the mistake is there or a little above."""
    _, faults = read_tree(text.encode("utf-8"))
    return faults[-1].spot[0] - 1 if faults else 0


def _says_something(text: str, line: int) -> bool:
    start, end = _bounds(text, line)
    return bool(text[start:end].strip())


def _without(text: str, line: int) -> str:
    start, end = _bounds(text, line)
    return text[:start] + " " * (end - start) + text[end:]


def _bounds(text: str, line: int) -> tuple[int, int]:
    """Where a line begins and ends, counted from 0 by YAML's line ends."""
    start = 0
    for end in LINE_END.finditer(text):
        if not line:
            return start, end.start()
        line -= 1
        start = end.end()
    return (start, len(text)) if not line else (len(text), len(text))


class _Reader:
    """Reads the parser's events in one pass."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next: Any = CParser(text).get_event
        self._anchors: dict[str, Node] = {}
        self._leaves: list[Leaf] = []

    def outline(self) -> Outline:
        self._next()  # the stream begins
        event = self._next()
        if isinstance(event, StreamEndEvent):
            return Outline(self._text, None, ())
        root = self._node(self._next(), ())
        self._next()  # the document ends
        self._next()  # a second document is refused by the reader of maps, and not looked at
        return Outline(self._text, root, tuple(self._leaves))

    def _node(self, event: Any, path: Path) -> Node:
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, AliasEvent):
            return self._anchors.get(str(event.anchor)) or Node(start, end)
        if len(path) > DEEPEST:
            raise yaml.YAMLError("nested too deep")
        if isinstance(event, ScalarEvent):
            node = self._scalar(event)
            self._leaves.append(Leaf(node, path, is_key=False))
        elif isinstance(event, MappingStartEvent):
            pairs, end = self._pairs(path)
            node = Node(start, end, pairs=pairs)
        else:
            items, end = self._items(path)
            node = Node(start, end, items=items)
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        return node

    def _scalar(self, event: Any) -> Node:
        start, end = event.start_mark.index, event.end_mark.index
        if event.anchor is not None or event.tag is not None:  # the text stands behind them
            quote = event.style or ""
            raw = self._text[start:end]
            said = raw.find(quote) if quote else _behind_marks(raw)
            start += max(said, 0)
        return Node(start, end, event.value, event.style or "")

    def _pairs(self, path: Path) -> tuple[dict[str, tuple[Node, Node]], int]:
        pairs: dict[str, tuple[Node, Node]] = {}
        follow, add = self._next, self._leaves.append
        while not isinstance(event := follow(), CollectionEndEvent):
            key = self._scalar(event) if isinstance(event, ScalarEvent) else self._node(event, (*path, "[key]"))
            name = key.text
            if name is None:
                self._node(follow(), (*path, "[key]"))
                continue
            inner = (*path, name)
            add(Leaf(key, inner, True))
            event = follow()
            if isinstance(event, ScalarEvent) and event.anchor is None:  # most values are
                value = self._scalar(event)
                add(Leaf(value, inner, False))
            else:
                value = self._node(event, inner)
            pairs.setdefault(name, (key, value))
        return pairs, _end(event)

    def _items(self, path: Path) -> tuple[tuple[Node, ...], int]:
        items: list[Node] = []
        while not isinstance(event := self._next(), CollectionEndEvent):
            items.append(self._node(event, (*path, len(items))))
        return tuple(items), _end(event)


def _end(event: Any) -> int:
    end: int = event.end_mark.index
    return end


def _behind_marks(raw: str) -> int:
    """Where a plain text begins behind its anchor and tag."""
    at = 0
    while (found := re.compile(r"[&!]\S*\s+").match(raw, at)) is not None:
        at = found.end()
    return at
