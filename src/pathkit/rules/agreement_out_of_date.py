"""The review date of an information sharing agreement has passed.

What it finds
An agreement whose `review_by` is before the date of the check. It reads only what the map states: no map shows
whether the agreement is still a good one.

Why it matters
Data Sharing (Framework for Collaboration, section 5): staff share with ease where they know what they rest on. An
agreement describes the partners, the services and the systems of the day on which it was made; guidance on the Adult
Support and Protection (Scotland) Act 2007 asks for agreements that rest on an assessment of what sharing may do to
people, and such an assessment ages too.

How to put it right
Review the agreement with its parties, and write down the next date (`review_by`).

When a forum may live with it
For a short while, where the review is under way and the agreement goes on meanwhile: with a date.

Bad: agreement-out-of-date@sharing
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
      listening: {name: Eastglen Listening, sector: third}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
      line: {name: Eastglen line, provider: listening, kind: helpline, hours: 24/7}
    transfers:
      - {from: gp, to: line, by: referral, shares: [identity], agreement: sharing}
    agreements:
      sharing: {name: Eastglen protocol, parties: [practices, listening], covers: [identity], review_by: 2026-03-31}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      practices: {name: Eastglen GP practices, sector: health}
      listening: {name: Eastglen Listening, sector: third}
    services:
      gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public, hours: 24/7}
      line: {name: Eastglen line, provider: listening, kind: helpline, hours: 24/7}
    transfers:
      - {from: gp, to: line, by: referral, shares: [identity], agreement: sharing}
    agreements:
      sharing: {name: Eastglen protocol, parties: [practices, listening], covers: [identity], review_by: 2027-03-31}
"""

from pathkit.rules.face import Asked, Hit, Iterator, rule
from pathkit.times.words import date_in_words


@rule(
    principle="data-sharing",
    severity="warning",
    remedy="Review the agreement with its parties, and write down the next date (`review_by`).",
    stated=lambda map_: any(
        agreement.review_by is not None for name, agreement in map_.agreements.items() if name not in map_.library
    ),
    of_statements=True,
)
def agreement_out_of_date(pathway: Asked) -> Iterator[Hit]:
    for name, agreement in pathway.map.agreements.items():
        if agreement.review_by is not None and agreement.review_by < pathway.pathway.date:
            yield Hit(
                (name,),
                "The agreement {agreement} was to be reviewed by {date}.",
                words={"agreement": agreement.name, "date": date_in_words(agreement.review_by)},
                at=((("agreements", name, "review_by"), "this date has passed"),),
            )
