"""Write the reference of the format, `docs/format.md`, anew from the models that read a map.

python docs/generate_format.py            writes it if it has changed
python docs/generate_format.py --check    changes nothing; says if it is not fresh, and ends with 1

The keys, their meaning and their types come from the models, the words from the lists of the format and the framework
pack, and the examples from `docs/every-key`, a map that is loaded and has every key. What hours and other values mean
is told by the very functions that read them.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import yaml
from folders import DOCS, file_command
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from pathkit.frameworks import load_framework
from pathkit.maps import load_map, model, parts, planning, quantities, values, words
from pathkit.times.durations import Response, duration_in_words
from pathkit.times.hours import Hours, Windows, hours_in_words
from pathkit.times.patterns import DAY, DAY_NAMES, clock
from pathkit.times.words import date_in_words

FILE = DOCS / "format.md"
EXAMPLE = DOCS / "every-key" / "eastglen.pathway.yaml"
LIBRARY = DOCS / "every-key" / "national.pathway.yaml"
PLAN = DOCS / "every-key" / "plan.pathway.yaml"
FILES = (EXAMPLE, PLAN, LIBRARY)
LONGEST_EXAMPLE = 60


class CannotTell(Exception):
    """Something in the models that this script has no words for yet."""


@dataclass(frozen=True)
class Told:
    """A section on one part of a map: its heading, and the path in an example whose lines are shown."""

    part: type[model.Part]
    heading: str
    more: str = ""
    shown: tuple[str | int, ...] = ()
    file: Path = EXAMPLE


PARTS = (
    Told(
        model.MapFile,
        "The whole file",
        "What has an `area` is a map, and is checked. What has none is a *library*, such as the national services: it "
        "is there for maps to bring in with `uses`. A library can state `organisations`, `services`, `transfers`, "
        "`agreements`, and circumstances for its own conditions. A map can lead transfers to what is in a library and "
        "away from it. It cannot change it. What partners have agreed (`declaration`, `plan`, `measures`, `training`, "
        "`emergency_plan`) stands in the map, or in a file of its own that the map brings in with `uses`. It is [the "
        "map's own](semantics.md#a-plan-in-a-file-of-its-own) wherever it stands.",
    ),
    Told(model.Area, "Area", shown=("area",)),
    Told(
        model.PeopleBlock,
        "People",
        "Every need is combined with every urgency, age and locality. [What a map means](semantics.md#people) tells "
        "how circumstances come in.",
        shown=("people",),
    ),
    Told(model.OwnNeed, "A need of the map's own"),
    Told(model.OwnCircumstance, "A circumstance of the map's own"),
    Told(model.OwnLabel, "An offer of the map's own"),
    Told(model.Forum, "Forum", shown=("forum",)),
    Told(model.Organisation, "An organisation", shown=("organisations",)),
    Told(
        model.Service,
        "A service",
        "A service that is `open_to: public` is a **door**.",
        shown=("services", "duty-team"),
    ),
    Told(
        model.Transfer,
        "A transfer",
        "A transfer has an id of its own only where two lead from the same service to the same other.",
        shown=("transfers", 0),
    ),
    Told(
        model.Condition,
        "A condition",
        "`supports`, `for` and `door_for` are conditions. All the keys of a block have to hold. Of several blocks in a "
        "list, one is enough.",
        shown=("services", "duty-team", "supports"),
    ),
    Told(model.Exclusion, "What is said of an exclusion"),
    Told(model.Source, "A source", shown=("services", "duty-team", "sources")),
    Told(model.Says, "What a source says"),
    Told(model.Agreement, "An agreement", shown=("agreements",)),
    Told(model.Scenario, "A scenario", shown=("scenarios",)),
    Told(model.Person, "The person of a scenario"),
    Told(model.Expect, "What a scenario expects"),
    Told(
        model.Acknowledgement,
        "An acknowledgement",
        "`pathkit acknowledge` writes these entries.",
        shown=("acknowledged",),
    ),
    Told(model.Covers, "What an acknowledgement covers"),
    Told(model.Declaration, "A declaration", shown=("declaration",), file=PLAN),
    Told(
        model.Plan,
        "A plan",
        "[What a map means](semantics.md#what-a-plan-means) tells what comes of it.",
        shown=("plan", "actions", "missed-calls"),
        file=PLAN,
    ),
    Told(model.Action, "An action", shown=("plan", "actions", "weekend-cover"), file=PLAN),
    Told(model.Milestone, "A milestone"),
    Told(
        model.PlannedChange,
        "A change",
        "What stands in it has the keys of the part that is changed, and none of them has to be there. [What a map "
        "means](semantics.md#what-a-change-means) tells what comes of them.",
        shown=("plan", "actions", "weekend-cover", "change"),
        file=PLAN,
    ),
    Told(model.Measure, "A measure", shown=("measures",), file=PLAN),
    Told(model.Training, "A training", shown=("training",), file=PLAN),
    Told(model.EmergencyPlan, "An emergency plan", shown=("emergency_plan",), file=PLAN),
    Told(model.EmergencyCover, "What an emergency plan covers"),
)

# The parts of a change, each by the part of which it has the keys.
CHANGES: Mapping[type[model.Part], type[model.Part]] = {
    planning.OrganisationChange: model.Organisation,
    planning.ServiceChange: model.Service,
    planning.TransferChange: model.Transfer,
    planning.AgreementChange: model.Agreement,
    planning.ForumChange: model.Forum,
    planning.TrainingChange: model.Training,
    planning.EmergencyPlanChange: model.EmergencyPlan,
}

# A type, what is written for one value of it, and for several. Looked up in this order.
VALUES: tuple[tuple[object, str, str], ...] = (
    (parts.Id, "an [id](#ids)", "[ids](#ids)"),
    (parts.Ref, "an [id](#ids) that is defined", "[ids](#ids) that are defined"),
    (parts.Text, "text", "texts"),
    (parts.NeedRef, "a [need](#needs)", "[needs](#needs)"),
    (parts.CircumstanceRef, "a [circumstance](#circumstances)", "[circumstances](#circumstances)"),
    (parts.OfferRef, "an [offer](#offers)", "[offers](#offers)"),
    (parts.Urgency, "an [urgency](#urgency)", "[urgencies](#urgency)"),
    (parts.UrgencyText, "[urgencies](#urgencies-in-a-condition)", ""),
    (parts.Sector, "a [sector](#sectors)", ""),
    (parts.ServiceKind, "a [kind](#kinds-of-service)", ""),
    (parts.By, "a [way](#ways-of-transfer)", ""),
    (parts.OpenTo, "a [word](#open-to)", ""),
    (parts.Status, "a [status](#status)", ""),
    (parts.Share, "an [item](#what-is-shared)", "[items](#what-is-shared)"),
    (parts.Hold, "a [word](#when-responsibility-ends)", ""),
    (parts.TraumaLevel, "a [level](#trauma-training)", ""),
    (parts.Channel, "a [channel](#channels)", "[channels](#channels)"),
    (parts.When, "a [word](#when-a-transfer-is-made)", ""),
    (parts.OutcomeWord, "an [outcome](#outcomes)", ""),
    (parts.CalendarName, "a [calendar](#calendars)", ""),
    (parts.ExclusionKind, "a [kind](#kinds-of-exclusion)", ""),
    (parts.WhenShut, "`nothing`", ""),
    (parts.OnlyClosed, "`closed`", ""),
    (parts.HoursText, "[hours](#hours)", ""),
    (parts.PlainHoursText, "[hours](#hours), but not `when … is closed`", ""),
    (parts.KnownHoursText, "[hours](#hours) that are known", ""),
    (parts.HolidaysText, "[what happens on holidays](#holidays-and-single-days)", ""),
    (parts.DayPolicyText, "[what happens then](#holidays-and-single-days)", ""),
    (parts.DateText, "a [date](#dates-and-moments)", "[dates](#dates-and-moments)"),
    (parts.MomentText, "a [moment](#dates-and-moments)", ""),
    (parts.MinutesText, "a [duration](#durations)", ""),
    (parts.ReviewText, "a [duration](#durations), also in months", ""),
    (parts.ResponsesText, "a [response time](#response-times)", ""),
    (parts.AgesText, "[ages](#ages)", ""),
    (parts.AgeText, "an age in whole years", ""),
    (parts.YesNo, "`yes` or `no`", ""),
    (parts.TierText, "`1`, `2`, `3` or `4`", ""),
    (parts.CountText, "a whole number", ""),
    (parts.AmountText, "a number", ""),
    (parts.AreaCode, "a letter and eight digits", ""),
    (parts.FrameworkNames, "the name of a framework pack, or a list of names", ""),
    (planning.ThemeRef, "a [theme](#themes)", ""),
    (planning.AimRef, "", "ids of principles, expectations and commitments of the framework packs"),
    (planning.Closed, "", "ids of findings, and names of scenarios"),
    (planning.ActionStatus, "a [status](#status-of-an-action)", ""),
    (planning.DueText, "[when it is due](#when-something-is-due)", ""),
    (planning.Owners, "an [id](#ids) that is defined, or words; or a list of them", ""),
    (planning.QuantityText, "a [quantity](#quantities-and-targets)", ""),
    (planning.TargetText, "a [target](#quantities-and-targets)", ""),
    (parts.Contact, "a block: under each [channel](#channels), text", ""),
    (parts.Conditions, "a [condition](#a-condition), or a list of them", ""),
    (
        parts.Exclusions,
        "a list of [circumstances](#circumstances), or a block with [what is said](#what-is-said-of-an-exclusion) of "
        "each",
        "",
    ),
)

# What the words mean that have no label in the framework pack.
MEANINGS: Mapping[str, Mapping[str, str]] = {
    "open_to": {
        "public": "anybody may turn to it first: it is a door",
        "professionals": "staff of other services may contact it",
        "transfers": "people come by the transfers of the map only",
    },
    "status": {
        "active": "it runs",
        "pilot": "it runs, for a time",
        "paused": "it does not run at present",
        "planned": "it is to come",
        "needed": "the forum says that it ought to be there",
        "closed": "it is there no more",
    },
    "holds_until": {
        "sent": "once the referral or the message has gone out",
        "contacted": "once the receiver has been in touch with the person",
        "accepted": "once the receiver has said yes",
        "arrived": "once the person is there",
    },
    "training": {
        "informed": "everybody who works with people",
        "skilled": "staff in direct contact with people who may be affected by trauma",
        "enhanced": "staff who meet them in crisis, or over time",
        "specialist": "staff who treat its effects",
    },
    "when": {
        "open": "while the sender is open",
        "closed": "while the sender is shut: an answerphone message, a divert",
        "always": "at any time",
    },
    "calendar": {
        "scotland": "public holidays of Scotland",
        "england-and-wales": "public holidays of England and Wales",
        "northern-ireland": "public holidays of Northern Ireland",
        "none": "no public holidays",
    },
    "action": {
        "not-started": "nothing has been done yet",
        "in-progress": "work has begun",
        "delivered": "it is done; if what it closes is still found, that is an error",
        "stopped": "it will not be done; `learned` may say why",
        "unknown": "nobody has written down how far it has got (as if left out)",
    },
    "exclusion": {
        "blanket": "whoever it is, because of the circumstance alone",
        "functional": "only while it makes the help impossible",
    },
}

MODES = {
    "live": "live: staff bring the person into contact at once; the receiver has to be open",
    "queued": "queued: the person waits until the receiver takes new people",
    "person-led": "led by the person, who goes there alone",
    "none": "no way at all: the person stays where they are",
}

HOURS = (
    "24/7",
    "closed",
    "unknown",
    "when gp is closed",
    "Mon-Fri 09:00-17:00",
    "Mon, Wed 09:00-12:00, 13:00-17:00",
    "Mon-Fri 09:00-17:00, Sat 10:00-14:00",
    "Fri-Mon 10:00-16:00",
    "Mon-Thu 18:00-02:00",
    "Fri 18:00 to Mon 06:00",
    "daily 08:00-24:00",
    "weekdays 08:00-20:00; weekends 10:00-16:00",
    "first Mon 10:00-12:00",
    "last Fri 14:00-16:00",
)
NO_HOURS = ("9-5", "Mo-Fr 09:00-17:00", "Mon-Fri 9am-5pm", "Mon-Fri 17:00+", "Mon 09:00-09:00", "Mon-Fri 08:30-05:30")
AGES = ("16+", "0-15", "18-18", "[0-15, 65+]")
NO_AGES = ("16", "under 16", "65-16")
URGENCIES = ("urgent", "up to urgent", "urgent or above", "urgent to very-urgent", "[routine, emergency]")
DUE = ("2026-08-01", "{within: 6 months}")
NO_DUE = ("6 months", "1 August 2026", "{by: 2026-08-01}")
QUANTITIES = ("81 %", "12 min", "1,250 calls", "£40 per visit")
NO_QUANTITIES = ("about 80 %", "80-90 %")
TARGETS = ("95 %", "at least 95 %", "95 % or more", "at most 12 min", "up to 12 min")
NO_TARGETS = ("12 min",)
DURATIONS = ("30 min", "4 h", "2 days", "2 weeks")
NO_DURATIONS = ("2 hrs", "1.5 h", "6 months", "half an hour")
RESPONSES = ("4 h", "next working day", "{within: 4 h, clock: open}")
CLOCKS = {
    "elapsed": "all time counts",
    "open": "only time in which the service is open counts",
    "next-working-day": "on a later day that is no Saturday, Sunday or holiday",
}


# --- the page -------------------------------------------------------------------------------------------


def page() -> str:
    """The whole reference."""
    return "\n\n".join([*_beginning(), *_parts(), *_values(), *_words(), *_reading()]) + "\n"


def _beginning() -> Iterator[str]:
    yield "# The format of a map"
    yield (
        "A map is a text file, `NAME.pathway.yaml`. This page has every key that can stand in one, with its meaning, "
        "what may be written behind it, and an example. You need not read it through: begin with [your first "
        "map](../README.md#your-first-map-in-five-minutes), and look things up here."
    )
    yield (
        "All examples are cut from [one map](every-key/eastglen.pathway.yaml), [the library that it "
        "uses](every-key/national.pathway.yaml) and [its plan](every-key/plan.pathway.yaml). They show how things are "
        "written, and not a pathway to copy."
    )
    yield (
        "What is not known is left out, or is `unknown` where hours are asked for. That is not held against anyone: it "
        "becomes a question to whoever can answer it. There is one thing to mind: `supports` and `open_to: public` say "
        "what a service *does*, and a service without them helps nobody itself, or is no door. Leave them out only "
        "where that is so."
    )


def _parts() -> Iterator[str]:
    yield "## The parts of a map"
    for told in PARTS:
        yield f"### {told.heading}"
        yield inspect.cleandoc(str(told.part.__doc__)).replace("\n", " ").replace("  ", "\n\n")
        if told.more:
            yield told.more
        yield _keys_of(told.part)
        if told.shown:
            yield _fenced(_lines(told.shown, told.file))
        if told.part is model.MapFile:
            yield f"This is a whole library:\n\n{_fenced(_without_comment(LIBRARY.read_text('utf-8')))}"


def _keys_of(part: type[model.Part]) -> str:
    """The table of a part's keys: those that are required first, as the models have them."""
    types = get_type_hints(part, include_extras=True)
    rows = [
        (f"`{key}`", str(field.description), _written(types[name], field, examples().get((part, key), "")))
        for name, key, field in _fields(part)
    ]
    return _table(("key", "meaning", "what to write"), rows)


def _fields(part: type[model.Part]) -> list[tuple[str, str, FieldInfo]]:
    """The keys of a part as they stand in a file; an `id` that comes from the key above the part is none."""
    found = [(name, field.alias or name, field) for name, field in part.model_fields.items() if field.description]
    return sorted(found, key=lambda one: not one[2].is_required())


_OWN_ID = model.Transfer.model_fields["id"].description  # which defines an id, and refers to none


def _written(kind: Any, field: FieldInfo, example: str) -> str:
    """What to write behind a key, with an example, and what holds if it is left out."""
    what = kind_in_words(kind if field.description != _OWN_ID else model.Id)
    said = [f"{what}, such as `{example}`" if example and f"`{example}`" not in what else what]
    if field.is_required():
        said += ["**Required**"]
    elif isinstance(field.default, str) and field.default and "left out" not in str(field.description).lower():
        said += [f"Left out: `{field.default}`"]
    return ". ".join(said)


def kind_in_words(kind: Any, several: bool = False) -> str:
    """What is to be written for a type of the models."""
    for known, one, many in VALUES:
        if kind == known:
            return many if several and many else one
    if get_origin(kind) is Annotated:
        inner, *notes = get_args(kind)
        names = [note.words for note in notes if isinstance(note, parts._OrNames)]
        own = kind_in_words(inner, several)
        return f"a list of [{names[0]}](#{names[0]}), or {own}" if names else own
    arguments = [argument for argument in get_args(kind) if argument not in (NoneType, ...)]
    match get_origin(kind):
        case origin if origin in (Union, UnionType):
            (kind,) = arguments
            return kind_in_words(kind, several)
        case origin if origin in (tuple, frozenset):
            return f"a list of {kind_in_words(arguments[0], several=True)}"
        case origin if origin is dict:
            return f"a block: under each {_bare(kind_in_words(arguments[0]))}, {kind_in_words(arguments[1])}"
    whole = CHANGES.get(kind)
    for told in PARTS:
        if whole is told.part:
            keys = f"keys of [{told.part.noun}](#{_anchor(told.heading)})"
            return f"entries, each with {keys}" if several else keys
        if kind is told.part:
            link = f"](#{_anchor(told.heading)})"
            return (
                f"entries, each [{told.heading[0].lower()}{told.heading[1:]}{link}"
                if several
                else _part_link(told, link)
            )
    raise CannotTell(f"docs/generate_format.py does not know what to call {kind}.")


def _part_link(told: Told, link: str) -> str:
    return f"[{told.part.noun}{link}"


def _bare(words_: str) -> str:
    return words_.removeprefix("an ").removeprefix("a ")


# --- values, each as the functions read it --------------------------------------------------------------


def _values() -> Iterator[str]:
    yield "## Values"
    yield "### Ids"
    yield (
        "Small letters and digits, with `-` between the words of a name, such as `duty-team`; at most "
        f"{model.ID_LENGTH} characters. An id is defined once, over the map and all that it uses. One that is not "
        "defined is an error, with the closest that is."
    )
    yield "### Hours"
    yield "One text, or a list of texts whose windows add up. What each is taken to mean:"
    yield _table(("written", "means", "hours a week"), [(f"`{text}`", *_hours(values.hours(text))) for text in HOURS])
    yield (
        "Times are `00:00` to `24:00`. A window holds its first minute and not its last: at 17:00, `09:00-17:00` is "
        "over. A window that goes past midnight belongs, whole, to the day on which it starts. `when gp is closed` "
        "stands alone: no other hours, `holidays`, `dates` or `intake` beside it."
    )
    yield "What could mean two things is refused, with what was probably meant:"
    yield _refused(values.hours, NO_HOURS)
    yield "### Holidays and single days"
    yield (
        "`closed`, `as usual`, or times such as `10:00-16:00`. For `holidays`, also a block with `public` and `local` "
        "apart. Public holidays are those of the area's `calendar`, less its `not_holidays`; local ones are its "
        "`local_holidays`, which bear on the map's own services only. A day that is both goes by `public`. Under "
        "`dates`, single days go before everything else. Left out, `holidays` are *not stated*: it is a question "
        "whether the service is open then. Only `24/7` says enough on its own. Times that are given for a day are the "
        "hours of that day and its intake, both."
    )
    yield "### Dates and moments"
    yield (
        "A date is year, month and day: `2026-12-25`. A moment is a date or a day of the week with a time: "
        "`2026-12-25 03:00`, or `Sat 03:00`, which is the first such moment in an ordinary week. Both ends of "
        "`valid_from` and `valid_until` count."
    )
    yield "### Durations"
    read = [f"`{text}`" for text in DURATIONS if values.minutes(text)]
    yield f"A whole number and a unit: {values.listed(read, 'or')}. Between reviews, months are understood too."
    yield _refused(values.minutes, NO_DURATIONS)
    yield "### When something is due"
    yield (
        "A date; or how long from the day on which the plan was `agreed`, in the units of durations. A milestone is "
        "due likewise. On the day itself nothing is overdue."
    )
    yield _table(
        ("written", "in a plan that was agreed on 1 February 2026"), [(f"`{text}`", _due(text)) for text in DUE]
    )
    yield _refused(_read_due, NO_DUE)
    yield "### Quantities and targets"
    yield (
        "A number with its unit, which may be any words; what is measured and its target have the same. A target says "
        "on which side of it it is good to be. Where it says nothing, more is better; but of a time it has to be said."
    )
    yield _table(
        ("written", "number", "unit"),
        [(f"`{text}`", f"{one.number:,}", one.unit) for text in QUANTITIES for one in (quantities.quantity(text),)],
    )
    yield _table(
        ("target", "met by"),
        [(f"`{text}`", f"{one.side} {one.quantity.text}") for text in TARGETS for one in (quantities.target(text),)],
    )
    yield _refused(quantities.quantity, NO_QUANTITIES)
    yield _refused(quantities.target, NO_TARGETS)
    yield "### Response times"
    yield "One for all, or a block with one for each urgency. What is not in the block is not stated."
    yield _table(("written", "means"), [(f"`{text}`", _response(values.response(_read(text)))) for text in RESPONSES])
    yield "### Ages"
    yield "In whole years, both ends included."
    yield _table(("written", "means"), [(f"`{text}`", _ages(values.ages(_read(text)))) for text in AGES])
    yield _refused(values.ages, NO_AGES)
    yield "### Urgencies in a condition"
    yield _table(
        ("written", "holds for"),
        [(f"`{text}`", ", ".join(_in_order(values.urgencies(_read(text)), words.URGENCIES))) for text in URGENCIES],
    )


def _hours(found: Hours) -> tuple[str, str]:
    """On which days they are, at what times; and how many hours that is a week."""
    if not found.known or found.closed_with is not None or not any(found.weekly):
        return hours_in_words(found), "0" if found.known and found.closed_with is None and not found.monthly else ""
    days: dict[Windows, list[str]] = {}
    for name, windows in zip(DAY_NAMES, found.weekly, strict=True):
        days.setdefault(windows, []).append(name)
    told = [
        f"{values.listed(names)}: {values.listed([_window(*one) for one in windows])}"
        for windows, names in days.items()
        if windows
    ]
    minutes = sum(end - start for windows in found.weekly for start, end in windows)
    return "; ".join(told), f"{minutes / 60:g}"


def _window(start: int, end: int) -> str:
    return f"{clock(start)} to {clock(end) if end <= DAY else f'{clock(end - DAY)} of the next day'}"


def _refused(read: Callable[[object], object], texts: Sequence[str]) -> str:
    return _table(("not accepted", "the answer"), [(f"`{text}`", _answer(read, text)) for text in texts])


def _answer(read: Callable[[object], object], text: str) -> str:
    try:
        read(text)
    except PydanticCustomError as error:
        told = error.context or {}
        message = str(told["message"])
        return " ".join(filter(None, (message[:1].upper() + message[1:].rstrip(".") + ".", told["remedy"])))
    raise CannotTell(f"`{text}` is accepted now.")


def _read_due(text: object) -> planning.Due:
    return planning._due(_read(str(text)))


def _due(text: str) -> str:
    day = _read_due(text).by(date(2026, 2, 1))
    return f"by {date_in_words(day)}" if day is not None else ""


def _response(one: Response) -> str:
    return (
        CLOCKS[one.clock]
        if one.clock == "next-working-day"
        else f"{duration_in_words(one.minutes)}; {CLOCKS[one.clock]}"
    )


def _ages(found: values.Ages) -> str:
    return " or ".join(
        f"{low} and over" if high >= words.OLDEST else f"{low} alone" if low == high else f"{low} to {high}"
        for low, high in found
    )


def _in_order(found: frozenset[str], order: Sequence[str]) -> list[str]:
    return [one for one in order if one in found]


# --- the lists of words ---------------------------------------------------------------------------------


def _words() -> Iterator[str]:
    pack = load_framework()
    yield "## Words"
    yield (
        f"Labels, needs, circumstances and offers are those of the framework pack `{pack.id}`. A map can name needs, "
        "circumstances and offers of its own besides."
    )
    waits = {key: f"support is to begin within {duration_in_words(pack.waits[key])}" for key in words.URGENCIES}
    waits["emergency"] = f"immediate risk of significant harm, to the person or to others; {waits['emergency']}"
    yield from _list(
        "Urgency",
        "How fast somebody has to respond, from the least to the most. It is no score of a person.",
        words.URGENCIES,
        waits,
    )
    needs = {key: f"{need.label}{' (physical)' if need.physical else ''}" for key, need in pack.needs.items()}
    yield from _list("Needs", "", tuple(pack.needs), needs)
    yield "### Circumstances"
    yield "What may be true of a person besides. Each is taken to be false unless it is *usual*."
    yield _table(
        ("word", "meaning", "of whom"),
        [(f"`{key}`", one.label, _of_whom(one)) for key, one in pack.circumstances.items()],
    )
    yield from _list("Offers", "What a service can offer.", tuple(pack.offers), pack.offers)
    enough = [f"{_code_list(_in_order(offers, tuple(pack.offers)))} at `{key}`" for key, offers in pack.enough.items()]
    yield f"To support somebody, a service has to offer one of these: {'; '.join(enough)}. Below that, any will do."
    kinds = {
        key: f"{kind.label}{' (an emergency response)' if kind.emergency else ''}" for key, kind in pack.kinds.items()
    }
    yield from _list("Kinds of service", "", words.KINDS, kinds)
    yield from _list(
        "Ways of transfer",
        "",
        words.METHODS,
        {key: f"{one.label}; {MODES[one.mode]}" for key, one in pack.methods.items()},
    )
    yield (
        "`deployment` sends an emergency response to the person, `visit` staff who are none. `conveyance` takes the "
        "person there. `advice` is staff asking a clinician about somebody; where the clinician talks to them "
        "directly, write `call-transfer`."
    )
    yield from _list("Open to", "", words.OPEN_TO, MEANINGS["open_to"])
    yield from _list("Status", "", words.STATUSES, MEANINGS["status"])
    yield from _list("When a transfer is made", "", words.WHEN, MEANINGS["when"])
    yield from _list("What is shared", "", words.SHARES, pack.shares)
    yield from _list("When responsibility ends", "The sender holds the person:", words.HOLDS, MEANINGS["holds_until"])
    yield from _list("Channels", "", words.CHANNELS, pack.channels)
    yield from _list("Sectors", "", words.SECTORS, pack.sectors)
    yield from _list("Trauma training", "", words.TRAINING, MEANINGS["training"])
    yield from _list("Outcomes", "", words.OUTCOMES, pack.outcomes)
    yield from _list("Calendars", "", words.CALENDARS, MEANINGS["calendar"])
    yield from _list("Themes", "What the actions of a plan are about.", tuple(pack.themes), pack.themes)
    yield from _list("Status of an action", "", words.ACTION_STATUSES, MEANINGS["action"])
    yield from _list("Kinds of exclusion", "", words.EXCLUSION_KINDS, MEANINGS["exclusion"])


def _list(heading: str, about: str, known: Sequence[str], meaning: Mapping[str, str]) -> Iterator[str]:
    yield f"### {heading}"
    if about:
        yield about
    yield _table(("word", "meaning"), [(f"`{word}`", meaning[word]) for word in known])


def _of_whom(one: Any) -> str:
    parts = [f"ages {', '.join(words.age_range(*run) for run in one.ages)}"] if one.ages else []
    parts += ["usual"] if one.usual else []
    parts += [f"brings with it: `{key}: {'yes' if value else 'no'}`" for key, value in one.implies.items()]
    parts += [f"can be reached by {_code_list(one.reaches_by)} only"] if one.reaches_by else []
    return "; ".join(parts)


def _reading() -> Iterator[str]:
    yield "## How the text is read"
    yield (
        "A map is YAML. The key says how a value is read, and never how the value looks: `no`, `22:30`, `0131` and "
        "`1e3` are what you typed. A key with nothing behind it, with `~` or with `null` counts as left out, but in "
        "the [change](#a-change) of an action, where it takes the key out. Put quotation marks around a text that has "
        "`: ` or ` #` in it."
    )
    yield (
        "The file is UTF-8. Spaces at the start of a line say what belongs to what; tabs cannot. A key that stands "
        "twice in a block is an error, and both places are shown. So is a key, an id or a word that is not known, "
        "with the one that was probably meant. One run tells every problem of a file."
    )
    yield (
        "What is written once with `&name` can be used again as `*name`. A file may hold 16 MiB, and a million values "
        "once all repetitions are written out. `uses` is a path from the file that says it, and leads to no place "
        "outside the workspace. That is the nearest folder, going up from the map, with a `pathkit.yaml` or a `.git` "
        "in it; if there is none, the folder of the map."
    )
    yield "---"
    yield (
        "Made from [the models](../src/pathkit/maps/parts.py) by `python docs/generate_format.py`. The same for "
        "editors and programs: [the JSON Schema](../schemas/pathway.schema.json)."
    )


# --- the examples, cut from the map that has every key --------------------------------------------------


@cache
def examples() -> dict[tuple[type[model.Part], str], str]:
    """For a part and a key: what stands behind it in the example, the first time that it fits into a table."""
    loaded = load_map(EXAMPLE)
    if loaded.problems:
        raise CannotTell("; ".join(problem.message for problem in loaded.problems))
    found: dict[tuple[type[model.Part], str], str] = {}
    for path in FILES:
        text = path.read_text("utf-8")
        for part, key, node in _keys_in(model.MapFile, _composed(text)):
            value = text[node.start_mark.index : node.end_mark.index]
            fits = "\n" not in value and 0 < len(value) <= LONGEST_EXAMPLE
            if not found.get((part, key)):
                found[part, key] = value if fits else ""
    return found


def _keys_in(part: type[model.Part], node: yaml.Node) -> Iterator[tuple[type[model.Part], str, yaml.Node]]:
    """Every key below a node that is such a part, with the part that it is a key of."""
    if not isinstance(node, yaml.MappingNode):
        return
    types = get_type_hints(part, include_extras=True)
    kinds = {key: types[name] for name, key, _ in _fields(part)}
    for key, value in node.value:
        yield part, key.value, value
        for inner, below in _parts_in(kinds[key.value], value):
            yield from _keys_in(inner, below)


def _parts_in(kind: Any, node: yaml.Node) -> Iterator[tuple[type[model.Part], yaml.Node]]:
    """The parts that a type finds in a node."""
    arguments = [argument for argument in get_args(kind) if argument not in (NoneType, ...)]
    origin = get_origin(kind)
    if isinstance(kind, type) and issubclass(kind, model.Part):
        yield kind, node
    elif origin is Annotated or origin in (Union, UnionType):
        yield from _parts_in(arguments[0], node)
    elif origin is dict and isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _parts_in(arguments[1], value)
    elif origin is tuple:
        for value in node.value if isinstance(node, yaml.SequenceNode) else [node]:
            yield from _parts_in(arguments[0], value)


def _lines(path: tuple[str | int, ...], file: Path = EXAMPLE) -> str:
    """The lines of an example that a path leads to, with the keys that it goes by above them."""
    lines = file.read_text("utf-8").splitlines()
    node = _composed(file.read_text("utf-8"))
    above: list[str] = []
    first = node.start_mark.line
    for step in path:
        if isinstance(node, yaml.MappingNode):
            key, node = next((key, value) for key, value in node.value if key.value == step)
            first = key.start_mark.line
        else:
            assert isinstance(step, int), "an entry of a list goes by its number"
            node = node.value[step]
            first = node.start_mark.line
        above.append(lines[first])
    return "\n".join([*above[:-1], *lines[first : _last_line(node) + 1]])


def _composed(text: str) -> yaml.Node:
    node = yaml.compose(text)
    assert node is not None, "the example is not empty"
    return node


def _last_line(node: yaml.Node) -> int:
    """The line on which a node ends: a block ends with what stands last in it, not where the next thing begins."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return int(node.end_mark.line)
    last = node.value[-1]
    return _last_line(last[1] if isinstance(node, yaml.MappingNode) else last)


def _without_comment(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("#")).strip()


# --- Markdown -------------------------------------------------------------------------------------------


def _read(text: str) -> Any:
    """A value as the reader of maps hands it on: text, or blocks and lists of text."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines)


def _code_list(found: Sequence[str]) -> str:
    return ", ".join(f"`{one}`" for one in found)


def _fenced(text: str) -> str:
    return f"```yaml\n{text}\n```"


def _anchor(heading: str) -> str:
    return "".join(char for char in heading.lower() if char.isalnum() or char in " -").replace(" ", "-")


if __name__ == "__main__":
    sys.exit(file_command("Write docs/format.md anew from the models.", FILE, page))
