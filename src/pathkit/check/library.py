"""The library face: a map from a file as a `Pathway`, and a report on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from pathkit.check.report import Report
from pathkit.check.run import Request, check_pathway, compiled, report_of
from pathkit.check.settings import Settings, load_settings
from pathkit.maps import Problem, load_map
from pathkit.pathway import Pathway


class InvalidMap(ValueError):
    """A map that cannot be used; `problems` says what is wrong, where, and what to do."""

    def __init__(self, path: str, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        told = "; ".join(f"{p.file}:{p.line}: {p.message}" for p in problems[:5])
        more = f" … and {len(problems) - 5} more" if len(problems) > 5 else ""
        super().__init__(f"{path} is not a map that can be used: {told}{more}")


def load(path: str | Path, *, date: dt.date | None = None, combine: int | None = None) -> Pathway:
    """Read a map and compile it for the year from the week of `date` (default: today).

    `combine` is how many circumstances are turned at once (default: the settings', or 1).
    Raises `InvalidMap`, `OSError` if the file cannot be read, and `TooManyPeople`.
    """
    loaded = load_map(Path(path))
    errors = tuple(problem for problem in loaded.problems if problem.severity == "error")
    if loaded.map is None or errors:
        raise InvalidMap(str(path), errors)
    asked = Request(dt.date.today() if date is None else date, combine=combine)
    return compiled(loaded.map, asked, load_settings(Path(path)))


def check(
    pathway: Pathway,
    *,
    profile: str | None = None,
    rules: Sequence[str] = (),
    skip: Sequence[str] = (),
) -> Report:
    """Ask the rules of a pathway that was loaded; the report is that of `pathkit check`.

    `rules` names the only ones to ask, `skip` those to leave out; the soundness of the map is always asked about.
    """
    path = pathway.map.path
    settings = load_settings(Path(path)) if Path(path).exists() else Settings()
    asked = Request(pathway.date, profile, tuple(rules), tuple(skip))
    return report_of([check_pathway(pathway, path, asked, settings)], [settings], asked)
