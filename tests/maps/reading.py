"""Reads a text as a map, in a folder of its own."""

from pathlib import Path

from pathkit.maps import Loaded, Map, Problem, load_map


def read(folder: Path, text: str | bytes, name: str = "a.pathway.yaml") -> Loaded:
    """What comes of loading `text`."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_map(path)


def good(folder: Path, text: str | bytes) -> Map:
    """The map that `text` is; it has no problem."""
    loaded = read(folder, text)
    assert loaded.problems == ()
    assert loaded.map is not None
    return loaded.map


def changed(text: str, old: str, new: str) -> str:
    """The text with one thing changed."""
    assert text.count(old) >= 1, old
    return text.replace(old, new, 1)


def told(problem: Problem) -> str:
    """A problem as it might be printed."""
    return f"{problem.line}:{problem.column} {problem.rule}: {problem.message} {problem.remedy or ''}"
