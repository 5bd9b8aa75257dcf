"""A report as JSON, version 1 (`schemas/report.schema.json`). Fields are added, never changed.

The text is plain ASCII: names from maps can hold what a terminal would obey, and JSON has a way to write it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from pathkit import __version__
from pathkit.check.report import (
    AcknowledgedState,
    ActionState,
    CheckedMap,
    Closes,
    Extent,
    Finding,
    OpenQuestion,
    PrincipleState,
    Report,
    ShownJourney,
)
from pathkit.check.summary import all_findings, summary
from pathkit.maps import Place, Problem

VERSION = 1

Object = dict[str, Any]


def as_json(report: Report) -> str:
    """The whole report, ending in a line end."""
    return dumped(report_object(report))


def dumped(value: object) -> str:
    """A value as JSON text, in ASCII."""
    # DEL is the one control character in ASCII that JSON lets stand as it is; `##[` begins a command in GitHub's logs.
    text = json.dumps(value, indent=2, ensure_ascii=True).replace("\x7f", "\\u007f")
    return text.replace("##[", "#\\u0023[") + "\n"


def report_object(report: Report) -> Object:
    """The report as plain values."""
    return {
        "version": VERSION,
        "pathkit": __version__,
        "date": report.date.isoformat(),
        "profile": report.profile,
        "fail_on": report.fail_on,
        "settings": list(report.settings_files),
        "maps": [map_object(checked) for checked in report.maps],
        "findings": [finding_object(finding) for finding in all_findings(report)],
        "questions": [question_object(question) for question in report.questions],
        "principles": [principle_object(principle) for principle in report.principles],
        "crashes": dict(sorted(report.crashes.items())),
        "summary": summary_object(report),
    }


def map_object(checked: CheckedMap) -> Object:
    """One map as it was checked; `problems` and `warnings` are also among the findings."""
    return {
        "path": checked.path,
        "area": checked.area,
        "name": checked.name,
        "library": checked.is_library,
        "plan_unused": checked.plan_unused,
        "valid": not any(problem.severity == "error" for problem in checked.problems) and checked.refused is None,
        "refused": checked.refused,
        "services": checked.services,
        "transfers": checked.transfers,
        "people": checked.people,
        "situations": checked.situations,
        "rules_run": list(checked.rules_run),
        "rules_not_run": [{"rule": one.rule, "why": one.why, "crashed": one.crashed} for one in checked.rules_not_run],
        "not_weighed": [{"rule": one.rule, "why": one.why} for one in checked.not_weighed],
        "problems": [problem_object(problem) for problem in checked.problems],
        "warnings": [problem_object(problem) for problem in checked.warnings],
        "principles": [principle_object(principle) for principle in checked.principles],
        "frameworks": [
            {"id": one.id, "name": one.name, "called": one.called, "not_recovered": one.not_recovered}
            for one in checked.frameworks
        ],
        "actions": [action_object(action) for action in checked.actions],
    }


def action_object(action: ActionState) -> Object:
    """An action of the plan, and what the engine says of it."""
    return {
        "id": action.id,
        "title": action.title,
        "theme": action.theme,
        "serves": list(action.serves),
        "owners": list(action.owners),
        "due": _day(action.due),
        "due_within": action.due_within or None,
        "status": action.status,
        "overdue": action.overdue,
        "started": _day(action.started),
        "done": _day(action.done),
        "milestones": [
            {
                "title": one.title,
                "due": _day(one.due),
                "due_within": one.due_within or None,
                "done": _day(one.done),
                "overdue": one.overdue,
                "owners": list(one.owners),
            }
            for one in action.milestones
        ],
        "closes": [_closes(one) for one in action.closes],
        "promised": None if action.promised is None else [_closes(one) for one in action.promised],
        "confirmed": action.confirmed or None,
        "evidence": list(action.evidence),
        "learned": action.learned,
        "notes": action.notes,
        "to_come": [{"what": one.what, "on": one.on.isoformat(), "title": one.title or None} for one in action.to_come],
        "place": None if action.place is None else _place(action.place),
    }


def _closes(closes: Closes) -> Object:
    return {
        "what": closes.what,
        "scenario": closes.is_scenario,
        "state": closes.state,
        "why": closes.why or None,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def problem_object(problem: Problem) -> Object:
    """What is wrong with a file, and where."""
    return {
        "rule": problem.rule,
        "severity": problem.severity,
        "message": problem.message,
        "remedy": problem.remedy,
        **_place(problem.place),
        "source_line": problem.source_line,
        "other": None if problem.other is None else _place(problem.other),
    }


def finding_object(finding: Finding) -> Object:
    """One finding. Its key is `map` and `id` together."""
    return {
        "id": finding.id,
        "rule": finding.rule,
        "map": finding.map,
        "principles": list(finding.principles),
        "subjects": list(finding.subjects),
        "organisation": finding.organisation,
        "severity": finding.severity,
        "message": finding.message,
        "library": finding.library,
        "open": finding.open,
        "extent": None if finding.extent is None else extent_object(finding.extent),
        "because": [
            {"cause": one.cause, "service": one.service, "transfer": one.transfer, "text": one.text}
            for one in finding.because
        ],
        "journey": None if finding.journey is None else journey_object(finding.journey),
        "places": [{**_place(one.place), "label": one.label} for one in finding.places],
        "remedy": finding.remedy,
        "acknowledgement": None if finding.acknowledgement is None else _acknowledgement(finding.acknowledgement),
        "actions": list(finding.planned),
    }


def journey_object(journey: ShownJourney) -> Object:
    """One person's way; `pathkit journey --format json` prints the same."""
    person = journey.person
    return {
        "door": journey.door,
        "person": {
            "age": person.age,
            "need": person.need,
            "urgency": person.urgency,
            "locality": person.locality,
            "circumstances": list(person.circumstances),
            "without": list(person.without),
            "words": person.words,
        },
        "at": journey.at.isoformat(timespec="minutes"),
        "outcome": journey.outcome,
        "wait_minutes": journey.wait_minutes,
        "wait_at_least_minutes": journey.wait_at_least_minutes,
        "reading": journey.reading,
        "begins": None if journey.begins is None else journey.begins.isoformat(timespec="minutes"),
        "steps": [
            {
                "service": step.service,
                "service_name": step.service_name,
                "at": step.at.isoformat(timespec="minutes"),
                "transfer": step.transfer,
                "by": step.by,
                "takes_minutes": step.takes_minutes,
                "file": step.file,
                "line": step.line,
                "text": step.text,
            }
            for step in journey.steps
        ],
        "ending": journey.ending,
    }


def question_object(question: OpenQuestion) -> Object:
    """A fact that nobody has written down, and the line to edit."""
    return {
        "id": question.id,
        "ask": question.ask,
        "ask_name": question.ask_name,
        "subject": question.subject,
        "subject_name": question.subject_name,
        "fact": question.fact,
        "question": question.question,
        "settles": {
            "hours_per_week": question.settles.hours_per_week,
            "situations": question.settles.situations,
        },
        "together": question.settles.together,
        "weighed": question.settles.weighed,
        "bears_on": list(question.bears_on),
        "map": question.map,
        "place": None if question.place is None else _place(question.place),
    }


def questions_text(report: Report, groups: Iterable[tuple[str, Iterable[OpenQuestion]]]) -> str:
    """What `pathkit questions --format json` prints: the questions, and by whom they can be answered."""
    return dumped(
        {
            "version": VERSION,
            "pathkit": __version__,
            "date": report.date.isoformat(),
            "organisations": [
                {"name": name, "questions": [question_object(question) for question in questions]}
                for name, questions in groups
            ],
        }
    )


def principle_object(principle: PrincipleState) -> Object:
    """A principle: `broken`, `cannot tell`, `kept`, `not evidenced` or `beyond a map`."""
    return {
        "id": principle.id,
        "title": principle.title,
        "state": principle.state,
        "findings": principle.findings,
        "questions": principle.questions,
        "rules": principle.rules,
        "evidenced": principle.evidenced,
        "situations": principle.situations,
        "acknowledged": principle.acknowledged,
        "framework": principle.framework,
        "note": principle.note,
    }


def summary_object(report: Report) -> Object:
    """The numbers. `error`, `warning` and `note` are the forum's own open findings; `library` the others'."""
    numbers = summary(report)
    return {
        "error": numbers.error,
        "warning": numbers.warning,
        "note": numbers.note,
        "acknowledged": numbers.acknowledged,
        "questions": numbers.questions,
        "library": numbers.library,
        "due_for_review": numbers.due,
        "situations": numbers.situations,
    }


def extent_object(extent: Extent) -> Object:
    """Who and when, each complete on its own, and who when."""
    return {
        "people": list(extent.people),
        "people_count": extent.people_count,
        "when": list(extent.when),
        "hours_per_week": extent.hours_per_week,
        "dates": [day.isoformat() for day in extent.dates],
        "groups": [
            {
                "people": list(group.people),
                "people_count": group.people_count,
                "when": list(group.when),
                "hours_per_week": group.hours_per_week,
                "dates": [day.isoformat() for day in group.dates],
            }
            for group in extent.groups
        ],
        "more_groups": extent.more_groups,
    }


def _acknowledgement(state: AcknowledgedState) -> Object:
    return {
        "reason": state.reason,
        "meanwhile": state.meanwhile,
        "owner": state.owner,
        "agreed": state.agreed.isoformat(),
        "review": state.review.isoformat(),
        "reopened": state.reopened,
    }


def _place(place: Place) -> Object:
    return {"file": place.file, "line": place.line, "column": place.column}
