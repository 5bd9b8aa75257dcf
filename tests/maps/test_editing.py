"""Entries are put into a map with every other byte left as it was, however the file is written."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pathkit.maps.editing import CannotEdit, with_entries
from pathkit.maps.tree import read_tree

BOM = b"\xef\xbb\xbf"
LINE_END = re.compile(rb"\r\n|\r|\n")


def entry(finding: str = "closed-door@gp", **other: Any) -> dict[str, Any]:
    """An entry to write."""
    return {
        "finding": finding,
        "reason": "Replaced in March: minuted #4",
        "meanwhile": "They ring back.\nBy ten o'clock.",
        "owner": "nhs-eastglen",
        "agreed": date(2026, 11, 4),
        "review": date(2027, 5, 4),
        "covers": {"hours_per_week": 64.5, "people": 12, "dates": 0},
        **other,
    }


def as_read(value: Any) -> Any:
    """What the reader makes of an entry: texts."""
    return {key: as_read(item) for key, item in value.items()} if isinstance(value, dict) else str(value)


def meaning(raw: bytes) -> Any:
    """What stands in a file, which has to be readable."""
    tree, faults = read_tree(raw)
    assert faults == ()
    return tree.data


def is_insertion(old: bytes, new: bytes) -> bool:
    """Whether `new` is `old` with one block put in at one place."""
    if len(new) < len(old):
        return False
    same = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    return new.endswith(old[same:]) or any(
        new.startswith(old[:i]) and new.endswith(old[i:]) for i in range(max(0, same - 4), same)
    )


# --- hostile files

PARTS = (
    "area: {id: eastglen, name: 'East: glen'}  # the area",
    'forum:\n  name: "East\\tglen # no comment"\t# behind a tab\n  # below it\n  reviewed: 2026-05-01\t',
    "text: |\n  words\n\n  # no comment\n  - no: list\n",
    "kept: |+\n  words\n\n\n",
    "bare: |\n  words",
    "folded: >-\n    words\n     and more\n  # a comment",
    "first: &one {a: [1, 'x']}\nsecond: *one",
    "? odd\n: value",
    "'acknowledged ': no",
    "empty:",
    "plain: over\n  two lines # and on",
    'quoted: "over\n\n  two \\\n  lines"',
    "list:\n- acknowledged: []\n- - b\n  -   c",
    "café–😀: 'naïve\u2028? 東'",
    "inner:\n  acknowledged: []",
    "flow: [a, # one\n  {acknowledged: []},\n  ]",
)
BETWEEN = ("", "# acknowledged: [", "  # - finding: x", "   ", "#", "# ü 😀")
KNOWN = """finding: wrong-door@gp, reason: "it's so", meanwhile: 'a: b', owner: nhs, agreed: 2026-01-01,\
 review: 2026-02-02, covers: {hours_per_week: 1, people: 2, dates: 3}"""
ENTRIES = (
    f"{{{KNOWN}}}",
    f"{{{KNOWN.replace(', ', f',{chr(10)}      ')}}}  # so",
    "\n".join(KNOWN.split(", ", 6)).replace("\n", "\n    "),
    """finding: wrong-door@gp   # this one
    reason: >-  # folded
      it is
      so
    # in between
    meanwhile: "over\n      two lines"
    owner: &who nhs
    agreed: 2026-01-01
    review: '2026-02-02'
    covers:
      hours_per_week: 1 # hours
      people: 2
      dates: 3
    # belongs to it
  # and this to the list""",
    """covers: {hours_per_week: 1, people: 2, dates: 3}
    finding:
      wrong-door@gp
    owner: nhs
    agreed: 2026-01-01
    review: 2026-02-02
    meanwhile: |
      they

      ring
    reason: |+
      it is so

""",
    """? finding
    : wrong-door@gp
    ? covers
    : hours_per_week: 1
      people: 2
      dates: 3
    owner: nhs
    agreed: 2026-01-01
    review: 2026-02-02
    meanwhile: they
      ring
    reason: so""",
)
EMPTY = ("", "~", "null", "[]", "[ ]", "[\n  ]", "&none []", "\n  []")
BEHIND = ("", "  # none yet", "\t", "   # [x] - y\n  # and more", "\n    # none yet\n\n# o")
LISTS = (
    *(f"acknowledged:\n  - {one}" for one in ENTRIES),
    *(f"acknowledged:  # known\n\n  # now\n  - {one}\n" for one in ENTRIES),
    f"acknowledged:\n- {ENTRIES[0]}\n#- c",
    f"acknowledged:\n        -   {ENTRIES[0]}\n      # c",
    f"acknowledged: &list\n  -\n    {ENTRIES[2]}",
    f'"acknowledged": [{ENTRIES[0]}]',
    f"acknowledged: [{ENTRIES[0]},] # all",
    f"acknowledged: [\n  {ENTRIES[0]} # one\n  # two\n  ]",
    f"acknowledged: [\n    {ENTRIES[0]},\n  ] # all",
    "acknowledged: [ # none\n  ]",
)


@st.composite
def files(draw: st.DrawFn, forms: tuple[str, ...] = ("",)) -> tuple[str, str, str]:
    """A file around one of these forms of its list: what stands before it, the list, and what stands behind."""
    parts = draw(st.lists(st.sampled_from(PARTS), min_size=1, max_size=4, unique=True))
    place = draw(st.integers(0, len(parts)))
    between = st.lists(st.sampled_from(BETWEEN), max_size=2)
    indent = draw(st.sampled_from(("", "", "  ")))
    begins = draw(st.sampled_from(("", "", "---\n", "%YAML 1.1\n# c\n--- # begins\n")))
    ends = draw(st.sampled_from(("\n", "\n", "", "\n\n\n", "\n...\n", "\n...", "\n... # ends\n# c")))

    def lines(some: list[str]) -> str:
        told = "\n".join(line for part in some for line in (*draw(between), part))
        return indented("\n".join((told, *draw(between))))

    def indented(text: str) -> str:
        return "\n".join(indent + line if line.strip() else line for line in text.split("\n"))

    return (
        f"{begins}{lines(parts[:place])}\n",
        indented(draw(st.sampled_from(forms))),
        f"\n{lines(parts[place:])}{ends}",
    )


def written(text: str, ends: str, marked: bool) -> bytes:
    """The bytes of a file with such line ends, with or without a byte-order mark."""
    return (BOM if marked else b"") + text.replace("\n", ends).encode()


ENDS = st.sampled_from(("\n", "\n", "\r\n", "\r"))


def good(raw: bytes) -> dict[str, Any]:
    """What stands in a made-up file, if it is a file that can be read; others are passed over."""
    tree, faults = read_tree(raw)
    assume(not faults and isinstance(tree.data, dict))
    assert isinstance(tree.data, dict)
    return tree.data


def added(raw: bytes, *entries: dict[str, Any]) -> bytes:
    """The file with entries, which have to mean what was asked and nothing else."""
    old = meaning(raw)
    edited = with_entries(raw, entries, {})
    known = old.get("acknowledged") or []
    assert meaning(edited.raw) == {**old, "acknowledged": [*known, *map(as_read, entries)]}
    assert edited.raw.startswith(BOM) == raw.startswith(BOM)
    ended = (b"\n", b"\r")
    assert edited.raw.endswith(ended) == raw.endswith(ended)
    ends = set(LINE_END.findall(raw))
    assert set(LINE_END.findall(edited.raw)) <= (ends or {b"\n"})
    for number, line in edited.lines.items():
        assert read_tree(edited.raw)[0].spot("acknowledged", number)[0] in (line, line + 1)
    return edited.raw


File = tuple[str, str, str]


@settings(max_examples=150, deadline=None)
@given(files(), ENDS, st.booleans())
def test_a_file_without_a_list_gets_one_and_keeps_every_byte(file: File, ends: str, marked: bool) -> None:
    raw = written("".join(file), ends, marked)
    good(raw)
    assert is_insertion(raw, added(raw, entry(), entry("b@c")))


@settings(max_examples=250, deadline=None)
@given(files(LISTS), ENDS, st.booleans())
def test_a_list_gets_longer_and_keeps_every_byte(file: File, ends: str, marked: bool) -> None:
    raw = written("".join(file), ends, marked)
    good(raw)
    assert is_insertion(raw, added(raw, entry(), entry("b@c")))


@settings(max_examples=250, deadline=None)
@given(files(("acknowledged:",)), st.sampled_from(EMPTY), st.sampled_from(BEHIND), ENDS, st.booleans())
def test_of_an_empty_list_only_the_sign_for_nothing_goes(
    file: File, empty: str, behind: str, ends: str, marked: bool
) -> None:
    before, key, after = file
    anchor = "&none " if empty.startswith("&") else ""
    gap = "" if empty.startswith("\n") or not empty else " "
    raw = written(f"{before}{key}{gap}{empty}{behind}{after}", ends, marked)
    good(raw)
    new = added(raw, entry(), entry("b@c"))
    blanks = "\n  " if empty.startswith("\n") else gap + anchor
    # The blanks around it go as well where nothing stands behind it.
    left = (blanks + behind, blanks.rstrip(" ") + behind, blanks.rstrip(" ") + behind.lstrip("\t"))
    assert any(is_insertion(written(f"{before}{key}{one}{after}", ends, marked), new) for one in left)


@settings(max_examples=200, deadline=None)
@given(files(LISTS[:-1]), ENDS, st.booleans())
def test_of_a_renewed_entry_only_values_change(file: File, ends: str, marked: bool) -> None:
    raw = written("".join(file), ends, marked)
    old = good(raw)
    new = entry("wrong-door@gp", reason="Replaced in March")
    edited = with_entries(raw, [], {0: new}).raw
    assert meaning(edited) == {**old, "acknowledged": [as_read(new)]}
    before, listed, after = (written(part, ends, False) for part in file)
    assert edited.removeprefix(BOM).startswith(before)
    assert edited.endswith(after)
    renewed = edited.removeprefix(BOM)[len(before) : len(edited.removeprefix(BOM)) - len(after)]
    comments = re.compile(rb"(?<=\s)#[^\r\n]*")
    keys = re.compile(rb"(?:finding|reason|meanwhile|owner|agreed|review|covers|hours_per_week|people|dates)(?=\s*:)")
    assert comments.findall(renewed) == comments.findall(listed)
    assert keys.findall(renewed) == keys.findall(listed)


TYPED = st.text(st.characters(exclude_categories=["Cs"]), min_size=1) | st.text(
    "a0 :#-?,[]{}&*!|>%@`'\"\\~=.\t\n", min_size=1
)


@settings(max_examples=200, deadline=None)
@given(TYPED, TYPED)
@pytest.mark.parametrize("text", ["area: x\n", "{area: x}", "area: x\nacknowledged: [{finding: a@b}]\n"])
def test_whatever_is_typed_reads_back_as_typed(text: str, reason: str, owner: str) -> None:
    added(text.encode(), entry(reason=reason, owner=owner))


@pytest.mark.parametrize(
    "word", ["~", "null", "", "no", "12", "2026-05-01", "a: b", "a #b", "- a", "*a", "{a", "'a'", '"a"']
)
def test_words_that_yaml_takes_for_something_else_are_quoted(word: str) -> None:
    added(b"area: x\n", entry(reason=word))


# --- files of one line, and what they come to


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{area: x}", "{area: x, acknowledged: [ENTRY]}"),
        ("{area: x,}\n", "{area: x, acknowledged: [ENTRY]}\n"),
        ('{\n  "area": "x"\n}\n', '{\n  "area": "x",\n  acknowledged: [ENTRY]\n}\n'),
        ("{area: x # c\n}\n", "{area: x # c\n  , acknowledged: [ENTRY]\n}\n"),
        ("{acknowledged: [], area: x}", "{acknowledged: [ENTRY], area: x}"),
        ("{acknowledged: ~}", "{acknowledged: [ENTRY]}"),
        ("acknowledged: [ # none\n]\n", "acknowledged: [ # none\n   ENTRY\n]\n"),
        ("acknowledged: [{finding: a@b}]\n", "acknowledged: [{finding: a@b}, ENTRY]\n"),
    ],
)
def test_lists_in_brackets_stay_in_brackets(old: str, new: str) -> None:
    one = "{finding: a@b, covers: {people: 1}}".replace("a@b", "c@d")
    made = with_entries(old.encode(), [{"finding": "c@d", "covers": {"people": 1}}], {})
    assert made.raw.decode() == new.replace("ENTRY", one)
    assert list(made.texts.values()) == [one]


def test_new_entries_look_like_those_of_the_page() -> None:
    raw = b"area: x\n\nacknowledged: []                # findings the forum knows of\n\n# the end\n"
    made = with_entries(
        raw, [entry(reason="Replaced in March; minuted on 4 May.", meanwhile="Practices ring back.")], {}
    )
    assert made.raw.decode() == (
        "area: x\n\nacknowledged:                 # findings the forum knows of\n"
        "  - finding: closed-door@gp\n"
        "    reason: Replaced in March; minuted on 4 May.\n"
        "    meanwhile: Practices ring back.\n"
        "    owner: nhs-eastglen\n"
        "    agreed: 2026-11-04\n"
        "    review: 2027-05-04\n"
        "    covers: {hours_per_week: 64.5, people: 12, dates: 0}\n"
        "\n# the end\n"
    )
    assert made.lines == {0: 4}
    assert made.texts[0].startswith("- finding: closed-door@gp\n  reason:")


def test_entries_go_behind_the_comments_of_the_last_one() -> None:
    raw = b"acknowledged:\n- finding: a@b # c\n  # of a@b\n# of the area\narea: x\n"
    new = with_entries(raw, [{"finding": "c@d"}], {}).raw
    assert new == b"acknowledged:\n- finding: a@b # c\n  # of a@b\n- finding: c@d\n# of the area\narea: x\n"


def test_a_value_that_is_not_renewed_keeps_its_quotes() -> None:
    raw = b"acknowledged:\n- {finding: 'a@b', reason: \"as it was\", covers: {people: '1'}}\n"
    new = {"finding": "a@b", "reason": "as it was", "covers": {"people": 2}}
    assert with_entries(raw, [], {0: new}).raw == raw.replace(b"'1'", b"2")


@pytest.mark.parametrize(
    "text",
    [
        "all: &all [{finding: a@b}]\nacknowledged: *all\n",
        "acknowledged: &all [{finding: a@b}]\nall: *all\n",
        "word: &word acknowledged\n*word : []\n",
        "acknowledged:\n- finding: a@b\n  reason: |\n    not ended",
    ],
)
def test_what_would_change_something_else_is_refused(text: str) -> None:
    with pytest.raises(CannotEdit, match="acknowledged"):
        with_entries(text.encode(), [entry()], {})


def test_a_renewed_value_that_others_repeat_is_refused() -> None:
    text = "acknowledged:\n- {finding: a@b, reason: &why so}\n- {finding: c@d, reason: *why}\n"
    with pytest.raises(CannotEdit, match="aliases"):
        with_entries(text.encode(), [], {0: {"finding": "a@b", "reason": "not so"}})
