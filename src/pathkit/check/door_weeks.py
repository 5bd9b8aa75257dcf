"""A door's week as somebody asks for it, and in words: what happens in which stretches of it, the worst first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from pathkit.check.exits import CannotDo
from pathkit.check.people_asked import at_door, everybody_at, notes_on_door, one_of, people_asked
from pathkit.check.weeks import BAND, BANDS, Hour, Row, Week, week_of
from pathkit.maps.values import listed
from pathkit.pathway import Pathway, TooLarge
from pathkit.times.patterns import Pattern, clock
from pathkit.times.phrases import ALL_DAY, weekly_words, windows_words
from pathkit.times.words import MONTH_NAMES, date_in_words

HOUR, HOURS = 60, 24
_RANK = {band.id: rank for rank, band in enumerate(BANDS)}
AT_BEST = "or, at best,"
BOTH = f"Where it says “{AT_BEST}”, nobody has written down which of the two it is."
EACH_HOUR = "Each hour shows the worst that happens in any minute of it to anybody who is asked about."


@dataclass(frozen=True)
class DoorWeek:
    """What happens at a door, and to whom, in the year from `begins` on; `on` is the date that was asked for.

    `people` is who is asked about, in words; `notes` are what somebody should know who asks.
    """

    map: str
    area: str
    door: str
    name: str
    people: str
    on: date
    begins: date
    week: Week
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What a picture of it is called."""
        return f"{self.name}: the week, hour by hour"

    @property
    def description(self) -> str:
        """Whom a picture of it is about, where and when."""
        told = f"Who turns to it: {self.people}. Map of {self.area}, for the year from {date_in_words(self.begins)}."
        return " ".join((told, *self.notes))


def ask_week(pathway: Pathway, path: str, door: str, text: str | None) -> DoorWeek:
    """What happens at a door to the people of a text (None: everybody the door is for). Raises `CannotDo`."""
    map_ = pathway.map
    name = map_.services[one_of(door, map_.services, "service")].name
    group = everybody_at(map_, door) if text is None else at_door(map_, door, people_asked(map_, text))
    notes = (*group.notes, *notes_on_door(map_, door))
    area = "" if map_.area is None else map_.area.name
    try:
        week = week_of(pathway, door, group.people)
    except TooLarge as limit:
        hint = "Name them more closely: --person with an age, a need and an urgency."
        raise CannotDo(f"This map is too large to ask about so many people at once: {limit}. {hint}") from None
    return DoorWeek(path, area, door, name, group.words, pathway.date, pathway.horizon.start, week, notes)


@dataclass(frozen=True)
class Holidays:
    """Holidays on which every hour is alike."""

    dates: tuple[date, ...]
    hours: tuple[Hour, ...]

    @property
    def words(self) -> str:
        """Their dates, in words."""
        return dates_listed(self.dates)


@dataclass(frozen=True)
class Stretch:
    """When an hour is of one kind: phrases for the ordinary week, how many hours of it, and times on holidays.

    `holidays` are pairs: which of the week's kinds of holidays, counted from 0, and the times, in words.
    """

    hour: Hour
    weekly: tuple[str, ...]
    hours_per_week: int
    holidays: tuple[tuple[int, str], ...]


def usual_rows(week: Week) -> tuple[Row, ...]:
    """The days of the ordinary week, Monday first."""
    return tuple(row for row in week.rows if row.date is None)


def holidays(week: Week) -> tuple[Holidays, ...]:
    """Every holiday of the year, those together on which every hour is alike, in order of their first dates."""
    found: dict[tuple[Hour, ...], list[date]] = {}
    for row in week.rows:
        if row.date is not None:
            found.setdefault(row.hours, []).append(row.date)
    return tuple(Holidays(tuple(sorted(dates)), hours) for hours, dates in sorted(found.items(), key=_first))


def _first(found: tuple[tuple[Hour, ...], list[date]]) -> date:
    return min(found[1])


def stretches(week: Week) -> tuple[Stretch, ...]:
    """What happens in the week and on holidays, the worst first: each kind of hour once, with all its times."""
    kinds = {hour for row in week.rows for hour in row.hours}
    usual, days = usual_rows(week), holidays(week)
    return tuple(
        Stretch(
            kind,
            tuple(weekly_words([_pattern(row.hours, kind) for row in usual])) if _in(usual, kind) else (),
            _in(usual, kind),
            tuple((n, windows_words(_pattern(day.hours, kind))) for n, day in enumerate(days) if kind in day.hours),
        )
        for kind in sorted(kinds, key=_worst_first)
    )


def bands_in(week: Week) -> tuple[str, ...]:
    """The ids of the bands that occur in either reading, best first."""
    found = {name for row in week.rows for hour in row.hours for name in (hour.stated, hour.best)}
    return tuple(band.id for band in BANDS if band.id in found)


def hour_in_words(hour: Hour) -> str:
    """What happens in an hour: "left with nothing"; both, where the two readings differ."""
    stated = BAND[hour.stated].words
    return stated if hour.certain else f"{stated} {AT_BEST} {BAND[hour.best].words}"


def week_in_words(week: Week) -> str:
    """The whole week in sentences, for people who do not see a picture of it."""
    told = [f"{', '.join(one.weekly)}: {hour_in_words(one.hour)}." for one in stretches(week) if one.weekly]
    told += [f"On {day.words}: {'; '.join(_day_in_words(day.hours))}." for day in holidays(week)]
    return " ".join([*told, BOTH] if any(not one.hour.certain for one in stretches(week)) else told)


def _day_in_words(hours: Sequence[Hour]) -> Iterator[str]:
    """A day in runs: "00:00-09:00 left with nothing"."""
    start = 0
    for hour, same in groupby(hours):
        end = start + len(list(same))
        times = ALL_DAY if (start, end) == (0, HOURS) else f"{clock(start * HOUR)}-{clock(end * HOUR)}"
        yield f"{times} {hour_in_words(hour)}"
        start = end


def dates_listed(dates: Sequence[date]) -> str:
    """Dates in words, those of a month and of a year together: "25 and 28 Dec 2026; 1 Jan, 26 Mar 2027"."""
    return " ".join(months_listed(dates))


def months_listed(dates: Sequence[date]) -> tuple[str, ...]:
    """The same, month by month: "25 and 28 Dec 2026;", "1 Jan,", "26 Mar 2027"."""
    months = [(month, [one.day for one in same]) for month, same in groupby(sorted(dates), key=_month)]
    found = []
    for number, ((year, month), days) in enumerate(months):
        after = months[number + 1][0][0] if number + 1 < len(months) else None
        ends = "," if after == year else f" {year}" if after is None else f" {year};"
        found.append(f"{listed([str(day) for day in days])} {MONTH_NAMES[month - 1]}{ends}")
    return tuple(found)


def _month(one: date) -> tuple[int, int]:
    return one.year, one.month


def _pattern(hours: Sequence[Hour], kind: Hour) -> Pattern:
    """The minutes of a day whose hours are of a kind."""
    runs: list[tuple[int, int]] = []
    for number, hour in enumerate(hours):
        if hour == kind:
            start = runs.pop()[0] if runs and runs[-1][1] == number * HOUR else number * HOUR
            runs.append((start, (number + 1) * HOUR))
    return tuple(runs)


def _in(rows: Sequence[Row], kind: Hour) -> int:
    return sum(row.hours.count(kind) for row in rows)


def _worst_first(hour: Hour) -> tuple[int, int]:
    return -_RANK[hour.stated], -_RANK[hour.best]
