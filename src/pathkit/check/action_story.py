"""What `pathkit explain` tells of an action of a map: how what it is to close stands, and what its change would do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pathkit.check.closing import OF_PLANS, PROMISED
from pathkit.check.comparing import compare
from pathkit.check.difference import MapDifference
from pathkit.check.exits import CannotDo
from pathkit.check.one_map import checked_by, compiled_by, loaded_from, refuse_no_map
from pathkit.check.parts_changed import part_changes
from pathkit.check.report import ActionState, CheckedMap, RuleNotRun
from pathkit.check.run import Request, compiled, crash_words
from pathkit.check.settings import Settings, load_settings
from pathkit.check.summary import a_line_each
from pathkit.frameworks import Commitment, Framework
from pathkit.maps import Map, Place
from pathkit.maps.changes import plan_written
from pathkit.maps.files import read_bytes
from pathkit.maps.plan_facts import actions_of, is_ended
from pathkit.maps.planned import transfer_id, with_change
from pathkit.maps.planning import PlannedChange
from pathkit.maps.read import Loaded
from pathkit.maps.tree import read_tree
from pathkit.maps.values import closest, shown
from pathkit.pathway import TooLarge
from pathkit.rules import all_rules
from pathkit.situations import TooManyPeople
from pathkit.times.horizon import Horizon


@dataclass(frozen=True)
class Served:
    """What an action serves: its title and, of a commitment, what more there is to it."""

    title: str
    commitment: Commitment | None = None


@dataclass(frozen=True)
class ActionStory:
    """An action of the plan with everything that there is to tell of it.

    `theme` is a title. `written` is its change as YAML, "" where it states none, and then there is no
    `difference`: what the map with that change does to people, beside the map as it is, and what is found in it.
    """

    action: ActionState
    on: date
    map: str
    theme: str
    serves: tuple[Served, ...]
    written: str = ""
    written_at: Place | None = None
    difference: MapDifference | None = None
    crashed: tuple[RuleNotRun, ...] = ()
    """Faults in pathkit that kept how things stand from being told; those of the comparison are told with it."""

    @property
    def is_whole(self) -> bool:
        """Whether no fault in pathkit kept any of it from being told."""
        told = self.difference
        editions = () if told is None else (told.before, told.after)
        faults = [*self.crashed, *(() if told is None else told.not_run)]
        faults += [fault for edition in editions if edition is not None for fault in edition.rules_not_run]
        return not any(fault.crashed for fault in faults)


def is_action(path: Path, name: str) -> bool:
    """Whether an id that belongs to a map is an action's, or may be one that was mistyped: it names no finding.

    Raises `CannotDo` and `InvalidMap` as `story_of` does.
    """
    if "@" in name:
        return False
    refuse_no_map(path, name)
    map_ = loaded_from(path).map
    return map_ is not None and (name in actions_of(map_) or name not in {rule.name for rule in all_rules()})


def action_story(path: Path, name: str, on: date, combine: int | None = None) -> ActionStory:
    """An action of a map's plan, how what it is to close stands, and what its change would do to people.

    Raises `CannotDo` for an id that no action has, with what was probably meant, and `InvalidMap`.
    """
    refuse_no_map(path, name)
    Horizon(on)
    loaded = loaded_from(path)
    map_ = loaded.map
    if map_ is None or map_.area is None or map_.plan is None or name not in map_.plan.actions:
        raise CannotDo(_no_action(path, name, map_))
    settings = load_settings(path)
    asked = Request(on, "agreed", rules=(PROMISED,), combine=combine, only_findings=True)
    plan, action = map_.plan, map_.plan.actions[name]
    # What other actions propose is theirs to tell, and is not tried.
    alone = replace(map_, plan=plan.model_copy(update={"actions": {name: action}}))
    pathway = compiled_by(path, alone, asked, settings)
    tested = checked_by(pathway, path, loaded, asked, settings)
    state = next((one for one in tested.actions if one.id == name), None)
    if state is None:
        raise CannotDo(f"{shown(name)} could not be told of, by a fault in pathkit: {_first_fault(tested)}.")
    framework = map_.framework
    story = ActionStory(
        state,
        on,
        path.as_posix(),
        "" if state.theme is None else framework.themes.get(state.theme, state.theme),
        tuple(_served(framework, one) for one in state.serves),
        crashed=tuple(one for one in tested.rules_not_run if one.crashed),
    )
    if action.change is None:
        return story
    place = map_.place("plan", "actions", name, "change")
    story = replace(story, written=_written(place, name), written_at=place)
    if is_ended(action):
        return story
    # What is found of the plan is told already: beside it, nothing but the change is to differ.
    asked = Request(on, skip=OF_PLANS, combine=combine, only_findings=True)
    checked = checked_by(pathway, path, loaded, asked, settings)
    done = plan.model_copy(update={"actions": {name: action.model_copy(update={"change": None})}})
    after = replace(with_change(map_, action.change), plan=done, find=_finder(map_, name, action.change))
    return replace(
        story,
        difference=_difference(path, name, (replace(map_, plan=done), after), checked, loaded, asked, settings),
    )


def _served(framework: Framework, name: str) -> Served:
    principle = framework.principles.get(name)
    return Served(name if principle is None else principle.title, framework.commitments.get(name))


def _difference(
    path: Path,
    name: str,
    maps: tuple[Map, Map],
    checked: CheckedMap,
    loaded: Loaded,
    asked: Request,
    settings: Settings,
) -> MapDifference:
    """What a change does, as `pathkit diff` would tell it of two files. A fault in pathkit is told of it."""
    before, after = maps
    found = MapDifference(path.as_posix(), f"with {name} delivered", checked, None, parts=part_changes(before, after))
    try:
        then = checked_by(compiled(after, asked, settings), path, loaded, asked, settings)
        people = compare(before, after, asked=asked, settings=settings, checks=(checked, then))
    except (TooLarge, TooManyPeople) as limit:
        return replace(found, not_compared=str(limit).rstrip("."))
    except Exception as fault:
        return replace(found, not_run=(RuleNotRun("comparison", crash_words(fault), crashed=True),))
    return replace(
        found,
        after=then,
        changes=people.changes,
        findings=people.findings,
        people=people.people,
        not_compared=people.not_compared,
        situations=people.situations,
        waits_not_compared=people.waits_not_compared,
        meanings=people.meanings,
    )


def _finder(map_: Map, name: str, change: PlannedChange) -> Callable[[tuple[str | int, ...]], Place | None]:
    """Where something of the changed map stands: what the change adds stands in the change."""
    at = ("plan", "actions", name, "change")
    added: dict[tuple[str | int, ...], tuple[str | int, ...]] = {}
    for service in change.services:
        if service not in map_.services:
            added["services", service] = (*at, "services", service)
    for number, transfer in enumerate(change.transfers):
        if transfer_id(transfer) not in map_.transfers:
            added["transfers", transfer_id(transfer)] = (*at, "transfers", number)
    return lambda path: map_.find((*added.get(path[:2], path[:2]), *path[2:]))


def _written(place: Place | None, name: str) -> str:
    """The change of an action as it stands in its file; "" where it is not there any more."""
    data = None if place is None else read_tree(read_bytes(Path(place.file)))[0].data
    for key in ("plan", "actions", name, "change"):
        data = data.get(key) if isinstance(data, dict) else None
    return plan_written(data) if isinstance(data, dict) else ""


def _first_fault(checked: CheckedMap) -> str:
    return next((one.why for one in checked.rules_not_run if one.crashed), "what it was is not known")


def _no_action(path: Path, name: str, map_: Map | None) -> str:
    """What to say of an id that no action has, with the action or the rule that was probably meant."""
    actions = () if map_ is None else tuple(actions_of(map_))
    if map_ is not None and map_.area is None and actions:
        return f"Give the map that uses it, not the plan's own file ({path.as_posix()}): pathkit explain MAP {name}"
    where = f"{path.as_posix()} has no action {shown(name, 200)}."
    near = closest(name, actions)
    if near is not None:
        return f"{where} Did you mean `{near}`?"
    near = closest(name, tuple(rule.name for rule in all_rules()))
    if near is not None:
        return f"{where} Did you mean the rule `{near}` (pathkit explain {near}), or a finding of it, `{near}@…`?"
    findings = f"The id of a finding has an `@` in it: pathkit check {path.as_posix()} lists them."
    told = f"Its actions are:{a_line_each(actions)}" if actions else "It has no actions at all."
    return f"{where} {findings} {told}"
