"""Who a pathway is for: every kind of person, and the classes that no condition tells apart.

A *person* is a need, an urgency, an age, a locality and the circumstances that are true
(semantics page, "People"). The people of a map are a product of those five dimensions, so what no
condition tells apart can be merged one dimension at a time; the cells of the merged product are
the *classes*. A set of classes is one Python integer: bit `i` stands for class `i`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from math import comb
from typing import TypeVar

from pathkit.frameworks import Circumstance
from pathkit.maps import Condition, Map

T = TypeVar("T")

URGENCIES = ("routine", "urgent", "very-urgent", "emergency")
OLDEST = 110
GROWN_UP = 30
"""An age that examples are near to, where any would do."""

MOST_PEOPLE = 20_000_000
MOST_CLASSES = 60_000
MOST_TOLD_APART = 20_000
"""In maps that come to more classes than this, people are told apart only where a condition does it."""


class TooManyPeople(ValueError):
    """The map asks for more kinds of people than can be held; the message says how many and what to do."""


@dataclass(frozen=True)
class Person:
    """One person: `circumstances` are those that are true, the usual ones included."""

    need: str
    urgency: str
    age: int
    locality: str | None = None
    circumstances: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Variant:
    """People alike in circumstances: the true ones, at which ages, and what was turned from usual."""

    circumstances: frozenset[str]
    ages: frozenset[int]
    turned: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True)
class Cell:
    """One merged class: the needs, urgency, ages, localities and variants that no condition tells apart."""

    needs: tuple[str, ...]
    urgency: str
    ages: tuple[int, int]
    localities: tuple[str | None, ...]
    variants: tuple[Variant, ...]


def usual_circumstances(circumstances: Mapping[str, Circumstance]) -> frozenset[str]:
    """The circumstances that hold unless something is said to the contrary (`usual: yes`)."""
    return frozenset(name for name, one in circumstances.items() if one.usual)


def turned(
    turn: Mapping[str, bool], circumstances: Mapping[str, Circumstance], usual: frozenset[str]
) -> frozenset[str]:
    """The true circumstances of somebody as usual but for `turn`, with what a true one implies.

    What `turn` names stands; what is only implied gives way to it.
    """
    values = dict(turn)
    waiting = [name for name, value in sorted(turn.items()) if value]
    while waiting:
        one = circumstances.get(waiting.pop(0))
        for name, value in sorted(one.implies.items()) if one else ():
            if name not in values:
                values[name] = value
                if value:
                    waiting.append(name)
    return frozenset(n for n in usual | set(values) if values.get(n, n in usual))


def excluded_when_not_stated(condition: Condition, circumstances: frozenset[str], usual: frozenset[str]) -> bool:
    """Whether an `excludes` that nobody has written down might exclude somebody so (semantics page, "Two readings")."""
    return condition.excludes is None and bool(circumstances - usual - set(condition.requires))


def circumstances_meet(condition: Condition, circumstances: frozenset[str]) -> bool:
    """Whether the circumstances meet `requires` and what is stated of `excludes`."""
    return all(name in circumstances for name in condition.requires) and not (
        condition.excludes is not None and any(name in circumstances for name in condition.excludes)
    )


def age_meets(condition: Condition, age: int) -> bool:
    """Whether an age in whole years is within the condition's, ends included."""
    return condition.ages is None or any(low <= age <= high for low, high in condition.ages)


def meets(condition: Condition, person: Person) -> bool:
    """Whether a person meets one block of a condition, as far as it is stated."""
    return (
        (condition.needs is None or person.need in condition.needs)
        and (condition.urgency is None or person.urgency in condition.urgency)
        and (condition.localities is None or person.locality in condition.localities)
        and age_meets(condition, person.age)
        and circumstances_meet(condition, person.circumstances)
    )


def _variants(map_: Map, combine: int, everyone: frozenset[int]) -> list[Variant]:
    named = map_.people.circumstances
    usual = usual_circumstances(map_.circumstances)
    found: dict[frozenset[str], set[int]] = {frozenset(usual): set(everyone)}
    turns: dict[frozenset[str], tuple[tuple[str, bool], ...]] = {frozenset(usual): ()}
    for size in range(1, combine + 1):
        for names in combinations(named, size):
            ages = set(everyone)
            for name in names:
                limits = map_.circumstances[name].ages
                if limits is not None:
                    ages &= {age for low, high in limits for age in range(low, high + 1)}
            if ages:
                turn = {name: name not in usual for name in names}
                true = turned(turn, map_.circumstances, usual)
                turns.setdefault(true, tuple(turn.items()))
                found.setdefault(true, set()).update(ages)
    return [Variant(true, frozenset(ages), turns[true]) for true, ages in found.items()]


def _each(map_: Map) -> list[Condition]:
    """A condition for each need, locality and circumstance: rules that are about one of them name nobody else."""
    people = map_.people
    return [
        *(Condition(needs=frozenset({one})) for one in people.needs),
        *(Condition(localities=frozenset({one})) for one in people.localities),
        *(Condition(requires=(one,)) for one in people.circumstances),
    ]


def _grouped(values: Iterable[T], signature: Mapping[T, object]) -> tuple[tuple[T, ...], ...]:
    groups: dict[object, list[T]] = {}
    for value in values:
        groups.setdefault(signature[value], []).append(value)
    return tuple(tuple(group) for group in groups.values())


class Population:
    """The people of a map, as classes numbered 0 to `size` - 1.

    `conditions` are all the blocks that the pathway asks of people: they decide what is told
    apart. Raises `TooManyPeople` when there are more than can be held.
    """

    def __init__(self, map_: Map, conditions: Sequence[Condition], combine: int = 1) -> None:
        people = map_.people
        self.circumstances = map_.circumstances
        self.usual = usual_circumstances(map_.circumstances)
        self.physical_needs = frozenset(need for need in people.needs if map_.needs[need].physical)
        ages = frozenset(age for low, high in people.ages for age in range(low, min(high, OLDEST) + 1))
        places: tuple[str | None, ...] = tuple(people.localities) or (None,)
        asked = sum(comb(len(people.circumstances), n) for n in range(combine + 1))
        bound = len(people.needs) * len(URGENCIES) * len(ages) * len(places) * asked
        if bound > MOST_PEOPLE:
            raise TooManyPeople(
                f"this map asks about {bound:,} kinds of people, and at most {MOST_PEOPLE:,} can be held; "
                f"combine fewer circumstances at once (now {combine} of {len(people.circumstances)}), "
                "or list fewer needs, localities or circumstances under `people`"
            )
        variants = _variants(map_, combine, ages)
        blocks = list({id(block): block for block in conditions}.values())
        self.bands = self._bands(ages, blocks, variants)
        if len(people.needs) * len(URGENCIES) * len(self.bands) * len(places) * len(variants) <= MOST_TOLD_APART:
            blocks += _each(map_)
        self.needs = _grouped(
            people.needs,
            {
                need: (
                    need in self.physical_needs,
                    tuple(block.needs is None or need in block.needs for block in blocks),
                )
                for need in people.needs
            },
        )
        self.localities = _grouped(
            places,
            {
                place: tuple(block.localities is None or place in block.localities for block in blocks)
                for place in places
            },
        )
        distinct_circumstances = list(
            dict.fromkeys(
                (block.requires, None if block.excludes is None else tuple(block.excludes)) for block in blocks
            )
        )
        samples = [
            next(b for b in blocks if (b.requires, None if b.excludes is None else tuple(b.excludes)) == distinct)
            for distinct in distinct_circumstances
        ]
        self.variants = _grouped(
            variants,
            {
                variant: (
                    variant.ages,
                    tuple(
                        (
                            circumstances_meet(block, variant.circumstances),
                            excluded_when_not_stated(block, variant.circumstances, self.usual),
                        )
                        for block in samples
                    ),
                    self.channels(variant.circumstances),
                )
                for variant in variants
            },
        )
        self._strides()
        self.copied = self.size
        if self.size > MOST_CLASSES:
            raise TooManyPeople(
                f"this map tells {self.size:,} classes of people apart, and at most {MOST_CLASSES:,} can be held; "
                f"combine fewer circumstances at once (now {combine} of {len(people.circumstances)})"
            )
        self._condition_masks: dict[tuple[int, str], tuple[Condition, int]] = {}

    @staticmethod
    def _bands(
        ages: frozenset[int], blocks: Sequence[Condition], variants: Sequence[Variant]
    ) -> tuple[tuple[int, int], ...]:
        ranges = [limits for block in blocks for limits in block.ages or ()]
        starts = {low for low, _ in ranges} | {high + 1 for _, high in ranges}
        starts |= {age for v in variants for age in v.ages if age - 1 not in v.ages}
        starts |= {age + 1 for v in variants for age in v.ages if age + 1 not in v.ages}
        bands: list[tuple[int, int]] = []
        for age in sorted(ages):
            if bands and bands[-1][1] == age - 1 and age not in starts:
                bands[-1] = (bands[-1][0], age)
            else:
                bands.append((age, age))
        return tuple(bands)

    def _strides(self) -> None:
        self.shape = (
            len(self.needs),
            len(URGENCIES),
            len(self.bands),
            len(self.localities),
            len(self.variants),
        )
        n, u, a, p, v = self.shape
        self.size = n * u * a * p * v

    # -- copies ------------------------------------------------------------------------------

    def copies(self, of: Sequence[int]) -> Population:
        """Copies of some of the same people each, told apart by nothing but which copy they are."""
        made = copy(self)
        for name in ("everyone", "physical", "weights", "total"):
            made.__dict__.pop(name, None)
        made._condition_masks = {}
        made.copied = self.size
        made.needs = self.needs * len(of)  # the dimension of which a class's number says most
        made._strides()
        made.everyone = sum((classes & self.everyone) << (i * self.size) for i, classes in enumerate(of))
        return made

    def copy_number(self, number: int) -> int:
        """The classes of one of the copies, counted from 0."""
        return (((1 << self.copied) - 1) << (number * self.copied)) & self.everyone

    def only(self, classes: int) -> Population:
        """Some of the people alone, with the numbers that they have here."""
        made = copy(self)
        for name in ("everyone", "physical", "weights", "total"):
            made.__dict__.pop(name, None)
        made._condition_masks = {}
        made.__dict__["everyone"] = self.everyone & classes
        return made

    # -- numbering ---------------------------------------------------------------------------

    def cell(self, index: int) -> Cell:
        """What class `index` holds."""
        index, v = divmod(index, self.shape[4])
        index, p = divmod(index, self.shape[3])
        index, a = divmod(index, self.shape[2])
        n, u = divmod(index, self.shape[1])
        return Cell(self.needs[n], URGENCIES[u], self.bands[a], self.localities[p], self.variants[v])

    def person(self, index: int) -> Person:
        """A person of class `index`; of the ages that it holds, the nearest to a grown-up's."""
        cell = self.cell(index)
        low, high = cell.ages
        age = min(max(GROWN_UP, low), high)
        return Person(cell.needs[0], cell.urgency, age, cell.localities[0], cell.variants[0].circumstances)

    def typical(self, classes: int) -> int:
        """Of some classes the one to show: as usual, and near a grown-up's age, where there is such a one."""
        return min(
            self.classes(classes),
            key=lambda index: (index % self.shape[4], abs(self.person(index).age - GROWN_UP), index),
        )

    def class_of(self, person: Person) -> int | None:
        """The class of a person, or None for somebody the map's `people` do not hold."""
        try:
            n = next(i for i, group in enumerate(self.needs) if person.need in group)
            a = next(i for i, (low, high) in enumerate(self.bands) if low <= person.age <= high)
            p = next(i for i, group in enumerate(self.localities) if person.locality in group)
            v = next(
                i
                for i, group in enumerate(self.variants)
                if any(one.circumstances == person.circumstances and person.age in one.ages for one in group)
            )
        except StopIteration:
            return None
        _, us, as_, ps, vs = self.shape
        return (((n * us + URGENCIES.index(person.urgency)) * as_ + a) * ps + p) * vs + v

    def mask(
        self,
        needs: Iterable[int] | None = None,
        urgencies: Iterable[int] | None = None,
        bands: Iterable[int] | None = None,
        localities: Iterable[int] | None = None,
        variants: Iterable[int] | None = None,
    ) -> int:
        """The classes whose place in each dimension is among those given (None: any), that exist or not."""
        chosen = [needs, urgencies, bands, localities, variants]
        mask, width = 1, 1
        for length, picked in zip(reversed(self.shape), reversed(chosen), strict=True):
            mask = sum(mask << (width * i) for i in (range(length) if picked is None else set(picked)))
            width *= length
        return mask

    @cached_property
    def everyone(self) -> int:
        """The classes that hold somebody (a circumstance that is only for some ages leaves cells empty)."""
        total = 0
        for v, group in enumerate(self.variants):
            bands = [i for i, (low, _) in enumerate(self.bands) if low in group[0].ages]
            total |= self.mask(bands=bands, variants=[v])
        return total

    @cached_property
    def physical(self) -> int:
        """The classes whose need is physical."""
        return (
            self.mask(needs=[i for i, group in enumerate(self.needs) if group[0] in self.physical_needs])
            & self.everyone
        )

    def urgency(self, *urgencies: str) -> int:
        """The classes at any of these urgencies."""
        return self.mask(urgencies=[URGENCIES.index(one) for one in urgencies]) & self.everyone

    # -- people beside others ------------------------------------------------------------------

    def as_usual(self, circumstance: str) -> dict[int, tuple[int, ...]]:
        """Each class of people with a circumstance turned from usual, and the class of the same people without."""
        found: dict[int, tuple[int, ...]] = {}
        place = {one.turned: v for v, group in enumerate(self.variants) for one in group}
        for v, group in enumerate(self.variants):
            for variant in group:
                rest = tuple(turn for turn in variant.turned if turn[0] != circumstance)
                if rest == variant.turned or place.get(rest, v) == v:
                    continue
                for number in self.classes(self.mask(variants=[v]) & self.everyone):
                    found[number] = (*found.get(number, ()), number + place[rest] - v)
        return found

    def elsewhere(self, locality: str) -> dict[int, tuple[int, ...]]:
        """Each class of people in a locality, and the classes of the same people in the others."""
        here = next(p for p, group in enumerate(self.localities) if locality in group)
        step = self.shape[4]
        others = [(p - here) * step for p in range(len(self.localities)) if p != here]
        classes = self.classes(self.mask(localities=[here]) & self.everyone) if others else ()
        return {number: tuple(number + by for by in others) for number in classes}

    def by_age(self, need: int, urgency: int, locality: int) -> list[tuple[tuple[int, int], int]]:
        """The age bands, youngest first, each with the classes of that need, urgency and locality (by their places)."""
        masks = (
            (band, self.mask([need], [urgency], [a], [locality]) & self.everyone) for a, band in enumerate(self.bands)
        )
        return [(band, mask) for band, mask in masks if mask]

    def a_year_too_old(self, classes: int) -> dict[int, int]:
        """By age in years: the classes of that age that are not in a set, when the same people a year younger are."""
        step = self.shape[3] * self.shape[4]
        found: dict[int, int] = {}
        for a, (band, after) in enumerate(pairwise(self.bands)):
            if band[1] + 1 == after[0]:
                older = (classes & self.mask(bands=[a])) << step & self.everyone & ~classes
                if older:
                    found[after[0]] = older
        return found

    # -- counting ----------------------------------------------------------------------------

    @cached_property
    def weights(self) -> tuple[tuple[int, int], ...]:
        """How many people a class holds: pairs of that number and the classes that hold so many."""
        by_count: dict[int, int] = {}
        for n, needs in enumerate(self.needs):
            for a, (low, high) in enumerate(self.bands):
                for p, places in enumerate(self.localities):
                    for v, variants in enumerate(self.variants):
                        count = len(needs) * (high - low + 1) * len(places) * len(variants)
                        mask = self.mask([n], None, [a], [p], [v])
                        by_count[count] = by_count.get(count, 0) | mask
        return tuple((count, mask & self.everyone) for count, mask in sorted(by_count.items()) if mask & self.everyone)

    def count(self, classes: int) -> int:
        """How many people, as enumerated, a set of classes holds."""
        return sum(count * (classes & mask).bit_count() for count, mask in self.weights)

    @cached_property
    def total(self) -> int:
        """How many people the map has, as enumerated."""
        return self.count(self.everyone)

    def classes(self, mask: int) -> Iterator[int]:
        """The numbers of the classes in a set, lowest first."""
        while mask:
            low = mask & -mask
            yield low.bit_length() - 1
            mask ^= low

    def groups(self, masks: Iterable[int]) -> list[int]:
        """The classes in groups, of which none is partly in one of the masks and partly not."""
        groups = [self.everyone]
        for mask in sorted(masks):
            groups = [part for group in groups for part in (group & mask, group & ~mask) if part]
        return groups

    # -- what conditions say of people ----------------------------------------------------------

    def block(self, condition: Condition, not_stated: str = "ignored") -> int:
        """The classes that meet one block.

        `not_stated` says what an `excludes` that is left out does: "ignored" (conditions of transfers
        and doors, and `supports` at best) or "excludes" (`supports` as stated).
        """
        key = (id(condition), not_stated)
        known = self._condition_masks.get(key)
        if known is not None:
            return known[1]
        mask = (
            self.mask(
                None if condition.needs is None else [i for i, g in enumerate(self.needs) if g[0] in condition.needs],
                None
                if condition.urgency is None
                else [i for i, one in enumerate(URGENCIES) if one in condition.urgency],
                None
                if condition.ages is None
                else [i for i, (low, _) in enumerate(self.bands) if age_meets(condition, low)],
                None
                if condition.localities is None
                else [i for i, g in enumerate(self.localities) if g[0] in condition.localities],
                [
                    i
                    for i, group in enumerate(self.variants)
                    if circumstances_meet(condition, group[0].circumstances)
                    and not (
                        not_stated == "excludes"
                        and excluded_when_not_stated(condition, group[0].circumstances, self.usual)
                    )
                ],
            )
            & self.everyone
        )
        self._condition_masks[key] = (condition, mask)
        return mask

    def any_block(self, conditions: Sequence[Condition] | None, not_stated: str = "ignored") -> int:
        """The classes that meet any block of a list; no list at all restricts nobody."""
        if conditions is None:
            return self.everyone
        mask = 0
        for condition in conditions:
            mask |= self.block(condition, not_stated)
        return mask

    def channels(self, circumstances: frozenset[str]) -> frozenset[tuple[str, ...]]:
        """The channel lists, one a circumstance, each of which a contact has to satisfy."""
        limits = (self.circumstances[name].reaches_by for name in circumstances if name in self.circumstances)
        return frozenset(tuple(one) for one in limits if one is not None)

    def reaching(self, contact: Mapping[str, str] | None, at_best: bool) -> int:
        """The classes that can contact, on their own, a service with these contact details."""
        able = [
            i
            for i, group in enumerate(self.variants)
            if can_contact(self.channels(group[0].circumstances), contact, at_best)
        ]
        return self.mask(variants=able) & self.everyone


def can_contact(channels: frozenset[tuple[str, ...]], contact: Mapping[str, str] | None, at_best: bool) -> bool:
    """Whether somebody whom only these channels reach can contact a service; `contact` None is not known."""
    if not channels:
        return True
    if contact is None:
        return at_best
    return all(any(channel in contact for channel in limit) for limit in channels)
