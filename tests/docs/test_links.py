"""Links lead somewhere: in every Markdown file of the repository, and the check of them sees what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from links import markdown_files, markdown_problems, site_problems


def test_every_link_in_the_repository_leads_somewhere() -> None:
    assert markdown_problems() == []


def test_all_of_its_documents_are_looked_at() -> None:
    names = {path.name for path in markdown_files()}
    assert {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "index.md", "wrong-door.md"} <= names
    assert any("starter" in path.parts for path in markdown_files())


MARKDOWN = """# A page

## What is `here`?

[a file](other.md) · [a heading](other.md#what-is-here) · [on this page](#what-is-here) · [again](#what-is-here-1)
![a picture](picture.svg) · [elsewhere](https://example.org/a?b=c#d) · [a letter](mailto:forum@example.org)

```
[no link](in-code.md)
```

## What is here?
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository in which everything is right."""
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "README.md").write_text(MARKDOWN, "utf-8")
    (folder / "other.md").write_text(MARKDOWN, "utf-8")
    (folder / "picture.svg").write_text("<svg/>", "utf-8")
    (tmp_path / "outside.md").write_text("# Outside\n", "utf-8")
    return folder


def test_what_is_right_is_not_found_fault_with(root: Path) -> None:
    assert markdown_problems(root) == []


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        ("[x](gone.md)", "gone.md: there is no such file"),
        ("![x](gone.svg)", "gone.svg: there is no such file"),
        ("[![x](gone.svg)](other.md)", "gone.svg: there is no such file"),
        ("| a |\n|---|\n| [x](gone.md) |", "gone.md: there is no such file"),
        ("[x][y]\n\n[y]: gone.md", "gone.md: there is no such file"),
        ("[x](other.md#nowhere)", "other.md#nowhere: there is no such place on that page"),
        ("[x](#nowhere)", "#nowhere: there is no such place on that page"),
        ("[x](../outside.md)", "../outside.md: leads out of the folder"),
        ("[x](/etc/hosts)", "/etc/hosts: leads out of the folder"),
        ("[x](https://example)", "https://example: is no address of the web"),
        ("[x](htps://example.org)", "htps://example.org: is no address of the web"),
        ("[x](//example.org/a)", "//example.org/a: is no address of the web"),
        ("[x](mailto:nobody)", "mailto:nobody: is no address of the web"),
    ],
)
def test_a_link_that_leads_nowhere_is_told(root: Path, link: str, problem: str) -> None:
    (root / "CHANGELOG.md").write_text(f"{link}\n", "utf-8")
    assert markdown_problems(root) == [f"CHANGELOG.md: {problem}"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A built site in which everything is right."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text('<h1 id="top">A</h1><a href="b.html#c">b</a><a href="#">up</a>', "utf-8")
    (folder / "b.html").write_text('<p id="c">C</p><a href="https://example.org">e</a><img src="data:,x">', "utf-8")
    return folder


def test_a_site_that_is_right_is_not_found_fault_with(site: Path) -> None:
    assert site_problems(site) == []


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        ('<a href="gone.html">x</a>', "gone.html: there is no such file"),
        ('<a href="b.html#d">x</a>', "b.html#d: there is no such place on that page"),
        ('<img src="gone.png">', "gone.png: there is no such file"),
        ('<script src="gone.js"></script>', "gone.js: there is no such file"),
        ('<img src="https://example.org/x.png">', "https://example.org/x.png: is fetched from another host"),
        ('<link href="//example.org/x.css">', "//example.org/x.css: is fetched from another host"),
        (
            "<style>@import 'https://example.org/x.css'</style>",
            "https://example.org/x.css: is fetched from another host",
        ),
        ('<p style="background: url(http://example.org/x)">', "http://example.org/x: is fetched from another host"),
        ('<img srcset="https://example.org/x.png 2x">', "https://example.org/x.png: is fetched from another host"),
    ],
)
def test_what_is_wrong_with_a_site_is_told(site: Path, html: str, problem: str) -> None:
    (site / "page.html").write_text(html, "utf-8")
    assert f"page.html: {problem}" in site_problems(site)


def test_what_a_style_sheet_fetches_is_told(site: Path) -> None:
    (site / "page.css").write_text("p { background: url('https://example.org/x.png') }", "utf-8")
    assert site_problems(site) == ["page.css: https://example.org/x.png: is fetched from another host"]
