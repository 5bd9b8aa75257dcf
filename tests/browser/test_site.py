"""The documentation becomes a site without a warning: every link in it leads somewhere, and everybody can use it.

The site is built once for all of this. What only a browser can tell is skipped where there is none.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from build_site import PROGRESS, build, show_progress
from links import site_problems

from browser.conftest import NewPage
from browser.seeing import at_width, axe_violations, scrolls_sideways, unnamed

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

PAGES = ("docs/guide-for-forum-members", "docs/rules/wrong-door", "search")
"""What the theme makes of text, code, tables, pictures and navigation; and the one page that it makes itself."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    folder = tmp_path_factory.mktemp("site") / "site"
    assert build(folder) == 0, "python docs/build_site.py tells of what the build warns"
    return folder


def test_every_link_of_the_site_leads_somewhere_and_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    assert site_problems(site) == []


def test_it_begins_at_the_top(site: Path) -> None:
    assert "url=docs/index.html" in (site / "index.html").read_text("utf-8")


def test_the_map_of_progress_of_the_published_plans_stands_beside_it(site: Path) -> None:
    assert show_progress(site) == 0
    page = (site / PROGRESS).read_text("utf-8")
    assert "Scotland, perinatal mental health 2020-21" in page and "Scotland, response to distress 2025-28" in page


def opened(context: BrowserContext, site: Path, name: str) -> tuple[Page, list[str]]:
    """A page of the site, opened from its file, and what it asks for elsewhere."""
    asked: list[str] = []
    page = context.new_page()
    page.on("request", lambda one: None if one.url.startswith(("file:", "data:")) else asked.append(one.url))
    page.goto((site / name).as_uri())
    return page, asked


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_its_pages(site: Path, settings: Callable[..., BrowserContext], scheme: str) -> None:
    for name in PAGES:
        page, asked = opened(settings(color_scheme=scheme), site, f"{name}.html")
        assert axe_violations(page) == [], name
        assert unnamed(page) == [], name
        assert scrolls_sideways(at_width(page, 320)) == [], name
        assert asked == [], name
        page.close()


def test_its_search_works_from_a_file(site: Path, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{(site / 'search.html').as_uri()}?q=answerphone")
    page.get_by_role("link", name="closed-door", exact=True).last.wait_for()
    assert page.locator("ul.search li").count() > 0
