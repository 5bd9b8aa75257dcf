"""A session of an editor with `pathkit lsp` over standard input and output, from beginning to end."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from editor.made import EASTGLEN, NATIONAL, PLAN
from editor.session import PATIENCE, Session, place
from pathkit.check import check_paths
from pathkit.maps import load_map

NAME, LIBRARY = "eastglen.pathway.yaml", "national.pathway.yaml"
FRESH, EARLIER = "pathkit", "pathkit, before the last change"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a map and the library that it uses."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / NAME).write_text(EASTGLEN, "utf-8")
    (tmp_path / LIBRARY).write_text(NATIONAL, "utf-8")
    return tmp_path


@pytest.fixture
def session(folder: Path) -> Iterator[Session]:
    """An editor with that folder, which is closed in good order at the end."""
    opened = Session(folder)
    yield opened
    assert opened.logged == []
    assert opened.end() == 0


def sources(marks: list[types.Diagnostic]) -> set[str | None]:
    return {mark.source for mark in marks}


def codes(marks: list[types.Diagnostic]) -> set[str]:
    return {str(mark.code) for mark in marks}


def found(marks: list[types.Diagnostic]) -> bool:
    """Whether a check of the text as it stands is through."""
    return bool(marks) and sources(marks) == {FRESH} and any("@" in code for code in codes(marks))


def test_a_plan_in_a_file_of_its_own_is_written_with_the_map_that_uses_it(session: Session) -> None:
    plan, client = "plan.pathway.yaml", session.client
    (session.folder / NAME).write_text(EASTGLEN.replace("uses: [", f"uses: [{plan}, "), "utf-8")
    (session.folder / plan).write_text(PLAN, "utf-8")
    session.open(plan)
    there = session.at(plan, place(PLAN, "wrong-door@gp", 12))
    places = session.ask(client.text_document_definition_async(types.DefinitionParams(**there)))
    assert isinstance(places, list) and [Path(one.uri).name for one in places] == [NAME]
    shown = session.ask(client.text_document_hover_async(types.HoverParams(**there)))
    assert shown is not None and isinstance(shown.contents, types.MarkupContent)
    assert shown.contents.value.startswith("**Eastglen GP practice**")
    edit = session.ask(client.text_document_rename_async(types.RenameParams(**there, new_name="surgery")))
    assert edit is not None and edit.document_changes is not None
    assert sorted(Path(one.text_document.uri).name for one in edit.document_changes) == [NAME, plan]  # type: ignore[union-attr]


def test_a_map_is_written_with_everything_an_editor_can_ask(session: Session) -> None:
    client = session.client
    assert session.answer.capabilities.position_encoding == "utf-16"
    session.open(NAME)

    # Findings are those of `check`, in its words, at its places.
    marks = session.marks(NAME, found)
    report = check_paths([NAME], date=date(2026, 11, 21))
    own = {one.id: one for one in report.findings if one.places[0].place.file == NAME}
    assert codes(marks) == set(own)
    for mark in marks:
        finding = own[str(mark.code)]
        assert mark.message.startswith(f"{finding.message}\n{finding.remedy}")
        assert mark.range.start.line + 1 == finding.places[0].place.line

    # While somebody types they are kept, and say that they are of an earlier text.
    typed = EASTGLEN.replace("to: gp\n", "to: gpp\n")
    session.write(NAME, typed)
    marks = session.marks(NAME, lambda marks: any(mark.code == "unknown-reference" for mark in marks))
    (problem,) = [mark for mark in marks if mark.source == FRESH]
    (Path(session.folder) / NAME).write_text(typed, "utf-8")
    (told,) = load_map(Path(NAME)).problems
    assert problem.message == f"{told.message}\n{told.remedy}"
    assert problem.range == types.Range(place(typed, "gpp"), place(typed, "gpp", 3))
    assert sources(marks) == {FRESH, EARLIER}

    # What was meant can be written with one key, and the rule's page be read.
    asked = types.CodeActionParams(
        types.TextDocumentIdentifier(session.uri(NAME)), problem.range, types.CodeActionContext([problem])
    )
    actions = session.ask(client.text_document_code_action_async(asked)) or []
    titles = [action.title for action in actions]
    assert titles == ["Write `gp`", "Open the page of the rule unknown-reference"]
    fix, page = actions
    assert isinstance(fix, types.CodeAction) and fix.edit is not None and fix.edit.document_changes is not None
    (change,) = fix.edit.document_changes
    assert isinstance(change, types.TextDocumentEdit) and change.text_document.version == 2
    assert list(change.edits) == [types.TextEdit(problem.range, "gp")]
    assert isinstance(page, types.Command)
    command = types.ExecuteCommandParams(page.command, arguments=page.arguments)
    session.ask(client.workspace_execute_command_async(command))
    assert session.opened[0].name == "unknown-reference.md"
    assert session.opened[0].read_text("utf-8").startswith("# unknown-reference\n")

    # In the middle of a word that is no YAML, names are known.
    broken = EASTGLEN.replace("{from: gp, to: night-line,", "{from: gp, to: ")
    session.write(NAME, broken.replace("by: signpost, when: closed}", ""))
    offered = session.ask(
        client.text_document_completion_async(
            types.CompletionParams(**session.at(NAME, place(broken, "{from: gp, to: ", 15)))
        )
    )
    assert isinstance(offered, types.CompletionList)
    assert [item.label for item in offered.items] == ["gp", "night-line", "hub"]

    # Back at the text of the check, the findings are true again without another one.
    session.write(NAME, EASTGLEN)
    assert codes(session.marks(NAME, found)) == set(own)
    shown = session.ask(
        client.text_document_hover_async(types.HoverParams(**session.at(NAME, place(EASTGLEN, "door: gp", 7))))
    )
    assert shown is not None and isinstance(shown.contents, types.MarkupContent)
    assert shown.contents.value.startswith("**Eastglen GP practice** · `gp`")
    assert all(f"`{name}`" in shown.contents.value for name, one in own.items() if "gp" in one.subjects)
    assert session.progress == ["begin", "end"], "one check was enough"
    assert shown.range == types.Range(place(EASTGLEN, "door: gp", 6), place(EASTGLEN, "door: gp", 8))

    place_of_hub = session.at(NAME, place(EASTGLEN, "from: hub", 7))
    defined = session.ask(client.text_document_definition_async(types.DefinitionParams(**place_of_hub)))
    at_home = types.Location(session.uri(LIBRARY), types.Range(place(NATIONAL, "hub:"), place(NATIONAL, "hub:", 3)))
    assert defined == [at_home]
    named = session.ask(
        client.text_document_references_async(
            types.ReferenceParams(types.ReferenceContext(include_declaration=True), **place_of_hub)
        )
    )
    here = types.Location(
        session.uri(NAME), types.Range(place(EASTGLEN, "from: hub", 6), place(EASTGLEN, "from: hub", 9))
    )
    assert list(named or []) == [here, at_home]

    prepared = session.ask(client.text_document_prepare_rename_async(types.PrepareRenameParams(**place_of_hub)))
    assert isinstance(prepared, types.PrepareRenamePlaceholder)
    assert (prepared.placeholder, prepared.range) == ("hub", here.range)
    edit = session.ask(client.text_document_rename_async(types.RenameParams(new_name="front-door", **place_of_hub)))
    assert edit is not None and edit.document_changes is not None
    changed = [one for one in edit.document_changes if isinstance(one, types.TextDocumentEdit)]
    assert [(one.text_document.uri, one.text_document.version) for one in changed] == [
        (session.uri(NAME), 4),
        (session.uri(LIBRARY), None),
    ]
    with pytest.raises(JsonRpcException, match="`gp` is already the id of a service"):
        session.ask(client.text_document_rename_async(types.RenameParams(new_name="gp", **place_of_hub)))


def test_what_was_meant_is_written_where_it_stands_now(session: Session) -> None:
    """Asked in the moment after a change, in which the editor has not been told of it yet."""
    wrong = EASTGLEN.replace("kind: helpline", "kind: helplin")
    session.open(NAME, wrong)
    session.marks(NAME, lambda marks: any("`helplin`" in mark.message for mark in marks))

    def fixes(text: str) -> list[types.CodeAction]:
        there = place(text, "kind: helplin", 8)
        asked = types.CodeActionParams(
            types.TextDocumentIdentifier(session.uri(NAME)), types.Range(there, there), types.CodeActionContext([])
        )
        found = session.ask(session.client.text_document_code_action_async(asked)) or []
        return [one for one in found if isinstance(one, types.CodeAction)]

    longer = wrong.replace("Eastglen GP practice ", "Eastglen surgery and general practice ")
    session.write(NAME, longer)
    (fix,) = fixes(longer)
    assert fix.edit is not None and fix.edit.document_changes is not None
    (change,) = fix.edit.document_changes
    assert isinstance(change, types.TextDocumentEdit) and change.text_document.version == 2
    start = place(longer, "kind: helplin", 6)
    there = types.Range(start, types.Position(start.line, start.character + len("helplin")))
    assert list(change.edits) == [types.TextEdit(there, "helpline")]
    session.write(NAME, EASTGLEN)
    assert fixes(EASTGLEN) == []


def test_a_library_that_changes_on_the_disk_makes_findings_old_by_itself(session: Session) -> None:
    """Not every editor tells of what others change."""
    session.open(NAME)
    assert session.marks(NAME, found)
    (session.folder / LIBRARY).write_text("# More is said here.\n" + NATIONAL, "utf-8")
    there = session.at(NAME, place(EASTGLEN, "door: gp", 7))  # an answer may be the first for which it is read again
    session.ask(session.client.text_document_hover_async(types.HoverParams(**there)))
    assert session.marks(NAME, lambda marks: sources(marks) == {EARLIER})
    assert session.marks(NAME, found), "and it is checked again"


def test_an_unsaved_library_is_what_its_maps_are_read_with(session: Session) -> None:
    session.open(NAME)
    session.open(LIBRARY, NATIONAL.replace("  hub:   #", "  hob:   #"))
    marks = session.marks(NAME, lambda marks: any(mark.code == "unknown-reference" for mark in marks))
    assert any("there is no service `hub`" in mark.message.lower() for mark in marks)
    session.write(LIBRARY, NATIONAL.replace("kind: call-handling", "kind: call-handlin"))
    (mark,) = session.marks(LIBRARY, lambda marks: len(marks) == 1)
    assert "`call-handlin` is not a word" in mark.message
    session.close(LIBRARY)
    session.marks(LIBRARY, lambda marks: not marks)
    assert session.marks(NAME, found)


def test_settings_are_gone_by_and_their_mistakes_are_told(session: Session) -> None:
    settings = session.folder / "pathkit.yaml"
    settings.write_text("rules: {not-stated: off}\n", "utf-8")
    session.open(NAME)
    marks = session.marks(NAME, found)
    assert not [code for code in codes(marks) if code.startswith("not-stated@")]
    settings.write_text("profle: draft\n", "utf-8")
    session.save("pathkit.yaml")
    (mark,) = session.marks("pathkit.yaml", lambda marks: len(marks) == 1)
    assert "`profle`" in mark.message and mark.range.start == types.Position(0, 0)
    settings.write_text("profile: agreed\n", "utf-8")
    session.save("pathkit.yaml")
    session.marks("pathkit.yaml", lambda marks: not marks)
    assert [code for code in codes(session.marks(NAME, found)) if code.startswith("not-stated@")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_columns_are_counted_as_was_agreed(folder: Path, encoding: str) -> None:
    session = Session(folder, encodings=[encoding])
    assert session.answer.capabilities.position_encoding == encoding
    before = '  - {notes: "é 🧑‍🚒 e\u0301\t", from: '
    text = EASTGLEN.replace("  - {from: gp,", f"{before}gb,")
    session.open(NAME, text)
    (mark,) = session.marks(NAME, lambda marks: bool(marks))
    codec, size = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}[encoding]
    column = len(before.encode(codec)) // size
    assert (mark.range.start.character, mark.range.end.character) == (column, column + 2)
    assert session.logged == [] and session.end() == 0


ODD = [
    "",
    "\ufeff",
    "\x00\x01",
    "a: \ud800",
    "- - - -",
    "{[}" * 300,
    "[" * 2000,
    "services: &a {gp: *a}",
    "uses: [eastglen.pathway.yaml, ../../../etc/passwd, national.pathway.yaml]",
    "services:\n  gp: {hours: when gp is closed}\r\n\r\x85\u2028",
    "area: {id: " + "x" * 20000 + "}",
    "transfers: [1, null, [], {from: {}, to: []}]",
    "a: &x [1,1,1,1,1,1,1,1,1,1]\nb: &y [*x,*x,*x,*x,*x,*x,*x,*x]\nc: [*y,*y,*y,*y,*y,*y]",
    "acknowledged: [{finding: '@@@', owner: [x]}, {finding: }]",
    "people: {needs: [[], {}], circumstances: {a: {implies: [b]}}}",
]


def test_no_text_and_no_question_is_too_odd(folder: Path) -> None:
    session = Session(folder)
    client = session.client
    session.open(NAME, "")
    for text in ODD:
        session.write(NAME, text)
        for position in (
            types.Position(0, 0),
            types.Position(0, 14),
            types.Position(3, 7),
            types.Position(99999, 99999),
        ):
            there = session.at(NAME, position)
            session.ask(client.text_document_hover_async(types.HoverParams(**there)))
            session.ask(client.text_document_definition_async(types.DefinitionParams(**there)))
            session.ask(client.text_document_completion_async(types.CompletionParams(**there)))
            session.ask(
                client.text_document_references_async(types.ReferenceParams(types.ReferenceContext(True), **there))
            )
            try:
                session.ask(client.text_document_rename_async(types.RenameParams(new_name="new-name", **there)))
            except JsonRpcException as refusal:
                assert refusal.code == types.LSPErrorCodes.RequestFailed.value, refusal
    session.write(NAME, EASTGLEN)
    assert session.marks(NAME, found)
    session.open("docker-compose.yaml", "a: b")  # no map: nothing is said of it
    assert session.logged == [] and session.end() == 0


# Python reads this when it begins: a check in such a process says that it is under way, and never comes to its end.
ENDLESS = """\
import sys, time
if any("check_process" in one for one in sys.orig_argv):
    import pathlib, pathkit.editor.check_process as process
    def checked(work):
        pathlib.Path("under-way").touch()
        time.sleep(10_000)
    process.checked = checked
"""


@pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="which processes there are, this system does not tell")
def test_a_check_ends_with_its_editor(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is left behind when an editor is gone without a word."""
    (folder / "sitecustomize.py").write_text(ENDLESS, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(folder), prepend=os.pathsep)
    session = Session(folder)
    session.open(NAME)
    _wait_until(folder.joinpath("under-way").exists, "a check that is under way")
    assert len(_checks_in(folder)) == 1
    os.kill(session.process, signal.SIGKILL)
    session.gone()
    _wait_until(lambda: not _checks_in(folder), "the end of the check")


def _wait_until(so: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + PATIENCE
    while not so():
        if time.monotonic() > until:
            raise AssertionError(f"waited {PATIENCE} seconds in vain for {what}")
        time.sleep(0.05)


def _checks_in(folder: Path) -> list[str]:
    """The processes that check in a folder."""
    left = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = process.joinpath("cmdline").read_bytes()
            if process.joinpath("cwd").resolve() == folder and b"check_process" in command:
                left.append(process.name)
        except OSError:
            continue
    return left
