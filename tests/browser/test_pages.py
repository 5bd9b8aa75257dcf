"""Every page that pathkit makes, as the law asks (WCAG 2.2 AA): seen, heard, by keyboard, small, large and on paper."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest

from browser.conftest import NewPage
from browser.made import KINDS, html_of
from browser.seeing import (
    at_width,
    axe_violations,
    cut,
    faint_in_pictures,
    keyboard_faults,
    on_paper,
    open_html,
    pages_of,
    printed,
    scrolls_sideways,
    shown_text,
    text_of,
    unfolded,
    unnamed,
    with_text_at,
    with_text_set_wide,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

each_page = pytest.mark.parametrize("kind", KINDS)
each_look = pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.endswith("-hostile")])


@each_page
def test_axe_finds_nothing(browser_page: Page, kind: str) -> None:
    assert axe_violations(unfolded(open_html(browser_page, html_of(kind)))) == []


@each_look
def test_axe_finds_nothing_in_the_dark(dark_page: Page, kind: str) -> None:
    page = unfolded(open_html(dark_page, html_of(kind)))
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
    assert axe_violations(page, "color-contrast", "link-in-text-block") == []


@each_page
def test_all_of_it_can_be_used_from_the_keyboard(browser_page: Page, kind: str) -> None:
    page = unfolded(open_html(browser_page, html_of(kind)))
    assert unnamed(page) == []
    assert keyboard_faults(page) == []


@each_page
def test_nothing_scrolls_sideways_or_is_cut_on_a_small_screen(browser_page: Page, kind: str) -> None:
    page = at_width(unfolded(open_html(browser_page, html_of(kind))), 320)
    assert scrolls_sideways(page) == []
    assert cut(page) == []


@each_page
def test_text_can_be_twice_as_large(browser_page: Page, kind: str) -> None:
    page = with_text_at(unfolded(open_html(browser_page, html_of(kind))), 200)
    assert scrolls_sideways(page) == []
    assert cut(page) == []


@each_page
def test_text_can_be_twice_as_large_on_a_small_screen(browser_page: Page, kind: str) -> None:
    page = at_width(with_text_at(unfolded(open_html(browser_page, html_of(kind))), 200), 320)
    assert scrolls_sideways(page) == []
    assert cut(page) == []


@each_page
def test_text_can_be_set_wider(browser_page: Page, kind: str) -> None:
    page = with_text_set_wide(unfolded(open_html(browser_page, html_of(kind))))
    assert scrolls_sideways(page) == []
    assert cut(page) == []


@each_page
def test_pictures_can_be_read_in_the_dark_as_in_the_light(dark_page: Page, browser_page: Page, kind: str) -> None:
    for page in (browser_page, dark_page):
        assert faint_in_pictures(unfolded(open_html(page, html_of(kind)))) == []


@each_page
def test_it_can_be_read_without_scripts(page_without_scripts: Page, kind: str) -> None:
    page = open_html(page_without_scripts, html_of(kind))
    for words in KINDS[kind].says:
        assert words in shown_text(page)
    assert scrolls_sideways(at_width(page, 320)) == []


@each_page
def test_it_can_be_read_on_paper(dark_page: Page, kind: str) -> None:
    page = open_html(dark_page, html_of(kind))
    assert pages_of(printed(page)) > 0
    text = shown_text(on_paper(page))
    for words in KINDS[kind].says:
        assert words in text
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


@each_look
def test_where_colours_are_forced_pictures_keep_theirs(new_page: NewPage, kind: str) -> None:
    page = open_html(new_page(forced_colors="active"), html_of(kind))
    papers = page.eval_on_selector_all(".sheet", "found => found.map(e => getComputedStyle(e).backgroundColor)")
    assert set(papers) <= {"rgb(255, 255, 255)"}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.endswith("-hostile")])
def test_no_name_is_more_than_text(browser_page: Page, kind: str) -> None:
    page = open_html(browser_page, html_of(kind))
    assert page.evaluate("window.got === undefined")
    assert page.locator("img, iframe, object, embed, body style, body title:not(svg title)").count() == 0


FOLDED = {
    "sample": "Every kind of person, at every minute of the coming year.",
    "report": "1,290 kinds of people · 168 h a week",
    "report-of-several": "Who can turn to it",
    "report-hostile": "Who can turn to it",
}
"""Words of each page that are only in what is folded away."""


def test_words_are_looked_for_in_every_page_with_something_folded() -> None:
    assert set(FOLDED) == {kind for kind in KINDS if "</details>" in html_of(kind)}


@pytest.mark.parametrize("kind", FOLDED)
def test_what_is_folded_away_is_printed(browser_page: Page, kind: str) -> None:
    page = open_html(browser_page, html_of(kind))
    assert FOLDED[kind] not in shown_text(page)
    assert FOLDED[kind] in text_of(printed(page))


def test_what_is_there_for_completeness_is_not_printed(browser_page: Page) -> None:
    page = unfolded(open_html(browser_page, html_of("report")))
    words = ("nobody can show that a principle is kept", "All 14 health boards have named a place of safety")
    for one in words:
        assert one in shown_text(page)
    printout = text_of(printed(page))
    for one in words:
        assert one not in printout
    assert "change nothing for people now" in printout
    assert "(on the page, not on paper)" in printout


def test_no_heading_stands_alone_at_the_foot_of_a_sheet(browser_page: Page) -> None:
    page = open_html(browser_page, html_of("report"))
    headings = page.eval_on_selector_all("h2, h3, h4, h5", "found => found.map(e => e.textContent)")
    named = {" ".join(one.split()) for one in headings}
    for sheet in sheets_of(printed(page)):
        lines = [line for line in sheet if not re.fullmatch(r"\d+ / \d+", line)]
        assert lines
        assert [name for name in named if name.startswith(lines[-1]) or name.endswith(lines[-1])] == []
        assert not lines[-1].endswith(("to answer.", "to speak to."))
        assert not lines[-1].startswith("Your answer may")


def test_a_large_map_is_printed_on_sheets_turned_sideways(browser_page: Page) -> None:
    turned = {
        kind: sideways(printed(open_html(browser_page, html_of(kind)))) for kind in ("report", "report-of-several")
    }
    assert turned["report"] > 0
    assert turned["report-of-several"] == 0


def sheets_of(pdf: bytes) -> list[list[str]]:
    """The lines of every sheet that is higher than wide: one turned sideways has a picture alone."""
    from pypdf import PdfReader

    pages = [sheet for sheet in PdfReader(io.BytesIO(pdf)).pages if sheet.mediabox.width < sheet.mediabox.height]
    sheets = [sheet.extract_text().splitlines() for sheet in pages]
    return [[" ".join(line.split()) for line in sheet if line.strip()] for sheet in sheets]


def sideways(pdf: bytes) -> int:
    """How many sheets are wider than high."""
    from pypdf import PdfReader

    return sum(sheet.mediabox.width > sheet.mediabox.height for sheet in PdfReader(io.BytesIO(pdf)).pages)


def test_skipping_to_the_content_goes_there(browser_page: Page) -> None:
    page = open_html(browser_page, html_of("sample"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_nothing_moves_for_those_who_asked_for_stillness(new_page: NewPage) -> None:
    moving = "const sheet = new CSSStyleSheet(); sheet.replaceSync('main { transition: opacity 9s }');"
    duration = f"{moving} document.adoptedStyleSheets = [sheet]; getComputedStyle(content).transitionDuration"
    assert open_html(new_page(), html_of("sample")).evaluate(duration) == "9s"
    assert open_html(new_page(reduced_motion="reduce"), html_of("sample")).evaluate(duration) == "0s"
