"""Every ink of a page can be read on every ground that it may stand on, in both themes (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import itertools
import re

import pytest

from pathkit.pages import page as pages

INKS = ("ink", "quiet", "link", "error", "warning", "note", "good")
GROUNDS = ("paper", "tint", "error-soft", "warning-soft", "note-soft", "good-soft")
LINES = ("rule", "focus")
MERE_DIVISIONS = ("hair",)
"""Lines that no meaning hangs on."""

_COLOUR = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{6})\b")
_THEMES = re.compile(r"^( *:root(?:, \.sheet)?) \{(.*?)\n *\}", re.DOTALL | re.MULTILINE)


def themes() -> tuple[dict[str, str], dict[str, str]]:
    """The colours of the light theme and of the dark one, by name."""
    light, dark = (dict(found) for _, text in _THEMES.findall(_style()) if (found := _COLOUR.findall(text)))
    return light, dark


def _style() -> str:
    return re.sub(r"/\*.*?\*/", "", pages._asset(pages.STYLE), flags=re.DOTALL)


def light_of(colour: str) -> float:
    """Relative luminance, as WCAG defines it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio between two colours, from 1 to 21."""
    dark, light = sorted((light_of(one), light_of(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_every_colour_is_of_one_of_the_kinds_that_are_looked_at(theme: int) -> None:
    assert set(themes()[theme]) == {*INKS, *GROUNDS, *LINES, *MERE_DIVISIONS}


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), list(itertools.product(INKS, GROUNDS)))
def test_text_can_be_read_on_every_ground(theme: int, ink: str, ground: str) -> None:
    colours = themes()[theme]
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("line", "ground"), list(itertools.product(LINES, GROUNDS)))
def test_lines_that_mean_something_can_be_seen_on_every_ground(theme: int, line: str, ground: str) -> None:
    colours = themes()[theme]
    assert contrast(colours[line], colours[ground]) >= 3


def test_no_colour_is_named_outside_the_themes() -> None:
    rest = _THEMES.sub("", _style())
    rest = re.sub(r"@page \{.*?\n\}", "", rest, flags=re.DOTALL)
    assert not re.search(r"#[0-9a-f]{3,8}\b|rgb|hsl|color-mix", rest)
