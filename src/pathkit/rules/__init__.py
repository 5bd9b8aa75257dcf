"""The rules: one file each, found by walking this folder."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from pathkit.rules.documentation import Documentation, Example
from pathkit.rules.face import Hit, Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by name."""
    found = []
    for module in iter_modules(__path__):
        for value in vars(import_module(f"{__name__}.{module.name}")).values():
            if isinstance(value, Rule):
                found.append(value)
    return tuple(sorted(found, key=lambda rule: rule.name))


__all__ = ["Documentation", "Example", "Hit", "Rule", "all_rules"]
