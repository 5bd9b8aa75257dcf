"""Facts that nobody has written down.

What it finds
For each service, transfer, area and pair of organisations, the facts that the map leaves open and some principle
needs: hours, holidays, exclusions and their kind, what is offered, response times, contact, what a caller gets when
it is shut, training, when the facts were last checked; who agreed to a transfer, and who holds the person; the
agreement that sharing rests on; and how the forum escalates, learns, measures and reviews. Of what partners have
agreed, where the map states it: who signed a declaration, and who agreed a plan and when; who owns an action, by
when, and when it was delivered; the day of a measure, and what it comes to; with whom a training was held, and when;
who keeps the emergency plan, when it is reviewed, and what it covers.

Why it matters
Silence is not a pass: where nobody has written it down, each partner supposes something else. Services are to publish
their hours, their contacts and whom they are for (Core Mental Health Standards, 1.8 and 1.9).

How to put it right
Ask, and write the answer into the map at the line that is named. `pathkit questions` gathers these facts by the
organisation that can answer, those that settle most first.

When a forum may live with it
For as long as the answer is being found. A fact that does not matter locally may stay open.

Bad: not-stated@eastglen, not-stated@line
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      listening: {name: Eastglen Listening, sector: third}
    services:
      line: {name: Eastglen line, provider: listening, kind: helpline, open_to: public, hours: 24/7}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    forum:
      escalation: Duty manager of the health board, by the switchboard, at any hour
      lived_experience: Two members of the service-user panel sit on the forum
      measures: Waits, refusals and repeat contacts, quarterly
      reviewed: 2026-05-01
      review_every: 6 months
    organisations:
      listening: {name: Eastglen Listening, sector: third}
    services:
      line:
        name: Eastglen line
        provider: listening
        kind: helpline
        open_to: public
        hours: 24/7
        supports: {excludes: []}
        offers: [listening]
        contact: {phone: "01632 960001"}
        trauma_training: skilled
        checked_on: 2026-09-01
"""

from pathkit.frameworks import load_framework
from pathkit.pathway.unknowns import Fact, unknown_facts
from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    severity="note",
    sound=True,
    remedy="Ask the organisation that can answer, and write the answer into the map (`pathkit questions` lists them).",
)
def not_stated(pathway: Asked) -> Iterator[Hit]:
    by_subject: dict[tuple[str, ...], list[Fact]] = {}
    for fact in unknown_facts(pathway.map):
        by_subject.setdefault(fact.subject, []).append(fact)
    # Facts bear on the principles of the default framework, also where a map goes by another.
    known = load_framework().principles
    for subject, facts in by_subject.items():
        bearing = {name for fact in facts for name in fact.principles}
        yield Hit(
            subject,
            "{subject}: nobody has written down {facts} (bears on {principles}).",
            words={
                "subject": pathway.name_of(subject),
                "facts": "; ".join(fact.words for fact in facts),
                "principles": ", ".join(one.title for name, one in known.items() if name in bearing),
            },
            at=((facts[0].path, "here"),),
        )
