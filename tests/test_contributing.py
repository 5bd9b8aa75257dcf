"""The rule that the documentation shows is a whole one: put into the folder of rules, it works."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from rules.checking import checked, ids

import pathkit.rules
from pathkit.check.summary import all_findings
from pathkit.rules import Rule, all_rules

ROOT = Path(__file__).parents[1]
NAME = "slow_in_an_emergency"


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rule]:
    """The rule that `docs/add-a-rule.md` shows, among the rules that there are."""
    block = re.search(r"^ *```python\n(.*?)^ *```$", (ROOT / "docs" / "add-a-rule.md").read_text("utf-8"), re.M | re.S)
    assert block is not None
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / f"{NAME}.py").write_text(dedent(block[1]), "utf-8")
    monkeypatch.setattr(pathkit.rules, "__path__", [*pathkit.rules.__path__, str(tmp_path / "rules")])
    all_rules.cache_clear()
    yield next(rule for rule in all_rules() if rule.name == NAME.replace("_", "-"))
    all_rules.cache_clear()
    sys.modules.pop(f"pathkit.rules.{NAME}")
    vars(pathkit.rules).pop(NAME)


def test_the_rule_is_documented_and_finds_what_it_says(shown: Rule, tmp_path: Path) -> None:
    told = shown.documentation
    assert all((told.summary, told.finds, told.why, told.remedy, told.live_with))
    for example in told.examples:
        report = checked(tmp_path, example.text)
        assert ids([one for one in all_findings(report) if one.rule == shown.name]) == list(example.ids)
    assert [example.bad for example in told.examples] == [True, False]
