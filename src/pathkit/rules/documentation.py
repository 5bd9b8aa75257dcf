"""A rule's documentation, read from the docstring of its module.

The first line is the summary. Then come sections, each under its heading on a line of its own:
`What it finds`, `Why it matters`, `How to put it right`, `When a forum may live with it`, and
examples: `Bad: ID, ID` or `Good`, each followed by a map, indented. An example says after `Bad:` the
exact ids that it leads to; a good one leads to none of this rule.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from textwrap import dedent

_SECTIONS = {
    "What it finds": "finds",
    "Why it matters": "why",
    "How to put it right": "remedy",
    "When a forum may live with it": "live_with",
}


@dataclass(frozen=True)
class Example:
    """A map in a rule's documentation. `ids` are the findings of this rule that it leads to (none: a good one)."""

    text: str
    ids: tuple[str, ...]

    @property
    def bad(self) -> bool:
        """Whether it shows the fault."""
        return bool(self.ids)


@dataclass(frozen=True)
class Documentation:
    """What a rule's file says of it. Paragraphs are separated by blank lines."""

    summary: str
    finds: str
    why: str
    remedy: str
    live_with: str
    examples: tuple[Example, ...]


def documentation_of(module: str) -> Documentation:
    """The documentation of a rule's module."""
    return parse(sys.modules[module].__doc__ or "")


def parse(text: str) -> Documentation:
    """Documentation from a docstring; missing sections are empty (a test refuses them)."""
    lines = dedent(text).strip().splitlines()
    sections: dict[str, list[str]] = {"summary": []}
    examples: list[tuple[tuple[str, ...], list[str]]] = []
    current = sections["summary"]
    for line in lines:
        heading = line.strip() if line and not line.startswith(" ") else ""
        if heading in _SECTIONS:
            current = sections.setdefault(_SECTIONS[heading], [])
        elif heading == "Good" or heading.startswith("Bad: "):
            ids = tuple(part.strip() for part in heading.partition(":")[2].split(",") if part.strip())
            current = []
            examples.append((ids, current))
        else:
            current.append(line)
    texts = {name: "\n".join(body).strip() for name, body in sections.items()}
    return Documentation(
        texts["summary"],
        texts.get("finds", ""),
        texts.get("why", ""),
        texts.get("remedy", ""),
        texts.get("live_with", ""),
        tuple(Example(dedent("\n".join(body)).strip() + "\n", ids) for ids, body in examples),
    )
