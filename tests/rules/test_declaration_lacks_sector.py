"""Sectors of which nobody has signed the declaration."""

from __future__ import annotations

from pathlib import Path

import pytest

from .checking import found, ids, only, small

RULE = "declaration-lacks-sector"
GP = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
"""


def signed(by: str) -> str:
    return small(GP, f"declaration: {{signed: 2025-11-01{by}}}")


def test_each_sector_of_which_nobody_has_signed_is_a_finding(tmp_path: Path) -> None:
    findings = found(tmp_path, RULE, signed(", signed_by: [nhs, council]"))
    assert ids(findings) == [
        "declaration-lacks-sector@ambulance",
        "declaration-lacks-sector@police",
        "declaration-lacks-sector@third",
    ]
    assert {one.severity for one in findings} == {"warning"}
    assert findings[2].message == "No third sector organisation has signed the declaration."
    assert [one.label for one in findings[2].places] == ["who signed"]


def test_it_is_the_forums_also_where_an_organisation_is_called_like_the_sector(tmp_path: Path) -> None:
    text = signed(", signed_by: [nhs, ambulance, council, listening]") + "forum: {convenor: nhs}\n"
    finding = only(found(tmp_path, RULE, text))
    assert (finding.id, finding.organisation, finding.library) == ("declaration-lacks-sector@police", "nhs", False)


def test_a_declaration_of_all_five_lacks_nothing(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, signed(", signed_by: [nhs, police, ambulance, council, listening]"))) == []


def test_it_is_asked_where_the_map_says_who_signed(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, signed(""))) == []
    assert ids(found(tmp_path, RULE, small(GP))) == []


def test_that_nobody_signed_is_said_too(tmp_path: Path) -> None:
    assert len(found(tmp_path, RULE, signed(", signed_by: []"))) == 5


@pytest.mark.parametrize("sectors", ["[health, fire]", "[fire]"])
def test_the_sectors_are_a_setting(tmp_path: Path, sectors: str) -> None:
    settings = f"rules: {{declaration-lacks-sector: {{sectors: {sectors}}}}}"
    finding = only(found(tmp_path, RULE, signed(", signed_by: [nhs]"), settings=settings))
    assert (finding.id, finding.message) == (
        "declaration-lacks-sector@fire",
        "No fire and rescue organisation has signed the declaration.",
    )
