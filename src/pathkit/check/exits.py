"""How a run ends: one place that decides the exit code, for every format and every command.

0: checked, and nothing counts at or above `fail_on`. 1: checked, and there are findings. 2: what was asked
could not be done. 3: a fault in pathkit. Where several hold, the one that says least about the maps wins
(3, then 2, then 1): a check that did not take place must never look like one that did.
"""

from __future__ import annotations

from pathkit.check.report import SEVERITIES, CheckedMap, Report
from pathkit.check.summary import problem_findings

FAIL_ON = (*SEVERITIES, "never")

OK = 0
FINDINGS = 1
CANNOT_DO = 2
FAULT = 3


class CannotDo(Exception):
    """What was asked cannot be done; the message says why, in plain words, and what to do instead."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message


def exit_code(report: Report, fail_on: str | None = None) -> int:
    """The exit code of a run of `check`. `fail_on` is that of each map's settings unless given.

    Findings of library services and acknowledged findings never count. An invalid map always does. Under the
    profile `assured`, open questions count as warnings.
    """
    if report.crashes or any(one.crashed for checked in report.maps for one in checked.rules_not_run):
        return FAULT
    if any(checked.refused is not None for checked in report.maps):
        return CANNOT_DO
    if any(problem.severity == "error" for problem in report.problems):
        return FINDINGS
    counts = any(worst(one) & at_or_above(one.fail_on if fail_on is None else fail_on) for one in report.maps)
    return FINDINGS if counts else OK


def at_or_above(threshold: str) -> frozenset[str]:
    """The severities that make a run fail."""
    if threshold == "never":
        return frozenset()
    return frozenset(SEVERITIES[: SEVERITIES.index(threshold) + 1])


def worst(checked: CheckedMap) -> frozenset[str]:
    """The severities of everything that counts in a map."""
    found = {
        finding.severity
        for finding in (*problem_findings(checked), *checked.findings)
        if finding.open and not finding.library
    }
    if checked.profile == "assured" and any(not question.library for question in checked.questions):
        found.add("warning")
    return frozenset(found)
