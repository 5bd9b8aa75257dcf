"""What is wrong with a piece of text that should say a time."""

from __future__ import annotations

from typing import Final

MOST_SHOWN: Final = 60  # characters of somebody's text repeated in a message


class TimeProblem(ValueError):
    """A text about time that is not in the grammar.

    Attributes:
        message: what is wrong, in plain words.
        hint: the likely intent or the remedy, such as "Did you mean `Mon-Fri 09:00-17:00`?", or None.
    """

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message if hint is None else f"{message} {hint}")
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type[TimeProblem], tuple[str, str | None]]:
        """Keep both parts when a problem crosses to another process."""
        return type(self), (self.message, self.hint)


def quoted(text: str) -> str:
    """Somebody's text, safe to print: shortened, and control characters written as escapes.

    Example:
        >>> print(quoted("9-5"))
        `9-5`
    """
    shown = text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"
    return "`" + "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in shown) + "`"


def lowered(text: str) -> str:
    """`text` in lower case if it is ASCII, else as it is.

    The grammars know ASCII only, and a few other letters (the Kelvin sign) have ASCII lower cases.
    """
    return text.lower() if text.isascii() else text


def one_line(text: object, *, what: str, most: int = 2000) -> str:
    """`text` with its white space reduced to single spaces.

    Line breaks and tabs are white space here, because YAML lets a writer fold a long value. Any other
    character outside printable ASCII is left for the grammar to refuse.

    Raises:
        TimeProblem: it is no text, is empty, or is longer than `most` characters.
    """
    if not isinstance(text, str):
        raise TimeProblem(f"{what} should be a text, and this is not one.")
    if len(text) > most:
        raise TimeProblem(f"This is too long to be {what}: {len(text)} characters, where {most} are plenty.")
    plain = " ".join(part for part in text.translate(_BREAKS).split(" ") if part)
    if not plain:
        raise TimeProblem(f"{what.capitalize()} should say something, and this is empty.")
    return plain


_BREAKS: Final = str.maketrans("\t\r\n", "   ")
