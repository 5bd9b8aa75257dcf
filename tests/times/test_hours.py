"""Hours are read exactly as the page on the map format says, and anything else is refused with a remedy."""

from __future__ import annotations

from typing import Any

import pytest

from pathkit.times.hours import (
    DayPolicy,
    Monthly,
    hours_in_words,
    parse_day_policy,
    parse_hours,
    parse_windows,
)
from pathkit.times.problem import TimeProblem

NINE_TO_FIVE = ((540, 1020),)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
Week = dict[str, tuple[tuple[int, int], ...]]


def week(**days: tuple[tuple[int, int], ...]) -> tuple[tuple[tuple[int, int], ...], ...]:
    return tuple(days.get(day, ()) for day in DAYS)


OFFICE = week(Mon=NINE_TO_FIVE, Tue=NINE_TO_FIVE, Wed=NINE_TO_FIVE, Thu=NINE_TO_FIVE, Fri=NINE_TO_FIVE)
TWO_PARTS = ((540, 720), (780, 1020))
NIGHT = ((1080, 1560),)


# --- every row of the table of what can be written -----------------------------------------------------


def test_24_7_is_always() -> None:
    hours = parse_hours("24/7")
    assert hours.always and hours.known
    assert hours.weekly == (((0, 1440),),) * 7


def test_closed_is_never() -> None:
    hours = parse_hours("closed")
    assert (hours.known, hours.always, hours.weekly) == (True, False, ((),) * 7)


def test_unknown_is_not_known() -> None:
    assert not parse_hours("unknown").known


def test_when_another_service_is_closed_names_it() -> None:
    assert parse_hours("when gp is closed").closed_with == "gp"
    assert parse_hours("when nhs24-mental-health-hub is closed").closed_with == "nhs24-mental-health-hub"


@pytest.mark.parametrize(
    ("text", "weekly"),
    [
        ("Mon-Fri 09:00-17:00", OFFICE),
        ("Mon, Wed 09:00-12:00, 13:00-17:00", week(Mon=TWO_PARTS, Wed=TWO_PARTS)),
        ("Mon-Fri 09:00-17:00, Sat 10:00-14:00", (*OFFICE[:5], ((600, 840),), ())),
        ("Mon-Fri 09:00-17:00; Sat 10:00-14:00", (*OFFICE[:5], ((600, 840),), ())),
        ("Mon-Thu 18:00-02:00", week(Mon=NIGHT, Tue=NIGHT, Wed=NIGHT, Thu=NIGHT)),
        (
            "Fri 18:00 to Mon 06:00",
            week(Fri=((1080, 1440),), Sat=((0, 1440),), Sun=((0, 1440),), Mon=((0, 360),)),
        ),
        ("daily 08:00-24:00", (((480, 1440),),) * 7),
        ("weekdays 09:00-17:00", OFFICE),
        ("weekends 09:00-17:00", week(Sat=NINE_TO_FIVE, Sun=NINE_TO_FIVE)),
    ],
)
def test_each_row_of_the_table_means_what_it_says(text: str, weekly: tuple[tuple[tuple[int, int], ...], ...]) -> None:
    hours = parse_hours(text)
    assert hours.weekly == weekly
    assert (hours.known, hours.always, hours.monthly, hours.warnings) == (True, False, (), ())


def test_monthly_rows_stand_for_one_day_of_the_month() -> None:
    assert parse_hours("first Mon 10:00-12:00").monthly == (Monthly("first", 0, ((600, 720),)),)
    hours = parse_hours("last Fri 09:00-12:00, 13:00-17:00, second Sun 18:00-02:00")
    assert hours.monthly == (Monthly("second", 6, NIGHT), Monthly("last", 4, TWO_PARTS))
    assert hours.weekly == ((),) * 7


def test_a_list_of_strings_adds_up() -> None:
    assert parse_hours(["Mon 09:00-12:00", "Mon 11:00-17:00, Tue 09:00-17:00"]).weekly == OFFICE[:2] + ((),) * 5
    assert parse_hours(["24/7"]).always


@pytest.mark.parametrize(
    "text",
    [
        "MON-FRI 09:00-17:00",
        "monday-friday 09:00-17:00",
        "Monday, Tuesday, Wednesday, Thursday, Friday 09:00-17:00",
        "Mon,Tue,Wed-Fri 09:00-17:00",
        "  Mon-Fri   09:00-17:00 ",
        "Mon-Fri\n09:00-17:00\n",
        "Mon-Fri 09:00-12:00; 12:00-17:00",
        "Mon 09:00 to Mon 17:00, Tue-Fri 09:00-17:00",
        "Weekdays 09:00-17:00",
    ],
)
def test_day_names_are_three_letters_or_whole_in_any_case(text: str) -> None:
    assert parse_hours(text).weekly == OFFICE


def test_a_range_of_days_wraps_over_the_weekend() -> None:
    assert parse_hours("Fri-Mon 09:00-17:00").weekly == week(
        Fri=NINE_TO_FIVE, Sat=NINE_TO_FIVE, Sun=NINE_TO_FIVE, Mon=NINE_TO_FIVE
    )


def test_a_span_may_go_round_the_whole_week() -> None:
    hours = parse_hours("Mon 17:00 to Mon 09:00")
    assert hours.weekly == (((0, 540), (1020, 1440)), *((((0, 1440),),) * 6))


def test_an_overnight_window_of_exactly_18_hours_is_read() -> None:
    assert parse_hours("Mon 12:00-06:00").weekly[0] == ((720, 1800),)


def test_a_window_may_end_at_midnight_written_either_way() -> None:
    assert parse_hours("Mon 18:00-00:00").weekly == parse_hours("Mon 18:00-24:00").weekly


@pytest.mark.parametrize("text", ["daily 10:00-23:59", "Mon 10:00 to Tue 23:59"])
def test_an_end_at_23_59_is_read_as_written_with_a_warning(text: str) -> None:
    hours = parse_hours(text)
    assert any("24:00" in warning and "did you mean" in warning for warning in hours.warnings)
    assert any(end == 1439 for windows in hours.weekly for _, end in windows)


# --- everything else is refused, with the likely intent ------------------------------------------------


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("9-5", "`Mon-Fri 09:00-17:00`"),
        ("9 to 5", "`Mon-Fri 09:00-17:00`"),
        ("Mon 17:00-9", "`Mon 17:00-21:00`? Or, if it runs through the night, `Mon 17:00-09:00`"),
        ("9am-5pm", "`Mon-Fri 09:00-17:00`"),
        ("9 a.m. to 5 p.m.", "`Mon-Fri 09:00-17:00`"),
        ("Mo-Fr", "`Mon-Fri 09:00-17:00`"),
        ("Mo-Fr 09:00-17:00", "`Mon-Fri 09:00-17:00`"),
        ("17:00+", "`Mon-Fri 17:00-24:00`"),
        ("Sat 17:00+", "`Sat 17:00-24:00`"),
        ("09:00-09:00", "`00:00-24:00`"),
        ("Mon 09:00-09:00", "`00:00-24:00`"),
        ("08:30-05:30", "`08:30-17:30`"),
        ("Mon-Fri 08:30-05:30", "`Mon 08:30 to Tue 05:30`"),
        ("Mon–Fri 09:00–17:00", "`Mon-Fri 09:00-17:00`"),
        ("Mon—Fri 09:00−17:00", "`Mon-Fri 09:00-17:00`"),
        ("Mon-Fri 9-5", "`Mon-Fri 09:00-17:00`"),
        ("Mon-Fri 9:00-17:00", "`Mon-Fri 09:00-17:00`"),
        ("Mon-Fri 0900-1700", "`Mon-Fri 09:00-17:00`"),
        ("Mon-Fri 9.30am - 5.30pm", "`Mon-Fri 09:30-17:30`"),
        ("Mon - Fri 09:00 - 17:00", "`Mon-Fri 09:00-17:00`"),
        ("Monday to Friday, 9am to 5pm", "-Friday 09:00-17:00`"),
        ("Mon to Fri 09:00-17:00", "`Mon-Fri 09:00-17:00`"),
        ("Tues & Thurs 9.00-17.00", "`Tue, Thu 09:00-17:00`"),
        ("Wensday 09:00-10:00", "`Wed 09:00-10:00`"),
        ("Mondays 7pm-9pm", "`Mon 19:00-21:00`"),
        ("Mon/Wed 10:00-12:00", "`Mon, Wed 10:00-12:00`"),
        ("Mon: 10:00-12:00", "`Mon 10:00-12:00`"),
        ("Mon 09:00-12:00 Tue 10:00-12:00", "`Mon 09:00-12:00, Tue 10:00-12:00`"),
        ("Mon-Fri 09:00-17:00 and Sat 10:00-14:00", "`Mon-Fri 09:00-17:00, Sat 10:00-14:00`"),
        ("Mon, 09:00-12:00", "`Mon 09:00-12:00`"),
        ("Mon-Fri 09:00-17:00, Sat closed", "`Mon-Fri 09:00-17:00`"),
        ("Mon-Fri 09:00-17:00,", "`Mon-Fri 09:00-17:00`"),
        ("Fri 6pm to Mon 6am", "`Fri 18:00 to Mon 06:00`"),
        ("every day 8am-midnight", "`daily 08:00-24:00`"),
        ("2nd Tue 10:00-12:00", "`second Tue 10:00-12:00`"),
        ("24 hours", "`24/7`"),
        ("24 hours a day, 7 days a week", "`24/7`"),
        ("always", "`24/7`"),
        ("never", "`closed`"),
        ("tbc", "`unknown`"),
        ("Bank holidays", "`holidays: closed`"),
        ("Bank holidays 10:00-12:00", "`holidays: closed`"),
        ("Mon-Fri 09:00-17:00; PH off", "`holidays: closed`"),
        ("09:00-17:00", "`Mon-Fri 09:00-17:00`"),
        ("Mon-Fri", "`Mon-Fri 09:00-17:00`"),
        ("Mon 09:00-12:00, Sat", "`Sat 09:00-17:00`"),
        ("Mon 24:00-06:00", "`00:00-06:00`"),
        ("Mon 05:00-00:00", "`05:00-24:00`"),
        ("Mon-Mon 09:00-10:00", "`daily`"),
        ("Mon 09:00 to Mon 09:00", "`24/7`"),
        ("when GP is closed", "`when gp is closed`"),
        ("٩-٥", "`Mon-Fri 09:00-17:00`"),
        ("Mon ٠٩:٠٠-١٧:٠٠", "`Mon 09:00-17:00`"),
    ],
)
def test_what_is_not_in_the_grammar_is_refused_with_the_likely_intent(text: str, intent: str) -> None:
    with pytest.raises(TimeProblem) as refused:
        parse_hours(text)
    assert refused.value.hint is not None
    assert intent in refused.value.hint
    assert intent in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "Mon 25:00-26:00",
        "Mon 09:60-10:00",
        "Mon 9:00-10:00",
        "Mon 24:01-24:02",
        "Mon 09:00",
        "Mon 09:00-",
        "evenings",
        "sunrise-sunset",
        "by arrangement with the ward",
        "first Mon, Wed 09:00-10:00",
        "first Mon-Fri 09:00-10:00",
        "fifth Mon 09:00-10:00",
        "first Mon 10:00 to Tue 12:00",
        "Mon, Fri 18:00 to Mon 06:00",
        "Fri 18:00 to Mon 06:00, 07:00-08:00",
        "Fri 24:00 to Mon 06:00",
        "Mon-Wed-Fri 09:00-10:00",
        "daily-Fri 09:00-10:00",
        "24/7, Mon 09:00-10:00",
        "Mon 09:00-10:00, unknown",
        "when gp is closed, Mon 09:00-10:00",
        "when g p is closed",
        "when -gp is closed",
        "when gp closed",
        ",",
        "Mon 09:00-10:00,, Tue 09:00-10:00",
        "Mon 09:00-10:00 11:00-12:00",
        "wee\u212adays 09:00-17:00",  # the Kelvin sign, whose lower case is a plain k
        "when gp i\u017f closed",  # the long s, which matches s where case is ignored
        "Mon 09:00-12:00,\u00a0Tue 09:00-12:00",
    ],
)
def test_anything_else_is_refused_and_never_guessed(text: str) -> None:
    with pytest.raises(TimeProblem) as refused:
        parse_hours(text)
    assert refused.value.message


@pytest.mark.parametrize("words", [["24/7", "Mon 09:00-10:00"], ["closed", "closed"], ["when gp is closed"] * 2])
def test_words_that_stand_alone_are_refused_in_a_list(words: list[str]) -> None:
    with pytest.raises(TimeProblem, match="stands alone"):
        parse_hours(words)


@pytest.mark.parametrize("value", [[], [[]], [None], None, 930, {"Mon": "09:00"}])
def test_a_value_that_is_not_text_is_refused(value: Any) -> None:
    with pytest.raises(TimeProblem):
        parse_hours(value)


# --- special days --------------------------------------------------------------------------------------


def test_the_times_of_a_special_day_are_windows_without_days() -> None:
    assert parse_windows("10:00-16:00") == ((600, 960),)
    assert parse_windows("09:00-12:00, 13:00-17:00") == TWO_PARTS
    assert parse_windows("18:00-02:00") == NIGHT


def test_a_special_day_is_closed_as_usual_or_has_times() -> None:
    assert parse_day_policy("closed") == DayPolicy("closed")
    assert parse_day_policy("As usual") == DayPolicy("as usual")
    assert parse_day_policy("10:00-16:00") == DayPolicy("times", ((600, 960),))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("10-4", "`10:00-16:00`"),
        ("10am-4pm", "`10:00-16:00`"),
        ("24/7", "`00:00-24:00`"),
        ("normal", "`as usual`"),
        ("shut", "`closed`"),
        ("maybe", "`as usual`"),
        ("Mon 10:00-16:00", "`10:00-16:00`"),
    ],
)
def test_other_words_for_a_special_day_are_refused_with_the_likely_intent(text: str, intent: str) -> None:
    with pytest.raises(TimeProblem) as refused:
        parse_day_policy(text)
    assert intent in (refused.value.hint or "")


# --- and back ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("24/7", "at any time"),
        ("closed", "never"),
        ("unknown", "not known"),
        ("when gp is closed", "whenever gp is closed"),
        ("monday-friday 09:00-12:00, 12:00-17:00", "Mon-Fri 09:00-17:00"),
        ("weekends 00:00-24:00", "Sat-Sun all day"),
        ("Mon-Thu 17:00-09:00, Fri 17:00 to Mon 09:00", "Mon-Thu 17:00-09:00, Fri 17:00 to Mon 09:00"),
        ("first Mon 10:00-12:00", "first Mon 10:00-12:00"),
    ],
)
def test_hours_can_be_said_again(text: str, words: str) -> None:
    assert hours_in_words(parse_hours(text)) == words
