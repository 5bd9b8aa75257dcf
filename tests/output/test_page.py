"""The layer under every text: wrapping, indenting, and names that try to be more than names."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from pathkit.output.page import Page, clipped, safe, width_of


def console(width: int = 60, colours: bool = False) -> tuple[Console, io.StringIO]:
    """A console that writes to memory."""
    buffer = io.StringIO()
    return Console(
        file=buffer, width=width, color_system="standard" if colours else None, force_terminal=colours
    ), buffer


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\x07b", "a\\x07b"),
        ("\x9b31m", "\\x9b31m"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u2066b\u2069", "a\\u2066b\\u2069"),
        ("a\u200bb", "a\\u200bb"),
        ("\ud800", "\\ud800"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("a\rb", "a b"),
        ("Mòr — café", "Mòr — café"),
    ],
)
def test_what_does_not_print_is_shown(text: str, shown: str) -> None:
    assert safe(text) == shown


@given(st.text())
def test_what_is_safe_prints(text: str) -> None:
    assert safe(text).isprintable()


@given(st.text(), st.integers(1, 40))
def test_a_clipped_text_fits(text: str, width: int) -> None:
    assert width_of(clipped(safe(text), width)) <= width


@given(st.text(), st.integers(0, 8), st.integers(0, 12))
def test_no_line_is_wider_than_the_page(text: str, indent: int, hang: int) -> None:
    made, buffer = console(60)
    Page(made).line(text, indent=indent, hang=hang)
    for line in buffer.getvalue().splitlines():
        assert line.isprintable()
        assert width_of(line) <= 60


@given(st.lists(st.text(alphabet="abc-", min_size=1, max_size=9), max_size=30), st.integers(0, 12))
def test_wrapping_loses_no_word(words: list[str], hang: int) -> None:
    made, buffer = console(50)
    Page(made).line(" ".join(words), hang=hang)
    assert buffer.getvalue().split() == words


@pytest.mark.parametrize("name", ["[red]x[/red]", "[link=http://x]y[/link]", ":warning:", "[/]", "\\[b]"])
def test_markup_in_a_name_is_only_a_name(name: str) -> None:
    made, buffer = console(colours=True)
    page = Page(made)
    page.line(name)
    page.unbroken(name)
    assert buffer.getvalue() == f"{name}\n{name}\n"


def test_continuation_lines_hang() -> None:
    made, buffer = console(40)
    Page(made).labelled("Because", "one two three four five six seven eight nine", indent=2)
    first, *rest = buffer.getvalue().splitlines()
    assert first.startswith("  Because   one")
    assert rest
    assert all(line.startswith(" " * 12 + line.strip()[0]) for line in rest)


def test_an_id_is_never_broken() -> None:
    made, buffer = console(40)
    Page(made).unbroken("x" * 90, indent=2)
    assert buffer.getvalue() == "  " + "x" * 90 + "\n"


def test_signs_are_plain_where_the_encoding_is() -> None:
    made = Console(file=io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    assert Page(made).signs["error"] == "x"
    assert Page(console()[0]).signs["error"] == "✗"
