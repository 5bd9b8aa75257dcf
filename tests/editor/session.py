"""A real editor's side of a session: pygls's own client, and `pathkit lsp` as a process of its own.

The client runs in a thread with a loop of its own, so that tests read from top to bottom. What is waited for comes at
some time; how long it takes is no matter of these tests (the benchmarks measure that).
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pygls.lsp.client import LanguageClient

Answer = TypeVar("Answer")
PATIENCE = 100


class Session:
    """An editor with a folder open."""

    def __init__(self, folder: Path, *, encodings: Iterable[str] = (), options: tuple[str, ...] = ()) -> None:
        self.folder = folder
        self.logged: list[str] = []
        self.opened: list[Path] = []
        self.progress: list[str] = []
        self._versions: dict[str, int] = {}
        self._marks: dict[str, types.PublishDiagnosticsParams] = {}
        self._news = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.client = LanguageClient("an-editor", "1")
        self._listen()
        self._run(self.client.start_io(sys.executable, "-m", "pathkit", "lsp", "--date", "2026-11-21", *options))
        self.answer = self.ask(
            self.client.initialize_async(
                types.InitializeParams(
                    process_id=None,
                    root_uri=folder.as_uri(),
                    capabilities=types.ClientCapabilities(
                        general=types.GeneralClientCapabilities(
                            position_encodings=[types.PositionEncodingKind(one) for one in encodings] or None
                        ),
                        text_document=types.TextDocumentClientCapabilities(
                            rename=types.RenameClientCapabilities(prepare_support=True)
                        ),
                        window=types.WindowClientCapabilities(
                            work_done_progress=True, show_document=types.ShowDocumentClientCapabilities(support=True)
                        ),
                        workspace=types.WorkspaceClientCapabilities(
                            workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True)
                        ),
                    ),
                )
            )
        )
        self._call(lambda: self.client.initialized(types.InitializedParams()))

    def _listen(self) -> None:
        heard: dict[str, Callable[[Any], Any]] = {
            types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: lambda params: self._marked(params),
            types.WINDOW_LOG_MESSAGE: lambda params: self.logged.append(params.message),
            types.WINDOW_SHOW_DOCUMENT: lambda params: self._shown(params),
            types.WINDOW_WORK_DONE_PROGRESS_CREATE: lambda params: None,
            types.PROGRESS: lambda params: self.progress.append(params.value["kind"]),
        }
        for what, act in heard.items():
            self.client.feature(what)(act)

    def _marked(self, params: types.PublishDiagnosticsParams) -> None:
        with self._news:
            self._marks[params.uri] = params
            self._news.notify_all()

    def _shown(self, params: types.ShowDocumentParams) -> types.ShowDocumentResult:
        self.opened.append(Path(params.uri.removeprefix("file://")))
        return types.ShowDocumentResult(success=True)

    def _run(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        found: Future[Answer] = asyncio.run_coroutine_threadsafe(work, self._loop)
        return found.result(PATIENCE)

    def _call(self, act: Callable[[], None]) -> None:
        async def acted() -> None:
            act()

        self._run(acted())

    def ask(self, question: Coroutine[Any, Any, Answer]) -> Answer:
        """What the server answers."""
        return self._run(question)

    # --- what an editor does

    def uri(self, name: str) -> str:
        """The address of a file of the folder."""
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str | None = None) -> None:
        """Open a file, with a text that is not saved if one is given."""
        source = (self.folder / name).read_bytes().decode("utf-8") if text is None else text
        self._versions[name] = 1
        item = types.TextDocumentItem(self.uri(name), "yaml", 1, source)
        self._call(lambda: self.client.text_document_did_open(types.DidOpenTextDocumentParams(item)))

    def write(self, name: str, text: str) -> None:
        """Change the text of an open file."""
        self._versions[name] += 1
        params = types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(version=self._versions[name], uri=self.uri(name)),
            [types.TextDocumentContentChangeWholeDocument(text)],
        )
        self._call(lambda: self.client.text_document_did_change(params))

    def save(self, name: str) -> None:
        """Say that a file was saved."""
        params = types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(self.uri(name)))
        self._call(lambda: self.client.text_document_did_save(params))

    def close(self, name: str) -> None:
        """Close a file."""
        params = types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(self.uri(name)))
        self._call(lambda: self.client.text_document_did_close(params))

    def marks(self, name: str, until: Callable[[list[types.Diagnostic]], bool]) -> list[types.Diagnostic]:
        """What is marked in a file, as soon as it is what is waited for and about the text as it stands."""

        def there() -> bool:
            params = self._marks.get(self.uri(name))
            return (
                params is not None
                and (params.version is None or params.version == self._versions.get(name))
                and until(list(params.diagnostics))
            )

        with self._news:
            assert self._news.wait_for(there, PATIENCE), (self._marks.get(self.uri(name)), self.logged)
            return list(self._marks[self.uri(name)].diagnostics)

    def at(self, name: str, position: types.Position) -> dict[str, Any]:
        """A place in a file, as questions take it."""
        return {"text_document": types.TextDocumentIdentifier(self.uri(name)), "position": position}

    def end(self) -> int | None:
        """Close the editor: the server's exit code."""
        self.ask(self.client.shutdown_async(None))
        self._call(lambda: self.client.exit(None))
        return self.gone()

    def gone(self) -> int | None:
        """Wait until the server has ended: its exit code."""
        server = self.client._server
        assert server is not None
        code = self._run(asyncio.wait_for(server.wait(), PATIENCE))
        stop: Callable[[], Coroutine[Any, Any, None]] = self.client.stop
        self._run(stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        return code

    @property
    def process(self) -> int:
        """The number of the server's process."""
        server = self.client._server
        assert server is not None
        return server.pid


def place(text: str, words: str, within: int = 0, nth: int = 0) -> types.Position:
    """Where words stand in a text, in units of UTF-16, and so far into them."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    at += within
    start = text.rfind("\n", 0, at) + 1
    return types.Position(text.count("\n", 0, at), len(text[start:at].encode("utf-16-le")) // 2)
