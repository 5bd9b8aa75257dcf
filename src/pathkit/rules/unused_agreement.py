"""An information sharing agreement that no transfer names.

What it finds
An agreement of the map's own that is not the `agreement` of any transfer.

Why it matters
Either transfers rest on it and do not say so, or it is there for nothing. National guidance asks partners to plan
ahead, with written agreements, wherever information is shared regularly: staff should know which one they rest on.

How to put it right
Name it at the transfers that rest on it, or take it out.

When a forum may live with it
When the transfers that rest on it are not in this map.

Bad: unused-agreement@sharing
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
      listening: {name: Eastglen Listening, sector: third}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
      line: {name: Eastglen line, provider: listening, kind: helpline, hours: 24/7}
    transfers:
      - {from: gp, to: line, by: referral, shares: [identity, story]}
    agreements:
      sharing: {name: Eastglen sharing protocol, parties: [practices, listening], covers: [identity, story]}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
      listening: {name: Eastglen Listening, sector: third}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
      line: {name: Eastglen line, provider: listening, kind: helpline, hours: 24/7}
    transfers:
      - {from: gp, to: line, by: referral, shares: [identity, story], agreement: sharing}
    agreements:
      sharing: {name: Eastglen sharing protocol, parties: [practices, listening], covers: [identity, story]}
"""

from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    severity="note",
    sound=True,
    remedy="Name it at the transfers that rest on it (`agreement:`), or take it out.",
)
def unused_agreement(pathway: Asked) -> Iterator[Hit]:
    used = {t.agreement for t in pathway.map.transfers.values()}
    for name, agreement in pathway.map.agreements.items():
        if name not in used and name not in pathway.map.library:
            yield Hit(
                (name,),
                "No transfer rests on the agreement {agreement}.",
                words={"agreement": agreement.name},
                at=((("agreements", name), "this agreement"),),
            )
