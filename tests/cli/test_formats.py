"""`pathkit check --format`: where each format goes, what GitHub is told, and one meaning of the exit code in all."""

from __future__ import annotations

import json
import os
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from output.commands import obeyed

from cli.running import GOOD, MAP, ON, Ended, run, run_apart
from pathkit.cli.formats import FORMATS

Capture = pytest.CaptureFixture[str]


def check(capsys: Capture, *arguments: str) -> Ended:
    return run(capsys, "check", "--date", ON, *arguments)


# --- exit codes


@pytest.fixture(params=[0, 1, 2, 3])
def coded(request: pytest.FixtureRequest, westglen: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Maps of which a check ends with this code."""
    code: int = request.param
    if code == 1:
        Path("eastglen.pathway.yaml").write_text(MAP, "utf-8")
    if code == 2:
        os.mkfifo("queue.pathway.yaml")
    if code == 3:
        from pathkit.rules import all_rules

        def crash(*_: Any, **__: Any) -> Any:
            raise ZeroDivisionError

        broken = tuple(replace(rule, asks=crash) if rule.name == "dead-end" else rule for rule in all_rules())
        monkeypatch.setattr("pathkit.check.run.all_rules", lambda: broken)
    return code


@pytest.mark.parametrize("github", ["true", "false"])
def test_the_exit_code_is_the_same_in_every_format(
    capsys: Capture, coded: int, github: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", github)
    for name in FORMATS:
        for asked in (name, f"{name}=written"):
            assert check(capsys, "--format", asked, "--skip", "single-point-of-failure").code == coded, asked
    assert check(capsys, "--skip", "single-point-of-failure").code == coded


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_that_cannot_be_written_is_2(capsys: Capture, westglen: Path, name: str) -> None:
    Path("there").mkdir()
    ended = check(capsys, "--format", f"{name}=there")
    assert (ended.code, ended.out) == (2, "")
    assert "`there` is a folder: name the file in it, as in -o there/report." in ended.err


# --- where they go


def test_all_formats_in_one_run(capsys: Capture, eastglen: Path) -> None:
    ended = check(capsys, *(f"--format={name}=report.{name}" for name in FORMATS), "--format", "text")
    assert ended.code == 1
    assert Path("report.text").read_text("utf-8") == ended.out
    for name in ("json", "sarif", "gitlab"):
        assert json.loads(Path(f"report.{name}").read_text("utf-8"))
    assert ElementTree.parse("report.junit").getroot().tag == "testsuites"
    assert Path("report.markdown").read_text("utf-8").startswith("<!-- pathkit check -->\n# Eastglen: ")
    assert "wrong-door@gp" in [one.properties.get("title") for one in obeyed(Path("report.github").read_text("utf-8"))]
    assert {f"Wrote report.{name}." for name in FORMATS} <= set(ended.err.splitlines())


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_holds_what_the_screen_would(capsys: Capture, eastglen: Path, name: str) -> None:
    seen = check(capsys, "--format", name).out
    ended = check(capsys, "--format", f"{name}=written")
    assert ended.out == ""
    assert Path("written").read_text("utf-8") == seen


def test_show_says_how_many_are_told_in_full_in_markdown_too(capsys: Capture, eastglen: Path) -> None:
    assert "### 1. " not in check(capsys, "--format", "markdown", "--show", "none").out
    assert "### 2. " not in check(capsys, "--format", "markdown", "--show", "1").out
    assert "### 2. " in check(capsys, "--format", "markdown", "--show", "all").out


def test_all_of_it_in_a_file_is_held_to_no_size(
    capsys: Capture, eastglen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pathkit.output.markdown.LIMIT", 3000)
    held = "left out for lack of room"
    assert held in check(capsys, "--format", "markdown", "--show", "all").out
    check(capsys, "--format", "markdown=some.md", "--show", "7")
    assert held in Path("some.md").read_text("utf-8")
    check(capsys, "--format", "markdown=all.md", "--show", "all")
    assert held not in Path("all.md").read_text("utf-8")


def test_sarif_says_what_the_run_fails_on(capsys: Capture, eastglen: Path) -> None:
    Path("pathkit.yaml").write_text("fail_on: warning\n", "utf-8")
    for arguments, expected in (((), "warning"), (("--fail-on", "never"), "never")):
        (only,) = json.loads(check(capsys, "--format", "sarif", *arguments).out)["runs"]
        assert only["properties"]["failOn"] == expected


def test_no_map_is_written_over_under_another_name(capsys: Capture, eastglen: Path) -> None:
    Path("link.json").symlink_to(eastglen)
    ended = check(capsys, ".", "--format", "json=link.json")
    assert ended.code == 2
    assert "it is not written over" in ended.err
    assert eastglen.read_text("utf-8") == MAP


def test_one_file_under_two_names_is_one(capsys: Capture, eastglen: Path) -> None:
    ended = check(capsys, "--format", "json=a.json", "--format", "gitlab=./a.json")
    assert ended.code == 2
    assert "Two formats cannot go to the same file." in ended.err


# --- in a workflow of GitHub


@pytest.fixture
def workflow(eastglen: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A step of a workflow, and the file of its summary."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(Path.cwd()))
    summary = Path("summary.md")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    return summary


def test_a_workflow_gets_text_and_annotations(capsys: Capture, workflow: Path) -> None:
    ended = check(capsys)
    text, _, commands = ended.out.partition("::error ")
    assert text.splitlines()[-1].endswith("profile agreed, 21 Nov 2026")
    assert "wrong-door@gp" in [one.properties.get("title") for one in obeyed(f"::error {commands}")]
    assert workflow.read_text("utf-8").startswith("<!-- pathkit check -->\n# Eastglen: ")
    assert ended.err == ""


@pytest.mark.parametrize("asked", ["text", "json", "markdown"])
def test_a_workflow_gets_what_it_asks_for(capsys: Capture, workflow: Path, asked: str) -> None:
    ended = check(capsys, "--format", asked)
    assert obeyed(ended.out) == []
    assert not workflow.exists()


def test_nobody_else_gets_annotations(capsys: Capture, eastglen: Path) -> None:
    assert "::error" not in check(capsys).out


def test_the_summary_is_added_to(capsys: Capture, workflow: Path) -> None:
    workflow.write_text("# Of an earlier command\n", "utf-8")
    check(capsys)
    assert workflow.read_text("utf-8").startswith("# Of an earlier command\n\n<!-- pathkit check -->\n# Eastglen: ")


def test_the_summary_of_a_step_keeps_within_its_size(capsys: Capture, workflow: Path) -> None:
    workflow.write_bytes(b"x" * (1024 * 1024 - 5000))
    assert check(capsys).err == ""
    assert 1024 * 1024 - 5000 < workflow.stat().st_size < 1024 * 1024
    full = b"x" * (1024 * 1024 - 100)
    workflow.write_bytes(full)
    ended = check(capsys)
    assert ended.code == 1
    assert "GitHub shows 1 MiB of it, and it is full" in ended.err
    assert workflow.read_bytes() == full


@pytest.mark.parametrize(
    ("name", "said"), [("", "is not set here"), ("missing/x.md", "No such file"), (".", "director")]
)
def test_a_summary_that_cannot_be_written_fails_nothing(
    capsys: Capture, workflow: Path, monkeypatch: pytest.MonkeyPatch, name: str, said: str
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", name)
    ended = check(capsys, "--fail-on", "never")
    assert ended.code == 0
    assert "The report was not added to the summary of" in ended.err
    assert said in ended.err


def test_files_are_named_from_the_top_of_the_repository(
    capsys: Capture, workflow: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("maps").mkdir()
    Path("eastglen.pathway.yaml").replace("maps/eastglen.pathway.yaml")
    monkeypatch.chdir("maps")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "../summary.md")
    named = {one.properties.get("file") for one in obeyed(check(capsys, "--format", "github").out)}
    assert named - {None} == {"maps/eastglen.pathway.yaml"}
    # A checkout in a folder of the workspace is a repository of its own.
    Path(".git").mkdir()
    named = {one.properties.get("file") for one in obeyed(check(capsys, "--format", "github").out)}
    assert named - {None} == {"eastglen.pathway.yaml"}


def test_every_format_names_files_alike(capsys: Capture, workflow: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("maps").mkdir()
    Path("eastglen.pathway.yaml").replace("maps/eastglen.pathway.yaml")
    monkeypatch.chdir("maps")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "../summary.md")
    check(capsys, *(f"--format={name}=../report.{name}" for name in ("sarif", "github", "gitlab", "junit")))
    said = {name: Path(f"../report.{name}").read_text("utf-8") for name in ("sarif", "github", "gitlab", "junit")}
    (only,) = json.loads(said["sarif"])["runs"]
    named = {
        "sarif": {one["location"]["uri"] for one in only["artifacts"]},
        "github": {one.properties.get("file") for one in obeyed(said["github"])} - {None},
        "gitlab": {one["location"]["path"] for one in json.loads(said["gitlab"])},
        "junit": {suite.get("file") for suite in ElementTree.fromstring(said["junit"])},
    }
    assert named == {name: {"maps/eastglen.pathway.yaml"} for name in named}


def test_the_top_of_a_repository_is_where_git_says(
    capsys: Capture, eastglen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    named = []
    for make in (False, True):
        if make:
            Path(".git").mkdir()
            Path("maps").mkdir()
            Path("eastglen.pathway.yaml").replace("maps/eastglen.pathway.yaml")
            monkeypatch.chdir("maps")
        issues = json.loads(check(capsys, "--format", "gitlab").out)
        named.append({one["location"]["path"] for one in issues})
    assert named == [{"eastglen.pathway.yaml"}, {"maps/eastglen.pathway.yaml"}]


HOSTILE = "::stop-commands::x ##[add-mask]a ::set-output name=b::c %0A::error::d"


@pytest.mark.parametrize("name", FORMATS)
def test_no_name_in_a_map_is_a_command_in_any_format(
    capsys: Capture, workflow: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    text = MAP.replace("name: Eastglen}", f'name: "{HOSTILE}"}}').replace("Eastglen GP practice", f'"{HOSTILE}"')
    Path("eastglen.pathway.yaml").write_text(text.replace("hours:", "notes: x\n    hours:"), "utf-8")
    ended = check(capsys, "--format", name, "--show", "all")
    assert ended.code == 1
    expected = {"error", "warning", "notice"} if name == "github" else set()
    assert {one.name for one in obeyed(ended.out)} <= expected
    assert obeyed(ended.err) == []
    if name == "text":  # and it would be one, were nobody on guard
        monkeypatch.delenv("GITHUB_ACTIONS")
        assert "stop-commands" in {one.name for one in obeyed(check(capsys).out)}


def test_no_message_of_trouble_is_a_command(eastglen: Path) -> None:
    Path("##[add-mask]e.pathway.yaml").write_text("x", "utf-8")
    settings = Path("::error::x")
    settings.mkdir()
    (settings / "pathkit.yaml").write_text("profile: x\n", "utf-8")
    (settings / "a.pathway.yaml").write_text(GOOD, "utf-8")
    for arguments in ([], ["::error::x"], ["::error::y"], ["--format", "::error::z"]):
        ended = run_apart("check", *arguments, GITHUB_ACTIONS="true")
        said = [one.name for one in (*obeyed(ended.out), *obeyed(ended.err))]
        assert set(said) <= {"error", "warning", "notice"}
        assert all(one.data not in ("x", "y", "z") for one in (*obeyed(ended.out), *obeyed(ended.err)))
