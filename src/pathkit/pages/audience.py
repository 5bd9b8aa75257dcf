"""For whom a page is made: the forum itself, or everybody.

A map holds what its forum may know and a public page may not tell: numbers that let professionals through, the forum's
own notes, what it calls its scenarios (they are about people), what it has agreed about findings that it lives with,
and what partners wrote for one another about their plan. Lines of the map are for those who edit it. What is kept back
is decided here, key by key. A public page is made of values from which it has been taken out, so that no template can
show it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pathkit.check.report import (
    AcknowledgedState,
    ActionState,
    CheckedMap,
    Finding,
    OpenQuestion,
    Report,
    RuleNotRun,
)
from pathkit.maps import Place, Problem, Service, model
from pathkit.rules import all_rules


class Audience(StrEnum):
    """Who a page is for."""

    FORUM = "forum"
    PUBLIC = "public"


@dataclass(frozen=True)
class Keys:
    """The keys of one part of a map: those that anybody may read of, and those that are kept back from the public."""

    shown: str
    kept_back: str = ""


# Every key of the format stands here once, in the order of the format; a test refuses one that does not. What is kept
# back is free text by the forum (it may name people, or describe them), and what only professionals may use. Ids are
# told, whatever they are of.
KEYS: Mapping[type[model.Part], Keys] = {
    model.Exclusion: Keys("kind", "why instead"),
    model.Condition: Keys("needs localities urgency ages requires excludes"),
    model.OwnLabel: Keys("label"),
    model.OwnNeed: Keys("label physical"),
    model.OwnCircumstance: Keys("label ages usual implies reaches_by"),
    model.Area: Keys("id name code calendar local_holidays not_holidays in_hours framework offers"),
    model.PeopleBlock: Keys("ages needs localities circumstances"),
    model.Forum: Keys("name convenor members reviewed review_every", "escalation lived_experience measures"),
    model.Organisation: Keys("id name sector"),
    model.Says: Keys("", "hours ages"),
    model.Source: Keys("", "title url says"),
    # Of `contact` the public sees that of doors, and never `professional_phone`: see `contact_of`.
    model.Service: Keys(
        "id name provider kind tier open_to door_for status hours intake holidays dates valid_from valid_until "
        "supports offers responds_within contact when_shut languages trauma_training checked_on",
        "decision_owner sources notes",
    ),
    model.Transfer: Keys(
        "id from_ to by for_ when hours holidays valid_from valid_until takes responds_within conveyed_by shares "
        "agreement agreed_by holds_until feedback",
        "basis notes sources",
    ),
    model.Agreement: Keys("id name parties covers review_by", "without_consent_when"),
    model.Person: Keys("age need urgency locality circumstances"),
    model.Expect: Keys("outcome within reaches not_through"),
    # The public reads "Scenario 2" in place of its name, in ids too.
    model.Scenario: Keys("person door at expect", "name"),
    model.Covers: Keys("hours_per_week people dates"),
    # `finding` is shown where it is the id of a finding; any other text somebody has typed.
    model.Acknowledgement: Keys("finding agreed review covers", "reason meanwhile owner"),
    model.Declaration: Keys("signed signed_by", "text"),
    # An organisation that sees to something is told all the same, as the one whose turn it is.
    model.Milestone: Keys("due done", "title owner"),
    # Hours and ways that there may be one day are no help to anybody who looks for some now.
    model.PlannedChange: Keys("", "forum organisations services transfers agreements training emergency_plan remove"),
    model.Action: Keys(
        "theme serves due status started done milestones",
        "title closes owner change evidence learned sources notes",
    ),
    model.Plan: Keys("title agreed agreed_by actions", "sources notes"),
    # A unit is free text, and a small number of people in a small area may tell who they were.
    model.Measure: Keys("id about on", "what value target says said_by source"),
    model.Training: Keys("id with_ on review_by", "what source"),
    model.EmergencyCover: Keys("place_of_safety mental_health_officer transport children"),
    model.EmergencyPlan: Keys("title review_by covers", "owner text"),
    model.MapFile: Keys(
        "uses area people forum organisations services transfers agreements scenarios acknowledged declaration plan "
        "measures training emergency_plan"
    ),
}

PROFESSIONAL = frozenset({"professional_phone"})
"""Channels that are for professionals, whoever the service is open to."""

QUOTING = frozenset(
    {
        "action-closes-nothing",
        "action-overdue",
        "blanket-exclusion",
        "delivered-but-still-there",
        "emergency-plan-out-of-date",
        "measure-below-target",
        "milestone-overdue",
        "promised-change-does-not-close",
        "sources-disagree",
        "stigmatising-words",
        "training-lapsed",
    }
)
"""Rules whose sentences repeat what stands in a text that is kept back."""

NAMING = "not-stated"
"""The rule whose sentences begin with what they are about, as people call it."""

_CALLED = ("The action “", "The measure “", "The training “")
"""How what people call a thing begins, where that is a text that is kept back."""

QUESTIONS = {
    "done": "On which day was the action “{}” delivered?",
    "due": "By when is the action “{}” to be delivered?",
    "on": "Up to which day was “{}” measured, or when was it last held?",
    "owner": "Who owns the action “{}”?",
    "status": "How far has the action “{}” got (not started, in progress, delivered or stopped)?",
    "value": "What does the measure “{}” come to, or what do people say of it?",
    "with": "The staff of which organisations took part in the training “{}”?",
}
"""Questions that repeat what stands in a text that is kept back, by the fact: with an id in its place."""

NUMBERED = {
    "scenario-failed": "scenario",
    "acknowledgement-lapsed": "acknowledgement",
    "acknowledgement-unused": "acknowledgement",
    "finding-without-action": "finding",
}
"""Rules whose ids and sentences may repeat what the forum has typed, and what their findings are about: a number of it
is told in its place.
"""

Scenarios = Mapping[str, int]
"""The numbers of a map's scenarios, from 1 on, by what findings call them."""


def kept_back(part: type[model.Part], key: str, audience: Audience) -> bool:
    """Whether what a map says under a key is not for this audience."""
    return audience is Audience.PUBLIC and key in KEYS[part].kept_back.split()


def contact_of(service: Service, audience: Audience) -> Mapping[str, str]:
    """How a service is contacted, by channel, as far as that is for this audience."""
    contact = service.contact or {}
    if audience is Audience.FORUM:
        return contact
    if service.open_to != "public":
        return {}
    return {channel: text for channel, text in contact.items() if channel not in PROFESSIONAL}


def report_for(report: Report, audience: Audience, scenarios: Mapping[str, Scenarios] | None = None) -> Report:
    """The report with all that is not for this audience taken out. A file is then called by its name alone.

    The findings of each map keep their order. `scenarios` are by the path of the map.
    """
    if audience is Audience.FORUM:
        return report
    numbers = scenarios or {}
    maps = (_map_for_all(checked, numbers.get(checked.path, {})) for checked in report.maps)
    return replace(report, maps=tuple(maps), settings_files=())


def _map_for_all(checked: CheckedMap, scenarios: Scenarios) -> CheckedMap:
    numbers = _numbers(checked.findings, scenarios)
    return replace(
        checked,
        path=_file_name(checked.path),
        problems=tuple(map(_problem_for_all, checked.problems)),
        warnings=tuple(map(_problem_for_all, checked.warnings)),
        findings=tuple(_finding_for_all(one, numbers) for one in checked.findings),
        questions=tuple(map(_question_for_all, checked.questions)),
        refused=None if checked.refused is None else "It could not be read, or not be asked anything.",
        actions=tuple(map(_action_for_all, checked.actions)),
        rules_not_run=tuple(map(_not_run_for_all, checked.rules_not_run)),
    )


def _numbers(findings: Sequence[Finding], scenarios: Scenarios) -> Mapping[str, int]:
    """The number that is told in place of what a finding is about, by its id: a scenario's own, else the next.

    A map whose portrait could not be made has no list of its scenarios that a number could be taken from.
    """
    last = dict.fromkeys(NUMBERED.values(), 0)
    found: dict[str, int] = {}
    for finding in sorted(findings, key=lambda one: [labelled.place for labelled in one.places]):
        if finding.rule in NUMBERED:
            what = NUMBERED[finding.rule]
            last[what] += 1
            own = scenarios.get(finding.subjects[0]) if what == "scenario" else None
            found[finding.id] = last[what] if own is None else own
    return found


def _finding_for_all(finding: Finding, numbers: Mapping[str, int]) -> Finding:
    told = replace(
        finding,
        map=_file_name(finding.map),
        message=_message_for_all(finding),
        places=(),
        remedy=without_code(finding.remedy),
    )
    if finding.rule in NUMBERED:
        name = f"{NUMBERED[finding.rule]} {numbers[finding.id]}"
        told = replace(
            told,
            id=f"{finding.rule}@{name.replace(' ', '-')}",
            subjects=(name.capitalize(),),
            message=f"{name}: {_summaries().get(finding.rule, '')}",
        )
    return replace(
        told,
        acknowledgement=None if finding.acknowledgement is None else _known_for_all(finding.acknowledgement),
    )


def _message_for_all(finding: Finding) -> str:
    if finding.rule in QUOTING:
        return _summaries().get(finding.rule, "")
    if finding.rule == NAMING and finding.message.startswith(_CALLED):
        # Behind the last quotation mark are words of ours alone.
        return f"“{'@'.join(finding.subjects)}”{finding.message.rpartition('”')[2]}"
    return finding.message


def without_code(text: str) -> str:
    """A text without what only those need who edit a map: words in backquotes, and what is said by way of them."""
    bare = re.sub(r" \([^()`]*`[^()]*\)", "", text)
    parts = (part for sentence in re.split(r"(?<=\.) ", bare) for part in [_part_without_code(sentence)] if part)
    return " ".join(parts)


def _part_without_code(sentence: str) -> str:
    """A sentence up to its first part that speaks of code."""
    kept = []
    for part in re.split(r"(?<=[,;:])(?= )", sentence):
        if "`" in part:
            break
        kept.append(part)
    told = "".join(kept).rstrip(",;: ")
    return told if not told or told.endswith(".") else f"{told}."


def _known_for_all(state: AcknowledgedState) -> AcknowledgedState:
    """That a finding is known, and until when: no word of why, of what is done meanwhile, and of who sees to it."""
    return replace(state, reason="", meanwhile="", owner="")


def _action_for_all(action: ActionState) -> ActionState:
    """That there is an action, by when, and how far it has got: no word that partners wrote, and nobody's name."""
    return replace(
        action,
        title="An action",
        owners=(),
        milestones=(),
        closes=(),
        promised=None,
        evidence=(),
        learned=None,
        notes=None,
        to_come=(),
        place=None,
    )


def _problem_for_all(problem: Problem) -> Problem:
    """What sort of problem it is, and where: the message would repeat what stands there."""
    return replace(
        problem,
        message=_summaries().get(problem.rule, "The map cannot be used as it stands."),
        remedy=None,
        source_line="",
        file=_file_name(problem.file),
        other=None if problem.other is None else _place_for_all(problem.other),
    )


def _question_for_all(question: OpenQuestion) -> OpenQuestion:
    place = None if question.place is None else _place_for_all(question.place)
    told = replace(question, map=_file_name(question.map), place=place)
    if question.fact not in QUESTIONS:
        return told
    text = QUESTIONS[question.fact].format(question.subject)
    return replace(told, question=text, subject_name=f"“{question.subject}”")


def _not_run_for_all(one: RuleNotRun) -> RuleNotRun:
    return replace(one, why="a fault in pathkit") if one.crashed else one


def _place_for_all(place: Place) -> Place:
    return place._replace(file=_file_name(place.file))


def _file_name(path: str) -> str:
    """The name of a file without its folders, which may tell whose computer it was on."""
    return re.split(r"[/\\]", path)[-1]


def _summaries() -> Mapping[str, str]:
    return {rule.name: rule.summary for rule in all_rules()}
