"""Without this one local service, many who are helped now would be helped nowhere.

What it finds
With this service taken out of the map, situations (a person at a time) that were helped through some door are
helped through none. Found when they are more than a share of all that are helped: a twentieth, or what
`rules: {single-point-of-failure: {share: 0.2}}` sets in `pathkit.yaml`. Not asked of emergency responses,
nor of national services.

Why it matters
Responsive (Framework for Collaboration, section 5): a line that is not answered, or a team that is short of
staff for one night, takes the pathway down with it. Open at all hours does not mean answered: of all the calls to
NHS 24 in 2024, about one in five was given up before it was.

How to put it right
Give the doors that lead here a second way: another service that takes these people, at least while this one
cannot.

When a forum may live with it
In a small or remote area there may be one team. Then the forum should know it, and agree what happens when
it fails.

Bad: single-point-of-failure@team
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: nhs-eastglen, kind: primary-care, open_to: public, hours: 24/7}
      line: {name: Eastglen line, provider: nhs-eastglen, kind: helpline, open_to: public, hours: 24/7}
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, hours: 24/7,
             supports: {excludes: []}, offers: [assessment]}
    transfers:
      - {from: gp, to: team, by: call-transfer}
      - {from: line, to: team, by: call-transfer}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: nhs-eastglen, kind: primary-care, open_to: public, hours: 24/7}
      line: {name: Eastglen line, provider: nhs-eastglen, kind: helpline, open_to: public, hours: 24/7,
             supports: {excludes: []}, offers: [assessment]}
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, hours: 24/7,
             supports: {excludes: []}, offers: [assessment]}
    transfers:
      - {from: gp, to: team, by: call-transfer}
      - {from: line, to: team, by: call-transfer}
"""

from pathkit.pathway.failing import failures
from pathkit.rules.face import Asked, Hit, Iterator, helped_somewhere, rule


@rule(
    principle="responsive",
    severity="warning",
    anybody=helped_somewhere,
    remedy="Give the doors that lead here a second way, to another service that takes these people.",
    share=0.05,
)
def single_point_of_failure(pathway: Asked, share: float) -> Iterator[Hit]:
    for service, lost, door in failures(pathway, share):
        yield Hit(
            (service,),
            "For {who}, all help through any door depends on {service} – {when}.",
            lost,
            start=door,
            words={"service": pathway.map.services[service].name},
        )
