"""Do links lead somewhere: in the Markdown files of the repository, and on the pages of the built site?

Files, headings and anchors are looked up. Addresses elsewhere are never fetched, so that a change is not held up by
somebody else's website; only their form is checked. And no page of the site may make a browser ask another host for
anything.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[1]
MARKDOWN = ("*.md", "docs/**/*.md", "benchmarks/**/*.md", "src/**/*.md", "examples/**/*.md", "pathways/**/*.md")

_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}", re.I)
_FETCHING = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src", "object": "data"}
_IN_STYLES = re.compile(r"""(?:url\(|@import)\s*["']?\s*((?:https?:)?//[^"')\s]+)""", re.I)


@dataclass
class Page:
    """What a page offers to links, and the links on it; `fetched` are addresses that a browser asks for by itself."""

    anchors: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)


# --- Markdown


def markdown_files(root: Path = ROOT) -> list[Path]:
    """Every Markdown file that the repository shows to people, sorted."""
    return sorted({path for pattern in MARKDOWN for path in root.glob(pattern)})


@cache
def markdown_page(path: Path) -> Page:
    """A Markdown file as the hosts show it: headings are anchors, and images are links."""
    tokens = MarkdownIt("commonmark").enable("table").parse(path.read_text("utf-8"))
    page, seen = Page(), Counter[str]()
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            slug = slug_of(tokens[number + 1])
            page.anchors.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
            seen[slug] += 1
        page.links += (str(inner.attrs.get("href", inner.attrs.get("src"))) for inner in _linking(token.children or ()))
    return page


def _linking(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type in ("link_open", "image"):
            yield token
        yield from _linking(token.children or ())


def slug_of(heading: Token) -> str:
    """The anchor that the hosts give a heading: its words in lower case, joined by hyphens."""
    words = "".join(one.content for one in heading.children or () if one.type in ("text", "code_inline"))
    return re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")


def markdown_problems(root: Path = ROOT) -> list[str]:
    """Every link of a Markdown file that leads nowhere."""
    return [
        f"{path.relative_to(root).as_posix()}: {link}: {problem}"
        for path in markdown_files(root)
        for link in markdown_page(path).links
        if (problem := _problem(root, path, link, markdown_page, ".md"))
    ]


# --- the built site


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attributes}
        self.page.anchors |= {found[key] for key in ("id", "name") if key in found}
        fetched = [found[_FETCHING[tag]]] if tag in _FETCHING and _FETCHING[tag] in found else []
        fetched += [part.split()[0] for part in found.get("srcset", "").split(",") if part.strip()]
        self.page.fetched += fetched + _IN_STYLES.findall(found.get("style", ""))
        self.page.links += fetched + ([found["href"]] if tag == "a" and "href" in found else [])

    def handle_data(self, data: str) -> None:
        if self.lasttag == "style":
            self.page.fetched += _IN_STYLES.findall(data)


@cache
def html_page(path: Path) -> Page:
    """A page of the site."""
    reader = _Reader()
    reader.feed(path.read_text("utf-8"))
    return reader.page


def site_problems(site: Path) -> list[str]:
    """Every link of the built site that leads nowhere, and everything that is asked of another host."""
    found = []
    for path in sorted(site.rglob("*.html")):
        name, page = path.relative_to(site).as_posix(), html_page(path)
        for link in page.links:
            if problem := _problem(site, path, link, html_page, ".html"):
                found.append(f"{name}: {link}: {problem}")
        found += [f"{name}: {link}: is fetched from another host" for link in page.fetched if _elsewhere(link)]
    for path in sorted(site.rglob("*.css")):
        name = path.relative_to(site).as_posix()
        found += [
            f"{name}: {link}: is fetched from another host" for link in _IN_STYLES.findall(path.read_text("utf-8"))
        ]
    return found


# --- one link


def _elsewhere(link: str) -> bool:
    parts = urlsplit(link)
    return bool(parts.netloc) or parts.scheme not in ("", "data")


def _problem(root: Path, path: Path, link: str, read: Callable[[Path], Page], kind: str) -> str | None:
    """What is wrong with a link of a page; None if nothing is."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None if _well_formed(link) else "is no address of the web"
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path.resolve()
    if not target.is_relative_to(root.resolve()):
        return "leads out of the folder"
    if not target.exists():
        return "there is no such file"
    if parts.fragment and target.suffix == kind and unquote(parts.fragment) not in read(target).anchors:
        return "there is no such place on that page"
    return None


def _well_formed(address: str) -> bool:
    """Whether an address elsewhere could be one; nobody asks there."""
    parts = urlsplit(address)
    if parts.scheme == "mailto":
        return re.fullmatch(r"[^@\s]+@[^@\s]+", parts.path) is not None
    if parts.scheme == "data":
        return True
    return (
        parts.scheme in ("http", "https") and _HOST.fullmatch(parts.hostname or "") is not None and " " not in address
    )
