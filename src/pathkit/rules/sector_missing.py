"""A sector that a distress pathway needs has no member in the forum.

What it finds
One of health, police, ambulance, council and the third sector of which no organisation is among the forum's `members`,
nor its `convenor`. It reads only what the map states, and asks where the members are stated. A forum sets its own
sectors in `pathkit.yaml`, as in `rules: {sector-missing: {sectors: [health, police, ambulance, council, fire]}}`.

Why it matters
Collaborative (Framework for Collaboration, section 5): people are connected sooner where providers work in
partnership. Section 7 asks that the forum's members span emergency, community and specialist services. The third sector
has a vital part in every tier of support, as Voluntary Health Scotland reported of the framework's draft. In England
each local crisis declaration had to carry eight core organisations.

How to put it right
Ask an organisation of that sector to join, and write it down in `members`.

When a forum may live with it
Where a member speaks for two sectors, as a health and social care partnership may for the council too; or where
another forum, in which the sector sits, decides for this area. Say so.

Bad: sector-missing@ambulance, sector-missing@third
    area: {id: eastglen, name: Eastglen, calendar: none}
    forum: {convenor: nhs-eastglen, members: [nhs-eastglen, eastglen-police, eastglen-council]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
      eastglen-police: {name: Eastglen Police, sector: police}
      eastglen-council: {name: Eastglen Council, sector: council}
      listening: {name: Eastglen Listening, sector: third}
    services:
      gp: {name: Eastglen GP practice, provider: nhs-eastglen, kind: primary-care, open_to: public, hours: 24/7}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    forum:
      convenor: nhs-eastglen
      members: [nhs-eastglen, eastglen-police, eastglen-council, eastglen-ambulance, listening]
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
      eastglen-police: {name: Eastglen Police, sector: police}
      eastglen-council: {name: Eastglen Council, sector: council}
      eastglen-ambulance: {name: Eastglen Ambulance, sector: ambulance}
      listening: {name: Eastglen Listening, sector: third}
    services:
      gp: {name: Eastglen GP practice, provider: nhs-eastglen, kind: primary-care, open_to: public, hours: 24/7}
"""

from pathkit.rules.face import Asked, Hit, Iterator, rule
from pathkit.rules.partners import in_forum


@rule(
    principle="collaborative",
    severity="warning",
    remedy="Ask an organisation of this sector to join the forum, and add it to `members`.",
    stated=lambda map_: in_forum(map_) is not None,
    of_statements=True,
    sectors=("health", "police", "ambulance", "council", "third"),
)
def sector_missing(pathway: Asked, sectors: tuple[str, ...]) -> Iterator[Hit]:
    members = in_forum(pathway.map)
    if members is None:
        return
    present = {pathway.map.organisations[one].sector for one in members}
    for sector in sectors:
        if sector not in present:
            yield Hit(
                (sector,),
                "No member of the forum is of this sector: {sector}.",
                words={"sector": pathway.map.framework.sectors.get(sector, sector)},
                at=((("forum", "members"), "the members"),),
            )
