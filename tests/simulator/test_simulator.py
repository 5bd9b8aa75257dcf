"""The simulator itself, against examples worked by hand from the page that says what a map means.

All on 21 November 2026, a Saturday: minute 0 is 00:00 on Monday 16 November. Scotland's public holidays
nearby: Mon 30 Nov (St Andrew), Fri 25 and Sat 26 Dec, Mon 28 Dec (substitute), Fri 1, Sat 2, Mon 4 Jan.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .maps import check_dates, map_texts, simulated, situations
from .simulator import (
    HORIZON_DAYS,
    KNOWN,
    LIVE,
    NEVER,
    PERSON_LED,
    QUEUED,
    Ending,
    Person,
    Result,
    Simulation,
    duration,
    parse_hours,
)

CHECK_DATE = date(2026, 11, 21)
AREA = """
area: {id: eastglen, name: Eastglen, calendar: scotland}
people: {ages: 16+, needs: [distress], circumstances: [intoxicated, visitor, no-phone]}
"""
EVERYONE = "supports: {excludes: []}"


def simulation(text: str, area: str = AREA) -> Simulation:
    return Simulation(yaml.load(area + text, Loader=yaml.BaseLoader), CHECK_DATE)


def a_person(sim: Simulation, urgency: str = "routine", age: int = 30, **named: bool) -> Person:
    turned = {name.replace("_", "-"): value for name, value in named.items()}
    return sim.person("distress", urgency, age, None, turned)


def happens(sim: Simulation, door: str, when: str, reading: str = "stated", person: Person | None = None) -> Result:
    return sim.outcome(door, person or a_person(sim), sim.minute(when), reading)


def begun(sim: Simulation, result: Result) -> str:
    assert result.begins is not None
    return f"{sim.moment(result.begins):%a %d %b %H:%M}"


def openings(sim: Simulation, service: str, day: str, reading: str = "stated") -> list[str]:
    """The times at which a service opens (+) and shuts (-) on a day, 00:00 being a change from shut."""
    first = sim.minute(f"{day} 00:00")
    found, was = [], False
    for minute in range(first, first + 1440):
        now = sim.open(service, minute, reading)
        if now != was:
            found.append(f"{'+' if now else '-'}{sim.moment(minute):%H:%M}")
        was = now
    return found


# --- hours and days --------------------------------------------------------------------------------------


def test_the_week_of_the_check_starts_on_its_monday() -> None:
    sim = simulation("services: {}")
    assert sim.minute("2026-11-16 00:00") == 0
    assert sim.minute("2026-11-21 03:00") == 5 * 1440 + 180
    assert HORIZON_DAYS == 371
    assert KNOWN == 399 * 1440


@pytest.mark.parametrize(
    ("hours", "day", "expected"),
    [
        ("Mon-Fri 09:00-17:00", "2026-11-20", ["+09:00", "-17:00"]),
        ("Mon-Fri 09:00-17:00", "2026-11-21", []),
        ("Mon, Wed 09:00-12:00, 13:00-17:00", "2026-11-18", ["+09:00", "-12:00", "+13:00", "-17:00"]),
        ("Mon, Wed 09:00-12:00, 13:00-17:00", "2026-11-17", []),
        ("Mon-Fri 09:00-17:00, Sat 10:00-14:00", "2026-11-21", ["+10:00", "-14:00"]),
        ("Mon-Thu 18:00-02:00", "2026-11-16", ["+18:00"]),
        ("Mon-Thu 18:00-02:00", "2026-11-20", ["+00:00", "-02:00"]),
        ("Sun 18:00-02:00", "2026-11-16", ["+00:00", "-02:00"]),
        ("Fri 18:00 to Mon 06:00", "2026-11-21", ["+00:00"]),
        ("Fri 18:00 to Mon 06:00", "2026-11-23", ["+00:00", "-06:00"]),
        ("daily 08:00-24:00", "2026-11-22", ["+08:00"]),
        ("Fri-Mon 10:00-11:00", "2026-11-19", []),
        ("Fri-Mon 10:00-11:00", "2026-11-23", ["+10:00", "-11:00"]),
        ("first Mon 10:00-12:00", "2026-12-07", ["+10:00", "-12:00"]),
        ("first Mon 10:00-12:00", "2026-12-14", []),
        ("last Fri 10:00-12:00", "2026-11-27", ["+10:00", "-12:00"]),
        ("24/7", "2026-12-25", ["+00:00"]),
        ("closed", "2026-11-20", []),
    ],
)
def test_windows_of_a_day(hours: str, day: str, expected: list[str]) -> None:
    sim = simulation(f"services: {{a: {{hours: '{hours}'}}}}")
    assert openings(sim, "a", day) == expected
    assert openings(sim, "a", day, "best") == expected


def test_hours_not_in_the_grammar_are_not_guessed() -> None:
    with pytest.raises(ValueError, match="not understood"):
        parse_hours("Mon-Fri 9-5")


def test_a_window_belongs_whole_to_the_day_on_which_it_starts() -> None:
    # Sunday night's window runs into the holiday; the holiday starts none, so Tuesday has no spill.
    sim = simulation("services: {a: {hours: 'daily 18:00-02:00', holidays: closed}}")
    assert openings(sim, "a", "2026-11-30") == ["+00:00", "-02:00"]
    assert openings(sim, "a", "2026-12-01") == ["+18:00"]


def test_a_span_is_one_part_per_day() -> None:
    # Fri 25, Sat 26 and Mon 28 Dec are holidays; Sunday's part stands.
    sim = simulation("services: {a: {hours: 'Fri 18:00 to Mon 06:00', holidays: closed}}")
    assert [openings(sim, "a", f"2026-12-{day}") for day in (25, 26, 27, 28)] == [[], [], ["+00:00"], []]


def test_an_unstated_holiday_is_unknown_inside_the_usual_windows_and_shut_outside() -> None:
    sim = simulation("services: {a: {hours: 'Mon-Fri 09:00-17:00'}}")
    assert openings(sim, "a", "2026-11-30") == []
    assert openings(sim, "a", "2026-11-30", "best") == ["+09:00", "-17:00"]
    noon, evening = sim.minute("2026-11-30 12:00"), sim.minute("2026-11-30 18:00")
    assert not sim.shut("a", noon, "stated")
    assert sim.shut("a", noon, "best")
    assert sim.shut("a", evening, "stated")


def test_halves_of_a_holiday_policy_and_a_day_that_is_both() -> None:
    area = AREA.replace(
        "calendar: scotland",
        "calendar: scotland, local_holidays: [2026-12-07, 2026-11-30, 2026-12-28], not_holidays: [2026-12-28]",
    )
    sim = simulation(
        "services: {a: {hours: 'Mon 09:00-17:00', holidays: {public: 10:00-12:00, local: as usual}},"
        " b: {hours: 'Mon 09:00-17:00', holidays: {public: closed}},"
        " c: {hours: 24/7, holidays: {local: closed}}}",
        area,
    )
    assert openings(sim, "a", "2026-11-30") == ["+10:00", "-12:00"]
    assert openings(sim, "a", "2026-12-07") == ["+09:00", "-17:00"]
    assert openings(sim, "a", "2026-12-28") == ["+09:00", "-17:00"]  # not public any more, but local
    assert openings(sim, "b", "2026-11-30", "best") == []
    assert openings(sim, "b", "2026-12-07") == []
    assert openings(sim, "b", "2026-12-07", "best") == ["+09:00", "-17:00"]
    assert openings(sim, "c", "2026-12-25") == ["+00:00"]
    assert openings(sim, "c", "2026-12-07", "best") == []


def test_dates_come_before_holidays_and_hold_for_the_intake_too() -> None:
    sim = simulation(
        "services: {a: {hours: 'Mon-Fri 09:00-17:00', intake: 'Mon-Fri 09:00-15:30', holidays: closed,"
        " dates: {2026-12-24: 09:00-12:00, 2026-12-25: as usual, 2026-12-29: closed,"
        " 2026-12-30: 16:00-20:00}}}"
    )
    assert openings(sim, "a", "2026-12-24") == ["+09:00", "-12:00"]
    assert openings(sim, "a", "2026-12-25") == ["+09:00", "-17:00"]
    assert openings(sim, "a", "2026-12-29") == []
    assert not sim.intake("a", sim.minute("2026-12-25 15:30"), "stated")
    assert sim.intake("a", sim.minute("2026-12-30 19:59"), "stated")


def test_validity_and_status_bound_a_service() -> None:
    sim = simulation(
        "services: {a: {hours: 'daily 18:00-02:00', holidays: as usual, valid_until: 2026-12-08},"
        " b: {hours: 24/7, status: planned}, c: {hours: 24/7, status: pilot, valid_from: 2026-12-09}}"
    )
    assert openings(sim, "a", "2026-12-08") == ["+00:00", "-02:00", "+18:00"]
    assert openings(sim, "a", "2026-12-09") == []
    assert sim.opening("b").possible == NEVER
    assert openings(sim, "c", "2026-12-08") == []
    assert openings(sim, "c", "2026-12-09") == ["+00:00"]


def test_unknown_hours_and_when_closed() -> None:
    sim = simulation(
        "services: {gp: {hours: 'Mon-Fri 09:00-17:00', holidays: closed}, ooh: {hours: when gp is closed},"
        " odd: {hours: unknown, holidays: closed, dates: {2026-12-01: 09:00-10:00}},"
        " mirror: {hours: when odd is closed}, gone: {hours: 24/7, status: closed},"
        " instead: {hours: when gone is closed}}"
    )
    assert openings(sim, "ooh", "2026-11-20") == ["+00:00", "-09:00", "+17:00"]
    assert openings(sim, "ooh", "2026-11-30") == ["+00:00"]
    assert openings(sim, "odd", "2026-11-20") == []
    assert openings(sim, "odd", "2026-11-20", "best") == ["+00:00"]
    assert openings(sim, "odd", "2026-11-30", "best") == []
    assert openings(sim, "odd", "2026-12-01") == ["+09:00", "-10:00"]
    assert openings(sim, "mirror", "2026-11-20") == []
    assert openings(sim, "mirror", "2026-11-20", "best") == ["+00:00"]
    assert openings(sim, "mirror", "2026-11-30") == ["+00:00"]
    assert openings(sim, "mirror", "2026-12-01") == ["+00:00", "-09:00", "+10:00"]
    assert openings(sim, "instead", "2026-11-20") == []
    assert openings(sim, "instead", "2026-11-20", "best") == ["+00:00"]


# --- people and conditions -------------------------------------------------------------------------------


def test_people_are_as_usual_or_with_one_circumstance_turned() -> None:
    sim = simulation(
        "services: {}",
        "people: {ages: [15-16, 109+], needs: [distress], localities: [north, south],"
        " circumstances: [gp-registered, visitor, left-school]}\narea: {calendar: none}\n",
    )
    sets = {(person.age, person.circumstances) for person in sim.people()}
    assert {age for age, _ in sets} == {15, 16, 109, 110}
    assert {c for age, c in sets if age == 15} == {("gp-registered",), (), ("visitor",)}
    assert {c for age, c in sets if age == 16} == {
        ("gp-registered",),
        (),
        ("visitor",),
        ("gp-registered", "left-school"),
    }
    assert len(sim.people()) == (3 * 3 + 4) * 4 * 2
    assert ("left-school", "visitor") in {p.circumstances for p in sim.people(combine=2)}


def test_a_named_circumstance_comes_before_an_implied_one() -> None:
    sim = simulation("services: {}")
    assert a_person(sim, visitor=True).circumstances == ("visitor",)
    assert a_person(sim, gp_registered=True, visitor=True).circumstances == ("gp-registered", "visitor")


@pytest.mark.parametrize(
    ("condition", "urgency", "age", "expected"),
    [
        ({}, "routine", 30, True),
        ({"needs": ["self-harm"]}, "routine", 30, False),
        ({"urgency": "up to urgent"}, "urgent", 30, True),
        ({"urgency": "up to urgent"}, "very-urgent", 30, False),
        ({"urgency": "urgent or above"}, "emergency", 30, True),
        ({"urgency": "urgent to very-urgent"}, "routine", 30, False),
        ({"urgency": ["routine", "emergency"]}, "urgent", 30, False),
        ({"ages": "16+"}, "routine", 110, True),
        ({"ages": ["0-15", "65+"]}, "routine", 64, False),
        ({"ages": ["0-15", "65+"]}, "routine", 65, True),
        ({"requires": ["gp-registered"]}, "routine", 30, True),
        ({"excludes": ["gp-registered"]}, "routine", 30, False),
        ([{"ages": "0-15"}, {"ages": "30-40"}], "routine", 30, True),
        (None, "routine", 30, True),
    ],
)
def test_conditions(condition: Any, urgency: str, age: int, expected: bool) -> None:
    sim = simulation("services: {}")
    assert sim.meets(condition, a_person(sim, urgency, age)) is expected


def test_unstated_exclusions_are_a_question_for_unusual_circumstances_only() -> None:
    sim = simulation(
        "services: {a: {supports: {}}, b: {supports: {requires: [intoxicated]}}, c: {},"
        " d: {supports: {excludes: {intoxicated: {kind: functional}}}}, e: {supports: {excludes: []}}}"
    )

    def answers(person: Person) -> dict[str, tuple[bool, bool]]:
        return {
            name: (
                sim.supports_person(name, person, "stated"),
                sim.supports_person(name, person, "best"),
            )
            for name in "abcde"
        }

    no, maybe, surely = (False, False), (False, True), (True, True)
    assert answers(a_person(sim)) == {"a": surely, "b": no, "c": no, "d": surely, "e": surely}
    assert answers(a_person(sim, intoxicated=True)) == {
        "a": maybe, "b": surely, "c": no, "d": no, "e": surely,
    }  # fmt: skip
    assert answers(a_person(sim, visitor=True))["a"] == maybe
    assert answers(a_person(sim, gp_registered=False))["a"] == surely


def test_what_is_enough() -> None:
    sim = simulation(
        "services: {a: {offers: [listening]}, b: {offers: [safe-space]}, c: {offers: [bed]}, d: {}, e: {offers: []}}"
    )

    def enough(urgency: str, reading: str) -> str:
        return "".join(name for name in "abcde" if sim.enough(name, urgency, reading))

    assert enough("urgent", "stated") == "abcde"
    assert enough("very-urgent", "stated") == "bc"
    assert enough("very-urgent", "best") == "bcd"
    assert enough("emergency", "stated") == "c"
    assert enough("emergency", "best") == "cd"


def test_contact_bears_on_doors_and_signposts() -> None:
    sim = simulation(
        f"""
services:
  door: {{hours: 24/7, contact: {{phone: "1", web: "2"}}}}
  phone: {{hours: 24/7, open_to: public, {EVERYONE}, contact: {{phone: "1"}}}}
  unsaid: {{hours: 24/7, open_to: public, {EVERYONE}}}
  none: {{hours: 24/7, open_to: public, {EVERYONE}, contact: {{}}}}
transfers: [{{from: door, to: unsaid, by: signpost}}]
"""
    )
    without = a_person(sim, no_phone=True)
    for door, stated, best in (
        ("phone", "none", "none"),
        ("unsaid", "none", "now"),
        ("none", "none", "none"),
        ("door", "none", "self"),
    ):
        assert happens(sim, door, "2026-11-16 00:00", "stated", without).outcome == stated
        assert happens(sim, door, "2026-11-16 00:00", "best", without).outcome == best
    assert happens(sim, "none", "2026-11-16 00:00").outcome == "now"


# --- transfers and outcomes ------------------------------------------------------------------------------

DAY_TEAM = f"""
services:
  line: {{hours: 24/7, open_to: public}}
  team: {{hours: 'Mon-Fri 09:00-17:00', holidays: closed, responds_within: RESPONSE, {EVERYONE}}}
transfers:
  - {{from: line, to: team, by: METHOD, takes: 10 min}}
"""


def day_team(method: str, response: str) -> Simulation:
    return simulation(DAY_TEAM.replace("RESPONSE", response).replace("METHOD", method))


def test_a_live_transfer_needs_an_open_receiver() -> None:
    sim = day_team("warm-handover", "30 min")
    result = happens(sim, "line", "2026-11-20 16:29")
    assert (result.outcome, result.wait_minutes, begun(sim, result)) == ("now", 40, "Fri 20 Nov 16:59")
    assert result.journey == ("line-to-team",)
    assert happens(sim, "line", "2026-11-20 17:00").outcome == "none"
    assert happens(sim, "line", "2026-11-20 08:59").outcome == "none"


def test_support_begins_only_when_open() -> None:
    # 16:31 + 30 min is 17:01, shut; so it begins on Monday at 09:00: 64 h 29 min, and takes 10 min.
    sim = day_team("warm-handover", "30 min")
    result = happens(sim, "line", "2026-11-20 16:31")
    assert (result.outcome, result.wait_minutes) == ("later", 64 * 60 + 29 + 10)
    assert begun(sim, result) == "Mon 23 Nov 09:00"


@pytest.mark.parametrize("response, limit", [("50 min", "now"), ("51 min", "later")])
def test_straight_away_is_at_most_an_hour_takes_included(response: str, limit: str) -> None:
    assert happens(day_team("visit", response), "line", "2026-11-20 10:00").outcome == limit


def test_a_referral_waits_for_the_intake_and_its_clock_starts_with_the_referral() -> None:
    sim = day_team("referral", "2 h")
    at_once = happens(sim, "line", "2026-11-20 14:59")
    assert (at_once.outcome, at_once.wait_minutes) == ("later", 130)
    # Made at 16:59, taken in at 16:59; 18:59 is shut: Monday 09:00, 64 h 1 min later.
    in_time = happens(sim, "line", "2026-11-20 16:59")
    assert (begun(sim, in_time), in_time.wait_minutes) == ("Mon 23 Nov 09:00", 64 * 60 + 1 + 10)
    assert in_time.steps[-1].at == sim.minute("2026-11-20 16:59")
    # Made at 17:00, in contact on Monday at 09:00, by when the two hours have run.
    too_late = happens(sim, "line", "2026-11-20 17:00")
    assert (begun(sim, too_late), too_late.wait_minutes) == ("Mon 23 Nov 09:00", 64 * 60 + 10)
    assert too_late.steps[-1].at == sim.minute("2026-11-23 09:00")


def test_the_intake_can_end_before_the_day_does() -> None:
    sim = simulation(DAY_TEAM.replace("RESPONSE", "1 h, intake: 'Mon-Fri 09:00-15:30'").replace("METHOD", "referral"))
    assert begun(sim, happens(sim, "line", "2026-11-20 15:29")) == "Fri 20 Nov 16:29"
    assert begun(sim, happens(sim, "line", "2026-11-20 15:30")) == "Mon 23 Nov 09:00"


def test_an_hour_of_open_time_runs_from_the_contact() -> None:
    sim = day_team("referral", "{within: 4 h, clock: open}")
    # Friday 15:00: two hours to 17:00, two more on Monday.
    assert begun(sim, happens(sim, "line", "2026-11-20 15:00")) == "Mon 23 Nov 11:00"
    # Friday 13:00: the fourth hour is over at the closing minute itself.
    assert begun(sim, happens(sim, "line", "2026-11-20 13:00")) == "Fri 20 Nov 17:00"
    # Sunday: contact on Monday at 09:00. Over Christmas (Thu 24 Dec 16:00): one hour, then Tue 29 Dec.
    assert begun(sim, happens(sim, "line", "2026-11-22 12:00")) == "Mon 23 Nov 13:00"
    assert begun(sim, happens(sim, "line", "2026-12-24 16:00")) == "Tue 29 Dec 12:00"


def test_next_working_day_is_later_than_the_referral_and_no_holiday() -> None:
    sim = day_team("referral", "next working day")
    assert begun(sim, happens(sim, "line", "2026-11-18 10:00")) == "Thu 19 Nov 09:00"
    assert begun(sim, happens(sim, "line", "2026-11-20 16:59")) == "Mon 23 Nov 09:00"
    # Fri 27 Nov: Mon 30 is St Andrew's Day. Thu 24 Dec: Fri, Sat and Mon are holidays.
    assert begun(sim, happens(sim, "line", "2026-11-27 10:00")) == "Tue 01 Dec 09:00"
    assert begun(sim, happens(sim, "line", "2026-12-24 10:00")) == "Tue 29 Dec 09:00"
    # Made on Sunday: Monday is a later day than the referral, though it is the day of the contact.
    assert begun(sim, happens(sim, "line", "2026-11-22 10:00")) == "Mon 23 Nov 09:00"
    # Made on Monday before it opens: contact at 09:00, but support on Tuesday.
    assert begun(sim, happens(sim, "line", "2026-11-23 03:00")) == "Tue 24 Nov 09:00"


def test_next_working_day_of_a_door_open_all_hours_starts_at_midnight() -> None:
    sim = simulation(f"services: {{a: {{hours: 24/7, responds_within: next working day, {EVERYONE}}}}}")
    result = happens(sim, "a", "2026-11-20 23:59")
    assert (result.outcome, result.wait_minutes, begun(sim, result)) == ("later", 2881, "Mon 23 Nov 00:00")


def test_response_time_of_the_transfer_then_of_the_service_by_urgency() -> None:
    sim = simulation(
        f"""
services:
  line: {{hours: 24/7}}
  team: {{hours: 24/7, responds_within: {{urgent: 4 h, routine: 2 days}}, offers: [bed], {EVERYONE}}}
transfers:
  - {{from: line, to: team, by: referral, responds_within: {{urgent: 2 h}}}}
"""
    )
    urgent = happens(sim, "line", "2026-11-20 10:00", "stated", a_person(sim, "urgent"))
    assert urgent.wait_minutes == 120
    assert happens(sim, "line", "2026-11-20 10:00").wait_minutes == 2880
    emergency = a_person(sim, "emergency")
    stated = happens(sim, "line", "2026-11-20 10:00", "stated", emergency)
    assert (stated.outcome, stated.wait_minutes, stated.wait_at_least_minutes) == ("later", None, 0)
    best = happens(sim, "line", "2026-11-20 10:00", "best", emergency)
    assert (best.outcome, best.wait_minutes, best.wait_at_least_minutes) == ("later", 0, None)
    assert happens(sim, "team", "2026-11-20 10:00", "stated", emergency).wait_minutes == 0


def test_a_known_wait_is_preferred_to_a_shorter_one_that_may_be_longer() -> None:
    sim = simulation(
        f"""
services:
  line: {{hours: 24/7}}
  unsaid: {{hours: 24/7, {EVERYONE}}}
  slow: {{hours: 24/7, responds_within: 2 weeks, {EVERYONE}}}
transfers:
  - {{from: line, to: unsaid, by: referral}}
  - {{from: line, to: slow, by: referral}}
"""
    )
    stated = happens(sim, "line", "2026-11-20 10:00")
    assert (stated.wait_minutes, stated.journey) == (14 * 1440, ("line-to-slow",))
    best = happens(sim, "line", "2026-11-20 10:00", "best")
    assert (best.wait_minutes, best.journey) == (0, ("line-to-unsaid",))
    assert sim.supporters("line", a_person(sim), 0, "stated") == {"unsaid", "slow"}


def test_a_signpost_is_for_the_person_to_follow_and_arrives_when_it_opens() -> None:
    sim = simulation(
        f"""
services:
  line: {{hours: 24/7}}
  cafe: {{hours: 'Fri 18:00-23:00', intake: 'Fri 18:00-22:00', holidays: closed, open_to: public, {EVERYONE}}}
  staff: {{hours: 24/7, {EVERYONE}}}
transfers:
  - {{from: line, to: cafe, by: signpost}}
  - {{from: line, to: staff, by: signpost}}
"""
    )
    shut = happens(sim, "line", "2026-11-20 17:00")
    assert (shut.outcome, shut.wait_minutes) == ("self", 60)
    # Nobody waits at an open door: at 22:30 it is open, and takes nobody in.
    assert happens(sim, "line", "2026-11-20 22:30").outcome == "none"
    assert happens(sim, "line", "2026-11-20 23:00").wait_minutes == 6 * 1440 + 19 * 60


def test_staff_led_later_comes_before_a_quicker_way_of_ones_own() -> None:
    sim = simulation(
        f"""
services:
  line: {{hours: 24/7}}
  cafe: {{hours: 24/7, open_to: public, {EVERYONE}}}
  team: {{hours: 24/7, responds_within: 2 weeks, {EVERYONE}}}
transfers:
  - {{from: line, to: cafe, by: signpost}}
  - {{from: line, to: team, by: referral}}
"""
    )
    result = happens(sim, "line", "2026-11-20 10:00")
    assert (result.outcome, result.wait_minutes) == ("later", 14 * 1440)
    assert sim.supporters("line", a_person(sim), 0, "stated") == {"team"}


def test_a_shut_door_leads_only_by_what_is_for_when_it_is_shut() -> None:
    sim = simulation(
        f"""
services:
  gp: {{hours: 'Mon-Fri 09:00-17:00', holidays: closed}}
  out: {{hours: 24/7, {EVERYONE}}}
  line: {{hours: 24/7, open_to: public, {EVERYONE}}}
transfers:
  - {{id: in-hours, from: gp, to: out, by: call-transfer, takes: 5 min}}
  - {{id: message, from: gp, to: line, by: signpost, when: closed}}
  - {{id: note, from: gp, to: out, by: advice, when: always}}
  - {{id: any, from: gp, to: out, by: referral, when: always, hours: 'Sun 10:00-12:00', responds_within: 1 h}}
"""
    )
    assert happens(sim, "gp", "2026-11-20 16:59").outcome == "now"
    evening = happens(sim, "gp", "2026-11-20 17:00")
    assert (evening.outcome, evening.journey, evening.wait_minutes) == ("self", ("message",), 0)
    sunday = happens(sim, "gp", "2026-11-22 11:59")
    assert (sunday.outcome, sunday.journey, sunday.wait_minutes) == ("later", ("any",), 60)


def test_on_an_unstated_holiday_a_door_is_as_stated_neither_and_at_best_both() -> None:
    sim = simulation(
        f"""
services:
  gp: {{hours: 'Mon-Fri 09:00-17:00'}}
  live: {{hours: 24/7, {EVERYONE}}}
  line: {{hours: 24/7, open_to: public, {EVERYONE}}}
transfers:
  - {{from: gp, to: live, by: call-transfer, for: {{ages: 18+}}}}
  - {{from: gp, to: line, by: signpost, when: closed}}
"""
    )
    adult, child = a_person(sim), a_person(sim, age=16)
    for when, stated, best in (
        ("2026-11-30 12:00", ("none", "none"), ("now", "self")),
        ("2026-11-30 18:00", ("self", "self"), ("self", "self")),
        ("2026-12-01 12:00", ("now", "none"), ("now", "none")),
    ):
        assert tuple(happens(sim, "gp", when, "stated", p).outcome for p in (adult, child)) == stated
        assert tuple(happens(sim, "gp", when, "best", p).outcome for p in (adult, child)) == best


def test_at_best_the_first_possible_and_the_first_sure_minute_are_both_open_to_a_referral() -> None:
    # On St Andrew's Day the team may be in, but the ward to which it can convey people is shut till Tuesday.
    sim = simulation(
        f"""
services:
  line: {{hours: 24/7}}
  team: {{hours: 'Mon-Fri 09:00-17:00'}}
  ward: {{hours: 'Mon-Fri 08:00-20:00', holidays: closed, {EVERYONE}}}
transfers:
  - {{from: line, to: team, by: referral}}
  - {{from: team, to: ward, by: conveyance}}
"""
    )
    for reading in ("stated", "best"):
        result = happens(sim, "line", "2026-11-27 17:00", reading)
        assert (result.outcome, begun(sim, result)) == ("later", "Tue 01 Dec 09:00")
        # The last transfer is the conveyance, so the wait is known: Fri 17:00 to Tue 09:00.
        assert result.wait_minutes == 3 * 1440 + 16 * 60
    alone = simulation(
        "services: {line: {hours: 24/7}, team: {hours: 'Mon-Fri 09:00-17:00', supports: {excludes: []}}}\n"
        "transfers: [{from: line, to: team, by: referral}]"
    )
    stated = happens(alone, "line", "2026-11-27 17:00", "stated")
    best = happens(alone, "line", "2026-11-27 17:00", "best")
    assert (begun(alone, stated), begun(alone, best)) == ("Tue 01 Dec 09:00", "Mon 30 Nov 09:00")


def test_hours_of_a_transfer_hold_on_holidays_unless_it_says_closed() -> None:
    services = f"services: {{line: {{hours: 24/7}}, ward: {{hours: 24/7, {EVERYONE}}}}}\n"
    transfer = "transfers: [{{from: line, to: ward, by: visit{}}}]"
    plain = simulation(services + transfer.format(", hours: 'daily 22:00-02:00'"))
    shut = simulation(services + transfer.format(", hours: 'daily 22:00-02:00', holidays: closed"))
    bare = simulation(services + transfer.format(", holidays: closed"))
    odd = simulation(services + transfer.format(", hours: unknown, valid_until: 2026-12-01"))
    for when, expected in (
        ("2026-11-30 01:59", ("now", "now", "none")),
        ("2026-11-30 22:00", ("now", "none", "none")),
        ("2026-12-01 01:59", ("now", "none", "now")),
        ("2026-12-01 02:00", ("none", "none", "now")),
    ):
        assert tuple(happens(sim, "line", when).outcome for sim in (plain, shut, bare)) == expected
        assert happens(odd, "line", when).outcome == "none"
        assert happens(odd, "line", when, "best").outcome == "now"
    assert happens(odd, "line", "2026-12-02 00:00", "best").outcome == "none"


def test_ties_go_by_retellings_then_transfers_then_ids() -> None:
    services = "".join(f"  {name}: {{hours: 24/7}}\n" for name in ("door", "mid"))
    services += f"  end: {{hours: 24/7, {EVERYONE}}}\n"
    told = "shares: [story, risk]"

    def journey(*transfers: str) -> tuple[str, ...]:
        listed = "".join(f"  - {{{transfer}}}\n" for transfer in transfers)
        return happens(simulation(f"services:\n{services}transfers:\n{listed}"), "door", "2026-11-16").journey

    direct = "from: door, to: end, by: visit"
    two = (f"id: x, from: door, to: mid, by: visit, {told}", f"id: y, from: mid, to: end, by: visit, {told}")
    assert journey(f"id: b, {direct}", *two) == ("x", "y")
    assert journey(f"id: b, {direct}, {told}", *two) == ("b",)
    assert journey(f"id: b, {direct}, {told}, takes: 1 min", *two) == ("x", "y")
    assert journey(f"id: b, {direct}", f"id: a, {direct}") == ("a",)
    assert journey(f"id: b, {direct}", f"id: a, {direct}, takes: 1 min") == ("b",)


def test_coming_back_to_the_door_by_a_quicker_transfer_counts() -> None:
    sim = simulation(
        f"""
services: {{door: {{hours: 24/7, responds_within: 4 h, {EVERYONE}}}, desk: {{hours: 24/7}}}}
transfers:
  - {{from: door, to: desk, by: call-transfer, takes: 5 min}}
  - {{from: desk, to: door, by: call-transfer, responds_within: 30 min}}
"""
    )
    result = happens(sim, "door", "2026-11-20 10:00")
    assert (result.outcome, result.wait_minutes) == ("now", 35)
    assert result.journey == ("door-to-desk", "desk-to-door")


def test_no_minute_is_known_after_four_more_weeks() -> None:
    sim = simulation(
        f"services: {{line: {{hours: 24/7}}, team: {{hours: 24/7, responds_within: 5 weeks, {EVERYONE}}}}}\n"
        "transfers: [{from: line, to: team, by: referral}]"
    )
    last = 7 * 1440 * 52  # five weeks before the end of what is known
    assert sim.outcome("line", a_person(sim), last - 1, "stated").outcome == "later"
    assert sim.outcome("line", a_person(sim), last, "stated").outcome == "none"


def test_replay_walks_a_journey_and_says_what_is_wrong() -> None:
    sim = day_team("referral", "2 h")
    at = sim.minute("2026-11-20 17:00")
    result = sim.outcome("line", a_person(sim), at, "stated")
    steps = [(step.service, step.at, step.transfer) for step in result.steps]
    assert result.wait_minutes is not None
    wait = result.wait_minutes
    assert sim.replay("line", a_person(sim), at, "stated", steps, "later", wait) == []
    assert sim.replay("line", a_person(sim), at, "stated", steps, "later", wait + 1)
    assert sim.replay("line", a_person(sim), at, "stated", steps, "now", wait)
    early = [steps[0], (steps[1][0], at, steps[1][2])]
    assert sim.replay("line", a_person(sim), at, "stated", early, "later", wait)
    assert sim.replay("line", a_person(sim), at, "stated", [], "later", wait)


# --- the search against a blind walk, and what must hold of any map ----------------------------------------


def all_ways(
    sim: Simulation, person: Person, at: int, door: str, methods: tuple[str, ...], reading: str, most: int
) -> Iterator[tuple[bool, int, int, int, tuple[str, ...]]]:
    """Every chain of at most so many transfers that ends in support, walked blindly, as it is compared."""
    Way = tuple[str, ...]

    def walk(here: str, now: int, made: int, ids: Way) -> Iterator[tuple[bool, int, int, int, Way]]:
        if sim.supports(here, person, now, reading):
            begins, known = sim.begins(here, person, now, ids[-1] if ids else None, made, reading)
            if begins is not None:
                told = [sim.transfers[name] for name in ids]
                takes = sum(duration(transfer.get("takes", "0 min")) for transfer in told)
                again = sum("story" not in transfer.get("shares", []) for transfer in told)
                yield not known, begins - at + takes, again, len(ids), ids
        if len(ids) < most:
            for name, transfer in sim.transfers.items():
                if transfer["from"] == here and transfer["by"] in methods:
                    for then in sim.arrivals(name, person, now, reading):
                        yield from walk(transfer["to"], then, now, (*ids, name))

    return walk(door, at, at, ()) if sim.contactable(door, person, reading) else iter(())


def compare_with_a_blind_walk(
    sim: Simulation, person: Person, at: int, door: str, methods: tuple[str, ...], reading: str
) -> None:
    blind = min(all_ways(sim, person, at, door, methods, reading, 4), default=None)
    found = min(sim.endings(door, person, at, methods, reading), key=Ending.order, default=None)
    if found is None:
        assert blind is None
        return
    _, retellings, count, ids, _, _ = found.way
    told = (not found.known, found.wait, retellings, count, ids)
    if count <= 4:
        assert blind == told
    elif blind is not None:
        assert told < blind


@pytest.mark.parametrize("reading", ["stated", "best"])
def test_the_search_finds_what_a_blind_walk_finds(reading: str) -> None:
    sim = simulation(
        f"""
services:
  a: {{hours: 24/7}}
  b: {{hours: 'Mon-Fri 09:00-17:00', intake: unknown, {EVERYONE}}}
  c: {{hours: 'daily 18:00-02:00', responds_within: 2 h, {EVERYONE}}}
transfers:
  - {{id: ab, from: a, to: b, by: referral, takes: 20 min}}
  - {{id: ac, from: a, to: c, by: visit, takes: 45 min}}
  - {{id: ba, from: b, to: a, by: call-transfer, shares: [story]}}
  - {{id: bc, from: b, to: c, by: referral, responds_within: 30 min, takes: 5 min}}
  - {{id: cb, from: c, to: b, by: referral, responds_within: next working day}}
"""
    )
    for at in range(0, 16 * 1440, 517):
        for door in "abc":
            compare_with_a_blind_walk(sim, a_person(sim), at, door, LIVE + QUEUED, reading)


RANK = ("now", "later", "self", "none")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_map(data: st.DataObject) -> None:
    """At best is no worse than as stated; what is shown can be walked; no blind walk is better."""
    check_date = data.draw(check_dates())
    sim = simulated(data.draw(map_texts(check_date)), check_date)
    for situation in data.draw(st.lists(situations(sim, combine=2), min_size=5, max_size=5)):
        door, person, at = situation.door, situation.person, situation.at
        results = {}
        for reading in ("stated", "best"):
            result = results[reading] = sim.outcome(door, person, at, reading)
            wait = result.wait_minutes if result.wait_minutes is not None else result.wait_at_least_minutes
            if wait is not None:
                steps = [(step.service, step.at, step.transfer) for step in result.steps]
                assert sim.replay(door, person, at, reading, steps, result.outcome, wait) == []
            for methods in (LIVE, LIVE + QUEUED, LIVE + QUEUED + PERSON_LED):
                compare_with_a_blind_walk(sim, person, at, door, methods, reading)
        stated, best = results["stated"], results["best"]
        assert RANK.index(best.outcome) <= RANK.index(stated.outcome)
        assert best.wait_at_least_minutes is None
        if stated.outcome == best.outcome and stated.wait_minutes is not None:
            assert best.wait_minutes is not None
            assert best.wait_minutes <= stated.wait_minutes
        assert sim.supporters(door, person, at, "stated") <= sim.supporters(door, person, at, "best")
        assert sim.options(door, person, at, "stated") <= sim.options(door, person, at, "best")
