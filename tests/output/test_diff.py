"""What differs as text and as JSON: made by hand, so that every kind of difference is told."""

from __future__ import annotations

import io
import json
import os
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from rich.console import Console

from output import made
from output.made import MAP, ON, checked, closed, fields_of, finding, invalid
from output.made_differences import (
    DOOR_GONE,
    HELPED,
    HOSTILE,
    NEITHER,
    NIGHTS,
    NOT_TOLD,
    PERHAPS_BETTER,
    RENAMED,
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
from pathkit.check.difference import Differences, FindingChange, MapDifference, PartChange
from pathkit.output.diff_json import as_json
from pathkit.output.diff_text import as_text, last_line
from pathkit.output.json import extent_object, finding_object, journey_object

SCHEMAS = Path(__file__).parents[2] / "schemas"
SCHEMA = json.loads((SCHEMAS / "diff.schema.json").read_text("utf-8"))


def text(found: Differences, show: int | None = 10, width: int = 80, colours: bool = False) -> str:
    """The differences as they are printed."""
    buffer = io.StringIO()
    console = Console(file=buffer, width=width, color_system="standard" if colours else None, force_terminal=colours)
    as_text(found, console, show)
    return buffer.getvalue()


def in_order(whole: str, *parts: str) -> None:
    """Every part stands in the text, each after the one before, however the lines are wrapped."""
    made.in_order(" ".join(whole.split()), *parts)


# --- text


def test_the_order_in_which_it_is_told() -> None:
    in_order(
        text(differences()),
        "Eastglen",
        "main:pathways/eastglen.pathway.yaml → pathways/eastglen.pathway.yaml",
        "✗ For the worse: 3 · cannot be told: 1 · for the better: 1",
        "People are worse off in 3 ways; no new finding tells of 2 of them.",
        "For the worse (3)",
        "✗ worse People aged 16-17",
        "Extent 12 kinds of people · 18 h a week · not as usual on 25 Dec 2026",
        "Before Helped straight away.",
        "A 16-year-old, suicidal thoughts, very urgent",
        "After Left with nothing.",
        "Changed on their way: hub-to-duty-team, duty-team",
        "Rules No new finding tells of this.",
        "Id worse@police-101@now-none",
        "Rules It is found as long-wait@gp",
        "Id worse@gp@later-later",
        "After No such door.",
        "Cannot be told (1)",
        "? unclear Whether people who turn to Eastglen GP",
        "For the better (1)",
        "✓ better@night-line@none-now",
        "Westmarch night line: left with nothing → helped straight away",
        "People in one edition only",
        "aged 5-15: only after",
        "New findings (5)",
        "✗ error long-wait@gp",
        "of a national service",
        "Findings that have grown (1)",
        "128 h a week (was: 64 h a week)",
        "Findings that are gone (1)",
        "dead-end@hub",
        "What differs in the map",
        "Service changed: Eastglen duty team (duty-team)",
        "intake: Mon-Fri 09:00-15:30 (was: Mon-Fri 09:00-17:00)",
        "Transfer added",
        "Besides, without bearing on outcomes and waits: Eastglen GP (notes).",
        "Note: Both editions were checked with the settings of today.",
        "3 for the worse (2 that no new finding tells of), 1 cannot be told, 1 for the better · 5 findings new, 1 "
        "grown, 1 otherwise, 1 gone · 1 map differs ·",
        "51,287,040 situations compared · profile agreed · 21 Nov 2026",
    )


def test_a_journey_is_not_told_twice() -> None:
    """The later one begins where it goes another way, and says so."""
    said = " ".join(text(differences(difference(changes=(change(),)))).split())
    assert said.count("they turn to Police call handling (101)") == 1
    assert "After Left with nothing. The same person, likewise as far as Mental Health Hub. Nothing leads on" in said


def test_the_journey_of_another_person_is_told_whole() -> None:
    other = replace(journey("none"), at=journey().at.replace(hour=1))
    said = text(differences(difference(changes=(change(journey_after=other),))))
    assert said.count("they turn to Police call handling (101)") == 2


def test_show_says_how_many_are_told_in_full() -> None:
    def in_full(show: int | None) -> list[str]:
        said = text(differences(), show).splitlines()
        return [line.split()[-1] for line in said if line.strip().startswith("Id ")]

    worse, unclear = [change().id, WAITS_LONGER.id, DOOR_GONE.id], [NOT_TOLD.id]
    assert in_full(0) == []
    assert in_full(2) == worse[:2]
    assert in_full(10) == [*worse, *unclear]
    assert in_full(None) == [*worse, *unclear, HELPED.id]
    for show in (0, 2, 10, None):
        assert all(one in text(differences(), show) for one in (*worse, *unclear, HELPED.id))
    assert "--show all" in text(differences(), 2)


def test_each_map_is_told_of_in_a_line_before_all_else() -> None:
    head = text(SEVERAL).split("\n\n")[1]
    assert [line.split(":")[0] for line in head.splitlines() if line[0] in "✗✓?"] == [
        "✗ Eastglen",
        "✓ Southness",
        "✗ Westmarch",
        "? Northwick",
        "✗ Broken",
        "✗ Highmoor",
        "✗ Lowmoor",
    ]
    in_order(head, "For the worse: 3", "Nothing changes for anybody.", "could not be told", "The map is new")


def test_that_nothing_changes_is_said_plainly() -> None:
    notes = PartChange("services", "gp", "Eastglen GP", "changed", ("notes",), bears_on_people=False)
    for found in (differences(nothing()), differences(nothing(parts=(notes,)))):
        assert "\n✓ Nothing changes for anybody.\n" in text(found)
    assert "Besides, without bearing on outcomes and waits: Eastglen GP (notes)." in text(found)


@pytest.mark.parametrize(
    ("one", "line"),
    [
        (nothing(waits_not_compared=("Hub",)), "? No outcome changes; how long people wait could not be compared at"),
        (nothing(meanings=("drunk",)), "? Nothing else changes; what “drunk” means has changed"),
        (
            nothing(findings=difference().findings[:1]),
            "! Outcomes and waits are the same for everybody; 1 error is",
        ),
        (nothing(after=None), "✗ The map is gone, and with it every door of its own: that counts as for the worse."),
        (nothing(changes=(NEITHER,)), "✓ Nobody is better or worse off."),
        (nothing(changes=(PERHAPS_BETTER,)), "? For the worse: 0 · cannot be told: 0 · perhaps better: 1 · for the"),
    ],
)
def test_the_sign_of_a_map_is_that_of_its_gravest_news(one: MapDifference, line: str) -> None:
    said = text(differences(one))
    in_order(said, line)
    assert [sign for sign in "✗✓?!" if f"\n{sign} " in said] == [line[0]]


def test_what_was_not_compared_is_counted_in_the_last_line() -> None:
    one = nothing(waits_not_compared=("Hub", "GP"), meanings=("drunk",))
    assert "waits not compared at 2 doors · 1 change of meaning not compared · 1 map" in last_line(differences(one))


def test_ids_are_never_broken_over_lines() -> None:
    names = tuple(f"no-way-on-from-the-{word}@hub-of-the-east-glen" for word in ("first", "second", "third-" * 20))
    one = change(findings=names, parts=names)
    for width in (80, 40):
        words = text(differences(nothing(changes=(one,))), width=width).split()
        assert all(words.count(f"{name},") + words.count(name) + words.count(f"{name}.") == 2 for name in names)


def test_a_line_of_a_library_is_told_with_its_file() -> None:
    steps = tuple(replace(step, file=name) for step, name in zip(journey().steps, (MAP, "lib.yaml", None), strict=True))
    said = text(differences(nothing(changes=(change(journey_before=replace(journey(), steps=steps)),))), width=300)
    assert "(line 40)" in said
    assert "(lib.yaml, line 71)" in said
    assert "(line 88)" in said


def test_an_id_that_is_another_is_told() -> None:
    in_order(
        text(differences(nothing(parts=(RENAMED,)))),
        "Service given another id: Westmarch night line (night-line)",
        "its id: night-line (was: nightline). Findings and acknowledgements name it by its id.",
    )


def test_of_whom_no_new_finding_tells_is_said() -> None:
    in_order(
        text(differences(nothing(changes=(TOLD_IN_PART,)))),
        "It is found as long-wait@gp",
        "No new finding tells of it for:",
        "aged 16-17, suicidal thoughts, very urgent, who have left school: Sat-Sun 00:00-09:00",
    )


def test_that_no_map_differs_is_said_plainly() -> None:
    found = replace(differences(), maps=(), unchanged=("pathways/a.pathway.yaml",), notes=("Compared with x",))
    in_order(
        text(found),
        "main → pathways",
        "Compared with x.",
        "No map differs. Nothing changes for anybody.",
        "No difference in pathways/a.pathway.yaml",
        "0 maps differ, 1 does not · 21 Nov 2026",
    )


def test_a_map_that_is_not_valid_is_told_with_its_problems() -> None:
    said = text(differences(not_valid()))
    in_order(
        said,
        "What the change does to people could not be told: the later edition is not valid",
        "pathways/eastglen.pathway.yaml is not valid (1 problem)",
        "12:15",
        "^",
        "Did you mean `nhs-eastglen`?",
        "1 map not compared",
    )


def test_where_the_earlier_edition_is_not_valid_nothing_is_called_new() -> None:
    found = (FindingChange("found", None, finding()),)
    one = nothing(before=invalid(), not_compared="the earlier edition is not valid (line 12: x)", findings=found)
    said = text(differences(one))
    in_order(
        said,
        "main:pathways/eastglen.pathway.yaml is not valid",
        "Findings of the one edition that could be checked (1)",
    )
    assert "wrong-door@gp" in said
    assert "New findings" not in said


def test_many_notes_of_a_rule_are_one_paragraph() -> None:
    notes = [finding(f"stale-listing@s{n}", severity="note", extent=None, journey=None) for n in range(9)]
    said = text(differences(nothing(findings=tuple(FindingChange("new", None, one) for one in notes))))
    assert "stale-listing@…  9 of them: s0, s1" in said


def test_a_fault_of_pathkit_is_said() -> None:
    in_order(text(SEVERAL), "A fault in pathkit", "compare: ZeroDivisionError", "Please report it")


def test_it_can_be_read_on_80_columns_and_on_fewer() -> None:
    for width in (80, 40):
        long = [line for line in text(SEVERAL, None, width).splitlines() if len(line) > width]
        # What people copy is never broken: ids, places.
        assert [line for line in long if "@" not in line and ".pathway.yaml" not in line] == []


def test_colours_are_never_the_only_sign() -> None:
    import re

    assert re.sub("\x1b\\[[0-9;]*m", "", text(SEVERAL, None, colours=True)) == text(SEVERAL, None)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_can_steer_a_terminal(name: str) -> None:
    said = text(with_texts(SEVERAL, name), None)
    assert not [char for char in said if not char.isprintable() and char != "\n"]


def test_the_same_differences_give_the_same_text() -> None:
    assert (text(SEVERAL), as_json(SEVERAL)) == (text(SEVERAL), as_json(SEVERAL))


def test_the_last_line_says_which_rules_were_not_run() -> None:
    assert "not run: no-feedback (only in the profile assured)" in last_line(differences())
    alone = nothing(before=checked(rules_not_run=()), after=checked(rules_not_run=()))
    assert "every rule run" in last_line(differences(alone))


# --- JSON

MADE = {
    "everything": differences(notes=("Compared with x.",)),
    "several": SEVERAL,
    "none": replace(differences(), maps=(), unchanged=("a.pathway.yaml",)),
    "invalid": differences(not_valid()),
    "found": differences(nothing(before=invalid(), findings=(FindingChange("found", None, finding()),))),
    "gone": differences(nothing(after=None)),
}


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", sorted(MADE))
def test_differences_are_as_the_schema_says_and_every_field_is_described(name: str) -> None:
    found = json.loads(as_json(MADE[name]))
    jsonschema.validate(found, SCHEMA, jsonschema.Draft202012Validator)
    jsonschema.validate(found, closed(SCHEMA), jsonschema.Draft202012Validator)


def test_what_a_report_has_too_is_described_alike() -> None:
    """After a change of the report's schema: PATHKIT_GOLDEN=write."""
    report = json.loads((SCHEMAS / "report.schema.json").read_text("utf-8"))["$defs"]
    own = {"edition", "happens", "change", "finding_change", "part", "difference"}
    assert own.isdisjoint(report)
    defs = {name: one if name in own else report[name] for name, one in SCHEMA["$defs"].items()}
    if os.environ.get("PATHKIT_GOLDEN") == "write":
        written = json.dumps({**SCHEMA, "$defs": defs}, indent=2, ensure_ascii=False) + "\n"
        (SCHEMAS / "diff.schema.json").write_text(written, "utf-8")
    assert SCHEMA["$defs"] == defs


def test_every_field_of_the_schema_has_a_description() -> None:
    for name, field in fields_of(SCHEMA):
        assert "description" in field or "$ref" in field, name


def test_the_fields() -> None:
    found = json.loads(as_json(differences()))
    assert (found["version"], found["date"], found["before"], found["after"]) == (1, ON.isoformat(), "main", "pathways")
    (one,) = found["maps"]
    assert one["before"]["called"] == "main:pathways/eastglen.pathway.yaml"
    assert one["after"]["map"]["services"] == 14
    worse = one["changes"][0]
    assert (worse["id"], worse["direction"], worse["silent"]) == ("worse@police-101@now-none", "worse", True)
    assert worse["extent"] == extent_object(change().extent)
    assert worse["journey_before"] == journey_object(journey())
    assert one["changes"][1]["after"] == {
        "stated": "later",
        "best": "later",
        "wait_minutes": {"from": 240, "to": 960},
        "wait_at_least": False,
        "best_wait_minutes": None,
    }
    assert (worse["leaning"], worse["untold"]) == (None, None)
    assert (one["waits_not_compared"], one["meanings"]) == ([], [])
    assert one["changes"][2]["journey_after"] is None
    new, grown = one["findings"][:2]
    assert (new["what"], new["counts"], new["before"]) == ("new", True, None)
    assert new["after"] == finding_object(difference().findings[0].finding)
    assert (grown["what"], grown["grown"]) == ("changed", True)
    assert found["summary"] == {
        "worse": 3,
        "unclear": 1,
        "better": 1,
        "perhaps_worse": 0,
        "perhaps_better": 0,
        "neither": 0,
        "silent": 2,
        "partly_silent": 0,
        "new_findings": 5,
        "not_compared": 0,
        "waits_not_compared": 0,
        "meanings": 0,
        "maps": 1,
        "new": 0,
        "gone": 0,
        "unchanged": 0,
        "situations": 51_287_040,
    }


def test_what_was_not_compared_and_which_way_changes_lean_is_counted_in_json() -> None:
    found = json.loads(as_json(SEVERAL))
    one = found["maps"][5]
    assert [change["leaning"] for change in one["changes"]] == [None, None, "worse", "better", "neither"]
    assert one["changes"][0]["untold"] == extent_object(NIGHTS)
    assert (one["waits_not_compared"], one["meanings"]) == (["Highmoor GP"], ["drunk"])
    numbers = {name: found["summary"][name] for name in ("unclear", "perhaps_worse", "perhaps_better", "neither")}
    assert numbers == {"unclear": 3, "perhaps_worse": 1, "perhaps_better": 1, "neither": 1}
    left_out = {name: found["summary"][name] for name in ("waits_not_compared", "meanings", "partly_silent", "gone")}
    assert left_out == {"waits_not_compared": 1, "meanings": 1, "partly_silent": 1, "gone": 1}


def test_the_json_is_plain_ascii_whatever_a_map_holds() -> None:
    for name in HOSTILE:
        said = as_json(with_texts(differences(), name))
        assert said.isascii()
        assert not [char for char in said if ord(char) < 32 and char != "\n"]
