"""One finding in text: in full, and on a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pathkit.check.report import Extent, Finding
from pathkit.output.journey import journey_rows
from pathkit.output.page import Page, Part, clipped, safe, width_of
from pathkit.output.source import Lines
from pathkit.output.words import capital, counted, date_in_words, hours_in_words
from pathkit.times.words import shorten

if TYPE_CHECKING:
    from pathkit.rules import Rule

MOST_PLACES = 3
MOST_CAUSES = 4
MOST_TIMES = 3
MOST_FOLDED = 6


def put_finding(
    page: Page,
    finding: Finding,
    lines: Lines,
    *,
    indent: int = 2,
    why: str = "",
    whole: bool = False,
    with_map: bool = False,
) -> None:
    """A finding in full. `why` says why it matters.

    `whole` leaves nothing out: every place and cause, all people and times.
    """
    page.line(
        (f"{page.signs[finding.severity]} {finding.severity}  ", finding.severity),
        (capital(finding.message), "id"),
        indent=indent,
        hang=2,
    )
    inner = indent + 2
    if finding.extent is not None:
        if whole:
            _put_rows(page, "Who, when", _group_rows(finding.extent), inner)
        page.labelled("Extent", _extent(finding), indent=inner)
    _put_places(page, finding, lines, inner, len(finding.places) if whole else MOST_PLACES)
    causes = [(cause.text, "") for cause in finding.because]
    if not whole and len(causes) > MOST_CAUSES:
        more = len(causes) - MOST_CAUSES
        causes = [*causes[:MOST_CAUSES], (f"… and {counted(more, 'more reason')}", "quiet")]
    _put_rows(page, "Because", causes, inner)
    if finding.journey is not None:
        _put_rows(page, "Journey", journey_rows(finding.journey), inner)
    if why:
        page.labelled("Matters", why, indent=inner)
    if finding.remedy:
        page.labelled("Remedy", finding.remedy, indent=inner)
    if finding.acknowledgement is not None:
        page.labelled("Known", _acknowledged(finding), indent=inner)
    page.unbroken(
        ("Id".ljust(10), "label"),
        (finding.id, "id"),
        *([(f"  in {finding.map}", "quiet")] if with_map else []),
        indent=inner,
    )


def put_story(page: Page, finding: Finding, rule: Rule | None) -> None:
    """The whole story of a finding: itself, and what its rule says of why it matters and how to live with it."""
    put_finding(page, finding, Lines(), indent=0, whole=True)
    if rule is None:
        return
    told = rule.documentation
    for heading, text in (
        ("Why it matters", told.why),
        ("How to put it right", told.remedy),
        ("When a forum may live with it", told.live_with),
    ):
        if text:
            page.heading(heading)
            page.paragraphs(text, indent=2)
    page.blank()
    page.line((f"More on the rule, with examples: pathkit explain {rule.name}", "quiet"))


def first_sentence(text: str) -> str:
    """The first sentence of a text, for a line."""
    flat = " ".join(text.split("\n\n")[0].split())
    end = re.search(r"[.!?](?= [A-Z“])", flat)
    return flat[: end.end()] if end else flat


def put_line(page: Page, finding: Finding, indent: int = 2, after: str = "", before: str = "") -> None:
    """A finding on one line, or two: how grave, its id (which names what is found, and where), who and when.

    `after` is said instead of who and when, `before` ahead of it. The id is never cut: people copy it.
    """
    sign: Part = (f"{page.signs[finding.severity]} {finding.severity:<8}", finding.severity)
    name = safe(finding.id)
    again = "open again: " if finding.acknowledgement and finding.open else ""
    message = safe(before + again + (after or _gist(finding)))
    room = page.width - indent - 10 - width_of(name) - 2
    if room >= width_of(message):
        page.unbroken(sign, (name, "id"), "  ", message, indent=indent)
        return
    page.unbroken(sign, (name, "id"), indent=indent)
    page.unbroken(clipped(message, page.width - indent - 10), indent=indent + 10)


def foldable(finding: Finding) -> bool:
    """Whether a finding says no more than what it is about: a note about nobody in particular."""
    return finding.severity == "note" and finding.extent is None


def put_folded(page: Page, findings: Sequence[Finding], indent: int = 2) -> None:
    """Several findings of one rule that say no more than what they are about, in one paragraph."""
    first = findings[0]
    some = ["@".join(finding.subjects) for finding in findings[:MOST_FOLDED]]
    more = len(findings) - len(some)
    page.line(
        (f"{page.signs[first.severity]} {first.severity:<8}", first.severity),
        (f"{first.rule}@…", "id"),
        f"  {len(findings)} of them: {', '.join(some)}{f' … and {more} more' if more else ''}",
        indent=indent,
        hang=10,
    )


def _gist(finding: Finding) -> str:
    """Who and when, as short as can be; the sentence where a finding is about nobody in particular."""
    extent = finding.extent
    if extent is None:
        return capital(finding.message)
    first = extent.groups[0] if extent.groups else extent
    others = len(extent.groups) + extent.more_groups - 1
    more = f"; {counted(others, 'more group')} of people" if others > 0 else ""
    return f"{shorten(first.when, MOST_TIMES)}: {shorten(first.people, 2)}{more}"


def _group_rows(extent: Extent) -> list[tuple[str, str]]:
    rows = [(f"{'; '.join(group.people)}: {'; '.join(group.when)}", "") for group in extent.groups]
    if extent.more_groups:
        rows.append((f"and {counted(extent.more_groups, 'smaller group')} of people", "quiet"))
    return rows


def _put_rows(page: Page, label: str, rows: list[tuple[str, str]], indent: int) -> None:
    for number, row in enumerate(rows):
        page.labelled("" if number else label, row, indent=indent, hang=2)


def _put_places(page: Page, finding: Finding, lines: Lines, indent: int, most: int) -> None:
    for number, labelled in enumerate(finding.places[:most]):
        place = labelled.place
        page.unbroken(
            ("" if number else "Where").ljust(10),
            f"{place.file}:{place.line}",
            (f"  {labelled.label}", "quiet"),
            indent=indent,
        )
        line = lines.at(place)
        if line is not None and line.strip():
            room = page.width - indent - 12
            page.unbroken((clipped(safe(line.strip()), room), "source"), indent=indent + 12)
    if len(finding.places) > most:
        more = counted(len(finding.places) - most, "more place")
        page.labelled("", (f"… and {more}", "quiet"), indent=indent)


def _extent(finding: Finding) -> str:
    extent = finding.extent
    assert extent is not None
    parts = [counted(extent.people_count, "kind of people", "kinds of people")]
    parts.append(hours_in_words(extent.hours_per_week))
    if len(extent.dates) == 1:
        parts.append(f"otherwise on {date_in_words(extent.dates[0])}")
    elif extent.dates:
        parts.append(f"otherwise on {len(extent.dates)} dates from {date_in_words(extent.dates[0])}")
    return " · ".join(parts)


def _acknowledged(finding: Finding) -> str:
    state = finding.acknowledgement
    assert state is not None
    text = (
        f"{state.reason} Meanwhile: {state.meanwhile} "
        f"({state.owner}, agreed {date_in_words(state.agreed)}, review by {date_in_words(state.review)})"
    )
    return text if state.reopened is None else f"Open again: {state.reopened}. {text}"
