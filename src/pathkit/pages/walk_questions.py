"""Questions for the meeting that hears of one person's way, each drawn from a fact of that way and no other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pathkit.check.report import ShownJourney
from pathkit.maps.values import listed
from pathkit.pages.spoken import spoken
from pathkit.pages.walk_way import Stop, Way
from pathkit.pathway.readings import EMERGENCY_RESPONSES


def questions_for_the_meeting(way: Way, stops: Sequence[Stop], other: ShownJourney | None) -> Iterator[str]:
    """What a meeting may ask, each drawn from a fact of this journey."""
    yield from _about_the_door(way)
    yield from _about_the_story(way, stops)
    yield from _about_waits(way)
    yield from _about_emergency_services(way)
    yield from _about_the_end(way)
    if other is not None:
        yield "This way turns on facts that nobody has written down. Who finds them out, and by when?"
    yield "Is this what happens in truth? Who in the room would know?"


def _about_the_door(way: Way) -> Iterator[str]:
    service = way.map.services[way.journey.door]
    if way.cannot_contact:
        yield f"How could they reach {service.name}?"
        return
    state = way.state(service.id, way.journey.at)
    if state == "not known":
        yield f"Is {service.name} open at this hour? Who can write it down?"
    if state != "shut":
        return
    first = way.transfers[0][0] if way.transfers else None
    if first is not None and first.when == "closed":
        yield f"Do people who find {service.name} shut at this hour get through to {way.name(first.to)}?"
    elif service.when_shut == "nothing":
        yield f"{service.name} is shut at this hour, and nothing there says where else to turn. What should it say?"
    elif first is None:
        yield f"What does somebody hear or find who turns to {service.name} while it is shut?"


def _about_the_story(way: Way, stops: Sequence[Stop]) -> Iterator[str]:
    transfers = [transfer for transfer, _ in way.transfers]
    kinds = [stop.story.kind for stop in stops[1:]]
    again = [transfer for transfer, kind in zip(transfers, kinds, strict=True) if kind == "again"]
    perhaps = [transfer for transfer, kind in zip(transfers, kinds, strict=True) if kind == "perhaps"]
    if again:
        yield f"What would it take to pass their story on, {way.between(again)}, so that they need not tell it again?"
    if perhaps:
        yield f"Is their story passed on, {way.between(perhaps)}? Who can write it down?"


def _about_waits(way: Way) -> Iterator[str]:
    journey = way.journey
    for transfer, waited in way.transfers:
        if waited:
            to = way.name(transfer.to)
            yield f"They wait {spoken(waited)} for {to}. Who knows how they are meanwhile, and whom can they turn to?"
            if transfer.holds_until in (None, "sent"):
                yield f"Who could stay responsible for them until they are with {to}?"
    if journey.outcome == "none":
        return
    if way.last_wait:
        yield (
            f"Help from {way.last.service_name} begins {spoken(way.last_wait)} after they get there. What happens "
            "meanwhile?"
        )
    least = journey.wait_minutes if journey.wait_minutes is not None else journey.wait_at_least_minutes
    if least is not None and least > way.standard:
        yield f"What would have to change for help to begin within {spoken(way.standard)}?"
    elif journey.wait_minutes is None:
        yield f"How soon does help from {way.last.service_name} begin? Who can write it down?"


def _about_emergency_services(way: Way) -> Iterator[str]:
    """Asked below emergency only, and of no physical need: there the emergency services are the right ones."""
    map_, person = way.map, way.journey.person
    if person.urgency == "emergency" or map_.needs[person.need].physical:
        return
    emergency = EMERGENCY_RESPONSES | {"emergency-call-handling", "emergency-department"}
    met = dict.fromkeys(
        step.service_name for step in way.journey.steps[1:] if map_.services[step.service].kind in emergency
    )
    if met:
        yield f"There is no immediate risk of significant harm. Could they be helped without {listed(list(met), 'or')}?"
    for transfer, _ in way.transfers:
        conveyor = map_.services[transfer.conveyed_by or transfer.from_]
        if transfer.by == "conveyance" and conveyor.kind == "police-response":
            yield f"Who other than {conveyor.name} could take them to {way.name(transfer.to)}?"


def _about_the_end(way: Way) -> Iterator[str]:
    if way.journey.outcome == "self":
        (signposted,) = [transfer for transfer, _ in way.transfers if transfer.by == "signpost"][-1:]
        to = way.name(signposted.to)
        yield f"They are only told to turn to {to}. Could somebody put them through, or go with them?"
    if way.journey.outcome == "none" and not way.cannot_contact:
        whom = "should be there for somebody like this, at this hour?"
        yield f"If nothing leads on in truth, who {whom}" if way.unsettled else f"Who {whom}"
        yield f"How should {way.door} lead to them?"
