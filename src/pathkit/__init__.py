"""pathkit: write a local distress pathway as a map, and prove what happens to people.

    >>> import pathkit
    >>> from datetime import date
    >>> pathway = pathkit.load("pathways/highland.pathway.yaml", date=date(2026, 11, 21))
    >>> person = pathkit.Person("distress", "urgent", 17)
    >>> pathway.journey("gp", person, pathway.minute_of("Sat 03:00")).outcome
    'later'
    >>> report = pathkit.check(pathway)

`load` gives a `Pathway`: journeys of single people, sets of situations, and `graph`, a
`networkx.MultiDiGraph` whose nodes carry `service` and whose edges, keyed by id, carry `transfer`.
Rooms are imported when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from pathkit.check import Report
    from pathkit.check.library import InvalidMap, check, load
    from pathkit.pathway import Journey, Pathway
    from pathkit.situations import Person

__all__ = ["InvalidMap", "Journey", "Pathway", "Person", "Report", "__version__", "check", "load"]

_ROOMS = {
    "InvalidMap": "check",
    "check": "check",
    "load": "check",
    "Journey": "pathway",
    "Pathway": "pathway",
    "Person": "situations",
    "Report": "check",
}


def __getattr__(name: str) -> Any:
    """Import a room when something of it is first asked for: `import pathkit` itself costs nothing."""
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    room = import_module(f"{__name__}.{_ROOMS[name]}")
    return room if name == _ROOMS[name] else getattr(room, name)
