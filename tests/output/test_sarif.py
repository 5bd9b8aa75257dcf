"""SARIF: valid, whole, and such that GitHub's code scanning makes of it what it should."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from output.made import JOURNEY, KNOWN, MAP, ON, checked, finding, report
from output.platforms import (
    CRASH,
    EXAMPLES,
    FILES,
    GOOD,
    HOSTILE,
    INVALID,
    LIBRARY,
    NATIONAL,
    PLACES,
    REPORTS,
    SCHEMAS,
    any_report,
    here,
    keys,
    of_files,
)
from pathkit.check import check_paths
from pathkit.check.report import Report, RuleNotRun
from pathkit.check.summary import all_findings
from pathkit.output.markdown import JOINER
from pathkit.output.repository import Repository
from pathkit.output.sarif import as_sarif
from pathkit.rules import all_rules

SCHEMA = json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft4Validator(SCHEMA)
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
LONG = 1024


def run_of(found: Report, repository: Repository | None = None) -> dict[str, Any]:
    """The one run of a log, which has been looked at."""
    log = json.loads(as_sarif(found, repository or here()))
    error = jsonschema.exceptions.best_match(VALIDATOR.iter_errors(log))
    assert error is None, error
    assert len(log["runs"]) == 1
    run: dict[str, Any] = log["runs"][0]
    return run


def results_of(found: Report, repository: Repository | None = None) -> dict[str, dict[str, Any]]:
    """Results by the ids of their findings."""
    return {one["properties"]["id"]: one for one in run_of(found, repository)["results"]}


def held(node: Any, key: str) -> list[Any]:
    """Everything that is called so, anywhere in a node."""
    if isinstance(node, list):
        return [found for one in node for found in held(one, key)]
    if not isinstance(node, dict):
        return []
    return [*([node[key]] if key in node else []), *(found for one in node.values() for found in held(one, key))]


# --- valid, and whole


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_reports_are_as_the_standard_says(name: str) -> None:
    run = run_of(REPORTS[name])
    # What the errata add to the schema: a region says where it begins.
    assert all(region["startLine"] >= 1 for region in held(run, "region"))
    # What no schema can say.
    rules = run["tool"]["driver"]["rules"]
    for one in run["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
        assert one["locations"] and one["message"]["text"]
    for notice in held(run, "toolExecutionNotifications")[0] + held(run, "toolConfigurationNotifications")[0]:
        at = notice["descriptor"]
        assert run["tool"]["driver"]["notifications"][at["index"]]["id"] == at["id"]


@settings(max_examples=25, deadline=None)
@given(any_report())
def test_every_finding_is_there_once(found: Report) -> None:
    run = run_of(found)
    told = [(one["properties"]["map"], one["properties"]["id"]) for one in run["results"]]
    assert sorted(told) == sorted(keys(all_findings(found)).elements())
    prints = [one["partialFingerprints"]["pathkitFinding/v1"] for one in run["results"]]
    assert len(set(prints)) == len(prints)


def test_what_is_wrong_with_files_is_there_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = of_files(tmp_path)
    told = [(one["properties"]["map"], one["properties"]["id"]) for one in run_of(found)["results"]]
    assert sorted(told) == sorted(keys(all_findings(found)).elements())
    assert ("no-yaml.pathway.yaml", "invalid-yaml@no-yaml") in told


def test_the_same_report_gives_the_same_text() -> None:
    assert as_sarif(REPORTS["hostile"], here()) == as_sarif(REPORTS["hostile"], here())


def test_it_says_what_the_run_was_to_fail_on() -> None:
    assert run_of(report())["properties"]["failOn"] == "error"
    stated = json.loads(as_sarif(report(), here(), "never"))
    assert stated["runs"][0]["properties"]["failOn"] == "never"


# --- what a result says


def test_a_result_names_its_rule_its_place_and_its_remedy() -> None:
    result = results_of(report())["wrong-door@gp"]
    assert (result["ruleId"], result["level"]) == ("wrong-door", "error")
    lines = result["message"]["text"].split("\n")
    assert lines[0].startswith("A person aged 16-17 with distress")
    assert lines[1:] == [
        "Remedy: Add a transfer to a service that is open then.",
        "Id: wrong-door@gp",
    ]
    assert "- The duty team is shut." in result["message"]["markdown"]
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": MAP, "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 40, "startColumn": 3},
            },
            "message": {"text": "this door"},
        }
    ]
    assert result["properties"]["extent"]["hours_per_week"] == 128.0


def test_further_places_are_linked() -> None:
    result = results_of(report(checked((finding(places=PLACES),))))["wrong-door@gp"]
    links = re.findall(r"\[([^]]*)\]\((\d+)\)", result["message"]["text"])
    assert links == [("the transfer that is shut", "1"), ("this service", "2")]
    places = {one["id"]: one["physicalLocation"] for one in result["relatedLocations"]}
    assert places[1]["region"]["startLine"] == 88
    assert places[2]["artifactLocation"]["uri"] == NATIONAL
    assert len(result["locations"]) == 1


def test_a_finding_without_a_place_is_at_its_map() -> None:
    result = results_of(report(checked((finding(places=()),))))["wrong-door@gp"]
    assert result["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": MAP, "uriBaseId": "%SRCROOT%"}}},
    ]


def test_what_cannot_fail_a_run_is_a_note_and_says_how_grave_it_is() -> None:
    known = results_of(REPORTS["acknowledged"])
    assert known["wrong-door@gp"]["level"] == "note"
    assert known["wrong-door@gp"]["properties"]["severity"] == "error"
    assert "Known to the forum" in known["wrong-door@gp"]["message"]["text"]
    assert known["dead-end@gp"]["level"] == "error"
    national = results_of(report(checked((LIBRARY,))))["wrong-door@nhs24"]
    assert (national["level"], national["properties"]["library"]) == ("note", True)
    assert "For the national services" in national["message"]["text"]


def test_acknowledgements_are_suppressions_unless_the_finding_is_open_again() -> None:
    known = results_of(REPORTS["acknowledged"])
    (suppression,) = known["wrong-door@gp"]["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("inSource", "accepted")
    for word in (KNOWN.reason, KNOWN.meanwhile, KNOWN.owner, "4 May 2026", "30 Nov 2026"):
        assert word in suppression["justification"]
    again = known["dead-end@gp"]
    assert again["suppressions"] == []
    assert again["properties"]["acknowledgement"]["reopened"] == "its review date (2026-11-01) has passed"
    assert "open again: its review date (2026-11-01) has passed." in again["message"]["text"]
    # Either all results say whether they are suppressed, or none may.
    assert all("suppressions" in one for one in run_of(REPORTS["national"])["results"])


def test_the_journey_is_a_flow_that_ends_with_its_ending() -> None:
    steps = (replace(JOURNEY.steps[0], file=MAP), replace(JOURNEY.steps[1], file=NATIONAL))
    found = report(checked((finding(journey=replace(JOURNEY, steps=steps)),)))
    (flow,) = results_of(found)["wrong-door@gp"]["codeFlows"]
    (thread,) = flow["threadFlows"]
    told = [
        (
            one["executionOrder"],
            one["location"]["physicalLocation"]["artifactLocation"]["uri"],
            one["location"]["physicalLocation"]["region"]["startLine"],
            one["location"]["message"]["text"],
        )
        for one in thread["locations"]
    ]
    assert told == [
        (1, MAP, 40, "Turns to Eastglen GP"),
        (2, NATIONAL, 88, "Referred to the duty team, which next takes new people at 09:00"),
        (3, NATIONAL, 88, "The duty team supports them from Tue 24 Nov 2026, 09:30."),
    ]
    assert flow["message"]["text"] == "A 16-year-old, distress, routine, who is intoxicated."


def test_a_journey_through_a_library_names_the_library_s_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    library = """\
organisations:
  nhs-24: {name: NHS 24, sector: national}
services:
  line: {name: National line, provider: nhs-24, kind: helpline, hours: 24/7}
  desk: {name: National desk, provider: nhs-24, kind: crisis-team, hours: 24/7, responds_within: 3 days,
         supports: {excludes: []}, offers: [assessment]}
transfers:
  - {from: line, to: desk, by: referral}
"""
    own = """\
uses: [national.pathway.yaml]
area: {id: eastglen, name: Eastglen, calendar: none}
people: {ages: 18+, needs: [distress]}
organisations:
  practices: {name: Eastglen practices, sector: health}
services:
  gp: {name: Eastglen practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
transfers:
  - {from: gp, to: line, by: call-transfer}
"""
    found = of_files(tmp_path, {"national.pathway.yaml": library, "eastglen.pathway.yaml": own})
    flow = results_of(found)["long-wait@gp"]["codeFlows"][0]["threadFlows"][0]["locations"]
    text = {"national.pathway.yaml": library.splitlines(), "eastglen.pathway.yaml": own.splitlines()}
    lines = []
    for one in flow:
        at = one["location"]["physicalLocation"]
        lines.append(text[at["artifactLocation"]["uri"]][at["region"]["startLine"] - 1].strip(" -{").split(",")[0])
    assert lines == ["gp: {name: Eastglen practice", "from: gp", "from: line", "from: line"]


# --- what stays the same from run to run


def test_fingerprints_stay_when_lines_move(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = results_of(of_files(tmp_path, {"eastglen.pathway.yaml": GOOD}))
    moved = results_of(of_files(tmp_path, {"eastglen.pathway.yaml": "# Five\n# lines\n# more\n#\n#\n" + GOOD}))
    assert before.keys() == moved.keys()
    for name, result in before.items():
        assert result["partialFingerprints"] == moved[name]["partialFingerprints"]
        assert result["locations"] != moved[name]["locations"]


def test_fingerprints_and_paths_are_from_the_top_of_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step of a workflow may work in a folder of the repository, and name a map in whatever way."""
    (tmp_path / "maps").mkdir()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    of_files(tmp_path, {"maps/eastglen.pathway.yaml": GOOD})
    told = set()
    for folder, name in (
        (".", "maps/eastglen.pathway.yaml"),
        ("maps", "eastglen.pathway.yaml"),
        ("elsewhere", "../maps/eastglen.pathway.yaml"),
        (".", str(tmp_path / "maps/eastglen.pathway.yaml")),
        (".", "./elsewhere/../maps/./eastglen.pathway.yaml"),
    ):
        monkeypatch.chdir(tmp_path / folder)
        moved = finding(map=name, places=(replace(PLACES[0], place=PLACES[0].place._replace(file=name)),))
        top = Repository(tmp_path, Path.cwd())
        result = results_of(report(checked((moved,), path=name)), top)["wrong-door@gp"]
        told.add(
            (
                json.dumps(result["partialFingerprints"]),
                result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            )
        )
    assert {uri for _, uri in told} == {"maps/eastglen.pathway.yaml"}
    assert len(told) == 1


def test_a_map_outside_the_repository_is_named_by_its_whole_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    found = report(checked((finding(map="../a b.pathway.yaml", places=()),), path="../a b.pathway.yaml"))
    (location,) = results_of(found)["wrong-door@gp"]["locations"]
    artifact = location["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": (tmp_path / "a b.pathway.yaml").as_uri()}


def test_two_findings_of_a_rule_at_one_line_stay_two_on_github() -> None:
    """GitHub tells results apart by the rule and `primaryLocationLineHash`."""
    found = report(checked((finding("not-stated@gp"), finding("not-stated@gp@hours"))))
    hashes = {one["partialFingerprints"]["primaryLocationLineHash"] for one in results_of(found).values()}
    assert len(hashes) == 2


# --- places in files


def test_uris_lead_back_to_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    artifacts = run_of(of_files(tmp_path))["artifacts"]
    uris = [one["location"]["uri"] for one in artifacts]
    assert {unquote(uri) for uri in uris} == set(FILES)
    assert all(re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri) for uri in uris)


def test_columns_count_characters_and_lines_end_where_yaml_ends_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = INVALID.replace("organisations:", "# one\u2028# two\u0085# three\r# four\r\n# five\norganisations:")
    Path("invalid.pathway.yaml").write_bytes(text.encode("utf-8"))
    run = run_of(check_paths(["invalid.pathway.yaml"], date=ON))
    assert run["columnKind"] == "unicodeCodePoints"
    (region,) = (
        one["locations"][0]["physicalLocation"]["region"]
        for one in run["results"]
        if "nobody" in one["message"]["text"]
    )
    lines = re.split("|".join(map(re.escape, run["newlineSequences"])), text)
    line = lines[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 :].startswith("nobody")
    assert "\U0001f600\U0001f600" in line[: region["startColumn"] - 1]


# --- rules


def test_every_rule_brings_its_documentation() -> None:
    rules = run_of(report(checked()))["tool"]["driver"]["rules"]
    assert [one["id"] for one in rules] == [rule.name for rule in all_rules()]
    for one, rule in zip(rules, all_rules(), strict=True):
        assert re.fullmatch("([A-Z][a-z0-9]*)+", one["name"])
        assert one["name"].lower() == rule.name.replace("-", "")
        assert 0 < len(one["shortDescription"]["text"]) <= LONG
        assert 0 < len(one["fullDescription"]["text"]) <= LONG
        for text in (rule.documentation.finds, rule.documentation.why, rule.documentation.remedy):
            assert " ".join(text.split()) in " ".join(one["help"]["text"].split())
            assert text in one["help"]["markdown"]
        for example in rule.documentation.examples:
            assert example.text.rstrip() in one["help"]["markdown"]
        assert one["defaultConfiguration"]["level"] == rule.severity
        assert one["properties"]["tags"] == (list(rule.principles) or ["soundness"])
        assert len(one["properties"]["tags"]) <= 10


def test_the_tool_has_a_version_that_can_be_compared() -> None:
    driver = run_of(report())["tool"]["driver"]
    assert re.fullmatch(r"\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?", driver["semanticVersion"])


# --- what kept rules from being asked


def test_a_crash_is_no_success() -> None:
    (invocation,) = run_of(REPORTS["crashed"])["invocations"]
    assert invocation["executionSuccessful"] is False
    (notice,) = invocation["toolExecutionNotifications"]
    assert (notice["level"], notice["associatedRule"]["id"]) == ("error", "dead-end")
    assert notice["message"]["text"] == f"dead-end: {CRASH}."
    assert notice["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == MAP
    for name in ("all crashed", "crashed elsewhere"):
        assert run_of(REPORTS[name])["invocations"][0]["executionSuccessful"] is False


def test_a_map_that_could_not_be_checked_is_no_success() -> None:
    (invocation,) = run_of(REPORTS["refused"])["invocations"]
    assert invocation["executionSuccessful"] is False
    (notice,) = invocation["toolExecutionNotifications"]
    assert notice["message"]["text"] == f"{MAP} cannot be read: Permission denied."


def test_rules_that_were_not_asked_are_told_once_with_their_maps() -> None:
    off = (RuleNotRun("no-feedback", "switched off in the settings"),)
    found = report(checked(rules_not_run=off), checked(path="b.pathway.yaml", rules_not_run=off))
    (invocation,) = run_of(found)["invocations"]
    assert invocation["executionSuccessful"] is True
    assert invocation["toolExecutionNotifications"] == []
    (notice,) = invocation["toolConfigurationNotifications"]
    assert (notice["level"], notice["message"]["text"]) == ("note", "no-feedback: switched off in the settings.")
    assert len(notice["locations"]) == 2


def test_an_open_question_that_fails_a_run_is_a_result() -> None:
    results = results_of(REPORTS["assured"])
    assert {name for name in results if name.startswith("open-question")} == {
        "open-question@holidays@gp",
        "open-question@intake@gp",
    }
    result = results["open-question@holidays@gp"]
    assert result["level"] == "warning"
    assert "Is the GP practice open on public holidays?" in result["message"]["text"]
    assert not [name for name in results_of(REPORTS["one finding"]) if name.startswith("open-question")]


# --- hostile names


def strings(node: Any) -> list[str]:
    """Every text anywhere in a node."""
    if isinstance(node, str):
        return [node]
    if isinstance(node, dict):
        return [*node, *(text for one in node.values() for text in strings(one))]
    return [text for one in node for text in strings(one)] if isinstance(node, list) else []


@settings(max_examples=25, deadline=None)
@given(any_report())
def test_nothing_in_a_name_is_obeyed(found: Report) -> None:
    _has_no_foreign_markup(run_of(found))


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_nothing_in_a_made_report_is_obeyed(name: str) -> None:
    _has_no_foreign_markup(run_of(REPORTS[name]))


def test_nothing_in_a_file_is_obeyed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    _has_no_foreign_markup(run_of(of_files(tmp_path)))


def _has_no_foreign_markup(run: dict[str, Any]) -> None:
    for one in run["results"]:
        links = {str(place["id"]) for place in one.get("relatedLocations", ())}
        assert set(re.findall(r"\]\(([^)]*)\)", one["message"]["text"])) <= links
        tokens = READER.parse(one["message"]["markdown"])
        inline = [child for token in tokens for child in token.children or ()]
        assert {token.attrs["href"] for token in inline if token.type == "link_open"} <= links
        assert not [token.type for token in (*tokens, *inline) if "html" in token.type or token.type == "image"]
        for text in (*held(one, "text"), *held(one, "markdown")):
            assert not re.search(r"\{\d+\}", text)
    for text in strings([run["results"], run["artifacts"], run["invocations"]]):
        assert all(char.isprintable() or char in f"\n{JOINER}" for char in text), repr(text)


def test_the_text_is_plain_ascii() -> None:
    text = as_sarif(REPORTS["hostile"], here())
    assert text.isascii()
    assert not [char for char in text if ord(char) < 32 and char != "\n"]
    assert "ATTACHMENT" in HOSTILE and "ATTACHMENT" in text


def test_examples_are_as_the_standard_says() -> None:
    found = check_paths([EXAMPLES / "school-leaver-gap.pathway.yaml"], date=ON)
    assert results_of(found)["wrong-door@line"]["codeFlows"]
