"""Problems: what is wrong with a file, where, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pathkit.maps.model import Place
from pathkit.maps.slips import Fault, Spot
from pathkit.maps.tree import Tree
from pathkit.maps.values import visible

Rule = Literal["invalid-yaml", "invalid-map", "unknown-reference", "duplicate-id"]
Severity = Literal["error", "warning"]

MOST = 500
"""The most problems that are told of one file."""
MOST_TRIES = 2000
"""An alias can repeat one problem very often; after so many, no more are looked at."""
LONGEST_LINE = 200


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a map.

    `message` says what, in a sentence; `remedy` what to do, if anything is known. `line` and `column` count
    from 1, and `source_line` is the line as it stands in the file, cut if it is very long. `other` is a second
    place that belongs to it, such as where an id was defined first. A map with an `error` is not used.
    """

    rule: Rule
    message: str
    remedy: str | None
    file: str
    line: int
    column: int
    source_line: str
    other: Place | None = None
    severity: Severity = "error"

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.file, self.line, self.column)


def sentence(text: str) -> str:
    """The text with a capital letter and a full stop, and whatever does not print shown by its code."""
    text = visible(text.strip())
    if text[:1].isalpha():
        text = text[0].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else text + "."


class Problems:
    """Gathers the problems of one file, each once, and no more than `MOST`."""

    def __init__(self, file: str, tree: Tree) -> None:
        self.file = file
        self.tree = tree
        self._found: dict[Problem, None] = {}
        self._tries = 0
        self._more = False

    def copy(self) -> Problems:
        """The same problems, to which others can be added apart."""
        other = Problems(self.file, self.tree)
        other._found = dict(self._found)
        other._tries, other._more = self._tries, self._more
        return other

    @property
    def found(self) -> tuple[Problem, ...]:
        """What was found, in the order of the file; the last says if there are more."""
        problems = sorted(self._found, key=lambda problem: (problem.line, problem.column))
        if self._more:
            message = "There are more problems in this file."
            problems.append(Problem("invalid-map", message, "Put these right first.", self.file, 1, 1, ""))
        return tuple(problems)

    @property
    def full(self) -> bool:
        """Whether no more problems are told."""
        return len(self._found) >= MOST or self._tries > MOST_TRIES

    @property
    def fatal(self) -> bool:
        """Whether there is an error among them."""
        return self._more or any(problem.severity == "error" for problem in self._found)

    def add(
        self,
        rule: Rule,
        message: str | Callable[[], str],
        remedy: str | Callable[[], str | None] | None,
        *path: str | int,
        key: bool = False,
        other: Place | None = None,
        severity: Severity = "error",
    ) -> None:
        """A problem with the value (or the key) at `path`. Texts may be made only if they will be shown."""
        self._tries += 1
        if self.full:
            self._more = True
            return
        spot = self.tree.key_spot(*path) if key else self.tree.spot(*path)
        self._keep(
            rule,
            message if isinstance(message, str) else message(),
            remedy() if callable(remedy) else remedy,
            spot,
            other,
            severity,
        )

    def add_fault(self, rule: Rule, fault: Fault) -> None:
        """What is wrong with the YAML itself."""
        other = Place(self.file, *fault.other) if fault.other is not None else None
        self._keep(rule, fault.message, fault.remedy, fault.spot, other, "error")

    def _keep(
        self,
        rule: Rule,
        message: str,
        remedy: str | None,
        spot: Spot,
        other: Place | None,
        severity: Severity,
    ) -> None:
        line = self.tree.line(spot[0]).rstrip()
        line = line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…"
        remedy = sentence(remedy) if remedy else None
        problem = Problem(rule, sentence(message), remedy, self.file, *spot, line, other, severity)
        self._found.setdefault(problem)
