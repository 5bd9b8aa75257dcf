"""What happens at a door, hour by hour: the ordinary week, and every holiday of the coming year.

An hour is told by the worst that happens in any minute of it: by outcome, and by wait where people are taken on. It is
exact: an hour is looked at in each of the parts that the pathway's frame cuts it into, and within a part until no
minute can hold a longer wait than is known. Both readings are told, for where they differ nobody has written down
which it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from pathkit.pathway import Journey, Pathway, Reading, TooLarge
from pathkit.pathway.journeys import Used, Walker
from pathkit.situations import Person
from pathkit.times.words import date_in_words

T = TypeVar("T")

DAY, HOUR = 1440, 60
MOST_WALKED = 10_000
"""Waits are worked out for so many kinds of people together, by the number of services among which each may go."""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Band:
    """What an hour comes to. `within` is the longest wait, in minutes, that the band holds, where it is about waits."""

    id: str
    sign: str
    words: str
    within: int | None = None


BANDS = (
    Band("now", "✓", "helped straight away"),
    Band("soon", "4", "taken on, within 4 hours", 4 * HOUR),
    Band("day", "D", "taken on, within 24 hours", DAY),
    Band("days", "W", "taken on, within 7 days", 7 * DAY),
    Band("longer", "L", "taken on, after more than 7 days"),
    Band("unknown", "~", "taken on; nobody has written down the wait"),
    Band("self", ">", "told where to go"),
    Band("none", "✗", "left with nothing"),
)
"""From the best to the worst. The waits are the steps of the usual standards by urgency."""

BAND = {band.id: band for band in BANDS}
_RANK = {band.id: rank for rank, band in enumerate(BANDS)} | {"later": 1}
"""Among outcomes, "later" is any of the bands of those who are taken on."""


@dataclass(frozen=True)
class Hour:
    """The worst of an hour in each reading, by the ids of bands. `best` is never worse than `stated`."""

    stated: str
    best: str

    @property
    def certain(self) -> bool:
        """Whether both readings say the same."""
        return self.stated == self.best


@dataclass(frozen=True)
class Row:
    """A day: of the ordinary week (`date` is None), or a holiday. 24 hours from midnight on."""

    label: str
    date: date | None
    hours: tuple[Hour, ...]


@dataclass(frozen=True)
class Week:
    """A door's ordinary week, Monday first, and after its seven rows one for each holiday of the coming year."""

    door: str
    rows: tuple[Row, ...]


def worst(bands: Sequence[str]) -> str:
    """The worst of some bands, by their ids."""
    return max(bands, key=_RANK.__getitem__)


def week_of(pathway: Pathway, door: str, people: Sequence[Person]) -> Week:
    """Of each hour, the worst that happens to any of these people who turn to a door.

    Raises `ValueError` where nobody is asked about, and `TooLarge` where too many different people are.
    """
    if not people:
        raise ValueError("a week is asked about for somebody")
    weeks, listed, others = Weeks(pathway), 0, []
    for person in dict.fromkeys(people):
        number = pathway.population.class_of(person)
        if number is None:
            others.append(person)
        else:
            listed |= 1 << number
    found = [weeks.of(door, person) for person in others]
    if listed:
        found.append(weeks.of_classes(door, listed))
    return weeks.told(door, tuple(map(_worst_hour, zip(*found, strict=True))))


def _worst_hour(hours: Sequence[Hour]) -> Hour:
    return Hour(worst([hour.stated for hour in hours]), worst([hour.best for hour in hours]))


Minutes = tuple[tuple[int, Hour], ...]
"""A day minute by minute: from which minute of it on what holds. What stands in an `Hour` is of that very minute."""

Outcome = Callable[[int], "tuple[str, Sequence[_Looked]]"]
"""The worst outcome at the first minute of a part of a day, and where that is "later", those who are taken on then."""


class Weeks:
    """Weeks by door and people. People for whom the same routes lead to the same support share one."""

    def __init__(self, pathway: Pathway) -> None:
        self.pathway = pathway
        self._known: dict[tuple[str, Reading, Used], tuple[str, ...]] = {}
        self._runs: dict[tuple[str, Reading, Used], tuple[tuple[tuple[int, str], ...], ...]] = {}
        self._joined: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[Hour, ...]] = {}
        self._walkers: dict[tuple[int, Reading], Walker] = {}
        self._looked: dict[tuple[str, Reading, Used], _Looked] = {}
        self._taken_on: dict[tuple[str, Reading, int], tuple[_Looked, ...]] = {}
        self._by_part: dict[tuple[str, Reading], Mapping[int, tuple[int, int, int]]] = {}
        self._cut: dict[int, tuple[tuple[int, int], ...]] = {}

    @cached_property
    def days(self) -> tuple[tuple[int, date | None], ...]:
        """The days that are told: those of the ordinary week, then the holidays of the coming year."""
        pathway = self.pathway
        first = pathway.ordinary_week * 7
        horizon = pathway.horizon
        usual: list[tuple[int, date | None]] = [(first + day, None) for day in range(7)]
        held = [day for day in range(horizon.days) if pathway.holidays.days[day]]
        return (*usual, *((day, horizon.date_of(day)) for day in held))

    def of(self, door: str, person: Person) -> tuple[Hour, ...]:
        """Every hour of every day that is told, for one person, whether or not the map lists such people."""
        number = self.pathway.population.class_of(person)
        if number is not None:
            return self.of_class(door, number)
        looked = [_Looked(self.pathway.walker(person, reading), door) for reading in Reading]
        stated, best = (tuple(self._by_hour(_alone(one))) for one in looked)
        return self._hours(stated, best)

    def of_class(self, door: str, number: int) -> tuple[Hour, ...]:
        """The same for the people of a class, by its number."""
        stated, best = (self._bands(door, number, reading) for reading in Reading)
        return self._hours(stated, best)

    def of_classes(self, door: str, classes: int) -> tuple[Hour, ...]:
        """The same for the worst that happens to anybody of some classes."""
        stated, best = (tuple(self._by_hour(self._outcome(door, reading, classes))) for reading in Reading)
        return self._hours(stated, best)

    def _hours(self, stated: tuple[str, ...], best: tuple[str, ...]) -> tuple[Hour, ...]:
        key = (stated, best)
        if key not in self._joined:
            self._joined[key] = tuple(Hour(*both) for both in zip(stated, best, strict=True))
        return self._joined[key]

    def by_class(self, door: str, classes: int) -> dict[tuple[Hour, ...], int]:
        """The different weeks at a door of the people of some classes, each with the classes whose week it is.

        People whom nothing tells apart are worked out once. In the order in which the weeks first occur.
        """
        found: dict[tuple[Hour, ...], int] = {}
        for group in self.pathway.alike:
            some = group & classes
            if some:
                hours = self.of_class(door, (some & -some).bit_length() - 1)
                found[hours] = found.get(hours, 0) | some
        return found

    def minutes_of_class(self, door: str, number: int) -> tuple[Minutes, ...]:
        """What happens to the people of a class at every single minute, by the days that are told."""
        stated, best = (self._by_minute(door, number, reading) for reading in Reading)
        return tuple(_both(one, other) for one, other in zip(stated, best, strict=True))

    def _by_minute(self, door: str, number: int, reading: Reading) -> tuple[tuple[tuple[int, str], ...], ...]:
        key = (door, reading, self._walker(number, reading).used(door))
        if key not in self._runs:
            outcome = self._outcome(door, reading, 1 << number)
            self._runs[key] = tuple(
                _where_it_changes(
                    (minute - day * DAY, band)
                    for first, last in self._parts(day)
                    for minute, band in _in_part(first, last, *outcome(first))
                )
                for day, _ in self.days
            )
        return self._runs[key]

    def told(self, door: str, hours: Sequence[Hour]) -> Week:
        """Hours, as `of` gives them, in rows."""
        rows = []
        for number, (day, on) in enumerate(self.days):
            label = DAYS[day % 7] if on is None else date_in_words(on)
            rows.append(Row(label, on, tuple(hours[number * 24 : number * 24 + 24])))
        return Week(door, tuple(rows))

    def _bands(self, door: str, number: int, reading: Reading) -> tuple[str, ...]:
        key = (door, reading, self._walker(number, reading).used(door))
        if key not in self._known:
            self._known[key] = tuple(self._by_hour(self._outcome(door, reading, 1 << number)))
        return self._known[key]

    def _walker(self, number: int, reading: Reading) -> Walker:
        if (number, reading) not in self._walkers:
            self._walkers[number, reading] = self.pathway.walker(self.pathway.population.person(number), reading)
        return self._walkers[number, reading]

    def _by_hour(self, outcome: Outcome) -> Iterator[str]:
        for day, _ in self.days:
            parts = [(first, last, *outcome(first)) for first, last in self._parts(day)]
            for start in range(day * DAY, (day + 1) * DAY, HOUR):
                within = [part for part in parts if part[0] < start + HOUR and part[1] > start]
                found = worst([told for _, _, told, _ in within])
                yield (
                    found
                    if found != "later"
                    else worst(
                        [
                            looked.worst(max(first, start), min(last, start + HOUR) - 1, first, last - 1)
                            for first, last, told, taken_on in within
                            if told == "later"
                            for looked in taken_on
                        ]
                    )
                )

    def _outcome(self, door: str, reading: Reading, classes: int) -> Outcome:
        """The worst outcome of anybody of some classes, and those among them who are taken on with a wait."""
        by_part = self._outcomes(door, reading)

        def at(minute: int) -> tuple[str, Sequence[_Looked]]:
            now, helped, not_left = by_part[minute]
            if classes & ~not_left:
                return "none", ()
            if classes & ~helped:
                return "self", ()
            later = classes & ~now
            return ("later", self._those(door, reading, later)) if later else ("now", ())

        return at

    def _outcomes(self, door: str, reading: Reading) -> Mapping[int, tuple[int, int, int]]:
        """By the first minute of each part of a day: who at a door is helped straight away, helped, and not left."""
        key = (door, reading)
        if key not in self._by_part:
            asked = self.pathway.asked(reading)
            now, helped, not_left = asked.now(door), asked.helped(door), asked.not_left(door)
            self._by_part[key] = {
                first: (now.classes_at(first), helped.classes_at(first), not_left.classes_at(first))
                for day, _ in self.days
                for first, _ in self._parts(day)
            }
        return self._by_part[key]

    def _those(self, door: str, reading: Reading, classes: int) -> tuple[_Looked, ...]:
        """One person for each kind of week that people of these classes have at a door."""
        key = (door, reading, classes)
        if key not in self._taken_on:
            found = {}
            for group in self.pathway.alike:
                if group & classes:
                    some = group & classes
                    walker = self._walker((some & -some).bit_length() - 1, reading)
                    used = walker.used(door)
                    found[used] = self._looked.setdefault((door, reading, used), _Looked(walker, door))
                    if len(found) * len(self.pathway.map.services) > MOST_WALKED:
                        raise TooLarge(f"the waits of {len(found)} kinds of people, or more, would have to be walked")
            self._taken_on[key] = tuple(found.values())
        return self._taken_on[key]

    def _parts(self, day: int) -> tuple[tuple[int, int], ...]:
        """The parts of a day in which no outcome changes, first and following minute."""
        if day not in self._cut:
            split = self.pathway.frame.days
            cuts = split.plans[split.of_day[day]].cuts
            self._cut[day] = tuple((day * DAY + first, day * DAY + last) for first, last in pairwise((*cuts, DAY)))
        return self._cut[day]


class _Looked:
    """Journeys of one person who is taken on at one door, each walked once."""

    def __init__(self, walker: Walker, door: str) -> None:
        self.walker = walker
        self.door = door
        self._journeys: dict[int, Journey | None] = {}

    def outcome(self, minute: int) -> str:
        """What happens at a minute."""
        return self.walker.journey(self.door, minute).outcome

    def at(self, minute: int) -> Journey | None:
        """The soonest way at a minute; None where nobody has written down how long it takes."""
        if minute not in self._journeys:
            found = self.walker.led_on(self.door, minute)
            self._journeys[minute] = None if found is None or found.wait is None else found
        return self._journeys[minute]

    def worst(self, first: int, last: int, begins: int, ends: int) -> str:
        """The worst band from minute `first` to `last` of those who are taken on throughout `begins` to `ends`.

        In such a part of a day who comes later is helped no sooner. So where its ends agree on when help begins, no
        minute between them needs to be walked; where they agree on how long it takes, one that waits as long is enough.
        """
        one, other = self.at(begins), self.at(ends)
        if one is None or other is None:
            return "unknown"
        if _helped(one) == _helped(other):
            return _band_of(_helped(one) - first)
        if self._as_long(one, other):  # nobody waits longer, and some of those in between may wait less
            longest, at_first = _band_of(_wait(one)), self.at(first)
            if at_first is not None and _band_of(_wait(at_first)) == longest:
                return longest
        return self._between(first, last)

    def _between(self, first: int, last: int) -> str:
        one, other = self.at(first), self.at(last)
        if one is None or other is None:
            return "unknown"
        found = worst([_band_of(_wait(one)), _band_of(_wait(other))])
        # No wait in between is longer than from the first minute until whoever comes at the last is helped.
        if last - first < 2 or self._as_long(one, other) or _band_of(_helped(other) - first) == found:
            return found
        middle = (first + last) // 2
        return worst([self._between(first, middle), self._between(middle, last)])

    def bands(self, first: int, last: int) -> Iterator[tuple[int, str]]:
        """The band of every minute from `first` to `last`, by the minutes from which each holds.

        Both belong to one part of a day, in which this person is taken on throughout.
        """
        one, other = self.at(first), self.at(last)
        if one is None and other is None:
            yield first, "unknown"
        elif one is not None and other is not None and self._steady(one, other):
            yield first, _band_of(_wait(one))
        elif one is not None and other is not None and _helped(one) == _helped(other):
            ends = [_helped(one) - band.within for band in BANDS if band.within is not None]
            for minute in sorted({first, *(end for end in ends if first < end <= last)}):
                yield minute, _band_of(_helped(one) - minute)
        else:
            middle = (first + last) // 2
            yield from self.bands(first, middle)
            yield from self.bands(middle + 1, last)

    def _steady(self, one: Journey, other: Journey) -> bool:
        """Whether everybody who comes between two people of the same part of a day waits within the same band."""
        # Who comes later is helped no sooner, which bounds the waits in between from both sides.
        shortest, longest = _helped(one) - other.at, _helped(other) - one.at
        return _band_of(shortest) == _band_of(longest) or self._as_long(one, other)

    def _as_long(self, one: Journey, other: Journey) -> bool:
        """Whether nobody who comes between two people of the same part of a day waits longer than they do.

        So it is where they go the same way and the service at its end is open all the while in which they are begun
        with: then nobody in between has to wait until it opens.
        """
        if _wait(one) != _wait(other) or one.begins is None or other.begins is None:
            return False
        if [step.transfer for step in one.steps] != [step.transfer for step in other.steps]:
            return False
        opening = self.walker.view.open[one.steps[-1].service]
        shut = (~opening).next(one.begins)
        return opening.holds(one.begins) and (shut is None or shut > other.begins)


def _in_part(first: int, end: int, told: str, taken_on: Sequence[_Looked]) -> Iterator[tuple[int, str]]:
    """What happens to one person from `first` to before `end`, between which no outcome changes."""
    if told == "later":
        for looked in taken_on:
            yield from looked.bands(first, end - 1)
    else:
        yield first, told


def _where_it_changes(told: Iterable[tuple[int, T]]) -> tuple[tuple[int, T], ...]:
    """What holds from which minute on, without what held before already."""
    found: list[tuple[int, T]] = []
    for minute, what in told:
        if not found or found[-1][1] != what:
            found.append((minute, what))
    return tuple(found)


def _both(stated: Sequence[tuple[int, str]], best: Sequence[tuple[int, str]]) -> Minutes:
    """A day of each reading as one."""
    one, other = dict(stated), dict(best)
    found, said, at_best = [], "", ""
    for minute in sorted({*one, *other}):
        said, at_best = one.get(minute, said), other.get(minute, at_best)
        found.append((minute, Hour(said, at_best)))
    return tuple(found)


def _alone(looked: _Looked) -> Outcome:
    """One person's outcome, whoever else there is."""
    return lambda minute: (looked.outcome(minute), (looked,))


def _wait(journey: Journey) -> int:
    assert journey.wait is not None, "only known waits are looked at"
    return journey.wait


def _helped(journey: Journey) -> int:
    """The minute by which somebody is helped, what transfers take included."""
    return journey.at + _wait(journey)


def _band_of(wait: int) -> str:
    return next((band.id for band in BANDS if band.within is not None and wait <= band.within), "longer")
