"""A page says of a finding what the plan is to do about it; the public reads no word of the plan's own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pathkit.check import check_and_look
from pathkit.pages.report import Audience, look_for, report_page

MAP = """\
area: {id: eastglen, name: Eastglen, calendar: none}
people: {ages: 18+, needs: [distress]}
organisations:
  practices: {name: Eastglen GP practices, sector: health}
services:
  gp: {name: GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
scenarios:
  - name: Morag on a Saturday night
    person: {age: 30, need: distress, urgency: very-urgent}
    door: gp
    at: Sat 23:00
    expect: {outcome: now}
plan:
  agreed: 2026-02-01
  actions:
    crisis-line:
      title: <b>Secret</b> title & so on
      status: not-started
      closes: [wrong-door@gp, "scenario: Morag on a Saturday night", unused-agreement@secret-agreement]
      owner: [practices, A secret person]
      due: {within: 6 months}
      milestones: [{title: Secret step, due: 2026-05-01}]
      evidence: [secret evidence]
      learned: Secret lesson
      change: {services: {gp: {name: Secret name, hours: Mon-Fri 09:00-17:00}}}
    done: {title: Secret deed, closes: [wrong-door@gp], status: delivered, done: 2026-07-20}
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[Audience, str]:
    found = {}
    for audience in Audience:
        path = tmp_path_factory.mktemp(audience.value) / "eastglen.pathway.yaml"
        path.write_text(MAP, "utf-8")
        report, portraits = check_and_look([Path(path)], look_for(audience), date=date(2026, 11, 21), profile="assured")
        assert not any(one.crashed for one in report.maps[0].rules_not_run)
        found[audience] = report_page(report, portraits, audience)
    return found


def test_the_forum_reads_what_is_to_be_done_about_a_finding(pages: dict[Audience, str]) -> None:
    said = (
        "<strong>In the plan:</strong> &lt;b&gt;Secret&lt;/b&gt; title &amp; so on (Eastglen GP practices and A secret "
        "person, due on 1 Aug 2026 and overdue, not started); Secret deed (delivered on 20 Jul 2026).</p>"
    )
    assert said in pages[Audience.FORUM]
    assert "<b>Secret" not in pages[Audience.FORUM]


def test_what_is_found_of_an_action_is_headed_by_its_title(pages: dict[Audience, str]) -> None:
    assert "</span> Secret deed</h" in pages[Audience.FORUM]
    assert "</span> Action “done”</h" in pages[Audience.PUBLIC]


def test_the_public_reads_that_there_is_an_action_and_by_when(pages: dict[Audience, str]) -> None:
    said = "<strong>In the plan:</strong> An action (due on 1 Aug 2026 and overdue, not started); An action (delivered"
    assert said in pages[Audience.PUBLIC]


def test_the_public_reads_no_word_that_partners_wrote(pages: dict[Audience, str]) -> None:
    page = pages[Audience.PUBLIC].casefold()
    assert "secret" not in page
    assert "morag" not in page
    for rule in ("delivered-but-still-there@done", "promised-change-does-not-close@crisis-line"):
        assert rule in page
    assert 'id="finding-without-action@finding-1"' in page
