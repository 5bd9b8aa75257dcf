"""The rules, asked slowly: one person at one minute, straight from the page that says what each rule finds.

It knows nothing of pathkit, and stands on the simulator alone. `RULES` holds for each rule its subjects in a map
and the question whether it finds a subject for a person at a minute, in one reading. A finding is what is found
in both readings.

Where the page leaves room, this is how it is read here:

==  ========================================  ==============================================================
 #  open point                                read as
==  ========================================  ==============================================================
 1  a situation "that can arise from a door"  somebody whom the door is for, and who can contact it, turns to
                                              it at any minute of the horizon, or was brought on from such a
                                              minute by any usable transfers
 2  people who "are with" a service, or in    they turn to its door while it is open, or arrive from a door
    contact with it                           by any usable transfers
 3  the outcome "from there"                  of chains that begin in contact with the service, whether or not
                                              the person could have made contact alone
 4  wait of "at least" against a standard     late if it would be late with an answer at once
 5  the options of a service whose `offers`   none as stated; at best every offer that any service of the map
    are not stated                            states
 6  a police service                          one of the kind `police-response`, or run by a police organisation
 7  no in-hours minute at which a door is     then nothing can always be had in hours
    open
 8  circumstances turned together             by name: who is turned by what another circumstance implies is
                                              not turned from usual by that one
 9  the minute of an arrival by referral or   that at which intake (or the door) begins, and the stretch after
    signpost                                  it in which nothing changes
10  the police of `no-place-of-safety`        any police response that is open, whoever may come to be with it
11  who is told of a service that is not      everybody of whom all holds that is asked of the sender, the
    public, or never open                     person and the time
12  a signpost that nobody ever comes to      nothing is found
13  "once it has passed", "on holidays only"  the same time of the first week after the last day; of the
                                              ordinary week
14  where support "ends at an age"            the same people a year older are not supported; never asked of
                                              helplines, which answer every call anew
==  ========================================  ==============================================================
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from .maps import LONG, changes, doors
from .simulator import (
    DAY,
    HORIZON_DAYS,
    LIVE,
    PERSON_LED,
    QUEUED,
    STRAIGHT_AWAY,
    URGENCIES,
    Minutes,
    Person,
    Result,
    Simulation,
    duration,
    parse_hours,
)

LED = LIVE + QUEUED
ANY_WAY = LED + PERSON_LED
RESPONSES = ("police-response", "ambulance-response")
DEPARTMENTS = ("emergency-department",)
RESTRICTIVE = ("inpatient", *RESPONSES, *DEPARTMENTS)
HELPED = ("now", "later")
STANDARD = {"emergency": 60, "very-urgent": 4 * 60, "urgent": 24 * 60, "routine": 7 * DAY}
RETELLINGS = 1


def without(simulation: Simulation, names: Sequence[str]) -> Simulation:
    """The map with services out of it: they support nobody, and nothing leads to them or from them."""
    left = Simulation(
        {
            "area": simulation.area,
            "organisations": simulation.organisations,
            "people": simulation.people_section,
            "services": {
                name: {key: said[key] for key in said if key != "supports" or name not in names}
                for name, said in simulation.services.items()
            },
            "transfers": [
                {**said, "id": name}
                for name, said in simulation.transfers.items()
                if said["from"] not in names and said["to"] not in names
            ],
        },
        simulation.start,
    )
    left._kept = simulation._kept  # who is open when is as it was
    return left


def without_own_support(simulation: Simulation, name: str) -> Simulation:
    """The map with a service that supports nobody, and hands over as before."""
    left = without(simulation, ())
    left.services = {
        other: {key: said[key] for key in said if key != "supports" or other != name}
        for other, said in simulation.services.items()
    }
    return left


@dataclass
class Slow:
    """One map in one reading, and what was asked of it before."""

    simulation: Simulation
    reading: str
    _kept: dict[Any, Any] = field(default_factory=dict)

    def _keep(self, key: Any, make: Callable[[], Any]) -> Any:
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    # --- the map ---

    @property
    def services(self) -> Mapping[str, Mapping[str, Any]]:
        return self.simulation.services

    @property
    def transfers(self) -> Mapping[str, Mapping[str, Any]]:
        return self.simulation.transfers

    def of_kind(self, kinds: Sequence[str]) -> tuple[str, ...]:
        return tuple(name for name, said in self.services.items() if said["kind"] in kinds)

    def sector(self, service: str) -> str | None:
        said = self.simulation.organisations.get(self.services[service].get("provider", ""), {})
        return said.get("sector")

    def is_police(self, service: str) -> bool:
        return self.services[service]["kind"] == "police-response" or self.sector(service) == "police"

    def without(self, names: Sequence[str]) -> Slow:
        found: Slow = self._keep(("without", names), lambda: Slow(without(self.simulation, names), self.reading))
        return found

    def physical(self, person: Person) -> bool:
        own = self.simulation.people_section.get("needs", [])
        said = own.get(person.need) if isinstance(own, Mapping) else None
        return person.need == "injury-or-overdose" or bool(said and said.get("physical") in ("yes", "true"))

    def without_immediate_risk(self, person: Person) -> bool:
        return person.urgency != "emergency" and not self.physical(person)

    # --- kinds of people ---

    def kind(self, person: Person) -> tuple[Any, ...]:
        """All that the map asks of people: two of a kind get the same answers."""
        found: tuple[Any, ...] = self._keep(("kind", person), lambda: self._kind(person))
        return found

    def _kind(self, person: Person) -> tuple[Any, ...]:
        sim = self.simulation
        of_services = [
            (
                sim.supports_person(name, person, self.reading),
                sim.contactable(name, person, self.reading),
                sim.meets(said.get("door_for"), person),
            )
            for name, said in self.services.items()
        ]
        of_transfers = [sim.meets(said.get("for"), person) for said in self.transfers.values()]
        return person.urgency, self.physical(person), *of_services, *of_transfers

    def one_of_each_kind(self, people: Iterable[Person]) -> list[Person]:
        return list({self.kind(person): person for person in people}.values())

    # --- doors ---

    def doors_for(self, person: Person) -> list[str]:
        return [
            door
            for door in doors(self.simulation)
            if self.simulation.meets(self.services[door].get("door_for"), person)
        ]

    def open(self, service: str, at: int) -> bool:
        return self.simulation.open(service, at, self.reading)

    def shut(self, service: str, at: int) -> bool:
        return self.simulation.shut(service, at, self.reading)

    def result(self, door: str, person: Person, at: int, in_contact: bool = False) -> Result:
        found: Result = self._keep(
            ("result", door, self.kind(person), at, in_contact),
            lambda: self.simulation.outcome(door, person, at, self.reading, in_contact),
        )
        return found

    def outcome(self, door: str, person: Person, at: int) -> str:
        return self.result(door, person, at).outcome

    def helped_somewhere(self, person: Person, at: int) -> bool:
        return any(self.outcome(door, person, at) in HELPED for door in self.doors_for(person))

    def options_somewhere(self, person: Person, at: int) -> set[str]:
        return set().union(*(self.options(door, person, at) for door in self.doors_for(person)))

    def supporters(self, door: str, person: Person, at: int, in_contact: bool = False) -> set[str]:
        found: set[str] = self._keep(
            ("supporters", door, self.kind(person), at, in_contact),
            lambda: {end.service for end in self.simulation.endings(door, person, at, LED, self.reading, in_contact)},
        )
        return found

    def offers(self, names: set[str]) -> set[str]:
        unknown = self.reading == "best" and any("offers" not in self.services[name] for name in names)
        of = self.services if unknown else names
        return {offer for name in of for offer in self.services[name].get("offers", [])}

    def options(self, door: str, person: Person, at: int) -> set[str]:
        return self.offers(self.supporters(door, person, at))

    # --- where people come to be ---

    @cached_property
    def all_changes(self) -> list[int]:
        """The minutes of the horizon at which anything changes, and every midnight."""
        return [minute for day in range(HORIZON_DAYS) for minute in changes(self.simulation, day)]

    def turns_to(self, service: str, person: Person) -> bool:
        return service in self.doors_for(person) and self.simulation.contactable(service, person, self.reading)

    def comes_from_a_door(self, service: str, person: Person, at: int, methods: Sequence[str]) -> bool:
        """Whether a chain of at least one transfer, from a door at some minute of the horizon, arrives.

        Now, or since anything last changed: who is taken on when intake begins is there for that stretch.
        """
        start = self.all_changes[bisect_right(self.all_changes, at) - 1]
        found: bool = self._keep(
            ("comes", service, self.kind(person), start, at, methods),
            lambda: any(self._comes_from_a_door(service, person, minute, methods) for minute in {start, at}),
        )
        return found

    def _comes_from_a_door(self, service: str, person: Person, at: int, methods: Sequence[str]) -> bool:
        been = set()
        waiting = list(self._came_from(service, person, at, methods))
        while waiting:
            here, then = waiting.pop()
            if self.turns_to(here, person):
                return True
            if (here, then) not in been:
                been.add((here, then))
                waiting += self._came_from(here, person, then, methods)
        return False

    def _came_from(self, service: str, person: Person, at: int, methods: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Where and when a transfer was made that puts the person in contact with a service at this minute.

        What is so at the first minute of a stretch in which nothing changes is so in all of it, and whoever comes
        to a service in the middle of one could have come at its start; so those starts, and this minute, are enough.
        """
        for name, transfer in self.transfers.items():
            if transfer["to"] != service or transfer["by"] not in methods:
                continue
            if not self.simulation.meets(transfer.get("for"), person):
                continue
            moments = [at]
            if transfer["by"] not in LIVE:
                receiving = (
                    self.simulation.intake_minutes(service)
                    if transfer["by"] in QUEUED
                    else self.simulation.opening(service)
                )
                moments += self._waiting_for(receiving, at)
            for made in moments:
                if at in self.simulation.arrivals(name, person, made, self.reading):
                    yield transfer["from"], made

    def _waiting_for(self, receiving: Minutes, at: int) -> list[int]:
        """The starts of stretches from which somebody who waits may arrive now, and no earlier."""
        begins = any(
            minutes[at] and (at == 0 or not minutes[at - 1]) for minutes in (receiving.sure, receiving.possible)
        )
        if not begins:
            return []
        # Whoever was sent no later than the last sure minute was surely taken on then.
        last = receiving.sure.rfind(b"\x01", 0, at)
        return [minute for minute in self.all_changes if last < minute < at]

    def arises(self, service: str, person: Person, at: int) -> bool:
        return self.turns_to(service, person) or self.comes_from_a_door(service, person, at, ANY_WAY)

    def is_with(self, service: str, person: Person, at: int) -> bool:
        if self.turns_to(service, person) and self.open(service, at):
            return True
        return self.comes_from_a_door(service, person, at, ANY_WAY)

    def may_be_made(self, transfer: str, person: Person, at: int) -> bool:
        """Whether all holds that is asked of the sender, the person and the time, wherever it leads."""
        said = self.transfers[transfer]
        when = said.get("when", "open")
        made = when == "always" or (self.open if when == "open" else self.shut)(said["from"], at)
        in_time = bool(self.simulation.transfer_minutes(transfer).read(self.reading)[at])
        meets = self.simulation.meets(said.get("for"), person)
        return made and in_time and meets

    def usable(self, transfer: str, person: Person, at: int) -> bool:
        return bool(self.simulation.arrivals(transfer, person, at, self.reading))

    def from_(self, service: str) -> list[str]:
        return [name for name, said in self.transfers.items() if said["from"] == service]

    # --- the same people, otherwise ---

    def turned_by(self, person: Person) -> list[str]:
        """The circumstances of which one, turned from usual, makes somebody as usual this person."""
        usual = self.simulation.usual_circumstances()
        return [
            name
            for name in self.simulation.turned_in_people
            if self.simulation.is_for_age(name, person.age) and self._with(person, {name: name not in usual}) == person
        ]

    def as_usual(self, person: Person) -> Person:
        return self._with(person, {})

    def _with(self, person: Person, named: Mapping[str, bool]) -> Person:
        return self.simulation.person(person.need, person.urgency, person.age, person.locality, named)

    def everybody_like(self, person: Person, age: int) -> list[Person]:
        """The people of an age with the person's need, urgency and locality, whatever their circumstances."""
        sim = self.simulation
        return [sim.person(person.need, person.urgency, age, person.locality, named) for named in sim.turns(age)]

    # --- moments ---

    @cached_property
    def is_weekly(self) -> bool:
        return is_weekly(self.simulation)

    @cached_property
    def moments(self) -> list[int]:
        """Minutes enough to ask about all: at which anything changes, of one week where all weeks are alike."""
        assert self.is_weekly, "only maps in which every week is alike can be asked about all minutes"
        found = {minute for minute in self.all_changes if minute < 7 * DAY}
        found |= {day * DAY + end for day in range(7) for start, end in self._in_hours(day)}
        found |= {day * DAY + start for day in range(7) for start, end in self._in_hours(day)}
        return sorted(minute for minute in found if minute < 7 * DAY)

    def _in_hours(self, day: int) -> list[tuple[int, int]]:
        on = self.simulation.day(day)
        if self.simulation.holiday(on):
            return []
        return parse_hours(self.simulation.area.get("in_hours", "Mon-Fri 09:00-17:00")).usual(on)

    def in_hours(self, at: int) -> bool:
        day, minute = divmod(at, DAY)
        yesterday = [(start - DAY, end - DAY) for start, end in self._in_hours(day - 1)]
        return any(start <= minute < end for start, end in (*yesterday, *self._in_hours(day)))


def is_weekly(simulation: Simulation) -> bool:
    """Whether every week of the known time is like the first.

    A person whom somebody takes on in the last week is taken on in all, for what comes later than is known helps
    nobody; and no single wait is so long that it matters at which minute of a stretch it began.
    """
    if simulation.area.get("calendar") != "none" or simulation.local:
        return False
    for thing in (*simulation.services.values(), *simulation.transfers.values()):
        if any(key in thing for key in ("dates", "valid_from", "valid_until")):
            return False
        for key in ("hours", "intake"):
            said = thing.get(key, "24/7")
            if any(rule.which is not None for rule in parse_hours(said).rules):
                return False
        if any(word in str(thing.get("responds_within", "")) for word in LONG):
            return False
    return True


# --- the rules -----------------------------------------------------------------------------------------------


Asks = Callable[[Slow, str, Person, int], bool]
AsksAtAll = Callable[[Slow, str], bool]


@dataclass(frozen=True)
class SlowRule:
    """Its subjects in a map, and whether it finds one of them for a person at a minute.

    `maps` are those in which it can be asked: `any`; `weekly`, where it asks about all minutes, so that every week
    has to be alike; `ending`, where all weeks are alike but for one service that ends; `holidays`, where they are
    alike but for holidays. A rule that is `at_all` finds a subject or does not, and says nothing of people at times.
    """

    subjects: Callable[[Simulation], list[str]]
    found: Asks | None = None
    at_all: AsksAtAll | None = None
    maps: str = "any"


def all_services(simulation: Simulation) -> list[str]:
    return list(simulation.services)


def all_transfers(simulation: Simulation) -> list[str]:
    return list(simulation.transfers)


def the_area(simulation: Simulation) -> list[str]:
    return [simulation.area["id"]]


def emergency_responses(simulation: Simulation) -> list[str]:
    return [name for name, said in simulation.services.items() if said["kind"] in RESPONSES]


RULES: dict[str, SlowRule] = {}


def name_of(asks: Asks | AsksAtAll) -> str:
    return asks.__name__.replace("_", "-")


def slow(subjects: Callable[[Simulation], list[str]], maps: str = "any") -> Callable[[Asks], Asks]:
    """Make a function the rule of its name."""

    def made(asks: Asks) -> Asks:
        RULES[name_of(asks)] = SlowRule(subjects, found=asks, maps=maps)
        return asks

    return made


def slow_at_all(subjects: Callable[[Simulation], list[str]], maps: str) -> Callable[[AsksAtAll], AsksAtAll]:
    """Make a function the rule of its name: one that says nothing of people at times."""

    def made(asks: AsksAtAll) -> AsksAtAll:
        RULES[name_of(asks)] = SlowRule(subjects, at_all=asks, maps=maps)
        return asks

    return made


def at_doors(asks: Asks) -> Asks:
    """A rule about doors, for the people whom each is for."""

    def asked(ask: Slow, door: str, person: Person, at: int) -> bool:
        return door in ask.doors_for(person) and asks(ask, door, person, at)

    RULES[name_of(asks)] = SlowRule(doors, found=asked)
    return asks


# No Wrong Door


@at_doors
def wrong_door(ask: Slow, door: str, person: Person, at: int) -> bool:
    return ask.open(door, at) and ask.outcome(door, person, at) == "none"


@at_doors
def only_signposted(ask: Slow, door: str, person: Person, at: int) -> bool:
    return ask.open(door, at) and ask.outcome(door, person, at) == "self"


@at_doors
def closed_door(ask: Slow, door: str, person: Person, at: int) -> bool:
    nothing = ask.services[door].get("when_shut") == "nothing"
    return nothing and ask.shut(door, at) and ask.outcome(door, person, at) == "none"


@slow(all_services)
def dead_end(ask: Slow, service: str, person: Person, at: int) -> bool:
    if ask.simulation.supports(service, person, at, ask.reading):
        return False
    if any(ask.transfers[one]["by"] in LED and ask.usable(one, person, at) for one in ask.from_(service)):
        return False
    return ask.comes_from_a_door(service, person, at, LED)


@slow(the_area)
def nobody_to_turn_to(ask: Slow, area: str, person: Person, at: int) -> bool:
    return not ask.helped_somewhere(person, at)


# Responsive


def in_hours_options(ask: Slow, door: str, person: Person) -> set[str]:
    """What is among the options at every in-hours minute at which the door is open.

    Those of the last week are asked about: the options of no other week are fewer.
    """
    last_week = [minute + (HORIZON_DAYS - 7) * DAY for minute in ask.moments]
    times = [minute for minute in last_week if ask.in_hours(minute) and ask.open(door, minute)]
    each = [ask.options(door, person, minute) for minute in times]
    return set.intersection(*each) if each else set()


@slow(doors, maps="weekly")
def out_of_hours_gap(ask: Slow, door: str, person: Person, at: int) -> bool:
    if door not in ask.doors_for(person) or ask.in_hours(at):
        return False
    messages = [one for one in ask.from_(door) if ask.transfers[one].get("when") == "closed"]
    there = ask.options(door, person, at)
    if not ask.open(door, at):
        if not (ask.shut(door, at) and messages):
            return False
        there = there | signposted_options(ask, messages, person, at)
    elif ask.shut(door, at):
        there = there | signposted_options(ask, messages, person, at)
    always: set[str] = ask._keep(("in hours", door, person), lambda: in_hours_options(ask, door, person))
    return bool(always - there)


def signposted_options(ask: Slow, messages: list[str], person: Person, at: int) -> set[str]:
    """The options at the doors that a message names, when they open."""
    found = set()
    for one in messages:
        if ask.transfers[one]["by"] in PERSON_LED:
            for then in ask.simulation.arrivals(one, person, at, ask.reading):
                found |= ask.options(ask.transfers[one]["to"], person, then)
    return found


def ordinary_week(simulation: Simulation) -> int:
    """The number of the first week of the horizon without a holiday in it, or with the fewest."""

    def special(week: int) -> int:
        return sum(simulation.holiday(simulation.day(7 * week + day)) is not None for day in range(7))

    return min(range(HORIZON_DAYS // 7), key=special)


@slow(all_services, maps="holidays")
def holiday_gap(ask: Slow, service: str, person: Person, at: int) -> bool:
    """At this minute of the ordinary week it supports them by a door through which they have no help on a holiday."""
    if ask.simulation.holiday(ask.simulation.day(at // DAY)) is None:
        return False
    usually = ordinary_week(ask.simulation) * 7 * DAY + at % (7 * DAY)
    return any(
        service in ask.supporters(door, person, usually) and ask.outcome(door, person, at) not in HELPED
        for door in ask.doors_for(person)
    )


def late(result: Result, person: Person) -> bool:
    """Whether the wait, or what it is at least, is over the standard."""
    wait = result.wait_minutes if result.wait_minutes is not None else result.wait_at_least_minutes
    return wait is not None and wait > STANDARD[person.urgency]


@at_doors
def long_wait(ask: Slow, door: str, person: Person, at: int) -> bool:
    result = ask.result(door, person, at)
    return result.outcome in HELPED and late(result, person)


@slow(all_services)
def single_point_of_failure(ask: Slow, service: str, person: Person, at: int) -> bool:
    """Whatever their share of all that are helped (the setting is 0 where this is compared)."""
    if ask.services[service]["kind"] in RESPONSES or not ask.helped_somewhere(person, at):
        return False
    left = ask.without((service,))
    return not any(left.outcome(door, person, at) in HELPED for door in ask.doors_for(person) if door != service)


# Proportionate Response


@slow(all_transfers)
def emergency_without_immediate_risk(ask: Slow, transfer: str, person: Person, at: int) -> bool:
    said = ask.transfers[transfer]
    into = said["by"] in LIVE and ask.services[said["to"]]["kind"] in RESPONSES
    if not (said["by"] == "deployment" or into) or not ask.without_immediate_risk(person):
        return False
    return ask.usable(transfer, person, at) and ask.arises(said["from"], person, at)


def only_by(ask: Slow, kinds: Sequence[str], door: str, person: Person, at: int) -> bool:
    """Below emergency, without physical need, helped; and not helped with services of these kinds taken out."""
    if not ask.without_immediate_risk(person) or ask.services[door]["kind"] in kinds:
        return False
    if ask.outcome(door, person, at) not in HELPED:
        return False
    return ask.without(ask.of_kind(kinds)).outcome(door, person, at) not in HELPED


@at_doors
def only_way_is_emergency(ask: Slow, door: str, person: Person, at: int) -> bool:
    return only_by(ask, RESPONSES, door, person, at)


@at_doors
def emergency_department_is_the_only_option(ask: Slow, door: str, person: Person, at: int) -> bool:
    return only_by(ask, DEPARTMENTS, door, person, at)


@slow(emergency_responses)
def responders_cannot_hand_over(ask: Slow, service: str, person: Person, at: int) -> bool:
    if not ask.is_with(service, person, at):
        return False
    left: Slow = ask._keep(
        ("handing over", service), lambda: Slow(without_own_support(ask.simulation, service), ask.reading)
    )
    return left.result(service, person, at, in_contact=True).outcome != "now"


@slow(emergency_responses)
def no_clinical_advice(ask: Slow, service: str, person: Person, at: int) -> bool:
    if ask.physical(person) or not ask.is_with(service, person, at):
        return False
    return not any(can_ask(ask, one, person, at) for one in ask.from_(service))


def can_ask(ask: Slow, transfer: str, person: Person, at: int) -> bool:
    """Whether it is advice or a live transfer that can be had from a health service that is open."""
    said = ask.transfers[transfer]
    if ask.sector(said["to"]) != "health" or not ask.open(said["to"], at):
        return False
    if said["by"] in LIVE:
        return ask.usable(transfer, person, at)
    return said["by"] == "advice" and ask.may_be_made(transfer, person, at)


@slow(all_transfers)
def police_as_transport(ask: Slow, transfer: str, person: Person, at: int) -> bool:
    said = ask.transfers[transfer]
    if said["by"] != "conveyance" or not ask.is_police(said.get("conveyed_by", said["from"])):
        return False
    if not ask.without_immediate_risk(person):
        return False
    return ask.usable(transfer, person, at) and ask.arises(said["from"], person, at)


@slow(the_area)
def no_place_of_safety(ask: Slow, area: str, person: Person, at: int) -> bool:
    """From any police response that is open, whoever may come to be with it."""
    if person.urgency != "emergency":
        return False
    return any(
        ask.open(police, at) and not taken_to_safety(ask, police, person, at)
        for police in ask.of_kind(("police-response",))
    )


def taken_to_safety(ask: Slow, police: str, person: Person, at: int) -> bool:
    for end in ask.simulation.endings(police, person, at, LIVE, ask.reading, in_contact=True):
        offers = ask.services[end.service].get("offers")
        safe = "place-of-safety" in offers if offers is not None else ask.reading == "best"
        other = not ask.is_police(end.service) and ask.services[end.service]["kind"] not in DEPARTMENTS
        if safe and other and end.wait <= STRAIGHT_AWAY:
            return True
    return False


# Alignment of Services, Trauma Informed


def retold(ask: Slow, transfer: str) -> bool:
    shares = ask.transfers[transfer].get("shares")
    return ask.reading == "stated" if shares is None else "story" not in shares


@at_doors
def tell_it_again(ask: Slow, door: str, person: Person, at: int) -> bool:
    outcome = ask.outcome(door, person, at)
    return outcome in HELPED and not told_seldom(ask, door, person, at, outcome)


def told_seldom(ask: Slow, door: str, person: Person, at: int, outcome: str) -> bool:
    """Whether some chain with this outcome holds no more retellings than the setting."""
    sim = ask.simulation
    if sim.supports(door, person, at, ask.reading):
        begun, _ = sim.begins(door, person, at, None, at, ask.reading)
        if begun is not None and (outcome == "later" or begun - at <= STRAIGHT_AWAY):
            return True
    # The least `takes` to every place, minute and number of retellings: support begins by the last transfer alone.
    waiting = [(0, door, at, 0)]
    been = set()
    while waiting:
        takes, here, now, told = heapq.heappop(waiting)
        if (here, now, told) in been:
            continue
        been.add((here, now, told))
        for name in ask.from_(here):
            said = ask.transfers[name]
            again = told + retold(ask, name)
            if said["by"] not in (LIVE if outcome == "now" else LED) or again > RETELLINGS:
                continue
            taking = takes + duration(said.get("takes", "0 min"))
            for then in sim.arrivals(name, person, now, ask.reading):
                heapq.heappush(waiting, (taking, said["to"], then, again))
                if sim.supports(said["to"], person, then, ask.reading):
                    begun, _ = sim.begins(said["to"], person, then, name, now, ask.reading)
                    if begun is not None and (outcome == "later" or begun - at + taking <= STRAIGHT_AWAY):
                        return True
    return False


@slow(all_transfers)
def cold_handover(ask: Slow, transfer: str, person: Person, at: int) -> bool:
    said = ask.transfers[transfer]
    if said["by"] not in PERSON_LED or said.get("when") == "closed":
        return False
    if person.urgency not in ("very-urgent", "emergency") or not ask.usable(transfer, person, at):
        return False
    helped = ask.result(said["from"], person, at, in_contact=True).outcome in HELPED
    return not helped and ask.arises(said["from"], person, at)


@slow(all_transfers)
def nobody_holds_them(ask: Slow, transfer: str, person: Person, at: int) -> bool:
    said = ask.transfers[transfer]
    if said["by"] not in QUEUED or said.get("holds_until") != "sent":
        return False
    if person.urgency not in ("very-urgent", "emergency") or not ask.usable(transfer, person, at):
        return False
    return ask.arises(said["from"], person, at)


# Getting it Right for Everyone, Free from Stigma and Discrimination


def circumstances(simulation: Simulation) -> list[str]:
    return list(simulation.turned_in_people)


@slow(circumstances)
def left_out(ask: Slow, circumstance: str, person: Person, at: int) -> bool:
    if circumstance not in ask.turned_by(person) or ask.helped_somewhere(person, at):
        return False
    return ask.helped_somewhere(ask.as_usual(person), at)


@slow(circumstances)
def worse_off(ask: Slow, circumstance: str, person: Person, at: int) -> bool:
    if circumstance not in ask.turned_by(person):
        return False
    usual = ask.as_usual(person)
    if not (ask.helped_somewhere(person, at) and ask.helped_somewhere(usual, at)):
        return False
    if ask.options_somewhere(usual, at) - ask.options_somewhere(person, at):
        return True
    return waits_too_long(ask, person, at) and not waits_too_long(ask, usual, at)


def waits_too_long(ask: Slow, person: Person, at: int) -> bool:
    """Whether the least wait over the doors at which they are helped is over the standard."""
    results = [ask.result(door, person, at) for door in ask.doors_for(person)]
    return all(late(one, person) for one in results if one.outcome in HELPED)


def localities(simulation: Simulation) -> list[str]:
    return list(simulation.people_section.get("localities", []))


@slow(localities)
def locality_gap(ask: Slow, locality: str, person: Person, at: int) -> bool:
    if person.locality != locality or ask.helped_somewhere(person, at):
        return False
    return any(
        ask.helped_somewhere(Person(person.need, person.urgency, person.age, other, person.circumstances), at)
        for other in localities(ask.simulation)
        if other != locality
    )


def needs(simulation: Simulation) -> list[str]:
    return simulation.needs()


def had_at(ask: Slow, like: Person, age: int) -> set[str]:
    """The offers that somebody of this age has at some time through some door."""

    def asked() -> set[str]:
        people = ask.one_of_each_kind(ask.everybody_like(like, age))
        return set().union(*(ask.options_somewhere(person, at) for person in people for at in ask.moments))

    found: set[str] = ask._keep(("had", like.need, like.urgency, like.locality, age), asked)
    return found


@slow(needs, maps="weekly")
def age_gap(ask: Slow, need: str, person: Person, at: int) -> bool:
    if person.need != need:
        return False
    ages = ask.simulation.ages()
    younger = set().union(*(had_at(ask, person, age) for age in ages if age < person.age))
    older = set().union(*(had_at(ask, person, age) for age in ages if age > person.age))
    return bool((younger & older) - had_at(ask, person, person.age))


@slow_at_all(all_services, maps="weekly")
def no_transition(ask: Slow, service: str) -> bool:
    """Support of people with some need ends at an age, others support them a year later, and nobody is led on."""
    if ask.services[service]["kind"] == "helpline":
        return False
    ages = ask.simulation.ages()
    return any(
        no_transition_at(ask, service, need, age) for need in ask.simulation.needs() for age in ages if age + 1 in ages
    )


def no_transition_at(ask: Slow, service: str, need: str, age: int) -> bool:
    sim = ask.simulation
    ended = [
        older
        for urgency in URGENCIES
        for locality in sim.localities()
        for named in sim.turns(age + 1)
        for older in [sim.person(need, urgency, age + 1, locality, named)]
        if could_support(ask, service, sim.person(need, urgency, age, locality, named))
        and all(sim.is_for_age(name, age) for name in named)
        and not could_support(ask, service, older)
    ]
    others = {
        other for other in ask.services for older in ended if other != service and could_support(ask, other, older)
    }
    return bool(others) and not any(
        ask.supporters(service, older, at, in_contact=True)
        for older in ask.one_of_each_kind(ended)
        for at in ask.moments
    )


def could_support(ask: Slow, service: str, person: Person) -> bool:
    """Whether it supports them, whenever it takes anybody on."""
    sim = ask.simulation
    return sim.supports_person(service, person, ask.reading) and sim.enough(service, person.urgency, ask.reading)


# Signposting and Referral


def signposts(simulation: Simulation) -> list[str]:
    return [name for name, said in simulation.transfers.items() if said["by"] == "signpost"]


@slow(signposts, maps="weekly")
def signpost_to_nowhere(ask: Slow, transfer: str, person: Person, at: int) -> bool:
    target = ask.transfers[transfer]["to"]
    if ask.services[target].get("open_to") != "public" or not any(ask.open(target, minute) for minute in ask.moments):
        return ask.may_be_made(transfer, person, at)
    if not is_signposted(ask, transfer, person, at):
        return False
    leads_somewhere: bool = ask._keep(("leads somewhere", transfer), lambda: somebody_is_led_on(ask, transfer))
    return not leads_somewhere


def is_signposted(ask: Slow, transfer: str, person: Person, at: int) -> bool:
    return ask.usable(transfer, person, at) and ask.arises(ask.transfers[transfer]["from"], person, at)


def somebody_is_led_on(ask: Slow, transfer: str) -> bool:
    """Whether anybody who is signposted is supported at the target, or led on from there to support."""
    target = ask.transfers[transfer]["to"]
    return any(
        is_signposted(ask, transfer, person, at)
        and any(
            ask.result(target, person, then, in_contact=True).outcome != "none"
            for then in ask.simulation.arrivals(transfer, person, at, ask.reading)
        )
        for person in ask.one_of_each_kind(sorted(ask.simulation.people()))
        for at in ask.moments
    )


# Positive Risk Taking


@slow(all_services)
def only_restrictive_options(ask: Slow, service: str, person: Person, at: int) -> bool:
    if "assessment" not in ask.services[service].get("offers", []) or not ask.without_immediate_risk(person):
        return False
    if ask.simulation.supports(service, person, at, ask.reading):
        return False
    found = ask.supporters(service, person, at, in_contact=True)
    if not found or any(ask.services[name]["kind"] not in RESTRICTIVE for name in found):
        return False
    return ask.is_with(service, person, at)


# Continuously Improving


def those_that_end(simulation: Simulation) -> list[str]:
    return [name for name, said in simulation.services.items() if "valid_until" in said]


@slow(those_that_end, maps="ending")
def counts_on_a_pilot(ask: Slow, service: str, person: Person, at: int) -> bool:
    """Helped only because it is there; and not helped at the same time of the first week after it ends."""
    last = (date.fromisoformat(ask.services[service]["valid_until"]) - ask.simulation.start).days
    after = at + 7 * DAY * ((last - at // DAY) // 7 + 1)
    if not 0 <= at < (last + 1) * DAY or after >= HORIZON_DAYS * DAY or not ask.helped_somewhere(person, at):
        return False
    left = ask.without((service,))
    spared = any(left.outcome(door, person, at) in HELPED for door in ask.doors_for(person) if door != service)
    return not spared and not ask.helped_somewhere(person, after)
