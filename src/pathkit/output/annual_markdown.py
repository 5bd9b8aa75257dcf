"""The annual report as Markdown: fit to be published after an edit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pathkit.check.progress import AnnualReport, AreaYear, ThemeYear
from pathkit.check.report import ActionState
from pathkit.output.annual_words import (
    CANNOT_SAY,
    JUDGED,
    MOVED,
    NO_PLAN,
    STILL,
    WITHDRAWN,
    Told,
    agreed_in_words,
    came_to,
    findings_told,
    lists_of,
    measure_now,
    measure_then,
    moved_in_words,
    not_yet,
    notes_in_words,
    people_told,
    period_in_words,
    stages_in_words,
    still_found_told,
    title_of,
    withdrawn_in_words,
)
from pathkit.output.markdown import code, prose, text
from pathkit.output.progress_words import action_in_words, closes_in_words, measure_name, names_of, still_found


def as_markdown(report: AnnualReport) -> str:
    """What became of what was agreed, area by area in alphabetical order."""
    return "\n".join(_lines(report)).rstrip("\n") + "\n"


def _lines(report: AnnualReport) -> Iterator[str]:
    alone = len(report.areas) == 1
    yield from (f"# {text(title_of(report))}", "", f"{text(period_in_words(report))}.", "")
    names = names_of([one.now for one in report.areas])
    for name, year in zip(names, report.areas, strict=True):
        if not alone:
            yield from (f"## {text(name)}", "")
        yield from _Area(report, year, "##" if alone else "###").lines()
    yield from ("## What this report cannot say", "")
    yield from (f"- {line}" for line in CANNOT_SAY)
    yield from ("", "## How it was made", "")
    yield from (f"- {prose(note)}" for note in report.notes)
    yield f"- {JUDGED}"


class _Area:
    """The lines of one area; its headings begin with `mark`."""

    def __init__(self, report: AnnualReport, year: AreaYear, mark: str) -> None:
        self.report = report
        self.year = year
        self.mark = mark

    def lines(self) -> Iterator[str]:
        year = self.year
        yield from (text(stages_in_words(year, self.report.since_date)), "")
        for line in year.now.trouble:
            yield from (prose(line), "")
        if year.now.stage is None:
            return
        yield from self.heading("What was agreed")
        if not year.themes:
            yield from (NO_PLAN, "")
        for theme in year.themes:
            yield from self.theme(theme)
        withdrawn = withdrawn_in_words(year)
        if withdrawn:
            yield from self.heading(WITHDRAWN)
            yield from (*(f"- {prose(line)}" for line in withdrawn), "")
        yield from self.heading("What changed for people")
        yield from (prose(" ".join(came_to(year))), "")
        yield from self.told(people_told(year.difference))
        yield from self.findings()
        yield from self.still()
        yield from self.measures()
        if year.learned:
            yield from self.heading("What was learned")
            yield from (f"- **{text(title)}**: {text(words)}" for title, words in year.learned)
            yield ""

    def heading(self, words: str) -> Iterator[str]:
        yield from (f"{self.mark} {words}", "")

    def theme(self, theme: ThemeYear) -> Iterator[str]:
        yield from (f"{self.mark}# {text(theme.title)}", "", agreed_in_words(theme), "")
        for heading, actions in lists_of(theme):
            yield from (f"{heading}:", "")
            for action in actions:
                yield from self.action(action, action.id in theme.new)
            yield ""
        if theme.moved:
            yield from (f"{MOVED}:", "")
            yield from (f"- **{text(one.action.title)}**: {prose(moved_in_words(one))}" for one in theme.moved)
            yield ""
        if theme.dropped:
            yield from ("No longer in the plan:", "")
            yield from (f"- **{text(title)}**" for title in theme.dropped)
            yield ""

    def action(self, action: ActionState, new: bool) -> Iterator[str]:
        aside = " (new in the plan)" if new else ""
        yield f"- **{text(action.title)}**{aside}: {text(action_in_words(action, self.report.date))}"
        for closes in still_found(action):
            yield f"  - {closes_in_words(closes, text, code, prose)}"
        if action.evidence and action.status == "delivered":
            yield f"  - Evidence: {'; '.join(map(_evidence, action.evidence))}"

    def findings(self) -> Iterator[str]:
        groups = list(findings_told(self.year.difference))
        if groups:
            yield from self.heading("What the check of the map finds")
        for told in groups:
            yield from (f"{told.heading}:", "")
            yield from (f"- {prose(message)} ({code(name)})" for message, name in told.lines)
            rest = notes_in_words(told)
            yield from ((f"- {rest}", "") if rest else ("",))

    def still(self) -> Iterator[str]:
        errors, rest = still_found_told(self.year)
        heading, lacks = not_yet(self.year)
        if errors or rest:
            yield from self.heading(STILL)
            yield from (f"- {prose(message)} ({code(name)})" for message, name in errors)
            yield from ((f"- {rest}", "") if rest else ("",))
        if lacks:
            yield from self.heading(heading)
            yield from (*(f"- {prose(line)}" for line in lacks), "")

    def told(self, groups: Iterable[Told]) -> Iterator[str]:
        for group in groups:
            yield from (f"{group.heading}:", "")
            yield from (f"- {prose(line)}" for line in group.lines)
            yield from ((f"- And {group.more:,} more.", "") if group.more else ("",))

    def measures(self) -> Iterator[str]:
        if not self.year.measures:
            return
        yield from self.heading("What is measured")
        yield from ("| Measure | Then | Now |", "|---|---|---|")
        for one in self.year.measures:
            state = one.now or one.then
            name = one.what if state is None else measure_name(state)
            yield f"| {text(name)} | {text(measure_then(one, self.year))} | {text(measure_now(one))} |"
        yield ""


def _evidence(words: str) -> str:
    """An address as it can be copied; words as words."""
    return code(words) if words.startswith(("https://", "http://")) else text(words)
