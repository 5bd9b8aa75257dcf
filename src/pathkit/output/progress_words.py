"""How far areas have got, in the words that all its formats have in common; for the annual report as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from pathkit.check.closing import CANNOT_TELL, CONFIRMED, FOUND, GONE, NOTHING_TO_TEST, STILL_THERE
from pathkit.check.progress import AreaProgress, MeasureState, Step
from pathkit.check.progressing import ahead_in_words
from pathkit.check.report import ActionState, Closes, MilestoneState
from pathkit.check.settings import FOR_ALL_RULES
from pathkit.check.stages import DECLARED, IN_DELIVERY, NOTHING_RECORDED, PLAN_AGREED, STAGES, TESTED
from pathkit.maps.planning import DELIVERED, ENDED, IN_PROGRESS, NOT_STARTED, STOPPED, UNKNOWN
from pathkit.output.planned import by_when
from pathkit.output.words import capital, counted, date_in_words, listed
from pathkit.rules import all_rules

TITLE = "How far areas have got with what they agreed"
ABOUT = (
    "Areas stand in alphabetical order and are not ranked: what works in one place may not in another.",
    "A stage says what was written down, agreed and tested, not how good an area is.",
    "Nobody can declare an area tested: the check of its map confirms it, for the day of the check only.",
)
NO_AREA = "No area has a map here yet."
NO_STAGE = "the map could not be asked"
MOST_PROBLEMS = 3
"""So many things that are wrong with a map are told; `pathkit check` tells all of them."""

ASKS = {
    NOTHING_RECORDED: "Neither a declaration nor an agreed plan is written down. It does not follow that nothing is "
    "done.",
    DECLARED: "Partners have signed a declaration, on a day that the map states.",
    PLAN_AGREED: "Partners have agreed a plan with at least one action, on a day that the map states.",
    IN_DELIVERY: "The plan is agreed, and at least one of its actions is in progress or delivered.",
    TESTED: "The check of the map confirms it: at least one action is delivered, each delivered action has closed what "
    "it was to close, every scenario is kept, and every error is either acknowledged or to be closed by an action with "
    "an owner, a date and a status.",
}
"""What each stage asks."""

_NOTHING_WRITTEN = "The map tells of no declaration and no plan. It does not follow that nothing is done there."
_NOT_SIGNED = "A declaration is written down, with a day that is still to come. Work may be going on all the same."
_NOT_AGREED = "A plan is written down; that partners have agreed it by now is not. Work may be going on all the same."

STATUSES = {
    DELIVERED: "Delivered",
    IN_PROGRESS: "In progress",
    NOT_STARTED: "Not started",
    UNKNOWN: "Status not written down",
    STOPPED: "Stopped",
}
"""The headings of the statuses, in the order in which they are told."""
_COUNTED = {**{status: word.lower() for status, word in STATUSES.items()}, UNKNOWN: "with no status written down"}

CHECK_SAYS = {
    CONFIRMED: "Confirmed: what it was to close is not found any more",
    STILL_THERE: "Not confirmed: what it was to close is still found",
    CANNOT_TELL: "The check cannot tell whether what it was to close has gone",
    NOTHING_TO_TEST: "It names nothing to close, so that no check can confirm it",
}
"""What the check says of a delivered action."""

REACHED, OVERDUE, TO_COME, NOT_WRITTEN = "reached", "overdue", "to come", "not written down"
"""How a milestone stands; of the last, nobody has written down whether it was reached."""


def names_of(areas: Sequence[AreaProgress]) -> tuple[str, ...]:
    """What areas are called; where several have one name, with the files of their maps."""
    names = Counter(one.name for one in areas)
    return tuple(one.name if names[one.name] == 1 else f"{one.name} ({one.path})" for one in areas)


# --- stages


def stage_in_words(one: AreaProgress) -> str:
    """The stage, and since when: "in delivery, since 2 Mar 2026"; "tested, on 22 Nov 2026"."""
    if one.stage is None:
        return NO_STAGE
    since = since_in_words(one)
    return f"{one.stage}{'; ' if one.since is None else ', '}{since}" if since else one.stage


def since_in_words(one: AreaProgress) -> str:
    """Since when an area is at its stage: "since 1 Mar 2026"; of what is tested, the day on which it was."""
    if one.stage in (None, NOTHING_RECORDED):
        return ""
    if one.since is None:
        return "since when is not written down"
    if one.stage != TESTED:
        return f"since {date_in_words(one.since)}"
    return ", ".join(part for part in (f"on {date_in_words(one.since)}", lived_with(one)) if part)


def lived_with(one: AreaProgress) -> str:
    """The errors with which an area is tested: "with 6 errors acknowledged and 2 in the plan"; or nothing."""
    known, planned = one.errors_acknowledged, one.errors_planned
    if known:
        return f"with {counted(known, 'error')} acknowledged{f' and {planned:,} in the plan' if planned else ''}"
    return f"with {counted(planned, 'error')} in the plan" if planned else ""


def nothing_recorded_in_words(one: AreaProgress) -> str:
    """What it means that nothing is recorded, or "" where something is."""
    if one.stage != NOTHING_RECORDED:
        return ""
    if _has_plan(one):
        return _NOT_AGREED
    return _NOTHING_WRITTEN if one.signed is None else _NOT_SIGNED


def _has_plan(one: AreaProgress) -> bool:
    return bool(one.actions) or one.plan is not None or one.agreed is not None


def steps_in_words(one: AreaProgress) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each stage as far as the next one, and the plan wherever there is one: how it stands, and what it lacks."""
    last = min(_place(one.stage) + 1, len(STAGES) - 1)
    if _has_plan(one):
        last = max(last, _place(PLAN_AGREED))
    for step in one.steps:
        if step.stage != NOTHING_RECORDED and _place(step.stage) <= last:
            yield capital(step.stage), standing(one, step), () if step.reached else step.lacks


def _place(stage: str | None) -> int:
    return -1 if stage is None else STAGES.index(stage)


def standing(one: AreaProgress, step: Step) -> str:
    """How a stage stands: "yes, since 2 Mar 2026", "not yet"; no more than that nobody has written it down."""
    if not step.reached:
        stated = {DECLARED: one.signed, PLAN_AGREED: one.agreed}
        return "not written down" if step.stage in stated and stated[step.stage] is None else "not yet"
    if step.on is None:
        return "yes; since when is not written down"
    day = date_in_words(step.on)
    if step.stage == DECLARED:
        return f"yes, signed on {day}{_by(one.signed_by)}"
    if step.stage == PLAN_AGREED:
        return f"yes, on {day}{_by(one.agreed_by)}"
    return f"yes, since {day}" if step.stage == IN_DELIVERY else f"yes, on {day}"


def _by(names: Sequence[str]) -> str:
    return f" by {listed(names)}" if names else ""


# --- actions


def tally(actions: Sequence[ActionState]) -> str:
    """ "1 delivered, 2 in progress", of actions."""
    numbers = [(sum(one.status == status for one in actions), _COUNTED[status]) for status in STATUSES]
    return ", ".join(f"{number:,} {word}" for number, word in numbers if number) or "none"


def tally_in_words(one: AreaProgress) -> str:
    """How many actions of an area have which status, how many are overdue, and of how many nobody can tell."""
    return "; ".join(part for part in (tally(one.actions), overdue_tally(one), past_tally(one)) if part)


def overdue_tally(one: AreaProgress) -> str:
    """ "1 action and 2 milestones are overdue", or nothing."""
    told, many = _past_their_day(one, silent=False)
    return f"{told} {'are' if many else 'is'} overdue" if told else ""


def past_tally(one: AreaProgress) -> str:
    """How many actions and milestones are past their day without a word on whether they are done; or nothing."""
    told, many = _past_their_day(one, silent=True)
    if not told:
        return ""
    are, their, they = ("are", "their", "they are") if many else ("is", "its", "it is")
    return f"{told} {are} past {their} day, and whether {they} done is not written down"


def _past_their_day(one: AreaProgress, silent: bool) -> tuple[str, bool]:
    """So many actions and milestones, of actions that are silent or of those that are not; and whether several are."""
    some = [action for action in one.actions if is_silent(action) == silent]
    actions = sum(action.overdue for action in some)
    milestones = sum(step.overdue for action in some for step in action.milestones)
    told = [counted(number, word) for number, word in ((actions, "action"), (milestones, "milestone")) if number]
    return listed(told), actions + milestones > 1


def is_silent(action: ActionState) -> bool:
    """Whether nobody has written down how far an action has got: it may be delivered, and is never called overdue."""
    return action.status == UNKNOWN


def milestone_state(one: MilestoneState, action: ActionState, on: date) -> str:
    """How a milestone of an action stands on a day. What has no day, or is of an action that has ended, is never to
    come.
    """
    if one.done is not None and one.done <= on:
        return REACHED
    if one.overdue:
        return NOT_WRITTEN if is_silent(action) else OVERDUE
    return NOT_WRITTEN if action.status in ENDED or (one.due or one.done) is None else TO_COME


def looks_late(action: ActionState) -> str:
    """Whether the day of an action or of a milestone has passed: `OVERDUE`, or `NOT_WRITTEN` of a silent one; or ""."""
    if not action.overdue and not any(one.overdue for one in action.milestones):
        return ""
    return NOT_WRITTEN if is_silent(action) else OVERDUE


def action_in_words(action: ActionState, on: date) -> str:
    """The dates of an action, its owners, what the check says of it, and its milestones whose day has passed."""
    said = [", ".join(_dates(action, on)), *(capital(ahead_in_words(one)) for one in action.to_come)]
    said.append(owners_in_words(action))
    if action.confirmed in CHECK_SAYS:
        said.append(CHECK_SAYS[action.confirmed])
    said += [milestone_in_words(one, action, on) for one in action.milestones if one.overdue]
    return f"{'. '.join(said)}."


def owners_in_words(action: ActionState) -> str:
    """Whose an action is. Names of owners hold commas, so these part no two of them."""
    if not action.owners:
        return "No owner is written down"
    return f"{'Owner' if len(action.owners) == 1 else 'Owners'}: {'; '.join(action.owners)}"


def _dates(action: ActionState, on: date) -> Iterator[str]:
    if action.status == STOPPED:
        yield f"stopped: {why_stopped(action)}"
        return
    yield due_or_delivered(action)
    if action.overdue and action.due is not None:
        yield passed_in_words(action.due, on, "delivered", action)
    if action.started is not None and action.status == IN_PROGRESS:
        yield f"started on {date_in_words(action.started)}"


def why_stopped(action: ActionState) -> str:
    """Why an action was stopped, as far as anybody wrote it down."""
    why = action.notes or action.learned
    return "why is not written down" if why is None else f"“{why.strip().rstrip('.')}”"


def due_or_delivered(action: ActionState) -> str:
    """When an action was delivered, or by when it is to be."""
    return delivered_in_words(action) if action.status == DELIVERED else by_when(action)


def delivered_in_words(action: ActionState) -> str:
    """When an action was delivered."""
    if action.done is None:
        return "delivered (the day is not written down)"
    due = ""
    if action.due is not None and action.due < action.done:
        due = f" (due on {date_in_words(action.due)})"
    return f"delivered on {date_in_words(action.done)}{due}"


def milestone_in_words(one: MilestoneState, action: ActionState, on: date) -> str:
    """A milestone whose day has passed."""
    late = "" if one.due is None else f", {passed_in_words(one.due, on, 'reached', action)}"
    owners = f" ({owner_aside(one.owners)})" if one.owners else ""
    return f"Milestone “{one.title}”: {by_when(one)}{late}{owners}"


def owner_aside(owners: Sequence[str]) -> str:
    """Owners in brackets: "owner: NHS Eastglen"."""
    return f"{'owner' if len(owners) == 1 else 'owners'}: {'; '.join(owners)}"


def passed_in_words(due: date, on: date, done: str, action: ActionState) -> str:
    """What it means that a day has passed: how late something is, or that nobody has written down whether it is done.

    `done` is what was to happen: "delivered", "reached".
    """
    if is_silent(action):
        return f"which has passed; whether it was {done} is not written down"
    return late_in_words(due, on)


def late_in_words(due: date, on: date) -> str:
    """How late something is: "overdue by 16 weeks"."""
    days = (on - due).days
    if days < 14:
        return f"overdue by {counted(days, 'day')}"
    if days < 7 * 18:
        return f"overdue by {counted(days // 7, 'week')}"
    months = 12 * (on.year - due.year) + on.month - due.month - (on.day < due.day)
    return f"overdue by {counted(months, 'month') if months < 24 else counted(months // 12, 'year')}"


def still_found(action: ActionState) -> tuple[Closes, ...]:
    """What a delivered action was to close and has not, or of which nobody can tell."""
    return tuple(one for one in action.closes if one.state != GONE) if action.status == DELIVERED else ()


def closes_in_words(
    closes: Closes,
    text: Callable[[str], str] = str,
    code: Callable[[str], str] = str,
    prose: Callable[[str], str] = str,
) -> str:
    """What an action is to close, and how that stands: "scenario “A night”: not kept". A format gives its escapes."""
    what = f"scenario “{text(closes.what)}”" if closes.is_scenario else code(closes.what)
    return f"{what}: {prose(state_in_words(closes))}"


def state_in_words(closes: Closes) -> str:
    """How something that an action is to close stands: "still found", "cannot be told: …"."""
    why = f": {closes.why}" if closes.why and closes.state == CANNOT_TELL else ""
    return f"{state_word(closes)}{why}"


def state_word(closes: Closes) -> str:
    """The same without the reason why nobody can tell."""
    if closes.state == FOUND:
        return "not kept" if closes.is_scenario else "still found"
    if closes.state == GONE:
        return "kept" if closes.is_scenario else "gone"
    return "cannot be told"


# --- what the check finds, measures and questions


def asides_in_words(one: AreaProgress) -> tuple[str, ...]:
    """What is to be known beside a stage, in sentences: errors that are lived with or planned for, or that count for no
    area, and what the settings change.
    """
    return tuple(one for one in (_lived_with(one), _half_planned(one), _of_libraries(one), _settings(one)) if one)


def _lived_with(one: AreaProgress) -> str:
    known, planned = one.errors_acknowledged, one.errors_planned
    parts = [(known, "acknowledged"), (planned, "to be closed by the plan")]
    told = [f"{counted(number, 'error is', 'errors are')} {words}" for number, words in parts if number]
    return f"{capital(listed(told))}." if told else ""


def _half_planned(one: AreaProgress) -> str:
    if not one.half_planned or one.stage == IN_DELIVERY:
        return ""  # or it is told with what the next stage lacks
    are = counted(len(one.half_planned), "error is", "errors are")
    ids = ", ".join(f"`{name}`" for name in one.half_planned)
    return f"{are} to be closed by an action without an owner, a date or a status: {ids}."


def _of_libraries(one: AreaProgress) -> str:
    number = one.errors_of_libraries
    if not number:
        return ""
    it_counts = "it counts" if number == 1 else "they count"
    are = counted(number, "error is", "errors are")
    return f"{are} about services that come by `uses`; {it_counts} for no area."


def _settings(one: AreaProgress) -> str:
    rules = [name for name in one.settings_differ if name not in FOR_ALL_RULES]
    others = [name for name in one.settings_differ if name in FOR_ALL_RULES]
    told = [f"what {_asks(rules)}: {_ticked(rules)}"] if rules else []
    told += [f"what holds for all rules: {_ticked(others)}"] if others else []
    return f"The settings change {'; and '.join(told)}." if told else ""


def _asks(rules: Sequence[str]) -> str:
    return "1 rule asks" if len(rules) == 1 else f"{len(rules):,} rules ask"


def _ticked(names: Sequence[str]) -> str:
    return listed([f"`{name}`" for name in names])


def untracked_tally(one: AreaProgress) -> str:
    """How many errors stand that nothing in the map speaks of, or nothing."""
    number = len(one.untracked)
    return f"{counted(number, 'error')} that this map neither acknowledges nor plans to close" if number else ""


def untracked_by_rule(one: AreaProgress) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Those errors: what a rule finds, in a sentence, and the ids of its findings."""
    ids: dict[str, list[str]] = {}
    for name in one.untracked:
        ids.setdefault(name.partition("@")[0], []).append(name)
    finds = _what_rules_find(ids)
    return tuple((finds[rule], tuple(some)) for rule, some in ids.items())


def _what_rules_find(names: Iterable[str]) -> dict[str, str]:
    known = {rule.name: rule.summary for rule in all_rules()}
    return {name: known.get(name, name).rstrip(".") for name in names}


def measure_name(measure: MeasureState) -> str:
    """What is measured, and of what."""
    return capital(measure.what) if measure.about is None else f"{capital(measure.what)} ({measure.about})"


def measure_in_words(measure: MeasureState) -> str:
    """What was measured, or what people say: "81 % on 30 Jun 2026; the target is 95 %, and it is not met"."""
    words = said_in_words(measure)
    if words and measure.value is None and measure.target is None:
        return words
    when = "" if measure.on is None else f" on {date_in_words(measure.on)}"
    told = f"{measure.value or 'no value is written down'}{when}{_target(measure)}"
    return f"{told}; {words}" if words else told


def said_in_words(measure: MeasureState) -> str:
    """What people say, who they are and when they said so: "“I was believed.” – the panel, 1 Sep 2026"; or nothing."""
    if measure.says is None:
        return ""
    by = said_by(measure)
    return f"“{measure.says.strip().strip('“”')}”{f' – {by}' if by else ''}"


def said_by(measure: MeasureState) -> str:
    """Who says it, and when."""
    when = "" if measure.on is None else date_in_words(measure.on)
    return ", ".join(part for part in (measure.said_by, when) if part)


def _target(measure: MeasureState) -> str:
    if measure.target is None:
        return ""
    met = {True: ", and it is met", False: ", and it is not met", None: ""}[measure.met]
    return f"; the target is {measure.target}{met}"


def below_target(one: AreaProgress) -> tuple[MeasureState, ...]:
    """The measures that do not meet their target."""
    return tuple(measure for measure in one.measures if measure.met is False)


def measures_tally(one: AreaProgress) -> str:
    """ "2 measures; the one with a target does not meet it", or that none has a target."""
    judged = [measure for measure in one.measures if measure.met is not None]
    missed = len(below_target(one))
    if not judged:
        of = "none held against a target"
    elif len(judged) == 1:
        which = "it" if len(one.measures) == 1 else "the one with a target"
        of = f"{which} {'does not meet' if missed else 'meets'} {'its target' if len(one.measures) == 1 else 'it'}"
    elif missed:
        of = f"{missed:,} of {len(judged):,} with a target {'does' if missed == 1 else 'do'} not meet it"
    else:
        of = "every target is met"
    return f"{counted(len(one.measures), 'measure')}; {of}"


def scenarios_in_words(one: AreaProgress) -> str:
    """How many scenarios are kept."""
    if not one.scenarios:
        return "none is written down"
    if not one.failed:
        return "the only one is kept" if one.scenarios == 1 else f"all {one.scenarios:,} are kept"
    return f"{one.scenarios - len(one.failed):,} of {one.scenarios:,} kept"


def questions_in_words(one: AreaProgress) -> str:
    """How many questions are open: "14 open questions (facts not yet written down)"."""
    if not one.questions:
        return "no open questions"
    facts = "a fact" if one.questions == 1 else "facts"
    return f"{counted(one.questions, 'open question')} ({facts} not yet written down)"
