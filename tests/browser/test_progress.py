"""The map of progress and the annual report in a browser, seen with the same eyes as the other pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING

import pytest
from output.made_differences import HOSTILE, with_texts
from pages.made_progress import annual, progress

from browser.conftest import NewPage
from browser.hostile import LONG
from browser.seeing import (
    at_width,
    barriers,
    barriers_in_the_dark,
    misfits,
    on_paper,
    open_html,
    printed,
    shown_text,
    text_of,
    unfolded,
    with_text_at,
    with_text_set_wide,
)
from pathkit.pages.annual import annual_as_html
from pathkit.pages.progress import as_html

if TYPE_CHECKING:
    from playwright.sync_api import Page

TEXTS = " ".join((*HOSTILE[:-2], LONG))
MADE: dict[str, Callable[[], str]] = {
    "progress": partial(as_html, progress(), None),
    "progress-hostile": partial(as_html, with_texts(progress(), TEXTS), None),
    "annual": partial(annual_as_html, annual()),
    "annual-hostile": partial(annual_as_html, with_texts(annual(), TEXTS)),
}
each_page = pytest.mark.parametrize("kind", MADE)
each_look = pytest.mark.parametrize("kind", ["progress", "annual"])


@cache
def html_of(kind: str) -> str:
    return MADE[kind]()


@each_page
def test_axe_finds_nothing_and_all_can_be_used_from_the_keyboard(browser_page: Page, kind: str) -> None:
    assert barriers(unfolded(open_html(browser_page, html_of(kind)))) == []


@each_look
def test_it_can_be_read_in_the_dark(dark_page: Page, kind: str) -> None:
    assert barriers_in_the_dark(unfolded(open_html(dark_page, html_of(kind)))) == []


@each_page
def test_nothing_scrolls_sideways_or_is_cut_on_a_small_screen(browser_page: Page, kind: str) -> None:
    page = at_width(unfolded(open_html(browser_page, html_of(kind))), 320)
    assert misfits(page) == []
    assert misfits(with_text_at(page, 200)) == []


@each_look
def test_text_can_be_twice_as_large_and_set_wider(browser_page: Page, kind: str) -> None:
    assert misfits(with_text_set_wide(with_text_at(unfolded(open_html(browser_page, html_of(kind))), 200))) == []


def wide_tables(page: Page) -> list[int]:
    """How far the tables of a page have to be scrolled, those that have to be."""
    found: list[int] = page.eval_on_selector_all(
        ".scroller:has(table)", "found => found.map(e => e.scrollWidth - e.clientWidth).filter(far => far > 0)"
    )
    return found


@each_page
def test_no_table_has_to_be_scrolled(browser_page: Page, kind: str) -> None:
    page = open_html(browser_page, html_of(kind))
    assert wide_tables(page) == []
    assert wide_tables(at_width(page, 320)) == []


@each_look
def test_a_table_is_one_to_the_ear_where_its_rows_are_boxes(browser_page: Page, kind: str) -> None:
    page = at_width(open_html(browser_page, html_of(kind)), 320)
    table = page.locator("table").first
    assert table.evaluate("e => getComputedStyle(e.querySelector('td')).display") != "table-cell"
    assert page.get_by_role("table").count() == page.locator("table").count() > 0
    assert table.get_by_role("columnheader").count() == table.locator("thead th").count() > 0
    assert table.locator(".cell-label").first.is_visible()
    assert not at_width(page, 1280).locator(".cell-label").first.is_visible()


def test_a_tile_leads_to_its_area(browser_page: Page) -> None:
    page = open_html(browser_page, html_of("progress"))
    page.get_by_role("link", name="Fife: declared").click()
    assert page.evaluate("location.hash") == "#area-lowmoor"
    assert page.locator("#area-lowmoor").evaluate("e => e.matches(':target')")


@each_look
def test_where_colours_are_forced_signs_keep_their_words(new_page: NewPage, kind: str) -> None:
    page = open_html(new_page(forced_colors="active"), html_of(kind))
    papers = page.eval_on_selector_all(".sheet", "found => found.map(e => getComputedStyle(e).backgroundColor)")
    assert set(papers) <= {"rgb(255, 255, 255)"}
    grounds = page.eval_on_selector_all(".stage", "found => found.map(e => getComputedStyle(e).backgroundColor)")
    assert len(set(grounds)) == 1


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("progress", ("Nothing recorded", "overdue by 16 weeks", "What it is to close", "I was asked what would help")),
        ("annual", ("helped straight away", "A bus that comes round", "What this report cannot say")),
    ],
)
def test_it_can_be_read_without_scripts_and_on_paper(new_page: NewPage, kind: str, says: tuple[str, ...]) -> None:
    page = open_html(new_page(java_script_enabled=False, color_scheme="dark"), html_of(kind))
    paper = text_of(printed(page))
    for words in says:
        assert words in shown_text(page)
        assert words in paper
    assert on_paper(page).evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


@each_look
def test_a_table_is_a_table_on_paper(browser_page: Page, kind: str) -> None:
    page = open_html(browser_page, html_of(kind))
    page.set_viewport_size({"width": 680, "height": 900})  # A4 less its margins
    cell = on_paper(page).locator("table td").first
    assert cell.evaluate("e => getComputedStyle(e).display") == "table-cell"
    assert wide_tables(page) == []
