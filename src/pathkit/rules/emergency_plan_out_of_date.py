"""The review date of the psychiatric emergency plan has passed.

What it finds
An emergency plan whose `review_by` is before the date of the check. It reads only what the map states: no map shows
whether the plan is still a good one.

Why it matters
Collaborative (Framework for Collaboration, section 5): those who respond to an emergency can work together on what they
have agreed, and at night nobody has time to find out that a ward has moved or a rota has ended. The Mental Welfare
Commission found in 2020 that all fourteen health boards had a plan, and that the plans varied and lacked guidance on a
safe handover and clear roles for people who had taken alcohol or drugs. The framework (section 3) hopes that forums
will be where the recommendations of the national review of these plans are carried out.

How to put it right
Review the plan with all who act under it, and write down the next date (`review_by`).

When a forum may live with it
For a short while, where the review is under way and the plan goes on meanwhile: with a date.

Bad: emergency-plan-out-of-date@eastglen
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: nhs-eastglen, kind: primary-care, open_to: public, hours: 24/7}
    emergency_plan: {title: Eastglen psychiatric emergency plan, owner: nhs-eastglen, review_by: 2026-01-31}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: nhs-eastglen, kind: primary-care, open_to: public, hours: 24/7}
    emergency_plan: {title: Eastglen psychiatric emergency plan, owner: nhs-eastglen, review_by: 2027-01-31}
"""

from pathkit.maps.plan_facts import owner_in_words
from pathkit.rules.face import Asked, Hit, Iterator, rule
from pathkit.times.words import date_in_words


@rule(
    principle="collaborative",
    severity="warning",
    remedy="Review the plan with all who act under it, and write down the next date (`review_by`).",
    stated=lambda map_: map_.emergency_plan is not None and map_.emergency_plan.review_by is not None,
    of_statements=True,
)
def emergency_plan_out_of_date(pathway: Asked) -> Iterator[Hit]:
    area, plan = pathway.map.area, pathway.map.emergency_plan
    if area is None or plan is None or plan.review_by is None or plan.review_by >= pathway.pathway.date:
        return
    yield Hit(
        (area.id,),
        "The emergency plan was to be reviewed by {date}. {owner}.",
        words={
            "date": date_in_words(plan.review_by),
            "owner": owner_in_words(pathway.map, None if plan.owner is None else (plan.owner,)),
        },
        at=((("emergency_plan", "review_by"), "this date has passed"),),
    )
