"""In an emergency the police have no place of safety to take somebody to.

What it finds
At emergency urgency, from a police response, no service that offers a place of safety supports the person
straight away by live transfers. Services that the police themselves run do not count, nor do emergency
departments.

Why it matters
Proportionate Response (Framework for Collaboration, section 5): under the code of practice of the Mental Health
Act a police station should not be used as a place of safety, and an emergency department is the choice only where
there is a significant physical need. All 14 health boards have named a place of safety; who is turned away
from it, and when, is another matter (Mental Welfare Commission, 2020; Care Quality Commission, 2014).

How to put it right
Agree and name a place of safety that takes everybody at any hour, and the transfer by which the police bring
people there.

When a forum may live with it
Never for long: the forum should say where people go meanwhile.

Bad: no-place-of-safety@southness
    area: {id: southness, name: Southness, calendar: none}
    people: {ages: 16+, needs: [distress]}
    organisations:
      southness-police: {name: Southness Police, sector: police}
      nhs-southness: {name: NHS Southness, sector: health}
    services:
      officers: {name: Southness officers, provider: southness-police, kind: police-response,
                 open_to: public, hours: 24/7}
      suite: {name: Southness suite, provider: nhs-southness, kind: place-of-safety, hours: 24/7,
              supports: {ages: 18+, excludes: []}, offers: [place-of-safety]}
    transfers:
      - {from: officers, to: suite, by: conveyance}

Good
    area: {id: southness, name: Southness, calendar: none}
    people: {ages: 16+, needs: [distress]}
    organisations:
      southness-police: {name: Southness Police, sector: police}
      nhs-southness: {name: NHS Southness, sector: health}
    services:
      officers: {name: Southness officers, provider: southness-police, kind: police-response,
                 open_to: public, hours: 24/7}
      suite: {name: Southness suite, provider: nhs-southness, kind: place-of-safety, hours: 24/7,
              supports: {excludes: []}, offers: [place-of-safety]}
    transfers:
      - {from: officers, to: suite, by: conveyance}
"""

from pathkit.rules.face import Asked, Hit, Iterator, any_of_kind, rule


@rule(
    principle="proportionate-response",
    severity="error",
    remedy="Name a service that offers a place of safety (`offers: [place-of-safety]`), takes these people at these "
    "times and answers at once, and a live transfer from the police to it. Emergency departments and the police's own "
    "services do not count.",
    stated=any_of_kind("police-response"),
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
            "In {area}, the police have no place of safety to which they can bring {who} straight away – {when}.",
            without,
            start=start,
            shows_journey=False,
            words={"area": area.name},
            at=((("area",), "this area"), (("services", start or police[0]), "this police response")),
        )
