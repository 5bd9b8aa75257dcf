"""At some times no door at all helps these people.

What it finds
Whichever of the doors that are for them these people turn to at that time, nobody takes them on: every
outcome is `self` or `none`.

Why it matters
No Wrong Door presumes that there is a right one. Gaps that every service shares (a minimum age, an exclusion for
having been drinking, a night) are invisible to each service on its own.

How to put it right
Agree which service takes these people at these times. The causes below say what stands in the way at each.

When a forum may live with it
Never as such: say who is to be called, and write that into the map.
"""

from pathkit.pathway import STAFF_LED
from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    principle="no-wrong-door",
    severity="error",
    remedy="Agree which service takes these people at these times, and write it down as `supports` or as a transfer.",
)
def nobody_to_turn_to(pathway: Asked) -> Iterator[Hit]:
    area = pathway.map.area
    if area is None or not pathway.doors:
        return
    alone = pathway.everyone
    for door in pathway.doors:
        alone = alone - pathway.helped(door.id).of(pathway.door_people(door.id))
    if alone:
        yield Hit(
            (area.id,),
            "No door in {area} helps {who}: {when}.",
            alone,
            stuck=STAFF_LED,
            words={"area": area.name},
            at=((("area",), "this area"),),
        )
