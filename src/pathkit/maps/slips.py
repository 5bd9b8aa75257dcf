"""What is wrong with a text that is no YAML, in plain words: what the parser stumbled over, and where the slip is.

The parser says where it can read no further. That is seldom where somebody slipped: a quote that is not closed shows at
the next quote, a missing dash on the line below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from pathkit.maps.values import NO_PLAIN_SPACE, ODD_SPACES, shown

Spot = tuple[int, int]
"""A line and a column, both counted from 1."""


@dataclass(frozen=True)
class Fault:
    """Something about the YAML of a file that is wrong: what, where, and what to do.

    `path` leads to the value and `other` is a second place that belongs to it, for a key that stands twice.
    """

    message: str
    remedy: str
    spot: Spot
    other: Spot | None = None
    path: tuple[str | int, ...] = ()
    key: str | None = None


LINE_END = re.compile("\r\n|\r|\n|\x85|\u2028|\u2029")


def spot_of(marks: Any) -> Spot:
    """The line and column of a mark of the parser's, or of the first in a list of them."""
    mark = marks[0] if isinstance(marks, list) else marks
    if mark is None:
        return (1, 1)
    return (mark.line + 1, mark.column + 1)


# What libyaml says, and what a person would say.
_SYNTAX = (
    (
        "found character '\\t' that cannot start any token",
        "a tab stands where only spaces may",
        "Indent with spaces.",
    ),
    ("found character that cannot start any token", None, None),
    (
        "mapping values are not allowed in this context",
        "a `:` begins a value where none can stand",
        "Check the indentation of this line and the one above, and quote texts that hold `: `.",
    ),
    (
        "did not find expected ',' or ']'",
        "a list is not closed",
        "Check that every `[` has its `]`, and that commas stand between the items.",
    ),
    (
        "did not find expected ',' or '}'",
        "a block in `{ }` is not closed",
        "Check that every `{` has its `}`, that commas stand between the keys, and quote texts with commas.",
    ),
    (
        "did not find expected key",
        "this line does not fit the block it stands in",
        "Check its indentation and the quotes and brackets just before it.",
    ),
    (
        "could not find expected ':'",
        "a `:` is missing after a key",
        "Write `key: value`, with a space after the colon; quote long texts.",
    ),
    (
        "did not find expected '-' indicator",
        "this line does not fit the list it stands in",
        "Begin each item with `- `, all indented alike.",
    ),
    ("found unexpected end of stream", "a quoted text is not closed", "Add the closing quote."),
    (
        "found unknown escape character",
        "a `\\` in double quotes begins no known escape",
        "Write `\\\\`, or use single quotes.",
    ),
    (
        "block sequence entries are not allowed in this context",
        "a list item (`- `) cannot stand here",
        "Put the list on the lines below its key.",
    ),
    (
        "did not find expected node content",
        "a value is missing here",
        "Write the value, and quote it if it begins with a sign such as `*`, `&`, `%` or `@`.",
    ),
)


def syntax_fault(error: yaml.YAMLError, text: str) -> Fault:
    """What the parser could not read, in plain words."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Fault("this is not YAML", f"Check the text: {shown(str(error), 200)}.", (1, 1))
    spot = spot_of(error.problem_mark or error.context_mark)
    problem = str(error.problem or "")
    lines = LINE_END.split(text)
    if (fault := _left_behind(lines, spot)) is not None:
        return fault
    if "cannot start any token" in problem or "tab character" in problem:
        return _bad_start(lines, spot)
    if (fault := _begun_above(problem, spot_of(error.context_mark), spot, lines)) is not None:
        return fault
    if (fault := _odd_space(lines, spot)) is not None:
        return fault
    if problem.startswith("did not find expected key") and (fault := _shifted(lines, spot)) is not None:
        return fault
    if problem.startswith("did not find expected alphabetic"):
        spot = spot_of(error.context_mark)  # `*` and `&` begin an alias and an anchor
        return _bad_start(lines, spot)
    if problem.startswith("did not find expected ','") and lines[spot[0] - 1][spot[1] - 1 : spot[1] + 1] == ": ":
        return Fault("a `: ` stands inside a text here", "Put the text in quotes.", spot)
    for start, message, remedy in _SYNTAX:
        if message is not None and remedy is not None and problem.startswith(start):
            return Fault(message, remedy, spot)
    return Fault(
        f"the YAML cannot be read here ({problem or 'syntax error'})",
        "Check the indentation, quotes and brackets just before this place.",
        spot,
    )


def _begun_above(problem: str, context: Spot, spot: Spot, lines: list[str]) -> Fault | None:
    """What shows on one line and comes of a slip on a line above it: an open quote, a missing colon."""
    if problem.startswith("found unexpected end of stream"):
        return Fault("a quoted text is not closed: its quote opens here", "Add the closing quote.", context)
    if problem.startswith("did not find expected"):
        opened = _quote_that_closed(lines, spot)
        if opened is not None:
            message = f"a quoted text opens here and is closed only on line {spot[0]}"
            return Fault(message, "Add the closing quote on this line.", opened)
    for sign, what in (("]", "a list"), ("}", "a block in `{ }`")):
        if problem.startswith(f"did not find expected ',' or '{sign}'") and context[0] < spot[0]:
            message = f"{what} is not closed: it opens here, and line {spot[0]} is no part of it"
            if " #" in lines[context[0] - 1][context[1] :]:
                return Fault(message, "What follows a `#` is a comment: put a text that has one in quotes.", context)
            return Fault(message, f"Add the missing `{sign}`, or the comma between two items.", context)
    if not problem.startswith(("could not find expected ':'", "mapping values are not allowed")):
        return None
    above = context[0] if problem.startswith("could") else spot[0] - 1
    while above > 1 and not lines[above - 1].partition("#")[0].strip():
        above -= 1
    line = lines[above - 1].partition("#")[0].rstrip() if 0 < above < spot[0] else ""
    if (odd := _odd_space(lines, (above, 1))) is not None:
        return odd
    shift = len(line) - len(line.lstrip())
    if line and _NO_ITEM.match(line):
        return Fault(
            f"line {above} does not begin as an item of a list",
            "Begin it with `- `: a hyphen and a space.",
            (above, shift + 1),
        )
    if not line or ": " in line or line.endswith(":"):
        return None
    if (glued := _GLUED.match(line)) is not None:
        message = f"a space is missing after the `:` of line {above}"
        return Fault(message, f"Write {shown(f'{glued[1]}: {glued[2]}')}.", (above, shift + len(glued[1]) + 1))
    if ":" in line:
        return None
    return Fault(
        f"a `:` is missing after a key: line {above} has none",
        "Write `key: value`, with a space after the colon; quote long texts.",
        (above, shift + 1),
    )


def _shifted(lines: list[str], spot: Spot) -> Fault | None:
    """A line that begins further left or right than the one above it, and may not; or that goes on after a quote."""
    above = [line for line in lines[: spot[0] - 1] if line.partition("#")[0].strip()]
    line = lines[spot[0] - 1] if 0 < spot[0] <= len(lines) else ""
    if line[: spot[1] - 1].rstrip().endswith(("'", '"')):
        return Fault(
            "a quoted text ends before this, and the line goes on",
            "Put quotes around the whole text: double ones if there is an apostrophe in it.",
            spot,
        )
    if not above or not line:
        return None
    own, before = (len(one) - len(one.lstrip(" ")) for one in (line, above[-1]))
    if own != spot[1] - 1 or own == before:
        return None
    return Fault(
        f"this line does not fit the block it stands in: {own} {_spaces(own)} at its start, and {before} above it",
        "Give it as many spaces as the lines that it belongs with have.",
        spot,
    )


def _spaces(count: int) -> str:
    return "space" if count == 1 else "spaces"


_NO_ITEM = re.compile(r" *(?:[–—•·*‐‑−]|-(?=[^\s-]))")
_MERGED = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |$)")


def _left_behind(lines: list[str], spot: Spot) -> Fault | None:
    """What git leaves in a file that it could not merge, or a website around a text that was copied."""
    for number, line in enumerate(lines[: spot[0] + 1], start=1):
        if _MERGED.match(line):
            return Fault(
                "git could not merge two versions of this file, and marked where",
                "Keep the lines of one version; take out the other's, and those of `<<<<<<<`, `=======` and `>>>>>>>`.",
                (number, 1),
            )
        if line.startswith("```"):
            return Fault(
                "this line is no part of a map: it was copied with it", "Take out the lines with ```.", (number, 1)
            )
    return None


_GLUED = re.compile(r" *(?:- +)?([A-Za-z_]+):(\S.*)")


def _odd_space(lines: list[str], spot: Spot) -> Fault | None:
    """A space at the start of a line or after a colon that looks like one and is none, on this line or the one above.

    Web pages and word processors leave them behind.
    """
    for number in (spot[0] - 1, spot[0]):
        line = lines[number - 1] if 0 < number <= len(lines) else ""
        for odd in ODD_SPACES.finditer(line):
            before = line[: odd.start()]
            if before.endswith(":") or not ODD_SPACES.sub("", before).strip(" -"):
                return Fault(
                    f"a space here is no plain space (it is U+{ord(odd[0]):04X}, as copied from a web page)",
                    NO_PLAIN_SPACE,
                    (number, odd.start() + 1),
                )
    return None


_OPEN_QUOTE = re.compile(r"""(?:^|[:\-\[{,]) *(?:(")(?:[^"\\]|\\.)*|(')(?:[^']|'')*)$""")


def _quote_that_closed(lines: list[str], spot: Spot) -> Spot | None:
    """Where the quoted text opens that was closed just before `spot`, if that is on a line above."""
    before = lines[spot[0] - 1][: spot[1] - 1].rstrip() if spot[0] <= len(lines) else ""
    for number in range(spot[0] - 1, 0, -1):
        if (found := _OPEN_QUOTE.search(lines[number - 1])) is not None:
            quote = found[1] or found[2]
            start = found.start(1) if found[1] else found.start(2)
            closed_here = before.endswith(quote) and before.count(quote) == 1
            between = any(quote in line for line in lines[number : spot[0] - 1])
            return (number, start + 1) if closed_here and not between else None
    return None


def _bad_start(lines: list[str], spot: Spot) -> Fault:
    """A value begins with a sign that YAML keeps for itself."""
    line = lines[spot[0] - 1] if spot[0] <= len(lines) else ""
    char = line[spot[1] - 1 : spot[1]]
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent and spot[1] <= len(indent) + 1:
        begins = "begins with a tab" if indent.startswith("\t") else "has a tab in its indentation"
        return Fault(
            f"line {spot[0]} {begins}: use spaces", "Indent with spaces only.", (spot[0], indent.index("\t") + 1)
        )
    if char == "\t":
        return Fault("a tab stands where only spaces may", "Indent with spaces.", spot)
    return Fault(f"a text cannot begin with {shown(char)}", "Put the text in quotes.", spot)
