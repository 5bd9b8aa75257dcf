"""What GitHub and GitLab are told to do works: each script is run as it stands there, in a real repository."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from .hosts import Host, checked_out, committed, git, pull_request, read_yaml, run_for
from .made import FROM, MAP, WORSE, change, starter

GITHUB = ".github/workflows/pathkit.yml"
GITLAB = ".gitlab-ci.yml"
BRANCH = "$(touch-broken)"
ANSWERED = ("hours: unknown", "hours: Wed 14:00-16:00\n    holidays: closed")
KNOWS, INSTALLS = "Know where pathkit is installed from", "Install pathkit"
COMPARES, UPLOADS = "Compare the maps with those before the change", 'Show the findings under "Security"'


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return starter(tmp_path_factory.mktemp("starter"))


@pytest.fixture
def proposed(tmp_path: Path) -> tuple[Path, str]:
    """A repository in which a change for the worse is proposed on a branch, and the commit before it."""
    folder = starter(tmp_path / "repository")
    before = committed(folder, "Begin")
    git(folder, "switch", "--quiet", "--create", BRANCH)
    change(folder / MAP, *WORSE)
    committed(folder, "The crisis team goes home at five")
    return folder, before


def scripts(steps: Any) -> Iterator[str]:
    """Every script in what was read of a file."""
    if isinstance(steps, dict):
        for key, value in steps.items():
            if key == "run":
                yield value
            yield from scripts(value)
    elif isinstance(steps, list):
        for value in steps:
            yield from scripts(value)


# --- the files


@pytest.mark.parametrize(("path", "schema"), [(GITHUB, "github-workflows"), (GITLAB, "gitlab-ci")])
def test_each_is_valid_by_the_schema_that_its_host_has_published(path: str, schema: str, files: Path) -> None:
    published = resources.files("check_jsonschema") / "builtin_schemas" / "vendor" / f"{schema}.json"
    told = yaml.safe_load((files / path).read_text("utf-8").replace("\non:\n", "\n'on':\n"))
    jsonschema.Draft7Validator(json.loads(published.read_text("utf-8"))).validate(told)


def test_the_workflow_may_do_no_more_than_it_needs(files: Path) -> None:
    text = (files / GITHUB).read_text("utf-8")
    workflow = read_yaml(files / GITHUB)
    assert workflow["permissions"] == {"contents": "read"}
    allowed = {name: job["permissions"] for name, job in workflow["jobs"].items() if "permissions" in job}
    assert allowed == {"check": {"contents": "read", "actions": "read", "security-events": "write"}}
    assert "secrets." not in text and "pull_request_target" not in text
    # Nothing is put into the text of a script: what an expression stands for may be anything.
    assert [script for script in scripts(workflow) if "${{" in script] == []
    used = set(re.findall(r"uses: (\S+)", text))
    assert [one for one in used if not re.fullmatch(r"(?:actions|github)/[a-z/-]+@v\d+", one)] == []
    checkouts = [
        step["with"] for job in workflow["jobs"].values() for step in job["steps"] if "checkout" in step.get("uses", "")
    ]
    assert [one["persist-credentials"] for one in checkouts] == ["false", "false"]
    assert [one.get("fetch-depth") for one in checkouts] == [None, "0"]


# --- GitHub


def on_github(folder: Path, apart: Path, job: str, known: dict[str, str]) -> Host:
    host = Host(folder, apart, known)
    workflow = read_yaml(folder / GITHUB)
    host.run_steps(workflow["jobs"][job]["steps"], workflow["env"])
    return host


def test_github_checks_the_starter_and_makes_its_report(files: Path, tmp_path: Path) -> None:
    folder = starter(tmp_path / "repository")
    committed(folder, "Begin")
    host = on_github(folder, tmp_path / "host", "check", run_for("push"))
    assert host.codes == {KNOWS: 0, INSTALLS: 0, "Check the maps": 0, "Make the report page": 0}
    assert host.installed.read_text("utf-8") == f"{FROM}\n"
    assert "Eastglen" in (folder / "pathkit-report/report.html").read_text("utf-8")
    sarif = json.loads((folder / "pathkit-report/findings.sarif").read_text("utf-8"))
    assert {one["ruleId"] for one in sarif["runs"][0]["results"]} == {"not-stated"}
    assert "Eastglen" in host.summary.read_text("utf-8")
    assert git(folder, "status", "--porcelain") == ""


def test_github_shows_what_is_found_and_makes_the_report_all_the_same(
    proposed: tuple[Path, str], tmp_path: Path
) -> None:
    folder, _ = proposed
    change(folder / MAP, "by: advice\n", "by: advise\n")
    host = on_github(folder, tmp_path / "host", "check", run_for("push"))
    assert host.codes == {KNOWS: 0, INSTALLS: 0, "Check the maps": 1, "Make the report page": 1}
    assert UPLOADS in host.used
    assert f"::error file={MAP}," in host.said("Check the maps")
    assert "did you mean" in (folder / "pathkit-report/report.html").read_text("utf-8").lower()


def test_github_says_what_a_change_does_to_people(proposed: tuple[Path, str], tmp_path: Path) -> None:
    folder, before = proposed
    host = on_github(folder, tmp_path / "host", "difference", checked_out(folder, BRANCH, before))
    assert host.codes == {KNOWS: 0, INSTALLS: 0, COMPARES: 1}
    said = host.summary.read_text("utf-8")
    assert "# People are worse off" in said and "**Eastglen police line**" in said
    assert "crisis team" in (folder / "pathkit-report/difference.html").read_text("utf-8")
    assert git(folder, "status", "--porcelain") == ""


def test_a_change_is_not_blamed_for_what_others_have_taken_in_meanwhile(tmp_path: Path) -> None:
    """The council answers a question. Since that was proposed, a change for the worse has been taken in."""
    folder = starter(tmp_path / "repository")
    before = committed(folder, "Begin")
    git(folder, "switch", "--quiet", "--create", "answer")
    change(folder / MAP, *ANSWERED)
    committed(folder, "The council has answered")
    git(folder, "switch", "--quiet", "main")
    change(folder / MAP, *WORSE)
    committed(folder, "The crisis team goes home at five")
    host = on_github(folder, tmp_path / "host", "difference", checked_out(folder, "answer", before))
    assert host.codes == {KNOWS: 0, INSTALLS: 0, COMPARES: 0}
    said = host.summary.read_text("utf-8")
    assert "Wed 14:00-16:00" in said and "worse off" not in said and "Mon-Fri 09:00-17:00" not in said


@pytest.mark.parametrize(
    ("known", "uploaded"),
    [
        (run_for("push"), True),
        (run_for("schedule"), True),
        (pull_request("", ""), True),
        ({**pull_request("", ""), "github.event.pull_request.head.repo.full_name": "somebody/pathway"}, False),
        ({**pull_request("", ""), "github.actor": "dependabot[bot]"}, False),
        ({**run_for("push"), "github.actor": "dependabot[bot]"}, False),
        ({**run_for("push"), "steps.install.outcome": "failure"}, False),
    ],
    ids=["push", "schedule", "branch", "fork", "dependabot-branch", "dependabot-push", "not-installed"],
)
def test_findings_are_uploaded_where_the_run_may_write(
    known: dict[str, str], uploaded: bool, files: Path, tmp_path: Path
) -> None:
    (step,) = (one for one in read_yaml(files / GITHUB)["jobs"]["check"]["steps"] if one.get("name") == UPLOADS)
    host = Host(files, tmp_path / "host", {"steps.install.outcome": "success", **known})
    host.run_steps([step], {})
    assert (UPLOADS in host.used) is uploaded


@pytest.mark.parametrize("where", ["", "pathkit", "an other"])
@pytest.mark.parametrize("job", ["check", "difference"])
def test_github_stops_as_long_as_nobody_has_said_where_pathkit_comes_from(job: str, where: str, tmp_path: Path) -> None:
    folder = starter(tmp_path / "repository", install_from="")
    change(folder / GITHUB, '  PATHKIT: ""\n', f'  PATHKIT: "{where}"\n')
    host = on_github(folder, tmp_path / "host", job, run_for("push"))
    assert (host.codes, host.used, host.installed.read_text("utf-8")) == ({KNOWS: 1}, [], "")
    said = host.said(KNOWS)
    assert said.startswith("::error title=Say where pathkit is installed from::Write behind PATHKIT: near the top of")
    assert said.count("\n") == 1 and "git+https://HOST/GROUP/pathkit@TAG" in said


# --- GitLab


def on_gitlab(folder: Path, apart: Path, job: str, before: str, newest: str = "") -> Host:
    told = read_yaml(folder / GITLAB)
    host = Host(folder, apart)
    script = "\n".join([*told["default"]["before_script"], *told[job]["script"]])
    given = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": before, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": newest}
    host.run(job, script, {**told["variables"], "GITLAB_CI": "true", **given})
    return host


def named(job: Any) -> set[str]:
    """The files that a job of GitLab is to keep."""
    return {*job["artifacts"]["paths"], *job["artifacts"].get("reports", {}).values()}


def test_gitlab_checks_the_starter_and_makes_its_report(tmp_path: Path) -> None:
    folder = starter(tmp_path / "repository")
    committed(folder, "Begin")
    host = on_gitlab(folder, tmp_path / "host", "check", "")
    assert host.codes == {"check": 0}
    assert host.installed.read_text("utf-8") == f"{FROM}\n"
    assert [name for name in named(read_yaml(folder / GITLAB)["check"]) if not (folder / name).is_file()] == []
    quality = json.loads((folder / "pathkit-report/code-quality.json").read_text("utf-8"))
    assert {one["check_name"] for one in quality} == {"not-stated"}
    assert git(folder, "status", "--porcelain") == ""


def test_gitlab_shows_what_is_found_and_makes_the_report_all_the_same(
    proposed: tuple[Path, str], tmp_path: Path
) -> None:
    folder, _ = proposed
    host = on_gitlab(folder, tmp_path / "host", "check", "")
    assert host.codes == {"check": 1}
    assert "scenario-failed@" in host.said("check")
    assert "Eastglen" in (folder / "pathkit-report/report.html").read_text("utf-8")


def test_gitlab_says_what_a_change_does_to_people(proposed: tuple[Path, str], tmp_path: Path) -> None:
    folder, before = proposed
    host = on_gitlab(folder, tmp_path / "host", "difference", before)
    assert host.codes == {"difference": 1}
    assert "crisis team" in host.said("difference")
    assert [name for name in named(read_yaml(folder / GITLAB)["difference"]) if not (folder / name).is_file()] == []


def test_gitlab_blames_no_change_for_what_others_have_taken_in_meanwhile(
    proposed: tuple[Path, str], tmp_path: Path
) -> None:
    """Merged results: what is looked at is the change merged with the newest state of what it is to go into."""
    folder, before = proposed
    git(folder, "switch", "--quiet", "--create", "answer", before)
    change(folder / MAP, *ANSWERED)
    committed(folder, "The council has answered")
    git(folder, "merge", "--quiet", "--no-ff", "--message", "As merged", BRANCH)
    newest = git(folder, "rev-parse", BRANCH)
    host = on_gitlab(folder, tmp_path / "host", "difference", before, newest)
    assert host.codes == {"difference": 0}
    assert "worse off" not in host.said("difference")


def test_gitlab_stops_as_long_as_nobody_has_said_where_pathkit_comes_from(tmp_path: Path) -> None:
    folder = starter(tmp_path / "repository", install_from="")
    host = on_gitlab(folder, tmp_path / "host", "check", "")
    assert (host.codes, host.installed.read_text("utf-8")) == ({"check": 1}, "")
    assert host.said("check").startswith("Say where pathkit is installed from: write it behind PATHKIT:")
