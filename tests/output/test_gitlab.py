"""GitLab's Code Quality report: as its documentation describes it, and with every finding in it once."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from output.made import MAP, checked, finding, report
from output.platforms import CRASH, GOOD, LIBRARY, NATIONAL, REPORTS, SCHEMAS, any_report, here, of_files
from pathkit.check.report import Report
from pathkit.check.summary import all_findings
from pathkit.output.gitlab import as_gitlab
from pathkit.output.page import safe

VALIDATOR = jsonschema.Draft202012Validator(
    json.loads((SCHEMAS / "gitlab-code-quality.schema.json").read_text("utf-8"))
)


def issues_of(found: Report) -> list[dict[str, Any]]:
    """The issues of a report, which has been looked at."""
    issues: list[dict[str, Any]] = json.loads(as_gitlab(found, here()))
    VALIDATOR.validate(issues)
    prints = [one["fingerprint"] for one in issues]
    assert len(set(prints)) == len(prints), "GitLab drops the second of two with one fingerprint"
    return issues


def ids(issues: list[dict[str, Any]]) -> list[str]:
    """The ids of findings, which stand at the end of what is said."""
    return [found[1] for one in issues if (found := re.search(r" \((\S+@.*)\)$", one["description"]))]


def issue(found: Report, name: str) -> dict[str, Any]:
    """The issue of a finding."""
    (one,) = (one for one in issues_of(found) if one["description"].endswith(f" ({name})"))
    return one


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_reports_are_as_gitlab_s_documentation_says(name: str) -> None:
    issues_of(REPORTS[name])


@settings(max_examples=50, deadline=None)
@given(any_report())
def test_every_finding_is_there_once(found: Report) -> None:
    assert Counter(ids(issues_of(found))) == Counter(safe(one.id) for one in all_findings(found))


def test_what_is_wrong_with_files_is_there_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = of_files(tmp_path)
    issues = issues_of(found)
    assert Counter(ids(issues)) == Counter(safe(one.id) for one in all_findings(found))
    (broken,) = (one for one in issues if one["check_name"] == "invalid-yaml")
    assert (broken["severity"], broken["location"]["path"]) == ("blocker", "no-yaml.pathway.yaml")


def test_an_issue_says_what_is_wrong_where_and_what_to_do() -> None:
    one = issue(report(), "wrong-door@gp")
    assert one["description"].startswith("A person aged 16-17 with distress")
    assert "Remedy: Add a transfer to a service that is open then." in one["description"]
    assert one["check_name"] == "wrong-door"
    assert one["location"] == {"path": MAP, "lines": {"begin": 40}}


def test_a_finding_without_a_place_is_at_the_top_of_its_map() -> None:
    one = issue(report(checked((finding(places=()),))), "wrong-door@gp")
    assert one["location"] == {"path": MAP, "lines": {"begin": 1}}


def test_severities_are_those_of_gitlab_and_what_is_known_is_only_information() -> None:
    found = report(
        checked(
            (
                finding("wrong-door@a"),
                finding("wrong-door@b", severity="warning"),
                finding("wrong-door@c", severity="note"),
                LIBRARY,
            )
        )
    )
    told = {name: issue(found, f"wrong-door@{name}")["severity"] for name in ("a", "b", "c", "nhs24")}
    assert told == {"a": "critical", "b": "major", "c": "minor", "nhs24": "info"}
    assert issue(found, "wrong-door@nhs24")["location"]["path"] == NATIONAL
    known = issue(REPORTS["acknowledged"], "wrong-door@gp")
    assert known["severity"] == "info"
    assert "Known to the forum" in known["description"]
    again = issue(REPORTS["acknowledged"], "dead-end@gp")
    assert again["severity"] == "critical"
    assert "open again: its review date (2026-11-01) has passed." in again["description"]


def test_fingerprints_stay_when_lines_move(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    def told(text: str) -> tuple[set[str], set[int]]:
        issues = issues_of(of_files(tmp_path, {"eastglen.pathway.yaml": text}))
        return {one["fingerprint"] for one in issues}, {one["location"]["lines"]["begin"] for one in issues}

    before, moved = told(GOOD), told("# Three\n# more\n# lines\n" + GOOD)
    assert before[0] == moved[0]
    assert {line + 3 for line in before[1]} == moved[1]


def test_a_finding_of_two_maps_is_two() -> None:
    assert sorted(one["location"]["path"] for one in issues_of(REPORTS["national"])) == [MAP, NATIONAL, NATIONAL]


def test_what_kept_a_check_from_being_made_is_an_issue() -> None:
    (crash, _) = issues_of(REPORTS["crashed"])
    assert (crash["severity"], crash["check_name"], crash["location"]["path"]) == ("blocker", "dead-end", MAP)
    assert crash["description"].startswith(f"dead-end: {CRASH}. What this would have found is missing.")
    (refused,) = issues_of(REPORTS["refused"])
    assert (refused["severity"], refused["description"]) == ("blocker", f"{MAP} cannot be read: Permission denied.")
    assert "blocker" in {one["severity"] for one in issues_of(REPORTS["crashed elsewhere"])}
    assert [one["check_name"] for one in issues_of(REPORTS["all crashed"])] == ["everything"]


def test_nothing_found_is_an_empty_list() -> None:
    assert as_gitlab(report(checked()), here()) == "[]\n"


def test_an_open_question_that_fails_a_run_is_an_issue() -> None:
    one = issue(REPORTS["assured"], "open-question@holidays@gp")
    assert (one["severity"], one["check_name"]) == ("major", "open-question")
    assert not [name for name in ids(issues_of(REPORTS["one finding"])) if name.startswith("open-question")]


def test_the_text_is_plain_ascii_and_holds_nothing_that_does_not_print() -> None:
    assert as_gitlab(REPORTS["hostile"], here()).isascii()
    for one in issues_of(REPORTS["hostile"]):
        assert one["description"].isprintable() and one["location"]["path"].isprintable()
        assert "\ud800" not in one["description"]


def test_the_same_report_gives_the_same_text() -> None:
    assert as_gitlab(REPORTS["hostile"], here()) == as_gitlab(REPORTS["hostile"], here())
