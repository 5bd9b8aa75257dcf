"""A report as text, for people in a meeting as much as for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from pathkit.check.principles import BEYOND
from pathkit.check.report import (
    SEVERITIES,
    CheckedMap,
    Finding,
    PrincipleState,
    Report,
)
from pathkit.check.summary import DUE_WITHIN, faults, summary
from pathkit.output.finding import first_sentence, foldable, put_finding, put_folded, put_line
from pathkit.output.page import Page
from pathkit.output.planned import Plans, plans_of
from pathkit.output.problems import put_not_checked, put_problem
from pathkit.output.questions import distinct, put_question
from pathkit.output.source import Lines
from pathkit.output.words import (
    ABOUT_FAULT,
    FAULT,
    LIMITS,
    by_framework,
    counted,
    date_in_words,
    evidence,
    listed,
    over_maps,
    titles_of,
)
from pathkit.rules import all_rules

if TYPE_CHECKING:
    from rich.console import Console

SHOWN = 5
MOST_QUESTIONS = 5
MOST_RULES_NAMED = 4
LEAST_FOLDED = 3
SOUND = "The map is sound"
UNSOUND = "About the map itself"

# How a principle's state is signed, and in which order states are told where they share a line.
_STATES = {
    "broken": ("error", "error"),
    "cannot tell": ("unknown", "warning"),
    "kept": ("kept", "good"),
    "not evidenced": ("none", "quiet"),
    BEYOND: ("none", "quiet"),
}


def as_text(report: Report, console: Console, show: int | None = SHOWN) -> None:
    """Print a report. `show` is how many of the gravest findings are told in full; None tells all.

    Args:
        report: what was found.
        console: where to; it decides width and colour.
        show: 0 or more, or None.
    """
    page = Page(console)
    lines = Lines()
    checked = [one for one in report.maps if one.checked]
    _put_title(page, report, checked)
    if checked:
        _put_principles(page, report, checked)
    put_not_checked(page, report.maps)
    own = [finding for finding in report.findings if finding.open and not finding.library]
    in_full = own if show is None else [finding for finding in own if not foldable(finding)][:show]
    _put_gravest(page, in_full, own, lines, plans_of(report.maps), with_map=len(report.maps) > 1)
    shown = {(finding.map, finding.id) for finding in in_full}
    for one in checked:
        rest = [f for f in own if f.map == one.path and (f.map, f.id) not in shown]
        _put_map(page, one, rest, report, bool(shown))
    _put_national(page, [finding for finding in report.findings if finding.open and finding.library])
    _put_questions(page, report)
    _put_faults(page, report)
    if checked:
        page.blank()
        page.line((" ".join(LIMITS), "quiet"))
    page.blank()
    page.line((last_line(report), "heading"))


def last_line(report: Report) -> str:
    """What the whole run comes to, in one line."""
    numbers = summary(report)
    found = [counted(getattr(numbers, severity), severity) for severity in SEVERITIES]
    parts = [", ".join(found)]
    if numbers.library:
        parts.append(f"{numbers.library:,} more for national services")
    known = f"{numbers.acknowledged:,} acknowledged"
    reviews = [f"{numbers.lapsed:,} lapsed"] if numbers.lapsed else []
    if numbers.soon:
        reviews.append(f"{numbers.soon:,} due for review by {date_in_words(report.date + DUE_WITHIN)}")
    if reviews:
        known += f" ({', '.join(reviews)})"
    parts.append(known)
    asked = counted(len(distinct(report.questions)), "question")
    if report.profile == "assured" and numbers.questions:
        asked += " (each counts as a warning)"
    parts.append(asked)
    parts.append(rules_not_run(report))
    parts.append(f"{numbers.situations:,} situations checked")
    parts.append(f"profile {report.profile}, {date_in_words(report.date)}")
    return " · ".join(parts)


def _name(checked: CheckedMap) -> str:
    return f"{checked.name} · {checked.path}" if checked.name else checked.path


def _size(checked: CheckedMap) -> str:
    return ", ".join(
        (
            counted(checked.services, "service"),
            counted(checked.transfers, "transfer"),
            counted(checked.people, "kind of people", "kinds of people"),
        )
    )


def _put_title(page: Page, report: Report, checked: Sequence[CheckedMap]) -> None:
    if len(report.maps) == 1 and checked:
        page.line((_name(checked[0]), "heading"))
        page.line(_size(checked[0]))
    elif len(report.maps) > 1:
        libraries = sum(one.is_library and not one.problems for one in report.maps)
        parts = [counted(len(report.maps) - libraries, "map")]
        if libraries:
            parts.append(counted(libraries, "library", "libraries"))
        invalid = sum(any(problem.severity == "error" for problem in one.problems) for one in report.maps)
        left_out = f", {invalid:,} of them not valid and left out" if invalid else ""
        page.line((listed(parts) + left_out, "heading"))


# --- principles -------------------------------------------------------------------------------------------


def _put_principles(page: Page, report: Report, checked: Sequence[CheckedMap]) -> None:
    principles = report.principles or (checked[0].principles if len(checked) == 1 else ())
    if not principles:
        return
    wide = max(len(principle.title) for principle in principles)
    for title, group, missing in by_framework(principles, report.frameworks):
        page.heading(title + over_maps(group, checked))
        for principle in group:
            sign, style = _STATES[principle.state]
            page.line(
                (f"{page.signs[sign]} {principle.state:<14}", style),
                principle.title.ljust(wide + 2),
                (evidence(principle), "" if principle.state in ("broken", "cannot tell") else "quiet"),
                indent=2,
                hang=16,
            )
        if missing:
            page.line((missing, "quiet"), indent=2)


def _put_states(page: Page, principles: Sequence[PrincipleState]) -> None:
    """A map's principles in a few words, where several maps were checked."""
    for state, (sign, style) in _STATES.items():
        _put_state(page, state, sign, style, [one.title for one in principles if one.state == state])


def _put_state(page: Page, state: str, sign: str, style: str, titles: Sequence[str]) -> None:
    """The principles that are in one state, on a line."""
    if titles:
        page.line((f"{page.signs[sign]} {state:<14}", style), ", ".join(titles), indent=2, hang=16)


# --- findings ---------------------------------------------------------------------------------------------


def _put_gravest(
    page: Page, in_full: Sequence[Finding], own: Sequence[Finding], lines: Lines, plans: Plans, with_map: bool
) -> None:
    if not in_full:
        return
    # Notes of what is not stated are not counted here: they are gathered below, and asked as questions.
    of = sum(not foldable(finding) for finding in own)
    most = "The gravest" if len(in_full) == 1 else f"The gravest {len(in_full)}"
    page.heading(f"{most} of {of} findings" if len(in_full) < of else "Findings")
    told = {rule.name: first_sentence(rule.documentation.why) for rule in all_rules()}
    first: dict[str, str] = {}
    for finding in in_full:
        page.blank()
        # Why it matters, and what would put it right, are said the first time only: the next of the rule is alike.
        why, like = told.pop(finding.rule, ""), first.get(finding.remedy, "")
        first.setdefault(finding.remedy, finding.id)
        put_finding(page, finding, lines, why=why, like=like, planned=plans.of(finding), with_map=with_map)


def _put_map(page: Page, checked: CheckedMap, rest: Sequence[Finding], report: Report, shown: bool) -> None:
    """What is left to say of a map: its findings by principle but for those `shown` in full, and what is known."""
    alone = len(report.maps) == 1
    if not alone:
        page.heading(_name(checked))
        page.line((_size(checked), "quiet"), indent=2)
        _put_states(page, checked.principles)
    if checked.warnings:
        page.blank()
        for problem in checked.warnings:
            put_problem(page, problem)
    grave = [f for f in checked.findings if not f.library and f.severity != "note"]
    if not any(f.open for f in grave):
        page.blank()
        said = "Nothing was found that certainly lets anybody down."
        if grave:
            said = f"Nothing new was found. The forum lives with {counted(len(grave), 'finding')} for now."
        page.line(said, indent=0 if alone else 2)
    if rest:
        page.heading(f"{'' if alone else '  '}{'Other findings' if shown else 'Findings'}, by principle")
        for title, findings in by_principle(rest, titles_of(checked.principles)):
            page.line((f"{title} ({len(findings)})", "label"), indent=2)
            _put_lines(page, findings)
    known = [finding for finding in checked.findings if not finding.open]
    if known:
        page.heading("Known to the forum (acknowledged)" if alone else "  Known to the forum (acknowledged)")
        for finding in known:
            state = finding.acknowledgement
            assert state is not None
            after = f"{state.owner}, review by {date_in_words(state.review)}: {state.reason}"
            put_line(page, finding, after=after)


def _put_lines(page: Page, findings: Sequence[Finding], maps: Mapping[str, int] | None = None, indent: int = 4) -> None:
    """A line each, told in how many maps it shows if in several.

    Notes about nobody in particular (what is not stated) are one paragraph a rule: `pathkit questions` tells
    each of them with what it would settle.
    """
    folded: dict[str, list[Finding]] = {}
    for finding in findings:
        if foldable(finding):
            folded.setdefault(finding.rule, []).append(finding)
        else:
            count = (maps or {}).get(finding.id, 1)
            put_line(page, finding, indent, before=f"in {count} maps: " if count > 1 else "")
    for same in folded.values():
        if len(same) < LEAST_FOLDED:
            for finding in same:
                put_line(page, finding, indent)
        else:
            put_folded(page, same, indent)


def by_principle(findings: Iterable[Finding], titles: dict[str, str]) -> list[tuple[str, tuple[Finding, ...]]]:
    """Findings under the title of their first principle, in the order of the framework, soundness first."""
    order = {None: -1} | {name: number for number, name in enumerate(titles)}

    def key(finding: Finding) -> str | None:
        return finding.principles[0] if finding.principles else None

    placed = sorted(findings, key=lambda finding: order.get(key(finding), len(order)))
    return [
        (UNSOUND if name is None else titles.get(name, name), tuple(group)) for name, group in groupby(placed, key=key)
    ]


def _put_national(page: Page, findings: Sequence[Finding]) -> None:
    """What no local forum can mend, each once however many maps it shows in."""
    if not findings:
        return
    page.heading("For the national services (no forum's own; these never fail a run)")
    maps: dict[str, int] = {}
    once: dict[str, Finding] = {}
    for finding in findings:
        maps[finding.id] = maps.get(finding.id, 0) + 1
        once.setdefault(finding.id, finding)
    _put_lines(page, tuple(once.values()), maps, indent=2)


# --- questions, faults, the end -----------------------------------------------------------------------------


def _put_questions(page: Page, report: Report) -> None:
    questions = report.questions
    if not questions:
        return
    titles = {principle.id: principle.title for principle in report.principles}
    once = [question for question, _ in distinct(questions)]
    opening = "1 question is open" if len(once) == 1 else f"{len(once):,} questions are open"
    telling = [question for question in once if question.settles.situations][:MOST_QUESTIONS]
    if telling:
        answers = "this answer" if len(telling) == 1 else f"these {len(telling)} answers"
        page.heading(f"{opening}; {answers} would settle most")
        for question in telling:
            put_question(page, question, titles)
    elif any(not question.settles.weighed for question in once):
        page.heading(f"{opening}; what each would settle is not worked out, for the map is too large to be asked again")
    else:
        page.heading(f"{opening}; as far as can be told, none alone changes what happens to people now")
    if len(telling) < len(once):
        page.line(("All of them: pathkit questions", "quiet"), indent=2)


def _put_faults(page: Page, report: Report) -> None:
    found = faults(report)
    if not found:
        return
    page.heading(FAULT)
    for fault in found:
        page.line((f"{page.signs['error']} ", "error"), f"{fault.name}: {fault.why}", indent=2, hang=2)
    page.line(ABOUT_FAULT, indent=2)


def rules_not_run(report: Report) -> str:
    """ "every rule run", or how many were not, and why."""
    reasons: dict[str, dict[str, None]] = {}
    for checked in report.maps:
        for one in checked.rules_not_run:
            reasons.setdefault("crashed" if one.crashed else one.why, {}).setdefault(one.rule)
    if not reasons:
        ran = any(checked.rules_run for checked in report.maps)
        return "every rule run" if ran else "no rule run"
    told = []
    for why, names in sorted(reasons.items()):
        some = ", ".join(sorted(names)) if len(names) <= MOST_RULES_NAMED else f"{len(names)} rules"
        told.append(f"{some} ({why})")
    return f"not run: {'; '.join(told)}"
