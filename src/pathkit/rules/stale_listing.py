"""The facts about a service were last checked too long ago.

What it finds
A service whose `checked_on` is more than 183 days before the date of the check. It reads only what the map states: no
map shows whether the facts are still right. A service that does not say when its facts were checked is an open
question, and one that does not run is not asked about. The number of days is the framework's; a forum sets its own in
`pathkit.yaml`, as in `rules: {stale-listing: {days: 92}}`.

Why it matters
Signposting and Referral (Framework for Collaboration, section 5): people and staff need information that is right.
The Mental Health Index, the national reference guide to clinicians who can be reached at any hour, is assured every
six months (Collaborative Commitments 2025-2028). Somebody who is sent to a service that has moved, or has shut, may
not try another.

How to put it right
Ask the organisation that runs the service, correct what has changed, and write down the day (`checked_on`).

When a forum may live with it
Hardly ever: it takes one message, twice a year.

Bad: stale-listing@line
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      listening: {name: Eastglen Listening, sector: third}
    services:
      line: {name: Eastglen line, provider: listening, kind: helpline, open_to: public, hours: 24/7,
             checked_on: 2026-05-01}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      listening: {name: Eastglen Listening, sector: third}
    services:
      line: {name: Eastglen line, provider: listening, kind: helpline, open_to: public, hours: 24/7,
             checked_on: 2026-06-01}
"""

from pathkit.rules.face import Asked, Hit, Iterator, any_service, rule
from pathkit.rules.partners import runs
from pathkit.times.words import date_in_words


@rule(
    principle="signposting-and-referral",
    severity="warning",
    remedy="Ask the organisation that runs it whether these facts are right, and write down the day (`checked_on`).",
    stated=any_service(lambda service: service.checked_on),
    of_statements=True,
    days=0,
)
def stale_listing(pathway: Asked, days: int) -> Iterator[Hit]:
    fresh = days or pathway.map.framework.freshness  # 0 leaves the number to the framework
    for service in pathway.map.services.values():
        if service.checked_on is None or not runs(pathway, service.id):
            continue
        old = (pathway.pathway.date - service.checked_on).days
        if old > fresh:
            yield Hit(
                (service.id,),
                "The facts about {service} were last checked on {date}, {old} days before this check; after {fresh} "
                "days they are to be checked again.",
                words={
                    "service": service.name,
                    "date": date_in_words(service.checked_on),
                    "old": str(old),
                    "fresh": str(fresh),
                },
                at=((("services", service.id, "checked_on"), "last checked"),),
            )
