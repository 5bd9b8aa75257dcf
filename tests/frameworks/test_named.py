"""How a map names the frameworks it goes by, and what is said of one that cannot be named so."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathkit.maps import Map, Problem, load_map

KNOWN = "Known: collaborative-commitments, crisis-care-concordat, framework-for-collaboration, perinatal-pledge."


def read(folder: Path, framework: str) -> tuple[Map | None, tuple[Problem, ...]]:
    path = folder / "eastglen.pathway.yaml"
    path.write_text(f"area: {{id: eastglen, name: Eastglen, framework: {framework}}}\n", "utf-8")
    loaded = load_map(path)
    return loaded.map, loaded.problems


@pytest.mark.parametrize(
    ("written", "packs"),
    [
        ("perinatal-pledge", ["perinatal-pledge"]),
        ("[perinatal-pledge]", ["perinatal-pledge"]),
        (
            "[crisis-care-concordat, framework-for-collaboration]",
            ["crisis-care-concordat", "framework-for-collaboration"],
        ),
        ("~", ["framework-for-collaboration"]),
    ],
)
def test_one_name_or_a_list_in_its_order(tmp_path: Path, written: str, packs: list[str]) -> None:
    map_, problems = read(tmp_path, written)
    assert problems == () and map_ is not None and map_.area is not None
    assert [one.id for one in map_.framework.packs] == packs == list(map_.area.framework)


@pytest.mark.parametrize(
    ("written", "message", "remedy"),
    [
        (
            "[framework-for-collaboration, ¶perinatal-pledg]",
            "There is no framework pack `perinatal-pledg`.",
            f"Did you mean `perinatal-pledge`? {KNOWN}",
        ),
        ("¶perinatal", "There is no framework pack `perinatal`.", f"Did you mean `perinatal-pledge`? {KNOWN}"),
        ("[¶7]", "There is no framework pack `7`.", KNOWN),
        ("[perinatal-pledge, ¶perinatal-pledge]", "`perinatal-pledge` is named twice.", "Name each framework once."),
        (
            "¶[]",
            "A framework is one name or a list of names, not an empty list.",
            "Write `framework-for-collaboration`, or leave it out.",
        ),
        (
            "¶{perinatal-pledge: yes}",
            "A framework is one name or a list of names, not a block of keys.",
            "Write `framework-for-collaboration`, or leave it out.",
        ),
        (
            "[perinatal-pledge, ¶[x]]",
            "One text belongs here, not a list.",
            "Write it like `framework-for-collaboration`.",
        ),
    ],
)
def test_what_cannot_be_named_is_told_at_its_place(tmp_path: Path, written: str, message: str, remedy: str) -> None:
    _, (problem,) = read(tmp_path, written.replace("¶", ""))
    assert (problem.message, problem.remedy) == (message, remedy)
    assert problem.column - 1 == len("area: {id: eastglen, name: Eastglen, framework: ") + written.index("¶")


def test_a_hostile_name_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    _, (problem,) = read(tmp_path, '["\\u202e<script>\\n::error"]')
    assert problem.message == "There is no framework pack `\\u202e<script>\\n::error`."
