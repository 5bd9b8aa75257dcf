"""What further frameworks expect is judged by the rules they name, of the people whom it is about, and of no others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rules.checking import ON, checked, small

from pathkit.check import check_paths
from pathkit.check.report import Finding, PrincipleState, Report
from pathkit.output.json import report_object
from pathkit.output.words import by_framework, evidence, titles_of

CONCORDAT = "calendar: none, framework: [framework-for-collaboration, crisis-care-concordat]"
PLEDGE = "calendar: none, framework: [framework-for-collaboration, perinatal-pledge]"
WOMEN = "{ages: 18-45, needs: [mental-illness], circumstances: [perinatal]}"


def state(report: Report, name: str) -> PrincipleState:
    return next(one for one in report.principles if one.id == name)


def finding(report: Report, name: str) -> Finding:
    return next(one for one in report.findings if one.id == name)


def door(supports: str, more: str = "") -> str:
    return f"""
services:
  gp: {{name: GP practice, provider: nhs, kind: primary-care, open_to: public, hours: 24/7, supports: {supports},
       offers: [assessment, mother-and-baby-bed]{more}}}
"""


def test_a_finding_about_some_urgencies_counts_for_the_domain_of_those_alone(tmp_path: Path) -> None:
    text = small(door("{urgency: up to urgent, excludes: []}").replace(", mother-and-baby-bed", ""), area=CONCORDAT)
    report = checked(tmp_path, text, rules=("wrong-door", "nobody-to-turn-to"))
    assert finding(report, "wrong-door@gp").principles == ("no-wrong-door", "urgent-and-emergency-access")
    assert state(report, "urgent-and-emergency-access").state == "broken"
    told = state(report, "support-before-crisis")
    assert (told.state, told.rules, told.evidenced) == ("kept", 2, 2)
    assert told.situations == 93 * 2 * 371 * 1440, "of the two urgencies before a crisis"


def test_a_finding_about_others_is_none_of_an_expectation(tmp_path: Path) -> None:
    """Whoever is neither pregnant nor with a new baby finds no help here; the others do."""
    text = small(door("{requires: [perinatal], excludes: []}"), people=WOMEN, area=PLEDGE)
    report = checked(tmp_path, text, rules=("nobody-to-turn-to", "left-out", "expectation-unmet"))
    assert finding(report, "nobody-to-turn-to@eastglen").principles == ("no-wrong-door",)
    assert state(report, "no-wrong-door").state == "broken"
    assert state(report, "parents-supported").state == "kept"


def test_a_finding_that_is_about_them_too_counts(tmp_path: Path) -> None:
    text = small(door("{urgency: routine, excludes: []}"), people=WOMEN, area=PLEDGE)
    report = checked(tmp_path, text, rules=("nobody-to-turn-to",))
    assert finding(report, "nobody-to-turn-to@eastglen").principles == ("no-wrong-door", "parents-supported")
    assert (state(report, "parents-supported").state, state(report, "parents-supported").findings) == ("broken", 1)


def test_what_is_unmet_of_one_expectation_counts_for_no_other(tmp_path: Path) -> None:
    text = small(door("{excludes: []}"), people=WOMEN, area=PLEDGE)
    report = checked(tmp_path, text, rules=("expectation-unmet",))
    assert finding(report, "expectation-unmet@family-supported").principles == (
        "getting-it-right-for-everyone",
        "family-supported",
    )
    assert state(report, "parents-supported").state == "kept"


@pytest.mark.parametrize(
    "how", [{"rules": ("nobody-to-turn-to",)}, {"skip": ("expectation-unmet",)}, {"profile": "draft"}]
)
def test_what_is_expected_is_not_kept_where_nobody_asked_whether_people_come_to_it(
    tmp_path: Path, how: dict[str, Any]
) -> None:
    path = tmp_path / "eastglen.pathway.yaml"
    path.write_text(small(door("{excludes: []}"), people=WOMEN, area=PLEDGE), "utf-8")
    report = check_paths([path], date=ON, **how)
    told = state(report, "parents-supported")
    assert told.state == "not evidenced" and told.rules > 0
    assert evidence(told) == "whether people come to what is expected was not asked (expectation-unmet)"


def test_a_service_that_is_called_as_an_expectation_is_lets_no_finding_slip(tmp_path: Path) -> None:
    """Nor does a locality that is called so."""
    gp = door("{excludes: []}", ", trauma_training: informed").replace("gp:", "expert-care:")
    report = checked(tmp_path, small(gp, people=WOMEN, area=PLEDGE), rules=("training-below-standard",))
    assert finding(report, "training-below-standard@expert-care").principles == ("trauma-informed", "skilled-staff")
    here = WOMEN.replace("circumstances", "localities: [parents-supported, south], circumstances")
    gp = door("{localities: [south], excludes: []}").replace("offers: [", "offers: [family-support, ")
    report = checked(tmp_path, small(gp, people=here, area=PLEDGE), rules=("expectation-unmet",))
    assert finding(report, "expectation-unmet@family-supported@parents-supported").principles == (
        "getting-it-right-for-everyone",
        "family-supported",
    )


def test_what_only_one_reading_finds_about_them_is_no_pass(tmp_path: Path) -> None:
    text = small(door("{}"), people=WOMEN, area=PLEDGE)
    report = checked(tmp_path, text, rules=("nobody-to-turn-to",))
    told = state(report, "parents-supported")
    assert (told.state, told.questions) == ("cannot tell", 1)
    assert [one.id for one in report.questions if "parents-supported" in one.bears_on] == ["excludes@gp"]


def test_a_statement_counts_where_they_come_to_the_service_and_not_elsewhere(tmp_path: Path) -> None:
    others = """
  mens: {name: Men's line, provider: nhs, kind: helpline, open_to: public, hours: 24/7, trauma_training: informed,
         door_for: {excludes: [perinatal]}, supports: {excludes: [perinatal]}, offers: [listening]}
"""
    text = small(door("{excludes: []}", ", trauma_training: skilled"), others, people=WOMEN, area=PLEDGE)
    report = checked(tmp_path, text, rules=("training-below-standard",))
    assert finding(report, "training-below-standard@mens").principles == ("trauma-informed",)
    told = state(report, "skilled-staff")
    assert (told.state, told.situations) == ("kept", 0)
    assert evidence(told).startswith("1 rule asked, only of what is written down, no finding; judged by")
    report = checked(tmp_path, text.replace("skilled", "informed"), rules=("training-below-standard",))
    assert finding(report, "training-below-standard@gp").principles == ("trauma-informed", "skilled-staff")


def test_what_nobody_has_written_down_is_no_pass_of_what_is_judged_by_statements(tmp_path: Path) -> None:
    """One service says how its staff are trained; the other, to which these women come, does not."""
    line = """
  line: {name: Line, provider: nhs, kind: helpline, open_to: public, hours: 24/7, supports: {excludes: []},
         offers: [listening]}
"""
    text = small(door("{excludes: []}", ", trauma_training: skilled"), line, people=WOMEN, area=PLEDGE)
    report = checked(tmp_path, text, rules=("training-below-standard",))
    assert state(report, "skilled-staff").state == "cannot tell"
    assert [one.id for one in report.questions if "skilled-staff" in one.bears_on] == ["trauma-training@line"]


def test_what_is_beyond_a_map_says_so_in_words_whatever_the_map(tmp_path: Path) -> None:
    report = checked(tmp_path, small(door("{excludes: []}"), people=WOMEN, area=PLEDGE), rules=("wrong-door",))
    told = state(report, "fully-involved")
    assert (told.state, told.rules) == ("beyond a map", 0)
    assert evidence(told) == "what a woman is told and asked lies between her and those who care for her"


def test_principles_are_told_by_framework_in_the_order_of_the_map_with_what_is_not_there(tmp_path: Path) -> None:
    area = "calendar: none, framework: [collaborative-commitments, framework-for-collaboration]"
    report = checked(tmp_path, small(door("{excludes: []}").replace(", mother-and-baby-bed", ""), area=area))
    groups = by_framework(report.principles, report.frameworks)
    assert [(title, len(states)) for title, states, _ in groups] == [
        ("Collaborative commitments of the Mental Health Partnership Delivery Group: 4 commitments", 4),
        ("The twelve principles", 12),
    ]
    assert groups[0][2].startswith("Commitments 1 and 2") and groups[1][2] == ""


def test_a_map_judged_by_one_pack_alone_has_its_principles_alone_and_all_findings_have_a_title(tmp_path: Path) -> None:
    text = small(
        door("{urgency: routine, excludes: []}"), people=WOMEN, area="calendar: none, framework: perinatal-pledge"
    )
    report = checked(tmp_path, text)
    assert {one.framework for one in report.principles} == {"perinatal-pledge"}
    titles = titles_of(report.principles)
    assert list(titles)[:8] == [one.id for one in report.principles]
    assert {name for one in report.findings for name in one.principles} <= set(titles)
    assert not any("no-wrong-door" in one.bears_on for one in report.questions)


@pytest.mark.parametrize("area", ["calendar: none", PLEDGE])
def test_json_says_of_each_map_which_frameworks_it_goes_by(tmp_path: Path, area: str) -> None:
    report = checked(tmp_path, small(door("{excludes: []}").replace(", mother-and-baby-bed", ""), area=area))
    found = report_object(report)
    wanted = ["framework-for-collaboration", "perinatal-pledge"][: 1 if area == "calendar: none" else 2]
    assert [one["id"] for one in found["maps"][0]["frameworks"]] == wanted
    assert {one["framework"] for one in found["principles"]} == set(wanted)
