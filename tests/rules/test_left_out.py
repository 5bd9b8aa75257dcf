"""People who are left out, or worse off, because of one circumstance, or of where they live."""

from __future__ import annotations

from pathlib import Path

from .checking import ADULTS, checked, found, ids, only, people, questions, small, weekly

TEAM = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7,
       contact: {phone: "01632 960001"}}
  team: {name: Team, provider: nhs, kind: crisis-team, hours: 24/7,
         supports: {excludes: [EXCLUDED]}, offers: [assessment, safety-planning]}
  house: {name: House, provider: listening, kind: crisis-space, hours: Fri-Sun 18:00-24:00,
          supports: {excludes: []}, offers: [assessment]}
transfers:
  - {from: gp, to: team, by: call-transfer}
  - {from: gp, to: house, by: call-transfer}
"""


def team(excluded: str = "intoxicated", circumstances: str = "intoxicated", text: str = TEAM) -> str:
    people = f"{{ages: 18+, needs: [distress], circumstances: [{circumstances}]}}"
    return small(text.replace("EXCLUDED", excluded), people=people)


def test_they_are_left_out_when_the_same_people_as_usual_are_helped(tmp_path: Path) -> None:
    finding = only(found(tmp_path, "left-out", team()))
    assert finding.id == "left-out@intoxicated" and finding.severity == "error"
    assert people(finding) == (("intoxicated",), ADULTS)
    assert finding.extent is not None and finding.extent.hours_per_week == 150.0
    assert "Team does not take people of whom this is true: intoxicated." in " ".join(
        one.text for one in finding.because
    )


def test_they_are_worse_off_while_something_is_missing(tmp_path: Path) -> None:
    finding = only(found(tmp_path, "worse-off", team()))
    assert finding.id == "worse-off@intoxicated" and finding.severity == "warning"
    assert weekly(finding) == (("Fri-Sun 18:00-24:00",), 18.0)
    assert "safety planning" in finding.message and "assessment" not in finding.message


def test_a_usual_circumstance_is_turned_to_its_absence(tmp_path: Path) -> None:
    text = team("known-to-services", "gp-registered").replace(
        "supports: {excludes: [known-to-services]}", "supports: {requires: [gp-registered], excludes: []}"
    )
    finding = only(found(tmp_path, "left-out", text))
    assert finding.id == "left-out@gp-registered"
    assert "not registered with a GP" in finding.message


def test_who_can_ring_nobody_is_left_out(tmp_path: Path) -> None:
    assert ids(found(tmp_path, "left-out", team("known-to-services", "no-phone"))) == ["left-out@no-phone"]


def test_what_keeps_everybody_out_leaves_nobody_out_in_particular(tmp_path: Path) -> None:
    """On Friday nights, and then only, somebody is helped; the circumstance makes no difference to anybody."""
    text = team("known-to-services", "intoxicated").replace(
        "kind: crisis-team, hours: 24/7", "kind: crisis-team, hours: closed"
    )
    assert ids(found(tmp_path, "left-out", text)) == []
    assert ids(found(tmp_path, "worse-off", text)) == []


def test_an_exclusion_that_is_not_stated_is_a_question(tmp_path: Path) -> None:
    text = team().replace("supports: {excludes: [intoxicated]}", "supports: {needs: [distress]}")
    report = checked(tmp_path, text, rules=("left-out",))
    assert [one.id for one in report.findings if one.rule == "left-out"] == []
    assert questions(report)["excludes@team"] > 0


def test_a_longer_wait_than_the_standard_is_worse(tmp_path: Path) -> None:
    text = team(
        text="""
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
  team: {name: Team, provider: nhs, kind: crisis-team, hours: 24/7,
         supports: {excludes: [EXCLUDED]}, offers: [assessment], responds_within: 30 min}
  slow: {name: Slow team, provider: nhs, kind: crisis-team, hours: 24/7,
         supports: {excludes: []}, offers: [assessment], responds_within: 2 days}
transfers:
  - {from: gp, to: team, by: referral}
  - {from: gp, to: slow, by: referral}
"""
    )
    finding = only(found(tmp_path, "worse-off", text))
    assert people(finding) == (("urgent or above, intoxicated",), ADULTS * 3 // 4)
    assert "a wait within the standard" in finding.message


def test_two_circumstances_at_once_are_compared_one_at_a_time(tmp_path: Path) -> None:
    """With --combine 2, somebody with both is left out by the one that keeps them out, and not by the other."""
    text = team("intoxicated", "intoxicated, perinatal")
    findings = found(tmp_path, "left-out", text, settings="combine: 2")
    assert ids(findings) == ["left-out@intoxicated"]
    assert "a 30-year-old" in (findings[0].journey.person.words if findings[0].journey else "").lower()


PLACES = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
  team: {name: Team, provider: nhs, kind: crisis-team, hours: 24/7,
         supports: {localities: [north, east], excludes: []}, offers: [assessment]}
  day: {name: Day team, provider: nhs, kind: crisis-team, hours: Mon-Fri 09:00-17:00,
        supports: {localities: [south], excludes: []}, offers: [assessment]}
transfers:
  - {from: gp, to: team, by: call-transfer}
  - {from: gp, to: day, by: call-transfer}
"""
LOCAL = "{ages: 18+, needs: [distress], localities: [north, east, south]}"


def test_a_locality_is_compared_with_the_others_at_the_same_time(tmp_path: Path) -> None:
    finding = only(found(tmp_path, "locality-gap", small(PLACES, people=LOCAL)))
    assert finding.id == "locality-gap@south" and finding.severity == "warning"
    assert weekly(finding) == (("Mon-Thu 17:00-09:00", "Fri 17:00 to Mon 09:00"), 128.0)
    assert people(finding) == (("in south",), ADULTS)


def test_where_nobody_is_helped_anywhere_no_locality_is_at_fault(tmp_path: Path) -> None:
    text = PLACES.replace("hours: 24/7,\n         supports", "hours: closed,\n         supports")
    findings = found(tmp_path, "locality-gap", small(text, people=LOCAL))
    assert ids(findings) == ["locality-gap@east", "locality-gap@north"]
    assert [weekly(one)[1] for one in findings] == [40.0, 40.0]


def test_a_map_of_one_locality_has_nothing_to_compare(tmp_path: Path) -> None:
    text = small(PLACES.replace("north, east", "south"), people="{ages: 18+, needs: [distress], localities: [south]}")
    assert ids(found(tmp_path, "locality-gap", text)) == []
