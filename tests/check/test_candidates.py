"""What would close a finding: each candidate is true, none is silly, and the best come first."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rules.checking import ON, small
from simulator.maps import check_dates, map_texts

from check.changing import write_into
from pathkit.check import check_paths
from pathkit.check.candidates import MOST_TOLD, MOST_TRIED, Candidate
from pathkit.check.explained import Story, story_of
from pathkit.check.report import Finding
from pathkit.check.summary import all_findings

EXAMPLES = Path(__file__).parents[2] / "examples"
REAL = Path(__file__).parents[2] / "pathways"
MAPS = max(int(os.environ.get("PATHKIT_MAPS", "60")) // 15, 4)

LINE = """
services:
  line: {name: Eastglen line, provider: nhs, kind: call-handling, open_to: public, hours: 24/7}
"""
DUTY_TEAM = """
duty-team:
  name: Eastglen duty team
  provider: nhs
  kind: crisis-team
  hours: Mon-Fri 09:00-17:00
  supports: {excludes: []}
  offers: [assessment]
"""
HUB = """
hub: {name: Eastglen hub, provider: nhs, kind: helpline, hours: 24/7, supports: {excludes: []}, offers: [assessment]}
"""
TO_DUTY_TEAM = """
transfers:
  - {from: line, to: duty-team, by: call-transfer}
"""


def written(folder: Path, text: str, name: str = "eastglen") -> Path:
    """A map in a folder that is its own workspace."""
    (folder / "pathkit.yaml").write_text("", encoding="utf-8")
    path = folder / f"{name}.pathway.yaml"
    path.write_text(dedent(text), encoding="utf-8")
    return path


def story(folder: Path, finding: str, text: str) -> Story:
    """The story of a finding of a map."""
    return story_of(written(folder, text), finding, ON)


def texts(told: Story) -> list[str]:
    """What the candidates of a finding say."""
    return [one.text for one in told.tried.candidates]


def pieces(told: Story) -> list[str]:
    """What the candidates of a finding say to write."""
    return [one.yaml for one in told.tried.candidates]


def findings(path: Path, on: date, rules: tuple[str, ...] = ()) -> dict[str, Finding]:
    """What is found in a map, by some rules or all; it has to be valid."""
    report = check_paths([path], date=on, profile="assured", rules=rules)
    assert report.problems == ()
    assert [one for each in report.maps for one in each.rules_not_run if one.crashed] == []
    return {one.id: one for one in all_findings(report)}


def assert_true(
    path: Path,
    before: dict[str, Finding],
    finding: str,
    candidate: Candidate,
    on: date = ON,
    rules: tuple[str, ...] = (),
) -> None:
    """Writing what the candidate says into the file, and checking again, gives what it promises."""
    text = path.read_text("utf-8")
    reach = before[finding].extent
    assert reach is not None
    try:
        write_into(path, candidate.yaml)
        after = findings(path, on, rules)
    finally:
        path.write_text(text, "utf-8")
    left = after[finding].extent if finding in after else None
    hours, dates = (left.hours_per_week, left.dates) if left is not None else (0.0, ())
    promised = (candidate.of_hours_per_week, candidate.closes_hours_per_week, candidate.closes_dates)
    closed = (reach.hours_per_week, round(reach.hours_per_week - hours, 2), len(set(reach.dates) - set(dates)))
    assert promised == closed, candidate.text
    assert (finding in after) == (candidate.closes_situations < candidate.of_situations), candidate.text
    errors = {one.id for one in after.values() if one.severity == "error"} - set(before)
    assert errors <= set(candidate.opens), candidate.text


# --- true


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.pathway.yaml")), ids=lambda path: path.name.split(".")[0])
def test_what_is_promised_of_an_example_is_what_a_check_of_the_changed_file_gives(path: Path, tmp_path: Path) -> None:
    copy = written(tmp_path, path.read_text("utf-8"))
    before = findings(copy, ON)
    for found in before.values():
        if found.extent is not None:
            for candidate in story_of(copy, found.id, ON).tried.candidates:
                assert_true(copy, before, found.id, candidate)


def test_what_is_promised_of_a_real_map_is_what_a_check_of_the_changed_file_gives(tmp_path: Path) -> None:
    library = REAL / "national/scotland.pathway.yaml"
    (tmp_path / "national").mkdir()
    (tmp_path / "national/scotland.pathway.yaml").write_text(library.read_text("utf-8"), "utf-8")
    copy = written(tmp_path, (REAL / "edinburgh.pathway.yaml").read_text("utf-8"))
    rules = ("wrong-door", "dead-end", "nobody-to-turn-to", "scenario-failed")
    before = findings(copy, ON, rules)
    told = story_of(copy, "wrong-door@midlothian-mhars", ON)
    assert told.tried.candidates
    for candidate in told.tried.candidates:
        assert_true(copy, before, told.finding.id, candidate, rules=rules)


@settings(max_examples=MAPS, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_what_is_promised_of_any_map_is_what_a_check_of_the_changed_file_gives(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    on = data.draw(check_dates())
    path = written(tmp_path_factory.mktemp("map"), data.draw(map_texts(on)))
    before = findings(path, on)
    told = [found for found in before.values() if found.extent is not None]
    for found in told[:4]:
        for candidate in story_of(path, found.id, on).tried.candidates[:2]:
            assert_true(path, before, found.id, candidate, on)


# --- hours


def test_longer_hours_close_the_hours_that_they_add(tmp_path: Path) -> None:
    text = small(LINE, DUTY_TEAM.replace("hours: Mon-Fri 09:00-17:00", "hours: Mon-Fri 09:00-17:00, Sat 10:00-11:00"))
    told = story(tmp_path, "wrong-door@line", text + TO_DUTY_TEAM)
    assert "Opening Eastglen duty team at any hour closes all of it: 127 hours a week." in texts(told)
    told = story(tmp_path, "wrong-door@line", small(LINE, DUTY_TEAM, TO_DUTY_TEAM))
    assert "Opening Eastglen duty team Sat-Sun 09:00-17:00 as well closes 16 of the 128 hours a week." in texts(told)
    weekend = next(one for one in told.tried.candidates if "Sat-Sun" in one.text)
    assert weekend.yaml == ('services:\n  duty-team:\n    hours: "Mon-Fri 09:00-17:00, Sat-Sun 09:00-17:00"\n')
    assert weekend.place is not None
    assert Path(weekend.place.file).read_text("utf-8").splitlines()[weekend.place.line - 1] == (
        "    hours: Mon-Fri 09:00-17:00"
    )
    path = tmp_path / "eastglen.pathway.yaml"
    for candidate in told.tried.candidates:
        assert_true(path, findings(path, ON), "wrong-door@line", candidate)


def test_a_service_that_is_open_and_takes_nobody_new_may_take_people_at_all_its_hours(tmp_path: Path) -> None:
    team = DUTY_TEAM + "  intake: Mon-Fri 09:00-15:30\n"
    told = story(tmp_path, "dead-end@duty-team", small(LINE, team, TO_DUTY_TEAM))
    assert texts(told)[0] == (
        "Letting Eastglen duty team take new people whenever it is open (Mon-Fri 09:00-17:00) closes all of it: "
        "7.5 hours a week."
    )
    assert pieces(told)[0] == "services:\n  duty-team:\n    intake: Mon-Fri 09:00-17:00\n"


def test_where_people_are_lost_on_holidays_only_opening_on_holidays_closes_the_dates(tmp_path: Path) -> None:
    line = LINE.replace("hours: 24/7", "hours: Mon-Fri 09:00-17:00, holidays: as usual")
    team = DUTY_TEAM + "  holidays: closed\n"
    told = story(tmp_path, "wrong-door@line", small(line, team, TO_DUTY_TEAM, area="calendar: scotland"))
    first = told.tried.candidates[0]
    assert first.text == "Opening Eastglen duty team on holidays as usual closes all of it: 9 dates."
    assert first.yaml == "services:\n  duty-team:\n    holidays: as usual\n"
    assert (first.closes_hours_per_week, first.of_hours_per_week) == (0, 0)
    assert (first.closes_dates, first.of_dates) == (9, 9)
    assert first.closes_situations == first.of_situations > 0


def test_a_transfer_that_is_made_at_some_hours_only_may_be_made_at_any(tmp_path: Path) -> None:
    transfers = "transfers:\n  - {from: line, to: hub, by: call-transfer, hours: Mon-Fri 09:00-17:00}\n"
    told = story(tmp_path, "wrong-door@line", small(LINE, HUB, transfers))
    assert texts(told) == [
        "Making the call transfer from Eastglen line to Eastglen hub at any hour closes all of it: 128 hours a week.",
        "A referral from Eastglen line to Eastglen hub closes all of it: 128 hours a week.",
    ]
    assert pieces(told)[0] == "transfers:\n  - from: line\n    to: hub\n    hours: 24/7\n"


# --- new transfers


def test_a_new_transfer_leads_from_where_people_are_stuck_to_whoever_would_support_them(tmp_path: Path) -> None:
    told = story(tmp_path, "wrong-door@line", small(LINE, DUTY_TEAM, HUB, TO_DUTY_TEAM))
    assert texts(told)[:2] == [
        "A call transfer from Eastglen line to Eastglen hub closes all of it: 128 hours a week.",
        "A referral from Eastglen line to Eastglen duty team closes all of it: 128 hours a week.",
    ]
    assert pieces(told)[0] == ("transfers:\n  - from: line\n    to: hub\n    by: call-transfer\n")


def test_a_new_transfer_is_for_whom_its_receiver_supports(tmp_path: Path) -> None:
    hub = HUB.replace(
        "supports: {excludes: []}", "supports: {ages: 18+, urgency: up to urgent, excludes: [intoxicated]}"
    )
    text = small(LINE, hub, people="{ages: 16+, needs: [distress], circumstances: [intoxicated]}")
    told = story(tmp_path, "wrong-door@line", text)
    assert "    for: {urgency: up to urgent, ages: 18+, excludes: [intoxicated]}\n" in pieces(told)[0]
    assert texts(told)[0] == (
        "A call transfer from Eastglen line to Eastglen hub closes it for anyone aged 18 and over (routine or urgent, "
        "unless intoxicated); for others it stays. "
        "But then `left-out@intoxicated` is found, or grows: others would still not have this help."
    )
    assert told.tried.candidates[0].opens == ("left-out@intoxicated",)


def test_from_a_door_that_is_shut_calls_are_put_through_while_it_is_shut(tmp_path: Path) -> None:
    told = story_of(EXAMPLES / "answerphone.pathway.yaml", "closed-door@mill-shop", ON)
    assert texts(told)[0] == (
        "A call transfer from Mill Lane advice shop, while it is shut, to Westmarch crisis house closes all of it: "
        "138 hours a week."
    )
    assert "    when: closed\n" in pieces(told)[0]


def test_a_second_transfer_between_two_services_has_an_id_of_its_own(tmp_path: Path) -> None:
    transfers = "transfers:\n  - {from: line, to: hub, by: advice}\n"
    told = story(tmp_path, "wrong-door@line", small(LINE, HUB, transfers))
    assert pieces(told)[0].startswith("transfers:\n  - id: line-to-hub-2\n    from: line\n    to: hub\n")


# --- people


def test_an_exclusion_is_dropped_from_a_service_and_from_the_way_to_it(tmp_path: Path) -> None:
    told = story_of(EXAMPLES / "school-leaver-gap.pathway.yaml", "wrong-door@line", ON)
    assert texts(told) == [
        "Dropping the exclusion “has left school” of Eastglen young people's team, and from the referral from "
        "Eastglen mental health line, closes all of it: 168 hours a week.",
        "A call transfer from Eastglen mental health line to Eastglen crisis house closes all of it: 168 hours a week.",
        "Letting Eastglen adult team support people aged 16-17, with the referral from Eastglen mental health line "
        "for them too, closes all of it: 168 hours a week.",
    ]
    assert pieces(told)[2] == (
        "services:\n  adult-team:\n    supports: {ages: 16+, excludes: []}\n"
        "transfers:\n  - from: line\n    to: adult-team\n    for: {ages: 16+}\n"
    )


def test_what_an_exclusion_that_stays_says_is_kept(tmp_path: Path) -> None:
    hub = HUB.replace(
        "{excludes: []}",
        '{excludes: {intoxicated: {kind: functional, why: "cannot: take part"}, perinatal: {}}}',
    ).replace("hours: 24/7", "open_to: public, hours: 24/7")
    people = "{ages: 18+, needs: [distress], circumstances: [intoxicated, perinatal]}"
    told = story(tmp_path, "wrong-door@hub", small("services:", hub, people=people))
    assert '{excludes: {intoxicated: {kind: functional, why: "cannot: take part"}}}' in "".join(pieces(told))


def test_a_service_may_serve_a_locality_more(tmp_path: Path) -> None:
    hub = HUB.replace("{excludes: []}", "{localities: [north], excludes: []}")
    transfers = "transfers:\n  - {from: line, to: hub, by: call-transfer}\n"
    people = "{ages: 18+, needs: [distress], localities: [north, south]}"
    told = story(tmp_path, "wrong-door@line", small(LINE, hub, transfers, people=people))
    assert texts(told) == ["Letting Eastglen hub support people in south closes all of it: 168 hours a week."]
    assert pieces(told) == ["services:\n  hub:\n    supports: {localities: [north, south], excludes: []}\n"]


def test_a_service_for_grown_ups_is_not_proposed_for_children(tmp_path: Path) -> None:
    hub = HUB.replace("{excludes: []}", "{ages: 18+, excludes: []}")
    transfers = "transfers:\n  - {from: line, to: hub, by: call-transfer}\n"
    told = story(tmp_path, "wrong-door@line", small(LINE, hub, transfers, people="{ages: 8+, needs: [distress]}"))
    assert texts(told) == [
        "Letting Eastglen hub support people aged 16-17 closes it for anyone aged 16-17; for others it stays."
    ]


def test_of_ages_only_those_are_added_that_close_something(tmp_path: Path) -> None:
    hub = HUB.replace("{excludes: []}", "{ages: 18-64, excludes: []}")
    young = """
    young: {name: Eastglen young, provider: nhs, kind: helpline, hours: Mon-Fri 09:00-17:00, offers: [assessment],
            supports: {ages: 16-17, excludes: []}}
    """
    transfers = """
    transfers:
      - {from: line, to: hub, by: call-transfer, for: {ages: 18+}}
      - {from: line, to: young, by: call-transfer}
    """
    told = story(
        tmp_path, "wrong-door@line", small(LINE, hub, young, transfers, people="{ages: 16+, needs: [distress]}")
    )
    letting = [text for text in texts(told) if text.startswith("Letting Eastglen hub")]
    assert letting[0] == (
        "Letting Eastglen hub support people aged 65+ closes 40 of the 168 hours a week, and all of them for anyone "
        "aged 65 and over."
    )
    assert not any("16-17 and 65+" in text for text in letting)


def test_who_is_left_out_is_let_in_all_the_way_that_others_go(tmp_path: Path) -> None:
    hub = HUB.replace("excludes: []", "ages: 0-17, excludes: [intoxicated]").replace("helpline", "children-service")
    desk = "desk: {name: Eastglen desk, provider: nhs, kind: call-handling, hours: 24/7}"
    transfers = """
    transfers:
      - {from: line, to: desk, by: call-transfer, for: {ages: 0-17, excludes: [intoxicated]}}
      - {from: desk, to: hub, by: call-transfer, for: {ages: 0-17, excludes: [intoxicated]}}
    """
    people = "{ages: 0-30, needs: [distress], circumstances: [intoxicated]}"
    told = story(tmp_path, "left-out@intoxicated", small(LINE, desk, hub, transfers, people=people))
    assert texts(told)[0] == (
        "Dropping the exclusion “intoxicated” of Eastglen hub, and from the call transfer from Eastglen line and "
        "the call transfer from Eastglen desk, closes all of it: 168 hours a week."
    )
    path = tmp_path / "eastglen.pathway.yaml"
    assert_true(path, findings(path, ON), "left-out@intoxicated", told.tried.candidates[0])


def test_who_is_left_out_for_one_thing_is_not_sent_to_a_service_for_another_age(tmp_path: Path) -> None:
    young = (
        HUB.replace("hub", "young").replace("excludes", "ages: 0-17, excludes").replace("helpline", "children-service")
    )
    hub = HUB.replace("excludes: []", "ages: 18+, excludes: [intoxicated]")
    transfers = """
    transfers:
      - {from: line, to: young, by: call-transfer}
      - {from: line, to: hub, by: call-transfer}
    """
    people = "{ages: 12+, needs: [distress], circumstances: [intoxicated]}"
    told = story(tmp_path, "left-out@intoxicated", small(LINE, young, hub, transfers, people=people))
    assert texts(told) == ["Dropping the exclusion “intoxicated” of Eastglen hub closes all of it: 168 hours a week."]


# --- the transfer that a finding is about


def test_a_conveyance_by_the_police_may_be_kept_to_emergencies_and_physical_needs(tmp_path: Path) -> None:
    officers = "officers: {name: Eastglen officers, provider: police, kind: police-response, hours: 24/7}"
    transfers = """
    transfers:
      - {from: line, to: officers, by: deployment, for: {urgency: emergency}}
      - {from: line, to: hub, by: call-transfer}
      - {from: line, to: hub, by: conveyance, conveyed_by: officers, id: drive, for: {ages: 18+, excludes: []}}
    """
    people = "{ages: 16+, needs: [distress, injury-or-overdose]}"
    told = story(tmp_path, "police-as-transport@drive", small(LINE, HUB, officers, transfers, people=people))
    assert texts(told)[0] == (
        "Keeping the conveyance from Eastglen line to Eastglen hub to emergencies and physical needs closes all of "
        "it: 168 hours a week."
    )
    assert pieces(told)[0] == (
        "transfers:\n  - id: drive\n    from: line\n    to: hub\n    for:\n"
        "      - {urgency: emergency, ages: 18+, excludes: []}\n"
        "      - {needs: [injury-or-overdose], ages: 18+, excludes: []}\n"
    )
    path = tmp_path / "eastglen.pathway.yaml"
    assert_true(path, findings(path, ON), "police-as-transport@drive", told.tried.candidates[0])


def test_a_transfer_is_not_kept_to_emergencies_where_others_would_have_nothing(tmp_path: Path) -> None:
    officers = """
    officers: {name: Eastglen officers, provider: police, kind: police-response, hours: 24/7, supports: {excludes: []},
               offers: [assessment]}
    """
    transfers = "transfers:\n  - {from: line, to: officers, by: deployment}\n"
    told = story(tmp_path, "emergency-without-immediate-risk@line-to-officers", small(LINE, officers, transfers))
    assert (told.tried.candidates, told.tried.left_out) == ((), 1)


def test_whoever_refers_people_in_great_need_may_hold_them_for_longer(tmp_path: Path) -> None:
    transfers = "transfers:\n  - {from: line, to: hub, by: referral, holds_until: sent}\n"
    told = story(tmp_path, "nobody-holds-them@line-to-hub", small(LINE, HUB, transfers))
    assert texts(told)[0] == (
        "Keeping Eastglen line responsible for whom it refers until Eastglen hub has accepted them closes all of it: "
        "168 hours a week."
    )
    assert pieces(told)[0] == "transfers:\n  - from: line\n    to: hub\n    holds_until: accepted\n"


# --- never silly


def test_no_duty_of_the_police_is_widened_and_nobody_in_distress_is_newly_sent_to_an_emergency(tmp_path: Path) -> None:
    others = """
    officers:
      name: Eastglen officers
      provider: police
      kind: police-response
      hours: Mon-Fri 09:00-17:00
      supports: {excludes: []}
      offers: [assessment]
    crews:
      name: Eastglen crews
      provider: ambulance
      kind: ambulance-response
      hours: 24/7
      supports: {excludes: []}
      offers: [assessment]
    department:
      name: Eastglen department
      provider: nhs
      kind: emergency-department
      hours: 24/7
      supports: {excludes: []}
      offers: [assessment]
    ward: {name: Eastglen ward, provider: nhs, kind: inpatient, hours: 24/7, supports: {excludes: []}, offers: [bed]}
    """
    transfers = "transfers:\n  - {from: line, to: officers, by: deployment, hours: Mon-Fri 09:00-12:00}\n"
    told = story(tmp_path, "wrong-door@line", small(LINE, others, transfers))
    assert told.tried.candidates == ()


def test_an_emergency_department_may_be_proposed_for_an_injury(tmp_path: Path) -> None:
    department = HUB.replace("helpline", "emergency-department")
    people = "{ages: 18+, needs: [injury-or-overdose]}"
    told = story(tmp_path, "wrong-door@line", small(LINE, department, people=people))
    assert texts(told)[0].startswith("A call transfer from Eastglen line to Eastglen hub closes all of it")


def test_no_signpost_is_proposed(tmp_path: Path) -> None:
    public = HUB.replace("hours: 24/7", "open_to: public, hours: 24/7")
    told = story(tmp_path, "wrong-door@line", small(LINE, public))
    assert told.tried.candidates
    assert not any("signpost" in piece for piece in pieces(told))


def test_a_library_is_not_changed_and_ways_from_it_may_be_added(tmp_path: Path) -> None:
    national = small(LINE, DUTY_TEAM, TO_DUTY_TEAM).split("organisations:")[1]
    (tmp_path / "national.pathway.yaml").write_text(f"organisations:{national}", "utf-8")
    text = """\
    uses: [national.pathway.yaml]
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      westmarch: {name: NHS Westmarch, sector: health}
    services:
      hub:
        name: Westmarch hub
        provider: westmarch
        kind: helpline
        hours: 24/7
        supports: {excludes: []}
        offers: [assessment]
    """
    told = story(tmp_path, "wrong-door@line", text)
    assert texts(told)[0] == "A call transfer from Eastglen line to Westmarch hub closes all of it: 128 hours a week."
    assert not any("services:" in piece for piece in pieces(told))
    path = tmp_path / "eastglen.pathway.yaml"
    assert_true(path, findings(path, ON), "wrong-door@line", told.tried.candidates[0])


def test_a_change_that_leads_to_another_error_is_left_out_and_counted(tmp_path: Path) -> None:
    # Opening the shop longer closes the shut door, and then the open one helps nobody.
    shop = """
    services:
      shop:
        name: Eastglen shop
        provider: listening
        kind: community-support
        open_to: public
        hours: Mon-Fri 09:00-17:00
        intake: Mon-Fri 09:00-17:00
        when_shut: nothing
        supports: {urgency: routine, excludes: []}
        offers: [listening]
    """
    told = story(tmp_path, "closed-door@shop", small(shop))
    assert told.tried.candidates == ()
    assert told.tried.left_out > 0


# --- order and limits


def test_at_most_five_are_told_those_that_close_most_first_and_always_the_same(tmp_path: Path) -> None:
    teams = [
        DUTY_TEAM.replace("duty", f"duty{n}").replace("Mon-Fri", days) for n, days in enumerate(("Mon", "Tue-Sun"))
    ]
    hubs = [HUB.replace("hub", f"hub{n}") for n in range(6)]
    transfers = "transfers:\n  - {from: line, to: duty0-team, by: call-transfer}\n"
    text = small(LINE, *teams, *hubs, transfers + "  - {from: line, to: duty1-team, by: call-transfer}\n")
    told = story(tmp_path, "wrong-door@line", text)
    assert len(told.tried.candidates) <= MOST_TOLD
    assert told.tried.tried <= MOST_TRIED
    order = [(-one.closes_hours_per_week, -one.closes_situations) for one in told.tried.candidates]
    assert order == sorted(order)
    assert story(tmp_path, "wrong-door@line", text).tried == told.tried


def test_of_longer_hours_that_do_the_same_the_shorter_are_told(tmp_path: Path) -> None:
    line = LINE.replace("hours: 24/7", "hours: daily 09:00-17:00")
    told = story(tmp_path, "wrong-door@line", small(line, DUTY_TEAM, TO_DUTY_TEAM))
    assert [one for one in texts(told) if one.startswith("Opening")] == [
        "Opening Eastglen duty team Sat-Sun 09:00-17:00 as well closes all of it: 16 hours a week."
    ]


def test_a_finding_about_the_map_as_such_has_no_candidates(tmp_path: Path) -> None:
    told = story(tmp_path, "not-stated@line", small(LINE, HUB))
    assert (told.finding.extent, told.tried.tried, told.tried.candidates) == (None, 0, ())


def test_a_map_may_be_hostile(tmp_path: Path) -> None:
    team = DUTY_TEAM.replace("Eastglen duty team", '"{who} [red]: #\\e[31m"')
    told = story(tmp_path, "wrong-door@line", small(LINE, team, TO_DUTY_TEAM))
    assert any(text.startswith("Opening {who} [red]: #\x1b[31m Sat-Sun") for text in texts(told))
