"""What is being typed: told from indentation, also where the text is no YAML."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from maps.texts import GOOD

from editor.made import EASTGLEN, NATIONAL
from pathkit.editor.context import Context, context_at
from pathkit.editor.outline import outline_of

HERE = Path(__file__).parents[2]
FILES = [*sorted((HERE / "examples").glob("*.yaml")), *sorted((HERE / "pathways").rglob("*.pathway.yaml"))]
TEXTS = {"eastglen": EASTGLEN, "national": NATIONAL, "good": GOOD}
TEXTS |= {file.stem: file.read_text(encoding="utf-8") for file in FILES}


def context(text: str) -> Context | None:
    """The context at the bar."""
    return context_at(text.replace("|", "", 1), text.index("|"))


@pytest.mark.parametrize("name", TEXTS)
def test_it_agrees_with_the_parser_wherever_something_stands(name: str) -> None:
    text = TEXTS[name]
    leaves = outline_of(text).leaves
    for leaf in leaves[:: max(len(leaves) // 60, 1)]:
        if leaf.node.quoted in ("|", ">"):
            continue
        start, end = leaf.node.inside
        cursor = min(start + 2, end)
        found = context_at(text, cursor)
        assert found is not None, leaf
        assert found.path == (leaf.path[:-1] if leaf.is_key else leaf.path)
        assert found.role in ("either", "key" if leaf.is_key else "value")
        assert (found.typed, found.start) == (text[start:cursor], start)


@pytest.mark.parametrize(
    ("text", "path", "role", "typed"),
    [
        ("|", (), "key", ""),
        ("ser|", (), "key", "ser"),
        ("services:\n  gp:\n    na|", ("services", "gp"), "either", "na"),
        ("services:\n  gp:\n    name: x\n    pro|", ("services", "gp"), "key", "pro"),
        ("services:\n  gp:\n    name: x\n  |", ("services",), "key", ""),
        ("transfers:\n  - |", ("transfers", 0), "either", ""),
        ("transfers:\n- from: a\n  to: b\n- fr|", ("transfers", 1), "either", "fr"),
        ("transfers:\n- from: a\nsc|", (), "key", "sc"),
        ("transfers:\n  - {from: a, to: |", ("transfers", 0, "to"), "value", ""),
        ("transfers:\n  - {from: a, t|", ("transfers", 0), "key", "t"),
        ("transfers:\n  - {from: a,\n     to: b|", ("transfers", 0, "to"), "value", "b"),
        ("services:\n  gp:\n    provider:|", ("services", "gp", "provider"), "value", ""),
        ("services:\n  gp:\n    hours: when d|", ("services", "gp", "hours"), "value", "when d"),
        ("services:\n  gp:\n    offers: [listening, |", ("services", "gp", "offers", 1), "either", ""),
        ("services:\n  gp:\n    offers:\n      - a\n      - b|", ("services", "gp", "offers", 1), "either", "b"),
        (
            "services:\n  gp:\n    supports:\n      - needs: [a, |",
            ("services", "gp", "supports", 0, "needs", 1),
            "either",
            "",
        ),
        ("forum:\n  members: ['a', \"b|", ("forum", "members", 1), "either", "b"),
        # Nobody closed the bracket or the quote above: the indentation says where their block has ended.
        ("forum: {members: [a, b\nservices:\n  gp:\n    kind: |", ("services", "gp", "kind"), "value", ""),
        ('area:\n  name: "Eastglen\nforum:\n  conv|', ("forum",), "either", "conv"),
        ("forum:\n  escalation: |\u2060\n", ("forum", "escalation"), "value", ""),
    ],
)
def test_what_is_being_typed(text: str, path: tuple[str | int, ...], role: str, typed: str) -> None:
    found = context(text.replace("\u2060", ""))
    assert found is not None
    assert (found.path, found.role, found.typed) == (path, role, typed)


def test_a_colon_without_a_space_is_told() -> None:
    found = context("transfers:\n  - from:|")
    assert found is not None and found.close
    found = context("transfers:\n  - from: |")
    assert found is not None and not found.close


@pytest.mark.parametrize(
    ("text", "cursor"),
    [
        ("# notes about g", 15),
        ("forum: # notes", 14),
        ("forum: {name: a, # notes", 24),
        ("forum:\n  escalation: |\n    line one", 35),
        ("forum:\n  escalation: >-\n    line\n\n    line", 41),
        ('forum:\n  name: "two\n    lines', 28),
        ('forum: {name: "done"', 20),
    ],
)
def test_nothing_is_offered_inside_of_comments_and_texts(text: str, cursor: int) -> None:
    assert context_at(text, cursor) is None


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet="ab:-?[]{},&*!|>'\"%@# \n\t\r\u2028é", max_size=60), data=st.data())
def test_no_text_is_too_odd(text: str, data: st.DataObject) -> None:
    cursor = data.draw(st.integers(0, len(text)))
    found = context_at(text, cursor)
    assert found is None or text[found.start : cursor] == found.typed
