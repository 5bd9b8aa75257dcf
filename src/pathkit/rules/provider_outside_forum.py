"""An organisation runs a service of the pathway and is not in the forum.

What it finds
An organisation that runs one of the map's own services, which is active or a pilot, and is neither among the forum's
`members` nor its `convenor`. It reads only what the map states, and asks where the members are stated. Services that
come from a library are not asked about: national partners belong to no one forum.

Why it matters
Collaborative (Framework for Collaboration, section 5): those who provide services plan them in partnership. The
forum is where partners agree how they work together, share information and make decisions; who is not there, has
agreed to nothing. The framework (section 7) asks a forum that builds on an existing body to review its membership
first. The third sector has a vital part in every tier of support, as Voluntary Health Scotland reported of the
framework's draft.

How to put it right
Ask the organisation to join, or to be spoken for by a member, and write it down in `members`.

When a forum may live with it
Where many small organisations are spoken for by one of them, such as an interface of the third sector: say by whom.

Bad: provider-outside-forum@listening
    area: {id: eastglen, name: Eastglen, calendar: none}
    forum: {convenor: nhs-eastglen, members: [nhs-eastglen]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
      listening: {name: Eastglen Listening, sector: third}
    services:
      gp: {name: Eastglen GP practice, provider: nhs-eastglen, kind: primary-care, open_to: public, hours: 24/7}
      line: {name: Eastglen line, provider: listening, kind: helpline, open_to: public, hours: 24/7}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    forum: {convenor: nhs-eastglen, members: [nhs-eastglen, listening]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
      listening: {name: Eastglen Listening, sector: third}
    services:
      gp: {name: Eastglen GP practice, provider: nhs-eastglen, kind: primary-care, open_to: public, hours: 24/7}
      line: {name: Eastglen line, provider: listening, kind: helpline, open_to: public, hours: 24/7}
"""

from pathkit.rules.face import Asked, Hit, Iterator, named, rule
from pathkit.rules.partners import in_forum, runs


@rule(
    principle="collaborative",
    severity="warning",
    remedy="Ask the organisation to join the forum, and add it to `members`.",
    stated=lambda map_: in_forum(map_) is not None and any(name not in map_.library for name in map_.services),
    of_statements=True,
)
def provider_outside_forum(pathway: Asked) -> Iterator[Hit]:
    members = in_forum(pathway.map)
    if members is None:
        return
    outside: dict[str, list[str]] = {}
    for service in pathway.map.services.values():
        if service.id not in pathway.map.library and service.provider not in members and runs(pathway, service.id):
            outside.setdefault(service.provider, []).append(service.id)
    for organisation, services in outside.items():
        yield Hit(
            (organisation,),
            "{organisation} run services of the pathway ({services}), and are not in the forum.",
            words={
                "organisation": pathway.name_of((organisation,)),
                "services": named(pathway.map, services),
            },
            # The forum's own members first: also where a library states the organisation, the gap is the forum's.
            at=(
                (("forum", "members"), "the members"),
                *((("services", one), "run by an organisation that is not among them") for one in services),
            ),
        )
