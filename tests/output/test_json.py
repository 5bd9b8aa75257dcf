"""The JSON report: what the page promises, in the shape of the published schema."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from output.made import JOURNEY, KNOWN, MAP, action, checked, closed, fields_of, finding, invalid, question, report
from pathkit.check.report import Report, RuleNotRun
from pathkit.maps import Problem
from pathkit.output.json import as_json, dumped, journey_object

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "report.schema.json").read_text("utf-8"))
WARNING = Problem("invalid-map", "Did you mean 24:00?", None, MAP, 3, 9, "  hours: 10:00-23:59", None, "warning")

REPORTS = {
    "one map": report(),
    "nothing found": report(checked()),
    "acknowledged": report(
        checked(
            (
                finding(acknowledgement=KNOWN),
                finding("a@b", acknowledgement=replace(KNOWN, reopened="it has grown")),
            )
        )
    ),
    "bare finding": report(checked((finding(extent=None, because=(), journey=None, places=(), organisation="x"),))),
    "invalid": report(invalid(), checked(path="b.pathway.yaml", warnings=(WARNING,))),
    "refused": report(checked(checked=False, refused="x cannot be read.")),
    "library": report(checked(is_library=True, checked=False, area=None, name=None)),
    "crashed": report(checked(rules_not_run=(RuleNotRun("x", "a fault", crashed=True),)), crashes={"x": "y"}),
    "a plan": report(
        checked(
            (finding(planned=("weekend-cover", "done")),),
            actions=(
                action(),
                action("done", status="delivered", confirmed="still there", promised=None, place=None),
                action("bare", theme=None, due=None, started=None, milestones=(), closes=(), promised=(), learned=None),
            ),
        )
    ),
    "no place": report(checked((), (question(place=None, ask=None),))),
}


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_reports_are_as_the_schema_says(name: str) -> None:
    jsonschema.validate(json.loads(as_json(REPORTS[name])), SCHEMA, jsonschema.Draft202012Validator)


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_the_schema_describes_every_field(name: str) -> None:
    """Not only what it must hold: everything that is printed is described."""
    jsonschema.validate(json.loads(as_json(REPORTS[name])), closed(SCHEMA), jsonschema.Draft202012Validator)


def test_every_field_of_the_schema_has_a_description() -> None:
    for name, field in fields_of(SCHEMA):
        assert "description" in field or "$ref" in field, name


def test_the_fields_of_the_page() -> None:
    found = json.loads(as_json(report()))
    assert (found["version"], found["date"], found["profile"]) == (1, "2026-11-21", "agreed")
    assert (
        found["summary"] | {"error": 1, "warning": 0, "note": 0, "acknowledged": 0, "questions": 1}
        == (found["summary"])
    )
    one = found["findings"][0]
    assert (one["id"], one["map"], one["severity"]) == ("wrong-door@gp", MAP, "error")
    assert one["extent"]["hours_per_week"] == 128.0
    assert one["extent"]["dates"] == ["2026-12-25"]
    assert one["journey"]["at"] == "2026-11-23T17:00"
    assert one["journey"]["person"]["circumstances"] == ["intoxicated"]
    assert one["journey"]["steps"][1]["transfer"] == "gp-to-duty-team"
    assert one["places"] == [{"file": MAP, "line": 40, "column": 3, "label": "this door"}]
    assert found["questions"][0]["settles"] == {"hours_per_week": 0.0, "situations": 51840}
    assert found["principles"][0] == {
        "id": "no-wrong-door",
        "title": "No Wrong Door",
        "state": "broken",
        "findings": 1,
        "questions": 0,
        "rules": 7,
        "evidenced": 0,
        "situations": 0,
        "acknowledged": 0,
        "framework": "",
        "note": "",
    }


def test_a_journey_is_the_same_object_alone() -> None:
    found: Report = report()
    assert json.loads(as_json(found))["findings"][0]["journey"] == journey_object(JOURNEY)


def test_what_makes_a_map_invalid_is_among_the_findings() -> None:
    found = json.loads(as_json(report(invalid())))
    assert [one["rule"] for one in found["findings"]] == ["unknown-reference"]
    assert found["summary"]["error"] == 1
    assert found["maps"][0]["problems"][0]["column"] == 15


def test_the_text_is_plain_ascii_whatever_a_map_holds() -> None:
    name = "Mòr \x1b[31m\x7f\x9b\u202e \U0001f600"
    text = as_json(report(checked((finding(message=name),), name=name)))
    assert text.isascii()
    assert not [char for char in text if ord(char) < 32 and char != "\n"]
    assert "\x7f" not in text
    assert json.loads(text)["findings"][0]["message"] == name
    assert dumped("\x7f") == '"\\u007f"\n'


def test_the_same_report_gives_the_same_text() -> None:
    assert as_json(report()) == as_json(report())


def test_the_actions_of_a_plan_and_which_of_them_close_a_finding() -> None:
    found = json.loads(as_json(REPORTS["a plan"]))
    assert found["findings"][0]["actions"] == ["weekend-cover", "done"]
    one, done, bare = found["maps"][0]["actions"]
    assert (one["id"], one["due"], one["status"], one["overdue"]) == (
        "weekend-cover",
        "2026-08-01",
        "in-progress",
        True,
    )
    assert one["closes"] == [
        {"what": "wrong-door@gp", "scenario": False, "state": "found", "why": None},
        {"what": "A Saturday night", "scenario": True, "state": "gone", "why": None},
    ]
    assert one["promised"][0]["why"] == "nobody knows"
    assert one["milestones"][0]["done"] == "2026-04-20"
    assert (one["confirmed"], done["confirmed"], done["promised"], bare["promised"]) == (None, "still there", None, [])
