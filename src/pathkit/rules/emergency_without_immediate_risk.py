"""An emergency response is sent for or called in without immediate risk of harm.

What it finds
A deployment, or a live transfer into an emergency response, that can be used for people below emergency
urgency who have no physical need, in a situation that can arise from a door.

Why it matters
Proportionate Response: emergency services are to be deployed for somebody in distress only when there is an immediate risk of
significant harm to them or others. Nearly nine in ten mental health incidents that police attend involve no crime.

How to put it right
Say in the transfer's `for` that it is at `urgency: emergency` (or for a physical need), and give the others another way.

When a forum may live with it
While another response is being set up. A triage car with a nurse is a `visit`, not a deployment.
"""

from pathkit.pathway import ANY_WAY
from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    principle="proportionate-response",
    severity="error",
    remedy="Limit the transfer to emergencies (`for: {urgency: emergency}`) or physical needs, and give the others "
    "another way.",
)
def emergency_without_immediate_risk(pathway: Asked) -> Iterator[Hit]:
    for route in pathway.view.routes:
        into = route.how == "live" and route.receiver in pathway.emergency_responses
        if route.transfer.by != "deployment" and not into:
            continue
        sent = (pathway.usable(route) & pathway.contacts(route.sender, ANY_WAY)).of(pathway.without_immediate_risk)
        if sent:
            yield Hit(
                (route.transfer.id,),
                "{who}, with no immediate risk of significant harm, can be met by an emergency response ({receiver}, "
                "sent by {sender}): {when}.",
                sent,
                start=route.sender,
                words={
                    "receiver": pathway.map.services[route.receiver].name,
                    "sender": pathway.map.services[route.sender].name,
                },
            )
