"""A file and all that it uses, become one map; with the problems that show only when they come together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pathkit.frameworks import (
    DEFAULT,
    Circumstance,
    Framework,
    Need,
    UnknownFramework,
    load_framework,
    names,
)
from pathkit.maps.document import Document
from pathkit.maps.gather import Gathered
from pathkit.maps.model import (
    Area,
    Forum,
    Map,
    OwnCircumstance,
    OwnLabel,
    OwnNeed,
    People,
    PeopleBlock,
    Place,
)
from pathkit.maps.references import Known, check_references
from pathkit.maps.sense import check_loops, check_scenarios
from pathkit.maps.values import did_you_mean, shown
from pathkit.maps.words import OLDEST

_SORTS = {
    "services": "a service",
    "organisations": "an organisation",
    "agreements": "an agreement",
    "transfers": "a transfer",
}


def merged(gathered: Gathered) -> Map | None:
    """The map that the files come to; None if any has an error. Problems are added to the files."""
    root = gathered.root
    framework = _framework(root)
    words = {file.file: _words(gathered, file, framework) for file in gathered.files}
    for file in gathered.files:
        check_references(file, _known(gathered, file, words[file.file]))
    _check_ids(gathered)
    check_loops(gathered.files)
    own = words[root.file]
    services = _by_id(gathered, "services")
    check_scenarios(root, services, _people_block(root), own.needs, own.circumstances)
    if any(file.problems.fatal for file in gathered.files):
        return None
    area, forum = root.blocks.get("area"), root.blocks.get("forum")
    return Map(
        path=root.file,
        area=area if isinstance(area, Area) else None,
        people=_people(_people_block(root), framework),
        forum=forum if isinstance(forum, Forum) else None,
        organisations=_by_id(gathered, "organisations"),
        services=services,
        transfers={
            transfer.id: transfer for file in gathered.files for transfer in file.listed.get("transfers", {}).values()
        },
        agreements=_by_id(gathered, "agreements"),
        scenarios=tuple(root.listed.get("scenarios", {}).values()),
        acknowledged=tuple(root.listed.get("acknowledged", {}).values()),
        framework=framework,
        needs=own.needs,
        circumstances=own.circumstances,
        offers=own.offers,
        library=frozenset(name for file in gathered.files[1:] for ids in file.ids.values() for name in ids),
        files=tuple(file.file for file in gathered.files),
        find=_Places(gathered.files).find,
    )


def _by_id(gathered: Gathered, key: str) -> dict[str, Any]:
    """The parts of all files under a key, the map's own first."""
    found: dict[str, Any] = {}
    for file in gathered.files:
        for name, part in file.by_id.get(key, {}).items():
            found.setdefault(name, part)
    return found


# --- the framework and the words that files add to it


@dataclass(frozen=True)
class _Words:
    """The needs, circumstances and offers that one file can speak of."""

    needs: dict[str, Need]
    circumstances: dict[str, Circumstance]
    offers: dict[str, str]


def _framework(root: Document) -> Framework:
    """The framework pack that the map picks; an unknown one is a problem."""
    area = root.data.get("area")
    name = area.get("framework", DEFAULT) if isinstance(area, dict) else DEFAULT
    try:
        return load_framework(name if isinstance(name, str) else DEFAULT)
    except UnknownFramework:
        root.problems.add(
            "unknown-reference",
            f"there is no framework pack {shown(name)}",
            did_you_mean(name, names()),
            "area",
            "framework",
        )
        return load_framework()


def _people_block(file: Document) -> PeopleBlock | None:
    block = file.blocks.get("people")
    return block if isinstance(block, PeopleBlock) else None


def _words(gathered: Gathered, file: Document, framework: Framework) -> _Words:
    needs = dict(framework.needs)
    circumstances = dict(framework.circumstances)
    offers = dict(framework.offers)
    # Libraries first: what the file itself says of a circumstance goes before.
    for each in reversed(list(gathered.within_reach(file))):
        block = _people_block(each)
        for name, circumstance in (block.circumstances or {}).items() if block else ():
            known = _own_circumstance(circumstance, circumstances.get(name))
            if known is not None:
                circumstances[name] = known
    block = _people_block(file)
    for name, need in (block.needs or {}).items() if block else ():
        known_need = _own_need(need, needs.get(name))
        if known_need is not None:
            needs[name] = known_need
    area = file.blocks.get("area")
    for name, offer in area.offers.items() if isinstance(area, Area) else ():
        label = _label(offer, offers.get(name))
        if label is not None:
            offers[name] = label
    return _Words(needs, circumstances, offers)


def _label(own: OwnLabel, known: str | None) -> str | None:
    return own.label if own.label is not None else known


def _own_need(own: OwnNeed, known: Need | None) -> Need | None:
    """What a file's need is, on top of what is known of it; None if it is only a name."""
    label = _label(own, known.label if known else None)
    if label is None:
        return None
    physical = own.physical if own.physical is not None else known is not None and known.physical
    return Need(label, physical)


def _own_circumstance(own: OwnCircumstance, known: Circumstance | None) -> Circumstance | None:
    """What a file's circumstance is, on top of what is known of it; None if it is only a name."""
    label = _label(own, known.label if known else None)
    if label is None:
        return None
    base = known or Circumstance(label)
    return Circumstance(
        label=label,
        ages=own.ages if own.ages is not None else base.ages,
        usual=own.usual if own.usual is not None else base.usual,
        implies=own.implies if own.implies is not None else base.implies,
        reaches_by=own.reaches_by if own.reaches_by is not None else base.reaches_by,
    )


def _people(block: PeopleBlock | None, framework: Framework) -> People:
    """Who the map is for, with what was left out filled in."""
    ages = block.ages if block else None
    needs = block.needs if block else None
    return People(
        ages=ages if ages is not None else ((0, OLDEST),),
        needs=tuple(needs if needs is not None else framework.needs),
        localities=(block.localities if block else None) or (),
        circumstances=tuple((block.circumstances if block else None) or ()),
    )


# --- references and ids over all files


def _known(gathered: Gathered, file: Document, words: _Words) -> Known:
    """What a file may refer to: its own, and that of all it uses."""
    reach = list(gathered.within_reach(file))

    def ids(key: str) -> Mapping[str, object] | None:
        if not gathered.is_complete(file):
            return None
        return {name: None for each in reach for name in each.ids.get(key, {})}

    return Known(
        services=ids("services"),
        organisations=ids("organisations"),
        agreements=ids("agreements"),
        # A name that is no word of the framework and has no label is told once, where it stands.
        needs={**words.needs, **_named(file, "people", "needs")},
        circumstances={**words.circumstances, **_named(file, "people", "circumstances")},
        offers={**words.offers, **_named(file, "area", "offers")},
        defined_needs={**words.needs, **_named(file, "people", "needs", labelled=True)},
        defined_circumstances={
            **words.circumstances,
            **_named(file, "people", "circumstances", labelled=True),
        },
        defined_offers={**words.offers, **_named(file, "area", "offers", labelled=True)},
        localities=None if file.is_library else _named(file, "people", "localities"),
    )


def _named(file: Document, block: str, key: str, *, labelled: bool = False) -> dict[str, object]:
    """The names that stand under a key, whether or not they are valid; only those with a label, if asked."""
    outer = file.data.get(block)
    found = outer.get(key) if isinstance(outer, dict) else None
    if labelled:
        pairs = found.items() if isinstance(found, dict) else ()
        return {name: None for name, own in pairs if isinstance(own, dict) and "label" in own}
    if isinstance(found, list | dict):
        return {name: None for name in found if isinstance(name, str)}
    return {}


def _check_ids(gathered: Gathered) -> None:
    """One id is defined once, over the file and all that it uses."""
    seen: dict[str, tuple[Document, str, str | int]] = {}
    # From the last to the first, so that the problem is told where somebody can change it.
    for file in reversed(gathered.files):
        for name, sort, at in _ids(file):
            if name in seen:
                _twice(file, name, sort, at, *seen[name], library=file is not gathered.root)
            seen[name] = (file, sort, at)
    _check_circumstances(gathered)


def _ids(file: Document) -> Iterator[tuple[str, str, str | int]]:
    for sort in _SORTS:
        for name, at in file.ids.get(sort, {}).items():
            yield name, sort, at


def _twice(
    file: Document,
    name: str,
    sort: str,
    at: str | int,
    other: Document,
    other_sort: str,
    other_at: str | int,
    *,
    library: bool,
) -> None:
    place = Place(other.file, *other.tree.key_spot(other_sort, other_at))
    where = f"on line {place.line}" + ("" if other is file else f" of {other.file}")
    if sort == other_sort == "transfers":
        remedy = "Take it out here, or give this one an `id` of its own"
    elif sort == other_sort and not library:
        remedy = (
            "Take it out here, or choose another id: a map may add transfers from and to what a library "
            "defines, and may not change it"
        )
    else:
        remedy = "Give one of the two another id"
    file.problems.add(
        "duplicate-id",
        f"{shown(name)} is already the id of {_SORTS[other_sort]}, {where}",
        remedy,
        sort,
        at,
        key=True,
        other=place,
    )


def _check_circumstances(gathered: Gathered) -> None:
    """Only one file may say what a circumstance is."""
    seen: dict[str, Document] = {}
    for file in reversed(gathered.files):
        block = _people_block(file)
        for name, own in (block.circumstances or {}).items() if block else ():
            if not own.model_fields_set:
                continue
            if name in seen:
                other = seen[name]
                place = Place(other.file, *other.tree.key_spot("people", "circumstances", name))
                file.problems.add(
                    "duplicate-id",
                    f"{shown(name)} is already described on line {place.line} of {other.file}",
                    f"Only name it here, as in `circumstances: [{name}]`, or describe one of your own",
                    "people",
                    "circumstances",
                    name,
                    key=True,
                    other=place,
                )
            seen[name] = file


# --- places


class _Places:
    """Finds where something of a map stands, in whichever file."""

    def __init__(self, files: tuple[Document, ...]) -> None:
        self._root = files[0]
        self._home: dict[tuple[str, str], tuple[Document, str | int]] = {}
        for file in reversed(files):
            for sort, ids in file.ids.items():
                for name, at in ids.items():
                    self._home[sort, name] = (file, at)

    def find(self, path: tuple[str | int, ...]) -> Place | None:
        if len(path) >= 2 and isinstance(path[1], str) and path[0] in _SORTS:
            home = self._home.get((str(path[0]), path[1]))
            if home is not None:
                file, at = home
                return Place(file.file, *file.tree.key_spot(path[0], at, *path[2:]))
        return Place(self._root.file, *self._root.tree.key_spot(*path))
