"""The guides show what pathkit prints, word for word: their commands are run, as those of the README are.

After a change that is meant, `PATHKIT_GOLDEN=write pytest tests/docs` writes what is shown anew: read the difference
before it is committed.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from test_readme import COMMAND, SHOWN, TO_DO, printed

ROOT = Path(__file__).parents[2]
PAGES = sorted(path for path in (ROOT / "docs").glob("*.md") if SHOWN.search(path.read_text("utf-8")))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_shows_what_is_printed(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def as_it_is(found: re.Match[str]) -> str:
        if found["file"] is None:
            return "".join(command + printed(command, capsys) for command in COMMAND.findall(found["shown"]))
        with Path(found["file"]).open("a", encoding="utf-8") as file:
            file.write(found["text"])
        return found[0]

    true = TO_DO.sub(as_it_is, page.read_text("utf-8"))
    if os.environ.get("PATHKIT_GOLDEN") == "write":
        page.write_text(true, "utf-8")
    assert true == page.read_text("utf-8")
