"""Settings: found, merged, typed, and refused with the place and the likely intent."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathkit.check.exits import CannotDo
from pathkit.check.settings import (
    Settings,
    SettingsProblem,
    all_known_rules,
    load_settings,
    refuse_unknown_rules,
)
from pathkit.times.durations import Minutes

KNOWN = {
    "wrong-door": {},
    "long-wait": {"emergency": Minutes(60), "waits": {"urgent": "24 h", "routine": "7 days"}},
    "single-point-of-failure": {"share": 0.05, "strict": False, "kinds": ("helpline",)},
}


def settings(folder: Path, text: str, name: str = "pathkit.yaml") -> Settings:
    """The settings of a folder that holds this text."""
    (folder / name).write_text(text, encoding="utf-8")
    return load_settings(folder / "a.pathway.yaml", KNOWN)


def refusal(folder: Path, text: str) -> SettingsProblem:
    """Why this text is refused."""
    with pytest.raises(SettingsProblem) as caught:
        settings(folder, text)
    return caught.value


def test_none_are_needed(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "a.pathway.yaml", KNOWN) == Settings()


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "profile:\nrules:\nmaps: ~\n"])
def test_an_empty_file_states_nothing(tmp_path: Path, text: str) -> None:
    found = settings(tmp_path, text)
    assert (found.profile, found.fail_on, found.maps, found.rules, found.combine) == (
        "agreed",
        "error",
        (),
        {},
        1,
    )


def test_every_key(tmp_path: Path) -> None:
    found = settings(
        tmp_path,
        "profile: draft\nfail_on: warning\ncombine: 2\nstraight_away: 30 min\nmaps: [maps/*.pathway.yaml]\n"
        "rules:\n  wrong-door: off\n  long-wait: {severity: note, emergency: 30}\n",
    )
    assert (found.profile, found.fail_on, found.combine, found.straight_away) == ("draft", "warning", 2, 30)
    assert found.maps == ("maps/*.pathway.yaml",)
    assert found.maps_in == tmp_path
    assert found.off("wrong-door")
    assert not found.off("long-wait")
    assert found.severity("long-wait", "warning") == "note"
    assert found.severity("wrong-door", "error") == "error"
    assert found.values("long-wait", KNOWN["long-wait"]) == {
        "emergency": 30,
        "waits": {"urgent": "24 h", "routine": "7 days"},
    }


def test_the_nearest_file_above_the_map_holds(tmp_path: Path) -> None:
    inner = tmp_path / "pathways" / "deep"
    inner.mkdir(parents=True)
    (tmp_path / "pathkit.yaml").write_text("profile: draft\n")
    assert load_settings(inner / "a.pathway.yaml", KNOWN).profile == "draft"
    (inner.parent / "pathkit.yaml").write_text("profile: assured\n")
    assert load_settings(inner / "a.pathway.yaml", KNOWN).profile == "assured"


def test_a_file_builds_on_what_it_extends(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "common.yaml").write_text(
        "profile: draft\ncombine: 3\nrules:\n  wrong-door: off\n  long-wait: {severity: note, waits: {urgent: 12 h}}\n"
    )
    found = settings(
        inner,
        "extends: ../common.yaml\nprofile: agreed\n"
        "rules: {long-wait: {waits: {routine: 3 days}}, wrong-door: {severity: warning}}\n",
    )
    assert (found.profile, found.combine) == ("agreed", 3)
    assert not found.off("wrong-door")
    assert found.severity("long-wait", "warning") == "note"
    assert found.values("long-wait", KNOWN["long-wait"])["waits"] == {"urgent": "12 h", "routine": "3 days"}
    assert len(found.files) == 2


@pytest.mark.parametrize(
    ("default", "text", "value"),
    [
        ("emergency", "45", 45),
        ("emergency", "2 h", 120),
        ("share", "0.1", 0.1),
        ("share", "1", 1.0),
        ("strict", "yes", True),
        ("strict", "no", False),
        ("kinds", "[helpline, liaison]", ("helpline", "liaison")),
        ("kinds", "liaison", ("liaison",)),
    ],
)
def test_a_setting_takes_the_kind_of_its_default(tmp_path: Path, default: str, text: str, value: object) -> None:
    rule = "long-wait" if default == "emergency" else "single-point-of-failure"
    found = settings(tmp_path, f"rules: {{{rule}: {{{default}: {text}}}}}\n")
    assert found.values(rule, KNOWN[rule])[default] == value


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("profil: draft\n", 1, 1, "Did you mean `profile`?"),
        ("profile: agred\n", 1, 10, "Did you mean `agreed`?"),
        ("fail_on: errors\n", 1, 10, "Did you mean `error`?"),
        ("combine: many\n", 1, 10, "whole number"),
        ("combine: 11\n", 1, 10, "up to 10"),
        ("straight_away: soon\n", 1, 16, "duration"),
        ("maps: [../x]\n", 1, 8, "in or below this folder"),
        ("maps: {a: b}\n", 1, 7, "list of patterns"),
        ("rules: [wrong-door]\n", 1, 8, "names of rules"),
        ("rules:\n  wrong-dor: off\n", 2, 3, "Did you mean `wrong-door`?"),
        ("rules:\n  wrong-door: no\n", 2, 15, "Write `off`"),
        ("rules:\n  wrong-door: warning\n", 2, 15, "{severity: warning}"),
        ("rules:\n  invalid-map: off\n", 2, 3, "cannot be changed"),
        ("rules: {wrong-door: {severity: grave}}\n", 1, 32, "It is one of: error, warning, note"),
        ("rules: {wrong-door: {emergency: 5}}\n", 1, 22, "has no setting `emergency`"),
        ("rules: {long-wait: {emergncy: 5}}\n", 1, 21, "Did you mean `emergency`?"),
        ("rules: {long-wait: {emergency: soon}}\n", 1, 32, "whole number"),
        ("rules: {long-wait: {waits: {urgent: 5}}}\n", 1, 37, "duration"),
        ("rules: {long-wait: {waits: {soon: 5 h}}}\n", 1, 29, "It has: urgent, routine"),
        ("rules: {single-point-of-failure: {share: lots}}\n", 1, 42, "number"),
        ("rules: {single-point-of-failure: {strict: 1}}\n", 1, 43, "`yes` or `no`"),
        ("extends: /etc/pathkit.yaml\n", 1, 10, "not a relative path"),
        ("extends: missing.yaml\n", 1, 10, "cannot be read"),
        ("- profile\n", 1, 1, "keys with values"),
        ("profile: draft\nprofile: agreed\n", 2, 1, "second time"),
        ("profile: [draft\n", 1, 10, ""),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, text: str, line: int, column: int, said: str) -> None:
    problem = refusal(tmp_path, text)
    assert (problem.line, problem.column) == (line, column)
    assert said in str(problem)


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    problem = refusal(tmp_path, "profile: x\ncombine: y\nrules: {z: off}\n")
    assert len(problem.messages) == 3
    assert [message.split(":")[1] for message in problem.messages] == ["1", "2", "3"]


def test_a_loop_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text("extends: pathkit.yaml\n")
    assert "loop" in str(refusal(tmp_path, "extends: b.yaml\n"))
    assert "loop" in str(refusal(tmp_path, "extends: pathkit.yaml\n"))


def test_problems_of_extended_settings_name_their_file(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text("profile: x\n")
    problem = refusal(tmp_path, "extends: b.yaml\n")
    assert problem.file.endswith("b.yaml")


@pytest.mark.parametrize("raw", [b"\x00", b"\xff\xfe\x00", b"a: &x [*x]\n", b"x: " + b"[" * 500])
def test_hostile_files_are_refused(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "pathkit.yaml").write_bytes(raw)
    with pytest.raises(CannotDo):
        load_settings(tmp_path / "a.pathway.yaml", KNOWN)


def test_unknown_rules_are_refused_with_the_likely_one() -> None:
    refuse_unknown_rules(["wrong-door", "invalid-map"], KNOWN)
    with pytest.raises(CannotDo, match="Did you mean `long-wait`"):
        refuse_unknown_rules(["wrong-door", "longwait"], KNOWN)


def test_every_rule_of_pathkit_is_known_with_its_settings() -> None:
    known = all_known_rules()
    assert {"wrong-door", "dead-end", "long-wait"} <= set(known)
    assert known["single-point-of-failure"] == {"share": 0.05}


def test_a_duration_will_do_only_where_a_setting_counts_minutes(tmp_path: Path) -> None:
    """`30 days` is 43,200 minutes; as a number of days it would be a hundred years."""
    known: dict[str, dict[str, object]] = {"long-wait": {"emergency": Minutes(0)}, "stale-listing": {"days": 0}}
    path = tmp_path / "pathkit.yaml"
    path.write_text("rules: {long-wait: {emergency: 2 h}}", "utf-8")
    assert load_settings(tmp_path / "a.pathway.yaml", known).values("long-wait", known["long-wait"]) == {
        "emergency": 120
    }
    path.write_text("rules: {stale-listing: {days: 30 days}}", "utf-8")
    with pytest.raises(SettingsProblem, match="`days` is a whole number, not"):
        load_settings(tmp_path / "a.pathway.yaml", known)
