"""Places in a text: as editors count them, and as the reader of maps does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathkit.editor.text import Position, Text, Units, moved
from pathkit.maps.tree import read_tree

ODD = 'a: {name: "é 🧑‍🚒 e\u0301 x", id: gp}'
"""Letters that take one, two or four bytes, one or two units of UTF-16, and one that is two characters."""


@pytest.mark.parametrize(
    ("units", "codec", "size"), [("utf-8", "utf-8", 1), ("utf-16", "utf-16-le", 2), ("utf-32", "utf-32-le", 4)]
)
def test_columns_are_counted_in_the_units_that_were_agreed(units: Units, codec: str, size: int) -> None:
    before = ODD[: ODD.index("gp")]
    assert Text.of(ODD).position(len(before), units) == (0, len(before.encode(codec)) // size)


@settings(max_examples=200, deadline=None)
@given(
    source=st.text(alphabet="a:\t é🧑e\u0301\r\n\u2028\x85\ufeff", max_size=30),
    units=st.sampled_from(["utf-8", "utf-16", "utf-32"]),
    data=st.data(),
)
def test_every_offset_is_found_again(source: str, units: Units, data: st.DataObject) -> None:
    text = Text.of(source)
    offset = data.draw(st.integers(0, len(text.source)))
    inside_of_a_line_end = text.source[offset - 1 : offset + 1] == "\r\n"
    if not inside_of_a_line_end:
        assert text.offset(*text.position(offset, units), units) == offset


def test_lines_end_as_they_do_for_editors() -> None:
    text = Text.of("a\r\nb\rc\u2028d\ne")
    assert [text.position(text.source.index(letter)) for letter in "abcde"] == [(0, 0), (1, 0), (2, 0), (2, 2), (3, 0)]


def test_a_place_of_the_reader_is_found_where_its_lines_end_otherwise() -> None:
    source = "area: {id: a}\u2028people: {}\r\nservices:\n\n  gp: {}\n"
    tree, _ = read_tree(source.encode())
    text = Text.of(source)
    assert text.spot(*tree.key_spot("services", "gp")) == source.index("gp")
    assert text.spot(*tree.key_spot("people")) == source.index("people")


def test_a_byte_order_mark_counts_in_the_first_line_if_the_editor_has_it() -> None:
    marked, plain = Text.of("\ufeffarea: x\nb: y"), Text.of("area: x\nb: y")
    assert marked.source == plain.source
    assert marked.position(6) == Position(0, 7) and plain.position(6) == Position(0, 6)
    assert marked.position(8) == plain.position(8) == Position(1, 0)
    assert marked.offset(0, 7) == 6
    assert marked.raw.startswith(b"\xef\xbb\xbf") and not plain.raw.startswith(b"\xef")


def test_places_beyond_the_text_are_its_nearest() -> None:
    text = Text.of("ab\ncd")
    assert [text.offset(*at) for at in ((9, 0), (0, 9), (-1, 3), (1, -2))] == [5, 2, 0, 3]
    assert text.spot(9, 9) == 5


def test_lines_outside_of_a_change_have_moved_with_it() -> None:
    change = moved("a\nb\nc\nd", "a\nB\nB2\nc\nd")
    assert [change.line(number) for number in (1, 2, 3, 4)] == [1, None, 4, 5]
    change = moved("a\na\na", "a\na")
    assert [change.line(number) for number in (1, 2, 3)] == [1, 2, None]
    same = moved("a\nb", "a\nb")
    assert [same.line(number) for number in (1, 2)] == [1, 2]
