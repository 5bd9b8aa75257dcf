"""Exclusions that ask nothing but whether a circumstance is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathkit import load
from pathkit.rules.blanket_exclusion import blanket_exclusion

from .checking import ON, checked, found, ids, only, questions, small

RULE = "blanket-exclusion"
PEOPLE = "{ages: 18+, needs: [distress], circumstances: [intoxicated, no-fixed-address]}"


def house(*blocks: str, more: str = "kind: crisis-space, hours: 24/7", key: str = "supports") -> str:
    head = ["services:", f"  house: {{name: House, provider: listening, open_to: public, {more},", f"    {key}: ["]
    return small("\n".join([*head, *(f"      {block}," for block in blocks), "    ]}"]), people=PEOPLE)


def test_an_exclusion_stated_to_be_blanket_is_found_with_what_is_given_instead(tmp_path: Path) -> None:
    text = house("{excludes: {intoxicated: {kind: blanket, instead: a call on the next day}}}")
    finding = only(found(tmp_path, RULE, text))
    assert (finding.id, finding.severity, finding.extent) == ("blanket-exclusion@house", "warning", None)
    assert finding.message == (
        "House states as a blanket exclusion, whoever the person is and whatever they could take part in: intoxicated "
        "(instead: a call on the next day)."
    )
    assert finding.principles == ("free-from-stigma-and-discrimination",)


def test_each_circumstance_is_named_once_and_every_place_is_shown(tmp_path: Path) -> None:
    text = house(
        "{urgency: up to urgent, excludes: {intoxicated: {kind: blanket, instead: a bed elsewhere}}}",
        "{urgency: very-urgent or above, excludes: {intoxicated: {kind: blanket, instead: the police}}}",
        "{excludes: {no-fixed-address: {kind: blanket}}}",
    )
    finding = only(found(tmp_path, RULE, text))
    assert finding.message.endswith(
        ": intoxicated (instead: a bed elsewhere or the police); without a fixed address (nothing stated instead)."
    )
    lines = text.splitlines()
    assert [lines[one.place.line - 1].strip()[:45] for one in finding.places] == [
        "{urgency: up to urgent, excludes: {intoxicate",
        "{urgency: very-urgent or above, excludes: {in",
        "{excludes: {no-fixed-address: {kind: blanket}",
    ]
    assert [one.place.column for one in finding.places][2] == lines[finding.places[2].place.line - 1].index("no-f") + 1


def test_whom_a_door_is_for_counts_too(tmp_path: Path) -> None:
    text = house("{excludes: {intoxicated: {kind: blanket}}}", key="door_for")
    assert ids(found(tmp_path, RULE, text)) == ["blanket-exclusion@house"]


@pytest.mark.parametrize(
    "block",
    [
        "{excludes: {intoxicated: {kind: functional, why: cannot take part}}}",
        "{excludes: []}",
        "{needs: [distress]}",
    ],
)
def test_a_functional_exclusion_and_none_are_not_found(tmp_path: Path, block: str) -> None:
    assert ids(found(tmp_path, RULE, house(block))) == []


def test_an_exclusion_without_a_kind_is_a_question(tmp_path: Path) -> None:
    text = house("{excludes: [intoxicated]}")
    assert ids(found(tmp_path, RULE, text)) == []
    assert "exclusion-kind@house" in questions(checked(tmp_path, text))


@pytest.mark.parametrize("status", ["planned", "paused", "needed", "closed"])
def test_a_service_that_does_not_run_turns_nobody_away(tmp_path: Path, status: str) -> None:
    more = f"kind: crisis-space, hours: 24/7, status: {status}"
    assert ids(found(tmp_path, RULE, house("{excludes: {intoxicated: {kind: blanket}}}", more=more))) == []


@pytest.mark.parametrize(("last", "runs"), [("2025-01-31", False), ("2026-11-20", False), ("2026-11-21", True)])
def test_a_service_that_has_ended_turns_nobody_away(tmp_path: Path, last: str, runs: bool) -> None:
    more = f"kind: crisis-space, hours: 24/7, valid_until: {last}"
    findings = found(tmp_path, RULE, house("{excludes: {intoxicated: {kind: blanket}}}", more=more))
    assert ids(findings) == (["blanket-exclusion@house"] if runs else [])


def test_it_checks_what_is_stated_and_nothing_else() -> None:
    assert blanket_exclusion.of_statements


def test_a_circumstance_that_the_map_does_not_go_through_is_still_found(tmp_path: Path) -> None:
    text = house("{excludes: {intoxicated: {kind: blanket}}}").replace("intoxicated, no-fixed", "no-fixed")
    assert ids(found(tmp_path, RULE, text)) == ["blanket-exclusion@house"]


def test_hostile_text_is_only_text(tmp_path: Path) -> None:
    text = house('{excludes: {intoxicated: {kind: blanket, instead: "{service} {who}"}}}').replace(
        "House", '"{excluded}"'
    )
    message = only(found(tmp_path, RULE, text)).message
    assert message.startswith("{excluded} states") and message.endswith("(instead: {service} {who}).")


@pytest.mark.parametrize(
    ("block", "says"),
    [
        ("{excludes: {intoxicated: {kind: functional}}}", True),
        ("{excludes: []}", True),
        ("{excludes: [intoxicated]}", False),
        ("{needs: [distress]}", False),
    ],
)
def test_a_map_that_says_neither_kind_nor_nobody_is_no_evidence(tmp_path: Path, block: str, says: bool) -> None:
    path = tmp_path / "eastglen.pathway.yaml"
    path.write_text(house(block), encoding="utf-8")
    assert blanket_exclusion.stated(load(path, date=ON).map) is says
