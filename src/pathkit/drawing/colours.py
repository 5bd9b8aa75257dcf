"""The colours of the hours of a week, by the ids of the bands in `check.weeks`.

Help is blue, paler the sooner it comes; what is not known is the colour of sand, being told where to go is orange, and
being left with nothing is what stands out most. (After Okabe and Ito's palette.) Every two of them are told apart by
readers who see no red, no green or no blue, and every two neighbours in grey print too; ink can be read on all of
them. They are never the only sign all the same: a band has a sign of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_BLACK, _WHITE = "#1a1a1a", "#ffffff"

PAPER = "#ffffff"
INK = "#1a1a1a"
QUIET = "#595959"
"""What is less than the matter itself: it can be read on paper all the same."""


@dataclass(frozen=True)
class Colour:
    """A fill, and the ink that is read on it."""

    fill: str
    ink: str


LIGHT: Mapping[str, Colour] = {
    "now": Colour("#e3f5f0", _BLACK),
    "soon": Colour("#a4d6f5", _BLACK),
    "day": Colour("#6ab0e2", _BLACK),
    "days": Colour("#3489c9", _BLACK),
    "longer": Colour("#14548c", _WHITE),
    "unknown": Colour("#dbd09c", _BLACK),
    "self": Colour("#e8902a", _BLACK),
    "none": Colour("#7d1313", _WHITE),
}
"""On white, and in print."""

DARK: Mapping[str, Colour] = {
    "now": Colour("#12382c", _WHITE),
    "soon": Colour("#14507a", _WHITE),
    "day": Colour("#2a78b0", _WHITE),
    "days": Colour("#62aade", _BLACK),
    "longer": Colour("#b4dcf6", _BLACK),
    "unknown": Colour("#5d5530", _WHITE),
    "self": Colour("#c4790c", _BLACK),
    "none": Colour("#ffab9b", _BLACK),
}
"""On dark pages, where what is worst is the brightest."""
