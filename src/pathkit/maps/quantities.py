"""What is measured: a number with its unit, and the target that it is held against.

`81 %`, `12 min` and `1,250 calls` are quantities. A target says on which side of a quantity it is good to be: `95 %`
and `at least 95 %` mean that more is better, `at most 12 min` that less is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pathkit.maps.values import one_text, shown, wrong

AT_LEAST, AT_MOST = "at least", "at most"

_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,6})?|[0-9]{1,12}(?:\.[0-9]{1,6})?"
# A unit that follows without a space has no digits in it: `1e3` and `80-90 %` are no numbers with their units.
_QUANTITY = re.compile(rf"(£?)({_NUMBER})(?:(?:\s+|(?=[^\s\d]+(?:\s|$)))([^\W\d_].*|[%‰].*))?", re.DOTALL)
_SIDES = {
    AT_LEAST: AT_LEAST,
    "no less than": AT_LEAST,
    "or more": AT_LEAST,
    AT_MOST: AT_MOST,
    "no more than": AT_MOST,
    "up to": AT_MOST,
    "or less": AT_MOST,
}
_LONGEST = 80
_TIME = r"(?:s|secs?|seconds?|mins?|minutes?|h|hrs?|hours?|days?|weeks?|wks?|months?|years?|yrs?)"
# Units of waiting, of which less is nearly always better: which is meant has to be said. They begin or end with a time
# (`min to answer`, `working days`), unless the time says how often something happens (`calls per day`).
_OF_TIME = re.compile(rf"{_TIME}(?:\b.*)?|(?!.*(?:/|\b(?:per|an?|each|every)\b)\s*\w+$).*[\s-]{_TIME}", re.IGNORECASE)


@dataclass(frozen=True)
class Quantity:
    """A number and its unit (`%`, `min`, `calls`; empty for a bare number). `text` is as it was written."""

    number: Decimal
    unit: str
    text: str

    @property
    def kind(self) -> str:
        """The unit as units are compared."""
        return " ".join(self.unit.casefold().split())


@dataclass(frozen=True)
class Target:
    """A quantity, and the side of it on which it is good to be: `at least` or `at most`."""

    side: str
    quantity: Quantity
    text: str

    def met_by(self, value: Quantity) -> bool:
        """Whether a value of the same unit is on the good side."""
        if self.side == AT_MOST:
            return value.number <= self.quantity.number
        return value.number >= self.quantity.number


def quantity(value: object) -> Quantity:
    """A number with its unit, such as `81 %`."""
    text = one_text(value, "81 %").strip()
    return _quantity(text, text, "Write a number and its unit, such as `81 %`; what is no number stands under `says`.")


def target(value: object) -> Target:
    """A number with its unit, and on which side of it it is good to be: `95 %`, `at least 95 %`, `at most 12 min`."""
    text = one_text(value, "at least 95 %").strip()
    side, rest = _side(text)
    found = _quantity(rest, text, "Write it like `at least 95 %` or `at most 12 min`.")
    if side is None and _OF_TIME.fullmatch(found.unit):
        raise wrong(
            f"{shown(text)} does not say whether more or less of it is good",
            f"Write `at most {found.text}`, or `at least {found.text}`.",
        )
    return Target(side or AT_LEAST, found, text)


def _side(text: str) -> tuple[str | None, str]:
    lowered = text.casefold()
    for words, side in _SIDES.items():
        if lowered.startswith(f"{words} "):
            return side, text[len(words) :].strip()
        if lowered.endswith(f" {words}"):
            return side, text[: -len(words)].strip()
    return None, text


def _quantity(text: str, whole: str, remedy: str) -> Quantity:
    found = _QUANTITY.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None or (found[3] or "%")[0].isnumeric():  # a half, say
        raise wrong(f"{shown(whole)} is not a number with its unit", remedy)
    unit = " ".join((found[3] or "").split())
    return Quantity(Decimal(found[2].replace(",", "")), f"{found[1]}{unit}", " ".join(text.split()))
