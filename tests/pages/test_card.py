"""The card as a page: nothing on it that the map does not hold, nothing certain that is not, and one side of A4."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from browser.hostile import MAP as HOSTILE

from pathkit.check.card import Card, CardNumber, card_asked
from pathkit.pages.card import HEIGHT, SIZES, card_page, fitted, height

ROOT = Path(__file__).parents[2]
ON = date(2026, 11, 21)
MAPS = sorted((ROOT / "pathways").glob("*.pathway.yaml")) + sorted((ROOT / "examples").glob("*.pathway.yaml"))

EASTGLEN = """\
area: {id: eastglen, name: Eastglen, calendar: none}
people: {ages: 16+, needs: [distress, self-harm], localities: [north, south], circumstances: [intoxicated]}
organisations: {nhs: {name: NHS Eastglen, sector: health}}
services:
  team:
    name: Eastglen duty team
    provider: nhs
    kind: crisis-team
    open_to: professionals
    hours: Mon-Fri 09:00-17:00
    intake: Mon-Fri 09:00-15:30
    supports: {ages: 18+, localities: [north], excludes: {intoxicated: {instead: the sobering centre}}}
    offers: [assessment]
    responds_within: 30 min
    contact: {phone: "01632 960001", professional_phone: "01632 960002", address: 1 High Street}
    checked_on: 2026-11-02
  house:
    name: Eastglen house
    provider: nhs
    kind: crisis-space
    open_to: public
    hours: 24/7
    supports: {needs: [distress]}
    offers: [safe-space]
    contact: {phone: "01632 960003"}
"""


def card(folder: Path, text: str = EASTGLEN, locality: str | None = None) -> Card:
    path = folder / "eastglen.pathway.yaml"
    path.write_text(text, encoding="utf-8")
    return card_asked(path, ON, locality)


def read(html: str) -> str:
    """What stands in a piece of a page, on one line."""
    body = re.sub(r'<span class="whole">([^<]*)</span>', r"\1", html.partition("<body")[2] or html)
    return " ".join(re.sub(r"<[^>]*>", " ", body).replace("&#39;", "'").split())


def parts(html: str, tag: str) -> list[str]:
    """What stands in each element of a kind."""
    return [read(one) for one in re.findall(rf"<{tag}(?: [^>]*)?>(.*?)</{tag}>", html, re.DOTALL)]


def test_each_row_says_whom_by_which_number_for_whom_and_when(tmp_path: Path) -> None:
    html = card_page(card(tmp_path))
    team = (
        "Eastglen duty team 01632 960002 professionals only assessment; responds within 30 min "
        "for any need; aged 18+; north only; not if intoxicated "
        "In hours: Mon-Fri 09:00-15:30. Out of hours: – nothing certain ."
    )
    nobody = "✗ Nothing certain is written down"
    assert parts(html, "h2")[:2] == [
        "Emergency immediate risk of significant harm to the person or others, help within 1 h",
        "Very urgent, urgent or routine very urgent: help within 4 h; urgent: help within 1 day; "
        "routine: help within 7 days",
    ]
    items = parts(html, "li")
    assert items[:4] == [
        f"{nobody} for any need; aged 16-17; north only",
        f"{nobody} for any need; south only",
        team,
        f"{nobody} for any need; aged 18+; north only In hours: Mon-Fri 15:30-17:00. Out of hours: all of it.",
    ]
    assert items[4] == "Eastglen house 01632 960003 public number a safe space ask first for distress only"


def test_it_says_for_whom_it_is_how_old_it_is_and_when_it_ends(tmp_path: Path) -> None:
    said = read(card_page(card(tmp_path)))
    assert "For professionals only: police, ambulance crews, GPs. No guide for a person in distress." in said
    assert "Made on 21 Nov 2026 from eastglen.pathway.yaml. Facts last checked: 2 Nov 2026." in said
    assert "Do not use after 4 May 2027" in said
    assert "An illustrative reading of a map. No forum has agreed to it. It is not for use before" in said
    assert "When these were last checked is not written down: Eastglen house." in said
    assert "Immediate danger to life: the map names no number for it that surely is answered at any hour." in said


def test_what_cannot_be_told_in_a_row_is_told_below(tmp_path: Path) -> None:
    said = read(card_page(card(tmp_path)))
    assert "Ask first : whom it turns away is not written down, so nothing is certain for anybody out of the usual: "
    assert "out of the usual: intoxicated." in said
    assert "turns away: intoxicated (instead: the sobering centre)" in said
    assert "address: 1 High Street" in said
    assert "Where no response time stands : none is written down." in said


def test_a_card_for_one_locality_names_it_once(tmp_path: Path) -> None:
    said = read(card_page(card(tmp_path, locality="south")))
    assert "Whom to call: Eastglen, south" in said
    assert "Eastglen duty team" not in said
    assert "Localities" not in said


@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.name.partition(".")[0])
def test_every_number_to_ring_stands_in_the_map(path: Path) -> None:
    html = card_page(card_asked(path, ON))
    sources = path.read_text(encoding="utf-8") + (ROOT / "pathways/national/scotland.pathway.yaml").read_text("utf-8")
    for number in re.findall(r'class="dial"[^>]*>([^<]*)<', html):
        assert re.search(rf'(phone|professional_phone): "?{re.escape(number)}"?', sources), number
    for digits, number in re.findall(r'href="tel:([^"]*)">([^<]*)<', html):
        assert digits == number.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "dial"),
    [
        ("01632 960001", "01632960001"),
        ("999", "999"),
        ("+44 1632 960001", "+441632960001"),
        ("+44 (0)1632 960001", ""),
        ("01632 960001 ext 4", ""),
        ("01632 960001 - 01632 960002", ""),
        ("01632 960001; wait=5", ""),
        ("٠١٦٣٢ ٩٦٠٠٠١", ""),
    ],
)
def test_a_phone_is_told_to_ring_only_what_is_one_number_beyond_doubt(tmp_path: Path, text: str, dial: str) -> None:
    found = card(tmp_path)
    house = replace(found.services["house"], number=CardNumber(text, False, True))
    html = card_page(replace(found, services={**found.services, "house": house}))
    ways = {(dial, shown) for dial, shown in re.findall(r'href="tel:([^"]*)">([^<]*)<', html) if shown == text}
    assert ways == ({(dial, text)} if dial else set())
    assert f">{text}<" in html


@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.name.partition(".")[0])
def test_the_same_map_gives_the_same_card(path: Path) -> None:
    assert card_page(card_asked(path, ON)) == card_page(card_asked(path, ON))


def test_no_name_is_more_than_text(tmp_path: Path) -> None:
    html = card_page(card(tmp_path, HOSTILE))
    assert "<script>window" not in html
    assert "<img" not in html
    assert html.count("</style>") == 1
    assert "\u202e" not in html
    assert "01632 960003" in html
    assert "&lt;/style&gt;" in html


# --- one side of A4 -------------------------------------------------------------------------------------------


def large(services: int) -> str:
    """A map of so many services of which each takes other people."""
    lines = [
        "area: {id: westmarch, name: Westmarch}",
        "people: {ages: 5+}",
        "organisations: {nhs: {name: NHS Westmarch, sector: health}}",
        "services:",
    ]
    for number in range(services):
        lines.append(
            f"  s{number}: {{name: Westmarch team number {number} for people of some ages, provider: nhs, "
            f'kind: crisis-team, open_to: professionals, contact: {{professional_phone: "01632 960{number:03}"}}, '
            f"hours: Mon-Fri {number % 9:02}:00-17:00, supports: {{ages: {5 + number}-{40 + number}, "
            "excludes: [intoxicated]}, offers: [assessment]}"
        )
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("services", [1, 12, 40])
def test_what_does_not_fit_is_left_out_and_the_card_says_so(tmp_path: Path, services: int) -> None:
    shown = fitted(card(tmp_path, large(services)))
    assert height(shown, shown.size) <= HEIGHT
    named = {row.name for section in shown.sections for row in (*section.always, *section.sometimes) if row.name}
    cuts = [section.cut for section in shown.sections if section.cut]
    if len(named) < services:
        assert cuts
        assert all("Left out here for lack of room: " in cut for cut in cuts)
        assert all("Ask the forum" in cut for cut in cuts)
    else:
        assert not cuts
    assert services < 40 or cuts


def test_what_there_is_room_for_is_larger(tmp_path: Path) -> None:
    assert fitted(card(tmp_path)).size == SIZES[0]
    assert fitted(card(tmp_path, large(40))).size == SIZES[-1] == 9
    assert "size-11" in card_page(card(tmp_path))


def test_no_warning_is_left_out_for_lack_of_room(tmp_path: Path) -> None:
    shown = fitted(card(tmp_path, large(40)))
    assert shown.warnings[0].startswith("An illustrative reading of a map. No forum has agreed to it.")


def test_no_comment_of_a_map_is_on_its_card(tmp_path: Path) -> None:
    html = card_page(card(tmp_path, "# An illustrative draft. Ask Morag, 01632 960099.\n" + EASTGLEN))
    assert "Morag" not in html
    assert "960099" not in html
