"""One person's way as a small picture of its own: a chain down the page, from the door to how it ends.

It is narrow enough for a telephone and a column of a page, and is drawn here, without Graphviz: a report shows dozens
of them. The clock stands on the left wherever it has moved, services stand in boxes, and between them stands how the
person is passed on. Time that somebody spends waiting is a gap in the line, the wider the longer they wait, with its
length in words. How it ends has a shape, a sign, a colour and words of its own.

Every part belongs to a group of class `step` with its number in `data-step`: the steps of the journey from 1, and how
it ends as the last. So a script can walk through it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from pathkit.check.report import JourneyStep, ShownJourney
from pathkit.drawing.dot import COLOURS
from pathkit.drawing.measure import wrapped
from pathkit.frameworks import load_framework
from pathkit.maps.values import visible
from pathkit.pathway.readings import HOW
from pathkit.times.durations import duration_in_words
from pathkit.times.patterns import DAY_NAMES
from pathkit.times.words import MONTH_NAMES, moment_in_words

WIDTH = 340
_NAME, _CLOCK, _SMALL = 14, 14, 12
_FONTS = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
_BOLD = 1.12
"""How much wider bold letters are than those that `measure` allows for."""

_INK, _QUIET, _PAPER, _DOOR, _GOOD = "#1a1a1a", "#595959", "#ffffff", "#d6eaf8", "#00613f"
_LEFT, _BOX, _RIGHT, _LINE = 6, 86, 334, 104  # where the clock, the boxes and the line stand
_PADDING, _SIGN = 10, 24
_MOST_LINES = 3

_DASHES = {"queued": "7 4", "person-led": "1.5 4"}
_GAPS = ((60, 20), (240, 30), (1440, 42))
"""How wide a gap is for a wait of at most so many minutes."""
_WIDEST_GAP, _UNKNOWN_GAP = 56, 30

_COLOUR_OF = {"now": _GOOD, "later": COLOURS["note"], "self": COLOURS["warning"], "none": COLOURS["error"]}
_SIGNS = {
    "now": "M-5 0l3.5 4L5 -4",
    "later": "M0 -5V0H4",
    "self": "M-5 0H5M1 -4L5 0L1 4",
    "none": "M-4 -4L4 4M4 -4L-4 4",
}
"""A tick, the hands of a clock, an arrow, a cross: each is drawn in a disc, about its middle."""

AS_WRITTEN = "as far as is written down"
NOT_WRITTEN_DOWN = "nobody has written down how long"


@dataclass(frozen=True)
class _Line:
    """A line of text in a box or beside the line."""

    text: str
    size: int = _SMALL
    bold: bool = False
    colour: str = _INK


def journey_strip(journey: ShownJourney, other: ShownJourney | None = None) -> str:
    """One journey as a self-contained SVG picture, 340 units wide. `other` is the other reading, if it differs."""
    unsettled = journey.outcome == "none" and other is not None and other.outcome != "none"
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "strip",
            "role": "img",
            "aria-label": _title(journey),
            "font-family": _FONTS,
            "font-size": str(_SMALL),
            "fill": _INK,
        },
    )
    SubElement(root, "title").text = _title(journey)
    SubElement(root, "desc").text = _description(journey, unsettled)
    ground = SubElement(root, "rect", {"width": str(WIDTH), "rx": "4", "fill": _PAPER})
    y, clock, before = 8, None, None
    for number, step in enumerate(journey.steps, 1):
        group = SubElement(root, "g", {"class": "step", "data-step": str(number)})
        if before is not None:
            y = _put_transfer(group, y, before, step)
        clock = _put_clock(group, y, step.at, clock)
        y = _put_box(group, y, _box_lines(journey, number - 1), door=number == 1)
        before = step
    group = SubElement(root, "g", {"class": "step end", "data-step": str(len(journey.steps) + 1)})
    y = _put_last_wait(group, y, journey)
    if journey.begins is not None:
        _put_clock(group, y, journey.begins, clock)
    height = str(_put_end(group, y, journey, unsettled) + 8)
    ground.set("height", height)
    root.attrib |= {"viewBox": f"0 0 {WIDTH} {height}", "width": str(WIDTH), "height": height}
    return ElementTree.tostring(root, encoding="unicode") + "\n"


# --- in words ---------------------------------------------------------------------------------------------


def _title(journey: ShownJourney) -> str:
    best = ", at best" if journey.reading == "best" else ""
    return visible(f"{_capital(journey.person.words)}, {moment_in_words(journey.at)}{best}")


def _description(journey: ShownJourney, unsettled: bool) -> str:
    ending = [_capital(f"{AS_WRITTEN}:")] if unsettled else []
    return visible(" ".join([*(f"{step.text}." for step in journey.steps), *ending, journey.ending]))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _box_lines(journey: ShownJourney, number: int) -> list[_Line]:
    """What stands in a step's box: its service, and at the door the sentence that the name stands in."""
    step = journey.steps[number]
    width = _RIGHT - _BOX - 2 * _PADDING
    name = list(_wrapped(step.service_name, width, _NAME, bold=True))
    sentence = step.text.removeprefix(f"{moment_in_words(step.at)}: ") if number == 0 else ""
    before, found, after = sentence.partition(step.service_name)
    if not found:
        return name
    return [*_said(_capital(before), width), *name, *_said(after.lstrip(" ,"), width)]


def _said(text: str, width: int) -> Iterator[_Line]:
    """A part of a sentence, if there is one."""
    return _wrapped(text.strip(), width) if text.strip() else iter(())


def _end_lines(journey: ShownJourney, unsettled: bool) -> Iterator[_Line]:
    width = _RIGHT - _BOX - 2 * _PADDING - _SIGN
    colour = _COLOUR_OF[journey.outcome]
    outcome = load_framework().outcomes[journey.outcome]
    yield from _wrapped(_capital(outcome), width, _NAME, bold=True, colour=colour)
    if journey.outcome != "none":
        yield from _wrapped(f"supported by {journey.steps[-1].service_name}, {_waited(journey)}", width, most=8)
    elif unsettled:
        yield from _wrapped(AS_WRITTEN, width)


def _waited(journey: ShownJourney) -> str:
    """How long it all takes: "after 4 h in all", and what the clock beside the boxes leaves out of that."""
    takes = sum(step.takes_minutes for step in journey.steps)
    uncounted = f" (the clock leaves out {duration_in_words(takes)} of being passed on)" if takes else ""
    if journey.wait_minutes is None:
        at_least = journey.wait_at_least_minutes
        known = f"after at least {duration_in_words(at_least)}{uncounted}: " if at_least else ""
        return f"{known}{NOT_WRITTEN_DOWN}"
    if journey.wait_minutes:
        return f"after {duration_in_words(journey.wait_minutes)} in all{uncounted}"
    return "at once" if journey.outcome == "now" else "with no wait that is known of"


def _wrapped(
    text: str, width: int, size: int = _SMALL, *, bold: bool = False, colour: str = _INK, most: int = _MOST_LINES
) -> Iterator[_Line]:
    lines = wrapped(text, size * (_BOLD if bold else 1), width, most)
    return (_Line(line, size, bold, colour) for line in lines)


# --- drawn ------------------------------------------------------------------------------------------------


def _put_clock(group: Element, y: int, at: datetime, before: datetime | None) -> datetime:
    """The time beside a box, if the clock has moved, with its date if that is another. What it shows now."""
    if at != before:
        _put_text(group, _LEFT, y + 20, _Line(f"{at:%H:%M}", _CLOCK, True))
        if before is None or at.date() != before.date():
            date = f"{DAY_NAMES[at.weekday()]} {at.day} {MONTH_NAMES[at.month - 1]}"
            _put_text(group, _LEFT, y + 35, _Line(date, colour=_QUIET))
    return at


def _put_box(group: Element, y: int, lines: list[_Line], door: bool) -> int:
    height = max(2 * _PADDING + _height(lines), 40 if door else 30)
    _put_rect(group, _BOX, y, _RIGHT, y + height, fill=_DOOR if door else _PAPER, wide="2.2" if door else "1.2")
    _put_lines(group, _BOX + _PADDING, y + _PADDING, lines)
    return y + height


def _put_transfer(group: Element, y: int, before: JourneyStep, step: JourneyStep) -> int:
    """The line from one box to the next: how the person is passed on, and how long they wait for it."""
    mode = HOW.get(step.by or "", "live")
    method = load_framework().methods.get(step.by or "")
    how = method.label if method is not None else step.by or ""
    said = f"{how}, takes {duration_in_words(step.takes_minutes)}" if step.takes_minutes else how
    lines = list(_wrapped(said, _RIGHT - _LINE - 16))
    down = y + _height(lines) + 16
    _put_lines(group, _LINE + 14, y + 7, lines)
    waited = int((step.at - before.at).total_seconds()) // 60
    if waited:
        _put_stroke(group, y, down, mode)
        y = _put_gap(group, down, _gap(waited), f"waits {duration_in_words(waited)}")
        down = y + 18
    _put_stroke(group, y, down - 7, mode)
    SubElement(group, "path", {"d": f"M{_LINE - 5} {down - 8}h10l-5 8z"})
    return down


def _put_last_wait(group: Element, y: int, journey: ShownJourney) -> int:
    """From the last service to how it ends: how long they wait until support begins there."""
    if journey.outcome == "none":
        _put_stroke(group, y, y + 16, "end")
        return y + 16
    waited = 0 if journey.begins is None else int((journey.begins - journey.steps[-1].at).total_seconds()) // 60
    _put_stroke(group, y, y + 12, "end")
    y += 12
    if journey.wait_minutes is None:
        y = _put_gap(group, y, _UNKNOWN_GAP, f"waits: {NOT_WRITTEN_DOWN}")
    elif waited:
        y = _put_gap(group, y, _gap(waited), f"waits {duration_in_words(waited)}")
    else:
        return y
    _put_stroke(group, y, y + 12, "end")
    return y + 12


def _gap(minutes: int) -> int:
    return next((wide for most, wide in _GAPS if minutes <= most), _WIDEST_GAP)


def _put_gap(group: Element, y: int, wide: int, words: str) -> int:
    """Time that passes: the line is broken, between two bars."""
    lines = list(_wrapped(words, _RIGHT - _LINE - 16))
    wide = max(wide, _height(lines) + 6)
    bars = f"M{_LINE - 8} {y}h16M{_LINE - 8} {y + wide}h16"
    SubElement(group, "path", {"class": "wait", "d": bars, "stroke": _INK, "stroke-width": "1.6"})
    _put_lines(group, _LINE + 14, y + (wide - _height(lines)) // 2, lines)
    return y + wide


def _put_stroke(group: Element, start: int, end: int, mode: str) -> None:
    attributes = {"d": f"M{_LINE} {start}V{end}", "stroke": _INK, "stroke-width": "0.8" if mode == "end" else "2"}
    if mode in _DASHES:
        attributes |= {"stroke-dasharray": _DASHES[mode]}
    SubElement(group, "path", attributes)


def _put_end(group: Element, y: int, journey: ShownJourney, unsettled: bool) -> int:
    """How it ends: help has a double outline, being told where to go a dotted one, nothing a thick one with corners
    cut off."""
    lines = list(_end_lines(journey, unsettled))
    colour = _COLOUR_OF[journey.outcome]
    height = max(2 * _PADDING + _height(lines), 40)
    if journey.outcome == "none":
        across = _RIGHT - _BOX - 20
        shape = f"M{_BOX + 10} {y}h{across}l10 10v{height - 20}l-10 10h-{across}l-10 -10v-{height - 20}z"
        SubElement(group, "path", {"d": shape, "fill": _PAPER, "stroke": colour, "stroke-width": "3"})
    elif journey.outcome == "self":
        _put_rect(group, _BOX, y, _RIGHT, y + height, colour=colour, wide="2", dashes=_DASHES["person-led"])
    else:
        _put_rect(group, _BOX, y, _RIGHT, y + height, colour=colour)
        _put_rect(group, _BOX + 3, y + 3, _RIGHT - 3, y + height - 3, colour=colour)
    middle = y + height // 2
    SubElement(group, "circle", {"cx": str(_BOX + 20), "cy": str(middle), "r": "9", "fill": colour})
    sign = {"d": _SIGNS[journey.outcome], "transform": f"translate({_BOX + 20} {middle})", "fill": "none"}
    SubElement(group, "path", sign | {"stroke": _PAPER, "stroke-width": "2"})
    _put_lines(group, _BOX + _PADDING + _SIGN, y + (height - _height(lines)) // 2, lines)
    return y + height


def _put_rect(
    group: Element,
    left: int,
    above: int,
    right: int,
    below: int,
    *,
    fill: str = _PAPER,
    colour: str = _INK,
    wide: str = "1.2",
    dashes: str = "",
) -> None:
    attributes = {
        "x": str(left),
        "y": str(above),
        "width": str(right - left),
        "height": str(below - above),
        "rx": "5",
        "fill": fill,
        "stroke": colour,
        "stroke-width": wide,
    }
    SubElement(group, "rect", attributes | ({"stroke-dasharray": dashes} if dashes else {}))


def _height(lines: Iterable[_Line]) -> int:
    return sum(line.size + 4 for line in lines)


def _put_lines(group: Element, x: int, y: int, lines: Iterable[_Line]) -> None:
    for line in lines:
        _put_text(group, x, y + line.size, line)
        y += line.size + 4


def _put_text(group: Element, x: int, y: int, line: _Line) -> None:
    attributes = {"x": str(x), "y": str(y)}
    if line.size != _SMALL:
        attributes["font-size"] = str(line.size)
    if line.bold:
        attributes["font-weight"] = "bold"
    if line.colour != _INK:
        attributes["fill"] = line.colour
    SubElement(group, "text", attributes).text = line.text
