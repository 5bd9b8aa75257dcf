"""What is kept back from the public stands nowhere in a public page, and the forum reads all of it."""

from __future__ import annotations

import inspect
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from pathkit.check import Report, check_and_look
from pathkit.maps import model
from pathkit.pages.audience import KEYS, QUESTIONS, QUOTING, Audience, report_for, without_code
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
    "Scenario.name": "secret-scenario-name",
    "Acknowledgement.reason": "secret-acknowledgement-reason",
    "Acknowledgement.meanwhile": "secret-acknowledgement-meanwhile",
    "Acknowledgement.owner": "the secret owner of it",
    "Declaration.text": "secret-declaration-text",
    "Milestone.title": "secret-milestone-title",
    "Milestone.owner": "the secret owner of the step",
    "PlannedChange.forum": "secret-change-forum",
    "PlannedChange.organisations": "secret-change-organisation",
    "PlannedChange.services": "secret-change-service",
    "PlannedChange.transfers": "secret-change-transfer",
    "PlannedChange.agreements": "secret-change-agreement",
    "PlannedChange.training": "secret-change-training",
    "PlannedChange.emergency_plan": "secret-change-emergency-plan",
    "PlannedChange.remove": "secret-change-remove",
    "Action.title": "secret-action-title",
    "Action.closes": "wrong-door@secret-action-closes",
    "Action.owner": "the secret owner of the action",
    "Action.change": "secret-change-service",
    "Action.evidence": "secret-action-evidence",
    "Action.learned": "secret-action-learned",
    "Action.sources": "secret-action-source",
    "Action.notes": "secret-action-notes",
    "Plan.sources": "secret-plan-source",
    "Plan.notes": "secret-plan-notes",
    "Measure.what": "secret-measure-what",
    "Measure.value": "61 secret-measure-unit",
    "Measure.target": "97 secret-measure-unit",
    "Measure.says": "secret-measure-says",
    "Measure.said_by": "secret-measure-said-by",
    "Measure.source": "secret-measure-source",
    "Training.what": "secret-training-what",
    "Training.source": "secret-training-source",
    "EmergencyPlan.owner": "the secret owner of the emergency plan",
    "EmergencyPlan.text": "secret-emergency-plan-text",
}

# Of these a report tells nobody.
TOLD_NOWHERE = {
    "Declaration.text",
    "PlannedChange.forum",
    "PlannedChange.organisations",
    "PlannedChange.services",
    "PlannedChange.transfers",
    "PlannedChange.agreements",
    "PlannedChange.training",
    "PlannedChange.emergency_plan",
    "PlannedChange.remove",
    "Action.change",
    "Action.evidence",
    "Action.learned",
    "Action.sources",
    "Action.notes",
    "Plan.sources",
    "Plan.notes",
    "Measure.says",
    "Measure.said_by",
    "Measure.source",
    "Training.source",
    "EmergencyPlan.text",
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
scenarios:
  - name: A kept promise
    person: {age: 30, need: distress, urgency: routine}
    door: line
    at: Sat 19:00
    expect: {outcome: now}
  - name: Secret scenario-name, 16, of Westmarch Road
    person: {age: 18, need: distress, urgency: very-urgent}
    door: gp
    at: Sat 03:00
    expect: {outcome: now}
  - name: secret-scenario-name
    person: {age: 40, need: distress, urgency: very-urgent}
    door: gp
    at: Sat 04:00
    expect: {outcome: now}
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
  - finding: scenario-failed@secret-scenario-name-16-of-westmarch-road
    reason: secret-acknowledgement-reason
    meanwhile: secret-acknowledgement-meanwhile
    owner: the secret owner of it
    agreed: 2026-05-04
    review: 2026-11-01
    covers: {hours_per_week: 1, people: 1, dates: 0}
  - finding: closed-door@secret-scenario-name-and-what-they-said
    reason: secret-acknowledgement-reason
    meanwhile: secret-acknowledgement-meanwhile
    owner: the secret owner of it
    agreed: 2026-05-04
    review: 2026-12-30
    covers: {hours_per_week: 1, people: 1, dates: 0}
"""

# What partners have agreed: things of which something is found, and (without dates and owners) is asked.
PLAN = """declaration: {signed: 2026-01-01, signed_by: [nhs], text: secret-declaration-text}
plan:
  title: Eastglen action plan
  agreed: 2026-02-01
  agreed_by: [nhs]
  sources: [{title: secret-plan-source}]
  notes: secret-plan-notes
  actions:
    late:
      title: secret-action-title, for Morag
      theme: community-provision
      serves: [responsive]
      closes: [wrong-door@gp, "scenario: secret-scenario-name"]
      owner: [nhs, the secret owner of the action]
      due: {within: 6 months}
      status: in-progress
      milestones: [{title: secret-milestone-title, due: 2026-05-01, owner: the secret owner of the step}]
      change:
        forum: {measures: secret-change-forum}
        organisations: {new: {name: secret-change-organisation, sector: third}}
        services: {team: {notes: secret-change-service, hours: daily 09:00-17:00}}
        transfers: [{from: team, to: ward, notes: secret-change-transfer}]
        agreements: {sharing: {without_consent_when: secret-change-agreement}}
        training: {lapsed: {what: secret-change-training}}
        emergency_plan: {title: secret-change-emergency-plan}
        remove: [secret-change-remove]
      evidence: [secret-action-evidence]
      learned: secret-action-learned
      sources: [{title: secret-action-source}]
      notes: secret-action-notes
    unasked: {title: 'secret-action-title “and”: nobody has written down “so on”'}
    in-vain: {title: secret-action-title, closes: [wrong-door@secret-action-closes, "scenario: A kept promise"]}
    over:
      title: secret-action-title
      closes: [wrong-door@line, scenario-failed@secret-scenario-name, "scenario: secret-scenario-name"]
      status: delivered
    weekends: {title: secret-action-title}
measures:
  below: {about: late, what: secret-measure-what, value: 61 secret-measure-unit, target: 97 secret-measure-unit}
  dated: {about: gp, what: secret-measure-what, value: 61 secret-measure-unit, target: 97 secret-measure-unit,
          on: 2026-09-30, source: secret-measure-source}
  nothing: {about: late, what: secret-measure-what}
  believed: {what: secret-measure-what, says: secret-measure-says, said_by: secret-measure-said-by}
training:
  lapsed: {what: secret-training-what, with: [nhs], on: 2025-03-01, review_by: 2026-03-01,
           source: secret-training-source}
  whose: {what: secret-training-what}
  secret-change-remove: {what: secret-training-what, with: [nhs], on: 2026-03-01, review_by: 2027-03-01}
emergency_plan:
  title: Psychiatric emergency plan
  owner: the secret owner of the emergency plan
  review_by: 2026-03-01
  covers: {transport: team, mental-health-officer: line}
  text: secret-emergency-plan-text
"""


def seen(folder: Path, text: str, audience: Audience, plan: str = "") -> tuple[Report, str]:
    """The report on a map, and its page for an audience. The plan, if any, stands in a file of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / "eastglen.pathway.yaml"
    if plan:
        (folder / "secret").mkdir()
        (folder / "secret" / "plan.pathway.yaml").write_text(plan, encoding="utf-8")
        text = f"uses: [secret/plan.pathway.yaml]\n{text}"
    place.write_text(text, encoding="utf-8")
    report, portraits = check_and_look([place], look_for(audience), date=ON, profile="assured")
    assert [one for checked in report.maps for one in checked.rules_not_run if one.crashed] == []
    return report, report_page(report, portraits, audience)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[Audience, str]:
    """The page on the map of secrets, for each audience."""
    return {one: seen(tmp_path_factory.mktemp(one.value), MAP, one, PLAN)[1] for one in Audience}


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
    assert [key for key, secret in SECRETS.items() if secret not in MAP + PLAN and key != "Source.says"] == []
    assert [what for what, number in NUMBERS.items() if number not in MAP] == []


@pytest.mark.parametrize("what", [*SECRETS, *NUMBERS])
def test_the_public_reads_no_secret_and_the_forum_all(pages: dict[Audience, str], what: str) -> None:
    secret = {**SECRETS, **NUMBERS}[what]
    assert secret not in pages[Audience.PUBLIC]
    assert (secret in pages[Audience.FORUM]) == (what not in TOLD_NOWHERE)


def test_the_public_still_reads_what_is_for_it(pages: dict[Audience, str]) -> None:
    for words in ("01632 960001", "01632 960004", "Eastglen ward", "NHS Eastglen", "looks at it again by 30 Dec 2026"):
        assert words in pages[Audience.PUBLIC]


def test_the_public_reads_a_number_in_place_of_the_name_of_a_scenario(pages: dict[Audience, str]) -> None:
    public, forum = pages[Audience.PUBLIC], pages[Audience.FORUM]
    for words in ("A kept promise", "Westmarch Road", "secret-scenario-name-16", "what-they-said"):
        assert words.lower() in forum.lower()
        assert words.lower() not in public.lower()
    for number in (1, 2, 3):
        assert f"Scenario {number}" in public
    for number in (2, 3):
        assert f'id="scenario-failed@scenario-{number}"' in public
        assert f'href="#scenario-failed@scenario-{number}"' in public
    assert "scenario-failed@scenario-1" not in public
    for rule, number in (("lapsed", 1), ("unused", 2), ("unused", 3)):
        assert f'id="acknowledgement-{rule}@acknowledgement-{number}"' in public


def test_the_public_reads_how_far_an_action_has_got(pages: dict[Audience, str]) -> None:
    assert "An action (due on 1 Aug 2026 and overdue, in progress); An action (delivered)." in pages[Audience.PUBLIC]
    for rule in ("action-overdue@late", "measure-below-target@dated", "emergency-plan-out-of-date@eastglen"):
        assert f'id="{rule}"' in pages[Audience.PUBLIC]
    for name in ("Action “late”", "Measure “dated”", "Training “lapsed”"):
        assert name in pages[Audience.PUBLIC]


def test_what_is_found_and_asked_of_a_plan_is_told_the_public_by_ids(tmp_path: Path) -> None:
    report, _ = seen(tmp_path, MAP, Audience.PUBLIC, PLAN)
    told = report_for(report, Audience.PUBLIC)
    messages = {one.id: one.message for one in told.findings}
    questions = {one.id: (one.subject_name, one.question) for one in told.questions}
    assert questions["owner@unasked"] == ("“unasked”", "Who owns the action “unasked”?")
    assert questions["on@below"] == ("“below”", "Up to which day was “below” measured, or when was it last held?")
    assert messages["not-stated@unasked"].startswith("“unasked”: nobody has written down how far it has got; ")
    assert messages["not-stated@gp"].startswith("Eastglen GP practice: nobody has written down ")
    assert {one.fact for one in told.questions} >= set(QUESTIONS)
    assert {one.rule for one in told.findings} >= QUOTING
    assert "secret" not in f"{messages} {questions}"


def test_a_scenario_has_a_number_even_where_no_portrait_could_be_made(tmp_path: Path) -> None:
    report, _ = seen(tmp_path, MAP, Audience.PUBLIC)
    page = report_page(report, {}, Audience.PUBLIC)
    assert "secret" not in page
    assert 'id="scenario-failed@scenario-1"' in page


def test_the_journeys_of_the_map_are_there_for_the_public_too(pages: dict[Audience, str]) -> None:
    walks = {one: page.count('"#scenario-failed@') + page.count('["scenario-failed@') for one, page in pages.items()}
    assert walks[Audience.PUBLIC] == walks[Audience.FORUM] > 0


def test_the_public_reads_neither_lines_nor_keys_of_the_map(pages: dict[Audience, str]) -> None:
    lines = re.compile(r"\bline \d+")
    assert lines.search(pages[Audience.FORUM])
    assert not lines.search(pages[Audience.PUBLIC])
    assert "Ask whether the person can take part now (<code>kind: functional</code>), and say" in pages[Audience.FORUM]
    assert "Ask whether the person can take part now, and say" in pages[Audience.PUBLIC]


@pytest.mark.parametrize(
    ("remedy", "told"),
    [
        ("Correct the condition, or add the people it is for to the map's `people`.", "Correct the condition."),
        ("Write `open_to: public` at the services.", ""),
        ("Say it (`by: advice`, or a live transfer). Then agree.", "Say it. Then agree."),
        ("Agree it (in writing), and add it.", "Agree it (in writing), and add it."),
    ],
)
def test_a_remedy_is_told_without_code(remedy: str, told: str) -> None:
    assert without_code(remedy) == told


def test_every_remedy_without_code_is_a_sentence_or_nothing() -> None:
    for rule in all_rules():
        told = without_code(rule.remedy)
        assert "`" not in told
        assert told == "" or told.endswith(".")
        assert told.count("(") == told.count(")")


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
    """The map with a secret at every free text of its services and transfers, and of what partners have agreed."""
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
    for scenario in found.get("scenarios", []):
        scenario["name"] = f"secret-12 {scenario['name']}"
    for known in found.get("acknowledged", []):
        known |= {"reason": "secret-13", "meanwhile": "secret-14", "owner": "secret 15"}
    _lade_agreed(found)
    if "forum" in found:
        found["forum"] |= {"escalation": "secret-6", "lived_experience": "secret-7", "measures": "secret-8"}
    return yaml.safe_dump(found, sort_keys=False)


def _lade_agreed(found: dict[str, Any]) -> None:
    for action in found.get("plan", {}).get("actions", {}).values():
        action |= {"title": "secret-16", "evidence": ["secret-17"], "learned": "secret-18", "notes": "secret-19"}
        action["owner"] = "secret 20"
        action["closes"] = [one.replace("scenario: ", "scenario: secret-12 ") for one in action.get("closes", [])]
        for milestone in action.get("milestones", []):
            milestone |= {"title": "secret-21", "owner": "secret 22"}
    for measure in found.get("measures", {}).values():
        measure |= {"what": "secret-23", "says": "secret-24", "said_by": "secret-25", "source": "secret-26"}
    for training in found.get("training", {}).values():
        training |= {"what": "secret-27", "source": "secret-28"}
    for part, key in (("declaration", "text"), ("emergency_plan", "owner"), ("emergency_plan", "text")):
        if part in found:
            found[part][key] = "secret 29"


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
    assert_kept_back(tmp_path, rule, text)


UNKNOWN = [
    (rule, re.sub(r"(?m)hours: (?!24/7)[^,}\n]+", "hours: unknown", text))
    for rule, text in BAD
    if re.search(r"hours: (?!24/7|unknown)[^,}\n]+", text)
]
"""The same maps where nobody has written down the hours: what was found may now be only a question."""


@pytest.mark.parametrize(("rule", "text"), UNKNOWN, ids=[rule.name for rule, _ in UNKNOWN])
def test_no_question_says_what_is_kept_back(tmp_path: Path, rule: Rule, text: str) -> None:
    assert_kept_back(tmp_path, rule, text)


def test_with_hours_that_nobody_has_written_down_findings_are_questions(tmp_path: Path) -> None:
    asked = 0
    for number, (rule, text) in enumerate(UNKNOWN[:6]):
        place = tmp_path / f"{number}.pathway.yaml"
        place.write_text(text, encoding="utf-8")
        report, _ = check_and_look([place], look_for(Audience.PUBLIC), date=ON, profile="assured", rules=[rule.name])
        asked += len(report.questions)
    assert asked > 0


def assert_kept_back(tmp_path: Path, rule: Rule, text: str) -> None:
    """That a public page about the map, laden with secrets, has none of them on it."""
    try:
        text = laden(text)
    except (yaml.YAMLError, TypeError, ValueError, AttributeError):
        text = text.replace("name: ", "name: secret-")  # a map that is broken on purpose
    place = tmp_path / "eastglen.pathway.yaml"
    place.write_text(text, encoding="utf-8")
    report, portraits = check_and_look(
        [place], look_for(Audience.PUBLIC), date=ON, profile="assured", rules=[rule.name]
    )
    page = report_page(report, portraits, Audience.PUBLIC)
    assert "secret" not in page
    assert "03:17" not in page
