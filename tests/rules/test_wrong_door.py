"""An open door that leads nowhere, and nothing else."""

from __future__ import annotations

from pathlib import Path

from .checking import ADULTS, checked, found, ids, only, people, questions, small, weekly

GP = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: Mon-Fri 09:00-17:00}
"""
TEAM = """
  team: {name: Team, provider: nhs, kind: crisis-team, hours: HOURS, supports: {excludes: []}, offers: [treatment]}
"""


def test_a_door_is_wrong_only_while_it_is_open(tmp_path: Path) -> None:
    finding = only(found(tmp_path, "wrong-door", small(GP)))
    assert finding.id == "wrong-door@gp" and finding.severity == "error"
    assert weekly(finding) == (("Mon-Fri 09:00-17:00",), 40.0)
    assert people(finding) == (("everyone",), ADULTS)
    assert finding.message == (
        "GP practice, though open, neither helps anyone nor passes them on to anybody who can – Mon-Fri 09:00-17:00."
    )
    assert [cause.cause for cause in finding.because] == ["no-transfer"]


def test_it_is_wrong_for_as_long_as_the_way_on_is_shut(tmp_path: Path) -> None:
    text = small(
        GP,
        TEAM.replace("HOURS", "Mon-Fri 09:00-12:00"),
        "transfers:\n  - {from: gp, to: team, by: call-transfer}",
    )
    finding = only(found(tmp_path, "wrong-door", text))
    assert weekly(finding) == (("Mon-Fri 12:00-17:00",), 25.0)
    assert [(cause.cause, cause.service) for cause in finding.because] == [("receiver-shut", "team")]


def test_it_is_asked_only_about_people_whom_the_door_is_for(tmp_path: Path) -> None:
    text = small(GP.replace("open_to: public", "open_to: public, door_for: {ages: 18-25}"))
    assert people(only(found(tmp_path, "wrong-door", text))) == (("aged 18-25",), 8 * 4)


def test_a_signpost_is_enough(tmp_path: Path) -> None:
    text = small(
        GP,
        TEAM.replace("HOURS", "24/7, open_to: public"),
        "transfers:\n  - {from: gp, to: team, by: signpost}",
    )
    assert ids(found(tmp_path, "wrong-door", text)) == []


def test_people_who_cannot_contact_the_door_are_left_with_nothing(tmp_path: Path) -> None:
    text = small(
        """
        services:
          line:
            name: Line
            provider: listening
            kind: helpline
            open_to: public
            hours: 24/7
            supports: {excludes: []}
            offers: [assessment]
            contact: {phone: "01632 960001"}
        """,
        people="{ages: 18+, needs: [distress], circumstances: [no-phone]}",
    )
    finding = only(found(tmp_path, "wrong-door", text))
    assert people(finding) == (("without a phone",), ADULTS)
    assert [cause.cause for cause in finding.because] == ["cannot-contact"]
    assert finding.remedy == "Offer another way to make contact, such as text, web or address (`contact`)."
    unstated = text.replace('    contact: {phone: "01632 960001"}\n', "")
    assert ids(found(tmp_path, "wrong-door", unstated)) == []
    assert "contact@line" in questions(checked(tmp_path, unstated))


def test_help_that_is_not_enough_at_the_urgency_is_no_help(tmp_path: Path) -> None:
    text = small(
        """
        services:
          line: {name: Line, provider: listening, kind: helpline, open_to: public, hours: 24/7,
                 supports: {excludes: []}, offers: [listening]}
        """
    )
    finding = only(found(tmp_path, "wrong-door", text))
    assert people(finding) == (("very urgent or above",), ADULTS // 2)
    assert weekly(finding) == (("at any time",), 168.0)


def test_a_holiday_of_which_nobody_has_said_anything_is_a_question_and_no_finding(tmp_path: Path) -> None:
    report = checked(tmp_path, small(GP, area="calendar: scotland"), rules=("wrong-door",))
    finding = only([one for one in report.findings if one.rule == "wrong-door"])
    assert finding.extent is not None
    assert (finding.extent.when[0], finding.extent.hours_per_week) == ("Mon-Fri 09:00-17:00", 40.0)
    holidays = [day.isoformat() for day in finding.extent.dates]
    assert holidays == [
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
    assert questions(report)["holidays@gp"] == 0.0
