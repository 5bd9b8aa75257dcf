"""`pathkit report`: a page is written where it was asked for, and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cli.running import ON, run


def test_the_page_is_written_and_said_to_be(capsys: pytest.CaptureFixture[str], eastglen: Path) -> None:
    ended = run(capsys, "report", eastglen, "-o", "report.html", "--date", ON)
    page = Path("report.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "Eastglen GP practice" in page
    assert ended.out == ""
    assert ended.err.startswith("Wrote report.html (")


def test_the_exit_code_is_that_of_check(capsys: pytest.CaptureFixture[str], eastglen: Path) -> None:
    for options in ([], ["--fail-on", "never"]):
        asked = run(capsys, "check", eastglen, "--date", ON, *options)
        ended = run(capsys, "report", eastglen, "-o", "report.html", "--date", ON, *options)
        assert ended.code == asked.code
    assert run(capsys, "report", eastglen, "-o", "report.html", "--date", ON).code == 1
    assert run(capsys, "report", eastglen, "-o", "report.html", "--date", ON, "--fail-on", "never").code == 0


def test_a_map_that_is_not_valid_has_a_page_and_exit_code_1(capsys: pytest.CaptureFixture[str], eastglen: Path) -> None:
    eastglen.write_text("area: {id: eastglen}\n", encoding="utf-8")
    ended = run(capsys, "report", eastglen, "-o", "report.html", "--date", ON, "--fail-on", "never")
    assert ended.code == 1
    assert "The map is not valid" in Path("report.html").read_text(encoding="utf-8")


def test_what_is_not_valid_is_said_with_the_place_where_it_begins(
    capsys: pytest.CaptureFixture[str], eastglen: Path
) -> None:
    text = eastglen.read_text("utf-8").replace("provider: practices", "provider: practises")
    eastglen.write_text(text, "utf-8")
    Path("b.pathway.yaml").write_text(text.replace("hours: Mon-Fri 09:00-17:00", "hours: 9-5"), "utf-8")
    os.mkfifo("c.pathway.yaml")
    ended = run(capsys, "report", ".", "-o", "report.html", "--date", ON)
    assert (ended.code, ended.out) == (2, "")
    first, second, third, last = ended.err.splitlines()
    assert first.startswith(
        "b.pathway.yaml is not valid (2 problems), so it was not checked. The first: b.pathway.yaml:"
    )
    assert second.startswith("c.pathway.yaml cannot be read: ")
    assert third == (
        "eastglen.pathway.yaml is not valid (1 problem), so it was not checked. eastglen.pathway.yaml:8:15: There is "
        "no organisation `practises`. Did you mean `practices`? Known organisations: practices. If it is gone for "
        "good, take out what names it."
    )
    assert last.startswith("Wrote report.html (")


def test_the_page_for_the_public_is_another(capsys: pytest.CaptureFixture[str], eastglen: Path) -> None:
    text = eastglen.read_text(encoding="utf-8")
    eastglen.write_text(text + "    notes: Only the forum knows\n", encoding="utf-8")
    for audience, knows in (("forum", True), ("public", False)):
        run(capsys, "report", eastglen, "-o", "report.html", "--date", ON, "--audience", audience)
        assert ("Only the forum knows" in Path("report.html").read_text(encoding="utf-8")) is knows


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "Say which file to write, with -o: -o report.html"),
        (("-o", "eastglen.pathway.yaml"), "is the name of a map or of settings: it is not written over."),
        (("-o", "pathkit.yaml"), "is the name of a map or of settings: it is not written over."),
        (("-o", "folder"), "is a folder: name the file in it, as in -o folder/report.html"),
        (("-o", "missing/report.html"), "There is no folder"),
        (("-o", "report.pdf"), "`report.pdf` does not say what to write: end its name in .html or .htm. For a PDF"),
        (("-o", "report"), "`report` does not say what to write: end its name in .html or .htm."),
        (("-o", "report.html", "--audience", "publik"), "Did you mean `public`?"),
        (("-o", "report.html", "--rule", "no-such-rule"), "no-such-rule"),
        (("-o", "report.html", "--rule", "wrong-door", "--skip", "wrong-door"), "cannot be both --rule and --skip"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_written(
    capsys: pytest.CaptureFixture[str], eastglen: Path, arguments: tuple[str, ...], says: str
) -> None:
    Path("folder").mkdir()
    before = eastglen.read_bytes()
    ended = run(capsys, "report", eastglen, *arguments, "--date", ON)
    assert ended.code == 2
    assert says in ended.err
    assert eastglen.read_bytes() == before
    assert sorted(one.name for one in Path().iterdir()) == ["eastglen.pathway.yaml", "folder"]


def test_check_and_report_say_alike_what_their_options_do(capsys: pytest.CaptureFixture[str]) -> None:
    told = [" ".join(run(capsys, command, "--help").out.split()) for command in ("check", "report")]
    for words in ("Default: as in the settings, or error.", "Default: as in the settings, or agreed."):
        assert all(words in one for one in told)


def test_the_short_ending_is_one_of_a_page_too(capsys: pytest.CaptureFixture[str], eastglen: Path) -> None:
    assert run(capsys, "report", eastglen, "-o", "report.HTM", "--date", ON).code == 1
    assert Path("report.HTM").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_map_under_another_name_is_not_written_over(capsys: pytest.CaptureFixture[str], eastglen: Path) -> None:
    other = eastglen.rename("eastglen.yaml")
    before = other.read_bytes()
    assert run(capsys, "report", other, "-o", other, "--date", ON).code == 2
    assert other.read_bytes() == before
