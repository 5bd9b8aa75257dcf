"""Situations, extents and journeys in words that a forum member understands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pathkit.check.report import Extent, ExtentGroup, JourneyPerson, JourneyStep, ShownJourney
from pathkit.maps import Condition, Map
from pathkit.maps.words import age_range
from pathkit.pathway import Journey, Pathway, Reading
from pathkit.pathway.journeys import Step
from pathkit.situations import Person, Situations, usual_circumstances
from pathkit.situations.words import Labels, people_in_words, person_in_words, who
from pathkit.times.durations import duration_in_words
from pathkit.times.words import When, describe, moment_in_words, times_in_words

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def labels(map_: Map) -> Labels:
    """What the map's needs and circumstances are called."""
    return Labels(map_.needs, map_.circumstances)


def sentence(template: str, words: Mapping[str, str]) -> str:
    """A rule's sentence with its words put in, in one pass, beginning with a capital letter."""
    text = _PLACEHOLDER.sub(lambda found: words.get(found[1], found[0]), template)
    return text[:1].upper() + text[1:]


def when(pathway: Pathway, situations: Situations) -> When:
    """The times of a set of situations, in words."""
    return describe(situations.days(), pathway.ordinary_week, pathway.horizon)


MOST_GROUPS = 12
"""The most groups of people, each with its own times, that are told of one finding; the others are counted."""
GROUPS_IN_A_SENTENCE = 2


def extent(pathway: Pathway, situations: Situations) -> tuple[Extent, str, str]:
    """The extent of a set of situations, and its people and its times as parts of a sentence.

    The sentence is true of each person it names at each time it names for them: where not all of the people are in
    the set at all of the times, the times are told by group.
    """
    population, called = pathway.population, labels(pathway.map)
    parted = situations.alike_in_time()
    parted.sort(key=lambda classes: (-situations.of(classes).count(), classes))
    told = parted[:MOST_GROUPS]
    groups = tuple(_group(pathway, situations.of(classes), classes) for classes in told)
    classes = situations.classes()
    times = when(pathway, situations)
    whole = Extent(
        people_in_words(population, called, classes),
        population.count(classes),
        (*times.weekly, *times.dated),
        times.hours_per_week,
        times.dates,
        groups,
        len(parted) - len(told),
    )
    if len(parted) == 1:
        return whole, who(population, called, classes), times_in_words(times)
    by_group = [
        f"{who(population, called, one)}: {times_in_words(when(pathway, situations.of(one)), 3)}"
        for one in told[:GROUPS_IN_A_SENTENCE]
    ]
    more = len(parted) - len(by_group)
    if more:
        by_group.append(f"and {more} more {'group' if more == 1 else 'groups'} of people, each at times of their own")
    return whole, who(population, called, classes), "; ".join(by_group)


def _group(pathway: Pathway, situations: Situations, classes: int) -> ExtentGroup:
    times = when(pathway, situations)
    return ExtentGroup(
        people_in_words(pathway.population, labels(pathway.map), classes),
        pathway.population.count(classes),
        (*times.weekly, *times.dated),
        times.hours_per_week,
        times.dates,
    )


def show_person(map_: Map, person: Person) -> JourneyPerson:
    """A person as reports show them."""
    usual = usual_circumstances(map_.circumstances)
    return JourneyPerson(
        person.age,
        person.need,
        person.urgency,
        person.locality,
        tuple(sorted(person.circumstances - usual)),
        tuple(sorted(usual - person.circumstances)),
        person_in_words(labels(map_), person, usual),
    )


def person_shown(map_: Map, shown: JourneyPerson) -> Person:
    """The person whom reports show so: the inverse of `show_person`."""
    true = (usual_circumstances(map_.circumstances) | set(shown.circumstances)) - set(shown.without)
    return Person(shown.need, shown.urgency, shown.age, shown.locality, frozenset(true))


def show_journey(pathway: Pathway, journey: Journey) -> ShownJourney:
    """A journey as reports show it, each step in words."""
    map_, horizon = pathway.map, pathway.horizon
    steps = []
    for number, step in enumerate(journey.steps):
        place = map_.place("services", step.service) if step.transfer is None else None
        if step.transfer is not None:
            place = map_.place("transfers", step.transfer)
        steps.append(
            JourneyStep(
                step.service,
                map_.services[step.service].name,
                horizon.moment(step.at),
                step.transfer,
                step.by,
                step.takes,
                None if place is None else place.line,
                _step_words(pathway, journey, number, step),
                None if place is None else place.file,
            )
        )
    return ShownJourney(
        journey.door,
        show_person(map_, journey.person),
        horizon.moment(journey.at),
        journey.outcome,
        journey.wait,
        journey.wait_at_least,
        journey.reading.value,
        None if journey.begins is None else horizon.moment(journey.begins),
        tuple(steps),
        _ending(pathway, journey),
    )


def _step_words(pathway: Pathway, journey: Journey, number: int, step: Step) -> str:
    map_ = pathway.map
    name = map_.services[step.service].name
    at = moment_in_words(pathway.horizon.moment(step.at))
    opening = pathway.clock.service(step.service).open
    if number == 0:
        state = "which is open" if opening.sure.holds(step.at) else "which is shut"
        if not opening.sure.holds(step.at) and opening.possible.holds(step.at):
            state = "and nobody has written down whether it is open"
        public = map_.services[step.service].open_to == "public"
        if public and _cannot_contact(pathway, journey):
            return f"{at}: they cannot contact {name} on their own: {_channels_in_words(map_, step.service)}"
        return f"{at}: they {'turn to' if public and not journey.brought else 'are with'} {name}, {state}"
    before = journey.steps[number - 1]
    sender = map_.services[before.service].name
    label = map_.framework.methods[step.by].label if step.by else ""
    waited = step.at - before.at
    parts = [f"{at}: {label} from {sender} to {name}"]
    if waited:
        parts.append(f"which takes new people {duration_in_words(waited)} later")
    if step.takes:
        parts.append(f"which takes {duration_in_words(step.takes)}")
    return ", ".join(parts)


def _cannot_contact(pathway: Pathway, journey: Journey) -> bool:
    """Whether somebody gets no further than a door because none of its channels reaches them."""
    if journey.outcome != "none" or len(journey.steps) > 1 or journey.brought:
        return False
    return not pathway.walker(journey.person, journey.reading).can_contact(journey.door)


def _channels_in_words(map_: Map, service: str) -> str:
    contact = map_.services[service].contact
    if contact is None:
        return "nobody has written down how it is contacted"
    named = [map_.framework.channels[one] for one in contact if one != "professional_phone"]
    return f"it can be contacted by {' or '.join(named)}" if named else "the public has no way to contact it"


def _ending(pathway: Pathway, journey: Journey) -> str:
    map_ = pathway.map
    if _cannot_contact(pathway, journey):
        return "They are left with nothing."
    if journey.outcome == "none":
        return "Nothing leads on to anybody who supports them: they are left with nothing."
    name = map_.services[journey.steps[-1].service].name
    outcome = map_.framework.outcomes[journey.outcome]
    if journey.wait is None:
        at_least = journey.wait_at_least or 0
        known = f"at least {duration_in_words(at_least)}" if at_least else "not known"
        return f"{name} supports them ({outcome}); the wait is {known}: nobody has written down the response time."
    soon = "at once" if journey.outcome == "now" else "with no wait that is known of"
    waited = f"after {duration_in_words(journey.wait)}" if journey.wait else soon
    begun = f", from {moment_in_words(pathway.horizon.moment(journey.begins))}" if journey.begins is not None else ""
    return f"{name} supports them{begun} ({outcome}), {waited}."


def readings_differ(pathway: Pathway, journey: Journey) -> Journey | None:
    """The same person's journey in the other reading, where its outcome or wait is another."""
    other = Reading.BEST if journey.reading is Reading.STATED else Reading.STATED
    found = pathway.journey(journey.door, journey.person, journey.at, other)
    same = (found.outcome, found.wait, found.wait_at_least) == (
        journey.outcome,
        journey.wait,
        journey.wait_at_least,
    )
    return None if same else found


def conditions_in_words(map_: Map, conditions: tuple[Condition, ...]) -> str:
    """Whom something is for; any of the conditions will do."""
    return "; or ".join(", ".join(_condition_parts(map_, one)) or "everyone" for one in conditions) or "nobody"


def _condition_parts(map_: Map, condition: Condition) -> Iterator[str]:
    if condition.ages is not None:
        yield f"ages {' and '.join(age_range(*ages) for ages in condition.ages)}"
    if condition.needs is not None:
        yield _any([need.label for name, need in map_.needs.items() if name in condition.needs])
    if condition.urgency is not None:
        yield _urgencies(map_, condition.urgency)
    if condition.localities is not None:
        yield _any([name for name in map_.people.localities if name in condition.localities])
    for name in condition.requires:
        yield f"only if {map_.circumstances[name].label}"
    for name in condition.excludes or ():
        yield f"not if {map_.circumstances[name].label}"


def _urgencies(map_: Map, which: frozenset[str]) -> str:
    """Urgencies as maps write them, where there is a phrase for them."""
    names = list(map_.framework.urgencies)
    at = [i for i, name in enumerate(names) if name in which]
    labels = [map_.framework.urgencies[names[i]] for i in at]
    if len(at) > 1 and at == list(range(at[0], at[-1] + 1)):
        if at[0] == 0:
            return "any urgency" if len(at) == len(names) else f"up to {labels[-1]}"
        if at[-1] == len(names) - 1:
            return f"{labels[0]} or above"
    return _any(labels)


def _any(labels: list[str]) -> str:
    return " or ".join(labels) or "nobody"
