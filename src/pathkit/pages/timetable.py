"""When everything in a map is open, and what happens at its doors, as small plain data for a script.

Nothing is worked out in a browser: the script only looks up what stands here. What recurs is written once. People whom
nothing in the map tells apart are one *group*, and a set of people is a number with a bit for each group, in
hexadecimal digits. When something is open is a *line*: a letter for what holds and the minute from which it does, as
often as it changes (`s0o540s1020`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any, Generic, TypeVar

from pathkit.check.weeks import BAND, BANDS, DAYS, Band, Hour, Minutes, Weeks
from pathkit.drawing.words import transfer_in_short
from pathkit.maps import Transfer
from pathkit.maps.words import OLDEST
from pathkit.pathway import Pathway, Reading
from pathkit.pathway.readings import HOW, View, together
from pathkit.situations import Person
from pathkit.situations.people import URGENCIES, Variant
from pathkit.times.hours import Pattern
from pathkit.times.openings import Timeline
from pathkit.times.words import date_in_words

T = TypeVar("T")

DAY, HOUR = 1440, 60

OPEN, TAKES_NOT_KNOWN, TAKES_NOBODY, PERHAPS, SHUT = "o", "t", "n", "?", "s"
STATES = {
    OPEN: "open",
    TAKES_NOBODY: "open, takes nobody new",
    TAKES_NOT_KNOWN: "open, ? new people",
    PERHAPS: "? not known",
    SHUT: "shut",
}
"""What holds of a service or a transfer at a minute, in the words that stand in the map."""

MOST_WAITS = 60
"""In a map of more services than this, waits are not worked out: people who are taken on are told of as one band."""
MOST_CLASSES = 8_000
"""In a map of more classes of people than this, only people as usual can be chosen."""
AS_USUAL = "as usual"
TAKEN_ON = Band("later", "T", "taken on, with a wait that is not worked out")

Week = tuple[tuple[Hour, ...], ...]
"""The hours of each day that is told."""


@dataclass(frozen=True)
class Stretch:
    """Days that the clock can be set to: the ordinary week, or one day that is not like it."""

    label: str
    first: int
    days: int


@dataclass(frozen=True)
class Choice:
    """One thing by which people are told apart: what can be chosen, each with its place in the map's people."""

    id: str
    label: str
    options: tuple[tuple[str, int], ...]


class Timetable:
    """A pathway, asked for everything that the pictures and the clock of its page show."""

    def __init__(self, pathway: Pathway, walked: Iterable[date] = ()) -> None:
        self.pathway = pathway
        self.weeks = Weeks(pathway)
        self.walked = frozenset(walked)
        population = pathway.population
        self.usual_only = population.size > MOST_CLASSES
        self.classes = self.as_usual if self.usual_only else population.everyone
        self.groups = [group & self.classes for group in pathway.alike if group & self.classes]
        self.in_full = len(pathway.map.services) <= MOST_WAITS
        self._weeks: dict[str, dict[Week, int]] = {}
        self._minutes: dict[str, dict[tuple[Minutes, ...], int]] = {}
        self._lines: dict[tuple[tuple[tuple[str, Pattern], ...], ...], str] = {}

    # -- days ----------------------------------------------------------------------------------------

    @cached_property
    def told(self) -> tuple[tuple[str, int, bool], ...]:
        """The days whose hours are told: what each is called, its number, and whether it is a holiday."""
        days = self.weeks.days
        return tuple((DAYS[day % 7] if on is None else date_in_words(on), day, on is not None) for day, on in days)

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """What the clock can be set to: the ordinary week, the holidays, and days of journeys that are like neither."""
        first = self.pathway.ordinary_week * 7
        days = {day for _, day, holiday in self.told if holiday}
        days |= {day for day in map(self.pathway.horizon.day_of, self.walked) if not self._like_usual(day)}
        horizon = self.pathway.horizon
        return (
            Stretch("An ordinary week", first, 7),
            *(Stretch(f"{DAYS[day % 7]} {date_in_words(horizon.date_of(day))}", day, 1) for day in sorted(days)),
        )

    def _like_usual(self, day: int) -> bool:
        """Whether everything is open on a day as on that day of the ordinary week."""
        usual = self.pathway.ordinary_week * 7 + day % 7
        kinds = [*self.services, *self.transfers]
        return all(one.days[day] == one.days[usual] for kind in kinds for _, one in kind)

    def place(self, minute: int) -> tuple[int, int]:
        """A minute of the year as the clock shows it: which stretch, and how far into it."""
        day, within = divmod(minute, DAY)
        for number, stretch in enumerate(self.stretches[1:], 1):
            if stretch.first == day:
                return number, within
        return 0, day % 7 * DAY + within

    # -- openings --------------------------------------------------------------------------------------

    @cached_property
    def services(self) -> tuple[tuple[tuple[str, Timeline], ...], ...]:
        """For each service of the map when what holds of it: of several, the first."""
        stated, best = (self.pathway.view(reading) for reading in Reading)
        return tuple(
            (
                (OPEN, stated.intake[name]),
                (TAKES_NOT_KNOWN, stated.open[name] & best.intake[name]),
                (TAKES_NOBODY, stated.open[name]),
                (PERHAPS, best.open[name]),
            )
            for name in self.pathway.map.services
        )

    @cached_property
    def transfers(self) -> tuple[tuple[tuple[str, Timeline], ...], ...]:
        """The same for each transfer: when somebody it is for can be sent."""
        stated, best = (self.pathway.view(reading) for reading in Reading)
        return tuple(
            ((OPEN, self._usable(one, stated)), (PERHAPS, self._usable(one, best)))
            for one in self.pathway.map.transfers.values()
        )

    def _usable(self, transfer: Transfer, view: View) -> Timeline:
        how = HOW.get(transfer.by)
        when = together(view.sending[transfer.id][0][1])
        if how == "live":
            return when & view.open[transfer.to]
        if how == "person-led" and self.pathway.map.services[transfer.to].open_to != "public":
            return Timeline.never()
        arriving = {"queued": view.intake, "person-led": view.open}.get(how or "")
        if arriving is None:
            return when
        last = arriving[transfer.to].last
        return when & Timeline.from_runs([] if last is None else [(0, last + 1)])

    def states_at(self, minute: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What holds at a minute of each service, and of each transfer."""
        return (
            tuple(_state(kinds, minute) for kinds in self.services),
            tuple(_state(kinds, minute) for kinds in self.transfers),
        )

    def line(self, kinds: Sequence[tuple[str, Timeline]], stretch: Stretch) -> str:
        """What holds when, in minutes from the beginning of a stretch."""
        days = range(stretch.first, stretch.first + stretch.days)
        key = tuple(tuple((sign, one.days[day]) for sign, one in kinds) for day in days)
        if key not in self._lines:
            self._lines[key] = "".join(f"{sign}{minute}" for sign, minute in _changes(key))
        return self._lines[key]

    # -- people ----------------------------------------------------------------------------------------

    @cached_property
    def as_usual(self) -> int:
        """The classes of people with nothing unusual about them."""
        population = self.pathway.population
        usual = [i for i, group in enumerate(population.variants) if any(not one.turned for one in group)]
        return population.mask(variants=usual) & population.everyone

    def hex(self, classes: int) -> str:
        """A set of people, group by group."""
        return f"{sum(1 << number for number, group in enumerate(self.groups) if group & classes):x}"

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """By what people can be chosen. What is one for everybody is left out."""
        map_, population = self.pathway.map, self.pathway.population
        urgencies = map_.framework.urgencies
        found = (
            Choice("need", "Need", _options((map_.needs[one].label for one in group) for group in population.needs)),
            Choice("urgency", "Urgency", _options([urgencies[one]] for one in URGENCIES)),
            Choice("age", "Age", _options([_band_words(*band)] for band in population.bands)),
            Choice("locality", "Locality", _options([one or "" for one in group] for group in population.localities)),
            Choice("circumstance", "Circumstance", tuple(self._circumstances())),
        )
        return tuple(one for one in found if len(one.options) > 1)

    def _circumstances(self) -> Iterator[tuple[str, int]]:
        for number, group in enumerate(self.pathway.population.variants):
            for one in group:
                if not one.turned:
                    yield AS_USUAL, number
                elif not self.usual_only:
                    yield self._turned(one), number

    def _turned(self, variant: Variant) -> str:
        known = self.pathway.map.circumstances
        told = (known[name].label if true else f"not {known[name].label}" for name, true in variant.turned)
        return " and ".join(told) or AS_USUAL

    def chosen(self, person: Person) -> dict[str, int] | None:
        """What is chosen to get to one person, by the ids of choices; None where they cannot be chosen."""
        map_, population = self.pathway.map, self.pathway.population
        variants = [one for group in population.variants for one in group]
        circumstances = [self._turned(one) for one in variants if one.circumstances == person.circumstances]
        bands = [_band_words(low, high) for low, high in population.bands if low <= person.age <= high]
        wanted = {
            "need": map_.needs[person.need].label,
            "urgency": map_.framework.urgencies[person.urgency],
            "age": bands[0] if bands else "",
            "locality": person.locality or "",
            "circumstance": circumstances[0] if circumstances else "",
        }
        found = {}
        for choice in self.choices:
            labels = [label for label, _ in choice.options]
            if wanted[choice.id] not in labels:
                return None
            found[choice.id] = labels.index(wanted[choice.id])
        return found

    @cached_property
    def begin(self) -> dict[str, int]:
        """What is chosen to begin with: one usual person, wherever they are.

        Of everybody together the worst is told, which at most doors is the worst there can be.
        """
        population = self.pathway.population
        person = population.person(population.typical(population.urgency("urgent")))
        return {name: option for name, option in (self.chosen(person) or {}).items() if name != "locality"}

    def group_of_class(self) -> list[int]:
        """For each class the number of its group; -1 where nobody is in it."""
        found = [-1] * self.pathway.population.size
        for number, group in enumerate(self.groups):
            for one in self.pathway.population.classes(group):
                found[one] = number
        return found

    # -- doors -----------------------------------------------------------------------------------------

    @cached_property
    def doors(self) -> tuple[str, ...]:
        """The services that are open to the public, in the map's order."""
        return tuple(one.id for one in self.pathway.map.services.values() if one.open_to == "public")

    @cached_property
    def bands(self) -> tuple[Band, ...]:
        """What an hour can come to, best to worst."""
        if self.in_full:
            return BANDS
        return (BAND["now"], TAKEN_ON, BAND["self"], BAND["none"])

    @cached_property
    def _rank(self) -> dict[str, int]:
        return {band.id: place for place, band in enumerate(self.bands)}

    def people_of(self, door: str) -> int:
        """The classes of people whom a door is for."""
        population = self.pathway.population
        return population.any_block(self.pathway.map.services[door].door_for) & self.classes

    def at_door(self, door: str) -> dict[Week, int]:
        """The different weeks of the people a door is for, each with the classes whose week it is."""
        if door not in self._weeks:
            people = self.people_of(door)
            if self.in_full:
                found = {_in_days(hours): classes for hours, classes in self.weeks.by_class(door, people).items()}
            else:
                found = {}
                for told, classes in self.by_minute(door).items():
                    week = tuple(tuple(self._by_hour(minutes)) for minutes in told)
                    found[week] = found.get(week, 0) | classes
            self._weeks[door] = found
        return self._weeks[door]

    def week(self, door: str, classes: int) -> Week | None:
        """Of each hour the worst that happens to any of these people; None where the door is for none of them."""
        weeks = [week for week, those in self.at_door(door).items() if those & classes]
        if len(weeks) < 2:
            return weeks[0] if weeks else None
        return tuple(tuple(map(self._worst, zip(*days, strict=True))) for days in zip(*weeks, strict=True))

    def _by_hour(self, minutes: Minutes) -> Iterator[Hour]:
        """The worst of every hour of a day."""
        ends = [*(first for first, _ in minutes[1:]), DAY]
        for start in range(0, DAY, HOUR):
            yield self._worst(
                [hour for (first, hour), end in zip(minutes, ends, strict=True) if first < start + HOUR and end > start]
            )

    def _worst(self, hours: Sequence[Hour]) -> Hour:
        rank = self._rank.__getitem__
        return Hour(max((hour.stated for hour in hours), key=rank), max((hour.best for hour in hours), key=rank))

    def by_minute(self, door: str) -> dict[tuple[Minutes, ...], int]:
        """What happens to people at a door at every minute of the days that are told, each with their classes."""
        if door not in self._minutes:
            people = self.people_of(door)
            self._minutes[door] = found = {} if self.in_full else self._by_outcome(door, people)
            for group in self.groups if self.in_full else ():
                if some := group & people:
                    told = self.weeks.minutes_of_class(door, (some & -some).bit_length() - 1)
                    found[told] = found.get(told, 0) | some
        return self._minutes[door]

    def _by_outcome(self, door: str, people: int) -> dict[tuple[Minutes, ...], int]:
        """The same by what happens alone: people are parted wherever it differs in either reading."""
        told: list[tuple[int, list[list[tuple[int, Hour]]]]] = [(people, [])]
        for _, day, _ in self.told:
            told = [(some, [*days, []]) for some, days in told]
            for first, parted in self._outcomes(door, day):
                told = [
                    (some & those, [*days[:-1], _with(days[-1], first, hour)])
                    for some, days in told
                    for hour, those in parted
                    if some & those
                ]
        found: dict[tuple[Minutes, ...], int] = {}
        for classes, days in told:
            key = tuple(map(tuple, days))
            found[key] = found.get(key, 0) | classes
        return found

    def _outcomes(self, door: str, day: int) -> Iterator[tuple[int, list[tuple[Hour, int]]]]:
        """For each part of a day, by its first minute, the classes by what happens to them in either reading."""
        split = self.pathway.frame.days
        asked = [self.pathway.asked(reading) for reading in Reading]
        sets = [(one.now(door), one.helped(door), one.not_left(door)) for one in asked]
        for first in split.plans[split.of_day[day]].cuts:
            stated, best = (_by_band(*(some.classes_at(day * DAY + first) for some in three)) for three in sets)
            yield (
                first,
                [(Hour(one, other), some & those) for one, some in stated for other, those in best if some & those],
            )

    # -- all of it --------------------------------------------------------------------------------------

    def data(self) -> dict[str, Any]:
        """What the script looks up."""
        population = self.pathway.population
        stated, best = (self.pathway.view(reading) for reading in Reading)
        lines, days, sets, minutes = _Table[str](), _Table[str](), _Table[str](), _Table[str]()
        weeks = _Table[tuple[int, ...]]()
        services: list[dict[str, object]] = []
        for name, kinds in zip(self.pathway.map.services, self.services, strict=True):
            service = self.pathway.map.services[name]
            services.append(
                {
                    "name": service.name,
                    "lines": [lines.place(self.line(kinds, one)) for one in self.stretches],
                    "helps": [sets.place(self.hex(view.supports[name] & self.classes)) for view in (stated, best)],
                }
            )
        transfers: list[dict[str, object]] = []
        for transfer, kinds in zip(self.pathway.map.transfers.values(), self.transfers, strict=True):
            transfers.append(
                {
                    "name": self.transfer_name(transfer),
                    "lines": [lines.place(self.line(kinds, one)) for one in self.stretches],
                    "for": [sets.place(self.hex(self._for(transfer, view))) for view in (stated, best)],
                }
            )
        places = {name: place for place, name in enumerate(self.pathway.map.services)}
        doors = []
        for door in self.doors:
            told = []
            for week, classes in self.at_door(door).items():
                rows = [days.place("".join(_letter(self._rank, hour) for hour in hours)) for hours in week]
                told.append([weeks.place(tuple(rows)), sets.place(self.hex(classes))])
            exact = [
                [[minutes.place(self._in_minutes(day)) for day in days_of], sets.place(self.hex(classes))]
                for days_of, classes in self.by_minute(door).items()
            ]
            doors.append({"service": places[door], "weeks": told, "minutes": exact})
        return {
            "stretches": [[one.label, one.days] for one in self.stretches],
            "rows": [[label, self._stretch_of(day)] for label, day, _ in self.told],
            "bands": [[band.id, band.sign, band.words] for band in self.bands],
            "states": STATES,
            "shape": population.shape,
            "choices": [[one.id, [place for _, place in one.options]] for one in self.choices],
            "begin": self.begin,
            "groups": self.group_of_class(),
            "services": services,
            "transfers": transfers,
            "doors": doors,
            "lines": lines.values,
            "days": days.values,
            "minutes": minutes.values,
            "weeks": [list(rows) for rows in weeks.values],
            "sets": sets.values,
        }

    def _in_minutes(self, day: Minutes) -> str:
        """A day at a door as a script reads it: what happens, as one letter, and the minute from which it does."""
        return ",".join(f"{_letter(self._rank, hour)}{first}" for first, hour in day)

    def _stretch_of(self, day: int) -> int:
        return next((n for n, one in enumerate(self.stretches) if n and one.first == day), 0)

    def _for(self, transfer: Transfer, view: View) -> int:
        """The classes that a transfer is for; somebody who has to make their own way must be able to."""
        classes = self.pathway.population.any_block(transfer.for_) & self.classes
        return classes & view.reach[transfer.to] if HOW.get(transfer.by) == "person-led" else classes

    def transfer_name(self, transfer: Transfer) -> str:
        """A transfer in words: "Day team to Night team: referral"."""
        services = self.pathway.map.services
        how = transfer_in_short(self.pathway.map, transfer)
        return f"{services[transfer.from_].name} to {services[transfer.to].name}: {how}"

    def typical(self, door: str) -> int | None:
        """The class of one usual person whom a door is for, in urgent need where it is for such; None: for nobody."""
        population, people = self.pathway.population, self.people_of(door)
        urgent = people & population.urgency("urgent")
        return population.typical(urgent or people) if people else None


class _Table(Generic[T]):
    """Values, each kept once and named by its place."""

    def __init__(self) -> None:
        self._places: dict[T, int] = {}

    def place(self, value: T) -> int:
        return self._places.setdefault(value, len(self._places))

    @property
    def values(self) -> list[T]:
        return list(self._places)


def _state(kinds: Sequence[tuple[str, Timeline]], minute: int) -> str:
    return next((sign for sign, timeline in kinds if timeline.holds(minute)), SHUT)


def _changes(days: Sequence[Sequence[tuple[str, Pattern]]]) -> Iterator[tuple[str, int]]:
    """What holds from which minute on, wherever it is not what held before."""
    before = ""
    for number, kinds in enumerate(days):
        edges = {0, *(edge for _, pattern in kinds for run in pattern for edge in run)} - {DAY}
        for minute in sorted(edges):
            sign = next((s for s, pattern in kinds if any(a <= minute < b for a, b in pattern)), SHUT)
            if sign != before:
                yield sign, number * DAY + minute
            before = sign


def _in_days(hours: Sequence[Hour]) -> Week:
    return tuple(tuple(hours[start : start + 24]) for start in range(0, len(hours), 24))


def _by_band(now: int, helped: int, led: int) -> list[tuple[str, int]]:
    return [("now", now), ("later", helped & ~now), ("self", led & ~helped), ("none", ~led)]


def _with(told: list[tuple[int, Hour]], first: int, hour: Hour) -> list[tuple[int, Hour]]:
    """What holds from which minute on, and what does from `first` on, unless it is what held before."""
    return told if told and told[-1][1] == hour else [*told, (first, hour)]


def _letter(rank: Mapping[str, int], hour: Hour) -> str:
    """An hour as one letter: both of its bands."""
    return chr(ord("0") + rank[hour.stated] * len(rank) + rank[hour.best])


def _options(groups: Iterable[Iterable[str]]) -> tuple[tuple[str, int], ...]:
    return tuple((label, place) for place, group in enumerate(groups) for label in group)


def _band_words(low: int, high: int) -> str:
    if high >= OLDEST:
        return f"{low} and over"
    return str(low) if low == high else f"{low} to {high}"


def runs(hours: Sequence[Hour]) -> Iterator[tuple[int, int, Hour]]:
    """Hours that are alike, together: the first, the one after the last, and what happens in them."""
    start = 0
    for hour, same in groupby(hours):
        end = start + len(list(same))
        yield start, end, hour
        start = end
