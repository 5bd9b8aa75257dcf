"""What `pathkit init` says: the files it wrote, those it left alone, and what to do next."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from pathkit.output.page import safe
from pathkit.starter.installing import GIT
from pathkit.starter.starter import HOSTS, Done, StarterFile


def told(done: Done) -> str:
    """What was done, and in a few lines what to do next. Where it stopped half-way, only what was done."""
    folder = "this folder" if done.folder == Path() else safe(done.folder.as_posix())
    lines: list[str] = []
    if done.written:
        lines += [f"{'Would write' if done.dry_run else 'Wrote'}, in {folder}:", *_listed(done.written)]
    elif done.failed is None:
        lines.append(f"Nothing to write in {folder}: all of the files are there.")
    lines += [f"Kept your {file.path}." for file in done.kept]
    if not done.dry_run and done.failed is None:
        lines += ["", *_next(done)]
    return "".join(f"{line}\n" for line in lines)


def _listed(files: Sequence[StarterFile]) -> list[str]:
    width = max(len(file.path) for file in files)
    return [f"  {file.path:{width}}  {file.what}" for file in files]


def _next(done: Done) -> list[str]:
    folder = done.folder.as_posix()
    here = "" if folder == "." else f" {safe(shlex.quote(folder))}"
    there = f"{folder}/" if here else ""
    return [
        f"Next: see what a check says of it:  pathkit check{here}",
        f"Then replace what is made up in {safe(there + done.map)}, a piece at a time, and check again.",
        f"{safe(there)}README.md tells the forum what all this is, and how a website can check every change.",
        *_where_from(done, there),
    ]


def _where_from(done: Done, there: str) -> list[str]:
    """What is still to be written into the files of the hosts, so that they know where to install pathkit from."""
    asked = [file for file in (done.written if not done.install_from else done.kept) if file.path in HOSTS]
    files = " and ".join(safe(there + file.path) for file in asked)
    if not files:
        return []
    if done.install_from:
        return [f"In {files}, which you had already, write yourself: PATHKIT: {done.install_from}"]
    return [f"Before a website can, write behind PATHKIT: in {files} where pathkit is installed from, as in {GIT}"]
