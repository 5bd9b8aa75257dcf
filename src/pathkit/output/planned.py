"""What the plan is to do about findings, in the words that every format says it in; for progress as well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pathkit.check.report import ActionState, CheckedMap, Finding, MilestoneState
from pathkit.maps.planning import DELIVERED, ENDED, UNKNOWN, how_far
from pathkit.output.words import date_in_words, listed

IN_THE_PLAN = "In the plan"
SHORTLY = "in the plan: "
"""What stands before a finding on one line that an action is to close."""


@dataclass(frozen=True)
class Plans:
    """The actions of several maps, by the path of the map and their ids."""

    actions: Mapping[tuple[str, str], ActionState] = field(default_factory=dict)

    def of(self, finding: Finding) -> str:
        """What the plan is to do about a finding, or nothing."""
        found = (self.actions.get((finding.map, name)) for name in finding.planned)
        return planned_in_words([one for one in found if one is not None])


def plans_of(maps: Iterable[CheckedMap]) -> Plans:
    """The plans of maps as they were checked."""
    return Plans({(checked.path, action.id): action for checked in maps for action in checked.actions})


def planned_in_words(actions: Iterable[ActionState]) -> str:
    """ "The duty team opens at weekends (NHS Eastglen, due on 1 Aug 2026, in progress).", or nothing."""
    told = "; ".join(f"{one.title.rstrip().rstrip('.')} ({_how_far(one)})" for one in actions)
    return f"{told}." if told else ""


def status_in_words(action: ActionState) -> str:
    """How far it has got: "in progress", "delivered on 20 Jul 2026"."""
    words = how_far(action.status)
    return f"{words} on {date_in_words(action.done)}" if action.status == DELIVERED and action.done else words


def due_in_words(action: ActionState) -> str:
    """By when, of what is not over: "due on 1 Aug 2026 and overdue"; or nothing.

    What nobody has written down may be done: its day has passed, but it is not called overdue.
    """
    if action.due is None or action.status in ENDED:
        return ""
    passed = ", which has passed" if action.status == UNKNOWN else " and overdue"
    return f"{by_when(action)}{passed if action.overdue else ''}"


def by_when(one: ActionState | MilestoneState) -> str:
    """By when something is to be done, as far as it is written down."""
    if one.due is not None:
        return f"due on {date_in_words(one.due)}"
    if one.due_within:
        return f"due {one.due_within} after the plan was agreed (that day is not written down)"
    return "no date is stated"


def _how_far(action: ActionState) -> str:
    parts = (listed(action.owners), due_in_words(action), status_in_words(action))
    return ", ".join(part for part in parts if part)
