"""Sets of people and of situations in words: nobody outside the set is named, nobody inside is missed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pathway.test_against_simulator import many, pairs

from pathkit.pathway import Reading
from pathkit.situations.words import Labels, boxes, people_in_words
from pathkit.times.openings import Timeline


@many
@given(st.data())
def test_boxes_hold_exactly_the_set(data: st.DataObject) -> None:
    """The boxes that a set of classes is told in, put together, are that set."""
    population = pairs(data, combine=data.draw(st.sampled_from([1, 2]))).pathway.population
    for _ in range(5):
        classes = data.draw(st.integers(0, (1 << population.size) - 1)) & population.everyone
        together = 0
        for box in boxes(population, classes):
            chosen = [[i for i in range(bits.bit_length()) if bits >> i & 1] for bits in box]
            together |= population.mask(*chosen)
        assert together & population.everyone == classes


@many
@given(st.data())
def test_everyone_is_said_shortly(data: st.DataObject) -> None:
    """All people are one phrase, and no phrase is said twice."""
    pathway = pairs(data).pathway
    labels = Labels(pathway.map.needs, pathway.map.circumstances)
    assert people_in_words(pathway.population, labels, pathway.population.everyone) == ("everyone",)
    classes = data.draw(st.integers(0, (1 << pathway.population.size) - 1)) & pathway.population.everyone
    phrases = people_in_words(pathway.population, labels, classes)
    assert len(set(phrases)) == len(phrases)


@many
@given(st.data())
def test_groups_are_people_by_times(data: st.DataObject) -> None:
    """Each group of a set is all of its people at all of its times, and the groups together are the set."""
    pathway = pairs(data).pathway
    for reading in Reading:
        asked = pathway.asked(reading)
        for door in asked.doors:
            for found in (asked.now(door.id), asked.helped(door.id), asked.everyone - asked.not_left(door.id)):
                together = 0
                for classes in found.alike_in_time():
                    assert classes & together == 0
                    together |= classes
                    group = found.of(classes)
                    times = Timeline.of([*group.days(), *[()] * 28])
                    product = asked.frame.at(times, classes)
                    assert not (product - group)
                    assert not (group - product)
                assert together == found.classes()
