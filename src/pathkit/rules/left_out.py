"""Because of one circumstance, people are helped through no door when otherwise they would be.

What it finds
For each circumstance of the map: people with it, all else being the same, are left with nothing or only told where to
go, through every door that is for them, at a time at which the same people as usual are helped through some door.

Why it matters
Getting it Right for Everyone, and Free from Stigma and Discrimination (Framework for Collaboration, section 5):
having another condition as well must keep nobody from help. Nine in ten of 89 GPs had struggled to refer somebody to
mental health and to addiction services, even in a crisis (Mental Welfare Commission, Ending the Exclusion, 2022). A
survey of places of safety found people turned away from every one in reach because they were young, intoxicated or
disturbed (Care Quality Commission, 2014).

How to put it right
Look at the reasons: an exclusion that every service shares, a contact by telephone only, a condition that asks for
registration. One service that takes these people, and a transfer to it from the doors, is enough.

When a forum may live with it
Hardly ever. A functional exclusion (somebody cannot take part while intoxicated) needs somewhere safe to be meanwhile.

Bad: left-out@intoxicated
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress], circumstances: [intoxicated]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, open_to: public, hours: 24/7,
             supports: {excludes: [intoxicated]}, offers: [assessment]}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress], circumstances: [intoxicated]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
      listening: {name: Eastglen Listening, sector: third}
    services:
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, open_to: public, hours: 24/7,
             supports: {excludes: [intoxicated]}, offers: [assessment]}
      house: {name: Eastglen house, provider: listening, kind: crisis-space, hours: 24/7,
              supports: {excludes: []}, offers: [safe-space, assessment]}
    transfers:
      - {from: team, to: house, by: warm-handover, for: {requires: [intoxicated]}}
"""

from pathkit.pathway import STAFF_LED, Pathway, Reading
from pathkit.rules.face import Asked, Hit, Iterator, helped_somewhere, rule, turned_in_words


def _possibly(pathway: Pathway) -> bool:
    """Whether anybody might be left out: surely helped is not, and at best the same people as usual are."""
    surely, perhaps = (pathway.asked(reading).helped_somewhere for reading in Reading)
    compared = map(pathway.compared_with_usual, pathway.map.people.circumstances)
    return any(one.others(perhaps) - one.own(surely) for one in compared)


@rule(
    principle=("getting-it-right-for-everyone", "free-from-stigma-and-discrimination"),
    severity="error",
    tells_of=("self", "none"),
    remedy="Agree which service takes these people, and how the doors pass them on to it.",
    stated=lambda map_: bool(map_.people.circumstances),
    anybody=helped_somewhere,
    possibly=_possibly,
)
def left_out(pathway: Asked) -> Iterator[Hit]:
    helped = pathway.helped_somewhere
    for name in pathway.map.people.circumstances:
        compared = pathway.pathway.compared_with_usual(name)
        out = compared.others(helped) - compared.own(helped)
        if out:
            yield Hit(
                (name,),
                "For {who}, no door leads to help, though at those times one would were it not for one thing "
                "({circumstance}) – {when}.",
                out,
                stuck=STAFF_LED,
                words={"circumstance": turned_in_words(pathway.map, name)},
                at=((("people", "circumstances"), "this circumstance is asked about here"),),
            )
