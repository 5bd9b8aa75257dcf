"""What is measured falls short of the target.

What it finds
A measure whose `value` is on the wrong side of its `target`: below `at least 95 %`, or above `at most 12 min`. It reads
only what the map states: nobody here counts calls, and what people say in words (`says`) is held against no number. A
measure about a service that comes from a library is listed with that library's findings.

Why it matters
Continuously Improving (Framework for Collaboration, section 5): partners review and evaluate together. No map shows
whether the telephone is answered: of 1.65 million calls to NHS 24 in 2024, 19.2 % were given up before anybody
answered, though the line is open at every hour. The commitments of the national partners promise indicators in numbers
and in words; one number never tells the whole.

How to put it right
Look at it together with those who run what is measured and those who use it, and agree what is to change: an action of
the plan. When it has been measured anew, write down the value and the day.

When a forum may live with it
While an action that is to mend it is under way; or where what people say shows that the number misses the point. Then
choose another measure.

Bad: measure-below-target@calls-answered
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      listening: {name: Eastglen Listening, sector: third}
    services:
      line: {name: Eastglen line, provider: listening, kind: helpline, open_to: public, hours: 24/7}
    measures:
      calls-answered: {about: line, what: calls answered, value: 81 %, target: at least 95 %, on: 2026-09-30}
      time-to-answer: {about: line, what: time to answer, value: 40 s, target: at most 60 s, on: 2026-09-30}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      listening: {name: Eastglen Listening, sector: third}
    services:
      line: {name: Eastglen line, provider: listening, kind: helpline, open_to: public, hours: 24/7}
    measures:
      calls-answered: {about: line, what: calls answered, value: 95 %, target: at least 95 %, on: 2026-09-30}
      believed: {about: line, what: what callers say, says: I was believed., said_by: Service-user panel}
"""

from pathkit.maps.model import Measure
from pathkit.pathway.names import called, within
from pathkit.rules.face import Asked, Hit, Iterator, Map, rule
from pathkit.times.words import date_in_words


def _stated(map_: Map) -> bool:
    """What is measured of a library's services is no evidence of the forum's."""
    return any(
        measure.value is not None and measure.target is not None and measure.about not in map_.library
        for measure in map_.measures.values()
    )


@rule(
    principle="continuously-improving",
    severity="warning",
    remedy="Agree with those who run what is measured what is to change, and write down the new value when it has been "
    "measured.",
    stated=_stated,
    of_statements=True,
)
def measure_below_target(pathway: Asked) -> Iterator[Hit]:
    for name, measure in pathway.map.measures.items():
        if measure.value is None or measure.target is None or measure.target.met_by(measure.value):
            continue
        yield Hit(
            (name,),
            "What is measured as “{what}”{about} {stands} at {value}{when}, and the target is {side} {target}.",
            words={
                "what": measure.what,
                "about": _about(pathway.map, measure),
                "stands": "stands" if measure.on is None else "stood",
                "value": measure.value.text,
                "when": "" if measure.on is None else f" on {date_in_words(measure.on)}",
                "side": measure.target.side,
                "target": measure.target.quantity.text,
            },
            at=((("measures", name, "value"), "the value"), (("measures", name, "target"), "the target")),
        )


def _about(map_: Map, measure: Measure) -> str:
    return "" if measure.about is None else f" ({within(called(map_, measure.about))})"
