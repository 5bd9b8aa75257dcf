"""Small maps, checked as a forum would check them: on 21 November 2026, under the fullest profile."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import dedent, indent

from pathkit.check import check_paths
from pathkit.check.report import Finding, Report
from pathkit.check.summary import all_findings
from pathkit.maps.references import PLANNING

ON = date(2026, 11, 21)
"""A Saturday. The year that is checked begins on Monday 16 November 2026, and that week is the ordinary one."""

ADULTS = 93 * 4
"""The kinds of people of one need and no localities or circumstances, aged 18 to 110: ages × urgencies."""


def checked(folder: Path, text: str, *, settings: str = "", rules: tuple[str, ...] = ()) -> Report:
    """The report on a map that stands alone in a folder, with the settings given.

    No rule may crash, whatever the map is like.
    """
    (folder / "pathkit.yaml").write_text(dedent(settings), encoding="utf-8")
    path = folder / "eastglen.pathway.yaml"
    path.write_text(dedent(text), encoding="utf-8")
    report = check_paths([path], date=ON, profile="assured", rules=rules)
    assert [one for each in report.maps for one in each.rules_not_run if one.crashed] == []
    return report


def found(folder: Path, rule: str, text: str, *, settings: str = "") -> list[Finding]:
    """What one rule finds in a good map, by id."""
    report = checked(folder, text, settings=settings, rules=(rule,))
    assert report.problems == ()
    return sorted((one for one in all_findings(report) if one.rule == rule), key=lambda one: one.id)


def ids(findings: list[Finding]) -> list[str]:
    """The ids of findings."""
    return [one.id for one in findings]


def only(findings: list[Finding]) -> Finding:
    """The one finding that there is."""
    assert len(findings) == 1, ids(findings)
    return findings[0]


def weekly(finding: Finding) -> tuple[tuple[str, ...], float]:
    """When it is so, in the words of the ordinary week and what differs from it, and in hours a week."""
    assert finding.extent is not None
    return finding.extent.when, finding.extent.hours_per_week


def people(finding: Finding) -> tuple[tuple[str, ...], int]:
    """Who it is about, in words and how many kinds of people."""
    assert finding.extent is not None
    return finding.extent.people, finding.extent.people_count


def questions(report: Report) -> dict[str, float]:
    """The open questions and the hours a week that each would settle."""
    return {one.id: one.settles.hours_per_week for one in report.questions}


ORGANISATIONS = """\
organisations:
  nhs: {name: NHS Eastglen, sector: health}
  police: {name: Eastglen Police, sector: police}
  ambulance: {name: Eastglen Ambulance, sector: ambulance}
  council: {name: Eastglen Council, sector: council}
  listening: {name: Eastglen Listening, sector: third}
"""


def small(
    *blocks: str,
    people: str = "{ages: 18+, needs: [distress]}",
    area: str = "calendar: none",
) -> str:
    """A map of Eastglen with some organisations and these blocks. `area` is what its area says besides its name.

    A block that does not begin with a key of maps goes on with what the block before it began.
    """
    head = f"area: {{id: eastglen, name: Eastglen, {area}}}\npeople: {people}\n{ORGANISATIONS}"
    return head + "".join(_block(dedent(block).strip("\n")) for block in blocks)


BEGIN = ("services", "transfers", "agreements", "forum", "scenarios", *PLANNING)
"""Keys of maps with which a block may begin."""


def _block(text: str) -> str:
    first = text.partition(":")[0]
    goes_on = not first.startswith(" ") and first not in BEGIN
    return (indent(text, "  ") if goes_on else text) + "\n"
