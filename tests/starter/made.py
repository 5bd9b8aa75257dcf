"""A starter repository to try things on."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from pathkit.starter import area_of, write_starter

FROM = "git+https://git.eastglen.example/forum/pathkit@v1.2"
MAP = "pathways/eastglen.pathway.yaml"
# The team that nearly everybody is handed over to goes home at five.
WORSE = (
    "    kind: crisis-team\n    open_to: public\n    hours: 24/7\n",
    "    kind: crisis-team\n    open_to: public\n    hours: Mon-Fri 09:00-17:00\n    holidays: closed\n",
)


def starter(folder: Path, on: dt.date | None = None, install_from: str = FROM) -> Path:
    """The starter repository, written into a folder."""
    write_starter(folder, area_of("Eastglen"), on or dt.date.today(), install_from)
    return folder


def change(file: Path, old: str, new: str) -> None:
    """Replace what stands exactly once in a file."""
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")
