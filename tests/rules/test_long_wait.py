"""Waits over the standard for the urgency, worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from .checking import ADULTS, found, ids, only, people, small, weekly

RULE = "long-wait"
REFERRED = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7, door_for: {urgency: URGENCY}}
  team: {name: Team, provider: nhs, kind: crisis-team, hours: Mon-Fri 09:00-17:00, supports: {excludes: []},
         offers: [assessment], responds_within: RESPONSE}
transfers:
  - {from: gp, to: team, by: referral}
"""


def referred(urgency: str, response: str = "0 min") -> str:
    return small(REFERRED.replace("URGENCY", urgency).replace("RESPONSE", response))


@pytest.mark.parametrize(
    ("urgency", "words", "hours"),
    [
        # The team opens at nine. Longer than an hour before that is a long wait, and so on.
        ("emergency", ("Mon-Thu 17:00-08:00", "Fri 17:00 to Mon 08:00"), 4 * 15 + 63.0),
        ("very-urgent", ("Mon-Thu 17:00-05:00", "Fri 17:00 to Mon 05:00"), 4 * 12 + 60.0),
        # From Friday at five until 24 hours before Monday at nine.
        ("urgent", ("Fri 17:00 to Sun 09:00",), 40.0),
    ],
)
def test_each_urgency_has_its_standard(tmp_path: Path, urgency: str, words: tuple[str, ...], hours: float) -> None:
    finding = only(found(tmp_path, RULE, referred(urgency)))
    assert finding.id == "long-wait@gp" and finding.severity == "warning"
    assert weekly(finding) == (words, hours)
    assert people(finding) == ((urgency.replace("-", " "),), ADULTS // 4)


def test_no_wait_for_an_opening_within_the_week_is_too_long_at_routine(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, referred("routine"))) == []
    finding = only(found(tmp_path, RULE, referred("routine", "8 days")))
    assert weekly(finding) == (("at any time",), 168.0)


def test_a_wait_of_exactly_the_standard_keeps_it(tmp_path: Path) -> None:
    door = """
    services:
      line: {name: Line, provider: nhs, kind: helpline, open_to: public, hours: 24/7, supports: {excludes: []},
             offers: [assessment], responds_within: RESPONSE}
    """
    standard = "{emergency: 1 h, very-urgent: 4 h, urgent: 24 h, routine: 7 days}"
    assert ids(found(tmp_path, RULE, small(door.replace("RESPONSE", standard)))) == []
    longer = "{emergency: 61 min, very-urgent: 241 min, urgent: 1441 min, routine: 10081 min}"
    finding = only(found(tmp_path, RULE, small(door.replace("RESPONSE", longer))))
    assert people(finding) == (("everyone",), ADULTS)


def test_the_standards_are_settings(tmp_path: Path) -> None:
    stricter = "rules: {long-wait: {urgent: 12 h}}"
    finding = only(found(tmp_path, RULE, referred("urgent"), settings=stricter))
    # From five until nine in the evening, and over the weekend until nine on Sunday evening.
    assert weekly(finding) == (("Mon-Thu 17:00-21:00", "Fri 17:00 to Sun 21:00"), 4 * 4 + 52.0)
    laxer = "rules: {long-wait: {very-urgent: 3 days}}"
    assert ids(found(tmp_path, RULE, referred("very-urgent"), settings=laxer)) == []


def test_what_transfers_take_is_part_of_the_wait(tmp_path: Path) -> None:
    text = small(
        """
        services:
          line: {name: Line, provider: nhs, kind: helpline, open_to: public, hours: 24/7}
          hub: {name: Hub, provider: nhs, kind: call-handling, hours: 24/7}
          unit: {name: Unit, provider: nhs, kind: assessment-unit, hours: 24/7, supports: {excludes: []},
                 offers: [assessment]}
        transfers:
          - {from: line, to: hub, by: call-transfer, takes: 20 min}
          - {from: hub, to: unit, by: visit, takes: LAST}
        """
    )
    assert ids(found(tmp_path, RULE, text.replace("LAST", "40 min"))) == []
    finding = only(found(tmp_path, RULE, text.replace("LAST", "41 min")))
    assert people(finding) == (("emergency",), ADULTS // 4)


def test_a_response_on_the_next_working_day_is_long_at_the_weekend(tmp_path: Path) -> None:
    """Referred on Friday between nine and five: the next working day is Monday, at nine."""
    finding = only(found(tmp_path, RULE, referred("urgent", "next working day")))
    # From Friday 00:00 (the next working day after a Friday is Monday) until Sunday 09:00, 24 hours before.
    assert weekly(finding) == (
        ("Mon-Thu 00:00-09:00", "Fri 00:00 to Sun 09:00"),
        4 * 9 + 57.0,
    )


def test_people_who_are_not_helped_do_not_wait(tmp_path: Path) -> None:
    text = referred("urgent").replace("by: referral", "by: call-transfer")
    assert ids(found(tmp_path, RULE, text)) == []


def test_a_sender_in_the_middle_that_holds_people_until_they_are_sent_is_cut_for(tmp_path: Path) -> None:
    """Where rules watch a service that is no door, days are cut where the ways on from it end in support, too."""
    text = small("""
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
  team: {name: Team, provider: nhs, kind: crisis-team, hours: Mon-Fri 09:00-17:00}
  ward: {name: Ward, provider: nhs, kind: inpatient, hours: Mon-Fri 09:00-17:00, supports: {excludes: []},
         offers: [assessment]}
transfers:
  - {from: gp, to: team, by: referral}
  - {from: team, to: ward, by: call-transfer, holds_until: sent, responds_within: 25 min}
""")
    finding = only(found(tmp_path, RULE, text))
    assert finding.id == "long-wait@gp"
    assert weekly(finding)[1] > 100
