"""`pathkit heatmap`: the week at a door, on the screen and in files."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from cli.running import ON, Ended, run

SVG = "{http://www.w3.org/2000/svg}"


def heatmap(capsys: pytest.CaptureFixture[str], path: Path, *words: str | Path) -> Ended:
    return run(capsys, "heatmap", path, "--date", ON, *words)


def test_the_week_of_everybody_whom_a_door_is_for(eastglen: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = heatmap(capsys, eastglen, "--door", "gp")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Eastglen GP practice: the week, hour by hour\n")
    assert "everybody this door is for, with nothing unusual about them" in " ".join(done.out.split())


def test_the_week_of_the_people_who_are_asked_about(eastglen: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = heatmap(capsys, eastglen, "--door", "gp", "--person", "17, urgent, north", "--format", "json")
    found = json.loads(done.out)
    assert found["people"] == "people aged 17 in north, urgent, with nothing unusual about them"
    assert [hour["stated"] for hour in found["rows"][0]["hours"]] == ["none"] * 9 + ["now"] * 8 + ["none"] * 7
    assert {hour["stated"] for hour in found["rows"][6]["hours"]} == {"none"}


@pytest.mark.parametrize("name", ["week.svg", "week.SVG", "week.json", "week.txt"])
def test_a_file_is_written_as_its_name_ends_and_holds_what_the_screen_would(
    eastglen: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    kind = {"svg": "svg", "json": "json", "txt": "text"}[name.lower().removeprefix("week.")]
    done = heatmap(capsys, eastglen, "--door", "gp", "-o", name)
    assert (done.code, done.out, done.err) == (0, "", f"Wrote {name}.\n")
    shown = heatmap(capsys, eastglen, "--door", "gp", "--format", kind)
    assert Path(name).read_bytes().decode("utf-8") == shown.out
    assert heatmap(capsys, eastglen, "--door", "gp", "--format", kind, "-o", name).code == 0


def test_a_picture_says_what_it_is(eastglen: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = ElementTree.fromstring(heatmap(capsys, eastglen, "--door", "gp", "--format", "svg").out)
    assert root.findtext(f"{SVG}title") == "Eastglen GP practice: the week, hour by hour"
    assert "Map of Eastglen, for the year from 16 Nov 2026." in (root.findtext(f"{SVG}desc") or "")


@pytest.mark.parametrize(("name", "begins"), [("week.png", b"\x89PNG"), ("week.pdf", b"%PDF")])
def test_a_picture_can_be_had_for_slides_and_for_paper(
    eastglen: Path, capsys: pytest.CaptureFixture[str], name: str, begins: bytes
) -> None:
    assert heatmap(capsys, eastglen, "--door", "gp", "-o", name).code == 0
    assert Path(name).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--door", "gpp"), "There is no service `gpp`. Did you mean `gp`? Known services: gp.\n"),
        (("--door", "gp", "--person", "17, nort"), "`nort` says nothing about people. Did you mean `north`?"),
        (("--door", "gp", "--person", "left-school, 40"), "`left-school` is a circumstance of ages 16-17, not of 40."),
        (("--door", "gp", "--format", "svgg"), "--format cannot be `svgg`. Did you mean `svg`?"),
        (("--door", "gp", "--format", "png"), "A picture as png goes to a file: name it, as in -o week.png.\n"),
        (("--door", "gp", "-o", "week"), "`week` does not say what to write: end it in .txt, .svg, .json, .png or"),
        (
            ("--door", "gp", "-o", "eastglen.pathway.yaml"),
            "`eastglen.pathway.yaml` is the name of a map or of settings",
        ),
        (("--door", "gp", "-o", "week.svg", "--format", "json"), "`week.svg` is the name of an SVG, and"),
        (("--door", "gp", "-o", "nowhere/week.svg"), "There is no folder `nowhere` to write `nowhere/week.svg` in.\n"),
    ],
)
def test_what_cannot_be_done_is_refused_with_what_to_do(
    eastglen: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    done = heatmap(capsys, eastglen, *words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_service_that_is_no_door_for_the_public_is_shown_with_a_note(
    eastglen: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    eastglen.write_text(eastglen.read_text("utf-8").replace("open_to: public", "open_to: professionals"), "utf-8")
    done = heatmap(capsys, eastglen, "--door", "gp", "--person", "12")
    assert done.code == 0
    assert done.err == (
        "Note: The map is about people aged 16+: somebody aged 12 is not among them.\n"
        "Note: `gp` is not open to the public in this map: people are passed on to it by others.\n"
    )


def test_a_map_that_is_not_valid_ends_with_what_is_wrong(eastglen: Path, capsys: pytest.CaptureFixture[str]) -> None:
    eastglen.write_text(eastglen.read_text("utf-8").replace("kind: primary-care", "kind: surgery"), "utf-8")
    done = heatmap(capsys, eastglen, "--door", "gp")
    assert done.code == 1
    assert "surgery" in done.out


def test_the_map_itself_is_not_written_over(eastglen: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A map may be read from a file of any name."""
    other = eastglen.with_name("map.json")
    other.write_bytes(eastglen.read_bytes())
    done = heatmap(capsys, other, "--door", "gp", "-o", other)
    assert done.code == 2 and "is not written over" in done.err
    assert other.read_bytes() == eastglen.read_bytes()


def test_a_service_that_is_no_door_is_said_to_be_none_on_the_picture(
    eastglen: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    eastglen.write_text(eastglen.read_text("utf-8").replace("open_to: public", "open_to: professionals"), "utf-8")
    done = heatmap(capsys, eastglen, "--door", "gp", "--format", "svg")
    assert "is not open to the public in this map" in " ".join(done.out.split())
