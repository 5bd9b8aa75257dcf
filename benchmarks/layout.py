"""Plain values as YAML text, laid out as people lay it out: blocks mostly, short things in one line."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TypeAlias

WIDTH = 110

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"


class Raw(str):
    """Text that already is YAML and is written as it stands."""


_PLAIN = re.compile(r"[A-Za-z0-9][^:#{}\[\],&*!|>'\"%@`]*")
_LOOKS_LIKE_A_NUMBER = re.compile(r"[0-9][0-9 ]*")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def scalar(text: str) -> str:
    """One text as a value of its own line: quoted only where YAML or a careful writer asks for it."""
    if isinstance(text, Raw):
        return text
    if _LOOKS_LIKE_A_NUMBER.fullmatch(text) and not text.isdigit():
        return _quoted(text)
    unsafe = ": " in text or " #" in text or text.endswith(":") or not text[:1].isalnum()
    return _quoted(text) if unsafe else text


def flow(value: Value) -> str:
    """A value in one line, inside brackets."""
    if isinstance(value, Raw):
        return value
    if isinstance(value, str):
        safe = _PLAIN.fullmatch(value.replace(":", "")) and ": " not in value
        return scalar(value) if safe else _quoted(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(flow(item) for item in value) + "]"


@dataclass(frozen=True)
class Layout:
    """How one writer lays things out: `blocks` is the share of short mappings that get several lines."""

    rng: random.Random
    blocks: float

    def lines(self, key: str, value: Value, indent: int) -> list[str]:
        """A key and its value as lines."""
        pad = " " * indent
        if isinstance(value, str):
            return self._text(key, value, pad)
        short = f"{pad}{key}: {flow(value)}"
        if len(short) <= WIDTH and (self._simple(value) or self.rng.random() >= self.blocks):
            return [short]
        if isinstance(value, Mapping):
            return [f"{pad}{key}:", *self.body(value, indent + 2)]
        items = [line for item in value for line in self.item(item, indent + 2)]
        return [f"{pad}{key}:", *items]

    def body(self, value: Mapping[str, Value], indent: int) -> list[str]:
        """The lines of a mapping in block style."""
        return [line for key, item in value.items() for line in self.lines(key, item, indent)]

    def item(self, value: Value, indent: int) -> list[str]:
        """One item of a list in block style."""
        pad = " " * indent
        if isinstance(value, str):
            return [f"{pad}- {scalar(value)}"]
        short = f"{pad}- {flow(value)}"
        if not isinstance(value, Mapping) or (len(short) <= WIDTH and self.rng.random() >= self.blocks):
            return [short]
        lines = self.body(value, indent + 2)
        return [f"{pad}- {lines[0].lstrip()}", *lines[1:]]

    def _text(self, key: str, text: str, pad: str) -> list[str]:
        short = f"{pad}{key}: {scalar(text)}"
        if len(short) <= WIDTH or isinstance(text, Raw):
            return [short]
        return [f"{pad}{key}: >-", *(f"{pad}  {line}" for line in wrap(text, WIDTH - len(pad) - 2))]

    def _simple(self, value: Value) -> bool:
        """Whether it is a list of words or has one key only: people write that in one line."""
        if isinstance(value, Mapping):
            return len(value) == 1
        return all(isinstance(item, str) for item in value)
