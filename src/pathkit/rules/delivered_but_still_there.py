"""An action is called delivered, and what it was to close is still found.

What it finds
An action is called `delivered`, and a finding it names in `closes` is certainly still there, or a scenario is not kept.
Some of the people or times are enough, and so is a finding that is acknowledged. Rules that this run does not ask are
asked for it. Where nobody can tell, because it turns on what is not written down, nothing is found, and the action is
not called confirmed either.

Why it matters
Continuously Improving (Framework for Collaboration, section 5): partners review and evaluate together. A national map
of progress once turned green when an area had agreed an action plan, with no service changed at all. An action is done
when people fare otherwise, not when somebody says so.

How to put it right
Write into the map what has been done (the hours, the transfer, the agreement), if it is not there yet. If it is, and
the finding stays, the action was not enough: call it `in-progress` again, or agree another one that closes the rest.

When a forum may live with it
Never, and it cannot be acknowledged: an action that is not delivered is called in progress again. What it was to close
can be acknowledged for now.

Bad: delivered-but-still-there@crisis-line
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
    plan:
      agreed: 2026-02-01
      actions:
        crisis-line:
          title: GP practices pass people on to a crisis line
          closes: [wrong-door@gp]
          owner: practices
          due: {within: 6 months}
          status: delivered
          done: 2026-07-20

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
      listening: {name: Eastglen Listening, sector: third}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
      line: {name: Eastglen crisis line, provider: listening, kind: helpline, hours: 24/7, supports: {excludes: []},
             offers: [assessment]}
    transfers:
      - {from: gp, to: line, by: call-transfer}
    plan:
      agreed: 2026-02-01
      actions:
        crisis-line:
          title: GP practices pass people on to a crisis line
          closes: [wrong-door@gp]
          owner: practices
          due: {within: 6 months}
          status: delivered
          done: 2026-07-20
"""

from pathkit.maps.planning import DELIVERED
from pathkit.rules.face import any_action, found_of_plans

RULE = found_of_plans(
    __name__,
    severity="error",
    remedy="Write into the map what has been done; or call the action in progress again, until this has gone.",
    stated=any_action(lambda action: action.status == DELIVERED and action.closes),
    instead="Call the action in progress again, until what it is to close has gone; that can be acknowledged for now.",
)
