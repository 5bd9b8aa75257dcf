"""The story of an action of the plan: what it is to close, how that stands, and what its change would do to people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pathkit.check.closing import CANNOT_TELL, FOUND, GONE
from pathkit.check.progressing import ahead_in_words
from pathkit.check.report import ActionState, MilestoneState
from pathkit.maps.planning import DELIVERED, ENDED
from pathkit.output.diff_json import difference_object
from pathkit.output.diff_text import SHOWN, put_effects, put_faults
from pathkit.output.diff_verdict import verdict
from pathkit.output.json import action_object
from pathkit.output.page import Page
from pathkit.output.planned import by_when, status_in_words
from pathkit.output.progress_words import (
    CHECK_SAYS,
    NOT_WRITTEN,
    OVERDUE,
    REACHED,
    TO_COME,
    milestone_state,
    owner_aside,
    passed_in_words,
    state_in_words,
)
from pathkit.output.words import ABOUT_FAULT, FAULT, capital, date_in_words

if TYPE_CHECKING:
    from datetime import date

    from pathkit.check.action_story import ActionStory, Served

_SIGNS = {FOUND: ("error", "error"), GONE: ("kept", "good"), CANNOT_TELL: ("unknown", "warning")}
_MILESTONES = {
    REACHED: ("kept", "good"),
    OVERDUE: ("warning", "warning"),
    TO_COME: ("none", "quiet"),
    NOT_WRITTEN: ("unknown", "warning"),
}
COLUMN = 12
MOST_IN_FULL = 3
"""So many changes are all told in full; of more, only those for the worse and those of which nobody can tell."""


def put_action(page: Page, story: ActionStory) -> None:
    """The whole story of an action, as text."""
    action = story.action
    page.line((action.title, "heading"))
    _row(page, "Id", action.id)
    _row(page, "Status", capital(status_in_words(action)))
    _row(page, "Theme", story.theme)
    _row(page, "Serves", "; ".join(map(_served, story.serves)))
    _row(page, "Owner" if len(action.owners) < 2 else "Owners", "; ".join(action.owners) or "not written down")
    _row(page, "Due", _due(action, story.on))
    _row(page, "Started", "" if action.started is None else date_in_words(action.started))
    _row(page, "Ahead", "; ".join(map(ahead_in_words, action.to_come)))
    _row(page, "Evidence", "; ".join(action.evidence))
    _row(page, "Learned", action.learned or "")
    if action.place is not None:
        page.unbroken(("Where".ljust(COLUMN), "label"), f"{action.place.file}:{action.place.line}", indent=2)
    if action.milestones:
        page.heading("Milestones")
        for one in action.milestones:
            _put_milestone(page, one, story)
    _put_closes(page, action)
    _put_change(page, story)
    if story.crashed:
        page.heading(FAULT)
        for fault in story.crashed:
            page.line((f"{page.signs['error']} ", "error"), f"{fault.rule}: {fault.why}", indent=2, hang=2)
        page.line(ABOUT_FAULT, indent=2)


def _row(page: Page, label: str, text: str) -> None:
    if text:
        page.labelled(label, text, indent=2, column=COLUMN)


def _served(one: Served) -> str:
    told = "" if one.commitment is None else one.commitment.who_and_when
    return f"{one.title} ({told})" if told else one.title


def _due(action: ActionState, on: date) -> str:
    if action.due is None:
        return "" if action.status in ENDED else by_when(action).removeprefix("due ")
    late = f", {passed_in_words(action.due, on, 'delivered', action)}" if action.overdue else ""
    return f"{date_in_words(action.due)}{late}"


def _put_milestone(page: Page, one: MilestoneState, story: ActionStory) -> None:
    state = milestone_state(one, story.action, story.on)
    sign, style = _MILESTONES[state]
    told = "; ".join(_of_milestone(one, state, story))
    page.line((f"{page.signs[sign]} ", style), f"{one.title} ({told})", indent=2, hang=2)


def _of_milestone(one: MilestoneState, state: str, story: ActionStory) -> Iterator[str]:
    """What is known of a milestone: its day and how it stands, and its owner where it has one of its own."""
    due = "" if one.due is None and state == REACHED else by_when(one)
    if state == REACHED and one.done is not None:
        stands = f"reached on {date_in_words(one.done)}"
    elif one.overdue and one.due is not None:
        stands = passed_in_words(one.due, story.on, "reached", story.action)
    else:
        stands = TO_COME if state == TO_COME else "whether it was reached is not written down"
    yield ", ".join(part for part in (due, stands) if part)
    if one.owners:
        yield owner_aside(one.owners)


# --- what it is to close


def _put_closes(page: Page, action: ActionState) -> None:
    page.heading("What it is to close")
    if not action.closes:
        page.line("It names no finding and no scenario (`closes`), so that nothing can confirm it.", indent=2)
        return
    for number, now in enumerate(action.closes):
        sign, style = _SIGNS[now.state]
        name = f"Scenario “{now.what}”" if now.is_scenario else now.what
        page.line((f"{page.signs[sign]} ", style), (name, "id"), indent=2, hang=2)
        page.line(f"Now: {state_in_words(now)}", indent=4, hang=2)
        if action.promised is not None:
            page.line(f"With its change: {state_in_words(action.promised[number])}", indent=4, hang=2)
    if action.confirmed in CHECK_SAYS:
        page.blank()
        page.line(f"{CHECK_SAYS[action.confirmed]}.", indent=2)


# --- its change


def _put_change(page: Page, story: ActionStory) -> None:
    if story.difference is None and story.written:
        page.heading("What it was to change in the map")
        for line in story.written.splitlines():
            page.unbroken((line, "source"), indent=4)
        page.blank()
        page.line("It has ended, so this is not tried any more: the map says what is so.", indent=2)
        return
    if story.difference is None:
        page.heading("What it would do to people")
        page.line(
            "The plan does not say what this action would change in the map (`change`), so nobody can tell what it "
            "would do to people.",
            indent=2,
        )
        return
    at = story.written_at
    page.heading("What it would change in the map" + ("" if at is None else f" ({at.file}:{at.line})"))
    for line in story.written.splitlines():
        page.unbroken((line, "source"), indent=4)
    page.heading("What that would do to people")
    for text in _about(story):
        page.line(text, indent=2)
    few = len(story.difference.changes) <= MOST_IN_FULL
    put_effects(page, story.difference, None if few else SHOWN)
    put_faults(page, story.difference)


def _about(story: ActionStory) -> Iterator[str]:
    assert story.difference is not None, "told of a change"
    yield " ".join(verdict((story.difference,)))
    if story.action.status == DELIVERED:
        yield "The action is delivered: what the map says already is no change any more."


def story_object(story: ActionStory) -> dict[str, Any]:
    """An action with its story as plain values, for JSON: the action as in reports, and the difference as in a diff."""
    at = story.written_at
    return {
        **action_object(story.action),
        "map": story.map,
        "date": story.on.isoformat(),
        "theme_title": story.theme or None,
        "serves_titles": [one.title for one in story.serves],
        "commitments": [
            {"id": one.commitment.id, "lead": one.commitment.lead or None, "when": one.commitment.when or None}
            for one in story.serves
            if one.commitment is not None
        ],
        "change": story.written or None,
        "change_place": None if at is None else {"file": at.file, "line": at.line, "column": at.column},
        "crashes": [{"rule": one.rule, "why": one.why} for one in story.crashed],
        "difference": None if story.difference is None else difference_object(story.difference),
    }
