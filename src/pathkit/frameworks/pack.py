"""What a framework pack holds, and how it is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

DEFAULT = "framework-for-collaboration"


class UnknownFramework(KeyError):
    """There is no framework pack of that name; says which there are."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.known = names()
        super().__init__(f"There is no framework pack `{name}`. Known: {', '.join(self.known)}.")

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class Principle:
    """One principle of the framework, paraphrased, with its alignments in the source."""

    id: str
    title: str
    summary: str
    source: str
    priorities: tuple[str, ...]
    justice: tuple[str, ...]


@dataclass(frozen=True)
class Need:
    """What somebody turns to a service for; `physical` needs call for physical care."""

    label: str
    physical: bool = False


@dataclass(frozen=True)
class Circumstance:
    """Something that is true of a person or not, beside need, age, urgency and place.

    `ages` are inclusive runs of whole years to which it can apply (None: all); `usual` is what is taken
    to be true unless said otherwise; `implies` sets other circumstances along with it; `reaches_by` names
    the only channels by which such a person can contact a service (None: any).
    """

    label: str
    ages: tuple[tuple[int, int], ...] | None = None
    usual: bool = False
    implies: Mapping[str, bool] = field(default_factory=dict)
    reaches_by: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Kind:
    """A kind of service; `emergency` marks an emergency response."""

    label: str
    emergency: bool = False


@dataclass(frozen=True)
class Method:
    """How a transfer is made; `mode` is `live`, `queued`, `person-led` or `none` (no route)."""

    label: str
    mode: str


@dataclass(frozen=True)
class Framework:
    """A framework pack. All mappings keep the order of the file.

    `enough` gives the offers of which one is asked at an urgency (an urgency without an entry asks nothing);
    `waits` the longest wait, in minutes, that keeps the standard; `freshness` the days for which a fact counts as
    fresh after somebody checked it; `training` the levels from first to
    furthest and `training_standard` the level each kind of service calls for; `stigmatising_words` a
    labelling word and what to write instead.
    """

    id: str
    name: str
    source: str
    principles: Mapping[str, Principle]
    needs: Mapping[str, Need]
    circumstances: Mapping[str, Circumstance]
    urgencies: Mapping[str, str]
    sectors: Mapping[str, str]
    kinds: Mapping[str, Kind]
    offers: Mapping[str, str]
    methods: Mapping[str, Method]
    shares: Mapping[str, str]
    channels: Mapping[str, str]
    outcomes: Mapping[str, str]
    enough: Mapping[str, frozenset[str]]
    waits: Mapping[str, int]
    freshness: int
    training: tuple[str, ...]
    training_standard: Mapping[str, str]
    stigmatising_words: Mapping[str, str]


def names() -> tuple[str, ...]:
    """The names of the framework packs there are, sorted."""
    files = resources.files(__package__).iterdir()
    return tuple(sorted(file.name.removesuffix(".yaml") for file in files if file.name.endswith(".yaml")))


@lru_cache(maxsize=8)
def load_framework(name: str = DEFAULT) -> Framework:
    """The framework pack `name`, read once. Raises `UnknownFramework`, which lists the known ones."""
    if name not in names():
        raise UnknownFramework(name)
    text = resources.files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return _framework(name, yaml.load(text, Loader=_Loader))


# `yes` and `no` in the packs mean what they mean in maps; every other value is text, a number or a list.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _framework(name: str, data: dict[str, Any]) -> Framework:
    source = data["source"]
    return Framework(
        id=name,
        name=data["name"],
        source=source,
        principles={
            key: Principle(
                key,
                value["title"],
                value["summary"],
                source,
                tuple(value["priorities"]),
                tuple(value["justice"]),
            )
            for key, value in data["principles"].items()
        },
        needs={key: Need(**value) for key, value in data["needs"].items()},
        circumstances={key: _circumstance(value) for key, value in data["circumstances"].items()},
        urgencies={key: value["label"] for key, value in data["urgencies"].items()},
        sectors=data["sectors"],
        kinds={key: Kind(**value) for key, value in data["kinds"].items()},
        offers=data["offers"],
        methods={key: Method(**value) for key, value in data["methods"].items()},
        shares=data["shares"],
        channels=data["channels"],
        outcomes=data["outcomes"],
        enough={key: frozenset(value) for key, value in data["enough"].items()},
        waits=data["waits"],
        freshness=data["freshness"],
        training=tuple(data["training"]),
        training_standard=data["training_standard"],
        stigmatising_words=data["stigmatising_words"],
    )


def _circumstance(value: dict[str, Any]) -> Circumstance:
    ages = value.get("ages")
    reaches_by = value.get("reaches_by")
    return Circumstance(
        label=value["label"],
        ages=tuple((low, high) for low, high in ages) if ages else None,
        usual=value.get("usual", False),
        implies=value.get("implies", {}),
        reaches_by=tuple(reaches_by) if reaches_by else None,
    )
