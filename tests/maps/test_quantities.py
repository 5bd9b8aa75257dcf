"""What is measured is a number with its unit, and a target says on which side of it it is good to be."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from pathkit.maps.quantities import AT_LEAST, AT_MOST, quantity, target


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("81 %", "81", "%"),
        ("81%", "81", "%"),
        ("  81.5  % ", "81.5", "%"),
        ("12 min", "12", "min"),
        ("1,250 calls", "1250", "calls"),
        ("1,250,000.25 calls a year", "1250000.25", "calls a year"),
        ("250000 calls", "250000", "calls"),
        ("£1,200", "1200", "£"),
        ("£12 per person", "12", "£per person"),
        ("7", "7", ""),
        ("0 people", "0", "people"),
    ],
)
def test_a_quantity_is_a_number_and_its_unit(text: str, number: str, unit: str) -> None:
    found = quantity(text)
    assert (found.number, found.unit) == (Decimal(number), unit)


@pytest.mark.parametrize(
    "text",
    ["", "%", "about 80 %", "80-90 %", "-5 %", "1,25 calls", "12,50 min", "1e3", "8½", "٣ %", "9" * 13, "x" * 99],
)
def test_what_is_no_number_with_its_unit_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        quantity(text)
    assert refused.value.context is not None
    assert refused.value.context["message"].endswith("is not a number with its unit")
    assert "what is no number stands under `says`" in refused.value.context["remedy"]


@pytest.mark.parametrize("value", [None, [], {}, ["81 %"], {"value": "81 %"}])
def test_a_list_or_a_block_is_no_quantity(value: object) -> None:
    with pytest.raises(PydanticCustomError, match="one text belongs here"):
        quantity(value)
    with pytest.raises(PydanticCustomError, match="one text belongs here"):
        target(value)


@pytest.mark.parametrize(
    ("text", "side", "number"),
    [
        ("95 %", AT_LEAST, "95"),
        ("at least 95 %", AT_LEAST, "95"),
        ("At least 95 %", AT_LEAST, "95"),
        ("95 % or more", AT_LEAST, "95"),
        ("no less than 95 %", AT_LEAST, "95"),
        ("at most 12 min", AT_MOST, "12"),
        ("up to 12 min", AT_MOST, "12"),
        ("no more than 12 min", AT_MOST, "12"),
        ("12 min or less", AT_MOST, "12"),
        ("at least 30 min", AT_LEAST, "30"),
    ],
)
def test_a_target_says_on_which_side_it_is_good_to_be(text: str, side: str, number: str) -> None:
    found = target(text)
    assert (found.side, found.quantity.number) == (side, Decimal(number))


@pytest.mark.parametrize(
    "unit",
    [
        *("min", "minutes", "h", "hours", "days", "weeks", "Months", "years", "days from referral", "hours a week"),
        *("working days", "calendar days", "Clock hours", "bed-days", "days a year"),
    ],
)
def test_of_a_target_in_time_it_has_to_be_said_which_side_is_meant(unit: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        target(f"12 {unit}")
    context = refused.value.context
    assert context is not None
    assert context["message"].endswith("does not say whether more or less of it is good")
    assert context["remedy"] == f"Write `at most 12 {unit}`, or `at least 12 {unit}`."


@pytest.mark.parametrize(
    "unit", ["%", "sessions", "minds", "holidays", "people", "calls per day", "visits a week", "calls/h", ""]
)
def test_of_anything_else_more_is_better(unit: str) -> None:
    assert target(f"12 {unit}").side == AT_LEAST


def test_a_target_is_met_at_the_very_number() -> None:
    least, most = target("at least 95 %"), target("at most 95 %")
    values = [quantity(text) for text in ("94.9 %", "95 %", "95.1 %")]
    assert [least.met_by(value) for value in values] == [False, True, True]
    assert [most.met_by(value) for value in values] == [True, True, False]


def test_units_are_the_same_however_they_are_spaced_and_capitalised() -> None:
    assert quantity("5 Calls  a year").kind == quantity("7 calls a Year").kind
    assert quantity("5 calls").kind != quantity("5 min").kind


@given(number=st.decimals(0, 999_999, places=2), unit=st.sampled_from(["", "%", "min", "calls a year"]))
def test_every_number_is_read_as_it_is_written(number: Decimal, unit: str) -> None:
    for text in (f"{number} {unit}", f"{number:,} {unit}"):
        found = quantity(text)
        assert (found.number, found.unit) == (number, unit)


@given(st.text(max_size=30))
def test_any_text_is_a_quantity_or_is_refused(text: str) -> None:
    for read in (quantity, target):
        try:
            read(text)
        except PydanticCustomError as error:
            assert error.context is not None and error.context["remedy"]
