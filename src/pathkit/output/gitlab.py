"""A report for GitLab's Code Quality: a list of findings, which a merge request shows beside the lines they are at.

GitLab shows of each its severity, one text and its place, and nothing else; so the remedy and the id are in the text.
There is no place for anything but findings: a fault in pathkit, or a map that could not be checked, is told as one.
What the forum has acknowledged, and what is for national services, is `info` and says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from pathkit.check.report import Finding, Report
from pathkit.check.summary import faults, problem_findings, refusals
from pathkit.output.json import Object, dumped
from pathkit.output.page import safe
from pathkit.output.platforms import platform_findings, standing
from pathkit.output.repository import Repository
from pathkit.output.words import ABOUT_FAULT, REMEDY, capital

WORST = "blocker"
"""Nothing is known of a map: it is not valid, it could not be checked, or a rule crashed."""
SEVERITIES = {"error": "critical", "warning": "major", "note": "minor"}
KNOWN = "info"


def as_gitlab(report: Report, repository: Repository) -> str:
    """The whole report, ending in a line end. Each fingerprint is there once: GitLab would drop the second."""
    of_files = {(one.map, one.id) for checked in report.maps for one in problem_findings(checked)}
    return dumped(
        [
            *_unchecked(repository, report),
            *(_issue(repository, one, (one.map, one.id) in of_files) for one in platform_findings(report)),
        ]
    )


def _issue(repository: Repository, finding: Finding, of_file: bool) -> Object:
    place = finding.places[0].place if finding.places else None
    return _object(
        " ".join(_sentences(finding)),
        finding.rule,
        repository.fingerprint(finding),
        _severity(finding, of_file),
        repository.path(finding.map if place is None else place.file),
        1 if place is None else place.line,
    )


def _sentences(finding: Finding) -> Iterator[str]:
    yield capital(finding.message)
    if said := standing(finding):
        yield said
    if finding.remedy:
        yield f"{REMEDY}: {finding.remedy}"
    yield f"({finding.id})"


def _severity(finding: Finding, of_file: bool) -> str:
    if not finding.open or finding.library:
        return KNOWN
    return WORST if of_file and finding.severity == "error" else SEVERITIES[finding.severity]


def _unchecked(repository: Repository, report: Report) -> Iterator[Object]:
    """What kept a check from being made, at the file that was to be checked."""
    for path, why in refusals(report):
        yield _not_checked(repository.path(path), "not-checked", why)
    first = [one.path for one in report.maps[:1]] or ["pathkit.yaml"]
    for fault in faults(report):
        words = f"{fault.name}: {fault.why.rstrip('.')}. {ABOUT_FAULT}"
        for path in fault.maps or first:
            yield _not_checked(repository.path(path), fault.name, words)


def _not_checked(path: str, name: str, words: str) -> Object:
    key = f"{safe(path)}\0{name}\0not checked\0{safe(words)}"
    return _object(words, name, hashlib.sha256(key.encode("utf-8")).hexdigest()[:32], WORST, path, 1)


def _object(words: str, name: str, fingerprint: str, severity: str, path: str, line: int) -> Object:
    return {
        "description": safe(words),
        "check_name": safe(name),
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": safe(path), "lines": {"begin": line}},
    }
