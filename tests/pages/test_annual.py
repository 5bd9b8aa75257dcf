"""The annual report as a page: a whole document that tells all of the year in words, and never more than text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from output.made_differences import HELPED, HOSTILE, SAME_WORDS, change, difference, nothing, with_texts

from pages.made_progress import (
    ACTIONS,
    DELIVERED,
    EASTGLEN,
    EASTGLEN_YEAR,
    HIGHFOLD,
    LEARNED,
    MEASURES_YEAR,
    SOUTHNESS,
    STOPPED,
    YEAR_THEMES,
    YEARS,
    annual,
)
from pages.test_progress import said
from pages.test_report import Document, assert_whole
from pathkit.check.progress import AreaYear, Moved, OpenError, Promise, ThemeYear
from pathkit.output.annual_words import CANNOT_SAY, JUDGED
from pathkit.output.page import safe
from pathkit.pages.annual import MOST_CHANGES, annual_as_html

NOBODY = annual(areas=())
ONE = annual(EASTGLEN_YEAR)
KINDS = {"several": annual(), "one": ONE, "nobody": NOBODY}


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_a_whole_document_without_a_script(kind: str) -> None:
    document = assert_whole(annual_as_html(KINDS[kind]))
    assert document.tags["script"] == 0
    ids = document.values("id")
    assert [link for link in document.values("href") if link.removeprefix("#") not in ids] == []


def test_it_is_told_in_the_order_in_which_it_is_read() -> None:
    text = Document(annual_as_html(ONE)).text
    order = (
        "Eastglen: what became of what was agreed",
        "From 1 Apr 2026 to 21 Nov 2026",
        "Then Declared",
        "Now In delivery",
        "Agreed: 8 actions.",
        "Improved transfer of care",
        "Strengthening community-based provision",
        "No theme",
        "People are worse off in 3 ways",
        "What was found then, and is not found now",
        "74 % on 31 Dec 2024",
        "a shared recording took a morning",
        CANNOT_SAY[0],
        "The maps of then are those of the last commit",
        JUDGED,
    )
    places = [text.index(words, text.index("Agreed:") if number > 4 else 0) for number, words in enumerate(order)]
    assert places == sorted(places)


def test_every_action_is_told_once_under_what_became_of_it() -> None:
    page = annual_as_html(ONE)
    for one in ACTIONS:
        assert page.count(f'id="area-eastglen-action-{one.id}"') == 1
    tables = re.findall(r'<table role="table" class="actions">.*?</table>', page, re.S)
    groups = [
        [said(row) for row in re.findall(r'<tr role="row" class="group">.*?</tr>', table, re.S)] for table in tables
    ]
    assert groups == [
        ["Delivered (1)", "Delivered before (1)"],
        ["Delivered (1)", "Overdue (1)", "Stopped (1)", "No longer in the plan (1)"],
        ["Delivered (1)", "Not started, and not due yet (1)"],
    ]


def test_what_is_new_in_the_plan_and_what_left_it_is_told() -> None:
    text = Document(annual_as_html(ONE)).text
    assert "The crisis line says when it is open · new in the plan" in text
    assert text.count("new in the plan") == 2  # in the sentence, too
    assert "A bus that comes round" in text


def test_it_is_said_of_how_much_that_is_delivered_the_check_confirms_it() -> None:
    text = Document(annual_as_html(ONE)).text
    assert (
        "Of the 3 actions delivered since then, the check confirms none; what 1 was to close is still found; of 1 it "
        "cannot tell; 1 names nothing to close, so that no check can."
    ) in text
    confirmed = annual(replace(EASTGLEN_YEAR, themes=(ThemeYear("No theme", done=(DELIVERED,)),)))
    whole = Document(annual_as_html(confirmed)).text
    assert "Agreed: 1 action. 1 called delivered, of which the check confirms 1." in whole
    assert "delivered since then" not in whole  # there is nothing more to say


def test_what_was_moved_withdrawn_and_is_still_found_is_told() -> None:
    moved = Moved(DELIVERED, due=date(2026, 1, 1))
    year = replace(
        EASTGLEN_YEAR,
        now=replace(EASTGLEN, errors=(OpenError("wrong-door@gp", "Nobody answers <i>at night</i>.", True),)),
        themes=(ThemeYear("No theme", done=(DELIVERED,), moved=(moved,)),),
        withdrawn=(Promise("scenario", "a-night", "A <b>night</b>"),),
    )
    text = Document(annual_as_html(annual(year))).text
    for words in (
        "Agreed otherwise then",
        "then it was 1 Jan 2026",
        "The scenario “A <b>night</b>” is withdrawn: it was promised then, and is not now.",
        "What is still found",
        "Nobody answers <i>at night</i>. It is in the plan.",
        "Why the area is not yet at the stage “tested”",
    ):
        assert words in text


def test_what_changed_for_people_is_told_then_and_now() -> None:
    report = annual(replace(EASTGLEN_YEAR, difference=nothing(changes=(change(), HELPED, SAME_WORDS))))
    page = annual_as_html(report)
    cases = [said(one) for one in re.findall(r"<article.*?</article>", page, re.S)]
    whom = (
        "Aged 16-17, suicidal thoughts, very urgent, who have left school: Sat-Sun 00:00-09:00; on Fri 25 Dec 2026: "
        "00:00-09:00"
    )
    assert cases[0] == f"Police call handling (101) Then ✓ helped straight away Now ✗ left with nothing {whom}"
    assert cases[-1] == f"Westmarch night line Then ✗ left with nothing Now ✓ helped straight away {whom}"
    assert SAME_WORDS.message in cases[1]


def test_no_change_for_people_is_left_out() -> None:
    many = tuple(replace(change(), id=f"worse@door-{number}", door_name=f"Door {number}") for number in range(20))
    page = annual_as_html(annual(replace(EASTGLEN_YEAR, difference=nothing(changes=many))))
    names = set(re.findall(r"Door \d+", page))
    assert names == {f"Door {number}" for number in range(20)}
    (folded,) = re.findall(r"<details>.*?</details>", page.partition("<body")[2], re.S)
    assert len(set(re.findall(r"Door \d+", folded))) == 20 - MOST_CHANGES


def test_what_is_gone_is_not_shown_as_if_it_were_there() -> None:
    page = annual_as_html(ONE)
    gone, rest = page.split("Found now, and not then")
    assert re.search(r'<span class="badge good">.{,60}gone</span> Nobody answers at Eastglen GP at night\.', gone)
    assert "Nobody answers at Eastglen GP at night." not in rest
    assert 'class="badge good"' not in rest.split("</section>")[0]


@pytest.mark.parametrize(
    ("year", "words"),
    [
        (YEARS[1], "Nothing changes for anybody."),
        (YEARS[2], "There was no map of this area then."),
        (YEARS[3], "The map, and all that it uses, is as it was."),
    ],
)
def test_it_is_said_where_nothing_has_changed_and_where_nobody_can_tell(year: AreaYear, words: str) -> None:
    assert words in Document(annual_as_html(annual(year))).text


def test_of_a_map_that_is_not_valid_now_nothing_is_told_but_that() -> None:
    text = Document(annual_as_html(annual(YEARS[4]))).text
    assert "The map is not valid" in text
    assert "What was agreed" not in text.removeprefix("Westmarch: what became of what was agreed")
    assert "Nothing changes" not in text


def test_measures_stand_then_and_now() -> None:
    page = annual_as_html(ONE)
    (table,) = re.findall(r'<table role="table" class="measures">.*?</table>', page, re.S)
    rows = [[said(cell) for cell in re.findall(r"<div>(.*?)</div>", row, re.S)] for row in table.split("<tr")[2:]]
    assert rows == [
        [
            "74 % on 31 Dec 2024; the target is at least 95 %, and it is not met",
            "81 % on 31 Dec 2025; the target is at least 95 %, and it is not met",
        ],
        ["Not in the map then", "3 h on 30 Sep 2026; the target is at most 4 h, and it is met"],
        ["1,250", "Not in the map any more"],
        [
            "Not in the map then",
            "“I was asked what would help, and not only what was wrong.” – Service-user panel, 4 Oct 2026",
        ],
    ]
    assert len(rows) == len(MEASURES_YEAR)


@pytest.mark.parametrize(("no_map", "words"), [(True, "There was no map"), (False, "Not known")])
def test_what_was_then_is_not_told_where_the_map_of_then_is_not_there(no_map: bool, words: str) -> None:
    text = said(annual_as_html(annual(replace(EASTGLEN_YEAR, then=None, no_map_then=no_map))))
    assert f"Then {words.lower()} Now In delivery" in text
    assert f"Median wait for the duty team Then {words} Now" in text
    assert "Not in the map then" not in text


def test_what_was_learned_is_told_with_its_action() -> None:
    text = Document(annual_as_html(ONE)).text
    for title, words in LEARNED:
        assert re.search(f"{re.escape(title)} ?{re.escape(words)}", text)


def test_two_areas_of_one_name_are_told_apart() -> None:
    other = replace(EASTGLEN_YEAR, now=replace(EASTGLEN_YEAR.now, path="pathways/other.pathway.yaml"))
    assert_whole(annual_as_html(annual(EASTGLEN_YEAR, other)))


def test_a_theme_that_is_alone_is_not_counted_twice() -> None:
    alone = AreaYear(SOUTHNESS, HIGHFOLD, (ThemeYear("No theme", stopped=(STOPPED,)),))
    assert Document(annual_as_html(annual(alone))).text.count("Agreed:") == 1
    assert Document(annual_as_html(ONE)).text.count("Agreed:") == 1 + len(YEAR_THEMES)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_map_is_more_than_text(text: str) -> None:
    report = annual(EASTGLEN_YEAR, replace(YEARS[1], difference=difference()), *YEARS[2:])
    plain = Document(annual_as_html(with_texts(report, "harmless")))
    page = annual_as_html(with_texts(report, text))
    document = assert_whole(page)
    apart = ("code", "br")  # in our sentences, ticks show code and empty lines break the line
    tags = {tag: count for tag, count in document.tags.items() if tag not in apart}
    assert tags == {tag: count for tag, count in plain.tags.items() if tag not in apart}
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]", page)
    if "`" not in text:
        assert " ".join(safe(text).split()) in document.text
