"""A service that no door leads to, for anyone, ever.

What it finds
A local service that is no door itself, and at which nobody arrives from any door in the whole year.

Why it matters
It may be the very service that somebody lacks. Tier 3 services are often like this on paper: referral only, and no
open door feeds them.

How to put it right
Write down who sends people there. If somebody does, look at the conditions and hours of the transfers on the way.

When a forum may live with it
For a service that is only reached from outside the area.
"""

from pathkit.pathway import ANY_WAY
from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    severity="warning",
    sound=True,
    remedy="Write down who sends people there, or look at the conditions and hours of the transfers on the way.",
)
def unreachable_service(pathway: Asked) -> Iterator[Hit]:
    linked = {end for t in pathway.map.transfers.values() for end in (t.from_, t.to)}
    for service in pathway.map.services.values():
        if service.open_to == "public" or service.id in pathway.map.library or service.id not in linked:
            continue
        if pathway.is_operating(service.id) and not pathway.arrivals(service.id, ANY_WAY):
            yield Hit(
                (service.id,),
                "No door leads to {service}, for anyone, at any time of the year.",
                words={"service": service.name},
            )
