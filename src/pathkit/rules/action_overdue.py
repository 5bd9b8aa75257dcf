"""An action of the plan was due, and is not stated to be delivered.

What it finds
An action whose `due` has passed on the date of the check, and whose `status` is neither `delivered` nor `stopped`.
Where nobody has written down how far it has got, it says that, and does not say that the action is late. `{within: 6
months}` counts from the day on which the plan was agreed. On the day itself nothing is overdue yet. It reads only what
the map states: whether an action that is called delivered has changed anything for people, is asked of what it
`closes`.

Why it matters
Continuously Improving (Framework for Collaboration, section 5): partners review and evaluate together. Plans slip
quietly. In Gloucestershire the crisis team that was to join the police control room in April 2015 was put off to April
2017, over several versions of one plan; and on England's map of progress an area turned green by agreeing a plan, even
where no service had changed.

How to put it right
Deliver it, and say so (`status: delivered`, with `done`); or agree another day together, and write down why in `notes`.
If it is not to be done any more, write `status: stopped`: that is no shame, and the annual report tells it.

When a forum may live with it
For some weeks, where the forum has talked about the delay and a new day is about to be agreed.

Bad: action-overdue@weekend-cover
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
          due: {within: 6 months}
          status: in-progress

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
"""

from pathkit.maps.plan_facts import actions_of, is_ended, overdue_since, owner_in_words
from pathkit.maps.planning import UNKNOWN, how_far
from pathkit.rules.face import Asked, Hit, Iterator, Map, rule
from pathkit.times.words import date_in_words

_NOT_DELIVERED = "The action “{title}” was due on {date}, and is not delivered ({status}). {owner}."
_SILENT = "The action “{title}” was due on {date}, and nobody has written down whether it is delivered. {owner}."


def _stated(map_: Map) -> bool:
    return any(action.due is not None and not is_ended(action) for action in actions_of(map_).values())


@rule(
    principle="continuously-improving",
    severity="warning",
    remedy="Deliver it and say so (`status`), agree another day together (`due`), or stop it.",
    stated=_stated,
    of_statements=True,
)
def action_overdue(pathway: Asked) -> Iterator[Hit]:
    map_ = pathway.map
    for name, action in actions_of(map_).items():
        due = overdue_since(map_, action, pathway.pathway.date)
        if due is not None:
            yield Hit(
                (name,),
                _SILENT if action.status == UNKNOWN else _NOT_DELIVERED,
                words={
                    "title": action.title,
                    "date": date_in_words(due),
                    "status": how_far(action.status),
                    "owner": owner_in_words(map_, action.owner),
                },
                at=((("plan", "actions", name, "due"), "this day has passed"),),
            )
