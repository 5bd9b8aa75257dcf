"""The only way to help leads through an emergency response.

What it finds
People below emergency urgency with no physical need are helped from this door, and would not be with police
and ambulance responses taken out of the map. It is not asked of a door that is itself an emergency response.

Why it matters
Proportionate Response, and No Wrong Door (Framework for Collaboration, section 5): where the only way runs
through a police officer, people in distress learn to ring the police. Scotland's response teams go out to some
14,500 incidents to do with mental health every month (2025).

How to put it right
Give the door a way of its own to a service that takes these people, such as a call transfer to a clinical
hub.

When a forum may live with it
Hardly ever. Say what is being built instead, and by when.

Bad: only-way-is-emergency@line
    area: {id: southness, name: Southness, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      southness-police: {name: Southness Police, sector: police}
      nhs-southness: {name: NHS Southness, sector: health}
    services:
      line: {name: Southness line, provider: nhs-southness, kind: call-handling, open_to: public, hours: 24/7}
      officers: {name: Southness officers, provider: southness-police, kind: police-response, hours: 24/7}
      unit: {name: Southness assessment unit, provider: nhs-southness, kind: assessment-unit, hours: 24/7,
             supports: {excludes: []}, offers: [assessment]}
    transfers:
      - {from: line, to: officers, by: deployment}
      - {from: officers, to: unit, by: conveyance}

Good
    area: {id: southness, name: Southness, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      southness-police: {name: Southness Police, sector: police}
      nhs-southness: {name: NHS Southness, sector: health}
    services:
      line: {name: Southness line, provider: nhs-southness, kind: call-handling, open_to: public, hours: 24/7}
      officers: {name: Southness officers, provider: southness-police, kind: police-response, hours: 24/7}
      unit: {name: Southness assessment unit, provider: nhs-southness, kind: assessment-unit, hours: 24/7,
             supports: {excludes: []}, offers: [assessment]}
    transfers:
      - {from: line, to: officers, by: deployment, for: {urgency: emergency}}
      - {from: officers, to: unit, by: conveyance}
      - {from: line, to: unit, by: call-transfer}
"""

from pathkit.pathway.readings import EMERGENCY_RESPONSES
from pathkit.rules.face import Asked, Hit, Iterator, any_of_kind, rule


@rule(
    principle=("proportionate-response", "no-wrong-door"),
    severity="error",
    remedy="Give the door a transfer of its own to a service that takes these people, past the emergency services.",
    stated=any_of_kind(*EMERGENCY_RESPONSES),
)
def only_way_is_emergency(pathway: Asked) -> Iterator[Hit]:
    responses = pathway.emergency_responses
    if not responses:
        return
    for door in pathway.doors:
        if door.id in responses:
            continue
        people = pathway.without_immediate_risk & pathway.door_people(door.id)
        only = pathway.helped(door.id).of(people) - pathway.helped(door.id, without=responses)
        if only:
            yield Hit(
                (door.id,),
                "For {who}, the only way to help from {door} leads through an emergency response – {when}.",
                only,
                start=door.id,
                words={"door": door.name},
            )
