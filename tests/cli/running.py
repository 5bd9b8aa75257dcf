"""Running commands as a person does: in a process of their own, or (faster) in this one."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from pathkit.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"
ON = "2026-11-21"

MAP = """\
area: {id: eastglen, name: Eastglen}
people: {ages: 16+, needs: [distress], localities: [north, south], circumstances: [intoxicated, left-school]}
organisations:
  practices: {name: Eastglen practices, sector: health}
services:
  gp:
    name: Eastglen GP practice
    provider: practices
    kind: primary-care
    open_to: public
    hours: Mon-Fri 09:00-17:00
    supports: {urgency: up to urgent, excludes: [intoxicated]}
    offers: [assessment]
"""

# The same door, on whose holidays nobody has decided: what happens on them turns on an answer.
GOOD = """\
area: {id: westglen, name: Westglen}
people: {ages: 18+, needs: [distress]}
organisations:
  practices: {name: Westglen practices, sector: health}
services:
  gp:
    name: Westglen centre
    provider: practices
    kind: crisis-space
    open_to: public
    hours: 24/7
    supports: {excludes: []}
    offers: [assessment, safe-space]
"""


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Ended:
    """Run a command in this process."""
    code = main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return Ended(code, said.out, said.err)


def run_apart(*arguments: str | Path, folder: Path | None = None, **environment: str) -> Ended:
    """Run a command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "pathkit", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        env={**os.environ, **environment},
        timeout=120,
    )
    return Ended(done.returncode, done.stdout, done.stderr)
