"""What a card says in words is so: random people at random minutes of random maps, asked of the slow simulator.

The words are read back as a reader of the card would, with nothing of what made them.
"""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from simulator.maps import changes, check_dates, map_texts, persons, simulated
from simulator.simulator import (
    DAY,
    LIVE,
    QUEUED,
    STRAIGHT_AWAY,
    Person,
    Simulation,
    age_ranges,
    parse_hours,
    windows_of,
)

from pathkit.check.card import Card, CardRow, CardSilence, card_of
from pathkit.maps import Map, load_map
from pathkit.pathway import Pathway

MAPS = int(os.environ.get("PATHKIT_MAPS", "15"))
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATES = re.compile(
    r"(?P<day>[0-9]+)(?: (?P<month>[A-Z][a-z]{2}))?(?: (?P<year>[0-9]{4}))?"
    r"(?:(?:-| to )(?P<last>[0-9]+))? (?P<end>[A-Z][a-z]{2}) (?P<last_year>[0-9]{4})"
)


@dataclass(frozen=True)
class Reader:
    """Somebody who reads the card, on one day and at one minute of it."""

    card: Card
    map: Map
    simulation: Simulation
    day: int

    @property
    def date(self) -> date:
        return self.simulation.day(self.day)

    def column(self, minute: int) -> int | None:
        """Which of the card's times a minute belongs to, by what the card says of them."""
        ids = [one.id for one in self.card.times]
        if self.simulation.holiday(self.date):
            return ids.index("holidays")
        hours = parse_hours(self.simulation.area.get("in_hours", "Mon-Fri 09:00-17:00"))
        inside = any(start <= minute < end for start, end in hours.usual(self.date))
        eve = self.simulation.day(self.day - 1)
        if not self.simulation.holiday(eve):
            inside = inside or any(start <= minute + DAY < end for start, end in hours.usual(eve))
        return ids.index("in-hours" if inside else "out-of-hours")

    def says(self, words: str | None, minute: int, column: int) -> bool | None:
        """Whether words hold a minute; None where they name the day among exceptions (which may be a part of it)."""
        if words is None:
            return False
        if words == "":
            return True
        if words.startswith("on some holidays"):
            return True
        words = words.removeprefix("at times within ")
        weekly, _, exceptions = words.partition("not ")
        if self._is_excepted(exceptions, minute):
            return None
        weekly = weekly.strip("; ").replace("all day", "00:00-24:00")
        if not weekly:
            return True
        if " on " in weekly:
            return self._dated(weekly, minute)
        if re.match("[0-9]", weekly):
            return any(start <= minute < end for start, end in windows_of(weekly))
        hours = parse_hours(weekly)
        starts = [*hours.usual(self.date), *((a - DAY, b - DAY) for a, b in hours.usual(self.date - timedelta(days=1)))]
        return any(start <= minute < end for start, end in starts)

    def _is_excepted(self, exceptions: str, minute: int) -> bool:
        """Whether the day is named, or the night before it with times that reach this minute."""
        dates = dates_in(exceptions)
        if any(first <= self.date <= last for first, last in dates):
            return True
        night = self.date - timedelta(days=1)
        times = re.findall(r"[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}", exceptions)
        reached = any(minute < end - DAY for one in times for _, end in windows_of(one))
        return reached and any(first <= night <= last for first, last in dates)

    def _dated(self, words: str, minute: int) -> bool:
        """Times, each with its dates: "10:00-12:00, 14:00-15:00 on 25 Dec, 1 Jan; 00:00-24:00 on 2 Jan"."""
        name = f"{self.date.day} {MONTHS[self.date.month - 1]}"
        for times, _, dates in (group.partition(" on ") for group in words.split("; ")):
            if name in dates.split(", "):
                return any(start <= minute < end for start, end in windows_of(times))
        return False

    def is_meant(self, row: CardRow | CardSilence, person: Person) -> bool:
        """Whether a row is about somebody, but for circumstances."""
        places = row.places.split(", ") if row.places else [person.locality]
        ages = age_ranges(row.ages.split(", ")) if row.ages else [(0, 200)]
        return (
            person.need in row.needs
            and person.urgency in row.urgencies
            and person.locality in places
            and any(low <= person.age <= high for low, high in ages)
        )

    def is_taken(self, row: CardRow, person: Person) -> bool:
        """Whether the card says that a service takes somebody."""
        true, usual = set(person.circumstances), self.simulation.usual_circumstances()
        only = self.named(row.only, " and ")
        unusual = set() if row.exclusions_stated else true - usual - only
        if row.onward and not row.exclusions_stated:
            unusual = true ^ usual  # nor is it certain for those of whom what is usual is not true
        return self.is_meant(row, person) and only <= true and not self.named(row.not_if, " or ") & true and not unusual

    def named(self, words: str, joined: str) -> set[str]:
        """The circumstances that words name."""
        if not words:
            return set()
        labels = {name: one.label for name, one in self.map.circumstances.items()}
        for count in range(1, 5):
            for names in itertools.permutations(labels, count):
                if joined.join(labels[name] for name in names) == words:
                    return set(names)
        raise AssertionError(words)


def dates_in(words: str) -> list[tuple[date, date]]:
    """The dates and the stretches of dates that words name."""
    found = []
    for one in _DATES.finditer(words):
        end = date(int(one["last_year"]), MONTHS.index(one["end"]) + 1, int(one["last"] or one["day"]))
        month = MONTHS.index(one["month"] or one["end"]) + 1
        found.append((date(int(one["year"] or one["last_year"]), month, int(one["day"])), end))
    return found


def drawn(data: st.DataObject) -> tuple[Card, Map, Simulation]:
    on = data.draw(check_dates(), label="date")
    text = data.draw(map_texts(on), label="map")
    note(text)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "eastglen.pathway.yaml"
        path.write_text(text, encoding="utf-8")
        found = load_map(path)
    assert found.map is not None
    return card_of(Pathway(found.map, on)), found.map, simulated(text, on)


def days_to_ask(data: st.DataObject, simulation: Simulation, card: Card) -> Collection[int]:
    first, last = ((one - simulation.start).days for one in (card.made, card.until))
    special = [day for day in range(first, last + 1) if simulation.holiday(simulation.day(day))]
    near = [day + n for day in special for n in (-1, 0, 1) if first <= day + n <= last]
    return data.draw(st.sets(st.sampled_from([*range(first, last + 1), *near]), min_size=1, max_size=10), label="days")


def minutes_to_ask(simulation: Simulation, day: int) -> Iterator[int]:
    for at in changes(simulation, day):
        yield from (minute for minute in (at - 1, at, at + 1) if day * DAY <= minute < (day + 1) * DAY)


def takes(simulation: Simulation, row: CardRow, person: Person, at: int) -> bool:
    """Whether, as stated, a service that professionals can call takes somebody who is brought to it."""
    service = row.service
    said = simulation.services[service]
    door = said.get("door_for") if said.get("open_to") == "public" else None
    return (
        said.get("open_to") in ("public", "professionals")
        and simulation.meets(door, person)
        and simulation.supports_person(service, person, "stated")
        and simulation.enough(service, person.urgency, "stated")
        and simulation.intake(service, at, "stated")
    )


def leads_on(simulation: Simulation, row: CardRow, person: Person, at: int) -> bool:
    """Whether, as stated, a service that professionals can call gets somebody to one of the services that are named."""
    said = simulation.services[row.service]
    door = said.get("door_for") if said.get("open_to") == "public" else None
    methods = LIVE + QUEUED if "with a wait" in row.onward else LIVE
    ends = simulation.endings(row.service, person, at, methods, "stated", in_contact=True)
    return (
        said.get("open_to") in ("public", "professionals")
        and simulation.meets(door, person)
        and any(end.service in row.leads_to and (methods != LIVE or end.wait <= STRAIGHT_AWAY) for end in ends)
    )


@settings(max_examples=MAPS, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whom_a_card_names_surely_takes_them_and_for_whom_it_names_nobody_it_says_so(data: st.DataObject) -> None:
    card, map_, simulation = drawn(data)
    people = data.draw(st.lists(persons(simulation), min_size=1, max_size=8), label="people")
    usual = simulation.usual_circumstances()
    for day in days_to_ask(data, simulation, card):
        reader = Reader(card, map_, simulation, day)
        for person, at in itertools.product(people, minutes_to_ask(simulation, day)):
            column = reader.column(at % DAY)
            assert column is not None
            called, excepted = set(), False
            for section in card.sections:
                for row in section.rows:
                    says = reader.says(row.times[column], at % DAY, column)
                    excepted = excepted or says is None
                    if says and row not in called and reader.is_taken(row, person):
                        called.add(row)
                        keeps = leads_on if row.onward else takes
                        assert keeps(simulation, row, person, at), (row, person, simulation.moment(at))
            if not called and not excepted and set(person.circumstances) == usual:
                assert any(
                    reader.says(one.times[column], at % DAY, column) and reader.is_meant(one, person)
                    for section in card.sections
                    for one in section.silences
                ), (person, simulation.moment(at))
