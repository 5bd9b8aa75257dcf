"""The annual report in the words that its text, its Markdown and its page have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pathkit.check.closing import CONFIRMED
from pathkit.check.difference import FindingChange, MapDifference, PeopleChange
from pathkit.check.progress import AnnualReport, AreaYear, MeasureYear, Moved, OpenError, ThemeYear
from pathkit.check.report import ActionState, Closes
from pathkit.check.stages import STAGES, TESTED
from pathkit.frameworks import load_framework
from pathkit.output.diff_verdict import compared, verdict
from pathkit.output.diff_words import KINDS, NEITHER, of_kind, sentence
from pathkit.output.planned import by_when
from pathkit.output.progress_words import is_silent, measure_in_words, owners_in_words, stage_in_words
from pathkit.output.words import LIMITS, capital, counted, date_in_words, listed

TITLE = "What became of what was agreed"
MOST_CHANGES = 12
"""So many changes of a kind are told; the others are counted."""
NO_PLAN = "No plan is written down, now or then."
SAME_MAP = "The map, and all that it uses, is as it was. So nothing has changed in what it says happens to people."
JUDGED = (
    "Both were judged by the rules and settings of today. A change in the map may be a change for people, or only a "
    "fact that was written down since."
)

CANNOT_SAY = (
    "A map says what is arranged, not what happens. That something is delivered is what partners have written down, "
    "unless it says that the check confirmed it.",
    *LIMITS,
)
"""What no annual report that is made from maps can say."""


# --- stages, actions, measures


def stages_in_words(year: AreaYear, since: date | None) -> str:
    """From which stage an area came to which."""
    now = stage_in_words(year.now)
    if year.then is None or year.then.stage is None:
        return f"{capital(now)}."
    then = "then" if since is None else f"on {date_in_words(since)}"
    if year.then.stage == year.now.stage and year.now.stage != TESTED:
        return f"{capital(now)}; it was at this stage {then}."
    return f"{capital(now)}. {capital(then)} it was at the stage “{year.then.stage}”."


def no_stage_then(year: AreaYear) -> str:
    """What stands in place of the stage of then, where there is none."""
    return "there was no map" if year.no_map_then else "not known"


_OVERDUE = "Overdue"
_PAST = "Past their day, and whether they are delivered is not written down"
_DELIVERED, _DELIVERED_BEFORE = "Delivered", "Delivered before"
_UNDATED = "Delivered, the day is not written down"
_CALLED = {
    _DELIVERED: "called delivered",
    _UNDATED: "called delivered on a day that is not written down",
    _DELIVERED_BEFORE: "called delivered before",
}
_IN_SHORT = {_PAST: "whose day has passed"}


def lists_of(theme: ThemeYear) -> Iterator[tuple[str, tuple[ActionState, ...]]]:
    """The lists of a theme that hold something, with their headings, in the order in which they are told."""
    lists = (
        (_DELIVERED, theme.done),
        (_UNDATED, theme.done_undated),
        (_OVERDUE, tuple(one for one in theme.late if not is_silent(one))),
        (_PAST, tuple(one for one in theme.late if is_silent(one))),
        ("In progress", theme.under_way),
        ("Not started, and not due yet", theme.not_started),
        ("Not due yet, and how far they have got is not written down", theme.not_known),
        ("Stopped", tuple(one for one in theme.stopped if one.id not in theme.stopped_before)),
        (_DELIVERED_BEFORE, theme.done_before),
        ("Stopped before", tuple(one for one in theme.stopped if one.id in theme.stopped_before)),
    )
    yield from ((heading, actions) for heading, actions in lists if actions)


def agreed_in_words(theme: ThemeYear) -> str:
    """What became of the actions of a theme: "Agreed: 3 actions. 2 called delivered, of which the check confirms 1; 1
    overdue.".
    """
    found = list(lists_of(theme))
    whole = sum(len(actions) for _, actions in found)
    told = [_in_short(heading, actions) for heading, actions in found]
    if theme.dropped:
        told.append(f"{len(theme.dropped):,} no longer in the plan")
    return f"Agreed: {counted(whole + len(theme.dropped), 'action')}. {'; '.join(told)}."


def _in_short(heading: str, actions: Sequence[ActionState]) -> str:
    if heading in _CALLED:
        confirmed = sum(one.confirmed == CONFIRMED for one in actions)
        return f"{len(actions):,} {_CALLED[heading]}, of which the check confirms {confirmed or 'none'}"
    return f"{len(actions):,} {_IN_SHORT.get(heading) or heading.partition(',')[0].lower()}"


def moved_in_words(moved: Moved) -> str:
    """What was agreed otherwise then, in sentences: "Due on 15 Jan 2028; then it was 15 Oct 2026."."""
    parts = []
    if moved.was_delivered:
        parts.append("It was called delivered then, and is not now")
    if moved.due is not None:
        parts.append(f"{capital(by_when(moved.action))}; then it was {date_in_words(moved.due)}")
    if moved.owners is not None:
        parts.append(f"{owners_in_words(moved.action)}; then it was {'; '.join(moved.owners)}")
    if moved.given_up:
        parts.append(f"It was to close {_named(moved.given_up)} as well")
    if moved.added:
        parts.append(f"It was not to close {_named(moved.added)} then")
    return f"{'. '.join(parts)}."


def _named(closes: Sequence[Closes]) -> str:
    return listed([f"the scenario “{one.what}”" if one.is_scenario else f"`{one.what}`" for one in closes])


MOVED = "Agreed otherwise then"
WITHDRAWN = "What was withdrawn, or rewritten"
STILL = "What is still found"


def withdrawn_in_words(year: AreaYear) -> tuple[str, ...]:
    """What the map promised or stated then and does not now, and scenarios that promise something else."""
    gone = (_WITHDRAWN[one.kind].format(title=f"“{one.title}”", word=one.title) for one in year.withdrawn)
    other = (f"The scenario “{one.title}” promises something else than then." for one in year.rewritten)
    return (*gone, *other)


_WITHDRAWN = {
    "declaration": "The declaration is no longer in the map.",
    "scenario": "The scenario {title} is withdrawn: it was promised then, and is not now.",
    "training": "The training {title} is no longer in the map.",
    "emergency plan": "The emergency plan {title} is no longer in the map.",
    "cover": "What the emergency plan relies on for “{word}” is no longer in the map.",
    "measure": "The measure {title} is no longer in the map.",
}


def still_found_told(year: AreaYear) -> tuple[tuple[tuple[str, str], ...], str]:
    """The errors that are found now and not acknowledged, each a sentence and its id, and a sentence on the others."""
    errors = year.now.errors
    told = tuple((_error(one), one.id) for one in errors[:MOST_CHANGES])
    more, known = len(errors) - len(told), year.now.errors_acknowledged
    parts = [f"{counted(more, 'more error is', 'more errors are')} found"] if more else []
    parts += [f"{counted(known, 'error is', 'errors are')} found and acknowledged"] if known else []
    return told, f"{capital(listed(parts))}." if parts else ""


def _error(error: OpenError) -> str:
    return f"{capital(sentence(error.message))}{' It is in the plan.' if error.planned else ''}"


def not_yet(year: AreaYear) -> tuple[str, tuple[str, ...]]:
    """Why an area has not reached its next stage: a heading, and what that lacks; or nothing."""
    reached = STAGES.index(year.now.stage) if year.now.stage is not None else len(STAGES)
    step = next((one for one in year.now.steps if STAGES.index(one.stage) > reached), None)
    return ("", ()) if step is None else (f"Why the area is not yet at the stage “{step.stage}”", step.lacks)


def measure_then(measure: MeasureYear, year: AreaYear) -> str:
    """What was measured then, as far as the map of then is known."""
    if measure.then is not None:
        return measure_in_words(measure.then)
    return no_stage_then(year) if year.then is None else "not in the map then"


def measure_now(year: MeasureYear) -> str:
    """What is measured now; what was not measured anew says so."""
    if year.now is None:
        return "not in the map any more"
    same = year.then is not None and (year.then.value, year.then.says, year.then.on) == (
        year.now.value,
        year.now.says,
        year.now.on,
    )
    return "not measured since" if same else measure_in_words(year.now)


# --- what changed for people


@dataclass(frozen=True)
class Told:
    """Changes of one kind: a heading, the sentences, and how many more there are."""

    heading: str
    lines: tuple[str, ...]
    more: int = 0


def title_of(report: AnnualReport) -> str:
    """The title; of one area, with its name."""
    return f"{report.areas[0].now.name}: {TITLE[:1].lower()}{TITLE[1:]}" if len(report.areas) == 1 else TITLE


def period_in_words(report: AnnualReport) -> str:
    """From when to when: "From 22 Nov 2025 to 22 Nov 2026", with what the beginning is called, where it has a name."""
    if report.since_date is None:
        return f"Since {report.since}, as of {date_in_words(report.date)}"
    begin = date_in_words(report.since_date)
    named = "" if report.since == begin else f" ({report.since})"
    return f"From {begin}{named} to {date_in_words(report.date)}"


def came_to(year: AreaYear) -> tuple[str, ...]:
    """What has changed for people, in a few sentences; or why nobody can tell."""
    if year.difference is None:
        return (year.not_compared or SAME_MAP,)
    told = _public(year.difference)
    known = tuple(one for one in told.findings if one.known_before)
    return (*verdict((replace(told, findings=known),)), *_not_known_then(told.findings))


def _not_known_then(changes: Sequence[FindingChange]) -> Iterator[str]:
    """Of how many errors and warnings nobody can tell whether they were found then."""
    severities = [one.finding.severity for one in changes if not one.known_before]
    told = [counted(severities.count(one), one) for one in ("error", "warning") if one in severities]
    if told:
        one = sum(severity != "note" for severity in severities) == 1
        are, were = ("is", "it was") if one else ("are", "they were")
        yield f"{capital(listed(told))} {are} found now, and whether {were} found then is not known."


def _public(difference: MapDifference) -> MapDifference:
    """What differs, but for the findings of national services, and those that are told with actions and measures."""
    own = tuple(one for one in difference.findings if not one.finding.library and one.finding.rule not in _TOLD_ALREADY)
    return replace(difference, findings=own)


_TOLD_ALREADY = {
    *("action-overdue", "milestone-overdue", "delivered-but-still-there", "promised-change-does-not-close"),
    *("action-closes-nothing", "finding-without-action", "measure-below-target"),
}


def people_told(difference: MapDifference | None) -> Iterator[Told]:
    """The changes for people by kind, the gravest first; a door less or more that helps nobody is left out."""
    if difference is None or not compared(difference):
        return
    for kind in KINDS:
        changes = () if kind is NEITHER else of_kind(difference, kind)
        if changes:
            told = tuple(dict.fromkeys(_of_people(change) for change in changes))
            yield Told(kind.heading, told[:MOST_CHANGES], max(len(told) - MOST_CHANGES, 0))


def _of_people(change: PeopleChange) -> str:
    """A change in a sentence that can be read aloud."""
    before, arrow, after = change.message.rstrip().rstrip(".").partition(" → ")
    # Who and when end where it begins what happens to them: both may hold colons.
    begins = max((before.rfind(f": {word}") for word in load_framework().outcomes.values()), default=-1)
    if not arrow or " → " in after or begins < 0:
        return capital(sentence(change.message))
    return capital(sentence(f"{before[:begins]}. Then: {before[begins + 2 :]}. Now: {after}"))


@dataclass(frozen=True)
class FindingsTold:
    """Findings that are new, have grown, or are gone: each a sentence and its id; how many more, and how many notes."""

    heading: str
    findings: tuple[tuple[str, str], ...]
    more: int = 0
    notes: int = 0
    gone: bool = False

    @property
    def lines(self) -> Iterator[tuple[str, str]]:
        """Each finding as a line: of one that is gone, the sentence tells what is so no more."""
        yield from ((f"Gone: {message}" if self.gone else message, name) for message, name in self.findings)


_GONE = "What was found then, and is not found now"


def findings_told(difference: MapDifference | None) -> Iterator[FindingsTold]:
    """The area's own errors and warnings that are gone, and that are new or have grown; notes are counted only."""
    own = () if difference is None else _public(difference).findings
    for heading, some in (
        (_GONE, [change for change in own if change.what == "gone"]),
        ("Found now, and not then", [change for change in own if change.what == "new" and change.known_before]),
        ("Found now, and whether then is not known", [change for change in own if not change.known_before]),
        ("Found then too, and worse now", [change for change in own if _grown(change)]),
    ):
        grave = [change.finding for change in some if change.finding.severity != "note"]
        if grave:
            yield FindingsTold(
                heading,
                tuple((capital(sentence(one.message)), one.id) for one in grave[:MOST_CHANGES]),
                max(len(grave) - MOST_CHANGES, 0),
                len(some) - len(grave),
                heading == _GONE,
            )


def notes_in_words(told: FindingsTold) -> str:
    """How many findings are not told one by one: "And 3 more and 2 notes.", or nothing."""
    parts = [f"{told.more:,} more"] if told.more else []
    if told.notes:
        parts.append(counted(told.notes, "note"))
    return f"And {listed(parts)}." if parts else ""


def _grown(change: FindingChange) -> bool:
    return change.grown and change.what not in ("new", "gone")
