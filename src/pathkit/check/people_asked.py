"""The people that somebody asks about in a few words: `17, suicidal-thoughts, very-urgent, intoxicated`.

Each word is an age (`17`, `16-17`, `65+`), a need, an urgency, a locality, a circumstance, or `not` and a circumstance.
What is left out is open: everybody the map is about, but circumstances, which are as usual. Whatever is not known is
refused with what was probably meant and what there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from pydantic_core import PydanticCustomError

from pathkit.check.exits import CannotDo
from pathkit.maps import Condition, Map
from pathkit.maps.problems import sentence
from pathkit.maps.values import age as read_age
from pathkit.maps.values import ages as read_ages
from pathkit.maps.values import closest, did_you_mean, list_of, listed, shown
from pathkit.maps.words import OLDEST, URGENCIES, age_range
from pathkit.pathway.compiled import conditions
from pathkit.situations import Person, meets, turned, usual_circumstances
from pathkit.situations.people import GROWN_UP, can_contact
from pathkit.situations.words import Labels, person_in_words

Ages = tuple[tuple[int, int], ...]

PLURALS = {"locality": "localities", "urgency": "urgencies"}
KINDS = ("age", "need", "urgency", "locality", "circumstance")
"""What a word can be. `KIND:` before a word says which, where a map uses it for two things."""

_A = {"age": "an age", "urgency": "an urgency"} | {one: f"a {one}" for one in ("need", "locality", "circumstance")}
_ONE_AGE = re.compile(r"[0-9]{1,3}")
_AGES = re.compile(r"[0-9]{1,3}(\+|-[0-9]{1,3})?")
_NOT = "not "

AS_USUAL = "with nothing unusual about them"
EVERYBODY = f"everybody this door is for, {AS_USUAL}"


@dataclass(frozen=True)
class Group:
    """Some people: one of each kind that the map's conditions tell apart, and who they are in words.

    `notes` are what somebody should know who asks about them.
    """

    people: tuple[Person, ...]
    words: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Asked:
    """A text as it was read: None is open. `turn` says of circumstances whether they are true."""

    ages: Ages | None = None
    need: str | None = None
    urgency: str | None = None
    locality: str | None = None
    turn: Mapping[str, bool] = field(default_factory=dict)


def people_asked(map_: Map, text: str) -> Group:
    """The people of a text. Raises `CannotDo`."""
    asked = _read(map_, text)
    ages = _ages_asked(map_, asked)
    found = _Told(map_).people(asked, ages)
    return Group(found, _words(map_, asked, ages), notes_on_people(map_, asked.ages or (), asked.need))


def one_person_asked(map_: Map, text: str) -> Person:
    """The one person of a text that leaves nothing open but circumstances. Raises `CannotDo`."""
    asked = _read(map_, text)
    open_ = list(_open(map_, asked))
    if open_:
        raise CannotDo(f"{shown(text)} is not one person yet: add {listed(open_)}.")
    (person,) = _Told(map_).people(asked, _ages_asked(map_, asked))
    return person


def everybody_at(map_: Map, door: str) -> Group:
    """Everybody whom a door is for, with nothing unusual about them but what the door itself asks for.

    Raises `CannotDo` where that is nobody.
    """
    told = _Told(map_)
    blocks = map_.services[door].door_for
    if blocks is None:
        return Group(told.people(_Asked(), map_.people.ages), EVERYBODY)
    found: dict[Person, None] = {}
    for block in blocks:
        turn = dict.fromkeys(block.requires, True)
        turn |= {name: False for name in block.excludes or () if name in told.usual}
        asked = _Asked(turn=turn)
        ages = _at_ages(map_, turn, map_.people.ages)
        found |= dict.fromkeys(one for one in told.people(asked, ages) if meets(block, one))
    if not found:
        raise CannotDo(
            f"{shown(door)} is a door for nobody whom this map is about. Say whom you ask about, as in --person 17."
        )
    unusual = any(one.circumstances != told.usual for one in found)
    return Group(tuple(found), f"{EVERYBODY}{' but what the door asks for' if unusual else ''}")


def at_door(map_: Map, door: str, group: Group) -> Group:
    """Those of a group whom a door is for; all of them, with a note, where it is for none of them."""
    service = map_.services[door]
    kept = tuple(
        one for one in group.people if service.door_for is None or any(meets(b, one) for b in service.door_for)
    )
    notes = list(group.notes)
    if not kept:
        notes.append(
            f"By its `door_for`, `{door}` is a door for none of these people: shown is what happens all the same."
        )
    if not any(_reached(map_, one, service.contact) for one in kept or group.people):
        notes.append(f"None of these people can contact `{door}` on their own.")
    words = f"{group.words}, as far as the door is for them" if 0 < len(kept) < len(group.people) else group.words
    return replace(group, people=kept or group.people, words=words, notes=tuple(notes))


def _reached(map_: Map, person: Person, contact: Mapping[str, str] | None) -> bool:
    limits = (map_.circumstances[name].reaches_by for name in person.circumstances)
    return can_contact(frozenset(tuple(one) for one in limits if one is not None), contact, at_best=True)


# -- what every question about people shares -----------------------------------------------------------


def one_of(name: str, known: Iterable[str], what: str) -> str:
    """The name, if it is among those known. Raises `CannotDo`."""
    words = tuple(known)
    if name in words:
        return name
    plural = PLURALS.get(what, what + "s")
    raise CannotDo(f"There is no {what} {shown(name)}. {did_you_mean(name, words, f'Known {plural}')}")


def notes_on_people(map_: Map, ages: Ages, need: str | None) -> tuple[str, ...]:
    """What somebody should know who asks about people whom the checks of the map leave out."""
    people, notes = map_.people, []
    if not _years(ages) <= _years(people.ages):
        who = f"somebody aged {ages[0][0]} is" if ages[0][0] == ages[-1][1] else "some of those asked about are"
        notes.append(f"The map is about people aged {_runs(people.ages)}: {who} not among them.")
    if need is not None and need not in people.needs:
        notes.append(f"The map is about the needs {', '.join(people.needs)}: `{need}` is not among them.")
    return tuple(notes)


def notes_on_door(map_: Map, door: str) -> tuple[str, ...]:
    """What somebody should know who asks about a door that is none for the public."""
    if map_.services[door].open_to == "public":
        return ()
    return (f"`{door}` is not open to the public in this map: people are passed on to it by others.",)


def fits_age(map_: Map, name: str, ages: Ages) -> None:
    """Raises `CannotDo` for a circumstance that nobody of these ages can have."""
    limits = map_.circumstances[name].ages
    if limits is not None and not _years(limits) & _years(ages):
        raise CannotDo(f"`{name}` is a circumstance of ages {_runs(limits)}, not of {_runs(ages)}.")


# -- reading -------------------------------------------------------------------------------------------


def _read(map_: Map, text: str) -> _Asked:
    """A text word by word. Raises `CannotDo` for what is not known, is two things, or contradicts itself."""
    found: dict[str, str] = {}
    turn: dict[str, bool] = {}
    for word in filter(None, (" ".join(part.split()) for part in text.split(","))):
        is_true = not word.startswith(_NOT)
        kind, name = _kind_of(map_, word) if is_true else _negated(map_, word.removeprefix(_NOT))
        if kind == "circumstance":
            if turn.setdefault(name, is_true) is not is_true:
                raise CannotDo(f"{shown(name)} cannot be both true and not true of the same people: say one of them.")
        elif found.setdefault(kind, name) != name:
            raise CannotDo(_two(kind, found[kind], name))
    ages = _read_ages(found["age"]) if "age" in found else None
    return _Asked(ages, found.get("need"), found.get("urgency"), found.get("locality"), turn)


def _two(kind: str, one: str, other: str) -> str:
    hint = " For several ages, write a range such as 16-17." if kind == "age" else ""
    what = f"two {PLURALS.get(kind, kind + 's')}"
    return (
        f"{shown(one)} and {shown(other)} are {what}, and people are asked about by one: leave one of them out.{hint}"
    )


def _negated(map_: Map, word: str) -> tuple[str, str]:
    name = word.removeprefix("circumstance:").strip()
    others = [kind for kind in ("need", "urgency", "locality") if name in _known(map_, kind)]
    if others and name not in map_.circumstances:
        raise CannotDo(f"`not` stands before circumstances only, and {shown(name)} is {_A[others[0]]}: leave it out.")
    return "circumstance", one_of(name, map_.circumstances, "circumstance")


def _kind_of(map_: Map, word: str) -> tuple[str, str]:
    """What a word is, and the word. Raises `CannotDo`."""
    kind, said, rest = (part.strip() for part in word.partition(":"))
    if said and kind in KINDS:
        return kind, rest if kind == "age" else one_of(rest, _known(map_, kind), kind)
    kinds = [one for one in KINDS if _is(map_, one, word)]
    if len(kinds) > 1:  # a framework's word that this map does not use gives way to the map's own
        kinds = [one for one in kinds if one == "age" or word in _held(map_, one)] or kinds
    if len(kinds) == 1:
        return kinds[0], word
    if kinds:
        forms = listed([f"`{one}:{word}`" for one in kinds], "or")
        raise CannotDo(f"{shown(word)} is {listed([_A[one] for one in kinds])} in this map: write {forms}.")
    several = word.split()
    if len(several) > 1 and any(_is(map_, one, several[0]) for one in KINDS):
        raise CannotDo(f"Put commas between the words: `{', '.join(several)}`.")
    if re.search("[0-9]", word):
        _read_ages(word)
    raise CannotDo(_not_known(map_, word))


def _is(map_: Map, kind: str, word: str) -> bool:
    return _AGES.fullmatch(word) is not None if kind == "age" else word in _known(map_, kind)


def _known(map_: Map, kind: str) -> Sequence[str]:
    known: dict[str, Sequence[str]] = {
        "need": tuple(map_.needs),
        "urgency": URGENCIES,
        "locality": map_.people.localities,
        "circumstance": tuple(map_.circumstances),
    }
    return known[kind]


def _held(map_: Map, kind: str) -> Sequence[str]:
    """The words of a kind that this map is about."""
    held: dict[str, Sequence[str]] = {"need": map_.people.needs, "circumstance": map_.people.circumstances}
    return held[kind] if kind in held else _known(map_, kind)


def _not_known(map_: Map, word: str) -> str:
    known = {kind: list_of(_held(map_, kind)) for kind in KINDS[1:]}
    words = [word for kind in KINDS[1:] for word in _known(map_, kind)]
    near = closest(word, (*words, *(f"{_NOT}{name}" for name in map_.circumstances)))
    meant = f" Did you mean `{near}`?" if near is not None else ""
    lists = [f"{PLURALS.get(kind, kind + 's')} ({names})" for kind, names in known.items() if names]
    return (
        f"{shown(word)} says nothing about people.{meant} Known are ages (17, 16-17 or 65+), {listed(lists)}, "
        "and `not` before a circumstance; put commas between them."
    )


def _read_ages(text: str) -> Ages:
    try:
        if _ONE_AGE.fullmatch(text):
            one = read_age(text)
            return ((one, one),)
        return read_ages(text)
    except PydanticCustomError as error:
        context = error.context or {}
        said = (context.get("message"), context.get("remedy"))
        raise CannotDo(" ".join(sentence(str(part)) for part in said if part)) from None


def _open(map_: Map, asked: _Asked) -> Iterator[str]:
    """What one person still lacks."""
    if asked.ages is None:
        yield "an age (such as 17)"
    elif asked.ages[0][0] != asked.ages[-1][1]:
        yield f"one age (such as {asked.ages[0][0]}) in place of the range"
    if asked.need is None:
        yield f"a need ({listed(map_.people.needs, 'or')})"
    if asked.urgency is None:
        yield f"an urgency ({listed(URGENCIES, 'or')})"
    if asked.locality is None and map_.people.localities:
        yield f"a locality ({listed(map_.people.localities, 'or')})"


# -- people --------------------------------------------------------------------------------------------


def _ages_asked(map_: Map, asked: _Asked) -> Ages:
    """The ages of a text: those it names, as far as its circumstances are for them. Raises `CannotDo`."""
    ages = asked.ages or map_.people.ages
    true = {name: True for name, value in asked.turn.items() if value}
    for name in true:
        fits_age(map_, name, ages)
    # Of no age is it untrue to say that a circumstance of other ages does not hold.
    found = _at_ages(map_, true if asked.ages else asked.turn, ages)
    if not found:
        names = listed([f"`{name}`" for name in asked.turn])
        raise CannotDo(f"Nobody aged {_runs(ages)} can be asked about with {names}: they are of different ages.")
    return found


def _at_ages(map_: Map, turn: Mapping[str, bool], ages: Ages) -> Ages:
    """Of some ages those that circumstances are for."""
    limits = [map_.circumstances[name].ages for name in turn]
    years = _years(ages)
    for one in limits:
        years &= _years(one) if one is not None else years
    return _in_runs(years)


class _Told:
    """The people of a map, one of each kind that none of its conditions tells apart."""

    def __init__(self, map_: Map) -> None:
        self.map = map_
        self.usual = usual_circumstances(map_.circumstances)
        self.blocks: list[Condition] = conditions(map_)

    def people(self, asked: _Asked, ages: Ages) -> tuple[Person, ...]:
        true = turned(asked.turn, self.map.circumstances, self.usual)
        return tuple(
            Person(need, urgency, age, locality, true)
            for need, urgency, age, locality in product(
                self._needs() if asked.need is None else (asked.need,),
                URGENCIES if asked.urgency is None else (asked.urgency,),
                self._ages(ages),
                self._localities() if asked.locality is None else (asked.locality,),
            )
        )

    def _needs(self) -> tuple[str, ...]:
        first: dict[object, str] = {}
        for need in self.map.people.needs:
            told = tuple(block.needs is None or need in block.needs for block in self.blocks)
            first.setdefault((self.map.needs[need].physical, told), need)
        return tuple(first.values())

    def _localities(self) -> tuple[str | None, ...]:
        first: dict[object, str | None] = {}
        for one in self.map.people.localities or (None,):
            told = tuple(block.localities is None or one in block.localities for block in self.blocks)
            first.setdefault(told, one)
        return tuple(first.values())

    def _ages(self, ages: Ages) -> tuple[int, ...]:
        """Of the years between two ages that a condition tells apart the one nearest to a grown-up's."""
        limits = [limit for block in self.blocks for limit in block.ages or ()]
        edges = {low for low, _ in limits} | {high + 1 for _, high in limits}
        return tuple(min(max(GROWN_UP, low), high) for low, high in _in_runs(_years(ages), edges))


def _years(ages: Ages) -> set[int]:
    return {year for low, high in ages for year in range(low, min(high, OLDEST) + 1)}


def _in_runs(years: set[int], edges: Iterable[int] = ()) -> Ages:
    """Years as runs of neighbours, cut at some edges."""
    edges, runs = set(edges), list[tuple[int, int]]()
    for year in sorted(years):
        if runs and runs[-1][1] == year - 1 and year not in edges:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return tuple(runs)


# -- words ---------------------------------------------------------------------------------------------


def _words(map_: Map, asked: _Asked, ages: Ages) -> str:
    """Who the people are, in the words of the map and its framework."""
    labels = Labels(map_.needs, map_.circumstances)
    usual = usual_circumstances(map_.circumstances)
    true = turned(asked.turn, map_.circumstances, usual)
    if not list(_open(map_, asked)):
        assert asked.need and asked.urgency, "nothing of one person is open"
        return person_in_words(labels, Person(asked.need, asked.urgency, ages[0][0], asked.locality, true), usual)
    everyone = asked.ages is None and ages == _in_runs(_years(map_.people.ages))
    aged = "of any age" if everyone else f"aged {_in_words(ages)}"
    parts = [f"people {aged}{f' in {asked.locality}' if asked.locality else ''}"]
    if asked.need is not None:
        parts.append(labels.need(asked.need))
    if asked.urgency is not None:
        parts.append(map_.framework.urgencies[asked.urgency])
    unusual = [labels.circumstance(name) for name in sorted(true - usual)]
    unusual += [labels.circumstance(name, False) for name in sorted(usual - true)]
    return ", ".join([*parts, *(unusual or [AS_USUAL])])


def _in_words(ages: Ages) -> str:
    names = [str(low) if low == high else f"{low}-{high}" if high < OLDEST else f"{low} and over" for low, high in ages]
    return listed(names, "or")


def _runs(ages: Ages) -> str:
    """Ages as maps write them."""
    return ", ".join(age_range(low, high) for low, high in ages)
