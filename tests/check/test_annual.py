"""The annual report: what became of what was agreed, from the history of a repository."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from maps.repositories import begun, commit, git
from output.made import ON
from output.made_progress import MEASURE, SINCE, action, area, delivered, untold

from pathkit.check.annual import annual_report, year_of
from pathkit.check.exits import CannotDo
from pathkit.check.progress import AnnualReport, Promise, ThemeYear
from pathkit.check.report import ActionState, Closes

MAP = """\
area: {id: eastglen, name: Eastglen, calendar: none}
people: {ages: 18+, needs: [distress]}
organisations:
  listeners: {name: Eastglen listeners, sector: third}
services:
  line: {name: Eastglen line, provider: listeners, kind: helpline, open_to: public, hours: Mon-Fri 09:00-17:00,
         supports: {excludes: []}, offers: [listening], contact: {phone: "01632 960001"}}
"""
PLAN = """\
plan:
  agreed: 2025-02-03
  actions:
    nights: {title: The line is answered at night, theme: community-provision, closes: [closed-door@line],
             owner: listeners, due: 2026-06-30}
    film: {title: A film is shown in schools, theme: communication}
"""
NOW = """\
plan:
  agreed: 2025-02-03
  actions:
    nights: {title: The line is answered at night, theme: community-provision, closes: [closed-door@line],
             owner: listeners, due: 2026-06-30, status: delivered, done: 2026-06-01, learned: Nights are quiet.}
    training: {title: Listeners train together, theme: community-provision, due: 2026-10-30}
"""
NAME = "pathways/eastglen.pathway.yaml"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two years of history: a map with a plan, and what became of it, which is not committed."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    folder = begun(tmp_path / "maps")
    (folder / "pathways").mkdir()
    write(folder, MAP)
    commit(folder, at="2025-01-10T09:00:00Z")
    write(folder, MAP + PLAN)
    commit(folder, at="2025-11-21T23:30:00-02:00")  # in London it is the next day already
    write(folder, (MAP + NOW).replace("Mon-Fri 09:00-17:00", "24/7"))
    monkeypatch.chdir(folder)
    return folder


def write(folder: Path, text: str, name: str = NAME) -> None:
    """Write a map."""
    (folder / name).write_text(text)


def report(since: str = "2025-11-21", jobs: int = 1, *paths: str) -> AnnualReport:
    """The report, and nothing went wrong."""
    found, code = annual_report(paths or ["pathways"], since, date=ON, jobs=jobs)
    assert code == 0
    return found


# --- what the maps said then


def test_a_day_is_the_last_commit_by_the_end_of_it_where_it_was_made(here: Path) -> None:
    found = report()
    (one,) = found.areas
    assert (found.since, found.since_date) == ("21 Nov 2025", SINCE)
    assert one.then is not None
    assert (one.then.stage, [each.id for each in one.then.actions]) == ("plan agreed", ["nights", "film"])
    (earlier,) = report("2025-11-20").areas
    assert earlier.then is not None and earlier.then.stage == "nothing recorded"
    head = git(here, "rev-parse", "--short=10", "HEAD")
    assert found.notes == (
        f"What the maps said then was read from commit `{head}` of 21 Nov 2025, the last by the end of 21 Nov 2025.",
    )


def test_only_what_was_merged_counts_not_what_was_being_drafted(here: Path) -> None:
    git(here, "switch", "--quiet", "--discard-changes", "--create", "draft", "HEAD~1")
    commit(here, "a draft", at="2025-06-01T09:00:00Z")
    git(here, "switch", "--quiet", "main")
    git(here, "merge", "--quiet", "-s", "ours", "--no-edit", "draft", at="2026-02-01T09:00:00Z")
    (one,) = report("2025-07-01").areas
    assert one.then is not None and one.then.stage == "nothing recorded"


def test_a_revision_is_taken_as_it_is_and_has_the_day_of_its_commit(here: Path) -> None:
    git(here, "tag", "v2025", "HEAD")
    found = report("v2025")
    assert (found.since, found.since_date) == ("v2025", SINCE)
    assert found.areas[0].then is not None and found.areas[0].then.stage == "plan agreed"
    assert found.notes[0].startswith("What the maps said then was read from `v2025`, commit `")


def test_where_no_commit_is_so_old_the_plan_is_told_by_its_own_days(here: Path) -> None:
    found = report("2024-01-01")
    (one,) = found.areas
    assert (one.then, one.difference, one.not_compared) == (None, None, "What the map said then is not known.")
    assert [each.id for theme in one.themes for each in theme.done] == ["nights"]
    assert all(theme.new == theme.dropped == () for theme in one.themes)
    assert found.notes == (
        "The history of the maps has no commit as old as 1 Jan 2024, so what they said then is not known. What is told "
        "as done since then rests on the days that the plans state.",
    )


def test_of_a_history_of_which_only_a_part_was_fetched_it_is_said(here: Path, tmp_path: Path) -> None:
    git(here, "commit", "--quiet", "--all", "--message=now", at="2026-05-01T09:00:00Z")
    git(tmp_path, "clone", "--quiet", "--depth=1", here.as_uri(), "shallow")
    os.chdir(tmp_path / "shallow")
    assert "git fetch --unshallow" in report().notes[1]


def test_a_map_that_was_not_there_then_was_not_known_to_be_anything(here: Path) -> None:
    write(here, MAP.replace("eastglen", "abbotsmuir").replace("Eastglen,", "Abbotsmuir,"), "pathways/b.pathway.yaml")
    found = report()
    assert [one.now.name for one in found.areas] == ["Abbotsmuir", "Eastglen"]
    assert (found.areas[0].then, found.areas[0].not_compared) == (None, "There was no map of this area then.")


def test_a_map_that_is_gone_is_told_of(here: Path) -> None:
    write(here, MAP.replace("eastglen", "westmarch").replace("  line:", "  other:"), "pathways/new.pathway.yaml")
    (here / NAME).unlink()
    found = report()
    assert [one.now.path for one in found.areas] == ["pathways/new.pathway.yaml"]
    commit_id = git(here, "rev-parse", "--short=10", "HEAD")
    assert found.notes[1] == f"The map {commit_id}:{NAME} was there then, and is not there now."


def test_a_map_that_was_not_valid_then_is_not_compared(here: Path) -> None:
    write(here, MAP.replace("provider: listeners", "provider: nobody"))
    commit(here, at="2026-01-10T09:00:00Z")
    write(here, MAP)
    (one,) = report("2026-01-10").areas
    assert (one.then, one.difference) == (None, None)
    assert one.not_compared == "The map was not valid then, so that nothing could be asked of it."


def test_a_map_that_is_not_valid_now_is_told_of_and_nothing_of_its_plan_is_called_dropped(here: Path) -> None:
    write(here, MAP.replace("provider: listeners", "provider: nobody"))
    found, code = annual_report(["pathways"], "2025-11-21", date=ON)
    (one,) = found.areas
    assert (one.now.stage, one.themes, code) == (None, (), 1)
    assert one.not_compared == "The map is not valid now, so that nothing can be asked of it."


# --- what became of it


def test_what_was_agreed_and_what_became_of_it(here: Path) -> None:
    themes = {theme.title: theme for theme in report().areas[0].themes}
    assert list(themes) == ["Strengthening community-based provision", "Communication"]
    first, second = themes.values()
    assert ([one.id for one in first.done], [one.id for one in first.late]) == (["nights"], ["training"])
    assert (first.new, first.dropped) == (("training",), ())
    assert (second.new, second.dropped) == ((), ("A film is shown in schools",))


def test_what_changed_for_people_is_told_by_the_engine_of_the_diff(here: Path) -> None:
    (one,) = report().areas
    assert one.difference is not None
    assert {change.direction for change in one.difference.changes} == {"better"}
    assert "line" in {part.id for part in one.difference.parts}
    assert "wrong-door@line" in {change.finding.id for change in one.difference.findings if change.grown}
    git(here, "checkout", "--quiet", "HEAD", "--", ".")
    (same,) = report().areas
    assert (same.difference, same.not_compared) == (None, "")


def test_what_was_learned_is_told_once(here: Path) -> None:
    assert report().areas[0].learned == (("The line is answered at night", "Nights are quiet."),)
    commit(here, at="2026-07-01T09:00:00Z")
    assert report("2026-07-01").areas[0].learned == ()


def test_two_processes_tell_the_same_as_one(here: Path) -> None:
    assert report(jobs=2) == report()


# --- what cannot be done


def test_outside_a_repository_it_is_said_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CannotDo, match=r"is in no git repository.*Without --since, pathkit progress tells"):
        report()


def test_a_day_to_come_and_a_revision_that_there_is_not_are_refused(here: Path) -> None:
    with pytest.raises(CannotDo, match="is of 1 Jan 2027, after the date of the report"):
        report("2027-01-01")
    with pytest.raises(CannotDo, match="There is no revision `v2024`"):
        report("v2024")
    with pytest.raises(CannotDo, match="There is no file or folder"):
        report("2025-11-21", 1, "pathway")


# --- by hand

ACTIONS = st.lists(
    st.builds(
        lambda name, theme, status, done, overdue: action(
            name, theme=theme, status=status, done=done if status == "delivered" else None, overdue=overdue
        ),
        st.sampled_from("abcdef"),
        st.sampled_from((None, "community-provision", "communication")),
        st.sampled_from(("not-started", "in-progress", "delivered", "stopped", "unknown")),
        st.sampled_from((None, SINCE, date(2026, 1, 1))),
        st.booleans(),
    ),
    max_size=6,
    unique_by=lambda one: one.id,
)
THEMES = (("communication", "Communication"), ("community-provision", "Community provision"))


def lists(theme: ThemeYear) -> list[str]:
    """The actions of all lists of a theme."""
    done = (theme.done, theme.done_undated, theme.done_before)
    some = (*done, theme.late, theme.under_way, theme.not_started, theme.not_known, theme.stopped)
    return [one.id for each in some for one in each]


@given(ACTIONS, st.none() | ACTIONS)
def test_every_action_stands_in_exactly_one_list_of_its_theme(
    now: Sequence[ActionState], then: Sequence[ActionState] | None
) -> None:
    whole = area(actions=tuple(now), themes=THEMES)
    before = None if then is None else area(actions=tuple(then), themes=THEMES)
    year = year_of(whole, before, SINCE)
    titles: dict[str | None, str] = {**dict(THEMES), None: "No theme"}
    told = sorted((theme.title, name) for theme in year.themes for name in lists(theme))
    assert told == sorted((titles[one.theme], one.id) for one in now)
    assert [theme.title for theme in year.themes] == [
        one for one in ("Communication", "Community provision", "No theme") if one in {t.title for t in year.themes}
    ]
    names = {one.id for one in now}
    gone = [one.title for one in then or () if one.id not in names]
    assert sorted(title for theme in year.themes for title in theme.dropped) == sorted(gone)


def test_what_has_no_day_was_done_before_where_the_plan_said_so_then() -> None:
    undated = delivered(done=None)
    old = area(actions=(undated,))
    assert year_of(area(actions=(undated,)), old, SINCE).themes[0].done_before == (undated,)
    begun = area(actions=(replace(undated, status="in-progress"),))
    assert year_of(area(actions=(undated,)), begun, SINCE).themes[0].done == (undated,)


def test_what_was_agreed_otherwise_then_is_told() -> None:
    was = action(due=date(2026, 10, 15), owners=("A",), closes=(*action().closes, Closes("dead-end@gp", False, "gone")))
    now = action(due=date(2028, 1, 15), owners=("B",), closes=(*action().closes, Closes("long-wait@gp", False, "gone")))
    (moved,) = year_of(area(actions=(now,)), area(actions=(was,)), SINCE).themes[0].moved
    assert (moved.action, moved.due, moved.owners, moved.was_delivered) == (now, was.due, ("A",), False)
    assert [one.what for one in (*moved.given_up, *moved.added)] == ["dead-end@gp", "long-wait@gp"]
    assert year_of(area(actions=(now,)), area(actions=(now,)), SINCE).themes[0].moved == ()
    first = replace(now, due=None, owners=())
    assert year_of(area(actions=(now,)), area(actions=(first,)), SINCE).themes[0].moved == ()
    (lost,) = year_of(area(actions=(first,)), area(actions=(now,)), SINCE).themes[0].moved
    assert (lost.due, lost.owners) == (now.due, ("B",))


def test_what_is_called_delivered_no_more_is_told() -> None:
    (moved,) = year_of(area(actions=(replace(delivered(), status="in-progress"),)), area(), SINCE).themes[0].moved
    assert moved.was_delivered


def test_what_was_stopped_already_then_is_told_apart() -> None:
    now = area(actions=tuple(action(one, status="stopped") for one in ("a", "b")))
    then = area(actions=(action("a", status="stopped"), action("b")))
    assert year_of(now, then, SINCE).themes[0].stopped_before == ("a",)


PROMISES = tuple(
    Promise(kind, name, title, says)
    for kind, name, title, says in (
        ("declaration", "", "the declaration", ""),
        ("scenario", "a-night", "A night", "x"),
        ("training", "skills", "Skills", ""),
        ("emergency plan", "", "The plan", ""),
        ("cover", "transport", "transport", ""),
        ("measure", "calls", "calls", ""),
    )
)


def test_what_was_promised_then_and_is_not_now_is_withdrawn() -> None:
    def gone(*left: Promise) -> list[tuple[str, str]]:
        year = year_of(area(promises=left), area(promises=PROMISES), SINCE)
        return [(one.kind, one.id) for one in year.withdrawn]

    assert gone(*PROMISES) == []
    assert gone() == [
        ("declaration", ""),
        ("scenario", "a-night"),
        ("training", "skills"),
        ("emergency plan", ""),  # and what it covers with it
        ("measure", "calls"),
    ]
    assert gone(*(one for one in PROMISES if one.kind != "cover")) == [("cover", "transport")]
    renamed = Promise("scenario", "another-night", "Another night", "x")
    assert gone(*(renamed if one.kind == "scenario" else one for one in PROMISES)) == []


def test_a_scenario_that_promises_something_else_is_told() -> None:
    weaker = replace(PROMISES[1], says="y")
    year = year_of(area(promises=(weaker,)), area(promises=PROMISES[1:2]), SINCE)
    assert (year.withdrawn, year.rewritten) == ((), (weaker,))


SCENARIO = """\
scenarios:
  - {name: A Saturday night, person: {age: 30, need: distress, urgency: routine}, door: line, at: Sat 23:00,
     expect: {outcome: now}}
"""


def test_a_broken_promise_that_is_taken_back_is_never_told_as_gone(here: Path) -> None:
    write(here, MAP + PLAN + SCENARIO)
    commit(here, at="2026-01-10T09:00:00Z")

    def gone() -> set[str]:
        difference = report("2026-01-10").areas[0].difference
        assert difference is not None
        return {one.finding.id for one in difference.findings if one.what == "gone"}

    write(here, MAP + PLAN)
    (one,) = report("2026-01-10").areas
    assert [(each.kind, each.title) for each in one.withdrawn] == [("scenario", "A Saturday night")]
    assert "scenario-failed@a-saturday-night" not in gone()
    write(here, MAP.replace("Mon-Fri 09:00-17:00", "24/7") + PLAN + SCENARIO)
    assert "scenario-failed@a-saturday-night" in gone()


def test_an_action_that_was_given_another_id_is_not_new() -> None:
    year = year_of(area(actions=(action("b", title="Same"),)), area(actions=(action("a", title="Same"),)), SINCE)
    assert (year.themes[0].new, year.themes[0].dropped) == ((), ())


def test_measures_are_told_then_and_now() -> None:
    then = area(measures=(replace(MEASURE, value="74 %"), replace(MEASURE, id="old", what="old")))
    now = area(measures=(MEASURE, replace(MEASURE, id="new", what="new")))
    year = year_of(now, then, SINCE)
    assert [(one.what, one.then and one.then.value, one.now and one.now.value) for one in year.measures] == [
        ("calls answered", "74 %", "81 %"),
        ("new", None, "81 %"),
        ("old", "81 %", None),
    ]


def test_nothing_is_told_of_an_area_that_could_not_be_asked() -> None:
    year = year_of(untold(), area(), SINCE, not_compared="why")
    assert (year.themes, year.measures, year.learned, year.not_compared) == ((), (), (), "why")
