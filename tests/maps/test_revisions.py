"""Maps are read at a git revision as they would be from the disk, and git does nothing besides."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from maps.repositories import begun, commit, git
from maps.texts import LIBRARY, SMALL
from pathkit.maps import load_map
from pathkit.maps.revisions import Repository, RevisionProblem, repository_of
from pathkit.maps.tree import LARGEST

USES = "uses: [../national/lib.pathway.yaml]\n"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of the person who runs the tests."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose path has a space and a line end, with a map and the library that it uses."""
    folder = begun(tmp_path / "the forum's\nmaps")
    for name, text in (("national/lib.pathway.yaml", LIBRARY), ("pathways/a.pathway.yaml", USES + SMALL)):
        (folder / name).parent.mkdir()
        (folder / name).write_text(text)
    commit(folder)
    return folder


def test_a_map_and_what_it_uses_are_as_they_were(repository: Path) -> None:
    map_ = repository / "pathways/a.pathway.yaml"
    before = load_map(map_)
    (repository / "national/lib.pathway.yaml").unlink()
    map_.write_text("nonsense")
    found = load_map(map_, files=repository_of(repository).at("HEAD"))
    assert (found.problems, before.problems) == ((), ())
    assert found.map is not None and before.map is not None
    assert list(found.map.services) == list(before.map.services)


@pytest.mark.parametrize("folder", [".", "pathways"])
def test_the_repository_is_found_from_any_of_its_folders(repository: Path, folder: str) -> None:
    assert repository_of(repository / folder) == Repository(repository.resolve())


def test_a_second_working_tree_is_one_as_well(repository: Path, tmp_path: Path) -> None:
    git(repository, "worktree", "add", "--quiet", str(tmp_path / "beside"))
    beside = repository_of(tmp_path / "beside")
    assert beside.root == (tmp_path / "beside").resolve()
    assert load_map(beside.root / "pathways/a.pathway.yaml", files=beside.at("main")).problems == ()


def test_a_bare_repository_has_revisions_too(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(repository), "bare.git")
    bare = repository_of(tmp_path / "bare.git")
    assert load_map(bare.root / "pathways/a.pathway.yaml", files=bare.at("main")).problems == ()


def test_a_submodule_is_no_file(repository: Path, tmp_path: Path) -> None:
    other = begun(tmp_path / "other")
    head = commit(other)
    git(repository, "update-index", "--add", "--cacheinfo", f"160000,{head},pathways/c.pathway.yaml")
    git(repository, "commit", "--quiet", "--message=links")
    at = repository_of(repository).at("HEAD")
    assert at.maps_in(repository / "pathways") == ["a.pathway.yaml"]
    assert not at.is_file(repository / "pathways/c.pathway.yaml")
    with pytest.raises(OSError, match="it is no file at `HEAD`"):
        at.read(repository / "pathways/c.pathway.yaml")


@pytest.mark.parametrize("target", ["national", "./pathways/../national", "ROOT/national", "other"])
def test_a_link_is_followed_as_it_stood(repository: Path, target: str) -> None:
    """Of a folder, and of a file in it; also to another link, and where it was written as an absolute path."""
    (repository / "other").symlink_to("national")
    (repository / "real").symlink_to(target.replace("ROOT", repository.resolve().as_posix()))
    (repository / "national/link.pathway.yaml").symlink_to("lib.pathway.yaml")
    map_ = repository / "pathways/a.pathway.yaml"
    map_.write_text("uses: [../real/link.pathway.yaml]\n" + SMALL)
    commit(repository)
    (repository / "real").unlink()
    at = repository_of(repository).at("HEAD")
    assert load_map(map_, files=at).problems == ()
    assert at.real(repository / "real/link.pathway.yaml") == repository / "national/lib.pathway.yaml"
    assert at.is_folder(repository / "real")
    assert at.maps_in(repository / "real") == ["lib.pathway.yaml"]


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("../..", "leads out of the workspace"),
        ("/etc", "leads out of the workspace"),
        ("../national", "leads out of the workspace"),
        ("real", "cannot be found"),
        ("round", "cannot be found"),
        ("nothing", "is not there"),
    ],
)
def test_a_link_leads_neither_out_of_the_repository_nor_round_and_round(
    repository: Path, target: str, says: str
) -> None:
    (repository.parent / "national").mkdir()
    (repository.parent / "national/lib.pathway.yaml").write_text(LIBRARY)
    (repository / "real").symlink_to(target)
    (repository / "round").symlink_to("real/x")
    map_ = repository / "pathways/a.pathway.yaml"
    map_.write_text("uses: [../real/lib.pathway.yaml]\n" + SMALL)
    commit(repository)
    at = repository_of(repository).at("HEAD")
    found = load_map(map_, files=at)
    assert says in found.problems[0].message
    assert not at.is_file(repository / "real/lib.pathway.yaml")
    with pytest.raises(OSError, match="it is no file at `HEAD`"):
        at.read(repository / "real/lib.pathway.yaml")


def test_a_name_is_found_in_whichever_letters_it_is_written(repository: Path) -> None:
    (repository / "pathways/M\u00f2r.pathway.yaml").write_text(SMALL)
    commit(repository)
    at = repository_of(repository).at("HEAD")
    assert at.read(repository / "pathways/Mo\u0300r.pathway.yaml") == SMALL.encode()


def test_uses_may_not_leave_the_repository(repository: Path) -> None:
    outside = repository.parent / "outside.pathway.yaml"
    outside.write_text(LIBRARY)
    (repository / "pathways/a.pathway.yaml").write_text("uses: [../../outside.pathway.yaml]\n" + SMALL)
    commit(repository)
    found = load_map(repository / "pathways/a.pathway.yaml", files=repository_of(repository).at("HEAD"))
    assert [problem.rule for problem in found.problems][:1] == ["invalid-map"]
    assert "leads out of the workspace" in found.problems[0].message


def test_uses_may_not_leave_the_workspace_of_that_time(repository: Path) -> None:
    (repository / "pathways/pathkit.yaml").write_text("profile: agreed\n")
    commit(repository)
    (repository / "pathways/pathkit.yaml").unlink()
    at = repository_of(repository).at("HEAD")
    assert at.workspace(repository / "pathways/a.pathway.yaml") == repository / "pathways"
    assert repository_of(repository).at("HEAD~1").workspace(repository / "pathways/a.pathway.yaml") == repository


@pytest.mark.parametrize(
    "name",
    [
        "Mòr.pathway.yaml",
        "a b\nc.pathway.yaml",
        "--output=x.pathway.yaml",
        '"q" `r` $(s).pathway.yaml',
        ":(top)x.pathway.yaml",
    ],
)
def test_any_name_of_a_file_is_read(repository: Path, name: str) -> None:
    (repository / name).write_text(SMALL)
    commit(repository)
    at = repository_of(repository).at("HEAD")
    assert name in set(at.paths())
    assert at.read(repository / name) == SMALL.encode()


def test_a_name_that_is_no_utf_8_is_read(repository: Path) -> None:
    name = os.fsdecode(b"caf\xe9.pathway.yaml")
    (repository / name).write_text(SMALL)
    commit(repository)
    assert repository_of(repository).at("HEAD").read(repository / name) == SMALL.encode()


def test_what_is_too_large_is_refused_for_its_size(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (repository / "large.pathway.yaml").open("wb") as file:
        file.truncate(LARGEST + 2)
    commit(repository)
    asked: list[object] = []
    run = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda *args, **how: asked.append(args[0]) or run(*args, **how))  # type: ignore[func-returns-value]
    found = load_map(repository / "large.pathway.yaml", files=repository_of(repository).at("HEAD"))
    assert [problem.message for problem in found.problems] == ["The file is larger than 16 MiB."]
    assert not [one for one in asked if isinstance(one, list) and "--batch" in one]


# --- revisions


@pytest.mark.parametrize("revision", ["main", "HEAD", "v1", "HEAD~0", "main@{0}"])
def test_a_revision_is_a_branch_a_tag_or_what_else_git_knows(repository: Path, revision: str) -> None:
    git(repository, "tag", "--annotate", "--message=agreed", "v1")
    assert repository_of(repository).commit(revision) == git(repository, "rev-parse", "HEAD")


@pytest.mark.parametrize(
    ("revision", "says"),
    [
        ("mian", "There is no revision `mian` in this repository. Did you mean `main`?"),
        ("agreed", "Did you mean `origin/agreed`?"),
        ("nothing-like-it", "git fetch brings those that are new."),
        ("", "is no revision"),
        ("-h", "`-h` is no revision. Write a branch, a tag or a commit, such as main."),
        ("--output=written", "is no revision"),
        ("--upload-pack=touch written", "is no revision"),
        ("ma\0in", "is no revision"),
        ("ma\nin", "is no revision"),
        ("\ud800", "is no revision"),
        ("main:pathways", "There is no revision"),
        ("main; touch written", "There is no revision"),
        ("$(touch written)", "There is no revision"),
        ("x" * 300, "There is no revision"),
    ],
)
def test_what_is_no_revision_is_said_with_what_may_have_been_meant(repository: Path, revision: str, says: str) -> None:
    git(repository, "update-ref", "refs/remotes/origin/agreed", "HEAD")
    with pytest.raises(RevisionProblem) as told:
        repository_of(repository).commit(revision)
    assert says in str(told.value)
    assert not list(repository.glob("**/written"))


def test_a_part_of_a_history_says_that_the_rest_can_be_fetched(repository: Path, tmp_path: Path) -> None:
    commit(repository)
    git(tmp_path, "clone", "--quiet", "--depth=1", repository.as_uri(), "part")
    part = repository_of(tmp_path / "part")
    assert part.is_shallow
    with pytest.raises(RevisionProblem, match="git fetch --unshallow"):
        part.commit("HEAD~1")


def test_what_was_left_out_of_a_clone_is_not_fetched(repository: Path, tmp_path: Path) -> None:
    git(repository, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--no-checkout", "--filter=blob:none", repository.as_uri(), "part")
    at = repository_of(tmp_path / "part").at("HEAD")
    with pytest.raises(OSError, match="git has not fetched it at `HEAD`"):
        at.read(tmp_path / "part/pathways/a.pathway.yaml")


def test_where_two_branches_went_apart(repository: Path) -> None:
    fork = git(repository, "rev-parse", "HEAD")
    git(repository, "switch", "--quiet", "--create", "change")
    ours = commit(repository, "ours")
    git(repository, "switch", "--quiet", "main")
    theirs = commit(repository, "theirs")
    git(repository, "switch", "--quiet", "--orphan", "apart")
    stranger = commit(repository, "stranger")
    found = repository_of(repository)
    assert found.merge_base(theirs, ours) == fork
    assert found.merge_base(theirs, stranger) is None


def test_renames_are_those_that_git_finds(repository: Path) -> None:
    before = git(repository, "rev-parse", "HEAD")
    git(repository, "mv", "pathways/a.pathway.yaml", "the east\nglen.pathway.yaml")
    found = repository_of(repository)
    renamed = {"the east\nglen.pathway.yaml": "pathways/a.pathway.yaml"}
    assert found.renamed(before, None) == renamed
    assert found.renamed(before, commit(repository)) == renamed


def test_what_git_ignores_is_not_listed(repository: Path) -> None:
    (repository / ".gitignore").write_text("built\n")
    (repository / "built").mkdir()
    for name in ("built/b.pathway.yaml", "new.pathway.yaml"):
        (repository / name).write_text(SMALL)
    git(repository, "update-index", "--skip-worktree", "national/lib.pathway.yaml")
    listed = repository_of(repository).listed()
    assert listed.there == {".gitignore", "new.pathway.yaml", "pathways/a.pathway.yaml"}
    assert listed.kept_out == {"national/lib.pathway.yaml"}


# --- git itself


def test_no_git_and_no_repository_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RevisionProblem, match="is in no git repository"):
        repository_of(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RevisionProblem, match="git was not found on this machine"):
        repository_of(tmp_path)


def test_the_top_of_all_folders_has_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", "/")
    with pytest.raises(RevisionProblem, match=r"^`/`, the folder you are in, is in no git repository"):
        repository_of(Path("/"))


@pytest.mark.parametrize("place", ["elsewhere", "nowhere"])
def test_a_working_tree_from_which_git_does_not_find_back_is_told(repository: Path, tmp_path: Path, place: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    git(repository, "config", "core.worktree", str(tmp_path / place))
    with pytest.raises(RevisionProblem, match=r"core\.worktree.*git config --unset core\.worktree"):
        repository_of(repository / ".git")


def test_what_git_itself_refuses_is_said_in_its_words(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(RevisionProblem) as told:
        repository_of(repository)
    assert "detected dubious ownership" in str(told.value)
    assert "git config --global --add safe.directory" in str(told.value)


def test_a_program_in_the_folder_is_not_run(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / "git").write_text("#!/bin/sh\ntouch written\n")
    (repository / "git").chmod(0o755)
    monkeypatch.chdir(repository)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.pathsep}{os.environ['PATH']}")
    assert repository_of(Path()).at("HEAD").is_file(Path("pathways/a.pathway.yaml"))
    assert not Path("written").exists()


def test_git_that_does_not_answer_is_not_waited_for(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object, **how: object) -> None:
        raise subprocess.TimeoutExpired("git", 60)

    monkeypatch.setattr(subprocess, "run", slow)
    with pytest.raises(RevisionProblem, match="git rev-parse did not answer within 60 seconds"):
        repository_of(repository)


def test_nothing_of_the_repository_is_run_and_nothing_is_written(repository: Path) -> None:
    """Hooks, filters of contents and for display, a watcher of files, an external diff: git would run them if let."""
    program = repository / ".git/program"
    program.write_text("#!/bin/sh\ntouch written\n")
    program.chmod(0o755)
    for hook in ("post-index-change", "post-checkout", "fsmonitor-watchman"):
        (repository / ".git/hooks").mkdir(exist_ok=True)
        (repository / ".git/hooks" / hook).write_text("#!/bin/sh\ntouch written\n")
        (repository / ".git/hooks" / hook).chmod(0o755)
    before = git(repository, "rev-parse", "HEAD")
    git(repository, "mv", "pathways/a.pathway.yaml", "pathways/moved.pathway.yaml")
    for key in ("core.fsmonitor", "diff.external", "diff.x.textconv", "diff.x.command", "core.pager"):
        git(repository, "config", key, str(program))
    for key in ("clean", "smudge", "process"):
        git(repository, "config", f"filter.{key}.{key}", str(program))
        git(repository, "config", f"filter.{key}.required", "true")
    (repository / ".git/info/attributes").write_text("*.yaml diff=x filter=clean\nlib.* filter=process\n")
    map_ = repository / "pathways/moved.pathway.yaml"
    map_.write_text(map_.read_text() + "\n")
    os.utime(repository / "national/lib.pathway.yaml", (0, 0))  # so that git would like to refresh its index
    files = _files_of(repository)
    found = repository_of(repository)
    at = found.at(before)
    load_map(repository / "pathways/a.pathway.yaml", files=at)
    assert found.renamed(before, None) == {"pathways/moved.pathway.yaml": "pathways/a.pathway.yaml"}
    found.listed()
    found.merge_base(at.commit, at.commit)
    assert _files_of(repository) == files


def _files_of(folder: Path) -> dict[str, bytes]:
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


def test_the_settings_of_the_person_change_nothing(repository: Path) -> None:
    for key, value in (
        ("diff.relative", "true"),
        ("diff.renames", "false"),
        ("color.ui", "always"),
        ("core.quotePath", "true"),
    ):
        git(repository, "config", key, value)
    before = git(repository, "rev-parse", "HEAD")
    git(repository, "mv", "pathways/a.pathway.yaml", "pathways/ä.pathway.yaml")
    assert repository_of(repository / "national").renamed(before, None) == {
        "pathways/ä.pathway.yaml": "pathways/a.pathway.yaml"
    }
