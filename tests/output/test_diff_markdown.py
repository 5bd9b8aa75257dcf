"""The comment says all that there is room for, says what it leaves out, and no name in it is more than text."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from output.hosts import REFERENCES, taken_for_more
from output.made_differences import (
    HELPED,
    HOSTILE,
    NEITHER,
    NOT_TOLD,
    PERHAPS_BETTER,
    PERHAPS_WORSE,
    RENAMED,
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
from pathkit.check.difference import Differences
from pathkit.check.report import RuleNotRun
from pathkit.output.diff_markdown import MARKER, as_markdown
from pathkit.output.markdown import JOINER, LIMIT

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
KEPT = Path(__file__).with_name("made_difference.md")
OUR_OWN = {
    MARKER,
    "<details>\n<summary>A journey before and after</summary>",
    "<details>\n<summary>What this cannot show</summary>",
    "</details>",
}
"""All the HTML that may stand in it."""


def shape(text: str) -> list[tuple[str, int, tuple[str, ...]]]:
    """What a page is made of: its blocks, and what is marked up in each."""
    return [(token.type, token.level, tuple(_marked(token))) for token in READER.parse(text)]


def _marked(token: Token) -> list[str]:
    # A sentence of ours shows what stands in ticks as code, and code does nothing.
    return [one.type for one in token.children or () if one.type not in ("text", "text_special", "code_inline")]


def html_of(text: str) -> set[str]:
    """The HTML that stands in a page."""
    tokens = READER.parse(text)
    inside = [one.content for token in tokens for one in token.children or () if one.type == "html_inline"]
    # Lines that only end an item of a list belong to no block.
    return {re.sub(r"\n\s+", "\n", token.content.strip()) for token in tokens if token.type == "html_block"} | set(
        inside
    )


def said(text: str) -> str:
    """What can be read of it, on one line."""
    words = [one.content for token in READER.parse(text) for one in token.children or ()]
    return " ".join(" ".join(words).split())


def test_it_is_said_word_for_word() -> None:
    text = as_markdown(differences())
    if os.environ.get("PATHKIT_GOLDEN") == "write":
        KEPT.write_text(text, "utf-8")
    assert text == KEPT.read_text("utf-8")


def test_a_workflow_can_find_its_own_comment() -> None:
    for one in (differences(), SEVERAL, Differences(SEVERAL.date, "main", "pathways", ())):
        assert as_markdown(one).startswith("<!-- pathkit diff -->\n# ")


def test_everything_that_differs_is_told_where_there_is_room() -> None:
    one = difference()
    text = said(as_markdown(differences()))
    for changed in one.changes:
        assert changed.message in text
        assert all(" ".join(step.text.split()) in text for step in changed.journey_before.steps)  # type: ignore[union-attr]
    for found in one.findings:
        assert found.finding.id in text or "@".join(found.finding.subjects) in text
        assert all(line in text for line in found.says)
    for part in one.parts:
        assert part.name in text
        assert all(line in text for line in part.says)
    assert all(line in text for line in (*one.people, *one.notes))


def test_those_who_are_worse_off_come_first_in_the_order_given() -> None:
    text = as_markdown(differences())
    places = [text.index(words) for words in ("For the worse", "Cannot be told", "For the better", "New findings")]
    assert places == sorted(places)
    doors = [text.index(f"**{one.door_name}**") for one in difference().changes[:3]]
    assert doors == sorted(doors)


def test_what_no_new_finding_tells_of_is_said_of_that_change_alone() -> None:
    text = as_markdown(differences(difference(changes=(change(), WAITS_LONGER))))
    (line,) = [line for line in text.splitlines() if "**No new finding tells of this.**" in line]
    assert "were helped straight away, and are left with nothing" in line


def test_of_whom_no_new_finding_tells_is_said() -> None:
    text = as_markdown(differences(nothing(changes=(TOLD_IN_PART,))))
    assert "   - **No new finding tells of it for**:\n     - aged 16-17, suicidal thoughts, very urgent" in text


def test_changes_that_nobody_can_tell_of_stand_beneath_what_they_lean_to() -> None:
    text = as_markdown(differences(nothing(changes=(PERHAPS_WORSE, NOT_TOLD, PERHAPS_BETTER, NEITHER))))
    heads = [line for line in text.splitlines() if line.startswith("## ")]
    assert heads == [
        "## Perhaps worse off (1)",
        "## Cannot be told (1)",
        "## Perhaps better off (1)",
        "## One place less or more to turn to (1)",
    ]
    assert "Nobody is certainly worse off." in text


def test_a_change_that_words_do_not_tell_is_headed_by_its_door_alone() -> None:
    text = as_markdown(differences(nothing(changes=(SAME_WORDS,))))
    assert "1. **Eastglen GP**\n" in text
    assert SAME_WORDS.message in text


def test_an_id_that_is_another_is_told() -> None:
    text = as_markdown(differences(nothing(parts=(RENAMED,))))
    assert "its id: night-line (was: nightline)." in text
    assert "It bears on nobody, but" not in text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_text_of_a_map_is_more_than_text(hostile: str) -> None:
    plain, text = (as_markdown(with_texts(SEVERAL, words)) for words in ("harmless", hostile))
    assert shape(text) == shape(plain)
    assert html_of(text) == OUR_OWN
    assert not {"link_open", "image", "s_open"} & {kind for _, _, inside in shape(text) for kind in inside}
    assert all(char.isprintable() or char in f"\n{JOINER}" for char in text)


@pytest.mark.parametrize("words", [*HOSTILE, *REFERENCES])
def test_nothing_in_it_is_taken_for_a_reference(words: str) -> None:
    assert taken_for_more(as_markdown(with_texts(SEVERAL, words))) == []


def test_every_row_of_the_overview_has_all_its_cells() -> None:
    for hostile in HOSTILE:
        lines = as_markdown(with_texts(SEVERAL, hostile)).splitlines()
        cells = [len(re.findall(r"(?<!\\)\|", line)) for line in lines if line.startswith("|")]
        assert cells == [8] * (len(SEVERAL.maps) + 2)


def test_many_notes_of_one_rule_are_one_line() -> None:
    text = as_markdown(differences())
    assert "- **note** `not-stated@…`, 3 of them: drop-in, hub, night-line\n" in text


def test_what_is_folded_can_be_read_where_nobody_knows_how_to_fold() -> None:
    lines = as_markdown(differences()).splitlines()
    text = "\n".join(line for line in lines if not re.fullmatch(r"\s*</?(details|summary)>.*", line))
    assert html_of(text) == {MARKER}
    assert text.count("**Before**: A 16-year-old") == len(difference().changes)


# --- how long it is


def many(changes: int, maps: int = 1) -> Differences:
    """Far more than a comment can hold, with long names."""
    worse = tuple(
        change(id=f"worse@door-{number}", door_name=f"Door {number} of the crisis " + "night " * 20)
        for number in range(changes)
    )
    one = difference(changes=(*worse, NOT_TOLD, HELPED), findings=difference().findings * 10)
    return differences(*(one for _ in range(maps)))


def test_journeys_go_before_changes_do_and_those_for_the_worse_go_last() -> None:
    text = as_markdown(many(30), 56_000)
    assert len(text.encode()) < 56_000
    assert text.count("**Before**") == 20
    assert "journeys are left out" in text
    assert all(f"Door {number} of" in text for number in range(30))
    assert text.index("Door 19 of") < text.rindex("**Before**") < text.index("Door 20 of")
    assert "journeys are left out" not in as_markdown(differences())


@pytest.mark.parametrize(("changes", "maps"), [(400, 1), (3, 60), (30, 20)])
def test_it_is_never_longer_than_a_comment_may_be(changes: int, maps: int) -> None:
    text = as_markdown(many(changes, maps))
    assert len(text.encode()) < LIMIT
    assert "Door 0 of" in text
    assert html_of(text) >= {MARKER, "</details>"}


def test_texts_of_any_length_fit_a_comment() -> None:
    text = as_markdown(with_texts(SEVERAL, "&" * 100_000))
    assert len(text.encode()) < LIMIT
    assert "…" in text


def test_what_is_left_out_is_counted() -> None:
    text = as_markdown(many(400))
    (part,) = re.findall(r"## For the worse \(400\)\n(.*?)\n## ", text, re.S)
    told = len(re.findall(r"^[0-9]+\. ", part, re.M))
    (more,) = re.findall(r"… and ([0-9,]+) more of these, left out for lack of room", part)
    assert 0 < told < 400
    assert told + int(more.replace(",", "")) == 400


def test_maps_that_are_left_out_are_counted() -> None:
    text = as_markdown(many(3, 60))
    told = len(re.findall(r"^## ", text, re.M))
    (more,) = re.findall(r"… and ([0-9,]+) more maps, left out for lack of room", text)
    assert told + int(more) == 60


def test_where_groups_of_people_are_left_out_they_are_counted() -> None:
    groups = WAITS_LONGER.extent.groups * 15
    one = replace(WAITS_LONGER, extent=replace(WAITS_LONGER.extent, groups=groups, more_groups=3))
    text = as_markdown(differences(nothing(changes=(one,) * 90)), 60_000)
    (part, *_) = re.findall(r"\n1\. \*\*Eastglen GP.*?\n2\. ", text, re.S)
    told = len(re.findall(r"^ +- aged 18", part, re.M))
    (more,) = re.findall(r"- … and ([0-9]+) smaller groups? of people", part)
    assert told + int(more) == len(groups) + 3


# --- nothing to tell


def test_it_is_said_plainly_that_nothing_changes() -> None:
    text = as_markdown(differences(nothing()))
    assert "# Nothing changes for anybody\n" in text
    assert not re.search(r"^## ", text, re.M)


def test_an_edition_that_is_not_valid_is_told_with_what_is_wrong() -> None:
    text = as_markdown(differences(not_valid()))
    assert "# What the change does to people could not be told: the later edition is not valid" in text
    assert "line 12: There is no organisation `nhs-eastlgen`. Did you mean `nhs-eastglen`?" in text
    assert "Nothing changes" not in text


def test_a_fault_of_pathkit_is_told() -> None:
    fault = RuleNotRun("compare", "ZeroDivisionError: division by zero", crashed=True)
    text = as_markdown(differences(nothing(not_run=(fault,))))
    assert "A fault in pathkit: something is missing here." in text
    assert "- `compare`: ZeroDivisionError: division by zero" in text


def test_a_journey_at_best_says_so() -> None:
    one = change(journey_after=journey("later", reading="best"))
    assert "**After, at best**" in as_markdown(differences(nothing(changes=(one,))))


def test_maps_that_do_not_differ_are_named() -> None:
    assert "No difference in `pathways/highfold.pathway.yaml`." in as_markdown(SEVERAL)
    alone = Differences(SEVERAL.date, "main", "pathways", (), ("pathways/highfold.pathway.yaml",))
    assert "# No map differs\n" in as_markdown(alone)
    assert "No difference in `pathways/highfold.pathway.yaml`." in as_markdown(alone)
