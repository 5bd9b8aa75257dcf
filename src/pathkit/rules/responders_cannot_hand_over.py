"""People are with an emergency response that cannot hand them over straight away.

What it finds
People come to be with police or ambulance staff, and from there, the responders' own support aside, nobody
takes them straight away.

Why it matters
Proportionate Response: officers have spent whole shifts in hospital corridors, and once four days with a teenager,
because no service could be found to take the person. Handover to health within an hour is the agreed aim elsewhere.

How to put it right
Give responders a live transfer (a telephone line to a clinician, a place that takes people at the door) at these times.

When a forum may live with it
For the hours in which a new line is not yet staffed: with a date.
"""

from pathkit.pathway import LIVE_ONLY
from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    principle="proportionate-response",
    severity="error",
    remedy="Give the responders a live transfer to a service that takes these people at these times.",
)
def responders_cannot_hand_over(pathway: Asked) -> Iterator[Hit]:
    for name in sorted(pathway.emergency_responses):
        here = pathway.contacts(name)
        if not here:
            continue
        stuck = here - pathway.handed_over(name)
        if stuck:
            yield Hit(
                (name,),
                "{who} who is with {service} cannot be handed over straight away: {when}.",
                stuck,
                start=name,
                stuck=LIVE_ONLY,
                words={"service": pathway.map.services[name].name},
            )
