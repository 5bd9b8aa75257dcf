"""The text report: its order, what is told in full, and its last line."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from output.made import JOURNEY, KNOWN, MAP, checked, finding, in_order, invalid, question, report
from pathkit.check.report import PrincipleState, Report, RuleNotRun, Settles
from pathkit.maps import Place, Problem
from pathkit.output.finding import first_sentence
from pathkit.output.journey import MOST_STEPS, journey_rows
from pathkit.output.text import as_text, last_line
from pathkit.output.words import over_maps


def text(found: Report, show: int | None = 5, width: int = 100, colours: bool = False) -> str:
    """The report as it is printed."""
    buffer = io.StringIO()
    console = Console(file=buffer, width=width, color_system="standard" if colours else None, force_terminal=colours)
    as_text(found, console, show)
    return buffer.getvalue()


FULL = report(
    checked(
        (
            finding(),
            finding("long-wait@gp", severity="warning", principles=("responsive",), rank=(1, 0, 0)),
            finding("closed-door@gp", severity="warning", acknowledgement=KNOWN, rank=(1, 0, 1)),
            finding("wrong-door@samaritans", library=True),
        ),
        (question(),),
    )
)


def test_the_order_of_a_report() -> None:
    in_order(
        text(FULL, show=1),
        "Eastglen",
        "✗ broken",
        "No Wrong Door",
        "? cannot tell",
        "✓ kept",
        "7 rules asked, 51,287,040 situations",
        "– not evidenced",
        "The gravest of 2 findings",
        "A person aged 16-17",
        "Where",
        f"{MAP}:40",
        "Because",
        "The duty team is shut.",
        "Journey",
        "16-year-old",
        "Remedy",
        "Id",
        "wrong-door@gp",
        "Other findings, by principle",
        "Responsive (1)",
        "long-wait@gp",
        "Known to the forum",
        "closed-door@gp",
        "For the national services",
        "wrong-door@samaritans",
        "1 question is open",
        "GP practices: Is the GP practice open on public holidays?",
        f"{MAP}:41",
        "1 error, 1 warning, 0 notes",
    )


@pytest.mark.parametrize(("show", "full"), [(0, 0), (1, 1), (2, 2), (5, 2), (None, 2)])
def test_show_says_how_many_are_told_in_full(show: int | None, full: int) -> None:
    whole = text(FULL, show)
    assert whole.count("  Remedy  ") == full
    assert "wrong-door@gp" in whole
    assert "long-wait@gp" in whole


def test_the_last_line_holds_everything() -> None:
    whole = text(FULL, width=400)
    assert whole.splitlines()[-1] == last_line(FULL)
    assert last_line(FULL) == (
        "1 error, 1 warning, 0 notes · 1 more for national services · 1 acknowledged (1 due for review by "
        "21 Dec 2026) · 1 question · not run: no-feedback (only in the profile assured) · 51,287,040 "
        "situations checked · profile agreed, 21 Nov 2026"
    )


def test_it_ends_with_the_last_line_whatever_was_found() -> None:
    for found in (report(checked()), report(invalid()), report(checked(checked=False, refused="x"))):
        assert " ".join(text(found).split()).endswith(last_line(found))


def test_rules_that_were_not_run_are_told_with_why() -> None:
    many = tuple(RuleNotRun(f"rule-{number}", "not in the profile draft") for number in range(9))
    one = report(checked(rules_not_run=(*many, RuleNotRun("long-wait", "skipped"))))
    assert "not run: 9 rules (not in the profile draft); long-wait (skipped)" in last_line(one)
    assert "every rule run" in last_line(report(checked(rules_not_run=())))


def test_a_crash_never_passes_silently() -> None:
    crashed = report(checked(rules_not_run=(RuleNotRun("long-wait", "a fault in pathkit", crashed=True),)))
    in_order(text(crashed), "A fault in pathkit", "long-wait", "report it", "not run: long-wait (crashed)")


def test_an_invalid_map_shows_each_problem_with_its_line() -> None:
    whole = text(report(invalid()))
    in_order(
        whole,
        "is not valid (1 problem)",
        f"{MAP}:12:15",
        "unknown-reference",
        "12 |     provider: nhs-eastlgen",
        "|               ^",
        "There is no organisation",
        "Did you mean `nhs-eastglen`?",
    )
    assert "principles" not in whole


def test_a_caret_stands_below_its_column_in_odd_lines() -> None:
    line = "  näme: \x1b[31m日本 [red]" + "x" * 300
    problem = Problem("invalid-map", "No.", None, MAP, 7, line.index("[red]") + 1, line)
    lines = text(replace(report(invalid()), maps=(replace(invalid(), problems=(problem,)),)), width=80)
    above, below = next(
        (first, second)
        for first, second in zip(lines.splitlines(), lines.splitlines()[1:], strict=False)
        if "^" in second
    )
    wide = sum(char in "日本" for char in above)
    assert above.index("[red]") + wide == below.index("^")
    assert len(above) + wide <= 80


def test_a_caret_far_to_the_right_is_brought_into_view() -> None:
    problem = Problem("invalid-map", "No.", None, MAP, 7, 181, "x" * 180 + "HERE")
    whole = text(report(replace(invalid(), problems=(problem,))), width=80)
    above, below = whole[: whole.index("^")].splitlines()[-2:]
    assert above[len(below) :].startswith("HERE")


def test_several_maps_have_a_heading_each() -> None:
    second = checked((finding("wrong-door@b", map="b.pathway.yaml"),), path="b.pathway.yaml", name="Betaglen")
    whole = text(report(checked((finding(),)), second, invalid("c.pathway.yaml")))
    in_order(
        whole,
        "3 maps",
        "over all maps",
        "c.pathway.yaml is not valid",
        "wrong-door@b  in b.pathway.yaml",
        f"wrong-door@gp  in {MAP}",
        f"Eastglen · {MAP}",
        "Betaglen · b.pathway.yaml",
    )


def test_what_is_of_national_services_is_told_once() -> None:
    national = finding("wrong-door@samaritans", library=True)
    maps = [checked((replace(national, map=f"{n}.pathway.yaml"),), path=f"{n}.pathway.yaml") for n in "ab"]
    whole = text(report(*maps))
    assert whole.count("wrong-door@samaritans") == 1
    assert "in 2 maps" in whole


def test_an_open_acknowledgement_says_why_it_is_open() -> None:
    grown = finding(acknowledgement=replace(KNOWN, reopened="it has grown: 70 hours a week instead of 64."))
    assert "Open again: it has grown" in text(report(checked((grown,))))
    assert "open again:" in text(report(checked((grown,))), show=0)


def test_facts_that_are_not_stated_are_one_paragraph() -> None:
    notes = tuple(
        finding(f"not-stated@s{number}", severity="note", extent=None, journey=None, principles=())
        for number in range(9)
    )
    whole = text(report(checked(notes)), show=0)
    assert "9 of them: s0, s1, s2, s3, s4, s5 … and 3 more" in whole


def test_a_library_is_said_to_be_one() -> None:
    library = checked(path="national/x.pathway.yaml", is_library=True, checked=False)
    assert "national/x.pathway.yaml is a library, and valid" in text(report(library, checked()))


def test_lines_of_the_file_are_shown(tmp_path: Path) -> None:
    file = tmp_path / "a.pathway.yaml"
    file.write_text("area:\n  gp: \x1b[31m [bold]\n", encoding="utf-8")
    shown = finding(places=(replace(finding().places[0], place=Place(str(file), 2, 3)),))
    assert "gp: \\x1b[31m [bold]" in text(report(checked((shown,))))


def test_names_are_shown_and_not_obeyed() -> None:
    name = "\x1b]0;owned\x07[red]Café[/red] \u202egnp.exe :smile: [link=http://x]y"
    evil = finding(message=name, remedy=name, because=(replace(finding().because[0], text=name),))
    found = report(checked((evil,), (question(question=name, ask_name=name),), name=name))
    for colours in (False, True):
        whole = text(found, width=300, colours=colours)
        assert "\x07" not in whole
        assert "\u202e" not in whole
        assert "\x1b]" not in whole
        assert "[red]Café[/red] \\u202egnp.exe :smile: [link=http://x]y" in whole
    assert "\x1b" not in text(found)


def test_colour_is_never_the_only_sign() -> None:
    import re

    coloured = re.sub(r"\x1b\[[0-9;]*m", "", text(FULL, colours=True))
    assert coloured == text(FULL)
    assert "\x1b[" in text(FULL, colours=True)


@pytest.mark.parametrize("width", [40, 60, 80, 132])
def test_prose_keeps_to_the_width(width: int) -> None:
    for line in text(FULL, width=width).splitlines():
        copied = any(part in line for part in (MAP, "@gp", "@samaritans"))
        assert len(line) <= width or copied, line


def test_a_journey_takes_two_to_six_lines() -> None:
    step = JOURNEY.steps[1]
    for count in range(1, 12):
        steps = (JOURNEY.steps[0], *([step] * (count - 1)))
        rows = journey_rows(replace(JOURNEY, steps=steps))
        assert 2 <= len(rows) <= MOST_STEPS + 2
        told = sum("referred" in words or "turns to" in words for words, _ in rows)
        hidden = next((int(words.split()[1]) for words, _ in rows if words.startswith("…")), 0)
        assert told + hidden == count


@pytest.mark.parametrize(
    ("whole", "first"),
    [
        ("One. Two.", "One."),
        ("A (see 1.8) thing\nof two lines. Then more.", "A (see 1.8) thing of two lines."),
        ("No end", "No end"),
        ("One paragraph\n\nAnother.", "One paragraph"),
    ],
)
def test_the_first_sentence(whole: str, first: str) -> None:
    assert first_sentence(whole) == first


def test_questions_that_are_not_weighed_are_not_said_to_change_nothing() -> None:
    """In a map that is too large to be asked again for each of them."""
    one = question(settles=Settles(0.0, 0, True, weighed=False))
    assert "what each would settle is not worked out" in " ".join(text(report(checked((), (one,)))).split())
    one = question(settles=Settles(0.0, 0, True))
    assert "none alone changes what happens" in " ".join(text(report(checked((), (one,)))).split())


def test_over_how_many_maps_a_framework_is_told() -> None:
    """Not every map is judged by every framework: "over all maps" would be untrue of the others."""
    first = PrincipleState("no-wrong-door", "No Wrong Door", "kept", 0, 0, 1)
    further = PrincipleState("expert-care", "Expert care", "kept", 0, 0, 1)
    one, other = (replace(checked(()), principles=states) for states in ((first, further), (first,)))
    assert over_maps([first], [one]) == ""
    assert over_maps([first], [one, other]) == ", over all maps"
    assert over_maps([further], [one, other]) == ", over 1 of 2 maps"
