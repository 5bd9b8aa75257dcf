"""An hour of a week is told by the worst of its sixty minutes, and exactly so."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from simulator.maps import check_dates, map_texts

from pathkit.check.weeks import BANDS, Hour, Weeks, week_of, worst
from pathkit.maps import load_map
from pathkit.pathway import Journey, Pathway, Reading
from pathkit.situations import Person

MAPS = int(os.environ.get("PATHKIT_MAPS", "8"))
ON = date(2026, 11, 21)

GAP = """
area: {id: eastglen, name: Eastglen, calendar: scotland}
people: {ages: 18+, needs: [distress]}
organisations: {nhs: {name: NHS Eastglen, sector: health}}
services:
  line: {name: Eastglen line, provider: nhs, kind: helpline, open_to: public, hours: 24/7, holidays: as usual}
  team: {name: Eastglen team, provider: nhs, kind: crisis-team, hours: "Mon-Fri 09:00-15:30", holidays: closed,
         supports: {excludes: []}, offers: [assessment], responds_within: 0 min}
transfers:
  - {from: line, to: team, by: call-transfer}
"""


def pathway_of(text: str, on: date = ON) -> Pathway:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "eastglen.pathway.yaml"
        path.write_text(text, encoding="utf-8")
        found = load_map(path)
    assert found.map is not None, [problem.message for problem in found.problems]
    return Pathway(found.map, on)


def band(journey: Journey) -> str:
    """The band of one journey, by the words of the bands' own page."""
    if journey.outcome != "later":
        return journey.outcome
    if journey.wait is None:
        return "unknown"
    for name, longest in (("soon", 240), ("day", 1440), ("days", 10080)):
        if journey.wait <= longest:
            return name
    return "longer"


def slowly(pathway: Pathway, door: str, person: Person, day: int, hour: int) -> Hour:
    """An hour by its sixty minutes, one after the other."""
    start = day * 1440 + hour * 60
    found = {
        reading: worst([band(pathway.journey(door, person, minute, reading)) for minute in range(start, start + 60)])
        for reading in Reading
    }
    return Hour(found[Reading.STATED], found[Reading.BEST])


def test_an_hour_in_which_a_service_shuts_is_as_bad_as_its_worst_minute() -> None:
    week = week_of(pathway_of(GAP), "line", [Person("distress", "routine", 40)])
    monday = [hour.stated for hour in week.rows[0].hours]
    assert monday == ["none"] * 9 + ["now"] * 6 + ["none"] * 9
    assert [row.label for row in week.rows[:7]][::6] == ["Monday", "Sunday"]


def test_every_holiday_of_the_year_has_a_row_of_its_own() -> None:
    week = week_of(pathway_of(GAP), "line", [Person("distress", "routine", 40)])
    dates = [row.date for row in week.rows[7:]]
    assert date(2026, 12, 25) in dates and date(2027, 1, 1) in dates
    christmas = week.rows[7 + dates.index(date(2026, 12, 25))]
    assert {hour.stated for hour in christmas.hours} == {"none"}


def test_of_several_people_the_worst_is_told() -> None:
    text = GAP.replace("supports: {excludes: []}", "supports: {ages: 18-64, excludes: []}")
    pathway = pathway_of(text)
    one, other = Person("distress", "routine", 40), Person("distress", "routine", 80)
    assert week_of(pathway, "line", [one]).rows[0].hours[10].stated == "now"
    assert week_of(pathway, "line", [one, other]).rows[0].hours[10].stated == "none"


QUICKER_IN_BETWEEN = """
area: {id: eastglen, name: Eastglen, calendar: none}
people: {ages: 18+, needs: [distress]}
organisations: {nhs: {name: NHS Eastglen, sector: health}}
services:
  gp: {name: Eastglen GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
  team: {name: Eastglen team, provider: nhs, kind: crisis-team, hours: 24/7, supports: {excludes: []},
         offers: [assessment], responds_within: 1470 min}
  clinic: {name: Eastglen clinic, provider: nhs, kind: crisis-team, hours: "Tue 04:00-05:00", supports: {excludes: []},
           offers: [assessment], responds_within: 21 h}
transfers:
  - {from: gp, to: team, by: referral}
  - {from: gp, to: clinic, by: referral, takes: 2 h}
"""


def test_a_quicker_way_in_the_middle_of_a_stretch_is_seen() -> None:
    """At both ends of Monday the slow way is the soonest, and takes as long; from 06:00 on the clinic is sooner."""
    pathway = pathway_of(QUICKER_IN_BETWEEN)
    somebody = Person("distress", "routine", 30)
    monday = pathway.ordinary_week * 7
    hours = week_of(pathway, "gp", [somebody]).rows[0].hours
    assert hours == tuple(slowly(pathway, "gp", somebody, monday, hour) for hour in range(24))
    assert [hour.stated for hour in hours[5:9]] == ["days", "day", "day", "days"]


def test_nobody_has_no_week() -> None:
    with pytest.raises(ValueError):
        week_of(pathway_of(GAP), "line", [])


def test_bands_are_in_order_and_each_has_a_sign_of_its_own() -> None:
    assert len({one.sign for one in BANDS}) == len(BANDS)
    waits = [one.within for one in BANDS if one.within is not None]
    assert waits == sorted(waits)


@settings(max_examples=MAPS, deadline=None, print_blob=True, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_hours_are_those_of_walking_every_minute(data: st.DataObject) -> None:
    on = data.draw(check_dates(), label="date")
    text = data.draw(map_texts(on), label="map")
    note(text)
    pathway = pathway_of(text, on)
    weeks = Weeks(pathway)
    door = data.draw(st.sampled_from(sorted(pathway.map.services)), label="door")
    number = data.draw(st.sampled_from(list(pathway.population.classes(pathway.population.everyone))), label="class")
    person = pathway.population.person(number)
    hours = weeks.of_class(door, number)
    assert hours == weeks.of(door, person)
    # Everything is true of them at once: most maps' `people` hold nobody like that, and they may be asked about.
    outside = replace(person, circumstances=frozenset(pathway.map.circumstances))
    more = data.draw(st.sets(st.sampled_from(list(pathway.population.classes(pathway.population.everyone)))))
    every = [weeks.of_class(door, one) for one in {number, *more}]
    together = weeks.of_classes(door, sum(1 << one for one in {number, *more}))
    assert together == tuple(
        Hour(worst([one.stated for one in each]), worst([one.best for one in each]))
        for each in zip(*every, strict=True)
    )
    for place in data.draw(st.lists(st.integers(0, len(hours) - 1), min_size=4, max_size=8, unique=True)):
        day, _ = weeks.days[place // 24]
        note(f"day {day}, hour {place % 24}, {person}")
        assert hours[place] == slowly(pathway, door, person, day, place % 24)
        assert weeks.of(door, outside)[place] == slowly(pathway, door, outside, day, place % 24)
