"""What stands in a box and beside a line, word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathkit.drawing.words import service_lines, transfer_lines

from .seen import read

MAP = """\
area: {id: eastglen, name: Eastglen, calendar: none}
people: {ages: 5+, needs: [distress, self-harm], localities: [north, south],
         circumstances: [intoxicated, gp-registered]}
organisations:
  nhs: {name: NHS Eastglen, sector: health}
services:
  gp: {name: Eastglen GP practice, provider: nhs, kind: primary-care, hours: 24/7, SERVICE}
  team: {name: Eastglen team, provider: nhs, kind: crisis-team, hours: 24/7}
transfers:
  - {from: gp, to: team, by: referral, TRANSFER}
"""


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("open_to: public", ["door · primary care", "24/7"]),
        ("open_to: professionals", ["for professionals · primary care", "24/7"]),
        ("open_to: transfers", ["primary care", "24/7"]),
        ("open_to: public, door_for: {ages: 0-18}", ["door · primary care", "a door for: ages 0-18", "24/7"]),
        ("status: paused", ["primary care", "paused: never open", "24/7"]),
        ("status: pilot, valid_until: 2027-03-31", ["primary care", "24/7", "until 31 Mar 2027"]),
        ("valid_from: 2026-12-01", ["primary care", "24/7", "from 1 Dec 2026"]),
        ("intake: Mon-Fri 09:00-15:30", ["primary care", "24/7", "takes people Mon-Fri 09:00-15:30"]),
        ("supports: {excludes: []}", ["primary care", "24/7", "helps: everyone"]),
        (
            "supports: [{ages: 16+, urgency: up to urgent}, {needs: [self-harm]}]",
            ["primary care", "24/7", "helps: ages 16+, up to urgent; or self-harm"],
        ),
        (
            "supports: {localities: [north], requires: [gp-registered], excludes: [intoxicated]}",
            ["primary care", "24/7", "helps: north, only if registered with a GP, not if intoxicated"],
        ),
    ],
)
def test_what_stands_in_a_box(written: str, said: list[str], tmp_path: Path) -> None:
    map_ = read(tmp_path, MAP.replace("SERVICE", written).replace(", TRANSFER", ""))
    assert list(service_lines(map_, map_.services["gp"])) == said


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ("unknown", "hours not known"),
        ("closed", "never open"),
        ("when team is closed", "when team is closed"),
        ("Mon-Fri 09:00-17:00, Sat 10:00-14:00", "Mon-Fri 09:00-17:00, Sat 10:00-14:00"),
    ],
)
def test_hours_stand_as_they_are_written(hours: str, said: str, tmp_path: Path) -> None:
    text = MAP.replace("24/7, SERVICE", f'"{hours}"').replace(", TRANSFER", "")
    map_ = read(tmp_path, text)
    assert list(service_lines(map_, map_.services["gp"]))[1] == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("id: a", ["referral"]),
        ("when: closed", ["referral, while it is shut"]),
        ("when: always", ["referral, open or shut"]),
        ("hours: Mon-Fri 09:00-17:00", ["referral", "Mon-Fri 09:00-17:00"]),
        ("hours: unknown", ["referral", "hours not known"]),
        ("valid_until: 2027-03-31", ["referral", "until 31 Mar 2027"]),
        ("for: {urgency: urgent or above}", ["referral", "for: urgent or above"]),
        ("for: {urgency: [routine, emergency]}", ["referral", "for: routine or emergency"]),
        ("for: {urgency: routine or above}", ["referral", "for: any urgency"]),
        ("for: {ages: [0-15, 65+]}", ["referral", "for: ages 0-15 and 65+"]),
        ("for: {ages: 16-17, needs: [distress, self-harm]}", ["referral", "for: ages 16-17, distress or self-harm"]),
    ],
)
def test_what_stands_beside_a_line(written: str, said: list[str], tmp_path: Path) -> None:
    map_ = read(tmp_path, MAP.replace(", SERVICE", "").replace("TRANSFER", written))
    (transfer,) = map_.transfers.values()
    assert list(transfer_lines(map_, transfer)) == said


def test_whoever_drives_is_named(tmp_path: Path) -> None:
    text = MAP.replace(", SERVICE", "").replace("by: referral, TRANSFER", "by: conveyance, conveyed_by: team")
    map_ = read(tmp_path, text)
    assert list(transfer_lines(map_, map_.transfers["gp-to-team"])) == ["conveyance", "by Eastglen team"]
