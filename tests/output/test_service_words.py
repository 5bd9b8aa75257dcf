"""A service in words, as a page and an editor say it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathkit.maps import Map, load_map
from pathkit.output.service_words import hours_words, nobody_itself, opening_words

MAP = """\
area: {id: eastglen, name: Eastglen, calendar: none}
organisations: {listeners: {name: Listeners, sector: third}}
services:
  gp: {name: Practice, provider: listeners, kind: primary-care, open_to: public, hours: Mon-Fri 09:00-17:00,
    intake: Mon 09:00-12:00, holidays: {public: closed, local: as usual}, dates: {2026-12-24: 09:00-12:00},
    valid_from: 2026-01-01, valid_until: 2027-01-01}
  line: {name: Line, provider: listeners, kind: helpline, open_to: public, hours: when gp is closed}
  team: {name: Team, provider: listeners, kind: crisis-team, open_to: professionals, hours: unknown}
transfers: [{from: gp, to: line, by: signpost}]
"""


@pytest.fixture
def map_(tmp_path: Path) -> Map:
    path = tmp_path / "eastglen.pathway.yaml"
    path.write_text(MAP, "utf-8")
    loaded = load_map(path)
    assert loaded.map is not None, loaded.problems
    return loaded.map


def test_everything_that_is_known_of_when_it_is_open_is_said(map_: Map) -> None:
    assert list(opening_words(map_, map_.services["gp"])) == [
        "Mon-Fri 09:00-17:00",
        "it takes new people: Mon 09:00-12:00",
        "on public holidays: closed; on local holidays: as usual",
        "on 24 Dec 2026: 09:00-12:00",
        "from 1 Jan 2026 on",
        "until 1 Jan 2027",
    ]


def test_what_nobody_has_written_down_is_said_to_be_so(map_: Map) -> None:
    assert list(opening_words(map_, map_.services["team"])) == ["nobody has written it down"]


def test_hours_that_follow_another_service_name_it(map_: Map) -> None:
    assert hours_words(map_, map_.services["line"].hours) == "whenever Practice is shut"


def test_only_a_service_that_passes_people_on_is_said_to(map_: Map) -> None:
    assert nobody_itself(map_, map_.services["gp"]) == "nobody itself: it passes people on"
    assert nobody_itself(map_, map_.services["line"]) == "nobody itself"
