"""What the failure of services would do to people: of one, of several together, or of each in turn.

Outcomes are as stated. Where that reading and the map at best part ways, the answer says so: what both lose is
certain; some of it may be caught by what nobody has written down; and of some who would lose help nobody has written
down whether they are helped today.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pathkit.check.exits import CannotDo
from pathkit.check.report import Extent, ShownJourney
from pathkit.check.words import extent, labels, show_journey, when
from pathkit.maps import Map
from pathkit.maps.problems import sentence
from pathkit.maps.values import did_you_mean, listed, shown
from pathkit.pathway import Asked, Pathway, Reading
from pathkit.pathway.failing import Doors, before_and_after, falls, still_helped, union
from pathkit.pathway.new_waits import Looked, NewWait, worst_new_wait
from pathkit.situations import Situations
from pathkit.situations.words import people_in_words, who
from pathkit.times.durations import duration_in_words
from pathkit.times.problem import TimeProblem
from pathkit.times.words import moment_in_words, times_in_words

WEEK = 7 * 24
"""The hours of a week."""
Advance = Callable[[int, int, str], None]
"""Told after each service: how many are done, of how many, and which it was."""


@dataclass(frozen=True)
class Named:
    """A service: its id, what it is called, and whether it is a library's."""

    id: str
    name: str
    library: bool


@dataclass(frozen=True)
class Some:
    """Some situations. `who` and `when` are parts of a sentence; of one moment there are no `when` and `extent`.

    `situations` are people as enumerated × minutes.
    """

    who: str
    when: str | None
    people: tuple[str, ...]
    people_count: int
    extent: Extent | None
    situations: int


@dataclass(frozen=True)
class Fall:
    """At a door, an outcome that becomes a worse one, and for whom and when."""

    before: str
    after: str
    some: Some


@dataclass(frozen=True)
class StillHelped:
    """People who lose help at a door and are helped through another; `doors` each with whether it helps all of them."""

    some: Some
    doors: tuple[tuple[Named, bool], ...]


@dataclass(frozen=True)
class WorseDoor:
    """A door at which things get worse. `out`: it is itself one of the services that fail."""

    door: Named
    out: bool
    falls: tuple[Fall, ...]
    still_helped: StillHelped | None


@dataclass(frozen=True)
class WorstWait:
    """The wait that grows most, at least by `grows_minutes`: one person's journey before and after.

    `through` is the door by which they are helped then: the same, or where that is out, the one that helps soonest.
    `told_today`: the map tells how long the wait before is; else it is at least what is known of it.
    """

    door: Named
    through: Named
    grows_minutes: int
    before: ShownJourney
    after: ShownJourney
    told_today: bool


@dataclass(frozen=True)
class WhatIf:
    """What happens when some services fail together; `at` None: over the whole year.

    `lost` are the situations helped through some door before and through none after. `caught_at_best` are those of
    them that may be caught by what nobody has written down. `perhaps_lost` are those of whom nobody has written down
    whether they are helped today, and who would not be.
    """

    map: str
    area: str
    date: date
    at: datetime | None
    without: tuple[Named, ...]
    sentence: str
    lost: Some | None
    caught_at_best: Some | None
    perhaps_lost: Some | None
    doors: tuple[WorseDoor, ...]
    worst_wait: WorstWait | None
    looked: Looked
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Loss:
    """How much is lost, in numbers. Of one moment there are no hours, and `situations` are kinds of people."""

    situations: int
    people_count: int
    hours_per_week: float | None
    dates: tuple[date, ...]


@dataclass(frozen=True)
class Ranked:
    """One service failing alone: who is helped nowhere, how much of that is certain, and where help is lost at all.

    `at_doors` are the situations that lose help at some of `doors`, whether or not another door helps them.
    """

    service: Named
    lost: Loss | None
    certain: Loss | None
    at_doors: Loss | None
    doors: tuple[str, ...]


@dataclass(frozen=True)
class Ranking:
    """Each service failing alone, those that lose most first: the map's own, and apart the library's."""

    map: str
    area: str
    date: date
    at: datetime | None
    sentence: str
    local: tuple[Ranked, ...]
    library: tuple[Ranked, ...]


# -- what fails together -----------------------------------------------------------------------------


def what_if(pathway: Pathway, path: str, without: Sequence[str], at: str | None = None) -> WhatIf:
    """What happens when these services fail together; `path` is what the map is called.

    Raises `CannotDo` for a service that the map does not have, and for a moment that cannot be asked about.
    """
    map_ = pathway.map
    failing = frozenset(_service(map_, name) for name in without)
    minute = None if at is None else minute_asked(pathway, at)
    asked, best = pathway.asked(Reading.STATED), pathway.asked(Reading.BEST)
    before, after = before_and_after(asked, failing)
    left = _helped(asked, after)
    lost = _helped(asked, before) - left
    at_best_before, at_best_after = (_helped(best, doors) for doors in before_and_after(best, failing))
    named = tuple(_named(map_, name) for name in dict.fromkeys(without))
    lost_words = _some(pathway, lost, minute)
    certain = lost - at_best_after
    worse = tuple(_worse_doors(pathway, failing, before, after, left, minute))
    worst, looked = worst_new_wait(asked, failing, before, after, minute)
    waits = None if worst is None else _worst_wait(pathway, worst)
    return WhatIf(
        path,
        map_.area.name if map_.area is not None else "",
        pathway.date,
        None if minute is None else pathway.horizon.moment(minute),
        named,
        _gist(pathway, named, (lost_words, lost), (_some(pathway, certain, minute), certain), worse, waits, minute),
        lost_words,
        _some(pathway, lost & at_best_after, minute),
        _some(pathway, at_best_before - at_best_after - lost, minute),
        worse,
        waits,
        looked,
        tuple(_notes(map_, failing)),
    )


def minute_asked(pathway: Pathway, at: str) -> int:
    """The minute of the horizon that a text means. Raises `CannotDo`."""
    try:
        return pathway.minute_of(at)
    except TimeProblem as problem:
        raise CannotDo(" ".join(map(sentence, filter(None, (problem.message, problem.hint))))) from None


def _service(map_: Map, name: str) -> str:
    if name in map_.services:
        return name
    raise CannotDo(f"There is no service {shown(name)}. {did_you_mean(name, tuple(map_.services), 'Known services')}")


def _named(map_: Map, name: str) -> Named:
    return Named(name, map_.services[name].name, name in map_.library)


def _helped(asked: Asked, doors: Doors) -> Situations:
    return union((at.helped for at in doors.values()), asked.nobody)


def _some(pathway: Pathway, situations: Situations, minute: int | None) -> Some | None:
    """Some situations in words, at one minute if it is given; None for nobody."""
    population, called = pathway.population, labels(pathway.map)
    if minute is not None:
        classes = situations.classes_at(minute)
        if not classes:
            return None
        count = population.count(classes)
        people = people_in_words(population, called, classes)
        return Some(who(population, called, classes), None, people, count, None, count)
    if not situations:
        return None
    reach, whom, times = extent(pathway, situations)
    return Some(whom, times, reach.people, reach.people_count, reach, situations.count())


def _worse_doors(
    pathway: Pathway, failing: frozenset[str], before: Doors, after: Doors, left: Situations, minute: int | None
) -> Iterable[WorseDoor]:
    for door in before:
        found = []
        for was, becomes, those in falls(before[door], after[door]):
            some = _some(pathway, those, minute)
            if some is not None:
                found.append(Fall(was, becomes, some))
        if found:
            caught = (before[door].helped - after[door].helped) & left
            yield WorseDoor(
                _named(pathway.map, door),
                door in failing,
                tuple(found),
                _still_helped(pathway, caught, after, minute),
            )


def _still_helped(pathway: Pathway, caught: Situations, after: Doors, minute: int | None) -> StillHelped | None:
    some = _some(pathway, caught, minute)
    if some is None:
        return None
    found: list[tuple[int, str, bool]] = []
    for door, at in after.items():
        here = _count(pathway, caught & at.helped, minute)
        if here:
            found.append((-here, door, here == some.situations))
    return StillHelped(some, tuple((_named(pathway.map, door), whole) for _, door, whole in sorted(found)))


def _count(pathway: Pathway, situations: Situations, minute: int | None) -> int:
    if minute is None:
        return situations.count()
    return pathway.population.count(situations.classes_at(minute))


def _worst_wait(pathway: Pathway, worst: NewWait) -> WorstWait:
    return WorstWait(
        _named(pathway.map, worst.before.door),
        _named(pathway.map, worst.after.door),
        worst.grows,
        show_journey(pathway, worst.before),
        show_journey(pathway, worst.after),
        worst.told_today,
    )


def _notes(map_: Map, failing: frozenset[str]) -> Iterable[str]:
    """What the answer leaves as it is although the failure may bear on it."""
    for name, service in map_.services.items():
        other = service.hours.closed_with
        if other in failing and name not in failing:
            yield (
                f"{service.name} is open when {map_.services[other].name} is closed: its hours are left as they are, "
                "for it does not open because the other fails."
            )
    for transfer in map_.transfers.values():
        if transfer.conveyed_by in failing and not {transfer.from_, transfer.to} & failing:
            sender, receiver = map_.services[transfer.from_].name, map_.services[transfer.to].name
            yield (
                f"{map_.services[transfer.conveyed_by].name} takes people from {sender} to {receiver}: that transfer "
                "is left as it is, as if somebody else took them."
            )


# -- in one sentence ---------------------------------------------------------------------------------


def _gist(
    pathway: Pathway,
    named: Sequence[Named],
    lost: tuple[Some | None, Situations],
    certain: tuple[Some | None, Situations],
    worse: Sequence[WorseDoor],
    wait: WorstWait | None,
    minute: int | None,
) -> str:
    names = listed([one.name for one in named])
    start = f"Without {names}"
    if minute is not None:
        start = f"On {moment_in_words(pathway.horizon.moment(minute))}, without {names}"
    some, situations = lost
    if some is not None:
        sure, surely = certain
        reach = _reach(pathway, some, situations)
        if sure is not None and sure.situations == some.situations:
            are = "is" if some.people_count == 1 else "are"
            return f"{start}, {_kinds(some)} {are} helped nowhere{reach}."
        may = f"{start}, {_kinds(some)} may be helped nowhere{reach}"
        if sure is None:
            return f"{may}; for none of them is it certain: it turns on facts that nobody has written down."
        return (
            f"{may}; it is certain for {_kinds(sure)}{_reach(pathway, sure, surely)}; the rest turns on facts that "
            "nobody has written down."
        )
    still = f"{start}, everybody who is helped today is still helped through some door"
    if worse:
        doors = "one door" if len(worse) == 1 else f"{len(worse)} doors"
        return f"{still}; at {doors} what happens to people gets worse."
    if wait is not None:
        return f"{start}, no door leads to a worse outcome, and some people wait longer."
    return f"{start}, nobody is worse off at any door."


def _kinds(some: Some) -> str:
    return f"{some.people_count:,} {'kind' if some.people_count == 1 else 'kinds'} of people"


def _reach(pathway: Pathway, some: Some, situations: Situations) -> str:
    """When, and for how long in a week; of one moment, who. Where not all of them at all times, it says so."""
    if some.extent is None:
        return f": {some.who}"
    times = when(pathway, situations)
    hours = some.extent.hours_per_week
    weekly = f"{_hours(hours)} a week" if hours else "no hours of an ordinary week"
    if len(some.extent.groups) + some.extent.more_groups == 1:
        return f", {times_in_words(times, 3)}: {weekly}"
    if hours == WEEK and not times.dates:
        return " at some hour of the week; no hour is without some of them"
    return f" at some of these times: {times_in_words(times, 3)} ({weekly} in all)"


def _hours(hours: float) -> str:
    rounded = f"{hours:,.1f}".removesuffix(".0")
    return f"{rounded} {'hour' if rounded == '1' else 'hours'}"


def wait_in_words(journey: ShownJourney) -> str:
    """How long the person of a journey waits, as part of a sentence."""
    if journey.wait_minutes is not None:
        return duration_in_words(journey.wait_minutes) if journey.wait_minutes else "no wait"
    least = journey.wait_at_least_minutes or 0
    return f"at least {duration_in_words(least)}" if least else "a wait that nobody has written down"


# -- each alone ----------------------------------------------------------------------------------------


def rank(pathway: Pathway, path: str, at: str | None = None, progress: Advance | None = None) -> Ranking:
    """Every service of the map failing alone; waits are not looked at. Raises `CannotDo`."""
    map_ = pathway.map
    minute = None if at is None else minute_asked(pathway, at)
    names = sorted(map_.services)
    lost, at_doors = _each_alone(pathway, names, progress)
    certain = _certain(pathway, lost)
    ranked = []
    for name in names:
        doors, those = at_doors[name]
        ranked.append(
            Ranked(
                _named(map_, name),
                _loss(pathway, lost[name], minute),
                _loss(pathway, certain[name], minute),
                _loss(pathway, those, minute),
                tuple(door for door, here in doors.items() if _count(pathway, here, minute)),
            )
        )
    ranked.sort(key=lambda one: (-_size(one.lost), -_size(one.at_doors), one.service.id))
    local = tuple(one for one in ranked if not one.service.library)
    return Ranking(
        path,
        map_.area.name if map_.area is not None else "",
        pathway.date,
        None if minute is None else pathway.horizon.moment(minute),
        _ranking_in_words(pathway, local, minute),
        local,
        tuple(one for one in ranked if one.service.library),
    )


def _each_alone(
    pathway: Pathway, names: Sequence[str], progress: Advance | None
) -> tuple[dict[str, Situations], dict[str, tuple[dict[str, Situations], Situations]]]:
    """By service: who is helped nowhere without it; and by door who loses help there, with all of them together."""
    asked = pathway.asked(Reading.STATED)
    helped = {door.id: asked.helped(door.id).of(asked.at_door(door.id)) for door in asked.doors}
    anywhere = union(helped.values(), asked.nobody)
    lost: dict[str, Situations] = {}
    at_doors: dict[str, tuple[dict[str, Situations], Situations]] = {}
    left = still_helped(asked, [frozenset((name,)) for name in names])
    for number, (name, doors) in enumerate(zip(names, left, strict=True), 1):
        lost[name] = anywhere - union(doors.values(), asked.nobody)
        gone = {door: helped[door] - doors[door] for door in helped}
        gone = {door: those for door, those in gone.items() if those}
        at_doors[name] = gone, union(gone.values(), asked.nobody)
        if progress is not None:
            progress(number, len(names), name)
    return lost, at_doors


def _certain(pathway: Pathway, lost: dict[str, Situations]) -> dict[str, Situations]:
    """What of it is lost at best as well."""
    best = pathway.asked(Reading.BEST)
    names = [name for name, those in lost.items() if those]
    certain = dict(lost)
    if names:
        only = union((lost[name] for name in names), best.nobody).classes()
        left = still_helped(best, [frozenset((name,)) for name in names], only)
        for name, doors in zip(names, left, strict=True):
            certain[name] = lost[name] - union(doors.values(), best.nobody)
    return certain


def _loss(pathway: Pathway, situations: Situations, minute: int | None) -> Loss | None:
    population = pathway.population
    if minute is not None:
        count = population.count(situations.classes_at(minute))
        return Loss(count, count, None, ()) if count else None
    if not situations:
        return None
    times = when(pathway, situations)
    return Loss(situations.count(), population.count(situations.classes()), times.hours_per_week, times.dates)


def _size(loss: Loss | None) -> int:
    return 0 if loss is None else loss.situations


def _ranking_in_words(pathway: Pathway, local: Sequence[Ranked], minute: int | None) -> str:
    alone = [one for one in local if one.lost is not None]
    at = "" if minute is None else f"On {moment_in_words(pathway.horizon.moment(minute))}: "
    if not local:
        return f"{at}The map has no services of its own."
    if not alone:
        return f"{at}None of the {len(local)} local services holds everything: whichever fails, other help is left."
    some = "one" if len(alone) == 1 else str(len(alone))
    most = f"most depends on {alone[0].service.name}."
    certain = sum(one.certain is not None for one in alone)
    if certain == len(alone):
        return f"{at}Of {len(local)} local services, {some} cannot fail without people being helped nowhere; {most}"
    there = "is one" if len(alone) == 1 else f"are {some}"
    surely = "none" if not certain else f"{'one' if certain == 1 else certain} of them"
    return (
        f"{at}Of {len(local)} local services, there {there} without which people may be helped nowhere; "
        f"that is certain for {surely}; {most}"
    )
