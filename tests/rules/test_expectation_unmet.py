"""Whom a framework expects to come to something, and who never does."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathkit.check.report import PrincipleState, Report
from pathkit.maps import Map, load_map
from pathkit.pathway import Asked, Pathway, Reading
from pathkit.pathway.expected import asked_about, expectations

from .checking import ON, checked, found, ids, only, people, questions, small, weekly

PLEDGE = "calendar: none, framework: [framework-for-collaboration, perinatal-pledge]"
PEOPLE = "{ages: 18-45, needs: [mental-illness], circumstances: [perinatal]}"
IN_PARTS = "{ages: 18-45, needs: [mental-illness], localities: [north, south], circumstances: [perinatal]}"
RULE = "expectation-unmet"

GP = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: Mon-Fri 09:00-17:00,
       supports: {excludes: []}, offers: [preconception-advice, family-support, mother-and-baby-bed]}
  team: {name: Perinatal team, provider: nhs, kind: perinatal-service, hours: 24/7, TEAM}
  therapy: {name: Talking therapies, provider: nhs, kind: community-team, hours: 24/7, THERAPY}
transfers:
  - {from: gp, to: team, by: referral, responds_within: 2 days}
  - {from: gp, to: therapy, by: referral, HOW}
"""
TEAM = "supports: {requires: [perinatal], excludes: []}, offers: [assessment]"
THERAPY = "supports: {excludes: []}, offers: [talking-therapy]"


def pledge(team: str = TEAM, therapy: str = THERAPY, how: str = "responds_within: 6 weeks", who: str = PEOPLE) -> str:
    text = GP.replace("TEAM", team).replace("THERAPY", therapy).replace("HOW", how)
    return small(text, people=who, area=PLEDGE)


def state(report: Report, name: str) -> PrincipleState:
    return next(one for one in report.principles if one.id == name)


def test_where_all_is_there_nothing_is_found_and_it_is_kept(tmp_path: Path) -> None:
    report = checked(tmp_path, pledge(), rules=(RULE,))
    assert [one.id for one in report.findings if one.rule == RULE] == []
    assert state(report, "expert-care").state == "kept"
    # Those who are pregnant or with a new baby alone: 28 ages of four urgencies.
    assert state(report, "expert-care").situations == 28 * 4 * 371 * 1440


def test_who_never_comes_to_it_is_found_at_all_times(tmp_path: Path) -> None:
    text = pledge("supports: {requires: [perinatal], ages: 25+, excludes: []}, offers: [assessment]")
    finding = only(found(tmp_path, RULE, text))
    assert (finding.id, finding.severity) == ("expectation-unmet@expert-care", "warning")
    assert people(finding) == (("aged 18-24, pregnant or with a new baby",), 7 * 4)
    assert weekly(finding) == (("at any time",), 168.0)
    assert finding.message == (
        "The Women and Families Maternal Mental Health Pledge expects a perinatal service that offers assessment or "
        "treatment (“Expert care wherever in Scotland”). No door, at any time, leads anyone aged 18-24 (pregnant or "
        "with a new baby) to it."
    )


def test_that_it_is_so_at_one_urgency_is_enough(tmp_path: Path) -> None:
    text = pledge("supports: {requires: [perinatal], urgency: urgent, excludes: []}, offers: [assessment]")
    assert ids(found(tmp_path, RULE, text)) == []


def test_that_it_is_so_for_one_of_the_needs_is_enough_and_the_others_are_not_asked_about(tmp_path: Path) -> None:
    who = "{ages: 18-45, needs: [distress, mental-illness, injury-or-overdose], circumstances: [perinatal]}"
    text = pledge(therapy="supports: {needs: [distress], excludes: []}, offers: [talking-therapy]", who=who)
    assert ids(found(tmp_path, RULE, text)) == []


def test_it_has_to_be_a_service_of_the_kind(tmp_path: Path) -> None:
    text = pledge().replace("kind: perinatal-service", "kind: community-team")
    assert ids(found(tmp_path, RULE, text)) == ["expectation-unmet@expert-care"]


def test_it_has_to_be_brought_or_referred_by_staff(tmp_path: Path) -> None:
    text = pledge(how="id: told").replace("to: therapy, by: referral", "to: therapy, by: signpost")
    text = text.replace(
        "kind: community-team,", 'kind: community-team, open_to: public, contact: {phone: "01632 960001"},'
    )
    assert ids(found(tmp_path, RULE, text)) == [], "it is a door of its own"
    text = text.replace("open_to: public, contact:", "contact:")
    assert ids(found(tmp_path, RULE, text)) == ["expectation-unmet@rapid-talking-therapy"]


def test_a_door_that_is_not_for_them_is_no_way(tmp_path: Path) -> None:
    text = pledge().replace("open_to: public,", "open_to: public, door_for: {ages: 40+},")
    everything = "advice-before-and-in-pregnancy expert-care family-supported parents-supported rapid-talking-therapy"
    findings = found(tmp_path, RULE, text)
    assert ids(findings) == [f"{RULE}@{name}" for name in everything.split()]
    assert {people(one)[0] for one in findings} == {("aged 18-39, pregnant or with a new baby",)}


# --- localities


def test_where_some_localities_lack_it_each_is_told_by_itself(tmp_path: Path) -> None:
    text = pledge(
        "supports: {requires: [perinatal], localities: [north], excludes: []}, offers: [assessment]", who=IN_PARTS
    )
    finding = only(found(tmp_path, RULE, text))
    assert finding.id == "expectation-unmet@expert-care@south"
    assert people(finding) == (("in south, pregnant or with a new baby",), 28 * 4)


def test_where_all_localities_lack_it_it_is_told_once(tmp_path: Path) -> None:
    text = pledge("supports: {requires: [perinatal], excludes: []}, offers: [listening]", who=IN_PARTS)
    assert ids(found(tmp_path, RULE, text)) == ["expectation-unmet@expert-care"]


def test_a_locality_of_which_nobody_can_tell_yet_does_not_hide_another_that_surely_lacks_it(tmp_path: Path) -> None:
    """Nobody has written down whether the team of the north is ever open."""
    text = pledge(
        "supports: {requires: [perinatal], localities: [north], excludes: []}, offers: [assessment]", who=IN_PARTS
    )
    text = text.replace("kind: perinatal-service, hours: 24/7", "kind: perinatal-service, hours: unknown")
    report = checked(tmp_path, text, rules=(RULE,))
    assert [one.id for one in report.findings if one.rule == RULE] == ["expectation-unmet@expert-care@south"]


# --- within a time


@pytest.mark.parametrize(
    ("how", "late"),
    [
        ("responds_within: 6 weeks", False),
        ("responds_within: 43 days", True),
        ("responds_within: {routine: 60 days, urgent: 2 weeks, very-urgent: 60 days, emergency: 60 days}", False),
        # In an emergency talking therapy is not enough, so that nobody is supported by it then.
        ("responds_within: {routine: 60 days, urgent: 60 days, very-urgent: 60 days, emergency: 2 weeks}", True),
    ],
)
def test_it_has_to_begin_within_the_time_of_being_referred(tmp_path: Path, how: str, late: bool) -> None:
    assert ids(found(tmp_path, RULE, pledge(how=how))) == ["expectation-unmet@rapid-talking-therapy"] * late


def test_a_response_time_that_nobody_has_written_down_is_a_question_and_no_finding(tmp_path: Path) -> None:
    report = checked(tmp_path, pledge(how="shares: []"), rules=(RULE,))
    assert [one.id for one in report.findings if one.rule == RULE] == []
    told = state(report, "rapid-talking-therapy")
    assert (told.state, told.questions) == ("cannot tell", 1)
    bears = [one.id for one in report.questions if "rapid-talking-therapy" in one.bears_on]
    assert bears == ["responds-within@therapy"]


# --- what the map does not say


def test_offers_that_nobody_has_written_down_are_a_question_and_no_finding(tmp_path: Path) -> None:
    report = checked(tmp_path, pledge("supports: {requires: [perinatal], excludes: []}"), rules=(RULE,))
    assert [one.id for one in report.findings if one.rule == RULE] == []
    assert state(report, "expert-care").state == "cannot tell"
    assert "expert-care" in next(one for one in report.questions if one.id == "offers@team").bears_on
    assert "offers@team" in questions(report)


def test_in_a_map_without_such_people_nothing_is_evidenced_and_it_says_so(tmp_path: Path) -> None:
    report = checked(
        tmp_path,
        pledge(who="{ages: 18-45, needs: [mental-illness]}").replace("requires: [perinatal], ", ""),
        rules=(RULE,),
    )
    told = state(report, "expert-care")
    assert (told.state, told.rules, told.evidenced) == ("not evidenced", 1, 0)
    assert told.note == "the map is for nobody whom it is about (pregnant or with a new baby)"


def test_in_a_map_without_such_needs_nothing_is_evidenced(tmp_path: Path) -> None:
    report = checked(
        tmp_path, pledge(who="{ages: 18-45, needs: [substance-use], circumstances: [perinatal]}"), rules=(RULE,)
    )
    assert state(report, "expert-care").state == "not evidenced"
    assert state(report, "family-supported").state == "kept"


def test_a_map_whose_framework_expects_nothing_is_asked_nothing(tmp_path: Path) -> None:
    text = (
        pledge()
        .replace(", perinatal-pledge]", "]")
        .replace("[preconception-advice, family-support, mother-and-baby-bed]", "[bed]")
        .replace("[talking-therapy]", "[treatment]")
    )
    assert ids(found(tmp_path, RULE, text)) == []


# --- against what people can get at each door, minute by minute

MIXED = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: "Mon-Fri 09:00-12:00",
       supports: {ages: 40+}, offers: [preconception-advice]}
  line: {name: Line, provider: listening, kind: helpline, open_to: public, hours: unknown,
         contact: {phone: "01632 960002"},
         supports: {localities: [north]}, offers: [family-support, listening]}
  team: {name: Team, provider: nhs, kind: perinatal-service, hours: "Tue 10:00-11:00",
         supports: [{requires: [perinatal], localities: [south], excludes: []}, {ages: 30+}]}
  unit: {name: Unit, provider: nhs, kind: inpatient, hours: 24/7, supports: {ages: 18-29},
         offers: [mother-and-baby-bed]}
transfers:
  - {from: gp, to: team, by: referral, for: {ages: 20+}}
  - {from: gp, to: unit, by: call-transfer, for: {urgency: urgent or above}}
  - {from: line, to: unit, by: warm-handover, hours: "Sun 03:00-04:00"}
"""


@pytest.mark.parametrize("reading", list(Reading))
def test_it_is_who_has_none_of_it_among_their_options_at_any_minute(tmp_path: Path, reading: Reading) -> None:
    who = "ages: 15-45, needs: [mental-illness, distress], localities: [north, south]"
    who = f"{{{who}, circumstances: [perinatal, no-phone]}}"
    path = tmp_path / "eastglen.pathway.yaml"
    path.write_text(small(MIXED, people=who, area=PLEDGE), encoding="utf-8")
    map_ = load_map(path).map
    assert map_ is not None
    asked = Pathway(map_, ON).asked(reading)
    names = []
    for principle, expects in expectations(map_):
        if expects.kinds or expects.within is not None:
            continue
        names.append(principle.id)
        about = asked_about(asked.population, principle)
        assert asked.never_coming[principle.id] == without_options(asked, map_, expects.offers, about), principle.id
    assert names == ["advice-before-and-in-pregnancy", "family-supported", "parents-supported"]
    assert any(asked.never_coming.values())


def without_options(asked: Asked, map_: Map, offers: tuple[str, ...], about: int) -> int:
    """The classes of people none of whom has any of these among their options, asked one class at a time."""
    having = {
        number
        for offer, there in asked.options.somewhere.items()
        if offer in offers
        for number in asked.population.classes(there.classes() & about)
    }
    alike: dict[object, list[int]] = {}
    for number in asked.population.classes(about):
        cell = asked.population.cell(number)
        alike.setdefault((cell.ages, cell.localities, cell.variants), []).append(number)
    return sum(1 << number for numbers in alike.values() if not having & set(numbers) for number in numbers)


def test_where_there_is_no_door_nobody_has_written_down_how_anybody_comes_to_anything(tmp_path: Path) -> None:
    text = pledge().replace("open_to: public", "open_to: professionals")
    assert ids(found(tmp_path, RULE, text)) == []
