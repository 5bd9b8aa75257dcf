"""Organisations that run services and are not in the forum."""

from __future__ import annotations

from pathlib import Path

import pytest

from .checking import found, ids, only, small

RULE = "provider-outside-forum"
SERVICES = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
  line: {name: Line, provider: listening, kind: helpline, open_to: public, hours: 24/7}
  space: {name: Space, provider: listening, kind: crisis-space, hours: 24/7MORE}
"""


def with_forum(forum: str, services: str = SERVICES.replace("MORE", "")) -> str:
    return small(services, f"forum: {forum}")


def test_one_finding_names_all_that_an_organisation_runs(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, with_forum("{members: [nhs, police]}")))
    assert (finding.id, finding.severity) == ("provider-outside-forum@listening", "warning")
    assert finding.message == "Eastglen Listening run services of the pathway (Line, Space), and are not in the forum."
    assert finding.organisation == "listening"


def test_whoever_sits_in_the_forum_is_not_outside(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, with_forum("{members: [nhs, listening]}"))) == []


def test_the_convenor_sits_in_the_forum(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, with_forum("{convenor: listening, members: [nhs]}"))) == []


@pytest.mark.parametrize("forum", ["{name: Eastglen Forum}", "{convenor: nhs}"])
def test_it_is_asked_where_the_members_are_stated(tmp_path: Path, forum: str) -> None:
    assert ids(found(tmp_path, RULE, with_forum(forum))) == []


def test_a_forum_that_states_that_it_has_no_members(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, with_forum("{members: []}"))) == [
        "provider-outside-forum@listening",
        "provider-outside-forum@nhs",
    ]


@pytest.mark.parametrize(
    "more", [", status: planned", ", status: needed", ", status: closed", ", valid_until: 2026-11-20"]
)
def test_whoever_runs_nothing_now_may_be_outside(tmp_path: Path, more: str) -> None:
    services = SERVICES.replace("MORE", more).replace("name: Line, provider: listening", "name: Line, provider: nhs")
    assert ids(found(tmp_path, RULE, with_forum("{members: [nhs]}", services))) == []
    pilot = services.replace(more, ", status: pilot")
    assert ids(found(tmp_path, RULE, with_forum("{members: [nhs]}", pilot))) == ["provider-outside-forum@listening"]


LIBRARY = """\
organisations:
  national: {name: National Line, sector: national}
services:
  national-line: {name: National line, provider: national, kind: helpline, open_to: public, hours: 24/7}
"""


def test_national_partners_are_asked_only_for_what_they_run_here(tmp_path: Path) -> None:
    (tmp_path / "national.pathway.yaml").write_text(LIBRARY, encoding="utf-8")
    text = "uses: [national.pathway.yaml]\n" + with_forum("{members: [nhs, listening]}")
    assert ids(found(tmp_path, RULE, text)) == []
    here = text.replace("name: Space, provider: listening", "name: Space, provider: national")
    finding = only(found(tmp_path, RULE, here))
    # The organisation is the library's, and the gap is this forum's.
    assert (finding.id, finding.library) == ("provider-outside-forum@national", False)
