"""What a change of maps does to people, as JSON, version 1 (`schemas/diff.schema.json`).

Fields are added, never changed. Extents, journeys, findings and maps are the objects of a report.
"""

from __future__ import annotations

from pathkit import __version__
from pathkit.check.difference import (
    BETTER,
    WORSE,
    Differences,
    FindingChange,
    Happens,
    MapDifference,
    PartChange,
    PeopleChange,
)
from pathkit.check.report import CheckedMap, Finding, ShownJourney
from pathkit.output.diff_verdict import compared
from pathkit.output.diff_words import CANNOT_BE_TOLD, NEITHER, PERHAPS_BETTER, PERHAPS_WORSE, numbers
from pathkit.output.json import VERSION, Object, dumped, extent_object, finding_object, journey_object, map_object


def as_json(differences: Differences) -> str:
    """All that differs, ending in a line end."""
    return dumped(differences_object(differences))


def differences_object(differences: Differences) -> Object:
    """All that differs, as plain values."""
    return {
        "version": VERSION,
        "pathkit": __version__,
        "date": differences.date.isoformat(),
        "before": differences.before,
        "after": differences.after,
        "notes": list(differences.notes),
        "maps": [difference_object(one) for one in differences.maps],
        "unchanged": list(differences.unchanged),
        "summary": _summary(differences),
    }


def difference_object(one: MapDifference) -> Object:
    """What differs in one map."""
    return {
        "name": one.name,
        "before": {"called": one.before_label, "map": _map(one.before)},
        "after": {"called": one.after_label, "map": _map(one.after)},
        "not_compared": one.not_compared,
        "changes": [_change(change) for change in one.changes],
        "findings": [_finding_change(change) for change in one.findings],
        "parts": [_part(change) for change in one.parts],
        "people": list(one.people),
        "notes": list(one.notes),
        "situations": one.situations,
        "waits_not_compared": list(one.waits_not_compared),
        "meanings": list(one.meanings),
        "not_run": [{"rule": fault.rule, "why": fault.why, "crashed": fault.crashed} for fault in one.not_run],
    }


def _map(checked: CheckedMap | None) -> Object | None:
    return None if checked is None else map_object(checked)


def _change(change: PeopleChange) -> Object:
    return {
        "id": change.id,
        "direction": change.direction,
        "what": change.what,
        "door": change.door,
        "door_name": change.door_name,
        "before": _happens(change.before),
        "after": _happens(change.after),
        "message": change.message,
        "extent": extent_object(change.extent),
        "journey_before": _journey(change.journey_before),
        "journey_after": _journey(change.journey_after),
        "parts": list(change.parts),
        "findings": list(change.findings),
        "silent": change.silent,
        "leaning": change.leaning or None,
        "untold": None if change.untold is None else extent_object(change.untold),
    }


def _happens(happens: Happens) -> Object:
    return {
        "stated": happens.stated,
        "best": happens.best,
        "wait_minutes": _waits(happens.waits),
        "wait_at_least": happens.at_least,
        "best_wait_minutes": _waits(happens.best_waits),
    }


def _waits(waits: tuple[int, int] | None) -> Object | None:
    return None if waits is None else {"from": waits[0], "to": waits[1]}


def _journey(journey: ShownJourney | None) -> Object | None:
    return None if journey is None else journey_object(journey)


def _finding_change(change: FindingChange) -> Object:
    return {
        "id": change.finding.id,
        "what": change.what,
        "grown": change.grown,
        "counts": change.counts,
        "says": list(change.says),
        "before": _finding(change.before),
        "after": _finding(change.after),
    }


def _finding(finding: Finding | None) -> Object | None:
    return None if finding is None else finding_object(finding)


def _part(change: PartChange) -> Object:
    return {
        "kind": change.kind,
        "id": change.id,
        "name": change.name,
        "what": change.what,
        "says": list(change.says),
        "was_id": change.was_id,
        "bears_on_people": change.bears_on_people,
    }


def _summary(differences: Differences) -> Object:
    maps = differences.maps
    changes = [change for one in maps for change in one.changes]
    number = numbers(maps)
    unclear = (PERHAPS_WORSE, CANNOT_BE_TOLD, PERHAPS_BETTER)
    return {
        WORSE: number[WORSE],
        "unclear": sum(number[kind.id] for kind in unclear),
        BETTER: number[BETTER],
        "perhaps_worse": number[PERHAPS_WORSE.id],
        "perhaps_better": number[PERHAPS_BETTER.id],
        "neither": number[NEITHER.id],
        "silent": sum(change.silent for change in changes),
        "partly_silent": sum(change.untold is not None and not change.silent for change in changes),
        "new_findings": sum(change.counts for one in maps for change in one.findings),
        "not_compared": sum(not compared(one) for one in maps if one.before is not None and one.after is not None),
        "waits_not_compared": sum(len(one.waits_not_compared) for one in maps),
        "meanings": sum(len(one.meanings) for one in maps),
        "maps": len(maps),
        "new": sum(one.before is None for one in maps),
        "gone": sum(one.after is None for one in maps),
        "unchanged": len(differences.unchanged),
        "situations": sum(one.situations for one in maps),
    }
