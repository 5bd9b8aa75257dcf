"""What is marked: problems in the words of `check`, and findings as long as they are true of what stands there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from editor.made import EASTGLEN, NATIONAL, Workspace
from pathkit.check.report import AcknowledgedState, LabelledPlace
from pathkit.check.run import Request, check_map
from pathkit.check.settings import Settings
from pathkit.editor.check_process import Outcome, Work, checked
from pathkit.editor.last_checks import LastChecks
from pathkit.editor.marks import BEFORE, SOURCE, Mark, problem_marks
from pathkit.maps import load_map

ON = date(2026, 11, 21)


def marked(workspace: Workspace, mark: Mark) -> str:
    file = next(one for one in workspace.reading.files if one.path == mark.file)
    return file.text.source[mark.span.start : mark.span.end]


@pytest.mark.parametrize(
    ("before", "after", "what", "instead"),
    [
        ("provider: listeners", "provider: listners", "listners", "listeners"),
        ("provider: listeners", 'provider: "listners"', "listners", "listeners"),
        ("provider: listeners", "provder: listeners", "provder", "provider"),
        ("kind: helpline", "kind: helplin", "helplin", "helpline"),
        ("hours: Mon-Fri 09:00-17:00", "hours: Mon-Fri 9-5", "Mon-Fri 9-5", "Mon-Fri 09:00-17:00"),
        ("  night-line:\n", "  Night Line:\n", "Night Line", "night-line"),
        ("by: signpost", "by: [signpost]", None, None),
        ("reaches: night-line", "reaches: nowhere-at-all-like-it", "nowhere-at-all-like-it", None),
    ],
)
def test_problems_are_those_of_the_check_at_the_same_places(
    workspace: Workspace, before: str, after: str, what: str | None, instead: str | None
) -> None:
    text = "# é 🧑‍🚒\n" + EASTGLEN.replace(before, after, 1)
    reading = workspace.write(text)
    workspace.map.write_text(text, "utf-8")
    found = load_map(Path("eastglen.pathway.yaml")).problems
    marks = list(problem_marks(reading))
    assert [mark.message for mark in marks] == [
        one.message + (f"\n{one.remedy}" if one.remedy else "") for one in found
    ]
    for mark, problem in zip(marks, found, strict=True):
        position = reading.root.text.position(mark.span.start, "utf-32")
        quoted = reading.root.text.source[mark.span.start - 1] == '"'
        assert (position.line + 1, position.character + 1 - quoted) == (problem.line, problem.column)
    if what is not None:
        assert (what, instead) in [(marked(workspace, mark), mark.instead) for mark in marks]


def test_problems_of_a_library_are_marked_in_it(workspace: Workspace) -> None:
    workspace.files.put(workspace.library, NATIONAL.replace("provider: nhs-24", "provider: nhs-25"))
    (mark,) = problem_marks(workspace.reading)
    assert mark.file == workspace.library and marked(workspace, mark) == "nhs-25"


def test_what_stands_twice_is_marked_with_the_first(workspace: Workspace) -> None:
    workspace.write(EASTGLEN.replace("id: by-day", "id: gp-to-night-line"))
    (mark,) = problem_marks(workspace.reading)
    assert [one.label for one in mark.also] == ["The first is here."]


# --- findings


def last_check(workspace: Workspace) -> LastChecks:
    found = LastChecks()
    outcome = Outcome(check_map("eastglen.pathway.yaml", Request(ON), Settings()))
    found.answer(workspace.reading, ON, outcome)
    return found


def marks(workspace: Workspace, state: LastChecks) -> dict[str, Mark]:
    state.follow(workspace.reading)
    return {mark.id: mark for mark in state.marks(workspace.reading, ON)}


def test_findings_are_marked_where_the_check_finds_them(workspace: Workspace) -> None:
    state = last_check(workspace)
    found = check_map("eastglen.pathway.yaml", Request(ON), Settings()).findings
    assert set(marks(workspace, state)) == {one.id for one in found}
    for one in found:
        mark = marks(workspace, state)[one.id]
        assert mark.message.startswith(one.message) and mark.source == SOURCE
        root = workspace.reading.files[[file.path for file in workspace.reading.files].index(mark.file)]
        assert root.text.position(mark.span.start).line + 1 == one.places[0].place.line


def change(workspace: Workspace, state: LastChecks, text: str) -> None:
    workspace.files.put(workspace.map, text)
    state.follow(workspace.reading)


def test_findings_move_with_their_lines_and_say_that_they_are_of_an_earlier_text(workspace: Workspace) -> None:
    state = last_check(workspace)
    before = marks(workspace, state)
    change(workspace, state, "# one\n# two\n" + EASTGLEN)
    after = marks(workspace, state)
    assert set(after) == set(before)
    for name, mark in after.items():
        assert mark.source == BEFORE and mark.message == before[name].message
        shift = 12 if mark.file == workspace.map else 0
        assert mark.span.start == before[name].span.start + shift


def test_findings_on_a_line_that_was_changed_are_not_marked(workspace: Workspace) -> None:
    state = last_check(workspace)
    gone = [name for name, mark in marks(workspace, state).items() if marked(workspace, mark) == "night-line"]
    assert gone
    change(workspace, state, EASTGLEN.replace("  night-line:\n", "  night-lines:\n"))
    assert not set(gone) & set(marks(workspace, state))
    assert marks(workspace, state)


def test_a_change_that_is_taken_back_brings_them_back(workspace: Workspace) -> None:
    state = last_check(workspace)
    before = marks(workspace, state)
    change(workspace, state, EASTGLEN.replace("  night-line:\n", "  night-lines:\n"))
    change(workspace, state, EASTGLEN)
    assert marks(workspace, state) == before
    assert state.is_current(workspace.reading, ON)


def test_a_change_of_a_library_makes_findings_old(workspace: Workspace) -> None:
    state = last_check(workspace)
    workspace.files.put(workspace.library, NATIONAL + "# more\n")
    assert not state.is_current(workspace.reading, ON)
    assert {mark.source for mark in marks(workspace, state).values()} == {BEFORE}
    assert state.findings(workspace.reading, ON).state


def test_findings_move_with_a_file_that_changes_on_the_disk(workspace: Workspace) -> None:
    state = last_check(workspace)
    before = marks(workspace, state)
    there = {name for name, mark in before.items() if mark.file == workspace.library}
    assert there
    workspace.library.write_text(f"# one\n# two\n{NATIONAL}", "utf-8")
    after = marks(workspace, state)
    assert set(after) == set(before) and {mark.source for mark in after.values()} == {BEFORE}
    for name in there:
        assert after[name].span.start == before[name].span.start + len("# one\n# two\n")


def test_findings_of_yesterday_are_not_those_of_today(workspace: Workspace) -> None:
    state = last_check(workspace)
    tomorrow = ON + timedelta(days=1)
    assert state.is_current(workspace.reading, ON) and not state.is_current(workspace.reading, tomorrow)
    assert {mark.source for mark in state.marks(workspace.reading, tomorrow)} == {BEFORE}


def test_what_a_forum_knows_of_is_marked_quietly(workspace: Workspace) -> None:
    outcome = Outcome(check_map("eastglen.pathway.yaml", Request(ON), Settings()))
    assert outcome.checked is not None
    first = outcome.checked.findings[0]
    line = next(at for at in first.places if at.place.file == "eastglen.pathway.yaml")
    accepted = AcknowledgedState("We know.", "We ring.", "listeners", ON, date(2027, 1, 31), None)
    one = replace(first, acknowledgement=accepted, places=(LabelledPlace(line.place, line.label),))
    state = LastChecks()
    state.answer(workspace.reading, ON, Outcome(replace(outcome.checked, findings=(one,))))
    (mark,) = state.marks(workspace.reading, ON)
    assert mark.severity == "known"
    assert mark.message.endswith("\nThe forum knows of this and lives with it until 2027-01-31: We know.")


# --- the check beside the server


def test_a_check_is_of_the_texts_that_it_is_given(workspace: Workspace) -> None:
    workspace.write(EASTGLEN.replace("Eastglen night line", "Eastglen moon line"))
    outcome = checked(Work("eastglen.pathway.yaml", ON, workspace.files.buffers.texts))
    assert outcome.checked is not None
    assert any("moon line" in one.message for one in outcome.checked.findings)


def test_settings_that_cannot_be_used_are_marked_in_their_own_file(workspace: Workspace) -> None:
    file = workspace.folder / "pathkit.yaml"
    file.write_text("profile: agreed\nprofle: draft\n", "utf-8")
    state = LastChecks()
    state.answer(workspace.reading, ON, checked(Work("eastglen.pathway.yaml", ON, {})))
    (mark,) = state.marks(workspace.reading, ON)
    assert (mark.file, mark.severity, mark.span) == (file, "error", (16, 23))


def test_a_map_that_cannot_be_checked_says_why(workspace: Workspace) -> None:
    outcome = Outcome(refused="There are too many kinds of people.")
    state = LastChecks()
    state.answer(workspace.reading, ON, outcome)
    (mark,) = state.marks(workspace.reading, ON)
    assert mark.message == "There are too many kinds of people." and mark.severity == "warning"
