"""`pathkit card`: a page that is written where it was asked for, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.running import ON, run


def test_a_card_is_written_and_its_last_day_is_said(eastglen: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = run(capsys, "card", eastglen, "-o", "card.html", "--date", ON)
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == (
        "Wrote card.html. Undated: nobody has written down when its facts were checked. "
        "Do not use it before the forum dates them.\n"
    )
    assert "Whom to call: Eastglen" in Path("card.html").read_text(encoding="utf-8")


def test_a_card_that_may_not_be_used_says_so(eastglen: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = eastglen.read_text(encoding="utf-8")
    eastglen.write_text(text.replace("    hours:", "    checked_on: 2026-11-01\n    hours:"), encoding="utf-8")
    fresh = run(capsys, "card", eastglen, "-o", "card.html", "--date", ON)
    assert fresh.err == "Wrote card.html. Not for use after 2027-05-03.\n"
    old = run(capsys, "card", eastglen, "-o", "card.html", "--date", "2030-01-01")
    assert old.code == 0
    assert "LAPSED: do not use it. Its facts were last checked on 2026-11-01." in old.err
    page = Path("card.html").read_text(encoding="utf-8")
    assert "LAPSED: do not use" in page
    assert "Do not use after" not in page


def test_a_card_for_one_locality(eastglen: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = run(capsys, "card", eastglen, "-o", "card.html", "--locality", "north", "--date", ON)
    assert ended.code == 0
    assert "Whom to call: Eastglen, north" in Path("card.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "Say which file to write, with -o: -o card.html\n"),
        (
            ("-o", "card.pdf"),
            "`card.pdf` does not say what to write: end its name in .html or .htm. For a PDF,",
        ),
        (("-o", "eastglen.pathway.yaml"), "is not written over"),
        (("-o", "card.html", "--locality", "nort"), "There is no locality `nort`. Did you mean `north`?"),
        (("-o", "card.html", "--date", "soon"), "`soon` is not a date."),
        (("-o", "none/card.html"), "There is no folder"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    eastglen: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], said: str
) -> None:
    before = eastglen.read_bytes()
    ended = run(capsys, "card", eastglen, *options)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert sorted(one.name for one in Path().iterdir()) == ["eastglen.pathway.yaml"]
    assert eastglen.read_bytes() == before


def test_an_invalid_map_has_no_card(eastglen: Path, capsys: pytest.CaptureFixture[str]) -> None:
    eastglen.write_text(eastglen.read_text(encoding="utf-8") + "    hourss: 24/7\n", encoding="utf-8")
    ended = run(capsys, "card", eastglen, "-o", "card.html")
    assert ended.code == 1
    assert "hourss" in ended.out
    assert not Path("card.html").exists()
