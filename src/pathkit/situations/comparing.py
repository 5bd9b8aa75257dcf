"""Sets of people beside those they are compared with: the same people as usual, or in another locality."""

from __future__ import annotations

from collections.abc import Mapping

from pathkit.situations.sets import Frame, Situations

ComparedWith = Mapping[int, tuple[int, ...]]
"""Each class that is compared, and the classes that it is compared with."""


class Comparison:
    """What holds for people, and what holds for those beside them, in frames of the people who are compared alone."""

    def __init__(self, frame: Frame, beside: ComparedWith) -> None:
        groups: dict[tuple[int, ...], int] = {}
        column = frame.column_of_class
        for number, others in beside.items():
            key = (column[number], *sorted({column[other] for other in others}))
            groups[key] = groups.get(key, 0) | 1 << number
        self.people = 0
        for group in groups.values():
            self.people |= group
        self._groups = tuple(sorted(groups.values(), key=lambda group: group & -group))
        self._others = tuple(beside[(group & -group).bit_length() - 1] for group in self._groups)
        self._frames: dict[int, tuple[Frame, Frame]] = {}
        self._wanted: dict[int, tuple[list[int], Frame]] = {}

    def _frame(self, frame: Frame) -> Frame:
        known = self._frames.get(id(frame))
        if known is None:
            known = self._frames[id(frame)] = (frame.regrouped(self._groups), frame)
        return known[0]

    def own(self, situations: Situations) -> Situations:
        """Of the people who are compared, those in the set."""
        return self._frame(situations.frame).regroup(situations)

    def others(self, situations: Situations) -> Situations:
        """Of the people who are compared, those beside whom anybody is in the set."""
        frame = situations.frame
        if id(frame) not in self._wanted:
            column = frame.column_of_class
            wanted = [sum(1 << one for one in {column[other] for other in others}) for others in self._others]
            self._wanted[id(frame)] = (wanted, frame)
        return self._frame(frame).translated(situations, self._wanted[id(frame)][0])
