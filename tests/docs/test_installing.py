"""Nothing that is shipped tells pip to fetch pathkit by its name: on the public index it is somebody else's.

Read is what people and hosts read: the documentation, the files that a starter repository is made of, the action, the
hook, and what the program says (docs/decisions/0021).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from links import ROOT

from pathkit.cli.lsp import NEEDED

SHIPPED = sorted(
    path
    for path in (
        *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "action.yml", ".ci/run")),
        ROOT / ".pre-commit-hooks.yaml",
        *(ROOT / "docs").rglob("*"),
        *(ROOT / "examples").rglob("*"),
        *(ROOT / "src").rglob("*"),
    )
    if path.is_file() and path.suffix not in (".pyc", ".svg", ".png", ".ttf")
)
_INSTALLER = re.compile(
    r"\b(?:pip3? +(?:install|download)|pipx +(?:install|run)|uv +(?:add|pip|tool)|uvx|poetry +add)\b"
)
_WORD = re.compile(r"[^\s`'\"()]+")
_NAMED = re.compile(r"pathkit(?:\[[\w, -]*\])?(?:(?:[=<>!~]=|[<>@]).*)?[.,;:]?", re.I)
_PINNED = re.compile(r"\bpathkit(?:\[[\w, -]*\])?(?:==|~=|>=)", re.I)


def by_name(text: str) -> Iterator[str]:
    """The lines of a text that have pathkit fetched by its name."""
    for line in text.replace("\\\n", " ").splitlines():
        install = _INSTALLER.search(line)
        words = _WORD.findall(re.split(r"[;&|`]|\. ", line[install.end() :])[0]) if install else []
        if _PINNED.search(line) or any(map(_NAMED.fullmatch, words)):
            yield line.strip()


def test_no_shipped_text_has_pathkit_fetched_by_its_name() -> None:
    found = {path.relative_to(ROOT).as_posix(): list(by_name(path.read_text("utf-8"))) for path in SHIPPED}
    assert {"README.md", "action.yml", "src/pathkit/starter/files/github.yaml", "docs/editors.md"} <= found.keys()
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_what_the_program_says_has_it_installed_from_a_copy() -> None:
    assert list(by_name(NEEDED)) == [] and "pip install '.[lsp]'" in NEEDED


@pytest.mark.parametrize("page", ["README.md", "docs/guide-for-the-keeper.md", "src/pathkit/starter/files/README.md"])
def test_whoever_installs_it_is_warned_of_the_name(page: str) -> None:
    told = " ".join((ROOT / page).read_text("utf-8").split()).lower()
    assert re.search("never install (?:it|pathkit) by its name alone", told) and "public package index" in told


@pytest.mark.parametrize(
    ("text", "noticed"),
    [
        ("pip install pathkit", True),
        ("python -m pip install --quiet 'pathkit[lsp]'.", True),
        ("pip install -U \\\n  pathkit", True),
        ("Install it (`pip install pathkit`) and go on.", True),
        ("  PATHKIT: pathkit==1.2", True),
        ("uv tool install pathkit", True),
        ("pipx run pathkit check", True),
        ("pip install pathkit@https://git.example/x", True),
        ("pip install git+https://HOST/GROUP/pathkit@TAG", False),
        ("pip install '.[lsp]'", False),
        (".venv/bin/pip install . && .venv/bin/pathkit check pathways", False),
        ("pip install pathkit-0.1.0-py3-none-any.whl", False),
        ("pip install pre-commit. Then run `pathkit check`.", False),
    ],
)
def test_what_would_fetch_it_by_name_is_noticed(text: str, noticed: bool) -> None:
    assert bool(list(by_name(text))) is noticed
