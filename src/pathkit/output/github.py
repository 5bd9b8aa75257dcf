"""Findings as annotations on GitHub: workflow commands, which a step prints and the runner obeys.

A step may make ten annotations of each level (GitHub leaves out the rest without a word): so the gravest ten of each
are told, over all maps, and a notice says how many are not.

The runner looks for commands in every line that a step prints, also in names that stand in a map: `in_a_log` breaks
what it would take for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pathkit.check.report import SEVERITIES, Finding, Report
from pathkit.check.summary import faults, refusals, summary
from pathkit.maps import Place
from pathkit.output.page import safe
from pathkit.output.platforms import counting_questions, platform_findings, standing
from pathkit.output.repository import Repository
from pathkit.output.words import ABOUT_FAULT, FAULT, REMEDY, capital, counted, listed

MOST = 10
"""How many annotations of a level GitHub shows of one step (and 50 of a whole job)."""
LEVELS = {"error": "error", "warning": "warning", "note": "notice"}
"""The level of each severity."""
SUMMARY_LIMIT = 1024 * 1024
"""The most bytes of a step's summary on GitHub: one that is larger is not shown at all."""


@dataclass(frozen=True)
class _Annotation:
    """What is said at a place."""

    level: str
    title: str
    lines: tuple[str, ...]
    place: Place | None


def as_github(report: Report, repository: Repository) -> str:
    """The gravest findings as workflow commands, and what is not among them.

    Findings that are acknowledged, or of national services, are only counted.
    """
    unchecked = list(_unchecked(report))
    findings = [finding for finding in platform_findings(report) if finding.open and not finding.library]
    told = {
        severity: [
            *(one for one in unchecked if one.level == LEVELS[severity]),
            *(_annotation(finding) for finding in findings if finding.severity == severity),
        ]
        for severity in SEVERITIES
    }
    most = dict.fromkeys(SEVERITIES, MOST)
    if any(len(some) > MOST for some in told.values()):
        most["note"] -= 1  # that some are left out is a notice too
    left_out = [
        counted(len(some) - most[severity], severity) for severity, some in told.items() if len(some) > most[severity]
    ]
    annotations = [one for severity in SEVERITIES for one in told[severity][: most[severity]]]
    if left_out:
        annotations.append(_left_out(left_out))
    return "\n".join([*(_command(one, repository) for one in annotations), _last(report)]) + "\n"


def _annotation(finding: Finding) -> _Annotation:
    remedy = [f"{REMEDY}: {finding.remedy}"] if finding.remedy else []
    known = [standing(finding)] if standing(finding) else []
    return _Annotation(
        LEVELS[finding.severity],
        finding.id,
        (capital(finding.message), *known, *remedy),
        finding.places[0].place if finding.places else Place(finding.map, 1, 1),
    )


def _unchecked(report: Report) -> Iterator[_Annotation]:
    """What kept a check from being made: no finding, and graver than any."""
    for path, why in refusals(report):
        yield _Annotation("error", "This map could not be checked", (why,), Place(path, 1, 1))
    for fault in faults(report):
        yield _Annotation("error", FAULT, (f"{fault.name}: {fault.why}", ABOUT_FAULT), None)


def _left_out(left_out: Sequence[str]) -> _Annotation:
    """What the platform would have left out without a word."""
    are = "is" if len(left_out) == 1 and left_out[0].startswith("1 ") else "are"
    words = f"{listed(left_out)} more {are} not annotated: GitHub shows ten of a kind. `pathkit check` tells of all."
    return _Annotation("notice", "pathkit", (words,), None)


def _last(report: Report) -> str:
    """What was found in numbers, also what is never annotated: a line of the log, and no command."""
    numbers = summary(report)
    parts = [f"pathkit found {listed([counted(getattr(numbers, severity), severity) for severity in SEVERITIES])}."]
    asked = sum(len(counting_questions(checked)) for checked in report.maps)
    if asked:
        parts.append(f"{counted(asked, 'open question')} {'counts' if asked == 1 else 'count'} as warnings too.")
    only_counted = [
        words
        for count, words in (
            (numbers.acknowledged, counted(numbers.acknowledged, "acknowledged finding")),
            (numbers.library, f"{numbers.library:,} of national services"),
        )
        if count
    ]
    if only_counted:
        parts.append(f"Not annotated: {listed(only_counted)}.")
    return " ".join(parts)


# --- commands -------------------------------------------------------------------------------------------------------


def _command(one: _Annotation, repository: Repository) -> str:
    properties: dict[str, str | int] = {}
    if one.place is not None:
        properties = {
            "file": safe(repository.path(one.place.file)),
            "line": one.place.line,
            "endLine": one.place.line,
            "col": one.place.column,
        }
    properties["title"] = safe(one.title)
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{one.level} {written}::{_data(one.lines)}"


def _data(lines: Sequence[str]) -> str:
    """What a command says, the lines of it included."""
    return "%0A".join(safe(line).replace("%", "%25") for line in lines)


def _property(value: str) -> str:
    """A property's value. (The runner reads no other codes than these: not that of a semicolon.)"""
    for sign, written in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")):
        value = value.replace(sign, written)
    return value


# --- a log in which nothing is a command ----------------------------------------------------------------------------

# `::name …::` counts where a line begins with it, `##[name]` (the older form) anywhere in a line.
_NEWER = re.compile(r"(?:(?<=[\r\n])|\A)([^\S\r\n]*):(?=:)")
_OLDER = "##["


def in_a_log(text: str) -> str:
    r"""The text as the log of a step may hold it: what the runner would obey is broken by a backslash.

    Example:
        >>> print(in_a_log("::stop-commands::x\nsee ##[error]y"))
        \::stop-commands::x
        see ##\[error]y
    """
    return _NEWER.sub(r"\1\\:", text).replace(_OLDER, "##\\[")
