"""From the answers of rules to findings: extents, sentences, journeys, causes and places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pathkit.check.ask import Answer
from pathkit.check.report import (
    SEVERITIES,
    Cause,
    Extent,
    Finding,
    LabelledPlace,
    ShownJourney,
)
from pathkit.check.words import extent, sentence, show_journey
from pathkit.maps import Map
from pathkit.maps.plan_facts import actions_of
from pathkit.pathway import STAFF_LED, Pathway, Reading
from pathkit.pathway.causes import Reason, cannot_contact, facts_on_the_way, reasons
from pathkit.situations import URGENCIES, Situations
from pathkit.situations.words import boxes

MOST_EXAMPLES = 6
"""From how many situations of a finding, alike in nothing that its words tell apart, causes are walked."""

Moment = tuple[int, int]
"""A class of people and a minute."""


def finding(pathway: Pathway, answer: Answer, path: str, severity: str) -> Finding:
    """The finding of an answer's certain situations."""
    rule, hit, map_ = answer.rule, answer.hit, pathway.map
    words = {**hit.words, "names": ", ".join(hit.names)}
    reach: Extent | None = None
    journey: ShownJourney | None = None
    because: tuple[Cause, ...] = ()
    rank: tuple[int, ...] = (SEVERITIES.index(severity), 0, 0)
    if answer.certain is not None:
        reach, words["who"], words["when"] = extent(pathway, answer.certain)
        urgency = gravest(pathway, answer.certain)
        rank = (SEVERITIES.index(severity), -urgency, -round(reach.hours_per_week * 60))
        examples = list(example_moments(pathway, answer.certain))
        start = hit.start or _door_for(pathway, examples[0])
        if start is not None:
            number, minute = examples[0]
            person = pathway.population.person(number)
            if hit.via is not None:
                journey = show_journey(pathway, pathway.walker(person).journey_by(hit.via, minute))
            elif hit.shows_journey:
                walked = pathway.walker(person).journey(start, minute, brought=hit.brought)
                journey = show_journey(pathway, walked)
        if hit.stuck is not None:
            because = tuple(_causes(pathway, answer, examples))
    if hit.journey is not None:
        journey = show_journey(pathway, hit.journey)
    return Finding(
        id="@".join((rule.name, *hit.subjects)),
        rule=rule.name,
        map=path,
        principles=rule.principles,
        subjects=hit.subjects,
        severity=severity,
        message=sentence(hit.sentence, words),
        library=_is_library(map_, answer),
        extent=reach,
        because=because,
        journey=journey,
        places=tuple(_places(map_, answer)),
        remedy=_remedy(hit.remedy or rule.remedy, because),
        organisation=_owner(map_, answer),
        rank=rank,
    )


OWN = frozenset(
    {"area", "forum", "scenarios", "acknowledged", "declaration", "plan", "training", "emergency_plan", "measures"}
)
"""Where in a map stands what is always the map's own."""


def _is_library(map_: Map, answer: Answer) -> bool:
    """Whether a finding is about a library's services, and so no local forum's."""
    hit = answer.hit
    measured = _measured(map_, answer)
    if measured is not None:
        return measured in map_.library
    if any(path[0] in OWN for path, _ in hit.at[:1]):
        return False
    if any(path[0] == "transfers" and path[1] not in map_.library for path, _ in hit.at[:1]):
        return False
    return bool(hit.subjects) and all(one in map_.library for one in hit.subjects)


def gravest(pathway: Pathway, situations: Situations) -> int:
    """The gravest urgency of anybody in a set, by its place among the urgencies."""
    classes = situations.classes()
    held = [i for i, name in enumerate(URGENCIES) if classes & pathway.population.urgency(name)]
    return max(held, default=0)


def example_moments(pathway: Pathway, situations: Situations) -> Iterator[Moment]:
    """Situations that stand for the whole: one from each group of people, the gravest urgency first.

    In the ordinary week where the group is found in it.
    """
    population = pathway.population
    found: list[tuple[tuple[int, int], Moment]] = []
    for box in boxes(population, situations.classes()):
        needs, urgencies, bands, places, variants = box
        top = urgencies.bit_length() - 1
        mask = population.mask(*(_bits(one) for one in (needs, 1 << top, bands, places, variants)))
        minute = first_minute(pathway, situations.touching(mask))
        if minute is not None:
            number = population.typical(situations.classes_at(minute) & mask)
            found.append(((-top, len(found)), (number, minute)))
    for _, moment in sorted(found)[:MOST_EXAMPLES]:
        yield moment


def _bits(mask: int) -> list[int]:
    return [i for i in range(mask.bit_length()) if mask >> i & 1]


def first_minute(pathway: Pathway, situations: Situations) -> int | None:
    """The first minute of the ordinary week that a set holds anybody at, else the first of the horizon."""
    first = pathway.ordinary_week * 7
    return situations.first_minute((*range(first, first + 7), *range(pathway.horizon.days)))


def _door_for(pathway: Pathway, moment: Moment) -> str | None:
    """The first door that is for a person (for findings that begin at no door in particular)."""
    asked = pathway.asked(Reading.STATED)
    for door in asked.doors:
        if asked.at_door(door.id) >> moment[0] & 1 and asked.view.open[door.id].holds(moment[1]):
            return door.id
    return next((door.id for door in asked.doors if asked.at_door(door.id) >> moment[0] & 1), None)


def walked_reasons(pathway: Pathway, answer: Answer, examples: Iterable[Moment]) -> Iterator[Reason]:
    """The causes at the places that people of the examples get to, from the start of the answer's hit."""
    hit = answer.hit
    if hit.stuck is None:
        return
    for number, minute in examples:
        walker = pathway.walker(pathway.population.person(number))
        for start in _starts(pathway, answer, number):
            if not hit.brought and not walker.can_contact(start):
                yield cannot_contact(pathway.map.services[start])
                continue
            yield from reasons(pathway.map, pathway.clock, walker, start, minute, hit.stuck)


def facts_open(pathway: Pathway, answer: Answer, open_: Situations) -> Iterator[str]:
    """The questions that lie on the ways of people of whom only one reading finds something."""
    ways = STAFF_LED if answer.hit.stuck is None else answer.hit.stuck
    for number, minute in example_moments(pathway, open_):
        walker = pathway.walker(pathway.population.person(number))
        for start in _starts(pathway, answer, number):
            yield from facts_on_the_way(pathway.map, pathway.clock, walker, start, minute, ways)


def _starts(pathway: Pathway, answer: Answer, number: int) -> list[str]:
    """Where people of a class begin: where the hit says, or at each door that is for them, if they can contact any."""
    if answer.hit.start is not None:
        return [answer.hit.start]
    asked = pathway.asked(Reading.STATED)
    reached = [door.id for door in asked.doors if asked.at_door(door.id) >> number & 1]
    return reached or [door.id for door in asked.doors if asked.door_people(door.id) >> number & 1]


def _causes(pathway: Pathway, answer: Answer, examples: Sequence[Moment]) -> Iterator[Cause]:
    """Each cause once, nearest first; what is told of several people is told once."""
    told: set[str] = set()
    for reason in walked_reasons(pathway, answer, examples):
        if reason.text not in told:
            told.add(reason.text)
            yield Cause(reason.cause, reason.service, reason.transfer, reason.text)


def _remedy(remedy: str, because: Sequence[Cause]) -> str:
    """What would put it right; where people have no way to make contact, that comes first."""
    if not any(one.cause == "cannot-contact" for one in because):
        return remedy
    contact = "Offer another way to make contact, such as text, web or address (`contact`)."
    return contact if all(one.cause == "cannot-contact" for one in because) else f"{contact} {remedy}"


def _places(map_: Map, answer: Answer) -> Iterator[LabelledPlace]:
    for path, label in answer.hit.at or _subject_paths(map_, answer.hit.subjects):
        place = map_.place(*path)
        if place is not None:
            yield LabelledPlace(place, label)


def _subject_paths(map_: Map, subjects: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    for one in subjects:
        if one in map_.services:
            door = map_.services[one].open_to == "public"
            yield ("services", one), "this door" if door else "this service"
        elif one in map_.transfers:
            yield ("transfers", one), "this transfer"
        elif one in map_.organisations:
            yield ("organisations", one), "this organisation"


def _owner(map_: Map, answer: Answer) -> str | None:
    """The organisation that a finding is for: the provider of its subject, the sender's for a transfer.

    What an action or the emergency plan is about is for its owner. What is named after no id is the forum's, also
    where an id happens to be spelt alike.
    """
    hit = answer.hit
    main = next((path for path, _ in hit.at), ())
    if main[:1] in (("declaration",), ("emergency_plan",)):
        plan = map_.emergency_plan if main[0] == "emergency_plan" else None
        return organisation_of(map_, None if plan is None or plan.owner is None else (plan.owner,))
    measured = _measured(map_, answer)
    for one in hit.subjects if measured is None else (measured,):
        if one in map_.services:
            return map_.services[one].provider
        if one in map_.transfers:
            return map_.services[map_.transfers[one].from_].provider
        if one in map_.organisations:
            return one
        if one in actions_of(map_):
            return organisation_of(map_, actions_of(map_)[one].owner)
    return organisation_of(map_, None)


def _measured(map_: Map, answer: Answer) -> str | None:
    """What a finding about the value of a measure is about: then it is for those whose service was measured.

    That a measure lacks its date is a matter of the map.
    """
    main = next((path for path, _ in answer.hit.at), ())
    if main[:1] != ("measures",) or main[2:] != ("value",):
        return None
    return map_.measures[str(main[1])].about


def organisation_of(map_: Map, owner: Sequence[str] | None) -> str | None:
    """The first organisation among owners; where there is none, the one that convenes the forum."""
    named = next((one for one in owner or () if one in map_.organisations), None)
    if named is not None or map_.forum is None:
        return named
    return map_.forum.convenor
