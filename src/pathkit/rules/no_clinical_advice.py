"""An emergency response has no clinician to ask.

What it finds
People without a physical need are with police officers or an ambulance crew who have, at that time, neither an
`advice` transfer nor a live transfer to a health service that is open.

Why it matters
Proportionate Response (Framework for Collaboration, section 5): each health board has a mental health clinician
at any hour for urgent assessments, and in most of them police and ambulance staff can count on reaching one
(Collaborative Commitments, 2025). Where they cannot, they decide alone.

How to put it right
Agree a line by which the responders reach a clinician, and write it down as `by: advice` to that service.

When a forum may live with it
Only while the line is being agreed.

Bad: no-clinical-advice@officers
    area: {id: southness, name: Southness, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      southness-police: {name: Southness Police, sector: police}
      southness-council: {name: Southness Council, sector: council}
    services:
      officers: {name: Southness officers, provider: southness-police, kind: police-response,
                 open_to: public, hours: 24/7}
      safe-space: {name: Southness safe space, provider: southness-council, kind: crisis-space, hours: 24/7,
                   supports: {excludes: []}, offers: [assessment]}
    transfers:
      - {from: officers, to: safe-space, by: warm-handover}

Good
    area: {id: southness, name: Southness, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      southness-police: {name: Southness Police, sector: police}
      southness-council: {name: Southness Council, sector: council}
      nhs-southness: {name: NHS Southness, sector: health}
    services:
      officers: {name: Southness officers, provider: southness-police, kind: police-response,
                 open_to: public, hours: 24/7}
      safe-space: {name: Southness safe space, provider: southness-council, kind: crisis-space, hours: 24/7,
                   supports: {excludes: []}, offers: [assessment]}
      nurse: {name: Southness duty nurse, provider: nhs-southness, kind: liaison, hours: 24/7}
    transfers:
      - {from: officers, to: safe-space, by: warm-handover}
      - {from: officers, to: nurse, by: advice}
"""

from pathkit.pathway import LIVE_ONLY
from pathkit.pathway.readings import EMERGENCY_RESPONSES
from pathkit.rules.face import Asked, Hit, Iterator, any_of_kind, rule


@rule(
    principle="proportionate-response",
    severity="warning",
    remedy="Agree a line to a clinician for responders at these times (`by: advice`, or a live transfer).",
    stated=any_of_kind(*EMERGENCY_RESPONSES),
)
def no_clinical_advice(pathway: Asked) -> Iterator[Hit]:
    for name in sorted(pathway.emergency_responses):
        alone = pathway.contacts(name).of(pathway.population.everyone & ~pathway.population.physical)
        if not alone:
            continue
        for transfer in pathway.map.transfers.values():
            if transfer.from_ == name and pathway.sector(transfer.to) == "health":
                alone = alone - pathway.can_ask(transfer)
        if alone:
            yield Hit(
                (name,),
                "For {who}, {service} can reach no clinician to ask for advice – {when}.",
                alone,
                start=name,
                brought=True,
                stuck=LIVE_ONLY,
                words={"service": pathway.map.services[name].name},
            )
