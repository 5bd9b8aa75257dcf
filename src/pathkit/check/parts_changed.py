"""Which parts of a map differ from those of another edition, and what is otherwise about them, in words.

Services and transfers are matched first: one that only has another id is the same. What is told of them with what is
and what was bears on people: when, for whom, how and where to. Notes, sources and dates of checking do not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pathkit.check.difference import PartChange
from pathkit.check.parts_words import (
    AGREED,
    AREA_FIELDS,
    NAMES_OF_AREA,
    OF_FARES,
    OF_SERVICES,
    OTHER_FIELDS,
    PEOPLE_FIELDS,
    QUIET_WORDS,
    SERVICE_FIELDS,
    TRANSFER_FIELDS,
    Fields,
    Words,
)
from pathkit.maps import Map, Service, Transfer
from pathkit.maps.plan_facts import actions_of
from pathkit.times.hours import Hours

_LONGEST = 60
"""A change that takes more letters than this is told in two lines: what is, and what was."""
_T = TypeVar("_T")


@dataclass(frozen=True)
class Change:
    """What is otherwise than it was, as a sentence has it. Both are "" where only that it is otherwise is told."""

    what: str
    now: str = ""
    was: str = ""

    @property
    def line(self) -> str:
        """In words, on one line however long."""
        return f"{self.what}: changed" if self.now == self.was else f"{self.what}: {self.now} (was: {self.was})"

    @property
    def lines(self) -> tuple[str, ...]:
        """In words, on one line or two."""
        whole = self.line
        if self.now == self.was or len(whole) <= _LONGEST:
            return (whole,)
        return (f"{self.what}: {self.now}", f"was: {self.was}")


@dataclass(frozen=True)
class Same:
    """The services and transfers that two maps have in common: their ids in the old map, and in the new one.

    `changes` are by the ids of the new map, of those that are otherwise; an empty tuple is a change of notes, sources,
    a date of checking or an id alone.
    """

    services: Mapping[str, str]
    transfers: Mapping[str, str]
    changes: Mapping[str, tuple[Change, ...]]

    @property
    def ids(self) -> dict[str, str]:
        """The ids of all of them, by those that they had."""
        return {**self.services, **self.transfers}

    @property
    def renamed(self) -> dict[str, str]:
        """Those that have another id, by the id that they had."""
        return {was: now for was, now in self.ids.items() if was != now}


# --- which is which ---------------------------------------------------------------------------------------


def same_parts(old: Map, new: Map) -> Same:
    """What two maps have in common, and what is otherwise about it."""
    services = _same_services(old, new)
    transfers = _same_transfers(old, new, services)
    changes: dict[str, tuple[Change, ...]] = {}
    for before, after in services.items():
        if old.services[before] != new.services[after]:
            changes[after] = tuple(_service_changes(old, new, old.services[before], new.services[after], services))
    for before, after in transfers.items():
        if old.transfers[before] != new.transfers[after]:
            changes[after] = tuple(_transfer_changes(old, new, old.transfers[before], new.transfers[after], services))
    return Same(services, transfers, changes)


def _same_services(old: Map, new: Map) -> dict[str, str]:
    """The services of the old map that are in the new one, and their ids there.

    One that has another id is the same where it is the only one of its name, organisation and kind.
    """

    def known_by(map_: Map, one: Service) -> tuple[str, ...]:
        return one.name.casefold(), map_.organisations[one.provider].name.casefold(), one.kind

    return _matched(
        {name: known_by(old, one) for name, one in old.services.items()},
        {name: known_by(new, one) for name, one in new.services.items()},
    )


def _same_transfers(old: Map, new: Map, services: Mapping[str, str]) -> dict[str, str]:
    """As with services: one that has another id is the same where it is the only one of its kind between the two."""
    return _matched(
        {
            name: (now_called(services, one.from_), now_called(services, one.to), one.by)
            for name, one in old.transfers.items()
        },
        {name: (one.from_, one.to, one.by) for name, one in new.transfers.items()},
    )


def _matched(old: Mapping[str, tuple[str, ...]], new: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Ids of old things to ids of new ones: the same id, or, among the rest, what they are both alone known by."""
    same = {name: name for name in old if name in new}
    gone = {name: known for name, known in old.items() if name not in new}
    come = {name: known for name, known in new.items() if name not in old}
    times_gone, times_come = Counter(gone.values()), Counter(come.values())
    by_known = {known: name for name, known in come.items()}
    same |= {name: by_known[known] for name, known in gone.items() if times_gone[known] == times_come[known] == 1}
    return same


def now_called(ids: Mapping[str, str], name: str) -> str:
    """The id that something has in the new map."""
    return ids.get(name, name)


# --- what is otherwise about a service or a transfer --------------------------------------------------------


def _service_changes(old: Map, new: Map, before: Service, after: Service, same: Mapping[str, str]) -> Iterator[Change]:
    for name, (what, words) in SERVICE_FIELDS.items():
        yield from _change(what, words, old, new, getattr(before, name), getattr(after, name), same)


def _transfer_changes(
    old: Map, new: Map, before: Transfer, after: Transfer, same: Mapping[str, str]
) -> Iterator[Change]:
    for name, (what, words) in TRANSFER_FIELDS.items():
        was = getattr(before, name)
        if name in OF_SERVICES and was is not None and now_called(same, was) == getattr(after, name):
            continue
        yield from _change(what, words, old, new, was, getattr(after, name), same)


def _change(
    what: str, words: Words, old: Map, new: Map, before: object, after: object, same: Mapping[str, str]
) -> Iterator[Change]:
    if meaning(before, same) == meaning(after, {}):
        return
    was, now = words(old, before), words(new, after)
    if what in ("run by", "agreed by", "agreement") and was == now:
        return  # another id of the same name
    yield Change(what, now, was)


def meaning(value: object, same: Mapping[str, str]) -> object:
    """What a value comes to, however it is written; `same` gives the ids that services have now."""
    if isinstance(value, Hours):
        shut = value.closed_with and now_called(same, value.closed_with)
        return value.known, shut, value.always, value.weekly, value.monthly
    if isinstance(value, tuple) and all(isinstance(one, str) for one in value):
        return frozenset(value)
    return value


def bears_on_fares(old: Map, new: Map, same: Same) -> bool:
    """Whether anything is otherwise on which the outcome or the wait of anybody may turn."""
    if len(same.ids) < max(len(map_.services) + len(map_.transfers) for map_ in (old, new)):
        return True
    if any((was in old.library) != (now in new.library) for was, now in same.ids.items()):
        return True  # local holidays are a map's own
    pairs: list[tuple[str, object, object]] = [("area", old.area, new.area)]
    pairs += [("services", old.services[was], new.services[now]) for was, now in same.services.items()]
    pairs += [("transfers", old.transfers[was], new.transfers[now]) for was, now in same.transfers.items()]
    return any(
        meaning(_moved(name, getattr(one, name), same), same.services) != meaning(getattr(other, name), {})
        for kind, one, other in pairs
        for name in OF_FARES[kind]
    )


def _moved(field: str, value: object, same: Same) -> object:
    return now_called(same.services, value) if field in OF_SERVICES and isinstance(value, str) else value


# --- every part ---------------------------------------------------------------------------------------------


def part_changes(before: Map | None, after: Map | None) -> tuple[PartChange, ...]:
    """Every part of a map that was added, removed, changed or given another id; services and transfers first.

    Of a map that is new or gone, its own parts: what it brings in from libraries is still there.
    """
    changes = (*_services_and_transfers(before, after), *_other_parts(before, after))
    alone = before if after is None else after if before is None else None
    return changes if alone is None else tuple(one for one in changes if one.id not in alone.library)


def _services_and_transfers(before: Map | None, after: Map | None) -> Iterator[PartChange]:
    same = Same({}, {}, {}) if before is None or after is None else same_parts(before, after)
    for kind, name_of, ids in (
        ("services", _service_name, same.services),
        ("transfers", _transfer_name, same.transfers),
    ):
        was_called = {now: was for was, now in ids.items()}
        for name in _by_id(after, kind):
            assert after is not None
            if name not in was_called:
                yield PartChange(kind, name, name_of(after, name), "added")
            elif name in same.changes or was_called[name] != name:
                assert before is not None
                yield from _changed(before, after, kind, was_called[name], name, same.changes.get(name, ()))
        for name in _by_id(before, kind):
            if name not in ids:
                assert before is not None
                yield PartChange(kind, name, name_of(before, name), "removed")


def _by_id(map_: Map | None, kind: str) -> dict[str, Any]:
    return {} if map_ is None else dict(getattr(map_, kind))


def _changed(
    before: Map, after: Map, kind: str, was: str, now: str, changes: tuple[Change, ...]
) -> Iterator[PartChange]:
    """A service or a transfer that is in both editions, unless it is only written otherwise."""
    old, new = getattr(before, kind)[was], getattr(after, kind)[now]
    says = [change.line for change in changes]
    says += [words for name, words in QUIET_WORDS.items() if getattr(old, name, None) != getattr(new, name, None)]
    called = _service_name(after, now) if kind == "services" else _transfer_name(after, now)
    was_id = was if was != now else None
    if says or was_id is not None:
        what = "changed" if says else "renamed"
        yield PartChange(kind, now, called, what, tuple(says), was_id, bool(changes))


def _service_name(map_: Map, name: str) -> str:
    return map_.services[name].name


def _transfer_name(map_: Map, name: str) -> str:
    transfer = map_.transfers[name]
    return f"{map_.services[transfer.from_].name} to {map_.services[transfer.to].name}"


# --- the parts besides services and transfers -----------------------------------------------------------------


def _other_parts(before: Map | None, after: Map | None) -> Iterator[PartChange]:
    yield from _area_changes(before, after)
    yield from _people_changes(before, after)
    yield from _one(before, after, "forum", "forum", "the forum")
    for kind in ("organisations", "agreements"):
        for name in dict.fromkeys((*_by_id(after, kind), *_by_id(before, kind))):
            old: Any = _by_id(before, kind).get(name)
            new: Any = _by_id(after, kind).get(name)
            yield from _part(before, after, kind, name, (old if new is None else new).name, old, new)
    yield from _told_once(before, after, "scenarios", lambda one: one.name)
    yield from _told_once(before, after, "acknowledged", lambda one: one.finding)
    yield from _agreed(before, after)


def _agreed(before: Map | None, after: Map | None) -> Iterator[PartChange]:
    """What partners have agreed to do: the actions of the plan one by one, as they come about."""
    yield from _one(before, after, "declaration", "declaration", "the declaration")
    yield from _one(before, after, "plan", "plan", _title(before, after, "plan") or "the plan")
    for kind, name_of in _NAME_OF.items():
        new, old = (_of_kind(map_, kind) for map_ in (after, before))
        for name in dict.fromkeys((*new, *old)):
            was, now = old.get(name), new.get(name)
            yield from _part(before, after, kind, name, name_of(was if now is None else now), was, now)
    yield from _one(before, after, "emergency_plan", "emergency-plan", _title(before, after, "emergency_plan"))


def _title(before: Map | None, after: Map | None, kind: str) -> str:
    """What a plan is called, or was."""
    found = (None if map_ is None else getattr(map_, kind) for map_ in (after, before))
    return next((one.title for one in found if one is not None and one.title), "")


_OF_ACTIONS = {"added": "new in the plan", "removed": "no longer in the plan"}
"""Said of them by name: what is agreed and what is given up is more than so many parts."""
_NAME_OF: Mapping[str, Callable[[Any], str]] = {
    "actions": lambda one: str(one.title),
    "measures": lambda one: str(one.what),
    "training": lambda one: str(one.what),
}


def _of_kind(map_: Map | None, kind: str) -> Mapping[str, Any]:
    if kind != "actions":
        return _by_id(map_, kind)
    return {} if map_ is None else actions_of(map_)


def _one(before: Map | None, after: Map | None, kind: str, name: str, called: str) -> Iterator[PartChange]:
    old, new = (None if map_ is None else getattr(map_, kind) for map_ in (before, after))
    yield from _part(before, after, kind, name, called, old, new)


def _part(
    before: Map | None, after: Map | None, kind: str, name: str, called: str, old: Any, new: Any
) -> Iterator[PartChange]:
    """A part that may be missing in one edition."""
    if old == new:
        return
    bears = kind not in AGREED
    if before is None or after is None or old is None or new is None:
        what = "removed" if new is None else "added"
        news = (_OF_ACTIONS[what],) if kind == "actions" and before is not None and after is not None else ()
        yield PartChange(kind, name, called, what, news, bears_on_people=bears)
        return
    says = tuple(change.line for _, change in _field_changes(OTHER_FIELDS[kind], before, after, old, new))
    if not bears:
        says += tuple(words for key, words in QUIET_WORDS.items() if getattr(old, key, None) != getattr(new, key, None))
    if says:
        yield PartChange(kind, name, called, "changed", says, bears_on_people=bears)


def _field_changes(fields: Fields, before: Map, after: Map, old: Any, new: Any) -> Iterator[tuple[str, Change]]:
    for name, (what, words) in fields.items():
        for change in _change(what, words, before, after, getattr(old, name), getattr(new, name), {}):
            yield name, change


def _area_changes(before: Map | None, after: Map | None) -> Iterator[PartChange]:
    old, new = (None if map_ is None else map_.area for map_ in (before, after))
    if before is None or after is None or old is None or new is None:
        if old is not new:
            one = new or old
            assert one is not None
            yield PartChange("area", one.id, one.name, "removed" if new is None else "added")
        return
    changes = tuple(_field_changes(AREA_FIELDS, before, after, old, new))
    if changes:
        says = tuple(change.line for _, change in changes)
        was_id = old.id if old.id != new.id else None
        bears = any(name not in NAMES_OF_AREA for name, _ in changes)
        yield PartChange("area", new.id, new.name, "changed", says, was_id, bears)


def _people_changes(before: Map | None, after: Map | None) -> Iterator[PartChange]:
    called = "whom the map is for"
    if before is None or after is None:
        yield PartChange("people", "people", called, "removed" if after is None else "added")
        return
    changes = [change.line for _, change in _field_changes(PEOPLE_FIELDS, before, after, before.people, after.people)]
    for of in ("needs", "circumstances"):
        for name, old in getattr(before, of).items():
            if getattr(after, of).get(name, old) != old:
                changes.append(f"what {old.label} means: changed")
    if changes:
        yield PartChange("people", "people", called, "changed", tuple(changes))


def _told_once(before: Map | None, after: Map | None, kind: str, name_of: Callable[[Any], str]) -> Iterator[PartChange]:
    """Scenarios and acknowledgements, by what they are called; where several are called so, in their order."""
    old, new = (_numbered(() if map_ is None else getattr(map_, kind), name_of) for map_ in (before, after))
    for key in dict.fromkeys((*new, *old)):
        if old.get(key) != new.get(key):
            what = "added" if key not in old else "removed" if key not in new else "changed"
            yield PartChange(kind, key[0], key[0], what, bears_on_people=False)


def _numbered(things: Iterable[_T], name_of: Callable[[_T], str]) -> dict[tuple[str, int], _T]:
    seen: Counter[str] = Counter()
    found = {}
    for one in things:
        name = name_of(one)
        seen[name] += 1
        found[name, seen[name]] = one
    return found
