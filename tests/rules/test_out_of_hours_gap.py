"""What can always be had in hours, and not out of hours."""

from __future__ import annotations

from pathlib import Path

from .checking import ADULTS, found, ids, only, people, small, weekly

RULE = "out-of-hours-gap"
OUT_OF_HOURS = ("Mon-Thu 17:00-09:00", "Fri 17:00 to Mon 09:00")

LINE = """
services:
  line: {name: Line, provider: listening, kind: helpline, open_to: public, hours: 24/7,
         supports: {excludes: []}, offers: [listening]}
  team: {name: Team, provider: nhs, kind: community-team, hours: HOURS, supports: {excludes: []},
         offers: [assessment, treatment]EXTRA}
transfers:
  - {from: line, to: team, by: BY}
"""
SHOP = """
services:
  shop: {name: Shop, provider: listening, kind: community-support, open_to: public, hours: Mon-Fri 09:00-17:00,
         supports: {excludes: []}, offers: [listening, practical-help]}
  night: {name: Night line, provider: nhs, kind: helpline, open_to: public, hours: 24/7,
          supports: {excludes: []}, offers: [listening]}
"""


def line(by: str, hours: str = "Mon-Fri 09:00-17:00", extra: str = "") -> str:
    return LINE.replace("HOURS", hours).replace("BY", by).replace("EXTRA", extra)


def test_what_is_there_in_hours_alone_is_missing_out_of_hours(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, small(line("call-transfer"))))
    assert finding.id == "out-of-hours-gap@line" and finding.severity == "warning"
    assert weekly(finding) == (OUT_OF_HOURS, 128.0)
    assert people(finding) == (("everyone",), ADULTS)
    assert finding.message == (
        "Through Line, what anyone can always have in hours is missing out of hours (assessment, treatment) – "
        "Mon-Thu 17:00-09:00, Fri 17:00 to Mon 09:00."
    )


def test_a_referral_that_is_taken_up_later_is_an_option(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, small(line("referral")))) == []


def test_what_is_not_there_at_every_in_hours_minute_is_not_missed_out_of_hours(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, small(line("call-transfer", "Mon-Fri 09:01-17:00")))) == []


def test_in_hours_are_what_the_area_says(tmp_path: Path) -> None:
    """With hours from ten to four, the team's hour before and after is out of hours, and there."""
    text = small(line("call-transfer"), area="calendar: none, in_hours: Mon-Fri 10:00-16:00")
    assert weekly(only(found(tmp_path, RULE, text))) == (OUT_OF_HOURS, 128.0)
    text = small(line("call-transfer"), area="calendar: none, in_hours: Mon-Fri 08:00-17:00")
    assert ids(found(tmp_path, RULE, text)) == []


def test_holidays_are_out_of_hours(tmp_path: Path) -> None:
    text = small(line("call-transfer", extra=", holidays: closed"), area="calendar: scotland")
    finding = only(found(tmp_path, RULE, text))
    assert finding.extent is not None and finding.extent.hours_per_week == 128.0
    assert [day.isoformat() for day in finding.extent.dates][:2] == ["2026-11-30", "2026-12-25"]
    assert "30 Nov 2026" in finding.extent.when


def test_a_shut_door_is_asked_about_only_if_it_passes_people_on(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, small(SHOP))) == []
    text = small(SHOP, "transfers:\n  - {from: shop, to: night, by: call-transfer, when: closed}")
    finding = only(found(tmp_path, RULE, text))
    assert weekly(finding) == (OUT_OF_HOURS, 128.0)
    assert "(practical help)" in finding.message


def test_what_a_message_on_the_answerphone_names_counts(tmp_path: Path) -> None:
    text = small(SHOP, "transfers:\n  - {from: shop, to: night, by: signpost, when: closed}")
    assert "(practical help)" in only(found(tmp_path, RULE, text)).message
    both = text.replace("offers: [listening]}", "offers: [listening, practical-help]}")
    assert ids(found(tmp_path, RULE, both)) == []


def test_a_signpost_from_an_open_door_does_not_count(tmp_path: Path) -> None:
    text = small(
        line("call-transfer"),
        "  - {id: told, from: line, to: team, by: signpost}",
    ).replace("community-team,", "community-team, open_to: public,")
    assert ids(found(tmp_path, RULE, text)) == ["out-of-hours-gap@line"]
