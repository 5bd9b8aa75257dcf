"""The two sides of a comparison: which maps each holds, and which of them belong together.

A map is named by a path, or by a git revision and a path (`main:pathways/highland.pathway.yaml`). Nothing is checked
here.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path, PurePosixPath

from pathkit.check.exits import CannotDo
from pathkit.check.run import SUFFIX, map_files, nothing_at
from pathkit.check.settings import load_settings
from pathkit.maps.document import read_document
from pathkit.maps.files import DISK, Files, as_named
from pathkit.maps.revisions import (
    SHORT,
    Listed,
    NoRepository,
    Repository,
    Revision,
    RevisionProblem,
    in_one_form,
    repository_of,
)
from pathkit.maps.values import closest, listed, shown
from pathkit.times.words import date_in_words

WORKING_TREE = "the working tree"


@dataclass(frozen=True)
class Edition:
    """One map as it stands on one side.

    `path` is its place (at a revision, the place that it has in the working tree), `called` what people call it.
    """

    path: str
    called: str
    files: Files = DISK

    @cached_property
    def raw(self) -> bytes | None:
        """What is in it; None where it cannot be read."""
        try:
            return self.files.read(Path(self.path))
        except OSError:
            return None

    @cached_property
    def area(self) -> str | None:
        """The id of its area, valid or not."""
        area = self._data.get("area")
        name = area.get("id") if isinstance(area, dict) else None
        return name if isinstance(name, str) else None

    @property
    def services(self) -> frozenset[str]:
        """The ids of its own services, valid or not."""
        services = self._data.get("services")
        return frozenset(map(str, services)) if isinstance(services, Mapping) else frozenset()

    @property
    def is_library(self) -> bool:
        """Whether it is certainly a library. What cannot be read may be a map, and has to be told of."""
        return bool(self._data) and "area" not in self._data

    @cached_property
    def _data(self) -> Mapping[str, object]:
        return {} if self.raw is None else read_document(self.path, self.raw).data


@dataclass(frozen=True)
class Pair:
    """A map on both sides, or on one of them only."""

    before: Edition | None
    after: Edition | None
    by_parts: bool = False
    """Whether only their services say that the two are one map: its file and its area are called otherwise."""

    @property
    def last(self) -> Edition:
        """The edition after the change, or the last that there was."""
        found = self.after or self.before
        assert found is not None, "a map is on one side at least"
        return found


@dataclass(frozen=True)
class Sides:
    """What is to be compared: what the sides are called, their maps, and what a reader has to know of them."""

    before: str
    after: str
    pairs: tuple[Pair, ...]
    notes: tuple[str, ...] = ()


def one_edition(named: str) -> Edition:
    """The one map that a path, or a revision and a path, names. Raises `CannotDo`."""
    with in_words():
        side = _side(named)
    if side.folder is not None:
        raise CannotDo(f"{shown(named, 200)} is a folder: name the map itself.")
    return side.editions[0]


def two_sides(old: str, new: str) -> Sides:
    """Two maps, or two folders of maps. Raises `CannotDo`."""
    with in_words():
        before, after = _side(old), _side(new)
        if (before.folder is None) is not (after.folder is None):
            folder, one = (old, new) if after.folder is None else (new, old)
            raise CannotDo(
                f"{shown(folder, 200)} is a folder and {shown(one, 200)} is a map: name two maps, or two folders."
            )
        if before.folder is None or after.folder is None:
            pair = Pair(before.editions[0], after.editions[0])
            _refuse_libraries(pair)
            return Sides(before.called, after.called, (pair,))
        olds = {_from(before.folder, one): one for one in before.editions}
        news = {_from(after.folder, one): one for one in after.editions}
        pairs = _matched(olds, news, _renamed_between(before, after, olds, news))
        if not pairs:
            raise CannotDo(_no_map((old, new)))
        return Sides(before.called, after.called, pairs)


def since(base: str, head: str | None = None, paths: Sequence[str] = ()) -> Sides:
    """The maps of `head` (else of the working tree) beside those of the commit at which it went apart from `base`.

    What lies between the two is what a pull request changes. Raises `CannotDo`.
    """
    with in_words():
        repository = repository_of(Path())
        theirs, ours = repository.commit(base), repository.commit("HEAD" if head is None else head)
        fork = repository.merge_base(theirs, ours)
        begin = fork or theirs
        before = Revision(repository.root, base if begin == theirs else begin[:SHORT], begin)
        after = None if head is None else Revision(repository.root, head, ours)
        pairs = _beside(repository, before, after, paths)
        tip = WORKING_TREE if head is None else head
        notes = tuple(_notes_on(repository, base, head, fork, theirs, ours))
        return Sides(f"{base} ({begin[:SHORT]})" if begin == theirs else begin[:SHORT], tip, pairs, notes)


def _beside(
    repository: Repository, before: Revision | None, after: Revision | None, paths: Sequence[str]
) -> tuple[Pair, ...]:
    """The maps of `after` (None: the working tree) among paths beside those of `before` (None: there were none).

    Raises `CannotDo` where there is no map on either side.
    """
    known = None if after is not None else repository.listed()
    asked = [_inside(repository, path) for path in paths or (".",)]
    kept_out = frozenset() if known is None else known.kept_out
    olds = {} if before is None else _maps_at(before, asked, kept_out)
    news = _maps_on_disk(repository, paths or (".",), known) if known is not None else {}
    if after is not None:
        news = _maps_at(after, asked)
    _refuse_missing(paths, asked, (*olds, *news), before, after)
    renamed = {} if before is None else repository.renamed(before.commit, None if after is None else after.commit)
    for now, was in renamed.items():  # also from a folder that was not asked about
        if before is not None and now in news and was in before.blobs and _is_map(was):
            olds.setdefault(was, _edition(before, was))
    pairs = _matched(olds, news, renamed)
    if not pairs:
        raise CannotDo(_no_map(paths or (".",)))
    return pairs


@dataclass(frozen=True)
class Then:
    """What the maps of today are held against: `called` in words; the commit, None where there is none so old."""

    called: str
    date: date
    commit: str | None


def then_and_now(then: date | str, paths: Sequence[str] = ()) -> tuple[Then, Sides]:
    """The maps of the working tree beside those of a revision, or of the last commit by the end of a day.

    A revision is taken as it is, wherever it went apart. Raises `CannotDo`.
    """
    with in_words():
        try:
            repository = repository_of(Path())
        except NoRepository:
            here = shown(as_named(Path()).name or "/", 200)
            raise CannotDo(
                f"{here}, the folder you are in, is in no git repository, and --since reads in the history of the maps "
                "what they said then. Go to the folder of your maps, or keep them with git (git init, git add, git "
                "commit). Without --since, pathkit progress tells how far areas have got now."
            ) from None
        held = _then(repository, then)
        before = None
        if held.commit is not None:
            before = Revision(repository.root, then if isinstance(then, str) else held.commit[:SHORT], held.commit)
        pairs = _of_one_area(_beside(repository, before, None, paths))
        return held, Sides(held.called, WORKING_TREE, pairs, tuple(_notes_on_then(repository, held, then)))


def _then(repository: Repository, then: date | str) -> Then:
    if isinstance(then, date):
        return Then(date_in_words(then), then, repository.last_by(then))
    commit = repository.commit(then)
    return Then(then, repository.made_on(commit), commit)


def _notes_on_then(repository: Repository, held: Then, then: date | str) -> Iterator[str]:
    """From which commit it is known what was then, or why it is not."""
    if held.commit is not None:
        made = date_in_words(repository.made_on(held.commit))
        commit = f"commit `{held.commit[:SHORT]}` of {made}"
        last = "" if isinstance(then, str) else f", the last by the end of {held.called}"
        named = f"{shown(then)}, " if isinstance(then, str) else ""
        yield f"What the maps said then was read from {named}{commit}{last}."
        return
    yield (
        f"The history of the maps has no commit as old as {held.called}, so what they said then is not known. What is "
        "told as done since then rests on the days that the plans state."
    )
    if repository.is_shallow:
        yield (
            "Only a part of the history was fetched: git fetch --unshallow fetches the rest (in a workflow of GitHub: "
            "actions/checkout with fetch-depth: 0)."
        )


@contextmanager
def in_words() -> Iterator[None]:
    """What git cannot do, as what was asked for and cannot be done."""
    try:
        yield
    except RevisionProblem as problem:
        raise CannotDo(str(problem)) from None


# --- one side


@dataclass(frozen=True)
class _Side:
    """The maps of one side. `folder` is where they were looked for; None where one map was named."""

    called: str
    editions: tuple[Edition, ...]
    folder: Path | None
    revision: Revision | None = None


def revision_and_path(named: str) -> tuple[str, str] | None:
    """The parts of `REV:PATH`, or None for what is a path.

    What there is on the disk is a path whatever its name, and so is `C:\\maps` anywhere.
    """
    if os.path.lexists(named) or re.match(r"[A-Za-z]:[\\/]|[./]", named):
        return None
    depth = 0  # `main^{/fix: hours}:pathways` has a colon within braces
    for at, char in enumerate(named):
        depth += {"{": 1, "}": -1}.get(char, 0)
        if char == ":" and depth == 0:
            return (named[:at], named[at + 1 :]) if at else None
    return None


def _side(named: str) -> _Side:
    parts = revision_and_path(named)
    if parts is not None:
        return _side_at(named, *parts)
    path = Path(named)
    if not _exists(path):
        raise CannotDo(_nothing_named(named))
    if not path.is_dir():
        return _Side(named, (Edition(path.as_posix(), named),), None)
    editions = tuple(Edition(Path(file).as_posix(), Path(file).as_posix()) for file in map_files([path]))
    return _Side(named, editions, path)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _side_at(named: str, revision: str, path: str) -> _Side:
    repository = repository_of(Path())
    at = repository.at(revision)
    inside = _inside_tree(repository, path)
    if inside in at.blobs:
        return _Side(named, (_edition(at, inside),), None, at)
    place = repository.root / inside
    if at.is_file(place):  # behind a link
        return _Side(named, (_edition(at, inside),), None, at)
    if not at.is_folder(place):
        raise CannotDo(_not_at(at, path, inside))
    inside = at.followed(inside)
    return _Side(named, tuple(_maps_at(at, [inside]).values()), repository.root / inside, at)


def _nothing_named(named: str) -> str:
    """What to say of a path that is not there; perhaps it was meant for a revision."""
    if not named.isprintable():
        return f"There is no file or folder {shown(named, 200)}."
    try:
        repository_of(Path()).commit(named)
    except RevisionProblem:
        return nothing_at(Path(named))
    return (
        f"{shown(named)} is a revision: say which map of it, as in {named}:pathways/NAME{SUFFIX}, or ask for all maps "
        f"that differ from it with --base {named}."
    )


def _not_at(at: Revision, path: str, inside: str) -> str:
    """What to say of a path that a revision does not have."""
    text = f"There is no {shown(path, 200)} at {shown(at.called)}"
    here = Repository(at.root).within(Path(path))
    if here is not None and here != inside and (here in at.blobs or at.is_folder(at.root / here)):
        return f"{text}: paths of a revision begin at the top of the repository. Write {shown(f'{at.called}:{here}')}."
    maps = tuple(one for one in at.paths() if _is_map(one))
    near = closest(inside, maps) or next((one for one in maps if one.endswith(f"/{inside}")), None)
    if near is not None:
        return f"{text}. Did you mean {shown(f'{at.called}:{near}', 200)}?"
    found = f"Its maps are: {listed([shown(one, 200) for one in maps[:10]])}" if maps else "It has no maps"
    return f"{text}. {found}."


# --- maps at a revision, and on the disk


def _inside(repository: Repository, path: str) -> str:
    """The path from the top of the repository, of what is named from here. Raises `CannotDo` where it is outside."""
    named = as_named(Path(path))
    # A folder may be reached by a link, as git never does; a file that is itself a link is not followed.
    real = os.path.realpath(named) if named.is_dir() else Path(os.path.realpath(named.parent)) / named.name
    inside = repository.within(Path(real))
    if inside is None:
        raise CannotDo(f"{shown(path, 200)} is not in the git repository that you are in.")
    return inside


def _inside_tree(repository: Repository, path: str) -> str:
    """The path of a `REV:PATH`: from the top of the repository as git has it, unless it begins with `./` or `../`."""
    plain = path.replace("\\", "/") if os.name == "nt" else path
    if plain in (".", "..") or plain.startswith(("./", "../", "/")):
        return _inside(repository, plain)
    inside = posixpath.normpath(plain) if plain else "."
    if inside.split("/")[0] == "..":
        raise CannotDo(f"{shown(path, 200)} leads out of the repository.")
    return "" if inside == "." else inside


def _is_map(path: str) -> bool:
    return path.endswith(SUFFIX)


def _edition(at: Revision, inside: str) -> Edition:
    """A map at a revision. Its place is written as from the folder that the person is in."""
    place = as_named(at.root / inside)
    try:
        path = os.path.relpath(place)
    except ValueError:  # on another drive
        path = str(place)
    return Edition(Path(path).as_posix(), f"{at.called}:{inside}", at)


def _maps_at(at: Revision, asked: Sequence[str], but: frozenset[str] = frozenset()) -> dict[str, Edition]:
    """The maps among paths at a revision, as `map_files` would find them on the disk."""
    found = {}
    for inside in map(at.as_kept, asked):
        if inside in at.blobs:
            found[inside] = _edition(at, inside)
            continue
        settings = load_settings(at.root / inside / f"any{SUFFIX}")
        for path in at.paths():
            below = path.removeprefix(f"{inside}/") if inside else path
            if not _is_map(path) or path in but or (inside and below == path):
                continue
            if any(folder.startswith(".") for folder in below.split("/")[:-1]):
                continue
            if (
                settings.maps
                and settings.maps_in is not None
                and not _wanted(at, path, settings.maps_in, settings.maps)
            ):
                continue
            found[path] = _edition(at, path)
    return dict(sorted(found.items()))


def _wanted(at: Revision, path: str, start: Path, patterns: Iterable[str]) -> bool:
    """Whether a path is one of those that the settings name."""
    place = at.root / path
    if not place.is_relative_to(start):
        return False
    parts = place.relative_to(start).parts
    return any(_fits(parts, PurePosixPath(pattern).parts) for pattern in patterns)


def _fits(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether the parts of a path fit those of a glob pattern."""
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return _fits(parts, pattern[1:]) or (bool(parts) and _fits(parts[1:], pattern))
    return bool(parts) and fnmatchcase(parts[0], pattern[0]) and _fits(parts[1:], pattern[1:])


def _maps_on_disk(repository: Repository, paths: Sequence[str], known: Listed) -> dict[str, Edition]:
    """The maps of the working tree among paths, but for what git is told to ignore. Links are no files of git's."""
    found = {}
    written = {in_one_form(name): name for name in known.there}
    for file in map_files([path for path in paths if _exists(Path(path))]):
        inside = _inside(repository, file)
        inside = inside if inside in known.there else written.get(in_one_form(inside), inside)
        if inside in known.there and not Path(file).is_symlink():
            found[inside] = Edition(Path(file).as_posix(), Path(file).as_posix())
    return dict(sorted(found.items()))


def _refuse_missing(
    paths: Sequence[str], asked: Sequence[str], maps: Sequence[str], before: Revision | None, after: Revision | None
) -> None:
    """A path that is on neither side was mistyped. Raises `CannotDo`."""
    for path, inside in zip(paths, asked, strict=True) if paths else ():
        now = _exists(Path(path)) if after is None else after.is_folder(after.root / inside)
        was = before is not None and before.is_folder(before.root / inside)
        if not now and inside not in maps and not was:
            raise CannotDo(nothing_at(Path(path)) if after is None else _not_at(after, path, inside))


# --- what belongs together


def _matched(olds: Mapping[str, Edition], news: Mapping[str, Edition], renamed: Mapping[str, str]) -> tuple[Pair, ...]:
    """The maps of both sides: by path, then as git has them renamed, then by the id of their area, then by services.

    Files that are libraries on every side are left out: what they change shows in the maps that use them.
    """
    was = {new: new for new in news if new in olds}
    for new, old in renamed.items():
        if new in news and new not in was and old in olds and old not in was.values():
            was[new] = old
    for known_by in (lambda key, _: in_one_form(key), lambda _, one: one.area):
        was |= _known_alike(*_left(olds, news, was), known_by)
    by_parts = _of_one_map(*_left(olds, news, was))
    was |= by_parts
    pairs = [Pair(olds[was[new]] if new in was else None, one, new in by_parts) for new, one in news.items()]
    pairs += [Pair(one, None) for old, one in olds.items() if old not in was.values()]
    return tuple(_as_maps(pair) for pair in pairs if _has_map(pair))


def _of_one_area(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    """The pairs, where both sides of each are of one area, as far as they say of which.

    What became of an area's plan is told of that area, whatever file its map is in now. So two files that have changed
    places are taken by their areas, and a map whose area was not there before is a new one.
    """
    kept = [pair for pair in pairs if not _of_two_areas(pair)]
    whole = [pair for pair in kept if pair.before is not None and pair.after is not None]
    rest = [pair for pair in pairs if pair not in whole]
    olds = {pair.before.path: pair.before for pair in rest if pair.before is not None}
    news = {pair.after.path: pair.after for pair in rest if pair.after is not None}
    was = _known_alike(olds, news, lambda _, one: one.area)
    left = [one for path, one in olds.items() if path not in was.values()]
    found = [Pair(olds[was[path]] if path in was else None, one) for path, one in news.items()]
    return (*whole, *found, *(Pair(one, None) for one in left))


def _of_two_areas(pair: Pair) -> bool:
    """Whether both sides of a pair say of which area they are, and say two."""
    areas = {one.area for one in (pair.before, pair.after) if one is not None and one.area is not None}
    return len(areas) > 1


_Editions = Mapping[str, Edition]


def _left(olds: _Editions, news: _Editions, was: Mapping[str, str]) -> tuple[_Editions, _Editions]:
    """What belongs to nothing yet."""
    taken = set(was.values())
    return (
        {key: one for key, one in olds.items() if key not in taken},
        {key: one for key, one in news.items() if key not in was},
    )


def _known_alike(olds: _Editions, news: _Editions, known_by: Callable[[str, Edition], str | None]) -> dict[str, str]:
    """Old keys by new ones, of what one alone on either side is known by."""
    lost, come = ({key: known_by(key, one) for key, one in some.items()} for some in (olds, news))
    times = Counter(lost.values()), Counter(come.values())
    alone = {known: key for key, known in lost.items() if known is not None and times[0][known] == 1}
    return {key: alone[known] for key, known in come.items() if known in alone and times[1][known] == 1}


def _of_one_map(olds: _Editions, news: _Editions) -> dict[str, str]:
    """Old keys by new ones, of maps that have most of their own services in common with each other and no other."""
    alike = [
        (new, old)
        for new, now in news.items()
        for old, then in olds.items()
        if not now.is_library and not then.is_library and _mostly(now.services, then.services)
    ]
    new_times, old_times = Counter(new for new, _ in alike), Counter(old for _, old in alike)
    return {new: old for new, old in alike if new_times[new] == old_times[old] == 1}


def _mostly(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether more than half of all the ids are in both."""
    return 2 * len(one & other) > len(one | other)


def _has_map(pair: Pair) -> bool:
    return any(one is not None and not one.is_library for one in (pair.before, pair.after))


def _as_maps(pair: Pair) -> Pair:
    """The pair without what is a library: a library that became a map is a new map."""
    before, after = (None if one is None or one.is_library else one for one in (pair.before, pair.after))
    return Pair(before, after, pair.by_parts and before is not None and after is not None)


def _refuse_libraries(pair: Pair) -> None:
    for one in (pair.before, pair.after):
        if one is not None and one.is_library:
            raise CannotDo(
                f"{shown(one.called, 200)} is a library: people turn to no door of it. Compare a map that uses it, or "
                "the folders with all of them."
            )


def _renamed_between(
    before: _Side, after: _Side, olds: Mapping[str, Edition], news: Mapping[str, Edition]
) -> dict[str, str]:
    """The keys of maps that git takes for renamed, where one side at least is a revision."""
    at = before.revision or after.revision
    if at is None:
        return {}
    repository = Repository(at.root)
    if before.revision is None:
        turned = repository.renamed(at.commit, None)
        renamed = {was: now for now, was in turned.items()}
    else:
        renamed = dict(repository.renamed(at.commit, None if after.revision is None else after.revision.commit))
    old_keys = {repository.within(Path(one.path)): key for key, one in olds.items()}
    new_keys = {repository.within(Path(one.path)): key for key, one in news.items()}
    return {new_keys[new]: old_keys[old] for new, old in renamed.items() if new in new_keys and old in old_keys}


def _from(folder: Path, edition: Edition) -> str:
    """The path of a map from the folder that was named."""
    return Path(os.path.relpath(as_named(Path(edition.path)), as_named(folder))).as_posix()


# --- words


def _no_map(paths: Sequence[str]) -> str:
    named = ["this folder" if path == "." else shown(path, 200) for path in dict.fromkeys(paths)]
    return f"No map found in {listed(named)}. Maps are files whose names end in `{SUFFIX}`."


def _notes_on(
    repository: Repository, base: str, head: str | None, fork: str | None, theirs: str, ours: str
) -> Iterator[str]:
    """Which commit was compared with, and why that one, where what the side is called does not say so."""
    tip, commit = head or "HEAD", theirs[:SHORT]
    if fork is None:
        why = "only a part of the history was fetched" if repository.is_shallow else "they have no history in common"
        yield (
            f"git knows of no commit from which {base} and {tip} went apart ({why}), so {base} itself was compared "
            "with: what has changed there since counts as well."
        )
    elif fork != theirs:
        yield (
            f"Compared with commit {fork[:SHORT]}, from which {base} and {tip} went apart (git merge-base {base} "
            f"{tip}): what has changed in {base} since is left out."
        )
    elif theirs == ours:
        uncommitted = ": what is not committed" if head is None else ""
        if base == tip:
            yield f"Compared with {base} itself (commit {commit}){uncommitted}."
        else:
            yield f"Compared with {base} (commit {commit}), which is where {tip} stands{uncommitted}."
    elif not theirs.startswith(base):
        yield f"Compared with {base} as it is now (commit {commit}): {tip} builds on it."
