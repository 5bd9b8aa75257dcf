"""The packs go together, speak of what there is, and leave nothing unsaid: all is judged, or beyond a map."""

from __future__ import annotations

import pytest

from pathkit.frameworks import (
    DEFAULT,
    PackFault,
    Principle,
    UnknownFramework,
    combined,
    known_among,
    load_framework,
    names,
    read_pack,
    title_of,
)
from pathkit.rules import all_rules
from pathkit.times.durations import parse_duration

ALL = load_framework(*names())
RULES = {rule.name: rule for rule in all_rules()}
FURTHER = [one for one in ALL.principles.values() if one.pack != DEFAULT]
JUDGED = [one for one in FURTHER if one.judged_by]
EACH = pytest.mark.parametrize("principle", FURTHER, ids=lambda one: one.id)


def test_the_packs_there_are() -> None:
    assert names() == (
        "collaborative-commitments",
        "crisis-care-concordat",
        "framework-for-collaboration",
        "perinatal-pledge",
    )
    assert title_of("perinatal-pledge") == "Women and Families Maternal Mental Health Pledge"


def test_all_packs_go_together_and_no_id_of_a_principle_is_in_two() -> None:
    alone = [name for pack in names() for name in load_framework(pack).principles]
    assert len(alone) == len(set(alone))
    assert set(ALL.principles) == set(alone)


@pytest.mark.parametrize("principle", ALL.principles.values(), ids=lambda one: one.id)
def test_each_says_at_which_address_it_can_be_read(principle: Principle) -> None:
    assert "https://" in principle.source


@EACH
def test_each_is_judged_by_rules_that_there_are_or_it_is_said_why_no_map_shows_it(principle: Principle) -> None:
    assert bool(principle.judged_by) != bool(principle.beyond)
    assert set(principle.judged_by) <= set(RULES)
    assert principle.title and principle.summary.endswith(".") and principle.source
    for note in (principle.only, principle.beyond):
        assert not note.endswith(".") and (not note or note[0].islower()), "it stands inside a line of a table"


@pytest.mark.parametrize("principle", JUDGED, ids=lambda one: one.id)
def test_each_that_is_judged_has_a_rule_that_finds_people_or_says_how_little_is_judged(principle: Principle) -> None:
    of_people = [name for name in principle.judged_by if not RULES[name].of_statements]
    assert of_people or "alone" in principle.only
    assert not any(RULES[name].sound for name in principle.judged_by), "what every valid map passes judges nothing"


@pytest.mark.parametrize("principle", JUDGED, ids=lambda one: one.id)
def test_what_is_expected_is_asked_by_the_rule_for_it(principle: Principle) -> None:
    assert (principle.expects is not None) == ("expectation-unmet" in principle.judged_by)
    if principle.expects is not None and principle.expects.within is not None:
        assert parse_duration(principle.expects.within) > 0


def test_the_pledge_has_eight_expectations_over_people_who_are_pregnant_or_with_a_new_baby() -> None:
    pledge = load_framework("perinatal-pledge")
    assert len(pledge.principles) == 8
    assert {one.people for one in pledge.principles.values() if one.judged_by} == {"perinatal"}
    assert [one.id for one in pledge.principles.values() if one.beyond] == ["fully-involved", "free-to-speak"]
    assert {"mother-and-baby-bed", "talking-therapy", "family-support", "preconception-advice"} <= set(pledge.offers)


def test_the_concordat_has_four_domains() -> None:
    assert list(load_framework("crisis-care-concordat").principles) == [
        "support-before-crisis",
        "urgent-and-emergency-access",
        "quality-in-crisis",
        "recovery-and-staying-well",
    ]


def test_the_commitments_that_could_be_recovered_have_their_themes_and_the_others_are_named() -> None:
    found = load_framework("collaborative-commitments")
    assert {name: found.principles[name].title.partition(":")[0] for name in found.commitments} == {
        "handover-process": "3",
        "data-dashboard": "16",
        "data-linkage": "17",
        "data-with-public-health-scotland": "18",
    }
    assert found.commitments["data-linkage"].lead == "Scottish Police Authority"
    handover = found.commitments["handover-process"]
    assert (handover.lead, handover.when) == ("", ""), "who leads it, and by when, was not recovered"
    assert set(found.commitments) == set(found.principles), "each is judged, or beyond what a map shows"
    (told,) = found.packs
    assert all(words in told.not_recovered for words in ("Commitments 1 and 2", "4 to 15", "who leads 3", "by when"))


def test_the_themes_of_plans_are_the_same_whichever_packs_a_map_names() -> None:
    themes = ["communication", "transfer-of-care", "capacity-and-capability", "community-provision"]
    assert all(list(load_framework(name).themes) == themes for name in names())


def test_a_pack_alone_is_judged_alone_with_the_words_of_the_default_one() -> None:
    pledge, base = load_framework("perinatal-pledge"), load_framework()
    assert not set(pledge.principles) & set(base.principles)
    assert pledge.needs == base.needs and pledge.waits == base.waits and set(base.offers) < set(pledge.offers)


def test_the_principles_of_several_packs_come_in_the_order_in_which_they_are_named() -> None:
    one, other = load_framework("perinatal-pledge", DEFAULT), load_framework(DEFAULT, "perinatal-pledge")
    assert list(one.principles)[:8] == list(other.principles)[12:]
    assert [told.id for told in other.packs] == [DEFAULT, "perinatal-pledge"]
    assert other.name.startswith("Mental health distress framework for collaboration and Women")


def test_offers_of_a_pack_are_words_only_where_it_is_named() -> None:
    assert "talking-therapy" not in load_framework().offers
    assert "talking-therapy" in load_framework(DEFAULT, "perinatal-pledge").offers


def test_an_unknown_pack_among_known_ones_is_told() -> None:
    with pytest.raises(UnknownFramework, match="`none-such`"):
        load_framework(DEFAULT, "none-such")


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("perinatal-pledge", ("perinatal-pledge",)),
        (["perinatal-pledge", "no", DEFAULT, "perinatal-pledge", {}, None], ("perinatal-pledge", DEFAULT)),
        (None, ()),
        ({"perinatal-pledge": ""}, ()),
    ],
)
def test_of_what_a_map_names_the_packs_that_there_are_are_taken(written: object, known: tuple[str, ...]) -> None:
    assert known_among(written) == known


# --- what no pack can say

GOOD = """
name: Westmarch charter
source: Westmarch Council, charter (2026)
principles_called: promises
principles:
  a-bed: {title: A bed, summary: There is a bed., judged_by: [expectation-unmet], expects: {offers: [bed]}}
"""


def alone(text: str, name: str = "charter") -> None:
    combined([read_pack(name, text)], read_pack(DEFAULT, _default()))


def _default() -> str:
    from importlib import resources

    return resources.files("pathkit.frameworks").joinpath(f"{DEFAULT}.yaml").read_text("utf-8")


def test_a_good_pack_is_taken() -> None:
    alone(GOOD)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("name: Westmarch charter\n", "", "charter: `name` is missing."),
        ("principles_called", "principles_cald", "charter: `principles_cald` is no key of a pack."),
        (
            "judged_by: [expectation-unmet], expects: {offers: [bed]}",
            "summery: x",
            "charter: a-bed: `summery` is no key of a pack.",
        ),
        (
            ", judged_by: [expectation-unmet], expects: {offers: [bed]}",
            "",
            "charter: a-bed: say either by which rules it is judged (`judged_by`) or why no map shows it (`beyond`).",
        ),
        ("expects:", "beyond: it is, expects:", "charter: a-bed: say either by which rules"),
        ("judged_by: [expectation-unmet]", "beyond: it is", "charter: a-bed: what it `expects` is judged by a rule"),
        ("{offers: [bed]}", "{within: 2 h}", "charter: a-bed: `expects` names neither `kinds` nor `offers`."),
        ("{offers: [bed]}", "{offers: [bad]}", "charter: a-bed: there is no offer `bad`. Known: listening,"),
        ("{offers: [bed]}", "{kinds: [hotel]}", "charter: a-bed: there is no kind `hotel`."),
        ("{offers: [bed]}", "{offers: [bed], needs: [sleep]}", "charter: a-bed: there is no need `sleep`."),
        ("title: A bed", "people: sleepy, title: A bed", "charter: a-bed: there is no circumstance `sleepy`."),
        ("title: A bed", "urgencies: [soon], title: A bed", "charter: a-bed: there is no urgency `soon`."),
        ("principles_called", "themes: [beds]\nprinciples_called", "charter: there is no theme `beds`."),
        (
            "principles_called",
            "offers: {bed: a cot}\nprinciples_called",
            "framework-for-collaboration and charter say two things of the offer `bed`. Give one of the two another",
        ),
    ],
)
def test_what_is_wrong_with_a_pack_is_said_with_its_place(before: str, after: str, message: str) -> None:
    assert before in GOOD
    with pytest.raises(PackFault) as fault:
        alone(GOOD.replace(before, after))
    assert str(fault.value).startswith(message)


def test_two_packs_that_say_two_things_of_one_principle_do_not_go_together() -> None:
    base, one = read_pack(DEFAULT, _default()), read_pack("one", GOOD)
    with pytest.raises(PackFault, match="one and two say two things of the principle `a-bed`"):
        combined([one, read_pack("two", GOOD)], base)


def test_a_pack_without_words_cannot_give_them() -> None:
    charter = read_pack("charter", GOOD)
    with pytest.raises(PackFault, match="charter: it has no words and standards"):
        combined([charter], charter)
