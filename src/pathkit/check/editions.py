"""What a change of maps does: checks both editions of every map that differs, and compares them.

Both are checked with the settings of the working copy that hold for the edition after the change, so that what differs
is the map's doing. A map that is invalid on one side stops neither the other side nor the other maps.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

from pathkit.check.comparing import compare
from pathkit.check.comparing_findings import finding_changes
from pathkit.check.difference import WORSE, Differences, FindingChange, MapDifference
from pathkit.check.exits import CANNOT_DO, FAULT, FINDINGS, OK, CannotDo
from pathkit.check.parts_changed import part_changes, same_parts
from pathkit.check.report import CheckedMap, RuleNotRun
from pathkit.check.run import Advance, Request, check_map, crash_words
from pathkit.check.settings import FILE as SETTINGS_FILE
from pathkit.check.settings import KnownRules, Settings, all_known_rules, load_settings, settings_file
from pathkit.check.sides import Edition, Pair, Sides, in_words
from pathkit.maps import Map, load_map
from pathkit.maps.files import DISK, Files, as_named
from pathkit.maps.revisions import Revision
from pathkit.maps.values import listed
from pathkit.pathway import TooLarge
from pathkit.situations import TooManyPeople
from pathkit.times.horizon import Horizon

FAIL_ON = ("worse", "new-findings", "never")
"""What makes a run fail; the first is the default."""


def differences_of(sides: Sides, asked: Request, *, jobs: int = 1, progress: Advance | None = None) -> Differences:
    """What differs between the maps of two sides: for people first. Raises `CannotDo`."""
    Horizon(asked.date)  # a date that no year can begin with is refused before anything is checked
    known = all_known_rules()
    with in_words():
        apart = [pair for pair in sides.pairs if _differ(pair)]
        work = [_work(sides, pair, asked, known) for pair in apart]
    found: list[MapDifference] = []
    for one in _in_turn(work, jobs):
        found.append(one)
        if progress is not None:
            progress(len(found), len(work), one.after_label)
    alike = tuple(_unchanged(pair) for pair in sides.pairs if pair not in apart)
    return Differences(asked.date, sides.before, sides.after, tuple(found), alike, notes=sides.notes)


def _unchanged(pair: Pair) -> str:
    """What a map that does not differ is called; both names where the file alone was renamed."""
    assert pair.before is not None, "a map that is on one side only differs"
    if pair.before.path == pair.last.path or Path(pair.before.path).name == Path(pair.last.path).name:
        return pair.last.called
    return f"{pair.last.called} (was: {pair.before.called})"


# --- whether a map differs


class _Looked(Files):
    """Files that note what of them was looked at."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.seen: dict[Path, None] = {}

    def read(self, path: Path) -> bytes:
        self.seen.setdefault(as_named(path))
        return self._files.read(path)

    def real(self, path: Path) -> Path:
        return self._files.real(path)

    def is_file(self, path: Path) -> bool:
        self.seen.setdefault(as_named(path))
        return self._files.is_file(path)

    def is_folder(self, path: Path) -> bool:
        return self._files.is_folder(path)

    def maps_in(self, folder: Path) -> list[str]:
        return self._files.maps_in(folder)

    def workspace(self, path: Path) -> Path:
        return self._files.workspace(path)


def _differ(pair: Pair) -> bool:
    """Whether anything differs that the map is read from: its own file, and all that it uses."""
    before, after = pair.before, pair.after
    if before is None or after is None or before.raw is None or after.raw is None:
        return True
    if _plain(before.raw) != _plain(after.raw):
        return True
    noting = _Looked(after.files)
    load_map(Path(after.path), files=noting)
    start, other = as_named(Path(after.path)).parent, as_named(Path(before.path)).parent
    for path in noting.seen:
        there = other / os.path.relpath(path, start)
        if path != as_named(Path(after.path)) and _content(before.files, there) != _content(after.files, path):
            return True
    return False


def _content(files: Files, path: Path) -> bytes | None:
    try:
        return _plain(files.read(path))
    except OSError:
        return None


def _plain(raw: bytes) -> bytes:
    """The bytes with plain line ends: git may write others into the working tree than it keeps."""
    return raw.replace(b"\r\n", b"\n")


# --- the comparison of one map


@dataclass(frozen=True)
class _Work:
    """One map to check on both sides and to compare; `before` and `after` are what its editions are called."""

    pair: Pair
    before: str
    after: str
    asked: Request
    settings: Settings
    notes: tuple[str, ...]


def _work(sides: Sides, pair: Pair, asked: Request, known: KnownRules) -> _Work:
    settings = load_settings(Path(pair.last.path), known)
    before = sides.before if pair.before is None else pair.before.called
    after = sides.after if pair.after is None else pair.after.called
    return _Work(pair, before, after, asked, settings, tuple(_notes(pair, settings)))


def _in_turn(work: Sequence[_Work], jobs: int) -> Iterator[MapDifference]:
    if jobs <= 1 or len(work) <= 1:
        yield from map(_difference, work)
        return
    method = "fork" if hasattr(os, "fork") else "spawn"
    with ProcessPoolExecutor(min(jobs, len(work)), mp_context=get_context(method)) as pool:
        yield from pool.map(_difference, work)


def _difference(work: _Work) -> MapDifference:
    """Check both editions of a map, and compare them. A fault in pathkit is told of the map, and stops no other."""
    before, after = (_checked(one, work) for one in (work.pair.before, work.pair.after))
    found = MapDifference(work.before, work.after, before, after, notes=work.notes)
    why = _why_not(before, after)
    if why is not None:
        return replace(found, not_compared=why, findings=tuple(_as_found(after)))
    try:
        maps = [None if one is None else _map(one) for one in (work.pair.before, work.pair.after)]
        found = _with_parts(found, maps[0], maps[1])
        return _with_people(found, maps[0], maps[1], work)
    except (CannotDo, TooLarge, TooManyPeople) as limit:
        return replace(found, not_compared=str(limit).rstrip("."))
    except Exception as fault:
        return replace(found, not_run=(RuleNotRun("comparison", crash_words(fault), crashed=True),))


def _with_parts(found: MapDifference, before: Map | None, after: Map | None) -> MapDifference:
    renamed: dict[str, str] = {}
    if before is not None and after is not None:
        same = same_parts(before, after)
        renamed = {**same.services, **same.transfers}
    findings = finding_changes(found.before, found.after, renamed)
    return replace(found, findings=findings, parts=part_changes(before, after))


def _with_people(found: MapDifference, before: Map | None, after: Map | None, work: _Work) -> MapDifference:
    if before is None or after is None:
        return replace(found, notes=(*found.notes, *_doors(before, after)))
    people = compare(before, after, asked=work.asked, settings=work.settings, checks=(found.before, found.after))
    return replace(
        found,
        findings=people.findings,
        changes=people.changes,
        people=people.people,
        not_compared=people.not_compared,
        situations=people.situations,
        waits_not_compared=people.waits_not_compared,
        meanings=people.meanings,
    )


def _doors(before: Map | None, after: Map | None) -> Iterator[str]:
    """The doors of a map that is new or gone; those of the libraries that it uses are there without it."""
    map_ = after or before
    services = {} if map_ is None else {name: one for name, one in map_.services.items() if name not in map_.library}
    doors = [service.name for service in services.values() if service.open_to == "public"]
    if doors:
        yield f"The doors of its own: {listed(doors)}."


def _checked(edition: Edition | None, work: _Work) -> CheckedMap | None:
    return None if edition is None else check_map(edition.path, work.asked, work.settings, edition.files)


def _map(edition: Edition) -> Map:
    found = load_map(Path(edition.path), files=edition.files).map
    assert found is not None, "a map that was checked is valid"
    return found


def _why_not(before: CheckedMap | None, after: CheckedMap | None) -> str | None:
    """Why two editions cannot be compared, or None where they can, or where there is only one, and it is valid."""
    only = before is None or after is None
    for checked, which in ((before, "earlier"), (after, "later")):
        if checked is None or checked.checked:
            continue
        edition = "the only edition" if only else f"the {which} edition"
        if checked.refused is not None:
            return f"{edition} could not be checked: {checked.refused.rstrip('.')}"
        if checked.problems:
            first = checked.problems[0]
            where = f"line {first.line}" if first.file == checked.path else f"{first.file}, line {first.line}"
            return f"{edition} is not valid ({where}: {first.message.rstrip('.')})"
        return f"{edition} could not be checked"
    return None


def _as_found(after: CheckedMap | None) -> Iterator[FindingChange]:
    """The findings of the later edition where nothing is known of the earlier one: nobody can tell which are new."""
    for finding in () if after is None else after.findings:
        yield FindingChange("found", None, finding)


# --- notes


def _notes(pair: Pair, settings: Settings) -> Iterator[str]:
    """What a reader has to know besides."""
    if pair.by_parts and pair.before is not None and pair.after is not None:
        yield (
            f"{pair.before.called} and {pair.after.called} were taken for one map: most of their services have the "
            "same ids."
        )
    for one in (pair.before, pair.after):
        if one is not None and _other_settings(one, pair.last, settings):
            yield (
                f"The settings ({SETTINGS_FILE}) of {one.called} are not those of the working copy, with which "
                "both editions were checked."
            )


def _other_settings(one: Edition, last: Edition, settings: Settings) -> bool:
    """Whether other settings would hold for an edition where it comes from."""
    nearest = settings_file(Path(last.path))
    used = None if nearest is None else _content(DISK, nearest)
    if not isinstance(one.files, Revision):
        own = settings_file(Path(one.path))
        return (None if own is None else _content(DISK, own)) != used
    extended = [as_named(Path(name)) for name in settings.files[1:]]
    return _settings_at(one.files, Path(one.path)) != used or any(
        _content(one.files, file) != _content(DISK, file) for file in extended
    )


def _settings_at(files: Revision, path: Path) -> bytes | None:
    """What the nearest settings above a map say at a revision."""
    for folder in as_named(path).parents:
        if files.is_file(folder / SETTINGS_FILE):
            return _content(files, folder / SETTINGS_FILE)
    return None


# --- how a run ends


def diff_exit_code(found: Differences, fail_on: Sequence[str] = FAIL_ON[:1]) -> int:
    """The exit code of a run of `diff`. A map that is invalid after the change always counts, one before it never.

    A map that is gone is for the worse: whoever turned to its doors has none of them any more.
    """
    editions = [checked for one in found.maps for checked in (one.before, one.after) if checked is not None]
    faults = [fault for one in found.maps for fault in one.not_run]
    if any(fault.crashed for fault in (*faults, *(rule for checked in editions for rule in checked.rules_not_run))):
        return FAULT
    if any(checked.refused is not None for checked in editions) or any(map(_too_large, found.maps)):
        return CANNOT_DO
    if any(problem.severity == "error" for one in found.maps if one.after for problem in one.after.problems):
        return FINDINGS
    worse = "worse" in fail_on and any(one.of(WORSE) or one.after is None for one in found.maps)
    new = "new-findings" in fail_on and any(change.counts for one in found.maps for change in one.findings)
    return FINDINGS if worse or new else OK


def _too_large(one: MapDifference) -> bool:
    """Whether two valid editions could not be compared, or not whole: what was not compared is no good news."""
    if one.waits_not_compared:
        return True
    checked = [edition is not None and edition.checked for edition in (one.before, one.after)]
    return one.not_compared is not None and all(checked)
