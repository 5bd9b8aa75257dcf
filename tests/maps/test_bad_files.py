"""Files that are no maps at all: a clear problem, in bounded time."""

from pathlib import Path

import pytest

from pathkit.maps import load_map

from .reading import read, told
from .texts import SMALL

BOMB = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
)
DEEP_BY_ALIAS = "\n".join(["a0: &a0 [x]"] + [f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 100)])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1 invalid-map: The file is empty. Begin with `area:` and `services:`."),
        ("# nothing\n", "1:1 invalid-map: The file is empty."),
        ("---\n...\n", "2:1 invalid-map: The file is empty."),
        ("hello", "1:1 invalid-map: The file is one text, not a map."),
        ("- a\n- b\n", "1:1 invalid-map: The file is a list, not a map."),
        (b"area: \xe9", "1:7 invalid-yaml: The file is not UTF-8: the byte 0xe9 cannot stand here. Save it again"),
        ("area: x".encode("utf-16"), "1:1 invalid-yaml: The file is not UTF-8: it looks like UTF-16 or UTF-32."),
        ("area: x".encode("utf-16-le"), "1:2 invalid-yaml: A NUL byte cannot stand in a map."),
        ("area:\n  id: \0", "2:7 invalid-yaml: A NUL byte cannot stand in a map."),
        ("area: \x1b[31m", "1:7 invalid-yaml: The control character U+001B cannot stand in a map."),
        ("area:\n\tid: x\n", "2:1 invalid-yaml: Line 2 begins with a tab: use spaces."),
        ("area: [a, b\nforum: x\n", "1:7 invalid-yaml: A list is not closed: it opens here, and line 2 is"),
        ("area: {a: b\nforum: x\n", "1:7 invalid-yaml: A block in `{ }` is not closed: it opens here,"),
        (
            "a:\n  b: 1\n c: 2\n",
            "3:2 invalid-yaml: This line does not fit the block it stands in: 1 space at its start,",
        ),
        ("a: 'x's y'\n", "1:7 invalid-yaml: A quoted text ends before this, and the line goes on."),
        ("area: 'x\n", "1:7 invalid-yaml: A quoted text is not closed: its quote opens here. Add the closing"),
        ('a: "b\nc: d\ne: "f"\n', "1:4 invalid-yaml: A quoted text opens here and is closed only on line 3."),
        ("area:\n  name\n  id: x\n", "2:3 invalid-yaml: A `:` is missing after a key: line 2 has none."),
        ("area\n  id: x\n", "1:1 invalid-yaml: A `:` is missing after a key: line 1 has none."),
        ("area:\n  id:x\n  name: y\n", "2:5 invalid-yaml: A space is missing after the `:` of line 2. Write `id: x`."),
        (
            "area:\n\xa0 id: x\n",
            "2:1 invalid-map: `\\xa0 id` is not a key of a map. The space beside it is no plain space",
        ),
        ("area:\n  id: x\n\xa0 y\n", "3:1 invalid-yaml: A space here is no plain space (it is U+00A0, as copied from"),
        ("area:\n  id:\xa0x\n  name: y\n", "2:6 invalid-yaml: A space here is no plain space (it is U+00A0"),
        ("a:\n  -b: c\n    d: e\n", "2:3 invalid-yaml: Line 2 does not begin as an item of a list. Begin it with"),
        ("a:\n  – b: c\n    f: g\n", "2:3 invalid-yaml: Line 2 does not begin as an item of a list. Begin it with"),
        (
            "a: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n",
            "2:1 invalid-yaml: Git could not merge two versions of this file",
        ),
        ("```yaml\na: b\n```\n", "1:1 invalid-yaml: This line is no part of a map: it was copied with it."),
        (
            "a: {b: #1, c: d}\ne: f\n",
            "1:4 invalid-yaml: A block in `{ }` is not closed: it opens here, and line 2 is no",
        ),
        ("area: & x\n", "1:7 invalid-yaml: A text cannot begin with `&`. Put the text in quotes."),
        ("area: *x*\n", "1:7 invalid-yaml: A text cannot begin with `*`. Put the text in quotes."),
        (b"PK\x03\x04\x14\x00", "1:1 invalid-yaml: The file is no plain text: it looks like a Word or Excel document"),
        (b"%PDF-1.7\n%\xe2", "1:1 invalid-yaml: The file is no plain text: it looks like a PDF. A map is plain text"),
        (r"{\rtf1\ansi area}", "1:1 invalid-yaml: The file is no plain text: it looks like a document in Rich Text"),
        ("<!DOCTYPE html>", "1:1 invalid-yaml: The file is no plain text: it looks like a web page."),
        ("area: x: y\n", "1:8 invalid-yaml: A `:` begins a value where none can stand."),
        ("area: @x\n", "1:7 invalid-yaml: A text cannot begin with `@`. Put the text in quotes."),
        ("area: !!python/object:os.system x\n", "1:7 invalid-yaml: The tag `!!python/object:os.system` is not used"),
        ("area: !x {}\n", "1:7 invalid-yaml: The tag `!x` is not used in maps. Take it out"),
        (SMALL + "---\na: b\n", "9:1 invalid-yaml: A second document begins here (`---`). Keep one map to a file"),
        (
            "area: *x\n",
            "1:7 invalid-yaml: The alias `*x` names nothing. Put the text in quotes. (Or, to repeat a value, put `&x`",
        ),
        ("area: &x [*x]\n", "1:11 invalid-yaml: The alias `*x` stands inside what it names."),
        ("<<: {a: b}\n", "1:1 invalid-yaml: `<<` (a merge key) is not used in maps. Write the keys out;"),
        ("? [a]\n: b\n", "1:3 invalid-yaml: A key is a list or a block here. Keys are plain words"),
        ("[" * 200_000, "1:51 invalid-yaml: The nesting is deeper than 50 levels."),
        ("? " * 200_000, "1:101 invalid-yaml: The nesting is deeper than 50 levels."),
        ("- " * 200_000, "1:101 invalid-yaml: The nesting is deeper than 50 levels."),
        (DEEP_BY_ALIAS, "invalid-yaml: The nesting is deeper than 50 levels."),
        (BOMB, "invalid-yaml: The file comes to more than 1,000,000 values, with its aliases written out."),
        ("a: b\n" + "# comment\n" * 1_700_000, "1:1 invalid-yaml: The file is larger than 16 MiB. Split it"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_is_no_map_is_told(tmp_path: Path, text: str | bytes, expected: str) -> None:
    loaded = read(tmp_path, text)
    assert loaded.map is None
    assert any(expected in told(problem) for problem in loaded.problems)


SMALL_MAP = """
area: {id: eastglen, name: Eastglen}
organisations:
  trust: {name: Trust, sector: health}
services:
  line: {name: Line, provider: trust, kind: helpline, hours: 24/7}
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "hours: 24/7}",
            "hours: 24/7, contact: {address: 1 High Street, Glenside}}",
            "`Glenside` is not a word that `contact` knows. Put a text that holds a comma in quotes.",
        ),
        ("hours: 24/7}", "hours: 24/7, colour: }", "`colour` is not a key of a service."),
        ("kind: helpline", "knd: helpline", "`knd` is not a key of a service. Did you mean `kind`?"),
        (
            "hours: 24/7}",
            "hours: 24/7, supports: {excludes: none}}",
            "Where nobody is turned away, write `excludes: []`.",
        ),
        ("hours: 24/7}", "hours: 24/7, supports: {urgency: non-urgent}}", "Did you mean `routine`? Known:"),
        ("hours: 24/7}", "hours: when night team is closed}", "Did you mean `when night-team is closed`?"),
        ("hours: 24/7}", "hours: 24/7, checked_on: 22/11/2026}", "Did you mean `2026-11-22`? Write year-month-day"),
        (
            "provider: trust",
            "provider: Trust",
            "There is no organisation `Trust`. Did you mean `trust`? Known organisations: trust.",
        ),
        ("provider: trust", "provider: trust‑", "There is no organisation `trust‑`."),
    ],
)
def test_one_slip_is_told_once_and_with_what_was_meant(tmp_path: Path, old: str, new: str, expected: str) -> None:
    problems = read(tmp_path, SMALL_MAP.replace(old, new)).problems
    assert [expected in told(problem) for problem in problems] == [True], list(map(told, problems))


def test_a_hyphen_that_only_looks_like_one_is_told_as_one(tmp_path: Path) -> None:
    text = SMALL_MAP.replace("trust:", "the-trust:").replace("provider: trust", "provider: the‑trust")
    (problem,) = read(tmp_path, text).problems
    assert problem.remedy is not None
    assert problem.remedy.startswith("Did you mean `the-trust`, with the plain hyphen `-`?")


def test_a_text_that_a_sign_makes_a_comment_is_told_as_one(tmp_path: Path) -> None:
    problems = read(tmp_path, "organisations:\n  trust:\n    name: #1 trust\n    sector: health\n").problems
    assert [problem.remedy for problem in problems] == [
        'What follows the `#` is a comment: put the text in quotes, `name: "#…"`.'
    ]


def test_many_faults_are_cut_short_and_said_to_be(tmp_path: Path) -> None:
    many = "".join(f"  s{number}: {{kynd: x}}\n" for number in range(3000))
    problems = read(tmp_path, "services:\n" + many).problems
    assert len(problems) == 501
    assert problems[-1].message == "There are more problems in this file."


def test_one_fault_that_an_alias_repeats_is_told_once(tmp_path: Path) -> None:
    first = "services:\n  s: &s {name: x, provider: nobody, kind: helpline, hours: 24/7}\n"
    problems = read(tmp_path, first + "".join(f"  s{number}: *s\n" for number in range(100))).problems
    assert [problem.rule for problem in problems] == ["unknown-reference"]


def test_a_long_line_is_cut(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, "x: " + "y" * 5000).problems
    assert len(problem.source_line) == 200


def test_a_path_that_cannot_be_read_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_map(tmp_path / "none.pathway.yaml")
    with pytest.raises(OSError, match="not a file"):
        load_map(tmp_path)
