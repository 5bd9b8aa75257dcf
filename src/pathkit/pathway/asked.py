"""One reading of a pathway, as rules ask it: sets of situations by service, door and transfer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from pathkit.maps import Service, Transfer
from pathkit.maps.model import Scenario
from pathkit.pathway.expected import never_coming
from pathkit.pathway.flows import (
    ANY_WAY,
    LIVE_ONLY,
    STAFF_LED,
    Backwards,
    Forwards,
    Question,
    endings,
)
from pathkit.pathway.journeys import Journey, Walker
from pathkit.pathway.names import called
from pathkit.pathway.options import Options
from pathkit.pathway.promises import person_of, unmet
from pathkit.pathway.readings import (
    EMERGENCY_RESPONSES,
    LIVE,
    OPERATING,
    Keeping,
    Reading,
    Route,
    Supposed,
    together,
    transfer_times,
)
from pathkit.pathway.waits import LongWaits, Waiting, Walks, between_the_readings, refuse_too_many_ways
from pathkit.situations.copies import Copies
from pathkit.situations.people import URGENCIES
from pathkit.situations.sets import Frame, Situations
from pathkit.times.openings import Timeline
from pathkit.times.problem import TimeProblem

if TYPE_CHECKING:
    from pathkit.pathway.compiled import Pathway

DAY = 1440
LONGEST_QUEUE = 70
"""Where only ordinary days are asked about: the days after the last that may pass until a receiver takes people."""
LANES = 12
"""How many questions one sweep answers at once where there are many."""

T = TypeVar("T")


def batched(things: Sequence[T], size: int) -> Iterator[tuple[T, ...]]:
    """The things in order, so many at a time."""
    for start in range(0, len(things), size):
        yield tuple(things[start : start + size])


class Asked:
    """One reading of a pathway, as rules ask it. Every answer is a set of situations of the horizon."""

    def __init__(self, pathway: Pathway, supposed: Supposed) -> None:
        self.pathway = pathway
        self.supposed = supposed
        self.reading = supposed.reading
        self.map = pathway.map
        self.population = pathway.population
        self.frame = pathway.frame
        self.view = pathway.view(supposed)
        self.wait_cuts: list[Timeline] = []
        """Where days have been cut so that in no part of one a wait passes the standard."""
        self.asked_after: set[str] = set()
        """What has been asked after, of "waits" and "retellings"."""
        self.set_aside: Situations | None = None
        """Where facts are at best apart: the situations whose waits need not be looked at (they count as stated)."""
        self._flows: dict[Question, tuple[Backwards, int]] = {}
        self._begun: dict[tuple[Question, str], Situations] = {}
        self._arrivals: dict[frozenset[str], Forwards] = {}
        self._alone: dict[tuple[Question, str], Backwards] = {}
        self._led_to: dict[str, frozenset[str]] = {}
        self._retold: dict[tuple[Question, ...], tuple[Backwards, ...]] = {}

    # -- what there is ---------------------------------------------------------------------------

    @cached_property
    def doors(self) -> tuple[Service, ...]:
        """The services open to the public, in the order of the map."""
        return tuple(s for s in self.map.services.values() if s.open_to == "public")

    @cached_property
    def emergency_responses(self) -> frozenset[str]:
        """The services that are emergency responses by their kind."""
        return self.of_kind(*EMERGENCY_RESPONSES)

    def of_kind(self, *kinds: str) -> frozenset[str]:
        """The services of these kinds."""
        return frozenset(name for name, s in self.map.services.items() if s.kind in kinds)

    @cached_property
    def watched(self) -> tuple[str, ...]:
        """The services from which people's ways are kept: doors, emergency responses, and whom rules name."""
        held = {t.from_ for t in self.map.transfers.values() if t.holds_until == "sent"}
        named = {door.id for door in self.doors} | self.emergency_responses | held
        return tuple(sorted(named))

    @property
    def everyone(self) -> Situations:
        """Every person at every time."""
        return self.frame.everyone

    @property
    def nobody(self) -> Situations:
        """No situation."""
        return self.frame.nobody

    def during(self, timeline: Timeline, classes: int | None = None) -> Situations:
        """People (default: everyone) at the minutes of a timeline."""
        return self.frame.at(timeline, classes)

    # -- services and transfers ------------------------------------------------------------------

    def open(self, service: str) -> Situations:
        """Everyone, while the service is open."""
        return self._by_part(service, lambda kept: kept.open)

    def shut(self, service: str) -> Situations:
        """Everyone, while the service is shut."""
        return self._by_part(service, lambda kept: kept.shut)

    def _by_part(self, service: str, timeline: Callable[[Keeping], Timeline], classes: int | None = None) -> Situations:
        parts = self.view.keeping[service]
        if len(parts) == 1:
            return self.frame.at(timeline(parts[0]), classes)
        total = self.nobody
        for kept in parts:
            total = total | self.frame.at(timeline(kept), kept.classes if classes is None else kept.classes & classes)
        return total

    def supports(self, service: str) -> Situations:
        """Those in contact with the service whom it supports: it takes new people, and what it offers is enough."""
        return self._by_part(service, lambda kept: kept.intake, self.view.supports[service])

    def usable(self, route: Route) -> Situations:
        """Those in contact with the sender who can be sent by the route."""
        total = self.nobody
        for part in self.parts_of(route):
            total = total | self._usable_part(part)
        return total

    def parts_of(self, route: Route) -> tuple[Route, ...]:
        """A route, or what it is for each group of people for whom it is not the same."""
        if not self.supposed.apart:
            return (route,)
        return tuple(part for part in self.view.routes if part.transfer.id == route.transfer.id)

    def _usable_part(self, route: Route) -> Situations:
        total = self.nobody
        for arrival in route.arrivals or (None,):
            timeline = together(route.when)
            if arrival is not None:
                last = arrival.last
                timeline = timeline & Timeline.from_runs([] if last is None else [(0, last + 1)])
            total = total | self.frame.at(timeline, route.classes)
        return total

    def at_door(self, door: str) -> int:
        """The classes that turn to a door: those it is for, who can contact it."""
        service = self.map.services[door]
        return self.population.any_block(service.door_for) & self.view.reach[door]

    def door_people(self, door: str) -> int:
        """The classes that a door is for, whether or not they can contact it."""
        return self.population.any_block(self.map.services[door].door_for)

    # -- where people get to ---------------------------------------------------------------------

    @cached_property
    def helped_somewhere(self) -> Situations:
        """Helped through some door that is for them."""
        found = self.nobody
        for door in self.doors:
            found = found | self.helped(door.id).of(self.door_people(door.id))
        return found

    @cached_property
    def in_time_somewhere(self) -> Situations:
        """Helped within the standard for their urgency, through some door that is for them. Raises `TooLarge`."""
        late = self.long_waits
        found = self.nobody
        for door in self.doors:
            helped = self.helped(door.id).of(self.door_people(door.id))
            found = found | (helped - late[door.id] if door.id in late else helped)
        return found

    def at_any_time(self, classes: int) -> Situations:
        """These classes at all times, whatever else tells people apart."""
        return self.frame.parted(classes).constant(classes)

    @cached_property
    def too_old_for(self) -> dict[str, dict[int, int]]:
        """Each service whose support ends at an age: by the age a year on, the classes it then supports no more."""
        found = {name: self.population.a_year_too_old(classes) for name, classes in self.view.supports.items()}
        return {name: ended for name, ended in found.items() if ended}

    def ever_led_on(self, service: str) -> int:
        """The classes that some staff-led way leads from a service whose support ends at an age to other support."""
        return self._led_on.of(0, service).classes()

    @cached_property
    def _led_on(self) -> Backwards:
        return self.solve([Question(STAFF_LED)], list(self.too_old_for))

    def ways_on(self, services: Sequence[str], some: frozenset[str]) -> Iterator[tuple[str, Situations, Situations]]:
        """By service: who with it is led on by staff to support, and who is to the support of one of `some`."""
        if services:
            flow = self.solve([Question(STAFF_LED), Question(STAFF_LED, support=some)], services)
            yield from ((name, flow.of(0, name), flow.of(1, name)) for name in services)

    @cached_property
    def options(self) -> Options:
        """What people can get at each door."""
        return Options(self, [door.id for door in self.doors])

    @cached_property
    def never_coming(self) -> dict[str, int]:
        """By principle that expects people to come to something: the classes that it is about who never do."""
        return never_coming(self)

    def reaches(self, question: Question, service: str) -> Situations:
        """The situations at a service from which support that counts is reached, at the service itself or onward."""
        return self.begins_here(question, service) | self.onward(question, service)

    def begins_here(self, question: Question, service: str) -> Situations:
        """The situations at a service's door in which its own support counts, and soon enough."""
        key = (question, service)
        if key not in self._begun:
            total = self.nobody
            counting = self.population.everyone if question.counts(service) else dict(question.also).get(service, 0)
            if counting:
                limits = None if question.limits is None else dict(question.limits)
                for ending in endings(
                    self.view,
                    self.pathway.times,
                    self.population.urgency,
                    service,
                    self.view.door_responses[service],
                    "live",
                    limits,
                    0,
                ):
                    total = total | self.frame.at(ending.when, ending.classes & counting)
            self._begun[key] = total
        return self._begun[key]

    def begins_within(self, frame: Frame, door: str) -> Situations:
        """Who is supported at a door itself within the standard, in a frame that is cut for it."""
        total = frame.nobody
        limits = dict(self.pathway.waits.standard)
        responses = self.view.door_responses[door]
        for ending in endings(
            self.view, self.pathway.times, self.population.urgency, door, responses, "live", limits, 0
        ):
            total = total | frame.at(ending.when, ending.classes)
        return total.of(self.view.reach[door])

    def onward(self, question: Question, service: str) -> Situations:
        """The situations at a service from which at least one transfer leads to support that counts."""
        if service in question.without:
            return self.nobody
        flow, lane = self._flow(question, service)
        return flow.of(lane, service)

    def _flow(self, question: Question, service: str) -> tuple[Backwards, int]:
        """The sweep that answers a question at a service, and the lane: questions often asked go together."""
        if service not in self.watched:
            key = (question, service)
            if key not in self._alone:
                self._alone[key] = self.solve((question,), (service,))
            return self._alone[key], 0
        if question.known_waits and not self.some_waits_unknown:
            return self._flow(replace(question, known_waits=False), service)
        if question not in self._flows:
            together = next((batch for batch in self._batches if question in batch), (question,))
            flow = self.solve(together, self.watched)
            for lane, one in enumerate(together):
                self._flows[one] = (flow, lane)
        return self._flows[question]

    @cached_property
    def _batches(self) -> tuple[tuple[Question, ...], ...]:
        """Questions that one sweep answers together."""
        departments = self.of_kind("emergency-department")
        outcomes = (
            Question(STAFF_LED),
            *([Question(STAFF_LED, known_waits=True)] if self.some_waits_unknown else []),
            Question(ANY_WAY),
            Question(STAFF_LED, without=self.emergency_responses),
            Question(STAFF_LED, without=departments),
        )
        at_once = (
            self.straight_away,
            self._to_safety,
            *(self._handing_over(name) for name in sorted(self.emergency_responses)),
        )
        return (tuple(dict.fromkeys(outcomes)), tuple(dict.fromkeys(at_once)))

    @cached_property
    def some_waits_unknown(self) -> bool:
        """Whether any referral's response time is not known in this reading."""
        return any(route.unknown for route in self.view.routes)

    def solve(self, questions: Sequence[Question], keep: Sequence[str], only: int | None = None) -> Backwards:
        """One sweep for questions that share their limits; with `only`, about no other classes."""
        return Backwards(self.frame, self.view, self.pathway.times, questions, keep, only)

    # -- outcomes --------------------------------------------------------------------------------

    def of_outcome(self, question: Question, door: str) -> Situations:
        """The situations at a door, for those who can contact it, from which support that counts is reached."""
        return self.reaches(question, door).of(self.view.reach[door])

    @cached_property
    def straight_away(self) -> Question:
        """Support by live transfers within the setting `straight_away`."""
        waits = self.pathway.waits
        return Question(LIVE_ONLY, waits.at_once, longest_way=waits.straight_away)

    def now(self, door: str) -> Situations:
        """Outcome `now`: helped straight away."""
        return self.of_outcome(self.straight_away, door)

    def helped(self, door: str, without: frozenset[str] = frozenset()) -> Situations:
        """Outcome `now` or `later`: support by staff-led transfers, at any time."""
        return self.of_outcome(Question(STAFF_LED, without=without), door)

    def not_left(self, door: str) -> Situations:
        """Any outcome but `none`."""
        return self.of_outcome(Question(ANY_WAY), door)

    def told_again(self, door: str, most: int) -> Situations:
        """Helped, and every chain with that outcome makes people tell their story again more than `most` times."""
        self.asked_after.add("retellings")
        if not any(route.retold and route.how in STAFF_LED for route in self.view.routes):
            return self.nobody
        ways = (Question(STAFF_LED, retellings=most), replace(self.straight_away, retellings=most))
        if ways not in self._retold:
            doors = [one.id for one in self.doors]
            self._retold[ways] = tuple(self.solve((question,), doors) for question in ways)
        seldom, at_once = (
            (self.begins_here(replace(question, retellings=None), door) | flow.of(0, door)).of(self.view.reach[door])
            for question, flow in zip(ways, self._retold[ways], strict=True)
        )
        now = self.now(door)
        return (now - at_once) | (self.helped(door) - now - seldom)

    @property
    def long_waits(self) -> dict[str, Situations]:
        """By door: the situations, of people it is for, that are helped and wait longer than the standard.

        Raises `TooLarge`.
        """
        self.asked_after.add("waits")
        return self._long_waits

    @cached_property
    def _long_waits(self) -> dict[str, Situations]:
        """Who waits too long.

        Found between two bounds (see `waits`); what lies between them is walked, and where a wait passes the
        standard within a segment the days are cut there and all is asked again.
        """
        standard = dict(self.pathway.waits.standard)
        counted = Question(STAFF_LED, self.pathway.waits.standard)
        refuse_too_many_ways(self.view, counted, [door.id for door in self.doors])
        prompt = [u for u in URGENCIES if standard[u] >= self.pathway.waits.straight_away]
        soon = self.population.urgency(*prompt)
        waiting: Waiting = {}
        for door in self.doors:
            late = (self.helped(door.id) - self.now(door.id).of(soon)).of(self.door_people(door.id))
            if late:
                known = self.of_outcome(Question(STAFF_LED, known_waits=True), door.id)
                waiting[door.id] = (late & known, late - known)
        surely: dict[str, Situations] = {}
        if self.supposed.apart:
            surely, waiting = between_the_readings(self, waiting)
            # What is left to look at is cut where the waits of the two readings are.
            both = (self.pathway.whole.asked(reading).wait_cuts for reading in Reading)
            self.wait_cuts += dict.fromkeys(cut for cuts in both for cut in cuts)
        if not waiting:
            return surely
        walks = Walks(self)
        while True:
            frame = self.pathway.fine_frame(self.wait_cuts)
            found, more = LongWaits(walks, frame, waiting).found()
            if not more:
                break
            self.wait_cuts += more
        found = {door: found[door] | surely[door] if door in surely else found[door] for door in found} | {
            door: late for door, late in surely.items() if door not in found
        }
        return {door: late for door, late in found.items() if late}

    def usual_supporters(self, lost: Mapping[str, Situations]) -> Iterator[tuple[str, dict[str, Situations]]]:
        """Each service that on the ordinary day supports any of those who at a door are lost on a holiday, and
        by door the situations of the holidays at whose ordinary counterparts it is among the supporters.
        """
        like = self.pathway.ordinary_days
        only = 0
        starts = {}
        for door, situations in lost.items():
            only |= situations.classes()
            starts[door] = self.frame.constant(situations.classes()) & self._ordinary
        arriving = Forwards(self.frame, self.view, STAFF_LED, starts)
        last = min(max(like.values()) + 1 + LONGEST_QUEUE, self.pathway.horizon.known_days)
        services = [
            name
            for name in self.map.services
            if (name in lost and self.supports(name).of(only)) or (arriving[name] & self.supports(name))
        ]
        for some in batched(services, LANES):
            questions = [Question(STAFF_LED, support=frozenset({service})) for service in some]
            flow = Backwards(self.frame, self.view, self.pathway.times, questions, list(lost), only, last)
            found: dict[str, dict[str, Situations]] = {name: {} for name in some}
            for door, situations in lost.items():
                onward = flow.frame.as_on(flow.laned(door), like) & flow.frame.spread(flow.base.narrow(situations))
                for lane, (name, question) in enumerate(zip(some, questions, strict=True)):
                    here = self.frame.widen(flow.base.taken_from(onward, lane))
                    if name == door:
                        here = here | (self.as_in_ordinary_week(self.begins_here(question, door)) & situations)
                    found[name][door] = here.of(self.view.reach[door])
            yield from found.items()

    @cached_property
    def _ordinary(self) -> Situations:
        """Everyone, on the ordinary days that holidays are compared with."""
        days = sorted(set(self.pathway.ordinary_days.values()))
        return self.frame.at(Timeline.from_runs((day * DAY, (day + 1) * DAY) for day in days))

    def handed_over(self, service: str) -> Situations:
        """With a service, those whom another supports straight away."""
        return self.onward(self._handing_over(service), service)

    def _handing_over(self, service: str) -> Question:
        return replace(self.straight_away, aside=frozenset({service}))

    def taken_to_safety(self, service: str) -> Situations:
        """With a service, those whom a place of safety, not of the police or an emergency department, takes at once."""
        return self.reaches(self._to_safety, service)

    @cached_property
    def _to_safety(self) -> Question:
        safe, perhaps = self.offering("place-of-safety")
        wrong = {n for n, one in self.map.services.items() if one.kind == "emergency-department" or self.is_police(n)}
        return replace(
            self.straight_away, support=safe - wrong, also=tuple(one for one in perhaps if one[0] not in wrong)
        )

    def offering(self, offer: str) -> tuple[frozenset[str], tuple[tuple[str, int], ...]]:
        """The services that offer something, and those that do so for some classes alone, with these classes.

        A service whose offers nobody has written down may, at best, offer anything.
        """
        surely, perhaps = set(), []
        for name, service in self.map.services.items():
            if service.offers is None:
                classes = self.supposed.whom(self.population, "offers", name)
                if classes == self.population.everyone:
                    surely.add(name)
                elif classes:
                    perhaps.append((name, classes))
            elif offer in service.offers:
                surely.add(name)
        return frozenset(surely), tuple(perhaps)

    def as_in_ordinary_week(self, situations: Situations) -> Situations:
        """On each holiday, what the set holds on the same day of the ordinary week."""
        return self.frame.as_on(situations, self.pathway.ordinary_days)

    # -- contact -----------------------------------------------------------------------------------

    def arrivals(self, service: str, ways: frozenset[str] = STAFF_LED) -> Situations:
        """The situations in which somebody who came by such ways from a door arrives at a service."""
        if ways == ANY_WAY and not self._signposts_past_doors:
            ways = STAFF_LED  # whoever is signposted somewhere might as well have turned to it
        if ways not in self._arrivals:
            starts = {
                door.id: self.frame.constant(self.at_door(door.id)) for door in self.doors if self.at_door(door.id)
            }
            self._arrivals[ways] = Forwards(self.frame, self.view, ways, starts)
        return self._arrivals[ways][service]

    @cached_property
    def _signposts_past_doors(self) -> bool:
        """Whether anybody is signposted to a door that is not for them."""
        return any(
            route.how == "person-led" and route.classes & ~self.at_door(route.receiver) for route in self.view.routes
        )

    def contacts(self, service: str) -> Situations:
        """The situations in which somebody is in contact with a service, at its own open door or by arriving."""
        found = self.arrivals(service, ANY_WAY)
        if self.map.services[service].open_to == "public":
            found = found | self.open(service).of(self.at_door(service))
        return found

    def routes_from(self, service: str) -> tuple[Route, ...]:
        """The routes that leave a service."""
        return self._leaving.get(service, ())

    @cached_property
    def _leaving(self) -> dict[str, tuple[Route, ...]]:
        found: dict[str, tuple[Route, ...]] = {}
        for route in self.view.routes:
            found[route.sender] = (*found.get(route.sender, ()), route)
        return found

    def route(self, transfer: Transfer) -> Route | None:
        """The route of a transfer, if it is one in this reading."""
        return next((r for r in self.view.routes if r.transfer.id == transfer.id), None)

    def leads_to(self, sender: str, receiver: str) -> bool:
        """Whether a chain of staff-led transfers leads from one service to another, for anyone at any time."""
        if sender not in self._led_to:
            found, waiting = {sender}, [sender]
            while waiting:
                for route in self.routes_from(waiting.pop()):
                    if route.how in STAFF_LED and route.receiver not in found:
                        found.add(route.receiver)
                        waiting.append(route.receiver)
            self._led_to[sender] = frozenset(found)
        return receiver in self._led_to[sender]

    def circles(self, holds_until: str, longest: int) -> list[tuple[str, ...]]:
        """The circles of at most `longest` staff-led transfers that all say so, each from its alphabetical first."""
        import networkx as nx

        graph: nx.DiGraph[str] = nx.DiGraph()
        for route in self.view.routes:
            if route.how in STAFF_LED and route.transfer.holds_until == holds_until:
                graph.add_edge(route.sender, route.receiver)
        found = set()
        for circle in nx.simple_cycles(graph, length_bound=longest):
            at = circle.index(min(circle))
            found.add((*circle[at:], *circle[:at]))
        return sorted(found)

    def sent_into(self, route: Route, situations: Situations) -> Situations:
        """The situations at a route's sender from which it brings the person into one of these at its receiver."""
        found = self.nobody
        for part in self.parts_of(route):
            total = self.nobody if part.arrivals else situations
            for arrival in part.arrivals:
                total = total | self.frame.at_next(situations, arrival)
            found = found | (self._usable_part(part) & total)
        return found

    # -- who and what ------------------------------------------------------------------------------

    @cached_property
    def copies(self) -> Copies:
        """Where facts are at best apart: the copies of the people."""
        return Copies(self.pathway.whole.population, self.population, self.frame)

    def walker(self, number: int) -> Walker:
        """Answers for somebody of a class."""
        supposed = self.supposed
        if supposed.apart:
            copy = number // self.population.copied
            supposed = Supposed(facts=supposed.facts[copy - 1 : copy] if copy else ())
        return self.pathway.whole.walker(self.population.person(number), supposed)

    @cached_property
    def without_immediate_risk(self) -> int:
        """The classes below emergency urgency who have no physical need."""
        population = self.population
        return population.everyone & ~population.physical & ~population.urgency("emergency")

    @cached_property
    def in_hours(self) -> Situations:
        """Everyone, in the area's in-hours time."""
        return self.during(self.pathway.in_hours)

    @cached_property
    def holidays(self) -> Situations:
        """Everyone, on the area's public and local holidays."""
        return self.during(self.pathway.holidays)

    def sector(self, service: str) -> str | None:
        """The sector of the organisation that provides a service."""
        organisation = self.map.organisations.get(self.map.services[service].provider)
        return None if organisation is None else organisation.sector

    def is_police(self, service: str) -> bool:
        """Whether a service is run by the police."""
        return self.map.services[service].kind == "police-response" or self.sector(service) == "police"

    def can_ask(self, transfer: Transfer) -> Situations:
        """The situations at its sender in which a live transfer, or advice, can be had of a receiver that is open."""
        if transfer.by != "advice" and transfer.by not in LIVE:
            return self.nobody
        return self.can_be_told(transfer) & self.open(transfer.to)

    def can_be_told(self, transfer: Transfer) -> Situations:
        """The situations at its sender in which a transfer may be made, whatever its receiver does."""
        people, total = self.population.any_block(transfer.for_), self.nobody
        for classes, when in self.view.sending[transfer.id]:
            total = total | self.during(together(when), classes & people)
        return total

    def is_operating(self, service: str) -> bool:
        """Whether a service's status says that it runs."""
        return self.map.services[service].status in OPERATING

    def can_be_made(self, transfer: Transfer) -> bool:
        """Whether a transfer can be made for anybody at any time of the horizon; conditions on people aside."""
        times = transfer_times(transfer, self.view)
        receiver = self.view.open[transfer.to]
        if transfer.by in LIVE:
            return self._ever(times & receiver)
        if transfer.by == "signpost" and self.map.services[transfer.to].open_to != "public":
            return False
        if transfer.by == "referral":
            receiver = self.view.intake[transfer.to]
        return self._ever(times) and self._ever(receiver)

    def _ever(self, timeline: Timeline) -> bool:
        """Whether a timeline holds any minute of the horizon."""
        return any(timeline.days[: self.pathway.horizon.days])

    def name_of(self, subject: tuple[str, ...]) -> str:
        """What people call the thing, or pair of things, with these ids."""
        return " and ".join(called(self.map, one) for one in subject)

    def scenario(self, scenario: Scenario) -> tuple[Journey | None, list[str]]:
        """What happens in a scenario, and in which words it is not what was expected."""
        try:
            at = self.pathway.minute_of(scenario.at)
        except TimeProblem as problem:
            return None, [f"it cannot be checked, for {problem.message}"]
        journey = self.pathway.journey(scenario.door, person_of(self.map, scenario.person), at, self.reading)
        return journey, list(unmet(self.map, scenario.expect, journey))
