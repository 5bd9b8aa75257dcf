"""The least waits of many people at many minutes, without the ways: what `Walker` tells of each, worked out together.

When a transfer can be made, when people arrive by it and when support begins is the same for everybody who can be sent
by it, so it is worked out once for all who ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from pathkit.pathway.asked import Asked
from pathkit.pathway.readings import Route
from pathkit.pathway.responses import begins
from pathkit.times.durations import Response
from pathkit.times.openings import Timeline

Wait = tuple[bool, int]
"""Whether it is known, and how long it is (at least)."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A transfer by which somebody may be sent. `response` is None where the receiver does not support them."""

    how: str
    transfer: str
    to: str
    takes: int
    response: Response | None
    known: bool
    leads: bool


@dataclass(frozen=True)
class Ways:
    """The ways of somebody from a door on which support lies. `response` is that of the door, if it supports them.

    Whose ways are equal on one side fare alike there.
    """

    door: str
    response: Response | None
    steps: Mapping[str, tuple[_Step, ...]]


HOWS = {
    "now": frozenset({"live"}),
    "later": frozenset({"live", "queued"}),
    "self": frozenset({"live", "queued", "person-led"}),
}
"""By outcome, the ways that lead to it."""


class Soonest:
    """The least waits in one reading."""

    def __init__(self, asked: Asked) -> None:
        self.view = asked.view
        self.straight_away = asked.pathway.waits.straight_away
        self._routes = {route.transfer.id: route for route in self.view.routes}
        self._leaving: dict[str, list[Route]] = {}
        for route in self.view.routes:
            self._leaving.setdefault(route.sender, []).append(route)
        self._arrivals: dict[tuple[str, int], tuple[int, ...]] = {}
        self._begun: dict[tuple[str, Response, int, int], int | None] = {}

    def ways(self, number: int, door: str) -> Ways:
        """The ways of the people of a class from a door."""
        view, person = self.view, 1 << number
        if not view.reach[door] & person:
            return Ways(door, None, {})
        routes: list[Route] = []
        seen, waiting = {door}, [door]
        while waiting:
            for route in self._leaving.get(waiting.pop(), ()):
                if route.classes & person:
                    routes.append(route)
                    if route.receiver not in seen:
                        seen.add(route.receiver)
                        waiting.append(route.receiver)
        supporting = {name for name in seen if view.supports[name] & person}
        steps: dict[str, list[_Step]] = {}
        led = self._leading(routes, supporting)
        leading = {route.sender for route in routes if route.receiver in led}
        for route in sorted(routes, key=lambda one: one.transfer.id):
            if route.receiver in led:
                response = _of(route.responses, person) if route.receiver in supporting else None
                known, leads = not route.unknown & person, route.receiver in leading
                step = _Step(route.how, route.transfer.id, route.receiver, route.takes, response, known, leads)
                steps.setdefault(route.sender, []).append(step)
        own = _of(view.door_responses[door], person) if door in supporting else None
        return Ways(door, own, {name: tuple(some) for name, some in sorted(steps.items())})

    @staticmethod
    def _leading(routes: Sequence[Route], supporting: set[str]) -> set[str]:
        """The services that support somebody, or from which routes lead on to one that does."""
        senders: dict[str, list[str]] = {}
        for route in routes:
            senders.setdefault(route.receiver, []).append(route.sender)
        led, waiting = set(supporting), list(supporting)
        while waiting:
            for sender in senders.get(waiting.pop(), ()):
                if sender not in led:
                    led.add(sender)
                    waiting.append(sender)
        return led

    def timelines(self, ways: Ways) -> Iterator[Timeline]:
        """Everything in time that waits by some ways turn on, but for working days."""
        for service, _ in self._ends(ways):
            for kept in self.view.keeping[service]:
                for receiver in kept.receivers:
                    yield from (receiver.open, receiver.intake)
        for steps in ways.steps.values():
            for step in steps:
                route = self._routes[step.transfer]
                yield from (*route.when, *route.arrivals)

    def responses(self, ways: Ways) -> Iterator[tuple[str, Timeline, int]]:
        """The clocks by which support by some ways begins: the kind, the minutes counted, and how many of them."""
        for service, response in self._ends(ways):
            for kept in self.view.keeping[service] if response.minutes else ():
                for receiver in kept.receivers:
                    if response.clock == "open":
                        yield "open", receiver.open, response.minutes
                    elif response.clock == "elapsed":
                        for timeline in (receiver.open, receiver.intake, *kept.queued, *kept.person_led):
                            yield "elapsed", timeline, response.minutes

    @staticmethod
    def _ends(ways: Ways) -> Iterator[tuple[str, Response]]:
        """The services that support people on some ways, each with the time that it takes to respond."""
        if ways.response is not None:
            yield ways.door, ways.response
        for steps in ways.steps.values():
            yield from ((step.to, step.response) for step in steps if step.response is not None)

    def wait(self, ways: Ways, at: int, outcome: str) -> Wait:
        """The wait of somebody with an outcome that is known."""
        hows, most = HOWS[outcome], self.straight_away if outcome == "now" else None
        known = most + 1 if most is not None else None  # a wait that is no shorter than this is of no interest
        unknown: int | None = None
        if ways.response is not None:
            begun = self._begins(ways.door, ways.response, at, at)
            if begun is not None and (known is None or begun - at < known):
                known = begun - at
        heap = [(0, ways.door, at)]
        settled: set[tuple[str, int]] = set()
        while heap:
            taken, service, minute = heappop(heap)
            if (service, minute) in settled:
                continue
            settled.add((service, minute))
            for step in ways.steps.get(service, ()):
                if step.how not in hows:
                    continue
                longer = taken + step.takes - at
                for arrived in self._moved(step, minute):
                    if known is not None and arrived + longer >= known:
                        continue
                    if step.response is not None:
                        begun = self._begins(step.to, step.response, minute, arrived)
                        if begun is not None and not step.known:
                            unknown = begun + longer if unknown is None else min(unknown, begun + longer)
                        elif begun is not None and (known is None or begun + longer < known):
                            known = begun + longer
                    if step.leads and (step.to, arrived) not in settled:
                        heappush(heap, (longer + at, step.to, arrived))
        if known is not None and (most is None or known <= most):
            return True, known
        assert unknown is not None, "somebody with this outcome has some way to it"
        return False, unknown

    def _moved(self, step: _Step, minute: int) -> tuple[int, ...]:
        """The minutes at which people who are sent at a minute arrive."""
        key = (step.transfer, minute)
        found = self._arrivals.get(key)
        if found is None:
            route = self._routes[step.transfer]
            found = ()
            if all(timeline.holds(minute) for timeline in route.when):
                arrived = (minute,) if step.how == "live" else tuple(one.next(minute) for one in route.arrivals)
                found = tuple(dict.fromkeys(one for one in arrived if one is not None))
            self._arrivals[key] = found
        return found

    def _begins(self, service: str, response: Response, sent: int, arrived: int) -> int | None:
        """When the support of a service begins."""
        key = (service, response, sent, arrived)
        if key not in self._begun:
            receiver = self.view.receivers[service][0]
            taken = receiver.intake.holds(arrived)
            self._begun[key] = begins(receiver, response, sent, arrived) if taken else None
        return self._begun[key]


def _of(responses: Sequence[tuple[Response, int]], person: int) -> Response:
    """The response time of somebody."""
    return next(response for response, classes in responses if classes & person)
