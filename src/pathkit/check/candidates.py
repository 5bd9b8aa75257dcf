"""What would close a finding: changes that are tried on the map, one at a time, and what each of them does.

A candidate is true by trial: the change is made to the map in memory as its file would be read, the map is compiled
anew, and the finding's own rule is asked again in both readings. What it promises is what a check of the changed
file shows.

What is proposed, and what never, is in `ideas`. A candidate that would lead to a new error is left out, unless the
error only compares people (some are helped sooner than others): then it says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pathkit.check.ask import Answer, ask
from pathkit.check.ideas import Idea, Thinking
from pathkit.check.settings import Settings
from pathkit.check.words import labels, when
from pathkit.maps import Map, Place
from pathkit.maps.changes import changed, place_of, written
from pathkit.pathway import Pathway
from pathkit.pathway.compiled import conditions
from pathkit.rules import Rule, all_rules
from pathkit.situations import Population, Situations, TooManyPeople
from pathkit.situations.words import who
from pathkit.times.words import NOT, times_in_words

MOST_TOLD = 5
MOST_TRIED = 36
LARGE = 150
"""A map with more transfers than this is large: fewer changes are tried, and fewer rules asked what they lead to."""
MOST_TRIED_OF_LARGE = 12
QUICK = ("wrong-door", "dead-end", "emergency-without-immediate-risk", "scenario-failed")
RULES_ON_WAITS = frozenset({"long-wait"})
"""Rules that are slow to ask, and of which a change closes nothing unless somebody waits less."""
MOST_ALIKE = 2
"""How many of the candidates that are told may be transfers from one and the same service."""

OF_EACH_PERSON = frozenset(
    {
        "closed-door",
        "dead-end",
        "emergency-department-is-the-only-option",
        "emergency-without-immediate-risk",
        "holiday-gap",
        "long-wait",
        "no-clinical-advice",
        "no-place-of-safety",
        "nobody-to-turn-to",
        "only-signposted",
        "only-way-is-emergency",
        "out-of-hours-gap",
        "police-as-transport",
        "responders-cannot-hand-over",
        "tell-it-again",
        "wrong-door",
    }
)
"""Rules that ask of each person by themselves: the others need not be there when one is asked again."""
COMPARING = frozenset({"left-out", "age-gap"})
"""Error rules that compare people: some are worse off only because others are helped."""

Advance = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Candidate:
    """One change, and what it does to a finding.

    `closes_hours_per_week` are the hours of the ordinary week at which nobody is left in the finding,
    `closes_dates` the dates outside its pattern that go, `closes_situations` the people × minutes that go.
    `opens` are ids of findings of rules that compare people, which it would lead to.
    """

    text: str
    yaml: str
    place: Place | None
    places: tuple[Place, ...]
    closes_hours_per_week: float
    of_hours_per_week: float
    closes_dates: int
    of_dates: int
    closes_situations: int
    of_situations: int
    opens: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tried:
    """The candidates of a finding, best first, of `tried` changes that were tried.

    `left_out` are those that would close some of it, and were left out because they would lead to another error.
    `ideas` is how many changes there were to try, and `against` the rules that were asked what a change leads to (none:
    every rule that finds errors): in large maps, not all.
    """

    candidates: tuple[Candidate, ...] = ()
    tried: int = 0
    left_out: int = 0
    ideas: int = 0
    against: tuple[str, ...] = ()


def candidates(
    pathway: Pathway, rule: Rule, subjects: tuple[str, ...], settings: Settings, progress: Advance | None = None
) -> Tried:
    """What would close a finding of a rule about these subjects, as far as trying can tell.

    A finding without situations has no candidates. `progress` is told of each change as it is tried.
    """
    given = settings.values(rule.name, rule.settings)
    answer = next((one for one in ask(rule, pathway, given) if one.hit.subjects == subjects), None)
    if answer is None or not answer.certain:
        return Tried()
    thinking = Thinking(pathway, answer)
    had = thinking.ideas()
    large = _is_large(pathway.map)
    ideas = had.likeliest(MOST_TRIED_OF_LARGE if large else MOST_TRIED)
    trial = _trial(pathway, ideas, rule, settings, thinking.people)
    before = None if trial is None else trial.before(answer)
    if trial is None or not before:
        return Tried()
    measured: list[_Result] = []
    for number, idea in enumerate(ideas, 1):
        made = trial.changed(idea, trial.narrow)
        if rule.name not in RULES_ON_WAITS or thinking.waits_less(made):
            after = trial.certain(made, subjects)
            if after is not None and not after - before and before - after:
                measured.append((idea, after, _measured(trial.pathway, before, after)))
        if progress is not None:
            progress(number, len(ideas), idea.subject)
    measured.sort(key=lambda row: (-row[2].hours, -row[2].situations, row[0].size, row[0].subject))
    told, left_out = _told(trial, before, measured)
    against = tuple(one.name for one in trial.errors) if large else ()
    return Tried(told, len(ideas), left_out, len(had.by_key), against)


def _is_large(map_: Map) -> bool:
    return len(map_.transfers) > LARGE


# --- trying


@dataclass(frozen=True)
class _Measure:
    hours: float
    of_hours: float
    dates: int
    of_dates: int
    situations: int
    of_situations: int


def _measured(pathway: Pathway, before: Situations, after: Situations) -> _Measure:
    was, now = when(pathway, before), when(pathway, after)
    held, left = before.count(), after.count()
    return _Measure(
        round(was.hours_per_week - now.hours_per_week, 2),
        was.hours_per_week,
        len(set(was.dates) - set(now.dates)),
        len(was.dates),
        held - left,
        held,
    )


_Result = tuple[Idea, Situations, _Measure]


@dataclass(eq=False)
class _Trial:
    """The pathway as it is, with people told apart as finely as any of the ideas asks.

    `narrow` are the people of the finding alone, numbered alike: all that a rule is asked about that asks of each
    person by themselves.
    """

    pathway: Pathway
    population: Population
    narrow: Population
    rule: Rule
    settings: Settings
    errors: tuple[Rule, ...]
    _known: dict[str, Mapping[tuple[str, ...], Situations | None] | None] = field(default_factory=dict)

    def before(self, answer: Answer) -> Situations | None:
        """What the rule finds in the map as it is."""
        if answer.certain is not None and answer.certain.frame.population is self.population:
            return answer.certain
        return self.certain(_beside(self.pathway, self.pathway.map, self.narrow), answer.hit.subjects)

    def changed(self, idea: Idea, people: Population) -> Pathway:
        """The pathway of the map after a change, asked about these people."""
        return _beside(self.pathway, changed(self.pathway.map, idea.changes), people)

    def certain(self, pathway: Pathway, subjects: tuple[str, ...]) -> Situations | None:
        """What the rule certainly finds about some subjects: nobody where it finds nothing, None where it fails."""
        found = self._everything(pathway, self.rule)
        return None if found is None else found.get(subjects) or pathway.frame.nobody

    def opened(self, idea: Idea) -> list[str] | None:
        """The findings of error rules that the changed map has and this one has not, or has less of.

        None where that cannot be told. Rules that cannot be asked of the map as it is are left aside: `check` says so.
        """
        pathway = self.changed(idea, self.population)
        opened = []
        for rule in self.errors:
            if rule.name not in self._known:
                self._known[rule.name] = self._everything(self.pathway, rule)
            known = self._known[rule.name]
            if known is None:
                continue
            now = self._everything(pathway, rule)
            if now is None:
                return None
            for subjects, situations in now.items():
                before = known.get(subjects)
                grown = subjects not in known
                if situations is not None and before is not None:
                    grown = bool(situations - before)
                if grown:
                    opened.append("@".join((rule.name, *subjects)))
        return opened

    def _everything(self, pathway: Pathway, rule: Rule) -> Mapping[tuple[str, ...], Situations | None] | None:
        try:
            found = ask(rule, pathway, self.settings.values(rule.name, rule.settings))
        except Exception:  # a rule that crashes is told of by `check`; what it would say is not known
            return None
        return {one.hit.subjects: one.certain for one in found if one.is_certain}


def _trial(pathway: Pathway, ideas: list[Idea], rule: Rule, settings: Settings, people: int) -> _Trial | None:
    blocks = conditions(pathway.map)
    known = {id(block) for block in blocks}
    for idea in ideas:
        for block in conditions(changed(pathway.map, idea.changes)):
            if id(block) not in known:
                known.add(id(block))
                blocks.append(block)
    try:
        population = Population(pathway.map, blocks, pathway.combine)
    except TooManyPeople:
        return None
    base = pathway
    if population.shape == pathway.population.shape:
        # Nobody is told apart who was not before: what the pathway has worked out already still serves.
        population = pathway.population
    else:
        base = _beside(pathway, pathway.map, population)
        everyone = population.classes(population.everyone)
        same = ((number, pathway.population.class_of(population.person(number))) for number in everyone)
        people = sum(1 << number for number, was in same if was is not None and people >> was & 1)
    large = _is_large(pathway.map)
    errors = tuple(
        one
        for one in all_rules()
        if one.asks is not None
        and not settings.off(one.name)
        and (one.name == rule.name or settings.severity(one.name, one.severity) == "error")
        and (not large or one.name in (*QUICK, rule.name))
    )
    narrow = population.only(people) if rule.name in OF_EACH_PERSON else population
    return _Trial(base, population, narrow, rule, settings, errors)


def _beside(pathway: Pathway, map_: Map, population: Population) -> Pathway:
    """Another map compiled as a pathway was, for people who are numbered alike, so that sets can be compared."""
    waits = pathway.waits
    made = Pathway(
        map_,
        pathway.date,
        combine=pathway.combine,
        straight_away=waits.straight_away,
        standard=dict(waits.standard),
    )
    made.population = population
    return made


def _told(trial: _Trial, before: Situations, measured: list[_Result]) -> tuple[tuple[Candidate, ...], int]:
    """The best, each only if it leads to no new error, does more than a smaller one like it, and is not one of many.

    Comes with how many were left out for an error that they would lead to.
    """
    told: list[tuple[Idea, _Measure]] = []
    found: list[Candidate] = []
    left_out = 0
    map_ = trial.pathway.map
    for idea, after, measure in measured:
        if len(told) == MOST_TOLD:
            break
        alike = [(known, did) for known, did in told if known.about == idea.about and bool(known.to) == bool(idea.to)]
        if any(did == measure and known.to == idea.to for known, did in alike):
            continue
        if idea.to is not None and len(alike) == MOST_ALIKE:
            continue
        if idea.part and any(known.size > idea.size and _of(known) == _of(idea) for known, _ in alike):
            continue  # the whole of it is told, and closes more
        opened = trial.opened(idea)
        if opened is None or any(one.partition("@")[0] not in COMPARING for one in opened):
            left_out += 1
            continue
        told.append((idea, measure))
        places = tuple(place for change in idea.changes for place in (place_of(map_, change),) if place is not None)
        found.append(
            Candidate(
                _sentence(trial.pathway, idea, before, after, measure, opened),
                written(map_, idea.changes),
                places[0] if places else None,
                places,
                measure.hours,
                measure.of_hours,
                measure.dates,
                measure.of_dates,
                measure.situations,
                measure.of_situations,
                tuple(opened),
            )
        )
    return tuple(found), left_out


def _of(idea: Idea) -> list[tuple[str, ...]]:
    return [change.of for change in idea.changes]


def _sentence(
    pathway: Pathway, idea: Idea, before: Situations, after: Situations, measure: _Measure, opened: list[str]
) -> str:
    subject = idea.subject[:1].upper() + idea.subject[1:]
    more = ""
    if opened:
        named = " and ".join(f"`{one}`" for one in opened)
        found = "is found, or grows" if len(opened) == 1 else "are found, or grow"
        more = f" But then {named} {found}: others would still not have this help."
    return f"{subject} {_effect(pathway, before, after, measure)}.{more}"


def _effect(pathway: Pathway, before: Situations, after: Situations, measure: _Measure) -> str:
    if not after:
        besides = any(not phrase.startswith(NOT) for phrase in when(pathway, before).dated)
        if measure.of_hours:
            return f"closes all of it: {measure.of_hours:g} hours a week" + (
                ", and on dates besides" if besides else ""
            )
        return f"closes all of it: {_dates(measure.of_dates)}"
    people = before.classes() & ~after.classes()
    called = who(pathway.population, labels(pathway.map), people) if people else ""
    if measure.hours == measure.of_hours > 0:
        left = len(when(pathway, after).dates)
        return f"closes all {measure.of_hours:g} hours of the ordinary week; {_dates(left)} {_are(left)} left"
    if measure.hours > 0:
        return f"closes {measure.hours:g} of the {measure.of_hours:g} hours a week" + _more(called)
    if measure.dates:
        return f"closes {measure.dates} of the {_dates(measure.of_dates)}" + _more(called)
    if called:
        return f"closes it for {called}; for others it stays"
    times = times_in_words(when(pathway, before - after), 3)
    some = who(pathway.population, labels(pathway.map), (before - after).classes())
    return f"closes it for {some} – {times}; for others it stays"


def _more(called: str) -> str:
    return f", and all of them for {called}" if called else ""


def _dates(count: int) -> str:
    return f"{count} date{'' if count == 1 else 's'}"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
