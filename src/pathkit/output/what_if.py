"""What the failure of services would do, in text and in JSON.

JSON of services that fail together (version 1; fields are added, never changed):

    {"version": 1, "pathkit": "0.1.0", "map": "eastglen.pathway.yaml", "area": "Eastglen", "date": "2026-11-21",
     "at": null,                          (a moment, where one was asked about)
     "without": [{"id": "duty-team", "name": "Eastglen duty team", "library": false}],
     "sentence": "Without Eastglen duty team, 12 kinds of people are helped nowhere, …",
     "lost": {…}, "caught_at_best": null, "perhaps_lost": null,
     "doors": [{"id": "gp", "name": "GP practice", "library": false, "out": false,
                "falls": [{"before": "now", "after": "none", …}],
                "still_helped": null}],   (else {…, "doors": [{"id": …, "name": …, "library": …, "everyone": true}]})
     "worst_wait": {"door": {…}, "through": {…}, "grows_minutes": 930, "before": {journey}, "after": {journey}},
     "looked_at": {"people": 24, "situations": 2880, "walked": 2880},
     "notes": ["…"]}

`lost` are helped through some door today and through none then; of those, `caught_at_best` may be helped all the same,
if what nobody has written down turns out well; of `perhaps_lost` nobody has written down whether they are helped
today. They, a fall and `still_helped` hold `situations`, `people`, `people_count` and `extent` (as in a report; null
where one moment was asked about). Journeys are those of `pathkit journey`. The new wait is that `through` the same
door, or, where that is `out`, through the door that helps soonest then. It was looked for in the `situations` that
stand for all; where fewer were `walked`, a longer one may exist.

JSON of each service alone (`--all`), those that lose most first:

    {"version": 1, "pathkit": …, "map": …, "area": …, "date": …, "at": null, "sentence": "…",
     "services": [{"id": "duty-team", "name": "Eastglen duty team", "library": false,
                   "lost": {"situations": 28800, "people_count": 12, "hours_per_week": 40.0, "dates": []},
                   "certain": null, "at_doors": {…}, "doors": ["gp"]}]}

`certain` is what of `lost` is lost at best as well; `at_doors` are those who lose help at any of the `doors`, whether
or not another door still helps them. Waits are not looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from pathkit import __version__
from pathkit.check.report import Extent, ExtentGroup
from pathkit.check.what_if import Loss, Named, Ranked, Ranking, Some, StillHelped, WhatIf, WorseDoor, WorstWait
from pathkit.check.what_if import wait_in_words as waited
from pathkit.output.journey import put_journey
from pathkit.output.json import VERSION, Object, extent_object, journey_object
from pathkit.output.page import Page, clipped, safe, width_of
from pathkit.output.words import capital, counted, hours_in_words, listed

if TYPE_CHECKING:
    from pathkit.frameworks import Framework

MOST_DOORS = 5
"""Of the doors that still help, so many are named; the others are counted."""
NUMBERS = "Counted are kinds of people, not people: no map shows how many there are, nor whether others have room."
LEAST_NAME = 20


# -- text ----------------------------------------------------------------------------------------------


def put_what_if(page: Page, found: WhatIf, framework: Framework) -> None:
    """The whole answer for services that fail together."""
    page.line((found.sentence, "heading"))
    _put_lost(page, found)
    for doors in _alike(found.doors):
        _put_doors(page, doors, framework)
    _put_wait(page, found)
    page.blank()
    for note in (*found.notes, NUMBERS):
        page.line((note, "quiet"))


def _put_lost(page: Page, found: WhatIf) -> None:
    if found.lost is not None and found.lost.extent is not None:
        helped = "is helped" if found.caught_at_best is None else "may be helped"
        page.heading(f"Who {helped} nowhere then, and is helped today")
        for group in found.lost.extent.groups:
            page.line(f"{capital(_who_when(group))}.", indent=2, hang=2)
        if found.lost.extent.more_groups:
            more = counted(found.lost.extent.more_groups, "smaller group")
            page.line((f"… and {more} of people.", "quiet"), indent=2)
        page.line((_numbers(found.lost), "quiet"), indent=2)
    names = listed([one.name for one in found.without])
    caught, perhaps = found.caught_at_best, found.perhaps_lost
    if caught is not None or perhaps is not None:
        page.heading("What nobody can tell yet")
    if caught is not None:
        which = "all" if found.lost is not None and caught.situations == found.lost.situations else "some"
        page.line(
            f"Of those, {which} may be helped all the same: it turns on facts that nobody has written down. "
            f"{capital(_sentence(caught))} {_numbers(caught)}",
            indent=2,
            hang=2,
        )
    if perhaps is not None:
        page.line(
            f"Of some, nobody has written down whether they are helped today; without {names} they would not be. "
            f"{capital(_sentence(perhaps))} {_numbers(perhaps)}",
            indent=2,
            hang=2,
        )


def _alike(doors: Sequence[WorseDoor]) -> list[list[WorseDoor]]:
    """The doors, together where the same is to be said of them."""
    found: dict[object, list[WorseDoor]] = {}
    for one in doors:
        found.setdefault((one.out, one.falls, one.still_helped), []).append(one)
    return list(found.values())


def _put_doors(page: Page, doors: Sequence[WorseDoor], framework: Framework) -> None:
    worse = doors[0]
    names = listed([one.door.name for one in doors])
    itself = "is itself" if len(doors) == 1 else "are themselves"
    page.heading(f"{names} {itself} out" if worse.out else f"Through {listed([one.door.name for one in doors], 'or')}")
    for fall in worse.falls:
        before, after = framework.outcomes[fall.before], framework.outcomes[fall.after]
        page.line(f"From “{before}” to “{after}”: {_sentence(fall.some)}{_hours(fall.some)}", indent=2, hang=2)
    if worse.still_helped is not None:
        page.line((f"{_still(worse, worse.still_helped)}.", "good"), indent=2, hang=2)


def _still(worse: WorseDoor, still: StillHelped) -> str:
    lost = sum(
        fall.some.situations
        for fall in worse.falls
        if fall.before in ("now", "later") and fall.after in ("self", "none")
    )
    who = "All" if still.some.situations == lost else "Some"
    start = f"{who} of those who lose help here are still helped"
    each, part = _named_of(still, whole=True), _named_of(still, whole=False)
    if len(still.doors) == 1 or not each:
        return f"{start} through: {listed([*each, *part])}"
    partly = f", and some through {listed(part)}" if part else ""
    return f"{start}. Of those still helped, all are helped through {listed(each)}{partly}"


def _named_of(still: StillHelped, whole: bool) -> list[str]:
    """The doors that help all of them, or only some: those among the first by name, the others counted."""
    named = [door.name for door, every in still.doors[:MOST_DOORS] if every is whole]
    more = sum(every is whole for _, every in still.doors[MOST_DOORS:])
    return [*named, counted(more, "more door" if named else "door")] if more else named


def _put_wait(page: Page, found: WhatIf) -> None:
    worst, looked = found.worst_wait, found.looked
    if worst is None:
        if looked.stand_for_all:
            page.heading("No wait that is known today grows for those who are still helped then")
            page.line((_looked(found), "quiet"), indent=2)
        return
    page.heading(f"The wait that grows most: {_wait(worst)}")
    page.line(("Today", "label"), indent=2)
    put_journey(page, worst.before, indent=4)
    page.line(("Then", "label"), indent=2)
    put_journey(page, worst.after, indent=4)
    page.line((_looked(found), "quiet"), indent=2)


def _wait(worst: WorstWait) -> str:
    before = waited(worst.before)
    if not worst.told_today:
        before = f"at least {before}" if worst.before.wait_minutes else "a wait that nobody has written down"
    grows = f"{before} becomes {waited(worst.after)}"
    if worst.through.id == worst.door.id:
        return f"through {worst.door.name}, {grows}"
    return f"{worst.door.name} is out, and through {worst.through.name}, which helps soonest then, {grows}"


def _looked(found: WhatIf) -> str:
    looked = found.looked
    people = counted(looked.kinds, "person who stands", "people who stand")
    when = "at that moment" if found.at is not None else "at every minute of the ordinary week that may be the worst"
    if looked.walked == looked.stand_for_all:
        return f"Looked at: {people} for all that fare alike, at each door that leads there, {when}."
    return (
        f"Looked at: {looked.walked:,} of {looked.stand_for_all:,} situations ({people} for all that fare alike, "
        f"at each door that leads there, {when}), evenly chosen. A wait that grows more may exist."
    )


def _who_when(group: ExtentGroup | Extent) -> str:
    return f"{'; '.join(group.people)}: {'; '.join(group.when)}"


def _sentence(some: Some) -> str:
    return f"{some.who}." if some.when is None else f"{some.who} – {some.when}."


def _hours(some: Some) -> str:
    return "" if some.extent is None else f" ({hours_in_words(some.extent.hours_per_week)})"


def _numbers(some: Some) -> str:
    parts = [counted(some.people_count, "kind of people", "kinds of people")]
    if some.extent is not None:
        parts.append(hours_in_words(some.extent.hours_per_week))
        parts += _otherwise(some.extent.dates)
    return f"({', '.join(parts)})"


def _otherwise(dates: Sequence[date]) -> list[str]:
    return [f"not as usual on {counted(len(dates), 'date')}"] if dates else []


def put_ranking(page: Page, ranking: Ranking) -> None:
    """A table: a line for each service that fails alone."""
    page.line((ranking.sentence, "heading"))
    for title, rows in (("Local services", ranking.local), ("National services", ranking.library)):
        if rows:
            _put_table(page, title, rows, ranking.at is not None)
    page.blank()
    if ranking.at is None:
        page.line(
            (
                "Helped nowhere: helped through some door today, and through none without this service. Certain: so "
                "much of it as no unknown fact could change. Doors: those that no longer lead some people to help, "
                "whether or not another door does.",
                "quiet",
            )
        )
    for text in ("Waits are not looked at here: ask about one service with --without.", NUMBERS):
        page.line((text, "quiet"))


def _put_table(page: Page, title: str, rows: Sequence[Ranked], one_moment: bool) -> None:
    page.heading(title)
    some = [one for one in rows if one.at_doors is not None or one.lost is not None]
    if some:
        heads = ("people", "doors") if one_moment else ("people", "h a week", "certain", "doors")
        columns = [_cells(one, one_moment) for one in some]
        widths = [max(len(line[i]) for line in (heads, *columns)) for i in range(len(heads))]
        room = max(page.width - 4 - sum(width + 2 for width in widths), LEAST_NAME)
        name = min(room, max(width_of(safe(one.service.name)) for one in some))
        table = "  ".join(head.rjust(width) for head, width in zip(heads, widths, strict=True))
        page.unbroken(("helped nowhere".ljust(name) + "  " + table, "label"), indent=2)
        for one, cells in zip(some, columns, strict=True):
            called = clipped(safe(one.service.name), name)
            padding = " " * (name - width_of(called) + 2)
            numbers = "  ".join(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
            page.unbroken(called + padding + numbers, indent=2)
    left = [one.service.name for one in rows if one not in some]
    if left:
        page.line((f"Nobody loses help at any door without: {listed(left)}.", "quiet"), indent=2, hang=2)


def _cells(one: Ranked, one_moment: bool) -> tuple[str, ...]:
    doors = str(len(one.doors)) if one.doors else "–"
    people = f"{one.lost.people_count:,}" if one.lost is not None else "–"
    return (people, doors) if one_moment else (people, _weekly(one.lost), _weekly(one.certain), doors)


def _weekly(loss: Loss | None) -> str:
    if loss is None or loss.hours_per_week is None:
        return "–"
    if not loss.hours_per_week:
        return counted(len(loss.dates), "date")
    return f"{loss.hours_per_week:,.1f}".removesuffix(".0")


# -- JSON ----------------------------------------------------------------------------------------------


def what_if_object(found: WhatIf) -> Object:
    """The whole answer as plain values; the shape is that of this file's docstring."""
    worst = found.worst_wait
    return {
        **_head(found.map, found.area, found.date.isoformat(), found.at),
        "without": [_named(one) for one in found.without],
        "sentence": found.sentence,
        "lost": _some(found.lost),
        "caught_at_best": _some(found.caught_at_best),
        "perhaps_lost": _some(found.perhaps_lost),
        "doors": [_door(one) for one in found.doors],
        "worst_wait": None
        if worst is None
        else {
            "door": _named(worst.door),
            "through": _named(worst.through),
            "grows_minutes": worst.grows_minutes,
            "before": journey_object(worst.before),
            "after": journey_object(worst.after),
        },
        "looked_at": {
            "people": found.looked.kinds,
            "situations": found.looked.stand_for_all,
            "walked": found.looked.walked,
        },
        "notes": list(found.notes),
    }


def ranking_object(ranking: Ranking) -> Object:
    """Each service alone, as plain values."""
    return {
        **_head(ranking.map, ranking.area, ranking.date.isoformat(), ranking.at),
        "sentence": ranking.sentence,
        "services": [
            {
                **_named(one.service),
                "lost": _loss(one.lost),
                "certain": _loss(one.certain),
                "at_doors": _loss(one.at_doors),
                "doors": list(one.doors),
            }
            for one in (*ranking.local, *ranking.library)
        ],
    }


def _head(path: str, area: str, on: str, at: datetime | None) -> Object:
    moment = None if at is None else at.isoformat(timespec="minutes")
    return {"version": VERSION, "pathkit": __version__, "map": path, "area": area, "date": on, "at": moment}


def _named(one: Named) -> Object:
    return {"id": one.id, "name": one.name, "library": one.library}


def _door(worse: WorseDoor) -> Object:
    still = worse.still_helped
    return {
        **_named(worse.door),
        "out": worse.out,
        "falls": [{"before": one.before, "after": one.after, **_of(one.some)} for one in worse.falls],
        "still_helped": None
        if still is None
        else {**_of(still.some), "doors": [{**_named(door), "everyone": whole} for door, whole in still.doors]},
    }


def _some(some: Some | None) -> Object | None:
    return None if some is None else _of(some)


def _of(some: Some) -> Object:
    return {
        "situations": some.situations,
        "people": list(some.people),
        "people_count": some.people_count,
        "extent": None if some.extent is None else extent_object(some.extent),
    }


def _loss(loss: Loss | None) -> Object | None:
    if loss is None:
        return None
    return {
        "situations": loss.situations,
        "people_count": loss.people_count,
        "hours_per_week": loss.hours_per_week,
        "dates": [one.isoformat() for one in loss.dates],
    }
