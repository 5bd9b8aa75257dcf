"""People in great need are referred, and nobody holds them until they are taken on.

What it finds
A referral of people at very urgent or emergency that says `holds_until: sent`: from the moment at which it is sent,
its sender is no longer responsible, and the receiver is not yet. Only situations that can arise from a door count.

Why it matters
Alignment of Services (Framework for Collaboration, section 5): care passes from one service to the next without a
seam. A referral waits for somebody to read it, and at this urgency that wait is where people come to harm. Where
hospital departments and the police agreed on a form and a spoken handover, four fifths fewer people were reported
missing from the departments.

How to put it right
Let the sender stay responsible until the receiver has been in touch with the person or has accepted them
(`holds_until: contacted` or `accepted`). Or hand over while the receiver is on the line: a live transfer instead of
a referral.

When a forum may live with it
When in practice somebody does hold the person, such as a ward or a care coordinator: then write that down.

Bad: nobody-holds-them@gp-to-team
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [suicidal-thoughts]}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, hours: 24/7,
             supports: {excludes: []}, offers: [assessment], responds_within: 4 h}
    transfers:
      - {from: gp, to: team, by: referral, holds_until: sent}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [suicidal-thoughts]}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, hours: 24/7,
             supports: {excludes: []}, offers: [assessment], responds_within: 4 h}
    transfers:
      - {from: gp, to: team, by: referral, for: {urgency: very-urgent or above}, holds_until: accepted}
      - {id: routine-referral, from: gp, to: team, by: referral, for: {urgency: up to urgent}, holds_until: sent}
"""

from pathkit.rules.face import Asked, Hit, Iterator, any_transfer, at_sender, rule


def _anybody(pathway: Asked) -> bool:
    """Whether anybody in great need can be referred by a transfer of the map's own that says who holds them."""
    in_great_need = pathway.population.urgency("very-urgent", "emergency")
    return any(
        at_sender(pathway, route).of(in_great_need)
        for route in pathway.view.routes
        if route.how == "queued"
        and route.transfer.holds_until is not None
        and route.transfer.id not in pathway.map.library
    )


@rule(
    principle="alignment-of-services",
    severity="warning",
    remedy="Let the sender stay responsible until the receiver has been in touch with the person or accepted them "
    "(`holds_until`), or hand over live.",
    stated=any_transfer(lambda transfer: transfer.by == "referral" and transfer.holds_until is not None),
    anybody=_anybody,
)
def nobody_holds_them(pathway: Asked) -> Iterator[Hit]:
    in_great_need = pathway.population.urgency("very-urgent", "emergency")
    for route in pathway.view.routes:
        if route.how != "queued" or route.transfer.holds_until != "sent":
            continue
        let_go = at_sender(pathway, route).of(in_great_need)
        if let_go:
            yield Hit(
                (route.transfer.id,),
                "When {sender} refers {who} to {receiver}, nobody holds them from the moment at which the referral is "
                "sent – {when}.",
                let_go,
                start=route.sender,
                via=route.transfer.id,
                words={
                    "sender": pathway.map.services[route.sender].name,
                    "receiver": pathway.map.services[route.receiver].name,
                },
            )
