"""What is being typed, and where in a map: told from the lines above and their indentation alone.

While somebody types, a file is hardly ever valid YAML. So nothing is parsed here: lines are read one after the other as
far as they go, and a bracket or a quote that nobody closed ends where the indentation says that its block has ended.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from pathkit.maps.slips import LINE_END

Path = tuple[str | int, ...]
Role = Literal["key", "value", "either"]

_LINE_ENDS = "\r\n\x85\u2028\u2029"
_LINES = re.compile(f"([^{_LINE_ENDS}]*)({LINE_END.pattern}|$)")
_KEY = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#\[\]{},&*!|>'"%@`-][^#:]*?|-[^\s:#][^#:]*?)\s*:(?=\s|$)""")
_DASH = re.compile(r"-(?=\s|$)[ ]*")
_MARKS = re.compile(r"[ ]*(?:[&!]\S*(?:[ ]+|$))*")
_COMMENT = re.compile(r"(?:^|(?<=\s))#")
_BLOCK_TEXT = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?$")


@dataclass(frozen=True)
class Context:
    """What stands at the cursor.

    `path` leads to the block whose key is being typed (`role` is "key"), to the value ("value"), or to what may become
    either. What has been typed so far is `typed`, from `start` to the cursor; `quoted` tells that it stands in quotes,
    `close` that it follows a `:` without a space. `taken` are the keys of the block, or the items of the list, before.
    """

    path: Path
    role: Role
    typed: str
    start: int
    quoted: bool = False
    close: bool = False
    taken: frozenset[str] = frozenset()


def context_at(text: str, cursor: int) -> Context | None:
    """The context at an offset; None inside of comments and of texts in several lines."""
    scan = _Scan()
    for line in _LINES.finditer(text):
        if line.end(1) >= cursor:
            return scan.cursor(line[1], line[1][: cursor - line.start()], line.start())
        if line.end() > cursor:  # between the two signs of a Windows line end
            return None
        scan.line(line[1])
        if line.end() == len(text) and not line[2]:
            break
    return None


@dataclass
class _Frame:
    """A block that is open: where it is indented to, and which of its parts was met last.

    `waits` tells that the part's value has not been met: it may stand on the lines below.
    """

    indent: int
    kind: Literal["map", "list"]
    part: str | int
    waits: bool = True
    seen: list[str] = field(default_factory=list)


@dataclass
class _Flow:
    """Something in brackets that is open. `part` is the key (None: one is expected) or the number of the item."""

    kind: Literal["map", "list"]
    part: str | int | None
    start: int = -1  # where on the line the piece begins that is being read; -1: not yet
    quote: str = ""
    last: str = ""
    seen: list[str] = field(default_factory=list)

    def next(self, piece: str) -> None:
        """Behind a comma."""
        if self.kind == "list":
            self.seen.append(piece)
        self.part = None if self.kind == "map" else int(self.part or 0) + 1
        self.last, self.start = "", -1

    def name(self, key: str) -> None:
        """Behind a colon."""
        self.seen.append(key)
        self.part = key
        self.last, self.start = "", -1


@dataclass
class _Scan:
    frames: list[_Frame] = field(default_factory=list)
    flows: list[_Flow] = field(default_factory=list)
    quote: str = ""
    text_below: bool = False  # a text of several lines (`|`) stands on the lines below
    indent: int = 0  # that of the line on which an open bracket, quote or text began

    # --- lines above the cursor

    def line(self, line: str) -> None:
        """Take in a whole line."""
        indent = _indent(line)
        self._recover(line, indent)
        if self.text_below:
            return
        if self.quote:
            self._quoted(line, 0)
        elif self.flows:
            self._flow(line, 0)
        elif line.strip() and not line.lstrip().startswith("#"):
            self._block(line, indent)

    def _recover(self, line: str, indent: int) -> None:
        """Give up what nobody has closed, where the indentation says that its block has ended."""
        said = line.strip()
        if said and indent <= self.indent and not (self.flows and said[0] in "]}"):
            self.text_below = False
            self.quote = ""
            self.flows.clear()

    def _block(self, line: str, column: int) -> None:
        column = self._dashes(line, column)
        if column >= len(line):
            return
        key = _KEY.match(line, column)
        if key is not None:
            self._open_map(column, _unquoted(key[1]))
            column = key.end()
        elif self.frames and self.frames[-1].kind == "list":
            self.frames[-1].seen.append(line[column:].partition(" #")[0].strip().strip("'\""))
        self._value(line, column)

    def _dashes(self, line: str, column: int) -> int:
        while (dash := _DASH.match(line, column)) is not None:
            self._open_list(column)
            column = dash.end()
        return column

    def _open_list(self, column: int) -> None:
        frames = self.frames
        while frames and (
            frames[-1].indent > column
            or (frames[-1].indent == column and frames[-1].kind == "map" and not frames[-1].waits)
        ):
            frames.pop()
        self.indent = column
        if frames and frames[-1].kind == "list" and frames[-1].indent == column:
            frames[-1].part = int(frames[-1].part) + 1
            frames[-1].waits = True
        else:
            frames.append(_Frame(column, "list", 0))

    def _open_map(self, column: int, key: str) -> None:
        frames = self.frames
        self._close(column)
        if frames and frames[-1].kind == "map" and frames[-1].indent == column:
            frames[-1].part = key
            frames[-1].waits = True
        else:
            frames.append(_Frame(column, "map", key))
        frames[-1].seen.append(key)
        if len(frames) < 2 or frames[-2].kind != "list":
            self.indent = column

    def _close(self, column: int) -> None:
        """Leave the blocks that end where something begins in this column."""
        frames = self.frames
        while frames and (frames[-1].indent > column or (frames[-1].indent == column and frames[-1].kind == "list")):
            frames.pop()

    def _value(self, line: str, column: int) -> None:
        marks = _MARKS.match(line, column)
        column = marks.end() if marks is not None else column
        rest = line[column:]
        if not rest.strip() or rest.startswith("#"):
            return
        if self.frames:
            self.frames[-1].waits = False
        if _BLOCK_TEXT.match(rest):
            self.text_below = True
        elif rest[0] in "[{":
            self._flow(line, column)
        elif rest[0] in "\"'":
            self.quote = rest[0]
            self._quoted(line, column + 1)

    def _quoted(self, line: str, column: int) -> None:
        end = _end_of_quote(line, column, self.quote)
        if end >= 0:
            self.quote = ""

    # --- brackets

    def _flow(self, line: str, at: int) -> None:
        """Read on inside of brackets, from a column to the end of the line."""
        self._pieces(line, at)
        for flow in self.flows:
            if flow.start >= 0 and not flow.quote:
                flow.last = line[flow.start :].strip()
            flow.start = -1

    def _pieces(self, line: str, at: int) -> bool:
        """Read what stands between brackets and commas; whether the line ends in something else, such as a comment."""
        flows = self.flows
        while at < len(line):
            top = flows[-1] if flows else None
            char = line[at]
            if top is not None and top.quote:
                end = _end_of_quote(line, at, top.quote)
                if end < 0:
                    return False
                top.last, top.quote, top.start = line[max(top.start + 1, 0) : end], "", -1
                at = end
            elif char in "[{":
                if top is not None:
                    top.start = -1
                flows.append(_Flow("map" if char == "{" else "list", None if char == "{" else 0))
            elif top is None:
                return True  # all brackets are closed
            elif char in "]}":
                flows.pop()
                if flows:
                    flows[-1].last, flows[-1].start = char, -1
            elif char == ",":
                top.next(line[top.start : at].strip() if top.start >= 0 else top.last)
            elif char == "#" and (at == 0 or line[at - 1].isspace()):
                if top.start >= 0:
                    top.last, top.start = line[top.start : at].strip(), -1
                return True
            elif char == ":" and top.kind == "map" and top.part is None and _ends_key(line, at):
                top.name(line[top.start : at].strip() if top.start >= 0 else top.last)
            elif not char.isspace() and top.start < 0:
                top.start = at
                top.quote = char if char in "\"'" else ""
            at += 1
        return False

    # --- the line of the cursor

    def cursor(self, line: str, before: str, start: int) -> Context | None:
        """What is being typed at the end of `before`, in a line that begins at the offset `start`."""
        indent = _indent(line)
        self._recover(line if line.strip() else before, indent)
        if self.text_below or self.quote:
            if before.strip() or len(before) > self.indent:
                return None
            self.text_below, self.quote = False, ""
        if self.flows:
            return self._in_flow(before, 0, start)
        if before.lstrip().startswith("#"):
            return None
        column = self._dashes(before, _indent(before))
        key = _KEY.match(before, column)
        if key is None:
            return self._at_start(before, column, start)
        self._open_map(column, _unquoted(key[1]))
        return self._after_key(before, key.end(), start)

    def _at_start(self, before: str, column: int, start: int) -> Context | None:
        """A key or a value is begun."""
        rest = before[column:]
        if _COMMENT.search(rest) or rest[:1] in ("|", ">"):
            return None
        if rest[:1] in ("[", "{"):
            return self._in_flow(before, column, start)
        frames = self.frames
        quoted = rest[:1] in ("'", '"')
        typed, begins = rest[quoted:], start + column + quoted
        waits = bool(frames) and frames[-1].waits and frames[-1].indent < column
        if waits:
            listed = frames[-1].seen if frames[-1].kind == "list" else []
            return Context(_path(frames), "either", typed, begins, quoted, taken=frozenset(listed))
        self._close(column)
        if frames and frames[-1].indent != column:
            return None
        taken = frozenset(frames[-1].seen if frames else ())
        return Context(_path(frames[:-1]), "key", typed, begins, quoted, taken=taken)

    def _after_key(self, before: str, column: int, start: int) -> Context | None:
        marks = _MARKS.match(before, column)
        begins = marks.end() if marks is not None else column
        rest = before[begins:]
        if _COMMENT.search(before[column:]) or rest[:1] in ("|", ">"):
            return None
        if rest[:1] in ("[", "{"):
            return self._in_flow(before, begins, start)
        if rest[:1] in ("'", '"'):
            if _end_of_quote(rest, 1, rest[0]) >= 0:
                return None
            return Context(_path(self.frames), "value", rest[1:], start + begins + 1, quoted=True)
        close = begins == column and not rest
        return Context(_path(self.frames), "value", rest, start + begins, close=close)

    def _in_flow(self, before: str, at: int, start: int) -> Context | None:
        over = self._pieces(before, at)
        if over or not self.flows:
            return None
        top = self.flows[-1]
        if top.last or (top.quote and top.start < 0):
            return None
        quoted = bool(top.quote)
        begins = (top.start if top.start >= 0 else len(before)) + quoted
        parts = (flow.part for flow in self.flows if flow.part is not None)
        role: Role = "key" if top.part is None else "value" if top.kind == "map" else "either"
        close = role == "value" and before.endswith(":")
        taken = frozenset(top.seen) if role != "value" else frozenset()
        return Context((*_path(self.frames), *parts), role, before[begins:], start + begins, quoted, close, taken)


def _path(frames: list[_Frame]) -> Path:
    return tuple(frame.part for frame in frames)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _unquoted(key: str) -> str:
    return key[1:-1] if key[:1] in ("'", '"') else key


def _ends_key(line: str, at: int) -> bool:
    return at + 1 >= len(line) or line[at + 1] in " \t,[]{}" or line[at - 1] in "\"'"


def _end_of_quote(line: str, at: int, quote: str) -> int:
    """Where a quoted text ends on a line, or -1."""
    while at < len(line):
        if line[at] == "\\" and quote == '"':
            at += 2
            continue
        if line[at] == quote:
            if quote == "'" and line[at + 1 : at + 2] == "'":
                at += 2
                continue
            return at
        at += 1
    return -1
