"""Two things have the same id.

What it finds
An id, or a key, that is written twice, in the map or in what it uses, with both places. Two transfers between the same
services need ids of their own. Nothing else is asked of such a map.

Why it matters
One of the two would be lost without a word, and the map would say less than its writers think.

How to put it right
Give one of them another id, or keep only one.

When a forum may live with it
Never: until it is mended nothing is known of the pathway.

Bad: duplicate-id@eastglen
    area: {id: eastglen, name: Eastglen}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
      team: {name: Eastglen team, provider: practices, kind: crisis-team, hours: 24/7}
    transfers:
      - {from: gp, to: team, by: call-transfer, for: {urgency: emergency}}
      - {from: gp, to: team, by: referral}

Good
    area: {id: eastglen, name: Eastglen}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
      team: {name: Eastglen team, provider: practices, kind: crisis-team, hours: 24/7}
    transfers:
      - {id: gp-calls-team, from: gp, to: team, by: call-transfer, for: {urgency: emergency}}
      - {from: gp, to: team, by: referral}
"""

from pathkit.rules.face import found_elsewhere

RULE = found_elsewhere(
    __name__,
    severity="error",
    remedy="Give one of them another id, or keep only one.",
)
