"""What partners have agreed otherwise is told apart from the map, each thing with its lines, in every format."""

from __future__ import annotations

import json

from output.made_differences import RENAMED, differences, nothing
from output.test_diff import text
from pathkit.check.difference import PartChange
from pathkit.output.diff_json import as_json
from pathkit.output.diff_markdown import as_markdown
from pathkit.output.diff_words import kind_of, parts_tally
from pathkit.pages.diff import as_html

ACTION = PartChange(
    "actions",
    "weekend-cover",
    "The <b>team</b> opens | at weekends",
    "changed",
    ("status: delivered (was: in progress)", "milestones: 2 of 2 reached (was: 1 of 2 reached)"),
    bears_on_people=False,
)
AGREED = (
    PartChange("declaration", "declaration", "the declaration", "added", bears_on_people=False),
    ACTION,
    PartChange("measures", "calls", "calls answered", "changed", ("value: 96 % (was: 81 %)",), bears_on_people=False),
)
TALLY = "the declaration added, 1 action of the plan changed, 1 measure changed"


def test_each_is_told_with_its_lines_under_a_heading_of_its_own() -> None:
    said = text(differences(nothing(parts=AGREED)))
    assert "What differs in the map" not in said
    assert "\nWhat partners have agreed otherwise\n  The declaration added, 1 action of the plan changed," in said
    assert "None of this bears on outcomes and waits." in " ".join(said.split())
    assert "\n  Action of the plan changed: The <b>team</b> opens | at weekends\n" in said
    assert "\n      status: delivered (was: in progress)\n      milestones: 2 of 2 reached" in said


def test_what_differs_in_the_map_is_told_as_before() -> None:
    parts = (PartChange("services", "gp", "Eastglen GP", "changed", ("hours: 24/7 (was: closed)",)), RENAMED)
    alone, beside = (text(differences(nothing(parts=some))) for some in (parts, (*parts, *AGREED)))
    start = beside.index("\nWhat differs in the map")
    end = beside.index("\nWhat partners have agreed otherwise")
    assert beside[start:end] in alone


def test_markdown_and_the_page_tell_the_same_and_escape_names() -> None:
    found = differences(nothing(parts=AGREED))
    paper = as_markdown(found)
    assert "## What partners have agreed otherwise\n\nThe declaration added," in paper
    assert "  - status: delivered (was: in progress)\n" in paper and "<b>" not in paper
    page = as_html(found)
    assert ">What partners have agreed otherwise</a>" in page and 'id="part-actions-weekend-cover"' in page
    assert "The &lt;b&gt;team&lt;/b&gt; opens" in page and "<b>team" not in page


def test_json_tells_which_part_of_the_plan_it_is() -> None:
    (one,) = json.loads(as_json(differences(nothing(parts=(ACTION,)))))["maps"]
    assert [(part["kind"], part["id"], part["bears_on_people"]) for part in one["parts"]] == [
        ("actions", "weekend-cover", False)
    ]


def test_the_parts_of_a_plan_are_called_so() -> None:
    assert parts_tally(AGREED) == TALLY
    assert kind_of("actions", 2) == "actions of the plan" and kind_of("plan") == "the plan"
    assert kind_of("emergency_plan") == "the emergency plan" and kind_of("training", 2) == "joint trainings"
