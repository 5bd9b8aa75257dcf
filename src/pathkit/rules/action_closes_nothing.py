"""An action names, to be closed, what the check does not find.

What it finds
An action, neither delivered nor stopped, that names in `closes` a finding that is not found, or a scenario that is
kept. Either it has gone already, or its id is mistyped. And any action that is not stopped, also one that is
delivered, that names a rule that there is not; or, where it is delivered, what is not in the map and what its own
`change` does not say to be taken out (`remove`): that confirms nothing. Where nobody can tell whether it is found,
nothing else is said; nor, where something else that the action names is still found, of what has gone already, unless
it looks mistyped.

Why it matters
Continuously Improving (Framework for Collaboration, section 5): partners review and evaluate together. A mistyped id
closes nothing and looks as if it did: the finding that was meant stands outside the plan. And work that is over need
not be reported on for another year.

How to put it right
If it has gone, call the action delivered; where something else is left to be done, take this id out. If the id is
mistyped, correct it: `pathkit check MAP --show all` lists all ids.

When a forum may live with it
Where what was found has gone by other means, or for now only, and the action is still wanted: take the id out, and say
in `notes` what the action is for.

Bad: action-closes-nothing@crisis-line
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
    plan:
      actions:
        crisis-line:
          title: GP practices pass people on to a crisis line
          closes: [wrong-door@gps]
          owner: practices
          due: 2027-03-31

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
    plan:
      actions:
        crisis-line:
          title: GP practices pass people on to a crisis line
          closes: [wrong-door@gp]
          owner: practices
          due: 2027-03-31
"""

from pathkit.rules.face import any_action, found_of_plans

RULE = found_of_plans(
    __name__,
    severity="warning",
    remedy="If it has gone, call the action delivered or take the id out; if the id is mistyped, correct it.",
    stated=any_action(lambda action: action.closes),
)
