"""The rules and their slow twins find the same: random people at random minutes of random maps.

The slow rules (`tests/simulator/rules.py`) know nothing of pathkit. Each situation is compared for every subject of
every rule, in both readings and for what both find. `PATHKIT_MAPS` sets how many maps are drawn.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from simulator.maps import (
    changes,
    check_dates,
    ending_map_texts,
    holiday_map_texts,
    map_texts,
    moments,
    persons,
    simulated,
    telling_days,
    weekly_map_texts,
)
from simulator.rules import RULES, Slow
from simulator.simulator import HORIZON_DAYS, Simulation
from simulator.simulator import Person as Somebody

from pathkit.check.ask import ask
from pathkit.maps import load_map
from pathkit.pathway import Pathway, Reading
from pathkit.rules import Example, Rule, all_rules
from pathkit.situations import Person, Situations

HUNTING = "PATHKIT_MAPS" in os.environ
MAPS = int(os.environ.get("PATHKIT_MAPS", "25"))
# A failure of a long hunt is shown as it was found: to make it smaller takes minutes.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate) if HUNTING else tuple(Phase)
SETTINGS: Mapping[str, Mapping[str, object]] = {"single-point-of-failure": {"share": 0.0}}
"""Every situation counts where a rule would pass over few."""

EXAMPLES_ON = date(2026, 11, 21)


def maps(number: int) -> settings:
    return settings(
        max_examples=number,
        deadline=None,
        print_blob=True,
        phases=PHASES,
        suppress_health_check=list(HealthCheck),
    )


@dataclass(frozen=True)
class Pair:
    """The same map, in the engine and, in each reading, in the slow rules."""

    pathway: Pathway
    simulation: Simulation
    slow: dict[str, Slow]

    def class_of(self, person: Somebody) -> int:
        """The number of the person's class."""
        found = self.pathway.population.class_of(as_person(person))
        assert found is not None
        return found


def loaded(text: str, check_date: date) -> Pair:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "eastglen.pathway.yaml"
        path.write_text(text, encoding="utf-8")
        found = load_map(path)
    assert found.map is not None, [problem.message for problem in found.problems]
    simulation = simulated(text, check_date)
    slow = {reading.value: Slow(simulation, reading.value) for reading in Reading}
    return Pair(Pathway(found.map, check_date), simulation, slow)


def as_person(somebody: Somebody) -> Person:
    return Person(somebody.need, somebody.urgency, somebody.age, somebody.locality, frozenset(somebody.circumstances))


def values(rule: Rule) -> dict[str, object]:
    return {**rule.settings, **SETTINGS.get(rule.name, {})}


Found = dict[str, dict[str, Situations | None]]


def found_by(rule: Rule, pathway: Pathway) -> Found:
    """What the engine's rule finds, by subject: in each reading, and in both."""
    assert rule.asks is not None
    found: Found = {"certain": {}}
    for reading in Reading:
        by_subject = found[reading.value] = {}
        for hit in rule.asks(pathway.asked(reading), **values(rule)):
            (subject,) = hit.subjects
            assert subject not in by_subject
            by_subject[subject] = hit.situations
    for answer in ask(rule, pathway, values(rule)):
        if answer.is_certain:
            found["certain"][answer.hit.subjects[0]] = answer.certain
    return found


def with_both(by_reading: dict[str, bool]) -> dict[str, bool]:
    return {**by_reading, "certain": all(by_reading.values())}


def compare(pair: Pair, rule: Rule, situations: Sequence[tuple[Somebody, int]]) -> Iterator[str]:
    """Where the rule and its slow twin differ."""
    found = found_by(rule, pair.pathway)
    asked = RULES[rule.name]
    subjects = asked.subjects(pair.simulation)
    strange = {subject for by_subject in found.values() for subject in by_subject} - set(subjects)
    if strange:
        yield f"{rule.name} finds {sorted(strange)}, which cannot be its subjects"
    for subject in subjects:
        if asked.at_all is not None:
            said = {reading: subject in by_subject for reading, by_subject in found.items()}
            expected = with_both({reading: asked.at_all(one, subject) for reading, one in pair.slow.items()})
            yield from difference(f"{rule.name}@{subject}", said, expected)
            continue
        for person, at in (*situations, *witnesses(pair, found, subject)):
            said = {reading: holds(pair, by_subject.get(subject), person, at) for reading, by_subject in found.items()}
            expected = slowly(pair, rule, subject, person, at)
            moment = f"{pair.simulation.moment(at):%a %d %b %Y %H:%M}"
            yield from difference(f"{rule.name}@{subject} {person} at {at} ({moment})", said, expected)


def witnesses(pair: Pair, found: Found, subject: str) -> list[tuple[Somebody, int]]:
    """Somebody of whom each set that is found says so: chance would seldom ask about them."""
    situations = []
    for by_subject in found.values():
        within = by_subject.get(subject)
        at = within.first_minute(range(HORIZON_DAYS)) if within is not None else None
        if within is not None and at is not None:
            person = pair.pathway.population.person(pair.pathway.population.typical(within.classes_at(at)))
            named = (person.need, person.urgency, person.age, person.locality, tuple(sorted(person.circumstances)))
            situations.append((Somebody(*named), at))
    return situations


def holds(pair: Pair, found: Situations | None, person: Somebody, at: int) -> bool:
    return found is not None and found.holds(pair.class_of(person), at)


def slowly(pair: Pair, rule: Rule, subject: str, person: Somebody, at: int) -> dict[str, bool]:
    """What the slow rule finds: in each reading, and in both."""
    asks = RULES[rule.name].found
    assert asks is not None
    return with_both({reading: asks(one, subject, person, at) for reading, one in pair.slow.items()})


def difference(what: str, said: dict[str, bool], expected: dict[str, bool]) -> Iterator[str]:
    if said != expected:
        yield f"{what}: found {said}, expected {expected}"


def comparable(*maps: str) -> list[Rule]:
    """The rules that can be asked slowly in such maps."""
    return [rule for rule in all_rules() if rule.name in RULES and RULES[rule.name].maps in maps]


def differences(data: st.DataObject, texts: Callable[[date], st.SearchStrategy[str]], *maps: str) -> list[str]:
    """Where a rule and its slow twin differ in a map drawn from such texts, which is noted for whoever reads of it."""
    check_date = data.draw(check_dates(), label="date")
    text = data.draw(texts(check_date), label="map")
    note(text)
    pair = loaded(text, check_date)
    drawn = st.lists(st.tuples(persons(pair.simulation), moments(pair.simulation)), min_size=4, max_size=10)
    situations = data.draw(drawn, label="situations")
    return [one for rule in comparable(*maps) for one in compare(pair, rule, situations)]


EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}-{'bad' if example.bad else 'good'}-{number + 1}")
    for rule in all_rules()
    for number, example in enumerate(rule.documentation.examples)
    if rule.name in RULES
]


def telling_minutes(simulation: Simulation) -> list[int]:
    """Minutes at which something changes, on days worth asking about."""
    return [minute for day in telling_days(simulation) for minute in changes(simulation, day)]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_examples_of_rules(rule: Rule, example: Example) -> None:
    """The slow rule finds in the documented examples what they name; so each has something to find at all."""
    pair = loaded(example.text, EXAMPLES_ON)
    everybody = sorted(pair.simulation.people())
    kinds = {person for slow in pair.slow.values() for person in slow.one_of_each_kind(everybody)}
    situations = list(product(sorted(kinds), telling_minutes(pair.simulation)))
    assert list(compare(pair, rule, situations)) == []
    assert set(found_by(rule, pair.pathway)["certain"]) >= {one.partition("@")[2] for one in example.ids}


@maps(MAPS)
@given(st.data())
def test_rules(data: st.DataObject) -> None:
    """Rules that ask about one moment at a time."""
    assert differences(data, map_texts, "any") == []


@maps(MAPS)
@given(st.data())
def test_rules_that_ask_about_all_minutes(data: st.DataObject) -> None:
    """What people can always have, or never; in maps in which every week is alike."""
    assert differences(data, weekly_map_texts, "weekly") == []


@maps(max(MAPS // 2, 5))
@given(st.data())
def test_rules_about_what_ends(data: st.DataObject) -> None:
    """What is lost after a last day; in maps in which every week is alike but for that."""
    assert differences(data, ending_map_texts, "ending") == []


@maps(max(MAPS // 2, 5))
@given(st.data())
def test_rules_about_holidays(data: st.DataObject) -> None:
    """What is lost on holidays; in maps in which every week is alike but for them."""
    assert differences(data, holiday_map_texts, "holidays") == []
