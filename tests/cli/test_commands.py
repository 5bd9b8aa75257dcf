"""The other commands, the start, and what every command has."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cli.running import EXAMPLES, MAP, ON, run, run_apart
from pathkit import __version__
from pathkit.cli import app
from pathkit.rules import all_rules

Capture = pytest.CaptureFixture[str]
COMMANDS = tuple(sorted(one.name or one.callback.__name__ for one in app.registered_commands if one.callback))
GP = ("--door", "gp", "--age", "16", "--need", "distress", "--urgency", "urgent", "--locality", "north")


# --- the start


def test_the_version_is_that_of_the_package(capsys: Capture) -> None:
    assert run(capsys, "--version").out == f"pathkit {__version__}\n"
    project = (EXAMPLES.parent / "pyproject.toml").read_text("utf-8")
    assert f'version = "{__version__}"' in project


def test_the_start_costs_little_more_than_typer() -> None:
    """No room is imported, nor anything large."""
    script = (
        "import sys, pathkit.cli; pathkit.cli.main(['--version']); "
        "print(*sorted({name.split('.')[0] for name in sys.modules}), "
        "*(name for name in sys.modules if name.startswith('pathkit')))"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"rich", "networkx", "holidays", "pydantic", "yaml", "graphviz", "jinja2", "typst"} & set(loaded)
    rooms = {name for name in loaded if name.count(".") == 1}
    assert rooms <= {"pathkit.cli", "pathkit.output"}


def test_no_command_shows_the_help_and_has_done_nothing(capsys: Capture) -> None:
    ended = run(capsys)
    assert ended.code == 2
    assert all(command in ended.err for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(capsys: Capture, command: str) -> None:
    ended = run(capsys, command, "--help")
    assert ended.code == 0
    assert f"pathkit {command}" in ended.out.split("Example", 1)[1]


def test_an_unknown_command_is_refused_with_the_likely_one(capsys: Capture) -> None:
    ended = run(capsys, "chek")
    assert ended.code == 2
    assert "check" in ended.err


def test_stopping_is_no_fault(capsys: Capture, eastglen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pathkit.check

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pathkit.check, "check_paths", stop)
    ended = run(capsys, "check", eastglen)
    assert ended.code == 130
    assert "Traceback" not in ended.err


# --- explain


def test_a_rule_is_explained(capsys: Capture) -> None:
    ended = run(capsys, "explain", "wrong-door")
    assert ended.code == 0
    for heading in (
        "What it finds",
        "Why it matters",
        "How to put it right",
        "When a forum may live with it",
        "A bad example: it leads to",
        "A good example",
    ):
        assert heading in ended.out


def test_every_rule_can_be_explained(capsys: Capture) -> None:
    for rule in all_rules():
        assert run(capsys, "explain", rule.name).code == 0
        assert json.loads(run(capsys, "explain", rule.name, "--format", "json").out)["name"] == rule.name


def test_a_finding_is_explained_in_full(capsys: Capture, eastglen: Path) -> None:
    ended = run(capsys, "explain", eastglen, "wrong-door@gp", "--date", ON)
    assert ended.code == 0
    for label in ("Who", "When", "Extent", "Where", "Because", "Journey", "Remedy", "Why it matters"):
        assert label in ended.out
    assert "eastglen.pathway.yaml:6" in ended.out
    found = json.loads(run(capsys, "explain", eastglen, "wrong-door@gp", "--date", ON, "--format", "json").out)
    assert found["id"] == "wrong-door@gp"


def test_the_story_of_a_finding_names_the_principle_and_what_would_close_it(capsys: Capture, eastglen: Path) -> None:
    text = run(capsys, "explain", eastglen, "wrong-door@gp", "--date", ON).out
    for said in (
        "The principle: No Wrong Door",
        "Justice principles: trauma informed; equality and human rights; collaboration",
        "Area of focus of the Mental Health and Wellbeing Strategy: Provide.",
        "What would close it",
        "When a forum may live with it",
        "pathkit acknowledge eastglen.pathway.yaml wrong-door@gp --reason",
    ):
        assert said in text
    assert "Write into the map (eastglen.pathway.yaml:12):" in text
    assert "    supports: {urgency: up to urgent, excludes: []}" in text
    assert "What the forum wrote" not in text
    assert "Each was tried against the rules that find errors; other rules may" in " ".join(text.split())


def test_what_would_close_a_finding_as_json(capsys: Capture, eastglen: Path) -> None:
    out = run(capsys, "explain", eastglen, "wrong-door@gp", "--date", ON, "--format", "json").out
    found = json.loads(out)
    assert found["tried"] > 0
    first = next(one for one in found["candidates"] if "exclusion" in one["text"])
    assert first["yaml"] == "services:\n  gp:\n    supports: {urgency: up to urgent, excludes: []}\n"
    assert first["place"] == {"file": "eastglen.pathway.yaml", "line": 12, "column": 5}
    assert first["of_hours_per_week"] == found["extent"]["hours_per_week"] == 40
    assert first["closes_hours_per_week"] == 0  # at other urgencies people are left with nothing at the same hours
    assert 0 < first["closes_situations"] < first["of_situations"]


def test_the_story_of_an_acknowledged_finding_says_what_the_forum_wrote(capsys: Capture, eastglen: Path) -> None:
    eastglen.write_text(
        f"""{MAP}acknowledged:
  - finding: wrong-door@gp
    reason: The practices and the board are still talking.
    meanwhile: The receptionist rings the duty nurse.
    owner: practices
    agreed: 2026-05-04
    review: 2027-04-30
    covers: {{hours_per_week: 40, people: 10000, dates: 20}}
""",
        "utf-8",
    )
    text = run(capsys, "explain", eastglen, "wrong-door@gp", "--date", ON).out
    told = text[text.index("What the forum wrote") :]
    for said in (
        "Reason     The practices and the board are still talking.",
        "Meanwhile  The receptionist rings the duty nurse.",
        "Owner      Eastglen practices",
        "Agreed     4 May 2026",
        "Review     by 30 Apr 2027",
    ):
        assert said in told
    assert "pathkit acknowledge" not in told


def test_a_finding_of_the_soundness_of_a_map_has_a_story_without_candidates(capsys: Capture, eastglen: Path) -> None:
    text = run(capsys, "explain", eastglen, "not-stated@gp", "--date", ON).out
    assert "How to put it right" in text
    assert "so there is nothing to try: the remedy above" in " ".join(text.split())
    for heading in ("The principle", "pathkit acknowledge"):
        assert heading not in text
    found = json.loads(run(capsys, "explain", eastglen, "not-stated@gp", "--date", ON, "--format", "json").out)
    assert (found["candidates"], found["tried"], found["acknowledge"]) == ([], 0, None)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["wrong-dor"], 2, "Did you mean `wrong-door`?"),
        (["wrong-door@gp"], 2, "pathkit explain MAP wrong-door@gp"),
        (["wrong-door", "gp"], 2, "The map comes first: pathkit explain MAP wrong-door@gp"),
        (["eastglen.pathway.yaml"], 2, "Which finding"),
        (["eastglen.pathway.yaml", "wrong-dor@gp"], 2, "Did you mean `wrong-door@gp`?"),
        (["missing.pathway.yaml", "wrong-door@gp"], 2, "no file or folder"),
        ([".", "wrong-door@gp"], 2, "is a folder"),
    ],
)
def test_what_cannot_be_explained(capsys: Capture, eastglen: Path, arguments: list[str], code: int, said: str) -> None:
    ended = run(capsys, "explain", *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err


def test_an_invalid_map_says_why_instead(capsys: Capture, eastglen: Path) -> None:
    eastglen.write_text(MAP.replace("hours:", "houres:"), "utf-8")
    for arguments in (
        ["explain", str(eastglen), "wrong-door@gp"],
        ["journey", str(eastglen), "--at", "Sat 03:00", *GP],
        ["questions", str(eastglen)],
    ):
        ended = run(capsys, *arguments)
        assert ended.code == 1
        assert "eastglen.pathway.yaml:11:5" in ended.out


# --- journey


def test_a_journey_step_by_step(capsys: Capture, eastglen: Path) -> None:
    ended = run(capsys, "journey", eastglen, "--date", ON, "--at", "Mon 10:00", *GP)
    assert ended.code == 0
    assert "16-year-old" in ended.out
    assert "Mon 16 Nov 2026, 10:00" in ended.out
    assert "Eastglen GP practice" in ended.out


def test_a_journey_as_json_is_the_journey_and_nothing_else(capsys: Capture, eastglen: Path) -> None:
    out = run(capsys, "journey", eastglen, "--date", ON, "--at", "2026-11-24 10:00", *GP, "--format", "json").out
    found = json.loads(out)
    assert (found["door"], found["at"], found["outcome"]) == ("gp", "2026-11-24T10:00", "now")
    assert found["person"]["locality"] == "north"
    assert found["steps"][0]["line"] == 6


def test_circumstances_change_what_happens(capsys: Capture, eastglen: Path) -> None:
    out = run(
        capsys, "journey", eastglen, "--date", ON, "--at", "Mon 10:00", *GP, "--with", "intoxicated",
        "--format", "json",
    ).out  # fmt: skip
    found = json.loads(out)
    assert (found["outcome"], found["person"]["circumstances"]) == ("none", ["intoxicated"])


def test_a_journey_says_when_the_other_reading_differs(capsys: Capture, eastglen: Path) -> None:
    arguments = ("journey", eastglen, "--date", ON, "--at", "2026-12-25 10:00", *GP)
    ended = run(capsys, *arguments)
    assert "nobody has written down" in " ".join(ended.out.split())
    assert "At best:" in ended.out
    best = run(capsys, *arguments, "--reading", "best")
    assert "As stated:" in best.out


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--door", "gpp", "Did you mean `gp`?"),
        ("--need", "distres", "Did you mean `distress`?"),
        ("--urgency", "urgnt", "Did you mean `urgent`?"),
        ("--locality", "nort", "Did you mean `north`?"),
        ("--with", "intoxicatd", "Did you mean `intoxicated`?"),
        ("--without", "intoxicatd", "Did you mean `intoxicated`?"),
        ("--reading", "beste", "Did you mean `best`?"),
        ("--age", "111", "0 to 110"),
        ("--age", "-1", "0 to 110"),
        ("--age", "old", "--age takes a whole number"),
        ("--at", "Sat", "not a moment"),
        ("--at", "Sat 25:00", "25:00"),
        ("--at", "2030-01-01 10:00", "outside the year"),
        ("--format", "yaml", "Known formats"),
    ],
)
def test_what_is_not_known_is_refused_with_the_likely_word(
    capsys: Capture, eastglen: Path, option: str, value: str, said: str
) -> None:
    known = dict(zip(GP[::2], GP[1::2], strict=True)) | {"--at": "Mon 10:00"} | {option: value}
    arguments = [part for pair in known.items() for part in pair]
    ended = run(capsys, "journey", eastglen, "--date", ON, *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


def test_localities_are_asked_for_where_a_map_has_them(capsys: Capture, eastglen: Path, westglen: Path) -> None:
    ended = run(capsys, "journey", eastglen, "--date", ON, "--at", "Mon 10:00", *GP[:-2])
    assert (ended.code, "north, south" in ended.err) == (2, True)
    ended = run(capsys, "journey", westglen, "--date", ON, "--at", "Mon 10:00", *GP)
    assert (ended.code, "no localities" in ended.err) == (2, True)


def test_a_circumstance_is_asked_of_the_ages_it_is_for(capsys: Capture, eastglen: Path) -> None:
    young = [*GP[:3], "30", *GP[4:]]
    ended = run(capsys, "journey", eastglen, "--date", ON, "--at", "Mon 10:00", *young, "--with", "left-school")
    assert ended.code == 2
    assert "ages 16-17" in ended.err


def test_somebody_the_map_is_not_about_is_answered_with_a_note(capsys: Capture, eastglen: Path) -> None:
    asked = ("--door", "gp", "--age", "9", "--need", "self-harm", "--urgency", "urgent", "--locality", "north")
    ended = run(capsys, "journey", eastglen, "--date", ON, "--at", "Mon 10:00", *asked)
    assert ended.code == 0
    assert "The map is about people aged 16+" in ended.err


@pytest.mark.parametrize("path", ["missing.pathway.yaml", "."])
def test_a_map_that_is_not_there(capsys: Capture, eastglen: Path, path: str) -> None:
    ended = run(capsys, "journey", path, "--at", "Mon 10:00", *GP)
    assert (ended.code, ended.out) == (2, "")


def test_a_library_has_no_journeys(capsys: Capture, eastglen: Path) -> None:
    eastglen.write_text("organisations: {a: {name: A, sector: health}}\n", "utf-8")
    ended = run(capsys, "journey", eastglen, "--at", "Mon 10:00", *GP)
    assert ended.code == 2
    assert "library" in ended.err


# --- questions, rules, schema


def test_questions_by_who_can_answer(capsys: Capture, eastglen: Path) -> None:
    ended = run(capsys, "questions", eastglen, "--date", ON)
    assert ended.code == 0
    assert "Eastglen practices (" in ended.out
    assert "eastglen.pathway.yaml:" in ended.out
    found = json.loads(run(capsys, "questions", eastglen, "--date", ON, "--format", "json").out)
    first = found["organisations"][0]
    assert first["name"] == "Eastglen practices"
    settles = [one["settles"]["situations"] for one in first["questions"]]
    assert settles == sorted(settles, reverse=True)
    assert settles[0] > 0


def test_a_librarys_questions_are_put_once(capsys: Capture) -> None:
    out = run(capsys, "questions", EXAMPLES.parent / "pathways", "--date", ON).out
    lines = [line for line in out.splitlines() if "national/scotland.pathway.yaml:" in line]
    assert len(lines) == len(set(lines)) > 0


def test_rules_as_a_table_and_as_json(capsys: Capture) -> None:
    out = run(capsys, "rules").out
    listed = json.loads(run(capsys, "rules", "--format", "json").out)
    assert [one["name"] for one in listed] == [rule.name for rule in all_rules()]
    for rule in all_rules():
        assert rule.name in out
    assert out.index("The map is sound") < out.index("No Wrong Door") < out.index("Responsive")


def test_the_schema_is_printed(capsys: Capture) -> None:
    ended = run(capsys, "schema")
    assert json.loads(ended.out)["title"] == "pathkit map"
    assert ended.out == (EXAMPLES.parent / "schemas" / "pathway.schema.json").read_text("utf-8")


def test_commands_work_from_a_shell(eastglen: Path) -> None:
    ended = run_apart("journey", eastglen, "--date", ON, "--at", "Mon 10:00", *GP)
    assert (ended.code, ended.err) == (0, "")
