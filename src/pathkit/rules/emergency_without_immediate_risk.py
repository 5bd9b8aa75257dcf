"""An emergency response can be called in without immediate risk of harm.

What it finds
A deployment, or a live transfer into an emergency response (police officers, an ambulance crew), that can be
used for people below emergency urgency who have no physical need, in a situation that can arise from a door. An
ambulance for an injury or an overdose is right at any urgency, and is not found.

Why it matters
Proportionate Response: emergency services go to people in distress only where there is immediate risk of
significant harm to them or others (Framework for Collaboration, section 5). Of the incidents to do with mental
health that the police in Scotland attend, more than 87 in 100 involve no crime.

How to put it right
Say in the transfer's `for` that it is at `urgency: emergency` (or for a physical need), and give the others
another way. Staff who are no emergency response, such as a nurse in a triage car, are sent by `visit`.

When a forum may live with it
While another response is being set up, with a date.

Bad: emergency-without-immediate-risk@line-to-officers
    area: {id: southness, name: Southness, calendar: none}
    people: {ages: 18+, needs: [distress, injury-or-overdose]}
    organisations:
      southness-police: {name: Southness Police, sector: police}
    services:
      line: {name: Southness police line, provider: southness-police, kind: emergency-call-handling,
             open_to: public, hours: 24/7}
      officers: {name: Southness officers, provider: southness-police, kind: police-response, hours: 24/7}
    transfers:
      - {from: line, to: officers, by: deployment}

Good
    area: {id: southness, name: Southness, calendar: none}
    people: {ages: 18+, needs: [distress, injury-or-overdose]}
    organisations:
      southness-police: {name: Southness Police, sector: police}
    services:
      line: {name: Southness police line, provider: southness-police, kind: emergency-call-handling,
             open_to: public, hours: 24/7}
      officers: {name: Southness officers, provider: southness-police, kind: police-response, hours: 24/7}
    transfers:
      - {from: line, to: officers, by: deployment, for: [{urgency: emergency}, {needs: [injury-or-overdose]}]}
"""

from pathkit.pathway.readings import EMERGENCY_RESPONSES
from pathkit.rules.face import Asked, Hit, Iterator, any_of_kind, at_sender, rule


@rule(
    principle="proportionate-response",
    severity="error",
    remedy="Limit the transfer to emergencies (`for: {urgency: emergency}`) or physical needs, and give the others "
    "another way.",
    stated=any_of_kind(*EMERGENCY_RESPONSES),
)
def emergency_without_immediate_risk(pathway: Asked) -> Iterator[Hit]:
    for route in pathway.view.routes:
        into = route.how == "live" and route.receiver in pathway.emergency_responses
        if route.transfer.by != "deployment" and not into:
            continue
        sent = at_sender(pathway, route).of(pathway.without_immediate_risk)
        if sent:
            yield Hit(
                (route.transfer.id,),
                "Without immediate risk of significant harm, {response} ({receiver}) can be called in for {who} by "
                "{sender} – {when}.",
                sent,
                start=route.sender,
                via=route.transfer.id,
                words={
                    "response": "an emergency response"
                    if route.receiver in pathway.emergency_responses
                    else "staff deployed",
                    "receiver": pathway.map.services[route.receiver].name,
                    "sender": pathway.map.services[route.sender].name,
                },
            )
