"""A door that is open leaves people with nothing.

What it finds
The service is open, somebody it is for turns to it, and no chain of transfers from there, not even a
signpost, ends with a service that supports them. People who cannot reach the door by any of its contacts
(somebody without a phone, where there is only a phone number) are left with nothing too.

Why it matters
No Wrong Door: whichever service people turn to first, it gets them to support that meets their need
(Framework for Collaboration, section 5). People have walked up to a psychiatric unit and been turned away
at reception, and community teams have declined people who use substances with neither an assessment nor a
signpost (Mental Welfare Commission, Ending the Exclusion, 2022).

How to put it right
Give the door somewhere to pass these people on to at these times: a warm handover or a call transfer to a
service that takes them, or at the least a referral. Or say in `supports` that the door helps them itself.
If the door is not meant for them, say so in `door_for`.

When a forum may live with it
Hardly ever. If it must for a while, agree what happens to people meanwhile, and write it down.

Bad: wrong-door@gp
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
      crisis-team:
        name: Eastglen crisis team
        provider: nhs-eastglen
        kind: crisis-team
        hours: 24/7
        supports: {excludes: []}
        offers: [assessment]
    transfers:
      - {from: gp, to: crisis-team, by: call-transfer}
"""

from pathkit.pathway import ANY_WAY
from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    principle="no-wrong-door",
    severity="error",
    tells_of=("none",),
    remedy="Agree where these people are passed on to at these times, and add the transfer; or state that "
    "the door supports them itself.",
)
def wrong_door(pathway: Asked) -> Iterator[Hit]:
    for door in pathway.doors:
        turned_away = pathway.open(door.id).of(pathway.door_people(door.id)) - pathway.not_left(door.id)
        if turned_away:
            yield Hit(
                (door.id,),
                "{door}, though open, neither helps {who} nor passes them on to anybody who can – {when}.",
                turned_away,
                start=door.id,
                stuck=ANY_WAY,
                words={"door": door.name},
            )
