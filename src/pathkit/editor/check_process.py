"""The check of one map, in a process of its own.

A check of a large map takes a minute, and an editor wants its answers at once. So the check runs beside the server, in
a process that is simply ended when the text changes. It is given the unsaved texts, and answers once, on its standard
output. Its input stays open as long as somebody waits: when that ends, so does the check.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pathkit.check.exits import CannotDo
from pathkit.check.report import CheckedMap
from pathkit.check.run import Request, check_map
from pathkit.check.settings import SettingsProblem, load_settings
from pathkit.editor.open_files import Buffers

COMMAND = (sys.executable, "-P", "-c", "from pathkit.editor.check_process import main; main()")
"""What runs a check. (`-P`: a folder that somebody opened is no place to import from.)"""
_SIZE = 8
_INPUT, _OUTPUT, _ERRORS = 0, 1, 2


@dataclass(frozen=True)
class Work:
    """A map to check, on what day, and the texts that stand for files."""

    path: str
    on: date
    texts: Mapping[Path, bytes]


@dataclass(frozen=True)
class Outcome:
    """What came of a check: the map as checked, or the settings that cannot be used (with where), or why not."""

    checked: CheckedMap | None = None
    settings: tuple[str, str, int, int] | None = None
    refused: str | None = None

    @property
    def settings_problem(self) -> SettingsProblem | None:
        """What is wrong with the settings, if that is what stopped the check."""
        return None if self.settings is None else SettingsProblem(*self.settings)


def checked(work: Work) -> Outcome:
    """Check a map by the settings that hold for it."""
    try:
        settings = load_settings(Path(work.path))
        return Outcome(check_map(work.path, Request(work.on, only_findings=True), settings, Buffers(work.texts)))
    except SettingsProblem as problem:
        return Outcome(settings=(problem.problem, problem.file, problem.line, problem.column))
    except CannotDo as refusal:
        return Outcome(refused=str(refusal))


def as_message(work: Work) -> bytes:
    """Work as it is sent: how long it is, and then itself."""
    made = pickle.dumps(work)
    return len(made).to_bytes(_SIZE, "big") + made


def as_outcome(answer: bytes) -> Outcome | None:
    """What a check answered, or None if it was ended before it could. (The answer is of a process of our own.)"""
    found = pickle.loads(answer) if answer else None
    return found if isinstance(found, Outcome) else None


def main() -> None:
    """Check what comes in, answer, and end."""
    # Whatever else is printed goes to the errors: the answer has the output to itself.
    with os.fdopen(os.dup(_OUTPUT), "wb") as target:
        os.dup2(_ERRORS, _OUTPUT)
        work = pickle.loads(_read(int.from_bytes(_read(_SIZE), "big")))
        threading.Thread(target=_end_with_input, daemon=True).start()
        if hasattr(os, "nice"):
            os.nice(5)  # typing goes first
        target.write(pickle.dumps(checked(work)))


def _read(size: int) -> bytes:
    """So many bytes of the input. (No buffer: whoever reads on would hold its lock when the process ends.)"""
    found = b""
    while len(found) < size:
        piece = os.read(_INPUT, size - len(found))
        if not piece:
            sys.exit(1)
        found += piece
    return found


def _end_with_input() -> None:
    """End as soon as nobody waits for the answer."""
    while os.read(_INPUT, 1):
        pass
    os._exit(1)
