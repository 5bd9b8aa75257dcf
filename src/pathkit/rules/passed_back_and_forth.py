"""People can be sent in a circle in which nobody holds them.

What it finds
At most four staff-led transfers lead in a circle, each saying that the sender's responsibility ends when the person is sent
(`holds_until: sent`), for people whom none of the services on the circle can help at that time.

Why it matters
No Wrong Door, and Alignment of Services: people describe being bounced between police, hospital and community teams. A
refer-back in which somebody holds the person until they are accepted is good practice and is not found.

How to put it right
Let one service on the circle hold the person until another has accepted them (`holds_until: accepted`), or
give the circle a way out.

When a forum may live with it
When in practice somebody does hold the person: then write that down.
"""

from itertools import pairwise, product

from pathkit.pathway import STAFF_LED, Question
from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    principle=("no-wrong-door", "alignment-of-services"),
    severity="warning",
    remedy="Let one of the services hold the person until the next has accepted them (`holds_until: accepted`).",
    longest=4,
)
def passed_back_and_forth(pathway: Asked, longest: int) -> Iterator[Hit]:
    for circle in pathway.circles("sent", longest):
        legs = [
            [r for r in pathway.routes_from(a) if r.receiver == b and r.transfer.holds_until == "sent"]
            for a, b in pairwise((*circle, circle[0]))
        ]
        held_by_none = {name: pathway.everyone - pathway.reaches(Question(STAFF_LED), name) for name in circle}
        going_round = pathway.nobody
        for routes in product(*legs):
            ahead = held_by_none[circle[0]]
            for name, route in zip(reversed(circle), reversed(routes), strict=True):
                ahead = held_by_none[name] & pathway.sent_into(route, ahead)
            going_round = going_round | ahead
        going_round = going_round & pathway.contacts(circle[0])
        if going_round:
            names = [pathway.map.services[name].name for name in circle]
            yield Hit(
                tuple(circle),
                "{who} can be sent round {circle} with nobody holding them: {when}.",
                going_round,
                start=circle[0],
                stuck=STAFF_LED,
                words={"circle": " → ".join([*names, names[0]])},
            )
