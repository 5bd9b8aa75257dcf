"""A week in the terminal and as JSON: one sign an hour, both where two are possible, and all of it in words."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console

from pathkit.check.door_weeks import DoorWeek
from pathkit.check.weeks import BANDS, DAYS, Hour, Row, Week
from pathkit.output.heatmap import ACROSS, COLOURS, heatmap_object, put_heatmap
from pathkit.output.json import dumped
from pathkit.output.page import Page, safe, width_of

NONE, NOW, SELF, DOUBT = Hour("none", "none"), Hour("now", "now"), Hour("self", "self"), Hour("none", "now")
OFFICE = (NONE,) * 9 + (NOW,) * 8 + (NONE,) * 7
HELD = (NONE,) * 9 + (DOUBT,) * 8 + (NONE,) * 7
SHUT = (SELF,) * 24
WEEK = Week(
    "gp",
    (
        *(Row(day, None, OFFICE if number < 5 else SHUT) for number, day in enumerate(DAYS)),
        Row("30 Nov 2026", date(2026, 11, 30), HELD),
        Row("25 Dec 2026", date(2026, 12, 25), HELD),
        Row("26 Dec 2026", date(2026, 12, 26), SHUT),
        Row("1 Jan 2027", date(2027, 1, 1), HELD),
    ),
)
ASKED = DoorWeek(
    map="eastglen.pathway.yaml",
    area="Eastglen",
    door="gp",
    name="Eastglen GP practice",
    people="people aged 16-17, with nothing unusual about them",
    on=date(2026, 11, 21),
    begins=date(2026, 11, 16),
    week=WEEK,
)
SEEN = """\
Eastglen GP practice: the week, hour by hour
Who turns to it: people aged 16-17, with nothing unusual about them. Map of
Eastglen, for the year from 16 Nov 2026.

     00 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23
Mon  ✗  ✗  ✗  ✗  ✗  ✗  ✗  ✗  ✗  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✗  ✗  ✗  ✗  ✗  ✗  ✗
Tue  ✗  ✗  ✗  ✗  ✗  ✗  ✗  ✗  ✗  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✗  ✗  ✗  ✗  ✗  ✗  ✗
Wed  ✗  ✗  ✗  ✗  ✗  ✗  ✗  ✗  ✗  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✗  ✗  ✗  ✗  ✗  ✗  ✗
Thu  ✗  ✗  ✗  ✗  ✗  ✗  ✗  ✗  ✗  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✗  ✗  ✗  ✗  ✗  ✗  ✗
Fri  ✗  ✗  ✗  ✗  ✗  ✗  ✗  ✗  ✗  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✗  ✗  ✗  ✗  ✗  ✗  ✗
Sat  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >
Sun  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >
(1)  ✗  ✗  ✗  ✗  ✗  ✗  ✗  ✗  ✗  ✗✓ ✗✓ ✗✓ ✗✓ ✗✓ ✗✓ ✗✓ ✗✓ ✗  ✗  ✗  ✗  ✗  ✗  ✗
(2)  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >  >
(1)  Holidays: 30 Nov, 25 Dec 2026; 1 Jan 2027
(2)  Holidays: 26 Dec 2026

✗   left with nothing · 80 h a week
    Mon-Fri 00:00-09:00, 17:00-24:00
    On (1): 00:00-09:00, 17:00-24:00

✗✓  left with nothing or, at best, helped straight away
    On (1): 09:00-17:00

>   told where to go · 48 h a week
    Sat-Sun all day
    On (2): all day

✓   helped straight away · 40 h a week
    Mon-Fri 09:00-17:00

Two signs in one hour: nobody has written down which of the two it is. The first
is as the map states it, the second at best.

Each hour shows the worst that happens in any minute of it to anybody who is
asked about.
"""


def text(asked: DoorWeek, width: int = 80, encoding: str = "utf-8", colours: bool = False) -> str:
    """The week as it is printed."""
    buffer = _Buffer()
    buffer.encoding = encoding
    console = Console(file=buffer, width=width, color_system="standard" if colours else None, force_terminal=colours)
    put_heatmap(Page(console), asked)
    return buffer.getvalue()


class _Buffer(io.StringIO):
    encoding = "utf-8"


def test_a_week_as_it_is_printed() -> None:
    assert text(ASKED) == SEEN


@pytest.mark.parametrize("width", [40, 41, 43, 60, 76, 77, 80, 200])
def test_every_hour_is_there_however_narrow_the_page(width: int) -> None:
    said = text(ASKED, width).splitlines()
    assert max(map(width_of, said)) <= width
    numbers = [line for line in said if re.fullmatch(r" {5}\d\d( \d\d)+", line)]
    assert [word for line in numbers for word in line.split()] == [f"{hour:02}" for hour in range(24)]
    assert len(numbers) == 24 // next(across for across in ACROSS if width >= 5 + 3 * across)
    monday = [line for line in said if line.startswith("Mon  ")]
    assert [sign for line in monday for sign in line.split()[1:]] == ["✗"] * 9 + ["✓"] * 8 + ["✗"] * 7


def test_signs_are_plain_where_the_encoding_has_no_others() -> None:
    said = text(ASKED, encoding="ascii")
    assert "x+ x+" in said and "x+  left with nothing or, at best, helped straight away" in said
    assert "✗" not in said and "✓" not in said


def test_colour_is_never_the_only_sign() -> None:
    coloured = text(ASKED, colours=True)
    assert "\x1b[" in coloured and "\x1b[" not in text(ASKED)
    assert [line.rstrip() for line in without_colours(coloured).splitlines()] == SEEN.splitlines()
    assert set(COLOURS) == {band.id for band in BANDS}
    assert len(set(COLOURS.values())) == len(COLOURS)


def without_colours(text: str) -> str:
    return "".join(part.partition("m")[2] if number else part for number, part in enumerate(text.split("\x1b[")))


def test_every_band_can_be_printed() -> None:
    for band in BANDS:
        week = Week("gp", tuple(Row(day, None, (Hour(band.id, band.id),) * 24) for day in DAYS))
        assert f"{band.sign}   {band.words} · 168 h a week\n    at any time\n" in text(replace(ASKED, week=week))


def test_names_that_try_to_be_more_are_shown() -> None:
    name = "\x1b[31mred\u202e [bold]x[/bold] \x07"
    said = text(replace(ASKED, name=name, people=name, area=name))
    assert all(line.isprintable() for line in said.splitlines())
    assert said.startswith(safe(name))


def test_the_week_for_programs() -> None:
    made = json.loads(dumped(heatmap_object(ASKED)))
    rows = made.pop("rows")
    made.pop("pathkit")
    assert made == {
        "version": 1,
        "map": "eastglen.pathway.yaml",
        "area": "Eastglen",
        "date": "2026-11-21",
        "door": "gp",
        "people": "people aged 16-17, with nothing unusual about them",
        "notes": [],
        "bands": [{"id": band.id, "words": band.words} for band in BANDS],
    }
    assert [(row["day"], row["date"]) for row in rows] == [
        *((day, None) for day in DAYS),
        ("30 Nov 2026", "2026-11-30"),
        ("25 Dec 2026", "2026-12-25"),
        ("26 Dec 2026", "2026-12-26"),
        ("1 Jan 2027", "2027-01-01"),
    ]
    assert {len(row["hours"]) for row in rows} == {24}
    assert rows[7]["hours"][8:10] == [{"stated": "none", "best": "none"}, {"stated": "none", "best": "now"}]
