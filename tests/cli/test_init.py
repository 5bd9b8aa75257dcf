"""`pathkit init`: what it says, and how it ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cli.running import ON, run

LISTED = """\
  pathways/eastglen.pathway.yaml  the map: begin here
  README.md                       for the forum: what all this is
  pathkit.yaml                    how much a check asks
  .github/workflows/pathkit.yml   what GitHub does with every change
  .gitlab-ci.yml                  what GitLab does with every change
  .pre-commit-config.yaml         a check before a change is recorded
  .vscode/extensions.json         for Visual Studio Code
  .vscode/settings.json           for Visual Studio Code
  .editorconfig                   for any editor
  .gitattributes                  for git
  .gitignore                      for git
  schemas/pathway.schema.json     what an editor needs to know of maps
"""
NEXT = """
Next: see what a check says of it:  pathkit check
Then replace what is made up in pathways/eastglen.pathway.yaml, a piece at a time, and check again.
README.md tells the forum what all this is, and how a website can check every change.
"""
WHERE_FROM = """\
Before a website can, write behind PATHKIT: in .github/workflows/pathkit.yml and .gitlab-ci.yml where pathkit is \
installed from, as in git+https://HOST/GROUP/pathkit@TAG
"""
FROM = "git+https://git.eastglen.example/forum/pathkit@v1.2"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files() -> set[str]:
    return {path.as_posix() for path in Path().rglob("*") if path.is_file()}


def test_it_writes_into_this_folder_and_says_what_next(capsys: pytest.CaptureFixture[str]) -> None:
    ended = run(capsys, "init", "--date", ON)
    assert (ended.code, ended.out, ended.err) == (0, f"Wrote, in this folder:\n{LISTED}{NEXT}{WHERE_FROM}", "")
    assert files() == {line.split()[0] for line in LISTED.splitlines()}


def test_told_where_pathkit_is_installed_from_it_writes_that_for_the_hosts(capsys: pytest.CaptureFixture[str]) -> None:
    ended = run(capsys, "init", "--date", ON, "--install-from", FROM)
    assert (ended.code, ended.out, ended.err) == (0, f"Wrote, in this folder:\n{LISTED}{NEXT}", "")
    for host in (".github/workflows/pathkit.yml", ".gitlab-ci.yml"):
        assert f'  PATHKIT: "{FROM}"\n' in Path(host).read_text("utf-8")


def test_what_to_install_from_is_not_written_into_a_file_that_was_there(capsys: pytest.CaptureFixture[str]) -> None:
    Path(".gitlab-ci.yml").write_text("check: {script: true}\n")
    ended = run(capsys, "init", "--install-from", FROM)
    assert ended.code == 0
    assert ended.out.endswith(f"\nIn .gitlab-ci.yml, which you had already, write yourself: PATHKIT: {FROM}\n")
    assert Path(".gitlab-ci.yml").read_text() == "check: {script: true}\n"


def test_what_it_wrote_passes_its_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "init", "a folder", "--area", "Westmarch", "--date", ON).code == 0
    ended = run(capsys, "check", "a folder", "--date", ON)
    assert (ended.code, ended.err) == (0, "")
    assert "Westmarch · a folder/pathways/westmarch.pathway.yaml" in ended.out
    assert "\n0 errors, 0 warnings, 1 note · 0 acknowledged" in ended.out


def test_a_folder_that_is_made_is_named_in_what_to_do_next(capsys: pytest.CaptureFixture[str]) -> None:
    ended = run(capsys, "init", "new/our maps")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("Wrote, in new/our maps:\n")
    assert "pathkit check 'new/our maps'\n" in ended.out
    assert "made up in new/our maps/pathways/eastglen.pathway.yaml," in ended.out


def test_what_is_there_is_named_and_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    Path("README.md").write_text("Ours.\n")
    ended = run(capsys, "init")
    assert ended.code == 0
    assert "\nKept your README.md.\n" in ended.out and "  README.md " not in ended.out
    assert Path("README.md").read_text() == "Ours.\n"
    again = run(capsys, "init")
    assert (again.code, again.err) == (0, "")
    assert again.out.startswith(
        "Nothing to write in this folder: all of the files are there.\nKept your pathways/eastglen"
    )


def test_a_dry_run_lists_and_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    ended = run(capsys, "init", "new", "--dry-run")
    assert (ended.code, ended.out, ended.err) == (0, f"Would write, in new:\n{LISTED}", "")
    assert not Path("new").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--area", "東京"), "No id can be made of `東京`"),
        (("--area", "a\x1b[2Jb"), "a character that does not print: `a\\x1b[2Jb`"),
        (("--date", "soon"), "`soon` is not a date."),
        (("--date", "2091-01-01"), "give a date from 2000 to 2090"),
        (("--install-from", "pathkit"), "pathkit cannot be installed from `pathkit`: pip would look this name up"),
        (("--install-from", ""), "that is no address"),
        (("file",), "file is no folder: nothing was written."),
        (("links",), "links/.github is a link that leads out of links: nothing was written."),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    options: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    Path("file").touch()
    Path("links").mkdir()
    Path("links/.github").symlink_to(tmp_path)
    ended = run(capsys, "init", *options)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert files() == {"file"}


def test_where_writing_fails_half_way_what_was_written_is_said() -> None:
    """No file may be larger than 40 kB here, and the schema is."""
    limited = f'ulimit -f 40; exec "{sys.executable}" -m pathkit init new'
    done = subprocess.run(["bash", "-c", limited], capture_output=True, encoding="utf-8", timeout=120)
    assert done.returncode == 2
    assert done.stdout == f"Wrote, in new:\n{LISTED[: LISTED.index('  schemas')]}"
    assert done.stderr == (
        "new/schemas/pathway.schema.json was not written: File too large. What is named above was written.\n"
    )
    assert not Path("new/schemas/pathway.schema.json").exists()
