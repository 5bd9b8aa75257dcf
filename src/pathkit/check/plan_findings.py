"""What is found of a plan: of its actions as the engine sees them, and of errors that it leaves out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pathkit.check.closing import (
    CANNOT_TELL,
    FOUND,
    GONE,
    LONG,
    NO_ACTION,
    NOTHING_CLOSED,
    OF_PLANS,
    PROMISED,
    SCENARIOS,
    STILL_FOUND,
    Run,
    Trial,
    meant_in_words,
    no_such,
    rules_by_name,
    scenario_ids,
    with_plan,
)
from pathkit.check.findings import organisation_of
from pathkit.check.report import SEVERITIES, ActionState, Finding, LabelledPlace, RuleNotRun
from pathkit.maps.plan_facts import actions_of
from pathkit.maps.planning import DELIVERED, ENDED, STOPPED
from pathkit.maps.values import listed, shown
from pathkit.pathway import Pathway
from pathkit.times.words import date_in_words


@dataclass(frozen=True)
class Tested:
    """The actions of a plan as the engine sees them, what is found of them, and what crashed while they were tested."""

    actions: tuple[ActionState, ...] = ()
    findings: tuple[Finding, ...] = ()
    crashed: tuple[RuleNotRun, ...] = ()


def tested(pathway: Pathway, run: Run) -> Tested:
    """Test the plan of a map: the actions, and what is found of them by those of the rules that ran."""
    trial = Trial(pathway, run)
    actions = trial.actions()
    found = [one for name in OF_PLANS if name in run.ran for one in _FINDERS[name](trial, actions)]
    return Tested(actions, tuple(found), trial.crashed())


def _still_found(trial: Trial, actions: Sequence[ActionState]) -> Iterator[Finding]:
    for action in actions:
        there = [number for number, one in enumerate(action.closes) if one.state == FOUND]
        if action.status == DELIVERED and there:
            done = action.done
            called = "is called delivered" if done is None else f"has been called delivered since {date_in_words(done)}"
            message = f"Still found: {_listed(action, there)}, although the action “{action.title}” {called}."
            yield _of_action(trial, STILL_FOUND, action, message, there)


def _listed(action: ActionState, items: Iterable[int]) -> str:
    """What is found of what an action is to close."""
    some = (action.closes[number] for number in items)
    return listed([f"the broken promise “{one.what}”" if one.is_scenario else shown(one.what, LONG) for one in some])


def _not_closing(trial: Trial, actions: Sequence[ActionState]) -> Iterator[Finding]:
    for action in actions:
        there = [number for number, one in enumerate(action.promised or ()) if one.state == FOUND]
        if there:
            still = "" if any(action.closes[one].state == GONE for one in there) else "still "
            message = f"With the change that “{action.title}” proposes, {_listed(action, there)} would {still}be found."
            yield _of_action(trial, PROMISED, action, message, there)


def _closing_nothing(trial: Trial, actions: Sequence[ActionState]) -> Iterator[Finding]:
    for action in actions:
        vain = {} if action.status == STOPPED else dict(_in_vain(trial, action))
        if vain:
            text = "; ".join(vain.values())
            message = f"The action “{action.title}” names, to be closed, what the check does not find: {text}."
            yield _of_action(trial, NOTHING_CLOSED, action, message, list(vain))


def _in_vain(trial: Trial, action: ActionState) -> Iterator[tuple[int, str]]:
    """What an action names in vain: which of its items, and why."""
    over = action.status == DELIVERED
    # Where some of it is still there, what has gone already is how far the action has got.
    part_way = any(one.state == FOUND for one in action.closes)
    for number, closes in enumerate(action.closes):
        name = closes.what
        gone = closes.state == GONE and not over
        if closes.is_scenario:
            if gone and not part_way:
                yield number, f"the promise “{name}” is kept already"
        elif (why := no_such(name)) is not None:
            yield number, why
        elif gone or (over and closes.state == CANNOT_TELL):
            near = trial.meant(name)
            if near is not None or (gone and not part_way):
                yield number, f"{shown(name, LONG)} is not found{meant_in_words(near)}"
            elif trial.missing(action.id, name):
                yield number, f"{shown(name, LONG)} {closes.why}"


def _without_action(trial: Trial, actions: Sequence[ActionState]) -> Iterator[Finding]:
    under_way = {one.id for one in actions if one.status not in ENDED}
    for known in with_plan(trial.map, trial.run.found.values()):
        if not _asks_for_action(known) or under_way.intersection(known.planned):
            continue
        message = f"No action is to close {shown(known.id, LONG)}, and the forum has not acknowledged it."
        yield _finding(trial, NO_ACTION, known.id, message, known.places[:1], known.organisation)


def _asks_for_action(finding: Finding) -> bool:
    """Whether somebody is let down, by what is the map's own to put right, and nobody has said anything of it."""
    rule = rules_by_name().get(finding.rule)
    if finding.severity != "error" or finding.library or not finding.open or rule is None:
        return False
    return rule.name == SCENARIOS or not (rule.sound or rule.name in OF_PLANS)


def _of_action(trial: Trial, rule: str, action: ActionState, message: str, items: Sequence[int]) -> Finding:
    """A finding about an action: at what it is to close, and then where that is found."""
    map_ = trial.map
    places = []
    for number in items:
        place = map_.place("plan", "actions", action.id, "closes", number)
        if place is not None:
            places.append(LabelledPlace(place, "what this action is to close"))
    for number in items:
        closes = action.closes[number]
        for one in scenario_ids(map_, closes.what) if closes.is_scenario else (closes.what,):
            places += trial.run.found[one].places[:1] if one in trial.run.found else ()
    return _finding(trial, rule, action.id, message, places, organisation_of(map_, actions_of(map_)[action.id].owner))


def _finding(
    trial: Trial, name: str, subject: str, message: str, places: Iterable[LabelledPlace], organisation: str | None
) -> Finding:
    rule = rules_by_name()[name]
    severity = trial.run.settings.severity(name, rule.severity)
    return Finding(
        id=f"{name}@{subject}",
        rule=name,
        map=trial.run.path,
        principles=trial.run.principles(rule),
        subjects=(subject,),
        severity=severity,
        message=message,
        library=False,
        extent=None,
        because=(),
        journey=None,
        places=tuple(dict.fromkeys(places)),
        remedy=rule.remedy,
        organisation=organisation,
        rank=(SEVERITIES.index(severity), 0, 0),
    )


_FINDERS: Mapping[str, Callable[[Trial, Sequence[ActionState]], Iterator[Finding]]] = {
    NOTHING_CLOSED: _closing_nothing,
    STILL_FOUND: _still_found,
    NO_ACTION: _without_action,
    PROMISED: _not_closing,
}
