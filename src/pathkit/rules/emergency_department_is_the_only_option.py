"""The only help that there is leads through an emergency department.

What it finds
People below emergency urgency with no physical need are helped from this door, and would not be with
emergency departments taken out of the map. It is not asked of an emergency department's own door.

Why it matters
Proportionate Response (Framework for Collaboration, section 5): an emergency department is right for an injury or
an overdose. For somebody in distress it is often only the place that is left: inspectors of the police found people
there for want of an alternative (HMICS, 2023). Once police and ambulance crews in Lanarkshire could ask a nurse at
any hour, the police took about four in five fewer people to emergency departments.

How to put it right
Give the door a way to a crisis team, a safe space or a clinical hub at these times.

When a forum may live with it
Where distances leave nothing else at night, with a quiet room and a mental health nurse on call.

Bad: emergency-department-is-the-only-option@gp
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: nhs-eastglen, kind: primary-care, open_to: public, hours: 24/7}
      hospital: {name: Eastglen emergency department, provider: nhs-eastglen, kind: emergency-department,
                 open_to: public, hours: 24/7, supports: {excludes: []}, offers: [assessment]}
    transfers:
      - {from: gp, to: hospital, by: warm-handover}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: nhs-eastglen, kind: primary-care, open_to: public, hours: 24/7}
      hospital: {name: Eastglen emergency department, provider: nhs-eastglen, kind: emergency-department,
                 open_to: public, hours: 24/7, supports: {excludes: []}, offers: [assessment]}
      hub: {name: Eastglen hub, provider: nhs-eastglen, kind: crisis-team, hours: 24/7,
            supports: {excludes: []}, offers: [assessment]}
    transfers:
      - {from: gp, to: hospital, by: warm-handover}
      - {from: gp, to: hub, by: call-transfer}
"""

from pathkit.rules.face import Asked, Hit, Iterator, any_of_kind, rule


@rule(
    principle="proportionate-response",
    severity="warning",
    remedy="Give the door a way to a crisis team, a safe space or a clinical hub at these times.",
    stated=any_of_kind("emergency-department"),
)
def emergency_department_is_the_only_option(pathway: Asked) -> Iterator[Hit]:
    departments = pathway.of_kind("emergency-department")
    if not departments:
        return
    for door in pathway.doors:
        if door.id in departments:
            continue
        people = pathway.without_immediate_risk & pathway.door_people(door.id)
        only = pathway.helped(door.id).of(people) - pathway.helped(door.id, without=departments)
        if only:
            yield Hit(
                (door.id,),
                "For {who}, the only way to help from {door} leads through an emergency department – {when}.",
                only,
                start=door.id,
                words={"door": door.name},
            )
