"""`pathkit acknowledge`: what it says, how it ends, and what it leaves alone."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from cli.running import MAP, ON, run, run_apart
from pathkit.check import check_paths
from pathkit.check.acknowledging import ready_command
from pathkit.cli.options import date_of

Capture = pytest.CaptureFixture[str]
TERMS = (
    *("--reason", "Replaced in March: minuted #4"),
    *("--meanwhile", "They ring back."),
    *("--owner", "practices", "--review", "2027-03-31", "--date", ON),
)
WRITTEN = """\
acknowledged:
  - finding: wrong-door@gp
    reason: 'Replaced in March: minuted #4'
    meanwhile: They ring back.
    owner: practices
    agreed: 2026-11-21
    review: 2027-03-31
    covers: {hours_per_week: 40, people: 1148, dates: 9}
"""


def test_it_writes_the_entry_and_says_what_it_did(capsys: Capture, eastglen: Path) -> None:
    ended = run(capsys, "acknowledge", eastglen, "wrong-door@gp", *TERMS)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(
        "Wrote 1 new entry in eastglen.pathway.yaml, from line 15 on:\n\n  - finding: wrong-door@gp\n"
    )
    assert ended.out.endswith("\nAll else in the file is as it was.\n")
    assert eastglen.read_text("utf-8") == MAP + WRITTEN
    assert list(Path().iterdir()) == [eastglen]


def test_it_says_it_as_json_too(capsys: Capture, eastglen: Path) -> None:
    ended = run(capsys, "acknowledge", eastglen, "wrong-door@gp", *TERMS, "--format", "json")
    told = json.loads(ended.out)
    assert (told["map"], told["written"], told["renewed"], told["line"], told["saved"]) == (
        "eastglen.pathway.yaml",
        ["wrong-door@gp"],
        [],
        15,
        True,
    )
    assert told["block"].splitlines()[0] == "- finding: wrong-door@gp"


def test_a_dry_run_shows_it_and_writes_nothing(capsys: Capture, eastglen: Path) -> None:
    ended = run(capsys, "acknowledge", eastglen, "wrong-door@gp", *TERMS, "--dry-run")
    assert ended.code == 0
    assert ended.out.startswith("Would write 1 new entry in eastglen.pathway.yaml, from line 15 on:")
    assert "  - finding: wrong-door@gp\n" in ended.out
    assert eastglen.read_text("utf-8") == MAP


def test_after_a_baseline_the_check_passes(capsys: Capture, eastglen: Path) -> None:
    assert run(capsys, "check", eastglen, "--date", ON).code == 1
    ended = run(capsys, "acknowledge", eastglen, "--all", *TERMS)
    assert ended.code == 0
    assert "wrong-door@gp" in ended.out
    assert run(capsys, "check", eastglen, "--date", ON, "--fail-on", "warning").code == 0
    ended = run(capsys, "acknowledge", eastglen, "--all", *TERMS)
    assert (ended.code, ended.out.startswith("Nothing to acknowledge")) == (0, True)
    told = json.loads(run(capsys, "acknowledge", eastglen, "--all", *TERMS, "--format", "json").out)
    assert (told["written"], told["line"], told["saved"]) == ([], None, False)


def test_a_renewed_entry_is_told_apart(capsys: Capture, eastglen: Path) -> None:
    eastglen.write_text(MAP + WRITTEN, "utf-8")
    later = [*TERMS[:-4], "--review", "2027-12-01", "--date", "2027-04-01"]
    ended = run(capsys, "acknowledge", eastglen, "wrong-door@gp", *later)
    assert (ended.code, ended.out.startswith("Wrote 1 renewed entry in")) == (0, True)
    assert eastglen.read_text("utf-8").count("- finding:") == 1
    assert run(capsys, "explain", eastglen, "acknowledgement-lapsed@wrong-door@gp", "--date", "2027-04-01").code == 2


def test_a_baseline_says_which_entries_it_left_as_they_were(capsys: Capture, eastglen: Path) -> None:
    eastglen.write_text(MAP + WRITTEN, "utf-8")
    later = [*TERMS[:-4], "--review", "2027-12-01", "--date", "2027-04-01"]
    ended = run(capsys, "acknowledge", eastglen, "--all", *later)
    said = "1 entry is open again and was left as it is; name it to renew it: wrong-door@gp."
    assert (ended.code, said in " ".join(ended.out.split())) == (0, True)
    assert eastglen.read_text("utf-8").startswith(MAP + WRITTEN)
    ended = run(capsys, "acknowledge", eastglen, "--all", *later)
    none = "Nothing to acknowledge in eastglen.pathway.yaml: all that is open and can be has an entry."
    assert " ".join(ended.out.split()).startswith(none)
    assert said in " ".join(ended.out.split())
    told = json.loads(run(capsys, "acknowledge", eastglen, "--all", *later, "--format", "json").out)
    assert (told["written"], told["left"]) == ([], ["wrong-door@gp"])


@pytest.mark.parametrize(("reason", "meanwhile"), [("Known", "As before"), ("Known.", "As before.")])
def test_what_was_acknowledged_is_told_in_sentences(
    capsys: Capture, eastglen: Path, reason: str, meanwhile: str
) -> None:
    run(capsys, "acknowledge", eastglen, "wrong-door@gp", *TERMS, "--reason", reason, "--meanwhile", meanwhile)
    ended = run(capsys, "explain", eastglen, "wrong-door@gp", "--date", ON)
    assert "Known. Meanwhile: As before. (practices, agreed 21 Nov 2026, review by" in " ".join(ended.out.split())


@pytest.mark.parametrize("left_out", ["--reason", "--meanwhile", "--owner", "--review"])
def test_every_term_has_to_be_given(capsys: Capture, eastglen: Path, left_out: str) -> None:
    at = TERMS.index(left_out)
    ended = run(capsys, "acknowledge", eastglen, "wrong-door@gp", *TERMS[:at], *TERMS[at + 2 :])
    assert (ended.code, ended.out) == (2, "")
    assert f"Missing option '{left_out}'" in ended.err
    assert eastglen.read_text("utf-8") == MAP


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["eastglen.pathway.yaml"], "or write --all"),
        (["eastglen.pathway.yaml", "wrong-door@gp", "--all"], "and not both"),
        (["eastglen.pathway.yaml", "wrong-dor@gp"], "Did you mean `wrong-door@gp`?"),
        (["eastglen.pathway.yaml", "not-stated@gp"], "is an open question"),
        (["eastglen.pathway.yaml", "wrong-door@gp", "--review", "soon"], "`soon` is not a date"),
        (["eastglen.pathway.yaml", "wrong-door@gp", "--review", "2028-01-01"], "more than 12 months ahead"),
        (["wrong-door@gp", "eastglen.pathway.yaml"], "pathkit acknowledge eastglen.pathway.yaml wrong-door@gp"),
        (["missing.pathway.yaml", "wrong-door@gp"], "no file or folder"),
        ([".", "wrong-door@gp"], "is a folder"),
        (["eastglen.pathway.yaml", "wrong-door@gp", "--format", "yaml"], "no format"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_written(
    capsys: Capture, eastglen: Path, arguments: list[str], said: str
) -> None:
    ended = run(capsys, "acknowledge", *TERMS, *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert eastglen.read_text("utf-8") == MAP


def test_an_invalid_map_says_why_instead(capsys: Capture, eastglen: Path) -> None:
    text = MAP.replace("hours:", "houres:")
    eastglen.write_text(text, "utf-8")
    ended = run(capsys, "acknowledge", eastglen, "wrong-door@gp", *TERMS)
    assert (ended.code, "eastglen.pathway.yaml:11:5" in ended.out) == (1, True)
    assert eastglen.read_text("utf-8") == text


def test_marks_that_turn_the_writing_are_shown_and_not_obeyed(capsys: Capture, eastglen: Path) -> None:
    ended = run(capsys, "acknowledge", eastglen, "wrong-door@gp", *TERMS, "--reason", "\u202ethgir")
    assert ended.code == 0
    assert "\\u202ethgir" in ended.out
    assert "\u202e" not in ended.out


def test_the_help_has_an_example(capsys: Capture) -> None:
    ended = run(capsys, "acknowledge", "--help")
    assert ended.code == 0
    assert "pathkit acknowledge" in ended.out.split("Example", 1)[1]


def test_the_ready_command_works_from_a_shell(eastglen: Path) -> None:
    report = check_paths([eastglen], date=date_of(ON))
    found = next(one for one in report.findings if one.id == "wrong-door@gp")
    command = shlex.split(ready_command(eastglen.name, found).replace("DATE", "2027-03-31"))
    ended = run_apart(*command[1:], "--date", ON)
    assert (ended.code, ended.err) == (0, "")
    assert "- finding: wrong-door@gp" in eastglen.read_text("utf-8")


PLAN = """\
plan:
  agreed: 2026-02-01
  actions:
    call-back: {title: Missed calls are rung back, owner: practices, due: 2026-05-01}
"""


@pytest.mark.parametrize("finding", ["action-overdue@call-back", "wrong-door@gp"])
def test_where_the_plan_stands_in_a_file_of_its_own_the_map_is_written(
    capsys: Capture, eastglen: Path, finding: str
) -> None:
    """Also for what is found in the plan: an entry belongs in the map."""
    plan = eastglen.with_name("plan.pathway.yaml")
    plan.write_text(PLAN, "utf-8")
    text = f"uses: [plan.pathway.yaml]\n{MAP}"
    eastglen.write_text(text, "utf-8")
    ended = run(capsys, "acknowledge", eastglen, finding, *TERMS)
    assert (ended.code, ended.err) == (0, "")
    assert plan.read_text("utf-8") == PLAN
    written = eastglen.read_text("utf-8")
    assert written.startswith(f"{text}acknowledged:\n  - finding: {finding}\n")
    (one,) = check_paths([eastglen], date=date_of(ON)).maps
    assert [found.id for found in one.findings if found.acknowledgement] == [finding]


def test_a_plan_takes_no_entries(capsys: Capture, eastglen: Path) -> None:
    plan = eastglen.with_name("plan.pathway.yaml")
    plan.write_text(PLAN, "utf-8")
    ended = run(capsys, "acknowledge", plan, "action-overdue@call-back", *TERMS)
    assert ended.code == 2 and "library" in ended.err
    assert plan.read_text("utf-8") == PLAN
