"""The report of a check as one page for a meeting: what was checked, what was found, who can do something about it.

It is a document first: all of it can be read, printed and listened to without a script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from pathkit import __version__
from pathkit.check.principles import BEYOND
from pathkit.check.report import SEVERITIES, CheckedMap, Finding, PrincipleState, Report
from pathkit.check.summary import problem_findings
from pathkit.frameworks import DEFAULT
from pathkit.output.planned import plans_of
from pathkit.output.problems import unused_plan
from pathkit.output.questions import distinct, not_weighed
from pathkit.output.words import LIMITS, by_framework, capital, counted, date_in_words, evidence, titles_of
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
    prose,
    way,
)
from pathkit.pages.report_portrait import Portrait, Promise, portrait

if TYPE_CHECKING:
    from markupsafe import Markup

BADGES = {"broken": "error", "cannot tell": "unknown", "kept": "good", "not evidenced": "none", BEYOND: "none"}
"""The sign of a principle's state, by what `_parts.html` calls it."""


SCRIPTS = ("report.js", "explorer.js")


@dataclass(frozen=True)
class Standing:
    """How a map stands with a framework: its heading, its principles, and what of it is not there."""

    title: str
    states: tuple[State, ...]
    missing: str


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
    framework: str = ""
    """What the framework is called that it is of, where that is not the default one."""


@dataclass(frozen=True)
class Kept:
    """A scenario as shown; `label` names the picture of its journey."""

    promise: Promise
    journey: Way | None
    label: str


@dataclass(frozen=True)
class Fault:
    """Something that is wrong with a map's file."""

    id: str
    severity: str
    place: str
    source: str
    message: Markup
    remedy: Markup


@dataclass(frozen=True)
class Figure:
    """A number at the top of a map, and what it counts; `severity` is that of a badge."""

    number: int
    words: str
    severity: str = ""


LARGE = 12
"""Pictures of maps with more services than this are printed on sheets of their own, turned sideways."""

COLUMNS = ("Services", "Errors", "Warnings", "Notes", "Known", "Questions")
"""What the overview of several maps tells of each in numbers; `Shown.cells` are in this order."""


@dataclass(frozen=True)
class Shown:
    """One map on the page. `prefix` begins its anchors."""

    prefix: str
    name: str
    checked: CheckedMap
    refused: Markup | None
    portrait: Portrait | None
    explorer: Explored | None
    numbers: Mapping[str, int]
    figures: tuple[Figure, ...]
    cells: tuple[int, ...]
    large: bool
    gravest: tuple[Grave, ...]
    standing: tuple[Standing, ...]
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
    told = report_for(report, audience, {path: seen.scenarios for path, seen in portraits.items()})
    pictured = [portraits.get(one.path) for one in report.maps]
    prefixes = _prefixes(told.maps)
    maps = [
        _shown(told, _Pair(of, checked), seen, prefix, name, audience)
        for of, checked, seen, prefix, name in zip(
            report.maps, told.maps, pictured, prefixes, _names(told.maps), strict=True
        )
        if not (checked.is_library and not checked.problems)
    ]
    national = [finding for finding in told.findings if finding.library and finding.open]
    names = {one: name for seen in pictured if seen is not None for one, name in seen.names.items()}
    public = audience is Audience.PUBLIC
    anchors = anchors_of("national-", (one.id for one in national))
    called = Called(names, anchors, {}, edited=not public, plans=plans_of(told.maps))
    titles = titles_of(told.principles)
    questions = [one for one in told.questions if one.library]
    return page(
        "report.html",
        styles=("report.css", "explorer.css"),
        scripts=SCRIPTS,
        report=told,
        title=_title(maps),
        columns=COLUMNS,
        stamp=_stamp(told, maps),
        date=date_in_words(told.date),
        public=public,
        maps=maps,
        several=len(maps) > 1,
        libraries=[f"{one.path}{unused_plan(one)}" for one in told.maps if one.is_library and not one.problems],
        over=_over(told, maps, pictured),
        national=chapters(national, titles, called),
        national_turns=national_turns(questions, called),
        limits=LIMITS,
        counted=counted,
        capital=capital,
    )


def _title(maps: Sequence[Shown]) -> str:
    return maps[0].name if len(maps) == 1 else f"{len(maps)} areas" if maps else "No area"


def _stamp(report: Report, maps: Sequence[Shown]) -> str:
    """What was checked, when and with what."""
    with_ = f"on {date_in_words(report.date)} with pathkit {__version__}"
    if any(one.checked.checked for one in maps):
        return f"Checked {with_}, profile {report.profile}: what happens at every minute of the coming year."
    return f"Read {with_}: no map could be checked." if maps else f"Read {with_}: there was no map of an area to check."


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


@dataclass(frozen=True)
class _Pair:
    """A map as it was checked, and as it is told to the page's readers: the same findings in the same order."""

    of: CheckedMap
    told: CheckedMap


def _shown(report: Report, pair: _Pair, seen: Portrait | None, prefix: str, name: str, audience: Audience) -> Shown:
    checked = pair.told
    own = [finding for finding in checked.findings if not finding.library]
    open_ = [finding for finding in own if finding.open]
    # A map whose portrait could not be made still has its findings, called by their ids.
    called = Called(
        {} if seen is None else seen.names,
        anchors_of(prefix, (one.id for one in checked.findings)),
        dict(checked.organisations),
        edited=audience is Audience.FORUM,
        plans=plans_of((checked,)),
    )
    numbers = _numbers(checked)
    titles = titles_of(checked.principles)
    told = chapters(open_, titles, called)
    known = tuple(case(one, called) for one in checked.findings if not one.open)
    return Shown(
        prefix,
        name,
        checked,
        None if checked.refused is None else prose(checked.refused),
        seen,
        _explored(seen, prefix, name, _anchors(pair, called)),
        numbers,
        tuple(_figures(numbers)),
        (checked.services, *(numbers[one] for one in (*SEVERITIES, "acknowledged", "questions"))),
        checked.services > LARGE,
        gravest(open_, called),
        tuple(
            Standing(title, tuple(_state(one, seen, own, told, called, prefix) for one in group), missing)
            for title, group, missing in by_framework(checked.principles, checked.frameworks)
        ),
        told,
        known,
        agenda(checked, open_, told, checked.forum or "The forum", called),
        ()
        if seen is None
        else tuple(_kept(one, number, name, audience) for number, one in enumerate(seen.promises, start=1)),
        tuple(_faults(checked, called)),
        _not_run(checked),
        tuple((one.rule, one.why) for one in checked.rules_not_run if one.crashed),
        tuple(not_weighed(replace(report, maps=(checked,)), checked.questions)),
    )


def _anchors(pair: _Pair, called: Called) -> Mapping[str, str]:
    """The anchors of findings by the ids that they were found with: a map's pictures know no others."""
    return {one.id: called.anchors[told.id] for one, told in zip(pair.of.findings, pair.told.findings, strict=True)}


def _explored(seen: Portrait | None, prefix: str, name: str, anchors: Mapping[str, str]) -> Explored | None:
    if seen is None or seen.explorer is None:
        return None
    return replace(seen.explorer, name=name).shown(prefix, anchors)


def _numbers(checked: CheckedMap) -> Mapping[str, int]:
    """What is found in a map, in numbers: the open findings of its own by severity, and the rest."""
    own = [one for one in (*problem_findings(checked), *checked.findings) if not one.library]
    numbers = {severity: sum(one.open and one.severity == severity for one in own) for severity in SEVERITIES}
    numbers["acknowledged"] = sum(not one.open for one in checked.findings)
    numbers["questions"] = len(distinct([one for one in checked.questions if not one.library]))
    return numbers


def _figures(numbers: Mapping[str, int]) -> Iterable[Figure]:
    for severity in SEVERITIES:
        yield Figure(numbers[severity], severity if numbers[severity] == 1 else f"{severity}s", severity)
    yield Figure(numbers["acknowledged"], "known to the forum")
    yield Figure(numbers["questions"], "open question" if numbers["questions"] == 1 else "open questions")


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
    others = {one.id: one.name for one in report.frameworks if one.id != DEFAULT}
    for principle in report.principles:
        states = []
        for state, badge in BADGES.items():
            areas = tuple((one.name, one.prefix) for one in maps if _in_state(one.checked, principle.id, state))
            if areas:
                states.append((state, badge, areas))
        framework = others.get(principle.framework, "")
        found.append(Over(principle.title, summaries.get(principle.id, ""), tuple(states), framework))
    return tuple(found)


def _in_state(checked: CheckedMap, principle: str, state: str) -> bool:
    return any(one.id == principle and one.state == state for one in checked.principles)


def _kept(promise: Promise, number: int, name: str, audience: Audience) -> Kept:
    called = "" if audience is Audience.PUBLIC else f": {promise.name}"
    label = f"{name}, what happens in scenario {number}{called}"
    return Kept(promise, None if promise.journey is None else way(promise.journey), label)


def _faults(checked: CheckedMap, called: Called) -> Iterable[Fault]:
    problems = (*checked.problems, *checked.warnings)
    for problem, finding in zip(problems, problem_findings(checked), strict=True):
        yield Fault(
            finding.id,
            problem.severity,
            f"{problem.file}, line {problem.line}" if called.edited else problem.file,
            problem.source_line.strip(),
            prose(problem.message),
            prose(problem.remedy or ""),
        )


def _not_run(checked: CheckedMap) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The rules that were not asked, by why."""
    reasons: dict[str, list[str]] = {}
    for one in checked.rules_not_run:
        if not one.crashed:
            reasons.setdefault(one.why, []).append(one.rule)
    return tuple((why, tuple(sorted(rules))) for why, rules in sorted(reasons.items()))


__all__ = ["Audience", "Portrait", "look_for", "portrait", "report_page"]
