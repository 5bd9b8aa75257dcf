"""`uses` brings in libraries, and only from the workspace."""

from pathlib import Path

import pytest

from pathkit.maps import Problem, load_map

from .reading import told
from .texts import LIBRARY, SMALL

USES = "uses: [lib.pathway.yaml]\n"


def problems_of(folder: Path, **files: str) -> tuple[Problem, ...]:
    """The problems of `a.pathway.yaml`, beside other files."""
    for name, text in files.items():
        path = folder / f"{name}.pathway.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return load_map(folder / "a.pathway.yaml").problems


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("../../etc/passwd", "invalid-map: `../../etc/passwd` leads out of the workspace. Use files of the workspace"),
        ("../lib.pathway.yaml", "invalid-map: `../lib.pathway.yaml` leads out of the workspace."),
        ("/etc/passwd", "invalid-map: `/etc/passwd` is not relative. Write the path from this file to the other."),
        ("~/x.yaml", "invalid-map: `~/x.yaml` is not relative."),
        ("https://example.org/x.yaml", "invalid-map: `https://example.org/x.yaml` is not a path within the workspace."),
        ("C:/x.yaml", "invalid-map: `C:/x.yaml` is not a path within the workspace."),
        (r"national\x.yaml", r"invalid-map: `national\x.yaml` is not a path. Write it with `/`"),
        ("lbi.pathway.yaml", "unknown-reference: The file `lbi.pathway.yaml` is not there. Paths are relative"),
        (".", "unknown-reference: The file `.` is a folder."),
        ('"a\\0b"', r"invalid-map: `a\x00b` is not a path."),
        ("x" * 5000, "unknown-reference: The file `xxx"),
    ],
)
def test_what_may_not_be_used_is_refused_where_it_stands(tmp_path: Path, item: str, expected: str) -> None:
    work = tmp_path / "work"
    (work / "sub").mkdir(parents=True)
    (tmp_path / "lib.pathway.yaml").write_text(LIBRARY)
    (problem,) = problems_of(work, a=f"uses:\n  - {item}\n{SMALL}")
    assert told(problem).startswith(f"2:5 {expected}")


def test_a_path_may_go_up_within_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "pathkit.yaml").write_text("")
    files = {"lib": LIBRARY, "areas/x": "uses: [../lib.pathway.yaml]\n" + SMALL}
    for name, text in files.items():
        path = tmp_path / f"{name}.pathway.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    loaded = load_map(tmp_path / "areas/x.pathway.yaml")
    assert loaded.problems == ()
    assert loaded.map is not None
    assert loaded.map.files[1] == (tmp_path / "lib.pathway.yaml").as_posix()
    refused = load_map(tmp_path / "areas/x.pathway.yaml", workspace=tmp_path / "areas")
    assert [problem.rule for problem in refused.problems] == ["invalid-map"]


def test_a_link_may_not_lead_out_of_the_workspace(tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    (tmp_path / "lib.pathway.yaml").write_text(LIBRARY)
    (work / "lib.pathway.yaml").symlink_to(tmp_path / "lib.pathway.yaml")
    (work / "folder").symlink_to(tmp_path)
    (problem,) = problems_of(work, a=USES + SMALL)
    assert "leads out of the workspace" in problem.message
    (problem,) = problems_of(work, a="uses: [folder/lib.pathway.yaml]\n" + SMALL)
    assert "leads out of the workspace" in problem.message


def test_a_link_in_a_loop_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lib.pathway.yaml").symlink_to(tmp_path / "lib.pathway.yaml")
    (problem,) = problems_of(tmp_path, a=USES + SMALL)
    assert problem.rule == "unknown-reference"


def test_files_that_use_each_other_are_refused(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, a=USES + SMALL, lib="uses: [b.pathway.yaml]\n", b=USES)
    assert problem.file.endswith("b.pathway.yaml")
    assert problem.message == ("`uses` goes round: `lib.pathway.yaml` uses `b.pathway.yaml` uses `lib.pathway.yaml`.")
    (problem,) = problems_of(tmp_path, a="uses: [a.pathway.yaml]\n" + SMALL)
    assert problem.message == "`uses` goes round: `a.pathway.yaml` uses `a.pathway.yaml`."


def test_a_library_reached_by_two_ways_is_read_once(tmp_path: Path) -> None:
    both = "uses: [lib.pathway.yaml, b.pathway.yaml]\n" + SMALL
    assert problems_of(tmp_path, a=both, lib=LIBRARY, b=USES) == ()


def test_a_long_chain_of_files_is_refused(tmp_path: Path) -> None:
    chain = {f"l{number}": f"uses: [l{number + 1}.pathway.yaml]\n" for number in range(30)}
    (problem,) = problems_of(tmp_path, a="uses: [l0.pathway.yaml]\n" + SMALL, **chain, l30=LIBRARY)
    assert problem.message == "`uses` leads through more than 20 files."


def test_a_map_cannot_be_used(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, a=USES + SMALL, lib=SMALL)
    assert problem.message == "`lib.pathway.yaml` has an `area`: it is a map, and only libraries can be used."


def test_a_missing_library_does_not_make_everything_unknown(tmp_path: Path) -> None:
    text = SMALL.replace("to: hub", "to: nhs24-mental-health-hub")
    (problem,) = problems_of(tmp_path, a=USES + text)
    assert (problem.line, problem.rule) == (1, "unknown-reference")


def test_a_map_may_not_change_what_a_library_defines(tmp_path: Path) -> None:
    text = SMALL.replace("  hub:", "  nhs24-mental-health-hub:").replace("to: hub", "to: nhs24-mental-health-hub")
    (problem,) = problems_of(tmp_path, a=USES + text, lib=LIBRARY)
    assert problem.rule == "duplicate-id"
    assert problem.message.startswith("`nhs24-mental-health-hub` is already the id of a service, on line 5 of ")
    assert problem.remedy is not None
    assert "a map may add transfers from and to what a library defines, and may not change it" in problem.remedy
    assert problem.other is not None
    assert (Path(problem.other.file).name, problem.other.line, problem.other.column) == ("lib.pathway.yaml", 5, 3)


def test_problems_of_all_files_are_told_in_one_run(tmp_path: Path) -> None:
    bad = LIBRARY.replace("hours: 24/7", "hours: always")
    problems = problems_of(tmp_path, a=USES + SMALL.replace("hours: 24/7", "hours: 9-5"), lib=bad)
    assert [(Path(problem.file).name, problem.line) for problem in problems] == [
        ("a.pathway.yaml", 7),
        ("lib.pathway.yaml", 10),
    ]


def test_a_library_may_speak_of_circumstances_that_the_map_does_not_list(tmp_path: Path) -> None:
    text = LIBRARY.replace("excludes: []", "excludes: [intoxicated], localities: [north]")
    assert problems_of(tmp_path, a=USES + SMALL, lib=text) == ()


def test_a_library_defines_circumstances_for_its_maps(tmp_path: Path) -> None:
    library = LIBRARY.replace("excludes: []", "excludes: [at-sea]")
    library += "people: {circumstances: {at-sea: {label: at sea}}}\n"
    text = USES + "people: {circumstances: [at-sea]}\n" + SMALL
    assert problems_of(tmp_path, a=text, lib=library) == ()
    again = text.replace("[at-sea]", "{at-sea: {label: out at sea}}")
    (problem,) = problems_of(tmp_path, a=again, lib=library)
    assert problem.rule == "duplicate-id"
    (problem,) = problems_of(tmp_path, a=text, lib=LIBRARY.replace("excludes: []", "excludes: [at-sea]"))[1:]
    assert problem.rule == "unknown-reference" and problem.file.endswith("lib.pathway.yaml")
