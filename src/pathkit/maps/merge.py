"""A file and all that it uses, become one map; with the problems that show only when they come together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from pathkit.frameworks import (
    Circumstance,
    Framework,
    Need,
    known_among,
    load_framework,
    names,
)
from pathkit.maps.document import Document
from pathkit.maps.gather import Gathered
from pathkit.maps.model import (
    Area,
    Declaration,
    EmergencyPlan,
    Forum,
    Map,
    OwnCircumstance,
    OwnLabel,
    OwnNeed,
    Part,
    People,
    PeopleBlock,
    Place,
    Plan,
)
from pathkit.maps.planned import check_changes
from pathkit.maps.references import PLANNING, Known, check_references
from pathkit.maps.sense import check_loops, check_scenarios
from pathkit.maps.values import did_you_mean, shown
from pathkit.maps.words import OLDEST

P = TypeVar("P", bound=Part)

_SORTS = {
    "services": "a service",
    "organisations": "an organisation",
    "agreements": "an agreement",
    "transfers": "a transfer",
    "actions": "an action",
    "measures": "a measure",
    "training": "a training",
}
# Where the ids of a sort stand in a file, if not under a key of that name.
_STANDS = {"actions": ("plan", "actions")}
# What of all files only one may state.
_ONCE = ("declaration", "plan", "emergency_plan")
# Sorts that are the map's own wherever they stand.
_AGREED = frozenset({"actions", "measures", "training"})


def merged(gathered: Gathered) -> Map | None:
    """The map that the files come to; None if any has an error. Problems are added to the files."""
    root = gathered.root
    framework = _framework(root)
    words = {file.file: _words(gathered, file, framework) for file in gathered.files}
    for file in gathered.files:
        own_known = _known(gathered, file, words[file.file])
        # A plan in a file of its own speaks of the map that uses it; with no such map, there is no telling of what.
        map_known = own_known if file is root else _known(gathered, root, words[root.file])
        check_references(file, own_known, _planned(root, map_known, framework))
    _check_ids(gathered)
    _check_once(gathered)
    check_loops(gathered.files)
    own = words[root.file]
    services = _by_id(gathered, "services")
    check_scenarios(root, services, _people_block(root), own.needs, own.circumstances)
    # Put together even where there are faults, so that the changes of a plan are looked at in the same run.
    faulty = any(file.problems.fatal for file in gathered.files)
    area, forum = root.blocks.get("area"), root.blocks.get("forum")
    map_ = Map(
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
        library=frozenset(
            name for file in gathered.files[1:] for sort, ids in file.ids.items() if sort not in _AGREED for name in ids
        ),
        files=tuple(file.file for file in gathered.files),
        declaration=_once(gathered, "declaration", Declaration),
        plan=_once(gathered, "plan", Plan),
        measures=_by_id(gathered, "measures"),
        training=_by_id(gathered, "training"),
        emergency_plan=_once(gathered, "emergency_plan", EmergencyPlan),
        find=_Places(gathered.files).find,
    )
    if not root.is_library and gathered.is_complete(root):
        check_changes(map_, _written_ids(gathered), _home(gathered, "plan").problems, whole=not faulty)
    return None if any(file.problems.fatal for file in gathered.files) else map_


def _written_ids(gathered: Gathered) -> dict[str, str]:
    """The sort of every id that is defined, also of what has a fault."""
    found: dict[str, str] = {}
    for file in gathered.files:
        for name, sort, _ in _ids(file):
            found.setdefault(name, sort)
    return found


def _by_id(gathered: Gathered, key: str) -> dict[str, Any]:
    """The parts of all files under a key, the map's own first."""
    found: dict[str, Any] = {}
    for file in gathered.files:
        for name, part in file.by_id.get(key, {}).items():
            found.setdefault(name, part)
    return found


def _home(gathered: Gathered, key: str) -> Document:
    """The file that states a top-level key, the map's own first; the map's own where none does."""
    return next((file for file in gathered.files if key in file.data), gathered.root)


def _once(gathered: Gathered, key: str, part: type[P]) -> P | None:
    found = _home(gathered, key).blocks.get(key)
    return found if isinstance(found, part) else None


def _check_once(gathered: Gathered) -> None:
    """One declaration, one plan and one emergency plan, over the map and all that it uses."""
    for key in _ONCE:
        stated = [file for file in gathered.files if key in file.data]
        for file in stated[:-1]:
            other = stated[-1]
            place = Place(other.file, *other.tree.key_spot(key))
            file.problems.add(
                "duplicate-id",
                f"`{key}` is stated already, on line {place.line} of {other.file}",
                "Keep one of the two",
                key,
                key=True,
                other=place,
            )


# --- the framework and the words that files add to it


@dataclass(frozen=True)
class _Words:
    """The needs, circumstances and offers that one file can speak of."""

    needs: dict[str, Need]
    circumstances: dict[str, Circumstance]
    offers: dict[str, str]


_FRAMEWORK = ("area", "framework")


def _framework(root: Document) -> Framework:
    """What the framework packs that the map names come to; one that there is not is a problem, where it is named."""
    area = root.data.get("area")
    written = area.get("framework") if isinstance(area, dict) else None
    for number, name in enumerate(written if isinstance(written, list) else [written]):
        if isinstance(name, str) and name not in names():
            place: tuple[str | int, ...] = (*_FRAMEWORK, number) if isinstance(written, list) else _FRAMEWORK
            root.problems.add(
                "unknown-reference",
                f"there is no framework pack {shown(name)}",
                did_you_mean(name, names()),
                *place,
            )
    return load_framework(*known_among(written))


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
        transfers=ids("transfers"),
        actions=ids("actions"),
        training=ids("training"),
        scenarios=None,
        themes=None,
        aims=None,
        areas=None,
    )


def _planned(root: Document, known: Known, framework: Framework) -> Known:
    """What a declaration, a plan and the like may refer to: what the map itself may, and words of its framework."""
    if root.is_library:
        return Known(**dict.fromkeys(known.__dataclass_fields__))
    area = root.blocks.get("area")
    scenarios = root.data.get("scenarios")
    return replace(
        known,
        scenarios={
            one["name"]: None
            for one in (scenarios if isinstance(scenarios, list) else ())
            if isinstance(one, dict) and isinstance(one.get("name"), str)
        },
        themes=framework.themes,
        aims=framework.principles,
        areas={area.id: None} if isinstance(area, Area) and area.id is not None else {},
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
            this = (file, sort, at)
            if name in seen:
                other = seen[name]
                # An action of another file is easier to rename than what the map has under that id.
                if other[1] in _AGREED and sort not in _AGREED and other[0] is not file:
                    this, other = other, this
                _twice(name, *this, *other, library=this[0] is not gathered.root)
            seen[name] = (file, sort, at)
    _check_area_id(gathered)
    _check_circumstances(gathered)


def _check_area_id(gathered: Gathered) -> None:
    """What is planned, measured or trained goes by another id than the area: findings of either name it by its id."""
    root = gathered.root
    area = root.blocks.get("area")
    name = area.id if isinstance(area, Area) else None
    if name is None:
        return
    for file in gathered.files:
        for sort in (sort for sort in _SORTS if sort in _AGREED and name in file.ids.get(sort, {})):
            place = Place(root.file, *root.tree.key_spot("area", "id"))
            where = f"on line {place.line}" + ("" if file is root else f" of {root.file}")
            file.problems.add(
                "duplicate-id",
                f"{shown(name)} is already the id of the area, {where}",
                f"Give the {_SORTS[sort].partition(' ')[2]} an id of its own",
                *_STANDS.get(sort, (sort,)),
                file.ids[sort][name],
                key=True,
                other=place,
            )


def _ids(file: Document) -> Iterator[tuple[str, str, str | int]]:
    for sort in _SORTS:
        for name, at in file.ids.get(sort, {}).items():
            yield name, sort, at


def _twice(
    name: str,
    file: Document,
    sort: str,
    at: str | int,
    other: Document,
    other_sort: str,
    other_at: str | int,
    *,
    library: bool,
) -> None:
    place = Place(other.file, *other.tree.key_spot(*_STANDS.get(other_sort, (other_sort,)), other_at))
    where = f"on line {place.line}" + ("" if other is file else f" of {other.file}")
    if sort == other_sort == "transfers":
        remedy = "Take it out here, or give this one an `id` of its own"
    elif sort == other_sort and sort in _AGREED:
        remedy = "Keep one of the two, or choose another id for one that is something else"
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
        *_STANDS.get(sort, (sort,)),
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
        self._stated = {key: file for file in reversed(files) for key in file.data}
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
                return Place(file.file, *file.tree.key_spot(*_STANDS.get(str(path[0]), path[:1]), at, *path[2:]))
        file = self._stated.get(str(path[0]), self._root) if path and path[0] in PLANNING else self._root
        return Place(file.file, *file.tree.key_spot(*path))
