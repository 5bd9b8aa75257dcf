"""How often people have to tell their story again on every way to help."""

from __future__ import annotations

from pathlib import Path

import pytest

from .checking import ADULTS, checked, found, ids, only, people, small, weekly

RULE = "tell-it-again"

CHAIN = """
services:
  line: {name: Line, provider: nhs, kind: helpline, open_to: public, hours: 24/7}
  hub: {name: Hub, provider: nhs, kind: call-handling, hours: 24/7}
  team: {name: Team, provider: nhs, kind: crisis-team, hours: 24/7, supports: {excludes: []}, offers: [assessment]}
  day: {name: Day team, provider: nhs, kind: crisis-team, hours: Mon-Fri 09:00-17:00, supports: {excludes: []},
        offers: [assessment]}
transfers:
  - {from: line, to: hub, by: call-transfer, FIRST}
  - {from: hub, to: team, by: call-transfer, SECOND}
"""


def chain(first: str = "shares: []", second: str = "shares: [identity, risk]", *more: str) -> str:
    return small(CHAIN.replace("FIRST", first).replace("SECOND", second) + "".join(f"  - {one}\n" for one in more))


def test_two_retellings_on_the_only_way_are_too_many(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, chain()))
    assert finding.id == "tell-it-again@line" and finding.severity == "warning"
    assert finding.principles == ("alignment-of-services", "trauma-informed")
    assert weekly(finding) == (("at any time",), 168.0)
    assert people(finding) == (("everyone",), ADULTS)
    assert "more than once" in finding.message


@pytest.mark.parametrize(("first", "second"), [("shares: [story]", "shares: []"), ("shares: []", "shares: [story]")])
def test_one_retelling_is_not(tmp_path: Path, first: str, second: str) -> None:
    assert ids(found(tmp_path, RULE, chain(first, second))) == []


def test_how_many_are_too_many_is_a_setting(tmp_path: Path) -> None:
    settings = "rules: {tell-it-again: {retellings: 2}}"
    assert ids(found(tmp_path, RULE, chain(), settings=settings)) == []
    settings = "rules: {tell-it-again: {retellings: 0}}"
    assert ids(found(tmp_path, RULE, chain("shares: [story]"), settings=settings)) == ["tell-it-again@line"]


def test_another_way_with_the_same_outcome_spares_people(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, chain("shares: []", "shares: []", "{from: line, to: day, by: call-transfer}")))
    assert weekly(finding) == (("Mon-Thu 17:00-09:00", "Fri 17:00 to Mon 09:00"), 128.0)


def test_a_way_that_comes_later_does_not_spare_those_who_are_helped_straight_away(tmp_path: Path) -> None:
    """Everybody is helped straight away with two retellings; the referral, with none, has another outcome."""
    later = "{from: line, to: day, by: referral, shares: [story], responds_within: 2 days}"
    finding = only(found(tmp_path, RULE, chain("shares: []", "shares: []", later)))
    assert weekly(finding) == (("at any time",), 168.0)


def test_what_nobody_has_written_down_is_a_question_and_no_finding(tmp_path: Path) -> None:
    text = chain("takes: 1 min", "takes: 1 min")
    assert ids(found(tmp_path, RULE, text)) == []
    report = checked(tmp_path, text, rules=(RULE,))
    state = next(one for one in report.principles if one.id == "alignment-of-services")
    assert state.state == "cannot tell"


def test_a_door_that_helps_people_itself_makes_nobody_tell_it_again(tmp_path: Path) -> None:
    text = chain().replace(
        "open_to: public, hours: 24/7}",
        "open_to: public, hours: 24/7, supports: {excludes: []}, offers: [listening]}",
        1,
    )
    finding = only(found(tmp_path, RULE, text))
    assert people(finding) == (("very urgent or above",), ADULTS // 2)
