"""At some times no door at all helps these people.

What it finds
Whichever of the doors that are for them these people turn to at that time, nobody takes them on, neither
straight away nor later: all they can get is to be told where to go, or nothing.

Why it matters
No Wrong Door presumes that there is a right one (Framework for Collaboration, section 5; its introduction says
that the right service may not be there at the moment of need). Gaps that services share are invisible to each of
them on its own: in a survey in England, 56 of 161 places of safety refused people under 16, and so 33 of 152
areas had none for them (Care Quality Commission, 2014).

How to put it right
Agree which service takes these people at these times. The causes named with the finding say what stands in
the way at each.

When a forum may live with it
Never as such. Agree who is to be called, and write that into the map.

Bad: nobody-to-turn-to@eastglen
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 16+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      line: {name: Eastglen line, provider: nhs-eastglen, kind: helpline, open_to: public, hours: 24/7,
             supports: {ages: 18+, excludes: []}, offers: [assessment]}
      walk-in: {name: Eastglen walk-in centre, provider: nhs-eastglen, kind: crisis-space, open_to: public,
                hours: Mon-Fri 09:00-17:00, supports: {excludes: []}, offers: [assessment]}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 16+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      line: {name: Eastglen line, provider: nhs-eastglen, kind: helpline, open_to: public, hours: 24/7,
             supports: {excludes: []}, offers: [assessment]}
      walk-in: {name: Eastglen walk-in centre, provider: nhs-eastglen, kind: crisis-space, open_to: public,
                hours: Mon-Fri 09:00-17:00, supports: {excludes: []}, offers: [assessment]}
"""

from pathkit.pathway import STAFF_LED
from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    principle="no-wrong-door",
    severity="error",
    tells_of=("self", "none"),
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
            "For {who}, there is no help through any door in {area} – {when}.",
            alone,
            stuck=STAFF_LED,
            words={"area": area.name},
            at=((("area",), "this area"),),
        )
