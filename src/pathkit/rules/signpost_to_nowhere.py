"""People are told to turn to a service that is not there for them.

What it finds
A signpost whose target is not open to the public, or is never open in the year that is checked, or supports none of
those who are signposted to it and leads none of them on to support.

Why it matters
Signposting and Referral (Framework for Collaboration, section 5): people are to be told of help that they can get. Of
the young people whose referral was turned down in 2018, two thirds were signposted, mostly to something general or
already tried; more than half then did nothing.

How to put it right
Signpost people to a service that takes them, at hours at which it does, or pass them on yourselves.

When a forum may live with it
Hardly ever: take the signpost out.

Bad: signpost-to-nowhere@gp-to-team
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: nhs-eastglen, kind: primary-care, open_to: public, hours: 24/7}
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, open_to: professionals, hours: 24/7,
             supports: {excludes: []}, offers: [assessment]}
    transfers:
      - {from: gp, to: team, by: signpost}

Bad: signpost-to-nowhere@gp-to-childrens-line
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: nhs-eastglen, kind: primary-care, open_to: public, hours: 24/7}
      childrens-line: {name: Eastglen children's line, provider: nhs-eastglen, kind: helpline, open_to: public,
                       door_for: {ages: 0-17}, hours: 24/7, supports: {ages: 0-17, excludes: []}, offers: [listening]}
    transfers:
      - {from: gp, to: childrens-line, by: signpost}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: nhs-eastglen, kind: primary-care, open_to: public, hours: 24/7}
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, open_to: public, hours: 24/7,
             supports: {excludes: []}, offers: [assessment]}
    transfers:
      - {from: gp, to: team, by: signpost}
"""

from pathkit.pathway import ANY_WAY
from pathkit.pathway.flows import Question
from pathkit.rules.face import Asked, Hit, Iterator, Situations, any_transfer, at_sender, rule


@rule(
    principle="signposting-and-referral",
    severity="error",
    tells_of=("none",),
    remedy="Signpost people to a service that is open to them and takes them, or pass them on by staff.",
    stated=any_transfer(lambda transfer: transfer.by == "signpost"),
)
def signpost_to_nowhere(pathway: Asked) -> Iterator[Hit]:
    map_ = pathway.map
    for name, transfer in map_.transfers.items():
        if transfer.by != "signpost":
            continue
        why, told = _nowhere(pathway, name)
        if told:
            yield Hit(
                (name,),
                "{sender} tells {who} to turn to {receiver}, which {why} – {when}.",
                told,
                start=transfer.from_,
                shows_journey=False,
                words={
                    "sender": map_.services[transfer.from_].name,
                    "receiver": map_.services[transfer.to].name,
                    "why": why,
                },
            )


def _nowhere(pathway: Asked, name: str) -> tuple[str, Situations]:
    """Why a signpost leads nowhere, and those who are told so (nobody, if it leads somewhere)."""
    transfer = pathway.map.transfers[name]
    receiver = pathway.map.services[transfer.to]
    if receiver.open_to != "public":
        return "is not open to the public", pathway.can_be_told(transfer)
    if not pathway.open(receiver.id):
        return "is never open", pathway.can_be_told(transfer)
    route = pathway.route(transfer)
    if route is None:
        return "", pathway.nobody
    told = at_sender(pathway, route)
    if told & pathway.sent_into(route, pathway.reaches(Question(ANY_WAY), receiver.id)):
        return "", pathway.nobody
    return "supports none of them and leads none of them on", told
