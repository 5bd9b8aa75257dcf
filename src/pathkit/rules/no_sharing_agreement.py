"""Information about people passes between two organisations, and no agreement between them is stated.

What it finds
Two organisations between whose services staff pass information on (a live or queued transfer, or advice, that `shares`
something), where no transfer between them names an `agreement` and none has both among its `parties`. Asked only in a
map that states agreements at all, with their parties: an agreement whose parties nobody has written down may be the
one; in any other map it is an open question. It reads only what the map states: no map shows what staff tell each
other.

Why it matters
Data Sharing (Framework for Collaboration, section 5): sharing can matter as much as keeping a confidence. The law on
data protection does not prevent it, and guidance on the Adult Support and Protection (Scotland) Act 2007 asks partners
to plan ahead with written agreements wherever they share regularly. Without one, each member of staff has to decide
alone, and at night, what may be said.

How to put it right
Name the agreement at the transfers that rest on it; or make one, or let both join one that there is.

When a forum may live with it
While an agreement is being drawn up, with a date. In an emergency staff may share what keeps somebody safe all the
same.

Bad: no-sharing-agreement@listening@practices
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
      nhs-eastglen: {name: NHS Eastglen, sector: health}
      listening: {name: Eastglen Listening, sector: third}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, hours: 24/7}
      line: {name: Eastglen line, provider: listening, kind: helpline, hours: 24/7}
    transfers:
      - {from: gp, to: team, by: referral, shares: [identity, story], agreement: sharing}
      - {from: gp, to: line, by: referral, shares: [identity, story]}
    agreements:
      sharing: {name: Eastglen sharing protocol, parties: [practices, nhs-eastglen], covers: [identity, story]}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
      nhs-eastglen: {name: NHS Eastglen, sector: health}
      listening: {name: Eastglen Listening, sector: third}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, hours: 24/7}
      line: {name: Eastglen line, provider: listening, kind: helpline, hours: 24/7}
    transfers:
      - {from: gp, to: team, by: referral, shares: [identity, story], agreement: sharing}
      - {from: gp, to: line, by: referral, shares: [identity, story]}
    agreements:
      sharing:
        name: Eastglen sharing protocol
        parties: [practices, nhs-eastglen, listening]
        covers: [identity, story]
"""

from pathkit.maps import Transfer
from pathkit.pathway.unknowns import lists_agreements
from pathkit.rules.face import Asked, Hit, Iterator, Map, rule, staff_led
from pathkit.rules.partners import in_use, providers


def crosses(map_: Map, transfer: Transfer) -> bool:
    """Whether staff of one organisation pass information on to those of another."""
    first, last = providers(map_, transfer)
    return bool(transfer.shares) and (staff_led(transfer) or transfer.by == "advice") and first != last


@rule(
    principle="data-sharing",
    severity="warning",
    remedy="Name the agreement at these transfers (`agreement:`); or make one, or let both join one that there is.",
    stated=lambda map_: (
        lists_agreements(map_, library=False)
        and any(transfer.id not in map_.library and crosses(map_, transfer) for transfer in map_.transfers.values())
    ),
    of_statements=True,
)
def no_sharing_agreement(pathway: Asked) -> Iterator[Hit]:
    map_ = pathway.map
    agreed = {frozenset(providers(map_, t)) for t in map_.transfers.values() if t.agreement is not None}
    sharing: dict[frozenset[str], list[str]] = {}
    for transfer in in_use(pathway):
        pair = frozenset(providers(map_, transfer))
        if (
            crosses(map_, transfer)
            and pair not in agreed
            and not any(pair <= set(agreement.parties or ()) for agreement in map_.agreements.values())
            and lists_agreements(map_, transfer.id in map_.library)
        ):
            sharing.setdefault(pair, []).append(transfer.id)
    for pair, transfers in sharing.items():
        first, last = sorted(pair)
        passed_on = {item for one in transfers for item in map_.transfers[one].shares or ()}
        yield Hit(
            (first, last),
            "Between {first} and {last} information about people passes ({items}), and no agreement between them is "
            "stated.",
            words={
                "first": pathway.name_of((first,)),
                "last": pathway.name_of((last,)),
                "items": ", ".join(label for name, label in map_.framework.shares.items() if name in passed_on),
            },
            at=tuple((("transfers", one), "information passes here") for one in transfers),
        )
