"""Every command and option that the documents name is one that pathkit has."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from links import ROOT, markdown_files
from markdown_it import MarkdownIt
from typer.main import get_command

from pathkit.cli import app

PAGES = [path for path in markdown_files() if "pathkit " in path.read_text("utf-8")]


@cache
def program() -> Any:
    """The program as typer hands it to the command line."""
    return get_command(app)


def named(text: str) -> Iterator[str]:
    """What stands after `pathkit ` in the code of a page: in a line of it, or in the words of a sentence."""
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "fence" and token.info in ("sh", "console", "yaml"):
            commands = re.findall(r"^(?:\$ |.*[\s/])?pathkit ([^\n]*)", token.content.replace("\\\n", " "), re.M)
            yield from (
                command for command in commands if token.info != "yaml" or command.startswith(tuple(program().commands))
            )
        for inner in token.children or ():
            if inner.type == "code_inline" and inner.content.startswith("pathkit "):
                yield inner.content.removeprefix("pathkit ")


def wrong(command: str) -> str | None:
    """What is wrong with a command that a page names; None if nothing is."""
    try:
        words = shlex.split(command, comments=True)
    except ValueError:  # an apostrophe in the output of a command, say
        words = command.split()
    name, *rest = words
    if name.startswith("-"):
        return None if name in {one for option in program().params for one in option.opts} else f"no option {name}"
    if name not in program().commands:
        return f"no command {name}"
    options = {one: option for option in program().commands[name].params for one in option.opts if one.startswith("-")}
    for word, value in zip(rest, [*rest[1:], ""], strict=False):
        option, _, joined = word.partition("=")
        if not option.startswith("-"):
            continue
        if option not in options:
            return f"no option {option} of {name}"
        known = set(re.findall(r"[a-z]+(?:-[a-z]+)*", f"{options[option].metavar} {options[option].help}"))
        given = (joined or value).partition("=")[0]
        choice = "|" in str(options[option].metavar) or str(options[option].metavar).startswith("FORMAT")
        if choice and re.fullmatch("[a-z-]+", given) and given not in known:
            return f"{option} of {name} knows no {given}"
    return None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_a_page_names_is_there(page: Path) -> None:
    commands = list(named(page.read_text("utf-8")))
    assert [f"{command}: {problem}" for command in commands if (problem := wrong(command))] == []


def test_the_guides_name_every_command() -> None:
    pages = [path for path in PAGES if path.parent == ROOT / "docs"] + [ROOT / "README.md"]
    told = {command.split()[0] for page in pages for command in named(page.read_text("utf-8"))}
    assert sorted(set(program().commands) - told) == []


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        ("check pathways --format sarif=found.sarif", None),
        ("check --fail-on never", None),
        ("--version", None),
        ("chek pathways", "no command chek"),
        ("check --formats json", "no option --formats of check"),
        ("check --fail-on sometimes", "--fail-on of check knows no sometimes"),
        ("check --format pdf", "--format of check knows no pdf"),
        ("--verzion", "no option --verzion"),
    ],
)
def test_what_is_not_there_is_noticed(command: str, problem: str | None) -> None:
    assert wrong(command) == problem


def test_commands_are_found_wherever_a_page_has_them() -> None:
    text = """Say `pathkit check A`, and not `pathkits`.

```console
$ pathkit journey B \\
    --door c
printed
```

| x |
|---|
| `pathkit card` |
"""
    assert [command.split() for command in named(text)] == [["check", "A"], ["journey", "B", "--door", "c"], ["card"]]
