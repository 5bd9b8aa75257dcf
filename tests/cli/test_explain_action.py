"""`pathkit explain MAP ACTION`: what an action closes, how that stands, and what its change does to people."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from cli.running import ON, run

Capture = pytest.CaptureFixture[str]
SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "diff.schema.json").read_text("utf-8"))

MAP = """\
area: {id: eastglen, name: Eastglen, calendar: none}
people: {ages: 18+, needs: [distress]}
organisations:
  practices: {name: Eastglen GP practices, sector: health}
  nhs: {name: NHS Eastglen, sector: health}
services:
  gp: {name: GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
  team: {name: Duty team, provider: nhs, kind: crisis-team, hours: Mon-Fri 09:00-17:00, supports: {excludes: []},
         offers: [assessment]}
transfers:
  - {from: gp, to: team, by: warm-handover}
scenarios:
  - name: A Saturday night
    person: {age: 30, need: distress, urgency: very-urgent}
    door: gp
    at: Sat 23:00
    expect: {outcome: now}
plan:
  agreed: 2026-02-01
  actions:
    evenings:
      title: The duty team opens in the evening
      theme: community-provision
      serves: [responsive]
      closes: [wrong-door@gp, "scenario: A Saturday night"]
      owner: nhs
      due: {within: 6 months}
      status: in-progress
      milestones:
        - {title: Posts advertised, due: 2026-05-01, done: 2026-04-20}
        - {title: Staff trained, due: 2026-09-01}
      change: {services: {team: {hours: "daily 09:00-23:30", supports: ~}}}
    line:
      title: A crisis line
      closes: [wrong-door@gp]
      change:
        services:
          crisis-line: {name: Crisis line, provider: nhs, kind: helpline, hours: 24/7, supports: {excludes: []},
                        offers: [assessment]}
        transfers: [{from: gp, to: crisis-line, by: call-transfer}]
        remove: [gp-to-team]
    talk:
      title: Talk about it
      status: delivered
"""


@pytest.fixture
def map_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("eastglen.pathway.yaml")
    path.write_text(MAP.replace(", supports: ~", ""), "utf-8")
    return path


def told(capsys: Capture, *arguments: str | Path) -> str:
    ended = run(capsys, "explain", *arguments, "--date", ON)
    assert (ended.code, ended.err) == (0, "")
    return ended.out


def test_the_story_of_an_action(capsys: Capture, map_: Path) -> None:
    text = told(capsys, map_, "evenings")
    assert text.startswith(
        """\
The duty team opens in the evening
  Id          evenings
  Status      In progress
"""
    )
    for said in (
        "  Serves      Responsive\n",
        "  Owner       NHS Eastglen\n",
        "  Due         1 Aug 2026, overdue by 16 weeks\n",
        "  Where       eastglen.pathway.yaml:21\n",
        "Posts advertised (due on 1 May 2026, reached on 20 Apr 2026)",
        "Staff trained (due on 1 Sep 2026, overdue by 11 weeks)",
        "wrong-door@gp\n    Now: still found\n    With its change: still found\n",
        "Scenario “A Saturday night”\n    Now: not kept\n    With its change: kept\n",
        "What it would change in the map (eastglen.pathway.yaml:32)\n"
        "    services:\n      team:\n        hours: daily 09:00-23:30\n",
        "Nobody is worse off. People are better off in 1 way.",
        "For the better (1)",
        "372 kinds of people · 61.5 h a week",
        "66.5 h a week (was: 128 h a week)",
        "scenario-failed@a-saturday-night",
    ):
        assert said in text, said
    for finding in ("promised-change-does-not-close", "action-overdue", "milestone-overdue"):
        assert finding not in text, "what is said of the action itself is no effect of its change"


def test_what_a_change_leads_to_is_told_with_the_findings_that_are_new(capsys: Capture, map_: Path) -> None:
    map_.write_text(MAP, "utf-8")  # in the evening, and for whom is not known any more
    text = told(capsys, map_, "evenings")
    assert "hours: daily 09:00-23:30\n        supports: ~\n" in text
    assert "For the worse" in text or "perhaps worse" in text


def test_what_a_change_adds_stands_where_the_change_stands(capsys: Capture, map_: Path) -> None:
    text = told(capsys, map_, "line")
    line = 1 + next(i for i, one in enumerate(map_.read_text("utf-8").splitlines()) if "to: crisis-line" in one)
    assert f"call transfer from GP practice to Crisis line (line {line})" in " ".join(text.split())
    assert "    remove: [gp-to-team]\n" in text


def test_an_action_without_a_change_says_so(capsys: Capture, map_: Path) -> None:
    text = told(capsys, map_, "talk")
    assert "It names no finding and no scenario" in text
    assert "The plan does not say what this action would change in the map (`change`)" in " ".join(text.split())


def test_of_a_commitment_that_it_serves_is_told_who_leads_it_and_by_when(capsys: Capture, map_: Path) -> None:
    text = map_.read_text("utf-8").replace("calendar: none", "calendar: none, framework: collaborative-commitments")
    map_.write_text(text.replace("serves: [responsive]", "serves: [data-linkage]"), "utf-8")
    said = " ".join(told(capsys, map_, "evenings").split())
    assert "Serves 17: Linked data (led by Scottish Police Authority; during 2025) Owner" in said
    found = json.loads(told(capsys, map_, "evenings", "--format", "json"))
    assert found["serves_titles"] == ["17: Linked data"]
    assert found["commitments"] == [{"id": "data-linkage", "lead": "Scottish Police Authority", "when": "during 2025"}]


def test_the_story_as_json_is_made_of_what_reports_and_comparisons_are_made_of(capsys: Capture, map_: Path) -> None:
    found: dict[str, Any] = json.loads(told(capsys, map_, "evenings", "--format", "json"))
    for name, part in (("action", found), ("difference", found["difference"])):
        schema = {**SCHEMA, **SCHEMA["$defs"][name]}
        jsonschema.validate(part, schema, jsonschema.Draft202012Validator)
    assert (found["id"], found["map"], found["date"]) == ("evenings", "eastglen.pathway.yaml", ON)
    assert [one["state"] for one in found["promised"]] == ["found", "gone"]
    assert found["change"] == "services:\n  team:\n    hours: daily 09:00-23:30\n"
    assert found["change_place"] == {"file": "eastglen.pathway.yaml", "line": 32, "column": 7}
    assert [one["id"] for one in found["difference"]["changes"]] == ["better@gp@none-now"]
    bare = json.loads(told(capsys, map_, "talk", "--format", "json"))
    assert (bare["change"], bare["difference"], bare["confirmed"]) == (None, None, "nothing to test")


def test_a_plan_in_a_file_of_its_own(capsys: Capture, map_: Path) -> None:
    map_text, plan = map_.read_text("utf-8").split("plan:\n", 1)
    Path("plan.pathway.yaml").write_text(f"plan:\n{plan}", "utf-8")
    map_.write_text(f"uses: [plan.pathway.yaml]\n{map_text}", "utf-8")
    text = told(capsys, map_, "evenings")
    line = 1 + next(i for i, one in enumerate(f"plan:\n{plan}".splitlines()) if "change:" in one)
    assert f"(plan.pathway.yaml:{line})\n    services:\n      team:\n" in text
    assert "With its change: kept" in text


def test_the_story_of_a_finding_names_the_actions_that_are_to_close_it(capsys: Capture, map_: Path) -> None:
    text = " ".join(told(capsys, map_, "wrong-door@gp").split())
    assert (
        "In the plan: The duty team opens in the evening (NHS Eastglen, due on 1 Aug 2026 and overdue, in progress)"
        in text
    )
    assert "; A crisis line (how far it has got is not written down)." in text


@pytest.mark.parametrize("name", ["finding-without-action@nobody-to-turn-to@eastglen", "milestone-overdue@evenings"])
def test_what_is_found_of_the_plan_can_be_explained(capsys: Capture, map_: Path, name: str) -> None:
    text = told(capsys, map_, name)
    assert f"  Id        {name}\n" in text
    assert ("pathkit acknowledge" in text) is not name.startswith("finding-without-action")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("evening", "has no action `evening`. Did you mean `evenings`?"),
        ("wrong-dor", "Did you mean the rule `wrong-door` (pathkit explain wrong-door), or a finding of it"),
        ("zzz", "lists them. Its actions are:\n  evenings\n  line\n  talk"),
        ("wrong-door", "has no finding `wrong-door` on 2026-11-21. Did you mean `wrong-door@gp`?"),
        ("\x1b[31m", "has no action `\\x1b[31m`."),
    ],
)
def test_an_id_that_there_is_not(capsys: Capture, map_: Path, name: str, said: str) -> None:
    ended = run(capsys, "explain", map_, name, "--date", ON)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


def test_a_map_without_a_plan_has_no_actions(capsys: Capture, eastglen: Path) -> None:
    ended = run(capsys, "explain", eastglen, "zzz", "--date", ON)
    assert (ended.code, "It has no actions at all." in ended.err) == (2, True)


def test_a_day_to_come_is_not_told_as_past(capsys: Capture, map_: Path) -> None:
    map_.write_text(map_.read_text("utf-8").replace("status: delivered", "status: delivered\n      done: 2027-02-01"))
    assert "  Ahead       delivered on 1 Feb 2027, which is still to come\n" in told(capsys, map_, "talk")


def test_the_plan_s_own_file_is_no_map(capsys: Capture, tmp_path: Path) -> None:
    plan = tmp_path / "plan.pathway.yaml"
    plan.write_text("plan: {actions: {evenings: {title: The evenings}}}\n", "utf-8")
    for name in ("evenings", "evening"):
        ended = run(capsys, "explain", plan, name, "--date", ON)
        assert ended.code == 2
        assert "Give the map that uses it, not the plan's own file (" in ended.err
        assert f"): pathkit explain MAP {name}" in ended.err


def test_an_invalid_map_says_why_instead(capsys: Capture, map_: Path) -> None:
    map_.write_text(MAP.replace("hours:", "houres:", 1), "utf-8")
    ended = run(capsys, "explain", map_, "evenings", "--date", ON)
    assert ended.code == 1
    assert "eastglen.pathway.yaml:7" in ended.out


def test_a_fault_in_the_comparison_is_told_and_ends_in_3(
    capsys: Capture, map_: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("pathkit.check.action_story.compare", fails)
    ended = run(capsys, "explain", map_, "evenings", "--date", ON)
    assert ended.code == 3
    assert "comparison: a fault in pathkit: RuntimeError" in ended.out
    assert "With its change: kept" in ended.out


@pytest.mark.parametrize(("status", "says"), [("delivered", "Delivered"), ("stopped", "Stopped")])
def test_what_an_action_that_has_ended_would_have_changed_is_not_tried(
    capsys: Capture, map_: Path, status: str, says: str
) -> None:
    """It speaks of the map of then: what it was to take out may long be gone."""
    text = map_.read_text("utf-8").replace(
        "      title: A crisis line\n", f"      title: A crisis line\n      status: {status}\n"
    )
    map_.write_text(text.replace("remove: [gp-to-team]", "remove: [gp-to-old-line]"), "utf-8")
    found = told(capsys, map_, "line")
    assert says in found and "remove: [gp-to-old-line]" in found
    assert "It has ended, so this is not tried any more: the map says what is so." in found
    data = json.loads(told(capsys, map_, "line", "--format", "json"))
    assert data["difference"] is None and "gp-to-old-line" in data["change"]
