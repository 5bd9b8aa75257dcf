"""Support ends at an age, and no way leads on to those who support the next.

What it finds
A service supports people with a need up to an age. Other services support people with that need who are a year older,
and no staff-led way from this service, at any time, leads a person of that age to any of them. Not asked of helplines:
every call is answered anew there, so that nobody's support ends on a birthday. Which kinds of service are left aside
is a setting: `rules: {no-transition: {left_aside: [helpline, crisis-team]}}`, or `left_aside: []` for none.

Why it matters
Getting it Right for Everyone (Framework for Collaboration, section 5): joined up from childhood to old age. Referrals
of young people have been turned down because they were almost too old (audit of rejected referrals to children's mental
health services, 2018).

How to put it right
Add a transfer for people who come of age, such as a referral that is made in time, or a warm handover.

When a forum may live with it
Where people of that age are passed on by whoever referred them, and that works: then say so, in the reason.

Bad: no-transition@childrens-team
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 5+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: nhs-eastglen, kind: primary-care, open_to: public, hours: 24/7}
      childrens-team: {name: Eastglen children's team, provider: nhs-eastglen, kind: children-service, hours: 24/7,
                       supports: {ages: 0-17, excludes: []}, offers: [assessment]}
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, hours: 24/7,
             supports: {ages: 18+, excludes: []}, offers: [assessment]}
    transfers:
      - {from: gp, to: childrens-team, by: referral, responds_within: 1 week}
      - {from: gp, to: team, by: referral, responds_within: 1 week}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 5+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: nhs-eastglen, kind: primary-care, open_to: public, hours: 24/7}
      childrens-team: {name: Eastglen children's team, provider: nhs-eastglen, kind: children-service, hours: 24/7,
                       supports: {ages: 0-17, excludes: []}, offers: [assessment]}
      team: {name: Eastglen team, provider: nhs-eastglen, kind: crisis-team, hours: 24/7,
             supports: {ages: 18+, excludes: []}, offers: [assessment]}
    transfers:
      - {from: gp, to: childrens-team, by: referral, responds_within: 1 week}
      - {from: gp, to: team, by: referral, responds_within: 1 week}
      - {from: childrens-team, to: team, by: referral, responds_within: 1 week}
"""

from pathkit.rules.face import Asked, Hit, Iterator, any_service, named, rule


@rule(
    principle="getting-it-right-for-everyone",
    severity="warning",
    remedy="Add a transfer to a service that supports people of the next age.",
    stated=any_service(lambda service: any(block.ages for block in service.supports or ())),
    left_aside=("helpline",),
)
def no_transition(pathway: Asked, left_aside: tuple[str, ...]) -> Iterator[Hit]:
    map_, population = pathway.map, pathway.population
    for service, ended in pathway.too_old_for.items():
        if map_.services[service].kind in left_aside:
            continue
        onward = pathway.ever_led_on(service)
        lost: list[str] = []
        others: dict[str, None] = {}
        for number, needs in enumerate(population.needs):
            of_need = population.mask(needs=[number])
            for age, people in sorted(ended.items()):
                next_ones = [
                    name
                    for name, classes in pathway.view.supports.items()
                    if name != service and classes & people & of_need
                ]
                if next_ones and not onward & people & of_need:
                    lost += [f"{map_.needs[need].label} (up to {age - 1})" for need in needs]
                    others |= dict.fromkeys(next_ones)
        if lost:
            yield Hit(
                (service,),
                "No staff-led way leads on from {service} for people who grow too old for it, with {names}, to any of "
                "the services that support them a year later, such as {others}.",
                words={"service": map_.services[service].name, "others": named(map_, others, 2)},
                names=tuple(lost),
            )
