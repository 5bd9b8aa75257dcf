"""`pathkit check --watch`: it says again what was found whenever that may be otherwise, and only people end it."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from cli.running import GOOD, MAP, ON, run
from pathkit.check.again import Again
from pathkit.check.exits import CannotDo
from pathkit.check.run import Request
from pathkit.cli.options import date_of
from pathkit.cli.watching import CLEAR, rule_off

PATIENCE = 60
"""Seconds after which what was waited for is taken not to come."""
WAITING = "Waiting for changes. Press Ctrl-C to end."
ASKED = Request(date_of(ON))
LIBRARY = "organisations: {trust: {name: Glen trust, sector: third}}\n"


class Watching:
    """A running `pathkit check --watch`, both of whose streams are read as one."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._lines: queue.Queue[str | None] = queue.Queue()
        assert process.stdout is not None
        threading.Thread(target=self._read, args=(process.stdout,), daemon=True).start()

    def _read(self, stream: IO[str]) -> None:
        for line in stream:
            self._lines.put(line)
        self._lines.put(None)

    def round(self) -> str:
        """What is said until it waits again."""
        said = ""
        while WAITING not in said:
            line = self._lines.get(timeout=PATIENCE)
            assert line is not None, f"it has ended, having said: {said}"
            said += line
        return said

    def stop(self) -> tuple[int, str]:
        """Press Ctrl-C; the exit code, and what it says at the end."""
        self.process.send_signal(signal.SIGINT)
        said = ""
        while (line := self._lines.get(timeout=PATIENCE)) is not None:
            said += line
        return self.process.wait(timeout=PATIENCE), said


@contextmanager
def watching(*arguments: str) -> Iterator[Watching]:
    with subprocess.Popen(
        [sys.executable, "-m", "pathkit", "check", *arguments, "--watch", "--date", ON, "--show", "none"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as process:
        try:
            yield Watching(process)
        finally:
            process.kill()


def test_it_ends_when_nobody_reads_it_any_more(eastglen: Path) -> None:
    arguments = [sys.executable, "-m", "pathkit", "check", "--watch", "--date", ON]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(timeout=PATIENCE) == 0


def test_it_goes_on_where_it_only_writes_files(eastglen: Path) -> None:
    arguments = [sys.executable, "-m", "pathkit", "check", "--watch", "--date", ON, "--format", "json=report.json"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert any(line.startswith(WAITING) for line in process.stderr)
        write("eastglen.pathway.yaml", MAP.replace("Eastglen GP", "Eastglen family"))
        assert any(line.startswith(WAITING) for line in process.stderr)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE) == 130
    assert "Eastglen family" in Path("report.json").read_text("utf-8")


@pytest.mark.parametrize(("terminal", "clears"), [("xterm", True), ("dumb", False)])
def test_a_screen_is_cleared_where_it_can_be(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, terminal: str, clears: bool
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", terminal)
    rule_off(("a.pathway.yaml",), screen=True)
    said = capsys.readouterr()
    assert (said.out == CLEAR) is clears
    assert ("\n-----" in said.out) is not clears
    assert said.err == "Changed: a.pathway.yaml\n"


def write(path: str, text: str) -> None:
    """Save a file as many editors do: under another name first."""
    Path(f"{path}~").write_text(text, "utf-8")
    Path(f"{path}~").replace(path)


def test_it_goes_on_whatever_happens_to_the_files_until_ctrl_c(eastglen: Path) -> None:
    with watching("--format", "text", "--format", "json=report.json") as watch:
        first = watch.round()
        assert "wrong-door@gp" in first
        assert "Wrote report.json." in first

        write("eastglen.pathway.yaml", MAP.replace("provider: practices", "provider: practises"))
        said = watch.round()
        assert "Changed: eastglen.pathway.yaml" in said
        assert "eastglen.pathway.yaml is not valid" in said

        Path("more").mkdir()
        write("more/westglen.pathway.yaml", GOOD)
        said = watch.round()
        while "Westglen" not in said:  # what is saved twice may be checked twice
            said = watch.round()
        assert f"Changed: {Path('more/westglen.pathway.yaml')}" in said

        write("pathkit.yaml", "profile: x\n")
        assert "pathkit.yaml:1:10: " in watch.round()
        Path("pathkit.yaml").unlink()
        assert "2 maps" in watch.round()

        eastglen.unlink()
        said = watch.round()
        assert "Changed: eastglen.pathway.yaml" in said
        assert "Westglen" in said
        assert "wrong-door@gp" not in said

        code, said = watch.stop()
        assert (code, said) == (130, "Stopped.\n")


def test_a_wrong_path_ends_it_at_once(capsys: pytest.CaptureFixture[str], eastglen: Path) -> None:
    ended = run(capsys, "check", "eastgle.pathway.yaml", "--watch")
    assert ended.code == 2
    assert "Did you mean `eastglen.pathway.yaml`?" in ended.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "json"], "give json a file, as in json=FILE"),
        (["--format", "github=x.txt"], "--format github for one run in a workflow"),
        (["--jobs", "2"], "leave --jobs out"),
        (["--date", "9999-01-01"], "1900 to 2090"),
        (["--rule", "wrongdoor"], "Did you mean `wrong-door`?"),
    ],
)
def test_what_makes_no_sense_while_watching_is_refused(
    capsys: pytest.CaptureFixture[str], eastglen: Path, arguments: list[str], said: str
) -> None:
    ended = run(capsys, "check", "--watch", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


# --- what counts as a change


@pytest.fixture
def again(eastglen: Path) -> Again:
    """The map of Eastglen, which uses a library, as checked once."""
    Path("lib.yaml").write_text(LIBRARY, "utf-8")
    eastglen.write_text(f"uses: [lib.yaml]\n{MAP}", "utf-8")
    found = Again([Path()])
    found.report(ASKED)
    return found


def test_nothing_else_in_the_folder_is_a_change(again: Again, eastglen: Path) -> None:
    Path("report.json").write_text("{}", "utf-8")
    Path("notes.yaml").write_text("x", "utf-8")
    os.utime(eastglen, (0, 0))
    assert again.changed() is None


@pytest.mark.parametrize("text", ["organisations: {trust: {name: Glen house, sector: third}}\n", "{", ""])
def test_what_a_map_uses_is_part_of_it(again: Again, text: str) -> None:
    Path("lib.yaml").write_text(text, "utf-8")
    assert again.changed() == ("eastglen.pathway.yaml",)
    again.report(ASKED)
    assert again.changed() is None


def test_what_a_map_uses_in_vain_is_waited_for(again: Again) -> None:
    Path("lib.yaml").unlink()
    assert again.changed() == ("eastglen.pathway.yaml",)
    assert again.report(ASKED).maps[0].problems
    assert again.changed() is None
    Path("lib.yaml").write_text(LIBRARY, "utf-8")
    assert again.changed() == ("eastglen.pathway.yaml",)
    assert not again.report(ASKED).maps[0].problems


def test_a_library_may_be_used_through_a_link(again: Again) -> None:
    Path("kept").mkdir()
    Path("lib.yaml").replace("kept/lib.yaml")
    Path("lib.yaml").symlink_to("kept/lib.yaml")
    assert not again.report(ASKED).maps[0].problems
    assert again.changed() is None
    Path("kept/lib.yaml").write_text(LIBRARY.replace("Glen trust", "Glen house"), "utf-8")
    assert again.changed() == ("eastglen.pathway.yaml",)
    again.report(ASKED)
    assert again.changed() is None


def test_where_a_link_leads_is_part_of_a_map(again: Again, eastglen: Path, tmp_path: Path) -> None:
    """Also of a second one to a file that was read already, of one out of the workspace, and of one to itself."""
    Path("pathkit.yaml").write_text("{}\n", "utf-8")
    Path("links").mkdir()
    link = tmp_path / "links/second.yaml"
    eastglen.write_text(f"uses: [lib.yaml, links/second.yaml]\n{MAP}", "utf-8")
    again.report(ASKED)
    for target in (tmp_path / "lib.yaml", tmp_path.parent / "outside.yaml", link, tmp_path / "lib.yaml"):
        link.unlink(missing_ok=True)
        link.symlink_to(target)
        assert again.changed() == ("eastglen.pathway.yaml",), target
        again.report(ASKED)
        assert again.changed() is None
        assert tmp_path / "links" in again.folders()


def test_settings_and_what_they_extend_are_part_of_every_map(again: Again) -> None:
    Path("pathkit.yaml").write_text("extends: base.yaml\n", "utf-8")
    Path("base.yaml").write_text("fail_on: note\n", "utf-8")
    assert again.changed() == ("eastglen.pathway.yaml",)
    assert again.report(ASKED).fail_on == "note"
    assert again.changed() is None
    Path("base.yaml").write_text("fail_on: never\n", "utf-8")
    assert again.changed() == ("eastglen.pathway.yaml",)


def test_trouble_is_told_once_and_the_end_of_it_is_a_change(again: Again) -> None:
    Path("pathkit.yaml").write_text("profile: x\n", "utf-8")
    assert again.changed() == ()
    with pytest.raises(CannotDo):
        again.report(ASKED)
    assert again.changed() is None
    Path("pathkit.yaml").unlink()
    assert again.changed() == ()
    assert again.report(ASKED).maps[0].checked
    assert again.changed() is None


def test_only_what_has_changed_is_checked_anew(again: Again, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("westglen.pathway.yaml").write_text(GOOD, "utf-8")
    before = again.report(ASKED)
    Path("westglen.pathway.yaml").write_text(GOOD.replace("Westglen centre", "Westglen house"), "utf-8")
    after = again.report(ASKED)
    assert after.maps[0] is before.maps[0]
    assert after.maps[1] is not before.maps[1]
    assert again.report(Request(date_of("2026-12-24"))).maps[0] is not before.maps[0]


def test_the_report_is_that_of_a_check(again: Again) -> None:
    from pathkit.check import check_paths

    assert again.report(ASKED) == check_paths([Path()], date=date_of(ON))


def test_every_folder_that_bears_on_a_report_is_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("work/maps/deep", "work/maps/.hidden", "work/shared"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "work/pathkit.yaml").write_text("{}\n", "utf-8")
    (tmp_path / "work/shared/lib.yaml").write_text(LIBRARY, "utf-8")
    map_ = f"uses: [../shared/lib.yaml, ../later/lib.yaml]\n{MAP}"
    (tmp_path / "work/maps/eastglen.pathway.yaml").write_text(map_, "utf-8")
    monkeypatch.chdir(tmp_path / "work/maps")
    found = Again([Path()])
    found.report(ASKED)
    names = {folder.relative_to(tmp_path).as_posix() for folder in found.folders()}
    assert names == {"work", "work/maps", "work/maps/deep", "work/shared"}
