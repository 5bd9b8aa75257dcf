"""What a psychiatric emergency plan leaves open, or relies on in vain."""

from __future__ import annotations

from pathlib import Path

import pytest

from .checking import checked, found, ids, only, questions, small

RULE = "emergency-plan-incomplete"
ALL_AGES = "{needs: [distress]}"
FULL = {
    "place-of-safety": "suite",
    "mental-health-officer": "officers-of-health",
    "transport": "to-suite",
    "children": "on-call",
}
SERVICES = """
services:
  line: {name: Line, provider: police, kind: emergency-call-handling, open_to: public, hours: 24/7}
  crew: {name: Crew, provider: ambulance, kind: ambulance-response, hours: 24/7}
  suite: {name: Suite, provider: nhs, kind: place-of-safety, hours: 24/7, supports: {ages: 18+, excludes: []}}
  ward: {name: Ward, provider: nhs, kind: inpatient, hours: 24/7, SAFE supports: {ages: 18+, excludes: []}}
  officers-of-health: {name: Health officers, provider: council, kind: mental-health-officer, hours: 24/7}
  switchboard: {name: Switchboard, provider: nhs, kind: call-handling, hours: 24/7}
  desk: {name: Desk, provider: nhs, kind: call-handling, hours: 24/7}
  on-call: {name: Children on call, provider: nhs, kind: children-service, hours: 24/7, CHILDREN}
  later: {name: Later, provider: nhs, kind: place-of-safety, hours: 24/7, IDLE}
transfers:
  - {id: to-suite, from: crew, to: suite, by: conveyance}
  - {id: to-later, from: crew, to: later, by: conveyance}
  - {id: call, from: line, to: crew, by: call-transfer}
  - {id: call-suite, from: line, to: suite, by: call-transfer}
  - {id: ended, from: crew, to: suite, by: conveyance, valid_until: 2026-11-20}
  - {id: to-officer, from: switchboard, to: officers-of-health, by: METHOD}
"""


def covering(
    covers: dict[str, str] | None = None,
    *,
    safe: str = "",
    children: str = "supports: {ages: 0-17, excludes: []}",
    idle: str = "status: planned",
    people: str = ALL_AGES,
    method: str = "warm-handover",
) -> str:
    """A map whose emergency plan covers what is given beside, or in place of, what is well."""
    services = SERVICES.replace("SAFE", safe).replace("CHILDREN", children).replace("IDLE", idle)
    named = ", ".join(f"{item}: {one}" for item, one in (FULL | (covers or {})).items() if one)
    plan = f"emergency_plan: {{title: Eastglen plan, covers: {{{named}}}}}"
    return small(services.replace("METHOD", method), plan, people=people)


def why(folder: Path, item: str, text: str) -> str:
    finding = only(found(folder, RULE, text))
    assert finding.id == f"{RULE}@{item}"
    return finding.message.removeprefix("The emergency plan ")


def test_a_plan_that_covers_all_lacks_nothing(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, covering())) == []


@pytest.mark.parametrize(
    ("item", "names"),
    [
        ("place-of-safety", "names no place of safety."),
        ("mental-health-officer", "names no way to reach a mental health officer."),
        ("transport", "names no transport."),
        ("children", "names nobody for children and young people."),
    ],
)
def test_each_item_that_is_not_named_is_a_finding(tmp_path: Path, item: str, names: str) -> None:
    finding = only(found(tmp_path, RULE, covering({item: ""})))
    assert (finding.id, finding.severity, finding.library) == (f"{RULE}@{item}", "warning", False)
    assert finding.message == f"The emergency plan {names}"
    assert [one.label for one in finding.places] == ["what it covers"]


def test_a_map_for_adults_is_not_asked_about_children(tmp_path: Path) -> None:
    adults = covering({"children": ""}, people="{ages: 18+, needs: [distress]}")
    assert ids(found(tmp_path, RULE, adults)) == []


def test_a_plan_of_which_nobody_has_written_down_what_it_covers_is_a_question(tmp_path: Path) -> None:
    text = small(
        SERVICES.replace("METHOD", "visit").replace("SAFE", "").replace(", CHILDREN", "").replace(", IDLE", "")
    )
    report = checked(tmp_path, text + "emergency_plan: {title: Eastglen plan}\n", rules=(RULE,))
    assert "emergency-plan-covers@eastglen" in questions(report)
    assert RULE not in {one.rule for one in report.findings}


def test_without_an_emergency_plan_it_is_not_asked(tmp_path: Path) -> None:
    text = covering()
    assert ids(found(tmp_path, RULE, text[: text.index("emergency_plan")])) == []


@pytest.mark.parametrize(
    ("idle", "words"),
    [
        *((f"status: {one}", f"it is not running ({one})") for one in ("paused", "planned", "needed", "closed")),
        ("valid_until: 2026-11-20", "it ended on 20 Nov 2026"),
        ("valid_from: 2026-11-22", "it begins on 22 Nov 2026 and not before"),
    ],
)
def test_a_service_that_does_not_run_is_named_in_vain(tmp_path: Path, idle: str, words: str) -> None:
    text = covering({"place-of-safety": "later"}, idle=idle)
    assert why(tmp_path, "place-of-safety", text) == f"relies on Later as the place of safety; {words}."
    finding = only(found(tmp_path, RULE, text))
    assert [one.label for one in finding.places] == ["named here", "what it relies on"]


@pytest.mark.parametrize("idle", ["status: pilot", "valid_until: 2026-11-21", "valid_from: 2026-11-21", "dates: {}"])
def test_a_service_that_runs_today_will_do(tmp_path: Path, idle: str) -> None:
    assert ids(found(tmp_path, RULE, covering({"place-of-safety": "later"}, idle=idle))) == []


@pytest.mark.parametrize(
    ("safe", "lacks"),
    [("offers: [bed],", True), ("offers: [],", True), ("offers: [bed, place-of-safety],", False), ("", False)],
)
def test_a_place_of_safety_says_that_it_is_one_or_nothing_of_what_it_offers(
    tmp_path: Path, safe: str, lacks: bool
) -> None:
    text = covering({"place-of-safety": "ward"}, safe=safe)
    if not lacks:
        assert ids(found(tmp_path, RULE, text)) == []
        return
    assert why(tmp_path, "place-of-safety", text) == (
        "relies on Ward as the place of safety; it offers no place of safety."
    )


def test_a_mental_health_officer_may_be_reached_by_a_switchboard(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, covering({"mental-health-officer": "switchboard"}))) == []
    assert ids(found(tmp_path, RULE, covering({"mental-health-officer": "switchboard"}, method="advice"))) == []
    assert why(tmp_path, "mental-health-officer", covering({"mental-health-officer": "desk"})) == (
        "relies on Desk to reach a mental health officer; it is no mental health officer's service, and leads to none."
    )


@pytest.mark.parametrize(
    ("children", "lacks"),
    [
        ("supports: {ages: 18+, excludes: []}", True),
        ("supports: [{ages: 18-64, excludes: []}, {ages: [65+], excludes: []}]", True),
        ("supports: [{ages: 18+, excludes: []}, {ages: 16-17, excludes: []}]", False),
        ("supports: {excludes: []}", False),
        ("offers: [listening]", False),
    ],
)
def test_a_service_for_children_supports_some(tmp_path: Path, children: str, lacks: bool) -> None:
    text = covering(children=children)
    if not lacks:
        assert ids(found(tmp_path, RULE, text)) == []
        return
    assert why(tmp_path, "children", text) == (
        "relies on Children on call for children and young people; it supports nobody under 18."
    )


@pytest.mark.parametrize("named", ["crew", "to-suite"])
def test_transport_is_a_service_or_a_transfer(tmp_path: Path, named: str) -> None:
    assert ids(found(tmp_path, RULE, covering({"transport": named}))) == []


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("call", "relies on the transfer from Line to Crew as transport; nobody is taken anywhere by call transfer."),
        ("ended", "relies on the transfer from Crew to Suite as transport; it ended on 20 Nov 2026."),
        ("to-later", "relies on the transfer from Crew to Later as transport; Later is not running (planned)."),
        ("later", "relies on Later as transport; it is not running (planned)."),
    ],
)
def test_transport_by_which_nobody_gets_there(tmp_path: Path, named: str, words: str) -> None:
    assert why(tmp_path, "transport", covering({"transport": named})) == words


@pytest.mark.parametrize("by", ["conveyance", "deployment", "visit", "warm-handover"])
def test_somebody_may_go_along_by_any_way_in_person(tmp_path: Path, by: str) -> None:
    assert ids(found(tmp_path, RULE, covering({"transport": "to-officer"}, method=by))) == []


@pytest.mark.parametrize("by", ["call-transfer", "referral", "signpost", "advice"])
def test_by_these_nobody_is_taken_anywhere(tmp_path: Path, by: str) -> None:
    assert ids(found(tmp_path, RULE, covering({"transport": "to-officer"}, method=by))) == [f"{RULE}@transport"]


def test_where_a_transfer_is_named_its_receiver_is_asked_about(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, covering({"place-of-safety": "call-suite"}))) == []
    assert ids(found(tmp_path, RULE, covering({"mental-health-officer": "to-officer"}))) == []
    assert why(tmp_path, "children", covering({"children": "to-suite"})) == (
        "relies on the transfer from Crew to Suite for children and young people; Suite supports nobody under 18."
    )


def test_it_is_the_forums_also_where_a_library_runs_what_is_named(tmp_path: Path) -> None:
    library = "organisations: {far: {name: Far, sector: national}}\nservices:\n"
    library += (
        "  transport: {name: Far transport, provider: far, kind: ambulance-response, hours: 24/7, status: closed}\n"
    )
    (tmp_path / "national.pathway.yaml").write_text(library, encoding="utf-8")
    text = "uses: [national.pathway.yaml]\n" + covering({"transport": "transport"}) + "forum: {convenor: council}\n"
    finding = only(found(tmp_path, RULE, text))
    assert (finding.id, finding.library, finding.organisation) == (f"{RULE}@transport", False, "council")
