"""`pathkit lsp` where it cannot begin. (What it does when it can is in tests/editor.)"""

from __future__ import annotations

import importlib.util

import pytest

import pathkit.cli.lsp
from cli.running import run


def test_without_its_package_it_says_how_to_install_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pathkit.cli.lsp, "find_spec", lambda name: None)
    ended = run(capsys, "lsp")
    assert ended.code == 2 and ended.out == ""
    assert "pip install '.[lsp]'." in " ".join(ended.err.split())


def test_a_date_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert importlib.util.find_spec("pygls") is not None
    ended = run(capsys, "lsp", "--date", "soon")
    assert ended.code == 2 and "`soon` is not a date" in ended.err
