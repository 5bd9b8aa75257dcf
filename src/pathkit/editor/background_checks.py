"""Runs checks beside the server, one at a time: begun when somebody has paused, and ended when the text changes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

from pygls.exceptions import JsonRpcException

from pathkit.editor.check_process import COMMAND, Outcome, Work, as_message, as_outcome

Done = Callable[[Outcome | None], None]
"""Told what came of a check; None if its process ended without an answer."""
Around = Callable[[Path, "asyncio.Event"], Awaitable[None]]
"""Told of a check that begins, with what will be set when it has ended."""


class BackgroundChecks:
    """Checks of maps, each in a process of its own.

    `pause` is how many seconds nothing changes before one begins; `failed` is told of what goes wrong.
    """

    def __init__(self, pause: float, around: Around, failed: Callable[[Exception], None]) -> None:
        self._pause = pause
        self._around = around
        self._failed = failed
        self._tasks: dict[Path, asyncio.Task[None]] = {}
        self._turn = asyncio.Semaphore(1)  # a check has a core to itself, and leaves one to the editor

    def ask(self, work: Work, path: Path, done: Done) -> None:
        """Check a map before long, and end what is under way of it."""
        self.end(path)
        self._tasks[path] = asyncio.get_running_loop().create_task(self._check(work, path, done))

    def end(self, path: Path) -> None:
        """End the check of a map, if there is one."""
        task = self._tasks.pop(path, None)
        if task is not None:
            task.cancel()

    async def end_all(self) -> None:
        """End all checks, and wait until their processes have ended."""
        tasks = list(self._tasks.values())
        for path in list(self._tasks):
            self.end(path)
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _check(self, work: Work, path: Path, done: Done) -> None:
        try:
            await self._answered(work, path, done)
        except Exception as fault:  # nobody waits for a task, so nobody else would hear of it
            self._failed(fault)

    async def _answered(self, work: Work, path: Path, done: Done) -> None:
        await asyncio.sleep(self._pause)
        async with self._turn:
            over = asyncio.Event()
            told = asyncio.get_running_loop().create_task(self._told(path, over))
            try:
                outcome = await _answer(work)
            finally:
                over.set()
            done(outcome)
            await told

    async def _told(self, path: Path, over: asyncio.Event) -> None:
        try:
            await self._around(path, over)
        except (TimeoutError, JsonRpcException, ConnectionError):
            pass  # an editor may refuse to show it, never answer, or be gone
        except Exception as fault:  # the check goes on
            self._failed(fault)


async def _answer(work: Work) -> Outcome | None:
    process = await asyncio.create_subprocess_exec(
        *COMMAND, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdin is not None and process.stdout is not None
    try:
        process.stdin.write(as_message(work))
        await process.stdin.drain()
        return as_outcome(await process.stdout.read())
    except (BrokenPipeError, ConnectionResetError):
        return None
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
        await process.wait()
