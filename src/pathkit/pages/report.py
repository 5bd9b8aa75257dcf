"""The report of a check as one page for a meeting: what was checked, what was found, who can do something about it.

It is a document first: all of it can be read, printed and listened to without a script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from pathkit import __version__
from pathkit.check.report import SEVERITIES, CheckedMap, Finding, PrincipleState, Report
from pathkit.check.summary import problem_findings
from pathkit.output.questions import distinct, not_weighed
from pathkit.output.words import LIMITS, capital, counted, date_in_words, evidence
from pathkit.pages.audience import Audience, report_for
from pathkit.pages.explorer import Shown as Explored
from pathkit.pages.page import page
from pathkit.pages.report_findings import (
    Called,
    Case,
    Chapter,
    Grave,
    Turn,
    Way,
    agenda,
    anchors_of,
    case,
    chapters,
    gravest,
    national_turns,
    way,
)
from pathkit.pages.report_portrait import Portrait, Promise, portrait

BADGES = {"broken": "error", "cannot tell": "unknown", "kept": "good", "not evidenced": "none"}
"""The sign of a principle's state, by what `_parts.html` calls it."""


SCRIPTS = ("report.js", "explorer.js")


@dataclass(frozen=True)
class State:
    """A principle in one map: how it stands, on what that rests, and where its findings are told."""

    title: str
    state: str
    badge: str
    summary: str
    evidence: str
    anchor: str | None


@dataclass(frozen=True)
class Over:
    """A principle over several maps: the names and anchors of the areas in each state."""

    title: str
    summary: str
    states: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True)
class Kept:
    """A scenario as shown."""

    promise: Promise
    journey: Way | None


@dataclass(frozen=True)
class Fault:
    """Something that is wrong with a map's file."""

    id: str
    severity: str
    place: str
    source: str
    message: str
    remedy: str


@dataclass(frozen=True)
class Shown:
    """One map on the page. `prefix` begins its anchors."""

    prefix: str
    name: str
    checked: CheckedMap
    portrait: Portrait | None
    explorer: Explored | None
    numbers: Mapping[str, int]
    gravest: tuple[Grave, ...]
    states: tuple[State, ...]
    chapters: tuple[Chapter, ...]
    known: tuple[Case, ...]
    turns: tuple[Turn, ...]
    kept: tuple[Kept, ...]
    faults: tuple[Fault, ...]
    not_run: tuple[tuple[str, tuple[str, ...]], ...]
    crashed: tuple[tuple[str, str], ...]
    not_weighed: tuple[str, ...]


def look_for(audience: Audience) -> Any:
    """What is looked at of each map where it is checked, for `check_and_look`."""
    return partial(portrait, audience=audience)


def report_page(report: Report, portraits: Mapping[str, Portrait], audience: Audience = Audience.FORUM) -> str:
    """The whole page. `portraits` are by the path of the map; a map that could not be checked has none."""
    told = report_for(report, audience)
    pictured = [portraits.get(one.path) for one in report.maps]
    prefixes = _prefixes(told.maps)
    maps = [
        _shown(told, checked, seen, prefix, name)
        for checked, seen, prefix, name in zip(told.maps, pictured, prefixes, _names(told.maps), strict=True)
        if not (checked.is_library and not checked.problems)
    ]
    national = [finding for finding in told.findings if finding.library and finding.open]
    names = {one: name for seen in pictured if seen is not None for one, name in seen.names.items()}
    called = Called(names, anchors_of("national-", (one.id for one in national)), {})
    titles = {principle.id: principle.title for principle in told.principles}
    questions = [one for one in told.questions if one.library]
    return page(
        "report.html",
        styles=("report.css", "explorer.css"),
        scripts=SCRIPTS,
        report=told,
        title=_title(maps),
        version=__version__,
        date=date_in_words(told.date),
        public=audience is Audience.PUBLIC,
        maps=maps,
        several=len(maps) > 1,
        libraries=[one.path for one in told.maps if one.is_library and not one.problems],
        over=_over(told, maps, pictured),
        national=chapters(national, titles, called),
        national_turns=national_turns(questions),
        limits=LIMITS,
        counted=counted,
        capital=capital,
    )


def _title(maps: Sequence[Shown]) -> str:
    return maps[0].name if len(maps) == 1 else f"{len(maps)} areas"


def _prefixes(maps: Sequence[CheckedMap]) -> list[str]:
    """What begins the anchors of each map: nothing where it is alone, else its area, numbered where that is not new."""
    shown = [one for one in maps if not (one.is_library and not one.problems)]
    if len(shown) == 1:
        return ["" for _ in maps]
    names = [one.area or f"map-{number}" for number, one in enumerate(maps, start=1)]
    return [f"{name}." if names.count(name) == 1 else f"{name}-{number}." for number, name in enumerate(names, start=1)]


def _names(maps: Sequence[CheckedMap]) -> list[str]:
    """What each map is called: its area, with its file where there are several of that area."""
    areas = [one.name for one in maps]
    files = [re.split(r"[/\\]", one.path)[-1].removesuffix(".pathway.yaml") for one in maps]
    names = []
    for checked, file in zip(maps, files, strict=True):
        told = file if files.count(file) == 1 else checked.path
        alone = areas.count(checked.name) == 1
        names.append(checked.path if checked.name is None else checked.name if alone else f"{checked.name} ({told})")
    return names


def _shown(report: Report, checked: CheckedMap, seen: Portrait | None, prefix: str, name: str) -> Shown:
    own = [finding for finding in checked.findings if not finding.library]
    open_ = [finding for finding in own if finding.open]
    # A map whose portrait could not be made still has its findings, called by their ids.
    called = Called(
        {} if seen is None else seen.names,
        anchors_of(prefix, (one.id for one in checked.findings)),
        dict(checked.organisations),
    )
    titles = {principle.id: principle.title for principle in checked.principles}
    told = chapters(open_, titles, called)
    known = tuple(case(one, called) for one in checked.findings if not one.open)
    return Shown(
        prefix,
        name,
        checked,
        seen,
        _explored(seen, prefix, name, called),
        _numbers(checked),
        gravest(open_, called),
        tuple(_state(one, seen, own, told, called, prefix) for one in checked.principles),
        told,
        known,
        agenda(checked, open_, told, checked.forum or "The forum"),
        () if seen is None else tuple(_kept(one) for one in seen.promises),
        tuple(_faults(checked)),
        _not_run(checked),
        tuple((one.rule, one.why) for one in checked.rules_not_run if one.crashed),
        tuple(not_weighed(replace(report, maps=(checked,)), checked.questions)),
    )


def _explored(seen: Portrait | None, prefix: str, name: str, called: Called) -> Explored | None:
    if seen is None or seen.explorer is None:
        return None
    return replace(seen.explorer, name=name).shown(prefix, called.anchors)


def _numbers(checked: CheckedMap) -> Mapping[str, int]:
    """What is found in a map, in numbers: the open findings of its own by severity, and the rest."""
    own = [one for one in (*problem_findings(checked), *checked.findings) if not one.library]
    numbers = {severity: sum(one.open and one.severity == severity for one in own) for severity in SEVERITIES}
    numbers["acknowledged"] = sum(not one.open for one in checked.findings)
    numbers["questions"] = len(distinct([one for one in checked.questions if not one.library]))
    return numbers


def _state(
    principle: PrincipleState,
    seen: Portrait | None,
    findings: Sequence[Finding],
    told: Sequence[Chapter],
    called: Called,
    prefix: str,
) -> State:
    return State(
        principle.title,
        principle.state,
        BADGES[principle.state],
        "" if seen is None else seen.summaries.get(principle.id, ""),
        evidence(principle),
        _told_at(principle.id, findings, told, called, prefix),
    )


def _told_at(
    principle: str, findings: Sequence[Finding], told: Sequence[Chapter], called: Called, prefix: str
) -> str | None:
    """Where what is found about a principle is told: its own chapter, or the first finding that bears on it too."""
    if any(chapter.id == principle for chapter in told):
        return f"{prefix}findings-{principle}"
    return next((called.anchors[one.id] for one in findings if principle in one.principles), None)


def _over(report: Report, maps: Sequence[Shown], pictured: Iterable[Portrait | None]) -> tuple[Over, ...]:
    """Each principle with the areas in each of its states."""
    summaries = {name: text for seen in pictured if seen is not None for name, text in seen.summaries.items()}
    found = []
    for principle in report.principles:
        states = []
        for state, badge in BADGES.items():
            areas = tuple((one.name, one.prefix) for one in maps if _in_state(one.checked, principle.id, state))
            if areas:
                states.append((state, badge, areas))
        found.append(Over(principle.title, summaries.get(principle.id, ""), tuple(states)))
    return tuple(found)


def _in_state(checked: CheckedMap, principle: str, state: str) -> bool:
    return any(one.id == principle and one.state == state for one in checked.principles)


def _kept(promise: Promise) -> Kept:
    return Kept(promise, None if promise.journey is None else way(promise.journey))


def _faults(checked: CheckedMap) -> Iterable[Fault]:
    problems = (*checked.problems, *checked.warnings)
    for problem, finding in zip(problems, problem_findings(checked), strict=True):
        yield Fault(
            finding.id,
            problem.severity,
            f"{problem.file}, line {problem.line}",
            problem.source_line.strip(),
            problem.message,
            problem.remedy or "",
        )


def _not_run(checked: CheckedMap) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The rules that were not asked, by why."""
    reasons: dict[str, list[str]] = {}
    for one in checked.rules_not_run:
        if not one.crashed:
            reasons.setdefault(one.why, []).append(one.rule)
    return tuple((why, tuple(sorted(rules))) for why, rules in sorted(reasons.items()))


__all__ = ["Audience", "Portrait", "look_for", "portrait", "report_page"]
