"""What the things of a map are called, by their ids."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathkit.maps import load_map
from pathkit.pathway.names import called, name_of, within

MAP = """\
area: {id: eastglen, name: Eastglen, calendar: none}
organisations: {nhs: {name: NHS Eastglen, sector: health}}
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
  team: {name: Duty team, provider: nhs, kind: crisis-team, hours: 24/7}
transfers: [{from: gp, to: team, by: referral, agreement: sharing}]
agreements: {sharing: {name: Sharing protocol}}
plan: {actions: {weekends: {title: Open at weekends}}}
measures: {calls: {what: calls answered, value: 81 %}}
training: {skills: {what: Distress}}
"""


@pytest.mark.parametrize(
    ("name", "bare", "full"),
    [
        ("gp", "GP practice", "GP practice"),
        ("gp-to-team", "GP practice to Duty team", "The transfer from GP practice to Duty team"),
        ("nhs", "NHS Eastglen", "NHS Eastglen"),
        ("eastglen", "Eastglen", "Eastglen"),
        ("sharing", "Sharing protocol", "Sharing protocol"),
        ("weekends", "Open at weekends", "The action “Open at weekends”"),
        ("calls", "calls answered", "The measure “calls answered”"),
        ("skills", "Distress", "The training “Distress”"),
        ("nothing", "nothing", "nothing"),
    ],
)
def test_everything_with_an_id_has_a_name(tmp_path: Path, name: str, bare: str, full: str) -> None:
    path = tmp_path / "eastglen.pathway.yaml"
    path.write_text(MAP, encoding="utf-8")
    map_ = load_map(path).map
    assert map_ is not None
    assert (name_of(map_, name), called(map_, name)) == (bare, full)


def test_inside_a_sentence_a_name_loses_the_capital_of_its_article_only() -> None:
    assert within("The action “Weekends”") == "the action “Weekends”"
    assert within("NHS Eastglen") == "NHS Eastglen"
