"""Write the documentation of the rules, `docs/rules`, anew from the rules' own files.

python docs/generate_rules.py            writes what has changed, and removes what is no longer made
python docs/generate_rules.py --check    changes nothing; says what is not fresh, and ends with 1
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pathkit.check.report import Finding
from pathkit.drawing import as_svg, mark_of, scene_of
from pathkit.frameworks import load_framework
from pathkit.maps import Map
from pathkit.output.rule_pages import Picture, rule_pages
from pathkit.rules import all_rules

FOLDER = Path(__file__).parent / "rules"
ON = date(2026, 11, 21)


def made() -> dict[str, str]:
    """Every file that belongs into the folder, by its path there."""
    return rule_pages(all_rules(), load_framework(), ON, drawn)


def drawn(map_: Map, title: str, findings: Sequence[Finding]) -> Picture:
    """A map with its findings marked."""
    scene = scene_of(map_, title, tuple(map(mark_of, findings)))
    return Picture(as_svg(scene), scene.description)


def stale(files: dict[str, str]) -> list[str]:
    """What differs between the folder and what belongs there, sorted."""
    there = {path.relative_to(FOLDER).as_posix(): path for path in FOLDER.rglob("*") if path.is_file()}
    return sorted(
        name
        for name in there.keys() | files.keys()
        if name not in files or name not in there or there[name].read_bytes() != files[name].encode("utf-8")
    )


def write(files: dict[str, str]) -> list[str]:
    """Put the folder right; which files that took."""
    changed = stale(files)
    for name in changed:
        path = FOLDER / name
        if name in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files[name].encode("utf-8"))
        else:
            path.unlink()
    return changed


def main() -> int:
    """Run from a command line."""
    parser = argparse.ArgumentParser(description="Write docs/rules anew from the rules' own files.")
    parser.add_argument("--check", action="store_true", help="change nothing; end with 1 if anything is not fresh")
    check = parser.parse_args().check
    changed = stale(made()) if check else write(made())
    for name in changed:
        print(f"{'not fresh' if check else 'written' if (FOLDER / name).exists() else 'removed'}: docs/rules/{name}")
    return 1 if check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
