"""Scenarios: promises about a person at a moment, and in which words one is not kept."""

from __future__ import annotations

from collections.abc import Iterator

from pathkit.maps import Map
from pathkit.maps.model import Expect
from pathkit.maps.model import Person as ScenarioPerson
from pathkit.pathway.journeys import Journey
from pathkit.situations.people import Person, turned, usual_circumstances
from pathkit.times.durations import duration_in_words


def person_of(map_: Map, described: ScenarioPerson) -> Person:
    """The person that a scenario describes: circumstances as usual, but for those named and what they imply."""
    usual = usual_circumstances(map_.circumstances)
    return Person(
        described.need,
        described.urgency,
        described.age,
        described.locality,
        turned(described.circumstances, map_.circumstances, usual),
    )


def unmet(map_: Map, expect: Expect, journey: Journey) -> Iterator[str]:
    """In which words what happens is not what was expected; nothing where it is."""
    outcomes = map_.framework.outcomes
    if expect.outcome is not None and journey.outcome != expect.outcome:
        yield f"expected “{outcomes[expect.outcome]}”, and what happens is “{outcomes[journey.outcome]}”"
    if expect.within is not None:
        wait = journey.wait if journey.wait is not None else journey.wait_at_least
        most = duration_in_words(expect.within)
        if wait is None:
            yield f"expected help within {most}, and there is none"
        elif journey.wait is None:
            yield f"expected help within {most}, and nobody has written down how soon it comes"
        elif wait > expect.within:
            yield f"expected help within {most}, and it takes {duration_in_words(wait)}"
    if expect.reaches is not None and journey.supported_by != expect.reaches:
        wanted = map_.services[expect.reaches].name
        got = journey.supported_by
        yield f"expected support by {wanted}" + (
            ", and there is none" if got is None else f", and it is by {map_.services[got].name}"
        )
    for avoided in expect.not_through or ():
        for step in journey.steps:
            service = map_.services[step.service]
            if avoided in (service.id, service.kind):
                yield f"expected not to pass through {avoided}, and passes through {service.name}"
                break
