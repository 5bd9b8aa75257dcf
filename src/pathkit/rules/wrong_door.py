"""A door that is open leaves people with nothing.

What it finds
The service is open, somebody it is for turns to it, and no chain of transfers from there, not even a
signpost, ends with a service that supports them.

Why it matters
No Wrong Door: whichever service somebody turns to in a crisis, it is to be the right one, because it helps
or passes them on to who does (Framework for Collaboration, section 5). People turned away at a
reception, or declined without being passed on, are the most often told failure of distress pathways.

How to put it right
Give the door somewhere to pass these people on to at these times: a warm handover or call transfer to
a service that takes them, or at the least a referral. Or say in `supports` that the door helps them
itself. If the door is not meant for them, say so in `door_for`.

When a forum may live with it
Hardly ever. If it must for a while, say what happens to people meanwhile.

Bad: wrong-door@gp
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    services:
      gp:
        name: Eastglen GP practice
        provider: unknown-yet
        kind: primary-care
        open_to: public
        hours: Mon-Fri 09:00-17:00
    organisations: {unknown-yet: {name: Eastglen practices, sector: health}}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    services:
      gp:
        name: Eastglen GP practice
        provider: practices
        kind: primary-care
        open_to: public
        hours: Mon-Fri 09:00-17:00
        supports: {excludes: []}
        offers: [assessment]
    organisations: {practices: {name: Eastglen practices, sector: health}}
"""

from pathkit.pathway import ANY_WAY
from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    principle="no-wrong-door",
    severity="error",
    remedy="Agree where these people are passed on to at these times, and add the transfer; or state that "
    "the door supports them itself.",
)
def wrong_door(pathway: Asked) -> Iterator[Hit]:
    for door in pathway.doors:
        turned_away = pathway.open(door.id).of(pathway.door_people(door.id)) - pathway.not_left(door.id)
        if turned_away:
            yield Hit(
                (door.id,),
                "{who} who turns to {door} while it is open is left with nothing: {when}.",
                turned_away,
                start=door.id,
                stuck=ANY_WAY,
                words={"door": door.name},
            )
