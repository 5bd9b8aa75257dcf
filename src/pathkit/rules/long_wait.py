"""People are helped, after a wait that is longer than the standard for the urgency.

What it finds
The outcome is `now` or `later`, and the least wait over all ways is longer than the standard: an hour at
emergency, four hours at very urgent, 24 hours at urgent, seven days at routine (settings, in minutes).

Why it matters
Responsive. A chain of reasonable steps (a handover, a team that opens in the morning, a response within four of
its own hours) adds up to a wait that nobody agreed.

How to put it right
Shorten the longest step: a live transfer instead of a referral, intake at more hours, a shorter response time.

When a forum may live with it
When capacity does not allow better for now: with a date, and with what is done for people while they wait.
"""

from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    principle="responsive",
    severity="warning",
    remedy="Shorten the longest step on the way: a live transfer instead of a referral, intake at more hours, or a "
    "shorter response time.",
    emergency=0,
    very_urgent=0,
    urgent=0,
    routine=0,
)
def long_wait(pathway: Asked, **_standard: int) -> Iterator[Hit]:
    # The standards are part of how the pathway is compiled; 0 leaves one to the framework.
    for door in pathway.doors:
        people = pathway.door_people(door.id)
        waiting = pathway.helped(door.id).of(people) - pathway.within_standard(door.id)
        if waiting:
            yield Hit(
                (door.id,),
                "{who} who turns to {door} waits longer than the standard for the urgency: {when}.",
                waiting,
                start=door.id,
                words={"door": door.name},
            )
