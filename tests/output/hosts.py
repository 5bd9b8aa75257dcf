"""What GitHub and GitLab make of Markdown: their HTML, and in it what they take for a mention, a reference, an address.

The HTML is by GitHub's own reader (cmark-gfm). What hosts look for after that, in the words of the HTML and never in
code, is written here as their documentation describes it, and rather more than too little is taken for a reference.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import cmarkgfm

REFERENCES = (
    "@octo",
    "ask (@octo/team)",
    "a.b+c@example.org",
    "mailto:a@example.org",
    "xmpp:a@example.org/room",
    "&#64;octo \\@octo",
    "#12",
    "closes #12.",
    "gh-7 and GH-7",
    "WARD-17",
    "octo/repo#9",
    "octo@0123abc",
    "octo/repo@0123abcdef0123abcdef0123abcdef0123abcdef",
    "0123abcdef0123abcdef0123abcdef0123abcdef",
    "see deadbee",
    "0123abc...deadbee",
    "CVE-2026-1234",
    "!5",
    "group/project!5",
    "%1",
    '%"a milestone"',
    "~label",
    "~'a label'",
    "$17 and $snippet",
    "&4",
    "^alert#3",
    "[issue:5]",
    "[[a page]] [[_TOC_]]",
    "{+ added +} {- gone -} [+ x +] [- y -]",
    '*iteration:"one"',
    ":smile: :+1::100:",
    "http://example.org",
    "smb://example.org",
    "www.example.org WWW.example.org",
)
"""What a host would take for something else than words."""

_REFERRING = re.compile(
    r"@\w|\#\w|\w/\w+(?:\#|!|@)\w|GH-\d|[A-Z]-\d|!\d|%[\w\"']|~[\w\"']|\$\w|&\d|\*iteration"
    r"|(?i:\b(?=[0-9a-f]*[a-f])[0-9a-f]{7,64}\b)"
    r"|\[\w+:|\[\[|[\[{][+-]|:(?=[\w+-]*[a-z])[\w+-]+:|:100:|:[+-]1:|://|(?i:\bwww\.)",
)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self._in_code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_code += tag in ("code", "pre")
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        self._in_code -= tag in ("code", "pre")

    def handle_data(self, data: str) -> None:
        if not self._in_code:
            self.words.append(data)


def taken_for_more(markdown: str) -> list[str]:
    """What of a text a host takes for a link, a mention, a reference, a picture or (on GitLab) an order."""
    page = _Words()
    page.feed(cmarkgfm.github_flavored_markdown_to_html(markdown))
    page.close()
    orders = re.findall(r"^/\w.*", markdown, re.M)
    return [*page.links, *orders, *(found[0] for words in page.words for found in _REFERRING.finditer(words))]
