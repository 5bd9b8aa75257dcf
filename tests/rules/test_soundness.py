"""Whether the map itself makes sense."""

from __future__ import annotations

from pathlib import Path

import pytest

from .checking import found, ids, only, small

LINE = """
services:
  line: {name: Line, provider: listening, kind: helpline, open_to: public, hours: 24/7, supports: {excludes: []},
         offers: [assessment]}
"""
TEAM = (
    "  team: {name: Team, provider: nhs, kind: crisis-team, hours: 24/7, supports: {excludes: []}, offers: [treatment]}"
)
NURSE = "  nurse: {name: Nurse, provider: nhs, kind: liaison, hours: NURSE}"


class TestNoPublicDoor:
    @pytest.mark.parametrize("status", ["planned", "paused", "needed", "closed"])
    def test_a_door_that_does_not_run_is_none(self, tmp_path: Path, status: str) -> None:
        text = small(LINE.replace("open_to: public,", f"open_to: public, status: {status},"))
        assert ids(found(tmp_path, "no-public-door", text)) == ["no-public-door@eastglen"]

    def test_a_pilot_runs(self, tmp_path: Path) -> None:
        text = small(LINE.replace("open_to: public,", "open_to: public, status: pilot,"))
        assert ids(found(tmp_path, "no-public-door", text)) == []


class TestUnreachableService:
    RULE = "unreachable-service"

    def advised(self, transfer: str, nurse: str = "24/7") -> str:
        return small(LINE, TEAM, NURSE.replace("NURSE", nurse), "transfers:", f"  - {transfer}")

    def test_a_clinician_who_advises_is_reached(self, tmp_path: Path) -> None:
        assert ids(found(tmp_path, self.RULE, self.advised("{from: line, to: nurse, by: advice}"))) == []

    def test_advice_about_people_who_never_come_reaches_nobody(self, tmp_path: Path) -> None:
        text = self.advised("{from: team, to: nurse, by: advice}")
        assert ids(found(tmp_path, self.RULE, text)) == ["unreachable-service@nurse", "unreachable-service@team"]

    def test_advice_from_somebody_who_is_never_there_reaches_nobody(self, tmp_path: Path) -> None:
        text = self.advised("{from: line, to: nurse, by: advice}", nurse="closed")
        assert ids(found(tmp_path, self.RULE, text)) == ["unreachable-service@nurse"]

    def test_it_may_be_open_when_nobody_knows_when(self, tmp_path: Path) -> None:
        text = self.advised("{from: line, to: nurse, by: advice}", nurse="unknown")
        assert ids(found(tmp_path, self.RULE, text)) == []

    def test_conditions_on_the_way_may_keep_everybody_out(self, tmp_path: Path) -> None:
        text = self.advised("{from: line, to: team, by: referral, for: {ages: 0-17}}")
        assert ids(found(tmp_path, self.RULE, text)) == ["unreachable-service@team"]

    def test_a_signpost_leads_to_public_services_alone(self, tmp_path: Path) -> None:
        text = self.advised("{from: line, to: team, by: signpost}")
        assert ids(found(tmp_path, self.RULE, text)) == ["unreachable-service@team"]

    def test_a_planned_service_need_not_be_reached(self, tmp_path: Path) -> None:
        text = self.advised("{from: team, to: line, by: referral}").replace(
            "crisis-team,", "crisis-team, status: planned,"
        )
        assert ids(found(tmp_path, self.RULE, text)) == []


class TestIsolatedService:
    def test_advice_links_a_service(self, tmp_path: Path) -> None:
        services = (LINE, TEAM, NURSE.replace("NURSE", "24/7"))
        assert ids(found(tmp_path, "isolated-service", small(*services))) == [
            "isolated-service@nurse",
            "isolated-service@team",
        ]
        text = small(*services, "transfers:\n  - {from: team, to: nurse, by: advice}")
        assert ids(found(tmp_path, "isolated-service", text)) == []

    def test_a_service_that_is_only_needed_is_an_idea_to_which_nothing_leads_yet(self, tmp_path: Path) -> None:
        text = small(LINE, TEAM.replace("hours: 24/7", "hours: closed, status: needed"))
        assert ids(found(tmp_path, "isolated-service", text)) == []


class TestNeverUsable:
    RULE = "never-usable"

    def test_a_service_that_is_never_open_is_found_with_what_leads_there(self, tmp_path: Path) -> None:
        text = small(LINE, TEAM.replace("hours: 24/7", "hours: 24/7, valid_until: 2026-11-15"))
        assert ids(found(tmp_path, self.RULE, text)) == ["never-usable@team"]
        text += "transfers:\n  - {from: line, to: team, by: call-transfer}\n"
        assert ids(found(tmp_path, self.RULE, text)) == ["never-usable@line-to-team", "never-usable@team"]

    def test_the_last_day_counts(self, tmp_path: Path) -> None:
        text = small(LINE, TEAM.replace("hours: 24/7", "hours: 24/7, valid_until: 2026-11-16"))
        assert ids(found(tmp_path, self.RULE, text)) == []

    @pytest.mark.parametrize(
        ("transfer", "usable"),
        [
            ("by: call-transfer", False),
            ("by: referral", True),
            ("by: call-transfer, when: closed", True),
            ("by: referral, valid_until: 2026-11-15", False),
            ("by: referral, hours: Sat 10:00-12:00", False),
        ],
    )
    def test_a_transfer_needs_a_time_at_which_it_can_be_made(self, tmp_path: Path, transfer: str, usable: bool) -> None:
        """The line is open by day and the team by night."""
        text = small(
            LINE.replace("hours: 24/7", "hours: Mon-Fri 09:00-17:00"),
            TEAM.replace("hours: 24/7", "hours: Mon-Thu 17:00-09:00"),
            f"transfers:\n  - {{from: line, to: team, {transfer}}}",
        )
        assert ids(found(tmp_path, self.RULE, text)) == ([] if usable else ["never-usable@line-to-team"])

    def test_hours_that_nobody_knows_are_not_never(self, tmp_path: Path) -> None:
        assert ids(found(tmp_path, self.RULE, small(LINE, TEAM.replace("hours: 24/7", "hours: unknown")))) == []

    def test_a_planned_service_is_not_asked(self, tmp_path: Path) -> None:
        text = small(LINE, TEAM.replace("hours: 24/7", "hours: 24/7, status: planned"))
        assert ids(found(tmp_path, self.RULE, text)) == []


class TestImpossibleCondition:
    RULE = "impossible-condition"

    def test_the_block_that_nobody_meets_is_pointed_to(self, tmp_path: Path) -> None:
        text = small(
            """
            services:
              line: {name: Line, provider: listening, kind: helpline, open_to: public, hours: 24/7,
                     supports: [{ages: 18+, excludes: []},
                                {ages: 0-17, excludes: []}]}
            """
        )
        finding = only(found(tmp_path, self.RULE, text))
        assert finding.id == "impossible-condition@line"
        assert finding.message == "Line: nobody among the people of this map meets a condition of `supports`."
        second = 1 + next(i for i, line in enumerate(text.splitlines()) if "ages: 0-17" in line)
        assert [place.place.line for place in finding.places] == [second]

    @pytest.mark.parametrize(
        "condition",
        ["{needs: [self-harm]}", "{ages: 0-17}", "{requires: [intoxicated]}", "{requires: [left-school]}"],
    )
    def test_every_part_of_a_condition_can_keep_everybody_out(self, tmp_path: Path, condition: str) -> None:
        """Nobody in this map is intoxicated, and nobody of 18 or more is a school leaver of 16 or 17."""
        transfers = f"transfers:\n  - {{from: line, to: team, by: referral, for: {condition}}}"
        text = small(LINE, TEAM, transfers, people="{ages: 18+, needs: [distress], circumstances: [left-school]}")
        assert ids(found(tmp_path, self.RULE, text)) == ["impossible-condition@line-to-team"]

    def test_a_door_can_be_for_nobody(self, tmp_path: Path) -> None:
        text = small(LINE.replace("open_to: public,", "open_to: public, door_for: {ages: 0-17},"))
        assert ids(found(tmp_path, self.RULE, text)) == ["impossible-condition@line"]


def test_an_agreement_that_a_transfer_names_is_used(tmp_path: Path) -> None:
    agreements = """
    agreements:
      one: {name: One, parties: [nhs, listening], covers: [identity]}
      two: {name: Two, parties: [nhs, listening], covers: [identity]}
    """
    transfer = "transfers:\n  - {from: line, to: team, by: referral, shares: [identity], agreement: one}"
    finding = only(found(tmp_path, "unused-agreement", small(LINE, TEAM, agreements, transfer)))
    assert (finding.id, finding.severity) == ("unused-agreement@two", "note")
