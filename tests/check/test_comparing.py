"""What a change of a map does to people: who, where and when, in which words, and whether any rule tells of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pathkit.check import Settings, check_map
from pathkit.check.comparing import Compared, Told, compare, in_order, pathways_of, population_of
from pathkit.check.comparing_findings import finding_changes
from pathkit.check.comparing_people import asked_by_both
from pathkit.check.difference import BETTER, UNCLEAR, WORSE, FindingChange, Happens, PeopleChange
from pathkit.check.parts_changed import same_parts
from pathkit.check.report import CheckedMap, Extent
from pathkit.check.run import Request
from pathkit.maps import Map, load_map
from pathkit.pathway import Reading, stretches
from pathkit.pathway.both import Both, Steps, leaning, way
from pathkit.pathway.changed_waits import ChangedWaits
from pathkit.rules import all_rules
from pathkit.situations import URGENCIES

ON = Request(date(2026, 11, 21))
YEAR = 371 * 1440
BASE = """
area: {id: eastglen, name: Eastglen, calendar: none}
people: {ages: 16+, needs: [distress], circumstances: [intoxicated]}
organisations: {nhs: {name: NHS Eastglen, sector: health}}
services:
  line: {name: Eastglen line, provider: nhs, kind: helpline, open_to: public, hours: 24/7}
  team: {name: Eastglen team, provider: nhs, kind: crisis-team, hours: "Mon-Fri 09:00-17:00",
         supports: {excludes: []}, offers: [assessment], responds_within: 0 min}
  duty: {name: Eastglen duty, provider: nhs, kind: crisis-team, hours: "Mon-Fri 09:00-17:00",
         supports: {ages: 18+, excludes: [intoxicated]}, offers: [assessment], responds_within: 4 h}
transfers:
  - {from: line, to: team, by: call-transfer}
  - {from: line, to: duty, by: referral}
"""
TEAM_HOURS = 'crisis-team, hours: "Mon-Fri 09:00-17:00",\n         supports: {excludes: []}'
CIRCUMSTANCES = "circumstances: [intoxicated]"
CALL = "  - {from: line, to: team, by: call-transfer}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pathkit.yaml").write_text("", "utf-8")
    return tmp_path


def changed_text(*changes: tuple[str, str], of: str = BASE) -> str:
    """A map with texts replaced."""
    for old, new in changes:
        assert old in of, old
        of = of.replace(old, new)
    return of


def loaded(name: str, text: str) -> Map:
    path = Path(f"{name}.pathway.yaml")
    path.write_text(text, "utf-8")
    found = load_map(path)
    assert found.map is not None, [problem.message for problem in found.problems]
    return found.map


def editions(after: str, before: str = BASE) -> tuple[Map, Map]:
    return loaded("before", before), loaded("after", after)


def compared(after: str, before: str = BASE) -> Compared:
    """What a change does to people, with the findings that it leads to."""
    one, other = editions(after, before)
    return compare(one, other, asked=ON, settings=Settings(), checks=checks(after, before))


def checks(after: str, before: str = BASE) -> tuple[CheckedMap, CheckedMap]:
    for name, text in (("before", before), ("after", after)):
        Path(f"{name}.pathway.yaml").write_text(text, "utf-8")
    one, other = (check_map(f"{name}.pathway.yaml", ON, Settings()) for name in ("before", "after"))
    return one, other


def findings(after: str, before: str = BASE) -> tuple[FindingChange, ...]:
    same = same_parts(*editions(after, before))
    return finding_changes(*checks(after, before), same.renamed)


def messages(found: Compared) -> dict[str, str]:
    return {one.id: one.message for one in found.changes}


def only(found: Compared) -> PeopleChange:
    assert len(found.changes) == 1, messages(found)
    return found.changes[0]


# --- outcomes -----------------------------------------------------------------------------------------------


def test_a_team_that_shuts_earlier(folder: Path) -> None:
    found = compared(changed_text((TEAM_HOURS, TEAM_HOURS.replace("17:00", "15:30"))))
    assert messages(found) == {
        "worse@line@now-none": "Anyone aged 16-17 and anyone aged 18 and over (intoxicated) who turn to Eastglen line "
        "Mon-Fri 15:30-17:00: helped straight away → left with nothing.",
        "worse@line@now-later": "People aged 18 and over, unless intoxicated, who turn to Eastglen line Mon-Fri "
        "15:30-17:00: helped straight away → taken on, with a wait.",
    }
    later = next(one for one in found.changes if one.id == "worse@line@now-later")
    assert (later.direction, later.what, later.door, later.door_name) == (WORSE, "outcome", "line", "Eastglen line")
    # From 16:59 until 09:00 of the next day; from 15:30 on a Friday until Monday.
    assert (later.before, later.after) == (Happens("now", "now"), Happens("later", "later", (961, 3930)))
    assert (later.parts, later.silent) == (("team",), False)
    assert (later.findings, later.untold is None) == (("long-wait@line",), False)
    assert (later.extent.hours_per_week, later.extent.when) == (7.5, ("Mon-Fri 15:30-17:00",))


def test_the_journeys_are_of_one_person_at_one_moment_and_point_into_both_files(folder: Path) -> None:
    # The later file has two lines more at its head, so that the lines show which file is pointed into.
    found = compared("\n\n" + changed_text((TEAM_HOURS, TEAM_HOURS.replace("17:00", "15:30"))))
    change = found.changes[0]
    before, after = change.journey_before, change.journey_after
    assert before is not None and after is not None
    assert (before.person, before.at, before.reading) == (after.person, after.at, "stated")
    assert (before.person.words, f"{before.at:%a %H:%M}") == ("a 17-year-old, distress, emergency", "Mon 15:30")
    assert ([step.line for step in before.steps], [step.line for step in after.steps]) == ([6, 12], [8])
    assert (before.outcome, after.outcome) == ("now", "none")


def test_a_transfer_that_is_taken_away(folder: Path) -> None:
    found = compared(changed_text((CALL, "")))
    assert list(messages(found)) == ["worse@line@now-none", "worse@line@now-later"]
    assert [one.parts for one in found.changes] == [("line-to-team",)] * 2
    assert [one.parts for one in compared(BASE, changed_text((CALL, ""))).changes] == [("line-to-team",)] * 2


def test_the_other_way_round_it_is_better(folder: Path) -> None:
    found = compared(BASE, changed_text((CALL, "")))
    assert messages(found) == {
        "better@line@none-now": "Anyone aged 16-17 and anyone aged 18 and over (intoxicated) who turn to Eastglen line "
        "Mon-Fri 09:00-17:00: left with nothing → helped straight away.",
        "better@line@later-now": "People aged 18 and over, unless intoxicated, who turn to Eastglen line Mon-Fri "
        "09:00-17:00: taken on, with a wait → helped straight away.",
    }
    assert {(one.direction, one.findings, one.silent) for one in found.changes} == {(BETTER, (), False)}


SIGNPOSTED = changed_text(
    ("transfers:\n", "transfers:\n  - {from: line, to: cafe, by: signpost}\n"),
    (
        "transfers:\n",
        "  cafe: {name: Eastglen café, provider: nhs, kind: crisis-space, open_to: public, hours: HOURS,\n"
        "         supports: {excludes: []}, offers: [safe-space]}\ntransfers:\n",
    ),
)


def test_a_change_for_the_worse_that_no_rule_finds(folder: Path) -> None:
    """People who were taken on at once are taken on with a wait that is within the standard: no rule says so."""
    before = changed_text(("{excludes: []}", "{urgency: routine, excludes: []}"), ("0 min", "45 min"))
    found = compared(before.replace("45 min", "61 min"), before)
    assert [(one.id, one.findings, one.silent) for one in found.changes] == [
        ("worse@line@now-later", (), True),
    ]


def test_it_is_told_of_by_findings_about_the_same_people_alone(folder: Path) -> None:
    """A new finding about others, or other times, tells nothing of a change."""
    found = compared(changed_text((TEAM_HOURS, TEAM_HOURS.replace("17:00", "15:30"))))
    told = {one.id: one.findings for one in found.changes}
    assert "left-out@intoxicated" in told["worse@line@now-none"]
    assert "left-out@intoxicated" not in told["worse@line@now-later"]


TELLING = {
    "age-gap": ("self", "none"),
    "closed-door": ("none",),
    "cold-handover": ("self",),
    "dead-end": ("self", "none"),
    "holiday-gap": ("self", "none"),
    "left-out": ("self", "none"),
    "locality-gap": ("self", "none"),
    "long-wait": ("later", "wait"),
    "nobody-to-turn-to": ("self", "none"),
    "only-signposted": ("self",),
    "out-of-hours-gap": ("self", "none"),
    "passed-back-and-forth": ("self", "none"),
    "responders-cannot-hand-over": ("later", "self", "none"),
    "scenario-failed": ("later", "self", "none", "wait"),
    "signpost-to-nowhere": ("none",),
    "wrong-door": ("none",),
}


def test_these_rules_alone_tell_that_people_fare_worse() -> None:
    assert {rule.name: rule.tells_of for rule in all_rules() if rule.tells_of} == TELLING


def test_a_finding_about_something_else_tells_of_no_change(folder: Path) -> None:
    """That nobody holds people who are referred is new of the very same people, and says nothing of their wait."""
    before = changed_text((CALL, ""), ("ages: 18+,", "ages: 18+, urgency: very-urgent,"), ("4 h", "5 h"))
    after = changed_text(("5 h", "6 h"), ("by: referral}", "by: referral, holds_until: sent}"), of=before)
    found = compared(after, before)
    assert what(found.findings)["nobody-holds-them@line-to-duty"] == ("new", False)
    assert [(one.id, one.findings, one.silent) for one in found.changes] == [("worse-wait@line@later", (), True)]


NIGHTS = """
area: {id: eastglen, name: Eastglen, calendar: scotland}
people: {ages: 16+, needs: [distress]}
organisations: {nhs: {name: NHS Eastglen, sector: health}}
services:
  desk: {name: Eastglen desk, provider: nhs, kind: primary-care, open_to: public, hours: "Mon-Fri 09:00-17:00",
         holidays: closed}
  team: {name: Eastglen team, provider: nhs, kind: crisis-team, hours: 24/7, supports: {excludes: []},
         offers: [assessment], responds_within: 0 min}
  phone: {name: Eastglen phone, provider: nhs, kind: helpline, open_to: public, hours: 24/7, supports: {excludes: []},
          offers: [assessment], responds_within: 0 min}
transfers:
  - {from: desk, to: team, by: call-transfer, when: always}
"""


def test_what_is_told_of_for_some_dates_alone_is_untold_for_the_rest(folder: Path) -> None:
    """A team that shuts at night and on holidays: a rule says so of the holidays, and none of the nights."""
    change = only(compared(NIGHTS.replace("hours: 24/7, supports", OFFICE, 1), NIGHTS))
    assert (change.id, change.findings, change.silent) == ("worse@desk@now-none", ("holiday-gap@team",), False)
    assert change.untold is not None
    assert (change.extent.hours_per_week, change.untold.hours_per_week) == (128, 128)
    assert (len(change.extent.dates), len(change.untold.dates)) == (9, 0)


OFFICE = 'hours: "Mon-Fri 09:00-17:00", holidays: closed, supports'


def test_an_unclear_change_is_found_as_nothing_that_is_certain(folder: Path) -> None:
    unknown = changed_text((TEAM_HOURS, TEAM_HOURS.replace('"Mon-Fri 09:00-17:00"', "unknown")))
    found = compared(unknown)
    assert {(one.direction, one.findings, one.untold) for one in found.changes} == {(UNCLEAR, (), None)}


# --- doors --------------------------------------------------------------------------------------------------


def test_a_door_that_is_gone(folder: Path) -> None:
    found = compared(changed_text(("open_to: public, ", "")))
    assert messages(found) == {
        "worse@line@later-no-door": "People aged 18 and over, unless intoxicated, who turn to Eastglen line Mon-Thu "
        "17:00-09:00, Fri 17:00 to Mon 09:00: taken on, with a wait → no such door any more.",
        "worse@line@now-no-door": "Everyone who turns to Eastglen line Mon-Fri 09:00-17:00: helped straight away → no "
        "such door any more.",
        "unclear@line@none-no-door": "Anyone aged 16-17 and anyone aged 18 and over (intoxicated) who turn to Eastglen "
        "line Mon-Thu 17:00-09:00, Fri 17:00 to Mon 09:00: left with nothing → no such door any more.",
    }
    assert {one.journey_after for one in found.changes} == {None}
    assert {one.after for one in found.changes} == {Happens("no-door", "no-door")}


def test_a_new_door_that_helps_is_better_and_one_that_does_not_is_unclear(folder: Path) -> None:
    found = compared(BASE, changed_text(("open_to: public, ", "")))
    assert sorted(messages(found)) == [
        "better@line@no-door-later",
        "better@line@no-door-now",
        "unclear@line@no-door-none",
    ]
    assert messages(found)["better@line@no-door-now"].endswith(": no such door → helped straight away.")


def test_a_door_that_is_no_longer_for_some(folder: Path) -> None:
    found = compared(changed_text(("open_to: public, ", "open_to: public, door_for: {ages: 18+}, ")))
    assert messages(found)["worse@line@now-no-door"] == (
        "People aged 16-17 who turn to Eastglen line Mon-Fri 09:00-17:00: helped straight away → no longer a door for "
        "them."
    )
    back = compared(BASE, changed_text(("open_to: public, ", "open_to: public, door_for: {ages: 18+}, ")))
    assert messages(back)["better@line@no-door-now"].endswith(": no door for them → helped straight away.")


RENAMED = (("  line:", "  phone:"), ("from: line", "from: phone"), ("  team:", "  crisis:"), ("to: team", "to: crisis"))


def test_a_service_with_another_id_is_the_same_door(folder: Path) -> None:
    assert compared(changed_text(*RENAMED)).changes == ()
    found = compared(changed_text(*RENAMED, (TEAM_HOURS, TEAM_HOURS.replace("17:00", "15:30"))))
    assert [(one.id, one.parts) for one in found.changes] == [
        ("worse@phone@now-none", ("crisis",)),
        ("worse@phone@now-later", ("crisis",)),
    ]


# --- what is not written down -----------------------------------------------------------------------------------


def test_hours_that_nobody_knows_any_more_are_neither_worse_nor_better(folder: Path) -> None:
    after = changed_text((TEAM_HOURS, TEAM_HOURS.replace('"Mon-Fri 09:00-17:00"', "unknown")))
    found = compared(after)
    assert {one.direction for one in found.changes} == {UNCLEAR}
    assert messages(found)["unclear@line@now-none.now"] == (
        "Anyone aged 16-17 and anyone aged 18 and over (intoxicated) who turn to Eastglen line Mon-Fri 09:00-17:00: "
        "helped straight away → left with nothing, or at best helped straight away."
    )
    best = next(one for one in found.changes if one.id == "unclear@line@none-none.now")
    assert best.journey_before is not None and best.journey_after is not None
    assert (best.journey_before.reading, best.journey_before.outcome) == ("best", "none")
    assert (best.journey_after.reading, best.journey_after.outcome) == ("best", "now")


def test_what_is_worse_in_both_readings_is_worse_whatever_is_not_known(folder: Path) -> None:
    """Whether the team helps is not known before or after; if it does, people wait for it now, and else nobody does."""
    before = changed_text((TEAM_HOURS, TEAM_HOURS.replace('"Mon-Fri 09:00-17:00"', "unknown")))
    after = changed_text(("  - {from: line, to: duty, by: referral}\n", ""), ("call-transfer", "referral"), of=before)
    assert {one.id: one.direction for one in compared(after, before).changes} == {
        "worse@line@later.now-none.later": WORSE,
        "unclear@line@none.now-none.later": UNCLEAR,
    }


@pytest.mark.parametrize(
    ("steps", "goes", "may"),
    [
        ((1, 3), 1, ""),
        ((-1, -2), -1, ""),
        ((0, 0), 0, "neither"),
        ((1, 0), 0, "worse"),
        ((0, 1), 0, "worse"),
        ((0, -1), 0, "better"),
        ((1, -1), 0, "mixed"),
        ((None, 1), 0, "mixed"),
        ((None, None), 0, "mixed"),
    ],
)
def test_a_change_goes_one_way_where_both_readings_do(steps: Steps, goes: int, may: str) -> None:
    assert (way(steps), leaning(steps)) == (goes, may)


# --- waits ---------------------------------------------------------------------------------------------------------


def test_a_wait_that_has_grown(folder: Path) -> None:
    found = compared(changed_text(("responds_within: 4 h", "responds_within: 6 h")), BASE)
    change = only(found)
    assert (change.id, change.what, change.direction) == ("worse-wait@line@later", "wait", WORSE)
    assert change.message == (
        "People aged 18 and over, unless intoxicated, who turn to Eastglen line Mon-Fri 03:01-09:00: taken on, with a "
        "wait: 4 h to 5 h 59 min → 6 h, longer by up to 2 h."
    )
    assert (change.before, change.after) == (
        Happens("later", "later", (240, 359)),
        Happens("later", "later", (360, 360)),
    )
    before, after = change.journey_before, change.journey_after
    assert before is not None and after is not None
    assert (before.at, before.wait_minutes, after.wait_minutes) == (after.at, 359, 360)
    # Of these only those at very urgent who waited four hours, as the standard has it, wait longer than it has it now.
    assert change.findings == ("long-wait@line",)
    assert change.untold is not None
    assert [(group.people, group.when) for group in change.untold.groups] == [
        (("aged 18 and over, routine, urgent or emergency, unless intoxicated",), ("Mon-Fri 03:01-09:00",)),
        (("aged 18 and over, very urgent, unless intoxicated",), ("Mon-Fri 03:01-05:00",)),
    ]


def test_a_wait_among_those_who_are_helped_straight_away(folder: Path) -> None:
    found = compared(changed_text(("responds_within: 0 min", "responds_within: 45 min")))
    assert messages(found)["worse-wait@line@now"] == (
        "Everyone who turns to Eastglen line Mon-Fri 09:00-16:15: helped straight away: no wait → 45 min."
    )


def test_a_wait_until_somewhere_opens_where_people_are_told_to_go(folder: Path) -> None:
    before, after = (SIGNPOSTED.replace("HOURS", hours) for hours in ("daily 10:00-17:00", "daily 12:00-17:00"))
    assert messages(compared(after, before))["worse-wait@line@self"] == (
        "Anyone aged 16-17 (up to very urgent) and anyone aged 18 and over (up to very urgent, intoxicated) who turn "
        "to Eastglen line Mon-Fri 00:00-09:00, 17:00-24:00, Sat-Sun 00:00-12:00, 17:00-24:00: told where to go: no "
        "wait to 17 h → 1 min to 19 h, longer by up to 2 h."
    )


def test_a_response_time_that_nobody_states_any_more_is_unclear(folder: Path) -> None:
    found = compared(changed_text((", responds_within: 4 h", "")))
    assert {one.direction for one in found.changes} == {UNCLEAR}
    unknown = [one for one in found.changes if one.after.at_least]
    assert unknown and all("nobody has written down" in one.message or "at least" in one.message for one in unknown)


def test_one_change_may_make_people_wait_longer_and_later_on_shorter(folder: Path) -> None:
    """Four hours at any time give way to a clinic that opens at nine."""
    before = changed_text(
        (TEAM_HOURS, TEAM_HOURS.replace('"Mon-Fri 09:00-17:00"', "24/7")),
        ("responds_within: 0 min", "responds_within: 4 h"),
        ("  - {from: line, to: duty, by: referral}\n", ""),
    )
    after = changed_text(
        ("24/7,\n", '"daily 09:00-24:00",\n'), ("4 h", "0 min"), ("call-transfer", "referral"), of=before
    )
    assert messages(compared(after, before)) == {
        "worse-wait@line@later": "Everyone who turns to Eastglen line daily 00:00-05:00: taken on, with a wait: 4 h → "
        "4 h 1 min to 9 h, longer by up to 5 h.",
        "better-wait@line@later": "Everyone who turns to Eastglen line daily 05:01-24:00: taken on, with a wait: 4 h → "
        "no wait to 3 h 59 min, shorter by up to 4 h.",
    }


def test_before_a_holiday_somebody_else_helps_first(folder: Path) -> None:
    """That the team opens later matters to nobody whom the clinic helps first, because the team is shut meanwhile."""
    before = changed_text(
        ("calendar: none", "calendar: scotland"),
        (TEAM_HOURS, TEAM_HOURS.replace(",\n", ", holidays: closed,\n")),
        ("transfers:\n", "transfers:\n  - {from: line, to: clinic, by: referral}\n"),
        (CALL, CALL.replace("call-transfer", "referral")),
        (
            "transfers:\n",
            '  clinic: {name: Eastglen clinic, provider: nhs, kind: crisis-team, hours: "daily 11:00-12:00",\n'
            "           holidays: as usual, supports: {excludes: []}, offers: [assessment], responds_within: 0 min}\n"
            "transfers:\n",
        ),
    )
    later = TEAM_HOURS.replace("09:00", "10:00").replace(",\n", ", holidays: closed,\n")
    after = changed_text((TEAM_HOURS.replace(",\n", ", holidays: closed,\n"), later), of=before)
    change = only(compared(after, before))
    assert (change.id, change.before.waits, change.after.waits) == ("worse-wait@line@later", (0, 1260), (1, 1320))
    assert change.extent.when[:2] == ("Mon-Thu 17:00-10:00", "Sun 12:00 to Mon 10:00")
    # Christmas Day is a Friday.
    assert "not 24 Dec 2026 17:00-10:00" in change.extent.when


RARE = """
area: {id: eastglen, name: Eastglen, calendar: none}
people: {ages: 16+, needs: [distress]}
organisations: {nhs: {name: NHS Eastglen, sector: health}}
services:
  line: {name: Eastglen line, provider: nhs, kind: helpline, open_to: public, hours: 24/7}
  duty: {name: Eastglen duty, provider: nhs, kind: crisis-team, hours: 24/7, supports: {excludes: []},
         offers: [assessment]}
  clinic: {name: Eastglen clinic, provider: nhs, kind: primary-care, hours: closed,
           dates: {2026-12-10: "10:00-24:00", 2027-03-01: "00:00-01:00"}}
  team: {name: Eastglen team, provider: nhs, kind: crisis-team, hours: closed, dates: {2027-03-01: "00:00-17:00"},
         supports: {excludes: []}, offers: [assessment], responds_within: 2 h}
transfers:
  - {from: line, to: duty, by: referral}
  - {from: line, to: clinic, by: referral}
  - {from: clinic, to: team, by: call-transfer}
"""


def test_a_wait_may_be_known_on_one_of_two_days_that_are_alike_for_as_long_as_the_other_lasts(folder: Path) -> None:
    """Up to 10 December the clinic can pass nobody on, so that people wait for duty, nobody knows how long; afterwards
    they wait for what is known, until March."""
    one, other = editions(RARE.replace("2 h", "3 h"), RARE)
    people, same = asked_by_both(one, other), same_parts(one, other)
    both = Both(*pathways_of(people, population_of(people, 1), ON, Settings()), same.ids)
    (door,) = both.doors()
    span = ChangedWaits(both).span(door, (0, Reading.STATED), "later", both.frame.everyone)
    assert span is not None
    assert (span.known, span.at_least) == ((120, 80 * 1440 + 120), (0, 0))


def test_waits_that_are_too_many_are_said_to_be_left_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretches, "MOST_WAITS", 10)
    found = compared(changed_text(("responds_within: 4 h", "responds_within: 6 h")))
    assert (found.changes, found.not_compared, found.waits_not_compared) == ((), None, ("Eastglen line",))


# --- who is compared -------------------------------------------------------------------------------------------


def test_whom_only_one_edition_is_for_is_said_in_words(folder: Path) -> None:
    after = changed_text(
        ("ages: 16+", "ages: 14-70"),
        ("[distress]", "[distress, self-harm]"),
        (CIRCUMSTANCES, "circumstances: [gp-registered]"),
    )
    found = compared(after)
    assert found.changes == ()
    assert found.people == (
        "Only before: aged 71+",
        "Only before: intoxicated",
        "Only after: aged 14-15",
        "Only after: self-harm",
        "Only after: not registered with a GP",
    )
    # One need, four urgencies, ages 16 to 70, as usual: in both.
    assert found.situations == 4 * 55 * YEAR


def test_people_who_are_told_apart_by_one_edition_alone_are_compared_with_what_the_other_has_for_all(
    folder: Path,
) -> None:
    after = changed_text(
        ("circumstances:", "localities: [north, south], circumstances:"),
        (TEAM_HOURS, TEAM_HOURS.replace("{excludes: []}", "{localities: [north], excludes: []}")),
    )
    found = compared(after)
    assert messages(found)["worse@line@now-none"].startswith("Anyone aged 16-17 (in south) and anyone aged 18")
    assert found.people == ()


def test_where_nobody_is_in_common_nothing_is_compared(folder: Path) -> None:
    found = compared(changed_text(("ages: 16+", "ages: 0-15")))
    assert (found.not_compared, found.changes) == ("the two editions have no ages in common", ())
    places = changed_text(("circumstances:", "localities: [north], circumstances:"))
    found = compared(places, places.replace("[north]", "[south]"))
    assert found.not_compared == "the two editions have no localities in common"
    assert found.people == ("Only before: in south", "Only after: in north")


def test_what_a_circumstance_means_now_holds_for_both_and_is_said(folder: Path) -> None:
    after = changed_text((CIRCUMSTANCES, "circumstances: {intoxicated: {reaches_by: [text]}}"))
    found = compared(after)
    assert found.changes == ()
    assert found.meanings == ("intoxicated",)


def test_a_library_is_for_nobody(folder: Path) -> None:
    one, other = editions(BASE)
    found = compare(replace(one, area=None), other, asked=ON, settings=Settings())
    assert found.not_compared is not None and found.changes == ()


# --- what changes nothing -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hours: 24/7}", "hours: 24/7, notes: Looked at again.}"),
        ("hours: 24/7}", "hours: 24/7, trauma_training: skilled}"),
        ('"Mon-Fri 09:00-17:00"', '"weekdays 09:00-17:00"'),
        ("name: Eastglen,", "name: Eastglen and Southness,"),
        ("by: referral}", "by: referral, shares: [story]}"),
    ],
)
def test_what_bears_on_no_outcome_and_no_wait_changes_nothing_for_anybody(folder: Path, old: str, new: str) -> None:
    found = compared(changed_text((old, new)))
    assert (found.changes, found.not_compared, found.waits_not_compared) == ((), None, ())
    assert found.situations == 2 * 95 * 4 * YEAR


def a_change(id_: str, after: str, urgency: str, hours: float, parts: tuple[str, ...], dates: int = 0) -> Told:
    """A change as far as its place among others goes; what is known of one tells the rest."""
    direction, _, door = id_.partition("@")
    what = "wait" if direction.endswith("-wait") else "outcome"
    days = tuple(date(2026, 12, day) for day in range(1, dates + 1))
    extent = Extent(("everyone",), 1, (), hours, days)
    happens = Happens("now", "now"), Happens(after, after)
    change = PeopleChange(
        id_, direction.removesuffix("-wait"), what, door, door, *happens, extent, "", None, None, parts=parts
    )
    return URGENCIES.index(urgency), change


def test_those_who_fare_worst_are_told_first() -> None:
    told = [
        a_change("better@hall", "now", "emergency", 168, ("hall",)),
        a_change("worse-wait@hall", "later", "emergency", 168, ("team",)),
        a_change("worse@hall", "later", "emergency", 168, ("team",)),
        a_change("worse@shop", "self", "routine", 5, ("shop",)),
        a_change("worse@night", "none", "urgent", 9, ("team",)),
        a_change("worse@line", "none", "urgent", 40, ("team",)),
        a_change("worse@unit", "none", "urgent", 20, ("unit",)),
        a_change("worse@feast", "none", "urgent", 0, ("team", "unit"), dates=9),
        a_change("worse@gone", "no-door", "emergency", 1, ("gone",)),
    ]
    wanted = ["gone", "line", "night", "unit", "feast", "shop"]
    assert [one.door for one in in_order(told)] == [*wanted, "hall", "hall", "hall"]
    assert [one.id for one in in_order(told)][-3:] == ["worse@hall", "worse-wait@hall", "better@hall"]
    assert in_order(reversed(told)) == in_order(told)


def test_what_is_worse_comes_first_and_what_is_better_last(folder: Path) -> None:
    found = compared(
        changed_text(("responds_within: 0 min", "responds_within: 45 min"), ("duty, by: referral", "duty, by: advice"))
    )
    directions = [one.direction for one in found.changes]
    assert directions == sorted(directions, key=(WORSE, UNCLEAR, BETTER).index)
    assert len({one.id for one in found.changes}) == len(found.changes)


# --- words ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("door_for", "said"),
    [
        ("{}", "Everyone who turns to"),
        ("{urgency: urgent}", "People at urgent who turn to"),
        ("{urgency: up to very-urgent}", "People up to very urgent who turn to"),
        ("{urgency: very-urgent or above}", "People at very urgent or above who turn to"),
        ("{ages: 16-17}", "People aged 16-17 who turn to"),
        ("{needs: [distress]}", "People with distress who turn to"),
        ("{localities: [north]}", "People in north who turn to"),
        ("{excludes: [intoxicated]}", "People, unless intoxicated, who turn to"),
        ("{requires: [intoxicated]}", "People (intoxicated) who turn to"),
        (
            "{ages: 16-17, needs: [distress, self-harm], localities: [north], urgency: [routine, emergency], "
            "requires: [intoxicated]}",
            "People aged 16-17 in north with distress or self-harm at routine or emergency (intoxicated) who turn to",
        ),
        (
            "[{ages: 16-17}, {urgency: urgent}]",
            "Anyone (urgent) and anyone aged 16-17 (routine, very urgent or emergency) who turn to",
        ),
    ],
)
def test_a_sentence_names_people_as_people(folder: Path, door_for: str, said: str) -> None:
    before = changed_text(
        ("needs: [distress], ", "needs: [distress, self-harm, social-crisis], localities: [north, south], "),
        (TEAM_HOURS, TEAM_HOURS.replace('"Mon-Fri 09:00-17:00"', "24/7")),
        ("kind: helpline, open_to: public", f"kind: helpline, open_to: public, door_for: {door_for}"),
    )
    change = only(compared(changed_text((CALL, ""), ("duty, by: referral", "duty, by: advice"), of=before), before))
    assert change.message == (f"{said} Eastglen line at any time: helped straight away → left with nothing.")


def test_times_that_are_not_those_of_all_are_told_once(folder: Path) -> None:
    """Some are left with nothing at any time and some by night, at a door that is new."""
    before = changed_text(("open_to: public, ", ""), (TEAM_HOURS, TEAM_HOURS.replace("{excl", "{ages: 18+, excl")))
    after = before.replace("kind: helpline, ", "kind: helpline, open_to: public, ")
    change = next(one for one in compared(after, before).changes if one.id == "unclear@line@no-door-none")
    assert change.leaning == "neither"
    assert change.message == (
        "Anyone aged 16-17 and anyone aged 18 and over (intoxicated) who turn to Eastglen line at one time or another: "
        "no such door → left with nothing."
    )


def test_a_wait_of_which_nobody_can_tell_is_not_told_as_certain(folder: Path) -> None:
    """The referral takes longer, and at best the clinic, of which nothing is known, takes people at once anyway."""
    before = changed_text(
        ("transfers:\n", "transfers:\n  - {from: line, to: clinic, by: call-transfer}\n"),
        (
            "transfers:\n",
            "  clinic: {name: Eastglen clinic, provider: nhs, kind: crisis-team, hours: unknown,\n"
            "           supports: {excludes: []}, offers: [assessment], responds_within: 30 min}\ntransfers:\n",
        ),
        ("responds_within: 0 min", "responds_within: 40 min"),
    )
    found = compared(before.replace("40 min", "50 min"), before)
    change = next(one for one in found.changes if one.what == "wait")
    assert (change.direction, change.leaning) == (UNCLEAR, "worse")
    assert change.message == (
        "Everyone who turns to Eastglen line Mon-Fri 09:00-16:10: helped straight away: 40 min → 50 min, or, at best, "
        "30 min, perhaps longer."
    )


# --- findings ------------------------------------------------------------------------------------------------------


def what(changes: Sequence[FindingChange]) -> dict[str, tuple[str, bool]]:
    return {one.finding.id: (one.what, one.grown) for one in changes}


def test_findings_are_new_gone_and_changed(folder: Path) -> None:
    found = findings(changed_text((TEAM_HOURS, TEAM_HOURS.replace("17:00", "15:30"))))
    assert what(found)["wrong-door@line"] == ("changed", True)
    assert next(one.says for one in found if one.finding.id == "wrong-door@line") == (
        "135.5 h a week (was: 128 h a week)",
    )
    assert what(findings(changed_text((CALL, ""))))["isolated-service@team"] == ("new", False)
    assert what(findings(BASE, changed_text((CALL, ""))))["isolated-service@team"] == ("gone", False)


GAP = """
area: {id: eastglen, name: Eastglen, calendar: none}
people: {ages: 5+, needs: [distress]}
organisations: {nhs: {name: NHS Eastglen, sector: health}}
services:
  gp: {name: Eastglen practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7,
       supports: {excludes: [], ages: [5-20, 31+]}, offers: [assessment], intake: 24/7}
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "[5-20, 31+]",
            "[5-30, 41+]",
            ("about aged 31-40 (was: aged 21-30)", "new for anyone aged 31-40: at any time"),
        ),
        ("[5-20, 31+]", "[5-30, 32+]", ("4 kinds of people (was: 40)", "new for anyone aged 31: at any time")),
        ("[5-20, 31+]", "[5-20, 32+]", ("44 kinds of people (was: 40)",)),
    ],
)
def test_a_finding_has_grown_where_it_is_about_others_however_few(
    folder: Path, old: str, new: str, says: tuple[str, ...]
) -> None:
    found = compared(changed_text((old, new), of=GAP), GAP)
    (wrong,) = (one for one in found.findings if one.finding.id == "wrong-door@gp")
    assert (wrong.what, wrong.grown, wrong.counts, wrong.says) == ("changed", True, True, says)
    assert {one.findings for one in found.changes if one.direction == WORSE} != {()}


def test_a_finding_has_grown_where_it_is_about_other_times_however_short(folder: Path) -> None:
    mondays, tuesdays = (
        GAP.replace("ages: [5-20, 31+]", "ages: 5+").replace("intake: 24/7", f"intake: {days}")
        for days in ("Tue-Sun 00:00-24:00", '"Mon 00:00-24:00, Wed-Sun 00:00-24:00, Tue 00:00-12:00"')
    )
    found = compared(tuesdays, mondays)
    (wrong,) = (one for one in found.findings if one.finding.id == "wrong-door@gp")
    assert (wrong.grown, wrong.says) == (True, ("12 h a week (was: 24 h a week)", "new for anyone: Tue 12:00-24:00"))


def test_a_finding_has_not_grown_that_is_about_some_of_the_same_alone(folder: Path) -> None:
    found = compared(changed_text(("[5-20, 31+]", "[5-25, 31+]"), of=GAP), GAP)
    assert {one.finding.id: one.grown for one in found.findings}["wrong-door@gp"] is False


def test_of_people_whom_the_earlier_edition_did_not_ask_about_the_numbers_tell(folder: Path) -> None:
    found = compared(GAP, GAP.replace("ages: 5+, needs", "ages: 25+, needs"))
    assert {one.finding.id: one.grown for one in found.findings}["wrong-door@gp"] is True


def test_another_name_is_no_change_of_a_finding(folder: Path) -> None:
    assert findings(changed_text(("name: Eastglen line", "name: Southness line"))) == ()


def test_a_finding_goes_with_a_service_that_has_another_id(folder: Path) -> None:
    assert findings(changed_text(*RENAMED)) == ()


ACKNOWLEDGED = """acknowledged:
  - {finding: wrong-door@line, reason: Known., meanwhile: Practices ring back., owner: nhs, agreed: 2026-11-01,
     review: 2027-03-01, covers: {hours_per_week: HOURS, people: 5000, dates: 0}}
"""


def test_what_the_forum_comes_to_know_of_is_changed_and_what_is_open_again_has_grown(folder: Path) -> None:
    known = BASE + ACKNOWLEDGED.replace("HOURS", "168")
    (now,) = findings(known)
    assert (now.what, now.says, now.grown, now.counts) == ("changed", ("the forum knows of it now",), False, False)
    (back,) = findings(BASE, known)
    assert (back.says, back.grown, back.counts) == (("it is not acknowledged any more",), True, True)
    (again,) = findings(BASE + ACKNOWLEDGED.replace("HOURS", "10"), known)
    assert again.says == ("it is open again: it has grown: 128 hours a week instead of 10",)
    assert (again.grown, again.counts) == (True, True)


def test_a_graver_finding_has_grown(folder: Path) -> None:
    before, _ = checks(BASE)
    (first, *rest) = before.findings
    graver = replace(before, findings=(replace(first, severity="error"), *rest))
    milder = replace(before, findings=(replace(first, severity="note"), *rest))
    (up,), (down,) = finding_changes(milder, graver), finding_changes(graver, milder)
    assert (up.says, up.grown) == (("graver: error (was: note)",), True)
    assert (down.says, down.grown) == (("less grave: note (was: error)",), False)


def test_of_an_edition_that_is_not_valid_no_finding_is_said_to_be_gone(folder: Path) -> None:
    before, after = checks(changed_text(("provider: nhs, kind: helpline", "provider: nsh, kind: helpline")))
    assert what(finding_changes(before, after)) == {"unknown-reference@after": ("new", False)}
    mended = what(finding_changes(after, before))
    assert mended["unknown-reference@after"] == ("gone", False)
    assert mended["wrong-door@line"] == ("new", False)
    said = {one.says for one in finding_changes(after, before) if one.what == "new"}
    assert said == {("whether it was there before is not known: that edition could not be checked",)}


def test_of_a_new_map_every_finding_is_new_and_of_one_that_is_gone_every_one_is_gone(folder: Path) -> None:
    before, _ = checks(BASE)
    ids = {one.id for one in before.findings}
    assert what(finding_changes(None, before)) == dict.fromkeys(ids, ("new", False))
    assert what(finding_changes(before, None)) == dict.fromkeys(ids, ("gone", False))
    assert finding_changes(before, before) == finding_changes(None, None) == ()


def test_of_a_rule_that_was_not_run_nothing_is_said_to_be_gone(folder: Path) -> None:
    before, after = checks(BASE)
    skipped = check_map("after.pathway.yaml", replace(ON, skip=("wrong-door",)), Settings())
    assert finding_changes(before, skipped) == ()
    (new,) = finding_changes(skipped, after)
    assert new.says == ("whether it was there before is not known: the rule was not run on that edition",)
