"""What became of what was agreed, since a day or a revision: the annual report.

The maps of today are held against what they were then: how far each area had got, by a check as of that day, and what
has changed for people since, by the engine of the diff. Both are asked with today's rules and settings.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

from pathkit.check.closing import SCENARIOS
from pathkit.check.difference import MapDifference
from pathkit.check.editions import diff_exit_code, differences_of
from pathkit.check.exits import CANNOT_DO, FAULT, OK, CannotDo
from pathkit.check.progress import AnnualReport, AreaProgress, AreaYear, MeasureYear, Moved, Promise, ThemeYear
from pathkit.check.progressing import exit_of, progress_of, unchecked
from pathkit.check.report import ActionState, CheckedMap, Closes, RuleNotRun
from pathkit.check.run import Advance, Request, check_map, crash_words, report_of
from pathkit.check.settings import Settings, all_known_rules, load_settings
from pathkit.check.sides import Edition, Pair, Then, then_and_now
from pathkit.maps import load_map
from pathkit.maps.planning import DELIVERED, ENDED, IN_PROGRESS, NOT_STARTED, STOPPED, UNKNOWN
from pathkit.maps.values import shown
from pathkit.times.horizon import Horizon
from pathkit.times.words import date_in_words

NO_THEME = "No theme"
"""The heading of actions that no theme is stated for."""

_NO_MAP = "There was no map of this area then."
_NOT_KNOWN = "What the map said then is not known."
_NOT_VALID = "The map was not valid then, so that nothing could be asked of it."
_NOT_ASKED = "Nothing could be asked of the map of then:"
_NOT_VALID_NOW = "The map is not valid now, so that nothing can be asked of it."
_NOT_ASKED_NOW = "Nothing could be asked of the map of now, so that nothing can be compared."


def annual_report(
    paths: Sequence[str],
    since: str,
    *,
    date: dt.date,
    profile: str | None = None,
    jobs: int = 1,
    progress: Advance | None = None,
) -> tuple[AnnualReport, int]:
    """What became of what was agreed in every area among the paths, since a day or a revision, and the exit code.

    Raises `CannotDo` where the maps are in no repository, or there is no such revision.
    """
    Horizon(date)
    then, sides = then_and_now(_day(since, date), paths)
    if then.date > date:
        raise CannotDo(
            f"--since {shown(since)} is of {date_in_words(then.date)}, after the date of the report "
            f"({date_in_words(date)}). Give an earlier day, or a later --date."
        )
    pairs = [pair for pair in sides.pairs if pair.after is not None]
    works = list(_works(pairs, then, date, profile))
    both = replace(sides, pairs=tuple(pair for pair in pairs if pair.before is not None))
    looked = list(_in_turn(works, jobs, _advance(progress, 0, len(works) + len(both.pairs))))
    request = Request(date, profile, only_findings=True)
    compared = differences_of(
        both, request, jobs=jobs, progress=_advance(progress, len(works), len(works) + len(both.pairs))
    )
    changed = {one.after.path: one for one in compared.maps if one.after is not None}
    now = {work.edition.path: one for work, one in zip(works, looked, strict=True) if work.is_now}
    old = {work.edition.path: one for work, one in zip(works, looked, strict=True) if not work.is_now}
    years = [_year(pair, then, now, old, changed) for pair in pairs]
    report = AnnualReport(
        since=then.called,
        since_date=then.date,
        date=date,
        areas=tuple(sorted(years, key=lambda one: (one.now.name.casefold(), one.now.path))),
        notes=(*sides.notes, *_gone(sides.pairs), *_not_asked(pairs, old, changed)),
    )
    settings = [work.settings for work in works if work.is_now]
    checked = [one.checked for one in now.values()]
    code = exit_of(report_of(checked, settings or [Settings()], request), checked)
    # What says least about the maps has the highest code.
    return report, max(code, diff_exit_code(compared, ("never",)), _exit_of_then(old.values()))


def _exit_of_then(looked: Iterable[_Looked]) -> int:
    """The exit code by what could not be asked of the maps of then; that one was not valid then never counts."""
    checked = [one.checked for one in looked]
    if any(fault.crashed for one in checked for fault in one.rules_not_run):
        return FAULT
    return CANNOT_DO if any(one.refused is not None for one in checked) else OK


def _day(since: str, on: dt.date) -> dt.date | str:
    """The day that is meant, or the revision. What is written like a day is one."""
    try:
        return dt.date.fromisoformat(since) if len(since) == len(on.isoformat()) else since
    except ValueError:
        return since


def _advance(progress: Advance | None, before: int, total: int) -> Advance | None:
    """Tells of progress in a part of the work, of which so much was done `before`."""
    return None if progress is None else lambda done, _of, which: progress(before + done, total, which)


def _gone(pairs: Sequence[Pair]) -> Iterator[str]:
    now = {pair.after.path: pair.after for pair in pairs if pair.after is not None}
    for pair in pairs:
        if pair.after is not None:
            continue
        other = now.get(pair.last.path)
        if other is None or other.area is None or pair.last.area is None:
            yield f"The map {pair.last.called} was there then, and is not there now."
        else:
            yield (
                f"{pair.last.called} was the map of the area {shown(pair.last.area)} then, and that file is of the "
                f"area {shown(other.area)} now: of what {shown(pair.last.area)} had agreed nothing is told."
            )


def _not_asked(
    pairs: Sequence[Pair], old: Mapping[str, _Looked], changed: Mapping[str, MapDifference]
) -> Iterator[str]:
    """Of which maps of then not everything could be asked, so that less is known of then than of now."""
    for pair in pairs:
        if pair.before is None:
            continue
        difference = changed.get(pair.last.path)
        again = () if difference is None or difference.before is None else difference.before.rules_not_run
        whys = {one.rule: one.why for one in again if one.crashed}
        rules = old[pair.before.path].checked.rules_not_run
        whys |= {one.rule: one.why for one in rules if not (one.by_profile or one.by_settings)}
        if whys:
            told = "; ".join(f"`{rule}` ({why})" for rule, why in sorted(whys.items()))
            yield f"Of {pair.before.called} not everything could be asked: {told}."


# --- then and now, of one map


@dataclass(frozen=True)
class _Work:
    """One edition of a map to check as of its day."""

    edition: Edition
    asked: Request
    settings: Settings
    is_now: bool


@dataclass(frozen=True)
class _Looked:
    """An edition as it was checked, and how far its area had got."""

    checked: CheckedMap
    area: AreaProgress


def _works(pairs: Sequence[Pair], then: Then, date: dt.date, profile: str | None) -> Iterator[_Work]:
    known = all_known_rules()
    for pair in pairs:
        settings = load_settings(Path(pair.last.path), known)
        yield _Work(pair.last, Request(date, profile), settings, True)
        if pair.before is not None:
            yield _Work(pair.before, Request(then.date, profile), settings, False)


def _in_turn(works: Sequence[_Work], jobs: int, progress: Advance | None) -> Iterator[_Looked]:
    for number, one in enumerate(_looked(works, jobs), 1):
        if progress is not None:
            progress(number, len(works), one.checked.path)
        yield one


def _looked(works: Sequence[_Work], jobs: int) -> Iterator[_Looked]:
    if jobs <= 1 or len(works) <= 1:
        yield from map(_look, works)
        return
    method = "fork" if hasattr(os, "fork") else "spawn"
    with ProcessPoolExecutor(min(jobs, len(works)), mp_context=get_context(method)) as pool:
        yield from pool.map(_look, works)


def _look(work: _Work) -> _Looked:
    """Check an edition. A fault in pathkit is told of the map, and stops no other."""
    edition = work.edition
    checked = check_map(edition.path, work.asked, work.settings, edition.files)
    if not checked.checked:
        return _Looked(checked, unchecked(checked, edition.files))
    try:
        map_ = load_map(Path(edition.path), files=edition.files).map
        assert map_ is not None, "a map that was checked is valid"
        return _Looked(checked, progress_of(map_, checked, work.asked.date))
    except Exception as fault:
        crashed = _with_fault(checked, fault)
        return _Looked(crashed, unchecked(crashed, edition.files))


def _with_fault(checked: CheckedMap, fault: Exception) -> CheckedMap:
    told = RuleNotRun("progress", crash_words(fault), crashed=True)
    return replace(checked, rules_not_run=(*checked.rules_not_run, told))


def _year(
    pair: Pair,
    then: Then,
    now: Mapping[str, _Looked],
    old: Mapping[str, _Looked],
    changed: Mapping[str, MapDifference],
) -> AreaYear:
    area = now[pair.last.path].area
    before = None if pair.before is None else old[pair.before.path].area
    why_not = _why_not(area, before, then)
    valid = before is not None and before.stage is not None
    difference = None if why_not else changed.get(pair.last.path)
    year = year_of(area, before if valid else None, then.date, difference, why_not)
    return replace(year, no_map_then=before is None and then.commit is not None)


def _why_not(now: AreaProgress, before: AreaProgress | None, then: Then) -> str:
    """Why nothing can be compared, or ""."""
    if now.stage is None:
        return _NOT_VALID_NOW if now.problems else _NOT_ASKED_NOW
    if before is None:
        return _NOT_KNOWN if then.commit is None else _NO_MAP
    if before.stage is not None:
        return ""
    return _NOT_VALID if before.problems else " ".join((_NOT_ASKED, *before.trouble))


def year_of(
    now: AreaProgress,
    then: AreaProgress | None,
    since: dt.date,
    difference: MapDifference | None = None,
    not_compared: str = "",
) -> AreaYear:
    """What became of what one area had agreed; of a map that is not valid now, nothing can be told."""
    if now.stage is None:
        return AreaYear(now, then, not_compared=not_compared)
    return AreaYear(
        now=now,
        then=then,
        themes=tuple(_themes(now, then, since)),
        measures=tuple(_measures(now, then)),
        learned=tuple(_learned(now, then)),
        difference=None if difference is None else _without_withdrawn(now, difference),
        not_compared=not_compared,
        withdrawn=tuple(_withdrawn(now, then)),
        rewritten=tuple(_rewritten(now, then)),
    )


# --- what became of actions


def _themes(now: AreaProgress, then: AreaProgress | None, since: dt.date) -> Iterator[ThemeYear]:
    """The themes of today's plan, in the order of the framework, then those of then alone; what has none comes last."""
    titles = {**dict(now.themes), **({} if then is None else dict(then.themes))}
    before = _earlier(now, then)
    dropped = list(_dropped(then, before))
    used = [*titles, None]
    for theme in used:
        actions = [one for one in now.actions if one.theme == theme]
        left = tuple(one.title for one in dropped if one.theme == theme)
        if actions or left:
            new = () if then is None else tuple(one.id for one in actions if one.id not in before)
            title = NO_THEME if theme is None else titles[theme]
            yield replace(
                _theme(title, actions, before, since), new=new, dropped=left, moved=tuple(_moved(actions, before))
            )


def _theme(title: str, actions: Sequence[ActionState], before: Mapping[str, ActionState], since: dt.date) -> ThemeYear:
    def delivered(when: str) -> tuple[ActionState, ...]:
        those = (one for one in actions if one.status == DELIVERED)
        return tuple(one for one in those if _delivered(one, before.get(one.id), since) == when)

    open_ones = [one for one in actions if one.status not in ENDED]
    return ThemeYear(
        title,
        done=delivered(_SINCE),
        done_undated=delivered(_UNDATED),
        done_before=delivered(_BEFORE),
        late=tuple(one for one in open_ones if one.overdue),
        under_way=tuple(one for one in open_ones if not one.overdue and one.status == IN_PROGRESS),
        not_started=tuple(one for one in open_ones if not one.overdue and one.status == NOT_STARTED),
        not_known=tuple(one for one in open_ones if not one.overdue and one.status == UNKNOWN),
        stopped=tuple(one for one in actions if one.status == STOPPED),
        stopped_before=tuple(
            one.id for one in actions if one.status == STOPPED and one.id in before and before[one.id].status == STOPPED
        ),
    )


def _moved(actions: Sequence[ActionState], before: Mapping[str, ActionState]) -> Iterator[Moved]:
    """The actions that were agreed otherwise then. Where no day or owner was written down, none was agreed."""
    for action in actions:
        earlier = before.get(action.id)
        if earlier is None:
            continue
        due = earlier.due if earlier.due != action.due else None
        owners = earlier.owners if earlier.owners and earlier.owners != action.owners else None
        given_up = _only_in(earlier, action)
        added = _only_in(action, earlier)
        undone = earlier.status == DELIVERED != action.status
        if due is not None or owners is not None or given_up or added or undone:
            yield Moved(action, due, owners, given_up, added, undone)


def _only_in(action: ActionState, other: ActionState) -> tuple[Closes, ...]:
    """What one of two actions is to close, and the other is not."""
    there = {(one.is_scenario, one.what) for one in other.closes}
    return tuple(one for one in action.closes if (one.is_scenario, one.what) not in there)


_SINCE, _UNDATED, _BEFORE = "since", "undated", "before"


def _delivered(action: ActionState, earlier: ActionState | None, since: dt.date) -> str:
    """When a delivered action was delivered: by its own day; without one, by the plan of then, as far as that tells."""
    if action.done is not None:
        return _BEFORE if action.done <= since else _SINCE
    if earlier is None or earlier.status == UNKNOWN:
        return _UNDATED
    return _BEFORE if earlier.status == DELIVERED else _SINCE


def _earlier(now: AreaProgress, then: AreaProgress | None) -> dict[str, ActionState]:
    """The actions of today, by their ids, as they were in the plan of then.

    One goes by its id; where nothing went by that id then, by its title, if what had that title then is called
    otherwise now.
    """
    before = {} if then is None else {one.id: one for one in then.actions}
    today = {one.id for one in now.actions}
    found = {name: one for name, one in before.items() if name in today}
    left = [one for one in before.values() if one.id not in today]
    for action in now.actions:
        same = next((one for one in left if one.title.casefold() == action.title.casefold()), None)
        if action.id not in before and same is not None:
            found[action.id] = same
            left.remove(same)
    return found


def _dropped(then: AreaProgress | None, before: Mapping[str, ActionState]) -> Iterator[ActionState]:
    """What was in the plan then, and is not in it now."""
    still = {one.id for one in before.values()}
    yield from (one for one in (() if then is None else then.actions) if one.id not in still)


# --- what was promised besides


def _withdrawn(now: AreaProgress, then: AreaProgress | None) -> Iterator[Promise]:
    """What was promised or stated then, and is not now. What goes by another name now is still there."""
    known = {(one.kind, one.id) for one in now.promises} | {(one.kind, one.title) for one in now.promises}
    said = {(one.kind, one.says) for one in now.promises if one.says}
    gone = [
        one
        for one in (() if then is None else then.promises)
        if (one.kind, one.id) not in known and (one.kind, one.title) not in known and (one.kind, one.says) not in said
    ]
    # With the emergency plan goes what it covers.
    whole = any(one.kind == "emergency plan" for one in gone)
    yield from (one for one in gone if not (whole and one.kind == "cover"))


def _rewritten(now: AreaProgress, then: AreaProgress | None) -> Iterator[Promise]:
    """The scenarios that promise something else than then, under the same name."""
    before = {one.id: one for one in (() if then is None else then.promises) if one.kind == "scenario"}
    for one in now.promises:
        if one.kind == "scenario" and one.id in before and before[one.id].says != one.says:
            yield one


def _without_withdrawn(now: AreaProgress, difference: MapDifference) -> MapDifference:
    """What differs, but for broken scenarios that are gone only because nothing is promised any more."""
    promised = {one.id for one in now.promises if one.kind == "scenario"}
    kept = tuple(
        one
        for one in difference.findings
        if one.what != "gone" or one.finding.rule != SCENARIOS or promised.issuperset(one.finding.subjects)
    )
    return replace(difference, findings=kept)


# --- measures, and what was learned


def _measures(now: AreaProgress, then: AreaProgress | None) -> Iterator[MeasureYear]:
    before = {} if then is None else {one.id: one for one in then.measures}
    today = {one.id for one in now.measures}
    yield from (MeasureYear(one.what, before.get(one.id), one) for one in now.measures)
    yield from (MeasureYear(one.what, one, None) for name, one in before.items() if name not in today)


def _learned(now: AreaProgress, then: AreaProgress | None) -> Iterator[tuple[str, str]]:
    """What was learned since: what stood there in the same words then is not told again."""
    before = _earlier(now, then)
    for one in now.actions:
        earlier = before.get(one.id)
        if one.learned is not None and (earlier is None or earlier.learned != one.learned):
            yield one.title, one.learned
