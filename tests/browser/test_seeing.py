"""That what looks for faults finds them: a page with each fault, and one without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser.seeing import (
    at_width,
    axe_violations,
    cut,
    faint_in_pictures,
    keyboard_faults,
    open_html,
    pages_of,
    printed,
    scrolls_sideways,
    shown_text,
    text_of,
    unnamed,
    with_text_at,
    with_text_set_wide,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page


def document(body: str, style: str = "") -> str:
    """A page with nothing wrong, and what is put into it."""
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>A page</title>'
        f"<style>body {{ overflow-wrap: anywhere }} {style}</style></head>"
        f"<body><main><h1>A page</h1>{body}</main></body></html>"
    )


def test_a_sound_page_has_no_faults(browser_page: Page) -> None:
    page = open_html(browser_page, document("<p>Some text with <a href='#a'>a link</a> in it.</p><p id=a>Here.</p>"))
    assert axe_violations(page) == []
    assert unnamed(page) == []
    assert keyboard_faults(page) == []
    assert cut(with_text_at(page, 200)) == []
    assert scrolls_sideways(at_width(page, 320)) == []


@pytest.mark.parametrize(
    ("body", "style", "rule"),
    [
        ("<p>Hardly there</p>", "p { color: #ccc }", "color-contrast"),
        ("<h3>Two levels down</h3>", "", "heading-order"),
        ("<a href='#a'></a>", "", "link-name"),
        ("<button>+</button><button>-</button>", "button { width: 12px; height: 12px; padding: 0 }", "target-size"),
        ("<table><tr><td>1</td><td headers='no'>2</td></tr></table>", "", "td-headers-attr"),
    ],
)
def test_axe_is_asked(browser_page: Page, body: str, style: str, rule: str) -> None:
    assert any(fault.startswith(rule) for fault in axe_violations(open_html(browser_page, document(body, style))))


def test_what_is_wider_than_the_screen_is_named(browser_page: Page) -> None:
    page = at_width(open_html(browser_page, document("<div class='wide'>x</div>", ".wide { width: 600px }")), 320)
    assert any("class=wide" in fault for fault in scrolls_sideways(page))
    within = document(
        "<div class='room'><div class='wide'>x</div></div>", ".room { overflow: auto } .wide { width: 600px }"
    )
    assert scrolls_sideways(open_html(page, within)) == []


def test_text_that_grows_out_of_its_box_is_found(browser_page: Page) -> None:
    body = "<div class='box'>One line</div>"
    page = open_html(browser_page, document(body, ".box { height: 24px; overflow: hidden }"))
    assert cut(page) == []
    assert any("class=box" in fault for fault in cut(with_text_at(page, 200)))


def test_text_that_lies_on_other_text_is_found(browser_page: Page) -> None:
    page = open_html(browser_page, document("<p>One</p><p class='up'>Two</p>", ".up { margin-top: -35px }"))
    assert any("lies on" in fault for fault in cut(page))


def test_text_that_has_no_room_to_spread_is_found(browser_page: Page) -> None:
    body = "<div class='box'>Some words in a row</div>"
    page = open_html(browser_page, document(body, ".box { width: 140px; overflow: hidden; white-space: nowrap }"))
    assert cut(page) == []
    assert any("class=box" in fault for fault in cut(with_text_set_wide(page)))


@pytest.mark.parametrize(
    ("shape", "fill", "said"),
    [
        ("", "#1a1a1a", None),
        ("", "#bbbbbb", "rgb(187, 187, 187) on rgb(255, 255, 255)"),
        ("<rect width='200' height='50' fill='#223344'/>", "#1a1a1a", "on rgb(34, 51, 68)"),
        ("<rect width='200' height='50' fill='#223344'/>", "#ffffff", None),
        ("<rect width='200' height='50' fill='none'/>", "#1a1a1a", None),
        ("<rect y='80' width='200' height='20' fill='#223344'/>", "#1a1a1a", None),
    ],
)
def test_faint_text_of_pictures_is_found(browser_page: Page, shape: str, fill: str, said: str | None) -> None:
    picture = f"<svg width='200' height='100'>{shape}<text x='20' y='30' fill='{fill}'>Words</text></svg>"
    faults = faint_in_pictures(open_html(browser_page, document(picture)))
    assert len(faults) == (0 if said is None else 1)
    assert said is None or said in faults[0]


@pytest.mark.parametrize("seen", ["<g opacity='.5'>", "<g opacity='.75'><g opacity='.7'>"])
def test_text_of_pictures_that_is_seen_through_is_faint(browser_page: Page, seen: str) -> None:
    picture = f"<svg width='200' height='100'>{seen}<text x='20' y='30' fill='#1a1a1a'>Words</text></svg>"
    (fault,) = faint_in_pictures(open_html(browser_page, document(picture)))
    assert "Words" in fault


@pytest.mark.parametrize(
    ("body", "style", "said"),
    [
        ("<div tabindex='2'>second</div><div tabindex='1'>first</div>", "", "only after"),
        ("<a href='#a'>plain</a>", "a:focus { outline: none }", "nothing shows"),
        ("<a href='#a'>under</a><div class='over'>Over</div>", ".over { position: fixed; inset: 0 }", "behind"),
    ],
)
def test_what_a_keyboard_cannot_do_is_found(browser_page: Page, body: str, style: str, said: str) -> None:
    faults = keyboard_faults(open_html(browser_page, document(body, style)))
    assert any(said in fault for fault in faults), faults


def test_a_keyboard_trap_is_found(browser_page: Page) -> None:
    trap = "<script>document.querySelector('#first').addEventListener('keydown', key => key.preventDefault())</script>"
    body = "<a href='#a' id='first'>first</a><a href='#a'>second</a>"
    page = open_html(browser_page, document(body + trap))
    assert any("does not come to <a> second" in fault for fault in keyboard_faults(page))


def test_what_has_no_name_is_found(browser_page: Page) -> None:
    assert unnamed(open_html(browser_page, document("<div tabindex='0' role='slider'></div>"))) == [
        "a slider without a name"
    ]


def test_paper_is_counted_and_read(browser_page: Page) -> None:
    page = open_html(browser_page, document("<p>One.</p><p class='new'>Two.</p>", ".new { break-before: page }"))
    pdf = printed(page)
    assert pages_of(pdf) == 2
    assert text_of(pdf) == "A page One. Two."


def test_scripts_can_be_switched_off(page_without_scripts: Page) -> None:
    page = open_html(
        page_without_scripts, document("<p id='p'>As it was</p><script>p.textContent = 'changed'</script>")
    )
    assert "As it was" in shown_text(page)
