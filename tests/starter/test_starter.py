"""The starter repository: what stands in it holds, and writing it harms nothing."""

from __future__ import annotations

import datetime as dt
import json
import re
import shlex
from importlib import resources
from pathlib import Path

import pytest
from maps.test_schema import faults

from pathkit.check import check_paths, exit_code
from pathkit.check.exits import CannotDo
from pathkit.check.report import Report
from pathkit.cli import main
from pathkit.maps.planned import with_change
from pathkit.maps.read import load_map
from pathkit.starter import Area, area_of, installed_from, starter_files, write_starter
from pathkit.starter import starter as code
from pathkit.times.horizon import LATEST

from .hosts import committed, git
from .made import FROM, MAP, change, starter

ON = dt.date(2026, 11, 21)
EASTGLEN = area_of("Eastglen")
HOSTILE = [
    '"</script><script>alert(1)</script>',
    "it's: {a, b} # not a comment",
    "- & * ! | > % @ ` [x](http://x)",
    "back\\slash \\n \\x41",
    "@{id} ${{ github.token }} $(touch x)",
    "::error file=x::1%0Ay",
    "]]> --> a",
    "Null",
    "123",
    "1e3",
    "crisis-team",
    "John o’Groats",
    "Àrd na Cille",
]


def checked(folder: Path, on: dt.date, monkeypatch: pytest.MonkeyPatch) -> Report:
    monkeypatch.chdir(folder)
    return check_paths([Path()], date=on)


def found(report: Report) -> dict[str, str]:
    return {finding.id: finding.severity for one in report.maps for finding in one.findings}


# --- what stands in it


@pytest.mark.parametrize("on", [ON, dt.date(2027, 12, 31), dt.date(2028, 2, 29), code.FIRST, code.LAST], ids=str)
def test_it_passes_its_own_check_and_hides_nothing(
    on: dt.date, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = checked(starter(tmp_path, on), on, monkeypatch)
    (one,) = report.maps
    assert (exit_code(report), one.profile, report.problems) == (0, "agreed", ())
    assert found(report) == {"not-stated@peer-group": "note"}
    assert [question.id for question in one.questions] == ["hours@peer-group"]
    assert [finding.id for finding in one.findings if finding.acknowledgement] == []


def test_the_plan_that_it_shows_is_one_once_it_is_no_comment_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = starter(tmp_path, ON) / MAP
    text = file.read_text("utf-8")
    shown = text[text.index("# plan:\n") : text.index("\n# --- Findings that the forum")]
    file.write_text(text.replace(shown, re.sub("^# ", "", shown, flags=re.M)), "utf-8")
    map_ = load_map(file).map
    assert map_ is not None and map_.plan is not None and map_.plan.agreed == ON
    (action,) = map_.plan.actions.values()
    assert action.owner == ("council",) and action.due is not None and action.change is not None
    then = with_change(map_, action.change)
    assert map_.services["peer-group"].hours.known is False and then.services["peer-group"].hours.known
    report = checked(tmp_path, ON, monkeypatch)
    assert set(found(report)) == {"not-stated@peer-group"}
    (told,) = report.maps[0].actions
    assert [(one.what, one.state) for one in told.closes] == [("not-stated@peer-group", "found")]
    assert [one.state for one in told.promised or ()] == ["gone"]


def test_in_an_emergency_there_are_clinicians_and_not_only_officers(tmp_path: Path) -> None:
    """What the map teaches: nobody has to rely on the police, and no charity is left alone with an emergency."""
    starter(tmp_path, ON)
    map_ = load_map(tmp_path / MAP).map
    assert map_ is not None
    assert {service.provider for service in map_.services.values()} == set(map_.organisations)
    sector = {name: map_.organisations[service.provider].sector for name, service in map_.services.items()}
    in_an_emergency = {
        name
        for name, service in map_.services.items()
        if any(block.urgency is None or "emergency" in block.urgency for block in service.supports or ())
    }
    assert {sector[name] for name in in_an_emergency} == {"health"}
    for responder in ("police-line", "officers", "ambulance-crew"):
        live = {one.to for one in map_.transfers.values() if one.from_ == responder and one.for_ is None}
        assert "crisis-team" in live
    assert any(one.to == "ambulance-crew" for one in map_.transfers.values())


def test_the_question_goes_away_as_its_readme_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = (starter(tmp_path, ON) / "README.md").read_text("utf-8")
    hours, holidays = (line for line in ("hours: Wed 14:00-16:00", "holidays: closed") if f"`{line}`" in told)
    change(tmp_path / MAP, "hours: unknown", f"{hours}\n    {holidays}")
    report = checked(tmp_path, ON, monkeypatch)
    assert found(report) == {}
    assert report.maps[0].questions == ()


def test_what_its_readme_says_to_type_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(starter(tmp_path))
    committed(tmp_path, "Begin")
    told = Path("README.md").read_text("utf-8")
    commands = [shlex.split(one) for one in re.findall(r"`pathkit ([^`…>]+)`", told)]
    ready = [one for one in commands if not {"RULE", "MAP"} & set(one)]
    assert {one[0] for one in ready} == {"check", "report", "questions", "journey", "card"}
    assert [one for one in ready if main(one) != 0] == []
    assert git(tmp_path, "status", "--porcelain") == ""  # what is made from the maps is not kept with them


def test_it_grows_old_and_says_so_without_failing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = checked(starter(tmp_path, ON), ON + dt.timedelta(days=400), monkeypatch)
    assert exit_code(report) == 0
    assert {"review-overdue@eastglen", "agreement-out-of-date@sharing", "stale-listing@gp"} <= set(found(report))


def test_an_editor_finds_nothing_wrong_with_the_map(tmp_path: Path) -> None:
    starter(tmp_path, ON)
    assert faults((tmp_path / MAP).read_text("utf-8")) == []
    assert (tmp_path / "schemas/pathway.schema.json").is_file()
    first = (tmp_path / MAP).read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../schemas/pathway.schema.json"
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text("utf-8"))
    json.loads((tmp_path / ".vscode/extensions.json").read_text("utf-8"))
    assert settings["yaml.schemas"] == {"./schemas/pathway.schema.json": "*.pathway.yaml"}


def test_every_telephone_number_is_kept_for_fiction() -> None:
    (text,) = (file.text for file in starter_files(EASTGLEN, ON) if file.path == MAP)
    numbers = re.findall(r'(?:phone|text): "([^"]+)"', text)
    assert len(set(numbers)) == len(numbers)
    assert [number for number in numbers if not re.fullmatch(r"01632 960\d{3}", number)] == []


def test_the_same_bytes_whenever_it_is_made_and_nothing_left_to_fill_in() -> None:
    files = starter_files(EASTGLEN, ON)
    assert starter_files(EASTGLEN, ON) == files
    for file in files:
        assert file.text.encode("utf-8").decode("utf-8") == file.text
        assert "\r" not in file.text and file.text.endswith("\n") and "@{" not in file.text, file.path
        assert [line for line in file.text.splitlines() if line != line.rstrip()] == [], file.path


def test_every_file_kept_for_it_is_used_and_none_looks_like_a_map() -> None:
    kept = {entry.name for entry in (resources.files("pathkit.starter") / "files").iterdir()}
    assert kept == {name for _, name, _ in code._FILES}
    assert [name for name in kept if name.startswith(".") or name.endswith(".pathway.yaml")] == []


# --- where pathkit is installed from


@pytest.mark.parametrize(("given", "written"), [("", '""'), (FROM, f'"{FROM}"')])
def test_the_hosts_install_what_was_named_and_else_nothing(given: str, written: str) -> None:
    texts = {file.path: file.text for file in starter_files(EASTGLEN, ON, given)}
    for path in code.HOSTS:
        assert f"\n  PATHKIT: {written}\n" in texts[path]


@pytest.mark.parametrize(
    "address",
    [
        "git+https://git.eastglen.example/forum/pathkit@v0.1.0",
        "git+https://git.eastglen.example:8443/forum/pathkit.git@0123456789abcdef0123456789abcdef01234567",
        "git+ssh://git@git.eastglen.example/forum/pathkit@v0.1.0#subdirectory=program",
        "https://git.eastglen.example/forum/pathkit-0.1.0-py3-none-any.whl#sha256=0123abcd",
        "https://git.eastglen.example/forum/pathkit/archive/v0.1.0.tar.gz",
        "pathkit-0.1.0-py3-none-any.whl",
        "./wheels/pathkit-0.1.0-py3-none-any.whl",
    ],
)
def test_an_address_or_a_wheel_of_the_repository_will_do(address: str) -> None:
    assert installed_from(address) == address


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("pathkit", "look this name up on a package index"),
        ("pathkit==0.1.0", "look this name up on a package index"),
        ("pathkit[lsp]", "look this name up on a package index"),
        ("pathkit >= 0.1, < 2", "look this name up on a package index"),
        ("", "that is no address"),
        ("--index-url=https://index.eastglen.example", "that is no address"),
        ("-rfile.whl", "that is no address"),
        ("git+https://git.eastglen.example/forum/pathkit", "does not say which tag or commit"),
        ("git+https://git.eastglen.example/forum/pathkit#egg=x@y", "does not say which tag or commit"),
        ("git+ssh://git@git.eastglen.example/forum/pathkit", "does not say which tag or commit"),
        ("git+https://keeper:word@git.eastglen.example/forum/pathkit@v1", "it names an account"),
        ("https://keeper@git.eastglen.example/pathkit.whl", "it names an account"),
        ("git+ssh://git:word@git.eastglen.example/forum/pathkit@v1", "it names an account"),
        ("git+http://git.eastglen.example/forum/pathkit@v1", "neither a git repository"),
        ("git+file:///srv/pathkit@v1", "neither a git repository"),
        ("http://git.eastglen.example/pathkit.whl", "neither a git repository"),
        ("https://git.eastglen.example/forum/pathkit", "neither a git repository"),
        ("./pathkit", "neither a git repository"),
        ("/srv/pathkit.whl", "has to lie in the repository"),
        ("~/pathkit.whl", "has to lie in the repository"),
        ("C:/pathkit.whl", "has to lie in the repository"),
        ("wheels/../../pathkit.whl", "has to lie in the repository"),
        ("a b.whl", "a character that a host may misread"),
        (f"{FROM}\nPATHKIT: x", "a character that has no place"),
        (f'{FROM}"', "a character that has no place"),
        (f"{FROM}$(touch x)", "a character that has no place"),
        (f"{FROM}${{{{ secrets.TOKEN }}}}", "a character that has no place"),
        ("pathkit @ git+https://git.eastglen.example/forum/pathkit@v1", "a character that has no place"),
        ("git+https://git.eastglen.example/f\u202eorum/pathkit@v1", "a character that has no place"),
    ],
)
def test_a_name_and_what_is_no_safe_address_are_refused(address: str, said: str) -> None:
    with pytest.raises(CannotDo) as refused:
        starter_files(EASTGLEN, ON, address) if address else installed_from(address)
    assert said in str(refused.value) and "git+https://HOST/GROUP/pathkit@TAG" in str(refused.value)


# --- names


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_the_area_is_called_the_map_says_so_and_is_valid(name: str, tmp_path: Path) -> None:
    area = area_of(name)
    done = write_starter(tmp_path, area, ON)
    loaded = load_map(tmp_path / done.map)
    assert loaded.problems == ()
    assert loaded.map is not None and loaded.map.area is not None
    assert (loaded.map.area.name, loaded.map.area.id) == (name, area.id)
    assert faults((tmp_path / done.map).read_text("utf-8")) == []
    assert done.map == f"pathways/{area.id}.pathway.yaml"


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_reaches_a_script(name: str) -> None:
    plain = {file.path: file.text for file in starter_files(EASTGLEN, ON)}
    for file in starter_files(area_of(name), ON):
        if not file.path.endswith((".md", ".pathway.yaml")):
            assert file.text == plain[file.path]


def test_a_name_stays_text_in_the_readme() -> None:
    files = starter_files(area_of("[x](http://x) <b> | `y`"), ON)
    (readme,) = (file.text for file in files if file.path == "README.md")
    assert readme.splitlines()[0].startswith("# The distress pathway of \\[")
    assert "[x](" not in readme and "`y`" not in readme
    assert "<b>" not in readme


@pytest.mark.parametrize(
    ("name", "id_"),
    [("Eastglen", "eastglen"), ("  Eastglen   and Isles ", "eastglen-and-isles"), ("Àrd na Cille", "ard-na-cille")],
)
def test_an_id_is_made_of_the_name(name: str, id_: str) -> None:
    assert area_of(name) == Area(" ".join(name.split()), id_)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "The area needs a name"),
        (" \n ", "The area needs a name"),
        ("\x1b[31mred", "does not print: `\\x1b[31mred`"),
        ("x\u202ey", "does not print: `x\\u202ey`"),
        ("x\udc80", "does not print"),
        ("東京", "No id can be made of `東京`"),
        ("…", "No id can be made"),
        ("x" * 61, "longer than 60 characters"),
    ],
)
def test_a_name_that_will_not_do_is_refused(name: str, said: str) -> None:
    with pytest.raises(CannotDo) as refused:
        area_of(name)
    assert said in str(refused.value)


@pytest.mark.parametrize("on", [dt.date(1999, 12, 31), LATEST + dt.timedelta(days=1), dt.date.max])
def test_a_date_far_away_is_refused(on: dt.date) -> None:
    with pytest.raises(CannotDo, match=f"give a date from 2000 to {LATEST.year}"):
        starter_files(EASTGLEN, on)


# --- what is written, and what is not


def everything(folder: Path) -> dict[str, bytes | None]:
    """Every file below a folder with what is in it, and every other thing."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def test_what_is_there_is_kept_to_the_byte(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_bytes(b"Ours.\r\n")
    (tmp_path / "pathways").mkdir()
    (tmp_path / MAP).write_bytes(b"")
    done = write_starter(tmp_path, EASTGLEN, ON)
    assert [file.path for file in done.kept] == [MAP, "README.md"]
    assert (tmp_path / "README.md").read_bytes() == b"Ours.\r\n"
    assert (tmp_path / MAP).read_bytes() == b""
    before = everything(tmp_path)
    again = write_starter(tmp_path, area_of("Eastglen"), ON + dt.timedelta(days=1))
    assert again.written == ()
    assert everything(tmp_path) == before


def test_a_dry_run_writes_nothing_and_makes_no_folder(tmp_path: Path) -> None:
    done = write_starter(tmp_path / "new", EASTGLEN, ON, save=False)
    assert done.written == starter_files(EASTGLEN, ON)
    assert everything(tmp_path) == {}


def test_it_writes_only_below_its_folder(tmp_path: Path) -> None:
    done = write_starter(tmp_path / "a" / "b", EASTGLEN, ON)
    files = {path for path, content in everything(tmp_path).items() if content is not None}
    assert files == {f"a/b/{file.path}" for file in done.written}


def link_out(folder: Path, out: Path) -> None:
    (folder / ".github").symlink_to(out)


def link_up(folder: Path, out: Path) -> None:
    (folder / "pathways").symlink_to("..")


def link_round(folder: Path, out: Path) -> None:
    (folder / "schemas").symlink_to("schemas")


def link_to_what_is_not_there(folder: Path, out: Path) -> None:
    (folder / "README.md").symlink_to(out / "new.md")


def folder_for_file(folder: Path, out: Path) -> None:
    (folder / "pathkit.yaml").mkdir()


def file_for_folder(folder: Path, out: Path) -> None:
    (folder / ".vscode").write_text("")


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (link_out, ".github is a link that leads out of"),
        (link_up, "pathways is a link that leads out of"),
        (link_round, "schemas is a link that leads out of"),
        (link_to_what_is_not_there, "README.md is a link that leads nowhere"),
        (folder_for_file, "pathkit.yaml is a folder, and should be a file"),
        (file_for_folder, ".vscode is no folder"),
    ],
)
@pytest.mark.parametrize("save", [True, False])
def test_nothing_is_written_where_something_is_in_the_way(
    prepare: object, said: str, save: bool, tmp_path: Path
) -> None:
    folder, out = tmp_path / "folder", tmp_path / "out"
    folder.mkdir()
    out.mkdir()
    assert callable(prepare)
    prepare(folder, out)
    with pytest.raises(CannotDo) as refused:
        write_starter(folder, EASTGLEN, ON, save=save)
    assert said in str(refused.value) and "nothing was written" in str(refused.value)
    assert list(out.iterdir()) == []
    assert len(list(folder.iterdir())) == 1


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "maps").mkdir()
    (tmp_path / "pathways").symlink_to("maps")
    write_starter(tmp_path, EASTGLEN, ON)
    assert (tmp_path / "maps" / "eastglen.pathway.yaml").is_file()


@pytest.mark.parametrize("below", ["", "further/down"])
def test_a_file_is_no_folder_to_begin_in(below: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotDo, match="file is no folder: nothing was written"):
        write_starter(tmp_path / "file" / below, EASTGLEN, ON)
