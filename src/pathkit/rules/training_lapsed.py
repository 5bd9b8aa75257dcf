"""Training was to be held again by a day that has passed.

What it finds
A training whose `review_by` is before the date of the check. It reads only what the map states: no map shows what staff
have learned, or who has left since.

Why it matters
Collaborative (Framework for Collaboration, section 5): partners who have learned together know whom to ask, and what
the other can do. The framework (section 3) names joint training, beside good behaviour towards one another and agreed
processes, as what matters where the right service is missing at the moment of need. Staff move on, and what was learned
once goes with them.

How to put it right
Hold the training again, and write down the day (`on`) and the next date (`review_by`). If it is not needed any more,
take it out.

When a forum may live with it
For some weeks, where the next course has a date.

Bad: training-lapsed@distress-skills
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
      eastglen-police: {name: Eastglen Police, sector: police}
    services:
      gp: {name: Eastglen GP practice, provider: nhs-eastglen, kind: primary-care, open_to: public, hours: 24/7}
    training:
      distress-skills:
        what: Recognising and responding to distress
        with: [eastglen-police, nhs-eastglen]
        on: 2025-03-01
        review_by: 2026-03-01

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
      eastglen-police: {name: Eastglen Police, sector: police}
    services:
      gp: {name: Eastglen GP practice, provider: nhs-eastglen, kind: primary-care, open_to: public, hours: 24/7}
    training:
      distress-skills:
        what: Recognising and responding to distress
        with: [eastglen-police, nhs-eastglen]
        on: 2026-03-01
        review_by: 2027-03-01
"""

from pathkit.maps.plan_facts import owners
from pathkit.maps.values import listed
from pathkit.rules.face import Asked, Hit, Iterator, rule
from pathkit.times.words import date_in_words


@rule(
    principle="collaborative",
    severity="warning",
    remedy="Hold the training again, and write down the day (`on`) and the next date (`review_by`).",
    stated=lambda map_: any(one.review_by is not None for one in map_.training.values()),
    of_statements=True,
)
def training_lapsed(pathway: Asked) -> Iterator[Hit]:
    for name, training in pathway.map.training.items():
        if training.review_by is not None and training.review_by < pathway.pathway.date:
            took_part = listed(owners(pathway.map, training.with_))
            yield Hit(
                (name,),
                "The training “{what}”{whose} was to be held or looked at again by {date}{last}.",
                words={
                    "what": training.what,
                    "whose": f" of {took_part}" if took_part else "",
                    "date": date_in_words(training.review_by),
                    "last": "" if training.on is None else f"; it was last held on {date_in_words(training.on)}",
                },
                at=((("training", name, "review_by"), "this date has passed"),),
            )
