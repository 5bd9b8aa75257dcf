"""The map names something that is not defined.

What it finds
An id of a service, organisation, agreement, need, circumstance, locality or offer that is defined neither in the
map nor in what it uses, with the line, the column and what was probably meant. Nothing else is asked of such a map.

Why it matters
A transfer to a service that is not there is a way that is not there, and would otherwise go unnoticed.

How to put it right
Correct the id, or define what it names; a national service comes in with `uses`.

When a forum may live with it
Never: until it is mended nothing is known of the pathway.

Bad: unknown-reference@eastglen
    area: {id: eastglen, name: Eastglen}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
      duty-team: {name: Eastglen duty team, provider: practices, kind: crisis-team, hours: 24/7}
    transfers:
      - {from: gp, to: duty-teem, by: referral}

Good
    area: {id: eastglen, name: Eastglen}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
      duty-team: {name: Eastglen duty team, provider: practices, kind: crisis-team, hours: 24/7}
    transfers:
      - {from: gp, to: duty-team, by: referral}
"""

from pathkit.rules.face import found_elsewhere

RULE = found_elsewhere(
    __name__,
    severity="error",
    remedy="Correct the id, or define what it names.",
)
