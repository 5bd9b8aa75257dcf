"""The pack that the documentation shows is a whole one: put beside the others, maps can go by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from rules.checking import checked, small

from pathkit.check.report import PrincipleState, Report
from pathkit.frameworks import Framework, load_framework, names, pack, title_of
from pathkit.rules import all_rules

PAGE = Path(__file__).parents[2] / "docs" / "add-a-framework.md"
NAME = "westmarch-charter"
AREA = f"calendar: none, framework: [framework-for-collaboration, {NAME}]"
PARENTS = "{ages: 18-45, needs: [distress], circumstances: [perinatal]}"


def forget() -> None:
    """What was read of the packs so far."""
    for cached in (names, load_framework, title_of, pack._pack):
        cached.cache_clear()


@pytest.fixture
def charter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Framework]:
    """What the pack that `docs/add-a-framework.md` shows comes to, among the packs that there are."""
    blocks = re.findall(r"^ *```yaml\n(.*?)^ *```$", PAGE.read_text("utf-8"), re.M | re.S)
    (block,) = [one for one in blocks if "principles_called" in one]
    file = tmp_path / f"{NAME}.yaml"
    file.write_text(dedent(block), "utf-8")
    files = {**pack._files(), NAME: file}
    monkeypatch.setattr(pack, "_files", lambda: files)
    forget()
    yield load_framework(NAME)
    monkeypatch.undo()
    forget()


def state(report: Report, name: str) -> PrincipleState:
    return next(one for one in report.principles if one.id == name)


def test_it_goes_together_with_all_others_and_names_rules_that_there_are(charter: Framework) -> None:
    assert NAME in names() and set(charter.principles) < set(load_framework(*names()).principles)
    rules = {rule.name for rule in all_rules()}
    assert all(set(one.judged_by) <= rules for one in charter.principles.values())
    assert charter.packs[0].called == "promises"


@pytest.mark.usefixtures("charter")
def test_a_map_that_names_it_is_judged_by_it(tmp_path: Path) -> None:
    gp = """
services:
  gp: {name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7, trauma_training: informed,
       supports: {excludes: []}, offers: [listening]}
  group: {name: Parents' group, provider: listening, kind: peer-support, hours: 24/7, supports: {excludes: []},
          offers: [parents-group], responds_within: 3 weeks}
transfers:
  - {from: gp, to: group, by: referral}
"""
    report = checked(tmp_path, small(gp, people=PARENTS, area=AREA))
    assert report.problems == ()
    assert [one.id for one in report.findings if one.rule == "expectation-unmet"] == [
        "expectation-unmet@parents-not-alone"
    ]
    states = {one.id: one.state for one in report.principles if one.framework == NAME}
    assert states == {
        "somebody-answers": "broken",
        "parents-not-alone": "broken",
        "trained-staff": "broken",
        "taken-seriously": "beyond a map",
    }
    text = small(gp.replace("3 weeks", "2 weeks").replace("informed", "skilled"), people=PARENTS, area=AREA)
    kept = checked(tmp_path, text.replace("offers: [listening]", "offers: [assessment]"))
    assert state(kept, "parents-not-alone").state == "kept"
    assert state(kept, "trained-staff").state == "kept"


def test_the_packs_that_the_page_names_are_those_that_there_are() -> None:
    listed = re.findall(r"^\| `([a-z-]+)` \| the |^\| `([a-z-]+)` \| what Scotland", PAGE.read_text("utf-8"), re.M)
    assert sorted(one or other for one, other in listed) == list(names())


def test_every_key_of_a_pack_and_of_a_principle_is_told_on_the_page() -> None:
    text = PAGE.read_text("utf-8")
    others = {"priorities", "justice"}  # alignments of the default framework's own source
    wanted = pack._OF_PACK | pack._OF_COMMITMENT | pack._OF_EXPECTED
    assert {key for key in wanted - others if f"`{key}`" not in text} == set()
