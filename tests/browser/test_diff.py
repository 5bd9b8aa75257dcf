"""The page of a comparison in a browser. (Other pages are looked at in `test_pages`, with the same eyes.)"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from output.made_differences import HOSTILE, SEVERAL, change, differences, nothing, with_texts

from browser.conftest import NewPage
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
from pathkit.pages.diff import as_html

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect, Page

PAIR = differences(nothing(changes=(change(),)))
KINDS = {"several": SEVERAL, "hostile": with_texts(PAIR, " ".join(HOSTILE[:-2]))}
each_page = pytest.mark.parametrize("kind", KINDS)


@cache
def html_of(kind: str) -> str:
    return as_html(KINDS.get(kind, PAIR))


@each_page
def test_axe_finds_nothing_and_all_can_be_used_from_the_keyboard(browser_page: Page, kind: str) -> None:
    assert barriers(unfolded(open_html(browser_page, html_of(kind)))) == []


def test_it_can_be_read_in_the_dark(dark_page: Page) -> None:
    assert barriers_in_the_dark(unfolded(open_html(dark_page, html_of("several")))) == []


@each_page
def test_nothing_scrolls_sideways_or_is_cut_on_a_small_screen(browser_page: Page, kind: str) -> None:
    page = at_width(unfolded(open_html(browser_page, html_of(kind))), 320)
    assert misfits(page) == []
    assert misfits(with_text_at(page, 200)) == []


def test_text_can_be_set_wider(browser_page: Page) -> None:
    assert misfits(with_text_set_wide(unfolded(open_html(browser_page, html_of("several"))))) == []


def boxes(page: Page) -> tuple[FloatRect, FloatRect]:
    """Where the journey before stands, and the journey after."""
    before, after = (one.bounding_box() for one in page.locator(".edition").all())
    assert before is not None
    assert after is not None
    return before, after


def test_the_journeys_stand_beside_each_other_or_one_beneath_the_other(browser_page: Page) -> None:
    page = open_html(browser_page, html_of("pair"))
    before, after = boxes(page)
    assert before["y"] == after["y"]
    assert before["x"] + before["width"] <= after["x"]
    before, after = boxes(at_width(page, 320))
    assert before["x"] == after["x"]
    assert before["y"] + before["height"] <= after["y"]


def test_on_a_small_screen_a_journey_is_seen_in_its_whole_width(browser_page: Page) -> None:
    page = at_width(open_html(browser_page, html_of("pair")), 320)
    wide = page.eval_on_selector_all(".edition .scroller", "found => found.map(e => e.scrollWidth - e.clientWidth)")
    assert wide == [0, 0]


def test_it_can_be_read_without_scripts_and_on_paper(new_page: NewPage) -> None:
    page = open_html(new_page(java_script_enabled=False, color_scheme="dark"), html_of("several"))
    paper = text_of(printed(page))
    for words in (
        "What these people get is less than before",
        "Nothing changes for anybody.",
        "Mental Health Hub",
        "taken on, with a wait",
    ):
        assert words in shown_text(page)
        assert words in paper
    assert "Nobody under 16." in paper


def test_both_journeys_are_beside_each_other_on_paper_whole(browser_page: Page) -> None:
    page = open_html(browser_page, html_of("pair"))
    page.set_viewport_size({"width": 680, "height": 900})  # A4 less its margins
    before, after = boxes(on_paper(page))
    assert before["y"] == after["y"]
    assert page.eval_on_selector(".editions", "e => getComputedStyle(e).breakInside") == "avoid"
