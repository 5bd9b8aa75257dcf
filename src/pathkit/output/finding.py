"""One finding in text: in full, and on a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pathkit.check.report import AcknowledgedState, Extent, Finding
from pathkit.frameworks import DEFAULT
from pathkit.output.journey import journey_rows
from pathkit.output.page import Page, Part, clipped, safe, width_of
from pathkit.output.planned import IN_THE_PLAN, SHORTLY, planned_in_words
from pathkit.output.source import Lines
from pathkit.output.words import REMEDY, capital, counted, date_in_words, hours_in_words, listed
from pathkit.times.words import shorten

if TYPE_CHECKING:
    from pathkit.check.candidates import Candidate, Tried
    from pathkit.check.explained import Story
    from pathkit.frameworks import Principle

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
    like: str = "",
    planned: str = "",
    whole: bool = False,
    with_map: bool = False,
) -> None:
    """A finding in full. `why` says why it matters; `like` is the id of one above that the same would put right.
    `planned` says what the plan is to do about it.

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
        page.labelled("Extent", extent_in_words(finding.extent), indent=inner)
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
        page.labelled(REMEDY, f"As for {like}, above." if like else finding.remedy, indent=inner)
    if finding.acknowledgement is not None:
        page.labelled("Known", _acknowledged(finding), indent=inner)
    if planned:
        page.labelled("Planned", f"{IN_THE_PLAN}: {planned}", indent=inner)
    page.unbroken(
        ("Id".ljust(10), "label"),
        (finding.id, "id"),
        *([(f"  in {finding.map}", "quiet")] if with_map else []),
        indent=inner,
    )


def put_story(page: Page, story: Story) -> None:
    """The whole story of a finding: itself, the principle, why it matters, what would close it, how to live with it."""
    finding = story.finding
    put_finding(page, finding, Lines(), indent=0, planned=planned_in_words(story.actions), whole=True)
    for principle in story.principles:
        _put_principle(page, principle)
    told = None if story.rule is None else story.rule.documentation
    for heading, text in () if told is None else (("Why it matters", told.why), ("How to put it right", told.remedy)):
        if text:
            page.heading(heading)
            page.paragraphs(text, indent=2)
    if finding.extent is not None:
        _put_candidates(page, story.tried)
    elif finding.remedy:
        page.heading("What would close it")
        page.line(
            "This finding is about what the map states, so there is nothing to try: the remedy above says what to "
            "write.",
            indent=2,
        )
    if told is not None and told.live_with:
        page.heading("When a forum may live with it")
        page.paragraphs(told.live_with, indent=2)
    if finding.acknowledgement is not None:
        _put_acknowledgement(page, finding.acknowledgement, story.owner)
    if story.command:
        again = finding.acknowledgement is not None
        page.heading("To renew what the forum wrote" if again else "If the forum lives with it for now")
        page.line("Put your own words for the capitals, and agree a date by which you look at it again:", indent=2)
        page.unbroken(story.command, indent=4)
    if story.rule is not None:
        page.blank()
        page.line((f"More on the rule, with examples: pathkit explain {story.rule.name}", "quiet"))


def story_object(story: Story) -> dict[str, Any]:
    """A finding with its story as plain values, for JSON: the finding as in reports, and what would close it."""
    from pathkit.output.json import finding_object

    return {
        **finding_object(story.finding),
        "candidates": [_candidate_object(one) for one in story.tried.candidates],
        "tried": story.tried.tried,
        "ideas": story.tried.ideas,
        "against": list(story.tried.against),
        "acknowledge": story.command or None,
    }


def _candidate_object(candidate: Candidate) -> dict[str, Any]:
    places = [{"file": one.file, "line": one.line, "column": one.column} for one in candidate.places]
    return {
        "text": candidate.text,
        "closes_hours_per_week": candidate.closes_hours_per_week,
        "of_hours_per_week": candidate.of_hours_per_week,
        "closes_dates": candidate.closes_dates,
        "of_dates": candidate.of_dates,
        "closes_situations": candidate.closes_situations,
        "of_situations": candidate.of_situations,
        "opens": list(candidate.opens),
        "yaml": candidate.yaml,
        "place": places[0] if places else None,
        "places": places,
    }


def _put_principle(page: Page, principle: Principle) -> None:
    page.heading(f"{'The principle' if principle.pack == DEFAULT else principle.pack_name}: {principle.title}")
    page.line(principle.summary, indent=2)
    priorities = listed([one.capitalize() for one in principle.priorities])
    justice = "; ".join(one.replace("-", " ") for one in principle.justice)
    if priorities:
        page.line(f"Area of focus of the Mental Health and Wellbeing Strategy: {priorities}.", indent=2, hang=2)
    if justice:
        page.line(f"Justice principles: {justice}.", indent=2, hang=2)
    page.line((f"In our words, after: {principle.source}.", "quiet"), indent=2)


def _put_candidates(page: Page, tried: Tried) -> None:
    page.heading("What would close it")
    if not tried.tried:
        page.line(
            "No longer hours, no new transfer and no wider condition in this map bears on it. "
            "The remedy above may all the same.",
            indent=2,
        )
        return
    of = f" (of {tried.ideas}: the likeliest of each kind)" if tried.ideas > tried.tried else ""
    parts = [
        f"{counted(tried.tried, 'change')} of hours, transfers and conditions{of} "
        f"{'was' if tried.tried == 1 else 'were'} tried on the map, one at a time."
    ]
    if tried.left_out:
        shown = "it is not shown" if tried.left_out == 1 else "they are not shown"
        parts.append(
            f"{tried.left_out} of them would close some of it, and lead to a new error somewhere else; {shown}."
        )
    if tried.candidates:
        parts.append("Here is what the best would do; a check of the changed map shows the same.")
        parts.append("Whether a service has the staff for it and agrees, no map can tell.")
    elif not tried.left_out:
        parts.append(
            "None of the changes that pathkit tries (longer hours, holidays, new or wider transfers and services) "
            "closes any of it. The remedy above may all the same."
        )
    page.line(" ".join(parts), indent=2)
    for number, candidate in enumerate(tried.candidates, 1):
        page.blank()
        page.line(f"{number}. ", (candidate.text, "id"), indent=2, hang=3)
        where = " and ".join(f"{place.file}:{place.line}" for place in dict.fromkeys(candidate.places))
        page.line((f"Write into the map ({where}):", "quiet"), indent=5)
        for line in candidate.yaml.splitlines():
            page.unbroken((line, "source"), indent=7)
    if tried.candidates:
        page.blank()
        page.line(
            f"Each was tried against {_against(tried)}; other rules may find something new in the changed map: check "
            "it again.",
            indent=2,
        )


def _against(tried: Tried) -> str:
    if not tried.against:
        return "the rules that find errors"
    return f"{listed(tried.against)} alone, since this map is large"


def _put_acknowledgement(page: Page, state: AcknowledgedState, owner: str | None) -> None:
    page.heading("What the forum wrote")
    if state.reopened is not None:
        page.line((f"This finding is open again: {state.reopened}.", "warning"), indent=2)
    page.labelled("Reason", state.reason, indent=2, column=11)
    page.labelled("Meanwhile", state.meanwhile, indent=2, column=11)
    page.labelled("Owner", owner or state.owner, indent=2, column=11)
    page.labelled("Agreed", date_in_words(state.agreed), indent=2, column=11)
    page.labelled("Review", f"by {date_in_words(state.review)}", indent=2, column=11)


def first_sentence(text: str) -> str:
    """The first sentence of a text, for a line."""
    flat = " ".join(text.split("\n\n")[0].split())
    end = re.search(r"[.!?](?= [A-Z“])", flat)
    return flat[: end.end()] if end else flat


def put_line(
    page: Page, finding: Finding, indent: int = 2, after: str = "", before: str = "", *, whole: bool = False
) -> None:
    """A finding on one line, or two: how grave, its id (which names what is found, and where), who and when.

    `after` is said instead of who and when, `before` ahead of it. The id is never cut: people copy it. Nor is the rest
    where it is to stand `whole`, on as many lines as it takes.
    """
    sign: Part = (f"{page.signs[finding.severity]} {finding.severity:<8}", finding.severity)
    name = safe(finding.id)
    again = "open again: " if finding.acknowledgement and finding.open else ""
    message = safe(before + again + (SHORTLY if finding.planned else "") + (after or gist(finding)))
    room = page.width - indent - 10 - width_of(name) - 2
    if room >= width_of(message):
        page.unbroken(sign, (name, "id"), "  ", message, indent=indent)
        return
    page.unbroken(sign, (name, "id"), indent=indent)
    if whole:
        page.line(message, indent=indent + 10)
    else:
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


def gist(finding: Finding) -> str:
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


def extent_in_words(extent: Extent) -> str:
    """How many people and hours an extent is about: "12 kinds of people · 128 h a week"."""
    parts = [counted(extent.people_count, "kind of people", "kinds of people")]
    parts.append(hours_in_words(extent.hours_per_week))
    # On these dates it is about other times than in an ordinary week: more, fewer or none.
    otherwise = "not as usual on" if extent.hours_per_week else "on"
    if len(extent.dates) == 1:
        parts.append(f"{otherwise} {date_in_words(extent.dates[0])}")
    elif extent.dates:
        parts.append(f"{otherwise} {len(extent.dates)} dates from {date_in_words(extent.dates[0])}")
    return " · ".join(parts)


def _acknowledged(finding: Finding) -> str:
    state = finding.acknowledgement
    assert state is not None
    reason, meanwhile = (
        text if text.endswith((".", "!", "?", "…")) else f"{text}."
        for text in (state.reason.rstrip(), state.meanwhile.rstrip())
    )
    text = (
        f"{reason} Meanwhile: {meanwhile} "
        f"({state.owner}, agreed {date_in_words(state.agreed)}, review by {date_in_words(state.review)})"
    )
    return text if state.reopened is None else f"Open again: {state.reopened}. {text}"
