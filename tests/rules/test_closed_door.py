"""A shut door is a finding only where the map states that a caller gets nothing."""

from __future__ import annotations

from pathlib import Path

from .checking import ADULTS, checked, found, ids, only, people, questions, small, weekly

SHOP = """
services:
  shop: {name: Advice shop, provider: listening, kind: community-support, open_to: public, hours: HOURS,
         supports: {excludes: []}, offers: [assessment]EXTRA}
"""
LINE = """
  line: {name: Line, provider: listening, kind: helpline, open_to: public, hours: 24/7, supports: {excludes: []},
         offers: [assessment]}
"""


def shop(extra: str = "", hours: str = "Mon-Fri 10:00-16:00") -> str:
    return SHOP.replace("HOURS", hours).replace("EXTRA", extra)


def test_nothing_is_found_unless_it_is_stated_that_a_caller_gets_nothing(tmp_path: Path) -> None:
    assert ids(found(tmp_path, "closed-door", small(shop()))) == []
    assert "when-shut@shop" in questions(checked(tmp_path, small(shop())))


def test_a_door_that_gives_nothing_is_found_while_it_is_shut(tmp_path: Path) -> None:
    finding = only(found(tmp_path, "closed-door", small(shop(", when_shut: nothing"))))
    assert finding.id == "closed-door@shop" and finding.severity == "warning"
    assert weekly(finding) == (("Mon-Thu 16:00-10:00", "Fri 16:00 to Mon 10:00"), 168.0 - 30.0)
    assert people(finding) == (("everyone",), ADULTS)


def test_what_leads_on_all_the_same_is_no_finding(tmp_path: Path) -> None:
    text = small(
        shop(", when_shut: nothing"),
        LINE,
        "transfers:\n  - {from: shop, to: line, by: signpost, when: always}",
    )
    assert ids(found(tmp_path, "closed-door", text)) == []


def test_a_door_of_which_nobody_knows_when_it_is_open_is_not_known_to_be_shut(tmp_path: Path) -> None:
    text = small(shop(", when_shut: nothing", hours="unknown"))
    assert ids(found(tmp_path, "closed-door", text)) == []
