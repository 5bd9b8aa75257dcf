"""What belongs to a national service is told apart, and fails no local run."""

from __future__ import annotations

from pathlib import Path

from pathkit.check import exit_code
from pathkit.check.summary import summary

from .checking import checked, found, ids, small

LIBRARY = """\
organisations:
  national: {name: National Line, sector: national}
services:
  national-line: {name: National line, provider: national, kind: helpline, open_to: public, hours: 24/7,
                  supports: {excludes: []}, offers: [listening]}
  national-office: {name: National office, provider: national, kind: helpline, hours: 24/7}
agreements:
  national-sharing: {name: National sharing, parties: [national], covers: [identity]}
"""
OWN = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7, supports: {excludes: []},
       offers: [assessment]}
"""


def using(folder: Path, *blocks: str) -> str:
    (folder / "national.pathway.yaml").write_text(LIBRARY, encoding="utf-8")
    return "uses: [national.pathway.yaml]\n" + small(*blocks)


def test_a_finding_about_a_library_service_is_told_apart_and_fails_nothing(tmp_path: Path) -> None:
    """The national line only listens, which is not enough from very urgent on."""
    report = checked(tmp_path, using(tmp_path, OWN), rules=("wrong-door",))
    errors = [(one.id, one.library) for one in report.findings if one.severity == "error"]
    assert errors == [("wrong-door@national-line", True)]
    assert summary(report).error == 0 and summary(report).library >= 1
    assert exit_code(report, "error") == 0


def test_the_same_finding_of_the_maps_own_fails_it(tmp_path: Path) -> None:
    text = using(tmp_path, OWN.replace("offers: [assessment]", "offers: [listening]"))
    report = checked(tmp_path, text, rules=("wrong-door",))
    errors = [(one.id, one.library) for one in report.findings if one.severity == "error"]
    assert sorted(errors) == [("wrong-door@gp", False), ("wrong-door@national-line", True)]
    assert exit_code(report, "error") == 1


def test_what_a_map_adds_between_library_services_is_its_own(tmp_path: Path) -> None:
    text = using(
        tmp_path,
        OWN,
        """
          officers: {name: Officers, provider: police, kind: police-response, hours: 24/7}
        transfers:
          - {from: national-line, to: officers, by: deployment}
        """,
    )
    [finding] = found(tmp_path, "emergency-without-immediate-risk", text)
    assert (finding.id, finding.library) == ("emergency-without-immediate-risk@national-line-to-officers", False)


def test_a_library_is_not_asked_whether_this_map_uses_it_all(tmp_path: Path) -> None:
    text = using(tmp_path, OWN)
    for rule in ("isolated-service", "unreachable-service", "unused-agreement", "single-point-of-failure"):
        assert "national" not in "".join(ids(found(tmp_path, rule, text))), rule
