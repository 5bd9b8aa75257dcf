"""`--watch`: say again what was found whenever a map, what it uses, or its settings have changed."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pathkit.cli.formats import Output
from pathkit.cli.options import Format
from pathkit.cli.progress_bar import progress_bar
from pathkit.cli.streams import WIDTH, say, to_stdout

if TYPE_CHECKING:
    from watchfiles import Change

    from pathkit.check.again import Again
    from pathkit.check.run import Request

WAITING = "Waiting for changes. Press Ctrl-C to end."
STOPPED = 130
CLEAR = "\x1b[2J\x1b[H"
LOOK_UP = 100
"""Milliseconds between looks at whether the watch has begun."""


def refuse_to_watch(asked: Sequence[Format], jobs: int) -> None:
    """Raises `CannotDo` for what makes no sense while watching."""
    from pathkit.check.exits import CannotDo

    for one in asked:
        if one.name == "github":
            raise CannotDo("--watch is for people at work, and --format github for one run in a workflow: take one.")
        if one.name != "text" and one.file is None:
            raise CannotDo(
                f"With --watch only text goes to the screen: give {one.name} a file, as in {one.name}=FILE; it is "
                "written anew each time."
            )
    if jobs > 1:
        raise CannotDo("--watch checks only what has changed, one map after the other: leave --jobs out.")


def watch_and_say(paths: Sequence[Path], request: Callable[[], Request], output: Output) -> int:
    """Check, say what was found, wait for a change, and begin again, until somebody presses Ctrl-C: then 130.

    It ends too, with 0, when text goes to somebody who has gone: a pipe that nobody reads any more.

    Maps that are not valid, settings that cannot be used and files that are gone for the moment are told of, and end
    nothing. Raises `TimeProblem`, and `CannotDo` for a path that was not there to begin with.
    """
    from pathkit.check.again import Again
    from pathkit.check.exits import CannotDo
    from pathkit.check.run import nothing_at
    from pathkit.times.horizon import Horizon

    Horizon(request().date)  # a date that no year can begin with is refused at once
    for path in paths:
        if not path.exists():
            raise CannotDo(nothing_at(path))
    again = Again(paths)
    screen = _Screen() if any(one.file is None for one in output.formats) else None
    waiting = _Waiting(lambda: screen is not None and screen.has_gone())
    try:
        while True:
            _say(again, request(), output)
            if screen is None or not screen.has_gone():
                say(WAITING)
            changed = waiting.for_a_change(again)
            if changed is None:
                return 0
            rule_off(changed, screen=screen is not None)
    except KeyboardInterrupt:
        say("Stopped.")
        return STOPPED


def _say(again: Again, request: Request, output: Output) -> None:
    from pathkit.check.exits import CannotDo

    try:
        with progress_bar() as progress:
            report = again.report(request, progress)
        output.put(report)
    except CannotDo as trouble:
        say(str(trouble))


def rule_off(changed: Sequence[str], *, screen: bool) -> None:
    """Begin anew: on a clear screen at a terminal, else below a line."""
    if screen and sys.stdout is not None:
        can_clear = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
        to_stdout(CLEAR if can_clear else f"\n{'-' * WIDTH}\n\n")
    if changed:
        say(f"Changed: {', '.join(changed)}")


class _Screen:
    """Standard output: whether anybody may still read it."""

    def __init__(self) -> None:
        self._at_first = _identity()

    def has_gone(self) -> bool:
        # What cannot be written goes nowhere from then on (cli/streams.py), and that is another place. But to write,
        # one would have to wait for a change: a pipe says of itself that its other end is closed.
        return _identity() != self._at_first or _is_closed_pipe()


def _identity() -> tuple[int, int, int] | None:
    try:
        stat = os.fstat(sys.stdout.fileno())
    except (AttributeError, OSError, ValueError):  # there is none, or it is no file
        return None
    return stat.st_mode, stat.st_dev, stat.st_ino


def _is_closed_pipe() -> bool:
    if not hasattr(select, "poll"):  # Windows
        return False
    poll = select.poll()
    try:
        poll.register(sys.stdout.fileno(), 0)
        return any(state & (select.POLLERR | select.POLLHUP) for _, state in poll.poll(0))
    except (AttributeError, OSError, ValueError):
        return False


class _Waiting:
    """Waits for changes in folders, unless it is `over`.

    The folders are watched from the first wait on, also between the waits.
    """

    def __init__(self, over: Callable[[], bool]) -> None:
        self._over = over
        self._events: Generator[set[tuple[Change, str]], None, None] | None = None
        self._watched: frozenset[tuple[Path, int, int]] = frozenset()

    def for_a_change(self, again: Again) -> tuple[str, ...] | None:
        """Wait until something is otherwise; the maps that are, or None if it is over."""
        while True:
            self._watch(again)
            # Asked after the watch has begun: what changes from here on is an event.
            changed = again.changed()
            if changed is not None:
                return changed
            assert self._events is not None
            while not next(self._events):
                if self._over():
                    return None

    def _watch(self, again: Again) -> None:
        """Watch what is to be watched now, if that is not what is watched already."""
        from watchfiles import watch

        from pathkit.check.exits import CannotDo

        while True:
            wanted = _known_by(again.folders())
            if wanted == self._watched and self._events is not None:
                return
            folders = sorted(folder for folder, _, _ in wanted)
            self._watched = wanted
            events = watch(*folders, watch_filter=None, recursive=False, yield_on_timeout=True, rust_timeout=LOOK_UP)
            try:
                next(events)  # only now does the watch begin
            except FileNotFoundError:  # gone in between: look again which there are
                self._events = None
            except OSError as error:
                raise CannotDo(f"The folders of the maps cannot be watched: {error}.") from None
            else:
                self._events = events


def _known_by(folders: frozenset[Path]) -> frozenset[tuple[Path, int, int]]:
    """Folders with what tells them from others of the same name, made anew."""
    found = set()
    for folder in folders:
        try:
            stat = folder.stat()
        except OSError:
            continue
        found.add((folder, stat.st_dev, stat.st_ino))
    return frozenset(found)
