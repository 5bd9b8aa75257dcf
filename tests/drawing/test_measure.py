"""Texts get the room that they need in any usual font, and are broken where there is not enough of it."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathkit.drawing import measure
from pathkit.drawing.measure import width_of, wrapped


@pytest.mark.parametrize(
    ("text", "in_dejavu_sans"),
    [
        ("Eastglen duty mental health team", 17.11),
        ("MWMWMW 999", 7.78),
        ("illicit fiddle, till late", 9.52),
        ("Mon-Fri 09:00-17:00", 10.18),
        ("NHS EASTGLEN ROYAL", 11.38),
        ("Mòr — café “Ùr” …", 9.47),
        ("✗ wrong-door", 6.90),
        ("{when} @home %&#", 11.01),
    ],
)
def test_no_text_is_wider_than_was_allowed_for(text: str, in_dejavu_sans: float) -> None:
    """DejaVu Sans is the widest font that a browser falls back on; its widths are facts about the font."""
    assert in_dejavu_sans <= width_of(text, 1) <= 1.3 * in_dejavu_sans


@given(st.text(), st.integers(40, 300), st.integers(1, 5))
def test_lines_are_as_wide_and_as_many_as_asked_for(text: str, width: int, most: int) -> None:
    lines = wrapped(text, 11, width, most)
    assert 1 <= len(lines) <= most
    for line in lines:
        assert width_of(line, 11) <= width and line.isprintable()


@given(st.lists(st.text("abcdefg", min_size=1, max_size=8), min_size=1))
def test_nothing_is_lost_where_there_is_room(words: list[str]) -> None:
    assert " ".join(wrapped(" ".join(words), 11, 120, 1000)).split() == words


def test_what_is_left_out_is_told_by_an_ellipsis() -> None:
    assert wrapped("one two three four", 10, 50, 2) == ("one two", "three…")
    assert wrapped("one two", 10, 50, 2) == ("one two",)


def test_a_word_that_is_too_long_is_broken() -> None:
    assert wrapped("Llanfairpwllgwyngyll", 10, 60, 3) == ("Llanfairp", "wllgwyng", "yll")


def test_what_does_not_print_is_shown() -> None:
    assert wrapped("a\x1bb\u202ec", 10, 300, 1) == ("a\\x1bb\\u202ec",)


def test_the_example_of_the_documentation_holds() -> None:
    assert doctest.testmod(measure) == (0, 1)
