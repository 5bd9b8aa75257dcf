"""A door's week, hour by hour, in text and in JSON.

JSON (version 1; fields are added, never changed):

    {"version": 1, "pathkit": "0.1.0", "map": "eastglen.pathway.yaml", "area": "Eastglen", "date": "2026-11-21",
     "door": "gp", "people": "everybody this door is for, with nothing unusual about them", "notes": ["…"],
     "bands": [{"id": "now", "words": "helped straight away"}],       (from the best to the worst)
     "rows": [{"day": "Monday", "date": null, "hours": [{"stated": "none", "best": "none"}]}]}   (24 of them a row)

The first seven rows are the ordinary week, Monday first; after them comes one for each holiday of the year from the
Monday of the week of `date`, with its date. An hour holds the ids of two bands: the worst that happens in any minute of
it to any of the people, as the map states it and at best. Where the two differ, nobody has written down which it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pathkit import __version__
from pathkit.check.door_weeks import (
    EACH_HOUR,
    DoorWeek,
    Stretch,
    holidays,
    hour_in_words,
    stretches,
    usual_rows,
)
from pathkit.check.weeks import BAND, BANDS, Hour
from pathkit.output.json import VERSION, Object
from pathkit.output.page import SIGNS, Page, Part
from pathkit.output.words import hours_in_words, listed

LABEL = 5
HOUR = 3
"""The columns of an hour: a sign, or two, and a space."""
ACROSS = (24, 12, 8)
"""How many hours stand beside one another: as many of these as there is room for."""

COLOURS = {
    "now": "black on green",
    "soon": "black on cyan",
    "day": "bright_white on blue",
    "days": "bright_white on magenta",
    "longer": "bright_white on bright_black",
    "unknown": "black on white",
    "self": "black on yellow",
    "none": "bright_white on red",
}
"""At a terminal."""

TWO_SIGNS = (
    "Two signs in one hour: nobody has written down which of the two it is. The first is as the map states it, the "
    "second at best."
)


def put_heatmap(page: Page, asked: DoorWeek) -> None:
    """The week by hours, what the signs mean, and when, from the worst to the best."""
    page.line((asked.title, "heading"))
    page.line((asked.description, "quiet"))
    page.blank()
    across = next((one for one in ACROSS if page.width >= LABEL + one * HOUR), ACROSS[-1])
    for first in range(0, 24, across):
        if first:
            page.blank()
        _put_hours(page, asked, range(first, first + across))
    for number, kind in enumerate(holidays(asked.week), 1):
        page.line(f"({number})".ljust(LABEL), (f"Holidays: {kind.words}", "quiet"), hang=LABEL)
    _put_stretches(page, stretches(asked.week))
    page.blank()
    page.line((EACH_HOUR, "quiet"))


def _put_hours(page: Page, asked: DoorWeek, hours: range) -> None:
    """A part of the day, on every day of the week and every holiday."""
    page.unbroken(" " * LABEL, (" ".join(f"{hour:02}" for hour in hours), "quiet"))
    rows = [(row.label[:3], row.hours) for row in usual_rows(asked.week)]
    rows += [(f"({number})", kind.hours) for number, kind in enumerate(holidays(asked.week), 1)]
    for label, cells in rows:
        page.unbroken(label.ljust(LABEL), *_cells(page, [cells[hour] for hour in hours]))


def _cells(page: Page, hours: Sequence[Hour]) -> Iterator[Part]:
    """The hours of a row. Without colours, the line does not end in spaces."""
    for number, hour in enumerate(hours, 1):
        yield from _cell(page, hour, number == len(hours) and page.console.color_system is None)


def _cell(page: Page, hour: Hour, last: bool = False) -> Iterator[Part]:
    """The sign of what happens; two, each in its colour, where nobody has written down which."""
    plain = {sign: page.signs[name] for name, sign in SIGNS.items()}
    bands = list(dict.fromkeys((hour.stated, hour.best)))
    for number, band in enumerate(bands, 1):
        sign = plain.get(BAND[band].sign, BAND[band].sign)
        fill = 0 if last or number < len(bands) else HOUR - len(bands)
        yield sign + " " * fill, COLOURS[band]


def _put_stretches(page: Page, found: Sequence[Stretch]) -> None:
    """Every sign with what it means and when that is so, the worst first."""
    for one in found:
        page.blank()
        usual = f" · {hours_in_words(one.hours_per_week)}" if one.hours_per_week else ""
        page.line(*_cell(page, one.hour), (f" {hour_in_words(one.hour)}", "id"), (usual, "quiet"), hang=HOUR + 1)
        if one.weekly:
            page.line(", ".join(one.weekly), indent=HOUR + 1)
        for times, kinds in _by_times(one.holidays):
            page.line(f"On {listed([f'({kind + 1})' for kind in kinds])}: {times}", indent=HOUR + 1, hang=2)
    if any(not one.hour.certain for one in found):
        page.blank()
        page.line((TWO_SIGNS, "quiet"))


def _by_times(held: Sequence[tuple[int, str]]) -> list[tuple[str, list[int]]]:
    """The kinds of holidays by the times that are told of them."""
    found: dict[str, list[int]] = {}
    for kind, times in held:
        found.setdefault(times, []).append(kind)
    return list(found.items())


def heatmap_object(asked: DoorWeek) -> Object:
    """The week as plain values, for JSON."""
    return {
        "version": VERSION,
        "pathkit": __version__,
        "map": asked.map,
        "area": asked.area,
        "date": asked.on.isoformat(),
        "door": asked.door,
        "people": asked.people,
        "notes": list(asked.notes),
        "bands": [{"id": band.id, "words": band.words} for band in BANDS],
        "rows": [
            {
                "day": row.label,
                "date": None if row.date is None else row.date.isoformat(),
                "hours": [{"stated": hour.stated, "best": hour.best} for hour in row.hours],
            }
            for row in asked.week.rows
        ],
    }
