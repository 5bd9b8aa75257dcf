"""What happens to one person at one moment, step by step.

The exact answer for a single situation (semantics page, "Support, outcome, wait"): a uniform-cost
search over contacts (a service at a minute). Time spent waiting for a receiver is part of the contact;
what transfers take, retellings, the number of transfers and their ids are its cost, in that order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from itertools import count

from pathkit.maps import Condition, Map, Service, Transfer
from pathkit.pathway.readings import HOW, Reading, View
from pathkit.pathway.responses import AT_ONCE, Receiver, begins
from pathkit.situations.people import (
    Person,
    can_contact,
    excluded_when_not_stated,
    meets,
    usual_circumstances,
)
from pathkit.times.durations import Response
from pathkit.times.openings import Timeline

STRAIGHT_AWAY = 60
OUTCOMES = ("now", "later", "self", "none")

Cost = tuple[int, int, int, tuple[str, ...]]
"""What the transfers so far take in minutes, retellings, how many they are, and their ids."""

Used = tuple[str, tuple[tuple[str, bool], ...], tuple[str, ...], bool]
"""All that decides what happens to somebody at a door in a reading: the urgency, the routes that may lead to support
(and whether the wait by them is known), the services that support them, and whether they can make contact."""


@dataclass(frozen=True)
class Step:
    """One contact of a journey. `transfer` is the one that led here (None at the door).

    `at` is the minute of the contact; `takes` the minutes that the transfer itself took, which are added
    to the wait and do not move `at`.
    """

    service: str
    at: int
    transfer: str | None
    by: str | None
    takes: int


@dataclass(frozen=True)
class Journey:
    """What happens to a person who turns to a door at a minute.

    `wait` is in minutes and None where there is none (`outcome` "none") or where only a lower bound is
    known (`wait_at_least`). `begins` is the minute at which support begins, if that is known.
    """

    door: str
    person: Person
    at: int
    reading: Reading
    outcome: str
    wait: int | None
    wait_at_least: int | None
    begins: int | None
    steps: tuple[Step, ...]
    brought: bool = False
    """Whether staff brought them to the door."""

    @property
    def supported_by(self) -> str | None:
        """The service that supports the person at the journey's end."""
        return None if self.outcome == "none" else self.steps[-1].service


@dataclass(frozen=True)
class _Way:
    """A transfer that one person may use, with the response time that applies at its end."""

    transfer: Transfer
    how: str
    response: Response
    response_known: bool


class Walker:
    """Answers for one person in one reading. `straight_away` is in minutes."""

    def __init__(self, map_: Map, view: View, person: Person, straight_away: int = STRAIGHT_AWAY) -> None:
        self.map = map_
        self.view = view
        self.person = person
        self.straight_away = straight_away
        self.at_best = view.supposed.best
        self.usual = usual_circumstances(map_.circumstances)
        self._supported: dict[str, bool] = {}

    # -- what the map says of this person ---------------------------------------------------------

    @cached_property
    def channels(self) -> frozenset[tuple[str, ...]]:
        """The lists of channels that reach this person."""
        limits = (
            self.map.circumstances[name].reaches_by
            for name in self.person.circumstances
            if name in self.map.circumstances
        )
        return frozenset(tuple(limit) for limit in limits if limit is not None)

    def can_contact(self, service: str) -> bool:
        """Whether the person can contact a service on their own."""
        return can_contact(self.channels, self.map.services[service].contact, self.at_best("contact", service))

    def meets_any(self, conditions: tuple[Condition, ...] | None) -> bool:
        """Whether the person meets any block of a condition; none at all restricts nobody."""
        return conditions is None or any(meets(block, self.person) for block in conditions)

    def supported(self, name: str) -> bool:
        """Whether a service that takes new people supports this person: its `supports`, and enough offered."""
        if name not in self._supported:
            service = self.map.services[name]
            self._supported[name] = self._meets_supports(service) and self._enough(service)
        return self._supported[name]

    def _meets_supports(self, service: Service) -> bool:
        return service.supports is not None and any(
            meets(block, self.person)
            and (
                self.at_best("excludes", service.id)
                or not excluded_when_not_stated(block, self.person.circumstances, self.usual)
            )
            for block in service.supports
        )

    def _enough(self, service: Service) -> bool:
        wanted = self.map.framework.enough.get(self.person.urgency)
        if wanted is None:
            return True
        return self.at_best("offers", service.id) if service.offers is None else bool(wanted & set(service.offers))

    @cached_property
    def ways(self) -> dict[str, list[_Way]]:
        """The transfers that this person may use, by sender."""
        found: dict[str, list[_Way]] = {}
        for transfer in self.map.transfers.values():
            how = HOW.get(transfer.by)
            receiver = self.map.services[transfer.to]
            if how is None or not self.meets_any(transfer.for_):
                continue
            if how == "person-led" and not (receiver.open_to == "public" and self.can_contact(transfer.to)):
                continue
            stated = (transfer.responds_within or {}).get(self.person.urgency) or (receiver.responds_within or {}).get(
                self.person.urgency
            )
            known = stated is not None or how != "queued" or self.at_best("responds-within", transfer.to)
            found.setdefault(transfer.from_, []).append(_Way(transfer, how, stated or AT_ONCE, known))
        return found

    def used(self, door: str) -> Used:
        """What decides the person's outcomes and waits at a door; what leads to no support is left out."""
        reached, waiting = {door}, [door]
        while waiting:
            for way in self.ways.get(waiting.pop(), ()):
                if way.transfer.to not in reached:
                    reached.add(way.transfer.to)
                    waiting.append(way.transfer.to)
        supporting = {name for name in reached if self.supported(name)}
        led, leads = set(supporting), True
        routes = [way for name in reached for way in self.ways.get(name, ())]
        while leads:
            more = {way.transfer.from_ for way in routes if way.transfer.to in led} - led
            led |= more
            leads = bool(more)
        used = sorted((way.transfer.id, way.response_known) for way in routes if way.transfer.to in led)
        return self.person.urgency, tuple(used), tuple(sorted(supporting)), self.can_contact(door)

    @cached_property
    def _windows(self) -> dict[str, tuple[Timeline, ...]]:
        return {route.transfer.id: route.when for route in self.view.routes}

    @cached_property
    def _arrivals(self) -> dict[str, tuple[Timeline, ...]]:
        return {route.transfer.id: route.arrivals for route in self.view.routes}

    # -- chains -----------------------------------------------------------------------------------

    def usable(self, transfer: str, minute: int) -> bool:
        """Whether the transfer's own hours, its sender and (if live) its receiver allow it at a minute."""
        return all(timeline.holds(minute) for timeline in self._windows[transfer])

    def contacts_by(self, way: _Way, minute: int) -> Iterator[int]:
        """The minutes at which the person is in contact with the receiver, if sent at a minute."""
        if not self.usable(way.transfer.id, minute):
            return
        if way.how == "live":
            yield minute
            return
        seen = set()
        for timeline in self._arrivals[way.transfer.id]:
            arrived = timeline.next(minute)
            if arrived is not None and arrived not in seen:
                seen.add(arrived)
                yield arrived

    def support_begins(self, service: str, response: Response, sent: int, arrived: int) -> int | None:
        """When the service's support begins for the person in contact since `arrived`; None if it does not."""
        receiver: Receiver = self.view.receivers[service][0]
        if not self.supported(service) or not receiver.intake.holds(arrived):
            return None
        return begins(receiver, response, sent, arrived)

    def journey(self, door: str, at: int, brought: bool = False) -> Journey:
        """What happens at a door at a minute of the known time.

        Who was `brought` there by staff need not be able to contact it on their own.
        """
        if brought or self.can_contact(door):
            for outcome, ways in (
                ("now", {"live"}),
                ("later", {"live", "queued"}),
                ("self", {"live", "queued", "person-led"}),
            ):
                found = self._search(door, at, ways, self.straight_away if outcome == "now" else None)
                if found is not None:
                    return Journey(door, self.person, at, self.view.reading, outcome, *found, brought=brought)
        steps = (Step(door, at, None, None, 0),)
        return Journey(door, self.person, at, self.view.reading, "none", None, None, None, steps, brought)

    def journey_by(self, transfer: str, at: int) -> Journey:
        """What happens to somebody who is with a transfer's sender at a minute and is sent by that transfer.

        Where the transfer cannot be made for them then, what happens from the sender.
        """
        sender = self.map.transfers[transfer].from_
        way = next((one for one in self.ways.get(sender, ()) if one.transfer.id == transfer), None)
        arrived = None if way is None else next(self.contacts_by(way, at), None)
        if way is None or arrived is None:
            return self.journey(sender, at, brought=True)
        then = self.journey(way.transfer.to, arrived, brought=True)
        takes = way.transfer.takes or 0
        later = arrived - at + takes
        step = Step(way.transfer.to, arrived, transfer, way.transfer.by, takes)
        outcome = "later" if then.outcome == "now" and way.how == "queued" else then.outcome
        if way.how == "person-led" and outcome != "none":
            outcome = "self"
        return Journey(
            sender,
            self.person,
            at,
            self.view.reading,
            outcome,
            None if then.wait is None else then.wait + later,
            None if then.wait_at_least is None else then.wait_at_least + later,
            then.begins,
            (Step(sender, at, None, None, 0), step, *then.steps[1:]),
        )

    def wait(self, door: str, at: int) -> int | None:
        """The least wait over staff-led chains in minutes (at least that, where none is known), or None without any."""
        found = self._search(door, at, {"live", "queued"}, None) if self.can_contact(door) else None
        return None if found is None else found[0] if found[0] is not None else found[1]

    def led_on(self, door: str, at: int) -> Journey | None:
        """The journey with the least wait over staff-led chains, whether or not it begins straight away."""
        found = self._search(door, at, {"live", "queued"}, None) if self.can_contact(door) else None
        return None if found is None else Journey(door, self.person, at, self.view.reading, "later", *found)

    def in_time(self, door: str, at: int, most: int, known: bool) -> bool:
        """Whether some staff-led chain ends in support within so many minutes.

        With `known`, by chains alone whose wait is known.
        """
        if not self.can_contact(door):
            return False
        at_door = (self.map.services[door].responds_within or {}).get(self.person.urgency) or AT_ONCE
        begun = self.support_begins(door, at_door, at, at)
        if begun is not None and begun - at <= most:
            return True
        heap = [(0, door, at)]
        settled: set[tuple[str, int]] = set()
        while heap:
            taken, service, minute = heappop(heap)
            if (service, minute) in settled:
                continue
            settled.add((service, minute))
            for way in self.ways.get(service, ()):
                to, longer = way.transfer.to, taken + (way.transfer.takes or 0)
                if way.how == "person-led" or minute - at + longer > most:
                    continue
                for arrived in self.contacts_by(way, minute):
                    if arrived - at + longer > most:
                        continue
                    if way.response_known or not known:
                        begun = self.support_begins(to, way.response, minute, arrived)
                        if begun is not None and begun - at + longer <= most:
                            return True
                    if (to, arrived) not in settled:
                        heappush(heap, (longer, to, arrived))
        return False

    def _search(
        self, door: str, at: int, hows: set[str], longest: int | None
    ) -> tuple[int | None, int | None, int | None, tuple[Step, ...]] | None:
        best: tuple[tuple[bool, int, int, int, tuple[str, ...]], int, tuple[Step, ...]] | None = None
        door_response = (self.map.services[door].responds_within or {}).get(self.person.urgency) or AT_ONCE
        begun = self.support_begins(door, door_response, at, at)
        first = Step(door, at, None, None, 0)
        if begun is not None and (longest is None or begun - at <= longest):
            best = ((False, begun - at, 0, 0, ()), begun, (first,))
        start: Cost = (0, 0, 0, ())
        order = count()
        heap: list[tuple[Cost, int, str, int, tuple[Step, ...]]] = [(start, next(order), door, at, (first,))]
        settled: set[tuple[str, int]] = set()
        while heap:
            cost, _, service, minute, steps = heappop(heap)
            if (service, minute) in settled:
                continue
            settled.add((service, minute))
            for way in self.ways.get(service, ()):
                if way.how not in hows:
                    continue
                transfer = way.transfer
                retold = "story" not in (transfer.shares or ())
                onward: Cost = (
                    cost[0] + (transfer.takes or 0),
                    cost[1] + retold,
                    cost[2] + 1,
                    (*cost[3], transfer.id),
                )
                for arrived in self.contacts_by(way, minute):
                    step = Step(transfer.to, arrived, transfer.id, transfer.by, transfer.takes or 0)
                    begun = self.support_begins(transfer.to, way.response, minute, arrived)
                    if begun is not None:
                        wait = begun - at + onward[0]
                        unknown = not way.response_known
                        key = (unknown, wait, *onward[1:])
                        if (longest is None or wait <= longest) and (best is None or key < best[0]):
                            best = (key, begun, (*steps, step))
                    # No support from here on begins sooner than the contact itself.
                    least = arrived - at + onward[0]
                    too_late = longest is not None and least > longest
                    if best is not None and not best[0][0]:
                        too_late = too_late or least > best[0][1]
                    if not too_late and (transfer.to, arrived) not in settled:
                        heappush(heap, (onward, next(order), transfer.to, arrived, (*steps, step)))
        if best is None:
            return None
        (unknown, wait, *_), begun, steps = best
        return (None, wait, None, steps) if unknown else (wait, None, begun, steps)
