"""People in great need are only told where else to turn.

What it finds
A signpost that can be used at very urgent or emergency, in a situation that can arise from a door, for people whom the
sender helps in no other way: neither by support of its own nor by a handover or a referral that leads to support. What
callers hear while the sender is shut (`when: closed`) is not found: there is nobody there who could hand over.

Why it matters
Care is to pass smoothly from one service to the next (Alignment of Services), and every first contact is to be
compassionate, also where it is not the right one (Trauma Informed; both Framework for Collaboration, section 5). Who is
told to turn elsewhere has to begin again. Of the children whose referral was rejected in the Scottish audit of 2018,
two thirds were signposted, mostly to what was general or had been tried already, and more than half then did nothing.
The police, for their part, stay on the line until a practitioner of the national mental health line has taken over.

How to put it right
Make it a warm handover or a call transfer, in which the sender stays with the person until the receiver has them; at
the least a referral.

When a forum may live with it
Where the sender is anonymous by design and the caller does not wish to be passed on.

Bad: cold-handover@line-to-crisis-team
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [suicidal-thoughts]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
      listening: {name: Eastglen Listening, sector: third}
    services:
      line: {name: Eastglen line, provider: listening, kind: helpline, open_to: public, hours: 24/7,
             supports: {excludes: []}, offers: [listening]}
      crisis-team: {name: Eastglen crisis team, provider: nhs-eastglen, kind: crisis-team, open_to: public, hours: 24/7,
                    supports: {excludes: []}, offers: [assessment], contact: {phone: "01632 960001"}}
    transfers:
      - {from: line, to: crisis-team, by: signpost}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [suicidal-thoughts]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
      listening: {name: Eastglen Listening, sector: third}
    services:
      line: {name: Eastglen line, provider: listening, kind: helpline, open_to: public, hours: 24/7,
             supports: {excludes: []}, offers: [listening]}
      crisis-team: {name: Eastglen crisis team, provider: nhs-eastglen, kind: crisis-team, open_to: public, hours: 24/7,
                    supports: {excludes: []}, offers: [assessment], contact: {phone: "01632 960001"}}
    transfers:
      - {from: line, to: crisis-team, by: signpost, for: {urgency: up to urgent}}
      - {id: handover, from: line, to: crisis-team, by: call-transfer, for: {urgency: very-urgent or above}}
"""

from pathkit.pathway import STAFF_LED, Question
from pathkit.rules.face import Asked, Hit, Iterator, any_transfer, at_sender, rule


def _anybody(pathway: Asked) -> bool:
    """Whether anybody in great need can be signposted by a transfer of the map's own, by somebody who is there."""
    in_great_need = pathway.population.urgency("very-urgent", "emergency")
    return any(
        at_sender(pathway, route).of(in_great_need)
        for route in pathway.view.routes
        if route.how == "person-led"
        and route.transfer.when != "closed"
        and route.transfer.id not in pathway.map.library
    )


@rule(
    principle=("alignment-of-services", "trauma-informed"),
    severity="warning",
    tells_of=("self",),
    remedy="Make it a warm handover or a call transfer, or at the least a referral, for these people at these times.",
    stated=any_transfer(lambda transfer: transfer.by == "signpost" and transfer.when != "closed"),
    anybody=_anybody,
)
def cold_handover(pathway: Asked) -> Iterator[Hit]:
    in_great_need = pathway.population.urgency("very-urgent", "emergency")
    for route in pathway.view.routes:
        if route.how != "person-led" or route.transfer.when == "closed":
            continue
        signposted = at_sender(pathway, route).of(in_great_need)
        if signposted:
            signposted = signposted - pathway.reaches(Question(STAFF_LED), route.sender)
        if signposted:
            yield Hit(
                (route.transfer.id,),
                "{sender} can send {who} to {receiver} by a signpost only: they have to find their own way – {when}.",
                signposted,
                start=route.sender,
                via=route.transfer.id,
                stuck=STAFF_LED,
                words={
                    "sender": pathway.map.services[route.sender].name,
                    "receiver": pathway.map.services[route.receiver].name,
                },
            )
