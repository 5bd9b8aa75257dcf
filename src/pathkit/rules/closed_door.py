"""A door that is shut gives callers nothing, not even a message.

What it finds
The service is shut, the map states that a caller then gets no message (`when_shut: nothing`), and so
nothing leads these people on.

Why it matters
No Wrong Door holds at any hour: a ringing telephone is a wrong door. Services are to publish their
opening hours and the contact for outside them (Core Mental Health Standards, 1.8).

How to put it right
Put a message on the telephone and the door that names who is open now, as a signpost with `when: closed`; better, divert
the call (`by: call-transfer, when: closed`).

When a forum may live with it
While an answerphone is being put in, for a few weeks.
"""

from pathkit.pathway import ANY_WAY
from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    principle="no-wrong-door",
    severity="warning",
    remedy="Give callers a message that names who is open (`by: signpost, when: closed`), or divert the call "
    "(`by: call-transfer, when: closed`).",
)
def closed_door(pathway: Asked) -> Iterator[Hit]:
    for door in pathway.doors:
        if door.when_shut != "nothing":
            continue
        left = pathway.shut(door.id).of(pathway.door_people(door.id)) - pathway.not_left(door.id)
        if left:
            yield Hit(
                (door.id,),
                "{who} who turns to {door} while it is shut gets no message and is left with nothing: {when}.",
                left,
                start=door.id,
                stuck=ANY_WAY,
                words={"door": door.name},
            )
