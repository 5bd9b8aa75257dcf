"""Staff bring people to a service that neither supports them nor can pass them on.

What it finds
Handovers, transfers or referrals from some door bring people here; the service does not support them, and
no staff-led transfer from here can be made for them at that time. It is the last place on a way that
leads nowhere. A service that refers people back to where they came from is no dead end.

Why it matters
No Wrong Door asks for an effective transfer of care (Framework for Collaboration, section 5). A transfer into
a dead end looks like help to the sender, and leaves people where they began, with their story told once more.
It often hides in a detail: a team that is open until five and takes new people until half past three.

How to put it right
Narrow the transfer that leads here (its `for` or `hours`) to those whom the service takes, or add a
transfer from here to a service that takes the others.

When a forum may live with it
If the service in fact keeps such people safe until the next one opens, that is support: say so in its
`supports`.

Bad: dead-end@duty-team
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      line: {name: Eastglen line, provider: nhs-eastglen, kind: helpline, open_to: public, hours: 24/7}
      duty-team:
        name: Eastglen duty team
        provider: nhs-eastglen
        kind: crisis-team
        hours: 24/7
        intake: Mon-Fri 09:00-15:30
        supports: {excludes: []}
        offers: [assessment]
    transfers:
      - {from: line, to: duty-team, by: call-transfer}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      line: {name: Eastglen line, provider: nhs-eastglen, kind: helpline, open_to: public, hours: 24/7}
      duty-team:
        name: Eastglen duty team
        provider: nhs-eastglen
        kind: crisis-team
        hours: 24/7
        intake: Mon-Fri 09:00-15:30
        supports: {excludes: []}
        offers: [assessment]
    transfers:
      - {from: line, to: duty-team, by: call-transfer, hours: Mon-Fri 09:00-15:30}
"""

from pathkit.pathway import STAFF_LED
from pathkit.rules.face import Asked, Hit, Iterator, any_transfer, rule, staff_led


@rule(
    principle="no-wrong-door",
    severity="error",
    tells_of=("self", "none"),
    stated=any_transfer(staff_led),
    remedy="Send only people whom the service takes (`for`, `hours` of the transfers that lead here), or add a "
    "transfer from here for the others.",
)
def dead_end(pathway: Asked) -> Iterator[Hit]:
    for service in pathway.map.services.values():
        stuck = pathway.arrivals(service.id)
        if stuck:
            stuck = stuck - pathway.supports(service.id)
            for route in pathway.routes_from(service.id):
                if route.how != "person-led":
                    stuck = stuck - pathway.usable(route)
        if stuck:
            yield Hit(
                (service.id,),
                "For {who}, being passed on to {service} by staff is a dead end: no support there, and nobody to "
                "pass them on to – {when}.",
                stuck,
                start=service.id,
                brought=True,
                stuck=STAFF_LED,
                words={"service": service.name},
            )
