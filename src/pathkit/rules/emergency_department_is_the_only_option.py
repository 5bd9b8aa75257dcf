"""The only help there is is in an emergency department.

What it finds
People below emergency urgency with no physical need are helped from this door, and would not be with
emergency departments taken out of the map. It is not asked of an emergency department's own door.

Why it matters
Proportionate Response: an emergency department is right for an injury or an overdose, and a loud and lonely
place to wait in distress.

How to put it right
Give the door a way to a crisis team, a safe space or a clinical hub at these times.

When a forum may live with it
Where distances leave nothing else at night, with a quiet room and a mental health nurse on call.
"""

from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    principle="proportionate-response",
    severity="warning",
    remedy="Give the door a way to a crisis team, a safe space or a clinical hub at these times.",
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
                "For {who} who turns to {door} the only help is in an emergency department: {when}.",
                only,
                start=door.id,
                words={"door": door.name},
            )
