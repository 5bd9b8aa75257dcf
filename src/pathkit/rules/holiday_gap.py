"""On holidays people lose the support of a service, and have no other help.

What it finds
On an ordinary day this service supports these people, through a door that leads to it. On a public or local
holiday that falls on such a day it does not, and nobody else helps them through that door, not even later.
Where the map does not say what a service does on holidays there is a question, and no finding.

Why it matters
Responsive: a holiday is out of hours, and everything that there is in hours is to be within reach
(Framework for Collaboration, section 5). Scotland's public holidays bind no employer, and councils and health
boards keep local holidays of their own, so that each partner supposes that another is open.

How to put it right
State a holiday service (`holidays: 10:00-16:00`), or let the door pass people on to another service on
holidays.

When a forum may live with it
For a day or two a year, if people are told beforehand and the message on the door names who is open.

Bad: holiday-gap@walk-in
    area: {id: eastglen, name: Eastglen, calendar: scotland}
    people: {ages: 18+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      walk-in: {name: Eastglen walk-in centre, provider: nhs-eastglen, kind: crisis-space, open_to: public,
                hours: Mon-Fri 09:00-17:00, holidays: closed, supports: {excludes: []}, offers: [assessment]}

Good
    area: {id: eastglen, name: Eastglen, calendar: scotland}
    people: {ages: 18+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      walk-in: {name: Eastglen walk-in centre, provider: nhs-eastglen, kind: crisis-space, open_to: public,
                hours: Mon-Fri 09:00-17:00, holidays: closed, supports: {excludes: []}, offers: [assessment]}
      line: {name: Eastglen line, provider: nhs-eastglen, kind: helpline, hours: 24/7,
             supports: {excludes: []}, offers: [assessment]}
    transfers:
      - {from: walk-in, to: line, by: call-transfer, when: closed}
"""

from pathkit.pathway import STAFF_LED
from pathkit.rules.face import Asked, Hit, Iterator, helped_somewhere, named, rule


@rule(
    principle="responsive",
    severity="warning",
    tells_of=("self", "none"),
    anybody=helped_somewhere,
    remedy="Agree what happens on holidays at each step of the way: hours, a transfer to another service, or an "
    "answerphone message that names one.",
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
    for name, lost_of in pathway.usual_supporters(lost_at):
        gap = pathway.nobody
        doors = [door_id for door_id, here in lost_of.items() if here]
        for door_id in doors:
            gap = gap | lost_of[door_id]
        if gap:
            yield Hit(
                (name,),
                "For {who}, there is no help at {service} on holidays – {when}."
                if doors == [name]
                else "For {who}, holidays leave no way through {doors} to {service}, nor to any other help – {when}.",
                gap,
                start=doors[0],
                doors=tuple(doors),
                stuck=STAFF_LED,
                words={"service": pathway.map.services[name].name, "doors": named(pathway.map, doors)},
            )
