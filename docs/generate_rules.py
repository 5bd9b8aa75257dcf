"""Write the documentation of the rules, `docs/rules`, anew from the rules' own files.

python docs/generate_rules.py            writes what has changed, and removes what is no longer made
python docs/generate_rules.py --check    changes nothing; says what is not fresh, and ends with 1
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date

from folders import DOCS, command

from pathkit.check.report import Finding
from pathkit.drawing import as_svg, mark_of, scene_of
from pathkit.frameworks import load_framework
from pathkit.maps import Map
from pathkit.output.rule_pages import Picture, rule_pages
from pathkit.rules import all_rules

FOLDER = DOCS / "rules"
ON = date(2026, 11, 21)


def made() -> dict[str, str]:
    """Every file that belongs into the folder, by its path there."""
    return rule_pages(all_rules(), load_framework(), ON, drawn)


def drawn(map_: Map, title: str, findings: Sequence[Finding]) -> Picture:
    """A map with its findings marked."""
    scene = scene_of(map_, title, tuple(map(mark_of, findings)))
    return Picture(as_svg(scene), scene.description)


if __name__ == "__main__":
    sys.exit(command("Write docs/rules anew from the rules' own files.", FOLDER, made))
