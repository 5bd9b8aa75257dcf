"""A workspace of its own for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.made import Workspace


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The map of Eastglen and its library, the map open in an editor."""
    monkeypatch.chdir(tmp_path)
    return Workspace(tmp_path)
