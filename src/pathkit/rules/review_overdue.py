"""The forum's review of the pathway is overdue.

What it finds
The day of the last review (`forum.reviewed`) and the time after which the next is due (`review_every`) come to a date
before that of the check. It reads only what the map states: no map shows what a review has changed.

Why it matters
Continuously Improving (Framework for Collaboration, section 5): partners review and evaluate together. Plans slip
quietly where nobody looks: in Gloucestershire the crisis team that was to join the police control room in 2015
was put off to 2017. And an area's crisis declaration could be marked green with no service changed at all.

How to put it right
Hold the review, with people who have used the pathway, and write down the day (`reviewed`). If the time between
reviews was set too short, agree another (`review_every`).

When a forum may live with it
For some weeks, where a date for the review is set.

Bad: review-overdue@eastglen
    area: {id: eastglen, name: Eastglen, calendar: none}
    forum: {reviewed: 2026-05-01, review_every: 6 months}
    organisations:
      listening: {name: Eastglen Listening, sector: third}
    services:
      line: {name: Eastglen line, provider: listening, kind: helpline, open_to: public, hours: 24/7}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    forum: {reviewed: 2026-06-01, review_every: 6 months}
    organisations:
      listening: {name: Eastglen Listening, sector: third}
    services:
      line: {name: Eastglen line, provider: listening, kind: helpline, open_to: public, hours: 24/7}
"""

from pathkit.rules.face import Asked, Hit, Iterator, Map, rule
from pathkit.times.words import date_in_words


def _stated(map_: Map) -> bool:
    return map_.forum is not None and map_.forum.reviewed is not None and map_.forum.review_every is not None


@rule(
    principle="continuously-improving",
    severity="warning",
    remedy="Review the pathway together, and write down the day (`reviewed`).",
    stated=_stated,
    of_statements=True,
)
def review_overdue(pathway: Asked) -> Iterator[Hit]:
    area, forum = pathway.map.area, pathway.map.forum
    if area is None or forum is None or forum.reviewed is None or forum.review_every is None:
        return
    due = forum.review_every.after(forum.reviewed)
    if due < pathway.pathway.date:
        yield Hit(
            (area.id,),
            "The pathway of {area} was last reviewed on {reviewed}; the next review was due on {due}.",
            words={"area": area.name, "reviewed": date_in_words(forum.reviewed), "due": date_in_words(due)},
            at=((("forum", "reviewed"), "the last review"), (("forum", "review_every"), "how often")),
        )
