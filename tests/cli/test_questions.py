"""`pathkit questions`: a sheet that can be sent to one organisation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rules.checking import small

from pathkit.cli import main

MAP = small(
    """
services:
  gp: {name: "GP <b>practice</b> | one", provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
  line: {name: Line, provider: listening, kind: helpline, open_to: public, hours: unknown,
         supports: {needs: [distress]}, offers: [listening]}
transfers:
  - {from: gp, to: line, by: call-transfer}
"""
)


@pytest.fixture
def path(tmp_path: Path) -> str:
    (tmp_path / "pathkit.yaml").write_text("", "utf-8")
    (tmp_path / "eastglen.pathway.yaml").write_text(MAP, "utf-8")
    return str(tmp_path / "eastglen.pathway.yaml")


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["questions", *words, "--date", "2026-11-21"]) == 0
    return capsys.readouterr().out


def test_a_sheet_is_for_one_organisation_by_its_id_or_its_name(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    by_id = said(capsys, path, "--for", "listening", "--format", "json")
    asked = {one["ask"] for group in json.loads(by_id)["organisations"] for one in group["questions"]}
    assert asked == {"listening"}
    assert said(capsys, path, "--for", "Eastglen Listening", "--format", "json") == by_id


def test_what_settles_most_comes_first(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, path, "--for", "listening")
    assert text.index("What are the hours of Line") < text.index("last checked")


def test_the_sheet_in_markdown_says_what_it_is_and_leaves_room(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, path, "--for", "listening", "--format", "markdown")
    assert text.startswith("# Questions for Eastglen Listening\n")
    assert "Nobody is blamed" in text and "Answer:" in text and "21 November 2026" in text
    assert "eastglen.pathway.yaml:" in text


def test_markup_in_a_name_does_nothing_in_markdown(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, path, "--for", "nhs", "--format", "markdown")
    assert "<b>" not in text and "&lt;b&gt;" in text


def test_an_unknown_organisation_is_refused_with_what_was_probably_meant(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["questions", path, "--for", "listenin", "--date", "2026-11-21"]) == 2
    assert "Did you mean `listening`?" in capsys.readouterr().err
