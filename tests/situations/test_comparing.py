"""Sets of situations whose frames differ in people or in time, and people beside the same people as usual."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pathway.test_against_simulator import many, pairs

from pathkit.pathway import Pathway, Reading
from pathkit.situations import Frame, Situations
from pathkit.situations.comparing import Comparison
from pathkit.times.openings import Timeline


def some_set(data: st.DataObject, frame: Frame, pathway: Pathway) -> Situations:
    """Whole groups of people, at the open hours of services."""
    found = frame.nobody
    timelines = sorted(pathway.view(Reading.STATED).open.items())
    for _, timeline in data.draw(st.lists(st.sampled_from(timelines), min_size=1, max_size=3)):
        groups = data.draw(st.lists(st.sampled_from(frame.groups), unique=True))
        found = found | frame.at(timeline, sum(groups))
    return found


def some_situations(data: st.DataObject, pathway: Pathway) -> list[tuple[int, int]]:
    """Classes and minutes, mostly at the edges of what is open."""
    edges = {edge for one in pathway.view(Reading.STATED).open.values() for run in one.runs for edge in run}
    minutes = st.one_of(st.sampled_from(sorted({0, *edges})), st.integers(0, pathway.horizon.minutes - 1)).filter(
        lambda minute: minute < pathway.horizon.minutes
    )
    people = st.sampled_from(list(pathway.population.classes(pathway.population.everyone)))
    return data.draw(st.lists(st.tuples(people, minutes), min_size=10, max_size=30))


def parted(data: st.DataObject, pathway: Pathway) -> Frame:
    """The frame of a pathway, with some of its groups parted, and cut at more times, or beside other days, or not."""
    population = pathway.population
    classes = data.draw(st.integers(0, (1 << population.size) - 1)) & population.everyone
    frame = pathway.frame.parted(classes)
    if data.draw(st.booleans()):
        minute = data.draw(st.integers(1, 1439))
        cut = Timeline.from_runs([(minute + 1440 * day, minute + 1440 * day + 7) for day in range(0, 300, 11)])
        beside = data.draw(st.sampled_from([pathway.ordinary_days, {}, {3: 10, 40: 5}]))
        frame = Frame(population, pathway.horizon, [*frame.timelines, cut], beside, frame.groups)
    return frame


@many
@given(st.data())
def test_sets_of_frames_that_differ_are_put_together_situation_by_situation(data: st.DataObject) -> None:
    pathway = pairs(data).pathway
    one, other = (some_set(data, parted(data, pathway), pathway) for _ in range(2))
    both, either, less = one & other, one | other, one - other
    for person, minute in some_situations(data, pathway):
        here, there = one.holds(person, minute), other.holds(person, minute)
        assert both.holds(person, minute) == (here and there)
        assert either.holds(person, minute) == (here or there)
        assert less.holds(person, minute) == (here and not there)


@many
@given(st.data())
def test_people_are_compared_with_those_beside_them(data: st.DataObject) -> None:
    combine = data.draw(st.sampled_from([1, 2]))
    pathway = pairs(data, combine).pathway
    circumstances, localities = pathway.map.people.circumstances, pathway.map.people.localities
    comparisons = [pathway.population.as_usual(name) for name in circumstances]
    comparisons += [pathway.population.elsewhere(name) for name in localities]
    situations = some_set(data, pathway.frame, pathway)
    for beside in comparisons:
        compared = Comparison(pathway.frame, beside)
        own, others = compared.own(situations), compared.others(situations)
        for person, minute in some_situations(data, pathway):
            assert own.holds(person, minute) == (person in beside and situations.holds(person, minute))
            assert others.holds(person, minute) == any(
                situations.holds(other, minute) for other in beside.get(person, ())
            )


@many
@given(st.data())
def test_the_same_people_as_usual_differ_in_that_circumstance_alone(data: st.DataObject) -> None:
    population = pairs(data, combine=2).pathway.population
    for name in {turn for group in population.variants for one in group for turn, _ in one.turned}:
        for number, others in population.as_usual(name).items():
            cell = population.cell(number)
            assert any((name, name not in population.usual) in one.turned for one in cell.variants)
            for other in others:
                beside = population.cell(other)
                assert (beside.needs, beside.urgency, beside.ages, beside.localities) == (
                    cell.needs,
                    cell.urgency,
                    cell.ages,
                    cell.localities,
                )
                turned = {one.turned for one in cell.variants}
                assert any(
                    tuple(turn for turn in full if turn[0] != name) == one.turned
                    for full in turned
                    for one in beside.variants
                )
