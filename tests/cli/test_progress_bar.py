"""The progress bar: on standard error, at a terminal, for work that lasts, and gone at the end."""

from __future__ import annotations

import io
import sys

import pytest

from pathkit.cli import progress_bar as module
from pathkit.cli.progress_bar import progress_bar


class Terminal(io.StringIO):
    """A standard error that is a terminal."""

    def isatty(self) -> bool:
        return True


def at_terminal(monkeypatch: pytest.MonkeyPatch, patience: float = 0.0) -> Terminal:
    """A terminal on standard error, and a bar that appears after `patience` seconds."""
    made = Terminal()
    monkeypatch.setattr(sys, "stderr", made)
    monkeypatch.setattr(module, "PATIENCE", patience)
    return made


def test_there_is_none_off_a_terminal() -> None:
    with progress_bar() as advance:
        assert advance is None


def test_there_is_none_for_a_moments_work(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = at_terminal(monkeypatch, 60)
    with progress_bar() as advance:
        assert advance is not None
        advance(1, 2, "a.pathway.yaml")
    assert terminal.getvalue() == ""


def test_it_shows_how_far_the_work_is_and_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = at_terminal(monkeypatch)
    with progress_bar() as advance:
        assert advance is not None
        advance(1, 2, "a.pathway.yaml")
    shown = terminal.getvalue()
    assert f"[{'#' * 15}{'.' * 15}] 1 of 2" in shown
    assert shown.endswith("\r")
    assert shown.rsplit("\r", 2)[1].strip() == ""


def test_it_goes_when_the_work_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = at_terminal(monkeypatch)
    with pytest.raises(ZeroDivisionError), progress_bar() as advance:
        assert advance is not None
        advance(1, 2, "a.pathway.yaml")
        raise ZeroDivisionError
    assert terminal.getvalue().endswith("\r")
