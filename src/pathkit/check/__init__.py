"""Check maps: run the rules, and report findings, questions and how the principles stand.

The room has the name of the function that the library face promises, `pathkit.check(pathway)`: so the
module itself can be called, and does what `library.check` does.
"""

import sys
from types import ModuleType
from typing import Any

from pathkit.check.exits import CannotDo, exit_code
from pathkit.check.library import InvalidMap, check, load
from pathkit.check.report import CheckedMap, Finding, OpenQuestion, Report
from pathkit.check.run import check_and_look, check_map, check_paths, compiled, map_files
from pathkit.check.settings import Settings, SettingsProblem, load_settings
from pathkit.check.words import readings_differ, show_journey

__all__ = [
    "CannotDo",
    "CheckedMap",
    "Finding",
    "InvalidMap",
    "OpenQuestion",
    "Report",
    "Settings",
    "SettingsProblem",
    "check_and_look",
    "check_map",
    "check_paths",
    "compiled",
    "exit_code",
    "load",
    "load_settings",
    "map_files",
    "readings_differ",
    "show_journey",
]


class _Room(ModuleType):
    def __call__(self, *args: Any, **kwargs: Any) -> Report:
        return check(*args, **kwargs)


sys.modules[__name__].__class__ = _Room
