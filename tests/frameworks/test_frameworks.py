"""The framework pack holds the words that the map format knows, and its standards fit them."""

import pytest

from pathkit.frameworks import UnknownFramework, load_framework
from pathkit.maps import words
from pathkit.pathway import EMERGENCY_RESPONSES

PACK = load_framework()

PRINCIPLES = (
    "no-wrong-door trauma-informed free-from-stigma-and-discrimination getting-it-right-for-everyone "
    "collaborative alignment-of-services signposting-and-referral responsive proportionate-response "
    "data-sharing positive-risk-taking continuously-improving"
)


def test_it_has_the_twelve_principles_in_their_order() -> None:
    assert list(PACK.principles) == PRINCIPLES.split()
    for principle in PACK.principles.values():
        assert principle.title and principle.summary.endswith(".") and principle.source
        assert principle.priorities and principle.justice


def test_its_words_are_those_of_the_map_format() -> None:
    assert tuple(PACK.urgencies) == words.URGENCIES
    assert tuple(PACK.sectors) == words.SECTORS
    assert tuple(PACK.kinds) == words.KINDS
    assert tuple(PACK.methods) == words.METHODS
    assert tuple(PACK.shares) == words.SHARES
    assert tuple(PACK.channels) == words.CHANNELS
    assert tuple(PACK.outcomes) == words.OUTCOMES
    assert PACK.training == words.TRAINING
    assert {name for name, kind in PACK.kinds.items() if kind.emergency} == EMERGENCY_RESPONSES
    assert {name: method.mode for name, method in PACK.methods.items()} == {
        **dict.fromkeys(words.LIVE, "live"),
        **dict.fromkeys(words.QUEUED, "queued"),
        **dict.fromkeys(words.PERSON_LED, "person-led"),
        **dict.fromkeys(words.NO_ROUTE, "none"),
    }


def test_its_standards_speak_of_words_that_it_knows() -> None:
    assert set(PACK.enough) == {"very-urgent", "emergency"}
    assert all(offers <= set(PACK.offers) for offers in PACK.enough.values())
    assert PACK.waits == {"emergency": 60, "very-urgent": 240, "urgent": 1440, "routine": 10080}
    assert PACK.freshness == 183
    assert set(PACK.training_standard) == set(PACK.kinds)
    assert set(PACK.training_standard.values()) <= set(PACK.training)


def test_needs_and_circumstances_are_those_of_the_design() -> None:
    assert [name for name, need in PACK.needs.items() if need.physical] == ["injury-or-overdose"]
    assert len(PACK.needs) == 7 and len(PACK.circumstances) == 12
    assert PACK.circumstances["perinatal"].ages == ((12, 55),)
    assert [name for name, known in PACK.circumstances.items() if known.usual] == ["gp-registered"]
    assert PACK.circumstances["visitor"].implies == {"gp-registered": False}
    assert set(PACK.circumstances["no-phone"].reaches_by or ()) == {"address", "video", "web"}
    for known in PACK.circumstances.values():
        assert set(known.implies) <= set(PACK.circumstances)
        assert set(known.reaches_by or ()) <= set(PACK.channels)


def test_labels_are_lower_case_for_use_inside_sentences() -> None:
    labels = [need.label for need in PACK.needs.values()] + list(PACK.offers.values())
    assert all(label[0].islower() for label in labels)


@pytest.mark.parametrize("name", ["none-such", "../pack", ""])
def test_an_unknown_pack_is_said_to_be_unknown_with_the_known_ones(name: str) -> None:
    with pytest.raises(UnknownFramework, match=r"Known: .*framework-for-collaboration"):
        load_framework(name)
