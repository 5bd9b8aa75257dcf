"""A transfer between two organisations that only one of them has agreed to.

What it finds
A live or queued transfer between services of two organisations whose `agreed_by` names one of the two and not the
other. It reads only what the map states: no map shows how well two teams know each other. A transfer that does not say
who has agreed to it is an open question; one that neither has agreed to is not found, nor is one to or from a service
that does not run.

Why it matters
Collaborative (Framework for Collaboration, section 5): providers work in partnership. A transfer that one side
counts on and the other has not heard of fails at the moment somebody needs it. The Mental Welfare Commission's review
of psychiatric emergency plans in 2020 found a plan in every health board, and too little in them on safe handover.

How to put it right
Agree the transfer with the organisation at its other end: for whom, when, and what is passed on. Then add it to
`agreed_by`.

When a forum may live with it
While the agreement is being made, with a date; staff at both ends should know that it is not settled.

Bad: one-sided-transfer@gp-to-line
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
      listening: {name: Eastglen Listening, sector: third}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
      line: {name: Eastglen line, provider: listening, kind: helpline, hours: 24/7}
    transfers:
      - {from: gp, to: line, by: referral, agreed_by: [practices]}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
      listening: {name: Eastglen Listening, sector: third}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
      line: {name: Eastglen line, provider: listening, kind: helpline, hours: 24/7}
    transfers:
      - {from: gp, to: line, by: referral, agreed_by: [practices, listening]}
"""

from pathkit.maps import Transfer
from pathkit.rules.face import Asked, Hit, Iterator, Map, rule, staff_led
from pathkit.rules.partners import in_use, providers


def divided(map_: Map, transfer: Transfer) -> tuple[list[str], list[str]]:
    """Of the two organisations at the ends of a staff-led transfer, those that have agreed to it, and the others."""
    ends = providers(map_, transfer)
    if transfer.agreed_by is None or not staff_led(transfer) or ends[0] == ends[1]:
        return [], []
    return [one for one in ends if one in transfer.agreed_by], [one for one in ends if one not in transfer.agreed_by]


@rule(
    principle="collaborative",
    severity="warning",
    remedy="Agree the transfer with the organisation at its other end, and add it to `agreed_by`.",
    # A transfer that neither has agreed to is no evidence that they work together.
    stated=lambda map_: any(
        transfer.id not in map_.library and divided(map_, transfer)[0] for transfer in map_.transfers.values()
    ),
    of_statements=True,
)
def one_sided_transfer(pathway: Asked) -> Iterator[Hit]:
    for transfer in in_use(pathway):
        agreed, missing = divided(pathway.map, transfer)
        if agreed and missing:
            yield Hit(
                (transfer.id,),
                "{transfer} is stated as agreed without {missing}, who run one end of it.",
                words={
                    "transfer": pathway.name_of((transfer.id,)),
                    "missing": pathway.name_of((missing[0],)),
                },
                at=((("transfers", transfer.id, "agreed_by"), "who has agreed"),),
            )
