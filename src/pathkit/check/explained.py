"""What `pathkit explain` is asked for: a rule by its name, or a finding of a map by its id."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pathkit.check.acknowledging import ready_command
from pathkit.check.candidates import Tried, candidates
from pathkit.check.exits import CannotDo
from pathkit.check.one_map import checked_by, compiled_by, loaded_from, refuse_no_map
from pathkit.check.report import ActionState, CheckedMap, Finding
from pathkit.check.run import Advance, Request, report_of
from pathkit.check.settings import Settings, load_settings
from pathkit.check.summary import a_line_each, all_findings
from pathkit.frameworks import Framework, Principle
from pathkit.maps.values import closest, did_you_mean, shown
from pathkit.rules import Rule, all_rules
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
    actions: tuple[ActionState, ...] = ()
    """The actions of the plan that are to close it."""


def story_of(path: Path, name: str, on: date, combine: int | None = None, progress: Advance | None = None) -> Story:
    """The finding of a map with that id, whatever profile has it, and its story.

    `progress` is told of each change as it is tried. Raises `CannotDo` for an id that the map does not have, with
    those it has, and `InvalidMap`.
    """
    refuse_no_map(path, name)
    Horizon(on)  # a date that no year can begin with is refused before anything is read
    settings = load_settings(path)
    rules = {rule.name: rule for rule in all_rules()}
    rule = rules.get(name.partition("@")[0])
    # Its own rule alone is asked, which is quicker; soundness is asked about together with everything.
    # What the check itself makes of what other rules find needs those others.
    alone = () if rule is None or rule.sound or rule.asks is None else (rule.name,)
    asked = Request(on, "assured", rules=alone, combine=combine)
    loaded = loaded_from(path)
    pathway = compiled_by(path, loaded.map, asked, settings) if loaded.map is not None and loaded.map.area else None
    if pathway is None:
        raise CannotDo(_no_finding(path, name, (), on))
    checked = checked_by(pathway, path, loaded, asked, settings)
    found = _findings(checked, asked, settings)
    if name not in found:
        asked = replace(asked, rules=())
        found = _findings(checked_by(pathway, path, loaded, asked, settings), asked, settings)
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
        tuple(one for one in checked.actions if one.id in finding.planned),
    )


def _findings(checked: CheckedMap, asked: Request, settings: Settings) -> dict[str, Finding]:
    return {finding.id: finding for finding in all_findings(report_of([checked], [settings], asked))}


def _no_finding(path: Path, name: str, ids: tuple[str, ...], on: date) -> str:
    where = f"{path.as_posix()} has no finding {shown(name, 200)} on {on.isoformat()}."
    if not ids:
        return f"{where} It has none at all."
    near = closest(name, ids)
    hint = f" Did you mean `{near}`?" if near is not None else ""
    return f"{where}{hint} Its findings are:{a_line_each(ids)}"
