"""The only way to help leads through an emergency response.

What it finds
People below emergency urgency with no physical need are helped from this door, and would not be with police and
ambulance responses taken out of the map.

Why it matters
Proportionate Response, and No Wrong Door: if the only way runs through a police officer, people in distress
learn to ring the police.

How to put it right
Give the door a way of its own to a service that takes these people: a call transfer to a clinical hub, say.

When a forum may live with it
Hardly ever; say what is being built instead, and by when.
"""

from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    principle=("proportionate-response", "no-wrong-door"),
    severity="error",
    remedy="Give the door a transfer of its own to a service that takes these people, past the emergency services.",
)
def only_way_is_emergency(pathway: Asked) -> Iterator[Hit]:
    responses = pathway.emergency_responses
    if not responses:
        return
    for door in pathway.doors:
        if door.id in responses:
            continue
        people = pathway.without_immediate_risk & pathway.door_people(door.id)
        only = pathway.helped(door.id).of(people) - pathway.helped(door.id, without=responses)
        if only:
            yield Hit(
                (door.id,),
                "For {who} who turns to {door} the only way to help leads through an emergency response: {when}.",
                only,
                start=door.id,
                words={"door": door.name},
            )
