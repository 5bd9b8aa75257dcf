"""Openings agree with a slow reading, minute by minute, of the page on semantics."""

from __future__ import annotations

import datetime as dt
import random
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathkit.times.calendar import Calendar
from pathkit.times.horizon import Horizon
from pathkit.times.hours import DayPolicy, HolidayPolicy, Hours, Monthly, parse_hours
from pathkit.times.openings import Opening, Timeline, holidays, validity, weekly_timelines
from pathkit.times.patterns import merged
from times.slow import Place, reading

HORIZON: Final = Horizon(dt.date(2026, 11, 21))
NO_HOLIDAYS: Final = Calendar("none")
SCOTLAND: Final = Calendar("scotland", frozenset({dt.date(2027, 4, 19)}), frozenset({dt.date(2026, 11, 30)}))
CLOSED, AS_USUAL = DayPolicy("closed"), DayPolicy("as usual")
KNOWN: Final = HORIZON.known_minutes


def opening(
    text: str,
    policy: HolidayPolicy | None = None,
    dates: dict[dt.date, DayPolicy] | None = None,
    calendar: Calendar = SCOTLAND,
    default_as_usual: bool | None = None,
) -> Opening:
    return weekly_timelines(
        parse_hours(text), policy, dates or {}, calendar, HORIZON, default_as_usual=default_as_usual
    )


def at(text: str) -> int:
    return HORIZON.minute_of(dt.datetime.fromisoformat(text))


# --- the slow reading ----------------------------------------------------------------------------------

a_window = st.tuples(st.integers(0, 1439), st.integers(1, 1080)).map(lambda w: (w[0], w[0] + w[1]))
a_few_windows = st.lists(a_window, max_size=3).map(merged)
some_hours = st.one_of(
    st.sampled_from(["24/7", "closed", "unknown", "Fri 18:00 to Mon 06:00"]).map(parse_hours),
    st.builds(
        Hours,
        text=st.just("made up"),
        known=st.just(True),
        closed_with=st.none(),
        always=st.booleans(),
        weekly=st.tuples(*[a_few_windows] * 7),
        monthly=st.lists(
            st.builds(
                Monthly,
                st.sampled_from(["first", "second", "third", "fourth", "last"]),
                st.integers(0, 6),
                a_few_windows,
            ),
            max_size=2,
        ).map(tuple),
        warnings=st.just(()),
    ),
)
a_day_policy = st.one_of(
    st.just(CLOSED), st.just(AS_USUAL), a_few_windows.map(lambda windows: DayPolicy("times", windows))
)
a_policy = st.none() | st.builds(HolidayPolicy, st.none() | a_day_policy, st.none() | a_day_policy)
a_date = st.integers(-9, 400).map(HORIZON.date_of)
a_calendar = st.builds(
    Calendar,
    st.sampled_from(["scotland", "northern-ireland", "none"]),
    st.frozensets(a_date, max_size=3),
    st.just(frozenset({dt.date(2026, 12, 25)})),
)


@settings(max_examples=60, deadline=None)
@given(
    some_hours,
    a_policy,
    st.dictionaries(a_date, a_day_policy, max_size=4),
    a_calendar,
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_openings_agree_with_the_slow_reading_minute_by_minute(
    hours: Hours,
    policy: HolidayPolicy | None,
    dates: dict[dt.date, DayPolicy],
    calendar: Calendar,
    as_usual: bool,
    chance: random.Random,
) -> None:
    got = weekly_timelines(hours, policy, dates, calendar, HORIZON, default_as_usual=as_usual)
    place = Place(hours, policy, dates, calendar, as_usual)
    special = {HORIZON.day_of(day) for day in [*dates, *calendar.local_holidays]}
    days = {0, 1, 398, *chance.sample(range(399), 6), *special, *(day + 1 for day in special)}
    for day in sorted(day for day in days if 0 <= day < 399):
        date = HORIZON.date_of(day)
        for minute in [*chance.sample(range(1440), 120), 0, 1, 1439]:
            now = day * 1440 + minute
            assert (got.sure.holds(now), got.possible.holds(now)) == reading(place, date, minute)
    assert not got.sure - got.possible


def test_a_whole_year_agrees_with_the_slow_reading_at_every_minute_that_matters() -> None:
    policy = HolidayPolicy(DayPolicy("times", ((600, 1500),)), None)
    dates = {dt.date(2026, 12, 24): CLOSED, dt.date(2026, 12, 25): AS_USUAL}
    hours = parse_hours("Mon-Thu 18:00-02:00, Fri 18:00 to Mon 06:00, first Wed 10:00-12:00")
    got = weekly_timelines(hours, policy, dates, SCOTLAND, HORIZON)
    place = Place(hours, policy, dates, SCOTLAND, False)
    edges = {edge for runs in (got.sure.runs, got.possible.runs) for run in runs for edge in run}
    minutes = {minute for edge in edges for minute in (edge - 1, edge)} | set(range(0, KNOWN, 61))
    for now in sorted(minute for minute in minutes if 0 <= minute < KNOWN):
        day, minute = divmod(now, 1440)
        expected = reading(place, HORIZON.date_of(day), minute)
        assert (got.sure.holds(now), got.possible.holds(now)) == expected


# --- each promise by name ------------------------------------------------------------------------------


def test_a_window_past_midnight_belongs_whole_to_the_day_on_which_it_starts() -> None:
    closed = HolidayPolicy(CLOSED, CLOSED)
    sure = opening("daily 18:00-02:00", closed).sure
    assert sure.holds(at("2026-12-25 01:59"))  # began on Christmas Eve
    assert not sure.holds(at("2026-12-25 18:00"))
    assert not sure.holds(at("2026-12-26 01:00"))  # would have begun on Christmas Day
    assert not sure.holds(at("2026-12-27 01:00"))  # would have begun on Boxing Day


def test_a_span_is_one_part_for_each_of_its_days() -> None:
    sure = opening("Thu 18:00 to Mon 06:00", HolidayPolicy(CLOSED, CLOSED)).sure
    assert sure.holds(at("2026-12-24 23:59"))
    assert not sure.holds(at("2026-12-25 00:00"))
    assert sure.holds(at("2026-12-27 00:00"))
    assert not sure.holds(at("2026-12-28 05:00"))  # the substitute day


def test_the_past_week_spills_into_the_first_minutes_of_the_horizon() -> None:
    assert opening("Sun 18:00-02:00").sure.runs[0] == (0, 120)
    sunday = {dt.date(2026, 11, 15): DayPolicy("times", ((1380, 1500),))}
    assert opening("closed", dates=sunday).sure.runs == ((0, 60),)
    assert opening("third Sun 18:00-02:00").sure.runs[0] == (0, 120)
    kept = Calendar("none", frozenset(sunday))
    assert opening("Sun 18:00-02:00", HolidayPolicy(None, CLOSED), calendar=kept).sure.runs[0][0] > 120


def test_on_an_unstated_holiday_the_usual_windows_are_possible_and_not_sure() -> None:
    got = opening("Mon-Fri 09:00-17:00")
    noon, night = at("2026-12-25 12:00"), at("2026-12-25 20:00")
    assert got.possible.holds(noon) and not got.sure.holds(noon)
    assert not got.shut_surely.holds(noon) and got.shut_possibly.holds(noon)
    assert got.shut_surely.holds(night)


def test_an_unstated_holiday_is_as_usual_for_24_7() -> None:
    assert opening("24/7").sure == Timeline.always(HORIZON)
    assert opening("Mon-Fri 09:00-17:00", default_as_usual=True).sure.holds(at("2026-12-25 12:00"))
    intake_of_another = opening("24/7", default_as_usual=False)
    assert not intake_of_another.sure.holds(at("2026-12-25 12:00"))


def test_24_7_may_state_that_it_is_closed_on_holidays() -> None:
    got = opening("24/7", HolidayPolicy(CLOSED, None))
    assert not got.possible.holds(at("2026-12-25 12:00"))
    assert got.sure.holds(at("2027-04-19 12:00"))  # the local holiday is not stated


def test_public_and_local_holidays_have_their_own_policy() -> None:
    got = opening("Mon-Fri 09:00-17:00", HolidayPolicy(CLOSED, AS_USUAL))
    assert not got.possible.holds(at("2026-12-25 12:00"))
    assert got.sure.holds(at("2027-04-19 12:00"))
    half = opening("Mon-Fri 09:00-17:00", HolidayPolicy(None, CLOSED))
    assert half.possible.holds(at("2026-12-25 12:00")) and not half.sure.holds(at("2026-12-25 12:00"))
    assert not half.possible.holds(at("2027-04-19 12:00"))


def test_dates_beat_the_holiday_policy_and_the_week() -> None:
    dates = {dt.date(2026, 12, 25): AS_USUAL, dt.date(2026, 12, 24): DayPolicy("times", ((540, 720),))}
    sure = opening("Mon-Fri 09:00-17:00", HolidayPolicy(CLOSED, CLOSED), dates).sure
    assert sure.holds(at("2026-12-25 12:00"))
    assert sure.holds(at("2026-12-24 11:59")) and not sure.holds(at("2026-12-24 12:00"))


def test_unknown_hours_are_possible_on_days_whose_policy_does_not_say_otherwise() -> None:
    dates = {dt.date(2026, 12, 24): CLOSED}
    got = opening("unknown", HolidayPolicy(DayPolicy("times", ((600, 960),)), None), dates)
    assert not got.sure.holds(at("2026-12-23 12:00")) and got.possible.holds(at("2026-12-23 03:00"))
    assert not got.possible.holds(at("2026-12-24 12:00"))
    assert got.sure.holds(at("2026-12-25 12:00")) and not got.possible.holds(at("2026-12-25 03:00"))


def test_not_holidays_are_ordinary_days() -> None:
    assert opening("Mon-Fri 09:00-17:00").sure.holds(at("2026-11-30 12:00"))


def test_monthly_hours_open_on_that_day_of_the_month_only() -> None:
    sure = opening("first Mon 10:00-12:00, last Sat 10:00-12:00", calendar=NO_HOLIDAYS).sure
    starts = [HORIZON.moment(start).date() for start, _ in sure.runs]
    assert starts[:4] == [
        dt.date(2026, 11, 28),
        dt.date(2026, 12, 7),
        dt.date(2026, 12, 26),
        dt.date(2027, 1, 4),
    ]


def test_hours_that_depend_on_another_service_are_left_to_the_caller() -> None:
    with pytest.raises(ValueError, match="another service"):
        opening("when gp is closed")


def test_validity_dates_are_inclusive() -> None:
    got = validity(dt.date(2027, 1, 1), dt.date(2027, 3, 31), HORIZON)
    assert got.runs == ((at("2027-01-01 00:00"), at("2027-04-01 00:00")),)
    assert validity(None, None, HORIZON) == Timeline.always(HORIZON)
    assert validity(dt.date(2020, 1, 1), dt.date(2050, 1, 1), HORIZON) == Timeline.always(HORIZON)
    assert validity(None, dt.date(2020, 1, 1), HORIZON) == Timeline.never(HORIZON)
    assert validity(dt.date(2050, 1, 1), None, HORIZON) == Timeline.never(HORIZON)
    assert validity(dt.date(2027, 2, 1), dt.date(2027, 1, 1), HORIZON) == Timeline.never(HORIZON)


def test_holidays_are_whole_days() -> None:
    days = {HORIZON.moment(start).date(): end - start for start, end in holidays(SCOTLAND, HORIZON).runs}
    assert days[dt.date(2027, 4, 19)] == 1440
    assert days[dt.date(2026, 12, 25)] == 2880  # with Boxing Day
    assert dt.date(2026, 11, 30) not in days


# --- timelines are sets --------------------------------------------------------------------------------

a_run = st.tuples(st.integers(-100, 9 * 1440), st.integers(0, 4000)).map(lambda run: (run[0], run[0] + run[1]))
some_runs = st.lists(a_run, max_size=6)


def minutes_of(runs: list[tuple[int, int]]) -> set[int]:
    return {minute for start, end in runs for minute in range(max(start, 0), end)}


@settings(max_examples=60, deadline=None)
@given(some_runs, some_runs)
def test_timelines_combine_as_sets_do(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    a, b = Timeline.from_runs(one), Timeline.from_runs(other)
    minutes_a, minutes_b = minutes_of(one), minutes_of(other)
    for timeline, minutes in (
        (a, minutes_a),
        (a & b, minutes_a & minutes_b),
        (a | b, minutes_a | minutes_b),
        (a - b, minutes_a - minutes_b),
    ):
        assert minutes_of(list(timeline.runs)) == minutes
        assert timeline.last == max(minutes, default=None)
        assert bool(timeline) == bool(minutes)
    assert ~~a == a
    assert (a | ~a) == Timeline.always() and (a & ~a) == Timeline.never()
    assert a - b == a & ~b
    assert hash(a | b) == hash(b | a)


@settings(max_examples=60, deadline=None)
@given(some_runs, st.integers(0, 10 * 1440), st.integers(0, 3000))
def test_next_and_open_minutes_are_counted_minute_by_minute(
    runs: list[tuple[int, int]], minute: int, count: int
) -> None:
    timeline, minutes = Timeline.from_runs(runs), minutes_of(runs)
    ahead = sorted(m for m in minutes if m >= minute)
    assert timeline.next(minute) == (ahead[0] if ahead else None)
    if count == 0:
        assert timeline.open_minutes_from(minute, count) == minute
    else:
        expected = ahead[count - 1] + 1 if len(ahead) >= count else None
        assert timeline.open_minutes_from(minute, count) == expected


def test_minutes_outside_the_known_time_are_in_no_timeline() -> None:
    always = Timeline.always(HORIZON)
    assert always.runs == ((0, KNOWN),)
    assert [always.holds(minute) for minute in (-1, 0, KNOWN - 1, KNOWN)] == [False, True, True, False]
    assert always.next(KNOWN) is None
    assert always.open_minutes_from(KNOWN - 5, 5) == KNOWN
    assert always.open_minutes_from(KNOWN - 5, 6) is None
    assert Timeline.from_runs([(-5, 5), (KNOWN - 5, KNOWN + 5)]).runs == ((0, 5), (KNOWN - 5, KNOWN))


def test_equal_days_are_one_object() -> None:
    one, other = opening("Mon-Fri 09:00-17:00").sure, opening("Mon 09:00-17:00").sure
    assert one.days[0] is other.days[0] is one.days[1]
    assert (~one).days[0] is (~other).days[7]


def test_a_timeline_needs_every_known_day() -> None:
    with pytest.raises(ValueError, match="399 days"):
        Timeline.of([()] * 371)


def test_openings_combine_in_both_readings() -> None:
    a, b = opening("Mon-Fri 09:00-17:00"), opening("unknown")
    assert (a & b).sure == Timeline.never() and (a & b).possible == a.possible & b.possible
    assert (a | b).sure == a.sure
    assert a.shut == Opening(~a.possible, ~a.sure)
    assert a.shut.shut == a
