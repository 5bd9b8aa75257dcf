"""What a report page shows of one map besides its findings: plain values, made where the map was checked.

Checks may run in processes of their own; what comes back from them has to be small and plain, and a pathway is
neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pathkit.check.report import CheckedMap, JourneyPerson, ShownJourney
from pathkit.check.words import show_journey, show_person
from pathkit.drawing import CannotDraw
from pathkit.maps import Map, model
from pathkit.output.words import capital, counted, date_in_words, listed
from pathkit.pages.audience import Audience, kept_back
from pathkit.pages.explorer import Explorer, explorer_of
from pathkit.pages.report_services import Listed, Row, services_listed
from pathkit.pathway import Pathway, Reading
from pathkit.rules.scenario_failed import subjects_of
from pathkit.times.durations import ReviewPeriod, duration_in_words


@dataclass(frozen=True)
class Promise:
    """A scenario: what was promised to whom, and whether it is kept (`broken` says in what it is not).

    `name` is what the forum calls it, or a number where that is not for the page's readers.
    """

    name: str
    person: JourneyPerson
    door: str
    at: str
    expected: tuple[str, ...]
    broken: tuple[str, ...]
    journey: ShownJourney | None


@dataclass(frozen=True)
class Portrait:
    """A map, for reading.

    `names` is what people call the things that findings are about, by id; `summaries` say what the principles of its
    framework ask; `scenarios` are their numbers, from 1 on, by what findings call them; `no_picture` says why there is
    no `explorer`.
    """

    names: Mapping[str, str]
    summaries: Mapping[str, str]
    scenarios: Mapping[str, int]
    forum: tuple[Row, ...]
    listed: tuple[Listed, ...]
    agreements: tuple[tuple[str, tuple[Row, ...]], ...]
    promises: tuple[Promise, ...]
    explorer: Explorer | None
    no_picture: str = ""


def portrait(pathway: Pathway, checked: CheckedMap, audience: Audience) -> Portrait:
    """The portrait of a map that was checked, for an audience."""
    map_ = pathway.map
    explorer, no_picture = _explorer(pathway, checked)
    subjects = dict.fromkeys(one for finding in checked.findings for one in finding.subjects)
    called = [_called(one, number, audience) for number, one in enumerate(map_.scenarios, start=1)]
    scenarios = dict(zip(subjects_of(one.name for one in map_.scenarios), called, strict=True))
    return Portrait(
        {one: _name(map_, one) or scenarios.get(one) or _agreed(map_, one, audience) or one for one in subjects},
        {name: principle.summary for name, principle in map_.framework.principles.items()},
        {one: number for number, one in enumerate(scenarios, start=1)},
        tuple(_forum(map_, audience)),
        services_listed(map_, audience),
        tuple((one.name, tuple(_agreement(map_, one, audience))) for one in map_.agreements.values()),
        tuple(_promises(pathway, called)),
        explorer,
        no_picture,
    )


def _explorer(pathway: Pathway, checked: CheckedMap) -> tuple[Explorer | None, str]:
    """The map that can be played with, or why there is none: the rest of a page can be read without it."""
    try:
        return explorer_of(pathway, [one for one in checked.findings if one.open]), ""
    except CannotDraw as why:
        return None, str(why)


def _name(map_: Map, subject: str) -> str | None:
    """What people call the thing with an id, if there is such a thing in the map."""
    if subject in map_.services:
        return map_.services[subject].name
    if subject in map_.transfers:
        transfer = map_.transfers[subject]
        return f"From {map_.services[transfer.from_].name} to {map_.services[transfer.to].name}"
    for named in (map_.organisations, map_.agreements):
        if subject in named:
            return named[subject].name
    for labelled in (map_.circumstances, map_.needs):
        if subject in labelled:
            return capital(labelled[subject].label)
    if map_.area is not None and subject == map_.area.id:
        return map_.area.name
    if subject in map_.framework.principles:
        return map_.framework.principles[subject].title
    return map_.framework.sectors.get(subject)


def _agreed(map_: Map, subject: str, audience: Audience) -> str | None:
    """What partners call an action, a measure or a training; where that is not for an audience, what sort it is of."""
    if map_.plan is not None and subject in map_.plan.actions:
        kept = kept_back(model.Action, "title", audience)
        return f"Action “{subject}”" if kept else map_.plan.actions[subject].title
    if subject in map_.measures:
        kept = kept_back(model.Measure, "what", audience)
        return f"Measure “{subject}”" if kept else capital(map_.measures[subject].what)
    if subject in map_.training:
        kept = kept_back(model.Training, "what", audience)
        return f"Training “{subject}”" if kept else capital(map_.training[subject].what)
    return None


def _forum(map_: Map, audience: Audience) -> Iterator[Row]:
    forum = map_.forum
    if forum is None:
        return

    def free(label: str, key: str, text: str | None) -> Iterator[Row]:
        if text is not None and not kept_back(model.Forum, key, audience):
            yield Row(label, (text,))

    if forum.name is not None:
        yield Row("Name", (forum.name,))
    if forum.convenor is not None:
        yield Row("Convened by", (map_.organisations[forum.convenor].name,))
    if forum.members is not None:
        yield Row("Members", (listed([map_.organisations[one].name for one in forum.members]) or "none named",))
    yield from free("Where a transfer is refused or disputed", "escalation", forum.escalation)
    yield from free("People with lived experience", "lived_experience", forum.lived_experience)
    yield from free("What it measures", "measures", forum.measures)
    if forum.reviewed is not None:
        yield Row("Last review", (date_in_words(forum.reviewed),))
    if forum.review_every is not None:
        yield Row("Reviewed every", (_period(forum.review_every),))


def _period(period: ReviewPeriod) -> str:
    months = [counted(period.months, "month")] if period.months else []
    days = [duration_in_words(period.days * 1440)] if period.days else []
    return " and ".join([*months, *days])


def _agreement(map_: Map, agreement: model.Agreement, audience: Audience) -> Iterator[Row]:
    if agreement.parties is not None:
        yield Row("Parties", (listed([map_.organisations[one].name for one in agreement.parties]) or "none",))
    if agreement.covers is not None:
        yield Row("Covers", (listed([map_.framework.shares[one] for one in agreement.covers]) or "nothing",))
    when = agreement.without_consent_when
    if when is not None and not kept_back(model.Agreement, "without_consent_when", audience):
        yield Row("Without the person's consent", (when,))
    if agreement.review_by is not None:
        yield Row("To be reviewed by", (date_in_words(agreement.review_by),))


def _called(scenario: model.Scenario, number: int, audience: Audience) -> str:
    return f"Scenario {number}" if kept_back(model.Scenario, "name", audience) else scenario.name


def _promises(pathway: Pathway, called: Sequence[str]) -> Iterator[Promise]:
    from pathkit.pathway.promises import person_of

    map_ = pathway.map
    asked = pathway.asked(Reading.STATED)
    for scenario, name in zip(map_.scenarios, called, strict=True):
        journey, broken = asked.scenario(scenario)
        yield Promise(
            name,
            show_person(map_, person_of(map_, scenario.person)),
            map_.services[scenario.door].name,
            scenario.at,
            tuple(_expected(map_, scenario.expect)),
            tuple(broken),
            None if journey is None else show_journey(pathway, journey),
        )


def _expected(map_: Map, expect: model.Expect) -> Iterator[str]:
    if expect.outcome is not None:
        yield map_.framework.outcomes[expect.outcome]
    if expect.within is not None:
        yield f"within {duration_in_words(expect.within)}"
    if expect.reaches is not None:
        yield f"supported by {map_.services[expect.reaches].name}"
    if expect.not_through is not None:
        named = [map_.services[one].name if one in map_.services else one for one in expect.not_through]
        yield f"not by way of {listed(named, 'or')}"
