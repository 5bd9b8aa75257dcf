"""What the map of progress and the annual report show alike: stages, the actions of a plan, what is wrong with a file.

The values of `_progress_parts.html`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pathkit.check.closing import CANNOT_TELL, CONFIRMED, FOUND, GONE, NOTHING_TO_TEST, STILL_THERE
from pathkit.check.progress import AreaProgress
from pathkit.check.progressing import ahead_in_words
from pathkit.check.report import ActionState, Closes, MilestoneState
from pathkit.drawing.tiles import stage_sign
from pathkit.maps.planning import DELIVERED, STOPPED
from pathkit.output.planned import by_when
from pathkit.output.progress_words import (
    CHECK_SAYS,
    MOST_PROBLEMS,
    NOT_WRITTEN,
    OVERDUE,
    REACHED,
    TO_COME,
    due_or_delivered,
    is_silent,
    late_in_words,
    milestone_state,
    owner_aside,
    owners_in_words,
    state_word,
    why_stopped,
)
from pathkit.output.words import capital, date_in_words
from pathkit.pages.report_findings import finds_of, prose

if TYPE_CHECKING:
    from markupsafe import Markup

NOT_ASKED = "could not be asked"
"""What stands in place of a stage where the map could not be asked."""

_CHECKED = {
    CONFIRMED: ("good", "confirmed"),
    STILL_THERE: ("error", "still found"),
    CANNOT_TELL: ("unknown", "cannot be told"),
    NOTHING_TO_TEST: ("none", "nothing to test"),
}
"""What the check says of a delivered action, as a sign and a word."""
_MILESTONES = {REACHED: "good", OVERDUE: "warning", TO_COME: "none", NOT_WRITTEN: "unknown"}


@dataclass(frozen=True)
class Sign:
    """A stage as it is shown: its shape, its word, and the class of its colours. `none` where there is no stage."""

    kind: str
    word: str
    picture: Markup


@dataclass(frozen=True)
class ToClose:
    """One thing that an action is to close, how that stands, and in a sentence what its change would do to it."""

    badge: str
    word: str
    words: str
    id: str
    why: str
    tried: str


@dataclass(frozen=True)
class MilestoneShown:
    """A milestone of an action."""

    badge: str
    word: str
    title: str
    says: str


@dataclass(frozen=True)
class ActionShown:
    """One action: a row of a plan. `late` is a sign and words where its day has passed; `confirmed` is a sign, a word
    and the sentence of what the check says of a delivered one.
    """

    anchor: str
    id: str
    title: str
    theme: str
    is_new: bool
    owners: str
    dates: tuple[str, ...]
    late: tuple[str, str] | None
    confirmed: tuple[str, str, str] | None
    closes: tuple[ToClose, ...]
    milestones: tuple[MilestoneShown, ...]
    evidence: tuple[str, ...]
    learned: str


@dataclass(frozen=True)
class Group:
    """Some actions of a plan together; `titles` are those of which only the title is known."""

    heading: str
    actions: tuple[ActionShown, ...]
    titles: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.actions) + len(self.titles)


@dataclass(frozen=True)
class Wrong:
    """Something that is wrong with the file of a map."""

    place: str
    message: Markup
    remedy: Markup


# --- areas


def area_anchors(areas: Sequence[AreaProgress]) -> tuple[str, ...]:
    """Where each area is told: its id, numbered where that is not new."""
    found: list[str] = []
    for one in areas:
        anchor = start = f"area-{re.sub(r'[^a-z0-9-]', '-', one.area)[:200]}" if one.area else "area"
        number = 1
        while anchor in found:
            number += 1
            anchor = f"{start}-{number}"
        found.append(anchor)
    return tuple(found)


def wrong_with(one: AreaProgress) -> tuple[Wrong, ...]:
    """What is wrong with the file of a map, as far as a meeting has to know."""
    return tuple(
        Wrong(f"{problem.file}, line {problem.line}", prose(problem.message), prose(problem.remedy or ""))
        for problem in one.problems[:MOST_PROBLEMS]
    )


def sign_of(stage: str | None) -> Sign:
    """A stage as it is shown, wherever it is."""
    from markupsafe import Markup

    return Sign(
        "none" if stage is None else stage.replace(" ", "-"),
        capital(NOT_ASKED if stage is None else stage),
        Markup(stage_sign(stage)),
    )


# --- the plan


def action_shown(action: ActionState, anchor: str, theme: str, on: date, *, is_new: bool = False) -> ActionShown:
    """An action as a row of a plan."""
    tried = {} if action.promised is None else {one.what: one for one in action.promised}
    return ActionShown(
        anchor,
        action.id,
        action.title,
        theme,
        is_new,
        owners_in_words(action),
        tuple(_dates(action)),
        _late(action, on),
        (*_CHECKED[action.confirmed], CHECK_SAYS[action.confirmed]) if action.confirmed in CHECK_SAYS else None,
        tuple(_to_close(one, tried.get(one.what), action.status) for one in action.closes),
        tuple(_milestone(one, action, on) for one in action.milestones),
        action.evidence,
        action.learned or "",
    )


def _dates(action: ActionState) -> Iterator[str]:
    """The days of an action, a line each."""
    if action.status == STOPPED:
        yield f"Stopped: {why_stopped(action)}"
    else:
        yield capital(due_or_delivered(action))
    yield from (capital(ahead_in_words(one)) for one in action.to_come)
    if action.started is not None and action.status != DELIVERED:
        yield f"Started on {date_in_words(action.started)}"


def _late(action: ActionState, on: date) -> tuple[str, str] | None:
    """That the day of an action has passed, as a sign and words."""
    if not action.overdue or action.due is None:
        return None
    if is_silent(action):
        return "unknown", "its day has passed; whether it was delivered is not written down"
    return "warning", late_in_words(action.due, on)


def _to_close(one: Closes, tried: Closes | None, status: str) -> ToClose:
    badges = {FOUND: "error" if status == DELIVERED else "none", GONE: "good", CANNOT_TELL: "unknown"}
    return ToClose(
        badges[one.state],
        state_word(one),
        f"Scenario: {one.what}" if one.is_scenario else finds_of(one.what.partition("@")[0]),
        "" if one.is_scenario else one.what,
        one.why,
        "" if tried is None or one.state == GONE else _tried(tried),
    )


def _tried(tried: Closes) -> str:
    """What the change of an action would do to what it is to close."""
    if tried.state == GONE:
        return "Tried on the map: its change would close it."
    if tried.state == FOUND:
        return "Tried on the map: its change, as written down, would not close it."
    return f"Whether its change would close it cannot be told{f': {tried.why}' if tried.why else ''}."


def _milestone(one: MilestoneState, action: ActionState, on: date) -> MilestoneShown:
    state = milestone_state(one, action, on)
    word = late_in_words(one.due, on) if state == OVERDUE and one.due is not None else state
    when = date_in_words(one.done) if state == REACHED and one.done is not None else by_when(one)
    owners = f" ({owner_aside(one.owners)})" if one.owners else ""
    return MilestoneShown(_MILESTONES[state], word, one.title, f"{when}{owners}")
