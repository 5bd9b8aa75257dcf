"""Fuzzes the reader with atheris (`pip install atheris`), which is no part of the test run.

    python tests/fuzz/fuzz_reader.py -atheris_runs=100000 -max_len=4096 CORPUS_FOLDER

Maps make a good corpus: copy `pathways/` and `examples/` into a folder. Whatever stands in a file, reading it
must end in a map or in problems; anything else is a fault, and the input that shows it is written down.
"""

import importlib
import sys
import tempfile
from pathlib import Path

# By name, because the checkers of this repository run without it.
atheris = importlib.import_module("atheris")

with atheris.instrument_imports(include=["pathkit"]):
    from pathkit.maps import load_map

_FOLDER = tempfile.TemporaryDirectory()
_FILE = Path(_FOLDER.name) / "fuzzed.pathway.yaml"


def read_one(raw: bytes) -> None:
    """Read one input as a map."""
    _FILE.write_bytes(raw)
    loaded = load_map(_FILE)
    errors = [problem for problem in loaded.problems if problem.severity == "error"]
    if (loaded.map is None) != bool(errors):
        raise AssertionError("a map and an error, or neither")


if __name__ == "__main__":
    atheris.Setup(sys.argv, read_one)
    atheris.Fuzz()
