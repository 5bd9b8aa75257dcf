"""The trauma training of staff is below the standard for this kind of service.

What it finds
A door, or a crisis service (crisis team, assessment unit, crisis space, place of safety), that runs and states a
level of `trauma_training` below the level that the framework pack names for its kind: enhanced for a crisis team,
skilled for a helpline, and so on. It reads only what the map states: no map shows how staff meet people, and whether
the training is put to use. A service that states no level is a question, and not found here.

Why it matters
Trauma Informed (Framework for Collaboration, section 5): the first contact is always compassionate, with time and
space, also where it is not the right service. The levels follow the national trauma training framework. The partners'
Collaborative Commitments say that staff of every agency that responds need suitable training.

How to put it right
Plan the training with those who employ the staff, and write the level into the map when it has been reached.

When a forum may live with it
While the training is under way, with a date; or where only some of the staff meet people, and those have the level.

Bad: training-below-standard@crisis-team, training-below-standard@line
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
      listening: {name: Eastglen Listening, sector: third}
    services:
      line: {name: Eastglen line, provider: listening, kind: helpline, open_to: public, hours: 24/7,
             trauma_training: informed}
      crisis-team: {name: Eastglen crisis team, provider: nhs-eastglen, kind: crisis-team, hours: 24/7,
                    trauma_training: skilled}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
      listening: {name: Eastglen Listening, sector: third}
    services:
      line: {name: Eastglen line, provider: listening, kind: helpline, open_to: public, hours: 24/7,
             trauma_training: skilled}
      crisis-team: {name: Eastglen crisis team, provider: nhs-eastglen, kind: crisis-team, hours: 24/7,
                    trauma_training: enhanced}
"""

from pathkit.maps import Service
from pathkit.pathway.readings import OPERATING
from pathkit.pathway.unknowns import CRISIS_KINDS
from pathkit.rules.face import Asked, Hit, Iterator, Map, rule
from pathkit.rules.partners import runs


def trained(map_: Map) -> Iterator[Service]:
    """The doors and crisis services that operate and say how their staff are trained."""
    for service in map_.services.values():
        asked = service.open_to == "public" or service.kind in CRISIS_KINDS
        if asked and service.status in OPERATING and service.trauma_training is not None:
            yield service


@rule(
    principle="trauma-informed",
    severity="warning",
    remedy="Plan the training with those who employ the staff, and write down the level when it has been reached.",
    stated=lambda map_: any(service.id not in map_.library for service in trained(map_)),
    of_statements=True,
)
def training_below_standard(pathway: Asked) -> Iterator[Hit]:
    framework = pathway.map.framework
    rank = {level: place for place, level in enumerate(framework.training)}
    for service in trained(pathway.map):
        if not runs(pathway, service.id):
            continue
        level, standard = service.trauma_training or "", framework.training_standard.get(service.kind, "")
        if level in rank and standard in rank and rank[level] < rank[standard]:
            yield Hit(
                (service.id,),
                "The staff of {service} have the level “{level}” of trauma training, and the standard for its kind "
                "({kind}) is “{standard}”.",
                words={
                    "service": service.name,
                    "level": level,
                    "kind": framework.kinds[service.kind].label,
                    "standard": standard,
                },
                at=((("services", service.id, "trauma_training"), "this level"),),
            )
