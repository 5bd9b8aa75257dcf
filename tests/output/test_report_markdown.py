"""The report as Markdown: for people, within the size of a comment, and whatever a map holds is only read."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from output.hosts import REFERENCES, taken_for_more
from output.made import JOURNEY, KNOWN, MAP, ON, checked, finding, in_order, invalid, question, report
from pathkit import __version__
from pathkit.check import check_paths
from pathkit.check.report import Extent, ExtentGroup, LabelledPlace, Report, RuleNotRun, Settles
from pathkit.maps import Place, Problem
from pathkit.output.markdown import JOINER, LIMIT
from pathkit.output.page import safe
from pathkit.output.report_markdown import MARKER, as_markdown, verdict

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "made_report.md"
HOSTILE = (
    "a|b || \\| c",
    "`rm` ``` x",
    "<script>alert(1)</script>",
    "<!-- x --> </details>",
    "[x](javascript:alert(1)) ![x](http://example.org/a.png)",
    "[x]: http://example.org",
    "<http://example.org> www.example.org a@example.org",
    "# heading",
    "- item",
    "1. item",
    "===",
    "---",
    "***",
    "> quote",
    "~~struck~~ **bold** _x_",
    "two\nlines\r\n\n# three\n\n    code",
    "\n```\nfence",
    "\u202eturned\u202c \x1b[31mred \x00 \ud800",
    "::error::x ##[error]y",
    "x" * 9000,
    " ",
)
OURS = {"text", "code_inline", "strong_open", "strong_close", "softbreak"}
FULL = report(
    checked(
        (
            finding(),
            finding("long-wait@gp", severity="warning", principles=("responsive",), rank=(1, 0, 0)),
            finding("closed-door@gp", severity="warning", acknowledgement=KNOWN, rank=(1, 0, 1)),
            finding("wrong-door@samaritans", library=True),
        ),
        (question(), question("hours@gp", ask_name="The forum", settles=Settles(0.0, 0))),
    )
)


def tokens_of(found: Report) -> list[Token]:
    return PARSER.parse(as_markdown(found))


def inside(tokens: list[Token]) -> list[Token]:
    return [child for token in tokens for child in token.children or ()]


def words_of(token: Token) -> str:
    """The words of a line, as people read them."""
    return "".join(child.content for child in token.children or ()).replace(JOINER, "")


def cells(tokens: list[Token]) -> list[str]:
    """The words of every cell of every table."""
    return [words_of(inner) for cell, inner in pairwise(tokens) if cell.type in ("td_open", "th_open")]


def test_the_order_of_a_paper() -> None:
    in_order(
        as_markdown(FULL, show=1),
        MARKER,
        "# Eastglen: what was found",
        "**✗ 1 principle of 4 is broken. 1 error and 1 warning. 2 questions are open.**",
        "## The principles",
        "| No Wrong Door | **✗ broken** | 1 finding |",
        "| Proportionate Response | ✓ kept | 7 rules asked, 51,287,040 situations, no finding |",
        "## The gravest of 2 findings",
        "### 1. ✗ Error · No Wrong Door",
        "**A person aged 16-17",
        "- **Who and when:** aged 16-17, distress, routine or urgent: Mon-Fri 17:00-09:00; Sat-Sun all day",
        "- **Extent:** 12 kinds of people · 128 h a week · not as usual on 25 Dec 2026",
        f"- **Where:** `{MAP}:40` this door",
        "- **Because:** The duty team is shut.",
        "- **Journey:** A 16-year-old",
        "  1. Turns to Eastglen GP (line 40)",
        "  2. Referred to the duty team",
        "  The duty team supports them from",
        "- **Why it matters:** No Wrong Door",
        "- **Remedy:** Add a transfer",
        "- **Id:** `wrong-door@gp`",
        "## Other findings, by principle",
        "| Responsive | ! warning `long-wait@gp` | Mon-Fri 17:00-09:00, Sat-Sun all day: aged 16-17",
        "## For the national services",
        "`wrong-door@samaritans`",
        "## Known to the forum (acknowledged)",
        "`closed-door@gp` | The answerphone is replaced in March.",
        "| nhs-eastglen | 30 Nov 2026 (due) |",
        "## Open questions",
        "2 questions are open",
        "This answer would settle most.",
        "- **GP practices**",
        f"  - Is the GP practice open on public holidays? `{MAP}:41` Your answer may change",
        "1 more is for The forum (1).",
        "## What was checked",
        f"- `{MAP}`: 14 services, 31 transfers, 96 kinds of people, 51,287,040 situations",
        "The year from the week of 21 Nov 2026, profile agreed.",
        "- Not run: no-feedback (only in the profile assured).",
        "**What no map shows.**",
    )


GOOD = checked(principles=(), rules_not_run=())


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (report(GOOD, principles=()), "✓ Nothing was found that certainly lets anybody down."),
        (
            report(replace(GOOD, questions=(question(),)), principles=()),
            "✓ Nothing was found that certainly lets anybody down. 1 question is open.",
        ),
        (
            report(replace(GOOD, findings=(finding(acknowledgement=KNOWN),)), principles=()),
            "✓ Nothing new was found; the forum lives with 1 finding for now.",
        ),
        (
            report(replace(GOOD, findings=(finding(severity="warning"),)), principles=()),
            "! 1 warning.",
        ),
        (report(invalid()), "✗ The map is not valid (1 problem), so nothing could be asked of it."),
        (
            report(invalid(), replace(GOOD, path="b.pathway.yaml"), principles=()),
            "✗ 1 map of 2 is not valid and left out. 1 error.",
        ),
        (report(replace(GOOD, checked=False, refused="x cannot be read.")), "✗ 1 map could not be checked."),
        (
            report(replace(GOOD, rules_not_run=(RuleNotRun("long-wait", "x", crashed=True),)), principles=()),
            "✗ A fault in pathkit: what is told here is not all. Nothing was found that certainly lets anybody down.",
        ),
        (
            report(replace(GOOD, is_library=True, checked=False), principles=()),
            "✓ No map of an area was checked: what was read are libraries, and they are valid.",
        ),
    ],
)
def test_the_verdict_is_one_line(found: Report, said: str) -> None:
    assert verdict(found) == said


def test_what_is_wrong_with_a_map_is_told_with_its_line() -> None:
    in_order(
        as_markdown(report(invalid())),
        f"## {MAP} is not valid (1 problem), so it was not checked",
        f"- ✗ `{MAP}:12:15` There is no organisation `nhs-eastlgen`.",
        "  Did you mean `nhs-eastglen`?",
        "  The line: `provider: nhs-eastlgen`",
        f"- `{MAP}`: not valid, so not checked",
    )


def test_what_is_open_again_says_so() -> None:
    grown = finding(acknowledgement=replace(KNOWN, reopened="it has grown"))
    assert "- **Known, and open again:** it has grown" in as_markdown(report(checked((grown,))))
    assert "| open again: Mon-Fri" in as_markdown(report(checked((grown,))), show=0)


def test_a_fault_is_told() -> None:
    crashed = checked(rules_not_run=(RuleNotRun("long-wait", "a fault in pathkit", crashed=True),))
    in_order(as_markdown(report(crashed)), "## A fault in pathkit", "- `long-wait`: a fault in pathkit", "report it")


def test_several_maps_are_told_apart_and_national_services_once() -> None:
    national = finding("wrong-door@samaritans", library=True)
    maps = [
        checked((finding(map=path), replace(national, map=path)), path=path, name=path[0].upper() + "glen")
        for path in ("a.pathway.yaml", "b.pathway.yaml")
    ]
    whole = as_markdown(report(*maps))
    in_order(whole, "# What was found in 2 maps", "| Aglen `a.pathway.yaml` | 1 | 1 | 0 | 0 | 0 | 0 |")
    assert "- **Id:** `wrong-door@gp` in `b.pathway.yaml`" in whole
    assert whole.count("wrong-door@samaritans") == 1
    assert "in 2 maps: " in whole


def test_it_says_that_questions_count_where_they_do() -> None:
    assured = report(checked((), (question(),), profile="assured"), profile="assured")
    assert "In the profile assured, each counts as a warning." in as_markdown(assured)


def test_the_same_report_is_the_same_paper() -> None:
    assert as_markdown(FULL) == as_markdown(FULL)


def test_what_it_says_of_an_example(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = check_paths([Path("examples/closed-at-half-past-three.pathway.yaml")], date=ON)
    said = as_markdown(found).replace(f"pathkit {__version__}", "pathkit VERSION")
    if os.environ.get("PATHKIT_GOLDEN") == "write":
        GOLDEN.write_text(said, "utf-8")
    assert said == GOLDEN.read_text("utf-8")


# --- hostile names


def named(words: str) -> Report:
    """A report in which the words stand wherever a map, a path or a person can put some."""
    step = replace(JOURNEY.steps[0], text=words)
    journey = replace(JOURNEY, person=replace(JOURNEY.person, words=words), steps=(step,), ending=words)
    group = ExtentGroup((words,), 2, (words,), 1.0, ())
    place = LabelledPlace(Place(f"x{words}", 4, 2), words)
    whole = Extent((words,), 2, (words,), 1.0, (), (group, group), 2)
    known = replace(KNOWN, reason=words, meanwhile=words, owner=words)
    more = {"message": words, "remedy": words, "places": (place,), "journey": journey, "extent": whole}
    causes = (replace(finding().because[0], text=words),) * 2
    findings = (
        finding(f"wrong-door@{words}", because=causes, **more),
        finding(f"long-wait@{words}", **more, acknowledgement=replace(known, reopened=words)),
        finding(f"closed-door@{words}", **more, acknowledgement=known),
        finding(f"dead-end@{words}", **more, library=True),
        *(finding(f"not-stated@{words}{n}", severity="note", extent=None, journey=None) for n in "ab"),
    )
    asked = (
        question(id=f"hours@{words}", question=words, ask_name=words, place=place.place),
        question("intake@gp", id=f"intake@{words}", question=words, ask_name=f"{words}.", settles=Settles(0.0, 0)),
    )
    problem = Problem("invalid-map", words, words, words, 1, 1, f"x{words}", place.place)
    one = checked(findings, asked, name=words, path=words, organisations=((words, words),))
    wrong = invalid(path=words, is_library=False)
    refused = replace(wrong, problems=(), refused=words)
    return report(one, replace(wrong, problems=(problem,)), refused)


def shape(tokens: list[Token]) -> list[tuple[str, str, int]]:
    return [(token.type, token.tag, token.level) for token in tokens if token.type != "inline"]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("show", [0, 1, 5])
def test_no_name_changes_what_the_paper_is_made_of(words: str, show: int) -> None:
    tokens, plain = (PARSER.parse(as_markdown(named(one), show, 10**7)) for one in (words, "Some name"))
    if words.strip():
        assert shape(tokens) == shape(plain)
    assert {token.type for token in inside(tokens)} <= OURS
    assert [token.content.strip() for token in tokens if token.type == "html_block"] == [MARKER]


@pytest.mark.parametrize("words", [one for one in HOSTILE if one.strip() and "`" not in one and len(one) < 100])
def test_names_are_read_as_they_were_typed(words: str) -> None:
    tokens = tokens_of(named(words))
    read = " ".join(safe(words).split())
    headings = [inner for head, inner in pairwise(tokens) if head.type == "heading_open"]
    assert any(read in words_of(one) for one in headings)
    assert read in cells(tokens)


@pytest.mark.parametrize("words", [*HOSTILE, *REFERENCES])
def test_nothing_in_it_is_taken_for_a_reference(words: str) -> None:
    assert taken_for_more(as_markdown(named(words))) == []


def test_rows_have_as_many_cells_as_their_heads() -> None:
    for words in HOSTILE:
        for table in re.findall(r"(?:^\|.*\n)+", as_markdown(named(words)), re.M):
            counts = {len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in table.splitlines()}
            assert len(counts) == 1


# --- the size


def large(count: int) -> Report:
    one = checked(
        tuple(
            finding(f"wrong-door@s{n}", rank=(0, n), message=f"who turns to s{n} {'is left ' * 20}")
            for n in range(count)
        ),
        tuple(question(f"hours@s{n}", ask_name=f"Organisation {n}") for n in range(count)),
    )
    return report(one, *(replace(one, path=f"{n}.pathway.yaml", findings=(), questions=()) for n in range(count)))


@pytest.mark.parametrize("limit", [LIMIT, 20_000, 8_000, 4_000])
@pytest.mark.parametrize("show", [5, None])
def test_it_keeps_within_its_size_and_says_what_is_left_out(limit: int, show: int | None) -> None:
    found = large(400)
    whole = as_markdown(found, show, limit)
    assert len(whole.encode("utf-8")) < limit
    told = set(re.findall(r"`wrong-door@(s[0-9]+)`", whole))
    more = re.search(r"\*… and ([0-9,]+) more findings, left out for lack of room", whole)
    assert len(told) + (int(more[1].replace(",", "")) if more else 0) == 400
    assert more is None or "`pathkit check --show all` prints every one." in whole


def test_the_gravest_are_told_where_not_all_can_be() -> None:
    whole = as_markdown(large(400), limit=20_000)
    in_order(whole, "### 1. ✗ Error", "`wrong-door@s0`", "`wrong-door@s1`")
    assert "wrong-door@s399" not in whole


def test_all_in_full_where_there_is_room() -> None:
    whole = as_markdown(large(30), None, 10**6)
    assert whole.count("- **Remedy:**") == 30
    assert whole.count("- **Remedy:** As for finding 1, above.") == 29
    assert "left out" not in whole


def test_there_is_no_limit_where_none_is_asked_for() -> None:
    whole = as_markdown(large(400), None, None)
    assert len(whole.encode("utf-8")) > LIMIT
    assert whole.count("- **Remedy:**") == 400
    assert "left out" not in whole


def test_maps_that_could_not_be_checked_are_counted_where_there_is_no_room_for_them() -> None:
    refused = [checked(path=f"m{n}.pathway.yaml", checked=False, refused=f"m{n} {'cannot ' * 40}") for n in range(60)]
    whole = as_markdown(report(*refused), limit=8_000)
    told = len(re.findall(r"^## m[0-9]+.* could not be checked$", whole, re.M))
    more = re.search(r"… and ([0-9]+) more maps that could not be checked, left out", whole)
    assert more is not None
    assert 0 < told < 60
    assert told + int(more[1]) == 60


def test_names_without_end_do_not_fill_it() -> None:
    assert len(as_markdown(named("é" * 200_000), 5).encode("utf-8")) < LIMIT
