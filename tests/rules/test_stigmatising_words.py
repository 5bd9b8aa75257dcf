"""Words that label people, in free text."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathkit import load
from pathkit.rules.stigmatising_words import ALLOWED, Labelling, stigmatising_words

from .checking import ON, found, ids, only, small

RULE = "stigmatising-words"
LISTED = ("frequent flyer", "addict", "addicts", "alcoholic", "alcoholics", "PD patient", "psycho", "hard to reach")
MAP = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7}
  team: {name: Team, provider: nhs, kind: community-team, open_to: public, hours: 24/7, TEAM}
transfers:
  - {from: gp, to: team, by: referral, TRANSFER}
"""


def written(team: str = "holidays: closed", transfer: str = "holds_until: sent") -> str:
    return small(MAP.replace("TEAM", team).replace("TRANSFER", transfer))


def words(text: str, *names: str) -> list[str]:
    return list(Labelling(LISTED, ALLOWED, names).words(text))


# --- what is a labelling word


@pytest.mark.parametrize(
    "text",
    [
        "frequent flyer",
        "Frequent flyers ring at night.",
        "A FREQUENT FLYER",
        "known as a Frequent Flyer here",
        "frequent-flyers",
        "a frequent\n   flyer",
        "(frequent flyer)",
        "“frequent flyer”",
        "frequent flyer's plan",
    ],
)
def test_whole_words_in_any_case_and_in_the_plural(text: str) -> None:
    assert words(text) == ["frequent flyer"]


@pytest.mark.parametrize(
    "text",
    [
        "addicted to work",
        "addiction services",
        "psychosis and psychology",
        "psycho-education, psycho-social support",
        "non-alcoholic drinks",
        "frequent flying",
        "",
    ],
)
def test_parts_of_words_and_words_with_a_hyphen_are_others(text: str) -> None:
    assert words(text) == []


def test_the_longer_entry_goes_first_and_each_is_found_as_often_as_it_stands() -> None:
    assert words("an addict among addicts, a PD patient") == ["addict", "addicts", "PD patient"]


@pytest.mark.parametrize(
    "text",
    [
        "Alcoholics Anonymous meets on Mondays.",
        "Leads on to Alcoholics Anonymous.",
        "With Adult Children of Alcoholics, every week.",
        "Run by the Southness Addicts Trust.",
        "See https://www.alcoholics.example/addict or write to addict@example.org",
        "www.addict.example",
    ],
)
def test_proper_names_and_addresses_are_not_found(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    "text", ["Alcoholics are not seen.", "No alcoholics. The team decides.", "NO ALCOHOLICS HERE", "Alcoholics"]
)
def test_a_capital_alone_makes_no_name(text: str) -> None:
    assert words(text) == ["alcoholics"]


def test_the_names_of_the_map_are_known_as_they_are_written() -> None:
    assert words("Led by the recovering addict network.", "recovering addict network") == []
    assert words("Led by an addict.", "Addict") == ["addict"]
    assert words("an addict", "+*?(addict") == ["addict"]


@pytest.mark.parametrize("text", ["No alcoholic drinks.", "alcoholic liver disease", "It is hard to reach by bus."])
def test_phrases_that_label_nobody_are_allowed(text: str) -> None:
    assert words(text) == []
    assert list(Labelling(LISTED, (), ()).words(text)) != []


@pytest.mark.parametrize("text", ["addictſ", "psycho" * 50_000, "frequent " * 50_000, "-" * 200_000, "a://" * 50_000])
def test_strange_text_is_read_without_harm(text: str) -> None:
    assert set(words(text)) <= {"addict", "addicts"}


# --- where it is looked for


def test_the_finding_names_the_words_and_what_to_write_instead(tmp_path: Path) -> None:
    text = written("notes: Frequent flyers and attention-seeking callers ring their GP")
    finding = only(found(tmp_path, RULE, text))
    assert (finding.id, finding.severity, finding.extent) == ("stigmatising-words@team", "note", None)
    assert finding.message == (
        "What is written about Team has words that label people: “attention-seeking” (instead: asking for help); "
        "“frequent flyer” (instead: person who comes often)."
    )
    assert finding.principles == ("free-from-stigma-and-discrimination",)


@pytest.mark.parametrize(
    "team",
    [
        "notes: no addicts",
        "decision_owner: the lead for addicts",
        'contact: {phone: "01632 960001, not for addicts"}',
        "supports: {excludes: {intoxicated: {why: addicts disturb}}}",
        "supports: [{ages: 0-10, excludes: []}, {excludes: {intoxicated: {instead: where addicts go}}}]",
        "door_for: {excludes: {intoxicated: {why: addicts disturb}}}",
    ],
)
def test_every_free_text_of_a_service_is_read_and_its_line_is_shown(tmp_path: Path, team: str) -> None:
    text = written("\n         " + team)
    finding = only(found(tmp_path, RULE, text))
    assert finding.id == "stigmatising-words@team"
    assert ["addicts" in text.splitlines()[one.place.line - 1] for one in finding.places] == [True]


@pytest.mark.parametrize(
    "transfer",
    [
        "notes: no addicts",
        "basis: the rule on addicts",
        "for: {excludes: {intoxicated: {why: addicts disturb}}}",
    ],
)
def test_what_is_written_of_a_transfer_is_told_of_its_sender(tmp_path: Path, transfer: str) -> None:
    assert ids(found(tmp_path, RULE, written(transfer=transfer))) == ["stigmatising-words@gp"]


def test_names_and_sources_are_not_read(tmp_path: Path) -> None:
    text = written("notes: Ask the addict network, sources: [{title: The addict in literature}]")
    text = text.replace("name: GP practice", "name: addict network").replace("NHS Eastglen", "The addict board")
    assert ids(found(tmp_path, RULE, text)) == []


@pytest.mark.parametrize("ended", ["status: closed", "status: planned", "valid_until: 2025-01-31"])
def test_what_is_written_of_a_service_that_does_not_run_is_not_read(tmp_path: Path, ended: str) -> None:
    text = written("notes: no addicts", "notes: no time wasters")
    assert ids(found(tmp_path, RULE, text)) == ["stigmatising-words@gp", "stigmatising-words@team"]
    assert ids(found(tmp_path, RULE, text.replace("name: Team,", f"name: Team, {ended},"))) == []


def test_a_transfer_that_has_ended_is_not_read(tmp_path: Path) -> None:
    assert ids(found(tmp_path, RULE, written(transfer="notes: no addicts, valid_until: 2025-01-31"))) == []


def test_plain_words_about_people_are_not_found(tmp_path: Path) -> None:
    notes = "notes: People who use substances are welcome. Alcoholics Anonymous meets here"
    assert ids(found(tmp_path, RULE, written(notes))) == []


def test_what_a_map_adds_to_a_librarys_service_is_told_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "national.pathway.yaml").write_text(
        "organisations:\n  national: {name: National Line, sector: national}\n"
        "services:\n  line: {name: National line, provider: national, kind: helpline, open_to: public, hours: 24/7,\n"
        "         notes: no time wasters}\n",
        encoding="utf-8",
    )
    text = (
        "uses: [national.pathway.yaml]\n" + written() + "  - {from: line, to: team, by: referral, notes: no addicts}\n"
    )
    findings = [(one.id, one.library) for one in found(tmp_path, RULE, text)]
    assert findings == [("stigmatising-words@line", True), ("stigmatising-words@team", False)]


def test_a_forum_says_which_phrases_it_lets_pass(tmp_path: Path) -> None:
    text = written("notes: The sufferer support group meets here; no time wasters")
    settings = "rules: {stigmatising-words: {allowed: [sufferer support group, time-waster]}}"
    assert ids(found(tmp_path, RULE, text)) == ["stigmatising-words@team"]
    assert ids(found(tmp_path, RULE, text, settings=settings)) == []


def test_hostile_text_is_only_text(tmp_path: Path) -> None:
    text = written('notes: "{words} {service} no addicts"').replace("name: Team", 'name: "{words}"')
    assert only(found(tmp_path, RULE, text)).message.startswith("What is written about {words} has words that label")


def test_it_checks_what_is_stated_and_nothing_else() -> None:
    assert stigmatising_words.of_statements


@pytest.mark.parametrize(
    ("team", "says"),
    [
        ("notes: Open to all", True),
        ("holidays: closed", False),
        ('contact: {phone: "01632 960001", address: 4 Castle Wynd}', False),
        ("notes: Open to all, status: closed", False),
    ],
)
def test_a_map_without_free_text_is_no_evidence(tmp_path: Path, team: str, says: bool) -> None:
    path = tmp_path / "eastglen.pathway.yaml"
    path.write_text(written(team), encoding="utf-8")
    assert stigmatising_words.stated(load(path, date=ON).map) is says
