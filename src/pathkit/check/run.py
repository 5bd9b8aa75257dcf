"""Check maps: read each, ask the rules, gather findings and questions, and report.

A map that is invalid, or a rule that crashes, stops neither the other rules nor the other maps.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Generic, TypeVar

from pathkit.check.acknowledged import acknowledge
from pathkit.check.ask import Answer, ask
from pathkit.check.closing import CANNOT_TELL, OF_PLANS, PROMISED, STILL_FOUND, Run, takes_long, with_plan
from pathkit.check.exits import CannotDo
from pathkit.check.findings import finding
from pathkit.check.plan_findings import Tested, tested
from pathkit.check.principles import Judged, across_maps
from pathkit.check.report import CheckedMap, Finding, Report, RuleNotRun, ShownFramework
from pathkit.check.settings import FILE as SETTINGS_FILE
from pathkit.check.settings import Settings, all_known_rules, differing, load_settings
from pathkit.check.weighing import Weighed, questions
from pathkit.maps import Map, load_map
from pathkit.maps.files import DISK, Files
from pathkit.maps.values import closest, shown
from pathkit.pathway import Pathway, Reading, TooLarge
from pathkit.rules import Hit, Rule, all_rules
from pathkit.situations import Population, TooManyPeople
from pathkit.times.horizon import Horizon

SUFFIX = ".pathway.yaml"
Advance = Callable[[int, int, str], None]
"""Told after each map: how many are done, of how many, and which it was."""
T = TypeVar("T")
Look = Callable[[Pathway, CheckedMap], T]
"""What is wanted of a map besides its check."""


@dataclass(frozen=True)
class Request:
    """What one run was asked to do; None leaves it to the settings.

    Where `only_findings` are wanted, no questions are put and weighed, which takes most of the time of a check.
    """

    date: date
    profile: str | None = None
    rules: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    combine: int | None = None
    only_findings: bool = False


def check_paths(
    paths: Sequence[str | Path],
    *,
    date: date,
    profile: str | None = None,
    rules: Sequence[str] = (),
    skip: Sequence[str] = (),
    combine: int | None = None,
    jobs: int = 1,
    progress: Advance | None = None,
) -> Report:
    """Check every map among the paths (files, or folders with maps below them).

    Raises `CannotDo` when there is no map, or settings cannot be used.
    """
    report, _ = check_and_look(
        paths,
        _nothing,
        date=date,
        profile=profile,
        rules=rules,
        skip=skip,
        combine=combine,
        jobs=jobs,
        progress=progress,
    )
    return report


def _nothing(pathway: Pathway, checked: CheckedMap) -> None:
    """What a check alone looks at besides."""


def check_and_look(
    paths: Sequence[str | Path],
    look: Look[T],
    *,
    date: date,
    profile: str | None = None,
    rules: Sequence[str] = (),
    skip: Sequence[str] = (),
    combine: int | None = None,
    jobs: int = 1,
    progress: Advance | None = None,
) -> tuple[Report, dict[str, T]]:
    """Check every map among the paths, and have each looked at by whoever draws it, while its pathway is at hand.

    `look` is a function of a module, and what it returns plain values: with several `jobs` it runs in the process that
    checked the map. What it returns is by the path of the map; maps that could not be checked are not among them.
    A fault in it is a fault of pathkit, and told of the map. Raises `CannotDo` as `check_paths` does.
    """
    Horizon(date)  # a date that no year can begin with is refused before anything is read
    asked = Request(date, profile, tuple(rules), tuple(skip), combine)
    found = maps_among(paths)
    known = all_known_rules()
    settings = [load_settings(Path(path), known) for path in found]
    checked: list[CheckedMap] = []
    looks: dict[str, T] = {}
    work = [_Work(path, asked, one, look) for path, one in zip(found, settings, strict=True)]
    for result, seen in _in_turn(work, jobs):
        checked.append(result)
        if seen is not None:
            looks[result.path] = seen
        if progress is not None:
            progress(len(checked), len(found), result.path)
    return report_of(checked, settings, asked), looks


def report_of(checked: Sequence[CheckedMap], settings: Sequence[Settings], asked: Request) -> Report:
    """The report of maps that were checked, each with its settings."""
    profiles = list(dict.fromkeys(asked.profile or one.profile for one in settings))
    fail_on = min((one.fail_on for one in settings), key=("note", "warning", "error", "never").index)
    return Report(
        asked.date,
        profiles[0] if len(profiles) == 1 else ", ".join(profiles),
        fail_on,
        tuple(_without_a_map(checked)),
        across_maps(checked),
        tuple(dict.fromkeys(file for one in settings for file in one.files)),
    )


def _without_a_map(checked: Sequence[CheckedMap]) -> Iterator[CheckedMap]:
    """The maps, with what is to be said of a library: that it holds a plan which none of them brings in."""
    used = {Path(file).resolve() for one in checked for file in one.uses if not one.is_library}
    for one in checked:
        unused = one.is_library and one.has_plan and Path(one.path).resolve() not in used
        yield replace(one, plan_unused=unused) if unused != one.plan_unused else one


def maps_among(paths: Sequence[str | Path]) -> list[str]:
    """The map files among paths, each once. Raises `CannotDo` where there is none, or a path is not there."""
    found = list({Path(path).resolve(): path for path in reversed(list(map_files(paths)))}.values())[::-1]
    if not found:
        raise CannotDo(_no_map(paths))
    return found


def map_files(paths: Iterable[str | Path]) -> Iterator[str]:
    """The map files among paths, as they are to be called: folders are searched, hidden ones passed over.

    Raises `CannotDo` for a path that is not there.
    """
    for given in paths:
        path = Path(given)
        if path.is_dir():
            files = []
            for folder, folders, names in os.walk(path):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                files += [str(Path(folder) / name) for name in names if name.endswith(SUFFIX)]
            wanted = wanted_below(path)
            yield from sorted(file for file in files if wanted is None or Path(file).resolve() in wanted)
        elif path.exists():
            yield str(path)
        else:
            raise CannotDo(nothing_at(path))


def wanted_below(folder: Path) -> frozenset[Path] | None:
    """The maps that the settings of a folder ask for, by their real paths; None where they ask for all of them."""
    allowed = load_settings(folder / f"any{SUFFIX}")
    if not allowed.maps or allowed.maps_in is None:
        return None
    return frozenset(one.resolve() for pattern in allowed.maps for one in allowed.maps_in.glob(pattern))


def nothing_at(path: Path) -> str:
    """What to say of a path that is not there, with the one beside it that was probably meant."""
    try:
        names = tuple(sorted(one.name for one in path.parent.iterdir() if one.is_dir() or one.suffix == ".yaml"))
    except OSError:
        names = ()
    near = closest(path.name, names)
    meant = f" Did you mean {shown((path.parent / near).as_posix(), 200)}?" if near is not None else ""
    return f"There is no file or folder {shown(path.as_posix(), 200)}.{meant}"


def _no_map(paths: Sequence[str | Path]) -> str:
    """What to say where there are folders and no map in them."""
    folders = [Path(path) for path in paths]
    named = ["this folder" if path == Path() else shown(path.as_posix(), 200) for path in folders]
    text = f"No map found in {', '.join(named)}. Maps are files whose names end in `{SUFFIX}`"
    for path in folders:
        for file in sorted(path.glob("*.yaml")):
            if not file.name.endswith((SUFFIX, SETTINGS_FILE)) and not file.name.startswith("."):
                new = f"{file.name.removesuffix('.yaml')}{SUFFIX}"
                return f"{text}: if {shown(file.as_posix(), 200)} is one, rename it to {shown(new, 200)}."
    return f"{text}."


@dataclass(frozen=True)
class _Work(Generic[T]):
    """One map to check, and what to look at besides."""

    path: str
    asked: Request
    settings: Settings
    look: Look[T]
    files: Files = DISK


def _in_turn(work: Sequence[_Work[T]], jobs: int) -> Iterator[tuple[CheckedMap, T | None]]:
    if jobs <= 1 or len(work) <= 1:
        yield from map(_check_one, work)
        return
    method = "fork" if hasattr(os, "fork") else "spawn"
    with ProcessPoolExecutor(min(jobs, len(work)), mp_context=get_context(method)) as pool:
        yield from pool.map(_check_one, work)


def _check_one(work: _Work[T]) -> tuple[CheckedMap, T | None]:
    """Check one map file, and look at it."""
    settings = work.settings
    seen: T | None = None
    try:
        checked, pathway = _checked(work.path, work.asked, settings, work.files)
    except Exception as fault:
        checked, pathway = _crashed(_unchecked(work.path), "everything", fault), None
    checked = replace(
        checked,
        fail_on=settings.fail_on,
        profile=work.asked.profile or settings.profile,
        settings_differ=differing(settings),
    )
    if pathway is not None:
        try:
            seen = work.look(pathway, checked)
        except (CannotDo, TooLarge) as limit:
            checked = replace(checked, rules_not_run=(*checked.rules_not_run, RuleNotRun("pictures", str(limit))))
        except Exception as fault:
            checked = _crashed(checked, "pictures", fault)
    return checked, seen


def check_map(path: str, asked: Request, settings: Settings, files: Files = DISK) -> CheckedMap:
    """Check one map file, read from where `files` are. A fault in pathkit is told of the map, and stops no other."""
    checked, _ = _check_one(_Work(path, asked, settings, _nothing, files))
    return checked


def _crashed(checked: CheckedMap, what: str, fault: Exception) -> CheckedMap:
    return replace(checked, rules_not_run=(*checked.rules_not_run, RuleNotRun(what, crash_words(fault), crashed=True)))


def _checked(path: str, asked: Request, settings: Settings, files: Files) -> tuple[CheckedMap, Pathway | None]:
    """A map as checked, and its pathway if it has one."""
    try:
        loaded = load_map(Path(path), files=files)
    except OSError as fault:
        return _unchecked(path, refused=f"{path} cannot be read: {fault.strerror or fault}."), None
    errors = tuple(p for p in loaded.problems if p.severity == "error")
    warnings = tuple(p for p in loaded.problems if p.severity != "error")
    if errors or loaded.map is None or loaded.map.area is None:
        has_plan = loaded.map is not None and loaded.map.plan is not None
        told = replace(_unchecked(path), problems=errors, warnings=warnings, is_library=loaded.is_library)
        return replace(told, uses=loaded.uses, has_plan=has_plan), None
    try:
        pathway = compiled(loaded.map, asked, settings)
    except TooManyPeople as fault:
        return replace(_unchecked(path, refused=f"{path}: {fault}."), warnings=warnings, uses=loaded.uses), None
    has_plan = loaded.map.plan is not None
    checked = check_pathway(pathway, path, asked, settings)
    return replace(checked, warnings=warnings, uses=loaded.uses, has_plan=has_plan), pathway


def check_pathway(pathway: Pathway, path: str, asked: Request, settings: Settings) -> CheckedMap:
    """Ask the rules of one pathway; `path` is what its map is called."""
    map_ = pathway.map
    profile = asked.profile or settings.profile
    ran: list[Rule] = []
    not_run: list[RuleNotRun] = []
    unsure: set[str] = set()
    answers: list[Answer] = []
    nobody: set[str] = set()
    judged = Judged(pathway)
    for rule in all_rules():
        left_out = _not_run(rule, asked, settings, profile)
        if left_out is None and rule.name == PROMISED and asked.only_findings and takes_long(map_):
            left_out = RuleNotRun(rule.name, "to try all the changes of this plan takes long: `pathkit check` does")
        if left_out is not None:
            not_run.append(left_out)
            continue
        try:
            answers += ask(rule, pathway, settings.values(rule.name, rule.settings))
            if rule.anybody is not None and not rule.anybody(pathway.asked(Reading.BEST)):
                nobody.add(rule.name)
            if rule.possibly is not None and rule.possibly(pathway):
                unsure |= judged.by(rule)
        except TooLarge as limit:
            not_run.append(RuleNotRun(rule.name, f"this map is too large for it: {limit}"))
            unsure |= judged.by(rule)
            continue
        except Exception as fault:  # a crashed rule is told of, and never counts as a pass
            not_run.append(RuleNotRun(rule.name, crash_words(fault), crashed=True))
            unsure |= judged.by(rule)
            continue
        ran.append(rule)
    try:
        found = [
            replace(
                finding(pathway, answer, path, settings.severity(answer.rule.name, answer.rule.severity)),
                principles=judged.of(answer.rule, answer.hit, answer.certain),
            )
            for answer in answers
            if answer.is_certain
        ]
        weighed = Weighed(()) if asked.only_findings else questions(pathway, answers, path, settings)
        asked_questions = weighed.questions
    except Exception as fault:
        not_run.append(RuleNotRun("findings", crash_words(fault), crashed=True))
        unsure |= set(map_.framework.principles)
        found, weighed, asked_questions, ran = [], Weighed(()), (), []
    for answer in answers:
        if answer.is_open:
            unsure |= set(judged.of(answer.rule, answer.hit, answer.open))
    plan = _tested(pathway, answers, found, ran, not_run, asked, path, settings, judged)
    not_run += plan.crashed
    ran = [rule for rule in ran if not any(one.rule == rule.name for one in plan.crashed)]
    if any(action.confirmed == CANNOT_TELL for action in plan.actions):
        unsure |= {name for rule in ran if rule.name == STILL_FOUND for name in judged.by(rule)}
    found = acknowledge(map_, [*found, *plan.findings], ran, asked, path, settings.severity)
    found = with_plan(map_, found)
    found.sort(key=lambda one: (one.rank, one.id))
    return CheckedMap(
        path,
        map_.area.id if map_.area else None,
        map_.area.name if map_.area else None,
        len(map_.services),
        len(map_.transfers),
        pathway.people_count,
        pathway.situations,
        tuple(rule.name for rule in ran),
        tuple(not_run),
        (),
        (),
        tuple(found),
        asked_questions,
        judged.states(ran, found, asked_questions, frozenset(unsure), frozenset(nobody)),
        not_weighed=weighed.left_out,
        forum=None if map_.forum is None else map_.forum.name,
        organisations=tuple((name, one.name) for name, one in sorted(map_.organisations.items())),
        frameworks=tuple(
            ShownFramework(one.id, one.name, one.called, one.not_recovered) for one in map_.framework.packs
        ),
        actions=plan.actions,
    )


def _tested(
    pathway: Pathway,
    answers: Sequence[Answer],
    found: Sequence[Finding],
    ran: Sequence[Rule],
    not_run: Sequence[RuleNotRun],
    asked: Request,
    path: str,
    settings: Settings,
    judged: Judged,
) -> Tested:
    """The plan of a map as the engine sees it. A fault in pathkit is told of the rules about plans, if any ran."""
    profile = asked.profile or settings.profile
    tried = {rule.name for rule in all_rules() if _not_run(rule, asked, settings, profile) is None}
    run = Run(
        answers,
        {one.id: one for one in acknowledge(pathway.map, found, ran, asked, path, settings.severity)},
        frozenset(rule.name for rule in ran),
        {one.rule: one for one in not_run if one.rule in tried},
        asked.date,
        path,
        settings,
        lambda map_: compiled(map_, asked, settings),
        crash_words,
        lambda rule: judged.of(rule, Hit((), ""), None),
    )
    try:
        return tested(pathway, run)
    except Exception as fault:
        names = [rule.name for rule in ran if rule.name in OF_PLANS] or ["plan"]
        return Tested(crashed=tuple(RuleNotRun(name, crash_words(fault), crashed=True) for name in names))


def compiled(map_: Map, asked: Request, settings: Settings, population: Population | None = None) -> Pathway:
    """The pathway of a map (for a population, if that is not its own), by its settings. Raises `TooManyPeople`."""
    waits = next(rule for rule in all_rules() if rule.name == "long-wait")
    standard = settings.values(waits.name, waits.settings)
    return Pathway(
        map_,
        asked.date,
        combine=settings.combine if asked.combine is None else asked.combine,
        straight_away=settings.straight_away,
        standard={name.replace("_", "-"): minutes for name, minutes in standard.items() if minutes},
        population=population,
    )


def _not_run(rule: Rule, asked: Request, settings: Settings, profile: str) -> RuleNotRun | None:
    """Why a rule is not asked, or None when it is. The soundness of a map is always asked about."""
    if settings.off(rule.name):
        return RuleNotRun(rule.name, "switched off in the settings", by_settings=True)
    if rule.sound:
        return None
    if asked.rules and rule.name not in asked.rules:
        return RuleNotRun(rule.name, "not among the rules asked for")
    if rule.name in asked.skip:
        return RuleNotRun(rule.name, "skipped")
    if profile == "draft" and settings.severity(rule.name, rule.severity) != "error":
        return RuleNotRun(rule.name, "not in the profile draft", by_profile=True)
    if profile != "assured" and rule.assured:
        return RuleNotRun(rule.name, "in the profile assured only", by_profile=True)
    return None


def crash_words(fault: Exception) -> str:
    """A fault in pathkit, and where it is."""
    if os.environ.get("PATHKIT_DEBUG"):
        traceback.print_exception(fault)
    last = traceback.extract_tb(fault.__traceback__)[-1]
    return f"a fault in pathkit: {type(fault).__name__} in {Path(last.filename).name}, line {last.lineno}"


def _unchecked(path: str, refused: str | None = None) -> CheckedMap:
    return CheckedMap(path, None, None, 0, 0, 0, 0, (), (), (), (), (), (), (), checked=False, refused=refused)
