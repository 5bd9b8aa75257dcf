"""The card on paper. (What every page has to be is in `test_pages`.)"""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pages.test_card import large

from browser.hostile import MAP as HOSTILE
from browser.made import ON, ROOT
from browser.seeing import (
    open_html,
    pages_of,
    printed,
    text_of,
)
from pathkit.check.card import card_asked
from pathkit.pages.card import card_page

if TYPE_CHECKING:
    from playwright.sync_api import Page

REAL = ("edinburgh", "highland", "lanarkshire")
LOCALITIES = (("edinburgh", "midlothian"), ("highland", "skye"))
EXAMPLES = tuple(path.name.partition(".")[0] for path in sorted((ROOT / "examples").glob("*.pathway.yaml")))
MADE_UP = ("hostile", "large")


@cache
def card(name: str, locality: str | None = None) -> str:
    if name in MADE_UP:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "southness.pathway.yaml"
            place.write_text(HOSTILE if name == "hostile" else large(60), encoding="utf-8")
            return card_page(card_asked(place, ON))
    folder = "examples" if name in EXAMPLES else "pathways"
    return card_page(card_asked(ROOT / folder / f"{name}.pathway.yaml", ON, locality))


CARDS = [*((name, None) for name in (*REAL, *EXAMPLES, *MADE_UP)), *LOCALITIES]
each_card = pytest.mark.parametrize(("name", "locality"), CARDS)


@each_card
def test_it_takes_one_side_of_a4(browser_page: Page, name: str, locality: str | None) -> None:
    page = open_html(browser_page, card(name, locality))
    pdf = printed(page)
    assert pages_of(pdf) == 1
    assert "For professionals only" in text_of(pdf)
    page.emulate_media(media="print")
    sizes = page.eval_on_selector_all(
        "main :is(p, li, th, td, h1, h2, h3, a, b, span:not([aria-hidden]))",
        "found => found.filter(e => e.textContent.trim()).map(e => parseFloat(getComputedStyle(e).fontSize))",
    )
    assert min(sizes) >= 12  # 9 pt


def test_a_card_read_in_the_dark_is_printed_on_white(dark_page: Page) -> None:
    page = open_html(dark_page, card("lanarkshire"))
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(26, 26, 26)"
