"""The twelve principles in one line each: kept, broken, cannot tell or not evidenced. There is no score.

Silence is never a pass: a principle is kept only where a rule had something to ask about, and no question is open.
"""

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
    situations: int = 0,
    nobody: frozenset[str] = frozenset(),
) -> tuple[PrincipleState, ...]:
    """How one map stands with each principle of its framework.

    `unsure` are principles of which something was found in one reading only, or could not be asked; `situations` are
    those of the map; `nobody` names the rules that found nobody to ask about.
    """
    ran = list(ran)
    states = []
    for principle in map_.framework.principles.values():
        own = [rule for rule in ran if principle.id in rule.principles]
        stated = [rule for rule in own if rule.stated(map_) and rule.name not in nobody]
        of_people = not all(rule.of_statements for rule in stated)
        of_it = [one for one in found if principle.id in one.principles and not one.library]
        broken = sum(one.open for one in of_it)
        asked = sum(principle.id in one.bears_on for one in open_)
        states.append(
            PrincipleState(
                principle.id,
                principle.title,
                _state(len(own), len(stated), len(of_it), asked or principle.id in unsure),
                broken,
                asked,
                len(own),
                len(stated),
                situations if of_people else 0,
                len(of_it) - broken,
            )
        )
    return tuple(states)


def _state(ran: int, stated: int, found: int, open_: int | bool) -> str:
    if found:  # also what is acknowledged: to live with a finding is not to have none
        return "broken"
    if ran and open_:
        return "cannot tell"
    return "kept" if stated else "not evidenced"


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
            max(state.evidenced for state in states),
            sum(state.situations for state in states),
            sum(state.acknowledged for state in states),
        )
        for name, states in by_id.items()
    )
