"""From the plain values of this room to those of the Language Server Protocol, and who speaks it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from pathkit.editor.completion import Offer, Offers
from pathkit.editor.marks import Mark
from pathkit.editor.text import Span, Text, Units

EXPLAIN = "pathkit.explainRule"
"""The command that opens a rule's page."""
REFUSED = types.LSPErrorCodes.RequestFailed.value
"""The code of what cannot be done, and why is told to the person who asked."""

_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
    "known": types.DiagnosticSeverity.Hint,
}
_KINDS = {
    "key": types.CompletionItemKind.Property,
    "word": types.CompletionItemKind.EnumMember,
    "id": types.CompletionItemKind.Reference,
    "example": types.CompletionItemKind.Value,
    "file": types.CompletionItemKind.File,
}


class Server(LanguageServer):
    """pygls's server, which tells of faults in the editor's log instead of a window."""

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Write what went wrong to the log, but for a refusal: that is told to who asked."""
        if not isinstance(error, JsonRpcException) or error.code != REFUSED:
            self.log(f"{type(error).__name__}: {error}")

    def log(self, text: str) -> None:
        """Write a line to the editor's log."""
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, f"pathkit: {text}"))


def path_of(uri: str) -> Path | None:
    """The path of a file's address, or None where it is the address of something else."""
    named = to_fs_path(uri)
    return Path(named) if named else None


def uri_of(path: Path) -> str:
    """The address of a file."""
    return from_fs_path(str(path)) or path.as_uri()


def range_of(text: Text, span: Span, units: Units) -> types.Range:
    """A piece of a text as the editor counts it."""
    start, end = text.position(span.start, units), text.position(span.end, units)
    return types.Range(types.Position(*start), types.Position(*end))


def diagnostic(mark: Mark, text: Text, also: Iterable[types.Location], units: Units) -> types.Diagnostic:
    """A mark; `also` are the places of what belongs to it."""
    related = [
        types.DiagnosticRelatedInformation(location=place, message=one.label)
        for one, place in zip(mark.also, also, strict=True)
    ]
    return types.Diagnostic(
        range=range_of(text, mark.span, units),
        severity=_SEVERITIES[mark.severity],
        code=mark.id or mark.rule,
        source=mark.source,
        message=mark.message,
        related_information=related or None,
    )


def completions(offers: Offers, text: Text, units: Units) -> types.CompletionList:
    """What may be written, in the order in which it is offered."""
    place = range_of(text, offers.span, units)
    items = [_completion(number, offer, place) for number, offer in enumerate(offers.found)]
    return types.CompletionList(is_incomplete=False, items=items)


def _completion(number: int, offer: Offer, place: types.Range) -> types.CompletionItem:
    kind = types.MarkupKind.Markdown if offer.kind == "key" else types.MarkupKind.PlainText
    return types.CompletionItem(
        label=offer.label,
        kind=_KINDS[offer.kind],
        detail=offer.detail or None,
        documentation=types.MarkupContent(kind, offer.says) if offer.says else None,
        sort_text=f"{number:04}",
        filter_text=offer.text,
        text_edit=types.TextEdit(place, offer.text),
    )
