"""`pathkit diff`, from the options to the exit code, on real repositories."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import jsonschema
import pytest
from maps.repositories import begun, commit, git

from cli.running import EXAMPLES, ON, Ended, run
from pathkit.output.markdown import JOINER

Capture = pytest.CaptureFixture[str]
SCHEMA = json.loads((EXAMPLES.parent / "schemas" / "diff.schema.json").read_text("utf-8"))
SAID = Path(__file__).parent / "said_by_diff.txt"

MAP = """\
area: {id: eastglen, name: Eastglen, calendar: none}
people: {ages: 18+, needs: [distress]}
organisations:
  listeners: {name: Eastglen listeners, sector: third}
services:
  line:
    name: Eastglen line
    provider: listeners
    kind: helpline
    open_to: public
    hours: Mon-Fri 09:00-17:00
    supports: {excludes: []}
    offers: [listening]
    contact: {phone: "01632 960001"}
"""
FEWER = MAP.replace("17:00", "16:00")
MORE = MAP.replace("17:00", "18:00")
INVALID = MAP.replace("provider: listeners", "provider: listners")
NAME = "pathways/eastglen.pathway.yaml"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a map, in its top folder, whose path has a space."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    folder = begun(tmp_path / "the maps")
    (folder / "pathways").mkdir()
    (folder / NAME).write_text(MAP)
    commit(folder)
    monkeypatch.chdir(folder)
    return folder


def diff(capsys: Capture, *arguments: str) -> Ended:
    """Run `pathkit diff`, with a rule or two, which is quicker."""
    return run(capsys, "diff", *arguments, "--date", ON, "--rule", "wrong-door")


def told(ended: Ended) -> str:
    """What was printed, on one line."""
    return " ".join(ended.out.split())


# --- what it says


def test_what_it_says_of_an_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """After a change that is meant: PATHKIT_GOLDEN=write, and read the difference."""
    monkeypatch.chdir(tmp_path)
    after = (EXAMPLES / "closed-at-half-past-three.pathway.yaml").read_text("utf-8")
    assert "    intake: Mon-Fri 09:00-15:30\n" in after
    before = after.replace("    intake: Mon-Fri 09:00-15:30\n", "").replace(
        "    hours: 24/7\n    supports: [{excludes: []}]\n    offers: [listening, ",
        "    hours: daily 18:00-24:00\n    supports: [{excludes: []}]\n    offers: [listening, ",
    )
    for name, text in (("old", before), ("new", after)):
        Path(f"{name}.pathway.yaml").write_text(text, "utf-8")
    ended = run(capsys, "diff", "old.pathway.yaml", "new.pathway.yaml", "--date", ON)
    assert (ended.code, ended.err) == (1, "")
    if os.environ.get("PATHKIT_GOLDEN") == "write":
        SAID.write_text(ended.out, "utf-8")
    assert ended.out == SAID.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (["--base", "main"], "main:" + NAME),
        (["main:" + NAME, NAME], "main:" + NAME),
        (["HEAD:pathways", "pathways"], "HEAD:" + NAME),
        (["main:" + NAME, "./" + NAME], "main:" + NAME),
    ],
)
def test_all_ways_to_name_the_same_change_say_the_same(
    capsys: Capture, here: Path, arguments: Sequence[str], name: str
) -> None:
    Path(NAME).write_text(FEWER)
    ended = diff(capsys, *arguments)
    assert (ended.code, ended.err) == (1, "")
    assert f"{name} →" in told(ended)
    assert "✗ For the worse: 1 · cannot be told: 0 · for the better: 0" in ended.out
    assert "Mon-Fri 16:00-17:00" in told(ended)


def test_the_commit_that_is_compared_with_is_said(capsys: Capture, here: Path) -> None:
    fork = git(here, "rev-parse", "HEAD")[:10]
    git(here, "switch", "--quiet", "--create", "change")
    Path(NAME).write_text(FEWER)
    commit(here)
    git(here, "switch", "--quiet", "main")
    Path(NAME).write_text(MORE)
    commit(here)
    git(here, "switch", "--quiet", "change")
    said = told(diff(capsys, "--base", "main"))
    assert f"Compared with commit {fork}, from which main and HEAD went apart (git merge-base main HEAD)" in said
    assert "for the worse: 1 · cannot be told: 0 · for the better: 0" in said.lower()
    assert "for the better: 1" in told(diff(capsys, "--base", "change", "--head", "main"))


def test_that_nothing_changes_for_anybody_is_said(capsys: Capture, here: Path) -> None:
    ended = diff(capsys, "--base", "main")
    assert ended.code == 0
    assert "No map differs. Nothing changes for anybody." in ended.out
    Path(NAME).write_text(MAP + "    notes: Ask for Kirsty\n")
    ended = diff(capsys, "--base", "main")
    assert ended.code == 0
    assert "✓ Nothing changes for anybody." in ended.out
    assert "Besides, without bearing on outcomes and waits: Eastglen line" in told(ended)


def test_a_map_that_is_gone_fails_the_run_and_says_so(capsys: Capture, here: Path) -> None:
    Path(NAME).unlink()
    Path("pathways/west.pathway.yaml").write_text(MAP.replace("id: eastglen", "id: west").replace("line:", "desk:"))
    ended = diff(capsys, "--base", "main")
    assert ended.code == 1
    assert "✗ Eastglen: The map is gone, and with it every door of its own: that counts as for the worse." in told(
        ended
    )
    assert diff(capsys, "--base", "main", "--fail-on", "never").code == 0


def test_a_new_door_that_helps_nobody_is_no_better_and_no_worse(capsys: Capture, here: Path) -> None:
    door = """\
  desk: {name: Eastglen desk, provider: listeners, kind: helpline, open_to: public, hours: Mon 09:00-10:00,
         supports: {ages: 99+, excludes: []}, contact: {phone: "01632 960002"}}
"""
    Path(NAME).write_text(MAP + door)
    ended = diff(capsys, "--base", "main")
    assert "cannot be told: 0" in ended.out
    assert "One place less or more to turn to (1)" in ended.out


def test_show_says_how_much_is_told(capsys: Capture, here: Path) -> None:
    Path(NAME).write_text(FEWER)
    assert "Before" in diff(capsys, "--base", "main").out
    assert "Before" not in diff(capsys, "--base", "main", "--show", "none").out


# --- formats


def test_several_formats_in_one_run(capsys: Capture, here: Path) -> None:
    Path(NAME).write_text(FEWER)
    files = ["--format", "json=out.json", "--format", "markdown=out.md", "--format", "text", "-o", "out.html"]
    ended = diff(capsys, "--base", "main", *files)
    assert ended.code == 1
    assert ended.err.splitlines() == ["Wrote out.json.", "Wrote out.md.", "Wrote out.html."]
    found = json.loads(Path("out.json").read_text("utf-8"))
    jsonschema.validate(found, SCHEMA, jsonschema.Draft202012Validator)
    (change,) = found["maps"][0]["changes"]
    assert change["id"].startswith("worse@line@")
    for said in (ended.out, Path("out.md").read_text("utf-8"), Path("out.html").read_text("utf-8")):
        assert "Eastglen line" in said


def test_a_page_alone_leaves_the_screen_alone(capsys: Capture, here: Path) -> None:
    Path(NAME).write_text(MORE)
    ended = diff(capsys, "--base", "main", "-o", "out.html")
    assert (ended.code, ended.out, ended.err) == (0, "", "Wrote out.html.\n")
    assert Path("out.html").read_text("utf-8").lower().startswith("<!doctype html>")


@pytest.mark.parametrize("kind", ["text", "json", "markdown", "html"])
def test_every_format_ends_alike(capsys: Capture, here: Path, kind: str) -> None:
    Path(NAME).write_text(FEWER)
    assert diff(capsys, "--base", "main", "--format", kind).code == 1
    assert diff(capsys, "--base", "main", "--format", kind, "--fail-on", "never").code == 0


# --- exit codes


@pytest.mark.parametrize(
    ("after", "fail_on", "code"),
    [
        (FEWER, [], 1),
        (FEWER, ["worse"], 1),
        (FEWER, ["new-findings"], 0),
        (FEWER, ["never"], 0),
        (MORE, [], 0),
        (MORE, ["worse"], 0),
        (INVALID, ["never"], 1),
        (MAP.replace("supports: {excludes: []}\n", "supports: {ages: 30+, excludes: []}\n"), ["new-findings"], 1),
    ],
)
def test_the_exit_code(capsys: Capture, here: Path, after: str, fail_on: Sequence[str], code: int) -> None:
    Path(NAME).write_text(after)
    options = [part for word in fail_on for part in ("--fail-on", word)]
    assert diff(capsys, "--base", "main", *options).code == code


def test_a_map_that_was_not_valid_before_does_not_fail(capsys: Capture, here: Path) -> None:
    Path(NAME).write_text(INVALID)
    commit(here)
    Path(NAME).write_text(MAP)
    ended = diff(capsys, "--base", "main", "--fail-on", "worse", "--fail-on", "new-findings")
    assert ended.code == 0
    assert f"main:{NAME} is not valid (1 problem)" in told(ended)
    assert "Did you mean `listeners`?" in told(ended)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "Name two maps or two folders, OLD and NEW; or --base REV"),
        (["pathways"], "Name two maps or two folders"),
        (["pathways", "pathways", "pathways"], "Name two maps or two folders"),
        (["mian:pathways", "pathways"], "Did you mean `main`?"),
        (["main:pathway", "pathways"], "There is no `pathway` at `main`"),
        (["main:pathways", NAME], "is a folder"),
        (["pathway", "pathways"], "Did you mean `pathways`?"),
        (["--base", "mian"], "Did you mean `main`?"),
        (["--base", "--output=written"], "`--output=written` is no revision"),
        (["--base", "main", "--head", "-x"], "`-x` is no revision"),
        (["--base", "main", "pathway"], "Did you mean `pathways`?"),
        (["--base", "main", ".."], "is not in the git repository that you are in"),
        (["--head", "main", "a", "b"], "say with --base what it is compared with"),
        (["--base", "main", "--format", "sarif"], "Known formats: text, json, markdown, html."),
        (["--base", "main", "--format", "json", "--format", "text"], "Only one --format"),
        (["--base", "main", "-o", "out.pdf"], "For a PDF, print the page from a browser."),
        (["--base", "main", "-o", "a.html", "--format", "html=a.html"], "Two formats cannot go to the same file."),
        (["main:" + NAME, NAME, "-o", NAME], "it is not written over"),
        (["--base", "main", "--fail-on", "wors"], "Did you mean `worse`?"),
        (["--base", "main", "--fail-on", "never", "--fail-on", "worse"], "never stands alone"),
        (["--base", "main", "--show", "some"], "a number, all or none"),
        (["--base", "main", "--skip", "wrong-door"], "both --rule and --skip"),
        (["\ud800:x", "pathways"], "is no revision"),
    ],
)
def test_2_when_it_cannot_be_done(capsys: Capture, here: Path, arguments: Sequence[str], says: str) -> None:
    ended = diff(capsys, *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.err
    assert not Path("written").exists()


def test_2_where_there_is_no_repository_and_where_there_is_no_git(
    capsys: Capture, tmp_path: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = diff(capsys, "--base", "main")
    assert (ended.code, "is in no git repository" in ended.err) == (2, True)
    monkeypatch.chdir(here)
    monkeypatch.setenv("PATH", str(tmp_path))
    for arguments in (["--base", "main"], ["main:pathways", "pathways"]):
        ended = diff(capsys, *arguments)
        assert (ended.code, "git was not found on this machine" in ended.err) == (2, True)
    assert diff(capsys, NAME, NAME).code == 0


def test_a_date_that_no_year_begins_with_is_refused(capsys: Capture, here: Path) -> None:
    ended = run(capsys, "diff", "--base", "main", "--date", "9999-01-01")
    assert (ended.code, "1900 to 2090" in ended.err) == (2, True)


# --- hostile names


def test_hostile_names_steer_nothing(capsys: Capture, here: Path) -> None:
    """Of files, of areas, of services: in each format."""
    name = "pathways/$(touch written);\n::error::`x`|\x1b[31m.pathway.yaml"
    Path(name).write_text(MAP.replace("name: Eastglen line", 'name: "<script>\\e[31m\\u202e::error::x"'))
    commit(here)
    Path(name).write_text(Path(name).read_text().replace("17:00", "16:00"))
    for kind in ("text", "json", "markdown", "html"):
        ended = diff(capsys, "--base", "main", "--format", kind)
        assert ended.code == 1
        assert not [char for char in ended.out if not char.isprintable() and char not in f"\n{JOINER}"], kind
        assert "\n::error" not in ended.out
        assert kind != "html" or "<script>\\" not in ended.out
    assert not list(here.rglob("written"))


def test_no_name_is_a_command_in_a_log_of_github(capsys: Capture, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    name = "::error::" + "x" * 70  # longer than a line, so that it begins one
    Path(NAME).write_text(MAP.replace("name: Eastglen line", f'name: "{name} ##[error]y"'))
    commit(here)
    Path(NAME).write_text(Path(NAME).read_text().replace("17:00", "16:00"))
    for kind in ("text", "markdown"):
        ended = diff(capsys, "--base", "HEAD", "--format", kind)
        assert ended.code == 1
        assert "error" in ended.out
        assert not [line for line in ended.out.splitlines() if line.lstrip().startswith("::") or "##[" in line], kind


def test_nothing_is_written_anywhere(capsys: Capture, here: Path) -> None:
    Path(NAME).write_text(FEWER)
    os.utime(NAME, (0, 0))
    before = {one: one.read_bytes() for one in sorted(here.rglob("*")) if one.is_file()}
    diff(capsys, "--base", "main")
    diff(capsys, "main:pathways", "pathways")
    assert {one: one.read_bytes() for one in sorted(here.rglob("*")) if one.is_file()} == before


def test_identical_input_gives_identical_bytes(here: Path) -> None:
    Path(NAME).write_text(FEWER)
    Path("pathways/west.pathway.yaml").write_text(MORE.replace("eastglen", "west"))
    asked = [sys.executable, "-m", "pathkit", "diff", "--base", "main", "--date", ON, "--rule", "wrong-door"]
    said = [
        subprocess.run(
            [*asked, "--format", "json", "--jobs", jobs],
            env={**os.environ, "PYTHONHASHSEED": jobs},
            capture_output=True,
            timeout=120,
        ).stdout
        for jobs in ("1", "2")
    ]
    assert said[0] == said[1] != b""


# --- render


def test_a_picture_of_what_changed_since_a_revision(capsys: Capture, here: Path) -> None:
    Path(NAME).write_text(FEWER)
    ended = run(capsys, "render", NAME, "--diff", f"main:{NAME}", "--format", "mermaid")
    assert (ended.code, ended.err) == (0, "")
    assert "09:00-17:00" in ended.out
    ended = run(capsys, "render", NAME, "--diff", "main:pathways/eastgle.pathway.yaml", "--format", "mermaid")
    assert (ended.code, f"Did you mean `main:{NAME}`?" in ended.err) == (2, True)
    ended = run(capsys, "render", NAME, "--diff", "main:pathways", "--format", "mermaid")
    assert (ended.code, "is a folder: name the map itself" in ended.err) == (2, True)
