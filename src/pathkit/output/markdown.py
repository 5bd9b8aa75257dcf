"""Texts from maps inside Markdown, where they may not do anything: no link, no code, no heading, no HTML.

CommonMark, as GitHub and others extend it (tables, struck-out text, addresses that become links). A name comes out as
it was typed; what does not print comes out as its code.
"""

from __future__ import annotations

import re

from pathkit.output.page import safe

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;"}  # an address with an @ would become a link
# What can begin or end markup anywhere in a line.
_MARKUP = re.compile(r"[\\`*_\[\]{}|~$#]|[&<>@]|://|(?<![^\W_])www\.", re.IGNORECASE)
# What makes a list, a heading or a rule of a line that begins with it.
_BEGINNING = re.compile(r"[-+=]|[0-9]+[.)]")
_TICKS = re.compile(r"`+")


def text(words: str) -> str:
    """The words, on one line, as they are to be read. They can stand anywhere in a line, also in a table or heading."""
    line = " ".join(safe(words).split())
    escaped = _MARKUP.sub(_escaped, line)
    start = _BEGINNING.match(escaped)
    return escaped if start is None else f"{escaped[: start.end() - 1]}\\{escaped[start.end() - 1 :]}"


def _escaped(found: re.Match[str]) -> str:
    what = found[0]
    if what in _ENTITIES:
        return _ENTITIES[what]
    if len(what) == 1:
        return "\\" + what
    # An address: broken where it would be recognised.
    return "\\" + what if what == "://" else f"{what[:-1]}\\."


def code(words: str) -> str:
    """The words as code on one line, for what people copy: ids, places. Not for tables."""
    line = safe(words).strip()
    if not line:
        return ""
    ticks = "`" * (max((len(run) for run in _TICKS.findall(line)), default=0) + 1)
    # Ticks at an end need room, and one space is taken off where both ends have one.
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{ticks}{space}{line}{space}{ticks}"
