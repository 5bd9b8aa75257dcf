"""What a picture shows of a map: what is open, reached, walked and found, in words as well as in colours."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from pathkit.check import CannotDo, load
from pathkit.check.library import InvalidMap, check
from pathkit.check.people_asked import one_person_asked
from pathkit.check.report import RuleNotRun
from pathkit.drawing import Mark, Scene, as_dot, as_svg, scene_of
from pathkit.drawing.cells import MOST_OPEN, MOST_TOGETHER
from pathkit.drawing.scene import MOST_IN_FULL, STATE_SIGNS, STATES, Edge, Key, Node, Seen, State, status_of
from pathkit.drawing.views import Asked, Look, drawn, notes_on, of_check, picture, read_map
from pathkit.maps import Map
from pathkit.pathway import Pathway
from pathkit.rules import all_rules

from .seen import SVG, read, said
from .test_pictures import inert, luminance, overlaps

ROOT = Path(__file__).parents[2]
REAL = sorted((ROOT / "pathways").glob("*.pathway.yaml"))
EXAMPLES = sorted((ROOT / "examples").glob("*.pathway.yaml"))
ON = dt.date(2026, 11, 21)
NIGHT, DAY, EVENING = "Sat 03:00", "Mon 10:00", "Mon 16:00"

# Of the ward's hours nobody knows anything; the team takes new people until half past three; the hub is no more.
MAP = """\
area: {id: eastglen, name: Eastglen, calendar: none}
people: {ages: 16+, needs: [distress], circumstances: [no-phone]}
organisations:
  practices: {name: Eastglen practices, sector: health}
  nhs: {name: NHS Eastglen, sector: health}
  listening: {name: Eastglen Listening, sector: third}
services:
  gp: {name: Eastglen GP practice, provider: practices, kind: primary-care, open_to: public,
       hours: Mon-Fri 09:00-17:00, contact: {phone: "01632 960001", address: High Street}}
  line: {name: Eastglen line, provider: listening, kind: helpline, open_to: public, hours: 24/7, tier: 1,
         door_for: {ages: 18+}, supports: {ages: 18+, excludes: []}, offers: [listening, assessment],
         contact: {phone: "01632 960002"}}
  team: {name: Eastglen team, provider: nhs, kind: crisis-team, hours: 24/7, intake: "Mon-Fri 09:00-15:30", tier: 2,
         supports: {excludes: []}, offers: [assessment]}
  ward: {name: Eastglen ward, provider: nhs, kind: inpatient, hours: unknown, tier: 3,
         supports: {excludes: []}, offers: [bed, assessment]}
  hub: {name: Eastglen hub, provider: nhs, kind: crisis-space, status: closed, hours: 24/7}
transfers:
  - {from: gp, to: team, by: call-transfer}
  - {from: gp, to: line, by: signpost, when: closed}
  - {from: line, to: ward, by: referral}
  - {from: team, to: ward, by: warm-handover, for: {ages: 16-17}}
  - {from: team, to: gp, by: advice}
"""


@pytest.fixture
def eastglen(tmp_path: Path) -> Pathway:
    """The map above, compiled."""
    path = tmp_path / "eastglen.pathway.yaml"
    path.write_text(MAP, "utf-8")
    return load(path, date=ON)


def seen(pathway: Pathway, at: str | None = None, person: str | None = None, **asked: Any) -> Scene:
    """A picture of what is asked, with the person in words."""
    who = None if person is None else one_person_asked(pathway.map, person)
    return picture(pathway, Asked(at, who, **asked))


def nodes(scene: Scene) -> dict[str, Node]:
    """The boxes of a picture."""
    return {node.id: node for group in scene.groups for node in group.nodes}


def parts_of(scene: Scene) -> list[Node | Edge]:
    """The boxes and lines of a picture."""
    return [*nodes(scene).values(), *scene.edges]


def statuses(parts: Iterable[Node | Edge]) -> dict[str, tuple[str, str]]:
    """The state of each part, as it is drawn and in words."""
    return {part.id: (part.state, status_of(part)) for part in parts}


def many(services: int, organisations: int = 12, further: int = 0) -> str:
    """A map of so many services, each with a transfer to the next and to one further on, run in turn."""
    lines = ["area: {id: northmarch, name: Northmarch, calendar: none}", "people: {ages: 18+, needs: [distress]}"]
    lines += ["organisations:"]
    lines += [f"  o{i}: {{name: Northmarch organisation {i}, sector: third}}" for i in range(organisations)]
    lines += ["services:"]
    for i in range(services):
        door = ", open_to: public" if i % 7 == 0 else ""
        lines.append(
            f"  s{i}: {{name: Northmarch service {i}, provider: o{i % organisations}, kind: crisis-team, "
            f"hours: 24/7{door}, supports: {{excludes: []}}}}"
        )
    lines += ["transfers:"]
    for i in range(services):
        lines.append(f"  - {{from: s{i}, to: s{(i + 1) % services}, by: call-transfer}}")
        lines.append(f"  - {{from: s{i}, to: s{(i + (further or organisations)) % services}, by: referral}}")
    return "\n".join(lines) + "\n"


# --- what is open -----------------------------------------------------------------------------------------


def test_at_a_moment_every_service_says_whether_it_is_open(eastglen: Pathway) -> None:
    by_night = statuses(nodes(seen(eastglen, NIGHT)).values())
    assert by_night == {
        "gp": ("shut", "shut"),
        "line": ("open", "open"),
        "team": ("perhaps", "open, takes nobody new, ? may pass people on"),
        "ward": ("perhaps", "? not known"),
        "hub": ("shut", "shut"),
    }
    by_day = statuses(nodes(seen(eastglen, DAY)).values())
    assert by_day["gp"] == by_day["team"] == ("open", "open")
    assert statuses(nodes(seen(eastglen, EVENING)).values())["team"] == by_night["team"]


def test_at_a_moment_every_transfer_is_usable_or_not_or_nobody_knows(eastglen: Pathway) -> None:
    by_night = {edge.id: edge.state for edge in seen(eastglen, NIGHT).edges}
    assert by_night == {
        "gp-to-team": "shut",  # its sender is
        "gp-to-line": "open",  # for its sender is shut
        "line-to-ward": "perhaps",  # nobody knows when, or whether, the ward next takes anybody
        "team-to-ward": "perhaps",
        "team-to-gp": "open",  # advice moves nobody, so that the receiver need not be open
    }
    by_day = {edge.id: edge.state for edge in seen(eastglen, DAY).edges}
    assert (by_day["gp-to-team"], by_day["gp-to-line"]) == ("open", "shut")


def test_what_is_there_for_a_person(eastglen: Pathway) -> None:
    scene = seen(eastglen, person="40, distress, urgent")
    assert statuses(nodes(scene).values()) == {
        "gp": ("open", "passes them on"),
        "line": ("open", "helps them"),
        "team": ("open", "helps them"),
        "ward": ("perhaps", "? may help them"),  # nobody knows whether it is ever open
        "hub": ("shut", "never open"),
    }
    assert statuses(scene.edges)["team-to-ward"] == ("shut", "not for them")


def test_a_door_that_is_not_for_the_person_says_so(eastglen: Pathway) -> None:
    young = statuses(nodes(seen(eastglen, person="16, distress, urgent")).values())
    assert young["line"] == ("perhaps", "? may pass them on; not a door for them")
    silent = statuses(nodes(seen(eastglen, person="40, distress, urgent, no-phone")).values())
    assert silent["line"] == ("open", "helps them; they cannot contact it")
    assert silent["gp"] == ("open", "passes them on")


def test_for_a_person_at_a_moment_both_count(eastglen: Pathway) -> None:
    assert statuses(nodes(seen(eastglen, NIGHT, "40, distress, urgent")).values()) == {
        "gp": ("shut", "shut"),
        "line": ("open", "open, helps them"),
        "team": ("full", "open, takes nobody new"),
        "ward": ("perhaps", "? not known"),
        "hub": ("shut", "shut"),
    }


@pytest.mark.parametrize("never", ["status: planned, hours: 24/7", "hours: closed", "status: paused, hours: 24/7"])
def test_what_is_never_open_helps_nobody(never: str, tmp_path: Path) -> None:
    path = tmp_path / "eastglen.pathway.yaml"
    path.write_text(MAP.replace("kind: inpatient, hours: unknown", f"kind: inpatient, {never}"), "utf-8")
    scene = seen(load(path, date=ON), person="40, distress, urgent")
    assert statuses(nodes(scene).values())["ward"] == ("shut", "never open")
    assert "Of 5 services: 3 can be used, 2 cannot." in scene.heading


def test_what_never_takes_anybody_new_is_not_drawn_as_helping(tmp_path: Path) -> None:
    path = tmp_path / "eastglen.pathway.yaml"
    path.write_text(MAP.replace('intake: "Mon-Fri 09:00-15:30"', "intake: closed"), "utf-8")
    scene = seen(load(path, date=ON), person="40, distress, urgent")
    assert statuses(nodes(scene).values())["team"] == ("full", "takes nobody new")
    assert "1 taking nobody new" in scene.heading[1]


def test_what_takes_nobody_new_and_passes_people_on_can_be_used(tmp_path: Path) -> None:
    path = tmp_path / "eastglen.pathway.yaml"
    path.write_text(
        MAP.replace("{from: team, to: gp, by: advice}", "{from: team, to: line, by: call-transfer}"), "utf-8"
    )
    pathway = load(path, date=ON)
    for person, whom in ((None, "people"), ("40, distress, urgent", "them")):
        team = statuses(nodes(seen(pathway, NIGHT, person)).values())["team"]
        assert team == ("open", f"open, takes nobody new, passes {whom} on")


def test_taking_nobody_new_is_a_state_with_words_count_and_legend_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "eastglen.pathway.yaml"
    path.write_text(MAP.replace("  - {from: team, to: ward, by: warm-handover, for: {ages: 16-17}}\n", ""), "utf-8")
    pathway = load(path, date=ON)
    for person in (None, "40, distress, urgent"):
        scene = seen(pathway, NIGHT, person)
        assert statuses(nodes(scene).values())["team"] == ("full", "open, takes nobody new")
        assert scene.heading[1].startswith("Of 5 services: 1 can be used, 1 taking nobody new, 2 cannot")
        (words,) = [key.words for key in scene.legend if key.sign == "full"]
        assert "takes nobody new" in words and "pass" in words


def test_what_is_not_for_a_person_is_not_for_them_whenever_it_is_open(tmp_path: Path) -> None:
    path = tmp_path / "eastglen.pathway.yaml"
    text = MAP.replace(
        "hours: unknown, tier: 3,\n         supports: {", "hours: unknown, tier: 3,\n         supports: {ages: 18+, "
    )
    path.write_text(text.replace("by: call-transfer}", "by: call-transfer, hours: Mon 09:00-10:00}"), "utf-8")
    pathway = load(path, date=ON)
    young = statuses(nodes(seen(pathway, DAY, "16, distress, urgent")).values())
    assert young["ward"] == ("shut", "not for this person"), "nobody knows its hours, and they do not matter"
    assert young["gp"] == ("shut", "open, passes nobody on then")


def test_the_heading_says_what_is_shown_and_counts_it(eastglen: Pathway) -> None:
    scene = seen(eastglen, NIGHT, "40, distress, urgent")
    assert scene.heading == (
        "Eastglen: what is open on Sat 21 Nov 2026, 03:00 for a 40-year-old, distress, urgent",
        "Of 5 services: 1 can be used, 1 taking nobody new, 2 cannot, 1 not known: nobody has written it down.",
    )
    assert scene.title == scene.heading[0]
    assert scene.description.startswith(scene.heading[0])


# --- what a door leads to ---------------------------------------------------------------------------------


def test_what_a_door_does_not_lead_to_is_left_out_and_counted(eastglen: Pathway) -> None:
    scene = seen(eastglen, door="team")
    assert set(nodes(scene)) == {"team", "ward"}
    assert [edge.id for edge in scene.edges] == ["team-to-ward"]
    assert "3 of 5 services left out: nothing leads there." in scene.heading
    assert statuses(nodes(scene).values()) == {"team": ("path", "here"), "ward": ("perhaps", "? perhaps")}


def test_a_door_leads_only_where_the_same_person_can_go_all_the_way(tmp_path: Path) -> None:
    text = MAP.replace(
        "{from: gp, to: team, by: call-transfer}", "{from: gp, to: team, by: referral, for: {ages: 18+}}"
    )
    path = tmp_path / "eastglen.pathway.yaml"
    path.write_text(text.replace("{from: line, to: ward, by: referral}", "{from: line, to: gp, by: referral}"), "utf-8")
    assert "ward" not in nodes(seen(load(path, date=ON), door="gp")), (
        "adults get to the team, and only children further"
    )


def test_from_a_moment_on_each_service_says_when_it_is_reached(eastglen: Pathway) -> None:
    text = statuses(nodes(seen(eastglen, NIGHT, "40, distress, urgent", door="gp")).values())
    assert text == {
        "gp": ("path", "here, shut, passes them on"),
        "line": ("open", "at once, helps them"),
        "ward": ("perhaps", "? perhaps at once, may help them"),
    }
    referred = MAP.replace("gp, to: team, by: call-transfer", "gp, to: team, by: referral, when: always")
    Path(eastglen.map.path).write_text(referred, "utf-8")
    later = statuses(nodes(seen(load(eastglen.map.path, date=ON), NIGHT, door="gp")).values())
    assert later["team"] == ("open", "from Mon 23 Nov 2026, 09:00")


def test_who_is_passed_on_when_a_service_takes_nobody_new_is_not_helped_there(tmp_path: Path) -> None:
    path = tmp_path / "eastglen.pathway.yaml"
    text = MAP.replace("{from: line, to: ward, by: referral}", "{from: line, to: team, by: call-transfer}")
    path.write_text(text, "utf-8")
    person = "40, distress, urgent"
    at_night = statuses(nodes(seen(load(path, date=ON), NIGHT, person, door="line")).values())
    assert at_night["team"] == ("full", "at once, takes nobody new")
    by_day = statuses(nodes(seen(load(path, date=ON), DAY, person, door="line")).values())
    assert by_day["team"] == ("open", "at once, helps them")
    path.write_text(text + "  - {id: refers, from: line, to: team, by: referral}\n", "utf-8")
    later = statuses(nodes(seen(load(path, date=ON), NIGHT, person, door="line")).values())
    assert later["team"] == ("open", "from Mon 23 Nov 2026, 09:00, helps them"), "who is referred waits until then"
    # Whom somebody takes on later is not known: perhaps that is when they are helped.
    path.write_text(text + "  - {id: refers, from: line, to: team, by: referral, hours: unknown}\n", "utf-8")
    perhaps = statuses(nodes(seen(load(path, date=ON), NIGHT, person, door="line")).values())
    assert perhaps["team"] == ("perhaps", "? perhaps from Mon 23 Nov 2026, 09:00, helps them")


def test_the_legend_of_a_door_explains_what_is_only_perhaps(eastglen: Pathway) -> None:
    (words,) = [key.words for key in seen(eastglen, door="team").legend if key.sign == "perhaps"]
    assert "“? perhaps”" in words


def test_a_door_that_the_person_cannot_contact_leads_nowhere(eastglen: Pathway) -> None:
    scene = seen(eastglen, person="40, distress, urgent, no-phone", door="line")
    assert set(nodes(scene)) == {"line"} and scene.edges == ()


# --- one journey ------------------------------------------------------------------------------------------


def test_the_steps_of_a_journey_are_numbered_and_told(eastglen: Pathway) -> None:
    scene = seen(eastglen, NIGHT, "40, distress, urgent", door="gp", journey=True)
    steps = {part.id: part.steps for part in parts_of(scene) if part.steps}
    assert steps == {"gp": (1,), "line": (2,), "gp-to-line": (2,)}
    states = {part.id: part.state for part in parts_of(scene)}
    assert {name for name, state in states.items() if state == "path"} == set(steps)
    assert {state for name, state in states.items() if name not in steps} == {"aside"}
    assert scene.told == (
        "1. Sat 21 Nov 2026, 03:00: they turn to Eastglen GP practice, which is shut.",
        "2. Sat 21 Nov 2026, 03:00: signpost from Eastglen GP practice to Eastglen line.",
    )
    drawn_ = said(as_svg(scene))
    assert {"step 1", "step 2", *scene.told} <= set(drawn_)


def test_a_journey_of_nobody_or_from_nowhere_is_refused(eastglen: Pathway) -> None:
    with pytest.raises(CannotDo, match="all three are needed"):
        seen(eastglen, NIGHT, door="gp", journey=True)
    with pytest.raises(CannotDo, match=r"There is no service `gpp`\. Did you mean `gp`\?"):
        seen(eastglen, door="gpp")


def test_who_asks_is_told_what_the_map_leaves_out(eastglen: Pathway) -> None:
    person = one_person_asked(eastglen.map, "12, distress, urgent")
    notes = notes_on(eastglen.map, Asked(person=person, door="team"))
    assert any("somebody aged 12" in note for note in notes) and any("not open to the public" in note for note in notes)
    assert notes_on(eastglen.map, Asked(at=NIGHT)) == ()
    young = one_person_asked(eastglen.map, "16, distress, urgent, no-phone")
    by_line = " ".join(notes_on(eastglen.map, Asked(person=young, door="line")))
    assert "a door for none of these people" in by_line and "None of these people can contact `line`" in by_line
    assert notes_on(eastglen.map, Asked(person=young, door="gp")) == ()


def test_a_picture_of_somebody_whom_the_map_is_not_about_says_so(eastglen: Pathway) -> None:
    said_ = "The map is about people aged 16+: somebody aged 3 is not among them."
    for asked in ({}, {"door": "gp"}, {"at": NIGHT}, {"door": "gp", "at": NIGHT, "journey": True}):
        assert said_ in seen(eastglen, person="3, distress, urgent", **asked).heading
    assert said_ not in seen(eastglen, person="16, distress, urgent").heading


def test_what_is_no_moment_is_refused_in_whole_sentences(eastglen: Pathway) -> None:
    with pytest.raises(CannotDo, match=r"^There is no time `25:00`\. Times run from `00:00` to `23:59`\.$"):
        seen(eastglen, "Sat 25:00")


# --- findings ---------------------------------------------------------------------------------------------


def test_findings_are_drawn_where_they_are_and_the_rest_is_counted(eastglen: Pathway) -> None:
    report = check(eastglen)
    view, found = of_check(eastglen.map, report)
    scene = drawn(eastglen.map, view, findings=found)
    here = {mark.rule for node in nodes(scene).values() for mark in node.marks}
    assert here and here <= {finding.rule for finding in report.findings}
    assert "not-stated" not in here
    unstated = sum(finding.rule == "not-stated" for finding in report.findings)
    assert any(line.startswith(f"Not drawn: {unstated} notes of facts") for line in scene.heading)
    severities = {mark.severity for finding in found for mark in [Mark("", finding.severity, ())]}
    legend = {key.sign for key in scene.legend}
    drawn_severities = {mark.severity for part in parts_of(scene) for mark in part.marks}
    assert legend & {"error", "warning", "note"} == drawn_severities <= severities


def test_an_acknowledged_finding_is_counted_and_not_drawn(eastglen: Pathway) -> None:
    sound = {rule.name for rule in all_rules() if rule.sound}  # what cannot be acknowledged
    found = next(one for one in check(eastglen).findings if one.rule not in {"not-stated", *sound})
    hours = found.extent.hours_per_week if found.extent else 0
    text = MAP + (
        f"acknowledged:\n  - {{finding: {found.id}, reason: r, meanwhile: m, owner: nhs, agreed: 2026-11-01, "
        f"review: 2027-05-01, covers: {{hours_per_week: {hours}, people: 9999, dates: 999}}}}\n"
    )
    Path(eastglen.map.path).write_text(text, "utf-8")
    again = load(eastglen.map.path, date=ON)
    view, drawn_ = of_check(again.map, check(again))
    assert found.id not in {one.id for one in drawn_}
    assert "Not drawn: 1 finding that the forum has acknowledged." in view.heading


def test_each_rule_that_finds_something_is_told_in_words(eastglen: Pathway) -> None:
    view, found = of_check(eastglen.map, check(eastglen))
    scene = drawn(eastglen.map, view, findings=found)
    summaries = {rule.name: rule.summary for rule in all_rules()}
    rules = {one.rule for one in found}
    assert rules and {re.sub(r"^\S+ ", "", line) for line in scene.told} == {
        f"{one}: {summaries[one]}" for one in rules
    }
    assert all(line in scene.description for line in scene.told)


def test_what_is_found_for_the_whole_area_stands_above_the_list_and_the_legend(eastglen: Pathway) -> None:
    scene = drawn(eastglen.map, of_check(eastglen.map, check(eastglen))[0], findings=[])
    scene = replace(scene, notes=((Mark("no-place-of-safety", "error", ("eastglen",)), "Eastglen"),))
    texts = said(as_svg(scene))
    note = texts.index("✗ error: no-place-of-safety (Eastglen)")
    assert texts[note - 1] == "Found, and not at one place in the picture:"
    assert note < texts.index(scene.told[0]) < texts.index(scene.legend[0].words)


def test_rules_that_were_not_asked_are_named_on_the_picture(eastglen: Pathway) -> None:
    report = check(eastglen)
    not_run = (
        RuleNotRun("dead-end", "ValueError: x", crashed=True),
        RuleNotRun("long-wait", "this map is too large for it: it has 9 million chains"),
        RuleNotRun("no-feedback", "left out with --skip"),
    )
    report = replace(report, maps=(replace(report.maps[0], rules_not_run=not_run),))
    heading = of_check(eastglen.map, report)[0].heading
    assert "Not asked, by a fault in pathkit: dead-end." in heading
    assert "Not asked, for this map is too large: long-wait." in heading
    assert not any("no-feedback" in line for line in heading)


# --- collapsed --------------------------------------------------------------------------------------------


def test_a_map_of_many_services_is_drawn_as_stacks(tmp_path: Path) -> None:
    map_ = read(tmp_path, many(150))
    scene = scene_of(map_, "Northmarch")
    boxes = nodes(scene)
    assert {node.shape for node in boxes.values()} == {"organisation"} and len(boxes) == 12
    assert sorted(number for node in boxes.values() for number in node.numbers) == list(range(150))
    assert boxes["stack o0"].details == ("13 services, 2 doors", "12 transfers among them")
    assert scene.heading[0] == "Northmarch"
    assert "150 services are drawn as stacks" in scene.heading[1] and "--focus o" in scene.heading[1]
    assert "organisation" in {key.sign for key in scene.legend}
    assert overlaps(as_svg(scene)) == []


def test_the_lines_between_stacks_stand_for_all_transfers_by_method(tmp_path: Path) -> None:
    map_ = read(tmp_path, many(64, organisations=4, further=5))
    scene = scene_of(map_, "Northmarch")
    assert {(edge.sender, edge.receiver): (edge.mode, edge.details) for edge in scene.edges} == {
        (f"stack o{i}", f"stack o{(i + 1) % 4}"): ("live", ("call transfer (16)", "referral (16)")) for i in range(4)
    }
    assert sorted(number for edge in scene.edges for number in edge.numbers) == list(range(128))


def test_a_map_that_can_be_read_is_not_collapsed(tmp_path: Path) -> None:
    scene = scene_of(read(tmp_path, many(MOST_OPEN)), "Northmarch")
    assert len(nodes(scene)) == MOST_OPEN and scene.heading == ()


@pytest.mark.parametrize(("services", "group"), [(150, "organisation"), (200, "organisation"), (150, "tier")])
def test_many_organisations_of_one_service_are_stacked_by_sector(services: int, group: str, tmp_path: Path) -> None:
    map_ = read(tmp_path, many(services, organisations=services, further=7))
    scene = scene_of(map_, "Northmarch", group=group)
    (node,) = nodes(scene).values()
    assert node.numbers == tuple(range(services)) and f"of {services} organisations" in node.details
    if group == "organisation":
        assert node.name == "Third sector" and "one for each sector" in scene.heading[1]
        assert re.search(r"--focus o\d+$", scene.heading[1])


def test_focus_among_many_organisations_shows_what_is_next_to_it(tmp_path: Path) -> None:
    map_ = read(tmp_path, many(200, organisations=200, further=7))
    for focus in ("s50", "o50"):
        assert set(nodes(scene_of(map_, "N", focus=(focus,)))) == {"s43", "s49", "s50", "s51", "s57"}


def test_no_picture_has_more_boxes_than_can_be_read(tmp_path: Path) -> None:
    lines = "".join(f"  - {{from: s0, to: s{i}, by: signpost, id: hub{i}}}\n" for i in range(1, 150))
    map_ = read(tmp_path, many(150, organisations=1, further=7) + lines)
    for focus in ((), ("o0",), ("s0",)):
        assert 0 < len(nodes(scene_of(map_, "N", focus=focus))) <= MOST_OPEN


def test_a_large_organisation_stays_closed_and_one_of_its_services_is_suggested(tmp_path: Path) -> None:
    map_ = read(tmp_path, many(150, organisations=1, further=7))
    whole, asked = scene_of(map_, "N"), scene_of(map_, "N", focus=("o0",))
    assert [node.shape for node in nodes(asked).values()] == ["organisation"]
    assert re.search(r"--focus s\d+$", whole.heading[1])
    assert asked.heading[-1] == (
        "Northmarch organisation 0 has too many services to be opened whole: name one of them, as in --focus s0"
    )


def test_nothing_is_said_to_be_left_out_that_is_not(tmp_path: Path) -> None:
    map_ = read(tmp_path, many(64, organisations=4, further=5))
    scene = scene_of(map_, "N", focus=("o0",))
    assert not any(re.search(r"\b0 (services|transfers)", line) for line in scene.heading)
    assert any(line.startswith("Left out: ") for line in scene.heading)


def test_focus_opens_an_organisation_and_leaves_out_what_has_nothing_to_do_with_it(tmp_path: Path) -> None:
    map_ = read(tmp_path, many(150))
    scene = scene_of(map_, "Northmarch", focus=("o3",))
    opened = {one.id for one in map_.services.values() if one.provider == "o3"}
    boxes = nodes(scene)
    assert opened <= set(boxes)
    assert all(node.shape == "organisation" for name, node in boxes.items() if name not in opened)
    near = {one.from_ for one in map_.transfers.values() if one.to in opened}
    near |= {one.to for one in map_.transfers.values() if one.from_ in opened}
    drawn_ = {list(map_.services)[number] for node in boxes.values() for number in node.numbers}
    assert near <= drawn_
    left = re.search(r"Left out: (\d+) services and (\d+) transfers", scene.heading[-1])
    assert left is not None and (int(left[1]), int(left[2])) == (
        150 - len(drawn_),
        len(map_.transfers) - sum(one.from_ in opened or one.to in opened for one in map_.transfers.values()),
    )
    assert overlaps(as_svg(scene)) == []


def test_focus_on_a_service_opens_its_organisation(tmp_path: Path) -> None:
    map_ = read(tmp_path, many(20, organisations=4))
    assert set(nodes(scene_of(map_, "N", focus=("s3",)))) >= {"s3", "s7", "s11", "s15", "s19"}


def test_focus_on_a_service_of_a_large_organisation_opens_what_is_next_to_it(tmp_path: Path) -> None:
    map_ = read(tmp_path, many(4 * MOST_TOGETHER, organisations=2))
    boxes = nodes(scene_of(map_, "N", focus=("s10",)))
    assert {"s8", "s9", "s10", "s11", "s12"} <= set(boxes)
    assert "s14" not in boxes


def test_focus_on_what_is_not_there_says_what_is(eastglen: Pathway) -> None:
    with pytest.raises(CannotDo, match=r"There is no organisation or service `nsh`\. Did you mean `nhs`\?"):
        picture(eastglen, None, Look(focus=("nsh",)))


def test_a_stack_says_how_many_of_it_are_open(eastglen: Pathway) -> None:
    (stack,) = nodes(picture(eastglen, Asked(NIGHT), Look(focus=("practices",)))).keys() - {"gp", "line"}
    node = nodes(picture(eastglen, Asked(NIGHT), Look(focus=("practices",))))[stack]
    assert (node.name, node.state, node.status) == ("NHS Eastglen", "perhaps", "2 not known, 1 shut")


def test_a_journey_in_a_large_map_shows_the_way_and_counts_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "n.pathway.yaml"
    text = many(150).replace("supports: {excludes: []}", "offers: [listening]", 3)
    path.write_text(text.replace("hours: 24/7, offers: [listening]", "hours: 24/7"), "utf-8")
    scene = seen(load(path, date=ON), NIGHT, "40, distress, urgent", door="s0", journey=True)
    shown = nodes(scene)
    assert set(shown) == {"s0", "s12"} or set(shown) == {"s0", "s1", "s2", "s3"}
    assert any(line.startswith("Left out: ") for line in scene.heading)


# --- groups -----------------------------------------------------------------------------------------------


def test_grouped_by_tier_what_has_none_stands_apart(eastglen: Pathway) -> None:
    scene = picture(eastglen, None, Look("tier"))
    assert [(group.name, [node.id for node in group.nodes]) for group in scene.groups] == [
        ("Tier 1", ["line"]),
        ("Tier 2", ["team"]),
        ("Tier 3", ["ward"]),
        ("Tier not stated", ["gp", "hub"]),
    ]
    assert nodes(scene)["gp"].details[0] == "Eastglen practices"


def test_tiers_of_a_large_map_are_stacks(tmp_path: Path) -> None:
    scene = scene_of(read(tmp_path, many(150)), "Northmarch", group="tier")
    (node,) = nodes(scene).values()
    assert (node.name, node.details[:2]) == ("Tier not stated", ("150 services, 22 doors", "of 12 organisations"))


# --- words and signs --------------------------------------------------------------------------------------


def every_state() -> Scene:
    """A box and a line in every state."""
    boxes = [
        Node(f"n{i}", f"Service {state}", ("crisis team",), "team", i % 2 == 0, i % 3 == 0, (), state, "", (i,), (i,))
        for i, state in enumerate(STATES)
    ]
    lines = tuple(Edge(f"t{i}", "n0", f"n{i}", (), "live", (), one, "", (), (i,)) for i, one in enumerate(STATES) if i)
    from pathkit.drawing.scene import Group, legend

    groups = (Group("o", "An organisation", tuple(boxes)),)
    return Scene("All", "All states", groups, lines, (), legend(groups, lines), ("All of them",), ("1. A step.",))


def test_no_two_states_differ_by_colour_alone() -> None:
    """The words in a box, or the line and its end, tell states apart for who sees no colours."""
    root = ElementTree.fromstring(as_svg(every_state(), handles=True))
    boxes: dict[str, tuple[object, ...]] = {}
    lines: dict[str, tuple[object, ...]] = {}
    for group in root.iter(f"{SVG}g"):
        kind, _, state = group.get("class", "").partition(" ")
        shapes = [part for part in group if part.tag not in (f"{SVG}title", f"{SVG}text")]
        drawing = tuple((part.get("stroke-dasharray"), part.get("stroke-width", "1")) for part in shapes)
        if kind == "node":
            boxes[state] = (*drawing[:1], [text.text for text in group.iter(f"{SVG}text")][2:-1])
        elif kind == "edge":
            lines[state] = (drawing, [(part.tag, part.get("fill") == part.get("stroke")) for part in shapes])
    looks = list(boxes.values())
    assert all(looks.count(look) == 1 for look in looks)
    # A line that can be used is drawn as ever, and never beside one of which nothing is said.
    looks = [look for state, look in lines.items() if state != "open"]
    assert all(looks.count(look) == 1 for look in looks)


def test_every_state_is_said_in_words_and_in_the_legend() -> None:
    words = said(as_svg(every_state()))
    assert set(STATE_SIGNS.values()) <= set(words)
    assert {key.sign for key in every_state().legend} >= set(STATES) - {"plain"}


def test_texts_can_be_read_on_their_grounds_in_every_state() -> None:
    root = ElementTree.fromstring(as_svg(every_state(), handles=True))
    for group in root.iter(f"{SVG}g"):
        if group.get("class", "").startswith("node"):
            ground = next(part.get("fill", "") for part in group if part.get("fill", "none").startswith("#"))
            for text in group.iter(f"{SVG}text"):
                low, high = sorted((luminance(text.get("fill", "#000000")), luminance(ground)))
                assert (high + 0.05) / (low + 0.05) >= 4.5, (text.text, ground)


def test_the_legend_has_only_what_is_drawn(eastglen: Pathway) -> None:
    scenes: list[Scene] = [seen(eastglen, NIGHT), seen(eastglen, door="team"), picture(eastglen)]
    for scene in scenes:
        states = {state for state, _ in statuses(parts_of(scene)).values()} - {"plain"}
        assert {key.sign for key in scene.legend if key.sign in STATES} == states
        modes = {edge.mode for edge in scene.edges}
        assert {key.sign for key in scene.legend if key.sign in ("live", "queued", "person-led", "none")} == modes


def test_a_legend_may_not_speak_of_blue_doors_where_none_is_blue(eastglen: Pathway) -> None:
    scene = seen(eastglen, NIGHT, "40, distress, urgent", door="gp", journey=True)
    assert "door" not in {key.sign for key in scene.legend}
    assert "#d6eaf8" not in as_svg(scene)


def test_boxes_say_less_where_there_are_many(tmp_path: Path) -> None:
    few, more = (scene_of(read(tmp_path, many(n, 4)), "N") for n in (MOST_IN_FULL, MOST_IN_FULL + 1))
    assert nodes(few)["s1"].details == ("crisis team", "24/7", "helps: everyone")
    assert nodes(more)["s1"].details == ("crisis team", "24/7")


# --- handles ----------------------------------------------------------------------------------------------


def test_a_script_finds_services_and_transfers_by_their_place_in_the_map(eastglen: Pathway) -> None:
    scene = seen(eastglen, NIGHT)
    root = ElementTree.fromstring(as_svg(scene, handles=True))
    found = {one.get("data-n"): one for one in root.iter() if one.get("data-n") is not None}
    assert set(found) == {"0", "1", "2", "3", "4"}
    assert found["0"].get("class") == "node shut" and "Eastglen GP practice" in "".join(found["0"].itertext())
    lines = [one for one in root.iter() if one.get("data-t") == "0"]
    assert [one.get("class") for one in lines] == ["edge shut", "edge-label shut"]
    assert lines[0].findtext(f"{SVG}title") == "Eastglen GP practice to Eastglen team: call transfer"
    assert "call transfer" in [text.text for text in lines[1].iter(f"{SVG}text")]


def test_a_stack_has_the_places_of_all_that_it_stands_for(eastglen: Pathway) -> None:
    drawn_ = as_svg(picture(eastglen, None, Look(focus=("practices", "listening"))), handles=True)
    assert 'data-n="2 3 4"' in drawn_
    root = ElementTree.fromstring(as_svg(picture(eastglen), handles=True))
    assert {one.get("class") for one in root.iter() if one.get("data-n") is not None} == {"node"}


def test_without_handles_there_are_none(eastglen: Pathway) -> None:
    assert "data-" not in as_svg(seen(eastglen, NIGHT))


def test_a_strict_policy_has_nothing_to_forbid(eastglen: Pathway) -> None:
    for scene in (every_state(), seen(eastglen, NIGHT), picture(eastglen)):
        for one in ElementTree.fromstring(as_svg(scene, handles=True)).iter():
            assert not [name for name in one.attrib if name == "style" or name.startswith("on")]


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "\"'&]]>--></style>", "\u202eevil\u200b\x07", '"]; x [a="']
)
def test_hostile_names_are_only_names_in_every_view(name: str, eastglen: Pathway) -> None:
    hostile = Seen(
        {"gp": State("open", name), "gp-to-team": State("perhaps", name), "team": State("path", "", (1,))},
        heading=(name, name),
        told=(name,),
        words={"open": name},
    )
    scene = drawn(eastglen.map, hostile)
    inert(as_svg(scene))
    root = ElementTree.fromstring(as_svg(scene, handles=True))
    assert {one.get("data-n") for one in root.iter()} - {None} == {"0", "1", "2", "3", "4"}
    assert {key for one in root.iter() for key, value in one.attrib.items() if name in value} <= {"aria-label"}
    assert overlaps(as_svg(scene)) == []
    dot = as_dot(scene)
    assert not re.search(r"^\s*x \[a=", dot, re.M) and "<script" not in dot


# --- real maps --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*REAL, *EXAMPLES], ids=lambda path: path.stem)
def test_nothing_overlaps_in_the_real_maps_whole_and_by_night(path: Path) -> None:
    pathway = load(path, date=ON)
    for scene in (picture(pathway), picture(pathway, Asked(NIGHT)), picture(pathway, None, Look("tier"))):
        assert overlaps(as_svg(scene)) == []


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_a_real_map_fits_a_sheet_of_the_usual_shape(path: Path) -> None:
    """On A3, across, its small print is still some six points."""
    root = ElementTree.fromstring(as_svg(picture(load(path, date=ON))))
    wide, high = float(root.get("width", "nan")), float(root.get("height", "nan"))
    assert max(wide / 1190, high / 842) < 11 / 5


def test_pictures_are_the_same_whatever_the_hashes_of_words(eastglen: Pathway) -> None:
    program = (
        "import sys, datetime as dt; from pathkit.check import load; from pathkit.drawing import as_svg, as_dot; "
        "from pathkit.drawing.views import *; p = load(sys.argv[1], date=dt.date(2026, 11, 21)); "
        "asked = (None, Asked('Sat 03:00'), Asked(door='gp'), Asked('Sat 03:00', door='gp')); "
        "scenes = [picture(p, a, l) for a in asked for l in (Look(), Look('tier'), Look(focus=('nhs',)))]; "
        "sys.stdout.buffer.write(''.join(as_svg(s, handles=True) + as_dot(s) for s in scenes).encode())"
    )
    ran = [
        subprocess.run(
            [sys.executable, "-c", program, eastglen.map.path],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            timeout=120,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert ran[0] == ran[1] and len(ran[0]) > 1000


# --- files ------------------------------------------------------------------------------------------------


def test_a_library_can_be_drawn_and_is_called_by_its_file(tmp_path: Path) -> None:
    path = tmp_path / "nation.pathway.yaml"
    path.write_text(MAP[MAP.index("organisations:") :], "utf-8")
    from pathkit.drawing.views import everything

    map_: Map = read_map(path)
    assert drawn(map_, everything(map_)).title == "nation.pathway.yaml"


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(CannotDo, match="There is no file or folder"):
        read_map(tmp_path / "nothing.pathway.yaml")
    with pytest.raises(CannotDo, match="is a folder"):
        read_map(tmp_path)
    (tmp_path / "bad.pathway.yaml").write_text("area: {id: x}\n", "utf-8")
    with pytest.raises(InvalidMap):
        read_map(tmp_path / "bad.pathway.yaml")


def test_a_key_of_the_legend_can_be_said_as_a_view_says_it(eastglen: Pathway) -> None:
    scene = drawn(eastglen.map, Seen({"gp": State("open")}, heading=("H",), words={"open": "as we say"}))
    assert Key("open", "as we say") in scene.legend
