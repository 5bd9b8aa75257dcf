"""Numbers, dates and lists in words, as every text says them."""

from __future__ import annotations

from pathkit.maps.values import listed
from pathkit.times.words import date_in_words


def counted(count: int, one: str, many: str | None = None) -> str:
    """ "1 service", "1,200 services"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def hours_in_words(hours: float) -> str:
    """Hours of an ordinary week: "128 h a week"."""
    rounded = f"{hours:,.1f}".removesuffix(".0")
    return f"{rounded} h a week" if hours > 0 else "no hours of an ordinary week"


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


__all__ = [
    "capital",
    "counted",
    "date_in_words",
    "hours_in_words",
    "listed",
]
