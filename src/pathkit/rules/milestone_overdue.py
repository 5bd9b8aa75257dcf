"""A milestone of an action was due, and nobody has written down that it is reached.

What it finds
An action, neither delivered nor stopped, with milestones whose `due` has passed on the date of the check and that
state no day on which they were reached (`done`). A day that is still to come does not count. One finding for each
action names them all. It reads only what the map states.

Why it matters
Continuously Improving (Framework for Collaboration, section 5): partners review and evaluate together. An action that
will be late is late in its first steps: posts that are not advertised by May fill no rota in August. Seen then, there
is still time to help. In Gloucestershire a crisis team slipped by two years, over several versions of one plan.

How to put it right
Reach it, and write down the day (`done`); or agree another day for it, and for the action where that now follows.

When a forum may live with it
Where a later milestone has been reached all the same, and only the entry is missing: then write it down.

Bad: milestone-overdue@weekend-cover
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: nhs-eastglen, kind: primary-care, open_to: public, hours: 24/7}
    plan:
      agreed: 2026-02-01
      actions:
        weekend-cover:
          title: The duty team opens at weekends
          owner: nhs-eastglen
          due: {within: 12 months}
          status: in-progress
          milestones:
            - {title: Posts advertised, due: {within: 3 months}, done: 2026-04-20}
            - {title: Rota agreed with staff, due: 2026-10-31}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      gp: {name: Eastglen GP practice, provider: nhs-eastglen, kind: primary-care, open_to: public, hours: 24/7}
    plan:
      agreed: 2026-02-01
      actions:
        weekend-cover:
          title: The duty team opens at weekends
          owner: nhs-eastglen
          due: {within: 12 months}
          status: in-progress
          milestones:
            - {title: Posts advertised, due: {within: 3 months}, done: 2026-04-20}
            - {title: Rota agreed with staff, due: 2026-10-31, done: 2026-11-09}
"""

from collections.abc import Sequence
from datetime import date

from pathkit.maps.model import Milestone
from pathkit.maps.plan_facts import actions_of, is_ended, missed_since, owner_in_words
from pathkit.maps.values import listed
from pathkit.rules.face import Asked, Hit, Iterator, Map, rule
from pathkit.times.words import date_in_words


def _stated(map_: Map) -> bool:
    return any(
        milestone.due is not None
        for action in actions_of(map_).values()
        if not is_ended(action)
        for milestone in action.milestones
    )


@rule(
    principle="continuously-improving",
    severity="warning",
    remedy="Reach it and write down the day (`done`), or agree another day for it (`due`).",
    stated=_stated,
    of_statements=True,
)
def milestone_overdue(pathway: Asked) -> Iterator[Hit]:
    map_, on = pathway.map, pathway.pathway.date
    for name, action in actions_of(map_).items():
        days = enumerate(missed_since(map_, action, one, on) for one in action.milestones)
        missed = {number: day for number, day in days if day is not None}
        if missed:
            late = [(action.milestones[number], day) for number, day in missed.items()]
            # The owner of a milestone is told beside it, where that is not the owner of the action.
            of = " of the action" if any(milestone.owner for milestone, _ in late) else ""
            yield Hit(
                (name,),
                "Action “{title}”: {milestones} not marked as reached. {owner}.",
                words={
                    "title": action.title,
                    "milestones": _told(map_, late),
                    "owner": owner_in_words(map_, action.owner, of),
                },
                at=tuple(
                    (("plan", "actions", name, "milestones", number, "due"), "this day has passed") for number in missed
                ),
            )


def _told(map_: Map, late: Sequence[tuple[Milestone, date]]) -> str:
    """Milestones with their days and the owners of their own, as far as the verb."""
    if len(late) == 1:
        ((one, day),) = late
        by = f" ({_owner(map_, one)})" if one.owner else ""
        return f"the milestone “{one.title}”{by} was due on {date_in_words(day)}, and is"
    named = [
        f"“{one.title}” (due on {date_in_words(day)}{f'; {_owner(map_, one)}' if one.owner else ''})"
        for one, day in late
    ]
    return f"the milestones {listed(named)} are"


def _owner(map_: Map, milestone: Milestone) -> str:
    words = owner_in_words(map_, milestone.owner)
    return words[:1].lower() + words[1:]
