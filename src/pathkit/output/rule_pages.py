"""The documentation of the rules as Markdown: a page for each rule, and an index by principle.

All of it comes from the rules' own files. Their examples are checked here as they stand, so a page shows what
`pathkit check` really says of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pathkit.check.report import SEVERITIES, Finding
from pathkit.check.run import Request, check_map
from pathkit.check.settings import Settings
from pathkit.check.summary import problem_findings
from pathkit.maps import Map, load_map
from pathkit.output.page import SIGNS
from pathkit.output.rules import defaults, flow
from pathkit.output.text import SOUND
from pathkit.output.words import REMEDY, capital, date_in_words, listed

if TYPE_CHECKING:
    from pathkit.frameworks import Framework, Principle
    from pathkit.rules import Example, Rule

INDEX = "README.md"
PICTURES = "pictures"
EXAMPLE = "eastglen.pathway.yaml"
"""What the file of an example is called. (The ids of what is wrong with a file hold its name.)"""

_SEVERITIES = {
    "error": "people come to harm or are left with nothing, or the map cannot be relied on",
    "warning": "the forum should look at it",
    "note": "advice",
}


@dataclass(frozen=True)
class Picture:
    """A drawing of a map, and what can be seen in it in words."""

    svg: str
    words: str


class WrongExample(ValueError):
    """An example does not lead to the findings that it names: no page can be made that is true."""

    def __init__(self, rule: str, named: Sequence[str], found: Sequence[str]) -> None:
        told = (", ".join(ids) or "nothing" for ids in (named, found))
        super().__init__("An example of {} names {} and leads to {}.".format(rule, *told))


Draw = Callable[[Map, str, Sequence[Finding]], Picture]
"""Draws a map under a title, with findings marked."""


def rule_pages(rules: Sequence[Rule], framework: Framework, on: date, draw: Draw) -> dict[str, str]:
    """Every file of the documentation: its path in the folder, with `/`, and what stands in it.

    The examples are checked on the day `on`, under the fullest profile.
    """
    files = {INDEX: _index(rules, framework, on)}
    for rule in rules:
        shown = list(_shown(rule, on, draw))
        files[page_of(rule)] = _page(rule, framework, on, shown)
        files |= {one.path: one.picture.svg for one in shown if one.picture is not None}
    return files


def page_of(rule: Rule) -> str:
    """The file in which a rule's page stands."""
    return f"{rule.name}.md"


# --- examples ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Shown:
    """An example as its page shows it. There is no picture of what cannot be read, or of a map without services."""

    heading: str
    example: Example
    path: str
    readable: bool
    picture: Picture | None
    findings: tuple[Finding, ...]


def _shown(rule: Rule, on: date, draw: Draw) -> Iterator[_Shown]:
    examples = rule.documentation.examples
    for bad in (True, False):
        alike = [example for example in examples if example.bad is bad]
        word = "bad" if bad else "good"
        for number, example in enumerate(alike, 1):
            heading = f"A {word} example" if len(alike) == 1 else f"{capital(word)} example {number}"
            map_, found = _checked(rule, example, on)
            picture = None
            if map_ is not None and map_.services:
                picture = draw(map_, f"{rule.name}: {heading[0].lower()}{heading[1:]}", found)
            yield _Shown(
                heading, example, f"{PICTURES}/{rule.name}-{word}-{number}.svg", map_ is not None, picture, found
            )


def _checked(rule: Rule, example: Example, on: date) -> tuple[Map | None, tuple[Finding, ...]]:
    """An example's map, if it can be read, and what the rule finds in it."""
    with TemporaryDirectory() as folder:
        path = Path(folder, EXAMPLE)
        path.write_text(example.text, encoding="utf-8")
        map_ = load_map(path).map
        checked = check_map(str(path), Request(on, "assured"), Settings())
    found = (*problem_findings(checked), *checked.findings)
    found = tuple(finding for finding in found if finding.rule == rule.name)
    if {finding.id for finding in found} != set(example.ids):
        raise WrongExample(rule.name, example.ids, [finding.id for finding in found])
    return map_, found


# --- a rule's page ----------------------------------------------------------------------------------------


def _page(rule: Rule, framework: Framework, on: date, shown: Iterable[_Shown]) -> str:
    told = rule.documentation
    parts = [f"# {rule.name}", rule.summary, _facts(rule, framework)]
    for heading, text in (
        ("What it finds", told.finds),
        ("Why it matters", told.why),
        ("How to put it right", told.remedy),
        ("When a forum may live with it", told.live_with),
    ):
        parts += [f"## {heading}", text]
    if rule.settings:
        parts += ["## Settings", *_settings(rule, framework)]
    for one in shown:
        parts += [f"## {one.heading}", *_example(rule, one, on)]
    source = f"../../src/pathkit/rules/{rule.name.replace('-', '_')}.py"
    parts += ["---", f"[All rules]({INDEX}) · This page is made from [the rule's own file]({source})."]
    return "\n\n".join(parts) + "\n"


def _facts(rule: Rule, framework: Framework) -> str:
    titles = [f"[{framework.principles[name].title}]({INDEX}#{name})" for name in rule.principles]
    rows = {
        "Severity": _severity(rule.severity),
        "Principles" if len(titles) > 1 else "Principle": listed(titles) or f"none: [{SOUND}]({INDEX}#{_sound_anchor})",
        "Asked": _asked(rule),
    }
    if rule.of_statements:
        rows["Reads"] = "only what the map states: it checks that something is written down, not what happens to people"
    return "\n".join(f"- **{name}**: {words}" for name, words in rows.items())


def _asked(rule: Rule) -> str:
    if rule.sound:
        return "always; it cannot be switched off by `--rule`, `--skip` or a profile, nor acknowledged"
    if rule.assured:
        return "in the profile `assured`"
    profiles = ["`draft`", "`agreed`", "`assured`"] if rule.severity == "error" else ["`agreed`", "`assured`"]
    return f"in the profiles {listed(profiles)}"


def _settings(rule: Rule, framework: Framework) -> Iterator[str]:
    standard, others = defaults(rule, framework)
    yield "In `pathkit.yaml`, with their defaults:"
    yield _fenced("yaml", f"rules:\n  {rule.name}: {{{flow(standard | others)}}}\n")
    if standard:
        yield f"These numbers are the framework's: {', '.join(standard.values())}."
    if any(value == 0 and not isinstance(value, bool) for value in others.values()):
        yield "0 stands for the framework's own number."


def _example(rule: Rule, one: _Shown, on: date) -> Iterator[str]:
    yield _fenced("yaml", one.example.text)
    if one.picture is not None:
        yield f"![{_alternative(one.picture.words)}]({one.path})"
    elif not one.readable:
        yield "This file cannot be read as a map, so there is nothing to draw."
    said = f"What `pathkit check` says of it on {date_in_words(on)}:"
    if one.example.bad:
        yield said
        yield "\n>\n".join(map(_said, one.findings))
    else:
        yield f"{said} nothing by this rule."


def _said(finding: Finding) -> str:
    remedy = f"\n>\n> {REMEDY}: {finding.remedy}" if finding.remedy else ""
    return f"> {_severity(finding.severity)}: {finding.message} `{finding.id}`{remedy}"


def _alternative(words: str) -> str:
    """Words for people who do not see a picture, as they may stand in Markdown's brackets."""
    return words.replace("[", "(").replace("]", ")")


# --- the index --------------------------------------------------------------------------------------------

_sound_anchor = SOUND.lower().replace(" ", "-")


def _index(rules: Sequence[Rule], framework: Framework, on: date) -> str:
    parts = [
        "# The rules",
        f"What `pathkit check` asks of a map, by the principles of the {framework.name} ({framework.source}). The "
        "principles are paraphrased here. A rule that serves several principles stands under each of them.",
        "\n".join(f"- {_severity(name)}: {words}" for name, words in _SEVERITIES.items()),
        "Each page has a bad and a good example, drawn. They are whole maps, but small: other rules may find "
        f"something in them too. What is said of them is what the check says on {date_in_words(on)}.",
        "The drawings show services with their hours and whom they are for, and the ways between them. What else a map "
        "states, such as agreements, what is shared, training and when facts were checked, they leave out.",
    ]
    for principle in framework.principles.values():
        parts += _of_principle(principle, [rule for rule in rules if principle.id in rule.principles])
    sound = [rule for rule in rules if not rule.principles]
    parts += [
        f"## {SOUND}",
        "These rules serve no one principle: they ask whether the map itself can be relied on.",
        _listing(sound),
        "---",
        "Made from [the rules' files](../../src/pathkit/rules) by `python docs/generate_rules.py`; "
        "[how to add a rule](../add-a-rule.md).",
    ]
    return "\n\n".join(parts) + "\n"


def _of_principle(principle: Principle, rules: Sequence[Rule]) -> Iterator[str]:
    yield f"## {principle.title}"
    yield principle.summary
    yield _listing(rules) if rules else "No rule asks about it yet, so a check says that it is not evidenced."
    if rules and all(rule.of_statements for rule in rules):
        yield "Whether it is kept, no map shows. These rules only read what is stated."


def _listing(rules: Iterable[Rule]) -> str:
    ordered = sorted(rules, key=lambda rule: (SEVERITIES.index(rule.severity), rule.name))
    rows = [(f"[{rule.name}]({page_of(rule)})", _severity(rule.severity), _told(rule)) for rule in ordered]
    return _table(("rule", "severity", "what it finds"), rows)


def _told(rule: Rule) -> str:
    remarks = ["reads only statements"] if rule.of_statements else []
    remarks += ["profile `assured` only"] if rule.assured else []
    return f"{rule.summary} ({', '.join(remarks)})" if remarks else rule.summary


# --- Markdown ---------------------------------------------------------------------------------------------


def _severity(severity: str) -> str:
    return f"{SIGNS[severity]} {severity}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines)


def _fenced(language: str, text: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```"
