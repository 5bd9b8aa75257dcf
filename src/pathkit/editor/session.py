"""What the server knows while an editor talks with it: the files that are open, and what the last checks found of them.

Here is decided when a map is read, when it is checked, and what the editor is told. Nothing is ever told of an earlier
text as if it were of the one that stands there.
"""

from __future__ import annotations

import asyncio
import functools
import gc
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from lsprotocol import types

from pathkit.check.run import SUFFIX
from pathkit.editor.background_checks import BackgroundChecks
from pathkit.editor.check_process import Outcome, Work
from pathkit.editor.hover import Findings
from pathkit.editor.last_checks import LastChecks
from pathkit.editor.marks import Mark, problem_marks
from pathkit.editor.open_files import OpenFiles
from pathkit.editor.protocol import Server, diagnostic, path_of, range_of, uri_of
from pathkit.editor.reading import File, Reading, as_shown
from pathkit.editor.renaming import Edit
from pathkit.editor.text import Span, Text, Units
from pathkit.maps.files import as_named
from pathkit.output.rule_page import rule_called, rule_page

PAUSE_BEFORE_READING = 0.05
"""Seconds without a change before problems are told: keys that are struck one after the other are read once."""
PAUSE_BEFORE_CHECKING = 0.5
"""Seconds without a change before a check begins."""
PAUSE_BEFORE_TIDYING = 1.0
"""Seconds without a change before memory is tidied, which takes a moment."""
PAUSE_BETWEEN_LOOKS = 2.0
"""Seconds after which the disk and the calendar are looked at again: not every editor tells of what others change."""


class Session:
    """What the server knows: the files that are open, what the checks found, and what the editor was told."""

    def __init__(self, server: Server, on: date | None) -> None:
        self.server = server
        self.files = OpenFiles()
        self._last_checks = LastChecks()
        self._checks = BackgroundChecks(PAUSE_BEFORE_CHECKING, self._progress, self.fault)
        self._on = on
        self._uris: dict[Path, str] = {}
        self._versions: dict[Path, int | None] = {}
        self._told: dict[Path, tuple[Mark, ...]] = {}
        self._told_of: list[Reading] = []
        self._told_on = self.today
        self._asked: dict[Path, tuple[tuple[tuple[str, bytes], ...], date]] = {}
        self._telling: asyncio.TimerHandle | None = None
        self._looking: asyncio.TimerHandle | None = None
        self._faults_of_looking: set[tuple[type[Exception], str]] = set()
        self._pages: tempfile.TemporaryDirectory[str] | None = None

    # --- what the editor says

    def put(self, uri: str, version: int | None, source: str) -> None:
        """A file was opened or changed."""
        path = map_path(uri)
        if path is not None:
            self._uris[path], self._versions[path] = uri, version
            self.files.put(path, source)
            self.tell_soon()

    def close(self, uri: str) -> None:
        """A file was closed."""
        path = map_path(uri)
        if path is not None:
            self.files.close(path)
            self._checks.end(path)
            self._last_checks.forget(path)
            for kept in (self._uris, self._versions, self._asked):
                kept.pop(path, None)
            self.tell_soon()

    def disk_changed(self, settings: bool) -> None:
        """Files changed on the disk, settings among them or not."""
        self.files.forget()
        if settings:
            self._last_checks.outdate()
            self._asked.clear()
        self.tell_soon()

    def look_around(self) -> None:
        """See from time to time whether a file on the disk is another one now, or the day: no editor may tell of it."""
        self._looking = asyncio.get_running_loop().call_later(PAUSE_BETWEEN_LOOKS, self.look_around)
        changed = False
        try:
            changed = [*map(id, self.readings())] != [*map(id, self._told_of)]
        except Exception as fault:
            self._fault_of_looking(fault)
        if changed or self._told_on != self.today:
            self.tell_soon()

    def _fault_of_looking(self, fault: Exception) -> None:
        """A fault that lasts is met every few seconds, and written to the log once."""
        met = type(fault), str(fault)
        if met not in self._faults_of_looking:
            self._faults_of_looking.add(met)
            self.fault(fault)

    # --- problems and findings

    def tell_soon(self) -> None:
        """Tell of problems and findings when nothing has changed for a moment, and see to the checks."""
        if self._telling is not None:
            self._telling.cancel()
        self._telling = asyncio.get_running_loop().call_later(PAUSE_BEFORE_READING, self._tell_and_check)

    def _tell_and_check(self) -> None:
        self._telling = asyncio.get_running_loop().call_later(PAUSE_BEFORE_TIDYING, gc.collect)
        self._told_on = self.today
        try:
            readings = list(self.readings())
            self._told_of = readings
            self._tell(readings)
            for reading in readings:
                self._see_to_check(reading)
        except Exception as fault:
            self.fault(fault)

    def readings(self) -> Iterator[Reading]:
        """The maps and libraries that are open, each with all that it uses."""
        for path in sorted(self.files.paths):
            with suppress(OSError):
                yield self.files.reading(path)

    def _tell(self, readings: list[Reading]) -> None:
        """Send what is marked in each file, where it is not what was sent last."""
        marks: dict[Path, dict[Mark, None]] = {path: {} for path in self.files.paths}
        texts: dict[Path, Text] = {}
        for reading in readings:
            texts |= {file.path: file.text for file in reading.files}
            for mark in self._marks(reading):
                marks.setdefault(mark.file, {})[mark] = None
        for path in self._told:
            marks.setdefault(path, {})
        ordered = {
            path: tuple(sorted(found, key=lambda mark: (mark.span, mark.rule, mark.message)))
            for path, found in sorted(marks.items())
        }
        for path, told in ordered.items():
            if told != self._told.get(path, ()) or path in self._uris:
                self._send(path, told, texts)
        self._told = {path: told for path, told in ordered.items() if told}

    def _marks(self, reading: Reading) -> Iterator[Mark]:
        yield from problem_marks(reading)
        self._last_checks.follow(reading)
        yield from self._last_checks.marks(reading, self.today)

    def _send(self, path: Path, marks: tuple[Mark, ...], texts: dict[Path, Text]) -> None:
        def text_of(file: Path) -> Text:
            return texts[file] if file in texts else text_on_disk(file)

        found = []
        for mark in marks:
            also = [
                types.Location(self.uri(one.file), range_of(text_of(one.file), one.span, self.units))
                for one in mark.also
            ]
            found.append(diagnostic(mark, text_of(path), also, self.units))
        self.server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(self.uri(path), found, self._versions.get(path))
        )

    # --- checks

    def _see_to_check(self, reading: Reading) -> None:
        """Have a map checked whose texts are others than those of its last check; end one that has become idle."""
        path = reading.root.path
        sound = reading.map is not None and not reading.broken and not reading.is_library
        on = self.today
        if not sound or self._last_checks.is_current(reading, on):
            self._checks.end(path)
            self._asked.pop(path, None)
        elif self._asked.get(path) != (reading.contents, on):
            self._asked[path] = reading.contents, on
            work = Work(str(as_shown(path)), on, self.files.buffers.texts)
            self._checks.ask(work, path, functools.partial(self._checked, reading, on))

    def _checked(self, reading: Reading, on: date, outcome: Outcome | None) -> None:
        """A check is through. If a text has changed in the last moment, it is dropped, and another one follows."""
        path = reading.root.path
        self._asked.pop(path, None)
        try:
            now = self.files.reading(path)
        except OSError as fault:
            self.server.log(f"{as_shown(path).as_posix()} cannot be read any more: {fault.strerror or fault}")
            return
        if now.contents != reading.contents:
            self.tell_soon()
            return
        if outcome is None:
            self.server.log(f"the check of {as_shown(path).as_posix()} ended without an answer")
            return
        self._last_checks.answer(reading, on, outcome)
        for crash in self._last_checks.crashes(path):
            self.server.log(crash)
        self._tell(list(self.readings()))

    async def _progress(self, path: Path, over: asyncio.Event) -> None:
        """Show that a check is under way, where the editor can."""
        window = self.server.client_capabilities.window
        if window is None or not window.work_done_progress:
            return
        token = str(uuid.uuid4())
        progress = self.server.work_done_progress
        await asyncio.wait_for(progress.create_async(token), timeout=5)
        progress.begin(token, types.WorkDoneProgressBegin(f"pathkit: checking {as_shown(path).as_posix()}"))
        await over.wait()
        progress.end(token, types.WorkDoneProgressEnd())

    # --- what the editor asks

    def at(self, uri: str, position: types.Position) -> tuple[Reading, int] | None:
        """The reading of a file and the offset of a place in it; None if it is no map.

        That of a plan in a file of its own comes with the map that uses it.
        """
        path = map_path(uri)
        if path is None:
            return None
        reading = self.files.around(self.files.reading(path))
        return reading, reading.root.text.offset(position.line, position.character, self.units)

    def findings(self, reading: Reading) -> Findings:
        """What the last check of a map found; of a library, those of the maps that are open and use it."""
        if not reading.is_library:
            return self._last_checks.findings(reading, self.today)
        using = [one for one in self.readings() if one.named(reading.root.document.file) and not one.is_library]
        told = [self._last_checks.findings(one, self.today) for one in using]
        return Findings(
            tuple(dict.fromkeys(finding for one in told for finding in one.found)),
            next((one.state for one in told if one.state), ""),
        )

    def marks_at(self, path: Path, place: types.Range) -> list[Mark]:
        """What is to be marked that touches a piece of an open file, in the text that stands there now.

        (The editor was told of an earlier one, if somebody has typed in the last moment.)
        """
        text = self.files.text(path)
        if text is None:
            return []
        start = text.offset(place.start.line, place.start.character, self.units)
        end = text.offset(place.end.line, place.end.character, self.units)
        here = [one for one in self.readings() if any(file.path == path for file in one.files)]
        marks = dict.fromkeys(mark for one in here for mark in self._marks(one) if mark.file == path)
        return [mark for mark in marks if mark.span.start <= end and start <= mark.span.end]

    def quick_fix(self, mark: Mark) -> types.CodeAction | None:
        """What writes that which was probably meant, if the word that it is for stands there."""
        text = self.files.text(mark.file)
        if mark.instead is None or text is None or text.source[mark.span.start : mark.span.end] != mark.word:
            return None
        edit = self.workspace_edit({mark.file: (Edit(mark.span, mark.instead),)}, {mark.file: text})
        return types.CodeAction(f"Write `{mark.instead}`", kind=types.CodeActionKind.QuickFix, edit=edit)

    def location(self, file: File, span: Span) -> types.Location:
        """A piece of a file, for the editor."""
        return types.Location(self.uri(file.path), range_of(file.text, span, self.units))

    def workspace_edit(self, found: Mapping[Path, tuple[Edit, ...]], texts: Mapping[Path, Text]) -> types.WorkspaceEdit:
        """Edits of several files, of these texts; of open ones with the version of the text that they are for."""
        edits = {
            path: [types.TextEdit(range_of(texts[path], one.span, self.units), one.text) for one in some]
            for path, some in found.items()
        }
        workspace = self.server.client_capabilities.workspace
        can = workspace.workspace_edit if workspace is not None else None
        if can is None or not can.document_changes:
            return types.WorkspaceEdit(changes={self.uri(path): some for path, some in edits.items()})
        return types.WorkspaceEdit(
            document_changes=[
                types.TextDocumentEdit(
                    types.OptionalVersionedTextDocumentIdentifier(self.uri(path), self._versions.get(path)), some
                )
                for path, some in edits.items()
            ]
        )

    def page(self, rule: str) -> Path | None:
        """A file with a rule's page, in a folder that goes when the server does."""
        found = rule_called(rule)
        if found is None:
            return None
        if self._pages is None:
            self._pages = tempfile.TemporaryDirectory(prefix="pathkit-")
        page = Path(self._pages.name) / f"{rule}.md"
        page.write_text(rule_page(found), encoding="utf-8")
        return page

    async def end(self) -> None:
        """End everything that is under way."""
        for timer in (self._telling, self._looking):
            if timer is not None:
                timer.cancel()
        await self._checks.end_all()
        if self._pages is not None:
            self._pages.cleanup()
            self._pages = None

    # --- small things

    @property
    def today(self) -> date:
        """The date of the checks."""
        return self._on or date.today()

    @property
    def units(self) -> Units:
        """How the editor counts the columns of a line."""
        agreed = self.server.workspace.position_encoding
        return "utf-8" if agreed == "utf-8" else "utf-32" if agreed == "utf-32" else "utf-16"

    def uri(self, path: Path) -> str:
        """The address of a file, as the editor writes it."""
        return self._uris.get(path) or uri_of(path)

    def fault(self, fault: Exception) -> None:
        """Write a fault of ours to the editor's log."""
        frame = fault.__traceback__
        while frame is not None and frame.tb_next is not None:
            frame = frame.tb_next
        where = f" ({Path(frame.tb_frame.f_code.co_filename).name}, line {frame.tb_lineno})" if frame else ""
        self.server.log(f"a fault in pathkit: {type(fault).__name__}: {fault}{where}")


def map_path(uri: str) -> Path | None:
    """The path of a map or a library; None for any other document."""
    path = path_of(uri)
    return as_named(path) if path is not None and path.name.endswith(SUFFIX) else None


def text_on_disk(path: Path) -> Text:
    """The text of a file that is not open; empty if it cannot be read."""
    try:
        return Text.of(path.read_bytes().decode("utf-8-sig", "replace"))
    except OSError:
        return Text("")
