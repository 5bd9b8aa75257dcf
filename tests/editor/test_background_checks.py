"""Checks beside the server: whatever becomes of one, somebody hears of it."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

import pytest
from pygls.exceptions import JsonRpcException

from pathkit.editor import background_checks
from pathkit.editor.background_checks import Around, BackgroundChecks, Done
from pathkit.editor.check_process import Outcome, Work

MAP = Path("eastglen.pathway.yaml")
WORK = Work(MAP.name, date(2026, 11, 21), {})


async def checked(around: Around, done: Done, told: list[Exception]) -> None:
    """One check, from its beginning to its end."""
    checks = BackgroundChecks(0, around, told.append)
    checks.ask(WORK, MAP, done)
    (task,) = checks._tasks.values()
    await task


@pytest.mark.parametrize("where", ["in the check", "in what is done with it", "in what shows it"])
def test_what_goes_wrong_is_told(monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    gone = FileNotFoundError("the map is gone")
    told: list[Exception] = []

    async def answer(work: Work) -> Outcome | None:
        if where == "in the check":
            raise gone
        return None

    def done(outcome: Outcome | None) -> None:
        if where == "in what is done with it":
            raise gone

    async def around(path: Path, over: asyncio.Event) -> None:
        await over.wait()
        if where == "in what shows it":
            raise gone

    monkeypatch.setattr(background_checks, "_answer", answer)
    asyncio.run(checked(around, done, told))
    assert told == [gone]


@pytest.mark.parametrize("gone_wrong", [None, OSError("no window")])
def test_a_check_goes_on_that_cannot_be_shown(monkeypatch: pytest.MonkeyPatch, gone_wrong: Exception | None) -> None:
    """An editor may refuse to show it, which is no fault."""
    outcomes: list[Outcome | None] = []
    told: list[Exception] = []

    async def answer(work: Work) -> Outcome | None:
        return None

    async def around(path: Path, over: asyncio.Event) -> None:
        raise gone_wrong or JsonRpcException("progress is shown to nobody here")

    monkeypatch.setattr(background_checks, "_answer", answer)
    asyncio.run(checked(around, outcomes.append, told))
    assert outcomes == [None]
    assert told == ([gone_wrong] if gone_wrong else [])
