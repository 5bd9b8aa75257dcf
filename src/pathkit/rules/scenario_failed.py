"""A promise that the map makes about a named person is not kept.

What it finds
A scenario's person turns to its door at its moment, and what happens is not what was expected.

Why it matters
Scenarios are how a forum writes down what it has agreed: they are checked on every run, so that a change
elsewhere cannot quietly break them.

How to put it right
Change the pathway so that the promise is kept; or, if the forum has agreed something else, the scenario.

When a forum may live with it
Never as it stands: a promise that is not kept should be put right or taken back.
"""

from pathkit.rules.face import Asked, Hit, Iterator, rule


@rule(
    severity="error",
    sound=True,
    remedy="Change the pathway so that the promise is kept, or agree another promise.",
)
def scenario_failed(pathway: Asked) -> Iterator[Hit]:
    for number, scenario in enumerate(pathway.map.scenarios):
        shown, broken = pathway.scenario(scenario)
        if broken:
            yield Hit(
                (slug(scenario.name) or f"scenario-{number + 1}",),
                "Scenario “{name}”: {broken}.",
                words={"name": scenario.name, "broken": "; ".join(broken)},
                journey=shown,
                start=scenario.door,
                at=((("scenarios", number), "this scenario"),),
            )


def slug(name: str) -> str:
    """A name as an id: lower-case letters and digits in words joined by `-`."""
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in name.lower())
    return "-".join(kept.split())
