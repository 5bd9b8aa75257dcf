"""How findings call the people whom they are about."""

from __future__ import annotations

from pathlib import Path

from .checking import found, only

TEXT = """
area: {id: eastglen, name: Eastglen, calendar: none}
people: {ages: 18+, needs: [distress], circumstances: [gp-registered, intoxicated]}
organisations: {o: {name: Eastglen Listening, sector: third}}
services:
  cafe: {name: Eastglen café, provider: o, kind: crisis-space, open_to: public, hours: 24/7, offers: [assessment],
         supports: {excludes: [%s]}}
"""


def test_who_has_what_is_usual_is_said_without_a_double_negation(tmp_path: Path) -> None:
    """Not "unless not registered with a GP": the others are those who have what is usual."""
    finding = only(found(tmp_path, "wrong-door", TEXT % "gp-registered"))
    assert finding.message.startswith("Eastglen café, though open, neither helps anyone (registered with a GP) nor ")


def test_who_lacks_nothing_that_is_usual_is_told_by_what_they_have(tmp_path: Path) -> None:
    finding = only(found(tmp_path, "wrong-door", TEXT % "intoxicated"))
    assert finding.message.startswith("Eastglen café, though open, neither helps anyone (intoxicated) nor ")
