"""A progress bar on standard error, for work that lasts."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE = 1.0
"""Seconds before a bar appears."""
WIDTH = 30

Advance = Callable[[int, int, str], None]
"""Told how many of how many are done, and which the last was."""


@contextmanager
def progress_bar() -> Iterator[Advance | None]:
    """Something to tell of progress, or None where nobody would see it; the bar goes away at the end."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    start = time.monotonic()
    drawn = False

    def advance(done: int, total: int, _last: str) -> None:
        nonlocal drawn
        if total <= 0 or time.monotonic() - start < PATIENCE:
            return
        full = WIDTH * min(done, total) // total
        sys.stderr.write(f"\r[{'#' * full}{'.' * (WIDTH - full)}] {done} of {total} ")
        sys.stderr.flush()
        drawn = True

    try:
        yield advance
    finally:
        if drawn:
            sys.stderr.write("\r" + " " * (WIDTH + 30) + "\r")
            sys.stderr.flush()
