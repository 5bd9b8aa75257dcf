"""People can contact a door in one way only.

What it finds
A door that runs and whose `contact` names exactly one channel that the public can use: phone, text, web, email, video
or an address to go to. A phone line for professionals is none. It reads only what the map states: no map shows whether
the phone is answered. A door without any `contact` is a question, and not found here.

Why it matters
Trauma Informed (Framework for Collaboration, section 5) asks for time, space and compassion from the first contact
on. Some cannot speak on the phone, or not where they are; some cannot walk in. Services are to inform people in the
formats and languages that they need (Core Mental Health Standards, 1.12).

How to put it right
Offer a second way in, such as text or web chat beside the phone, and write it into `contact`. Or write down the ways
that there are already.

When a forum may live with it
Where another door close by, for the same people at the same hours, has the other channels. An emergency number is one
channel by its nature.

Bad: one-channel-only@line
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      listening: {name: Eastglen Listening, sector: third}
    services:
      line: {name: Eastglen line, provider: listening, kind: helpline, open_to: public, hours: 24/7,
             contact: {phone: "01632 960001", professional_phone: "01632 960002"}}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      listening: {name: Eastglen Listening, sector: third}
    services:
      line: {name: Eastglen line, provider: listening, kind: helpline, open_to: public, hours: 24/7,
             contact: {phone: "01632 960001", text: "01632 960003"}}
"""

from pathkit.maps import Service
from pathkit.pathway.readings import OPERATING
from pathkit.rules.face import Asked, Hit, Iterator, Map, rule
from pathkit.rules.partners import runs

NOT_FOR_THE_PUBLIC = "professional_phone"


def doors_with_channels(map_: Map) -> Iterator[tuple[Service, tuple[str, ...]]]:
    """The doors that operate and name a channel for the public, with all that they name."""
    for service in map_.services.values():
        channels = tuple(one for one in service.contact or () if one != NOT_FOR_THE_PUBLIC)
        if service.open_to == "public" and service.status in OPERATING and channels:
            yield service, channels


@rule(
    principle="trauma-informed",
    severity="note",
    remedy="Offer people a second way in, such as text or web chat beside the phone, or write down one that there is.",
    stated=lambda map_: any(door.id not in map_.library for door, _ in doors_with_channels(map_)),
    of_statements=True,
)
def one_channel_only(pathway: Asked) -> Iterator[Hit]:
    for door, channels in doors_with_channels(pathway.map):
        if len(channels) == 1 and runs(pathway, door.id):
            yield Hit(
                (door.id,),
                "People can contact {door} in one way only: {channel}.",
                words={"door": door.name, "channel": pathway.map.framework.channels[channels[0]]},
                at=((("services", door.id, "contact"), "this contact"),),
            )
