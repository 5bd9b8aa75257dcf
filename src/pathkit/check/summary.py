"""What a report comes to in numbers, counted in one place so that every format gives the same ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pathkit.check.report import CheckedMap, Finding, LabelledPlace, Report
from pathkit.maps import Problem

DUE_WITHIN = timedelta(days=30)
"""An acknowledgement whose review is no further away than this is due."""

MOST_NAMED = 40
"""How many findings a message names; the others are counted."""


@dataclass(frozen=True)
class Summary:
    """How many of each there are. `error`, `warning` and `note` are open findings of the forum's own.

    `library` are the open findings of national services, `due` the acknowledged findings (open again or not)
    whose review date is past or within 30 days, `soon` those of them whose review date is not past, and `lapsed`
    the acknowledgements whose review date is past.
    """

    error: int
    warning: int
    note: int
    acknowledged: int
    due: int
    library: int
    questions: int
    situations: int
    soon: int = 0
    lapsed: int = 0


def summary(report: Report) -> Summary:
    """The numbers of a whole report."""
    findings = all_findings(report)
    open_ones = Counter(f.severity for f in findings if f.open and not f.library)
    return Summary(
        error=open_ones["error"],
        warning=open_ones["warning"],
        note=open_ones["note"],
        acknowledged=sum(not f.open for f in findings),
        due=sum(due(f, report.date) for f in findings),
        library=sum(f.open and f.library for f in findings),
        questions=len(report.questions),
        situations=sum(checked.situations for checked in report.maps),
        soon=sum(due(f, report.date) and not _past(f, report.date) for f in findings),
        lapsed=sum(f.rule == "acknowledgement-lapsed" for f in findings),
    )


def due(finding: Finding, on: date) -> bool:
    """Whether the forum is to look again at an acknowledged finding by about now."""
    state = finding.acknowledgement
    return state is not None and state.review <= on + DUE_WITHIN


def _past(finding: Finding, on: date) -> bool:
    state = finding.acknowledgement
    return state is not None and state.review < on


def all_findings(report: Report) -> tuple[Finding, ...]:
    """Every finding of a report: first what is wrong with the files themselves, then the rest by gravity."""
    return (*(f for checked in report.maps for f in problem_findings(checked)), *report.findings)


def problem_findings(checked: CheckedMap) -> tuple[Finding, ...]:
    """What is wrong with a map's files, as findings like any other.

    They are numbered from the second of a kind on, because one file can hold many: `invalid-map@eastglen`,
    `invalid-map@eastglen@2`.
    """
    seen: Counter[str] = Counter()
    found = []
    for problem in (*checked.problems, *checked.warnings):
        start = f"{problem.rule}@{_stem(problem.file)}"
        seen[start] += 1
        name = start if seen[start] == 1 else f"{start}@{seen[start]}"
        found.append(_problem_finding(name, checked.path, problem))
    return tuple(found)


def _stem(file: str) -> str:
    return file.replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".pathway.yaml")


def _problem_finding(name: str, path: str, problem: Problem) -> Finding:
    places = [LabelledPlace(problem.place, "here")]
    if problem.other is not None:
        places.append(LabelledPlace(problem.other, "the first"))
    return Finding(
        id=name,
        rule=problem.rule,
        map=path,
        principles=(),
        subjects=(_stem(problem.file),),
        severity=problem.severity,
        message=problem.message,
        # What only deserves a warning in a library is its keeper's to mend.
        library=problem.severity == "warning" and problem.file != path,
        extent=None,
        because=(),
        journey=None,
        places=tuple(places),
        remedy=problem.remedy or "",
    )


@dataclass(frozen=True)
class Fault:
    """A fault in pathkit: what crashed, why, and over which maps (none: over no map in particular)."""

    name: str
    why: str
    maps: tuple[str, ...]


def faults(report: Report) -> tuple[Fault, ...]:
    """What crashed, each once for each reason, by name."""
    crashed: dict[tuple[str, str], list[str]] = {one: [] for one in report.crashes.items()}
    for checked in report.maps:
        for one in checked.rules_not_run:
            if one.crashed:
                crashed.setdefault((one.rule, one.why), []).append(checked.path)
    return tuple(Fault(name, why, tuple(maps)) for (name, why), maps in sorted(crashed.items()))


def refusals(report: Report) -> Iterator[tuple[str, str]]:
    """The maps that could not be asked at all, each with why."""
    return ((checked.path, checked.refused) for checked in report.maps if checked.refused is not None)


def a_line_each(ids: Sequence[str]) -> str:
    """Ids of findings, one a line, and how many more there are."""
    more = f"\n  … and {len(ids) - MOST_NAMED} more" if len(ids) > MOST_NAMED else ""
    return "".join(f"\n  {one}" for one in ids[:MOST_NAMED]) + more
