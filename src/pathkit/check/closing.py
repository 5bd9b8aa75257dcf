"""What becomes of what actions are to close: whether it is still found, and whether the action's change would close it.

The engine confirms an action, and nobody's word does. What is still found certainly, for whomever and whenever, is
still found; what only one reading finds, nobody can tell. Rules that the run does not ask are asked here all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from pathkit.check.acknowledged import OF_ACKNOWLEDGEMENTS
from pathkit.check.ask import Answer, ask
from pathkit.check.findings import facts_open
from pathkit.check.report import ActionState, Closes, Finding, MilestoneState, RuleNotRun, ToCome
from pathkit.check.settings import Settings
from pathkit.maps import Map
from pathkit.maps.plan_facts import (
    actions_of,
    day_due,
    due_within,
    is_ended,
    missed_since,
    overdue_since,
    owners,
)
from pathkit.maps.planned import with_change
from pathkit.maps.planning import DELIVERED, IN_PROGRESS, STOPPED, Action, EmergencyCover, Milestone, scenario_closed
from pathkit.maps.values import closest, listed, shown
from pathkit.pathway import Pathway, Reading, TooLarge
from pathkit.pathway.unknowns import Fact, unknown_facts
from pathkit.rules import Rule, all_rules
from pathkit.rules.scenario_failed import subjects_of
from pathkit.situations import TooManyPeople

FOUND, GONE, CANNOT_TELL = "found", "gone", "cannot tell"
"""How what an action is to close stands."""
CONFIRMED, STILL_THERE, NOTHING_TO_TEST = "confirmed", "still there", "nothing to test"
"""What the engine says of a delivered action; or that it `CANNOT_TELL`."""

STILL_FOUND = "delivered-but-still-there"
PROMISED = "promised-change-does-not-close"
NOTHING_CLOSED = "action-closes-nothing"
NO_ACTION = "finding-without-action"
OF_PLANS = (NOTHING_CLOSED, STILL_FOUND, NO_ACTION, PROMISED)
"""The rules whose findings the check makes of a plan (`plan_findings`)."""

TOO_MUCH = 2_000
"""Where only findings are wanted, soon, no changes are tried of maps with more transfers times changes than this."""

SCENARIOS = "scenario-failed"
MOST_WHO_CAN_ANSWER = 3
LONG = 200


@dataclass(frozen=True, eq=False)
class Run:
    """What a run of the check has found so far, and by what it goes.

    `found` are its findings by id, with what is acknowledged of them; `ran` the names of the rules that it asked, and
    `not_run` why others could not be asked of this map. `compiled` makes a pathway of a map, `fault` says in words what
    crashed, and `principles` tells what a rule's findings count for.
    """

    answers: Sequence[Answer]
    found: Mapping[str, Finding]
    ran: frozenset[str]
    not_run: Mapping[str, RuleNotRun]
    on: date
    path: str
    settings: Settings
    compiled: Callable[[Map], Pathway]
    fault: Callable[[Exception], str]
    principles: Callable[[Rule], tuple[str, ...]]


def takes_long(map_: Map) -> bool:
    """Whether to try all the changes of a plan takes longer than a reader of findings alone waits."""
    changes = sum(one.change is not None and not is_ended(one) for one in actions_of(map_).values())
    return changes * len(map_.transfers) > TOO_MUCH


# --- the actions


class Trial:
    """The plan of a map on trial: how what its actions are to close stands, now and with their changes."""

    def __init__(self, pathway: Pathway, run: Run) -> None:
        self.map = pathway.map
        self.run = run
        self._now = _now(pathway, run)
        self._editions = [self._now]

    def actions(self) -> tuple[ActionState, ...]:
        """The actions of the plan, in its order."""
        return tuple(
            _state(self.map, self.run, name, action, self._closes(action), self._promised(name, action))
            for name, action in actions_of(self.map).items()
        )

    def meant(self, finding: str) -> str | None:
        """The finding of the map as it is that was probably meant by the id of one about what is not in the map."""
        return self._now.meant(finding)

    def missing(self, action: str, finding: str) -> tuple[str, ...]:
        """What a finding that an action is to close is about, and is not in the map."""
        return _missing(self.map, actions_of(self.map)[action], finding)

    def crashed(self) -> tuple[RuleNotRun, ...]:
        """The faults in pathkit that were met so far, each once."""
        return tuple(dict.fromkeys(fault for edition in self._editions for fault in edition.crashed))

    def _closes(self, action: Action) -> tuple[Closes, ...]:
        states = tuple(map(self._now.state, action.closes))
        if action.status != DELIVERED:
            return states
        return tuple(self._surely(action, one) for one in states)

    def _surely(self, action: Action, closes: Closes) -> Closes:
        """What is not found has gone only where it could have been found: nobody can tell of anything else.

        What is not in the map has not gone, unless the action itself took it out; and not even then while its rule
        finds the like of something else, which may be the same thing under another name.
        """
        if closes.state != GONE or closes.is_scenario:
            return closes
        why = self._now.silent(closes.what)
        if missing := _missing(self.map, action, closes.what):
            near = self._now.meant(closes.what)
            why = _not_there(closes.what, missing) if near is None else _mistyped(closes.what, near)
        return replace(closes, state=CANNOT_TELL, why=why) if why else closes

    def _promised(self, name: str, action: Action) -> tuple[Closes, ...] | None:
        change = action.change
        if change is None or is_ended(action) or PROMISED not in self.run.ran:
            return None
        after = _Edition(
            self.run, lambda: self.run.compiled(with_change(self.map, change)), f"with the change of {shown(name)}"
        )
        self._editions.append(after)
        return tuple(map(after.state, action.closes))


def _mistyped(finding: str, near: str) -> str:
    return f"{shown(finding, LONG)} names what is not in the map, and {shown(near, LONG)} is found: is that meant?"


def _not_there(finding: str, missing: Sequence[str]) -> str:
    names = listed([shown(one, LONG) for one in missing])
    if finding.partition("@")[0] == SCENARIOS:
        return f"names {names}, and the map has no such scenario: check the id"
    is_, it, was = ("is", "it", "was") if len(missing) == 1 else ("are", "they", "were")
    return (
        f"names {names}, which {is_} not in the map: check the id; if {it} {was} taken out, say so in the action's "
        f"change (`remove: [{', '.join(missing)}]`)"
    )


def _missing(map_: Map, action: Action, finding: str) -> tuple[str, ...]:
    """What a finding is about that is not in the map, and that the action itself did not take out."""
    removed = frozenset(() if action.change is None else action.change.remove)
    if finding.partition("@")[0] == SCENARIOS:
        removed = frozenset()  # a promise that is taken back is not kept
    known = known_ids(map_)

    def there(one: str) -> bool:
        return one in known or one in removed

    def gone_along(one: str) -> bool:
        """Whether it is a transfer from or to a service that was taken out: it has gone with it."""
        return any(
            (one.startswith(f"{gone}-to-") and there(one.removeprefix(f"{gone}-to-")))
            or (one.endswith(f"-to-{gone}") and there(one.removesuffix(f"-to-{gone}")))
            for gone in removed
        )

    return tuple(dict.fromkeys(one for one in _subjects(finding) if not there(one) and not gone_along(one)))


def to_come(action: ActionState, on: date) -> Iterator[ToCome]:
    """What an action says was done on a day that is still to come."""
    begun = action.status in (DELIVERED, IN_PROGRESS)
    if begun and action.started is not None and action.started > on:
        yield ToCome("started", action.started)
    if begun and action.done is not None and action.done > on:
        yield ToCome("delivered", action.done)
    for one in action.milestones:
        if one.done is not None and one.done > on:
            yield ToCome("reached", one.done, one.title)


def _state(
    map_: Map, run: Run, name: str, action: Action, closes: tuple[Closes, ...], promised: tuple[Closes, ...] | None
) -> ActionState:
    state = ActionState(
        name,
        action.title,
        action.theme,
        action.serves,
        owners(map_, action.owner),
        day_due(map_, action.due),
        action.status,
        overdue_since(map_, action, run.on) is not None,
        action.started,
        action.done,
        tuple(_milestone(map_, run.on, action, one) for one in action.milestones),
        closes,
        promised,
        _confirmed(closes) if action.status == DELIVERED else "",
        action.evidence,
        action.learned,
        map_.place("plan", "actions", name),
        due_within(map_, action.due),
        action.notes if action.status == STOPPED else None,
    )
    return replace(state, to_come=tuple(to_come(state, run.on)))


def _milestone(map_: Map, on: date, action: Action, one: Milestone) -> MilestoneState:
    overdue = missed_since(map_, action, one, on) is not None
    within = due_within(map_, one.due)
    return MilestoneState(one.title, day_due(map_, one.due), one.done, overdue, owners(map_, one.owner), within)


def _confirmed(closes: Sequence[Closes]) -> str:
    if not closes:
        return NOTHING_TO_TEST
    states = {one.state for one in closes}
    return STILL_THERE if FOUND in states else CANNOT_TELL if CANNOT_TELL in states else CONFIRMED


# --- what is found in an edition of the map


@dataclass(frozen=True, eq=False)
class _Rule:
    """The answers of one rule, by the ids of findings; or `why` it could not be asked."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    why: str = ""


def _now(pathway: Pathway, run: Run) -> _Edition:
    """The map as it is: what the run has asked is not asked again."""
    known: dict[str, _Rule] = {}
    for name in run.ran:
        known[name] = _Rule(_by_id(one for one in run.answers if one.rule.name == name))
    for name, one in run.not_run.items():
        known[name] = _Rule(why=one.why)
    return _Edition(run, lambda: pathway, "", known)


def _by_id(answers: Iterable[Answer]) -> dict[str, Answer]:
    return {"@".join((one.rule.name, *one.hit.subjects)): one for one in answers}


class _Edition:
    """The map as it is, or with a change: the rules that ids of findings name are asked of it, each once.

    `made` compiles it, when it is first asked. `called` tells it from the map as it is, which is called nothing.
    """

    def __init__(
        self, run: Run, made: Callable[[], Pathway], called: str, known: Mapping[str, _Rule] | None = None
    ) -> None:
        self.crashed: list[RuleNotRun] = []
        self._run = run
        self._made = made
        self._called = called
        self._known: dict[str, _Rule] = dict(known or {})

    def state(self, closes: str) -> Closes:
        """How something that an action is to close stands in it."""
        scenario = scenario_closed(closes)
        if scenario is None:
            return Closes(closes, False, *self._finding(closes))
        ids = self._scenario_ids(scenario)
        states = [self._finding(one) for one in ids] or [(CANNOT_TELL, "there is no scenario of that name")]
        return Closes(scenario, True, *min(states, key=lambda one: (FOUND, CANNOT_TELL, GONE).index(one[0])))

    def _scenario_ids(self, name: str) -> list[str]:
        pathway = self._pathway
        if isinstance(pathway, str):
            return [f"{SCENARIOS}@{name}"]  # whatever its id: nothing could be asked of this edition
        return scenario_ids(pathway.map, name)

    def _finding(self, name: str) -> tuple[str, str]:
        """How a finding stands, by its id; and why nobody can tell."""
        rule = rules_by_name().get(name.partition("@")[0])
        if rule is None:
            return CANNOT_TELL, no_such(name) or ""
        if rule.asks is None:
            return self._of_the_check(rule, name)
        asked = self._asked(rule)
        if asked.why:
            return CANNOT_TELL, asked.why
        answer = asked.answers.get(name)
        if answer is None or not (answer.is_certain or answer.is_open):
            return GONE, ""
        if answer.is_certain:
            return FOUND, ""
        return CANNOT_TELL, self._turns_on(answer)

    def _of_the_check(self, rule: Rule, name: str) -> tuple[str, str]:
        """Of what the reader or the check itself finds, only what is acknowledged in the map as it is can be told."""
        told = not self._called and rule.name in self._run.ran and rule.name in OF_ACKNOWLEDGEMENTS
        if told and name.partition("@")[2].partition("@")[0] not in OF_PLANS:
            return (FOUND if name in self._run.found else GONE), ""
        return CANNOT_TELL, f"{shown(rule.name)} is found while the map is read and checked, and not by asking it"

    def meant(self, name: str) -> str | None:
        """The finding that was probably meant by the id of one that is about what is not in the map."""
        rule = rules_by_name().get(name.partition("@")[0])
        pathway = self._pathway
        if rule is None or isinstance(pathway, str) or _all_known(pathway.map, name):
            return None
        # Their subjects alone are compared: the name of a rule is long, and would make all of its findings alike.
        certain = {one.partition("@")[2]: one for one, answer in self._asked(rule).answers.items() if answer.is_certain}
        near = closest(name.partition("@")[2], tuple(sorted(certain)))
        return None if near is None else certain[near]

    def silent(self, name: str) -> str:
        """Why it tells nothing that a finding is not found; or nothing, where it does."""
        rule = rules_by_name().get(name.partition("@")[0])
        pathway = self._pathway
        if rule is None or rule.asks is None or isinstance(pathway, str):
            return ""
        if not _all_known(pathway.map, name):
            others = self._own(rule)
            if not others:
                return ""
            return (
                f"{shown(name, LONG)} is about what was taken out, and the rule still finds {shown(others[0], LONG)}: "
                "is that the same by another name?"
            )
        if rule.anybody is not None and not rule.anybody(pathway.asked(Reading.BEST)):
            return f"the map is for nobody whom {shown(rule.name)} could ask about, so it finds nothing whatever is so"
        return ""

    def _own(self, rule: Rule) -> list[str]:
        """What a rule finds of the map's own, by id."""
        library = frozenset() if isinstance(self._pathway, str) else self._pathway.map.library
        answers = self._asked(rule).answers.items()
        return sorted(name for name, one in answers if one.is_certain and not library.issuperset(one.hit.subjects))

    def _turns_on(self, answer: Answer) -> str:
        """Who can say whether it is found."""
        pathway = self._pathway
        if isinstance(pathway, str) or not answer.open:
            return _UNWRITTEN
        facts = {fact.id: fact for fact in unknown_facts(pathway.map)}
        lying = dict.fromkeys(facts_open(pathway, answer, answer.open))
        who = list(_who_can_answer(pathway.map, [facts[one] for one in lying if one in facts]))
        return f"{_UNWRITTEN}; {listed(who)} can answer" if who else _UNWRITTEN

    def _asked(self, rule: Rule) -> _Rule:
        if rule.name not in self._known:
            self._known[rule.name] = self._ask(rule)
        return self._known[rule.name]

    def _ask(self, rule: Rule) -> _Rule:
        settings, pathway = self._run.settings, self._pathway
        if settings.off(rule.name):
            return _Rule(why=f"the rule {shown(rule.name)} is switched off in the settings")
        if isinstance(pathway, str):
            return _Rule(why=pathway)
        try:
            return _Rule(_by_id(ask(rule, pathway, settings.values(rule.name, rule.settings))))
        except TooLarge as limit:
            return _Rule(why=f"this map is too large for it: {limit}")
        except Exception as fault:
            return _Rule(why=self._crash(rule.name, fault))

    @cached_property
    def _pathway(self) -> Pathway | str:
        """What is asked; or why nothing can be."""
        try:
            return self._made()
        except TooManyPeople as fault:
            return f"the changed map is too large: {fault}"
        except Exception as fault:
            return self._crash(PROMISED, fault)

    def _crash(self, rule: str, fault: Exception) -> str:
        words = self._run.fault(fault)
        where = f" ({self._called})" if self._called else ""
        self.crashed.append(RuleNotRun(rule, f"{words}{where}", crashed=True))
        return words


_UNWRITTEN = "it turns on what nobody has written down"


def _who_can_answer(map_: Map, facts: Iterable[Fact]) -> Iterator[str]:
    """The organisations that can answer, each with the ids of its questions."""
    by_who: dict[str, list[str]] = {}
    for fact in facts:
        known = None if fact.ask is None else map_.organisations.get(fact.ask)
        forum = map_.forum.name if map_.forum is not None and map_.forum.name else "the forum"
        who = forum if fact.ask is None else fact.ask if known is None else known.name
        by_who.setdefault(who, []).append(shown(fact.id))
    for who, ids in list(by_who.items())[:MOST_WHO_CAN_ANSWER]:
        more = f" and {len(ids) - MOST_WHO_CAN_ANSWER} more" if len(ids) > MOST_WHO_CAN_ANSWER else ""
        yield f"{who} ({', '.join(ids[:MOST_WHO_CAN_ANSWER])}{more})"


def rules_by_name() -> Mapping[str, Rule]:
    return {rule.name: rule for rule in all_rules()}


def no_such(closes: str) -> str | None:
    """Why something that an action is to close is the id of no finding, whatever the map; or None."""
    if scenario_closed(closes) is not None:
        return None
    name, at, subjects = closes.partition("@")
    rules = rules_by_name()
    if name not in rules:
        near = closest(name, tuple(rules))
        return f"there is no rule {shown(name, LONG)}{meant_in_words(None if near is None else near + at + subjects)}"
    return None


def meant_in_words(near: str | None) -> str:
    """A question after what may be mistyped; or nothing."""
    return "" if near is None else f" (did you mean {shown(near, LONG)}?)"


def scenario_ids(map_: Map, name: str) -> list[str]:
    """The ids that a finding of a scenario has, by its name."""
    subjects = subjects_of(one.name for one in map_.scenarios)
    named = zip(map_.scenarios, subjects, strict=True)
    return [f"{SCENARIOS}@{subject}" for one, subject in named if one.name.strip() == name]


def _subjects(finding: str) -> tuple[str, ...]:
    """What a finding is about, by its id. One about an acknowledgement bears the id of what is acknowledged."""
    rule, *subjects = finding.split("@")
    return tuple(subjects[1:] if rule in OF_ACKNOWLEDGEMENTS and subjects[0] in rules_by_name() else subjects)


def _all_known(map_: Map, finding: str) -> bool:
    """Whether everything that a finding is about is something in the map."""
    known = known_ids(map_)
    return all(one in known for one in _subjects(finding))


def known_ids(map_: Map) -> frozenset[str]:
    """Whatever ids of findings may name, and is in the map."""
    found = {
        *map_.services,
        *map_.transfers,
        *map_.organisations,
        *map_.agreements,
        *map_.measures,
        *map_.training,
        *map_.people.localities,
        *map_.people.needs,
        *map_.people.circumstances,  # of the others nobody is asked about
        *map_.framework.principles,
        *map_.framework.sectors,
        *actions_of(map_),
        *(() if map_.area is None else (map_.area.id,)),
        *(info.alias or key for key, info in EmergencyCover.model_fields.items()),
        *subjects_of(one.name for one in map_.scenarios),
    }
    return frozenset(found)


def closed_by(map_: Map) -> Mapping[str, tuple[str, ...]]:
    """By the ids of findings: the actions that are to close them, in the order of the plan. Stopped ones plan nothing.

    A finding is named by its id, one of a scenario also by the scenario's name.
    """
    found: dict[str, list[str]] = {}
    for name, action in actions_of(map_).items():
        if action.status == STOPPED:
            continue
        for closes in action.closes:
            scenario = scenario_closed(closes)
            for one in (closes,) if scenario is None else scenario_ids(map_, scenario):
                found.setdefault(one, []).append(name)
    return {one: tuple(dict.fromkeys(names)) for one, names in found.items()}


def with_plan(map_: Map, findings: Iterable[Finding]) -> list[Finding]:
    """Findings with the actions that are to close them."""
    actions = closed_by(map_)
    return [replace(one, planned=actions[one.id]) if one.id in actions else one for one in findings]
