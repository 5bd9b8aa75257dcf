"""This repository as a pre-commit hook, and the hook that a starter repository brings, run by pre-commit itself.

So that nothing has to be fetched, pre-commit takes the pathkit at hand in place of installing this repository: that
`pip install .` works is what `.ci/run` begins with.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from starter.hosts import committed, git
from starter.made import MAP, WORSE, change, starter

ROOT = Path(__file__).parents[1]
OURS = """\
repos:
  - repo: {repository}
    rev: {revision}
    hooks:
      - id: pathkit-check
        language: system
"""


def pre_commit(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    here = sysconfig.get_path("scripts")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))}
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=folder,
        env={
            **kept,
            "PATH": f"{here}{os.pathsep}{os.environ['PATH']}",
            "PRE_COMMIT_HOME": str(folder.parent / "pre-commit"),
            "GIT_CONFIG_GLOBAL": os.devnull,
        },
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = starter(tmp_path / "repository")
    committed(folder, "Begin")
    return folder


@pytest.fixture
def with_our_hook(repository: Path, tmp_path: Path) -> Path:
    """The same, with the hook of this repository in place of the one that it brings."""
    ours = tmp_path / "pathkit"
    ours.mkdir()
    (ours / ".pre-commit-hooks.yaml").write_bytes((ROOT / ".pre-commit-hooks.yaml").read_bytes())
    revision = committed(ours, "The hook")
    config = OURS.format(repository=ours.as_posix(), revision=revision)
    (repository / ".pre-commit-config.yaml").write_text(config, "utf-8")
    committed(repository, "Use the hook")
    return repository


def test_pre_commit_takes_both_files_for_what_they_are(repository: Path) -> None:
    assert pre_commit(ROOT, "validate-manifest", ".pre-commit-hooks.yaml").returncode == 0
    assert pre_commit(repository, "validate-config").returncode == 0


@pytest.mark.parametrize("which", ["repository", "with_our_hook"])
def test_the_hook_lets_a_good_map_pass_and_stops_a_bad_one(which: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(which)
    passed = pre_commit(folder, "run", "--all-files")
    assert (passed.returncode, passed.stderr) == (0, "")
    assert "Passed" in passed.stdout
    change(folder / MAP, *WORSE)
    git(folder, "add", "--all")
    stopped = pre_commit(folder, "run")
    assert stopped.returncode == 1
    assert "scenario-failed@" in stopped.stdout


def test_a_change_of_the_settings_or_a_library_checks_every_map_and_no_other_change_does(with_our_hook: Path) -> None:
    """The map is broken behind the hook's back: it is found as soon as anything changes that bears on it."""
    change(with_our_hook / MAP, *WORSE)
    committed(with_our_hook, "Nobody looked")
    for changed, code in (
        ("README.md", 0),
        ("pathkit.yaml", 1),
        ("pathways/national/all.pathway.yaml", 1),
    ):
        file = with_our_hook / changed
        file.parent.mkdir(exist_ok=True)
        with file.open("a", encoding="utf-8") as opened:
            opened.write("# changed\norganisations: {}\n" if "national" in changed else "# changed\n")
        git(with_our_hook, "add", "--all")
        assert pre_commit(with_our_hook, "run").returncode == code, changed
        committed(with_our_hook, "Go on")
