"""What people who are with the police or an ambulance crew can get from there."""

from __future__ import annotations

from pathlib import Path

import pytest

from .checking import ADULTS, found, ids, only, people, small, weekly

MAP = """
services:
  officers: {name: Officers, provider: police, kind: police-response, open_to: public, hours: 24/7OWN}
  team: {name: Team, provider: PROVIDER, kind: crisis-team, hours: Mon-Fri 09:00-17:00, supports: {excludes: []},
         offers: [assessment]}
transfers:
  - {from: officers, to: team, by: BY}
"""
OUT_OF_HOURS = ("Mon-Thu 17:00-09:00", "Fri 17:00 to Mon 09:00")
OWN = ", supports: {excludes: []}, offers: [assessment]"


def with_officers(by: str, *blocks: str, own: str = "", provider: str = "nhs", needs: str = "[distress]") -> str:
    text = MAP.replace("BY", by).replace("OWN", own).replace("PROVIDER", provider)
    return small(text, *blocks, people=f"{{ages: 18+, needs: {needs}}}")


class TestHandingOver:
    RULE = "responders-cannot-hand-over"

    def test_it_is_about_the_hours_in_which_nobody_takes_over(self, tmp_path: Path) -> None:
        finding = only(found(tmp_path, self.RULE, with_officers("warm-handover")))
        assert finding.id == "responders-cannot-hand-over@officers" and finding.severity == "error"
        assert weekly(finding) == (OUT_OF_HOURS, 128.0)
        assert people(finding) == (("everyone",), ADULTS)
        assert finding.message == (
            "For anyone, Officers can find nobody to hand over to straight away – Mon-Thu 17:00-09:00, "
            "Fri 17:00 to Mon 09:00."
        )

    def test_the_responders_own_support_is_left_aside(self, tmp_path: Path) -> None:
        finding = only(found(tmp_path, self.RULE, with_officers("warm-handover", own=OWN)))
        assert weekly(finding) == (OUT_OF_HOURS, 128.0)

    def test_to_be_passed_on_and_come_back_is_no_handover(self, tmp_path: Path) -> None:
        back = "  - {from: team, to: officers, by: call-transfer}"
        text = with_officers("warm-handover", back, own=OWN).replace(
            "supports: {excludes: []},\n         offers", "supports: {ages: 18-64, excludes: []},\n         offers"
        )
        finding = only(found(tmp_path, self.RULE, text))
        assert weekly(finding) == (("at any time",), 168.0)
        assert finding.extent is not None and finding.extent.people_count == ADULTS

    def test_a_referral_is_not_straight_away(self, tmp_path: Path) -> None:
        finding = only(found(tmp_path, self.RULE, with_officers("referral")))
        assert weekly(finding) == (("at any time",), 168.0)

    @pytest.mark.parametrize(
        ("takes", "settings", "hours"),
        [
            ("60 min", "", 128.0),
            ("61 min", "", 168.0),
            ("61 min", "straight_away: 90 min", 128.0),
            ("60 min", "straight_away: 30 min", 168.0),
        ],
    )
    def test_straight_away_is_within_the_hour_or_what_is_set(
        self, tmp_path: Path, takes: str, settings: str, hours: float
    ) -> None:
        text = with_officers(f"conveyance, takes: {takes}")
        assert weekly(only(found(tmp_path, self.RULE, text, settings=settings)))[1] == hours

    def test_a_response_to_which_nobody_comes_is_not_asked_about(self, tmp_path: Path) -> None:
        text = with_officers("warm-handover").replace("open_to: public, ", "")
        assert ids(found(tmp_path, self.RULE, text)) == []


class TestClinicalAdvice:
    RULE = "no-clinical-advice"

    @pytest.mark.parametrize("by", ["advice", "warm-handover", "call-transfer"])
    def test_a_clinician_who_is_there_at_the_time_can_be_asked(self, tmp_path: Path, by: str) -> None:
        finding = only(found(tmp_path, self.RULE, with_officers(by)))
        assert finding.id == "no-clinical-advice@officers" and finding.severity == "warning"
        assert weekly(finding) == (OUT_OF_HOURS, 128.0)

    def test_a_referral_is_no_advice(self, tmp_path: Path) -> None:
        assert weekly(only(found(tmp_path, self.RULE, with_officers("referral")))) == (("at any time",), 168.0)

    def test_a_service_that_is_not_of_the_health_sector_has_no_clinician(self, tmp_path: Path) -> None:
        finding = only(found(tmp_path, self.RULE, with_officers("advice", provider="council")))
        assert weekly(finding) == (("at any time",), 168.0)

    def test_two_lines_add_up(self, tmp_path: Path) -> None:
        night = """
          night: {name: Night nurse, provider: nhs, kind: liaison, hours: NIGHT}
        """.replace("NIGHT", "[Mon-Thu 17:00-09:00, Fri 17:00 to Mon 09:00]")
        text = with_officers("advice").replace("transfers:\n", night.strip("\n ").join(("  ", "\n")) + "transfers:\n")
        text += "  - {from: officers, to: night, by: advice}\n"
        assert ids(found(tmp_path, self.RULE, text)) == []

    def test_an_injury_needs_no_mental_health_clinician(self, tmp_path: Path) -> None:
        both = "[distress, injury-or-overdose]"
        finding = only(found(tmp_path, self.RULE, with_officers("advice", needs=both)))
        assert people(finding) == (("distress",), ADULTS)
        assert ids(found(tmp_path, self.RULE, with_officers("advice", needs="[injury-or-overdose]"))) == []

    def test_advice_for_some_leaves_the_others(self, tmp_path: Path) -> None:
        finding = only(found(tmp_path, self.RULE, with_officers("advice, for: {urgency: urgent or above}")))
        assert people(finding) == (("everyone",), ADULTS)
        text = with_officers("advice, for: {urgency: urgent or above}").replace("Mon-Fri 09:00-17:00", "24/7")
        assert people(only(found(tmp_path, self.RULE, text))) == (("routine",), ADULTS // 4)
