"""The reference of the format is fresh, and its examples are a map that is valid and has every key.

After a change that is meant, `python docs/generate_format.py` (or `PATHKIT_GOLDEN=write pytest tests/docs`) writes it
anew: read the difference before it is committed.
"""

from __future__ import annotations

import os
import re
from typing import get_type_hints

import generate_format as generate
import pytest

from pathkit.maps import load_map, model, planning, values
from pathkit.maps import parts as parts_of_a_map
from pathkit.maps.explain import keys_of


def parts() -> set[type[model.Part]]:
    """Every part that a map can have, as the models define them; those of a change are told with the whole ones."""
    found: set[type[model.Part]] = set()
    below = [model.Part]
    while below:
        part = below.pop()
        found |= {part}
        below += part.__subclasses__()
    homes = {module.__name__ for module in (model, parts_of_a_map, planning)}
    return {part for part in found if part.__module__ in homes} - {model.Part, *generate.CHANGES}


@pytest.fixture(scope="module")
def page() -> str:
    """The reference as it belongs."""
    return generate.page()


def test_the_page_is_fresh(page: str) -> None:
    if os.environ.get("PATHKIT_GOLDEN") == "write":
        generate.FILE.write_text(page, "utf-8")
    assert generate.FILE.read_text("utf-8") == page


def test_every_part_and_every_key_is_told(page: str) -> None:
    assert {told.part for told in generate.PARTS} == parts()
    for told in generate.PARTS:
        section = page.partition(f"\n### {told.heading}\n")[2].partition("\n##")[0]
        keys = [key for _, key, _ in generate._fields(told.part)]
        assert re.findall(r"^\| `([\w-]+)` \|", section, re.M) == keys


def test_the_examples_are_a_map_without_problems() -> None:
    loaded = load_map(generate.EXAMPLE)
    assert loaded.problems == () and loaded.map is not None


def test_the_examples_have_every_key_of_every_part() -> None:
    known = {(told.part, key) for told in generate.PARTS for _, key, _ in generate._fields(told.part)}
    assert sorted(f"{part.__name__}.{key}" for part, key in known - generate.examples().keys()) == []


def test_every_example_is_cut_from_the_map(page: str) -> None:
    whole = "".join(file.read_text("utf-8") for file in generate.FILES)
    blocks = re.findall(r"^```yaml\n(.*?)^```$", page, re.M | re.S)
    assert blocks
    for block in blocks:
        for line in block.splitlines():
            assert f"{line}\n" in whole


def test_a_type_without_words_stops_the_script() -> None:
    with pytest.raises(generate.CannotTell, match="does not know what to call"):
        generate.kind_in_words(bytes)
    with pytest.raises(generate.CannotTell, match="is accepted now"):
        generate._answer(values.minutes, "30 min")


def test_the_parts_of_a_change_have_the_keys_of_the_whole_ones() -> None:
    named = get_type_hints(model.PlannedChange, include_extras=True)
    assert {change for change in generate.CHANGES if any(change.__name__ in str(kind) for kind in named.values())} == {
        *generate.CHANGES
    }
    for change, whole in generate.CHANGES.items():
        assert keys_of(change) == keys_of(whole)
