"""In one locality, people are helped through no door when elsewhere in the area they would be.

What it finds
At a time at which the same people in another locality of the map are helped through some door, people here are helped
through none.

Why it matters
Getting it Right for Everyone (Framework for Collaboration, section 5): the right support at the right time is not to
depend on the postcode. In 2017 people in Perth who were in crisis out of hours were told to take a taxi over twenty
miles to Dundee, at their own cost.

How to put it right
Let a service of the neighbouring locality take these people at these times, by telephone, by video or by a visit, and
write down who brings them where they have to travel.

When a forum may live with it
Where distance leaves no other way yet: with what is done meanwhile, and a date.

Bad: locality-gap@south
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress], localities: [north, south]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      line: {name: Eastglen line, provider: nhs-eastglen, kind: helpline, open_to: public, hours: 24/7}
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, hours: 24/7,
             supports: {localities: [north], excludes: []}, offers: [assessment]}
    transfers:
      - {from: line, to: team, by: call-transfer}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress], localities: [north, south]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      line: {name: Eastglen line, provider: nhs-eastglen, kind: helpline, open_to: public, hours: 24/7}
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, hours: 24/7,
             supports: {excludes: []}, offers: [assessment]}
    transfers:
      - {from: line, to: team, by: call-transfer}
"""

from pathkit.pathway import STAFF_LED, Pathway, Reading
from pathkit.rules.face import Asked, Hit, Iterator, helped_somewhere, rule


def _possibly(pathway: Pathway) -> bool:
    """Whether anybody might be left alone here: surely helped is not, and elsewhere, at best, the same people are."""
    surely, perhaps = (pathway.asked(reading).helped_somewhere for reading in Reading)
    compared = map(pathway.compared_with_elsewhere, pathway.map.people.localities)
    return any(one.others(perhaps) - one.own(surely) for one in compared)


@rule(
    principle="getting-it-right-for-everyone",
    severity="warning",
    tells_of=("self", "none"),
    remedy="Agree which service takes these people at these times, and how they get to it.",
    stated=lambda map_: len(map_.people.localities) > 1,
    anybody=helped_somewhere,
    possibly=_possibly,
)
def locality_gap(pathway: Asked) -> Iterator[Hit]:
    helped = pathway.helped_somewhere
    for name in pathway.map.people.localities:
        compared = pathway.pathway.compared_with_elsewhere(name)
        alone = compared.others(helped) - compared.own(helped)
        if alone:
            yield Hit(
                (name,),
                "For {who}, no door leads to help at times at which one does for the same people elsewhere in the "
                "area – {when}.",
                alone,
                stuck=STAFF_LED,
                at=((("people", "localities"), "this locality is asked about here"),),
            )
