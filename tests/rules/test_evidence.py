"""That nothing is found is evidence only where a rule had somebody to ask about: everybody comes in by a door."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathkit.check.report import Report
from pathkit.frameworks import names
from pathkit.maps import Map, load_map
from pathkit.rules import Rule, all_rules

from .checking import checked, small

OF_PEOPLE = [rule for rule in all_rules() if rule.principles and not rule.of_statements]

SERVICES = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: Mon-Fri 09:00-17:00,
       supports: {ages: 18+, excludes: [intoxicated]}, offers: [listening], when_shut: nothing}
  team: {name: Team, provider: nhs, kind: crisis-team, hours: 24/7, supports: {ages: 18+, excludes: []},
         offers: [assessment, mother-and-baby-bed], valid_until: 2027-03-31}
  ed: {name: Emergency department, provider: nhs, kind: emergency-department, hours: 24/7}
  officers: {name: Officers, provider: police, kind: police-response, hours: 24/7}
  space: {name: Space, provider: listening, kind: crisis-space, hours: 24/7, supports: {excludes: []}}
transfers:
  - {from: gp, to: team, by: referral, shares: [story], holds_until: accepted, responds_within: 2 days}
  - {from: gp, to: space, by: signpost}
  - {from: officers, to: team, by: conveyance, shares: [story]}
plan:
  agreed: 2026-01-01
  actions:
    cover: {title: Cover, closes: [closed-door@gp], status: delivered}
    longer: {title: Longer hours, closes: [closed-door@gp], change: {services: {gp: {hours: 24/7}}}}
"""
"""Of everything that rules about people ask about, something."""

EVERYBODY = (
    "{ages: 12+, needs: [distress, mental-illness], localities: [north, south], "
    "circumstances: [intoxicated, perinatal]}"
)


def everything(door: str = "open_to: public") -> str:
    """A map that goes by every framework there is; `door` is what its one door says of how it is open."""
    services = SERVICES.replace("open_to: public", door)
    return small(services, people=EVERYBODY, area=f"calendar: none, framework: [{', '.join(names())}]")


NO_DOOR = ("open_to: professionals", "open_to: public, status: needed", "open_to: public, status: closed")


def read(folder: Path, text: str) -> Map:
    path = folder / "eastglen.pathway.yaml"
    path.write_text(text, "utf-8")
    loaded = load_map(path).map
    assert loaded is not None
    return loaded


@pytest.mark.parametrize("rule", OF_PEOPLE, ids=lambda rule: rule.name)
def test_a_rule_about_people_has_nobody_to_ask_about_where_no_door_runs(tmp_path: Path, rule: Rule) -> None:
    assert rule.stated(read(tmp_path, everything())), "the map of this test has to state what the rule asks about"
    assert [door for door in NO_DOOR if rule.stated(read(tmp_path, everything(door)))] == []


def kept_of_people(report: Report) -> list[str]:
    """The principles that are told as kept for any situations, and so of people."""
    return [one.id for one in report.principles if one.state == "kept" and one.situations]


@pytest.mark.parametrize("door", NO_DOOR)
def test_a_map_in_which_no_door_runs_keeps_nothing_about_people(tmp_path: Path, door: str) -> None:
    assert kept_of_people(checked(tmp_path, everything(door))) == []


def test_a_map_without_services_keeps_nothing_about_people(tmp_path: Path) -> None:
    nothing = small(people=EVERYBODY, area=f"calendar: none, framework: [{', '.join(names())}]")
    report = checked(tmp_path, nothing)
    assert kept_of_people(report) == []
    assert [one.id for one in report.principles if one.state == "kept"] == []


@pytest.mark.parametrize("rule", ["left-out", "worse-off", "locality-gap"])
def test_where_nobody_is_helped_there_are_no_others_with_whom_to_compare(tmp_path: Path, rule: str) -> None:
    """A door that is always shut is one, and leads nobody to help."""
    shut = everything().replace("hours: Mon-Fri 09:00-17:00", "hours: closed").replace("when_shut: nothing", "")
    report = checked(tmp_path, shut, rules=(rule,))
    assert [one.id for one in report.principles if one.evidenced] == []


def test_a_forum_is_asked_who_runs_services_where_there_are_any(tmp_path: Path) -> None:
    forum = "forum: {members: [nhs]}"
    report = checked(tmp_path, small(forum), rules=("provider-outside-forum",))
    assert [one.id for one in report.principles if one.state == "kept"] == []
