"""People never come to something that a framework of the map expects for them.

What it finds
A framework of the map may expect people to come to something: a kind of service, something that is offered, or both,
perhaps within a time of being referred. The Women and Families Maternal Mental Health Pledge, for one, expects that
women who are pregnant or have a new baby come to experts, wherever they live. Found are people whom it is about who at
no time, through no door, at no urgency and for none of the needs that it names, come to such a service that supports
them, brought or referred by staff. Where that is so in some localities of the area alone, each is told by itself.
Whether the service has room for them, and how good it is, no map can tell.

Why it matters
Getting it Right for Everyone (Framework for Collaboration, section 5): the right support at every stage of life,
wherever somebody lives. From 2016 to 2020 more women in Scotland were admitted to ordinary wards than to mother and
baby units, and outside the two boards that have such a unit this was likelier.

How to put it right
Agree who gives these people what is expected, and how they come to it: what the service offers, whom it supports, and
the transfers that lead there. It may be a neighbour's, or one for the whole country.

When a forum may live with it
Where they get the same in another shape that goes by another name: write it down as what it is (`offers`).

Bad: expectation-unmet@expert-care@south
    area: {id: eastglen, name: Eastglen, calendar: none, framework: [framework-for-collaboration, perinatal-pledge]}
    people: {ages: 18-45, needs: [mental-illness], localities: [north, south], circumstances: [perinatal]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      gp: {name: GP practice, provider: nhs-eastglen, kind: primary-care, open_to: public, hours: Mon-Fri 09:00-17:00,
           supports: {excludes: []}, offers: [preconception-advice, talking-therapy, family-support]}
      team: {name: Eastglen perinatal team, provider: nhs-eastglen, kind: perinatal-service, hours: 24/7,
             supports: {localities: [north], requires: [perinatal], excludes: []}, offers: [assessment, treatment]}
      unit: {name: Mother and baby unit, provider: nhs-eastglen, kind: inpatient, hours: 24/7,
             supports: {requires: [perinatal], excludes: []}, offers: [mother-and-baby-bed]}
    transfers:
      - {from: gp, to: team, by: referral, responds_within: 2 weeks}
      - {from: gp, to: unit, by: referral, responds_within: 2 days}

Good
    area: {id: eastglen, name: Eastglen, calendar: none, framework: [framework-for-collaboration, perinatal-pledge]}
    people: {ages: 18-45, needs: [mental-illness], localities: [north, south], circumstances: [perinatal]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      gp: {name: GP practice, provider: nhs-eastglen, kind: primary-care, open_to: public, hours: Mon-Fri 09:00-17:00,
           supports: {excludes: []}, offers: [preconception-advice, talking-therapy, family-support]}
      team: {name: Eastglen perinatal team, provider: nhs-eastglen, kind: perinatal-service, hours: 24/7,
             supports: {requires: [perinatal], excludes: []}, offers: [assessment, treatment]}
      unit: {name: Mother and baby unit, provider: nhs-eastglen, kind: inpatient, hours: 24/7,
             supports: {requires: [perinatal], excludes: []}, offers: [mother-and-baby-bed]}
    transfers:
      - {from: gp, to: team, by: referral, responds_within: 2 weeks}
      - {from: gp, to: unit, by: referral, responds_within: 2 days}
"""

from pathkit.frameworks import Expected, Principle
from pathkit.maps.values import listed
from pathkit.pathway import Reading
from pathkit.pathway.expected import asked_about, expectations, giving
from pathkit.rules.face import Asked, Hit, Iterator, Map, rule
from pathkit.rules.face import Path as PlaceInMap

MOST_POINTED_AT = 3
"""So many of the services that are what is expected are pointed at."""

_COME_TO_IT = (
    "Agree how these people come to a service that is what is expected: whom it supports, how soon it responds, and "
    "which transfers lead there."
)


def _anybody(pathway: Asked) -> bool:
    """Whether there is anybody whom an expectation is about."""
    return any(asked_about(pathway.population, principle) for principle, _ in expectations(pathway.map))


@rule(
    principle="getting-it-right-for-everyone",
    severity="warning",
    remedy="Agree who gives these people what is expected, and write down what is offered there (`offers`) and the "
    "transfers that lead there.",
    stated=lambda map_: bool(expectations(map_)),
    anybody=_anybody,
)
def expectation_unmet(pathway: Asked) -> Iterator[Hit]:
    if not pathway.doors:
        return  # nobody has written down how anybody comes to anything
    for principle, expects in expectations(pathway.map):
        for locality, classes in _by_locality(pathway, principle.id):
            here = () if locality is None else (locality,)
            what = in_words(pathway.map, expects)
            there = _services(pathway, expects)
            yield Hit(
                (principle.id, *here),
                "The {pack} expects {what} (“{title}”). No door, at any time, leads {who} to it.",
                pathway.at_any_time(classes),
                words={"what": what, "title": principle.title, "pack": principle.pack_name},
                at=(_asked_here(principle, locality), *((("services", one), "what is expected") for one in there)),
                remedy=_COME_TO_IT if there else None,
                shows_journey=False,
            )


def _by_locality(pathway: Asked, name: str) -> Iterator[tuple[str | None, int]]:
    """Who never comes to what is expected; by locality where it is not so, certainly, in all of them."""
    lacking = pathway.never_coming[name]
    if not lacking:
        return
    population = pathway.population
    certain = population.everyone
    for reading in Reading:  # which of the two is asked must not change what a finding is called
        certain &= pathway.pathway.asked(reading).never_coming[name]
    about = asked_about(population, pathway.map.framework.principles[name])
    places = {
        locality: population.mask(localities=[p for p, group in enumerate(population.localities) if locality in group])
        for locality in pathway.map.people.localities
    }
    lack = [bool(here & certain) for here in places.values() if here & about]
    if all(lack) or not any(lack):
        yield None, lacking
        return
    for locality, here in places.items():
        if here & lacking:
            yield locality, here & lacking


def in_words(map_: Map, expects: Expected) -> str:
    """What is expected: "a perinatal service that offers assessment or treatment, within 6 weeks of being referred"."""
    kinds = listed([_with_article(map_.framework.kinds[one].label) for one in expects.kinds], "or")
    offers = listed([map_.offers.get(one, one) for one in expects.offers], "or")
    what = f"{kinds} that offers {offers}" if kinds and offers else kinds or offers
    return what if expects.within is None else f"{what} within {expects.within} of being referred"


def _with_article(label: str) -> str:
    return f"{'an' if label[:1] in 'aeiou' else 'a'} {label}"


def _services(pathway: Asked, expects: Expected) -> tuple[str, ...]:
    """The services of the map that are what is expected, the first few; those of which nobody knows left out."""
    surely, _ = giving(pathway.pathway.asked(Reading.STATED), expects)
    return tuple(name for name in pathway.map.services if name in surely)[:MOST_POINTED_AT]


def _asked_here(principle: Principle, locality: str | None) -> tuple[PlaceInMap, str]:
    if locality is not None:
        return ("people", "localities"), "this locality is asked about here"
    if principle.people is not None:
        return ("people", "circumstances", principle.people), "this circumstance is asked about here"
    return ("area", "framework"), "this framework is named here"
