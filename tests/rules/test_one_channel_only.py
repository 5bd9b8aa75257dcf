"""Doors that people can contact in one way only."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathkit import load
from pathkit.rules.one_channel_only import one_channel_only

from .checking import ON, found, ids, only, small

RULE = "one-channel-only"


def line(stated: str, name: str = "Line") -> str:
    return small(
        f"""
        services:
          line: {{name: {name}, provider: listening, kind: helpline, open_to: public, hours: 24/7, {stated}}}
        """
    )


@pytest.mark.parametrize(
    ("contact", "words"),
    [
        ('phone: "01632 960001"', "phone"),
        ("address: 4 Castle Wynd", "in person"),
        ("web: https://example.org", "web"),
        ('phone: "01632 960001", professional_phone: "01632 960002"', "phone"),
    ],
)
def test_one_channel_is_found_whichever_it_is(tmp_path: Path, contact: str, words: str) -> None:
    finding = only(found(tmp_path, RULE, line(f"contact: {{{contact}}}")))
    assert (finding.id, finding.severity, finding.extent) == ("one-channel-only@line", "note", None)
    assert finding.message == f"People can contact Line in one way only: {words}."


@pytest.mark.parametrize(
    "stated",
    [
        'contact: {phone: "01632 960001", text: "01632 960003"}',
        "contact: {address: 4 Castle Wynd, web: https://example.org}",
        'contact: {professional_phone: "01632 960002"}',
        "contact: {}",
        "holidays: closed",
    ],
)
def test_two_channels_will_do_and_what_is_not_stated_is_a_question(tmp_path: Path, stated: str) -> None:
    assert ids(found(tmp_path, RULE, line(stated))) == []


@pytest.mark.parametrize("stated", ["open_to: professionals", "open_to: transfers", "open_to: public, status: planned"])
def test_only_doors_that_run_are_asked(tmp_path: Path, stated: str) -> None:
    text = line('contact: {phone: "01632 960001"}').replace("open_to: public", stated)
    assert ids(found(tmp_path, RULE, text)) == []


@pytest.mark.parametrize("ended", ["status: closed", "valid_until: 2025-01-31"])
def test_a_door_that_has_ended_is_not_asked(tmp_path: Path, ended: str) -> None:
    assert ids(found(tmp_path, RULE, line('contact: {phone: "01632 960001"}, ' + ended))) == []


def test_a_hostile_name_is_only_a_name(tmp_path: Path) -> None:
    text = line('contact: {phone: "01632 960001"}', name='"{channel}"')
    assert only(found(tmp_path, RULE, text)).message == "People can contact {channel} in one way only: phone."


NATIONAL = """
organisations:
  national: {name: National Line, sector: national}
services:
  national-line: {name: National line, provider: national, kind: helpline, open_to: public, hours: 24/7,
                  contact: {phone: "01632 960009"}}
"""


@pytest.mark.parametrize(("stated", "says"), [('contact: {phone: "01632 960001"}', True), ("holidays: closed", False)])
def test_what_a_library_states_is_told_apart_and_is_no_evidence(tmp_path: Path, stated: str, says: bool) -> None:
    (tmp_path / "national.pathway.yaml").write_text(NATIONAL, encoding="utf-8")
    text = "uses: [national.pathway.yaml]\n" + line(stated)
    own = [("one-channel-only@line", False)] if says else []
    findings = [(one.id, one.library) for one in found(tmp_path, RULE, text)]
    assert findings == [*own, ("one-channel-only@national-line", True)]
    assert one_channel_only.stated(load(tmp_path / "eastglen.pathway.yaml", date=ON).map) is says


def test_it_checks_what_is_stated_and_nothing_else() -> None:
    assert one_channel_only.of_statements
