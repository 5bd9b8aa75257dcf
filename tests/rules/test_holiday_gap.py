"""Support that is lost on holidays only, with nothing else there."""

from __future__ import annotations

from pathlib import Path

from .checking import ADULTS, checked, found, ids, only, people, questions, small, weekly

RULE = "holiday-gap"
SCOTLAND = "calendar: scotland"
CENTRE = """
services:
  centre: {name: Walk-in centre, provider: nhs, kind: crisis-space, open_to: public, hours: HOURS,
           supports: {excludes: []}, offers: [assessment]HOLIDAYS}
"""
LINE = (
    "  line: {name: Line, provider: nhs, kind: helpline, hours: LINE, supports: {excludes: []}, offers: [assessment]}"
)


def centre(holidays: str = ", holidays: closed", hours: str = "Mon-Fri 09:00-17:00") -> str:
    return CENTRE.replace("HOURS", hours).replace("HOLIDAYS", holidays)


def dates(folder: Path, text: str) -> list[str]:
    finding = only(found(folder, RULE, text))
    assert finding.extent is not None
    return [day.isoformat() for day in finding.extent.dates]


def test_it_is_about_the_holidays_on_which_the_service_would_be_open(tmp_path: Path) -> None:
    text = small(centre(), area=SCOTLAND)
    finding = only(found(tmp_path, RULE, text))
    assert finding.id == "holiday-gap@centre" and finding.severity == "warning"
    # Saint Andrew's Day, Christmas Day and a day for Boxing Day, the New Year's two (the second in lieu), Good
    # Friday, two in May, one in August. Boxing Day and 2 January fall on a Saturday.
    assert dates(tmp_path, text) == [
        "2026-11-30",
        "2026-12-25",
        "2026-12-28",
        "2027-01-01",
        "2027-01-04",
        "2027-03-26",
        "2027-05-03",
        "2027-05-31",
        "2027-08-02",
    ]
    when, hours = weekly(finding)
    assert when[0] == "30 Nov 2026 09:00-17:00" and hours == 0.0
    assert people(finding) == (("everyone",), ADULTS)


def test_a_service_of_the_weekend_is_lost_on_holidays_at_the_weekend(tmp_path: Path) -> None:
    text = small(centre(hours="Sat 10:00-16:00"), area=SCOTLAND)
    assert dates(tmp_path, text) == ["2026-12-26", "2027-01-02"]


def test_local_holidays_have_a_policy_of_their_own(tmp_path: Path) -> None:
    text = small(
        centre(", holidays: {public: as usual, local: closed}"),
        area=f"{SCOTLAND}, local_holidays: [2027-02-01, 2027-03-26]",
    )
    # Good Friday is both, and follows the policy for public holidays.
    assert dates(tmp_path, text) == ["2027-02-01"]


def test_a_day_on_which_services_work_as_usual_is_no_holiday(tmp_path: Path) -> None:
    area = f"{SCOTLAND}, not_holidays: [2026-11-30]"
    assert dates(tmp_path, small(centre(), area=area))[0] == "2026-12-25"


def test_hours_on_holidays_are_lost_only_in_part(tmp_path: Path) -> None:
    text = small(centre(", holidays: 10:00-16:00"), area=SCOTLAND)
    assert weekly(only(found(tmp_path, RULE, text)))[0][0] == "30 Nov 2026 09:00-10:00, 16:00-17:00"


def test_a_policy_that_is_not_stated_gives_a_question_and_no_finding(tmp_path: Path) -> None:
    text = small(centre(""), area=SCOTLAND)
    assert ids(found(tmp_path, RULE, text)) == []
    report = checked(tmp_path, text)
    [question] = [one for one in report.questions if one.id == "holidays@centre"]
    assert question.settles.situations == ADULTS * 9 * 8 * 60
    assert "holidays@centre" in questions(report)


def test_other_help_through_the_same_door_is_help(tmp_path: Path) -> None:
    to_line = "transfers:\n  - {from: centre, to: line, by: BY, when: closed}"
    at_once = small(centre(), LINE.replace("LINE", "24/7"), to_line.replace("BY", "call-transfer"), area=SCOTLAND)
    assert ids(found(tmp_path, RULE, at_once)) == []
    later = small(
        centre(),
        LINE.replace("LINE", "Wed 09:00-17:00, holidays: as usual"),
        to_line.replace("BY", "referral"),
        area=SCOTLAND,
    )
    assert ids(found(tmp_path, RULE, later)) == []


def test_a_service_behind_a_door_is_named_and_not_the_door(tmp_path: Path) -> None:
    text = small(
        "services:\n  gp: {name: GP, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}",
        LINE.replace("LINE", "daily 09:00-17:00, holidays: closed"),
        "transfers:\n  - {from: gp, to: line, by: call-transfer}",
        area=SCOTLAND,
    )
    assert ids(found(tmp_path, RULE, text)) == ["holiday-gap@line"]
