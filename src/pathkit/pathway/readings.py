"""The two readings of a map: what is surely so, and what is so if every unknown turns out well.

Semantics page, "Two readings". A `View` is the pathway in one reading: when each service is open,
shut and taking new people, whom it supports, and the routes between services.
"""

from __future__ import annotations

from collections.abc import Mapping
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


@dataclass(frozen=True, eq=False)
class Openings:
    """When a service is open and taking new people, in both readings at once."""

    open: Opening
    intake: Opening


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


@dataclass(frozen=True, eq=False)
class View:
    """The pathway in one reading; every mapping is by service id."""

    reading: Reading
    open: Mapping[str, Timeline]
    shut: Mapping[str, Timeline]
    intake: Mapping[str, Timeline]
    supports: Mapping[str, int]
    """The classes that a service supports when it takes new people (what it offers is enough)."""
    reach: Mapping[str, int]
    """The classes that can contact a service on their own."""
    routes: tuple[Route, ...]
    receivers: Mapping[str, tuple[Receiver, ...]]
    """What decides when support begins; at best a second possibility where letting in is not sure."""
    door_responses: Mapping[str, tuple[tuple[Response, int], ...]]


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
            intake = opening
            if service.intake is not None:
                taking = self._windows(name, service.intake, service.holidays, service.dates, service.hours.always)
                intake = Opening(opening.sure & taking.sure, opening.possible & taking.possible)
            self._openings[name] = Openings(opening, intake)
        return self._openings[name]

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


def enough_offered(map_: Map, service: Service, population: Population, at_best: bool) -> int:
    """The classes at whose urgency what a service offers is enough."""
    classes = 0
    for urgency in URGENCIES:
        wanted = map_.framework.enough.get(urgency)
        if wanted is None or (at_best if service.offers is None else bool(wanted & set(service.offers))):
            classes |= population.urgency(urgency)
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


def transfer_times(clock: Clock, transfer: Transfer, one: View) -> Timeline:
    """The minutes at which a transfer's own hours and its sender allow it, whatever its receiver does."""
    total = Timeline.always()
    window = clock.transfer(transfer)
    if window is not None:
        total = window.possible if one.reading is Reading.BEST else window.sure
    if transfer.when != "always":
        total = total & (one.shut if transfer.when == "closed" else one.open)[transfer.from_]
    return total


def view(map_: Map, clock: Clock, population: Population, reading: Reading) -> View:
    """The pathway in one reading."""
    best = reading is Reading.BEST

    def read(opening: Opening) -> Timeline:
        return opening.possible if best else opening.sure

    opened, shut, intake, supports, reach = {}, {}, {}, {}, {}
    receivers: dict[str, tuple[Receiver, ...]] = {}
    for name, service in map_.services.items():
        openings = clock.service(name)
        opened[name] = read(openings.open)
        shut[name] = ~openings.open.sure if best else ~openings.open.possible
        intake[name] = read(openings.intake)
        supports[name] = 0
        if service.supports is not None:
            met = population.any_block(service.supports, "ignored" if best else "excludes")
            supports[name] = met & enough_offered(map_, service, population, best)
        reach[name] = population.reaching(service.contact, best)
        days = clock.working_days(name)
        doors = [opened[name]]
        if best and openings.open.sure != openings.open.possible:
            doors.append(openings.open.sure)
        receivers[name] = tuple(Receiver(opened[name], intake[name], days, door) for door in doors)

    routes: list[Route] = []
    for transfer in map_.transfers.values():
        how = HOW.get(transfer.by)
        receiver = map_.services[transfer.to]
        if how is None or (how == "person-led" and receiver.open_to != "public"):
            continue
        window = clock.transfer(transfer)
        when = [] if window is None else [read(window)]
        if transfer.when != "always":
            when.append((shut if transfer.when == "closed" else opened)[transfer.from_])
        arrivals: list[Timeline] = []
        classes = population.any_block(transfer.for_)
        openings = clock.service(transfer.to)
        if how == "live":
            when.append(opened[transfer.to])
        else:
            letting_in = openings.intake if how == "queued" else openings.open
            arrivals = [read(letting_in)]
            if best and letting_in.sure != letting_in.possible:
                arrivals.append(letting_in.sure)
            if how == "person-led":
                classes &= reach[transfer.to]
        routes.append(
            Route(
                transfer,
                transfer.from_,
                transfer.to,
                how,
                transfer.takes or 0,
                classes,
                tuple(when),
                tuple(arrivals),
                by_response(transfer.responds_within, receiver.responds_within, population),
                0 if best or how != "queued" else response_not_stated(transfer, receiver, population),
            )
        )
    return View(
        reading,
        opened,
        shut,
        intake,
        supports,
        reach,
        tuple(routes),
        receivers,
        {name: by_response(None, service.responds_within, population) for name, service in map_.services.items()},
    )
