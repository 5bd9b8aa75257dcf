"""The map has no door for the public.

What it finds
No service that runs is `open_to: public`. A service that is planned, paused or closed is no door.

Why it matters
Everything that pathkit says is about people who turn to a door. Without one nothing can be asked, and no finding
would look like good news.

How to put it right
Write `open_to: public` at the services that people can turn to themselves, or bring in the national ones
with `uses`.

When a forum may live with it
Never: until it is mended nothing is known of the pathway.

Bad: no-public-door@eastglen
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, hours: 24/7}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, hours: 24/7, open_to: public}
"""

from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    severity="error",
    sound=True,
    remedy="Write `open_to: public` at the services that people can turn to themselves.",
)
def no_public_door(pathway: Asked) -> Iterator[Hit]:
    area = pathway.map.area
    if area is not None and not any(pathway.is_operating(door.id) for door in pathway.doors):
        yield Hit(
            (area.id,),
            "The map of {area} has no door: no service that runs is open to the public.",
            words={"area": area.name},
            at=((("area",), "this area"),),
        )
