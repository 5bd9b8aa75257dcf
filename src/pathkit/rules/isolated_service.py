"""A service stands alone: nothing leads to it or from it, and it is no door.

What it finds
A service of the map's own that is not open to the public, and that no transfer names.

Why it matters
As the map stands it helps nobody. Either a transfer was forgotten, and then the checks of everybody who would go
that way are wrong, or the service does not belong here.

How to put it right
Write down who sends people there or asks there for advice, or take the service out of the map.

When a forum may live with it
While the map is being written.

Bad: isolated-service@team
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      line: {name: Eastglen line, provider: nhs-eastglen, kind: helpline, open_to: public, hours: 24/7}
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, hours: 24/7}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      line: {name: Eastglen line, provider: nhs-eastglen, kind: helpline, open_to: public, hours: 24/7}
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, hours: 24/7}
    transfers:
      - {from: line, to: team, by: referral}
"""

from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    severity="warning",
    sound=True,
    remedy="Write down the transfers to and from it, or take it out of the map.",
)
def isolated_service(pathway: Asked) -> Iterator[Hit]:
    linked = {end for t in pathway.map.transfers.values() for end in (t.from_, t.to)}
    for service in pathway.map.services.values():
        # What is only needed so far has nothing to lead to it: it is an idea, which a plan may promise.
        counts = service.status != "needed" and service.id not in pathway.map.library
        if counts and service.id not in linked and service.open_to != "public":
            yield Hit(
                (service.id,),
                "No transfer leads to or from {service}, and it is no door for the public.",
                words={"service": service.name},
            )
