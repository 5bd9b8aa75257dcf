"""A service or transfer that runs, and is never usable in the coming year.

What it finds
An active service that is never open, or a transfer between active services that can never be made, in the whole
year.

Why it matters
Usually it is a slip: a validity date that has passed, or hours of sender and receiver that do not overlap. Sometimes
it is a promise: in one Scottish city a crisis centre that was to be open at all hours was announced, and slipped
for years. What is only planned must not count as help.

How to put it right
Correct the hours or dates, or give the service the status it has: `planned`, `paused` or `closed`.

When a forum may live with it
When it opens only after the year that was checked.

Bad: never-usable@centre
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      listening: {name: Eastglen Listening, sector: third}
    services:
      centre: {name: Eastglen centre, provider: listening, kind: crisis-space, open_to: public, hours: 24/7,
               valid_until: 2026-03-31}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      listening: {name: Eastglen Listening, sector: third}
    services:
      centre: {name: Eastglen centre, provider: listening, kind: crisis-space, open_to: public, hours: 24/7,
               valid_until: 2027-03-31}
"""

from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    severity="warning",
    sound=True,
    remedy="Correct the hours or dates; or give the service its status (`planned`, `paused`, `closed`).",
)
def never_usable(pathway: Asked) -> Iterator[Hit]:
    for service in pathway.map.services.values():
        if service.id in pathway.map.library or not pathway.is_operating(service.id):
            continue
        if not pathway.open(service.id):
            yield Hit(
                (service.id,),
                "At no time in the year that was checked is the service {service} open.",
                words={"service": service.name},
            )
    for transfer in pathway.map.transfers.values():
        ends = (transfer.from_, transfer.to)
        if transfer.id in pathway.map.library or not all(pathway.is_operating(end) for end in ends):
            continue
        if not any(pathway.open(end) for end in ends):
            continue
        if not pathway.can_be_made(transfer):
            yield Hit(
                (transfer.id,),
                "The transfer from {sender} to {receiver} can never be made in the year that was checked.",
                words={
                    "sender": pathway.map.services[transfer.from_].name,
                    "receiver": pathway.map.services[transfer.to].name,
                },
            )
