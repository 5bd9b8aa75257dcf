"""People are with an emergency response that cannot hand them over straight away.

What it finds
People come to be with police officers or an ambulance crew, and from there, the responders' own support aside,
nobody takes them within the hour by a live transfer.

Why it matters
Proportionate Response (Framework for Collaboration, section 5): officers in Lanarkshire spent whole shifts in
hospital before they had a nurse to call, and elsewhere in Scotland officers once stayed with a teenager for four
days because no service was found. In England the aim agreed nationally is a handover to health within an hour.

How to put it right
Give the responders a live transfer (a telephone line to a clinician who takes over, a place that takes people at
the door) at these times.

When a forum may live with it
For the hours in which a new line is not staffed yet: with a date.

Bad: responders-cannot-hand-over@officers
    area: {id: southness, name: Southness, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      southness-police: {name: Southness Police, sector: police}
      nhs-southness: {name: NHS Southness, sector: health}
    services:
      officers: {name: Southness officers, provider: southness-police, kind: police-response,
                 open_to: public, hours: 24/7}
      unit: {name: Southness assessment unit, provider: nhs-southness, kind: assessment-unit,
             hours: daily 08:00-20:00, supports: {excludes: []}, offers: [assessment]}
    transfers:
      - {from: officers, to: unit, by: warm-handover}

Good
    area: {id: southness, name: Southness, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      southness-police: {name: Southness Police, sector: police}
      nhs-southness: {name: NHS Southness, sector: health}
    services:
      officers: {name: Southness officers, provider: southness-police, kind: police-response,
                 open_to: public, hours: 24/7}
      unit: {name: Southness assessment unit, provider: nhs-southness, kind: assessment-unit,
             hours: 24/7, supports: {excludes: []}, offers: [assessment]}
    transfers:
      - {from: officers, to: unit, by: warm-handover}
"""

from pathkit.pathway import LIVE_ONLY
from pathkit.pathway.readings import EMERGENCY_RESPONSES
from pathkit.rules.face import Asked, Hit, Iterator, any_of_kind, rule


@rule(
    principle="proportionate-response",
    severity="error",
    tells_of=("later", "self", "none"),
    remedy="Give the responders a live transfer to a service that takes these people at these times.",
    stated=any_of_kind(*EMERGENCY_RESPONSES),
)
def responders_cannot_hand_over(pathway: Asked) -> Iterator[Hit]:
    for name in sorted(pathway.emergency_responses):
        here = pathway.contacts(name)
        if not here:
            continue
        stuck = here - pathway.handed_over(name)
        if stuck:
            yield Hit(
                (name,),
                "For {who}, {service} can find nobody to hand over to straight away – {when}.",
                stuck,
                start=name,
                brought=True,
                stuck=LIVE_ONLY,
                words={"service": pathway.map.services[name].name},
            )
