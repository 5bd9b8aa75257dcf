"""Ages that fall between services, and support that ends at an age."""

from __future__ import annotations

from pathlib import Path

from .checking import checked, found, ids, only, people, questions, small, weekly

AGES = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
  young: {name: Young team, provider: nhs, kind: children-service, hours: 24/7,
          supports: {YOUNG, excludes: []}, offers: [assessment, listening]}
  grown: {name: Grown team, provider: nhs, kind: crisis-team, hours: Mon 09:00-17:00,
          supports: {GROWN, excludes: []}, offers: [assessment]}
transfers:
  - {from: gp, to: young, by: call-transfer}
  - {from: gp, to: grown, by: call-transfer}
"""


def ages(young: str, grown: str, *more: str, people: str = "{ages: 5+, needs: [distress]}") -> str:
    return small(AGES.replace("YOUNG", young).replace("GROWN", grown) + "".join(more), people=people)


def test_the_ages_between_are_found_at_all_times(tmp_path: Path) -> None:
    finding = only(found(tmp_path, "age-gap", ages("ages: 0-15", "ages: 18+")))
    assert finding.id == "age-gap@distress" and finding.severity == "error"
    assert people(finding) == (("aged 16-17",), 2 * 4)
    assert weekly(finding) == (("at any time",), 168.0)
    assert "assessment" in finding.message and "listening" not in finding.message


def test_ages_at_either_end_are_not_between(tmp_path: Path) -> None:
    assert ids(found(tmp_path, "age-gap", ages("ages: 12-17", "ages: 18-64"))) == []


def test_that_somebody_of_that_age_has_it_at_some_time_is_enough(tmp_path: Path) -> None:
    text = ages("ages: 0-15", "ages: 18+", people="{ages: 5+, needs: [distress], circumstances: [left-school]}")
    text = text.replace(
        "{ages: 18+, excludes: []}", "[{ages: 18+, excludes: []}, {ages: 16-17, requires: [left-school], excludes: []}]"
    )
    assert ids(found(tmp_path, "age-gap", text)) == []


def test_a_gap_at_one_urgency_is_one(tmp_path: Path) -> None:
    text = ages("ages: 0-15", "OTHERS")
    others = "[{ages: 18+, excludes: []}, {ages: 16-17, urgency: routine, excludes: []}]"
    finding = only(found(tmp_path, "age-gap", text.replace("{OTHERS, excludes: []}", others)))
    assert people(finding) == (("aged 16-17, urgent or above",), 2 * 3)


def test_a_service_of_which_nobody_has_said_what_it_offers_may_offer_it(tmp_path: Path) -> None:
    between = (
        "  between: {name: Between, provider: nhs, kind: crisis-team, hours: 24/7,\n"
        "            supports: {ages: 16-17, excludes: []}}\n"
    )
    text = ages("ages: 0-15", "ages: 18+").replace(
        "transfers:\n", f"{between}transfers:\n  - {{from: gp, to: between, by: call-transfer}}\n"
    )
    assert ids(found(tmp_path, "age-gap", text)) == []
    assert "offers@between" in questions(checked(tmp_path, text, rules=("age-gap",)))


TRANSITION = ("ages: 0-17", "ages: 18+")


def test_support_that_ends_where_no_way_leads_on_is_found(tmp_path: Path) -> None:
    finding = only(found(tmp_path, "no-transition", ages(*TRANSITION)))
    assert finding.id == "no-transition@young" and finding.severity == "warning"
    assert "distress (up to 17)" in finding.message and "Grown team" in finding.message
    assert finding.extent is None


def test_a_way_for_the_next_age_is_enough_and_may_go_by_another_service(tmp_path: Path) -> None:
    on = "  - {from: young, to: gp, by: referral, for: {ages: 18+}}\n"
    assert ids(found(tmp_path, "no-transition", ages(*TRANSITION, on))) == []


def test_a_way_for_those_who_are_still_too_young_is_not(tmp_path: Path) -> None:
    on = "  - {from: young, to: grown, by: referral, for: {ages: 0-17}}\n"
    assert ids(found(tmp_path, "no-transition", ages(*TRANSITION, on))) == ["no-transition@young"]
    on = "  - {from: young, to: grown, by: signpost}\n"
    assert ids(found(tmp_path, "no-transition", ages(*TRANSITION, on))) == ["no-transition@young"]


def test_where_nobody_supports_the_next_age_there_is_nothing_to_reach(tmp_path: Path) -> None:
    assert ids(found(tmp_path, "no-transition", ages("ages: 0-17", "ages: 20+"))) == []


def test_support_that_goes_on_under_another_condition_has_not_ended(tmp_path: Path) -> None:
    text = ages("ages: 0-17", "ages: 18+").replace(
        "{ages: 0-17, excludes: []}", "[{ages: 0-17, excludes: []}, {ages: 18-24, excludes: []}]"
    )
    text = text.replace("ages: 18+", "ages: 18-24")
    assert ids(found(tmp_path, "no-transition", text)) == []


def test_helplines_are_not_asked(tmp_path: Path) -> None:
    text = ages(*TRANSITION).replace("kind: children-service", "kind: helpline")
    assert ids(found(tmp_path, "no-transition", text)) == []
    settings = "rules: {no-transition: {left_aside: []}}"
    assert ids(found(tmp_path, "no-transition", text, settings=settings)) == ["no-transition@young"]


def test_a_need_of_which_only_one_reading_says_so_is_not_named(tmp_path: Path) -> None:
    """Nobody knows when the team that would take those in distress is open: for self-harm there is surely no way."""
    text = ages(
        *TRANSITION, "  - {from: young, to: other, by: referral}\n", people="{ages: 5+, needs: [distress, self-harm]}"
    )
    other = (
        "  other: {name: Other team, provider: nhs, kind: crisis-team, hours: unknown,\n"
        "          supports: {needs: [distress], excludes: []}}\n"
    )
    text = text.replace("transfers:\n", f"{other}transfers:\n")
    finding = only(found(tmp_path, "no-transition", text))
    assert "self-harm (up to 17)" in finding.message and "distress" not in finding.message
