"""People can be sent in a circle in which nobody holds them.

What it finds
At most four staff-led transfers (the setting `longest`) lead in a circle, each saying that the sender's
responsibility ends when the person is sent (`holds_until: sent`), for people whom none of the services on the
circle can help, themselves or onward, at the times at which they get there.

Why it matters
No Wrong Door asks for an effective transfer of care, and Alignment of Services for a seamless one (Framework for
Collaboration, section 5). People go to and fro between the police and health services; a fifth of the children
whose referral was rejected in the Scottish audit of 2018 were referred again. A refer-back in which somebody holds
the person until they are accepted is good practice and is not found.

How to put it right
Let one service on the circle hold the person until another has accepted them (`holds_until: accepted`), or
give the circle a way out.

When a forum may live with it
When in practice somebody does hold the person: then write that down.

Bad: passed-back-and-forth@mental-health-team@recovery-team
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [mental-illness, substance-use]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
      recovery: {name: Eastglen Recovery, sector: third}
    services:
      mental-health-team: {name: Eastglen mental health team, provider: nhs-eastglen, kind: community-team,
                           open_to: public, hours: 24/7, supports: {needs: [mental-illness], excludes: []}}
      recovery-team: {name: Eastglen recovery team, provider: recovery, kind: substance-use-service, hours: 24/7}
    transfers:
      - {from: mental-health-team, to: recovery-team, by: referral, holds_until: sent}
      - {from: recovery-team, to: mental-health-team, by: referral, holds_until: sent}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [mental-illness, substance-use]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
      recovery: {name: Eastglen Recovery, sector: third}
    services:
      mental-health-team: {name: Eastglen mental health team, provider: nhs-eastglen, kind: community-team,
                           open_to: public, hours: 24/7, supports: {needs: [mental-illness], excludes: []}}
      recovery-team: {name: Eastglen recovery team, provider: recovery, kind: substance-use-service, hours: 24/7}
    transfers:
      - {from: mental-health-team, to: recovery-team, by: referral, holds_until: accepted}
      - {from: recovery-team, to: mental-health-team, by: referral, holds_until: sent}
"""

from itertools import pairwise, product

from pathkit.pathway import STAFF_LED, Question
from pathkit.rules.face import Asked, Hit, Iterator, any_transfer, rule


@rule(
    principle=("no-wrong-door", "alignment-of-services"),
    severity="warning",
    tells_of=("self", "none"),
    remedy="Let one of the services hold the person until the next has accepted them (`holds_until: accepted`), or "
    "give the circle a way out.",
    longest=4,
    stated=any_transfer(lambda transfer: transfer.holds_until),
)
def passed_back_and_forth(pathway: Asked, longest: int) -> Iterator[Hit]:
    for circle in pathway.circles("sent", longest):
        legs = [
            [r for r in pathway.routes_from(a) if r.receiver == b and r.transfer.holds_until == "sent"]
            for a, b in pairwise((*circle, circle[0]))
        ]
        held_by_none = {name: pathway.everyone - pathway.reaches(Question(STAFF_LED), name) for name in circle}
        going_round = pathway.nobody
        for routes in product(*legs):
            ahead = held_by_none[circle[0]]
            for name, route in zip(reversed(circle), reversed(routes), strict=True):
                ahead = held_by_none[name] & pathway.sent_into(route, ahead)
            going_round = going_round | ahead
        going_round = going_round & pathway.contacts(circle[0])
        if going_round:
            names = [pathway.map.services[name].name for name in circle]
            yield Hit(
                tuple(circle),
                "{who} can be sent in a circle, from {circle} and back, with nobody holding them – {when}.",
                going_round,
                start=circle[0],
                brought=True,
                stuck=STAFF_LED,
                words={"circle": " to ".join(names)},
                at=(
                    *((("services", name), "this service") for name in circle),
                    *((("transfers", route.transfer.id), "this transfer") for leg in legs for route in leg),
                ),
            )
