"""Because of one circumstance, people get less, or wait longer, than they otherwise would.

What it finds
For each circumstance of the map: people with it, all else being the same, are helped through some door, and at that
time lack something that the same people as usual can get through some door, or wait longer than the standard for their
urgency where the same people as usual do not. Who is not helped at all is found by `left-out`.

Why it matters
Getting it Right for Everyone, and Free from Stigma and Discrimination (Framework for Collaboration, section 5).
Community teams have turned people down for their use of substances with neither an assessment nor a signpost
(Mental Welfare Commission, Ending the Exclusion, 2022).

How to put it right
Drop the exclusion, make it functional and short, or give these people the same by another way.

When a forum may live with it
Where what is missing would do these people no good for as long as the circumstance lasts.

Bad: worse-off@intoxicated
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress], circumstances: [intoxicated]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, open_to: public, hours: 24/7,
             supports: {excludes: [intoxicated]}, offers: [assessment, safety-planning]}
      ward: {name: Eastglen ward, provider: nhs-eastglen, kind: assessment-unit, hours: 24/7,
             supports: {excludes: []}, offers: [assessment]}
    transfers:
      - {from: team, to: ward, by: call-transfer}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress], circumstances: [intoxicated]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, open_to: public, hours: 24/7,
             supports: {excludes: [intoxicated]}, offers: [assessment, safety-planning]}
      ward: {name: Eastglen ward, provider: nhs-eastglen, kind: assessment-unit, hours: 24/7,
             supports: {excludes: []}, offers: [assessment, safety-planning]}
    transfers:
      - {from: team, to: ward, by: call-transfer}
"""

from pathkit.pathway import STAFF_LED, Pathway, Reading
from pathkit.rules.face import Asked, Hit, Iterator, helped_somewhere, rule, turned_in_words


def _possibly(pathway: Pathway) -> bool:
    """Whether anybody might lack something: they surely do not have it, and at best the same people as usual do."""
    surely, perhaps = (pathway.asked(reading).options.somewhere for reading in Reading)
    compared = [pathway.compared_with_usual(name) for name in pathway.map.people.circumstances]
    return any(one.others(perhaps[offer]) - one.own(surely[offer]) for one in compared for offer in perhaps)


@rule(
    principle=("getting-it-right-for-everyone", "free-from-stigma-and-discrimination"),
    severity="warning",
    remedy="Give these people the same by another way, or drop or narrow what keeps them from it.",
    stated=lambda map_: bool(map_.people.circumstances),
    anybody=helped_somewhere,
    possibly=_possibly,
)
def worse_off(pathway: Asked) -> Iterator[Hit]:
    helped, in_time = pathway.helped_somewhere, pathway.in_time_somewhere
    for name in pathway.map.people.circumstances:
        compared = pathway.pathway.compared_with_usual(name)
        own = compared.own(helped)
        worse = own & compared.others(in_time) - compared.own(in_time)
        lacking = ["a wait within the standard"] if worse else []
        for offer, there in pathway.options.somewhere.items():
            gap = own & compared.others(there) - compared.own(there)
            if gap:
                worse = worse | gap
                lacking.append(pathway.map.offers.get(offer, offer))
        if worse:
            yield Hit(
                (name,),
                "For {who}, something is missing that they would get were it not for one thing ({circumstance}): "
                "{names} – {when}.",
                worse,
                stuck=STAFF_LED,
                words={"circumstance": turned_in_words(pathway.map, name)},
                names=tuple(lacking),
                at=((("people", "circumstances"), "this circumstance is asked about here"),),
            )
