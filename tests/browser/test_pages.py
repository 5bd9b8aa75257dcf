"""Every page that pathkit makes, as the law asks (WCAG 2.2 AA): seen, heard, by keyboard, small, large and on paper."""

from __future__ import annotations

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


def test_what_is_folded_away_is_printed(browser_page: Page) -> None:
    page = open_html(browser_page, html_of("sample"))
    words = "Every kind of person, at every minute of the coming year."
    assert words not in shown_text(page)
    assert words in text_of(printed(page))


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
