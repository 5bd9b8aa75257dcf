"""A folder of files that a script makes: what in it is not fresh, and putting it right."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

DOCS = Path(__file__).parent


def stale(folder: Path, files: Mapping[str, str]) -> list[str]:
    """What differs between a folder and what belongs there, sorted."""
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return sorted(
        name
        for name in there.keys() | files.keys()
        if name not in files or name not in there or there[name].read_bytes() != files[name].encode("utf-8")
    )


def write(folder: Path, files: Mapping[str, str]) -> list[str]:
    """Put a folder right; which files that took."""
    changed = stale(folder, files)
    for name in changed:
        path = folder / name
        if name in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files[name].encode("utf-8"))
        else:
            path.unlink()
    return changed


def command(about: str, folder: Path, made: Callable[[], Mapping[str, str]]) -> int:
    """The command line of a script: it puts its folder right, or with `--check` says what is not fresh."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--check", action="store_true", help="change nothing; end with 1 if anything is not fresh")
    check = parser.parse_args().check
    changed = stale(folder, made()) if check else write(folder, made())
    for name in changed:
        what = "not fresh" if check else "written" if (folder / name).exists() else "removed"
        print(f"{what}: {DOCS.name}/{folder.name}/{name}")
    return 1 if check and changed else 0


def file_command(about: str, file: Path, made: Callable[[], str]) -> int:
    """The command line of a script that makes one file."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--check", action="store_true", help="change nothing; end with 1 if the file is not fresh")
    check = parser.parse_args().check
    text = made()
    if file.exists() and file.read_text("utf-8") == text:
        return 0
    if not check:
        file.write_text(text, "utf-8")
    print(f"{'not fresh' if check else 'written'}: {file.relative_to(DOCS.parent).as_posix()}")
    return 1 if check else 0
