"""What the last checks found of the maps that are open, and how it stands to their texts as they are now.

A check of a large map lasts longer than a text stays as it is. Until the next one is through, the findings of the last
are kept: they move with their lines, are marked as being from before the last change, and those on lines that were
changed since are not shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pathkit.check.report import CheckedMap
from pathkit.editor.check_process import Outcome
from pathkit.editor.hover import Findings
from pathkit.editor.marks import Mark, PlacedFinding, finding_marks, placed, settings_mark, word_span
from pathkit.editor.reading import Reading
from pathkit.editor.text import Moved, moved
from pathkit.output.page import safe

_UNCHECKED = "The check of this map is not through yet."
_EARLIER = "From the check before the last change."


@dataclass(frozen=True)
class _State:
    """What came of the last check of a map, of what texts and on what day.

    `now` is where its findings stood in the texts of its files when those were read last, which are `sources`.
    """

    contents: tuple[tuple[str, bytes], ...]
    on: date
    outcome: Outcome
    found: tuple[PlacedFinding, ...]
    now: tuple[PlacedFinding, ...]
    sources: Mapping[Path, str]


class LastChecks:
    """The last check of every map, by its path."""

    def __init__(self) -> None:
        self._states: dict[Path, _State] = {}

    def answer(self, reading: Reading, on: date, outcome: Outcome) -> None:
        """A check of a reading, on a day, is through."""
        found = placed(outcome.checked.findings) if outcome.checked is not None else ()
        self._states[reading.root.path] = _State(reading.contents, on, outcome, found, found, _sources(reading))

    def forget(self, path: Path) -> None:
        """A map was closed."""
        self._states.pop(path, None)

    def outdate(self) -> None:
        """Something else changed that checks go by, such as settings."""
        self._states = {path: replace(state, contents=()) for path, state in self._states.items()}

    def follow(self, reading: Reading) -> None:
        """A map was read again: findings move with the lines of its files, wherever those were changed."""
        path = reading.root.path
        state = self._states.get(path)
        if state is None:
            return
        sources = _sources(reading)
        changed = {
            file: moved(before, sources[file])
            for file, before in state.sources.items()
            if sources.get(file, before) != before
        }
        if changed:
            as_checked = state.contents == reading.contents
            now = state.found if as_checked else tuple(_after(one, changed) for one in state.now)
            self._states[path] = replace(state, now=now, sources={**state.sources, **sources})

    def is_current(self, reading: Reading, on: date) -> bool:
        """Whether the last check was of just these texts, on this day."""
        state = self._states.get(reading.root.path)
        return state is not None and state.contents == reading.contents and state.on == on

    def marks(self, reading: Reading, on: date) -> Iterator[Mark]:
        """What the last check found, where it stands in the texts that were followed to."""
        state = self._states.get(reading.root.path)
        if state is None:
            return
        current = self.is_current(reading, on)
        yield from finding_marks(state.found if current else state.now, reading.files, current)
        if state.outcome.settings_problem is not None:
            yield settings_mark(state.outcome.settings_problem)
        why = _why_not(state.outcome)
        if why is not None and current:
            root = reading.root
            yield Mark(root.path, word_span(root.text, 0), "warning", "not-checked", safe(why))

    def findings(self, reading: Reading, on: date) -> Findings:
        """What the last check found, for showing beside a thing."""
        state = self._states.get(reading.root.path)
        if state is None or state.outcome.checked is None:
            return Findings(state="" if reading.is_library else _UNCHECKED)
        told = "" if self.is_current(reading, on) else _EARLIER
        return Findings(state.outcome.checked.findings, told)

    def crashes(self, path: Path) -> tuple[str, ...]:
        """Which rules could not be asked, by a fault in pathkit, and where it lies."""
        state = self._states.get(path)
        checked: CheckedMap | None = state.outcome.checked if state is not None else None
        return tuple(f"{one.rule}: {one.why}" for one in checked.rules_not_run if one.crashed) if checked else ()


def _sources(reading: Reading) -> dict[Path, str]:
    return {file.path: file.text.source for file in reading.files}


def _after(finding: PlacedFinding, changed: Mapping[Path, Moved]) -> PlacedFinding:
    """A finding whose places have moved with the lines of files that were changed."""
    places = tuple(
        replace(one, line=changed[one.file].line(one.line)) if one.file in changed and one.line is not None else one
        for one in finding.places
    )
    return replace(finding, places=places)


def _why_not(outcome: Outcome) -> str | None:
    """Why a map was not checked, if it was not."""
    refused = outcome.checked.refused if outcome.checked is not None else None
    return outcome.refused or refused
