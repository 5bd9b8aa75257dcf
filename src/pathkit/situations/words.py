"""Sets of people back into words: what they have in common, not a list of combinations.

A set of classes is cut into boxes (some needs × some urgencies × some ages × some localities × some
circumstances), as few as a greedy merge finds; every box is said in one phrase. Together the
boxes hold exactly the set.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pathkit.frameworks import Circumstance, Need
from pathkit.situations.people import OLDEST, URGENCIES, Person, Population, Variant

Box = tuple[int, int, int, int, int]
"""One bit set a dimension: needs, urgencies, age bands, localities, variants (by the population's groups)."""

_ORDERS = ((3, 2, 1, 0, 4), (4, 3, 1, 2, 0), (0, 1, 3, 2, 4), (2, 4, 0, 3, 1))


@dataclass(frozen=True)
class Labels:
    """What things are called in sentences: the labels of the framework and of the map."""

    needs: Mapping[str, Need]
    circumstances: Mapping[str, Circumstance]

    def need(self, name: str) -> str:
        """A need in words."""
        return self.needs[name].label

    def circumstance(self, name: str, value: bool = True) -> str:
        """A circumstance that is true (or is not) in words."""
        label = self.circumstances[name].label
        return label if value else f"not {label}"


def boxes(population: Population, classes: int) -> list[Box]:
    """A set of classes as boxes that together hold exactly it (cells that hold nobody go either way)."""
    start = _rows(population, classes)
    best: list[Box] | None = None
    for order in _ORDERS:
        found = _merged(start, order)
        if best is None or len(found) < len(best):
            best = found
        if len(best) <= 1:
            break
    return sorted(best or [])


def _rows(population: Population, classes: int) -> list[Box]:
    n, u, a, p, v = population.shape
    rows: list[Box] = []
    usual = next(i for i, group in enumerate(population.variants) if any(not one.turned for one in group))
    ones = (1 << v) - 1
    nobody = [
        sum(1 << i for i, group in enumerate(population.variants) if low not in group[0].ages)
        for low, _ in population.bands
    ]
    for ni in range(n):
        for ui in range(u):
            for ai in range(a):
                for pi in range(p):
                    bits = classes & ones
                    classes >>= v
                    if bits >> usual & 1:
                        bits |= nobody[ai]
                    if bits:
                        rows.append((1 << ni, 1 << ui, 1 << ai, 1 << pi, bits))
    return rows


def _merged(rows: Iterable[Box], order: Sequence[int]) -> list[Box]:
    current = list(rows)
    if order[0] == 4:
        current = [(n, u, a, p, 1 << i) for n, u, a, p, v in current for i in range(v.bit_length()) if v >> i & 1]
    while True:
        before = len(current)
        for dimension in order:
            groups: dict[tuple[int, ...], int] = {}
            for row in current:
                rest = (*row[:dimension], *row[dimension + 1 :])
                groups[rest] = groups.get(rest, 0) | row[dimension]
            current = []
            for rest, merged in groups.items():
                box = [*rest[:dimension], merged, *rest[dimension:]]
                current.append((box[0], box[1], box[2], box[3], box[4]))
        if len(current) == before:
            return current


def people_in_words(population: Population, labels: Labels, classes: int) -> tuple[str, ...]:
    """Each box as a phrase, such as "aged 16-17, distress, routine or urgent"; "everyone" for all people."""
    return tuple(
        ", ".join(parts) or "everyone"
        for parts in (_parts(population, labels, box) for box in boxes(population, classes))
    )


def who(population: Population, labels: Labels, classes: int) -> str:
    """The subject of a sentence: one or two boxes in full, or what all of many have in common."""
    found = boxes(population, classes)
    if len(found) <= 2:
        return " and ".join(_subject(_parts(population, labels, box), "anyone") for box in found) or "nobody"
    common = (0, 0, 0, 0, 0)
    for box in found:
        both = [left | right for left, right in zip(common, box, strict=True)]
        common = (both[0], both[1], both[2], both[3], both[4])
    return _subject(_parts(population, labels, common), "some people")


def people_who(population: Population, labels: Labels, classes: int) -> str:
    """The subject of a sentence that goes on with what they do: "people aged 16-17 at urgent who"."""
    found = boxes(population, classes)
    if len(found) != 1:
        return f"{who(population, labels, classes)} who"
    needs, urgencies, bands, places, variants = found[0]
    ages, wanted, grave, where = (
        "".join(_parts(population, labels, box))
        for box in _one_dimension_each(population, needs, urgencies, bands, places)
    )
    held = _circumstances(population, labels, variants, bands)
    near = f" {grave}" if grave.startswith("up to ") else f" at {grave}" if grave else ""
    text = f"people{ages and f' {ages}'}{where and f' {where}'}{wanted and f' with {wanted}'}{near}"
    if held.startswith("unless "):
        return f"{text}, {held}, who"
    return f"{text} ({held}) who" if held else f"{text} who"


def _one_dimension_each(population: Population, needs: int, urgencies: int, bands: int, places: int) -> Iterable[Box]:
    """Boxes of all people but for their ages, their needs, their urgencies or their localities."""
    n, u, a, p, v = ((1 << size) - 1 for size in population.shape)
    return (n, u, bands, p, v), (needs, u, a, p, v), (n, urgencies, a, p, v), (n, u, a, places, v)


def _subject(parts: Sequence[str], everybody: str) -> str:
    aged = [part for part in parts if part.startswith("aged ")]
    others = [part for part in parts if not part.startswith("aged ")]
    words = " ".join([everybody, *aged])
    return f"{words} ({', '.join(others)})" if others else words


def _parts(population: Population, labels: Labels, box: Box) -> list[str]:
    needs, urgencies, bands, places, variants = box
    parts: list[str] = []
    if bands != (1 << len(population.bands)) - 1:
        parts.append(f"aged {_ages([r for i, r in enumerate(population.bands) if bands >> i & 1])}")
    if needs != (1 << len(population.needs)) - 1:
        chosen = [name for i, g in enumerate(population.needs) if needs >> i & 1 for name in g]
        parts.append(_or([labels.need(name) for name in chosen]))
    if urgencies != (1 << len(URGENCIES)) - 1:
        parts.append(_urgency(urgencies))
    if places != (1 << len(population.localities)) - 1:
        names = [name for i, g in enumerate(population.localities) if places >> i & 1 for name in g if name]
        parts.append(f"in {_or(names)}")
    words = _circumstances(population, labels, variants, bands)
    if words:
        parts.append(words)
    return parts


def _ages(ranges: Sequence[tuple[int, int]]) -> str:
    merged: list[tuple[int, int]] = []
    for low, high in ranges:
        if merged and merged[-1][1] == low - 1:
            merged[-1] = (merged[-1][0], high)
        else:
            merged.append((low, high))
    return _or([_age_range(low, high) for low, high in merged])


def _age_range(low: int, high: int) -> str:
    if high >= OLDEST:
        return f"{low} and over"
    return str(low) if low == high else f"{low}-{high}"


def _urgency(bits: int) -> str:
    chosen = [i for i in range(len(URGENCIES)) if bits >> i & 1]
    names = [URGENCIES[i].replace("-", " ") for i in chosen]
    if len(chosen) > 1 and all(b == a + 1 for a, b in pairwise(chosen)):
        if chosen[-1] == len(URGENCIES) - 1:
            return f"{names[0]} or above"
        if chosen[0] == 0 and len(chosen) > 2:
            return f"up to {names[-1]}"
    return _or(names)


def _circumstances(population: Population, labels: Labels, variants: int, bands: int) -> str:
    lows = [low for i, (low, _) in enumerate(population.bands) if bands >> i & 1]
    inside: list[Variant] = []
    outside: list[Variant] = []
    for i, group in enumerate(population.variants):
        for one in group:
            if any(low in one.ages for low in lows):
                (inside if variants >> i & 1 else outside).append(one)
    if not outside:
        return ""
    if (usual := _all_that_tells_apart(inside, outside)) is not None:
        return labels.circumstance(usual)
    if any(not one.turned for one in inside) and len(outside) <= max(4, len(inside)):
        return f"unless {_or([_variant(labels, one) for one in outside])}"
    return _or([_variant(labels, one) for one in inside])


def _all_that_tells_apart(inside: Sequence[Variant], outside: Sequence[Variant]) -> str | None:
    """What is usually true, is true of all inside, and is not true of anybody outside; None if nothing is."""
    lacking = set.intersection(*({name for name, true in one.turned if not true} for one in outside))
    return min((name for name in lacking if not any((name, False) in one.turned for one in inside)), default=None)


def _variant(labels: Labels, variant: Variant) -> str:
    if not variant.turned:
        return "nothing out of the usual"
    return " and ".join(labels.circumstance(name, value) for name, value in variant.turned)


MOST_NAMED = 8
"""The most things that one phrase names; of more, the first are named and the others counted."""


def _or(words: Sequence[str]) -> str:
    if len(words) > MOST_NAMED:
        words = [*words[: MOST_NAMED - 2], f"any of {len(words) - MOST_NAMED + 2} more"]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} or {words[-1]}"


def person_in_words(labels: Labels, person: Person, usual: frozenset[str]) -> str:
    """One person: "a 16-year-old in north, distress, very urgent, intoxicated"."""
    article = "an" if person.age in (8, 11, 18) or 80 <= person.age <= 89 else "a"
    where = f" in {person.locality}" if person.locality else ""
    parts = [
        f"{article} {person.age}-year-old{where}",
        labels.need(person.need),
        person.urgency.replace("-", " "),
        *(labels.circumstance(name) for name in sorted(person.circumstances - usual)),
        *(labels.circumstance(name, False) for name in sorted(usual - person.circumstances)),
    ]
    return ", ".join(parts)
