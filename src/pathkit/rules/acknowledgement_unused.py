"""An acknowledgement matches no finding.

What it finds
An acknowledgement whose exact id is none of the findings of this run, or is one about the soundness of the map, which
cannot be acknowledged. Where the rule of its finding was not asked (it is switched off, or the profile leaves it out),
nobody knows, and nothing is found.

Why it matters
An acknowledgement that is left over hides the next finding of that name, and makes it look as if something were being
lived with that is no longer there. Often it is good news: the fault has gone.

How to put it right
Take the acknowledgement out, or correct the id.

When a forum may live with it
Never.

Bad: acknowledgement-unused@closed-door@gp
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
    acknowledged:
      - finding: closed-door@gp
        reason: The answerphone is replaced in March; minuted on 4 November.
        meanwhile: The practice rings back every missed call by 10:00.
        owner: practices
        agreed: 2026-11-04
        review: 2027-04-30
        covers: {hours_per_week: 128, people: 372, dates: 0}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public,
           hours: Mon-Fri 09:00-17:00, when_shut: nothing}
    acknowledged:
      - finding: closed-door@gp
        reason: The answerphone is replaced in March; minuted on 4 November.
        meanwhile: The practice rings back every missed call by 10:00.
        owner: practices
        agreed: 2026-11-04
        review: 2027-04-30
        covers: {hours_per_week: 128, people: 372, dates: 0}
"""

from pathkit.rules.face import found_elsewhere

RULE = found_elsewhere(
    __name__,
    severity="error",
    remedy="Take the acknowledgement out, or correct the id.",
)
