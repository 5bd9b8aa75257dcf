"""Reports made by hand, for the tests of formats and commands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from pathkit.check.report import (
    AcknowledgedState,
    ActionState,
    Cause,
    CheckedMap,
    Closes,
    Extent,
    Finding,
    JourneyPerson,
    JourneyStep,
    LabelledPlace,
    MilestoneState,
    OpenQuestion,
    PrincipleState,
    Report,
    RuleNotRun,
    Settles,
    ShownJourney,
)
from pathkit.maps import Place, Problem

ON = date(2026, 11, 21)
MAP = "pathways/eastglen.pathway.yaml"

JOURNEY = ShownJourney(
    door="gp",
    person=JourneyPerson(
        16,
        "distress",
        "routine",
        None,
        ("intoxicated",),
        ("gp-registered",),
        "a 16-year-old, distress, routine, who is intoxicated",
    ),
    at=datetime(2026, 11, 23, 17, 0),
    outcome="later",
    wait_minutes=990,
    wait_at_least_minutes=None,
    reading="stated",
    begins=datetime(2026, 11, 24, 9, 30),
    steps=(
        JourneyStep("gp", "Eastglen GP", datetime(2026, 11, 23, 17, 0), None, None, 0, 40, "turns to Eastglen GP"),
        JourneyStep(
            "duty-team",
            "Duty team",
            datetime(2026, 11, 24, 9, 0),
            "gp-to-duty-team",
            "referral",
            10,
            88,
            "referred to the duty team, which next takes new people at 09:00",
        ),
    ),
    ending="The duty team supports them from Tue 24 Nov 2026, 09:30.",
)


def finding(name: str = "wrong-door@gp", **changes: Any) -> Finding:
    """A finding with everything that one can have, but for what is changed."""
    rule, *subjects = name.split("@")
    return replace(
        Finding(
            id=name,
            rule=rule,
            map=MAP,
            principles=("no-wrong-door",),
            subjects=tuple(subjects),
            severity="error",
            message="a person aged 16-17 with distress who turns to Eastglen GP while it is open is left "
            "with nothing: Mon-Fri 17:00-09:00.",
            library=False,
            extent=Extent(
                ("aged 16-17, distress, routine or urgent",),
                12,
                ("Mon-Fri 17:00-09:00", "Sat-Sun all day"),
                128.0,
                (date(2026, 12, 25),),
            ),
            because=(Cause("receiver-shut", "duty-team", "gp-to-duty-team", "The duty team is shut."),),
            journey=JOURNEY,
            places=(LabelledPlace(Place(MAP, 40, 3), "this door"),),
            remedy="Add a transfer to a service that is open then.",
            rank=(0, 0, 0),
        ),
        **changes,
    )


KNOWN = AcknowledgedState(
    "The answerphone is replaced in March.",
    "Practices ring back every missed call.",
    "nhs-eastglen",
    date(2026, 5, 4),
    date(2026, 11, 30),
    None,
)


def action(name: str = "weekend-cover", **changes: Any) -> ActionState:
    """An action with everything that one can have, but for what is changed."""
    return replace(
        ActionState(
            id=name,
            title="The duty team opens at weekends",
            theme="community-provision",
            serves=("responsive",),
            owners=("NHS Eastglen",),
            due=date(2026, 8, 1),
            status="in-progress",
            overdue=True,
            started=date(2026, 3, 1),
            milestones=(
                MilestoneState("Posts advertised", date(2026, 5, 1), date(2026, 4, 20), False, ("GP practices",)),
                MilestoneState("Staff trained", date(2026, 9, 1), None, True),
            ),
            closes=(Closes("wrong-door@gp", False, "found"), Closes("A Saturday night", True, "gone")),
            promised=(
                Closes("wrong-door@gp", False, "cannot tell", "nobody knows"),
                Closes("A Saturday night", True, "gone"),
            ),
            evidence=("https://example.org/minutes",),
            learned="It takes longer.",
            place=Place(MAP, 90, 5),
        ),
        **changes,
    )


def question(name: str = "holidays@gp", **changes: Any) -> OpenQuestion:
    """An open question."""
    fact, subject = name.split("@")
    return replace(
        OpenQuestion(
            id=name,
            ask="gp-practices",
            ask_name="GP practices",
            subject=subject,
            fact=fact,
            question="Is the GP practice open on public holidays?",
            settles=Settles(0.0, 51840),
            bears_on=("responsive",),
            map=MAP,
            place=Place(MAP, 41, 5),
        ),
        **changes,
    )


PRINCIPLES = (
    PrincipleState("no-wrong-door", "No Wrong Door", "broken", 1, 0, 7),
    PrincipleState("responsive", "Responsive", "cannot tell", 0, 1, 4),
    PrincipleState("proportionate-response", "Proportionate Response", "kept", 0, 0, 8, 7, 51_287_040),
    PrincipleState("data-sharing", "Data Sharing", "not evidenced", 0, 0, 3),
)


def checked(findings: tuple[Finding, ...] = (), questions: tuple[OpenQuestion, ...] = (), **changes: Any) -> CheckedMap:
    """A map that was checked."""
    return replace(
        CheckedMap(
            path=MAP,
            area="eastglen",
            name="Eastglen",
            services=14,
            transfers=31,
            people=96,
            situations=51287040,
            rules_run=("wrong-door",),
            rules_not_run=(RuleNotRun("no-feedback", "only in the profile assured", by_profile=True),),
            problems=(),
            warnings=(),
            findings=findings,
            questions=questions,
            principles=PRINCIPLES,
        ),
        **changes,
    )


def invalid(path: str = MAP, **changes: Any) -> CheckedMap:
    """A map that is not valid."""
    problem = Problem(
        rule="unknown-reference",
        message="There is no organisation `nhs-eastlgen`.",
        remedy="Did you mean `nhs-eastglen`?",
        file=path,
        line=12,
        column=15,
        source_line="    provider: nhs-eastlgen",
    )
    return checked(
        path=path,
        area=None,
        name=None,
        services=0,
        transfers=0,
        people=0,
        situations=0,
        rules_run=(),
        rules_not_run=(),
        problems=(problem,),
        principles=(),
        checked=False,
        **changes,
    )


def report(*maps: CheckedMap, **changes: Any) -> Report:
    """A report over maps (one with a finding and a question, if none are given)."""
    maps = maps or (checked((finding(),), (question(),)),)
    return replace(Report(ON, "agreed", "error", maps, PRINCIPLES, ("pathkit.yaml",)), **changes)


def in_order(whole: str, *parts: str) -> None:
    """Every part stands in the text, each after the one before."""
    at = 0
    for part in parts:
        found = whole.find(part, at)
        assert found >= 0, f"{part!r} is missing after {whole[max(0, at - 60) : at]!r}"
        at = found + len(part)


def closed(schema: Any) -> Any:
    """A JSON Schema by which an object may hold nothing that is not described."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: closed(value) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
        found["additionalProperties"] = False
    return found


def fields_of(schema: Any) -> list[tuple[str, Any]]:
    """Every field of every object of a JSON Schema, with what the schema says of it."""
    if isinstance(schema, list):
        return [found for item in schema for found in fields_of(item)]
    if not isinstance(schema, dict):
        return []
    own = list(schema["properties"].items()) if schema.get("type") == "object" and "properties" in schema else []
    return own + [found for value in schema.values() for found in fields_of(value)]
