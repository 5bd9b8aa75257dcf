"""Maps as they stand at a revision of a git repository.

git's own program is asked, without a shell, and answers from what is on this machine: nothing is fetched, written or
run on the way. A revision is turned into the id of its commit once, and from then on only that id is passed on.
"""

from __future__ import annotations

import errno
import os
import posixpath
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from pathkit.maps.files import Files, as_named
from pathkit.maps.tree import LARGEST
from pathkit.maps.values import closest, shown

PATIENCE = 60
"""Seconds after which git is not waited for any longer."""

SHORT = 10
"""So much of a commit's id is shown."""

_SETTINGS = "pathkit.yaml"
_FILE_MODES = ("100644", "100755", "100664")
_LINK_MODE = "120000"
_MOST_LINKS = 40
"""So many links are followed one after the other, as by Linux; more of them go round in a circle."""
# Nothing of the person's own settings may have a program run, the index refreshed, a colour written or a path turned.
_SET = ("core.quotePath=false", "core.fsmonitor=false", f"core.hooksPath={os.devnull}", "diff.autoRefreshIndex=false")
_GIT = ("--no-pager", *(part for one in _SET for part in ("-c", one)))
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",  # the same for a git older than GIT_NO_LAZY_FETCH: no such protocol exists
    "LC_ALL": "C",  # its messages are looked at
}
_NAMES_ONLY = ("--name-status", "-M", "-z", "--no-ext-diff", "--no-textconv", "--no-color", "--no-relative")


class RevisionProblem(Exception):
    """What was asked of git cannot be had; the message says what it was, why, and what to do."""


class NoRepository(RevisionProblem):
    """A folder is in no git repository."""


@dataclass(frozen=True)
class Listed:
    """The files of a working tree, by their paths from the top. `kept_out` are those of a sparse checkout that git
    knows of and has not written to the disk."""

    there: frozenset[str]
    kept_out: frozenset[str]


@dataclass(frozen=True)
class Repository:
    """A git repository. `root` is the top of its working tree (of a bare one, the repository itself)."""

    root: Path

    def commit(self, revision: str) -> str:
        """The id of the commit that a revision names. Raises `RevisionProblem`."""
        if not revision or revision.startswith("-") or not revision.isprintable():
            raise RevisionProblem(f"{shown(revision)} is no revision. Write a branch, a tag or a commit, such as main.")
        asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        done = _git(asked, self.root)
        if done.returncode:
            raise RevisionProblem(self._no_such(revision))
        return done.stdout.decode("ascii").strip()

    def merge_base(self, one: str, other: str) -> str | None:
        """The commit from which two commits went apart, or None where git knows of none."""
        done = _git(("merge-base", one, other), self.root)
        return done.stdout.decode("ascii").split()[0] if done.returncode == 0 and done.stdout.strip() else None

    def last_by(self, day: date) -> str | None:
        """The last commit by the end of a day, on the way that HEAD came; None where there is none so old.

        A commit is of the day on which it was made where it was made: the clock of this machine makes no difference.
        Of a merge, only the line that it was merged into is followed: what was in force, not what was being drafted.
        """
        asked = ("rev-list", "--first-parent", "--pretty=format:%H %cd", "--date=short", "--end-of-options", "HEAD")
        done = _git(asked, self.root)
        lines = [] if done.returncode else done.stdout.decode("ascii", "replace").splitlines()
        dated = (line.split() for line in lines if not line.startswith("commit "))
        return next((commit for commit, made in dated if made <= day.isoformat()), None)

    def made_on(self, commit: str) -> date:
        """The day on which a commit was made, where it was made."""
        asked = ("rev-list", "--max-count=1", "--pretty=format:%cd", "--date=short", commit)
        return date.fromisoformat(_answer(asked, self.root).decode("ascii").split()[-1])

    @cached_property
    def is_shallow(self) -> bool:
        """Whether only the last part of its history is here, as CI often fetches it."""
        done = _git(("rev-parse", "--is-shallow-repository"), self.root)
        return done.stdout.strip() == b"true"

    def at(self, revision: str) -> Revision:
        """The files as they stand at a revision. Raises `RevisionProblem`."""
        return Revision(self.root, revision, self.commit(revision))

    def renamed(self, before: str, after: str | None) -> Mapping[str, str]:
        """The files that git takes for renamed, the old path by the new one.

        Between two commits, or between a commit and the index (`after` is None): what `git mv` moved. The working tree
        is not looked at, for git would put its files through filters, which are programs.
        """
        trees = ("--cached", before) if after is None else (before, after)
        asked = ("diff", *_NAMES_ONLY, "--ignore-submodules=all", "--diff-filter=R", *trees, "--")
        said = _answer(asked, self.root).split(b"\0")
        return {os.fsdecode(said[i + 2]): os.fsdecode(said[i + 1]) for i in range(0, len(said) - 2, 3)}

    def listed(self) -> Listed:
        """The files of the working tree that git knows of or would take in: not what it is told to ignore."""
        said = _answer(("ls-files", "-z", "-t", "--cached", "--others", "--exclude-standard"), self.root)
        tagged = [(one[:1], os.fsdecode(one[2:])) for one in said.split(b"\0") if one]
        return Listed(
            frozenset(name for tag, name in tagged if tag != b"S"),
            frozenset(name for tag, name in tagged if tag == b"S"),
        )

    def within(self, path: Path) -> str | None:
        """A path from the top of the repository ("" for the top itself), or None where it is outside."""
        named = as_named(path)
        return _joined(named.relative_to(self.root)) if named.is_relative_to(self.root) else None

    def _no_such(self, revision: str) -> str:
        names = _answer(("for-each-ref", "--format=%(refname:lstrip=2)", "refs"), self.root).decode("utf-8", "replace")
        known = tuple(sorted(set(names.split())))
        near = next((name for name in known if name.endswith(f"/{revision}")), None) or closest(revision, known)
        text = f"There is no revision {shown(revision)} in this repository."
        if near is not None:
            return f"{text} Did you mean {shown(near)}?"
        if self.is_shallow:
            return (
                f"{text} Only a part of its history was fetched: git fetch --unshallow fetches the rest (in a workflow "
                "of GitHub: actions/checkout with fetch-depth: 0)."
            )
        return f"{text} git branch --all lists the branches, git fetch brings those that are new."


def repository_of(folder: Path) -> Repository:
    """The repository that a folder is in. Raises `RevisionProblem`."""
    top = _git(("rev-parse", "--show-toplevel"), folder)
    if top.returncode:  # a bare repository has no working tree
        top = _git(("rev-parse", "--absolute-git-dir"), folder)
    if top.returncode:
        problem = NoRepository if b"not a git repository" in top.stderr else RevisionProblem
        raise problem(_no_repository(folder, top.stderr))
    root = as_named(Path(os.fsdecode(top.stdout.removesuffix(b"\n"))))
    if not _is_that_of(root, folder):
        raise RevisionProblem(
            "The settings of this repository say that its files are in another folder (core.worktree), and git does "
            "not find the repository from there. Set it right, or take it out: git config --unset core.worktree."
        )
    return Repository(root)


def _is_that_of(root: Path, folder: Path) -> bool:
    """Whether git finds the same repository from the top of its working tree, where it is asked from then on."""
    if not root.is_dir():
        return False
    found = [_git(("rev-parse", "--absolute-git-dir"), place) for place in (folder, root)]
    return not any(one.returncode for one in found) and found[0].stdout == found[1].stdout


class Revision(Files):
    """The files of a repository at one commit, each at the place that it has or would have in the working tree.

    A link is followed to what it leads to in the same commit, and never out of the repository. Submodules are no
    files. Blobs are read when they are asked for, once each.
    """

    def __init__(self, root: Path, called: str, commit: str) -> None:
        self.root = root
        self.called = called
        self.commit = commit
        self._read: dict[str, bytes] = {}

    def read(self, path: Path) -> bytes:
        """What is in a file, cut just beyond the size at which it is refused. Raises `OSError`."""
        blob = self.blobs.get(self._inside(path) or "")
        if blob is None:
            raise FileNotFoundError(errno.ENOENT, f"it is no file at {shown(self.called)}", path.as_posix())
        try:
            return self._blob(blob)
        except RevisionProblem as problem:
            raise OSError(errno.EIO, str(problem).rstrip("."), path.as_posix()) from None

    def real(self, path: Path) -> Path:
        """The place that a path leads to; where a link leads out of the repository, a place there. Raises `OSError`."""
        inside = Repository(self.root).within(path)
        return as_named(path) if inside is None else as_named(self.root / self.followed(inside))

    def is_file(self, path: Path) -> bool:
        """Whether there is such a file."""
        return self._inside(path) in self.blobs

    def is_folder(self, path: Path) -> bool:
        """Whether there is such a folder."""
        return self._inside(path) in self._folders

    def maps_in(self, folder: Path) -> list[str]:
        """The names of the maps and libraries in a folder, sorted."""
        start = self._inside(folder)
        if start is None:
            return []
        names = (Path(one) for one in self.blobs if one.endswith(".pathway.yaml"))
        return sorted(one.name for one in names if _joined(one.parent) == start)

    def workspace(self, path: Path) -> Path:
        """The folder that a map's `uses` may not leave, never above the repository."""
        here = as_named(path).parent
        for folder in (here, *here.parents):
            if folder == self.root or self.is_file(folder / _SETTINGS):
                return folder
        return here

    def paths(self) -> Iterator[str]:
        """The paths of all files from the top of the repository, sorted."""
        yield from sorted(self.blobs)

    def as_kept(self, inside: str) -> str:
        """A path as git has it, where its letters with accents are written in the other way."""
        if inside.isascii() or inside in self._tree or inside in self._folders:
            return inside
        return self._in_one_form.get(in_one_form(inside), inside)

    def followed(self, inside: str) -> str:
        """A path from the top of the repository with every link followed; one that leads out begins with `../` or `/`.

        Raises `OSError` where links lead round in a circle.
        """
        done, left = "", inside.split("/")
        followed = 0
        while left:
            done, left = posixpath.normpath(posixpath.join(done, left[0])), left[1:]
            if done.startswith(("../", "/")) or done == "..":
                return posixpath.join(done, *left)
            if done in self._links:
                followed += 1
                if followed > _MOST_LINKS:
                    raise OSError(errno.ELOOP, f"its links lead round in a circle at {shown(self.called)}", inside)
                target = self._target(done)
                done = "/" if target.startswith("/") else posixpath.dirname(done)
                left = [*target.split("/"), *left]
        return "" if done == "." else done

    @cached_property
    def blobs(self) -> Mapping[str, str]:
        """The blob of each file, by its path from the top of the repository."""
        return {name: blob for name, (mode, blob) in self._tree.items() if mode in _FILE_MODES}

    @cached_property
    def _links(self) -> Mapping[str, str]:
        return {name: blob for name, (mode, blob) in self._tree.items() if mode == _LINK_MODE}

    @cached_property
    def _tree(self) -> Mapping[str, tuple[str, str]]:
        """The mode and the blob of all that git keeps, by its path from the top of the repository."""
        found = {}
        for entry in _answer(("ls-tree", "-r", "-z", "--full-tree", self.commit), self.root).split(b"\0"):
            about, _, name = entry.partition(b"\t")
            mode, _, blob = about.decode("ascii").partition(" blob ")
            found[os.fsdecode(name)] = (mode, blob)
        return found

    @cached_property
    def _in_one_form(self) -> Mapping[str, str]:
        return {in_one_form(name): name for name in sorted({*self._tree, *self._folders}, reverse=True)}

    @cached_property
    def _folders(self) -> frozenset[str]:
        return frozenset(_joined(folder) for one in self.blobs for folder in Path(one).parents) | {""}

    def _inside(self, path: Path) -> str | None:
        """The path of what a path leads to, from the top of the repository; None where it is nothing in there."""
        inside = Repository(self.root).within(path)
        try:
            return None if inside is None else self.followed(self.as_kept(inside))
        except OSError:
            return None

    def _target(self, link: str) -> str:
        """What a link says that it leads to, as from its own folder where that is in the repository."""
        try:
            said = os.fsdecode(self._blob(self._links[link]))
        except RevisionProblem as problem:
            raise OSError(errno.EIO, str(problem).rstrip("."), link) from None
        inside = Repository(self.root).within(Path(said)) if said.startswith("/") else None
        return said if inside is None else posixpath.relpath(inside or ".", posixpath.dirname(link) or ".")

    def _blob(self, blob: str) -> bytes:
        """What is in a blob, read once. Raises `OSError` and `RevisionProblem`."""
        if blob not in self._read:
            self._read[blob] = self._content(blob)
        return self._read[blob]

    def _content(self, blob: str) -> bytes:
        """A blob, whose size is asked for before it is read."""
        asked = blob.encode("ascii") + b"\n"
        # "<blob> blob <size>", or "<blob> missing" where it was left out when the repository was cloned.
        done = _git(("cat-file", "--batch-check"), self.root, asked)
        about = done.stdout.split()
        if done.returncode or len(about) != 3:
            raise OSError(2, f"git has not fetched it at {shown(self.called)}")
        size = int(about[2])
        if size > LARGEST:
            return bytes(LARGEST + 1)  # refused for its size alone, before it is looked at
        said = _answer(("cat-file", "--batch"), self.root, asked)
        start = said.index(b"\n") + 1
        return said[start : start + size]


def in_one_form(name: str) -> str:
    """A name to compare by: letters with accents are written in two ways, and a Mac may turn one into the other."""
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def _joined(path: Path) -> str:
    """A path from the top of a repository as git writes it; "" is the top itself."""
    text = path.as_posix()
    return "" if text == "." else text


# --- git itself


def _program() -> str:
    """Where git is, on the PATH and never in the folder that is looked at. Raises `RevisionProblem`."""
    folders = [one for one in os.get_exec_path() if Path(one).is_absolute()]
    found = shutil.which("git", path=os.pathsep.join(folders))
    if found is None or not any(Path(found).parent == Path(one) for one in folders):
        raise RevisionProblem(
            "git was not found on this machine, and it is git that knows of revisions. Install it, or compare files "
            "and folders: pathkit diff OLD NEW."
        )
    return found


def _git(asked: Sequence[str], folder: Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """What git says. Raises `RevisionProblem` where it cannot be asked."""
    try:
        return subprocess.run(
            [_program(), *_GIT, *asked],
            cwd=folder,
            input=given,
            capture_output=True,
            env={**os.environ, **_ENVIRONMENT},
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise RevisionProblem(f"git {asked[0]} did not answer within {PATIENCE} seconds.") from None
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or fault
        raise RevisionProblem(f"git {asked[0]} could not be run: {reason}.") from None


def _answer(asked: Sequence[str], folder: Path, given: bytes = b"") -> bytes:
    """What git answers to what it has to know. Raises `RevisionProblem`."""
    done = _git(asked, folder, given)
    if done.returncode:
        raise RevisionProblem(f"git {asked[0]} failed: {_said(done.stderr)}.")
    return done.stdout


def _no_repository(folder: Path, said: bytes) -> str:
    if b"not a git repository" in said:
        return (
            f"{shown(as_named(folder).name or '/', 200)}, the folder you are in, is in no git repository, so it has no "
            "revisions. Go to the folder of your maps, or compare files and folders: pathkit diff OLD NEW."
        )
    trust = " If you trust it, say so: git config --global --add safe.directory FOLDER." if b"dubious" in said else ""
    return f"git does not open this repository: {_said(said)}.{trust}"


def _said(text: bytes) -> str:
    """The first line of what git says of its own accord, but for warnings."""
    lines = text.decode("utf-8", "replace").strip().split("\n")
    first = next((line for line in lines if not line.startswith("warning: ")), "")
    return shown(first.removeprefix("fatal: ").rstrip(".") or "it does not say why", 200)
