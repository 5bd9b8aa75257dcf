"""Whatever stands in a file, reading it ends in a map or in problems: never in another exception."""

import string
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pathkit.maps import Loaded
from pathkit.maps.explain import keys_of
from pathkit.maps.model import (
    Action,
    Condition,
    Declaration,
    EmergencyCover,
    EmergencyPlan,
    MapFile,
    Measure,
    Milestone,
    Plan,
    PlannedChange,
    Scenario,
    Service,
    Training,
    Transfer,
)
from pathkit.maps.words import ACTION_STATUSES, KINDS, METHODS, URGENCIES

from .reading import read
from .texts import GOOD, LIBRARY, PLANNED, SMALL, parted

quick = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

WORDS = sorted(
    {
        *keys_of(MapFile),
        *keys_of(Service),
        *keys_of(Transfer),
        *keys_of(Condition),
        *keys_of(Scenario),
        *(
            key
            for part in (Declaration, Plan, Action, Milestone, PlannedChange, Measure, Training)
            for key in keys_of(part)
        ),
        *(key for part in (EmergencyPlan, EmergencyCover) for key in keys_of(part)),
        *ACTION_STATUSES,
        *KINDS,
        *METHODS,
        *URGENCIES,
        *("gp", "hub", "24/7", "when gp is closed", "Mon-Fri 09:00-17:00", "unknown", "16+", "17-16", "~", ""),
        *("81 %", "at most 12 min", "12 min", "6 months", "closed-door@gp", "scenario: A", "scenario: ", "a@", "hub"),
        *("2026-12-24", "4 h", "next working day", "yes", "closed", "as usual", "<<", "within", "public"),
    }
)


def sound(loaded: Loaded) -> None:
    """What came of a file can be shown to somebody."""
    errors = [problem for problem in loaded.problems if problem.severity == "error"]
    assert (loaded.map is None) == bool(errors)
    assert len(set(loaded.problems)) == len(loaded.problems) <= 502
    for problem in loaded.problems:
        assert problem.line >= 1 and problem.column >= 1
        assert problem.message.endswith((".", "?", "!")) and len(problem.message) < 2000
        assert problem.message.isprintable() and (problem.remedy or " ").isprintable()


@quick
@given(raw=st.binary(max_size=300))
def test_any_bytes(tmp_path: Path, raw: bytes) -> None:
    sound(read(tmp_path, raw))


@quick
@given(text=st.text(alphabet=st.sampled_from("ab:-?[]{},&*!|>'\"%@`#~ \n\t\r0<=\\\u2028é"), max_size=200))
def test_any_signs_that_mean_something_in_yaml(tmp_path: Path, text: str) -> None:
    sound(read(tmp_path, text))


trees: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from(WORDS) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(WORDS) | st.text(string.ascii_lowercase, max_size=5), inner, max_size=5)
    ),
    max_leaves=25,
)


@quick
@given(tree=st.dictionaries(st.sampled_from(keys_of(MapFile)), trees, max_size=6))
def test_any_tree_of_the_words_of_the_format(tmp_path: Path, tree: dict[str, Any]) -> None:
    sound(read(tmp_path, yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True)))


@quick
@given(data=st.data(), text=st.sampled_from([GOOD, LIBRARY, SMALL, PLANNED, parted(PLANNED)[1]]))
def test_any_value_of_a_good_map_changed_for_another(tmp_path: Path, data: st.DataObject, text: str) -> None:
    tree = yaml.load(text, Loader=yaml.CBaseLoader)
    for _ in range(data.draw(st.integers(1, 3))):
        at: Any = tree
        while True:
            keys = list(at) if isinstance(at, dict) else list(range(len(at)))
            if not keys:
                break
            key = data.draw(st.sampled_from(keys))
            if isinstance(at[key], dict | list) and at[key] and data.draw(st.integers(0, 3)):
                at = at[key]
                continue
            at[key] = data.draw(trees)
            break
    sound(read(tmp_path, yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True)))


@quick
@given(data=st.data(), text=st.sampled_from([GOOD, LIBRARY, SMALL, PLANNED, parted(PLANNED)[1]]))
def test_a_good_map_with_pieces_cut_and_put_in(tmp_path: Path, data: st.DataObject, text: str) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = start + data.draw(st.integers(0, 20))
        piece = data.draw(st.sampled_from(WORDS) | st.text(max_size=5))
        text = text[:start] + piece + text[end:]
    sound(read(tmp_path, text.encode("utf-8", "replace")))
