"""Who and when: people, their classes, and sets of situations."""

from pathkit.situations.comparing import Comparison
from pathkit.situations.people import (
    URGENCIES,
    Cell,
    Person,
    Population,
    TooManyPeople,
    meets,
    turned,
    usual_circumstances,
)
from pathkit.situations.sets import Frame, Situations

__all__ = [
    "URGENCIES",
    "Cell",
    "Comparison",
    "Frame",
    "Person",
    "Population",
    "Situations",
    "TooManyPeople",
    "meets",
    "turned",
    "usual_circumstances",
]
