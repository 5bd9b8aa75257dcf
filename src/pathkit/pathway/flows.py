"""Where people get to: support flowing backwards along routes, and contact flowing forwards.

`Backwards` answers, for every service and every situation in one sweep over the year, whether
somebody in contact with the service can get from there to support. `Forwards` answers who arrives
where. Both walk the known days in order (the first from the last day, because a referral made today
reaches a service tomorrow), and solve each different day once: a day is known by its plan and by what
comes over midnight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pathkit.pathway.readings import Route, View
from pathkit.pathway.responses import support_times
from pathkit.situations.people import URGENCIES
from pathkit.situations.sets import DayPlan, Frame, Situations, Split
from pathkit.times.durations import Response
from pathkit.times.horizon import Horizon
from pathkit.times.openings import Timeline

STAFF_LED = frozenset({"live", "queued"})
LIVE_ONLY = frozenset({"live"})
ANY_WAY = frozenset({"live", "queued", "person-led"})


class SupportTimes:
    """The minutes from which a way in ends in support, worked out once for all that ask."""

    def __init__(self, horizon: Horizon) -> None:
        self.horizon = horizon
        self._known: dict[tuple[object, ...], Timeline] = {}

    def at(self, view: View, service: str, response: Response, how: str, within: int | None) -> Timeline:
        """For somebody who comes to a service by such a route (or to its door: "live"), made at the minute."""
        total: Timeline | None = None
        for receiver in view.receivers[service]:
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
    """Support at the end of a route: these classes, when the route is made at these minutes."""

    classes: int
    when: Timeline


@dataclass(frozen=True, eq=False)
class _Step:
    """A route as one analysis sees it, between nodes (a service, and the minutes that transfers took)."""

    sender: tuple[str, int]
    receiver: tuple[str, int]
    how: str
    classes: int
    when: tuple[Timeline, ...]
    arrivals: tuple[Timeline, ...]
    endings: tuple[_Ending, ...]


def endings(
    view: View,
    times: SupportTimes,
    population_at: Callable[[str], int],
    service: str,
    responses: Sequence[tuple[Response, int]],
    how: str,
    limits: Mapping[str, int] | None,
    taken: int,
) -> tuple[_Ending, ...]:
    """Support at a service for those who come by such a way after transfers that took `taken` minutes."""
    supported = view.supports[service]
    found: dict[Timeline, int] = {}
    for response, classes in responses:
        if not classes & supported:
            continue
        groups: list[tuple[int, int | None]] = [(classes & supported, None)]
        if limits is not None:
            by_limit: dict[int, int] = {}
            for urgency in URGENCIES:
                mask = classes & supported & population_at(urgency)
                if mask:
                    left = limits[urgency] - taken
                    by_limit[left] = by_limit.get(left, 0) | mask
            groups = [(mask, left) for left, mask in by_limit.items() if left >= 0]
        for mask, left in groups:
            when = times.at(view, service, response, how, left)
            if when:
                found[when] = found.get(when, 0) | mask
    return tuple(_Ending(classes, when) for when, classes in found.items())


def steps(
    view: View,
    times: SupportTimes,
    population_at: Callable[[str], int],
    question: Question,
    doors: Iterable[str],
) -> list[_Step]:
    """The routes that a question allows, between the nodes reached from the doors by them."""
    limits = None if question.limits is None else dict(question.limits)
    leaving: dict[str, list[Route]] = {}
    for route in view.routes:
        if question.allows(route):
            leaving.setdefault(route.sender, []).append(route)
    nodes: dict[tuple[str, int], None] = dict.fromkeys((door, 0) for door in doors)
    waiting = list(nodes)
    found: list[_Step] = []
    while waiting:
        node = waiting.pop()
        for route in leaving.get(node[0], ()):
            taken = node[1] + route.takes if limits is not None else 0
            level = 0 if question.generous else taken
            ends: tuple[_Ending, ...] = ()
            if question.counts(route.receiver):
                ends = endings(
                    view,
                    times,
                    population_at,
                    route.receiver,
                    route.responses,
                    route.how,
                    limits,
                    taken,
                )
            target = (route.receiver, level)
            onward = level <= question.longest_way and route.receiver in leaving
            if onward and target not in nodes:
                nodes[target] = None
                waiting.append(target)
            found.append(
                _Step(
                    node,
                    target if onward else ("", 0),
                    route.how,
                    route.classes,
                    route.when,
                    route.arrivals,
                    ends,
                )
            )
    return found


def in_order(found: Sequence[_Step]) -> list[list[_Step]]:
    """The steps in groups: what a group's receivers need is solved in the groups before it or in itself."""
    import networkx as nx

    graph: nx.DiGraph[tuple[str, int]] = nx.DiGraph()
    for step in found:
        graph.add_node(step.sender)
        if step.receiver[0]:
            graph.add_edge(step.sender, step.receiver)
    place: dict[tuple[str, int], int] = {}
    for number, component in enumerate(nx.strongly_connected_components(graph)):
        for node in component:
            place[node] = number
    groups: dict[int, list[_Step]] = {}
    for step in found:
        groups.setdefault(place[step.sender], []).append(step)
    return [groups[number] for number in sorted(groups)]


class Backwards:
    """For every service asked about, the situations from which a chain of at least one route ends in support.

    One `Situations` a service; the support of the service itself, for those at its own door, is not in it.
    """

    def __init__(self, frame: Frame, view: View, times: SupportTimes, question: Question, keep: Sequence[str]) -> None:
        self.frame = frame
        population = frame.population
        found = steps(view, times, population.urgency, question, keep)
        self.groups = in_order(found)
        self.keep = [(name, 0) for name in keep]
        self.unlimited = question.limits is None or question.generous
        arriving = {
            (step.receiver, id(arrival)): arrival
            for step in found
            if step.receiver[0] and self.unlimited
            for arrival in step.arrivals
        }
        self.waiting = [(node, arrival) for (node, _), arrival in arriving.items()]
        self.waiting_index = {(node, id(arrival)): i for i, (node, arrival) in enumerate(self.waiting)}
        self.result = self._walk()

    def __getitem__(self, service: str) -> Situations:
        return self.result[service]

    def _walk(self) -> dict[str, Situations]:
        frame = self.frame
        days = frame.days
        solved: dict[tuple[int, tuple[int, ...]], tuple[int, tuple[int, ...]]] = {}
        values: list[tuple[int, ...]] = []
        of_day = [0] * len(days.of_day)
        plans: list[DayPlan] = []
        state = (0,) * len(self.waiting)
        for day in range(len(days.of_day) - 1, -1, -1):
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
        first = dict.fromkeys(of_day)
        split = frame.split(of_day, plans)
        return {
            name: Situations(frame, split, tuple(values[kind][i] for kind in first))
            for i, (name, _) in enumerate(self.keep)
        }

    def _solve(self, plan: DayPlan, day: int, state: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        frame = self.frame
        whole = (1 << plan.segments) - 1
        cut: dict[int, int] = {}

        def during(timeline: Timeline) -> int:
            pattern = timeline.days[day]
            mask = cut.get(id(pattern))
            if mask is None:
                mask = cut[id(pattern)] = plan.during(pattern)
            return mask

        here: dict[tuple[str, int], int] = {}
        get = here.get
        for group in self.groups:
            ready = []
            for step in group:
                segments = whole
                for timeline in step.when:
                    segments &= during(timeline)
                if not segments:
                    continue
                support = 0
                for ending in step.endings:
                    now = segments & during(ending.when)
                    if now:
                        support |= frame.repeated(ending.classes & step.classes) & frame.wide(now)
                if support:
                    here[step.sender] = get(step.sender, 0) | support
                if step.receiver[0]:
                    usable = frame.repeated(step.classes) & frame.wide(segments)
                    ready.append((step, usable))
            changed = True
            own = {step.sender for step in group}
            again = any(step.receiver in own for step in group)
            while changed:
                changed = False
                for step, usable in ready:
                    source = get(step.receiver, 0)
                    onward = source if step.how == "live" else 0
                    for arrival in step.arrivals:
                        if self.unlimited:
                            over = state[self.waiting_index[(step.receiver, id(arrival))]]
                            if source or over:
                                onward |= frame.carried_back(source, over, during(arrival), plan)
                        elif source:
                            onward |= source & frame.wide(during(arrival))
                    onward &= usable
                    if onward:
                        before = get(step.sender, 0)
                        after = before | onward
                        if after != before:
                            here[step.sender] = after
                            changed = again
        over_midnight = tuple(
            frame.first(get(node, 0), during(arrival), state[i]) for i, (node, arrival) in enumerate(self.waiting)
        )
        return tuple(get(node, 0) for node in self.keep), over_midnight


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
        import networkx as nx

        graph: nx.DiGraph[str] = nx.DiGraph()
        for route in self.routes:
            graph.add_edge(route.receiver, route.sender)
        place: dict[str, int] = {}
        for number, component in enumerate(nx.strongly_connected_components(graph)):
            for node in component:
                place[node] = number
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
        whole = (1 << plan.segments) - 1
        cut: dict[int, int] = {}

        def during(timeline: Timeline) -> int:
            pattern = timeline.days[day]
            mask = cut.get(id(pattern))
            if mask is None:
                mask = cut[id(pattern)] = plan.during(pattern)
            return mask

        arrived: dict[str, int] = {}
        over = list(state)
        for i, (name, arrival) in enumerate(self.waiting):
            taking = during(arrival)
            if over[i] and taking:
                segment = (taking & -taking).bit_length() - 1
                arrived[name] = arrived.get(name, 0) | over[i] << (segment * width)
                over[i] = 0
        for group in self.groups:
            ready = []
            for route in group:
                segments = whole
                for timeline in route.when:
                    segments &= during(timeline)
                if segments:
                    ready.append((route, frame.repeated(route.classes) & frame.wide(segments)))
            own = {route.sender for route in group}
            again = any(route.receiver in own for route in group)
            changed = True
            while changed:
                changed = False
                for route, usable in ready:
                    moving = (arrived.get(route.sender, 0) | begun.get(route.sender, 0)) & usable
                    if not moving:
                        continue
                    if route.how == "live":
                        landed = moving
                    else:
                        landed = 0
                        for arrival in route.arrivals:
                            at = self.waiting_index[(route.receiver, id(arrival))]
                            here, left = self._land(moving, during(arrival), plan)
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
            block = frame.classes_of(bits >> (start * width) & ((1 << (gap * width)) - 1))
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
