"""The compiled pathway: a map that can be asked what happens to people.

`Pathway` is the whole: both readings, the graph, journeys. `Asked` (in `asked`) is one reading of it, the small face
that rules speak to.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from pathkit.maps import Condition, Map
from pathkit.pathway.asked import Asked
from pathkit.pathway.flows import (
    ANY_WAY,
    LIVE_ONLY,
    STAFF_LED,
    Question,
    SupportTimes,
    ending_times,
    endings,
)
from pathkit.pathway.journeys import STRAIGHT_AWAY, Journey, Walker
from pathkit.pathway.readings import (
    EMERGENCY_RESPONSES,
    Clock,
    Reading,
    Supposed,
    View,
    transfer_times,
    view,
)
from pathkit.situations.comparing import ComparedWith, Comparison
from pathkit.situations.people import URGENCIES, Person, Population
from pathkit.situations.sets import Frame
from pathkit.times.horizon import Horizon
from pathkit.times.hours import DayPolicy, HolidayPolicy
from pathkit.times.moments import parse_moment
from pathkit.times.openings import Timeline, holidays, weekly_timelines
from pathkit.times.words import ordinary_week

if TYPE_CHECKING:
    import networkx as nx

DAY = 1440
NO_ROUTE_OF_STAFF = frozenset({"advice", "signpost"})
"""What may be asked or told also where it leads nowhere, so that it is no route."""


@dataclass(frozen=True)
class Waits:
    """The numbers, in minutes, by which waits are judged: `straight_away`, and the standard by urgency."""

    straight_away: int
    standard: tuple[tuple[str, int], ...]

    @property
    def at_once(self) -> tuple[tuple[str, int], ...]:
        """The limits of an outcome `now`: the same at every urgency."""
        return tuple((urgency, self.straight_away) for urgency in URGENCIES)


class Pathway:
    """A map, compiled for the year from the Monday of the week of `on`.

    `combine` is how many circumstances are turned at once. Left out, `population` is that of the map alone; two maps
    are compared over one that tells apart whom either does. Raises `TooManyPeople`.
    """

    def __init__(
        self,
        map_: Map,
        on: date,
        *,
        combine: int = 1,
        straight_away: int = STRAIGHT_AWAY,
        standard: Mapping[str, int] | None = None,
        population: Population | None = None,
    ) -> None:
        self.map = map_
        self.date = on
        self.horizon = Horizon(on)
        self.combine = combine
        waits = {**map_.framework.waits, **(standard or {})}
        self.waits = Waits(straight_away, tuple((urgency, waits[urgency]) for urgency in URGENCIES))
        self.population = Population(map_, conditions(map_), combine) if population is None else population
        self.clock = Clock(map_, self.horizon)
        self._views: dict[Supposed, View] = {}
        self._asked: dict[Supposed, Asked] = {}
        self._comparisons: dict[tuple[str, str], Comparison] = {}
        self._fine_frames: dict[tuple[Timeline, ...], Frame] = {}
        self.whole = self
        """Itself; or, where facts are supposed apart, the pathway of whose people there are copies."""

    # -- compiled parts ---------------------------------------------------------------------------

    def view(self, supposed: Supposed | Reading) -> View:
        """The openings and routes of one reading, or with some facts taken at best."""
        if isinstance(supposed, Reading):
            supposed = supposed.supposed
        if supposed not in self._views:
            self._views[supposed] = view(self.map, self.clock, self.population, supposed)
        return self._views[supposed]

    @cached_property
    def times(self) -> SupportTimes:
        """From which minutes ways in end in support."""
        return SupportTimes(self.horizon)

    @cached_property
    def holidays(self) -> Timeline:
        """Every minute of the area's public and local holidays."""
        return holidays(self.clock.own_calendar, self.horizon)

    @cached_property
    def in_hours(self) -> Timeline:
        """The area's in-hours minutes; holidays are always out of hours."""
        area = self.map.area
        if area is None:
            return Timeline.never(self.horizon)
        shut = DayPolicy("closed")
        return weekly_timelines(
            area.in_hours, HolidayPolicy(shut, shut), {}, self.clock.own_calendar, self.horizon
        ).sure

    @cached_property
    def special_dates(self) -> frozenset[date]:
        """The dates that make a week other than ordinary: holidays, `dates` entries, validity dates."""
        found = {self.horizon.date_of(day) for day, pattern in enumerate(self.holidays.days) if pattern}
        for service in self.map.services.values():
            found |= set(service.dates)
            found |= {edge for edge in (service.valid_from, service.valid_until) if edge is not None}
        for transfer in self.map.transfers.values():
            found |= {edge for edge in (transfer.valid_from, transfer.valid_until) if edge is not None}
        return frozenset(found)

    @cached_property
    def frame(self) -> Frame:
        """How situations are numbered: its cuts are the edges of everything that outcomes turn on."""
        return Frame(self.population, self.horizon, self.cuts, self.ordinary_days, self.alike)

    @cached_property
    def cuts(self) -> list[Timeline]:
        """The timelines at whose edges an outcome may change, in either reading."""
        waits = self.waits
        return self._timelines((Question(ANY_WAY), Question(LIVE_ONLY, waits.at_once, longest_way=waits.straight_away)))

    @cached_property
    def alike(self) -> list[int]:
        """The classes in groups that nothing in the map tells apart, in either reading."""
        return self.population.groups(self.told_apart)

    @cached_property
    def told_apart(self) -> frozenset[int]:
        """The sets of classes that the map tells from the others, in either reading."""
        population = self.population
        masks = {population.urgency(urgency) for urgency in URGENCIES} | {population.physical}
        for reading in Reading:
            one = self.view(reading)
            masks |= {route.classes for route in one.routes}
            masks |= {*one.supports.values(), *one.reach.values()}
        for service in self.map.services.values():
            if service.offers is None and any(block.excludes is None for block in service.supports or ()):
                # Either of the two may turn out well alone.
                masks |= {population.any_block(service.supports, how) for how in ("ignored", "excludes")}
        masks |= {population.any_block(service.door_for) for service in self.map.services.values()}
        masks |= {population.any_block(t.for_) for t in self.map.transfers.values() if t.by in NO_ROUTE_OF_STAFF}
        return frozenset(masks)

    def fine_frame(self, cuts: Sequence[Timeline] = ()) -> Frame:
        """A frame that is cut also where a wait passes the standard, and at the edges of `cuts`."""
        if self.whole is not self:
            return self.whole.fine_frame(cuts).of_people(self.population, self.alike)
        key = tuple(cuts)
        if key not in self._fine_frames:
            found = [*self.frame.timelines, *self._standard_timelines, *cuts]
            self._fine_frames[key] = Frame(self.population, self.horizon, found, self.ordinary_days, self.alike)
        return self._fine_frames[key]

    @cached_property
    def _standard_timelines(self) -> list[Timeline]:
        standard = Question(STAFF_LED, self.waits.standard)
        return self._timelines((standard, replace(standard, generous=True)))

    @cached_property
    def ordinary_week(self) -> int:
        """The number of the ordinary week: the first without a special date, else with the fewest."""
        return ordinary_week(self.horizon, self.special_dates)

    @cached_property
    def ordinary_days(self) -> dict[int, int]:
        """For each holiday of the known time, an ordinary day of the same name to compare it with.

        That of the ordinary week; or, where services or transfers begin or end in between, the nearest on their side.
        A holiday without one is left out.
        """
        horizon = self.horizon
        bounds = [(service.valid_from, service.valid_until) for service in self.map.services.values()]
        bounds += [(transfer.valid_from, transfer.valid_until) for transfer in self.map.transfers.values()]
        begins = {horizon.day_of(first) for first, _ in bounds if first is not None}
        ends = {horizon.day_of(last) + 1 for _, last in bounds if last is not None}
        edges = sorted(begins | ends)
        special = {horizon.day_of(one) for one in self.special_dates}
        found: dict[int, int] = {}
        for day, pattern in enumerate(self.holidays.days):
            if not pattern:
                continue
            usual = self.ordinary_week * 7 + day % 7
            others = sorted(range(day % 7, horizon.days, 7), key=lambda other: (abs(other - day), other))
            near = (other for other in others if other not in special)
            like = next((o for o in (usual, *near) if bisect_right(edges, o) == bisect_right(edges, day)), None)
            if like is not None:
                found[day] = like
        return found

    def _timelines(self, questions: Sequence[Question]) -> list[Timeline]:
        found: list[Timeline] = [self.holidays, self.in_hours]
        held = {transfer.from_ for transfer in self.map.transfers.values() if transfer.holds_until == "sent"}
        starts = [
            name
            for name, service in self.map.services.items()
            if service.open_to == "public" or service.kind in EMERGENCY_RESPONSES or name in held
        ]
        urgency = self.population.urgency
        for supposed in (*Reading, *self._between):
            one = self.view(supposed)
            found += [*one.open.values(), *one.intake.values()]
            for transfer in self.map.transfers.values():
                if transfer.by in NO_ROUTE_OF_STAFF:
                    found.append(transfer_times(transfer, one))
            for route in one.routes:
                found += [*route.when, *route.arrivals]
            # Whom a service supports may turn out well and its hours not: those hours are asked about for them too.
            one = replace(one, supports=self.view(Reading.BEST).supports)
            for question in questions:
                found += ending_times(one, self.times, self.population, question, starts)
                limits = None if question.limits is None else dict(question.limits)
                for name, responses in one.door_responses.items():
                    found += [
                        ending.when for ending in endings(one, self.times, urgency, name, responses, "live", limits, 0)
                    ]
        return found

    @cached_property
    def _between(self) -> list[Supposed]:
        """Where one of a service's hours and intake may turn out well and the other not, each of the two alone."""
        found: dict[Supposed, None] = {}
        for name in self.map.services:
            one = self.clock.service(name)
            taking = one.taking
            if taking is not None and one.fact != one.taking_fact and taking.sure != taking.possible:
                found |= dict.fromkeys(Supposed(("@".join(fact),)) for fact in (one.fact, one.taking_fact))
        return list(found)

    def compared_with_usual(self, circumstance: str) -> Comparison:
        """People with a circumstance turned from usual, beside the same people without."""
        return self._compared("usual", circumstance, self.population.as_usual)

    def compared_with_elsewhere(self, locality: str) -> Comparison:
        """People in a locality, beside the same people in the others."""
        return self._compared("elsewhere", locality, self.population.elsewhere)

    def _compared(self, how: str, name: str, beside: Callable[[str], ComparedWith]) -> Comparison:
        if (how, name) not in self._comparisons:
            self._comparisons[how, name] = Comparison(self.frame, beside(name))
        return self._comparisons[how, name]

    def asked(self, supposed: Supposed | Reading) -> Asked:
        """The pathway in one reading, or with some facts taken at best, for sets of situations."""
        if isinstance(supposed, Reading):
            supposed = supposed.supposed
        if supposed not in self._asked:
            self._asked[supposed] = Asked(self, supposed)
        return self._asked[supposed]

    def apart(self, facts: Mapping[str, int]) -> Asked:
        """The pathway with each of the facts at best alone, each for a copy of these classes (`Supposed.apart`)."""
        made = copy(self)
        made.population = self.population.copies((self.population.everyone, *facts.values()))
        everyone, size = made.population.everyone, self.population.size
        shifted = (group << (i * size) for i in range(len(facts) + 1) for group in self.alike)
        alike = [group & everyone for group in shifted if group & everyone]
        made._views, made._asked, made._comparisons = {}, {}, {}
        made.__dict__ |= {
            "alike": alike,
            "frame": self.frame.of_people(made.population, alike),
            "times": SupportTimes(self.horizon),
        }
        return made.asked(Supposed(tuple(facts), apart=True))

    def beside(self, frame: Frame, alike: Sequence[int], special_dates: frozenset[date]) -> Pathway:
        """The same pathway with its sets in a frame that it shares with another of the same people.

        `alike` are the classes that neither of the two tells apart, and `special_dates` are those of both, so that they
        have the same ordinary week.
        """
        made = copy(self)
        made.whole = made
        made._asked, made._comparisons, made._fine_frames = {}, {}, {}
        for name in ("ordinary_week", "ordinary_days"):  # they follow from the special dates
            made.__dict__.pop(name, None)
        made.__dict__ |= {"frame": frame, "alike": list(alike), "special_dates": special_dates}
        return made

    @cached_property
    def graph(self) -> nx.MultiDiGraph[str]:
        """Services as nodes (attribute `service`), transfers as edges keyed by id (attribute `transfer`)."""
        import networkx as nx

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name=self.map.area.name if self.map.area else "")
        for name, service in self.map.services.items():
            graph.add_node(name, service=service)
        for name, transfer in self.map.transfers.items():
            graph.add_edge(transfer.from_, transfer.to, key=name, transfer=transfer)
        return graph

    # -- single situations ---------------------------------------------------------------------------

    def walker(self, person: Person, supposed: Supposed | Reading = Reading.STATED) -> Walker:
        """Answers for one person."""
        return Walker(self.map, self.view(supposed), person, self.waits.straight_away)

    def minute_of(self, moment: str) -> int:
        """The minute of the horizon of `2026-12-25 03:00`, or of `Sat 03:00` in the ordinary week.

        Raises `TimeProblem`.
        """
        return parse_moment(moment, self.horizon, self.ordinary_week)

    def journey(
        self, door: str, person: Person, at: datetime | str | int, reading: Reading | str = Reading.STATED
    ) -> Journey:
        """What happens to `person` who turns to `door` at `at`.

        `at` is a moment, the words of one ("Sat 03:00"), or a minute of the horizon. Raises `ValueError` for a door,
        need, urgency, locality or circumstance that the map does not know, and for a moment outside the horizon.
        """
        self._known("a service", door, self.map.services)
        self._known("a need", person.need, self.map.needs)
        self._known("an urgency", person.urgency, URGENCIES)
        if person.locality is not None or self.map.people.localities:
            self._known("a locality", person.locality or "", self.map.people.localities)
        for name in sorted(person.circumstances):
            self._known("a circumstance", name, self.map.circumstances)
        if isinstance(at, str):
            at = self.minute_of(at)
        minute = at if isinstance(at, int) else self.horizon.minute_of(at)
        if not 0 <= minute < self.horizon.minutes:
            last = self.horizon.date_of(self.horizon.days - 1)
            raise ValueError(f"the year that can be asked about runs from {self.horizon.start} to {last}")
        return self.walker(person, Reading(reading)).journey(door, minute)

    @staticmethod
    def _known(what: str, name: str, known: Collection[str]) -> None:
        if name not in known:
            raise ValueError(f"`{name}` is not {what} of this map; known: {', '.join(known) or 'none'}")

    @property
    def people_count(self) -> int:
        """How many kinds of people the map asks about, before classes are merged."""
        return self.population.total

    @property
    def situations(self) -> int:
        """People as enumerated × minutes of the horizon."""
        return self.population.total * self.horizon.minutes


def conditions(map_: Map) -> list[Condition]:
    """Every block that the pathway asks of people."""
    found: list[Condition] = []
    for service in map_.services.values():
        found += [*(service.supports or ()), *(service.door_for or ())]
    for transfer in map_.transfers.values():
        found += transfer.for_ or ()
    return found
