"""A service that no door leads to, for anyone, ever.

What it finds
A local service that is no door itself, and at which nobody arrives from any door in the whole year. A clinician
whom staff ask for advice (`by: advice`) about people who did come by a door is reached. A service that no transfer
names at all is told of by `isolated-service`.

Why it matters
It may be the very service that somebody lacks. More specialist services need a referral from another professional,
and on paper there is often nobody at an open door who can make it.

How to put it right
Write down who sends people there. If somebody does, look at the conditions and hours of the transfers on the
way.

When a forum may live with it
For a service that is reached only from outside the area.

Bad: unreachable-service@day-unit
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      line: {name: Eastglen line, provider: nhs-eastglen, kind: helpline, open_to: public, hours: 24/7}
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, hours: 24/7}
      day-unit: {name: Eastglen day unit, provider: nhs-eastglen, kind: assessment-unit, hours: 24/7}
    transfers:
      - {from: line, to: team, by: referral}
      - {from: day-unit, to: team, by: referral}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      line: {name: Eastglen line, provider: nhs-eastglen, kind: helpline, open_to: public, hours: 24/7}
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, hours: 24/7}
      day-unit: {name: Eastglen day unit, provider: nhs-eastglen, kind: assessment-unit, hours: 24/7}
    transfers:
      - {from: line, to: team, by: referral}
      - {from: team, to: day-unit, by: referral}
"""

from pathkit.pathway import ANY_WAY
from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    severity="warning",
    sound=True,
    remedy="Write down who sends people there, or look at the conditions and hours of the transfers on the way.",
)
def unreachable_service(pathway: Asked) -> Iterator[Hit]:
    linked = {end for t in pathway.map.transfers.values() for end in (t.from_, t.to)}
    for service in pathway.map.services.values():
        if service.open_to == "public" or service.id in pathway.map.library or service.id not in linked:
            continue
        reached = pathway.arrivals(service.id, ANY_WAY)
        if pathway.is_operating(service.id) and not reached and not _asked_for_advice(pathway, service.id):
            yield Hit(
                (service.id,),
                "No door leads to {service}, for anyone, at any time of the year.",
                words={"service": service.name},
            )


def _asked_for_advice(pathway: Asked, service: str) -> bool:
    """Whether staff ever ask the service for advice about people who came by a door."""
    return any(
        pathway.can_ask(transfer) & pathway.contacts(transfer.from_)
        for transfer in pathway.map.transfers.values()
        if transfer.by == "advice" and transfer.to == service
    )
