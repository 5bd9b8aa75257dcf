"""What partners have agreed is read as its writer means it, in the map or in a file of its own."""

from datetime import date
from pathlib import Path

import pytest

from pathkit.maps import Problem, load_map
from pathkit.maps.planning import Due, scenario_closed
from pathkit.times.durations import ReviewPeriod

from .reading import changed, good, read, told
from .texts import LIBRARY, PLANNED, SMALL, parted

PLAN = parted(PLANNED)[1]


def put(folder: Path, **files: str) -> Path:
    """Write files, and give the map, `a`."""
    for name, text in files.items():
        (folder / f"{name}.pathway.yaml").write_text(text)
    return folder / "a.pathway.yaml"


def problems_of(folder: Path, **files: str) -> tuple[Problem, ...]:
    return load_map(put(folder, **files)).problems


def named(problem: Problem) -> str:
    """A problem and the file it is in."""
    return f"{Path(problem.file).name.partition('.')[0]}:{told(problem)}"


# --- what is read


def test_a_plan_is_read_as_its_writer_means_it(tmp_path: Path) -> None:
    found = good(tmp_path, PLANNED)
    assert found.area is not None and found.area.code == "S08000022"
    assert found.declaration is not None and found.declaration.signed == date(2025, 11, 1)
    assert found.declaration.signed_by == ("nhs-eastglen", "eastglen-police")
    assert found.plan is not None and found.plan.agreed == date(2026, 2, 1)
    assert list(found.plan.actions) == ["weekend-cover", "call-back"]
    first, second = found.plan.actions.values()
    assert first.due == Due(within=ReviewPeriod(months=6, days=0)) and second.due == Due(on=date(2026, 5, 1))
    assert first.closes == ("out-of-hours-gap@gp", "scenario: A Saturday night: the hub")
    assert [scenario_closed(one) for one in first.closes] == [None, "A Saturday night: the hub"]
    assert first.owner == ("nhs-eastglen",) and second.owner == ("nhs-eastglen", "The practice managers")
    assert (first.status, second.status) == ("in-progress", "delivered")
    milestone = first.milestones[0]
    assert (milestone.title, milestone.done, milestone.owner) == (
        "Posts advertised",
        date(2026, 4, 20),
        ("eastglen-police", "The panel"),
    )
    assert first.change is not None and first.change.remove == ("ward",)
    calls, believed = found.measures.values()
    assert calls.id == "calls-answered" and calls.value is not None and calls.target is not None
    assert not calls.target.met_by(calls.value)
    assert (believed.says, believed.said_by, believed.value) == ("I was believed.", "Service-user panel", None)
    assert found.training["distress-skills"].with_ == ("eastglen-police", "nhs-eastglen")
    assert found.emergency_plan is not None and found.emergency_plan.covers is not None
    covers = found.emergency_plan.covers
    assert (covers.place_of_safety, covers.mental_health_officer, covers.transport, covers.children) == (
        "hub",
        "hub",
        "gp-to-hub",
        "hub",
    )


def test_what_is_left_out_of_a_plan_has_its_default(tmp_path: Path) -> None:
    found = good(tmp_path, SMALL + "plan: {actions: {x: {title: Something}}}\n")
    assert found.plan is not None and found.plan.agreed is None
    action = found.plan.actions["x"]
    assert (action.status, action.due, action.owner, action.change) == ("unknown", None, None, None)
    assert (action.closes, action.milestones, action.evidence) == ((), (), ())
    assert (found.declaration, found.emergency_plan, found.measures, found.training) == (None, None, {}, {})


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_an_empty_value_means_left_out_but_in_a_change(tmp_path: Path, nothing: str) -> None:
    keys = ("declaration", "measures", "training", "emergency_plan")
    text = SMALL + "".join(f"{key}: {nothing}\n" for key in keys)
    text += (
        f"plan:\n  agreed: {nothing}\n  actions:\n    x:\n      title: Something\n      due: {nothing}\n"
        f"      milestones: [{{title: Step, due: {nothing}}}]\n      change:\n        forum: {nothing}\n"
        f"        services: {{hub: {{notes: {nothing}, supports: {{needs: {nothing}}}}}}}\n        remove: {nothing}\n"
    )
    found = good(tmp_path, text)
    assert found.declaration is None and found.plan is not None and found.plan.agreed is None
    change = found.plan.actions["x"].change
    assert change is not None and change.forum is None and change.remove == ()
    hub = change.services["hub"]
    assert hub.model_fields_set == {"notes", "supports"} and hub.notes is None
    assert hub.supports is not None and hub.supports[0].needs is None


def test_what_is_only_called_change_is_no_change(tmp_path: Path) -> None:
    """An id may be any word, and what stands below it may be left empty as anywhere."""
    called = "  change: {name: x, provider: nhs, kind: helpline, hours: 24/7, notes: ~}\n  hub: {"
    found = good(tmp_path, changed(SMALL, "  hub: {", called))
    assert found.services["change"].notes is None
    found = good(tmp_path, SMALL + "plan: {actions: {change: {title: x, theme: ~}}}\n")
    assert found.plan is not None and found.plan.actions["change"].theme is None


def test_byte_order_mark_and_crlf_are_fine_in_a_plan(tmp_path: Path) -> None:
    wanted = good(tmp_path, PLANNED)
    assert good(tmp_path, b"\xef\xbb\xbf" + PLANNED.replace("\n", "\r\n").encode()) == wanted


def test_due_within_a_time_counts_from_the_day_the_plan_was_agreed() -> None:
    due = Due(within=ReviewPeriod(months=6, days=0))
    assert due.by(date(2026, 2, 1)) == date(2026, 8, 1)
    assert Due(within=ReviewPeriod(months=1, days=0)).by(date(2026, 1, 31)) == date(2026, 2, 28)
    assert due.by(None) is None
    assert Due(on=date(2026, 5, 1)).by(None) == date(2026, 5, 1)


# --- what belongs together


def test_a_plan_need_not_say_when_it_was_agreed_to_count_from_that_day(tmp_path: Path) -> None:
    """Published plans count in months and do not always say from when: then nobody can tell the day."""
    text = changed(PLANNED, "  agreed: 2026-02-01\n", "")
    found = good(tmp_path, text)
    assert found.plan is not None and found.plan.agreed is None
    due = found.plan.actions["weekend-cover"].due
    assert due is not None and due.by(found.plan.agreed) is None


def test_an_action_of_another_file_gives_way_where_its_id_is_taken(tmp_path: Path) -> None:
    """The message stands where the action does: it is new, and the service is what the map is about."""
    (tmp_path / "plan.pathway.yaml").write_text("plan: {actions: {hub: {title: Something}}}\n", "utf-8")
    (problem,) = read(tmp_path, f"uses: [plan.pathway.yaml]\n{SMALL}").problems
    assert (Path(problem.file).name, problem.line) == ("plan.pathway.yaml", 1)
    assert problem.message.startswith("`hub` is already the id of a service, on line ")


def test_a_day_that_is_written_wrongly_is_not_missing(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, changed(PLANNED, "  agreed: 2026-02-01", "  agreed: 1/2/2026")).problems
    assert problem.message == "`1/2/2026` is not a date."
    (problem,) = read(tmp_path, changed(PLANNED, "status: delivered", "status: done")).problems
    assert problem.message == "`done` is not a word that `status` knows."


def test_every_problem_of_a_plan_is_told_in_one_run(tmp_path: Path) -> None:
    """A fault in one action, or in the map, hides none in another."""
    text = changed(PLANNED, "hours: Mon-Fri 08:30-18:00", "hours: 9-5")
    text = changed(text, "signed: 2025-11-01", "signed: 2025-11")
    text = changed(text, "status: in-progress", "status: begun")
    text = changed(text, "closes: [out-of-hours-gap@gp", "closes: [out of hours")
    text = changed(text, "gp: {hours: daily", "gpp: {hours: daily")
    text = changed(text, "status: delivered", "status: stopped")
    text = changed(text, "value: 81 %", "value: most")
    text = changed(text, "review_by: 2027-03-01", "review_by: 2025-03-01")
    text = changed(text, "transport: gp-to-hub", "transport: gp-to-hubb")
    found = read(tmp_path, text).problems
    lines = text.splitlines()
    begins = [lines[problem.line - 1].strip().partition(":")[0] for problem in found]
    assert begins == [
        *("hours", "declaration", "closes", "status", "gpp", "done"),
        *("calls-answered", "distress-skills", "covers"),
    ]
    for problem in found:
        assert problem.line > 1 and problem.column >= 1 and problem.remedy and problem.source_line


def test_a_change_is_looked_at_though_there_are_other_faults(tmp_path: Path) -> None:
    text = changed(PLANNED, "hours: Mon-Fri 08:30-18:00", "hours: 9-5")
    text = changed(text, "gp: {hours: daily 09:00-17:00, intake: ~}", "gp: {hours: ~}")
    assert [problem.line for problem in read(tmp_path, text).problems] == [12, 49]


# --- one id for one thing


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  calls-answered:", "  gp:", "`gp` is already the id of a service, on line 7."),
        ("  calls-answered:", "  nhs-eastglen:", "`nhs-eastglen` is already the id of an organisation, on line 4."),
        ("  calls-answered:", "  sharing:", "`sharing` is already the id of an agreement, on line 22."),
        ("  calls-answered:", "  to-ward:", "`to-ward` is already the id of a transfer, on line 20."),
        ("  calls-answered:", "  call-back:", "`call-back` is already the id of an action, on line 62."),
        ("    call-back:", "    distress-skills:", "`distress-skills` is already the id of an action, on line 62."),
        ("    call-back:", "    gp-to-hub:", "`gp-to-hub` is already the id of a transfer, on line 19."),
    ],
)
def test_an_id_is_defined_once_over_everything(tmp_path: Path, old: str, new: str, expected: str) -> None:
    found = read(tmp_path, changed(PLANNED, old, new)).problems
    (problem,) = (one for one in found if one.rule == "duplicate-id")
    assert problem.message == expected and problem.other is not None
    lines = changed(PLANNED, old, new).splitlines()
    name = expected.split("`")[1]
    assert lines[problem.line - 1][problem.column - 1 :].startswith((f"{name}:", "{from: gp, to: hub", f"{{id: {name}"))


def test_an_action_that_stands_twice_shows_both_places(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, changed(PLANNED, "    call-back:", "    weekend-cover:")).problems
    assert problem.rule == "duplicate-id" and problem.other is not None
    assert (problem.line, problem.other.line) == (62, 35)


# --- a file of its own


def test_a_plan_in_a_file_of_its_own_is_the_maps_own(tmp_path: Path) -> None:
    own, plan = parted(PLANNED)
    apart = load_map(put(tmp_path, a=own, plan=plan))
    assert apart.problems == () and apart.map is not None
    whole = good(tmp_path / "whole", PLANNED)
    for key in ("declaration", "plan", "measures", "training", "emergency_plan", "library"):
        assert getattr(apart.map, key) == getattr(whole, key)
    assert apart.map.library == frozenset()
    places = [
        ("plan",),
        ("plan", "actions", "call-back", "due"),
        ("actions", "call-back"),
        ("measures", "calls-answered", "value"),
        ("training", "distress-skills"),
        ("emergency_plan", "covers", "children"),
        ("declaration", "signed"),
    ]
    for path in places:
        place, other = apart.map.place(*path), whole.place(*path)
        assert place is not None and other is not None
        assert Path(place.file).name == "plan.pathway.yaml"
        line = plan.splitlines()[place.line - 1][place.column - 1 :]
        assert line == PLANNED.splitlines()[other.line - 1][other.column - 1 :]


def test_a_plan_that_is_checked_by_itself_is_only_validated(tmp_path: Path) -> None:
    """No map is around it, so that nobody can tell which organisations, services, themes and needs there are."""
    more = changed(PLAN, "gp: {hours: daily 09:00-17:00,", "gp: {supports: {needs: [frostbite], localities: [glen]},")
    loaded = read(tmp_path, more, "plan.pathway.yaml")
    assert loaded.is_library and loaded.problems == ()
    bad = changed(changed(PLAN, "status: in-progress", "status: begun"), "value: 81 %", "value: most")
    assert [told(problem).partition(" ")[0] for problem in read(tmp_path, bad, "plan.pathway.yaml").problems] == [
        "14:15",
        "43:61",
    ]


def test_a_plan_of_its_own_is_looked_at_with_the_map_that_uses_it(tmp_path: Path) -> None:
    own, plan = parted(PLANNED)
    plan = changed(plan, "theme: community-provision", "theme: comunity-provision")
    plan = changed(plan, "owner: nhs-eastglen\n      due", "owner: nhs-eastgln\n      due")
    plan = changed(plan, "gp: {hours: daily", "gp: {supports: {needs: [frostbite]}, hours: daily")
    plan = changed(plan, "about: hub", "about: hubb")
    found = [named(problem) for problem in problems_of(tmp_path, a=own, plan=plan)]
    assert [one.split(": ")[0].rpartition(" ")[0] for one in found] == [
        "plan:9:14",
        "plan:12:14",
        "plan:21:35",
        "plan:43:27",
    ]
    (problem,) = problems_of(
        tmp_path, a=own, plan=changed(parted(PLANNED)[1], "remove: [ward]", "remove: [hub, ward]")
    )[1:]
    assert named(problem).startswith("plan:29:18 invalid-map: The scenario `A Saturday night: the hub` names `hub`")


@pytest.mark.parametrize("key", ["declaration", "plan", "emergency_plan"])
def test_what_a_map_has_one_of_is_stated_once_over_all_files(tmp_path: Path, key: str) -> None:
    own, plan = parted(PLANNED)
    again = {"declaration": "{signed: 2026-01-01}", "plan": "{title: Another}", "emergency_plan": "{title: Another}"}[
        key
    ]
    found = problems_of(tmp_path, a=f"{own}{key}: {again}\n", plan=plan)
    (problem,) = (one for one in found if one.rule == "duplicate-id")
    assert Path(problem.file).name == "a.pathway.yaml" and problem.source_line.startswith(f"{key}:")
    assert problem.other is not None and Path(problem.other.file).name == "plan.pathway.yaml"
    assert plan.splitlines()[problem.other.line - 1].startswith(f"{key}:")
    assert f"`{key}` is stated already, on line {problem.other.line} of " in problem.message
    assert problem.remedy == "Keep one of the two."


def test_measures_and_training_may_stand_in_several_files_and_each_id_in_one(tmp_path: Path) -> None:
    own, plan = parted(PLANNED)
    more = "measures:\n  refusals: {about: hub, what: refusals, value: 3 people}\n"
    loaded = load_map(put(tmp_path, a=own + more, plan=plan))
    assert loaded.map is not None and list(loaded.map.measures) == ["refusals", "calls-answered", "believed"]
    (problem,) = problems_of(tmp_path, a=own + more.replace("refusals:", "believed:"), plan=plan)
    assert problem.rule == "duplicate-id" and Path(problem.file).name == "a.pathway.yaml"
    assert problem.remedy == "Keep one of the two, or choose another id for one that is something else."


def test_a_plan_may_speak_of_what_a_library_brings_in(tmp_path: Path) -> None:
    text = "uses: [lib.pathway.yaml, plan.pathway.yaml]\n" + SMALL
    plan = (
        "plan: {actions: {x: {title: Something, owner: nhs-24}}}\n"
        "measures: {m: {about: nhs24-mental-health-hub, what: calls, value: 81 %}}\n"
        "emergency_plan: {title: Plan, covers: {children: nhs24-mental-health-hub}}\n"
    )
    assert problems_of(tmp_path, a=text, lib=LIBRARY, plan=plan) == ()


def test_a_missing_library_does_not_make_what_a_plan_names_unknown(tmp_path: Path) -> None:
    own, plan = parted(PLANNED)
    own = own.replace("uses: [", "uses: [missing.pathway.yaml, ")
    plan = changed(plan, "about: hub", "about: nhs24-mental-health-hub")
    (problem,) = problems_of(tmp_path, a=own, plan=plan)
    assert "missing.pathway.yaml" in problem.message
