"""What GitHub's runner obeys of what a step prints, as its documentation and its own reader of commands have it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """A command as obeyed. Any name counts here: which ones there are differs from runner to runner."""

    name: str
    properties: Mapping[str, str]
    data: str


def obeyed(log: str) -> list[Command]:
    """The commands in what a step prints."""
    return [command for line in re.split(r"\r\n|\r|\n", log) for command in _of(line)]


def _of(line: str) -> Iterator[Command]:
    start = line.lstrip()
    if start.startswith("::") and (end := start.find("::", 2)) >= 0:
        yield _command(start[2:end], start[end + 2 :], ",", (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")))
    elif (at := line.find("##[")) >= 0 and (end := line.find("]", at)) >= 0:
        codes = (("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]"))
        yield _command(line[at + 3 : end], line[end + 1 :], ";", codes)


def _command(head: str, data: str, between: str, codes: Sequence[tuple[str, str]]) -> Command:
    name, _, rest = head.partition(" ")
    pairs = [pair.split("=", 1) for pair in rest.strip().split(between) if "=" in pair]
    in_data = [(written, sign) for written, sign in codes if written not in ("%3A", "%2C")]
    return Command(name, {key: _read(value, codes) for key, value in pairs}, _read(data, in_data))


def _read(text: str, codes: Sequence[tuple[str, str]]) -> str:
    for written, sign in (*codes, ("%25", "%")):
        text = text.replace(written, sign)
    return text
