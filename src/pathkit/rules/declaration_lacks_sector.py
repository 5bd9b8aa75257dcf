"""Nobody of a sector that a distress pathway needs has signed the declaration.

What it finds
One of health, police, ambulance, council and the third sector of which no organisation is among those who signed the
declaration (`signed_by`). It reads only what the map states, and asks where the map says who signed. A forum sets its
own sectors in `pathkit.yaml`, as in `rules: {declaration-lacks-sector: {sectors: [health, police, ambulance, council,
fire]}}`.

Why it matters
Collaborative (Framework for Collaboration, section 5): people are connected sooner where providers work in
partnership. A declaration is the promise of those who signed it, and of nobody else. Section 7 asks for members from
emergency, community and specialist services. The third sector has a vital part in every tier of support, as Voluntary
Health Scotland reported of the framework's draft. In England each local crisis declaration carried at least eight core
organisations, among them the police, the ambulance service, social services and the health service.

How to put it right
Ask an organisation of that sector to sign, and add it to `signed_by`.

When a forum may live with it
Where one who signed speaks for two sectors, as a health and social care partnership may for the council too; or where
a national partner has signed for the whole country. Say so.

Bad: declaration-lacks-sector@ambulance, declaration-lacks-sector@third
    area: {id: eastglen, name: Eastglen, calendar: none}
    declaration: {signed: 2025-11-01, signed_by: [nhs-eastglen, eastglen-police, eastglen-council]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
      eastglen-police: {name: Eastglen Police, sector: police}
      eastglen-council: {name: Eastglen Council, sector: council}
      listening: {name: Eastglen Listening, sector: third}
    services:
      gp: {name: Eastglen GP practice, provider: nhs-eastglen, kind: primary-care, open_to: public, hours: 24/7}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    declaration:
      signed: 2025-11-01
      signed_by: [nhs-eastglen, eastglen-police, eastglen-council, eastglen-ambulance, listening]
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


@rule(
    principle="collaborative",
    severity="warning",
    remedy="Ask an organisation of this sector to sign the declaration, and add it to `signed_by`.",
    stated=lambda map_: map_.declaration is not None and map_.declaration.signed_by is not None,
    of_statements=True,
    sectors=("health", "police", "ambulance", "council", "third"),
)
def declaration_lacks_sector(pathway: Asked, sectors: tuple[str, ...]) -> Iterator[Hit]:
    declaration = pathway.map.declaration
    if declaration is None or declaration.signed_by is None:
        return
    signed = {pathway.map.organisations[one].sector for one in declaration.signed_by}
    for sector in sectors:
        if sector not in signed:
            yield Hit(
                (sector,),
                "No {sector} organisation has signed the declaration.",
                words={"sector": pathway.map.framework.sectors.get(sector, sector)},
                at=((("declaration", "signed_by"), "who signed"),),
            )
