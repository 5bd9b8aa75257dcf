"""The list of rules, and what one of them is about, in text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pathkit.check.report import SEVERITIES
from pathkit.output.page import Page
from pathkit.output.text import SOUND
from pathkit.times.durations import duration_in_words

if TYPE_CHECKING:
    from pathkit.frameworks import Framework
    from pathkit.rules import Rule


ROOM_FOR_SUMMARY = 60
"""Summaries stand beside the names where there are so many columns for them; else below."""


def by_principle(rules: Iterable[Rule], framework: Framework) -> list[tuple[str | None, str, tuple[Rule, ...]]]:
    """Principle ids (None: soundness) with their titles and rules, gravest rules first.

    A rule stands under the first of its principles.
    """
    titles: dict[str | None, str] = {None: SOUND} | {
        name: principle.title for name, principle in framework.principles.items()
    }
    groups: dict[str | None, list[Rule]] = {name: [] for name in titles}
    for rule in rules:
        groups.setdefault(rule.principles[0] if rule.principles else None, []).append(rule)
    return [
        (
            name,
            titles.get(name, name or ""),
            tuple(sorted(found, key=lambda rule: (SEVERITIES.index(rule.severity), rule.name))),
        )
        for name, found in groups.items()
        if found
    ]


def put_rules(page: Page, rules: Sequence[Rule], framework: Framework) -> None:
    """Every rule by principle: how grave, its name, what it finds."""
    wide = max((len(rule.name) for rule in rules), default=0)
    for _, title, found in by_principle(rules, framework):
        page.heading(title)
        for rule in found:
            marked = " (assured)" if rule.assured else ""
            sign = (f"{page.signs[rule.severity]} {rule.severity:<8}", rule.severity)
            if page.width >= wide + ROOM_FOR_SUMMARY:
                name = (rule.name.ljust(wide + 2), "id")
                page.line(sign, name, rule.summary + marked, indent=2, hang=wide + 12)
            else:
                page.unbroken(sign, (rule.name, "id"), indent=2)
                page.line(rule.summary + marked, indent=12)
    page.blank()
    page.line(
        (
            f"{len(rules)} rules. "
            + ("Those marked (assured) run in the profile of that name only. " if any(r.assured for r in rules) else "")
            + "More on each: pathkit explain RULE",
            "quiet",
        )
    )


def put_rule(page: Page, rule: Rule, framework: Framework) -> None:
    """Everything that a rule's file says of it."""
    titles = [framework.principles[name].title for name in rule.principles]
    page.line((rule.name, "id"), f"  {', '.join(titles) or SOUND} · ", (rule.severity, rule.severity))
    page.line(rule.summary)
    told = rule.documentation
    for heading, text in (
        ("What it finds", told.finds),
        ("Why it matters", told.why),
        ("How to put it right", told.remedy),
        ("When a forum may live with it", told.live_with),
    ):
        if text:
            page.heading(heading)
            page.paragraphs(text, indent=2)
    if rule.settings:
        page.heading("Settings, with their defaults (in pathkit.yaml)")
        page.unbroken("rules:", indent=2)
        standard, others = defaults(rule, framework)
        page.unbroken(f"{rule.name}: {{{flow(standard | others)}}}", indent=4)
        if standard:
            page.line(f"These are the framework's: {', '.join(standard.values())}.", indent=2)
    for example in told.examples:
        page.heading(f"A bad example: it leads to {', '.join(example.ids)}" if example.bad else "A good example")
        for line in textwrap.indent(example.text.rstrip(), "    ").splitlines():
            page.unbroken(line)


def defaults(rule: Rule, framework: Framework) -> tuple[dict[str, str], dict[str, Any]]:
    """The settings of a rule with their defaults: those that are the framework's own numbers, and the others.

    0 where the framework has a number of its own means that one.
    """
    own = {key: framework.waits.get(key.replace("_", "-")) for key, value in rule.settings.items() if value == 0}
    standard = {key.replace("_", "-"): _duration(minutes) for key, minutes in own.items() if minutes}
    return standard, {key: value for key, value in rule.settings.items() if not own.get(key)}


def _duration(minutes: int) -> str:
    """Hours up to a day, as standards are written ("24 h"); longer in days."""
    return f"{minutes // 60} h" if minutes <= 1440 and minutes % 60 == 0 else duration_in_words(minutes)


def flow(settings: Mapping[str, Any]) -> str:
    """Settings as they stand between braces in `pathkit.yaml`."""
    return ", ".join(f"{key}: {_value(value)}" for key, value in settings.items())


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{{{flow(value)}}}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(str, value))}]"
    return str(value)


def rule_object(rule: Rule) -> dict[str, Any]:
    """A rule as plain values, for JSON."""
    told = rule.documentation
    return {
        "name": rule.name,
        "principles": list(rule.principles),
        "severity": rule.severity,
        "assured": rule.assured,
        "soundness": rule.sound,
        "summary": rule.summary,
        "finds": told.finds,
        "why": told.why,
        "remedy": told.remedy,
        "live_with": told.live_with,
        "settings": dict(rule.settings),
        "examples": [{"map": one.text, "findings": list(one.ids)} for one in told.examples],
    }
