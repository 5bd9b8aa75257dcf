"""What a map's plan comes to: its actions, which of them have ended, what was due by when, and who owns what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from pathkit.maps.model import Action, Map, Milestone
from pathkit.maps.planning import ENDED, Due


def actions_of(map_: Map) -> Mapping[str, Action]:
    """The actions of a map's plan, by id."""
    return {} if map_.plan is None else map_.plan.actions


def is_ended(action: Action) -> bool:
    """Whether nothing is to be done any more: it is delivered, or stopped."""
    return action.status in ENDED


def day_due(map_: Map, due: Due | None) -> date | None:
    """The last day on which something is in time; None where nobody has written it down."""
    return None if due is None or map_.plan is None else due.by(map_.plan.agreed)


def due_within(map_: Map, due: Due | None) -> str:
    """How long after the plan was agreed something is due, where no day of agreeing it is written down; or nothing."""
    if due is None or due.within is None or day_due(map_, due) is not None:
        return ""
    return due.within.words


def overdue_since(map_: Map, action: Action, on: date) -> date | None:
    """The day by which an action was to be delivered, where that has passed and it has not ended."""
    return None if is_ended(action) else _passed(day_due(map_, action.due), on)


def missed_since(map_: Map, action: Action, milestone: Milestone, on: date) -> date | None:
    """The day by which a milestone was to be reached, where that has passed and it is not, and its action goes on."""
    # A day that is still to come is when it will be reached.
    reached = milestone.done is not None and milestone.done <= on
    return None if reached or is_ended(action) else _passed(day_due(map_, milestone.due), on)


def _passed(day: date | None, on: date) -> date | None:
    return day if day is not None and day < on else None


def owners(map_: Map, named: Iterable[str] | None) -> tuple[str, ...]:
    """Who owns something, as people call them: the names of organisations, and words as they are."""
    return tuple(map_.organisations[one].name if one in map_.organisations else one for one in named or ())


def owner_in_words(map_: Map, named: Iterable[str] | None, of: str = "") -> str:
    """Who owns something (`of` says what), without the full stop: "Owner: NHS Eastglen", "Owner of the action: …"."""
    who = owners(map_, named)
    if not who:
        return f"No owner{of} is written down"
    # Names may have commas in them.
    return f"Owner{'' if len(who) == 1 else 's'}{of}: {'; '.join(one.rstrip().rstrip('.') for one in who)}"
