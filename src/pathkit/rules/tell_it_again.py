"""Every way to help makes people tell their story again and again.

What it finds
Somebody turns to this door and is helped, and on every way to that help people have to tell their story again more
than once. A transfer makes them tell it again when what is passed on with them (`shares`) leaves out `story`. How
often is too often is a setting: `rules: {tell-it-again: {retellings: 2}}` in `pathkit.yaml`. Transfers of which nobody
has written down what is passed on are a question, and count for nothing here.

Why it matters
Alignment of Services: the transfer of care should be seamless, so that nobody is hurt again by having to disclose
the same things over and over; and Trauma Informed (both: Framework for Collaboration, section 5). The national
emergency care summary is read by health services and the ambulance service, and not by the police, social work or the
third sector: what it holds is told again there.

How to put it right
Pass the story on with the person: agree what is shared, under which agreement, and write it down under `shares`. A
warm handover, with all three speaking, is one way.

When a forum may live with it
Where people themselves have asked to tell it anew, or a service has to hear it at first hand: say so in the reason.

Bad: tell-it-again@line
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      line: {name: Eastglen line, provider: nhs-eastglen, kind: helpline, open_to: public, hours: 24/7}
      hub: {name: Eastglen hub, provider: nhs-eastglen, kind: call-handling, hours: 24/7}
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, hours: 24/7,
             supports: {excludes: []}, offers: [assessment]}
    transfers:
      - {from: line, to: hub, by: call-transfer, shares: []}
      - {from: hub, to: team, by: call-transfer, shares: [identity, risk]}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      line: {name: Eastglen line, provider: nhs-eastglen, kind: helpline, open_to: public, hours: 24/7}
      hub: {name: Eastglen hub, provider: nhs-eastglen, kind: call-handling, hours: 24/7}
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, hours: 24/7,
             supports: {excludes: []}, offers: [assessment]}
    transfers:
      - {from: line, to: hub, by: call-transfer, shares: []}
      - {from: hub, to: team, by: warm-handover, shares: [identity, story, risk]}
"""

from pathkit.rules.face import Asked, Hit, Iterator, any_transfer, rule


@rule(
    principle=("alignment-of-services", "trauma-informed"),
    severity="warning",
    remedy="Agree that the story is passed on with the person, and write it down under `shares`.",
    stated=any_transfer(lambda transfer: transfer.shares is not None),
    retellings=1,
)
def tell_it_again(pathway: Asked, retellings: int) -> Iterator[Hit]:
    for door in pathway.doors:
        again = pathway.told_again(door.id, retellings).of(pathway.door_people(door.id))
        if again:
            yield Hit(
                (door.id,),
                "For {who}, every way to help from {door} means telling their story again more than {most} – {when}.",
                again,
                start=door.id,
                words={"door": door.name, "most": "once" if retellings == 1 else f"{retellings} times"},
            )
