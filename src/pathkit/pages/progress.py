"""How far areas have got with what they agreed, as one page for a meeting, or for a wall: the map of progress.

First what the stages ask and a map of tiles; then every area in alphabetical order, with what it has reached, what it
lacks and its plan. Green means tested: nobody can declare it. All of it can be read and printed without a script.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pathkit import __version__
from pathkit.areas import KINDS, area, kinds, tiles
from pathkit.check.progress import AreaProgress, MeasureState, Progress
from pathkit.check.stages import NOTHING_RECORDED, STAGES
from pathkit.drawing.tiles import Tile, tile_map
from pathkit.output.progress_words import (
    ABOUT,
    ASKS,
    NO_AREA,
    STATUSES,
    TITLE,
    asides_in_words,
    measure_name,
    names_of,
    nothing_recorded_in_words,
    overdue_tally,
    past_tally,
    questions_in_words,
    said_by,
    scenarios_in_words,
    since_in_words,
    standing,
    tally,
    untracked_by_rule,
    untracked_tally,
)
from pathkit.output.words import LIMITS, capital, counted, date_in_words
from pathkit.pages.page import page
from pathkit.pages.plan_parts import NOT_ASKED, Group, Sign, Wrong, action_shown, area_anchors, sign_of, wrong_with
from pathkit.pages.report_findings import anchors_of, prose

if TYPE_CHECKING:
    from markupsafe import Markup

GREEN = "Only a tested area is green. Green does not mean that its services have enough staff."
READINGS = "A map may be an illustrative reading of public documents, to which no area has agreed."

TILES = {f"{kind}s": kind for kind in KINDS}
"""The kinds of tile map by what the command calls them."""


@dataclass(frozen=True)
class Asked:
    """A stage in the key, and what it asks."""

    sign: Sign
    asks: str


@dataclass(frozen=True)
class StepShown:
    """One stage of an area: whether it is reached, since when in words, and what it lacks."""

    sign: Sign
    reached: bool
    says: str
    lacks: tuple[Markup, ...]


@dataclass(frozen=True)
class Measured:
    """A measure with a number."""

    what: str
    value: str
    target: str
    badge: tuple[str, str] | None
    on: str
    source: str


@dataclass(frozen=True)
class Heard:
    """What people say."""

    what: str
    says: str
    by: str


@dataclass(frozen=True)
class Untracked:
    """Errors that are neither acknowledged nor in the plan: what their rule finds, and their ids."""

    finds: Markup
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """One area on the page."""

    anchor: str
    name: str
    path: str
    sign: Sign
    since: str
    says: str
    trouble: tuple[Markup, ...]
    wrong: tuple[Wrong, ...]
    steps: tuple[StepShown, ...]
    plan: str
    tally: str
    late: str
    past: str
    groups: tuple[Group, ...]
    measured: tuple[Measured, ...]
    heard: tuple[Heard, ...]
    failed: tuple[str, ...]
    scenarios: str
    questions: int
    asked: str
    errors: str
    untracked: tuple[Untracked, ...]
    acknowledged: int
    asides: tuple[Markup, ...]


@dataclass(frozen=True)
class Placed:
    """The map of tiles, and in words what does not stand on it: the areas with why, and those without a map."""

    many: str
    picture: Markup
    shared: tuple[tuple[str, str, tuple[Shown, ...]], ...]
    apart: tuple[tuple[Shown, Markup], ...]
    without: tuple[str, ...]


def as_html(progress: Progress, tiles: str | None) -> str:
    """The whole page. `tiles` is the kind of tile map (a key of `TILES`), None the one that most areas can stand on."""
    shown = _all_shown(progress)
    return page(
        "progress.html",
        styles=("progress.css",),
        date=date_in_words(progress.date),
        stamp=f"As of {date_in_words(progress.date)}, made with pathkit {__version__}.",
        heading=TITLE,
        about=(*ABOUT, GREEN, READINGS),
        no_area=NO_AREA,
        asks=tuple(Asked(sign_of(stage), asks) for stage, asks in ASKS.items()),
        areas=shown,
        placed=_placed(progress, shown, tiles),
        beside=tuple(map(prose, progress.notes)),
        limits=LIMITS,
        counted=counted,
    )


# --- areas ------------------------------------------------------------------------------------------------


def _all_shown(progress: Progress) -> tuple[Shown, ...]:
    names = names_of(progress.areas)
    anchors = area_anchors(progress.areas)
    return tuple(
        _shown(one, name, anchor, progress.date)
        for one, name, anchor in zip(progress.areas, names, anchors, strict=True)
    )


def _shown(one: AreaProgress, name: str, anchor: str, on: date) -> Shown:
    return Shown(
        anchor,
        name,
        one.path,
        sign_of(one.stage),
        since_in_words(one),
        nothing_recorded_in_words(one),
        tuple(prose(text) for text in one.trouble),
        wrong_with(one),
        tuple(_steps(one)),
        one.plan or "",
        tally(one.actions),
        overdue_tally(one),
        past_tally(one),
        _by_status(one, anchor, on),
        tuple(_measured(measure) for measure in one.measures if measure.value is not None),
        tuple(_heard(measure) for measure in one.measures if measure.says is not None),
        one.failed,
        capital(scenarios_in_words(one)),
        one.questions,
        capital(questions_in_words(one)),
        untracked_tally(one),
        tuple(Untracked(prose(finds), ids) for finds, ids in untracked_by_rule(one)),
        one.acknowledged,
        tuple(map(prose, asides_in_words(one))),
    )


def _steps(one: AreaProgress) -> Iterator[StepShown]:
    """The stages that an area has to reach, each with all that it lacks."""
    for step in one.steps:
        if step.stage != NOTHING_RECORDED:
            lacks = tuple(prose(text) for text in step.lacks)
            yield StepShown(sign_of(step.stage), step.reached, standing(one, step), lacks)


# --- the plan ---------------------------------------------------------------------------------------------


def _by_status(one: AreaProgress, anchor: str, on: date) -> tuple[Group, ...]:
    anchors = anchors_of(f"{anchor}-action-", (action.id for action in one.actions))
    titles = dict(one.themes)
    groups = (
        Group(
            heading,
            tuple(
                action_shown(action, anchors[action.id], titles.get(action.theme or "", action.theme or ""), on)
                for action in one.with_status(status)
            ),
        )
        for status, heading in STATUSES.items()
    )
    return tuple(group for group in groups if group.count)


# --- measures ---------------------------------------------------------------------------------------------


def _met(measure: MeasureState) -> tuple[str, str] | None:
    """Whether a target is met, as a sign and a word."""
    if measure.met is None:
        return None
    return ("good", "met") if measure.met else ("warning", "not met")


def _measured(measure: MeasureState) -> Measured:
    return Measured(
        measure_name(measure),
        measure.value or "",
        measure.target or "none is stated",
        _met(measure),
        "not written down" if measure.on is None else date_in_words(measure.on),
        measure.source or "",
    )


def _heard(measure: MeasureState) -> Heard:
    return Heard(measure_name(measure), measure.says or "", said_by(measure))


# --- the map of tiles -------------------------------------------------------------------------------------


def _placed(progress: Progress, shown: Sequence[Shown], asked: str | None) -> Placed | None:
    """The map of tiles; None where no kind was asked for and no area has a place on any."""
    from markupsafe import Markup

    pairs = tuple(zip(progress.areas, shown, strict=True))
    codes = [one.code for one in progress.areas if one.code is not None]
    kind = _most(codes) if asked is None else TILES[asked]
    if kind is None:
        return None
    places = {one.code: one.short for one in tiles(kind)}
    on_it: dict[str, list[tuple[AreaProgress, Shown]]] = {}
    for one, told in pairs:
        if one.code in places:
            on_it.setdefault(str(one.code), []).append((one, told))
    many = kinds()[kind].many
    picture = tile_map(
        kind,
        (_tile(code, places[code], some) for code, some in on_it.items()),
        f"The {many} of Scotland, by how far each has got",
        f"As of {date_in_words(progress.date)}.",
    )
    return Placed(
        many,
        Markup(picture),
        tuple(
            (places[code], _shared_anchor(code), tuple(told for _, told in some))
            for code, some in on_it.items()
            if len(some) > 1
        ),
        tuple((told, prose(_why_apart(one, kind))) for one, told in pairs if one.code not in places),
        tuple(name for code, name in places.items() if code not in on_it),
    )


def _most(codes: Iterable[str]) -> str | None:
    """The kind that most codes are of; the first of `KINDS` where several have as many."""
    known = [found.kind for code in codes if (found := area(code)) is not None]
    return max(KINDS, key=known.count) if known else None


def _tile(code: str, name: str, some: Sequence[tuple[AreaProgress, Shown]]) -> Tile:
    """The tile of an area. Where several maps are about it, it shows the stage that all of them have reached."""
    one, told = some[0]
    if len(some) == 1:
        return Tile(code, name, one.stage, f"map {NOT_ASKED}" if one.stage is None else one.stage, f"#{told.anchor}")
    least = min((each.stage for each, _ in some), key=_rank)
    word = f"{len(some)} maps: {NOT_ASKED if least is None else least}"
    return Tile(code, name, least, word, f"#{_shared_anchor(code)}")


def _rank(stage: str | None) -> int:
    return -1 if stage is None else STAGES.index(stage)


def _shared_anchor(code: str) -> str:
    return f"tile-{code}"


def _why_apart(one: AreaProgress, kind: str) -> str:
    """Why an area has no place on a map of tiles."""
    if one.code is None:
        return "its map does not say which health board, council or partnership it is about"
    known = area(one.code)
    if known is None:
        return f"{one.code} is the code of no health board, council area or partnership of Scotland"
    return f"its code is that of a {kinds()[known.kind].one}, {known.name}"


__all__ = ["TILES", "as_html"]
