"""At some age something cannot be had that younger and older people have.

What it finds
Among people of the same need, urgency and locality: something (assessment, a safe space, …) is to be had, at some time
through some door, by people of a lower and by people of a higher age, and at an age between them by nobody, at no time
and through no door.

Why it matters
Getting it Right for Everyone (Framework for Collaboration, section 5): joined up at every age and stage of life. Young
people of 16 and 17 who have left school fall between services for children and those for adults; 56 of 161 places of
safety in England refused those under 16 (Care Quality Commission, 2014).

How to put it right
Agree whose these ages are, and change the `ages` of that service; where two services split them by circumstance, let
the circumstances leave nobody out.

When a forum may live with it
Where people of these ages get the same in another shape that goes by another name: say which.

Bad: age-gap@distress
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 5+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      line: {name: Eastglen line, provider: nhs-eastglen, kind: helpline, open_to: public, hours: 24/7,
             supports: {excludes: []}, offers: [listening]}
      childrens-team: {name: Eastglen children's team, provider: nhs-eastglen, kind: children-service, hours: 24/7,
                       supports: {ages: 0-15, excludes: []}, offers: [assessment]}
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, hours: 24/7,
             supports: {ages: 18+, excludes: []}, offers: [assessment]}
    transfers:
      - {from: line, to: childrens-team, by: call-transfer}
      - {from: line, to: team, by: call-transfer}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 5+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      line: {name: Eastglen line, provider: nhs-eastglen, kind: helpline, open_to: public, hours: 24/7,
             supports: {excludes: []}, offers: [listening]}
      childrens-team: {name: Eastglen children's team, provider: nhs-eastglen, kind: children-service, hours: 24/7,
                       supports: {ages: 0-17, excludes: []}, offers: [assessment]}
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, hours: 24/7,
             supports: {ages: 18+, excludes: []}, offers: [assessment]}
    transfers:
      - {from: line, to: childrens-team, by: call-transfer}
      - {from: line, to: team, by: call-transfer}
"""

from itertools import product

from pathkit.pathway import STAFF_LED
from pathkit.rules.face import Asked, Hit, Iterator, any_service, rule


@rule(
    principle="getting-it-right-for-everyone",
    severity="error",
    tells_of=("self", "none"),
    remedy="Agree which service takes people of these ages, and change its `ages`.",
    stated=any_service(lambda service: any(block.ages for block in service.supports or ())),
)
def age_gap(pathway: Asked) -> Iterator[Hit]:
    population = pathway.population
    having = {offer: there.classes() for offer, there in pathway.options.somewhere.items()}
    for number, needs in enumerate(population.needs):
        without, missing = 0, []
        for offer, some in having.items():
            gap = _between(pathway, number, some)
            if gap:
                without |= gap
                missing.append(pathway.map.offers.get(offer, offer))
        for need in needs if without else ():
            yield Hit(
                (need,),
                "Through no door and at no time can {who} have what people both younger and older have: {names}.",
                pathway.at_any_time(without),
                stuck=STAFF_LED,
                names=tuple(missing),
                at=((("people", "needs"), "this need is asked about here"),),
            )


def _between(pathway: Asked, need: int, having: int) -> int:
    """The classes of a need at ages, between ages at which anybody has something, at which nobody has it."""
    population = pathway.population
    _, urgencies, _, localities, _ = population.shape
    found = 0
    for urgency, locality in product(range(urgencies), range(localities)):
        ages = [classes for _, classes in population.by_age(need, urgency, locality)]
        some = [at for at, classes in enumerate(ages) if classes & having]
        if some:
            for classes in ages[some[0] : some[-1]]:
                found |= 0 if classes & having else classes
    return found
