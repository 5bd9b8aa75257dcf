"""What SARIF is told of pathkit itself: its rules as they are documented, and what can keep one from being asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pathkit import __version__
from pathkit.output.json import Object
from pathkit.output.platforms import OPEN_QUESTION
from pathkit.output.words import ABOUT_FAULT
from pathkit.rules import all_rules

if TYPE_CHECKING:
    from pathkit.rules import Rule

LONGEST = 1024
"""The longest description of a rule that GitHub takes."""

NOTICES = {
    "rule-crashed": (
        "There was a fault in pathkit.",
        ABOUT_FAULT,
    ),
    "map-not-checked": ("A map could not be checked.", "Nothing is known of it: the message says why, and what to do."),
    "rule-not-asked": (
        "A rule was not asked.",
        "The settings, the profile, an option or the size of the map left it out.",
    ),
}
"""Why a rule or a map may have come to nothing: what that is, and what it means."""


def driver(with_questions: bool) -> Object:
    """What a run says of pathkit; the rule for open questions only where there is a result of it."""
    return {
        "name": "pathkit",
        "version": __version__,
        "semanticVersion": __version__,
        "language": "en-GB",
        "shortDescription": {"text": "Checks maps of local distress pathways."},
        "rules": [*map(_descriptor, all_rules()), *([_QUESTION] if with_questions else [])],
        "notifications": [
            {
                "id": sort,
                "name": _pascal(sort),
                "shortDescription": {"text": what},
                "fullDescription": {"text": meaning},
                "help": {"text": f"{what} {meaning}"},
            }
            for sort, (what, meaning) in NOTICES.items()
        ],
    }


def _descriptor(rule: Rule) -> Object:
    return {
        "id": rule.name,
        "name": _pascal(rule.name),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": _shortened(_one_line(rule.documentation.finds))},
        "help": {"text": _help(rule), "markdown": _help_in_markdown(rule)},
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"tags": list(rule.principles) or ["soundness"]},
    }


_QUESTION: Object = {
    "id": OPEN_QUESTION,
    "name": "OpenQuestion",
    "shortDescription": {"text": "A fact that matters is not written down."},
    "fullDescription": {"text": "Under the profile assured, each open question counts as a warning."},
    "help": {"text": "Ask whoever can answer, and write the answer into the map. `pathkit questions` lists all."},
    "defaultConfiguration": {"level": "warning"},
    "properties": {"tags": ["questions"]},
}


def _pascal(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("-"))


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"


def _sections(rule: Rule) -> Iterator[tuple[str, str]]:
    documentation = rule.documentation
    yield "What it finds", documentation.finds
    yield "Why it matters", documentation.why
    yield "How to put it right", documentation.remedy
    yield "When a forum may live with it", documentation.live_with


def _help(rule: Rule) -> str:
    parts = [f"{heading}\n{_paragraphs(words)}" for heading, words in _sections(rule) if words]
    return "\n\n".join([rule.summary, *parts])


def _paragraphs(words: str) -> str:
    return "\n\n".join(_one_line(part) for part in words.split("\n\n"))


def _help_in_markdown(rule: Rule) -> str:
    """What the rule's own file says of it, with its examples. (It is ours, and Markdown as it stands.)"""
    parts = [f"# {rule.name}", rule.summary]
    for heading, words in _sections(rule):
        parts += [f"## {heading}", words] if words else []
    for example in rule.documentation.examples:
        parts += [f"## A {'bad' if example.bad else 'good'} example", f"```yaml\n{example.text.rstrip()}\n```"]
    return "\n\n".join(parts)
