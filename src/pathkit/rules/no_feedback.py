"""Whoever refers somebody never hears what came of it.

What it finds
A referral between two services that run that says `feedback: no`. It reads only what the map states: no map shows
whether staff in truth hear back, and a referral that says nothing of feedback is not found.

Why it matters
Alignment of Services (Framework for Collaboration, section 5) asks for a transfer of care without a seam. A sender who
hears nothing cannot tell a person who is being helped from one whose referral was declined or lost. In Manchester
a referral that is declined goes back to its sender with a named clinician's written reply.

How to put it right
Agree that the receiver tells the sender whether it has taken the person on, and what else is proposed if it has not;
then write `feedback: yes`.

When a forum may live with it
Where the person has asked that nothing is passed back, or the receiver is anonymous by design.

Bad: no-feedback@gp-to-team
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
      team: {name: Eastglen team, provider: nhs-eastglen, kind: community-team, hours: 24/7}
    transfers:
      - {from: gp, to: team, by: referral, feedback: no}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
      team: {name: Eastglen team, provider: nhs-eastglen, kind: community-team, hours: 24/7}
    transfers:
      - {from: gp, to: team, by: referral, feedback: yes}
"""

from pathkit.maps import Transfer
from pathkit.rules.face import Asked, Hit, Iterator, any_transfer, rule
from pathkit.rules.partners import in_use


def says(transfer: Transfer) -> bool:
    """Whether it is a referral that says whether its sender hears back."""
    return transfer.by == "referral" and transfer.feedback is not None


@rule(
    principle="alignment-of-services",
    severity="note",
    remedy="Agree that the receiver tells the sender what came of it, and write `feedback: yes`.",
    assured=True,
    stated=any_transfer(says),
    of_statements=True,
)
def no_feedback(pathway: Asked) -> Iterator[Hit]:
    services = pathway.map.services
    for transfer in in_use(pathway):
        if says(transfer) and not transfer.feedback:
            yield Hit(
                (transfer.id,),
                "When {sender} refers somebody to {receiver}, the sender does not hear what came of it.",
                words={"sender": services[transfer.from_].name, "receiver": services[transfer.to].name},
                at=(
                    (("transfers", transfer.id), "this transfer"),
                    (("transfers", transfer.id, "feedback"), "this statement"),
                ),
            )
