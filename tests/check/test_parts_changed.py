"""Which parts of a map differ, and what is otherwise about them: each of them once, and none that is only rewritten."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from pathkit.check.difference import PartChange
from pathkit.check.parts_changed import bears_on_fares, part_changes, same_parts
from pathkit.check.parts_words import OF_FARES, OTHER_FIELDS, QUIET_WORDS, SERVICE_FIELDS, TRANSFER_FIELDS
from pathkit.maps import Map, load_map
from pathkit.maps.model import (
    Action,
    Agreement,
    Area,
    Declaration,
    EmergencyPlan,
    Forum,
    Measure,
    Organisation,
    Part,
    People,
    Plan,
    Service,
    Training,
    Transfer,
)

OLD = """\
area: {id: eastglen, name: Eastglen, calendar: none}
people: {ages: 16+, needs: [distress], circumstances: [intoxicated]}
forum: {name: Eastglen forum, convenor: nhs, escalation: Ring the duty manager}
organisations:
  practices: {name: Eastglen GP practices, sector: health}
  nhs: {name: NHS Eastglen, sector: health}
services:
  gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
  team:
    name: Eastglen duty team
    provider: nhs
    kind: crisis-team
    hours: Mon-Fri 09:00-15:30
    supports: {excludes: []}
    contact: {professional_phone: "01632 960002"}
transfers:
  - {from: gp, to: team, by: call-transfer}
agreements:
  sharing: {name: Sharing protocol, parties: [nhs, practices], covers: [story]}
scenarios:
  - {name: By day, person: {age: 40, need: distress, urgency: routine}, door: gp, at: Mon 10:00, expect: {outcome: now}}
acknowledged:
  - {finding: wrong-door@gp, reason: Known., meanwhile: Practices ring back., owner: nhs, agreed: 2026-11-01,
     review: 2027-03-01, covers: {hours_per_week: 10, people: 5, dates: 0}}
"""


def read(folder: Path, *changes: tuple[str, str]) -> Map:
    text = OLD
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path = folder / "eastglen.pathway.yaml"
    path.write_text(text, "utf-8")
    found = load_map(path)
    assert found.map is not None, [problem.message for problem in found.problems]
    return found.map


def changes(folder: Path, *texts: tuple[str, str]) -> tuple[PartChange, ...]:
    return part_changes(read(folder), read(folder, *texts))


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        (
            "Mon-Fri 09:00-15:30",
            "Mon-Fri 09:00-17:00",
            PartChange(
                "services",
                "team",
                "Eastglen duty team",
                "changed",
                ("hours: Mon-Fri 09:00-17:00 (was: Mon-Fri 09:00-15:30)",),
            ),
        ),
        (
            "by: call-transfer",
            "by: referral, takes: 10 min",
            PartChange(
                "transfers",
                "gp-to-team",
                "Eastglen GP practice to Eastglen duty team",
                "changed",
                ("by: referral (was: call transfer)", "takes: 10 min (was: not stated)"),
            ),
        ),
        (
            "hours: 24/7}",
            "hours: 24/7, notes: Looked at again., checked_on: 2026-05-01}",
            PartChange(
                "services",
                "gp",
                "Eastglen GP practice",
                "changed",
                ("notes", "date of checking"),
                bears_on_people=False,
            ),
        ),
        (
            "  - {from: gp, to: team, by: call-transfer}\n",
            "  - {from: gp, to: team, by: call-transfer}\n  - {from: team, to: gp, by: advice}\n",
            PartChange("transfers", "team-to-gp", "Eastglen duty team to Eastglen GP practice", "added"),
        ),
        (
            "  - {from: gp, to: team, by: call-transfer}\n",
            "",
            PartChange("transfers", "gp-to-team", "Eastglen GP practice to Eastglen duty team", "removed"),
        ),
        (
            "calendar: none",
            "calendar: scotland, local_holidays: [2026-09-28]",
            PartChange(
                "area",
                "eastglen",
                "Eastglen",
                "changed",
                ("calendar: scotland (was: none)", "local holidays: 28 Sep 2026 (was: none)"),
            ),
        ),
        (
            "name: Eastglen, calendar",
            "name: Eastglen and Southness, calendar",
            PartChange(
                "area",
                "eastglen",
                "Eastglen and Southness",
                "changed",
                ("name: Eastglen and Southness (was: Eastglen)",),
                bears_on_people=False,
            ),
        ),
        (
            "ages: 16+, needs: [distress]",
            "ages: 16-64, needs: [distress, self-harm]",
            PartChange(
                "people",
                "people",
                "whom the map is for",
                "changed",
                ("ages: 16-64 (was: 16+)", "needs: distress, self-harm (was: distress)"),
            ),
        ),
        (
            "circumstances: [intoxicated]",
            "circumstances: {intoxicated: {ages: 18+}}",
            PartChange("people", "people", "whom the map is for", "changed", ("what intoxicated means: changed",)),
        ),
        (
            "Ring the duty manager",
            "Ring the switchboard",
            PartChange("forum", "forum", "the forum", "changed", ("escalation: changed",)),
        ),
        (
            "name: NHS Eastglen, sector: health",
            "name: NHS Eastglen, sector: national",
            PartChange("organisations", "nhs", "NHS Eastglen", "changed", ("sector: national (was: health)",)),
        ),
        (
            "covers: [story]",
            "covers: [story, risk]",
            PartChange(
                "agreements",
                "sharing",
                "Sharing protocol",
                "changed",
                ("covers: what they have told, the risk (was: what they have told)",),
            ),
        ),
        (
            "at: Mon 10:00",
            "at: Mon 11:00",
            PartChange("scenarios", "By day", "By day", "changed", bears_on_people=False),
        ),
        (
            "reason: Known.",
            "reason: Known to all.",
            PartChange("acknowledged", "wrong-door@gp", "wrong-door@gp", "changed", bears_on_people=False),
        ),
    ],
)
def test_a_part_that_was_changed_is_told_once_with_what_is_and_what_was(
    tmp_path: Path, old: str, new: str, change: PartChange
) -> None:
    assert changes(tmp_path, (old, new)) == (change,)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Mon-Fri 09:00-15:30", "weekdays 09:00-15:30"),
        ("parties: [nhs, practices]", "parties: [practices, nhs]"),
        ("escalation: Ring the duty manager", "escalation: 'Ring the duty manager'"),
    ],
)
def test_what_is_only_written_otherwise_is_no_change(tmp_path: Path, old: str, new: str) -> None:
    assert changes(tmp_path, (old, new)) == ()


def test_a_service_with_another_id_is_told_with_the_id_that_it_had(tmp_path: Path) -> None:
    renamed = (("  team:\n", "  crisis:\n"), ("to: team", "to: crisis"))
    assert changes(tmp_path, *renamed) == (
        PartChange("services", "crisis", "Eastglen duty team", "renamed", was_id="team", bears_on_people=False),
        PartChange(
            "transfers",
            "gp-to-crisis",
            "Eastglen GP practice to Eastglen duty team",
            "renamed",
            was_id="gp-to-team",
            bears_on_people=False,
        ),
    )
    same = same_parts(read(tmp_path), read(tmp_path, *renamed))
    assert same.renamed == {"team": "crisis", "gp-to-team": "gp-to-crisis"}
    (service, _) = changes(tmp_path, *renamed, ("15:30", "17:00"))
    assert (service.what, service.was_id, service.bears_on_people) == ("changed", "team", True)


def test_of_a_new_map_every_part_is_added_and_of_one_that_is_gone_every_one_is_removed(tmp_path: Path) -> None:
    map_ = read(tmp_path)
    names = ["gp", "team", "gp-to-team", "eastglen", "people", "forum", "practices", "nhs", "sharing"]
    names += ["By day", "wrong-door@gp"]
    assert [(one.id, one.what) for one in part_changes(None, map_)] == [(name, "added") for name in names]
    assert [(one.id, one.what) for one in part_changes(map_, None)] == [(name, "removed") for name in names]


def test_numbers_and_free_text_are_not_quoted(tmp_path: Path) -> None:
    said = changes(tmp_path, ("960002", "960003"), ("Ring the duty manager", "Ring 01632 960004"))
    assert [one.says for one in said] == [("contact details: changed",), ("escalation: changed",)]


# --- which keys of the format are told, and which bear on outcomes -------------------------------------------------


@pytest.mark.parametrize(
    ("model", "told"),
    [
        (Service, {*SERVICE_FIELDS, *({"id", *QUIET_WORDS} & set(Service.model_fields))}),
        (Transfer, {*TRANSFER_FIELDS, *({"id", *QUIET_WORDS} & set(Transfer.model_fields))}),
        (Area, set(OTHER_FIELDS["area"])),
        (Forum, set(OTHER_FIELDS["forum"])),
        (Organisation, {"id", *OTHER_FIELDS["organisations"]}),
        (Agreement, {"id", *OTHER_FIELDS["agreements"]}),
        (Declaration, set(OTHER_FIELDS["declaration"])),
        (Plan, {"actions", "sources", "notes", *OTHER_FIELDS["plan"]}),
        (Action, {"sources", "notes", *OTHER_FIELDS["actions"]}),
        (Measure, {"id", *OTHER_FIELDS["measures"]}),
        (Training, {"id", *OTHER_FIELDS["training"]}),
        (EmergencyPlan, set(OTHER_FIELDS["emergency_plan"])),
    ],
)
def test_every_key_of_the_format_is_told_or_known_to_be_quiet(model: type[Part], told: set[str]) -> None:
    assert told == set(model.model_fields)


def test_everything_of_the_people_is_told() -> None:
    assert set(OTHER_FIELDS["people"]) == {field.name for field in fields(People)}


NO_FARES = {
    "services": {"id", "name", "provider", "kind", "tier", "when_shut", "languages", "trauma_training"}
    | {"decision_owner", "sources", "checked_on", "notes"},
    "transfers": {"id", "conveyed_by", "basis", "shares", "agreement", "agreed_by", "holds_until", "feedback"}
    | {"notes", "sources"},
    "area": {"id", "name", "code", "in_hours", "offers"},
}
"""On what no outcome and no wait turns (semantics page): a new key has to be put here, or among those it does."""


@pytest.mark.parametrize(("kind", "model"), [("services", Service), ("transfers", Transfer), ("area", Area)])
def test_of_every_key_it_is_known_whether_outcomes_turn_on_it(
    kind: str, model: type[Service | Transfer | Area]
) -> None:
    assert OF_FARES[kind] | NO_FARES[kind] == set(model.model_fields)
    assert not OF_FARES[kind] & NO_FARES[kind]


@pytest.mark.parametrize(
    ("old", "new", "bears"),
    [
        ("kind: crisis-team", "kind: community-team", False),
        ("by: call-transfer", "by: call-transfer, shares: [story]", False),
        ("  team:\n", "  crisis:\n", False),
        ("15:30", "15:31", True),
        ("by: call-transfer", "by: call-transfer, takes: 1 min", True),
        ("calendar: none", "calendar: scotland", True),
        ("960002", "960003", True),
    ],
)
def test_whether_outcomes_may_turn_on_what_is_otherwise(tmp_path: Path, old: str, new: str, bears: bool) -> None:
    more = [("to: team", "to: crisis")] if "crisis:" in new else []
    one, other = read(tmp_path), read(tmp_path, (old, new), *more)
    assert bears_on_fares(one, other, same_parts(one, other)) is bears


# --- what partners have agreed ---------------------------------------------------------------------------------------

AGREED = """
declaration: {signed: 2025-11-01, signed_by: [nhs]}
plan:
  title: Action plan
  agreed: 2026-02-01
  agreed_by: [nhs]
  actions:
    weekends:
      title: The team opens at weekends
      theme: community-provision
      closes: [out-of-hours-gap@gp]
      owner: nhs
      due: {within: 6 months}
      milestones: [{title: Posts advertised, due: 2026-05-01}]
    calls: {title: Missed calls are rung back, notes: By ten}
measures: {answered: {about: team, what: calls answered, value: 81 %, target: 95 %}}
training: {distress: {what: Distress, with: [nhs], on: 2026-03-01}}
emergency_plan: {title: Emergency plan, owner: nhs, covers: {place-of-safety: team}}
"""


def agreed(folder: Path, *texts: tuple[str, str]) -> tuple[PartChange, ...]:
    """What is told of a map with a plan, of which some texts are otherwise."""
    end = OLD[-10:]
    then = AGREED
    for old, new in texts:
        assert old in then, old
        then = then.replace(old, new)
    return part_changes(read(folder, (end, end + AGREED)), read(folder, (end, end + then)))


WEEKENDS = ("actions", "weekends", "The team opens at weekends", "changed")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "due: {within: 6 months}",
            "due: 2026-12-01, status: delivered, done: 2026-07-20".replace(", ", "\n      "),
            (
                *WEEKENDS,
                (
                    "status: delivered (was: not stated)",
                    "due: 1 Dec 2026 (was: 1 Aug 2026)",
                    "delivered: 20 Jul 2026 (was: not stated)",
                ),
            ),
        ),
        (
            "due: 2026-05-01}",
            "due: 2026-05-01, done: 2026-04-20}",
            (*WEEKENDS, ("milestones: 1 of 1 reached (was: 0 of 1 reached)",)),
        ),
        ("due: 2026-05-01}", "due: 2026-06-01}", (*WEEKENDS, ("milestones: changed",))),
        (
            "owner: nhs\n",
            "owner: [practices, The panel]\n",
            (*WEEKENDS, ("owner: Eastglen GP practices, The panel (was: NHS Eastglen)",)),
        ),
        (
            "theme: community-provision",
            "theme: communication",
            (*WEEKENDS, ("theme: Communication (was: Strengthening community-based provision)",)),
        ),
        (
            "closes: [out-of-hours-gap@gp]",
            'closes: ["scenario: By day"]\n      serves: [responsive]\n'
            "      learned: Much.\n      change: {remove: [sharing]}",
            (
                *WEEKENDS,
                (
                    "serves: Responsive (was: nothing)",
                    "closes: scenario: By day (was: out-of-hours-gap@gp)",
                    "what it would change: changed",
                    "what was learned: changed",
                ),
            ),
        ),
        ("notes: By ten", "notes: By nine", ("actions", "calls", "Missed calls are rung back", "changed", ("notes",))),
        (
            "    calls: {title: Missed calls are rung back, notes: By ten}\n",
            "",
            ("actions", "calls", "Missed calls are rung back", "removed", ("no longer in the plan",)),
        ),
        (
            "    calls: {",
            "    more: {title: More}\n    calls: {",
            ("actions", "more", "More", "added", ("new in the plan",)),
        ),
        (
            "agreed: 2026-02-01",
            "agreed: 2026-03-01",
            ("plan", "plan", "Action plan", "changed", ("agreed: 1 Mar 2026 (was: 1 Feb 2026)",)),
        ),
        (
            "signed_by: [nhs]",
            "signed_by: [nhs, practices]",
            (
                *("declaration", "declaration", "the declaration", "changed"),
                ("signed by: NHS Eastglen, Eastglen GP practices (was: NHS Eastglen)",),
            ),
        ),
        (
            "declaration: {signed: 2025-11-01, signed_by: [nhs]}\n",
            "",
            ("declaration", "declaration", "the declaration", "removed"),
        ),
        (
            "value: 81 %",
            "value: 96 %, on: 2026-09-30",
            (
                *("measures", "answered", "calls answered", "changed"),
                ("value: 96 % (was: 81 %)", "measured up to: 30 Sep 2026 (was: not stated)"),
            ),
        ),
        (
            "about: team, what",
            "about: weekends, says: Well, what",
            (
                *("measures", "answered", "calls answered", "changed"),
                ("about: The team opens at weekends (was: Eastglen duty team)", "what people say: changed"),
            ),
        ),
        (
            "target: 95 %",
            "target: at most 95 %",
            ("measures", "answered", "calls answered", "changed", ("target: at most 95 % (was: at least 95 %)",)),
        ),
        (
            "on: 2026-03-01",
            "on: 2026-10-01",
            ("training", "distress", "Distress", "changed", ("last held: 1 Oct 2026 (was: 1 Mar 2026)",)),
        ),
        (
            "covers: {place-of-safety: team}",
            "covers: {place-of-safety: team, transport: gp-to-team}",
            (
                *("emergency_plan", "emergency-plan", "Emergency plan", "changed"),
                (
                    "covers: place of safety: Eastglen duty team, transport: Eastglen GP practice to Eastglen duty "
                    "team (was: place of safety: Eastglen duty team)",
                ),
            ),
        ),
    ],
)
def test_what_partners_agree_otherwise_is_told_by_name_and_bears_on_nobody(
    tmp_path: Path, old: str, new: str, told: tuple[str, str, str, str, tuple[str, ...]]
) -> None:
    assert agreed(tmp_path, (old, new)) == (PartChange(*told, bears_on_people=False),)


def test_an_agreed_plan_that_is_only_written_otherwise_is_no_change(tmp_path: Path) -> None:
    assert agreed(tmp_path, ("due: {within: 6 months}", "due:   {within: 6  months}"), ("81 %", "81  %")) == ()


def test_of_a_new_map_the_parts_of_its_plan_are_added_one_by_one(tmp_path: Path) -> None:
    end = OLD[-10:]
    map_ = read(tmp_path, (end, end + AGREED))
    names = ["declaration", "plan", "weekends", "calls", "answered", "distress", "emergency-plan"]
    assert [(one.id, one.what) for one in part_changes(None, map_)][-7:] == [(name, "added") for name in names]
    assert [(one.id, one.what) for one in part_changes(map_, None)][-7:] == [(name, "removed") for name in names]


def test_a_plan_bears_on_no_outcome(tmp_path: Path) -> None:
    end = OLD[-10:]
    one, other = read(tmp_path), read(tmp_path, (end, end + AGREED))
    assert not bears_on_fares(one, other, same_parts(one, other))


def test_a_plan_without_a_title_is_the_plan(tmp_path: Path) -> None:
    (change,) = agreed(tmp_path, ("  title: Action plan\n", ""), ("agreed: 2026-02-01", "agreed: 2026-03-01"))
    assert change.name == "Action plan" and change.says[0] == "title: not stated (was: Action plan)"
