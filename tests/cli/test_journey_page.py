"""`pathkit journey -o`: one person's way as a page to read aloud, or as a picture."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from cli.running import MAP, ON, Ended, run

Capture = pytest.CaptureFixture[str]
ASKED = ("--door", "gp", "--at", "Sat 03:00", "--age", "16", "--need", "distress", "--urgency", "urgent")
PERSON = (*ASKED, "--locality", "north", "--date", ON)


def journey(capsys: Capture, map_: Path, *more: str | Path) -> Ended:
    """The journey of somebody of 16 on a Saturday night."""
    return run(capsys, "journey", map_, *PERSON, *more)


def test_a_page_is_written_in_place_of_the_text(capsys: Capture, eastglen: Path) -> None:
    ended = journey(capsys, eastglen, "-o", "walk.html")
    assert (ended.code, ended.out, ended.err) == (0, "", "Wrote walk.html.\n")
    html = Path("walk.html").read_text("utf-8")
    assert html.startswith("<!doctype html>")
    assert "Somebody aged 16 needs help with distress." in html
    assert "They are left with nothing." in html


def test_a_picture_alone_is_written_as_svg(capsys: Capture, eastglen: Path) -> None:
    ended = journey(capsys, eastglen, "--output", "walk.SVG")
    assert (ended.code, ended.out, ended.err) == (0, "", "Wrote walk.SVG.\n")
    assert ElementTree.fromstring(Path("walk.SVG").read_text("utf-8")).tag == "{http://www.w3.org/2000/svg}svg"


def test_json_that_is_asked_for_is_printed_all_the_same(capsys: Capture, eastglen: Path) -> None:
    alone = journey(capsys, eastglen, "--format", "json")
    both = journey(capsys, eastglen, "--format", "json", "-o", "walk.html")
    assert both.out == alone.out
    assert json.loads(both.out)["outcome"] == "none"
    assert Path("walk.html").exists()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("walk.pdf", "`walk.pdf` does not say what to write: end its name in .html, .htm or .svg."),
        ("walk", "`walk` does not say what to write: end its name in .html, .htm or .svg."),
        ("eastglen.pathway.yaml", "is the name of a map or of settings"),
        ("pathkit.yaml", "is the name of a map or of settings"),
        ("missing/walk.html", "There is no folder `missing`"),
        (".", "is a folder"),
    ],
)
def test_what_is_not_written(capsys: Capture, eastglen: Path, name: str, said: str) -> None:
    ended = journey(capsys, eastglen, "-o", name)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert eastglen.read_text("utf-8") == MAP
    assert sorted(path.name for path in Path().iterdir()) == ["eastglen.pathway.yaml"]


def test_a_map_under_another_name_is_not_written_over(capsys: Capture, eastglen: Path) -> None:
    Path("walk.html").symlink_to(eastglen)
    ended = journey(capsys, eastglen, "-o", "walk.html")
    assert ended.code == 2
    assert eastglen.read_text("utf-8") == MAP
