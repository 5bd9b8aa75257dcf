"""The psychiatric emergency plan leaves open what it relies on, or relies on what cannot do it.

What it finds
Of the place of safety, a mental health officer, transport, and children and young people, what the plan's `covers` does
not name, or names in vain: a service that does not run (paused, planned, needed, closed, ended or not begun yet); a
place of safety that does not offer one; a service that is no mental health officer's and leads to none; transport by
which nobody is taken anywhere, such as a referral; a service for children that supports nobody under 18. Where a
transfer is named, its receiver is asked about. Of children it asks only in a map that is for any. It reads only what
the map states, and asks where the map says what the plan covers; a fact that nobody has written down is no finding.
Whether people get there at night is asked by other rules, such as `no-place-of-safety`.

Why it matters
Collaborative (Framework for Collaboration, section 5): the plan is what police, health, social work and the ambulance
service have agreed to do when somebody has to be kept safe at once. Such plans name the place of safety, how a mental
health officer is reached, transport, and what holds for children. The Mental Welfare Commission found in 2020 that all
fourteen health boards had a plan, and that the plans varied. In England, 56 of 161 places of safety took nobody under
16, and so 33 areas of 152 had none for them (Care Quality Commission, 2014).

How to put it right
Agree together on what the plan relies on, and name it in `covers` by the id of the service or transfer. If the service
can do it and the map does not say so, put that right in the map.

When a forum may live with it
Where another plan covers it, such as one of the neighbouring board for children: say which, and until when.

Bad: emergency-plan-incomplete@place-of-safety, emergency-plan-incomplete@children
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
      eastglen-police: {name: Eastglen Police, sector: police}
      eastglen-council: {name: Eastglen Council, sector: council}
    services:
      officers: {name: Eastglen officers, provider: eastglen-police, kind: police-response, open_to: public,
                 hours: 24/7}
      ward: {name: Eastglen ward 3, provider: nhs-eastglen, kind: inpatient, hours: 24/7, offers: [bed],
             supports: {ages: 18+, excludes: []}}
      mho: {name: Eastglen mental health officers, provider: eastglen-council, kind: mental-health-officer,
            hours: 24/7}
    transfers:
      - {id: conveyance-to-ward, from: officers, to: ward, by: conveyance}
    emergency_plan:
      title: Eastglen psychiatric emergency plan
      covers: {place-of-safety: ward, mental-health-officer: mho, transport: conveyance-to-ward}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
      eastglen-police: {name: Eastglen Police, sector: police}
      eastglen-council: {name: Eastglen Council, sector: council}
    services:
      officers: {name: Eastglen officers, provider: eastglen-police, kind: police-response, open_to: public,
                 hours: 24/7}
      ward: {name: Eastglen ward 3, provider: nhs-eastglen, kind: inpatient, hours: 24/7,
             offers: [bed, place-of-safety], supports: {ages: 18+, excludes: []}}
      on-call: {name: Eastglen children's team on call, provider: nhs-eastglen, kind: children-service, hours: 24/7,
                supports: {ages: 0-17, excludes: []}, offers: [assessment]}
      mho: {name: Eastglen mental health officers, provider: eastglen-council, kind: mental-health-officer,
            hours: 24/7}
    transfers:
      - {id: conveyance-to-ward, from: officers, to: ward, by: conveyance}
    emergency_plan:
      title: Eastglen psychiatric emergency plan
      covers: {place-of-safety: ward, mental-health-officer: mho, transport: conveyance-to-ward, children: on-call}
"""

from datetime import date

from pathkit.maps import Condition, Service, Transfer
from pathkit.maps.model import EmergencyPlan
from pathkit.pathway.names import called, within
from pathkit.pathway.readings import OPERATING
from pathkit.rules.face import Asked, Hit, Iterator, Map, rule
from pathkit.rules.partners import in_use
from pathkit.times.words import date_in_words

PLACE_OF_SAFETY, OFFICER, TRANSPORT, CHILDREN = "place-of-safety", "mental-health-officer", "transport", "children"
ITEMS = {
    PLACE_OF_SAFETY: "no place of safety",
    OFFICER: "no way to reach a mental health officer",
    TRANSPORT: "no transport",
    CHILDREN: "nobody for children and young people",
}
"""What an emergency plan is to cover, and what it names where it does not."""
RELIES = {
    PLACE_OF_SAFETY: "as the place of safety",
    OFFICER: "to reach a mental health officer",
    TRANSPORT: "as transport",
    CHILDREN: "for children and young people",
}
ADULT = 18
# By these nobody is taken anywhere. A warm handover, or a visit, may well be somebody who goes along.
TAKES_NOBODY = frozenset({"call-transfer", "referral", "signpost", "advice"})


@rule(
    principle="collaborative",
    severity="warning",
    remedy="Agree on what the plan relies on, and name it in `covers`; if it can do it, say so where it is described.",
    stated=lambda map_: map_.emergency_plan is not None and map_.emergency_plan.covers is not None,
    of_statements=True,
)
def emergency_plan_incomplete(pathway: Asked) -> Iterator[Hit]:
    plan = pathway.map.emergency_plan
    if plan is None or plan.covers is None:
        return
    for item, nothing in ITEMS.items():
        if item == CHILDREN and not _has_children(pathway.map):
            continue
        named = relied_on(plan, item)
        if named is None:
            yield Hit(
                (item,),
                "The emergency plan names {nothing}.",
                words={"nothing": nothing},
                at=((("emergency_plan", "covers"), "what it covers"),),
            )
            continue
        why = _in_vain(pathway, item, named)
        if why is not None:
            where = "services" if named in pathway.map.services else "transfers"
            yield Hit(
                (item,),
                "The emergency plan relies on {named} {for_what}; {why}.",
                words={
                    "named": within(called(pathway.map, named)),
                    "for_what": RELIES[item],
                    "why": why,
                },
                at=((("emergency_plan", "covers", item), "named here"), ((where, named), "what it relies on")),
            )


def relied_on(plan: EmergencyPlan, item: str) -> str | None:
    """The id of the service or transfer that a plan names for an item."""
    found: str | None = getattr(plan.covers, item.replace("-", "_"), None)
    return found


def _has_children(map_: Map) -> bool:
    """Whether a map is for anybody under 18."""
    return any(low < ADULT for low, _ in map_.people.ages)


def _in_vain(pathway: Asked, item: str, name: str) -> str | None:
    """Why what is named cannot do it, in words; None where it can, or nobody has written it down."""
    map_, on = pathway.map, pathway.pathway.date
    if name in map_.services:
        lacks = _idle(map_.services[name], on) or _lacks(pathway, item, map_.services[name])
        return None if lacks is None else f"it {lacks}"
    transfer = map_.transfers[name]
    if item == TRANSPORT and transfer.by in TAKES_NOBODY:
        return f"nobody is taken anywhere by {map_.framework.methods[transfer.by].label}"
    out_of_time = _out_of_time(transfer, on)
    if out_of_time is not None:
        return f"it {out_of_time}"
    receiver = map_.services[transfer.to]
    for end in (map_.services[transfer.from_], map_.services[transfer.conveyed_by or transfer.from_], receiver):
        idle = _idle(end, on)
        if idle is not None:
            return f"{end.name} {idle}"
    lacks = _lacks(pathway, item, receiver)
    return None if lacks is None else f"{receiver.name} {lacks}"


def _idle(service: Service, on: date) -> str | None:
    """In which words a service does not run: by its status, or by its first and last day."""
    if service.status not in OPERATING:
        return f"is not running ({service.status})"
    return _out_of_time(service, on)


def _out_of_time(part: Service | Transfer, on: date) -> str | None:
    if part.valid_until is not None and part.valid_until < on:
        return f"ended on {date_in_words(part.valid_until)}"
    if part.valid_from is not None and part.valid_from > on:
        return f"begins on {date_in_words(part.valid_from)} and not before"
    return None


def _lacks(pathway: Asked, item: str, service: Service) -> str | None:
    """In which words a service that runs is not what the plan names it for."""
    if item == PLACE_OF_SAFETY and service.kind != PLACE_OF_SAFETY:
        stated = service.offers is not None and PLACE_OF_SAFETY not in service.offers
        return "offers no place of safety" if stated else None
    if item == OFFICER and service.kind != OFFICER and not _leads_to_an_officer(pathway, service):
        return "is no mental health officer's service, and leads to none"
    if item == CHILDREN and service.supports is not None and not any(map(_admits_children, service.supports)):
        return f"supports nobody under {ADULT}"
    return None


def _leads_to_an_officer(pathway: Asked, service: Service) -> bool:
    """Whether somebody there, such as a switchboard, calls a mental health officer."""
    return any(one.from_ == service.id and pathway.map.services[one.to].kind == OFFICER for one in in_use(pathway))


def _admits_children(block: Condition) -> bool:
    return block.ages is None or any(low < ADULT for low, _ in block.ages)
