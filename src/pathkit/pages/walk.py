"""One person's way, in plain language: a page to read aloud at the start of a meeting.

`walk_of` makes every sentence of the page, as plain values; the template only puts them in their places. Nothing is
made up: who the person is, what happens and what to ask all follow from the map and from this one journey. Sentences
are short and in the present tense, and services stand in them where singular and plural read the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from pathkit.check.report import JourneyStep, ShownJourney
from pathkit.check.words import person_shown
from pathkit.maps import Map
from pathkit.maps.values import listed
from pathkit.pages.spoken import in_words, later, long_date, plain_date, short, spoken, times
from pathkit.pages.walk_questions import questions_for_the_meeting
from pathkit.pages.walk_way import Stop, Story, Tellings, Way, minutes_between, tellings
from pathkit.pathway import Pathway, Reading
from pathkit.pathway.causes import reasons
from pathkit.pathway.readings import HOW

MOST_REASONS = 6
"""Why nobody helps: so many reasons are told, nearest first."""

AS_WRITTEN = "As far as anybody has written down"
_EMERGENCY_RESPONSE = "This would send an emergency response."

READINGS = {"stated": "as the map states it", "best": "at best"}

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")

_MOVES = {
    "warm-handover": "They are handed over to {to}, from one member of staff to another.",
    "call-transfer": "Their call is put through to {to}.",
    "visit": "Staff are sent to where they are: {to}.",
    "conveyance": "They are taken to {to}, by {conveyor}.",
    "deployment": "An emergency response is sent to where they are: {to}.",
    "referral": "They are referred to {to}.",
    "signpost": "They are told to turn to {to} themselves.",
}
_MOVES_WHILE_SHUT = {
    "call-transfer": "While it is shut, calls go through to {to}.",
    "signpost": "All that somebody finds there while it is shut is that they can turn to {to} themselves.",
}
_HOLDS = {
    "sent": "Responsibility for them ends for {sender} once they have been sent on.",
    "contacted": "Responsibility for them stays with {sender} until they have heard from {to}.",
    "accepted": "Responsibility for them stays with {sender} until they have been accepted by {to}.",
    "arrived": "Responsibility for them stays with {sender} until they have arrived at {to}.",
}

LIMITS = (
    "This is an illustration made from a map of services. It is nobody’s own story.",
    "It is no guide for somebody in distress, and it gives no advice.",
    "No map shows capacity, kindness, or whether the phone is answered. Changes of the clock in spring and autumn are "
    "left out.",
)


@dataclass(frozen=True)
class OtherWay:
    """What happens in the other reading of the map, in short."""

    heading: str
    lead: str
    journey: ShownJourney
    told: tuple[tuple[Stop, str], ...]
    """What happens at each step."""
    ending: tuple[str, ...]


@dataclass(frozen=True)
class Walk:
    """The whole page, in words."""

    area: str
    journey: ShownJourney
    person: tuple[str, ...]
    moment: tuple[str, ...]
    stops: tuple[Stop, ...]
    ending: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]
    why_heading: str
    why: tuple[str, ...]
    not_said: tuple[str, ...]
    other: OtherWay | None
    questions: tuple[str, ...]
    made: str
    limits: tuple[str, ...] = LIMITS


def walk_page(pathway: Pathway, journey: ShownJourney, other: ShownJourney | None = None) -> str:
    """The page of a journey, whole. `other` is the journey in the other reading, where that differs."""
    from markupsafe import Markup

    from pathkit.drawing.strip import journey_strip
    from pathkit.pages.page import page

    return page(
        "walk.html",
        styles=("walk.css",),
        walk=walk_of(pathway, journey, other),
        strip=Markup(journey_strip(journey, other)),
        other_strip=Markup(journey_strip(other, journey)) if other is not None else "",
    )


def walk_of(pathway: Pathway, journey: ShownJourney, other: ShownJourney | None = None) -> Walk:
    """Every sentence of the page of a journey."""
    map_ = pathway.map
    way = Way(pathway, journey, other)
    stops = tuple(_stops(way))
    count = tellings(stops)
    not_said = tuple(_not_said(way))
    return Walk(
        area=_area(map_),
        journey=journey,
        person=tuple(_person(pathway, journey)),
        moment=tuple(_moment(pathway, journey.at)),
        stops=stops,
        ending=tuple(_ending(way, count)),
        figures=tuple(_figures(way, count)),
        why_heading=_why_heading(way),
        why=tuple(_why(way)),
        not_said=not_said,
        other=None if other is None else _other(Way(pathway, other, journey), way),
        questions=tuple(questions_for_the_meeting(way, stops, other)),
        made=_made(pathway, journey),
    )


# --- who and when -----------------------------------------------------------------------------------------


def _area(map_: Map) -> str:
    return map_.area.name if map_.area is not None else ""


def _person(pathway: Pathway, journey: ShownJourney) -> Iterator[str]:
    map_, person = pathway.map, journey.person
    yield f"Somebody aged {person.age} needs help with {map_.needs[person.need].label}."
    urgency = map_.framework.urgencies[person.urgency]
    standard = dict(pathway.waits.standard)[person.urgency]
    yield f"The urgency is “{urgency}”: by the standard, help begins within {spoken(standard)}."
    if person.urgency == "emergency":
        yield "There is immediate risk of significant harm, to them or to others."
    if person.locality is not None:
        yield f"The locality is {person.locality}."
    besides = [map_.circumstances[name].label for name in person.circumstances]
    besides += [f"not {map_.circumstances[name].label}" for name in person.without]
    if besides:
        yield f"This is true of them as well: {'; '.join(besides)}."


def _moment(pathway: Pathway, at: datetime) -> Iterator[str]:
    yield f"It is {at:%H:%M} on {long_date(at)}."
    minute = pathway.horizon.minute_of(at)
    if pathway.holidays.holds(minute):
        yield "It is a holiday."
    yield "That is in working hours." if pathway.in_hours.holds(minute) else "That is out of hours."


# --- what happens -----------------------------------------------------------------------------------------


def _stops(way: Way) -> Iterator[Stop]:
    steps = way.journey.steps
    heard, told, unsure = False, 0, False
    before: datetime | None = None
    for number, step in enumerate(steps):
        onward = steps[number + 1] if number + 1 < len(steps) else None
        story = _story(way, number, heard, told, unsure)
        heard = heard or story.kind == "told"
        told += story.kind in ("told", "again")
        unsure = unsure or story.kind == "perhaps"
        here = tuple(_at_the_door(way) if number == 0 else _arrived(step))
        if onward is None:
            leaving, wait, holds = (*_at_the_end(way),), _last_wait(way), ""
        else:
            leaving, wait, holds = _leaving(way, step, onward)
        when = _clock(step.at, before)
        before = step.at
        yield Stop(step.at, when, step.service_name, here, story, leaving, wait, holds)


def _clock(at: datetime, before: datetime | None) -> str | None:
    """The time, with its date if that is another. (Passing somebody on takes time, and does not move the clock.)"""
    if at == before:
        return None
    same_day = before is not None and at.date() == before.date()
    return f"{at:%H:%M}" if same_day else f"{at:%H:%M}, {long_date(at)}"


def _at_the_door(way: Way) -> Iterator[str]:
    journey = way.journey
    service = way.map.services[journey.door]
    if way.cannot_contact:
        alone = f"cannot contact {service.name} on their own."
        yield f"{AS_WRITTEN}, they {alone}" if way.may_contact else f"They {alone}"
        return
    yield f"They turn to {service.name}." if service.open_to == "public" else f"They are with {service.name}."
    yield {
        "open": "It is open.",
        "shut": "It is shut.",
        "not known": "Nobody has written down whether it is open at this time.",
    }[way.state(journey.door, journey.at)]
    if way.door_state != way.state(journey.door, journey.at):
        yield f"Suppose that it is {way.door_state}."


def _arrived(step: JourneyStep) -> Iterator[str]:
    if HOW.get(step.by or "") == "person-led":
        yield "Suppose that they get there."


def _story(way: Way, number: int, heard: bool, told: int, unsure: bool) -> Story:
    """What becomes of the story at a step; `heard`: somebody has been told it, `told` times for certain."""
    steps = way.journey.steps
    if number == 0:
        return _story_at_the_door(way)
    if not heard:
        first = "unless somebody has heard it before" if unsure else "for the first time"
        return Story("told", f"They tell their story, {first}.")
    shares = way.map.transfers[steps[number].transfer or ""].shares
    if shares is None:
        words = "Nobody has written down whether their story is passed on. They may have to tell it again."
        return Story("perhaps", words)
    if "story" in shares:
        return Story("passed-on", "Their story is passed on. They need not tell it again.")
    which = "" if unsure or told >= len(_ORDINALS) else f", for the {_ORDINALS[told]} time"
    return Story("again", f"Their story is not passed on. They have to tell it again{which}.")


def _story_at_the_door(way: Way) -> Story:
    """Whether somebody at the door hears the person: it is open, or the journey at best takes it to be."""
    if way.door_state == "shut" or (way.cannot_contact and not way.may_contact):
        return Story("nobody", "Nobody hears their story here.")
    if way.door_state == "not known" or way.cannot_contact:
        return Story("perhaps", "Nobody can tell whether anybody hears their story here.")
    return Story("told", "They tell their story, for the first time.")


def _leaving(way: Way, step: JourneyStep, onward: JourneyStep) -> tuple[tuple[str, ...], str, str]:
    """How they are passed on from a step, the wait for it, and who holds them meanwhile."""
    transfer = way.map.transfers[onward.transfer or ""]
    waited = minutes_between(step.at, onward.at)
    conveyor = way.name(transfer.conveyed_by or transfer.from_)
    words = {"to": onward.service_name, "conveyor": conveyor, "sender": step.service_name}
    moves = _MOVES_WHILE_SHUT if transfer.when == "closed" and transfer.by in _MOVES_WHILE_SHUT else _MOVES
    told = [_filled(moves[transfer.by], words)]
    if onward.takes_minutes:
        told.append(f"That takes {spoken(onward.takes_minutes)}.")
    wait = holds = ""
    if waited:
        then = later(onward.at, step.at)
        there = "The next opening there is at" if transfer.by == "signpost" else "New people are next taken there at"
        told.append(f"{there} {then}.")
        wait = f"They wait {spoken(waited)}."
    if transfer.holds_until is not None:
        holds = _filled(_HOLDS[transfer.holds_until], words)
        if waited and transfer.holds_until == "sent":
            holds += " Nobody holds them while they wait."
    elif waited:
        holds = "Nobody has written down who holds them while they wait."
    return tuple(told), wait, holds


def _at_the_end(way: Way) -> Iterator[str]:
    journey = way.journey
    if journey.outcome == "none":
        if way.cannot_contact:
            return
        if way.unsettled:
            yield f"{AS_WRITTEN}, nothing leads on from here to anybody who supports them."
        else:
            yield "Nothing leads on to anybody who supports them."
        return
    service = way.map.services[journey.steps[-1].service]
    if service.offers is None:
        yield "They can be supported here. Nobody has written down what is offered."
    else:
        offered = listed([way.map.offers[one] for one in service.offers])
        yield f"They can be supported here. What is offered: {offered}."
    if way.last_wait is None:
        yield "Nobody has written down how soon help begins."
    elif way.last_wait:
        assert journey.begins is not None
        uncounted = f", not counting the {spoken(way.takes)} that being passed on takes" if way.takes else ""
        yield f"Help begins at {later(journey.begins, way.last.at)}{uncounted}."
    else:
        yield "Help begins here."


def _last_wait(way: Way) -> str:
    if way.journey.outcome == "none" or not way.last_wait:
        return ""
    waited_before = any(waited for _, waited in way.transfers)
    return f"They wait {'another ' if waited_before else ''}{spoken(way.last_wait)}."


# --- how it ends ------------------------------------------------------------------------------------------


def _ending(way: Way, count: Tellings) -> Iterator[str]:
    yield " ".join(filter(None, (_outcome(way), _instead(way))))
    yield from _wait_in_all(way)
    yield _against_the_standard(way)
    told = _told_in_words(count)
    to_nobody = way.unsettled and not (count.surely or count.perhaps)
    yield f"{AS_WRITTEN}, {told[0].lower()}{told[1:]}" if to_nobody else told


def _instead(way: Way) -> str:
    """Where nothing leads on as stated: what does at best."""
    if not way.unsettled:
        return ""
    assert way.other is not None
    best = Way(way.pathway, way.other)
    outcome = _outcome(best)
    outcome = f"{outcome[0].lower()}{outcome[1:]}"
    if best.sends_an_emergency_response:
        return f"With other answers to what nobody has written down: {outcome} {_EMERGENCY_RESPONSE}"
    return f"If what nobody has written down turns out well: {outcome}"


def _outcome(way: Way) -> str:
    if way.unsettled:
        return f"{AS_WRITTEN}, nothing leads on from here: they are left with nothing."
    last = way.last.service_name
    return {
        "now": f"They are helped straight away, by {last}.",
        "later": f"They are taken on by {last}, with a wait.",
        "self": f"They are told where to go. If they find their own way, they are supported by {last}.",
        "none": "They are left with nothing.",
    }[way.journey.outcome]


def _wait_in_all(way: Way) -> Iterator[str]:
    journey, wait = way.journey, way.journey.wait_minutes
    if journey.outcome == "none":
        return
    if wait is None:
        least = journey.wait_at_least_minutes
        if least:
            yield _by_the_clock(way, f"they wait at least {spoken(least)}")
        yield "Nobody has written down how long they wait in all."
    elif not wait:
        yield "The map knows of no wait." if journey.outcome != "now" else "They do not wait."
    else:
        yield _by_the_clock(way, f"they wait {spoken(wait)}")
    if journey.outcome == "self":
        yield "The time that they need to find their own way is not counted."


def _by_the_clock(way: Way, waited: str) -> str:
    """How long it takes in all, told so that it agrees with the clock, which being passed on does not move."""
    if way.takes:
        return f"The clock above leaves out the {spoken(way.takes)} that being passed on takes: in all {waited}."
    if way.journey.wait_minutes is None:
        return f"{waited[0].upper()}{waited[1:]}."
    return f"From turning to {way.door} until help begins, {waited}."


def _against_the_standard(way: Way) -> str:
    journey, standard = way.journey, way.standard
    urgency = way.map.framework.urgencies[journey.person.urgency]
    against = f"By the standard for “{urgency}”, help begins within {spoken(standard)}."
    if journey.outcome == "none":
        return f"{against} {f'{AS_WRITTEN}, it does not begin.' if way.unsettled else 'Here it does not begin.'}"
    if journey.wait_minutes is None:
        late = (journey.wait_at_least_minutes or 0) > standard
        return f"{against} {'This is already longer.' if late else 'Whether it does, nobody can tell.'}"
    over = journey.wait_minutes - standard
    return f"{against} {f'This is {spoken(over)} longer.' if over > 0 else 'This is within it.'}"


def _told_in_words(count: Tellings) -> str:
    if not count.surely:
        if not count.perhaps:
            return "They tell their story to nobody."
        often = "" if count.perhaps == 1 else f" It may be that they tell it {times(count.perhaps)}."
        return f"Nobody can tell whether anybody hears their story.{often}"
    told = f"They tell their story {times(count.surely)}"
    if not count.perhaps:
        return f"{told}."
    places = "at one more service" if count.perhaps == 1 else f"at {in_words(count.perhaps)} more services"
    return (
        f"{told} for certain. Nobody has written down whether they have to tell it {places}: it may be "
        f"{times(count.surely + count.perhaps)} in all."
    )


def _figures(way: Way, count: Tellings) -> Iterator[tuple[str, str]]:
    """What is read first: a name and a few words."""
    journey = way.journey
    if journey.outcome == "none":
        yield "help, as far as is written down" if way.unsettled else "help", "none"
    elif journey.wait_minutes is None:
        least = journey.wait_at_least_minutes
        yield "wait", f"{short(least)} or more" if least else "not known"
    elif journey.wait_minutes:
        yield "wait", short(journey.wait_minutes)
    else:
        yield "wait", "none" if journey.outcome == "now" else "none known"
    yield "standard for this urgency", short(way.standard)
    told = str(count.surely)
    yield "tellings of the story", f"{told} to {count.surely + count.perhaps}" if count.perhaps else told
    yield "times passed on", str(len(way.transfers))


def _why_heading(way: Way) -> str:
    if way.journey.outcome != "none":
        return "Why nobody takes them there"
    return f"Why nobody helps{', as far as is written down' if way.unsettled else ''}"


def _why(way: Way) -> Iterator[str]:
    """Why nobody supports them, or why they have to find their own way: the nearest reasons, as stated."""
    journey = way.journey
    if journey.outcome not in ("none", "self") or journey.reading != Reading.STATED.value:
        return
    service = way.map.services[journey.door]
    if way.cannot_contact:
        named = [way.map.framework.channels[one] for one in service.contact or {} if one != "professional_phone"]
        if named:
            yield f"{service.name} can be contacted by {' or '.join(named)}. None of that reaches them."
        else:
            yield f"Nobody has written down how {service.name} can be contacted."
        return
    ways = frozenset({"live", "queued", "person-led"} if journey.outcome == "none" else {"live", "queued"})
    walker = way.pathway.walker(person_shown(way.map, journey.person))
    minute = way.pathway.horizon.minute_of(journey.at)
    found = dict.fromkeys(one.text for one in reasons(way.map, way.pathway.clock, walker, journey.door, minute, ways))
    yield from islice(found, MOST_REASONS)
    more = len(found) - MOST_REASONS
    if more > 0:
        yield f"There {'is one more reason' if more == 1 else f'are {more} more reasons'} of this sort, further on."


# --- what the map does not say ----------------------------------------------------------------------------


def _not_said(way: Way) -> Iterator[str]:
    """The facts on this way that nobody has written down, but for those that are told step by step."""
    journey = way.journey
    if way.state(journey.door, journey.at) == "not known":
        yield f"Whether {way.door} is open at this time."
    if way.cannot_contact and way.may_contact:
        yield f"How {way.door} can be contacted."
    transfers = [transfer for transfer, _ in way.transfers]
    unheld = [transfer for transfer in transfers if transfer.holds_until is None]
    if unheld:
        yield f"Until when the sender stays responsible for somebody who is passed on, {way.between(unheld)}."
    untimed = [transfer for transfer in transfers if transfer.takes is None and HOW.get(transfer.by) == "live"]
    if untimed:
        yield f"How long it takes to pass them on, {way.between(untimed)}. It is counted as no time."
    if journey.outcome != "none" and way.last_wait is None:
        yield f"How soon help begins at {way.last.service_name}."


def _other(way: Way, main: Way) -> OtherWay:
    """The way in the other reading; an emergency response that nobody's risk calls for is not said to be well."""
    stops = tuple(_stops(way))
    emergency = ""
    if way.journey.reading == Reading.BEST.value:
        heading = "What could happen instead"
        lead = "This way turns on facts that nobody has written down. If all of them turn out well, this happens:"
        if way.sends_an_emergency_response:
            lead = "This way turns on facts that nobody has written down. With other answers, this could happen:"
            emergency = _EMERGENCY_RESPONSE
    else:
        heading = "What the map states"
        supposed = "supposes that every fact that nobody has written down turns out well."
        if main.sends_an_emergency_response:
            supposed = "supposes answers that nobody has written down, and sends an emergency response."
        lead = f"The way above {supposed} By what the map states, this happens:"
    told = tuple((stop, " ".join(filter(None, (*stop.here, *stop.onward, stop.wait)))) for stop in stops)
    ending = (_outcome(way), emergency, *_wait_in_all(way), _told_in_words(tellings(stops)))
    return OtherWay(heading, lead, way.journey, told, tuple(filter(None, ending)))


# --- about the page ---------------------------------------------------------------------------------------


def _made(pathway: Pathway, journey: ShownJourney) -> str:
    file = re.split(r"[/\\]", pathway.map.path)[-1]
    return (
        f"Made from the map of {_area(pathway.map)} ({file}) as it applies on {plain_date(pathway.date)}, read "
        f"{READINGS[journey.reading]}."
    )


def _filled(template: str, words: dict[str, str]) -> str:
    """The sentence with its names put in, in one pass: a name may hold what looks like a place for another."""
    return re.sub(r"\{(\w+)\}", lambda found: words[found[1]], template)
