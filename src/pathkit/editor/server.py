"""The language server behind `pathkit lsp`: what an editor says and asks, handed on to the rest of this room.

Everything is answered from memory at once. Only the check of a map is not: that runs in a process of its own. Whatever
goes wrong in a request is written to the editor's log, and answered with nothing.
"""

from __future__ import annotations

import functools
import gc
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, ParamSpec, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from pathkit import __version__
from pathkit.check.run import SUFFIX
from pathkit.check.settings import FILE as SETTINGS
from pathkit.editor.completion import completion
from pathkit.editor.definitions import definition_places, reference_places
from pathkit.editor.hover import hover
from pathkit.editor.map_format import keys_at
from pathkit.editor.protocol import EXPLAIN, REFUSED, Server, completions, path_of, range_of, uri_of
from pathkit.editor.renaming import CannotRename, renameable, renamed
from pathkit.editor.session import Session, map_path
from pathkit.output.rule_page import rule_called
from pathkit.rules import all_rules

Params = ParamSpec("Params")
Answer = TypeVar("Answer")


def make_server(on: date | None = None) -> LanguageServer:
    """A server that is ready to be started. `on` is the date of its checks; None: today."""
    # Whole texts, not changes of lines: editors and Python do not agree on what ends a line.
    server = Server("pathkit", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
    session = Session(server, on)

    def quietly(answer: Callable[Params, Answer]) -> Callable[Params, Answer | None]:
        """What goes wrong is written to the log, and answered with nothing."""

        @functools.wraps(answer)
        def answered(*args: Params.args, **kwargs: Params.kwargs) -> Answer | None:
            try:
                return answer(*args, **kwargs)
            except Exception as fault:
                session.fault(fault)
                return None

        return answered

    _hear(server, session, quietly)
    _answer(server, session, quietly)
    return server


def serve(on: date | None = None) -> None:
    """Talk with an editor over standard input and output until it has had enough."""
    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # what matters is in the editor's log
    server = make_server(on)
    _warm_up()
    server.start_io()


def _warm_up() -> None:
    """Load now what would make the first answers slow, and look for rubbish only while nobody is typing."""
    all_rules()
    keys_at(())
    gc.collect()
    gc.freeze()
    gc.disable()


def _hear(server: Server, session: Session, quietly: Callable[..., Any]) -> None:
    """What the editor says."""

    @server.feature(types.INITIALIZE)
    @quietly
    def initialize(params: types.InitializeParams) -> None:
        # Files are named from the folder that was opened, as `pathkit check` names them when it is run there.
        root = params.root_uri or (params.workspace_folders[0].uri if params.workspace_folders else None)
        folder = path_of(root) if root else None
        if folder is not None and folder.is_dir():
            os.chdir(folder)

    @server.feature(types.INITIALIZED)
    async def initialized(_params: types.InitializedParams) -> None:
        session.look_around()
        workspace = server.client_capabilities.workspace
        can = workspace.did_change_watched_files if workspace is not None else None
        if can is None or not can.dynamic_registration:
            return
        watchers = [types.FileSystemWatcher(f"**/{name}") for name in (f"*{SUFFIX}", SETTINGS)]
        registration = types.Registration(
            "pathkit-files",
            types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
            types.DidChangeWatchedFilesRegistrationOptions(watchers),
        )
        try:
            await server.client_register_capability_async(types.RegistrationParams([registration]))
        except (JsonRpcException, ConnectionError):
            pass  # an editor may refuse, or be gone: the session looks around by itself
        except Exception as fault:
            session.fault(fault)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    @quietly
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        session.put(document.uri, document.version, document.text)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    @quietly
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        document = params.text_document
        session.put(document.uri, document.version, server.workspace.get_text_document(document.uri).source)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    @quietly
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        session.close(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    @quietly
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        session.disk_changed(settings=params.text_document.uri.endswith(SETTINGS))

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    @quietly
    def files_changed(params: types.DidChangeWatchedFilesParams) -> None:
        session.disk_changed(settings=any(one.uri.endswith(SETTINGS) for one in params.changes))

    @server.feature(types.SHUTDOWN)
    async def shutdown(_params: Any) -> None:
        await session.end()


def _answer(server: Server, session: Session, quietly: Callable[..., Any]) -> None:
    """What the editor asks."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    @quietly
    def hovered(params: types.HoverParams) -> types.Hover | None:
        there = session.at(params.text_document.uri, params.position)
        if there is None:
            return None
        reading, offset = there
        found = hover(reading, session.files.last_map(reading), reading.root, offset, session.findings(reading))
        if found is None:
            return None
        content = types.MarkupContent(types.MarkupKind.Markdown, found.markdown)
        return types.Hover(content, range_of(reading.root.text, found.span, session.units))

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    @quietly
    def defined(params: types.DefinitionParams) -> list[types.Location] | None:
        there = session.at(params.text_document.uri, params.position)
        return [session.location(*place) for place in definition_places(*there)] if there else None

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    @quietly
    def referred(params: types.ReferenceParams) -> list[types.Location] | None:
        there = session.at(params.text_document.uri, params.position)
        if there is None:
            return None
        found = reference_places(session.files, *there, params.context.include_declaration)
        return [session.location(*place) for place in found]

    options = types.CompletionOptions(trigger_characters=[":", " ", "-", "[", "{", ",", "@"])

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, options)
    @quietly
    def completed(params: types.CompletionParams) -> types.CompletionList | None:
        there = session.at(params.text_document.uri, params.position)
        offers = completion(*there, session.findings(there[0])) if there else None
        return completions(offers, there[0].root.text, session.units) if offers and there else None

    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepared(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        there = session.at(params.text_document.uri, params.position)
        if there is None:
            return None
        reading, offset = there
        with _refusals():
            mention = renameable(reading, reading.root, offset)
        return types.PrepareRenamePlaceholder(range_of(reading.root.text, mention.span, session.units), mention.id)

    @server.feature(types.TEXT_DOCUMENT_RENAME)
    def rename(params: types.RenameParams) -> types.WorkspaceEdit | None:
        there = session.at(params.text_document.uri, params.position)
        if there is None:
            return None
        reading, offset = there
        with _refusals():
            found = renamed(session.files, reading, reading.root, offset, params.new_name)
        return session.workspace_edit(found.edits, found.before)

    kinds = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, kinds)
    @quietly
    def actions(params: types.CodeActionParams) -> list[types.CodeAction | types.Command]:
        return list(_actions(session, params))

    @server.command(EXPLAIN)
    async def explain(rule: str) -> None:
        await _show(server, session, rule)


def _actions(session: Session, params: types.CodeActionParams) -> Iterator[types.CodeAction | types.Command]:
    """What can be done about what is marked: write what was meant, or read the rule's page."""
    wanted = params.context.only
    path = map_path(params.text_document.uri)
    if path is None or (wanted and types.CodeActionKind.QuickFix not in wanted):
        return
    marks = session.marks_at(path, params.range)
    yield from filter(None, map(session.quick_fix, marks))
    for rule in dict.fromkeys(mark.rule for mark in marks if rule_called(mark.rule) is not None):
        yield types.Command(f"Open the page of the rule {rule}", EXPLAIN, arguments=[rule])


async def _show(server: Server, session: Session, rule: str) -> None:
    """Open a rule's page; where the editor can open nothing, say in short what stands there."""
    page = session.page(rule)
    found = rule_called(rule)
    if page is None or found is None:
        return
    window = server.client_capabilities.window
    shown = False
    if window is not None and window.show_document is not None and window.show_document.support:
        try:
            asked = types.ShowDocumentParams(uri_of(page), take_focus=True)
            shown = (await server.window_show_document_async(asked)).success
        except JsonRpcException:
            pass  # it can open documents, but not this one
        except Exception as fault:
            session.fault(fault)
    if not shown:
        text = f"{found.name}: {found.summary} {found.remedy} In full: pathkit explain {found.name}"
        server.window_show_message(types.ShowMessageParams(types.MessageType.Info, text))


@contextmanager
def _refusals() -> Iterator[None]:
    """What cannot be renamed is told to the person who asked."""
    try:
        yield
    except CannotRename as refusal:
        raise JsonRpcException(str(refusal), REFUSED) from None
