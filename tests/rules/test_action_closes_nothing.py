"""An action that names what is not there: what has gone already, and what is mistyped."""

from __future__ import annotations

from pathlib import Path

import pytest

from .checking import found, ids

RULE = "action-closes-nothing"
MAP = """
area: {id: eastglen, name: Eastglen, calendar: none}
people: {ages: 18+, needs: [distress]}
organisations:
  practices: {name: Eastglen GP practices, sector: health}
services:
  gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
scenarios:
  - {name: Left alone, person: {age: 30, need: distress, urgency: urgent}, door: gp, at: Sat 12:00,
     expect: {outcome: none}}
plan: {actions: {line: {title: A line, closes: [%s], status: %s}}}
"""


@pytest.mark.parametrize(
    ("closes", "status", "told"),
    [
        ("wrong-door@gp", "in-progress", False),
        ("closed-door@gp", "in-progress", True),
        ('"scenario: Left alone"', "in-progress", True),
        # Some of it has gone: that is how far the action has got.
        ("wrong-door@gp, closed-door@gp", "in-progress", False),
        ('wrong-door@gp, "scenario: Left alone"', "in-progress", False),
        # What looks mistyped is told all the same, and what no rule finds always.
        ("wrong-door@gp, wrong-door@gpp", "in-progress", True),
        ("wrong-door@gp, wrong-doo@gp", "in-progress", True),
        ("wrong-doo@gp", "delivered", True),
        ("closed-door@gp", "delivered", False),
        ("closed-door@gp", "stopped", False),
    ],
)
def test_what_has_gone_is_told_where_nothing_is_left_or_it_looks_mistyped(
    tmp_path: Path, closes: str, status: str, told: bool
) -> None:
    assert ids(found(tmp_path, RULE, MAP % (closes, status))) == (["action-closes-nothing@line"] if told else [])
