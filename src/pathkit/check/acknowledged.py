"""Findings that the forum knows of: matched by exact id, and open again when they grow or fall due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from pathkit.check.report import SEVERITIES, AcknowledgedState, Extent, Finding, LabelledPlace
from pathkit.maps import Map
from pathkit.maps.model import Acknowledgement
from pathkit.rules import Rule, all_rules


class _Dated(Protocol):
    @property
    def date(self) -> date: ...


def acknowledge(map_: Map, found: Sequence[Finding], ran: Iterable[Rule], asked: _Dated, path: str) -> list[Finding]:
    """The findings with what the forum has acknowledged of them, and those that acknowledgements themselves lead to."""
    sound = {rule.name for rule in all_rules() if rule.sound}
    names = {rule.name for rule in ran}
    by_id = {one.id: one for one in found}
    more: list[Finding] = []
    for number, entry in enumerate(map_.acknowledged):
        known = by_id.get(entry.finding)
        rule = entry.finding.partition("@")[0]
        lapsed = entry.review < asked.date
        if known is None or rule in sound:
            if rule not in names and rule not in sound and any(r.name == rule for r in all_rules()):
                # The rule was not asked in this run, so nothing is known of its findings; but a date is a date.
                if lapsed:
                    more.append(_lapsed(map_, entry, number, path))
                continue
            text = (
                f"The finding `{entry.finding}` is acknowledged, and there is no such finding."
                if known is None
                else f"The finding `{entry.finding}` is about the soundness of the map and cannot be acknowledged."
            )
            more.append(_about(map_, "acknowledgement-unused", entry, number, path, text))
            continue
        reopened = _reopened(entry, known.extent, lapsed)
        by_id[entry.finding] = replace(
            known,
            acknowledgement=AcknowledgedState(
                entry.reason, entry.meanwhile, entry.owner, entry.agreed, entry.review, reopened
            ),
        )
        if lapsed:
            more.append(_lapsed(map_, entry, number, path))
    return [*by_id.values(), *more]


def _reopened(entry: Acknowledgement, reach: Extent | None, lapsed: bool) -> str | None:
    if lapsed:
        return f"its review date ({entry.review}) has passed"
    if reach is None:
        return None
    covers = entry.covers
    grown = []
    if round(reach.hours_per_week, 2) > covers.hours_per_week:
        grown.append(f"{reach.hours_per_week:g} hours a week instead of {covers.hours_per_week:g}")
    if reach.people_count > covers.people:
        grown.append(f"{reach.people_count:,} kinds of people instead of {covers.people:,}")
    if len(reach.dates) > covers.dates:
        grown.append(f"{len(reach.dates)} dates instead of {covers.dates}")
    return f"it has grown: {', '.join(grown)}" if grown else None


def _lapsed(map_: Map, entry: Acknowledgement, number: int, path: str) -> Finding:
    text = f"The acknowledgement of `{entry.finding}` was to be reviewed by {entry.review}."
    return _about(map_, "acknowledgement-lapsed", entry, number, path, text)


def _about(map_: Map, name: str, entry: Acknowledgement, number: int, path: str, text: str) -> Finding:
    rule = next(rule for rule in all_rules() if rule.name == name)
    place = map_.place("acknowledged", number)
    return Finding(
        id=f"{name}@{entry.finding}",
        rule=name,
        map=path,
        principles=rule.principles,
        subjects=(entry.finding,),
        severity=rule.severity,
        message=text,
        library=False,
        extent=None,
        because=(),
        journey=None,
        places=() if place is None else (LabelledPlace(place, "this acknowledgement"),),
        remedy=rule.remedy,
        organisation=map_.forum.convenor if map_.forum is not None else None,
        rank=(SEVERITIES.index(rule.severity), 0, 0),
    )
