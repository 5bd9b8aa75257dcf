"""The wait that grows most when services fail: people who stand for all that fare alike, walked before and after.

Waits are those through the same door; for a door that fails itself, those through the door that then helps soonest.

Which minutes are walked: between two moments at which anything changes, the wait by one chain either stays as it is
or shrinks by a minute a minute, and so does the least of several, which once it shrinks goes on shrinking. What such
a wait grows by, before to after, is therefore greatest at the first or the last minute of such a stretch. Something
changes at the cuts of the frame, and as long before the edges of a service's hours as it takes to respond.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pathkit.pathway.asked import Asked
from pathkit.pathway.failing import Doors, union
from pathkit.pathway.flows import STAFF_LED
from pathkit.pathway.journeys import Journey, Walker
from pathkit.pathway.readings import Route
from pathkit.situations.people import URGENCIES
from pathkit.times.durations import Response
from pathkit.times.openings import Timeline

DAY = 1440
WEEK = 7 * DAY
MOST_STEPS = 5_000_000
"""The most transfers that may have to be looked at, if every walk looks at all. Of more situations than that allows,
evenly chosen ones are walked and then those like the worst of them, and the answer says so."""

Walked = tuple[str, int, int]
"""A door, a class of people and a minute."""


@dataclass(frozen=True)
class NewWait:
    """One person at one moment: what happens now, and what would.

    `told_today`: the map tells how long the wait now is.
    """

    before: Journey
    after: Journey
    told_today: bool

    @property
    def grows(self) -> int:
        """By how many minutes the wait grows, at least (the new one may not be known)."""
        return _minutes(self.after) - _minutes(self.before)


@dataclass(frozen=True)
class Looked:
    """What was looked at: so many situations stand for all (of so many kinds of people), and so many were walked."""

    kinds: int
    stand_for_all: int
    walked: int


def worst_new_wait(
    asked: Asked, failing: frozenset[str], before: Doors, after: Doors, at: int | None = None
) -> tuple[NewWait | None, Looked]:
    """The wait that grows most, in the ordinary week or at one minute, and what was looked at to find it.

    Only waits that are known now can grow. Asked of people who are helped before and after.
    """
    surely, others = _situations(asked, failing, before, after, at)
    whole = (*surely, *others)
    most = MOST_STEPS // max(len(asked.view.routes), 1)
    chosen = [*_evenly(surely, most), *_evenly(others, most - min(len(surely), most))]
    walkers = _Walkers(asked, failing)
    worst = _worst(walkers, chosen, None)
    if worst is not None and len(chosen) < len(whole):
        like = _like(whole, worst[1])
        worst = _worst(walkers, like, worst)
        chosen += like
    looked = Looked(len({number for _, number, _ in whole}), len(whole), len(set(chosen)))
    return None if worst is None else worst[0], looked


Found = tuple[NewWait, Walked]


def _worst(walkers: _Walkers, situations: Iterable[Walked], worst: Found | None) -> Found | None:
    """The wait that grows most (of several, at the gravest urgency; of those, the first), unless one known is worse.

    One that the map tells of now goes before any that nobody has written down.
    """
    for one in situations:
        found = walkers.new_wait(*one)
        if found is not None and found.grows > 0 and (worst is None or _rank(found) > _rank(worst[0])):
            worst = found, one
    return worst


def _like(situations: Iterable[Walked], worst: Walked) -> list[Walked]:
    """Those at the same door that have the person or the minute in common."""
    door, number, minute = worst
    return [one for one in situations if one[0] == door and (one[1] == number or one[2] == minute)]


def _rank(found: NewWait) -> tuple[bool, int, int]:
    return found.told_today, found.grows, URGENCIES.index(found.before.person.urgency)


def _evenly(situations: Sequence[Walked], most: int) -> Sequence[Walked]:
    """So many of them at most, evenly chosen."""
    if most <= 0:
        return ()
    return situations[:: -(-len(situations) // most)] if situations else ()


def _told(walker: Walker, journey: Journey) -> bool:
    """Whether the map tells how long the wait is.

    Not where no response time is stated of a referral on the way, and all that is known of is what transfers take.
    """
    if journey.outcome == "now" or _minutes(journey) > sum(step.takes for step in journey.steps):
        return True
    used = {step.transfer for step in journey.steps}
    senders = {step.service for step in journey.steps}
    ways = (way for sender in senders for way in walker.ways.get(sender, ()))
    return all(way.response_known for way in ways if way.transfer.id in used)


def _minutes(journey: Journey) -> int:
    wait = journey.wait if journey.wait is not None else journey.wait_at_least
    return 0 if wait is None else wait


class _Walkers:
    """People walked through the pathway as it is, and without what fails."""

    def __init__(self, asked: Asked, failing: frozenset[str]) -> None:
        self.asked = asked
        self.failing = failing
        map_, view = asked.map, asked.view
        self.map_without = replace(
            map_,
            services={
                name: service.model_copy(update={"supports": None}) if name in failing else service
                for name, service in map_.services.items()
            },
            transfers={name: t for name, t in map_.transfers.items() if not {t.from_, t.to} & failing},
        )
        self.view_without = replace(
            view, routes=tuple(route for route in view.routes if not {route.sender, route.receiver} & failing)
        )
        self._known: dict[int, tuple[Walker, Walker]] = {}

    def new_wait(self, door: str, number: int, minute: int) -> NewWait | None:
        """The waits of one situation, or None where what fails is not on the way or no wait is known now."""
        whole, without = self._of(number)
        now = whole.journey(door, minute)
        if now.wait is None or now.outcome not in ("now", "later"):
            return None
        if not any(step.service in self.failing for step in now.steps):
            return None
        others = (one.id for one in self.asked.doors if one.id not in self.failing)
        doors = others if door in self.failing else (door,)
        then = [without.journey(one, minute) for one in doors if door == one or self.asked.at_door(one) >> number & 1]
        helped = [journey for journey in then if journey.outcome in ("now", "later")]
        if not helped:
            return None
        then_soonest = min(helped, key=lambda journey: (journey.wait is None, _minutes(journey)))
        return NewWait(now, then_soonest, _told(whole, now))

    def _of(self, number: int) -> tuple[Walker, Walker]:
        if number not in self._known:
            asked = self.asked
            person = asked.population.person(number)
            longest = asked.pathway.waits.straight_away
            self._known[number] = (
                asked.pathway.walker(person, asked.reading),
                Walker(self.map_without, self.view_without, person, longest),
            )
        return self._known[number]


# -- who and when stands for all ---------------------------------------------------------------------


def _situations(
    asked: Asked, failing: frozenset[str], before: Doors, after: Doors, at: int | None
) -> tuple[list[Walked], list[Walked]]:
    """The situations that stand for all: those that surely wait longer (helped at once no more), and the others."""
    surely: list[Walked] = []
    others: list[Walked] = []
    elsewhere = union((one.helped for one in after.values()), asked.nobody)
    at_once = union((one.now for one in after.values()), asked.nobody)
    for door in before:
        out = door in failing
        helped = before[door].helped & (elsewhere if out else after[door].helped)
        on_the_way = _brought(asked, door, failing)
        if not on_the_way or not helped.of(on_the_way):
            continue
        slower = before[door].now - (at_once if out else after[door].now)
        ends = [one.id for one in asked.doors] if out else [door]
        routes = _routes(asked, ends)
        groups = _groups(asked, routes, [on_the_way, before[door].people.classes()], out)
        minutes = (at,) if at is not None else tuple(_turning_points(asked, routes, ends))
        people = [asked.population.typical(group) for group in groups if group & on_the_way]
        for minute in minutes:
            here, sooner_now = helped.classes_at(minute), slower.classes_at(minute)
            for number in people:
                if here >> number & 1:
                    (surely if sooner_now >> number & 1 else others).append((door, number, minute))
    return surely, others


def _brought(asked: Asked, door: str, failing: frozenset[str]) -> int:
    """The classes for whom some chain of staff-led transfers leads from a door to what fails, the hours aside."""
    classes = asked.at_door(door)
    found = {door: classes}
    waiting = [door]
    while waiting:
        sender = waiting.pop()
        for route in asked.routes_from(sender):
            known = found.get(route.receiver, 0)
            more = known | (found[sender] & route.classes)
            if route.how in STAFF_LED and more != known:
                found[route.receiver] = more
                waiting.append(route.receiver)
    return classes & sum_of(found.get(name, 0) for name in failing)


def sum_of(masks: Iterable[int]) -> int:
    """All of the classes."""
    total = 0
    for mask in masks:
        total |= mask
    return total


def _routes(asked: Asked, doors: Sequence[str]) -> list[Route]:
    """The staff-led routes that chains from any of the doors may use."""
    return [
        route
        for route in asked.view.routes
        if route.how in STAFF_LED and any(asked.leads_to(door, route.sender) for door in doors)
    ]


def _groups(asked: Asked, routes: Sequence[Route], more: Sequence[int], by_door: bool) -> list[int]:
    """The classes in groups that nothing on these routes tells apart."""
    view, population = asked.view, asked.population
    masks = {*more, *(population.urgency(urgency) for urgency in URGENCIES)}
    masks |= {route.classes for route in routes}
    masks |= {view.supports[name] for name in _services(routes)}
    if by_door:
        masks |= {view.supports[door.id] for door in asked.doors} | {asked.at_door(door.id) for door in asked.doors}
    groups = [population.everyone]
    for mask in sorted(masks):
        groups = [part for group in groups for part in (group & mask, group & ~mask) if part]
    return groups


def _services(routes: Iterable[Route]) -> list[str]:
    return sorted({name for route in routes for name in (route.sender, route.receiver)})


def _turning_points(asked: Asked, routes: Sequence[Route], doors: Sequence[str]) -> list[int]:
    """The minutes of the ordinary week just before and at which a wait on these routes may begin to change."""
    frame = asked.frame
    start = asked.pathway.ordinary_week * WEEK
    points = {
        start + day * DAY + cut
        for day in range(7)
        for cut in frame.days.plans[frame.days.of_day[start // DAY + day]].cuts
    }
    view = asked.view
    responses: Mapping[str, set[Response]] = {
        name: {response for response, _ in view.door_responses[name]} for name in {*doors, *_services(routes)}
    }
    for route in routes:
        responses[route.receiver].update(response for response, _ in route.responses)
    for name in sorted(responses):
        receiver = view.receivers[name][0]
        for response in responses[name]:
            if response.minutes:
                for timeline in (receiver.open, receiver.intake):
                    points.update(_minutes_ahead(timeline, receiver.open, response, start))
    return sorted({one for point in points for one in (point - 1, point) if start <= one < start + WEEK})


def _minutes_ahead(edges: Timeline, opening: Timeline, response: Response, start: int) -> Iterator[int]:
    """The minutes of the week from which a response time ends at an edge of a timeline."""
    for run in edges.runs:
        for edge in run:
            if edge < start:
                continue
            if response.clock == "elapsed":
                point: int | None = edge - response.minutes
            else:
                point = _counted_back(opening, response.minutes, edge)
            if point is not None and point >= start + WEEK:
                return
            if point is not None and point >= start:
                yield point
                if response.clock == "open":  # whose minutes may run out with the hours: then it ends in them still
                    yield point + 1


def _counted_back(opening: Timeline, minutes: int, edge: int) -> int | None:
    """The minute from which so many open minutes have run by an edge."""
    for start, end in reversed(opening.runs):
        here = max(0, min(end, edge) - start)
        if here >= minutes:
            return min(end, edge) - minutes
        minutes -= here
    return None
