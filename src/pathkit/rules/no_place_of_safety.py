"""In an emergency the police have no place of safety to take somebody to.

What it finds
At emergency urgency, from a police response, no service that offers a place of safety (other than one run by the police,
or an emergency department) supports the person straight away by staff-led transfers.

Why it matters
Proportionate Response: a police station should not be used as a place of safety, and an emergency department only where
there is a significant physical need.

How to put it right
Agree and name a place of safety that takes everybody at any hour, and the transfer by which the police bring people there.

When a forum may live with it
Never for long: the forum should say where people go meanwhile.
"""

from pathkit.pathway import LIVE_ONLY
from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    principle="proportionate-response",
    severity="error",
    remedy="Name a place of safety that takes these people at these times, and a live transfer from the police to it.",
)
def no_place_of_safety(pathway: Asked) -> Iterator[Hit]:
    area = pathway.map.area
    police = sorted(pathway.of_kind("police-response"))
    if area is None or not police:
        return
    without = pathway.nobody
    start = None
    for name in police:
        here = pathway.open(name).of(pathway.population.urgency("emergency"))
        stranded = here - pathway.taken_to_safety(name)
        if stranded:
            without, start = without | stranded, start or name
    if without:
        yield Hit(
            (area.id,),
            "In an emergency the police have no place of safety to take {who} to: {when}.",
            without,
            start=start,
            stuck=LIVE_ONLY,
            at=((("area",), "this area"), (("services", start or police[0]), "this police response")),
        )
