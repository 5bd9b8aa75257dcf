"""What became of what was agreed, since some time: the annual report, to be published after an edit.

By area: what was agreed, by theme; what changed for people, in words; measures then and now; what was learned.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from pathkit import __version__
from pathkit.check.closing import CANNOT_TELL, CONFIRMED, NOTHING_TO_TEST, STILL_THERE
from pathkit.check.difference import MapDifference, PeopleChange
from pathkit.check.progress import AnnualReport, AreaYear, MeasureYear, ThemeYear
from pathkit.check.report import RuleNotRun
from pathkit.output.annual_words import (
    CANNOT_SAY,
    JUDGED,
    MOVED,
    NO_PLAN,
    STILL,
    WITHDRAWN,
    FindingsTold,
    agreed_in_words,
    came_to,
    findings_told,
    lists_of,
    measure_now,
    measure_then,
    moved_in_words,
    no_stage_then,
    not_yet,
    notes_in_words,
    period_in_words,
    still_found_told,
    title_of,
    withdrawn_in_words,
)
from pathkit.output.diff_verdict import COMPARISON_LIMITS, compared
from pathkit.output.diff_words import (
    KINDS,
    faults_of,
    file_faults,
    happens_in_words,
    more_groups,
    of_kind,
    parts_tally,
    sentence,
    told_apart,
    who_and_when,
)
from pathkit.output.progress_words import measure_name, names_of, since_in_words
from pathkit.output.words import ABOUT_FAULT, FAULT, capital, counted, date_in_words
from pathkit.pages.diff import BADGES, badge_of
from pathkit.pages.page import page
from pathkit.pages.plan_parts import Group, Sign, Wrong, action_shown, area_anchors, sign_of, wrong_with
from pathkit.pages.report_findings import anchors_of, prose

if TYPE_CHECKING:
    from markupsafe import Markup

DROPPED = "No longer in the plan"
"""The heading of what was in the plan then alone."""
MOST_CHANGES = 6
"""So many changes of a kind are told outright; the rest is folded away."""


@dataclass(frozen=True)
class At:
    """The stage of an area at one of the two times."""

    label: str
    sign: Sign | None
    words: str


@dataclass(frozen=True)
class Theme:
    """A theme: what became of its actions, in a sentence where there are other themes."""

    title: str
    says: str
    groups: tuple[Group, ...]
    moved: tuple[tuple[str, Markup], ...]


@dataclass(frozen=True)
class Outcome:
    """What happens to people at one of the two times."""

    label: str
    badge: str
    words: str


@dataclass(frozen=True)
class Changed:
    """Some people for whom what happens has changed; the message is told where outcomes in words are the same."""

    anchor: str
    door: str
    message: Markup | None
    groups: tuple[tuple[str, str], ...]
    more: str
    outcomes: tuple[Outcome, Outcome]


@dataclass(frozen=True)
class OfKind:
    """The changes of one kind: those told outright, and those folded away."""

    heading: str
    about: str
    badge: str
    first: tuple[Changed, ...]
    more: tuple[Changed, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.first) + len(self.more)


@dataclass(frozen=True)
class Found:
    """Findings that are gone, or there now: each a sentence and its id, and how many are not told."""

    heading: str
    badge: tuple[str, str]
    findings: tuple[tuple[Markup, str], ...]
    rest: str


@dataclass(frozen=True)
class ThenAndNow:
    """A measure at both times, in words."""

    what: str
    then: str
    now: str


@dataclass(frozen=True)
class Shown:
    """One area on the page."""

    anchor: str
    name: str
    at: tuple[At, At]
    trouble: tuple[Markup, ...]
    wrong: tuple[Wrong, ...]
    says: tuple[str, ...]
    themes: tuple[Theme, ...]
    verdict: tuple[Markup, ...]
    file_faults: tuple[tuple[str, tuple[Markup, ...]], ...]
    faults: tuple[RuleNotRun, ...]
    kinds: tuple[OfKind, ...]
    parts: str
    people: tuple[str, ...]
    findings: tuple[Found, ...]
    withdrawn: tuple[Markup, ...]
    still: Found | None
    not_yet: tuple[str, tuple[Markup, ...]]
    measured: tuple[ThenAndNow, ...]
    learned: tuple[tuple[str, str], ...]


def annual_as_html(report: AnnualReport) -> str:
    """The whole page."""
    now = [one.now for one in report.areas]
    shown = [
        _shown(report, one, name, anchor)
        for one, name, anchor in zip(report.areas, names_of(now), area_anchors(now), strict=True)
    ]
    several = len(shown) > 1
    return page(
        "annual.html",
        styles=("report.css", "progress.css"),
        title=title_of(report),
        period=period_in_words(report),
        date=date_in_words(report.date),
        stamp=f"Made with pathkit {__version__}.",
        areas=shown,
        several=several,
        notes=tuple(prose(sentence(note)) for note in (*report.notes, JUDGED)),
        moved=MOVED,
        withdrawn=WITHDRAWN,
        limits=_limits(report),
        fault=(FAULT, ABOUT_FAULT),
        counted=counted,
    )


def _limits(report: AnnualReport) -> tuple[str, ...]:
    """What the report cannot say; of a comparison only where there was one."""
    some = any(one.difference is not None and compared(one.difference) for one in report.areas)
    return (*COMPARISON_LIMITS[:1], *CANNOT_SAY) if some else CANNOT_SAY


def _shown(report: AnnualReport, one: AreaYear, name: str, anchor: str) -> Shown:
    told = one.difference
    return Shown(
        anchor,
        name,
        (_then(one), At("Now", sign_of(one.now.stage), since_in_words(one.now))),
        tuple(prose(text) for text in one.now.trouble),
        wrong_with(one.now),
        tuple(_in_short(one)),
        tuple(_themes(one, anchor, report.date)),
        tuple(map(prose, came_to(one))),
        () if told is None else tuple((head, tuple(map(prose, lines))) for head, lines in file_faults(told)),
        () if told is None else faults_of(told),
        () if told is None or not compared(told) else tuple(_kinds(told, anchor)),
        "" if told is None or not told.parts else f"{capital(parts_tally(told.parts))}.",
        () if told is None else told.people,
        tuple(_found(each) for each in findings_told(told)),
        tuple(map(prose, withdrawn_in_words(one))),
        _still(one),
        _not_yet(one),
        tuple(_measured(each, one) for each in one.measures),
        one.learned,
    )


def _then(one: AreaYear) -> At:
    if one.then is None:
        return At("Then", None, no_stage_then(one))
    return At("Then", sign_of(one.then.stage), since_in_words(one.then))


# --- what was agreed --------------------------------------------------------------------------------------


def _in_short(one: AreaYear) -> Iterator[str]:
    """What became of all that was agreed, and what the check says of what was delivered since."""
    if not one.themes:
        if one.now.stage is not None:
            yield NO_PLAN
        return
    yield agreed_in_words(_together(one.themes))
    new = sum(len(theme.new) for theme in one.themes)
    if new:
        yield f"{counted(new, 'action is', 'actions are')} new in the plan."
    done = [action.confirmed for theme in one.themes for action in theme.done]
    if any(state != CONFIRMED for state in done):
        yield _confirmed(done)


def _together(themes: Sequence[ThemeYear]) -> ThemeYear:
    """All themes as one."""
    names = [one.name for one in fields(ThemeYear) if one.name != "title"]
    lists = {name: tuple(chain.from_iterable(getattr(theme, name) for theme in themes)) for name in names}
    return ThemeYear("", **lists)


def _confirmed(done: Sequence[str]) -> str:
    """What the check says of actions that were delivered since, one as the other."""
    of = "the one action" if len(done) == 1 else f"the {len(done):,} actions"
    still, silent, bare = map(done.count, (STILL_THERE, CANNOT_TELL, NOTHING_TO_TEST))
    told = [f"the check confirms {done.count(CONFIRMED) or 'none'}"]
    if still:
        told.append(f"what {still:,} {_are(still, 'was', 'were')} to close is still found")
    if silent:
        told.append(f"of {silent:,} it cannot tell")
    if bare:
        told.append(f"{bare:,} {_are(bare, 'names', 'name')} nothing to close, so that no check can")
    return f"Of {of} delivered since then, {'; '.join(told)}."


def _are(count: int, one: str, many: str) -> str:
    return one if count == 1 else many


def _themes(one: AreaYear, anchor: str, on: date) -> Iterator[Theme]:
    anchors = anchors_of(
        f"{anchor}-action-",
        (action.id for theme in one.themes for _, actions in lists_of(theme) for action in actions),
    )
    for theme in one.themes:
        groups = [
            Group(
                heading,
                tuple(
                    action_shown(action, anchors[action.id], "", on, is_new=action.id in theme.new)
                    for action in actions
                ),
            )
            for heading, actions in lists_of(theme)
        ]
        if theme.dropped:
            groups.append(Group(DROPPED, (), theme.dropped))
        moved = tuple((each.action.title, prose(moved_in_words(each))) for each in theme.moved)
        yield Theme(theme.title, agreed_in_words(theme) if len(one.themes) > 1 else "", tuple(groups), moved)


# --- what changed for people ------------------------------------------------------------------------------


def _kinds(told: MapDifference, anchor: str) -> Iterator[OfKind]:
    anchors = anchors_of(f"{anchor}-change-", (change.id for change in told.changes))
    for kind in KINDS:
        changes = [_changed(change, anchors[change.id]) for change in of_kind(told, kind)]
        if changes:
            first, more = changes[:MOST_CHANGES], changes[MOST_CHANGES:]
            yield OfKind(kind.heading, kind.about, BADGES[kind.id], tuple(first), tuple(more))


def _changed(change: PeopleChange, anchor: str) -> Changed:
    return Changed(
        anchor,
        change.door_name,
        None if told_apart(change) else prose(sentence(change.message)),
        tuple((capital(who), when) for who, when in who_and_when(change.extent)),
        more_groups(change.extent),
        (
            Outcome("Then", badge_of(change.before), happens_in_words(change.before)),
            Outcome("Now", badge_of(change.after), happens_in_words(change.after)),
        ),
    )


def _found(told: FindingsTold) -> Found:
    return Found(
        told.heading,
        ("good", "gone") if told.gone else ("warning", "found"),
        tuple((prose(message), name) for message, name in told.findings),
        notes_in_words(told),
    )


def _still(one: AreaYear) -> Found | None:
    """The errors that are found now."""
    errors, rest = still_found_told(one)
    if not errors and not rest:
        return None
    return Found(STILL, ("error", "error"), tuple((prose(message), name) for message, name in errors), rest)


def _not_yet(one: AreaYear) -> tuple[str, tuple[Markup, ...]]:
    heading, lacks = not_yet(one)
    return heading, tuple(map(prose, lacks))


# --- measures ---------------------------------------------------------------------------------------------


def _measured(one: MeasureYear, year: AreaYear) -> ThenAndNow:
    latest = one.now or one.then
    assert latest is not None, "a measure is there at one of the times"
    return ThenAndNow(measure_name(latest), capital(measure_then(one, year)), capital(measure_now(one)))


__all__ = ["annual_as_html"]
