"""Who counts on a service that ends inside the year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from pathkit.pathway.failing import still_helped, union
from pathkit.situations.sets import Frame, Situations
from pathkit.times.openings import Timeline

if TYPE_CHECKING:
    from pathkit.pathway.asked import Asked

DAY = 1440


def counting_on_what_ends(asked: Asked) -> Iterator[tuple[str, date, Situations, str]]:
    """Each service whose last day is inside the horizon and without which people are, then, helped nowhere.

    Yields the service, its last day, the situations until then, and the first door that leads to it. The situations
    are those that are helped only because the service is there, what ends by the same day aside, and at whose time of
    the week, on the first ordinary day after it has ended, the same people are helped through no door.
    """
    horizon = asked.pathway.horizon
    lasts: dict[str, int] = {}
    for name, service in asked.map.services.items():
        if service.valid_until is not None and asked.is_operating(name):
            last = horizon.day_of(service.valid_until)
            if 0 <= last < horizon.days:
                lasts[name] = last
    names = sorted(lasts)
    ended = {name: frozenset(other for other in names if lasts[other] <= lasts[name]) for name in names}
    sets = list(dict.fromkeys(one for name in names for one in (ended[name] - {name}, ended[name])))
    helped = {
        some: union(left.values(), asked.nobody) for some, left in zip(sets, still_helped(asked, sets), strict=True)
    }
    for name in names:
        lost = helped[ended[name] - {name}] - helped[ended[name]]
        counting = _not_helped_after(asked, lost, lasts[name]) if lost else lost
        if counting:
            doors = (door.id for door in asked.doors if door.id == name or asked.leads_to(door.id, name))
            yield name, horizon.date_of(lasts[name]), counting, next(doors)


def _not_helped_after(asked: Asked, lost: Situations, last: int) -> Situations:
    """Of the situations until a last day, those whose people are helped nowhere at that time of the week after it."""
    pathway, frame = asked.pathway, asked.frame
    horizon = pathway.horizon
    special = {horizon.day_of(one) for one in pathway.special_dates}
    like: dict[int, int] = {}
    for day in range(last + 1):
        after = range(last + 1 + (day - last - 1) % 7, horizon.known_days, 7)
        like[day] = next((one for one in after if one not in special), after[0])
    beside = Frame(asked.population, horizon, frame.timelines, like, frame.groups)
    until = beside.at(Timeline.from_runs([(0, (last + 1) * DAY)]))
    return (beside.finer(lost) & until) - beside.as_on(beside.finer(asked.helped_somewhere), like)
