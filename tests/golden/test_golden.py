"""What `pathkit check` says of the examples and of the real maps, and `progress` of the plans, word for word.

After a change that is meant, `PATHKIT_GOLDEN=write pytest tests/golden` writes the files anew: read the
difference before it is committed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pathkit.cli import main

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ON = "2026-11-21"

MAPS = [
    path.relative_to(ROOT)
    for folder in ("examples", "examples/plans", "pathways")
    for path in sorted((ROOT / folder).glob("*.pathway.yaml"))
    if re.search("^area:", path.read_text("utf-8"), re.M)  # what has no area is only validated
]
PROGRESS = Path("progress.txt")


def of_map(path: Path) -> Path:
    """Where it is kept what is said of a map."""
    return path.parent / f"{path.name.removesuffix('.pathway.yaml')}.txt"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """What a command says of the repository on a fixed day, and how it ends."""
    monkeypatch.chdir(ROOT)

    def run(*command: str) -> str:
        asked = [*command, "--date", ON]
        code = main(asked)
        return f"$ pathkit {' '.join(asked)}\n{capsys.readouterr().out}$ exit {code}\n"

    return run


def assert_kept(said: str, name: Path) -> None:
    """Hold what is said against what is kept; or keep it."""
    kept = HERE / name
    if os.environ.get("PATHKIT_GOLDEN") == "write":
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(said, "utf-8")
    assert said == kept.read_text("utf-8")


@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.name.removesuffix(".pathway.yaml"))
def test_what_check_says(path: Path, run: Callable[..., str]) -> None:
    assert_kept(run("check", path.as_posix()), of_map(path))


def test_what_progress_says_of_the_plans(run: Callable[..., str]) -> None:
    assert_kept(run("progress", "examples/plans"), PROGRESS)


def test_every_file_belongs_to_a_map() -> None:
    kept = {path.relative_to(HERE) for path in HERE.rglob("*.txt")}
    assert kept == {PROGRESS, *map(of_map, MAPS)}
