"""What `pathkit explain` is asked for: a rule by its name, a finding of a map by its id."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pathkit.check.exits import CannotDo
from pathkit.check.library import InvalidMap
from pathkit.check.report import Finding
from pathkit.check.run import check_paths
from pathkit.check.summary import all_findings
from pathkit.maps.values import closest, did_you_mean, shown
from pathkit.rules import Rule, all_rules

MOST_NAMED = 40


def rule_named(name: str) -> Rule:
    """The rule of that name. Raises `CannotDo`, with what was probably meant."""
    rules = {rule.name: rule for rule in all_rules()}
    if name in rules:
        return rules[name]
    if name.partition("@")[0] in rules:
        raise CannotDo(f"{shown(name)} is a finding: name its map as well, as in pathkit explain MAP {name}")
    if name.endswith(".yaml") or Path(name).exists():
        raise CannotDo(f"Which finding of {name}? Write its id after the map; pathkit check {name} lists them.")
    raise CannotDo(f"There is no rule {shown(name)}. {did_you_mean(name, rules, 'The rules are')}")


def finding_named(path: Path, name: str, on: date, combine: int | None = None) -> Finding:
    """The finding of a map with that id, whatever profile has it.

    Raises `CannotDo` for an id that the map does not have, with those it has, and `InvalidMap`.
    """
    rules = {rule.name for rule in all_rules()}
    if not path.exists() and str(path).partition("@")[0] in rules:
        finding = str(path) if "@" in str(path) else name if "@" in name else f"{path}@{name}"
        map_ = name if name.endswith(".yaml") else "MAP"
        raise CannotDo(f"The map comes first: pathkit explain {map_} {finding}")
    if path.is_dir():
        raise CannotDo(f"{path.as_posix()} is a folder: name the map itself.")
    report = check_paths([path], date=on, profile="assured", combine=combine)
    checked = report.maps[0]
    if checked.refused is not None:
        raise CannotDo(checked.refused)
    if checked.problems:
        raise InvalidMap(checked.path, checked.problems)
    found = {finding.id: finding for finding in all_findings(report)}
    if name in found:
        return found[name]
    raise CannotDo(_no_finding(path, name, tuple(found), on))


def _no_finding(path: Path, name: str, ids: tuple[str, ...], on: date) -> str:
    where = f"{path.as_posix()} has no finding {shown(name, 200)} on {on.isoformat()}."
    if not ids:
        return f"{where} It has none at all."
    near = closest(name, ids)
    hint = f" Did you mean `{near}`?" if near is not None else ""
    more = f"\n  … and {len(ids) - MOST_NAMED} more" if len(ids) > MOST_NAMED else ""
    listed = "".join(f"\n  {one}" for one in ids[:MOST_NAMED])
    return f"{where}{hint} Its findings are:{listed}{more}"
