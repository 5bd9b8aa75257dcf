"""What a framework pack holds, how it is read, and how several come to one framework.

One pack holds the words and standards that maps speak of (needs, circumstances, kinds, waits and so on). The others
hold what else is expected of a pathway, and may add offers and circumstances; the words come from the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import yaml

DEFAULT = "framework-for-collaboration"
"""The pack of the words and standards, and the one that is meant where a map names none."""

T = TypeVar("T")


class UnknownFramework(KeyError):
    """There is no framework pack of that name; says which there are."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.known = names()
        super().__init__(f"There is no framework pack `{name}`. Known: {', '.join(self.known)}.")

    def __str__(self) -> str:
        return str(self.args[0])


class PackFault(ValueError):
    """A pack says what no pack can say, or two of them do not go together; the message says what and where."""


@dataclass(frozen=True)
class Expected:
    """What a principle expects people to come to, at some time and through some door, brought or referred by staff.

    One of `kinds` of service (none: any kind) that supports them and gives one of `offers` (none: whatever it offers),
    for one of `needs` (none: any of the map's); where `within` is given (a duration, such as "6 weeks"), support begins
    so soon after they were passed on or referred there.
    """

    kinds: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    within: str | None = None


@dataclass(frozen=True)
class Principle:
    """One principle, paraphrased: what a pack calls a principle, an expectation, a domain or a commitment.

    Those of the pack that has the words are judged by the rules that name them. Of any other, `judged_by` names the
    rules, and `people` and `urgencies` say whose findings alone count (a circumstance; None: anybody's); or `beyond`
    says why no map can show it. `only` says of one that is judged how little that is.
    """

    id: str
    title: str
    summary: str
    source: str
    priorities: tuple[str, ...] = ()
    justice: tuple[str, ...] = ()
    pack: str = DEFAULT
    pack_name: str = ""
    judged_by: tuple[str, ...] = ()
    people: str | None = None
    urgencies: tuple[str, ...] = ()
    expects: Expected | None = None
    only: str = ""
    beyond: str = ""


@dataclass(frozen=True)
class Commitment:
    """What more there is to a commitment, which is a principle too: theme, who leads, by when; "" is not known."""

    id: str
    theme: str
    lead: str
    when: str
    pack: str

    @property
    def who_and_when(self) -> str:
        """Who leads it and by when, in words: "led by Police Scotland; during 2025". Empty where neither is known."""
        return "; ".join(part for part in (f"led by {self.lead}" if self.lead else "", self.when) if part)


@dataclass(frozen=True)
class Told:
    """What a pack is called, what it calls its principles, and what of it is not here (`not_recovered`; "" nothing)."""

    id: str
    name: str
    source: str
    called: str
    not_recovered: str = ""


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
    """The framework of a map: its packs taken together. All mappings keep the order of the packs and their files.

    `packs` are in the order in which the map names them, and `principles` and `commitments` are all of theirs; `themes`
    are what the actions of a plan can be about.

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
    packs: tuple[Told, ...] = ()
    themes: Mapping[str, str] = field(default_factory=dict)
    commitments: Mapping[str, Commitment] = field(default_factory=dict)


@dataclass(frozen=True)
class Pack:
    """One pack as its file has it. `framework` is what the pack of the words and standards comes to alone.

    `themes` are those that it says anything of; that it only names must be another's.
    """

    told: Told
    principles: Mapping[str, Principle]
    commitments: Mapping[str, Commitment]
    themes: Mapping[str, str]
    names_themes: tuple[str, ...]
    offers: Mapping[str, str]
    circumstances: Mapping[str, Circumstance]
    framework: Framework | None = None


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """The names of the framework packs there are, sorted."""
    return tuple(sorted(_files()))


def _files() -> Mapping[str, Traversable]:
    """The files of the packs, by the names of the packs."""
    files = resources.files(__package__).iterdir()
    return {file.name.removesuffix(".yaml"): file for file in files if file.name.endswith(".yaml")}


@lru_cache(maxsize=32)
def load_framework(*wanted: str) -> Framework:
    """The framework that some packs come to, in their order; `DEFAULT` where none is named.

    Raises `UnknownFramework`, which lists the known ones.
    """
    return combined([_pack(name) for name in wanted or (DEFAULT,)], _pack(DEFAULT))


def known_among(written: object) -> tuple[str, ...]:
    """The packs that `area.framework` names, as it stands in a file, of those that there are, each once."""
    listed = [written] if isinstance(written, str) else written if isinstance(written, list) else []
    return tuple(dict.fromkeys(one for one in listed if isinstance(one, str) and one in names()))


@lru_cache(maxsize=32)
def title_of(name: str) -> str:
    """What a pack is called. Raises `UnknownFramework`."""
    return _pack(name).told.name


@lru_cache(maxsize=32)
def _pack(name: str) -> Pack:
    if name not in names():
        raise UnknownFramework(name)
    return read_pack(name, _files()[name].read_text(encoding="utf-8"))


# `yes` and `no` in the packs mean what they mean in maps; every other value is text, a number or a list.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_OF_PACK = {
    *("name", "source", "principles_called", "principles", "themes", "commitments", "not_recovered"),
    *("offers", "circumstances"),
}
_OF_WORDS = {
    *("needs", "urgencies", "sectors", "kinds", "methods", "shares", "channels", "outcomes", "enough", "waits"),
    *("freshness", "training", "training_standard", "stigmatising_words"),
}
_OF_PRINCIPLE = {
    *("title", "summary", "source", "priorities", "justice", "judged_by", "people", "urgencies", "expects"),
    *("only", "beyond"),
}
_OF_COMMITMENT = _OF_PRINCIPLE | {"theme", "lead", "when"}
_OF_EXPECTED = {"kinds", "offers", "needs", "within"}


def read_pack(name: str, text: str) -> Pack:
    """The pack that stands in a text. Raises `PackFault` where it says what no pack can say."""
    data = yaml.load(text, Loader=_Loader)
    _check_keys(data, _OF_PACK | _OF_WORDS, ("name", "source"), name)
    told = Told(name, data["name"], data["source"], data.get("principles_called", "principles"))
    told = replace(told, not_recovered=data.get("not_recovered", ""))
    has_words = "needs" in data
    promised = data.get("commitments") or {}
    principles = {
        **{
            key: _principle(told, key, value, _OF_PRINCIPLE, has_words)
            for key, value in (data.get("principles") or {}).items()
        },
        # A commitment is a principle too: it is judged, or it is said that no map can show it.
        **{key: _principle(told, key, value, _OF_COMMITMENT, has_words) for key, value in promised.items()},
    }
    commitments = {key: _commitment(told, key, value) for key, value in promised.items()}
    themes = data.get("themes") or {}
    defined = themes if isinstance(themes, dict) else {}
    pack = Pack(
        told,
        principles,
        commitments,
        defined,
        () if defined else tuple(themes),
        data.get("offers") or {},
        {key: _circumstance(value) for key, value in (data.get("circumstances") or {}).items()},
    )
    return replace(pack, framework=_framework(pack, data)) if has_words else pack


def _check_keys(data: Any, known: set[str], needed: Iterable[str], where: str) -> None:
    if not isinstance(data, dict):
        raise PackFault(f"{where}: a block of keys belongs here.")
    for key in data:
        if key not in known:
            raise PackFault(f"{where}: `{key}` is no key of a pack. Known: {', '.join(sorted(known))}.")
    for key in needed:
        if not data.get(key):
            raise PackFault(f"{where}: `{key}` is missing.")


def _principle(told: Told, name: str, value: Any, known: set[str], by_rules: bool) -> Principle:
    """One principle; that of a further pack has to be judged, or it has to be said why it cannot be."""
    where = f"{told.id}: {name}"
    _check_keys(value, known, ("title", "summary"), where)
    if not by_rules and bool(value.get("judged_by")) == bool(value.get("beyond")):
        raise PackFault(
            f"{where}: say either by which rules it is judged (`judged_by`) or why no map shows it (`beyond`)."
        )
    expects = value.get("expects")
    if expects is not None and not value.get("judged_by"):
        raise PackFault(f"{where}: what it `expects` is judged by a rule: name it under `judged_by`.")
    return Principle(
        name,
        value["title"],
        value["summary"],
        value.get("source", told.source),
        tuple(value.get("priorities") or ()),
        tuple(value.get("justice") or ()),
        told.id,
        told.name,
        tuple(value.get("judged_by") or ()),
        value.get("people"),
        tuple(value.get("urgencies") or ()),
        None if expects is None else _expected(expects, where),
        value.get("only", ""),
        value.get("beyond", ""),
    )


def _expected(value: Any, where: str) -> Expected:
    _check_keys(value, _OF_EXPECTED, (), f"{where}: expects")
    if not (value.get("kinds") or value.get("offers")):
        raise PackFault(f"{where}: `expects` names neither `kinds` nor `offers`.")
    return Expected(
        tuple(value.get("kinds") or ()),
        tuple(value.get("offers") or ()),
        tuple(value.get("needs") or ()),
        value.get("within"),
    )


def _commitment(told: Told, name: str, value: Mapping[str, Any]) -> Commitment:
    return Commitment(name, value.get("theme", ""), value.get("lead", ""), value.get("when", ""), told.id)


def combined(packs: Sequence[Pack], words: Pack) -> Framework:
    """One framework of several packs; the words and standards are those of `words`, whether or not it is among them.

    Raises `PackFault` where two say different things of one id, or one speaks of what none defines.
    """
    base = words.framework
    if base is None:
        raise PackFault(f"{words.told.id}: it has no words and standards (`needs`, `kinds` and so on).")
    speaking = [words, *(pack for pack in packs if pack is not words)]
    themes = _joined("theme", ((pack, pack.themes) for pack in speaking))
    principles = _joined("principle", ((pack, pack.principles) for pack in packs))
    found = replace(
        base,
        id="+".join(pack.told.id for pack in packs),
        name=" and ".join(pack.told.name for pack in packs),
        source="; ".join(dict.fromkeys(pack.told.source for pack in packs)),
        principles=principles,
        circumstances=_joined("circumstance", ((pack, pack.circumstances) for pack in speaking)),
        offers=_joined("offer", ((pack, pack.offers) for pack in speaking)),
        packs=tuple(pack.told for pack in packs),
        themes=themes,
        commitments=_joined("commitment", ((pack, pack.commitments) for pack in packs)),
    )
    for pack in packs:
        _check_words(pack, found)
    return found


def _joined(sort: str, parts: Iterable[tuple[Pack, Mapping[str, T]]]) -> dict[str, T]:
    """The entries of several packs, each id once."""
    found: dict[str, T] = {}
    owner: dict[str, str] = {}
    for pack, entries in parts:
        for name, entry in entries.items():
            if name in found and found[name] != entry:
                raise PackFault(
                    f"{owner[name]} and {pack.told.id} say two things of the {sort} `{name}`. Give one of the two "
                    "another id."
                )
            found.setdefault(name, entry)
            owner.setdefault(name, pack.told.id)
    return found


def _check_words(pack: Pack, all_: Framework) -> None:
    """Whether what a pack speaks of is defined, by itself or by the pack of the words."""
    for theme in (*pack.names_themes, *(one.theme for one in pack.commitments.values())):
        _check_word(theme, all_.themes, "theme", pack.told.id)
    for one in pack.principles.values():
        where = f"{pack.told.id}: {one.id}"
        expects = one.expects or Expected()
        if one.people is not None:
            _check_word(one.people, all_.circumstances, "circumstance", where)
        for words, known, sort in (
            (one.urgencies, all_.urgencies, "urgency"),
            (expects.kinds, all_.kinds, "kind"),
            (expects.offers, all_.offers, "offer"),
            (expects.needs, all_.needs, "need"),
        ):
            for word in words:
                _check_word(word, known, sort, where)


def _check_word(word: str, known: Mapping[str, object], sort: str, where: str) -> None:
    if word not in known:
        raise PackFault(f"{where}: there is no {sort} `{word}`. Known: {', '.join(known)}.")


def _framework(pack: Pack, data: dict[str, Any]) -> Framework:
    return Framework(
        id=pack.told.id,
        name=pack.told.name,
        source=pack.told.source,
        principles=pack.principles,
        needs={key: Need(**value) for key, value in data["needs"].items()},
        circumstances=pack.circumstances,
        urgencies={key: value["label"] for key, value in data["urgencies"].items()},
        sectors=data["sectors"],
        kinds={key: Kind(**value) for key, value in data["kinds"].items()},
        offers=pack.offers,
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
