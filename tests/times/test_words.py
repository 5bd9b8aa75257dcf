"""Words are true: they parse back to exactly the same minutes, and name no other."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Iterable, Sequence
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathkit.times.calendar import Calendar
from pathkit.times.horizon import Horizon
from pathkit.times.hours import HolidayPolicy, parse_day_policy, parse_hours, parse_windows
from pathkit.times.openings import holidays, validity, weekly_timelines
from pathkit.times.patterns import Pattern, Runs, Windows, merged
from pathkit.times.words import (
    MONTH_NAMES,
    When,
    date_in_words,
    dates_in_words,
    days_words,
    describe,
    moment_in_words,
    ordinary_week,
    shorten,
    times_in_words,
    weekly_words,
)

HORIZON: Final = Horizon(dt.date(2026, 11, 21))
DAY, WEEK = 1440, 7 * 1440
OFFICE: Final[list[Pattern]] = [((540, 1020),)] * 5 + [()] * 2
OUT_OF_HOURS: Final[list[Pattern]] = [((0, 540), (1020, 1440))] * 5 + [((0, 1440),)] * 2


# --- a reader of the words, that knows nothing of how they were made -----------------------------------


def grammar(phrases: Iterable[str]) -> str:
    """Phrases for people, in the grammar of hours."""
    return ", ".join(phrases).replace("all day", "00:00-24:00").replace("at any time", "24/7")


def starting(phrases: Sequence[str]) -> tuple[Windows, ...]:
    """The windows that start on each day of the week."""
    return parse_hours(grammar(phrases)).weekly if phrases else ((),) * 7


def week_of(phrases: Sequence[str]) -> list[Pattern]:
    """The minutes of each day of the repeating week."""
    weekly = starting(phrases)
    return [merged([*clipped(weekly[day], 0), *clipped(weekly[day - 1], DAY)]) for day in range(7)]


def clipped(windows: Windows, offset: int) -> Runs:
    parts = ((max(start - offset, 0), min(end - offset, DAY)) for start, end in windows)
    return tuple((start, end) for start, end in parts if start < end)


DATE = r"([0-9]{1,2} [A-Z][a-z]{2} [0-9]{4})"
SPAN = re.compile(rf"{DATE} ([0-9:]{{5}}) to {DATE} ([0-9:]{{5}})")
RANGE = re.compile(r"([0-9]{1,2})(?: ([A-Z][a-z]{2}))?(?: ([0-9]{4}))?(?: to |-)" + DATE + r"(.*)")
SINGLE = re.compile(DATE + r"(.*)")


def date(text: str) -> dt.date:
    day, month, year = text.split(" ")
    return dt.date(int(year), MONTH_NAMES.index(month) + 1, int(day))


def minute(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])


def said(phrase: str) -> set[int]:
    """The minutes that a dated phrase names."""
    if span := SPAN.fullmatch(phrase):
        start = HORIZON.day_of(date(span[1])) * DAY + minute(span[2])
        return set(range(start, HORIZON.day_of(date(span[3])) * DAY + minute(span[4])))
    if dates := RANGE.fullmatch(phrase):
        last, rest = date(dates[4]), dates[5]
        month = MONTH_NAMES.index(dates[2]) + 1 if dates[2] else last.month
        first = dt.date(int(dates[3] or last.year), month, int(dates[1]))
    else:
        single = SINGLE.fullmatch(phrase)
        assert single is not None, phrase
        first = last = date(single[1])
        rest = single[2]
    if not rest:
        weekly: tuple[Windows, ...] = (((0, DAY),),) * 7
    elif rest.startswith(", "):
        weekly = starting([rest[2:]])
    else:
        weekly = (parse_windows(rest),) * 7
    days = range(HORIZON.day_of(first), HORIZON.day_of(last) + 1)
    return {day * DAY + m for day in days for start, end in weekly[day % 7] for m in range(start, end)}


def minutes_said(when: When) -> set[int]:
    """The minutes of the horizon that a description names."""
    week = week_of(when.weekly)
    minutes = minutes_of(week * 53)
    for phrase in when.dated:
        minutes = minutes - said(phrase[4:]) if phrase.startswith("not ") else minutes | said(phrase)
    return {m for m in minutes if 0 <= m < HORIZON.minutes}


def minutes_of(days: Sequence[Pattern]) -> set[int]:
    return {day * DAY + m for day, pattern in enumerate(days) for start, end in pattern for m in range(start, end)}


# --- the ordinary week ---------------------------------------------------------------------------------

a_quarter = st.integers(0, 96).map(lambda n: n * 15)
a_run = (
    st.tuples(a_quarter, a_quarter).map(sorted).filter(lambda run: run[0] < run[1]).map(lambda run: (run[0], run[1]))
)
a_pattern = st.one_of(
    st.just(()), st.just(((0, DAY),)), st.just(((540, 1020),)), st.lists(a_run, max_size=3).map(merged)
)
a_week = st.tuples(*[a_pattern] * 7).map(list)
# Weeks made of few different days are what real maps have, and where phrases are put together.
a_plain_week = st.lists(a_pattern, min_size=1, max_size=2).flatmap(
    lambda few: st.lists(st.sampled_from(few), min_size=7, max_size=7)
)
a_few_runs_of_the_week = st.lists(st.tuples(st.integers(0, WEEK), st.integers(1, WEEK)), max_size=3).map(
    lambda runs: cut([(start, start + length) for start, length in runs])
)


def cut(runs: Iterable[tuple[int, int]]) -> list[Pattern]:
    """Runs of a repeating week, by day."""
    days: list[list[tuple[int, int]]] = [[] for _ in range(7)]
    for start, end in runs:
        while start < end:
            day, m = divmod(start, DAY)
            stop = min(DAY, end - day * DAY)
            days[day % 7].append((m, stop))
            start = day * DAY + stop
    return [merged(day) for day in days]


@settings(max_examples=400, deadline=None)
@given(a_week | a_plain_week | a_few_runs_of_the_week)
def test_weekly_words_parse_back_to_exactly_the_same_minutes(week: list[Pattern]) -> None:
    assert week_of(weekly_words(week)) == week


@pytest.mark.parametrize(
    ("week", "words"),
    [
        ([()] * 7, []),
        ([((0, 1440),)] * 7, ["at any time"]),
        (OFFICE, ["Mon-Fri 09:00-17:00"]),
        (OUT_OF_HOURS, ["Mon-Thu 17:00-09:00", "Fri 17:00 to Mon 09:00"]),
        ([()] * 5 + [((0, 1440),)] * 2, ["Sat-Sun all day"]),
        ([()] * 6 + [((0, 1440),)], ["Sun all day"]),
        ([((540, 1020),)] * 7, ["daily 09:00-17:00"]),
        ([((540, 1020),), ()] * 2 + [((540, 1020),), (), ()], ["Mon, Wed, Fri 09:00-17:00"]),
        ([((540, 720), (780, 1020))] * 5 + [()] * 2, ["Mon-Fri 09:00-12:00, 13:00-17:00"]),
        ([((0, 120), (1080, 1440))] * 7, ["daily 18:00-02:00"]),
        ([((0, 120), (360, 1440))] * 7, ["daily 00:00-02:00, 06:00-24:00"]),
        (
            [((0, 1440),)] * 2 + [((0, 720), (780, 1440))] + [((0, 1440),)] * 4,
            ["Wed 00:00-12:00, 13:00-24:00", "Thu-Tue all day"],
        ),
        ([((0, 1440),)] + [()] * 4 + [((0, 1440),)] * 2, ["Sat-Mon all day"]),
    ],
)
def test_a_week_is_said_as_a_person_would_say_it(week: list[Pattern], words: list[str]) -> None:
    assert weekly_words(week) == words


def test_days_are_named_as_a_person_would_name_them() -> None:
    assert days_words(range(7)) == "daily"
    assert days_words({4, 5, 6, 0}) == "Fri-Mon"
    assert days_words([0, 1, 3, 5, 6]) == "Mon-Tue, Thu, Sat-Sun"


# --- the year ------------------------------------------------------------------------------------------


@st.composite
def a_year(draw: st.DrawFn) -> tuple[list[Pattern], int]:
    """53 weeks: an ordinary one, perhaps with seasons of another, and single days of their own."""
    week = draw(a_plain_week)
    days = week * 53
    for _ in range(draw(st.integers(0, 2))):
        first = draw(st.integers(0, 370))
        last = draw(st.integers(first, 371))
        other = draw(a_plain_week)
        days[first:last] = [other[day % 7] for day in range(first, last)]
    for day in draw(st.lists(st.integers(0, 370), max_size=8)):
        days[day] = draw(a_pattern)
        if draw(st.booleans()) and day < 370:
            days[day + 1] = draw(a_pattern)
    return days, draw(st.integers(0, 52))


@settings(max_examples=60, deadline=None)
@given(a_year())
def test_a_description_names_no_minute_outside_and_misses_none_inside(
    year: tuple[list[Pattern], int],
) -> None:
    days, ordinary = year
    when = describe(days, ordinary, HORIZON)
    assert minutes_said(when) == minutes_of(days)
    week = days[ordinary * 7 : ordinary * 7 + 7]
    assert when.dates == tuple(HORIZON.date_of(day) for day in range(371) if days[day] != week[day % 7])
    assert when.hours_per_week == pytest.approx(len(minutes_of(week)) / 60, abs=0.005)


def described(text: str, holidays_: str = "closed", until: dt.date | None = None, *, shut: bool = False) -> When:
    policy = parse_day_policy(holidays_)
    calendar = Calendar("scotland")
    opening = weekly_timelines(parse_hours(text), HolidayPolicy(policy, policy), {}, calendar, HORIZON)
    sure = opening.sure & validity(None, until, HORIZON)
    special = {HORIZON.moment(m).date() for run in holidays(calendar, HORIZON).runs for m in range(*run, DAY)}
    days = (~sure if shut else sure).days[:371]
    return describe(days, ordinary_week(HORIZON, special), HORIZON)


def test_holidays_are_dates_besides_the_ordinary_week() -> None:
    when = described("Mon-Fri 09:00-17:00")
    assert when.weekly == ("Mon-Fri 09:00-17:00",)
    assert when.dated[:4] == ("not 30 Nov 2026", "not 25 Dec 2026", "not 28 Dec 2026", "not 1 Jan 2027")
    assert when.hours_per_week == 40.0
    shut = described("Mon-Fri 09:00-17:00", shut=True)
    assert shut.weekly == ("Mon-Thu 17:00-09:00", "Fri 17:00 to Mon 09:00")
    assert shut.dated[:2] == ("30 Nov 2026", "25 Dec 2026")
    assert shut.dates == when.dates
    assert shut.hours_per_week == 128.0


def test_what_happens_on_holidays_only_has_no_weekly_words() -> None:
    when = described("24/7", shut=True)
    assert when.weekly == ()
    assert when.dated[:3] == ("30 Nov 2026", "25-26 Dec 2026", "28 Dec 2026")
    assert times_in_words(when, 2) == "30 Nov 2026, 25-26 Dec 2026 … and 7 more"


def test_a_night_that_begins_on_a_holiday_keeps_its_shape() -> None:
    when = described("Mon-Thu 18:00-02:00")
    assert when.dated[0] == "not 30 Nov 2026 18:00-02:00"
    assert "not 28 Dec 2026 18:00-02:00" in when.dated


def test_days_in_a_row_of_which_nothing_is_left_are_named_together() -> None:
    days: list[Pattern] = [((0, 120), (1080, 1440))] * 371
    days[39:41] = [(), ()]
    assert describe(days, 0, HORIZON).dated == ("not 25-26 Dec 2026",)


def test_a_pilot_that_ends_is_one_phrase_and_not_a_hundred_dates() -> None:
    when = described("Mon-Fri 09:00-17:00", "as usual", dt.date(2027, 3, 31))
    assert when.dated == ("not 1 Apr to 19 Nov 2027",)
    assert len(when.dates) > 150
    two = described("24/7", "as usual", dt.date(2027, 3, 31))
    assert two.dated == ("not 1 Apr to 21 Nov 2027",)


def test_a_season_with_hours_of_its_own_says_which() -> None:
    summer = [((540, 720),)] * 5 + [()] * 2
    days = OFFICE * 20 + summer * 10 + OFFICE * 23
    when = describe(days, 0, HORIZON)
    assert when.dated == ("not 5 Apr to 11 Jun 2027, Mon-Fri 12:00-17:00",)


def test_one_line_says_it_all() -> None:
    when = described("Mon-Fri 09:00-17:00")
    assert times_in_words(when, 2) == "Mon-Fri 09:00-17:00; not 30 Nov 2026, 25 Dec 2026 … and 7 more"
    assert times_in_words(When((), (), (), 0.0)) == "never"


def test_a_long_list_is_shortened_and_says_so() -> None:
    assert shorten(["a", "b", "c"], most=3) == "a, b, c"
    assert shorten(["a", "b", "c", "d", "e", "f", "g", "h"]) == "a, b, c, d, e, f … and 2 more"
    assert shorten([]) == ""


# --- dates and moments ---------------------------------------------------------------------------------


def test_dates_are_short_and_complete() -> None:
    christmas = dt.date(2026, 12, 25)
    assert date_in_words(christmas) == "25 Dec 2026"
    assert dates_in_words(christmas, christmas) == "25 Dec 2026"
    assert dates_in_words(christmas, dt.date(2026, 12, 26)) == "25-26 Dec 2026"
    assert dates_in_words(dt.date(2026, 11, 30), dt.date(2026, 12, 2)) == "30 Nov to 2 Dec 2026"
    assert dates_in_words(dt.date(2026, 12, 31), dt.date(2027, 1, 1)) == "31 Dec 2026 to 1 Jan 2027"


def test_a_moment_names_its_weekday() -> None:
    assert moment_in_words(dt.datetime(2026, 11, 23, 17)) == "Mon 23 Nov 2026, 17:00"


def test_the_ordinary_week_is_the_first_without_special_dates_else_the_one_with_fewest() -> None:
    assert ordinary_week(HORIZON, set()) == 0
    assert ordinary_week(HORIZON, {dt.date(2026, 11, 22), dt.date(2026, 11, 23)}) == 2
    everywhere = {HORIZON.date_of(7 * week) for week in range(53)}
    assert ordinary_week(HORIZON, everywhere) == 0
    assert ordinary_week(HORIZON, everywhere | {HORIZON.date_of(1)}) == 1
    assert ordinary_week(HORIZON, {HORIZON.date_of(-1), HORIZON.date_of(371)}) == 0


# --- speed ---------------------------------------------------------------------------------------------


def test_a_year_is_described_in_a_few_milliseconds() -> None:
    policy = parse_day_policy("closed")
    calendar = Calendar("scotland")
    opening = weekly_timelines(
        parse_hours("Mon-Thu 18:00-02:00, first Sat 10:00-12:00"),
        HolidayPolicy(policy, policy),
        {},
        calendar,
        HORIZON,
    )
    days = (opening.sure & validity(None, dt.date(2027, 3, 31), HORIZON)).days[:371]
    best = min(timed(lambda: describe(days, 2, HORIZON)) for _ in range(5))
    assert best < 0.015  # a few times what it takes, for busy machines


def test_the_openings_of_a_whole_area_are_worked_out_in_well_under_a_second() -> None:
    texts = [f"Mon-Fri 08:{n % 60:02}-17:{n // 60:02}, Sat 18:00-0{n % 6 + 1}:00" for n in range(150)]
    hours = [parse_hours(text) for text in texts]
    calendar = Calendar("scotland")
    holidays(calendar, HORIZON)
    assert timed(lambda: [weekly_timelines(h, None, {}, calendar, HORIZON) for h in hours]) < 0.2


def timed(work: object) -> float:
    assert callable(work)
    start = time.process_time()
    work()
    return time.process_time() - start
