"""A door that is open only tells people where to go.

What it finds
The service is open, and the best that it can do for these people is a signpost: on every way to help they
have to find their own way at some point.

Why it matters
No Wrong Door asks for an effective transfer of care, not for a list of numbers (Framework for Collaboration,
section 5). In a Scottish audit of referrals that children's mental health services had rejected (2018), two in
three were signposted, mostly to something general or already tried, and more than half then did nothing.

How to put it right
Turn the signpost into a transfer that staff make: a call transfer, a warm handover, or a referral.

When a forum may live with it
For a listening line that cannot see who is calling, or for people at routine urgency, a good signpost may be
what was agreed.

Bad: only-signposted@advice-shop
    area: {id: westmarch, name: Westmarch, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      listening: {name: Westmarch Listening, sector: third}
    services:
      advice-shop: {name: Westmarch advice shop, provider: listening, kind: community-support,
                    open_to: public, hours: Mon-Fri 10:00-16:00}
      line: {name: Westmarch line, provider: listening, kind: helpline, open_to: public, hours: 24/7,
             supports: {excludes: []}, offers: [assessment], contact: {phone: "01632 960001"}}
    transfers:
      - {from: advice-shop, to: line, by: signpost}

Good
    area: {id: westmarch, name: Westmarch, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      listening: {name: Westmarch Listening, sector: third}
    services:
      advice-shop: {name: Westmarch advice shop, provider: listening, kind: community-support,
                    open_to: public, hours: Mon-Fri 10:00-16:00}
      line: {name: Westmarch line, provider: listening, kind: helpline, open_to: public, hours: 24/7,
             supports: {excludes: []}, offers: [assessment], contact: {phone: "01632 960001"}}
    transfers:
      - {from: advice-shop, to: line, by: call-transfer}
"""

from pathkit.pathway import STAFF_LED
from pathkit.rules.face import Asked, Hit, Iterator, any_transfer, rule


@rule(
    principle="no-wrong-door",
    severity="warning",
    tells_of=("self",),
    remedy="Replace the signpost by a transfer that staff make: a call transfer, a warm handover or a referral.",
    stated=any_transfer(lambda transfer: transfer.by == "signpost"),
)
def only_signposted(pathway: Asked) -> Iterator[Hit]:
    for door in pathway.doors:
        people = pathway.open(door.id).of(pathway.door_people(door.id))
        signposted = (people & pathway.not_left(door.id)) - pathway.helped(door.id)
        if signposted:
            yield Hit(
                (door.id,),
                "At {door}, while it is open, all that can be done for {who} is to tell them where to go – {when}.",
                signposted,
                start=door.id,
                stuck=STAFF_LED,
                words={"door": door.name},
            )
