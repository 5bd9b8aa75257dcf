"""The map has no door for the public.

What it finds
No service that runs is `open_to: public`.

Why it matters
Everything pathkit says is about people who turn to a door. Without one nothing can be asked.

How to put it right
Give the services that people can turn to themselves `open_to: public`.

When a forum may live with it
Never.
"""

from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    severity="error",
    sound=True,
    remedy="Write `open_to: public` at the services that people can turn to themselves.",
)
def no_public_door(pathway: Asked) -> Iterator[Hit]:
    area = pathway.map.area
    if area is not None and not pathway.doors:
        yield Hit(
            (area.id,),
            "The map of {area} has no door: no service is open to the public.",
            words={"area": area.name},
            at=((("area",), "this area"),),
        )
