"""The police take people somewhere who are in no immediate danger.

What it finds
A conveyance by a police service of people below emergency urgency who have no physical need.

Why it matters
Proportionate Response, and dignity: a police car is not patient transport. In parts of the Highlands, with none,
police have driven people for hours.

How to put it right
Say who else takes people there (`conveyed_by`), or bring the service to the person (`by: visit`, video).

When a forum may live with it
Where there is no other transport yet: with a date, and with the hours it costs measured.
"""

from pathkit.pathway import ANY_WAY
from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    principle="proportionate-response",
    severity="warning",
    remedy="Name another service that takes people there (`conveyed_by`), or bring help to the person.",
)
def police_as_transport(pathway: Asked) -> Iterator[Hit]:
    for route in pathway.view.routes:
        driver = route.transfer.conveyed_by or route.sender
        if route.transfer.by != "conveyance" or not pathway.is_police(driver):
            continue
        driven = (pathway.usable(route) & pathway.contacts(route.sender, ANY_WAY)).of(pathway.without_immediate_risk)
        if driven:
            yield Hit(
                (route.transfer.id,),
                "{driver} takes {who} to {receiver}, with no immediate risk of significant harm: {when}.",
                driven,
                start=route.sender,
                words={
                    "driver": pathway.map.services[driver].name,
                    "receiver": pathway.map.services[route.receiver].name,
                },
            )
