"""People are helped, after a wait that is longer than the standard for the urgency.

What it finds
People are taken on by way of this door, straight away or later, and the least wait over all ways is longer
than the standard: one hour at emergency, four hours at very urgent, 24 hours at urgent, seven days at routine.
These are the framework's; a forum sets its own in `pathkit.yaml`, as in
`rules: {long-wait: {urgent: 48 h, very-urgent: 2 h}}`; what is left out is the framework's.

Why it matters
Reasonable steps, such as a handover, a team that opens in the morning and a response within four of its own
hours, add up to a wait that nobody has agreed. Responsive (Framework for Collaboration, section 5) allows that some
help is not there at once; people should still know how long.
Services are to keep measuring waits and to mend delays that need not be (Core Mental Health Standards, 1.14 and
1.16).

How to put it right
Shorten the longest step: a live transfer instead of a referral, intake at more hours, or a shorter response
time.

When a forum may live with it
When capacity does not allow better for now: with a date, and with what is done for people while they wait.

Bad: long-wait@gp
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: nhs-eastglen, kind: primary-care, open_to: public, hours: 24/7}
      team: {name: Eastglen team, provider: nhs-eastglen, kind: community-team, hours: 24/7,
             supports: {excludes: []}, offers: [assessment],
             responds_within: {emergency: 1 h, very-urgent: 4 h, urgent: 2 days, routine: 1 week}}
    transfers:
      - {from: gp, to: team, by: referral}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: nhs-eastglen, kind: primary-care, open_to: public, hours: 24/7}
      team: {name: Eastglen team, provider: nhs-eastglen, kind: community-team, hours: 24/7,
             supports: {excludes: []}, offers: [assessment],
             responds_within: {emergency: 1 h, very-urgent: 4 h, urgent: 24 h, routine: 1 week}}
    transfers:
      - {from: gp, to: team, by: referral}
"""

from pathkit.rules.face import Asked, Hit, Iterator, helped_somewhere, rule
from pathkit.times.durations import Minutes


@rule(
    principle="responsive",
    severity="warning",
    tells_of=("later", "wait"),
    anybody=helped_somewhere,
    remedy="Shorten the longest step on the way: a live transfer instead of a referral, intake at more hours, or a "
    "shorter response time.",
    emergency=Minutes(0),
    very_urgent=Minutes(0),
    urgent=Minutes(0),
    routine=Minutes(0),
)
def long_wait(pathway: Asked, **_standard: int) -> Iterator[Hit]:
    # The standards are part of how the pathway is compiled; 0 leaves one to the framework.
    for door, waiting in pathway.long_waits.items():
        yield Hit(
            (door,),
            "For {who}, help by way of {door} takes longer than the standard for their urgency – {when}.",
            waiting,
            start=door,
            words={"door": pathway.map.services[door].name},
        )
