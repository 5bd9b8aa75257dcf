"""A forum can record that it knows of a finding, and what it recorded holds for as far and as long as it said."""

from __future__ import annotations

import shlex
from datetime import date
from pathlib import Path
from textwrap import dedent, indent

import pytest

from pathkit.check import CannotDo, InvalidMap, check_paths, exit_code
from pathkit.check.acknowledging import Terms, acknowledge_all, acknowledge_findings, ready_command
from pathkit.check.report import Finding, Report
from pathkit.maps import load_map

ON = date(2026, 11, 21)
TERMS = Terms(
    reason="The new line opens in March: minuted #4.",
    meanwhile="The practice manager rings the duty team.",
    owner="practices",
    agreed=ON,
    review=date(2027, 3, 31),
)

MAP = """\
# Eastglen
area: {id: eastglen, name: Eastglen, calendar: none}
people: {ages: 18+, needs: [distress]}
organisations:
  practices: {name: Eastglen practices, sector: health}
services:
  gp:
    name: Eastglen GP practice
    provider: practices
    kind: primary-care
    open_to: public
    hours: Mon-Fri 09:00-17:00
    contact: {phone: "01632 960001"}

# the end
"""
GRAVE = ("nobody-to-turn-to@eastglen", "wrong-door@gp")
ADULTS = 93 * 4


def entry(finding: str = "wrong-door@gp", **other: object) -> str:
    """An entry as people write it, under `acknowledged:`."""
    values = {
        "reason": "Known.",
        "meanwhile": "They ring.",
        "owner": "practices",
        "agreed": "2026-11-04",
        "review": "2027-03-31",
        "covers": f"{{hours_per_week: 40, people: {ADULTS}, dates: 0}}",
        **other,
    }
    return f"  - finding: {finding}\n" + "".join(f"    {key}: {value}\n" for key, value in values.items())


@pytest.fixture
def eastglen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A map with findings, alone in the working folder."""
    monkeypatch.chdir(tmp_path)
    path = Path("eastglen.pathway.yaml")
    path.write_text(MAP, "utf-8")
    return path


def checked(path: Path, on: date = ON, profile: str | None = "assured") -> Report:
    """The report on a map, in which no rule may crash."""
    report = check_paths([path], date=on, profile=profile)
    assert [one for each in report.maps for one in each.rules_not_run if one.crashed] == []
    return report


def found(path: Path, name: str, on: date = ON) -> Finding:
    """One finding of a map."""
    return next(one for one in checked(path, on).findings if one.id == name)


def acknowledgements(path: Path) -> dict[str, str | None]:
    """The findings that have an entry, and why each is open all the same."""
    return {one.id: one.acknowledgement.reopened for one in checked(path).findings if one.acknowledgement is not None}


def own(report: Report) -> set[str]:
    """The findings that acknowledgements themselves lead to."""
    return {one.id for one in report.findings if one.rule.startswith("acknowledgement-")}


# --- one finding


def test_an_entry_covers_its_finding_as_far_as_it_reaches(eastglen: Path) -> None:
    written = acknowledge_findings(eastglen, ["wrong-door@gp"], TERMS)
    assert (written.ids, written.renewed, written.line, written.saved) == (("wrong-door@gp",), (), 18, True)
    map_ = load_map(eastglen).map
    assert map_ is not None
    known = map_.acknowledged[0]
    assert (known.finding, known.reason, known.meanwhile) == ("wrong-door@gp", TERMS.reason, TERMS.meanwhile)
    assert (known.owner, known.agreed, known.review) == ("practices", ON, TERMS.review)
    assert (known.covers.hours_per_week, known.covers.people, known.covers.dates) == (40, ADULTS, 0)
    assert acknowledgements(eastglen) == {"wrong-door@gp": None}


def test_the_rest_of_the_file_is_as_it_was(eastglen: Path) -> None:
    written = acknowledge_findings(eastglen, ["wrong-door@gp"], TERMS)
    block = indent(written.block, "  ")
    assert eastglen.read_text("utf-8") == f"{MAP}\nacknowledged:\n{block}"


def test_a_finding_about_nobody_in_particular_covers_nothing(eastglen: Path) -> None:
    assert found(eastglen, "one-channel-only@gp").extent is None
    written = acknowledge_findings(eastglen, ["one-channel-only@gp"], TERMS)
    assert "covers: {hours_per_week: 0, people: 0, dates: 0}" in written.block
    assert acknowledgements(eastglen) == {"one-channel-only@gp": None}


def test_dates_are_covered(eastglen: Path) -> None:
    eastglen.write_text(
        MAP.replace("calendar: none", "calendar: scotland").replace("17:00\n", "17:00\n    holidays: 09:00-18:30\n"),
        "utf-8",
    )
    reach = found(eastglen, "wrong-door@gp").extent
    assert reach is not None
    assert reach.dates
    written = acknowledge_findings(eastglen, ["wrong-door@gp"], TERMS)
    assert f"dates: {len(reach.dates)}}}" in written.block
    assert acknowledgements(eastglen) == {"wrong-door@gp": None}


def test_several_findings_in_the_order_they_were_named(eastglen: Path) -> None:
    names = ["wrong-door@gp", "nobody-to-turn-to@eastglen", "wrong-door@gp"]
    written = acknowledge_findings(eastglen, names, TERMS)
    assert written.added == ("wrong-door@gp", "nobody-to-turn-to@eastglen")
    assert set(acknowledgements(eastglen)) == set(GRAVE)


def test_only_asked_for_nothing_is_written(eastglen: Path) -> None:
    written = acknowledge_findings(eastglen, ["wrong-door@gp"], TERMS, save=False)
    assert (written.saved, written.line) == (False, 18)
    assert "- finding: wrong-door@gp\n" in written.block
    assert eastglen.read_text("utf-8") == MAP


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("wrong-dor@gp", "Did you mean `wrong-door@gp`"),
        ("not-stated@gp", "`not-stated@gp` is an open question and not a finding to live with: ask, and write the"),
        ("acknowledgement-lapsed@wrong-door@gp", "Acknowledge `wrong-door@gp` itself"),
        ("nobody-to-turn-to@eastglen", "acknowledged already and has not grown: eastglen.pathway.yaml, line 27"),
        ("closed-door@gp", "was not asked: switched off"),
    ],
)
def test_what_cannot_be_acknowledged_is_refused_and_nothing_is_written(eastglen: Path, name: str, said: str) -> None:
    whole = f"{{hours_per_week: 168, people: {ADULTS}, dates: 0}}"
    text = f"{MAP}acknowledged:\n{entry(review='2026-11-20')}\n  # so\n\n"
    text += entry("nobody-to-turn-to@eastglen", covers=whole)
    eastglen.write_text(text, "utf-8")
    Path("pathkit.yaml").write_text("rules: {closed-door: off}\n", "utf-8")
    with pytest.raises(CannotDo) as refused:
        acknowledge_findings(eastglen, ["wrong-door@gp", name], TERMS)
    assert said in str(refused.value)
    assert eastglen.read_text("utf-8") == text


def test_what_makes_a_map_unsound_is_put_right_and_not_lived_with(eastglen: Path) -> None:
    eastglen.write_text(f"{MAP}acknowledged:\n{entry('closed-door@gp')}", "utf-8")
    with pytest.raises(CannotDo, match="about the soundness of the map, and cannot be acknowledged: put it right"):
        acknowledge_findings(eastglen, ["acknowledgement-unused@closed-door@gp"], TERMS)


def test_a_mistyped_id_is_answered_with_those_that_can_be_acknowledged(eastglen: Path) -> None:
    whole = f"{{hours_per_week: 168, people: {ADULTS}, dates: 0}}"
    eastglen.write_text(f"{MAP}acknowledged:\n{entry('nobody-to-turn-to@eastglen', covers=whole)}", "utf-8")
    with pytest.raises(CannotDo) as refused:
        acknowledge_findings(eastglen, ["wrong-dor@gp"], TERMS)
    told = str(refused.value).split("Those that can be acknowledged are:\n")[1].split()
    assert "wrong-door@gp" in told
    assert "nobody-to-turn-to@eastglen" not in told
    assert [one for one in told if one.startswith("not-stated@")] == []


def test_findings_of_a_library_are_none_of_a_forums(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    head, services = MAP.split("services:\n")
    library = "organisations:\n" + head.split("organisations:\n")[1] + "services:\n" + services
    Path("national.pathway.yaml").write_text(library, "utf-8")
    path = Path("eastglen.pathway.yaml")
    text = "uses: [national.pathway.yaml]\n" + head.split("organisations:")[0]
    path.write_text(text, "utf-8")
    with pytest.raises(CannotDo, match="never makes a check fail"):
        acknowledge_findings(path, ["wrong-door@gp"], TERMS)
    assert ready_command(path.name, found(path, "wrong-door@gp")) == ""
    written = acknowledge_all(path, TERMS)
    assert written.ids == ("nobody-to-turn-to@eastglen",)
    assert Path("national.pathway.yaml").read_text("utf-8") == library
    assert path.read_text("utf-8").startswith(text)
    with pytest.raises(CannotDo, match="is a library"):
        acknowledge_all(Path("national.pathway.yaml"), TERMS)


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ({"reason": " \n"}, "--reason says nothing"),
        ({"meanwhile": ""}, "--meanwhile says nothing"),
        ({"owner": "\t"}, "--owner says nothing"),
        ({"reason": "a\x1b[31m"}, r"--reason holds the control character U\+001B"),
        ({"reason": "a\r\nb"}, r"U\+000D"),
        ({"owner": "\udcff"}, "--owner is not UTF-8"),
        ({"owner": "nhs-eastglen"}, "not be valid. There is no organisation `nhs-eastglen`"),
        ({"review": date(2026, 11, 20)}, r"--review \(2026-11-20\) is in the past"),
        ({"review": date(2027, 11, 22)}, "more than 12 months ahead: write 2027-11-21"),
    ],
)
def test_terms_that_a_map_cannot_hold_are_refused(eastglen: Path, terms: dict[str, object], said: str) -> None:
    values = {**vars(TERMS), **terms}
    with pytest.raises(CannotDo, match=said):
        acknowledge_findings(eastglen, ["wrong-door@gp"], Terms(**values))
    assert eastglen.read_text("utf-8") == MAP


@pytest.mark.parametrize("review", [ON, date(2027, 11, 21)])
def test_a_review_may_be_today_or_in_a_year(eastglen: Path, review: date) -> None:
    acknowledge_findings(eastglen, ["wrong-door@gp"], Terms(**{**vars(TERMS), "review": review}))
    assert acknowledgements(eastglen) == {"wrong-door@gp": None}


def test_an_invalid_map_is_not_touched(eastglen: Path) -> None:
    text = MAP.replace("hours:", "houres:")
    eastglen.write_text(text, "utf-8")
    with pytest.raises(InvalidMap):
        acknowledge_findings(eastglen, ["wrong-door@gp"], TERMS)
    assert eastglen.read_text("utf-8") == text


def test_a_list_that_cannot_be_added_to_is_refused(eastglen: Path) -> None:
    text = f"{MAP}acknowledged:\n{entry().replace('Known.', '&why Known.')}"
    text += entry("nobody-to-turn-to@eastglen", reason="*why", review="2026-11-20")
    text = text.replace("review: 2027-03-31", "review: 2026-11-20")
    eastglen.write_text(text, "utf-8")
    with pytest.raises(CannotDo, match=r"eastglen.pathway.yaml was not changed.*aliases"):
        acknowledge_findings(eastglen, ["wrong-door@gp"], TERMS)
    assert eastglen.read_text("utf-8") == text


def test_a_file_that_cannot_be_written_says_so(eastglen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "somewhere")

    monkeypatch.setattr("tempfile.mkstemp", fail)
    with pytest.raises(CannotDo, match=r"^eastglen\.pathway\.yaml was not changed: Permission denied\.$"):
        acknowledge_findings(eastglen, ["wrong-door@gp"], TERMS)
    assert eastglen.read_text("utf-8") == MAP


# --- renewing


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({"review": "2026-11-20"}, "its review date (2026-11-20) has passed"),
        (
            {"covers": f"{{hours_per_week: 39.5, people: {ADULTS}, dates: 0}}"},
            "it has grown: 40 hours a week instead of 39.5",
        ),
        (
            {"covers": "{hours_per_week: 40, people: 1, dates: 0}"},
            f"it has grown: {ADULTS} kinds of people instead of 1",
        ),
    ],
)
def test_an_entry_that_no_longer_covers_is_renewed_where_it_stands(
    eastglen: Path, known: dict[str, str], why: str
) -> None:
    text = f"{MAP}acknowledged:  # known\n  # the door\n{entry(**known)}    # minuted\n"
    eastglen.write_text(text, "utf-8")
    assert acknowledgements(eastglen) == {"wrong-door@gp": why}
    written = acknowledge_findings(eastglen, ["wrong-door@gp"], TERMS)
    assert (written.added, written.renewed, written.line) == ((), ("wrong-door@gp",), 18)
    assert acknowledgements(eastglen) == {"wrong-door@gp": None}
    covers = f"{{hours_per_week: 40, people: {ADULTS}, dates: 0}}"
    new = entry(
        reason="'The new line opens in March: minuted #4.'", meanwhile=TERMS.meanwhile, agreed=ON, covers=covers
    )
    assert eastglen.read_text("utf-8") == f"{MAP}acknowledged:  # known\n  # the door\n{new}    # minuted\n"


# --- a baseline


@pytest.mark.parametrize("profile", ["draft", "agreed", "assured"])
def test_after_a_baseline_a_check_fails_for_nothing_that_can_be_acknowledged(eastglen: Path, profile: str) -> None:
    Path("pathkit.yaml").write_text(f"profile: {profile}\n", "utf-8")
    assert exit_code(checked(eastglen, profile=None)) == 1
    written = acknowledge_all(eastglen, TERMS)
    assert set(GRAVE) <= set(written.ids)
    report = checked(eastglen, profile=None)
    assert exit_code(report) == 0
    assert {one.rule for one in report.findings if one.open} <= {"not-stated"}
    before = eastglen.read_bytes()
    again = acknowledge_all(eastglen, TERMS)
    assert (again.ids, again.line, again.saved) == ((), None, False)
    assert eastglen.read_bytes() == before


def test_a_baseline_leaves_every_entry_as_it_is(eastglen: Path) -> None:
    """One that is open again too: it is renewed when it is named."""
    whole = f"{{hours_per_week: 168, people: {ADULTS}, dates: 0}}"
    text = f"{MAP}acknowledged:\n{entry(review='2026-11-20')}{entry('nobody-to-turn-to@eastglen', covers=whole)}"
    eastglen.write_text(text, "utf-8")
    written = acknowledge_all(eastglen, TERMS)
    assert (written.renewed, written.left) == ((), ("wrong-door@gp",))
    assert written.added
    assert not set(GRAVE) & set(written.added)
    assert eastglen.read_text("utf-8").startswith(text)
    assert exit_code(checked(eastglen)) == 1
    written = acknowledge_findings(eastglen, written.left, TERMS)
    assert (written.renewed, written.left) == (("wrong-door@gp",), ())
    assert exit_code(checked(eastglen)) == 0


# --- the command to type


def test_the_ready_command_is_the_command(eastglen: Path) -> None:
    told = shlex.split(ready_command("my maps/eastglen.pathway.yaml", found(eastglen, "wrong-door@gp")))
    assert told == [
        *("pathkit", "acknowledge", "my maps/eastglen.pathway.yaml", "wrong-door@gp", "--reason", "WHY"),
        *("--meanwhile", "WHAT IS DONE MEANWHILE", "--owner", "practices", "--review", "DATE"),
    ]
    assert shlex.split(ready_command("-x.pathway.yaml", found(eastglen, "wrong-door@gp")))[2] == "./-x.pathway.yaml"


def test_there_is_no_command_for_what_need_not_or_cannot_be_acknowledged(eastglen: Path) -> None:
    eastglen.write_text(f"{MAP}acknowledged:\n{entry()}", "utf-8")
    for name in ("wrong-door@gp", "not-stated@gp"):
        assert ready_command(eastglen.name, found(eastglen, name)) == ""
    assert ready_command(eastglen.name, found(eastglen, "wrong-door@gp", date(2027, 4, 1))) != ""


# --- what acknowledgements themselves lead to


def acknowledged(path: Path, *entries: str, settings: str = "") -> Report:
    """The report on the map with these entries."""
    path.write_text(f"{MAP}acknowledged:\n{''.join(entries)}", "utf-8")
    Path("pathkit.yaml").write_text(dedent(settings), "utf-8")
    return checked(path, profile=None)


def test_an_entry_that_matches_nothing_is_reported(eastglen: Path) -> None:
    report = acknowledged(eastglen, entry("closed-door@gp"), entry("wrong-dor@gp"), entry("not-stated@gp"))
    assert own(report) == {
        f"acknowledgement-unused@{one}" for one in ("closed-door@gp", "wrong-dor@gp", "not-stated@gp")
    }
    said = {one.subjects[0]: one.message for one in report.findings if one.rule == "acknowledgement-unused"}
    assert said["closed-door@gp"].endswith("there is no such finding.")
    assert said["wrong-dor@gp"].endswith("Did you mean `wrong-door@gp`?")
    assert "about the soundness of the map" in said["not-stated@gp"]


@pytest.mark.parametrize("settings", ["rules: {wrong-door: off, one-channel-only: off}", "profile: draft"])
def test_an_entry_of_a_rule_that_was_not_asked_is_not_left_over(eastglen: Path, settings: str) -> None:
    assert own(acknowledged(eastglen, entry(), entry("one-channel-only@gp"), settings=settings)) == set()


def test_the_review_date_counts_also_where_the_rule_was_not_asked(eastglen: Path) -> None:
    report = acknowledged(eastglen, entry(review="2026-11-20"), settings="rules: {wrong-door: off}")
    assert own(report) == {"acknowledgement-lapsed@wrong-door@gp"}


def test_the_settings_hold_for_what_acknowledgements_lead_to(eastglen: Path) -> None:
    entries = entry(review="2026-11-20"), entry("closed-door@gp")
    off = "rules: {acknowledgement-lapsed: off, acknowledgement-unused: off}"
    assert own(acknowledged(eastglen, *entries, settings=off)) == set()
    assert acknowledgements(eastglen)["wrong-door@gp"] == "its review date (2026-11-20) has passed"
    note = "rules: {acknowledgement-lapsed: {severity: note}, acknowledgement-unused: {severity: warning}}"
    report = acknowledged(eastglen, *entries, settings=note)
    severities = {one.rule: one.severity for one in report.findings if one.id in own(report)}
    assert severities == {"acknowledgement-lapsed": "note", "acknowledgement-unused": "warning"}


def test_two_entries_for_one_finding_make_a_map_invalid(eastglen: Path) -> None:
    report = acknowledged(eastglen, entry(), entry())
    assert [(one.rule, one.line) for one in report.problems] == [("duplicate-id", 24)]
    with pytest.raises(InvalidMap):
        acknowledge_all(eastglen, TERMS)


def test_an_entry_agreed_on_a_day_to_come_cannot_stretch_the_twelve_months(eastglen: Path) -> None:
    acknowledged(eastglen, entry(agreed="2026-12-01", review="2027-11-21"))
    assert acknowledgements(eastglen) == {"wrong-door@gp": None}
    acknowledged(eastglen, entry(agreed="2026-12-01", review="2027-11-22"))
    assert acknowledgements(eastglen) == {"wrong-door@gp": "its review date (2027-11-22) is more than 12 months ahead"}


def test_everything_that_reopens_is_said(eastglen: Path) -> None:
    acknowledged(eastglen, entry(review="2026-11-20", covers="{hours_per_week: 1, people: 1, dates: 0}"))
    assert acknowledgements(eastglen) == {
        "wrong-door@gp": "its review date (2026-11-20) has passed, and it has grown: 40 hours a week instead of 1, "
        f"{ADULTS} kinds of people instead of 1"
    }
