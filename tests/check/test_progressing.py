"""How far an area has got: what each stage asks, and that nobody can declare the last."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from maps.reading import good
from output.made import ON, checked, finding
from output.made_progress import action, area, delivered, untold

from pathkit.check.progress import AreaProgress
from pathkit.check.progressing import as_it_stood, in_order, progress_among, progress_of
from pathkit.check.report import ActionState, Closes, RuleNotRun
from pathkit.check.stages import STAGES
from pathkit.maps import Map

SIGNED, AGREED = date(2025, 11, 3), date(2026, 2, 2)
MAP = """\
area: {id: eastglen, name: Eastglen, code: S08000022, calendar: none}
people: {ages: 18+, needs: [distress]}
organisations:
  listeners: {name: Eastglen listeners, sector: third}
  council: {name: Eastglen Council, sector: council}
services:
  line: {name: Eastglen line, provider: listeners, kind: helpline, open_to: public, hours: Mon-Fri 09:00-17:00,
         supports: {excludes: []}, offers: [listening], contact: {phone: "01632 960001"}}
"""
SCENARIO = """\
scenarios:
  - {name: A Saturday evening, person: {age: 30, need: distress, urgency: routine}, door: line, at: Sat 20:00,
     expect: {outcome: now}}
"""
DECLARATION = "declaration: {signed: 2025-11-03, signed_by: [listeners, council]}\n"
PLAN = "plan: {title: The plan, agreed: 2026-02-02, agreed_by: [council], actions: {one: {title: One}}}\n"


def map_of(text: str) -> Map:
    """A map with no faults."""
    with TemporaryDirectory() as folder:
        return good(Path(folder), text)


WHOLE = map_of(MAP + SCENARIO + DECLARATION + PLAN)


def found(*actions: ActionState, map_: Map = WHOLE, on: date = ON, **changes: Any) -> AreaProgress:
    """The progress of an area, by what its check found."""
    return progress_of(map_, checked(actions=actions, **changes), on)


def lacks(one: AreaProgress, stage: str) -> tuple[str, ...]:
    """What a stage lacks."""
    return next(step.lacks for step in one.steps if step.stage == stage)


# --- the stages


def test_nothing_recorded_is_the_stage_of_a_map_that_tells_of_none() -> None:
    one = found(map_=map_of(MAP))
    assert (one.stage, one.since) == ("nothing recorded", None)
    assert lacks(one, "declared") == ("No declaration is written down.",)
    assert lacks(one, "plan agreed") == ("No plan is written down.",)


def test_a_declaration_counts_from_the_day_on_which_it_was_signed() -> None:
    map_ = map_of(MAP + DECLARATION)
    one = found(map_=map_, on=SIGNED)
    assert (one.stage, one.since) == ("declared", SIGNED)
    assert one.signed_by == ("Eastglen listeners", "Eastglen Council")
    before = found(map_=map_, on=SIGNED - timedelta(days=1))
    assert before.stage == "nothing recorded"
    assert lacks(before, "declared") == ("The declaration is dated 3 Nov 2025, which is still to come.",)


def test_a_plan_counts_once_it_is_agreed_and_has_an_action() -> None:
    begin = action(status="not-started", started=None, milestones=())
    one = found(begin)
    assert (one.stage, one.since, one.agreed_by) == ("plan agreed", AGREED, ("Eastglen Council",))
    assert lacks(found(), "plan agreed") == ("The plan has no actions.",)
    early = found(begin, on=AGREED - timedelta(days=1))
    assert early.stage == "declared"
    assert lacks(early, "plan agreed") == ("The plan is dated 2 Feb 2026, which is still to come.",)
    undated = map_of(MAP + PLAN.replace("agreed: 2026-02-02, ", ""))
    assert lacks(found(begin, map_=undated), "plan agreed") == ("No day is written down on which the plan was agreed.",)


def test_a_plan_needs_no_declaration_and_the_lack_of_one_is_shown() -> None:
    one = found(action(), map_=map_of(MAP + PLAN))
    assert one.stage == "in delivery"
    assert [step.stage for step in one.steps if not step.reached] == ["declared", "tested"]


def test_delivery_begins_with_the_first_thing_that_is_known_to_be_done() -> None:
    later = action("later", started=date(2026, 7, 1), milestones=())
    assert (found(later).stage, found(later).since) == ("in delivery", date(2026, 7, 1))
    assert found(later, action()).since == date(2026, 3, 2)
    undated = replace(later, started=None)
    assert (found(undated).stage, found(undated).since) == ("in delivery", None)


def test_what_was_done_for_an_action_that_is_stopped_or_not_started_begins_no_delivery() -> None:
    later = action("later", started=date(2026, 7, 1), milestones=())
    others = [action(status, status=status, started=None) for status in ("stopped", "not-started", "unknown")]
    assert found(later, *others).since == date(2026, 7, 1)


def test_delivery_of_a_plan_never_begins_before_it_is_agreed() -> None:
    assert found(action(started=date(2025, 1, 1))).since == AGREED


def test_what_begins_after_the_date_of_the_check_has_not_begun() -> None:
    one = found(action(started=ON + timedelta(days=1), milestones=()))
    assert one.stage == "plan agreed"
    assert [each.status for each in one.actions] == ["not-started"]
    assert lacks(one, "in delivery") == (
        "No action has begun: “The title of weekend-cover” has not started.",
        "“The title of weekend-cover”: started on 22 Nov 2026, which is still to come.",
    )


def test_a_plan_of_which_all_is_stopped_is_not_in_delivery() -> None:
    stopped = [action(name, status="stopped") for name in ("one", "two")]
    assert found(*stopped).stage == "plan agreed"
    assert lacks(found(*stopped), "in delivery") == ("All 2 actions are stopped.",)


def test_an_action_is_as_it_stood_on_the_day() -> None:
    whole = delivered(started=date(2026, 3, 1), due=date(2026, 5, 1), done=date(2026, 6, 15))
    before = as_it_stood(whole, date(2026, 5, 2))
    assert (before.status, before.overdue, before.done, before.confirmed) == ("in-progress", True, None, "")
    assert as_it_stood(whole, date(2026, 2, 1)).status == "not-started"
    assert as_it_stood(whole, date(2026, 6, 15)) is whole
    stepped = as_it_stood(action(), date(2026, 4, 19)).milestones[0]
    assert (stepped.done, stepped.overdue) == (None, False)


# --- tested


def test_tested_is_what_the_check_confirms_on_its_day() -> None:
    one = found(delivered())
    assert (one.stage, one.since) == ("tested", ON)
    assert found(delivered(), action("other")).stage == "tested"


def test_nothing_is_tested_that_is_not_delivered() -> None:
    one = found(action())
    assert one.stage == "in delivery"
    assert lacks(one, "tested") == ("No action is delivered yet.",)


@pytest.mark.parametrize(
    ("confirmed", "says"),
    [
        ("still there", "1 action is said to be delivered, though what it is to close is still found: {}."),
        (
            "cannot tell",
            "1 action is said to be delivered, and whether what it is to close has gone cannot be told: {}.",
        ),
        (
            "nothing to test",
            "1 action is said to be delivered, and names nothing to close, so that nothing can confirm it: {}.",
        ),
    ],
)
def test_every_delivered_action_has_to_be_confirmed(confirmed: str, says: str) -> None:
    one = found(delivered("first"), delivered("second", confirmed))
    assert one.stage == "in delivery"
    assert lacks(one, "tested") == (says.format("“The title of second”"),)


def test_every_scenario_has_to_be_kept() -> None:
    broken = finding("scenario-failed@a-saturday-evening")
    one = found(delivered(), findings=(broken,))
    assert (one.stage, one.failed, one.scenarios) == ("in delivery", ("A Saturday evening",), 1)
    assert lacks(one, "tested") == (
        "1 scenario is not kept: “A Saturday evening”.",
        "1 error is neither acknowledged nor in the plan: `scenario-failed@a-saturday-evening`.",
    )
    assert one.untracked == ("scenario-failed@a-saturday-evening",)
    planned = action("other", closes=(Closes("A Saturday evening", True, "found"),))
    still = found(delivered(), planned, findings=(broken,))
    assert (still.stage, still.untracked) == ("in delivery", ())


def test_every_error_has_to_be_known_or_in_the_plan() -> None:
    errors = (finding("wrong-door@gp"), finding("closed-door@line"))
    one = found(delivered(), findings=errors)
    assert (one.stage, one.untracked) == ("in delivery", ("wrong-door@gp", "closed-door@line"))
    assert lacks(one, "tested") == (
        "2 errors are neither acknowledged nor in the plan: `wrong-door@gp` and `closed-door@line`.",
    )
    closing = [Closes(one.id, False, "found") for one in errors]
    assert found(delivered(), action(closes=tuple(closing)), findings=errors).stage == "tested"
    stopped = action(closes=tuple(closing), status="stopped")
    assert found(delivered(), stopped, findings=errors).untracked == ("wrong-door@gp", "closed-door@line")


@pytest.mark.parametrize(
    "less", [{"owners": ()}, {"due": None}, {"due": None, "due_within": "6 months"}, {"status": "unknown"}]
)
def test_an_action_without_an_owner_a_date_or_a_status_is_no_plan(less: dict[str, Any]) -> None:
    error = finding("wrong-door@gp")
    closing = action("other", closes=(Closes(error.id, False, "found"),), milestones=())
    whole = found(delivered(), closing, findings=(error,))
    assert (whole.stage, whole.errors_planned, whole.half_planned) == ("tested", 1, ())
    half = found(delivered(), replace(closing, **less), findings=(error,))
    assert (half.stage, half.errors_planned) == ("in delivery", 0)
    assert (half.half_planned, half.untracked) == (("wrong-door@gp",), ())
    assert lacks(half, "tested") == (
        "1 error is to be closed by an action without an owner, a date or a status: `wrong-door@gp`.",
    )
    both = found(delivered(), replace(closing, **less), closing, findings=(error,))
    assert (both.stage, both.half_planned) == ("tested", ())


def test_what_is_lived_with_and_planned_for_is_counted_and_what_libraries_bring_apart() -> None:
    from output.made import KNOWN

    errors = (
        finding("wrong-door@gp", acknowledgement=KNOWN),
        finding("wrong-door@line"),
        finding("dead-end@hub", library=True),
        finding("long-wait@line", severity="warning", acknowledgement=KNOWN),
    )
    closing = action("other", closes=(Closes("wrong-door@line", False, "found"),))
    one = found(delivered(), closing, findings=errors)
    assert (one.stage, one.errors_acknowledged, one.errors_planned, one.errors_of_libraries) == ("tested", 1, 1, 1)
    assert [(each.id, each.planned) for each in one.errors] == [("wrong-door@line", True)]


def test_settings_that_differ_are_told_and_stand_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "pathkit.yaml").write_text(
        "straight_away: 10 h\nrules: {long-wait: {urgent: 72 h}, tell-it-again: {severity: note}, cold-handover: off, "
        "wrong-door: {severity: error}}\n"
    )
    (tmp_path / "eastglen.pathway.yaml").write_text(MAP + DECLARATION)
    (one,) = progress_among([tmp_path], date=ON)[0].areas
    assert one.settings_differ == ("cold-handover", "long-wait", "tell-it-again", "straight_away")
    assert found(delivered(), settings_differ=one.settings_differ).stage == "tested"


def test_nothing_is_tested_that_is_dated_ahead() -> None:
    """Neither where it is called delivered on a day to come, nor where a milestone is called reached."""
    ahead = ON + timedelta(days=72)
    one = found(delivered(), delivered("other", done=ahead))
    assert one.stage == "in delivery"
    assert lacks(one, "tested") == ("“The title of other”: delivered on 1 Feb 2027, which is still to come.",)
    assert [(each.what, each.on) for each in one.actions[1].to_come] == [("delivered", ahead)]
    steps = tuple(replace(step, done=ahead) for step in action().milestones[:1])
    reached = found(delivered(), action("other", milestones=steps))
    assert lacks(reached, "tested") == (
        "“The title of other”: the milestone “Posts advertised” reached on 1 Feb 2027, which is still to come.",
    )
    many = [delivered(f"a{number}", done=ahead) for number in range(7)]
    assert lacks(found(delivered(), *many), "tested")[-1] == "2 more actions state days that are still to come."


def test_a_plan_that_no_map_uses_is_told_of_beside_the_areas(tmp_path: Path) -> None:
    (tmp_path / "a.pathway.yaml").write_text(MAP)
    (tmp_path / "plan.pathway.yaml").write_text(PLAN.replace(", agreed_by: [council]", ""))
    path = (tmp_path / "plan.pathway.yaml").as_posix()
    assert progress_among([tmp_path], date=ON)[0].notes == (f"{path} holds a plan that no map here uses.",)
    (tmp_path / "a.pathway.yaml").write_text(f"uses: [plan.pathway.yaml]\n{MAP}")
    assert progress_among([tmp_path], date=ON)[0].notes == ()
    assert progress_among([path], date=ON)[0].notes == (f"{path} holds a plan that no map here uses.",)


def test_what_the_forum_lives_with_does_not_stand_in_the_way_until_it_is_open_again() -> None:
    from output.made import KNOWN

    known = finding(acknowledgement=KNOWN)
    assert found(delivered(), findings=(known,)).stage == "tested"
    again = replace(known, acknowledgement=replace(KNOWN, reopened="it has grown"))
    assert found(delivered(), findings=(again,)).untracked == ("wrong-door@gp",)


def test_nothing_excuses_that_a_delivered_action_has_not_closed_what_it_was_to() -> None:
    from output.made import KNOWN

    name = "delivered-but-still-there@joint-training"
    still = finding(name, acknowledgement=KNOWN)
    closing = action(closes=(Closes(name, False, "found"),))
    one = found(delivered(confirmed="still there"), closing, findings=(still,))
    assert (one.stage, one.untracked) == ("in delivery", ())
    assert [each.id for each in one.errors] == [name]
    assert lacks(one, "tested") == (
        "1 action is said to be delivered, though what it is to close is still found: “The title of joint-training”.",
    )


def test_findings_of_libraries_and_warnings_do_not_stand_in_the_way() -> None:
    findings = (finding(library=True), finding("long-wait@line", severity="warning"))
    assert found(delivered(), findings=findings).stage == "tested"


def test_settings_turn_no_area_green() -> None:
    """Neither by calling an error less, nor by switching a rule off that would find errors."""
    lowered = found(delivered(), findings=(finding("wrong-door@gp", severity="note"),))
    assert lowered.stage == "in delivery"
    assert lacks(lowered, "tested") == (
        "1 error is neither acknowledged nor in the plan: `wrong-door@gp`.",
        "1 of them is called less than an error by the settings alone: `wrong-door@gp`.",
    )
    assert lowered.untracked == ("wrong-door@gp",)
    off = (RuleNotRun("wrong-door", "why", by_settings=True), RuleNotRun("long-wait", "not in it", by_profile=True))
    assert lacks(found(delivered(), rules_not_run=off), "tested") == (
        "1 rule is left out by the settings that would find errors: `wrong-door`.",
    )


def test_a_rule_that_is_switched_off_in_the_settings_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "pathkit.yaml").write_text("rules: {wrong-door: off}\n")
    (tmp_path / "eastglen.pathway.yaml").write_text(MAP + DECLARATION)
    one = progress_among([tmp_path], date=ON)[0].areas[0]
    assert "1 rule is left out by the settings that would find errors: `wrong-door`." in lacks(one, "tested")


@pytest.mark.parametrize("crashed", [True, False])
def test_where_a_rule_could_not_be_asked_nobody_can_tell(crashed: bool) -> None:
    """Neither where it crashed, nor where the map is too large for it."""
    one = found(delivered(), rules_not_run=(RuleNotRun("long-wait", "why", crashed=crashed),))
    assert lacks(one, "tested") == (
        "1 rule could not be asked, so that nobody can tell what it would find: `long-wait`.",
    )


def test_open_questions_are_counted_and_stand_in_nobodys_way() -> None:
    from output.made import question

    asked = (question(), question("holidays@line"), question("hours@hub", library=True))
    one = found(delivered(), questions=asked)
    assert (one.stage, one.questions) == ("tested", 2)


# --- properties

ACTIONS = st.lists(
    st.builds(
        lambda status, confirmed, closes, started: replace(
            action(started=started, closes=closes, milestones=()),
            status=status,
            confirmed=confirmed if status == "delivered" else "",
        ),
        st.sampled_from(("not-started", "in-progress", "delivered", "stopped")),
        st.sampled_from(("confirmed", "still there", "cannot tell", "nothing to test")),
        st.sampled_from(((), (Closes("wrong-door@gp", False, "found"),))),
        st.sampled_from((None, date(2026, 3, 2), ON + timedelta(days=3))),
    ),
    max_size=4,
)
FINDINGS = st.lists(st.sampled_from((finding(), finding("closed-door@line"))), max_size=2, unique_by=lambda one: one.id)


def place(one: AreaProgress) -> int:
    """How far along the stages."""
    assert one.stage is not None
    return STAGES.index(one.stage)


@given(ACTIONS, FINDINGS)
def test_what_is_taken_away_never_raises_a_stage(actions: Sequence[ActionState], findings: Sequence[Any]) -> None:
    whole = found(*actions, findings=tuple(findings))
    for less in (replace(WHOLE, declaration=None), replace(WHOLE, plan=None)):
        assert place(found(*actions, map_=less, findings=tuple(findings))) <= place(whole)
    assert place(found(*actions, findings=(*findings, finding("dead-end@line")))) <= place(whole)
    undone = [replace(one, confirmed="still there") for one in actions]
    assert place(found(*undone, findings=tuple(findings))) <= place(whole)


@given(ACTIONS, FINDINGS)
def test_a_stage_is_the_furthest_that_is_reached_and_the_others_say_what_they_lack(
    actions: Sequence[ActionState], findings: Sequence[Any]
) -> None:
    one = found(*actions, findings=tuple(findings))
    assert [step.stage for step in one.steps] == list(STAGES[1:])
    reached = [step.stage for step in one.steps if step.reached]
    assert one.stage == (reached[-1] if reached else "nothing recorded")
    assert all(bool(step.lacks) is not step.reached for step in one.steps)


# --- areas, measures and files


def test_areas_stand_in_the_order_of_their_names_whatever_order_they_come_in() -> None:
    areas = [area(name="eastglen"), area(name="Southness", path="a"), area(name="Southness", path="b"), untold()]
    mixed = random.Random(7).sample(areas, len(areas))
    assert in_order(mixed) == tuple(areas)


def test_the_themes_of_actions_are_in_the_order_of_the_framework_and_those_of_nobody_last() -> None:
    some = ("made-up", "transfer-of-care", None, "communication")
    assert [name for name, _ in found(*(action(f"a{n}", theme=one) for n, one in enumerate(some))).themes] == [
        "communication",
        "transfer-of-care",
        "made-up",
    ]


def test_measures_are_held_against_targets_of_the_same_unit_only() -> None:
    map_ = map_of(
        MAP
        + "measures:\n"
        + "  missed: {about: line, what: calls answered, value: 81 %, target: at least 95 %}\n"
        + "  met: {about: eastglen, what: the wait, value: 9 min, target: at most 12 min}\n"
        + "  none: {what: calls, value: 12 calls}\n"
        + "  words: {what: what people say, says: I was believed., said_by: The panel}\n"
    )
    measures = found(map_=map_).measures
    assert [(one.id, one.about, one.met) for one in measures] == [
        ("missed", "Eastglen line", False),
        ("met", "Eastglen", True),
        ("none", None, None),
        ("words", None, None),
    ]
    assert (measures[3].says, measures[3].said_by) == ("I was believed.", "The panel")


def test_a_map_that_is_not_valid_stops_no_other_and_keeps_its_name(tmp_path: Path) -> None:
    bad = MAP.replace("provider: listeners", "provider: nobody").replace("Eastglen,", "Westmarch,")
    (tmp_path / "b.pathway.yaml").write_text(bad)
    (tmp_path / "a.pathway.yaml").write_text(MAP)
    (tmp_path / "lib.pathway.yaml").write_text("organisations: {one: {name: One, sector: third}}\n")
    progress, code = progress_among([tmp_path], date=ON)
    assert [(one.name, one.stage) for one in progress.areas] == [("Eastglen", "nothing recorded"), ("Westmarch", None)]
    assert progress.areas[1].trouble == ("The map is not valid: something is wrong in line 7.",)
    assert code == 1


def test_a_file_that_cannot_be_read_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "a.pathway.yaml").write_bytes(b"area: {id: a, name: \xff}\n")
    progress, code = progress_among([tmp_path], date=ON)
    (one,) = progress.areas
    assert (one.stage, len(one.problems), code) == (None, 1, 1)


def test_a_fault_of_pathkit_is_told_of_and_ends_with_3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pathkit.check import progressing

    def fails(*_: object) -> None:
        raise ZeroDivisionError

    (tmp_path / "a.pathway.yaml").write_text(MAP)
    monkeypatch.setattr(progressing, "progress_of", fails)
    progress, code = progress_among([tmp_path], date=ON)
    assert (progress.areas[0].stage, code) == (None, 3)
    assert progress.areas[0].trouble[0].startswith("A fault in pathkit: ZeroDivisionError")


def test_a_profile_that_asks_errors_alone_turns_no_area_green(tmp_path: Path) -> None:
    """`draft` does not ask a rule whose findings the settings call less than errors."""
    (tmp_path / "pathkit.yaml").write_text("profile: draft\nrules: {wrong-door: {severity: warning}}\n")
    (tmp_path / "eastglen.pathway.yaml").write_text(MAP + DECLARATION)
    one = progress_among([tmp_path], date=ON)[0].areas[0]
    assert "1 rule is left out by the settings that would find errors: `wrong-door`." in lacks(one, "tested")
