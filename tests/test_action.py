"""This repository as a GitHub Action: each script of `action.yml` is run as it stands there, in a real repository."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
import yaml
from starter.hosts import Host, checked_out, committed, git, pull_request, read_yaml, run_for
from starter.made import MAP, WORSE, change, starter

ROOT = Path(__file__).parents[1]
FILE = ROOT / "action.yml"
ACTION = read_yaml(FILE)
STEPS = ACTION["runs"]["steps"]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = starter(tmp_path / "repository")
    committed(folder, "Begin")
    return folder


def use(
    folder: Path, apart: Path, known: dict[str, str] | None = None, /, **inputs: str
) -> tuple[Host, dict[str, str]]:
    """Use the action in a workflow; returns the machine, and the outputs of the action that are not empty.

    `known` is what expressions stand for; left out, those of a push.
    """
    host = Host(folder, apart)
    host.known = {
        **(known or run_for("push")),
        "github.action_path": ROOT.as_posix(),
        "steps.python.outputs.python-path": str(apart / "programs" / "python"),
    }
    asked = {name.replace("_", "-"): value for name, value in inputs.items()}
    assert asked.keys() <= ACTION["inputs"].keys()
    for name, one in ACTION["inputs"].items():
        host.known[f"inputs.{name}"] = asked.get(name, host.filled(one["default"]))
    host.run_steps(STEPS, {})
    outputs = {name: host.filled(one["value"]) for name, one in ACTION["outputs"].items()}
    return host, {name: value for name, value in outputs.items() if value}


# --- the file


def test_it_is_valid_by_the_published_schema() -> None:
    published = resources.files("check_jsonschema") / "builtin_schemas" / "vendor" / "github-actions.json"
    told = yaml.safe_load(FILE.read_text("utf-8"))
    jsonschema.Draft7Validator(json.loads(published.read_text("utf-8"))).validate(told)


def test_nothing_is_put_into_the_text_of_a_script() -> None:
    assert [step["name"] for step in STEPS if "${{" in step.get("run", "")] == []
    assert [step["name"] for step in STEPS if "run" in step and step["shell"] != "bash"] == []
    used = [step["uses"] for step in STEPS if "uses" in step]
    assert [one for one in used if not re.fullmatch(r"actions/[a-z-]+@v\d+", one)] == []


def test_every_input_is_used_and_every_output_is_set() -> None:
    text = FILE.read_text("utf-8")
    assert [name for name in ACTION["inputs"] if f"${{{{ inputs.{name} }}}}" not in text] == []
    for one in ACTION["outputs"].values():
        found = re.fullmatch(r"\$\{\{ steps\.([a-z]+)\.outputs\.([a-z-]+) \}\}", one["value"])
        assert found is not None
        (step,) = (step for step in STEPS if step.get("id") == found[1])
        assert f"{found[2]}=" in step["run"]


# --- used


def test_it_checks_the_maps_and_says_where_its_files_are(repository: Path, tmp_path: Path) -> None:
    host, outputs = use(repository, tmp_path / "host")
    assert host.codes == {
        "Install pathkit": 0,
        "Check the maps": 0,
        "Make the report page": 0,
        "End as the check did": 0,
    }
    assert host.installed.read_text("utf-8") == f"{ROOT.as_posix()}\n"
    assert outputs == {
        "exit-code": "0",
        "report": "pathkit-report/report.html",
        "sarif": "pathkit-report/findings.sarif",
    }
    sarif = json.loads((repository / outputs["sarif"]).read_text("utf-8"))
    assert {one["ruleId"] for one in sarif["runs"][0]["results"]} == {"not-stated"}
    assert "Eastglen" in (repository / outputs["report"]).read_text("utf-8")
    assert "Eastglen" in host.summary.read_text("utf-8")


@pytest.fixture
def proposed(repository: Path) -> tuple[Path, str]:
    """A change for the worse is proposed on the branch `change`; and the commit before it."""
    before = git(repository, "rev-parse", "HEAD")
    git(repository, "switch", "--quiet", "--create", "change")
    change(repository / MAP, *WORSE)
    committed(repository, "The crisis team goes home at five")
    return repository, before


def test_on_a_pull_request_it_says_what_the_change_does_to_people(proposed: tuple[Path, str], tmp_path: Path) -> None:
    repository, before = proposed
    known = checked_out(repository, "change", before)
    host, outputs = use(repository, tmp_path / "host", known, diff_fail_on="worse", fail_on="never")
    assert (outputs["exit-code"], outputs["diff-exit-code"]) == ("0", "1")
    assert host.codes["End as the check did"] == 1
    assert outputs["difference"] == "pathkit-report/difference.html"
    assert "crisis team" in (repository / outputs["difference"]).read_text("utf-8")
    assert "crisis team" in host.summary.read_text("utf-8")


@pytest.mark.parametrize("merged", [True, False])
def test_a_pull_request_is_not_blamed_for_what_others_have_taken_in(
    merged: bool, proposed: tuple[Path, str], tmp_path: Path
) -> None:
    """What is proposed changes no map. The change for the worse has been taken in since; or else, without the merge
    that GitHub checks out, it is not there at all."""
    repository, before = proposed
    git(repository, "branch", "--force", "main", "change")
    git(repository, "switch", "--quiet", "--create", "words", before)
    (repository / "notes.md").write_text("Words.\n", "utf-8")
    head = committed(repository, "Only words")
    known = checked_out(repository, "words", before) if merged else pull_request(before, head)
    _, outputs = use(
        repository, tmp_path / "host", known, diff_fail_on="worse", fail_on="never", report="none", sarif="none"
    )
    assert outputs == {"exit-code": "0", "diff-exit-code": "0", "difference": "pathkit-report/difference.html"}


@pytest.mark.parametrize(
    ("known", "base", "compared"),
    [
        (run_for("push"), "", False),
        (run_for("push"), "HEAD", True),
        (pull_request("HEAD", "HEAD"), "", True),
        (pull_request("HEAD", "HEAD"), "none", False),
    ],
)
def test_there_is_a_comparison_where_there_is_something_to_compare_with(
    known: dict[str, str], base: str, compared: bool, repository: Path, tmp_path: Path
) -> None:
    (step,) = (one for one in STEPS if one.get("id") == "difference")
    host = Host(repository, tmp_path / "host", {**known, "inputs.base": base})
    host.run_steps([{**step, "run": "true", "env": {}}], {})
    assert ("Say what the change does to people" in host.codes) is compared


def test_a_file_that_was_there_before_is_not_given_out_as_new_and_stays(repository: Path, tmp_path: Path) -> None:
    named = {"sarif": "old.sarif", "report": "old report.html", "difference": "old.html"}
    for name in named.values():
        (repository / name).write_text("Somebody's own.\n", "utf-8")
    _, outputs = use(repository, tmp_path / "host", paths="not-there", base="HEAD", **named)
    assert outputs == {"exit-code": "2", "diff-exit-code": "2"}
    assert {(repository / name).read_text("utf-8") for name in named.values()} == {"Somebody's own.\n"}
    _, outputs = use(repository, tmp_path / "other", base="HEAD", **named)
    assert outputs == {"exit-code": "0", "diff-exit-code": "0", **named}


def test_findings_fail_the_job_after_the_report_is_made(repository: Path, tmp_path: Path) -> None:
    change(repository / MAP, *WORSE)
    host, outputs = use(repository, tmp_path / "host", report="out/the report.html", sarif="none")
    assert host.codes["Check the maps"] == 0
    assert host.codes["End as the check did"] == 1
    assert outputs == {"exit-code": "1", "report": "out/the report.html"}
    assert (repository / "out/the report.html").is_file()


def test_what_could_not_be_done_fails_the_job(repository: Path, tmp_path: Path) -> None:
    host, outputs = use(repository, tmp_path / "host", paths="not-there", report="none")
    assert outputs == {"exit-code": "2"}
    assert host.codes["End as the check did"] == 2
    gone, outputs = use(repository, tmp_path / "other", base="0" * 40, report="none", sarif="none")
    assert outputs == {"exit-code": "0", "diff-exit-code": "2"}
    assert "fetch-depth: 0" in gone.said("Say what the change does to people")
    assert gone.codes["End as the check did"] == 2


def test_several_paths_stand_on_a_line_each(repository: Path, tmp_path: Path) -> None:
    second = repository / "more maps" / "other.pathway.yaml"
    second.parent.mkdir()
    second.write_bytes((repository / MAP).read_bytes().replace(b"id: eastglen", b"id: other"))
    _, outputs = use(repository, tmp_path / "host", paths=f"{MAP}\n\nmore maps\n", report="none", sarif="all.sarif")
    sarif = (repository / outputs["sarif"]).read_text("utf-8")
    assert {MAP, "more%20maps/other.pathway.yaml"} <= set(re.findall(r'"uri": "([^"]+)"', sarif))


def test_whatever_an_input_holds_nothing_of_it_is_run(repository: Path, tmp_path: Path) -> None:
    texts = ["$(touch run)", "`touch run`", '"; touch run; "', "'; touch run #", "--output=run"]
    _, outputs = use(
        repository,
        tmp_path / "host",
        paths="\n".join(texts),
        profile=texts[0],
        fail_on=texts[1],
        base=texts[4],
        diff_fail_on=texts[2],
        sarif="none",
        report=f"{texts[3]}.html",
        difference="$(touch run).html",
    )
    assert outputs == {"exit-code": "2", "diff-exit-code": "2"}
    assert [path.name for path in (*repository.rglob("run"), *tmp_path.rglob("run"))] == []
