"""Time pathkit against the bare reading of the same files: `python benchmarks/run.py [--repeats 3]`.

Every figure is of a fresh process. The processes of a group take turns, so that a slow spell of the machine
falls on all of them; the best of each is compared, and the spread is shown. What counts is the ratios within
one run: seconds differ from machine to machine. There is no pass and no fail.
"""

from __future__ import annotations

import argparse
import itertools
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import IO, TypeAlias

from generate import DATE, FILES

HERE = Path(__file__).parent
PATHKIT = str(Path(sys.executable).with_name("pathkit"))
OF_THE_NATION = ("nation", "memory", "national-report")
REAL_MAPS = sorted((HERE.parent / "pathways").glob("*.pathway.yaml"))
REAL_MAP = HERE.parent / "pathways" / "highland.pathway.yaml"
LONGEST_SECONDS = 1800
SAMPLE_SECONDS = 0.02
GROUPS = ("nation", "memory", "area", "what-if", "report", "national-report", "start")

# The time of the load alone: without the start of Python, the import of yaml and the reading of the files.
BARE_LOAD = """
import sys, time, yaml
from pathlib import Path
texts = [Path(name).read_text(encoding="utf-8") for name in sys.argv[1:]]
begin = time.perf_counter()
for text in texts:
    yaml.load(text, Loader=yaml.CSafeLoader)
print(time.perf_counter() - begin)
"""

# What a JSON report says was done. It is read in a process of its own, for the sake of the peak memory.
WHAT_WAS_DONE = """
import json, sys
report = json.load(sys.stdin)
rules = {rule for each in report["maps"] for rule in each["rules_run"]}
counts = ", ".join(f"{count} {name}" for name, count in report["summary"].items())
print(f'{len(report["maps"])} maps, {len(rules)} rules, {counts}')
"""

ONE_SERVICE = """\
area: {id: somewhere, name: Somewhere}
people: {ages: 16+, needs: [distress]}
organisations: {line: {name: The Line, sector: third}}
services:
  line:
    {name: The Line, provider: line, kind: helpline, open_to: public, hours: 24/7, holidays: as usual,
     supports: {excludes: []}, offers: [listening, assessment], contact: {phone: "01632 960001"}}
"""

JOBS = {1: "one job", 2: "two jobs"}
SIZES = (150, 300, 600)
SHORT = 3
"""How many times as often the processes are run that take under a second."""

Row: TypeAlias = "tuple[str, str, str, str, str]"
Measured: TypeAlias = "tuple[list[Row], list[str]]"
"""Rows of the table, and what the checks behind them did."""


class Failed(Exception):
    """A process did not do what it was timed for."""


@dataclass(frozen=True)
class Done:
    """A process that has ended: `seconds` of wall clock, `peak` in bytes, and what it printed."""

    seconds: float
    peak: int
    printed: str


@dataclass(frozen=True)
class Command:
    """Something to time. `printed`: the time is what it prints, not what the clock says."""

    name: str
    words: tuple[str, ...]
    printed: bool = False


def run(words: Sequence[str], watch: Callable[[int], object] | None = None) -> Done:
    """Run one process to its end.

    A check that has findings exits 1, and so does a Python that crashes: so a check counts only if it leaves a
    report, and `printed` is then what the report says was done. `peak` is the resident memory of the largest single
    process that it waited for. `watch` is called with the process id all along.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        begin = time.perf_counter()
        process = subprocess.Popen(list(words), stdin=subprocess.DEVNULL, stdout=out, stderr=errors)
        timer = threading.Timer(LONGEST_SECONDS, process.kill)
        timer.start()
        watcher = _watch(process.pid, watch) if watch else None
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        if watcher:
            watcher.join()
        out.seek(0)
        errors.seek(0)
        if process.returncode not in (0, 1):
            lines = errors.read().decode(errors="replace").strip().splitlines() or ["it said nothing"]
            raise Failed(f"exit {process.returncode}: {lines[-1][:200]}")
        if "check" in words:
            printed = _what_was_done(out)
        elif process.returncode == 0 or "report" in words:  # a page that was made has findings on it
            printed = out.read(200).decode(errors="replace")
        else:
            raise Failed("exit 1")
        kilobytes = usage.ru_maxrss if sys.platform != "darwin" else usage.ru_maxrss // 1024
        return Done(seconds, kilobytes * 1024, printed)


def _what_was_done(report: IO[bytes]) -> str:
    reader = subprocess.run(python(WHAT_WAS_DONE), stdin=report, capture_output=True, text=True, check=False)
    if reader.returncode != 0:
        raise Failed("it left no report")
    return reader.stdout.strip()


def _watch(pid: int, look: Callable[[int], object]) -> threading.Thread:
    def keep_looking() -> None:
        while Path(f"/proc/{pid}/smaps_rollup").exists() and look(pid):
            time.sleep(SAMPLE_SECONDS)

    watcher = threading.Thread(target=keep_looking, daemon=True)
    watcher.start()
    return watcher


@dataclass(frozen=True)
class Timings:
    """By the name of a command: the seconds of every run, and for a check what its report says was done."""

    seconds: dict[str, list[float]]
    done: dict[str, str]

    def best(self, name: str) -> float | None:
        """The least seconds, or None if it never worked."""
        return min(self.seconds[name], default=None)

    def ratio(self, this: str, that: str, words: str) -> str:
        """The best of one by the best of the other, in words; a dash where one of them failed."""
        upper, lower = self.best(this), self.best(that)
        return f"{upper / lower:.2f} {words}" if upper is not None and lower is not None else "–"

    def row(self, name: str, compared: str = "", goal: str = "") -> Row:
        """One line of the table: best, spread, ratio and goal."""
        best = self.best(name)
        if best is None:
            return (name, "failed", "", compared, goal)
        return (name, f"{best:.3f} s", f"{best:.3f}–{max(self.seconds[name]):.3f}", compared, goal)

    def notes(self) -> list[str]:
        """What each check did, a line each."""
        return [f"{name}: {done}" for name, done in self.done.items()]


def rounds(commands: Iterable[Command], repeats: int) -> Timings:
    """Time the commands in turns: the first run of each, the second of each and so on."""
    commands = list(commands)
    seconds: dict[str, list[float]] = {command.name: [] for command in commands}
    done: dict[str, str] = {}
    for number in range(repeats):
        for command in commands:
            say(f"{number + 1}/{repeats} {command.name}")
            try:
                ended = run(command.words)
            except Failed as failure:
                say(f"    failed: {failure}")
                continue
            taken = float(ended.printed) if command.printed else ended.seconds
            seconds[command.name].append(taken)
            if "check" in command.words:
                done[command.name] = ended.printed
            say(f"    {taken:.3f} s")
    return Timings(seconds, done)


def say(text: str) -> None:
    """Tell the person who waits."""
    print(text, file=sys.stderr, flush=True)


# --- memory of a process and all below it


def _children(pid: int) -> list[int]:
    found = []
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        found += [int(child) for child in listed.read_text().split()]
    return found


def _memory(pid: int) -> int:
    """Bytes that a process and all below it hold; what several share is counted once."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        own = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
        return own + sum(_memory(child) for child in _children(pid))
    except (OSError, StopIteration):
        return 0  # it has ended meanwhile


def memory_of_all(words: Sequence[str]) -> int:
    """The most that a process and its children held at one moment, in bytes; 0 where it cannot be seen."""
    most = 0

    def look(pid: int) -> int:
        nonlocal most
        now = _memory(pid)
        most = max(most, now)
        return now

    run(words, watch=look)
    return most


# --- what is measured


def check(target: Path, profile: str = "agreed", jobs: int = 1) -> tuple[str, ...]:
    """The words of one `pathkit check`."""
    given = ("--profile", profile, "--jobs", str(jobs), "--date", DATE, "--format", "json")
    return (PATHKIT, "check", str(target), *given)


def python(code: str, *words: str) -> tuple[str, ...]:
    """The words of one bare Python."""
    return (sys.executable, "-c", code, *words)


def nation(folder: Path, repeats: int) -> Measured:
    """The whole repository, against the bare load of its files."""
    files = sorted(str(path) for path in folder.rglob(FILES))
    bare = f"bare load of the {len(files)} files"
    commands = [Command(bare, python(BARE_LOAD, *files), printed=True)]
    for profile in ("agreed", "draft"):
        for jobs in JOBS:
            commands.append(Command(f"check, {profile}, {JOBS[jobs]}", check(folder, profile, jobs)))
    timings = rounds(commands, repeats)
    rows = [timings.row(bare, "1")]
    for profile, goal in (("agreed", "at most 10"), ("draft", "at most 4")):
        one, two = (f"check, {profile}, {words}" for words in JOBS.values())
        rows.append(timings.row(one, timings.ratio(one, bare, "times the bare load"), goal))
        rows.append(timings.row(two, timings.ratio(one, two, "times faster than one job"), "1.8"))
    return rows, timings.notes()


def memory(folder: Path, _repeats: int) -> Measured:
    """The most memory that checking the repository takes: of the process, or of all of them together."""
    rows = []
    for profile, jobs in (("agreed", 1), ("draft", 1), ("agreed", 2)):
        name = f"peak memory, {profile}, {JOBS[jobs]}"
        say(name)
        words = check(folder, profile, jobs)
        try:
            peak = run(words).peak if jobs == 1 else memory_of_all(words)
        except Failed as failure:
            say(f"    failed: {failure}")
            peak = 0
        rows.append((name, f"{peak / 1e6:.0f} MB" if peak else "not measured", "", "", "under 400 MB"))
    return rows, []


def area(folder: Path, repeats: int) -> Measured:
    """One area at three sizes, and what one service costs: the start of the program, mostly."""
    least = folder / "one-service.pathway.yaml"
    least.write_text(ONE_SERVICE, encoding="utf-8")
    commands = [Command("one service", check(least))]
    for size in SIZES:
        generate(folder / str(size), 1, size, 1)
        commands.append(Command(f"one area, {size} services", check(folder / str(size))))
    timings = rounds(commands, repeats)
    rows = [timings.row("one service"), timings.row(commands[1].name)]
    for smaller, larger in itertools.pairwise(commands[1:]):
        times = timings.ratio(larger.name, smaller.name, "times the smaller")
        rows.append(
            timings.row(larger.name, times + _without_the_start(timings, larger.name, smaller.name), "under 2.5")
        )
    return rows, timings.notes()


def _without_the_start(timings: Timings, larger: str, smaller: str) -> str:
    """The same ratio less what the start costs, which would make doubling look cheaper than it is."""
    start, above, below = (timings.best(name) for name in ("one service", larger, smaller))
    if start is None or above is None or below is None or below <= start:
        return ""
    return f" ({(above - start) / (below - start):.2f} without the start)"


def what_if(folder: Path, repeats: int) -> Measured:
    """Every service of one area failing in turn, against one check of it."""
    size = SIZES[0]
    generate(folder / "failing", 1, size, 1)
    path = next(one for one in sorted((folder / "failing").glob(FILES)))
    once, each = f"check of {size} services", f"what-if --all, {size} services"
    words = (PATHKIT, "what-if", str(path), "--all", "--date", DATE, "--format", "json")
    timings = rounds([Command(once, check(path)), Command(each, words)], repeats)
    rows = [timings.row(once), timings.row(each, timings.ratio(each, once, "times the check"), "under 10")]
    return rows, timings.notes()


def report_page(target: Path, page: Path, jobs: int = 1) -> tuple[str, ...]:
    """The words of one `pathkit report`."""
    return (PATHKIT, "report", str(target), "-o", str(page), "--jobs", str(jobs), "--date", DATE)


def report(folder: Path, repeats: int) -> Measured:
    """The page of each real map, against one check of it, and how large it is."""
    rows, notes = [], []
    for path in REAL_MAPS:
        name = path.name.split(".")[0]
        once, drawn, page = f"check {name}", f"report of {name}", folder / f"{name}.html"
        timings = rounds([Command(once, check(path)), Command(drawn, report_page(path, page))], repeats)
        rows.append(timings.row(once))
        size = f"{page.stat().st_size / 1e6:.2f} MB" if page.exists() else "no page"
        ratio = f"{timings.ratio(drawn, once, 'times the check')}, {size}"
        rows.append(timings.row(drawn, ratio, "at most 3 times, under 1.5 MB"))
        notes += timings.notes()
    return rows, notes


def national_report(folder: Path, repeats: int) -> Measured:
    """One page of the whole repository."""
    page = folder / "nation.html"
    drawn = "report of the nation, two jobs"
    timings = rounds([Command(drawn, report_page(folder, page, jobs=2))], repeats)
    size = f"{page.stat().st_size / 1e6:.2f} MB" if page.exists() else "no page"
    return [timings.row(drawn, size, "within 60 s")], []


def start(_folder: Path, repeats: int) -> Measured:
    """What it costs to begin, against the imports alone."""
    one, five = "import typer", "import typer, pydantic, yaml, networkx, rich"
    begin, real = "pathkit --version", f"check {REAL_MAP.name.split('.')[0]}, a real map"
    commands = [
        Command(one, python(one)),
        Command(begin, (PATHKIT, "--version")),
        Command(five, python(five)),
        Command(real, check(REAL_MAP)),
    ]
    timings = rounds(commands, SHORT * repeats)
    rows = [
        timings.row(one),
        timings.row(begin, timings.ratio(begin, one, "times"), "at most 1.5"),
        timings.row(five),
        timings.row(real, timings.ratio(real, five, "times"), "at most 2"),
    ]
    return rows, timings.notes()


# --- the table


def table(rows: Sequence[Row]) -> str:
    """The rows as a table that reads well at a terminal and in Markdown."""
    head: Row = ("what", "best", "spread (s)", "ratio", "goal")
    widths = [max(len(line[column]) for line in [head, *rows]) for column in range(len(head))]
    lines = [head, tuple("-" * width for width in widths), *rows]
    padded = ([text.ljust(width) for text, width in zip(line, widths, strict=True)] for line in lines)
    return "\n".join(f"| {' | '.join(line)} |" for line in padded)


def about(folder: Path, areas: int, services: int, seed: int, repeats: int) -> str:
    """What was measured, on what, with what."""
    sizes = [path.stat().st_size for path in folder.rglob(FILES)]
    parts = ", ".join(f"{name} {version(name)}" for name in ("pathkit", "PyYAML", "networkx", "pydantic"))
    return (
        f"{areas} areas of {services} services (seed {seed}): {len(sizes)} files, {sum(sizes) / 1e6:.2f} MB. "
        f"Python {platform.python_version()}, {parts}; {os.cpu_count()} processors. "
        f"Best of {repeats}, of the short ones {SHORT * repeats}. "
        f"Load of the machine before: {os.getloadavg()[0]:.1f}."
    )


def generate(folder: Path, areas: int, services: int, seed: int) -> None:
    """Write maps, in a process of its own: a child's peak memory is never less than its parent had."""
    sizes = ("--areas", str(areas), "--services", str(services), "--seed", str(seed))
    run((sys.executable, str(HERE / "generate.py"), str(folder), *sizes))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Time pathkit against the bare reading of the same files.")
    parser.add_argument("--areas", type=int, default=32)
    parser.add_argument("--services", type=int, default=150, help="services an area")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=3, help="how often each is run; the best counts")
    parser.add_argument("--only", choices=GROUPS, action="append", help="leave out the others; repeatable")
    given = parser.parse_args()
    measure = {
        "nation": nation,
        "memory": memory,
        "area": area,
        "what-if": what_if,
        "report": report,
        "national-report": national_report,
        "start": start,
    }
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "nation"
        generate(folder, given.areas, given.services, given.seed)
        other = Path(scratch) / "other"
        other.mkdir()
        text = about(folder, given.areas, given.services, given.seed, given.repeats)
        say("once unmeasured, so that compiled files and the disk cache are there for all")
        rounds([Command("--version", (PATHKIT, "--version")), Command("one real map", check(REAL_MAP))], 1)
        rows: list[Row] = []
        notes: list[str] = []
        for name in given.only or GROUPS:
            more, done = measure[name](folder if name in OF_THE_NATION else other, given.repeats)
            rows += more
            notes += done
    print(text, table(rows), "\n".join(f"- {note}" for note in notes), sep="\n\n")


if __name__ == "__main__":
    main()
