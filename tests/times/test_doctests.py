"""Every example in a docstring of the room is true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import pathkit.times

MODULES = sorted(module.name for module in pkgutil.iter_modules(pathkit.times.__path__))


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_are_true(name: str) -> None:
    module = importlib.import_module(f"pathkit.times.{name}")
    assert doctest.testmod(module, extraglobs={"dt": importlib.import_module("datetime")}).failed == 0
