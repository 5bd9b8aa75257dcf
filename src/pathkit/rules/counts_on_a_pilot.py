"""When something that runs for a limited time has ended, people will be helped nowhere.

What it finds
A service ends inside the year that is checked (`valid_until`). Until then people are helped through some door only
because it is there, and at the same time of the week after its last day the same people are helped through none. Other
services that end by the same day are no help: two that stand in for each other and end together are both found.

Why it matters
Continuously Improving (Framework for Collaboration, section 5): what was tried has to be kept, or replaced, before it
ends. A triage car in Levenmouth ran at weekends on funds for a limited time; without it, it was said, the only avenue
is the emergency department.

How to put it right
Decide before the last day what takes its place, and write it into the map.

When a forum may live with it
While the decision is being taken: with the date by which it is.

Bad: counts-on-a-pilot@house
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      listening: {name: Eastglen Listening, sector: third}
    services:
      line: {name: Eastglen line, provider: listening, kind: helpline, open_to: public, hours: 24/7}
      house: {name: Eastglen house, provider: listening, kind: crisis-space, status: pilot, valid_until: 2027-03-31,
              hours: Fri-Sun 18:00-24:00, supports: {urgency: up to very-urgent, excludes: []}, offers: [safe-space]}
    transfers:
      - {from: line, to: house, by: call-transfer}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      listening: {name: Eastglen Listening, sector: third}
    services:
      line: {name: Eastglen line, provider: listening, kind: helpline, open_to: public, hours: 24/7}
      house: {name: Eastglen house, provider: listening, kind: crisis-space, status: pilot, valid_until: 2027-03-31,
              hours: Fri-Sun 18:00-24:00, supports: {urgency: up to very-urgent, excludes: []}, offers: [safe-space]}
      new-house: {name: New house, provider: listening, kind: crisis-space, valid_from: 2027-04-01,
                  hours: Fri-Sun 18:00-24:00, supports: {urgency: up to very-urgent, excludes: []},
                  offers: [safe-space]}
    transfers:
      - {from: line, to: house, by: call-transfer}
      - {from: line, to: new-house, by: call-transfer}
"""

from pathkit.pathway.ending import counting_on_what_ends
from pathkit.rules.face import Asked, Hit, Iterator, any_service, rule
from pathkit.times.words import date_in_words


@rule(
    principle="continuously-improving",
    severity="warning",
    remedy="Decide before its last day what takes its place, and write it into the map.",
    stated=any_service(lambda service: service.valid_until),
)
def counts_on_a_pilot(pathway: Asked) -> Iterator[Hit]:
    for service, last, counting, door in counting_on_what_ends(pathway):
        yield Hit(
            (service,),
            "For {who}, all help through any door depends on {service}, whose last day is {last} – {when}.",
            counting,
            start=door,
            words={"service": pathway.map.services[service].name, "last": date_in_words(last)},
        )
