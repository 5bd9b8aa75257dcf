"""How far each area has got, from its map as it was checked.

Nobody declares the last stage: the engine confirms it, on the date of the check and for that day only. What the
settings call less than an error, or switch off, is an error here all the same, so that no area turns green by them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pathkit.check.closing import (
    CANNOT_TELL,
    NO_ACTION,
    NOTHING_TO_TEST,
    SCENARIOS,
    STILL_FOUND,
    STILL_THERE,
    to_come,
)
from pathkit.check.exits import exit_code
from pathkit.check.progress import AreaProgress, MeasureState, OpenError, Progress, Promise, Step
from pathkit.check.report import ActionState, CheckedMap, Finding, MilestoneState, Report, ToCome
from pathkit.check.run import Advance, check_and_look
from pathkit.check.stages import DECLARED, IN_DELIVERY, NOTHING_RECORDED, PLAN_AGREED, TESTED
from pathkit.maps import Map
from pathkit.maps.document import read_document
from pathkit.maps.files import DISK, Files
from pathkit.maps.model import Measure, Scenario
from pathkit.maps.plan_facts import owners
from pathkit.maps.planning import DELIVERED, ENDED, IN_PROGRESS, NOT_STARTED, STOPPED, UNKNOWN
from pathkit.maps.values import listed
from pathkit.pathway import Pathway
from pathkit.pathway.names import name_of
from pathkit.rules import all_rules
from pathkit.rules.scenario_failed import subjects_of
from pathkit.times.words import date_in_words

MOST_NAMED = 5
"""So many actions, scenarios or findings are named in a sentence; the others are counted."""


def progress_among(
    paths: Sequence[str | Path],
    *,
    date: date,
    profile: str | None = None,
    jobs: int = 1,
    progress: Advance | None = None,
) -> tuple[Progress, int]:
    """How far the area of every map among the paths has got, and the exit code. Raises `CannotDo`.

    A map that is not valid stops no other. Files without an area are no areas; of them it is told only where one holds
    a plan that no map here uses.
    """
    report, found = check_and_look(paths, _look, date=date, profile=profile, jobs=jobs, progress=progress)
    maps = [one for one in report.maps if not is_library(one)]
    areas = [found[one.path] if one.path in found else unchecked(one) for one in maps]
    notes = (f"{one.path} holds a plan that no map here uses." for one in report.maps if one.plan_unused)
    return Progress(date, in_order(areas), report.settings_files, tuple(sorted(notes))), exit_of(report, maps)


def in_order(areas: Iterable[AreaProgress]) -> tuple[AreaProgress, ...]:
    """Areas by name: never ranked."""
    return tuple(sorted(areas, key=lambda one: (one.name.casefold(), one.path)))


def exit_of(report: Report, maps: Sequence[CheckedMap]) -> int:
    """The exit code of a run over some maps of a report: findings are what `check` is for, and never count."""
    return exit_code(replace(report, maps=tuple(maps)), "never")


def is_library(checked: CheckedMap, files: Files = DISK) -> bool:
    """Whether a file is certainly a library. What cannot be read may be a map, and has to be told of."""
    if checked.checked:
        return checked.is_library
    data = _data(checked.path, files)
    return bool(data) and "area" not in data


def unchecked(checked: CheckedMap, files: Files = DISK) -> AreaProgress:
    """The area of a map that could not be asked anything: its name as far as it can be read, and why."""
    area = _data(checked.path, files).get("area")
    stated = {key: value for key, value in area.items() if isinstance(value, str)} if isinstance(area, dict) else {}
    return AreaProgress(
        path=checked.path,
        area=stated.get("id", ""),
        name=stated.get("name") or checked.path,
        code=stated.get("code"),
        stage=None,
        since=None,
        trouble=tuple(_trouble(checked)),
        problems=checked.problems,
    )


def _data(path: str, files: Files) -> Mapping[str, object]:
    try:
        return read_document(path, files.read(Path(path))).data
    except OSError:
        return {}


def _trouble(checked: CheckedMap) -> Iterator[str]:
    if checked.refused is not None:
        yield _sentence(checked.refused)
    if checked.problems:
        first = checked.problems[0]
        file = "" if first.file == checked.path else f" of {first.file}"
        which = (
            "something is wrong" if len(checked.problems) == 1 else f"{len(checked.problems):,} things are wrong, first"
        )
        yield f"The map is not valid: {which} in line {first.line}{file}."
    for fault in checked.rules_not_run:
        if fault.crashed:
            yield _sentence(fault.why[:1].upper() + fault.why[1:])


def _look(pathway: Pathway, checked: CheckedMap) -> AreaProgress:
    return progress_of(pathway.map, checked, pathway.date)


# --- one area


def progress_of(map_: Map, checked: CheckedMap, on: date) -> AreaProgress:
    """How far an area has got on a day, by its map and what the check of it found on that day."""
    actions = tuple(as_it_stood(action, on) for action in checked.actions)
    facts = _Facts(map_, checked, actions, on)
    errors = _errors(facts)
    steps = (_declared(facts), _plan_agreed(facts), _in_delivery(facts), _tested(facts))
    reached = [step for step in steps if step.reached]
    return AreaProgress(
        path=checked.path,
        area=checked.area or "",
        name=checked.name or checked.path,
        code=None if map_.area is None else map_.area.code,
        stage=reached[-1].stage if reached else NOTHING_RECORDED,
        since=reached[-1].on if reached else None,
        steps=steps,
        plan=None if map_.plan is None else map_.plan.title,
        agreed=None if map_.plan is None else map_.plan.agreed,
        agreed_by=owners(map_, None if map_.plan is None else map_.plan.agreed_by),
        signed=None if map_.declaration is None else map_.declaration.signed,
        signed_by=owners(map_, None if map_.declaration is None else map_.declaration.signed_by),
        actions=actions,
        measures=tuple(_measure(map_, name, one) for name, one in map_.measures.items()),
        questions=len({(one.id, one.place) for one in checked.questions if not one.library}),
        acknowledged=sum(not one.open for one in checked.findings),
        untracked=tuple(one.id for one in errors.untracked),
        scenarios=len(map_.scenarios),
        failed=_failed(facts),
        themes=_themes(map_, actions),
        errors_acknowledged=len(errors.acknowledged),
        errors_planned=len(errors.planned),
        half_planned=tuple(one.id for one in errors.half_planned),
        errors_of_libraries=len(errors.of_libraries),
        settings_differ=checked.settings_differ,
        errors=tuple(OpenError(one.id, one.message, one in errors.planned) for one in errors.open),
        promises=tuple(_promises(map_)),
    )


def as_it_stood(action: ActionState, on: date) -> ActionState:
    """The action as it stood on a day: what was begun, reached or delivered later was not yet."""
    milestones = tuple(_milestone_as_it_stood(one, on) for one in action.milestones)
    status = action.status
    delivered = status == DELIVERED and (action.done is None or action.done <= on)
    if status in (DELIVERED, IN_PROGRESS) and not delivered:
        begun = _not_after(action.started, on) or any(one.done is not None for one in milestones)
        undated = status == IN_PROGRESS and action.started is None
        status = IN_PROGRESS if begun or undated else NOT_STARTED
    ahead = tuple(to_come(action, on))
    if (status, milestones, ahead) == (action.status, action.milestones, ()):
        return action
    overdue = action.due is not None and action.due < on and status not in ENDED
    return replace(
        action,
        status=status,
        milestones=milestones,
        overdue=overdue,
        done=action.done if status == action.status else None,
        confirmed=action.confirmed if status == action.status else "",
        to_come=ahead,
    )


def _milestone_as_it_stood(milestone: MilestoneState, on: date) -> MilestoneState:
    if milestone.done is None or milestone.done <= on:
        return milestone
    return replace(milestone, done=None, overdue=milestone.due is not None and milestone.due < on)


def _not_after(day: date | None, on: date) -> bool:
    return day is not None and day <= on


def _themes(map_: Map, actions: Sequence[ActionState]) -> tuple[tuple[str, str], ...]:
    """The themes that actions have, in the order of the framework; one that it does not have comes last, as written."""
    themes = map_.framework.themes
    used = {action.theme for action in actions if action.theme is not None}
    others = sorted(used - set(themes))
    return (*((name, title) for name, title in themes.items() if name in used), *((name, name) for name in others))


def _measure(map_: Map, name: str, measure: Measure) -> MeasureState:
    value, target = measure.value, measure.target
    met = target.met_by(value) if value and target and value.kind == target.quantity.kind else None
    return MeasureState(
        id=name,
        what=measure.what,
        about=None if measure.about is None else name_of(map_, measure.about),
        value=None if value is None else value.text,
        target=None if target is None else target.text,
        met=met,
        says=measure.says,
        said_by=measure.said_by,
        on=measure.on,
        source=measure.source,
    )


# --- the stages


@dataclass(frozen=True)
class _Facts:
    """What the stages are judged by: the map, its check, its actions as they stood, and the day."""

    map: Map
    checked: CheckedMap
    actions: tuple[ActionState, ...]
    on: date

    def with_status(self, *statuses: str) -> tuple[ActionState, ...]:
        return tuple(one for one in self.actions if one.status in statuses)


def _declared(facts: _Facts) -> Step:
    declaration = facts.map.declaration
    if declaration is None:
        return Step(DECLARED, False, lacks=("No declaration is written down.",))
    if declaration.signed > facts.on:
        day = date_in_words(declaration.signed)
        return Step(DECLARED, False, lacks=(f"The declaration is dated {day}, which is still to come.",))
    return Step(DECLARED, True, declaration.signed)


def _plan_agreed(facts: _Facts) -> Step:
    plan = facts.map.plan
    if plan is None:
        return Step(PLAN_AGREED, False, lacks=("No plan is written down.",))
    lacks = []
    if plan.agreed is None:
        lacks.append("No day is written down on which the plan was agreed.")
    elif plan.agreed > facts.on:
        lacks.append(f"The plan is dated {date_in_words(plan.agreed)}, which is still to come.")
    if not facts.actions:
        lacks.append("The plan has no actions.")
    return Step(PLAN_AGREED, not lacks, None if lacks else plan.agreed, tuple(lacks))


def _in_delivery(facts: _Facts) -> Step:
    agreed = _plan_agreed(facts)
    begun = facts.with_status(IN_PROGRESS, DELIVERED)
    lacks = [] if agreed.reached else ["There is no plan that is agreed."]
    if facts.actions and not begun:
        to_begin = facts.with_status(NOT_STARTED)
        silent = facts.with_status(UNKNOWN)
        whole = f"All {len(facts.actions):,} actions are" if len(facts.actions) > 1 else "The only action is"
        lacks.append(
            f"No action has begun: {_titles(to_begin)} {'has' if len(to_begin) == 1 else 'have'} not started."
            if to_begin
            else f"It is not written down how far any action has got: {_titles(silent)}."
            if silent
            else f"{whole} stopped."
        )
    if lacks or not begun:
        return Step(IN_DELIVERY, False, lacks=(*lacks, *_dated_ahead(facts.actions)))
    days = [day for action in begun for day in _begun(action) if day <= facts.on]
    since = None if not days or agreed.on is None else max(min(days), agreed.on)  # no plan is in delivery before it is
    return Step(IN_DELIVERY, True, since)


def _begun(action: ActionState) -> Iterator[date]:
    """The days on which something of an action is known to have been done."""
    yield from (day for day in (action.started, action.done) if day is not None)
    yield from (one.done for one in action.milestones if one.done is not None)


def _tested(facts: _Facts) -> Step:
    lacks: list[str] = []
    delivered = facts.with_status(DELIVERED)
    if not _in_delivery(facts).reached:
        lacks.append("Nothing is in delivery yet.")
    elif not delivered:
        lacks.append("No action is delivered yet.")
    lacks += _dated_ahead(facts.actions)
    lacks += _unconfirmed(delivered)
    lacks += _not_kept(_failed(facts))
    lacks += _not_excused(facts)
    lacks += _not_asked(facts.checked)
    return Step(TESTED, not lacks, None if lacks else facts.on, tuple(lacks))


def _dated_ahead(actions: Sequence[ActionState]) -> Iterator[str]:
    """A sentence for each action that says that something was done on a day that is still to come."""
    some = [one for one in actions if one.to_come]
    for one in some[:MOST_NAMED]:
        yield f"“{one.title}”: {listed([ahead_in_words(each) for each in one.to_come])}."
    if len(some) > MOST_NAMED:
        more = len(some) - MOST_NAMED
        yield f"{_counted(more, 'more action')} {'states' if more == 1 else 'state'} days that are still to come."


def ahead_in_words(ahead: ToCome) -> str:
    """What is called done on a day that is still to come: "delivered on 1 Feb 2027, which is still to come"."""
    what = f"the milestone “{ahead.title}” reached" if ahead.what == "reached" else ahead.what
    return f"{what} on {date_in_words(ahead.on)}, which is still to come"


_NOT_CONFIRMED = {
    STILL_THERE: "though what {it} to close is still found",
    CANNOT_TELL: "and whether what {it} to close has gone cannot be told",
    NOTHING_TO_TEST: "and {name} nothing to close, so that nothing can confirm it",
}


def _unconfirmed(delivered: Sequence[ActionState]) -> Iterator[str]:
    """A sentence for each way in which delivered actions are not confirmed."""
    for state, words in _NOT_CONFIRMED.items():
        some = [one for one in delivered if (one.confirmed or CANNOT_TELL) == state]
        if some:
            it, name, are = ("it is", "names", "is") if len(some) == 1 else ("they are", "name", "are")
            counted = _counted(len(some), "action")
            yield f"{counted} {are} said to be delivered, {words.format(it=it, name=name)}: {_titles(some)}."


def _failed(facts: _Facts) -> tuple[str, ...]:
    """The names of the scenarios that are not kept."""
    names = [one.name for one in facts.map.scenarios]
    broken = {subject for one in facts.checked.findings if one.rule == SCENARIOS for subject in one.subjects}
    return tuple(name for name, subject in zip(names, subjects_of(names), strict=True) if subject in broken)


def _not_kept(failed: Sequence[str]) -> Iterator[str]:
    if failed:
        are = "scenario is" if len(failed) == 1 else "scenarios are"
        yield f"{len(failed):,} {are} not kept: {_quoted(failed)}."


def _not_excused(facts: _Facts) -> Iterator[str]:
    """The errors that stand in the way."""
    errors = _errors(facts)
    if errors.untracked:
        are = "error is" if len(errors.untracked) == 1 else "errors are"
        yield f"{len(errors.untracked):,} {are} neither acknowledged nor in the plan: {_ids(errors.untracked)}."
    called_less = [one for one in errors.untracked if one.severity != "error"]
    if called_less:
        are = f"{len(called_less):,} of them {'is' if len(called_less) == 1 else 'are'}"
        yield f"{are} called less than an error by the settings alone: {_ids(called_less)}."
    if errors.half_planned:
        are = "error is" if len(errors.half_planned) == 1 else "errors are"
        yield (
            f"{len(errors.half_planned):,} {are} to be closed by an action without an owner, a date or a status: "
            f"{_ids(errors.half_planned)}."
        )


@dataclass(frozen=True)
class _Errors:
    """The errors of a map, whatever the settings call them: the area's own by what the forum says of them.

    That a delivered action has not closed what it was to close is told with the action, and nothing excuses it.
    """

    acknowledged: tuple[Finding, ...]
    planned: tuple[Finding, ...]
    half_planned: tuple[Finding, ...]
    untracked: tuple[Finding, ...]
    open: tuple[Finding, ...]
    of_libraries: tuple[Finding, ...]


def _errors(facts: _Facts) -> _Errors:
    grave = {rule.name for rule in all_rules() if rule.severity == "error"}
    # What tells of an error that is told of itself is not counted again.
    found = [one for one in facts.checked.findings if one.rule != NO_ACTION]
    found = [one for one in found if one.severity == "error" or one.rule in grave]
    own = [one for one in found if not one.library]
    named = _closed_by(facts, lambda action: action.status != STOPPED)
    meant = _closed_by(facts, _is_agreed)
    told = [one for one in own if one.rule != STILL_FOUND]
    rest = [one for one in told if one.open]
    return _Errors(
        acknowledged=tuple(one for one in told if not one.open),
        planned=tuple(one for one in rest if one.id in meant),
        half_planned=tuple(one for one in rest if one.id in named - meant),
        untracked=tuple(one for one in rest if one.id not in named),
        open=tuple(one for one in own if one.open or one.rule == STILL_FOUND),
        of_libraries=tuple(one for one in found if one.library),
    )


def _is_agreed(action: ActionState) -> bool:
    """Whether an action says who does it, by when, and how far it has got."""
    return bool(action.owners) and action.due is not None and action.status not in (STOPPED, UNKNOWN)


def _closed_by(facts: _Facts, wanted: Callable[[ActionState], bool]) -> frozenset[str]:
    """The ids of the findings that these actions are to close."""
    closing = [one for action in facts.actions if wanted(action) for one in action.closes]
    scenarios = {one.what.strip() for one in closing if one.is_scenario}
    names = [one.name.strip() for one in facts.map.scenarios]
    broken = (
        f"{SCENARIOS}@{subject}" for name, subject in zip(names, subjects_of(names), strict=True) if name in scenarios
    )
    return frozenset((*(one.what for one in closing if not one.is_scenario), *broken))


def _said(scenario: Scenario) -> str:
    """What a scenario says but for its name, as a text that is the same wherever it says the same."""
    return json.dumps(scenario.model_dump(exclude={"name"}), sort_keys=True, default=str)


def _promises(map_: Map) -> Iterator[Promise]:
    """What the map promises or states besides its services and actions."""
    if map_.declaration is not None:
        yield Promise("declaration", "", "the declaration")
    names = [one.name for one in map_.scenarios]
    for subject, one in zip(subjects_of(names), map_.scenarios, strict=True):
        yield Promise("scenario", subject, one.name, _said(one))
    for name, training in map_.training.items():
        yield Promise("training", name, training.what)
    plan = map_.emergency_plan
    if plan is not None:
        yield Promise("emergency plan", "", plan.title)
        for key, relied in ({} if plan.covers is None else plan.covers.model_dump(by_alias=True)).items():
            if relied is not None:
                yield Promise("cover", key, key.replace("-", " "))
    for name, measure in map_.measures.items():
        yield Promise("measure", name, measure.what)


def _not_asked(checked: CheckedMap) -> Iterator[str]:
    """The rules of which nobody can tell what they would have found."""
    errors = {rule.name for rule in all_rules() if rule.severity == "error"}
    by_settings = [one for one in checked.rules_not_run if one.by_profile or one.by_settings]
    # The profile `draft` does not ask a rule whose findings the settings call less than errors.
    off = [one.rule for one in by_settings if one.rule in errors]
    failed = [one.rule for one in checked.rules_not_run if one not in by_settings]
    if failed:
        yield (
            f"{_counted(len(failed), 'rule')} could not be asked, so that nobody can tell what "
            f"{'it' if len(failed) == 1 else 'they'} would find: {_ticked(failed)}."
        )
    if off:
        are = "rule is" if len(off) == 1 else "rules are"
        yield f"{len(off):,} {are} left out by the settings that would find errors: {_ticked(off)}."


# --- words


def _counted(count: int, one: str) -> str:
    return f"{count:,} {one if count == 1 else one + 's'}"


def _titles(actions: Sequence[ActionState]) -> str:
    return _quoted([one.title for one in actions])


def _quoted(names: Sequence[str]) -> str:
    return _some([f"“{name}”" for name in names])


def _ids(findings: Sequence[Finding]) -> str:
    return _ticked([one.id for one in findings])


def _ticked(names: Sequence[str]) -> str:
    return _some([f"`{name}`" for name in names])


def _some(names: Sequence[str]) -> str:
    """Names in a sentence, not too many."""
    more = len(names) - MOST_NAMED
    return listed([*names[:MOST_NAMED], *([f"{more:,} more"] if more > 0 else [])])


def _sentence(text: str) -> str:
    return f"{text.rstrip().rstrip('.')}."
