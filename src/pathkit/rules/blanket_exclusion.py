"""A service excludes people because of a circumstance alone, whoever they are.

What it finds
An exclusion of a service that runs, in whom it supports or whom its door is for, that is stated to be
`kind: blanket`: the circumstance alone is the reason, and nobody asks whether the person could take part. An exclusion
that is `functional` is not found, and one without a kind is a question. It reads only what the map states: no map
shows whom staff turn away.

Why it matters
Free from Stigma and Discrimination (Framework for Collaboration, section 5): nobody is kept from help because they have
another condition as well. In some areas of England every local place of safety turned away people who were young,
intoxicated or disturbed (Care Quality Commission, 2014). A crisis centre in Edinburgh shows another way: people who
have been drinking are welcome if they can take part, and otherwise are followed up on the next day.

How to put it right
Ask instead whether the person can take part now, write it down as `kind: functional`, and say what happens for those
who cannot (`instead`, and a transfer that leads there).

When a forum may live with it
Where the law sets the limit, or where it keeps people safe, and another service takes the same people at the
same hours.

Bad: blanket-exclusion@crisis-house
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress], circumstances: [intoxicated]}
    organisations:
      listening: {name: Eastglen Listening, sector: third}
    services:
      crisis-house:
        name: Eastglen crisis house
        provider: listening
        kind: crisis-space
        open_to: public
        hours: 24/7
        supports: {needs: [distress], excludes: {intoxicated: {kind: blanket, instead: told to come back sober}}}
        offers: [listening, safe-space]

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress], circumstances: [intoxicated]}
    organisations:
      listening: {name: Eastglen Listening, sector: third}
    services:
      crisis-house:
        name: Eastglen crisis house
        provider: listening
        kind: crisis-space
        open_to: public
        hours: 24/7
        supports:
          needs: [distress]
          excludes: {intoxicated: {kind: functional, why: cannot take part, instead: a call on the next day}}
        offers: [listening, safe-space]
"""

from pathkit.maps import Service
from pathkit.pathway.readings import OPERATING
from pathkit.rules.face import Asked, Hit, Iterator, Map, Path, rule
from pathkit.rules.partners import runs


def says_whom_it_excludes(service: Service) -> bool:
    """Whether a service that runs states the kind of an exclusion, or that it excludes nobody."""
    if service.status not in OPERATING:
        return False
    blocks = [*(service.supports or ()), *(service.door_for or ())]
    stated = [block.excludes for block in blocks if block.excludes is not None]
    return any(not excludes or any(one.kind is not None for one in excludes.values()) for excludes in stated)


def blanket(service: Service) -> Iterator[tuple[Path, str, str | None]]:
    """The blanket exclusions of a service: where each stands, its circumstance, and what is given instead."""
    for key, blocks in (("supports", service.supports), ("door_for", service.door_for)):
        for number, block in enumerate(blocks or ()):
            for circumstance, exclusion in (block.excludes or {}).items():
                if exclusion.kind == "blanket":
                    path = ("services", service.id, key, number, "excludes", circumstance)
                    yield path, circumstance, exclusion.instead


@rule(
    principle="free-from-stigma-and-discrimination",
    severity="warning",
    remedy="Ask whether the person can take part now (`kind: functional`), and say what happens for those who cannot.",
    stated=lambda map_: any(
        says_whom_it_excludes(service) for service in map_.services.values() if service.id not in map_.library
    ),
    of_statements=True,
)
def blanket_exclusion(pathway: Asked) -> Iterator[Hit]:
    for service in pathway.map.services.values():
        excluded = list(blanket(service)) if runs(pathway, service.id) else []
        if excluded:
            yield Hit(
                (service.id,),
                "{service} states as a blanket exclusion, whoever the person is and whatever they could take part in: "
                "{excluded}.",
                words={"service": service.name, "excluded": in_words(pathway.map, excluded)},
                at=tuple((path, "this exclusion") for path, _, _ in excluded),
            )


def in_words(map_: Map, excluded: list[tuple[Path, str, str | None]]) -> str:
    """Each circumstance once, with all that is given instead of it."""
    instead: dict[str, dict[str, None]] = {}
    for _, circumstance, given in excluded:
        instead.setdefault(circumstance, {}).update({given: None} if given else {})
    return "; ".join(
        f"{map_.circumstances[name].label} ({'instead: ' + ' or '.join(given) if given else 'nothing stated instead'})"
        for name, given in instead.items()
    )
