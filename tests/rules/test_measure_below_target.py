"""Measures that are short of their target."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathkit import load
from pathkit.rules.measure_below_target import measure_below_target

from .checking import ON, found, ids, only, small

RULE = "measure-below-target"
SERVICES = """
services:
  line: {name: Line, provider: listening, kind: helpline, open_to: public, hours: 24/7}
  team: {name: Team, provider: nhs, kind: crisis-team, hours: 24/7}
transfers:
  - {id: to-team, from: line, to: team, by: call-transfer}
"""


def measured(what: str) -> str:
    return small(SERVICES, f"measures: {{answered: {{what: calls answered, {what}}}}}", "forum: {convenor: council}")


def test_a_value_on_the_wrong_side_of_the_target(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, measured("about: line, value: 81 %, target: 95 %, on: 2025-12-31")))
    assert (finding.id, finding.severity) == ("measure-below-target@answered", "warning")
    assert finding.message == (
        "What is measured as “calls answered” (Line) stood at 81 % on 31 Dec 2025, and the target is at least 95 %."
    )
    assert [one.label for one in finding.places] == ["the value", "the target"]
    assert (finding.organisation, finding.library) == ("listening", False)


def test_less_may_be_better(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, measured("about: to-team, value: 13 min, target: at most 12 min")))
    assert finding.message == (
        "What is measured as “calls answered” (the transfer from Line to Team) stands at 13 min, and the target is at "
        "most 12 min."
    )
    assert ids(found(tmp_path, RULE, measured("value: 12 min, target: at most 12 min"))) == []


@pytest.mark.parametrize(
    "what",
    [
        "value: 95 %, target: 95 %",
        'value: "1,250 calls", target: "at least 1,250 calls"',
        "value: 81 %",
        "target: 95 %",
        "says: I was believed.",
    ],
)
def test_what_meets_its_target_or_has_none(tmp_path: Path, what: str) -> None:
    assert ids(found(tmp_path, RULE, measured(what))) == []


@pytest.mark.parametrize(
    ("about", "organisation"),
    [("", "council"), ("about: eastglen, ", "council"), ("about: nhs, ", "nhs"), ("about: to-team, ", "listening")],
)
def test_the_finding_is_for_those_whose_service_was_measured(tmp_path: Path, about: str, organisation: str) -> None:
    assert only(found(tmp_path, RULE, measured(f"{about}value: 1 %, target: 2 %"))).organisation == organisation


LIBRARY = """\
organisations: {far: {name: Far, sector: national}}
services: {far-line: {name: Far line, provider: far, kind: helpline, open_to: public, hours: 24/7}}
"""


def using(folder: Path, what: str) -> str:
    (folder / "national.pathway.yaml").write_text(LIBRARY, encoding="utf-8")
    return "uses: [national.pathway.yaml]\n" + measured(what)


@pytest.mark.parametrize(("about", "library"), [("far-line", True), ("far", True), ("line", False)])
def test_what_is_measured_of_a_library_is_the_librarys(tmp_path: Path, about: str, library: bool) -> None:
    finding = only(found(tmp_path, RULE, using(tmp_path, f"about: {about}, value: 1 %, target: 2 %")))
    assert (finding.id, finding.library) == ("measure-below-target@answered", library)


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("value: 1 %, target: 1 %", True),
        ("about: line, value: 1 %, target: 1 %", True),
        ("about: far-line, value: 1 %, target: 1 %", False),
        ("value: 1 %", False),
        ("says: I was believed.", False),
    ],
)
def test_only_a_value_with_a_target_is_evidence(tmp_path: Path, what: str, says: bool) -> None:
    path = tmp_path / "eastglen.pathway.yaml"
    path.write_text(using(tmp_path, what), encoding="utf-8")
    assert measure_below_target.stated(load(path, date=ON).map) is says
