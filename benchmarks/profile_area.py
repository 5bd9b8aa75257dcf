"""Where the time of one area's check goes: `python benchmarks/profile_area.py [MAP] [--services 150]`.

Runs one check in this process under cProfile and prints the functions by cumulative and by own time. The
profiler slows small functions more than large ones: use it to find where to look, and `run.py` to measure.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import tempfile
import time
from datetime import date
from pathlib import Path

from generate import DATE, FILES, write_repository

from pathkit.check import check_paths


def profiled(path: Path, profile: str) -> tuple[float, pstats.Stats]:
    """The first check of this process, with nothing in memory from one before: seconds, and statistics."""
    profiler = cProfile.Profile()
    begin = time.perf_counter()
    profiler.enable()
    check_paths([path], date=date.fromisoformat(DATE), profile=profile, jobs=1)
    profiler.disable()
    return time.perf_counter() - begin, pstats.Stats(profiler)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Where the time of one area's check goes.")
    parser.add_argument("map", type=Path, nargs="?", metavar="MAP", help="left out: a generated area")
    parser.add_argument("--services", type=int, default=150, help="services of the generated area")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--profile", default="agreed", help="draft, agreed or assured")
    parser.add_argument("--top", type=int, default=40)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        path = given.map
        if path is None:
            write_repository(Path(scratch), areas=1, services=given.services, seed=given.seed)
            path = next(Path(scratch).glob(FILES))
        seconds, statistics = profiled(path, given.profile)
    print(f"{path.name}, {given.profile}: {seconds:.3f} s under the profiler\n")
    statistics.strip_dirs()
    for order in ("cumulative", "tottime"):
        statistics.sort_stats(order).print_stats(given.top)


if __name__ == "__main__":
    main()
