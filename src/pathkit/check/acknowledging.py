"""What `pathkit acknowledge` writes: that the forum knows of a finding, in the map's own file.

An entry covers its finding as far as it reaches today. A finding whose entry no longer covers it gets no second one:
the entry that it has is renewed where it stands.
"""

from __future__ import annotations

import shlex
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pathkit.check.exits import CannotDo
from pathkit.check.library import InvalidMap
from pathkit.check.report import CheckedMap, Finding
from pathkit.check.run import check_paths
from pathkit.check.summary import a_line_each, problem_findings
from pathkit.maps import load_map
from pathkit.maps.editing import KEY, CannotEdit, Edited, with_entries
from pathkit.maps.files import read_bytes
from pathkit.maps.sense import a_year_after
from pathkit.maps.tree import read_tree
from pathkit.maps.values import closest, shown
from pathkit.maps.writing import replace_file
from pathkit.rules import all_rules


@dataclass(frozen=True)
class Terms:
    """On what terms a forum lives with a finding for now: the same for all that are acknowledged in one go."""

    reason: str
    meanwhile: str
    owner: str
    agreed: date
    review: date


@dataclass(frozen=True)
class Written:
    """What was put into a map: the findings of new entries, and those whose entries were renewed.

    `line` is where the first of the entries begins (None: there was nothing to write), and `block` what stands there
    now. `saved` is False where the file was left alone, because only the entries were asked for. `left` are findings
    that are open again although they have an entry, which a baseline leaves as it is.
    """

    map: str
    added: tuple[str, ...]
    renewed: tuple[str, ...]
    line: int | None
    block: str
    saved: bool
    left: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """All the findings, those of new entries first."""
        return (*self.added, *self.renewed)


def acknowledge_findings(
    path: Path, names: Sequence[str], terms: Terms, *, combine: int | None = None, save: bool = True
) -> Written:
    """Record in a map that the forum knows of these findings, whatever profile has them.

    Raises `CannotDo` for what cannot be acknowledged, and `InvalidMap`; the file is as it was then.
    """
    _refuse_swapped(path, names)
    _refuse_terms(terms)
    raw, checked = _checked(path, terms.agreed, "assured", combine)
    found = {one.id: one for one in (*checked.findings, *problem_findings(checked))}
    entries = _entries(raw)
    chosen = []
    for name in dict.fromkeys(names):
        if name not in found:
            raise CannotDo(_no_finding(checked, name, found, terms.agreed))
        why = _why_not(found[name], entries, path)
        if why is not None:
            raise CannotDo(why)
        chosen.append(found[name])
    return _write(path, raw, chosen, terms, save)


def acknowledge_all(path: Path, terms: Terms, *, combine: int | None = None, save: bool = True) -> Written:
    """Record in a map that the forum knows of everything that a check of it finds: a baseline to begin from.

    That is what is open, by the profile of the settings, but for the soundness of the map and the services of
    libraries. What has an entry and is open again is left as it is, for its reason is another: it is renewed by name.
    Raises `CannotDo` and `InvalidMap`; the file is as it was then.
    """
    _refuse_terms(terms)
    raw, checked = _checked(path, terms.agreed, None, combine)
    if any(one.crashed for one in checked.rules_not_run):
        raise CannotDo(f"A rule could not be asked of {checked.path}, by a fault in pathkit. Nothing was written.")
    entries = _entries(raw)
    chosen = [one for one in checked.findings if one.open and _can_be_acknowledged(one)]
    written = _write(path, raw, [one for one in chosen if one.id not in entries], terms, save)
    return replace(written, left=tuple(one.id for one in chosen if one.id in entries))


def ready_command(map_: str, finding: Finding) -> str:
    """The command by which a finding of a map is acknowledged, for a shell, with capitals where words are to be put.

    Empty where it need not or cannot be: it is covered, about a library, or about the soundness of the map.
    """
    if not finding.open or not _can_be_acknowledged(finding):
        return ""
    path = f"./{map_}" if map_.startswith("-") else map_
    words = ("--reason", "WHY", "--meanwhile", "WHAT IS DONE MEANWHILE", "--owner", finding.organisation or "WHO")
    return shlex.join(("pathkit", "acknowledge", path, finding.id, *words, "--review", "DATE"))


# --- what can be acknowledged


def _can_be_acknowledged(finding: Finding) -> bool:
    return not finding.library and finding.rule not in _sound() and not _instead(finding)


def _sound() -> frozenset[str]:
    return frozenset(rule.name for rule in all_rules() if rule.sound)


def _instead(finding: Finding) -> str:
    """What a forum does in place of acknowledging such a finding; empty where it may acknowledge it."""
    return next((rule.instead for rule in all_rules() if rule.name == finding.rule), "")


def _why_not(finding: Finding, entries: Mapping[str, int], path: Path) -> str | None:
    """Why a finding is not acknowledged, or None."""
    name, map_ = finding.id, path.as_posix()
    if finding.rule == "acknowledgement-lapsed":
        again = finding.subjects[0]
        return (
            f"{shown(name, 200)} says that a review is due. Acknowledge {shown(again, 200)} itself, to renew its entry."
        )
    if finding.rule == "not-stated":
        return (
            f"{shown(name, 200)} is an open question and not a finding to live with: ask, and write the answer into "
            "the map."
        )
    if finding.rule in _sound():
        return (
            f"{shown(name, 200)} is about the soundness of the map, and cannot be acknowledged: put it right. "
            f"{shown(f'pathkit explain {map_} {name}', 300)} says how."
        )
    if instead := _instead(finding):
        return f"{shown(name, 200)} cannot be acknowledged. {instead}"
    if finding.library:
        return (
            f"{shown(name, 200)} is about services of a library, such as the national ones. It never makes a check "
            "fail, so there is nothing to acknowledge: tell those who run them."
        )
    state = finding.acknowledgement
    if state is None or state.reopened is not None:
        return None
    return (
        f"{shown(name, 200)} is acknowledged already and has not grown: {map_}, line {entries[name]}, to be "
        f"reviewed by {state.review}. To change the entry, edit it there."
    )


def _entries(raw: bytes) -> dict[str, int]:
    """The findings that have an entry in a file, and the line it begins on."""
    tree = read_tree(raw)[0]
    return {one["finding"]: tree.spot(KEY, number)[0] for number, one in enumerate(_listed(tree.data))}


def _listed(data: Any) -> Sequence[Mapping[str, Any]]:
    return data.get(KEY) or () if isinstance(data, dict) else ()


def _refuse_swapped(path: Path, names: Sequence[str]) -> None:
    """Tell somebody who wrote the finding where the map belongs."""
    if path.exists() or str(path).partition("@")[0] not in {rule.name for rule in all_rules()}:
        return
    map_ = next((name for name in names if name.endswith(".yaml")), "MAP")
    raise CannotDo(f"The map comes first: pathkit acknowledge {map_} {path} …")


def _refuse_terms(terms: Terms) -> None:
    """What no reader of the map would take, before anything is checked."""
    for option, text in (("--reason", terms.reason), ("--meanwhile", terms.meanwhile), ("--owner", terms.owner)):
        if not text.strip():
            raise CannotDo(f"{option} says nothing: write it in a few words.")
        for char in text:
            if unicodedata.category(char) == "Cs":
                raise CannotDo(f"{option} is not UTF-8: write it anew.")
            if unicodedata.category(char) == "Cc" and char not in "\n\t":
                raise CannotDo(f"{option} holds the control character U+{ord(char):04X}: take it out.")
    latest = a_year_after(terms.agreed)
    if terms.review < terms.agreed:
        raise CannotDo(f"--review ({terms.review}) is in the past: write the day by which the forum looks at it again.")
    if terms.review > latest:
        raise CannotDo(f"--review ({terms.review}) is more than 12 months ahead: write {latest} or an earlier day.")


# --- checking, and writing


def _checked(path: Path, on: date, profile: str | None, combine: int | None) -> tuple[bytes, CheckedMap]:
    """What stands in a map's file, and what a check of it finds."""
    if path.is_dir():
        raise CannotDo(f"{path.as_posix()} is a folder: name the map itself.")
    try:
        raw = read_bytes(path) if path.exists() else b""
    except OSError as fault:
        raise CannotDo(f"{path.as_posix()} cannot be read: {fault.strerror or fault}.") from None
    checked = check_paths([path], date=on, profile=profile, combine=combine).maps[0]
    if checked.refused is not None:
        raise CannotDo(checked.refused)
    if checked.problems:
        raise InvalidMap(checked.path, checked.problems)
    if checked.is_library:
        raise CannotDo(f"{checked.path} is a library: only a map has findings to acknowledge.")
    if not checked.checked:
        raise CannotDo(f"{checked.path} could not be checked, by a fault in pathkit. Nothing was written.")
    return raw, checked


def _write(path: Path, raw: bytes, chosen: Sequence[Finding], terms: Terms, save: bool) -> Written:
    name = path.as_posix()
    if not chosen:
        return Written(name, (), (), None, "", False)
    numbers = {one["finding"]: number for number, one in enumerate(_listed(read_tree(raw)[0].data))}
    added = [one for one in chosen if one.id not in numbers]
    renewed = [one for one in chosen if one.id in numbers]
    try:
        edited = with_entries(
            raw, [_entry(one, terms) for one in added], {numbers[one.id]: _entry(one, terms) for one in renewed}
        )
    except CannotEdit as why:
        raise CannotDo(f"{name} was not changed. {why}") from None
    _refuse_unreadable(path, edited)
    if save:
        try:
            replace_file(path, raw, edited.raw)
        except OSError as fault:
            raise CannotDo(f"{name} was not changed: {fault.strerror or fault}.") from None
    block = "".join(f"{edited.texts[number]}\n" for number in sorted(edited.texts))
    ids = tuple(one.id for one in added), tuple(one.id for one in renewed)
    return Written(name, *ids, min(edited.lines.values()), block, save)


def _entry(finding: Finding, terms: Terms) -> dict[str, Any]:
    """The entry for a finding, in the order of the page: it covers the finding as far as it reaches."""
    reach = finding.extent
    hours = round(reach.hours_per_week, 2) if reach is not None else 0
    return {
        "finding": finding.id,
        "reason": terms.reason,
        "meanwhile": terms.meanwhile,
        "owner": terms.owner,
        "agreed": terms.agreed,
        "review": terms.review,
        "covers": {
            "hours_per_week": int(hours) if hours == int(hours) else hours,
            "people": reach.people_count if reach is not None else 0,
            "dates": len(reach.dates) if reach is not None else 0,
        },
    }


def _refuse_unreadable(path: Path, edited: Edited) -> None:
    """What the map would not take, such as an owner that looks like an id and is none, in the reader's words."""
    for problem in load_map(path, raw=edited.raw).problems:
        if problem.severity == "error":
            raise CannotDo(
                f"{path.as_posix()} was not changed: with this entry it would not be valid. "
                f"{problem.message} {problem.remedy or ''}".rstrip()
            )


def _no_finding(checked: CheckedMap, name: str, found: Mapping[str, Finding], on: date) -> str:
    where = f"{checked.path} has no finding {shown(name, 200)} on {on.isoformat()}."
    rule = name.partition("@")[0]
    why = next((one.why for one in checked.rules_not_run if one.rule == rule), None)
    if why is not None:
        return f"{where} The rule `{rule}` was not asked: {why}."
    if not found:
        return f"{where} It has none at all."
    near = closest(name, tuple(found))
    hint = f" Did you mean `{near}`?" if near is not None else ""
    ids = tuple(one.id for one in found.values() if one.open and _can_be_acknowledged(one))
    if not ids:
        return f"{where}{hint} It has none that can be acknowledged."
    return f"{where}{hint} Those that can be acknowledged are:{a_line_each(ids)}"
