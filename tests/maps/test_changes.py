"""What is suggested for a map can be written into it, and means what it said."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from pathkit.maps.changes import ages_say, joined
from pathkit.maps.values import ages
from pathkit.maps.words import OLDEST

RANGES = st.lists(st.tuples(st.integers(0, OLDEST), st.integers(0, OLDEST)).map(lambda two: (min(two), max(two))))


@given(RANGES.filter(bool))
@example([(17, 17)])
@example([(OLDEST, OLDEST)])
def test_ages_as_suggested_are_read_back_as_the_same_ages(ranges: list[tuple[int, int]]) -> None:
    assert list(ages(ages_say(ranges))) == joined(ranges)
