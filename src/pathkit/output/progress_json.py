"""How far areas have got, and the annual report, as JSON, version 1 (`schemas/progress.schema.json`).

Fields are added, never changed. Both are of one shape: in an annual report, `since` and the `year` of each area are
not null. A year tells of actions by their ids.
"""

from __future__ import annotations

from datetime import date

from pathkit import __version__
from pathkit.check.difference import MapDifference
from pathkit.check.progress import (
    AnnualReport,
    AreaProgress,
    AreaYear,
    MeasureState,
    Moved,
    Progress,
    Promise,
    ThemeYear,
)
from pathkit.check.report import ActionState, Closes
from pathkit.output.diff_words import kind_of_change
from pathkit.output.json import VERSION, Object, action_object, dumped, problem_object


def as_json(progress: Progress) -> str:
    """How far areas have got, ending in a line end."""
    return dumped(
        _document(
            progress.date, None, progress.settings_files, progress.notes, [area_object(one) for one in progress.areas]
        )
    )


def annual_as_json(report: AnnualReport) -> str:
    """What became of what was agreed, ending in a line end."""
    since = {"called": report.since, "date": _day(report.since_date)}
    areas = [area_object(one.now, one) for one in report.areas]
    return dumped(_document(report.date, since, (), report.notes, areas))


def _document(
    on: date, since: Object | None, settings: tuple[str, ...], notes: tuple[str, ...], areas: list[Object]
) -> Object:
    return {
        "version": VERSION,
        "pathkit": __version__,
        "date": on.isoformat(),
        "since": since,
        "settings": list(settings),
        "notes": list(notes),
        "areas": areas,
    }


def area_object(one: AreaProgress, year: AreaYear | None = None) -> Object:
    """One area, and what became of what it agreed where that was asked."""
    return {
        "path": one.path,
        "area": one.area,
        "name": one.name,
        "code": one.code,
        "stage": one.stage,
        "since": _day(one.since),
        "steps": [
            {"stage": step.stage, "reached": step.reached, "on": _day(step.on), "lacks": list(step.lacks)}
            for step in one.steps
        ],
        "signed": _day(one.signed),
        "signed_by": list(one.signed_by),
        "plan": one.plan,
        "agreed": _day(one.agreed),
        "agreed_by": list(one.agreed_by),
        "themes": [{"id": name, "title": title} for name, title in one.themes],
        "actions": [action_object(action) for action in one.actions],
        "measures": [_measure(measure) for measure in one.measures],
        "questions": one.questions,
        "acknowledged": one.acknowledged,
        "untracked": list(one.untracked),
        "half_planned": list(one.half_planned),
        "errors_acknowledged": one.errors_acknowledged,
        "errors_planned": one.errors_planned,
        "errors_of_libraries": one.errors_of_libraries,
        "errors": [{"id": each.id, "message": each.message, "planned": each.planned} for each in one.errors],
        "settings_differ": list(one.settings_differ),
        "scenarios": one.scenarios,
        "failed": list(one.failed),
        "trouble": list(one.trouble),
        "problems": [problem_object(problem) for problem in one.problems],
        "year": None if year is None else _year(year),
    }


def _measure(measure: MeasureState) -> Object:
    return {
        "id": measure.id,
        "what": measure.what,
        "about": measure.about,
        "value": measure.value,
        "target": measure.target,
        "met": measure.met,
        "says": measure.says,
        "said_by": measure.said_by,
        "on": _day(measure.on),
        "source": measure.source,
    }


def _year(year: AreaYear) -> Object:
    return {
        "then": None if year.then is None else area_object(year.then),
        "themes": [_theme(theme) for theme in year.themes],
        "measures": [
            {
                "what": one.what,
                "then": None if one.then is None else _measure(one.then),
                "now": None if one.now is None else _measure(one.now),
            }
            for one in year.measures
        ],
        "learned": [{"title": title, "words": words} for title, words in year.learned],
        "withdrawn": [_promise(one) for one in year.withdrawn],
        "rewritten": [_promise(one) for one in year.rewritten],
        "differs": year.difference is not None,
        "not_compared": _not_compared(year),
        "changes": _changes(year.difference),
        "findings": _findings(year.difference),
    }


def _not_compared(year: AreaYear) -> str | None:
    """Why nothing could be compared, or not all of it; the comparison itself may have come to a limit."""
    difference = None if year.difference is None else year.difference.not_compared
    return year.not_compared or difference


def _theme(theme: ThemeYear) -> Object:
    return {
        "title": theme.title,
        "done": _ids(theme.done),
        "done_undated": _ids(theme.done_undated),
        "done_before": _ids(theme.done_before),
        "late": _ids(theme.late),
        "under_way": _ids(theme.under_way),
        "not_started": _ids(theme.not_started),
        "not_known": _ids(theme.not_known),
        "stopped": _ids(theme.stopped),
        "stopped_before": list(theme.stopped_before),
        "new": list(theme.new),
        "dropped": list(theme.dropped),
        "moved": [_moved(one) for one in theme.moved],
    }


def _moved(moved: Moved) -> Object:
    return {
        "id": moved.action.id,
        "due_then": _day(moved.due),
        "owners_then": None if moved.owners is None else list(moved.owners),
        "given_up": [_closes(one) for one in moved.given_up],
        "added": [_closes(one) for one in moved.added],
        "was_delivered": moved.was_delivered,
    }


def _closes(closes: Closes) -> Object:
    return {"what": closes.what, "scenario": closes.is_scenario}


def _promise(promise: Promise) -> Object:
    return {"kind": promise.kind, "id": promise.id or None, "title": promise.title}


def _ids(actions: tuple[ActionState, ...]) -> list[str]:
    return [one.id for one in actions]


def _changes(difference: MapDifference | None) -> list[Object]:
    return [
        {
            "id": one.id,
            "kind": kind_of_change(one).id,
            "door": one.door,
            "door_name": one.door_name,
            "message": one.message,
        }
        for one in (() if difference is None else difference.changes)
    ]


def _findings(difference: MapDifference | None) -> list[Object]:
    return [
        {
            "id": one.finding.id,
            "what": one.what,
            "known_then": one.known_before,
            "grown": one.grown,
            "severity": one.finding.severity,
            "library": one.finding.library,
            "message": one.finding.message,
        }
        for one in (() if difference is None else difference.findings)
    ]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
