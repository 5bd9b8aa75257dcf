"""Who waits longer than the standard: bounds for everybody, and a walk for what lies between.

The wait is the least over all chains, so that one chain shows a wait to be within the standard, and only all of
them show that it is not. Two sweeps bound it. The first follows chains that never wait for a receiver and then go
on, counts what every transfer takes, and finds who is surely in time. The second follows all chains and holds only
the last transfer to the standard: whom it does not find is surely late. Between the two lie chains that wait for a
receiver and then go on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pathkit.pathway.flows import STAFF_LED, Backwards, Question, TooLarge, ways_taken
from pathkit.pathway.journeys import Walker
from pathkit.pathway.readings import Keeping, Reading, Route, View, together
from pathkit.pathway.responses import AT_ONCE, Receiver
from pathkit.situations.sets import Frame, Situations
from pathkit.times.openings import Timeline

if TYPE_CHECKING:
    from pathkit.pathway.asked import Asked

DAY = 1440
MOST_WAYS = 2_000
MOST_WALKS = 400_000


def refuse_too_many_ways(view: View, question: Question, doors: Iterable[str]) -> None:
    """Raise `TooLarge` when a map has more ways to count waits on than is reasonable."""
    ways = sum(1 for _ in ways_taken(view, question, doors))
    if ways > MOST_WAYS:
        raise TooLarge(f"there are {ways:,} ways to count waits on, and {MOST_WAYS:,} are the most")


Waiting = dict[str, tuple[Situations, Situations]]
"""By door: the situations with a chain whose wait is known (which is then the wait), and those without."""


def between_the_readings(asked: Asked, waiting: Waiting) -> tuple[dict[str, Situations], Waiting]:
    """With facts at best apart: by door who surely waits too long, and who of those `waiting` has to be looked at.

    What can be had as stated can be had with a fact at best, and with all of them at best it is had no later. So
    whoever waits too long at best does so here too. Whoever does not as stated, by a chain whose wait is known, does
    not here either; nor without such a chain, unless there is one now (it is then the wait). And nothing is changed
    for those none of whose ways leads to anything that is not as stated. Whoever is `set_aside` is not looked at.
    """
    whole = asked.pathway.whole
    stated, best = whole.asked(Reading.STATED), whole.asked(Reading.BEST)
    question = Question(STAFF_LED, known_waits=True)
    copied = asked.copies.copied
    leading = _leading_to_what_is_not_as_stated(asked, list(waiting))
    surely: dict[str, Situations] = {}
    unsure: Waiting = {}
    for door, (known, unknown) in waiting.items():
        changed, known_changed = leading[door]
        if asked.set_aside is not None:
            changed, known_changed = changed - asked.set_aside, known_changed - asked.set_aside
        was_late = copied(stated.long_waits.get(door, stated.nobody))
        late = copied(best.long_waits.get(door, best.nobody))
        surely[door] = (
            ((known | unknown) & late) | (known & (was_late - known_changed)) | (unknown & (was_late - changed))
        )
        in_time = copied(stated.helped(door).of(stated.door_people(door))) - was_late
        was_known = copied(stated.of_outcome(question, door))
        rest = (known & known_changed - late - (in_time & was_known), unknown & changed - late - in_time)
        if any(rest):
            unsure[door] = rest
    return surely, unsure


NEWS = ""
"""Where somebody is who has come by what is looked for: no service has this id."""


def with_news(view: View, news: Iterable[Route], everyone: int, working_days: tuple[bool, ...]) -> View:
    """The pathway with routes that lead to `NEWS`, where alone there is support, at once and for everybody."""
    always = Timeline.always()
    arrived = Receiver(always, always, working_days, always)
    there = Keeping(everyone, always, always, always, (arrived,), (always,), (always,))
    return replace(
        view,
        routes=(*view.routes, *news),
        supports=dict.fromkeys(view.supports, 0) | {NEWS: everyone},
        keeping={**view.keeping, NEWS: (there,)},
    )


def as_news(route: Route, classes: int, when: Timeline, everyone: int, unknown: int = 0) -> Route:
    """That some classes come by what is looked for when they are sent by a route at some minutes."""
    return replace(
        route,
        receiver=NEWS,
        how="live",
        takes=0,
        classes=classes,
        when=(when,),
        arrivals=(),
        responses=((AT_ONCE, everyone),),
        unknown=unknown,
    )


def _leading_to_what_is_not_as_stated(asked: Asked, doors: Sequence[str]) -> dict[str, tuple[Situations, Situations]]:
    """By door: the situations from which some staff-led way leads to something that is not as stated.

    All are among them for whom that is so, and perhaps some others; the second, where ways count alone whose waits are
    known.
    """
    view, everyone = asked.view, asked.population.everyone
    before = asked.pathway.view(Reading.STATED)
    was = {route.transfer.id: route for route in before.routes}
    hours = {name: list(_other_hours(asked, before, name)) for name in view.keeping}
    news: list[Route] = []
    for route in view.routes:
        if route.how not in STAFF_LED:
            continue
        old, supported = was[route.transfer.id], view.supports[route.receiver]
        made, was_made = together(route.when), together(old.when)
        passed_on = route.classes & (everyone if route.arrivals != old.arrivals else ~old.classes)
        ends = route.classes & ~passed_on & (supported & ~before.supports[route.receiver] | route.unknown ^ old.unknown)
        found = [(passed_on, made, False), (route.classes & ~passed_on, made - was_made, False), (ends, made, True)]
        found += [(route.classes & supported & classes, made & days, True) for classes, days in hours[route.receiver]]
        for classes, when, ending in found:
            if classes and when:
                news.append(as_news(route, classes, when, everyone, route.unknown if ending else 0))
    leading = with_news(view, news, everyone, asked.pathway.clock.working_days(NEWS))
    lanes = (Question(STAFF_LED), Question(STAFF_LED, known_waits=True))
    frame = asked.frame
    some_days = dict.fromkeys(days for one in hours.values() for _, days in one if not all(days.days))
    if some_days:  # days that a sweep tells apart have to be told apart in its frame
        frame = Frame(frame.population, frame.horizon, [*frame.timelines, *some_days], frame.beside, frame.groups)
    flow = Backwards(frame, leading, asked.pathway.times, lanes, doors)
    result = {}
    for door in doors:
        here = asked.frame.constant(
            view.reach[door] & ~before.reach[door] | view.supports[door] & ~before.supports[door]
        )
        for classes, days in hours[door]:
            here = here | asked.frame.at(days, classes & view.supports[door])
        result[door] = (flow.of(0, door) | here, flow.of(1, door) | here)
    return result


def _other_hours(asked: Asked, before: View, service: str) -> Iterator[tuple[int, Timeline]]:
    """Classes for whom a service keeps other hours than as stated, and the days on which a wait may turn on them."""
    for kept in asked.view.keeping[service]:
        for old in before.keeping[service]:
            other = (kept.open - old.open) | (kept.intake - old.intake)
            if kept.classes & old.classes and other:
                for urgency, limit in asked.pathway.waits.standard:
                    those = kept.classes & old.classes & asked.population.urgency(urgency)
                    yield those, _days_before(other, limit // DAY + 2)


def _days_before(timeline: Timeline, number: int) -> Timeline:
    """The whole days on which, or on one of so many after which, a timeline holds any minute."""
    held = [bool(pattern) for pattern in timeline.days]
    return Timeline.of(((0, DAY),) if any(held[day : day + number + 1]) else () for day in range(len(held)))


class Walks:
    """Waits that are walked one by one, each once. Raises `TooLarge` when they are too many."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.limits = dict(asked.pathway.waits.standard)
        self._walkers: dict[int, Walker] = {}
        self._known: dict[tuple[str, int, int, bool], bool] = {}

    def late(self, door: str, number: int, minute: int, known: bool) -> bool:
        """Whether somebody of a class waits longer than the standard (see `Walker.in_time` for `known`)."""
        key = (door, number, minute, known)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= MOST_WALKS:
                raise TooLarge(f"more than {MOST_WALKS:,} waits would have to be walked one by one")
            if number not in self._walkers:
                self._walkers[number] = self.asked.walker(number)
            walker = self._walkers[number]
            found = self._known[key] = not walker.in_time(door, minute, self.limits[walker.person.urgency], known)
        return found


class LongWaits:
    """One reading's long waits in one frame.

    `waiting` are, by door, the situations that are helped and not straight away: those with a chain whose wait is known
    (which is then the wait), and those without (the wait is then at least what it would be with no response time).
    """

    def __init__(self, walks: Walks, frame: Frame, waiting: Waiting) -> None:
        self.walks = walks
        self.asked = walks.asked
        self.frame = frame
        self.waiting = waiting
        self.limits = walks.limits
        self._days: dict[str, tuple[int, ...]] = {}

    def found(self) -> tuple[dict[str, Situations], list[Timeline]]:
        """By door who waits too long, and where days have to be cut before that is exact (nowhere, when it is).

        Raises `TooLarge`.
        """
        asked, frame = self.asked, self.frame
        standard = asked.pathway.waits.standard
        only = 0
        for pair in self.waiting.values():
            for one in pair:
                only |= one.classes()
        doors = list(self.waiting)

        def sweep(generous: bool) -> Backwards:
            lanes = [Question(STAFF_LED, standard, generous=generous, known_waits=known) for known in (True, False)]
            return Backwards(frame, asked.view, asked.pathway.times, lanes, doors, only)

        in_time, maybe = sweep(False), sweep(True)
        late: dict[str, Situations] = {}
        cuts: list[Timeline] = []
        for door, pair in self.waiting.items():
            late[door] = frame.nobody
            begun = asked.begins_within(frame, door)
            for lane, waiting in enumerate(pair):
                over = frame.finer(waiting) - (begun | in_time.of(lane, door))
                doubtful = over & maybe.of(lane, door)
                for urgency, limit in self.limits.items() if doubtful else ():
                    unsure = doubtful.of(asked.population.urgency(urgency))
                    if unsure:
                        walked, more = self._walked(door, self._by_what_follows(door, unsure, limit), lane == 0)
                        cuts += more
                        over = (over - unsure) | walked
                late[door] = late[door] | over
        return late, cuts

    def _by_what_follows(self, door: str, situations: Situations, limit: int) -> Situations:
        """The same set, its days told apart by all the days on which a wait of at most `limit` minutes can end."""
        ahead = limit // DAY + 2
        of_day, split = self._days_at(door), situations.split
        number: dict[tuple[int, tuple[int, ...]], int] = {}
        kinds = [
            number.setdefault((split.of_day[day], of_day[day : day + ahead]), len(number)) for day in range(len(of_day))
        ]
        sources = [key[0] for key in number]
        finer = self.frame.split(kinds, [split.plans[kind] for kind in sources])
        return Situations(self.frame, finer, tuple(situations.values[kind] for kind in sources))

    def _days_at(self, door: str) -> tuple[int, ...]:
        """The known days, numbered alike where all that staff-led ways from a door turn on is alike."""
        if door not in self._days:
            view = self.asked.view
            receivers = [one for kept in view.keeping[door] for one in kept.receivers]
            timelines: dict[Timeline, None] = {}
            for route in view.routes:
                if route.how in STAFF_LED and self.asked.leads_to(door, route.sender):
                    timelines.update(dict.fromkeys((*route.when, *route.arrivals)))
                    receivers += [one for kept in view.keeping[route.receiver] for one in kept.receivers]
            for one in receivers:
                timelines.update(dict.fromkeys((one.open, one.intake, one.doors)))
            working = {one.working_days for one in receivers}
            numbers: dict[tuple[object, ...], int] = {}
            columns = [map(id, timeline.days) for timeline in timelines]  # equal patterns are one object
            keys = zip(*columns, *sorted(working), strict=True)
            self._days[door] = tuple(numbers.setdefault(key, len(numbers)) for key in keys)
        return self._days[door]

    def _walked(self, door: str, doubtful: Situations, known: bool) -> tuple[Situations, list[Timeline]]:
        """Those of the doubtful who wait too long from the first minute of their segment to its last, and cuts
        at the minutes where within a segment a wait stops being too long.

        People whom nothing on the ways from the door tells apart fare alike, so one of them is walked for all.
        """
        frame, width = self.frame, self.frame.width
        columns = 0
        for bits in dict.fromkeys(doubtful.values):
            columns |= frame.columns_of(bits)
        alike_to = self._alike(door, columns)
        first_day = {kind: day for day, kind in reversed(list(enumerate(doubtful.split.of_day)))}
        horizon = frame.horizon.days
        values: list[int] = []
        cuts: list[Timeline] = []
        for kind, bits in enumerate(doubtful.values):
            value = 0
            plan, base = doubtful.split.plans[kind], first_day[kind] * DAY
            for i, (start, end) in enumerate(zip(plan.cuts, (*plan.cuts[1:], DAY), strict=True)):
                here = bits >> (i * width) & frame.ones if first_day[kind] < horizon else 0
                minutes = set()
                while here:
                    column = (here & -here).bit_length() - 1
                    alike = alike_to[column] & here
                    here ^= alike
                    if not self._late(door, column, base + start, known):
                        continue  # within a segment a wait only shrinks
                    if self._late(door, column, base + end - 1, known):
                        value |= alike << (i * width)
                    else:
                        minutes.add(self._turn(door, column, base + start, base + end - 1, known) - base)
                for minute in sorted(minutes):
                    cuts.append(Timeline.of(((0, minute),) if one == kind else () for one in doubtful.split.of_day))
            values.append(value)
        return Situations(frame, doubtful.split, tuple(values)), cuts

    def _alike(self, door: str, columns: int) -> dict[int, int]:
        """For each of the columns, those of them that nothing on the staff-led ways from a door tells apart from it."""
        asked, squeeze = self.asked, self.frame.squeeze
        masks = {squeeze(asked.population.urgency(urgency)) for urgency in self.limits}
        masks |= {squeeze(asked.view.supports[door]), *(squeeze(kept.classes) for kept in asked.view.keeping[door])}
        for route in asked.view.routes:
            if route.how in STAFF_LED and asked.leads_to(door, route.sender):
                masks |= {squeeze(one) for one in (route.classes, route.unknown, asked.view.supports[route.receiver])}
        groups = [columns]
        for mask in sorted(masks):
            groups = [part for group in groups for part in (group & mask, group & ~mask) if part]
        faring: dict[tuple[object, ...], int] = {}
        for group in groups:
            key = self._ways_of(door, (group & -group).bit_length() - 1)
            faring[key] = faring.get(key, 0) | group
        return {column: group for group in faring.values() for column in asked.population.classes(group)}

    def _ways_of(self, door: str, column: int) -> tuple[object, ...]:
        """All that somebody's waits turn on at a door: the ways on which support lies, and what supports them there."""
        asked, view = self.asked, self.asked.view
        group = self.frame.groups[column]
        number = (group & -group).bit_length() - 1
        urgency = next(urgency for urgency in self.limits if asked.population.urgency(urgency) >> number & 1)
        kept = next(i for i, kept in enumerate(view.keeping[door]) if kept.classes >> number & 1)
        ways: list[Route] = []
        seen, waiting = {door}, [door]
        while waiting:
            for route in asked.routes_from(waiting.pop()):
                if route.how in STAFF_LED and route.classes >> number & 1:
                    ways.append(route)
                    if route.receiver not in seen:
                        seen.add(route.receiver)
                        waiting.append(route.receiver)
        leading = {name for name in seen if view.supports[name] >> number & 1}
        waiting = list(leading)
        while waiting:
            receiver = waiting.pop()
            more = {route.sender for route in ways if route.receiver == receiver} - leading
            leading |= more
            waiting += more
        taken = frozenset(
            (id(route), view.supports[route.receiver] >> number & 1, route.unknown >> number & 1)
            for route in ways
            if route.receiver in leading
        )
        return urgency, kept, view.supports[door] >> number & 1, taken

    def _turn(self, door: str, column: int, late: int, in_time: int, known: bool) -> int:
        """The first minute that is in time, between one that is late and one that is not."""
        while in_time - late > 1:
            middle = (late + in_time) // 2
            if self._late(door, column, middle, known):
                late = middle
            else:
                in_time = middle
        return in_time

    def _late(self, door: str, column: int, minute: int, known: bool) -> bool:
        group = self.frame.groups[column]
        return self.walks.late(door, (group & -group).bit_length() - 1, minute, known)
