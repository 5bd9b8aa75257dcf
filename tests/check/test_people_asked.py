"""People who are asked about in a few words: who that is, that nobody is missed, and what is refused."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path

import pytest

from pathkit.check.exits import CannotDo
from pathkit.check.journeys import OneSituation, person_asked
from pathkit.check.people_asked import EVERYBODY, Group, at_door, everybody_at, one_person_asked, people_asked
from pathkit.check.weeks import week_of
from pathkit.maps import Map, load_map
from pathkit.maps.words import URGENCIES
from pathkit.pathway import Pathway
from pathkit.situations import Person

ON = date(2026, 11, 21)
MAP = """\
area: {id: eastglen, name: Eastglen, calendar: none}
people:
  ages: 5-70
  needs: {distress: {}, suicidal-thoughts: {}, bereaved: {label: a bereavement}}
  localities: [north, south]
  circumstances: {intoxicated: {}, left-school: {}, gp-registered: {}, visitor: {}, deaf-bsl: {},
                  bereaved: {label: newly bereaved}, in-education: {label: in education, ages: 16-17, usual: yes}}
organisations: {nhs: {name: NHS Eastglen, sector: health}}
services:
  gp:
    name: Eastglen GP practice
    provider: nhs
    kind: primary-care
    open_to: public
    hours: 24/7
    contact: {phone: "01632 960001"}
  young:
    name: Eastglen young people's team
    provider: nhs
    kind: children-service
    open_to: public
    hours: 24/7
    door_for: {ages: 0-17, needs: [distress, suicidal-thoughts]}
    supports: {ages: 12-17, excludes: [intoxicated]}
    offers: [assessment]
  leavers: {name: Leavers, provider: nhs, kind: children-service, open_to: public, hours: 24/7,
            door_for: {requires: [left-school]}}
  nobody: {name: Nobody, provider: nhs, kind: children-service, open_to: public, hours: 24/7, door_for: {ages: 71+}}
  day: {name: Eastglen day team, provider: nhs, kind: crisis-team, hours: "Mon-Fri 09:00-17:00",
        supports: {ages: 18-64, localities: [north], needs: [suicidal-thoughts], excludes: []}, offers: [assessment]}
  night: {name: Eastglen night team, provider: nhs, kind: crisis-team, hours: "Sat-Sun 00:00-24:00",
          supports: {ages: 40+, urgency: up to urgent, requires: [gp-registered], excludes: []}, offers: [assessment]}
transfers:
  - {from: gp, to: young, by: call-transfer, for: {ages: 0-17}}
  - {from: gp, to: day, by: referral}
  - {from: gp, to: night, by: call-transfer}
"""


@pytest.fixture(scope="module")
def map_(tmp_path_factory: pytest.TempPathFactory) -> Map:
    return read(tmp_path_factory.mktemp("map"), MAP)


def read(folder: Path, text: str) -> Map:
    path = folder / "eastglen.pathway.yaml"
    path.write_text(text, "utf-8")
    found = load_map(path)
    assert found.map is not None, [problem.message for problem in found.problems]
    return found.map


def ages(group: Group) -> list[int]:
    return sorted({one.age for one in group.people})


def refused(map_: Map, text: str) -> str:
    with pytest.raises(CannotDo) as caught:
        people_asked(map_, text)
    return caught.value.message


# --- who that is ------------------------------------------------------------------------------------------


def test_a_text_that_leaves_nothing_open_is_one_person_whom_the_journey_would_ask_about_too(map_: Map) -> None:
    text = "17, suicidal-thoughts, very-urgent, north, visitor, not in-education"
    asked = OneSituation(
        "gp", "Sat 03:00", 17, "suicidal-thoughts", "very-urgent", "north", ("visitor",), ("in-education",)
    )
    expected = Person("suicidal-thoughts", "very-urgent", 17, "north", frozenset({"visitor"}))
    assert person_asked(map_, asked) == expected == one_person_asked(map_, text)
    assert people_asked(map_, text).people == (expected,)
    assert people_asked(map_, text).words == (
        "a 17-year-old in north, suicidal thoughts, very urgent, visiting the area, not registered with a GP, "
        "not in education"
    )


def test_the_order_of_the_words_and_the_spaces_around_them_do_not_matter(map_: Map) -> None:
    one = people_asked(map_, "17,north,urgent,distress,intoxicated")
    assert one == people_asked(map_, " intoxicated ,  distress, not  visitor, urgent,\tnorth , 17, 17, ")


def test_what_is_left_out_is_open_and_circumstances_are_as_usual(map_: Map) -> None:
    found = people_asked(map_, "17, north")
    assert {(one.need, one.urgency) for one in found.people} == set(
        product(("distress", "suicidal-thoughts", "bereaved"), URGENCIES)
    )
    assert {(one.age, one.locality, one.circumstances) for one in found.people} == {
        (17, "north", frozenset({"gp-registered", "in-education"}))
    }
    assert found.words == "people aged 17 in north, with nothing unusual about them"


def test_nobody_at_all_is_left_out_of_an_empty_text(map_: Map) -> None:
    """The few who stand for all are told the same week as all of them, one by one."""
    pathway = Pathway(map_, ON)
    few = people_asked(map_, "")
    usual = frozenset({"gp-registered", "in-education"})
    everyone = [
        Person(need, urgency, age, place, usual)
        for need, urgency, age, place in product(map_.people.needs, URGENCIES, range(5, 71), map_.people.localities)
    ]
    assert few.words == "people of any age, with nothing unusual about them"
    assert set(few.people) < set(everyone)
    alone = {week_of(pathway, "gp", [one]) for one in everyone}
    assert alone == {week_of(pathway, "gp", [one]) for one in few.people}
    assert len(alone) > 3, "the map tells people apart"
    assert week_of(pathway, "gp", few.people) == week_of(pathway, "gp", everyone)


def test_of_a_range_of_ages_none_is_missed_that_a_condition_tells_apart(map_: Map) -> None:
    found = people_asked(map_, "10-45, distress, urgent, north")
    assert ages(found) == [11, 17, 30, 40]
    assert found.words == "people aged 10-45 in north, distress, urgent, with nothing unusual about them"
    assert people_asked(map_, "40+").words == "people aged 40 and over, with nothing unusual about them"


def test_what_a_circumstance_implies_is_true_of_them_too(map_: Map) -> None:
    found = people_asked(map_, "visitor, 30")
    assert {one.circumstances for one in found.people} == {frozenset({"visitor", "in-education"})}
    assert found.words == "people aged 30, visiting the area, not registered with a GP"


def test_what_is_said_stands_against_what_is_only_implied(map_: Map) -> None:
    found = people_asked(map_, "visitor, gp-registered, 30")
    assert {one.circumstances for one in found.people} == {frozenset({"visitor", "gp-registered", "in-education"})}


def test_a_circumstance_is_asked_about_at_its_own_ages(map_: Map) -> None:
    found = people_asked(map_, "left-school")
    assert ages(found) == [17]
    assert found.words == "people aged 16-17, has left school"
    assert people_asked(map_, "12-16, left-school").words == "people aged 16, has left school"
    assert people_asked(map_, "not in-education").words == "people aged 16-17, not in education"
    assert ages(people_asked(map_, "30, not in-education")) == [30], "true of nobody aged 30, and no contradiction"


def test_whom_the_map_is_not_about_can_be_asked_about_with_a_note(map_: Map) -> None:
    assert people_asked(map_, "3").notes == ("The map is about people aged 5-70: somebody aged 3 is not among them.",)
    assert people_asked(map_, "65+, self-harm").notes == (
        "The map is about people aged 5-70: some of those asked about are not among them.",
        "The map is about the needs distress, suicidal-thoughts, bereaved: `self-harm` is not among them.",
    )
    assert people_asked(map_, "17, distress").notes == ()


# --- what is refused --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("17, suicidal thoughts", "`suicidal thoughts` says nothing about people. Did you mean `suicidal-thoughts`?"),
        ("very-urgnt", "Did you mean `very-urgent`?"),
        ("nort", "Did you mean `north`?"),
        ("not-intoxicated", "Did you mean `not intoxicated`?"),
        ("not intoxicatd", "There is no circumstance `intoxicatd`. Did you mean `intoxicated`?"),
        ("not urgent", "`not` stands before circumstances only, and `urgent` is an urgency"),
        ("not 17", "There is no circumstance `17`."),
        ("need:north", "There is no need `north`."),
        ("under 18", "`under 18` is not an age range. Did you mean `0-17`?"),
        ("16–17", "Did you mean `16-17`?"),
        ("17-16", "Did you mean `16-17`?"),
        ("age:old", "`old` is not an age range."),
        ("111", "`111` is not an age."),
        ("17, 18", "`17` and `18` are two ages, and people are asked about by one"),
        ("urgent, routine", "`urgent` and `routine` are two urgencies"),
        ("intoxicated, not intoxicated", "`intoxicated` cannot be both true and not true"),
        ("30, left-school", "`left-school` is a circumstance of ages 16-17, not of 30."),
        ("65+, left-school", "`left-school` is a circumstance of ages 16-17, not of 65+."),
        ("bereaved", "`bereaved` is a need and a circumstance in this map: write `need:bereaved` or"),
        ("\x1b[31mred", "`\\x1b[31mred` is not"),
        ("<script>", "`<script>` says nothing about people."),
    ],
)
def test_what_is_not_known_or_not_clear_is_refused_with_what_to_do(map_: Map, text: str, said: str) -> None:
    assert said in refused(map_, text)


def test_a_word_that_is_two_things_can_be_told_which(map_: Map) -> None:
    assert people_asked(map_, "need:bereaved, 30").words == (
        "people aged 30, a bereavement, with nothing unusual about them"
    )
    assert people_asked(map_, "circumstance: bereaved, 30").words == "people aged 30, newly bereaved"
    assert people_asked(map_, "not circumstance:bereaved, age:30") == people_asked(map_, "30, not bereaved")


def test_a_word_of_the_framework_that_the_map_does_not_use_gives_way_to_the_maps_own(tmp_path: Path) -> None:
    text = MAP.replace("localities: [north, south]", "localities: [no-phone, '17']").replace("[north]", "[no-phone]")
    own = read(tmp_path, text)
    assert {one.locality for one in people_asked(own, "no-phone").people} == {"no-phone"}
    assert "`17` is an age and a locality in this map: write `age:17` or `locality:17`." in refused(own, "17")
    assert {one.locality for one in people_asked(own, "locality:17, age:17").people} == {"17"}


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("", "an age (such as 17), a need (distress, suicidal-thoughts or bereaved), an urgency (routine, urgent, "
             "very-urgent or emergency) and a locality (north or south)"),
        ("17, distress, urgent", "add a locality (north or south)."),
        ("16-17, distress, urgent, north", "add one age (such as 16) in place of the range."),
    ],
)  # fmt: skip
def test_one_person_leaves_nothing_open(map_: Map, text: str, lacking: str) -> None:
    with pytest.raises(CannotDo, match="is not one person yet: add ") as caught:
        one_person_asked(map_, text)
    assert lacking in caught.value.message


# --- at a door --------------------------------------------------------------------------------------------


def test_at_a_door_everybody_is_everybody_it_is_for(map_: Map) -> None:
    found = everybody_at(map_, "young")
    assert found.words == EVERYBODY
    assert (ages(found), {one.need for one in found.people}) == ([11, 17], {"distress", "suicidal-thoughts"})
    assert ages(everybody_at(map_, "gp")) == ages(people_asked(map_, ""))


def test_what_a_door_itself_asks_for_is_true_of_everybody_there(map_: Map) -> None:
    found = everybody_at(map_, "leavers")
    assert {(one.age, "left-school" in one.circumstances) for one in found.people} == {(17, True)}
    assert found.words == f"{EVERYBODY} but what the door asks for"


def test_a_door_for_nobody_is_refused_with_what_to_do(map_: Map) -> None:
    with pytest.raises(CannotDo, match=r"`nobody` is a door for nobody whom this map is about\..* --person 17"):
        everybody_at(map_, "nobody")


def test_those_whom_a_door_is_not_for_are_left_out_and_it_says_so(map_: Map) -> None:
    found = at_door(map_, "young", people_asked(map_, "12-30, distress, urgent, north"))
    assert ages(found) == [17]
    assert found.words.endswith("with nothing unusual about them, as far as the door is for them")
    assert at_door(map_, "gp", people_asked(map_, "12-30, distress")) == people_asked(map_, "12-30, distress")


def test_people_for_none_of_whom_a_door_is_can_be_asked_about_with_a_note(map_: Map) -> None:
    found = at_door(map_, "young", people_asked(map_, "30, distress, urgent, north"))
    assert ages(found) == [30]
    assert found.notes == (
        "By its `door_for`, `young` is a door for none of these people: shown is what happens all the same.",
    )


def test_it_says_so_where_nobody_of_them_can_contact_the_door(map_: Map) -> None:
    found = at_door(map_, "gp", people_asked(map_, "30, deaf-bsl"))
    assert found.notes == ("None of these people can contact `gp` on their own.",)
    assert at_door(map_, "young", people_asked(map_, "16, deaf-bsl, distress")).notes == (), "nobody knows its contact"


def test_words_without_commas_are_put_right(map_: Map) -> None:
    assert refused(map_, "17 distress urgent") == "Put commas between the words: `17, distress, urgent`."
