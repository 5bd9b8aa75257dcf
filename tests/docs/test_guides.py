"""What the guides say without showing a command is true as well."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from test_readme import SAVED

import pathkit
from pathkit.check import check_paths
from pathkit.check.settings import KEYS, load_settings
from pathkit.check.summary import all_findings

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
ON = date(2026, 11, 21)


def read(page: str) -> str:
    """A page of the documentation."""
    return (DOCS / page).read_text("utf-8")


def quotations() -> list[str]:
    """What the guide for forum members quotes."""
    found = re.findall(r"^> (.*?)\n\n", read("guide-for-forum-members.md"), re.M | re.S)
    return [one.replace("\n> ", " ") for one in found]


def test_the_finding_that_forum_members_read_is_one() -> None:
    quoted, _ = quotations()
    report = check_paths([ROOT / "examples" / "closed-at-half-past-three.pathway.yaml"], date=ON, rules=("wrong-door",))
    (found,) = [one for one in all_findings(report) if one.id == "wrong-door@line"]
    assert quoted == found.message


def test_the_change_that_forum_members_read_is_what_diff_says() -> None:
    _, quoted = quotations()
    assert quoted in " ".join(read("guide-for-the-keeper.md").split())


def test_so_many_kinds_of_people_are_asked_about(tmp_path: Path) -> None:
    page = read("semantics.md")
    told = re.search(r"(\d+) kinds of\s+people", page)
    maps = dict(SAVED.findall(page))
    path = tmp_path / "southness.pathway.yaml"
    path.write_text(maps[path.name], "utf-8")
    assert told is not None
    assert check_paths([path], date=ON).maps[0].people == int(told[1])


def test_every_map_in_the_guides_is_valid(tmp_path: Path) -> None:
    for page in ("semantics.md", "guide-for-the-keeper.md"):
        saved = SAVED.findall(read(page))
        assert saved
        for file, text in saved:
            (tmp_path / file).write_text(text, "utf-8")
            pathkit.load(tmp_path / file, date=ON)


def test_the_settings_in_the_guide_can_be_used_and_name_every_key(tmp_path: Path) -> None:
    (block,) = [
        one
        for one in re.findall(r"^```yaml\n(.*?)^```$", read("guide-for-the-keeper.md"), re.M | re.S)
        if "fail_on:" in one
    ]
    (tmp_path / "pathkit.yaml").write_text(block, "utf-8")
    settings = load_settings(tmp_path / "eastglen.pathway.yaml")
    assert settings.off("one-channel-only") and settings.severity("stale-listing", "warning") == "note"
    assert set(re.findall(r"^(?:# )?(\w+):", block, re.M)) == set(KEYS)


def test_every_page_is_in_the_navigation() -> None:
    import conf

    told = {f"{page}.md" for pages in conf.NAVIGATION.values() for page in pages}
    there = {path.name for path in DOCS.glob("*.md")} - {"index.md"}
    assert there - told == set()
