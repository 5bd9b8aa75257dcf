"""Which ids stand where, and what they name."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.made import EASTGLEN, Workspace
from pathkit.editor.definitions import definition_places, reference_places
from pathkit.editor.mentions import ONE_NAMESPACE
from pathkit.editor.open_files import OpenFiles
from pathkit.rules import Rule, all_rules


def lines(workspace: Workspace, sort: str, name: str, defines: bool) -> list[str]:
    found = []
    for file, one in workspace.reading.mentions_of(sort, name):
        if one.defines is defines and not one.implied:
            source = file.text.source
            assert source[one.span.start : one.span.end] == name
            found.append(source[: one.span.end].rpartition("\n")[2].strip())
    return found


def test_a_service_is_named_in_every_way_that_a_map_can(workspace: Workspace) -> None:
    assert lines(workspace, "service", "gp", defines=True) == ["gp"]
    assert lines(workspace, "service", "gp", defines=False) == [
        "hours: when gp",
        "- {from: gp",
        "to: gp",
        "- {id: by-day, from: night-line, to: 'gp",
        "door: gp",
        "expect: {reaches: night-line, not_through: [gp",
        "- finding: wrong-door@gp",
    ]


@pytest.mark.parametrize(
    ("sort", "name", "count"),
    [
        ("organisation", "nhs-eastglen", 6),
        ("organisation", "listeners", 4),
        ("organisation", "nhs-24", 4),
        ("agreement", "sharing", 2),
        ("need", "homesick", 3),
        ("circumstance", "new-here", 4),
        ("offer", "a-walk", 2),
        ("locality", "north", 3),
        ("transfer", "by-day", 1),
    ],
)
def test_everything_else_that_has_an_id_is_found_too(workspace: Workspace, sort: str, name: str, count: int) -> None:
    defined, named = (lines(workspace, sort, name, defines) for defines in (True, False))
    assert len(defined) + len(named) == count


def test_what_only_looks_like_an_id_is_none(workspace: Workspace) -> None:
    for words in ("gp is the surgery", "gp and night-line talk"):
        assert workspace.reading.root.at(workspace.at(words, 1)) is None
    name = workspace.reading.root.at(workspace.at("gp by night", 1))
    assert name is not None and (name.sort, name.id) == ("scenario", "gp by night")


def test_a_finding_names_its_rule_and_a_transfer_after_its_ends(workspace: Workspace) -> None:
    reading = workspace.reading
    rule = reading.root.at(workspace.at("cold-handover@", 3))
    subject = reading.root.at(workspace.at("@hub-to-gp", 3))
    assert rule is not None and (rule.sort, rule.id) == ("rule", "cold-handover")
    assert subject is not None and reading.sort_of(subject) == "transfer"
    (place,) = definition_places(reading, workspace.at("@hub-to-gp", 3))
    assert reading.root.text.source[place[1].start :].startswith("hub\n    to: gp")


WITHOUT_IDS = frozenset(
    {"declaration-lacks-sector", "emergency-plan-incomplete", "finding-without-action", "sector-missing"}
)
"""Rules whose findings are named after sectors, items of an emergency plan, and other findings."""


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_the_subjects_of_every_rule_are_found_in_its_own_examples(
    rule: Rule, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule whose findings are about a new sort of thing has to be told of in `mentions.py`."""
    monkeypatch.chdir(tmp_path)
    if rule.sound or rule.name in WITHOUT_IDS:
        return  # such findings cannot be acknowledged, or are named after what has no id
    for example in rule.documentation.examples:
        for finding in example.ids:
            files = OpenFiles()
            path = tmp_path / "eastglen.pathway.yaml"
            entry = f"\n  - {{finding: {finding}, owner: nobody}}\n"
            files.put(path, f"{example.text.split('acknowledged:')[0]}\nacknowledged:{entry}")
            reading = files.reading(path)
            subjects = [one for one in reading.root.mentions if one.path == ("acknowledged", 0, "finding")][1:]
            assert [one.id for one in subjects] == finding.split("@")[1:]
            for one in subjects:
                sort = reading.sort_of(one)
                framework = reading.framework
                known = {
                    "need": framework.needs,
                    "circumstance": framework.circumstances,
                    "aim": framework.principles,
                }.get(sort, {})
                assert sort in {*ONE_NAMESPACE, "area", "locality", "need", "circumstance", "aim"}, finding
                assert reading.definitions(sort, one.id) or one.id in known, finding


# --- definitions and references


def test_a_definition_is_found_across_files(workspace: Workspace) -> None:
    ((file, span),) = definition_places(workspace.reading, workspace.at("from: hub", 7))
    assert file.path == workspace.library
    assert file.text.source[span.start :].startswith("hub:   # the national hub")


def test_a_circumstance_is_defined_where_something_is_said_of_it(workspace: Workspace) -> None:
    ((file, _),) = definition_places(workspace.reading, workspace.at("circumstances: {new-here", 18))
    assert file.path == workspace.library


def test_the_definition_of_a_path_is_the_file(workspace: Workspace) -> None:
    ((file, span),) = definition_places(workspace.reading, workspace.at("[national", 3))
    assert (file.path, span) == (workspace.library, (0, 0))


def test_references_of_a_librarys_id_are_found_in_maps_that_are_not_open(workspace: Workspace) -> None:
    files = OpenFiles()
    files.put(workspace.library, workspace.library.read_text("utf-8"))
    reading = files.reading(workspace.library)
    offset = reading.root.text.source.index("hub:")
    found = reference_places(files, reading, offset, with_definitions=True)
    assert [(file.path.name, file.text.source[span.start : span.end]) for file, span in found] == [
        ("eastglen.pathway.yaml", "hub"),
        ("national.pathway.yaml", "hub"),
    ]
    assert len(reference_places(files, reading, offset, with_definitions=False)) == 1


def test_names_are_found_in_a_text_that_is_no_yaml_at_the_moment(workspace: Workspace) -> None:
    workspace.write(EASTGLEN.replace("kind: helpline", "kind: [helpline", 1))
    assert workspace.reading.broken
    assert len(lines(workspace, "service", "gp", defines=False)) == 7
