"""What `pathkit explain` is asked for: a rule by its name, a finding of a map by its id."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pathkit.check.acknowledging import ready_command
from pathkit.check.candidates import Tried, candidates
from pathkit.check.exits import CannotDo
from pathkit.check.library import InvalidMap
from pathkit.check.report import Finding
from pathkit.check.run import Request, check_pathway, compiled, nothing_at, report_of
from pathkit.check.settings import Settings, load_settings
from pathkit.check.summary import a_line_each, all_findings
from pathkit.frameworks import Framework, Principle
from pathkit.maps import Map, load_map
from pathkit.maps.read import Loaded
from pathkit.maps.values import closest, did_you_mean, shown
from pathkit.pathway import Pathway
from pathkit.rules import Rule, all_rules
from pathkit.situations import TooManyPeople
from pathkit.times.horizon import Horizon


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


@dataclass(frozen=True)
class Story:
    """A finding with everything that there is to tell of it.

    `principles` are those of its rule, in the words of the map's framework. `tried` is what would close it, as far as
    trying can tell. `command` acknowledges it; it is empty where it need not or cannot be acknowledged.
    """

    finding: Finding
    rule: Rule | None
    framework: Framework
    principles: tuple[Principle, ...]
    tried: Tried
    command: str
    owner: str | None = None
    """The name of the organisation that sees to an acknowledged finding, where its owner is one of the map."""


def story_of(
    path: Path, name: str, on: date, combine: int | None = None, progress: Callable[[int, int, str], None] | None = None
) -> Story:
    """The finding of a map with that id, whatever profile has it, and its story.

    `progress` is told of each change as it is tried. Raises `CannotDo` for an id that the map does not have, with
    those it has, and `InvalidMap`.
    """
    _in_order(path, name)
    Horizon(on)  # a date that no year can begin with is refused before anything is read
    settings = load_settings(path)
    rules = {rule.name: rule for rule in all_rules()}
    rule = rules.get(name.partition("@")[0])
    # Its own rule alone is asked, which is quicker; soundness is asked about together with everything.
    alone = () if rule is None or rule.sound else (rule.name,)
    asked = Request(on, "assured", rules=alone, combine=combine)
    loaded = _loaded(path)
    pathway = _compiled(path, loaded.map, asked, settings) if loaded.map is not None and loaded.map.area else None
    if pathway is None:
        raise CannotDo(_no_finding(path, name, (), on))
    found = _findings(pathway, path, loaded, asked, settings)
    if name not in found:
        found = _findings(pathway, path, loaded, replace(asked, rules=()), settings)
        raise CannotDo(_no_finding(path, name, tuple(found), on))
    finding, map_ = found[name], pathway.map
    rule = rules.get(finding.rule)
    tried = Tried()
    if rule is not None and finding.extent is not None:
        tried = candidates(pathway, rule, finding.subjects, settings, progress)
    known = map_.framework.principles
    state = finding.acknowledgement
    owner = None if state is None else map_.organisations.get(state.owner)
    return Story(
        finding,
        rule,
        map_.framework,
        tuple(known[one] for one in finding.principles if one in known),
        tried,
        ready_command(path.as_posix(), finding),
        None if owner is None else owner.name,
    )


def _findings(pathway: Pathway, path: Path, loaded: Loaded, asked: Request, settings: Settings) -> dict[str, Finding]:
    warnings = tuple(one for one in loaded.problems if one.severity != "error")
    checked = replace(check_pathway(pathway, path.as_posix(), asked, settings), warnings=warnings)
    return {finding.id: finding for finding in all_findings(report_of([checked], [settings], asked))}


def _loaded(path: Path) -> Loaded:
    try:
        loaded = load_map(path)
    except OSError as fault:
        raise CannotDo(f"{path.as_posix()} cannot be read: {fault.strerror or fault}.") from None
    errors = tuple(one for one in loaded.problems if one.severity == "error")
    if errors:
        raise InvalidMap(path.as_posix(), errors)
    return loaded


def _compiled(path: Path, map_: Map, asked: Request, settings: Settings) -> Pathway:
    try:
        return compiled(map_, asked, settings)
    except TooManyPeople as fault:
        raise CannotDo(f"{path.as_posix()}: {fault}.") from None


def _in_order(path: Path, name: str) -> None:
    """Refuse what is no map, with what was probably meant."""
    rules = {rule.name for rule in all_rules()}
    if not path.exists() and str(path).partition("@")[0] in rules:
        finding = str(path) if "@" in str(path) else name if "@" in name else f"{path}@{name}"
        map_ = name if name.endswith(".yaml") else "MAP"
        raise CannotDo(f"The map comes first: pathkit explain {map_} {finding}")
    if path.is_dir():
        raise CannotDo(f"{path.as_posix()} is a folder: name the map itself.")
    if not path.exists():
        raise CannotDo(nothing_at(path))


def _no_finding(path: Path, name: str, ids: tuple[str, ...], on: date) -> str:
    where = f"{path.as_posix()} has no finding {shown(name, 200)} on {on.isoformat()}."
    if not ids:
        return f"{where} It has none at all."
    near = closest(name, ids)
    hint = f" Did you mean `{near}`?" if near is not None else ""
    return f"{where}{hint} Its findings are:{a_line_each(ids)}"
