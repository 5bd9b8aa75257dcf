"""What goes in and out of the program: standard output, standard error, files that were named."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pathkit.output.page import safe

if TYPE_CHECKING:
    from rich.console import Console

WIDTH = 80
"""The width of text that does not go to a terminal."""


def prepare_streams() -> None:
    """See to it that no character can stop the output, whatever the encoding of the streams."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def to_stdout(text: str) -> None:
    """Write to standard output; where GitHub reads along, so that no name in a map is taken for a command.

    If its reader has gone, the rest is for nobody, and that is no error. Raises `CannotDo` if it cannot be written, as
    on a full disk.
    """
    commands_to_stdout(_for_a_log(text))


def commands_to_stdout(text: str) -> None:
    """Write to standard output as it is, commands for GitHub included. Raises `CannotDo` as `to_stdout` does."""
    if sys.stdout is None:  # closed by whoever started the program
        return
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _discard_stdout()
    except OSError as error:
        from pathkit.check.exits import CannotDo

        _discard_stdout()
        raise CannotDo(f"The output could not be written: {error.strerror or 'it failed'}.") from None


def _discard_stdout() -> None:
    """Let what is left go nowhere: Python flushes once more as it ends, and that must not fail either."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def on_github() -> bool:
    """Whether this runs in a workflow of GitHub, which reads what is printed and obeys commands in it."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def _for_a_log(text: str) -> str:
    if not on_github():
        return text
    from pathkit.output.github import in_a_log

    return in_a_log(text)


def say(text: str) -> None:
    """A message on standard error, a line each, with control characters shown."""
    if sys.stderr is None:
        return
    try:
        for line in text.splitlines() or [""]:
            sys.stderr.write(_for_a_log(in_plain_signs(safe(line), sys.stderr.encoding or "ascii")) + "\n")
        sys.stderr.flush()
    except OSError:
        pass


def to_file(path: Path, content: str | bytes) -> None:
    """Write a file that was named on the command line. Raises `CannotDo`."""
    from pathkit.check.exits import CannotDo

    try:
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    except OSError as error:
        reason = error.strerror or "it cannot be written"
        raise CannotDo(f"{path.as_posix()} was not written: {reason}.") from None


def put(made: str | bytes, output: Path | None) -> None:
    """Write to the file that was named, and say so; else, a text, to standard output. Raises `CannotDo`."""
    if output is not None:
        to_file(output, made)
        say(f"Wrote {output.as_posix()}.")
    else:
        assert isinstance(made, str), "what is not text goes to a file"
        to_stdout(made)


def as_seen_here(put: Callable[[Console], None]) -> str:
    """What `put` prints, as it should look on standard output: with colours only at a terminal."""
    if sys.stdout is None:
        return ""
    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size((WIDTH, 24)).columns if terminal else WIDTH
    colours = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return _rendered(put, width, colours, sys.stdout.encoding or "ascii")


def as_plain_text(put: Callable[[Console], None]) -> str:
    """What `put` prints, for a file."""
    return _rendered(put, WIDTH, False, "utf-8")


class _Buffer(io.StringIO):
    """Text in memory that says which encoding it is meant for."""

    encoding = "utf-8"


def _rendered(put: Callable[[Console], None], width: int, colours: bool, encoding: str) -> str:
    from rich.console import Console

    buffer = _Buffer()
    buffer.encoding = encoding
    put(
        Console(
            file=buffer,
            width=width,
            color_system="standard" if colours else None,
            force_terminal=colours,
            no_color=not colours,
            legacy_windows=False,
            markup=False,
            emoji=False,
            highlight=False,
        )
    )
    return in_plain_signs(buffer.getvalue(), encoding)


_PLAIN_SIGNS = {"·": "-", "–": "-", "—": "-", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'"}


def in_plain_signs(text: str, encoding: str) -> str:
    """The text with the signs of print that an encoding lacks in their plain forms."""
    missing = {}
    for sign, plain in _PLAIN_SIGNS.items():
        try:
            sign.encode(encoding)
        except UnicodeEncodeError:
            missing[ord(sign)] = plain
        except LookupError:
            return text
    return text.translate(missing)
