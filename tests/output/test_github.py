"""Annotations on GitHub: the gravest, where they belong, and no name in a map is ever a command."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.console import Console

from output.commands import Command, obeyed
from output.made import KNOWN, MAP, checked, finding, invalid, question, report
from pathkit.check.report import CheckedMap, Finding, LabelledPlace, Report, RuleNotRun
from pathkit.maps import Place
from pathkit.output.github import MOST, as_github, in_a_log
from pathkit.output.page import safe
from pathkit.output.repository import Repository
from pathkit.output.text import as_text

TOP = Repository(Path.cwd(), Path.cwd())
HOSTILE = (
    "::error::x",
    "  ::set-output name=a::b",
    "::stop-commands::halt",
    "\u3000::add-mask::x",
    "##[error]x",
    "see ##[add-mask]a",
    "###[group]x",
    "a\n::warning::x",
    "a\r::warning::x",
    "%0A::error::x",
    "%250A%3A%2C",
    "a,line=1,title=b::c",
    "x::y",
    "::",
    "\x1b[31m::error::x",
    "\ud800",
)
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(st.one_of(st.sampled_from(":#[]%0AaD \r\n,;="), st.characters())))


def commands_of(found: Report) -> list[Command]:
    return obeyed(as_github(found, TOP))


def ids(commands: list[Command], level: str) -> list[str]:
    return [one.properties["title"] for one in commands if one.name == level]


def many(severity: str, count: int, path: str = MAP, start: int = 0) -> tuple[Finding, ...]:
    """Findings of which the first is the gravest."""
    return tuple(
        finding(f"wrong-door@{severity}-{n}", severity=severity, map=path, rank=(0, n))
        for n in range(start, start + count)
    )


def test_a_finding_is_annotated_where_it_stands() -> None:
    (only,) = commands_of(report(checked((finding(),))))
    assert only == Command(
        "error",
        {"file": MAP, "line": "40", "endLine": "40", "col": "3", "title": "wrong-door@gp"},
        f"{finding().message[0].upper()}{finding().message[1:]}\n"
        "Remedy: Add a transfer to a service that is open then.",
    )


@pytest.mark.parametrize(("severity", "level"), [("error", "error"), ("warning", "warning"), ("note", "notice")])
def test_severities_have_the_levels_of_the_platform(severity: str, level: str) -> None:
    assert [one.name for one in commands_of(report(checked((finding(severity=severity),))))] == [level]


def test_the_gravest_ten_of_each_level_over_all_maps() -> None:
    one = checked(many("error", 8) + many("warning", 12))
    other = checked(many("error", 9, "b.pathway.yaml", start=4), path="b.pathway.yaml")
    commands = commands_of(report(one, other))
    both = sorted((f.rank, f.map, f.id) for f in (*one.findings, *other.findings) if f.severity == "error")[:MOST]
    assert ids(commands, "error") == [name for _, _, name in both]
    assert ids(commands, "warning") == [f"wrong-door@warning-{n}" for n in range(10)]
    assert commands[-1].name == "notice"
    assert commands[-1].data == (
        "7 errors and 2 warnings more are not annotated: GitHub shows ten of a kind. `pathkit check` tells of all."
    )


@pytest.mark.parametrize(
    ("errors", "notes", "annotated", "more"),
    [(11, 10, 9, "1 error and 1 note"), (0, 10, 10, None), (0, 11, 9, "2 notes")],
)
def test_the_line_that_says_what_is_left_out_is_one_of_the_ten(
    errors: int, notes: int, annotated: int, more: str | None
) -> None:
    commands = commands_of(report(checked(many("error", errors) + many("note", notes))))
    told = ids(commands, "notice")
    assert [name for name in told if name != "pathkit"] == [f"wrong-door@note-{n}" for n in range(annotated)]
    assert len(told) <= MOST
    assert ("pathkit" in told) is (more is not None)
    assert more is None or f"{more} more are not annotated" in commands[-1].data


def test_what_is_known_or_national_is_counted_and_not_annotated() -> None:
    known = finding("closed-door@gp", acknowledgement=KNOWN)
    national = finding("wrong-door@samaritans", library=True)
    whole = as_github(report(checked((known, national))), TOP)
    assert obeyed(whole) == []
    assert "Not annotated: 1 acknowledged finding and 1 of national services." in whole


def test_what_is_open_again_is_annotated_and_says_so() -> None:
    grown = finding(acknowledgement=replace(KNOWN, reopened="it has grown"))
    (only,) = commands_of(report(checked((grown,))))
    assert "Known to the forum, and open again: it has grown." in only.data


def test_what_is_wrong_with_a_map_is_annotated_at_its_line() -> None:
    (only,) = commands_of(report(invalid()))
    assert only.name == "error"
    assert [only.properties[key] for key in ("file", "line", "col")] == [MAP, "12", "15"]
    assert only.data == "There is no organisation `nhs-eastlgen`.\nRemedy: Did you mean `nhs-eastglen`?"


def test_a_check_that_did_not_take_place_comes_before_any_finding() -> None:
    crashed = checked(many("error", 20), rules_not_run=(RuleNotRun("long-wait", "a fault", crashed=True),))
    refused = checked(path="b.pathway.yaml", checked=False, refused="b.pathway.yaml cannot be read: no.")
    first, second, *_ = commands_of(report(crashed, refused))
    assert (first.properties["file"], first.data) == ("b.pathway.yaml", "b.pathway.yaml cannot be read: no.")
    assert (second.properties["title"], second.data.split("\n")[0]) == ("A fault in pathkit", "long-wait: a fault")


def test_open_questions_are_annotated_where_they_count() -> None:
    asked: CheckedMap = checked((), (question(),), profile="assured")
    (only,) = commands_of(report(asked, profile="assured"))
    assert (only.name, only.properties["title"], only.properties["line"]) == (
        "warning",
        "open-question@holidays@gp",
        "41",
    )
    assert commands_of(report(checked((), (question(),)))) == []


def test_files_are_named_from_the_top_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "maps").mkdir()
    monkeypatch.chdir(tmp_path / "maps")
    here = finding(places=(LabelledPlace(Place("a.pathway.yaml", 4, 1), "here"),))
    (only,) = obeyed(as_github(report(checked((here,))), Repository(tmp_path, Path.cwd())))
    assert only.properties["file"] == "maps/a.pathway.yaml"


@given(TEXTS, TEXTS, TEXTS)
@example("::error::x", "##[error]x", "a,line=1::b")
def test_whatever_is_named_an_annotation_stays_one(message: str, file: str, name: str) -> None:
    placed = (LabelledPlace(Place(f"x{file}", 40, 3), "this door"),)
    hostile = finding(message=f"x{message}", remedy=message, places=placed, id=f"x@{name}")
    whole = as_github(report(checked((hostile,), path=file, name=name)), TOP)
    only, *others = obeyed(whole)
    assert others == []
    assert (only.name, only.properties["line"], only.properties["title"].strip()) == (
        "error",
        "40",
        safe(f"x@{name}").strip(),
    )
    told = f"X{safe(message)}" + (f"\nRemedy: {safe(message)}" if message else "")
    assert only.data == told


# --- the log


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("width", [40, 47, 80])
def test_no_name_is_a_command_in_a_log(words: str, width: int) -> None:
    named = f"{'x' * (width - 10)} {words} {words}"
    hostile = finding(message=named, remedy=named)
    found = report(checked((hostile,), (question(question=named, ask_name=named),), name=named))
    buffer = io.StringIO()
    as_text(found, Console(file=buffer, width=width), 5)
    assert obeyed(in_a_log(buffer.getvalue())) == []


def test_names_would_be_commands_but_for_the_guard() -> None:
    buffer = io.StringIO()
    as_text(report(checked((), name="::stop-commands::x ##[error]y")), Console(file=buffer, width=80))
    assert [one.name for one in obeyed(buffer.getvalue())] == ["stop-commands"]
    assert [one.name for one in obeyed("a ##[error]y")] == ["error"]


@given(st.lists(TEXTS).map("\n".join))
def test_nothing_that_is_printed_is_a_command(text: str) -> None:
    guarded = in_a_log(text)
    assert obeyed(guarded) == []
    assert guarded.replace("\\", "") == text.replace("\\", "")
    assert in_a_log(guarded) == guarded


def test_what_is_no_command_is_left_as_it_is() -> None:
    plain = "a::b\n  Mon: x\n# [x] ##\n\\::y\n"
    assert in_a_log(plain) == plain
