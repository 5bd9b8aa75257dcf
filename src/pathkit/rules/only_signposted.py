"""A door that is open only tells people where to go.

What it finds
The service is open, and the best that anybody there can do for these people is a signpost: at some point on
every way to help they have to find their own way.

Why it matters
No Wrong Door asks for effective transfer of care. Of children whose referral was rejected in a Scottish
audit, most were signposted, mostly to something generic or already tried, and more than half then did nothing.

How to put it right
Turn the signpost into a transfer that staff make: a call transfer, a warm handover, or a referral.

When a forum may live with it
For listening lines that cannot see who is calling, and for people at routine urgency, a good signpost
may be what was agreed.
"""

from pathkit.pathway import STAFF_LED
from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    principle="no-wrong-door",
    severity="warning",
    remedy="Replace the signpost by a transfer that staff make: a call transfer, a warm handover or a referral.",
)
def only_signposted(pathway: Asked) -> Iterator[Hit]:
    for door in pathway.doors:
        people = pathway.open(door.id).of(pathway.door_people(door.id))
        signposted = (people & pathway.not_left(door.id)) - pathway.helped(door.id)
        if signposted:
            yield Hit(
                (door.id,),
                "{who} who turns to {door} while it is open is only told where to go: {when}.",
                signposted,
                start=door.id,
                stuck=STAFF_LED,
                words={"door": door.name},
            )
