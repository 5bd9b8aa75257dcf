"""Durations, review periods and response times mean what they say."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathkit.times.durations import (
    LONGEST,
    Response,
    ReviewPeriod,
    duration_in_words,
    parse_duration,
    parse_response,
    parse_review_period,
)
from pathkit.times.problem import TimeProblem


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("30 min", 30),
        ("4 h", 240),
        ("2 days", 2880),
        ("2 weeks", 20160),
        ("0 min", 0),
        ("1 hour", 60),
        ("2 hours", 120),
        ("1 day", 1440),
        ("1 week", 10080),
        ("90 mins", 90),
        ("1 minute", 1),
        ("5 minutes", 5),
        ("4h", 240),
        ("4 H", 240),
    ],
)
def test_a_duration_is_a_number_and_a_unit(text: str, minutes: int) -> None:
    assert parse_duration(text) == minutes


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("30", "`30 min`"),
        ("an hour", "`1 h`"),
        ("half an hour", "`30 min`"),
        ("1.5 h", "`90 min`"),
        ("1 h 30 min", "`90 min`"),
        ("4 hrs", "`4 h`"),
        ("2 wks", "`2 weeks`"),
        ("immediately", "`0 min`"),
        ("6 months", "`26 weeks`"),
        ("soon", "`30 min`"),
        ("-5 min", "`30 min`"),
        ("99999 weeks", "`30 min`"),
    ],
)
def test_other_durations_are_refused_with_the_likely_intent(text: str, intent: str) -> None:
    with pytest.raises(TimeProblem) as refused:
        parse_duration(text)
    assert intent in (refused.value.hint or "")


@given(st.integers(0, LONGEST))
def test_words_for_a_duration_are_exact(minutes: int) -> None:
    words = duration_in_words(minutes).split(" ")
    parts = [" ".join(words[at : at + 2]) for at in range(0, len(words), 2)]
    assert sum(map(parse_duration, parts)) == minutes


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 min"),
        (25, "25 min"),
        (90, "1 h 30 min"),
        (1440, "1 day"),
        (3060, "2 days 3 h"),
        (10080, "7 days"),
    ],
)
def test_a_duration_reads_naturally(minutes: int, words: str) -> None:
    assert duration_in_words(minutes) == words


def test_no_duration_is_below_zero() -> None:
    with pytest.raises(ValueError, match="below zero"):
        duration_in_words(-1)


def test_a_review_period_is_months_or_days() -> None:
    assert parse_review_period("6 months") == ReviewPeriod(6, 0)
    assert parse_review_period("1 month") == ReviewPeriod(1, 0)
    assert parse_review_period("2 weeks") == ReviewPeriod(0, 14)
    assert parse_review_period("30 days") == ReviewPeriod(0, 30)


@pytest.mark.parametrize("text", ["0 months", "1 year", "4 h", "30 min", "yearly", "6", "9999 months"])
def test_other_review_periods_are_refused(text: str) -> None:
    with pytest.raises(TimeProblem):
        parse_review_period(text)


@pytest.mark.parametrize(
    ("text", "day", "then"),
    [
        ("6 months", dt.date(2026, 5, 1), dt.date(2026, 11, 1)),
        ("6 months", dt.date(2026, 8, 31), dt.date(2027, 2, 28)),
        ("12 months", dt.date(2028, 2, 29), dt.date(2029, 2, 28)),
        ("1 month", dt.date(2026, 12, 31), dt.date(2027, 1, 31)),
        ("2 weeks", dt.date(2026, 12, 24), dt.date(2027, 1, 7)),
        ("2 weeks", dt.date(9999, 12, 30), dt.date(9999, 12, 31)),
        ("2 months", dt.date(9999, 12, 30), dt.date(9999, 12, 31)),
    ],
)
def test_a_review_falls_due_by_the_calendar(text: str, day: dt.date, then: dt.date) -> None:
    assert parse_review_period(text).after(day) == then


def test_a_response_is_a_duration_or_the_next_working_day() -> None:
    assert parse_response("4 h") == Response("elapsed", 240)
    assert parse_response("Next working day") == Response("next-working-day", 0)


@pytest.mark.parametrize(
    ("text", "intent"), [("next day", "`next working day`"), ("soon", "`next working day`"), ("4", "`4 min`")]
)
def test_other_responses_are_refused_with_the_likely_intent(text: str, intent: str) -> None:
    with pytest.raises(TimeProblem) as refused:
        parse_response(text)
    assert intent in (refused.value.hint or "")
