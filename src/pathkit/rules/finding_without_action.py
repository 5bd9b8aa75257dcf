"""Somebody is let down, and nothing is planned about it.

What it finds
An error that this run finds of the map's own services or of its scenarios, that the forum has not acknowledged, and
that no action is to close (`closes`). A stopped action plans nothing. Neither does a delivered one: if what it closes
is still found, it was not enough. What is wrong with the map itself is not asked about, nor with its plan.

Why it matters
Continuously Improving (Framework for Collaboration, section 5): partners learn, plan and evaluate together. A finding
that is neither being worked on nor knowingly lived with has been forgotten; and the people whom it is about have not
gone away. By the middle of 2015, 147 of England's 152 areas had an action plan for crisis care. That there is a plan
does not say what it leaves out.

How to put it right
Agree an action with an owner and a date, and name the finding in its `closes`: `pathkit explain MAP FINDING-ID` shows
what would close it. Or acknowledge the finding: why the forum lives with it for now, what is done meanwhile, and when
it looks at it again.

When a forum may live with it
Where it lives with the finding: acknowledge that one. This one cannot be acknowledged, for it would only say that
nothing is said.

Bad: finding-without-action@wrong-door@gp
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
      walk-in: {name: Eastglen walk-in centre, provider: practices, kind: crisis-space, open_to: public, hours: 24/7,
                supports: {excludes: []}, offers: [assessment]}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
      walk-in: {name: Eastglen walk-in centre, provider: practices, kind: crisis-space, open_to: public, hours: 24/7,
                supports: {excludes: []}, offers: [assessment]}
    plan:
      actions:
        pass-on:
          title: GP practices hand people over to the walk-in centre
          closes: [wrong-door@gp]
          owner: practices
          due: 2027-03-31
"""

from pathkit.rules.face import any_action, found_of_plans

RULE = found_of_plans(
    __name__,
    severity="warning",
    remedy="Agree an action that closes it, with an owner and a date; or acknowledge the finding itself.",
    stated=any_action(lambda action: action.closes),
    assured=True,
    of_statements=True,
    instead="Acknowledge the finding that it names, or plan an action that closes it.",
)
