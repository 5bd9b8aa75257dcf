"""What nobody has written down, one finding for each thing that it is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from .checking import checked, found, ids, only, small

RULE = "not-stated"
FORUM = """
forum:
  name: Eastglen Distress Forum
  escalation: The duty manager
  lived_experience: Two members of the panel
  measures: Waits and refusals
  reviewed: 2026-05-01
  review_every: 6 months
"""
FULL = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: Mon-Fri 09:00-17:00,
       holidays: closed, supports: {excludes: []}, offers: [assessment], contact: {phone: "01632 960001"},
       when_shut: nothing, trauma_training: skilled, checked_on: 2026-09-01}
"""
TEAM = """
  team: {name: Team, provider: listening, kind: community-team, hours: 24/7, supports: {excludes: []},
         offers: [treatment], responds_within: 4 h, checked_on: 2026-09-01}
"""
REFERRAL = "  - {from: gp, to: team, by: referral, agreed_by: [nhs, listening], holds_until: accepted, shares: []}"
SCOTLAND = "calendar: scotland"


def message(folder: Path, text: str, subject: str) -> str:
    return next(one.message for one in found(folder, RULE, text) if one.id == f"not-stated@{subject}")


def test_where_all_is_stated_there_is_no_finding(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, small(FORUM, FULL, area=SCOTLAND))) == []
    text = small(FORUM, FULL, TEAM, "transfers:", REFERRAL, area=SCOTLAND)
    assert ids(found(tmp_path, RULE, text)) == []


def test_the_facts_of_a_service_are_told_together(tmp_path: Path) -> None:
    bare = """
    services:
      gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: Mon-Fri 09:00-17:00,
           supports: {ages: 18+}}
    """
    finding = only(found(tmp_path, RULE, small(FORUM, bare, area=SCOTLAND)))
    assert finding.id == "not-stated@gp" and finding.severity == "note"
    assert finding.message == (
        "GP practice: nobody has written down what happens on holidays; whom it excludes; what it offers; how people "
        "contact it; what a caller gets when it is shut; the trauma training of its staff; when these facts were last "
        "checked (bears on No Wrong Door, Trauma Informed, Free from Stigma and Discrimination, Getting it Right for "
        "Everyone, Signposting and Referral, Responsive, Continuously Improving)."
    )


def test_hours_that_are_not_known_are_one_fact(tmp_path: Path) -> None:
    text = small(FORUM, FULL.replace("Mon-Fri 09:00-17:00", "unknown"), area=SCOTLAND)
    assert message(tmp_path, text, "gp").startswith("GP practice: nobody has written down its hours (")


def test_an_exclusion_has_a_kind(tmp_path: Path) -> None:
    people = "{ages: 18+, needs: [distress], circumstances: [intoxicated]}"
    bare = small(FORUM, FULL.replace("excludes: []", "excludes: [intoxicated]"), people=people, area=SCOTLAND)
    assert "the kind of its exclusions" in message(tmp_path, bare, "gp")
    kind = "excludes: {intoxicated: {kind: functional}}"
    stated = small(FORUM, FULL.replace("excludes: []", kind), people=people, area=SCOTLAND)
    assert ids(found(tmp_path, RULE, stated)) == []


def test_the_response_time_matters_for_referrals(tmp_path: Path) -> None:
    team = TEAM.replace(" responds_within: 4 h,", "")
    text = small(FORUM, FULL, team, "transfers:", REFERRAL, area=SCOTLAND)
    assert message(tmp_path, text, "team").startswith(
        "Team: nobody has written down how soon it responds to a referral"
    )
    live = text.replace("by: referral", "by: call-transfer")
    assert ids(found(tmp_path, RULE, live)) == []
    stated = text.replace("by: referral", "by: referral, responds_within: 4 h")
    assert ids(found(tmp_path, RULE, stated)) == []


def test_a_transfer_states_who_agreed_and_who_holds_the_person(tmp_path: Path) -> None:
    text = small(FORUM, FULL, TEAM, "transfers:", "  - {from: gp, to: team, by: referral}", area=SCOTLAND)
    assert message(tmp_path, text, "gp-to-team") == (
        "The transfer from GP practice to Team: nobody has written down what is passed on with the person; who has "
        "agreed to it; until when the sender is responsible for the person (bears on Collaborative, Alignment of "
        "Services, Data Sharing)."
    )


def test_a_pair_of_organisations_has_an_agreement(tmp_path: Path) -> None:
    shared = REFERRAL.replace("shares: []", "shares: [identity]")
    text = small(FORUM, FULL, TEAM, "transfers:", shared, area=SCOTLAND)
    assert ids(found(tmp_path, RULE, text)) == ["not-stated@listening@nhs"]
    agreement = "agreements:\n  sharing: {name: Sharing, parties: [nhs, listening], covers: [identity]}"
    assert ids(found(tmp_path, RULE, text + agreement)) == []


def test_the_forum_states_how_it_learns(tmp_path: Path) -> None:
    assert message(tmp_path, small(FULL, area=SCOTLAND), "eastglen") == (
        "Eastglen: nobody has written down how a disputed transfer is escalated; how people with lived experience take "
        "part; what is measured; when the pathway was last reviewed (bears on Collaborative, Continuously Improving)."
    )


def test_nothing_is_asked_of_a_service_that_does_not_run(tmp_path: Path) -> None:
    planned = (
        "  later: {name: Later, provider: nhs, kind: crisis-space, open_to: public, hours: unknown, status: planned}"
    )
    assert ids(found(tmp_path, RULE, small(FORUM, FULL, planned, area=SCOTLAND))) == []


# --- what partners have agreed

WHOLE = """
declaration: {signed: 2025-11-01, signed_by: [nhs]}
plan:
  agreed: 2026-02-01
  agreed_by: [nhs]
  actions:
    weekends: {title: Weekends, owner: nhs, due: {within: 6 months}, status: not-started}
    nights: {title: Nights, owner: nhs, due: 2026-06-01, status: delivered, done: 2026-05-20}
measures:
  answered: {what: calls answered, value: 81 %, on: 2025-12-31}
  believed: {what: what people say, says: I was believed.}
training:
  skills: {what: Skills, with: [nhs, police], on: 2026-03-01}
emergency_plan:
  title: Eastglen plan
  owner: nhs
  review_by: 2027-01-31
  covers: {place-of-safety: gp}
"""


def agreed(was: str = "", now: str = "") -> str:
    """A map in which everything that partners have agreed is stated, but for what is written otherwise."""
    assert was in WHOLE
    return small(FORUM, FULL, WHOLE.replace(was, now) if was else WHOLE, area=SCOTLAND)


def test_where_all_that_was_agreed_is_stated_there_is_no_finding(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, agreed())) == []


@pytest.mark.parametrize(
    ("was", "now", "subject", "words"),
    [
        (", signed_by: [nhs]", "", "eastglen", "Eastglen: nobody has written down who signed the declaration ("),
        ("  agreed_by: [nhs]\n", "", "eastglen", "Eastglen: nobody has written down who agreed the plan ("),
        ("  owner: nhs\n", "", "eastglen", "Eastglen: nobody has written down who keeps the emergency plan ("),
        (
            "  review_by: 2027-01-31\n",
            "",
            "eastglen",
            "Eastglen: nobody has written down by when the emergency plan is to be reviewed (",
        ),
        (
            "  covers: {place-of-safety: gp}\n",
            "",
            "eastglen",
            "Eastglen: nobody has written down what the emergency plan relies on (",
        ),
        (
            "Weekends, owner: nhs, due: {within: 6 months}",
            "Weekends",
            "weekends",
            "The action “Weekends”: nobody has written down who owns it; by when it is to be delivered (",
        ),
        (
            ", done: 2026-05-20",
            "",
            "nights",
            "The action “Nights”: nobody has written down on which day it was delivered (",
        ),
        (
            ", on: 2025-12-31",
            "",
            "answered",
            "The measure “calls answered”: nobody has written down up to which day it was measured (",
        ),
        (
            ", value: 81 %, on: 2025-12-31",
            "",
            "answered",
            "The measure “calls answered”: nobody has written down what it comes to (",
        ),
        (
            ", with: [nhs, police], on: 2026-03-01",
            "",
            "skills",
            "The training “Skills”: nobody has written down whose staff took part; when it was last held (",
        ),
    ],
)
def test_what_was_agreed_says_who_and_when(tmp_path: Path, was: str, now: str, subject: str, words: str) -> None:
    finding = only(found(tmp_path, RULE, agreed(was, now)))
    assert (finding.id, finding.library) == (f"not-stated@{subject}", False)
    assert finding.message.startswith(words)


def test_of_a_plan_that_is_not_agreed_it_is_one_fact_whether_it_is(tmp_path: Path) -> None:
    not_agreed = agreed("  agreed: 2026-02-01\n  agreed_by: [nhs]\n").replace("{within: 6 months}", "2026-08-01")
    assert only(found(tmp_path, RULE, not_agreed)).message == (
        "Eastglen: nobody has written down whether the plan is agreed (bears on Continuously Improving)."
    )


@pytest.mark.parametrize("action", ["status: stopped", "status: delivered, done: 2026-05-20"])
def test_nothing_more_is_asked_of_an_action_that_has_ended(tmp_path: Path, action: str) -> None:
    ended = agreed("Weekends, owner: nhs, due: {within: 6 months}, status: not-started", f"Weekends, {action}")
    assert ids(found(tmp_path, RULE, ended)) == []


def test_what_is_not_written_down_of_a_plan_is_put_to_the_forum(tmp_path: Path) -> None:
    text = agreed("Weekends, owner: nhs, due: {within: 6 months}", "Weekends").replace(
        "\n  escalation", "\n  convenor: council\n  escalation"
    )
    asked = {one.id: one for one in checked(tmp_path, text).questions}
    assert sorted(asked) == ["due@weekends", "owner@weekends"]
    assert "status@weekends" in {
        one.id for one in checked(tmp_path, text.replace(", status: not-started", "")).questions
    }
    owner = asked["owner@weekends"]
    assert owner.question == "Who owns this action: “Weekends”?"
    assert (owner.ask, owner.ask_name, owner.subject_name) == ("council", "Eastglen Council", "The action “Weekends”")
    assert (owner.bears_on, owner.library) == (("continuously-improving",), False)
    assert owner.place is not None
    assert "weekends" in text.splitlines()[owner.place.line - 1]
    assert owner.settles.situations == 0


def test_that_a_measure_of_a_library_lacks_its_day_is_the_maps_own(tmp_path: Path) -> None:
    library = "organisations: {far: {name: Far, sector: national}}\nservices:\n"
    library += "  line: {name: Line, provider: far, kind: helpline, open_to: public, hours: 24/7}\n"
    (tmp_path / "national.pathway.yaml").write_text(library, encoding="utf-8")
    text = agreed("calls answered, value: 81 %, on: 2025-12-31", "calls answered, about: line, value: 81 %")
    findings = {one.id: one for one in found(tmp_path, RULE, "uses: [national.pathway.yaml]\n" + text)}
    assert findings["not-stated@answered"].library is False
    assert findings["not-stated@line"].library is True
