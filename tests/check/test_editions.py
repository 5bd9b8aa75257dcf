"""Which maps are compared, with which settings, and how a run of `diff` ends."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from maps.repositories import begun, commit, git
from output.made import ON, checked, finding, invalid
from output.made_differences import change, differences, nothing

from pathkit.check import editions
from pathkit.check.difference import BETTER, UNCLEAR, Differences, FindingChange, MapDifference
from pathkit.check.editions import FAIL_ON, diff_exit_code, differences_of
from pathkit.check.report import RuleNotRun
from pathkit.check.run import Request
from pathkit.check.sides import since, two_sides
from pathkit.pathway import TooLarge

LINE = """\
organisations:
  listeners: {name: Eastglen listeners, sector: third}
services:
  line: {name: Eastglen line, provider: listeners, kind: helpline, open_to: public, hours: Mon-Fri 09:00-17:00,
         supports: {excludes: []}, offers: [listening], contact: {phone: "01632 960001"}}
"""
MAP = """\
uses: [lib/line.pathway.yaml]
area: {id: eastglen, name: Eastglen, calendar: none}
people: {ages: 18+, needs: [distress]}
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a map, and the library that it uses."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    folder = begun(tmp_path / "maps")
    (folder / "lib").mkdir()
    (folder / "lib/line.pathway.yaml").write_text(LINE)
    (folder / "eastglen.pathway.yaml").write_text(MAP)
    commit(folder)
    monkeypatch.chdir(folder)
    return folder


def found(jobs: int = 1) -> Differences:
    """What differs since main."""
    return differences_of(since("main"), Request(ON, rules=("wrong-door",)), jobs=jobs)


def only(differences: Differences) -> MapDifference:
    """The one map that differs."""
    (one,) = differences.maps
    return one


def change_line(old: str, new: str) -> None:
    """Change the library."""
    assert old in LINE
    Path("lib/line.pathway.yaml").write_text(LINE.replace(old, new))


# --- which maps differ


def test_what_did_not_change_does_not_differ(here: Path) -> None:
    Path("README.md").write_text("new")
    ended = found()
    assert (ended.maps, ended.unchanged) == ((), ("eastglen.pathway.yaml",))
    assert len(ended.notes) == 1
    assert diff_exit_code(ended) == 0


def test_line_ends_of_another_machine_are_no_difference(here: Path) -> None:
    for name in ("eastglen.pathway.yaml", "lib/line.pathway.yaml"):
        Path(name).write_bytes(Path(name).read_bytes().replace(b"\n", b"\r\n"))
    assert found().unchanged == ("eastglen.pathway.yaml",)


def test_a_map_differs_when_what_it_uses_does(here: Path) -> None:
    change_line("09:00-17:00", "09:00-16:00")
    one = only(found())
    assert [edition.path for edition in (one.before, one.after) if edition] == ["eastglen.pathway.yaml"] * 2
    assert [part.id for part in one.parts] == ["line"]
    assert {part.direction for part in one.changes} == {"worse"}


def test_a_map_differs_when_what_it_uses_is_gone(here: Path) -> None:
    Path("lib/line.pathway.yaml").unlink()
    one = only(found())
    assert one.before is not None and one.before.checked
    assert one.after is not None and one.after.problems
    assert one.not_compared is not None and "the later edition is not valid (line 1: " in one.not_compared


def test_a_file_that_was_renamed_alone_does_not_differ(here: Path) -> None:
    git(here, "mv", "eastglen.pathway.yaml", "glen.pathway.yaml")
    assert found().unchanged == ("glen.pathway.yaml (was: main:eastglen.pathway.yaml)",)


def test_a_map_that_was_renamed_and_changed_is_compared_with_itself(here: Path) -> None:
    git(here, "mv", "eastglen.pathway.yaml", "glen.pathway.yaml")
    Path("glen.pathway.yaml").write_text(MAP.replace("18+", "16+"))
    one = only(found())
    assert (one.before_label, one.after_label) == ("main:eastglen.pathway.yaml", "glen.pathway.yaml")


# --- maps on one side only, and maps that are not valid


def test_a_new_map_has_new_findings_and_a_map_that_is_gone_had_some(here: Path) -> None:
    text = MAP.replace("uses: [lib/line.pathway.yaml]\n", "").replace("eastglen", "westglen") + LINE
    Path("eastglen.pathway.yaml").unlink()
    Path("westglen.pathway.yaml").write_text(text)
    new, gone = found().maps
    assert (new.before, new.before_label, new.after_label) == (None, f"main ({head(here)})", "westglen.pathway.yaml")
    assert (gone.after, gone.before_label, gone.after_label) == (None, "main:eastglen.pathway.yaml", "the working tree")
    assert ("new", "wrong-door@line") in [(one.what, one.finding.id) for one in new.findings]
    assert ("gone", "wrong-door@line") in [(one.what, one.finding.id) for one in gone.findings]
    assert {one.what for one in (*new.findings, *gone.findings)} == {"new", "gone"}
    assert (new.notes, gone.notes) == (("The doors of its own: Eastglen line.",), ())
    assert diff_exit_code(found(), ["never"]) == 0
    assert diff_exit_code(found(), ["new-findings"]) == 1


def test_a_map_that_is_gone_is_for_the_worse(here: Path) -> None:
    Path("eastglen.pathway.yaml").unlink()
    ended = found()
    assert only(ended).after is None
    assert diff_exit_code(ended) == 1
    assert diff_exit_code(ended, ["new-findings"]) == 0


def test_a_map_whose_file_and_area_are_called_otherwise_is_known_by_its_services(here: Path) -> None:
    """git sees no rename of what nobody has added."""
    text = MAP.replace("uses: [lib/line.pathway.yaml]\n", "") + LINE
    Path("eastglen.pathway.yaml").write_text(text)
    commit(here)
    Path("eastglen.pathway.yaml").unlink()
    Path("new.pathway.yaml").write_text(text.replace("id: eastglen", "id: glen").replace("17:00", "16:00"))
    ended = found()
    one = only(ended)
    assert (one.before_label, one.after_label) == ("main:eastglen.pathway.yaml", "new.pathway.yaml")
    assert one.notes == (
        "main:eastglen.pathway.yaml and new.pathway.yaml were taken for one map: most of their services have the same "
        "ids.",
    )
    assert {change.direction for change in one.changes} == {"worse"}
    assert diff_exit_code(ended) == 1


def test_a_map_that_uses_a_folder_by_a_link_is_valid_at_a_revision_too(here: Path) -> None:
    git(here, "mv", "lib", "real")
    Path("lib").symlink_to("real")
    commit(here)
    Path("real/line.pathway.yaml").write_text(LINE.replace("17:00", "16:00"))
    one = only(found())
    assert one.not_compared is None
    assert {change.direction for change in one.changes} == {"worse"}


def head(folder: Path) -> str:
    return git(folder, "rev-parse", "HEAD")[:10]


def test_an_earlier_edition_that_is_not_valid_fails_nothing(here: Path) -> None:
    change_line("provider: listeners", "provider: listners")
    commit(here)
    change_line("offers: [listening]", "offers: [listening, follow-up]")
    one = only(found())
    assert one.not_compared is not None
    assert one.not_compared.startswith("the earlier edition is not valid (lib/line.pathway.yaml, line 4: ")
    assert "wrong-door@line" in [change.finding.id for change in one.findings]
    assert {(change.what, change.counts) for change in one.findings} == {("found", False)}
    assert diff_exit_code(found(), ["worse", "new-findings"]) == 0


@pytest.mark.parametrize("fail_on", FAIL_ON)
def test_a_later_edition_that_is_not_valid_fails_whatever_was_asked(here: Path, fail_on: str) -> None:
    change_line("provider: listeners", "provider: listners")
    assert diff_exit_code(found(), [fail_on]) == 1


def test_one_map_that_is_not_valid_stops_no_other(here: Path) -> None:
    change_line("09:00-17:00", "09:00-16:00")
    Path("a.pathway.yaml").write_text("area: [}")
    broken, whole = found().maps
    assert broken.not_compared is not None and broken.not_compared.startswith("the only edition is not valid (line 1")
    assert whole.changes


def test_several_jobs_give_the_same(here: Path) -> None:
    change_line("09:00-17:00", "09:00-16:00")
    Path("westglen.pathway.yaml").write_text(MAP.replace("eastglen", "westglen"))
    assert found(jobs=2) == found()


# --- settings


def test_both_editions_are_checked_with_the_settings_of_the_working_copy(here: Path) -> None:
    Path("pathkit.yaml").write_text("rules: {wrong-door: off}\n")
    change_line("09:00-17:00", "09:00-16:00")
    one = only(found())
    assert not [change for change in one.findings if change.finding.rule == "wrong-door"]
    assert one.notes == (
        "The settings (pathkit.yaml) of main:eastglen.pathway.yaml are not those of the working copy, with which both "
        "editions were checked.",
    )
    commit(here)
    change_line("09:00-17:00", "09:00-15:00")
    assert only(found()).notes == ()


def test_other_settings_that_they_extend_are_told_of_too(here: Path) -> None:
    Path("pathkit.yaml").write_text("extends: shared.yaml\n")
    Path("shared.yaml").write_text("combine: 1\n")
    commit(here)
    Path("shared.yaml").write_text("combine: 0\n")
    change_line("09:00-17:00", "09:00-16:00")
    assert [note.partition(" of ")[0] for note in only(found()).notes] == ["The settings (pathkit.yaml)"]


def test_settings_of_two_folders_are_those_of_the_later_one(tmp_path: Path) -> None:
    for name, settings in (("old", "combine: 0\n"), ("new", "combine: 1\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pathkit.yaml").write_text(settings)
        text = MAP.replace("uses: [lib/line.pathway.yaml]\n", "").replace("Eastglen", name.title()) + LINE
        (tmp_path / name / "a.pathway.yaml").write_text(text)
    both = two_sides(str(tmp_path / "old"), str(tmp_path / "new"))
    (note,) = only(differences_of(both, Request(ON, rules=("wrong-door",)))).notes
    assert f"{tmp_path.as_posix()}/old/a.pathway.yaml are not those of the working copy" in note


# --- how a run ends

CRASHED = RuleNotRun("comparison", "a fault", crashed=True)
NEW = FindingChange("new", None, finding())
ENDS = {
    "nothing": (nothing(), (), 0),
    "worse": (nothing(changes=(change(),)), ("worse",), 1),
    "better": (nothing(changes=(change(direction=BETTER),)), (), 0),
    "unclear": (nothing(changes=(change(direction=UNCLEAR),)), (), 0),
    "new": (nothing(findings=(NEW,)), ("new-findings",), 1),
    "grown": (nothing(findings=(replace(NEW, what="changed", before=finding(), grown=True),)), ("new-findings",), 1),
    "gone": (nothing(findings=(FindingChange("gone", finding(), None),)), (), 0),
    "found": (nothing(findings=(FindingChange("found", None, finding()),)), (), 0),
    "of a library": (nothing(findings=(FindingChange("new", None, finding(library=True)),)), (), 0),
    "invalid before": (nothing(before=invalid(), not_compared="not valid"), (), 0),
    "invalid after": (nothing(after=invalid(), not_compared="not valid"), FAIL_ON, 1),
    "new and invalid": (nothing(before=None, after=invalid(), not_compared="not valid"), FAIL_ON, 1),
    "a map that is gone": (nothing(after=None), ("worse",), 1),
    "gone and invalid": (nothing(before=invalid(), after=None, not_compared="not valid"), ("worse",), 1),
    "waits too large": (nothing(changes=(change(),), waits_not_compared=("Hub",)), FAIL_ON, 2),
    "a meaning": (nothing(meanings=("drunk",)), (), 0),
    "refused": (nothing(after=checked(checked=False, refused="too many"), not_compared="x"), FAIL_ON, 2),
    "too large together": (nothing(changes=(change(),), not_compared="too large"), FAIL_ON, 2),
    "a fault": (nothing(changes=(change(),), not_run=(CRASHED,)), FAIL_ON, 3),
    "a fault in a rule": (nothing(before=checked(rules_not_run=(CRASHED,))), FAIL_ON, 3),
}


@pytest.mark.parametrize("fail_on", FAIL_ON)
@pytest.mark.parametrize("name", ENDS)
def test_the_exit_code(name: str, fail_on: str) -> None:
    one, fails_on, code = ENDS[name]
    assert diff_exit_code(differences(one), [fail_on]) == (code if fail_on in fails_on else 0)


@pytest.mark.parametrize(
    ("names", "code"), [(("worse", "refused"), 2), (("refused", "a fault"), 3), (("worse", "invalid after"), 1)]
)
def test_where_several_hold_what_says_least_of_the_maps_wins(names: Sequence[str], code: int) -> None:
    assert diff_exit_code(differences(*(ENDS[name][0] for name in names))) == code


def test_both_conditions_can_be_asked_for() -> None:
    assert diff_exit_code(differences(ENDS["new"][0]), ["worse", "new-findings"]) == 1
    assert diff_exit_code(differences(ENDS["worse"][0]), ["worse", "new-findings"]) == 1


# --- faults and limits of the comparison


def test_a_fault_in_the_comparison_is_told_of_its_map(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(editions, "compare", broken)
    change_line("09:00-17:00", "09:00-16:00")
    ended = found()
    (fault,) = only(ended).not_run
    assert (fault.rule, fault.crashed) == ("comparison", True)
    assert "ZeroDivisionError in test_editions.py" in fault.why
    assert diff_exit_code(ended, ["never"]) == 3


def test_what_is_too_large_to_compare_is_told_and_is_no_good_news(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def large(*_: object, **__: object) -> None:
        raise TooLarge("more than can be held")

    monkeypatch.setattr(editions, "compare", large)
    change_line("09:00-17:00", "09:00-16:00")
    ended = found()
    assert only(ended).not_compared == "more than can be held"
    assert diff_exit_code(ended, ["never"]) == 2
