"""Where keys and values stand, and what is made of a text that is no YAML at the moment."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.made import EASTGLEN
from pathkit.editor.outline import mended, outline_of
from pathkit.maps.tree import read_tree


def test_every_key_and_text_is_found_where_it_stands() -> None:
    outline = outline_of(EASTGLEN)
    for leaf in outline.leaves:
        start, end = leaf.node.inside
        assert EASTGLEN[start:end] == leaf.node.text
        assert outline.at(start) is not None
    provider = outline.find(("services", "gp", "provider"))
    assert provider is not None and EASTGLEN[provider.start : provider.end] == "nhs-eastglen"
    key = outline.find(("services", "gp", "[key]"))
    assert key is not None and EASTGLEN[key.start :].startswith("gp:\n    name: Eastglen GP")
    quoted = outline.find(("transfers", 1, "agreed_by", 1))
    assert quoted is not None and EASTGLEN[quoted.start : quoted.end] == '"nhs-eastglen"'


def test_an_alias_leads_to_what_it_repeats() -> None:
    text = "a: &x gp\nb: *x\nc: &y {k: *x}\nd: *y\n"
    outline = outline_of(text)
    for path in (("a",), ("b",), ("c", "k"), ("d", "k")):
        node = outline.find(path)
        assert node is not None and text[node.start : node.end] == "gp" and node.start == 6


def test_of_keys_that_stand_twice_the_first_counts_as_for_the_reader() -> None:
    text = "services: {gp: {name: one}, gp: {name: two}}"
    node = outline_of(text).find(("services", "gp", "name"))
    assert node is not None and node.text == "one"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    kind: primary-care\n", "    kind: [primary-care\n"),
        ("    kind: primary-care\n", '    kind: "primary-care\n'),
        ("    kind: primary-care\n", "    kind: primary: care\n"),
        ("    kind: primary-care\n", "    ki\n"),
        ("    kind: primary-care\n", "    kind: primary-care\n - x\n"),
        ("    kind: primary-care\n", "\tkind: primary-care\n"),
        ("    kind: primary-care\n", "    kind: *nothing }\n"),
        ("    kind: primary-care\n", "    kind: @\n    a: %\n"),
        ("    kind: primary-care\n", "    kind: a\x07b\n"),
    ],
)
def test_a_broken_line_is_left_out_and_the_rest_is_read(before: str, after: str) -> None:
    broken = EASTGLEN.replace(before, after, 1)
    assert broken != EASTGLEN
    whole = mended(broken, broken.count("\n", 0, broken.index(after)))
    assert len(whole) == len(broken)
    data = read_tree(whole.encode())[0].data
    assert isinstance(data, dict)
    assert data["services"]["night-line"]["provider"] == "listeners"
    assert data["services"]["gp"]["hours"] == "Mon-Fri 09:00-17:00"
    assert data["transfers"][2]["id"] == "by-day"


def test_a_good_text_is_left_alone() -> None:
    assert mended(EASTGLEN) == EASTGLEN


def test_a_text_that_is_no_yaml_at_all_comes_to_nothing() -> None:
    whole = mended("\n".join("{[}" for _ in range(50)))
    assert not whole.strip()


@settings(max_examples=150, deadline=None)
@given(
    text=st.one_of(
        st.text(alphabet="ab:-?[]{},&*!|>'\"%@`# \n\t\r\u2028é\x00\ud800", max_size=80),
        st.builds(
            lambda at, junk: EASTGLEN[:at] + junk + EASTGLEN[at:],
            st.integers(0, len(EASTGLEN)),
            st.text(alphabet="[]{}'\":-*&| \n\t@", min_size=1, max_size=4),
        ),
    )
)
def test_whatever_is_mended_can_be_read(text: str) -> None:
    whole = mended(text)
    assert len(whole) == len(text)
    try:
        outline_of(whole)
    except yaml.YAMLError:  # too deep for a map
        assert text.count("[") + text.count("{") > 40
