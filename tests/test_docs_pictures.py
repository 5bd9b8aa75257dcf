"""The pictures in `docs/pictures` are fresh: drawn from the maps in `pathways` by the commands that stand beneath them.

After a change that is meant, `python docs/generate_pictures.py` (or `PATHKIT_GOLDEN=write pytest
tests/test_docs_pictures.py`) draws them anew: look at them before they are committed.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import generate_pictures as generate
import pytest
from folders import stale, write

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    """Every file that belongs into the folder."""
    return generate.made()


def test_the_pictures_are_fresh_and_no_other_file_is_there(files: dict[str, str]) -> None:
    if os.environ.get("PATHKIT_GOLDEN") == "write":
        write(generate.FOLDER, files)
    assert stale(generate.FOLDER, files) == []


def test_every_picture_is_shown_with_its_command(files: dict[str, str]) -> None:
    page = files[generate.INDEX]
    shown = re.findall(r"^!\[[^\]]+\]\(([^)]+)\)$", page, re.M)
    assert set(shown) == files.keys() - {generate.INDEX}
    assert re.findall(r" -o (\S+)$", page, re.M) == shown


def test_the_readme_shows_pictures_that_are_there(files: dict[str, str]) -> None:
    shown = re.findall(r"!\[[^\]]*\]\(docs/pictures/([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(shown) >= 3
    assert set(shown) <= files.keys()


def test_no_picture_holds_anything_of_this_machine(files: dict[str, str]) -> None:
    for name, text in files.items():
        assert not re.search(r"(?<![\w.])/(?:tmp|home|root|work|var|Users)\b", text), name
