"""Checks beside the server: whatever becomes of one, somebody hears of it."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

import pytest

from pathkit.editor import background_checks
from pathkit.editor.background_checks import BackgroundChecks
from pathkit.editor.check_process import Outcome, Work

MAP = Path("eastglen.pathway.yaml")
WORK = Work(MAP.name, date(2026, 11, 21), {})


async def shown(path: Path, over: asyncio.Event) -> None:
    await over.wait()


@pytest.mark.parametrize("where", ["in the check", "in what is done with it"])
def test_what_goes_wrong_is_told(monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    gone = FileNotFoundError("the map is gone")
    told: list[Exception] = []

    async def answer(work: Work) -> Outcome | None:
        if where == "in the check":
            raise gone
        return None

    def done(outcome: Outcome | None) -> None:
        raise gone

    async def session() -> None:
        checks = BackgroundChecks(0, shown, told.append)
        checks.ask(WORK, MAP, done)
        (task,) = checks._tasks.values()
        await task

    monkeypatch.setattr(background_checks, "_answer", answer)
    asyncio.run(session())
    assert told == [gone]
