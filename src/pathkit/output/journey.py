"""One person's way through a pathway, in text."""

from __future__ import annotations

from pathkit.check.report import JourneyStep, ShownJourney
from pathkit.output.page import Page
from pathkit.output.words import capital

MOST_STEPS = 4
"""In a finding, a journey has at most six lines: who, four steps, how it ends."""

READINGS = {"stated": "as stated", "best": "at best"}


def put_journey(page: Page, journey: ShownJourney, other: ShownJourney | None = None, indent: int = 0) -> None:
    """The whole journey, step by step. `other` is the one in the other reading, where that differs."""
    _put_one(page, journey, indent)
    if other is None:
        return
    page.heading(f"This turns on facts that nobody has written down. {capital(READINGS[other.reading])}:")
    _put_one(page, other, indent)


def journey_rows(journey: ShownJourney, own: str | None = None) -> list[tuple[str, str]]:
    """The journey in two to six lines: pairs of a text and its style.

    Where the map's `own` file is given, lines of other files are told with the file.
    """
    steps = list(journey.steps)
    left_out = max(len(steps) - MOST_STEPS, 0)
    if left_out:
        left_out += 1
        steps = [*steps[:2], *steps[2 + left_out :]]
    rows = [(f"{_person(journey)}:", "")]
    for number, step in enumerate(steps):
        if left_out and number == 2:
            rows.append((f"… {left_out} more steps …", "quiet"))
        rows.append((f"{step.text}{_line(step, own)}", ""))
    rows.append((capital(journey.ending), ""))
    return rows


def _put_one(page: Page, journey: ShownJourney, indent: int) -> None:
    page.line((_person(journey), "heading"), indent=indent)
    for step in journey.steps:
        page.line(step.text, (_line(step), "quiet"), indent=indent + 2, hang=2)
    style = "good" if journey.outcome in ("now", "later") else "error"
    page.line((capital(journey.ending), style), indent=indent + 2, hang=2)


def _person(journey: ShownJourney) -> str:
    best = " (at best: every fact that is not known turns out well)" if journey.reading == "best" else ""
    return capital(journey.person.words) + best


def _line(step: JourneyStep, own: str | None = None) -> str:
    if step.line is None:
        return ""
    file = "" if own is None or step.file in (None, own) else f"{step.file}, "
    return f" ({file}line {step.line})"
