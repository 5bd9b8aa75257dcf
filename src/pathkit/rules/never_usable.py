"""A service or transfer that runs, and is never usable in the coming year.

What it finds
An active service that is never open, or a transfer that can never be made, in the whole year.

Why it matters
Usually a slip: a validity date that has passed, hours of sender and receiver that do not overlap.

How to put it right
Correct the hours or dates, or say that the service is `closed`, `paused` or `planned`.

When a forum may live with it
When it opens only after the year that was checked.
"""

from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    severity="warning",
    sound=True,
    remedy="Correct the hours or dates; or give the service its status (`planned`, `paused`, `closed`).",
)
def never_usable(pathway: Asked) -> Iterator[Hit]:
    for service in pathway.map.services.values():
        if service.id not in pathway.map.library and pathway.is_operating(service.id):
            if not pathway.open(service.id):
                yield Hit(
                    (service.id,),
                    "{service} is never open in the year that was checked.",
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
