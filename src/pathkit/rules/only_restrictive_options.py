"""After an assessment, the only ways on are a ward, an emergency response or an emergency department.

What it finds
A service that assesses is with people below emergency urgency, without a physical need, whom it does not support
itself; and from there, every staff-led way to support ends on an inpatient ward, with an emergency response or in an
emergency department.

Why it matters
Positive Risk Taking (Framework for Collaboration, section 5): weighing what somebody stands to gain against the harm
of restricting them needs something to choose. Most people taken to a place of safety are not detained afterwards
(Mental Welfare Commission). Whether decisions are in fact well weighed, no map shows.

How to put it right
Give the service a way to something less restrictive: a crisis space, a visit, a brief intervention, follow-up the
next day.

When a forum may live with it
Where the service sees only people for whom nothing else would be safe: then say so, by its transfers' `for`.

Bad: only-restrictive-options@unit
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      unit: {name: Eastglen assessment unit, provider: nhs-eastglen, kind: assessment-unit, open_to: public,
             hours: 24/7, offers: [assessment]}
      ward: {name: Eastglen ward, provider: nhs-eastglen, kind: inpatient, hours: 24/7,
             supports: {excludes: []}, offers: [bed, treatment]}
    transfers:
      - {from: unit, to: ward, by: warm-handover}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
      listening: {name: Eastglen Listening, sector: third}
    services:
      unit: {name: Eastglen assessment unit, provider: nhs-eastglen, kind: assessment-unit, open_to: public,
             hours: 24/7, offers: [assessment]}
      ward: {name: Eastglen ward, provider: nhs-eastglen, kind: inpatient, hours: 24/7,
             supports: {excludes: []}, offers: [bed, treatment]}
      house: {name: Eastglen house, provider: listening, kind: crisis-space, hours: 24/7,
              supports: {excludes: []}, offers: [safe-space]}
    transfers:
      - {from: unit, to: ward, by: warm-handover}
      - {from: unit, to: house, by: warm-handover}
"""

from pathkit.pathway import STAFF_LED
from pathkit.rules.face import Asked, Hit, Iterator, Situations, any_service, rule

RESTRICTIVE = ("inpatient", "police-response", "ambulance-response", "emergency-department")


def _led_on(pathway: Asked) -> Iterator[tuple[str, Situations, Situations]]:
    """By service that assesses: whom it does not support and leads on, and those of them with a gentle way."""
    services = pathway.map.services
    assessing = [name for name, service in services.items() if "assessment" in (service.offers or ())]
    gentle = frozenset(services) - pathway.of_kind(*RESTRICTIVE)
    for name, any_way, gentle_way in pathway.ways_on(assessing, gentle):
        there = pathway.contacts(name).of(pathway.without_immediate_risk) - pathway.supports(name)
        yield name, there & any_way, there & gentle_way


def _anybody(pathway: Asked) -> bool:
    return any(led_on for _, led_on, _ in _led_on(pathway))


@rule(
    principle="positive-risk-taking",
    severity="warning",
    remedy="Give the service a way to something less restrictive, such as a crisis space, a visit or follow-up.",
    stated=any_service(lambda service: "assessment" in (service.offers or ())),
    anybody=_anybody,
)
def only_restrictive_options(pathway: Asked) -> Iterator[Hit]:
    for name, led_on, gently in _led_on(pathway):
        restricted = led_on - gently
        if restricted:
            yield Hit(
                (name,),
                "From {service}, the only ways on for {who} lead to a ward, an emergency response or an emergency "
                "department – {when}.",
                restricted,
                start=name,
                brought=True,
                stuck=STAFF_LED,
                words={"service": pathway.map.services[name].name},
            )
