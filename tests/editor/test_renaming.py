"""An id is renamed wherever it stands, the map means the same, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from editor.made import EASTGLEN, NATIONAL, Workspace
from pathkit.editor import open_files
from pathkit.editor.mentions import ONE_NAMESPACE
from pathkit.editor.open_files import OpenFiles
from pathkit.editor.reading import Reading
from pathkit.editor.renaming import CannotRename, Renaming, renameable, renamed
from pathkit.maps import Map, load_map
from pathkit.times.hours import Hours

NEW = "quite-another-name"
IDS = [
    *(("service", name) for name in ("gp", "night-line", "hub")),
    *(("organisation", name) for name in ("nhs-eastglen", "listeners", "nhs-24")),
    ("agreement", "sharing"),
    ("transfer", "by-day"),
    ("need", "homesick"),
    ("circumstance", "new-here"),
    ("offer", "a-walk"),
    ("locality", "north"),
    ("area", "eastglen"),
]


def rename(workspace: Workspace, offset: int, new: str = NEW) -> Renaming:
    reading = workspace.reading
    return renamed(workspace.files, reading, reading.root, offset, new)


def offsets(reading: Reading, sort: str, name: str) -> list[int]:
    """Every place of the map itself at which it can be renamed."""
    return [
        one.span.start + 1 for file, one in reading.mentions_of(sort, name) if file is reading.root and not one.implied
    ]


WORDS = frozenset({"kind", "offers", "sector", "needs", "need", "requires", "excludes", "localities", "locality", "by"})
"""Fields that never hold the id of a service and the like, but may hold the same word."""
FREE = frozenset({"reason", "meanwhile", "name", "title", "what"})
NOTHING = ("\0", "\0")


def plain(value: Any, old: str, new: str, kept: frozenset[str]) -> Any:
    """A map as plain values, with an id replaced wherever the models hold one, but in some fields."""

    def again(one: Any) -> Any:
        return plain(one, old, new, kept)

    if isinstance(value, Hours):
        closed = new if value.closed_with == old else value.closed_with
        return ("hours", closed, value.known, value.weekly, value.monthly)
    if isinstance(value, BaseModel):
        return {key: plain(one, *NOTHING, kept) if key in kept else again(one) for key, one in dict(value).items()}
    if isinstance(value, dict):
        return {again(key): again(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [again(one) for one in value]
    if isinstance(value, frozenset):
        return {again(one) for one in value}
    if isinstance(value, str):
        return "@".join(
            "-to-".join(new if end == old else end for end in one.split("-to-")) for one in value.split("@")
        )
    return value


def meaning(map_: Map, sort: str = "", old: str = "", new: str = "") -> Any:
    """What a map means, as it should when the id of that sort is another one."""
    things = sort in ONE_NAMESPACE
    kept = WORDS | FREE if things else FREE
    parts = {
        name: plain(dict(getattr(map_, name)), old, new, kept)
        for name in ("organisations", "services", "transfers", "agreements")
    }
    others: list[Any] = [map_.area, map_.forum, map_.scenarios, map_.acknowledged, map_.library]
    others += [map_.declaration, map_.plan, map_.measures, map_.training, map_.emergency_plan]
    words = [dict(map_.needs), dict(map_.circumstances), dict(map_.offers), map_.people.needs]
    words += [map_.people.ages, map_.people.localities, map_.people.circumstances]
    return parts, plain(others, old, new, kept), plain(words, *(NOTHING if things else (old, new)), kept)


@pytest.mark.parametrize(("sort", "name"), IDS)
def test_the_map_means_the_same_and_nothing_else_is_touched(workspace: Workspace, sort: str, name: str) -> None:
    before = load_map(workspace.map).map
    assert before is not None
    places = offsets(workspace.reading, sort, name)
    made = [rename(workspace, offset) for offset in places]
    assert places and all(one == made[0] for one in made), "it is the same from wherever it is asked"
    for path, text in made[0].texts.items():
        # The new id is found nowhere else: put back, everything has to be as it was, comments and all.
        assert text.source.replace(NEW, name) == path.read_text("utf-8")
        path.write_text(text.source, "utf-8")
    after = load_map(workspace.map)
    assert after.problems == () and after.map is not None
    assert meaning(after.map) == meaning(before, sort, name, NEW)


def test_comments_names_and_free_texts_keep_the_old_word(workspace: Workspace) -> None:
    text = rename(workspace, workspace.at("door: gp", 7)).texts[workspace.map].source
    for words in ("# gp is the surgery", "name: gp by night", "reason: gp and night-line talk"):
        assert words in text
    for words in (
        "  surgery:\n    name: Eastglen GP practice   # gp is",
        "hours: when surgery is closed",
        "to: 'surgery'",
    ):
        assert words.replace("surgery", NEW) in text
    assert f"finding: wrong-door@{NEW}\n" in text
    assert f"{{finding: cold-handover@hub-to-{NEW}," in text


def test_what_a_library_defines_is_renamed_in_every_map_that_uses_it(workspace: Workspace) -> None:
    other = workspace.folder / "west" / "westglen.pathway.yaml"
    other.parent.mkdir()
    other.write_text(
        "uses: [../national.pathway.yaml]\narea: {id: westglen, name: Westglen}\n"
        "organisations: {we: {name: We, sector: third}}\n"
        "services: {team: {name: Team, provider: we, kind: crisis-team, hours: when hub is closed}}\n"
        "transfers: [{from: team, to: hub, by: signpost}]\n",
        "utf-8",
    )
    (workspace.folder / "pathkit.yaml").write_text("profile: agreed\n", "utf-8")
    unrelated = workspace.folder / "east.pathway.yaml"
    unrelated.write_text(other.read_text("utf-8").replace("uses: [../national.pathway.yaml]\n", ""), "utf-8")
    files = OpenFiles()
    files.put(workspace.library, NATIONAL)
    reading = files.reading(workspace.library)
    made = renamed(files, reading, reading.root, NATIONAL.index("hub:"), "front-door")
    assert list(made.edits) == [workspace.map, workspace.library, other]
    assert "hours: when front-door is closed" in made.texts[other].source
    assert made.texts[other].source.count("front-door") == 2


USER = (
    "uses: [national.pathway.yaml]\narea: {id: westglen, name: Westglen}\n"
    "organisations: {we: {name: We, sector: third}}\n"
    "services: {team: {name: Team, provider: we, kind: crisis-team, hours: when hub is closed}}\n"
)


def rename_hub(workspace: Workspace) -> Renaming:
    """What renaming a service of the library comes to."""
    workspace.files.put(workspace.library, NATIONAL)
    reading = workspace.files.reading(workspace.library)
    return renamed(workspace.files, reading, reading.root, NATIONAL.index("hub:"), "front-door")


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("[national.pathway.yaml]", "[national.pathway.yaml", r"west\.pathway\.yaml cannot be read as YAML"),
        ("Westglen}", "Westglen", r"west\.pathway\.yaml cannot be read as YAML"),
        ("[national.pathway.yaml]", "national.pathway.yaml", r"Not all that west\.pathway\.yaml uses can be read"),
        ("[national.pathway.yaml]", "[nationl.pathway.yaml]", r"Not all that west\.pathway\.yaml uses can be read"),
        ("[national.pathway.yaml]", "[between.pathway.yaml]", r"Not all that west\.pathway\.yaml uses can be read"),
        ("when hub is", '"when \\x68ub is', r"west\.pathway\.yaml cannot be read as YAML"),
    ],
)
def test_a_map_around_that_cannot_be_followed_stops_a_rename(
    workspace: Workspace, before: str, after: str, why: str
) -> None:
    """It may use the library, and would not be a map any more."""
    (workspace.folder / "between.pathway.yaml").write_text("uses: [national.pathway.yaml\nservices: {}\n", "utf-8")
    other = workspace.folder / "west.pathway.yaml"
    other.write_text(USER, "utf-8")
    assert other in rename_hub(workspace).edits
    other.write_text(USER.replace(before, after), "utf-8")
    with pytest.raises(CannotRename, match=why):
        rename_hub(workspace)
    other.write_text(USER.replace(before, after).replace("hub", "centre").replace("\\x68ub", "centre"), "utf-8")
    assert other not in rename_hub(workspace).edits, "it does not name it"


def test_a_broken_file_that_the_settings_leave_out_stops_no_rename(workspace: Workspace) -> None:
    drafts = workspace.folder / "drafts"
    drafts.mkdir()
    (drafts / "west.pathway.yaml").write_text(USER.replace("yaml]", "yaml"), "utf-8")
    settings = workspace.folder / "pathkit.yaml"
    settings.write_text("profile: agreed\n", "utf-8")
    with pytest.raises(CannotRename, match=r"drafts/west\.pathway\.yaml cannot be read"):
        rename_hub(workspace)
    settings.write_text("maps: ['*.pathway.yaml']\n", "utf-8")
    assert list(rename_hub(workspace).edits) == [workspace.map, workspace.library]


@pytest.mark.parametrize("limit", ["MOST_FILES", "MOST_FOLDERS"])
def test_a_rename_that_cannot_look_through_everything_is_refused(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    (workspace.folder / "pathkit.yaml").write_text("profile: agreed\n", "utf-8")
    (workspace.folder / "west").mkdir()
    monkeypatch.setattr(open_files, limit, 2)
    assert rename_hub(workspace).edits
    monkeypatch.setattr(open_files, limit, 1)
    with pytest.raises(CannotRename, match="There is more in this folder than is looked through"):
        rename_hub(workspace)


def test_a_map_that_has_changed_on_the_disk_is_renamed_as_it_is_there(workspace: Workspace) -> None:
    other = workspace.folder / "west.pathway.yaml"
    other.write_text(USER, "utf-8")
    rename_hub(workspace)
    other.write_text(f"# one more line\n{USER}", "utf-8")
    made = rename_hub(workspace)
    assert made.before[other].source == f"# one more line\n{USER}"
    assert made.texts[other].source == f"# one more line\n{USER.replace('hub', 'front-door')}"


def test_an_unsaved_text_is_what_is_renamed(workspace: Workspace) -> None:
    workspace.write("# one more line\n" + EASTGLEN)
    made = rename(workspace, workspace.at("door: gp", 7))
    assert made.texts[workspace.map].source.startswith("# one more line\n")


def test_a_text_with_other_line_ends_and_a_mark_is_renamed_as_it_stands(workspace: Workspace) -> None:
    workspace.write("\ufeff" + EASTGLEN.replace("\n", "\r\n").replace("# A map", "# A\u2028# 🧑‍🚒 map"))
    made = rename(workspace, workspace.at("door: gp", 7)).texts[workspace.map]
    assert made.marked and made.source.count("\r\n") == EASTGLEN.count("\n")
    assert made.source.replace(NEW, "gp") == workspace.reading.root.text.source


# --- what is refused


@pytest.mark.parametrize(
    ("new", "why"),
    [
        ("Quite Another", "`Quite Another` cannot be an id. Ids are lower-case letters"),
        ("", "cannot be an id"),
        ("a" * 101, "at most 100 characters"),
        ("null", "`null` cannot be an id: in YAML"),
        ("night-line", "`night-line` is already the id of a service, on line 24 of eastglen.pathway.yaml. Choose"),
        ("hub", "`hub` is already the id of a service, on line 6 of national.pathway.yaml"),
        ("listeners", "is already the id of an organisation"),
        ("by-day", "is already the id of a transfer"),
        ("police-response", "`police-response` is a kind of service too, and `not_through` in eastglen.pathway.yaml"),
    ],
)
def test_an_id_that_cannot_be_is_refused_with_the_reason(workspace: Workspace, new: str, why: str) -> None:
    with pytest.raises(CannotRename) as refusal:
        rename(workspace, workspace.at("door: gp", 7), new)
    assert why in str(refusal.value)


@pytest.mark.parametrize(
    ("words", "within", "why"),
    [
        ("needs: [distress", 9, "`distress` is a word of the framework"),
        ("offers: [listening", 10, "`listening` is a word of the framework"),
        ("cold-handover@hub-to-gp", 16, "has no id of its own"),
        ("wrong-door@", 2, "There is no id here"),
        ("reason: gp and", 9, "There is no id here"),
        ("primary-care", 2, "There is no id here"),
        ("[national", 3, "There is no id here"),
        ("police-response]", 3, "There is no id here"),
    ],
)
def test_what_is_no_id_of_the_map_is_not_renamed(workspace: Workspace, words: str, within: int, why: str) -> None:
    with pytest.raises(CannotRename, match=why):
        renameable(workspace.reading, workspace.reading.root, workspace.at(words, within))


def test_nothing_is_renamed_in_a_text_that_is_no_yaml(workspace: Workspace) -> None:
    workspace.write(EASTGLEN.replace("kind: helpline", "kind: [helpline", 1))
    with pytest.raises(CannotRename, match=r"eastglen\.pathway\.yaml cannot be read as YAML"):
        rename(workspace, workspace.at("door: gp", 7))


def test_an_anchor_that_means_two_things_is_not_renamed(workspace: Workspace) -> None:
    anchored = EASTGLEN.replace("convenor: nhs-eastglen", "convenor: &x nhs-eastglen")
    workspace.write(anchored.replace("name: Eastglen night line", "name: *x"))
    assert not [one for one in workspace.reading.problems if one.severity == "error"]
    with pytest.raises(CannotRename, match="without changing something else as well"):
        rename(workspace, workspace.at("provider: nhs-eastglen", 12))


def test_an_anchor_that_means_one_thing_is_renamed_once(workspace: Workspace) -> None:
    workspace.write(
        EASTGLEN.replace("convenor: nhs-eastglen", "convenor: &x nhs-eastglen").replace(
            "members: [nhs-eastglen", "members: [*x"
        )
    )
    text = rename(workspace, workspace.at("provider: nhs-eastglen", 12)).texts[workspace.map].source
    assert f"convenor: &x {NEW}, members: [*x, listeners]" in text


def test_a_rename_that_would_make_the_map_invalid_is_refused(workspace: Workspace) -> None:
    """Two transfers are told apart by their ends: with this name their ids would be the same."""
    text = EASTGLEN.replace("id: by-day", "id: surgery-to-night-line")
    workspace.write(text)
    with pytest.raises(CannotRename, match="would not be valid any more"):
        rename(workspace, workspace.at("door: gp", 7), "surgery")


def test_a_locality_that_a_library_names_is_refused(workspace: Workspace) -> None:
    workspace.library.write_text(NATIONAL.replace("requires:", "localities: [north], requires:"), "utf-8")
    workspace.files.forget()
    with pytest.raises(CannotRename, match=r"national\.pathway\.yaml names the locality `north` too"):
        rename(workspace, workspace.at("locality: north", 12))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_in_flow_and_quoted_ids_are_renamed_alike(workspace: Workspace, data: st.DataObject) -> None:
    """However the references of a map are written: plainly, in quotes, with an escape."""
    forms = ["{}", "'{}'", '"{}"', '"\\x6e{rest}"']
    text = EASTGLEN
    for words in ("provider: nhs-eastglen", "convenor: nhs-eastglen", "parties: [nhs-24, nhs-eastglen"):
        form = data.draw(st.sampled_from(forms))
        start = words.removesuffix("nhs-eastglen")
        text = text.replace(words, start + form.format("nhs-eastglen", rest="hs-eastglen"))
    before = workspace.write(text).map
    assert before is not None
    made = rename(workspace, workspace.at("  nhs-eastglen:", 3)).texts[workspace.map]
    after = workspace.write(made.source).map
    assert after is not None and "hs-eastglen" not in made.source
    assert meaning(after) == meaning(before, "organisation", "nhs-eastglen", NEW)


def test_a_real_map_is_renamed_throughout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for file in sorted((Path(__file__).parents[2] / "examples").glob("*.pathway.yaml")):
        files = OpenFiles()
        path = tmp_path / file.name
        text = file.read_text("utf-8")
        files.put(path, text)
        reading = files.reading(path)
        before = reading.map
        assert before is not None
        for sort, ids in (("service", before.services), ("organisation", before.organisations)):
            for name in ids:
                offset = offsets(reading, sort, name)[0]
                made = renamed(files, reading, reading.root, offset, NEW).texts[path]
                assert made.source.replace(NEW, name) == text
                files.put(path, made.source)
                after = files.reading(path).map
                assert after is not None and meaning(after) == meaning(before, sort, name, NEW)
                files.put(path, text)
