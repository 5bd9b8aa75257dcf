"""A report as JUnit XML, which nearly every CI system shows: a suite for each map, a test for each rule.

A test fails where the run does: by what is at or above the map's `fail_on`, and by an invalid map. What else a rule
found (less grave, acknowledged, of national services) stands in the output of a test that passes. A rule that was not
asked is skipped, and says why; one that crashed is an error. So silence is never a pass.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import get_args
from xml.etree import ElementTree as ET

from pathkit.check.exits import at_or_above
from pathkit.check.report import SEVERITIES, CheckedMap, Finding, Report
from pathkit.check.summary import problem_findings
from pathkit.maps.problems import Rule as ReaderRule
from pathkit.output.finding import put_finding
from pathkit.output.page import Page, safe
from pathkit.output.planned import Plans, plans_of
from pathkit.output.platforms import counting_questions
from pathkit.output.repository import Repository
from pathkit.output.source import Lines
from pathkit.output.words import ABOUT_FAULT, capital, counted
from pathkit.rules import all_rules

WIDTH = 100
READER = frozenset(get_args(ReaderRule))
"""The rules that reading a file asks, before there is a map."""


@dataclass(frozen=True)
class _Told:
    """What a test found: what it fails by, and the rest of it under headings."""

    failing: tuple[Finding, ...] = ()
    others: tuple[tuple[str, tuple[Finding, ...]], ...] = ()


@dataclass(frozen=True)
class _Case:
    """One test: what kind of end it came to (`""`: it passed), in a line and in full, and what it prints."""

    name: str
    end: str = ""
    sort: str = ""
    line: str = ""
    full: str = ""
    out: str = ""


@dataclass
class _Sources:
    """Where findings are told from: files are read once for a whole report."""

    repository: Repository
    plans: Plans
    lines: Lines = field(default_factory=Lines)


def as_junit(report: Report, repository: Repository, fail_on: str | None = None) -> str:
    """The whole report, ending in a line end. `fail_on` is that of each map's settings unless given.

    The text is plain ASCII: what is not, is written as character references.
    """
    sources = _Sources(repository, plans_of(report.maps))
    suites: list[tuple[CheckedMap | None, list[_Case]]] = [
        (checked, list(_cases(checked, fail_on, sources))) for checked in report.maps
    ]
    if report.crashes:
        suites.append((None, [_crash(name, why) for name, why in sorted(report.crashes.items())]))
    root = ET.Element("testsuites", {"name": "pathkit"} | _numbers(case for _, cases in suites for case in cases))
    del root.attrib["skipped"]  # a number that the schema has for suites only
    for checked, cases in suites:
        root.append(_suite(report, checked, cases, sources.repository))
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="us-ascii", xml_declaration=False)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written.decode("ascii")}\n'


# --- tests ----------------------------------------------------------------------------------------------------------


def _cases(checked: CheckedMap, fail_on: str | None, sources: _Sources) -> Iterator[_Case]:
    """The tests of one map, by name; first what kept it from being checked at all."""
    if checked.refused is not None:
        yield _Case("can-be-checked", "error", "not-checked", checked.refused, safe(checked.refused))
    not_run = {one.rule: one for one in checked.rules_not_run}
    told = _by_rule(checked, checked.fail_on if fail_on is None else fail_on)
    ran = {*checked.rules_run, *(READER if _is_read(checked) else ())}
    for name in sorted({*told, *ran, *not_run, *(rule.name for rule in all_rules())}):
        stopped = not_run.get(name)
        if stopped is not None and stopped.crashed:
            yield _crash(name, stopped.why)
        elif name in told:
            yield _found(name, told[name], sources)
        elif name in ran:
            yield _Case(name)
        else:
            yield _Case(name, "skipped", line=stopped.why if stopped is not None else _why_nothing(checked))


def _is_read(checked: CheckedMap) -> bool:
    """Whether the file was read, so that its reader found in it all that can be found."""
    return checked.refused is None and not any(one.rule == "everything" for one in checked.rules_not_run)


def _why_nothing(checked: CheckedMap) -> str:
    if any(problem.severity == "error" for problem in checked.problems):
        return "the map is not valid, so nothing else was asked of it"
    if checked.is_library:
        return "a library is only validated"
    return "nothing was asked of this map" if not checked.checked else "not asked"


def _by_rule(checked: CheckedMap, fail_on: str) -> dict[str, _Told]:
    """What each rule found, and whether it fails by it."""
    grave = at_or_above(fail_on)
    of_file = problem_findings(checked)
    found: dict[str, list[Finding]] = {}
    for finding in (*of_file, *checked.findings, *counting_questions(checked)):
        found.setdefault(finding.rule, []).append(finding)
    unusable = {finding.id for finding in of_file if finding.severity == "error"}
    return {rule: _told(some, grave, unusable) for rule, some in found.items()}


def _told(findings: Sequence[Finding], grave: frozenset[str], unusable: set[str]) -> _Told:
    own = [finding for finding in findings if finding.open and not finding.library]
    failing = tuple(finding for finding in own if finding.severity in grave or finding.id in unusable)
    others = (
        ("Found, and not grave enough to fail the run", tuple(finding for finding in own if finding not in failing)),
        ("Known to the forum (acknowledged)", tuple(finding for finding in findings if not finding.open)),
        ("For the national services (these never fail a run)", tuple(f for f in findings if f.open and f.library)),
    )
    return _Told(failing, tuple((heading, some) for heading, some in others if some))


def _found(name: str, told: _Told, sources: _Sources) -> _Case:
    out = "\n\n".join(f"{heading}:\n\n{_in_full(some, sources)}" for heading, some in told.others)
    if not told.failing:
        return _Case(name, out=out)
    worst = min((finding.severity for finding in told.failing), key=SEVERITIES.index)
    first = capital(told.failing[0].message)
    line = first if len(told.failing) == 1 else f"{counted(len(told.failing), 'finding')}. The first: {first}"
    return _Case(name, "failure", worst, line, _in_full(told.failing, sources), out)


def _crash(name: str, why: str) -> _Case:
    return _Case(name, "error", "crashed", why, f"{safe(why)}\n{ABOUT_FAULT}")


def _in_full(findings: Iterable[Finding], sources: _Sources) -> str:
    """Findings as `pathkit check` tells them: who and when, the place, the journey, the remedy, the id."""
    from rich.console import Console

    buffer = io.StringIO()
    page = Page(Console(file=buffer, width=WIDTH, color_system=None, force_terminal=False, legacy_windows=False))
    for finding in findings:
        page.blank()
        put_finding(page, finding, sources.lines, indent=0, planned=sources.plans.of(finding))
    return buffer.getvalue().strip("\n")


# --- XML ------------------------------------------------------------------------------------------------------------


def _suite(report: Report, checked: CheckedMap | None, cases: Sequence[_Case], repository: Repository) -> ET.Element:
    name = "pathkit" if checked is None else _written(repository.path(checked.path))
    suite = ET.Element("testsuite", {"name": name} | _numbers(cases))
    if checked is not None:
        suite.set("file", name)
        properties = ET.SubElement(suite, "properties")
        for key, value in _properties(report, checked).items():
            ET.SubElement(properties, "property", {"name": key, "value": _written(value)})
    for case in cases:
        suite.append(_case(case, name))
    return suite


def _properties(report: Report, checked: CheckedMap) -> dict[str, str]:
    return {
        "date": report.date.isoformat(),
        "profile": checked.profile,
        "area": checked.area or "",
        "situations": str(checked.situations),
        "questions": str(len(checked.questions)),
    }


def _numbers(cases: Iterable[_Case]) -> dict[str, str]:
    ends = [case.end for case in cases]
    return {
        "tests": str(len(ends)),
        "failures": str(ends.count("failure")),
        "errors": str(ends.count("error")),
        "skipped": str(ends.count("skipped")),
    }


def _case(case: _Case, of: str) -> ET.Element:
    element = ET.Element("testcase", {"classname": of, "name": _written(case.name)})
    if case.end:
        sort = {"type": case.sort} if case.sort else {}
        end = ET.SubElement(element, case.end, sort | {"message": _written(case.line)})
        end.text = _lines(case.full) if case.full else None
    if case.out:
        ET.SubElement(element, "system-out").text = _lines(case.out)
    return element


def _written(words: str) -> str:
    """Words on one line. Characters that XML cannot hold are shown by their codes, as are all that do not print.

    GitLab and Jenkins look in texts for files to attach: `[[ATTACHMENT|…]]` in a name names none.
    """
    return safe(words).replace("[[", "[ [")


def _lines(words: str) -> str:
    return "\n".join(map(_written, words.split("\n")))
