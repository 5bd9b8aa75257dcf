"""What fails, compared with maps from which it was taken out, and with the slow simulator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st
from simulator.simulator import Person as Somebody

from pathkit.pathway import Asked, Pathway, Reading, failing, new_waits
from pathkit.pathway.failing import AtDoor, before_and_after, falls, losing, still_helped, union
from pathkit.pathway.journeys import OUTCOMES, Walker
from pathkit.pathway.new_waits import worst_new_wait
from pathkit.situations import Person

from .test_against_simulator import MAPS, Pair, class_of, loaded, many, maps, pairs, some_situations, without_service

DAY = 1440


def some_services(data: st.DataObject, pair: Pair) -> frozenset[str]:
    named = st.lists(st.sampled_from(sorted(pair.simulation.services)), min_size=1, max_size=2)
    return frozenset(data.draw(named, label="fail"))


def taken_out(pathway: Pathway, services: frozenset[str]) -> Pathway:
    """The pathway of the map with services out of it: they support nobody, and nothing leads to them or from them."""
    map_ = pathway.map
    return Pathway(
        replace(
            map_,
            services={
                name: service.model_copy(update={"supports": None}) if name in services else service
                for name, service in map_.services.items()
            },
            transfers={name: t for name, t in map_.transfers.items() if not {t.from_, t.to} & services},
        ),
        pathway.date,
        combine=pathway.combine,
    )


def outcome(at: AtDoor, person_class: int, minute: int) -> str:
    return next(name for name, those in at.outcomes if those.holds(person_class, minute))


def at_door(asked: Asked, door: str) -> AtDoor:
    """What the pathway says of a door, asked as rules ask it."""
    classes = asked.at_door(door)
    found = (asked.now(door), asked.helped(door), asked.not_left(door))
    return AtDoor(asked.frame.constant(classes), *(one.of(classes) for one in found))


def simulated_person(person: Person) -> Somebody:
    """The same person, for the simulator."""
    circumstances = tuple(sorted(person.circumstances))
    return Somebody(person.need, person.urgency, person.age, person.locality, circumstances)


@many
@given(st.data())
def test_outcomes_at_doors_are_those_of_the_map_without_what_fails(data: st.DataObject) -> None:
    """Every class of people at the drawn moments, and the drawn people in the simulator. A failing door helps none."""
    pair = pairs(data)
    services = some_services(data, pair)
    edited = taken_out(pair.pathway, services)
    simulation = pair.simulation
    for one in sorted(services):
        simulation = without_service(simulation, one)
    found = {reading: before_and_after(pair.pathway.asked(reading), services) for reading in Reading}
    for situation in some_situations(data, pair):
        door, at = situation.door, situation.at
        for reading in Reading:
            asked, then = pair.pathway.asked(reading), edited.asked(reading)
            before, after = found[reading][0][door], found[reading][1][door]
            people = before.people.classes()
            now, later = at_door(asked, door), at_door(then, door)
            for number in asked.population.classes(people):
                there = then.population.class_of(asked.population.person(number))
                assert there is not None
                expected = "none" if door in services else outcome(later, there, at)
                assert (reading, number, outcome(before, number, at)) == (reading, number, outcome(now, number, at))
                assert (reading, number, outcome(after, number, at)) == (reading, number, expected)
            person_class = class_of(asked, situation)
            if people >> person_class & 1:
                result = simulation.outcome(door, situation.person, at, reading)
                expected = "none" if door in services else result.outcome
                assert (reading, outcome(after, person_class, at)) == (reading, expected)


@many
@given(st.data())
def test_falls_are_the_changes_for_the_worse_and_there_are_no_others(data: st.DataObject) -> None:
    pair = pairs(data)
    services = some_services(data, pair)
    situations = list(some_situations(data, pair))
    for reading in Reading:
        asked = pair.pathway.asked(reading)
        before, after = before_and_after(asked, services)
        for situation in situations:
            door, at = situation.door, situation.at
            fallen = {(was, becomes): those.classes_at(at) for was, becomes, those in falls(before[door], after[door])}
            for number in asked.population.classes(before[door].people.classes()):
                change = outcome(before[door], number, at), outcome(after[door], number, at)
                assert OUTCOMES.index(change[0]) <= OUTCOMES.index(change[1])
                held = [key for key, classes in fallen.items() if classes >> number & 1]
                assert held == ([change] if change[0] != change[1] else [])


@many
@given(st.data())
def test_what_one_service_loses_is_what_no_door_leads_to_any_more(data: st.DataObject) -> None:
    """Also where several are asked about together first, to leave out those that lose nothing."""
    pair = pairs(data)
    names = sorted(pair.simulation.services)
    for reading in Reading:
        asked = pair.pathway.asked(reading)
        expected = {}
        for name in names:
            before, after = before_and_after(asked, frozenset({name}))
            gone = union((one.helped for one in before.values()), asked.nobody)
            gone = gone - union((one.helped for one in after.values()), asked.nobody)
            left = next(iter(still_helped(asked, [frozenset({name})])))
            assert not [door for door in left if (left[door] - after[door].helped) or (after[door].helped - left[door])]
            if gone:
                expected[name] = gone.count()
        for lanes in (12, 1):
            with patch.object(failing, "LANES", lanes):
                assert {name: gone.count() for name, gone in losing(asked, names, 0)} == expected


HOURS = ("24/7", "Mon-Fri 09:00-17:00", "Mon-Fri 09:00-12:00, 13:00-17:00", "Tue 09:00-12:00", "daily 18:00-02:00")
RESPONSES = ("0 min", "20 min", "4 h", "2 days", "next working day", "{within: 90 min, clock: open}")


@st.composite
def maps_with_other_ways(draw: st.DrawFn) -> str:
    """Two doors, and three teams behind them that differ in hours, in how soon they respond and in whom they take."""

    def team(name: str) -> str:
        hours, response = draw(st.sampled_from(HOURS)), draw(st.sampled_from(RESPONSES))
        intake = ", intake: 'daily 10:00-11:00'" if draw(st.integers(0, 2)) == 0 else ""
        ages, urgency = draw(st.sampled_from(("0+", "18+"))), draw(st.sampled_from(("up to emergency", "up to urgent")))
        return (
            f"  {name}: {{name: {name}, provider: nhs, kind: crisis-team, hours: '{hours}'{intake}, "
            f"responds_within: {response}, supports: {{ages: {ages}, urgency: {urgency}, excludes: []}}, "
            "offers: [assessment]}\n"
        )

    def way(sender: str, receiver: str) -> str:
        by, takes = draw(st.sampled_from(("call-transfer", "referral", "referral"))), draw(st.sampled_from((0, 5, 45)))
        return f"  - {{from: {sender}, to: {receiver}, by: {by}, takes: {takes} min}}\n"

    door = "provider: nhs, kind: primary-care, open_to: public, hours"
    between = (("gp", "day"), ("gp", "night"), ("gp", "late"), ("line", "day"), ("line", "late"), ("day", "night"))
    return (
        "area: {id: eastglen, name: Eastglen, calendar: none}\n"
        "people: {ages: 16+, needs: [distress]}\norganisations: {nhs: {name: NHS, sector: health}}\n"
        f"services:\n  gp: {{name: gp, {door}: 24/7}}\n  line: {{name: line, {door}: 'Mon-Fri 08:00-20:00'}}\n"
        + "".join(map(team, ("day", "night", "late")))
        + "transfers:\n"
        + "".join(way(*ends) for ends in between)
    )


@many
@given(st.data())
def test_no_wait_of_the_ordinary_week_grows_more_than_the_worst(data: st.DataObject) -> None:
    """At every door, every minute of a day, where there are other ways."""
    text = data.draw(maps_with_other_ways(), label="map")
    pathway = loaded(text, date(2026, 11, 21)).pathway
    asked = pathway.asked(Reading.STATED)
    failing = frozenset({data.draw(st.sampled_from(("day", "night", "late", "line", "gp")), label="fails")})
    worst, looked = worst_new_wait(asked, failing, *before_and_after(asked, failing))
    assert looked.walked == looked.stand_for_all
    without = taken_out(pathway, failing)
    day = pathway.ordinary_week * 7 + data.draw(st.integers(0, 6), label="day")
    number = data.draw(st.sampled_from(list(pathway.population.classes(pathway.population.everyone))), label="class")
    person = pathway.population.person(number)
    walkers = pathway.walker(person), without.walker(person)
    for door in ("gp", "line"):
        doors = [one for one in ("gp", "line") if one not in failing and (one == door or door in failing)]
        for minute in range(day * DAY, (day + 1) * DAY):
            assert grows(walkers, door, doors, minute) <= (0 if worst is None else worst.grows), (door, minute)


def grows(walkers: tuple[Walker, Walker], door: str, doors: Sequence[str], minute: int) -> int:
    """By how many minutes a wait grows that is known before: at the door, then at whichever of the doors helps soonest.

    Where no new wait is known, by how much at least.
    """
    now = walkers[0].journey(door, minute)
    then = [walkers[1].journey(one, minute) for one in doors]
    waits = [one.wait for one in then if one.outcome in ("now", "later") and one.wait is not None]
    least = [one.wait_at_least for one in then if one.outcome == "later" and one.wait_at_least is not None]
    if now.wait is None or now.outcome == "self" or not (waits or least):
        return 0
    return min(waits or least) - now.wait


@maps(max(MAPS // 2, 10))
@given(st.data())
def test_the_worst_new_wait_is_one_that_the_simulator_finds(data: st.DataObject) -> None:
    """In the ordinary week or at one minute, and also where not all are walked."""
    pair = pairs(data)
    services = some_services(data, pair)
    asked = pair.pathway.asked(Reading.STATED)
    before, after = before_and_after(asked, services)
    simulation = pair.simulation
    for one in sorted(services):
        simulation = without_service(simulation, one)
    for situation in list(some_situations(data, pair))[:2]:
        for at, most in ((None, 1), (None, new_waits.MOST_STEPS), (situation.at, new_waits.MOST_STEPS)):
            with patch.object(new_waits, "MOST_STEPS", most):
                worst, looked = worst_new_wait(asked, services, before, after, at)
            assert looked.walked <= looked.stand_for_all
            if worst is None:
                continue
            assert at is None or worst.before.at == at
            somebody = simulated_person(worst.before.person)
            now = pair.simulation.outcome(worst.before.door, somebody, worst.before.at, "stated")
            then = simulation.outcome(worst.after.door, somebody, worst.after.at, "stated")
            assert (now.outcome, now.wait_minutes) == (worst.before.outcome, worst.before.wait)
            assert (then.outcome, then.wait_minutes) == (worst.after.outcome, worst.after.wait)
            assert worst.grows > 0 and worst.after.door not in services
            assert worst.after.door == worst.before.door or worst.before.door in services
