"""Findings that the forum knows of: matched by exact id, and open again when they grow or fall due."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from pathkit.check.report import SEVERITIES, AcknowledgedState, Extent, Finding, LabelledPlace
from pathkit.maps import Map
from pathkit.maps.model import Acknowledgement, Covers
from pathkit.maps.sense import a_year_after
from pathkit.maps.values import closest
from pathkit.rules import Rule, all_rules

UNUSED, LAPSED = OF_ACKNOWLEDGEMENTS = ("acknowledgement-unused", "acknowledgement-lapsed")
"""The rules whose findings are made here."""

Severity = Callable[[str, str], str]
"""The severity of a rule's findings, by its name and the one that it has of its own."""


class _Dated(Protocol):
    @property
    def date(self) -> date: ...


def acknowledge(
    map_: Map, found: Sequence[Finding], ran: Iterable[Rule], asked: _Dated, path: str, severity: Severity
) -> list[Finding]:
    """The findings with what the forum has acknowledged of them, and those that acknowledgements themselves lead to.

    `severity` gives a rule's severity by the settings. Of a rule that was not asked nothing is known, so that an
    acknowledgement of its findings is neither covered nor left over; but its review date counts all the same.
    """
    rules = {rule.name: rule for rule in all_rules()}
    names = {rule.name for rule in ran}
    by_id = {one.id: one for one in found}
    more: list[Finding] = []
    for number, entry in enumerate(map_.acknowledged):
        known = by_id.get(entry.finding)
        rule = rules.get(entry.finding.partition("@")[0])
        sound = rule is not None and rule.sound
        lapsed = entry.review < asked.date
        text = None
        if known is not None and sound:
            text = f"The finding `{entry.finding}` is about the soundness of the map and cannot be acknowledged."
        elif known is not None and rule is not None and rule.instead:
            text = f"The finding `{entry.finding}` cannot be acknowledged. {rule.instead}"
        elif known is not None:
            reopened = _reopened(entry, known.extent, asked.date)
            by_id[entry.finding] = replace(
                known,
                acknowledgement=AcknowledgedState(
                    entry.reason, entry.meanwhile, entry.owner, entry.agreed, entry.review, reopened
                ),
            )
        elif rule is None or sound or rule.name in names:
            # Of a rule that there is, it is more likely that what it found has gone.
            near = closest(entry.finding, tuple(sorted(by_id))) if rule is None else None
            meant = f" Did you mean `{near}`?" if near is not None else ""
            text = f"The finding `{entry.finding}` is acknowledged, and there is no such finding.{meant}"
        if text is not None:
            more.append(_about(map_, rules[UNUSED], entry, number, path, text))
        elif lapsed:
            text = f"The acknowledgement of `{entry.finding}` was to be reviewed by {entry.review}."
            more.append(_about(map_, rules[LAPSED], entry, number, path, text))
    stated = [replace(one, severity=severity(one.rule, one.severity)) for one in more if one.rule in names]
    return [*by_id.values(), *(replace(one, rank=(SEVERITIES.index(one.severity), 0, 0)) for one in stated)]


def _reopened(entry: Acknowledgement, reach: Extent | None, on: date) -> str | None:
    """Why a finding is open all the same, or None."""
    why = []
    if entry.review < on:
        why.append(f"its review date ({entry.review}) has passed")
    elif entry.review > a_year_after(on):
        # Agreed on a day that is still to come: such dates cannot stretch the twelve months.
        why.append(f"its review date ({entry.review}) is more than 12 months ahead")
    if grown := _grown(entry.covers, reach):
        why.append(f"it has grown: {', '.join(grown)}")
    return ", and ".join(why) or None


def _grown(covers: Covers, reach: Extent | None) -> list[str]:
    """In what a finding reaches further than was acknowledged."""
    if reach is None:
        return []
    grown = []
    if round(reach.hours_per_week, 2) > covers.hours_per_week:
        grown.append(f"{round(reach.hours_per_week, 2):g} hours a week instead of {covers.hours_per_week:g}")
    if reach.people_count > covers.people:
        grown.append(f"{reach.people_count:,} kinds of people instead of {covers.people:,}")
    if len(reach.dates) > covers.dates:
        grown.append(f"{len(reach.dates)} dates instead of {covers.dates}")
    return grown


def _about(map_: Map, rule: Rule, entry: Acknowledgement, number: int, path: str, text: str) -> Finding:
    place = map_.place("acknowledged", number)
    return Finding(
        id=f"{rule.name}@{entry.finding}",
        rule=rule.name,
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
    )
