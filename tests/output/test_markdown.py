"""Whatever a map holds, in Markdown it is read as it was typed, and does nothing."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pathkit.output.markdown import code, text
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
    "",
)
WORDS = st.text(st.one_of(st.sampled_from("`*_[]()<>#+-.!|~&\\:/$=1 \n\taw"), st.characters()), max_size=30)


def words_of(tokens: list[Token]) -> list[str]:
    """The words of a page in which nothing is marked up."""
    found = []
    for token in tokens:
        if token.type == "inline":
            assert {one.type for one in token.children or ()} <= {"text"}, token.children
            found.append("".join(one.content for one in token.children or ()))
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


def test_addresses_do_not_become_links() -> None:
    linking = MarkdownIt("commonmark")
    assert "http:" not in text("see http://example.org") and "www." not in text("see www.example.org")
    assert linking.renderInline(text("see http://example.org")) == "see http://example.org"


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
