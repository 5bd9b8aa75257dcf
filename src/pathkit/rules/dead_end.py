"""Staff bring people to a service that neither supports them nor can pass them on.

What it finds
Handovers, transfers or referrals from some door bring people here; the service does not support them, and
no staff-led transfer from here can be made for them at that time. It is the last place on a way that
leads nowhere.

Why it matters
No Wrong Door asks for an effective transfer of care. A transfer into a dead end feels like help to the
sender, and leaves the person where they began, having told their story once more.

How to put it right
Narrow the transfer that leads here (its `for` or `hours`) to those whom the service takes, or add a transfer
from here to a service that takes the others.

When a forum may live with it
If the service in fact keeps such people safe until the next one opens, say so in its `supports`.
"""

from pathkit.pathway import STAFF_LED
from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    principle="no-wrong-door",
    severity="error",
    remedy="Send only people whom the service takes (`for`, `hours` of the transfers that lead here), or add a "
    "transfer from here for the others.",
)
def dead_end(pathway: Asked) -> Iterator[Hit]:
    for service in pathway.map.services.values():
        stuck = pathway.arrivals(service.id)
        if stuck:
            stuck = stuck - pathway.supports(service.id)
            for route in pathway.routes_from(service.id):
                if route.how != "person-led":
                    stuck = stuck - pathway.usable(route)
        if stuck:
            yield Hit(
                (service.id,),
                "{who} who is brought to {service} by staff is not supported there and cannot be passed on: {when}.",
                stuck,
                start=service.id,
                stuck=STAFF_LED,
                words={"service": service.name},
            )
