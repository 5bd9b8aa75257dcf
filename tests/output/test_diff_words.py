"""What a comparison comes to, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from output.made import checked, finding
from output.made_differences import (
    HELPED,
    LATER,
    NEITHER,
    NIGHTS,
    NOT_TOLD,
    NOW,
    PERHAPS_BETTER,
    PERHAPS_WORSE,
    SAME_WORDS,
    TOLD_IN_PART,
    WAITS_LONGER,
    change,
    difference,
    journey,
    not_valid,
    nothing,
)
from pathkit.check.difference import BETTER, NO_DOOR, FindingChange, Happens, MapDifference, PeopleChange
from pathkit.check.report import RuleNotRun
from pathkit.output.diff_verdict import none_worse, verdict, weighs
from pathkit.output.diff_words import (
    KINDS,
    finding_groups,
    happens_in_words,
    kind_of_change,
    part_in_words,
    parting,
    parts_tally,
    silent_in_words,
    told_apart,
    untold_in_words,
)

SILENT, TOLD = change(), change(findings=("wrong-door@gp",))
NEW = FindingChange("new", None, finding(severity="error"))
GROWN = FindingChange("changed", finding(), finding(severity="warning"), ("more hours",), grown=True)


@pytest.mark.parametrize(
    ("happens", "words"),
    [
        (NOW, "helped straight away"),
        (Happens("self", "self"), "told where to go"),
        (Happens("none", "later"), "left with nothing, or at best taken on, with a wait"),
        (Happens("later", "now", (60, 60)), "taken on, with a wait of 1 h, or at best helped straight away"),
        (LATER, "taken on, with a wait of 4 h to 16 h"),
        (Happens("later", "later", (0, 60)), "taken on, with a wait of none to 1 h"),
        (
            Happens("later", "later", (60, 120), at_least=True),
            "taken on, with a wait of 1 h to 2 h, or one that nobody has written down",
        ),
        (Happens("later", "later", None, at_least=True), "taken on, with a wait that nobody has written down"),
        (Happens("now", "now", (0, 20)), "helped straight away, within 20 min"),
        (Happens(NO_DOOR, NO_DOOR), "no such door"),
        (Happens("self", "self", (60, 120)), "told where to go, after 1 h to 2 h"),
        (Happens("self", "self", (60, 60)), "told where to go, within 1 h"),
        (Happens("self", "self", None, at_least=True), "told where to go, after a time that nobody has written down"),
        (Happens("none", "later", None, False, (60, 60)), "left with nothing, or at best taken on, with a wait of 1 h"),
        (Happens("later", "later", (240, 240), False, (60, 60)), "taken on, with a wait of 4 h, or at best of 1 h"),
        (
            Happens("later", "later", None, True, (60, 60)),
            "taken on, with a wait that nobody has written down, or at best of 1 h",
        ),
        (Happens("self", "self", (60, 60), False, (20, 20)), "told where to go, within 1 h, or at best within 20 min"),
        (Happens("later", "later", (60, 60), False, (60, 60)), "taken on, with a wait of 1 h"),
    ],
)
def test_what_happens_is_said_with_both_readings_and_the_wait(happens: Happens, words: str) -> None:
    assert happens_in_words(happens) == words


@pytest.mark.parametrize(
    ("changes", "first"),
    [
        ((SILENT,), "People are worse off in 1 way, and no new finding tells of it."),
        ((TOLD,), "People are worse off in 1 way."),
        ((SILENT, TOLD), "People are worse off in 2 ways; no new finding tells of one of them."),
        ((SILENT, SILENT), "People are worse off in 2 ways, and no new finding tells of any of them."),
        ((SILENT, SILENT, TOLD), "People are worse off in 3 ways; no new finding tells of 2 of them."),
        ((TOLD_IN_PART,), "People are worse off in 1 way, and new findings tell of it only in part."),
        ((TOLD_IN_PART, TOLD), "People are worse off in 2 ways; new findings tell of one of them only in part."),
        (
            (TOLD_IN_PART, SILENT),
            "People are worse off in 2 ways; no new finding tells of one of them, and new findings tell of one only in "
            "part.",
        ),
        ((HELPED,), "Nobody is worse off."),
        ((HELPED, NOT_TOLD), "Nobody is certainly worse off."),
        ((PERHAPS_WORSE,), "Nobody is certainly worse off."),
        ((PERHAPS_BETTER,), "Nobody is worse off."),
        ((NEITHER,), "Nobody is better or worse off."),
        ((HELPED, NEITHER), "Nobody is worse off."),
        ((), "Nothing changes for anybody."),
    ],
)
def test_the_verdict_begins_with_those_who_are_worse_off(changes: tuple[PeopleChange, ...], first: str) -> None:
    assert verdict((nothing(changes=changes),))[0] == first


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (PERHAPS_WORSE, "In 1 way people are perhaps worse off, and certainly no better."),
        (
            NOT_TOLD,
            "In 1 way it turns on what nobody has written down whether people are better or worse off.",
        ),
        (PERHAPS_BETTER, "In 1 way people are perhaps better off, and certainly no worse."),
    ],
)
def test_which_way_an_unclear_change_leans_is_said(one: PeopleChange, says: str) -> None:
    assert verdict((nothing(changes=(one,)),))[1:] == (says,)


def test_every_change_is_of_the_kind_that_it_leans_to() -> None:
    some = [SILENT, PERHAPS_WORSE, NOT_TOLD, PERHAPS_BETTER, HELPED, NEITHER]
    assert [kind_of_change(one) for one in some] == list(KINDS)
    assert kind_of_change(replace(NOT_TOLD, leaning="mixed")) is kind_of_change(NOT_TOLD)


def test_the_verdict_is_over_all_maps() -> None:
    assert verdict((difference(), difference(), not_valid(), nothing(before=None))) == (
        "People are worse off in 6 ways; no new finding tells of 4 of them.",
        "In 2 ways it turns on what nobody has written down whether people are better or worse off.",
        "People are better off in 2 ways.",
        "In 2 maps nothing could be compared.",
    )


# --- what a verdict may not pass over

GP = ("Eastglen GP",)
LEFT_OUT = {
    "waits": (
        nothing(waits_not_compared=("Eastglen GP", "Hub")),
        ("No outcome changes; how long people wait could not be compared at Eastglen GP and Hub.",),
    ),
    "waits, and changes": (
        nothing(changes=(HELPED,), waits_not_compared=GP),
        (
            "Nobody is worse off in what was compared.",
            "People are better off in 1 way.",
            "How long people wait could not be compared at Eastglen GP.",
        ),
    ),
    "a meaning": (
        nothing(meanings=("drunk",)),
        ("Nothing else changes; what “drunk” means has changed, and what that does was not compared.",),
    ),
    "a meaning, and new findings": (
        nothing(meanings=("drunk", "frail"), findings=(NEW,)),
        (
            "No other outcome or wait changes; what “drunk” and “frail” mean has changed, and what that does was not "
            "compared.",
            "1 error is new.",
        ),
    ),
    "waits and a meaning": (
        nothing(meanings=("drunk",), waits_not_compared=GP),
        (
            "No outcome changes; how long people wait could not be compared at Eastglen GP.",
            "What “drunk” means has changed, and what that does was not compared.",
        ),
    ),
    "waits, and a door that helps none": (
        nothing(changes=(NEITHER,), waits_not_compared=GP),
        ("No outcome is better or worse; how long people wait could not be compared at Eastglen GP.",),
    ),
    "new findings": (
        nothing(findings=(NEW,)),
        ("Outcomes and waits are the same for everybody; 1 error is new.",),
    ),
    "new and grown findings": (
        nothing(findings=(NEW, NEW, GROWN)),
        ("Outcomes and waits are the same for everybody; 2 errors and 1 warning are new or have grown.",),
    ),
    "a grown finding, and people who are better off": (
        nothing(changes=(HELPED,), findings=(GROWN,)),
        ("Nobody is worse off.", "People are better off in 1 way.", "1 warning has grown."),
    ),
    "many doors": (
        nothing(waits_not_compared=tuple("abcdefg")),
        ("No outcome changes; how long people wait could not be compared at a, b, c, d and 3 more.",),
    ),
    "a map that is gone": (
        nothing(after=None),
        ("The map is gone, and with it every door of its own: that counts as for the worse.",),
    ),
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_was_not_compared_and_what_is_new_is_said_first_of_all(name: str) -> None:
    one, said = LEFT_OUT[name]
    assert verdict((one,)) == said
    assert weighs(one) in ("unclear", "new findings", "worse")


def test_new_notes_and_findings_that_are_gone_are_no_news() -> None:
    for found in (replace(NEW, after=finding(severity="note")), FindingChange("gone", finding(), None)):
        one = nothing(findings=(found,))
        assert (verdict((one,)), weighs(one)) == (("Nothing changes for anybody.",), "same")


def test_of_several_maps_it_is_said_what_holds_of_those_that_were_compared_only() -> None:
    assert verdict((nothing(), nothing(after=None), not_valid())) == (
        "1 map is gone, and with it every door of its own: that counts as for the worse.",
        "Nothing changes for anybody in the map that was compared.",
        "In 1 map nothing could be compared.",
    )
    assert verdict((difference(), nothing(after=None), nothing(after=None)))[-1] == (
        "2 maps are gone, and with them every door of their own: that counts as for the worse."
    )


def test_that_nobody_is_worse_off_is_not_said_of_what_was_not_compared() -> None:
    assert none_worse(nothing()) == "Nobody is worse off."
    assert none_worse(nothing(waits_not_compared=GP)) == "Nobody is worse off in what was compared."
    assert none_worse(nothing(changes=(PERHAPS_WORSE,))) == "Nobody is certainly worse off."


# --- what findings tell


def test_a_change_is_silent_only_beside_the_rules_that_were_run() -> None:
    def silent(*not_run: RuleNotRun) -> str:
        one = nothing(after=checked(rules_not_run=not_run))
        return silent_in_words(one, SILENT)

    assert silent() == "No new finding tells of this."
    assert (
        silent(RuleNotRun("no-feedback", "in the profile assured only", by_profile=True))
        == "No new finding tells of this."
    )
    assert silent(RuleNotRun("wrong-door", "not asked for")) == (
        "No new finding of the rules that were run tells of this."
    )
    assert silent_in_words(nothing(), TOLD) == ""


def test_of_whom_no_new_finding_tells_is_said_where_they_tell_in_part() -> None:
    assert untold_in_words(nothing(), TOLD_IN_PART) == (
        "No new finding tells of it for",
        ("; ".join(NIGHTS.people) + ": " + "; ".join(NIGHTS.when),),
    )
    assert untold_in_words(nothing(), TOLD) is None
    assert untold_in_words(nothing(), replace(SILENT, untold=NIGHTS)) is None


def test_a_change_that_the_words_of_both_editions_do_not_tell_is_told_by_its_message() -> None:
    assert not told_apart(SAME_WORDS)
    assert told_apart(SILENT)


FAULT = (RuleNotRun("compare", "ZeroDivisionError: division by zero", crashed=True),)


@pytest.mark.parametrize(
    "one",
    [
        not_valid(),
        nothing(before=None),
        nothing(after=None),
        replace(not_valid(), before=None),
        nothing(not_run=FAULT),
        nothing(changes=(replace(HELPED, direction=BETTER),), not_compared="the two are too large together"),
    ],
)
def test_nothing_is_said_to_be_alike_that_was_not_compared(one: MapDifference) -> None:
    told = " ".join(verdict((one,)))
    assert "Nothing changes" not in told
    assert "Nobody is" not in told


def test_a_fault_is_never_passed_over_in_silence() -> None:
    assert verdict((difference(not_run=FAULT),))[-1] == "A fault in pathkit: something is missing here."


def test_nothing_changes_only_for_those_whom_both_editions_ask_about() -> None:
    assert verdict((nothing(people=("aged 5-15: only after",)),)) == (
        "Nothing changes for anybody whom both editions ask about.",
    )


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (change(), "Both are the same as far as Mental Health Hub."),
        (WAITS_LONGER, "The way is the same in both; how it ends is not."),
        (change(journey_after=None), ""),
        (change(journey_after=journey("none", at=journey().at.replace(hour=3))), ""),
    ],
)
def test_it_is_said_how_far_two_journeys_are_the_same(one: PeopleChange, words: str) -> None:
    assert parting(one) == words


def test_every_finding_is_told_under_a_heading() -> None:
    one = difference().findings[0]
    some = [replace(one, what=what) for what in ("gone", "found", "new", "changed")] + [replace(one, grown=True)]
    assert [(heading, [change.what for change in told]) for heading, told in finding_groups(some)] == [
        ("New findings", ["new", "new"]),
        ("Findings of the one edition that could be checked", ["found"]),
        ("Findings that are otherwise", ["changed"]),
        ("Findings that are gone", ["gone"]),
    ]


def test_an_id_that_is_another_is_told_with_what_names_it() -> None:
    assert part_in_words(difference().parts[2]).lines == (
        "its id: night-line (was: nightline). Findings and acknowledgements name it by its id.",
    )


def test_parts_are_counted_by_kind_with_services_and_transfers_first() -> None:
    assert parts_tally(difference().parts) == (
        "1 service removed, 2 services changed, 1 service given another id, 1 transfer added, the area changed"
    )
