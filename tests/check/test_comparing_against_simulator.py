"""What a comparison says of people is so: random people at random minutes of random pairs of maps, asked of each
edition apart by the slow simulator.

The simulator knows nothing of pathkit, and nothing of comparing: what a change for the worse is is written down here
once more. Besides drawn minutes those are asked at which a change that was found begins and ends.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, assume, given, note, settings
from hypothesis import strategies as st
from simulator import simulator
from simulator.maps import changes, check_dates, persons, simulated, telling_days
from simulator.rules import RULES, Slow
from simulator.simulator import DAY, HORIZON_DAYS, Result, Simulation
from simulator.simulator import Person as Somebody

from check.changed_maps import pairs
from pathkit.check.comparing import Changed, changed, compare, pathways_of, population_of
from pathkit.check.comparing_findings import finding_changes
from pathkit.check.comparing_people import asked_by_both
from pathkit.check.comparing_rules import BothAsked, Tellers
from pathkit.check.difference import BETTER, UNCLEAR, WORSE
from pathkit.check.parts_changed import Same, same_parts
from pathkit.check.run import Request, check_pathway, compiled
from pathkit.check.settings import Settings
from pathkit.maps import Map, load_map
from pathkit.pathway import Pathway
from pathkit.pathway.both import Both, Door
from pathkit.pathway.changed_waits import ChangedWaits
from pathkit.situations import Person, Population

HUNTING = "PATHKIT_MAPS" in os.environ
MAPS = int(os.environ.get("PATHKIT_MAPS", "15"))
PHASES = (Phase.explicit, Phase.reuse, Phase.generate) if HUNTING else tuple(Phase)
many = settings(
    max_examples=MAPS, deadline=None, print_blob=True, phases=PHASES, suppress_health_check=list(HealthCheck)
)

YEAR = HORIZON_DAYS * DAY
ORDER = ("now", "later", "self", "none")
READINGS = ("stated", "best")


@dataclass(frozen=True)
class Compared:
    """Two editions, in the engine and in the simulator."""

    before: Simulation
    after: Simulation
    maps: tuple[Map, Map]
    population: Population
    doors: tuple[Door, ...]
    found: tuple[Changed, ...]
    same: Same
    asked: Request
    settings: Settings
    pathways: tuple[Pathway, Pathway]


@contextmanager
def straight_away(minutes: int) -> Iterator[None]:
    """What counts as straight away, in the simulator too."""
    with patch.object(simulator, "STRAIGHT_AWAY", minutes):
        yield


def drawn(data: st.DataObject) -> Compared:
    on = data.draw(check_dates(), label="date")
    before, after, names = data.draw(pairs(on), label="maps")
    note(f"{names}\n{before}\n=======\n{after}")
    maps = loaded(before), loaded(after)
    assume(None not in maps)
    one, other = maps
    assert one is not None and other is not None
    people, same = asked_by_both(one, other), same_parts(one, other)
    assume(people.nobody is None)
    asked = Request(on, combine=data.draw(st.sampled_from((1, 1, 2)), label="combine"), only_findings=True)
    said = Settings(straight_away=simulator.STRAIGHT_AWAY)
    assert asked.combine is not None
    population = population_of(people, asked.combine)
    pathways = pathways_of(people, population, asked, said)
    both = Both(*pathways, same.ids)
    found, left_out = changed(both, ChangedWaits(both))
    assert left_out == ()
    return Compared(
        simulated(before, on),
        simulated(after, on),
        (one, other),
        population,
        tuple(both.doors()),
        tuple(found),
        same,
        asked,
        said,
        pathways,
    )


def loaded(text: str) -> Map | None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "eastglen.pathway.yaml"
        path.write_text(text, encoding="utf-8")
        return load_map(path).map


# --- what is so, by the simulator ---------------------------------------------------------------------------


Fare = tuple[Result, Result] | None


def fare(simulation: Simulation, door: str | None, person: Somebody, at: int) -> Fare:
    """What happens in both readings; None where there is no such door for them."""
    if door is None or not simulation.meets(simulation.services[door].get("door_for"), person):
        return None
    stated, best = (simulation.outcome(door, person, at, reading) for reading in READINGS)
    return stated, best


def outcomes(one: Fare) -> tuple[str, str] | None:
    return None if one is None else (one[0].outcome, one[1].outcome)


def which_way(stated: str, best: str) -> tuple[str, str]:
    """Which way a change goes, and which way it may go where that is unclear, by what each reading says of it."""
    said = {stated, best}
    if said == {"worse"}:
        return WORSE, ""
    if said == {"better"}:
        return BETTER, ""
    if "either" in said or said == {"worse", "better"}:
        return UNCLEAR, "mixed"
    return UNCLEAR, "worse" if "worse" in said else "better" if "better" in said else "neither"


def expected(compared: Compared, door: Door, person: Somebody, at: int) -> tuple[object, ...] | None:
    """The change that one situation belongs to, if it has changed."""
    was = fare(compared.before, door.before, person, at)
    now = fare(compared.after, door.after, person, at)
    one, other = outcomes(was), outcomes(now)
    if one != other:
        said = [
            outcome_is_worse(old, new)
            for old, new in zip(one or ("none", "none"), other or ("none", "none"), strict=True)
        ]
        return ("outcome", *which_way(*said), one, other)
    if was is None or now is None:
        return None
    said = [wait_is_worse(old, new) for old, new in zip(was, now, strict=True)]
    return None if said == ["same", "same"] else ("wait", *which_way(*said), one, other)


def outcome_is_worse(was: str, now: str) -> str:
    step = ORDER.index(now) - ORDER.index(was)
    return "same" if step == 0 else "worse" if step > 0 else "better"


def wait_is_worse(was: Result, now: Result) -> str:
    """Of two waits for the same outcome: whether it is the same, longer or shorter, or may be either."""
    if was.outcome == "none":
        return "same"
    known = was.wait_minutes is not None, now.wait_minutes is not None
    before = was.wait_minutes if was.wait_minutes is not None else was.wait_at_least_minutes
    after = now.wait_minutes if now.wait_minutes is not None else now.wait_at_least_minutes
    assert before is not None and after is not None
    if known[0] == known[1] and before == after:
        return "same"
    if known == (True, False):
        return "worse" if after > before else "either"
    if known == (False, True):
        return "better" if after < before else "either"
    return "worse" if after > before else "better"


# --- what was found -----------------------------------------------------------------------------------------


def found_of(compared: Compared, door: Door, number: int, at: int) -> list[tuple[object, ...]]:
    """The changes that hold a situation."""
    return [
        ("outcome" if one.wait is None else "wait", one.direction, one.leaning, one.before, one.after)
        for one in compared.found
        if one.door == door and one.situations.holds(number, at)
    ]


def as_person(somebody: Somebody) -> Person:
    return Person(somebody.need, somebody.urgency, somebody.age, somebody.locality, frozenset(somebody.circumstances))


def as_somebody(person: Person) -> Somebody:
    return Somebody(person.need, person.urgency, person.age, person.locality, tuple(sorted(person.circumstances)))


LATER = (0, 0, -1, -20, -30, -45, -60, -61, -240, -539, -540)
"""Minutes before something changes: as long as it takes to respond."""


def drawn_situations(data: st.DataObject, compared: Compared) -> Iterator[tuple[Door, Somebody, int]]:
    """Somebody at each door, whenever anything changes on some days, and as long before as it takes to respond."""
    simulations = (compared.before, compared.after)
    days = sorted({day for simulation in simulations for day in telling_days(simulation)})
    people = st.sampled_from(simulations).flatmap(lambda one: persons(one, compared.asked.combine or 1))
    for door in compared.doors[:3]:
        somebody, sooner = data.draw(people, label="somebody"), data.draw(st.sampled_from(LATER), label="sooner")
        for day in data.draw(st.lists(st.sampled_from(days), min_size=2, max_size=3, unique=True), label="days"):
            for at in sorted({at for simulation in simulations for at in changes(simulation, day)}):
                minutes = (at - 1, at, at + sooner, at + sooner + 1, at + data.draw(st.integers(0, 300), label="after"))
                yield from ((door, somebody, minute) for minute in minutes if 0 <= minute < YEAR)


def at_their_edges(data: st.DataObject, compared: Compared) -> Iterator[tuple[Door, Somebody, int]]:
    """People of changes that were found, at minutes at which these begin and end, just before, and in between."""
    for one in compared.found:
        classes = list(compared.population.classes(one.situations.classes()))
        number = data.draw(st.sampled_from(classes), label=f"class of {one.id}")
        somebody = as_somebody(compared.population.person(number))
        days = enumerate(one.situations.touching(1 << number).days())
        runs = [(day * DAY + start, day * DAY + end) for day, pattern in days for start, end in pattern]
        for start, end in data.draw(st.lists(st.sampled_from(runs), min_size=1, max_size=3), label="runs"):
            within = data.draw(st.integers(start, end - 1), label="within")
            for at in (start - 1, start, start + 1, (start + end) // 2, within, end - 1, end):
                if 0 <= at < YEAR:
                    yield one.door, somebody, at


@many
@given(st.data(), st.sampled_from((60, 60, 30, 240)))
def test_every_situation_is_in_the_change_that_it_belongs_to(data: st.DataObject, minutes: int) -> None:
    with straight_away(minutes):
        compared = drawn(data)
        asked = [*drawn_situations(data, compared), *at_their_edges(data, compared)] if compared.doors else []
        for door, somebody, at in asked:
            number = compared.population.class_of(as_person(somebody))
            if number is None:
                continue  # only one edition is for them
            wanted = expected(compared, door, somebody, at)
            note(f"{door} {somebody} {compared.before.moment(at):%a %d %b %Y %H:%M}: {wanted}")
            assert found_of(compared, door, number, at) == ([] if wanted is None else [wanted])


@many
@given(st.data())
def test_what_is_told_of_a_change_is_so(data: st.DataObject) -> None:
    """Its ids are its own; its journeys are of one person at one moment, and end as it says; so do its waits."""
    compared = drawn(data)
    told = compare(*compared.maps, asked=compared.asked, settings=compared.settings)
    ids = [one.id for one in told.changes]
    assert sorted(ids) == sorted({one.id for one in compared.found}) and len(ids) == len(compared.found)
    by_id = {one.id: one for one in compared.found}
    for change in told.changes:
        journeys = [one for one in (change.journey_before, change.journey_after) if one is not None]
        assert len({(one.person, one.at, one.reading) for one in journeys}) == 1
        for happens, journey in ((change.before, change.journey_before), (change.after, change.journey_after)):
            if journey is not None:
                assert journey.outcome == getattr(happens, journey.reading)
        if change.what == "wait":
            was, now = journeys
            assert (was.wait_minutes, was.wait_at_least_minutes) != (now.wait_minutes, now.wait_at_least_minutes)
        found = by_id[change.id]
        for number in islice(compared.population.classes(found.situations.classes()), 3):
            somebody = as_somebody(compared.population.person(number))
            at = found.situations.touching(1 << number).first_minute(range(371))
            assert at is not None
            for simulation, name, happens in (
                (compared.before, found.door.before, change.before),
                (compared.after, found.door.after, change.after),
            ):
                if name is not None and happens.waits is not None:
                    result = simulation.outcome(name, somebody, at, "stated")
                    if result.wait_minutes is None:
                        assert happens.at_least
                    else:
                        assert happens.waits[0] <= result.wait_minutes <= happens.waits[1]
                if name is not None and happens.best_waits is not None:
                    best = simulation.outcome(name, somebody, at, "best").wait_minutes
                    assert best is not None and happens.best_waits[0] <= best <= happens.best_waits[1]


# --- which findings tell of it ------------------------------------------------------------------------------


TELLING = ("wrong-door", "only-signposted", "closed-door", "long-wait", "nobody-to-turn-to", "left-out", "locality-gap")
"""Of the rules that tell of a worse outcome, or a longer wait, those whose twins in the simulator are asked about one
person at one minute of one door, or of all doors."""


@dataclass(frozen=True)
class Twins:
    """The slow rules of both editions, in both readings."""

    compared: Compared
    before: tuple[Slow, ...]
    after: tuple[Slow, ...]

    def is_new(self, finding: str, somebody: Somebody, at: int) -> bool:
        """Whether a finding is certain of a situation that it was not certain of."""
        rule, subject = finding.split("@")
        was_called = {now: was for was, now in self.compared.same.services.items()}
        was = was_called.get(subject, subject)
        return self._certain(self.after, rule, subject, somebody, at) and not self._certain(
            self.before, rule, was, somebody, at
        )

    def _certain(self, slow: tuple[Slow, ...], rule: str, subject: str, somebody: Somebody, at: int) -> bool:
        asks = RULES[rule]
        assert asks.found is not None
        return subject in asks.subjects(slow[0].simulation) and all(
            asks.found(one, subject, somebody, at) for one in slow
        )


def tells_of(finding: str, door: Door, after: tuple[str, str] | None, waits: bool) -> bool:
    """Whether a finding that is new of somebody at a minute says what happens to them at a door."""
    rule, subject = finding.split("@")
    anywhere = rule in ("nobody-to-turn-to", "left-out", "locality-gap")
    if waits:
        return rule == "long-wait" and subject == door.after
    if rule == "long-wait":
        return subject == door.after and after == ("later", "later")
    return anywhere or subject == door.after


@settings(many, max_examples=max(MAPS // 2, 1))
@given(st.data())
def test_a_finding_has_grown_and_tells_of_a_change_where_it_is_new_of_somebody(data: st.DataObject) -> None:
    compared = drawn(data)
    asked = replace(compared.asked, rules=TELLING)
    checks = [check_pathway(compiled(map_, asked, Settings()), "x", asked, Settings()) for map_ in compared.maps]
    rules = BothAsked(*compared.pathways, Settings().values, asked_by_both(*compared.maps).whole)
    found = finding_changes(checks[0], checks[1], compared.same.renamed, rules.newly)
    grown = {one.finding.id for one in found if one.what == "new" or one.grown}
    now = [one.id for one in checks[1].findings if one.rule in TELLING]
    tellers = Tellers(rules, found)
    before, after = (
        tuple(Slow(simulation, reading) for reading in READINGS) for simulation in (compared.before, compared.after)
    )
    twins = Twins(compared, before, after)
    left = {
        one.id: tellers.of(one.door.after, one.after, one.wait is not None, (), one.situations)
        for one in compared.found
        if one.direction == WORSE
    }
    for door, somebody, at in (*drawn_situations(data, compared), *at_their_edges(data, compared)):
        number = compared.population.class_of(as_person(somebody))
        if number is None:
            continue
        new = {name for name in now if twins.is_new(name, somebody, at)}
        note(f"{door} {somebody} {compared.before.moment(at):%a %d %b %Y %H:%M}: {new}")
        assert new <= grown
        for one in compared.found:
            if one.id in left and one.door == door and one.situations.holds(number, at):
                told = {name for name in new if tells_of(name, door, one.after, one.wait is not None)}
                findings, untold = left[one.id]
                assert told <= set(findings)
                assert untold.holds(number, at) == (not told)
