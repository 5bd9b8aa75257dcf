"""The four exit codes, decided in one place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from output.made import KNOWN, MAP, checked, finding, invalid, question, report

from pathkit.check.exits import exit_code
from pathkit.check.report import RuleNotRun
from pathkit.check.summary import all_findings, problem_findings, summary
from pathkit.maps import Place, Problem

REOPENED = replace(KNOWN, reopened="it has grown")
WARNING = Problem("invalid-map", "Did you mean 24:00?", None, MAP, 3, 9, "  hours: 10:00-23:59", None, "warning")


def test_nothing_found_is_0() -> None:
    assert exit_code(report(checked())) == 0


@pytest.mark.parametrize(
    ("severity", "fail_on", "code"),
    [
        ("error", "error", 1),
        ("warning", "error", 0),
        ("note", "error", 0),
        ("error", "warning", 1),
        ("warning", "warning", 1),
        ("note", "warning", 0),
        ("note", "note", 1),
        ("error", "never", 0),
    ],
)
def test_a_finding_at_or_above_fail_on_is_1(severity: str, fail_on: str, code: int) -> None:
    found = report(checked((finding(severity=severity),)))
    assert exit_code(found, fail_on) == code
    own = tuple(replace(one, fail_on=fail_on) for one in found.maps)
    assert exit_code(replace(found, maps=own)) == code


def test_many_findings_are_still_1() -> None:
    many = tuple(finding(f"wrong-door@gp-{number}") for number in range(256))
    assert exit_code(report(checked(many))) == 1


def test_findings_of_national_services_never_fail_a_run() -> None:
    assert exit_code(report(checked((finding(library=True),))), "note") == 0


def test_acknowledged_findings_count_only_when_open_again() -> None:
    assert exit_code(report(checked((finding(acknowledgement=KNOWN),)))) == 0
    assert exit_code(report(checked((finding(acknowledgement=REOPENED),)))) == 1


def test_questions_count_in_the_profile_assured_alone() -> None:
    asked = report(checked((), (question(),)))
    assert exit_code(asked, "warning") == 0
    assured = report(replace(asked.maps[0], profile="assured"))
    assert exit_code(assured, "warning") == 1
    assert exit_code(assured, "error") == 0
    national = report(replace(assured.maps[0], questions=(replace(question(), library=True),)))
    assert exit_code(national, "warning") == 0


def test_each_map_fails_by_its_own_settings() -> None:
    """A folder that fails on warnings makes no other folder's errors count, which never fail theirs."""
    forgiving = replace(checked((finding(),)), fail_on="never")
    strict = replace(checked(()), path="b.pathway.yaml", fail_on="warning")
    assert exit_code(report(forgiving, strict)) == 0


@pytest.mark.parametrize("fail_on", ["error", "warning", "note", "never"])
def test_an_invalid_map_is_1_whatever_fail_on_says(fail_on: str) -> None:
    assert exit_code(report(invalid()), fail_on) == 1


def test_a_warning_of_the_reader_counts_as_a_warning() -> None:
    warned = report(checked(warnings=(WARNING,)))
    assert exit_code(warned, "error") == 0
    assert exit_code(warned, "warning") == 1


def test_a_warning_about_a_library_is_its_keepers() -> None:
    elsewhere = replace(WARNING, file="national/scotland.pathway.yaml")
    assert exit_code(report(checked(warnings=(elsewhere,))), "note") == 0


def test_a_map_that_could_not_be_asked_is_2_even_beside_others() -> None:
    refused = checked(path="b.pathway.yaml", checked=False, refused="b.pathway.yaml cannot be read.")
    assert exit_code(report(checked((finding(),)), refused), "never") == 2


@pytest.mark.parametrize("fail_on", ["error", "never"])
def test_a_crashed_rule_is_3_whatever_else_there_is(fail_on: str) -> None:
    crashed = checked((finding(),), rules_not_run=(RuleNotRun("long-wait", "a fault", crashed=True),))
    assert exit_code(report(crashed, invalid("b.pathway.yaml")), fail_on) == 3
    assert exit_code(report(checked(), crashes={"engine": "a fault"}), fail_on) == 3


def test_a_rule_that_was_left_out_is_no_fault() -> None:
    assert exit_code(report(checked(rules_not_run=(RuleNotRun("long-wait", "skipped"),)))) == 0


def test_the_summary_counts_each_finding_once() -> None:
    found = report(
        checked(
            (
                finding(),
                finding("long-wait@gp", severity="warning"),
                finding("closed-door@gp", severity="warning", acknowledgement=KNOWN),
                finding("wrong-door@samaritans", library=True),
            ),
            (question(),),
        ),
        invalid("b.pathway.yaml"),
    )
    numbers = summary(found)
    assert (numbers.error, numbers.warning, numbers.note) == (2, 1, 0)
    assert (numbers.acknowledged, numbers.due, numbers.library, numbers.questions) == (1, 1, 1, 1)
    assert numbers.situations == 51287040


def test_the_problems_of_a_file_are_findings_with_keys_of_their_own() -> None:
    broken = invalid("maps/b.pathway.yaml")
    twice = replace(broken, problems=broken.problems * 2)
    assert [one.id for one in problem_findings(twice)] == ["unknown-reference@b", "unknown-reference@b@2"]
    keys = [(one.map, one.id) for one in all_findings(report(twice, checked((finding(),))))]
    assert len(keys) == len(set(keys)) == 3
    assert problem_findings(twice)[0].places[0].place == Place("maps/b.pathway.yaml", 12, 15)
