"""Out of hours, something is missing that people can always have in hours.

What it finds
Something that is among a person's options at every in-hours minute at which this door is open is not among them out of
hours, when the door is open or shut with a message or divert (`when: closed`, whose signposts count).
What comes later counts too: a referral made at night that is taken up in the morning is an option.

Why it matters
Responsive: people who present out of hours are to have the full range of options that there is in hours,
though some may not be available immediately. "Police are there 24/7; others aren't" is the commonest finding of
reviews.

How to put it right
Let the services that offer it take referrals out of hours, add a transfer to one that is open, or open longer.

When a forum may live with it
When what is missing is of no use at night, and nobody is worse off by waiting: say so, with a review date.
"""

from pathkit.pathway import STAFF_LED
from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    principle="responsive",
    severity="warning",
    remedy="Add an out-of-hours way to what is missing: a referral that is taken up later, a transfer to a service "
    "that is open, or longer hours.",
)
def out_of_hours_gap(pathway: Asked) -> Iterator[Hit]:
    in_hours = pathway.in_hours
    for door in pathway.doors:
        people = pathway.door_people(door.id)
        opened = pathway.open(door.id).of(people)
        usual = opened & in_hours
        answered = opened
        if any(t.from_ == door.id and t.when == "closed" for t in pathway.map.transfers.values()):
            answered = answered | pathway.shut(door.id).of(people)
        out_of_hours = answered - in_hours
        if not usual or not out_of_hours:
            continue
        missing = pathway.nobody
        lost: list[str] = []
        for offer in pathway.offers:
            options = pathway.options(offer, door.id)
            always = usual.classes() & ~(usual - options).classes()
            gap = out_of_hours.of(always) - options if always else pathway.nobody
            if gap:
                missing = missing | gap
                lost.append(pathway.map.offers.get(offer, offer))
        if missing:
            yield Hit(
                (door.id,),
                "{who} who turns to {door} can have {offers} at any time in hours, and not out of hours: {when}.",
                missing,
                start=door.id,
                stuck=STAFF_LED,
                words={"door": door.name, "offers": " and ".join(lost)},
            )
