"""The two readings of a map: what is surely so, and what is so if every unknown turns out well; and what lies between.

Semantics page, "Two readings". A `View` is the pathway in one reading: when each service is open,
shut and taking new people, whom it supports, and the routes between services. The readings are the two ends of what
can be `Supposed` of the facts that nobody has written down: none of them is taken at best, or every one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pathkit.maps import Map, Service, Transfer
from pathkit.pathway.responses import AT_ONCE, Receiver
from pathkit.situations.people import URGENCIES, Population
from pathkit.times.calendar import Calendar
from pathkit.times.durations import Response
from pathkit.times.horizon import Horizon
from pathkit.times.hours import DayPolicy, HolidayPolicy, Hours, parse_day_policy, parse_hours
from pathkit.times.openings import Opening, Timeline, validity, weekly_timelines, working_days

LIVE = frozenset({"warm-handover", "call-transfer", "visit", "conveyance", "deployment"})
HOW = dict.fromkeys(LIVE, "live") | {"referral": "queued", "signpost": "person-led"}
"""How a transfer's method moves a person; `advice` is no route."""

EMERGENCY_RESPONSES = frozenset({"police-response", "ambulance-response"})
OPERATING = frozenset({"active", "pilot"})


class Reading(StrEnum):
    """As stated, or at best."""

    STATED = "stated"
    BEST = "best"

    @property
    def supposed(self) -> Supposed:
        """Nothing is taken at best, or everything is."""
        return Supposed(everything=self is Reading.BEST)


@dataclass(frozen=True)
class Supposed:
    """Which facts that nobody has written down are taken at best; every other one is as stated.

    `facts` are ids of questions (`excludes@duty-team`), and `everything` stands for all there are. Where they are taken
    `apart`, each fact is taken at best alone, by one copy of the people (see `Population.copies`): the first copy has
    everything as stated, the next the first fact at best, and so on.
    """

    facts: tuple[str, ...] = ()
    everything: bool = False
    apart: bool = False

    @property
    def reading(self) -> Reading:
        """The reading that this is, or that it comes nearest to."""
        return Reading.BEST if self.everything else Reading.STATED

    def best(self, fact: str, *subject: str) -> bool:
        """Whether a fact is taken at best (by everybody)."""
        return self.everything or (not self.apart and "@".join((fact, *subject)) in self.facts)

    def whom(self, population: Population, fact: str, *subject: str) -> int:
        """The classes of people for whom a fact is taken at best."""
        if not self.apart:
            return population.everyone if self.best(fact, *subject) else 0
        name = "@".join((fact, *subject))
        return sum(population.copy_number(i) for i, one in enumerate(self.facts, start=1) if one == name)


@dataclass(frozen=True, eq=False)
class Openings:
    """When a service is open and taking new people, in both readings at once.

    `taking` are the minutes that its `intake` gives, whether or not it is open then; None where it states none. `fact`
    and `taking_fact` are the questions that what is not known of the two rests on.
    """

    open: Opening
    intake: Opening
    taking: Opening | None = None
    fact: tuple[str, str] = ("hours", "")
    taking_fact: tuple[str, str] = ("hours", "")


@dataclass(frozen=True, eq=False)
class Keeping:
    """When a service is open, shut and taking new people, as some classes of people find it."""

    classes: int
    open: Timeline
    shut: Timeline
    intake: Timeline
    receivers: tuple[Receiver, ...]
    """What decides when support begins; at best a second possibility where letting in is not sure."""
    queued: tuple[Timeline, ...]
    """Each timeline whose next minute brings somebody who is referred into contact."""
    person_led: tuple[Timeline, ...]
    """The same for somebody who makes their own way."""


@dataclass(frozen=True, eq=False)
class Route:
    """A transfer in one reading: `classes` may use it while every timeline of `when` holds."""

    transfer: Transfer
    sender: str
    receiver: str
    how: str
    takes: int
    classes: int
    when: tuple[Timeline, ...]
    arrivals: tuple[Timeline, ...]
    """Queued and person-led: each timeline whose next minute brings the person into contact."""
    responses: tuple[tuple[Response, int], ...]
    """The response time of the receiver for somebody who comes this way, by classes."""
    unknown: int = 0
    """The classes for whom that time is not known in this reading, and taken as none."""
    retold: bool = False
    """Whether people have to tell their story again; where nobody says what is passed on, at best they need not."""


@dataclass(frozen=True, eq=False)
class View:
    """The pathway in one reading; every mapping is by service id, but `sending`, which is by transfer.

    Where facts are taken at best apart, `keeping` says what each copy of the people finds, and `open`, `shut`, `intake`
    and `receivers` what those find who have everything as stated.
    """

    supposed: Supposed
    keeping: Mapping[str, tuple[Keeping, ...]]
    sending: Mapping[str, tuple[tuple[int, tuple[Timeline, ...]], ...]]
    """When a transfer's own hours and its sender allow it, whatever its receiver does, by classes."""
    open: Mapping[str, Timeline]
    shut: Mapping[str, Timeline]
    intake: Mapping[str, Timeline]
    supports: Mapping[str, int]
    """The classes that a service supports when it takes new people (what it offers is enough)."""
    reach: Mapping[str, int]
    """The classes that can contact a service on their own."""
    routes: tuple[Route, ...]
    receivers: Mapping[str, tuple[Receiver, ...]]
    door_responses: Mapping[str, tuple[tuple[Response, int], ...]]

    @property
    def reading(self) -> Reading:
        """The reading that this is, or that it comes nearest to."""
        return self.supposed.reading


def calendars(map_: Map) -> tuple[Calendar, Calendar]:
    """The calendar of the map's own services, and that of a library's (public holidays alone)."""
    area = map_.area
    if area is None:
        none = Calendar("none", frozenset(), frozenset())
        return none, none
    own = Calendar(area.calendar, frozenset(area.local_holidays), frozenset(area.not_holidays))
    return own, Calendar(area.calendar, frozenset(), frozenset())


class Clock:
    """When the services of a map are open, and when its transfers' own hours hold."""

    def __init__(self, map_: Map, horizon: Horizon) -> None:
        self.map = map_
        self.horizon = horizon
        self.own_calendar, self.national_calendar = calendars(map_)
        self._openings: dict[str, Openings] = {}

    def calendar(self, identifier: str) -> Calendar:
        """The calendar that a service or transfer keeps: local holidays are the map's own."""
        return self.national_calendar if identifier in self.map.library else self.own_calendar

    def working_days(self, identifier: str) -> tuple[bool, ...]:
        """Which known days are working days where a service is."""
        return working_days(self.calendar(identifier), self.horizon)

    def admitted(self, service: Service) -> Timeline:
        """The minutes that a service's status and validity dates admit."""
        if service.status not in OPERATING:
            return Timeline.never(self.horizon)
        return validity(service.valid_from, service.valid_until, self.horizon)

    def service(self, name: str) -> Openings:
        """When a service is open and taking new people."""
        if name not in self._openings:
            service = self.map.services[name]
            bounds = self.admitted(service)
            hours = self._windows(name, service.hours, service.holidays, service.dates, service.hours.always)
            opening = Opening(hours.sure & bounds, hours.possible & bounds)
            intake, taking = opening, None
            if service.intake is not None:
                taking = self._windows(name, service.intake, service.holidays, service.dates, service.hours.always)
                intake = Opening(opening.sure & taking.sure, opening.possible & taking.possible)
            fact = self._fact(name, service.hours)
            unknown = service.intake is not None and not service.intake.known
            self._openings[name] = Openings(opening, intake, taking, fact, ("intake", name) if unknown else fact)
        return self._openings[name]

    def _fact(self, name: str, hours: Hours) -> tuple[str, str]:
        """The question that what is not known of some hours rests on: their own, or that of a service they follow."""
        if hours.closed_with is not None:
            other = self.map.services[hours.closed_with]
            return self.service(other.id).fact if self.admitted(other).runs else ("hours", name)
        return ("holidays" if hours.known else "hours", name)

    def transfer_fact(self, transfer: Transfer) -> tuple[str, str]:
        """The question that what is not known of a transfer's own hours rests on."""
        hours = transfer.hours
        return ("hours", transfer.id) if hours is None else self._fact(transfer.id, hours)

    def transfer(self, transfer: Transfer) -> Opening | None:
        """When a transfer's own hours and validity hold; None when it states neither."""
        opening: Opening | None = None
        if transfer.hours is not None or transfer.holidays is not None:
            hours = transfer.hours if transfer.hours is not None else parse_hours("24/7")
            policy = parse_day_policy(transfer.holidays or "as usual")
            opening = self._windows(transfer.id, hours, HolidayPolicy(policy, policy), {}, True)
        if transfer.valid_from is None and transfer.valid_until is None:
            return opening
        bounds = validity(transfer.valid_from, transfer.valid_until, self.horizon)
        if opening is None:
            return Opening(bounds, bounds)
        return Opening(opening.sure & bounds, opening.possible & bounds)

    def _windows(
        self,
        identifier: str,
        hours: Hours,
        policy: HolidayPolicy | None,
        dates: Mapping[date, DayPolicy],
        default_as_usual: bool,
    ) -> Opening:
        if hours.closed_with is None:
            return weekly_timelines(
                hours,
                policy,
                dates,
                self.calendar(identifier),
                self.horizon,
                default_as_usual=default_as_usual,
            )
        other = self.map.services[hours.closed_with]
        if not self.admitted(other).runs:
            return Opening(Timeline.never(self.horizon), Timeline.always(self.horizon))
        opening = self.service(other.id).open
        return Opening(~opening.possible, ~opening.sure)


def enough_offered(map_: Map, service: Service, population: Population, at_best: int) -> int:
    """The classes at whose urgency what a service offers is enough; for those `at_best`, where nobody says what."""
    classes = 0
    for urgency in URGENCIES:
        wanted = map_.framework.enough.get(urgency)
        those = population.urgency(urgency)
        if wanted is None:
            classes |= those
        elif service.offers is None:
            classes |= those & at_best
        elif wanted & set(service.offers):
            classes |= those
    return classes


def by_response(
    stated: Mapping[str, Response] | None,
    fallback: Mapping[str, Response] | None,
    population: Population,
) -> tuple[tuple[Response, int], ...]:
    """The response times that apply, each with the classes at whose urgency it does; none stated is at once."""
    found: dict[Response, int] = {}
    for urgency in URGENCIES:
        response = (stated or {}).get(urgency) or (fallback or {}).get(urgency) or AT_ONCE
        found[response] = found.get(response, 0) | population.urgency(urgency)
    return tuple(found.items())


def response_not_stated(transfer: Transfer, receiver: Service, population: Population) -> int:
    """The classes at whose urgency neither a referral nor its receiver states a response time."""
    stated = {*(transfer.responds_within or ()), *(receiver.responds_within or ())}
    return population.urgency(*(urgency for urgency in URGENCIES if urgency not in stated))


def transfer_times(transfer: Transfer, one: View) -> Timeline:
    """The minutes at which a transfer's own hours and its sender allow it, whatever its receiver does."""
    return together(one.sending[transfer.id][0][1])


def together(timelines: Iterable[Timeline]) -> Timeline:
    """The minutes that all of the timelines hold."""
    total = Timeline.always()
    for timeline in timelines:
        total = total & timeline
    return total


def view(map_: Map, clock: Clock, population: Population, supposed: Supposed) -> View:
    """The pathway as it is supposed to be."""

    def whom(fact: str, *subject: str) -> int:
        return supposed.whom(population, fact, *subject)

    keeping = {name: _keeping(clock, population, name, supposed) for name in map_.services}
    supports, reach = {}, {}
    for name, service in map_.services.items():
        supports[name] = 0
        if service.supports is not None:
            best = whom("excludes", name)
            met = population.any_block(service.supports, "excludes")
            if best:
                met |= population.any_block(service.supports, "ignored") & best
            supports[name] = met & enough_offered(map_, service, population, whom("offers", name))
        best = whom("contact", name) if service.contact is None else 0
        reach[name] = population.reaching(service.contact, False)
        if best:
            reach[name] |= population.reaching(service.contact, True) & best

    sending = {
        one.id: _sending(clock, population, one, keeping[one.from_], supposed) for one in map_.transfers.values()
    }
    routes: list[Route] = []
    for transfer in map_.transfers.values():
        how = HOW.get(transfer.by)
        receiver = map_.services[transfer.to]
        if how is None or (how == "person-led" and receiver.open_to != "public"):
            continue
        classes = population.any_block(transfer.for_)
        if how == "person-led":
            classes &= reach[transfer.to]
        unknown = 0
        if how == "queued":
            unknown = response_not_stated(transfer, receiver, population) & ~whom("responds-within", receiver.id)
        retold = 0 if "story" in (transfer.shares or ()) else population.everyone
        if transfer.shares is None:
            retold &= ~whom("shares", transfer.id)
        responses = by_response(transfer.responds_within, receiver.responds_within, population)
        parts = [
            (some & kept.classes & tellers, when, kept, tellers == retold)
            for some, when in sending[transfer.id]
            for kept in keeping[transfer.to]
            for tellers in dict.fromkeys((population.everyone & ~retold, retold))
        ]
        # A route that is for nobody is a route all the same; of the parts of one, those for nobody are left out.
        for some, when, kept, again in [part for part in parts if part[0] & classes] or parts[-1:]:
            routes.append(
                Route(
                    transfer,
                    transfer.from_,
                    transfer.to,
                    how,
                    transfer.takes or 0,
                    classes & some,
                    (*when, kept.open) if how == "live" else when,
                    {"queued": kept.queued, "person-led": kept.person_led}.get(how, ()),
                    responses,
                    unknown,
                    again,
                )
            )
    return View(
        supposed,
        keeping,
        sending,
        {name: parts[0].open for name, parts in keeping.items()},
        {name: parts[0].shut for name, parts in keeping.items()},
        {name: parts[0].intake for name, parts in keeping.items()},
        supports,
        reach,
        tuple(routes),
        {name: parts[0].receivers for name, parts in keeping.items()},
        {name: by_response(None, service.responds_within, population) for name, service in map_.services.items()},
    )


def _parts(population: Population, *masks: int) -> Iterator[tuple[int, tuple[bool, ...]]]:
    """The people in groups, each with which of the masks hold it; those whom none holds come first."""
    groups: list[tuple[int, tuple[bool, ...]]] = [(population.everyone, ())]
    for mask in masks:
        sides = ((~mask, False), (mask, True))
        groups = [(part & side, (*known, held)) for part, known in groups for side, held in sides]
    yield from ((part, known) for part, known in groups if part)


def _keeping(clock: Clock, population: Population, name: str, supposed: Supposed) -> tuple[Keeping, ...]:
    """When a service is open, shut and taking new people, by the classes of people for whom it is so."""
    openings = clock.service(name)
    days = clock.working_days(name)
    opening, taking = openings.open, openings.taking
    at_best = supposed.whom(population, *openings.fact) if opening.sure != opening.possible else 0
    taken_at_best = 0
    if taking is not None and taking.sure != taking.possible:
        taken_at_best = supposed.whom(population, *openings.taking_fact)
    found = []
    for classes, (best, taking_best) in _parts(population, at_best, taken_at_best):
        opened = opening.possible if best else opening.sure
        shut = ~opening.sure if best else ~opening.possible
        intake = opened
        if taking is not None and best == taking_best:
            intake = openings.intake.possible if best else openings.intake.sure
        elif taking is not None:
            intake = opened & (taking.possible if taking_best else taking.sure)
        # What is surely so stays a second possibility, so that whatever holds as stated holds at best.
        doors = (opened,) if opened == opening.sure else (opened, opening.sure)
        queued = (intake,) if intake == openings.intake.sure else (intake, openings.intake.sure)
        receivers = tuple(Receiver(opened, intake, days, door) for door in doors)
        found.append(Keeping(classes, opened, shut, intake, receivers, queued, doors))
    return tuple(found)


def _sending(
    clock: Clock, population: Population, transfer: Transfer, sender: tuple[Keeping, ...], supposed: Supposed
) -> tuple[tuple[int, tuple[Timeline, ...]], ...]:
    """When a transfer's own hours and its sender allow it, by the classes of people for whom it is so."""
    window = clock.transfer(transfer)
    best = 0
    if window is not None and window.sure != window.possible:
        best = supposed.whom(population, *clock.transfer_fact(transfer))
    found = []
    for classes, (at_best,) in _parts(population, best):
        own = () if window is None else (window.possible if at_best else window.sure,)
        if transfer.when == "always":
            found.append((classes, own))
            continue
        for kept in sender:
            if kept.classes & classes:
                state = kept.shut if transfer.when == "closed" else kept.open
                found.append((kept.classes & classes, (*own, state)))
    return tuple(found)
