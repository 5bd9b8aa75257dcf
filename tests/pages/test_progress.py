"""The map of progress: a whole document, no stage above what the engine says, and never more than text."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from output.made_differences import HOSTILE, with_texts

from pages.made_progress import (
    ACTIONS,
    AREAS,
    DELIVERED,
    EASTGLEN,
    HIGHFOLD,
    LOWMOOR,
    SOUTHNESS,
    STILL_THERE,
    WESTMARCH,
    action,
    area,
    progress,
)
from pages.test_report import Document, assert_whole
from pathkit.check.progress import AreaProgress
from pathkit.check.report import Closes
from pathkit.check.stages import DECLARED, IN_DELIVERY, PLAN_AGREED, STAGES, TESTED
from pathkit.drawing.tiles import COLOURS
from pathkit.output.page import safe
from pathkit.output.progress_words import ASKS
from pathkit.pages import page as pages
from pathkit.pages.progress import GREEN, TILES, as_html

NOBODY = progress(areas=())
KINDS = {
    "all": progress(),
    "one": progress(EASTGLEN),
    "nobody": NOBODY,
    "without a code": progress(area(), WESTMARCH),
    "two of one area": progress(EASTGLEN, replace(LOWMOOR, code=EASTGLEN.code)),
}


def section(page: str, anchor: str) -> str:
    """The section of an area."""
    (found,) = re.findall(rf'<section class="area" id="{re.escape(anchor)}".*?</section>', page, re.S)
    return str(found)


def row(page: str, name: str) -> str:
    """The row of an action."""
    (found,) = re.findall(rf'<tr role="row" id="area-eastglen-action-{re.escape(name)}">.*?</tr>', page, re.S)
    return str(found)


def said(part: str) -> str:
    """What can be read of a part, on one line."""
    plain = re.sub(r"<svg.*?</svg>|</?(?:span|code|strong|a)\b[^>]*>", "", part, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", plain)).split())


def tile_words(page: str) -> dict[str, str]:
    """What every tile that is a link says, by where it leads."""
    links = re.findall(r'<a class="tile [^>]*?href="(#[^"]+)"[^>]*?aria-label="([^"]+)"', page)
    return dict(links)


# --- whole


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("tiles", [None, *TILES])
def test_it_is_a_whole_document_without_a_script(kind: str, tiles: str | None) -> None:
    page = as_html(KINDS[kind], tiles)
    document = assert_whole(page)
    assert document.tags["script"] == 0
    ids = document.values("id")
    assert [link for link in document.values("href") if link.removeprefix("#") not in ids] == []


def test_it_is_told_in_the_order_in_which_a_meeting_needs_it() -> None:
    text = Document(as_html(progress(), None)).text
    order = (
        "As of 21 Nov 2026",
        "not ranked",
        GREEN,
        ASKS[TESTED],
        "No map here yet:",
        "In alphabetical order.",
        "How far, step by step",
        "Eastglen action plan",
        "I was asked what would help",
        "clock changes are ignored",
    )
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_every_stage_is_in_the_key_with_what_it_asks() -> None:
    text = Document(as_html(NOBODY, None)).text
    assert list(ASKS) == list(STAGES)
    assert all(asks in text for asks in ASKS.values())


def test_areas_stand_in_the_order_in_which_they_come() -> None:
    page = as_html(progress(), None)
    assert re.findall(r'<section class="area" id="area-(.*?)"', page) == [one.area for one in AREAS]


@pytest.mark.parametrize("one", AREAS, ids=lambda one: one.name)
def test_everything_that_is_known_of_an_area_is_told(one: AreaProgress) -> None:
    text = said(section(as_html(progress(), None), f"area-{one.area}"))
    told = [line.replace("`", "") for step in one.steps for line in step.lacks]
    told += [words for each in one.actions for words in (each.title, *each.owners, *each.evidence)]
    told += [step.title for each in one.actions for step in each.milestones]
    told += [closes.what for each in one.actions for closes in each.closes]
    told += [words for each in one.measures for words in (each.value, each.target, each.says, each.said_by) if words]
    told += [*one.untracked, *one.failed, *one.trouble, *(problem.remedy or "" for problem in one.problems)]
    assert [words for words in told if words.replace("`", "") not in text] == []


# --- stages


@pytest.mark.parametrize("one", AREAS, ids=lambda one: one.name)
def test_a_stage_is_a_word_a_shape_and_a_colour(one: AreaProgress) -> None:
    part = section(as_html(progress(), None), f"area-{one.area}")
    kind, shape, word = re.findall(
        r'<p class="lead at-stage"><span class="stage (.*?)">(<svg.*?</svg>) (.*?)</span>', part
    )[0]
    assert kind == ("none" if one.stage is None else one.stage.replace(" ", "-"))
    assert word.lower() == (one.stage or "could not be asked")
    assert ("shape-" + kind in shape) == (one.stage is not None)


def test_green_is_kept_for_what_is_tested() -> None:
    page = as_html(progress(EASTGLEN, HIGHFOLD, LOWMOOR), None)
    key, rest = page.split("</dl>", 1)
    assert 'class="stage tested"' in key
    reached = re.findall(r'<li class="(reached|ahead)">\s*<div><span class="stage tested">', rest)
    assert reached == ["ahead"] * 3
    assert rest.count('class="stage tested"') == 3
    assert ": tested" not in rest
    assert ".ahead .stage { color: var(--quiet)" in page


def test_a_stage_has_the_colours_of_its_tile() -> None:
    style = pages._asset("progress.css")
    for stage, colour in COLOURS.items():
        look = f".stage.{stage.replace(' ', '-')} {{ color: {colour.ink}; background: {colour.fill};"
        assert look in style


def test_since_when_is_told_or_that_nobody_wrote_it_down() -> None:
    page = as_html(progress(), None)
    for name, words in (
        ("eastglen", "In delivery since 1 Mar 2026"),
        ("southness", "Tested on 21 Nov 2026"),
        ("thornhaven", "In delivery since when is not written down"),
    ):
        assert words in said(section(page, f"area-{name}"))


def test_what_a_later_stage_lacks_is_told_too() -> None:
    text = said(section(as_html(progress(), None), "area-northwick"))
    assert re.search(r"Declared not written down: No declaration is written down\.", text)
    assert re.search(r"Plan agreed yes, on 1 Oct 2026", text)
    assert re.search(r"Tested not yet: Nothing is delivered yet\.", text)


def test_of_what_could_not_be_asked_nothing_is_said_to_be_in_order() -> None:
    text = said(section(as_html(progress(), None), "area-westmarch"))
    assert "The map is not valid" in text
    assert "line 12: There is no organisation nhs-eastlgen. Did you mean nhs-eastglen?" in text
    for words in ("No error", "open questions", "kept", "How far"):
        assert words not in text


# --- the plan


def test_actions_stand_by_status() -> None:
    part = section(as_html(progress(), None), "area-eastglen")
    groups = [said(group) for group in re.findall(r'<tr role="row" class="group">.*?</tr>', part, re.S)]
    assert groups == ["Delivered (4)", "In progress (1)", "Not started (1)", "Stopped (1)"]
    for one in ACTIONS:
        assert part.count(f'id="area-eastglen-action-{one.id}"') == 1


def test_what_is_overdue_is_said_in_words() -> None:
    text = said(row(as_html(progress(), None), "weekend-cover"))
    assert "! overdue by 16 weeks Due on 1 Aug 2026" in text
    assert "! overdue by 4 months Staff in post due on 1 Jul 2026 (owner: NHS Eastglen)" in text
    assert "– to come First weekend due on 12 Dec 2026" in text


def test_what_nobody_has_written_down_is_never_called_overdue_or_to_come() -> None:
    silent = action(status="unknown", started=None)
    text = said(section(as_html(progress(replace(EASTGLEN, actions=(silent,), steps=())), None), "area-eastglen"))
    assert "? its day has passed; whether it was delivered is not written down Due on 1 Aug 2026" in text
    assert "? not written down Staff in post due on 1 Jul 2026 (owner: NHS Eastglen)" in text
    assert "overdue" not in text
    overview = said(as_html(progress(replace(EASTGLEN, actions=(silent,))), None))
    assert "? 1 action and 1 milestone are past their day, and whether they are done is not written down" in overview


def test_a_milestone_of_what_is_delivered_is_not_to_come() -> None:
    ended = replace(DELIVERED, milestones=action().milestones)
    text = said(row(as_html(progress(replace(EASTGLEN, actions=(ended,))), None), ended.id))
    assert "? not written down First weekend due on 12 Dec 2026" in text
    assert "to come" not in text


@pytest.mark.parametrize(
    ("name", "badge", "word"),
    [
        ("answerphone", "good", "confirmed"),
        ("handover", "error", "still found"),
        ("line-hours", "unknown", "cannot be told"),
        ("leaflet", "none", "nothing to test"),
    ],
)
def test_what_the_engine_says_of_a_delivered_action_is_a_sign_and_a_word(name: str, badge: str, word: str) -> None:
    first = re.findall(
        r'<span class="badge (\w+)"><span aria-hidden="true">.</span> (.*?)</span>',
        row(as_html(progress(), None), name),
    )
    assert first[0] == (badge, word)


def test_no_delivered_action_looks_confirmed_that_is_not() -> None:
    text = said(row(as_html(progress(), None), STILL_THERE.id))
    assert "✗ still found People are with an emergency response" in text
    assert "✓ kept Scenario: School leaver on a Saturday night" in text
    assert "✓ confirmed" not in text


def test_what_a_change_would_do_is_told_of_each_thing_that_it_is_to_close() -> None:
    text = said(row(as_html(progress(), None), "weekend-cover"))
    assert "out-of-hours-gap@gp Tried on the map: its change would close it." in text
    assert "Saturday night Tried on the map: its change, as written down, would not close it." in text


def test_what_has_gone_already_needs_no_promise() -> None:
    gone = action(
        closes=(Closes("closed-door@gp", False, "gone"),), promised=(Closes("closed-door@gp", False, "gone"),)
    )
    text = said(row(as_html(progress(replace(EASTGLEN, actions=(gone,))), None), gone.id))
    assert "✓ gone" in text
    assert "Tried on the map" not in text


# --- the map of tiles


def test_the_tiles_are_those_of_the_kind_of_most_codes() -> None:
    page = as_html(progress(), None)
    assert "The health boards of Scotland" in page
    assert tile_words(page) == {
        "#area-eastglen": "Highland: in delivery",
        "#area-highfold": "Orkney: nothing recorded",
        "#area-lowmoor": "Fife: declared",
        "#area-northwick": "Tayside: plan agreed",
        "#area-southness": "Lothian: tested",
    }


def test_a_kind_that_is_asked_for_is_drawn() -> None:
    page = as_html(progress(), "councils")
    assert "The council areas of Scotland" in page
    assert tile_words(page) == {"#area-thornhaven": "Aberdeen City: in delivery"}


def test_an_area_without_a_tile_is_named_with_why() -> None:
    text = Document(as_html(progress(*AREAS, area("Zeal", code="X1")), None)).text
    assert "Thornhaven In delivery its code is that of a council area, Aberdeen City" in text
    why = "its map does not say which health board, council or partnership it is about"
    assert f"Westmarch Could not be asked {why}" in text
    assert "X1 is the code of no health board, council area or partnership of Scotland" in text


def test_where_no_area_has_a_place_there_is_no_map_of_tiles() -> None:
    page = as_html(KINDS["without a code"], None)
    assert 'class="tiles"' not in page
    assert "There is no map of tiles" in page


def test_a_tile_of_several_maps_shows_what_all_of_them_have_reached() -> None:
    there = EASTGLEN.code
    for some, words in (
        ((EASTGLEN, replace(LOWMOOR, code=there)), f"Highland: 2 maps: {DECLARED}"),
        ((replace(LOWMOOR, code=there), replace(SOUTHNESS, code=there)), f"Highland: 2 maps: {DECLARED}"),
        ((replace(SOUTHNESS, code=there), replace(WESTMARCH, code=there)), "Highland: 2 maps: could not be asked"),
    ):
        page = as_html(progress(*some), None)
        assert tile_words(page) == {f"#tile-{there}": words}
        assert "Its tile shows the stage that all of them have reached." in page


def test_areas_that_have_no_map_are_named_in_words() -> None:
    text = Document(as_html(progress(), None)).text
    assert "No map here yet: Ayrshire and Arran, Borders," in text


# --- several of one name, and hostile names


def test_two_maps_of_one_area_are_told_apart() -> None:
    other = replace(EASTGLEN, path="pathways/other.pathway.yaml", code=None)
    document = assert_whole(as_html(progress(EASTGLEN, other), None))
    assert "Eastglen (pathways/other.pathway.yaml)" in document.text
    assert {"area-eastglen", "area-eastglen-2"} <= set(document.values("id"))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_map_is_more_than_text(text: str) -> None:
    plain = Document(as_html(with_texts(progress(), "harmless"), None))
    page = as_html(with_texts(progress(), text), None)
    document = assert_whole(page)
    apart = ("code", "br")  # in our sentences, ticks show code and empty lines break the line
    tags = {tag: count for tag, count in document.tags.items() if tag not in apart}
    assert tags == {tag: count for tag, count in plain.tags.items() if tag not in apart}
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]", page)
    if "`" not in text:
        assert " ".join(safe(text).split()) in document.text


def test_an_area_that_was_never_named_has_an_anchor_of_its_own() -> None:
    assert_whole(as_html(progress(*(replace(WESTMARCH, area="", name=name) for name in ("a", "b"))), None))


@pytest.mark.parametrize("stage", [DECLARED, PLAN_AGREED, IN_DELIVERY, TESTED])
def test_a_plan_that_is_not_there_is_not_told(stage: str) -> None:
    assert "<h3>The plan</h3>" not in as_html(progress(area(stage=stage)), None)
    assert "Eastglen action plan</h3>" in as_html(
        progress(area(stage=stage, plan="Eastglen action plan", actions=(DELIVERED,))), None
    )
