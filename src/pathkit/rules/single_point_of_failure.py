"""Without this one local service, many who are helped now would be helped nowhere.

What it finds
With this service taken out of the map (emergency responses aside), situations that were helped through some door are helped
through none. Found when they are more than a share of all situations that are helped (setting `share`, 5 %).

Why it matters
Responsive: a line that is not answered or a team that is short of staff for a night takes the pathway down with it.
A call handler once held the line for a county alone.

How to put it right
Give the doors a second way: another service that takes these people, at least while this one cannot.

When a forum may live with it
In a small or remote area there may be one team. Then the forum should know it, and say what happens when it fails.
"""

from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    principle="responsive",
    severity="warning",
    remedy="Give the doors that lead here a second way, to another service that takes these people.",
    share=0.05,
)
def single_point_of_failure(pathway: Asked, share: float) -> Iterator[Hit]:
    for service, lost, door in pathway.failures(share):
        yield Hit(
            (service,),
            "Without {service} {who} would be helped nowhere: {when}.",
            lost,
            start=door,
            words={"service": pathway.map.services[service].name},
        )
