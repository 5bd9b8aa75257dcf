"""A report as Markdown: a comment on a pull request, a step's summary, or a paper for a committee.

The verdict comes first, then the principles, the gravest findings in full, and the others in tables. It can be read as
it stands too: there is no HTML in it but for a mark at the top, unseen, that a workflow can find its comment by.

A comment has a largest size. What would be longer tells fewer findings in full, then fewer rows of its tables, and
says each time how many are left out and how to read them. Nothing is cut in the middle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pathkit import __version__
from pathkit.check.principles import BEYOND
from pathkit.check.report import SEVERITIES, CheckedMap, Finding, OpenQuestion, PrincipleState, Report
from pathkit.check.summary import DUE_WITHIN, due, faults, problem_findings, refusals, summary
from pathkit.maps import Problem
from pathkit.output import markdown
from pathkit.output.finding import extent_in_words, first_sentence, foldable, gist
from pathkit.output.journey import journey_rows
from pathkit.output.page import SIGNS
from pathkit.output.planned import IN_THE_PLAN, SHORTLY, plans_of
from pathkit.output.problems import unused_plan
from pathkit.output.questions import by_organisation, distinct, in_plain_words
from pathkit.output.text import by_principle, rules_not_run
from pathkit.output.words import (
    ABOUT_FAULT,
    FAULT,
    LIMITS,
    REMEDY,
    by_framework,
    capital,
    counted,
    date_in_words,
    evidence,
    listed,
    over_maps,
    titles_of,
)
from pathkit.rules import all_rules

MARKER = "<!-- pathkit check -->"
"""Stands at the top, unseen, so that a workflow finds the comment that it made and writes it anew."""
SHOWN = 5
"""How many of the gravest findings are told in full unless asked otherwise."""
MOST_QUESTIONS = 5
MOST_GROUPS = 3
MOST_NAMED = 6
ALL = 1_000_000
TELL_ALL = "`pathkit check --show all` prints every one."

STATES = {"broken": "error", "cannot tell": "unknown", "kept": "kept", "not evidenced": "none", BEYOND: "none"}
"""The sign of each state of a principle."""

T = TypeVar("T")


@dataclass(frozen=True)
class _Manner:
    """How much is told: so many findings in full, so many rows of a table or list, texts no longer than this."""

    full: int
    rows: int = ALL
    longest: int = 4_000


def as_markdown(report: Report, show: int | None = SHOWN, limit: int | None = markdown.LIMIT) -> str:
    """The report as Markdown, in fewer bytes than `limit` wherever that can be (about 4,000 always do); None: in any.

    `show` is how many of the gravest findings are told in full where there is room; None tells all.
    """
    return markdown.fullest((_Paper(report, manner).lines() for manner in _manners(show, len(report.findings))), limit)


def _manners(show: int | None, findings: int) -> Iterator[_Manner]:
    """From the fullest to the shortest."""
    full = findings if show is None else min(show, findings)
    yield _Manner(full)
    while full > SHOWN:
        full = max(full // 2, SHOWN)
        yield _Manner(full)
    for rows, longest in ((300, 2000), (100, 1000), (40, 600), (20, 400)):
        yield _Manner(full, rows, longest)
    for most, rows, longest in ((3, 10, 300), (1, 5, 200), (0, 3, 100), (0, 0, 60)):
        yield _Manner(min(full, most), rows, longest)


def verdict(report: Report) -> str:
    """What it comes to, in a line: a sign, and one to three sentences."""
    numbers = summary(report)
    own = [f for f in report.findings if not f.library]
    checked = [one for one in report.maps if one.checked]
    found = [counted(getattr(numbers, one), one) for one in SEVERITIES if getattr(numbers, one)]
    said = list(_not_checked(report))
    broken = sum(principle.state == "broken" for principle in report.principles)
    if broken and checked:
        asked = sum(principle.state != BEYOND for principle in report.principles)
        said.append(f"{counted(broken, 'principle')} of {asked} {_is(broken)} broken")
    elif checked and not numbers.error and not numbers.warning:
        known = sum(not f.open for f in own if f.severity != "note")
        new = f"Nothing new was found; the forum lives with {counted(known, 'finding')} for now"
        said.append(new if known else "Nothing was found that certainly lets anybody down")
    if found and checked:
        said.append(f"{capital(listed(found))}")
    asked = len(distinct(report.questions))
    if asked:
        said.append(f"{counted(asked, 'question')} {_is(asked)} open")
    if not report.maps or not (said or checked):
        said.append("No map of an area was checked: what was read are libraries, and they are valid")
    grave = numbers.error or any(one.refused or _errors(one) for one in report.maps) or faults(report)
    sign = "error" if grave else "warning" if numbers.warning else "kept" if checked or not asked else "unknown"
    return f"{SIGNS[sign]} {'. '.join(said)}."


def _are_numbers(cells: Iterable[str]) -> bool:
    return all(cell.replace(",", "").isdigit() for cell in cells)


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _errors(checked: CheckedMap) -> list[Problem]:
    return [problem for problem in checked.problems if problem.severity == "error"]


def _not_checked(report: Report) -> Iterator[str]:
    invalid = [one for one in report.maps if _errors(one)]
    refused = [one for one in report.maps if one.refused is not None]
    if invalid and len(report.maps) == 1:
        problems = counted(len(_errors(invalid[0])), "problem")
        yield f"The map is not valid ({problems}), so nothing could be asked of it"
    elif invalid:
        yield f"{counted(len(invalid), 'map')} of {len(report.maps)} {_is(len(invalid))} not valid and left out"
    if refused:
        yield f"{counted(len(refused), 'map')} could not be checked"
    if faults(report):
        yield f"{FAULT}: what is told here is not all"


class _Paper(markdown.Shortened):
    """The lines of one manner of telling."""

    def __init__(self, report: Report, manner: _Manner) -> None:
        super().__init__(manner.longest)
        self.report = report
        self.manner = manner
        self.checked = [one for one in report.maps if one.checked]
        self.several = len(report.maps) > 1
        self.own = [finding for finding in report.findings if finding.open and not finding.library]
        self.full = [finding for finding in self.own if not foldable(finding)][: manner.full]
        self.titles = titles_of(report.principles)
        self.called = {one.path: one.name or one.path for one in report.maps}
        self.plans = plans_of(report.maps)

    def first(self, some: Sequence[T]) -> Sequence[T]:
        """As many of them as are told."""
        return some[: self.manner.rows]

    def left_out(self, some: Sequence[object], what: str) -> Iterator[str]:
        """A line that says how many are not told."""
        more = len(some) - len(self.first(some))
        if more:
            yield from (f"*… and {more:,} more {what}, left out for lack of room. {TELL_ALL}*", "")

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]], what: str) -> Iterator[str]:
        """A table of as many rows as are told."""
        if self.first(rows):
            yield f"| {' | '.join(heads)} |"
            yield f"|{'|'.join('--:' if _are_numbers(column) else '---' for column in zip(*rows, strict=True))}|"
            yield from (f"| {' | '.join(row)} |" for row in self.first(rows))
            yield ""
        yield from self.left_out(rows, what)

    # --- the whole ----------------------------------------------------------------------------------------

    def lines(self) -> Iterator[str]:
        yield from (MARKER, f"# {self.title()}", "", self.strong(verdict(self.report)), "")
        yield from self.problems()
        yield from self.faults()
        if self.checked:
            yield from self.principles()
            yield from self.gravest()
            yield from self.others()
            yield from self.national()
            yield from self.known()
            yield from self.questions()
        yield from self.end()

    def title(self) -> str:
        if self.several:
            return f"What was found in {counted(len(self.report.maps), 'map')}"
        if not self.report.maps:
            return "No map"
        return f"{self.text(self.called[self.report.maps[0].path])}: what was found in its distress pathway"

    def problems(self) -> Iterator[str]:
        """What is wrong with the files themselves."""
        refused = list(refusals(self.report))
        for path, why in self.first(refused):
            yield from (f"## {self.text(path)} could not be checked", "", self.text(why), "")
        yield from self.left_out(refused, "maps that could not be checked")
        wrong = [one for one in self.report.maps if one.problems or one.warnings]
        for one in self.first(wrong):
            errors = len(_errors(one))
            head = f"is not valid ({counted(errors, 'problem')}), so it was not checked" if errors else "has warnings"
            yield from (f"## {self.text(one.path)} {head}", "")
            found = (*one.problems, *one.warnings)
            for problem in self.first(found):
                yield from self.problem(problem)
            yield from self.left_out(found, "problems")
        yield from self.left_out(wrong, "maps with problems")

    def problem(self, problem: Problem) -> Iterator[str]:
        place = f"{problem.file}:{problem.line}:{problem.column}"
        yield f"- {SIGNS[problem.severity]} {self.code(place)} {self.prose(problem.message)}"
        if problem.remedy:
            yield f"  {self.prose(problem.remedy)}"
        if problem.source_line.strip():
            yield f"  The line: {self.code(problem.source_line)}"
        if problem.other is not None:
            other = problem.other
            yield f"  See also {self.code(f'{other.file}:{other.line}:{other.column}')}"
        yield ""

    def faults(self) -> Iterator[str]:
        crashed = faults(self.report)
        if crashed:
            yield from (f"## {FAULT}", "")
            yield from (f"- {self.code(fault.name)}: {self.prose(fault.why)}" for fault in self.first(crashed))
            yield from ("", ABOUT_FAULT, "")
            yield from self.left_out(crashed, "faults")

    # --- principles ---------------------------------------------------------------------------------------

    def principles(self) -> Iterator[str]:
        for title, group, missing in by_framework(self.report.principles, self.report.frameworks):
            yield from (f"## {self.text(title)}{over_maps(group, self.checked)}", "")
            yield from ("| Principle | State | On what this rests |", "|---|---|---|")
            yield from map(self.principle, group)
            yield from ("", self.text(missing), "") if missing else ("",)
        if self.several:
            heads = ("Map", "Broken", *(f"{capital(one)}s" for one in SEVERITIES), "Known", "Questions")
            yield from self.table(heads, [self.numbers(one) for one in self.checked], "maps")

    def principle(self, one: PrincipleState) -> str:
        state = f"{SIGNS[STATES[one.state]]} {one.state}"
        state = f"**{state}**" if one.state == "broken" else state
        return f"| {self.text(one.title)} | {state} | {self.text(evidence(one))} |"

    def numbers(self, one: CheckedMap) -> tuple[str, ...]:
        """What was found in a map, in numbers."""
        own = [f for f in (*problem_findings(one), *one.findings) if f.open and not f.library]
        counts = (
            sum(principle.state == "broken" for principle in one.principles),
            *(sum(f.severity == severity for f in own) for severity in SEVERITIES),
            sum(not f.open for f in one.findings),
            len(one.questions),
        )
        return (f"{self.text(one.name or one.path)} {self.cell_code(one.path)}", *(f"{count:,}" for count in counts))

    # --- findings -----------------------------------------------------------------------------------------

    def gravest(self) -> Iterator[str]:
        if not self.full:
            return
        of = sum(not foldable(finding) for finding in self.own)
        most = "The gravest" if len(self.full) == 1 else f"The gravest {len(self.full):,}"
        yield from (f"## {most} of {of:,} findings" if len(self.full) < of else "## Findings", "")
        told = {rule.name: first_sentence(rule.documentation.why) for rule in all_rules()}
        first: dict[str, int] = {}
        for number, finding in enumerate(self.full, 1):
            # Why it matters, and the remedy, are said the first time only: the next of the rule is alike.
            why, like = told.pop(finding.rule, ""), first.get(finding.remedy)
            first.setdefault(finding.remedy, number)
            yield from self.finding(number, finding, why, like)
        yield from ("`pathkit explain MAP ID` tells a finding's whole story, and what would close it.", "")

    def finding(self, number: int, finding: Finding, why: str, like: int | None) -> Iterator[str]:
        principles = listed([self.titles.get(name, name) for name in finding.principles])
        about = f" · {self.text(principles)}" if principles else ""
        yield from (f"### {number:,}. {SIGNS[finding.severity]} {capital(finding.severity)}{about}", "")
        yield from (f"**{self.prose(capital(finding.message))}**", "")
        if finding.acknowledgement is not None and finding.acknowledgement.reopened:
            yield f"- **Known, and open again:** {self.text(finding.acknowledgement.reopened)}"
        yield from self.who_and_when(finding)
        yield from self.rows("Where", [self.place(one.place.file, one.place.line, one.label) for one in finding.places])
        yield from self.rows("Because", [self.prose(cause.text) for cause in finding.because])
        if finding.journey is not None:
            who, *steps, ending = [row for row, _ in journey_rows(finding.journey)]
            yield from (f"- **Journey:** {self.text(who)}", "")
            yield from (f"  {at}. {self.text(capital(step))}" for at, step in enumerate(steps, 1))
            yield from ("", f"  {self.text(ending)}", "")
        if why:
            yield f"- **Why it matters:** {self.prose(why)}"
        if finding.remedy:
            remedy = self.prose(finding.remedy) if like is None else f"As for finding {like:,}, above."
            yield f"- **{REMEDY}:** {remedy}"
        if planned := self.plans.of(finding):
            yield f"- **{IN_THE_PLAN}:** {self.text(planned)}"
        where = f" in {self.code(finding.map)}" if self.several else ""
        yield from (f"- **Id:** {self.code(finding.id)}{where}", "")

    def who_and_when(self, finding: Finding) -> Iterator[str]:
        extent = finding.extent
        if extent is None:
            return
        groups = extent.groups or (extent,)
        rows = [self.text(f"{'; '.join(one.people)}: {'; '.join(one.when)}") for one in groups[:MOST_GROUPS]]
        more = len(groups) - len(rows) + extent.more_groups
        if more:
            rows.append(f"and {counted(more, 'smaller group')} of people")
        yield from self.rows("Who and when", rows)
        yield f"- **Extent:** {self.text(extent_in_words(extent))}"

    def rows(self, label: str, rows: Sequence[str]) -> Iterator[str]:
        """A label and what stands beside it; several, as a list below it."""
        if len(rows) == 1:
            yield f"- **{label}:** {rows[0]}"
        elif rows:
            yield f"- **{label}:**"
            yield from (f"  - {row}" for row in self.first(rows))
            if len(rows) > self.manner.rows:
                yield f"  - … and {len(rows) - self.manner.rows:,} more"

    def place(self, file: str, line: int, label: str) -> str:
        return f"{self.code(f'{file}:{line}')} {self.text(label)}"

    def others(self) -> Iterator[str]:
        told = {(finding.map, finding.id) for finding in self.full}
        rest = [finding for finding in self.own if (finding.map, finding.id) not in told]
        if not rest:
            return
        yield from (f"## {'Other findings' if told else 'Findings'}, by principle", "")
        # What only is not stated comes last: it is asked about below.
        rows = [
            (self.text(title), *row)
            for some in ([f for f in rest if not foldable(f)], [f for f in rest if foldable(f)])
            for title, findings in by_principle(some, self.titles)
            for row in self.short(findings)
        ]
        heads = ("Principle", "Finding", "Who and when, or what", "Where")
        yield from self.table(heads, rows, "findings")

    def short(self, findings: Iterable[Finding]) -> Iterator[tuple[str, str, str]]:
        """A row each; those of one rule that only say what they are about share one."""
        folded: dict[tuple[str, str], list[Finding]] = {}
        for finding in findings:
            if foldable(finding):
                folded.setdefault((finding.map, finding.rule), []).append(finding)
            else:
                yield self.row(finding)
        for (path, rule), same in folded.items():
            if len(same) == 1:
                yield self.row(same[0])
                continue
            named = ", ".join("@".join(finding.subjects) for finding in same[:MOST_NAMED])
            more = f" … and {len(same) - MOST_NAMED:,} more" if len(same) > MOST_NAMED else ""
            sign = f"{SIGNS[same[0].severity]} {same[0].severity}"
            yield (
                f"{sign} {self.cell_code(f'{rule}@…')}",
                self.text(f"{len(same):,} of them: {named}{more}"),
                (self.cell_code(path)),
            )

    def row(self, finding: Finding, maps: int = 1) -> tuple[str, str, str]:
        again = finding.acknowledgement is not None and finding.open
        before = ("open again: " if again else "") + (f"in {maps} maps: " if maps > 1 else "")
        before += SHORTLY if finding.planned else ""
        where = f"{finding.places[0].place.file}:{finding.places[0].place.line}" if finding.places else finding.map
        return (
            f"{SIGNS[finding.severity]} {finding.severity} {self.cell_code(finding.id)}",
            self.prose(before + gist(finding)),
            self.cell_code(where),
        )

    def national(self) -> Iterator[str]:
        """What no local forum can mend, each once however many maps it shows in."""
        found = [finding for finding in self.report.findings if finding.open and finding.library]
        if not found:
            return
        once: dict[str, list[Finding]] = {}
        for finding in found:
            once.setdefault(finding.id, []).append(finding)
        yield from ("## For the national services", "", "No forum's own; these never fail a check.", "")
        single = [same[0] for same in once.values() if not foldable(same[0])]
        rows = [self.row(finding, len(once[finding.id])) for finding in single]
        rows += self.short(
            # The same in every map: told as of the first.
            finding
            for same in once.values()
            for finding in same[:1]
            if foldable(finding)
        )
        yield from self.table(("Finding", "Who and when, or what", "Where"), rows, "findings of national services")

    def known(self) -> Iterator[str]:
        known = [finding for finding in self.report.findings if not finding.open]
        if not known:
            return
        yield from ("## Known to the forum (acknowledged)", "")
        names = {one: name for checked in self.report.maps for one, name in checked.organisations}
        rows = []
        for finding in known:
            state = finding.acknowledgement
            assert state is not None
            soon = " (due)" if due(finding, self.report.date) else ""
            rows.append(
                (
                    f"{SIGNS[finding.severity]} {finding.severity} {self.cell_code(finding.id)}",
                    self.text(state.reason),
                    self.text(state.meanwhile),
                    self.text(names.get(state.owner, state.owner)),
                    f"{date_in_words(state.review)}{soon}",
                )
            )
        yield from self.table(("Finding", "Why it is lived with", "Meanwhile", "Owner", "Review by"), rows, "findings")
        if any(due(finding, self.report.date) for finding in known):
            yield from (f"Due: to be looked at again by {date_in_words(self.report.date + DUE_WITHIN)}.", "")

    # --- questions, the end -------------------------------------------------------------------------------

    def questions(self) -> Iterator[str]:
        once = [question for question, _ in distinct(self.report.questions)]
        if not once:
            return
        yield from ("## Open questions", "")
        telling = self.first([question for question in once if question.settles.situations][:MOST_QUESTIONS])
        opening = [f"{counted(len(once), 'question')} {_is(len(once))} open: facts that nobody has written down."]
        if telling:
            these = "This answer" if len(telling) == 1 else f"These {len(telling)} answers"
            opening.append(f"{these} would settle most.")
        elif all(question.settles.weighed for question in once):
            opening.append("As far as can be told, none alone changes what happens to people now.")
        if self.report.profile == "assured":
            opening.append("In the profile assured, each counts as a warning.")
        yield from (" ".join(opening), "")
        for name, group in by_organisation(telling):
            yield f"- {self.strong(name)}"
            for question in group:
                place = question.place
                where = f" {self.code(f'{place.file}:{place.line}')}" if place is not None else ""
                yield f"  - {self.text(question.question)}{where} {in_plain_words(question)}"
        if telling:
            yield ""
        told = {id(question) for question in telling}
        yield from self.asked([question for question in once if id(question) not in told], "more " if telling else "")

    def asked(self, rest: Sequence[OpenQuestion], more: str) -> Iterator[str]:
        """Who is asked the questions that are not told, and how to read them."""
        sheets = "`pathkit questions --format markdown` writes a sheet for each organisation, to be sent."
        groups = by_organisation(rest)
        who = [f"{self.text(name)} ({len(group):,})" for name, group in self.first(groups)]
        others = len(groups) - len(who)
        if others:
            who.append(counted(others, "other organisation"))
        if rest:
            yield f"{len(rest):,} {more}{_is(len(rest))} for {listed(who)}. {sheets}"
        else:
            yield sheets
        yield ""

    def end(self) -> Iterator[str]:
        report = self.report
        yield from ("## What was checked", "")
        yield from (f"- {self.of_map(one)}" for one in self.first(report.maps))
        more = len(report.maps) - len(self.first(report.maps))
        if more:
            yield f"- … and {counted(more, 'more map')}"
        year = f"The year from the week of {date_in_words(report.date)}, profile {report.profile}."
        yield from (f"- {self.text(year)}", f"- {self.text(capital(rules_not_run(report)))}.")
        yield from (f"- Checked with pathkit {__version__}.", "", "**What no map shows.** " + " ".join(LIMITS), "")

    def of_map(self, one: CheckedMap) -> str:
        if one.refused is not None:
            return f"{self.code(one.path)}: could not be checked"
        if _errors(one):
            return f"{self.code(one.path)}: not valid, so not checked"
        if one.is_library:
            return f"{self.code(one.path)}: a library, and valid{unused_plan(one)}"
        size = (
            counted(one.services, "service"),
            counted(one.transfers, "transfer"),
            counted(one.people, "kind of people", "kinds of people"),
            f"{one.situations:,} situations",
        )
        return f"{self.code(one.path)}: {', '.join(size)}"
