"""Ask one rule in both readings: what both find is a finding, what only one finds is part of a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pathkit.pathway import Pathway, Reading
from pathkit.rules import Hit, Rule
from pathkit.situations import Situations


@dataclass(frozen=True, eq=False)
class Answer:
    """What one rule found about one subject: `certain` in both readings, `open` in one only.

    Sets of situations are None for findings about the map as such; then `is_certain` tells.
    """

    rule: Rule
    hit: Hit
    is_certain: bool
    certain: Situations | None
    open: Situations | None

    @property
    def is_open(self) -> bool:
        """Whether only one reading finds it, or some of it, so that nobody can tell yet."""
        return not self.is_certain if self.open is None else bool(self.open)


def ask(rule: Rule, pathway: Pathway, settings: Mapping[str, Any]) -> list[Answer]:
    """The answers of one rule, a subject each, in the order in which the rule gives them."""
    if rule.asks is None:
        return []
    found: dict[tuple[str, ...], dict[Reading, Hit]] = {}
    for reading in Reading:
        for hit in rule.asks(pathway.asked(reading), **settings):
            known = found.setdefault(hit.subjects, {})
            known[reading] = _merged(known[reading], hit) if reading in known else hit
    answers = []
    for hits in found.values():
        stated, best = hits.get(Reading.STATED), hits.get(Reading.BEST)
        subject = next(iter(hits.values()))
        if stated is not None and best is not None and subject.names:
            # What only one reading names is not certain, even where both find something.
            both_name = tuple(name for name in stated.names if name in best.names)
            if both_name or subject.situations is None:
                subject = replace(subject, names=both_name)
        if subject.situations is None:
            both = stated is not None and best is not None and bool(subject.names) == bool(stated.names)
            answers.append(Answer(rule, subject, both, None, None))
            continue
        nobody = pathway.frame.nobody
        one = stated.situations if stated is not None and stated.situations is not None else nobody
        other = best.situations if best is not None and best.situations is not None else nobody
        certain = one & other
        open_ = (one | other) - certain
        answers.append(Answer(rule, subject, bool(certain), certain, open_))
    return answers


def _merged(first: Hit, second: Hit) -> Hit:
    if first.situations is None or second.situations is None:
        return replace(first, at=tuple(dict.fromkeys((*first.at, *second.at))))
    return replace(first, situations=first.situations | second.situations)
