"""The police take people somewhere who are in no immediate danger.

What it finds
A conveyance by a police service (the sender, or the service that `conveyed_by` names) of people below emergency
urgency who have no physical need.

Why it matters
Proportionate Response (Framework for Collaboration, section 5), and dignity: a police car is not patient
transport. On Skye in 2018 there was no other, and so police officers drove people to hospital in Inverness.

How to put it right
Say who else takes people there (`conveyed_by`), or bring help to the person (`by: visit`, or by video).

When a forum may live with it
Where there is no other transport yet: with a date, and with the hours that it costs measured.

Bad: police-as-transport@officers-to-unit
    area: {id: southness, name: Southness, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      southness-police: {name: Southness Police, sector: police}
      nhs-southness: {name: NHS Southness, sector: health}
    services:
      officers: {name: Southness officers, provider: southness-police, kind: police-response,
                 open_to: public, hours: 24/7}
      unit: {name: Southness assessment unit, provider: nhs-southness, kind: assessment-unit, hours: 24/7,
             supports: {excludes: []}, offers: [assessment]}
    transfers:
      - {from: officers, to: unit, by: conveyance}

Good
    area: {id: southness, name: Southness, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      southness-police: {name: Southness Police, sector: police}
      nhs-southness: {name: NHS Southness, sector: health}
    services:
      officers: {name: Southness officers, provider: southness-police, kind: police-response,
                 open_to: public, hours: 24/7}
      patient-transport: {name: Southness patient transport, provider: nhs-southness, kind: community-support,
                          hours: 24/7}
      unit: {name: Southness assessment unit, provider: nhs-southness, kind: assessment-unit, hours: 24/7,
             supports: {excludes: []}, offers: [assessment]}
    transfers:
      - {from: officers, to: unit, by: conveyance, conveyed_by: patient-transport}
"""

from pathkit.rules.face import Asked, Hit, Iterator, any_transfer, at_sender, rule


@rule(
    principle="proportionate-response",
    severity="warning",
    remedy="Name another service that takes people there (`conveyed_by`), or bring help to the person.",
    stated=any_transfer(lambda transfer: transfer.by == "conveyance"),
)
def police_as_transport(pathway: Asked) -> Iterator[Hit]:
    for route in pathway.view.routes:
        driver = route.transfer.conveyed_by or route.sender
        if route.transfer.by != "conveyance" or not pathway.is_police(driver):
            continue
        driven = at_sender(pathway, route).of(pathway.without_immediate_risk)
        if driven:
            yield Hit(
                (route.transfer.id,),
                "Without immediate risk of significant harm, {who} can be taken to {receiver} by the police "
                "({driver}) – {when}.",
                driven,
                start=route.sender,
                via=route.transfer.id,
                words={
                    "driver": pathway.map.services[driver].name,
                    "receiver": pathway.map.services[route.receiver].name,
                },
            )
