"""What is otherwise in two editions of a map, and from which situations any way leads there.

A way that is not the same in both editions comes, by steps that both have alike, to a first step that is otherwise at
that very minute: a transfer that can be made in one edition alone, or after which people arrive, or are supported, at
another time. So one sweep over the ways of one edition finds everybody for whom anything may be otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pathkit.pathway.both import Both
from pathkit.pathway.flows import ANY_WAY, Backwards, Question
from pathkit.pathway.readings import Reading, Route, together
from pathkit.pathway.responses import AT_ONCE, Receiver, begins, reaching
from pathkit.pathway.waits import NEWS, as_news, with_news
from pathkit.situations.sets import Frame, Situations
from pathkit.times.durations import Response
from pathkit.times.openings import Timeline

DAY = 1440


class News:
    """In one reading, what of two editions is otherwise, as routes of the first to `NEWS`."""

    def __init__(self, both: Both, reading: Reading) -> None:
        self.both = both
        self.one, self.other = (pathway.asked(reading) for pathway in both.editions)
        self.was = {now: before for before, now in both.same.items()}
        self._known: dict[object, Timeline] = {}
        """By the ids of receivers and timelines: they are the views' own, which keep them for as long as this lives, so
        that no other object can come to have the same id."""

    def routes(self) -> list[Route]:
        """Routes to `NEWS`, from services by the ids of the first edition."""
        mine = {route.transfer.id: route for route in self.one.view.routes}
        theirs = {route.transfer.id: route for route in self.other.view.routes}
        found: list[Route] = []
        for name, route in mine.items():
            now = theirs.pop(self.both.same.get(name, ""), None)
            if now is None:
                found += self._news(route, ((route.classes, together(route.when)),))
            elif self.both.same.get(route.sender) != now.sender or self.both.same.get(route.receiver) != now.receiver:
                found += self._news(route, ((route.classes, together(route.when)),))
                theirs[now.transfer.id] = now
            else:
                found += self._news(route, self._differing(route, now))
        for route in theirs.values():
            if route.sender in self.was:  # another service is reached only by what is news itself
                there = replace(route, sender=self.was[route.sender])
                found += self._news(there, ((route.classes, together(route.when)),))
        return [route for route in found if route.classes and route.when[0]]

    def _news(self, route: Route, parts: Iterable[tuple[int, Timeline]]) -> list[Route]:
        return [as_news(route, classes, when, self.both.population.everyone) for classes, when in parts]

    def _differing(self, route: Route, now: Route) -> Iterator[tuple[int, Timeline]]:
        """Classes and minutes for whom and at which a transfer is not the same as before."""
        when, then = together(route.when), together(now.when)
        either, both = route.classes | now.classes, route.classes & now.classes
        if route.how != now.how or route.takes != now.takes:
            yield either, when | then
            return
        yield route.classes ^ now.classes, when | then
        if when != then:
            yield both, (when - then) | (then - when)
        in_both = when & then
        helped, helps = self.one.view.supports[route.receiver], self.other.view.supports[now.receiver]
        yield both & ((helped ^ helps) | (route.unknown ^ now.unknown)), in_both
        arrivals = (route.arrivals, now.arrivals)
        receivers, otherwise = self._receivers(route.receiver, now.receiver)
        if route.arrivals != now.arrivals:
            yield both, in_both & self._when(receivers, (AT_ONCE, AT_ONCE), arrivals, False)
        for response, those in route.responses:
            for other, these in now.responses:
                classes = both & those & these & helped & helps
                if classes and (response != other or otherwise or route.arrivals != now.arrivals):
                    yield classes, in_both & self._when(receivers, (response, other), arrivals, True)

    def leading(self, frame: Frame, routes: Sequence[Route], doors: Sequence[str]) -> Backwards | None:
        """From which situations some way leads to any of these routes to `NEWS`."""
        if not routes:
            return None
        working = self.one.pathway.clock.working_days(NEWS)
        view = with_news(self.one.view, routes, self.both.population.everyone, working)
        return Backwards(frame, view, self.one.pathway.times, [Question(ANY_WAY)], doors)

    def at_door(self, door: str, now: str, frame: Frame) -> Situations:
        """The situations in which support at a door itself is otherwise."""
        view, other = self.one.view, self.other.view
        helped, helps = view.supports[door], other.supports[now]
        found = frame.constant(helped ^ helps)
        for classes, when in self.door_times(door, now):
            found = found | frame.at(when, classes)
        return found

    def door_times(self, door: str, now: str) -> Iterator[tuple[int, Timeline]]:
        """Classes and minutes for whom and at which support at a door begins another time."""
        view, other = self.one.view, self.other.view
        both = view.supports[door] & other.supports[now]
        receivers, otherwise = self._receivers(door, now)
        for response, those in view.door_responses[door]:
            for then, these in other.door_responses[now]:
                if both & those & these and (response != then or otherwise):
                    yield both & those & these, self._when(receivers, (response, then), ((), ()), True)

    def _receivers(self, name: str, now: str) -> tuple[tuple[Receiver, Receiver], bool]:
        """A service in both editions, and whether it is open, takes people or works at other times than it did."""
        # When support begins is decided by the first alone: the others are about when people are let in.
        one, other = self.one.view.receivers[name][0], self.other.view.receivers[now][0]
        otherwise = (one.open, one.intake, one.working_days) != (other.open, other.intake, other.working_days)
        return (one, other), otherwise

    def _when(
        self,
        receivers: tuple[Receiver, Receiver],
        responses: tuple[Response, Response],
        arrivals: tuple[tuple[Timeline, ...], tuple[Timeline, ...]],
        ends: bool,
    ) -> Timeline:
        """The minutes from which people come to a service, or (`ends`) are supported by it, at another time.

        Between two edges each of the times looked at stands still or goes along with the minute: so where they agree at
        both ends of such a piece they agree throughout.
        """
        key = (*map(id, receivers), responses, tuple(map(id, (*arrivals[0], None, *arrivals[1]))), ends)
        if key not in self._known:
            edges = {0, Timeline.always().runs[0][1]}
            for receiver, response, some in zip(receivers, responses, arrivals, strict=True):
                edges.update(_edges(receiver, response, some, ends))
            last = max(edges)
            runs = []
            for start, end in pairwise(sorted(edge for edge in edges if 0 <= edge <= last)):
                for minute in dict.fromkeys((start, end - 1)):
                    one, other = (
                        _times(receiver, response, some, ends, minute)
                        for receiver, response, some in zip(receivers, responses, arrivals, strict=True)
                    )
                    if one != other:
                        runs.append((start, end))
                        break
            self._known[key] = Timeline.from_runs(runs)
        return self._known[key]


def _times(
    receiver: Receiver, response: Response, arrivals: Sequence[Timeline], ends: bool, minute: int
) -> list[tuple[int | None, int | None]]:
    """When somebody sent at a minute comes to be with a service, and when its support begins."""
    found: list[tuple[int | None, int | None]] = []
    for arrival in arrivals or (None,):
        arrived = minute if arrival is None else arrival.next(minute)
        begun = None
        if ends and arrived is not None and receiver.intake.holds(arrived):
            begun = begins(receiver, response, minute, arrived)
        found.append((None if ends else arrived, begun))
    return sorted(dict.fromkeys(found), key=repr)


def _edges(receiver: Receiver, response: Response, arrivals: Sequence[Timeline], ends: bool) -> Iterator[int]:
    """The minutes at which what `_times` tells may begin to change otherwise."""
    for timeline in dict.fromkeys((receiver.open, receiver.intake, *arrivals) if ends else arrivals):
        for run in timeline.runs:
            for edge in run:
                yield edge
                if response.clock == "elapsed":
                    yield edge - response.minutes
    if ends and response.clock == "next-working-day":
        yield from range(0, Timeline.always().runs[0][1], DAY)
    if ends and response.clock == "open" and response.minutes:
        for timeline in (receiver.open, receiver.intake):
            for run in timeline.runs:
                for edge in run:
                    yield from reaching(receiver.open, response.minutes, edge)
