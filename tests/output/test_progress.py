"""Progress and the annual report as text, Markdown and JSON: what is told, in which words, and nothing more."""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from rich.console import Console

from output.hosts import REFERENCES, taken_for_more
from output.made import ON, closed, fields_of, finding, in_order
from output.made_differences import HOSTILE, difference, with_texts
from output.made_progress import (
    MEASURE,
    SINCE,
    STEPS,
    WORDS,
    action,
    area,
    delivered,
    nothing_recorded,
    progress,
    report,
    untold,
    year,
)
from output.test_diff_markdown import html_of, shape
from pathkit.check.difference import FindingChange, MapDifference
from pathkit.check.progress import AnnualReport, MeasureYear, Progress, Step, ThemeYear
from pathkit.check.report import MilestoneState, ToCome
from pathkit.output import annual_markdown, annual_text, progress_markdown, progress_text
from pathkit.output.annual_words import (
    MOST_CHANGES,
    agreed_in_words,
    came_to,
    findings_told,
    measure_now,
    measure_then,
    people_told,
)
from pathkit.output.markdown import JOINER
from pathkit.output.progress_json import annual_as_json, as_json
from pathkit.output.progress_words import (
    _NOTHING_WRITTEN,
    action_in_words,
    asides_in_words,
    late_in_words,
    measure_in_words,
    measures_tally,
    milestone_state,
    nothing_recorded_in_words,
    stage_in_words,
    steps_in_words,
    tally_in_words,
)

SCHEMAS = Path(__file__).parents[2] / "schemas"
SCHEMA = json.loads((SCHEMAS / "progress.schema.json").read_text("utf-8"))
WHOLE = progress()
CONFIRMED = delivered()
CHANGED = report(
    year(difference=difference()),
    year(now=untold(), then=None, themes=(), measures=(), learned=(), not_compared="The map is not valid now."),
    year(now=nothing_recorded(), then=None, themes=(), measures=(), learned=(), not_compared="No map then."),
)


def text(found: Progress | AnnualReport, width: int = 80, colours: bool = False) -> str:
    """What is printed."""
    file = io.StringIO()
    console = Console(
        file=file,
        width=width,
        force_terminal=colours,
        color_system="standard" if colours else None,
        legacy_windows=False,
    )
    if isinstance(found, Progress):
        progress_text.as_text(found, console)
    else:
        annual_text.as_text(found, console)
    return file.getvalue()


def markdown(found: Progress | AnnualReport) -> str:
    """What is written."""
    return progress_markdown.as_markdown(found) if isinstance(found, Progress) else annual_markdown.as_markdown(found)


def in_one_line(words: str) -> str:
    """A text without its line ends."""
    return " ".join(words.split())


# --- words


@pytest.mark.parametrize(
    ("stage", "since", "words"),
    [
        (None, None, "the map could not be asked"),
        ("nothing recorded", None, "nothing recorded"),
        ("in delivery", date(2026, 3, 2), "in delivery, since 2 Mar 2026"),
        ("in delivery", None, "in delivery; since when is not written down"),
        ("tested", ON, "tested, on 21 Nov 2026"),
    ],
)
def test_a_stage_is_told_with_its_day_and_tested_is_true_of_one_day_only(
    stage: str | None, since: date | None, words: str
) -> None:
    assert stage_in_words(area(stage=stage, since=since, errors_acknowledged=0, errors_planned=0)) == words


@pytest.mark.parametrize(
    ("known", "planned", "words"),
    [
        (6, 2, "tested, on 21 Nov 2026, with 6 errors acknowledged and 2 in the plan"),
        (1, 0, "tested, on 21 Nov 2026, with 1 error acknowledged"),
        (0, 1, "tested, on 21 Nov 2026, with 1 error in the plan"),
    ],
)
def test_tested_is_told_with_the_errors_that_are_lived_with(known: int, planned: int, words: str) -> None:
    one = area(stage="tested", since=ON, errors_acknowledged=known, errors_planned=planned)
    assert stage_in_words(one) == words
    assert known + planned and "with" not in stage_in_words(replace(one, stage="in delivery"))


def test_what_counts_for_no_stage_is_told_beside_it() -> None:
    assert asides_in_words(area()) == (
        "2 errors are acknowledged and 1 error is to be closed by the plan.",
        "3 errors are about services that come by `uses`; they count for no area.",
        "The settings change what 1 rule asks: `long-wait`; and what holds for all rules: `straight_away`.",
    )
    early = area(
        stage="plan agreed", errors_acknowledged=0, errors_planned=0, settings_differ=(), errors_of_libraries=1
    )
    assert asides_in_words(early) == (
        "1 error is to be closed by an action without an owner, a date or a status: `e@f`.",
        "1 error is about services that come by `uses`; it counts for no area.",
    )
    assert asides_in_words(nothing_recorded()) == ()


@pytest.mark.parametrize("made", [text, markdown])
def test_what_is_beside_the_stages_stands_in_every_format(made: Callable[[Progress], str]) -> None:
    said = in_one_line(made(WHOLE)).replace("\\", "").replace(JOINER, "")
    assert "The settings change what 1 rule asks" in said
    assert "plan.pathway.yaml holds a plan that no map here uses." in said
    assert json.loads(as_json(WHOLE))["notes"] == list(WHOLE.notes)


def test_stages_are_told_as_far_as_the_next_one() -> None:
    steps = (STEPS[0], Step("plan agreed", False, None, ("x",)), Step("in delivery", False, None, ("y",)), STEPS[3])
    told = list(steps_in_words(area(stage="declared", steps=steps)))
    assert told == [
        ("Declared", "yes, signed on 3 Nov 2025 by NHS Eastglen", ()),
        ("Plan agreed", "not yet", ("x",)),
    ]
    no_declaration = (Step("declared", False, None, ("z",)), *STEPS[1:])
    found = next(steps_in_words(area(steps=no_declaration, signed=None)))
    assert found == ("Declared", "not written down", ("z",))


def test_what_a_plan_lacks_is_told_wherever_there_is_one() -> None:
    no_day = nothing_recorded(actions=(action(),), plan="A plan")
    lacks = ("No plan is written down.",)  # of the sample
    assert list(steps_in_words(no_day))[-1] == ("Plan agreed", "not written down", lacks)
    assert [stage for stage, *_ in steps_in_words(nothing_recorded())] == ["Declared"]
    to_come = replace(no_day, agreed=ON + timedelta(days=30))
    assert list(steps_in_words(to_come))[-1] == ("Plan agreed", "not yet", lacks)


@pytest.mark.parametrize(
    ("changes", "begins"),
    [
        ({}, "The map tells of no declaration and no plan."),
        ({"signed": date(2027, 11, 1)}, "A declaration is written down, with a day that is still to come."),
        ({"plan": "A plan"}, "A plan is written down; that partners have agreed it by now is not."),
    ],
)
def test_of_nothing_recorded_no_more_is_said_than_is_so(changes: dict[str, Any], begins: str) -> None:
    assert nothing_recorded_in_words(nothing_recorded(**changes)).startswith(begins)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "overdue by 1 day"),
        (13, "overdue by 13 days"),
        (14, "overdue by 2 weeks"),
        (126, "overdue by 4 months"),
        (400, "overdue by 13 months"),
        (729, "overdue by 23 months"),
        (731, "overdue by 2 years"),
        (2243, "overdue by 6 years"),
    ],
)
def test_how_late_something_is_stands_in_words(days: int, words: str) -> None:
    assert late_in_words(ON - timedelta(days=days), ON) == words


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (
            action(milestones=()),
            "due on 1 Feb 2027, started on 2 Mar 2026. Owner: NHS Eastglen.",
        ),
        (
            action(owners=(), due=date(2026, 9, 30), overdue=True, status="not-started", milestones=()),
            "due on 30 Sep 2026, overdue by 7 weeks. No owner is written down.",
        ),
        (
            action(owners=("Boards, by their leads", "A network"), due=None, due_within="12 months", milestones=()),
            "due 12 months after the plan was agreed (that day is not written down), started on 2 Mar 2026. "
            "Owners: Boards, by their leads; A network.",
        ),
        (
            delivered(due=date(2026, 5, 1)),
            "delivered on 15 Jun 2026 (due on 1 May 2026). Owner: NHS Eastglen. "
            "Confirmed: what it was to close is not found any more.",
        ),
        (
            delivered(done=None, confirmed="nothing to test"),
            "delivered (the day is not written down). Owner: NHS Eastglen. It names nothing to close, so that no check "
            "can confirm it.",
        ),
        (action(status="stopped", milestones=()), "stopped: why is not written down. Owner: NHS Eastglen."),
        (
            action(status="stopped", milestones=(), notes="The house was sold.", learned="Ask first."),
            "stopped: “The house was sold”. Owner: NHS Eastglen.",
        ),
        (
            action(status="stopped", milestones=(), learned="Ask first."),
            "stopped: “Ask first”. Owner: NHS Eastglen.",
        ),
        (
            action(
                due=None,
                started=None,
                milestones=(),
                to_come=(ToCome("delivered", date(2027, 2, 1)), ToCome("reached", date(2027, 3, 1), "Posts")),
            ),
            "no date is stated. Delivered on 1 Feb 2027, which is still to come. The milestone “Posts” reached on 1 "
            "Mar 2027, which is still to come. Owner: NHS Eastglen.",
        ),
    ],
)
def test_an_action_is_told_with_its_dates_and_owners(one: Any, words: str) -> None:
    assert action_in_words(one, ON) == words


def test_an_overdue_milestone_is_told_with_its_own_owner() -> None:
    words = "Milestone “Rota agreed”: due on 30 Oct 2026, overdue by 3 weeks (owner: Eastglen Council)."
    assert action_in_words(action(), ON).endswith(words)


SILENT = action("silent", status="unknown", due=date(2025, 12, 31), overdue=True, started=None)


def test_what_nobody_has_written_down_is_never_called_overdue() -> None:
    assert action_in_words(SILENT, ON) == (
        "due on 31 Dec 2025, which has passed; whether it was delivered is not written down. Owner: NHS Eastglen. "
        "Milestone “Rota agreed”: due on 30 Oct 2026, which has passed; whether it was reached is not written down "
        "(owner: Eastglen Council)."
    )
    assert tally_in_words(area(actions=(SILENT,))) == (
        "1 with no status written down; 1 action and 1 milestone are past their day, and whether they are done is not "
        "written down"
    )
    theme = ThemeYear("No theme", late=(SILENT,))
    for said in (
        *(made(progress(area(actions=(SILENT,), steps=()))) for made in (text, markdown)),
        *(made(report(year(themes=(theme,)))) for made in (text, markdown)),
        agreed_in_words(theme),
    ):
        assert not re.search("overdue|late", said, re.I)


def test_what_is_overdue_and_what_nobody_can_tell_are_counted_apart() -> None:
    both = area(actions=(SILENT, action(overdue=True, milestones=())))
    assert tally_in_words(both).endswith(
        "1 action is overdue; 1 action and 1 milestone are past their day, and whether they are done is not written "
        "down"
    )
    alone = area(actions=(replace(SILENT, milestones=()),))
    assert tally_in_words(alone).endswith("1 action is past its day, and whether it is done is not written down")


@pytest.mark.parametrize(
    ("one", "status", "state"),
    [
        (MilestoneState("a", None, date(2026, 6, 1), False), "in-progress", "reached"),
        (MilestoneState("a", date(2026, 10, 30), None, True), "in-progress", "overdue"),
        (MilestoneState("a", date(2026, 12, 24), None, False), "in-progress", "to come"),
        (MilestoneState("a", date(2026, 12, 24), None, False), "unknown", "to come"),
        (MilestoneState("a", date(2026, 10, 30), None, True), "unknown", "not written down"),
        (MilestoneState("a", None, None, False), "in-progress", "not written down"),
        (MilestoneState("a", date(2026, 10, 30), None, False), "delivered", "not written down"),
        (MilestoneState("a", date(2026, 12, 24), None, False), "stopped", "not written down"),
        (MilestoneState("a", None, date(2026, 12, 1), False), "in-progress", "to come"),
    ],
)
def test_only_what_lies_ahead_is_to_come(one: MilestoneState, status: str, state: str) -> None:
    assert milestone_state(one, action(status=status), ON) == state


def test_measures_are_numbers_or_what_people_say() -> None:
    assert measure_in_words(MEASURE) == "81 % on 30 Jun 2026; the target is 95 %, and it is not met"
    assert measure_in_words(replace(MEASURE, met=None)) == "81 % on 30 Jun 2026; the target is 95 %"
    assert measure_in_words(WORDS) == "“I was believed.” – Panel"
    assert measure_in_words(replace(WORDS, on=date(2026, 9, 1))) == "“I was believed.” – Panel, 1 Sep 2026"


@pytest.mark.parametrize(
    ("met", "words"),
    [
        ((None,), "1 measure; none held against a target"),
        ((True,), "1 measure; it meets its target"),
        ((False, None), "2 measures; the one with a target does not meet it"),
        ((False, True, None), "3 measures; 1 of 2 with a target does not meet it"),
        ((True, True), "2 measures; every target is met"),
    ],
)
def test_how_many_measures_meet_their_target(met: tuple[bool | None, ...], words: str) -> None:
    assert measures_tally(area(measures=tuple(replace(MEASURE, met=one) for one in met))) == words


def test_errors_that_nobody_plans_to_close_are_told_by_what_their_rules_find() -> None:
    found = progress(area(untracked=("wrong-door@gp", "wrong-door@line", "dead-end@hub")))
    told = in_one_line(text(found))
    finds = "A door that is open leaves people with nothing"
    assert (
        f"3 errors that this map neither acknowledges nor plans to close {finds} wrong-door@gp wrong-door@line" in told
    )
    assert f"  - {finds}: `wrong-door@gp`, `wrong-door@line`\n" in markdown(found)
    assert "plans to close" not in text(progress(area(untracked=())))


def test_what_was_not_measured_since_is_not_told_as_if_it_were() -> None:
    assert measure_now(MeasureYear("calls", MEASURE, MEASURE)) == "not measured since"
    assert measure_now(MeasureYear("calls", MEASURE, replace(MEASURE, on=ON))).startswith("81 % on 21 Nov 2026")


# --- progress


@pytest.mark.parametrize("made", [text, markdown])
def test_everything_is_told_in_the_order_of_the_areas(made: Callable[[Progress], str]) -> None:
    in_order(
        in_one_line(made(WHOLE)).replace("*", "").replace("\\", ""),
        "How far areas have got with what they agreed",
        "not ranked",
        "Eastglen",
        "In delivery, since 2 Mar 2026",
        "2 errors are neither acknowledged nor in the plan",
        "a@b",
        "1 delivered, 1 in progress, 1 not started; 1 action and 2 milestones are overdue",
        "The title of joint-training: delivered on 15 Jun 2026. Owner: NHS Eastglen. Confirmed",
        "The title of late: due on 30 Sep 2026, overdue by 7 weeks. Owner: NHS Eastglen.",
        "Southness",
        "Nothing recorded",
        "It does not follow that nothing is done there.",
        "No declaration is written down.",
        "Westmarch",
        "The map could not be asked",
        "something is wrong in line 12",
        "There is no organisation",
        "No map shows capacity, kindness, or whether the telephone is answered.",
    )


def test_questions_scenarios_and_what_the_forum_lives_with_stand_beside_the_stage() -> None:
    told = in_one_line(text(WHOLE))
    assert "Scenarios 2 of 3 kept" in told
    assert "14 open questions (facts not yet written down)" in told
    assert "2 findings that the forum lives with for now" in told
    assert "Calls answered (Eastglen line): 81 % on 30 Jun 2026; the target is 95 %, and it is not met." in told


@pytest.mark.parametrize("made", [text, markdown])
def test_a_plan_that_is_not_agreed_is_not_called_none(made: Callable[[Progress], str]) -> None:
    told = in_one_line(made(progress(nothing_recorded(actions=(action(),), plan="A plan"))))
    assert "A plan is written down; that partners have agreed it by now is not." in told
    assert _NOTHING_WRITTEN not in told
    assert _NOTHING_WRITTEN in in_one_line(made(progress(nothing_recorded())))


def test_what_a_delivered_action_has_not_closed_is_named() -> None:
    still = progress(area(actions=(delivered(confirmed="still there"),)))
    assert "closed-door@gp: still found" in text(still)
    assert "- `closed-door@gp`: still found" in markdown(still)


@pytest.mark.parametrize("made", [text, markdown])
def test_there_are_no_ranks_scores_or_shares_of_areas(made: Callable[[Progress], str]) -> None:
    tested = area(stage="tested", since=ON, steps=(*STEPS[:3], Step("tested", True, ON)), measures=())
    said = made(progress(tested, nothing_recorded()))
    assert "%" not in said
    assert not re.search(r"\b(best|worst|rank \d|score \d|\d+ of \d+ areas|\d+ areas)\b", said)


@pytest.mark.parametrize("made", [text, markdown])
def test_where_there_is_no_area_it_is_said(made: Callable[[Progress], str]) -> None:
    assert "No area has a map here yet." in made(Progress(ON, ()))


# --- the annual report


@pytest.mark.parametrize("made", [text, markdown])
def test_the_report_tells_what_was_agreed_what_changed_and_what_was_learned(
    made: Callable[[AnnualReport], str],
) -> None:
    in_order(
        in_one_line(made(report(year(difference=difference())))).replace("*", "").replace("\\", ""),
        "Eastglen: what became of what was agreed",
        "From 21 Nov 2025 to 21 Nov 2026.",
        "In delivery, since 2 Mar 2026. On 21 Nov 2025 it was at the stage “declared”.",
        "Community provision",
        "Agreed: 5 actions. 1 called delivered, of which the check confirms 1; 1 overdue; 1 in progress; 1 stopped; 1 "
        "no longer in the plan.",
        "Delivered",
        "The title of joint-training",
        "Overdue",
        "The title of late (new in the plan)",
        "Agreed otherwise then",
        "The title of weekend-cover: It was called delivered then, and is not now. Due on 1 Feb 2027; then it was "
        "15 Oct 2026. Owner: NHS Eastglen; then it was Eastglen Council. It was to close `dead-end@gp` as well. It was "
        "not to close the scenario “A Saturday evening” then.",
        "No longer in the plan",
        "A crisis house",
        "What was withdrawn, or rewritten",
        "The declaration is no longer in the map.",
        "The scenario “The scenario of then” is withdrawn: it was promised then, and is not now.",
        "The training “The training of then” is no longer in the map.",
        "The emergency plan “The emergency plan of then” is no longer in the map.",
        "What the emergency plan relies on for “The cover of then” is no longer in the map.",
        "The measure “The measure of then” is no longer in the map.",
        "The scenario “A Saturday night” promises something else than then.",
        "What changed for people",
        "People are worse off in 3 ways",
        "For the worse",
        "For the better",
        "What was found then, and is not found now",
        "Gone: ",
        "dead-end@hub",
        "What is still found",
        "Nobody answers at Eastglen GP at night. It is in the plan.",
        "a@b",
        "So it is.",
        "c@d",
        "2 errors are found and acknowledged.",
        "Why the area is not yet at the stage “tested”",
        "2 errors are neither acknowledged nor in the plan: `a@b` and `c@d`.",
        "What is measured",
        "74 % on 30 Jun 2026",
        "81 % on 30 Jun 2026",
        "What was learned",
        "Joint training: Both sides asked for a second day.",
        "What this report cannot say",
        "No map shows capacity, kindness, or whether the telephone is answered.",
    )


def test_the_paper_says_how_it_was_made_and_holds_nothing_that_is_unseen() -> None:
    said = markdown(CHANGED)
    assert "- What was then was read from commit 0123456789" in said.replace(JOINER, "")
    assert "<!--" not in said and "<details" not in said
    assert not [line for line in said.splitlines() if re.match("#+ ", line) and "@" in line]


def test_several_areas_have_headings_of_their_own() -> None:
    headings = [line for line in markdown(CHANGED).splitlines() if line.startswith("## ")]
    assert headings == [
        "## Eastglen",
        "## Westmarch",
        "## Southness",
        "## What this report cannot say",
        "## How it was made",
    ]


def test_areas_of_one_name_are_told_apart_by_their_files() -> None:
    same = report(year(), year(now=nothing_recorded(name="Eastglen")))
    said = markdown(same).replace("\\", "")
    assert "## Eastglen (pathways/eastglen.pathway.yaml)" in said
    assert "## Eastglen (pathways/southness.pathway.yaml)" in said


def test_a_measure_of_then_is_not_said_to_be_missing_where_nobody_knows() -> None:
    now = MeasureYear("calls", None, MEASURE)
    assert measure_then(now, year()) == "not in the map then"
    assert measure_then(now, year(then=None, no_map_then=True)) == "there was no map"
    for made in (text, markdown):
        assert "not known" in made(report(year(then=None, measures=(now,))))


def test_where_nothing_differs_it_is_said_and_where_nobody_can_tell_why() -> None:
    assert came_to(year()) == (
        "The map, and all that it uses, is as it was. So nothing has changed in what it says happens to people.",
    )
    assert came_to(year(not_compared="There was no map then.")) == ("There was no map then.",)


def test_journeys_are_left_out_and_changes_are_told_as_then_and_now() -> None:
    (worse, *_) = people_told(difference())
    assert worse.heading == "For the worse"
    assert not [line for line in worse.lines if " → " in line]
    assert "Sat 28 Nov 2026" not in text(CHANGED)


def test_findings_of_national_services_and_those_told_with_actions_are_left_out() -> None:
    some = (
        FindingChange("new", None, finding("wrong-door@hub", library=True)),
        FindingChange("new", None, finding("action-overdue@late")),
        FindingChange("gone", finding("dead-end@gp"), None),
        FindingChange("new", None, finding("not-stated@gp", severity="note")),
    )
    told = list(findings_told(difference(findings=some)))
    gone = "What was found then, and is not found now"
    assert [(one.heading, [name for _, name in one.findings]) for one in told] == [(gone, ["dead-end@gp"])]


def test_what_is_left_out_for_its_number_is_counted() -> None:
    many = tuple(
        FindingChange("new", None, finding(f"dead-end@s{number}", message=f"Number {number}."))
        for number in range(MOST_CHANGES + 3)
    )
    assert "And 3 more." in text(report(year(difference=difference(findings=many))))
    assert "- And 3 more." in markdown(report(year(difference=difference(findings=many))))


def test_an_edition_that_could_not_be_compared_is_not_called_the_same() -> None:
    limit: MapDifference = difference(changes=(), not_compared="the two are too large together")
    assert "could not be told: the two are too large together." in in_one_line(text(report(year(difference=limit))))


# --- whatever a map holds

MADE = (WHOLE, CHANGED)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("found", MADE, ids=("progress", "annual"))
def test_no_text_of_a_map_is_more_than_text(found: Any, hostile: str) -> None:
    plain, said = (markdown(with_texts(found, words)) for words in ("harmless", hostile))
    assert shape(said) == shape(plain)
    assert html_of(said) == set()
    assert all(char.isprintable() or char in f"\n{JOINER}" for char in said)
    printed = text(with_texts(found, hostile))
    assert not [char for char in printed if not char.isprintable() and char != "\n"]


@pytest.mark.parametrize("words", [*HOSTILE, *REFERENCES])
def test_nothing_in_it_is_taken_for_a_reference(words: str) -> None:
    assert [taken_for_more(markdown(with_texts(found, words))) for found in MADE] == [[], []]


def test_every_row_of_a_table_has_all_its_cells() -> None:
    for hostile in HOSTILE:
        lines = markdown(with_texts(CHANGED, hostile)).splitlines()
        assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines if line.startswith("|")} == {4}


@pytest.mark.parametrize("found", MADE, ids=("progress", "annual"))
def test_it_can_be_read_on_80_columns_and_on_fewer(found: Any) -> None:
    for width in (80, 40):
        long = [line for line in text(found, width).splitlines() if len(line) > width]
        # What people copy is never broken: ids, places.
        assert [line for line in long if "@" not in line and ".pathway.yaml" not in line] == []


@pytest.mark.parametrize("found", MADE, ids=("progress", "annual"))
def test_colours_are_never_the_only_sign(found: Any) -> None:
    assert re.sub("\x1b\\[[0-9;]*m", "", text(found, colours=True)) == text(found)


# --- JSON


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


DOCUMENTS = {
    "progress": as_json(WHOLE),
    "no area": as_json(Progress(ON, ())),
    "tested": as_json(
        progress(area(stage="tested", since=ON, actions=(delivered(), action(place=None, promised=None))))
    ),
    "cannot tell": as_json(progress(area(actions=(delivered(confirmed="cannot tell"),)))),
    "annual": annual_as_json(CHANGED),
    "same": annual_as_json(report(year(themes=(ThemeYear("No theme", done_before=(CONFIRMED,)),)))),
    "revision": annual_as_json(report(since="v2025", since_date=None)),
}


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_documents_are_as_the_schema_says_and_every_field_is_described(name: str) -> None:
    found = json.loads(DOCUMENTS[name])
    jsonschema.validate(found, SCHEMA, jsonschema.Draft202012Validator)
    jsonschema.validate(found, closed(SCHEMA), jsonschema.Draft202012Validator)


def test_every_field_of_the_schema_has_a_description() -> None:
    for name, field in fields_of(SCHEMA):
        assert "description" in field or "$ref" in field, name


def test_what_a_report_has_too_is_described_alike() -> None:
    """After a change of the report's schema: PATHKIT_GOLDEN=write."""
    shared = json.loads((SCHEMAS / "report.schema.json").read_text("utf-8"))["$defs"]
    defs = {name: shared.get(name, one) for name, one in SCHEMA["$defs"].items()}
    if os.environ.get("PATHKIT_GOLDEN") == "write":
        written = json.dumps({**SCHEMA, "$defs": defs}, indent=2, ensure_ascii=False) + "\n"
        (SCHEMAS / "progress.schema.json").write_text(written, "utf-8")
    assert SCHEMA["$defs"] == defs
    assert {"place", "problem", "milestone", "closes", "action"} <= set(defs) & set(shared)


def test_the_fields_of_an_area() -> None:
    found = json.loads(as_json(WHOLE))
    assert (found["version"], found["date"], found["since"]) == (1, "2026-11-21", None)
    one = found["areas"][0]
    assert (one["stage"], one["since"], one["code"], one["year"]) == ("in delivery", "2026-03-02", "S08000022", None)
    assert [(step["stage"], step["reached"]) for step in one["steps"]][-1] == ("tested", False)
    assert [(each["id"], each["status"], each["confirmed"]) for each in one["actions"]] == [
        ("weekend-cover", "in-progress", None),
        ("joint-training", "delivered", "confirmed"),
        ("late", "not-started", None),
    ]


def test_the_fields_of_a_year() -> None:
    found = json.loads(annual_as_json(CHANGED))
    assert found["since"] == {"called": "21 Nov 2025", "date": SINCE.isoformat()}
    one = found["areas"][0]["year"]
    assert (one["then"]["stage"], one["then"]["year"], one["differs"]) == ("declared", None, True)
    assert (one["themes"][0]["done"], one["themes"][0]["late"]) == (["joint-training"], ["late"])
    assert one["changes"][0]["kind"] == "worse"
    assert [area["year"]["not_compared"] for area in found["areas"]] == [
        None,
        "The map is not valid now.",
        "No map then.",
    ]


def test_the_json_is_plain_ascii_whatever_a_map_holds() -> None:
    for hostile in HOSTILE:
        assert as_json(with_texts(WHOLE, hostile)).isascii()
        assert annual_as_json(with_texts(CHANGED, hostile)).isascii()
