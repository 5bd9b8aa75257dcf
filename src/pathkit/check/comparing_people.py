"""Whom two editions of a map are both for: the people who can be compared, and in words those who cannot."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pathkit.frameworks import Circumstance
from pathkit.maps import Map
from pathkit.maps.model import People
from pathkit.maps.words import OLDEST, age_range


@dataclass(frozen=True)
class AskedByBoth:
    """Two editions, each asked about the people whom both are for; what needs and circumstances mean is as it is now.

    `told` says whom only one edition asks about, `meanings` are the labels of what means something else than it did,
    and `nobody` (unless it is None) says why there is nobody whom both ask about.
    """

    before: Map
    after: Map
    told: tuple[str, ...]
    meanings: tuple[str, ...]
    nobody: str | None
    whole: bool
    """Whether nobody but them is in the later edition, and they mean the same in both."""


def asked_by_both(before: Map, after: Map) -> AskedByBoth:
    """The editions for the people whom both are for."""
    one, other = before.people, after.people
    ages = _years(one.ages) & _years(other.ages)
    needs = _common(other.needs, one.needs)
    places = _common(other.localities, one.localities)
    if not one.localities or not other.localities:
        places = other.localities or one.localities  # what one edition does not tell apart is the same to it
    people = People(_ranges(ages), needs, places, _common(other.circumstances, one.circumstances))
    known = {**before.needs, **after.needs}, {**before.circumstances, **after.circumstances}
    nobody = None
    for what, some in (("ages", ages), ("needs", needs), ("localities", places or not one.localities)):
        if not some:
            nobody = nobody or f"the two editions have no {what} in common"
    told, meanings = tuple(_only_one(before, after)), tuple(_meanings(before, after, people))
    return AskedByBoth(
        replace(before, people=people, needs=known[0], circumstances=known[1]),
        replace(after, people=people, needs=known[0], circumstances=known[1]),
        told,
        meanings,
        nobody,
        not meanings and not any(text.startswith(_ONLY_AFTER) for text in told),
    )


_ONLY_AFTER = "Only after: "


def _common(first: Sequence[str], second: Collection[str]) -> tuple[str, ...]:
    return tuple(one for one in first if one in second)


def _years(ages: Iterable[tuple[int, int]]) -> frozenset[int]:
    return frozenset(age for low, high in ages for age in range(low, min(high, OLDEST) + 1))


def _ranges(years: Collection[int]) -> tuple[tuple[int, int], ...]:
    runs = (list(run) for _, run in groupby(enumerate(sorted(years)), key=lambda pair: pair[1] - pair[0]))
    return tuple((run[0][1], run[-1][1]) for run in runs)


def _only_one(before: Map, after: Map) -> Iterator[str]:
    """Whom only one edition asks about: "Only after: aged 16-17"."""
    for when, one, other in (("before", before, after), ("after", after, before)):
        ages = _ranges(_years(one.people.ages) - _years(other.people.ages))
        if ages:
            yield f"Only {when}: aged {' or '.join(age_range(*some) for some in ages)}"
        needs = [one.needs[name].label for name in one.people.needs if name not in other.people.needs]
        if needs:
            yield f"Only {when}: {' or '.join(needs)}"
        places = [name for name in one.people.localities if name not in other.people.localities]
        if places and other.people.localities:
            yield f"Only {when}: in {' or '.join(places)}"
        turned = [
            _turned(one.circumstances[name])
            for name in one.people.circumstances
            if name not in other.people.circumstances
        ]
        if turned:
            yield f"Only {when}: {' or '.join(turned)}"


def _turned(circumstance: Circumstance) -> str:
    """A circumstance that is not as usual, in words."""
    return f"not {circumstance.label}" if circumstance.usual else circumstance.label


def _meanings(before: Map, after: Map, people: People) -> Iterator[str]:
    """The labels of the needs and circumstances that mean something else than they did."""
    for name in people.needs:
        if before.needs[name].physical != after.needs[name].physical:
            yield after.needs[name].label
    usual = {name for map_ in (before, after) for name, one in map_.circumstances.items() if one.usual}
    for name in sorted({*people.circumstances, *usual}):
        was, now = _meant(before.circumstances, name), _meant(after.circumstances, name)
        if was != now:
            yield (after.circumstances.get(name) or before.circumstances[name]).label


def _meant(circumstances: Mapping[str, Circumstance], name: str) -> tuple[object, ...] | None:
    one = circumstances.get(name)
    return None if one is None else (one.ages, one.usual, dict(one.implies), one.reaches_by)
