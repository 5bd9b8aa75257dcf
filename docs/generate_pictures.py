"""Draw the pictures of the documentation, `docs/pictures`, anew from the maps in `pathways`.

python docs/generate_pictures.py            draws what has changed, and removes what is no longer drawn
python docs/generate_pictures.py --check    changes nothing; says what is not fresh, and ends with 1

Each picture is made by the very command that stands beneath it on the page.
"""

from __future__ import annotations

import shlex
import sys
from contextlib import redirect_stderr
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from folders import DOCS, command

from pathkit.cli import main

FOLDER = DOCS / "pictures"
INDEX = "README.md"
DATE = "2026-11-21"
PERSON = "16, suicidal-thoughts, very-urgent, skye"


@dataclass(frozen=True)
class Drawn:
    """A picture: the file, what it shows in a sentence, and the words of the command without its date and file."""

    name: str
    about: str
    words: tuple[str, ...]

    @property
    def command(self) -> tuple[str, ...]:
        """The whole command, as it is typed in the folder of the project; the map alone is the same at any date."""
        dated = ("--date", DATE) if len(self.words) > 2 else ()
        return (*self.words, *dated, "-o", self.name)


PICTURES = (
    Drawn("map.svg", "The whole pathway.", ("render", "pathways/highland.pathway.yaml")),
    Drawn(
        "at-night.svg",
        "What is open on a Saturday at three in the morning.",
        ("render", "pathways/highland.pathway.yaml", "--at", "Sat 03:00"),
    ),
    Drawn(
        "from-a-door.svg",
        "What can be reached from one door.",
        ("render", "pathways/lanarkshire.pathway.yaml", "--door", "gp"),
    ),
    Drawn(
        "findings.svg",
        "What the check finds, where it is found.",
        ("render", "pathways/edinburgh.pathway.yaml", "--findings"),
    ),
    Drawn(
        "one-way.svg",
        "One person's way, drawn on the map.",
        (
            *("render", "pathways/highland.pathway.yaml", "--journey"),
            *("--door", "police-101", "--at", "Sat 03:00", "--person", PERSON),
        ),
    ),
    Drawn(
        "journey.svg",
        "The same way step by step, with the clock.",
        (
            *("journey", "pathways/highland.pathway.yaml", "--door", "police-101", "--at", "Sat 03:00"),
            *("--age", "16", "--need", "suicidal-thoughts", "--urgency", "very-urgent", "--locality", "skye"),
        ),
    ),
    Drawn(
        "week.svg",
        "What happens at a door, hour by hour.",
        ("heatmap", "pathways/highland.pathway.yaml", "--door", "gp"),
    ),
)


def made() -> dict[str, str]:
    """Every file that belongs into the folder, by its name there."""
    return {one.name: drawn(one) for one in PICTURES} | {INDEX: page()}


def drawn(picture: Drawn) -> str:
    """A picture, by its command."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / picture.name
        words = [str(DOCS.parent / word) if word.startswith("pathways/") else word for word in picture.command[:-1]]
        with redirect_stderr(StringIO()) as said:
            code = main([*words, str(path)])
        if code != 0:
            raise SystemExit(f"pathkit {shlex.join(picture.command)} ended with {code}: {said.getvalue()}")
        return path.read_text(encoding="utf-8")


def page() -> str:
    """The page that shows them all."""
    parts = [
        "# Pictures",
        "What pathkit draws, from the maps in [`pathways`](../../pathways). The maps are illustrative readings of "
        "public documents: no area has agreed to them, and they are no guide for a person in distress. Beneath each "
        "picture stands the command that drew it. `.png` or `.pdf` at the end of the file's name makes those instead.",
    ]
    for one in PICTURES:
        parts += [
            f"## {one.about.removesuffix('.')}",
            f"![{one.about}]({one.name})",
            f"```sh\npathkit {shlex.join(one.command)}\n```",
        ]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.exit(command("Draw docs/pictures anew from the maps in pathways.", FOLDER, made))
