"""Circles in which nobody holds the person."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from .checking import ADULTS, found, ids, only, people, small, weekly

PAIR = """
services:
  team: {name: Team, provider: nhs, kind: community-team, open_to: public, hours: 24/7,
         supports: {ages: 18-64, excludes: []}, offers: [treatment]}
  recovery: {name: Recovery, provider: listening, kind: substance-use-service, hours: HOURS}
transfers:
  - {from: team, to: recovery, by: warm-handover, holds_until: sent}
  - {from: recovery, to: team, by: referral, HOLDS}
"""


def pair(holds: str = "holds_until: sent", hours: str = "24/7") -> str:
    return small(PAIR.replace("HOLDS", holds).replace("HOURS", hours))


def circle(names: str) -> str:
    """Services that refer people round, each open at any time and supporting nobody."""
    services = "services:\n" + "".join(
        f"  {name}: {{name: {name.upper()}, provider: nhs, kind: community-team, hours: 24/7"
        f"{', open_to: public' if name == names[0] else ''}}}\n"
        for name in names
    )
    transfers = "transfers:\n" + "".join(
        f"  - {{from: {a}, to: {b}, by: referral, holds_until: sent}}\n" for a, b in pairwise(names + names[0])
    )
    return small(services, transfers)


def test_it_is_about_people_whom_no_service_on_the_circle_can_help(tmp_path: Path) -> None:
    finding = only(found(tmp_path, "passed-back-and-forth", pair()))
    assert finding.id == "passed-back-and-forth@recovery@team" and finding.severity == "warning"
    assert people(finding) == (("aged 65 and over",), 46 * 4)
    assert weekly(finding) == (("at any time",), 168.0)
    assert finding.message == (
        "Anyone aged 65 and over can be sent in a circle, from Recovery to Team and back, with nobody holding "
        "them – at any time."
    )
    assert [place.label for place in finding.places] == ["this service"] * 2 + ["this transfer"] * 2


@pytest.mark.parametrize("holds", ["holds_until: accepted", "holds_until: arrived", "takes: 5 min"])
def test_every_transfer_has_to_state_that_the_person_is_let_go(tmp_path: Path, holds: str) -> None:
    """A refer-back in which somebody holds the person is good practice, and what is not stated is no finding."""
    assert ids(found(tmp_path, "passed-back-and-forth", pair(holds))) == []


def test_it_is_walked_in_time(tmp_path: Path) -> None:
    """The handover can be made only while the other is open: by night nobody goes round."""
    finding = only(found(tmp_path, "passed-back-and-forth", pair(hours="Mon-Fri 09:00-17:00")))
    assert weekly(finding) == (("Mon-Fri 09:00-17:00",), 40.0)


def test_the_circle_is_named_from_its_alphabetically_first_service(tmp_path: Path) -> None:
    assert ids(found(tmp_path, "passed-back-and-forth", circle("cab"))) == ["passed-back-and-forth@a@b@c"]
    assert ids(found(tmp_path, "passed-back-and-forth", circle("cba"))) == ["passed-back-and-forth@a@c@b"]


def test_circles_of_at_most_four_transfers_are_asked_about_unless_set_otherwise(tmp_path: Path) -> None:
    rule = "passed-back-and-forth"
    assert ids(found(tmp_path, rule, circle("abcd"))) == ["passed-back-and-forth@a@b@c@d"]
    assert ids(found(tmp_path, rule, circle("abcde"))) == []
    longer = "rules: {passed-back-and-forth: {longest: 5}}"
    assert ids(found(tmp_path, rule, circle("abcde"), settings=longer)) == ["passed-back-and-forth@a@b@c@d@e"]
    shorter = "rules: {passed-back-and-forth: {longest: 3}}"
    assert ids(found(tmp_path, rule, circle("abcd"), settings=shorter)) == []


def test_a_way_out_for_some_leaves_the_others_going_round(tmp_path: Path) -> None:
    text = circle("ab") + ("  - {from: b, to: c, by: referral, for: {urgency: emergency}}\nagreements: {}\n")
    text = text.replace(
        "services:\n",
        "services:\n  c: {name: C, provider: nhs, kind: crisis-team, hours: 24/7, supports: {excludes: []},"
        " offers: [treatment]}\n",
        1,
    )
    assert people(only(found(tmp_path, "passed-back-and-forth", text))) == (("up to very urgent",), ADULTS * 3 // 4)
