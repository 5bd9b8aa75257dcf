"""A rule's file is its documentation: complete, readable, and true to the letter, because its examples run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pathkit.check.summary import all_findings
from pathkit.rules import Example, Rule, all_rules
from pathkit.rules.documentation import parse

from .checking import checked

RULES = all_rules()
EXAMPLES = [(rule, number, example) for rule in RULES for number, example in enumerate(rule.documentation.examples)]
BY_NAME = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@BY_NAME
def test_every_rule_is_documented_in_full(rule: Rule) -> None:
    told = rule.documentation
    assert told.summary and "\n" not in told.summary and told.summary.endswith("."), "one line says what it finds"
    for section in (told.finds, told.why, told.remedy, told.live_with, rule.remedy):
        assert section.rstrip().endswith("."), section


@BY_NAME
def test_every_rule_has_a_bad_and_a_good_example(rule: Rule) -> None:
    assert {example.bad for example in rule.documentation.examples} == {True, False}
    for example in rule.documentation.examples:
        for one in example.ids:
            assert one.startswith(f"{rule.name}@")


@BY_NAME
def test_why_a_rule_matters_names_the_source_of_its_principle(rule: Rule) -> None:
    """What serves a principle says where the principle stands; the soundness of a map needs no source."""
    if rule.principles:
        assert "Framework for Collaboration, section 5" in " ".join(rule.documentation.why.split())


@BY_NAME
def test_telephone_numbers_in_examples_are_fictitious(rule: Rule) -> None:
    for example in rule.documentation.examples:
        for number in re.findall(r"\b[01][0-9 ]{6,}\b", example.text):
            assert number.startswith("01632 960"), number


@pytest.mark.parametrize(
    ("rule", "example"),
    [
        pytest.param(rule, example, id=f"{rule.name}-{'bad' if example.bad else 'good'}-{number + 1}")
        for rule, number, example in EXAMPLES
    ],
)
def test_every_example_gives_exactly_the_findings_that_it_names(rule: Rule, example: Example, tmp_path: Path) -> None:
    report = checked(tmp_path, example.text)
    assert {one.id for one in all_findings(report) if one.rule == rule.name} == set(example.ids)


@pytest.mark.parametrize(
    ("rule", "example"),
    [
        pytest.param(rule, example, id=f"{rule.name}-{number + 1}")
        for rule, number, example in EXAMPLES
        if example.bad and rule.principles
    ],
)
def test_a_finding_is_one_sentence_with_nothing_left_to_fill_in(rule: Rule, example: Example, tmp_path: Path) -> None:
    for finding in all_findings(checked(tmp_path, example.text)):
        assert finding.message[0].isupper() and finding.message.endswith("."), finding.message
        assert not re.search(r"\{[a-z_]+\}", finding.message), finding.message


def test_the_sections_of_a_docstring_are_read() -> None:
    told = parse(
        "A summary.\n\nWhat it finds\nThis.\n\nThat.\n\nWhy it matters\nSo.\n\nHow to put it right\nDo.\n\n"
        "When a forum may live with it\nNever.\n\nBad: a-rule@x, a-rule@y@z\n    area: {id: x}\n    people: {}\n\n"
        "Good\n    area: {id: z}\n"
    )
    assert (told.summary, told.finds, told.why) == ("A summary.", "This.\n\nThat.", "So.")
    assert (told.remedy, told.live_with) == ("Do.", "Never.")
    assert told.examples == (
        Example("area: {id: x}\npeople: {}\n", ("a-rule@x", "a-rule@y@z")),
        Example("area: {id: z}\n", ()),
    )


def test_rules_are_found_by_walking_the_folder_in_order_of_name() -> None:
    names = [rule.name for rule in RULES]
    assert names == sorted(set(names))
    assert {"wrong-door", "invalid-yaml", "scenario-failed", "not-stated"} <= set(names)
