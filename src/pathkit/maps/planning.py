"""The parts of a map that say what partners have agreed to do: declaration, plan, measures, training, emergency plan.

They stand in the map, or in one file of its own that the map `uses`. They say nothing of what happens to people now;
the `change` of an action says what the map would be.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field, WithJsonSchema, create_model
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from pathkit.maps import quantities, values, words
from pathkit.maps.parts import (
    DATE_SCHEMA,
    Agreement,
    DateText,
    Forum,
    Id,
    Organisation,
    OrOne,
    Part,
    Ref,
    Service,
    Source,
    Text,
    Transfer,
    one_of,
    read_by,
    texts,
)
from pathkit.times.durations import ReviewPeriod

NOT_STARTED, IN_PROGRESS, DELIVERED, STOPPED, UNKNOWN = words.ACTION_STATUSES
"""How far an action has got; `unknown` where nobody has written it down."""
ENDED = (DELIVERED, STOPPED)
"""Of these, nothing is to be done any more."""
SCENARIO = "scenario:"
"""How what an action closes begins, where it is a scenario and no finding."""


# --- types


@dataclass(frozen=True)
class Due:
    """When something is to be done: by a day, or within a period that is counted from the day the plan was agreed."""

    on: date | None = None
    within: ReviewPeriod | None = None

    def by(self, agreed: date | None) -> date | None:
        """The last day; None where it is counted from a day that the plan does not state."""
        if self.within is None:
            return self.on
        return None if agreed is None else self.within.after(agreed)


def _due(value: object) -> Due:
    """A date, or `{within: 6 months}`."""
    if not isinstance(value, Mapping):
        return Due(on=_day(value))
    for key in value:
        if key != "within":
            raise values.wrong(
                f"{values.shown(key)} is not a key of `due`",
                "Write a date, or `{within: 6 months}`: the time from the day on which the plan was agreed.",
                key,
                "[key]",
            )
    if "within" not in value:
        raise values.wrong("`due` says nothing", "Write a date, or `{within: 6 months}`.")
    try:
        return Due(within=values.review_period(value["within"]))
    except PydanticCustomError as error:
        raise values.inside(error, "within") from None


def _day(value: object) -> date:
    """A date; a period in its place is told how it is written."""
    try:
        return values.day(value)
    except PydanticCustomError:
        period = value.strip().removeprefix("within ").strip() if isinstance(value, str) else value
        try:
            values.review_period(period)
        except PydanticCustomError:
            pass
        else:
            raise values.wrong(
                f"{values.shown(value)} is not a date",
                f"Write `{{within: {period}}}`, which counts from the day on which the plan was agreed; or a date.",
            ) from None
        raise


def _one_or_several(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


_DUE: dict[str, Any] = {
    "anyOf": [
        DATE_SCHEMA,
        {
            "type": "object",
            "properties": {
                "within": {
                    **texts("6 months", "3 months", "12 weeks"),
                    "description": "How long from the day on which the plan was agreed.",
                }
            },
            "required": ["within"],
            "additionalProperties": False,
        },
    ]
}
DueText = Annotated[Due, *read_by(_due, _DUE)]
_NUMBER = {"type": ["string", "number"]}
_QUANTITY = {**texts("81 %", "12 min", "1,250 calls"), **_NUMBER}
QuantityText = Annotated[quantities.Quantity, *read_by(quantities.quantity, _QUANTITY)]
_TARGET = {**texts("at least 95 %", "at most 12 min"), **_NUMBER}
TargetText = Annotated[quantities.Target, *read_by(quantities.target, _TARGET)]
# References, which are checked against what there is.
ThemeRef = Annotated[str, WithJsonSchema(texts("community-provision"))]
AimRef = Annotated[str, WithJsonSchema(texts("responsive"))]
Closed = Annotated[str, WithJsonSchema(texts("closed-door@gp", "scenario: A Saturday night"))]
ActionStatus = Annotated[str, one_of(*words.ACTION_STATUSES)]
Owners = Annotated[tuple[Text, ...], BeforeValidator(_one_or_several), OrOne()]


# --- declaration


class Declaration(Part):
    """That partners have declared, together, to work in this way."""

    noun = "a declaration"

    signed: DateText = Field(description="The day on which it was signed.", examples=["2025-11-01"])
    signed_by: tuple[Ref, ...] | None = Field(
        None, description="The organisations that signed it.", examples=[["nhs-eastglen", "police-scotland"]]
    )
    text: Text | None = Field(None, description="Where it can be read: an address on the web, or words.")


# --- the change that an action would make


if TYPE_CHECKING:
    OrganisationChange: TypeAlias = Organisation
    ServiceChange: TypeAlias = Service
    TransferChange: TypeAlias = Transfer
    AgreementChange: TypeAlias = Agreement
    ForumChange: TypeAlias = Forum
else:

    def _partly(part: type[Part]) -> type[Part]:
        """The part with every key optional: those that are there are written anew."""
        fields = {}
        for name, info in part.model_fields.items():
            if name == "id" and info.alias is None and part is not Transfer:
                continue
            field = copy(info)
            field.default, field.default_factory = None, None
            kind = Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
            field.annotation, field.metadata = kind | None, []
            fields[name] = (kind | None, field)
        made = create_model(f"{part.__name__}Change", __base__=Part, __module__=__name__, **fields)
        made.noun, made.__doc__ = part.noun, part.__doc__
        return made

    OrganisationChange = _partly(Organisation)
    ServiceChange = _partly(Service)
    TransferChange = _partly(Transfer)
    AgreementChange = _partly(Agreement)
    ForumChange = _partly(Forum)


class Training(Part):
    """Training that staff of several organisations had together."""

    noun = "a training"

    id: SkipJsonSchema[str] = ""
    what: Text = Field(description="What it is about.", examples=["Recognising and responding to distress"])
    with_: tuple[Ref, ...] | None = Field(
        None,
        alias="with",
        description="The organisations whose staff took part.",
        examples=[["police-scotland", "nhs-eastglen"]],
    )
    on: DateText | None = Field(None, description="The day on which it was last held.", examples=["2026-03-01"])
    review_by: DateText | None = Field(
        None, description="The day by which it is to be held again, or looked at again.", examples=["2027-03-01"]
    )
    source: Text | None = Field(None, description="Where this can be read: an address on the web, or words.")


class EmergencyCover(Part):
    """What a psychiatric emergency plan relies on: for each, a service or a transfer of the map."""

    noun = "what an emergency plan covers"

    place_of_safety: Ref | None = Field(
        None, alias="place-of-safety", description="The service that is the place of safety.", examples=["ward-3"]
    )
    mental_health_officer: Ref | None = Field(
        None,
        alias="mental-health-officer",
        description="The service by which a mental health officer is reached.",
        examples=["mho-out-of-hours"],
    )
    transport: Ref | None = Field(
        None,
        description="The transfer, or the service, by which people are taken there.",
        examples=["conveyance-to-ward"],
    )
    children: Ref | None = Field(
        None, description="The service that sees to children and young people.", examples=["camhs-on-call"]
    )


class EmergencyPlan(Part):
    """The psychiatric emergency plan."""

    noun = "an emergency plan"

    title: Text = Field(description="What it is called.", examples=["Psychiatric emergency plan"])
    owner: Text | None = Field(
        None, description="Who keeps it: the id of an organisation, or words.", examples=["nhs-eastglen"]
    )
    review_by: DateText | None = Field(
        None, description="The day by which it is to be reviewed.", examples=["2027-01-31"]
    )
    covers: EmergencyCover | None = Field(
        None,
        description="What it relies on, each by the id of a service or transfer.",
        examples=[{"place-of-safety": "ward-3", "transport": "conveyance-to-ward"}],
    )
    text: Text | None = Field(None, description="Where it can be read: an address on the web, or words.")


if TYPE_CHECKING:
    TrainingChange: TypeAlias = Training
    EmergencyPlanChange: TypeAlias = EmergencyPlan
else:
    TrainingChange = _partly(Training)
    EmergencyPlanChange = _partly(EmergencyPlan)


class PlannedChange(Part):
    """The map as it would be: what an action would write anew, add and take out.

    Keys that are named are written anew and all others stay; an empty value (`~`) takes a key out. A new id, or a
    transfer that there is not, is added.
    """

    noun = "a change"

    forum: ForumChange | None = Field(
        None, description="Keys of the forum to write anew.", examples=[{"members": ["nhs-eastglen"]}]
    )
    organisations: dict[Id, OrganisationChange] = Field(
        default_factory=dict, description="Organisations to change or to add, each under its id."
    )
    services: dict[Id, ServiceChange] = Field(
        default_factory=dict,
        description="Services to change or to add, each under its id.",
        examples=[{"duty-team": {"hours": "daily 09:00-17:00"}}],
    )
    transfers: tuple[TransferChange, ...] = Field(
        (), description="Transfers to change or to add; which one is meant is told by `from` and `to`, or by `id`."
    )
    agreements: dict[Id, AgreementChange] = Field(
        default_factory=dict, description="Agreements to change or to add, each under its id."
    )
    training: dict[Id, TrainingChange] = Field(
        default_factory=dict, description="Training to change or to add, each under its id."
    )
    emergency_plan: EmergencyPlanChange | None = Field(
        None, description="Keys of the emergency plan to write anew.", examples=[{"review_by": "2028-01-31"}]
    )
    remove: tuple[Ref, ...] = Field(
        (),
        description="Ids of services (their transfers go with them), transfers, agreements and training to take out.",
        examples=[["officers-to-ward"]],
    )


# --- the plan


class Milestone(Part):
    """A step on the way."""

    noun = "a milestone"

    title: Text = Field(description="What is reached by then.", examples=["Posts advertised"])
    due: DueText | None = Field(
        None,
        description="The day by which, or `{within: 3 months}` from the day the plan was agreed.",
        examples=["2026-05-01"],
    )
    done: DateText | None = Field(None, description="The day on which it was reached.", examples=["2026-04-20"])
    owner: Owners | None = Field(
        None, description="Who sees to it, if not the owner of the action.", examples=["eastglen-council"]
    )


class Action(Part):
    """Something that partners have agreed to do."""

    noun = "an action"

    title: Text = Field(description="What is to be done.", examples=["The duty team opens at weekends"])
    theme: ThemeRef | None = Field(
        None, description="The theme of the framework that it belongs to.", examples=["community-provision"]
    )
    serves: tuple[AimRef, ...] = Field(
        (), description="The principles, expectations and commitments that it serves.", examples=[["responsive"]]
    )
    closes: tuple[Closed, ...] = Field(
        (),
        description='What is not found any more once it is delivered: ids of findings, and `"scenario: …"` with the '
        "name of a scenario.",
        examples=[["out-of-hours-gap@gp", "scenario: School leaver on a Saturday night"]],
    )
    owner: Owners | None = Field(
        None,
        description="Who sees to it: the id of an organisation, or words; one, or a list.",
        examples=["nhs-eastglen"],
    )
    due: DueText | None = Field(
        None,
        description="The day by which it is to be delivered, or `{within: 6 months}` from the day the plan was agreed.",
        examples=["2026-08-01"],
    )
    status: ActionStatus = Field(
        UNKNOWN,
        description="How far it has got: `not-started`, `in-progress`, `delivered` or `stopped`; `unknown` (if left "
        "out) where nobody has written it down.",
        examples=["in-progress"],
    )
    started: DateText | None = Field(None, description="The day on which work began.", examples=["2026-03-01"])
    done: DateText | None = Field(None, description="The day on which it was delivered.", examples=["2026-07-20"])
    milestones: tuple[Milestone, ...] = Field(
        (), description="Steps on the way.", examples=[[{"title": "Posts advertised", "due": "2026-05-01"}]]
    )
    change: PlannedChange | None = Field(
        None,
        description="The map as it would be once this is delivered: what it would write anew.",
        examples=[{"services": {"duty-team": {"hours": "daily 09:00-17:00"}}}],
    )
    evidence: tuple[Text, ...] = Field(
        (),
        description="Where it can be seen: addresses on the web, or words.",
        examples=[["https://example.org/minutes"]],
    )
    learned: Text | None = Field(None, description="What was learned on the way; the annual report tells it.")
    sources: tuple[Source, ...] = Field(
        (), description="Where this was read.", examples=[[{"title": "Eastglen action plan"}]]
    )
    notes: Text | None = Field(None, description="Anything else a reader should know.")


class Plan(Part):
    """What partners have agreed to do, and by when."""

    noun = "a plan"

    title: Text | None = Field(None, description="What the plan is called.", examples=["Eastglen action plan"])
    agreed: DateText | None = Field(
        None, description="The day on which it was agreed. Left out: it is not agreed yet.", examples=["2026-02-01"]
    )
    agreed_by: tuple[Ref, ...] | None = Field(
        None, description="The organisations that agreed it.", examples=[["nhs-eastglen", "police-scotland"]]
    )
    actions: dict[Id, Action] = Field(
        default_factory=dict, description="What is to be done, each action under an id of its own."
    )
    sources: tuple[Source, ...] = Field(
        (), description="Where the plan was read.", examples=[[{"title": "Eastglen action plan"}]]
    )
    notes: Text | None = Field(None, description="Anything else a reader should know.")


# --- measures


class Measure(Part):
    """Something that is measured, or that people say: a number with a target, or words."""

    noun = "a measure"

    id: SkipJsonSchema[str] = ""
    about: Ref | None = Field(
        None,
        description="What it is about: a service, a transfer, an organisation, an action, or the area.",
        examples=["nhs24-mental-health-hub"],
    )
    what: Text = Field(description="What is measured.", examples=["calls answered"])
    value: QuantityText | None = Field(None, description="The number with its unit.", examples=["81 %"])
    target: TargetText | None = Field(
        None,
        description="The number that is aimed at: `95 %` or `at least 95 %`; where less is better, `at most 12 min`.",
        examples=["95 %"],
    )
    says: Text | None = Field(
        None, description="In place of a number, or beside it: what people say.", examples=["I was believed."]
    )
    said_by: Text | None = Field(None, description="Who says so.", examples=["Service-user panel"])
    on: DateText | None = Field(None, description="The day up to which it was measured.", examples=["2025-12-31"])
    source: Text | None = Field(None, description="Where it was read: an address on the web, or words.")


def how_far(status: str) -> str:
    """How far an action has got, in words: "in progress"."""
    return "how far it has got is not written down" if status == UNKNOWN else status.replace("-", " ")


def scenario_closed(closes: str) -> str | None:
    """The name of the scenario, where what an action closes is one; None for the id of a finding.

    Example:
        >>> scenario_closed("scenario: A Saturday night"), scenario_closed("closed-door@gp")
        ('A Saturday night', None)
    """
    return closes[len(SCENARIO) :].strip() if closes.startswith(SCENARIO) else None


__all__ = [
    "DELIVERED",
    "ENDED",
    "IN_PROGRESS",
    "NOT_STARTED",
    "STOPPED",
    "UNKNOWN",
    "Action",
    "AgreementChange",
    "Declaration",
    "Due",
    "EmergencyCover",
    "EmergencyPlan",
    "EmergencyPlanChange",
    "ForumChange",
    "Measure",
    "Milestone",
    "OrganisationChange",
    "Plan",
    "PlannedChange",
    "ServiceChange",
    "Training",
    "TrainingChange",
    "TransferChange",
    "how_far",
    "scenario_closed",
]
