"""The change that an action proposes would not close what the action says it closes.

What it finds
An action, neither delivered nor stopped, with a `change`. The map is changed as it says and asked again; and of what
the action is to `close` a finding is certainly still there, if only for some of the people or at some of the times, or
a scenario is not kept. Nothing but that change is made: what other actions propose is left aside.

The map is asked about a whole year from the date of the check. A change with a `valid_from` within that year leaves the
weeks before it as they are, so what is found of those weeks remains.

Why it matters
Continuously Improving (Framework for Collaboration, section 5): partners plan and evaluate together. A plan is cheapest
to put right before anybody has been hired for it. Longer hours of a team close no gap where nobody passes people on to
it in those hours, or where whom it takes stays as it was.

How to put it right
`pathkit explain MAP ACTION` shows what the change would do to people, and `pathkit explain MAP FINDING-ID` which
changes would close the finding. Extend the change, or take out of `closes` what it was never meant to close. Where
the change begins on a day to come (`valid_from`), name in `closes` what will really be gone; `--date` with that day
tells what is found from then on.

When a forum may live with it
Where another action does the rest: then let the finding stand under that one.

Bad: promised-change-does-not-close@longer-hours
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
      team: {name: Eastglen duty team, provider: nhs-eastglen, kind: crisis-team, hours: Mon-Fri 09:00-17:00,
             supports: {excludes: []}, offers: [assessment]}
    transfers:
      - {from: gp, to: team, by: warm-handover}
    plan:
      agreed: 2026-11-02
      actions:
        longer-hours:
          title: The duty team opens in the evening
          closes: [wrong-door@gp]
          owner: nhs-eastglen
          due: {within: 6 months}
          change: {services: {team: {hours: daily 09:00-22:00}}}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
      team: {name: Eastglen duty team, provider: nhs-eastglen, kind: crisis-team, hours: Mon-Fri 09:00-17:00,
             supports: {excludes: []}, offers: [assessment]}
    transfers:
      - {from: gp, to: team, by: warm-handover}
    plan:
      agreed: 2026-11-02
      actions:
        longer-hours:
          title: The duty team never closes
          closes: [wrong-door@gp]
          owner: nhs-eastglen
          due: {within: 6 months}
          change: {services: {team: {hours: 24/7}}}
"""

from pathkit.rules.face import any_action, found_of_plans

RULE = found_of_plans(
    __name__,
    severity="warning",
    remedy="Extend the change until it closes this; or take out of `closes` what it is not meant to close.",
    stated=any_action(lambda action: action.change is not None and action.closes),
)
