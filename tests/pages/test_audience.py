"""What is kept back from the public stands nowhere in a public page, and the forum reads all of it."""

from __future__ import annotations

import inspect
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from pathkit.check import Report, check_and_look
from pathkit.maps import model
from pathkit.pages.audience import KEYS, Audience, report_for
from pathkit.pages.report import look_for, report_page
from pathkit.rules import Rule, all_rules

ON = date(2026, 11, 21)

# A secret at every key that is kept back. `Says` is not free text: its times and ages are ones that nothing else has.
SECRETS = {
    "Exclusion.why": "secret-exclusion-why",
    "Exclusion.instead": "secret-exclusion-instead",
    "Forum.escalation": "secret-forum-escalation",
    "Forum.lived_experience": "secret-forum-lived-experience",
    "Forum.measures": "secret-forum-measures",
    "Says.hours": "03:17-04:19",
    "Says.ages": "33-77",
    "Source.title": "secret-source-title",
    "Source.url": "secret-source-url",
    "Source.says": "it says: hours",
    "Service.decision_owner": "secret-service-decision-owner",
    "Service.sources": "secret-service-source",
    "Service.notes": "secret-service-notes",
    "Transfer.basis": "secret-transfer-basis",
    "Transfer.notes": "secret-transfer-notes",
    "Transfer.sources": "secret-transfer-source",
    "Agreement.without_consent_when": "secret-agreement-consent",
    "Acknowledgement.reason": "secret-acknowledgement-reason",
    "Acknowledgement.meanwhile": "secret-acknowledgement-meanwhile",
    "Acknowledgement.owner": "the secret owner of it",
}

# Contacts that are for professionals, by what makes them so.
NUMBERS = {
    "a professional number of a public door": "01632 960901",
    "the phone of a service for professionals": "01632 960902",
    "the phone of a service that people only come to by a transfer": "01632 960903",
}

MAP = """\
area: {id: eastglen, name: Eastglen, calendar: none}
people: {ages: 18+, needs: [distress], circumstances: [intoxicated]}
forum:
  name: Eastglen Distress Forum
  convenor: nhs
  members: [nhs, listening]
  escalation: secret-forum-escalation
  lived_experience: secret-forum-lived-experience
  measures: secret-forum-measures
organisations:
  nhs: {name: NHS Eastglen, sector: health}
  listening: {name: Eastglen Listening, sector: third}
services:
  gp:
    name: Eastglen GP practice
    provider: nhs
    kind: primary-care
    open_to: public
    hours: Mon-Fri 09:00-17:00
    supports:
      - urgency: routine
        excludes: {intoxicated: {kind: blanket, why: secret-exclusion-why, instead: secret-exclusion-instead}}
    offers: [assessment]
    contact: {phone: "01632 960001", professional_phone: "01632 960901"}
    decision_owner: secret-service-decision-owner
    sources:
      - {title: secret-source-title, url: "https://example.org/secret-source-url",
         says: {hours: "Sun 03:17-04:19", ages: 33-77}}
      - {title: secret-service-source}
    notes: A frequent flyer, secret-service-notes
  team:
    name: Eastglen team
    provider: nhs
    kind: crisis-team
    open_to: professionals
    hours: 24/7
    supports: {excludes: []}
    offers: [assessment]
    contact: {phone: "01632 960902"}
  ward:
    name: Eastglen ward
    provider: nhs
    kind: inpatient
    hours: 24/7
    supports: {excludes: []}
    offers: [bed]
    contact: {phone: "01632 960903"}
  line:
    name: Eastglen listening line
    provider: listening
    kind: helpline
    open_to: public
    hours: daily 18:00-24:00
    supports: {urgency: routine, excludes: []}
    offers: [listening]
    contact: {phone: "01632 960004"}
transfers:
  - from: team
    to: ward
    by: referral
    basis: secret-transfer-basis
    notes: secret-transfer-notes
    sources: [{title: secret-transfer-source}]
  - {from: line, to: gp, by: signpost}
agreements:
  sharing: {name: Eastglen protocol, parties: [nhs, listening], without_consent_when: secret-agreement-consent}
acknowledged:
  - finding: wrong-door@gp
    reason: secret-acknowledgement-reason
    meanwhile: secret-acknowledgement-meanwhile
    owner: the secret owner of it
    agreed: 2026-05-04
    review: 2026-12-30
    covers: {hours_per_week: 168, people: 1000, dates: 366}
  - finding: wrong-door@line
    reason: secret-acknowledgement-reason
    meanwhile: secret-acknowledgement-meanwhile
    owner: the secret owner of it
    agreed: 2026-05-04
    review: 2026-11-01
    covers: {hours_per_week: 1, people: 1, dates: 0}
"""


def seen(folder: Path, text: str, audience: Audience) -> tuple[Report, str]:
    """The report on a map, and its page for an audience."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / "eastglen.pathway.yaml"
    place.write_text(text, encoding="utf-8")
    report, portraits = check_and_look([place], look_for(audience), date=ON, profile="assured")
    assert [one for checked in report.maps for one in checked.rules_not_run if one.crashed] == []
    return report, report_page(report, portraits, audience)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[Audience, str]:
    """The page on the map of secrets, for each audience."""
    return {one: seen(tmp_path_factory.mktemp(one.value), MAP, one)[1] for one in Audience}


def test_every_key_of_the_format_is_decided_once() -> None:
    parts = {
        one
        for _, one in inspect.getmembers(model, inspect.isclass)
        if issubclass(one, model.Part) and one is not model.Part
    }
    assert set(KEYS) == parts
    for part, keys in KEYS.items():
        decided = [*keys.shown.split(), *keys.kept_back.split()]
        assert sorted(decided) == sorted(part.model_fields), part.__name__


def test_there_is_a_secret_at_every_key_that_is_kept_back() -> None:
    kept = {f"{part.__name__}.{key}" for part, keys in KEYS.items() for key in keys.kept_back.split()}
    assert set(SECRETS) == kept
    assert [key for key, secret in SECRETS.items() if secret not in MAP and key != "Source.says"] == []
    assert [what for what, number in NUMBERS.items() if number not in MAP] == []


@pytest.mark.parametrize("what", [*SECRETS, *NUMBERS])
def test_the_public_reads_no_secret_and_the_forum_all(pages: dict[Audience, str], what: str) -> None:
    secret = {**SECRETS, **NUMBERS}[what]
    assert secret not in pages[Audience.PUBLIC]
    assert secret in pages[Audience.FORUM]


def test_the_public_still_reads_what_is_for_it(pages: dict[Audience, str]) -> None:
    for words in ("01632 960001", "01632 960004", "Eastglen ward", "NHS Eastglen", "looks at it again by 30 Dec 2026"):
        assert words in pages[Audience.PUBLIC]


def test_the_public_page_quotes_no_word_of_a_note(pages: dict[Audience, str]) -> None:
    assert "frequent flyer" in pages[Audience.FORUM]
    assert "frequent flyer" not in pages[Audience.PUBLIC]
    assert "stigmatising-words@gp" in pages[Audience.PUBLIC]


def test_the_public_page_names_a_file_without_its_folders(tmp_path: Path) -> None:
    _, public = seen(tmp_path / "home" / "morag", MAP, Audience.PUBLIC)
    assert "eastglen.pathway.yaml" in public
    assert "morag" not in public
    assert str(tmp_path) not in public


@pytest.mark.parametrize(
    ("damage", "told"),
    [("provider: nhs\n    kind: primary-care", "unknown-reference"), ("notes: A frequent", "invalid-yaml")],
)
def test_what_stands_in_a_map_that_is_not_valid_is_for_the_forum_alone(tmp_path: Path, damage: str, told: str) -> None:
    broken = {
        "unknown-reference": "provider: secret-provider\n    kind: primary-care",
        "invalid-yaml": "notes: [secret-note], secret",
    }
    text = MAP.replace(damage, broken[told])
    _, public = seen(tmp_path, text, Audience.PUBLIC)
    _, forum = seen(tmp_path, text, Audience.FORUM)
    assert told in public
    assert "secret" not in public
    assert "secret" in forum


BAD = [(rule, example.text) for rule in all_rules() for example in rule.documentation.examples[:1]]


def laden(text: str) -> str:
    """The map with a secret at every free text of its services and transfers."""
    # BaseLoader takes every scalar for the text that it is, as pathkit itself does.
    found: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    for service in found.get("services", {}).values():
        service |= {"notes": "secret-1", "decision_owner": "secret-2"}
        service["sources"] = [*service.get("sources", []), {"title": "secret-3", "says": {"hours": "Sun 03:17-04:19"}}]
        _lade(service.get("supports"), service.get("door_for"))
    for transfer in found.get("transfers", []):
        transfer |= {"notes": "secret-4", "basis": "secret-5"}
        _lade(transfer.get("for"))
    for agreement in found.get("agreements", {}).values():
        agreement["without_consent_when"] = "secret-9"
    if "forum" in found:
        found["forum"] |= {"escalation": "secret-6", "lived_experience": "secret-7", "measures": "secret-8"}
    return yaml.safe_dump(found, sort_keys=False)


def _lade(*conditions: Any) -> None:
    for some in conditions:
        for block in some if isinstance(some, list) else [some or {}]:
            excludes = block.get("excludes")
            if isinstance(excludes, list):
                excludes = {name: {} for name in excludes}
            if excludes:
                block["excludes"] = {
                    name: {**one, "why": "secret-10", "instead": "secret-11"} for name, one in excludes.items()
                }


@pytest.mark.parametrize(("rule", "text"), BAD, ids=[rule.name for rule, _ in BAD])
def test_no_rule_says_in_its_own_words_what_is_kept_back(tmp_path: Path, rule: Rule, text: str) -> None:
    try:
        text = laden(text)
    except (yaml.YAMLError, TypeError, ValueError, AttributeError):
        text = text.replace("name: ", "name: secret-")  # a map that is broken on purpose
    place = tmp_path / "eastglen.pathway.yaml"
    place.write_text(text, encoding="utf-8")
    report, _ = check_and_look([place], look_for(Audience.PUBLIC), date=ON, profile="assured", rules=[rule.name])
    told = report_for(report, Audience.PUBLIC)
    for checked in told.maps:
        shown = (checked.findings, checked.questions, checked.problems, checked.warnings, checked.rules_not_run)
        assert "secret" not in repr(shown)
        assert "03:17" not in repr(shown)
