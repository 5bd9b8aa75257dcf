"""The pages of the rules in `docs/rules` are fresh: made from the rules' files, each of them, and nothing else.

After a change that is meant, `python docs/generate_rules.py` (or `PATHKIT_GOLDEN=write pytest tests/test_docs.py`)
writes them anew: read the difference, and look at the pictures, before it is committed.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import replace
from pathlib import Path

import generate_rules as generate
import pytest
from folders import command, stale, write

from pathkit.frameworks import load_framework
from pathkit.output.rule_pages import INDEX, Picture, WrongExample, page_of, rule_pages
from pathkit.rules import Rule, all_rules
from pathkit.rules.documentation import parse

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "rules"
RULES = all_rules()


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    """Every file that belongs into the folder."""
    return generate.made()


def pages(files: dict[str, str]) -> dict[str, str]:
    """Those of the files that are to be read."""
    return {name: text for name, text in files.items() if name.endswith(".md")}


def prose(text: str) -> str:
    """A page without its maps and what else is quoted as code."""
    return re.sub(r"^```.*?^```$|`[^`]*`", "", text, flags=re.M | re.S)


def test_the_pages_are_fresh_and_no_other_file_is_there(files: dict[str, str]) -> None:
    if os.environ.get("PATHKIT_GOLDEN") == "write":
        write(FOLDER, files)
    assert stale(FOLDER, files) == []


def test_they_are_the_same_whenever_they_are_made(files: dict[str, str]) -> None:
    assert generate.made() == files


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_its_page_with_all_that_its_file_says(rule: Rule, files: dict[str, str]) -> None:
    text, told = files[page_of(rule)], rule.documentation
    assert text.startswith(f"# {rule.name}\n\n{rule.summary}\n")
    for heading, section in (
        ("What it finds", told.finds),
        ("Why it matters", told.why),
        ("How to put it right", told.remedy),
        ("When a forum may live with it", told.live_with),
    ):
        assert f"\n## {heading}\n\n{section}\n" in text
    for example in told.examples:
        assert f"```yaml\n{example.text.rstrip()}\n```" in text
        for one in example.ids:
            assert f"`{one}`" in text
    assert ("- **Reads**: only what the map states" in text) == rule.of_statements
    for setting in rule.settings:
        assert setting in text or setting.replace("_", "-") in text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_example_that_has_services_is_drawn(rule: Rule, files: dict[str, str]) -> None:
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", files[page_of(rule)])
    assert shown == [name for name in shown if name in files]
    undrawn = files[page_of(rule)].count("so there is nothing to draw") + sum(
        "services:" not in example.text for example in rule.documentation.examples if not example.bad
    )
    assert len(shown) + undrawn == len(rule.documentation.examples)


def test_every_picture_is_shown_on_a_page(files: dict[str, str]) -> None:
    shown = {name for text in pages(files).values() for name in re.findall(r"\]\((pictures/[^)]+)\)", text)}
    assert shown == {name for name in files if name.startswith("pictures/")}


def test_the_index_has_the_principles_in_order_with_their_rules(files: dict[str, str]) -> None:
    framework = load_framework()
    sections = re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", files[INDEX], re.M | re.S)
    titles = [principle.title for principle in framework.principles.values()]
    assert [title for title, _ in sections] == [*titles, "The map is sound"]
    for principle, (_, text) in zip(framework.principles.values(), sections, strict=False):
        assert principle.summary in text
        assert set(re.findall(r"^\| \[([a-z-]+)\]", text, re.M)) == {
            rule.name for rule in RULES if principle.id in rule.principles
        }
    assert set(re.findall(r"^\| \[([a-z-]+)\]", sections[-1][1], re.M)) == {
        rule.name for rule in RULES if not rule.principles
    }


def anchors(text: str) -> set[str]:
    """The places of a page that can be linked to, as they are named where Markdown is shown."""
    headings = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_links_lead_somewhere(files: dict[str, str]) -> None:
    for name, text in pages(files).items():
        links = re.findall(r"\]\(([^)]+)\)", prose(text))
        assert links
        for link in links:
            target, _, anchor = link.partition("#")
            assert target in files or (FOLDER / target).exists(), f"{name}: {link}"
            assert not anchor or anchor in anchors(files[target]), f"{name}: {link}"


def test_no_page_holds_markup_of_its_own_or_anything_of_this_machine(files: dict[str, str]) -> None:
    for name, text in pages(files).items():
        assert not re.search(r"<[a-zA-Z/!]", prose(text)), name
        assert not re.search(r"(?<![\w.])/(?:tmp|home|root|work|var|Users)\b", text), name
        assert "\n\n\n" not in text and text.endswith("\n"), name


def test_a_page_is_not_made_of_an_example_that_is_not_true() -> None:
    told = parse("A summary.\n\nBad: wrong-door@nowhere\n    area: {id: x, name: X}\n    people: {needs: [distress]}\n")
    untrue = replace(next(rule for rule in RULES if rule.name == "wrong-door"), documentation=told)
    with pytest.raises(WrongExample, match="of wrong-door names wrong-door@nowhere and leads to nothing"):
        rule_pages([untrue], load_framework(), generate.ON, lambda *_: Picture("", ""))


def test_a_script_puts_its_folder_right_and_says_what_was_not(
    files: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "rules"
    folder.mkdir()

    def run(*arguments: str) -> int:
        monkeypatch.setattr(sys, "argv", ["generate_rules.py", *arguments])
        return command("", folder, lambda: files)

    assert run() == 0
    assert stale(folder, files) == []
    (folder / "stray.md").write_text("stray", "utf-8")
    (folder / INDEX).write_text("changed", "utf-8")
    capsys.readouterr()
    assert run("--check") == 1
    assert capsys.readouterr().out == "not fresh: docs/rules/README.md\nnot fresh: docs/rules/stray.md\n"
    assert (folder / "stray.md").exists(), "a check changes nothing"
    assert run() == 0
    assert capsys.readouterr().out == "written: docs/rules/README.md\nremoved: docs/rules/stray.md\n"
    assert stale(folder, files) == []
