"""People whom no door helps at a time."""

from __future__ import annotations

from pathlib import Path

from .checking import ADULTS, checked, found, ids, only, people, questions, small, weekly

DAY = """
services:
  day: {name: Day centre, provider: nhs, kind: crisis-space, open_to: public, hours: daily 09:00-17:00,
        supports: {excludes: []}, offers: [assessment]}
"""
NIGHT = """
  night: {name: Night line, provider: listening, kind: helpline, open_to: public, hours: daily 17:00-08:00,
          supports: SUPPORTS, offers: [assessment]}
"""


def test_it_is_about_the_times_that_every_door_leaves_open(tmp_path: Path) -> None:
    finding = only(found(tmp_path, "nobody-to-turn-to", small(DAY, NIGHT.replace("SUPPORTS", "{excludes: []}"))))
    assert finding.id == "nobody-to-turn-to@eastglen" and finding.severity == "error"
    assert weekly(finding) == (("daily 08:00-09:00",), 7.0)
    assert people(finding) == (("everyone",), ADULTS)
    assert finding.message == "For anyone, there is no help through any door in Eastglen – daily 08:00-09:00."


def test_a_door_that_is_for_others_does_not_count(tmp_path: Path) -> None:
    text = small(
        DAY.replace("daily 09:00-17:00", "24/7, door_for: {ages: 12-17}"),
        people="{ages: 12+, needs: [distress]}",
    )
    assert people(only(found(tmp_path, "nobody-to-turn-to", text))) == (("aged 18 and over",), ADULTS)


def test_to_be_told_where_to_go_is_not_to_be_helped(tmp_path: Path) -> None:
    """By night the signpost leads to a door that opens at nine: nobody takes these people on."""
    text = small(
        DAY,
        "  line: {name: Line, provider: listening, kind: helpline, open_to: public, hours: 24/7}",
        "transfers:\n  - {from: line, to: day, by: signpost}",
    )
    finding = only(found(tmp_path, "nobody-to-turn-to", text))
    assert weekly(finding) == (("daily 17:00-09:00",), 112.0)


def test_help_that_comes_later_is_help(tmp_path: Path) -> None:
    text = small(
        DAY,
        "  line: {name: Line, provider: listening, kind: helpline, open_to: public, hours: 24/7}",
        "transfers:\n  - {from: line, to: day, by: referral}",
    )
    assert ids(found(tmp_path, "nobody-to-turn-to", text)) == []


def test_what_a_shut_door_passes_on_counts(tmp_path: Path) -> None:
    text = small(
        DAY,
        "  ward: {name: Ward, provider: nhs, kind: inpatient, hours: 24/7, supports: {excludes: []}, offers: [bed]}",
        "transfers:\n  - {from: day, to: ward, by: call-transfer, when: closed}",
    )
    assert ids(found(tmp_path, "nobody-to-turn-to", text)) == []


def test_exclusions_that_are_not_stated_are_a_question(tmp_path: Path) -> None:
    text = small(
        DAY.replace("daily 09:00-17:00", "24/7").replace("{excludes: []}", "{ages: 18-64}"),
        people="{ages: 18+, needs: [distress], circumstances: [intoxicated]}",
    )
    finding = only(found(tmp_path, "nobody-to-turn-to", text))
    assert people(finding) == (("aged 65 and over",), 46 * 4 * 2)
    assert questions(checked(tmp_path, text))["excludes@day"] == 168.0
