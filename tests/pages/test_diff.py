"""The page of a comparison: a whole document in a fixed order, complete, and never more than text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from output.made_differences import (
    HELPED,
    HOSTILE,
    NEITHER,
    NOT_TOLD,
    PERHAPS_BETTER,
    PERHAPS_WORSE,
    SAME_WORDS,
    SEVERAL,
    TOLD_IN_PART,
    WAITS_LONGER,
    change,
    difference,
    differences,
    journey,
    not_valid,
    nothing,
    with_texts,
)

from pages.test_report import Document, assert_whole
from pathkit.check.difference import Differences, MapDifference
from pathkit.drawing.strip import journey_strip
from pathkit.output.diff_verdict import COMPARISON_LIMITS
from pathkit.output.page import safe
from pathkit.pages.diff import as_html
from pathkit.pages.report_findings import anchors_of

NO_MAPS = Differences(SEVERAL.date, "main", "pathways", (), ("pathways/highfold.pathway.yaml",))
ALL = {
    "one": differences(),
    "several": SEVERAL,
    "nothing": differences(nothing()),
    "not valid": differences(not_valid()),
    "new": differences(nothing(before=None)),
    "gone": differences(nothing(after=None)),
    "no maps": NO_MAPS,
}


def part(page: str, name: str) -> str:
    """The section of a page whose heading has that id."""
    (found,) = re.findall(rf'<section>\s*<h\d id="{re.escape(name)}">.*?</section>', page, re.S)
    return str(found)


# --- whole


@pytest.mark.parametrize("kind", ALL)
def test_it_is_a_whole_document_without_a_script(kind: str) -> None:
    document = assert_whole(as_html(ALL[kind]))
    assert document.tags["script"] == 0


def test_it_is_told_in_the_order_in_which_a_meeting_needs_it() -> None:
    text = Document(as_html(differences())).text
    order = (
        "Compared as of 21 Nov 2026",
        "People are worse off in 3 ways; no new finding tells of 2 of them.",
        "main:pathways/eastglen.pathway.yaml",
        "What these people get is less than before",
        "It turns on what nobody has written down",
        "What these people get is more than before",
        "New findings",
        "1 service removed, 2 services changed",
        "aged 5-15: only after",
        "Both editions were checked with the settings of today.",
        COMPARISON_LIMITS[0],
    )
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_everything_that_differs_is_told() -> None:
    one = difference()
    text = Document(as_html(differences())).text
    for changed in one.changes:
        assert changed.message in text
        for shown in (changed.journey_before, changed.journey_after):
            assert shown is None or all(step.text in text for step in shown.steps)
    for found in one.findings:
        assert found.finding.id in text
        assert all(line in text for line in found.says)
    for other in one.parts:
        assert other.name in text
        assert all(line in text for line in other.says)
    assert all(line in text for line in (*one.people, *one.notes, *COMPARISON_LIMITS))


def test_who_and_when_is_told_by_group_with_how_many_are_not() -> None:
    text = Document(as_html(differences(nothing(changes=(WAITS_LONGER,))))).text
    assert "aged 18+, distress, routine: Sat-Sun all day" in text
    assert "aged 18+, distress, urgent: Mon-Fri 15:30-17:00" in text
    assert "and 3 smaller groups of people" in text


def test_the_journey_before_stands_before_the_journey_after() -> None:
    one = change()
    page = as_html(differences(nothing(changes=(one,))))
    assert one.journey_before is not None
    assert one.journey_after is not None
    before, after = (page.index(journey_strip(shown)) for shown in (one.journey_before, one.journey_after))
    assert page.index(">Before</h4>") < before < page.index(">After</h4>") < after


def test_only_what_is_for_the_better_is_folded_away() -> None:
    page = as_html(differences(nothing(changes=(change(), NOT_TOLD, HELPED))))
    assert "<details>" not in part(page, "worse")
    assert "<details>" not in part(page, "unclear")
    assert "<details>" in part(page, "better")


def test_what_no_new_finding_tells_of_is_said_of_that_change_alone() -> None:
    page = as_html(differences(nothing(changes=(change(), WAITS_LONGER, HELPED))))
    assert page.count("No new finding tells of this.") == 1
    assert page.index("No new finding tells of this.") < page.index('id="worse@gp@later-later"')


def test_of_whom_no_new_finding_tells_is_said() -> None:
    text = Document(as_html(differences(nothing(changes=(TOLD_IN_PART,))))).text
    assert re.search("No new finding tells of it for ?aged 16-17, suicidal thoughts", text)


def test_changes_that_nobody_can_tell_of_stand_beneath_what_they_lean_to() -> None:
    page = as_html(differences(nothing(changes=(PERHAPS_WORSE, NOT_TOLD, PERHAPS_BETTER, NEITHER))))
    for name, one in (
        ("perhaps-worse", PERHAPS_WORSE),
        ("unclear", NOT_TOLD),
        ("perhaps-better", PERHAPS_BETTER),
        ("neither", NEITHER),
    ):
        assert re.findall(r'<article class="case \w+" id="(.*?)">', part(page, name)) == [
            anchors_of("", [one.id])[one.id]
        ]
    assert "Nobody is certainly worse off." in part(page, "worse")
    assert "<details>" in part(page, "neither")


def test_a_change_that_words_do_not_tell_is_headed_by_its_message() -> None:
    page = as_html(differences(nothing(changes=(SAME_WORDS,))))
    assert page.count(SAME_WORDS.message) == 1
    assert f"{SAME_WORDS.message}</h3>" in page


@pytest.mark.parametrize(
    ("one", "weighs"),
    [
        (nothing(), "note"),
        (nothing(changes=(HELPED,)), "good"),
        (nothing(waits_not_compared=("Hub",)), "warning"),
        (nothing(meanings=("drunk",)), "warning"),
        (nothing(changes=(HELPED,), findings=difference().findings), "warning"),
        (nothing(after=None), "error"),
    ],
)
def test_a_verdict_is_no_greener_than_what_it_says(one: MapDifference, weighs: str) -> None:
    assert f'<div class="notice {weighs} verdict">' in as_html(differences(one))


def test_links_lead_to_the_findings_and_the_parts_that_are_on_the_page() -> None:
    page = as_html(differences())
    assert '<a href="#finding-long-wait@gp">long-wait@gp</a>' in page
    assert '<a href="#part-services-duty-team">Eastglen duty team (changed)</a>' in page
    assert "hub-to-duty-team; " in page  # it is not among the parts that differ
    assert "#finding-wrong-door@gp" not in as_html(differences(nothing(changes=(change(findings=("wrong-door@gp",)),))))


def test_the_remedy_is_told_of_what_is_new_and_not_of_what_is_gone() -> None:
    findings = difference().findings
    new, gone = (as_html(differences(nothing(findings=(one,)))) for one in (findings[0], findings[3]))
    assert "Add a transfer to a service that is open then." in new
    assert "Add a transfer to a service that is open then." not in gone


def test_an_outcome_stands_in_words_beside_its_colour() -> None:
    page = as_html(differences(nothing(changes=(NOT_TOLD,))))
    assert re.search(r'<span class="badge unknown">.*?</span> left with nothing, or at best taken on', page)
    assert "at best: every fact that is not known turns out well" not in page.partition(">After</h4>")[0]
    assert "at best: every fact that is not known turns out well" in page.partition(">After</h4>")[2]


def test_where_there_is_no_journey_it_is_said_why() -> None:
    text = Document(as_html(differences())).text
    assert "There is no such door." in text


# --- several maps


def test_several_maps_have_an_overview_that_leads_to_each() -> None:
    page = as_html(SEVERAL)
    (overview,) = re.findall(r'<table class="overview">.*?</table>', page, re.S)
    links = re.findall(r'<a href="#([^"]+)">', overview)
    names = ("eastglen", "southness", "westmarch", "northwick", "broken", "highmoor", "lowmoor")
    assert links == [f"{name}.map" for name in names]
    assert [f'id="{link}"' in page for link in links] == [True] * len(names)
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", overview, re.S)
    assert [re.findall(r'number">(.*?)<', row) for row in rows] == [
        ["3", "0", "1", "0", "1", "5", "6"],
        ["0", "0", "0", "0", "0", "0", "0"],
        ["–", "–", "–", "–", "–", "0", "0"],
        ["–", "–", "–", "–", "–", "0", "0"],
        ["–", "–", "–", "–", "–", "0", "0"],
        ["2", "1", "0", "1", "0", "0", "0"],
        ["–", "–", "–", "–", "–", "0", "0"],
    ]


def test_two_maps_of_one_area_are_told_apart() -> None:
    assert_whole(as_html(differences(difference(), difference())))


def test_maps_that_do_not_differ_are_named() -> None:
    assert "pathways/highfold.pathway.yaml" in Document(as_html(SEVERAL)).text
    assert "No map differs." in Document(as_html(NO_MAPS)).text


# --- notes


def test_many_notes_of_one_rule_are_folded_together_and_each_is_told() -> None:
    page = as_html(differences())
    (alike,) = re.findall(r"<details><summary>[^~]*?3 of them.*?</details>", part(page, "findings"), re.S)
    assert re.findall(r'<li class="brief" id="(.*?)"', alike) == [
        "finding-not-stated@drop-in",
        "finding-not-stated@hub",
        "finding-not-stated@night-line",
    ]


# --- nothing to tell


def test_it_is_said_plainly_that_nothing_changes() -> None:
    text = Document(as_html(differences(nothing()))).text
    for words in ("Nothing changes for anybody.", "Nobody is worse off.", "No finding is new, gone or otherwise."):
        assert words in text


@pytest.mark.parametrize("kind", ["not valid", "new", "gone"])
def test_nothing_is_said_to_be_alike_that_was_not_compared(kind: str) -> None:
    text = Document(as_html(ALL[kind])).text
    for words in (
        "Nothing changes",
        "Nobody is worse off",
        "No finding is new",
        "No service, no transfer",
        "Both editions were",
    ):
        assert words not in text


def test_an_edition_that_is_not_valid_is_told_with_what_is_wrong() -> None:
    text = Document(as_html(differences(not_valid()))).text
    assert "What the change does to people could not be told: the later edition is not valid" in text
    assert "line 12: There is no organisation nhs-eastlgen. Did you mean nhs-eastglen?" in text


def test_a_fault_of_pathkit_is_told() -> None:
    text = Document(as_html(SEVERAL)).text
    assert "compare: ZeroDivisionError: division by zero" in text
    assert "Please report it: the maps are not to blame." in text


# --- texts of maps


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_text_of_a_map_is_more_than_text(hostile: str) -> None:
    plain = Document(as_html(with_texts(SEVERAL, "harmless")))
    page = as_html(with_texts(SEVERAL, hostile))
    document = assert_whole(page)
    apart = ("code", "br")  # in our sentences, ticks show code and empty lines break the line
    tags = {tag: count for tag, count in document.tags.items() if tag not in apart}
    assert tags == {tag: count for tag, count in plain.tags.items() if tag not in apart}
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]", page)
    if "`" not in hostile:
        assert " ".join(safe(hostile).split()) in document.text


def test_it_is_the_same_whatever_the_order_of_hashes() -> None:
    one = difference()
    assert as_html(differences(one)) == as_html(differences(replace(one)))


def test_a_journey_without_its_other_half_is_told_alone() -> None:
    one = change(journey_before=None, journey_after=journey("none"))
    assert "There is no journey to show." in Document(as_html(differences(nothing(changes=(one,))))).text
