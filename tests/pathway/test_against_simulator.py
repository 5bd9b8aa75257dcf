"""The engine and the slow simulator give the same answers: random people at random minutes of random maps.

The simulator knows nothing of pathkit (`tests/simulator`). Every comparison is made in both readings; the
minutes are mostly those at which something changes, on holidays, at the ends of validity and of the horizon.
`PATHKIT_MAPS` sets how many maps are drawn (a longer run than the default finds more).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from simulator.maps import Situation, check_dates, doors, map_texts, simulated, situations
from simulator.simulator import LIVE, QUEUED, Result, Simulation
from simulator.simulator import Person as Somebody

from pathkit.maps import load_map
from pathkit.pathway import LIVE_ONLY, Asked, Journey, Pathway, Reading
from pathkit.situations import Person

HUNTING = "PATHKIT_MAPS" in os.environ
MAPS = int(os.environ.get("PATHKIT_MAPS", "30"))
# A failure of a long hunt is shown as it was found: to make it smaller takes minutes.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate) if HUNTING else tuple(Phase)


def maps(number: int) -> settings:
    return settings(
        max_examples=number,
        deadline=None,
        print_blob=True,
        phases=PHASES,
        suppress_health_check=list(HealthCheck),
    )


many = maps(MAPS)


@dataclass(frozen=True)
class Pair:
    """The same map, in the engine and in the simulator."""

    pathway: Pathway
    simulation: Simulation


def loaded(text: str, check_date: date, combine: int = 1) -> Pair:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "eastglen.pathway.yaml"
        path.write_text(text, encoding="utf-8")
        found = load_map(path)
    assert found.map is not None, [problem.message for problem in found.problems]
    return Pair(Pathway(found.map, check_date, combine=combine), simulated(text, check_date))


def pairs(data: st.DataObject, combine: int = 1) -> Pair:
    """A map drawn and read by both; its text is noted for whoever reads a failure."""
    check_date = data.draw(check_dates(), label="date")
    text = data.draw(map_texts(check_date), label="map")
    note(text)
    return loaded(text, check_date, combine)


def some_situations(data: st.DataObject, pair: Pair, combine: int = 1) -> Iterator[Situation]:
    drawn = st.lists(situations(pair.simulation, combine), min_size=1, max_size=12)
    for situation in data.draw(drawn, label="situations"):
        note(f"{situation} ({pair.simulation.moment(situation.at):%a %d %b %Y %H:%M})")
        yield situation


def as_person(somebody: Somebody) -> Person:
    return Person(
        somebody.need,
        somebody.urgency,
        somebody.age,
        somebody.locality,
        frozenset(somebody.circumstances),
    )


def shown(journey: Journey) -> tuple[object, ...]:
    steps = tuple((step.service, step.at, step.transfer) for step in journey.steps)
    return journey.outcome, journey.wait, journey.wait_at_least, steps


def expected(result: Result, situation: Situation) -> tuple[object, ...]:
    steps = tuple((step.service, step.at, step.transfer) for step in result.steps)
    # A person who is left with nothing is shown at the door.
    at_the_door = ((situation.door, situation.at, None),)
    return result.outcome, result.wait_minutes, result.wait_at_least_minutes, steps or at_the_door


@many
@given(st.data())
def test_journeys(data: st.DataObject) -> None:
    """Outcome, wait, "at least", and the journey itself, for people with up to two circumstances turned."""
    pair = pairs(data)
    for situation in some_situations(data, pair, combine=2):
        for reading in ("stated", "best"):
            result = pair.simulation.outcome(situation.door, situation.person, situation.at, reading)
            journey = pair.pathway.journey(situation.door, as_person(situation.person), situation.at, reading)
            assert (reading, *shown(journey)) == (reading, *expected(result, situation))
            if journey.begins is not None:
                assert journey.begins == result.begins


@many
@given(st.data())
def test_journeys_can_be_walked(data: st.DataObject) -> None:
    """Each step of a journey that is shown is one that the simulator, asked alone, allows."""
    pair = pairs(data)
    for situation in some_situations(data, pair):
        for reading in ("stated", "best"):
            journey = pair.pathway.journey(situation.door, as_person(situation.person), situation.at, reading)
            wait = journey.wait if journey.wait is not None else journey.wait_at_least
            if wait is not None:
                steps = [(step.service, step.at, step.transfer) for step in journey.steps]
                wrong = pair.simulation.replay(
                    situation.door, situation.person, situation.at, reading, steps, journey.outcome, wait
                )
                assert wrong == []


def class_of(asked: Asked, situation: Situation) -> int:
    """The number of the person's class."""
    found = asked.population.class_of(as_person(situation.person))
    assert found is not None
    return found


def in_sets(asked: Asked, situation: Situation) -> str:
    """The outcome as the sets have it."""
    person_class = class_of(asked, situation)
    for outcome, found in (
        ("now", asked.now(situation.door)),
        ("later", asked.helped(situation.door)),
        ("self", asked.not_left(situation.door)),
    ):
        if found.holds(person_class, situation.at):
            return outcome
    return "none"


@many
@given(st.data())
def test_sets_of_situations(data: st.DataObject) -> None:
    """The sets that rules ask for say the same of each of their situations."""
    pair = pairs(data)
    for situation in some_situations(data, pair):
        door, somebody, at = situation.door, situation.person, situation.at
        for reading in Reading:
            asked = pair.pathway.asked(reading)
            result = pair.simulation.outcome(door, somebody, at, reading)
            assert (reading, in_sets(asked, situation)) == (reading, result.outcome)
            person_class = class_of(asked, situation)
            for name in pair.simulation.services:
                said = {
                    "open": asked.open(name).holds(person_class, at),
                    "shut": asked.shut(name).holds(person_class, at),
                    "supports": asked.supports(name).holds(person_class, at),
                }
                assert (name, reading, said) == (
                    name,
                    reading,
                    {
                        "open": pair.simulation.open(name, at, reading),
                        "shut": pair.simulation.shut(name, at, reading),
                        "supports": pair.simulation.supports(name, somebody, at, reading),
                    },
                )


def without_service(simulation: Simulation, service: str) -> Simulation:
    """The map with a service out of it: it supports nobody, and nothing leads to it or from it."""
    plain = {
        "area": simulation.area,
        "people": simulation.people_section,
        "services": {
            name: {key: said[key] for key in said if key != "supports" or name != service}
            for name, said in simulation.services.items()
        },
        "transfers": [
            {**said, "id": name}
            for name, said in simulation.transfers.items()
            if service not in (said["from"], said["to"])
        ],
    }
    return Simulation(plain, simulation.start)


@many
@given(st.data())
def test_who_is_still_helped_without_a_service(data: st.DataObject) -> None:
    """With one service out of the map, wherever it stands."""
    pair = pairs(data)
    taken = data.draw(st.sampled_from(sorted(pair.simulation.services)), label="taken out")
    left = without_service(pair.simulation, taken)
    for situation in some_situations(data, pair):
        door, somebody, at = situation.door, situation.person, situation.at
        for reading in Reading:
            asked = pair.pathway.asked(reading)
            person_class = class_of(asked, situation)
            helped = asked.helped(door, without=frozenset({taken})).holds(person_class, at)
            expect = door != taken and left.outcome(door, somebody, at, reading).outcome in ("now", "later")
            assert (reading, helped) == (reading, expect)


@many
@given(st.data())
def test_who_arrives(data: st.DataObject) -> None:
    """Everybody whom staff bring to a service from a door arrives there; live, nobody else does."""
    pair = pairs(data)
    simulation = pair.simulation
    for situation in some_situations(data, pair):
        somebody, at = situation.person, situation.at
        turning = [
            door for door in doors(simulation) if simulation.meets(simulation.services[door].get("door_for"), somebody)
        ]
        for reading in Reading:
            asked = pair.pathway.asked(reading)
            person_class = class_of(asked, situation)
            live: set[str] = set()
            for door in turning:
                for name, then in simulation.contacts(door, somebody, at, LIVE + QUEUED, reading):
                    assert asked.arrivals(name).holds(person_class, then), (reading, name, then)
                live |= {name for name, _ in simulation.contacts(door, somebody, at, LIVE, reading)}
            said = {name for name in simulation.services if asked.arrivals(name, LIVE_ONLY).holds(person_class, at)}
            assert (reading, said) == (reading, live)


@many
@given(st.data())
def test_openings_minute_by_minute(data: st.DataObject) -> None:
    """Every known minute of every service, in both readings."""
    pair = pairs(data)
    for name in pair.simulation.services:
        for reading in Reading:
            view = pair.pathway.view(reading)
            for minutes, timeline in (
                (pair.simulation.opening(name), view.open[name]),
                (pair.simulation.intake_minutes(name), view.intake[name]),
                (pair.simulation.opening(name).shut(), view.shut[name]),
            ):
                painted = bytearray(len(minutes.sure))
                for start, end in timeline.runs:
                    painted[start:end] = b"\x01" * (end - start)
                assert bytes(painted) == minutes.read(reading), (name, reading)


@pytest.mark.parametrize("combine", [1, 2])
@maps(max(MAPS // 4, 5))
@given(data=st.data())
def test_people(data: st.DataObject, combine: int) -> None:
    """The same people, each in a class of its own or with others whom nothing tells apart."""
    pair = pairs(data, combine)
    everyone = pair.simulation.people(combine)
    assert pair.pathway.people_count == len(everyone)
    assert all(pair.pathway.population.class_of(as_person(one)) is not None for one in everyone)
