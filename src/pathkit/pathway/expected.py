"""Who at no time, and through no door, comes to what a framework expects people to come to.

An expectation names kinds of service, offers, or both. Somebody comes to it where, at the end of some chain of
staff-led transfers from a door that is for them, such a service supports them. It is asked of people, not of what they
come with: that it is so at one urgency, for one of the needs that the expectation names, is enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import TYPE_CHECKING

from pathkit.frameworks import Expected, Principle
from pathkit.maps import Condition, Map
from pathkit.pathway.flows import STAFF_LED, Backwards, Question, ending_times, endings
from pathkit.situations.people import URGENCIES, Population
from pathkit.situations.sets import Frame, Situations
from pathkit.times.durations import parse_duration
from pathkit.times.openings import Timeline

if TYPE_CHECKING:
    from pathkit.pathway.asked import Asked


def expectations(map_: Map) -> tuple[tuple[Principle, Expected], ...]:
    """The principles of a map's framework that expect people to come to something, with what it is."""
    principles = map_.framework.principles.values()
    return tuple((one, one.expects) for one in principles if one.expects is not None)


def people_of(population: Population, principle: Principle) -> int:
    """The classes whose findings count for a principle: those in its circumstance, at its urgencies."""
    classes = population.everyone
    if principle.people is not None:
        classes &= population.block(Condition(requires=(principle.people,)))
    return classes & population.urgency(*principle.urgencies) if principle.urgencies else classes


def asked_about(population: Population, principle: Principle) -> int:
    """The classes of whom it is asked whether they come to what a principle expects."""
    needs = principle.expects.needs if principle.expects is not None else ()
    places = [i for i, group in enumerate(population.needs) if not needs or any(one in needs for one in group)]
    return people_of(population, principle) & population.mask(needs=places)


def never_coming(asked: Asked) -> dict[str, int]:
    """By principle that expects something: the classes, of those it is about, who never come to it."""
    population = asked.population
    expected = {one.id: (one, expects) for one, expects in expectations(asked.map)}
    about = {name: asked_about(population, principle) for name, (principle, _) in expected.items()}
    found: dict[str, int] = {}
    for within in dict.fromkeys(expects.within for _, expects in expected.values()):
        some = [name for name, (_, expects) in expected.items() if expects.within == within and about[name]]
        questions = [_question(asked, expected[name][1]) for name in some]
        met = _coming(asked, questions, sum_of(about[name] for name in some)) if some else []
        found |= {name: _without(population, about[name], classes) for name, classes in zip(some, met, strict=True)}
    return {name: found.get(name, 0) for name in expected}


def sum_of(masks: Iterable[int]) -> int:
    """The classes that are in any of some sets."""
    total = 0
    for mask in masks:
        total |= mask
    return total


def giving(asked: Asked, expects: Expected) -> tuple[frozenset[str], tuple[tuple[str, int], ...]]:
    """The services that are what is expected, and those that are so for some classes alone, with these classes.

    A service whose offers nobody has written down may, at best, offer anything.
    """
    kinds = asked.of_kind(*expects.kinds) if expects.kinds else frozenset(asked.map.services)
    if not expects.offers:
        return kinds, ()
    offering = [asked.offering(offer) for offer in expects.offers]
    surely = frozenset(name for services, _ in offering for name in services) & kinds
    perhaps = {name: classes for _, some in offering for name, classes in some if name in kinds}
    return surely, tuple(perhaps.items())


def _question(asked: Asked, expects: Expected) -> Question:
    surely, perhaps = giving(asked, expects)
    if expects.within is None:
        return Question(STAFF_LED, support=surely, also=perhaps)
    limits = tuple((urgency, parse_duration(expects.within)) for urgency in URGENCIES)
    # It counts from the last transfer, the referral to the service that then supports them; and a service that has not
    # said how soon it responds may, as stated, take any time.
    return Question(STAFF_LED, limits, support=surely, also=perhaps, known_waits=True, generous=True)


def _coming(asked: Asked, questions: Sequence[Question], only: int) -> list[int]:
    """For each question the classes that come to such support at some time, through some door that is for them."""
    doors = [door.id for door in asked.doors]
    found = [0] * len(questions)
    if not doors:
        return found
    frame = _frame(asked, questions, doors)
    # Whom nothing in the map tells apart is asked about together.
    whole = sum_of(group for group in frame.groups if group & only)
    flow = Backwards(frame, asked.view, asked.pathway.times, questions, doors, whole)
    for door in doors:
        able = asked.at_door(door)
        for lane, question in enumerate(questions):
            there = flow.of(lane, door) | _at_the_door(asked, frame, question, door)
            found[lane] |= there.of(able).classes()
    return found


def _frame(asked: Asked, questions: Sequence[Question], doors: Sequence[str]) -> Frame:
    """The frame of the pathway, cut also where a wait passes what is expected."""
    frame = asked.frame
    if all(question.limits is None for question in questions):
        return frame
    cuts: dict[Timeline, None] = {}
    for question in questions:
        cuts |= dict.fromkeys(ending_times(asked.view, asked.pathway.times, asked.population, question, doors))
        for door in doors:
            cuts |= dict.fromkeys(when for _, when in _own(asked, question, door))
    return Frame(frame.population, frame.horizon, [*frame.timelines, *cuts], frame.beside, frame.groups)


def _at_the_door(asked: Asked, frame: Frame, question: Question, door: str) -> Situations:
    """The situations in which a door itself is what is expected, and supports those who turn to it."""
    total = frame.nobody
    for classes, when in _own(asked, question, door):
        total = total | frame.at(when, classes)
    return total


def _own(asked: Asked, question: Question, door: str) -> Iterator[tuple[int, Timeline]]:
    counting = asked.population.everyone if question.counts(door) else dict(question.also).get(door, 0)
    limits = None if question.limits is None else dict(question.limits)
    responses = asked.view.door_responses[door]
    for ending in endings(
        asked.view, asked.pathway.times, asked.population.urgency, door, responses, "live", limits, 0
    ):
        if ending.classes & counting:
            yield ending.classes & counting, ending.when


def _without(population: Population, about: int, met: int) -> int:
    """Of some classes, those of people of whom none does, whatever the need and the urgency."""
    _, _, bands, localities, variants = population.shape
    found = 0
    for a, p, v in product(range(bands), range(localities), range(variants)):
        classes = population.mask(None, None, [a], [p], [v]) & about
        if classes and not classes & met:
            found |= classes
    return found
