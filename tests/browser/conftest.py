"""A real browser, and pages in it that fail a test when they complain or ask for anything over a network."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Dialog, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

NewPage = Callable[..., "Page"]


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The Chromium of this machine; without one, the tests that look at pages in it are skipped."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("no Chromium on this machine, so pages are not looked at in one: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def settings(chromium: Browser) -> Callable[..., BrowserContext]:
    """What the browser is set to, by the keyword arguments of Playwright's `new_context`; each is made once."""
    made: dict[str, BrowserContext] = {}

    def context(**asked: Any) -> BrowserContext:
        name = repr(sorted(asked.items()))
        if name not in made:
            made[name] = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **asked})
        return made[name]

    return context


@pytest.fixture
def new_page(settings: Callable[..., BrowserContext]) -> Iterator[NewPage]:
    """Makes pages; keyword arguments are settings of the browser (`color_scheme="dark"`)."""
    faults: list[str] = []
    pages = []

    def make(**asked: object) -> Page:
        page = settings(**asked).new_page()
        pages.append(page)
        page.on("console", lambda said: faults.append(f"console: {said.text}") if said.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("dialog", lambda dialog: _dismiss(dialog, faults))
        page.on("request", lambda asked: None if _is_local(asked.url) else faults.append(f"asks for {asked.url}"))
        return page

    yield make
    for page in pages:
        page.close()
    assert not faults, faults


@pytest.fixture
def browser_page(new_page: NewPage) -> Page:
    """A page of 1280 × 900, light, with scripts."""
    return new_page()


@pytest.fixture
def dark_page(new_page: NewPage) -> Page:
    """The same for somebody who has asked for dark."""
    return new_page(color_scheme="dark")


@pytest.fixture
def page_without_scripts(new_page: NewPage) -> Page:
    """The same where scripts are switched off."""
    return new_page(java_script_enabled=False)


def _dismiss(dialog: Dialog, faults: list[str]) -> None:
    faults.append(f"dialog: {dialog.message}")
    dialog.dismiss()


def _is_local(address: str) -> bool:
    return address.startswith(("file:", "data:", "blob:", "about:"))
