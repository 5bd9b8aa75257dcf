"""What `pathkit check` says of the examples and of the real maps, word for word.

After a change that is meant, `PATHKIT_GOLDEN=write pytest tests/golden` writes the files anew: read the
difference before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pathkit.cli import main

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ON = "2026-11-21"

MAPS = [
    *sorted(path.relative_to(ROOT) for path in (ROOT / "examples").glob("*.pathway.yaml")),
    *sorted(path.relative_to(ROOT) for path in (ROOT / "pathways").glob("*.pathway.yaml")),
]


@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.name.removesuffix(".pathway.yaml"))
def test_what_check_says(path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    code = main(["check", path.as_posix(), "--date", ON])
    said = f"$ pathkit check {path.as_posix()} --date {ON}\n{capsys.readouterr().out}$ exit {code}\n"
    kept = HERE / path.parent / f"{path.name.removesuffix('.pathway.yaml')}.txt"
    if os.environ.get("PATHKIT_GOLDEN") == "write":
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(said, "utf-8")
    assert said == kept.read_text("utf-8")


def test_every_file_belongs_to_a_map() -> None:
    kept = {path.relative_to(HERE).with_suffix("").as_posix() for path in HERE.glob("*/*.txt")}
    assert kept == {path.as_posix().removesuffix(".pathway.yaml") for path in MAPS}
