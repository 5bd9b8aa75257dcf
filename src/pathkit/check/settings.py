"""Settings: `pathkit.yaml`, the nearest above the map. None is needed.

Like a map, the file is read as text with places, and only then given types: `off` is the word, never a truth
value. Every problem of the file is told in one run, and any of them stops the run: a mistyped rule name must
not quietly change what is checked.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pathkit.check.exits import FAIL_ON, CannotDo
from pathkit.check.report import SEVERITIES
from pathkit.maps.files import as_named, read_bytes
from pathkit.maps.tree import Data, read_tree
from pathkit.maps.values import did_you_mean, shown
from pathkit.times.durations import Minutes, parse_duration
from pathkit.times.problem import TimeProblem

FILE = "pathkit.yaml"
PROFILES = ("draft", "agreed", "assured")
KEYS = ("profile", "fail_on", "maps", "rules", "combine", "straight_away", "extends")
OFF = "off"
MOST_COMBINED = 10
FOR_ALL_RULES = ("combine", "straight_away")
"""The keys that change what any rule may find."""
ALWAYS_ON = ("invalid-yaml", "invalid-map", "unknown-reference", "duplicate-id")
"""Without these nothing can be asked of a map, so nobody can switch them off or change their severity."""

RuleSetting = str | Mapping[str, Any]
"""`off`, or what is set: `severity` and the rule's own settings."""
KnownRules = Mapping[str, Mapping[str, object]]
"""The settings of each rule with their defaults, by the rule's name."""

_WHOLE = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


class SettingsProblem(CannotDo):
    """Settings that cannot be used: what is wrong (the first thing of `messages`, or all of them), and where.

    `line` and `column` count from 1 and are those of the first message.
    """

    def __init__(self, message: str, file: str, line: int, column: int, rest: tuple[str, ...] = ()) -> None:
        self.messages = (f"{file}:{line}:{column}: {message}", *rest)
        super().__init__("\n".join(self.messages))
        self.problem = message
        self.file = file
        self.line = line
        self.column = column


@dataclass(frozen=True)
class Settings:
    """What a check goes by. `rules` maps a rule's name to `off` or to what is set of it.

    `maps` are globs relative to the folder `maps_in`; none means every map. `files` are the settings files
    that were read, the nearest first. `straight_away` is in minutes: a wait up to it counts as none.
    """

    profile: str = "agreed"
    fail_on: str = "error"
    maps: tuple[str, ...] = ()
    rules: Mapping[str, RuleSetting] = field(default_factory=dict)
    combine: int = 1
    straight_away: int = 60
    files: tuple[str, ...] = ()
    maps_in: Path | None = None

    def off(self, rule: str) -> bool:
        """Whether a rule is switched off."""
        return self.rules.get(rule) == OFF

    def severity(self, rule: str, default: str) -> str:
        """The severity that a rule's findings get."""
        return str(self._of(rule).get("severity", default))

    def values(self, rule: str, defaults: Mapping[str, object]) -> dict[str, Any]:
        """The rule's settings: the defaults, changed by what is set. Settings by key are merged by key."""
        found = dict(defaults)
        for key, value in self._of(rule).items():
            default = defaults.get(key)
            if key in defaults:
                found[key] = {**default, **value} if isinstance(default, Mapping) else value
        return found

    def _of(self, rule: str) -> Mapping[str, Any]:
        found = self.rules.get(rule)
        return found if isinstance(found, Mapping) else {}


def settings_file(path: Path) -> Path | None:
    """The nearest `pathkit.yaml` above a map, or in or above a folder; None if there is none."""
    here = as_named(path)
    for folder in (here, *here.parents):
        if (folder / FILE).is_file():
            return folder / FILE
    return None


def load_settings(path: Path, known: KnownRules | None = None) -> Settings:
    """The settings that hold for a map (or a folder of maps), with what they extend.

    `known` are the rules that there are; left out, all of pathkit's. Raises `SettingsProblem`.
    """
    nearest = settings_file(path)
    if nearest is None:
        return Settings()
    return _read(nearest, all_known_rules() if known is None else known)


def all_known_rules() -> KnownRules:
    """The settings of every rule, by name."""
    from pathkit.rules import all_rules

    return {rule.name: dict(rule.settings) for rule in all_rules()}


def differing(settings: Settings) -> tuple[str, ...]:
    """What settings change of what is asked: the rules that they switch off, set or call more or less grave, by name;
    and then their keys that hold for all rules.
    """
    from pathkit.rules import all_rules

    rules = [
        rule.name
        for rule in all_rules()
        if settings.off(rule.name)
        or settings.severity(rule.name, rule.severity) != rule.severity
        or settings.values(rule.name, rule.settings) != dict(rule.settings)
    ]
    return (*rules, *(key for key in FOR_ALL_RULES if getattr(settings, key) != getattr(_DEFAULTS, key)))


def refuse_unknown_rules(names: Iterable[str], known: Iterable[str] | None = None) -> None:
    """Raises `CannotDo` for the first name that is no rule, with the one that was probably meant."""
    rules = sorted(all_known_rules() if known is None else known)
    for name in names:
        if name not in rules and name not in ALWAYS_ON:
            raise CannotDo(f"There is no rule {shown(name)}. {did_you_mean(name, rules, 'The rules are')}")


# --- reading ---------------------------------------------------------------------------------------------


def _read(file: Path, known: KnownRules) -> Settings:
    """The settings of a file and of those that it extends, one after the other."""
    read: list[_File] = []
    follow: Path | None = file
    while follow is not None:
        one = _File(follow, read[-1] if read else None)
        if follow in [before.path for before in read]:
            read[-1].problem("These settings extend each other in a loop", "extends")
            read[-1].stop()
        read.append(one)
        one.take(known)
        follow = one.extends()
        one.stop()
    found = Settings()
    for one in reversed(read):
        found = _over(one.settings, one.stated, found)
    return replace(found, files=tuple(one.name for one in read))


_DEFAULTS = Settings()


def _over(own: Settings, stated: frozenset[str], base: Settings) -> Settings:
    """What a file states, laid over what it extends. A rule's settings are merged key by key."""
    rules = dict(base.rules)
    for name, value in own.rules.items():
        under = rules.get(name)
        both = isinstance(under, Mapping) and isinstance(value, Mapping)
        rules[name] = _merged(under, value) if both else value
    return Settings(
        profile=own.profile if "profile" in stated else base.profile,
        fail_on=own.fail_on if "fail_on" in stated else base.fail_on,
        maps=own.maps if "maps" in stated else base.maps,
        maps_in=own.maps_in if "maps" in stated else base.maps_in,
        combine=own.combine if "combine" in stated else base.combine,
        straight_away=own.straight_away if "straight_away" in stated else base.straight_away,
        rules=rules,
    )


def _merged(under: Any, over: Any) -> dict[str, Any]:
    found = dict(under)
    for key, value in over.items():
        old = found.get(key)
        found[key] = {**old, **value} if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return found


def _relative(path: Path) -> str:
    """The path from the working folder where it is below it: no report should hold a machine's own paths."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else os.path.relpath(path, here)


class _File:
    """One settings file, and what is wrong with it."""

    settings: Settings
    stated: frozenset[str]

    def __init__(self, path: Path, extended_by: _File | None) -> None:
        self.path = path
        self.name = _relative(path)
        self.problems: list[tuple[tuple[int, int], str]] = []
        try:
            raw = read_bytes(path)
        except OSError as error:
            reason = error.strerror or "it is not a file"
            if extended_by is None:
                raise CannotDo(f"{self.name} cannot be read: {reason}.") from None
            extended_by.problem(f"{shown(self.name)} cannot be read: {reason}", "extends")
            extended_by.stop()
        self.tree, faults = read_tree(raw)
        for fault in faults:
            self.problems.append((fault.spot, f"{_sentence(fault.message)} {fault.remedy}"))
        self.stop()
        self.data: Mapping[str, Any] = self._mapping(self.tree.data)
        self.stop()

    def problem(self, message: str, *at: str | int, key: bool = False) -> None:
        """Note a problem with the value (or the key) at a place."""
        spot = self.tree.key_spot(*at) if key else self.tree.spot(*at)
        self.problems.append((spot, _sentence(message)))

    def stop(self) -> None:
        """Raise what was found, if anything."""
        if not self.problems:
            return
        first, *rest = sorted(self.problems)
        raise SettingsProblem(
            first[1],
            self.name,
            *first[0],
            tuple(f"{self.name}:{line}:{column}: {message}" for (line, column), message in rest),
        )

    def extends(self) -> Path | None:
        """The settings file that this one builds on."""
        value = self.data.get("extends")
        if value is None:
            return None
        if not isinstance(value, str):
            self.problem(f"`extends` is a path, not {shown(value)}", "extends")
        elif value.startswith(("/", "~")) or "\\" in value or ":" in value or not value.isprintable():
            self.problem(
                f"{shown(value)} is not a relative path. Write the way from this file to the other",
                "extends",
            )
        elif not value.endswith((".yaml", ".yml")):
            self.problem(f"{shown(value)} is no settings file: their names end in `.yaml`", "extends")
        else:
            return as_named(self.path.parent / value)
        self.stop()
        return None

    def take(self, known: KnownRules) -> None:
        """Take what this file alone states as its `settings`; `stated` are the keys that it has."""
        for key in self.data:
            if key not in KEYS:
                hint = did_you_mean(key, KEYS, "Settings are")
                self.problem(f"{shown(key)} is not a setting. {hint}", key, key=True)
        self.stated = frozenset(key for key, value in self.data.items() if value is not None)
        self.settings = Settings(
            profile=self._one_of("profile", PROFILES, _DEFAULTS.profile),
            fail_on=self._one_of("fail_on", FAIL_ON, _DEFAULTS.fail_on),
            maps=self._globs(),
            maps_in=self.path.parent,
            rules=self._rules(known),
            combine=self._combine(),
            straight_away=self._straight_away(),
        )

    # --- keys

    def _mapping(self, data: Data) -> Mapping[str, Any]:
        if data is None:
            return {}
        if isinstance(data, dict):
            return data
        self.problem(f"settings are keys with values, such as `profile: draft`, not {shown(data)}")
        return {}

    def _one_of(self, key: str, words: tuple[str, ...], default: str) -> str:
        value = self.data.get(key)
        if value is None:
            return default
        if isinstance(value, str) and value in words:
            return value
        hint = did_you_mean(value, words, "It is one of") if isinstance(value, str) else ""
        self.problem(f"{shown(value)} will not do for `{key}`. {hint}", key)
        return default

    def _combine(self) -> int:
        value = self.data.get("combine")
        if value is None:
            return _DEFAULTS.combine
        if isinstance(value, str) and _WHOLE.fullmatch(value) and int(value) <= MOST_COMBINED:
            return int(value)
        self.problem(f"`combine` is a whole number up to {MOST_COMBINED}, not {shown(value)}", "combine")
        return _DEFAULTS.combine

    def _straight_away(self) -> int:
        value = self.data.get("straight_away")
        if value is None:
            return _DEFAULTS.straight_away
        minutes = _duration(value) if isinstance(value, str) else None
        if minutes is None:
            self.problem(f"`straight_away` is a duration, such as `60 min`, not {shown(value)}", "straight_away")
            return _DEFAULTS.straight_away
        return minutes

    def _globs(self) -> tuple[str, ...]:
        value = self.data.get("maps")
        globs = [value] if isinstance(value, str) else [] if value is None else value
        if not isinstance(globs, list) or not all(isinstance(one, str) for one in globs):
            self.problem("`maps` is a list of patterns, such as `[pathways/*.pathway.yaml]`", "maps")
            return ()
        for number, one in enumerate(globs):
            if one.startswith(("/", "~")) or ".." in one.split("/") or "\\" in one or not one.isprintable():
                self.problem(
                    f"{shown(one)} is not a pattern for files in or below this folder",
                    "maps",
                    *([number] if isinstance(value, list) else []),
                )
        return tuple(globs)

    # --- rules

    def _rules(self, known: KnownRules) -> dict[str, RuleSetting]:
        value = self.data.get("rules")
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.problem("`rules` takes the names of rules, each with `off` or a block", "rules")
            return {}
        found: dict[str, RuleSetting] = {}
        for name, asked in value.items():
            if name in ALWAYS_ON:
                self.problem(f"`{name}` is part of reading a map and cannot be changed", "rules", name, key=True)
            elif name not in known:
                hint = did_you_mean(name, sorted(known), "The rules are")
                self.problem(f"there is no rule {shown(name)}. {hint}", "rules", name, key=True)
            elif asked == OFF:
                found[name] = OFF
            elif isinstance(asked, dict):
                found[name] = self._rule(name, asked, known[name])
            else:
                self.problem(
                    f"{shown(asked)} will not do for a rule. Write `off`, or a block such as `{{severity: warning}}`",
                    "rules",
                    name,
                )
        return found

    def _rule(self, name: str, asked: dict[str, Any], defaults: Mapping[str, object]) -> Mapping[str, Any]:
        found: dict[str, Any] = {}
        for written, value in asked.items():
            at = ("rules", name, written)
            # `very-urgent`, as maps write it, is the setting `very_urgent`.
            key = written.replace("-", "_") if written.replace("-", "_") in defaults else written
            if key in found:
                self.problem(f"`{key}` is set twice for the rule `{name}`", *at, key=True)
            if key == "severity":
                if value in SEVERITIES:
                    found[key] = value
                else:
                    words = did_you_mean(str(value), SEVERITIES, "It is one of")
                    self.problem(f"{shown(value)} is not a severity. {words}", *at)
            elif key not in defaults:
                words = did_you_mean(key, ("severity", *defaults), "It has")
                self.problem(f"the rule `{name}` has no setting {shown(key)}. {words}", *at, key=True)
            else:
                found[key] = self._value(value, defaults[key], at)
        return found

    def _value(self, value: Any, default: object, at: tuple[str, ...]) -> Any:
        """The value of a setting, of the same kind as its default."""
        if isinstance(default, Mapping):
            if not isinstance(value, dict):
                self.problem(f"`{at[-1]}` takes a block with {_words(default)}, not {shown(value)}", *at)
                return default
            found = {}
            for key, inner in value.items():
                if key in default:
                    found[key] = self._value(inner, default[key], (*at, key))
                else:
                    hint = did_you_mean(key, tuple(default), "It has")
                    self.problem(f"`{at[-1]}` has no {shown(key)}. {hint}", *at, key, key=True)
            return found
        if isinstance(default, list | tuple | frozenset):
            items = value if isinstance(value, list) else [value]
            if not all(isinstance(item, str) for item in items):
                self.problem(f"`{at[-1]}` is a list of words", *at)
                return default
            return type(default)(items)
        for kind, read, what in _KINDS:
            if isinstance(default, kind):
                found_value = read(value) if isinstance(value, str) else None
                if found_value is None or (isinstance(default, str) and not _like(default, value)):
                    kind_words = "a duration, such as `4 h`" if isinstance(default, str) else what
                    self.problem(f"`{at[-1]}` is {kind_words}, not {shown(value)}", *at)
                    return default
                return found_value
        raise TypeError(f"a setting cannot be of the kind of {default!r}")


def _like(default: str, value: str) -> bool:
    """Whether a text will do: where the default is a duration, it must be one."""
    return _duration(default) is None or _duration(value) is not None


def _duration(text: str) -> int | None:
    try:
        return parse_duration(text)
    except TimeProblem:
        return None


def _whole(text: str) -> int | None:
    return int(text) if _WHOLE.fullmatch(text) else None


def _minutes(text: str) -> int | None:
    """A whole number of minutes, or a duration."""
    return int(text) if _WHOLE.fullmatch(text) else _duration(text)


def _number(text: str) -> float | None:
    return float(text) if _NUMBER.fullmatch(text) else None


# In this order: a truth value is a whole number to Python, and so are minutes.
_KINDS: tuple[tuple[type, Callable[[str], Any], str], ...] = (
    (bool, lambda text: _YES_NO.get(text), "`yes` or `no`"),
    (Minutes, _minutes, "a whole number of minutes, or a duration such as `4 h`"),
    (int, _whole, "a whole number"),
    (float, _number, "a number"),
    (str, str, "a text"),
)


def _words(keys: Iterable[str]) -> str:
    return ", ".join(f"`{key}`" for key in keys)


def _sentence(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")
