"""Facts that nobody has written down.

What it finds
For each service, transfer, area, and pair of organisations, the facts that the map leaves open and some principle needs:
holidays, hours, exclusions, offers, response times, contact, what a caller gets when it is shut, training, when it was
checked, who agreed, who holds the person, and how the forum learns.

Why it matters
Silence is not a pass. Where nobody has written it down, each partner supposes something else. `pathkit questions` gathers
these facts by the organisation that can answer.

How to put it right
Ask, and write the answer into the map at the line named.

When a forum may live with it
For as long as the answer is being found; a fact that does not matter locally may stay open.
"""

from pathkit.pathway.unknowns import unknown_facts
from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    severity="note",
    sound=True,
    remedy="Ask the organisation that can answer, and write the answer into the map (`pathkit questions` lists them).",
)
def not_stated(pathway: Asked) -> Iterator[Hit]:
    by_subject: dict[tuple[str, ...], list[tuple[str, tuple[str | int, ...]]]] = {}
    for fact in unknown_facts(pathway.map):
        by_subject.setdefault(fact.subject, []).append((fact.words, fact.path))
    for subject, facts in by_subject.items():
        yield Hit(
            subject,
            "{subject}: nobody has written down {facts}.",
            words={"subject": pathway.name_of(subject), "facts": "; ".join(words for words, _ in facts)},
            at=((facts[0][1], "here"),),
        )
