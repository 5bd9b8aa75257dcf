"""How soon `pathkit lsp` answers while somebody writes a map of 150 services.

    python benchmarks/language_server.py [--services 150 --repeats 15]

A client writes and asks over standard input and output, as an editor does. A check of the map runs beside all of it, as
it does in life: it is ended and begun anew by every change. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from generate import DATE
from lsprotocol import types
from pygls.lsp.client import LanguageClient
from run import generate

GOAL = 200
"""Milliseconds."""


class Editor:
    """An editor that writes one map, and counts how long it waits."""

    def __init__(self, map_: Path) -> None:
        self.text = map_.read_text(encoding="utf-8")
        self.uri = map_.as_uri()
        self.client = LanguageClient("benchmark", "1")
        self._version = 0
        self._told = asyncio.Event()
        self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: self._heard(params))

    def _heard(self, params: types.PublishDiagnosticsParams) -> None:
        if params.uri == self.uri and params.version == self._version:
            self._told.set()

    async def start(self, folder: Path) -> None:
        """Start the server."""
        await self.client.start_io(sys.executable, "-m", "pathkit", "lsp", "--date", DATE)
        await self.client.initialize_async(
            types.InitializeParams(types.ClientCapabilities(), process_id=None, root_uri=folder.as_uri())
        )
        self.client.initialized(types.InitializedParams())

    async def write(self, text: str) -> None:
        """Open the map, or change it, and wait until its problems are told."""
        self._version += 1
        self._told.clear()
        if self._version == 1:
            item = types.TextDocumentItem(self.uri, "yaml", 1, text)
            self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        else:
            document = types.VersionedTextDocumentIdentifier(version=self._version, uri=self.uri)
            change = types.TextDocumentContentChangeWholeDocument(text)
            self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
        await self._told.wait()

    def at(self, words: str) -> dict[str, Any]:
        """The end of some words of the map."""
        offset = self.text.index(words) + len(words)
        line = self.text.count("\n", 0, offset)
        position = types.Position(line, offset - self.text.rfind("\n", 0, offset) - 1)
        return {"text_document": types.TextDocumentIdentifier(self.uri), "position": position}

    async def stop(self) -> None:
        """End the server."""
        await self.client.shutdown_async(None)
        self.client.exit(None)


Act = Callable[[], Coroutine[Any, Any, Any]]


async def waits(act: Act, repeats: int) -> list[float]:
    """The milliseconds that each of some repetitions takes."""
    found = []
    for _ in range(repeats):
        begin = time.perf_counter()
        await act()
        found.append((time.perf_counter() - begin) * 1000)
    return found


async def measure(map_: Path, folder: Path, repeats: int) -> dict[str, list[float]]:
    """How long an editor waits for each thing it does."""
    editor = Editor(map_)
    client, text = editor.client, editor.text
    await editor.start(folder)
    to = "\n    to: "
    service = editor.at(to)
    broken = text.replace("\n    by: ", "\n    by: [", 1)
    count = 0

    def typed(base: str) -> Act:
        def act() -> Coroutine[Any, Any, None]:
            nonlocal count
            count += 1
            return editor.write(f"{base}# {'x' * count}\n")

        return act

    def rename() -> Coroutine[Any, Any, Any]:
        return client.text_document_rename_async(types.RenameParams(new_name="quite-another-name", **service))

    asked: dict[str, Act] = {
        "hover": lambda: client.text_document_hover_async(types.HoverParams(**service)),
        "definition": lambda: client.text_document_definition_async(types.DefinitionParams(**service)),
        "references": lambda: client.text_document_references_async(
            types.ReferenceParams(types.ReferenceContext(include_declaration=True), **service)
        ),
        "completion": lambda: client.text_document_completion_async(types.CompletionParams(**service)),
        "rename": rename,
    }
    found = {"opening": await waits(lambda: editor.write(text), 1)}
    found["problems after a change"] = await waits(typed(text), repeats)
    for name, act in asked.items():
        found[name] = await waits(act, repeats)
    found["problems of a broken line"] = await waits(typed(broken), repeats)
    found["completion in a broken text"] = await waits(asked["completion"], repeats)

    async def both() -> None:
        await typed(text)()
        await asked["completion"]()

    found["a change, and completion behind it"] = await waits(both, repeats)
    await editor.stop()
    return found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--services", type=int, default=150)
    parser.add_argument("--repeats", type=int, default=15)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        generate(folder, 1, given.services, 1)
        (map_,) = folder.glob("*.pathway.yaml")
        found = asyncio.run(measure(map_, folder, given.repeats))
    print(f"{given.services} services; {given.repeats} of each; the goal is {GOAL} ms")
    print("| what | median | longest | of the goal |\n|---|---|---|---|")
    for name, times in found.items():
        middle = statistics.median(times)
        print(f"| {name} | {middle:.0f} ms | {max(times):.0f} ms | {middle / GOAL:.2f} |")


if __name__ == "__main__":
    main()
