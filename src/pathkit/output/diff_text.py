"""What a change of maps does to people, as text, for people in a meeting as much as for a terminal.

First a line for each map on what it comes to; then the changes for the worse, in full; then those of which nobody can
tell, those for the better, the findings, the parts of the map, and whom only one edition asks about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pathkit.check.difference import (
    NO_DOOR,
    Differences,
    FindingChange,
    Happens,
    MapDifference,
    PartChange,
    PeopleChange,
)
from pathkit.check.report import CheckedMap, Report, ShownJourney
from pathkit.output.diff_verdict import COMPARISON_LIMITS, NO_MAP, NOTHING, compared, verdict, weighs
from pathkit.output.diff_words import (
    ABOUT_AGREED,
    ABOUT_ONLY_ONE,
    AGREED_OTHERWISE,
    BEARS_ON_NOBODY,
    CANNOT_BE_TOLD,
    FOR_THE_BETTER,
    FOR_THE_WORSE,
    KINDS,
    NEITHER,
    ONLY_ONE,
    PERHAPS_BETTER,
    PERHAPS_WORSE,
    counted_kinds,
    faults_of,
    finding_aside,
    finding_groups,
    findings_tally,
    folded,
    happens_in_words,
    is_agreed,
    kind_of_change,
    no_journey,
    numbers,
    of_kind,
    part_in_words,
    parts_tally,
    sentence,
    silent_in_words,
    told_apart,
    told_each,
    untold_in_words,
    who_and_when,
)
from pathkit.output.finding import extent_in_words, put_folded, put_line
from pathkit.output.journey import journey_rows
from pathkit.output.page import Page, clipped, safe, width_of
from pathkit.output.problems import put_not_checked
from pathkit.output.text import rules_not_run
from pathkit.output.words import ABOUT_FAULT, FAULT, capital, counted, date_in_words
from pathkit.times.words import shorten

if TYPE_CHECKING:
    from rich.console import Console

SHOWN = 10
MOST_GROUPS = 4
MOST_PARTS = 40

# How a kind of change is signed, by its sign and style; the word always stands beside it.
_UNKNOWN = ("unknown", "warning")
_SIGNS = {
    FOR_THE_WORSE.id: ("error", "error"),
    PERHAPS_WORSE.id: _UNKNOWN,
    CANNOT_BE_TOLD.id: _UNKNOWN,
    PERHAPS_BETTER.id: _UNKNOWN,
    FOR_THE_BETTER.id: ("kept", "good"),
    NEITHER.id: ("note", "note"),
}
_WEIGHED = {"worse": ("error", "error"), "unclear": _UNKNOWN, "new findings": ("warning", "warning")}
_SHORTLY = (FOR_THE_BETTER, NEITHER)
"""What is told in full only where all is."""


def as_text(differences: Differences, console: Console, show: int | None = SHOWN) -> None:
    """Print what differs. `show` is how many changes of each map are told in full, gravest first; None tells all.

    What is for the better, and what is neither, is told in full only where all is.
    """
    page = Page(console)
    maps = differences.maps
    _put_title(page, differences)
    for one in maps:
        _put_map(page, one, show, alone=len(maps) == 1)
    if differences.unchanged:
        page.heading("No difference in")
        for name in differences.unchanged:
            page.unbroken(name, indent=2)
    if any(compared(one) for one in maps):
        page.blank()
        page.line((" ".join(COMPARISON_LIMITS), "quiet"))
    page.blank()
    page.line((last_line(differences), "heading"))


def last_line(differences: Differences) -> str:
    """What the whole run comes to, in one line."""
    maps = differences.maps
    parts = [_numbers(maps)]
    parts.append(findings_tally([change for one in maps for change in one.findings]) or "findings as they were")
    both = [one for one in maps if one.before is not None and one.after is not None]
    not_told = sum(not compared(one) for one in both)
    if not_told:
        parts.append(f"{counted(not_told, 'map')} not compared")
    waits = sum(len(one.waits_not_compared) for one in maps)
    if waits:
        parts.append(f"waits not compared at {counted(waits, 'door')}")
    meanings = sum(len(one.meanings) for one in maps)
    if meanings:
        parts.append(f"{counted(meanings, 'change')} of meaning not compared")
    parts.append(_maps_in_words(differences))
    if maps:
        parts.append(rules_not_run(_as_report(differences)))
        parts.append(f"{sum(one.situations for one in maps):,} situations compared")
    profiles = sorted({checked.profile for one in maps for checked in _editions(one) if checked.checked})
    if profiles:
        parts.append(f"profile {', '.join(profiles)}")
    parts.append(date_in_words(differences.date))
    return " · ".join(parts)


def _maps_in_words(differences: Differences) -> str:
    """How many maps differ, are new or are gone, and how many do not."""
    maps = differences.maps
    numbers = (("new", sum(one.before is None for one in maps)), ("gone", sum(one.after is None for one in maps)))
    some = ", ".join(f"{number:,} {word}" for word, number in numbers if number)
    alike = len(differences.unchanged)
    same = f", {alike:,} {'does' if alike == 1 else 'do'} not" if alike else ""
    return counted(len(maps), "map differs", "maps differ") + (f" ({some})" if some else "") + same


def _numbers(maps: Sequence[MapDifference]) -> str:
    """How many changes there are of each kind: "3 for the worse (1 that no new finding tells of), …"."""
    silent = sum(change.silent for one in maps for change in one.changes)
    aside = f" ({silent:,} that no new finding tells of)" if silent else ""
    return ", ".join(
        f"{number:,} {kind.counted}{aside if kind is FOR_THE_WORSE else ''}"
        for kind, number in counted_kinds(numbers(maps))
    )


def _editions(one: MapDifference) -> tuple[CheckedMap, ...]:
    return tuple(checked for checked in (one.before, one.after) if checked is not None)


def _as_report(differences: Differences) -> Report:
    """The later editions as a report, for what is said alike of both."""
    maps = tuple(_editions(one)[-1] for one in differences.maps if _editions(one))
    return Report(differences.date, "", "", maps, ())


# --- the head of it ---------------------------------------------------------------------------------------


def _put_title(page: Page, differences: Differences) -> None:
    maps = differences.maps
    if len(maps) == 1:
        page.line((maps[0].name, "heading"))
        page.line(f"{maps[0].before_label} → {maps[0].after_label}", hang=2)
    else:
        page.line((f"{differences.before} → {differences.after}", "heading"), hang=2)
    for note in differences.notes:
        page.line((sentence(note), "quiet"))
    page.blank()
    if not maps:
        page.line((f"{NO_MAP} {NOTHING}", "heading"))
        return
    for one in maps:
        sign, style = _sign(one)
        name = "" if len(maps) == 1 else f"{one.name}: "
        page.line((f"{page.signs[sign]} ", style), (name, "id"), (_gist(one), style), hang=2)
    if len(maps) == 1:
        more = verdict(maps)[0 if _has_numbers(maps[0]) else 1 :]
        if more:
            page.line(" ".join(more), indent=2)


def _sign(one: MapDifference) -> tuple[str, str]:
    if not compared(one) and one.after is not None:
        return _UNKNOWN if one.before is None and one.not_compared is None else ("error", "error")
    return _WEIGHED.get(weighs(one), ("kept", "good"))


def _gist(one: MapDifference) -> str:
    """What a change comes to in one map, in a line."""
    if _has_numbers(one):
        told = counted_kinds(numbers((one,)))
        return capital(" · ".join(f"{kind.counted}: {number:,}" for kind, number in told))
    return verdict((one,))[0]


def _has_numbers(one: MapDifference) -> bool:
    """Whether people are better or worse off in it, or may be."""
    return compared(one) and any(kind_of_change(change) is not NEITHER for change in one.changes)


# --- a map ------------------------------------------------------------------------------------------------


def _put_map(page: Page, one: MapDifference, show: int | None, alone: bool) -> None:
    if not alone:
        page.heading(one.name)
        page.line((f"{one.before_label} → {one.after_label}", "quiet"), hang=2)
        told = verdict((one,))
        if _has_numbers(one) or len(told) > 1:
            page.line(" ".join(told))
    put_effects(page, one, show)
    _put_parts(page, one.parts, each=one.before is not None and one.after is not None)
    put_faults(page, one)
    if one.notes:
        page.blank()
        for note in one.notes:
            page.line(f"Note: {sentence(note)}", hang=2)


def put_effects(page: Page, one: MapDifference, show: int | None = SHOWN) -> None:
    """What a change of one map does: to people, and to what is found."""
    _put_not_checked(page, one)
    _put_people(page, one, show)
    _put_only_one(page, one.people)
    for heading, some in finding_groups(one.findings):
        page.heading(f"{heading} ({len(some):,})")
        _put_findings(page, some)


def _put_not_checked(page: Page, one: MapDifference) -> None:
    """What is wrong with an edition that nothing could be asked of, under the name of that edition."""
    sides = ((one.before, one.before_label), (one.after, one.after_label))
    put_not_checked(page, [replace(checked, path=name) for checked, name in sides if checked is not None])


def _put_people(page: Page, one: MapDifference, show: int | None) -> None:
    left = show
    for kind in KINDS:
        changes = of_kind(one, kind)
        if not changes:
            continue
        page.heading(f"{kind.heading} ({len(changes):,})")
        page.line((kind.about, "quiet"))
        in_full = len(changes) if left is None else 0 if kind in _SHORTLY else min(left, len(changes))
        for change in changes[:in_full]:
            page.blank()
            _put_change(page, one, change)
        rest = changes[in_full:]
        if rest:
            page.blank()
        for change in rest:
            _put_short(page, change)
        left = None if left is None else left - in_full
        if rest and left is not None and kind not in _SHORTLY:
            page.line(("In full, with their journeys: --show all", "quiet"), indent=2)


def _put_change(page: Page, one: MapDifference, change: PeopleChange) -> None:
    """A change in full: the sentence, who and when, a journey before and after, and what of it was changed."""
    kind = kind_of_change(change)
    sign, style = _SIGNS[kind.id]
    label = (f"{page.signs[sign]} {kind.word}  ", style)
    page.line(label, (capital(sentence(change.message)), "id"), indent=2, hang=2)
    groups = who_and_when(change.extent)
    if len(groups) > 1 or change.message.startswith("Some people"):
        more = max(len(groups) - MOST_GROUPS, 0) + change.extent.more_groups
        _put_groups(page, "Who, when", [f"{who}: {when}" for who, when in groups], more)
    page.labelled("Extent", extent_in_words(change.extent))
    _put_journeys(page, one, change)
    if change.parts:
        _put_ids(page, "Changed", "on their way: ", change.parts)
    silent = silent_in_words(one, change)
    if silent:
        page.labelled("Rules", (silent, "error"))
    elif change.findings:
        _put_ids(page, "Rules", "It is found as ", change.findings)
    untold = untold_in_words(one, change)
    if untold is not None:
        said, those = untold
        page.labelled("", (f"{said}:", "error"))
        _put_groups(page, "", those, max(len(those) - MOST_GROUPS, 0))
    page.unbroken(("Id".ljust(10), "label"), (change.id, "id"), indent=4)


def _put_groups(page: Page, label: str, groups: Sequence[str], more: int) -> None:
    rows = [(group, "") for group in groups[:MOST_GROUPS]]
    if more:
        rows.append((f"… and {counted(more, 'more group')} of people", "quiet"))
    _put_rows(page, label, rows)


def _put_ids(page: Page, label: str, before: str, ids: Sequence[str]) -> None:
    """Ids beside a label. A line is broken between two of them only, so that each can be copied."""
    rows = [before]
    for number, one in enumerate(ids, 1):
        end = f"{safe(one)}{', ' if number < len(ids) else ''}"
        if rows[-1].strip() and width_of(rows[-1] + end.rstrip()) > page.width - 14:
            rows.append("")
        rows[-1] += end
    for number, row in enumerate(rows):
        page.unbroken((("" if number else label).ljust(10), "label"), row.rstrip(), indent=4)


def _put_journeys(page: Page, one: MapDifference, change: PeopleChange) -> None:
    before, after = change.journey_before, change.journey_after
    files = [None if checked is None else checked.path for checked in (one.before, one.after)]
    _put_rows(page, "Before", _rows(change.before, before, None, files[0]))
    _put_rows(page, "After", _rows(change.after, after, before, files[1]))


def _rows(
    happens: Happens, journey: ShownJourney | None, told: ShownJourney | None, own: str | None
) -> list[tuple[str, str]]:
    """What happens, and a journey that shows it. What has been `told` of the same person is not told again."""
    outcome = capital(sentence(happens_in_words(happens)))
    if journey is None:
        return [(outcome, "id"), *([] if happens.stated == NO_DOOR else [(no_journey(happens), "quiet")])]
    rows = [(outcome, "id")]
    if told is None or (told.person, told.at) != (journey.person, journey.at):
        return rows + journey_rows(journey, own)
    same = 0
    for one, other in zip(told.steps, journey.steps, strict=False):
        if one.text != other.text:
            break
        same += 1
    if same == 0:
        return rows + journey_rows(journey, own)[1:]
    start = f"The same person, likewise as far as {journey.steps[same - 1].service_name}."
    return [*rows, (start, "quiet"), *journey_rows(replace(journey, steps=journey.steps[same:]), own)[1:]]


def _put_short(page: Page, change: PeopleChange) -> None:
    """A change on three lines: its id, what becomes of what at which door, and for whom."""
    sign, style = _SIGNS[kind_of_change(change).id]
    page.unbroken((f"{page.signs[sign]} ", style), (change.id, "id"), indent=2)  # the id begins with the word
    before, after = happens_in_words(change.before), happens_in_words(change.after)
    told = f"{change.door_name}: {before} → {after}" if told_apart(change) else capital(sentence(change.message))
    page.line(told, indent=4, hang=2)
    extent = change.extent
    first = extent.groups[0] if extent.groups else extent
    more = len(extent.groups) - 1 + extent.more_groups if extent.groups else 0
    others = f"; {counted(more, 'more group')} of people" if more > 0 else ""
    text = safe(f"{shorten(first.when, 3)}: {shorten(first.people, 2)}{others}")
    page.unbroken((clipped(text, page.width - 4), "quiet"), indent=4)


def _put_rows(page: Page, label: str, rows: Iterable[tuple[str, str]]) -> None:
    for number, row in enumerate(rows):
        page.labelled("" if number else label, row, hang=2)


def _put_only_one(page: Page, people: Sequence[str]) -> None:
    if people:
        page.heading(ONLY_ONE)
        page.line((ABOUT_ONLY_ONE, "quiet"))
        for line in people:
            page.line(line, indent=2, hang=2)


# --- findings and parts -----------------------------------------------------------------------------------


def _put_findings(page: Page, changes: Sequence[FindingChange]) -> None:
    """A line each; notes that say no more than what they are about are one paragraph a rule."""
    for alike in folded(changes):
        if len(alike) == 1:
            _put_finding(page, alike[0])
        else:
            put_folded(page, [change.finding for change in alike])


def _put_finding(page: Page, change: FindingChange) -> None:
    aside = finding_aside(change)
    put_line(page, change.finding, before=f"{aside}: " if aside else "", whole=True)
    for line in change.says:
        page.line(line, indent=12, hang=2)


def _put_parts(page: Page, changes: Sequence[PartChange], each: bool) -> None:
    """How many parts there are of each kind, and each of them; of a map that is new or gone, only how many."""
    of_map = [change for change in changes if not is_agreed(change)]
    if of_map:
        page.heading("What differs in the map")
        page.line(f"{capital(parts_tally(of_map))}.", indent=2, hang=2)
        if each:
            _put_each_part(page, [change for change in of_map if told_each(change)])
            rest = [f"{one.name or one.id}{_aside(one)}" for one in of_map if not told_each(one)]
            if rest:
                page.line(f"Besides, without bearing on outcomes and waits: {'; '.join(rest)}.", indent=2, hang=2)
    agreed = [change for change in changes if is_agreed(change)]
    if agreed:
        page.heading(AGREED_OTHERWISE)
        page.line(f"{capital(parts_tally(agreed))}. {ABOUT_AGREED}", indent=2, hang=2)
        if each:
            _put_each_part(page, agreed)


def _put_each_part(page: Page, changes: Sequence[PartChange]) -> None:
    for change in changes[:MOST_PARTS]:
        told = part_in_words(change)
        page.line(
            f"{capital(told.kind)} {told.happened}: ",
            (change.name or change.id, "id"),
            (f" ({change.id})", "quiet") if change.name not in ("", change.id) else "",
            indent=2,
            hang=2,
        )
        for line in told.lines:
            page.line(line, indent=6, hang=2)
    if len(changes) > MOST_PARTS:
        page.line((f"… and {len(changes) - MOST_PARTS:,} more; --format json tells all", "quiet"), indent=2)


def _aside(change: PartChange) -> str:
    lines = [line for line in part_in_words(change).lines if line != BEARS_ON_NOBODY]
    return f" ({'; '.join(lines)})" if change.says else ""


def put_faults(page: Page, one: MapDifference) -> None:
    """What crashed while the editions of a map were checked or compared."""
    faults = faults_of(one)
    if not faults:
        return
    page.heading(FAULT)
    for fault in faults:
        page.line((f"{page.signs['error']} ", "error"), f"{fault.rule}: {fault.why}", indent=2, hang=2)
    page.line(ABOUT_FAULT, indent=2)
