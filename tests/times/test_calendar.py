"""Holidays are those of the nation, the actual and the substitute days both."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

from pathkit.times.calendar import Calendar, public_holidays
from pathkit.times.horizon import Horizon
from pathkit.times.openings import working_days
from pathkit.times.problem import TimeProblem

SCOTLAND = {
    2025: "01-01 01-02 04-18 05-05 05-26 08-04 11-30 12-01 12-25 12-26",
    2026: "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-26 12-28",
    2027: "01-01 01-02 01-04 03-26 05-03 05-31 08-02 11-30 12-25 12-26 12-27 12-28",
    2028: "01-01 01-02 01-03 01-04 04-14 05-01 05-29 08-07 11-30 12-25 12-26",
}
WORLD_CUP = dt.date(2026, 6, 15)  # proclaimed for Scotland alone


@pytest.mark.parametrize("year", SCOTLAND)
def test_scotland_keeps_its_holidays_and_their_substitute_days(year: int) -> None:
    expected = {dt.date.fromisoformat(f"{year}-{day}") for day in SCOTLAND[year].split()}
    assert public_holidays("scotland", year) == expected


def test_scotland_keeps_the_holiday_proclaimed_for_15_june_2026() -> None:
    assert Calendar("scotland").kind(WORLD_CUP) == "public"
    assert Calendar("england-and-wales").kind(WORLD_CUP) is None


@pytest.mark.parametrize(
    ("actual", "substitute"),
    [("2025-11-30", "2025-12-01"), ("2026-12-26", "2026-12-28"), ("2027-01-02", "2027-01-04")],
)
def test_a_holiday_at_a_weekend_is_kept_on_both_days(actual: str, substitute: str) -> None:
    scotland = Calendar("scotland")
    assert scotland.kind(dt.date.fromisoformat(actual)) == "public"
    assert scotland.kind(dt.date.fromisoformat(substitute)) == "public"


def test_each_nation_keeps_its_own() -> None:
    easter_monday, boyne, st_andrew = dt.date(2027, 3, 29), dt.date(2027, 7, 12), dt.date(2027, 11, 30)
    kept = {
        name: [Calendar(name).kind(day) is not None for day in (easter_monday, boyne, st_andrew)]
        for name in ("scotland", "england-and-wales", "northern-ireland", "none")
    }
    assert kept == {
        "scotland": [False, False, True],
        "england-and-wales": [True, False, False],
        "northern-ireland": [True, True, False],
        "none": [False, False, False],
    }


def test_local_holidays_are_added_and_a_day_that_is_both_is_public() -> None:
    local, both = dt.date(2026, 9, 28), dt.date(2026, 12, 25)
    calendar = Calendar("scotland", local_holidays=frozenset({local, both}))
    assert calendar.kind(local) == "local"
    assert calendar.kind(both) == "public"


def test_not_holidays_take_public_holidays_out() -> None:
    st_andrew, christmas = dt.date(2026, 11, 30), dt.date(2026, 12, 25)
    calendar = Calendar("scotland", frozenset({christmas}), frozenset({st_andrew, christmas}))
    assert calendar.kind(st_andrew) is None
    assert calendar.working_day(st_andrew)
    assert calendar.kind(christmas) == "local"  # still a local one


def test_a_working_day_is_no_weekend_and_no_holiday() -> None:
    calendar = Calendar("scotland", frozenset({dt.date(2026, 9, 28)}))
    days = [dt.date(2026, 9, day) for day in range(25, 30)]  # Friday to Tuesday
    assert [calendar.working_day(day) for day in days] == [True, False, False, False, True]


def test_working_days_of_the_horizon_agree_with_the_calendar() -> None:
    calendar = Calendar("scotland", frozenset({dt.date(2027, 4, 19)}))
    horizon = Horizon(dt.date(2026, 11, 21))
    expected = tuple(calendar.working_day(horizon.date_of(day)) for day in range(399))
    assert working_days(calendar, horizon) == expected


def test_an_unknown_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="scotland"):
        Calendar("wales")


def test_reading_times_does_not_import_the_holidays_package() -> None:
    code = (
        "import sys, pathkit.times.openings, pathkit.times.words, pathkit.times.durations; "
        "sys.exit('holidays' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# --- the horizon ---------------------------------------------------------------------------------------


def test_the_horizon_begins_on_the_monday_of_the_week_and_lasts_53_weeks() -> None:
    for day in range(16, 23):
        horizon = Horizon(dt.date(2026, 11, day))
        assert horizon.start == dt.date(2026, 11, 16)
    assert (horizon.days, horizon.known_days, horizon.minutes) == (53 * 7, 57 * 7, 53 * 7 * 1440)
    assert horizon.date_of(371) == dt.date(2027, 11, 22)


def test_minutes_and_moments_turn_into_each_other() -> None:
    horizon = Horizon(dt.date(2026, 11, 21))
    assert horizon.moment(0) == dt.datetime(2026, 11, 16)
    assert horizon.minute_of(dt.datetime(2026, 11, 17, 0, 1)) == 1441
    assert horizon.minute_of(dt.datetime(2026, 11, 15, 23, 59)) == -1
    for minute in (0, 1439, 1440, 123_456, horizon.known_minutes):
        assert horizon.minute_of(horizon.moment(minute)) == minute
    for day in (-7, 0, 398):
        assert horizon.day_of(horizon.date_of(day)) == day


@pytest.mark.parametrize("date", [dt.date.min, dt.date.max, dt.date(2091, 1, 1)])
def test_a_date_whose_holidays_nobody_knows_is_refused(date: dt.date) -> None:
    with pytest.raises(TimeProblem):
        Horizon(date)
