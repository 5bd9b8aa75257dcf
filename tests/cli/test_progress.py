"""`pathkit progress`, from the options to the exit code, on real maps and a real repository."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from maps.repositories import begun, commit
from output.commands import obeyed

from cli.running import ON, run

Capture = pytest.CaptureFixture[str]

MAP = """\
area: {id: eastglen, name: Eastglen, code: S08000022, calendar: none}
people: {ages: 18+, needs: [distress]}
organisations:
  listeners: {name: Eastglen listeners, sector: third}
services:
  line:
    name: Eastglen line
    provider: listeners
    kind: crisis-space
    open_to: public
    hours: Mon-Fri 09:00-17:00
    supports: {excludes: []}
    offers: [listening, assessment]
    contact: {phone: "01632 960001"}
declaration: {signed: 2025-02-03, signed_by: [listeners]}
plan:
  agreed: 2025-03-03
  actions:
    nights:
      title: The line is answered at night
      closes: [nobody-to-turn-to@eastglen]
      owner: listeners
      due: {within: 12 months}
"""
DONE = MAP.replace("Mon-Fri 09:00-17:00", "24/7").replace(
    "      due:", "      status: delivered\n      done: 2026-06-01\n      due:"
)
BAD = MAP.replace("provider: listeners", "provider: listners").replace("Eastglen,", "Westmarch,")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository in which what was agreed has been done, which is not committed yet."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    folder = begun(tmp_path / "the maps")
    (folder / "eastglen.pathway.yaml").write_text(MAP)
    commit(folder, at="2025-10-01T09:00:00Z")
    (folder / "eastglen.pathway.yaml").write_text(DONE)
    monkeypatch.chdir(folder)
    return folder


def test_an_area_that_did_what_it_said_is_tested_and_one_that_only_says_so_is_not(here: Path, capsys: Capture) -> None:
    ended = run(capsys, "progress", "--date", ON)
    assert (ended.code, ended.err) == (0, "")
    assert "Tested, on 21 Nov 2026" in ended.out
    Path("eastglen.pathway.yaml").write_text(DONE.replace("24/7", "Mon-Fri 09:00-17:00"))
    said = run(capsys, "progress", "--date", ON)
    assert said.code == 0
    assert "In delivery, since 1 Jun 2026" in said.out
    assert "nobody-to-turn-to@eastglen: still found" in said.out


def test_a_map_that_is_not_valid_stops_no_other_and_ends_with_1(here: Path, capsys: Capture) -> None:
    Path("westmarch.pathway.yaml").write_text(BAD)
    ended = run(capsys, "progress", "--date", ON)
    assert ended.code == 1
    assert "Tested, on 21 Nov 2026" in ended.out
    assert "The map could not be asked" in ended.out
    assert "listners" in ended.out


def test_findings_never_count_and_files_without_an_area_are_passed_over(here: Path, capsys: Capture) -> None:
    Path("eastglen.pathway.yaml").write_text(MAP)
    Path("lib.pathway.yaml").write_text("organisations: {one: {name: A library, sector: third}}\n")
    ended = run(capsys, "progress", "--date", ON)
    assert ended.code == 0
    assert "library" not in ended.out


def test_every_format_in_one_run(here: Path, capsys: Capture) -> None:
    ended = run(capsys, "progress", "--date", ON, "--format", "json", "--format", "markdown=p.md", "-o", "p.html")
    assert (ended.code, ended.err) == (0, "Wrote p.md.\nWrote p.html.\n")
    assert [one["stage"] for one in json.loads(ended.out)["areas"]] == ["tested"]
    assert "**Tested, on 21 Nov 2026**" in Path("p.md").read_text("utf-8")
    assert "<html" in Path("p.html").read_text("utf-8")


def test_the_annual_report_in_every_format(here: Path, capsys: Capture) -> None:
    files = ("--format", "json=a.json", "--format", "markdown=a.md", "-o", "a.html")
    ended = run(capsys, "progress", "--since", "2025-11-21", "--date", ON, "--format", "text", *files)
    assert (ended.code, ended.err) == (0, "Wrote a.json.\nWrote a.md.\nWrote a.html.\n")
    assert "Tested, on 21 Nov 2026. On 21 Nov 2025 it was at the stage “plan agreed”." in ended.out
    assert "# Eastglen: what became of what was agreed" in Path("a.md").read_text("utf-8")
    found = json.loads(Path("a.json").read_text("utf-8"))
    assert found["areas"][0]["year"]["themes"][0]["done"] == ["nights"]
    assert "<html" in Path("a.html").read_text("utf-8")


def test_a_revision_will_do_as_well(here: Path, capsys: Capture) -> None:
    ended = run(capsys, "progress", ".", "--since", "HEAD", "--date", ON)
    assert ended.code == 0
    assert "From 1 Oct 2025 (HEAD) to 21 Nov 2026." in ended.out


def test_the_same_maps_give_the_same_bytes(here: Path, capsys: Capture) -> None:
    Path("b.pathway.yaml").write_text(MAP.replace("eastglen", "abbotsmuir").replace("Eastglen,", "Abbotsmuir,"))
    for more in ((), ("--since", "2025-11-21")):
        for form in ("text", "json", "markdown", "html"):
            one, other = (
                run(capsys, "progress", *paths, "--date", ON, "--jobs", jobs, "--format", form, *more)
                for paths, jobs in (
                    (("b.pathway.yaml", "eastglen.pathway.yaml"), "1"),
                    (("eastglen.pathway.yaml", "b.pathway.yaml"), "2"),
                )
            )
            assert one == other


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--tiles", "counties", "-o", "p.html"), "--tiles cannot be `counties`."),
        (("--tiles", "councils"), "ask for the page, with -o progress.html."),
        (("--tiles", "councils", "-o", "p.html", "--since", "HEAD"), "the annual report has none."),
        (("--format", "sarif"), "There is no format `sarif`."),
        (("--profile", "strict"), "--profile cannot be `strict`."),
        (("nowhere",), "There is no file or folder `nowhere`."),
        (("-o", "p.pdf"), "end its name in .html or .htm."),
        (("--since", "2027-01-01"), "after the date of the report (21 Nov 2026)"),
        (("--since", "v2024"), "There is no revision `v2024`"),
        (("--since", "HEAD", "nowhere"), "There is no file or folder `nowhere`."),
    ],
)
def test_what_cannot_be_done_is_said_before_any_work(
    here: Path, capsys: Capture, arguments: tuple[str, ...], says: str
) -> None:
    ended = run(capsys, "progress", "--date", ON, *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.err


def test_outside_a_repository_the_annual_report_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    Path("eastglen.pathway.yaml").write_text(MAP)
    ended = run(capsys, "progress", "--since", "2025-11-21", "--date", ON)
    assert ended.code == 2
    assert "is in no git repository" in ended.err
    assert "Without --since, pathkit progress tells how far areas have got now." in ended.err


def test_no_name_in_a_map_is_a_command_in_a_log(here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    hostile = DONE.replace("title: The line is answered at night", 'title: "::error::x\\n::error::y"')
    Path("eastglen.pathway.yaml").write_text(hostile.replace("name: Eastglen,", 'name: "::warning::Eastglen",'))
    for more in ((), ("--since", "HEAD")):
        for form in ("text", "markdown", "json"):
            ended = run(capsys, "progress", "--date", ON, "--format", form, *more)
            assert ended.code == 0
            assert obeyed(ended.out) == []
