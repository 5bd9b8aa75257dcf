"""What a change of a map does to people: whose outcome, and whose wait, is another than it was.

Both editions are asked about the people whom both are for, at every minute of the same year, in both readings. What
happens to them at a door is an outcome as stated and one at best. A change is

- *for the worse* where both readings are worse than they were, and *for the better* where both are better: what both
  readings have is certain, as of findings;
- *unclear* otherwise: where one reading is worse and the other better, or as it was. When hours that were stated are
  not known any more, or a question is answered with a no, nobody can tell from the maps whether anybody is worse off.

Where there is no door, people are helped as little as where a door helps nobody: that a door is gone at which they
were left with nothing is neither for the worse nor for the better, and told as unclear. Where the outcome is the same
in both editions the waits are compared likewise, minute by minute; one that is not known counts as what it is at least.

Every situation in which either reading has another outcome is in exactly one change of outcomes, and every other one in
which either has another wait in exactly one change of waits. (docs/decisions/0016 says why.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pathkit.check import comparing_words
from pathkit.check.comparing_findings import finding_changes
from pathkit.check.comparing_people import AskedByBoth, asked_by_both
from pathkit.check.comparing_rules import BothAsked, Tellers
from pathkit.check.difference import BETTER, DIRECTIONS, NO_DOOR, UNCLEAR, WORSE, FindingChange, Happens, PeopleChange
from pathkit.check.findings import example_moments, gravest
from pathkit.check.parts_changed import Same, bears_on_fares, same_parts
from pathkit.check.report import CheckedMap, ShownJourney
from pathkit.check.run import Request, compiled
from pathkit.check.settings import Settings
from pathkit.check.words import extent, labels, show_journey, when
from pathkit.maps import Map
from pathkit.pathway import Journey, Pathway, Reading, TooLarge
from pathkit.pathway.both import DOWN, NEITHER, UP, Both, Door, Fare, doors_of, leaning, people_for, steps_of, way
from pathkit.pathway.changed_waits import ChangedWait, ChangedWaits, Waits
from pathkit.pathway.compiled import conditions
from pathkit.pathway.journeys import OUTCOMES
from pathkit.pathway.stretches import Side
from pathkit.situations import Population, Situations, TooManyPeople
from pathkit.situations.words import people_who
from pathkit.times.horizon import Horizon

_DIRECTION = {DOWN: WORSE, NEITHER: UNCLEAR, UP: BETTER}


@dataclass(frozen=True)
class Compared:
    """What a change does to people. The fields are those of `MapDifference`.

    `findings` are the changes of findings; those that have grown are known exactly where people could be compared.
    """

    changes: tuple[PeopleChange, ...] = ()
    people: tuple[str, ...] = ()
    not_compared: str | None = None
    situations: int = 0
    waits_not_compared: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    findings: tuple[FindingChange, ...] = ()


@dataclass(frozen=True, eq=False)
class Changed:
    """Situations at a door with one and the same change. `wait` tells of it where it is the wait that has changed."""

    door: Door
    before: Fare
    after: Fare
    way: int
    leaning: str
    situations: Situations
    wait: ChangedWait | None = None

    @property
    def direction(self) -> str:
        """For the worse, for the better, or unclear."""
        return _DIRECTION[self.way]

    @property
    def id(self) -> str:
        """Stable: which way, where, and from what to what."""
        if self.wait is not None:
            leaning = f"@{self.leaning}" if self.leaning else ""
            return f"{self.direction}-wait@{self.door.id}@{_short(self.after)}{leaning}"
        return f"{self.direction}@{self.door.id}@{_short(self.before)}-{_short(self.after)}"


def _short(fare: Fare) -> str:
    """What happens, in an id: "now", or "none.now" where the two readings differ."""
    if fare is None:
        return NO_DOOR
    return fare[0] if fare[0] == fare[1] else ".".join(fare)


def compare(
    before: Map,
    after: Map,
    *,
    asked: Request,
    settings: Settings,
    checks: tuple[CheckedMap | None, CheckedMap | None] = (None, None),
) -> Compared:
    """What the change from one edition of a map to another does to people.

    `checks` are what was found in the two editions: findings that are new, or are about people or times that they were
    not about, are named where they tell of a change.
    """
    same = same_parts(before, after)
    findings = finding_changes(*checks, same.renamed)
    if before.area is None or after.area is None:
        why = "a library is for nobody in particular: what it does shows in the maps that use it"
        return Compared(not_compared=why, findings=findings)
    people = asked_by_both(before, after)
    told = Compared(people=people.told, meanings=people.meanings, findings=findings)
    if people.nobody is not None:
        return replace(told, not_compared=people.nobody)
    try:
        population = population_of(people, settings.combine if asked.combine is None else asked.combine)
    except TooManyPeople as fault:
        return replace(told, not_compared=f"of the two editions together: {fault}")
    pathways = pathways_of(people, population, asked, settings)
    rules = BothAsked(*pathways, settings.values, people.whole)
    findings = finding_changes(*checks, same.renamed, rules.newly)
    told = replace(told, situations=_how_many(people, same, population), findings=findings)
    if not bears_on_fares(before, after, same):
        return told
    both = Both(*pathways, same.ids)
    waits = ChangedWaits(both)
    found, left_out = changed(both, waits)
    tellers = Tellers(rules, findings)
    changes = in_order([_told(both, waits, same, tellers, one) for one in found])
    return replace(told, changes=changes, waits_not_compared=left_out)


def population_of(people: AskedByBoth, combine: int) -> Population:
    """The people whom both editions are for, told apart where either does so. Raises `TooManyPeople`."""
    return Population(people.after, [*conditions(people.before), *conditions(people.after)], combine)


def pathways_of(
    people: AskedByBoth, population: Population, asked: Request, settings: Settings
) -> tuple[Pathway, Pathway]:
    """The two editions as pathways of the same people."""
    before, after = (compiled(map_, asked, settings, population) for map_ in (people.before, people.after))
    return before, after


def _how_many(people: AskedByBoth, same: Same, population: Population) -> int:
    """How many situations are compared: people as enumerated × minutes, at each door."""
    doors = doors_of(people.before, people.after, same.ids)
    met = (
        people_for(population, people.before, door.before) | people_for(population, people.after, door.after)
        for door in doors
    )
    return sum(population.count(classes) for classes in met) * Horizon.minutes


def changed(both: Both, waits: ChangedWaits) -> tuple[list[Changed], tuple[str, ...]]:
    """Every change at every door, and the names of the doors at which waits were too many to compare."""
    found: list[Changed] = []
    left_out: list[str] = []
    for door in both.doors():
        otherwise, unchanged = both.outcomes(door)
        for was, now, those in otherwise:
            steps = steps_of(was, now)
            found.append(Changed(door, was, now, way(steps), leaning(steps), those))
        if door.before is None or door.after is None:
            continue
        helped = [(fare, those) for fare, _, those in unchanged if fare is not None and fare[1] != "none"]
        try:
            for one in waits.of(door, helped):
                found.append(Changed(door, one.fare, one.fare, one.way, one.leaning, one.situations, one))
        except TooLarge:
            left_out.append(both.after.map.services[door.after].name)
    return found, tuple(left_out)


# --- in which order they are told ---------------------------------------------------------------------------

_GRAVEST_FIRST = ("no-door", *reversed(OUTCOMES))
_LEANINGS = ("", "worse", "mixed", "neither", "better")

Told = tuple[int, PeopleChange]
"""The gravest urgency of those whom a change is for, and the change."""


def in_order(told: Iterable[Told]) -> tuple[PeopleChange, ...]:
    """Changes for a chair to read: first what is gravest, and what comes of the same change of the map together.

    Who is left with nothing comes before who has to wait, however many hours a week it is for.
    """
    told = list(told)
    most: dict[tuple[object, ...], tuple[float, int]] = {}
    for one in told:
        together = (_gravity(one), one[1].parts)
        most[together] = max(_often(one[1]), most.get(together, (0.0, 0)))

    def place(one: Told) -> tuple[object, ...]:
        gravity, (hours, dates) = _gravity(one), _often(one[1])
        together = most[gravity, one[1].parts]
        return (*gravity, -together[0], -together[1], one[1].parts, -hours, -dates, one[1].id)

    return tuple(change for _, change in sorted(told, key=place))


def _gravity(told: Told) -> tuple[int, ...]:
    """How grave a change is: the graver comes first. Of one for the better, what it does away with counts."""
    urgency, change = told
    counts = change.before if change.direction == BETTER else change.after
    return (
        DIRECTIONS.index(change.direction),
        _LEANINGS.index(change.leaning),
        change.what == "wait",
        max(0, _GRAVEST_FIRST.index(counts.stated) - 1),  # to have no door is as grave as to be left with nothing
        -urgency,
    )


def _often(change: PeopleChange) -> tuple[float, int]:
    return change.extent.hours_per_week, len(change.extent.dates)


# --- one change as plain values ---------------------------------------------------------------------------


def _told(both: Both, waits: ChangedWaits, same: Same, tellers: Tellers, one: Changed) -> Told:
    """A change as plain values."""
    map_ = both.before.map if one.door.after is None else both.after.map
    called = map_.framework.outcomes
    whole = extent(both.after, one.situations)[0]
    who = people_who(both.population, labels(both.after.map), one.situations.classes())
    name = map_.services[one.door.id].name
    subject = comparing_words.subject(whole, who, when(both.after, one.situations), name)
    if one.wait is None:
        what = comparing_words.outcomes(one.door, one.before, one.after, called)
    else:
        what = comparing_words.waits(one.wait, called)
    journeys = _journeys(both, one)
    way = frozenset(_on_the_way(same, journeys))
    findings: tuple[str, ...] = ()
    untold = None
    if one.direction == WORSE:
        findings, left = tellers.of(one.door.after, one.after, one.wait is not None, way, one.situations)
        untold = extent(both.after, left)[0] if findings and left else None
    change = PeopleChange(
        one.id,
        one.direction,
        "outcome" if one.wait is None else "wait",
        one.door.id,
        name,
        _happens(waits, one, 0),
        _happens(waits, one, 1),
        whole,
        f"{subject}: {what}.",
        *journeys,
        tuple(part for part in _otherwise(both, same) if part in way),
        findings,
        one.leaning,
        untold,
    )
    return gravest(both.after, one.situations), change


def _happens(waits: ChangedWaits, one: Changed, edition: int) -> Happens:
    """What happens to them in one edition, with their waits where they have to wait."""
    fare = (one.before, one.after)[edition]
    if fare is None:
        return Happens(NO_DOOR, NO_DOOR)
    known = [_waits(waits, one, (edition, reading), outcome) for reading, outcome in zip(Reading, fare, strict=True)]
    stated, best = (None if some is None else some.known for some in known)
    at_least = known[0] is not None and known[0].at_least is not None
    return Happens(*fare, stated, at_least, best if fare[0] != fare[1] or best != stated else None)


def _waits(waits: ChangedWaits, one: Changed, side: Side, outcome: str) -> Waits | None:
    """How long they wait on one side, where that is told."""
    if one.wait is not None:
        return one.wait.waits.get(side)
    return waits.span(one.door, side, outcome, one.situations) if outcome == "later" else None


def _journeys(both: Both, one: Changed) -> tuple[ShownJourney | None, ShownJourney | None]:
    """The journeys of one person at one moment, in each edition that has the door for them.

    As stated, where that shows the change, and at best otherwise.
    """
    number, minute = next(example_moments(both.after, one.situations))
    person = both.population.person(number)
    doors = (one.door.before if one.before else None, one.door.after if one.after else None)
    for reading in Reading:
        journeys = [
            None if door is None else pathway.journey(door, person, minute, reading)
            for pathway, door in zip(both.editions, doors, strict=True)
        ]
        if _fare_of(journeys[0]) != _fare_of(journeys[1]):
            break
    shown = [
        None if journey is None else show_journey(pathway, journey)
        for pathway, journey in zip(both.editions, journeys, strict=True)
    ]
    return shown[0], shown[1]


def _fare_of(journey: Journey | None) -> tuple[object, ...] | None:
    return None if journey is None else (journey.outcome, journey.wait, journey.wait_at_least)


def _on_the_way(same: Same, journeys: Iterable[ShownJourney | None]) -> Iterator[str]:
    """The services and transfers of the journeys, by the ids that they have now."""
    for journey in journeys:
        for step in () if journey is None else journey.steps:
            yield same.ids.get(step.service, step.service)
            if step.transfer is not None:
                yield same.ids.get(step.transfer, step.transfer)


def _otherwise(both: Both, same: Same) -> Iterator[str]:
    """The services and transfers that were changed, added or removed, in the order of the maps."""
    kept = set(same.ids.values())
    for name in (*both.after.map.services, *both.after.map.transfers):
        if name not in kept or same.changes.get(name):
            yield name
    yield from (name for name in (*both.before.map.services, *both.before.map.transfers) if name not in same.ids)
