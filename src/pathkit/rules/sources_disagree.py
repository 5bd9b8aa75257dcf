"""What is said of a service's hours or ages differs.

What it finds
A service that runs of which two `sources` give different hours or ages (`says`), or a source others than the map.
Hours are compared by what they mean in a week without holidays, and not by how they are written; the map's ages are
those of its `supports`, where a block without ages takes everybody whom the map is for. Hours that are not known
disagree with nothing. It reads only what the map states: no map shows which of them is right.

Why it matters
Signposting and Referral (Framework for Collaboration, section 5): people and staff need information that is right.
Services are to publish their hours and whom they are for (Core Mental Health Standards, 1.8 and 1.9). Where pages say
different things, somebody of 17 is sent to a service for people of 18 and over, or waits until nine for one that opens
at eight; public pages on services in Scotland have differed by just that much.

How to put it right
Ask the organisation that runs the service which is right. Correct the map; ask for the other page to be corrected, and
take out what an old page said once nobody can read it there any more.

When a forum may live with it
While a page that somebody else keeps is being corrected: say since when it has been asked for.

Bad: sources-disagree@line
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      listening: {name: Eastglen Listening, sector: third}
    services:
      line:
        name: Eastglen line
        provider: listening
        kind: helpline
        open_to: public
        hours: Mon-Fri 09:00-17:00
        supports: {ages: 16+, excludes: []}
        sources:
          - {title: Eastglen directory, says: {hours: "Mon-Fri 08:00-18:00"}}
          - {title: The line's own page, says: {ages: 18+}}

Good
    area: {id: eastglen, name: Eastglen, calendar: none}
    organisations:
      listening: {name: Eastglen Listening, sector: third}
    services:
      line:
        name: Eastglen line
        provider: listening
        kind: helpline
        open_to: public
        hours: daily 00:00-24:00
        supports: [{ages: 16-17, excludes: []}, {ages: 18+, excludes: []}]
        sources:
          - {title: Eastglen directory, says: {hours: 24/7}}
          - {title: The line's own page, says: {ages: 16+}}
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import groupby

from pathkit.maps import Map, Service
from pathkit.maps.words import OLDEST, age_range
from pathkit.pathway.readings import OPERATING
from pathkit.rules.face import Asked, Hit, Iterator, Path, any_service, rule
from pathkit.rules.partners import runs
from pathkit.times.calendar import Calendar
from pathkit.times.horizon import Horizon
from pathkit.times.hours import Hours
from pathkit.times.openings import Timeline, weekly_timelines

Ages = frozenset[int]


@dataclass(frozen=True)
class Statement:
    """What the map (`source` None) or a source says: in words, what it comes to, and where it stands."""

    source: str | None
    words: str
    means: Hashable
    path: Path


@rule(
    principle="signposting-and-referral",
    severity="warning",
    remedy="Ask the organisation that runs the service which is right, and have the others corrected.",
    stated=any_service(
        lambda service: service.status in OPERATING and any(source.says is not None for source in service.sources)
    ),
    of_statements=True,
)
def sources_disagree(pathway: Asked) -> Iterator[Hit]:
    for service in pathway.map.services.values():
        if not runs(pathway, service.id):
            continue
        told, places = [], []
        for what, statements in (
            ("hours", _of_hours(pathway.map, service, pathway.pathway.horizon)),
            ("ages", _of_ages(pathway.map, service)),
        ):
            if len({one.means for one in statements}) > 1:
                told.append(f"its {what} are {_in_words(statements)}")
                places += [(one.path, f"its {what} in {_where(one)}") for one in statements]
        if told:
            yield Hit(
                (service.id,),
                "What is said of {service} differs: {told}.",
                words={"service": service.name, "told": "; ".join(told)},
                at=tuple(places),
            )


def _where(statement: Statement) -> str:
    return "this map" if statement.source is None else "this source"


def _in_words(statements: Sequence[Statement]) -> str:
    """Who says what, in the order in which it is first said: "18+ (this map) or 16+ (“Eastglen directory”)"."""
    order = list(dict.fromkeys(one.means for one in statements))
    ranked = sorted(statements, key=lambda one: order.index(one.means))
    parts = []
    for _, group in groupby(ranked, key=lambda one: one.means):
        alike = list(group)
        by = dict.fromkeys("this map" if one.source is None else f"“{one.source}”" for one in alike)
        parts.append(f"{alike[0].words} ({', '.join(by)})")
    return " or ".join(parts)


# --- hours


def _of_hours(map_: Map, service: Service, horizon: Horizon) -> list[Statement]:
    """What is said of a service's hours, as far as it is known."""
    at = ("services", service.id)
    said: list[tuple[str | None, Hours, Path]] = [(None, service.hours, (*at, "hours"))]
    for number, source in enumerate(service.sources):
        if source.says is not None and source.says.hours is not None:
            said.append((source.title, source.says.hours, (*at, "sources", number, "says", "hours")))
    found = []
    for title, hours, path in said:
        times = _usual_times(map_, hours, horizon)
        if times is not None:
            found.append(Statement(title, hours.text, times, path))
    return found


_NO_HOLIDAYS = Calendar("none")


def _usual_times(map_: Map, hours: Hours, horizon: Horizon) -> Timeline | None:
    """The minutes that hours mean where there are no holidays; None where they are not known."""
    shut = False  # `when x is closed` is the opposite of what x's own hours mean
    while hours.closed_with is not None:
        if hours.closed_with not in map_.services:
            return None
        hours, shut = map_.services[hours.closed_with].hours, not shut
    if not hours.known:
        return None
    times = weekly_timelines(hours, None, {}, _NO_HOLIDAYS, horizon, default_as_usual=True).sure
    return ~times if shut else times


# --- ages


def _of_ages(map_: Map, service: Service) -> list[Statement]:
    """What is said of the ages that a service supports."""
    at = ("services", service.id)
    said: list[tuple[str | None, Ages, Path]] = []
    for number, source in enumerate(service.sources):
        if source.says is not None and source.says.ages is not None:
            said.append((source.title, _ages(source.says.ages), (*at, "sources", number, "says", "ages")))
    own = _own_ages(map_, service, [ages for _, ages, _ in said])
    if own is not None:
        said.insert(0, (None, own, (*at, "supports")))
    return [Statement(title, _ages_words(ages), ages, path) for title, ages, path in said]


def _own_ages(map_: Map, service: Service, others: Sequence[Ages]) -> Ages | None:
    """The ages that a map says a service supports; None where it says nothing that others could differ from."""
    blocks = [block.ages for block in service.supports or ()]
    if None not in blocks:
        return _ages([run for ages in blocks for run in ages or ()]) or None
    # A block without ages takes everybody whom the map is for: it differs from who leaves out some of those.
    people = _ages(map_.people.ages)
    return None if all(people <= ages for ages in others) else _ages(((0, OLDEST),))


def _ages(runs: Sequence[tuple[int, int]]) -> Ages:
    return frozenset(age for low, high in runs for age in range(low, high + 1))


def _ages_words(ages: Ages) -> str:
    """Ages as a map writes them, such as "0-15, 65+"."""
    low = [age for age in sorted(ages) if age - 1 not in ages]
    high = [age for age in sorted(ages) if age + 1 not in ages]
    return ", ".join(map(age_range, low, high))
