"""Where people get to: support flowing backwards along routes, and contact flowing forwards.

`Backwards` answers, for every service and every situation in one sweep over the year, whether
somebody in contact with the service can get from there to support. `Forwards` answers who arrives
where. Both walk the known days in order (the first from the last day, because a referral made today
reaches a service tomorrow), and solve each different day once: a day is known by its plan and by what
comes over midnight.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from pathkit.pathway.readings import Route, View
from pathkit.pathway.responses import Receiver, support_times
from pathkit.situations.people import URGENCIES, Population
from pathkit.situations.sets import DayPlan, Frame, Situations, Split
from pathkit.times.durations import Response
from pathkit.times.horizon import Horizon
from pathkit.times.openings import Timeline

Node = TypeVar("Node", bound=Hashable)

STAFF_LED = frozenset({"live", "queued"})
LIVE_ONLY = frozenset({"live"})
ANY_WAY = frozenset({"live", "queued", "person-led"})


class TooLarge(Exception):
    """More ways or waits than can be counted on; the message says how many."""


class SupportTimes:
    """The minutes from which a way in ends in support, worked out once for all that ask."""

    def __init__(self, horizon: Horizon) -> None:
        self.horizon = horizon
        self._known: dict[tuple[object, ...], Timeline] = {}

    def at(self, receivers: Sequence[Receiver], response: Response, how: str, within: int | None) -> Timeline:
        """For somebody who comes to a service by such a route (or to its door: "live"), made at the minute."""
        total: Timeline | None = None
        for receiver in receivers:
            key = (
                id(receiver.open),
                id(receiver.intake),
                id(receiver.doors) if how == "person-led" else 0,
                id(receiver.working_days) if response.clock == "next-working-day" else 0,
                response,
                how,
                within,
            )
            found = self._known.get(key)
            if found is None:
                found = self._known[key] = support_times(receiver, response, how, within, self.horizon)
            total = found if total is None else total | found
            if how != "person-led":
                break
        assert total is not None
        return total


@dataclass(frozen=True)
class Question:
    """What is asked of the pathway: how people may move, and what counts as support.

    `limits` gives, by urgency, the minutes within which support has to begin, or is None when any time
    will do. `without` are services taken out of the map; `support` narrows which services' support counts
    (None: all), and of `aside` it does not. `passing` are routes allowed besides those of `ways`.
    """

    ways: frozenset[str]
    limits: tuple[tuple[str, int], ...] | None = None
    without: frozenset[str] = frozenset()
    support: frozenset[str] | None = None
    aside: frozenset[str] = frozenset()
    passing: frozenset[str] = frozenset()
    longest_way: int = 60
    """With `limits`: chains whose transfers themselves take longer are not followed."""
    generous: bool = False
    """With `limits`: only the last transfer is held to them, so that nothing within them is missed."""
    known_waits: bool = False
    """Whether a referral whose response time is not known leads to no support here."""
    also: tuple[tuple[str, int], ...] = ()
    """Services besides those of `support` whose support counts, for these classes alone."""
    retellings: int | None = None
    """Chains with more transfers by which people have to tell their story again are not followed (None: all are)."""

    def allows(self, route: Route) -> bool:
        """Whether a route may be used."""
        return (
            (route.how in self.ways or route.transfer.id in self.passing)
            and route.sender not in self.without
            and route.receiver not in self.without
        )

    def counts(self, service: str) -> bool:
        """Whether the support of a service counts."""
        return (
            service not in self.without
            and service not in self.aside
            and (self.support is None or service in self.support)
        )


@dataclass(frozen=True, eq=False)
class _Ending:
    """Support at the end of a route: these classes (of all lanes), when the route is made at these minutes."""

    classes: int
    when: Timeline


_Node = tuple[str, int, int]
"""A service, the minutes that the transfers so far took, and how often people had to tell their story again."""


@dataclass(frozen=True, eq=False)
class _Step:
    """A route between nodes."""

    sender: _Node
    receiver: _Node | None
    live: bool
    classes: int
    when: tuple[Timeline, ...]
    arrivals: tuple[Timeline, ...]
    endings: tuple[_Ending, ...]


def endings(
    view: View,
    times: SupportTimes,
    classes_at: Callable[[str], int],
    service: str,
    responses: Sequence[tuple[Response, int]],
    how: str,
    limits: Mapping[str, int] | None,
    taken: int,
) -> tuple[_Ending, ...]:
    """Support at a service for those who come by such a way after transfers that took `taken` minutes.

    `classes_at` gives the classes at an urgency.
    """
    supported = view.supports[service]
    found: dict[Timeline, int] = {}
    for response, classes in responses:
        if not classes & supported:
            continue
        groups: list[tuple[int, int | None]] = [(classes & supported, None)]
        if limits is not None:
            by_limit: dict[int, int] = {}
            for urgency in URGENCIES:
                mask = classes & supported & classes_at(urgency)
                if mask:
                    left = limits[urgency] - taken
                    by_limit[left] = by_limit.get(left, 0) | mask
            groups = [(mask, left) for left, mask in by_limit.items() if left >= 0]
        for kept in view.keeping[service]:
            for mask, most in groups:
                if mask & kept.classes:
                    when = times.at(kept.receivers, response, how, most)
                    if when:
                        found[when] = found.get(when, 0) | mask & kept.classes
    return tuple(_Ending(classes, when) for when, classes in found.items())


def steps(
    view: View,
    times: SupportTimes,
    frame: Frame,
    questions: Sequence[Question],
    starts: Iterable[str],
    only: int | None = None,
) -> list[_Step]:
    """The routes that any of the questions allows, between the nodes reached from the starts by them.

    The questions are lanes: columns of lane `i` are those of the frame moved up by `i`
    widths. They differ in what they allow and what counts; `limits`, `longest_way`, `generous` and `retellings` they
    share.
    With `only`, nothing is asked about other classes.
    """
    width, squeeze, classes_at = frame.width, frame.squeeze, frame.population.urgency
    shared = questions[0]
    limits = None if shared.limits is None else dict(shared.limits)

    def lanes(held: Iterable[bool]) -> int:
        return sum(1 << (width * i) for i, holds in enumerate(held) if holds)

    leaving: dict[str, list[tuple[Route, int]]] = {}
    for route in view.routes:
        if only is not None:
            if not route.classes & only:
                continue
            route = replace(route, classes=route.classes & only)
        allowing = lanes(question.allows(route) for question in questions)
        if allowing:
            leaving.setdefault(route.sender, []).append((route, allowing))
    counting: dict[str, int] = {}
    others: dict[str, list[tuple[int, int]]] = {}
    for service, classes in dict.fromkeys(one for question in questions for one in question.also):
        holding = lanes((service, classes) in question.also for question in questions)
        others.setdefault(service, []).append((holding, classes))
    knowing = lanes(question.known_waits for question in questions)
    nodes: dict[_Node, None] = dict.fromkeys((start, 0, 0) for start in starts)
    waiting = list(nodes)
    found: list[_Step] = []
    while waiting:
        node = waiting.pop()
        for route, allowing in leaving.get(node[0], ()):
            taken = node[1] + route.takes if limits is not None else 0
            level = 0 if shared.generous else taken
            told = 0 if shared.retellings is None else node[2] + route.retold
            if shared.retellings is not None and told > shared.retellings:
                continue
            to = route.receiver
            if to not in counting:
                counting[to] = lanes(question.counts(to) for question in questions)
            ends: tuple[_Ending, ...] = ()
            for counted, some in ((counting[to], route.classes), *others.get(to, ())):
                counted &= allowing
                if not counted or not some & route.classes:
                    continue
                known = counted & knowing
                ends += tuple(
                    _Ending(
                        squeeze(one.classes & route.classes & some) * counted
                        if not route.unknown
                        else squeeze(one.classes & route.classes & some & ~route.unknown) * known
                        | squeeze(one.classes & route.classes & some) * (counted & ~known),
                        one.when,
                    )
                    for one in endings(view, times, classes_at, to, route.responses, route.how, limits, taken)
                )
            target = (to, level, told)
            onward = level <= shared.longest_way and to in leaving
            if onward and target not in nodes:
                nodes[target] = None
                waiting.append(target)
            if onward or ends:
                found.append(
                    _Step(
                        node,
                        target if onward else None,
                        route.how == "live",
                        squeeze(route.classes) * allowing,
                        route.when,
                        route.arrivals,
                        ends,
                    )
                )
    return _leading_somewhere(found)


def ways_taken(view: View, question: Question, starts: Iterable[str]) -> Iterator[tuple[Route, int]]:
    """Each route that a question may come to from the starts, with the minutes that transfers took by its end."""
    leaving: dict[str, list[Route]] = {}
    for route in view.routes:
        if question.allows(route):
            leaving.setdefault(route.sender, []).append(route)
    nodes = dict.fromkeys((start, 0) for start in starts)
    waiting = list(nodes)
    while waiting:
        service, before = waiting.pop()
        for route in leaving.get(service, ()):
            taken = before + route.takes if question.limits is not None else 0
            yield route, taken
            target = (route.receiver, 0 if question.generous else taken)
            if target[1] <= question.longest_way and target not in nodes:
                nodes[target] = None
                waiting.append(target)


def ending_times(
    view: View, times: SupportTimes, population: Population, question: Question, starts: Iterable[str]
) -> list[Timeline]:
    """The times of all support at the ends of routes that a question may come to from the starts."""
    limits = None if question.limits is None else dict(question.limits)
    found: dict[Timeline, None] = {}
    for route, taken in ways_taken(view, question, starts):
        ends = endings(view, times, population.urgency, route.receiver, route.responses, route.how, limits, taken)
        found.update((one.when, None) for one in ends)
    return list(found)


def _leading_somewhere(found: list[_Step]) -> list[_Step]:
    """Only the steps from whose ends some support can be reached at all."""
    ahead: dict[_Node, list[_Step]] = {}
    for step in found:
        if step.receiver is not None:
            ahead.setdefault(step.receiver, []).append(step)
    useful = {step.sender for step in found if step.endings}
    waiting = list(useful)
    while waiting:
        for step in ahead.get(waiting.pop(), ()):
            if step.sender not in useful:
                useful.add(step.sender)
                waiting.append(step.sender)
    return [
        step if step.receiver in useful else replace(step, receiver=None)
        for step in found
        if step.endings or step.receiver in useful
    ]


def _in_order(found: Sequence[_Step]) -> list[list[_Step]]:
    """The steps in groups: what a group's receivers need is solved in the groups before it or in itself."""
    links = [(step.sender, step.receiver) for step in found if step.receiver is not None]
    place = _places([step.sender for step in found], links)
    groups: dict[int, list[_Step]] = {}
    for step in found:
        groups.setdefault(place[step.sender], []).append(step)
    return [groups[number] for number in sorted(groups)]


def _places(nodes: Iterable[Node], links: Iterable[tuple[Node, Node]]) -> dict[Node, int]:
    """A number for each node: those in one circle share it, and a link leads to a smaller number or the same."""
    import networkx as nx

    graph: nx.DiGraph[Node] = nx.DiGraph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(links)
    # networkx gives the components in reverse topological order: none leads to a later one.
    return {
        node: number for number, component in enumerate(nx.strongly_connected_components(graph)) for node in component
    }


class Backwards:
    """For every service asked about, the situations from which at least one route leads to support that counts.

    Several questions are answered at once, in lanes of one wide integer: `of(lane, service)`. The support of the
    service itself, for those at its own door, is not in the answer. With `only`, nothing is asked about other
    classes; with `known_days`, nothing that happens on later days counts.
    """

    def __init__(
        self,
        frame: Frame,
        view: View,
        times: SupportTimes,
        questions: Sequence[Question],
        keep: Sequence[str],
        only: int | None = None,
        known_days: int | None = None,
    ) -> None:
        self.asked_in = frame
        if only is not None:
            frame = frame.narrowed(only)
        self.base = frame
        self.frame = frame.laned(len(questions))
        found = steps(view, times, frame, questions, keep, only)
        # With limits nobody waits for a receiver and then goes on: that wait is not held against a limit here.
        self.waits = questions[0].limits is None or questions[0].generous
        self.number: dict[_Node, int] = {}
        for step in found:
            for node in (step.sender, step.receiver):
                if node is not None:
                    self.number.setdefault(node, len(self.number))
        self.groups = [
            (group, bool({step.sender for step in group} & {step.receiver for step in group}))
            for group in _in_order(found)
        ]
        self.keep = tuple(keep)
        over: dict[tuple[int, int], Timeline] = {}
        for step in found:
            if step.receiver is not None and self.waits:
                for arrival in step.arrivals:
                    over[self.number[step.receiver], id(arrival)] = arrival
        self.waiting = [(node, arrival) for (node, _), arrival in over.items()]
        self.waiting_number = {key: i for i, key in enumerate(over)}
        self._prepared: dict[DayPlan, list[tuple[list[_Ready], bool]]] = {}
        self._lanes: dict[tuple[int, str], Situations] = {}
        self._walk(len(frame.days.of_day) if known_days is None else known_days)
        self._prepared.clear()

    def of(self, lane: int, service: str) -> Situations:
        """The answer to one of the questions at one service."""
        key = (lane, service)
        if key not in self._lanes:
            self._lanes[key] = self._widened(self.base.taken_from(self.laned(service), lane))
        return self._lanes[key]

    def forget(self, service: str) -> None:
        """Let go of the answers at a service that were taken out of their lanes."""
        self._lanes = {key: value for key, value in self._lanes.items() if key[1] != service}

    def _widened(self, situations: Situations) -> Situations:
        return situations if self.base is self.asked_in else self.asked_in.widen(situations)

    def laned(self, service: str) -> Situations:
        """The answers at one service, all lanes together, in the laned frame."""
        at = self.keep.index(service)
        return Situations(self.frame, self.split, tuple(kept[at] for kept in self.values))

    def _walk(self, known_days: int) -> None:
        days = self.frame.days
        solved: dict[tuple[int, tuple[int, ...]], tuple[int, tuple[int, ...]]] = {}
        values: list[tuple[int, ...]] = []
        plans: list[DayPlan] = []
        of_day = [0] * len(days.of_day)
        state = (0,) * len(self.waiting)
        for day in range(known_days - 1, -1, -1):
            plan_number = days.of_day[day]
            key = (plan_number, state)
            known = solved.get(key)
            if known is None:
                plan = days.plans[plan_number]
                kept, after = self._solve(plan, day, state)
                known = solved[key] = (len(values), after)
                values.append(kept)
                plans.append(plan)
            of_day[day], state = known
        for day in range(known_days, len(of_day)):
            of_day[day] = len(values) + days.of_day[day]
        values += [(0,) * len(self.keep)] * len(days.plans)
        plans += days.plans
        first = dict.fromkeys(of_day)
        self.split = self.frame.split(of_day, plans)
        known_values: dict[int, int] = {}  # equal sets of different days are kept once
        self.values = [tuple(known_values.setdefault(bits, bits) for bits in values[kind]) for kind in first]

    def _ready(self, plan: DayPlan, day: int) -> list[tuple[list[_Ready], bool]]:
        """The steps that can be made on days of a plan, by group, with their times as segments."""
        known = self._prepared.get(plan)
        if known is None:
            known = self._prepared[plan] = []
            for group, circular in self.groups:
                ready = []
                for step in group:
                    segments = self.frame.during_all(step.when, plan, day)
                    if not segments:
                        continue
                    ends = [(one.classes, segments & plan.during(one.when.days[day])) for one in step.endings]
                    arrivals = [
                        (
                            plan.during(arrival.days[day]),
                            self.waiting_number.get((self.number[step.receiver], id(arrival)), -1),
                        )
                        for arrival in step.arrivals
                        if step.receiver is not None
                    ]
                    ready.append(
                        _Ready(
                            self.number[step.sender],
                            -1 if step.receiver is None else self.number[step.receiver],
                            step.live,
                            step.classes,
                            segments,
                            [end for end in ends if end[1]],
                            arrivals,
                        )
                    )
                if ready:
                    known.append((ready, circular))
        return known

    def _solve(self, plan: DayPlan, day: int, state: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        frame = self.frame
        repeated, wide, back = frame.repeated, frame.wide, frame.carried_back
        here = [0] * len(self.number)
        queues: dict[tuple[int, int], tuple[int, int]] = {}
        for ready, circular in self._ready(plan, day):
            moving: list[tuple[_Ready, int]] = []
            for step in ready:
                for classes, segments in step.endings:
                    here[step.sender] |= repeated(classes) & wide(segments)
                if step.receiver >= 0:
                    moving.append((step, repeated(step.classes) & wide(step.segments)))
            seen: list[int | None] = [None] * len(moving)
            changed = True
            while changed:
                changed = False
                for i, (step, usable) in enumerate(moving):
                    source = here[step.receiver]
                    if source is seen[i]:
                        continue  # nothing new at the receiver since this step was last made
                    seen[i] = source
                    onward = source if step.live else 0
                    for taking, over in step.arrivals:
                        if over < 0:
                            onward |= source & wide(taking)
                            continue
                        later = state[over]
                        if not (source or later):
                            continue
                        known = queues.get((step.receiver, over))
                        if known is None or known[0] is not source:
                            known = queues[step.receiver, over] = (source, back(source, later, taking, plan))
                        onward |= known[1]
                    onward &= usable
                    if onward:
                        before = here[step.sender]
                        after = before | onward
                        if after != before:
                            here[step.sender] = after
                            changed = circular
        over_midnight = tuple(
            frame.first(here[node], plan.during(arrival.days[day]), state[i])
            for i, (node, arrival) in enumerate(self.waiting)
        )
        number = self.number
        kept = tuple(here[number[name, 0, 0]] if (name, 0, 0) in number else 0 for name in self.keep)
        return kept, over_midnight


@dataclass(frozen=True, eq=False, slots=True)
class _Ready:
    """A step on days of one plan: nodes by number, times as segments."""

    sender: int
    receiver: int
    live: bool
    classes: int
    segments: int
    endings: list[tuple[int, int]]
    arrivals: list[tuple[int, int]]
    """The segments in which the receiver takes people, and the place in the state of who comes over midnight.

    That place is -1 where nobody waits over midnight.
    """


class Forwards:
    """For every service, the situations in which somebody arrives there by at least one route from a door.

    `starts` are the situations at each door with which ways begin.
    """

    def __init__(self, frame: Frame, view: View, ways: frozenset[str], starts: Mapping[str, Situations]) -> None:
        self.frame = frame
        self.routes = [route for route in view.routes if route.how in ways]
        self.groups = self._in_order()
        self.starts = starts
        self.names = sorted({route.receiver for route in self.routes})
        waiting = {(route.receiver, id(arrival)): arrival for route in self.routes for arrival in route.arrivals}
        self.waiting = [(name, arrival) for (name, _), arrival in waiting.items()]
        self.waiting_index = {(name, id(arrival)): i for i, (name, arrival) in enumerate(self.waiting)}
        self.result = self._walk()

    def __getitem__(self, service: str) -> Situations:
        return self.result.get(service, self.frame.nobody)

    def _in_order(self) -> list[list[Route]]:
        links = [(route.receiver, route.sender) for route in self.routes]
        place = _places((), links)
        groups: dict[int, list[Route]] = {}
        for route in self.routes:
            groups.setdefault(place[route.sender], []).append(route)
        return [groups[number] for number in sorted(groups)]

    def _walk(self) -> dict[str, Situations]:
        frame = self.frame
        doors = sorted(self.starts)
        split = frame.days
        for name in doors:
            split, _ = frame.join(split, self.starts[name].split)
        starts = {name: _aligned(self.starts[name], split) for name in doors}
        solved: dict[tuple[int, tuple[int, ...]], tuple[int, tuple[int, ...]]] = {}
        values: list[dict[str, int]] = []
        plans: list[DayPlan] = []
        of_day: list[int] = []
        state = (0,) * len(self.waiting)
        for day, kind in enumerate(split.of_day):
            key = (kind, state)
            known = solved.get(key)
            if known is None:
                begun = {name: starts[name].values[kind] for name in doors}
                arrived, after = self._solve(split.plans[kind], day, state, begun)
                known = solved[key] = (len(values), after)
                values.append(arrived)
                plans.append(split.plans[kind])
            of_day.append(known[0])
            state = known[1]
        first = dict.fromkeys(of_day)
        shared = frame.split(of_day, plans)
        return {
            name: Situations(frame, shared, tuple(values[kind].get(name, 0) for kind in first)) for name in self.names
        }

    def _solve(
        self, plan: DayPlan, day: int, state: tuple[int, ...], begun: Mapping[str, int]
    ) -> tuple[dict[str, int], tuple[int, ...]]:
        frame, width = self.frame, self.frame.width
        arrived: dict[str, int] = {}
        over = list(state)
        for i, (name, arrival) in enumerate(self.waiting):
            taking = plan.during(arrival.days[day])
            if over[i] and taking:
                segment = (taking & -taking).bit_length() - 1
                arrived[name] = arrived.get(name, 0) | over[i] << (segment * width)
                over[i] = 0
        for group in self.groups:
            ready = []
            for route in group:
                segments = frame.during_all(route.when, plan, day)
                if segments:
                    ready.append((route, frame.repeated(frame.squeeze(route.classes)) & frame.wide(segments)))
            own = {route.sender for route in group}
            again = any(route.receiver in own for route in group)
            moved = [0] * len(ready)
            changed = True
            while changed:
                changed = False
                for i, (route, usable) in enumerate(ready):
                    moving = (arrived.get(route.sender, 0) | begun.get(route.sender, 0)) & usable & ~moved[i]
                    if not moving:
                        continue
                    moved[i] |= moving
                    landed = moving if route.how == "live" else 0
                    for arrival in route.arrivals:
                        at = self.waiting_index[(route.receiver, id(arrival))]
                        here, left = self._land(moving, plan.during(arrival.days[day]), plan)
                        landed |= here
                        over[at] |= left
                    before = arrived.get(route.receiver, 0)
                    after = before | landed
                    if after != before:
                        arrived[route.receiver] = after
                        changed = again
        return arrived, tuple(over)

    def _land(self, bits: int, taking: int, plan: DayPlan) -> tuple[int, int]:
        """Where people sent in these situations land: today's segments of `taking`, and those left over."""
        frame, width = self.frame, self.frame.width
        result = bits & frame.wide(taking)
        start, segments, left = 0, plan.segments, 0
        while start < segments:
            rest = taking >> start
            if rest & 1:
                start += (~rest & (rest + 1)).bit_length() - 1
                continue
            gap = (rest & -rest).bit_length() - 1 if rest else segments - start
            block = frame.columns_of(bits >> (start * width) & ((1 << (gap * width)) - 1))
            if rest:
                result |= block << ((start + gap) * width)
            else:
                left |= block
            start += gap
        return result, left


def _aligned(situations: Situations, split: Split) -> Situations:
    """The same set, with one value for each kind of a finer split."""
    joined, pairs = situations.frame.join(situations.split, split)
    return Situations(situations.frame, joined, tuple(situations.values[kind] for kind, _ in pairs))
