"""`pathkit check`, from the options to the exit code."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import pathkit.check
from cli.running import EXAMPLES, GOOD, MAP, ON, run, run_apart

Capture = pytest.CaptureFixture[str]
SCHEMA = json.loads((EXAMPLES.parent / "schemas" / "report.schema.json").read_text("utf-8"))


# --- exit codes


def test_0_when_nothing_counts(capsys: Capture, westglen: Path) -> None:
    ended = run(capsys, "check", westglen, "--date", ON, "--skip", "single-point-of-failure")
    assert (ended.code, ended.err) == (0, "")
    assert "Nothing was found that certainly lets anybody down." in ended.out


def test_1_when_there_are_findings(capsys: Capture, eastglen: Path) -> None:
    ended = run(capsys, "check", eastglen, "--date", ON)
    assert ended.code == 1
    assert "wrong-door@gp" in ended.out


@pytest.mark.parametrize("fail_on", ["error", "never"])
def test_1_when_a_map_is_not_valid(capsys: Capture, eastglen: Path, fail_on: str) -> None:
    eastglen.write_text(MAP.replace("provider: practices", "provider: practises"), "utf-8")
    ended = run(capsys, "check", eastglen, "--date", ON, "--fail-on", fail_on)
    assert ended.code == 1
    assert "eastglen.pathway.yaml:8:15" in ended.out
    assert "Did you mean `practices`?" in ended.out


def test_never_forgives_findings(capsys: Capture, eastglen: Path) -> None:
    assert run(capsys, "check", eastglen, "--date", ON, "--fail-on", "never").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "no file or folder `nowhere`"),
        (["empty"], "No map found"),
        (["--format", "csv"], "Known formats: text, json, sarif, github, gitlab, junit, markdown."),
        (["--format", "txt"], "Did you mean `text`?"),
        (["--format", "json="], "names no file"),
        (["--format", "json", "--format", "text"], "Only one --format"),
        (["--format", "json=a", "--format", "text=a"], "same file"),
        (["--format", "json=x.pathway.yaml"], "it is not written over"),
        (["--format", "json=missing/a.json"], "There is no folder `missing`"),
        (["--fail-on", "errors"], "Did you mean `error`?"),
        (["--profile", "assurd"], "Did you mean `assured`?"),
        (["--date", "tomorrow"], "not a date"),
        (["--date", "20261121"], "not a date"),
        (["--date", "2026-02-30"], "not a date"),
        (["--date", "9999-01-01"], "1900 to 2090"),
        (["--rule", "wrongdoor"], "Did you mean `wrong-door`?"),
        (["--skip", "wrongdoor"], "Did you mean `wrong-door`?"),
        (["--combine", "x"], "--combine"),
        (["--combine", "-1"], "--combine"),
        (["--jobs", "0"], "--jobs takes a whole number, 1 or more"),
        (["--rule", "wrong-door", "--skip", "wrong-door"], "both --rule and --skip"),
        (["eastgle.pathway.yaml"], "Did you mean `eastglen.pathway.yaml`?"),
        (["--show", "some"], "a number, all or none"),
        (["--shw", "1"], "--shw"),
    ],
)
def test_2_when_it_cannot_be_done(capsys: Capture, eastglen: Path, arguments: Sequence[str], said: str) -> None:
    Path("empty").mkdir()
    ended = run(capsys, "check", *arguments)
    assert ended.code == 2
    assert ended.out == ""
    assert said in ended.err
    assert "Traceback" not in ended.err


def test_a_file_that_only_lacks_the_name_of_a_map_is_pointed_to(capsys: Capture, eastglen: Path) -> None:
    eastglen.rename("glen.yaml")
    assert "rename it to `glen.pathway.yaml`" in run(capsys, "check").err


def test_an_ascii_terminal_gets_plain_signs(eastglen: Path) -> None:
    ended = run_apart("check", eastglen, "--date", ON, PYTHONIOENCODING="ascii")
    assert "\\u" not in ended.out
    assert "\\xb7" not in ended.out


@pytest.mark.parametrize("settings", ["profile: x\n", "rules: {wrongdoor: off}\n", "extends: no.yaml\n", "\x00"])
def test_2_for_settings_that_cannot_be_used(capsys: Capture, eastglen: Path, settings: str) -> None:
    Path("pathkit.yaml").write_text(settings, "utf-8")
    ended = run(capsys, "check", eastglen, "--date", ON)
    assert ended.code == 2
    assert "pathkit.yaml:1:" in ended.err


def test_2_for_more_people_than_can_be_held(capsys: Capture, eastglen: Path) -> None:
    many = ", ".join(f"c{number}: {{label: c{number}}}" for number in range(40))
    eastglen.write_text(
        MAP.replace("circumstances: [intoxicated, left-school]", f"circumstances: {{intoxicated: {{}}, {many}}}"),
        "utf-8",
    )
    ended = run(capsys, "check", eastglen, "--date", ON, "--combine", "6")
    assert ended.code == 2
    assert "combine fewer circumstances" in " ".join(ended.out.split())


def test_2_beside_maps_that_were_checked(capsys: Capture, eastglen: Path) -> None:
    Path("pipe.pathway.yaml").mkdir()
    os.mkfifo("queue.pathway.yaml")
    ended = run(capsys, "check", eastglen, "queue.pathway.yaml", "--date", ON)
    assert ended.code == 2
    assert "queue.pathway.yaml could not be checked" in ended.out
    assert "wrong-door@gp" in ended.out


def test_3_when_a_rule_crashes_and_the_others_still_speak(
    capsys: Capture, eastglen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from pathkit.rules import all_rules

    def crash(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError

    broken = tuple(replace(rule, asks=crash) if rule.name == "dead-end" else rule for rule in all_rules())
    monkeypatch.setattr("pathkit.check.run.all_rules", lambda: broken)
    ended = run(capsys, "check", eastglen, "--date", ON)
    assert ended.code == 3
    assert "A fault in pathkit" in ended.out
    assert "wrong-door@gp" in ended.out


def test_3_without_a_traceback_when_pathkit_itself_is_at_fault(
    capsys: Capture, eastglen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: Any, **__: Any) -> Any:
        raise RuntimeError("the \x1b[31mengine\nbroke")

    monkeypatch.setattr(pathkit.check, "check_paths", crash)
    ended = run(capsys, "check", eastglen)
    assert ended.code == 3
    assert "Please report it" in ended.err
    assert "RuntimeError: the \\x1b[31mengine" in ended.err
    assert "Traceback" not in ended.err
    monkeypatch.setenv("PATHKIT_DEBUG", "1")
    with pytest.raises(RuntimeError):
        run(capsys, "check", eastglen)


# --- what is checked


def test_folders_are_searched_and_hidden_ones_passed_over(capsys: Capture, westglen: Path) -> None:
    for folder in ("deep/er", ".hidden"):
        Path(folder).mkdir(parents=True)
        (Path(folder) / "a.pathway.yaml").write_text(GOOD, "utf-8")
    (Path("deep") / "notes.yaml").write_text("x", "utf-8")
    found = json.loads(run(capsys, "check", "--date", ON, "--format", "json").out)
    assert [one["path"] for one in found["maps"]] == ["deep/er/a.pathway.yaml", "westglen.pathway.yaml"]
    named = json.loads(run(capsys, "check", ".", westglen, "--date", ON, "--format", "json").out)
    assert [one["path"] for one in named["maps"]] == ["deep/er/a.pathway.yaml", "westglen.pathway.yaml"]


def test_a_library_is_only_validated(capsys: Capture, westglen: Path) -> None:
    Path("lib.pathway.yaml").write_text("organisations: {a: {name: A, sector: health}}\n", "utf-8")
    ended = run(capsys, "check", "--date", ON)
    assert ended.code == 0
    assert "lib.pathway.yaml is a library, and valid" in ended.out


def test_a_plan_that_no_map_uses_is_told_of_where_its_file_is(capsys: Capture, westglen: Path) -> None:
    plan = Path("plan.pathway.yaml")
    plan.write_text("plan: {actions: {one: {title: One}}}\n", "utf-8")
    words = "plan.pathway.yaml is a library, and valid; it holds a plan that no map here uses"
    assert words in run(capsys, "check", "--date", ON).out
    assert words in run(capsys, "check", plan, "--date", ON).out
    (told,) = json.loads(run(capsys, "check", plan, "--date", ON, "--format", "json").out)["maps"]
    assert told["plan_unused"] is True
    westglen.write_text(f"uses: [plan.pathway.yaml]\n{westglen.read_text('utf-8')}", "utf-8")
    assert words not in run(capsys, "check", "--date", ON).out


def test_settings_choose_maps_and_rules(capsys: Capture, eastglen: Path) -> None:
    Path("other.pathway.yaml").write_text("not a map", "utf-8")
    Path("pathkit.yaml").write_text("maps: [east*.pathway.yaml]\nrules: {wrong-door: off}\nfail_on: never\n", "utf-8")
    ended = run(capsys, "check", "--date", ON, "--format", "json")
    found = json.loads(ended.out)
    assert ended.code == 0
    assert [one["path"] for one in found["maps"]] == ["eastglen.pathway.yaml"]
    assert "wrong-door" not in found["maps"][0]["rules_run"]
    assert run(capsys, "check", "--date", ON, "--fail-on", "error").code == 1


def test_one_bad_map_does_not_stop_the_others(capsys: Capture, eastglen: Path) -> None:
    Path("bad.pathway.yaml").write_bytes(b"\xff\x00")
    ended = run(capsys, "check", "--date", ON)
    assert ended.code == 1
    assert "bad.pathway.yaml is not valid" in ended.out
    assert "wrong-door@gp" in ended.out


def test_rule_and_skip_leave_soundness_alone(capsys: Capture, eastglen: Path) -> None:
    def run_of(*arguments: str) -> set[str]:
        out = run(capsys, "check", eastglen, "--date", ON, "--format", "json", *arguments).out
        return set(json.loads(out)["maps"][0]["rules_run"])

    only = run_of("--rule", "wrong-door")
    assert "wrong-door" in only
    assert "dead-end" not in only
    assert "isolated-service" in only
    skipped = run_of("--skip", "wrong-door", "--skip", "isolated-service")
    assert "wrong-door" not in skipped
    assert {"dead-end", "isolated-service"} <= skipped


def test_jobs_change_nothing(capsys: Capture) -> None:
    folder = EXAMPLES
    one = run_apart("check", folder, "--date", ON, "--format", "json")
    two = run_apart("check", folder, "--date", ON, "--format", "json", "--jobs", "2", PYTHONHASHSEED="7")
    assert one == two
    assert one.code == 1


# --- formats


def test_json_is_as_the_schema_says(capsys: Capture, eastglen: Path, westglen: Path) -> None:
    found = json.loads(run(capsys, "check", "--date", ON, "--format", "json").out)
    jsonschema.validate(found, SCHEMA, jsonschema.Draft202012Validator)
    assert found["date"] == ON


@pytest.mark.parametrize("folder", ["examples", "pathways"])
def test_json_of_the_repositorys_own_maps_is_as_the_schema_says(capsys: Capture, folder: str) -> None:
    found = json.loads(run(capsys, "check", EXAMPLES.parent / folder, "--date", ON, "--format", "json").out)
    jsonschema.validate(found, SCHEMA, jsonschema.Draft202012Validator)


def test_several_formats_in_one_run(capsys: Capture, eastglen: Path) -> None:
    ended = run(
        capsys, "check", eastglen, "--date", ON, "--format", "text", "--format", "json=r.json",
        "--format", "text=r.txt",
    )  # fmt: skip
    assert ended.code == 1
    assert "Wrote r.json." in ended.err
    assert json.loads(Path("r.json").read_text("utf-8"))["version"] == 1
    assert Path("r.txt").read_text("utf-8") == ended.out


def test_the_screen_stays_empty_when_all_goes_to_files(capsys: Capture, eastglen: Path) -> None:
    ended = run(capsys, "check", eastglen, "--date", ON, "--format", "json=r.json")
    assert ended.out == ""
    assert sorted(path.name for path in Path().iterdir()) == ["eastglen.pathway.yaml", "r.json"]


def test_a_run_writes_nothing(capsys: Capture, eastglen: Path) -> None:
    run(capsys, "check", "--date", ON)
    assert [path.name for path in Path().iterdir()] == ["eastglen.pathway.yaml"]


# --- terminals and pipes


def test_no_colour_off_a_terminal_even_if_forced(eastglen: Path) -> None:
    assert "\x1b" not in run_apart("check", "--date", ON, FORCE_COLOR="1", CLICOLOR_FORCE="1").out


@pytest.mark.parametrize(("no_colour", "coloured"), [("", True), ("1", False)])
def test_colour_at_a_terminal_unless_refused(eastglen: Path, no_colour: str, coloured: bool) -> None:
    out = _at_a_terminal(["check", "--date", ON], NO_COLOR=no_colour, TERM="xterm", COLUMNS="70")
    assert ("\x1b[" in out) is coloured
    assert "No Wrong Door" in out


def test_text_keeps_to_the_terminals_width(eastglen: Path) -> None:
    out = _at_a_terminal(["check", "--date", ON], NO_COLOR="1", TERM="xterm", COLUMNS="60")
    assert 50 < max(len(line) for line in out.splitlines() if "eastglen.pathway" not in line) <= 60


def _at_a_terminal(arguments: list[str], **environment: str) -> str:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "pathkit", *arguments],
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **environment},
    ) as process:
        os.close(theirs)
        said = b""
        try:
            while part := os.read(ours, 65536):
                said += part
        except OSError:  # the other end has gone
            pass
        process.wait(timeout=60)
    os.close(ours)
    return said.decode("utf-8").replace("\r\n", "\n")


def test_a_reader_that_leaves_is_no_fault(eastglen: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "pathkit", "check", "--date", ON, "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
        assert process.wait(timeout=60) == 1
    assert said == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk_cannot_be_written_to(eastglen: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pathkit", "check", "--date", ON],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("The output could not be written: ")
    assert done.stderr.count("\n") == 1


def test_a_closed_output_is_no_fault(eastglen: Path) -> None:
    command = f"{sys.executable} -m pathkit check --date {ON} >&- 2>&-"
    assert subprocess.run(["/bin/sh", "-c", command], timeout=60).returncode == 1


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_poor_encoding_is_no_fault(eastglen: Path, encoding: str) -> None:
    eastglen.write_text(MAP.replace("Eastglen GP", "Mòr 日本 GP"), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pathkit", "check", "--date", ON],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr == b""
    assert b"wrong-door@gp" in done.stdout


def test_control_characters_of_names_are_shown(capsys: Capture, eastglen: Path) -> None:
    eastglen.write_text(MAP.replace("Eastglen GP practice", '"\\e[31mGP\\a [red]x[/red] \\u202Ey"'), "utf-8")
    out = run(capsys, "check", eastglen, "--date", ON, "--show", "all").out
    assert not [char for char in out if not char.isprintable() and char != "\n"]
    assert "[red]x[/red]" in out


def test_a_report_is_not_written_over_a_map_of_any_name(eastglen: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = eastglen.with_name("plain.yaml")
    other.write_bytes(eastglen.read_bytes())
    ended = run(capsys, "check", other, "--format", "json=plain.yaml")
    assert ended.code == 2 and "it is not written over" in ended.err
    assert other.read_bytes() == eastglen.read_bytes()
