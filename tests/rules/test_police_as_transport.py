"""The police as drivers."""

from __future__ import annotations

from pathlib import Path

from .checking import ADULTS, found, ids, only, people, small, weekly

RULE = "police-as-transport"
MAP = """
services:
  officers: {name: Officers, provider: police, kind: police-response, open_to: public, hours: 24/7}
  custody: {name: Custody suite, provider: police, kind: court-or-custody, hours: 24/7}
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: Mon-Fri 09:00-17:00}
  crew: {name: Ambulance crew, provider: ambulance, kind: ambulance-response, hours: 24/7}
  unit: {name: Unit, provider: nhs, kind: assessment-unit, hours: 24/7, supports: {excludes: []}, offers: [assessment]}
transfers:
  - TRANSFER
"""


def drives(transfer: str) -> str:
    return small(MAP.replace("TRANSFER", transfer), people="{ages: 18+, needs: [distress, injury-or-overdose]}")


def test_the_sender_drives_unless_it_is_said_who_does(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, drives("{from: officers, to: unit, by: conveyance}")))
    assert finding.id == "police-as-transport@officers-to-unit" and finding.severity == "warning"
    assert people(finding) == (("distress, up to very urgent",), ADULTS * 3 // 4)
    assert weekly(finding) == (("at any time",), 168.0)
    assert finding.message == (
        "Without immediate risk of significant harm, anyone (distress, up to very urgent) can be taken to Unit by "
        "the police (Officers) – at any time."
    )
    driven = "{from: officers, to: unit, by: conveyance, conveyed_by: crew}"
    assert ids(found(tmp_path, RULE, drives(driven))) == []


def test_the_police_may_be_named_by_another_sender(tmp_path: Path) -> None:
    finding = only(found(tmp_path, RULE, drives("{from: gp, to: unit, by: conveyance, conveyed_by: officers}")))
    assert weekly(finding) == (("Mon-Fri 09:00-17:00",), 40.0)


def test_any_service_of_the_police_counts(tmp_path: Path) -> None:
    driven = "{from: gp, to: unit, by: conveyance, conveyed_by: custody}"
    assert ids(found(tmp_path, RULE, drives(driven))) == ["police-as-transport@gp-to-unit"]


def test_emergencies_and_physical_needs_are_left_aside(tmp_path: Path) -> None:
    driven = "{from: officers, to: unit, by: conveyance, for: [{urgency: emergency}, {needs: [injury-or-overdose]}]}"
    assert ids(found(tmp_path, RULE, drives(driven))) == []


def test_a_handover_in_person_is_no_transport(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, drives("{from: officers, to: unit, by: warm-handover}"))) == []
