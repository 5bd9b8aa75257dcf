"""Hostile text is refused cleanly, as a problem that can be printed, and in bounded time."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathkit.times.durations import parse_duration, parse_response, parse_review_period
from pathkit.times.hours import parse_day_policy, parse_hours, parse_windows
from pathkit.times.problem import TimeProblem

READERS: list[Callable[[str], object]] = [
    parse_hours,
    parse_windows,
    parse_day_policy,
    parse_duration,
    parse_review_period,
    parse_response,
]
HOSTILE = [
    "\x00",
    "Mon-Fri 09:00-17:00\x00",
    "\x1b[31mMon-Fri 09:00-17:00\x1b[0m",
    "Mon\x0b09:00-17:00",
    "\u202eMon-Fri 09:00-17:00",
    "\ud800",
    "٣٠ min",
    "３０ min",
    "²2 h",
    "१ week",
    "Mon ０９:００-１７:００",
    "4 ℎ",
    "9" * 1900 + " min",
    "9" * 100_000,
    "Mon, " * 390,
    "Mon 09:00-17:00, " * 100_000,
    "-" * 1999,
    " " * 1_000_000,
    "9-" * 999,
    "a " * 999,
    "Mon" + " " * 1990,
    "0" * 1000 + ":" + "0" * 900,
    "Mon 09:00-17:00" + "\n" * 1900 + "x",
    "when " + "a-" * 900 + " is closed",
    "when " + "a" * 1900 + "! is closed",
    "%s%n{0}{}",
    "﷽" * 900,
    "İ" * 900,
]


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:20])
def test_hostile_text_is_refused_in_bounded_time(reader: Callable[[str], object], text: str) -> None:
    start = time.process_time()
    with pytest.raises(TimeProblem) as refused:
        reader(text)
    assert time.process_time() - start < 0.5
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 600


def test_a_huge_list_is_refused() -> None:
    with pytest.raises(TimeProblem):
        parse_hours(["Mon 09:00-17:00"] * 1_000_000)


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=80)
    | st.text("MonTueWdFriSat 0123456789:-,;+to&apm./٣–", max_size=40)
    | st.lists(
        st.sampled_from(["Mon", "-", "Fri", " ", "09:00", "17:00", ",", "to", "first", "9am", "24/7", ";", "+"])
    ).map("".join)
)
def test_any_text_is_read_or_refused_and_never_crashes(text: str) -> None:
    for reader in READERS:
        try:
            reader(text)
        except TimeProblem as problem:
            assert str(problem).isprintable()


@settings(max_examples=200, deadline=None)
@given(st.text("MonTueWdFriSat 0123456789:-,+to&apm./", max_size=30))
def test_whatever_a_hint_suggests_for_the_whole_text_would_itself_be_read(text: str) -> None:
    try:
        parse_hours(text)
    except TimeProblem as problem:
        hint = problem.hint or ""
        if hint.startswith("Did you mean `") and hint.endswith("`?") and "` or `" not in hint:
            suggestion = hint.removeprefix("Did you mean `").removesuffix("`?")
            try:
                parse_hours(suggestion)
            except TimeProblem:  # a hint about one window of several
                parse_windows(suggestion)
