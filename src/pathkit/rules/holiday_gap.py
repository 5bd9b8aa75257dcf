"""On holidays people lose the support of a service, and have no other help.

What it finds
On an ordinary day this service supports these people, through a door that leads to it. On a public or local
holiday it does not, and nobody else helps them through that door.

Why it matters
Responsive: a holiday is out of hours, and the whole range of options is to be there. Scotland's public
holidays, local holidays and what services in fact keep differ, so that each partner supposes another is open.

How to put it right
State a holiday service (`holidays: 10:00-16:00`), or let the door pass people on to another service on holidays.

When a forum may live with it
For one or two days a year, if people are told beforehand and the message on the door names who is open.
"""

from pathkit.pathway import STAFF_LED
from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    principle="responsive",
    severity="warning",
    remedy="State hours for holidays, or give the door a transfer to another service on holidays.",
)
def holiday_gap(pathway: Asked) -> Iterator[Hit]:
    holidays = pathway.holidays
    lost_at = {}
    for door in pathway.doors:
        helped = pathway.helped(door.id)
        usually = pathway.as_in_ordinary_week(helped)
        lost = ((usually & holidays) - helped).of(pathway.door_people(door.id))
        if lost:
            lost_at[door.id] = lost
    if not lost_at:
        return
    for service in pathway.map.services.values():
        gap = pathway.nobody
        start = None
        for name, lost in lost_at.items():
            if not pathway.leads_to(name, service.id):
                continue
            here = lost & pathway.as_in_ordinary_week(pathway.supported_by(service.id, name))
            if here:
                gap, start = gap | here, start or name
        if gap:
            yield Hit(
                (service.id,),
                "On holidays {who} loses the support of {service} and has no other help: {when}.",
                gap,
                start=start,
                stuck=STAFF_LED,
                words={"service": service.name},
            )
