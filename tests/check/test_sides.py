"""Which maps stand on which side of a comparison, and which of them belong together."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

import pytest
from maps.repositories import begun, commit, git
from maps.texts import LIBRARY, SMALL

from pathkit.check.exits import CannotDo
from pathkit.check.sides import Sides, one_edition, revision_and_path, since, two_sides


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of the person who runs the tests."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two maps and a library, in its top folder."""
    folder = begun(tmp_path / "maps")
    write(folder, {"pathways/east.pathway.yaml": "east", "pathways/west.pathway.yaml": "west"})
    (folder / "pathways/lib.pathway.yaml").write_text(LIBRARY)
    commit(folder)
    monkeypatch.chdir(folder)
    return folder


def write(folder: Path, areas: dict[str, str]) -> None:
    """Write small maps, each with an area of that id."""
    for name, area in areas.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text_of(area))


def text_of(area: str) -> str:
    """A map of an area, with services of its own."""
    assert "id: eastglen" in SMALL
    return re.sub(r"\b(gp|hub)\b(?=[:,])", rf"\1-of-{area}", SMALL).replace("id: eastglen", f"id: {area}")


def pairs(both: Sides) -> list[tuple[str | None, str | None]]:
    """What the editions of each map are called."""
    return [
        (None if one.before is None else one.before.called, None if one.after is None else one.after.called)
        for one in both.pairs
    ]


# --- paths and revisions


@pytest.mark.parametrize(
    ("named", "parts"),
    [
        ("main:pathways", ("main", "pathways")),
        ("HEAD~2:pathways/x.pathway.yaml", ("HEAD~2", "pathways/x.pathway.yaml")),
        ("main:", ("main", "")),
        ("main^{/fix: hours}:pathways", ("main^{/fix: hours}", "pathways")),
        ("origin/main:a:b", ("origin/main", "a:b")),
        ("pathways", None),
        ("./main:x", None),
        ("/srv/main:x", None),
        (":x", None),
        (r"C:\maps\x.pathway.yaml", None),
        ("C:/maps/x.pathway.yaml", None),
        ("main\0:x", ("main\0", "x")),
    ],
)
def test_what_is_a_revision_and_what_a_path(named: str, parts: tuple[str, str] | None) -> None:
    assert revision_and_path(named) == parts


def test_a_file_whose_name_has_a_colon_is_a_file(here: Path) -> None:
    Path("main:pathways").write_text(text_of("colon"))
    assert revision_and_path("main:pathways") is None
    assert one_edition("main:pathways").area == "colon"


def test_paths_of_a_revision_begin_at_the_top_or_with_a_dot(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("pathways")
    for named in ("main:pathways/east.pathway.yaml", "main:./east.pathway.yaml", "main:../pathways/east.pathway.yaml"):
        found = one_edition(named)
        assert (found.called, found.path) == ("main:pathways/east.pathway.yaml", "east.pathway.yaml")


@pytest.mark.parametrize(
    ("named", "says"),
    [
        ("mian:pathways", "There is no revision `mian` in this repository. Did you mean `main`?"),
        ("main:pathway/east.pathway.yaml", "Did you mean `main:pathways/east.pathway.yaml`?"),
        ("main:east.pathway.yaml", "Did you mean `main:pathways/east.pathway.yaml`?"),
        ("main:nothing", "There is no `nothing` at `main`. Its maps are: `pathways/east.pathway.yaml`"),
        ("main:../outside", "is not in the git repository that you are in"),
        ("main:a/../../outside", "leads out of the repository"),
        ("main", "`main` is a revision: say which map of it, as in main:pathways/NAME.pathway.yaml"),
        ("pathway", "There is no file or folder `pathway`. Did you mean `pathways`?"),
        ("--output=x:y", "`--output=x` is no revision"),
        ("no\0such", r"There is no file or folder `no\x00such`."),
        ("x" * 300, "There is no file or folder"),
        ("main:" + "x" * 300, "There is no `xxx"),
    ],
)
def test_what_is_not_there_is_said_with_what_may_have_been_meant(here: Path, named: str, says: str) -> None:
    with pytest.raises(CannotDo) as told:
        two_sides(named, "pathways")
    assert says in str(told.value)


def test_a_path_from_the_wrong_folder_is_told_how_to_write_it(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("pathways")
    with pytest.raises(CannotDo, match=r"Write `main:pathways/east\.pathway\.yaml`"):
        two_sides("main:east.pathway.yaml", "east.pathway.yaml")


def test_a_map_and_a_folder_do_not_go_together(here: Path) -> None:
    with pytest.raises(CannotDo, match=r"`pathways` is a folder and `main:pathways/east.pathway.yaml` is a map"):
        two_sides("main:pathways/east.pathway.yaml", "pathways")


def test_a_library_alone_is_nothing_to_compare(here: Path) -> None:
    with pytest.raises(CannotDo, match="is a library: people turn to no door of it"):
        two_sides("main:pathways/lib.pathway.yaml", "pathways/lib.pathway.yaml")


def test_a_folder_without_maps_is_nothing_to_compare(here: Path) -> None:
    Path("empty").mkdir()
    with pytest.raises(CannotDo, match=r"No map found in `empty`\."):
        two_sides("empty", "empty")


# --- what belongs together


def test_two_maps_are_compared_whatever_they_are_called(here: Path) -> None:
    both = two_sides("main:pathways/east.pathway.yaml", "pathways/west.pathway.yaml")
    assert pairs(both) == [("main:pathways/east.pathway.yaml", "pathways/west.pathway.yaml")]
    assert (both.before, both.after) == ("main:pathways/east.pathway.yaml", "pathways/west.pathway.yaml")


def test_maps_of_two_folders_belong_together_by_path_and_else_by_area(tmp_path: Path) -> None:
    write(tmp_path / "old", {"a/x.pathway.yaml": "x", "moved.pathway.yaml": "m", "gone.pathway.yaml": "g"})
    write(tmp_path / "new", {"a/x.pathway.yaml": "other", "a/m.pathway.yaml": "m", "new.pathway.yaml": "n"})
    old, new = (tmp_path / "old").as_posix(), (tmp_path / "new").as_posix()
    assert pairs(two_sides(old, new)) == [
        (f"{old}/moved.pathway.yaml", f"{new}/a/m.pathway.yaml"),
        (f"{old}/a/x.pathway.yaml", f"{new}/a/x.pathway.yaml"),
        (None, f"{new}/new.pathway.yaml"),
        (f"{old}/gone.pathway.yaml", None),
    ]


def test_an_id_that_several_areas_have_matches_nothing(tmp_path: Path) -> None:
    write(tmp_path / "old", {"a.pathway.yaml": "same", "b.pathway.yaml": "same"})
    write(tmp_path / "new", {"c.pathway.yaml": "same"})
    both = two_sides(str(tmp_path / "old"), str(tmp_path / "new"))
    assert [one.before is None or one.after is None for one in both.pairs] == [True, True, True]


def test_maps_are_known_by_most_of_their_services_where_all_else_is_called_otherwise(tmp_path: Path) -> None:
    write(tmp_path / "old", {"a.pathway.yaml": "a", "b.pathway.yaml": "b"})
    write(tmp_path / "new", {"c.pathway.yaml": "a", "d.pathway.yaml": "d"})
    other = tmp_path / "new/c.pathway.yaml"
    other.write_text(other.read_text().replace("id: a,", "id: c,").replace("id: a\n", "id: c\n"))
    old, new = ((tmp_path / name).as_posix() for name in ("old", "new"))
    found = two_sides(old, new)
    assert pairs(found) == [
        (f"{old}/a.pathway.yaml", f"{new}/c.pathway.yaml"),
        (None, f"{new}/d.pathway.yaml"),
        (f"{old}/b.pathway.yaml", None),
    ]
    assert [one.by_parts for one in found.pairs] == [True, False, False]


def test_services_that_several_maps_have_match_nothing(tmp_path: Path) -> None:
    write(tmp_path / "old", {"a.pathway.yaml": "a"})
    for name in ("c", "d"):
        write(tmp_path / "new", {f"{name}.pathway.yaml": "a"})
        other = tmp_path / f"new/{name}.pathway.yaml"
        other.write_text(re.sub(r"id: a\b(?!-)", f"id: {name}", other.read_text()))
    found = two_sides((tmp_path / "old").as_posix(), (tmp_path / "new").as_posix())
    assert [one.before is None or one.after is None for one in found.pairs] == [True, True, True]


@pytest.mark.parametrize("named", [[], ["pathways/Mo\u0300r.pathway.yaml"]])
def test_letters_with_accents_are_the_same_however_a_machine_writes_them(here: Path, named: list[str]) -> None:
    """A Mac may give a name back in other letters than git keeps it in."""
    kept, given = (unicodedata.normalize(form, "pathways/M\u00f2r.pathway.yaml") for form in ("NFC", "NFD"))
    write(here, {kept: "mor"})
    commit(here)
    Path(kept).rename(given)
    git(here, "update-index", "--assume-unchanged", kept)
    (here / ".git/info/exclude").write_text(f"{given}\n")
    assert (f"main:{kept}", given) in pairs(since("main", None, named))


def test_a_folder_behind_a_link_is_compared_with_itself(here: Path) -> None:
    Path("link").symlink_to("pathways")
    Path("one.pathway.yaml").symlink_to("pathways/east.pathway.yaml")
    commit(here)
    assert [one.before and one.before.area for one in two_sides("main:link", "link").pairs] == ["east", "west"]
    assert all(one.before and one.after for one in two_sides("main:link", "link").pairs)
    assert one_edition("main:one.pathway.yaml").area == "east"


def test_a_library_that_became_a_map_is_a_new_map(here: Path) -> None:
    Path("pathways/lib.pathway.yaml").write_text(text_of("lib"))
    assert (None, "pathways/lib.pathway.yaml") in pairs(two_sides("main:pathways", "pathways"))


def test_what_cannot_be_read_is_told_of_as_a_map(here: Path) -> None:
    Path("pathways/lib.pathway.yaml").write_text("services: [")
    assert (None, "pathways/lib.pathway.yaml") not in pairs(two_sides("main:pathways", "pathways"))[:1]
    assert "pathways/lib.pathway.yaml" in [after for _, after in pairs(two_sides("main:pathways", "pathways"))]


@pytest.mark.parametrize("new", ["elsewhere", "HEAD:elsewhere"])
def test_git_knows_what_was_renamed(here: Path, new: str) -> None:
    """Also where the area got another id: a renamed file is the same map."""
    git(here, "mv", "pathways", "elsewhere")
    git(here, "mv", "elsewhere/east.pathway.yaml", "elsewhere/glen.pathway.yaml")
    path = here / "elsewhere/glen.pathway.yaml"
    path.write_text(path.read_text().replace("id: east", "id: glen"))
    commit(here)
    assert pairs(two_sides("HEAD~1:pathways", new)) == [
        ("HEAD~1:pathways/east.pathway.yaml", f"{new}/glen.pathway.yaml"),
        ("HEAD~1:pathways/west.pathway.yaml", f"{new}/west.pathway.yaml"),
    ]
    assert ("elsewhere/glen.pathway.yaml", "HEAD~1:pathways/east.pathway.yaml") in pairs(
        two_sides("elsewhere", "HEAD~1:pathways")
    )


# --- since a base


def test_what_a_pull_request_changes_is_seen_from_where_it_began(here: Path) -> None:
    fork = git(here, "rev-parse", "HEAD")[:10]
    git(here, "switch", "--quiet", "--create", "change")
    write(here, {"pathways/east.pathway.yaml": "eastmost"})
    git(here, "switch", "--quiet", "main", "--merge")
    git(here, "stash", "--quiet")
    write(here, {"pathways/west.pathway.yaml": "westmost"})
    commit(here)
    git(here, "switch", "--quiet", "change")
    git(here, "stash", "pop", "--quiet")
    both = since("main")
    assert pairs(both) == [
        (f"{fork}:pathways/east.pathway.yaml", "pathways/east.pathway.yaml"),
        (f"{fork}:pathways/west.pathway.yaml", "pathways/west.pathway.yaml"),
    ]
    assert [one.before and one.before.area for one in both.pairs] == ["east", "west"]
    assert (both.before, both.after) == (fork, "the working tree")
    assert both.notes == (
        f"Compared with commit {fork}, from which main and HEAD went apart (git merge-base main HEAD): what has "
        "changed in main since is left out.",
    )


def test_the_commit_that_was_compared_with_is_told_and_why(here: Path) -> None:
    first = git(here, "rev-parse", "HEAD")
    assert since("HEAD").notes == (f"Compared with HEAD itself (commit {first[:10]}): what is not committed.",)
    at_main = f"Compared with main (commit {first[:10]}), which is where HEAD stands: what is not committed."
    assert since("main").notes == (at_main,)
    git(here, "branch", "agreed")
    assert since("main", "agreed").notes == (
        f"Compared with main (commit {first[:10]}), which is where agreed stands.",
    )
    commit(here)
    assert since("agreed").notes == (f"Compared with agreed as it is now (commit {first[:10]}): HEAD builds on it.",)
    assert since(first[:12]).notes == ()


def test_the_later_side_may_be_a_revision(here: Path) -> None:
    write(here, {"pathways/new.pathway.yaml": "new"})
    commit(here)
    write(here, {"pathways/newer.pathway.yaml": "newer"})
    both = since("HEAD~1", "main")
    assert pairs(both)[1] == (None, "main:pathways/new.pathway.yaml")
    assert len(both.pairs) == 3
    assert (both.after, both.before) == ("main", f"HEAD~1 ({git(here, 'rev-parse', 'HEAD~1')[:10]})")


def test_in_a_part_of_a_history_the_base_itself_is_taken_and_that_is_said(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(here, "switch", "--quiet", "--create", "change")
    commit(here, "ours")
    git(here, "switch", "--quiet", "main")
    commit(here, "theirs")
    git(tmp_path, "clone", "--quiet", "--depth=1", "--no-single-branch", "--branch=change", here.as_uri(), "part")
    monkeypatch.chdir(tmp_path / "part")
    both = since("origin/main")
    assert pairs(both)[0] == ("origin/main:pathways/east.pathway.yaml", "pathways/east.pathway.yaml")
    (note,) = both.notes
    assert "only a part of the history was fetched" in note
    assert "origin/main itself was compared with" in note


def test_what_git_ignores_and_links_are_no_maps_of_the_repository(here: Path) -> None:
    Path(".gitignore").write_text("built\n")
    write(here, {"built/b.pathway.yaml": "b", "pathways/.hidden/h.pathway.yaml": "h", "new.pathway.yaml": "n"})
    Path("pathways/link.pathway.yaml").symlink_to("east.pathway.yaml")
    assert [one.last.called for one in since("main").pairs] == [
        "new.pathway.yaml",
        "pathways/east.pathway.yaml",
        "pathways/west.pathway.yaml",
    ]


def test_what_a_sparse_checkout_keeps_out_is_not_gone(here: Path) -> None:
    git(here, "update-index", "--skip-worktree", "pathways/west.pathway.yaml")
    Path("pathways/west.pathway.yaml").unlink()
    assert [one.last.called for one in since("main").pairs] == ["pathways/east.pathway.yaml"]


def test_paths_say_what_to_look_at(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, {"more/m.pathway.yaml": "m"})
    monkeypatch.chdir("pathways")
    assert [one.last.called for one in since("main").pairs] == ["east.pathway.yaml", "west.pathway.yaml"]
    assert [one.last.called for one in since("main", None, ["../more", "west.pathway.yaml"]).pairs] == [
        "../more/m.pathway.yaml",
        "west.pathway.yaml",
    ]


def test_a_map_that_is_gone_can_be_named(here: Path) -> None:
    Path("pathways/west.pathway.yaml").unlink()
    assert pairs(since("main", None, ["pathways/west.pathway.yaml"])) == [("main:pathways/west.pathway.yaml", None)]


def test_a_map_that_came_from_another_folder_is_the_same_map(here: Path) -> None:
    Path("elsewhere").mkdir()
    git(here, "mv", "pathways/west.pathway.yaml", "elsewhere/far.pathway.yaml")
    Path("elsewhere/far.pathway.yaml").write_text(text_of("far"))
    assert pairs(since("main", None, ["elsewhere"])) == [
        ("main:pathways/west.pathway.yaml", "elsewhere/far.pathway.yaml")
    ]


@pytest.mark.parametrize("head", [None, "main"])
def test_a_path_on_neither_side_was_mistyped(here: Path, head: str | None) -> None:
    with pytest.raises(CannotDo, match=r"There is no .*pathway/east"):
        since("main", head, ["pathway/east.pathway.yaml"])


def test_a_path_outside_the_repository_is_refused(here: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotDo, match="is not in the git repository that you are in"):
        since("main", None, [str(tmp_path)])


def test_the_maps_that_the_settings_name_are_those_of_both_sides(here: Path) -> None:
    Path("pathkit.yaml").write_text("maps: ['**/*st.pathway.yaml', 'top.pathway.yaml']\n")
    write(here, {"top.pathway.yaml": "top", "other.pathway.yaml": "other", "a/b/nest.pathway.yaml": "nest"})
    commit(here)
    named = ["a/b/nest", "pathways/east", "pathways/west", "top"]
    for both in (since("main"), since("main", "HEAD"), two_sides("main:", ".")):
        assert [one.before and one.before.called for one in both.pairs] == [
            f"main:{name}.pathway.yaml" for name in named
        ]
        assert all(one.after is not None for one in both.pairs)


def test_a_repository_without_a_commit_has_no_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(begun(tmp_path / "fresh"))
    with pytest.raises(CannotDo, match="There is no revision `main`"):
        since("main")
