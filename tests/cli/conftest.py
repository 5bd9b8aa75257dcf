"""Maps to run commands on."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.running import GOOD, MAP


@pytest.fixture
def eastglen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A map with findings, in the working folder; beside it an empty hidden folder's map and a good one."""
    monkeypatch.chdir(tmp_path)
    path = Path("eastglen.pathway.yaml")
    path.write_text(MAP, encoding="utf-8")
    return path


@pytest.fixture
def westglen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A map with nothing to find, in the working folder."""
    monkeypatch.chdir(tmp_path)
    path = Path("westglen.pathway.yaml")
    path.write_text(GOOD, encoding="utf-8")
    return path
