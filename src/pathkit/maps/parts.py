"""The models of a map: what the keys of the file are called, what they mean, and what they become.

`schemas/pathway.schema.json` is generated from these models, so every key carries a description in plain
words. Attributes have the file's own names; where a key is a word of Python the attribute ends in `_`
(`from_`, `for_`). Values are what the text means: hours are `Hours`, dates are `date`, ages are inclusive
ranges. Everything is frozen.

Here are the parts that a pathway is made of. What partners agree to do about it is in `planning`, and the whole file in
`model`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    GetPydanticSchema,
    WithJsonSchema,
)
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import CoreSchema, core_schema

from pathkit.frameworks import DEFAULT, names
from pathkit.maps import values, words
from pathkit.times.durations import Response, ReviewPeriod
from pathkit.times.hours import DayPolicy, HolidayPolicy, Hours, parse_hours

# --- what stands in a file, as types


def one_of(*known: str) -> GetPydanticSchema:
    """One word of a fixed list: checked by pydantic's core, offered by editors, a `str` to type checkers."""
    return GetPydanticSchema(lambda _source, _handler: core_schema.literal_schema(list(known)))


def read_by(parse: Callable[[Any], Any], schema: dict[str, Any]) -> tuple[GetPydanticSchema, WithJsonSchema]:
    """What a function makes of the text. (`PlainValidator` would look into the type, which takes a while.)"""
    made = core_schema.no_info_plain_validator_function(parse)
    return GetPydanticSchema(lambda _source, _handler: made), WithJsonSchema(schema)


def _text(**restrictions: Any) -> GetPydanticSchema:
    made = core_schema.str_schema(**restrictions)
    return GetPydanticSchema(lambda _source, _handler: made)


def texts(*examples: str) -> dict[str, Any]:
    return {"type": "string", "examples": list(examples)}


def text_or_list(*examples: str) -> dict[str, Any]:
    item = texts(*examples)
    return {"anyOf": [item, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}


def _keys(**described: str) -> dict[str, Any]:
    """The JSON Schema of texts by key."""
    properties = {key: {"type": ["string", "number"], "description": text} for key, text in described.items()}
    return {"type": "object", "properties": properties, "additionalProperties": False}


ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ID_LENGTH = 100

Id = Annotated[str, _text(pattern=ID_PATTERN, max_length=ID_LENGTH)]
Text = Annotated[
    str,
    _text(min_length=1),
    WithJsonSchema({"type": ["string", "number"], "minLength": 1}),
]
# A reference is checked against what is defined, which says more than a pattern would.
Ref = Annotated[str, WithJsonSchema({"type": ["string", "integer"], "pattern": ID_PATTERN})]
# Likewise; an editor is to offer the framework's words, which `schema.py` fills in.
NeedRef = Annotated[str, WithJsonSchema({"$words": "needs"})]
CircumstanceRef = Annotated[str, WithJsonSchema({"$words": "circumstances"})]
OfferRef = Annotated[str, WithJsonSchema({"$words": "offers"})]

Urgency = Annotated[str, one_of(*words.URGENCIES)]
Sector = Annotated[str, one_of(*words.SECTORS)]
ServiceKind = Annotated[str, one_of(*words.KINDS)]
By = Annotated[str, one_of(*words.METHODS)]
OpenTo = Annotated[str, one_of(*words.OPEN_TO)]
Status = Annotated[str, one_of(*words.STATUSES)]
Share = Annotated[str, one_of(*words.SHARES)]
Hold = Annotated[str, one_of(*words.HOLDS)]
TraumaLevel = Annotated[str, one_of(*words.TRAINING)]
Channel = Annotated[str, one_of(*words.CHANNELS)]
When = Annotated[str, one_of(*words.WHEN)]
OutcomeWord = Annotated[str, one_of(*words.OUTCOMES)]
CalendarName = Annotated[str, one_of(*words.CALENDARS)]
ExclusionKind = Annotated[str, one_of(*words.EXCLUSION_KINDS)]
WhenShut = Annotated[str, one_of("nothing")]
OnlyClosed = Annotated[str, one_of("closed")]

_HOURS = text_or_list("Mon-Fri 09:00-17:00", "24/7", "closed", "unknown", "when gp is closed")
_FRAMEWORK = {"enum": list(names())}
FrameworkNames = Annotated[
    tuple[str, ...],
    *read_by(
        values.frameworks,
        {"anyOf": [_FRAMEWORK, {"type": "array", "items": _FRAMEWORK, "minItems": 1, "uniqueItems": True}]},
    ),
]
AreaCode = Annotated[str, *read_by(values.area_code, {"type": "string", "pattern": "^[A-Z][0-9]{8}$"})]
HoursText = Annotated[Hours, *read_by(values.hours, _HOURS)]
PlainHoursText = Annotated[Hours, *read_by(values.plain_hours, text_or_list("Mon-Fri 09:00-15:30"))]
KnownHoursText = Annotated[Hours, *read_by(values.known_hours, text_or_list("Mon-Fri 09:00-17:00"))]
_DAY_POLICY = texts("closed", "as usual", "10:00-16:00")
DayPolicyText = Annotated[DayPolicy, *read_by(values.day_policy, _DAY_POLICY)]
_HOLIDAYS = {
    "anyOf": [
        _DAY_POLICY,
        {
            "type": "object",
            "properties": {
                "public": {
                    **_DAY_POLICY,
                    "description": "On public holidays: `closed`, `as usual`, or times.",
                },
                "local": {**_DAY_POLICY, "description": "On local holidays: `closed`, `as usual`, or times."},
            },
            "additionalProperties": False,
            "minProperties": 1,
        },
    ]
}
HolidaysText = Annotated[HolidayPolicy, *read_by(values.holiday_policy, _HOLIDAYS)]
DATE_SCHEMA = {"type": "string", "pattern": "^[12][0-9]{3}-[0-9]{2}-[0-9]{2}$", "examples": ["2026-05-01"]}
DateText = Annotated[date, *read_by(values.day, DATE_SCHEMA)]
MinutesText = Annotated[int, *read_by(values.minutes, texts("30 min", "4 h", "2 days"))]
ReviewText = Annotated[ReviewPeriod, *read_by(values.review_period, texts("6 months", "1 month", "12 weeks"))]

_RESPONSE_TEXT = texts("4 h", "30 min", "2 days", "next working day")
_WITHIN: dict[str, Any] = {
    "within": {**_RESPONSE_TEXT, "description": "How long it takes at most, such as `4 h`."},
    "clock": {
        "enum": list(words.CLOCKS),
        "description": "`open`: only the service's open time counts. Left out (`elapsed`): all time counts.",
    },
}
_ONE_RESPONSE: dict[str, Any] = {
    "anyOf": [
        _RESPONSE_TEXT,
        {"type": "object", "properties": _WITHIN, "required": ["within"], "additionalProperties": False},
    ]
}
_RESPONSES: dict[str, Any] = {
    "anyOf": [
        *_ONE_RESPONSE["anyOf"],
        {
            "type": "object",
            "properties": {
                urgency: {**_ONE_RESPONSE, "description": f"How soon, at urgency `{urgency}`."}
                for urgency in words.URGENCIES
            },
            "additionalProperties": False,
        },
    ]
}
ResponsesText = Annotated[dict[str, Response], *read_by(values.responses, _RESPONSES)]

_AGES = {
    "anyOf": [
        {"type": "string", "examples": ["16+", "0-15"]},
        {"type": "array", "items": {"type": "string"}, "minItems": 1},
    ]
}
AgesText = Annotated[tuple[tuple[int, int], ...], *read_by(values.ages, _AGES)]
_AGE = {
    "anyOf": [
        {"type": "integer", "minimum": 0, "maximum": words.OLDEST},
        {"type": "string", "pattern": "^[0-9]{1,3}$"},
    ]
}
AgeText = Annotated[int, *read_by(values.age, _AGE)]
_URGENCY = {
    "anyOf": [
        {"enum": list(words.URGENCIES)},
        {
            "type": "string",
            "pattern": "^(up to \\S+|\\S+ or above|\\S+ to \\S+)$",
            "examples": ["up to urgent", "urgent or above", "urgent to very-urgent"],
        },
        {"type": "array", "items": {"enum": list(words.URGENCIES)}},
    ]
}
UrgencyText = Annotated[frozenset[str], *read_by(values.urgencies, _URGENCY)]
_YES_NO = {"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no", "true", "false"]}]}
YesNo = Annotated[bool, *read_by(values.yes_or_no, _YES_NO)]
TierText = Annotated[int, *read_by(values.tier, {"enum": [1, 2, 3, 4, "1", "2", "3", "4"]})]
_COUNT = {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": "^[0-9]+$"}]}
CountText = Annotated[int, *read_by(values.count, _COUNT)]
_AMOUNT = {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": "^[0-9]+(\\.[0-9]+)?$"}]}
AmountText = Annotated[float, *read_by(values.amount, _AMOUNT)]
MomentText = Annotated[str, *read_by(values.moment, texts("Sat 03:00", "2026-12-25 03:00"))]

Contact = Annotated[
    dict[Channel, Text],
    WithJsonSchema(
        _keys(
            phone="Phone number for the public.",
            text="Number for text messages.",
            web="Web page or web chat.",
            email="Email address.",
            address="Where people can go in person.",
            video="How to reach it by video, also for users of British Sign Language.",
            professional_phone="Phone number for professionals only. It does not let the public in.",
        )
    ),
]


@dataclass(frozen=True)
class _OrNames:
    """In the JSON Schema: a list of names will do where a block of them stands."""

    words: str

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        names = {"type": "array", "items": {"$words": self.words}}
        return {"anyOf": [names, handler(schema)]}


class OrOne:
    """In the JSON Schema: one will do where a list stands."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        several = handler(schema)
        return {"anyOf": [several["items"], several]}


class Part(BaseModel):
    """A part of a map: frozen, and no key that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    noun: ClassVar[str]
    """What such a part is called in messages, with its article."""


# --- conditions


class Exclusion(Part):
    """Why a circumstance keeps people out, and what happens instead. All of it may be left out."""

    noun = "an exclusion"

    kind: ExclusionKind | None = Field(
        None, description="`blanket`: whoever it is. `functional`: only while it makes the help impossible."
    )
    why: Text | None = Field(
        None, description="The reason, in plain words.", examples=["cannot take part while intoxicated"]
    )
    instead: Text | None = Field(
        None, description="What these people are given instead. The way there is a transfer of its own."
    )


_NOTHING_SAID = Exclusion()


def _exclusions(value: Any) -> Any:
    """A list of circumstances is a mapping of which no entry says more."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return dict.fromkeys(value, _NOTHING_SAID)
    return value


Exclusions = Annotated[dict[CircumstanceRef, Exclusion], BeforeValidator(_exclusions), _OrNames("circumstances")]


class Condition(Part):
    """Whom something is for. A key that is left out does not restrict."""

    noun = "a condition"

    needs: frozenset[NeedRef] | None = Field(
        None, description="The person's need is one of these.", examples=[["distress", "suicidal-thoughts"]]
    )
    localities: frozenset[Ref] | None = Field(
        None, description="The person is in one of these localities.", examples=[["north"]]
    )
    urgency: UrgencyText | None = Field(
        None,
        description="The urgency of the response: one word, `up to urgent`, `urgent or above`, "
        "`urgent to very-urgent`, or a list.",
        examples=["urgent or above"],
    )
    ages: AgesText | None = Field(
        None,
        description="Ages in whole years, both ends included: `16+`, `0-15`, or a list such as `[0-15, 65+]`.",
        examples=["16+"],
    )
    requires: tuple[CircumstanceRef, ...] = Field(
        (), description="Circumstances that must all be true of the person.", examples=[["gp-registered"]]
    )
    excludes: Exclusions | None = Field(
        None,
        description="Circumstances of which none may be true: a list, or each with its `kind`, `why` and "
        "`instead`. `[]` states that nobody is excluded; left out means that it is not stated.",
        examples=[["intoxicated"]],
    )


def _blocks(value: Any) -> Any:
    """One block, or a list of which any may hold."""
    return [value] if isinstance(value, dict | str) else value


Conditions = Annotated[tuple[Condition, ...], BeforeValidator(_blocks), OrOne()]


# --- area, people, forum


class OwnLabel(Part):
    """Something that a map names for itself."""

    noun = "an offer"

    label: Text | None = Field(
        None,
        description="What people call it, short and in lower case: it is used inside sentences.",
        examples=["a bed for mother and baby"],
    )


class OwnNeed(OwnLabel):
    """A need of the map's own, or one of the framework pack (then nothing more is asked)."""

    noun = "a need"

    physical: YesNo | None = Field(
        None, description="`yes` if it calls for physical care, as an injury does.", examples=["yes"]
    )


class OwnCircumstance(OwnLabel):
    """A circumstance of the map's own, or one of the framework pack with changes."""

    noun = "a circumstance"

    ages: AgesText | None = Field(None, description="The ages to which it can apply.", examples=["16-17"])
    usual: YesNo | None = Field(
        None, description="`yes` if it is true of people unless said otherwise.", examples=["yes"]
    )
    implies: dict[CircumstanceRef, YesNo] | None = Field(
        None,
        description="Other circumstances that come with it, each `yes` or `no`.",
        examples=[{"gp-registered": "no"}],
    )
    reaches_by: tuple[Channel, ...] | None = Field(
        None,
        description="The only channels by which such a person can contact a service.",
        examples=[["text", "video", "web", "address"]],
    )


def _named(make: type[OwnLabel]) -> BeforeValidator:
    """A list of names is a mapping of which no entry says more."""
    nothing = make()

    def names(value: Any) -> Any:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return dict.fromkeys(value, nothing)
        return value

    return BeforeValidator(names)


_IN_HOURS = parse_hours("Mon-Fri 09:00-17:00")


class Area(Part):
    """The area that the map is about."""

    noun = "an area"

    id: Id = Field(description="A short name for references: lower-case words joined by `-`.")
    name: Text = Field(description="The name of the area as people know it.", examples=["Eastglen"])
    code: AreaCode | None = Field(
        None,
        description="The official code of the health board, council or partnership that the map is about: it gives the "
        "area its place on the map of progress.",
        examples=["S08000022"],
    )
    calendar: CalendarName = Field(
        "scotland", description="Whose public holidays count. Left out: `scotland`.", examples=["scotland"]
    )
    local_holidays: frozenset[DateText] = Field(
        frozenset(),
        description="Days that local services treat as holidays, besides the public ones.",
        examples=[["2026-09-28"]],
    )
    not_holidays: frozenset[DateText] = Field(
        frozenset(),
        description="Public holidays on which local services work as usual.",
        examples=[["2026-11-30"]],
    )
    in_hours: KnownHoursText = Field(
        _IN_HOURS,
        description="What counts as in hours (holidays never do). Left out: Mon-Fri 09:00-17:00.",
        examples=["Mon-Fri 09:00-17:00"],
    )
    framework: FrameworkNames = Field(
        (DEFAULT,),
        description="The framework packs to go by: one name, or a list in the order in which their principles are to "
        f"be told. Left out: `{DEFAULT}`.",
        examples=[DEFAULT, [DEFAULT, "perinatal-pledge"]],
    )
    offers: dict[Id, OwnLabel] = Field(
        default_factory=dict,
        description="Offers of the area's own, besides those of the framework pack.",
        examples=[{"mother-and-baby-bed": {"label": "a bed for mother and baby"}}],
    )


class PeopleBlock(Part):
    """Who the pathway is for, as written; every combination is checked."""

    noun = "a `people` block"

    ages: AgesText | None = Field(
        None, description="The ages the pathway is for. Left out: everybody.", examples=["5+"]
    )
    needs: Annotated[dict[Id, OwnNeed], _named(OwnNeed), _OrNames("needs")] | None = Field(
        None,
        description="The needs the pathway is for: a list of the framework's, or a block that also defines "
        "needs of your own. Left out: all of the framework's.",
        examples=[["distress", "suicidal-thoughts"]],
    )
    localities: tuple[Id, ...] | None = Field(
        None, description="Parts of the area that services tell apart.", examples=[["north", "south"]]
    )
    circumstances: Annotated[dict[Id, OwnCircumstance], _named(OwnCircumstance), _OrNames("circumstances")] | None = (
        Field(
            None,
            description="What may be true of a person besides: a list of the framework's, or a block that also "
            "defines circumstances of your own.",
            examples=[["intoxicated", "gp-registered"]],
        )
    )


class Forum(Part):
    """The local multi-agency forum."""

    noun = "a forum"

    name: Text | None = Field(None, description="What the forum is called.")
    convenor: Ref | None = Field(None, description="The organisation that convenes it.")
    members: tuple[Ref, ...] | None = Field(
        None, description="The organisations that are members.", examples=[["nhs-eastglen"]]
    )
    escalation: Text | None = Field(
        None, description="Whom staff turn to when a transfer is refused or disputed, and when."
    )
    lived_experience: Text | None = Field(None, description="How people with lived experience take part in the forum.")
    measures: Text | None = Field(None, description="What the forum measures, and how often.")
    reviewed: DateText | None = Field(None, description="The day of the last review.", examples=["2026-05-01"])
    review_every: ReviewText | None = Field(
        None, description="How often the pathway is reviewed.", examples=["6 months"]
    )


# --- organisations, services, transfers, agreements


class Organisation(Part):
    """An organisation that runs services or takes part in the forum."""

    noun = "an organisation"

    id: SkipJsonSchema[str] = ""
    name: Text = Field(description="The organisation's name.", examples=["NHS Eastglen"])
    sector: Sector = Field(description="The sector it belongs to.", examples=["health"])


class Says(Part):
    """What a source says, where it can be compared with the map."""

    noun = "what a source says"

    hours: HoursText | None = Field(
        None, description="The hours that the source gives.", examples=["Mon-Fri 09:00-17:00"]
    )
    ages: AgesText | None = Field(None, description="The ages that the source gives.", examples=["18+"])


class Source(Part):
    """Where a fact was read."""

    noun = "a source"

    title: Text = Field(description="What the source is called.", examples=["Eastglen directory"])
    url: Text | None = Field(None, description="Its address on the web.")
    says: Says | None = Field(
        None, description="What it says of hours or ages, to be compared with the map and other sources."
    )


class Service(Part):
    """A service in the pathway."""

    noun = "a service"

    id: SkipJsonSchema[str] = ""
    name: Text = Field(
        description="The service's name as people know it.", examples=["Eastglen duty mental health team"]
    )
    provider: Ref = Field(description="The organisation that runs it.", examples=["nhs-eastglen"])
    kind: ServiceKind = Field(description="What kind of service it is.", examples=["crisis-team"])
    tier: TierText | None = Field(None, description="The tier of the mental health system, 1 to 4.", examples=["2"])
    open_to: OpenTo = Field(
        "transfers",
        description="Who may contact it: the `public` (then it is a door), `professionals`, or only people "
        "who come by a transfer. Left out: `transfers`.",
        examples=["public"],
    )
    door_for: Conditions | None = Field(
        None, description="Whom a public door is for. Left out: everyone.", examples=[{"ages": "0-18"}]
    )
    status: Status = Field(
        "active",
        description="Whether it runs: `active` (if left out) or `pilot`; services that are `paused`, "
        "`planned`, `needed` or `closed` are never open.",
        examples=["active"],
    )
    hours: HoursText = Field(
        description="When it is open: `Mon-Fri 09:00-17:00`, `24/7`, `closed`, `unknown`, "
        "`when gp is closed`, or a list of which all add up.",
        examples=["Mon-Fri 09:00-17:00"],
    )
    intake: PlainHoursText | None = Field(
        None,
        description="When it takes new people. Left out: whenever it is open.",
        examples=["Mon-Fri 09:00-15:30"],
    )
    holidays: HolidaysText | None = Field(
        None,
        description="What happens on holidays: `closed`, `as usual`, times, or one each for `public` and "
        "`local`. Left out: not stated (as usual for 24/7).",
        examples=["closed"],
    )
    dates: dict[DateText, DayPolicyText] = Field(
        default_factory=dict,
        description="Single days that differ: `closed`, `as usual`, or times.",
        examples=[{"2026-12-24": "09:00-12:00"}],
    )
    valid_from: DateText | None = Field(None, description="The first day of the service.", examples=["2026-05-01"])
    valid_until: DateText | None = Field(None, description="The last day of the service.", examples=["2027-03-31"])
    supports: Conditions | None = Field(
        None,
        description="Whom this service can itself support. A list of blocks means any of them. Left out: "
        "nobody, it only passes people on.",
        examples=[{"needs": ["distress"], "ages": "16+"}],
    )
    offers: tuple[OfferRef, ...] | None = Field(
        None, description="What it offers.", examples=[["listening", "assessment"]]
    )
    responds_within: ResponsesText | None = Field(
        None,
        description="How soon its support begins: a duration, `next working day`, `{within: 4 h, clock: "
        "open}`, or any of these by urgency.",
        examples=["4 h"],
    )
    contact: Contact | None = Field(
        None, description="How to contact it, by channel.", examples=[{"phone": "01632 960001"}]
    )
    when_shut: WhenShut | None = Field(
        None,
        description="`nothing` states that a caller gets no message when it is shut. What a caller does get "
        "is a transfer with `when: closed`.",
        examples=["nothing"],
    )
    languages: tuple[Text, ...] | None = Field(
        None, description="Languages it can work in.", examples=[["English", "British Sign Language"]]
    )
    trauma_training: TraumaLevel | None = Field(
        None, description="The level of trauma training its staff have.", examples=["skilled"]
    )
    decision_owner: Text | None = Field(None, description="Who owns decisions about positive risk taking here.")
    sources: tuple[Source, ...] = Field(
        (), description="Where these facts were read.", examples=[[{"title": "Eastglen directory"}]]
    )
    checked_on: DateText | None = Field(
        None, description="The day on which somebody last checked these facts.", examples=["2026-05-01"]
    )
    notes: Text | None = Field(None, description="Anything else a reader should know.")


def id_by_ends(start: str, end: str) -> str:
    """The id of a transfer that has none of its own, by the ids of its sender and its receiver."""
    return f"{start}-to-{end}"


class Transfer(Part):
    """A way from one service to another."""

    noun = "a transfer"

    id: Ref = Field("", description="A name of its own. Left out: `FROM-to-TO`.", examples=["gp-to-duty-team"])
    from_: Ref = Field(alias="from", description="The service that sends.", examples=["gp"])
    to: Ref = Field(description="The service that receives.", examples=["duty-team"])
    by: By = Field(
        description="How the person gets there: staff bring them into contact (`warm-handover`, "
        "`call-transfer`, `visit`, `conveyance`, `deployment`), refer them to wait (`referral`), tell them "
        "where to go (`signpost`), or ask a colleague while the person stays (`advice`).",
        examples=["warm-handover"],
    )
    for_: Conditions | None = Field(
        None,
        alias="for",
        description="Whom it is for. A list of blocks means any of them. Left out: everyone.",
        examples=[{"urgency": "urgent or above"}],
    )
    when: When = Field(
        "open",
        description="Whether it is made while the sender is `open` (if left out), while it is `closed` (an "
        "answerphone message, a divert), or `always`.",
        examples=["closed"],
    )
    hours: HoursText | None = Field(
        None,
        description="Narrower hours of the transfer itself. Left out: whenever the sender is open.",
        examples=["Mon-Fri 09:00-17:00"],
    )
    holidays: OnlyClosed | None = Field(
        None, description="`closed`: not made on holidays. Left out: holidays make no difference."
    )
    valid_from: DateText | None = Field(None, description="The first day of the transfer.", examples=["2026-05-01"])
    valid_until: DateText | None = Field(None, description="The last day of the transfer.", examples=["2027-03-31"])
    takes: MinutesText | None = Field(None, description="How long making it takes.", examples=["10 min"])
    responds_within: ResponsesText | None = Field(
        None,
        description="How soon support begins after this transfer; it goes before what the receiver states.",
        examples=["4 h"],
    )
    conveyed_by: Ref | None = Field(None, description="The service that takes the person there. Left out: the sender.")
    basis: Text | None = Field(None, description="A legal power on which it rests.", examples=["s297"])
    shares: tuple[Share, ...] | None = Field(
        None,
        description="What is passed on with the person. Without `story` they have to tell it again; `[]` "
        "states that nothing is.",
        examples=[["identity", "story", "risk"]],
    )
    agreement: Ref | None = Field(None, description="The sharing agreement that covers it.")
    agreed_by: tuple[Ref, ...] | None = Field(
        None,
        description="The organisations that have agreed to this transfer.",
        examples=[["nhs-24", "nhs-eastglen"]],
    )
    holds_until: Hold | None = Field(
        None, description="When the sender's responsibility for the person ends.", examples=["accepted"]
    )
    feedback: YesNo | None = Field(None, description="Whether the sender hears what came of it.", examples=["yes"])
    notes: Text | None = Field(None, description="Anything else a reader should know.")
    sources: tuple[Source, ...] = Field(
        (), description="Where these facts were read.", examples=[[{"title": "Eastglen directory"}]]
    )


class Agreement(Part):
    """An information sharing agreement."""

    noun = "an agreement"

    id: SkipJsonSchema[str] = ""
    name: Text = Field(description="What the agreement is called.", examples=["Eastglen information sharing protocol"])
    parties: tuple[Ref, ...] | None = Field(
        None, description="The organisations that are party to it.", examples=[["nhs-24", "nhs-eastglen"]]
    )
    covers: tuple[Share, ...] | None = Field(
        None, description="What may be shared under it.", examples=[["identity", "story", "risk"]]
    )
    without_consent_when: Text | None = Field(
        None, description="When information may be shared without the person's consent."
    )
    review_by: DateText | None = Field(
        None, description="The day by which it is to be reviewed.", examples=["2027-03-31"]
    )


# --- scenarios and acknowledgements


class Person(Part):
    """The person of a scenario. Circumstances are as usual, but for those that are named."""

    noun = "a person"

    age: AgeText = Field(description="Age in whole years.", examples=["16"])
    need: NeedRef = Field(description="What they need help with.", examples=["distress"])
    urgency: Urgency = Field(description="The urgency of the response they need.", examples=["urgent"])
    locality: Ref | None = Field(None, description="Where they are, if the map has localities.", examples=["north"])
    circumstances: dict[CircumstanceRef, YesNo] = Field(
        default_factory=dict,
        description="Circumstances that are not as usual, each `yes` or `no`.",
        examples=[{"intoxicated": "yes"}],
    )


class Expect(Part):
    """What a scenario promises. Any of it may be left out."""

    noun = "an expectation"

    outcome: OutcomeWord | None = Field(
        None,
        description="`now` (helped straight away), `later` (taken on, with a wait), `self` (told where to "
        "go) or `none` (left with nothing).",
        examples=["now"],
    )
    within: MinutesText | None = Field(None, description="The longest wait that will do.", examples=["30 min"])
    reaches: Ref | None = Field(None, description="The service that supports the person in the end.")
    not_through: tuple[Ref, ...] | None = Field(
        None,
        description="Services or kinds of service that the journey must avoid.",
        examples=[["police-response"]],
    )


class Scenario(Part):
    """A promise about a named person at a named moment, checked on every run."""

    noun = "a scenario"

    name: Text = Field(description="What the scenario is about.", examples=["School leaver on a Saturday night"])
    person: Person = Field(description="Who it is.", examples=[{"age": "16", "need": "distress", "urgency": "urgent"}])
    door: Ref = Field(description="The service they turn to first.", examples=["gp"])
    at: MomentText = Field(
        description="When: a day of an ordinary week, or a date, and the time.", examples=["Sat 03:00"]
    )
    expect: Expect = Field(description="What should happen.", examples=[{"outcome": "now"}])


class Covers(Part):
    """How far an acknowledged finding may reach before it is open again."""

    noun = "what an acknowledgement covers"

    hours_per_week: AmountText = Field(description="Hours in an ordinary week in which it may occur.", examples=["64"])
    people: CountText = Field(description="How many kinds of people it may concern.", examples=["12"])
    dates: CountText = Field(description="How many dates outside the ordinary week it may concern.", examples=["3"])


class Acknowledgement(Part):
    """A finding that the forum knows of and lives with for now."""

    noun = "an acknowledgement"

    finding: Text = Field(description="The finding's exact id.", examples=["closed-door@gp"])
    reason: Text = Field(description="Why the forum lives with it for now.")
    meanwhile: Text = Field(description="What is done for people meanwhile.")
    owner: Text = Field(description="Who sees to it: the id of an organisation, or words.")
    agreed: DateText = Field(description="The day on which the forum agreed to live with it.", examples=["2026-05-04"])
    review: DateText = Field(
        description="The day by which the forum looks at it again: at most 12 months after `agreed`.",
        examples=["2026-11-30"],
    )
    covers: Covers = Field(
        description="How far the finding may reach before it is open again.",
        examples=[{"hours_per_week": "64", "people": "12", "dates": "3"}],
    )
