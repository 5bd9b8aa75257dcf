"""Sets of situations of copies of people: what the first copy holds, and where the others differ from it.

See `Population.copies`. Of a frame, the columns of one copy stand together, and those of the first come first.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from pathkit.situations.people import Population
from pathkit.situations.sets import Frame, Situations


class Copies:
    """Copies of the people of `original`, as they stand in frames of `population`."""

    def __init__(self, original: Population, population: Population, frame: Frame) -> None:
        self.original = original
        self.population = population
        self.frame = frame
        self.size = original.size
        self.number = population.size // original.size
        self._one = (1 << self.size) - 1
        self._layouts: dict[int, tuple[_Layout, Frame]] = {}
        self._copied: dict[int, tuple[Frame, Frame]] = {}

    # -- from the people to their copies -----------------------------------------------------------------

    def copied(self, situations: Situations) -> Situations:
        """A set of the people, at its own times, as it is for each copy of them that there is."""
        frame = situations.frame
        if id(frame) not in self._copied:
            self._copied[id(frame)] = (frame.of_people(self.population, self.frame.groups), frame)
        made = self._copied[id(frame)][0]
        layout = self.layout(made)
        values = []
        for bits, plan in zip(situations.values, situations.split.plans, strict=True):
            value = 0
            for i in range(plan.segments if bits else 0):
                value |= layout.spread(bits >> (i * frame.width) & frame.ones) << (i * made.width)
            values.append(value)
        return Situations(made, situations.split, tuple(values))

    # -- where the copies differ ---------------------------------------------------------------------------

    def differing(self, situations: Situations) -> Situations:
        """The copies in which a set holds somebody whom it does not hold in the first copy, or the other way round."""
        frame = situations.frame
        layout = self.layout(frame)
        if layout.frame is not frame:
            situations = layout.frame.regroup(situations)
            frame = situations.frame
            layout = self.layout(frame)
        values = []
        for bits, plan in zip(situations.values, situations.split.plans, strict=True):
            value = 0
            for i in range(plan.segments if bits else 0):
                block = bits >> (i * frame.width) & frame.ones
                value |= (block ^ layout.spread(block & layout.first)) << (i * frame.width)
            values.append(value)
        return Situations(frame, situations.split, tuple(values))

    def of_copy(self, situations: Situations, number: int) -> Situations:
        """What a set holds of one copy, as a set of the people."""
        frame = situations.frame
        layout = self.layout(frame)
        alone = layout.alone(number)
        start, ones = layout.starts[number], (1 << len(alone.groups)) - 1
        values = []
        for bits, plan in zip(situations.values, situations.split.plans, strict=True):
            value = 0
            for i in range(plan.segments if bits else 0):
                value |= (bits >> (i * frame.width + start) & ones) << (i * alone.width)
            values.append(value)
        return Situations(alone, situations.split, tuple(values))

    def held(self, situations: Situations) -> list[int]:
        """The copies of which a set holds anybody within the horizon."""
        frame = situations.frame
        columns = frame.squeeze(situations.classes()) if situations else 0
        starts = (*self.layout(frame).starts, len(frame.groups))
        return [n for n in range(self.number) if columns >> starts[n] & ((1 << (starts[n + 1] - starts[n])) - 1)]

    # -- layout ----------------------------------------------------------------------------------------------

    def layout(self, frame: Frame) -> _Layout:
        """Where the copies stand in a frame, or in one in which all of them are parted alike."""
        known = self._layouts.get(id(frame))
        if known is None:
            parts = [self._of(frame.groups, number) for number in range(self.number)]
            first = set(parts[0])
            if not all(first.issuperset(others) for others in parts[1:]):
                parts = _evened(parts)
                frame_of_parts = [part << (n * self.size) for n, some in enumerate(parts) for part in some]
                even = frame.regrouped(frame_of_parts)
                self._layouts[id(even)] = (_Layout(self, even, parts), even)
                known = (self._layouts[id(even)][0], frame)
            else:
                known = (_Layout(self, frame, parts), frame)
            self._layouts[id(frame)] = known
        return known[0]

    def _of(self, groups: Sequence[int], number: int) -> list[int]:
        """The groups of one copy, as classes of the people."""
        masks = (group >> (number * self.size) & self._one for group in groups)
        return [mask for mask in masks if mask]


class _Layout:
    """Where the columns of each copy begin, and which of the first copy's columns each has."""

    def __init__(self, copies: Copies, frame: Frame, parts: Sequence[Sequence[int]]) -> None:
        self.frame = frame
        self.parts = parts
        self.starts = [sum(len(some) for some in parts[:n]) for n in range(len(parts))]
        self.first = (1 << len(parts[0])) - 1
        self._chosen = [bytes(part in some for part in parts[0]) for some in map(set, parts)]
        self._original = copies.original
        self._spread: dict[int, int] = {0: 0}
        self._alone: dict[int, Frame] = {}

    def spread(self, block: int) -> int:
        """Columns of the first copy, as they are in each copy."""
        known = self._spread.get(block)
        if known is None:
            digits = f"{block:0{len(self.parts[0])}b}"[::-1]
            known = block
            for start, chosen in zip(self.starts[1:], self._chosen[1:], strict=True):
                known |= int("".join(compress(digits, chosen))[::-1] or "0", 2) << start
            self._spread[block] = known
        return known

    def alone(self, number: int) -> Frame:
        """The frame's days, for the people of one copy as the people themselves."""
        if number not in self._alone:
            self._alone[number] = self.frame.of_people(self._original, self.parts[number])
        return self._alone[number]


def _evened(parts: Sequence[Sequence[int]]) -> list[list[int]]:
    """The groups of each copy, made so fine that every group of a copy is one of the first."""
    finest = list(parts[0])
    for others in parts[1:]:
        for mask in others:
            left = mask
            for part in finest:
                left &= ~part
            finest = [piece for part in finest for piece in (part & mask, part & ~mask) if piece]
            finest += [left] if left else []
    finest.sort(key=lambda part: part & -part)
    people = [sum(some) for some in parts]
    people[0] = sum(finest)
    return [[part for part in finest if part & those] for those in people]
