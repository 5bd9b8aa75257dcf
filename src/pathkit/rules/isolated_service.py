"""A service stands alone: nothing leads to it or from it, and it is no door.

What it finds
A service that is not open to the public, and that no transfer names.

Why it matters
It helps nobody as the map stands: either a transfer was forgotten, or the service does not belong here.

How to put it right
Write down who sends people there, or take the service out of the map.

When a forum may live with it
While the map is being written.
"""

from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    severity="warning",
    sound=True,
    remedy="Write down the transfers to and from it, or take it out of the map.",
)
def isolated_service(pathway: Asked) -> Iterator[Hit]:
    linked = {end for t in pathway.map.transfers.values() for end in (t.from_, t.to)}
    for service in pathway.map.services.values():
        if service.id not in linked and service.open_to != "public" and service.id not in pathway.map.library:
            yield Hit(
                (service.id,),
                "{service} stands alone: no transfer leads to it or from it, and it is not open to the public.",
                words={"service": service.name},
            )
