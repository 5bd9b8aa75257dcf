"""What is known of an area of Scotland, and how it is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

KINDS = ("health-board", "council", "partnership")
"""The kinds of area that there is a tile map of."""


@dataclass(frozen=True)
class ScottishArea:
    """A health board, a council area or a partnership; `column` and `row` count from the north-west of its tile map.

    `health_board` names the board that it lies in: for a board itself, the board.
    """

    code: str
    name: str
    kind: str
    health_board: str
    column: int
    row: int

    @property
    def short(self) -> str:
        """What it is called where there is little room: a board without what every board begins with.

        Example:
            >>> area("S08000022").short
            'Highland'
        """
        return self.name.removeprefix("NHS ")


@dataclass(frozen=True)
class Kind:
    """A kind of area, in words for one and for many of them, and its areas in the order of their names."""

    id: str
    one: str
    many: str
    areas: tuple[ScottishArea, ...]


def area(code: str) -> ScottishArea | None:
    """The area with a code (S08000022, say), or None if no area has it."""
    return _by_code().get(code)


def tiles(kind: str) -> tuple[ScottishArea, ...]:
    """The areas of a kind, in the order of their names. Raises `KeyError` for what is not one of `KINDS`."""
    return kinds()[kind].areas


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """Every kind of area by its id, read once."""
    text = resources.files(__package__).joinpath("scotland.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=_Loader)["kinds"]
    return MappingProxyType({name: _kind(name, data[name]) for name in KINDS})


_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(maxsize=1)
def _by_code() -> Mapping[str, ScottishArea]:
    return {one.code: one for kind in kinds().values() for one in kind.areas}


def _kind(name: str, data: Mapping[str, Any]) -> Kind:
    return Kind(name, data["one"], data["many"], tuple(_area(name, one) for one in data["areas"]))


def _area(kind: str, data: Mapping[str, Any]) -> ScottishArea:
    column, row = data["tile"]
    return ScottishArea(data["code"], data["name"], kind, data.get("health_board", data["name"]), column, row)
