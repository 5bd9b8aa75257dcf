"""Whatever a map holds, in Markdown it is read as it was typed, and does nothing."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from output.hosts import REFERENCES, taken_for_more
from pathkit.output.markdown import JOINER, code, prose, text
from pathkit.output.page import safe

PLAIN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = (
    "a|b",
    "`rm`",
    "``` x",
    "<script>alert(1)</script>",
    "<!-- x -->",
    "[x](javascript:alert(1))",
    "![x](http://example.org/a.png)",
    "[x]: http://example.org",
    "<http://example.org>",
    "http://example.org and WWW.example.org",
    "# heading",
    "#",
    "- item",
    "+ item",
    "* item",
    "1. item",
    "12) item",
    "===",
    "---",
    "***",
    "> quote",
    "~~struck~~",
    "**bold** _x_ __y__",
    "&lt;script&gt; &amp; &#65;",
    "two\nlines\r\n\n# three",
    "\tindented",
    "    indented",
    "ends in \\",
    "\u202eturned\u202c",
    "\x1b[31mred",
    "\x00",
    "{: onclick=x}",
    "$x$",
    ":---|:---",
    "/close",
    *REFERENCES,
    "",
)
WORDS = st.text(st.one_of(st.sampled_from('`*_[]()<>#+-.!|~&\\:/$=%@{}"1 \n\tawf'), st.characters()), max_size=30)


def words_of(tokens: list[Token]) -> list[str]:
    """The words of a page in which nothing is marked up."""
    found = []
    for token in tokens:
        if token.type == "inline":
            assert {one.type for one in token.children or ()} <= {"text"}, token.children
            found.append("".join(one.content for one in token.children or ()).replace(JOINER, ""))
    return found


@pytest.mark.parametrize("before", ["", "- ", "1. ", "# ", "Said by ", "> "])
@given(WORDS)
@example("x")
def test_any_words_are_read_as_they_were_typed(before: str, words: str) -> None:
    expected = " ".join(safe(words).split())
    if expected:
        said = "Said by " if before == "Said by " else ""
        assert words_of(PLAIN.parse(before + text(words))) == [said + expected]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_in_their_cell(words: str) -> None:
    table = f"| one | two |\n|---|---|\n| {text(words)} | after |\n"
    assert words_of(PLAIN.parse(table)) == ["one", "two", " ".join(safe(words).split()), "after"]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_on_their_line(words: str) -> None:
    page = f"{text(words)}\n\nafter\n"
    assert words_of(PLAIN.parse(page)) == [one for one in (" ".join(safe(words).split()), "after") if one]


# --- what hosts look for besides


@pytest.mark.parametrize("words", REFERENCES)
def test_what_a_host_would_take_for_a_reference_is_words(words: str) -> None:
    assert taken_for_more(f"see {words}\n"), "and it would be one"
    told = text(words)
    for written in (told, f"- {told}", f"# {told}", f"| a |\n|---|\n| {told} |", prose(words)):
        assert taken_for_more(f"{written}\n") == []


@given(st.lists(st.one_of(st.sampled_from((*REFERENCES, *HOSTILE, "`", " ", "x", "7")), WORDS)).map("".join))
@example("@@a")
@example("##1")
@example("x`#`1")
@example(":---|:---:---|:---@octo")
def test_no_words_are_taken_for_a_reference(words: str) -> None:
    assert taken_for_more(f"{text(words)}\n") == []
    assert taken_for_more(f"{prose(words)}\n") == []


def test_a_line_of_a_map_is_no_order_to_a_host() -> None:
    assert taken_for_more("/close\n") == ["/close"]
    assert taken_for_more(f"{text('/close')}\n") == []


@pytest.mark.parametrize(
    "words",
    [
        "Mon-Fri 09:00-17:00; Sat-Sun 10:00-16:00",
        "aged 16-17, on 2026-11-21",
        "01632 960123 or 01632960123",
        "A&E (24/7), 100% of them!",
        "eastglen.pathway.yaml:12:15: x",
        "a decade of cafés",
    ],
)
def test_most_words_are_left_alone(words: str) -> None:
    assert JOINER not in text(words)


def test_ids_can_be_copied() -> None:
    assert code("wrong-door@gp") == "`wrong-door@gp`"
    assert taken_for_more(code("wrong-door@gp #12 octo/repo#9")) == []


def test_no_map_brings_the_sign_that_breaks_words() -> None:
    assert JOINER not in text(f"a{JOINER}b")


@given(WORDS)
@example("`")
@example(" ` ")
@example("``a`")
def test_code_is_read_as_it_was_typed(words: str) -> None:
    expected = safe(words).strip()
    tokens = PLAIN.parseInline(f"at {code(words)}.")[0].children or []
    if expected:
        assert [one.type for one in tokens] == ["text", "code_inline", "text"]
        assert tokens[1].content == expected
    else:
        assert code(words) == ""
