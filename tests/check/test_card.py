"""What a card may say: only what is certain, and of everything else that it is not.

Cards are made on Saturday 21 November 2026. Of Eastglen, which keeps no public holidays but those that a test gives it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from pathkit.check.card import (
    Card,
    CardEmergency,
    CardLeftOut,
    CardNumber,
    CardSection,
    card_asked,
    in_fewer_sections,
)
from pathkit.check.exits import CannotDo
from pathkit.maps.words import URGENCIES

ON = date(2026, 11, 21)
ALL = tuple(reversed(URGENCIES))
TEAM = "name: Team, provider: nhs, kind: crisis-team, open_to: professionals"


@dataclass(frozen=True)
class Line:
    """A row of a card, short: whom to call, whom it takes, and when."""

    service: str
    whom: str
    times: tuple[str | None, ...]


def made(
    folder: Path,
    *services: str,
    people: str = "{ages: 18+, needs: [distress]}",
    area: str = "calendar: none",
    more: str = "",
    locality: str | None = None,
    on: date = ON,
) -> Card:
    """The card of Eastglen with these services, each `ID: what stands between its braces`."""
    lines = [f"  {name}: {{{said}}}" for name, _, said in (one.partition(": ") for one in services)]
    text = [
        f"area: {{id: eastglen, name: Eastglen, {area}}}",
        f"people: {people}",
        "organisations: {nhs: {name: NHS Eastglen, sector: health}, listening: {name: Listening, sector: third}}",
        "services:",
        *lines,
        more,
    ]
    path = folder / "eastglen.pathway.yaml"
    path.write_text("\n".join(text), encoding="utf-8")
    return card_asked(path, on, locality)


def lines(section: CardSection) -> list[Line]:
    found = []
    for row in section.rows:
        limits = (row.ages, row.places, row.only and f"only {row.only}", row.not_if and f"not {row.not_if}", row.within)
        marks = () if row.exclusions_stated else ("ask first",)
        needs = () if set(row.needs) == {"distress"} else row.needs
        found.append(Line(row.service, ", ".join(filter(None, (*needs, *limits, *marks))), row.times))
    for one in section.silences:
        found.append(Line("nobody", ", ".join(filter(None, (*one.needs, one.ages, one.places))), one.times))
    return found


def only(card: Card) -> list[Line]:
    """The rows of a card that says the same at every urgency."""
    assert [section.urgencies for section in card.sections] == [ALL]
    return lines(card.sections[0])


def at(card: Card, urgency: str) -> list[Line]:
    return lines(next(section for section in card.sections if urgency in section.urgencies))


ANYBODY = "supports: {excludes: []}, offers: [assessment]"
NOBODY = Line("nobody", "distress", ("", ""))


# --- when -------------------------------------------------------------------------------------------------


def test_a_service_that_is_there_at_any_time_is_listed_for_all_of_it(tmp_path: Path) -> None:
    card = made(tmp_path, f"team: {TEAM}, hours: 24/7, {ANYBODY}")
    assert only(card) == [Line("team", "", ("", ""))]
    assert [one.id for one in card.times] == ["in-hours", "out-of-hours"]


def test_where_a_service_stops_taking_people_before_it_shuts_the_card_stops_then(tmp_path: Path) -> None:
    card = made(tmp_path, f"team: {TEAM}, hours: Mon-Fri 09:00-17:00, intake: Mon-Fri 09:00-15:30, {ANYBODY}")
    assert only(card) == [
        Line("team", "", ("Mon-Fri 09:00-15:30", None)),
        Line("nobody", "distress", ("Mon-Fri 15:30-17:00", "")),
    ]
    assert card.services["team"].hours == (
        "takes people Mon-Fri 09:00-15:30 (open Mon-Fri 09:00-17:00); holidays: not written down"
    )


def test_what_is_open_in_a_part_of_a_column_is_named_with_its_exact_hours(tmp_path: Path) -> None:
    card = made(tmp_path, f"team: {TEAM}, hours: daily 08:00-22:00, {ANYBODY}")
    assert only(card) == [
        Line("team", "", ("", "Mon-Fri 08:00-09:00, 17:00-22:00, Sat-Sun 08:00-22:00")),
        Line("nobody", "distress", (None, "daily 22:00-08:00")),
    ]


SCOTLAND = "calendar: scotland"


@pytest.mark.parametrize(
    ("holidays", "told", "nobody"),
    [
        (", holidays: closed", None, ""),
        ("", None, ""),
        (", holidays: as usual", "", None),
        (", holidays: 10:00-16:00", "10:00-16:00", "00:00-10:00, 16:00-24:00"),
    ],
)
def test_on_holidays_a_service_is_listed_for_what_is_written_down(
    tmp_path: Path, holidays: str, told: str | None, nobody: str | None
) -> None:
    card = made(tmp_path, f"team: {TEAM}, hours: daily 00:00-24:00{holidays}, {ANYBODY}", area=SCOTLAND)
    expected = [Line("team", "", ("", "", told))]
    expected += [Line("nobody", "distress", (None, None, nobody))] if nobody is not None else []
    assert only(card) == expected
    assert [(one.id, one.words) for one in card.times][2] == (
        "holidays",
        "30 Nov, 25-26 Dec, 28 Dec 2026; 1-2 Jan, 4 Jan, 26 Mar, 3 May 2027",
    )


def test_as_usual_on_a_holiday_is_what_is_usual_on_such_a_weekday(tmp_path: Path) -> None:
    card = made(tmp_path, f"team: {TEAM}, hours: Mon-Fri 09:00-12:00, holidays: as usual, {ANYBODY}", area=SCOTLAND)
    assert only(card)[0].times == (
        "Mon-Fri 09:00-12:00",
        None,
        "09:00-12:00 on 30 Nov, 25 Dec, 28 Dec, 1 Jan, 4 Jan, 26 Mar, 3 May",
    )


def test_a_day_that_differs_is_named(tmp_path: Path) -> None:
    card = made(tmp_path, f"team: {TEAM}, hours: Mon-Fri 09:00-17:00, dates: {{2026-12-24: 09:00-12:00}}, {ANYBODY}")
    assert only(card)[0] == Line("team", "", ("not 24 Dec 2026 12:00-17:00", None))


def test_where_too_many_days_differ_only_hours_without_exception_are_told(tmp_path: Path) -> None:
    thursdays = ("2026-12-03", "2027-01-07", "2027-02-11", "2027-03-11", "2027-04-15")
    dates = ", ".join(f"{day}: 09:00-12:00" for day in thursdays)
    card = made(tmp_path, f"team: {TEAM}, hours: Mon-Fri 09:00-17:00, dates: {{{dates}}}, {ANYBODY}")
    assert only(card) == [
        Line("team", "", ("Mon-Wed, Fri 09:00-17:00, Thu 09:00-12:00", None)),
        Line("nobody", "distress", ("Thu 12:00-17:00", "")),
    ]


def test_where_hardly_anything_is_lost_by_it_no_date_is_named(tmp_path: Path) -> None:
    nights = "hours: Mon-Fri 18:00-02:00, holidays: closed"
    card = made(tmp_path, f"team: {TEAM}, {nights}, {ANYBODY}", area=SCOTLAND)
    # Nobody is there at one in the morning after a holiday, as on Tuesday 1 December and Saturday 27 March.
    assert only(card)[0].times[1] == "Mon, Fri 18:00-24:00, Tue-Thu 18:00-02:00"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("hours: unknown", "Hours not written down"),
        ("hours: closed", "Shut"),
        ("hours: 24/7, status: paused", "Paused"),
        ("hours: 24/7, status: planned", "Planned"),
        ("hours: 24/7, status: closed", "Closed"),
        ("hours: 24/7, valid_until: 2026-11-20", "Ended"),
        ("hours: 24/7, valid_from: 2026-12-01", "Begins on 1 Dec 2026"),
        ("hours: 24/7, checked_on: 2026-05-21", "Lapsed, as last checked on 21 May 2026"),
    ],
)
def test_what_is_not_certain_is_not_listed_and_the_card_says_why(tmp_path: Path, said: str, why: str) -> None:
    card = made(tmp_path, f"team: {TEAM}, {said}, {ANYBODY}")
    assert only(card) == [NOBODY]
    assert card.left_out == (CardLeftOut(why, ("Team",)),)


# --- whom -------------------------------------------------------------------------------------------------


def test_ages_and_those_for_whom_there_is_nobody_are_named(tmp_path: Path) -> None:
    card = made(
        tmp_path,
        f"team: {TEAM}, hours: 24/7, supports: {{ages: 16-64, excludes: []}}, offers: [assessment]",
        people="{ages: 5+, needs: [distress]}",
    )
    assert only(card) == [
        Line("team", "16-64", ("", "")),
        Line("nobody", "distress, 5-15, 65+", ("", "")),
    ]


def test_what_keeps_people_out_is_on_the_card(tmp_path: Path) -> None:
    card = made(
        tmp_path,
        f"team: {TEAM}, hours: 24/7, offers: [assessment], "
        "supports: {requires: [gp-registered], excludes: {intoxicated: {instead: the sobering centre}}}",
        people="{ages: 18+, needs: [distress], circumstances: [intoxicated]}",
    )
    assert only(card) == [Line("team", "only registered with a GP, not intoxicated", ("", ""))]
    assert card.services["team"].turned_away == ("intoxicated (instead: the sobering centre)",)


def test_an_exclusion_is_named_though_the_map_asks_about_nobody_like_that(tmp_path: Path) -> None:
    card = made(tmp_path, f"team: {TEAM}, hours: 24/7, supports: {{excludes: [perinatal]}}, offers: [assessment]")
    assert only(card) == [Line("team", "not pregnant or with a new baby", ("", ""))]


def test_where_nobody_has_written_down_who_is_turned_away_the_card_says_ask(tmp_path: Path) -> None:
    people = "{ages: 18+, needs: [distress], circumstances: [intoxicated, gp-registered]}"
    card = made(tmp_path, f"team: {TEAM}, hours: 24/7, supports: {{ages: 18+}}, offers: [assessment]", people=people)
    assert only(card) == [Line("team", "ask first", ("", ""))]
    assert card.unusual == ("intoxicated", "not registered with a GP")


def test_a_service_for_some_circumstance_alone_leaves_the_others_with_nobody(tmp_path: Path) -> None:
    card = made(
        tmp_path,
        f"team: {TEAM}, hours: 24/7, offers: [bed], supports: {{requires: [perinatal], excludes: []}}",
    )
    assert only(card) == [Line("team", "only pregnant or with a new baby", ("", "")), NOBODY]


def test_of_several_blocks_the_one_that_says_more_is_told(tmp_path: Path) -> None:
    card = made(
        tmp_path,
        f"team: {TEAM}, hours: 24/7, offers: [assessment], "
        "supports: [{excludes: [intoxicated]}, {ages: 18-30, excludes: []}]",
    )
    assert only(card) == [Line("team", "18-30", ("", "")), Line("team", "31+, not intoxicated", ("", ""))]


def test_a_public_door_takes_whom_it_is_for(tmp_path: Path) -> None:
    door = "name: Door, provider: listening, kind: crisis-space, open_to: public, hours: 24/7"
    card = made(tmp_path, f"door: {door}, door_for: {{ages: 25+, excludes: [intoxicated]}}, {ANYBODY}")
    assert only(card) == [Line("door", "25+, not intoxicated", ("", "")), Line("nobody", "distress, 18-24", ("", ""))]


def test_at_an_urgency_at_which_an_offer_is_not_enough_a_service_is_not_listed(tmp_path: Path) -> None:
    card = made(
        tmp_path,
        f"line: {TEAM}, hours: 24/7, supports: {{excludes: []}}, offers: [listening]",
        "silent: name: Silent, provider: nhs, kind: liaison, open_to: public, hours: 24/7, supports: {excludes: []}",
    )
    assert [section.urgencies for section in card.sections] == [("emergency", "very-urgent"), ("urgent", "routine")]
    assert at(card, "emergency") == [NOBODY]
    assert at(card, "urgent") == [Line("line", "", ("", "")), Line("silent", "", ("", ""))]
    assert card.left_out == (
        CardLeftOut(
            "Not listed as emergency or very urgent, as the map shows no assessment there",
            ("Team",),
        ),
        CardLeftOut("Not listed as emergency or very urgent, as what they offer is not written down", ("Silent",)),
    )


def test_who_can_be_reached_only_by_a_transfer_or_only_passes_on_is_not_listed(tmp_path: Path) -> None:
    card = made(
        tmp_path,
        f"ward: name: Ward, provider: nhs, kind: inpatient, hours: 24/7, {ANYBODY}",
        "desk: name: Desk, provider: nhs, kind: call-handling, open_to: public, hours: 24/7",
    )
    assert only(card) == [NOBODY]
    assert card.left_out == (CardLeftOut("Help nobody themselves, and lead on to nobody who surely does", ("Desk",)),)


LINE = (
    "line: name: Line, provider: nhs, kind: call-handling, open_to: public, hours: 24/7, "
    'contact: {phone: "01632 960001"}'
)
HIDDEN = f"ward: name: Ward, provider: nhs, kind: crisis-team, hours: 24/7, {ANYBODY}"


def test_who_surely_puts_people_through_to_help_is_listed_and_nobody_is_left_with_nothing(tmp_path: Path) -> None:
    by = "transfers: [{from: line, to: ward, by: %s}]"
    card = made(tmp_path, HIDDEN, LINE, more=by % "call-transfer")
    assert only(card) == [Line("line", "", ("", ""))]
    (row,) = card.sections[0].rows
    assert (row.onward, row.leads_to) == ("puts people through to Ward", ("ward",))
    later = made(tmp_path, HIDDEN, LINE, more=by % "referral")
    assert [row.onward for row in later.sections[0].rows] == ["refers people on to Ward; help with a wait"]
    told = made(tmp_path, HIDDEN, LINE, more=by % "signpost")
    assert only(told) == [NOBODY]


@pytest.mark.parametrize("more", [", hours: unknown", ", for: {ages: 19+}"])
def test_what_is_not_certain_for_somebody_leads_them_on_to_nobody(tmp_path: Path, more: str) -> None:
    transfer = f"transfers: [{{from: line, to: ward, by: call-transfer{more}}}]"
    lines = only(made(tmp_path, HIDDEN, LINE, more=transfer))
    assert lines[-1] == (NOBODY if "unknown" in more else Line("nobody", "distress, 18", ("", "")))


def test_nobody_is_led_on_by_facts_that_are_too_old(tmp_path: Path) -> None:
    transfer = "transfers: [{from: line, to: ward, by: call-transfer}]"
    assert only(made(tmp_path, f"{HIDDEN}, checked_on: 2026-05-21", LINE, more=transfer)) == [NOBODY]
    fresh = made(tmp_path, f"{HIDDEN}, checked_on: 2026-11-01", LINE, more=transfer)
    assert (fresh.until, fresh.dated, fresh.undated) == (date(2027, 5, 3), True, ("Line",))


def test_who_helps_somebody_themselves_goes_before_who_passes_them_on(tmp_path: Path) -> None:
    team = f'team: {TEAM}, hours: 24/7, contact: {{phone: "01632 960002"}}, {ANYBODY}'
    transfer = "transfers: [{from: line, to: ward, by: call-transfer}]"
    card = made(tmp_path, HIDDEN, LINE, team, more=transfer)
    assert only(card) == [Line("team", "", ("", ""))]
    assert card.left_out == (
        CardLeftOut("Only pass people on, which adds nothing certain to what is above", ("Line",)),
    )


def test_needs_are_told_apart_where_answers_are(tmp_path: Path) -> None:
    card = made(
        tmp_path,
        f"team: {TEAM}, hours: 24/7, supports: {{needs: [distress], excludes: []}}, offers: [assessment]",
        people="{ages: 18+, needs: [distress, self-harm]}",
    )
    assert only(card) == [Line("team", "", ("", "")), Line("nobody", "self-harm", ("", ""))]


NORTH_AND_SOUTH = "{ages: 18+, needs: [distress], localities: [north, south, skerries]}"


def test_a_locality_is_named_where_a_service_is_not_for_all(tmp_path: Path) -> None:
    team = f"team: {TEAM}, hours: 24/7, supports: {{localities: [north], excludes: []}}, offers: [assessment]"
    card = made(tmp_path, team, people=NORTH_AND_SOUTH)
    assert only(card) == [
        Line("team", "north", ("", "")),
        Line("nobody", "distress, south, skerries", ("", "")),
    ]
    assert only(made(tmp_path, team, people=NORTH_AND_SOUTH, locality="north")) == [Line("team", "", ("", ""))]
    south = made(tmp_path, team, people=NORTH_AND_SOUTH, locality="south")
    assert only(south) == [NOBODY]
    assert south.left_out == ()


def test_a_locality_that_is_not_there_is_refused_with_the_one_that_may_be_meant(tmp_path: Path) -> None:
    with pytest.raises(CannotDo, match=r"There is no locality `nort`\. Did you mean `north`"):
        made(tmp_path, f"team: {TEAM}, hours: 24/7, {ANYBODY}", people=NORTH_AND_SOUTH, locality="nort")
    with pytest.raises(CannotDo, match="no localities"):
        made(tmp_path, f"team: {TEAM}, hours: 24/7, {ANYBODY}", locality="north")


# --- how soon, and by which number --------------------------------------------------------------------------


def test_a_response_time_is_told_with_the_standard_where_it_may_be_longer(tmp_path: Path) -> None:
    times = "responds_within: {emergency: 30 min, very-urgent: 8 h, urgent: next working day, routine: 2 days}"
    card = made(tmp_path, f"team: {TEAM}, hours: 24/7, {times}, {ANYBODY}")
    assert [row.within for section in card.sections for row in section.rows] == [
        "responds within 30 min",
        "responds within 8 h (standard: 4 h)",
        "responds on the next working day (standard: 1 day)",
        "responds within 2 days",
    ]
    assert card.services["team"].responds == (
        "emergency within 30 min, very urgent within 8 h, urgent on the next working day, routine within 2 days"
    )


def test_who_only_professionals_can_call_comes_first_and_a_stated_response_before_none(tmp_path: Path) -> None:
    others = [
        f"door: name: Door, provider: listening, kind: crisis-space, open_to: public, hours: 24/7, {ANYBODY}",
        f"slow: {TEAM}, hours: 24/7, {ANYBODY}",
        f"quick: {TEAM}, hours: 24/7, responds_within: 1 h, {ANYBODY}",
    ]
    assert [line.service for line in only(made(tmp_path, *others))] == ["quick", "slow", "door"]


@pytest.mark.parametrize(
    ("open_to", "contact", "number"),
    [
        ("public", '{phone: "01632 960001"}', CardNumber("01632 960001", False, True)),
        ("professionals", '{phone: "01632 960001"}', CardNumber("01632 960001", True, True)),
        (
            "public",
            '{phone: "01632 960001", professional_phone: "01632 960002 ext 3"}',
            CardNumber("01632 960002 ext 3", True, True),
        ),
        ("professionals", "{phone: by the switchboard}", CardNumber("by the switchboard", True, False)),
        (
            "public",
            '{phone: "01632 960001", professional_phone: by the switchboard}',
            CardNumber("01632 960001", False, True),
        ),
        ("public", '{text: "01632 960003"}', None),
    ],
)
def test_the_number_is_the_one_for_professionals_as_the_map_writes_it(
    tmp_path: Path, open_to: str, contact: str, number: CardNumber | None
) -> None:
    team = f"name: Team, provider: nhs, kind: crisis-team, open_to: {open_to}, hours: 24/7, contact: {contact}"
    card = made(tmp_path, f"team: {team}, {ANYBODY}")
    assert card.services["team"].number == number


RESPONDERS = """\
transfers:
  - {from: officers, to: team, by: warm-handover}
  - {from: crew, to: team, by: warm-handover, for: {urgency: emergency}}
  - {from: gp, to: team, by: referral, hours: unknown}
  - {from: desk, to: team, by: call-transfer}
"""


def test_officers_crews_and_gps_are_named_who_surely_can_hand_people_over(tmp_path: Path) -> None:
    card = made(
        tmp_path,
        f"team: {TEAM}, hours: 24/7, {ANYBODY}",
        "officers: name: Officers, provider: nhs, kind: police-response, hours: 24/7",
        "crew: name: Crew, provider: nhs, kind: ambulance-response, hours: 24/7",
        "gp: name: GP, provider: nhs, kind: primary-care, hours: 24/7",
        "desk: name: Desk, provider: nhs, kind: call-handling, hours: 24/7",
        more=RESPONDERS,
    )
    assert card.services["team"].handed_over_by == ("warm handover from Officers, Crew (emergency)",)


# --- danger to life -------------------------------------------------------------------------------------------

DESK = 'name: Control, provider: nhs, kind: emergency-call-handling, open_to: public, contact: {phone: "999"}'


def test_the_number_for_danger_to_life_is_the_maps(tmp_path: Path) -> None:
    assert made(tmp_path, f"team: {TEAM}, hours: 24/7, {ANYBODY}").emergencies == ()
    card = made(tmp_path, f"control: {DESK}, hours: 24/7, checked_on: 2026-11-01")
    assert card.emergencies == (CardEmergency("999", ("Control",), ""),)


def test_an_old_number_for_danger_to_life_stays_and_is_marked(tmp_path: Path) -> None:
    (old,) = made(tmp_path, f"control: {DESK}, hours: 24/7, checked_on: 2020-01-01").emergencies
    assert old.lapsed == "last checked on 1 Jan 2020, more than 183 days ago"
    (undated,) = made(tmp_path, f"control: {DESK}, hours: 24/7").emergencies
    assert undated.lapsed == "nobody has written down when this was last checked"


@pytest.mark.parametrize("said", ["hours: unknown", "hours: daily 08:00-24:00", "hours: 24/7, status: paused"])
def test_a_number_that_is_not_surely_answered_at_any_hour_is_none_for_danger_to_life(tmp_path: Path, said: str) -> None:
    assert made(tmp_path, f"control: {DESK}, {said}").emergencies == ()


# --- how long it holds ------------------------------------------------------------------------------------------


def test_a_card_lapses_when_the_first_of_its_facts_does(tmp_path: Path) -> None:
    card = made(
        tmp_path,
        f"team: {TEAM}, hours: 24/7, checked_on: 2026-11-02, {ANYBODY}",
        f"other: name: Other team, provider: nhs, kind: crisis-team, open_to: public, hours: 24/7, "
        f"checked_on: 2026-06-01, {ANYBODY}",
    )
    assert (card.until, card.until_why) == (date(2026, 12, 1), "the facts about Other team are then 183 days old")
    assert card.checked == (date(2026, 6, 1), date(2026, 11, 2))
    assert card.undated == ()


def test_a_card_lapses_when_a_service_on_it_ends(tmp_path: Path) -> None:
    card = made(tmp_path, f"team: {TEAM}, hours: 24/7, valid_until: 2026-12-31, {ANYBODY}")
    assert (card.until, card.until_why) == (date(2026, 12, 31), "Team ends then")


def test_a_card_lapses_with_the_last_year_whose_local_holidays_are_written_down(tmp_path: Path) -> None:
    area = "calendar: none, local_holidays: [2026-12-07]"
    card = made(tmp_path, f"team: {TEAM}, hours: 24/7, holidays: closed, {ANYBODY}", area=area)
    assert (card.until, card.until_why) == (
        date(2026, 12, 31),
        "local holidays are written down to the end of 2026",
    )
    assert only(card)[0] == Line("team", "", ("", "", None))


def test_a_card_says_that_the_local_holidays_written_down_are_over(tmp_path: Path) -> None:
    area = "calendar: none, local_holidays: [2026-12-07]"
    services = f"team: {TEAM}, hours: 24/7, holidays: closed, {ANYBODY}"
    assert made(tmp_path, services, area=area).local_holidays_ended is None
    assert made(tmp_path, services, area=area, on=date(2027, 1, 2)).local_holidays_ended == 2026
    assert made(tmp_path, services, on=date(2027, 1, 2)).local_holidays_ended is None


def test_what_is_not_on_the_card_does_not_end_it(tmp_path: Path) -> None:
    card = made(
        tmp_path,
        f"team: {TEAM}, hours: 24/7, {ANYBODY}",
        "ward: name: Ward, provider: nhs, kind: inpatient, hours: 24/7, valid_until: 2026-11-22",
    )
    assert card.until == date(2027, 5, 23)
    assert (card.undated, card.checked) == (("Team",), None)


def test_a_forum_may_ask_for_fresher_facts(tmp_path: Path) -> None:
    (tmp_path / "pathkit.yaml").write_text("rules: {stale-listing: {days: 31}}\n", encoding="utf-8")
    assert made(tmp_path, f"team: {TEAM}, hours: 24/7, {ANYBODY}").until == date(2026, 12, 22)
    stale = made(tmp_path, f"team: {TEAM}, hours: 24/7, checked_on: 2026-10-20, {ANYBODY}")
    assert stale.left_out == (CardLeftOut("Lapsed, as last checked on 20 Oct 2026", ("Team",)),)


# --- what it says of itself ---------------------------------------------------------------------------------------


def test_a_card_says_whether_a_forum_has_reviewed_its_map(tmp_path: Path) -> None:
    team = f"team: {TEAM}, hours: 24/7, {ANYBODY}"
    assert made(tmp_path, team).agreed == ""
    forum = "forum: {name: Eastglen Forum, reviewed: 2026-11-02, review_every: 6 months}"
    assert made(tmp_path, team, more=forum).agreed == "Eastglen Forum last reviewed this map on 2 Nov 2026"
    late = made(tmp_path, team, more=forum, on=date(2027, 6, 1)).agreed
    assert late.endswith("; its next review was due on 2 May 2027")


def test_who_can_hand_people_over_elsewhere_alone_is_not_named(tmp_path: Path) -> None:
    parts = (
        f"team: {TEAM}, hours: 24/7, {ANYBODY}",
        "officers: name: Officers, provider: nhs, kind: police-response, hours: 24/7",
    )
    more = "transfers: [{from: officers, to: team, by: warm-handover, for: {localities: [north, south]}}]"
    rural = made(tmp_path, *parts, people=NORTH_AND_SOUTH, more=more, locality="skerries")
    assert rural.services["team"].handed_over_by == ()
    whole = made(tmp_path, *parts, people=NORTH_AND_SOUTH, more=more)
    assert whole.services["team"].handed_over_by == ("warm handover from Officers (north or south)",)


def test_where_nobody_wrote_down_when_officers_reach_a_service_it_is_marked_and_comes_last(tmp_path: Path) -> None:
    card = made(
        tmp_path,
        f"far: {TEAM}, hours: 24/7, {ANYBODY}",
        f"door: name: Door, provider: listening, kind: crisis-space, open_to: public, hours: 24/7, {ANYBODY}",
        "officers: name: Officers, provider: nhs, kind: police-response, hours: 24/7",
        more="transfers: [{from: officers, to: far, by: warm-handover, hours: unknown}]",
    )
    assert [(row.service, row.reach_stated) for row in card.sections[0].rows] == [("door", True), ("far", False)]


def test_a_card_of_facts_that_are_too_old_has_lapsed_and_one_without_dates_has_none(tmp_path: Path) -> None:
    old = made(tmp_path, f"team: {TEAM}, hours: 24/7, checked_on: 2026-05-01, {ANYBODY}")
    assert (old.lapsed, old.dated) == (date(2026, 5, 1), False)
    undated = made(tmp_path, f"team: {TEAM}, hours: 24/7, {ANYBODY}")
    assert (undated.lapsed, undated.dated) == (None, False)
    dated = made(tmp_path, f"team: {TEAM}, hours: 24/7, checked_on: 2026-11-01, {ANYBODY}")
    assert (dated.lapsed, dated.dated) == (None, True)


def test_where_sources_give_other_hours_the_card_says_so(tmp_path: Path) -> None:
    sources = "sources: [{title: Directory, says: {hours: daily 08:00-20:00}}]"
    card = made(tmp_path, f"team: {TEAM}, hours: 24/7, {sources}, {ANYBODY}")
    assert card.services["team"].differs == "its hours are 24/7 (this map) or daily 08:00-20:00 (“Directory”)"


def test_a_library_has_no_card(tmp_path: Path) -> None:
    path = tmp_path / "national.pathway.yaml"
    path.write_text("organisations: {nhs: {name: NHS, sector: health}}\n", encoding="utf-8")
    with pytest.raises(CannotDo, match="library"):
        card_asked(path, ON)


def test_sections_put_together_say_the_same(tmp_path: Path) -> None:
    card = made(
        tmp_path,
        f"house: {TEAM}, hours: 24/7, supports: {{excludes: []}}, offers: [safe-space]",
        f"quick: {TEAM}, hours: 24/7, responds_within: {{urgent: 2 h}}, {ANYBODY}",
    )
    fewer = in_fewer_sections(card)
    assert [section.urgencies for section in fewer.sections] == [("emergency", "very-urgent"), ("urgent", "routine")]

    def said(of: Card) -> set[tuple[str, object]]:
        return {
            (urgency, replace(row, urgencies=()))
            for section in of.sections
            for row in section.rows
            for urgency in row.urgencies
        }

    assert said(fewer) == said(card)
