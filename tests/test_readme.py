"""The README shows what pathkit prints, word for word, and the map in it is one that works.

Its commands are run in a folder that holds the project's maps and whatever the README says to save. After a change
that is meant, `PATHKIT_GOLDEN=write pytest tests/test_readme.py` writes what is shown anew: read the difference
before it is committed.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest

from pathkit.cli import main

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"

FLAGS = re.MULTILINE | re.DOTALL
SAVED = re.compile(r"(?:Save this as|Add this at the end of)\s`(?P<file>[^`]+)`:\n\n```yaml\n(?P<text>.*?)^```$", FLAGS)
SHOWN = re.compile(r"(?<=^```console\n)(?P<shown>.*?)(?=^```$)", FLAGS)
TO_DO = re.compile(f"{SAVED.pattern}|{SHOWN.pattern}", FLAGS)
COMMAND = re.compile(r"^\$ (?:.*\\\n)*.*\n", re.M)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the README's commands are run: the project's maps, and nothing of this machine's settings."""
    for name in ("examples", "pathways"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def printed(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What a command of the README prints; where it writes a file, that it says so."""
    program, *arguments = shlex.split(command.removeprefix("$ ").replace("\\\n", " "))
    assert program == "pathkit", command
    code = main(arguments)
    said = capsys.readouterr()
    assert code in (0, 1), command
    assert re.fullmatch(r"(?:Wrote [\w.-]+.*\n)?", said.err), command
    return str(said.out) + str(said.err)


def test_the_readme_shows_what_is_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = README.read_text("utf-8")

    def as_it_is(found: re.Match[str]) -> str:
        if found["file"] is None:
            return "".join(command + printed(command, capsys) for command in COMMAND.findall(found["shown"]))
        with (folder / found["file"]).open("a", encoding="utf-8") as file:
            file.write(found["text"])
        return found[0]

    true = TO_DO.sub(as_it_is, told)
    if os.environ.get("PATHKIT_GOLDEN") == "write":
        README.write_text(true, "utf-8")
    assert true == README.read_text("utf-8")


def test_the_first_map_has_the_one_finding_shown_and_then_none(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, added = SAVED.findall(README.read_text("utf-8"))
    name = first[0]
    check = ["check", name, "--profile", "draft", "--date", "2026-11-21"]
    (folder / name).write_text(first[1], "utf-8")
    assert main(check) == 1
    said = capsys.readouterr().out
    assert re.findall(r"^ +Id +(\S+)", said, re.M) == ["wrong-door@evening-cafe"] and "\n1 error, 0 warnings" in said
    (folder / name).write_text(first[1] + added[1], "utf-8")
    assert main(check) == 0
    assert "\n0 errors, 0 warnings" in capsys.readouterr().out


def test_two_commands_do_everything() -> None:
    """`.ci/run` runs them as they stand in the README, and nothing else there is called a shell command."""
    assert re.findall(r"^```sh\n(.*?)^```$", README.read_text("utf-8"), re.M | re.S) == [
        "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/pathkit check pathways\n",
        "python3 -m venv .venv && .venv/bin/pip install -e '.[dev]' && .venv/bin/python -m pytest -n auto\n",
    ]


def test_what_the_documents_point_to_is_there() -> None:
    for document in (README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text("utf-8")):
            assert (ROOT / target).exists(), f"{document.name}: {target}"
