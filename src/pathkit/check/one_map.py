"""One map as it is read and checked for what is asked about a single thing of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pathkit.check.exits import CannotDo
from pathkit.check.library import InvalidMap
from pathkit.check.report import CheckedMap
from pathkit.check.run import Request, check_pathway, compiled, nothing_at
from pathkit.check.settings import Settings
from pathkit.maps import Map, load_map
from pathkit.maps.read import Loaded
from pathkit.pathway import Pathway
from pathkit.rules import all_rules
from pathkit.situations import TooManyPeople


def loaded_from(path: Path) -> Loaded:
    """A map as it is read. Raises `CannotDo` where it cannot be, and `InvalidMap`."""
    try:
        loaded = load_map(path)
    except OSError as fault:
        raise CannotDo(f"{path.as_posix()} cannot be read: {fault.strerror or fault}.") from None
    errors = tuple(one for one in loaded.problems if one.severity == "error")
    if errors:
        raise InvalidMap(path.as_posix(), errors)
    return loaded


def compiled_by(path: Path, map_: Map, asked: Request, settings: Settings) -> Pathway:
    """The pathway of a map. Raises `CannotDo` where it is too large."""
    try:
        return compiled(map_, asked, settings)
    except TooManyPeople as fault:
        raise CannotDo(f"{path.as_posix()}: {fault}.") from None


def refuse_no_map(path: Path, name: str) -> None:
    """Refuse what is no map, with what was probably meant: raises `CannotDo`."""
    rules = {rule.name for rule in all_rules()}
    if not path.exists() and str(path).partition("@")[0] in rules:
        finding = str(path) if "@" in str(path) else name if "@" in name else f"{path}@{name}"
        map_ = name if name.endswith(".yaml") else "MAP"
        raise CannotDo(f"The map comes first: pathkit explain {map_} {finding}")
    if path.is_dir():
        raise CannotDo(f"{path.as_posix()} is a folder: name the map itself.")
    if not path.exists():
        raise CannotDo(nothing_at(path))


def checked_by(pathway: Pathway, path: Path, loaded: Loaded, asked: Request, settings: Settings) -> CheckedMap:
    """A map as it was checked, with the warnings of its reading."""
    warnings = tuple(one for one in loaded.problems if one.severity != "error")
    return replace(check_pathway(pathway, path.as_posix(), asked, settings), warnings=warnings)
