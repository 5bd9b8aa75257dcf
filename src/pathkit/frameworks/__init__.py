"""Framework packs: principles, expectations, commitments, needs, standards and words, as data.

A pack is one YAML file in this folder; an area picks one or several by `area.framework`.
"""

from pathkit.frameworks.pack import (
    DEFAULT,
    Circumstance,
    Commitment,
    Expected,
    Framework,
    Kind,
    Method,
    Need,
    Pack,
    PackFault,
    Principle,
    Told,
    UnknownFramework,
    combined,
    known_among,
    load_framework,
    names,
    read_pack,
    title_of,
)

__all__ = [
    "DEFAULT",
    "Circumstance",
    "Commitment",
    "Expected",
    "Framework",
    "Kind",
    "Method",
    "Need",
    "Pack",
    "PackFault",
    "Principle",
    "Told",
    "UnknownFramework",
    "combined",
    "known_among",
    "load_framework",
    "names",
    "read_pack",
    "title_of",
]
