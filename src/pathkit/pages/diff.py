"""What a change of maps does to people, as one page for a meeting that is to agree to it or not.

First what was compared and what it comes to; then everybody who is worse off, with a journey before and after beside
each other; then the rest. All of it can be read, printed and listened to without a script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pathkit import __version__
from pathkit.check.difference import (
    NO_DOOR,
    Differences,
    FindingChange,
    Happens,
    MapDifference,
    PartChange,
    PeopleChange,
)
from pathkit.check.report import RuleNotRun, ShownJourney
from pathkit.output.diff_verdict import compared, limits, none_worse, verdict, weighs
from pathkit.output.diff_words import (
    ABOUT_AGREED,
    ABOUT_ONLY_ONE,
    AGREED_OTHERWISE,
    CANNOT_BE_TOLD,
    FOR_THE_BETTER,
    FOR_THE_WORSE,
    KINDS,
    NEITHER,
    ONLY_ONE,
    PERHAPS_BETTER,
    PERHAPS_WORSE,
    WEIGHTY,
    edition,
    faults_of,
    file_faults,
    finding_aside,
    finding_groups,
    folded,
    happens_in_words,
    is_agreed,
    more_groups,
    no_journey,
    numbers,
    of_kind,
    part_in_words,
    parting,
    parts_tally,
    sentence,
    silent_in_words,
    told_apart,
    untold_in_words,
    who_and_when,
)
from pathkit.output.finding import extent_in_words
from pathkit.output.words import ABOUT_FAULT, FAULT, capital, counted, date_in_words
from pathkit.pages.page import page
from pathkit.pages.report_findings import Way, anchors_of, finds_of, prose, way

if TYPE_CHECKING:
    from markupsafe import Markup

BADGES = {
    FOR_THE_WORSE.id: "error",
    PERHAPS_WORSE.id: "unknown",
    CANNOT_BE_TOLD.id: "unknown",
    PERHAPS_BETTER.id: "unknown",
    FOR_THE_BETTER.id: "good",
    NEITHER.id: "note",
}
"""The sign of a kind of change, by what `_parts.html` calls it."""
FOLDED = (FOR_THE_BETTER, NEITHER)
"""Kinds of change whose journeys are folded away on the screen."""

_OUTCOMES = {"now": "good", "later": "note", "self": "warning", "none": "error", NO_DOOR: "error"}
_HAPPENED = {"added": "good", "removed": "error"}


@dataclass(frozen=True)
class Side:
    """One edition's half of a change: what happens to people in words, its sign, and a journey that shows it."""

    label: str
    badge: str
    outcome: str
    way: Way | None
    no_way: str


@dataclass(frozen=True)
class Link:
    """Something that is named, and where on the page it is told, if it is."""

    words: str
    anchor: str | None


@dataclass(frozen=True)
class Told:
    """Some people for whom what happens has changed. Where it is not `apart`, the message is the heading."""

    anchor: str
    id: str
    door: str
    message: Markup
    apart: bool
    silent: str
    untold: tuple[str, tuple[str, ...]] | None
    sides: tuple[Side, Side]
    parting: str
    groups: tuple[tuple[str, str], ...]
    more: str
    reach: str
    findings: tuple[Link, ...]
    parts: tuple[Link, ...]


@dataclass(frozen=True)
class OfKind:
    """The changes of one kind; `none` is said where there are none."""

    id: str
    heading: str
    about: str
    badge: str
    folded: bool
    none: str
    changes: tuple[Told, ...]


@dataclass(frozen=True)
class Found:
    """A finding that is new, gone or otherwise."""

    anchor: str
    id: str
    severity: str
    message: Markup
    aside: str
    says: tuple[str, ...]
    remedy: Markup | None
    finds: Markup


@dataclass(frozen=True)
class Part:
    """A service, a transfer or another part of the map that is otherwise."""

    anchor: str
    id: str
    name: str
    kind: str
    happened: str
    badge: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """One map on the page. `prefix` begins its anchors."""

    prefix: str
    name: str
    editions: tuple[tuple[str, str, str], ...]
    verdict: tuple[Markup, ...]
    weighs: str
    cells: tuple[str, ...]
    compared: bool
    wrong: tuple[tuple[str, tuple[Markup, ...]], ...]
    kinds: tuple[OfKind, ...]
    findings: tuple[tuple[str, int, tuple[tuple[Found, ...], ...]], ...]
    parts: tuple[Part, ...]
    parts_tally: str
    agreed: tuple[Part, ...]
    agreed_tally: str
    people: tuple[str, ...]
    notes: tuple[str, ...]
    situations: str
    faults: tuple[RuleNotRun, ...]


COLUMNS = (*(capital(kind.word) for kind in WEIGHTY), "Findings new or grown", "Parts")
"""What the overview of several maps tells of each in numbers; `Shown.cells` are in this order."""


def as_html(differences: Differences) -> str:
    """The whole page."""
    prefixes = _prefixes(differences.maps)
    maps = [_shown(one, prefix) for one, prefix in zip(differences.maps, prefixes, strict=True)]
    several = len(maps) > 1
    return page(
        "diff.html",
        styles=("report.css", "diff.css"),
        title=maps[0].name if len(maps) == 1 else f"{len(maps)} maps" if maps else "No map differs",
        stamp=f"Compared as of {date_in_words(differences.date)} with pathkit {__version__}.",
        date=date_in_words(differences.date),
        before=differences.before,
        after=differences.after,
        verdict=tuple(map(prose, verdict(differences.maps))),
        weighs=_weighs(differences.maps),
        maps=maps,
        several=several,
        columns=COLUMNS,
        notes=tuple(map(sentence, differences.notes)),
        unchanged=differences.unchanged,
        limits=limits(differences.maps),
        fault=(FAULT, ABOUT_FAULT),
        only_one=(ONLY_ONE, ABOUT_ONLY_ONE),
        agreed_otherwise=(AGREED_OTHERWISE, ABOUT_AGREED),
        counted=counted,
    )


def _prefixes(maps: Sequence[MapDifference]) -> list[str]:
    """What begins the anchors of each map: nothing where it is alone, else its area, numbered where that is not new."""
    if len(maps) == 1:
        return [""]
    names = [_area(one) or f"map-{number}" for number, one in enumerate(maps, start=1)]
    return [f"{name}." if names.count(name) == 1 else f"{name}-{number}." for number, name in enumerate(names, start=1)]


def _area(one: MapDifference) -> str:
    areas = [checked.area for checked in (one.after, one.before) if checked is not None and checked.area]
    return re.sub(r"[^a-z0-9-]", "-", areas[0]) if areas else ""


def _weighs(maps: Sequence[MapDifference]) -> str:
    """The colour of the verdict: that of the gravest that it says."""
    weights = {weighs(one) for one in maps}
    if "worse" in weights or any(map(faults_of, maps)):
        return "error"
    if weights & {"unclear", "new findings"} or not all(map(compared, maps)):
        return "warning"
    return "good" if "better" in weights else "note"


def _shown(one: MapDifference, prefix: str) -> Shown:

    anchors = anchors_of(f"{prefix}finding-", (change.finding.id for change in one.findings))
    rows = anchors_of(f"{prefix}part-", (f"{change.kind}-{change.id}" for change in one.parts))
    of_map = [change for change in one.parts if not is_agreed(change)]
    agreed = [change for change in one.parts if is_agreed(change)]
    parts = tuple(_part(change, rows[f"{change.kind}-{change.id}"]) for change in of_map)
    called = {part.id: part for part in reversed(parts)}
    return Shown(
        prefix,
        one.name,
        (
            ("Before", one.before_label, edition(one.before)),
            ("After", one.after_label, edition(one.after)),
        ),
        tuple(map(prose, verdict((one,)))),
        _weighs((one,)),
        tuple(_cells(one)),
        compared(one),
        tuple((heading, tuple(map(prose, lines))) for heading, lines in file_faults(one)),
        tuple(_kinds(one, prefix, anchors, called)) if compared(one) else (),
        tuple(
            (
                heading,
                len(some),
                tuple(tuple(_found(change, anchors[change.finding.id]) for change in alike) for alike in folded(some)),
            )
            for heading, some in finding_groups(one.findings)
        ),
        parts,
        capital(parts_tally(of_map)),
        tuple(_part(change, rows[f"{change.kind}-{change.id}"]) for change in agreed),
        capital(parts_tally(agreed)),
        one.people,
        tuple(map(sentence, one.notes)),
        f"{one.situations:,}" if one.situations else "",
        faults_of(one),
    )


def _cells(one: MapDifference) -> Iterator[str]:
    number = numbers((one,))
    yield from (f"{number[kind.id]:,}" if compared(one) else "–" for kind in WEIGHTY)
    yield f"{sum(change.counts for change in one.findings):,}"
    yield f"{len(one.parts):,}"


# --- people -----------------------------------------------------------------------------------------------


def _kinds(one: MapDifference, prefix: str, findings: Mapping[str, str], parts: Mapping[str, Part]) -> Iterator[OfKind]:
    anchors = anchors_of(prefix, (change.id for change in one.changes))
    for kind in KINDS:
        changes = of_kind(one, kind)
        if changes or kind is FOR_THE_WORSE:
            yield OfKind(
                kind.id,
                kind.heading,
                kind.about,
                BADGES[kind.id],
                kind in FOLDED,
                none_worse(one),
                tuple(_told(one, change, anchors[change.id], findings, parts) for change in changes),
            )


def _told(
    one: MapDifference, change: PeopleChange, anchor: str, findings: Mapping[str, str], parts: Mapping[str, Part]
) -> Told:
    return Told(
        anchor,
        change.id,
        change.door_name,
        prose(sentence(change.message)),
        told_apart(change),
        silent_in_words(one, change),
        untold_in_words(one, change),
        (
            _side("Before", change.before, change.journey_before),
            _side("After", change.after, change.journey_after),
        ),
        parting(change),
        who_and_when(change.extent),
        more_groups(change.extent),
        extent_in_words(change.extent),
        tuple(Link(name, findings.get(name)) for name in change.findings),
        tuple(_link(name, parts) for name in change.parts),
    )


def _link(part: str, parts: Mapping[str, Part]) -> Link:
    known = parts.get(part)
    return Link(part, None) if known is None else Link(f"{known.name} ({known.happened})", known.anchor)


def _side(label: str, happens: Happens, journey: ShownJourney | None) -> Side:
    return Side(
        label,
        badge_of(happens),
        happens_in_words(happens),
        None if journey is None else way(journey),
        no_journey(happens),
    )


def badge_of(happens: Happens) -> str:
    """The sign of what happens to people in one edition, by what `_parts.html` calls it."""
    return _OUTCOMES.get(happens.stated, "none") if happens.certain else "unknown"


# --- findings and parts -----------------------------------------------------------------------------------


def _found(change: FindingChange, anchor: str) -> Found:
    found = change.finding
    return Found(
        anchor,
        found.id,
        found.severity,
        prose(capital(sentence(found.message))),
        finding_aside(change),
        change.says,
        prose(found.remedy) if found.remedy and (change.counts or change.what == "found") else None,
        finds_of(found.rule),
    )


def _part(change: PartChange, anchor: str) -> Part:
    told = part_in_words(change)
    return Part(
        anchor,
        change.id,
        change.name or change.id,
        told.kind,
        told.happened,
        _HAPPENED.get(change.what, "note"),
        told.lines,
    )


__all__ = ["as_html"]
