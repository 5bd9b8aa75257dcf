"""JUnit XML: valid, read back as it was meant, and failing where the run fails."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import xmlschema
from hypothesis import example, given, settings
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from output.made import MAP, checked, finding, invalid, report
from output.platforms import CRASH, LIBRARY, REPORTS, SCHEMAS, TOO_LARGE, any_report, here, of_files
from pathkit.check.exits import FINDINGS, OK, exit_code
from pathkit.check.report import Report
from pathkit.check.summary import all_findings
from pathkit.output.junit import as_junit
from pathkit.output.page import safe
from pathkit.rules import all_rules

SCHEMA = xmlschema.XMLSchema10(str(SCHEMAS / "junit-10.xsd"))


def read_back(text: str) -> JUnitXml:
    """The suites of a file, as a program reads them that knows nothing of pathkit."""
    read = JUnitXml.fromstring(text.encode("ascii"))
    assert isinstance(read, JUnitXml)
    return read


def suites_of(found: Report) -> dict[str, TestSuite]:
    """The suites of a report, which has been looked at, by the names of their maps."""
    text = as_junit(found, here())
    SCHEMA.validate(text)
    read = read_back(text)
    every = [case for suite in read for case in suite]
    counted(read, every)
    for suite in read:
        counted(suite, list(suite))
    assert all(suite.skipped == sum(end(case) == "Skipped" for case in suite) for suite in read)
    names = [(case.classname, case.name) for case in every]
    assert len(set(names)) == len(names), "GitLab drops the second of two tests with one name"
    return {suite.name: suite for suite in read}


def counted(one: JUnitXml | TestSuite, cases: list[TestCase]) -> None:
    """The numbers that stand there are those of the tests."""
    ends = Counter(end(case) for case in cases)
    assert (one.tests, one.failures, one.errors) == (len(cases), ends["Failure"], ends["Error"])


def end(case: TestCase) -> str:
    """What a test came to: `Failure`, `Error`, `Skipped` or nothing."""
    assert len(case.result) <= 1
    return type(case.result[0]).__name__ if case.result else ""


def cases_of(found: Report, of: str = MAP) -> dict[str, TestCase]:
    """The tests of one map."""
    return {case.name: case for case in suites_of(found)[of]}


def ids_told(found: Report) -> Counter[tuple[str, str]]:
    """Which ids are told of which maps: in what tests fail by, or in what they print."""
    told: Counter[tuple[str, str]] = Counter()
    for name, suite in suites_of(found).items():
        for case in suite:
            texts = [one.text or "" for one in case.result if not isinstance(one, Skipped)] + [case.system_out or ""]
            told.update((name, one) for text in texts for one in re.findall(r"^ *Id  +(.*)$", text, re.MULTILINE))
    return told


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_reports_are_as_the_schema_says(name: str) -> None:
    suites_of(REPORTS[name])


@settings(max_examples=40, deadline=None)
@given(any_report())
@example(REPORTS["several severities"])
@example(REPORTS["acknowledged"])
def test_every_finding_is_there_once(found: Report) -> None:
    assert ids_told(found) == Counter((one.map, one.id) for one in all_findings(found))


def test_what_is_wrong_with_files_is_there_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = of_files(tmp_path)
    assert ids_told(found) == Counter((safe(one.map), one.id) for one in all_findings(found))
    assert end(cases_of(found, "no-yaml.pathway.yaml")["invalid-yaml"]) == "Failure"


@settings(max_examples=40, deadline=None)
@given(any_report())
@example(REPORTS["invalid"])
@example(REPORTS["assured"])
def test_a_test_fails_where_the_run_does(found: Report) -> None:
    failures = sum(suite.failures for suite in suites_of(found).values())
    assert bool(failures) == {FINDINGS: True, OK: False}[exit_code(found)]


@pytest.mark.parametrize("fail_on", ["error", "warning", "note", "never"])
def test_what_fails_can_be_asked_for(fail_on: str) -> None:
    read = read_back(as_junit(REPORTS["several severities"], here(), fail_on))
    failed = {case.name for suite in read for case in suite if end(case) == "Failure"}
    graver = {"never": 0, "error": 1, "warning": 2, "note": 3}[fail_on]
    assert failed == set(("wrong-door", "long-wait", "not-stated")[:graver])


def test_a_failure_tells_the_finding_as_a_check_does() -> None:
    case = cases_of(report())["wrong-door"]
    (failure,) = case.result
    assert isinstance(failure, Failure)
    assert failure.type == "error"
    assert failure.message.startswith("A person aged 16-17 with distress")
    text = failure.text or ""
    for words in (
        f"Where     {MAP}:40  this door",
        "Because   The duty team is shut.",
        "A 16-year-old, distress, routine, who is intoxicated:",
        "The duty team supports them from Tue 24 Nov 2026, 09:30.",
        "Remedy    Add a transfer to a service that is open then.",
        "Id        wrong-door@gp",
    ):
        assert words in text, words


def test_several_findings_of_a_rule_are_one_failure_that_counts_them() -> None:
    found = report(checked((finding("wrong-door@a"), finding("wrong-door@b", severity="warning")), fail_on="warning"))
    (failure,) = cases_of(found)["wrong-door"].result
    assert failure.message.startswith("2 findings. The first: A person aged 16-17")
    assert failure.type == "error"


def test_what_fails_nothing_is_printed_by_a_test_that_passes() -> None:
    known = cases_of(REPORTS["acknowledged"])
    assert end(known["wrong-door"]) == ""
    assert (known["wrong-door"].system_out or "").startswith("Known to the forum (acknowledged):")
    assert end(known["dead-end"]) == "Failure"
    assert "Open again: its review date" in (known["dead-end"].result[0].text or "")
    national = cases_of(report(checked((LIBRARY,))))["wrong-door"]
    assert end(national) == ""
    assert (national.system_out or "").startswith("For the national services")
    lesser = cases_of(REPORTS["several severities"])["long-wait"]
    assert end(lesser) == ""
    assert (lesser.system_out or "").startswith("Found, and not grave enough to fail the run:")


def test_each_rule_is_one_test_and_silence_is_no_pass() -> None:
    cases = cases_of(report(checked()))
    assert set(cases) == {rule.name for rule in all_rules()}
    assert [name for name, case in cases.items() if not case.result and name not in _read()] == ["wrong-door"]
    assert cases["no-feedback"].result[0].message == "only in the profile assured"
    too_large = cases_of(REPORTS["crashed"])["left-out"]
    assert isinstance(too_large.result[0], Skipped)
    assert too_large.result[0].message == TOO_LARGE.why


def _read() -> set[str]:
    return {"invalid-yaml", "invalid-map", "unknown-reference", "duplicate-id"}


def test_an_invalid_map_fails_whatever_is_to_fail_the_run() -> None:
    cases = cases_of(report(invalid(fail_on="never")))
    assert end(cases["unknown-reference"]) == "Failure"
    assert end(cases["wrong-door"]) == "Skipped"
    assert "not valid" in cases["wrong-door"].result[0].message


def test_a_library_passes_as_far_as_it_was_asked() -> None:
    ends = {name: end(case) for name, case in cases_of(REPORTS["a library"]).items()}
    assert {name for name, one in ends.items() if one == ""} == _read()
    assert set(ends.values()) == {"", "Skipped"}


def test_what_kept_a_check_from_being_made_is_an_error() -> None:
    crashed = cases_of(REPORTS["crashed"])["dead-end"].result[0]
    assert isinstance(crashed, Error)
    assert (crashed.type, crashed.message) == ("crashed", CRASH)
    refused = cases_of(REPORTS["refused"])
    assert refused["can-be-checked"].result[0].message == f"{MAP} cannot be read: Permission denied."
    assert {end(case) for name, case in refused.items() if name != "can-be-checked"} == {"Skipped"}
    everything = cases_of(REPORTS["all crashed"])
    assert end(everything["everything"]) == "Error"
    assert {end(case) for name, case in everything.items() if name != "everything"} == {"Skipped"}
    assert end(cases_of(REPORTS["crashed elsewhere"], "pathkit")["pictures"]) == "Error"


def test_an_open_question_that_fails_a_run_is_a_test_that_does() -> None:
    found = report(*(one for one in REPORTS["assured"].maps), profile="assured")
    assert end(cases_of(found)["open-question"]) == ""
    read = read_back(as_junit(found, here(), "warning"))
    (case,) = (case for suite in read for case in suite if case.name == "open-question")
    assert end(case) == "Failure"
    assert "Is the GP practice open on public holidays?" in case.result[0].text
    assert "open-question" not in cases_of(REPORTS["one finding"])


def test_no_name_makes_a_ci_system_attach_a_file() -> None:
    text = as_junit(REPORTS["hostile"], here())
    assert "[[" not in text
    assert "[ [ATTACHMENT|/etc/passwd]]" in text


def test_the_text_is_plain_ascii_and_the_same_each_time() -> None:
    text = as_junit(REPORTS["hostile"], here())
    assert text.isascii()
    assert not [char for char in text if ord(char) < 32 and char != "\n"]
    assert text == as_junit(REPORTS["hostile"], here())
