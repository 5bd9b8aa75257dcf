"""A condition that nobody meets.

What it finds
A block of `supports`, `for` or `door_for` that nobody among the map's `people` can meet.

Why it matters
Usually a slip: an age range that ends where it should begin, a need that the map does not ask about, a
circumstance that cannot be at that age.

How to put it right
Correct the condition, or add those people to `people`.

When a forum may live with it
When the map deliberately asks about some people only.
"""

from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    severity="warning",
    sound=True,
    remedy="Correct the condition, or add the people it is for to the map's `people`.",
)
def impossible_condition(pathway: Asked) -> Iterator[Hit]:
    places = [
        ("services", service.id, service.name, key, blocks)
        for service in pathway.map.services.values()
        for key, blocks in (("supports", service.supports), ("door_for", service.door_for))
    ]
    places += [
        ("transfers", transfer.id, transfer.id, "for", transfer.for_) for transfer in pathway.map.transfers.values()
    ]
    for kind, name, label, key, blocks in places:
        if name in pathway.map.library:
            continue
        if any(not pathway.population.block(block) for block in blocks or ()):
            yield Hit(
                (name,),
                "Nobody among the people of this map meets a condition of {thing} (`{key}`).",
                words={"thing": label, "key": key},
                at=(((kind, name, key), "this condition"),),
            )
