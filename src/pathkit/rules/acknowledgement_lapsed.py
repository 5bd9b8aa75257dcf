"""The review date of an acknowledgement has passed.

What it finds
An acknowledgement whose review date is before the date of the check. The finding that it is about is open again.

Why it matters
What a forum has agreed to live with has to stay a decision: dated, owned, and looked at again. Action plans slip
quietly: in one English county the crisis team that was to sit in the police control room came two years late.

How to put it right
Look at the finding again in the forum, and agree a change, or a new review date: `pathkit acknowledge` with the map and
the finding's id renews the entry where it stands.

When a forum may live with it
Never.

Bad: acknowledgement-lapsed@wrong-door@gp
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
    acknowledged:
      - finding: wrong-door@gp
        reason: The line that practices will call opens in the autumn; minuted on 4 May.
        meanwhile: The practice manager rings the duty team.
        owner: practices
        agreed: 2026-05-04
        review: 2026-10-31
        covers: {hours_per_week: 168, people: 372, dates: 0}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
    acknowledged:
      - finding: wrong-door@gp
        reason: The line that practices will call opens in the spring; minuted on 4 November.
        meanwhile: The practice manager rings the duty team.
        owner: practices
        agreed: 2026-11-04
        review: 2027-04-30
        covers: {hours_per_week: 168, people: 372, dates: 0}
"""

from pathkit.rules.face import found_elsewhere

RULE = found_elsewhere(
    __name__,
    severity="error",
    remedy="Look at the finding again in the forum, and agree a change or a new review date.",
)
