"""Where the police can take somebody in an emergency."""

from __future__ import annotations

from pathlib import Path

import pytest

from .checking import ADULTS, checked, found, ids, only, people, questions, small, weekly

RULE = "no-place-of-safety"
MAP = """
services:
  officers: {name: Officers, provider: police, kind: police-response, open_to: public, hours: 24/7}
  suite: {name: Suite, provider: PROVIDER, kind: KIND, hours: HOURS, supports: {excludes: []}OFFERS}
transfers:
  - {from: officers, to: suite, by: BY}
"""


def suite(
    by: str = "conveyance",
    provider: str = "nhs",
    kind: str = "place-of-safety",
    hours: str = "24/7",
    offers: str = ", offers: [place-of-safety]",
) -> str:
    text = MAP.replace("BY", by).replace("PROVIDER", provider).replace("KIND", kind)
    return small(text.replace("HOURS", hours).replace("OFFERS", offers))


def test_a_place_of_safety_that_takes_everybody_at_any_hour_is_one(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, suite())) == []


def test_it_is_asked_at_emergency_alone(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, suite(hours="daily 08:00-20:00")))
    assert finding.id == "no-place-of-safety@eastglen" and finding.severity == "error"
    assert people(finding) == (("emergency",), ADULTS // 4)
    assert weekly(finding) == (("daily 20:00-08:00",), 84.0)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(suite(provider="police"), id="of the police"),
        pytest.param(suite(kind="emergency-department"), id="an emergency department"),
        pytest.param(suite(by="referral"), id="by referral"),
        pytest.param(suite(by="conveyance, takes: 61 min"), id="too far"),
        pytest.param(suite(offers=", offers: [assessment]"), id="not offered"),
    ],
)
def test_what_is_no_place_of_safety_for_this(tmp_path: Path, text: str) -> None:
    assert weekly(only(found(tmp_path, RULE, text))) == (("at any time",), 168.0)


def test_what_a_service_offers_may_be_a_question(tmp_path: Path) -> None:
    text = suite(offers="")
    assert ids(found(tmp_path, RULE, text)) == []
    assert questions(checked(tmp_path, text))["offers@suite"] == 168.0


def test_another_service_may_lie_on_the_way(tmp_path: Path) -> None:
    text = suite().replace("from: officers", "from: hub") + "  - {from: officers, to: hub, by: call-transfer}\n"
    text = text.replace(
        "services:\n", "services:\n  hub: {name: Hub, provider: nhs, kind: call-handling, hours: 24/7}\n"
    )
    assert ids(found(tmp_path, RULE, text)) == []
