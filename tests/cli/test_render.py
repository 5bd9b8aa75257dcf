"""`pathkit render`: files and formats, what can be asked together, and what is said of what cannot be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from cli.running import ON, Ended, run, run_apart
from pathkit.check.ask import Answer
from pathkit.check.ask import ask as real
from pathkit.pathway import Pathway
from pathkit.rules import Rule

Capture = pytest.CaptureFixture[str]

MAP = """\
area: {id: eastglen, name: Eastglen, calendar: none}
people: {ages: 16+, needs: [distress], circumstances: [intoxicated]}
organisations:
  practices: {name: Eastglen practices, sector: health}
  nhs: {name: NHS Eastglen, sector: health}
services:
  gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
  team: {name: Eastglen team, provider: nhs, kind: crisis-team, hours: "Mon-Fri 09:00-17:00", tier: 3,
         supports: {excludes: []}, offers: [assessment]}
transfers:
  - {from: gp, to: team, by: call-transfer}
"""
VIEWS = {"--at", "--person", "--door", "--journey", "--findings"}
PERSON = "40, distress, urgent"


@pytest.fixture
def glen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The map above, in the working folder."""
    monkeypatch.chdir(tmp_path)
    path = Path("glen.pathway.yaml")
    path.write_text(MAP, encoding="utf-8")
    return path


def ask(capsys: Capture, path: Path, *options: str) -> Ended:
    """Draw a picture, for the same date every time where it is one that a date bears on."""
    dated = ["--date", ON] if VIEWS & set(options) else []
    return run(capsys, "render", path, *dated, *options)


def title(file: str) -> str | None:
    """What a picture is called."""
    return ElementTree.parse(file).getroot().get("aria-label")


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("glen.svg", b"<svg "),
        ("GLEN.SVG", b"<svg "),
        ("glen.png", b"\x89PNG"),
        ("glen.pdf", b"%PDF"),
        ("glen.dot", b"digraph "),
        ("glen.gv", b"digraph "),
        ("glen.mmd", b"---\n"),
        ("glen.mermaid", b"---\n"),
    ],
)
def test_the_name_of_the_file_says_what_is_drawn(name: str, begins: bytes, glen: Path, capsys: Capture) -> None:
    assert ask(capsys, glen, "-o", name) == Ended(0, "", f"Wrote {name}.\n")
    assert Path(name).read_bytes().startswith(begins)


@pytest.mark.parametrize(("format_", "begins"), [("svg", "<svg "), ("dot", "digraph "), ("mermaid", "---\n")])
def test_text_goes_to_standard_output(format_: str, begins: str, glen: Path, capsys: Capture) -> None:
    ended = ask(capsys, glen, "--format", format_)
    assert (ended.code, ended.err) == (0, "") and ended.out.startswith(begins)


def test_a_format_may_be_named_beside_a_file_of_any_name(glen: Path, capsys: Capture) -> None:
    assert ask(capsys, glen, "-o", "picture", "--format", "svg").code == 0
    assert Path("picture").read_text("utf-8").startswith("<svg ")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "Say where to draw the picture: -o NAME.svg, say, or --format dot to print one."),
        (["--format", "png"], "A picture as png goes to a file: name it, as in -o map.png."),
        (["--format", "pdf"], "A picture as pdf goes to a file: name it, as in -o map.pdf."),
        (["--format", "gif"], "--format cannot be `gif`. It is one of: svg, png, pdf, dot, mermaid."),
        (["-o", "x.docx"], "`x.docx` does not say what to write: end it in .svg, .png, .pdf, .dot, .gv, .mmd or"),
        (["-o", "x.svg", "--format", "png"], "`x.svg` is the name of an SVG, and --format asks for a PNG."),
        (["-o", "-"], "-o takes the name of a file. To print a picture, leave -o out"),
        (["-o", "-", "--format", "svg"], "-o takes the name of a file. To print a picture, leave -o out"),
        (["-o", "x.dot", "--engine", "dot"], "--engine lays pictures out, and a text in DOT is laid out by who reads"),
        (["-o", "x.mmd", "--engine", "graphviz-pure"], "and a text in Mermaid is laid out by who reads it"),
        (["-o", "x.svg", "--at", "Sat 25:00"], "There is no time `25:00`. Times run from `00:00` to `23:59`."),
        (["-o", "x.svg", "--focus", "qqqq"], "There is no organisation or service `qqqq`. Known organisations and"),
        (
            ["-o", "glen.pathway.yaml", "--format", "svg"],
            "is the name of a map or of settings: it is not written over.",
        ),
        (["-o", "pathkit.yaml", "--format", "svg"], "is the name of a map or of settings: it is not written over."),
        (["-o", "x.svg", "--group", "sector"], "--group cannot be `sector`."),
        (["-o", "x.svg", "--engine", "neato"], "--engine cannot be `neato`."),
        (["-o", "x.svg", "--focus", "nhss"], "There is no organisation or service `nhss`. Did you mean `nhs`?"),
        (["-o", "x.svg", "--door", "gpp"], "There is no service `gpp`. Did you mean `gp`?"),
        (["-o", "x.svg", "--at", "Saturn"], "`Saturn` is not a moment"),
        (["-o", "x.svg", "--at", "2031-01-01 03:00"], "outside the year that can be asked about"),
        (["-o", "x.svg", "--person", "40"], "is not one person yet: add"),
        (["-o", "x.svg", "--journey"], "--journey draws one person's journey: add --at and --person and --door."),
        (["-o", "x.svg", "--journey", "--door", "gp", "--at", "Sat 03:00"], "add --person."),
        (["-o", "x.svg", "--findings", "--at", "Sat 03:00"], "--findings and --at are two pictures: ask for one"),
        (["-o", "x.svg", "--diff", "glen.pathway.yaml", "--findings"], "--diff and --findings are two pictures"),
        (["-o", "x.svg", "--profile", "draft"], "--profile says how much a check asks: it needs --findings."),
        (["-o", "x.svg", "--findings", "--profile", "drift"], "--profile cannot be `drift`."),
        (["-o", "x.svg", "--diff", "old.pathway.yaml"], "There is no file or folder `old.pathway.yaml`."),
        (["-o", "nowhere/x.svg"], "There is no folder `nowhere` to write"),
    ],
)
def test_what_cannot_be_done_says_why_and_writes_nothing(
    options: list[str], said: str, glen: Path, capsys: Capture
) -> None:
    ended = ask(capsys, glen, *options)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert sorted(path.name for path in Path().iterdir()) == ["glen.pathway.yaml"]
    assert glen.read_text("utf-8") == MAP


@pytest.mark.parametrize(
    ("options", "called"),
    [
        ([], "Eastglen"),
        (["--at", "Sat 03:00"], "Eastglen: what is open on Sat 21 Nov 2026, 03:00"),
        (["--person", PERSON], "Eastglen: what there is for a 40-year-old, distress, urgent"),
        (["--door", "gp"], "Eastglen: what can be reached from Eastglen GP practice"),
        (
            ["--journey", "--door", "gp", "--at", "Mon 10:00", "--person", PERSON],
            "Eastglen: a 40-year-old, distress, urgent, turns to Eastglen GP practice on Mon 16 Nov 2026, 10:00",
        ),
        (["--findings"], "Eastglen: what a check for 21 Nov 2026 finds (profile agreed)"),
        (["--findings", "--profile", "draft"], "Eastglen: what a check for 21 Nov 2026 finds (profile draft)"),
        (["--group", "tier"], "Eastglen"),
        (["--focus", "nhs"], "Eastglen"),
    ],
)
def test_each_view_can_be_asked_for(options: list[str], called: str, glen: Path, capsys: Capture) -> None:
    ended = ask(capsys, glen, "-o", "x.svg", *options)
    assert (ended.code, ended.err) == (0, "Wrote x.svg.\n")
    assert title("x.svg") == called


def test_what_has_changed_is_drawn_beside_an_older_map(glen: Path, capsys: Capture) -> None:
    Path("old.pathway.yaml").write_text(MAP.replace("24/7", "Mon-Fri 09:00-17:00"), "utf-8")
    assert ask(capsys, glen, "-o", "x.svg", "--diff", "old.pathway.yaml").code == 0
    assert "≠ changed" in Path("x.svg").read_text("utf-8")


def test_findings_heed_the_settings_beside_the_map(glen: Path, capsys: Capture) -> None:
    ask(capsys, glen, "-o", "before.svg", "--findings")
    assert "wrong-door" in Path("before.svg").read_text("utf-8")
    Path("pathkit.yaml").write_text("rules: {wrong-door: off}\n", "utf-8")
    ask(capsys, glen, "-o", "after.svg", "--findings")
    assert "wrong-door" not in Path("after.svg").read_text("utf-8")


def test_who_asks_about_somebody_else_is_told_so(glen: Path, capsys: Capture) -> None:
    ended = ask(capsys, glen, "-o", "x.svg", "--person", "12, distress, urgent", "--door", "team")
    assert ended.code == 0
    assert "Note: The map is about people aged 16+: somebody aged 12 is not among them." in ended.err
    assert "Note: `team` is not open to the public in this map" in ended.err


def test_a_rule_that_crashed_is_a_fault_and_the_picture_says_so(
    glen: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(rule: Rule, pathway: Pathway, values: Mapping[str, Any]) -> Sequence[Answer]:
        if rule.name == "wrong-door":
            raise RuntimeError("broken")
        return real(rule, pathway, values)

    monkeypatch.setattr("pathkit.check.run.ask", asked)
    ended = ask(capsys, glen, "-o", "x.svg", "--findings")
    assert ended.code == 3
    assert "A fault in pathkit, so that the picture lacks what this would find: wrong-door" in ended.err
    assert "Not asked, by a fault in pathkit: wrong-door." in Path("x.svg").read_text("utf-8")


def test_a_map_that_is_too_large_for_mermaid_is_told_what_was_cut(
    glen: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pathkit.drawing import mermaid

    ask(capsys, glen, "-o", "whole.mmd")
    monkeypatch.setattr(mermaid, "MOST_CHARACTERS", len(Path("whole.mmd").read_text("utf-8")) - 1)
    ended = ask(capsys, glen, "-o", "x.mmd")
    assert ended.code == 0 and "Note: Left out is the description" in ended.err
    monkeypatch.setattr(mermaid, "MOST_CHARACTERS", 100)
    ended = ask(capsys, glen, "-o", "y.mmd")
    assert ended.code == 2 and "--focus ID" in ended.err and not Path("y.mmd").exists()


def test_a_map_that_is_not_valid_is_not_drawn(glen: Path, capsys: Capture) -> None:
    glen.write_text(MAP.replace("to: team", "to: tean"), "utf-8")
    ended = ask(capsys, glen, "-o", "x.svg")
    assert ended.code == 1 and "tean" in ended.out
    assert not Path("x.svg").exists()


def test_a_library_has_a_picture_and_no_view(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("nation.pathway.yaml")
    path.write_text(MAP[MAP.index("organisations:") :], "utf-8")
    assert ask(capsys, path, "-o", "x.svg").code == 0
    assert title("x.svg") == "nation.pathway.yaml"
    ended = ask(capsys, path, "-o", "x.svg", "--at", "Sat 03:00")
    assert ended.code == 2 and "is a library" in ended.err


def test_the_same_map_is_the_same_bytes_in_another_process(glen: Path, capsys: Capture) -> None:
    options: list[str | Path] = ["render", glen, "--date", ON, "--at", "Sat 03:00", "--format", "svg"]
    apart = run_apart(*options, PYTHONHASHSEED="99")
    assert apart.code == 0 and apart.out == run(capsys, *options).out


def test_help_shows_how_it_is_asked(capsys: Capture) -> None:
    shown = run(capsys, "render", "--help")
    assert shown.code == 0
    assert 'pathkit render highland.pathway.yaml -o night.pdf --at "Sat 03:00"' in shown.out
    for option in ("--focus", "--group", "--diff", "--findings", "--journey", "--engine", "--person", "--door"):
        assert option in shown.out
