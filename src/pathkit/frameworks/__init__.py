"""Framework packs: principles, needs, standards and words, as data.

A pack is one YAML file in this folder; an area picks it by `area.framework`.
"""

from pathkit.frameworks.pack import (
    DEFAULT,
    Circumstance,
    Framework,
    Kind,
    Method,
    Need,
    Principle,
    UnknownFramework,
    load_framework,
    names,
)

__all__ = [
    "DEFAULT",
    "Circumstance",
    "Framework",
    "Kind",
    "Method",
    "Need",
    "Principle",
    "UnknownFramework",
    "load_framework",
    "names",
]
