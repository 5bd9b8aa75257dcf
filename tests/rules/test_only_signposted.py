"""A door at which people are at best told where to go."""

from __future__ import annotations

from pathlib import Path

from .checking import ADULTS, found, ids, only, people, small, weekly

SERVICES = """
services:
  shop: {name: Advice shop, provider: listening, kind: community-support, open_to: public, hours: Mon-Fri 10:00-16:00}
  line: {name: Line, provider: listening, kind: helpline, open_to: public, hours: 24/7}
  team: {name: Team, provider: nhs, kind: crisis-team, hours: 24/7, supports: {excludes: []}, offers: [treatment]}
"""


def test_a_way_that_people_have_to_find_on_their_own_anywhere_is_signposting(tmp_path: Path) -> None:
    text = small(
        SERVICES,
        """
        transfers:
          - {from: shop, to: line, by: signpost}
          - {from: line, to: team, by: call-transfer}
        """,
    )
    finding = only(found(tmp_path, "only-signposted", text))
    assert finding.id == "only-signposted@shop"
    assert weekly(finding) == (("Mon-Fri 10:00-16:00",), 30.0)
    assert people(finding) == (("everyone",), ADULTS)
    assert finding.message == (
        "At Advice shop, while it is open, all that can be done for anyone is to tell them where to go – "
        "Mon-Fri 10:00-16:00."
    )


def test_a_referral_with_a_wait_is_more_than_a_signpost(tmp_path: Path) -> None:
    text = small(
        SERVICES,
        """
        transfers:
          - {from: shop, to: line, by: signpost}
          - {from: line, to: team, by: call-transfer}
          - {from: shop, to: team, by: referral, for: {urgency: up to very-urgent}}
        """,
    )
    assert people(only(found(tmp_path, "only-signposted", text))) == (("emergency",), ADULTS // 4)


def test_a_message_on_an_answerphone_is_not_this_finding(tmp_path: Path) -> None:
    text = small(
        SERVICES,
        """
        transfers:
          - {from: shop, to: line, by: signpost, when: closed}
          - {from: shop, to: team, by: call-transfer}
          - {from: line, to: team, by: call-transfer}
        """,
    )
    assert ids(found(tmp_path, "only-signposted", text)) == []
