"""The map through the week in a real browser: with a mouse, with the keyboard, read out, and without any script."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from browser.made import EXAMPLES, ON, _report
from browser.seeing import axe_violations, open_html, shown_text
from pathkit.check.journeys import open_map
from pathkit.check.people_asked import people_asked
from pathkit.check.weeks import BAND, week_of

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

CLOSED = EXAMPLES / "closed-at-half-past-three.pathway.yaml"
LEAVER = EXAMPLES / "school-leaver-gap.pathway.yaml"


@cache
def report(*places: object) -> str:
    return _report(*places)  # type: ignore[arg-type]


@pytest.fixture
def page(browser_page: Page) -> Page:
    return open_html(browser_page, report(CLOSED))


def turn_to(page: Page, minute: int) -> None:
    """Turn the clock to a minute of the week, as a drag does."""
    page.evaluate(
        "m => { const dial = document.querySelector('.minute'); dial.value = String(m);"
        " dial.dispatchEvent(new Event('input', {bubbles: true})); }",
        minute,
    )
    page.wait_for_function("m => document.querySelector('.minute').dataset.drawn === String(m)", arg=minute)


def clock_says(page: Page, label: str) -> None:
    """Wait until the clock has been drawn; a time that it never comes to fails the test."""
    page.wait_for_function("label => document.querySelector('.clock output').textContent === label", arg=label)


def minute_of(day: int, hour: int, minute: int = 0) -> int:
    return (day * 24 + hour) * 60 + minute


def signs(page: Page) -> dict[str, str]:
    """What every box of the map says, by the name of its service."""
    found: list[tuple[str, str]] = page.eval_on_selector_all(
        ".stage [data-n]",
        "all => all.map(g => [g.querySelector('title').textContent, g.querySelector('.sign').textContent])",
    )
    return dict(found)


def by_state(page: Page) -> list[str]:
    return [line for line in page.locator(".by-state").inner_text().splitlines() if line]


def for_anybody(page: Page) -> None:
    """Choose nobody in particular."""
    for chooser in page.locator(".board .chooser select").all():
        chooser.select_option("")


def test_it_begins_with_one_usual_person(page: Page) -> None:
    assert page.locator(".whom").inner_text() == "For anybody, distress, urgent."
    assert signs(page)["Westmarch day team"] == "open, helps them"


def test_services_light_up_as_they_open(page: Page) -> None:
    for_anybody(page)
    turn_to(page, minute_of(1, 11))
    assert signs(page)["Westmarch day team"] == "open"
    turn_to(page, minute_of(1, 15, 45))
    clock_says(page, "Tuesday 15:45")
    assert signs(page) == {
        "Westmarch crisis line": "open",
        "Westmarch day team": "open, takes nobody new",
        "Westmarch night team": "shut",
        "Westmarch crisis house": "open",
    }
    page.wait_for_function("() => document.querySelector('.by-state').innerText.includes('takes nobody new')")
    assert "Open, takes nobody new (1)" in by_state(page)
    turn_to(page, minute_of(1, 18))
    assert signs(page)["Westmarch night team"] == "open"


def test_a_transfer_that_cannot_be_used_has_no_arrow(page: Page) -> None:
    def arrows() -> list[bool]:
        return [arrow.is_visible() for arrow in page.locator(".stage .edge .head").all()]

    turn_to(page, minute_of(1, 11))
    assert arrows() == [True, False]
    turn_to(page, minute_of(1, 18))
    assert arrows() == [False, True]


def test_the_clock_can_be_turned_with_the_keyboard(page: Page) -> None:
    dial = page.locator(".minute")
    dial.focus()
    page.keyboard.press("ArrowRight")
    clock_says(page, "Tuesday 11:15")
    assert dial.get_attribute("aria-valuetext") == "Tuesday 11:15"
    page.locator(".next").press("Enter")
    clock_says(page, "Tuesday 15:30")
    page.get_by_role("button", name="One hour back").press("Enter")
    clock_says(page, "Tuesday 14:30")


def test_a_holiday_can_be_looked_at(page: Page) -> None:
    for_anybody(page)
    page.locator("select.day").select_option(label="Friday 25 Dec 2026")
    clock_says(page, "Friday 25 Dec 2026 11:00")
    assert signs(page)["Westmarch day team"] == "shut"
    assert signs(page)["Westmarch night team"] == "open"


def test_what_changes_is_said_aloud_once_the_clock_rests(page: Page) -> None:
    turn_to(page, minute_of(1, 16))
    turn_to(page, minute_of(1, 18))
    page.wait_for_function("() => document.querySelector('.board > .told').textContent.startsWith('Tuesday 18:00')")
    said = page.locator(".board > .told").text_content() or ""
    assert "Now open: Westmarch night team." in said
    assert "Now shut: Westmarch day team." in said


def cells(table: Locator) -> list[list[str]]:
    """A week as it is read out: by day, its hours and what happens in them."""
    found: list[list[str]] = table.locator("tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.querySelectorAll('td .unseen')].map(cell => cell.textContent))"
    )
    return found


def expected(person: str, door: str) -> list[list[str]]:
    """The seven days of a door's week as `week_of` gives them, as they are read out."""
    pathway = open_map(LEAVER, ON)
    rows = []
    for row in week_of(pathway, door, people_asked(pathway.map, person).people).rows[:7]:
        starts = [h for h in range(24) if h == 0 or row.hours[h] != row.hours[h - 1]]
        ends = [*starts[1:], 24]
        bands = [dict.fromkeys((row.hours[h].stated, row.hours[h].best)) for h in starts]
        words = [" or, at best, ".join(BAND[one].words for one in some) for some in bands]
        rows.append([f"{a:02}:00 to {b:02}:00: {said}" for a, b, said in zip(starts, ends, words, strict=True)])
    return rows


def test_the_people_that_are_chosen_have_their_own_week_at_every_door(browser_page: Page) -> None:
    page = open_html(browser_page, report(LEAVER))
    pathway = open_map(LEAVER, ON)
    chooser = page.locator(".weeks .chooser")
    need, age = pathway.map.people.needs[0], 17
    words = f"{age}, {need}, urgent" + "".join(f", {one}" for one in pathway.map.people.localities[:1])
    chosen = {"urgency": "urgent", "need": pathway.map.needs[need].label}
    chosen |= {"locality": pathway.map.people.localities[0]} if pathway.map.people.localities else {}
    low = next(low for low, high in pathway.population.bands if low <= age <= high)
    for name, label in chosen.items():
        choice = chooser.locator(f"[name={name}]")
        if choice.count():
            choice.select_option(label=label)
    ages = chooser.locator("[name=age] option").all_inner_texts()
    chooser.locator("[name=age]").select_option(label=next(one for one in ages if one.startswith(str(low))))
    assert page.locator(".board .chooser [name=age]").input_value() == chooser.locator("[name=age]").input_value()
    doors = [one.id for one in pathway.map.services.values() if one.open_to == "public"]
    for door, section in zip(doors, page.locator(".door-week").all(), strict=True):
        table = section.locator(".chosen table")
        if table.count():
            assert cells(table)[:7] == expected(words, door)


def test_a_journey_can_be_stepped_through_with_the_keyboard(page: Page) -> None:
    stepper = page.locator(".stepper").first
    forward = stepper.get_by_role("button", name=re.compile("Step through it|Next step"))
    forward.press("Enter")
    assert (stepper.get_by_role("status").text_content() or "").startswith("Step 1 of ")
    strip = page.locator("figure", has=stepper).locator("svg.strip")
    assert strip.locator(".step:has(.marker)").get_attribute("data-step") == "1"
    assert page.locator(".stage .here").count() == 1
    for _ in range(20):
        forward.press("Enter")
    assert (stepper.get_by_role("status").text_content() or "").startswith("How it ends")
    assert strip.locator(".end .marker").count() == 1
    assert forward.evaluate("button => button === document.activeElement")
    stepper.get_by_role("button", name="Previous step").press("Enter")
    assert (stepper.get_by_role("status").text_content() or "").startswith("Step ")
    stepper.get_by_role("link").press("Enter")
    assert page.evaluate("location.hash") == "#explorer"


def test_a_journey_turns_the_clock_and_marks_its_way_on_the_map(page: Page) -> None:
    page.locator("select.walk").select_option("0")
    on = page.locator(".board .on")
    before = signs(page)
    assert any(sign.startswith("step 1 · ") for sign in before.values())
    on.click()
    assert (page.locator(".said").text_content() or "") != ""
    page.locator("select.walk").select_option("")
    assert not any(sign.startswith("step") for sign in signs(page).values())


def test_every_map_of_a_report_has_its_own_clock(browser_page: Page) -> None:
    page = open_html(browser_page, report(CLOSED, LEAVER))
    dials = page.locator(".minute").all()
    assert len(dials) == 2
    dials[0].focus()
    page.keyboard.press("ArrowRight")
    clock_says(page, "Tuesday 11:15")
    assert [output.inner_text() for output in page.locator(".clock output").all()] == ["Tuesday 11:15", "Tuesday 11:00"]


def test_without_a_script_there_are_pictures_and_weeks_and_nothing_to_choose(page_without_scripts: Page) -> None:
    page = open_html(page_without_scripts, report(CLOSED))
    assert page.locator("select:visible, input:visible, button:visible").count() == 0
    assert page.locator(".explorer svg:visible").count() >= 3
    assert page.locator(".heat:visible").count() >= 1
    said = shown_text(page)
    assert "Monday 15:30." in said
    assert "open, takes nobody new (1)" in said
    assert "For anybody" in said


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_a_journey_is_followed(new_page: object, scheme: str) -> None:
    page: Page = new_page(color_scheme=scheme)  # type: ignore[operator]
    open_html(page, report(CLOSED))
    page.locator("select.walk").select_option("0")
    page.locator(".stepper button").nth(1).press("Enter")
    assert axe_violations(page) == []
