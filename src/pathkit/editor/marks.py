"""What an editor marks in a text: problems of the reader and findings of the check, in the words of `check`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pathkit.check.report import Finding
from pathkit.check.settings import SettingsProblem
from pathkit.editor.reading import File, Reading
from pathkit.editor.text import Span, Text
from pathkit.maps import Problem
from pathkit.maps.files import as_named
from pathkit.output.page import safe

SOURCE = "pathkit"
BEFORE = "pathkit, before the last change"
"""Where findings come from that a check found in an earlier state of the text."""

_WORD = re.compile(r"[^\s,\[\]{}]+")
_MEANT = re.compile(r"Did you mean `([^`]+)`\?")
_QUOTED = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Also:
    """Another place that belongs to a mark, and what stands there."""

    file: Path
    span: Span
    label: str


@dataclass(frozen=True)
class Mark:
    """Something to mark: where, how grave, and what is said of it.

    `rule` is the rule behind it, `id` that of the finding (empty: a problem of the reader). `instead` is what was
    probably meant, to be written in place of what is marked, which has to be `word`.
    """

    file: Path
    span: Span
    severity: str
    rule: str
    message: str
    also: tuple[Also, ...] = ()
    id: str = ""
    source: str = SOURCE
    instead: str | None = None
    word: str = ""


def problem_marks(reading: Reading) -> Iterator[Mark]:
    """What is wrong with a file and all that it uses."""
    for problem in reading.problems:
        file = reading.named(problem.file)
        if file is None:
            continue
        at = file.text.spot(problem.line, problem.column)
        # What is no YAML has no keys and texts there, only words.
        lost = reading.broken and file is reading.root
        span = word_span(file.text, at) if lost else place_span(file, problem.line, problem.column)
        word = file.text.source[span.start : span.end]
        also = []
        if problem.other is not None and (other := reading.named(problem.other.file)) is not None:
            there = place_span(other, problem.other.line, problem.other.column)
            also.append(Also(other.path, there, "The first is here."))
        yield Mark(
            file.path,
            span,
            problem.severity,
            problem.rule,
            _said(problem.message, problem.remedy),
            tuple(also),
            instead=_instead(problem, word),
            word=word,
        )


def _said(message: str, remedy: str | None) -> str:
    return f"{safe(message)}\n{safe(remedy)}" if remedy else safe(message)


def _instead(problem: Problem, marked: str) -> str | None:
    """What was probably meant, if the problem says so of exactly what is marked."""
    meant = _MEANT.search(problem.remedy or "")
    quoted = _QUOTED.search(problem.message)
    if meant is None or quoted is None or quoted[1] != marked or meant[1] == marked:
        return None
    return meant[1]


def place_span(file: File, line: int, column: int) -> Span:
    """What is marked for a place: the key or the text that begins there, on its first line; else the word."""
    offset = file.text.spot(line, column)
    leaf = file.outline.at(offset)
    if leaf is not None and leaf.node.start == offset:
        start, end = leaf.node.inside
        return Span(start, max(min(end, file.text.end_of_line(offset)), start))
    return word_span(file.text, offset)


def word_span(text: Text, offset: int) -> Span:
    """The word at an offset; where there is none, what is left of the line, or its last character."""
    word = _WORD.match(text.source, offset)
    if word is not None:
        return Span(*word.span())
    end = text.end_of_line(offset)
    return Span(offset, end) if end > offset else Span(max(offset - 1, 0), offset)


# --- findings


@dataclass(frozen=True)
class Placed:
    """A place of a finding as it has moved with the text; `line` is None where its line has changed since."""

    file: Path
    line: int | None
    column: int
    label: str


@dataclass(frozen=True)
class PlacedFinding:
    """A finding and where its places stand now, the first of which is marked."""

    finding: Finding
    places: tuple[Placed, ...]


def placed(findings: Iterable[Finding]) -> tuple[PlacedFinding, ...]:
    """Findings at the places that the check gave them."""
    return tuple(
        PlacedFinding(
            one,
            tuple(Placed(as_named(Path(at.place.file)), at.place.line, at.place.column, at.label) for at in one.places),
        )
        for one in findings
    )


_UNTIL_REVIEW = "The forum knows of this and lives with it until {review}: {reason}"


def finding_marks(placed_findings: Iterable[PlacedFinding], files: Iterable[File], current: bool) -> Iterator[Mark]:
    """Findings where their places are now. What was found where the text has changed since is not marked.

    `current` tells that they are of the text as it stands.
    """
    by_path = {file.path: file for file in files}
    for one in placed_findings:
        spans = []
        for place in one.places:
            file = by_path.get(place.file)
            if file is not None and place.line is not None:
                spans.append(Also(file.path, place_span(file, place.line, place.column), safe(place.label)))
        first = one.places[0] if one.places else None
        if first is None or first.line is None or not spans or spans[0].file != first.file:
            continue
        yield Mark(
            spans[0].file,
            spans[0].span,
            _severity(one.finding),
            one.finding.rule,
            _finding_said(one.finding),
            tuple(spans[1:]),
            id=one.finding.id,
            source=SOURCE if current else BEFORE,
        )


def _severity(finding: Finding) -> str:
    """How loudly it is marked: what a forum knows of, or cannot change, quietly."""
    if not finding.open:
        return "known"
    return "note" if finding.library else finding.severity


def _finding_said(finding: Finding) -> str:
    said = _said(finding.message, finding.remedy)
    state = finding.acknowledgement
    if state is None:
        return said
    known = _UNTIL_REVIEW.format(review=state.review.isoformat(), reason=state.reason)
    return f"{said}\n{safe(state.reopened or known)}"


def settings_mark(problem: SettingsProblem) -> Mark:
    """What is wrong with the settings, in their own file."""
    path = as_named(Path(problem.file))
    try:
        text = Text.of(path.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        text = Text("")
    span = word_span(text, text.spot(problem.line, problem.column))
    return Mark(path, span, "error", "invalid-settings", safe(problem.problem))
