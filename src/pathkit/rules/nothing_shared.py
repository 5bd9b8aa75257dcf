"""People are passed on, and nothing is passed on with them.

What it finds
A live or queued transfer that states `shares: []`. One that does not say what it shares is left aside, and so are
transfers to or from a service that does not run. It reads only what the map states: no map shows what staff tell each
other.

Why it matters
Data Sharing (Framework for Collaboration, section 5): sharing can matter as much as keeping a confidence. Who receives
somebody and knows nothing begins again: the person tells their story once more, and a risk that one service has seen
the next does not know of. Where police gave emergency departments a structured form and a word beside it, 82 % fewer
people were reported missing from the departments (HSJ Solutions).

How to put it right
Agree what is passed on, at the least who the person is, what they have told and the risk, with their consent or in an
emergency without it; and write it down in `shares`.

When a forum may live with it
Where people come to the receiver without a name on purpose, as to some listening lines. Where it is a divert while
the sender is shut (`when: closed`): nobody there has heard anything that could be passed on.

Bad: nothing-shared@gp-to-team
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, hours: 24/7}
    transfers:
      - {from: gp, to: team, by: call-transfer, shares: []}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, hours: 24/7}
    transfers:
      - {from: gp, to: team, by: call-transfer, shares: [identity, story, risk]}
"""

from pathkit.rules.face import Asked, Hit, Iterator, any_transfer, rule, staff_led
from pathkit.rules.partners import in_use


@rule(
    principle="data-sharing",
    severity="warning",
    remedy="Agree what is passed on with people, at the least who they are, what they have told and the risk.",
    stated=any_transfer(lambda transfer: staff_led(transfer) and transfer.shares is not None),
    of_statements=True,
)
def nothing_shared(pathway: Asked) -> Iterator[Hit]:
    for transfer in in_use(pathway):
        if transfer.shares == () and staff_led(transfer):
            services = pathway.map.services
            yield Hit(
                (transfer.id,),
                "Nothing is passed on with people who go from {sender} to {receiver}.",
                words={"sender": services[transfer.from_].name, "receiver": services[transfer.to].name},
                at=((("transfers", transfer.id, "shares"), "this states that nothing is"),),
            )
