"""What is wanted of a map besides its check: made where it is checked, and never at the cost of the check."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pathkit.check import CannotDo, CheckedMap, check_and_look, check_paths
from pathkit.pathway import Pathway

ON = date(2026, 11, 21)
EXAMPLES = Path(__file__).parents[2] / "examples"


def name_and_findings(pathway: Pathway, checked: CheckedMap) -> tuple[str, int]:
    assert pathway.map.area is not None
    return pathway.map.area.name, len(checked.findings)


def fails(pathway: Pathway, checked: CheckedMap) -> str:
    raise ZeroDivisionError("a fault in what draws")


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_map_is_looked_at_with_its_own_check(jobs: int) -> None:
    paths = sorted(EXAMPLES.glob("*.pathway.yaml"))[:3]
    report, looks = check_and_look(paths, name_and_findings, date=ON, jobs=jobs)
    assert looks == {one.path: (one.name, len(one.findings)) for one in report.maps}
    assert report == check_paths(paths, date=ON)


def test_a_fault_in_looking_is_told_and_loses_no_finding() -> None:
    path = sorted(EXAMPLES.glob("*.pathway.yaml"))[0]
    report, looks = check_and_look([path], fails, date=ON)
    plain = check_paths([path], date=ON)
    assert looks == {}
    assert report.findings == plain.findings
    assert [(one.rule, one.crashed) for one in report.maps[0].rules_not_run if one.crashed] == [("pictures", True)]


def cannot(pathway: Pathway, checked: CheckedMap) -> str:
    raise CannotDo("Nothing draws here. Install what draws.")


def test_what_cannot_be_done_is_told_with_its_remedy_and_is_no_fault() -> None:
    path = sorted(EXAMPLES.glob("*.pathway.yaml"))[0]
    report, looks = check_and_look([path], cannot, date=ON)
    told = [one for one in report.maps[0].rules_not_run if one.rule == "pictures"]
    assert looks == {}
    assert [(one.why, one.crashed) for one in told] == [("Nothing draws here. Install what draws.", False)]


def test_a_map_that_is_not_valid_is_not_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "broken.pathway.yaml"
    path.write_text("area: {id: eastglen}\n", encoding="utf-8")
    report, looks = check_and_look([path], fails, date=ON)
    assert looks == {}
    assert report.maps[0].problems
    assert not report.maps[0].rules_not_run
