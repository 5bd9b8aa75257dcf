"""What every page stands on: names stay text, and nothing but the page's own style and script ever runs."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from typing import Any

import jinja2
import pytest
from markupsafe import Markup

from pathkit.pages import page as pages
from pathkit.pages.page import embedded, page

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><style>*{display:none}",
    "</script><script>alert(1)</script>",
    "]]><b>bold</b>",
    "<!-- <script>",
    "{{ 7 * 7 }}{% raw %}",
    "O'Neill & Sons",
)

TEMPLATE = """\
{% extends "base.html" %}
{% block title %}{{ name }}{% endblock %}
{% block kind %}{{ name }}{% endblock %}
{% block body %}<main id="content"><h1 title="{{ name }}">{{ name }}</h1>{{ picture }}</main>{% endblock %}
{% block data %}<script type="application/json" id="data">{{ data }}</script>{% endblock %}
"""


class Elements(HTMLParser):
    """The elements of a page, with the texts in them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], list[str]]] = []
        self._open: list[list[str]] = [[]]
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append([])
        self.found.append((tag, dict(attrs), self._open[-1]))

    def handle_endtag(self, tag: str) -> None:
        self._open.append([])

    def handle_data(self, data: str) -> None:
        self._open[-1].append(data)

    def texts(self, tag: str) -> list[str]:
        """What stands in each element of that name."""
        return ["".join(text) for name, _, text in self.found if name == tag]

    def tags(self) -> list[str]:
        """The elements, in order."""
        return [tag for tag, _, _ in self.found]


@pytest.fixture
def templates(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Templates and assets of the test beside those of the package."""
    texts = {"sample.html": TEMPLATE}
    environment = pages._environment()
    assert environment.loader is not None
    found = jinja2.ChoiceLoader([jinja2.DictLoader(texts), environment.loader])
    monkeypatch.setattr(environment, "loader", found)
    monkeypatch.setattr(environment, "cache", None)
    of_package = pages._asset
    monkeypatch.setattr(pages, "_asset", lambda name: texts.get(name) or of_package(name))
    return texts


def sample(name: str = "Eastglen", picture: Markup | str = "", data: object = None, **more: Any) -> Elements:
    """The elements of a page about something of this name."""
    return Elements(page("sample.html", name=name, picture=picture, data=embedded(data), **more))


def policy(elements: Elements) -> dict[str, str]:
    """What the page allows, by kind."""
    text = next(
        str(facts["content"])
        for tag, facts, _ in elements.found
        if tag == "meta" and facts.get("http-equiv") == "Content-Security-Policy"
    )
    return dict(part.strip().split(" ", 1) for part in text.split(";"))


def hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.mark.usefixtures("templates")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_text_wherever_it_stands(name: str) -> None:
    usual, hostile = sample(), sample(name, data={name: [name]})
    assert hostile.tags() == usual.tags()
    assert hostile.texts("title") == hostile.texts("h1") == [name]
    heading = next(facts for tag, facts, _ in hostile.found if tag == "h1")
    assert heading == {"title": name}


@pytest.mark.usefixtures("templates")
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\u202eb", "a\\u202eb"),
        ("a\u2066b\u2069", "a\\u2066b\\u2069"),
        ("a\u200bb", "a\\u200bb"),
        ("\x1b[31m", "\\x1b[31m"),
        ("a\x00b", "a\\x00b"),
        ("\ud800", "\\ud800"),
        ("two\nlines", "two lines"),
        ("Mòr – café ✗", "Mòr – café ✗"),
    ],
)
def test_what_does_not_print_is_shown_by_its_code(name: str, shown: str) -> None:
    found = sample(name, data={name: name})
    assert found.texts("h1") == [shown]
    assert json.loads(found.texts("script")[0]) == {shown: shown}


@pytest.mark.usefixtures("templates")
def test_pictures_are_put_in_as_they_are() -> None:
    assert "svg" in sample(picture=Markup("<svg></svg>")).tags()
    assert "svg" not in sample(picture="<svg></svg>").tags()


@pytest.mark.parametrize("name", HOSTILE)
def test_data_in_a_page_ends_no_element_and_is_read_back_as_it_was(name: str) -> None:
    data = {"name": name, "hours": [1.5, None, True]}
    text = str(embedded(data))
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == data


def test_data_that_no_script_could_read_is_refused() -> None:
    with pytest.raises(ValueError):
        embedded(float("nan"))


def test_nothing_but_the_style_and_the_script_of_the_page_is_allowed(templates: dict[str, str]) -> None:
    templates["sample.js"] = "document.title = 'é';\n"
    templates["sample.css"] = "main { color: inherit }"
    found = Elements(
        page("sample.html", styles=["sample.css"], scripts=["sample.js"], name="", picture="", data=embedded(1))
    )
    (style,) = found.texts("style")
    _, script = found.texts("script")
    assert style == pages._asset(pages.STYLE) + "\n" + templates["sample.css"]
    assert script == templates["sample.js"]
    assert policy(found) == {
        "default-src": "'none'",
        "style-src": hash_of(style),
        "script-src": hash_of(script),
        "base-uri": "'none'",
        "form-action": "'none'",
    }


@pytest.mark.usefixtures("templates")
def test_a_page_without_a_script_allows_none() -> None:
    found = sample()
    assert policy(found)["script-src"] == "'none'"
    assert [facts.get("type") for tag, facts, _ in found.found if tag == "script"] == ["application/json"]


@pytest.mark.usefixtures("templates")
def test_the_policy_stands_before_all_that_it_governs() -> None:
    tags = sample().tags()
    assert tags.index("meta") < tags.index("style")
    assert [facts for tag, facts, _ in sample().found if tag == "meta"][1]["http-equiv"] == "Content-Security-Policy"


@pytest.mark.usefixtures("templates")
def test_a_page_says_at_once_what_it_is() -> None:
    text = page("sample.html", name="Eastglen", picture="", data=embedded(None))
    assert text.startswith('<!doctype html>\n<html lang="en-GB">')


@pytest.mark.usefixtures("templates")
def test_a_value_that_a_template_lacks_is_a_fault_and_not_an_empty_place() -> None:
    with pytest.raises(jinja2.UndefinedError, match="picture"):
        page("sample.html", name="Eastglen", data=embedded(None))


@pytest.mark.usefixtures("templates")
def test_the_same_values_give_the_same_bytes() -> None:
    values = {"name": "Eastglen", "picture": "", "data": embedded({"b": 1, "a": 2})}
    assert page("sample.html", **values) == page("sample.html", **values)


def test_the_style_asks_for_nothing_from_elsewhere() -> None:
    style = pages._asset(pages.STYLE)
    assert not re.search(r"url\(|@import|https?:|//", style)
    assert "</" not in style
