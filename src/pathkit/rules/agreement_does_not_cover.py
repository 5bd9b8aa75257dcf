"""A transfer rests on an agreement that does not cover it.

What it finds
A transfer whose `agreement` does not have among its `parties` an organisation that runs one of its two services, or
does not cover (`covers`) something that it `shares`. What an agreement does not say of its parties, or of what it
covers, is not held against it. It reads only what the map states: no map shows what staff tell each other.

Why it matters
Data Sharing (Framework for Collaboration, section 5): sharing can matter as much as keeping a confidence, and staff
share with ease where they know that they may. An agreement that leaves out the partner, or the very thing that is
passed on, does not carry the transfer. Those who may read the Emergency Care Summary are listed, for one: the police,
social work and the third sector are not among them.

How to put it right
Let the organisation join the agreement, or widen what it covers; or name the agreement that does cover the transfer.

When a forum may live with it
Hardly ever. Until the agreement is mended, pass on only what it covers, with the person's consent.

Bad: agreement-does-not-cover@gp-to-line
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
      nhs-eastglen: {name: NHS Eastglen, sector: health}
      listening: {name: Eastglen Listening, sector: third}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
      line: {name: Eastglen line, provider: listening, kind: helpline, hours: 24/7}
    transfers:
      - {from: gp, to: line, by: referral, shares: [identity, story], agreement: sharing}
    agreements:
      sharing: {name: Eastglen sharing protocol, parties: [practices, nhs-eastglen], covers: [identity, story]}

Bad: agreement-does-not-cover@gp-to-line
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
      listening: {name: Eastglen Listening, sector: third}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
      line: {name: Eastglen line, provider: listening, kind: helpline, hours: 24/7}
    transfers:
      - {from: gp, to: line, by: referral, shares: [identity, story, risk], agreement: sharing}
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
      - {from: gp, to: line, by: referral, shares: [identity, story, risk], agreement: sharing}
    agreements:
      sharing: {name: Eastglen sharing protocol, parties: [practices, listening], covers: [identity, story, risk]}
"""

from pathkit.maps import Map, Transfer
from pathkit.maps.model import Agreement
from pathkit.rules.face import Asked, Hit, Iterator, rule
from pathkit.rules.partners import in_use, providers


def _asked(map_: Map) -> bool:
    named = {transfer.agreement for transfer in map_.transfers.values() if transfer.id not in map_.library}
    return any(
        name in named and (agreement.parties is not None or agreement.covers is not None)
        for name, agreement in map_.agreements.items()
    )


@rule(
    principle="data-sharing",
    severity="error",
    remedy="Let the agreement cover this transfer, or name the agreement that does.",
    stated=_asked,
    of_statements=True,
)
def agreement_does_not_cover(pathway: Asked) -> Iterator[Hit]:
    for transfer in in_use(pathway):
        if transfer.agreement is None:
            continue
        agreement = pathway.map.agreements[transfer.agreement]
        parties = _missing_parties(pathway.map, transfer, agreement)
        items = _missing_items(pathway.map, transfer, agreement)
        if not parties and not items:
            continue
        lacks = []
        if parties:
            lacks.append(f"to which {' and '.join(parties)} {'is' if len(parties) == 1 else 'are'} no party")
        if items:
            lacks.append(f"which does not cover {', '.join(items)}")
        yield Hit(
            (transfer.id,),
            "{transfer} rests on {agreement}, {lacks}.",
            words={
                "transfer": pathway.name_of((transfer.id,)),
                "agreement": agreement.name,
                "lacks": ", and ".join(lacks),
            },
            at=(
                (("transfers", transfer.id), "this transfer"),
                (("agreements", transfer.agreement), "the agreement that it rests on"),
            ),
        )


def _missing_parties(map_: Map, transfer: Transfer, agreement: Agreement) -> list[str]:
    """The names of those who run the transfer's two ends and are no party."""
    ends = dict.fromkeys(providers(map_, transfer))
    return [
        map_.organisations[one].name for one in ends if agreement.parties is not None and one not in agreement.parties
    ]


def _missing_items(map_: Map, transfer: Transfer, agreement: Agreement) -> list[str]:
    """What the transfer passes on and the agreement does not cover, in words."""
    if agreement.covers is None:
        return []
    passed_on = set(transfer.shares or ()) - set(agreement.covers)
    return [label for name, label in map_.framework.shares.items() if name in passed_on]
