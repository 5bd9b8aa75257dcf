"""The card: one side of A4 for officers, crews and GPs, and the same on the screen of a phone.

What it says is made in `check.card`; here it gets its words and its size. Paper does not scroll, so the height of
everything is estimated for the widest of the usual fonts. What would run over the side is said more shortly: sections
are put together, then a service is only named where the section above says the same of it, then details of services go,
then reasons, and at last the least urgent rows; the card then says that something is left out, and where to look.
Warnings, dates and marks never go, and that there is nobody for somebody goes last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby

from pathkit.check.card import (
    Card,
    CardNumber,
    CardRow,
    CardSection,
    CardService,
    CardSilence,
    Times,
    in_fewer_sections,
)
from pathkit.drawing.measure import wrapped
from pathkit.maps.values import listed
from pathkit.pages.page import page
from pathkit.times.words import date_in_words, dates_in_words

TIMES = {"in-hours": "In hours", "out-of-hours": "Out of hours", "holidays": "Holidays"}
IMMEDIATE_RISK = "immediate risk of significant harm to the person or others"
"""What the map format means by an emergency."""
NOT_WRITTEN = "not written down"
NOBODY = "Nothing certain is written down"


@dataclass(frozen=True)
class ShownNumber:
    """A number as the card shows it; `dial` is what a phone is to ring, where that is beyond doubt."""

    text: str
    whose: str
    dial: str


@dataclass(frozen=True)
class ShownTime:
    """When, in one of the columns: `kind` is `all`, `some`, `none` or (of a silence) `met`."""

    label: str
    kind: str
    words: str


@dataclass(frozen=True)
class ShownRow:
    """A service and whom it takes (a list: any of them), or, without a name, for whom and when there is nobody.

    `times` is empty where it is so at any time.
    """

    name: str
    number: ShownNumber | None
    no_number: str
    told: str
    marks: tuple[str, ...]
    whom: tuple[str, ...]
    times: tuple[ShownTime, ...]


@dataclass(frozen=True)
class ShownSection:
    """Some urgencies, in words: what holds at any time, and what at some times.

    `as_above` names services of which the section before it says the same, and `cut` says that rows are left out for
    lack of room.
    """

    heading: str
    meaning: str
    always: tuple[ShownRow, ...]
    sometimes: tuple[ShownRow, ...]
    as_above: tuple[str, ...] = ()
    cut: str = ""


@dataclass(frozen=True)
class Shown:
    """The whole card in words."""

    title: str
    stamp: str
    until: str
    state: str
    warnings: tuple[str, ...]
    emergencies: tuple[tuple[ShownNumber, str], ...]
    about: str
    columns: tuple[str, ...]
    sections: tuple[ShownSection, ...]
    legend: tuple[tuple[str, str], ...]
    services: tuple[tuple[str, str], ...]
    left_out: tuple[tuple[str, str], ...]
    never: str
    size: int = 9


def card_page(card: Card) -> str:
    """The card as a page."""
    return page("card.html", styles=("card.css",), card=fitted(card), pieces=pieces)


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """A text in pieces, each with whether it is to stay on one line: a stretch of hours or ages is misread in two.

    Example:
        >>> list(pieces("aged 5-18, Mon-Fri 09:00-17:00"))
        [('aged ', False), ('5-18', True), (', Mon-Fri ', False), ('09:00-17:00', True)]
    """
    for number, piece in enumerate(_STRETCH.split(text)):
        if piece:
            yield piece, number % 2 == 1


_STRETCH = re.compile(r"((?<![0-9:-])[0-9:]{1,5}-[0-9:]{1,5}(?![0-9:-]))", re.ASCII)


# --- how much it says ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Manner:
    """How much a card says. `details` of services and `reasons` why others are left out are 2 for all, 1 for less."""

    together: bool = False
    as_above: bool = False
    details: int = 2
    reasons: int = 2


MANNERS = (
    _Manner(),
    _Manner(together=True),
    _Manner(together=True, as_above=True),
    _Manner(together=True, as_above=True, details=1),
    _Manner(together=True, as_above=True, details=1, reasons=1),
    _Manner(together=True, as_above=True, details=0, reasons=1),
    _Manner(together=True, as_above=True, details=0, reasons=0),
)
"""From the fullest to the shortest."""

MOST_IN_A_LIST = 10
MOST_AS_ABOVE = 6
LONGEST_NAME = 100


def fitted(card: Card) -> Shown:
    """The fullest way of saying a card that fits one side."""
    for manner in MANNERS:
        shown = _shown(card, manner)
        if height(shown) <= HEIGHT:
            return replace(shown, size=next(size for size in SIZES if height(shown, size) <= HEIGHT))
    return _without_what_does_not_fit(shown, card)


def _without_what_does_not_fit(shown: Shown, card: Card) -> Shown:
    """The card without as many of its last rows as have to go; it names what has gone."""
    look = "Ask the forum"
    look += ", or for a card for one locality." if len(card.localities) > 1 and card.locality is None else "."
    sections = list(shown.sections)
    for number in range(len(sections) - 1, -1, -1):
        gone: tuple[str, ...] = ()
        while height(replace(shown, sections=tuple(sections))) > HEIGHT:
            if not sections[number].always and not sections[number].sometimes:
                break
            less, row = _one_less(sections[number])
            gone = (row.name, *gone) if row.name else ("for whom and when there is nobody", *gone)
            still = {one.name for one in (*less.always, *less.sometimes)} | set(less.as_above)
            left = tuple(dict.fromkeys(one for one in gone if one not in still)) or ("some of whom and when",)
            named = _listed(left, MOST_AS_ABOVE)
            sections[number] = replace(less, cut=f"Left out here for lack of room: {named}. {look}")
    return replace(shown, sections=tuple(sections))


def _one_less(section: ShownSection) -> tuple[ShownSection, ShownRow]:
    """A section without its last row, and the row; those that say that there is nobody go last."""
    rows = [*section.always, *section.sometimes]
    gone = max(range(len(rows)), key=lambda number: (bool(rows[number].name), number))
    first = len(section.always)
    less = replace(
        section,
        always=tuple(row for number, row in enumerate(rows[:first]) if number != gone),
        sometimes=tuple(row for number, row in enumerate(rows[first:], first) if number != gone),
    )
    return less, rows[gone]


# --- words -----------------------------------------------------------------------------------------------


def _shown(card: Card, manner: _Manner) -> Shown:
    if manner.together:
        card = in_fewer_sections(card)
    sections = tuple(_section(card, one) for one in card.sections)
    return Shown(
        title=f"Whom to call: {_cut(card.area)}" + (f", {_cut(card.locality)}" if card.locality else ""),
        stamp=_stamp(card),
        until=date_in_words(card.until),
        state="lapsed" if card.lapsed else "dated" if card.dated else "undated",
        warnings=tuple(_warnings(card)),
        emergencies=tuple(
            (_number(CardNumber(one.number, False, True)), "; ".join(filter(None, (_listed(one.names), one.lapsed))))
            for one in card.emergencies
        ),
        about=_about(card),
        columns=tuple(TIMES[one.id] for one in card.times),
        sections=tuple(_as_above(sections)) if manner.as_above else sections,
        legend=tuple(_legend(card)),
        services=tuple(_services(card, manner.details)) if manner.details else (),
        left_out=tuple(_left_out(card, manner.reasons)),
        never="Services that take people only from another service.",
    )


def _as_above(sections: Sequence[ShownSection]) -> Iterator[ShownSection]:
    """The sections, in which what the one before says as well is only named."""
    before: set[ShownRow] = set()
    for section in sections:
        rows = (*section.always, *section.sometimes)
        again = {row for row in rows if row in before and row.name}
        named = tuple(dict.fromkeys(row.name for row in rows if row in again))
        before = set(rows)
        if not named or len(named) > MOST_AS_ABOVE:
            yield section
            continue
        yield replace(
            section,
            always=tuple(row for row in section.always if row not in again),
            sometimes=tuple(row for row in section.sometimes if row not in again),
            as_above=named,
        )


def _stamp(card: Card) -> str:
    made = f"Made on {date_in_words(card.made)} from {_cut(card.file)}."
    if card.lapsed is not None:
        return f"{made} Facts last checked on {date_in_words(card.lapsed)}, more than {card.freshness} days before."
    if not card.dated:
        return f"{made} Nobody has written down when these facts were checked."
    checked = "" if card.checked is None else f"Facts last checked: {dates_in_words(*card.checked)}. "
    return f"{made} {checked}It lapses because {_cut(card.until_why)}."


def _warnings(card: Card) -> Iterator[str]:
    if card.agreed:
        yield f"A reading of a map. {card.agreed}. It is not for use before the forum has checked this card."
    else:
        yield (
            "An illustrative reading of a map. No forum has agreed to it. "
            "It is not for use before the forum has checked it."
        )
    if card.undated and card.checked is not None:
        yield f"When these were last checked is {NOT_WRITTEN}: {_listed(card.undated)}."


def _about(card: Card) -> str:
    needs = f"For people aged {card.ages}; {_listed(tuple(card.needs.values()))}."
    where = f" Localities: {_listed(card.localities)}." if card.localities and card.locality is None else ""
    times = [f"{TIMES[one.id]}: {one.words}." for one in card.times if one.id != "out-of-hours"]
    return " ".join((needs + where, *times))


def _section(card: Card, section: CardSection) -> ShownSection:
    labels = [card.urgencies[one] for one in section.urgencies]
    heading = "any urgency" if len(labels) == len(card.urgencies) else listed(labels, "or")
    soon = [(card.urgencies[one], f"help within {card.standards[one]}") for one in section.urgencies]
    soon = [(one, f"{IMMEDIATE_RISK}, {how}" if one == card.urgencies["emergency"] else how) for one, how in soon]
    meaning = soon[0][1] if len(soon) == 1 else "; ".join(f"{one}: {how}" for one, how in soon)
    rows = [_row(card, section, row) for row in section.rows]
    told = [*_together(rows), *(_silence(card, section, one) for one in section.silences)]
    return ShownSection(
        heading=heading[:1].upper() + heading[1:],
        meaning=meaning,
        always=tuple(row for row in told if not row.times),
        sometimes=tuple(row for row in told if row.times),
    )


def _together(rows: Sequence[ShownRow]) -> Iterator[ShownRow]:
    """The rows, with those made one that say nothing different of a service but whom it takes."""
    for _, group in groupby(rows, key=lambda row: replace(row, whom=())):
        alike = list(group)
        yield replace(alike[0], whom=tuple(dict.fromkeys(one for row in alike for one in row.whom)))


def _row(card: Card, section: CardSection, row: CardRow) -> ShownRow:
    service = card.services[row.service]
    told = row.onward or "; ".join(filter(None, (service.offers or f"offer {NOT_WRITTEN}", row.within)))
    marks = (
        "" if row.exclusions_stated else "ask first",
        "" if row.reach_stated else "ask first: when officers can reach it is not written down",
        "sources differ" if service.differs else "",
    )
    limits = (f"only if {row.only}" if row.only else "", f"not if {row.not_if}" if row.not_if else "")
    return ShownRow(
        name=_cut(service.name),
        number=_number(service.number) if service.number is not None and service.number.is_number else None,
        no_number=_no_number(service),
        told=told,
        marks=tuple(filter(None, marks)),
        whom=("; ".join((*_whom(card, section, row), *filter(None, limits))) or "anybody",),
        times=_times(card, row.times),
    )


def _silence(card: Card, section: CardSection, silence: CardSilence) -> ShownRow:
    times = tuple(
        replace(time, kind="met", words="as above") if words is None else replace(time, words=words or "all of it")
        for time, words in zip(_times(card, silence.times), silence.times, strict=False)
    )
    return ShownRow("", None, "", "", (), ("; ".join(_whom(card, section, silence)) or "anybody",), times)


def _whom(card: Card, section: CardSection, row: CardRow | CardSilence) -> Iterator[str]:
    if row.urgencies != section.urgencies:
        yield f"{listed([card.urgencies[one] for one in row.urgencies], 'or')} only"
    if len(row.needs) < len(card.needs):
        yield f"for {listed([card.needs[one] for one in row.needs], 'or')} only"
    elif len(card.needs) > 1:
        yield "for any need"
    if row.ages:
        yield f"aged {row.ages}"
    if row.places:
        yield f"{row.places} only"


def _times(card: Card, times: Times) -> tuple[ShownTime, ...]:
    """When, column by column; nothing for at any time."""
    if all(words == "" for words in times):
        return ()
    return tuple(
        ShownTime(TIMES[one.id], "none" if words is None else "some" if words else "all", words or "all of it")
        for one, words in zip(card.times, times, strict=True)
    )


def _number(number: CardNumber) -> ShownNumber:
    digits = re.sub(r"[ -]", "", number.text)
    return ShownNumber(
        number.text,
        "professionals only" if number.professionals else "public number",
        digits if _ONE_NUMBER.fullmatch(digits) else "",
    )


_ONE_NUMBER = re.compile(r"\+[0-9]{8,13}|[0-9]{3,11}", re.ASCII)
"""What a phone can ring as it stands. (Of "(0)", an extension, or two numbers in one text it could not.)"""


def _no_number(service: CardService) -> str:
    if service.number is None or service.number.is_number:
        return f"number {NOT_WRITTEN}"
    return f"number {NOT_WRITTEN} ({_cut(service.number.text)})"


def _legend(card: Card) -> Iterator[tuple[str, str]]:
    rows = [row for section in card.sections for row in section.rows]
    if any(time.id == "holidays" for time in card.times):
        yield "Holidays", "on the dates named above, from 00:00 to 24:00, only that column counts"
    if card.local_holidays_ended is not None:
        yield "Local holidays", f"written down to the end of {card.local_holidays_ended} only; on later ones ask first"
    if not all(row.exclusions_stated for row in rows):
        unusual = f": {_listed(card.unusual)}" if card.unusual else ""
        yield (
            "Ask first",
            f"whom it, or who helps in the end, turns away is {NOT_WRITTEN}, "
            f"so nothing is certain for anybody out of the usual{unusual}",
        )
    if any(None in row.times for row in rows):
        yield "–", "nothing certain"
    if not all(row.within or row.onward for row in rows):
        yield "Where no response time stands", "none is written down"
    if any(one.differs for one in card.services.values()):
        yield "Sources differ", "the map and its sources give different hours or ages, so ask"


def _services(card: Card, details: int) -> Iterator[tuple[str, str]]:
    for service in card.services.values():
        parts = [service.hours] if details > 1 else []
        if any("instead" in one for one in service.turned_away):
            parts.append(f"turns away: {', '.join(service.turned_away)}")
        if service.responds and details > 1:
            parts.append(f"responds {service.responds}")
        parts += service.handed_over_by
        if service.address and details > 1:
            parts.append(f"address: {service.address}")
        if service.differs and details > 1:
            parts.append(service.differs)
        if service.checked_on is None:
            parts.append(f"date of check {NOT_WRITTEN}")
        elif card.checked is not None and card.checked[0] != card.checked[1]:
            lapses = service.checked_on + timedelta(days=card.freshness)
            parts.append(f"checked {date_in_words(service.checked_on)}, lapses {date_in_words(lapses)}")
        if parts:
            who = f"{_cut(service.name)} ({_cut(service.provider)})" if details > 1 else _cut(service.name)
            yield who, "; ".join(parts)


def _left_out(card: Card, reasons: int) -> Iterator[tuple[str, str]]:
    for one in card.left_out if reasons else ():
        yield one.why, _listed(one.names) if reasons > 1 else f"{len(one.names)}"
    names = {name for one in card.left_out for name in one.names}
    if names and reasons < 2:
        yield "Which and why" if reasons else f"{len(names)} more", "ask the forum"


def _listed(words: Sequence[str], most: int = MOST_IN_A_LIST) -> str:
    """Words with commas; of many, the first, and how many more."""
    shown = ", ".join(_cut(word) for word in words[:most])
    return f"{shown} and {len(words) - most} more" if len(words) > most else shown


def _cut(text: str) -> str:
    """A name that fits a line or two. (Numbers are never cut.)"""
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1]}…"


# --- one side of A4 --------------------------------------------------------------------------------------

SIZES = (11, 10, 9)
"""The sizes of the text on paper, in points: the largest at which all of it fits, and never less than the last."""
LEADING = 1.2
WIDTH, HEIGHT = 544.0, 780.0
"""The room on paper, in points: A4 less its margins, and less a line to spare."""
LINE = 1.05
"""How much higher a line is than others where a mark or a number may stand in it."""
OF_THE_MEASURE = 0.8
"""What a line of text takes, in the widest of the usual fonts, of the room that the measure allows for single words."""


def height(shown: Shown, size: float = SIZES[-1]) -> float:
    """About how high a card is on paper, in points: rather too high than too low."""
    return sum(lines * size * LEADING + more for lines, more in _parts(shown, size))


Part = tuple[float, float]
"""How many lines something takes, and what it takes besides, in points."""


def _parts(shown: Shown, size: float) -> Iterator[Part]:
    yield 1 + _lines(shown.stamp, WIDTH - 115, size), 4
    yield _lines(shown.title, WIDTH - 115, size * 1.5) * 1.4, 4
    for warning in shown.warnings:
        yield _lines(f"xx {warning}", WIDTH - 16, size), 0
    yield 0, 8
    for number, names in shown.emergencies:
        yield _lines(f"{_bold('Immediate danger to life: call')} {number.text} {names}", WIDTH - 30, size), 5
    yield 0 if shown.emergencies else 2, 8
    yield _lines(shown.about, WIDTH, size), 4
    for section in shown.sections:
        yield from _section_parts(section, size)
    yield _lines(" ".join(f"{_bold(word)}: {said}." for word, said in shown.legend), WIDTH, size), 7
    if shown.services:
        yield 1, 4
        yield _in_columns([(f"{_bold(name)}: {said}.",) for name, said in shown.services], size), 4
    reasons = " ".join(f"{why}: {who}." for why, who in shown.left_out)
    yield _lines(f"Left outxx. {reasons} {shown.never}", WIDTH, size), 4


def _section_parts(section: ShownSection, size: float) -> Iterator[Part]:
    yield _lines(f"{_bold(section.heading)} {section.meaning}", WIDTH - 12, size), 9
    if section.as_above:
        yield _lines(f"As above: {_bold('; '.join(section.as_above))}", WIDTH, size), 4
    if section.always:
        # A line with a mark or a number in it is a little higher than others.
        yield 1 + LINE * _in_columns([_in_a_line(row) for row in section.always], size), 3 + len(section.always)
    if section.sometimes:
        yield 1 + LINE * _in_columns([_in_a_line(row) for row in section.sometimes], size), 3 + len(section.sometimes)
    if section.cut:
        yield _lines(_bold(section.cut), WIDTH, size), 4


def _in_columns(texts: Sequence[tuple[str, ...]], size: float) -> int:
    """The lines of texts, each of paragraphs, in two columns, in which none is torn apart."""
    lines = [sum(_lines(one, WIDTH / 2 - 7, size) for one in text) for text in texts]
    return min(max(sum(lines[:number]), sum(lines[number:])) for number in range(len(lines) + 1))


def _in_a_line(row: ShownRow) -> tuple[str, ...]:
    times = ". ".join(f"{_bold(one.label)}: {'–' if one.kind == 'none' else one.words}" for one in row.times)
    whole = f"{_call(row)} · {_marked(row)}"
    return (whole, times) if row.name else (_bold(whole), _bold(times))


def _marked(row: ShownRow) -> str:
    return " ".join((*(f"x{_bold(mark)}" for mark in row.marks), " xor, ".join(row.whom)))


def _call(row: ShownRow) -> str:
    if not row.name:
        return _bold(f"xx {NOBODY}")
    number = row.no_number if row.number is None else f"{_bold(_bold(row.number.text))} {row.number.whose}"
    return f"{_bold(row.name)} {number} · {row.told}"


def _bold(text: str) -> str:
    """As long a text as takes the room that this one takes in bold."""
    return text + "x" * (len(text) // 8 + 1) if text else ""


def _lines(text: str, width: float, size: float) -> int:
    """In how many lines a text is set, in the widest of the usual fonts."""
    return len(wrapped(text, size * OF_THE_MEASURE, width, 1000)) if text else 0
