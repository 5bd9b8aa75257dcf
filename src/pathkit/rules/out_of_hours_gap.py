"""Out of hours, something is missing that people can always have in hours.

What it finds
Something (assessment, a safe space, …) is among a person's options at every in-hours minute at which this
door is open, and is not among them out of hours, when the door is open, or is shut and passes people on
(`when: closed`; a message that names another service counts). What comes later counts too: a referral made
at night that is taken up in the morning is an option. Holidays are out of hours.

Why it matters
Responsive: out of hours, people are to get at everything that is there in hours, if not always at once
(Framework for Collaboration, section 5). Of the officers who attend people in distress it has been said in the
Highlands that the police are there at any hour, and others are not.

How to put it right
Let the services that offer it take referrals out of hours, add a transfer to one that is open, or open
longer.

When a forum may live with it
When what is missing is of no use at night and nobody is worse off by waiting: acknowledge it, with a review
date.

Bad: out-of-hours-gap@line
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      line: {name: Eastglen line, provider: nhs-eastglen, kind: helpline, open_to: public, hours: 24/7,
             supports: {excludes: []}, offers: [listening]}
      day-team: {name: Eastglen day team, provider: nhs-eastglen, kind: community-team, hours: Mon-Fri 09:00-17:00,
                 supports: {excludes: []}, offers: [assessment]}
    transfers:
      - {from: line, to: day-team, by: call-transfer}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      line: {name: Eastglen line, provider: nhs-eastglen, kind: helpline, open_to: public, hours: 24/7,
             supports: {excludes: []}, offers: [listening]}
      day-team: {name: Eastglen day team, provider: nhs-eastglen, kind: community-team, hours: Mon-Fri 09:00-17:00,
                 supports: {excludes: []}, offers: [assessment]}
    transfers:
      - {from: line, to: day-team, by: referral}
"""

from pathkit.pathway import STAFF_LED
from pathkit.pathway.options import options_lost
from pathkit.rules.face import Asked, Hit, Iterator, any_service, rule


@rule(
    principle="responsive",
    severity="warning",
    tells_of=("self", "none"),
    remedy="Add an out-of-hours way to what is missing: a referral that is taken up later, a transfer to a service "
    "that is open, or longer hours.",
    stated=any_service(lambda service: service.offers),
)
def out_of_hours_gap(pathway: Asked) -> Iterator[Hit]:
    in_hours = pathway.in_hours
    asked = {}
    for door in pathway.doors:
        people = pathway.door_people(door.id)
        opened = pathway.open(door.id).of(people)
        answered = opened
        if any(t.from_ == door.id and t.when == "closed" for t in pathway.map.transfers.values()):
            answered = answered | pathway.shut(door.id).of(people)
        usual, out_of_hours = opened & in_hours, answered - in_hours
        if usual and out_of_hours:
            asked[door.id] = (usual, out_of_hours)
    for door_id, lost in options_lost(pathway, asked):
        missing = pathway.nobody
        for gap in lost.values():
            missing = missing | gap
        if missing:
            offers = ", ".join(pathway.map.offers.get(offer, offer) for offer in lost)
            yield Hit(
                (door_id,),
                "Through {door}, what {who} can always have in hours is missing out of hours ({offers}) – {when}.",
                missing,
                start=door_id,
                stuck=STAFF_LED,
                words={"door": pathway.map.services[door_id].name, "offers": offers},
            )
