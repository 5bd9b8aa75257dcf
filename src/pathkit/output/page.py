"""Lines for a terminal or a file: wrapped, indented, and safe whatever stands in a map.

Everything that reaches a reader as text goes through `safe`, so control characters in names are shown and not
obeyed. No markup is ever read: styles are given beside the text, never inside it.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

Part = str | tuple[str, str]
"""A piece of a line: text, or text and its style."""

STYLES = {
    "heading": "bold",
    "label": "dim",
    "error": "bold red",
    "warning": "yellow",
    "note": "cyan",
    "good": "green",
    "quiet": "dim",
    "id": "bold",
    "source": "",
}

# A sign and a word, always together: colour and shape are never the only sign.
SIGNS = {"error": "✗", "warning": "!", "note": "·", "kept": "✓", "unknown": "?", "none": "–"}
PLAIN_SIGNS = {"error": "x", "warning": "!", "note": "-", "kept": "+", "unknown": "?", "none": " "}

NARROWEST = 40


def safe(text: str) -> str:
    """The text on one line, with every character that does not print shown by its code.

    That includes escape sequences and the marks that turn the direction of writing. Line ends and tabs
    become spaces.
    """
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else " " if char in "\n\r\t\xa0\u202f" else shown_code(char) for char in text
    )


def shown_code(char: str) -> str:
    """A character that does not print, as its code: `\\x1b`, `\\u202e`."""
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")


def width_of(text: str) -> int:
    """How many columns a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def clipped(text: str, width: int) -> str:
    """The text, cut to a width; an ellipsis says so."""
    if width_of(text) <= width:
        return text
    kept = ""
    for char in text:
        if width_of(kept + char) > width - 1:
            break
        kept += char
    return kept.rstrip() + "…"


class Page:
    """Writes wrapped lines to a rich console.

    `width` is the console's, and never below 40 columns: narrower, and nothing can be read.
    """

    def __init__(self, console: Console) -> None:
        self.console = console
        self._begun = False
        self.width = max(console.width, NARROWEST)
        self.signs = SIGNS if (console.encoding or "").lower().startswith("utf") else PLAIN_SIGNS

    def line(self, *parts: Part, indent: int = 0, hang: int = 0) -> None:
        """A paragraph, its first line indented by `indent` columns and those after it by `hang` more."""
        from rich.containers import Lines
        from rich.text import Text

        text = self._text(parts)
        first = self.width - indent
        lines = text.wrap(self.console, max(first - hang, 10))
        if hang and len(lines) > 1:
            # The first line has more room than the others: fill it, then wrap what is left.
            head = text.wrap(self.console, first)[0]
            rest = text[len(head.plain) :]
            rest = rest[len(rest.plain) - len(rest.plain.lstrip()) :]
            lines = rest.wrap(self.console, max(first - hang, 10)) if rest.plain else Lines()
            head.rstrip()
            self._put(Text(" " * indent) + head)
            indent += hang
        for one in lines:
            one.rstrip()
            self._put(Text(" " * indent) + one)

    def paragraphs(self, text: str, indent: int = 0) -> None:
        """Paragraphs that are separated by empty lines in the text, each wrapped anew."""
        for paragraph in text.split("\n\n"):
            self.line(" ".join(paragraph.split()), indent=indent)

    def unbroken(self, *parts: Part, indent: int = 0) -> None:
        """A line that is never wrapped, for what people copy: ids, places."""
        from rich.text import Text

        self._put(Text(" " * indent) + self._text(parts))

    def blank(self) -> None:
        """An empty line, unless nothing stands above it yet."""
        if self._begun:
            self.console.file.write("\n")

    def heading(self, text: str) -> None:
        """A heading, with an empty line before it."""
        self.blank()
        self.line((text, "heading"))

    def labelled(self, label: str, *parts: Part, indent: int = 4, column: int = 10, hang: int = 0) -> None:
        """A paragraph beside a label in a column of its own."""
        self.line((label.ljust(column), "label"), *parts, indent=indent, hang=column + hang)

    def _text(self, parts: tuple[Part, ...]) -> Text:
        from rich.text import Text

        text = Text()
        for part in parts:
            words, style = part if isinstance(part, tuple) else (part, "")
            text.append(safe(words), STYLES.get(style, style))
        return text

    def _put(self, text: Text) -> None:
        self._begun = True
        self.console.print(text, soft_wrap=True, highlight=False, markup=False, emoji=False)


if TYPE_CHECKING:
    from rich.text import Text
