"""A rule's page as Markdown, made from the rule itself: what an editor opens, without any network."""

from __future__ import annotations

from collections.abc import Iterator

from pathkit.frameworks import load_framework
from pathkit.output.rules import defaults, flow
from pathkit.output.text import SOUND
from pathkit.output.words import listed
from pathkit.rules import Rule, all_rules


def rule_called(name: str) -> Rule | None:
    """The rule of that name, if there is one."""
    return next((rule for rule in all_rules() if rule.name == name), None)


def rule_page(rule: Rule) -> str:
    """What the rule's file says of it, as `pathkit explain` does."""
    return "\n\n".join(_parts(rule)) + "\n"


def _parts(rule: Rule) -> Iterator[str]:
    framework = load_framework()
    titles = [framework.principles[name].title for name in rule.principles]
    yield f"# {rule.name}"
    yield rule.summary
    yield f"{listed(titles) or SOUND} · {rule.severity}"
    told = rule.documentation
    for heading, text in (
        ("What it finds", told.finds),
        ("Why it matters", told.why),
        ("How to put it right", told.remedy),
        ("When a forum may live with it", told.live_with),
    ):
        if text:
            yield f"## {heading}"
            yield text
    if rule.settings:
        standard, others = defaults(rule, framework)
        yield "## Settings, with their defaults (in `pathkit.yaml`)"
        yield _fenced(f"rules:\n  {rule.name}: {{{flow(standard | others)}}}")
    for example in told.examples:
        yield f"## A bad example: it leads to {', '.join(example.ids)}" if example.bad else "## A good example"
        yield _fenced(example.text)


def _fenced(text: str) -> str:
    return f"```yaml\n{text.rstrip()}\n```"
