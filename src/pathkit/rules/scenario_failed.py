"""A promise that the map makes about a named person is not kept.

What it finds
A scenario's person turns to its door at its moment, and what happens is not what was expected: the outcome
(`outcome`), how soon support begins (`within`), which service gives it (`reaches`), or what the way avoids
(`not_through`, by service or by kind). Scenarios are read as the map states things; if one would be kept, were all
that nobody has written down to turn out well, the finding says so.

Why it matters
Scenarios are how a forum writes down what it has agreed. They are checked on every run, so that a change elsewhere
cannot quietly break them. Forums have long walked people through their pathways on paper; here it is done anew each
time.

How to put it right
Change the pathway so that the promise is kept; or, if the forum has agreed something else, change the scenario.

When a forum may live with it
Never as it stands: a promise that is not kept is to be put right or taken back.

Bad: scenario-failed@saturday-night
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      walk-in: {name: Eastglen walk-in centre, provider: nhs-eastglen, kind: crisis-space, open_to: public,
                hours: Mon-Fri 09:00-17:00, supports: {excludes: []}, offers: [assessment]}
    scenarios:
      - name: Saturday night
        person: {age: 30, need: distress, urgency: very-urgent}
        door: walk-in
        at: Sat 23:00
        expect: {outcome: now}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    people: {ages: 18+, needs: [distress]}
    organisations:
      nhs-eastglen: {name: NHS Eastglen, sector: health}
    services:
      walk-in: {name: Eastglen walk-in centre, provider: nhs-eastglen, kind: crisis-space, open_to: public,
                hours: daily 09:00-24:00, supports: {excludes: []}, offers: [assessment]}
    scenarios:
      - name: Saturday night
        person: {age: 30, need: distress, urgency: very-urgent}
        door: walk-in
        at: Sat 23:00
        expect: {outcome: now}
"""

from collections.abc import Iterable

from pathkit.pathway import Reading
from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    severity="error",
    tells_of=("later", "self", "none", "wait"),
    sound=True,
    remedy="Change the pathway so that the promise is kept, or agree another promise.",
)
def scenario_failed(pathway: Asked) -> Iterator[Hit]:
    # Scenarios are as stated, whichever reading asks (semantics page, "Two readings").
    stated, best = (pathway.pathway.asked(reading) for reading in (Reading.STATED, Reading.BEST))
    subjects = subjects_of(scenario.name for scenario in pathway.map.scenarios)
    for number, (scenario, subject) in enumerate(zip(pathway.map.scenarios, subjects, strict=True)):
        shown, broken = stated.scenario(scenario)
        if not broken:
            continue
        at_best = "" if best.scenario(scenario)[1] else _UNLESS
        yield Hit(
            (subject,),
            "The promise “{name}” is not kept: {broken}{at_best}.",
            words={"name": scenario.name, "broken": "; ".join(broken), "at_best": at_best},
            journey=shown,
            start=scenario.door,
            at=((("scenarios", number), "this scenario"),),
        )


_UNLESS = " (it would be kept if all that nobody has written down turned out well)"


def subjects_of(names: Iterable[str]) -> list[str]:
    """The names of a map's scenarios as ids; where two come out alike, the second is numbered."""
    used: dict[str, int] = {}
    found = []
    for name in names:
        one = slug(name) or "scenario"
        used[one] = used.get(one, 0) + 1
        found.append(one if used[one] == 1 else f"{one}-{used[one]}")
    return found


def slug(name: str) -> str:
    """A name as an id: lower-case letters and digits in words joined by `-`."""
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in name.lower())
    return "-".join(kept.split())
