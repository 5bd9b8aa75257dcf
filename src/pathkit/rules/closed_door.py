"""A door that is shut gives callers nothing, not even a message.

What it finds
The service is shut, the map states that a caller then gets no message (`when_shut: nothing`), and nothing
leads these people on to support. A map that does not say what a caller gets is asked a question instead.

Why it matters
No Wrong Door holds at any hour (Framework for Collaboration, section 5), and a telephone that rings out is a
wrong door. Services are to publish their opening hours and whom to contact outside them (Core Mental Health
Standards, 1.8).

How to put it right
Put a message on the telephone and on the door that names who is open now, as a signpost with
`when: closed`. Better still, divert the call (`by: call-transfer, when: closed`).

When a forum may live with it
For a few weeks, while an answerphone is being put in.

Bad: closed-door@advice-shop
    area: {id: westmarch, name: Westmarch, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      listening: {name: Westmarch Listening, sector: third}
    services:
      advice-shop:
        name: Westmarch advice shop
        provider: listening
        kind: community-support
        open_to: public
        hours: Mon-Fri 10:00-16:00
        supports: {excludes: []}
        offers: [assessment]
        when_shut: nothing

Good
    area: {id: westmarch, name: Westmarch, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      listening: {name: Westmarch Listening, sector: third}
    services:
      advice-shop:
        name: Westmarch advice shop
        provider: listening
        kind: community-support
        open_to: public
        hours: Mon-Fri 10:00-16:00
        supports: {excludes: []}
        offers: [assessment]
      night-line:
        name: Westmarch night line
        provider: listening
        kind: helpline
        open_to: public
        hours: 24/7
        supports: {excludes: []}
        offers: [assessment]
        contact: {phone: "01632 960001"}
    transfers:
      - {from: advice-shop, to: night-line, by: signpost, when: closed}
"""

from pathkit.pathway import ANY_WAY
from pathkit.rules.face import Asked, Hit, Iterator, any_service, rule


@rule(
    principle="no-wrong-door",
    severity="warning",
    tells_of=("none",),
    remedy="Give callers a message that names who is open (`by: signpost, when: closed`), or divert the call "
    "(`by: call-transfer, when: closed`).",
    stated=any_service(lambda service: service.when_shut),
)
def closed_door(pathway: Asked) -> Iterator[Hit]:
    for door in pathway.doors:
        if door.when_shut != "nothing":
            continue
        left = pathway.shut(door.id).of(pathway.door_people(door.id)) - pathway.not_left(door.id)
        if left:
            yield Hit(
                (door.id,),
                "At {door}, while it is shut, there is not even a message for {who}, and no way on to help – {when}.",
                left,
                start=door.id,
                stuck=ANY_WAY,
                words={"door": door.name},
            )
