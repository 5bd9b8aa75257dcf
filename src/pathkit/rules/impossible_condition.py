"""A condition that nobody meets.

What it finds
A block of `supports`, `for` or `door_for` in the map's own file that nobody among the map's `people` can meet.

Why it matters
Usually it is a slip: an age range that ends before the pathway begins, a need that the map does not ask about, a
circumstance that cannot be at that age. The service then looks as if it took people whom it never meets.

How to put it right
Correct the condition, or add the people it is for to the map's `people`.

When a forum may live with it
When the map asks about some people only, and the services are described for all.

Bad: impossible-condition@young-team
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      young-team: {name: Eastglen young team, provider: nhs-eastglen, kind: children-service, open_to: public,
                   hours: 24/7, supports: {ages: 12-17, excludes: []}}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 12+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      young-team: {name: Eastglen young team, provider: nhs-eastglen, kind: children-service, open_to: public,
                   hours: 24/7, supports: {ages: 12-17, excludes: []}}
"""

from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    severity="warning",
    sound=True,
    remedy="Correct the condition, or add the people it is for to the map's `people`.",
)
def impossible_condition(pathway: Asked) -> Iterator[Hit]:
    places = [
        ("services", service.id, key, blocks)
        for service in pathway.map.services.values()
        for key, blocks in (("supports", service.supports), ("door_for", service.door_for))
    ]
    places += [("transfers", transfer.id, "for", transfer.for_) for transfer in pathway.map.transfers.values()]
    for kind, name, key, blocks in places:
        if name in pathway.map.library:
            continue
        for number, block in enumerate(blocks or ()):
            if not pathway.population.block(block):
                yield Hit(
                    (name,),
                    "{thing}: nobody among the people of this map meets a condition of `{key}`.",
                    words={"thing": pathway.name_of((name,)), "key": key},
                    at=(((kind, name, key, number), "this condition"),),
                )
