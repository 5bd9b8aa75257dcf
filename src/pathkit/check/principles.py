"""The twelve principles in one line each: kept, broken, cannot tell or not evidenced. There is no score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pathkit.check.report import CheckedMap, Finding, OpenQuestion, PrincipleState
from pathkit.maps import Map
from pathkit.rules import Rule

GRAVITY = ("broken", "cannot tell", "kept", "not evidenced")


def of_map(
    map_: Map,
    ran: Iterable[Rule],
    found: Sequence[Finding],
    open_: Sequence[OpenQuestion],
    unsure: frozenset[str] = frozenset(),
) -> tuple[PrincipleState, ...]:
    """How one map stands with each principle of its framework.

    `unsure` are principles of which something was found in one reading only, or could not be asked.
    """
    ran = list(ran)
    states = []
    for principle in map_.framework.principles.values():
        rules = sum(principle.id in rule.principles for rule in ran)
        broken = sum(principle.id in one.principles and one.open and not one.library for one in found)
        asked = sum(principle.id in one.bears_on for one in open_)
        states.append(
            PrincipleState(
                principle.id,
                principle.title,
                _state(rules, broken, asked or principle.id in unsure),
                broken,
                asked,
                rules,
            )
        )
    return tuple(states)


def _state(rules: int, broken: int, asked: int | bool) -> str:
    if broken:
        return "broken"
    if rules == 0:
        return "not evidenced"
    return "cannot tell" if asked else "kept"


def across_maps(checked: Sequence[CheckedMap]) -> tuple[PrincipleState, ...]:
    """The principles over all maps: each has the gravest state that any map gives it."""
    by_id: dict[str, list[PrincipleState]] = {}
    for one in checked:
        for state in one.principles:
            by_id.setdefault(state.id, []).append(state)
    return tuple(
        PrincipleState(
            name,
            states[0].title,
            min((state.state for state in states), key=GRAVITY.index),
            sum(state.findings for state in states),
            sum(state.questions for state in states),
            max(state.rules for state in states),
        )
        for name, states in by_id.items()
    )
